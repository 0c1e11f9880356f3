"""bench_reports.py [BINARY [ROWS]]: the office's reports, and the export of every row, with memory at its highest.

On SQLite, or with PORTICO_TEST_POSTGRES on PostgreSQL. Fails when the export makes the server grow with the rows.
"""
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, os.path.dirname(__file__))
from portico import Server, call  # noqa: E402

BINARY = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".build/release/portico")
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
# The most that any export may add to the memory of the process.
FLAT_MB = 48
REPORTS = ("/admin/dashboard/stats", "/admin/reports/service-requests", "/admin/reports/service-requests?from=2026-06-01&service=ISEE",
           "/admin/reports/performance", "/admin/reports/operator-workload/rows", "/admin/reports/requests/rows?limit=100")
STATUSES = ("draft", "submitted", "in_review", "missing_documents", "completed", "closed", "rejected")
SERVICES = ("ISEE", "MODELLO_730", "MODELLO_PF", "IMU")
COLUMNS = ("id, customer_id, service, tax_year, status, operator_id, duplicate_reason, sections, created_at, queued_at, updated_at, "
           "submitted_at, version, due_at, paused_at, stopped_at")


def fill_postgres(server):
    subprocess.run(["psql", "-q", server.database, "-c", f"""
        INSERT INTO caf.service_request ({COLUMNS})
        SELECT gen_random_uuid(), (SELECT account_id FROM caf.profile ORDER BY account_id LIMIT 1 OFFSET 2 + n % 2),
               (ARRAY['{"','".join(SERVICES)}'])[1 + n % 4], 2025, status,
               CASE WHEN n % 5 > 0 THEN (SELECT id FROM caf.account WHERE role = 'operator' LIMIT 1) END, 'bench', '{{}}',
               created, created, created, CASE WHEN status <> 'draft' THEN created + '1 h' END, 1,
               CASE WHEN status <> 'draft' THEN created + '9 d' END, CASE WHEN status = 'missing_documents' THEN created + '2 d' END,
               CASE WHEN status IN ('completed', 'closed', 'rejected') THEN created + n % 15 * interval '1 d' + '2 h' END
          FROM (SELECT n, (ARRAY['{"','".join(STATUSES)}'])[1 + n % 7] AS status, now() - (n % 500) * interval '1 d' AS created
                  FROM generate_series(1, {ROWS}) n) made;
        ANALYZE"""], check=True)


def fill_sqlite(server):
    dice, now, hour = random.Random(1), int(time.time() * 1e6), 3_600_000_000
    db = sqlite3.connect(f"{server.home}/caf.sqlite")
    customers = [row[0] for row in db.execute("SELECT id FROM account WHERE role = 'customer'")]
    worker = db.execute("SELECT id FROM account WHERE role = 'operator'").fetchone()[0]

    def row(n):
        status, created = STATUSES[n % 7], now - n % 500 * 24 * hour
        handed = None if status == "draft" else created + hour
        done = created + (n % 15 * 24 + 2) * hour if status in STATUSES[4:] else None
        return (dice.randbytes(16), customers[n % len(customers)], SERVICES[n % 4], 2025, status, worker if n % 5 else None, "bench",
                "{}", created, created, created, handed, 1, handed and created + 216 * hour,
                created + 48 * hour if status == "missing_documents" else None, done)

    with db:
        db.executemany(f"INSERT INTO service_request ({COLUMNS}) VALUES ({','.join('?' * 16)})", map(row, range(ROWS)))
    db.execute("ANALYZE")
    db.close()


def highest(server):
    return int(re.search(r"VmHWM:\s+(\d+)", open(f"/proc/{server.process.pid}/status").read())[1]) / 1024


def timed(ask, path):
    times = []
    for _ in range(5):
        began = time.perf_counter()
        answer = ask("GET", path)
        times.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"not measured, {path}: {answer}")
    return sorted(times)[2]


def export(ask):
    began = time.perf_counter()
    ordered = ask("POST", "/admin/reports/export", {"report": "requests", "format": "csv"})
    while (shown := ask("GET", ordered.headers["Location"]).json)["state"] == "waiting":
        time.sleep(0.05)
    if shown["state"] != "ready":
        raise SystemExit(f"not exported: {json.dumps(shown)}")
    took = time.perf_counter() - began
    with urllib.request.urlopen(shown["download"]["url"]) as file:
        size = lines = 0
        while piece := file.read(1 << 20):
            size, lines = size + len(piece), lines + piece.count(b"\r\n")
    return took, lines - 1, size


def main():
    postgres = bool(os.environ.get("PORTICO_TEST_POSTGRES"))
    server = Server(BINARY, environment={"PORTICO_RATE_LIMITS": "off", "PORTICO_ACCESS_LOG": "off"})
    try:
        server.start("--demo")
        server.stop()
        (fill_postgres if postgres else fill_sqlite)(server)
        server.start()
        token = call(server.port, "POST", "/auth/login",
                     {"email": "sara.admin@example.com", "password": "Portico-demo-2026"}).json["access_token"]
        ask = server.as_(token)
        times = [(path, timed(ask, path)) for path in REPORTS]
        before = highest(server)
        took, lines, size = export(ask)
        after = highest(server)
    finally:
        server.clean()
    print(f"\n{'PostgreSQL' if postgres else 'SQLite'}, {lines:,} requests\n\n| what | median of 5 |\n|---|---|")
    for path, seconds in times:
        print(f"| `GET {path}` | {seconds * 1000:,.0f} ms |")
    print(f"| export of {lines:,} rows, {size / 1e6:.0f} MB of CSV | {took:.1f} s, {lines / took:,.0f} rows/s |")
    print(f"| highest memory before and after the export | {before:.0f} MB, {after:.0f} MB (bound: + {FLAT_MB} MB) |")
    if lines < ROWS or after - before > FLAT_MB:
        raise SystemExit("the export is not whole, or not flat")


main()
