"""The reports, against a recount of the raw rows."""
import collections
import csv
import datetime
import io
import subprocess

from ledger import prove

ZONE = datetime.timezone(datetime.timedelta(hours=3))
FACTS = ("subtotal", "discount", "delivery_fee", "returned", "total", "commission")


def reports_are_what_is_counted(market, tables):
    orders = tables("SELECT * FROM sales_order")
    lines = tables("SELECT * FROM sales_order_line")
    for order in orders:
        order["day"] = day_of(order["placed_at"])
        order["quantity"] = 0
    by_id = {order["id"]: order for order in orders}
    for line in lines:
        by_id[line["order_id"]]["quantity"] += line["quantity"]
    take_off_what_came_back(tables, by_id, lines)
    last = max(order["day"] for order in orders)
    first = last - datetime.timedelta(days=60)
    sold = [order for order in orders if order["status"] != "CANCELLED" and first <= order["day"] <= last]
    window = f"from={first}&to={last}"
    groupings = {
        "day": lambda order: str(order["day"]), "zone": lambda order: order["zone_id"], "company": lambda order: order["company_id"],
    }
    for name, key in groupings.items():
        answer = market.noor("GET", f"/api/analytics/sales?{window}&group_by={name}").json
        wanted = collections.defaultdict(list)
        for order in sold:
            wanted[key(order)].append(order)
        shown = {group["key"]: group["sales"] for group in answer["groups"] if group["sales"]["orders"]}
        prove(f"sales by {name} are what is counted, in {len(shown)} groups",
              shown == {group: facts(rows) for group, rows in wanted.items()} and answer["totals"] == facts(sold), answer["totals"])
    best_sellers(market, window, sold, lines)
    ali = market.login("ali.karkh@example.com")
    karkh = [order for order in sold if order["zone_id"] == market.zones["Karkh"]]
    answer = ali("GET", f"/api/analytics/sales?{window}").json
    prove("a location admin counts their zone and nothing else", answer["totals"] == facts(karkh), answer["totals"])
    files(market, tables, orders, sold, window)


def take_off_what_came_back(tables, by_id, lines):
    """From the entries of each return, not from the counters on the order."""
    by_line = {(line["order_id"], line["position"]): line for line in lines}
    for order in by_id.values():
        order["returned"] = 0
    for part in tables("SELECT * FROM returned_line"):
        by_line[part["order_id"], part["position"]]["total"] -= part["goods"]
        by_id[part["order_id"]]["quantity"] -= part["quantity"]
    for entry in tables("SELECT * FROM company_entry WHERE kind = 'reversal'"):
        order = by_id[entry["order_id"]]
        back = -entry["goods"] - entry["delivery_fee"]
        order["returned"] += back
        order["total"] -= back
        order["commission"] += entry["commission"]


def best_sellers(market, window, sold, lines):
    ids = {order["id"] for order in sold}
    revenue = collections.Counter()
    for line in lines:
        if line["order_id"] in ids:
            revenue[line["product_id"]] += line["total"]
    answer = market.noor("GET", f"/api/analytics/products?{window}&limit=100").json
    shown = {row["product_id"]: row["revenue"] for row in answer["top_by_revenue"]}
    prove("the best sellers sold for what is counted", all(revenue[good] == amount for good, amount in shown.items())
          and sorted(shown.values(), reverse=True) == sorted(revenue.values(), reverse=True)[:100], answer["top_by_revenue"][:3])


def files(market, tables, orders, sold, window):
    answer = market.noor("GET", "/api/export/orders/csv", Accept_Language="en")
    rows = list(csv.DictReader(io.StringIO(answer.raw.decode())))
    prove(f"the CSV has all {len(orders)} orders and their sum", len(rows) == len(orders)
          and sum(int(row["Total"]) for row in rows) == sum(order["total"] for order in orders), rows[:1])
    vendor = market.vendors["furat"]
    rows = list(csv.DictReader(io.StringIO(vendor("GET", "/api/vendors/export/orders", Accept_Language="en").raw.decode())))
    mine = [order for order in orders if order["company_id"] == market.companies["furat"]]
    prove("a vendor's CSV has the company's", {row["Order"] for row in rows} == {order["id"] for order in mine}, len(rows))
    answer = market.noor("GET", f"/api/export/sales/pdf?{window}", Accept_Language="ar")
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.raw, capture_output=True, check=True).stdout.decode()
    prove("the Arabic paper says the same sum", f"{facts(sold)['total']:,}" in text, text[:500])
    dashboard = market.noor("GET", f"/api/analytics/dashboard?{window}").json
    counted = collections.Counter(order["status"] for order in orders if str(order["day"]) >= window[5:15])
    shown = {row["status"]: row["orders"] for row in dashboard["orders_by_status"] if row["orders"]}
    prove("the dashboard counts every status", shown == dict(counted) and dashboard["sales"] == facts(sold), shown)


def facts(orders):
    return {"orders": len(orders), "quantity": sum(order["quantity"] for order in orders)} | {
        name: sum(order[name] for order in orders) for name in FACTS}


def day_of(moment):
    if isinstance(moment, str):
        return datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(ZONE).date()
    return datetime.datetime.fromtimestamp(moment / 1e6, ZONE).date()
