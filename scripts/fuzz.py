"""fuzz.py VENV_BIN BINARY EXAMPLES [PRODUCT …]: validates each product's document and fuzzes its server as each of its people.

Every person gets a server of their own, so that whom one of them locks out or deactivates is nobody else's trouble. No path is left
out; deleting one's own account comes last; Google, Stripe, Twilio, Zoom and the messengers are our doubles of them. The document is taken at its word: the `default` response, which would excuse any status, is struck before fuzzing.
"""
import base64
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
from portico import Server, call, pdf  # noqa: E402

# Not Giulia: her address is the example in the document, so that the fuzzer guesses her password until she is locked out.
PEOPLE = {
    "caf": ("luca.bianchi@example.com", "marco.operatore@example.com", "sara.admin@example.com"),
    "distribution": ("omar.shop@example.com", "hassan.furat@example.com", "ali.karkh@example.com", "noor.admin@example.com"),
    "wellness": ("anna.verdi@example.com", "bruno.neri@example.com", "elena.ferri@example.com"),
    "marketplace": ("carl.jones@example.com", "pia.novak@example.com", "lina.costa@example.com", "ada.king@example.com"),
    "tutoring": ("sara.conti@example.com", "tina.rossi@example.com", "ada.king@example.com"),
}
ROOT = {"caf": "", "distribution": "/api", "wellness": "/api/v1", "marketplace": "/api/v1", "tutoring": "/api/v1"}
# The published authenticator of the administrators and local managers of the demos.
AUTHENTICATOR = "OBXXE5DJMNXS2ZDFNVXS243FMNZGK5BB"
# Called last, under each of its addresses.
LEAVING = "/users/(me/)?account$"
PASSWORD = "Portico-demo-2026"
TWILIO_TOKEN = "the-token-of-the-fuzzer"
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance", "negative_data_rejection",
)


def main(bin_, binary, examples, *products):
    failed = False
    keys = tempfile.TemporaryDirectory()
    doubles = {
        "stripe": double("stripe"), "twilio": double("twilio", TWILIO_TOKEN), "messengers": double("messengers"),
        "google": double("google", "--folder", keys.name),
    }
    messengers, google = address(doubles["messengers"]), address(doubles["google"])
    file = {"id": "drive-of-the-fuzzer", "name": "scheda.pdf", "type": "application/pdf", "content": base64.b64encode(pdf("scheda")).decode()}
    call(int(google.rsplit(":", 1)[1]), "POST", "/_file", file)
    outside = {
        "PORTICO_STRIPE_KEY": "sk_test_fuzz", "PORTICO_STRIPE_WEBHOOK_SECRETS": "whsec_of_the_fuzzer",
        "PORTICO_STRIPE_PUBLISHABLE_KEY": "pk_test_fuzz", "PORTICO_STRIPE_API": address(doubles["stripe"]),
        "PORTICO_TWILIO_ACCOUNT_SID": "AC" + "0123456789abcdef" * 2, "PORTICO_TWILIO_AUTH_TOKEN": TWILIO_TOKEN,
        "PORTICO_TWILIO_FROM": "+15005550006", "PORTICO_TWILIO_API": address(doubles["twilio"]),
        # The names and words that messengers-double.py and google-double.py know.
        "PORTICO_WHATSAPP_NUMBER_ID": "106540352242922", "PORTICO_WHATSAPP_TOKEN": "EAAdouble", "PORTICO_WHATSAPP_APP_SECRET": "app-secret",
        "PORTICO_WHATSAPP_VERIFY_TOKEN": "the-word", "PORTICO_WHATSAPP_API": messengers,
        "PORTICO_TELEGRAM_BOT": "portico_bot", "PORTICO_TELEGRAM_TOKEN": "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
        "PORTICO_TELEGRAM_SECRET": "the-secret", "PORTICO_TELEGRAM_API": messengers,
        "PORTICO_ZOOM_ACCOUNT_ID": "zoom-account", "PORTICO_ZOOM_CLIENT_ID": "zoom-client", "PORTICO_ZOOM_CLIENT_SECRET": "zoom-secret",
        "PORTICO_ZOOM_API": messengers,
        "PORTICO_GOOGLE_CLIENT_ID": "double.apps.googleusercontent.com", "PORTICO_GOOGLE_CLIENT_SECRET": "double-secret",
        "PORTICO_GOOGLE_ISSUER": google, "PORTICO_GOOGLE_API": google, "PORTICO_PUBLIC_URL": "https://world.example",
    }
    everyone = [
        (product, person) for product in products or PEOPLE for person in PEOPLE[product] if person.startswith(os.environ.get("PERSON", ""))
    ]
    for product, person in everyone:
        leaving = f"^{ROOT[product]}{LEAVING}"
        server = Server(os.path.abspath(binary), product, environment=outside | {
            "PORTICO_RATE_LIMITS": "off", "PORTICO_ACCESS_LOG": "off", "PORTICO_TRUSTED_PROXIES": "127.0.0.1",
            "PORTICO_WEBHOOK_ALLOW": "127.0.0.0/8",
        })
        try:
            server.start("--demo")
            document = served_document(server)
            if person == PEOPLE[product][0]:
                failed |= subprocess.run([f"{bin_}/openapi-spec-validator", document]).returncode != 0
            print(f"== {product}: {person}", flush=True)
            only = os.environ.get("ONLY")
            which = ("--include-path-regex", only) if only else ("--exclude-path-regex", leaving)
            failed |= fuzz(bin_, server, document, product, person, examples, *which) != 0
            if not only:
                failed |= fuzz(bin_, server, document, product, person, examples, "--include-path-regex", leaving, may_leave="yes") != 0
            failed |= complained(server)
        finally:
            server.clean()
    for one in doubles.values():
        one.kill()
    return failed


def double(name, *options):
    command = [sys.executable, os.path.join(os.path.dirname(__file__), f"{name}-double.py"), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def address(double):
    return f"http://127.0.0.1:{int(double.stdout.readline())}"


def served_document(server):
    document = call(server.port, "GET", "/openapi.json").json
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"].pop("default", None)
    path = server.home / "openapi.json"
    path.write_text(json.dumps(document))
    return str(path)


def fuzz(bin_, server, document, product, person, examples, *which, may_leave="no"):
    base = f"http://127.0.0.1:{server.port}"
    login = f"{base}{ROOT[product]}/auth/login"
    environment = dict(
        os.environ, FUZZ_LOGIN=login, FUZZ_PERSON=person, FUZZ_PASSWORD=PASSWORD, FUZZ_MAY_LEAVE=may_leave, FUZZ_AUTHENTICATOR=AUTHENTICATOR,
        SCHEMATHESIS_HOOKS="fuzz_hooks", PYTHONPATH=os.path.dirname(os.path.abspath(__file__)),
    )
    return subprocess.run([
        f"{bin_}/schemathesis", "run", document, "--url", base, "--checks", ",".join(CHECKS), "-n", examples,
        "--seed", os.environ.get("SEED", "1"), "--continue-on-failure", "--suppress-health-check", "all", "--no-color", "--warnings", "off", *which,
    ], env=environment).returncode


def complained(server):
    """Errors that the server only wrote down."""
    lines = [line for line in (server.home / "log").read_text().splitlines() if '"level":"error"' in line]
    for line in lines[:5]:
        print("logged:", line)
    return bool(lines)


sys.exit(main(*sys.argv[1:]))
