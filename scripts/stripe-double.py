#!/usr/bin/env python3
"""stripe-double.py [--now SECONDS] [--hook URL --secret SECRET]: stands in for Stripe where nothing else does, and is strict about it.

Checks every request as Stripe documents it: bearer key, Stripe-Version, form encoding, known and required parameters, and on POST an
Idempotency-Key, which is replayed for the same body and refused (400) for another. Refuses refunds beyond the charge. Prints its port.
What a person would do at Stripe is under /_: /_complete/<session>, /_arrive/<session>, /_renew/<subscription>, /_refund/<intent>,
/_confirm/<intent> (what the payer's client does), /_settle_refund/<refund>, /_dispute/<intent>, /_close_dispute/<dispute>, /_end/<subscription>; with connected accounts
/_onboard/<account> (payouts=false restricts it), /_bank/<account> empties its balance, /_reverse/<transfer>, /_top_up/balance raises ours;
/_fault makes the next answers fail, all or those to requests that begin with `on`; /_events (from the number `since` on), /_requests and
/_books tell what happened. With --hook events are signed and sent there too.
"""
import collections
import hashlib
import hmac
import json
import re
import sys
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from portico import serve_until_orphaned

lock = threading.RLock()
store, kinds, events, requests, keys, faults = {}, collections.defaultdict(list), [], [], {}, []
settings = {"now": None, "basil_events": False, "decline": False}
options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
if "--now" in options:
    settings["now"] = int(options["--now"])
counter = [0]
MONTH, YEAR = 30 * 86400, 365 * 86400
VERSIONS = {"2025-02-24.acacia", "2025-03-31.basil"}
META = r"metadata\[\w+\]"
# Path of a POST: its required and its optional parameters (patterns).
FORMS = {
    r"/v1/customers": ([], ["email", "name", r"preferred_locales\[\d\]", META]),
    r"/v1/prices": (["currency", "unit_amount", "product_data[name]"], [r"recurring\[interval\]", META]),
    r"/v1/checkout/sessions": (["mode", "success_url", "line_items[0][quantity]"],
                               [r"line_items\[0\]\[price\]", r"line_items\[0\]\[price_data\]\[(currency|unit_amount)\]",
                                r"line_items\[0\]\[price_data\]\[product_data\]\[name\]", "cancel_url", "customer", "client_reference_id", "expires_at", "locale", META,
                                r"(payment_intent|subscription)_data\[metadata\]\[\w+\]", r"subscription_data\[trial_period_days\]"]),
    r"/v1/checkout/sessions/\w+/expire": ([], []),
    r"/v1/payment_intents": (["amount", "currency"],
                             [r"automatic_payment_methods\[enabled\]", r"payment_method_types\[\d+\]", "description", META]),
    r"/v1/payment_intents/\w+/cancel": ([], ["cancellation_reason"]),
    r"/v1/billing_portal/sessions": (["customer"], ["return_url"]),
    r"/v1/subscriptions/\w+": ([], [r"items\[0\]\[(id|price)\]", "proration_behavior", "payment_behavior", "cancel_at_period_end", "trial_end", META]),
    r"/v1/refunds": (["payment_intent"], ["amount", "reason", META]),
    r"/v1/accounts": (["type", "country"], ["email", "business_type", r"capabilities\[transfers\]\[requested\]", META]),
    r"/v1/account_links": (["account", "refresh_url", "return_url", "type"], []),
    r"/v1/transfers": (["amount", "currency", "destination"], ["transfer_group", "description", META]),
    r"/v1/transfers/\w+/reversals": ([], ["amount", META]),
}


class Refused(Exception):
    def __init__(self, status, code, message="", kind="invalid_request_error"):
        self.status, self.body = status, {"error": {"type": kind, "code": code, "message": message}}


def now():
    return settings["now"] if settings["now"] is not None else int(time.time())


def make(prefix, kind, **fields):
    counter[0] += 1
    made = {"id": f"{prefix}_{counter[0]:06d}{hashlib.sha256(str(counter[0]).encode()).hexdigest()[:8]}", "object": kind,
            "created": now(), "livemode": False, **fields}
    store[made["id"]] = made
    kinds[kind].append(made)
    return made


def find(id, kind):
    if store.get(id, {}).get("object") != kind:
        raise Refused(404, "resource_missing", f"No such {kind}: {id}")
    return store[id]


def shown(thing, basil):
    """The thing in one of the two shapes."""
    out = json.loads(json.dumps(thing))
    if out.get("object") == "subscription":
        start, end = out.pop("current_period_start"), out.pop("current_period_end")
        at = out["items"]["data"][0] if basil else out
        at["current_period_start"], at["current_period_end"] = start, end
    if basil and out.get("object") == "invoice":
        out["parent"] = {"type": "subscription_details", "subscription_details": {"subscription": out.pop("subscription")}}
        out["payments"] = {"object": "list", "data": [{"payment": {"type": "payment_intent", "payment_intent": out.pop("payment_intent")}}]}
    if basil and out.get("object") == "payment_intent":
        out.pop("invoice")
    return out


def emit(kind, thing, account=None):
    event = {"id": f"evt_{len(events):06d}", "object": "event", "type": kind, "created": now(), "livemode": False,
             "api_version": "2025-03-31.basil", "data": {"object": shown(thing, settings["basil_events"])}}
    if account:
        event["account"] = account
    events.append(json.dumps(event))
    if "--hook" in options:
        threading.Thread(target=send, args=(events[-1],), daemon=True).start()


def send(payload):
    for pause in (0, 1, 2, 4, 8):
        time.sleep(pause)
        stamp = str(int(time.time()))
        mac = hmac.new(options["--secret"].encode(), f"{stamp}.{payload}".encode(), hashlib.sha256).hexdigest()
        request = urllib.request.Request(options["--hook"], payload.encode(), {
            "Content-Type": "application/json; charset=utf-8", "Stripe-Signature": f"t={stamp},v1={mac}"})
        try:
            with urllib.request.urlopen(request, timeout=10):
                return
        except OSError:
            pass


def nested(form, prefix):
    return {m.group(1): v for k, v in form.items() if (m := re.fullmatch(re.escape(prefix) + r"\[(\w+)\]", k))}


def pay(amount, currency, customer, invoice=None, metadata=None, declines=False):
    intent = make("pi", "payment_intent", amount=amount, currency=currency, customer=customer, invoice=invoice,
                  metadata=metadata or {}, status="requires_payment_method", latest_charge=None, last_payment_error=None)
    settle(intent, declines)
    return intent


def settle(intent, declines, card={}):
    if declines:
        intent["last_payment_error"] = {"type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds"}
        return emit("payment_intent.payment_failed", intent)
    fee = 25 + intent["amount"] * 15 // 1000
    txn = make("txn", "balance_transaction", amount=intent["amount"], currency=intent["currency"], fee=fee)
    charge = make("ch", "charge", amount=intent["amount"], amount_refunded=0, refunded=False, currency=intent["currency"],
                  customer=intent["customer"], payment_intent=intent["id"], status="succeeded", balance_transaction=txn["id"],
                  payment_method_details={"type": "card", "card": {
                      "brand": "visa", "last4": "4242", "country": card.get("country", "IT"),
                      "fingerprint": card.get("fingerprint", "card" + intent["id"][-8:])}})
    intent.update(status="succeeded", latest_charge=charge["id"], last_payment_error=None)
    if "amount_received" in intent:
        intent["amount_received"] = intent["amount"]
    emit("payment_intent.succeeded", intent)


def charge_for(subscription, amount, reason, declines=False):
    """An invoice of a subscription, paid or not; the payment when there is one."""
    item = subscription["items"]["data"][0]
    span = {"start": subscription["current_period_start"], "end": subscription["current_period_end"]}
    invoice = make("in", "invoice", customer=subscription["customer"], subscription=subscription["id"], total=amount,
                   amount_due=amount, currency=item["price"]["currency"], status="open", billing_reason=reason, attempt_count=1,
                   payment_intent=None, status_transitions={"paid_at": None}, period_start=now(), period_end=now(),
                   lines={"object": "list", "data": [{"amount": amount, "period": span}]})
    subscription["latest_invoice"] = invoice["id"]
    if amount > 0:
        intent = pay(amount, invoice["currency"], subscription["customer"], invoice["id"], declines=declines)
        invoice["payment_intent"] = intent["id"]
    if amount > 0 and declines:
        emit("invoice.payment_failed", invoice)
        return invoice
    invoice.update(status="paid", status_transitions={"paid_at": now()})
    emit("invoice.paid", invoice)
    return invoice


def length(price):
    return YEAR if price["recurring"]["interval"] == "year" else MONTH


def create(path, form):
    if path == "/v1/customers":
        return make("cus", "customer", email=form.get("email"), metadata=nested(form, "metadata"))
    if path == "/v1/prices":
        interval = form.get("recurring[interval]")
        if interval not in (None, "day", "week", "month", "year"):
            raise Refused(400, "parameter_invalid", "recurring[interval]")
        return make("price", "price", currency=form["currency"], unit_amount=int(form["unit_amount"]),
                    recurring=interval and {"interval": interval, "interval_count": 1}, metadata=nested(form, "metadata"))
    if path == "/v1/checkout/sessions":
        return checkout(form)
    if path == "/v1/payment_intents":
        return open_intent(form)
    if path.endswith("/cancel"):
        return cancel_intent(find(path.split("/")[-2], "payment_intent"))
    if path.endswith("/expire"):
        session = find(path.split("/")[-2], "checkout.session")
        if session["status"] != "open":
            raise Refused(400, "session_not_open")
        session["status"] = "expired"
        emit("checkout.session.expired", session)
        return session
    if path == "/v1/billing_portal/sessions":
        find(form["customer"], "customer")
        return make("bps", "billing_portal.session", customer=form["customer"], url="https://billing.stripe.test/p/" + str(counter[0]))
    if path == "/v1/refunds":
        return refund(form)
    if path == "/v1/accounts":
        return open_account(form)
    if path == "/v1/account_links":
        return link(form)
    if path == "/v1/transfers":
        return transfer(form)
    if path.endswith("/reversals"):
        return reverse(find(path.split("/")[-2], "transfer"), form)
    return change(find(path.rsplit("/", 1)[1], "subscription"), form)


def price_of(form):
    """The price of the session's item: one that was made before, or one that comes with it."""
    named, item = form.get("line_items[0][price]"), "line_items[0][price_data]"
    if named:
        if any(name.startswith(item) for name in form):
            raise Refused(400, "parameter_invalid", item)
        return find(named, "price")
    for name in ("[currency]", "[unit_amount]", "[product_data][name]"):
        if not form.get(item + name):
            raise Refused(400, "parameter_missing", item + name)
    if int(form[item + "[unit_amount]"]) < 50 or not form[item + "[currency]"].islower():
        raise Refused(400, "amount_too_small", item)
    return {"currency": form[item + "[currency]"], "unit_amount": int(form[item + "[unit_amount]"]), "recurring": None}


def checkout(form):
    price = price_of(form)
    if form["mode"] not in ("payment", "subscription") or (form["mode"] == "subscription") != bool(price["recurring"]):
        raise Refused(400, "parameter_invalid", "mode")
    if not form["success_url"].startswith(("https://", "http://")):
        raise Refused(400, "url_invalid", "success_url")
    if "customer" in form:
        find(form["customer"], "customer")
    wrong = "payment_intent_data" if form["mode"] == "subscription" else "subscription_data"
    if any(name.startswith(wrong) for name in form):
        raise Refused(400, "parameter_invalid", wrong)
    # Stripe wants 30 minutes to 24 hours; the clock of a test may be another.
    if "expires_at" in form and settings["now"] is not None and not 1800 <= int(form["expires_at"]) - now() <= 86400:
        raise Refused(400, "parameter_invalid", "expires_at")
    session = make("cs_test", "checkout.session", mode=form["mode"], customer=form.get("customer"), status="open",
                   payment_status="unpaid", subscription=None, payment_intent=None, metadata=nested(form, "metadata"),
                   client_reference_id=form.get("client_reference_id"), amount_total=price["unit_amount"], currency=price["currency"])
    session["url"] = "https://checkout.stripe.test/c/" + session["id"]
    session["_form"] = dict(form)
    return session


def complete(session, declines, other={}):
    """The customer pays, or tries to; `other` changes what arrives, as no honest page would."""
    if session["status"] != "open":
        raise Refused(400, "session_not_open")
    form, price = session["_form"], price_of(session["_form"])
    if session["mode"] == "payment" and "line_items[0][price]" not in form:
        return pay_once(session, form, price, declines, other)
    if session["mode"] == "payment":
        intent = pay(price["unit_amount"], price["currency"], session["customer"], None,
                     nested(form, "payment_intent_data[metadata]"), declines)
        session["payment_intent"] = intent["id"]
        if declines:
            return session
    else:
        trial = int(form.get("subscription_data[trial_period_days]", 0)) * 86400
        item = {"id": f"si_{counter[0]:06d}", "object": "subscription_item", "price": price, "quantity": 1}
        subscription = make("sub", "subscription", customer=session["customer"], status="trialing" if trial else "active",
                            items={"object": "list", "data": [item]}, metadata=nested(form, "subscription_data[metadata]"),
                            current_period_start=now(), current_period_end=now() + (trial or length(price)),
                            trial_end=trial and now() + trial or None, start_date=now(), cancel_at_period_end=False,
                            canceled_at=None, ended_at=None, latest_invoice=None)
        if declines:
            subscription["status"] = "incomplete"
        session["subscription"] = subscription["id"]
        emit("customer.subscription.created", subscription)
        charge_for(subscription, 0 if trial else price["unit_amount"], "subscription_create", declines)
        if declines:
            return session
    session.update(status="complete", payment_status="paid")
    emit("checkout.session.completed", session)
    return session


def pay_once(session, form, price, declines, other):
    """A session without a price of its own keeps its payment intent over several attempts."""
    if session["payment_intent"] is None:
        intent = make("pi", "payment_intent", amount=int(other.get("amount", price["unit_amount"])),
                      currency=other.get("currency", price["currency"]), amount_received=0, customer=None, invoice=None,
                      metadata=nested(form, "payment_intent_data[metadata]"), status="requires_payment_method",
                      latest_charge=None, last_payment_error=None)
        session["payment_intent"] = intent["id"]
    intent = find(session["payment_intent"], "payment_intent")
    session["client_reference_id"] = other.get("reference", session["client_reference_id"])
    if other.get("later") == "true":
        session["status"] = "complete"
        emit("checkout.session.completed", session)
        return session
    settle(intent, declines)
    if declines:
        return session
    intent["amount_received"] = intent["amount"]
    session.update(status="complete", payment_status="paid")
    emit("checkout.session.completed", session)
    return session


def open_intent(form):
    """A payment without a page of ours, which the payer's client confirms with the secret."""
    if not form["amount"].isdigit() or int(form["amount"]) < 50:
        raise Refused(400, "amount_too_small", "amount")
    if not re.fullmatch("[a-z]{3}", form["currency"]):
        raise Refused(400, "parameter_invalid", "currency")
    types = [v for k, v in form.items() if k.startswith("payment_method_types")]
    automatic = form.get("automatic_payment_methods[enabled]")
    if types and automatic == "true":
        raise Refused(400, "parameter_invalid", "only one of automatic_payment_methods and payment_method_types")
    if automatic not in (None, "true", "false") or any(kind not in ("card", "sepa_debit", "bancontact", "link") for kind in types):
        raise Refused(400, "parameter_invalid", "automatic_payment_methods, payment_method_types")
    intent = make("pi", "payment_intent", amount=int(form["amount"]), amount_received=0, currency=form["currency"], customer=None,
                  invoice=None, metadata=nested(form, "metadata"), description=form.get("description"), latest_charge=None,
                  status="requires_payment_method", last_payment_error=None,
                  payment_method_types=types or (["card", "link", "sepa_debit"] if automatic == "true" else ["card"]))
    intent["client_secret"] = f"{intent['id']}_secret_{hashlib.sha256(intent['id'].encode()).hexdigest()[:24]}"
    emit("payment_intent.created", intent)
    return intent


def cancel_intent(intent):
    if intent["status"] not in ("requires_payment_method", "requires_confirmation", "requires_action"):
        raise Refused(400, "payment_intent_unexpected_state", f"status {intent['status']}")
    intent["status"] = "canceled"
    emit("payment_intent.canceled", intent)
    return intent


def confirm(intent, form):
    """The payer's client pays; `secret` must be the intent's, `later` is a slow means, `amount` is what no honest client pays."""
    if intent["status"] != "requires_payment_method":
        raise Refused(400, "payment_intent_unexpected_state", f"status {intent['status']}")
    if form.get("secret", intent["client_secret"]) != intent["client_secret"]:
        raise Refused(400, "payment_intent_authentication_failure", "client_secret")
    intent["amount"] = int(form.get("amount", intent["amount"]))
    if form.get("later") == "true":
        if "sepa_debit" not in intent["payment_method_types"]:
            raise Refused(400, "payment_method_not_available", "sepa_debit")
        intent["status"] = "processing"
        emit("payment_intent.processing", intent)
        return intent
    settle(intent, form.get("declines") == "true", form)
    return intent


def arrive_intent(intent, declines):
    """The money of a slow means comes, or does not."""
    if intent["status"] != "processing":
        raise Refused(400, "payment_intent_unexpected_state", f"status {intent['status']}")
    if declines:
        intent["status"] = "requires_payment_method"
    settle(intent, declines)
    return intent


def arrive(session, declines):
    """The money of a slow method comes, or does not."""
    intent = find(session["payment_intent"], "payment_intent")
    settle(intent, declines)
    if not declines:
        intent["amount_received"] = intent["amount"]
        session["payment_status"] = "paid"
    emit("checkout.session.async_payment_" + ("failed" if declines else "succeeded"), session)
    return session


def dispute(intent, form):
    """The customer contests the payment at the bank."""
    charge = find(intent["latest_charge"], "charge")
    charge["disputed"] = True
    made = make("du", "dispute", amount=int(form.get("amount", charge["amount"] - charge["amount_refunded"])),
                currency=charge["currency"], charge=charge["id"], payment_intent=intent["id"],
                status=form.get("status", "needs_response"), reason="fraudulent")
    emit("charge.dispute.created", made)
    return made


def close_dispute(made, status):
    made["status"] = status
    emit("charge.dispute.closed", made)
    return made


def settle_refund(made, status):
    """A refund that was pending, or had succeeded, takes another turn."""
    if status == "failed" and made["status"] != "failed":
        find(made["charge"], "charge")["amount_refunded"] -= made["amount"]
    made.update(status=status, failure_reason="expired_or_canceled_card" if status == "failed" else None)
    emit("refund.failed" if status == "failed" else "refund.updated", made)
    return made


def change(subscription, form):
    if subscription["status"] == "canceled":
        raise Refused(400, "subscription_canceled")
    if form.get("proration_behavior") not in (None, "create_prorations", "always_invoice", "none"):
        raise Refused(400, "parameter_invalid", "proration_behavior")
    item = subscription["items"]["data"][0]
    if "trial_end" in form:
        postpone(subscription, form)
    if "items[0][price]" in form:
        if form.get("items[0][id]") != item["id"]:
            raise Refused(400, "parameter_invalid", "items[0][id]")
        old, new = item["price"], find(form["items[0][price]"], "price")
        left = (subscription["current_period_end"] - now()) / (subscription["current_period_end"] - subscription["current_period_start"])
        due = max(0, round((new["unit_amount"] - old["unit_amount"]) * left))
        if settings["decline"] and due and form.get("payment_behavior") == "error_if_incomplete":
            raise Refused(402, "card_declined", "declined", "card_error")
        item["price"] = new
        if due and form.get("proration_behavior") == "always_invoice":
            charge_for(subscription, due, "subscription_update")
    if "cancel_at_period_end" in form:
        if form["cancel_at_period_end"] not in ("true", "false"):
            raise Refused(400, "parameter_invalid", "cancel_at_period_end")
        subscription["cancel_at_period_end"] = form["cancel_at_period_end"] == "true"
        subscription["canceled_at"] = now() if subscription["cancel_at_period_end"] else None
    subscription["metadata"].update(nested(form, "metadata"))
    emit("customer.subscription.updated", subscription)
    return subscription


def postpone(subscription, form):
    """A trial until `trial_end`, also of a subscription that was paid for: a period begins now, and its end is charged."""
    if subscription["status"] in ("incomplete", "incomplete_expired"):
        raise Refused(400, "subscription_incomplete", "only its metadata and payment methods can be updated")
    if "items[0][price]" in form or form.get("proration_behavior") != "none":
        raise Refused(400, "not_played", "the credit for a period that was paid for")
    end = form["trial_end"]
    if not re.fullmatch("[0-9]{1,12}", end) or int(end) <= now():
        raise Refused(400, "parameter_invalid_integer", "trial_end: must be an integer Unix timestamp in the future")
    if int(end) - now() > 730 * 86400:
        raise Refused(400, "parameter_invalid_integer", "trial_end: can be at most two years from now")
    if subscription["status"] != "trialing":
        subscription.update(status="trialing", current_period_start=now())
        subscription.update(current_period_end=int(end), trial_end=int(end))
        charge_for(subscription, 0, "subscription_update")
    subscription.update(current_period_end=int(end), trial_end=int(end))


def delete(path, query, body):
    """A customer with all subscriptions, or one subscription at once; what has gone is not found."""
    form = {**query, **dict(urllib.parse.parse_qsl(body, keep_blank_values=True))}
    if re.fullmatch(r"/v1/subscriptions/\w+", path):
        for name in form:
            if not re.fullmatch(r"invoice_now|prorate|cancellation_details\[(comment|feedback)\]", name):
                raise Refused(400, "parameter_unknown", name)
        subscription = find(path.rsplit("/", 1)[1], "subscription")
        if subscription["status"] in ("canceled", "incomplete_expired"):
            raise Refused(404, "resource_missing", f"No such subscription: {subscription['id']}")
        return end(subscription)
    for name in form:
        raise Refused(400, "parameter_unknown", name)
    customer = find(path.rsplit("/", 1)[1], "customer")
    for thing in list(store.values()):
        if thing["object"] == "subscription" and thing["customer"] == customer["id"] and thing["status"] != "canceled":
            end(thing)
    del store[customer["id"]]
    return {"id": customer["id"], "object": "customer", "deleted": True}


def end(subscription):
    subscription.update(status="canceled", ended_at=now(), canceled_at=subscription["canceled_at"] or now())
    emit("customer.subscription.deleted", subscription)
    return subscription


def renew(subscription, declines):
    price = subscription["items"]["data"][0]["price"]
    subscription["current_period_start"] = subscription["current_period_end"]
    subscription["current_period_end"] += length(price)
    subscription["status"] = "past_due" if declines else "active"
    emit("customer.subscription.updated", subscription)
    return charge_for(subscription, price["unit_amount"], "subscription_cycle", declines)


def retry(invoice):
    """The customer's card works again."""
    invoice["attempt_count"] += 1
    settle(find(invoice["payment_intent"], "payment_intent"), False)
    invoice.update(status="paid", status_transitions={"paid_at": now()})
    emit("invoice.paid", invoice)
    subscription = find(invoice["subscription"], "subscription")
    subscription["status"] = "active"
    emit("customer.subscription.updated", subscription)
    return invoice


def refund(form):
    intent = find(form["payment_intent"], "payment_intent")
    if intent["status"] != "succeeded":
        raise Refused(400, "payment_intent_unexpected_state")
    charge = find(intent["latest_charge"], "charge")
    left = charge["amount"] - charge["amount_refunded"]
    amount = int(form.get("amount", left))
    if left == 0:
        raise Refused(400, "charge_already_refunded")
    if not 0 < amount <= left:
        raise Refused(400, "amount_too_large")
    made = make("re", "refund", amount=amount, currency=charge["currency"], charge=charge["id"], payment_intent=intent["id"],
                status=settings.get("refund_status", "succeeded"), metadata=nested(form, "metadata"))
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    emit("charge.refunded", charge)
    return made


def open_account(form):
    """A connected account; it can receive nothing until its owner has completed it."""
    if form["type"] not in ("express", "standard", "custom") or not re.fullmatch("[A-Z]{2}", form["country"]):
        raise Refused(400, "parameter_invalid", "type, country")
    wants = form.get("capabilities[transfers][requested]") == "true"
    return make("acct", "account", type=form["type"], country=form["country"], email=form.get("email"), metadata=nested(form, "metadata"),
                business_type=form.get("business_type"), details_submitted=False, charges_enabled=False, payouts_enabled=False,
                capabilities={"transfers": "inactive"} if wants else {},
                requirements={"currently_due": ["external_account", "tos_acceptance.date"], "disabled_reason": "requirements.past_due"})


def link(form):
    find(form["account"], "account")
    if form["type"] not in ("account_onboarding", "account_update"):
        raise Refused(400, "parameter_invalid", "type")
    for name in ("return_url", "refresh_url"):
        if not form[name].startswith(("https://", "http://")):
            raise Refused(400, "url_invalid", name)
    counter[0] += 1
    return {"object": "account_link", "created": now(), "expires_at": now() + 300, "url": f"https://connect.stripe.test/setup/{counter[0]}"}


def onboard(account, form):
    """The owner completes the account, or Stripe restricts it (payouts=false)."""
    enabled = form.get("payouts", "true") == "true"
    account.update(details_submitted=True, payouts_enabled=enabled,
                   requirements={"currently_due": [] if enabled else ["external_account"], "disabled_reason": None})
    if "transfers" in account["capabilities"]:
        account["capabilities"]["transfers"] = "active"
    emit("account.updated", account, account["id"])
    return account


def available():
    """The platform's balance: what has been charged and topped up, less fees, refunds, disputes and transfers."""
    total = settings.get("topped_up", 0)
    total += sum(c["amount"] - c["amount_refunded"] - store[c["balance_transaction"]]["fee"] for c in kinds["charge"])
    total -= sum(d["amount"] for d in kinds["dispute"] if d["status"] != "won")
    return total - sum(t["amount"] - t["amount_reversed"] for t in kinds["transfer"])


def held(account):
    """The balance of a connected account, less what it has paid out to its bank."""
    sent = sum(t["amount"] - t["amount_reversed"] for t in kinds["transfer"] if t["destination"] == account["id"])
    return sent - account.get("_paid_out", 0)


def transfer(form):
    account = find(form["destination"], "account")
    if account["capabilities"].get("transfers") != "active":
        raise Refused(400, "insufficient_capabilities_for_transfer")
    if not form["amount"].isdigit() or int(form["amount"]) < 1 or not re.fullmatch("[a-z]{3}", form["currency"]):
        raise Refused(400, "parameter_invalid_integer", "amount, currency")
    if int(form["amount"]) > available():
        raise Refused(400, "balance_insufficient", "You have insufficient available funds in your Stripe account.")
    made = make("tr", "transfer", amount=int(form["amount"]), amount_reversed=0, currency=form["currency"], destination=account["id"],
                transfer_group=form.get("transfer_group"), metadata=nested(form, "metadata"), reversed=False)
    emit("transfer.created", made)
    return made


def reverse(made, form):
    left = made["amount"] - made["amount_reversed"]
    amount = int(form.get("amount", left))
    if left == 0 or not 0 < amount <= left:
        raise Refused(400, "amount_too_large", "amount")
    if amount > held(find(made["destination"], "account")):
        raise Refused(400, "balance_insufficient", "The connected account has insufficient funds.")
    made["amount_reversed"] += amount
    made["reversed"] = made["amount_reversed"] == made["amount"]
    reversal = make("trr", "transfer_reversal", amount=amount, currency=made["currency"], transfer=made["id"])
    emit("transfer.reversed", made)
    return reversal


def read(path, query):
    if path == "/v1/transfers":
        made = [t for t in kinds["transfer"] if t["transfer_group"] == query.get("transfer_group")]
        return {"object": "list", "data": made[::-1], "has_more": False}
    if path in ("/v1/refunds", "/v1/disputes"):
        made = [o for o in kinds[path[4:-1]] if o["payment_intent"] == query.get("payment_intent")]
        return {"object": "list", "data": made[::-1], "has_more": False}
    named = {"customers": "customer", "subscriptions": "subscription", "payment_intents": "payment_intent", "invoices": "invoice",
             "sessions": "checkout.session", "accounts": "account", "transfers": "transfer"}
    collection, id = path.rsplit("/", 2)[1:]
    thing = dict(find(id, named.get(collection, "?")))
    thing.pop("_form", None)
    thing.pop("_paid_out", None)
    if query.get("expand[]") == "latest_charge.balance_transaction":
        expand(thing)
    if query.get("expand[]") == "payment_intent.latest_charge.balance_transaction" and thing.get("payment_intent"):
        thing["payment_intent"] = dict(store[thing["payment_intent"]])
        expand(thing["payment_intent"])
    return thing


def expand(intent):
    if intent.get("latest_charge"):
        intent["latest_charge"] = dict(store[intent["latest_charge"]])
        intent["latest_charge"]["balance_transaction"] = store[intent["latest_charge"]["balance_transaction"]]


def act(path, form):
    verb, id = path.split("/")[1][1:], path.rsplit("/", 1)[1]
    declines = form.get("declines") == "true"
    if verb == "config":
        settings.update({k: json.loads(v) for k, v in form.items()})
        return settings
    if verb == "fault":
        faults.extend([(form["kind"], form.get("on", ""))] * int(form.get("times", 1)))
        return {}
    if verb == "complete":
        return complete(find(id, "checkout.session"), declines, form)
    if verb == "confirm":
        return confirm(find(id, "payment_intent"), form)
    if verb == "arrive" and id.startswith("pi_"):
        return arrive_intent(find(id, "payment_intent"), declines)
    if verb == "arrive":
        return arrive(find(id, "checkout.session"), declines)
    if verb == "dispute":
        return dispute(find(id, "payment_intent"), form)
    if verb == "close_dispute":
        return close_dispute(find(id, "dispute"), form["status"])
    if verb == "settle_refund":
        return settle_refund(find(id, "refund"), form["status"])
    if verb == "renew":
        return renew(find(id, "subscription"), declines)
    if verb == "retry":
        return retry(find(id, "invoice"))
    if verb == "end":
        return end(find(id, "subscription"))
    if verb == "refund":
        return refund({"payment_intent": id, "amount": form["amount"]})
    if verb == "onboard":
        return onboard(find(id, "account"), form)
    if verb == "bank":
        account = find(id, "account")
        account["_paid_out"] = account.get("_paid_out", 0) + held(account)
        return account
    if verb == "reverse":
        return reverse(find(id, "transfer"), form)
    if verb == "top_up":
        settings["topped_up"] = settings.get("topped_up", 0) + int(form["amount"])
        return settings
    if verb == "tell":
        return emit(form["type"], store[id]) or {}
    raise Refused(404, "no_such_control")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers={}):
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def everything(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        path, _, query = self.path.partition("?")
        try:
            if path.startswith("/_"):
                form = dict(urllib.parse.parse_qsl(body))
                with lock:
                    if path == "/_events":
                        return self.answer(200, events[int(form.get("since", 0)):])
                    if path == "/_requests":
                        return self.answer(200, requests)
                    if path == "/_books":
                        return self.answer(200, {id: {k: v for k, v in thing.items() if k != "_form"} for id, thing in store.items()})
                    return self.answer(200, {k: v for k, v in act(path, form).items() if k != "_form"})
            self.api(path, dict(urllib.parse.parse_qsl(query, strict_parsing=bool(query))), body)
        except Refused as refused:
            self.answer(refused.status, refused.body)

    def api(self, path, query, body):
        with lock:
            place = next((i for i, (_, on) in enumerate(faults) if f"{self.command} {path}".startswith(on)), None)
            fault = faults.pop(place)[0] if place is not None else None
        if fault == "busy":
            return self.answer(429, {"error": {"type": "invalid_request_error", "code": "rate_limit"}}, {"Retry-After": "7"})
        if fault == "broken":
            return self.answer(500, {"error": {"type": "api_error"}})
        if fault == "garbage":
            return self.answer(200, ["not", "an", "object"])
        if fault == "refuse_before":
            self.close_connection = True
            return
        self.check()
        status, reply, headers = self.perform(path, query, body)
        if fault == "stall":
            time.sleep(8)
        if fault == "lose_answer":
            self.close_connection = True
            return
        if fault == "break_answer":
            return self.answer(500, {"error": {"type": "api_error"}})
        self.answer(status, reply, headers)

    def check(self):
        if not re.fullmatch(r"Bearer sk_test_\w{4,}", self.headers.get("Authorization", "")):
            raise Refused(401, "invalid_api_key")
        if self.headers.get("Stripe-Version") not in VERSIONS:
            raise Refused(400, "invalid_version", str(self.headers.get("Stripe-Version")))

    def perform(self, path, query, body):
        with lock:
            requests.append({"method": self.command, "path": path, "key": self.headers.get("Idempotency-Key"), "body": body})
            basil = self.headers["Stripe-Version"].endswith("basil")
            if self.command == "GET":
                return 200, shown(read(path, query), basil), {}
            if self.command == "DELETE":
                return 200, shown(delete(path, query, body), basil), {}
            if self.headers.get("Content-Type") != "application/x-www-form-urlencoded":
                raise Refused(400, "not_form_encoded")
            key = self.headers.get("Idempotency-Key", "")
            if not 1 <= len(key) <= 255:
                raise Refused(400, "idempotency_key_missing")
            if key in keys:
                kept = keys[key]
                if kept["what"] != (path, body):
                    raise Refused(400, "idempotency_error", "another body", "idempotency_error")
                return kept["status"], kept["reply"], {"Idempotent-Replayed": "true"}
            form = self.form(path, body)
            try:
                made = {k: v for k, v in create(path, form).items() if k != "_form"}
                status, reply = 200, shown(made, basil)
            except Refused as refused:
                status, reply = refused.status, refused.body
            keys[key] = {"what": (path, body), "status": status, "reply": reply}
            return status, reply, {}

    def form(self, path, body):
        pairs = body and urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=True, errors="strict")
        form = dict(pairs)
        if len(form) != len(pairs):
            raise Refused(400, "parameter_repeated")
        rules = [rule for pattern, rule in FORMS.items() if re.fullmatch(pattern, path)]
        if not rules:
            raise Refused(404, "unrecognized_url", path)
        needed, allowed = rules[0]
        for name in needed:
            if not form.get(name):
                raise Refused(400, "parameter_missing", name)
        for name in form:
            if name not in needed and not any(re.fullmatch(pattern, name) for pattern in allowed):
                raise Refused(400, "parameter_unknown", name)
        return form

    do_GET = do_POST = do_DELETE = everything


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


server = Server(("127.0.0.1", int(options.get("--port", 0))), Handler)
print(server.server_address[1], flush=True)
serve_until_orphaned(server)
