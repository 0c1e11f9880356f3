"""The stock clients of Socket.IO and WebSocket against Benchmarks/Wire: every transport, and what should be refused."""
import asyncio
import json
import sys

import aiohttp
import socketio
import websockets

URL = sys.argv[1]
passed = failed = 0


def check(name, is_true, seen=None):
    global passed, failed
    passed, failed = passed + bool(is_true), failed + (not is_true)
    print(("ok   " if is_true else "FAIL ") + name + ("" if is_true else f": {seen!r}"))


class Guest:
    def __init__(self, transports, namespace="/", token="good"):
        self.client = socketio.AsyncClient(reconnection=False)
        self.transports, self.namespace, self.token = transports, namespace, token
        self.heard = []
        for event in ("welcome", "joined", "said"):
            self.client.on(event, lambda *data, event=event: self.heard.append((event, *data)), namespace=namespace)
        self.client.on("question", lambda number: number + 1, namespace=namespace)

    async def __aenter__(self):
        await self.client.connect(URL, auth={"token": self.token}, transports=self.transports, namespaces=[self.namespace],
                                  wait_timeout=10)
        return self

    async def __aexit__(self, *_):
        await self.client.disconnect()

    async def call(self, event, data):
        return await self.client.call(event, data, namespace=self.namespace, timeout=10)

    async def hears(self, event, count=1):
        for _ in range(500):
            found = [item for item in self.heard if item[0] == event]
            if len(found) >= count:
                return found
            await asyncio.sleep(0.02)
        return []


async def transport(name, transports):
    async with Guest(transports) as one, Guest(transports) as two, Guest(transports, "/other") as other:
        wanted = "polling" if name == "polling" else "websocket"
        for _ in range(100):
            if one.client.transport() == wanted:
                break
            await asyncio.sleep(0.05)
        check(f"{name}: speaks by {wanted}", one.client.transport() == wanted, one.client.transport())
        check(f"{name}: is greeted after it was let in", await one.hears("welcome"))
        check(f"{name}: an answer", await one.call("add", {"a": 2, "b": 3}) == 5)
        blob = bytes(range(256)) * 40
        check(f"{name}: bytes there and back", await one.call("blob", blob) == blob)
        check(f"{name}: bytes within", await one.call("echo", {"x": b"\x00\xff", "y": [b"", 1]}) == {"x": b"\x00\xff", "y": [b"", 1]})
        check(f"{name}: unicode", await one.call("echo", "κόσμε 日本 🎉") == "κόσμε 日本 🎉")
        for guest in (one, two, other):
            await guest.call("join", "r1")
        await two.call("say", "r1")
        check(f"{name}: a room hears", len(await one.hears("said")) == 1 and len(await two.hears("said")) == 1)
        check(f"{name}: another namespace does not", not [h for h in other.heard if h[0] == "said"])
        await one.call("leave", "r1")
        await two.call("say", "r1")
        check(f"{name}: who has left does not", len(await two.hears("said", 2)) == 2 and len(await one.hears("said")) == 1)
        check(f"{name}: the server asks and is answered", await one.call("ask", 41) == 42)
        order = []
        for number in range(100):
            await one.client.emit("echo", number, callback=lambda value: order.append(value))
        for _ in range(500):
            if len(order) == 100:
                break
            await asyncio.sleep(0.02)
        check(f"{name}: a hundred events in order", order == list(range(100)), order[:10])


async def refused():
    for transports in (["polling"], ["websocket"]):
        try:
            async with Guest(transports, token="bad"):
                check(f"{transports[0]}: a bad token is refused", False)
        except socketio.exceptions.ConnectionError as error:
            check(f"{transports[0]}: a bad token is refused", "failed to connect" in str(error), str(error))
    try:
        async with Guest(["websocket"], "/nowhere"):
            check("an unknown namespace is refused", False)
    except socketio.exceptions.ConnectionError as error:
        check("an unknown namespace is refused", "namespace" in str(error).lower(), str(error))


async def raw():
    async with aiohttp.ClientSession() as session:
        async def ask(method, query, data=None):
            async with session.request(method, f"{URL}/socket.io/?{query}", data=data) as answer:
                return answer.status, await answer.text()

        for name, method, query in (("an old protocol", "GET", "EIO=3&transport=polling"),
                                    ("a transport that is none", "GET", "EIO=4&transport=pigeon"),
                                    ("an unknown session", "GET", "EIO=4&transport=polling&sid=x"),
                                    ("a post without a session", "POST", "EIO=4&transport=polling")):
            status, text = await ask(method, query, b"4" if method == "POST" else None)
            check(f"{name}: 400", status == 400 and "message" in json.loads(text), (status, text))
        _, text = await ask("GET", "EIO=4&transport=polling")
        sid = json.loads(text[1:])["sid"]
        status, text = await ask("POST", f"EIO=4&transport=polling&sid={sid}", b"x" * 1_100_000)
        check("too much at once: 413", status == 413, status)
        _, text = await ask("GET", "EIO=4&transport=polling")
        sid = json.loads(text[1:])["sid"]
        first = asyncio.create_task(ask("GET", f"EIO=4&transport=polling&sid={sid}"))
        await asyncio.sleep(0.3)
        status, _ = await ask("GET", f"EIO=4&transport=polling&sid={sid}")
        check("two polls at once: refused, and the session is over", status == 400, status)
        check("the first of them is let go", (await first)[0] in (200, 400))
        status, _ = await ask("GET", f"EIO=4&transport=polling&sid={sid}")
        check("and unknown from then on", status == 400, status)
        for name, junk in (("no packet", b"9"), ("no packet of Socket.IO", b"4x"), ("attachments without end", b"451000-[1]"),
                           ("a broken document", b"42[\"a\""), ("broken base64", b"bA"), ("not UTF-8", b"\xff\xfe")):
            _, text = await ask("GET", "EIO=4&transport=polling")
            sid = json.loads(text[1:])["sid"]
            status, _ = await ask("POST", f"EIO=4&transport=polling&sid={sid}", junk)
            again, _ = await ask("GET", f"EIO=4&transport=polling&sid={sid}")
            check(f"{name}: the session is over, no 500", status in (200, 400) and again == 400, (status, again))
        _, text = await ask("GET", "EIO=4&transport=polling")
        sid = json.loads(text[1:])["sid"]
        await asyncio.sleep(11)
        status, _ = await ask("GET", f"EIO=4&transport=polling&sid={sid}")
        check("who enters nowhere is forgotten after ten seconds", status == 400, status)


async def plain():
    address = URL.replace("http", "ws") + "/echo"
    async with websockets.connect(address, max_size=None) as client:
        big = "κ" * 3_000_000
        await client.send(big)
        check("websockets: a large text with compression", await client.recv() == big)
        await client.send([b"a", b"bc", b""])
        check("websockets: fragments", await client.recv() == b"abc")
        check("websockets: a ping", await asyncio.wait_for(await client.ping(), 5) is not None)
        await client.send(b"x" * (33 << 20))
        try:
            await client.recv()
            check("websockets: too large", False)
        except websockets.ConnectionClosed as closed:
            check("websockets: too large", closed.rcvd is not None and closed.rcvd.code == 1009, closed)


async def main():
    for name, transports in (("polling", ["polling"]), ("websocket", ["websocket"]), ("upgrade", None)):
        await transport(name, transports)
    await refused()
    await raw()
    await plain()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


asyncio.run(main())
