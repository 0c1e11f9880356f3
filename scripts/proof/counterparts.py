"""The others: a bucket that verifies signatures (SeaweedFS), and clamd with signatures of its own."""
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
import urllib.request

from portico import free_port

EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MARKER = b"LAB-TEST-VIRUS"  # what our clamd takes for a virus, wherever it stands


class Counterpart:
    """A process with a folder of its own, gone with `stop`."""

    def start(self, command, ready, **options):
        self.log = open(self.home / "log", "wb")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT, **options)
        deadline = time.time() + 60
        while time.time() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", ready), 0.5).close()
                return self
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"{command[0]} did not start:\n" + (self.home / "log").read_text(errors="replace")[-2000:])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.home, ignore_errors=True)


class Bucket(Counterpart):
    KEY, SECRET, NAME = "AKIDTEST", "SECRETTEST12345", "portico"

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="portico-weed-"))
        self.port = free_port()
        identity = {"name": "portico", "credentials": [{"accessKey": self.KEY, "secretKey": self.SECRET}],
                    "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
        (self.home / "s3.json").write_text(json.dumps({"identities": [identity]}))
        ports = {name: free_port() for name in (
            "master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc", "s3.port.grpc")}
        weed = os.path.join(os.path.dirname(sys.executable), "weed")
        self.start(
            [weed, "-logtostderr", "server", f"-dir={self.home}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.max=20",
             "-master.volumeSizeLimitMB=64", "-filer", "-s3", f"-s3.port={self.port}", "-s3.port.iceberg=0", "-s3.port.lance=0",
             f"-s3.config={self.home}/s3.json", *(f"-{name}={port}" for name, port in ports.items())],
            self.port, env=dict(os.environ, WEED_S3_SSE_KEK_PASSPHRASE="proof-only"),
        )
        self.make(ports["filer.port"])

    def make(self, filer):
        """The bucket is a folder of the filer's, which needs no signature."""
        self.filer = filer
        deadline = time.time() + 60
        while True:
            try:
                request = urllib.request.Request(f"http://127.0.0.1:{filer}/buckets/{self.NAME}/", method="POST")
                urllib.request.urlopen(request, timeout=10).close()
                return
            except OSError as error:
                if time.time() > deadline:
                    raise SystemExit(f"no bucket: {error}") from error
                time.sleep(0.5)

    def files(self):
        """The objects in the bucket, as listed by the filer."""
        return walk(f"http://127.0.0.1:{self.filer}/buckets/{self.NAME}/")

    @property
    def settings(self):
        return {
            "PORTICO_STORAGE": f"s3://{self.NAME}/proof", "PORTICO_S3_ENDPOINT": f"http://127.0.0.1:{self.port}",
            "PORTICO_S3_REGION": "us-east-1", "PORTICO_S3_ACCESS_KEY": self.KEY, "PORTICO_S3_SECRET_KEY": self.SECRET,
        }


class VirusScanner(Counterpart):
    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="portico-clamd-"))
        self.port = free_port()
        (self.home / "db").mkdir()
        (self.home / "db/lab.ndb").write_text(
            f"Lab.EICAR-Body:0:*:{EICAR.encode().hex()}\nLab.Marker:0:*:{MARKER.hex()}\n")
        (self.home / "clamd.conf").write_text(
            f"DatabaseDirectory {self.home}/db\nTCPAddr 127.0.0.1\nTCPSocket {self.port}\nForeground yes\n"
            "StreamMaxLength 100M\nMaxThreads 4\nReadTimeout 30\n")
        for path in (self.home, self.home / "db"):
            path.chmod(0o755)  # clamd drops to a user of its own
        self.start(["clamd", "-c", str(self.home / "clamd.conf")], self.port)

    @property
    def settings(self):
        return {"PORTICO_CLAMD": f"tcp:127.0.0.1:{self.port}"}


class Folder:
    """The other place for files: nothing to start."""

    def files(self):
        return [path for path in self.home.rglob("*") if path.is_file()]

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="portico-files-"))

    @property
    def settings(self):
        return {"PORTICO_STORAGE": f"{self.home}/"}

    def stop(self):
        shutil.rmtree(self.home, ignore_errors=True)


def walk(url):
    request = urllib.request.Request(url + "?limit=1000", headers={"Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        entries = json.load(answer).get("Entries") or []
    files = []
    for entry in entries:
        name = entry["FullPath"].rsplit("/", 1)[-1]
        is_folder = entry.get("Mode", 0) & 0x80000000
        files += walk(url + name + "/") if is_folder else [entry["FullPath"]]
    return files
