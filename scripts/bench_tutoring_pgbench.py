"""One booking after another by the server and by pgbench, which repeats the very statements of one, each time for another hold."""
import asyncio
import json
import os
import subprocess
import tempfile
import time
from datetime import timedelta

from bench_common import CLIENTS, send_all
from bench_marketplace_pgbench import replay, run, statements
from clocked import parsed

NAMES = ("lesson", "booking", "student", "tutor", "account", "resource", "lot", "purchase")
FIND = """
    SELECT l.id::text AS lesson, l.booking_id::text AS booking, l.student_id::text AS student, l.tutor_id::text AS tutor, t.account_id::text AS account,
           o.id::text AS resource, k.id::text AS lot, k.purchase_id::text AS purchase, l.starts_at AS start_at, l.ends_at AS end_at
      FROM lesson l JOIN tutor t ON t.id = l.tutor_id JOIN booking_resource o ON o.account_id = t.account_id JOIN lot k ON k.id = l.lot_id
     WHERE l.state = 'held'"""


def compare(desk):
    """Bookings a second of both, at the same number of connections; a hold lives ten minutes, so that they are made just before."""
    server, school = desk.server, desk.school
    packages = [(tutor, desk.package(tutor, 3)) for tutor in school.tutors]
    orders = [(student, *packages[(number * 3 + place) % len(packages)]) for number, student in enumerate(school.students) for place in range(3)]
    lots = desk.buy([(student, package) for student, _, package in orders])
    starts = {tutor.name: free(tutor) for tutor in school.tutors}
    busy, lines = {}, []
    for (student, tutor, _), lot in zip(orders, lots):
        mine = busy.setdefault(student.name, set())
        start = next(s for s in starts[tutor.name] if s not in mine)
        starts[tutor.name].remove(start)
        mine.add(start)
        held = student.wanted(201, "POST", "/bookings/hold", {"tutor_id": tutor.tutor, "starts_at": start, "lot_id": lot})
        lines.append((held["id"], f"POST /api/v1/bookings {student.access()} " + json.dumps({"hold_id": held["id"], "lot_id": lot}, separators=(",", ":"))))
    server.change("ANALYZE")
    half = len(lines) // 2
    begun = time.perf_counter()
    counts = asyncio.run(send_all(server.port, [line for _, line in lines[:half]], CLIENTS))
    rate = half / (time.perf_counter() - begun)
    if counts != {201: half}:
        raise SystemExit(f"not all of {half} were booked: {counts}")
    hold, line = lines[half]
    row = server.tables(f"{FIND} AND l.id = '{hold}'")[0]
    row |= {name: parsed(row[name]) for name in ("start_at", "end_at")}
    known = {r["id"] for r in server.tables("SELECT id FROM account UNION SELECT id FROM tutor UNION SELECT id FROM package UNION SELECT id FROM subscription")}
    script = replay(statements(server, line, hold, "UPDATE lesson", 201), row, known, NAMES, "bench_booking", (0, 600, 3_600, 86_400, 90_000))
    server.change("CREATE TABLE bench_booking AS SELECT row_number() OVER (ORDER BY random()) AS n, h.* FROM (" + FIND + ") h",
                  "CREATE UNIQUE INDEX bench_booking_n ON bench_booking (n)", "ANALYZE bench_booking")
    left = server.tables("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM bench_booking")[0]["n"]
    connections = min(CLIENTS, left)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        if os.environ.get("KEEP_SQL"):
            open(os.environ["KEEP_SQL"], "w").write(script)
        return rate, run(server, file.name, left // connections, connections)


def free(tutor):
    """The free starts of the next two months, an hour apart: lessons do not follow each other at once."""
    day, starts = tutor.server.now().date() + timedelta(days=2), []
    for first in (day, day + timedelta(days=28)):
        shown = tutor.wanted(200, "GET", f"/tutors/{tutor.tutor}/availability?from={first}&until={first + timedelta(days=27)}&minutes=30")
        starts += [start for start in shown["starts"] if start[14:16] == "00"]
    return starts
