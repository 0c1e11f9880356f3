"""What a diary must be: its registers, conflicts and copies, worked out from the ops alone.

Written from section 6 of the product's page, not from our code. Times are datetimes in UTC.
"""
from dataclasses import dataclass, field
from datetime import date, timedelta

from wellness_year_scale import DOMAINS, band, civil, normalised, shown

ABSENT = "absent"
MILLISECOND = timedelta(milliseconds=1)


@dataclass
class Op:
    id: str
    key: tuple
    zone: str
    device: str
    at: object
    stamp: object
    bases: list
    score: object = ABSENT  # a pair of score and payload, or None
    note: object = ABSENT

    @property
    def order(self):
        return (self.stamp, self.id)

    @property
    def deletes(self):
        return self.score is None and self.note is None


@dataclass
class Diary:
    entries: dict = field(default_factory=dict)  # (domain, date) -> ops
    outcomes: dict = field(default_factory=dict)
    conflicts: dict = field(default_factory=dict)  # losing op -> [state, key, kind, lost registers, since]
    ops: dict = field(default_factory=dict)
    views: dict = field(default_factory=dict)

    def winner(self, key, register):
        return max((op for op in self.entries.get(key, []) if getattr(op, register) != ABSENT), key=lambda op: op.order, default=None)

    def winners(self, key):
        score, note = self.winner(key, "score"), self.winner(key, "note")
        return score, note, [op for op in (score, note if note is not score else None) if op]

    def base(self, key):
        return "+".join(op.id for op in self.winners(key)[2])

    def value(self, key):
        score, note, _ = self.winners(key)
        return (score and score.score), (note and note.note)

    def isTombstone(self, key):
        return self.value(key) == (None, None)

    def view(self, key):
        """What an answer must say of the entry."""
        if key not in self.views:
            self.views[key] = self.seen(key)
        return self.views[key]

    def seen(self, key):
        score, note = self.value(key)
        latest = max(self.winners(key)[2], key=lambda op: op.order)
        seen = {
            "domain": key[0], "local_date": str(key[1]), "zone": latest.zone, "deleted": score is None and note is None,
            "base": self.base(key),
        }
        if score:
            value = normalised(key[0], score[0])
            seen |= {"score": score[0], "normalised": shown(value), "band": band(value)}
            if score[1] is not None:
                seen["payload"] = score[1]
        if note is not None:
            seen["note"] = note
        return seen

    def refusal(self, op, at, received, consents):
        domain, day = op["domain"], date.fromisoformat(op["local_date"])
        known = domain in DOMAINS
        if not known:
            return "log.unknown_domain"
        if day > (received + timedelta(hours=14)).date():
            return "log.future_date"
        if op["kind"] == "put":
            if not consents:
                return "consent_required"
            if day < civil(at, op["zone"]) - timedelta(30) or received - at > timedelta(400):
                return "log.too_old"
            if op.get("payload") is not None and op.get("score") is None:
                return "log.payload_alone"
            if "score" not in op and "note" not in op:
                return "log.empty"
            if op.get("score") is not None:
                lo, hi, step, _ = DOMAINS[domain]
                if not lo <= op["score"] <= hi:
                    return "log.out_of_range"
                if (op["score"] - lo) % step:
                    return "log.off_step"
        return None

    def offer(self, op, device, at, received, consents, skew):
        """The outcome of one op; `at` is the time of writing by a right clock, from which the device's differs by `skew`."""
        if op["op_id"] in self.outcomes:
            return {"status": "duplicate", "first": self.outcomes[op["op_id"]]}
        raw, at = at + skew, min(at, received)
        key = (op["domain"], date.fromisoformat(op["local_date"]))
        code = self.refusal(op, at, received, consents)
        bases = op["base_op"].split("+") if "base_op" in op else []
        if code is None and any(base not in self.ops or self.ops[base].key != key for base in bases):
            code = "log.unknown_base"
        if code:
            return {"status": "refused", "code": code}
        stamp = max([at] + [self.ops[base].stamp + MILLISECOND for base in bases])
        made = Op(op["op_id"], key, op["zone"], device, raw, stamp, bases)
        if op["kind"] == "delete":
            made.score = made.note = None
        else:
            if "score" in op:
                made.score = None if op["score"] is None else (op["score"], op.get("payload"))
            if "note" in op:
                made.note = op["note"]
        return {"status": self.add(made), "stamp": stamp}

    def add(self, op):
        self.entries.setdefault(op.key, []).append(op)
        self.ops[op.id] = op
        self.views.pop(op.key, None)
        self.outcomes[op.id] = "applied" if op in self.winners(op.key)[2] else "superseded"
        return self.outcomes[op.id]

    def judge(self, keys, now):
        """Conflicts, after each request on all ops of the entries that it wrote."""
        for key in keys:
            ops, (score, note) = self.entries.get(key, []), self.value(key)
            seen = {base for op in ops for base in op.bases}
            lost = {}
            for op in ops:
                parts = {}
                if op.score != ABSENT and op.score != score:
                    parts["score"] = op.score
                if op.note != ABSENT and op.note != note:
                    parts["note"] = op.note
                if parts and op.id not in seen:
                    lost[op.id] = parts
            for name, found in self.conflicts.items():
                if found[1] == key and found[0] == "open" and found[2] == "overwritten" and name not in lost:
                    found[0] = "superseded"
            for name, parts in lost.items():
                state = self.conflicts.get(name, [None])[0]
                if state in (None, "superseded") or state == "open" and self.conflicts[name][3] != parts:
                    self.conflicts[name] = ["open", key, "overwritten", parts, now]

    def expire(self, now):
        for found in self.conflicts.values():
            if found[0] == "open" and found[4] + timedelta(30) <= now:
                found[0] = "expired"

    def night(self, name, now):
        """Copies of one writing on adjacent dates: that of the date on the wall stays, by the clock of the device."""
        for key in sorted(self.entries):
            other = (key[0], key[1] + timedelta(1))
            pair = [self.winners(k)[2] for k in (key, other)]
            if [len(winners) for winners in pair] != [1, 1] or self.isTombstone(key) or self.isTombstone(other):
                continue
            one, two = pair[0][0], pair[1][0]
            if one.device in ("server", "night") or (one.device, one.at, one.score, one.note) != (two.device, two.at, two.score, two.note):
                continue
            # Where neither date was on the wall the page is silent; the earlier change stays.
            copy = one if civil(two.at, two.zone) == two.key[1] else two
            deletion = Op(f"night-{name}-{copy.id}", copy.key, copy.zone, "night", None, None, [copy.id], None, None)
            deletion.stamp = copy.stamp + timedelta(hours=1)
            self.add(deletion)
            lost = {part: getattr(copy, part) for part in ("score", "note") if getattr(copy, part) not in (ABSENT, None)}
            self.conflicts[copy.id] = ["open", copy.key, "reconciled", lost, now]

    def rename(self, old, new):
        """The server gave an op an id of its own."""
        op = self.ops.pop(old)
        op.id = new
        self.views.pop(op.key, None)
        self.ops[new], self.outcomes[new] = op, self.outcomes.pop(old)

    def scores(self):
        return {key: value[0][0] for key in self.entries if (value := self.value(key))[0]}

    def dates(self):
        return {key[1] for key in self.entries if not self.isTombstone(key)}
