"""The end of the term: every unit, cent, document, earning and payout against the model, the ledger and the provider's own books."""
import collections
import json
from datetime import timedelta

from clocked import parsed
from stories import rows


class Recount:
    def __init__(self, term):
        self.term, self.books, self.same, self.rows = term, term.books, term.tally.same, term.server.tables

    def run(self):
        self.lessons()
        self.times()
        self.lots()
        self.ledger()
        self.earnings()
        self.payouts()
        self.documents()
        self.provider()
        self.answers()

    def lessons(self):
        found = {row["id"]: row for row in self.rows("SELECT l.id, l.state, l.starts_at, m.u, m.k, m.v, m.units FROM lesson l LEFT JOIN lesson_money m ON m.lesson_id = l.id")}
        for lesson in self.books.lessons.values():
            row = found.get(lesson.id, {})
            self.same("lessons", f"{lesson.id} state", row.get("state"), lesson.state)
            self.same("lessons", f"{lesson.id} start", parsed(row.get("starts_at")), lesson.start)
            self.same("lessons", f"{lesson.id} charged", (row.get("u"), row.get("k"), row.get("v")), lesson.split or (0, 0, 0), 3)
            self.same("lessons", f"{lesson.id} units", row.get("units"), len(lesson.units))
        strangers = [id for id, row in found.items() if id not in self.books.lessons and row["state"] not in ("held", "released")]
        self.same("lessons", "that nobody booked", strangers, [])

    def times(self):
        """Nobody is at two lessons at one time."""
        by = collections.defaultdict(list)
        for row in self.rows("SELECT id, student_id, tutor_id, starts_at, ends_at FROM lesson WHERE state IN ('confirmed', 'completed', 'student_absent', 'tutor_absent', 'disputed', 'settled')"):
            for person in (row["student_id"], row["tutor_id"]):
                by[person].append((parsed(row["starts_at"]), parsed(row["ends_at"]), row["id"]))
        for person, spans in by.items():
            spans.sort()
            crossing = [(a[2], b[2]) for a, b in zip(spans, spans[1:]) if b[0] < a[1]]
            self.same("times", person, crossing, [], len(spans))

    def lots(self):
        found = {row["id"]: row for row in self.rows("SELECT * FROM lot")}
        self.same("lots", "number", len(found), len(self.books.lots))
        for lot in self.books.lots.values():
            row = found.get(lot.id, {})
            for place in ("available", "reserved", "used", "expired", "refunded"):
                self.same("lots", f"{lot.id} {lot.source} {place}", row.get(place), lot.count(place))
            self.same("lots", f"{lot.id} free units", numbers(row.get("free_units", "")), lot.free(), 100 * lot.lessons)
            end = parsed(row["expires_at"]) if row else None
            self.same("lots", f"{lot.id} {lot.source} expiry", end if end is None or abs(end - lot.expires) > timedelta(minutes=30) else lot.expires, lot.expires)
        sums = collections.Counter()
        for row in self.rows("SELECT lot_id, kind, units FROM lot_entry"):
            sums[row["lot_id"], row["kind"]] += row["units"]
        for id, row in found.items():
            flow = lambda kind: sums[id, kind]  # noqa: E731
            self.same("lot entries", f"{id} available", row["available"], flow("grant") - flow("reserve") + flow("release") + flow("return") - flow("expire") - flow("refund"))
            self.same("lot entries", f"{id} used", row["used"], flow("use") - flow("return"))

    def ledger(self):
        sums, self.accounts = collections.Counter(), collections.Counter()
        for entry in self.rows("SELECT transaction_id, account, amount, currency FROM ledger_entry"):
            sums[entry["transaction_id"]] += entry["amount"]
            self.accounts[entry["account"]] += entry["amount"]
        for transaction, total in sums.items():
            self.same("ledger transactions", transaction, total, 0)
        self.same("ledger", "the sum of all", sum(self.accounts.values()), 0)
        fees = sum(t["fee"] for t in self.stripe() if t["object"] == "balance_transaction")
        mine = dict(self.books.accounts)
        mine["provider"] = mine.get("provider", 0) - fees
        names = {name for name, amount in list(mine.items()) + list(self.accounts.items()) if amount and not name.endswith("fees")}
        for name in sorted(names):
            self.same("ledger", name, self.accounts[name], mine.get(name, 0))
        self.same("ledger", "fees", sum(amount for name, amount in self.accounts.items() if name.endswith("fees")), fees)
        unused = sum(lot.value(lot.free()) + lot.value([u for u, place in enumerate(lot.where) if place == "reserved"]) for lot in self.books.lots.values())
        self.same("ledger", "deferred is what the lots are worth", -self.accounts["deferred"], unused)

    def stripe(self):
        return self.term.server.stripe("/_books").values()

    def earnings(self):
        found = collections.defaultdict(list)
        for row in self.rows("SELECT tutor_id, kind, lesson_id, lot_id, amount, commission, vat, booked, is_held FROM tutor_entry WHERE kind IN ('earning', 'return', 'expiry')"):
            found[row["tutor_id"]].append((row["kind"], row["lesson_id"] or row["lot_id"], row["amount"], row["commission"], row["vat"], row["booked"], bool(row["is_held"])))
        for tutor in self.term.school.tutors:
            mine = sorted((e.kind, e.lesson.id if e.lesson else e.lot.id, e.amount, e.k, e.v, e.booked, e.is_held) for e in self.books.entries if e.tutor is tutor)
            told = sorted(found[tutor.tutor])
            self.same("earnings", tutor.name, [e for e in told if e not in mine], [e for e in mine if e not in told], 7 * len(mine))
            self.same("earnings", f"{tutor.name} number", len(told), len(mine))

    def payouts(self):
        found = {row["id"]: row for row in self.rows("SELECT id, number, tutor_id, amount, status FROM payout")}
        numbers = sorted(row["number"] for row in found.values())
        self.same("payouts", "numbers without gaps", numbers, list(range(1, len(numbers) + 1)), len(numbers))
        self.same("payouts", "number", len(found), len(self.books.payouts))
        for payout in self.books.payouts:
            row = found.get(payout.get("id"), {})
            self.same("payouts", f"{payout['day']} {payout['tutor'].name}", (row.get("amount"), row.get("status")), (payout["amount"], payout["state"]), 2)
        runs = self.rows("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM payout_run WHERE finished_at IS NOT NULL")[0]["n"]
        self.same("payouts", "runs", runs, len(self.books.runs))
        sent = collections.Counter()
        for thing in self.stripe():
            if thing["object"] == "transfer":
                sent[thing["destination"]] += thing["amount"] - thing["amount_reversed"]
        for tutor in self.term.school.tutors:
            paid = sum(p["amount"] for p in self.books.payouts if p["tutor"] is tutor and p["state"] == "paid")
            self.same("payouts", f"{tutor.name} at the provider", sent[getattr(tutor, "bank", None)], paid)

    def documents(self):
        issued, series = collections.defaultdict(list), collections.defaultdict(list)
        for row in self.rows("SELECT issuer_id, account_id, kind, is_receipt, series, year, number, total, nature, stamp, taxes FROM invoice"):
            kind = "credit_note" if row["kind"] == "credit_note" else "receipt" if row["is_receipt"] else "invoice"
            taxes = json.loads(row["taxes"]) if isinstance(row["taxes"], str) else row["taxes"]
            tax = sum(t.get("vat_minor", t.get("vat", t.get("tax", 0))) for t in taxes)
            issued[row["issuer_id"]].append((row["account_id"], kind, row["year"], row["total"], row["nature"] or "", row["stamp"], tax))
            series[row["issuer_id"], row["series"], row["year"]].append(row["number"])
        for key, numbers in series.items():
            self.same("document numbers", key, sorted(numbers), list(range(1, len(numbers) + 1)), len(numbers))
        wanted = collections.defaultdict(list)
        for made in self.books.documents:
            wanted[made["issuer"]].append((made["account"], made["kind"], made["year"], made["total"], made["nature"] or "", made["stamp"], made["tax"]))
        for issuer in set(issued) | set(wanted):
            told, mine = collections.Counter(issued[issuer]), collections.Counter(wanted[issuer])
            self.same("documents", issuer, sorted((told - mine).elements()), sorted((mine - told).elements()), 7 * max(1, len(wanted[issuer])))

    def provider(self):
        """What the provider says that we have, by its own books."""
        have = 0
        store = {thing["id"]: thing for thing in self.stripe()}
        for thing in store.values():
            if thing["object"] == "charge":
                have += thing["amount"] - thing["amount_refunded"] - store[thing["balance_transaction"]]["fee"]
            elif thing["object"] == "dispute" and thing["status"] != "won":
                have -= thing["amount"]
            elif thing["object"] == "transfer":
                have -= thing["amount"] - thing["amount_reversed"]
        self.same("provider", "balance", self.accounts["provider"], have)

    def answers(self):
        """The same as the API tells it."""
        told = self.term.school.ada.wanted(200, "GET", "/admin/ledger/balances")
        self.same("ledger told", "checks", [check for check in told["checks"] if not check["ok"]], [], 3)
        for row in told["data"]:
            self.same("ledger told", row["account"], abs(row["balance_minor"]), abs(self.accounts[row["account"]]))
        for student in self.term.school.students[::3]:
            for lot in rows(student, "/credits"):
                mine = self.books.lots[lot["id"]]
                left = mine.value(mine.free())
                self.same("credits told", lot["id"], (lot["available"], lot["used"], lot["value_left_minor"]), (mine.count("available"), mine.count("used"), left), 3)
        for tutor in self.term.school.tutors:
            paid = [p["amount_minor"] for p in rows(tutor, "/payouts") if p["state"] == "paid"]
            self.same("payouts told", tutor.name, sum(paid), sum(p["amount"] for p in self.books.payouts if p["tutor"] is tutor and p["state"] == "paid"))


def numbers(text):
    """The unit numbers of ranges such as 0-99,150-199."""
    return [n for part in text.split(",") if part for a, _, b in [part.partition("-")] for n in range(int(a), int(b or a) + 1)]
