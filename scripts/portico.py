"""A Portico server under test: started, spoken to, killed. Standard library only."""
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.raw = status, headers, body
        try:
            self.json = json.loads(body) if body else None
        except ValueError:
            self.json = None

    def __repr__(self):
        return f"{self.status} {self.raw[:2000].decode(errors='replace')}"


class Server:
    """The `portico` binary serving one product at / on a database of its own."""

    def __init__(self, binary, product="caf", environment=None):
        self.binary, self.product = binary, product
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="portico-"))
        self.port = free_port()
        postgres = os.environ.get("PORTICO_TEST_POSTGRES")
        if postgres:
            name = f"d{os.getpid()}_{self.port}"
            subprocess.run(["psql", "-q", postgres, "-c", f"CREATE DATABASE {name}"], check=True)
            self.database = postgres.rsplit("/", 1)[0] + "/" + name
        else:
            self.database = f"sqlite:{self.home}/{product}.sqlite"
        self.environment = dict(
            os.environ, PORTICO_ENV="development", PORTICO_SECRET="0123456789abcdef" * 4,
            PORTICO_DATABASE_URL=self.database, PORTICO_HOST="127.0.0.1", PORTICO_PORT=str(self.port),
            **(environment or {}),
        )
        self.process = None
        self.patience = 30

    def run(self, *arguments, **options):
        return subprocess.run([self.binary, *arguments], cwd=self.home, env=self.environment, check=True, **options)

    def start(self, *arguments):
        self.log = open(self.home / "log", "ab")
        self.process = subprocess.Popen(
            [self.binary, "serve", "--product", self.product, *arguments], cwd=self.home, env=self.environment,
            stdout=self.log, stderr=subprocess.STDOUT,
        )
        deadline = time.time() + self.patience
        while time.time() < deadline:
            if self.process.poll() is not None:
                break
            try:
                if call(self.port, "GET", "/readyz").status == 200:
                    return self
            except OSError:
                time.sleep(0.02)
        raise SystemExit("the server did not start:\n" + (self.home / "log").read_text()[-4000:])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60 + self.patience)

    def clean(self):
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def as_(self, token=None):
        return Client(self.port, token)


class Client:
    def __init__(self, port, token=None):
        self.port, self.token = port, token

    def __call__(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        return call(self.port, method, path, body, headers)


def call(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = dict(headers or {})
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        connection.request(method, path, data, headers)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def form(fields, name, content, media_type="application/pdf"):
    """A multipart form with some fields and one `file`: its body and its content type."""
    boundary = "portico-form-7d1f"
    parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()]
    parts.append(f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
                 f"Content-Type: {media_type}\r\n\r\n".encode() + content)
    body = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def pdf(text):
    """One page with a line of text."""
    page = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    file, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (f"{file}xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{table}trailer\n"
            f"<< /Size {len(offsets) + 1} /Root 1 0 R >>\nstartxref\n{len(file)}\n%%EOF\n").encode()


def at_once(count, work):
    """Runs `work(i)` from `count` threads that start together; the results in order."""
    results, gate = [None] * count, threading.Barrier(count)

    def one(i):
        gate.wait()
        try:
            results[i] = work(i)
        except Exception as error:  # noqa: BLE001 - a broken connection is a result too
            results[i] = error

    threads = [threading.Thread(target=one, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def serve_until_orphaned(server):
    """A double ends with the process that started it, so that a killed test leaves no process behind."""
    parent = os.getppid()

    def watch():
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
    server.serve_forever()
