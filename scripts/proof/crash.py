"""kill -9 while papers are being uploaded and mails and webhooks are on their way, and everything goes on afterwards.

What was acknowledged is there, bit for bit. Every message that was acknowledged has had its mail; a mail may come twice only if it was
on the wire when the process died: at most as many as the kills times the mails that are sent at once.
"""
import hashlib
import threading
import time

from ledger import note, prove
from papers import fetch, pdf, scanned, upload

KILLS = 2
SENT_AT_ONCE = 16


class Writers:
    """Threads that upload and write until told, and remember what was acknowledged."""

    def __init__(self, customer, staff, request, prefix):
        self.customer, self.staff, self.request, self.prefix = customer, staff, request, prefix
        self.papers, self.messages, self.stop = {}, [], threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(work, i)) for i in range(3) for work in (self.paper, self.message)]
        for thread in self.threads:
            thread.start()

    def run(self, work, number):
        count = 0
        while not self.stop.is_set():
            count += 1
            try:
                work(f"{self.prefix}-{number}-{count}")
            except OSError:  # the server is gone
                return
            except Exception:  # noqa: BLE001 - an answer cut in half
                return
            time.sleep(0.01)

    def paper(self, name):
        content = pdf(name, 200_000)
        answer = upload(self.customer, self.request, "other", content, name + ".pdf")
        if answer.status == 201:
            self.papers[answer.json["id"]] = hashlib.sha256(content).hexdigest()

    def message(self, name):
        answer = self.staff("POST", self.request + "/messages", {"text": f"messaggio {name}"})
        if answer.status == 201:
            self.messages.append(answer.json["id"])

    def join(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()


def killed_while_sending(day, anna, marco, sara):
    """Anna uploads to an IMU request while the administrator, whose reach is everything, writes to her."""
    server, mailbox = day.server, day.mailbox
    year = 2024
    path = "/service-requests/" + anna("POST", "/service-requests", {"service": "IMU", "tax_year": year}).json["id"]
    papers, messages = {}, []
    for kill in range(KILLS):
        writers = Writers(anna, sara, path, f"k{kill}")
        time.sleep(1.5)
        server.kill()
        writers.join()
        papers.update(writers.papers)
        messages += writers.messages
        server.start()
    for document, digest in papers.items():
        answer = scanned(anna, document, 120)
        whole(answer.status == 200 and answer.json["file"]["state"] == "clean", answer)
        answer, _ = fetch(anna, document)
        whole(answer.status == 200 and hashlib.sha256(answer.raw).hexdigest() == digest, f"{document}: {answer.status}")
    prove(f"kill -9, {KILLS} times during uploads, lost none of {len(papers)} acknowledged papers", papers)
    every_mail_came(mailbox, f"imu {year}: nuovo messaggio", len(messages))


def whole(holds, evidence):
    if not holds:
        raise SystemExit(f"NOT PROVEN: an acknowledged paper is whole after kill -9\n{evidence}")


def mails_about(mailbox, subject):
    with mailbox.arrived:
        return [mail for mail in mailbox.mails if subject in mail.subject.lower()]


def every_mail_came(mailbox, subject, expected, timeout=120):
    deadline = time.time() + timeout
    while True:
        came = mails_about(mailbox, subject)
        ids = {mail.id for mail in came}
        if len(ids) >= expected or time.time() > deadline:
            break
        time.sleep(0.5)
    prove(f"none of {expected} mails was lost", expected and len(ids) >= expected, f"{len(ids)} came")
    doubles = len(came) - len(ids)
    note(f"{doubles} of them came twice, with the same Message-ID")
    prove("twice only what was on the wire when the server died", doubles <= KILLS * SENT_AT_ONCE, doubles)
