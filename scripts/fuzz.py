"""fuzz.py VENV_BIN [--examples N]: validates the document and fuzzes a demo server as each of its people."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
from portico import Server, call  # noqa: E402

PEOPLE = ("giulia.rossi@example.com", "marco.operatore@example.com", "sara.admin@example.com")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"

bin_, *rest = sys.argv[1:]
examples = rest[rest.index("--examples") + 1] if "--examples" in rest else "60"
server = Server(os.path.abspath(".build/release/portico"), environment={"PORTICO_RATE_LIMITS": "off"})
failed = False
try:
    server.start("--demo")
    base = f"http://127.0.0.1:{server.port}"
    document = call(server.port, "GET", "/openapi.json").raw
    (server.home / "openapi.json").write_bytes(document)
    failed |= subprocess.run([f"{bin_}/openapi-spec-validator", str(server.home / "openapi.json")]).returncode != 0
    for person in PEOPLE:
        login = call(server.port, "POST", "/auth/login", {"email": person, "password": "Portico-demo-2026"})
        assert login.status == 200, login
        print(f"== {person}", flush=True)
        failed |= subprocess.run([
            f"{bin_}/schemathesis", "run", f"{base}/openapi.json", "--checks", CHECKS, "-n", examples, "--seed", "1",
            "--header", f"Authorization: Bearer {login.json['access_token']}",
            # What would end the session under test, or the people in it.
            "--exclude-path-regex", r"^/auth/|/sessions|/password|/activate$|/deactivate$",
            "--suppress-health-check", "all", "--no-color",
        ]).returncode != 0
finally:
    server.clean()
sys.exit(failed)
