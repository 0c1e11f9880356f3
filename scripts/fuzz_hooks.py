"""What schemathesis needs of us: a login that survives logging out, ended sessions and whatever else the fuzzer finds.

FUZZ_PERSON logs in again when a call was refused with 401, so that not even the paths that end sessions are left out.
"""
import os
import threading

import requests
import schemathesis

LOGIN = {"email": os.environ["FUZZ_PERSON"], "password": os.environ["FUZZ_PASSWORD"]}


class Door:
    """The token of the one person this run fuzzes as."""

    def __init__(self):
        self.lock, self.token = threading.Lock(), None

    def current(self, base):
        with self.lock:
            if self.token is None:
                # From another address than the fuzzer's, which guesses passwords until it is shut out.
                answer = requests.post(base + "/auth/login", json=LOGIN, timeout=30, headers={"X-Forwarded-For": "192.0.2.7"})
                answer.raise_for_status()
                self.token = answer.json()["access_token"]
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
        case.headers = {**(case.headers or {}), "Authorization": "Bearer " + data.current(os.environ["FUZZ_BASE"])}


@schemathesis.hook
def after_call(context, case, response):
    sent = (case.headers or {}).get("Authorization", "")
    if response.status_code == 401:
        door.forget(sent.removeprefix("Bearer "))
