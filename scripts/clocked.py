"""A server whose clock moves while it runs, the doubles beside it, and people who log in: for proofs on a driven clock. Needs cc."""
import email
import email.policy
import http.client
import json
import math
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
from wellness_year_server import link_token, one_time_code

UTC = timezone.utc
API = "/api/v1"
HERE = pathlib.Path(__file__).resolve().parent
PASSWORD = "a quiet walk by the river"


class Double:
    """A stand-in of a gateway; what its people do is under /_."""

    def __init__(self, script, log, *options):
        # A killed server leaves answers unread, of which the double complains.
        self.process = subprocess.Popen([sys.executable, str(HERE / script), *options], stdout=subprocess.PIPE, stderr=open(log, "ab"), text=True)
        self.port = int(self.process.stdout.readline())
        self.delivered = 0

    def __call__(self, path, **form):
        answer = call(self.port, "POST", path, urllib.parse.urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        if answer.status != 200:
            raise SystemExit(f"{path} {form}: {answer}")
        return answer.json

    def new_events(self):
        fresh = self("/_events", since=self.delivered)
        self.delivered += len(fresh)
        return fresh

    def stop(self):
        self.process.terminate()
        self.process.wait()


class ClockedServer(Server):
    """The server of one product; its clock and those of its doubles stand where `be_at` puts them, and it can be killed."""

    def __init__(self, binary, product, environment=None):
        super().__init__(binary, product)
        library = self.home / "clock.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(HERE / "clocked.c")], check=True)
        (self.home / "clock").write_bytes(struct.pack("q", 0))
        with open(self.home / "clock", "r+b") as file:
            self.clock = mmap.mmap(file.fileno(), 8)
        self.offset, self.patience, self.read, self.kills, self.doubles = 0, 60, set(), 0, []
        self.environment |= {
            "PORTICO_RATE_LIMITS": "off", "PORTICO_QUOTA_SCALE": "1000000", "PORTICO_ACCESS_LOG": "off", "PORTICO_TRUSTED_PROXIES": "127.0.0.0/8",
            "PORTICO_LOG_LEVEL": "notice", **(environment or {}),
        }
        self.tables = Tables(self)
        self.connection, self.requests = None, 0

    def now(self):
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

    def be_at(self, moment):
        """Moves the clock, to a second at most after the moment; the doubles' stands still between two moves."""
        self.offset = math.ceil(moment.timestamp() - time.time())
        self.clock[:8] = struct.pack("q", self.offset)
        for double in self.doubles:
            double("/_config", now=int(moment.timestamp()))

    def by_its_clock(self):
        return {**self.environment, "LD_PRELOAD": str(self.home / "clock.so"), "PORTICO_CLOCK": str(self.home / "clock")}

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

    def revive(self):
        """Starts it again a minute later, when the jobs of the killed process are free."""
        self.be_at(self.now() + timedelta(seconds=61))
        self.start()

    def clean(self):
        for double in self.doubles:
            double.stop()
        super().clean()

    def ask(self, token, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("User-Agent", "proof/1")
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

    def wake(self):
        """A job for nobody: who waits for jobs looks at the clock then, and not only once a second."""
        self.ask(None, "POST", "/auth/forgot-password", {"email": f"nobody{self.requests}@example.com"})

    def schedules_fire(self, moment, names=("deadlines.sweep",), patience=60):
        """Waits until the schedules have seen the clock's new time; their jobs are for `settle`."""
        listed, begun = ", ".join(f"'{name}'" for name in names), time.monotonic()
        minute = self.moment(moment.replace(second=0, microsecond=0))
        while time.monotonic() - begun < patience:
            self.wake()
            for _ in range(25):
                count = self.tables(f"SELECT COUNT(DISTINCT schedule) AS n FROM schedule_slot WHERE schedule IN ({listed}) AND slot_at >= {minute}")[0]["n"]
                if count == len(names):
                    return
                time.sleep(0.02)
        raise SystemExit("the schedules do not follow the clock")

    def settle(self, more="0", patience=120):
        """Waits until nothing is due any more: time-outs, jobs, events; `more` is a count of other things that are on their way.

        What a job enqueues is committed with or before its own end, so that one look at everything is enough.
        """
        begun = time.monotonic()
        while time.monotonic() - begun < patience:
            moment = self.moment(self.now())
            row = self.tables(f"""
                SELECT (SELECT COUNT(*) FROM deadline WHERE due_at <= {moment}) AS deadlines,
                       (SELECT COUNT(*) FROM deadline WHERE remind_at <= {moment}) AS reminders,
                       (SELECT COUNT(*) FROM job WHERE state IN ('ready', 'running', 'retry') AND run_at <= {moment}) AS jobs,
                       (SELECT COUNT(*) FROM charge_event WHERE state = 'received') AS events,
                       ({more}) AS more""")[0]
            if not any(row.values()):
                return
            time.sleep(0.02)
        late = self.tables(f"SELECT kind, state, last_error FROM job WHERE state IN ('ready', 'running', 'retry') AND run_at <= {moment}")
        raise SystemExit(f"never quiet: {row} {late[:5]}")

    def moment(self, when):
        """A literal of the database."""
        return str(int(when.timestamp() * 1_000_000)) if self.tables.is_file else f"'{when.isoformat()}'::timestamptz"

    def links(self, wanted):
        """The newest link in the mails to each of them."""
        found, folder, deadline = {}, self.home / "data" / "mail", time.monotonic() + 120
        while wanted - set(found):
            if time.monotonic() > deadline:
                raise SystemExit(f"no mail to {sorted(wanted - set(found))[:5]}")
            for path in sorted(folder.glob("*.eml")) if folder.exists() else []:
                if path in self.read:
                    continue
                message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                body = message.get_body(("plain",))
                token = link_token(body.get_content()) if body else None
                if body:
                    self.read.add(path)
                if token:
                    found[message["To"].strip("<> ")] = token
            time.sleep(0.1)
        return found


class Person:
    """Somebody with an account: logs in when a token is needed, again when the time of the old one is over."""

    def __init__(self, server, name, role="customer"):
        self.server, self.name, self.role = server, name, role
        self.email = f"{name}@example.com"
        self.id = self.provider = self.token = self.refresh = self.secret = None
        self.since, self.code_step, self.number, self.agent = None, 0, 0, "proof/1"
        # Everybody has an address of their own, which a proxy tells.
        self.address = f"10.{sum(map(ord, name)) % 250}.{len(name)}.{int(''.join(c for c in name if c.isdigit()) or 0) % 250}"

    def __call__(self, method, path, body=None, **headers):
        return self.server.ask(self.access(), method, path, body, **self.origin, **headers)

    @property
    def origin(self):
        return {"User_Agent": self.agent, "X_Forwarded_For": self.address}

    def wanted(self, status, method, path, body=None, **headers):
        answer = self(method, path, body, **headers)
        if answer.status != status:
            raise SystemExit(f"wanted {status}: {self.name} {method} {path} {str(body)[:500]}\n  got {answer}")
        return answer.json

    def access(self):
        now = self.server.now()
        fresh = timedelta(minutes=9)
        if self.token and self.since <= now < self.since + fresh:
            return self.token
        # Staff confirm money and roles with a login of the last minutes.
        if self.refresh and self.role not in ("admin", "lsm"):
            answer = self.server.ask(None, "POST", "/auth/refresh", {"refresh_token": self.refresh}, **self.origin)
            if answer.status == 200:
                return self.keep(answer.json)
        return self.log_in()

    def log_in(self):
        answer = self.server.ask(None, "POST", "/auth/login", {"email": self.email, "password": PASSWORD}, **self.origin)
        if answer.status == 200 and answer.json.get("access_token"):
            return self.keep(answer.json)
        if not self.secret:
            raise SystemExit(f"{self.email} cannot log in: {answer}")
        # A code is good once.
        if int(self.server.now().timestamp() // 30) <= self.code_step:
            self.server.be_at(self.server.now() + timedelta(seconds=30))
        self.code_step = int(self.server.now().timestamp() // 30)
        code = one_time_code(self.secret, self.server.now())
        second = self.server.ask(None, "POST", "/auth/login/second-factor", {"challenge": answer.json["challenge"], "code": code}, **self.origin)
        if second.status != 200:
            raise SystemExit(f"{self.email} cannot log in: {second}")
        return self.keep(second.json)

    def keep(self, grant):
        self.token, self.refresh, self.since = grant["access_token"], grant["refresh_token"], self.server.now()
        return self.token

    def enrol(self):
        self.log_in()
        self.secret = self.wanted(200, "POST", "/users/me/second-factor")["secret"]
        self.code_step = int(self.server.now().timestamp() // 30)
        code = one_time_code(self.secret, self.server.now())
        self.wanted(200, "POST", "/users/me/second-factor/confirm", {"code": code})
        return self


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
