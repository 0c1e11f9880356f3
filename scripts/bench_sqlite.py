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
        giulia, sara = [
            call(server.port, "POST", "/auth/login", {"email": f"{who}@example.com", "password": PASSWORD}).json["access_token"]
            for who in ("giulia.rossi", "sara.admin")
        ]
        member = server.as_(giulia)("GET", "/users/me/family-members").json["data"][0]["id"]
        draft = server.as_(giulia)("POST", "/service-requests", {"service": "MODELLO_PF", "tax_year": 2024})
        assert draft.status == 201, draft
        return (wrk(server.port, f"/users/me/family-members/{member}", giulia),
                wrk(server.port, f"/admin/service-requests/{draft.json['id']}/notes", sara, body='{"text": "A note of some words."}'))
    finally:
        server.clean()


def pocketbase():
    home, port = tempfile.mkdtemp(prefix="pocketbase-"), free_port()
    binary = os.path.abspath(".cache/venv-peers/bin/pocketbase")
    subprocess.run([binary, "superuser", "upsert", "a@b.co", "password123", "--dir", home + "/data"], check=True, stdout=subprocess.DEVNULL)
    process = subprocess.Popen([binary, "serve", "--http", f"127.0.0.1:{port}", "--dir", home + "/data"], stdout=subprocess.DEVNULL,
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
    shown, insert = ours()
    read, create = pocketbase()
    print("| on SQLite, 32 clients | Portico | PocketBase | ratio | bound |\n|---|---|---|---|---|")
    print(f"| one-row read (a family member) | {shown:,.0f} | {read:,.0f} | {shown / read:.2f} | ≥ 3 |")
    print(f"| one-row insert (a note on a request; ours with access and audit) | {insert:,.0f} | {create:,.0f} | {insert / create:.2f} | ≥ 3 |")


main()
