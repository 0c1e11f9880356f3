"""bench_instructions.py BEFORE AFTER [--only REGEX]: the instructions that a request costs two release binaries, by callgrind.

The rows of bench_against.py, one client, SQLite, 300 requests after 150. On a quiet machine times differ by a tenth from one minute
to the next, instructions by hundredths; on a busy one the server's own timers count as well. They do not show waiting, the system's own work, the caches. OUT (/tmp/instructions)
keeps the profiles for `callgrind_annotate`. Valgrind 3.19 does not read the debug information of Swift: it is stripped from copies.
"""
import argparse
import http.client
import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(__file__))
import bench_against  # noqa: E402
import portico  # noqa: E402
from bench_common import QUIET, bookings  # noqa: E402
from bench_orders import order_bodies, ready_shop  # noqa: E402

WARM, COUNTED = 150, 300
OUT = os.environ.get("OUT", "/tmp/instructions")


class Observed(portico.Server):
    """A server that callgrind watches when `is_watched`."""

    def __init__(self, binary, product, folder):
        super().__init__(binary, product, QUIET)
        self.program, self.folder, self.is_watched = binary, folder, False
        self.binary = os.path.join(folder, "run")
        with open(self.binary, "w") as script:
            script.write('#!/bin/sh\nexec $WATCH "$PROGRAM" "$@"\n')
        os.chmod(self.binary, 0o755)

    def start(self, *arguments):
        watch = f"valgrind --tool=callgrind --instr-atstart=no --callgrind-out-file={self.folder}/out.%p" if self.is_watched else ""
        self.environment |= {"PROGRAM": self.program, "WATCH": watch}
        self.patience = 300
        return super().start(*arguments)

    def order(self, *words):
        subprocess.run(["callgrind_control", *words, str(self.process.pid)], check=True, capture_output=True)

    def count(self, requests):
        """Instructions for each of `requests`, and the profile."""
        self.order("-z")
        self.order("-i", "on")
        send(self.port, requests)
        self.order("-i", "off")
        self.order("-d")
        time.sleep(1)
        dumps = [name for name in os.listdir(self.folder) if name.startswith(f"out.{self.process.pid}.")]
        newest = os.path.join(self.folder, max(dumps, key=lambda name: int(name.rsplit(".", 1)[1])))
        with open(newest, errors="replace") as profile:
            total = int(re.search(r"^totals: (\d+)", profile.read(), re.M)[1])
        return total // len(requests), newest


def send(port, requests):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for path, token, body in requests:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if body:
            headers["Content-Type"] = "application/json"
        connection.request("POST" if body else "GET", path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status not in (200, 201):
            raise SystemExit(f"{path}: {answer.status} {text[:300]}")


def plan(side, row):
    """The requests of a row, all of them."""
    count = WARM + COUNTED
    if row.name == "bookings":
        bodies = bookings(side.server, side.token("sara.admin"), 50)(count)
        return [("/appointments", side.token("sara.admin"), body) for body in bodies[:count]]
    if row.name == "orders":
        shops, bodies = ready_shop(side.server).split(), order_bodies()
        return [("/api/orders", shops[i % len(shops)], bodies[i % len(bodies)]) for i in range(count)]
    return [row.prepare.request(side)] * count


def measure(binary, product, rows, folder):
    os.makedirs(folder, exist_ok=True)
    program = os.path.join(folder, "portico")
    subprocess.run(["strip", "-g", "-o", program, binary], check=True)
    side = bench_against.Side(Observed(program, product, folder), product)
    results = {}
    try:
        plans = {row.name: plan(side, row) for row in rows}
        side.server.stop()
        side.server.is_watched = True
        side.server.start()
        for name, requests in plans.items():
            send(side.server.port, requests[:WARM])
            time.sleep(1.5)
            results[name], profile = side.server.count(requests[WARM:])
            os.rename(profile, os.path.join(folder, re.sub(r"\W+", "-", name) + ".callgrind"))
    finally:
        side.server.clean()
    return results


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    print("| instructions for one request | before | after | ratio |\n|---|---|---|---|")
    for product in ("caf", "distribution"):
        rows = [row for row in bench_against.ROWS if row.product == product and re.search(asked.only, row.name)]
        if not rows:
            continue
        before, after = (measure(os.path.abspath(binary), product, rows, os.path.join(OUT, side, product))
                         for side, binary in (("before", asked.before), ("after", asked.after)))
        for name in before:
            print(f"| {name} | {before[name]:,} | {after[name]:,} | {after[name] / before[name]:.3f} |", flush=True)


if __name__ == "__main__":
    main()
