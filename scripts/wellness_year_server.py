"""The server of the year: it runs by a clock of ours, and is started again at each next moment."""
import concurrent.futures
import base64
import email
import email.policy
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import subprocess
import threading
import time
from datetime import datetime, timedelta, timezone

from portico import Answer, Server, call

UTC = timezone.utc
API = "/api/v1"


CLOCK = pathlib.Path(__file__).with_name("wellness_year_clock.c")


class YearServer(Server):
    """A small library that is preloaded tells it the time; each start can be at another moment."""

    def __init__(self, binary, environment):
        super().__init__(binary, "wellness", {"PORTICO_RATE_LIMITS": "off", **environment})
        library = self.home / "clock.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(CLOCK)], check=True)
        self.preload, self.offset, self.patience = str(library), 0, 60
        self.here, self.read = threading.local(), set()

    def be_at(self, moment):
        self.offset = round(moment.timestamp() - time.time())

    def now(self):
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

    def by_its_clock(self):
        return {**self.environment, "LD_PRELOAD": self.preload, "YEAR_OFFSET": str(self.offset)}

    def command(self, *arguments, **options):
        done = subprocess.run([self.binary, *arguments], cwd=self.home, env=self.by_its_clock(), capture_output=True, **options)
        if done.returncode:
            raise SystemExit(f"portico {' '.join(arguments)}: {done.stderr.decode()[-2000:]}{done.stdout.decode()[-2000:]}")
        return done.stdout.decode()

    def start_at(self, moment):
        self.stop()
        self.be_at(moment)
        self.log = open(self.home / "log", "ab")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--product", "wellness"], cwd=self.home, env=self.by_its_clock(), stdout=self.log, stderr=subprocess.STDOUT
        )
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                answer = call(self.port, "GET", "/readyz")
                if answer.status == 200:
                    told = email.utils.parsedate_to_datetime(answer.headers["Date"])
                    if abs(told - self.now()) > timedelta(seconds=3):
                        raise SystemExit(f"the server does not go by the clock of the year: {told}, not {self.now()}")
                    return
            except OSError:
                time.sleep(0.02)
        raise SystemExit("the server did not start:\n" + (self.home / "log").read_text()[-4000:])

    def ask(self, token, method, path, body=None, **headers):
        """One request over a connection that each thread keeps."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            headers["Authorization"] = "Bearer " + token
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        for attempt in (1, 2):
            connection = getattr(self.here, "connection", None)
            if connection is None or self.here.process is not self.process:
                connection = self.here.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.here.process = self.process
            try:
                connection.request(method, path if path.startswith("/metrics") else API + path, data, headers)
                response = connection.getresponse()
                return Answer(response.status, response.headers, response.read())
            except (http.client.RemoteDisconnected, ConnectionError):
                self.here.connection = None
                if attempt == 2:
                    raise

    def wanted(self, status, *request, **headers):
        answer = self.ask(*request, **headers)
        if answer.status != status:
            raise SystemExit(f"wanted {status}: {request[1]} {request[2]} {json.dumps(request[3:])[:600]}\n  got {answer}")
        return answer

    def links(self):
        """The links that came by mail since the last time: address and token."""
        folder = self.home / "data" / "mail"
        for path in sorted(folder.glob("*.eml")) if folder.exists() else []:
            if path in self.read:
                continue
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            body = message.get_body(("plain",))
            token = link_token(body.get_content()) if body else None
            # A file without a link may be one that is still being written.
            if token or time.time() - path.stat().st_mtime > 5:
                self.read.add(path)
            if token:
                yield message["To"].strip("<> "), token


def together(work, items, threads=4):
    """Does the work for each item, some at a time; the results in order."""
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))


def link_token(text):
    found = re.search(r"[?&#]token=([A-Za-z0-9_.~-]+)", text)
    return found and found.group(1)


def one_time_code(secret, moment):
    """The authenticator's code (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, int(moment.timestamp() // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place:place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def instant(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def parsed(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
