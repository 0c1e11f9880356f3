"""The year of proof: month by month, with everything worked out again."""
import os
import pathlib
import random
import shutil
import tempfile
import time
from datetime import date, datetime, timedelta, timezone

from wellness_year_answers import Releases
from wellness_year_cast import PASSWORD, cast
from wellness_year_count import Tally
from wellness_year_end import End
from wellness_year_events import Events
from wellness_year_figures import Figures, rows_of
from wellness_year_opening import Admin, Opening, log_in
from wellness_year_releases import last_of
from wellness_year_scale import civil
from wellness_year_secrets import OPERATIONS, Secrets, key
from wellness_year_server import YearServer, together
from wellness_year_sync import Sync


class Year(End):
    def __init__(self, binary, seed, months, count):
        self.months, self.dice, self.tally = months, random.Random(seed), Tally()
        self.backups = tempfile.mkdtemp(prefix="wellness-year-")
        self.server = YearServer(os.path.abspath(binary), {
            "PORTICO_FIELD_KEYS": key("first"), "PORTICO_BACKUP_TO": self.backups + "/kept", "PORTICO_OPS_TOKEN": OPERATIONS,
        })
        os.makedirs(self.backups + "/kept")
        self.root = Admin(self.server, "root@example.com")
        self.people, later, self.alone = cast(count, self.dice)
        self.count, self.backup = count, None
        self.opening = Opening(self.server, self.root)
        self.events = Events(self.server, self.opening, self.people, later, self.dice, self.tally)
        self.sync, self.figures = Sync(self.server, self.tally), Figures(self.server, self.tally)
        self.secrets = Secrets(self.server, self.tally, self.root)
        self.releases = Releases(self.server, self.tally)
        self.begun = time.monotonic()

    def say(self, text):
        print(f"{time.monotonic() - self.begun:6.1f} s  {text}", flush=True)

    @property
    def everyone(self):
        return [p for p in [*self.people, *self.alone] if p.id and not p.erased]

    def run(self):
        self.new_year()
        for number in range(1, self.months + 1):
            self.month(number)
        self.the_year_is_over()
        return self.tally.report()

    def new_year(self):
        self.server.start_at(datetime(2026, 1, 1, 6, 30, tzinfo=timezone.utc))
        words = ["user", "create", "--product", "wellness", "--email", self.root.email, "--role", "super_admin"]
        self.server.command(*words, input=PASSWORD.encode() + b"\n")
        self.root.log_in()
        self.opening.organizations(self.people, self.count + 50)
        for admin in self.opening.admins:
            company = self.opening.companies[self.opening.admins.index(admin)]
            mine = [p for p in self.people if not p.id and p.organization == company.place]
            self.opening.invite(admin, mine)
        self.opening.accept([p for p in self.people if not p.id])
        self.opening.register(self.alone)
        self.events.check_members()
        self.say(f"{len(self.people)} people in {len(self.opening.companies)} organisations, {len(self.alone)} in none")

    def all_log_in(self):
        self.root.log_in()
        for admin in self.opening.admins:
            admin.log_in()
        for admin in self.opening.admins:
            next(p for p in self.people if p.email == admin.email).token = admin.token

    def month(self, number):
        first = date(2026, number, 1)
        last = last_of(first)
        if number in (4, 8):
            fields = self.server.environment["PORTICO_FIELD_KEYS"]
            self.server.environment["PORTICO_FIELD_KEYS"] = key("second" if number == 4 else "third") + "," + fields
        # The hours differ so that nothing is exactly thirty days old.
        moment = datetime(last.year, last.month, last.day, 12 + 3 * (number % 2), tzinfo=timezone.utc)
        self.server.start_at(moment)
        self.all_log_in()
        for person in self.everyone:
            person.diary.expire(moment)
        self.secrets.night_is_over()
        self.events.before_the_freeze()
        writers = [p for p in self.everyone if p.writes and p.role == "user"]
        for person in writers:
            person.writer.month(first + timedelta(-1 if number > 1 else 1), moment)
        # Rare writers are without a connection now and then.
        online = [p for p in writers if p.kind != "sparse" or p.dice.random() < 0.5]
        together(self.diary_of, online)
        sample = self.dice.sample(online, min(len(online), 12))
        together(lambda person: (self.figures.scores(person, civil(self.server.now(), person.zone), 30), self.figures.rest(person)), sample)
        self.server.start_at(datetime(last.year, last.month, last.day, 12, tzinfo=timezone.utc) + timedelta(days=1))
        self.all_log_in()
        self.the_release(first, number)
        now = self.server.now()
        for person in self.everyone:
            person.diary.expire(now)
            person.diary.night(number, now)
        if number == max(1, self.months // 2):
            self.backup = pathlib.Path(self.backups) / "backup"
            self.server.command("backup", "--product", "wellness", str(self.backup))
            self.erased_before = len(self.events.erased)
            # A person without an organisation is never erased later.
            self.witness = next(p for p in [*self.alone, *self.everyone] if any(p.diary.value(key)[1] for key in p.diary.entries))
            self.witnessed = {(key[0], str(key[1])): self.witness.diary.view(key) for key in self.witness.diary.entries}
        self.events.after_the_freeze(number)
        self.health = self.secrets.settled()
        if number in (4, 8):
            self.secrets.keys(self.health, "second" if number == 4 else "third")
        self.say(f"{first:%B}: {self.sync.requests:,} syncs of {self.sync.ops:,} ops, {sum(self.tally.counts.values()):,} comparisons")

    def diary_of(self, person):
        log_in(self.server, person)
        listed = self.sync.everything(person, person.writer)
        if person.dice.random() < 0.1:
            fields = {"score": person.writer.score("mood"), **({"note": person.writer.note()} if person.dice.random() < 0.3 else {})}
            self.sync.single(person, "mood", civil(self.server.now(), person.zone), fields)
        for name, conflict in listed.items():
            if person.dice.random() < 0.15 and person.diary.conflicts[name][0] == "open":
                self.sync.restore(person, conflict)

    def the_release(self, month, number):
        user = next(p for p in self.everyone if p.organization == 0 and p.role == "user" and p.places[-1][2] == "active")
        log_in(self.server, user)
        for company, admin in zip(self.opening.companies, self.opening.admins):
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                listed = self.server.wanted(200, admin.token, "GET", f"/organizations/{company.id}/reports/releases").json["data"]
                if any(r["month"] == f"{month:%Y-%m}" for r in listed):
                    break
                time.sleep(0.05)
            tokens = {"business_admin": admin.token, "super_admin": self.root.token, "user": user.token}
            release = self.releases.freeze(company, self.people, month, tokens)
            if number % 3 == 0:
                self.releases.quarter(company, month, tokens)
            if release:
                self.sheet(company, month, release, admin)

    def sheet(self, company, month, release, admin):
        """The CSV of the release has the same cells; it is made a moment after the freeze."""
        deadline, path = time.monotonic() + 30, f"/organizations/{company.id}/reports/releases/{release['id']}/download?format="
        while (answer := self.server.ask(admin.token, "GET", path + "csv")).status == 409 and time.monotonic() < deadline:
            time.sleep(0.05)
        got = {(row[0], row[4]): row[5:] for row in rows_of(answer.raw)[1:]} if answer.status == 200 else {}
        for unit, figures in self.releases.cells[company, month].items():
            for figure, cell in figures.items():
                row = got.get((unit, figure), ["", "", ""])
                seen = {"shown": row[0], **({"value": float(row[1])} if row[1] else {}), **({"band": row[2]} if row[2] else {})}
                want = {k: v for k, v in cell.items() if k != "reason"}
                self.tally.same("release CSV", f"{company.name} {month:%Y-%m} {unit} {figure}", seen, want)
        pdf = self.server.ask(admin.token, "GET", path + "pdf")
        self.tally.same("release PDF", f"{company.name} {month:%Y-%m}", pdf.raw[:5], b"%PDF-")


def year(binary, seed, months, people, keep):
    engine = "PostgreSQL" if os.environ.get("PORTICO_TEST_POSTGRES") else "SQLite"
    print(f"== a year of diaries, seed {seed}, {people} people, {months} months, {engine}", flush=True)
    proof = Year(binary, seed, months, people)
    try:
        return proof.run()
    finally:
        if keep:
            proof.server.stop()
            print(f"kept: {proof.server.home} {proof.server.database} {proof.backups}")
        else:
            proof.server.clean()
            shutil.rmtree(proof.backups, ignore_errors=True)
