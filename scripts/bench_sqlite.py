"""bench_sqlite.py: one-row reads and durable inserts over REST on SQLite, against PocketBase. Needs .cache/venv-peers."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
from bench_common import BINARY, PASSWORD, QUIET, wrk  # noqa: E402
from portico import Server, call, free_port  # noqa: E402


def ours():
    os.environ.pop("PORTICO_TEST_POSTGRES", None)
    server = Server(BINARY, environment=QUIET)
    try:
        server.start("--demo")
        sara = call(server.port, "POST", "/auth/login", {"email": "sara.admin@example.com", "password": PASSWORD}).json["access_token"]
        request = server.as_(sara)("GET", "/service-requests?limit=20").json["data"][0]["id"]
        return (wrk(server.port, "/users/me", sara), wrk(server.port, "/service-requests?limit=20", sara),
                wrk(server.port, f"/admin/service-requests/{request}/notes", sara, body='{"text": "A note of some words."}'))
    finally:
        server.clean()


def pocketbase():
    home, port = tempfile.mkdtemp(prefix="pocketbase-"), free_port()
    binary = os.path.abspath(".cache/venv-peers/bin/pocketbase")
    subprocess.run([binary, "superuser", "upsert", "a@b.co", "password123", "--dir", home], check=True, stdout=subprocess.DEVNULL)
    process = subprocess.Popen([binary, "serve", "--http", f"127.0.0.1:{port}", "--dir", home], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                token = call(port, "POST", "/api/collections/_superusers/auth-with-password",
                             {"identity": "a@b.co", "password": "password123"}).json["token"]
                break
            except OSError:
                time.sleep(0.1)
        text = [{"name": name, "type": "text"} for name in ("author", "audience", "text")]
        made = call(port, "POST", "/api/collections", {"name": "notes", "type": "base", "fields": text}, {"Authorization": token})
        assert made.status == 200, made
        note = {"author": "sara", "audience": "office", "text": "A note of some words."}
        first = call(port, "POST", "/api/collections/notes/records", note, {"Authorization": token}).json["id"]
        return (wrk(port, f"/api/collections/notes/records/{first}", token),
                wrk(port, "/api/collections/notes/records", token, body=json.dumps(note)))
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(home, ignore_errors=True)


def main():
    profile, listed, insert = ours()
    read, create = pocketbase()
    print("| on SQLite, 32 clients | Portico | PocketBase | ratio | bound |\n|---|---|---|---|---|")
    print(f"| one-row read (`GET /users/me`: two statements) | {profile:,.0f} | {read:,.0f} | {profile / read:.2f} | ≥ 3 |")
    print(f"| one-row insert (a note; ours with its audit entry) | {insert:,.0f} | {create:,.0f} | {insert / create:.2f} | ≥ 3 |")
    print(f"| list of what the demo has | {listed:,.0f} | | | |")


main()
