"""nginx and Apache in front of one server: run by behind-proxies. Everything is asked with curl but the WebSocket."""
import base64
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from portico import free_port, pdf

PASSWORD = "Portico-demo-2026"
passed, failed = 0, []


def prove(what, holds, seen=""):
    global passed
    if holds:
        passed += 1
    else:
        failed.append(what)
        print(f"FAILED  {what}: {str(seen)[-700:]}")


class Answer:
    def __init__(self, text):
        while True:
            head, _, body = text.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            self.status = int(lines[0].split()[1])
            if self.status >= 200 or self.status == 101:
                break
            text = body
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            self.headers[name] = ", ".join(filter(None, [self.headers.get(name), value.strip()]))
        self.raw = body

    @property
    def json(self):
        import gzip
        return json.loads(gzip.decompress(self.raw) if self.headers.get("content-encoding") == "gzip" else self.raw)

    def __repr__(self):
        return f"{self.status} {self.headers} {self.raw[:600]!r}"


def curl(url, *arguments, **headers):
    words = ["curl", "-s", "-i", "--raw", "--max-time", "60", "--http1.1"]
    for name, value in headers.items():
        words += ["-H", f"{name.replace('_', '-')}: {value}"]
    done = subprocess.run([*words, *arguments, url], capture_output=True)
    if done.returncode != 0 and not done.stdout:
        raise SystemExit(f"curl {url}: {done.returncode} {done.stderr.decode()}")
    answer = Answer(done.stdout)
    if "chunked" in answer.headers.get("transfer-encoding", ""):
        answer.raw = unchunked(answer.raw)
    return answer


def unchunked(text):
    body = b""
    while text:
        size, _, text = text.partition(b"\r\n")
        length = int(size.split(b";")[0] or b"0", 16)
        if length == 0:
            break
        body, text = body + text[:length], text[length + 2:]
    return body


def send(url, method, body=None, *arguments, **headers):
    more = ["-X", method]
    if body is not None:
        more += ["--data-binary", json.dumps(body)]
        headers.setdefault("Content_Type", "application/json")
    return curl(url, *more, *arguments, **headers)


NGINX = """
daemon off; pid {home}/nginx.pid; error_log {home}/nginx.log warn; {user}
events {{ worker_connections 512; }}
http {{
    access_log off; client_max_body_size 64m; large_client_header_buffers 8 64k;
    client_body_temp_path {home}/n1; proxy_temp_path {home}/n2; fastcgi_temp_path {home}/n3; uwsgi_temp_path {home}/n4; scgi_temp_path {home}/n5;
    gzip on; gzip_min_length 20; gzip_proxied any; gzip_types application/json application/problem+json text/calendar;
    proxy_http_version 1.1; proxy_request_buffering off;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    map $http_upgrade $onward {{ default upgrade; '' ''; }}
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $onward;
    server {{
        listen 127.0.0.1:{port};
        location / {{ proxy_set_header Accept-Encoding ""; proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $onward; proxy_pass http://127.0.0.1:{server}; }}
        location /api/ {{ proxy_set_header X-Forwarded-Prefix /api; proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_pass http://127.0.0.1:{server}/; }}
    }}
}}
"""

APACHE = """
ServerRoot {home}
PidFile {home}/apache.pid
ErrorLog {home}/apache.log
DefaultRuntimeDir {home}
Mutex file:{home} default
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
{user}
{modules}
LimitRequestFieldSize 65536
LimitRequestLine 65536
TypesConfig /dev/null
AddOutputFilterByType DEFLATE application/json application/problem+json text/calendar
ProxyRequests Off
ProxyPreserveHost On
AllowEncodedSlashes NoDecode
<Location /api/>
    RequestHeader set X-Forwarded-Prefix /api
</Location>
ProxyPass /api/ http://127.0.0.1:{server}/ nocanon upgrade=websocket
ProxyPass / http://127.0.0.1:{server}/ nocanon upgrade=websocket
"""
MODULES = ["mpm_event", "authz_core", "env", "setenvif", "mime", "filter", "deflate", "headers", "proxy", "proxy_http", "proxy_wstunnel"]


class House:
    """The server, and one process for each proxy."""

    def __init__(self, binary):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="portico-proxies-"))
        self.home.chmod(0o755)
        self.port, self.processes = free_port(), []
        environment = dict(
            os.environ, PORTICO_ENV="development", PORTICO_SECRET="0123456789abcdef" * 4, PORTICO_DATABASE_URL=f"sqlite:{self.home}/data/",
            PORTICO_STORAGE=f"{self.home}/files/", PORTICO_TRUSTED_PROXIES="127.0.0.1", PORTICO_PORT=str(self.port),
        )
        self.run([os.path.abspath(binary), "serve", "--demo"], "server", env=environment)
        self.wait(self.port, "server", 120)

    def run(self, words, name, **options):
        log = open(self.home / f"{name}.out", "wb")
        self.processes.append(subprocess.Popen(words, cwd=self.home, stdout=log, stderr=subprocess.STDOUT, **options))

    def wait(self, port, name, seconds=20):
        deadline = time.time() + seconds
        while time.time() < deadline:
            if self.processes[-1].poll() is not None:
                break
            done = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", f"http://127.0.0.1:{port}/readyz"], capture_output=True)
            if done.stdout == b"200":
                return
            time.sleep(0.1)
        logs = "".join(path.read_text(errors="replace")[-3000:] for path in self.home.glob(f"{name}*") if path.is_file())
        self.clean()
        raise SystemExit(f"{name} did not start:\n{logs}")

    def nginx(self):
        port = free_port()
        user = "user root;" if os.getuid() == 0 else ""
        (self.home / "nginx.conf").write_text(NGINX.format(home=self.home, port=port, server=self.port, user=user))
        self.run([shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(self.home), "-c", str(self.home / "nginx.conf")], "nginx")
        self.wait(port, "nginx")
        return port

    def apache(self):
        port = free_port()
        modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES)
        user = "User www-data\nGroup www-data" if os.getuid() == 0 else ""
        (self.home / "apache.conf").write_text(
            APACHE.format(home=self.home, port=port, server=self.port, user=user, modules=modules))
        self.run([shutil.which("apache2") or "/usr/sbin/apache2", "-f", str(self.home / "apache.conf"), "-DFOREGROUND"], "apache")
        self.wait(port, "apache")
        return port

    def clean(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    process.kill()
        shutil.rmtree(self.home, ignore_errors=True)


def login(base, email, address="203.0.113.1"):
    answer = send(f"{base}/auth/login", "POST", {"email": email, "password": PASSWORD}, X_Forwarded_For=address)
    if answer.status != 200:
        raise SystemExit(f"no login at {base}: {answer}")
    return "Bearer " + answer.json["access_token"]


def tags(name, caf, token, coded):
    """The cycle of a tag: seen, compressed by the proxy, sent back, stale."""
    me = f"{caf}/users/me"
    plain = curl(me, Authorization=token)
    small = curl(me, Authorization=token, Accept_Encoding="gzip")
    prove(f"{name}: the proxy compresses", small.headers.get("content-encoding") == "gzip", small)
    prove(f"{name}: and rewrites the tag", coded(small.headers.get("etag", "")), small.headers)
    prove(f"{name}: what was compressed is the same", small.json == plain.json)
    tag = small.headers["etag"]
    known = curl(me, Authorization=token, Accept_Encoding="gzip", If_None_Match=tag)
    prove(f"{name}: who has it is told so", known.status == 304 and not known.raw, known)
    services = f"{caf}/services"
    listed = curl(services, Accept_Encoding="gzip")
    other = curl(services, Accept_Encoding="gzip", If_None_Match=listed.headers.get("etag", '"none"'), Accept_Language="en")
    prove(f"{name}: another language is another answer", other.status == 200 and other.json != listed.json, other)
    name_of = small.json["first_name"]
    first = send(me, "PATCH", {"first_name": name_of + "a"}, Authorization=token, Accept_Encoding="gzip", If_Match=tag)
    prove(f"{name}: a change with the tag of the proxy", first.status == 200, first)
    stale = send(me, "PATCH", {"first_name": name_of}, Authorization=token, If_Match=tag)
    prove(f"{name}: the same tag again is stale", stale.status == 412, stale)
    changed = curl(me, Authorization=token, Accept_Encoding="gzip", If_None_Match=tag)
    prove(f"{name}: and no longer known", changed.status == 200, changed)
    back = send(me, "PATCH", {"first_name": name_of}, Authorization=token, If_Match=changed.headers["etag"])
    prove(f"{name}: the new tag does", back.status == 200, back)
    bare = send(me, "PATCH", {"first_name": name_of}, Authorization=token, If_Match='"1"')
    prove(f"{name}: a bare version that is old is stale", bare.status == 412, bare)


def bodies(name, caf, token, home):
    answer = send(f"{caf}/service-requests", "POST", {"service": "ISEE", "tax_year": {"nginx": 2025, "Apache": 2024}.get(name, 2023)}, "-H", "Transfer-Encoding: chunked",
                  Authorization=token)
    prove(f"{name}: a body in chunks", answer.status == 201, answer)
    prove(f"{name}: Location is below the mount", answer.headers.get("location", "").startswith("/caf/service-requests/"), answer)
    request = answer.json["id"]
    for words in (["-H", "Transfer-Encoding: chunked", "-H", "Content-Type:", "-d", ""], ["-H", "Content-Type:", "-d", ""]):
        empty = curl(f"{caf}/service-requests/{request}/submit", "-X", "POST", *words, Authorization=token)
        prove(f"{name}: an empty body without a type", empty.status not in (400, 411, 415), empty)
    squeezed = send(f"{caf}/service-requests", "POST", {}, Authorization=token, Content_Encoding="gzip")
    prove(f"{name}: a coded body is refused by its name", squeezed.status == 415 and squeezed.headers.get("accept-encoding") == "identity", squeezed)
    paper = home / "carta.pdf"
    for number, words in enumerate(([], ["-H", "Transfer-Encoding: chunked"])):
        paper.write_bytes(pdf(f"{name} {number}" + " " * 300_000))
        sent = curl(f"{caf}/documents", "-F", f"request_id={request}", "-F", "category=identity_document", "-F",
                    f"file=@{paper};type=application/pdf", *words, Authorization=token)
        prove(f"{name}: a form with a file {words[-1:]}", sent.status == 201, sent)
    if sent.status != 201:
        return
    link = curl(f"{caf}/documents/{sent.json['id']}/download", Authorization=token).json
    path = next(value for value in link.values() if isinstance(value, str) and "/files/" in value)
    url = caf + "/files/" + path.rsplit("/files/", 1)[1]
    for appended in ("", "?fbclid=x&nocache=1"):
        head = curl(url + appended, "-I")
        prove(f"{name}: HEAD of a file {appended}", head.status == 200 and not head.raw, head)
    piece = curl(url, Range="bytes=0-9")
    prove(f"{name}: a part of a file", piece.status == 206 and piece.raw == paper.read_bytes()[:10], piece)


def addresses(name, caf):
    statuses = []
    for _ in range(12):
        statuses.append(send(f"{caf}/auth/login", "POST", {"email": "nobody@example.com", "password": "not-the-password-1"},
                             X_Forwarded_For=f"198.51.100.{len(name)}").status)
    prove(f"{name}: one caller behind it has an allowance", 429 in statuses and statuses[0] == 401, statuses)
    other = send(f"{caf}/auth/login", "POST", {"email": "luca.bianchi@example.com", "password": PASSWORD}, X_Forwarded_For="198.51.100.200")
    prove(f"{name}: another caller has their own", other.status == 200, other)


def headers(name, caf, base, token):
    head = curl(f"{caf}/services", "-I")
    prove(f"{name}: HEAD", head.status == 200 and not head.raw, head)
    fits = curl(f"{caf}/users/me", Authorization=token, X_Large="x" * 20_000)
    prove(f"{name}: 20 kB of headers", fits.status == 200, fits)
    large = curl(f"{caf}/users/me", Authorization=token, X_Large="x" * 40_000)
    prove(f"{name}: 40 kB are refused with a reason", large.status in (400, 431), large)
    listed = curl(f"{base}/api/distribution/api/products?limit=2")
    prove(f"{name}: links have the prefix that the proxy puts before", listed.headers.get("link", "").startswith("</api/distribution/api/products"),
          listed)
    for coding in ("gzip", "identity"):
        answer = curl(f"{base}/distribution/api/products?limit=20&fbclid=x", Accept_Encoding=coding)
        again = curl(f"{base}/distribution/api/products?limit=20&fbclid=x", Accept_Encoding=coding, If_None_Match=answer.headers.get("etag", '"x"'))
        prove(f"{name}: a list is known again ({coding})", answer.status == 200 and again.status == 304, (answer, again))


def socket_of(name, port, token):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        wire.sendall((f"GET /distribution/ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                      f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n"
                      f"Authorization: {token}\r\n\r\n").encode())
        seen = b""
        deadline = time.time() + 20
        while time.time() < deadline and b'"ready"' not in seen:
            part = wire.recv(65_536)
            if not part:
                break
            seen += part
    prove(f"{name}: a WebSocket is opened and spoken to", seen.startswith(b"HTTP/1.1 101") and b'"ready"' in seen, seen)


def behind(name, port, house, coded):
    base = f"http://127.0.0.1:{port}"
    caf = f"{base}/caf"
    giulia = login(caf, "giulia.rossi@example.com")
    tags(name, caf, giulia, coded)
    bodies(name, caf, giulia, house.home)
    headers(name, caf, base, giulia)
    socket_of(name, port, login(f"{base}/distribution/api", "omar.shop@example.com"))
    addresses(name, caf)


house = House(sys.argv[1])
try:
    behind("nginx", house.nginx(), house, lambda tag: tag.startswith('W/"'))
    behind("Apache", house.apache(), house, lambda tag: tag.endswith('-gzip"') or tag.startswith('W/"'))
    behind("nobody", house.port, house, lambda tag: tag.startswith('W/"')) if "--alone" in sys.argv else None
finally:
    house.clean()
print(f"{passed} proved, {len(failed)} failed")
sys.exit(1 if failed else 0)
