"""proof.py BINARY: a day at the desk over HTTP, on SQLite or, with PORTICO_TEST_POSTGRES, on PostgreSQL.

Two customers and an operator. An ISEE for a family of four, with two incomes and a mortgage, goes from draft to completed; it is
refused first with everything that is missing named. The other customer sees nothing of it. Fifty simultaneous submits make one
submission, twenty parallel refreshes leave one session family, the audit chain verifies, and a kill -9 loses nothing acknowledged.
"""
import os
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(__file__))
from portico import Client, Server, at_once, form, pdf  # noqa: E402

PASSWORD = "Una-frase-lunga-2026"
proofs = 0


def prove(what, holds, evidence=""):
    global proofs
    if not holds:
        raise SystemExit(f"NOT PROVEN: {what}\n{evidence}")
    proofs += 1
    print(f"  proven: {what}", flush=True)


def register(server, email, first, last, code, born, sex, place):
    body = {
        "email": email, "password": PASSWORD, "first_name": first, "last_name": last, "codice_fiscale": code,
        "birth_date": born, "sex": sex, "birthplace_code": place,
        "consents": [
            {"purpose": "privacy", "policy_version": "2026-01", "granted": True},
            {"purpose": "terms", "policy_version": "2026-01", "granted": True},
        ],
    }
    return server.as_()("POST", "/auth/register", body)


def login(server, email, password=PASSWORD):
    answer = server.as_()("POST", "/auth/login", {"email": email, "password": password})
    if answer.status != 200:
        raise SystemExit(f"login of {email}: {answer}")
    return answer.json


def the_desk_opens(server):
    answer = register(server, "anna.verdi@example.it", "Mario", "Rossi", "RSSMRA80A01H501U", "1980-01-01", "M", "H501")
    prove("a customer registers", answer.status == 201, answer)
    answer = register(server, "luca.neri@example.it", "Luca", "Neri", "RSSMRA80A01H501X", "1980-01-01", "M", "H501")
    prove("a wrong check character is refused by name", answer.status == 422 and any(
        error["pointer"] == "/codice_fiscale" for error in answer.json["errors"]), answer)
    answer = register(server, "luca.neri@example.it", "Maria", "Rossi", "RSSMRA80A41H501Y", "1980-01-01", "F", "H501")
    prove("a second customer registers", answer.status == 201, answer)


def an_isee_is_filed(server, anna, luca, marco):
    answer = anna("POST", "/service-requests", {"service": "ISEE", "tax_year": 2026})
    prove("an ISEE is opened as a draft", answer.status == 201 and answer.json["status"] == "draft", answer)
    path = f"/service-requests/{answer.json['id']}"

    answer = anna("POST", path + "/submit")
    missing = [error["pointer"] for error in (answer.json or {}).get("errors", [])]
    prove("an empty draft is refused with everything missing named", answer.status == 422 and {
        "/sections/nucleo_familiare", "/sections/abitazione", "/sections/redditi"} <= set(missing), answer)

    answer = anna("PATCH", path, {"sections": ISEE})
    prove("four people, two incomes and a mortgage are entered", answer.status == 200, answer)
    prove("the checklist follows the answers", any(
        "mutuo" in item["category"] or "mortgage" in item["category"] for item in answer.json["checklist"]), answer)

    answer = anna("POST", path + "/submit")
    missing = {error["pointer"] for error in answer.json["errors"]}
    prove("without papers it is refused with each missing paper named", answer.status == 422 and missing == {
        f"/documents/{name}" for name in PAPERS}, answer)
    for name in PAPERS:
        answer = upload(anna, path, name)
        prove(f"{name} is uploaded", answer.status == 201 and answer.json["file"]["media_type"] == "application/pdf", answer)
    answer = upload(luca, path, "other")
    prove("the other customer uploads nothing to it", answer.status == 404, answer)
    document = answer_of(anna, path, PAPERS[0])
    for where in ("", "/download", "/versions"):
        answer = luca("GET", f"/documents/{document['id']}{where}")
        prove(f"nor does he get /documents/…{where}", answer.status == 404, answer)
    link = anna("GET", f"/documents/{document['id']}/download").json["url"]
    answer = Client(anna.port, None)("GET", "/" + link.split("/", 3)[3])
    prove("a signed address opens the paper as it was sent", answer.raw == pdf(PAPERS[0]), answer)

    for method, where, body in (
        ("GET", path, None), ("PATCH", path, {"sections": {}}), ("POST", path + "/submit", None), ("DELETE", path, None),
        ("GET", path + "/history", None), ("GET", path + "/messages", None), ("GET", path + "/actions", None),
        ("POST", path + "/messages", {"text": "ciao"}),
    ):
        answer = luca(method, where, body)
        prove(f"the other customer gets 404 from {method} {where.replace(path, '…')}", answer.status == 404, answer)
    prove("and an empty list", luca("GET", "/service-requests").json["data"] == [])

    statuses = sorted(answer.status for answer in at_once(50, lambda i: anna("POST", path + "/submit")))
    prove("fifty simultaneous submits make one submission", statuses == [200] + [409] * 49, statuses)
    history = anna("GET", path + "/history").json["data"]
    prove("and one line of history", [entry["event"] for entry in history].count("submit") == 1, history)
    return path


def the_operator_works_it(server, path, anna, marco):
    queue = marco("GET", "/admin/service-requests?unassigned=true").json["data"]
    prove("it waits in the staff queue", any(path.endswith(row["id"]) for row in queue), queue)
    admin = "/admin" + path
    tag = marco("GET", path).headers["ETag"]
    mine = {"operator_id": marco("GET", "/users/me").json["id"]}
    answer = marco("PATCH", admin + "/assign", mine)
    prove("a staff write without If-Match is 428", answer.status == 428, answer)
    answer = marco("PATCH", admin + "/assign", mine, If_Match=tag)
    prove("the operator takes it", answer.status == 200, answer)
    answer = marco("PATCH", admin + "/status", {"status": "in_review"}, If_Match=tag)
    prove("a stale write is 412", answer.status == 412, answer)
    answer = marco("PATCH", admin + "/status", {"status": "closed"}, If_Match=marco("GET", path).headers["ETag"])
    prove("an illegal transition is 409 and names the allowed ones",
          answer.status == 409 and answer.json["allowed"], answer)
    answer = marco("PATCH", admin + "/status", {"status": "in_review"}, If_Match=marco("GET", path).headers["ETag"])
    prove("the operator moves it to in_review", answer.status == 200 and answer.json["sla_state"] == "on_time", answer)
    papers_are_reviewed(path, anna, marco)
    one_more_paper(path, admin, anna, marco)
    for status in ("completed", "closed"):
        answer = marco("PATCH", admin + "/status", {"status": status}, If_Match=marco("GET", path).headers["ETag"])
        prove(f"the operator moves it to {status}", answer.status == 200 and answer.json["status"] == status, answer)
    prove("the customer sees the end of it", anna("GET", path).json["status"] == "closed")


def papers_are_reviewed(path, anna, marco):
    document = answer_of(marco, path, PAPERS[0])
    where, seen = f"/documents/{document['id']}", f'"{document["version"]}"'
    answers = at_once(20, lambda i: marco("PATCH", where + "/approve", If_Match=seen))
    statuses = sorted(answer.status for answer in answers)
    prove("twenty simultaneous approvals make one", statuses == [200] + [412] * 19, statuses)
    history = [entry["event"] for entry in marco("GET", where + "/history").json["data"]]
    prove("and one line of history", history == ["create", "approve"], history)
    body, kind = form({}, "nuova.pdf", pdf("nuova"))
    answer = anna("POST", where + "/versions", body, Content_Type=kind)
    prove("a new version resets the approval",
          answer.status == 201 and answer.json["status"] == "pending" and answer.json["number"] == 2, answer)
    answer = marco("PATCH", where + "/reject", {"reason": "illeggibile"}, If_Match=seen)
    prove("and cannot be rejected by who saw the one before", answer.status == 412, answer)
    answer = marco("PATCH", where + "/approve", If_Match=f'"{answer_of(marco, path, PAPERS[0])["version"]}"')
    prove("the new version is approved", answer.status == 200, answer)


def one_more_paper(path, admin, anna, marco):
    wanted = {"documents": [{"category": "cu", "reason": "Manca la CU di Laura"}]}
    answer = marco("POST", admin + "/request-documents", wanted, If_Match=marco("GET", path).headers["ETag"])
    prove("the operator asks for one more paper and the clock stands",
          answer.status == 200 and answer.json["sla_state"] == "paused", answer)
    answer = upload(anna, path, "cu")
    state = anna("GET", path).json
    prove("which is delivered, and the request goes on by itself",
          answer.status == 201 and state["status"] == "in_review", state["status"])


def upload(client, path, category):
    body, kind = form({"request_id": path.split("/")[-1], "category": category}, f"{category}.pdf", pdf(category))
    return client("POST", "/documents", body, Content_Type=kind)


def answer_of(client, path, category):
    return client("GET", f"/documents?request_id={path.split('/')[-1]}&category={category}").json["data"][0]


def refreshing_twenty_times(server):
    first = login(server, "anna.verdi@example.it")["refresh_token"]
    answers = at_once(20, lambda i: server.as_()("POST", "/auth/refresh", {"refresh_token": first}))
    prove("twenty parallel refreshes of one token all succeed", all(a.status == 200 for a in answers), answers)
    live = {answer.json["refresh_token"] for answer in answers}
    prove("and leave one live session family", len(live) == 1, live)
    again = server.as_()("POST", "/auth/refresh", {"refresh_token": live.pop()})
    prove("whose token still works", again.status == 200, again)


def bad_input_is_refused_kindly(server, anna):
    for what, body, status in (
        ("malformed JSON", b'{"service": ', 400), ("a wrong type", {"service": 7, "tax_year": "x"}, 422),
        ("an unknown field", {"service": "ISEE", "tax_year": 2026, "colour": "red"}, 422),
        ("an oversize body", b'{"x": "' + b"x" * (3 << 20) + b'"}', 413),
    ):
        try:
            answer = anna("POST", "/service-requests", body)
        except OSError:  # the server closed while we were still sending
            answer = None
        prove(f"{what} is refused with {status}", answer is None and status == 413 or answer.status == status, answer)
    for what, token in (("a forged token", anna.token[:-4] + "AAAA"), ("garbage", "nonsense")):
        answer = Client(anna.port, token)("GET", "/users/me")
        prove(f"{what} is refused with 401", answer.status == 401, answer)


def killed_in_the_middle(server, anna):
    """Messages are posted by eight writers until the server dies; every acknowledged one must be there afterwards."""
    answer = anna("POST", "/service-requests", {"service": "IMU", "tax_year": 2026})
    path = f"/service-requests/{answer.json['id']}/messages"
    acknowledged, lock, dead = set(), threading.Lock(), threading.Event()

    def write(writer):
        number = 0
        while not dead.is_set():
            number += 1
            text = f"messaggio {writer}-{number}"
            try:
                answer = anna("POST", path, {"text": text})
            except Exception:  # noqa: BLE001 - the connection died with the server
                return
            if answer.status == 201:
                with lock:
                    acknowledged.add(text)

    writers = [threading.Thread(target=write, args=(i,)) for i in range(8)]
    for thread in writers:
        thread.start()
    time.sleep(2)
    server.kill()
    dead.set()
    for thread in writers:
        thread.join()
    server.start()
    found, cursor = set(), ""
    while cursor is not None:
        page = anna("GET", f"{path}?limit=100" + (f"&cursor={cursor}" if cursor else "")).json
        found |= {message["text"] for message in page["data"]}
        cursor = page["page"]["next_cursor"]
    lost = acknowledged - found
    prove(f"kill -9 lost none of {len(acknowledged)} acknowledged writes", acknowledged and not lost, lost)


def main():
    server = Server(os.path.abspath(sys.argv[1]), environment={"PORTICO_RATE_LIMITS": "off"})
    try:
        server.start("--demo")
        the_desk_opens(server)
        anna = server.as_(login(server, "anna.verdi@example.it")["access_token"])
        luca = server.as_(login(server, "luca.neri@example.it")["access_token"])
        marco = server.as_(login(server, "marco.operatore@example.com", "Portico-demo-2026")["access_token"])
        sara = server.as_(login(server, "sara.admin@example.com", "Portico-demo-2026")["access_token"])
        path = an_isee_is_filed(server, anna, luca, marco)
        the_operator_works_it(server, path, anna, marco)
        refreshing_twenty_times(server)
        bad_input_is_refused_kindly(server, anna)
        killed_in_the_middle(server, anna)
        verdict = sara("GET", "/admin/audit-logs/verify").json
        prove("the audit chain verifies", verdict["intact"] and verdict["entries"] > 0, verdict)
        print(f"{proofs} passed, 0 failed")
    finally:
        server.clean()


PAPERS = ("identity_document", "mortgage_certificate", "balance_certificate", "visura")
HOME = {"street": "Via Appia Nuova 100", "city": "Roma", "postal_code": "00183", "province": "RM"}
CADASTRE = {"municipality_code": "H501", "sheet": "912", "parcel": "44", "subunit": "7"}
FAMILY = (
    # codice fiscale, first name, last name, birth date, relationship, income of 2024 in cents
    ("RSSMRA80A01H501U", "Mario", "Rossi", "1980-01-01", "declarant", 3_000_000),
    ("BNCLRA82M45H501J", "Laura", "Bianchi", "1982-08-05", "spouse", 1_200_000),
    ("RSSLCU12C10H501Z", "Luca", "Rossi", "2012-03-10", "child", 0),
    ("RSSGLI15D52H501U", "Giulia", "Rossi", "2015-04-12", "child", 0),
)
ISEE = {
    "nucleo_familiare": [
        {"codice_fiscale": code, "first_name": first, "last_name": last, "birth_date": born, "relationship": kin}
        for code, first, last, born, kin, _ in FAMILY
    ],
    "abitazione": {
        "title": "owned", "address": HOME, "cadastral_reference": CADASTRE, "mortgage_residual_cents": 4_000_000,
    },
    "redditi": [
        {"codice_fiscale": code, "kind": "employment" if cents else "none", "amount_cents": cents, "year": 2024}
        for code, *_, cents in FAMILY
    ],
    "patrimonio_mobiliare": [{
        "codice_fiscale": FAMILY[0][0], "kind": "current_account", "intermediary": "Banca di Roma",
        "iban": "IT60X0542811101000000123456", "balance_cents": 1_800_000, "average_balance_cents": 1_500_000,
    }],
    "patrimonio_immobiliare": [{
        "codice_fiscale": FAMILY[0][0], "kind": "building", "cadastral_reference": CADASTRE,
        "share_basis_points": 10_000, "imu_value_cents": 11_000_000, "mortgage_residual_cents": 4_000_000,
        "is_home": True,
    }],
}

if __name__ == "__main__":
    main()
