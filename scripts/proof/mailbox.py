"""A real SMTP server (aiosmtpd) that outlives ours: STARTTLS and AUTH are demanded, what arrives is kept and parsed."""
import asyncio
import email
import email.policy
import logging
import pathlib
import re
import shutil
import ssl
import subprocess
import tempfile
import threading
import time
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from portico import free_port

logging.getLogger("mail.log").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", module="aiosmtpd")
USER, PASSWORD = b"portico", b"a-mail-secret"


class Mail:
    def __init__(self, envelope):
        self.to = [address.lower() for address in envelope.rcpt_tos]
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.id, self.subject = message["Message-ID"], message["Subject"]
        self.text = message.get_body(("plain",)).get_content()

    def __repr__(self):
        return f"<{self.subject!r} to {', '.join(self.to)}>"

    def token(self):
        """The long secret of its first link, or that stands alone."""
        found = re.search(r"[?#&/=]([A-Za-z0-9_.-]{24,})(?=[\s&>)]|$)", self.text, re.M) or re.search(r"\b([A-Za-z0-9_-]{24,})\b", self.text)
        return found and found[1].rstrip(".")


class Mailbox:
    def __init__(self):
        self.mails, self.arrived = [], threading.Condition()
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="portico-mail-"))
        self.port = free_port()
        self.certificate = self.home / "smtp.crt"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.home / "smtp.key", "-out", self.certificate,
             "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
            check=True, stderr=subprocess.DEVNULL)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self.certificate, self.home / "smtp.key")
        self.delay = 0  # between having a mail and saying so
        self.controller = Controller(
            self, hostname="127.0.0.1", port=self.port, tls_context=tls, require_starttls=True, auth_required=True,
            authenticator=self.authenticate, enable_SMTPUTF8=True)
        self.controller.start()

    @staticmethod
    def authenticate(server, session, envelope, mechanism, data):
        holds = (data.login, data.password) == (USER, PASSWORD)
        return AuthResult(success=holds, handled=holds)

    async def handle_DATA(self, server, session, envelope):
        mail = Mail(envelope)
        with self.arrived:
            self.mails.append(mail)
            self.arrived.notify_all()
        await asyncio.sleep(self.delay)
        return "250 OK"

    def wait(self, to, about="", timeout=20):
        """The newest mail to someone whose subject or text has `about` in it."""
        deadline = time.time() + timeout
        with self.arrived:
            while True:
                for mail in reversed(self.mails):
                    if to.lower() in mail.to and about.lower() in (mail.subject + "\n" + mail.text).lower():
                        return mail
                if not self.arrived.wait(max(0.0, deadline - time.time())) and time.time() >= deadline:
                    return None

    @property
    def settings(self):
        return {
            "PORTICO_SMTP_URL": f"smtp://{USER.decode()}:{PASSWORD.decode()}@localhost:{self.port}?tls=required",
            "PORTICO_MAIL_FROM": "noreply@pkservizi.example",
            "PORTICO_SMTP_CA": str(self.certificate),
        }

    def stop(self):
        self.controller.stop()
        shutil.rmtree(self.home, ignore_errors=True)
