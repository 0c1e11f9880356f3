"""Taking everything along, and being forgotten."""
import io
import json
import zipfile

from ledger import prove


def the_customer_leaves(server, anna, luca, sara, email, password, papers):
    answer = anna("GET", "/users/me/export")
    prove("everything can be taken along, as a ZIP", answer.status == 200, answer.status)
    archive = zipfile.ZipFile(io.BytesIO(answer.raw))
    prove("the ZIP is whole", archive.testzip() is None)
    contents = {name: archive.read(name) for name in archive.namelist()}
    records = {name: json.loads(data) for name, data in contents.items() if name.endswith(".json")}
    prove("it says who one is and what one filed", "RSSMRA80A01H501U" in json.dumps(records), list(contents))
    prove("and holds every paper, bit for bit", all(paper in contents.values() for paper in papers), list(contents))
    prove("and nobody else's", "RSSMRA80A41H501Y" not in json.dumps(records))

    answer = anna("GET", "/users/me/account/erasure-plan")
    prove("a plan says what deleting would do, and why", answer.status == 200 and answer.json["kinds"] and all(
        kind["why"] for kind in answer.json["kinds"] if kind["action"] != "delete"), answer)
    answer = anna("DELETE", "/users/me/account", {"password": "not the password"})
    prove("a wrong password deletes nothing", answer.status in (401, 403, 422), answer)
    me = anna("GET", "/users/me").json["id"]
    answer = anna("DELETE", "/users/me/account", {"password": password})
    prove("the account is deleted", answer.status == 204, answer)
    prove("its token is worth nothing now", anna("GET", "/users/me").status == 401)
    answer = server.as_()("POST", "/auth/login", {"email": email, "password": password})
    prove("nor is its password", answer.status == 401, answer)
    answer = sara("GET", f"/users/{me}")
    prove("nobody can be found under its name", answer.status == 404 or "RSSMRA80A01H501U" not in answer.raw.decode(), answer)
    found = sara("GET", f"/admin/users?search={email}")
    prove("nor under its address", found.json["data"] == [], found)
    prove("the others are as they were", luca("GET", "/users/me").status == 200)
