"""bench_marketplace.py [BINARY] [--seconds N] [--scale 0.1] [ROW…]: accepted quotes, the search for providers, and chats of Marketplace.

On SQLite, or with PORTICO_TEST_POSTGRES on PostgreSQL. Rows: accepts, search, chat (PostgreSQL only: two processes); all by default.
For accepts on PostgreSQL pgbench repeats the very statements of one acceptance, each time for another job. With --scale there are fewer
jobs, providers, sockets and messages; the bounds are for all of them. Needs wrk, and for chat the Python of scripts/chat-proof.
"""
import argparse
import asyncio
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, "marketplace"), os.path.join(here, "trading"), os.path.join(here, "proof")]
from bench_common import BINARY, CLIENTS, QUIET, cpu_seconds, load, send_all  # noqa: E402
from cast import Market  # noqa: E402
from server import WeekServer, instant  # noqa: E402

ACCEPTS, SHARE, SLOWEST = 2_500, 0.6, 50
SEARCH, GROWTH = 50, 1.3
# Providers and customers each; in a market it is seldom the same provider whose quotes are accepted at one time.
PEOPLE = 240
words = argparse.ArgumentParser(prog="bench_marketplace.py")
words.add_argument("binary", nargs="?", default=BINARY)
words.add_argument("rows", nargs="*", default=[])
words.add_argument("--seconds", type=int, default=6)
words.add_argument("--scale", type=float, default=1)
given = words.parse_args()


def judged(is_met):
    return "met" if is_met else "NOT MET"


class Bench(WeekServer):
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
                for statement in statements:
                    db.execute(statement)
            return
        text = ";\n".join(["SET search_path = marketplace, public", *statements]) + ";\n"
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", self.database], input=text, text=True, check=True, capture_output=True)


def body(**members):
    return json.dumps(members, separators=(",", ":"))


class Evening:
    """Jobs with a quote each, ready to be accepted; every quote has fifteen minutes of its provider for itself."""

    def __init__(self, server, jobs):
        self.server = server
        self.market = Market(server, random.Random(1), PEOPLE, PEOPLE)
        self.market.open()
        now = server.now()
        self.first = (now + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
        window = {"from": instant(now + timedelta(days=1)), "until": instant(now + timedelta(days=360))}
        lines = []
        for number in range(jobs):
            provider = self.market.providers[number % PEOPLE]
            customer = self.market.customers[number % PEOPLE]
            lines.append("POST /api/v1/jobs " + customer.access() + " " + body(
                service_id=self.market.services[provider.services[0]], title=f"Bench {number:07}", description="Both sides, please.",
                point=self.market.near(provider), address="7 Water Street", window=window))
        self.all(lines)
        rows = server.tables("SELECT id, title FROM market_job WHERE title LIKE 'Bench %' ORDER BY title")
        lines = []
        for row in rows:
            number = int(row["title"].split()[1])
            provider = self.market.providers[number % PEOPLE]
            start = self.first + timedelta(minutes=15 * (number // PEOPLE))
            lines.append(f"POST /api/v1/jobs/{row['id']}/quote {provider.access()} " + body(amount_minor=10_000 + number % 977, minutes=15, start=instant(start)))
        self.all(lines)
        # The notices of all these quotes are not the work of an acceptance.
        server.settle(patience=600)
        server.change("ANALYZE")
        self.rows = server.tables("""SELECT q.id AS quote, q.job_id AS job, q.n, q.amount, j.customer_id AS customer, j.title FROM quote q
                                       JOIN market_job j ON j.id = q.job_id WHERE j.title LIKE 'Bench %' AND q.state = 'live' ORDER BY j.title""")
        # Not in the order of their posting, which would be that of the indexes.
        random.Random(3).shuffle(self.rows)
        self.place = 0

    def all(self, lines):
        counts = asyncio.run(send_all(self.server.port, lines))
        if counts != {201: len(lines)}:
            raise SystemExit(f"not all of {len(lines)} were made: {counts}")

    def acceptances(self, count):
        people = {person.id: person for person in self.market.customers}
        rows = self.rows[self.place:self.place + count]
        self.place += count
        return [f"PUT /api/v1/jobs/{r['job']}/accept-quote {people[r['customer']].access()} "
                + body(quote_id=r["quote"], revision=r["n"], amount_minor=r["amount"]) for r in rows]


def accepts():
    count = round(4_000 * given.seconds * given.scale)
    server = Bench()
    try:
        server.start()
        evening = Evening(server, count * (2 if server.where == "PostgreSQL" else 1) + count // 3)
        load(server, evening.acceptances(count // 3), max(1, given.seconds // 4))
        # As in a market that is not new: the planner knows that there are bookings and awards.
        server.change("ANALYZE")
        before = sum(cpu_seconds(server.process))
        good, refused, slowest = load(server, evening.acceptances(count), given.seconds)
        each = (sum(cpu_seconds(server.process)) - before) / max(1, good) * 1e6
        rate = good / given.seconds
        bound = "" if server.where != "SQLite" else f", >= {ACCEPTS:,} {judged(rate >= ACCEPTS)}"
        print(f"| accepts: {server.where}, {CLIENTS} clients | {rate:,.0f}/s{bound} | {refused} | p99 {slowest:.1f} ms, < {SLOWEST} "
              f"{judged(slowest < SLOWEST)} | {each:.0f} µs of the server's processors each |", flush=True)
        if server.where == "PostgreSQL":
            from bench_marketplace_pgbench import pgbench
            for connections in (8, CLIENTS):
                base = pgbench(server, evening, given.seconds, connections)
                print(f"| accepts: pgbench, the same statements, {connections} connections | {base:,.0f}/s | ratio {rate / base:.2f}, >= {SHARE} "
                      f"{judged(rate / base >= SHARE)} | | |", flush=True)
    finally:
        server.clean()


def spread(server, market, count, side):
    """So many providers, evenly over a square of `side` degrees, with an offer and figures each."""
    account, provider, now = f"bench_id({1 << 40} + n)", f"bench_id({1 << 44} + n)", server.moment(server.now())
    true = "1" if server.tables.is_file else "TRUE"
    if server.tables.is_file:
        numbers = f"WITH RECURSIVE s (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {count - 1}) "
        service = "x'" + market.services[0].replace("-", "") + "'"
        region = "x'" + market.regions[0].replace("-", "") + "'"
        clear = []
    else:
        numbers = ""
        service, region = f"'{market.services[0]}'", f"'{market.regions[0]}'"
        clear = ["SET session_replication_role = DEFAULT",
                 "CREATE OR REPLACE FUNCTION bench_id(bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT lpad(to_hex($1), 32, '0')::uuid $$"]
    rows = "s" if server.tables.is_file else f"generate_series(0, {count - 1}) AS s (n)"

    def insert(table, columns, values):
        return f"INSERT INTO {table} ({columns}) {numbers}SELECT {values} FROM {rows}"

    # A lattice that looks like chance: multiples of two irrational numbers.
    lat = f"(40.0 + {side} * (n * 0.6180339887498949 - CAST(n * 0.6180339887498949 AS INTEGER) + CASE WHEN n * 0.6180339887498949 < CAST(n * 0.6180339887498949 AS INTEGER) THEN 1 ELSE 0 END))"
    lon = f"(-100.0 + {side} * (n + 0.5) / {count})"
    tier = "n % 4"
    server.change(
        *clear,
        *(f"DELETE FROM {table} WHERE {key} IN (SELECT id FROM provider WHERE business_name LIKE 'Bench %')"
          for table, key in (("offer", "provider_id"), ("provider_figures", "provider_id"), ("provider_place", "id"))),
        "DELETE FROM provider WHERE business_name LIKE 'Bench %'", "DELETE FROM account WHERE email LIKE 'bench.%'",
        insert("account", "id, email, role, state, locale, created_at, password_changed_at, version, email_verified_at",
               f"{account}, 'bench.' || n || '@example.com', 'provider', 'active', 'en', {now}, {now}, 1, {now}"),
        insert("provider", "id, account_id, status, tier, lat, lon, radius_m, region_id, is_listed, created_at, updated_at, version, business_name, card_name, sort_name, search_text",
               f"{provider}, {account}, 'active', {tier}, {lat}, {lon}, 60000, {region}, {true}, {now}, {now}, 1, 'Bench ' || n, 'Bench ' || n, 'bench ' || n, 'bench ' || n"),
        insert("provider_place", "id, latitude, longitude", f"{provider}, {lat}, {lon}"),
        insert("provider_figures", "provider_id, score, ratings, response_min, responses, completed, failed, awarded, started, on_time, quoted, won, as_of",
               f"{provider}, 3.5 + (n % 15) / 10.0, 20, n % 200, 10, n % 40, 0, n % 40 + 2, 10, 9, 30, 10, {now}"),
        insert("offer", "provider_id, service_id, price_minor, is_active, created_at, updated_at, version", f"{provider}, {service}, 3000 + n % 6000, {true}, {now}, {now}, 1"),
        "ANALYZE")


def search():
    server = Bench()
    try:
        server.start()
        market = Market(server, random.Random(1), 3, 3)
        market.open()
        dice, slow = random.Random(2), {}
        # Two hundred providers within 25 km, in a country ten times as large; and one city with all of them.
        for count, side, name in ((10_000, 2.9, "10⁴"), (100_000, 9.2, "10⁵"), (100_000, 2.9, "10⁵ in the space of 10⁴")):
            count = round(count * given.scale)
            side *= given.scale ** .5
            spread(server, market, count, side)
            person = market.customers[0]
            times, found = [], 0
            for turn in range(1_200):
                lat, lon = 40 + dice.random() * side, -100 + dice.random() * side
                path = (f"/providers/search?lat={lat:.5f}&lon={lon:.5f}&radius_km=25&service_id={market.services[0]}&min_rating=3.8&tier=silver&tier=gold&tier=pesp"
                        f"&price_max_minor=8000&limit=20")
                begun = time.perf_counter()
                answer = person("GET", path)
                if turn >= 200:
                    times.append((time.perf_counter() - begun) * 1_000)
                    found += len(answer.json["data"])
                if answer.status != 200:
                    raise SystemExit(f"{path}: {answer}")
            times.sort()
            slow[name] = times[int(len(times) * .99)]
            bound = f", < {SEARCH} {judged(slow[name] < SEARCH)}" if "space" not in name else ""
            print(f"| search: {server.where}, {name} providers, 25 km, filters | p50 {times[len(times) // 2]:.1f} ms | p99 {slow[name]:.1f} ms{bound} | "
                  f"{found / len(times):.1f} on a page | |", flush=True)
        ratio = slow["10⁵"] / slow["10⁴"]
        print(f"| search: {server.where}, 10⁵ / 10⁴ | {ratio:.2f}, <= {GROWTH} {judged(ratio <= GROWTH)} | | | |", flush=True)
    finally:
        server.clean()


def chat():
    from bench_marketplace_chat import talk
    if not os.environ.get("PORTICO_TEST_POSTGRES"):
        return print("| chat: needs PostgreSQL for two processes | | | | |")
    talk(os.path.abspath(given.binary), given.scale)


def main():
    rows = {"accepts": accepts, "search": search, "chat": chat}
    if given.binary in rows:
        given.rows, given.binary = [given.binary, *given.rows], BINARY
    print("| what | result | | | |\n|---|---|---|---|---|")
    for name in given.rows or rows:
        rows[name]()


main()
