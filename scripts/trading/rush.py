"""Fifty shop owners order scarce goods at the same time."""
import collections
import random

from ledger import later, prove
from listener import Listener
from portico import at_once

ROUNDS = 4


def someone_listens(market):
    """The super admin hears of every order as it is placed."""
    try:
        return Listener(market.server.port, market.noor.token)
    except ConnectionError as error:
        later(f"GET /ws: {error}")
        return None


def fifty_order_at_once(market):
    def orders(number):
        owner, dice = market.owners[number], random.Random(number)
        sold = market.sold_in(owner.zone)
        wanted = [good for good in market.scarce if good in sold]
        answers = []
        for turn in range(ROUNDS):
            goods = set(dice.sample(wanted, 2)) | set(dice.sample(sold, dice.randint(3, 9)))
            pair = market.pairs[turn % 2]
            goods |= set(pair) if set(pair) <= set(sold) else set()
            body = {"items": [{"product_id": good, "quantity": dice.choice([1, 2, 3, 4, 6, 9])} for good in sorted(goods)]}
            key = f"trading-{number}-{turn}"
            answer = owner.client("POST", "/api/orders", body, Idempotency_Key=key)
            # Another shop has used up a promotion meanwhile: the customer is asked again, and confirms.
            for again in range(5):
                if answer.status != 409 or answer.json["code"] != "distribution.promotion_exhausted":
                    break
                key = f"trading-{number}-{turn}-{again}"
                answer = owner.client("POST", "/api/orders", body, Idempotency_Key=key)
            answers.append(answer)
            if answer.status == 201 and turn == 0:
                replay = owner.client("POST", "/api/orders", body, Idempotency_Key=key)
                if (replay.status, replay.raw) != (answer.status, answer.raw):
                    answers.append(replay)
        return answers

    results = at_once(len(market.owners), orders)
    broken = [result for result in results if isinstance(result, Exception)]
    prove("no connection broke", not broken, broken)
    answers = [answer for result in results for answer in result]
    statuses = collections.Counter(answer.status for answer in answers)
    prove("everyone was served or told that there is not enough, nobody an error", set(statuses) <= {201, 409}, statuses)
    refused = collections.Counter(answer.json["code"] for answer in answers if answer.status == 409)
    prove(f"what there is not enough of was refused to some: {dict(refused)}", refused["distribution.out_of_stock"] > 0, refused)
    prove(f"{statuses[201]} checkouts were placed, repeated requests are the same one",
          len({a.json["checkout_id"] for a in answers if a.status == 201}) == statuses[201], statuses)
    return [answer.json for answer in answers if answer.status == 201]


def nothing_was_oversold(market, tables, before, checkouts):
    lines = tables(
        "SELECT l.product_id, SUM(l.quantity) AS quantity FROM sales_order_line l JOIN sales_order o ON o.id = l.order_id"
        " WHERE o.customer_id IN (SELECT id FROM account WHERE email LIKE '%@trading.example') GROUP BY l.product_id"
    )
    sold = {row["product_id"]: row["quantity"] for row in lines}
    now = tables.stock()
    wrong = {good: (before[good], sold.get(good, 0), now[good]) for good in before if before[good] - sold.get(good, 0) != now[good]}
    prove("what is in store and what was sold are what there was, of every product", not wrong, wrong)
    prove("nothing was sold that was not there", min(now.values()) >= 0, now)
    left = [now[good] for good in market.scarce]
    prove(f"of {len(left)} scarce products {left.count(0)} are sold out to the last piece", left.count(0) > 3, left)
    answered = sum(line["quantity"] for checkout in checkouts for order in checkout["orders"] for line in order["lines"])
    prove("the answers named as many pieces as there are rows", answered == sum(sold.values()), (answered, sum(sold.values())))


def the_listener_heard_of_all(listener, checkouts):
    if listener is None:
        return
    orders = {order["id"] for checkout in checkouts for order in checkout["orders"]}
    heard = listener.wait_for("order:new", orders)
    prove(f"the super admin heard of all {len(orders)} orders, once each", sorted(heard) == sorted(orders),
          (len(heard), len(orders)))
    listener.close()
