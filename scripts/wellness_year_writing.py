"""How people write: scores and notes of each day, edits, deletions, a second device, bad ops, copies around midnight."""
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from wellness_year_scale import DOMAINS

# A word for notes, which stands nowhere else.
CANARY = "heronbell"
CLOCK_CHANGES = [date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5), date(2026, 9, 27), date(2026, 10, 25), date(2026, 11, 1)]
WORDS = ["slept late, then a walk", "Così così, ma è passata", "long \"day\" at work; tired", "眠い", "talked with M., helped", "two\nlines"]


class Device:
    """Its clock may be wrong; it keeps what it has not sent, and its copy of the diary."""

    def __init__(self, name, skew):
        self.name, self.skew = name, timedelta(seconds=skew)
        self.cursor, self.copy, self.unsent = None, {}, []


def at_home(day, hour, minute, zone):
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(timezone.utc)


class Writer:
    def __init__(self, person):
        self.person, self.dice, self.count = person, person.dice, 0
        self.devices = [Device(f"{person.name}-{number}", person.skew if number == 0 else 0) for number in range(person.devices)]
        self.notes = []

    def op(self, device, kind, domain, day, at, **fields):
        self.count += 1
        made = {
            "op_id": f"{self.dice.randrange(16 ** 6):06x}-{self.person.name}-{self.count}", "kind": kind, "domain": domain,
            "local_date": str(day), "zone": self.person.zone, "at": at, **fields,
        }
        device.unsent.append(made)
        return made

    def score(self, domain):
        lo, hi, step, down = DOMAINS[domain]
        level = min(1, max(0, self.dice.gauss(self.person.mood, 0.12)))
        return lo + step * round((hi - lo) * (1 - level if down else level) / step)

    def note(self):
        word = f"{CANARY}{self.dice.randrange(16 ** 8):08x}"
        self.notes.append(word)
        return f"{self.dice.choice(WORDS)} {word}"

    def month(self, first, now):
        """The ops of the days from `first` on, written before `now`."""
        dice, person = self.dice, self.person
        days = [first + timedelta(i) for i in range((now.date() - first).days)]
        if not days:
            return
        wanted = {"keen": len(days), "steady": dice.randint(6, 8), "sparse": dice.randint(1, 6)}[person.kind]
        chosen = sorted(dice.sample(days, min(len(days), wanted)) + [day for day in CLOCK_CHANGES if day in days and dice.random() < 0.5])
        scarce = dice.choice(list(DOMAINS)) if dice.random() < 0.08 else None
        for number, day in enumerate(sorted(set(chosen))):
            at = at_home(day, dice.randint(1, 22), dice.randint(0, 59), person.zone)
            device = self.devices[0] if dice.random() < 0.7 else dice.choice(self.devices)
            for domain in DOMAINS:
                if domain == scarce and number >= 4 or person.kind == "sparse" and dice.random() < 0.3:
                    continue
                self.entry(device, domain, day, at, now)
        if dice.random() < 0.06:
            self.bad(self.devices[0], days[-1], now - timedelta(hours=3))
        if not person.consents["aggregation"] and len(self.devices) == 1 and dice.random() < 0.6:
            self.copies(days, now)

    def entry(self, device, domain, day, at, now):
        dice, fields = self.dice, {}
        if dice.random() > 0.01:
            fields["score"] = self.score(domain)
        if not fields or dice.random() < 0.08:
            fields["note"] = self.note()
        if "score" in fields and dice.random() < 0.02:
            fields["payload"] = {"from": "watch", "steps": dice.randint(0, 9000)}
        op = self.op(device, "put", domain, day, at, **fields)
        if dice.random() < 0.05:
            change = dice.choice([{"score": self.score(domain)}, {"note": self.note()}, {"note": None, "score": self.score(domain)}])
            edit = self.op(device, "put", domain, day, at + timedelta(minutes=dice.randint(1, 50)), base_op=op["op_id"], **change)
            if dice.random() < 0.2:
                # Its clock was set back: the base makes it the later one all the same.
                edit["at"] = at - timedelta(hours=5)
        elif dice.random() < 0.02:
            self.op(device, "delete", domain, day, at + timedelta(minutes=dice.randint(1, 50)), base_op=op["op_id"])
        if len(self.devices) > 1 and dice.random() < 0.25:
            other = dice.choice([d for d in self.devices if d is not device])
            moment = at + timedelta(minutes=dice.choice([-190, -70, 70, 190]))
            if moment < now - timedelta(hours=1):
                kind = dice.choice(["put", "put", "put", "delete"])
                self.op(other, kind, domain, day, moment, **({"score": self.score(domain)} if kind == "put" else {}))

    def edits_of_what_it_saw(self, device, now):
        """Edits of entries in the device's copy, with the base that they showed."""
        mine = [entry for entry in device.copy.values() if now.date() - date.fromisoformat(entry["local_date"]) < timedelta(25)]
        for entry in self.dice.sample(mine, min(len(mine), self.dice.choice([0, 0, 1, 3]))):
            domain, day = entry["domain"], date.fromisoformat(entry["local_date"])
            at = now - timedelta(minutes=self.dice.randint(5, 600))
            if self.dice.random() < 0.2:
                self.op(device, "delete", domain, day, at, base_op=entry["base"])
            else:
                self.op(device, "put", domain, day, at, base_op=entry["base"], score=self.score(domain))

    def bad(self, device, day, at):
        kind = self.dice.randrange(8)
        if kind == 0:
            self.op(device, "put", "sleep", day, at, score=11)
        elif kind == 1:
            self.op(device, "put", "movement", day, at, score=7)
        elif kind == 2:
            self.op(device, "put", "money", day, at, score=1)
        elif kind == 3:
            self.op(device, "put", "mood", day + timedelta(9), at, score=5)
        elif kind == 4:
            self.op(device, "put", "mood", day - timedelta(45), at, score=5)
        elif kind == 5:
            self.op(device, "put", "mood", day, at, score=5, base_op="never-was-there")
        elif kind == 6:
            self.op(device, "put", "focus", day, at)
        else:
            self.op(device, "put", "focus", day, at, note=self.note(), payload={"a": 1})

    def copies(self, days, now):
        """One writing that a device stored on two dates, as around midnight."""
        taken = {(op["domain"], op["local_date"]) for op in self.devices[0].unsent}
        taken |= {(entry["domain"], entry["local_date"]) for entry in self.devices[0].copy.values()}
        for day in self.dice.sample(days[:-2] or days, 1):
            two = [("connection", str(day)), ("connection", str(day + timedelta(1)))]
            if not taken & set(two):
                at, score = at_home(day, 21, self.dice.randint(0, 59), self.person.zone), self.score("connection")
                for domain, local in two:
                    self.op(self.devices[0], "put", domain, local, at, score=score)
