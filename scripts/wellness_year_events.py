"""What happens to people over the year: joining, moving, leaving, suspension, travels, consents, erasure."""
from datetime import timedelta

from wellness_year_cast import PASSWORD, ZONES
from wellness_year_opening import log_in
from wellness_year_scale import civil
from wellness_year_server import instant


class Events:
    def __init__(self, server, opening, people, later, dice, tally):
        self.server, self.opening, self.people, self.later, self.dice, self.tally = server, opening, people, later, dice, tally
        # The last of them come with the last but one month.
        self.joining, self.erased = -(-len(later) // 11), []

    def admin(self, person):
        return self.opening.admins[person.organization].token

    def members(self, *states):
        return [p for p in self.people if p.places and not p.erased and p.role == "user" and p.places[-1][2] in states]

    def placed(self, person, **changes):
        _, company, state, role, department, site = person.places[-1]
        now = {"state": state, "role": role, "department": department, "site": site, **changes}
        person.places.append((self.server.now(), company, now["state"], now["role"], now["department"], now["site"]))

    def before_the_freeze(self):
        """On the last day of the month: who is suspended, moves, thinks again about consents, or travels."""
        self.move(2)
        self.suspend()
        for person in self.dice.sample(self.members("active"), 4):
            person.consents["aggregation"] = not person.consents["aggregation"] if self.dice.random() < 0.7 else True
            log_in(self.server, person)
            body = {"consents": [{"purpose": "aggregation", "policy_version": "2026-01", "granted": person.consents["aggregation"]}]}
            self.server.wanted(200, person.token, "POST", "/users/me/consents", body)
        for person in self.dice.sample([p for p in self.people if p.writes and p.role == "user"], 3):
            log_in(self.server, person)
            zone = self.dice.choice([z for z in ZONES if z != person.zone])
            since = self.server.now() - timedelta(days=self.dice.randint(1, 20), hours=self.dice.randint(0, 23))
            since = since.replace(microsecond=0)
            if person.travels and person.travels[-1][1] >= since:
                continue
            body = {"time_zone": zone, "time_zone_since": instant(since)}
            self.server.wanted(200, person.token, "PATCH", "/users/me/preferences", body)
            person.travels.append((zone, since))
            person.zone = zone

    def after_the_freeze(self, number):
        """On the first of the next month."""
        self.move(3)
        self.join(self.joining)
        self.leave(2)
        self.suspend()
        if number == 3:
            self.promote()
        if number == 5:
            self.a_department_moves()
        if number >= 2 and number % 2 == 0:
            self.erase()
        if number in (6, 9):
            self.change_policy((12, 6) if number == 6 else (8, 5))
        self.check_members()

    def move(self, count):
        for person in self.dice.sample(self.members("active"), count):
            company = person.places[-1][1]
            department = self.dice.choice([d for d, name in company.departments.items() if name != "Legal"])
            site = self.dice.choice(company.sites) if company.sites and self.dice.random() < 0.5 else person.places[-1][5]
            body = {"department_id": department, **({"site": site} if site else {})}
            self.server.wanted(200, self.admin(person), "PATCH", f"/organizations/{company.id}/members/{person.id}", body)
            self.placed(person, department=department, site=site)

    def suspend(self):
        for person in self.dice.sample(self.members("suspended"), min(1, len(self.members("suspended")))):
            path = f"/organizations/{person.places[-1][1].id}/members/{person.id}/reactivate"
            self.server.wanted(200, self.admin(person), "POST", path)
            self.placed(person, state="active")
        for person in self.dice.sample(self.members("active"), 1):
            path = f"/organizations/{person.places[-1][1].id}/members/{person.id}"
            self.server.wanted(200, self.admin(person), "PATCH", path, {"state": "suspended"})
            self.placed(person, state="suspended")

    def join(self, count):
        some, self.later = self.later[:count], self.later[count:]
        for person in some:
            self.opening.invite(self.opening.admins[person.organization], [person])
        self.opening.accept(some)
        self.people += some

    def leave(self, count):
        for person in self.dice.sample(self.members("active"), count):
            path = f"/organizations/{person.places[-1][1].id}/members/{person.id}"
            self.server.wanted(204, self.admin(person), "DELETE", path)
            self.placed(person, state="left", department=None, site=None)

    def promote(self):
        person = self.dice.choice([p for p in self.members("active") if p.kind == "silent"] or self.members("active"))
        path = f"/organizations/{person.places[-1][1].id}/members/{person.id}"
        self.server.wanted(200, self.admin(person), "PATCH", path, {"role": "business_admin"})
        person.role, person.kind = "business_admin", "silent"
        self.placed(person, role="business_admin")

    def a_department_moves(self):
        company = self.opening.companies[0]
        moved, above = (self.opening.department(company, name) for name in ("Warehouse", "Production"))
        path = f"/organizations/{company.id}/departments/{moved}"
        self.server.wanted(200, self.opening.admins[0].token, "PATCH", path, {"parent_id": above})
        company.moves.append((civil(self.server.now(), company.zone), moved, company.parents[moved], above))
        company.parents[moved] = above

    def change_policy(self, k):
        """An administrator raises the least numbers; only a super administrator lowers them again."""
        company, admin = self.opening.companies[1], self.opening.admins[1]
        path, body = f"/organizations/{company.id}", {"k_scores": k[0], "k_participation": k[1]}
        version = self.server.wanted(200, admin.token, "GET", path).json["version"]
        if k < company.k:
            self.server.wanted(403, admin.token, "PUT", f"{path}/reports/policy", body, If_Match=f'"{version}"')
            admin, body = self.opening.root, body | {"reason": "the rehearsal is over"}
        self.server.wanted(200, admin.token, "PUT", f"{path}/reports/policy", body, If_Match=f'"{version}"')
        company.k = k

    def erase(self):
        person = self.dice.choice([p for p in self.members("active") if p.kind == "steady"])
        log_in(self.server, person)
        self.server.wanted(204, person.token, "DELETE", "/users/me/account", {"password": PASSWORD})
        person.erased = True
        self.erased.append(person)

    def check_members(self):
        for company, admin in zip(self.opening.companies, self.opening.admins):
            listed, cursor = {}, ""
            while True:
                answer = self.server.wanted(200, admin.token, "GET", f"/organizations/{company.id}/members?limit=100{cursor}").json
                listed |= {m["user_id"]: (m["state"], m["role"], m.get("department_id"), m.get("site")) for m in answer["data"]}
                after = answer["page"].get("next_cursor") or answer["page"].get("next")
                if not after:
                    break
                cursor = f"&cursor={after}"
            want = {
                p.id: p.places[-1][2:] for p in self.people
                if p.places and not p.erased and p.places[-1][1] is company and p.places[-1][2] != "left"
            }
            self.tally.same("members", company.name, listed, want, 4 * len(want))
