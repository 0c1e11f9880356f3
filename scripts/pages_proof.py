"""The pages that links in mails lead to, in a real browser: registered, reset, invited, unsubscribed, in three languages."""
import email
import email.policy
import os
import pathlib
import re
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

from portico import Server, call

SHOTS = pathlib.Path(os.environ.get("SHOTS", "/tmp/pages"))
DEMO = "Portico-demo-2026"
PASSWORD = {"it": "una frase che ricordo bene", "ar": "سبع قطط في صف واحد", "ku": "حەوت پشیلە لە ڕیزێکدا"}


class Both(Server):
    """All products, each below its prefix."""

    def __init__(self, binary):
        super().__init__(binary, "all", {"PORTICO_RATE_LIMITS": "off"})
        self.environment["PORTICO_DATABASE_URL"] = f"sqlite:{self.home}/"

    def start(self):
        self.log = open(self.home / "log", "ab")
        self.process = subprocess.Popen([self.binary, "serve", "--demo"], cwd=self.home, env=self.environment,
                                        stdout=self.log, stderr=subprocess.STDOUT)
        deadline = time.time() + 120
        while time.time() < deadline and self.process.poll() is None:
            try:
                if call(self.port, "GET", "/readyz").status == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.1)
        raise SystemExit("the server did not start:\n" + (self.home / "log").read_text()[-4000:])


def prove(what, holds, why=""):
    if not holds:
        raise SystemExit(f"NOT TRUE: {what} {why}")
    print(f"  {what}")


def mails(server):
    for file in sorted((server.home / "data" / "mail").rglob("*.eml"), key=lambda f: f.stat().st_mtime):
        yield email.message_from_bytes(file.read_bytes(), policy=email.policy.default)


def mailed(server, address, page, seen=()):
    """The last link to a page that was mailed to an address, other than those seen."""
    deadline = time.time() + 30
    while time.time() < deadline:
        links = []
        for message in mails(server):
            if address in str(message["to"]):
                text = message.get_body(("plain",)).get_content()
                links += [link for link in re.findall(r"https?://\S+", text) if f"/{page}?" in link]
        fresh = [link for link in links if link not in seen]
        if fresh:
            return fresh[-1]
        time.sleep(0.2)
    raise SystemExit(f"no mail with a link to {page} for {address}")


CONTRAST = """() => {
  const rgb = c => c.match(/[\\d.]+/g).map(Number);
  const lum = ([r, g, b]) => { const f = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
                               return .2126 * f(r) + .7152 * f(g) + .0722 * f(b) };
  const back = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
                      if (c.length < 4 || c[3] > 0) return c } return [255, 255, 255] };
  return Math.min(...[...document.querySelectorAll('h1,p,label,a,button,input,span')].map(e => {
    const [a, b] = [lum(rgb(getComputedStyle(e).color)), lum(back(e))].sort((x, y) => y - x); return (a + .05) / (b + .05) }));
}"""


class Visitor:
    """A browser that records its error messages, and every request to other servers."""

    def __init__(self, browser, server, language):
        self.language, self.complaints, self.number = language, [], 0
        self.origin = f"http://127.0.0.1:{server.port}"
        dark = "dark" if language == "ku" else "light"
        self.context = browser.new_context(viewport={"width": 390, "height": 760}, locale="en-GB", color_scheme=dark)
        self.page = self.context.new_page()
        self.page.on("console", lambda m: self.complaints.append(f"console {m.type}: {m.text}"))
        self.page.on("pageerror", lambda e: self.complaints.append(f"error: {e}"))
        self.page.on("requestfailed", lambda r: self.complaints.append(f"failed: {r.url}"))
        self.page.on("request", lambda r: r.url.startswith((self.origin, "data:"))
                     or self.complaints.append(f"outside: {r.url}"))

    def look(self, name, status=None, language=None):
        self.number += 1
        page, language = self.page, language or self.language
        page.screenshot(path=SHOTS / f"{language}-{self.number:02}-{name}.png", full_page=True)
        root = page.evaluate("() => [document.documentElement.lang, document.documentElement.dir,"
                             " document.documentElement.scrollWidth > document.documentElement.clientWidth]")
        wanted = [language, "rtl" if language in ("ar", "ku") else "ltr", False]
        prove(f"{language}: {name} – {page.locator('h1').inner_text()}", root == wanted, root)
        contrast = page.evaluate(CONTRAST)
        if contrast < 4.5:
            raise SystemExit(f"{name}: the contrast is {contrast}")
        # The console reports refused pages; it may report nothing else.
        rest = [c for c in self.complaints if not (status and f"status of {status}" in c)]
        if rest:
            raise SystemExit(f"{name}: {rest}")
        self.complaints.clear()

    def send(self, **fields):
        for name, value in fields.items():
            self.page.fill(f"input[name={name}]", value)
        with self.page.expect_navigation():
            self.page.click("button[type=submit]")

    def focused(self):
        return self.page.evaluate("() => document.activeElement.id")


def login(server, root, address, password):
    return call(server.port, "POST", f"{root}/auth/login", {"email": address, "password": password})


def open_account(visitor, server, root, prefix, address, body):
    language, password = visitor.language, PASSWORD[visitor.language]
    answer = call(server.port, "POST", f"{root}/auth/register", body)
    prove(f"{address} asks for an account", answer.status == 202, answer)
    link = mailed(server, address, "verify-email")
    prove("the mail leads to a page of the server", link.startswith(f"{visitor.origin}{prefix}/verify-email?lang={language}&"), link)
    for _ in range(3):  # A scanner follows it first.
        call(server.port, "GET", link.removeprefix(visitor.origin) + "&utm_source=scanner")
    visitor.page.goto(link)
    visitor.look("open-account")
    prove("the password can be typed at once", visitor.focused() == "password")
    attributes = visitor.page.evaluate("() => [...document.querySelectorAll('input')].map(i => i.autocomplete)")
    prove("password managers know what to keep", "username" in attributes and "new-password" in attributes, attributes)
    visitor.send(password="1234567890")
    visitor.look("too-common", status=422)
    prove("the field that is wrong has the focus, and is empty",
          visitor.focused() == "password" and visitor.page.input_value("#password") == "")
    visitor.page.fill("#password", password)
    visitor.page.press("#password", "Enter")
    visitor.page.wait_for_selector("p.news")
    visitor.look("account-open")
    prove("it opens the account", login(server, root, address, password).status == 200)
    visitor.page.goto(link)
    visitor.look("link-used", status=410)


def new_password(visitor, server, root, prefix, address):
    password = PASSWORD[visitor.language] + " 2"
    visitor.page.goto(f"{visitor.origin}{prefix}/forgot-password?lang={visitor.language}")
    visitor.look("forgotten")
    visitor.send(email=address.split("@")[0])
    visitor.look("no-address", status=422)
    prove("what was typed is kept", visitor.page.input_value("#email") == address.split("@")[0])
    visitor.send(email=address)
    visitor.look("asked")
    link = mailed(server, address, "reset-password")
    visitor.page.goto(link)
    visitor.look("new-password")
    visitor.send(new_password="kurz")
    visitor.look("too-short", status=422)
    visitor.send(new_password=password)
    visitor.look("password-saved")
    prove("the new password opens it", login(server, root, address, password).status == 200)
    visitor.page.goto(link)
    visitor.look("reset-used", status=410)
    visitor.send(email=address)
    visitor.look("asked-again")
    prove("another link comes", mailed(server, address, "reset-password", seen=[link]) != link)


def invitation(visitor, server, root, prefix, inviter, role, address):
    token = login(server, root, inviter, DEMO).json["access_token"]
    body = {"email": address, "role": role, "first_name": "Nina", "last_name": "Neri", "locale": visitor.language}
    answer = server.as_(token)("POST", f"{root}/admin/invitations", body)
    prove(f"{address} is invited", answer.status == 201, answer)
    link = mailed(server, address, "accept-invitation")
    visitor.page.goto(link)
    visitor.look("invitation")
    visitor.page.click("nav a:has-text('English')")
    visitor.look("invitation-in-english", language="en")
    visitor.page.go_back()
    visitor.send(password=PASSWORD[visitor.language])
    visitor.look("joined")
    prove("the invited person logs in", login(server, root, address, PASSWORD[visitor.language]).status == 200)
    visitor.page.goto(link)
    visitor.look("invitation-used", status=410)


def unsubscribe(visitor, server, prefix, language):
    """A mail in the language, its header and its page."""
    deadline, link = time.time() + 30, None
    while link is None and time.time() < deadline:
        for message in mails(server):
            header = str(message["list-unsubscribe"] or "").strip("<> ")
            html = message.get_body(("html",)).get_content() if header else ""
            if f"{prefix}/" in header and f'lang="{language}"' in html:
                link = header
        time.sleep(0.2)
    prove("a mail can be stopped", link is not None)
    visitor.page.goto(link)
    visitor.look("stop-mails")
    visitor.send()
    visitor.look("mails-stopped")
    answer = call(server.port, "POST", link.removeprefix(visitor.origin), b"List-Unsubscribe=One-Click",
                  {"Content-Type": "application/x-www-form-urlencoded"})
    prove("one click of a mail program does it too", answer.status == 204, answer)


def office(browser, server):
    visitor = Visitor(browser, server, "it")
    anna = "anna.neri@example.com"
    open_account(visitor, server, "/caf", "/caf", anna, {
        "email": anna, "password": PASSWORD["it"], "first_name": "Anna", "last_name": "Neri",
        "codice_fiscale": "NRENNA90A41F205Y", "birth_date": "1990-01-01", "sex": "F", "birthplace_code": "F205",
        "locale": "it", "consents": [{"purpose": purpose, "policy_version": "2026-01", "granted": True}
                                     for purpose in ("privacy", "terms")],
    })
    new_password(visitor, server, "/caf", "/caf", anna)
    invitation(visitor, server, "/caf", "/caf", "sara.admin@example.com", "operator", "nina@example.com")
    visitor.page.goto(f"{visitor.origin}/caf/files/{'A' * 120}?lang=it")
    visitor.look("no-such-file", status=404)
    unsubscribe(visitor, server, "/caf", "it")


def shop(browser, server, language, number):
    visitor = Visitor(browser, server, language)
    address, root = f"salam.{language}@example.com", "/distribution/api"
    zones = call(server.port, "GET", f"{root}/zones").json["data"]
    open_account(visitor, server, root, "/distribution", address, {
        "email": address, "password": PASSWORD[language], "phone": f"+96477099900{number}", "name": "Salam Jasim",
        "shop_name": "أسواق سلام", "zone_id": zones[0]["id"], "locale": language,
    })
    new_password(visitor, server, root, "/distribution", address)
    if language == "ar":
        invitation(visitor, server, root, "/distribution", "noor.admin@example.com", "super_admin", "nur@example.com")
        unsubscribe(visitor, server, "/distribution", "ar")


def main(binary):
    SHOTS.mkdir(parents=True, exist_ok=True)
    server = Both(binary).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium",
                                                 args=["--no-sandbox", "--disable-dev-shm-usage"])
            print(f"== Chromium {browser.version}")
            office(browser, server)
            shop(browser, server, "ar", "11")
            shop(browser, server, "ku", "12")
            browser.close()
        log = (server.home / "log").read_text()
        prove("no token is in the log", not re.search(r"token=[A-Za-z0-9_-]{20}", log))
        print(f"the pages hold; screenshots in {SHOTS}")
    finally:
        server.clean()


if __name__ == "__main__":
    main(sys.argv[1])
