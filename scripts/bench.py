"""bench.py: requests a second of each server in one run, as ratios. Needs PORTICO_TEST_POSTGRES, wrk and the peers."""
import os
import re
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
from bench_common import PASSWORD, QUIET, copies, wrk  # noqa: E402
from portico import Server, call, free_port  # noqa: E402

COLUMNS = ("r.id, r.service, r.tax_year, r.status, r.customer_id, concat(p.first_name, ' ', p.last_name) AS customer_name, "
           "r.operator_id, r.created_at, r.queued_at, r.updated_at, r.submitted_at, r.due_at, r.version")
SOURCE = "caf.service_request r JOIN caf.profile p ON p.account_id = r.customer_id"
LIST = f"SELECT {COLUMNS} FROM {SOURCE} ORDER BY r.created_at DESC, r.id DESC LIMIT 20"
ONE = f"SELECT {COLUMNS} FROM {SOURCE} WHERE r.id = $1"
ROWS = 10_000


def wait(port):
    for _ in range(400):
        try:
            return call(port, "GET", "/")
        except OSError:
            time.sleep(0.05)
    raise SystemExit("a peer did not start")


def peer(command, port, path, environment=None, token=None):
    process = subprocess.Popen(command, env=dict(os.environ, **(environment or {})), start_new_session=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(port)
        return [wrk(port, one, token) for one in path]
    finally:
        os.killpg(process.pid, signal.SIGKILL)


def start_and_memory(product):
    postgres = os.environ.pop("PORTICO_TEST_POSTGRES")
    server = Server(os.path.abspath(".build/release/portico"), product, QUIET)
    os.environ["PORTICO_TEST_POSTGRES"] = postgres
    try:
        server.start("--demo")
        server.stop()
        began = time.time()
        server.start()
        took = time.time() - began
        time.sleep(2)
        status = open(f"/proc/{server.process.pid}/status").read()
        return took, int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
    finally:
        server.clean()


def main():
    print(f"cores: {os.cpu_count()}, wrk -t1 -c32 -d6s, {ROWS} rows in PostgreSQL\n")
    port = free_port()
    (hello,) = peer([".build/release/hello", str(port)], port, ["/hello"])
    server = Server(os.path.abspath(".build/release/portico"), environment=QUIET)
    try:
        server.start("--demo")
        copies(server, ROWS)
        sara = call(server.port, "POST", "/auth/login",
                    {"email": "sara.admin@example.com", "password": PASSWORD}).json["access_token"]
        rows = server.as_(sara)("GET", "/service-requests?limit=20").json["data"]
        one, users = f"/service-requests/{rows[0]['id']}", "/users/me"
        listed, shown, me = [wrk(server.port, path, sara) for path in ("/service-requests?limit=20", one, users)]
        port = free_port()
        express = peer(
            ["node", "Benchmarks/Peers/express.js", str(port), server.database, ONE, LIST, "bench"], port,
            ["/list", "/one/" + rows[0]["id"]],
            {"NODE_PATH": ".cache/peers-node/root/usr/share/nodejs"}, "bench")
        port = free_port()
        fastapi = peer(
            [".cache/venv-peers/bin/uvicorn", "--app-dir", "Benchmarks/Peers", "fastapi_peer:app", "--workers", "2",
             "--port", str(port), "--log-level", "error"], port, ["/list", "/one/" + rows[0]["id"]],
            {"PEER_DATABASE": server.database, "PEER_LIST": LIST, "PEER_ONE": ONE, "PEER_TOKEN": "bench"}, "bench")
    finally:
        server.clean()
    took, memory = start_and_memory("caf")
    print("| what | requests/s | ratio | bound |\n|---|---|---|---|")
    print(f"| bare Hummingbird hello | {hello:,.0f} | | |")
    print(f"| one profile, authenticated, full edge | {me:,.0f} | {me / hello:.2f} of hello | ≥ 0.50 |")
    print(f"| one request with its sections | {shown:,.0f} | {shown / hello:.2f} of hello | |")
    print(f"| list of 20, authenticated | {listed:,.0f} | {listed / express[0]:.2f} × Express, "
          f"{listed / fastapi[0]:.2f} × FastAPI | ≥ 2, ≥ 3 |")
    print(f"| Express: list, one row | {express[0]:,.0f}, {express[1]:,.0f} | | |")
    print(f"| FastAPI: list, one row | {fastapi[0]:,.0f}, {fastapi[1]:,.0f} | | |")
    print(f"| start to first answer (SQLite, one product) | {took:.2f} s | | < 0.5 s |")
    print(f"| idle memory (one product) | {memory:.0f} MB | | < 80 MB |")


main()
