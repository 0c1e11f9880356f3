"""bench_tutoring.py [BINARY] [--scale 0.1] [ROW…]: the bounds of Tutoring's page, on SQLite or with PORTICO_TEST_POSTGRES on PostgreSQL.

Rows: availability, series, search, match, report, booking (PostgreSQL only: pgbench repeats the very statements of one booking); all by default.
With --scale there are fewer lessons, tutors, events and requests; the bounds are for all of them. Booking needs pgbench.
"""
import argparse
import os
import random
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, "tutoring"), here, os.path.join(here, "trading")]
from bench_common import BINARY, QUIET  # noqa: E402
from clocked import instant  # noqa: E402
from people import School  # noqa: E402
from server import TermServer  # noqa: E402

READ, SHARE, DATES, GROWTH, MATCH = 5, 0.6, 8, 1.5, 10
words = argparse.ArgumentParser(prog="bench_tutoring.py")
words.add_argument("binary", nargs="?", default=BINARY)
words.add_argument("rows", nargs="*", default=[])
words.add_argument("--scale", type=float, default=1)
given = words.parse_args()


def word(number):
    """A word of its own for a number, of which no other is the beginning; searches split letters from digits."""
    return "w" + "".join("abcdefghij"[int(digit)] for digit in f"{number:06}")


def judged(is_met):
    return "met" if is_met else "NOT MET"


class Bench(TermServer):
    """The server by the real clock, without access log and limits."""

    def __init__(self):
        super().__init__(os.path.abspath(given.binary), QUIET | {"PORTICO_LOG_LEVEL": "warning"})
        self.where = "SQLite" if self.tables.is_file else "PostgreSQL"

    def by_its_clock(self):
        return self.environment

    def be_at(self, moment):
        time.sleep(max(0, (moment - self.now()).total_seconds()))

    def change(self, *statements):
        if self.tables.is_file:
            with sqlite3.connect(self.database.removeprefix("sqlite:"), timeout=60) as db:
                db.create_function("bench_id", 1, lambda n: n.to_bytes(16, "big"), deterministic=True)
                db.create_function("bench_word", 1, word, deterministic=True)
                for statement in statements:
                    db.execute(statement)
            return
        text = ";\n".join(["SET search_path = tutoring, public", *statements]) + ";\n"
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", self.database], input=text, text=True, check=True, capture_output=True)


class Desk:
    """A server with some tutors and students, and what they buy."""

    def __init__(self, tutors=1, students=1):
        self.server = Bench()
        self.server.start()
        self.school = School(self.server, random.Random(1), tutors, students)
        self.school.open()
        self.quiet()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.clean()

    def quiet(self):
        while events := self.server.stripe.new_events():
            for event in events:
                self.server.deliver_stripe(event)
            self.server.settle()

    def package(self, tutor, lessons, minutes=30):
        tutor.wanted(200, "PATCH", "/tutors/me", {"minutes": [30, 60], "terms": {"after": 0, "mode": "instant", "day_cap": 16}})
        body = {"subject": tutor.subjects[0], "name": f"{lessons} lessons", "lessons": lessons, "minutes": minutes, "list_price_minor": 1_000 * lessons,
                "validity_days": 730}
        package = tutor.wanted(201, "POST", "/packages", body)
        return tutor.wanted(200, "POST", f"/packages/{package['id']}/publish", {})

    def buy(self, pairs):
        """A lot for each pair of a student and a package; the lots in order."""
        purchases = []
        for student, package in pairs:
            purchase = student.wanted(201, "POST", f"/packages/{package['id']}/purchase", {"version": package["version"]})
            intent = student.wanted(201, "POST", "/payments/intents", {"purchase_id": purchase["id"]})
            self.server.stripe("/_confirm/" + intent["client_secret"].split("_secret_")[0], country="IT")
            purchases.append(purchase["id"])
        self.quiet()
        lots = {row["purchase_id"]: row["id"] for row in self.server.tables("SELECT id, purchase_id FROM lot WHERE purchase_id IS NOT NULL")}
        return [lots[id] for id in purchases]

    def timed(self, count, work):
        """Milliseconds of each, sorted, after a tenth that is not counted."""
        times = []
        for turn in range(count + count // 10):
            begun = time.perf_counter()
            work(turn)
            if turn >= count // 10:
                times.append((time.perf_counter() - begun) * 1_000)
        return sorted(times)


def p(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def availability():
    """Sixty days of a tutor with five hundred lessons, against one row; the two questions of it follow one another."""
    with Desk() as desk:
        tutor, student, server = desk.school.tutors[0], desk.school.students[0], desk.server
        package, wanted, booked = desk.package(tutor, 100), round(500 * given.scale), 0
        first = (server.now() + timedelta(days=2)).date()
        days = [day for day in (first + timedelta(days=ahead) for ahead in range(7)) if day.weekday() < 5]
        for number in range(16 * 5):
            if booked >= wanted:
                break
            day = days[number // 16]
            if booked % 90 < 9:
                desk.buy([(student, package)])
            hour, half = divmod(number % 16, 2)
            series = student.wanted(201, "POST", "/bookings/series", {
                "tutor_id": tutor.tutor, "subject": tutor.subjects[0], "starts_on": day.isoformat(), "time": f"{9 + hour:02}:{30 * half:02}", "zone": tutor.zone,
                "rrule": f"FREQ=WEEKLY;BYDAY={['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][day.weekday()]};COUNT=8", "mode": "best_effort"})
            booked += sum(date["outcome"] == "booked" for date in series["dates"])
        spans = [(first, first + timedelta(days=30)), (first + timedelta(days=31), first + timedelta(days=58))]
        token, path = student.access(), f"/tutors/{tutor.tutor}/availability?minutes=30"

        def months(_):
            for start, end in spans:
                answer = server.ask(token, "GET", f"{path}&from={start}&until={end}")
                assert answer.status == 200, answer

        row = desk.timed(round(500 * given.scale), lambda _: server.ask(token, "GET", "/students/me"))
        found = desk.timed(round(500 * given.scale), months)
        ratio = p(found, .99) / p(row, .99)
        print(f"| availability: {server.where}, 60 days, {booked} lessons | p50 {p(found, .5):.2f} ms, p99 {p(found, .99):.2f} ms | one row: p50 {p(row, .5):.2f} ms, "
              f"p99 {p(row, .99):.2f} ms | {ratio:.1f}, <= {READ} {judged(ratio <= READ)} |", flush=True)


def series():
    """A series of fifty-two dates against one of a single date."""
    with Desk() as desk:
        tutor, student, server = desk.school.tutors[0], desk.school.students[0], desk.server
        lot = desk.buy([(student, desk.package(tutor, 100))])[0]
        monday = server.now().date() + timedelta(days=7 - server.now().weekday() + 7)
        times = {1: [], 52: []}
        for turn in range(max(4, round(24 * given.scale))):
            for count in times:
                body = {"tutor_id": tutor.tutor, "subject": tutor.subjects[0], "lot_ids": [lot], "starts_on": monday.isoformat(), "time": f"{9 + turn % 8:02}:00",
                        "zone": tutor.zone, "rrule": f"FREQ=WEEKLY;BYDAY=MO;COUNT={count}", "mode": "best_effort"}
                token = student.access()
                begun = time.perf_counter()
                answer = server.ask(token, "POST", "/bookings/series", body)
                times[count].append((time.perf_counter() - begun) * 1_000)
                assert answer.status == 201, answer
                student.wanted(200, "POST", f"/bookings/series/{answer.json['id']}/cancel", {"from": monday.isoformat()})
                server.settle()
        one, many = (p(sorted(times[count]), .5) for count in (1, 52))
        print(f"| series: {server.where} | 52 dates {many:.1f} ms | one {one:.1f} ms | {many / one:.1f}, <= {DATES} {judged(many / one <= DATES)} |", flush=True)


def numbers(server, count):
    """So many rows with the numbers `n` from 0 on."""
    if server.tables.is_file:
        return f"(WITH RECURSIVE s (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {count - 1}) SELECT n FROM s) AS s"
    return f"generate_series(0, {count - 1}) AS s (n)"


def spread(server, count):
    """So many tutors, like the first one but for name, price and rating; twenty share a word of the description."""
    true, file = ("1", True) if server.tables.is_file else ("TRUE", False)
    base = "(SELECT MIN(created_at) FROM tutor)"
    rows = numbers(server, count)
    ids = {name: f"bench_id({1 << place} + n)" for name, place in (("account", 40), ("tutor", 44), ("resource", 48))}
    clear = [] if file else ["CREATE OR REPLACE FUNCTION bench_id(bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT lpad(to_hex($1), 32, '0')::uuid $$",
                             "CREATE OR REPLACE FUNCTION bench_word(bigint) RETURNS text LANGUAGE sql IMMUTABLE AS "
                             "$$ SELECT 'w' || translate(lpad($1::text, 6, '0'), '0123456789', 'abcdefghij') $$"]
    first = f"tutor t WHERE t.created_at = {base}"

    def copied(table, key, changes, where=None):
        """Every column as the first tutor has it, but for some."""
        columns = [row["name"] for row in server.tables(
            f"SELECT name FROM pragma_table_info('{table}')" if file else
            f"SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'tutoring' AND table_name = '{table}' AND is_generated = 'NEVER'")]
        values = ", ".join(changes.get(name, f"x.{name}") for name in columns if changes.get(name) != "")
        names = ", ".join(name for name in columns if changes.get(name) != "")
        return f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} x, {rows} WHERE x.{key} = (SELECT {where} FROM {first})"

    mine = "SELECT {} FROM tutor WHERE display_name LIKE 'Bench %'"
    server.change(
        *clear,
        f"DELETE FROM booking_hours WHERE resource_id IN (SELECT id FROM booking_resource WHERE account_id IN ({mine.format('account_id')}))",
        f"DELETE FROM booking_resource WHERE account_id IN ({mine.format('account_id')})",
        *(f"DELETE FROM {table} WHERE {key} IN ({mine.format('id')})" for table, key in (
            ("tutor_words", "id"), ("tutor_subject", "tutor_id"), ("tutor_language", "tutor_id"), ("tutor_figures", "tutor_id"), ("tutor_listing", "tutor_id"))),
        "DELETE FROM tutor WHERE display_name LIKE 'Bench %'",
        "DELETE FROM profile WHERE last_name = 'Bench'", "DELETE FROM account WHERE email LIKE 'bench.%'",
        copied("account", "id", {"id": ids["account"], "email": "'bench.' || n || '@example.com'", "phone": "NULL"}, "t.account_id"),
        copied("profile", "account_id", {"account_id": ids["account"], "last_name": "'Bench'"}, "t.account_id"),
        copied("tutor", "id", {"id": ids["tutor"], "account_id": ids["account"], "display_name": "'Bench ' || n", "rate_minor": "1500 + n * 37 % 6000",
                               "address": "NULL", "tax_code": "NULL", "created_at": server.moment(server.now())}, "t.id"),
        copied("tutor_subject", "tutor_id", {"tutor_id": ids["tutor"]}, "t.id"),
        copied("tutor_language", "tutor_id", {"tutor_id": ids["tutor"]}, "t.id"),
        f"""INSERT INTO tutor_figures (tutor_id, rating_sum, rating_n, rating, response_seconds, response_n, lessons_taught, as_of)
            SELECT {ids['tutor']}, 20 + n % 5, 5, 3.0 + n * 7 % 20 / 10.0, 600 + n % 9000, 5, n % 90, {server.moment(server.now())} FROM {rows}""",
        f"""INSERT INTO tutor_listing (tutor_id, subject, level, rating_key, price_key, country)
            SELECT {ids['tutor']}, x.subject, x.level, 300 + n * 7 % 20 * 10, 1500 + n * 37 % 6000, x.country FROM tutor_listing x, {rows}
             WHERE x.tutor_id = (SELECT t.id FROM {first})""",
        f"INSERT INTO tutor_words (id, name, subjects, bio) SELECT {ids['tutor']}, 'bench ' || bench_word(n), 'mathematics', 'patience ' || bench_word(900000 + n / 20) FROM {rows}",
        copied("booking_resource", "account_id", {"id": ids["resource"], "account_id": ids["account"]}, "t.account_id"),
        f"""INSERT INTO booking_hours (resource_id, weekday, from_second, until_second) SELECT {ids['resource']}, x.weekday, x.from_second, x.until_second
              FROM booking_hours x, {rows} WHERE x.resource_id = (SELECT r.id FROM booking_resource r JOIN {first.replace(' WHERE', ' ON r.account_id = t.account_id WHERE')})""",
        "ANALYZE")


def search():
    """The same questions among a thousand tutors and among a hundred thousand."""
    with Desk() as desk:
        server, dice, median = desk.server, random.Random(2), {}
        subject, token = desk.school.tutors[0].subjects[0], desk.school.students[0].access()
        for name, count in (("10³", 1_000), ("10⁵", round(100_000 * given.scale))):
            spread(server, count)
            found = 0

            def ask(turn):
                nonlocal found
                path = [f"/tutors?q={word(900_000 + dice.randrange(count // 20))}", f"/tutors?subject={subject}&sort=rating",
                        f"/tutors?subject={subject}&level=adult&sort=price",
                        f"/tutors?subject={subject}&language=it&language_level=C1&price_max={dice.randrange(2_500, 7_000)}"][turn % 4]
                answer = server.ask(token, "GET", path)
                assert answer.status == 200, answer
                found += len(answer.json["data"])

            times = desk.timed(max(100, round(1_000 * given.scale)), ask)
            median[name] = p(times, .5), p(times, .99)
            print(f"| search: {server.where}, {count:,} tutors | p50 {median[name][0]:.2f} ms | p99 {median[name][1]:.2f} ms | {found} found |", flush=True)
        ratio = median["10⁵"][1] / median["10³"][1]
        print(f"| search: {server.where}, the larger to the smaller | p50 {median['10⁵'][0] / median['10³'][0]:.2f} | p99 {ratio:.2f} | "
              f"<= {GROWTH} {judged(ratio <= GROWTH)} |", flush=True)


def match():
    """A match among a thousand tutors of the subject, against a list of them."""
    with Desk() as desk:
        server = desk.server
        spread(server, 1_000)
        subject, token = desk.school.tutors[0].subjects[0], desk.school.students[0].access()
        body = {"subject": subject, "level": "adult", "language": "it", "budget_minor": 4_000, "lessons_per_week": 2, "zone": "Europe/Rome",
                "windows": [{"weekday": day, "from": "15:00", "until": "18:00"} for day in (1, 3, 5)]}

        def asked(method, path, body=None):
            answer = server.ask(token, method, path, body)
            assert answer.status == 200, answer

        count = max(30, round(200 * given.scale))
        plain = desk.timed(count, lambda _: asked("GET", f"/tutors?subject={subject}&limit=20"))
        found = desk.timed(count, lambda _: asked("POST", "/matching/tutors", body))
        ratio = p(found, .5) / p(plain, .5)
        print(f"| match: {server.where}, 10³ tutors | p50 {p(found, .5):.1f} ms, p99 {p(found, .99):.1f} ms | list: p50 {p(plain, .5):.2f} ms | "
              f"{ratio:.1f}, <= {MATCH} {judged(ratio <= MATCH)} |", flush=True)


def report():
    """Ten filters over a million events of a year and eleven months, until the report can be read; and one with more rows than a report may have."""
    with Desk() as desk:
        server, ada, count = desk.server, desk.school.ada, round(1_000_000 * given.scale)
        file, now = server.tables.is_file, server.moment(server.now())
        rows = numbers(server, count)
        id, ago, json = (("bench_id(n)", f"{now} - n * 60000000", "{}") if file
                         else ("gen_random_uuid()", f"{now} - n * interval '1 minute'", "CAST({} AS jsonb)"))
        properties = json.format("""'{"subject":"mathematics","source":"' || (n % 10) || '"}'""")
        server.change(f"""INSERT INTO visitor_event (id, visitor, name, at, subject_id, term, properties, received_at)
                          SELECT {id}, 'visitor-' || (n % 5000), CASE n % 3 WHEN 0 THEN 'visit' WHEN 1 THEN 'search' ELSE 'profile' END, {ago}, NULL, NULL,
                                 {properties}, {now} FROM {rows}""", "ANALYZE")
        first = server.now() - timedelta(minutes=count)
        filters = [("at", "gte", instant(first)), ("at", "lt", instant(server.now())), ("name", "in", ["visit", "search"]), ("name", "ne", "share"),
                   ("subject", "eq", "mathematics"), ("source", "in", ["1", "2", "3"]), ("hour", "gte", 8), ("hour", "lt", 20), ("weekday", "lte", 5),
                   ("is_known", "eq", 0)]
        for name, dimensions, chosen in (("10 filters", ["day", "name", "source"], filters), ("too many rows", ["day", "hour", "source"], [])):
            saved = ada.wanted(201, "POST", "/admin/reports", {
                "name": name, "dataset": "events", "dimensions": dimensions, "measures": ["events", "visitors"], "sort": "-events",
                "filters": [{"field": field, "op": op, "value": value} for field, op, value in chosen]})
            begun = time.perf_counter()
            run = ada.wanted(202, "POST", f"/admin/reports/{saved['id']}/run", {"format": "json"})
            while run["state"] not in ("ready", "failed"):
                time.sleep(0.05)
                run = ada.wanted(200, "GET", f"/admin/reports/runs/{run['id']}")
            print(f"| report: {server.where}, {count:,} events, {name} | {time.perf_counter() - begun:.2f} s | {run['state']}, {run['rows']} rows, "
                  f"{'cut off' if run['truncated'] else 'all'} | |", flush=True)


def booking():
    from bench_tutoring_pgbench import compare
    if not os.environ.get("PORTICO_TEST_POSTGRES"):
        return print("| booking: needs PostgreSQL, for pgbench | | | |")
    with Desk(max(2, round(40 * given.scale)), max(4, round(300 * given.scale))) as desk:
        rate, base = compare(desk)
        print(f"| booking: PostgreSQL | {rate:,.0f}/s | pgbench, the same statements: {base:,.0f}/s | {rate / base:.2f}, >= {SHARE} "
              f"{judged(rate / base >= SHARE)} |", flush=True)


def main():
    rows = {"availability": availability, "series": series, "search": search, "match": match, "report": report, "booking": booking}
    if given.binary in rows:
        given.rows, given.binary = [given.binary, *given.rows], BINARY
    print("| what | result | | |\n|---|---|---|---|")
    for name in given.rows or rows:
        rows[name]()


main()
