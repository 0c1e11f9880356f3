"""proof BINARY folder|bucket: a day at the whole desk over HTTP, on SQLite or, with PORTICO_TEST_POSTGRES, on PostgreSQL.

A family registers and verifies its address by the mail it received; it subscribes at a double of Stripe, makes an appointment and joins
a course; it files an ISEE with its papers, which lie in a folder or in a
bucket and pass clamd; it is asked for one more, delivers it, is completed, takes everything along and is forgotten; the
administrator reads the reports. A webhook receiver
verifies every delivery with the `standardwebhooks` library. In between the server is killed with -9, again and again.
"""
import os
import sys

sys.path[:0] = [os.path.dirname(__file__), os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
import crash  # noqa: E402
import desk  # noqa: E402
import leaving  # noqa: E402
import ledger  # noqa: E402
import listening  # noqa: E402
import office  # noqa: E402
import papers  # noqa: E402
from counterparts import Bucket, Folder, VirusScanner  # noqa: E402
from mailbox import Mailbox  # noqa: E402
from portico import Server  # noqa: E402
from receiver import Receiver  # noqa: E402
from till import Till  # noqa: E402

ANNA = "anna.verdi@example.it"


class Day:
    """Everyone who takes part."""

    def __init__(self, binary, place):
        self.others = [Bucket() if place == "bucket" else Folder(), VirusScanner(), Mailbox(), Receiver(), Till()]
        self.storage, self.scanner, self.mailbox, self.receiver, self.till = self.others
        settings = {"PORTICO_RATE_LIMITS": "off", "PORTICO_WEBHOOK_ALLOW": "127.0.0.0/8"}
        for other in (self.storage, self.scanner, self.mailbox, self.till):
            settings |= other.settings
        self.server = Server(os.path.abspath(binary), environment=settings)

    def run(self):
        server = self.server
        server.start("--demo")
        served = {(method.upper(), path) for path, item in server.as_()("GET", "/openapi.json").json["paths"].items() for method in item}
        has = lambda method, path: (method, path) in served or ledger.later(f"{method} {path}")  # noqa: E731
        desk.the_desk_opens(server, self.mailbox)
        anna = server.as_(desk.login(server, ANNA)["access_token"])
        luca = server.as_(desk.login(server, "luca.neri@example.it")["access_token"])
        marco = server.as_(desk.login(server, "marco.operatore@example.com", desk.DEMO)["access_token"])
        sara = server.as_(desk.login(server, "sara.admin@example.com", desk.DEMO)["access_token"])
        webhooks = has("POST", "/admin/webhooks")
        if webhooks:
            listening.someone_listens(sara, self.receiver)
        uploads = has("POST", "/documents")
        office.a_plan_is_bought(server, self.till, anna, luca)
        office.an_appointment_is_made(anna, luca)
        office.fifty_want_one_time(anna, luca)
        office.a_course_is_joined(server, self.till, anna, luca, sara)
        path, handed = desk.an_isee_is_filed(server, anna, luca, self, uploads)
        handed = desk.the_operator_works_it(server, path, anna, luca, marco, self, handed, uploads)
        desk.refreshing_twenty_times(server)
        desk.bad_input_is_refused_kindly(server, anna)
        desk.killed_in_the_middle(server, anna)
        if uploads and webhooks:
            sent = crash.killed_while_sending(self, anna, sara)
            listening.everything_was_verified(sara, self.receiver, path)
            crash.everything_came(self, anna, sent)
        office.the_admin_reads_the_reports(sara)
        if has("GET", "/users/me/export") and has("DELETE", "/users/me/account"):
            leaving.the_customer_leaves(server, anna, luca, sara, ANNA, desk.PASSWORD, list(handed.values()))
        verdict = sara("GET", "/admin/audit-logs/verify").json
        ledger.prove("the audit chain verifies, after all of it", verdict["intact"] and verdict["entries"] > 0, verdict)

    def end(self):
        self.server.clean()
        for other in self.others:
            other.stop()


day = Day(*sys.argv[1:])
try:
    day.run()
    ledger.close()
except BaseException:
    log = day.server.home / "log"
    if log.exists():
        complaints = [line for line in log.read_text().splitlines() if '"level":"error"' in line or '"level":"warning"' in line]
        print("\n".join(complaints[-15:]), file=sys.stderr)
    raise
finally:
    day.end()
