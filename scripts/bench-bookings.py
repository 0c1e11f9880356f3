"""bench-bookings.py [--debug] [seconds]: bookings a second of one busy operator, and of fifty, through the whole edge.

Each booking is a free slot of its own, so all must succeed; an administrator books for fifty customers with a named
operator. Runs on PostgreSQL when PORTICO_TEST_POSTGRES is set, else on SQLite. Needs wrk and a release build.
"""
import datetime
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
from portico import Server, call  # noqa: E402

PASSWORD = "Portico-demo-2026"
QUIET = {"PORTICO_RATE_LIMITS": "off", "PORTICO_ACCESS_LOG": "off"}
LUA = """
local bodies, next_one = {}, 0
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
wrk.method, wrk.path = "POST", "/appointments"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
function request()
  next_one = next_one + 1
  return wrk.format(nil, nil, nil, bodies[(next_one - 1) % #bodies + 1])
end
local made, refused = 0, 0
function response(status) if status == 201 then made = made + 1 else refused = refused + 1 end
  io.open(os.getenv("BODIES") .. ".count", "w"):write(made .. " " .. refused) end
"""


def wrk(port, token, bodies, seconds):
    with tempfile.TemporaryDirectory() as folder:
        path, script = os.path.join(folder, "bodies"), os.path.join(folder, "book.lua")
        open(path, "w").write("\n".join(bodies) + "\n")
        open(script, "w").write(LUA)
        out = subprocess.run(
            ["wrk", "-t1", "-c32", f"-d{seconds}s", "--latency", "-s", script, f"http://127.0.0.1:{port}"],
            capture_output=True, text=True, check=True, env=dict(os.environ, BODIES=path, TOKEN=token)).stdout
        made, refused = map(int, open(path + ".count").read().split())
        if made + refused > len(bodies):
            raise SystemExit("there were not enough slots")
        return made / seconds, refused, re.search(r"99%\s+(\S+)", out)[1]


def main():
    build = "debug" if "--debug" in sys.argv else "release"
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    seconds = numbers[0] if numbers else 6
    server = Server(os.path.abspath(f".build/{build}/portico"), environment=QUIET)
    try:
        server.start("--demo")
        token = call(server.port, "POST", "/auth/login",
                     {"email": "sara.admin@example.com", "password": PASSWORD}).json["access_token"]
        sara = server.as_(token)
        week = [{"weekday": day, "from": "00:00", "until": "00:00"} for day in range(1, 8)]
        operators = []
        for index in range(50):
            made = sara("POST", "/admin/users", {"email": f"op{index}@example.com", "password": PASSWORD,
                                                  "first_name": "Op", "last_name": "Bench", "role": "operator"})
            operators.append(made.json["id"])
            sara("PUT", f"/admin/operators/{operators[-1]}/hours", {"weekly": week, "keeps_office_days": False})
        kind = sara("POST", "/admin/appointment-types", {
            "service": "ISEE", "title": {"it": "Bench"}, "duration_minutes": 5, "step_minutes": 5, "notice_minutes": 0,
            "horizon_days": 365}).json["id"]
        customer = sara("GET", "/admin/users?role=customer&limit=1").json["data"][0]["id"]
        start = datetime.datetime.now(datetime.timezone.utc).replace(minute=0, second=0, microsecond=0)
        start += datetime.timedelta(days=2)

        def body(slot, operator):
            at = (start + datetime.timedelta(minutes=5 * slot)).strftime("%Y-%m-%dT%H:%M:%SZ")
            return (f'{{"type_id":"{kind}","starts_at":"{at}","operator_id":"{operator}","customer_id":"{customer}"}}')

        half = 45_000
        one = wrk(server.port, token, [body(n, operators[0]) for n in range(half)], seconds)
        many = wrk(server.port, token, [body(half + n, operators[n % 50]) for n in range(half)], seconds)
        where = "PostgreSQL" if os.environ.get("PORTICO_TEST_POSTGRES") else "SQLite"
        print(f"| what ({where}, {build}) | bookings/s | not booked | p99 |\n|---|---|---|---|")
        print(f"| one operator, 32 clients | {one[0]:,.0f} | {one[1]} | {one[2]} |")
        print(f"| fifty operators, 32 clients | {many[0]:,.0f} | {many[1]} | {many[2]} |")
    finally:
        server.clean()


main()
