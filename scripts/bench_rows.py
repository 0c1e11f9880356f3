"""bench_rows.py: the same list over 10⁴ and over 10⁶ rows, its first page and one in the middle. Needs PORTICO_TEST_POSTGRES."""
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from bench_common import BINARY, PASSWORD, QUIET, copies, wrk  # noqa: E402
from portico import Server, call  # noqa: E402

STEPS = 5  # pages of 100 to the one that is measured


def measured(server, token):
    path = "/service-requests?limit=100"
    for _ in range(STEPS):
        cursor = server.as_(token)("GET", path).json["page"]["next_cursor"]
        path = f"/service-requests?limit=100&cursor={cursor}"
    return wrk(server.port, "/service-requests?limit=20", token), wrk(server.port, path.replace("limit=100", "limit=20"), token)


def main():
    server = Server(BINARY, environment=QUIET)
    try:
        server.start("--demo")
        token = call(server.port, "POST", "/auth/login", {"email": "sara.admin@example.com", "password": PASSWORD}).json["access_token"]
        copies(server, 10_000)
        few = measured(server, token)
        copies(server, 990_000, start=10_000)
        many = measured(server, token)
        print("| list of 20 of an admin | 10⁴ rows | 10⁶ rows | time per page | bound |\n|---|---|---|---|---|")
        for name, a, b in zip(("first page", f"page after {STEPS * 100} rows"), few, many):
            print(f"| {name} | {a:,.0f} /s | {b:,.0f} /s | × {a / b:.2f} | ≤ 1.3 |")
    finally:
        server.clean()


main()
