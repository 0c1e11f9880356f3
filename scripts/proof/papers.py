"""Papers: made, uploaded as a browser would, fetched by their signed addresses, and refused."""
import hashlib
import secrets
import time
import urllib.parse

from counterparts import MARKER
from ledger import prove
from portico import call


def pdf(text, size=0):
    """A small but whole PDF, padded with a stream nobody draws."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream(b"% " + (text if isinstance(text, bytes) else text.encode())), stream(secrets.token_hex(size // 2).encode()),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def stream(content):
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def form(fields, name, media_type, content):
    """The body and the header of a multipart form."""
    boundary = "proof" + secrets.token_hex(12)
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {media_type}\r\n\r\n'.encode()
        + content + f"\r\n--{boundary}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"


def upload(client, request, category, content, name=None, media_type="application/pdf"):
    fields = {"request_id": request.rsplit("/", 1)[-1], "category": category}
    body, header = form(fields, name or f"{category}.pdf", media_type, content)
    return client("POST", "/documents", body, Content_Type=header)


def scanned(client, document, timeout=30):
    """The document once its file is no longer in quarantine."""
    deadline = time.time() + timeout
    while True:
        answer = client("GET", f"/documents/{document}")
        if answer.status != 200 or answer.json["file"]["state"] not in ("pending", "quarantined") or time.time() > deadline:
            return answer
        time.sleep(0.1)


def fetch(client, document):
    """The contents of a fresh signed address, and the address."""
    answer = client("GET", f"/documents/{document}/download")
    if answer.status != 200:
        return answer, None
    address = urllib.parse.urlsplit(answer.json["url"])
    return call(client.port, "GET", address.path + ("?" + address.query if address.query else "")), address.path


def hand_in(client, request):
    """Uploads every mandatory document of the checklist; returns them by category."""
    handed = {}
    for item in client("GET", request).json["checklist"]:
        if not item["is_mandatory"] or item["state"] != "missing":
            continue
        content = pdf(item["category"], 60_000)
        answer = upload(client, request, item["category"], content)
        prove(f"{item['category']} is uploaded", answer.status == 201 and
              answer.json["file"]["sha256"] == hashlib.sha256(content).hexdigest(), answer)
        handed[answer.json["id"]] = content
    for document in handed:
        answer = scanned(client, document)
        prove(f"{answer.json['category']} passes clamd", answer.json["file"]["state"] == "clean", answer)
    return handed


def bad_papers(client, request, storage):
    """Nothing of a refused upload may stay; the demo office's own files were there before."""
    before = sorted(storage.files())
    whole = pdf("x", 1000)
    for what, content, name, media_type, statuses in (
        ("a program that calls itself a PDF", b"MZ\x90\x00" + b"\0" * 4000, "cu.pdf", "application/pdf", (415, 422)),
        ("a PDF that calls itself a JPEG", whole, "cu.jpg", "image/jpeg", (415, 422)),
        ("half a PDF", whole[: len(whole) // 2], "cu.pdf", "application/pdf", (422,)),
        ("an empty file", b"", "cu.pdf", "application/pdf", (422,)),
        ("a page with a script", b"<html><script>1</script></html>", "cu.html", "text/html", (415, 422)),
        ("eleven megabytes of identity card", pdf("x", 11 << 20), "ci.pdf", "application/pdf", (413,)),
    ):
        try:
            answer = upload(client, request, "identity_document", content, name, media_type)
        except OSError:  # closed while we were still sending
            continue
        prove(f"{what} is refused", answer.status in statuses, answer)
    mine = client("GET", f"/documents?request_id={request.rsplit('/', 1)[-1]}").json["data"]
    deadline = time.time() + 10  # what had arrived already is taken away by a job
    while sorted(storage.files()) != before and time.time() < deadline:
        time.sleep(0.2)
    prove("and nothing of all that is kept", mine == [] and sorted(storage.files()) == before, (mine, before, storage.files()))


def a_virus(client, request, mailbox):
    answer = upload(client, request, "identity_document", pdf(b"innocent " + MARKER), "carta.pdf")
    prove("an infected paper is taken in, into quarantine", answer.status == 201, answer)
    document = answer.json["id"]
    answer, _ = fetch(client, document)
    early = answer.status
    answer = scanned(client, document)
    prove("clamd finds the virus", answer.json["file"]["state"] == "infected", answer)
    answer, _ = fetch(client, document)
    prove("an infected paper is never handed out", early >= 400 and answer.status >= 400, (early, answer))
    if mailbox:
        prove("and its owner is told by mail", mailbox.wait("anna.verdi@example.it", "virus"), mailbox.mails)


def signed_addresses(owner, stranger, document, content):
    answer, path = fetch(owner, document)
    prove("the signed address hands out the very bytes", answer.status == 200 and answer.raw == content, answer.status)
    broken = call(owner.port, "GET", path[:-6] + "AAAAAA")
    prove("a forged address opens nothing", broken.status == 404, broken)
    for method, where in (("GET", ""), ("GET", "/download"), ("GET", "/versions"), ("GET", "/history"), ("DELETE", "")):
        answer = stranger(method, f"/documents/{document}{where}")
        prove(f"the other customer gets 404 from {method} of the paper{where}", answer.status == 404, answer)
