"""bench_wellness.py [BINARY] [--scale 0.1] [ROW…]: the nights, mornings and months of Wellness.

On SQLite, or with PORTICO_TEST_POSTGRES on PostgreSQL. Rows: nightly, release, sync, reminders; all of them by default. Each
has a server of its own over the same database: 10⁵ people with a diary of six weeks, 10⁴ of them in one organisation of 200
units. With --scale there are fewer people; the bounds are for all of them.
"""
import argparse
import datetime
import json
import os
import sys
import time
import uuid

sys.path.insert(0, os.path.dirname(__file__))
from bench_common import PASSWORD, QUIET, cpu_seconds  # noqa: E402
from bench_wellness_fill import ACCOUNT, CLASSES, MONTH, OTHER, TODAY, entries, fill  # noqa: E402
from portico import Server, call  # noqa: E402

# Seconds, or milliseconds for a sync, on SQLite and PostgreSQL.
BOUNDS = {"nightly": (90, 150), "release": (5, 8), "sync": (400, 900), "reminders": (60, 120)}
# Megabytes of the server in a night, at its highest.
MEMORY = 300
SYNCING, SYNCS, OPS = 50, 4, 1_000


def memory(server):
    with open(f"/proc/{server.process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def judged(value, bound):
    return "met" if value < bound else "NOT MET"


def report(row, what, value, unit, server, bound=None):
    limit = f"< {bound} {unit} {judged(value, bound)}" if bound else ""
    load = os.getloadavg()[0]
    print(f"| {row}: {what} | {value:,.1f} {unit} | {limit} | {memory(server):.0f} MB at most | "
          f"{sum(cpu_seconds(server.process)):.1f} s of processor, load {load:.1f} |", flush=True)


def enqueue(db, kind, queue, args="{}", unique=None):
    """The row of a job as the scheduler writes it, unless it was faster; its identity."""
    def named(job):
        return f"x'{job}'" if db.is_sqlite else f"'{job}'::uuid"
    job, now = uuid.uuid4().hex, db.instant(int(time.time() * 1e6))
    one, key = named(job), f"'{unique}'" if unique else "NULL"
    db.run(f"""INSERT INTO job (id, kind, queue, args, state, run_at, attempt, max_attempts, unique_key, created_at)
               VALUES ({one}, '{kind}', '{queue}', '{args}', 'ready', {now}, 0, 3, {key}, {now})
               ON CONFLICT DO NOTHING""",
           *([] if db.is_sqlite else ["NOTIFY job"]))
    if not unique:
        return one
    return named(db.first(f"SELECT {'lower(hex(id))' if db.is_sqlite else 'id'} FROM job WHERE kind = '{kind}' ORDER BY created_at DESC LIMIT 1"))


def seconds(db, job):
    """The time from when a worker takes the job until its end is recorded."""
    def is_in(*states):
        return db.number(f"SELECT COUNT(*) FROM job WHERE id = {job} AND state IN {states}")
    while is_in("ready", "-"):
        time.sleep(0.005)
    began = time.time()
    while is_in("running", "retry"):
        time.sleep(0.02)
    if not is_in("done", "-"):
        raise SystemExit("a job did not succeed")
    return time.time() - began


def nightly(server, db, people):
    """A first night makes all scores; on others those are missing that yesterday's entries have a part in."""
    def night(what):
        server.start()
        took = seconds(db, enqueue(db, "wellness.recompute_scores", "scoring"))
        check = "FROM score_check ORDER BY started_at DESC LIMIT 1"
        made, kept = (db.number(f"SELECT {column} {check}") for column in ("made", "scores"))
        report("nightly", f"{people} people, {what}: {made} scores made, {kept} compared", took, "s", server, bound("nightly", db))
        if db.number(f"SELECT differences {check}"):
            raise SystemExit("kept scores differ")
        print(f"|   memory of the night | {memory(server):.0f} MB | < {MEMORY} MB {judged(memory(server), MEMORY)} | | |")
        server.stop()
    night("the first night")
    yesterday = db.date(TODAY - datetime.timedelta(days=1))
    db.run(f"DELETE FROM wellness_score WHERE local_date >= {yesterday}",
           "ANALYZE" if db.is_sqlite else "VACUUM ANALYZE wellness_score")
    night("an ordinary night")


def release(server, db, members):
    """The month just ended, without an earlier release and with one."""
    organization, month = f"bench_id({OTHER})", f"{MONTH:%Y-%m}"
    server.start()
    for number, what in enumerate(("the first release", "compared with the month before")):
        one, name = f"bench_id({OTHER + number})", uuid.UUID(int=OTHER + number)
        now = db.instant(int(time.time() * 1e6))
        db.run(f"""INSERT INTO release (id, organization_id, month, state, created_at, updated_at, version)
                   VALUES ({one}, {organization}, '{month}', 'due', {now}, {now}, 1)""")
        took = seconds(db, enqueue(db, "wellness.freeze_release", "reports", json.dumps({"release": str(name)})))
        count = db.number(f"SELECT COUNT(*) FROM release_member WHERE release_id = {one}")
        cells = db.number(f"SELECT COUNT(*) FROM release_cell WHERE release_id = {one} AND shown <> 'suppressed'")
        if count != members:
            raise SystemExit(f"{count} people are in the release")
        report("release", f"{members} people, 200 units, {cells} cells shown, {what}", took, "s", server, bound("release", db))
        # A release never changes: it becomes that of the month before without its trigger.
        db.run(*predated(db, one))
    server.stop()


def predated(db, release):
    earlier = f"{MONTH - datetime.timedelta(days=1):%Y-%m}"
    change = (f"UPDATE release SET month = '{earlier}' WHERE id = {release} "
              f"AND NOT EXISTS (SELECT 1 FROM release WHERE month = '{earlier}')")
    if db.is_sqlite:
        return ["DROP TRIGGER IF EXISTS release_frozen_once", change]
    return ["ALTER TABLE release DISABLE TRIGGER release_frozen_once", change,
            "ALTER TABLE release ENABLE TRIGGER release_frozen_once"]


def sync(server, db, people):
    """Devices that were offline for a month send a thousand operations each, one device after the other."""
    server.start()
    times = []  # in the order of the requests: SYNCS of each person
    for person in range(people - SYNCING, people):
        login = call(server.port, "POST", "/api/v1/auth/login", {"email": f"bench.{person}@example.com", "password": PASSWORD})
        if login.status != 200:
            raise SystemExit(f"no login: {login}")
        me, cursor, known = server.as_(login.json["access_token"]), None, seen(person)
        for _ in range(SYNCS):
            body = operations(known, cursor)
            began = time.perf_counter()
            answer = me("POST", "/api/v1/wellness/sync", body)
            times.append((time.perf_counter() - began) * 1_000)
            if answer.status != 200 or any(one["status"] == "refused" for one in answer.json["results"]):
                raise SystemExit(f"a sync was refused: {answer}")
            cursor = answer.json["cursor"]
    rounds = " ".join(f"{sorted(times[number::SYNCS])[SYNCING // 2]:.0f}" for number in range(SYNCS))
    times.sort()
    what = f"{len(times)} of {OPS} operations, p50 of each device's first, second… {rounds} ms, p99 of all"
    report("sync", what, times[len(times) * 99 // 100], "ms", server, bound("sync", db))
    server.stop()


def seen(person):
    """The newest operation of each entry that the person's device may write."""
    oldest = TODAY - datetime.timedelta(days=29)
    known = {(domain, oldest + datetime.timedelta(days=day)): None for day in range(30) for domain, *_ in
             (entry[2] for entry in entries(0)[:40])}
    for number, date, domain, _ in entries(person % CLASSES):
        if (domain[0], date) in known:
            known[domain[0], date] = f"bench-op-{number}"
    return known


def operations(known, cursor):
    """A thousand changes over all entries; every fourth has a note."""
    now, keys, ops = datetime.datetime.now(datetime.timezone.utc), sorted(known), []
    for number in range(OPS):
        domain, date = key = keys[number % len(keys)]
        op = {"op_id": str(uuid.uuid4()), "kind": "put", "domain": domain, "local_date": str(date), "zone": "UTC",
              "at": (now - datetime.timedelta(seconds=OPS - number)).isoformat(), "base_op": known[key],
              "score": number % 5 * 5 if domain == "movement" else 1 + number % 5}
        if number % 4 == 0:
            op["note"] = f"Slept late, a long day with many meetings and a walk in the evening, number {number}."
        if op["base_op"] is None:
            del op["base_op"]
        known[key] = op["op_id"]
        ops.append(op)
    body = {"device_id": "bench", "client_now": now.isoformat(), "ops": ops}
    return body | ({"cursor": cursor} if cursor else {})


def reminders(server, db, people):
    """All people are due at once, at their noon; the time until each is decided, and until each is shown in the app."""
    now = int(time.time() * 1e6)
    hours = 12 - datetime.datetime.fromtimestamp(now / 1e6, datetime.timezone.utc).hour
    zone = f"Etc/GMT{'-' if hours > 0 else '+'}{abs(hours)}"
    due = db.instant(now)
    whose = f"account_id BETWEEN bench_id({ACCOUNT}) AND bench_id({ACCOUNT + people - 1})"
    mine = f"FROM wellness_diary d WHERE {whose}"
    place = "INSERT INTO reminder_plan (account_id, kind, due_at, slot_date, slot_place, unanswered)"
    db.run(f"""INSERT INTO person_setting (account_id, time_zone, theme, is_never_quiet, version, created_at, updated_at)
               SELECT d.account_id, '{zone}', 'system', FALSE, 1, {due}, {due} {mine}""",
           f"{place} SELECT d.account_id, 'reminder', {due}, {db.date(TODAY)}, 0, 0 {mine}",
           f"{place} SELECT d.account_id, 'nudge', {db.instant(now + 6 * 86_400_000_000)}, NULL, NULL, 0 {mine}",
           "ANALYZE")
    server.start()
    began = time.time()
    job = enqueue(db, "wellness.send_reminders", "default", '{"kind":"reminder"}', "wellness.send_reminders:wellness.reminders")
    decided = seconds(db, job)
    report("reminders", f"{people} due, all decided", decided, "s", server)
    while db.number("SELECT COUNT(*) FROM job WHERE queue = 'emails' AND state IN ('ready', 'retry', 'running')"):
        time.sleep(0.2)
    took = time.time() - began
    # Who wrote today already, as in the row of syncs, gets none.
    used = db.number(f"SELECT COUNT(*) FROM reminder_slot WHERE {whose}")
    sent = db.number(f"SELECT COUNT(*) FROM reminder_slot WHERE {whose} AND outcome = 'sent'")
    shown = db.number(f"SELECT COUNT(*) FROM notice WHERE {whose} AND template = 'wellness.reminder' AND shown_at IS NOT NULL")
    if used != people or shown != sent or sent < people - SYNCING:
        raise SystemExit(f"of {people} reminders {used} were decided, {sent} sent and {shown} shown")
    report("reminders", f"{people} due, {shown} shown in the app", took, "s", server, bound("reminders", db))
    server.stop()


def bound(row, db):
    return BOUNDS[row][0 if db.is_sqlite else 1]


ROWS = {"sync": sync, "release": release, "nightly": nightly, "reminders": reminders}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary", nargs="?", default=".build/release/portico")
    parser.add_argument("rows", nargs="*", default=[])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--people", type=int, default=100_000, help="those outside the organisation included")
    options = parser.parse_args()
    people, members = int(options.people * options.scale), int(10_000 * options.scale)
    server = Server(os.path.abspath(options.binary), "wellness", QUIET)
    server.patience = 120
    try:
        server.start("--demo")
        server.stop()
        db = fill(server, people, members, SYNCING)
        print("SQLite" if db.is_sqlite else "PostgreSQL")
        print("| row | result | bound | memory | the server and the machine |\n|---|---|---|---|---|")
        for row in options.rows or ROWS:
            ROWS[row](server, db, members if row == "release" else people)
        db.close()
    finally:
        server.clean()


main()
