"""What happens to students and their lessons: each story asks the server, and says to the model what it must make of it."""
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from clocked import UTC, instant, parsed
from model import Lesson, Lot, expand, half_up, part

NOW = object()
#          how a lesson ends, and how often of a hundred
ENDINGS = [("taught", 38), ("over", 14), ("student_cancels", 16), ("tutor_cancels", 3), ("admin_cancels", 2), ("student_absent", 4), ("absence_denied", 3),
           ("tutor_absent", 3), ("tutor_denies", 2), ("disputed", 4), ("both_absent", 2), ("given_back", 3), ("moved", 4), ("moved_by_tutor", 2)]
REASON = {"reason": "So it was agreed."}


def life(term, student, number):
    """A student buys, books, and buys again; some have a plan."""
    if number % 7 == 3:
        yield from with_a_plan(term, student)
    while True:
        tutor = term.dice.choice(term.school.tutors)
        if tutor.is_suspended:
            yield term.now() + timedelta(days=2)
            continue
        kind = term.dice.choices(["single", "lessons", "series", "contested", "idle"], [25, 35, 30, 5, 5])[0]
        term.told[f"purchases: {kind}"] += 1
        if kind == "single":
            yield from single(term, student, tutor)
        else:
            package = term.dice.choice(tutor.packages)
            lot = yield from bought(term, student, tutor, package)
            if lot:
                yield from {"lessons": one_by_one, "series": in_series, "contested": contested, "idle": idle}[kind](term, student, lot)
        yield term.now() + timedelta(days=term.dice.randrange(10, 45))


def bought(term, student, tutor, package, always=False):
    """A package, paid by card; some cards are declined first, some students never pay."""
    now = term.now()
    purchase = student.wanted(201, "POST", f"/packages/{package['id']}/purchase", {"version": package["version"]})
    price, list_price, discount = purchase["amount_minor"], package["list_price_minor"], package.get("discount")
    wanted = [list_price]
    if discount and discount["kind"] == "bulk":
        wanted = [list_price - half_up(Fraction(list_price * discount["percent"], 100))]
    elif discount:
        knows = any(lot.student is student and lot.tutor is tutor for lot in term.books.lots.values())
        wanted = [list_price] if knows else [list_price - half_up(Fraction(list_price * discount["percent"], 100 * package["lessons"]))]
    term.tally.same("prices", f"{purchase['id']} {discount}", price, wanted[0])
    paid = student.wanted(201, "POST", "/payments/intents", {"purchase_id": purchase["id"]})
    intent = paid["client_secret"].split("_secret_")[0]
    if term.dice.random() < .04 and not always:
        yield now + timedelta(hours=20)
        return term.tally.same("purchases", purchase["id"], purchase_state(student, purchase["id"]), "expired")
    if term.dice.random() < .08:
        term.server.stripe(f"/_confirm/{intent}", declines="true", country=student.country)
        yield NOW
    term.server.stripe(f"/_confirm/{intent}", country=student.country)
    yield NOW
    shown = next(p for p in student.wanted(200, "GET", "/purchases?limit=5")["data"] if p["id"] == purchase["id"])
    term.tally.same("purchases", purchase["id"], shown["state"], "refunded" if tutor.is_suspended else "paid")
    if tutor.is_suspended:
        return
    expires = parsed(next(lot for lot in student.wanted(200, "GET", "/credits?limit=100")["data"] if lot["id"] == shown["lot_id"])["expires_at"])
    term.tally.holds("expiries", shown["lot_id"], abs(expires - now - timedelta(days=package["validity_days"])) < timedelta(minutes=30), str(expires))
    lot = Lot(shown["lot_id"], "package", student, tutor, package["subject"], package["minutes"], package["lessons"], price, expires, tutor.policy, intent)
    lot.purchase, lot.bought, lot.payment = purchase["id"], now, paid["payment_id"]
    term.books.paid(lot, now)
    return lot


def purchase_state(student, id):
    return next(p for p in student.wanted(200, "GET", "/purchases?limit=20")["data"] if p["id"] == id)["state"]


def free_start(term, tutor, minutes, days=(2, 10), student=None):
    """One of the starts that the tutor's calendar shows, at which the student has time too."""
    now = term.now()
    if tutor.is_suspended:
        return None
    query = f"from={(now + timedelta(days=days[0])).date()}&until={(now + timedelta(days=days[1])).date()}&minutes={minutes}"
    answer = term.server.ask(None, "GET", f"/tutors/{tutor.tutor}/availability?{query}")
    if answer.status != 200:
        raise SystemExit(f"availability {query}: {answer}")
    starts = answer.json["starts"]
    mine = [lesson for lesson in term.books.lessons_of[student] if lesson.state in ("confirmed", "requested")]
    starts = [s for s in map(parsed, starts) if not any(l.start < s + timedelta(minutes=minutes) and s < l.end for l in mine)]
    return term.dice.choice(starts) if starts else None


def book(term, student, tutor, lot, subject=None):
    """Holds a time and books it with a lot; the lesson, or None when nothing is free."""
    start = free_start(term, tutor, lot.minutes, student=student)
    if start is None or start > lot.expires:
        return None
    body = {"tutor_id": tutor.tutor, "starts_at": instant(start), "lot_id": lot.id, **({"subject": subject} if subject else {})}
    held = student.wanted(201, "POST", "/bookings/hold", body)
    booking = student.wanted(201, "POST", "/bookings", {"hold_id": held["id"], "lot_id": lot.id})
    lesson = made(term, booking, student, tutor, lot)
    lesson.subject = subject or lot.subject
    return lesson


def made(term, booking, student, tutor, lot):
    state = "requested" if tutor.mode == "confirm" else "confirmed"
    term.tally.same("bookings", booking["id"], (booking["state"], booking["policy"]["kind"]), (state, lot.policy or tutor.policy), 2)
    lesson = Lesson(booking["id"], student, tutor, parsed(booking["starts_at"]), booking["minutes"], lot.policy or tutor.policy, state)
    lesson.subject = lot.subject
    now = term.now()
    if state == "requested":
        lesson.lapses = parsed(booking["lapses_at"])
        wanted = min(now + timedelta(hours=24), max(lesson.start - timedelta(hours=2), now + timedelta(minutes=30)))
        term.tally.holds("lapses", lesson.id, abs(lesson.lapses - wanted) < timedelta(minutes=10), str(lesson.lapses))
    term.books.reserve(lesson, lot)
    return lesson


def sees(term, lesson):
    shown = lesson.student.wanted(200, "GET", f"/bookings/{lesson.id}")
    term.tally.same("states on the way", lesson.id, shown["state"], lesson.state)
    return shown


def one_by_one(term, student, lot):
    """Some lessons, one after the other; what is left is refunded, expires, or stays."""
    for _ in range(term.dice.randrange(1, lot.lessons + 1)):
        if lot.count("available") < 100 or lot.expires < term.now() + timedelta(days=10):
            break
        lesson = book(term, student, lot.tutor, lot)
        if lesson:
            term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson))
        yield term.now() + timedelta(days=term.dice.randrange(1, 7))
    yield from idle(term, student, lot)


def idle(term, student, lot):
    """Unused units go back to the card within fourteen days or while the tutor is suspended, or by an administrator later."""
    if term.dice.random() < .5:
        return
    while lot.count("reserved"):
        refusal = student("POST", f"/purchases/{lot.purchase}/refund", {})
        term.tally.same("refusals", f"refund of {lot.purchase}", (refusal.status, refusal.json.get("code")), (409, "refund.lessons_booked"))
        yield term.now() + timedelta(days=4)
    if not lot.count("available") or lot.frozen:
        return
    if term.now() < lot.bought + timedelta(days=13, hours=20) or lot.tutor.is_suspended:
        given = student.wanted(200, "POST", f"/purchases/{lot.purchase}/refund", {})
    elif term.now() > lot.bought + timedelta(days=14, hours=1):
        refusal = student("POST", f"/purchases/{lot.purchase}/refund", {})
        term.tally.same("refusals", f"refund of {lot.purchase}", (refusal.status, refusal.json.get("code")), (409, "refund.too_late"))
        term.school.ada.log_in()
        given = term.school.ada.wanted(200, "POST", f"/purchases/{lot.purchase}/refund", REASON)
    else:
        return
    value = lot.value(lot.free())
    units = term.books.refund(lot, term.now())
    term.told["refunds of packages"] += 1
    term.tally.same("refunds", lot.id, (given["units"], given["amount_minor"]), (units, value), 2)
    yield NOW


def single(term, student, tutor):
    """One lesson, held and paid by card."""
    minutes, subject = term.dice.choice([45, 60, 90]), term.dice.choice(tutor.subjects)
    start = free_start(term, tutor, minutes, student=student)
    if start is None:
        return
    held = student.wanted(201, "POST", "/bookings/hold", {"tutor_id": tutor.tutor, "starts_at": instant(start), "subject": subject, "minutes": minutes})
    if term.dice.random() < .1:
        student.wanted(204, "DELETE", f"/bookings/hold/{held['id']}")
        return
    price = half_up(Fraction(tutor.rate * minutes, 60))
    paid = student.wanted(201, "POST", "/payments/intents", {"hold_id": held["id"]})
    term.tally.same("prices", held["id"], paid["amount_minor"], price)
    intent = paid["client_secret"].split("_secret_")[0]
    hold = Lesson(held["id"], student, tutor, start, minutes, tutor.policy, "held")
    term.books.holds.append(hold)
    if term.dice.random() < .08:
        # Never paid: the time is free again.
        yield term.now() + timedelta(minutes=10)
        term.books.holds.remove(hold)
        return
    now = term.now()
    term.server.stripe(f"/_confirm/{intent}", country=student.country)
    yield NOW
    term.books.holds.remove(hold)
    if tutor.is_suspended:
        return term.tally.same("purchases", paid["purchase_id"], purchase_state(student, paid["purchase_id"]), "refunded")
    shown = student.wanted(200, "GET", f"/bookings/{held['id']}")
    # The page says nothing about the validity of a lot of one.
    expires = parsed(next(lot for lot in rows(student, "/credits") if lot["id"] == shown["lot_id"])["expires_at"])
    lot = Lot(shown["lot_id"], "single", student, tutor, subject, minutes, 1, price, expires, tutor.policy, intent)
    lot.payment, lot.purchase = paid["payment_id"], paid["purchase_id"]
    term.books.paid(lot, now)
    yield from course(term, made(term, shown, student, tutor, lot))


def in_series(term, student, lot):
    """A lesson a week, at the same time of the clock on the wall, through the change of the clock."""
    zone, weeks = term.dice.choice([student.zone, lot.tutor.zone]), term.dice.randrange(2, lot.lessons + 1)
    begin = free_start(term, lot.tutor, lot.minutes, (2, 9), student)
    if begin is None:
        return
    local = begin.astimezone(ZoneInfo(zone))
    rule = f"FREQ=WEEKLY;BYDAY={['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][local.weekday()]};COUNT={weeks}"
    body = {"tutor_id": lot.tutor.tutor, "subject": lot.subject, "lot_ids": [lot.id], "starts_on": local.date().isoformat(), "time": f"{local:%H:%M}",
            "zone": zone, "rrule": rule, "mode": "best_effort"}
    series = student.wanted(201, "POST", "/bookings/series", body)
    term.told["series"] += 1
    expected = expand(local.date(), zone, f"{local:%H:%M}", weeks)
    term.tally.same("series", f"{series['id']} dates", [(d["date"], d.get("starts_at") and parsed(d["starts_at"])) for d in series["dates"]], expected, weeks)
    for told in series["dates"]:
        term.told[f"series: {told['outcome']}"] += 1
        if told["outcome"] in ("booked", "requested"):
            booking = student.wanted(200, "GET", f"/bookings/{told['booking_id']}")
            lesson = made(term, booking, student, lot.tutor, lot)
            lesson.series = series["id"]
            term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson))
        elif told["outcome"] == "conflict":
            start = parsed(told["starts_at"])
            term.tally.holds("series", f"{series['id']} {told['date']} conflict", is_taken(term, lot, student, start), str(told))
        elif told["outcome"] == "no_credit":
            term.tally.holds("series", f"{series['id']} {told['date']} no credit", lot.count("available") < 100 or lot.expires < parsed(told["starts_at"]), str(told))
    yield term.now() + timedelta(weeks=weeks)
    yield from idle(term, student, lot)


def is_taken(term, lot, student, start, but=None):
    """Whether the model knows why a time cannot be booked: outside of the hours, a holiday, or another lesson."""
    tutor = but.tutor if but else lot.tutor
    end, here = start + timedelta(minutes=lot.minutes), start.astimezone(ZoneInfo(tutor.zone))
    opening, closing = here.replace(hour=9, minute=0), here.replace(hour=18, minute=0)
    if here.weekday() > 4 or here < opening or end.astimezone(ZoneInfo(tutor.zone)) > closing or is_holiday(here.date()):
        return True
    return bool(term.books.taken(tutor, student, start, end, but))


def is_holiday(day):
    """The holidays of Italy, which every tutor keeps."""
    easter = {2027: (3, 29)}
    return (day.month, day.day) in {(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (10, 4), (11, 1), (12, 8), (12, 25), (12, 26), easter.get(day.year)}


def with_a_plan(term, student):
    """Four lessons a month with any tutor who accepts plans."""
    page = student.wanted(200, "POST", "/subscriptions/checkout", {"plan_id": term.school.plan["id"]})
    subscription = term.server.stripe("/_complete/" + page["url"].split("/c/")[1])["subscription"]
    term.told["plans"] += 1
    for month in range(term.dice.randrange(1, 5)):
        yield NOW
        me = student.wanted(200, "GET", "/subscriptions/me")
        now, shown = term.now(), me["lot"]
        expires = parsed(me["period"]["until"]) + timedelta(days=7)
        term.tally.same("expiries", shown["id"], parsed(shown["expires_at"]), expires)
        lot = Lot(shown["id"], "plan", student, None, None, 60, 4, 11_999, expires, None)
        term.books.paid(lot, now)
        yield now + timedelta(days=1)
        for _ in range(4):
            tutor = term.dice.choice([t for t in term.school.tutors if t.accepts_plans and t.rate <= 2_999 and not t.is_suspended])
            if lot.count("available") >= 100:
                lesson = book(term, student, tutor, lot, term.dice.choice(tutor.subjects))
                if lesson:
                    term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson))
            yield term.now() + timedelta(days=5)
        yield term.stop(parsed(me["period"]["until"]) + timedelta(hours=1))
        term.server.stripe(f"/_renew/{subscription}")
    yield NOW
    me = student.wanted(200, "GET", "/subscriptions/me")
    lot = Lot(me["lot"]["id"], "plan", student, None, None, 60, 4, 11_999, parsed(me["period"]["until"]) + timedelta(days=7), None)
    term.books.paid(lot, term.now())
    student.wanted(200, "POST", "/subscriptions/cancel", {})


def contested(term, student, lot):
    """A lesson or two, then the bank takes the money back; it decides ten days later."""
    for _ in range(2):
        lesson = book(term, student, lot.tutor, lot)
        if lesson:
            term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson, "taught"))
        yield term.now() + timedelta(days=5)
    yield term.now() + timedelta(days=4)
    lesson = book(term, student, lot.tutor, lot) if lot.count("available") >= 100 and lot.expires > term.now() + timedelta(days=12) else None
    if lesson:
        term.plan(term.stop(term.now() + timedelta(minutes=1)), course(term, lesson, "taught"))
    amount = lot.price - lot.back
    dispute = term.server.stripe(f"/_dispute/{lot.intent}")
    term.told["chargebacks"] += 1
    yield NOW
    term.books.contest(lot, amount)
    refusal = student("POST", f"/purchases/{lot.purchase}/refund", {})
    term.tally.same("refusals", f"contested {lot.purchase}", (refusal.status, refusal.json.get("code")), (409, "payments.contested"))
    yield term.now() + timedelta(days=term.dice.choice([1, 10]))
    outcome = term.dice.choice(["won", "lost"])
    term.server.stripe(f"/_close_dispute/{dispute['id']}", status=outcome)
    yield NOW
    getattr(term.books, outcome)(lot, amount, term.now())


def rows(person, path):
    """All pages of a list."""
    cursor, found = "", []
    while True:
        page = person.wanted(200, "GET", f"{path}{'&' if '?' in path else '?'}limit=100{cursor}")
        found += page["data"]
        if not page["page"].get("next_cursor"):
            return found
        cursor = "&cursor=" + page["page"]["next_cursor"]


def suspended(term, tutor):
    """A tutor is suspended for some days: requests end, students cancel with everything back, payouts and expiry wait."""
    school, now, books = term.school, term.now(), term.books
    # Somebody is about to pay: everything goes back.
    student, package = school.students[-1], tutor.packages[0]
    purchase = student.wanted(201, "POST", f"/packages/{package['id']}/purchase", {"version": package["version"]})
    intent = student.wanted(201, "POST", "/payments/intents", {"purchase_id": purchase["id"]})["client_secret"].split("_secret_")[0]
    school.decide(tutor, "suspend")
    tutor.is_suspended, since = True, term.now()
    for lesson in books.lessons_of[tutor]:
        if lesson.state == "requested":
            lesson.state = "declined"
            books.free(lesson, "tutor", now)
    lots = [lot for lot in books.lots.values() if lot.tutor is tutor and lot.count("available") + lot.count("reserved")]
    for lot in lots:
        lot.stands = True
    term.server.stripe(f"/_confirm/{intent}", country=student.country)
    yield NOW
    term.tally.same("purchases", f"paid while the tutor is suspended {purchase['id']}", purchase_state(student, purchase["id"]), "refunded")
    refusal = student("POST", "/bookings/hold", {"tutor_id": tutor.tutor, "starts_at": instant(now + timedelta(days=3)), "subject": tutor.subjects[0], "minutes": 60})
    term.tally.holds("refusals", f"hold with {tutor.name}", refusal.status in (404, 409, 422), str(refusal))
    yield now + timedelta(days=8)
    school.decide(tutor, "reinstate")
    tutor.is_suspended = False
    for lot in lots:
        lot.stands = False
        lot.expires += term.now() - since
    yield NOW


def on_the_night(term, tutor, students):
    """A lesson after the change of the clock, cancelled 24 hours before by the clock: 23 of them by the clock on the wall."""
    tutor.wanted(201, "POST", "/tutors/me/availability-exceptions", {"day": "2027-03-28", "kind": "extra", "from": "16:00", "until": "20:00"})
    for student, hour, late in zip(students, (16, 18), (False, True)):
        lot = yield from bought(term, student, tutor, next(p for p in tutor.packages if p["minutes"] <= 60), always=True)
        start = datetime(2027, 3, 28, hour, tzinfo=ZoneInfo("Europe/Rome")).astimezone(UTC)
        held = student.wanted(201, "POST", "/bookings/hold", {"tutor_id": tutor.tutor, "starts_at": instant(start), "lot_id": lot.id})
        lesson = made(term, student.wanted(201, "POST", "/bookings", {"hold_id": held["id"], "lot_id": lot.id}), student, tutor, lot)
        yield NOW
        term.plan(start - timedelta(hours=24, seconds=-20 if late else 40), cancelled_then(term, lesson, 50 if late else 100))


def cancelled_then(term, lesson, share):
    term.tally.same("shares", f"{lesson.id} on the night", lesson.share(term.now()), share)
    cancel(term, lesson)
    return
    yield


# Lessons.

def course(term, lesson, ending=None):
    """From the booking to the end: a tutor who asks first answers, then something happens."""
    if lesson.state not in ("requested", "confirmed"):
        return
    if lesson.state == "requested":
        answer = term.dice.choices(["confirm", "decline", "lapse"], [85, 9, 6])[0]
        if answer == "lapse":
            yield lesson.lapses
            sees(term, lesson)
            return
        done = lesson.tutor("POST", f"/bookings/{lesson.id}/{answer}", {} if answer == "confirm" else REASON)
        if done.status == 409 and done.json["code"] in ("booking.slot_taken", "booking.holder_busy"):
            # Another lesson was moved to this time.
            term.tally.holds("moves", f"confirm {lesson.id}", is_taken(term, lesson.lot, lesson.student, lesson.start, lesson), str(done))
            answer, done = "decline", lesson.tutor("POST", f"/bookings/{lesson.id}/decline", REASON)
        term.tally.same("moves", f"{answer} {lesson.id}", done.status, 200)
        lesson.state = "confirmed" if answer == "confirm" else "declined"
        term.told[f"requests: {lesson.state}"] += 1
        if answer == "decline":
            return term.books.free(lesson, "tutor", term.now())
        term.books.decline_rivals(lesson, term.now())
    ending = ending or term.dice.choices([e for e, _ in ENDINGS], [n for _, n in ENDINGS])[0]
    term.told[f"lessons: {ending}"] += 1
    yield from globals()[ending](term, lesson)
    if lesson.state != "cancelled" or lesson.lot.frozen is False:
        sees(term, lesson)


def after(term, lesson):
    return term.stop(lesson.end + timedelta(minutes=1))


def goes(term, lesson, person, path, state, body=None, verb="POST"):
    done = person.wanted(200, verb, f"/bookings/{lesson.id}/{path}", body or {})
    lesson.state = state
    term.tally.same("moves", f"{path} {lesson.id}", done.get("booking", done)["state"], state)
    return done


def taught(term, lesson):
    yield after(term, lesson)
    if lesson.state != "confirmed":
        return
    goes(term, lesson, lesson.tutor, "complete", "completed")
    term.books.charge(lesson, term.now())


def over(term, lesson):
    """Nobody says anything."""
    yield lesson.end + timedelta(hours=24, minutes=1)


def student_cancels(term, lesson):
    ahead = term.dice.choice([4, 10, 13, 20, 23, 26, 40, 47, 50, 70])
    yield max(term.last_stop(lesson.start - timedelta(hours=ahead)), term.stop(term.now() + timedelta(minutes=1)))
    if lesson.state != "confirmed" or lesson.start < term.now():
        return
    cancel(term, lesson)
    yield NOW


def cancel(term, lesson):
    now = term.now()
    expected = lesson.share(now)
    wrong = (expected + 1) % 101
    refusal = lesson.student("POST", f"/bookings/{lesson.id}/cancel", {"expected_share": wrong})
    term.tally.same("shares", f"{lesson.id} refused", (refusal.status, refusal.json.get("code"), refusal.json.get("share")), (409, "booking.share_changed", expected), 2)
    value, units = lesson.lot.value(lesson.units[len(lesson.units) - part(expected, 100):]), part(expected, 100)
    done = goes(term, lesson, lesson.student, "cancel", "cancelled", {"expected_share": expected})
    term.tally.same("shares", f"{lesson.id} {lesson.policy} {lesson.policy_start - now}", done["units"], units)
    term.told[f"cancelled with {expected}%"] += 1
    if expected == 100:
        term.books.free(lesson, "student", now)
    else:
        term.books.charge(lesson, now, 100 - expected)


def tutor_cancels(term, lesson):
    yield max(term.last_stop(lesson.start - timedelta(hours=term.dice.choice([6, 30]))), term.stop(term.now() + timedelta(minutes=1)))
    if lesson.state == "confirmed" and term.now() < lesson.start:
        goes(term, lesson, lesson.tutor, "cancel", "cancelled", REASON)
        term.books.free(lesson, "tutor", term.now())
    yield NOW


def admin_cancels(term, lesson):
    yield term.now() + timedelta(hours=12)
    if lesson.state == "confirmed" and term.now() < lesson.start:
        goes(term, lesson, term.school.adam, "cancel", "cancelled", REASON)
        term.books.free(lesson, "admin", term.now())
    yield NOW


def student_absent(term, lesson):
    yield after(term, lesson)
    if lesson.state == "confirmed":
        goes(term, lesson, lesson.tutor, "no-show", "student_absent", {"note": "Nobody came."})
        term.books.charge(lesson, term.now())


def tutor_absent(term, lesson):
    yield after(term, lesson)
    if lesson.state == "confirmed":
        goes(term, lesson, lesson.student, "no-show", "tutor_absent", {"note": "Nobody came."})
        lesson.at_report = term.now()
        yield lesson.at_report + timedelta(hours=24, minutes=1)


def dispute(term, lesson, person):
    goes(term, lesson, person, "dispute", "disputed", {"reason": "It was not so."})
    lesson.disputed = True


def decided(term, lesson):
    """An administrator decides days later, before or after the earning would have been the tutor's."""
    yield term.now() + timedelta(days=term.dice.choice([1, 5]))
    admin = term.school.adam
    row = next(row for row in rows(admin, "/admin/disputes?state=open") if row["booking"]["id"] == lesson.id)
    share = term.dice.choice([0, 25, 33, 40, 50, 100])
    admin.wanted(200, "PATCH", f"/admin/disputes/{row['id']}", {"share": share, "reason": "As the files show."}, If_Match=f'"{row.get("version", 1)}"')
    lesson.state = "settled"
    term.books.decide(lesson, share, term.now())
    term.told[f"disputes decided at {share}%"] += 1
    yield NOW


def absence_denied(term, lesson):
    yield from student_absent(term, lesson)
    if lesson.state == "student_absent" and not lesson.lot.frozen:
        yield term.now() + timedelta(hours=12)
        dispute(term, lesson, lesson.student)
        yield from decided(term, lesson)


def tutor_denies(term, lesson):
    yield after(term, lesson)
    if lesson.state == "confirmed":
        goes(term, lesson, lesson.student, "no-show", "tutor_absent", {"note": "Nobody came."})
        lesson.at_report = term.now()
        yield term.now() + timedelta(hours=5)
        dispute(term, lesson, lesson.tutor)
        yield from decided(term, lesson)


def both_absent(term, lesson):
    """Each says that the other was absent: that is a dispute."""
    yield from student_absent(term, lesson)
    if lesson.state == "student_absent":
        goes(term, lesson, lesson.student, "no-show", "disputed", {"note": "I was there."})
        lesson.disputed = True
        yield from decided(term, lesson)


def disputed(term, lesson):
    yield from taught(term, lesson)
    if lesson.state == "completed":
        yield term.now() + timedelta(hours=term.dice.choice([10, 40, 60]))
        dispute(term, lesson, lesson.student)
        yield from decided(term, lesson)


def given_back(term, lesson):
    """The tutor gives the whole back, or an administrator a part; also weeks later, when it has been paid out."""
    yield from taught(term, lesson)
    if lesson.state != "completed":
        return
    yield term.now() + timedelta(days=term.dice.choice([1, 6, 20]))
    if lesson.lot.frozen or lesson.lot.source == "plan":
        return
    by_tutor = term.dice.random() < .5
    share = 100 if by_tutor else term.dice.choice([10, 33, 40, 75])
    person = lesson.tutor if by_tutor else term.school.ada
    person.log_in()
    body = {"booking_id": lesson.id, **REASON, **({} if by_tutor else {"share": share})}
    given = person.wanted(200, "POST", f"/payments/{lesson.lot.payment}/refund", body)
    lesson.state = "settled"
    value = term.books.give_back(lesson, share, "tutor" if by_tutor else "admin", term.now())
    term.tally.same("given back", lesson.id, (given["units"], given["amount_minor"]), (part(share, 100), value), 2)
    yield NOW


def moved(term, lesson):
    """The student moves it; within the day before, the old time still counts when it is cancelled."""
    yield max(term.last_stop(lesson.start - timedelta(hours=term.dice.choice([13, 20, 60]))), term.stop(term.now() + timedelta(minutes=1)))
    if lesson.state != "confirmed" or lesson.start - term.now() < timedelta(hours=12, minutes=1):
        return (yield from taught(term, lesson))
    start = free_start(term, lesson.tutor, lesson.minutes, (2, 8), lesson.student)
    if start is None or start > lesson.lot.expires:
        return (yield from taught(term, lesson))
    is_late = lesson.share(term.now()) < 100
    lesson.student.wanted(200, "POST", f"/bookings/{lesson.id}/reschedule", {"starts_at": instant(start)})
    lesson.policy_start = min(lesson.policy_start, start) if is_late else start
    lesson.start, lesson.is_free = start, False
    yield from (student_cancels if term.dice.random() < .5 else taught)(term, lesson)


def moved_by_tutor(term, lesson):
    """After the tutor's move the student cancels with everything back."""
    yield term.now() + timedelta(minutes=1)
    if lesson.state != "confirmed" or lesson.start - term.now() < timedelta(hours=25):
        return (yield from taught(term, lesson))
    start = free_start(term, lesson.tutor, lesson.minutes, (2, 8), lesson.student)
    if start is None or start > lesson.lot.expires:
        return (yield from taught(term, lesson))
    lesson.tutor.wanted(200, "POST", f"/bookings/{lesson.id}/reschedule", {"starts_at": instant(start), **REASON})
    lesson.start = lesson.policy_start = start
    lesson.is_free = True
    yield from student_cancels(term, lesson)
