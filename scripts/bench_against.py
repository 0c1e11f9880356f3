"""bench_against.py BEFORE AFTER [--rounds N] [--seconds N] [--only REGEX]: two release binaries on one machine, in turns.

Each row is measured in rounds; in a round both binaries run, the first one in every other round second. The result is the median of
the rounds' ratios (after / before) with its spread, the distance between the quartiles as a share of the median. Beside it stands the
ratio of the processor time that the server used for one request, and of its own code's part: the system's part is mostly switching between
threads, which depends on what else the machine does. SQLite, or PostgreSQL when PORTICO_TEST_POSTGRES is set. A row is slower when the ratio
is below 0.97; where the spread exceeds 3 %, its own code's time decides (above 1.03). The exit code is the number of slower rows.
"""
import argparse
import os
import re
import statistics
import sys

sys.path.insert(0, os.path.dirname(__file__))
from bench_common import PASSWORD, QUIET, bookings, copies, cpu_seconds, posts, wrk  # noqa: E402
from bench_orders import CLIENTS, order_bodies, ready_shop, stock_up  # noqa: E402
from portico import Server, call  # noqa: E402

BOUND = 0.03


class Row:
    """A way to load a server of a product: `run` answers how many requests succeeded in how many seconds."""

    def __init__(self, name, product, prepare):
        self.name, self.product, self.prepare = name, product, prepare


class Load:
    """The same request again and again; `path` may ask the server first."""

    def __init__(self, path, who, body=None):
        self.path, self.who, self.body = path, who, body

    def request(self, side):
        return self.path(side) if callable(self.path) else self.path, side.token(self.who), self.body

    def __call__(self, side):
        path, token, body = self.request(side)
        return lambda seconds: wrk(side.server.port, path, token, seconds, body) * seconds


def accepted(side, path, tokens, bodies, seconds, clients):
    """Posts that must all succeed: a refusal is cheaper than the work that is measured."""
    made, refused, _ = posts(side.server.port, path, tokens, bodies, seconds, clients)
    if refused:
        raise SystemExit(f"{path}: {refused} of {made + refused} refused")
    return made


def booked(side):
    following = bookings(side.server, side.token("sara.admin"), 50)
    return lambda seconds: accepted(side, "/appointments", side.token("sara.admin"), following(5_500 * seconds), seconds, 32)


def ordered(side):
    shops = ready_shop(side.server)
    return lambda seconds: accepted(side, "/api/orders", shops, order_bodies(), seconds, CLIENTS)


class Side:
    """One binary serving one product, with the parts of its data that the rows need."""

    def __init__(self, server, product):
        self.server = server
        self.server.start("--demo")
        if product == "distribution":
            self.server.stop()
            stock_up(self.server)
            self.server.start()
        elif not self.server.database.startswith("sqlite:"):
            copies(self.server, 10_000)
        self.root = "/api" if product == "distribution" else ""
        self.tokens = {}

    def token(self, who):
        if who and who not in self.tokens:
            answer = call(self.server.port, "POST", self.root + "/auth/login", {"email": f"{who}@example.com", "password": PASSWORD})
            self.tokens[who] = answer.json["access_token"]
        return self.tokens.get(who)

    def first(self, path, who):
        return self.server.as_(self.token(who))("GET", path).json["data"][0]["id"]

    def draft(self):
        made = self.server.as_(self.token("giulia.rossi"))("POST", "/service-requests", {"service": "MODELLO_PF", "tax_year": 2024})
        assert made.status == 201, made
        return made.json["id"]

    def requests(self):
        listed = self.server.as_(self.token("sara.admin"))("GET", "/service-requests?limit=100").json["data"]
        return [one["id"] for one in listed]


ROWS = [
    Row("one profile", "caf", Load("/users/me", "sara.admin")),
    Row("list of 20", "caf", Load("/service-requests?limit=20", "sara.admin")),
    Row("one request with its sections", "caf", Load(lambda side: f"/service-requests/{side.first('/service-requests?limit=1', 'sara.admin')}", "sara.admin")),
    Row("one-row read", "caf", Load(lambda side: f"/users/me/family-members/{side.first('/users/me/family-members', 'giulia.rossi')}", "giulia.rossi")),
    Row("one-row insert (a note)", "caf", Load(
        lambda side: f"/admin/service-requests/{side.draft()}/notes", "sara.admin", '{"text": "A note of some words."}')),
    Row("one-row insert (notes of 100 requests)", "caf", Load(
        lambda side: [f"/admin/service-requests/{one}/notes" for one in side.requests()], "sara.admin", '{"text": "A note of some words."}')),
    Row("people by name", "caf", Load("/admin/users?search=ross", "sara.admin")),
    Row("dashboard", "caf", Load("/admin/dashboard/stats", "sara.admin")),
    Row("bookings", "caf", booked),
    Row("catalogue, no account", "distribution", Load("/api/products?limit=20", None)),
    Row("catalogue by a word", "distribution", Load("/api/products?q=%D8%B9%D8%AF%D8%B3&limit=20", None)),
    Row("orders of a shop", "distribution", Load("/api/orders?limit=20", "omar.shop")),
    Row("orders", "distribution", ordered),
]


def measured(run, side, seconds):
    """Requests a second, and processor seconds of the server for each: all, and those of its own code."""
    before = cpu_seconds(side.server.process)
    done = run(seconds)
    own, system = (after - start for after, start in zip(cpu_seconds(side.server.process), before))
    return done / seconds, (own + system) / max(1, done), own / max(1, done)


def compare(row, sides, rounds, seconds):
    runs = [row.prepare(side) for side in sides]
    for run in runs:
        run(1)
    rates, costs, own = [], [], []
    for number in range(rounds):
        order = (0, 1) if number % 2 == 0 else (1, 0)
        result = {i: measured(runs[i], sides[i], seconds) for i in order}
        rates.append(result[1][0] / result[0][0])
        costs.append(result[1][1] / max(1e-9, result[0][1]))
        own.append(result[1][2] / max(1e-9, result[0][2]))
        last = result
    quartiles = statistics.quantiles(rates, n=4)
    middle, spread = statistics.median(rates), (quartiles[2] - quartiles[0]) / statistics.median(rates)
    cost, own = statistics.median(costs), statistics.median(own)
    slower = middle < 1 - BOUND if spread <= BOUND else own > 1 + BOUND
    print(f"| {row.name} | {last[0][0]:,.0f} | {last[1][0]:,.0f} | {middle:.3f} | {spread:.1%} | {cost:.3f} | {own:.3f} | {'**slower**' if slower else 'kept'} |",
          flush=True)
    return slower


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    where = "PostgreSQL" if os.environ.get("PORTICO_TEST_POSTGRES") else "SQLite"
    print(f"| {where}, {asked.rounds} rounds of {asked.seconds} s | before, last round | after | ratio | spread | processor per request | own code | |")
    print("|---|---|---|---|---|---|---|---|")
    slower = 0
    for product in ("caf", "distribution"):
        rows = [row for row in ROWS if row.product == product and re.search(asked.only, row.name)]
        if not rows:
            continue
        sides = []
        try:
            for binary in (asked.before, asked.after):
                sides.append(Side(Server(os.path.abspath(binary), product, QUIET), product))
            slower += sum(compare(row, sides, asked.rounds, asked.seconds) for row in rows)
        finally:
            for side in sides:
                side.server.clean()
    sys.exit(slower)


if __name__ == "__main__":
    main()
