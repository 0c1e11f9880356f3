"""Two servers over one database and one folder, and the people who use them."""
import copy
import itertools
import os
import threading
import time

from ledger import prove
from portico import Server, at_once, free_port
from tables import Tables

PASSWORD = "Portico-demo-2026"
PEOPLE = {
    "noor": "noor.admin", "ali": "ali.karkh", "hassan": "hassan.furat", "layla": "layla.zagros",
    "omar": "omar.shop", "zainab": "zainab.shop", "dilan": "dilan.shop",
}


class Pair:
    def __init__(self, binary):
        self.redis = os.environ.get("PORTICO_TEST_REDIS")
        first = Server(binary, "distribution", {
            "PORTICO_RATE_LIMITS": "off", "PORTICO_TRUSTED_PROXIES": "127.0.0.0/8", "PORTICO_LOG_LEVEL": "notice",
        } | ({"PORTICO_REDIS_URL": self.redis} if self.redis else {}))
        second = copy.copy(first)
        second.port = free_port()
        second.environment = first.environment | {"PORTICO_PORT": str(second.port)}
        self.both = [first, second]
        self.tables = Tables(first)
        self.keys = itertools.count()
        self.runs_lost = False

    def open(self):
        self.both[0].start("--demo")
        self.both[1].start()
        prove("two processes are ready on one database", all(self.as_(None, at)("GET", "/readyz").status == 200 for at in (0, 1)))
        self.tokens = {}
        for name, mail in PEOPLE.items():
            answer = self.as_(None, 0)("POST", "/api/auth/login", {"email": f"{mail}@example.com", "password": PASSWORD})
            self.tokens[name] = answer.json["access_token"]
        answer = self.as_("omar", 1)("GET", "/api/auth/me")
        prove("a token of one is good at the other", answer.status == 200, answer)
        shelf = self.as_("noor", 0)("GET", "/api/categories").json["data"][0]["id"]
        self.goods = {name: [self.product(name, shelf, n, 100_000) for n in range(4)] for name in ("hassan", "layla")}
        self.scarce = self.product("hassan", shelf, 9, 25)

    def product(self, vendor, shelf, number, stock):
        answer = self.as_(vendor, number % 2)("POST", "/api/vendors/products", {
            "sku": f"{vendor.upper()}-P{number}", "category_id": shelf, "name": {"ar": f"بضاعة {number}", "en": f"Goods {number}"},
            "price": 5_000 + number, "stock": stock,
        })
        if answer.status != 201:
            raise SystemExit(f"a product was refused: {answer}")
        return answer.json["id"]

    def as_(self, name, at):
        return self.both[at].as_(name and self.tokens[name])

    def order(self, name, at, goods, key=None):
        items = [{"product_id": good, "quantity": quantity} for good, quantity in goods]
        return self.as_(name, at)("POST", "/api/orders", {"items": items}, Idempotency_Key=key or f"pair-{next(self.keys)}")

    def goods_for(self, name):
        return {"omar": self.goods["hassan"], "dilan": self.goods["layla"]}.get(name, self.goods["hassan"] + self.goods["layla"])

    def tell(self):
        """The logs of the servers."""
        lines = (self.both[0].home / "log").read_text(errors="replace").splitlines()
        print("\n".join(line[:600] for line in lines if "warning" in line or "error" in line)[-6_000:])

    def clean(self):
        for server in self.both:
            server.stop()
        self.both[0].clean()


class Traffic:
    """Orders and moves without a pause, at the processes that `at` names, until it is stopped."""

    def __init__(self, pair, at, threads=4):
        self.pair, self.at, self.ended, self.answers, self.broken = pair, at, threading.Event(), [], []
        self.threads = [threading.Thread(target=self.run, args=(n,)) for n in range(threads)]
        for thread in self.threads:
            thread.start()

    def run(self, number):
        for turn in itertools.count():
            if self.ended.is_set():
                return
            name, at = list(PEOPLE)[4 + (number + turn) % 3], self.at[(number + turn) % len(self.at)]
            try:
                answer = self.pair.order(name, at, [(self.pair.goods_for(name)[turn % 4], 1)])
                self.answers.append(answer)
            except OSError as error:
                self.broken.append(error)

    def end(self, least=0):
        deadline = time.time() + 30
        while len(self.answers) < least and time.time() < deadline:
            time.sleep(0.05)
        self.ended.set()
        for thread in self.threads:
            thread.join()
        return {order["id"] for answer in self.answers if answer.status == 201 for order in answer.json["orders"]}


def statuses(answers):
    return sorted({answer.status if hasattr(answer, "status") else repr(answer) for answer in answers}, key=str)


__all__ = ["Pair", "Traffic", "at_once", "statuses"]
