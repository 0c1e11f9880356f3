"""The server of the week: its clock moves while it runs, and it can be killed; with the doubles of both gateways."""
import hashlib
import hmac
import http.client
import json
import mmap
import pathlib
import struct
import subprocess
import sys
import time
import urllib.parse
from datetime import datetime, timedelta, timezone

from portico import Answer, Server, call
from tables import Tables

UTC = timezone.utc
API = "/api/v1"
HERE = pathlib.Path(__file__).resolve().parent
STRIPE_SECRET = "whsec_d2Vla29mdGhlbWFya2V0cGxhY2U="


class Double:
    """A stand-in of a gateway; what its people do is under /_."""

    def __init__(self, script, log, *options):
        # A killed server leaves answers unread, of which the double complains.
        self.process = subprocess.Popen([sys.executable, str(HERE.parent / script), *options], stdout=subprocess.PIPE, stderr=open(log, "ab"), text=True)
        self.port = int(self.process.stdout.readline())
        self.delivered = 0

    def __call__(self, path, **form):
        answer = call(self.port, "POST", path, urllib.parse.urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        if answer.status != 200:
            raise SystemExit(f"{path} {form}: {answer}")
        return answer.json

    def new_events(self):
        events = self("/_events")
        fresh, self.delivered = events[self.delivered:], len(events)
        return fresh

    def stop(self):
        self.process.terminate()
        self.process.wait()


class WeekServer(Server):
    def __init__(self, binary, environment=None):
        super().__init__(binary, "marketplace")
        library = self.home / "clock.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(HERE / "clock.c")], check=True)
        (self.home / "clock").write_bytes(struct.pack("q", 0))
        with open(self.home / "clock", "r+b") as file:
            self.clock = mmap.mmap(file.fileno(), 8)
        self.offset, self.patience, self.read, self.kills = 0, 60, set(), 0
        self.stripe = Double("stripe-double.py", self.home / "stripe.log")
        self.paypal = Double("paypal-double.py", self.home / "paypal.log", "--folder", str(self.home), "--roots", str(self.home / "roots.pem"))
        self.environment |= {
            "PORTICO_RATE_LIMITS": "off", "PORTICO_QUOTA_SCALE": "1000000", "PORTICO_ACCESS_LOG": "off", "PORTICO_TRUSTED_PROXIES": "127.0.0.0/8",
            "PORTICO_LOG_LEVEL": "notice",
            "PORTICO_STRIPE_KEY": "sk_test_week", "PORTICO_STRIPE_WEBHOOK_SECRETS": STRIPE_SECRET,
            "PORTICO_STRIPE_API": f"http://127.0.0.1:{self.stripe.port}",
            "PORTICO_PAYPAL_CLIENT_ID": "double-client", "PORTICO_PAYPAL_SECRET": "double-secret",
            "PORTICO_PAYPAL_WEBHOOK_ID": "8PT597110X687430L",
            "PORTICO_PAYPAL_API": f"http://127.0.0.1:{self.paypal.port}", "PORTICO_PAYPAL_ROOTS": str(self.home / "roots.pem"),
            **(environment or {}),
        }
        self.address = f"http://127.0.0.1:{self.port}"
        self.tables = Tables(self)
        self.connection, self.requests = None, 0

    def now(self):
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

    def be_at(self, moment):
        """Moves the clock; the doubles' stands still between two moves."""
        self.offset = round(moment.timestamp() - time.time())
        self.clock[:8] = struct.pack("q", self.offset)
        for double in (self.stripe, self.paypal):
            double("/_config", now=int(moment.timestamp()))

    def by_its_clock(self):
        return {**self.environment, "LD_PRELOAD": str(self.home / "clock.so"), "WEEK_CLOCK": str(self.home / "clock")}

    def command(self, *arguments, **options):
        done = subprocess.run([self.binary, *arguments], cwd=self.home, env=self.by_its_clock(), capture_output=True, **options)
        if done.returncode:
            raise SystemExit(f"portico {' '.join(arguments)}: {done.stderr.decode()[-2000:]}{done.stdout.decode()[-2000:]}")
        return done.stdout.decode()

    def start(self, *arguments):
        plain, self.environment = self.environment, self.by_its_clock()
        try:
            return super().start(*arguments)
        finally:
            self.environment = plain

    def kill(self):
        super().kill()
        self.connection, self.kills = None, self.kills + 1

    def clean(self):
        for double in (self.stripe, self.paypal):
            double.stop()
        super().clean()

    def ask(self, token, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("User-Agent", "week/1")
        if token:
            headers["Authorization"] = "Bearer " + token
        data = body if isinstance(body, bytes) else None
        if body is not None and data is None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        self.requests += 1
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self.connection.request(method, API + path, data, headers)
                response = self.connection.getresponse()
                return Answer(response.status, response.headers, response.read())
            except (http.client.RemoteDisconnected, ConnectionError):
                self.connection = None
                if attempt == 2:
                    raise

    def deliver_stripe(self, event):
        stamp = str(int(self.now().timestamp()))
        mac = hmac.new(STRIPE_SECRET.encode(), f"{stamp}.{event}".encode(), hashlib.sha256).hexdigest()
        return self.ask(None, "POST", "/payments/webhook", event.encode(), Stripe_Signature=f"t={stamp},v1={mac}", Content_Type="application/json")

    def deliver_paypal(self, event):
        return self.ask(None, "POST", "/payments/webhook", event["body"].encode(), Content_Type="application/json",
                        **{name.replace("-", "_"): value for name, value in event["headers"].items()})

    def settle(self, patience=120):
        """Waits until nothing is due any more: time-outs, jobs, events and operations."""
        begun, quiet, row = time.monotonic(), 0, {}
        while time.monotonic() - begun < patience:
            moment = self.moment(self.now() - timedelta(seconds=1))
            row = self.tables(f"""
                SELECT (SELECT COUNT(*) FROM deadline WHERE due_at <= {moment}) AS deadlines,
                       (SELECT COUNT(*) FROM deadline WHERE remind_at <= {moment}) AS reminders,
                       (SELECT COUNT(*) FROM job WHERE state IN ('ready', 'running', 'retry') AND run_at <= {moment}
                                                  AND kind NOT IN ('deadlines.sweep')) AS jobs,
                       (SELECT COUNT(*) FROM charge_event WHERE state = 'received') AS events""")[0]
            quiet = quiet + 1 if not any(row.values()) else 0
            if quiet == 2:
                return
            time.sleep(0.1)
        late = self.tables(f"SELECT kind, state, last_error FROM job WHERE state IN ('ready', 'running', 'retry') AND run_at <= {moment}")
        raise SystemExit(f"never quiet: {row} {late[:5]}")

    def schedules_fire(self, moment, patience=60):
        """Waits until the schedules have seen the clock's new time."""
        minute, begun = moment.replace(second=0, microsecond=0), time.monotonic()
        while time.monotonic() - begun < patience:
            count = self.tables(f"""SELECT COUNT(DISTINCT schedule) AS n FROM schedule_slot
                                     WHERE schedule IN ('deadlines.sweep', 'marketplace.nights') AND slot_at >= {self.moment(minute)}""")[0]["n"]
            if count == 2:
                return time.sleep(0.3)
            time.sleep(0.1)
        raise SystemExit("the schedules do not follow the clock")

    def moment(self, when):
        """A literal of the database."""
        return str(int(when.timestamp() * 1_000_000)) if self.tables.is_file else f"'{when.isoformat()}'::timestamptz"


def instant(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parsed(value):
    """A moment of the database or of the API."""
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, int):
        return datetime.fromtimestamp(value / 1_000_000, UTC)
    text = value.replace("Z", "+00:00")
    return datetime.fromisoformat(text)
