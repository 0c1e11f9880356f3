"""The end of one process, orderly or not, and the end of Redis."""
import signal
import socket
import time
import urllib.parse

from ledger import prove
from pair import Traffic, statuses
from sharing import all_was_heard


def one_stops(pair, room):
    traffic = Traffic(pair, [0, 1, 1])
    time.sleep(1)
    traffic.at = [1]
    pair.both[0].process.send_signal(signal.SIGTERM)
    mine = [follower for follower in room if follower.at == 0]
    for follower in mine:
        follower.resume(1)
    codes = [follower.closings[-1] for follower in mine]
    prove("SIGTERM closes the connections of that process with 1001", codes and set(codes) == {1001}, codes)
    status = pair.both[0].process.wait(timeout=60)
    prove("and it ends well", status == 0, status)
    orders = traffic.end(least=100)
    prove(f"meanwhile {len(orders)} orders were placed and nobody got an error", statuses(traffic.answers) == [201] and len(traffic.broken) <= 4,
          (statuses(traffic.answers), traffic.broken[:3]))
    all_was_heard(pair, room, "its listeners went on at the other process")
    heard = [event["data"]["id"] for event in room[0].heard() if event["event"] == "order:new"]
    prove("they heard of each of these orders once", all(heard.count(order) == 1 for order in orders), len(orders))
    pair.both[0].start()


def one_is_killed(pair, room):
    for follower in room[::2]:
        follower.ears.close()
        follower.resume(0)
    all_was_heard(pair, room, "some moved to the process that came back")
    traffic = Traffic(pair, [0, 1])
    time.sleep(1)
    traffic.at = [0]
    pair.both[1].kill()
    for follower in (follower for follower in room if follower.at == 1):
        follower.resume(0)
    orders = traffic.end(least=100)
    prove(f"kill -9 of one: {len(orders)} orders were acknowledged by the two of them, no answer was an error",
          statuses(traffic.answers) == [201], statuses(traffic.answers))
    rows = {row["id"] for row in pair.tables("SELECT id FROM sales_order")}
    prove("none of them is lost", orders <= rows, len(orders - rows))
    the_dead_ones_jobs(pair)
    all_was_heard(pair, room, "its listeners went on at the other process")
    pair.both[1].start()
    for follower in room[1::2]:
        follower.ears.close()
        follower.resume(1)


def the_dead_ones_jobs(pair):
    """They are leased for a minute, and mails claimed for longer; here that time is over as soon as the living process is idle."""
    waiting = "SELECT id FROM job WHERE run_at <= now() AND state IN ({})"
    held, deadline = set(), time.time() + 30
    while time.time() < deadline:
        before, held = held, {row["id"] for row in pair.tables(waiting.format("'running'"))}
        if held == before and not pair.tables(waiting.format("'ready', 'retry'")):
            break
        time.sleep(2)
    pair.tables.change("UPDATE notice_delivery SET claimed_at = claimed_at - interval '1 hour' WHERE state = 'sending'")
    pair.tables.change("UPDATE job SET lease_until = now() - interval '1 second' WHERE state = 'running'")
    while pair.tables(waiting.format("'ready', 'retry', 'running'")) and time.time() < deadline + 60:
        time.sleep(0.5)
    left = pair.tables(f"SELECT kind, state, last_error FROM job WHERE id IN ({waiting.format(chr(39) + 'running' + chr(39))})"
                       " OR state = 'dead'")
    prove(f"the {len(held)} jobs that it held are done by the other one", not left, left)
    late = pair.tables("SELECT state, attempts FROM notice_delivery WHERE state IN ('waiting', 'sending') AND due_at <= now()")
    prove("and no notice is left behind", not late, late)


def redis_dies(pair, room):
    if not pair.redis:
        return
    url = urllib.parse.urlparse(pair.redis)

    def ask(*commands):
        with socket.create_connection((url.hostname, url.port), timeout=5) as link:
            link.sendall(f"AUTH {url.password}\r\n".encode() + b"".join(c.encode() + b"\r\n" for c in commands) + b"QUIT\r\n")
            return b"".join(iter(lambda: link.recv(65_536), b"")).decode(errors="replace")

    pair.as_("noor", 0)("GET", "/api/analytics/dashboard")
    said = ask("PUBSUB NUMSUB portico.distribution.realtime", "KEYS *")
    prove("both processes listen in Redis, and numbers are kept there", ":2\r\n" in said and "|dashboard|" in said, said)
    ask("SHUTDOWN NOSAVE")
    traffic = Traffic(pair, [0, 1])
    time.sleep(1)
    numbers = [pair.as_("noor", at)("GET", "/api/analytics/dashboard") for at in (0, 1, 0, 1)]
    prove("without Redis numbers are counted as before", statuses(numbers) == [200], numbers)
    orders = traffic.end(least=60)
    prove(f"and {len(orders)} orders are placed", statuses(traffic.answers) == [201] and not traffic.broken, statuses(traffic.answers))
    all_was_heard(pair, room, "while Redis was dead")
