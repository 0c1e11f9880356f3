"""The work after the orders: cancelling, shipping, delivering, paying out, restocking."""
import datetime
import time

from ledger import prove
from opening import DEMO
from portico import at_once

TODAY = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=3)).date()
# The rush may lie before midnight in Baghdad and the evening after it.
YESTERDAY = TODAY - datetime.timedelta(days=1)
MINE = "o.customer_id IN (SELECT id FROM account WHERE email LIKE '%@trading.example')"


def some_think_better_of_it(market, tables):
    before = tables.stock()
    chosen = tables(f"SELECT o.id, o.customer_id FROM sales_order o WHERE {MINE} AND o.status = 'PENDING' ORDER BY o.id")[::9]
    mails = {row["id"]: row["email"] for row in tables("SELECT id, email FROM account")}
    clients = {owner.email: owner.client for owner in market.owners}
    for order in chosen:
        owner = clients[mails[order["customer_id"]]]
        twice = at_once(2, lambda _: owner("DELETE", f"/api/orders/{order['id']}"))
        statuses = sorted(answer.status for answer in twice)
        if statuses[0] not in (200, 204) or statuses[1] not in (200, 204, 409, 412):
            raise SystemExit(f"an order could not be cancelled: {twice}")
    back = tables(
        "SELECT l.product_id, SUM(l.quantity) AS quantity FROM sales_order_line l JOIN sales_order o ON o.id = l.order_id"
        f" WHERE o.status = 'CANCELLED' AND {MINE} GROUP BY l.product_id"
    )
    returned = {row["product_id"]: row["quantity"] for row in back}
    now = tables.stock()
    wrong = {good: now[good] for good in before if before[good] + returned.get(good, 0) != now[good]}
    prove(f"{len(chosen)} orders are cancelled, each twice at once, and their goods are back once", chosen and not wrong, wrong)


def vendors_ship(market, tables):
    for name, vendor in market.vendors.items():
        company = market.companies[name]
        mine = [order for order in market.all("/api/vendors/orders", vendor)]
        prove(f"{name} sees its own orders and no others", {order["company_id"] for order in mine} == {company}
              if "company_id" in mine[0] else True, mine[:1])
        rows = tables(f"SELECT o.id, o.company_id FROM sales_order o WHERE o.status = 'PENDING' AND {MINE}")
        foreign = next(row["id"] for row in tables("SELECT id, company_id FROM sales_order") if row["company_id"] != company)
        answer = vendor("PATCH", f"/api/vendors/orders/{foreign}/status", {"status": "CONFIRMED"})
        prove("and cannot move another company's", answer.status == 404, answer)
        said = []
        for row in (row for row in rows if row["company_id"] == company):
            for status in ("CONFIRMED", "PROCESSING", "SHIPPED"):
                answer = vendor("PATCH", f"/api/vendors/orders/{row['id']}/status", {"status": status})
                if answer.status != 200:
                    raise SystemExit(f"{name} cannot move an order to {status}: {answer}")
            said.append(vendor("PATCH", f"/api/vendors/orders/{row['id']}/status", {"status": "DELIVERED"}).status)
        prove(f"{name} cannot say that its orders have arrived, for which it would be paid", set(said) == {409}, said)
    left = tables(f"SELECT o.status FROM sales_order o WHERE o.status NOT IN ('SHIPPED', 'CANCELLED') AND {MINE}")
    prove("both companies have shipped all that was not cancelled", not left, left[:3])


def routes_deliver(market, tables):
    for name, zone in market.zones.items():
        orders = [row["id"] for row in tables(f"SELECT o.id, o.zone_id FROM sales_order o WHERE o.status = 'SHIPPED' AND {MINE}")
                  if zone_of(tables, row["id"]) == zone]
        answer = market.noor("POST", "/api/delivery/routes", {
            "date": str(TODAY), "zone_id": zone, "driver_name": "Abu Ali", "capacity": max(1, len(orders)), "order_ids": orders,
        })
        prove(f"a route through {name} takes {len(orders)} orders", answer.status == 201, answer)
        route = (answer.json.get("route") or answer.json)["id"]
        again = market.noor("POST", "/api/delivery/routes", {
            "date": str(TODAY), "zone_id": zone, "driver_name": "Abu Omar", "capacity": 5, "order_ids": orders[:1],
        })
        prove("an order goes on one open route at most", again.status == 409, again)
        before = market.noor("GET", f"/api/delivery/routes/{route}").json["metres"]
        answer = market.noor("POST", f"/api/delivery/routes/{route}/optimize", {"latitude": 33.2, "longitude": 44.3})
        after = market.noor("GET", f"/api/delivery/routes/{route}").json["metres"]
        prove(f"its stops are put in order: {before} m become {after} m", answer.status == 200 and after <= before, answer)
        answer = market.noor("PUT", f"/api/delivery/routes/{route}", {"status": "started"})
        prove("it starts", answer.status == 200, answer)
        for order in orders:
            answer = market.noor("PUT", f"/api/orders/{order}/status", {"status": "DELIVERED"})
            if answer.status != 200:
                raise SystemExit(f"an order cannot be delivered: {answer}")
        answer = market.noor("PUT", f"/api/delivery/routes/{route}", {"status": "finished"})
        prove("and ends with everything delivered", answer.status == 200, answer)


def something_comes_back(market, tables):
    """Pieces of one line, in two parts; their prices are calculated here, piece by piece."""
    line = max(tables(f"SELECT l.* FROM sales_order_line l JOIN sales_order o ON o.id = l.order_id WHERE o.status = 'DELIVERED' AND {MINE}"),
               key=lambda line: (line["quantity"] > 2, line["total"] % line["quantity"], line["order_id"]))
    pieces = [line["total"] // line["quantity"] + (piece < line["total"] % line["quantity"]) for piece in range(line["quantity"])]
    commission = [line["commission"] // line["quantity"] + (piece < line["commission"] % line["quantity"]) for piece in range(line["quantity"])]
    path, taken = f"/api/orders/{line['order_id']}/returns", 0
    for count in (1, line["quantity"] - 1):
        body = {"reason": "damaged", "lines": [{"position": line["position"], "quantity": count}]}
        answer = market.noor("POST", path, body)
        wanted = sum(pieces[taken:taken + count]), sum(commission[taken:taken + count])
        prove(f"{count} of {line['quantity']} pieces come back for {wanted[0]} dinars, their share to the dinar",
              answer.status == 201 and (answer.json["goods"], answer.json["commission"]) == wanted, answer)
        taken += count
    prove("together exactly what was paid for the line, and its commission", (sum(pieces), sum(commission)) == (line["total"], line["commission"]))
    again = market.noor("POST", path, {"reason": "again", "lines": [{"position": line["position"], "quantity": 1}]})
    prove("and no more comes back than was bought", again.status == 409, again)


def zone_of(tables, order):
    if not hasattr(tables, "zones"):
        tables.zones = {row["id"]: row["zone_id"] for row in tables("SELECT id, zone_id FROM sales_order")}
    return tables.zones[order]


def companies_are_paid(market, tables):
    paid = 0
    shown = market.noor("POST", "/api/auth/step-up", {"password": DEMO})
    prove("who pays shows who they are again", shown.status == 200, shown)
    for name, company in market.companies.items():
        orders = [row for row in tables(f"SELECT o.* FROM sales_order o WHERE o.status = 'DELIVERED' AND {MINE}")
                  if row["company_id"] == company]
        earned = sum(row["subtotal"] - row["discount"] - row["commission"] for row in orders)
        known = {row["id"] for row in orders}
        back = [row for row in tables("SELECT * FROM company_entry WHERE kind = 'reversal'") if row["order_id"] in known]
        earned += sum(row["goods"] - row["commission"] for row in back)
        window = {"company_id": company, "from": str(YESTERDAY), "to": str(TODAY)}
        due = market.noor("GET", f"/api/companies/{company}/payouts?from={YESTERDAY}&to={TODAY}").json
        # Deliveries of the demo in the same two days are due too.
        others = sum(entry["amount"] for entry in due["entries"] if entry["order_id"] not in known)
        prove(f"{name} is due {earned} dinars for {len(orders)} orders: goods less commission, less {len(back)} returns", due["due"] - others == earned,
              (due["due"], others, earned))
        opened = at_once(8, lambda _: market.noor("POST", "/api/payouts", window))
        won = [answer for answer in opened if answer.status == 201]
        prove("of eight who take it into a payout at once one does", len(won) == 1, opened)
        payout = won[0].json.get("payout", won[0].json)
        prove("and it is what is due", payout["amount"] == due["due"], payout)
        for status in ("approved", "paid"):
            answer = market.noor("PATCH", f"/api/payouts/{payout['id']}/status", {"status": status, "reference": f"RAF-{name}"})
            prove(f"it is {status}", answer.status == 200, answer)
        paid += payout["amount"]
    entries = tables("SELECT account, SUM(amount) AS amount FROM ledger_entry GROUP BY account")
    balance = {row["account"]: row["amount"] for row in entries}
    prove("the ledger's debits and credits are equal", sum(balance.values()) == 0, balance)
    prove("the bank has paid what the payouts say", -balance["bank"] == sum(
        row["amount"] for row in tables("SELECT amount FROM payout WHERE status = 'paid'")) >= paid, balance)


def a_restock_wakes_who_waits(market, tables):
    stock = tables.stock()
    good = min(market.scarce, key=lambda good: stock[good])
    company = next(name for name, goods in market.goods.items() if good in goods)
    if stock[good]:
        answer = market.vendors[company]("PATCH", f"/api/vendors/products/{good}/stock", {"change": -stock[good], "kind": "damage"})
        prove("the last pieces of something break", answer.status == 200, answer)
    waiting = [owner for owner in market.owners if owner.zone in market.reach[company]][:5]
    for owner in waiting:
        answer = owner.client("POST", f"/api/notify-me/{good}")
        if answer.status not in (200, 201):
            raise SystemExit(f"nobody can wait: {answer}")
    answer = market.vendors[company]("PATCH", f"/api/vendors/products/{good}/stock", {"change": 3, "kind": "restock"})
    prove("three pieces of what five wait for come in", answer.status == 200, answer)
    told, deadline = [], time.time() + 30
    while time.time() < deadline and sum(told) < 3:
        checks = [owner.client("GET", f"/api/notify-me/check/{good}").json for owner in waiting]
        told = [check.get("notified_at") is not None for check in checks]
        time.sleep(0.2)
    time.sleep(1)
    checks = [owner.client("GET", f"/api/notify-me/check/{good}").json for owner in waiting]
    told = [check.get("notified_at") is not None for check in checks]
    prove("the first three who waited are told, the others wait on", told == [True, True, True, False, False], told)
