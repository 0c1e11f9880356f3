"""A webhook receiver as a customer would write it: it believes nothing that the `standardwebhooks` library does not verify."""
import http.server
import json
import threading
import time

from standardwebhooks import Webhook, WebhookVerificationError


class Receiver:
    def __init__(self):
        self.secret, self.deliveries, self.refused = None, [], []
        self.arrived = threading.Condition()
        self.delay = 0  # between having an event and saying so
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(receiver.take(dict(self.headers.items()), body))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/hooks"

    def take(self, headers, body):
        try:
            event = Webhook(self.secret).verify(body.decode(), {name.lower(): value for name, value in headers.items()})
        except (WebhookVerificationError, TypeError, ValueError) as error:
            self.refused.append((headers, body, error))
            return 401
        with self.arrived:
            self.deliveries.append((next(v for k, v in headers.items() if k.lower() == "webhook-id"), event))
            self.arrived.notify_all()
        time.sleep(self.delay)
        return 204

    def wait(self, holds, timeout=20):
        """Every event so far, as soon as `holds` is true of them; None when it never is."""
        deadline = time.time() + timeout
        with self.arrived:
            while True:
                events = [event for _, event in self.deliveries]
                if holds(events):
                    return events
                if time.time() >= deadline:
                    return None
                self.arrived.wait(max(0.0, deadline - time.time()))

    def __repr__(self):
        return json.dumps([event for _, event in self.deliveries], indent=1)[:4000]

    def stop(self):
        self.server.shutdown()
