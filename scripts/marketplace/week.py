"""The week: stories by a clock of our own, nights, paydays, and what the gateways tell."""
import heapq
import itertools
import os
import random
import threading
import time
import traceback
from datetime import datetime, timedelta

from cast import TIERS, Market
from model import Nights
from nights import Figures
from recount import Recount
from server import UTC, WeekServer, instant
from stories import NOW, STORIES, Job, star
from special import SPECIAL
from wellness_year_count import Tally

MONDAY = datetime(2027, 1, 4, 15, tzinfo=UTC)
WAVES = 5


class Week:
    def __init__(self, binary, seed, jobs, providers, customers):
        self.dice, self.tally = random.Random(seed), Tally()
        self.count = jobs
        self.server = WeekServer(os.path.abspath(binary))
        self.market = Market(self.server, self.dice, providers, customers)
        self.waves = [MONDAY + timedelta(days=n) for n in range(WAVES)]
        self.nights, self.slots, self.lost, self.jobs, self.heap, self.order = {}, {}, set(), [], [], itertools.count()
        self.figures, self.payouts = Figures(self), {}
        self.begun = time.monotonic()

    def say(self, text):
        print(f"{time.monotonic() - self.begun:6.1f} s  {text}", flush=True)

    def run(self):
        self.server.be_at(MONDAY - timedelta(days=4))
        self.server.start()
        self.market.open()
        for provider in self.market.providers:
            self.nights[provider.provider] = Nights()
        self.server.settle()
        self.say(f"{len(self.market.providers)} providers and {len(self.market.customers)} customers in {len(self.market.regions)} regions")
        self.server.be_at(MONDAY - timedelta(minutes=30))
        self.quiet()
        self.overrides()
        self.cast()
        for day in range(0, 27):
            self.plan(MONDAY + timedelta(days=day, hours=-5, minutes=-30), iter(()))
        for weeks in (1, 2, 3, 4):
            self.plan(MONDAY + timedelta(days=7 * weeks, hours=2), self.payday())
        self.live()
        self.end()
        return self.tally.report()

    def cast(self):
        """Who does what: reserved providers for the stories that end them, stars, and everybody else."""
        market = self.market
        names = [story for story, share in STORIES for _ in range(max(1, round(share * self.count / 500)))]
        self.dice.shuffle(names)
        reserved = market.workers[-2:]
        stars = market.workers[:max(1, len(market.workers) // 20)]
        market.workers = market.workers[len(stars):-2]
        number = itertools.count()
        chairs = itertools.cycle(market.customers)

        def begin(story, wave, provider, customer=None):
            job = Job(self, next(number), wave, provider, customer or next(chairs), ["stripe", "paypal"][len(self.jobs) % 2])
            job.kind = story.__name__
            self.jobs.append(job)
            return job

        per_star = 12 if self.count >= 300 else 4
        for provider in stars:
            for _ in range(per_star):
                job = begin(star, 0, provider)
                self.plan(job.at(), star(job))
        for story, provider in zip(SPECIAL, reserved):
            jobs = [begin(story, 1, provider) for _ in range(4)]
            self.plan(jobs[0].at(), story(jobs))
        turn = itertools.cycle(market.workers)
        for place, story in enumerate(names[:max(0, self.count - len(self.jobs))]):
            job = begin(story, place % WAVES, next(turn))
            self.plan(job.at(), story(job))

    def overrides(self):
        """Some tiers are set by hand, until the thirteenth day; then the nights decide."""
        until = MONDAY + timedelta(days=8)
        for place, provider in enumerate(self.market.providers[len(self.market.providers) // 3:-2]):
            tier = place % 4
            if tier:
                manager = self.market.manager(provider.region)
                manager.wanted(201, "POST", f"/providers/{provider.provider}/tier",
                               {"tier": TIERS[tier], "until": instant(until), "evidence": "Years of good work.", "reason": "Known from before."})
                self.nights[provider.provider].override(tier, until)

    def plan(self, moment, story):
        heapq.heappush(self.heap, (moment, next(self.order), story))

    def live(self):
        last = None
        while self.heap:
            moment = self.heap[0][0]
            ready = []
            while self.heap and self.heap[0][0] == moment:
                ready.append(heapq.heappop(self.heap)[2])
            if last is None or moment.date() != last.date():
                self.say(f"{moment:%a %d %b %H:%M}, {len(ready)} stories go on, {sum(self.tally.counts.values()):,} comparisons, {len(self.tally.wrong)} differences")
            self.move(moment)
            last = moment
            while ready:
                following = []
                for story in ready:
                    wish = self.step(story)
                    if wish is NOW:
                        following.append(story)
                    elif wish is not None:
                        # Never earlier than now: a day's tick may have passed.
                        self.plan(max(wish, self.server.now() + timedelta(seconds=30)), story)
                self.quiet()
                ready = following

    def step(self, story):
        try:
            return next(story)
        except StopIteration:
            return None
        except (SystemExit, Exception) as error:  # noqa: BLE001 - a story that breaks off is a difference, and the others go on
            where = traceback.extract_tb(error.__traceback__)[-1]
            self.tally.same("stories", f"{story.__name__}: {where.name} {where.lineno}", f"{type(error).__name__} {error}", "told to the end")
        return None

    def move(self, moment):
        """To a moment; what is due before a night ends, and the site's means of its day, are done before it."""
        early = moment - timedelta(hours=4)
        if moment.hour == 9 and early > self.server.now():
            self.server.be_at(early)
            self.server.schedules_fire(early)
            self.quiet()
        if moment > self.server.now():
            self.server.be_at(moment)
        self.server.schedules_fire(moment)
        self.quiet()

    def quiet(self):
        for _ in range(20):
            delivered = self.deliver()
            self.server.settle()
            if not delivered:
                break
        self.figures.look()

    def deliver(self):
        """The gateways' events, in any order, some of them twice."""
        lost = set(self.lost)
        if lost:
            books = self.books()["stripe"]
            lost |= {books[name]["payment_intent"] for name in self.lost if name in books and books[name].get("payment_intent")}
        events = [(self.server.deliver_stripe, e, e) for e in self.server.stripe.new_events()]
        events += [(self.server.deliver_paypal, e, e["body"]) for e in self.server.paypal.new_events()]
        count = len(events)
        events = [event for event in events if not any(name in event[2] for name in lost)]
        events += [event for event in events if self.dice.random() < .2]
        self.dice.shuffle(events)
        for send, event, body in events:
            answer = send(event)
            self.tally.same("events taken", body[:200], answer.status, 200)
        return count

    def books(self):
        return {"stripe": self.server.stripe("/_books"), "paypal": self.server.paypal("/_books")}

    def killed_while(self, work, is_done):
        """Kills the server without warning in the middle of some work, and starts it again."""
        def quietly():
            try:
                work()
            except (OSError, SystemExit):
                pass

        thread = threading.Thread(target=quietly)
        thread.start()
        deadline = time.monotonic() + 20
        while not is_done():
            if time.monotonic() > deadline:
                raise SystemExit("the gateway never heard of it")
            time.sleep(0.02)
        self.server.kill()
        thread.join()
        self.server.revive()

    def payday(self):
        """Monday: what is due was put into payouts at six in the morning; two administrators see to them."""
        ada, adam = self.market.ada, self.market.adam
        cursor, found = "", []
        while True:
            page = ada.wanted(200, "GET", f"/payouts?limit=100{cursor}")
            found += page["data"]
            if not page["page"].get("next_cursor"):
                break
            cursor = "&cursor=" + page["page"]["next_cursor"]
        for place, payout in enumerate(p for p in found if p["state"] == "pending"):
            path = f"/payouts/{payout['id']}/status"
            adam.wanted(200, "PUT", path, {"status": "approved"})
            if place % 9 == 4:
                ada.wanted(200, "PUT", path, {"status": "failed", "reason": "The bank refused it."})
                self.payouts[payout["id"]] = (payout, "failed")
                continue
            ada.wanted(200, "PUT", path, {"status": "paid", "reference": f"BANK-{payout['number']}"})
            self.payouts[payout["id"]] = (payout, "paid")
            if place % 9 == 7:
                ada.wanted(200, "PUT", path, {"status": "returned", "reason": "The account is closed."})
                self.payouts[payout["id"]] = (payout, "returned")
        return
        yield

    def end(self):
        self.quiet()
        self.say(f"{self.server.requests:,} requests, {self.server.kills} kills, {len(self.jobs)} jobs")
        self.figures.check_all()
        Recount(self).run()


def week(binary, seed, jobs, providers, customers, keep):
    engine = "PostgreSQL" if os.environ.get("PORTICO_TEST_POSTGRES") else "SQLite"
    print(f"== a week of a marketplace, seed {seed}, {jobs} jobs, {engine}", flush=True)
    proof = Week(binary, seed, jobs, providers, customers)
    try:
        return proof.run()
    finally:
        if keep:
            proof.server.stop()
            print(f"kept: {proof.server.home} {proof.server.database}")
            for double in (proof.server.stripe, proof.server.paypal):
                double.stop()
        else:
            proof.server.clean()
