"""bench-bookings.py [--debug] [seconds]: bookings a second of one busy operator, and of fifty, through the whole edge.

Each booking is a free slot of its own, so all must succeed; an administrator books for fifty customers with a named
operator. Runs on PostgreSQL when PORTICO_TEST_POSTGRES is set, else on SQLite. Needs wrk and a release build.
"""
import datetime
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from bench_common import PASSWORD, QUIET, posts  # noqa: E402
from portico import Server, call  # noqa: E402


def bench(binary, count, seconds):
    """A server of its own for each row: what is left to be mailed of one would slow down the next."""
    server = Server(binary, environment=QUIET)
    try:
        server.start("--demo")
        token = call(server.port, "POST", "/auth/login",
                     {"email": "sara.admin@example.com", "password": PASSWORD}).json["access_token"]
        sara = server.as_(token)
        week = [{"weekday": day, "from": "00:00", "until": "00:00"} for day in range(1, 8)]
        operators = []
        for index in range(count):
            made = sara("POST", "/admin/users", {"email": f"op{index}@example.com", "password": PASSWORD,
                                                  "first_name": "Op", "last_name": "Bench", "role": "operator"})
            operators.append(made.json["id"])
            sara("PUT", f"/admin/operators/{operators[-1]}/hours", {"weekly": week, "keeps_office_days": False})
        kind = sara("POST", "/admin/appointment-types", {
            "service": "ISEE", "title": {"it": "Bench"}, "duration_minutes": 5, "step_minutes": 5, "notice_minutes": 0,
            "horizon_days": 365}).json["id"]
        customer = sara("GET", "/admin/users?role=customer&limit=1").json["data"][0]["id"]
        start = datetime.datetime.now(datetime.timezone.utc).replace(minute=0, second=0, microsecond=0)
        start += datetime.timedelta(days=2)

        def body(slot):
            at = (start + datetime.timedelta(minutes=5 * slot)).strftime("%Y-%m-%dT%H:%M:%SZ")
            return (f'{{"type_id":"{kind}","starts_at":"{at}","operator_id":"{operators[slot % count]}",'
                    f'"customer_id":"{customer}"}}')

        bodies = [body(slot) for slot in range(100_000)]
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
