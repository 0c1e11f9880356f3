"""The server of the term, with Stripe's double."""
import hashlib
import hmac

from clocked import ClockedServer, Double
from model import ROME

STRIPE_SECRET = "whsec_dGVybW9mdHV0b3Jpbmc0MHRlYWNoZXJz"
# Refunds, transfers and events that are on their way.
OPEN = """SELECT (SELECT COUNT(*) FROM charge_refund WHERE state = 'sent') + (SELECT COUNT(*) FROM payment_event WHERE state = 'received')
               + (SELECT COUNT(*) FROM payout WHERE status = 'pending')"""


class TermServer(ClockedServer):
    def __init__(self, binary, environment=None):
        super().__init__(binary, "tutoring")
        self.stripe = Double("stripe-double.py", self.home / "stripe.log")
        self.doubles = [self.stripe]
        self.environment |= {
            "PORTICO_STRIPE_KEY": "sk_test_term", "PORTICO_STRIPE_WEBHOOK_SECRETS": STRIPE_SECRET,
            "PORTICO_STRIPE_PUBLISHABLE_KEY": "pk_test_term", "PORTICO_STRIPE_API": f"http://127.0.0.1:{self.stripe.port}", **(environment or {}),
        }

    def settle(self, more=OPEN, patience=120):
        super().settle(more, patience)

    def schedules_fire(self, moment, names=("deadlines.sweep",), patience=60):
        """The payout run of the week is one of them while it is six on a Monday in Rome."""
        local = moment.astimezone(ROME)
        if (local.isoweekday(), local.hour, local.minute) == (1, 6, 0):
            names = (*names, "tutoring.payouts")
        super().schedules_fire(moment, names, patience)

    def deliver_stripe(self, event):
        stamp = str(int(self.now().timestamp()))
        mac = hmac.new(STRIPE_SECRET.encode(), f"{stamp}.{event}".encode(), hashlib.sha256).hexdigest()
        return self.ask(None, "POST", "/webhooks/stripe", event.encode(), Stripe_Signature=f"t={stamp},v1={mac}", Content_Type="application/json")
