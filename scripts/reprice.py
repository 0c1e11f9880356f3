#!/usr/bin/env python3
"""Works a price out again, from docs/decisions/0012-pricing.md and not from the server's code.

    reprice.py < cases     one JSON document a line in, one quote a line out

A document has `lines`, `promotions`, `price_lists` and `context`; promotions and price lists may be what the API
shows (`type`, `product_ids`, `stackable`, ...) or rows of the tables (`kind`, `products`, `is_stackable`, ...).
As a module: `reprice.quote(document)`.
"""
import json
import sys
from datetime import datetime
from fractions import Fraction


def half_up(number):
    """The nearest whole number; of two equally near the greater."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def prorate(amount, weights):
    """Largest remainder: every part is its share rounded down, then one more each for the largest rests."""
    whole = sum(weights)
    if amount <= 0 or whole <= 0:
        return [0] * len(weights)
    exact = [Fraction(amount * weight, whole) for weight in weights]
    parts = [share.numerator // share.denominator for share in exact]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: amount - sum(parts)]:
        parts[i] += 1
    return parts


def moment(value):
    if value is None or isinstance(value, (int, float)):
        return value
    seconds = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return int(seconds.timestamp()) * 1_000_000 + seconds.microsecond


def either(row, *names, default=None):
    for name in names:
        if row.get(name) is not None:
            value = row[name]
            return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value
    return default


class Offer:
    def __init__(self, row):
        self.id = row["id"]
        self.kind = either(row, "type", "kind")
        self.percentage = either(row, "percentage", default=0)
        self.amount = either(row, "amount", default=0)
        self.buy = either(row, "buy_quantity")
        self.get = either(row, "get_quantity")
        self.gifts = set(either(row, "gift_product_ids", "gifts", default=[]))
        self.bundle = {i["product_id"]: i["quantity"] for i in either(row, "bundle", default=[])}
        self.bundle_price = either(row, "bundle_price", default=0)
        self.products = set(either(row, "product_ids", "products", default=[]))
        self.categories = set(either(row, "category_ids", "categories", default=[]))
        self.companies = set(either(row, "company_ids", "companies", default=[]))
        self.zones = set(either(row, "zone_ids", "zones", default=[]))
        self.minimum = either(row, "minimum_amount", default=0)
        self.maximum = either(row, "maximum_discount")
        self.limits = [
            (either(row, "usage_limit"), either(row, "used", default=0)),
            (either(row, "usage_limit_per_customer"), either(row, "used_by_customer", default=0)),
        ]
        self.priority = either(row, "priority", default=100)
        self.shares = bool(either(row, "stackable", "is_stackable", default=False))
        self.on = bool(either(row, "is_active", default=True)) and row.get("deleted_at") is None
        self.start, self.end = moment(row.get("starts_at")), moment(row.get("ends_at"))

    def holds(self, context):
        now = moment(context["now"])
        return (
            self.on
            and (self.start is None or self.start <= now)
            and (self.end is None or now < self.end)
            and (not self.zones or context["zone_id"] in self.zones)
            and all(limit is None or used < limit for limit, used in self.limits)
        )

    def is_about(self, item):
        if self.companies and item.company not in self.companies:
            return False
        if not self.products and not self.categories:
            return True
        return item.product in self.products or bool(self.categories & item.categories)

    def cap(self, cuts):
        if self.maximum is not None and sum(cuts) > self.maximum:
            return prorate(self.maximum, cuts)
        return cuts


class Item:
    """A line: `left` is to be paid for the units that no set has used, `settled` for the others."""

    def __init__(self, row, price):
        self.product, self.company = row["product_id"], row["company_id"]
        self.categories = set(row.get("category_ids") or [])
        self.quantity, self.price = row["quantity"], price
        self.units, self.left, self.settled = self.quantity, price * self.quantity, 0
        self.offers = []
        self.alone = False

    @property
    def amount(self):
        return self.left + self.settled

    def free_for(self, offer):
        return not self.alone and (offer.shares or not self.offers)

    def value(self, units):
        return self.left if units == self.units else half_up(Fraction(self.left * units, self.units))

    def use(self, units):
        worth = self.value(units)
        self.units -= units
        self.left -= worth
        self.settled += worth
        return worth

    def mark(self, offer):
        self.offers.append(offer.id)
        self.alone = self.alone or not offer.shares


def unit_price(row, lists, context):
    now = moment(context["now"])
    for entry in sorted(lists, key=lambda l: (either(l, "priority", default=100), l["id"])):
        if not either(entry, "is_active", default=True) or entry.get("deleted_at") is not None:
            continue
        if moment(entry["starts_at"]) > now or (entry.get("ends_at") is not None and moment(entry["ends_at"]) <= now):
            continue
        if entry.get("zone_id") not in (None, context["zone_id"]):
            continue
        if entry.get("company_id") not in (None, row["company_id"]):
            continue
        if entry.get("customer_group") not in (None, context.get("customer_group")):
            continue
        steps = [
            (step.get("from_quantity") or 1, step["price"])
            for step in entry["prices"]
            if step["product_id"] == row["product_id"] and (step.get("from_quantity") or 1) <= row["quantity"]
        ]
        if steps:
            return max(steps)[1]
    return row["list_price"]


class Cart:
    def __init__(self, document):
        self.context = document["context"]
        merged = {}
        for row in document["lines"]:
            known = merged.setdefault(row["product_id"], dict(row, quantity=0))
            known["quantity"] += row["quantity"]
        rows = sorted(merged.values(), key=lambda r: (r["company_id"], r["product_id"]))
        lists = document.get("price_lists") or []
        self.items = [Item(row, unit_price(row, lists, self.context)) for row in rows]
        self.applied = []

    def cut(self, offer, cuts, touched):
        """`cuts` are (item, amount, comes from units that sets have used)."""
        for item, amount, is_settled in cuts:
            from_settled = min(amount, item.settled) if is_settled else 0
            item.settled -= from_settled
            item.left -= amount - from_settled
        for item in touched:
            item.mark(offer)
        self.applied.append({"promotion_id": offer.id, "discount": sum(c[1] for c in cuts)})

    def reduce(self, offer, on_lines):
        items = [i for i in self.items if offer.is_about(i) and i.free_for(offer)]
        base = sum(i.amount for i in items)
        if not items or base < offer.minimum:
            return
        if offer.kind == "percentage" and on_lines:
            cuts = [half_up(Fraction(i.amount * offer.percentage, 10_000)) for i in items]
        else:
            whole = min(base, offer.amount)
            if offer.kind == "percentage":
                whole = half_up(Fraction(base * offer.percentage, 10_000))
            cuts = prorate(whole, [i.amount for i in items])
        cuts = offer.cap(cuts)
        if sum(cuts) > 0:
            self.cut(offer, [(i, c, not on_lines) for i, c in zip(items, cuts)], items)

    def cheapest(self, items, count):
        order = [i for i in self.items if i in items and i.units > 0]
        order.sort(key=lambda i: Fraction(i.left, i.units))
        picked = []
        for item in order:
            units = min(count, item.units)
            if units:
                picked.append((item, units))
            count -= units
        return picked

    def give_away(self, offer):
        scope = [i for i in self.items if offer.is_about(i) and i.free_for(offer)]
        if not scope:
            return
        buys, gifts = scope, scope
        if offer.gifts:
            buys = [i for i in scope if i.product not in offer.gifts]
            gifts = [
                i
                for i in self.items
                if i.product in offer.gifts
                and i.free_for(offer)
                and (not offer.companies or i.company in offer.companies)
            ]
        if sum(i.amount for i in buys) < offer.minimum:
            return
        if offer.gifts:
            sets = min(sum(i.units for i in buys) // offer.buy, sum(i.units for i in gifts) // offer.get)
        else:
            sets = sum(i.units for i in scope) // (offer.buy + offer.get)
        free = self.cheapest(gifts, sets * offer.get)
        if sum(item.value(units) for item, units in free) == 0:
            return
        worth = [item.use(units) for item, units in free]
        paid = self.cheapest(buys, sets * offer.buy)
        for item, units in paid:
            item.use(units)
        touched = {id(i): i for i, _ in free + paid}.values()
        self.cut(offer, [(i, c, True) for (i, _), c in zip(free, offer.cap(worth))], touched)

    def bundle_cuts(self, offer):
        items = [i for i in self.items if i.product in offer.bundle]
        if len(items) < len(offer.bundle) or not items:
            return None
        if not all(i.free_for(offer) and (not offer.companies or i.company in offer.companies) for i in items):
            return None
        if sum(i.amount for i in items) < offer.minimum:
            return None
        sets = min(i.units // offer.bundle[i.product] for i in items)
        if sets == 0:
            return None
        worth = [i.value(sets * offer.bundle[i.product]) for i in items]
        saving = sum(worth) - sets * offer.bundle_price
        if saving <= 0:
            return None
        return sets, items, offer.cap(prorate(saving, worth))

    def bundles(self, offers):
        waiting = list(offers)
        while True:
            chances = [(offer, self.bundle_cuts(offer)) for offer in waiting]
            chances = [(offer, made) for offer, made in chances if made]
            if not chances:
                return
            offer, (sets, items, cuts) = max(chances, key=lambda c: sum(c[1][2]))
            for item in items:
                item.use(sets * offer.bundle[item.product])
            self.cut(offer, [(i, c, True) for i, c in zip(items, cuts)], items)
            waiting.remove(offer)

    def answer(self):
        lines = [
            {
                "product_id": i.product,
                "quantity": i.quantity,
                "unit_price": i.price,
                "subtotal": i.price * i.quantity,
                "discount": i.price * i.quantity - i.amount,
                "total": i.amount,
            }
            for i in self.items
        ]
        companies = []
        for company in sorted({i.company for i in self.items}):
            own = [line for line, item in zip(lines, self.items) if item.company == company]
            goods = sum(line["total"] for line in own)
            terms = self.context.get("delivery", {}).get(company, {})
            free_from = terms.get("free_from")
            fee = 0 if free_from is not None and goods >= free_from else terms.get("fee", 0)
            companies.append(
                {
                    "company_id": company,
                    "subtotal": sum(line["subtotal"] for line in own),
                    "discount": sum(line["discount"] for line in own),
                    "delivery_fee": fee,
                    "total": goods + fee,
                }
            )
        whole = {
            name: sum(part[name] for part in companies) for name in ("subtotal", "discount", "delivery_fee", "total")
        }
        return {"lines": lines, "companies": companies, "applied": self.applied, **whole}


def quote(document):
    cart = Cart(document)
    offers = [Offer(row) for row in document.get("promotions") or []]
    offers = sorted((o for o in offers if o.holds(cart.context)), key=lambda o: (o.priority, o.id))
    plain = [o for o in offers if o.kind in ("percentage", "fixed")]
    for offer in plain:
        if offer.products or offer.categories:
            cart.reduce(offer, on_lines=True)
    for offer in offers:
        if offer.kind == "buy_x_get_y":
            cart.give_away(offer)
    cart.bundles([o for o in offers if o.kind == "bundle"])
    for offer in plain:
        if not offer.products and not offer.categories:
            cart.reduce(offer, on_lines=False)
    return cart.answer()


if __name__ == "__main__":
    for text in sys.stdin:
        if text.strip():
            print(json.dumps(quote(json.loads(text)), separators=(",", ":")))
