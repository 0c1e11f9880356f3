#!/usr/bin/env python3
"""smtp-sink.py FOLDER: mail servers for tests, on free ports of this machine.

FOLDER/ports has three numbers: STARTTLS and a login required; SMTPS and a login required; neither TLS nor login.
User bob, password "s ecret/1". Each mail becomes a line of JSON in FOLDER/mails, taken apart by Python's own
e-mail package. Recipients ask for trouble by their name: reject@ 550, tempfail@ 451, grey@ 451 the first time,
spam@ 554 after the message, busy@ 421 after the message, drop@ the connection closes."""
import email, email.policy, json, os, signal, socket, ssl, subprocess, sys, threading
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

folder = sys.argv[1]
certificate, key = folder + "/certificate.pem", folder + "/key.pem"
subprocess.run(
    ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
     "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
    check=True, stderr=subprocess.DEVNULL)
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(certificate, key)
lock, greeted = threading.Lock(), set()


def part(message):
    if message.is_multipart():
        return {"type": message.get_content_type(), "parts": [part(inner) for inner in message.iter_parts()]}
    return {"type": message.get_content_type(), "name": message.get_filename(),
            "disposition": message.get_content_disposition(), "encoding": message["content-transfer-encoding"],
            "text": message.get_payload(decode=True).decode("utf-8", "backslashreplace")}


def defects(message):
    own = [repr(defect) for defect in message.defects]
    for value in message.values():
        own += [repr(defect) for defect in getattr(value, "defects", [])]
    return own + [defect for inner in message.walk() if inner is not message for defect in map(repr, inner.defects)]


class Sink:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "reject":
            return f"550 5.1.1 <{address}> no such user"
        if name == "tempfail" or name == "grey" and address not in greeted:
            greeted.add(address)
            return "451 4.3.0 try again"
        if name == "drop":
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        names = {address.split("@")[0] for address in envelope.rcpt_tos}
        if "spam" in names:
            return "554 5.6.0 not wanted"
        if "busy" in names:
            return "421 4.3.2 come back later"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        record = {
            "tls": server.transport.get_extra_info("cipher") is not None, "user": bool(session.authenticated),
            "from": envelope.mail_from, "to": envelope.rcpt_tos,
            "headers": [[name, str(value)] for name, value in message.items()],
            "content": part(message), "defects": defects(message),
            "longest_line": max(map(len, envelope.content.split(b"\r\n"))),
            "stray_breaks": envelope.content.replace(b"\r\n", b"").count(b"\n"),
            "is_ascii": envelope.content.isascii(), "raw": envelope.content.decode("utf-8", "replace"),
        }
        with lock, open(folder + "/mails", "a") as file:
            file.write(json.dumps(record) + "\n")
        return "250 2.0.0 queued as " + os.urandom(4).hex()


def login(server, session, envelope, mechanism, data):
    isKnown = data.login == b"bob" and data.password == b"s ecret/1"
    return AuthResult(success=isKnown, handled=isKnown, auth_data="bob")


locked = dict(authenticator=login, auth_required=True)
servers = [
    Controller(Sink(), hostname="127.0.0.1", port=0, tls_context=tls, require_starttls=True, **locked),
    Controller(Sink(), hostname="127.0.0.1", port=0, ssl_context=tls, auth_require_tls=False, **locked),
    Controller(Sink(), hostname="127.0.0.1", port=0),
]
open(folder + "/mails", "w").close()
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
ports = []
for server in servers:
    # A controller does not report its port, and tests it before it reports its start.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server.port = probe.getsockname()[1]
    server.start()
    ports.append(str(server.port))
with open(folder + "/ports.new", "w") as file:
    file.write(" ".join(ports))
os.rename(folder + "/ports.new", folder + "/ports")
signal.sigwait({signal.SIGTERM, signal.SIGINT})
for server in servers:
    server.stop()
