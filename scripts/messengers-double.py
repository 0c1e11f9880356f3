#!/usr/bin/env python3
"""messengers-double.py [--now SECONDS]: stands in for WhatsApp's Cloud API, Telegram's Bot API and Zoom's meetings, strictly.

Prints its port. WhatsApp takes templates always and texts only to numbers of POST /_open (a person wrote in the last day); Telegram answers
403 for chats of /_block; Zoom gives tokens for an hour to its account, and makes, changes, lists and deletes meetings. POST /_fault
{"kind": "status-503", "times": 2} fails the next calls, "lost" makes a meeting and answers nothing. GET /_messages and /_meetings tell
what there is, /_exchanges how many tokens were given.
"""
import base64
import json
import os
import re
import sys
import threading
import urllib.parse
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from portico import serve_until_orphaned

options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
clock = [int(options.get("--now") or datetime.now(timezone.utc).timestamp())]
NUMBER, WHATSAPP_TOKEN, BOT_TOKEN = "106540352242922", "EAAdouble", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
ZOOM_ACCOUNT, ZOOM_CLIENT, ZOOM_SECRET = "zoom-account", "zoom-client", "zoom-secret"
lock = threading.RLock()
messages, open_numbers, blocked, gone, meetings, tokens, faults, exchanges = [], set(), set(), set(), {}, {}, [], [0]
TEMPLATES = {"portico_notice": ["body"], "portico_code": ["body", "button"]}


class Refused(Exception):
    def __init__(self, status, body):
        self.status, self.body = status, body


def whatsapp(headers, body):
    def no(status, code, message):
        return Refused(status, {"error": {"message": message, "type": "OAuthException", "code": code}})

    if headers.get("Authorization") != f"Bearer {WHATSAPP_TOKEN}":
        raise no(401, 190, "Invalid OAuth access token")
    if body.get("messaging_product") != "whatsapp" or not re.fullmatch(r"\+?[1-9][0-9]{6,14}", body.get("to", "")):
        raise no(400, 100, "Invalid parameter")
    to = "+" + body["to"].lstrip("+")
    if to in gone:
        raise no(400, 131026, "Message undeliverable")
    if body.get("type") == "template":
        template = body["template"]
        if template.get("name") not in TEMPLATES or not template.get("language", {}).get("code"):
            raise no(404, 132001, "Template name does not exist")
        if [part["type"] for part in template.get("components", [])] != TEMPLATES[template["name"]]:
            raise no(400, 132000, "Number of parameters does not match")
        for part in template["components"]:
            for parameter in part["parameters"]:
                if re.search(r"[\n\t]|    ", parameter["text"]) or not parameter["text"]:
                    raise no(400, 132018, "Parameter with new-line/tab")
    elif body.get("type") == "text":
        if to not in open_numbers:
            raise no(400, 131047, "Re-engagement message")
        if len(body["text"]["body"]) > 4096:
            raise no(400, 100, "too long")
    else:
        raise no(400, 100, "type")
    number = f"wamid.{len(messages) + 1}-{os.urandom(6).hex()}"
    messages.append({"channel": "whatsapp", "id": number, **body})
    return {"messaging_product": "whatsapp", "contacts": [{"input": body["to"], "wa_id": to[1:]}], "messages": [{"id": number}]}


def telegram(body):
    def no(status, description, **more):
        return Refused(status, {"ok": False, "error_code": status, "description": description, **more})

    if not isinstance(body.get("chat_id"), int) or not 1 <= len(body.get("text", "")) <= 4096:
        raise no(400, "Bad Request: chat not found")
    if body["chat_id"] in blocked:
        raise no(403, "Forbidden: bot was blocked by the user")
    messages.append({"channel": "telegram", **body})
    return {"ok": True, "result": {"message_id": len(messages), "chat": {"id": body["chat_id"]}}}


def zoom(method, path, query, headers, body):
    scheme, _, text = headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or tokens.get(text, 0) <= clock[0]:
        raise Refused(401, {"code": 124, "message": "Invalid access token."})
    if path == "/v2/users/me/meetings" and method == "POST":
        check(body)
        number = 80_000_000_000 + len(meetings)
        meetings[number] = {**body, "id": number, "join_url": f"https://zoom.us/j/{number}?pwd={os.urandom(4).hex()}"}
        if "lost" in faults:
            faults.remove("lost")
            raise Refused(500, {"code": 5000, "message": "no answer"})
        return meetings[number]
    if path == "/v2/users/me/meetings" and method == "GET":
        return {"page_size": 300, "next_page_token": "", "meetings": list(meetings.values())}
    found = re.fullmatch(r"/v2/meetings/(\d+)", path)
    if not found or int(found[1]) not in meetings:
        raise Refused(404, {"code": 3001, "message": "Meeting does not exist"})
    if method == "PATCH":
        check(body)
        meetings[int(found[1])].update(body)
        return None
    if method == "DELETE":
        del meetings[int(found[1])]
        return None
    raise Refused(405, {"code": 405})


def check(body):
    if body.get("type") != 2 or not body.get("topic") or not 0 < body.get("duration", 0) <= 1440:
        raise Refused(400, {"code": 300, "message": "Validation Failed."})
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", body.get("start_time", "")):
        raise Refused(400, {"code": 300, "message": "Validation Failed: start_time"})


def zoom_token(headers, form):
    expected = base64.b64encode(f"{ZOOM_CLIENT}:{ZOOM_SECRET}".encode()).decode()
    if headers.get("Authorization") != f"Basic {expected}":
        raise Refused(400, {"reason": "Invalid client_id or client_secret", "error": "invalid_client"})
    if form.get("grant_type") != "account_credentials" or form.get("account_id") != ZOOM_ACCOUNT:
        raise Refused(400, {"reason": "unsupported grant type", "error": "unsupported_grant_type"})
    exchanges[0] += 1
    text = f"zoom-{exchanges[0]}-{os.urandom(6).hex()}"
    tokens[text] = clock[0] + 3600
    return {"access_token": text, "token_type": "bearer", "expires_in": 3600, "scope": "meeting:write:meeting:admin"}


def act(what, body):
    if what == "clock":
        clock[0] = body["now"]
    elif what == "open":
        open_numbers.add(body["number"])
    elif what == "gone":
        gone.add(body["number"])
    elif what == "block":
        blocked.add(body["chat"])
    elif what == "fault":
        faults.extend([body["kind"]] * body.get("times", 1))
    elif what == "end":
        meetings.clear()
    elif what == "well":
        faults.clear()
    else:
        raise Refused(404, {})
    return {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, value):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(204 if value is None else status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_one(self, method):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            with lock:
                self.answer(200, self.served(method, url.path, query, raw))
        except Refused as refusal:
            self.answer(refusal.status, refusal.body)

    def served(self, method, path, query, raw):
        if path == "/_messages":
            return messages
        if path == "/_meetings":
            return list(meetings.values())
        if path == "/_exchanges":
            return exchanges[0]
        if path.startswith("/_"):
            return act(path[2:], json.loads(raw) if raw else {})
        for fault in [f for f in faults if f.startswith("status-")][:1]:
            faults.remove(fault)
            status = int(fault.split("-")[1])
            raise Refused(status, {"ok": False, "error": {"code": 0}, "parameters": {"retry_after": 7}})
        if path == "/oauth/token" and method == "POST":
            return zoom_token(self.headers, dict(urllib.parse.parse_qsl(raw.decode())))
        body = json.loads(raw) if raw else {}
        if path == f"/{NUMBER}/messages" and method == "POST":
            return whatsapp(self.headers, body)
        if path == f"/bot{BOT_TOKEN}/sendMessage" and method == "POST":
            return telegram(body)
        if path.startswith("/bot"):
            raise Refused(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        return zoom(method, path, query, self.headers, body)

    def do_GET(self):
        self.handle_one("GET")

    def do_POST(self):
        self.handle_one("POST")

    def do_PATCH(self):
        self.handle_one("PATCH")

    def do_DELETE(self):
        self.handle_one("DELETE")


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
serve_until_orphaned(server)
