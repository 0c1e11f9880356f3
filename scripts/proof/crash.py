"""kill -9 while papers are being uploaded and mails and webhooks are on their way, and everything goes on afterwards.

What was acknowledged is there, bit for bit, and every message that was written has had its mail. A mail or an event may come twice only
if it was on the wire when the process died: at most as many as are sent at once, for each kill.
"""
import hashlib
import http.client
import threading
import time

from ledger import note, prove
from papers import fetch, pdf, scanned, upload

KILLS = 3
YEAR = 2024
MAILS_AT_ONCE = 8  # the workers of JobQueue.emails
EVENTS_AT_ONCE = 4  # DeliverWebhooks.perEndpoint
REQUESTS = 50  # one message each: mails about one request come at most every ten minutes


class Writers:
    """Threads that upload, write and send until they are stopped, and remember acknowledged requests."""

    def __init__(self, anna, sara, request, untold, hook, prefix):
        self.anna, self.sara, self.request, self.hook, self.prefix = anna, sara, request, hook, prefix
        self.untold = untold
        self.papers, self.messages, self.rings, self.stop = {}, [], [], threading.Event()
        works = [self.paper, self.paper, self.paper, self.message, self.message, self.ring]
        self.threads = [threading.Thread(target=self.run, args=work) for work in enumerate(works)]
        for thread in self.threads:
            thread.start()

    def run(self, number, work):
        count = 0
        while not self.stop.is_set():
            count += 1
            try:
                work(f"{self.prefix}-{number}-{count}")
            except (OSError, http.client.HTTPException):  # the server is gone, with or without half an answer
                return
            time.sleep(0.05)

    def paper(self, name):
        content = pdf(name, 200_000)
        answer = upload(self.anna, self.request, "other", content, name + ".pdf")
        if answer.status == 201:
            self.papers[answer.json["id"]] = hashlib.sha256(content).hexdigest()

    def message(self, name):
        if not self.untold:
            return
        answer = self.sara("POST", self.untold.pop() + "/messages", {"text": f"messaggio {name}"})
        if answer.status == 201:
            self.messages.append(answer.json["id"])
        time.sleep(0.2)

    def ring(self, name):
        answer = self.sara("POST", f"/admin/webhooks/{self.hook}/test")
        if answer.status == 202:
            self.rings.append(answer.json["event_id"])

    def join(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()


def killed_while_sending(day, anna, sara):
    """Anna uploads to an IMU request while the administrator, whose reach is everything, writes to her.

    What was sent and not yet noted is sent again as soon as its claim has run out: `everything_came` waits for that.
    """
    paths = [request(anna, number) for number in range(REQUESTS)]
    path, untold = paths[0], paths[:]
    papers, messages, rings = {}, [], []
    # Slow enough to be caught with a mail, or an event, in hand.
    day.mailbox.delay, day.receiver.delay = 0.5, 0.2
    for kill in range(KILLS):
        writers = Writers(anna, sara, path, untold, day.receiver.id, f"k{kill}")
        time.sleep(1 + kill)
        day.server.kill()
        writers.join()
        papers.update(writers.papers)
        messages += writers.messages
        rings += writers.rings
        day.server.start()
    day.mailbox.delay = day.receiver.delay = 0
    for document, digest in papers.items():
        answer = scanned(anna, document, 120)
        whole(answer.status == 200 and answer.json["file"]["state"] == "clean", answer)
        answer, _ = fetch(anna, document)
        whole(answer.status == 200 and hashlib.sha256(answer.raw).hexdigest() == digest, f"{document}: {answer.status}")
    prove(f"kill -9, {KILLS} times during uploads, lost none of {len(papers)} acknowledged papers", papers)
    return paths, messages, rings


def request(anna, number):
    body = {"service": "IMU", "tax_year": YEAR, "allow_duplicate": True, "duplicate_reason": f"immobile {number}"}
    return "/service-requests/" + anna("POST", "/service-requests", body).json["id"]


def whole(holds, evidence):
    if not holds:
        raise SystemExit(f"NOT PROVEN: an acknowledged paper is whole after kill -9\n{evidence}")


def everything_came(day, anna, sent, timeout=240):
    """Every written message has one mail: the acknowledged ones, and those interrupted before the answer."""
    paths, messages, rings = sent
    written = set().union(*(all_messages(anna, path) for path in paths))
    prove(f"kill -9 lost none of {len(messages)} acknowledged messages", messages and set(messages) <= written)
    deadline = time.time() + timeout
    events = lambda: {id for id, _ in day.receiver.deliveries}  # noqa: E731
    while (len(ids(mails(day))) < len(written) or set(rings) - events()) and time.time() < deadline:
        time.sleep(0.5)
    came = mails(day)
    prove(f"none of {len(written)} mails was lost", len(ids(came)) == len(written), f"{len(ids(came))} came")
    lost = set(rings) - events()
    prove(f"none of {len(rings)} webhook deliveries was lost", rings and not lost, lost)
    mails_again, events_again = len(came) - len(ids(came)), len(day.receiver.deliveries) - len(events())
    note(f"{mails_again} mails came twice, with the same Message-ID; {events_again} events, with the same webhook-id")
    prove("twice only what was on the wire when the server died",
          mails_again <= KILLS * MAILS_AT_ONCE and events_again <= KILLS * EVENTS_AT_ONCE, (mails_again, events_again))


def all_messages(client, path):
    found, cursor = set(), ""
    while cursor is not None:
        page = client("GET", f"{path}/messages?limit=100" + (f"&cursor={cursor}" if cursor else "")).json
        found |= {message["id"] for message in page["data"]}
        cursor = page["page"]["next_cursor"]
    return found


def mails(day):
    with day.mailbox.arrived:
        return [mail for mail in day.mailbox.mails if f"imu {YEAR}: nuovo messaggio" in mail.subject.lower()]


def ids(mails):
    return {mail.id for mail in mails}
