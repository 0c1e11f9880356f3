"""Devices send what they have written; every result, change and conflict is held against the diary as it must be."""
from datetime import date, timedelta

from wellness_year_diary import ABSENT, Op
from wellness_year_server import instant, parsed

FIELDS = ["domain", "local_date", "zone", "score", "normalised", "band", "payload", "note", "deleted", "base"]


def told(entry):
    return {name: entry[name] for name in FIELDS if name in entry}


class Sync:
    def __init__(self, server, tally):
        self.server, self.tally = server, tally
        self.requests = self.ops = 0

    def everything(self, person, writer):
        """All devices of a person, in any order, send their ops, now and then twice."""
        dice = person.dice
        for device in dice.sample(writer.devices, len(writer.devices)):
            if len(writer.devices) > 1 and dice.random() < 0.25:
                continue  # offline: it sends next month
            writer.edits_of_what_it_saw(device, self.server.now())
            while len(device.unsent) > 1000:
                self.send(person, device, device.unsent[:1000], reads=False)
                device.unsent = device.unsent[1000:]
            ops, device.unsent = device.unsent, []
            if dice.random() < 0.1:
                self.send(person, device, ops[: len(ops) // 2], reads=False)  # the connection breaks, it sends all again
            self.send(person, device, ops)
            if dice.random() < 0.08:
                self.send(person, device, ops)
        return self.conflicts(person)

    def send(self, person, device, ops, reads=True):
        diary, received = person.diary, self.server.now()
        body = {
            "device_id": device.name, "client_now": instant(received + device.skew),
            "ops": [{**op, "at": instant(op["at"] + device.skew)} for op in ops],
        }
        expected, keys = [], set()
        for op in ops:
            expected.append(diary.offer(op, device.name, op["at"], received, person.consents["diary"], device.skew))
            if expected[-1]["status"] in ("applied", "superseded"):
                keys.add((op["domain"], date.fromisoformat(op["local_date"])))
        diary.judge(keys, received)
        self.requests += 1
        self.ops += len(ops)
        cursor, body_now, changed = device.cursor, body, 0
        while True:
            if cursor:
                body_now["cursor"] = cursor
            answer = self.server.wanted(200, person.token, "POST", "/wellness/sync", body_now).json
            if body_now is body:
                self.results(person, device, ops, expected, answer)
            if not reads:
                return
            changed += len(answer["changes"])
            for entry in answer["changes"]:
                device.copy[entry["domain"], entry["local_date"]] = entry
            cursor = device.cursor = answer["cursor"]
            body_now = {"device_id": device.name, "client_now": instant(self.server.now() + device.skew), "ops": []}
            if not answer["has_more"]:
                break
        self.learn(person, device.copy.values())
        self.copies(person, device.copy, changed)

    def results(self, person, device, ops, expected, answer):
        tally, skewed = self.tally, abs(device.skew) > timedelta(seconds=120)
        skew = -device.skew.total_seconds() if skewed else 0
        tally.holds("clock skews", device.name, abs(answer["clock_skew"] - skew) <= (5 if skewed else 0), answer["clock_skew"])
        tally.same("sync results", device.name, [r["op_id"] for r in answer["results"]], [op["op_id"] for op in ops], len(ops))
        for op, want, got in zip(ops, expected, answer["results"]):
            name = f"{person.name} {op['op_id']}"
            tally.same("sync outcomes", name, {k: got[k] for k in ("status", "first", "code") if k in got},
                       {k: want[k] for k in ("status", "first", "code") if k in want})
            if "stamp" in want:
                stamp = parsed(got["stamp"])
                near = abs(stamp - want["stamp"]) <= (timedelta(seconds=5) if skewed or device.name == "server" else timedelta(milliseconds=3))
                tally.holds("stamps", name, near, f"{got['stamp']}, reckoned {want['stamp']}")
                person.diary.ops[op["op_id"]].stamp = stamp

    def learn(self, person, entries):
        """Ops that the server made by night have names of its own."""
        for entry in entries:
            key = (entry["domain"], date.fromisoformat(entry["local_date"]))
            for op in person.diary.winners(key)[2] if key in person.diary.entries else []:
                if op.id.startswith("night-") and entry["base"] not in person.diary.ops:
                    person.diary.rename(op.id, entry["base"])

    def copies(self, person, copy, changed):
        """The copy of a device is the diary, tombstones too; `changed` entries of it came just now."""
        want = {(key[0], str(key[1])): person.diary.view(key) for key in list(person.diary.entries)}
        got = {key: told(entry) for key, entry in copy.items()}
        if got == want:
            self.tally.same("members of entries", person.name, True, True, len(FIELDS) * changed)
            return
        for key in sorted(set(got) | set(want)):
            self.tally.same("members of entries", f"{person.name} {key}", got.get(key), want.get(key), len(FIELDS))

    def conflicts(self, person):
        now = self.server.now()
        open_now = {op: found for op, found in person.diary.conflicts.items() if found[0] == "open" and found[4] + timedelta(30) > now}
        listed, cursor = [], ""
        while True:
            answer = self.server.wanted(200, person.token, "GET", f"/wellness/conflicts?limit=100{cursor}").json
            listed += answer["data"]
            after = answer["page"].get("next_cursor") or answer["page"].get("next")
            if not after:
                break
            cursor = f"&cursor={after}"
        # In the seconds of its end a conflict may be listed or not.
        ending = {op for op, found in person.diary.conflicts.items() if abs(found[4] + timedelta(30) - now) < timedelta(seconds=5)}
        open_now = {op: found for op, found in open_now.items() if op not in ending}
        got = {c["lost"]["op_id"]: c for c in listed if c["lost"]["op_id"] not in ending}
        told_all = " ".join(f"{op} {person.diary.conflicts.get(op)}" for op in set(got) ^ set(open_now))
        self.tally.same("conflicts", f"{person.name} {told_all}", sorted(got), sorted(open_now), max(1, len(open_now)))
        for name, found in open_now.items():
            if name in got:
                lost, parts = got[name]["lost"], found[3]
                want = {"kind": found[2], "domain": found[1][0], "local_date": str(found[1][1])}
                want |= {"score": parts["score"][0]} if parts.get("score") else {}
                want |= {"note": parts["note"]} if parts.get("note") else {}
                seen = {k: got[name].get(k) for k in ("kind", "domain", "local_date")}
                seen |= {k: lost[k] for k in ("score", "note") if k in lost}
                self.tally.same("conflicts", f"{person.name} {name}", seen, want, 5)
        return got

    def restore(self, person, conflict):
        """The lost fields come again, as an op that the server makes."""
        diary, name = person.diary, conflict["lost"]["op_id"]
        lost = diary.ops[name]
        state, key, _, parts, _ = diary.conflicts[name]
        entry = self.server.wanted(200, person.token, "POST", f"/wellness/conflicts/{conflict['id']}/restore").json
        fresh = [part for part in entry["base"].split("+") if part not in diary.ops]
        self.tally.same("restored conflicts", f"{person.name} {name}", len(fresh), 1)
        if len(fresh) != 1:
            return
        made = Op(fresh[0], key, lost.zone, "server", None, self.server.now(), [*diary.base(key).split("+"), name])
        for part in ("score", "note"):
            setattr(made, part, parts.get(part, ABSENT))
        if lost.deletes:
            made.score = made.note = None
        diary.conflicts[name][0] = "restored"
        diary.add(made)
        diary.judge([key], self.server.now())
        diary.conflicts[name][0] = "restored"
        self.tally.same("restored conflicts", f"{person.name} {name}", {k: v for k, v in told(entry).items() if k != "zone"},
                        {k: v for k, v in diary.view(key).items() if k != "zone"}, len(FIELDS))
        diary.ops[fresh[0]].zone = entry["zone"]
        diary.views.pop(key, None)

    def single(self, person, domain, day, fields):
        """A write without a device: an op that the server makes, with the present entry as its base."""
        diary, key = person.diary, (domain, day)
        answer = self.server.ask(person.token, "POST", "/wellness/logs", {"domain": domain, "local_date": str(day), **fields})
        taken = key in diary.entries and not diary.isTombstone(key)
        self.tally.same("single writes", f"{person.name} {key}", answer.status, 409 if taken else 201)
        if taken:
            answer = self.server.ask(person.token, "PATCH", f"/wellness/logs/{answer.json['id']}", fields)
            self.tally.same("single writes", f"{person.name} {key}", answer.status, 200)
        fresh = [part for part in answer.json.get("base", "").split("+") if part not in diary.ops]
        if len(fresh) == 1:
            bases = diary.base(key).split("+") if key in diary.entries else []
            made = Op(fresh[0], key, person.zone, "server", None, self.server.now(), bases)
            if "score" in fields:
                made.score = (fields["score"], None)
            if "note" in fields:
                made.note = fields["note"]
            diary.add(made)
            diary.judge([key], self.server.now())
            self.tally.same("single writes", f"{person.name} {key}", told(answer.json), diary.view(key), len(FIELDS))
