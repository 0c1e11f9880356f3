"""The people of the week: who registers, how they log in, and where the regions are."""
import email
import email.policy
import time
from datetime import timedelta

from portico import form, pdf
from wellness_year_server import link_token, one_time_code

PASSWORD = "a quiet walk by the river"
#           name, centre, zone: 02:00 comes at different times
REGIONS = [("New York", (40.7128, -74.006), "America/New_York"), ("Chicago", (41.8781, -87.6298), "America/Chicago"),
           ("Denver", (39.7392, -104.9903), "America/Denver")]
SERVICES = [("Home", "House painting", "fixed"), ("Home", "Plumbing", "hour"), ("Garden", "Gardening", "hour")]
TIERS = ["bronze", "silver", "gold", "pesp"]


class Person:
    """Somebody with an account: logs in when a token is needed, again when the time of the old one is over."""

    def __init__(self, server, name, role="customer"):
        self.server, self.name, self.role = server, name, role
        self.email = f"{name}@example.com"
        self.id = self.provider = self.token = self.refresh = self.secret = None
        self.since, self.code_step, self.number, self.agent = None, 0, 0, "week/1"
        # Everybody has an address of their own, which a proxy tells.
        self.address = f"10.{sum(map(ord, name)) % 250}.{len(name)}.{int(''.join(c for c in name if c.isdigit()) or 0) % 250}"

    def __call__(self, method, path, body=None, **headers):
        return self.server.ask(self.access(), method, path, body, **self.origin, **headers)

    @property
    def origin(self):
        return {"User_Agent": self.agent, "X_Forwarded_For": self.address}

    def wanted(self, status, method, path, body=None, **headers):
        answer = self(method, path, body, **headers)
        if answer.status != status:
            raise SystemExit(f"wanted {status}: {self.name} {method} {path} {str(body)[:500]}\n  got {answer}")
        return answer.json

    def access(self):
        now = self.server.now()
        fresh = timedelta(minutes=9)
        if self.token and self.since <= now < self.since + fresh:
            return self.token
        # Staff confirm money and roles with a login of the last minutes.
        if self.refresh and self.role not in ("admin", "lsm"):
            answer = self.server.ask(None, "POST", "/auth/refresh", {"refresh_token": self.refresh}, **self.origin)
            if answer.status == 200:
                return self.keep(answer.json)
        return self.log_in()

    def log_in(self):
        answer = self.server.ask(None, "POST", "/auth/login", {"email": self.email, "password": PASSWORD}, **self.origin)
        if answer.status == 200 and answer.json.get("access_token"):
            return self.keep(answer.json)
        if not self.secret:
            raise SystemExit(f"{self.email} cannot log in: {answer}")
        # A code is good once.
        if int(self.server.now().timestamp() // 30) <= self.code_step:
            self.server.be_at(self.server.now() + timedelta(seconds=30))
        self.code_step = int(self.server.now().timestamp() // 30)
        code = one_time_code(self.secret, self.server.now())
        second = self.server.ask(None, "POST", "/auth/login/second-factor", {"challenge": answer.json["challenge"], "code": code}, **self.origin)
        if second.status != 200:
            raise SystemExit(f"{self.email} cannot log in: {second}")
        return self.keep(second.json)

    def keep(self, grant):
        self.token, self.refresh, self.since = grant["access_token"], grant["refresh_token"], self.server.now()
        return self.token

    def enrol(self):
        self.log_in()
        self.secret = self.wanted(200, "POST", "/users/me/second-factor")["secret"]
        self.code_step = int(self.server.now().timestamp() // 30)
        code = one_time_code(self.secret, self.server.now())
        self.wanted(200, "POST", "/users/me/second-factor/confirm", {"code": code})
        return self


class Market:
    def __init__(self, server, dice, providers, customers):
        self.server, self.dice = server, dice
        self.ada, self.adam = Person(server, "ada", "admin"), Person(server, "adam", "admin")
        self.managers = [Person(server, f"lsm{n}", "lsm") for n in range(len(REGIONS) * 2)]
        self.providers = [Person(server, f"p{n:03}") for n in range(providers)]
        self.customers = [Person(server, f"c{n:03}") for n in range(customers)]
        self.tiers = {}

    def open(self):
        self.staff()
        self.register(self.providers + self.customers)
        self.workers = list(self.providers)
        for number, person in enumerate(self.providers):
            self.onboard(number, person)
        for person in self.providers:
            self.verify(person)

    def staff(self):
        for person in (self.ada, self.adam):
            words = ["user", "create", "--product", "marketplace", "--email", person.email, "--role", "admin"]
            self.server.command(*words, input=PASSWORD.encode() + b"\n")
            person.enrol()
        self.regions = []
        for name, (lat, lon), zone in REGIONS:
            body = {"name": name, "centre": {"lat": lat, "lon": lon}, "radius_m": 80_000, "zone": zone, "reason": "The week begins."}
            self.regions.append(self.ada.wanted(201, "POST", "/regions", body)["id"])
        categories, self.services = {}, []
        for category, name, unit in SERVICES:
            if category not in categories:
                categories[category] = self.ada.wanted(201, "POST", "/admin/services", {"name": category})["id"]
            body = {"category_id": categories[category], "name": name, "description": f"{name} and more.", "unit": unit}
            self.services.append(self.ada.wanted(201, "POST", "/services", body)["id"])
        for person in self.managers:
            self.ada.wanted(201, "POST", "/admin/invitations", {"email": person.email, "role": "lsm", "first_name": "Lee", "last_name": person.name})
        links = self.links({person.email for person in self.managers})
        for number, person in enumerate(self.managers):
            answer = self.server.ask(None, "POST", "/auth/accept-invitation", {"token": links[person.email], "password": PASSWORD}, **person.origin)
            assert answer.status == 201, answer
            person.id = answer.json["id"]
            self.ada.wanted(200, "PUT", f"/admin/users/{person.id}/regions",
                            {"regions": [self.regions[number % len(REGIONS)]], "reason": "The week begins."})
            person.enrol()

    def register(self, people):
        for person in people:
            answer = self.server.ask(None, "POST", "/auth/register", {"email": person.email, "name": f"{person.name} Week", "phone": "+12125550100"}, **person.origin)
            assert answer.status == 202, answer
        links = self.links({person.email for person in people})
        for person in people:
            answer = self.server.ask(None, "POST", "/auth/verify-email", {"token": links[person.email], "password": PASSWORD}, **person.origin)
            assert answer.status == 200, answer
            person.id = answer.json["id"]

    def links(self, wanted):
        """The newest link in the mails to each of them."""
        found, folder, deadline = {}, self.server.home / "data" / "mail", time.monotonic() + 120
        while wanted - set(found):
            if time.monotonic() > deadline:
                raise SystemExit(f"no mail to {sorted(wanted - set(found))[:5]}")
            for path in sorted(folder.glob("*.eml")) if folder.exists() else []:
                if path in self.server.read:
                    continue
                message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                body = message.get_body(("plain",))
                token = link_token(body.get_content()) if body else None
                if body:
                    self.server.read.add(path)
                if token:
                    found[message["To"].strip("<> ")] = token
            time.sleep(0.1)
        return found

    def onboard(self, number, person):
        """Each offers two of the three services."""
        place = number % len(REGIONS)
        (lat, lon) = REGIONS[place][1]
        person.number, person.region = number, place
        person.point = {"lat": round(lat + self.dice.uniform(-.1, .1), 5), "lon": round(lon + self.dice.uniform(-.1, .1), 5)}
        person.services = sorted({(number // 3) % 3, (number // 3 + 1) % 3})
        services = [{"service_id": self.services[s], "price_minor": 5_000 + 100 * number} for s in person.services]
        body = {"business_name": f"Works {number:03}", "point": person.point, "radius_m": 60_000, "services": services}
        person.provider = person.wanted(201, "POST", "/providers/onboard", body)["id"]
        person.role = "provider"
        person.keep(self.server.ask(None, "POST", "/auth/refresh", {"refresh_token": person.refresh}).json)
        for kind in ("identity", "insurance"):
            data, media = form({"kind": kind}, f"{kind}.pdf", pdf(f"{kind} of {person.name}"))
            person.wanted(201, "POST", f"/providers/{person.provider}/documents", data, Content_Type=media)
        account = {"kind": "bank", "routing": "021000021", "number": f"12345{number:05}"} if number % 2 else {"kind": "paypal", "email": person.email}
        person.wanted(200, "PUT", f"/providers/{person.provider}/payout-account", account)

    def manager(self, region, other=False):
        return self.managers[region + (len(REGIONS) if other else 0)]

    def verify(self, person):
        lina = self.manager(person.region)
        for document in person.wanted(200, "GET", f"/providers/{person.provider}/documents")["data"]:
            deadline = time.monotonic() + 30
            while True:
                answer = lina("PUT", f"/lsm/providers/{person.provider}/documents/{document['id']}",
                              {"decision": "approve", "reason": "In order.", "version": document["version"]})
                if answer.status != 409 or time.monotonic() > deadline:
                    break
                time.sleep(0.1)
            assert answer.status == 200, answer
        lina.wanted(200, "PUT", f"/lsm/providers/{person.provider}/verify", {"decision": "verify", "reason": "All is in order."})
        self.tiers[person.provider] = 0

    def near(self, person):
        """A point within the reach of everybody in the region."""
        return {"lat": round(REGIONS[person.region][1][0] + self.dice.uniform(-.05, .05), 5),
                "lon": round(REGIONS[person.region][1][1] + self.dice.uniform(-.05, .05), 5)}
