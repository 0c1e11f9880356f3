"""Every total once more, by a second reckoner from the raw rows."""
import collections
import json

import reprice
from ledger import prove


def every_total_is_what_another_reckons(market, tables):
    book = Book(tables)
    orders = tables(
        "SELECT o.* FROM sales_order o JOIN account a ON a.id = o.customer_id"
        " WHERE a.email LIKE '%@trading.example' ORDER BY o.placed_at, o.id"
    )
    checkouts = collections.defaultdict(list)
    for order in orders:
        checkouts[order["checkout_id"]].append(order)
    applied, declined = collections.Counter(), []
    for checkout, parts in checkouts.items():
        quote = book.reckon(checkout, parts)
        differences = book.differences(quote, parts)
        prove_quietly(f"checkout {checkout}", not differences, differences)
        for use in quote["applied"]:
            applied[book.kind_of(use)] += 1
        declined += [offer for offer in book.limited_out(checkout, parts)]
    total = sum(order["total"] for order in orders)
    prove(f"{len(checkouts)} checkouts, {len(orders)} orders, {total} dinars: every line, share, fee and total is what another"
          " reckoner makes of the rows", total > 0)
    prove(f"all four kinds of promotions were at work: {dict(applied)}", len(applied) == 4, applied)
    for offer, limit in book.limits.items():
        used = len([use for use in book.uses if use["promotion_id"] == offer and use["released_at"] is None])
        prove(f"a promotion for {limit} was used {used} times", used <= limit, used)
        missed = declined.count(offer)
        prove(f"and was withheld {missed} times, from the moment when it was used up", missed == 0 or used == limit, (missed, used))
    wrong = [line for line in book.lines.values() if line["commission"] != commission(line)]
    prove("the commission of every line is its rate, half up", not wrong, wrong[:3])


def commission(line):
    return (2 * line["total"] * line["commission_rate"] + 10_000) // 20_000


def prove_quietly(what, holds, evidence):
    if not holds:
        prove(what, holds, json.dumps(evidence, ensure_ascii=False)[:3000])


def every_stock_is_the_sum_of_its_movements(tables):
    wrong = tables(
        "SELECT p.sku, p.stock, COALESCE(m.moved, 0) AS moved FROM product p LEFT JOIN"
        " (SELECT product_id, SUM(quantity) AS moved FROM stock_movement GROUP BY product_id) m ON m.product_id = p.id"
        " WHERE p.stock <> COALESCE(m.moved, 0)"
    )
    prove("every stock is the sum of its movements", not wrong, wrong)


class Book:
    """The rows that prices are made of."""

    def __init__(self, tables):
        self.products = {row["id"]: row for row in tables("SELECT id, company_id, category_id, price FROM product")}
        self.parents = {row["id"]: row["parent_id"] for row in tables("SELECT id, parent_id FROM category")}
        self.promotions = tables("SELECT * FROM promotion")
        self.limits = {p["id"]: p["usage_limit"] for p in self.promotions if p["usage_limit"] is not None}
        self.lists = tables("SELECT * FROM price_list")
        steps = tables("SELECT * FROM price_list_step")
        for entry in self.lists:
            entry["prices"] = [step for step in steps if step["price_list_id"] == entry["id"]]
        self.uses = tables("SELECT * FROM promotion_use")
        self.groups = {row["account_id"]: row["customer_group"] for row in tables("SELECT account_id, customer_group FROM member")}
        zones = {row["id"]: row for row in tables("SELECT id, delivery_fee, free_delivery_from FROM delivery_zone")}
        self.terms = collections.defaultdict(dict)
        own = {(row["company_id"], row["zone_id"]): row for row in tables("SELECT * FROM company_zone")}
        for (company, zone), row in own.items():
            fee = row["delivery_fee"] if row["delivery_fee"] is not None else zones[zone]["delivery_fee"]
            free = row["free_delivery_from"] if row["free_delivery_from"] is not None else zones[zone]["free_delivery_from"]
            self.terms[zone][company] = {"fee": fee, "free_from": free}
        self.lines = {(row["order_id"], row["product_id"]): row for row in tables("SELECT * FROM sales_order_line")}
        self.by_order = collections.defaultdict(list)
        for line in self.lines.values():
            self.by_order[line["order_id"]].append(line)

    def path(self, category):
        path = []
        while category is not None:
            path.append(category)
            category = self.parents[category]
        return path

    def document(self, parts, promotions):
        lines = []
        for line in (line for part in parts for line in self.by_order[part["id"]]):
            product = self.products[line["product_id"]]
            lines.append({
                "product_id": line["product_id"], "company_id": product["company_id"], "quantity": line["quantity"],
                "category_ids": self.path(product["category_id"]), "list_price": product["price"],
            })
        first = parts[0]
        return {"lines": lines, "promotions": promotions, "price_lists": self.lists, "context": {
            "zone_id": first["zone_id"], "now": first["placed_at"], "customer_group": self.groups[first["customer_id"]],
            "delivery": self.terms[first["zone_id"]],
        }}

    def reckon(self, checkout, parts):
        """Of limited offers only those that the checkout received: the remaining number is counted separately."""
        got = {use["promotion_id"] for use in self.uses if use["checkout_id"] == checkout}
        open_offers = [p for p in self.promotions if self.is_unlimited(p) or p["id"] in got]
        return reprice.quote(self.document(parts, open_offers))

    def limited_out(self, checkout, parts):
        """The checkout's result without a limit on the number of uses."""
        got = {use["promotion_id"] for use in self.uses if use["checkout_id"] == checkout}
        wide = [p for p in self.promotions if self.is_unlimited(p) or p["id"] in got or p["usage_limit_per_customer"] is None]
        would = {use_id(use) for use in reprice.quote(self.document(parts, [dict(p, usage_limit=None) for p in wide]))["applied"]}
        return [offer for offer in self.limits if offer in would and offer not in got]

    @staticmethod
    def is_unlimited(promotion):
        return promotion["usage_limit"] is None and promotion["usage_limit_per_customer"] is None

    def kind_of(self, use):
        return next(p["kind"] for p in self.promotions if p["id"] == use_id(use))

    def differences(self, quote, parts):
        found = []
        companies = {part["company_id"]: part for part in quote["companies"]}
        if len(companies) != len(parts):
            found.append(("companies", len(companies), len(parts)))
        for part in parts:
            for name in ("subtotal", "discount", "delivery_fee", "total"):
                if companies[part["company_id"]][name] != part[name]:
                    found.append((part["id"], name, companies[part["company_id"]][name], part[name]))
        order_of = {line["product_id"]: line for part in parts for line in self.by_order[part["id"]]}
        for line in quote["lines"]:
            row = order_of[line["product_id"]]
            for name in ("unit_price", "subtotal", "discount", "total"):
                if line[name] != row[name]:
                    found.append((line["product_id"], name, line[name], row[name]))
        return found


def use_id(use):
    return use if isinstance(use, str) else use.get("promotion_id") or use.get("id")
