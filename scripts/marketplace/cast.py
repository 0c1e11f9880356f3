"""The people of the week: who registers, how they log in, and where the regions are."""
import time

from clocked import PASSWORD, Person
from portico import form, pdf

#           name, centre, zone: 02:00 comes at different times
REGIONS = [("New York", (40.7128, -74.006), "America/New_York"), ("Chicago", (41.8781, -87.6298), "America/Chicago"),
           ("Denver", (39.7392, -104.9903), "America/Denver")]
SERVICES = [("Home", "House painting", "fixed"), ("Home", "Plumbing", "hour"), ("Garden", "Gardening", "hour")]
TIERS = ["bronze", "silver", "gold", "pesp"]


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
        links = self.server.links({person.email for person in self.managers})
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
        links = self.server.links({person.email for person in people})
        for person in people:
            answer = self.server.ask(None, "POST", "/auth/verify-email", {"token": links[person.email], "password": PASSWORD}, **person.origin)
            assert answer.status == 200, answer
            person.id = answer.json["id"]

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
