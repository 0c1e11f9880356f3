"""State shared by two running processes."""
import collections
import email
import email.policy
import re
import time

from follower import Follower
from ledger import prove
from pair import PEOPLE, at_once, statuses


def everyone_listens(pair):
    zone = pair.as_("noor", 0)("GET", "/api/zones").json["data"]
    karkh = next(entry["id"] for entry in zone if entry["name"]["en"] == "Karkh")
    company = pair.as_("hassan", 0)("GET", "/api/vendors/company").json
    omar = pair.as_("omar", 0)("GET", "/api/auth/me").json["id"]
    room = [
        Follower(pair, "noor", 0, {"admins"}), Follower(pair, "noor", 1, {"admins"}),
        Follower(pair, "ali", 1, {f"zone:{karkh}"}), Follower(pair, "hassan", 0, {f"company:{company['id']}"}),
        Follower(pair, "omar", 1, {f"account:{omar}"}),
    ]
    prove(f"{len(room)} listen at the two", True)
    return room


def all_was_heard(pair, room, when):
    """Each listener receives exactly the events of its rooms in the database, in order."""
    deadline = time.time() + 20
    while pair.tables("SELECT 1 AS one FROM realtime_pending") and time.time() < deadline:
        time.sleep(0.05)
    events = pair.tables("SELECT position, rooms FROM realtime_event ORDER BY position")
    wrong = []
    for follower in room:
        wanted = [e["position"] for e in events if e["position"] > follower.start and follower.rooms & set(e["rooms"])]
        wrong += follower.missing(wanted)
    prove(f"{when}: each of {len(room)} heard everything meant for them, in one order, once ({len(events)} events)", not wrong, wrong)


def orders_at_both(pair, room):
    def shop(number):
        name = list(PEOPLE)[4 + number % 3]
        return [pair.order(name, (number + turn) % 2, [(pair.goods_for(name)[turn % 4], 2)]) for turn in range(5)]

    answers = [answer for answers in at_once(12, shop) for answer in (answers if isinstance(answers, list) else [answers])]
    prove("sixty checkouts at once through both are all placed", statuses(answers) == [201], statuses(answers))
    orders = [order for answer in answers for order in answer.json["orders"]]
    ours = [order["id"] for order in orders if order["company_id"] == company_of(pair)]
    moved = at_once(8, lambda n: [
        pair.as_("hassan", (n + i) % 2)("PATCH", f"/api/vendors/orders/{order}/status", {"status": "CONFIRMED"})
        for i, order in enumerate(ours[n::8])])
    moved = [answer for some in moved for answer in (some if isinstance(some, list) else [some])]
    prove(f"{len(moved)} of them are confirmed, at once, at either process", statuses(moved) == [200], statuses(moved))
    all_was_heard(pair, room, "orders placed and moved at both")
    placed = [event["data"]["id"] for event in room[0].heard() if event["event"] == "order:new"]
    prove("every order was announced once", sorted(placed) == sorted(order["id"] for order in orders), (len(placed), len(orders)))


def how_soon(pair, room):
    """Without notifications a process polls every two seconds: half of the events would be later than one."""
    delays = []
    for turn in range(20):
        here, there = room[turn % 2], 1 - turn % 2
        order = pair.order("omar", there, [(pair.goods["hassan"][2], 1)]).json["orders"][0]["id"]
        asked = time.time()
        while not any(event["data"]["id"] == order for event in here.ears.heard()[-9:]) and time.time() < asked + 10:
            time.sleep(0.002)
        delays.append(round((time.time() - asked) * 1000))
    delays.sort()
    prove(f"the other process tells of an order {delays[10]} ms after its answer (median of 20; the last {delays[-1]} ms)", delays[10] < 300,
          delays)


def company_of(pair):
    return pair.as_("hassan", 1)("GET", "/api/vendors/company").json["id"]


def scarce_stock(pair):
    answers = at_once(40, lambda n: pair.order("omar", n % 2, [(pair.scarce, 1)]))
    counts = collections.Counter(statuses([a])[0] for a in answers)
    left = pair.tables(f"SELECT stock FROM product WHERE id = '{pair.scarce}'")[0]["stock"]
    prove("of 25 pieces that forty want at once at both, 25 are sold and fifteen are told so", counts == {201: 25, 409: 15} and left == 0,
          (counts, left))


def the_same_key(pair):
    before = pair.tables("SELECT COUNT(*) AS n FROM sales_order")[0]["n"]
    for turn in range(10):
        answers = at_once(6, lambda n: pair.order("omar", n % 2, [(pair.goods["hassan"][0], 1)], key=f"same-{turn}"))
        if not set(statuses(answers)) <= {201, 409}:
            raise SystemExit(f"the same key: {answers}")
        again = [pair.order("omar", at, [(pair.goods["hassan"][0], 1)], key=f"same-{turn}") for at in (0, 1)]
        bodies = {answer.raw for answer in answers + again if answer.status == 201}
        if len(bodies) != 1 or statuses(again) != [201]:
            raise SystemExit(f"one key, several answers: {answers + again}")
    after = pair.tables("SELECT COUNT(*) AS n FROM sales_order")[0]["n"]
    prove("ten keys, each sent six times at once to both and again later, are ten orders", after - before == 10, (before, after))


def lists_and_numbers(pair):
    good, stale = pair.goods["hassan"][1], []
    mine = f"/api/products?company={company_of(pair)}&limit=50"
    for turn in range(20):
        here, there = turn % 2, 1 - turn % 2
        old = pair.as_("omar", here)("GET", mine)
        price = 7_000 + turn
        answer = pair.as_("hassan", there)("PUT", f"/api/vendors/products/{good}", {"price": price})
        if answer.status != 200:
            raise SystemExit(f"no new price: {answer}")
        new = pair.as_("omar", here)("GET", mine, If_None_Match=old.headers.get("ETag", '"none"'))
        seen = next((p["price"] for p in (new.json or {"data": []})["data"] if p["id"] == good), None)
        if new.status != 200 or seen != price:
            stale.append((turn, new.status, seen, price))
        same = pair.as_("omar", here)("GET", mine, If_None_Match=new.headers.get("ETag", ""))
        if same.status != 304:
            stale.append((turn, "no 304", same.status))
    prove("twenty new prices at one process are in the other one's very next list, and what did not change is 304", not stale, stale)
    stale, dashboard = [], "/api/analytics/dashboard"
    for turn in range(10):
        here, there = turn % 2, 1 - turn % 2
        before = pair.as_("noor", here)("GET", dashboard).json["today"]["orders"]
        if pair.order("omar", there, [(good, 1)]).status != 201:
            raise SystemExit("no order")
        after = [pair.as_("noor", at)("GET", dashboard).json["today"]["orders"] for at in (here, there)]
        if after != [before + 1] * 2:
            stale.append((before, after))
    prove("ten orders at one process are in the other one's very next numbers", not stale, stale)


def jobs_run_once(pair):
    deadline = time.time() + 60
    while pair.tables("SELECT 1 AS one FROM job WHERE state IN ('ready', 'running', 'retry') AND run_at < now() + interval '1 minute'") and time.time() < deadline:
        time.sleep(0.2)
    time.sleep(1.5)
    rows = pair.tables("SELECT kind, CAST(SUM(attempt) AS int) AS runs, COUNT(*) AS jobs FROM job WHERE attempt > 0 GROUP BY kind")
    runs = [counted(pair, at) for at in (0, 1)]
    wrong = {row["kind"]: (row["runs"], row["jobs"], runs) for row in rows
             if not row["runs"] == runs[0][row["kind"]] + runs[1][row["kind"]]}
    again = sum(row["runs"] - row["jobs"] for row in rows)
    prove(f"{sum(row['jobs'] for row in rows)} jobs were run once each ({again} of them again, because the database was busy): "
          f"{sum(runs[0].values())} by one, {sum(runs[1].values())} by the other",
          not wrong and all(sum(run.values()) for run in runs), wrong or runs)
    mails_once(pair)


def counted(pair, at):
    text = pair.as_(None, at)("GET", "/metrics").raw.decode()
    found = collections.Counter()
    for labels, count in re.findall(r"^portico_job_runs_total\{(.*?)\} (\S+)$", text, re.M):
        found[re.search(r'kind="(.*?)"', labels).group(1)] += int(float(count))
    return found


def mails_once(pair):
    mails = collections.Counter()
    for file in (pair.both[0].home / "data" / "mail").rglob("*.eml"):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        mails[message["to"], message["subject"]] += 1
    twice = [mail for mail, count in mails.items() if count > 1]
    notices = pair.tables("SELECT COUNT(*) AS n FROM notice_delivery WHERE state = 'sent'")[0]["n"]
    prove(f"and no mail came twice ({len(mails)} mails, {notices} deliveries)", not twice and mails, twice[:3])
