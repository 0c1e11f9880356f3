"""What happens to jobs: each story is one job from its posting to its end, and says what the server must make of it."""
from datetime import timedelta

from model import BASIS_POINTS, ONE_PERSON, TWO_LOCAL, Money, half_up
from server import instant, parsed
from fractions import Fraction

NOW = object()
OUTER = {"open": "pending", "directed": "assigned", "quoted": "assigned", "awarded": "assigned", "completed": "completed",
         "cancelled": "cancelled", "expired": "cancelled"}


class Job:
    def __init__(self, week, number, wave, provider, customer, gateway):
        self.week, self.number, self.wave, self.gateway = week, number, wave, gateway
        self.market, self.server, self.tally, self.dice = week.market, week.server, week.tally, week.dice
        self.provider, self.customer = provider, customer
        self.service = self.dice.choice(provider.services)
        self.amount = self.dice.choice([100, 450, 667, self.dice.randrange(1_000, 9_000), self.dice.randrange(1_000, 9_000), 12_345, self.dice.randrange(9_000, 60_000)])
        self.state = self.id = self.quote = self.money = self.payment = self.fault = None
        self.lapses = self.reworks = 0
        self.fails = False
        self.disputed = None
        self.charges, self.refunds, self.strays, self.ratings = [], [], [], {}
        self.flagged = False

    # Time.
    def at(self, days=0, hour=15, minute=0):
        return self.week.waves[self.wave] + timedelta(days=days, hours=hour - 15, minutes=minute)

    @property
    def work(self):
        return self.at(2)

    def sees(self, state):
        self.state = state
        job = self.customer.wanted(200, "GET", f"/jobs/{self.id}")
        self.tally.same("states on the way", f"{self.name}", (job["state"], job["status"]), (state, OUTER.get(state, "in_progress")))
        return job

    @property
    def name(self):
        return f"job {self.number} ({self.kind})"

    def refused(self, person, status, code, method, path, body=None):
        answer = person(method, path, body)
        self.tally.same("refusals", f"{self.name} {method} {path} {body}", (answer.status, (answer.json or {}).get("code")), (status, code))
        return answer

    # Before the money.
    def post(self, direct=False, days=1):
        person = self.customer
        body = {"service_id": self.market.services[self.service], "title": f"Work number {self.number}", "description": "Both sides, please.",
                "point": self.market.near(self.provider), "address": "7 Water Street",
                "window": {"from": instant(max(self.at(0, 9), self.server.now())), "until": instant(self.work + timedelta(days=days))}}
        if direct:
            body["provider_id"] = self.provider.provider
        self.id = person.wanted(201, "POST", "/jobs", body)["id"]
        self.state = "directed" if direct else "open"

    def slot(self, provider):
        """Fifteen minutes of the provider around the tick of the work; nobody else has them."""
        taken = self.week.slots.setdefault((provider.name, self.wave), [])
        k = len(taken)
        taken.append(self.number)
        return self.work + timedelta(minutes=5 + 20 * k if k < 6 else -20 * (k - 5))

    def offer(self, provider=None, amount=None, start=None):
        provider = provider or self.provider
        body = {"amount_minor": amount or self.amount, "minutes": 15, "start": instant(start or self.slot(provider))}
        if self.dice.random() < .3 and (amount or self.amount) > 300:
            first = (amount or self.amount) // 3
            body["lines"] = [{"text": "Work", "amount_minor": first}, {"text": "Material", "amount_minor": body.pop("amount_minor") - first}]
        quote = provider.wanted(201, "POST", f"/jobs/{self.id}/quote", body)
        self.tally.same("quotes", self.name, quote["amount_minor"], amount or self.amount)
        self.quote = quote
        self.state = "quoted"
        return quote

    def accept(self, quote=None, provider=None):
        quote = quote or self.quote
        body = {"quote_id": quote["id"], "revision": quote["revision"], "amount_minor": quote["amount_minor"]}
        job = self.customer.wanted(200, "PUT", f"/jobs/{self.id}/accept-quote", body)
        self.provider = provider or self.provider
        self.amount, self.state = quote["amount_minor"], "awarded"
        self.bp = BASIS_POINTS[self.week.nights[self.provider.provider].tier]
        self.start_at = job["award"]["start"]
        self.tally.same("awards", self.name, job["award"]["amount_minor"], self.amount)

    # The money.
    def begin_payment(self, gateway=None):
        self.gateway = gateway or self.gateway
        page = self.server.address + "/paid"
        body = {"job_id": self.id, "gateway": self.gateway, "return_url": page, "cancel_url": page}
        self.payment = self.customer.wanted(201, "POST", "/payments", body)["id"]
        step = self.process()
        self.reference = step["url"].split("token=" if self.gateway == "paypal" else "/c/")[1]
        self.charges.append(self.payment)

    def process(self, status=200):
        return self.customer.wanted(status, "POST", "/payments/process", {"payment_id": self.payment})

    def pay(self, way=None):
        """At the gateway's page; the server hears of it by an event, by the customer's return, or by looking itself."""
        self.begin_payment()
        way = way or self.dice.choice(["event", "event", "return", "both"])
        if self.gateway == "stripe":
            self.server.stripe(f"/_complete/{self.reference}")
        else:
            self.server.paypal(f"/_approve/{self.reference}")
            # Only we capture what the customer approved; the event of the approval makes the server do it, too.
            way = "return"
        if way in ("return", "both"):
            self.process()
        self.paid()

    def paid(self):
        self.money = Money(self.amount, self.bp)
        self.state = "funded"

    def capture(self):
        """The payment at the gateway, as its own books have it."""
        books = self.week.books()
        if self.gateway == "stripe":
            return books["stripe"][books["stripe"][self.reference]["payment_intent"]]
        return next(c for c in books["paypal"]["captures"].values() if c["_order"] == self.reference)

    # The work.
    def move(self, person, status, state=None, **more):
        job = person.wanted(200, "PUT", f"/jobs/{self.id}/status", {"status": status, **more})
        self.state = state or status
        self.tally.same("moves", f"{self.name} {status}", job["state"], self.state)

    def start(self):
        self.move(self.provider, self.dice.choice(["underway", "in_progress"]), "underway")

    def deliver(self):
        self.move(self.provider, self.dice.choice(["delivered", "completed"]), "delivered")

    def complete(self):
        self.move(self.customer, "completed")
        self.money.release()

    def do_it(self):
        self.start()
        self.deliver()
        self.complete()

    def rate(self, stars=None):
        """Both sides, now and then only one."""
        mark = stars or self.dice.choice([1, 3, 4, 4, 5, 5, 5])
        body = {"job_id": self.id, "overall": mark, "punctuality": 5, "response_time": 3}
        self.customer.wanted(201, "POST", "/ratings", body)
        self.ratings["customer"] = mark
        if stars or self.dice.random() < .7:
            self.provider.wanted(201, "POST", "/ratings", {"job_id": self.id, "overall": 5, "feedback": "A pleasure."})
            self.ratings["provider"] = 5

    # Refunds.
    def ask_refund(self, amount, by=None):
        body = {"amount_minor": amount, "reason": "Not as agreed."} if amount else {"reason": "Not as agreed."}
        asked = (by or self.customer).wanted(201, "POST", f"/payments/{self.payment}/refund", body)
        self.refunds.append({"id": asked["id"], "amount": asked["amount_minor"], "state": "requested"})
        return asked

    def decide(self, asked, people, verdict="approve"):
        version = asked["version"]
        for person in people:
            body = {"reason": "Seen and decided.", "version": version}
            last = person.wanted(200, "PUT", f"/refunds/{asked['id']}/{verdict}", body)
            version = last["version"]
        self.refunds[-1]["state"] = "done" if verdict == "approve" else "rejected"

    def judges(self, amount):
        """As many as the amount needs, of whom no one is a party."""
        lina, lena = self.market.manager(self.provider.region), self.market.manager(self.provider.region, True)
        if amount <= ONE_PERSON:
            return [lina]
        return [lina, lena] if amount <= TWO_LOCAL else [lina, self.market.ada]

    def goes_back(self, amount):
        """An amount that the server sends back by itself."""
        if amount:
            self.refunds.append({"id": None, "amount": amount, "state": "done"})
            return self.money.refund(amount)

    def cancel(self, by, fault=None):
        body = {"reason": "Plans have changed.", **({"fault": fault} if fault else {})}
        way = self.dice.choice(["POST", "DELETE"])
        if way == "POST":
            by.wanted(200, "POST", f"/jobs/{self.id}/cancel", body)
        else:
            by.wanted(200, "DELETE", f"/jobs/{self.id}?reason=Plans%20have%20changed" + (f"&fault={fault}" if fault else ""))
        if self.money:
            self.fault = fault or ("customer" if by is self.customer else "provider")
            self.fails = self.fault == "provider"
            start, now = parsed(self.start_at), self.server.now()
            is_free = now <= start - timedelta(days=1) or now >= start + timedelta(days=2) or self.fault != "customer"
            fee = 0 if is_free else half_up(Fraction(self.money.held * 2_000, 10_000))
            back = self.money.held - fee
            if fee:
                self.money.release(fee)
                self.refunds.append({"id": None, "amount": back, "state": "done"})
            else:
                self.goes_back(back)
        self.state = "cancelled"

    # Disputes.
    def dispute(self, by, kind="quality"):
        by.wanted(201, "POST", f"/jobs/{self.id}/dispute", {"kind": kind, "text": "It is not as we agreed."})
        self.state, self.disputed = "disputed", "open"

    def answer(self, by):
        by.wanted(200, "PUT", f"/jobs/{self.id}/dispute", {"action": "answer", "text": "We see it otherwise."})
        self.disputed = "answered"

    def rule(self, outcome, refund=None, people=None, state="decided"):
        amount = {"release": 0, "refund_all": self.money.amount - self.money.gone, "split": refund}[outcome]
        people = people or self.judges(amount)
        for person in people:
            body = {"action": "decide", "outcome": outcome, "reason": "So it is fair.", **({"refund_minor": refund} if outcome == "split" else {})}
            last = person.wanted(200, "PUT", f"/jobs/{self.id}/dispute", body)
        self.disputed, self.ruling = state, (outcome, amount)
        self.tally.same("disputes", self.name, last["state"], state)

    def settled(self):
        """The ruling is final: its money moves."""
        outcome, amount = self.ruling
        self.disputed = "final"
        if outcome != "refund_all" and self.money.held:
            rest = self.money.held - amount
            self.money.release(rest) if amount else self.money.release()
            if amount:
                self.refunds.append({"id": None, "amount": amount, "state": "done"})
        elif amount:
            self.goes_back(amount)
        self.state = "cancelled" if outcome == "refund_all" else "completed"


def other(job):
    """Another provider of the region with the service."""
    found = [p for p in job.market.workers if p.region == job.provider.region and p is not job.provider and job.service in p.services]
    return job.dice.choice(found)


# Stories. A `yield` of a moment waits for it, of NOW for what the server does by itself.

def plain(job):
    job.post()
    job.offer()
    job.accept()
    job.pay()
    yield NOW
    job.sees("funded")
    yield job.work
    job.refused(job.customer, 409, "illegal_transition", "PUT", f"/jobs/{job.id}/status", {"status": "completed"})
    job.do_it()
    if job.dice.random() < .8:
        job.rate()


def unseen(job):
    """The customer never comes back from the page, and the event is lost: the server looks at it itself."""
    job.post()
    job.offer()
    job.accept()
    job.begin_payment("stripe")
    job.week.lost.add(job.reference)
    job.server.stripe(f"/_complete/{job.reference}")
    yield job.at(0, 16)
    job.paid()
    job.sees("funded")
    yield job.work
    job.do_it()


def accepted_in_silence(job):
    job.post()
    job.offer()
    job.accept()
    job.pay()
    yield job.work
    job.start()
    job.deliver()
    yield job.at(9, 16)
    job.money.release()
    job.sees("completed")
    job.rate()


def star(job):
    """A provider who answers at once, and does everything well."""
    job.post(direct=True)
    job.offer()
    job.accept()
    job.pay()
    yield job.work
    job.do_it()
    job.rate(5)


def declined(job):
    job.post(direct=True)
    job.provider.wanted(200, "PUT", f"/jobs/{job.id}/decline", {"reason": "No time."})
    job.sees("open")
    second = other(job)
    job.offer(second)
    job.accept(provider=second)
    job.pay()
    yield job.work
    job.do_it()
    job.rate()


def unanswered(job):
    job.post(direct=True, days=3)
    yield job.at(1, 16)
    job.sees("open")
    job.cancel(job.customer)


def expires(job):
    job.post(days=30 if job.number % 2 else 2)
    if job.dice.random() < .5:
        job.offer()
    # The quote's time is over before the job's, unless the window ends.
    yield job.at(14 if job.number % 2 else 4, 16)
    job.sees("expired")


def edited(job):
    job.post()
    quote = job.offer()
    job.customer.wanted(200, "PUT", f"/jobs/{job.id}", {"description": "Three sides, please."})
    job.refused(job.customer, 409, "quote_stale", "PUT", f"/jobs/{job.id}/accept-quote",
                {"quote_id": quote["id"], "revision": quote["revision"], "amount_minor": quote["amount_minor"]})
    job.quote = job.provider.wanted(200, "PUT", f"/jobs/{job.id}/reconfirm-quote", {"job_revision": 2})
    job.accept()
    job.pay()
    yield job.work
    job.do_it()
    job.rate()


def countered(job):
    job.post()
    first = job.offer()
    less = max(100, job.amount - 50)
    job.customer.wanted(200, "PUT", f"/jobs/{job.id}/reject-quote",
                        {"quote_id": first["id"], "revision": first["revision"], "counter_amount_minor": less, "reason": "A little less?"})
    second = job.offer(amount=less, start=None)
    job.refused(job.customer, 409, "revision_mismatch", "PUT", f"/jobs/{job.id}/accept-quote",
                {"quote_id": first["id"], "revision": first["revision"], "amount_minor": first["amount_minor"]})
    job.accept(second)
    job.pay()
    yield job.work
    job.do_it()


def withdrawn(job):
    job.post()
    job.offer()
    job.provider.wanted(200, "PUT", f"/jobs/{job.id}/withdraw-quote", {"reason": "Too far."})
    job.sees("open")
    yield job.at(0, 16)
    job.cancel(job.dice.choice([job.customer, job.market.manager(job.provider.region), job.market.ada]))


def lapses(job):
    """The first award is not paid; the other quote returns, and is."""
    job.post()
    second = other(job)
    job.offer(second)
    spare = job.quote
    mine = job.offer()
    job.accept(mine)
    if job.dice.random() < .5:
        job.begin_payment()
    yield job.at(0, 16)
    job.lapses = 1
    job.sees("quoted")
    job.accept(spare, second)
    job.pay()
    yield job.work
    job.do_it()


def lapses_twice(job):
    job.post()
    job.accept(job.offer())
    yield job.at(0, 16)
    job.lapses = 1
    job.sees("open")
    job.accept(job.offer())
    job.begin_payment("stripe")
    yield job.at(1, 16)
    job.lapses = 2
    job.sees("cancelled")
    answer = job.customer("POST", "/payments/process", {"payment_id": job.payment})
    job.tally.same("refusals", job.name, answer.status, 409)


def given_back(job):
    """The provider gives the award back; the customer takes another quote."""
    job.post()
    second = other(job)
    spare = job.offer(second)
    job.accept(job.offer())
    job.provider.wanted(200, "DELETE", f"/jobs/{job.id}")
    job.sees("quoted")
    job.accept(spare, second)
    job.pay()
    yield job.work
    job.do_it()
    job.rate()


def stray(job):
    """Money on its way for more than three days comes when nobody waits for it any more."""
    job.post(days=9)
    job.accept(job.offer())
    job.begin_payment()
    if job.gateway == "stripe":
        job.server.stripe(f"/_complete/{job.reference}", later="true")
    else:
        job.server.paypal(f"/_approve/{job.reference}")
        job.server.paypal("/_config", capture='"PENDING"')
        job.process()
        job.server.paypal("/_config", capture='"COMPLETED"')
    yield NOW
    job.sees("awarded")
    yield job.at(3, 16)
    job.lapses = 1
    job.sees("open")
    if job.gateway == "stripe":
        job.server.stripe(f"/_arrive/{job.reference}")
    else:
        job.server.paypal(f"/_settle/{job.capture()['id']}")
    yield NOW
    job.strays.append(job.amount)
    job.refunds.append({"id": None, "amount": job.amount, "state": "done"})
    job.sees("open")
    job.cancel(job.customer)


def arrives_late(job):
    """Money on its way that comes in time."""
    job.post(days=9)
    job.accept(job.offer(start=job.slot(job.provider) + timedelta(days=3)))
    job.begin_payment("stripe")
    job.server.stripe(f"/_complete/{job.reference}", later="true")
    yield job.at(1, 16)
    job.sees("awarded")
    job.server.stripe(f"/_arrive/{job.reference}")
    yield NOW
    job.paid()
    job.sees("funded")
    yield job.at(5, 15)
    job.do_it()


def wrong_amount(job):
    """What arrives is not the price: it goes back."""
    job.post()
    job.accept(job.offer())
    job.begin_payment("stripe")
    wrong = job.amount + 1
    job.server.stripe(f"/_complete/{job.reference}", amount=wrong)
    yield NOW
    job.sees("awarded")
    job.strays.append(wrong)
    job.refunds.append({"id": None, "amount": wrong, "state": "done"})
    yield job.at(0, 16)
    job.lapses = 1
    job.sees("open")
    job.cancel(job.customer)


def card_declined(job):
    """The first attempt is declined, the second is not."""
    job.post()
    job.accept(job.offer())
    job.begin_payment()
    if job.gateway == "stripe":
        job.server.stripe(f"/_complete/{job.reference}", declines="true")
        yield NOW
        job.sees("awarded")
        job.server.stripe(f"/_complete/{job.reference}")
        job.process()
    else:
        job.server.paypal(f"/_approve/{job.reference}")
        job.server.paypal("/_config", decline='"INSTRUMENT_DECLINED"')
        job.process(402)
        yield NOW
        job.sees("awarded")
        step = job.process()
        if step["state"] != "succeeded":
            job.reference = step["url"].split("token=")[1]
            job.server.paypal(f"/_approve/{job.reference}")
            job.process()
    job.paid()
    job.sees("funded")
    yield job.work
    job.do_it()


def changes_gateway(job):
    """One payment is given up for one through the other gateway."""
    job.post()
    job.accept(job.offer())
    job.begin_payment("paypal")
    job.customer.wanted(200, "PUT", f"/payments/{job.payment}/status", {"status": "cancelled"})
    job.refused(job.customer, 409, "illegal_transition", "POST", "/payments/process", {"payment_id": job.payment})
    job.gateway = "stripe"
    job.pay("both")
    yield job.work
    job.do_it()


def cancelled_early(job):
    job.post()
    job.offer()
    if job.number % 3:
        job.accept()
    yield NOW
    job.cancel(job.customer)


def cancelled_free(job):
    job.post()
    job.accept(job.offer())
    job.pay()
    yield NOW
    job.cancel(job.customer)
    yield NOW
    job.sees("cancelled")
    again = job.customer.wanted(200, "DELETE", f"/jobs/{job.id}")
    job.tally.same("moves", f"{job.name} again", again["state"], "cancelled")


def cancelled_late(job):
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.at(1, 16)
    job.cancel(job.customer)
    yield NOW
    job.sees("cancelled")


def failed(job):
    """The provider does not come after all."""
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.at(1, 16)
    job.cancel(job.provider)


def called_off(job):
    """The staff names the side at fault."""
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.at(1, 16)
    person = job.dice.choice([job.market.manager(job.provider.region), job.market.adam])
    job.cancel(person, ["customer", "provider", "none"][job.number % 3])


def never_begun(job):
    """Nobody begins: 75 days after the planned start the server cancels for the provider."""
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.at(78, 15)
    job.fault, job.fails = "provider", True
    job.goes_back(job.money.held)
    job.sees("cancelled")


def given_up(job):
    """Two days after the planned start the customer is free again."""
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.at(5, 15)
    job.cancel(job.customer)


def never_delivered(job):
    """Fourteen days after the planned end the server opens a dispute; from the tenth day on only administrators decide."""
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.work
    job.start()
    yield job.at(17, 15)
    job.disputed = "open"
    job.sees("disputed")
    if job.number % 2:
        job.answer(job.dice.choice([job.customer, job.provider]))
        job.rule("refund_all")
    else:
        yield job.at(28, 16)
        job.disputed = "answered"
        lina = job.market.manager(job.provider.region)
        job.refused(lina, 409, "illegal_transition", "PUT", f"/jobs/{job.id}/dispute",
                    {"action": "decide", "outcome": "release", "reason": "So it is fair."})
        job.rule("release", people=[job.market.ada])
    yield job.at(32, 15)
    job.settled()
    job.sees(job.state)


def reworked(job):
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.work
    job.start()
    job.deliver()
    for job.reworks in (1, 2):
        job.move(job.customer, "rework", note="Once more, please.")
        job.deliver()
    job.refused(job.customer, 409, "illegal_transition", "PUT", f"/jobs/{job.id}/status", {"status": "rework"})
    job.complete()
    job.rate()


def rework_left(job):
    """Nobody does it again: a dispute by the server."""
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.work
    job.start()
    job.deliver()
    job.move(job.customer, "rework", note="Once more, please.")
    job.reworks = 1
    yield job.at(9, 16)
    job.disputed = "open"
    job.sees("disputed")
    yield job.at(12, 17)
    job.disputed = "answered"
    job.rule("split", max(1, job.amount // 3))
    yield job.at(15, 18)
    job.settled()
    job.sees(job.state)


def in_dispute(job):
    """From underway, delivered, funded after the planned start, or completed."""
    job.post()
    job.accept(job.offer())
    job.pay()
    kind = ["underway", "delivered", "funded", "completed"][job.number % 4]
    yield job.work if kind != "funded" else job.at(3, 15)
    if kind != "funded":
        job.start()
    if kind in ("delivered", "completed"):
        job.deliver()
    if kind == "completed":
        job.complete()
    by, against = (job.customer, job.provider) if job.dice.random() < .7 else (job.provider, job.customer)
    job.dispute(by)
    job.refused(job.customer, 409, "not_refundable", "POST", f"/payments/{job.payment}/refund",
                {"amount_minor": 50, "reason": "Not as agreed."})
    if job.dice.random() < .7:
        job.answer(against)
    else:
        yield job.at(6, 16)
        job.disputed = "answered"
    outcome = ["release", "refund_all", "split"][job.number // 4 % 3]
    job.rule(outcome, max(1, half_up(Fraction(job.amount * 2, 5))) if outcome == "split" else None)
    if job.dice.random() < .4:
        job.dice.choice([by, against]).wanted(200, "PUT", f"/jobs/{job.id}/dispute", {"action": "appeal", "text": "We ask again."})
        outcome = job.dice.choice(["release", "refund_all"])
        amount = job.amount if outcome == "refund_all" else 0
        people = [job.market.adam] + ([job.market.ada] if amount > ONE_PERSON else [])
        firsts = job.judges(job.ruling[1])
        if job.market.ada in firsts and len(people) == 2:
            outcome, people = "release", [job.market.adam]
        yield NOW
        job.rule(outcome, people=people, state="final")
        job.settled()
        yield NOW
    else:
        yield job.at(10, 18)
        job.settled()
    job.sees(job.state)


def refunded_in_part(job):
    """Before the work, some of it goes back; then the rest is earned."""
    job.amount = max(job.amount, 2_000)
    job.post()
    job.accept(job.offer())
    job.pay()
    yield NOW
    job.refused(job.customer, 409, "not_refundable", "POST", f"/payments/{job.payment}/refund", {"reason": "All of it."})
    part = job.amount // 4
    asked = job.ask_refund(part)
    job.decide(asked, job.judges(part))
    job.money.refund(part)
    yield job.work
    job.do_it()
    job.rate()


def refunded_after(job):
    """After the release parts go back, cent by cent in the right parts; of a large one two people decide."""
    job.amount = max(job.amount, 5_000)
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.work
    job.do_it()
    for share in (3, 5, 2):
        part = (job.money.amount - job.money.gone) // share
        by = job.dice.choice([job.customer, job.provider, job.market.manager(job.provider.region, True)])
        asked = job.ask_refund(part, by)
        people = [p for p in job.judges(part) if p is not by]
        if len(people) < len(job.judges(part)):
            people = people + [job.market.ada if job.market.ada not in people else job.market.adam]
        job.decide(asked, people)
        job.money.refund(part)
        yield NOW
    rest = job.ask_refund(None)
    job.decide(rest, [job.market.ada], "reject")


def thinks_better(job):
    job.amount = max(job.amount, 2_000)
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.work
    job.do_it()
    asked = job.ask_refund(500)
    job.customer.wanted(200, "PUT", f"/refunds/{asked['id']}/withdraw")
    job.refunds[-1]["state"] = "withdrawn"


def bounced(job):
    """The bank sends a refund back: before the release, or after it."""
    job.amount = max(job.amount, 4_001)
    job.post()
    job.accept(job.offer())
    job.pay()
    yield NOW
    if job.number % 2:
        yield job.work
        job.do_it()
    part = 1_333
    job.decide(job.ask_refund(part), job.judges(part))
    parts = job.money.refund(part)
    yield NOW
    books = job.week.books()
    capture = job.capture()
    if job.gateway == "stripe":
        sent = next(r for r in books["stripe"].values() if r["object"] == "refund" and r["payment_intent"] == capture["id"])
        job.server.stripe(f"/_settle_refund/{sent['id']}", status="failed")
    else:
        sent = next(r for r in books["paypal"]["refunds"].values() if r["_capture"] == capture["id"])
        job.server.paypal(f"/_bounce/{sent['id']}")
    yield NOW
    job.refunds[-1]["state"] = "bounced"
    job.money.bounce(part, parts)
    if not job.number % 2:
        yield job.work
        job.do_it()


def contest(job):
    capture = job.capture()
    if job.gateway == "stripe":
        job.contested = job.server.stripe(f"/_dispute/{capture['id']}")["id"]
    else:
        job.contested = job.server.paypal(f"/_dispute/{capture['id']}")["dispute_id"]


def bank_decides(job, is_won):
    if job.gateway == "stripe":
        job.server.stripe(f"/_close_dispute/{job.contested}", status="won" if is_won else "lost")
    else:
        job.server.paypal(f"/_resolve/{job.contested}", outcome="RESOLVED_SELLER_FAVOUR" if is_won else "RESOLVED_BUYER_FAVOUR")


def contested_funded(job):
    """Cancelled by the bank's letter; a won one is refunded all the same."""
    is_won = bool(job.number % 2)
    job.post()
    job.accept(job.offer())
    job.pay()
    yield NOW
    contest(job)
    yield NOW
    job.fault = "none"
    job.sees("cancelled")
    bank_decides(job, is_won)
    yield NOW
    if is_won:
        job.goes_back(job.money.held)
    else:
        job.money.refund(job.amount)


def contested_underway(job):
    is_won = bool(job.number % 2)
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.work
    job.start()
    contest(job)
    yield NOW
    job.disputed = "open"
    job.sees("disputed")
    job.answer(job.provider)
    job.refused(job.market.manager(job.provider.region), 409, "payment_disputed", "PUT", f"/jobs/{job.id}/dispute",
                {"action": "decide", "outcome": "release", "reason": "So it is fair."})
    bank_decides(job, is_won)
    yield NOW
    if not is_won:
        job.money.refund(job.amount)
        job.disputed = "final"
        job.sees("cancelled")
        return
    job.rule("release")
    yield job.at(6, 16)
    job.settled()
    job.sees("completed")


def contested_completed(job):
    is_won = bool(job.number % 2)
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.work
    job.do_it()
    contest(job)
    yield NOW
    job.refused(job.customer, 409, "payment_disputed", "POST", f"/payments/{job.payment}/refund", {"amount_minor": 10, "reason": "Not as agreed."})
    bank_decides(job, is_won)
    yield NOW
    if not is_won:
        job.money.refund(job.amount)
    job.sees("completed")


def contested_late(job):
    """The bank takes back what the provider has been paid: a debt."""
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.work
    job.do_it()
    yield job.at(23, 15)
    contest(job)
    yield NOW
    bank_decides(job, False)
    yield NOW
    job.money.refund(job.amount)
    job.sees("completed")


def moved(job):
    """The planned time moves by agreement, or stays."""
    job.post(days=4)
    job.accept(job.offer())
    job.pay()
    yield NOW
    later = job.work + timedelta(days=1, minutes=job.number % 6 * 20 + 5)
    by, answers = (job.customer, job.provider) if job.number % 2 else (job.provider, job.customer)
    body = {"from": instant(later), "until": instant(later + timedelta(minutes=15)), "reason": "A day later, please."}
    proposal = by.wanted(201, "POST", f"/jobs/{job.id}/reschedule", body)
    verdict = "accepted" if job.number % 3 else "declined"
    answer = answers("PUT", f"/jobs/{job.id}/reschedules/{proposal['id']}", {"status": verdict})
    is_moved = answer.status == 200 and verdict == "accepted"
    job.tally.same("reschedules", job.name, answer.status == 200 or answer.json["code"] == "booking.slot_taken", True)
    yield job.at(3 if is_moved else 2, 15)
    job.do_it()


def visited(job):
    job.post()
    job.offer()
    from_ = job.at(1, 4) + timedelta(minutes=15 * (job.number % 40))
    body = {"provider_id": job.provider.provider, "from": instant(from_), "until": instant(from_ + timedelta(minutes=15)), "note": "Come and see."}
    visit = job.customer.wanted(201, "POST", f"/jobs/{job.id}/visit-request", body)
    answer = job.provider("PUT", f"/jobs/{job.id}/visit-requests/{visit['id']}", {"status": "agreed" if job.number % 2 else "declined"})
    job.tally.same("visits", job.name, answer.status == 200 or answer.json["code"] == "booking.slot_taken", True)
    job.accept()
    job.pay()
    yield job.work
    job.do_it()
    job.rate()


def one_device(job):
    """The two sides use one telephone: their ratings do not count."""
    for person in (job.customer, job.provider):
        person.agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
        person.address, person.token, person.refresh = "10.9.9.9", None, None
        person.access()
    job.post()
    job.accept(job.offer())
    job.pay()
    yield job.work
    job.do_it()
    job.rate()
    job.flagged = True


def crash_capture(job):
    """The server is killed after the gateway has taken the money, and before it knows."""
    job.post()
    job.accept(job.offer())
    job.begin_payment("paypal")
    job.server.paypal(f"/_approve/{job.reference}")
    job.server.paypal("/_fault", kind="stall", on=f"/v2/checkout/orders/{job.reference}/capture")
    job.week.killed_while(lambda: job.customer("POST", "/payments/process", {"payment_id": job.payment}),
                          lambda: any(c["_order"] == job.reference for c in job.week.books()["paypal"]["captures"].values()))
    job.sees("awarded")
    yield job.at(0, 16)
    job.paid()
    job.sees("funded")
    yield job.work
    job.do_it()


def crash_event(job):
    """The server is killed when the customer has paid, and before it hears of it."""
    job.post()
    job.accept(job.offer())
    job.begin_payment("stripe")
    job.server.stripe(f"/_complete/{job.reference}")
    job.week.lost.add(job.reference)
    job.server.kill()
    job.server.revive()
    yield job.at(0, 16)
    job.paid()
    job.sees("funded")
    yield job.work
    job.do_it()


def crash_refund(job):
    """The server is killed after the gateway has sent the money back, and before it knows: it is sent once."""
    job.amount = max(job.amount, 3_000)
    job.post()
    job.accept(job.offer())
    job.pay()
    yield NOW
    part = job.amount // 3
    double = job.server.stripe if job.gateway == "stripe" else job.server.paypal
    capture = job.capture()
    place = "POST /v1/refunds" if job.gateway == "stripe" else f"/v2/payments/captures/{capture['id']}/refund"
    double("/_fault", kind="stall", on=place)

    def is_sent():
        books = job.week.books()
        if job.gateway == "stripe":
            return any(r["object"] == "refund" and r["payment_intent"] == capture["id"] for r in books["stripe"].values())
        return any(r["_capture"] == capture["id"] for r in books["paypal"]["refunds"].values())

    job.week.killed_while(lambda: job.decide(job.ask_refund(part), job.judges(part)), is_sent)
    yield job.at(0, 16)
    job.money.refund(part)
    yield job.work
    job.do_it()


#          story, share of the five hundred
STORIES = [
    (plain, 66), (unseen, 10), (accepted_in_silence, 25), (declined, 12), (unanswered, 8), (expires, 14), (edited, 14), (countered, 14),
    (withdrawn, 10), (lapses, 14), (lapses_twice, 8), (given_back, 10), (stray, 10), (arrives_late, 6), (wrong_amount, 6), (card_declined, 10),
    (changes_gateway, 6), (cancelled_early, 12), (cancelled_free, 12), (cancelled_late, 16), (failed, 12), (called_off, 12), (never_begun, 6),
    (given_up, 6), (never_delivered, 8), (reworked, 10), (rework_left, 6), (in_dispute, 24), (refunded_in_part, 14), (refunded_after, 14),
    (thinks_better, 5), (bounced, 8), (contested_funded, 8), (contested_underway, 8), (contested_completed, 8), (contested_late, 4), (moved, 12), (visited, 12),
    (one_device, 2), (crash_capture, 2), (crash_event, 2), (crash_refund, 4),
]
