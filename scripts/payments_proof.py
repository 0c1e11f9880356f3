"""payments_proof.py BINARY: a running server accepts exactly the events signed by Stripe's own library.

The `stripe` library buys at scripts/stripe-double.py, as Checkout would, for a customer with the marks that the server gives; its webhooks,
signed by that library, reach the server repeated, in reverse and during a kill -9; the database then says what was bought, once.
"""
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

import stripe

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))
from portico import Server, at_once, call  # noqa: E402

PASSWORD = "Portico-demo-2026"
OLD, NEW = "whsec_old_of_the_proof", "whsec_new_of_the_proof"
proofs = 0


def prove(what, holds, evidence=""):
    global proofs
    if not holds:
        raise SystemExit(f"NOT PROVEN: {what}\n{evidence}")
    proofs += 1
    print(f"  proven: {what}", flush=True)


def until(condition, seconds=30):
    deadline = time.time() + seconds
    while time.time() < deadline:
        result = condition()
        if result:
            return result
        time.sleep(0.1)
    return condition()


def rows(server, sql):
    if server.database.startswith("sqlite:"):
        with sqlite3.connect(server.database[len("sqlite:"):], timeout=10) as db:
            return [tuple(str(v) for v in row) for row in db.execute(sql)]
    address = f"{server.database}?options=-csearch_path%3D{server.product}"
    text = subprocess.run(["psql", "-qAt", "-F", "\t", address, "-c", sql], check=True, capture_output=True, text=True).stdout
    return [tuple(line.split("\t")) for line in text.splitlines()]


def signature(payload, secret, at=None):
    """As Stripe's library computes it."""
    at = int(at or time.time())
    header = f"t={at},v1={stripe.WebhookSignature._compute_signature(f'{at}.{payload}', secret)}"
    if secret in (OLD, NEW) and abs(at - time.time()) < 300:
        stripe.Webhook.construct_event(payload, header, secret)
    return header


def hook(server, payload, header):
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if header is not None:
        headers["Stripe-Signature"] = header
    return call(server.port, "POST", "/webhooks/stripe", payload.encode(), headers)


def control(root, path, **form):
    with urllib.request.urlopen(root + path, urllib.parse.urlencode(form).encode() if form else None) as answer:
        return json.load(answer)


def events(root):
    return control(root, "/_events")


def signatures(server, payload):
    wrong = {
        "none": None, "of another secret": signature(payload, "whsec_of_someone_else"), "of another body": signature(payload + " ", NEW),
        "six minutes old": signature(payload, NEW, time.time() - 360), "of the future": signature(payload, NEW, time.time() + 360),
        "nonsense": "t=1,v1=zz",
    }
    for name, header in wrong.items():
        answer = hook(server, payload, header)
        prove(f"a signature {name} is refused", answer.status == 400 and answer.json["code"] == "payments.bad_signature", answer)
    try:
        status = hook(server, "x" * (2 << 20), signature(payload, NEW)).status
    except ConnectionError:
        status = "cut off"
    prove("a body of two megabytes is refused", status in (413, "cut off"), status)
    prove("and nothing was kept", rows(server, "SELECT count(*) FROM payment_event") == [("0",)])


def main():
    binary = os.path.abspath(sys.argv[1])
    double = subprocess.Popen([sys.executable, here / "stripe-double.py"], stdout=subprocess.PIPE, text=True)
    root = f"http://127.0.0.1:{int(double.stdout.readline())}"
    environment = {"PORTICO_STRIPE_KEY": "sk_test_proof", "PORTICO_STRIPE_WEBHOOK_SECRETS": f"{NEW},{OLD}", "PORTICO_STRIPE_API": root}
    server = Server(binary, environment=environment)
    try:
        server.run("demo", "--product", server.product, capture_output=True)
        server.start()
        token = server.as_()("POST", "/auth/login", {"email": "giulia.rossi@example.com", "password": PASSWORD}).json["access_token"]
        giulia = server.as_(token)("GET", "/users/me").json["id"]
        stripe.api_base, stripe.api_key, stripe.api_version = root, "sk_test_proof", "2025-02-24.acacia"
        client = stripe.Customer.create(
            email="giulia.rossi@example.com",
            metadata={"portico_account": giulia, "portico_site": f"{server.product}@http://127.0.0.1:{server.port}"})
        price = stripe.Price.create(currency="eur", unit_amount=1000, recurring={"interval": "month"}, product_data={"name": "Base"})
        session = stripe.checkout.Session.create(
            mode="subscription", customer=client.id, success_url="https://desk.example/ok", client_reference_id=giulia,
            line_items=[{"price": price.id, "quantity": 1}], subscription_data={"metadata": {"portico_plan": "base"}})
        control(root, f"/_complete/{session.id}", declines="false")
        bought = events(root)

        signatures(server, bought[0])
        for payload in reversed(bought):
            prove(f"{json.loads(payload)['type']}, out of order, is taken", hook(server, payload, signature(payload, NEW)).status == 200)
        again = at_once(30, lambda i: hook(server, bought[i % len(bought)], signature(bought[i % len(bought)], OLD)))
        prove("repeated, and signed with the secret before, too", {a.status for a in again} == {200}, again)
        prove("each is kept once", rows(server, "SELECT count(*) FROM payment_event") == [(str(len(bought)),)])
        prove("the subscription is there, with its plan",
              until(lambda: rows(server, "SELECT plan_key, status FROM subscription WHERE provider = 'stripe'") == [("base", "active")]))
        prove("its payment and its invoice once",
              until(lambda: rows(server, "SELECT amount, status FROM payment") == [("1000", "succeeded")]
                    and rows(server, "SELECT amount, status FROM provider_invoice") == [("1000", "paid")]))
        balance = "SELECT account, sum(amount) FROM ledger_entry GROUP BY account ORDER BY account"
        prove("and booked", rows(server, balance) == [("provider", "960"), ("provider_fees", "40"), ("revenue", "-1000")],
              rows(server, balance))

        # The event is delivered and stored; the server is killed before applying it.
        control(root, f"/_renew/{session_subscription(root, session.id)}", declines="true")
        for payload in events(root)[len(bought):]:
            prove("a renewal event is accepted", hook(server, payload, signature(payload, NEW)).status == 200)
        server.kill()
        server.start()
        prove("after a kill -9 the subscription is past due all the same",
              until(lambda: rows(server, "SELECT status FROM subscription WHERE provider = 'stripe'") == [("past_due",)], 120))
        prove("no event waits",
              until(lambda: rows(server, "SELECT count(*) FROM payment_event WHERE state = 'received'") == [("0",)], 120))
        log = (server.home / "log").read_text()
        prove("neither key nor secrets are in the log", not any(word in log for word in ("sk_test_proof", OLD, NEW)))
    finally:
        server.clean()
        double.kill()
    print(f"{proofs} proven")


def session_subscription(root, session):
    request = urllib.request.Request(f"{root}/v1/checkout/sessions/{session}", headers={
        "Authorization": "Bearer sk_test_proof", "Stripe-Version": "2025-02-24.acacia"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["subscription"]


if __name__ == "__main__":
    main()
