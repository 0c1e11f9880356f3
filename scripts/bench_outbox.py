"""bench_outbox.py: mails a second from the outbox into a real SMTP server (aiosmtpd, which only counts). Needs .cache/venv-peers.

Messages of the office to one customer; each is an outbox row, a job, and a mail. PORTICO_TEST_POSTGRES chooses the database.
"""
import concurrent.futures
import os
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(__file__))
from aiosmtpd.controller import Controller  # noqa: E402
from bench_common import BINARY, PASSWORD, QUIET  # noqa: E402
from portico import Server, call, free_port  # noqa: E402

COUNT = 3_000


class Sink:
    def __init__(self):
        self.seen, self.changed, self.last = set(), threading.Condition(), 0.0

    async def handle_DATA(self, server, session, envelope):
        head = envelope.content.split(b"\r\n\r\n", 1)[0].lower()
        with self.changed:
            self.seen.add(next(line for line in head.split(b"\r\n") if line.startswith(b"message-id:")))
            self.last = time.time()
            self.changed.notify_all()
        return "250 OK"


def main():
    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    server = Server(BINARY, environment=dict(QUIET, PORTICO_SMTP_URL=f"smtp://127.0.0.1:{port}?tls=none", PORTICO_MAIL_FROM="desk@example.com"))
    try:
        server.start("--demo")
        sara = call(server.port, "POST", "/auth/login", {"email": "sara.admin@example.com", "password": PASSWORD}).json["access_token"]
        request = server.as_(sara)("GET", "/service-requests?limit=20").json["data"][0]["id"]
        time.sleep(3)  # the demo's mails are sent
        before, began = len(sink.seen), time.time()

        def write(number):
            return server.as_(sara)("POST", f"/service-requests/{request}/messages", {"text": f"Message {number}."}).status

        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            statuses = set(pool.map(write, range(COUNT)))
        posted = time.time()
        assert statuses == {201}, statuses
        with sink.changed:
            arrived = sink.changed.wait_for(lambda: len(sink.seen) - before >= COUNT, timeout=120)
        print(f"{COUNT} messages posted in {posted - began:.1f} s; {len(sink.seen) - before} mails in {sink.last - began:.1f} s: "
              f"{(len(sink.seen) - before) / (sink.last - began):,.0f} mails/s")
        assert arrived, "mails are missing"
    finally:
        server.clean()
        controller.stop()


main()
