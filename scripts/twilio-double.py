#!/usr/bin/env python3
"""twilio-double.py [TOKEN]: stands in for Twilio's Messages and Calls APIs, and is strict about them. Prints its port.

Checks every request as Twilio documents it: path, basic auth, form encoding, known and required parameters, E.164, the length of the
body, the TwiML of a call. Takes the test numbers below for their errors. /_messages and /_calls tell what was taken, /_tries how many
requests there were.
"""
import base64
import json
import re
import sys
import threading
import urllib.parse
import xml.etree.ElementTree
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from portico import serve_until_orphaned

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = sys.argv[1] if len(sys.argv) > 1 else "a token of a double"
NUMBER, SERVICE = "+15005550006", "MG" + "fedcba9876543210" * 2
ERRORS = {"+15005550001": (400, 21211, "Invalid 'To' Phone Number"), "+15005550010": (400, 21610, "Attempt to send to unsubscribed recipient"),
          "+15005550009": (400, 21614, "'To' number is not a valid mobile number"), "+15005550429": (429, 20429, "Too Many Requests"),
          "+15005550500": (500, 20500, "Internal Server Error"), "+15005550503": (503, 20503, "Service unavailable")}
lock, messages, calls, tries = threading.Lock(), [], [], [0]
EVENTS = ["initiated", "ringing", "answered", "completed"]


class Refused(Exception):
    def __init__(self, status, code, message):
        self.status, self.code, self.message = status, code, message


def pairs_of(handler, body, resource):
    wanted = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    if handler.headers.get("Authorization") != wanted:
        raise Refused(401, 20003, "Authenticate")
    if handler.path != f"/2010-04-01/Accounts/{ACCOUNT}/{resource}.json":
        raise Refused(404, 20404, "The requested resource was not found")
    if handler.headers.get("Content-Type", "").split(";")[0] != "application/x-www-form-urlencoded":
        raise Refused(415, 20415, "Unsupported media type")
    return urllib.parse.parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")


def check_call(handler, body):
    pairs = pairs_of(handler, body, "Calls")
    events = [value for name, value in pairs if name == "StatusCallbackEvent"]
    singles = [pair for pair in pairs if pair[0] != "StatusCallbackEvent"]
    form = dict(singles)
    if len(form) != len(singles) or events != EVENTS:
        raise Refused(400, 20001, f"a parameter is given twice, or the events are not {EVENTS}")
    unknown = set(form) - {"To", "From", "Twiml", "Timeout", "StatusCallback", "StatusCallbackMethod"}
    if unknown:
        raise Refused(400, 20001, f"unknown: {sorted(unknown)}")
    if not re.fullmatch(r"\+[1-9]\d{6,14}", form.get("To", "")):
        raise Refused(400, 21211, "Invalid 'To' Phone Number")
    if form.get("From") != NUMBER:
        raise Refused(400, 21210, "'From' phone number not verified")
    if not form.get("StatusCallback", "").startswith("https://") or form.get("StatusCallbackMethod") != "POST":
        raise Refused(400, 21609, "The 'StatusCallback' URL is not a valid URL")
    if not form.get("Timeout", "").isdigit():
        raise Refused(400, 20001, "Timeout is not a number")
    if len(form.get("Twiml", "")) > 4000:
        raise Refused(400, 20001, "Twiml is too long")
    root = xml.etree.ElementTree.fromstring(form.get("Twiml", ""))
    dial = root.find("Dial")
    if root.tag != "Response" or dial is None or dial.get("callerId") != NUMBER:
        raise Refused(400, 12100, "the document does not dial with the own number")
    number = (dial.findtext("Number") or "").strip()
    if not re.fullmatch(r"\+[1-9]\d{6,14}", number):
        raise Refused(400, 13223, "Dial: Invalid phone number format")
    if form["To"] in ERRORS:
        raise Refused(*ERRORS[form["To"]])
    return {"To": form["To"], "From": form["From"], "Number": number, "StatusCallback": form["StatusCallback"]}


def check(handler, body):
    pairs = pairs_of(handler, body, "Messages")
    form = dict(pairs)
    if len(form) != len(pairs):
        raise Refused(400, 20001, "a parameter is given twice")
    unknown = set(form) - {"To", "From", "MessagingServiceSid", "Body", "StatusCallback"}
    if unknown:
        raise Refused(400, 20001, f"unknown: {sorted(unknown)}")
    if not re.fullmatch(r"\+[1-9]\d{6,14}", form.get("To", "")):
        raise Refused(400, 21211, "Invalid 'To' Phone Number")
    if ("From" in form) == ("MessagingServiceSid" in form):
        raise Refused(400, 21603, "A 'From' or 'MessagingServiceSid' parameter is required")
    if form.get("From", NUMBER) != NUMBER or form.get("MessagingServiceSid", SERVICE) != SERVICE:
        raise Refused(400, 21606, "The 'From' phone number is not a valid message-capable number")
    if not form.get("Body"):
        raise Refused(400, 21602, "Message body is required")
    if len(form["Body"]) > 1600:
        raise Refused(400, 21617, "The concatenated message body exceeds the 1600 character limit")
    if not form.get("StatusCallback", "https://").startswith("https://"):
        raise Refused(400, 21609, "The 'StatusCallback' URL is not a valid URL")
    if form["To"] in ERRORS:
        raise Refused(*ERRORS[form["To"]])
    return form


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if status == 429:
            self.send_header("Retry-After", "7")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        with lock:
            self.answer(200, {"/_messages": messages, "/_calls": calls, "/_tries": tries[0]}.get(self.path))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with lock:
            tries[0] += 1
            try:
                if self.path.endswith("/Calls.json"):
                    calls.append(check_call(self, body))
                    sid = "CA" + format(len(calls), "032x")
                    return self.answer(201, {"sid": sid, "account_sid": ACCOUNT, "status": "queued", "direction": "outbound-api"})
                form = check(self, body)
            except Refused as no:
                more = f"https://www.twilio.com/docs/errors/{no.code}"
                return self.answer(no.status, {"code": no.code, "message": no.message, "more_info": more, "status": no.status})
            except (ValueError, xml.etree.ElementTree.ParseError) as error:
                return self.answer(400, {"code": 20001, "message": str(error), "status": 400})
            messages.append(form)
            sid = "SM" + format(len(messages), "032x")
        self.answer(201, {"sid": sid, "account_sid": ACCOUNT, "to": form["To"], "from": form.get("From"), "body": form["Body"],
                          "status": "queued", "direction": "outbound-api", "error_code": None})


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
serve_until_orphaned(server)
