"""The end of the year: whole diaries, exports, the attack, marked words, erasures, the restore."""
import time
from datetime import date, datetime, timedelta, timezone

from wellness_year_attack import attack
from wellness_year_figures import rows_of, spread
from wellness_year_scale import civil
from wellness_year_secrets import Database, key
from wellness_year_server import together
from wellness_year_opening import log_in
from wellness_year_writing import Device


class End:
    """The part of the year that comes after its months."""

    def the_year_is_over(self):
        self.server.environment["PORTICO_FIELD_KEYS"] = key("third" if self.months >= 8 else "second" if self.months >= 4 else "first")
        moment = datetime(2026, self.months, 1, 15, tzinfo=timezone.utc) + timedelta(days=32)
        moment = moment.replace(day=1)
        self.server.start_at(moment)
        self.all_log_in()
        writers = [p for p in self.everyone if p.diary.entries]
        together(self.whole_diary, writers)
        self.say(f"{len(writers)} whole diaries read again, with the old keys gone")
        for person in self.dice.sample([p for p in writers if p.writer.notes], 5):
            self.exports(person)
        answers = self.attack()
        self.say(f"the releases were attacked: {dict(self.releases.shown)} cells")
        self.releases.platform(self.root.token)
        tokens = {"business_admin": self.opening.admins[0].token, "super_admin": self.root.token}
        self.releases.withdraw(self.opening.companies[0], date(2026, self.months, 1), tokens)
        for person in self.events.erased:
            self.secrets.gone(person, Database(self.server), "after the erasure")
        self.secrets.nowhere([*self.people, *self.alone], answers, self.backup)
        self.say("marked words were looked for")
        self.server.stop()
        since = self.events.erased[self.erased_before:]
        self.secrets.restored(self.backup, since, (self.witness, self.witnessed), moment + timedelta(hours=1))
        self.say(f"{len(since)} of {len(self.events.erased)} erasures repeated after the restore; {time.process_time():.0f} s of it this script's own")

    def whole_diary(self, person):
        log_in(self.server, person)
        person.diary.expire(self.server.now())
        self.sync.send(person, Device(person.name + "-new", 0), [])
        today = civil(self.server.now(), person.zone)
        first = date(2026, 1, 1)
        self.figures.scores(person, today, min(366, (today - first).days + 1))
        self.sync.conflicts(person)

    def exports(self, person):
        today = civil(self.server.now(), person.zone)
        for notes in (True, False):
            body = {"kind": "diary", "from": "2026-01-01", "to": str(min(today, date(2026, 12, 31))), "format": "csv", "include_notes": notes}
            order = self.server.wanted(202, person.token, "POST", "/reports", body).json
            deadline = time.monotonic() + 30
            while (answer := self.server.ask(person.token, "GET", f"/reports/{order['id']}/download")).status == 409 and time.monotonic() < deadline:
                time.sleep(0.05)
            got, want = rows_of(answer.raw), spread(person, date(2026, 1, 1), min(today, date(2026, 12, 31)), notes)
            self.tally.same("CSV of diaries", f"{person.name}, header", got[0], want[0])
            self.tally.same("CSV of diaries", f"{person.name}, lines", len(got), len(want))
            for one, other in zip(got, want):
                self.tally.same("CSV of diaries", f"{person.name} {other[:2]}", one, other, 3)
        self.secrets.export(person)

    def attack(self):
        texts = []
        for company, admin in zip(self.opening.companies, self.opening.admins):
            later = {}
            for path, roles in company.answers.items():
                answer = self.server.ask(admin.token, "GET", path)
                later[path] = {"path": path, "role": "business_admin", "status": answer.status, "text": answer.raw.decode()}
            texts.append(attack(company, later, self.tally))
        return "".join(texts)
