#!/usr/bin/env python3
"""fcm-double.py --folder FOLDER [--now SECONDS]: stands in for Google's token endpoint and Firebase Cloud Messaging v1, strictly.

Makes a key and FOLDER/service-account.json, and prints its port. The assertion's RS256 signature is verified with the public key by
OpenSSL, not by us; issuer, scope, audience, times and grant type are checked, access tokens expire. Messages are checked against the
documented form. The beginning of a device token says how it is answered: gone-, bad-, payload-, foreign-, quota-, down-.
/_seen tells what was sent, /_exchanges how many tokens were given; POST /_now?SECONDS sets the clock, /_revoke ends all tokens.
"""
import base64
import json
import os
import subprocess
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from portico import serve_until_orphaned

options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
folder, clock = options["--folder"], [int(options["--now"])]
PROJECT, EMAIL, KID = "lilium-test", "push@lilium-test.iam.gserviceaccount.com", "key-1"
SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
lock, seen, tokens, exchanges, asserted = threading.Lock(), [], {}, [0], set()
TYPE = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
FIELD = "type.googleapis.com/google.rpc.BadRequest"


class Refused(Exception):
    def __init__(self, status, body, headers=None):
        self.status, self.body, self.headers = status, body, headers or {}


def unpack(text):
    if "=" in text:
        raise ValueError("padding")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verified(signed, signature):
    path = os.path.join(folder, f"sig-{threading.get_ident()}")
    with open(path, "wb") as file:
        file.write(signature)
    command = ["openssl", "dgst", "-sha256", "-verify", os.path.join(folder, "public.pem"), "-signature", path]
    return subprocess.run(command, input=signed, capture_output=True).returncode == 0


def exchange(headers, body):
    def no(why):
        return Refused(400, {"error": "invalid_grant", "error_description": why})

    if headers.get("Content-Type", "").split(";")[0] != "application/x-www-form-urlencoded":
        raise no("form expected")
    form = dict(urllib.parse.parse_qsl(body.decode("ascii"), strict_parsing=True))
    if set(form) != {"grant_type", "assertion"} or form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer":
        raise Refused(400, {"error": "unsupported_grant_type"})
    head, claims, signature = form["assertion"].split(".")
    if json.loads(unpack(head)) != {"alg": "RS256", "typ": "JWT", "kid": KID}:
        raise no(f"header {unpack(head)}")
    if not verified(f"{head}.{claims}".encode(), unpack(signature)):
        raise no("Invalid JWT Signature.")
    claims = json.loads(unpack(claims))
    if set(claims) != {"iss", "scope", "aud", "iat", "exp"}:
        raise no(f"claims {sorted(claims)}")
    if claims["iss"] != EMAIL or claims["scope"] != SCOPE or claims["aud"] != root() + "/token":
        raise no("issuer, scope or audience")
    if not (isinstance(claims["iat"], int) and isinstance(claims["exp"], int)):
        raise no("times are whole seconds")
    if abs(claims["iat"] - clock[0]) > 300 or not 0 < claims["exp"] - claims["iat"] <= 3600:
        raise no("Invalid JWT: Token must be a short-lived token")
    exchanges[0] += 1
    token = f"ya29.{exchanges[0]}-{os.urandom(8).hex()}"
    tokens[token] = clock[0] + 3599
    return {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}


def error(status, reason, message, code=None, field=None, headers=None):
    details = [{"@type": TYPE, "errorCode": code}] if code else []
    if field:
        details.append({"@type": FIELD, "fieldViolations": [{"field": field, "description": message}]})
    return Refused(status, {"error": {"code": status, "message": message, "status": reason, "details": details}}, headers)


def send(headers, body):
    scheme, _, token = headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or tokens.get(token, 0) <= clock[0]:
        raise error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.", "THIRD_PARTY_AUTH_ERROR")
    if headers.get("Content-Type", "").split(";")[0] != "application/json":
        raise error(400, "INVALID_ARGUMENT", "not JSON", "INVALID_ARGUMENT", "content-type")
    value = json.loads(body)
    message = value.get("message")
    if set(value) - {"message", "validate_only"} or not isinstance(message, dict):
        raise error(400, "INVALID_ARGUMENT", "unknown name", "INVALID_ARGUMENT", "message")
    for name in set(message) - {"token", "notification", "data", "android", "apns", "webpush"}:
        raise error(400, "INVALID_ARGUMENT", "unknown name", "INVALID_ARGUMENT", f"message.{name}")
    if set(message.get("notification", {})) - {"title", "body", "image"}:
        raise error(400, "INVALID_ARGUMENT", "unknown name", "INVALID_ARGUMENT", "message.notification")
    if not all(isinstance(text, str) for text in message.get("data", {}).values()):
        raise error(400, "INVALID_ARGUMENT", "Invalid value", "INVALID_ARGUMENT", "message.data[0].value")
    if message.get("android", {}).get("priority", "high") not in ("high", "normal"):
        raise error(400, "INVALID_ARGUMENT", "Invalid value", "INVALID_ARGUMENT", "message.android.priority")
    if len(body) > 4096 + 512:
        raise error(400, "INVALID_ARGUMENT", "Message too big", "INVALID_ARGUMENT", "message")
    device = message.get("token")
    if not isinstance(device, str) or not device:
        raise error(400, "INVALID_ARGUMENT", "Recipient of the message is not set.", "INVALID_ARGUMENT", "message.token")
    seen.append({"message": message, "bearer": token, "path": PROJECT})
    kind = device.split("-")[0]
    if kind == "gone":
        raise error(404, "NOT_FOUND", "Requested entity was not found.", "UNREGISTERED")
    if kind == "bad":
        text = "The registration token is not a valid FCM registration token"
        raise error(400, "INVALID_ARGUMENT", text, "INVALID_ARGUMENT", "message.token")
    if kind == "payload":
        raise error(400, "INVALID_ARGUMENT", "Invalid data payload key", "INVALID_ARGUMENT", "message.data")
    if kind == "foreign":
        raise error(403, "PERMISSION_DENIED", "SenderId mismatch", "SENDER_ID_MISMATCH")
    if kind == "quota":
        raise error(429, "RESOURCE_EXHAUSTED", "Quota exceeded", "QUOTA_EXCEEDED", headers={"Retry-After": "90"})
    if kind == "down":
        raise error(503, "UNAVAILABLE", "The service is currently unavailable.", "UNAVAILABLE")
    return {"name": f"projects/{PROJECT}/messages/{len(seen)}"}


def root():
    return f"http://127.0.0.1:{server.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, value, headers=None):
        body = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json; charset=UTF-8", **(headers or {})}.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        with lock:
            self.answer(200, {"/_seen": seen, "/_exchanges": exchanges[0]}.get(self.path))

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path, _, query = self.path.partition("?")
        with lock:
            try:
                if path == "/_now":
                    clock[0] = int(query)
                    return self.answer(200, {})
                if path == "/_revoke":
                    tokens.clear()
                    return self.answer(200, {})
                if path == "/token":
                    return self.answer(200, exchange(self.headers, body))
                if path == f"/v1/projects/{PROJECT}/messages:send":
                    return self.answer(200, send(self.headers, body))
                self.answer(404, {"error": {"code": 404, "message": "not found", "status": "NOT_FOUND"}})
            except Refused as no:
                self.answer(no.status, no.body, no.headers)
            except (ValueError, KeyError) as error_:
                self.answer(400, {"error": "invalid_request", "error_description": repr(error_)})


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


server = Server(("127.0.0.1", 0), Handler)
private, public = os.path.join(folder, "private.pem"), os.path.join(folder, "public.pem")
subprocess.run(["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", private], check=True, capture_output=True)
subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True, capture_output=True)
with open(os.path.join(folder, "service-account.json"), "w") as out, open(private) as pem:
    json.dump({"type": "service_account", "project_id": PROJECT, "private_key_id": KID, "private_key": pem.read(), "client_email": EMAIL,
               "client_id": "1", "auth_uri": "https://accounts.google.com/o/oauth2/auth", "token_uri": root() + "/token"}, out)
print(server.server_port, flush=True)
serve_until_orphaned(server)
