"""fuzz_files.py BINARY: sends hostile files to a running server and compares the time per kB with that of honest files.

Looped, repeated, overlapping, nested, broken off anywhere, numbers at their maximum; eight at once, with an honest paper beside them. Fails when an
answer is a 5xx other than "come again", or when time per kB is out of proportion.
"""
import concurrent.futures
import http.client
import os
import random
import statistics
import struct
import sys
import time
import zlib

sys.path.insert(0, os.path.dirname(__file__))
from portico import Server  # noqa: E402

PASSWORD = "Portico-demo-2026"
MOST = 40  # times as long per kB as an honest file, beyond what any request costs; a debug build needs up to 30
ALLOWED = (201, 409, 413, 415, 422, 503)


def pdf(extra=b"", objects=b""):
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + extra + b" >>\nendobj\n" + objects + b"trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def chunk(kind, content=b""):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(size):
    rows = zlib.compress(random.Random(1).randbytes(size), 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND")


def jpeg(size):
    noise = random.Random(2).randbytes(size).replace(b"\xff", b"\xfe")
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xda\x00\x08\x01\x01\x00\x00?\x00" + noise + b"\xff\xd9"


def tiff(entries, numbers, following=0, tag=700):
    place = 8 + 2 + entries * 12 + 4
    entry = struct.pack("<HHII", tag, 4, numbers, place)
    return b"II*\0" + struct.pack("<IH", 8, entries) + entry * entries + struct.pack("<I", following) + bytes(4 * numbers)


def object_stream(text, number=9):
    packed = zlib.compress(text, 9)
    return b"%d 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % (number, len(packed)) + packed + b"\nendstream\nendobj\n"


def hostile():
    yield "tiff: its own next", tiff(1, 5_000, 8)
    yield "tiff: two entries and a loop", tiff(2, 5_000, 8)
    yield "tiff: 100 entries of a million numbers", tiff(100, 1_000_000)
    yield "tiff: all the entries there can be", tiff(65_535, 200_000)
    yield "tiff: all of them strips", tiff(65_535, 60_000, tag=273)
    yield "jpeg: fill bytes", b"\xff\xd8" + b"\xff" * (4 << 20)
    yield "jpeg: empty scans", b"\xff\xd8" + b"\xff\xda\x00\x02" * (1 << 20)
    yield "jpeg: restart marks", b"\xff\xd8" + b"\xff\xd0" * (2 << 20)
    yield "png: empty chunks", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"tEXt") * 300_000
    yield "heic: empty boxes", b"\0\0\0\x10ftypheic\0\0\0\0" + b"\0\0\0\x08free" * 400_000
    yield "zip: overlapping entries", zip_of(10_000)
    yield "p7m: text without end", b"MIICMAYJKoZIhvcNAQcCoIICITCC" + b"A" * (4 << 20)
    yield "pdf: strings without end", pdf(objects=b"1 0 obj (" * 200_000)
    yield "pdf: nested", pdf(objects=b"5 0 obj " + b"[" * 500_000)
    yield "pdf: object streams of nothing", pdf(objects=b"5 0 obj << /First 1 /Filter /FlateDecode >> stream\n" * 40_000)
    yield "pdf: a bomb", pdf(objects=object_stream(b"5 0 " + b" " * (200 << 20)))
    yield "pdf: bombs", pdf(objects=b"".join(object_stream(b"5 0 " + b" " * (8 << 20), n) for n in range(9, 60)))
    yield "pdf: zeros behind", b"%PDF-1.7\n" + bytes(8 << 20)


def zip_of(count):
    entry = b"PK\x01\x02" + bytes(16) + struct.pack("<IIH", 60_000, 60_000, 1) + bytes(16) + b"a"
    directory = entry * count
    return b"PK\x03\x04" + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), 4, 0)


def mutations(count):
    seeds = [pdf(), png(2_000), jpeg(2_000), tiff(3, 300), pdf(objects=object_stream(b"5 0 << /A [1 0 R] >>"))]
    dice = random.Random(int(os.environ.get("SEED", "1")))
    for number in range(count):
        data = bytearray(dice.choice(seeds))
        for _ in range(dice.randint(1, 6)):
            place, width = dice.randrange(len(data)), dice.choice((1, 2, 4))
            data[place:place + width] = dice.choice((b"\xff", b"\0", b"\x7f", b"(", b"<")) * width
        yield f"mutation {number}", bytes(data[:dice.randint(1, len(data))] if dice.random() < 0.3 else data)


class Desk:
    def __init__(self, port):
        self.port = port
        self.token = self.call("POST", "/auth/login", b'{"email": "giulia.rossi@example.com", "password": "%s"}' % PASSWORD.encode())[1]["access_token"]
        status, answer = self.call("POST", "/service-requests", b'{"service": "ISEE", "tax_year": 2027, "allow_duplicate": true, "duplicate_reason": "hostile files"}')
        if status != 201:
            raise SystemExit(f"no request to send papers to: {answer}")
        self.request = answer["id"]

    def call(self, method, path, body, kind="application/json"):
        import json
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Content-Type": kind}
        if hasattr(self, "token"):
            headers["Authorization"] = "Bearer " + self.token
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        raw = answer.read()
        connection.close()
        return answer.status, json.loads(raw) if raw else None

    def send(self, data):
        """The status, and how long it took."""
        fields = (("request_id", self.request), ("category", "medical_receipts"))
        body = b"".join(b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (n.encode(), v.encode()) for n, v in fields)
        body += b'--b\r\nContent-Disposition: form-data; name="file"; filename="paper"\r\n\r\n' + data + b"\r\n--b--\r\n"
        start = time.monotonic()
        status, answer = self.call("POST", "/documents", body, "multipart/form-data; boundary=b")
        took = time.monotonic() - start
        if status == 201:
            self.call("DELETE", f"/documents/{answer['id']}", b"")
        return status, took


def main(binary):
    server = Server(os.path.abspath(binary), "caf", environment={"PORTICO_RATE_LIMITS": "off", "PORTICO_ACCESS_LOG": "off"})
    failures = []
    try:
        server.start("--demo")
        desk = Desk(server.port)
        base = statistics.median(desk.send(pdf())[1] for _ in range(9))
        honest = {size: statistics.median(desk.send(png(size))[1] for _ in range(5)) for size in (20 << 10, 1 << 20, 4 << 20, 8 << 20)}
        print(f"== files: an honest paper {base * 1000:.0f} ms, pictures " + ", ".join(f"{s >> 10} kB {t * 1000:.0f} ms" for s, t in honest.items()))
        for name, data in hostile():
            size = min(honest, key=lambda known: abs(known - len(data)))
            most = base * 3 + honest[size] / size * len(data) * MOST + 0.1
            status, took = desk.send(data)
            verdict = "" if took <= most and status in ALLOWED else "  <-- FAILED"
            print(f"{name:40} {len(data) >> 10:6} kB  {status}  {took * 1000:7.0f} ms (at most {most * 1000:.0f}){verdict}")
            if verdict:
                failures.append(name)
        for name, data in mutations(int(os.environ.get("FILES", "400"))):
            status, took = desk.send(data)
            if status not in ALLOWED or took > base * 10 + 0.5:
                failures.append(f"{name}: {status} after {took:.2f} s")
        failures += together(desk, base)
        failures += [line for line in (server.home / "log").read_text().splitlines() if '"level":"error"' in line][:5]
    finally:
        server.clean()
    for failure in failures:
        print("FAILED:", failure)
    return bool(failures)


def together(desk, base):
    """Honest documents at the same time as eight senders of hostile ones."""
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        bombs = [pool.submit(desk.send, data) for _ in range(3) for _, data in hostile()]
        times = []
        while not all(bomb.done() for bomb in bombs):
            times.append(desk.send(pdf())[1])
    slowest = max(times, default=0)
    print(f"== beside {len(bombs)} hostile files: {len(times)} honest papers, the slowest {slowest * 1000:.0f} ms")
    strange = {bomb.result()[0] for bomb in bombs} - set(ALLOWED)
    return ([f"honest papers wait {slowest:.1f} s"] if slowest > base * 20 + 3 else []) + [f"answers {strange}"] * bool(strange)


sys.exit(main(*sys.argv[1:]))
