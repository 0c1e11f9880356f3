"""The money of the page in arithmetic of our own: units, charges, the ledger, documents. Nothing here has been read from the server's code."""
import collections
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
COMMISSION, VAT, STAMP, STAMP_ABOVE, PAYOUT_LEAST = 1500, 2200, 200, 7747, 2000
UNION = {"IT", "DE", "FR"}
TIERS = {"standard": [(24, 100), (12, 50)], "flexible": [(12, 100)], "strict": [(48, 100), (24, 50)]}
WAIT, LIVES_ON = timedelta(hours=72), timedelta(days=14)


def half_up(number):
    return int((2 * number + 1) // 2)


def part(percent, count):
    return half_up(Fraction(count * percent, 100))


def commission_vat(tutor):
    """Basis points of VAT on the platform's commission."""
    if tutor.country == "IT":
        return VAT
    return VAT if tutor.country in UNION and not tutor.vat_number else 0


def split(value, bp, vat):
    k = half_up(Fraction(value * bp, 10_000))
    return value, k, half_up(Fraction(vat * k, 10_000))


def share(policy, left):
    """What comes back of a lesson when the student cancels, in percent."""
    return next((percent for hours, percent in TIERS[policy] if left >= timedelta(hours=hours)), 0)


class Lot:
    """Units that were paid for: `where` says of each by its number what has become of it."""

    def __init__(self, id, source, student, tutor, subject, minutes, lessons, price, expires, policy, charge=None):
        self.id, self.source, self.student, self.tutor, self.subject = id, source, student, tutor, subject
        self.minutes, self.lessons, self.price, self.expires, self.policy = minutes, lessons, price, expires, policy
        self.vat = commission_vat(tutor) if tutor else None
        self.sums = [half_up(Fraction(price * units, 100 * lessons)) for units in range(100 * lessons + 1)]
        self.where, self.counts = ["available"] * lessons * 100, collections.Counter(available=lessons * 100)
        self.frozen, self.ends_in_money = False, source == "single"
        self.back, self.intent, self.document, self.booked, self.stands = 0, charge, None, [], False

    def value(self, units):
        return sum(self.sums[unit + 1] - self.sums[unit] for unit in units)

    def free(self):
        return [unit for unit, place in enumerate(self.where) if place == "available"]

    def count(self, place):
        return self.counts[place]

    def put(self, units, place):
        for unit in units:
            self.counts[self.where[unit]] -= 1
            self.where[unit] = place
        self.counts[place] += len(units)


class Lesson:
    def __init__(self, id, student, tutor, start, minutes, policy, state):
        self.id, self.student, self.tutor, self.start, self.minutes, self.policy = id, student, tutor, start, minutes, policy
        self.state, self.policy_start, self.is_free = state, start, False
        self.lot, self.units, self.split, self.at, self.disputed, self.moves = None, [], None, None, False, 0
        self.entries = []

    @property
    def end(self):
        return self.start + timedelta(minutes=self.minutes)

    def share(self, now):
        if self.state != "confirmed" or self.is_free or self.tutor.is_suspended:
            return 100
        return share(self.policy, self.policy_start - now)


class Entry:
    """A change of what the platform owes a tutor."""

    def __init__(self, tutor, kind, amounts, at, lot, lesson=None, booked="pending"):
        value, self.k, self.v = amounts
        self.tutor, self.kind, self.amount, self.at, self.lot, self.lesson, self.booked = tutor, kind, value - self.k - self.v, at, lot, lesson, booked
        self.due, self.payout = at + WAIT, None
        if lesson is not None:
            lesson.entries.append(self)

    @property
    def is_held(self):
        return self.lot.frozen or (self.lesson is not None and self.lesson.disputed)


class Books:
    def __init__(self):
        self.accounts, self.entries, self.documents = collections.Counter(), [], []
        self.lots, self.lessons, self.payouts, self.runs, self.invoiced = {}, {}, [], {}, set()
        self.lessons_of = collections.defaultdict(list)
        # Times that somebody is about to pay.
        self.holds = []

    def book(self, **lines):
        """Debits are positive; the names of a tutor's accounts are `pending` and `due`."""
        tutor = lines.pop("tutor", None)
        for account, amount in lines.items():
            name = {"pending": f"pending:{tutor and tutor.tutor}", "due": f"tutor:{tutor and tutor.tutor}"}.get(account, account)
            self.accounts[name] += amount
        assert sum(lines.values()) == 0, lines

    # Documents.
    def document(self, issuer, receiver, kind, total, nature=None, stamps=True, vat=0, now=None, corrects=None):
        stamp = STAMP if stamps and total > STAMP_ABOVE else 0
        tax = total - half_up(Fraction(total * 10_000, 10_000 + vat)) if vat else 0
        made = {"issuer": issuer and issuer.id, "account": receiver.id, "kind": kind, "total": total, "nature": nature, "stamp": stamp, "tax": tax,
                "year": now.astimezone(ROME).year, "vat": vat, "corrects": corrects, "left": total, "month": None}
        self.documents.append(made)
        return made

    def sale(self, tutor, student, subject, amount, now):
        if amount == 0:
            return None
        if tutor.country != "IT":
            return self.document(tutor, student, "receipt", amount, stamps=False, now=now)
        if tutor.regime == "none":
            return self.document(tutor, student, "receipt", amount, now=now)
        if tutor.regime == "forfettario":
            return self.document(tutor, student, "invoice", amount, "N2.2", now=now)
        if tutor.is_school(subject):
            return self.document(tutor, student, "invoice", amount, "N4", now=now)
        return self.document(tutor, student, "invoice", amount, stamps=False, vat=VAT, now=now)

    def credit(self, document, amount, tutor, student, now):
        amount = min(amount, document["left"]) if document else 0
        if amount:
            document["left"] -= amount
            self.document(tutor, student, "credit_note", amount, document["nature"], document["stamp"] > 0, document["vat"], now, document)

    # Units and money.
    def paid(self, lot, now):
        self.lots[lot.id] = lot
        self.book(provider=lot.price, deferred=-lot.price)
        if lot.source == "plan":
            lot.document = self.document(None, lot.student, "receipt", lot.price, now=now)
        else:
            lot.document = self.sale(lot.tutor, lot.student, lot.subject, lot.price, now)

    def reserve(self, lesson, lot):
        lesson.lot, lesson.units = lot, lot.free()[:100]
        assert len(lesson.units) == 100 and not lot.frozen, (lot.id, lot.count("available"))
        lot.put(lesson.units, "reserved")
        lot.booked.append(lesson)
        self.lessons[lesson.id] = lesson
        for person in (lesson.student, lesson.tutor):
            self.lessons_of[person].append(lesson)

    def taken(self, tutor, student, start, end, but=None, states=("confirmed", "requested", "held")):
        """Lessons at that time: of the tutor, with ten minutes of pause after each, and of the student."""
        pause = timedelta(minutes=10)
        return ([lesson for lesson in self.lessons_of[tutor] + [hold for hold in self.holds if hold.tutor is tutor]
                 if lesson is not but and lesson.state in states and lesson.start < end + pause and start < lesson.end + pause]
                + [lesson for lesson in self.lessons_of[student] + [hold for hold in self.holds if hold.student is student]
                   if lesson is not but and lesson.state in states and lesson.start < end and start < lesson.end])

    def extend(self, lot, cause, now):
        if cause in ("tutor", "admin", "decision"):
            lot.expires = max(lot.expires, now) + LIVES_ON

    def free(self, lesson, cause, now, units=None):
        """Units that were only reserved."""
        lot, units = lesson.lot, lesson.units if units is None else units
        if not units:
            return
        self.extend(lot, cause, now)
        lot.put(units, "available")
        lesson.units = [unit for unit in lesson.units if unit not in units]
        self.pass_on(lot, units, now)

    def decline_rivals(self, lesson, now):
        """Requests for a time that is taken now."""
        for rival in self.taken(lesson.tutor, lesson.student, lesson.start, lesson.end, states=("requested",)):
            if rival.state == "requested":
                rival.state = "declined"
                self.free(rival, "tutor", now)

    def pass_on(self, lot, units, now):
        if lot.frozen or not units:
            return
        if lot.ends_in_money:
            self.money_back(lot, units, now)
        elif lot.expires <= now:
            self.expire(lot, now)

    def money_back(self, lot, units, now):
        value = lot.value(units)
        lot.put(units, "refunded")
        lot.back += value
        self.book(deferred=value, provider=-value)
        self.credit(lot.document, value, lot.tutor, lot.student, now)

    def charge(self, lesson, now, keep=100, rest="student"):
        lot, count = lesson.lot, part(keep, len(lesson.units))
        kept, left = lesson.units[:count], lesson.units[count:]
        lot.put(kept, "used")
        lesson.units, vat = kept, lot.vat if lot.vat is not None else commission_vat(lesson.tutor)
        if kept:
            lesson.split = self.earn(lesson.tutor, "earning", lot.value(kept), vat, now, lot, lesson)
            lesson.at, lesson.vat = now, vat
            if lot.source == "plan":
                lesson.document = self.sale(lesson.tutor, lot.student, lesson.subject, lesson.split[0], now)
        if left:
            self.extend(lot, rest, now)
            lot.put(left, "available")
            self.pass_on(lot, left, now)

    def earn(self, tutor, kind, value, vat, now, lot, lesson=None):
        amounts = u, k, v = split(value, COMMISSION, vat)
        self.book(tutor=tutor, deferred=u, pending=-(u - k - v), commission=-k, vat=-v)
        if u:
            self.entries.append(Entry(tutor, kind, amounts, now, lot, lesson))
        return amounts

    def give_back(self, lesson, percent, cause, now):
        """The last of the charged units; what stays is reckoned anew."""
        lot, count = lesson.lot, part(percent, len(lesson.units))
        back = lesson.units[len(lesson.units) - count:]
        if not back:
            return 0
        self.extend(lot, cause, now)
        lot.put(back, "available")
        lesson.units = lesson.units[:len(lesson.units) - count]
        stays = split(lot.value(lesson.units), COMMISSION, lesson.vat)
        u, k, v = difference = tuple(a - b for a, b in zip(lesson.split, stays))
        own = next(entry for entry in lesson.entries if entry.kind == "earning")
        place = "due" if own.booked == "tutor" else "pending"
        self.book(**{"tutor": lesson.tutor, place: u - k - v, "commission": k, "vat": v, "deferred": -u})
        if any(difference):
            self.entries.append(Entry(lesson.tutor, "return", tuple(-n for n in difference), now, lot, lesson, own.booked))
        lesson.split = stays
        if lot.source == "plan":
            self.credit(lesson.document, u, lesson.tutor, lot.student, now)
        self.pass_on(lot, back, now)
        return lot.value(back)

    def decide(self, lesson, percent, now, cause="decision"):
        """A dispute, or a share given back: what is not charged is charged but for the share."""
        if lesson.split is None:
            keep = len(lesson.units) - part(percent, len(lesson.units))
            # A share of a hundred units is a whole number of them.
            self.charge(lesson, now, keep, rest=cause) if keep else self.free(lesson, cause, now)
        else:
            self.give_back(lesson, percent, cause, now)
        lesson.disputed = False
        self.mature(now)

    def expire(self, lot, now):
        if lot.frozen or lot.stands or lot.expires > now:
            return
        if not lot.count("available"):
            return
        units = lot.free()
        value = lot.value(units)
        lot.put(units, "expired")
        if lot.source == "plan":
            return self.book(deferred=value, breakage=-value)
        self.earn(lot.tutor, "expiry", value, lot.vat, now, lot)

    def refund(self, lot, now):
        """The unused units of a purchase, on demand."""
        units = lot.free()
        lot.ends_in_money = True
        self.money_back(lot, units, now)
        return len(units)

    # Chargebacks.
    def contest(self, lot, amount):
        lot.frozen = True
        self.book(contested=amount, provider=-amount)

    def won(self, lot, amount, now):
        self.book(provider=amount, contested=-amount)
        self.thaw(lot, now)

    def lost(self, lot, amount, now):
        for lesson in lot.booked:
            if lesson.state in ("confirmed", "requested") and lesson.start > now:
                lesson.state = "cancelled"
                self.free(lesson, "system", now)
        units = lot.free()
        while lot.value(units) > amount:
            units = units[1:]
        unused = lot.value(units)
        lot.put(units, "refunded")
        self.book(deferred=unused, bad_debt=amount - unused, contested=-amount)
        self.credit(lot.document, unused, lot.tutor, lot.student, now)
        self.thaw(lot, now)

    def thaw(self, lot, now):
        lot.frozen = False
        self.mature(now)
        self.pass_on(lot, lot.free(), now)

    # Time.
    def tick(self, now):
        """What happens by itself up to now: the lesson's day is over, an absence stands, units expire, earnings become due."""
        for lesson in list(self.lessons.values()):
            if lesson.state == "confirmed" and lesson.end + timedelta(hours=24) <= now:
                lesson.state = "completed"
                self.charge(lesson, now)
            elif lesson.state == "tutor_absent" and lesson.at_report + timedelta(hours=24) <= now:
                lesson.state = "settled"
                self.free(lesson, "tutor", now)
            elif lesson.state == "requested" and lesson.lapses <= now:
                lesson.state = "declined"
                self.free(lesson, "system", now)
        for lot in self.lots.values():
            self.expire(lot, now)
        self.mature(now)
        self.invoice_months(now)

    def mature(self, now):
        for entry in self.entries:
            if entry.booked == "pending" and entry.kind in ("earning", "expiry") and entry.due <= now and not entry.is_held:
                together = [e for e in (entry.lesson.entries if entry.lesson else [entry]) if e.booked == "pending"]
                total = sum(e.amount for e in together)
                for one in together:
                    one.booked = "tutor"
                self.book(tutor=entry.tutor, pending=total, due=-total)

    def invoice_months(self, now):
        """On the first at six, for the month before: commission with VAT on the sum; its difference from the booked VAT to rounding."""
        here = now.astimezone(ROME)
        first = here.replace(day=1, hour=6, minute=0, second=0, microsecond=0)
        if here < first:
            return
        month = (first - timedelta(days=3)).strftime("%Y-%m")
        if month in self.invoiced:
            return
        self.invoiced.add(month)
        rows = collections.defaultdict(list)
        for entry in self.entries:
            if entry.at.astimezone(ROME).strftime("%Y-%m") == month and (entry.k or entry.v):
                rows[entry.tutor].append(entry)
        for tutor, found in rows.items():
            rate, net, booked = commission_vat(tutor), sum(e.k for e in found), sum(e.v for e in found)
            vat = half_up(Fraction(rate * net, 10_000)) if net > 0 else -self.credit_months(tutor, -net, now)
            if net > 0:
                nature = None if rate else "N2.1"
                made = self.document(None, tutor, "invoice", net + vat, nature, stamps=False, now=now)
                made |= {"tax": vat, "net_left": net, "net": net, "rate": rate, "month": month}
            self.book(rounding=vat - booked, vat=booked - vat)

    def credit_months(self, tutor, net, now):
        """More went back than was charged: credit notes for earlier invoices, the newest first."""
        vat = 0
        for invoice in [d for d in reversed(self.documents) if d["month"] and d["account"] == tutor.id]:
            some = min(net, invoice["net_left"])
            if some > 0:
                invoice["net_left"] -= some
                net -= some
                tax = half_up(Fraction(invoice["rate"] * some, 10_000))
                made = self.document(None, tutor, "credit_note", some + tax, invoice["nature"], stamps=False, now=now, corrects=invoice)
                made["tax"] = tax
                vat += tax
        assert net == 0
        return vat

    # Payouts.
    def due(self):
        found = collections.defaultdict(list)
        for entry in self.entries:
            if entry.booked == "tutor" and entry.payout is None and not entry.is_held:
                found[entry.tutor].append(entry)
        return found

    def run(self, day):
        """The payouts of a day: (tutor, amount, reason or None) for everybody to whom something is due."""
        results = []
        for tutor, entries in self.due().items():
            amount = sum(e.amount for e in entries)
            reason = ("negative" if amount < 0 else "below_minimum" if amount < PAYOUT_LEAST else "suspended" if tutor.is_suspended
                      else None if tutor.is_ready else "account_not_ready")
            results.append((tutor.tutor, amount, reason))
            if reason is None:
                payout = {"tutor": tutor, "amount": amount, "entries": entries, "state": "paid", "day": day}
                for entry in entries:
                    entry.payout = payout
                self.payouts.append(payout)
                self.book(tutor=tutor, due=amount, provider=-amount)
        self.runs[day] = sorted(results)
        return results

    def returned(self, payout):
        """The transfer was taken back: its entries are due again."""
        payout["state"] = "returned"
        for entry in payout["entries"]:
            entry.payout = None
        self.book(tutor=payout["tutor"], provider=payout["amount"], due=-payout["amount"])


def monday(day):
    """Six in the morning in Rome."""
    return datetime(day.year, day.month, day.day, 6, tzinfo=ROME).astimezone(timezone.utc)


def expand(first, zone, time, weeks, skip=()):
    """The starts of a weekly series: (date, UTC moment or None in the gap)."""
    zone, (hour, minute) = ZoneInfo(zone), map(int, time.split(":"))
    found = []
    for week in range(weeks):
        day = first + timedelta(weeks=week)
        if day.isoformat() in skip:
            continue
        wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
        moment = wall.astimezone(timezone.utc)
        there = moment.astimezone(zone)
        found.append((day.isoformat(), moment if (there.hour, there.minute) == (hour, minute) else None))
    return found


assert share("standard", datetime(2027, 3, 28, 16, tzinfo=timezone.utc) - datetime(2027, 3, 27, 16, tzinfo=timezone.utc)) == 100
assert [d[1].hour for d in expand(date(2027, 3, 10), "Europe/Rome", "18:00", 4)] == [17, 17, 17, 16]
