"""New Year: organisations open, administrators enrol their second factor, people come by their invitations."""
import time

from wellness_year_cast import DEPARTMENTS, OPTIONAL, ORGANIZATIONS, PASSWORD
from wellness_year_diary import Diary
from wellness_year_releases import Company
from wellness_year_server import one_time_code, together
from wellness_year_writing import Writer


class Admin:
    """Somebody with a second factor, who logs in once at each start of the server."""

    def __init__(self, server, email):
        self.server, self.email, self.token, self.secret = server, email, "", ""

    def log_in(self):
        first = self.server.ask(None, "POST", "/auth/login", {"email": self.email, "password": PASSWORD})
        if first.status == 200:
            self.token = first.json["access_token"]
            self.secret = self.server.wanted(200, self.token, "POST", "/auth/mfa/enroll").json["secret"]
            code = one_time_code(self.secret, self.server.now())
            codes = self.server.wanted(200, self.token, "POST", "/auth/mfa/confirm", {"code": code}).json["recovery_codes"]
            assert len(codes) == 10
        else:
            code = one_time_code(self.secret, self.server.now())
            body = {"challenge": first.json["challenge"], "code": code}
            self.token = self.server.wanted(200, None, "POST", "/auth/mfa/verify", body).json["access_token"]
        return self


def consents(person):
    return [{"purpose": p, "policy_version": "2026-01", "granted": person.consents[p]} for p in ["privacy", "terms", *OPTIONAL]]


class Opening:
    def __init__(self, server, root):
        self.server, self.root = server, root
        self.companies = [Company(place, *row) for place, row in enumerate(ORGANIZATIONS)]
        self.admins = []
        self.tokens = {}

    def organizations(self, people, seats):
        server = self.server
        for company, person in zip(self.companies, people):
            body = {"name": company.name, "zone": company.zone, "plan": "team", "seats": seats}
            body["sites"] = [{"key": site, "name": site.title()} for site in company.sites]
            company.id = server.wanted(201, self.root.token, "POST", "/organizations", body).json["id"]
            self.invite(self.root, [person])
            self.accept([person])
            self.admins.append(Admin(server, person.email).log_in())
            server.wanted(200, self.root.token, "PATCH", f"/organizations/{company.id}", {"state": "active"})
            paid = {"plan": "team", "seats": seats, "state": "active", "period_end": "2027-12-31T00:00:00Z"}
            server.wanted(200, self.root.token, "PUT", f"/organizations/{company.id}/subscription", paid)
            for place, name, above, _ in DEPARTMENTS:
                if place == company.place:
                    parent = next((d for d, n in company.departments.items() if n == above), None)
                    body = {"name": name, **({"parent_id": parent} if parent else {})}
                    made = server.wanted(201, self.admins[-1].token, "POST", f"/organizations/{company.id}/departments", body)
                    company.departments[made.json["id"]] = name
                    company.parents[made.json["id"]] = parent

    def department(self, company, name):
        return next((d for d, n in company.departments.items() if n == name), None)

    def invite(self, admin, people):
        def one(person):
            company = self.companies[person.organization]
            body = {"email": person.email, "role": person.role, "locale": "en"}
            if person.department:
                body["department_id"] = self.department(company, person.department)
            if person.site:
                body["site"] = person.site
            self.server.wanted(201, admin.token, "POST", f"/organizations/{company.id}/invitations", body)
        together(one, people)

    def wait_for_mail(self, people):
        wanted, deadline = {person.email for person in people}, time.monotonic() + 60
        while wanted - set(self.tokens) and time.monotonic() < deadline:
            self.tokens |= dict(self.server.links())
            time.sleep(0.05)
        if wanted - set(self.tokens):
            raise SystemExit(f"no mail came for {sorted(wanted - set(self.tokens))[:5]}")

    def ready(self, person, made):
        person.id = made["id"]
        person.diary, person.writer = Diary(), Writer(person)

    def accept(self, people):
        self.wait_for_mail(people)

        def one(person):
            body = {
                "token": self.tokens.pop(person.email), "password": PASSWORD, "first_name": person.name.title(), "last_name": "Moreau",
                "locale": "en", "time_zone": person.zone, "consents": consents(person),
            }
            self.ready(person, self.server.wanted(201, None, "POST", "/auth/accept-invitation", body).json)
            company = self.companies[person.organization]
            department = self.department(company, person.department)
            person.places.append((self.server.now(), company, "active", person.role, department, person.site))
        together(one, people)

    def register(self, people):
        for person in people:
            body = {
                "email": person.email, "password": PASSWORD, "first_name": person.name.title(), "last_name": "Moreau", "locale": "en",
                "time_zone": person.zone, "consents": consents(person),
            }
            self.server.wanted(202, None, "POST", "/auth/register", body)
        self.wait_for_mail(people)
        for person in people:
            made = self.server.wanted(200, None, "POST", "/auth/verify-email", {"token": self.tokens.pop(person.email), "password": PASSWORD})
            self.ready(person, made.json)


def log_in(server, person):
    answer = server.wanted(200, None, "POST", "/auth/login", {"email": person.email, "password": PASSWORD})
    person.token = answer.json["access_token"]
