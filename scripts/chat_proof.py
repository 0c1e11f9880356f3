"""Chats through two processes: stock Socket.IO clients on every transport, and plain WebSockets; one process is killed meanwhile."""
import argparse
import asyncio
import collections
import json
import os
import random
import sys
import time

import aiohttp
import socketio
import websockets

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, "marketplace"), os.path.join(here, "trading"), os.path.join(here, "proof")]
from ledger import close, prove  # noqa: E402
from pair import Pair  # noqa: E402

words = argparse.ArgumentParser(prog="chat-proof")
words.add_argument("binary")
words.add_argument("--chats", type=int, default=12)
words.add_argument("--messages", type=int, default=40, help="of each member")
words.add_argument("--seed", type=int, default=1)
given = words.parse_args()
dice = random.Random(given.seed)
TRANSPORTS = [["websocket"], ["polling"], None]


class Member:
    """One side of a chat on one process, with a stock client; it joins again after every interruption."""

    def __init__(self, pair, chat, person, at, transports):
        self.pair, self.chat, self.person, self.at, self.transports = pair, chat, person, at, transports
        self.token, self.account = person.access(), person.id
        self.seen, self.doubled, self.others, self.joins = [], 0, collections.Counter(), 0
        self.client, self.alone = None, asyncio.Lock()

    async def enter(self):
        """At its process, or at the other one when that is down."""
        async with self.alone:
            for attempt in range(50):
                await self.leave()
                try:
                    return await self.join()
                except (socketio.exceptions.SocketIOError, asyncio.TimeoutError, OSError):
                    self.at = 1 - self.at
                    await asyncio.sleep(0.2)
            raise SystemExit(f"{self.person.name} could not enter")

    async def join(self):
        client = socketio.AsyncClient(reconnection=False)
        client.on("new_message", self.hear)
        for event in ("user_typing", "chat_read", "chat_closed", "job_updated"):
            client.on(event, lambda *data, event=event: self.others.update([event]))
        await client.connect(f"http://127.0.0.1:{self.pair.both[self.at].port}", auth={"token": self.token}, transports=self.transports, wait_timeout=10)
        self.client = client
        more = True
        while more:
            after = {"after": self.last} if self.joins else {}
            told = await client.call("join_chat", {"chatId": self.chat, **({"after": self.last} if self.last else after)}, timeout=20)
            if not told["ok"]:
                raise SystemExit(f"a join was refused: {told}")
            for message in told["messages"]:
                self.keep(message)
            self.joins += 1
            more = told["more"] and self.last

    @property
    def last(self):
        """The number up to which nothing is missing."""
        have, number = set(self.seen), 0
        while number + 1 in have:
            number += 1
        return number

    def hear(self, data, position=None):
        if data["message"]["chat_id"] == self.chat:
            self.keep(data["message"])

    def keep(self, message):
        if message["seq"] in self.seen:
            self.doubled += 1
        else:
            self.seen.append(message["seq"])

    async def leave(self):
        client, self.client = self.client, None
        if client:
            try:
                await asyncio.wait_for(client.disconnect(), 5)
            except Exception:  # noqa: BLE001 - the process may be gone
                pass

    async def switch(self):
        self.at = 1 - self.at
        await self.enter()

    async def say(self, number, rest):
        """By the socket, or by REST at either process; until it is acknowledged, always under the same name."""
        name, text = f"{self.person.name}-{number}", f"message {number} of {self.person.name}"
        for attempt in range(30):
            try:
                if rest or self.client is None or not self.client.connected:
                    status, told = await self.post(text, name)
                    if status in (200, 201):
                        return
                    raise SystemExit(f"a message was refused: {status} {told}")
                told = await self.client.call("send_message", {"chatId": self.chat, "message": text, "clientId": name}, timeout=5)
                if not told["ok"]:
                    raise SystemExit(f"a message was refused: {told}")
                return
            except (socketio.exceptions.SocketIOError, aiohttp.ClientError, asyncio.TimeoutError, OSError):
                await asyncio.sleep(0.2)
        raise SystemExit("a message was never taken")

    async def post(self, text, name):
        port = self.pair.both[dice.choice([0, 0, 1])].port
        async with self.pair.session.post(f"http://127.0.0.1:{port}/api/v1/chat/{self.chat}/messages", json={"body": text, "client_id": name},
                                          headers={"Authorization": f"Bearer {self.token}"}) as answer:
            return answer.status, await answer.text()


class Stream:
    """A plain WebSocket of an account: every stored event, from the last one on after an interruption."""

    def __init__(self, pair, person, at):
        self.pair, self.person, self.at, self.token = pair, person, at, person.access()
        self.events, self.last, self.resets, self.ended = [], None, 0, False

    async def run(self):
        while not self.ended:
            since = f"?since={self.last}" if self.last else ""
            try:
                address = f"ws://127.0.0.1:{self.pair.both[self.at].port}/ws{since}"
                async with websockets.connect(address, additional_headers={"Authorization": f"Bearer {self.token}"}, max_size=None) as self.socket:
                    async for text in self.socket:
                        event = json.loads(text)
                        self.last = event.get("id", self.last)
                        if event["event"] == "reset":
                            self.resets += 1
                        elif event["event"] != "ready":
                            self.events.append(event)
            except (OSError, websockets.WebSocketException):
                self.at = 1 - self.at
                await asyncio.sleep(0.1)

    def messages(self, chat):
        return [e["data"]["message"]["seq"] for e in self.events if e["event"] == "new_message" and e["data"]["message"]["chat_id"] == chat]


async def talk(pair, chats):
    pair.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10))
    members, streams = [], []
    for number, (chat, customer, provider) in enumerate(chats):
        for side, person in enumerate((customer, provider)):
            members.append(Member(pair, chat, person, (number + side) % 2, TRANSPORTS[(number + side) % 3]))
            streams.append((chat, Stream(pair, person, (number + side + 1) % 2)))
    await asyncio.gather(*(member.enter() for member in members))
    prove(f"{len(members)} stock clients have joined {len(chats)} chats, at two processes, by websocket, polling and upgrade", True)
    running = [asyncio.create_task(stream.run()) for _, stream in streams]
    await until(lambda: all(stream.last for _, stream in streams))
    prove(f"{len(streams)} plain WebSockets listen", True)

    async def speak(member):
        for number in range(given.messages):
            again = dice.random() < .2
            await asyncio.gather(*(member.say(number, dice.random() < .25) for _ in range(2 if again else 1)))
            if dice.random() < .05:
                await member.switch()
            elif dice.random() < .1 and member.client and member.client.connected:
                await member.client.emit("typing", {"chatId": member.chat})
            await asyncio.sleep(dice.random() * .2)

    async def disaster():
        await asyncio.sleep(given.messages * .05)
        second = pair.both[1]
        await asyncio.to_thread(second.kill)
        lost = [member for member in members if member.at == 1]
        for member in lost:
            member.at = 0
            await member.enter()
        await asyncio.to_thread(second.start)
        for member in lost[::2]:
            await member.switch()
        return len(lost)

    *_, moved = await asyncio.gather(*(speak(member) for member in members), disaster())
    prove(f"one process was killed, and {moved} clients went on at the other", moved > 0)
    wanted = given.messages * 2
    await until(lambda: all(member.last == wanted for member in members)
                and all(len(set(stream.messages(chat))) == wanted for chat, stream in streams), 30)
    told = {row["chat_id"]: row for row in pair.both[0].tables(
        "SELECT chat_id, COUNT(*) AS n, MAX(seq) AS last, COUNT(DISTINCT client_id || CAST(author_id AS TEXT)) AS names FROM chat_message GROUP BY chat_id")}
    for chat, _, _ in chats:
        row = told[chat]
        if (row["n"], row["last"], row["names"]) != (wanted, wanted, wanted):
            prove("each chat has each message once", False, row)
    prove(f"each of {len(chats)} chats has its {wanted} messages once, numbered without a gap, though many were sent twice", True)
    missing = [(m.person.name, m.transports, len(m.seen), m.last) for m in members if sorted(m.seen) != list(range(1, wanted + 1))]
    prove(f"every Socket.IO client has every message ({sum(len(m.seen) for m in members):,})", not missing, missing)
    doubled = [(m.person.name, m.transports, m.doubled) for m in members if m.doubled]
    prove("none came twice to a Socket.IO client, after any interruption", not doubled, doubled)
    wrong = [(s.person.name, len(s.messages(c)), s.resets) for c, s in streams if s.messages(c) != list(range(1, wanted + 1))]
    prove(f"every WebSocket has every message once, in order ({sum(len(s.messages(c)) for c, s in streams):,})", not wrong, wrong)
    typing = sum(m.others["user_typing"] for m in members)
    prove(f"typing was whispered across processes ({typing} times), and never stored", typing > 0
          and not pair.both[0].tables("SELECT 1 AS one FROM realtime_event WHERE event = 'user_typing'"))
    for _, stream in streams:
        stream.ended = True
    for task in running:
        task.cancel()
    await asyncio.gather(*(member.leave() for member in members))
    await pair.session.close()


async def until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        await asyncio.sleep(0.05)


def main():
    pair = Pair(os.path.abspath(given.binary), dice, 6, given.chats)
    try:
        pair.open()
        chats = pair.chats(pair.market.customers)
        asyncio.run(talk(pair, chats))
        close()
    finally:
        pair.clean()


main()
