"""The term: stories by a clock of our own, payout runs every Monday, and what Stripe tells."""
import collections
import heapq
import itertools
import os
import random
import time
import traceback
from datetime import date, datetime, timedelta

import icalendar

from clocked import UTC
from model import Books, monday
from people import School
from races import Races
from recount import Recount
from server import TermServer
from stories import NOW, life, on_the_night, suspended
from wellness_year_count import Tally

# Twice a day something happens, each day half an hour later than the day before, for eleven days: no lesson begins then, and no limit of
# so many hours, days or weeks ends while the stories go on.
MORNING, EVENING, LATER, ROUND = timedelta(hours=6, minutes=40), timedelta(hours=18, minutes=40), timedelta(minutes=30), 11
YEAR, SPRING = date(2027, 1, 4), date(2027, 3, 1)


class Term:
    def __init__(self, binary, seed, students, tutors, weeks):
        self.dice, self.tally = random.Random(seed), Tally()
        self.server = TermServer(os.path.abspath(binary))
        self.school, self.books = School(self.server, self.dice, tutors, students), Books()
        # A short term begins in spring, for the sake of the change of the clock.
        self.first = YEAR if weeks > 40 else SPRING
        self.weeks, self.heap, self.order = weeks, [], itertools.count()
        self.last = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC) + timedelta(weeks=weeks)
        self.begun, self.told, self.crashes = time.monotonic(), collections.Counter(), set()

    def say(self, text):
        print(f"{time.monotonic() - self.begun:6.1f} s  {text}", flush=True)

    def now(self):
        return self.server.now()

    def stop(self, moment):
        """The first of the two moments of a day from then on."""
        day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        days = [day + timedelta(days=n) for n in range(3)]
        return next(stop for d in days for half in (MORNING, EVENING) if (stop := d + half + LATER * (d.toordinal() % ROUND)) >= moment)

    def last_stop(self, moment):
        """The last of them that is no later."""
        stop = self.stop(moment - timedelta(days=1))
        while self.stop(stop + timedelta(minutes=1)) <= moment:
            stop = self.stop(stop + timedelta(minutes=1))
        return stop

    def run(self):
        start = monday(self.first)
        self.server.be_at(start - timedelta(days=4))
        self.server.start()
        self.school.open()
        self.quiet()
        self.say(f"{len(self.school.tutors)} tutors and {len(self.school.students)} students")
        self.move(start - timedelta(days=1))
        for number, student in enumerate(self.school.students):
            begin = self.stop(self.now() + timedelta(hours=12 * (number % 40 if self.weeks > 20 else number % 10)))
            self.plan(begin, life(self, student, number))
        self.races = Races(self)
        for week in range(self.weeks):
            day = self.first + timedelta(weeks=week)
            self.plan(monday(day) - timedelta(minutes=90), iter(()))
            self.plan(monday(day) + timedelta(seconds=20), self.payday(week, day))
            if week % 5 == 3:
                self.crashes.add(monday(day) + timedelta(seconds=20))
            if week % 4 == 2:
                self.plan(self.stop(monday(day) + timedelta(days=2)), self.races.all(week))
                self.plan(self.stop(monday(day) + timedelta(days=3)), self.feeds())
            if week % 6 == 1:
                self.plan(self.stop(monday(day) + timedelta(days=1)), suspended(self, self.school.tutors[(3 + week) % len(self.school.tutors)]))
            if day == date(2027, 3, 22):
                tutor = next(t for t in self.school.tutors if (t.zone, t.policy, t.mode) == ("Europe/Rome", "standard", "instant"))
                self.plan(self.stop(monday(day) + timedelta(days=1)), on_the_night(self, tutor, self.school.students[-3:-1]))
        self.live()
        self.end()
        return self.tally.report()

    def plan(self, moment, story):
        heapq.heappush(self.heap, (moment, next(self.order), story))

    def live(self):
        week = None
        while self.heap and self.heap[0][0] < self.last:
            moment = self.heap[0][0]
            ready = []
            while self.heap and self.heap[0][0] == moment:
                ready.append(heapq.heappop(self.heap)[2])
            if moment.isocalendar().week != week:
                week = moment.isocalendar().week
                self.say(f"{moment:%a %d %b %H:%M}, {len(self.books.lessons)} lessons, {sum(self.tally.counts.values()):,} comparisons, {len(self.tally.wrong)} differences")
            self.move(moment)
            while ready:
                following = []
                for story in ready:
                    wish = self.step(story)
                    if wish is NOW:
                        following.append(story)
                    elif wish is not None:
                        self.plan(self.stop(max(wish, self.now() + timedelta(minutes=1))), story)
                self.quiet()
                ready = following

    def step(self, story):
        try:
            return next(story)
        except StopIteration:
            return None
        except (SystemExit, Exception) as error:  # noqa: BLE001 - a story that breaks off is a difference, and the others go on
            where = traceback.extract_tb(error.__traceback__)[-2:]
            self.tally.same("stories", f"{story.__name__}: {[(w.name, w.lineno) for w in where]}", f"{type(error).__name__} {str(error)[-280:]}", "told to the end")
        return None

    def move(self, moment):
        if moment > self.now():
            self.server.be_at(moment)
        if moment in self.crashes:
            self.server.wake()
            time.sleep(self.dice.uniform(0, 0.3))
            self.crash()
        self.server.schedules_fire(moment)
        self.quiet()
        self.books.tick(self.now())

    def quiet(self):
        for _ in range(20):
            self.server.settle()
            if not self.deliver():
                return

    def crash(self):
        """The server is killed in the middle of its work, and started again."""
        self.server.kill()
        self.server.revive()
        self.told["crashes"] += 1

    def deliver(self):
        """Stripe's events, in any order, some of them up to twenty times, sometimes with a crash between them."""
        events = self.server.stripe.new_events()
        again = [event for event in events for _ in range(self.dice.choices([0, 1, 2, 19], [60, 30, 9, 1])[0])]
        sent = events + (again if len(events) < 200 else [])
        self.dice.shuffle(sent)
        crash = self.dice.randrange(1, len(sent)) if len(sent) > 4 and self.dice.random() < .02 else None
        for number, event in enumerate(sent):
            if number == crash:
                self.crash()
            self.tally.same("events taken", event[:200], self.server.deliver_stripe(event).status, 200)
        return len(events)

    def payday(self, week, day):
        """The server pays out by itself; an administrator who asks too gets the same run."""
        expected = self.books.run(day)
        yield NOW
        told = self.races.payouts(day)
        self.tally.same("payout runs", f"{day} day", told["day"], day.isoformat())
        found = sorted((r["tutor_id"], r["amount_minor"], r.get("reason")) for r in told["results"])
        self.tally.same("payout runs", f"{day}", [r for r in found if r not in self.books.runs[day]], [r for r in self.books.runs[day] if r not in found], max(1, len(found)))
        for result in told["results"]:
            if result.get("payout_id"):
                payout = next(p for p in self.books.payouts if p["tutor"].tutor == result["tutor_id"] and p["day"] == day)
                payout["id"] = result["payout_id"]
        opened = [p for p in self.books.payouts if p["day"] == day and p.get("id")]
        if week % 5 == 3 and opened:
            # An administrator takes a transfer back; its entries are due again next Monday.
            self.school.ada.log_in()
            self.school.ada.wanted(202, "POST", f"/admin/payouts/{opened[0]['id']}/reverse", {"reason": "Paid by mistake."})
            yield NOW
            self.books.returned(opened[0])
        if week % 9 == 4:
            # A tutor's bank account stops working, and works again a week later.
            tutor = self.dice.choice([t for t in self.school.tutors if t.is_ready])
            self.server.stripe(f"/_onboard/{tutor.bank}", payouts="false")
            tutor.is_ready = False
            yield self.stop(self.now() + timedelta(days=8))
            self.server.stripe(f"/_onboard/{tutor.bank}")
            tutor.is_ready = True

    def feeds(self):
        """The lessons that a subscribed calendar shows, as a library of others reads them: once each, in UTC."""
        people = self.school.tutors + self.dice.sample(self.school.students, min(20, len(self.school.students)))
        for person in people:
            url = person.wanted(200, "GET", "/calendar/feed")["url"]
            answer = self.server.ask(None, "GET", url[url.index("/calendar/feeds/"):])
            self.tally.same("feeds", f"{person.name} status", answer.status, 200)
            events = icalendar.Calendar.from_ical(answer.raw).walk("VEVENT")
            shown = sorted((str(e["UID"]).split("@")[0], e.decoded("DTSTART"), e.decoded("DTEND")) for e in events if e.get("STATUS") != "CANCELLED")
            self.tally.same("feeds", f"{person.name} in UTC", {t.tzname() for e in shown for t in e[1:]} - {"UTC"}, set(), 2 * len(shown))
            since = self.now() - timedelta(days=90)
            mine = sorted((lesson.id, lesson.start, lesson.end) for lesson in self.books.lessons_of[person]
                          if lesson.end > since and lesson.state not in ("requested", "declined", "cancelled"))
            self.tally.same("feeds", person.name, [e for e in shown if e not in mine], [e for e in mine if e not in shown], max(1, len(mine)))
            self.tally.same("feeds", f"{person.name} number", len(shown), len(mine))
        return
        yield

    def end(self):
        self.move(self.last)
        self.say(f"{self.server.requests:,} requests, {len(self.books.lots)} lots, {len(self.books.lessons)} lessons, {len(self.books.payouts)} payouts")
        self.say(", ".join(f"{count} {name}" for name, count in sorted(self.told.items())))
        Recount(self).run()


def term(binary, seed, students, tutors, weeks, keep):
    engine = "PostgreSQL" if os.environ.get("PORTICO_TEST_POSTGRES") else "SQLite"
    print(f"== a term of tutoring, seed {seed}, {students} students, {weeks} weeks, {engine}", flush=True)
    proof = Term(binary, seed, students, tutors, weeks)
    try:
        return proof.run()
    finally:
        if keep:
            proof.server.stop()
            print(f"kept: {proof.server.home} {proof.server.database}")
            proof.server.stripe.stop()
        else:
            proof.server.clean()
