"""The market before anyone orders: goods, offers, prices, and fifty shop owners with an account and an address."""
import email
import email.policy
import random
import re
import time

from ledger import prove
from portico import at_once

DEMO = "Portico-demo-2026"
OWNERS = 50
SCARCE = 12


class Market:
    def __init__(self, server):
        self.server = server
        self.random = random.Random(2026)
        self.noor = self.login("noor.admin@example.com")
        self.vendors = {"furat": self.login("hassan.furat@example.com"), "zagros": self.login("layla.zagros@example.com")}
        self.zones = {zone["name"]["en"]: zone["id"] for zone in self.all("/api/zones")}
        named = {company["name"]["en"]: company["id"] for company in self.all("/api/companies")}
        self.companies = {"furat": named["Al-Furat Trading"], "zagros": named["Zagros Foods"]}
        self.reach = {"furat": ("Karkh", "Rusafa"), "zagros": ("Rusafa", "Erbil")}
        self.goods = {"furat": [], "zagros": []}
        self.scarce = []
        self.owners = []

    def login(self, name, password=DEMO):
        answer = self.server.as_()("POST", "/api/auth/login", {"email": name, "password": password})
        if answer.status != 200:
            raise SystemExit(f"login of {name}: {answer}")
        return self.server.as_(answer.json["access_token"])

    def all(self, path, client=None):
        """Every element of a list, page by page."""
        client, found, cursor = client or self.noor, [], ""
        mark = "&" if "?" in path else "?"
        while True:
            answer = client("GET", f"{path}{mark}limit=100{cursor}")
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer}")
            found += answer.json["data"]
            following = answer.json.get("page", {}).get("next_cursor")
            if not following:
                return found
            cursor = f"&cursor={following}"

    def sold_in(self, zone):
        return [good for name, zones in self.reach.items() if zone in zones for good in self.goods[name]]


class Owner:
    def __init__(self, number, zone):
        self.number, self.zone = number, zone
        self.email = f"shop{number}@trading.example"
        self.password = f"Dukkan-{number}-2026-bazar"
        self.client = None


def the_market_opens(server, tables):
    market = Market(server)
    prove("three zones are delivered to by two companies", len(market.zones) == 3 and len(market.companies) == 2)
    goods_come_in(market)
    prove("three hundred products are on sale", len(tables("SELECT 1 AS one FROM product WHERE is_active")) >= 300)
    companies_say_what_delivery_costs(market)
    offers_are_made(market)
    kinds = {row["kind"] for row in tables("SELECT kind FROM promotion")}
    prove("there are promotions of all four types", kinds == {"percentage", "fixed", "buy_x_get_y", "bundle"}, kinds)
    owners_register(market)
    return market


def goods_come_in(market):
    categories = [category["id"] for category in market.noor("GET", "/api/categories").json["data"]]
    for name, vendor in market.vendors.items():
        for number in range(145):
            is_scarce = number < SCARCE
            answer = vendor("POST", "/api/vendors/products", {
                "sku": f"{name[:3].upper()}-T{number:03}", "category_id": categories[number % len(categories)],
                "name": {"ar": f"بضاعة {number}", "en": f"Goods {number}"},
                "price": market.random.choice([333, 750, 1_111, 2_499, 5_001, 12_750, 33_333]) + number,
                "stock": 40 if is_scarce else 5_000, "low_stock_threshold": 5,
            })
            if answer.status != 201:
                raise SystemExit(f"a product was refused: {answer}")
            market.goods[name].append(answer.json["id"])
            if is_scarce:
                market.scarce.append(answer.json["id"])


def companies_say_what_delivery_costs(market):
    for name, fee, free in (("furat", 2_750, 60_000), ("zagros", 5_250, None)):
        fees = [{"zone_id": market.zones[zone], "delivery_fee": fee + 250 * i} | ({"free_delivery_from": free} if free else {})
                for i, zone in enumerate(market.reach[name])]
        answer = market.noor("PATCH", f"/api/companies/{market.companies[name]}/delivery-fees", {"fees": fees})
        prove(f"{name} says what its deliveries cost", answer.status == 200, answer)


def offers_are_made(market):
    furat, zagros = market.goods["furat"], market.goods["zagros"]
    market.pairs = [(furat[100], furat[101]), (zagros[1], zagros[120])]
    start = {"starts_at": "2026-01-01T00:00:00Z", "stackable": True}
    offers = [
        {"type": "percentage", "percentage": 1_250, "product_ids": furat[:60] + zagros[:40], "priority": 10, "maximum_discount": 40_000},
        {"type": "percentage", "percentage": 333, "company_ids": [market.companies["zagros"]], "minimum_amount": 20_000, "priority": 40},
        {"type": "fixed", "amount": 1_999, "product_ids": zagros[20:80], "priority": 20},
        {"type": "fixed", "amount": 3_001, "minimum_amount": 75_000, "priority": 50, "usage_limit": 25},
        {"type": "buy_x_get_y", "buy_quantity": 3, "get_quantity": 1, "product_ids": furat[20:50], "priority": 15},
        {"type": "buy_x_get_y", "buy_quantity": 2, "get_quantity": 1, "product_ids": zagros[10:30], "priority": 16,
         "usage_limit_per_customer": 1},
        {"type": "bundle", "bundle": [{"product_id": furat[100], "quantity": 1}, {"product_id": furat[101], "quantity": 2}],
         "bundle_price": 700, "priority": 17},
        {"type": "bundle", "bundle": [{"product_id": zagros[1], "quantity": 1}, {"product_id": zagros[120], "quantity": 1}],
         "bundle_price": 600, "priority": 18},
    ]
    for number, offer in enumerate(offers):
        body = {"name": {"ar": f"عرض {number}", "en": f"Offer {number}"}} | start | offer
        answer = market.noor("POST", "/api/promotions", body)
        if answer.status != 201:
            raise SystemExit(f"an offer was refused: {answer}")
    lists = [
        {"zone_id": market.zones["Rusafa"], "company_id": market.companies["furat"],
         "prices": [{"product_id": good, "from_quantity": 6, "price": 299} for good in furat[40:70]]},
        {"company_id": market.companies["zagros"],
         "prices": [{"product_id": good, "from_quantity": step, "price": 700 - step} for good in zagros[50:90] for step in (1, 10)]},
    ]
    for number, entry in enumerate(lists):
        body = {"name": {"ar": f"قائمة {number}", "en": f"List {number}"}, "starts_at": "2026-01-01T00:00:00Z"} | entry
        answer = market.noor("POST", "/api/price-lists", body)
        prove("a price list holds from now on", answer.status == 201, answer)
    prove("offers of every kind are made", True)


def owners_register(market):
    zones = list(market.zones)
    market.owners = [Owner(number, zones[number % len(zones)]) for number in range(OWNERS)]

    def register(number):
        owner = market.owners[number]
        return market.server.as_()("POST", "/api/auth/register", {
            "email": owner.email, "password": owner.password, "phone": f"+96477055{number:05}", "name": f"Owner {number}",
            "shop_name": f"دكان {number}", "zone_id": market.zones[owner.zone],
        # Thirty mails an hour is all that one address gets: each shop has its own.
        }, X_Forwarded_For=f"10.{number}.0.1")

    answers = at_once(OWNERS, register)
    prove("fifty shop owners ask for an account at once", all(a.status == 202 for a in answers), answers)
    tokens = mailed_tokens(market.server, {owner.email for owner in market.owners})
    for owner in market.owners:
        answer = market.server.as_()("POST", "/api/auth/verify-email", {
            "token": tokens[owner.email], "password": owner.password})
        if answer.status != 200:
            raise SystemExit(f"{owner.email} cannot confirm: {answer}")
        owner.client = market.login(owner.email, owner.password)
        answer = owner.client("POST", "/api/addresses", {
            "recipient": f"Owner {owner.number}", "city": "Baghdad", "street": f"Street {owner.number}",
            "location": {"latitude": 33.2 + owner.number / 500, "longitude": 44.3 + (owner.number * 7 % 50) / 400},
            "is_default": True,
        })
        if answer.status != 201:
            raise SystemExit(f"{owner.email} has no address: {answer}")
    prove("each opens it by the mail that came, and says where the goods go", True)


def mailed_tokens(server, addresses):
    """From the mails that lie in a folder, as they do without a mail server."""
    tokens, deadline = {}, time.time() + 60
    while time.time() < deadline and set(tokens) != addresses:
        for file in (server.home / "data" / "mail").rglob("*.eml"):
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            text = message.get_body(("plain", "html")).get_content()
            found = re.search(r"token=([A-Za-z0-9_.~%-]+)", text)
            if found and message["to"].strip("<> ") in addresses:
                tokens[message["to"].strip("<> ")] = found.group(1)
        time.sleep(0.1)
    prove("fifty mails came, one for each", set(tokens) == addresses, sorted(addresses - set(tokens)))
    return tokens
