"""The answers about releases, of every role, held against the figures worked out."""
import collections
import math
from datetime import date, timedelta
from fractions import Fraction as F

from wellness_year_releases import cell, reckoned
from wellness_year_scale import DOMAINS


def quarterly(cells):
    """The mean of a cell's months, of two values at least."""
    values = [F(str(c["value"])) for c in cells if c["shown"] == "value"]
    if len(values) < 2:
        return cell("", "suppressed")
    return cell("", math.floor(10 * sum(values) / len(values) + F(1, 2)) / 10)


def change(now, before):
    if before is None or "value" not in now or "value" not in before:
        return None
    return float(F(str(now["value"])) - F(str(before["value"])))


class Releases:
    """Asks for the figures of a month, as every role, and holds each against the one worked out."""

    def __init__(self, server, tally):
        self.server, self.tally = server, tally
        self.cells = {}  # (company, month) -> unit -> figure -> cell
        self.shown = collections.Counter()

    def freeze(self, company, people, month, tokens):
        name = f"{company.name} {month:%Y-%m}"
        listed = self.server.wanted(200, tokens["business_admin"], "GET", f"/organizations/{company.id}/reports/releases?limit=100").json["data"]
        found = {release["month"]: release for release in listed}
        self.tally.same("releases", name, f"{month:%Y-%m}" in found, True)
        if f"{month:%Y-%m}" not in found:
            return
        release = company.releases[month] = found[f"{month:%Y-%m}"]
        self.tally.same("releases", name, release["state"], "frozen")
        self.tally.same("releases", name, (release["policy"]["k_scores"], release["policy"]["k_participation"]), company.k)
        want = self.cells[company, month] = reckoned(company, people, month)
        detail = self.answer(company, f"/organizations/{company.id}/reports/releases/{release['id']}", tokens)
        got = {unit["id"]: {"participation": unit["participation"], "total": unit["total"], **unit["domains"]} for unit in detail["units"]}
        self.tally.same("units of releases", name, sorted(got), sorted(want), len(want))
        for unit in want:
            for figure, reckoning in want[unit].items():
                self.shown[reckoning["shown"]] += 1
                self.tally.same("cells of releases", f"{name} {unit} {figure}", got.get(unit, {}).get(figure), reckoning)
        self.views(company, month, tokens, want)
        return release

    def views(self, company, month, tokens, want):
        path, label = f"/organizations/{company.id}/reports", f"{company.name} {month:%Y-%m}"
        before = self.cells.get((company, (month - timedelta(1)).replace(day=1)))
        answer = self.answer(company, f"{path}/participation?month={month:%Y-%m}", tokens)
        for unit in answer["units"]:
            self.tally.same("participation", f"{label} {unit['name']}", unit["cell"], want[unit["id"]]["participation"])
            # A unit that is newer than the release before has no figure in it.
            past = before.get(unit["id"], {}).get("participation") if before else None
            self.tally.same("participation", f"{label} {unit['name']}, before", unit.get("previous"), past)
        answer = self.answer(company, f"{path}/domains?month={month:%Y-%m}", tokens)
        self.domains(label, answer, want[company.id], before and before[company.id])
        answer = self.answer(company, f"{path}/departments?month={month:%Y-%m}", tokens)
        for unit in answer["units"]:
            for figure, got in {"total": unit["total"], **unit["domains"]}.items():
                self.tally.same("departments", f"{label} {unit['name']} {figure}", got, want[unit["id"]][figure])

    def domains(self, label, answer, want, before):
        for row in answer["domains"]:
            past = before and before[row["key"]]
            self.tally.same("domains", f"{label} {row['key']}", row["cell"], want[row["key"]])
            self.tally.same("domains", f"{label} {row['key']}, before", row.get("previous"), past or None)
            got, reckoned = row.get("change"), change(want[row["key"]], past)
            self.tally.same("domains", f"{label} {row['key']}, change", got, reckoned)

    def quarter(self, company, month, tokens):
        """After the last month of a quarter."""
        three = lambda m: [self.cells[key] for i in (2, 1, 0) if (key := (company, date(m.year, m.month - i, 1))) in self.cells]
        months, name = three(month), f"{month.year}-Q{month.month // 3}"
        past = three(date(month.year, month.month - 3, 1)) if month.month > 3 else []
        of = lambda some, unit: {f: quarterly([m[unit][f] for m in some if unit in m]) for f in ["total", *DOMAINS]} if some else None
        path = f"/organizations/{company.id}/reports"
        answer = self.answer(company, f"{path}/domains?quarter={name}", tokens)
        self.domains(f"{company.name} {name}", answer, of(months, company.id), of(past, company.id))
        for unit in self.answer(company, f"{path}/departments?quarter={name}", tokens)["units"]:
            for figure, got in {"total": unit["total"], **unit["domains"]}.items():
                self.tally.same("departments", f"{company.name} {name} {unit['name']} {figure}", got, of(months, unit["id"])[figure])

    def withdraw(self, company, month, tokens):
        """Hidden at once, for every role, and as a file too."""
        path = f"/organizations/{company.id}/reports"
        release = f"{path}/releases/{company.releases[month]['id']}"
        self.server.wanted(200, tokens["super_admin"], "POST", f"{release}/withdraw", {"reason": "a rehearsal"})
        for hidden in (release, f"{release}/download?format=csv", f"{path}/participation?month={month:%Y-%m}", f"{path}/domains?month={month:%Y-%m}"):
            for role in ("business_admin", "super_admin"):
                answer = self.server.ask(tokens[role], "GET", hidden)
                self.tally.same("withdrawn releases", f"{role} {hidden}", (answer.status, answer.json.get("code")), (410, "release.withdrawn"))

    def platform(self, token):
        """Two organisations are too few for a figure of the platform."""
        answer = self.server.wanted(200, token, "GET", "/admin/analytics/adoption").json
        for key, got in answer["domains"].items():
            self.tally.same("platform", key, got, cell("", "suppressed"))

    def answer(self, company, path, tokens):
        """The answers of all roles; kept for the attack."""
        for role, token in tokens.items():
            answer = self.server.ask(token, "GET", path)
            company.answers.setdefault(path, {})[role] = {"path": path, "role": role, "status": answer.status, "text": answer.raw.decode()}
            if role == "business_admin":
                got = answer
        if got.status != 200:
            raise SystemExit(f"{path}: {got}")
        return got.json
