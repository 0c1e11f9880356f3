"""A thousand Socket.IO sockets at two processes, five hundred messages a second for a minute: when each arrives, and whether all do, once.

Both sides and the database share the machine, so the clients' work is in the numbers.
"""
import asyncio
import json
import random
import resource
import sys
import time

from bench_common import QUIET, cpu_seconds
from pair import Pair

SOCKETS, RATE, SECONDS, SLOWEST = 1_000, 500, 60, 500


def word(moment):
    """A moment in letters: digits would be masked as a telephone number."""
    return f"{int(moment * 10_000):x}".translate(str.maketrans("0123456789", "ghijklmnop"))


def moment(word):
    return int(word.translate(str.maketrans("ghijklmnop", "0123456789")), 16) / 10_000


class Socket(asyncio.Protocol):
    """A socket of one member: as little as a client of Socket.IO needs."""

    def __init__(self, token, chat, ready):
        self.token, self.chat, self.ready = token, chat, ready
        self.buffer, self.is_open, self.seen, self.delays, self.acks, self.faults = b"", False, [], [], 0, []

    def connection_made(self, transport):
        self.transport = transport
        transport.write(b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")

    def connection_lost(self, _):
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("cut"))
        self.faults.append("the connection was cut")

    def say(self, text):
        data = text.encode()
        head = bytes([0x81, 0x80 | len(data)]) if len(data) < 126 else bytes([0x81, 0xFE]) + len(data).to_bytes(2, "big")
        self.transport.write(head + bytes(4) + data)

    def data_received(self, data):
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
            elif length == 127:
                length, head = int.from_bytes(self.buffer[2:10], "big"), 10
            if len(self.buffer) < head + length:
                return
            opcode, payload = self.buffer[0] & 15, self.buffer[head:head + length]
            self.buffer = self.buffer[head + length:]
            if opcode == 1:
                self.hear(payload.decode())
            elif opcode == 9:
                self.transport.write(bytes([0x8A, 0x80 | len(payload)]) + bytes(4) + payload)

    def hear(self, text):
        if text.startswith("0"):
            self.say("40" + json.dumps({"token": self.token}))
        elif text == "2":
            self.say("3")
        elif text.startswith("40"):
            self.say("420" + json.dumps(["join_chat", {"chatId": self.chat}]))
        elif text.startswith("430"):
            answer = json.loads(text[3:])[0]
            self.ready.set_result(answer["ok"]) if not self.ready.done() else None
        elif text.startswith("42"):
            name, data = json.loads(text[2:])[:2]
            if name == "new_message":
                message = data["message"]
                self.seen.append(message["seq"])
                self.delays.append(time.time() - moment(message["body"]))
        elif text.startswith("431"):
            answer = json.loads(text[3:])[0]
            self.acks += 1
            if not answer["ok"]:
                self.faults.append(answer.get("code"))
        elif text.startswith("44"):
            sys.exit(f"refused: {text}")

    def send(self, number):
        self.say("421" + json.dumps(["send_message", {"chatId": self.chat, "message": word(time.time()), "clientId": str(number)}]))


async def run(pair, chats, rate, seconds):
    loop = asyncio.get_running_loop()
    sockets = []
    for start in range(0, len(chats), 50):
        waits = []
        for number, (chat, *people) in enumerate(chats[start:start + 50], start):
            for side, person in enumerate(people):
                ready = loop.create_future()
                _, socket = await loop.create_connection(lambda: Socket(person.access(), chat, ready), "127.0.0.1", pair.both[(number + side) % 2].port)
                sockets.append(socket)
                waits.append(ready)
        await asyncio.gather(*waits)
    print(f"{len(sockets)} sockets have joined {len(chats)} chats", flush=True)
    begun, sent = time.perf_counter(), 0
    while sent < rate * seconds:
        due = int((time.perf_counter() - begun) * rate)
        while sent < min(due, rate * seconds):
            sockets[sent * 7 % len(sockets)].send(sent)
            sent += 1
        await asyncio.sleep(0.002)
    took = time.perf_counter() - begun
    deadline = time.perf_counter() + 20
    while sum(len(s.seen) for s in sockets) < 2 * sent and time.perf_counter() < deadline:
        await asyncio.sleep(0.1)
    await asyncio.sleep(1)
    return sockets, sent, took


def talk(binary, scale):
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(65_536, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    count, rate, seconds = max(20, round(SOCKETS * scale)), max(10, round(RATE * scale)), max(5, round(SECONDS * min(1, scale * 2)))
    pair = Pair(binary, random.Random(1), max(6, count // 20), max(6, count // 20))
    for server in pair.both:
        server.environment = server.environment | QUIET | {"PORTICO_LOG_LEVEL": "warning"}
    try:
        pair.open()
        customers = pair.market.customers
        chats = pair.chats([customers[n % len(customers)] for n in range(count // 2)])
        before = [sum(cpu_seconds(server.process)) for server in pair.both]
        sockets, sent, took = asyncio.run(run(pair, chats, rate, seconds))
        spent = [sum(cpu_seconds(server.process)) - b for server, b in zip(pair.both, before)]
        stored = pair.both[0].tables("SELECT chat_id, COUNT(*) AS n, MAX(seq) AS last FROM chat_message GROUP BY chat_id")
        lengths = {row["chat_id"]: row["n"] for row in stored}
        lost = sum(len(set(range(1, lengths.get(s.chat, 0) + 1)) - set(s.seen)) for s in sockets) + sent - sum(lengths.values())
        doubled = sum(len(s.seen) - len(set(s.seen)) for s in sockets)
        faults = [fault for s in sockets for fault in s.faults[:1]]
        delays = sorted(delay for s in sockets for delay in s.delays)
        at = lambda share: delays[min(len(delays) - 1, int(len(delays) * share))] * 1_000 if delays else 0  # noqa: E731
        is_met = not lost and not doubled and not faults and at(.99) < SLOWEST
        print(f"| chat: PostgreSQL, {len(sockets)} sockets, two processes, {sent / took:.0f} messages/s for {took:.0f} s | {lost} lost, {doubled} doubled of "
              f"{len(delays):,} {faults[:3] or ''} | p50 {at(.5):.0f} ms, p99 {at(.99):.0f} ms, last {at(1):.0f} ms, < {SLOWEST} | {'met' if is_met else 'NOT MET'} | "
              f"{spent[0]:.1f} + {spent[1]:.1f} s of processor |", flush=True)
    finally:
        pair.clean()


