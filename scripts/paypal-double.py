#!/usr/bin/env python3
"""paypal-double.py [--now SECONDS] [--port PORT] [--folder FOLDER] [--roots FILE] [--hook URL]: stands in for PayPal, and is strict about it.

Checks every request as PayPal documents it: client credentials and tokens that end, JSON with known members, enumerations, amounts with
two decimals, `PayPal-Request-Id`, which is replayed for the same body and refused for another, and lives 6 hours for orders and 45 days
for refunds. Refuses what PayPal refuses: a capture before approval or twice, an invoice number twice, refunds beyond the capture.
Signs webhooks with a chain of its own, with keys in FOLDER, whose root is in FILE and under /_roots. Prints its port.
What people do at PayPal is under /_: /_approve/<order>, /_settle/<capture>, /_deny/<capture>, /_refund/<capture>, /_bounce/<refund>,
/_dispute/<capture>, /_resolve/<dispute>, /_forget/<order>; /_sign signs any body, /_fault makes the next answers fail, /_config sets the
clock and what happens next; /_events, /_requests and /_books tell what happened. With --hook events are sent there too.
"""
import base64
import hashlib
import json
import os
import re
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from paypal_certificates import Authority, openssl
from portico import serve_until_orphaned

CLIENT, SECRET, WEBHOOK = "double-client", "double-secret", "8PT597110X687430L"
lock = threading.RLock()
orders, captures, refunds, disputes, keys, tokens = {}, {}, {}, {}, {}, {}
events, requests, faults, exchanges, fetches, counter = [], [], [], [0], [0], [0]
settings = {"now": None, "token_life": 32_400, "links": "payer-action", "capture": "COMPLETED", "refund": "COMPLETED", "decline": None,
            "capture_amount": None, "capture_currency": None, "capture_custom_id": None, "certificate": "CERT-good"}
options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
if "--now" in options:
    settings["now"] = int(options["--now"])
HOUR, DAY = 3_600, 86_400


class Refused(Exception):
    def __init__(self, status, issue, description="", name=None):
        self.status = status
        name = name or {400: "INVALID_REQUEST", 401: "AUTHENTICATION_FAILURE", 404: "RESOURCE_NOT_FOUND", 422: "UNPROCESSABLE_ENTITY"}[status]
        self.body = {"name": name, "message": description or name, "debug_id": "90957fca61718",
                     "details": [{"issue": issue, "description": description}]}


def now():
    return settings["now"] if settings["now"] is not None else int(time.time())


def stamp():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now()))


def new_id(kind):
    counter[0] += 1
    return hashlib.sha256(f"{kind}{counter[0]}{PORT}".encode()).hexdigest()[:17].upper()


def money(cents, currency="USD"):
    return {"currency_code": currency, "value": f"{cents // 100}.{cents % 100:02d}"}


def cents(amount, path):
    if set(amount) != {"currency_code", "value"} or not isinstance(amount["value"], str):
        raise Refused(400, "INVALID_PARAMETER_SYNTAX", path)
    if amount["currency_code"] not in ("USD", "EUR", "GBP"):
        raise Refused(422, "CURRENCY_NOT_SUPPORTED", path)
    if not re.fullmatch(r"\d{1,9}\.\d{2}", amount["value"]):
        raise Refused(422, "DECIMAL_PRECISION", path)
    value = int(amount["value"].replace(".", ""))
    if value < 1:
        raise Refused(422, "CANNOT_BE_ZERO_OR_NEGATIVE", path)
    return value


def known(thing, needed, allowed, path=""):
    if not isinstance(thing, dict):
        raise Refused(400, "INVALID_PARAMETER_SYNTAX", path)
    for member in needed:
        if thing.get(member) in (None, ""):
            raise Refused(400, "MISSING_REQUIRED_PARAMETER", f"{path}/{member}")
    for member in thing:
        if member not in needed and member not in allowed:
            raise Refused(400, "INVALID_PARAMETER", f"{path}/{member}")


def one_of(thing, member, values):
    if thing[member] not in values:
        raise Refused(400, "INVALID_PARAMETER_VALUE", member)


def create_order(body):
    known(body, ["intent", "purchase_units", "payment_source"], [])
    one_of(body, "intent", {"CAPTURE"})
    if len(body["purchase_units"]) != 1:
        raise Refused(400, "INVALID_ARRAY_MAX_ITEMS", "/purchase_units")
    unit = body["purchase_units"][0]
    known(unit, ["amount", "custom_id", "invoice_id"], ["description"], "/purchase_units/0")
    for member, most in (("custom_id", 255), ("invoice_id", 127), ("description", 127)):
        if len(unit.get(member, "")) > most:
            raise Refused(400, "INVALID_STRING_LENGTH", member)
    cents(unit["amount"], "/purchase_units/0/amount")
    known(body["payment_source"], ["paypal"], [], "/payment_source")
    known(body["payment_source"]["paypal"], ["experience_context"], [], "/payment_source/paypal")
    context = body["payment_source"]["paypal"]["experience_context"]
    known(context, ["return_url", "cancel_url", "user_action", "shipping_preference", "payment_method_preference"], ["locale", "brand_name"])
    one_of(context, "user_action", {"PAY_NOW", "CONTINUE"})
    one_of(context, "shipping_preference", {"NO_SHIPPING", "GET_FROM_FILE", "SET_PROVIDED_ADDRESS"})
    one_of(context, "payment_method_preference", {"IMMEDIATE_PAYMENT_REQUIRED", "UNRESTRICTED"})
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", context.get("locale", "en")):
        raise Refused(400, "INVALID_PARAMETER_SYNTAX", "locale")
    for member in ("return_url", "cancel_url"):
        if not re.fullmatch(r"https?://\S{1,4000}", context[member]):
            raise Refused(400, "INVALID_PARAMETER_SYNTAX", member)
    id = new_id("order")
    rel = settings["links"]
    orders[id] = {
        "id": id, "intent": "CAPTURE", "status": "PAYER_ACTION_REQUIRED" if rel == "payer-action" else "CREATED", "create_time": stamp(),
        "purchase_units": [{"reference_id": "default", **unit, "payee": {"merchant_id": "DOUBLEMERCHANT"}}],
        "links": [{"rel": "self", "href": f"{root()}/v2/checkout/orders/{id}", "method": "GET"},
                  {"rel": rel, "href": f"https://www.paypal.test/checkoutnow?token={id}", "method": "GET"}],
        "_return": context}
    return 201, shown(orders[id])


def shown(thing):
    return {k: v for k, v in thing.items() if not k.startswith("_")}


def order_shown(order):
    out = json.loads(json.dumps(shown(order)))
    mine = [shown(c) for c in captures.values() if c["_order"] == order["id"]]
    if mine:
        ids = {c["id"] for c in mine}
        out["purchase_units"][0]["payments"] = {"captures": mine}
        back = [shown(r) for r in refunds.values() if r["_capture"] in ids]
        if back:
            out["purchase_units"][0]["payments"]["refunds"] = back
    return out


def find(store, id):
    if id not in store:
        raise Refused(404, "INVALID_RESOURCE_ID", "The specified resource does not exist.")
    return store[id]


def capture_order(id, body):
    order = find(orders, id)
    if body != {}:
        raise Refused(400, "INVALID_PARAMETER", "/")
    if order["status"] == "COMPLETED":
        raise Refused(422, "ORDER_ALREADY_CAPTURED", "Order already captured.")
    if order["status"] != "APPROVED":
        raise Refused(422, "ORDER_NOT_APPROVED", "Payer has not yet approved the Order for payment.")
    if settings["decline"]:
        issue, settings["decline"] = settings["decline"], None
        raise Refused(422, issue, "The instrument presented was declined.")
    unit = order["purchase_units"][0]
    if any(c["invoice_id"] == unit["invoice_id"] and c["status"] != "DECLINED" for c in captures.values()):
        raise Refused(422, "DUPLICATE_INVOICE_ID", "Duplicate Invoice ID detected.")
    amount = dict(unit["amount"])
    amount["value"] = settings["capture_amount"] or amount["value"]
    amount["currency_code"] = settings["capture_currency"] or amount["currency_code"]
    capture = {"id": new_id("capture"), "status": "PENDING", "amount": amount, "invoice_id": unit["invoice_id"],
               "custom_id": settings["capture_custom_id"] or unit["custom_id"], "final_capture": True, "create_time": stamp(),
               "update_time": stamp(), "_order": id, "links": [{"rel": "up", "href": f"{root()}/v2/checkout/orders/{id}", "method": "GET"}],
               "supplementary_data": {"related_ids": {"order_id": id}}}
    captures[capture["id"]] = capture
    order["status"] = "COMPLETED"
    if settings["capture"] == "COMPLETED":
        settle(capture)
    elif settings["capture"] == "DECLINED":
        deny(capture, "PAYMENT.CAPTURE.DECLINED")
    else:
        capture["status_details"] = {"reason": "PENDING_REVIEW"}
        emit("PAYMENT.CAPTURE.PENDING", "capture", shown(capture))
    return 201, order_shown(order)


def settle(capture):
    gross = int(capture["amount"]["value"].replace(".", ""))
    fee = (gross * 349 + 5_000) // 10_000 + 49
    currency = capture["amount"]["currency_code"]
    capture.pop("status_details", None)
    capture.update(status="COMPLETED", update_time=stamp(), seller_receivable_breakdown={
        "gross_amount": money(gross, currency), "paypal_fee": money(fee, currency), "net_amount": money(max(0, gross - fee), currency)})
    emit("PAYMENT.CAPTURE.COMPLETED", "capture", shown(capture))
    return shown(capture)


def deny(capture, kind="PAYMENT.CAPTURE.DENIED"):
    capture.update(status="DECLINED", update_time=stamp(), status_details={"reason": "DECLINED_BY_RISK_FRAUD_FILTERS"})
    emit(kind, "capture", shown(capture))
    return shown(capture)


def make_refund(id, body):
    capture = find(captures, id)
    known(body, [], ["amount", "custom_id", "invoice_id", "note_to_payer"])
    if capture["status"] == "REFUNDED":
        raise Refused(422, "CAPTURE_FULLY_REFUNDED", "The capture has already been fully refunded.")
    if capture["status"] not in ("COMPLETED", "PARTIALLY_REFUNDED"):
        raise Refused(422, "REFUND_NOT_ALLOWED", "Refund not allowed.")
    if any(d["_capture"] == id and d["status"] != "RESOLVED" and d["dispute_life_cycle_stage"] != "INQUIRY" for d in disputes.values()):
        raise Refused(422, "CAPTURE_DISPUTED", "This capture is disputed.")
    gross = int(capture["amount"]["value"].replace(".", ""))
    gone = sum(int(r["amount"]["value"].replace(".", "")) for r in refunds.values() if r["_capture"] == id and r["status"] != "FAILED")
    part = cents(body["amount"], "/amount") if "amount" in body else gross - gone
    if body.get("amount", capture["amount"])["currency_code"] != capture["amount"]["currency_code"]:
        raise Refused(422, "REFUND_CAPTURE_CURRENCY_MISMATCH")
    if part > gross - gone:
        raise Refused(422, "REFUND_AMOUNT_EXCEEDED", "The refund amount must be less than or equal to the capture amount.")
    refund = {"id": new_id("refund"), "status": settings["refund"], "amount": money(part, capture["amount"]["currency_code"]),
              "create_time": stamp(), "update_time": stamp(), "_capture": id,
              "links": [{"rel": "up", "href": f"{root()}/v2/payments/captures/{id}", "method": "GET"}]}
    refund.update({m: body[m] for m in ("custom_id", "invoice_id") if m in body})
    refunds[refund["id"]] = refund
    if refund["status"] == "FAILED":
        refund["status_details"] = {"reason": "ECHECK"}
    else:
        capture["status"] = "REFUNDED" if part == gross - gone else "PARTIALLY_REFUNDED"
    emit("PAYMENT.CAPTURE.REFUNDED", "refund", shown(refund))
    return 201, shown(refund)


def bounce(refund):
    """The payer's bank sends the money back."""
    refund.update(status="FAILED", update_time=stamp(), status_details={"reason": "ECHECK"})
    capture = captures[refund["_capture"]]
    left = [r for r in refunds.values() if r["_capture"] == capture["id"] and r["status"] != "FAILED"]
    capture["status"] = "PARTIALLY_REFUNDED" if left else "COMPLETED"
    emit("PAYMENT.REFUND.FAILED", "refund", shown(refund))
    return shown(refund)


def finish(refund):
    refund.update(status="COMPLETED", update_time=stamp())
    emit("PAYMENT.CAPTURE.REFUNDED", "refund", shown(refund))
    return shown(refund)


def dispute(capture, form):
    id = "PP-D-" + str(27_803 + len(disputes))
    disputes[id] = {
        "dispute_id": id, "create_time": stamp(), "update_time": stamp(), "reason": "MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
        "status": "UNDER_REVIEW", "dispute_amount": capture["amount"], "dispute_life_cycle_stage": form.get("stage", "CHARGEBACK"),
        "disputed_transactions": [{"seller_transaction_id": capture["id"], "custom": capture["custom_id"]}], "_capture": capture["id"]}
    emit("CUSTOMER.DISPUTE.CREATED", "dispute", shown(disputes[id]))
    return shown(disputes[id])


def resolve(made, form):
    made.update(status="RESOLVED", update_time=stamp(), dispute_outcome={
        "outcome_code": form["outcome"], "amount_refunded": made["dispute_amount"]})
    emit("CUSTOMER.DISPUTE.RESOLVED", "dispute", shown(made))
    return shown(made)


def list_disputes(query):
    """A list has no outcomes."""
    found = [shown(d) for d in disputes.values() if d["_capture"] == query.get("disputed_transaction_id")]
    return {"items": [{k: v for k, v in d.items() if k not in ("dispute_outcome", "disputed_transactions")} for d in found], "links": []}


def emit(kind, resource_type, resource):
    event = {"id": f"WH-{new_id('event')}-{len(events):06d}", "event_version": "1.0", "create_time": stamp(), "resource_type": resource_type,
             "event_type": kind, "summary": kind.lower(), "resource": resource, "links": []}
    body = json.dumps(event, separators=(",", ":"), ensure_ascii=False)
    events.append({"body": body, "headers": signed(body, settings["certificate"])})
    if "--hook" in options:
        threading.Thread(target=deliver, args=(events[-1],), daemon=True).start()


def signed(body, certificate, webhook=WEBHOOK, time=None):
    id = f"{new_id('transmission').lower()}-11f1"
    time = time or stamp()
    text = f"{id}|{time}|{webhook}|{zlib.crc32(body.encode())}"
    return {"Paypal-Transmission-Id": id, "Paypal-Transmission-Time": time, "Paypal-Auth-Algo": "SHA256withRSA",
            "Paypal-Cert-Url": f"{root()}/v1/notifications/certs/{certificate}", "Paypal-Auth-Version": "v2",
            "Paypal-Transmission-Sig": base64.b64encode(authority.leaf.sign(text.encode())).decode()}


def deliver(event):
    for pause in (0, 1, 2, 4, 8):
        time.sleep(pause)
        request = urllib.request.Request(options["--hook"], event["body"].encode(), {"Content-Type": "application/json", **event["headers"]})
        try:
            with urllib.request.urlopen(request, timeout=10):
                return
        except OSError:
            pass


def verify(body, raw):
    known(body, ["auth_algo", "cert_url", "transmission_id", "transmission_sig", "transmission_time", "webhook_id", "webhook_event"], [])
    start = raw.index(b'"webhook_event":') + len(b'"webhook_event":')
    event = raw[start:-1]
    text = f"{body['transmission_id']}|{body['transmission_time']}|{body['webhook_id']}|{zlib.crc32(event)}"
    path = os.path.join(folder, f"sig-{threading.get_ident()}")
    with open(path, "wb") as file:
        file.write(base64.b64decode(body["transmission_sig"]))
    try:
        openssl("dgst", "-sha256", "-prverify", authority.leaf.path, "-signature", path, input=text.encode())
        good = body["webhook_id"] == WEBHOOK and body["cert_url"].startswith(root() + "/v1/notifications/certs/CERT-")
    except Exception:
        good = False
    return 200, {"verification_status": "SUCCESS" if good else "FAILURE"}


def act(path, form):
    verb, _, id = path[2:].partition("/")
    if verb == "config":
        settings.update({k: json.loads(v) for k, v in form.items()})
        return settings
    if verb == "fault":
        faults.extend([(form["kind"], form.get("on", "/v2/"))] * int(form.get("times", 1)))
        return {}
    if verb == "revoke":
        tokens.clear()
        return {}
    if verb == "sign":
        return signed(form["body"], form.get("certificate", "CERT-good"), form.get("webhook", WEBHOOK), form.get("time"))
    if verb == "approve":
        order = find(orders, id)
        if order["status"] not in ("CREATED", "PAYER_ACTION_REQUIRED", "APPROVED"):
            raise Refused(422, "ORDER_NOT_APPROVABLE")
        order["status"] = "APPROVED"
        emit("CHECKOUT.ORDER.APPROVED", "checkout-order", shown(order))
        return shown(order)
    if verb == "forget":
        return orders.pop(id)
    actions = {"settle": (captures, settle), "deny": (captures, deny), "bounce": (refunds, bounce), "finish": (refunds, finish)}
    if verb in actions:
        store, action = actions[verb]
        return action(find(store, id))
    if verb == "refund":
        return make_refund(id, {"amount": money(int(form["amount"]))} if "amount" in form else {})[1]
    if verb == "dispute":
        return dispute(find(captures, id), form)
    if verb == "resolve":
        return resolve(find(disputes, id), form)
    raise Refused(404, "NO_SUCH_CONTROL")


def root():
    return f"http://127.0.0.1:{PORT}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers={}, kind="application/json"):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def everything(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path, _, query = self.path.partition("?")
        try:
            if path.startswith("/_"):
                form = dict(urllib.parse.parse_qsl(raw.decode()))
                with lock:
                    told = {"/_events": events[int(form.get("since", 0)):], "/_requests": requests, "/_exchanges": exchanges[0], "/_fetches": fetches[0],
                            "/_books": {"captures": captures, "refunds": refunds, "disputes": disputes}, "/_roots": authority.root}
                    return self.answer(200, told[path] if path in told else act(path, form))
            self.api(path, dict(urllib.parse.parse_qsl(query, strict_parsing=bool(query))), raw)
        except Refused as refused:
            self.answer(refused.status, refused.body)

    def api(self, path, query, raw):
        with lock:
            at = next((i for i, (_, on) in enumerate(faults) if path.startswith(on)), None)
            fault = faults.pop(at)[0] if at is not None else None
        if fault == "busy":
            return self.answer(429, {"name": "RATE_LIMIT_REACHED"}, {"Retry-After": "7"})
        if fault == "down":
            return self.answer(503, {"name": "SERVICE_UNAVAILABLE"})
        if fault == "garbage":
            return self.answer(200, ["not", "an", "object"])
        if fault == "refuse_before":
            self.close_connection = True
            return
        status, reply, headers = self.perform(path, query, raw)
        if fault == "stall":
            time.sleep(8)
        if fault == "lose_answer":
            self.close_connection = True
            return
        if fault == "break_answer":
            return self.answer(500, {"name": "INTERNAL_SERVER_ERROR"})
        self.answer(status, reply, headers, "application/x-pem-file" if isinstance(reply, str) else "application/json")

    def perform(self, path, query, raw):
        with lock:
            if path == "/v1/oauth2/token":
                return 200, self.token(raw), {}
            if path.startswith("/v1/notifications/certs/"):
                return self.certificate(path.rsplit("/", 1)[1])
            self.check()
            key = self.headers.get("PayPal-Request-Id")
            requests.append({"method": self.command, "path": path, "key": key, "body": raw.decode(), "token": self.headers["Authorization"][7:]})
            if self.command == "GET":
                return 200, self.read(path, query), {}
            if self.headers.get("Content-Type") != "application/json":
                raise Refused(400, "MALFORMED_REQUEST_JSON", "not JSON")
            try:
                body = json.loads(raw)
            except ValueError:
                raise Refused(400, "MALFORMED_REQUEST_JSON", "not JSON")
            if path == "/v1/notifications/verify-webhook-signature":
                return *verify(body, raw), {}
            return *self.once(key, path, raw, lambda: self.write(path, body)), {}

    def once(self, key, path, raw, do):
        """A request with a key is done once within the life of the key."""
        if not key or len(key) > 108:
            raise Refused(400, "PAYPAL_REQUEST_ID_REQUIRED")
        life = 45 * DAY if path.endswith("/refund") else 6 * HOUR
        kept = keys.get(key)
        if kept and now() - kept["at"] < life:
            if kept["what"] != (path, raw):
                raise Refused(422, "DUPLICATE_REQUEST_ID", "used with another request")
            return 200, kept["reply"]
        # A refused request may be repeated with the same key.
        status, reply = do()
        keys[key] = {"what": (path, raw), "reply": reply, "at": now()}
        return status, reply

    def write(self, path, body):
        if path == "/v2/checkout/orders":
            return create_order(body)
        if match := re.fullmatch(r"/v2/checkout/orders/(\w+)/capture", path):
            return capture_order(match[1], body)
        if match := re.fullmatch(r"/v2/payments/captures/(\w+)/refund", path):
            return make_refund(match[1], body)
        raise Refused(404, "INVALID_RESOURCE_ID")

    def read(self, path, query):
        if path == "/v1/customer/disputes":
            return list_disputes(query)
        collection, id = path.rsplit("/", 1)
        if collection == "/v2/checkout/orders":
            return order_shown(find(orders, id))
        stores = {"/v2/payments/captures": captures, "/v2/payments/refunds": refunds, "/v1/customer/disputes": disputes}
        if collection not in stores:
            raise Refused(404, "INVALID_RESOURCE_ID")
        return shown(find(stores[collection], id))

    def token(self, raw):
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if self.headers.get("Authorization") != expected:
            raise Refused(401, "invalid_client", "Client Authentication failed")
        if self.headers.get("Content-Type") != "application/x-www-form-urlencoded" or raw != b"grant_type=client_credentials":
            raise Refused(400, "unsupported_grant_type")
        exchanges[0] += 1
        token = f"A21AA-{exchanges[0]}-{os.urandom(8).hex()}"
        tokens[token] = now() + settings["token_life"]
        return {"scope": "https://uri.paypal.com/services/payments/payment", "access_token": token, "token_type": "Bearer",
                "expires_in": settings["token_life"]}

    def certificate(self, name):
        fetches[0] += 1
        if name == "CERT-moved":
            return 302, "", {"Location": f"{root()}/v1/notifications/certs/CERT-good"}
        if name not in authority.certificates:
            raise Refused(404, "INVALID_RESOURCE_ID")
        return 200, authority.certificates[name], {}

    def check(self):
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or tokens.get(token, 0) <= now():
            raise Refused(401, "INVALID_TOKEN", "Authentication failed due to invalid authentication credentials")

    do_GET = do_POST = everything


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


server = Server(("127.0.0.1", int(options.get("--port", 0))), Handler)
PORT = server.server_address[1]
folder = options.get("--folder") or tempfile.mkdtemp(prefix="portico-paypal-")
authority = Authority(folder, now())
if "--roots" in options:
    with open(options["--roots"], "w") as out:
        out.write(authority.root)
print(PORT, flush=True)
serve_until_orphaned(server)
