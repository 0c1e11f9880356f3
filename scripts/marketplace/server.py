"""The server of the week, with the doubles of both gateways."""
import hashlib
import hmac

from clocked import UTC, ClockedServer, Double, instant, parsed  # noqa: F401 - the week takes the rest from here

STRIPE_SECRET = "whsec_d2Vla29mdGhlbWFya2V0cGxhY2U="


class WeekServer(ClockedServer):
    def __init__(self, binary, environment=None):
        super().__init__(binary, "marketplace")
        self.stripe = Double("stripe-double.py", self.home / "stripe.log")
        self.paypal = Double("paypal-double.py", self.home / "paypal.log", "--folder", str(self.home), "--roots", str(self.home / "roots.pem"))
        self.doubles = [self.stripe, self.paypal]
        self.environment |= {
            "PORTICO_STRIPE_KEY": "sk_test_week", "PORTICO_STRIPE_WEBHOOK_SECRETS": STRIPE_SECRET,
            "PORTICO_STRIPE_API": f"http://127.0.0.1:{self.stripe.port}",
            "PORTICO_PAYPAL_CLIENT_ID": "double-client", "PORTICO_PAYPAL_SECRET": "double-secret",
            "PORTICO_PAYPAL_WEBHOOK_ID": "8PT597110X687430L",
            "PORTICO_PAYPAL_API": f"http://127.0.0.1:{self.paypal.port}", "PORTICO_PAYPAL_ROOTS": str(self.home / "roots.pem"),
            **(environment or {}),
        }
        self.address = f"http://127.0.0.1:{self.port}"

    def deliver_stripe(self, event):
        stamp = str(int(self.now().timestamp()))
        mac = hmac.new(STRIPE_SECRET.encode(), f"{stamp}.{event}".encode(), hashlib.sha256).hexdigest()
        return self.ask(None, "POST", "/payments/webhook", event.encode(), Stripe_Signature=f"t={stamp},v1={mac}", Content_Type="application/json")

    def deliver_paypal(self, event):
        return self.ask(None, "POST", "/payments/webhook", event["body"].encode(), Content_Type="application/json",
                        **{name.replace("-", "_"): value for name, value in event["headers"].items()})

    def schedules_fire(self, moment, names=("deadlines.sweep", "marketplace.nights"), patience=60):
        super().schedules_fire(moment, names, patience)
