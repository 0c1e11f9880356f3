"""pgbench with the very statements of one acceptance, each time for another job; one more statement reads that job's identities."""
import os
import re
import subprocess
import tempfile
import time

from clocked import parsed

FIND = """
    SELECT q.id::text AS quote, j.id::text AS job, j.customer_id::text AS customer, p.id::text AS provider, p.account_id::text AS account,
           o.id::text AS resource, q.start_at AS start_at, q.end_at AS end_at, j.title AS title, q.amount AS amount
      FROM quote q JOIN market_job j ON j.id = q.job_id JOIN provider p ON p.id = q.provider_id JOIN booking_resource o ON o.account_id = p.account_id"""


def statements(server, line, subject, mark="INSERT INTO award", status=200):
    """What the server says to PostgreSQL for one request, from BEGIN to COMMIT, as pairs of text and parameters; `mark` and the subject show it."""
    def setting(*words):
        subprocess.run(["psql", "-q", server.database, *[w for word in words for w in ("-c", word)]], check=True, capture_output=True)

    setting("ALTER SYSTEM SET log_statement = 'all'", "ALTER SYSTEM SET log_line_prefix = '<%p> '", "SELECT pg_reload_conf()")
    log = subprocess.run(["psql", "-qAt", server.database, "-c", "SELECT current_setting('data_directory')"],
                         capture_output=True, text=True, check=True).stdout.strip() + "/../log"
    time.sleep(2)  # what runs ends
    before = os.path.getsize(log)
    method, path, token, body = line.split(" ", 3)
    answer = server.as_(token)(method, path, body.encode(), Content_Type="application/json")
    if answer.status != status:
        raise SystemExit(f"not done: {answer}")
    setting("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")
    with open(log, encoding="utf-8") as lines:
        lines.seek(before)
        entries = re.split(r"^<(\d+)> ", lines.read(), flags=re.M)[1:]
    sessions = {}
    for process, entry in zip(entries[::2], entries[1::2]):
        said = re.match(r"LOG:  (?:statement|execute [^:]*): (.*)", entry, re.S)
        values = re.match(r"DETAIL:  [Pp]arameters: (.*)", entry, re.S)
        if said:
            sessions.setdefault(process, []).append([said[1].strip(), ""])
        elif values and sessions.get(process):
            sessions[process][-1][1] = values[1].strip()
    for session in sessions.values():
        starts = [i for i, (text, _) in enumerate(session) if text.startswith("BEGIN")]
        for start, end in zip(starts, starts[1:] + [len(session)]):
            part = session[start:end]
            if any(mark in text and subject in values for text, values in part):
                return part[:next(i for i, (text, _) in enumerate(part) if text == "COMMIT") + 1]
    raise SystemExit("the request was not found in the log of PostgreSQL")


ACCEPTED = ("quote", "job", "customer", "provider", "account", "resource")


def replay(pairs, row, known, names=ACCEPTED, table="bench_accept", near=(0, 86_400)):
    """A script of pgbench; identities that the request made are new each time."""
    fresh, lines = {}, []
    moments = {row["start_at"]: "start_at", row["end_at"]: "end_at"}

    def one(text):
        if text in fresh:
            return f"lpad(to_hex({fresh[text]}::bigint), 32, '0')"
        name = next((n for n in names if row[n] == text), None)
        if name:
            return f":{name}"
        if text in known:
            return f"'{text}'"
        fresh[text] = f":id{len(fresh)}"
        return one(text)

    def literal(value):
        if value == "NULL":
            return "NULL"
        text = value[1:-1]
        if re.fullmatch(r"[0-9a-f]{8}-[0-9a-f-]{27}", text):
            return f"({one(text)})::uuid"
        if re.fullmatch(r"\{[0-9a-f]{8}-[0-9a-f-]{27}(,[0-9a-f]{8}-[0-9a-f-]{27})*\}", text):
            return "ARRAY[" + ", ".join(f"({one(id)})::uuid" for id in text[1:-1].split(",")) + "]"
        if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00", text):
            moment = parsed(text.replace(" ", "T") + ":00")
            for start, name in moments.items():
                apart = int((moment - start).total_seconds())
                if abs(apart) in near:
                    return f"(:{name}::timestamptz + interval '{apart} seconds')"
        # pgbench would take the word after a colon for one of its variables.
        made = re.sub(r":(?=[A-Za-z_])", "' || chr(58) || '", text)
        for name in names:
            made = made.replace(row[name], f"' || :{name} || '")
        if made == text:
            return value
        return f"('{made}')::{'jsonb' if re.match(r'[{[].*:', text) else 'text'}"

    for text, parameters in pairs:
        values = dict(re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", parameters))
        text = re.sub(r"\$(\d+)", lambda number: literal(values[number[1]]), text)
        lines.append(" ".join(text.split()).rstrip(";") + ";")
    head = [r"\set k :k + 1", r"\set n :client_id * :each + :k",
            f"SELECT {', '.join(names)}, start_at, end_at FROM {table} WHERE n = :n \\gset"]
    head += [f"\\set {name[1:]} random(1, 9000000000000000000)" for name in fresh.values()]
    return "\n".join(head + lines) + "\n"


def pgbench(server, evening, seconds, connections):
    line = evening.acceptances(1)[0]
    job = line.split("/")[4]
    row = server.tables(f"{FIND} WHERE j.id = '{job}'")[0]
    row |= {name: parsed(row[name]) for name in ("start_at", "end_at")}
    known = {r["id"] for r in server.tables("SELECT id FROM region UNION SELECT id FROM service UNION SELECT id FROM account UNION SELECT id FROM provider")}
    rest = evening.rows[evening.place:]
    half = rest[:len(rest) // 2] if connections == 8 else rest
    evening.place += len(half)
    ids = ",".join(f"'{r['quote']}'" for r in half)
    server.change("DROP TABLE IF EXISTS bench_accept",
                  f"CREATE TABLE bench_accept AS SELECT row_number() OVER (ORDER BY random()) AS n, t.* FROM ({FIND} WHERE q.id IN ({ids}) AND q.state = 'live') t",
                  "CREATE UNIQUE INDEX bench_accept_n ON bench_accept (n)", "ANALYZE bench_accept")
    each = len(half) // connections
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(replay(statements(server, line, job), row, known))
        script.flush()
        if os.environ.get("KEEP_SQL"):
            open(os.environ["KEEP_SQL"], "w").write(open(script.name).read())
        return run(server, script.name, each, connections)


def run(server, script, each, connections):
    """Transactions a second; as many of them as there are subjects for each client."""
    out = subprocess.run(
        ["pgbench", "-n", "-M", "prepared", "-c", str(connections), "-j", "2", "-t", str(each), "--max-tries", "40", "-D", "k=0", "-D", f"each={each}",
         "-f", script, server.database],
        capture_output=True, text=True, env=dict(os.environ, PGOPTIONS=f"-c search_path={server.product},public"))
    if "tps" not in out.stdout or "processed: 0/" in out.stdout:
        raise SystemExit(f"pgbench: {out.stdout}{out.stderr[-2000:]}")
    failed = re.search(r"number of failed transactions: (\d+)", out.stdout)
    if failed and int(failed[1]):
        raise SystemExit(f"pgbench: {failed[0]} {out.stderr[-2000:]}")
    return float(re.search(r"tps = ([\d.]+)", out.stdout)[1])


