#!/usr/bin/env python3
"""google-double.py --folder FOLDER [--now SECONDS]: stands in for Google's logins, grants, calendars and Drive, strictly.

Prints its port. Logins: discovery, two keys, codes that work once and only with their redirect address, client and PKCE verifier; tokens
are signed by OpenSSL. Grants: refresh tokens that can be revoked, access tokens that expire, scopes that are asked for. Calendars: pages,
sync tokens that stand alone and grow too old, names of events, conferences that are made at once, later or not, subscriptions.
POST /_<what> with JSON plays Google and the person: clock, person, flaw, fault, event, drop, forget, revoke, calendars, conference, page,
file, open. GET /_seen tells the requests, /_channels the subscriptions, /_events, /_permissions and /_files what there is.
"""
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import urllib.parse
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from portico import serve_until_orphaned

options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
folder, clock = options["--folder"], [int(options.get("--now") or datetime.now(timezone.utc).timestamp())]
CLIENT, SECRET = "double.apps.googleusercontent.com", "double-secret"
CALENDAR = {f"https://www.googleapis.com/auth/{name}" for name in ("calendar.events", "calendar.calendarlist.readonly", "calendar.freebusy")}
DRIVE = {"https://www.googleapis.com/auth/drive.file"}
lock = threading.RLock()
seen, codes, grants, tokens, flaws, faults, channels = [], {}, {}, {}, [], [], {}
person = {"sub": "1001", "email": "sara.conti@example.com", "email_verified": True, "given_name": "Sara", "family_name": "Conti", "locale": "it"}
granted = [None]
page_size, conference = [2], ["success"]
counter = [0]
calendars, files, sessions = {}, {}, {}
PRIMARY = "tina@example.com"


class Refused(Exception):
    def __init__(self, status, reason="", headers=None, error=None):
        body = {"error": error} if error else {"error": {"code": status, "message": reason, "errors": [{"reason": reason}]}}
        self.status, self.body, self.headers = status, body, headers or {}


class Calendar:
    def __init__(self, name, role="owner", primary=False):
        self.name, self.role, self.primary = name, role, primary
        self.events, self.version, self.oldest, self.errors = {}, 0, 0, []

    def put(self, event):
        self.version += 1
        event["_version"] = self.version
        self.events[event["id"]] = event
        return event


def reset():
    calendars.clear()
    calendars[PRIMARY] = Calendar("Tina", primary=True)


reset()


def number(kind):
    counter[0] += 1
    return f"{kind}{counter[0]}{os.urandom(6).hex()}"


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def run(*command, data=b""):
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def key_path(kid):
    path = os.path.join(folder, f"{kid}.pem")
    if not os.path.exists(path):
        run("openssl", "genrsa", "-out", path, "2048")
    return path


def jwk(kid):
    line = run("openssl", "rsa", "-in", key_path(kid), "-noout", "-modulus").decode()
    modulus = bytes.fromhex(line.strip().split("=")[1])
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": kid, "n": b64(modulus), "e": "AQAB"}


KIDS = ["key-1", "key-2"]


def id_token(code, access):
    flaw = flaws.pop(0) if flaws else ""
    header = {"alg": "RS256", "typ": "JWT", "kid": "key-1"}
    half = hashlib.sha256(access.encode()).digest()[:16]
    claims = {
        "iss": root(), "aud": CLIENT, "azp": CLIENT, "iat": clock[0], "exp": clock[0] + 3600, "nonce": code["nonce"], "at_hash": b64(half),
        **code["person"],
    }
    changes = {
        "bare_issuer": {"iss": root().split("://")[1]}, "other_issuer": {"iss": "https://accounts.example.com"},
        "other_audience": {"aud": "somebody-else"}, "other_party": {"azp": "somebody-else"}, "two_audiences": {"aud": [CLIENT, "x"], "azp": None},
        "expired": {"iat": clock[0] - 4000, "exp": clock[0] - 1}, "old": {"iat": clock[0] - 660}, "future": {"iat": clock[0] + 660},
        "other_nonce": {"nonce": "another"}, "no_nonce": {"nonce": None}, "other_hash": {"at_hash": b64(half[::-1])}, "no_hash": {"at_hash": None},
        "second_key": {},
    }
    claims.update(changes.get(flaw, {}))
    claims = {name: value for name, value in claims.items() if value is not None}
    if flaw == "second_key":
        header["kid"] = "key-2"
    if flaw == "unknown_key":
        header["kid"] = "key-9"
    if flaw == "alg_none":
        return f'{b64(json.dumps({"alg": "none", "typ": "JWT", "kid": "key-1"}).encode())}.{b64(json.dumps(claims).encode())}.'
    signed = f"{b64(json.dumps(header if flaw != 'alg_hs256' else {**header, 'alg': 'HS256'}).encode())}.{b64(json.dumps(claims).encode())}"
    if flaw == "alg_hs256":
        import hmac
        return f"{signed}.{b64(hmac.new(jwk('key-1')['n'].encode(), signed.encode(), hashlib.sha256).digest())}"
    signer = "key-9" if flaw in ("unknown_key", "other_signer") else header["kid"]
    return f"{signed}.{b64(run('openssl', 'dgst', '-sha256', '-sign', key_path(signer), data=signed.encode()))}"


def authorize(query):
    need = {"client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method"}
    if need - set(query) or query["client_id"] != CLIENT or query["response_type"] != "code":
        raise Refused(400, f"invalid_request {sorted(need - set(query))}")
    if query["code_challenge_method"] != "S256" or not re.fullmatch(r"[A-Za-z0-9_-]{43}", query["code_challenge"]):
        raise Refused(400, "invalid_request: code_challenge")
    if not query["redirect_uri"].startswith("https://world.example/"):
        raise Refused(400, "redirect_uri_mismatch")
    scopes = query["scope"].split(" ")
    if "openid" in scopes and not query.get("nonce"):
        raise Refused(400, "nonce")
    if "openid" not in scopes and (query.get("access_type"), query.get("prompt")) != ("offline", "consent"):
        raise Refused(400, "no refresh token would come")
    code = number("4/")
    codes[code] = {
        "redirect": query["redirect_uri"], "challenge": query["code_challenge"], "nonce": query.get("nonce"), "scopes": scopes,
        "person": dict(person), "until": clock[0] + 600, "offline": query.get("access_type") == "offline",
    }
    target = query["redirect_uri"] + "?" + urllib.parse.urlencode({"state": query["state"], "code": code, "scope": query["scope"]})
    raise Refused(302, "", {"Location": target})


def token(form):
    if form.get("client_id") != CLIENT or form.get("client_secret") != SECRET:
        raise Refused(401, error="invalid_client")
    if form.get("grant_type") == "refresh_token":
        grant = grants.get(form.get("refresh_token"))
        if not grant:
            raise Refused(400, error="invalid_grant")
        return access(grant["scopes"])
    if form.get("grant_type") != "authorization_code":
        raise Refused(400, error="unsupported_grant_type")
    code = codes.pop(form.get("code"), None)
    if not code or code["until"] <= clock[0] or code["redirect"] != form.get("redirect_uri"):
        raise Refused(400, error="invalid_grant")
    if b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest()) != code["challenge"]:
        raise Refused(400, error="invalid_grant")
    scopes = granted[0] if granted[0] is not None else code["scopes"]
    answer = access(scopes)
    if "openid" in code["scopes"]:
        answer["id_token"] = id_token(code, answer["access_token"])
    if code["offline"]:
        refresh = number("1//")
        grants[refresh] = {"scopes": scopes}
        answer["refresh_token"] = refresh
    return answer


def access(scopes):
    text = number("ya29.")
    tokens[text] = {"until": clock[0] + 3600, "scopes": set(scopes)}
    return {"access_token": text, "expires_in": 3600, "token_type": "Bearer", "scope": " ".join(scopes)}


def demand(headers, scopes):
    scheme, _, text = headers.get("Authorization", "").partition(" ")
    found = tokens.get(text)
    if scheme != "Bearer" or not found or found["until"] <= clock[0]:
        raise Refused(401, "authError")
    if not scopes <= found["scopes"]:
        raise Refused(403, "insufficientPermissions")


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def end_of(event):
    end = event.get("end", {})
    return instant(end["dateTime"]) if "dateTime" in end else instant(end.get("date", "2100-01-01") + "T00:00:00+00:00") + 86400


def shown(event):
    return {name: value for name, value in event.items() if not name.startswith("_")}


def list_events(calendar, query):
    allowed = {"singleEvents", "maxResults", "fields", "pageToken", "syncToken", "timeMin"}
    if set(query) - allowed or query.get("singleEvents") != "true":
        raise Refused(400, f"parameters {sorted(query)}")
    if "syncToken" in query and "timeMin" in query:
        raise Refused(400, "syncToken stands alone")
    if calendar.role == "freeBusyReader":
        raise Refused(404, "notFound")
    since = None
    if "syncToken" in query:
        found = re.fullmatch(r"sync-(\d+)", query["syncToken"])
        if not found or int(found[1]) < calendar.oldest:
            raise Refused(410, "fullSyncRequired")
        since = int(found[1])
    start, until = 0, calendar.version
    if "pageToken" in query:
        found = re.fullmatch(r"page-(\d+)-(\d+)", query["pageToken"])
        if not found:
            raise Refused(400, "invalid page token")
        start, until = int(found[1]), int(found[2])
    events = sorted(calendar.events.values(), key=lambda event: event["id"])
    if since is None:
        low = instant(query["timeMin"]) if "timeMin" in query else 0
        events = [event for event in events if event.get("status") != "cancelled" and end_of(event) > low]
    else:
        events = [event for event in events if event["_version"] > since]
    events = [event if event.get("status") != "cancelled" else {"id": event["id"], "status": "cancelled"} for event in events]
    size = page_size[0]
    answer = {"kind": "calendar#events", "items": [shown(event) for event in events[start:start + size]]}
    if "repeat" in faults:
        return {**answer, "nextPageToken": f"page-{0}-{until}"}
    if start + size < len(events):
        if "skip" in faults:
            faults.remove("skip")
            return answer
        return {**answer, "nextPageToken": f"page-{start + size}-{until}"}
    return {**answer, "nextSyncToken": f"sync-{until}"}


def conferenced(event, body, query):
    asked = body.get("conferenceData", {}).get("createRequest")
    if not asked or query.get("conferenceDataVersion") != "1":
        return
    if asked.get("conferenceSolutionKey", {}).get("type") != "hangoutsMeet" or not asked.get("requestId"):
        raise Refused(400, "invalid conference")
    known = event.get("conferenceData", {}).get("createRequest", {})
    if known.get("requestId") == asked["requestId"]:
        return
    event["conferenceData"] = {"createRequest": {**asked, "status": {"statusCode": conference[0]}}}
    if conference[0] == "success":
        ready(event)
    if conference[0].startswith("pending"):
        event["_polls"] = int(conference[0].partition("-")[2] or 1)
        event["conferenceData"]["createRequest"]["status"]["statusCode"] = "pending"


def ready(event):
    event["conferenceData"]["createRequest"]["status"]["statusCode"] = "success"
    event["conferenceData"]["entryPoints"] = [{"entryPointType": "video", "uri": f"https://meet.google.com/{event['id'][:10]}-{number('m')}"}]


def events(method, calendar, name, query, body):
    if method == "POST":
        if calendar.role not in ("owner", "writer"):
            raise Refused(403, "forbidden")
        name = body.get("id") or number("e")
        if not re.fullmatch(r"[0-9a-v]{5,1024}", name):
            raise Refused(400, "invalid id")
        if name in calendar.events:
            raise Refused(409, "duplicate")
        event = {**body, "id": name}
        event.pop("conferenceData", None)
        check_times(event)
        conferenced(event, body, query)
        return shown(calendar.put(event))
    event = calendar.events.get(name)
    if event is None:
        raise Refused(404, "notFound")
    if method == "GET":
        if "_polls" in event:
            event["_polls"] -= 1
            if event["_polls"] <= 0:
                del event["_polls"]
                ready(event)
        return shown(event)
    if method == "DELETE":
        if event.get("status") == "cancelled":
            raise Refused(410, "deleted")
        calendar.put({**event, "status": "cancelled"})
        return None
    if method == "PATCH":
        changed = {**event, **{key: value for key, value in body.items() if key != "conferenceData"}}
        check_times(changed)
        conferenced(changed, body, query)
        return shown(calendar.put(changed))
    raise Refused(405, "method")


def check_times(event):
    try:
        if instant(event["start"]["dateTime"]) > instant(event["end"]["dateTime"]):
            raise Refused(400, "timeRangeEmpty")
    except KeyError:
        raise Refused(400, "required")


def watch(name, body):
    if body.get("type") != "web_hook" or not body.get("address", "").startswith("https://") or len(body.get("id", "")) > 64 or not body.get("token"):
        raise Refused(400, "push.invalid")
    if body["id"] in channels:
        raise Refused(400, "channelIdNotUnique")
    life = min(int(body.get("params", {}).get("ttl", 604800)), 604800)
    channels[body["id"]] = {**body, "calendar": name, "resource": number("r"), "expires": clock[0] + life, "made": clock[0]}
    return {
        "kind": "api#channel", "id": body["id"], "resourceId": channels[body["id"]]["resource"], "token": body["token"],
        "expiration": str((clock[0] + life) * 1000),
    }


def free_busy(body):
    items = [item["id"] for item in body.get("items", [])]
    if len(items) > 50:
        raise Refused(400, "tooManyCalendarsRequested")
    low, high = instant(body["timeMin"]), instant(body["timeMax"])
    if high - low > 90 * 86400:
        raise Refused(400, "timeRangeTooLong")
    answer = {}
    for name in items:
        calendar = calendars.get(name)
        if calendar is None or calendar.errors:
            answer[name] = {"errors": calendar.errors if calendar else [{"domain": "global", "reason": "notFound"}], "busy": []}
            continue
        busy = [(instant(e["start"]["dateTime"]), instant(e["end"]["dateTime"]), e) for e in calendar.events.values() if "dateTime" in e.get("start", {})]
        answer[name] = {"busy": [
            {"start": e["start"]["dateTime"], "end": e["end"]["dateTime"]} for start, end, e in busy
            if start < high and end > low and e.get("status") != "cancelled" and e.get("transparency") != "transparent"
        ]}
    return {"kind": "calendar#freeBusy", "timeMin": body["timeMin"], "timeMax": body["timeMax"], "calendars": answer}


def calendar_api(method, path, query, body):
    if path == "/users/me/calendarList" and method == "GET":
        names, start = sorted(calendars), int(query.get("pageToken", "0"))
        items = [{
            "id": name, "summary": calendars[name].name, "accessRole": calendars[name].role, **({"primary": True} if calendars[name].primary else {}),
        } for name in names[start:start + page_size[0]]]
        more = {"nextPageToken": str(start + page_size[0])} if start + page_size[0] < len(names) else {"nextSyncToken": "x"}
        return {"items": items, **more}
    if path == "/freeBusy" and method == "POST":
        return free_busy(body)
    if path == "/channels/stop" and method == "POST":
        found = channels.get(body.get("id"))
        if not found or found["resource"] != body.get("resourceId"):
            raise Refused(404, "channelUnknown")
        del channels[body["id"]]
        return None
    parts = [urllib.parse.unquote(part) for part in path.split("/")[1:]]
    if parts[0] == "calendars" and len(parts) >= 3 and parts[2] == "events":
        calendar = calendars.get(parts[1])
        if calendar is None:
            raise Refused(404, "notFound")
        if parts[3:] == ["watch"] and method == "POST":
            return watch(parts[1], body)
        if len(parts) == 3 and method == "GET":
            return list_events(calendar, query)
        return events(method, calendar, parts[3] if len(parts) == 4 else None, query, body)
    raise Refused(404, "notFound")


def drive_api(method, path, query, body, raw):
    if path == "/drive/v3/files/generateIds" and method == "GET":
        name = number("drive")
        files[name] = None
        return {"ids": [name], "space": "drive"}
    if path == "/upload/drive/v3/files" and method == "POST":
        if query.get("uploadType") != "resumable" or not body.get("name"):
            raise Refused(400, "badRequest")
        if files.get(body.get("id"), 0) is not None:
            raise Refused(409, "fileIdInUse") if body.get("id") in files else Refused(400, "invalid id")
        session = number("s")
        sessions[session] = body
        raise Refused(200, "", {"Location": f"{root()}/upload/drive/v3/files?uploadType=resumable&upload_id={session}"})
    if path == "/upload/drive/v3/files" and method == "PUT":
        wanted = sessions.pop(query.get("upload_id"), None)
        if wanted is None:
            raise Refused(404, "notFound")
        files[wanted["id"]] = {"name": wanted["name"], "mimeType": wanted.get("mimeType"), "bytes": raw, "permissions": {}}
        return {"id": wanted["id"], "webViewLink": f"https://drive.google.com/file/d/{wanted['id']}/view"}
    parts = path.split("/")[3:]
    found = files.get(parts[1]) if len(parts) > 1 else None
    if found is None:
        raise Refused(404, "notFound")
    if parts[2:] == ["permissions"] and method == "POST":
        if body.get("type") != "user" or body.get("role") != "reader" or not body.get("emailAddress"):
            raise Refused(400, "invalid")
        # The same person has the same permission again, as at Google.
        name = next((name for name, email in found["permissions"].items() if email == body["emailAddress"]), None) or number("p")
        found["permissions"][name] = body["emailAddress"]
        if "lost-permission" in faults:
            faults.remove("lost-permission")
            raise Refused(503, "backendError")
        return {"id": name}
    if parts[2:] == ["permissions"] and method == "GET":
        return {"permissions": [{"id": name, "emailAddress": email} for name, email in found["permissions"].items()]}
    if len(parts) == 4 and method == "DELETE":
        if found["permissions"].pop(parts[3], None) is None:
            raise Refused(404, "notFound")
        return None
    if method == "GET" and query.get("alt") == "media":
        raise Refused(200, "", {"raw": found["bytes"]})
    if method == "GET":
        size = {"size": str(len(found["bytes"]))} if found["bytes"] is not None else {}
        return {"id": parts[1], "name": found["name"], "mimeType": found["mimeType"], "webViewLink": f"https://drive.google.com/file/d/{parts[1]}/view", **size}
    raise Refused(404, "notFound")


def act(what, body):
    if what == "clock":
        clock[0] = body["now"]
    elif what == "person":
        person.clear()
        person.update(body)
    elif what == "granted":
        granted[0] = body["scopes"]
    elif what == "flaw":
        flaws.append(body["kind"])
    elif what == "fault":
        faults.extend([body["kind"]] * body.get("times", 1))
    elif what == "well":
        faults.clear()
    elif what == "keys":
        KIDS[:] = body["kids"]
    elif what == "calendars":
        for name, value in body.items():
            calendars[name] = Calendar(value["name"], value.get("role", "reader"))
            calendars[name].errors = value.get("errors", [])
    elif what == "event":
        calendars[body.pop("calendar", PRIMARY)].put(body)
    elif what == "drop":
        # As if Google had lost it: no later list names it.
        del calendars[body.get("calendar", PRIMARY)].events[body["id"]]
    elif what == "forget":
        calendar = calendars[body.get("calendar", PRIMARY)]
        calendar.version += 1
        calendar.oldest = calendar.version
    elif what == "revoke":
        grants.clear()
        tokens.clear()
    elif what == "expire":
        tokens.clear()
    elif what == "conference":
        conference[0] = body["status"]
    elif what == "page":
        page_size[0] = body["size"]
    elif what == "file":
        files[body["id"]] = {
            "name": body["name"], "mimeType": body["type"], "permissions": {},
            "bytes": base64.b64decode(body["content"]) if "content" in body else None,
        }
    else:
        raise Refused(404, what)
    return {}


def root():
    return f"http://127.0.0.1:{server.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, value, headers=None):
        headers = dict(headers or {})
        raw = headers.pop("raw", None)
        body = raw if raw is not None else b"" if value is None else json.dumps(value).encode()
        self.send_response(204 if value is None and raw is None and status == 200 else status)
        for name, text in {"Content-Type": "application/json; charset=UTF-8", **headers}.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_one(self, method):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            with lock:
                self.answer(200, self.served(method, url.path, query, raw))
        except Refused as refusal:
            value = refusal.body if refusal.status >= 400 else {}
            self.answer(refusal.status, value, refusal.headers)

    def served(self, method, path, query, raw):
        if path.startswith("/_"):
            return self.told(method, path[2:], raw)
        is_form = self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
        form = dict(urllib.parse.parse_qsl(raw.decode())) if is_form else {}
        body = json.loads(raw) if raw and self.headers.get("Content-Type", "").startswith("application/json") else {}
        if path not in ("/token", "/revoke"):
            seen.append({"method": method, "path": path, "query": query, "body": body})
        for fault in [f for f in faults if f.startswith("status-")][:1]:
            if path.startswith(("/calendar", "/drive", "/upload")):
                faults.remove(fault)
                status = int(fault.split("-")[1])
                raise Refused(status, "rateLimitExceeded" if status == 403 else "backendError", {"Retry-After": "7"} if status == 429 else {})
        if path == "/.well-known/openid-configuration":
            endpoints = {"authorization_endpoint": root() + "/authorize", "token_endpoint": root() + "/token", "jwks_uri": root() + "/jwks"}
            return {"issuer": root(), "response_types_supported": ["code"], **endpoints}
        if path == "/jwks":
            return {"keys": [jwk(kid) for kid in KIDS]}
        if path in ("/authorize", "/consent"):
            return authorize(query)
        if path == "/token" and method == "POST":
            return token(form)
        if path == "/revoke" and method == "POST":
            if grants.pop(form.get("token"), None) is None:
                raise Refused(400, error="invalid_token")
            return {}
        if path.startswith("/calendar/v3"):
            demand(self.headers, CALENDAR)
            return calendar_api(method, path[len("/calendar/v3"):], query, body)
        if path.startswith(("/drive/v3", "/upload/drive/v3")):
            demand(self.headers, DRIVE)
            return drive_api(method, path, query, body, raw)
        raise Refused(404, "notFound")

    def told(self, method, what, raw):
        if method == "POST":
            return act(what, json.loads(raw) if raw else {})
        if what == "seen":
            return seen
        if what == "channels":
            return list(channels.values())
        if what == "grants":
            return list(grants)
        if what == "events":
            return [shown(event) for event in calendars[PRIMARY].events.values()]
        if what == "files":
            return [{"id": name, "name": file["name"], "size": len(file["bytes"] or b"")} for name, file in files.items() if file]
        if what == "permissions":
            return [email for file in files.values() if file for email in file["permissions"].values()]
        raise Refused(404, what)

    def do_GET(self):
        self.handle_one("GET")

    def do_POST(self):
        self.handle_one("POST")

    def do_PATCH(self):
        self.handle_one("PATCH")

    def do_PUT(self):
        self.handle_one("PUT")

    def do_DELETE(self):
        self.handle_one("DELETE")


key_path("key-1")
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
serve_until_orphaned(server)
