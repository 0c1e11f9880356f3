"""The races of the page over HTTP: many requests at one time, one winner, and what the others are told."""
import threading
from datetime import timedelta
from zoneinfo import ZoneInfo

from clocked import API, instant
from portico import Answer, at_once, call
from stories import book, bought, course, free_start, made, NOW


class Races:
    def __init__(self, term):
        self.term, self.number = term, 0

    def ask(self, person, method, path, body=None, **more):
        """Over a connection of its own."""
        headers = {"Authorization": f"Bearer {person.access()}", "X-Forwarded-For": person.address, **{k.replace("_", "-"): v for k, v in more.items()}}
        return lambda: call(self.term.server.port, method, API + path, body, headers)

    def run(self, name, asks, winners, codes):
        """Counts the winners; everybody else is told one of the codes."""
        answers = at_once(len(asks), lambda place: asks[place]())
        won = [a for a in answers if getattr(a, "status", 0) in (200, 201)]
        lost = sorted({(a.json or {}).get("code") if hasattr(a, "json") else repr(a) for a in answers if a not in won})
        self.term.tally.same("races", f"{name}: winners", len(won), winners, len(asks))
        self.term.tally.same("races", f"{name}: losers", [code for code in lost if code not in codes], [])
        return won

    def all(self, week):
        term, school = self.term, self.term.school
        tutor = next(t for t in school.tutors[week % len(school.tutors):] + school.tutors if t.mode == "instant" and not t.is_suspended)
        package = max(tutor.packages, key=lambda p: p["lessons"])
        student = school.students[self.number % len(school.students)]
        self.number += 1
        # Holds of one time.
        start = free_start(term, tutor, 60, (4, 12))
        rivals = school.students[:12]
        if start:
            body = {"tutor_id": tutor.tutor, "starts_at": instant(start), "subject": tutor.subjects[0], "minutes": 60}
            won = self.run("holds of a time", [self.ask(s, "POST", "/bookings/hold", body) for s in rivals], 1, {"booking.slot_taken", "booking.holder_busy"})
            owner = next((s for s in rivals if won and s("GET", f"/bookings/{won[0].json['id']}").status == 200), None)
            if owner:
                owner.wanted(204, "DELETE", f"/bookings/hold/{won[0].json['id']}")
        # Bookings of a last lesson, and refunds of the rest.
        lot = yield from bought(term, student, tutor, package)
        if lot is None:
            return
        while lot.count("available") > 100:
            lesson = book(term, student, tutor, lot)
            if lesson is None:
                break
            term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson))
        if lot.count("available") == 100:
            holds = []
            for _ in range(3):
                start = free_start(term, tutor, lot.minutes, (3, 14), student)
                held = student("POST", "/bookings/hold", {"tutor_id": tutor.tutor, "starts_at": instant(start), "lot_id": lot.id})
                if held.status == 201:
                    holds.append(held.json["id"])
            asks = [self.ask(student, "POST", "/bookings", {"hold_id": holds[n % len(holds)], "lot_id": lot.id}) for n in range(20)]
            won = self.run("bookings of a last lesson", asks, 1, {"credits.none", "illegal_transition", "booking.hold_gone"})
            if len(won) == 1:
                lesson = made(term, won[0].json, student, tutor, lot)
                for hold in holds:
                    if hold != lesson.id:
                        student("DELETE", f"/bookings/hold/{hold}")
                # A move against a cancellation: one of them, or the move first.
                yield term.now() + timedelta(hours=12)
                yield from self.move_or_cancel(lesson)
        yield from self.refunds(student, tutor, package)
        yield from self.refund_or_booking(student, tutor, package)
        yield from self.crossing_series(tutor, package)
        yield from self.confirms()
        yield from self.killed(tutor, package)

    def payouts(self, day):
        """Both administrators ask for the day's payouts, again and again: there is one run."""
        school = self.term.school
        for admin in (school.ada, school.adam):
            admin.log_in()
        asks = [self.ask(admin, "POST", "/admin/payouts/run", {"reason": "Is it done?"}) for _ in range(5) for admin in (school.ada, school.adam)]
        answers = at_once(len(asks), lambda place: asks[place]())
        self.term.tally.same("races", f"payout runs of {day}", len({a.json["run_id"] for a in answers}), 1, len(asks))
        return answers[0].json

    def move_or_cancel(self, lesson):
        term = self.term
        start = free_start(term, lesson.tutor, lesson.minutes, (3, 12), lesson.student)
        if lesson.state != "confirmed" or start is None or lesson.start - term.now() < timedelta(hours=25) or start > lesson.lot.expires:
            return term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson, "over"))
        expected = lesson.share(term.now())
        asks = [self.ask(lesson.student, "POST", f"/bookings/{lesson.id}/reschedule", {"starts_at": instant(start)}) for _ in range(2)]
        asks += [self.ask(lesson.student, "POST", f"/bookings/{lesson.id}/cancel", {}) for _ in range(2)]
        answers = at_once(len(asks), lambda place: asks[place]())
        cancels = [a for a in answers[2:] if a.status == 200]
        term.tally.same("races", "move | cancel: cancelled once", len(cancels), 1, 4)
        term.tally.same("races", "move | cancel: no 5xx", [a.status for a in answers if a.status >= 500], [])
        if any(a.status == 200 for a in answers[:2]):
            lesson.start, lesson.policy_start = start, start if expected == 100 else min(lesson.policy_start, start)
            expected = lesson.share(term.now())
        lesson.state = "cancelled"
        term.tally.same("shares", f"{lesson.id} move | cancel", cancels and cancels[0].json["units"], expected)
        (term.books.free(lesson, "student", term.now()) if expected == 100 else term.books.charge(lesson, term.now(), 100 - expected))
        return
        yield

    def refunds(self, student, tutor, package):
        term = self.term
        lot = yield from bought(term, student, tutor, package)
        if lot is None:
            return
        asks = [self.ask(student, "POST", f"/purchases/{lot.purchase}/refund", {}) for _ in range(12)]
        self.run("refunds of the rest", asks, 1, {"illegal_transition", "refund.nothing_left"})
        term.books.refund(lot, term.now())
        yield NOW

    def refund_or_booking(self, student, tutor, package):
        """Whoever is first has the units: the lesson, or the card."""
        term = self.term
        lot = yield from bought(term, student, tutor, package)
        start = lot and free_start(term, tutor, lot.minutes, (2, 9), student)
        if not start:
            return
        held = student("POST", "/bookings/hold", {"tutor_id": tutor.tutor, "starts_at": instant(start), "lot_id": lot.id})
        if held.status != 201:
            return
        book_it = self.ask(student, "POST", "/bookings", {"hold_id": held.json["id"], "lot_id": lot.id})
        refund = self.ask(student, "POST", f"/purchases/{lot.purchase}/refund", {})
        answers = at_once(6, lambda place: (book_it if place % 2 else refund)())
        won = [a for a in answers if a.status in (200, 201)]
        term.tally.same("races", "refund | booking: one of them", len(won), 1, 6)
        term.tally.same("races", "refund | booking: no 5xx", [a.status for a in answers if a.status >= 500], [])
        if won and "units" in won[0].json:
            term.books.refund(lot, term.now())
            student("DELETE", f"/bookings/hold/{held.json['id']}")
        elif won:
            lesson = made(term, won[0].json, student, tutor, lot)
            term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson))
        yield NOW

    def crossing_series(self, tutor, package):
        """Two series at the same times: each date is booked once."""
        term, lots = self.term, []
        for student in term.school.students[:2]:
            lots.append((yield from bought(term, student, tutor, package)))
        if not all(lots):
            return
        start = free_start(term, tutor, package["minutes"], (2, 9), lots[0].student)
        if start is None:
            return
        local = start.astimezone(ZoneInfo(tutor.zone))
        body = {"tutor_id": tutor.tutor, "subject": lots[0].subject, "starts_on": local.date().isoformat(), "time": f"{local:%H:%M}", "zone": tutor.zone,
                "rrule": f"FREQ=WEEKLY;BYDAY={'MO TU WE TH FR SA SU'.split()[local.weekday()]};COUNT=2", "mode": "best_effort"}
        asks = [self.ask(lot.student, "POST", "/bookings/series", body | {"lot_ids": [lot.id]}) for lot in lots]
        answers = at_once(2, lambda place: asks[place]())
        term.tally.same("races", "crossing series: no 5xx", [a.status for a in answers if a.status >= 500], [])
        booked = []
        for lot, answer in zip(lots, answers):
            for date in answer.json.get("dates", []) if answer.status == 201 else []:
                if date["outcome"] == "booked":
                    booked.append(date["starts_at"])
                    lesson = made(term, lot.student.wanted(200, "GET", f"/bookings/{date['booking_id']}"), lot.student, tutor, lot)
                    term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson))
        term.tally.same("races", "crossing series: each date once", len(booked), len(set(booked)), 2)
        yield NOW

    def confirms(self):
        """Two students ask for one time, which blocks nobody; the tutor takes one of them."""
        term = self.term
        tutor = next((t for t in term.school.tutors if t.mode == "confirm" and not t.is_suspended), None)
        if tutor is None:
            return
        lots = []
        for student in term.school.students[2:4]:
            lots.append((yield from bought(term, student, tutor, tutor.packages[0])))
        if not all(lots):
            return
        start = free_start(term, tutor, lots[0].minutes, (3, 9), lots[0].student)
        lessons = []
        for lot in lots if start else []:
            held = lot.student("POST", "/bookings/hold", {"tutor_id": tutor.tutor, "starts_at": instant(start), "lot_id": lot.id})
            if held.status == 201:
                lessons.append(made(term, lot.student.wanted(201, "POST", "/bookings", {"hold_id": held.json["id"], "lot_id": lot.id}), lot.student, tutor, lot))
        if len(lessons) < 2:
            return
        asks = [self.ask(tutor, "POST", f"/bookings/{lesson.id}/confirm", {}) for lesson in lessons]
        won = self.run("confirms of overlapping requests", [asks[n % 2] for n in range(16)], 1, {"illegal_transition", "booking.slot_taken"})
        for lesson in lessons:
            if won and won[0].json["id"] == lesson.id:
                lesson.state = "confirmed"
                term.books.decline_rivals(lesson, term.now())
                term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson))
        yield NOW

    def killed(self, tutor, package):
        """The server is killed while students book; each asks again with the same key, looks where the answer was lost, and has one lesson."""
        term, held = self.term, []
        for student in term.school.students[4:8]:
            lot = yield from bought(term, student, tutor, package, always=True)
            start = free_start(term, tutor, lot.minutes, (2, 9), student)
            if start:
                hold = student.wanted(201, "POST", "/bookings/hold", {"tutor_id": tutor.tutor, "starts_at": instant(start), "lot_id": lot.id})
                held.append((lot, {"hold_id": hold["id"], "lot_id": lot.id}, {"Idempotency_Key": f"booking-{hold['id']}"}))
        if not held:
            return
        asks = [self.ask(lot.student, "POST", "/bookings", body, **key) for lot, body, key in held]
        end = threading.Timer(term.dice.uniform(0.005, 0.05), term.server.kill)
        end.start()
        answers = at_once(len(asks), lambda place: asks[place]())
        end.join()
        term.server.revive()
        term.told["crashes"] += 1
        for (lot, body, key), told in zip(held, answers):
            again = lot.student("POST", "/bookings", body, **key)
            is_lost = again.status == 409 and again.json["code"] == "idempotency_unfinished"
            term.tally.holds("races", "booking through a crash", again.status == 201 or is_lost and not isinstance(told, Answer), str(again))
            lesson = made(term, lot.student.wanted(200, "GET", f"/bookings/{body['hold_id']}"), lot.student, tutor, lot)
            term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson))
        yield NOW
