"""What stands in notes stands nowhere else; keys rotate; erasures leave nothing and come again after a restore."""
import base64
import io
import pathlib
import sqlite3
import subprocess
import time
import zipfile
from csv import reader

from wellness_year_opening import log_in
from wellness_year_server import YearServer, instant
from wellness_year_sync import told
from wellness_year_writing import CANARY


OPERATIONS = "token-of-the-operators"


# Kept by law after an erasure, under an id that leads to nobody: the proof of consents, and that of the erasure.
KEPT = {"policy_consent", "erasure"}


def key(name):
    return f"{name}:" + base64.b64encode((name * 32)[:32].encode()).decode()


def disguises(word):
    """A word as it is, in hex, and in Base64 at each of the three places it can have there."""
    raw = word.encode()
    found = [raw, raw.hex().encode(), raw.hex().upper().encode(), word.upper().encode(), raw[::-1]]
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + raw)
        found.append(coded[4 if shift else 0: -4].rstrip(b"="))
    return found


SIGNS = disguises(CANARY)


def seen(data):
    return next((sign for sign in SIGNS if sign in data), None)


class Database:
    def __init__(self, server):
        self.url, self.path = server.database, server.database.removeprefix("sqlite:")
        self.isPostgres = self.url.startswith("postgres")

    def dump(self):
        if self.isPostgres:
            return subprocess.run(["pg_dump", "--inserts", self.url], check=True, capture_output=True).stdout
        with sqlite3.connect(self.path) as db:
            text = "\n".join(db.iterdump()).encode(errors="surrogateescape")
        return text + pathlib.Path(self.path).read_bytes()

    def rows_of(self, account):
        """The rows of all tables with a column account_id, by table, without the log of what has been done."""
        plain, found = account.replace("-", ""), {}
        if self.isPostgres:
            query = lambda sql: subprocess.run(["psql", "-At", self.url, "-c", sql], check=True, capture_output=True, text=True).stdout.split()
            tables = query(
                "SELECT c.table_schema || '.' || c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)"
                " WHERE c.column_name = 'account_id' AND t.table_type = 'BASE TABLE' AND c.table_schema NOT LIKE 'pg%'"
            )
            count = lambda table: int(query(f"SELECT count(*) FROM {table} WHERE account_id::text = '{account}'")[0])
        else:
            db = sqlite3.connect(self.path)
            tables = [
                t for (t,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                if any(c[1] == "account_id" for c in db.execute(f"PRAGMA table_info({t})"))
            ]
            count = lambda table: db.execute(
                f"SELECT count(*) FROM {table} WHERE lower(hex(account_id)) = ? OR account_id = ?", (plain, account)
            ).fetchone()[0]
        for table in tables:
            if number := count(table):
                found[table.split(".")[-1]] = number
        if len(tables) < 20:
            raise SystemExit(f"where are the tables? {tables}")
        return found


class Secrets:
    def __init__(self, server, tally, root):
        self.server, self.tally, self.root = server, tally, root

    def settled(self, patience=60):
        """Waits until no job is left to run."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            health = self.server.wanted(200, self.root.token, "GET", "/admin/analytics/health").json
            queues = health.get("queues", [])
            if not any(q.get("depth", 0) or q.get("running", 0) for q in queues):
                return health
            time.sleep(0.1)
        raise SystemExit(f"jobs do not end: {queues}")

    def night_is_over(self, patience=60):
        """Waits for the nightly jobs, which the server makes up for when it has been off."""
        deadline, today = time.monotonic() + patience, self.server.now().date().isoformat()
        while time.monotonic() < deadline:
            rows = self.server.wanted(200, self.root.token, "GET", "/admin/schedules").json["data"]
            nightly = [row for row in rows if row["name"] in ("wellness.reconcile", "wellness.scores")]
            if len(nightly) == 2 and all((row.get("last_fired_at") or "")[:10] == today for row in nightly):
                return self.settled()
            time.sleep(0.1)
        raise SystemExit(f"the nightly jobs do not begin: {nightly}")

    def keys(self, health, name):
        self.tally.same("keys", "all keys of people are wrapped by", sorted(k["id"] for k in health["keys"] if k["count"]), [name])

    def nowhere(self, people, company_answers, backup):
        """Everything that is written down, but for notes given to their own author."""
        places = {"log": (self.server.home / "log").read_bytes(), "database": Database(self.server).dump()}
        places["releases"] = company_answers.encode()
        for path in ("/admin/audit-logs?limit=100", "/admin/jobs?limit=100", "/admin/analytics/health"):
            places[path] = self.server.wanted(200, self.root.token, "GET", path).raw
        places["metrics"] = self.server.ask(OPERATIONS, "GET", "/metrics").raw
        self.tally.holds("marked words", "metrics answer", b"portico" in places["metrics"], places["metrics"][:200])
        for folder in (self.server.home / "data", backup, pathlib.Path(self.server.environment["PORTICO_BACKUP_TO"])):
            for path in folder.rglob("*"):
                if path.is_file():
                    places[str(path)] = path.read_bytes()
        for place, data in places.items():
            self.tally.same("marked words", place, seen(data), None)
        written = sum(len(p.writer.notes) for p in people)
        kept = sum(1 for p in people if not p.erased for k in p.diary.entries if CANARY in (p.diary.value(k)[1] or ""))
        print(f"   {written:,} marked words were written, {kept:,} stand in diaries, none in {len(places)} other places")

    def export(self, person):
        """The ZIP has each note, in JSON and in CSV."""
        log_in(self.server, person)
        answer = self.server.wanted(200, person.token, "GET", "/users/me/export")
        files = zipfile.ZipFile(io.BytesIO(answer.raw))
        names = files.namelist()
        file = next(name for name in names if name.endswith("logs.csv"))
        texts = {name: files.read(name).decode() for name in names}
        notes = [note for k in person.diary.entries if (note := person.diary.value(k)[1])]
        for note in notes:
            word = note.split()[-1]
            self.tally.holds("exports", f"{person.name} {word} in {file}", word in texts[file])
            self.tally.holds("exports", f"{person.name} {word} in JSON", any(word in text for name, text in texts.items() if name.endswith(".json")))
        head, *rows = list(reader(io.StringIO(texts[file], newline="")))
        seen = {(row["domain"], row["local_date"]): (row["zone"], row["score"], row["note"]) for row in (dict(zip(head, cells)) for cells in rows)}
        want = {(view["domain"], view["local_date"]): (view["zone"], str(view.get("score", "")), view.get("note", ""))
                for view in map(person.diary.view, person.diary.entries)}
        for place in sorted(set(seen) | set(want)):
            self.tally.same("exports", f"{person.name} {place} in {file}", seen.get(place), want.get(place), 3)

    def gone(self, person, database, when):
        rows = {table: count for table, count in database.rows_of(person.id).items() if table not in KEPT}
        self.tally.same("erasures", f"rows of {person.name} {when}", rows, {})
        self.tally.holds("erasures", f"address of {person.name} {when}", person.email.encode() not in database.dump(), "still there")

    def restored(self, backup, erased, witness, moment):
        """The backup is older than the erasures; they come again before anybody is served."""
        copy = YearServer(self.server.binary, {
            # The backup may be older than the present key.
            "PORTICO_FIELD_KEYS": ",".join(key(name) for name in ("third", "second", "first")),
            **{name: self.server.environment[name] for name in ("PORTICO_BACKUP_TO", "PORTICO_OPS_TOKEN")},
        })
        try:
            copy.be_at(moment)
            copy.command("restore", "--product", "wellness", str(backup))
            copy.start_at(moment)
            for person in erased:
                self.gone(person, Database(copy), "after the restore")
                answer = copy.ask(None, "POST", "/auth/login", {"email": person.email, "password": "a quiet walk by the river"})
                self.tally.same("erasures", f"login of {person.name} after the restore", answer.status, 401)
            person, diary = witness
            log_in(copy, person)
            device, entries = {"device_id": "after-the-restore", "client_now": instant(copy.now()), "ops": []}, {}
            while True:
                answer = copy.wanted(200, person.token, "POST", "/wellness/sync", device).json
                entries |= {(entry["domain"], entry["local_date"]): told(entry) for entry in answer["changes"]}
                device["cursor"] = answer["cursor"]
                if not answer["has_more"]:
                    break
            # The nightly deletion of a copy has a name of the server's own, which came after the backup was made.
            kept = {key: {k: v for k, v in view.items() if k != "base"} for key, view in diary.items()}
            seen = {key: {k: v for k, v in view.items() if k != "base"} for key, view in entries.items()}
            self.tally.same("restored diaries", person.name, seen, kept, 9 * len(kept))
        finally:
            copy.clean()
