"""The office apart from documents: plans, appointments, courses, estimates and reports."""
import collections
import csv
import io
import time
from datetime import datetime, timedelta, timezone

import icalendar
from ledger import prove
from portico import at_once


def until(condition, seconds=30):
    deadline = time.time() + seconds
    while not (found := condition()) and time.time() < deadline:
        time.sleep(0.1)
    return found


def a_plan_is_bought(server, till, anna, luca):
    plans = anna("GET", "/subscription-plans").json["data"]
    plan = next(plan for plan in plans if not plan["terms"]["is_welcome"] and plan["terms"]["trial_days"] == 0)
    page = anna("POST", "/subscriptions/checkout", {"plan_id": plan["id"]})
    prove("a plan is bought on a page of Stripe's", page.status == 200 and page.json["url"].startswith("https://"), page)
    before = anna("GET", "/subscriptions/me").json["status"]
    prove("opening the page buys nothing", before in ("welcome", "none"), before)
    till.pays(server, page.json["id"])
    mine = until(lambda: (me := anna("GET", "/subscriptions/me").json)["status"] in ("active", "trialing") and me)
    prove("paying does, once, in whatever order Stripe tells", mine and mine["plan"]["id"] == plan["id"], mine)
    bills = until(lambda: anna("GET", "/invoices").json["data"])
    prove("and makes one invoice", len(bills) == 1, bills)
    link = until(lambda: (answer := anna("GET", f"/invoices/{bills[0]['id']}/download")).status == 200 and answer)
    prove("with its paper", link and "url" in link.json, link)
    prove("which is nobody else's", luca("GET", f"/invoices/{bills[0]['id']}").status == 404)


def an_appointment_is_made(anna, luca):
    kinds = anna("GET", "/appointment-types").json["data"]
    kind = kinds[0]["id"]
    days = anna("GET", f"/appointments/availability?type_id={kind}").json
    slots = days["slots"]
    prove("the desk offers times", len(slots) > 10, days)
    first, later = slots[0], slots[-1]
    wish = {"type_id": kind, "starts_at": first["starts_at"], "operator_id": first["operator_ids"][0]}
    made = anna("POST", "/appointments", wish | {"note": "ISEE"})
    prove("one is booked", made.status == 201, made)
    clash = luca("POST", "/appointments", wish)
    prove("and is nobody else's then", clash.status == 409, clash)
    path = f"/appointments/{made.json['id']}"
    moved = anna("PATCH", path + "/reschedule", {"starts_at": later["starts_at"]})
    prove("it is moved", moved.status == 200 and moved.json["starts_at"] == later["starts_at"], moved)
    taken = luca("POST", "/appointments", wish)
    prove("which frees the first time", taken.status == 201, taken)
    prove("it is not for others to see", luca("GET", path).status == 404)
    feed = anna("POST", "/calendar/feed").json
    address = feed["url"][feed["url"].index("/calendar/"):]
    calendar = icalendar.Calendar.from_ical(anna("GET", address).raw)
    events = [event for event in calendar.walk("VEVENT") if str(event["UID"]).startswith(made.json["id"])]
    begins = datetime.fromisoformat(later["starts_at"].replace("Z", "+00:00"))
    prove("a calendar program reads it", events and events[0].decoded("DTSTART").astimezone(timezone.utc) == begins, calendar)
    over = luca("DELETE", f"/appointments/{taken.json['id']}/cancel", {"reason": "impegno"})
    prove("who cannot come gives the time back", over.status in (200, 204), over)


def a_course_is_joined(server, till, anna, luca, sara):
    begins = datetime.now(timezone.utc) + timedelta(days=20)
    body = {"title": {"it": "Leggere il 730"}, "description": "Due ore.", "capacity": 1, "price_cents": 3000,
            "starts_at": begins.strftime("%Y-%m-%dT%H:00:00Z"), "ends_at": (begins + timedelta(hours=2)).strftime("%Y-%m-%dT%H:00:00Z")}
    made = sara("POST", "/admin/courses", body)
    sara("PATCH", f"/admin/courses/{made.json['id']}", {"status": "published"})
    path = f"/courses/{made.json['id']}"
    refused = anna("POST", path + "/enroll")
    prove("a course has its price", refused.status == 402 and refused.json["price_cents"] == 3000, refused)
    pages = [who("POST", path + "/checkout").json["id"] for who in (anna, luca)]
    for page in pages:
        till.pays(server, page)
    back = until(lambda: [p for p in sara("GET", "/admin/payments?limit=50").json["data"] if p["refunded"]["amount_minor"] == 3000])
    prove("of two who pay for one seat one has the money back", back and len(back) == 1, sara("GET", "/admin/payments?limit=50"))
    late = next(who for who in (anna, luca) if who("GET", "/users/me").json["id"] == back[0]["account_id"])
    first = luca if late is anna else anna
    prove("the other one has the seat", first("GET", path).json.get("enrolment") == "held", first("GET", path))
    papers = lambda: [who("GET", f"/invoices/{bill['id']}/download").status  # noqa: E731
                      for who in (anna, luca) for bill in who("GET", "/invoices").json["data"]]
    prove("two invoices of the course and a credit note have their papers", until(lambda: papers() == [200] * 4), papers())
    prove("and nobody has two seats", late("GET", path).json.get("enrolment") is None and late("GET", path).json["seats_left"] == 0, late("GET", path))


def the_admin_reads_the_reports(sara):
    rows = sara("GET", "/admin/service-requests?limit=100").json["data"]
    report = sara("GET", "/admin/reports/service-requests").json
    counted = {line["status"]: line["requests"] for line in report["by_status"]}
    listed = collections.Counter(row["status"] for row in rows if row["status"] != "draft")
    prove("the report counts what the list shows", listed == {k: n for k, n in counted.items() if k != "draft"}, (counted, listed))
    for path in ("/admin/dashboard/stats", "/admin/reports/performance", "/admin/reports/subscriptions"):
        answer = sara("GET", path)
        prove(f"{path} answers", answer.status == 200, answer)
    name = sara("GET", "/admin/reports").json["data"][0]["name"]
    wanted = sara("POST", "/admin/reports/export", {"report": name, "format": "csv"})
    prove("a report is made as a file", wanted.status == 202, wanted)
    done = until(lambda: (job := sara("GET", f"/admin/reports/exports/{wanted.json['id']}").json).get("download") and job)
    prove("which is ready soon", done, wanted)
    url = done["download"]["url"]
    table = list(csv.reader(io.StringIO(sara("GET", url[url.index("/", 8):]).raw.decode("utf-8-sig"))))
    prove("and is read as a table", len(table) > 1 and len({len(row) for row in table}) == 1, table[:3])


def fifty_want_one_time(anna, luca):
    kind = anna("GET", "/appointment-types").json["data"][0]["id"]
    slot = anna("GET", f"/appointments/availability?type_id={kind}").json["slots"][3]
    wish = {"type_id": kind, "starts_at": slot["starts_at"], "operator_id": slot["operator_ids"][0]}
    answers = at_once(50, lambda i: (anna, luca)[i % 2]("POST", "/appointments", wish))
    won = [answer for answer in answers if answer.status == 201]
    prove("of fifty who want one time one has it", len(won) == 1 and all(a.status in (201, 409) for a in answers), [a.status for a in answers])
