"""The releases as they must be: members, contributors, and every cell, worked out with wellness_cohorts from what was asked for."""
from datetime import timedelta

import wellness_attacks
import wellness_cohorts
from wellness_year_scale import DOMAINS, civil, normalised

wellness_cohorts.DOMAINS = [(key, 1) for key in DOMAINS]
exact = wellness_cohorts.admitted


def last_of(month):
    return (month + timedelta(31)).replace(day=1) - timedelta(1)


class Company:
    """An organisation with its departments and their moves, by the ids of the server."""

    def __init__(self, place, name, zone, sites):
        self.place, self.name, self.zone, self.sites = place, name, zone, sites
        self.id, self.departments, self.parents, self.moves = "", {}, {}, []
        self.history, self.scene, self.answers, self.k = [], [], {}, (8, 5)
        self.releases = {}  # month -> what the server says of it

    def parent(self, department, day=None):
        parent = self.parents[department]
        for since, moved, before, _ in reversed(self.moves):
            if day is not None and moved == department and since > day:
                parent = before
        return parent

    def path(self, department, day=None):
        return [] if department is None else [department, *self.path(self.parent(department, day), day)]


class Cohort:
    """The members of a month in their groups; `wellness_cohorts` asks it for its units."""

    def __init__(self, company, people, month):
        self.company, self.month, last = company, month, last_of(month)
        self.start, self.last = last - timedelta(30), last
        self.groups = {}
        for person in people:
            place = self.place(person)
            if place:
                self.groups.setdefault(place, []).append(person.id)

    def place(self, person):
        """The lowest unit and the site of the last 30 days; None for who is no member."""
        steps = [(civil(at, self.company.zone), *step) for at, company, *step in person.places if company is self.company]
        steps = [step for step in steps if step[0] <= self.last]
        if not steps or steps[-1][1:3] != ("active", "user") or person.erased:
            return None
        since = len(steps)
        while since and steps[since - 1][1] == "active":
            since -= 1
        if steps[since][0] > self.start:
            return None
        days = [self.start + timedelta(i) for i in range(31)]
        stays = [[step for step in steps if step[0] <= day][-1] for day in days]
        paths = [self.company.path(stay[3], day) for stay, day in zip(stays, days)]
        # The tree of the freeze has the last word on what is above the present department.
        unit = next((unit for unit in self.company.path(stays[-1][3]) if all(unit in path for path in paths)), None)
        site = stays[-1][4] if len({stay[4] for stay in stays}) == 1 else None
        return unit, site

    def path(self, unit):
        return self.company.path(unit)

    def units(self):
        found = [(0, 0, "O", None)] + [(len(self.path(unit)), 0, unit, None) for unit in self.company.parents]
        return found + [(1, 1, site, None) for site in self.company.sites]


def fast(cohort):
    """The admission by remainders and cuts; where it is quick, exact algebra has to admit the same."""
    def admitted(units, weights, k, rank):
        kind = lambda unit: ("organization" if unit[2] == "O" else "site" if unit[1] else "department", unit[2])
        path = lambda unit: [("department", u) for u in cohort.path(unit)] + [("organization", "O")]
        groups = [(path(unit), ("site", site) if site else None, weight) for (unit, site), weight in weights.items()]
        chosen, found = set(), []
        weigh = lambda unit: sum(weights[group] for group in unit[3])
        for unit in sorted(units, key=lambda unit: (unit[0], unit[1], -weigh(unit), unit[2])):
            if weigh(unit) >= k and wellness_attacks.is_safe(groups, chosen | {kind(unit)}, k):
                chosen.add(kind(unit))
                found.append(unit)
        if sum(0 < weight < k for weight in weights.values()) <= 6 and exact(units, weights, k, rank) != found:
            raise SystemExit("the two reckonings of the admission differ")
        return found
    return admitted


def contributors(cohort, people):
    """The means of the members who consent and have five scored dates in each domain."""
    members, found = {p for some in cohort.groups.values() for p in some}, {}
    for person in people:
        if person.id not in members or not person.consents["aggregation"] or person.diary is None:
            continue
        values = {}
        for (domain, day), score in person.diary.scores().items():
            if cohort.month <= day <= cohort.last:
                values.setdefault(domain, []).append(normalised(domain, score))
        if all(len(values.get(domain, [])) >= 5 for domain in DOMAINS):
            found[person.id] = {domain: sum(values[domain]) / len(values[domain]) for domain in DOMAINS}
    return found


def reckoned(company, people, month):
    cohort = Cohort(company, people, month)
    values = contributors(cohort, people)
    wellness_cohorts.admitted = fast(cohort)
    figures = wellness_cohorts.release(cohort, values, company.history, wellness_attacks.rank, *company.k)
    company.history.append(figures)
    rows = [
        {"id": p, "unit": unit or company.id, "site": site, "values": values.get(p) and {d: float(v) for d, v in values[p].items()}}
        for (unit, site), some in sorted(cohort.groups.items(), key=str) for p in some
    ]
    units = [{"kind": "organization", "id": company.id, "name": company.name, "parent": None}]
    units += [{"kind": "department", "id": d, "name": n, "parent": company.parents[d] or company.id} for d, n in company.departments.items()]
    units += [{"kind": "site", "id": site, "name": site.title(), "parent": company.id} for site in company.sites]
    company.scene.append({"month": month.strftime("%Y-%m"), "units": units, "members": rows})
    return {company.id if unit == "O" else unit: {name: cell(name, value) for name, value in cells.items()} for unit, cells in figures["cells"].items()}


def cell(name, value):
    """A figure as an answer has it."""
    if value == "suppressed":
        return {"shown": "suppressed", "reason": "protects_people"}
    if isinstance(value, str):
        return {"shown": "band", "band": value}
    words = wellness_cohorts.quarter(value) if name == "participation" else wellness_cohorts.colour(value)
    return {"shown": "value", "value": value, "band": words}
