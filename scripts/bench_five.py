"""bench_five.py [BINARY]: all five products in one process: the time to the first answers, and memory, idle and used.

On SQLite, or with PORTICO_TEST_POSTGRES on PostgreSQL. Bounds: ../shared/architecture.md.
"""
import os
import re
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench_common import BINARY, PASSWORD, QUIET, cpu_seconds  # noqa: E402
from portico import Server, call  # noqa: E402

STARTS, READY, IDLE = 7, 0.5, 80
GUESTS = {"caf": "giulia.rossi", "distribution": "omar.shop", "wellness": "anna.verdi", "marketplace": "carl.jones", "tutoring": "sara.conti"}
ROOTS = {"caf": "", "distribution": "/api", "wellness": "/api/v1", "marketplace": "/api/v1", "tutoring": "/api/v1"}
REFERENCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../docs/reference")


class Five(Server):
    """The server with all products, in databases that stay from one start to the next."""

    def __init__(self, binary):
        super().__init__(binary, environment=QUIET | {"PORTICO_LOG_LEVEL": "warning"})
        self.is_file = self.database.startswith("sqlite:")
        if self.is_file:
            self.environment["PORTICO_DATABASE_URL"] = f"sqlite:{self.home}/"

    def start(self, *arguments):
        """Seconds until the first answer, and until each product has answered from its database."""
        begun = time.perf_counter()
        with open(self.home / "log", "ab") as log:
            self.process = subprocess.Popen([self.binary, "serve", *arguments], cwd=self.home, env=self.environment, stdout=log, stderr=log)
        while (health := self.asked("/health")) is None:
            if self.process.poll() is not None:
                raise SystemExit("the server did not start:\n" + (self.home / "log").read_text()[-4000:])
            time.sleep(0.002)
        first = time.perf_counter() - begun
        assert health.status == 200 and all(f'"{name}.database","status":"ok"' in health.raw.decode() for name in GUESTS), health
        for name, root in ROOTS.items():
            answer = self.asked(f"/{name}{root}/.well-known/jwks.json")
            assert answer.status == 200, answer
        return first, time.perf_counter() - begun

    def asked(self, path):
        try:
            return call(self.port, "GET", path)
        except OSError:
            return None

    def memory(self):
        """Megabytes in memory: all of them, and those that are not pages of files."""
        with open(f"/proc/{self.process.pid}/status") as status:
            text = status.read()
        return tuple(int(re.search(name + r":\s+(\d+)", text)[1]) / 1024 for name in ("VmRSS", "RssAnon"))


def readings(name, client):
    """The paths of a product's operations that answer this client and need no identity."""
    with open(f"{REFERENCE}/{name}/operations.txt") as operations:
        rows = [line.split() for line in operations]
    paths = [f"/{name}{row[2]}" for row in rows if len(row) == 3 and row[1] == "GET" and "{" not in row[2]]
    return [path for path in paths if client("GET", path).status == 200]


def used(server, count):
    """So many readings by logged-in people, of all products in turn."""
    turns = []
    for name, guest in GUESTS.items():
        login = call(server.port, "POST", f"/{name}{ROOTS[name]}/auth/login", {"email": f"{guest}@example.com", "password": PASSWORD})
        client = server.as_(login.json["access_token"])
        turns.append((client, readings(name, client)))
    for number in range(count):
        client, paths = turns[number % len(turns)]
        path = paths[number // len(turns) % len(paths)]
        answer = client("GET", path)
        assert answer.status == 200, f"{path}: {answer}"
    return sum(len(paths) for _, paths in turns)


def judged(is_met):
    return "met" if is_met else "**not met**"


def main():
    server = Five(os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else BINARY))
    where = "SQLite" if server.is_file else "PostgreSQL"
    try:
        print(f"| five products, {where} | result | bound | |\n|---|---|---|---|")
        first, all_five = server.start()
        print(f"| start with all migrations: first answer, all five | {first:.2f}, {all_five:.2f} s ({sum(cpu_seconds(server.process)):.2f} s of processor) | | |", flush=True)
        server.stop()
        server.start("--demo")
        server.stop()
        times, processor, idle = [], [], []
        for _ in range(STARTS):
            times.append(server.start())
            processor.append(sum(cpu_seconds(server.process)))
            time.sleep(2)
            idle.append(server.memory())
            server.stop()
        first, all_five = (statistics.median(column) for column in zip(*times))
        print(f"| start: first answer, all five (median of {STARTS}) | {first:.2f}, {all_five:.2f} s ({statistics.median(processor):.2f} s of processor) | < {READY} s | {judged(all_five < READY)} |")
        total, own = (statistics.median(column) for column in zip(*idle))
        print(f"| idle memory: anonymous; with the pages of files | {own:.0f}; {total:.0f} MB | < {IDLE} MB | {judged(own < IDLE)}; {judged(total < IDLE)} |", flush=True)
        server.start()
        operations = used(server, 1_000)
        total, own = server.memory()
        print(f"| the same after 1,000 readings by {operations} operations | {own:.0f}; {total:.0f} MB | | |", flush=True)
        begun = time.perf_counter()
        for name in GUESTS:
            assert call(server.port, "GET", f"/{name}/openapi.json").status == 200
        took, (total, own) = time.perf_counter() - begun, server.memory()
        print(f"| and after the first reading of the five API documents, in {took:.2f} s | {own:.0f}; {total:.0f} MB | | |", flush=True)
    finally:
        server.clean()


main()
