"""The hooks of schemathesis: a login that survives logouts, ended sessions and other actions of the fuzzer.

FUZZ_PERSON logs in again when a call was refused with 401, so that not even the paths that end sessions are left out.
"""
import base64
import collections
import contextlib
import hashlib
import hmac
import json
import os
import random
import re
import struct
import threading
import time
import urllib.parse
import uuid

import requests
import schemathesis

LOGIN = {"email": os.environ["FUZZ_PERSON"], "password": os.environ["FUZZ_PASSWORD"]}
# Whether this run is the one that may delete the account it runs as.
MAY_LEAVE = os.environ.get("FUZZ_MAY_LEAVE") == "yes"


# The authenticator of the demo's administrators, where the product asks for one.
SECRET = os.environ.get("FUZZ_AUTHENTICATOR", "")


def code(step):
    """RFC 6238 with SHA-1, 30 seconds and six digits."""
    digest = hmac.digest(base64.b32decode(SECRET), struct.pack(">Q", step), hashlib.sha1)
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def second_step(refusal, used=[0]):
    """Each code opens one login: a second one within half a minute, also of the run before, waits for the next code."""
    for _ in range(3):
        step = max(int(time.time()) // 30, used[0] + 1)
        while step > int(time.time()) // 30 + 1:
            time.sleep(1)
        used[0] = step
        answer = requests.post(
            os.environ["FUZZ_LOGIN"] + "/second-factor", json={"challenge": refusal["challenge"], "code": code(step)}, timeout=30,
            headers={"X-Forwarded-For": "192.0.2.7"},
        )
        if answer.status_code != 422:
            break
    return answer


class Door:
    """The token of the one person this run fuzzes as."""

    def __init__(self):
        self.lock, self.token, self.device, self.account = threading.Lock(), None, {}, None

    def current(self):
        with self.lock:
            if self.token is None:
                # From another address than the fuzzer's, which guesses passwords until it is shut out.
                # With the token of an earlier login, as an app has it: the fuzzer's guesses lock strangers out of the account.
                answer = requests.post(
                    os.environ["FUZZ_LOGIN"], json=LOGIN | self.device, timeout=30, headers={"X-Forwarded-For": "192.0.2.7"}
                )
                if answer.status_code == 401 and answer.json().get("code") == "second_factor_required":
                    answer = second_step(answer.json())
                if MAY_LEAVE and answer.status_code == 401:
                    return "of-someone-who-is-gone"
                if not answer.ok:
                    raise RuntimeError(f"the login of the fuzzer was refused: {answer.status_code} {answer.text}")
                self.token = answer.json()["access_token"]
                self.device = {"device_token": answer.json()["device_token"]}
                self.account = answer.json()["account"]["id"]
            return self.token

    def forget(self, token):
        with self.lock:
            if self.token == token:
                self.token = None


door = Door()


@schemathesis.auth(refresh_interval=None)
class Login:
    def get(self, case, context):
        return door

    def set(self, case, data, context):
        case.headers = {**(case.headers or {}), "Authorization": "Bearer " + data.current()}


# Known identities, by the last word of their list's path; fuzz.py puts the file into the Drive.
known = collections.defaultdict(list, drive_files=["drive-of-the-fuzzer"])


@schemathesis.hook
def before_call(context, case, kwargs):
    """Administrators may erase themselves as well as others, which would end the run; schemathesis reuses what it reads in answers."""
    if case.method in ("POST", "DELETE") and re.search(r"/users/\{id\}(/erase)?$", case.operation.path):
        if str(case.path_parameters.get("id")).casefold() == str(door.account).casefold():
            case.path_parameters["id"] = str(uuid.uuid4())


@schemathesis.hook
def after_call(context, case, response):
    sent = (case.headers or {}).get("Authorization", "")
    if response.status_code == 401:
        door.forget(sent.removeprefix("Bearer "))
    # A session that has grown old would see little of what is delicate: a new one is fresh.
    if response.status_code == 403 and b'"step_up_required"' in response.content:
        door.forget(sent.removeprefix("Bearer "))
    if response.status_code == 409 and b'.not_linked"' in response.content:
        link_google()
    if response.status_code in (200, 201) and "{" not in case.operation.path.rsplit("/", 1)[-1]:
        remember(case.operation.path.rsplit("/", 1)[-1], response)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """What violates the document must be refused; but an empty parameter counts as absent, and any text may be a tag of a copy."""
    if failure.code != "ST201":
        return True
    return response.status_code < 400 and "`If-None-Match`" not in failure.message and violates(case) and not refuses_items(response)


def refuses_items(response):
    """Whether an answer names the refused items of a list, as that for events of visitors: one malformed event does not stop the others."""
    with contextlib.suppress(ValueError):
        answer = response.json()
        return isinstance(answer, dict) and bool(answer.get("refused"))
    return False


def violates(case):
    """Whether a case that was made to violate the document still does without its empty query parameters."""
    rest = {name: value for name, value in (case.query or {}).items() if value not in ("", [], {})}
    if len(rest) == len(case.query or {}) or any(part.mode.is_negative for place, part in case.meta.components.items() if place != "query"):
        return True
    return any(
        not fits(parameter.get_validator(), rest[parameter.name]) if parameter.name in rest else parameter.is_required
        for parameter in case.operation.query.items
    )


def fits(validator, value):
    """As it was made, as one of a list, or as it is written in an address and read there."""
    forms = [value, [value], str(value), [str(value)]]
    with contextlib.suppress(ValueError):
        forms.append(json.loads(str(value)))
    return any(validator.is_valid(form) for form in forms)


def link_google():
    """The way to Google's page and back, which a browser would go: calendar and Drive are linked until the fuzzer unlinks them."""
    root = os.environ["FUZZ_LOGIN"].removesuffix("/auth/login")
    begun = requests.get(
        root + "/calendar/google/start", params={"return_to": "/", "with": ["calendar", "drive"]}, timeout=30,
        headers={"Authorization": "Bearer " + door.current()},
    )
    agreed = requests.get(begun.json()["url"], allow_redirects=False, timeout=30)
    back = urllib.parse.urlsplit(agreed.headers["Location"])
    requests.get(
        root + "/calendar/google/callback?" + back.query, allow_redirects=False, timeout=30,
        headers={"Cookie": begun.headers["Set-Cookie"].split(";")[0]},
    )


def remember(kind, response):
    """Not the fuzzer's own account: an administrator who ends their own password ends the run."""
    try:
        answer = response.json()
    except ValueError:
        return
    rows = answer.get("data", [answer]) if isinstance(answer, dict) else []
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict) or row.get("email") == LOGIN["email"]:
            continue
        if isinstance(row.get("id"), str) and row["id"] not in known[kind]:
            known[kind].append(row["id"])
            del known[kind][:-50]


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Half of the identities are of things that are there: only those have states to get wrong."""
    parts = context.operation.path.split("/")
    for name in path_parameters or {}:
        kind = parts[parts.index("{%s}" % name) - 1]
        # `/payments/job/{jobId}` is about one of the jobs.
        there = known[kind] or known[plural(kind)]
        if there and random.random() < 0.5:
            path_parameters[name] = random.choice(there)
    return path_parameters


@schemathesis.hook
def map_headers(context, headers):
    if headers and "If-Match" in headers and random.random() < 0.5:
        headers["If-Match"] = "*"
    return headers


def plural(word):
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


@schemathesis.hook("map_body")
def point_at_what_is_there(context, body):
    """Half of the identities in a body are of things that are there: `product_id` of products."""
    for thing in [body, *(v for value in body.values() if isinstance(value, list) for v in value)] if isinstance(body, dict) else []:
        for name in list(thing) if isinstance(thing, dict) else []:
            there = known[plural(name[:-3])] if name.endswith("_id") else []
            if there and random.random() < 0.5:
                thing[name] = random.choice(there)
    return body


@schemathesis.hook("map_body").apply_to(path_regex="/auth/(login|forgot-password)$")
def leave_me_alone(context, body):
    """The fuzzer reads the addresses and numbers that answers show; guessing the password of its own would shut it out."""
    if isinstance(body, dict) and str(body.get("email", "")).strip().casefold() == LOGIN["email"]:
        body["email"] = "nobody@example.com"
    if isinstance(body, dict) and isinstance(body.get("phone"), str):
        body["phone"] = "+390612345678"
    return body


@schemathesis.hook.apply_to(method="POST", path="/service-requests")
def map_body(context, body):
    """Sections made at random are always refused; without them there are drafts for the other operations to meet."""
    if isinstance(body, dict):
        body.pop("sections", None)
        body.pop("allow_duplicate", None)
    return body


@schemathesis.hook("map_body").apply_to(path_regex="^/admin/webhooks")
def stay_at_home(context, body):
    """Outgoing requests go to a closed port of this machine."""
    if isinstance(body, dict) and str(body.get("url", "")).startswith("http"):
        body["url"] = "http://127.0.0.1:9/hooks"
    return body
