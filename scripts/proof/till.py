"""Stripe, as scripts/stripe-double.py plays it: pages that someone pays on, and webhooks that it signs."""
import hashlib
import hmac
import json
import pathlib
import subprocess
import sys
import time
import urllib.parse
import urllib.request

from portico import call

SECRET = "whsec_of_the_scripted_day"


class Till:
    def __init__(self):
        script = pathlib.Path(__file__).parent.parent / "stripe-double.py"
        self.process = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
        self.root = f"http://127.0.0.1:{int(self.process.stdout.readline())}"

    @property
    def settings(self):
        return {"PORTICO_STRIPE_KEY": "sk_test_proof", "PORTICO_STRIPE_WEBHOOK_SECRETS": SECRET, "PORTICO_STRIPE_API": self.root}

    def control(self, path, **form):
        data = urllib.parse.urlencode(form).encode() if form else None
        with urllib.request.urlopen(self.root + path, data) as answer:
            return json.load(answer)

    def pays(self, server, page):
        """A customer pays on the page; then all events of Stripe are repeated, twice, and backwards."""
        self.control(f"/_complete/{page}", declines="false")
        events = self.control("/_events")
        for payload in list(reversed(events)) + events:
            at = int(time.time())
            code = hmac.new(SECRET.encode(), f"{at}.{payload}".encode(), hashlib.sha256).hexdigest()
            headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": f"t={at},v1={code}"}
            answer = call(server.port, "POST", "/webhooks/stripe", payload.encode(), headers)
            if answer.status != 200:
                raise SystemExit(f"a webhook was not taken: {answer}")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
