#!/usr/bin/env python3
"""bench_realtime.py [CLIENTS [EVENTS [debug|release]]]: so many WebSocket clients on one process (10,000), each event to all of them; how
long until it is there (p50, p99, last), and the server's memory. Both sides share the machine, so the client's work is in the numbers."""
import asyncio
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

CLIENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
EVENTS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
BUILD = sys.argv[3] if len(sys.argv) > 3 else "release"
PER_ACCOUNT = 30
arrivals = []


class Client(asyncio.Protocol):
    def __init__(self, token, ready):
        self.token, self.ready, self.buffer, self.is_open = token, ready, b"", False

    def connection_made(self, transport):
        self.transport = transport
        transport.write((f"GET /ws HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                         f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer {self.token}\r\n\r\n").encode())

    def data_received(self, data):
        now = time.perf_counter()
        self.buffer += data
        if not self.is_open:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if not self.buffer.startswith(b"HTTP/1.1 101"):
                sys.exit(f"refused: {self.buffer[:300]!r}")
            self.buffer, self.is_open = self.buffer[end + 4:], True
        while len(self.buffer) >= 2:
            length, head = self.buffer[1] & 0x7F, 2
            if length == 126:
                length, head = int.from_bytes(self.buffer[2:4], "big"), 4
            if len(self.buffer) < head + length:
                return
            opcode, payload = self.buffer[0] & 15, self.buffer[head:head + length]
            self.buffer = self.buffer[head + length:]
            if opcode == 9:
                self.transport.write(bytes([0x8A, 0x80 | length, 0, 0, 0, 0]) + payload)
            elif opcode == 8:
                sys.exit(f"closed: {payload!r}")
            elif b'"ready"' in payload:
                self.ready.set_result(None)
            elif opcode == 1:
                arrivals.append(now)


async def run(port, tokens):
    loop = asyncio.get_running_loop()
    begun = time.perf_counter()
    for start in range(0, CLIENTS, 200):
        waits = []
        for number in range(start, min(start + 200, CLIENTS)):
            ready = loop.create_future()
            await loop.create_connection(lambda: Client(tokens[number // PER_ACCOUNT], ready), "127.0.0.1", port)
            waits.append(ready)
        await asyncio.gather(*waits)
    print(f"{CLIENTS} clients in after {time.perf_counter() - begun:.1f} s", flush=True)
    delays = []
    for _ in range(EVENTS):
        arrivals.clear()
        said = time.perf_counter()
        request = urllib.request.Request(f"http://127.0.0.1:{port}/say", method="POST", data=b"")
        await loop.run_in_executor(None, lambda: urllib.request.urlopen(request).read())
        while len(arrivals) < CLIENTS:
            await asyncio.sleep(0.005)
            if time.perf_counter() - said > 60:
                sys.exit(f"only {len(arrivals)} of {CLIENTS} heard it")
        delays += [arrival - said for arrival in arrivals]
        await asyncio.sleep(0.2)
    delays.sort()
    return delays


def main():
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(65_536, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    os.chdir(os.path.join(os.path.dirname(__file__), ".."))
    if not os.environ.get("SKIP_BUILD"):
        subprocess.run(["scripts/build", BUILD, "live"], env={**os.environ, "BENCH": "1"}, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="portico-live.") as folder:
        accounts = -(-CLIENTS // PER_ACCOUNT)
        server = subprocess.Popen([f".build/{BUILD}/live", folder, str(port), str(accounts)], stdout=subprocess.PIPE, text=True, bufsize=1)
        try:
            tokens = []
            for line in server.stdout:
                word, rest = line.split(" ", 1)
                if word == "token":
                    tokens.append(rest.strip())
                else:
                    break
                if len(tokens) == accounts:
                    break
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            delays = asyncio.run(run(port, tokens))
            status = open(f"/proc/{server.pid}/status").read()
            memory = int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024
            at = lambda share: delays[min(len(delays) - 1, int(len(delays) * share))] * 1000
            result = {"clients": CLIENTS, "events": EVENTS, "p50_ms": round(at(0.5)), "p99_ms": round(at(0.99)),
                      "last_ms": round(delays[-1] * 1000), "server_mb": memory}
            print(json.dumps(result))
            sys.exit(0 if result["p99_ms"] < 500 or BUILD == "debug" else 1)
        finally:
            server.kill()
            server.wait()


main()
