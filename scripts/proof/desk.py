"""The office without its papers: customers, the lifecycle, races, bad input, and a kill -9 during writes.

Two customers and an operator. What a customer files is nobody else's; fifty simultaneous submits make one submission, twenty parallel
refreshes leave one session family, and a kill -9 loses nothing acknowledged.
"""
import threading
import time

import papers
from ledger import prove
from portico import Client, at_once

PASSWORD = "Una-frase-lunga-2026"
DEMO = "Portico-demo-2026"
ANNA = "anna.verdi@example.it"
def register(server, email, first, last, code, born, sex, place):
    body = {
        "email": email, "first_name": first, "last_name": last, "codice_fiscale": code,
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


def the_desk_opens(server, mailbox):
    answer = register(server, "anna.verdi@example.it", "Mario", "Rossi", "RSSMRA80A01H501U", "1980-01-01", "M", "H501")
    prove("a customer asks for an account", answer.status == 202, answer)
    the_address_is_confirmed(server, mailbox, "anna.verdi@example.it")
    answer = register(server, "luca.neri@example.it", "Luca", "Neri", "RSSMRA80A01H501X", "1980-01-01", "M", "H501")
    prove("a wrong check character is refused by name", answer.status == 422 and any(
        error["pointer"] == "/codice_fiscale" for error in answer.json["errors"]), answer)
    answer = register(server, "luca.neri@example.it", "Maria", "Rossi", "RSSMRA80A41H501Y", "1980-01-01", "F", "H501")
    prove("a second customer asks for an account", answer.status == 202, answer)
    again = register(server, "anna.verdi@example.it", "Maria", "Rossi", "RSSMRA80A41H501Y", "1980-01-01", "F", "H501")
    prove("a taken address is answered alike", (again.status, again.raw) == (202, answer.raw), again)
    prove("and told so by mail", mailbox.wait("anna.verdi@example.it", "ha già un account"), mailbox.mails)
    the_address_is_confirmed(server, mailbox, "luca.neri@example.it")


def the_address_is_confirmed(server, mailbox, email):
    """By the mail that came, and by no other way."""
    mail = mailbox.wait(email)
    prove("a mail asks to confirm the address", mail and mail.token(), mailbox.mails)
    answer = server.as_()("POST", "/auth/login", {"email": email, "password": PASSWORD})
    prove("before that nobody logs in", answer.status == 401, answer)
    forged = {"token": mail.token()[:-4] + "AAAA", "password": PASSWORD}
    answer = server.as_()("POST", "/auth/verify-email", forged)
    prove("a forged link opens nothing", answer.status in (401, 404, 410, 422), answer)
    answer = server.as_()("POST", "/auth/verify-email", {"token": mail.token()})
    prove("the link alone opens nothing: the password is chosen with it", answer.status == 422 and any(
        error["pointer"] == "/password" for error in answer.json["errors"]), answer)
    answer = server.as_()("POST", "/auth/verify-email", {"token": mail.token(), "password": PASSWORD})
    prove("the link in it and a password open the account", answer.status == 200, answer)


def an_isee_is_filed(server, anna, luca, day, uploads):
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

    handed = {}
    if uploads:
        answer = anna("POST", path + "/submit")
        missing = [error["pointer"] for error in (answer.json or {}).get("errors", [])]
        prove("without its papers it is refused, and they are named", answer.status == 422 and any(
            pointer.startswith("/documents/") for pointer in missing), answer)
        papers.bad_papers(anna, path, day.storage)
        papers.a_virus(anna, path, day.mailbox)
        handed = papers.hand_in(anna, path)
        for document, content in list(handed.items())[:1]:
            papers.signed_addresses(anna, luca, document, content)

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
    return path, handed


def the_operator_works_it(server, path, anna, luca, marco, day, handed, uploads):
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
    move(marco, path, "in_review")
    if uploads:
        handed = one_more_paper(path, anna, marco, day, handed)
    move(marco, path, "completed")
    if uploads:
        prove("the family is told by mail", day.mailbox.wait(ANNA, "completata"), day.mailbox.mails)
    move(marco, path, "closed")
    prove("the customer sees the end of it", anna("GET", path).json["status"] == "closed")
    return handed


def move(marco, path, status):
    tag = marco("GET", path).headers["ETag"]
    answer = marco("PATCH", "/admin" + path + "/status", {"status": status}, If_Match=tag)
    prove(f"the operator moves it to {status}", answer.status == 200 and answer.json["status"] == status, answer)


def one_more_paper(path, anna, marco, day, handed):
    """Every paper is approved, one more is asked for, it comes, and the request goes on by itself."""
    for document in handed:
        approve(marco, document)
    answer = marco("POST", "/admin" + path + "/request-documents", {"documents": [{"category": "other", "reason": "Manca lo stato di famiglia"}]},
                   If_Match=marco("GET", path).headers["ETag"])
    prove("the operator asks for one more paper", answer.status == 200 and answer.json["status"] == "missing_documents", answer)
    prove("the family is asked by mail", day.mailbox.wait(ANNA, "stato di famiglia"), day.mailbox.mails)
    content = papers.pdf("stato di famiglia", 5000)
    answer = papers.upload(anna, path, "other", content, "stato-di-famiglia.pdf")
    prove("it is delivered", answer.status == 201, answer)
    document = answer.json["id"]
    papers.scanned(anna, document)
    deadline = time.time() + 15
    while anna("GET", path).json["status"] != "in_review" and time.time() < deadline:
        time.sleep(0.1)
    prove("and the request goes on by itself", anna("GET", path).json["status"] == "in_review")
    approve(marco, document)
    return handed | {document: content}


def approve(marco, document):
    tag = marco("GET", f"/documents/{document}").headers["ETag"]
    answer = marco("PATCH", f"/documents/{document}/approve", {}, If_Match=tag)
    prove(f"{answer.json and answer.json.get('category')} is approved", answer.status == 200 and answer.json["status"] == "approved", answer)


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
