"""webhook-receiver.py [--port P] [--secret whsec_…]: a receiver of webhooks that trusts nothing it cannot verify.

It checks every request with the `standardwebhooks` library, the specification's own, and answers 204, or 401 when the signature, the
time or the body does not hold. Each delivery is a line of JSON on standard output. Run it in the environment that
scripts/webhook-proof makes: .cache/webhooks/bin/python scripts/webhook-receiver.py --port 9000 --secret whsec_…

PATH says how it behaves otherwise: /status/503 answers so, /slow/2 after so many seconds.
"""
import argparse
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


class Receiver(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port=0, secret=None):
        super().__init__(("127.0.0.1", port), Handler)
        # By path, so that one receiver can be several endpoints.
        self.secrets, self.default, self.seen, self.lock = {}, secret, [], threading.Lock()
        self.on_delivery = lambda delivery: None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def at(self, path):
        with self.lock:
            return [delivery for delivery in self.seen if delivery["path"] == path]

    def take(self, delivery):
        with self.lock:
            self.seen.append(delivery)
        self.on_delivery(delivery)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        secret = self.server.secrets.get(self.path, self.server.default)
        delivery = {"path": self.path, "id": self.headers.get("webhook-id"), "at": time.time(), "verified": False,
                    "signatures": len(self.headers.get("webhook-signature", "").split())}
        try:
            delivery["event"] = Webhook(secret).verify(body, dict(self.headers.items()))
            delivery["verified"] = True
        except WebhookVerificationError as refusal:
            delivery["refusal"] = str(refusal)
        parts = self.path.split("/")
        if "slow" in parts:
            time.sleep(float(parts[parts.index("slow") + 1]))
        status = 204 if delivery["verified"] else 401
        if delivery["verified"] and "status" in parts:
            status = int(parts[parts.index("status") + 1])
        delivery["answered"] = status
        self.server.take(delivery)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--secret", required=True)
    options = parser.parse_args()
    receiver = Receiver(options.port, options.secret)
    receiver.on_delivery = lambda delivery: print(json.dumps(delivery), flush=True)
    print(f"listening on {receiver.url}", file=sys.stderr, flush=True)
    receiver.serve_forever()


if __name__ == "__main__":
    main()
