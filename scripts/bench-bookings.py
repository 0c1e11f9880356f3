"""bench-bookings.py [--debug] [seconds]: bookings a second of one busy operator, and of fifty, through the whole edge.

Each booking is a free slot of its own, so all must succeed; an administrator books for fifty customers with a named
operator. Runs on PostgreSQL when PORTICO_TEST_POSTGRES is set, else on SQLite. Needs wrk and a release build.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from bench_common import PASSWORD, QUIET, bookings, posts  # noqa: E402
from portico import Server, call  # noqa: E402


def bench(binary, count, seconds):
    """A separate server for each row: unsent mails of one would slow down the next."""
    server = Server(binary, environment=QUIET)
    try:
        server.start("--demo")
        token = call(server.port, "POST", "/auth/login",
                     {"email": "sara.admin@example.com", "password": PASSWORD}).json["access_token"]
        bodies = bookings(server, token, count)(100_000)
        made, refused, slowest = posts(server.port, "/appointments", token, bodies, seconds)
        if made + refused > len(bodies):
            raise SystemExit("there were not enough slots")
        return made / seconds, refused, slowest
    finally:
        server.clean()


def main():
    build = "debug" if "--debug" in sys.argv else "release"
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    where = "PostgreSQL" if os.environ.get("PORTICO_TEST_POSTGRES") else "SQLite"
    print(f"| what ({where}, {build}, 32 clients) | bookings/s | not booked | p99 |\n|---|---|---|---|")
    for count, name in ((1, "one operator"), (50, "fifty operators")):
        made, refused, slowest = bench(os.path.abspath(f".build/{build}/portico"), count, numbers[0] if numbers else 6)
        print(f"| {name} | {made:,.0f} | {refused} | {slowest} |", flush=True)


main()
