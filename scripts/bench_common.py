"""Common parts of the benchmarks: load by wrk, and large data sets."""
import asyncio
import datetime
import os
import re
import subprocess
import sys
import tempfile

# Every account has limits (docs/reference, quotas); a bench holds more than any business.
QUIET = {"PORTICO_RATE_LIMITS": "off", "PORTICO_ACCESS_LOG": "off", "PORTICO_QUOTA_SCALE": "1000000"}
PASSWORD = "Portico-demo-2026"
BINARY = os.path.abspath(".build/release/portico")
CLIENTS = 32


def wrk(port, paths, token=None, seconds=6, body=None):
    """Requests a second of 32 clients, to one path or to each of a list in turn; an answer that is not 2xx stops everything."""
    paths = [paths] if isinstance(paths, str) else paths
    command = ["wrk", "-t1", "-c32", f"-d{seconds}s", f"http://127.0.0.1:{port}{paths[0]}"]
    if token:
        command[1:1] = ["-H", f"Authorization: Bearer {token}"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if body:
            script.write(f"wrk.method = 'POST'\nwrk.body = [[{body}]]\nwrk.headers['Content-Type'] = 'application/json'\n")
        if len(paths) > 1:
            listed = ", ".join(f"'{path}'" for path in paths)
            script.write(f"local paths, count = {{{listed}}}, 0\nfunction request() count = count + 1; return wrk.format(nil, paths[count % #paths + 1]) end\n")
        if body or len(paths) > 1:
            script.flush()
            command[1:1] = ["-s", script.name]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(f"not measured, {paths[0]}: {out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])



POSTS = """
local bodies, tokens, next_one = {}, {}, 0
for token in os.getenv("TOKEN"):gmatch("%S+") do tokens[#tokens + 1] = "Bearer " .. token end
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
wrk.method, wrk.path = "POST", os.getenv("TARGET")
wrk.headers["Content-Type"] = "application/json"
function request()
  next_one = next_one + 1
  wrk.headers["Authorization"] = tokens[(next_one - 1) % #tokens + 1]
  return wrk.format(nil, nil, nil, bodies[(next_one - 1) % #bodies + 1])
end
made, refused = 0, 0
function response(status) if status == 201 then made = made + 1 else refused = refused + 1 end end
local threads = {}
function setup(thread) threads[#threads + 1] = thread end
function done()
  for _, thread in ipairs(threads) do print("made " .. thread:get("made") .. " " .. thread:get("refused")) end
end
"""


def cpu_seconds(process):
    """The processor time that a process has used so far: its own code's, and the system's on its behalf."""
    with open(f"/proc/{process.pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return tuple(int(field) / os.sysconf("SC_CLK_TCK") for field in fields[11:13])


def posts(port, path, token, bodies, seconds, clients=32):
    """Posts one body after the other, each as the next of the tokens (separated by blanks), again from the first when they run out; returns the numbers of successes and refusals, and the slowest hundredth."""
    with tempfile.TemporaryDirectory() as folder:
        lines, script = os.path.join(folder, "bodies"), os.path.join(folder, "post.lua")
        open(lines, "w").write("\n".join(bodies) + "\n")
        open(script, "w").write(POSTS)
        out = subprocess.run(
            ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "-s", script, f"http://127.0.0.1:{port}"],
            capture_output=True, text=True, check=True, env=dict(os.environ, BODIES=lines, TOKEN=token, TARGET=path)).stdout
    made, refused = map(int, re.search(r"made (\d+) (\d+)", out).groups())
    return made, refused, re.search(r"^\s+99%\s+(\S+)\s*$", out, re.M)[1]


def copies(server, count, start=0):
    """Copies of one of the demo's requests, each a second older, so that a list has something to choose from."""
    subprocess.run(["psql", "-q", server.database, "-c", f"""
        INSERT INTO caf.service_request (id, customer_id, service, tax_year, status, status_reason, operator_id,
               duplicate_reason, sections, created_at, queued_at, updated_at, submitted_at, version)
        SELECT gen_random_uuid(), customer_id, service, tax_year, status, status_reason, operator_id, 'bench', sections,
               created_at - n * interval '1 second', queued_at - n * interval '1 second', updated_at, submitted_at, version
          FROM (SELECT * FROM caf.service_request ORDER BY id LIMIT 1) one, generate_series({start + 1}, {start + count}) n""",
        "-c", "VACUUM ANALYZE caf.service_request"], check=True)


def bookings(server, token, count):
    """Operators with all hours of the week; the result makes bodies of bookings, each call the next free slots."""
    sara = server.as_(token)
    week = [{"weekday": day, "from": "00:00", "until": "00:00"} for day in range(1, 8)]
    operators = []
    for index in range(count):
        made = sara("POST", "/admin/users", {"email": f"op{index}@example.com", "password": "Correct-horse-battery-9",
                                              "first_name": "Op", "last_name": "Bench", "role": "operator"})
        operators.append(made.json["id"])
        sara("PUT", f"/admin/operators/{operators[-1]}/hours", {"weekly": week, "keeps_office_days": False})
    kind = sara("POST", "/admin/appointment-types", {
        "service": "ISEE", "title": {"it": "Bench"}, "duration_minutes": 5, "step_minutes": 5, "notice_minutes": 0,
        "horizon_days": 365}).json["id"]
    customer = sara("GET", "/admin/users?role=customer&limit=1").json["data"][0]["id"]
    start = datetime.datetime.now(datetime.timezone.utc).replace(minute=0, second=0, microsecond=0)
    start += datetime.timedelta(days=2)
    taken = 0

    def body(slot):
        at = (start + datetime.timedelta(minutes=5 * slot)).strftime("%Y-%m-%dT%H:%M:%SZ")
        return (f'{{"type_id":"{kind}","starts_at":"{at}","operator_id":"{operators[slot % count]}",'
                f'"customer_id":"{customer}"}}')

    def following(number):
        nonlocal taken
        taken += number
        return [body(slot) for slot in range(taken - number, taken)]

    return following


REQUESTS = """
local lines, place = {}, 0
for line in io.lines(os.getenv("LINES")) do lines[#lines + 1] = line end
wrk.headers["Content-Type"] = "application/json"
spent = 0
function request()
  place = place + 1
  if place > #lines then spent = 1 return wrk.format("GET", "/livez") end
  local method, path, token, body = lines[place]:match("^(%S+) (%S+) (%S+) (.*)$")
  wrk.headers["Authorization"] = "Bearer " .. token
  return wrk.format(method, path, nil, body)
end
good, bad, first = 0, 0, ""
function response(status, headers, body)
  if status >= 200 and status < 300 then good = good + 1 else bad = bad + 1; if first == "" then first = status .. " " .. body end end
end
local threads = {}
function setup(thread) threads[#threads + 1] = thread end
function done()
  for _, thread in ipairs(threads) do
    print("made " .. thread:get("good") .. " " .. thread:get("bad") .. " " .. thread:get("spent") .. " " .. thread:get("first"):sub(1, 300))
  end
end
"""


def load(server, lines, seconds):
    """Each request once, for some seconds: successes, refusals with the first of them, and the slowest hundredth in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        listed, script = os.path.join(folder, "lines"), os.path.join(folder, "once.lua")
        open(listed, "w").write("\n".join(lines) + "\n")
        open(script, "w").write(REQUESTS)
        out = subprocess.run(["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--latency", "--timeout", "20s", "-s", script, f"http://127.0.0.1:{server.port}"],
                             capture_output=True, text=True, check=True, env=dict(os.environ, LINES=listed)).stdout
    made = re.search(r"made (\d+) (\d+) (\d+) ?(.*)", out)
    number, unit = re.search(r"^\s+99%\s+([\d.]+)(us|ms|s)\s*$", out, re.M).groups()
    if made[3] != "0":
        raise SystemExit(f"there were not enough of them: {len(lines)}")
    return int(made[1]), f"{made[2]} refused {made[4]}", float(number) * {"us": .001, "ms": 1, "s": 1_000}[unit]


async def send_all(port, lines, clients=16):
    """Each request once, whatever time it takes; again while the server is busy; the statuses' numbers."""
    waiting, counts = iter(lines), {}

    async def client():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        again = []
        while line := again.pop() if again else next(waiting, None):
            method, path, token, text = line.split(" ", 3)
            writer.write(f"{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
                         f"Content-Length: {len(text.encode())}\r\n\r\n{text}".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = int(re.search(r"(?i)content-length: (\d+)", head)[1])
            said = await reader.readexactly(length)
            status = int(head.split(" ", 2)[1])
            if status == 503:
                again.append(line)
                continue
            counts[status] = counts.get(status, 0) + 1
            if status >= 300 and counts[status] == 1:
                print(f"refused: {status} {said[:300]!r}", file=sys.stderr)
        writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return counts
