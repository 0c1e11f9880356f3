"""webhook_proof.py BINARY: events of the office arrive at subscribers, signed, once per event, and nowhere else.

Every delivery is verified by the `standardwebhooks` library. A request goes from submitted to in review; a rotated secret signs beside
its successor; a wrong secret does not verify; a slow receiver holds up nobody; a failing one is tried again under the same identity;
a kill -9 in between loses no event; and without PORTICO_WEBHOOK_ALLOW nothing private is reached.
"""
import importlib.util
import os
import pathlib
import sys
import time

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))
from portico import Server, at_once  # noqa: E402

module = importlib.util.spec_from_file_location("webhook_receiver", here / "webhook-receiver.py")
webhook_receiver = importlib.util.module_from_spec(module)
module.loader.exec_module(webhook_receiver)

PASSWORD = "Portico-demo-2026"
proofs = 0


def prove(what, holds, evidence=""):
    global proofs
    if not holds:
        raise SystemExit(f"NOT PROVEN: {what}\n{evidence}")
    proofs += 1
    print(f"  proven: {what}", flush=True)


def until(condition, seconds=15, pause=0.05):
    deadline = time.time() + seconds
    while time.time() < deadline:
        result = condition()
        if result:
            return result
        time.sleep(pause)
    return condition()


def login(server, email):
    answer = server.as_()("POST", "/auth/login", {"email": email, "password": PASSWORD})
    if answer.status != 200:
        raise SystemExit(f"login of {email}: {answer}")
    return server.as_(answer.json["access_token"])


def hook(sara, receiver, path, events=("*",)):
    answer = sara("POST", "/admin/webhooks", {"url": receiver.url + path, "events": list(events)})
    if answer.status != 201:
        raise SystemExit(f"no webhook: {answer}")
    receiver.secrets[path] = answer.json["secret"]
    return "/admin/webhooks/" + answer.json["webhook"]["id"]


def a_submitted_request(sara):
    page = sara("GET", "/admin/service-requests?status=submitted").json["data"]
    if not page:
        raise SystemExit("the demo has no submitted request")
    return "/admin/service-requests/" + page[0]["id"]


def events_arrive(sara, marco, receiver):
    admin = hook(sara, receiver, "/erp", ["service_request.*"])
    deaf = hook(sara, receiver, "/deaf", ["service_request.closed"])
    prove("a ping is accepted", sara("POST", admin + "/test").status == 202)
    ping = until(lambda: receiver.at("/erp"))
    prove("and arrives, verified by the specification's library",
          ping and ping[0]["verified"] and ping[0]["event"]["type"] == "webhook.ping", ping)

    request = a_submitted_request(sara)
    moved = sara("PATCH", request + "/status", {"status": "in_review"}, If_Match="*")
    prove("an operator takes a request into review", moved.status == 200, moved)
    arrived = until(lambda: receiver.at("/erp")[1:])
    prove("the move arrives, verified, with the request's identity and state", len(arrived) == 1 and arrived[0]["verified"]
          and arrived[0]["event"]["type"] == "service_request.in_review"
          and arrived[0]["event"]["data"]["id"] in request, arrived)
    prove("and not where nobody asked for it", not receiver.at("/deaf"))
    sara("DELETE", deaf)
    return admin


def secrets_rotate(sara, receiver, admin):
    before = receiver.secrets["/erp"]
    answers = at_once(10, lambda i: sara("POST", admin + "/rotate-secret"))
    prove("of ten rotations at once one is made", sorted(a.status for a in answers) == [200] + [409] * 9, answers)
    after = next(a.json["secret"] for a in answers if a.status == 200)
    for name, secret in (("the old", before), ("the new", after)):
        receiver.secrets["/erp"] = secret
        count = len(receiver.at("/erp"))
        sara("POST", admin + "/test")
        last = until(lambda: receiver.at("/erp")[count:])
        prove(f"{name} secret verifies during the overlap", last and last[0]["verified"] and last[0]["signatures"] == 2, last)
    receiver.secrets["/erp"] = "whsec_" + "A" * 44
    count = len(receiver.at("/erp"))
    sara("POST", admin + "/test")
    last = until(lambda: receiver.at("/erp")[count:])
    prove("a wrong one does not", last and not last[0]["verified"] and last[0]["answered"] == 401, last)
    receiver.secrets["/erp"] = after
    again = until(lambda: [d for d in receiver.at("/erp")[count + 1:] if d["verified"]], 20)
    prove("the refused delivery comes again after seconds, under the same identity", again and again[0]["id"] == last[0]["id"],
          again)


def the_slow_wait_alone(sara, receiver, admin):
    slow = hook(sara, receiver, "/slow/3")
    for _ in range(12):
        sara("POST", slow + "/test")
    started, count = time.time(), len(receiver.at("/erp"))
    for _ in range(12):
        sara("POST", admin + "/test")
    prove("twelve deliveries to a quick receiver are there while a slow one is still at its first",
          until(lambda: len(receiver.at("/erp")) == count + 12, 8) and time.time() - started < 8
          and len(receiver.at("/slow/3")) < 12, (len(receiver.at("/erp")) - count, len(receiver.at("/slow/3"))))
    sara("DELETE", slow)


def nothing_is_lost(server, sara, receiver):
    admin = hook(sara, receiver, "/slow/0.3/kill")
    for _ in range(20):
        sara("POST", admin + "/test")
    time.sleep(0.5)
    server.kill()
    server.start()
    sara = login(server, "sara.admin@example.com")
    # A claim of the dead process holds for a minute.
    arrived = until(lambda: len({d["id"] for d in receiver.at("/slow/0.3/kill")}) == 20, 150)
    prove("after kill -9 all twenty events arrive", arrived, len(receiver.at("/slow/0.3/kill")))
    prove("and every repetition verifies", all(d["verified"] for d in receiver.at("/slow/0.3/kill")))
    page = until(lambda: (lambda p: p if all(d["state"] == "delivered" for d in p) else None)(
        sara("GET", admin + "/deliveries?limit=50").json["data"]), 90, 1)
    prove("the log says so", page and len(page) == 20, page)


def nothing_private_is_reached(binary, receiver):
    server = Server(binary).start()
    try:
        sara = login_after_demo(server)
        port = receiver.server_address[1]
        for host in ("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254"):
            answer = sara("POST", "/admin/webhooks", {"url": f"http://{host}:{port}/x", "events": ["*"]})
            prove(f"{host} is refused at once", answer.status == 422, answer)
        for host in ("localhost", "127.1", "2130706433", "0x7f.1"):
            answer = sara("POST", "/admin/webhooks", {"url": f"http://{host}:{port}/private", "events": ["*"]})
            admin = "/admin/webhooks/" + answer.json["webhook"]["id"]
            sara("POST", admin + "/test")
            log = until(lambda: [d for d in sara("GET", admin + "/deliveries").json["data"] if d.get("last_error")], 15, 0.5)
            prove(f"{host} is refused when its address is known", log and "public" in log[0]["last_error"], log)
        prove("and nothing arrived", not receiver.at("/private"))
    finally:
        server.clean()


def login_after_demo(server):
    server.stop()
    server.run("demo", "--product", server.product, capture_output=True)
    server.start()
    return login(server, "sara.admin@example.com")


def main():
    binary = os.path.abspath(sys.argv[1])
    receiver = webhook_receiver.Receiver().start()
    server = Server(binary, environment={"PORTICO_WEBHOOK_ALLOW": "127.0.0.0/8"}).start()
    try:
        sara = login_after_demo(server)
        marco = login(server, "marco.operatore@example.com")
        admin = events_arrive(sara, marco, receiver)
        secrets_rotate(sara, receiver, admin)
        the_slow_wait_alone(sara, receiver, admin)
        nothing_is_lost(server, sara, receiver)
    finally:
        server.clean()
    nothing_private_is_reached(binary, receiver)
    print(f"{proofs} proven")


if __name__ == "__main__":
    main()
