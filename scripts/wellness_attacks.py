"""The attacks of scripts/wellness-attack: pairs, rank, linear programming, consents, and bytes.

Nothing here is taken from the server: the rules are written again from the specification.
"""
import json
from fractions import Fraction
from itertools import combinations

import numpy
from scipy.optimize import linprog

K_SCORES, K_PARTICIPATION, WIDTH, PERCENT = 8, 5, 40, 5
BANDS = {"red": (0, 40), "amber": (40, 70), "green": (70, 100)}
QUARTERS = ["<25", "25-50", "50-75", ">75"]


class Month:
    def __init__(self, known, detail):
        self.month = known["month"]
        self.units = {(unit["kind"], unit["id"]): unit for unit in known["units"]}
        self.members = known["members"]
        self.shown = {(unit["kind"], unit["id"]): unit for unit in detail["units"]}
        self.domains = sorted(detail["units"][0]["domains"])
        self.k_scores, self.k_participation = detail["policy"]["k_scores"], detail["policy"]["k_participation"]

    def path(self, member):
        """The units of a member, the lowest first, without the site."""
        key = ("department", member["unit"])
        path = []
        while key in self.units:
            path.append(key)
            key = ("department", self.units[key]["parent"])
        return path + [next(unit for unit in self.units if unit[0] == "organization")]

    def units_of(self, member):
        return self.path(member) + ([("site", member["site"])] if member["site"] else [])

    def people(self, unit, contributing=True):
        return frozenset(
            member["id"]
            for member in self.members
            if unit in self.units_of(member) and (member["values"] is not None or not contributing)
        )

    def cells(self, domain):
        """The cells of a domain that show something: unit, people, cell."""
        cells = [(unit, self.people(unit), shown["domains"][domain]) for unit, shown in self.shown.items()]
        return [cell for cell in cells if cell[2]["shown"] != "suppressed"]


class Scene:
    def __init__(self, scene):
        self.variant = scene["variant"]
        self.answers, self.later = scene["answers"], scene["later"]
        details = {}
        for answer in self.answers:
            body = json.loads(answer["text"])
            if answer["status"] == 200 and "/releases/" in answer["path"]:
                details[body["month"]] = body
        self.months = [Month(known, details[known["month"]]) for known in scene["months"]]


def pairs(scene):
    """Two numbers whose people differ by a few."""
    for month in scene.months:
        for domain in month.domains:
            for (one, s, _), (other, t, _) in combinations(month.cells(domain), 2):
                if s < t and len(t - s) < K_SCORES or t < s and len(s - t) < K_SCORES:
                    names = f"{month.units[one]['name']} and {month.units[other]['name']}"
                    return f"{month.month} {domain}: {names} differ by {len(s ^ t)} people"
    for before, now in combinations(scene.months, 2):
        for domain in set(before.domains) & set(now.domains):
            earlier = {unit: (people, cell) for unit, people, cell in before.cells(domain)}
            for unit, people, cell in now.cells(domain):
                if unit not in earlier or {cell["shown"], earlier[unit][1]["shown"]} != {"value"}:
                    continue
                changed, least = len(people ^ earlier[unit][0]), min(len(people), len(earlier[unit][0]))
                if 0 < changed < K_SCORES and 100 * changed > PERCENT * least:
                    name = now.units[unit]["name"]
                    return f"{domain} of {name}: {before.month} and {now.month} differ by {changed} people"
    return None


def rank(rows):
    rows, rank = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for i in range(rank + 1, len(rows)):
            factor = rows[i][column] / rows[rank][column]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[rank])]
        rank += 1
    return rank


def about_few(cells, k):
    """The least number of people below k that a combination of the cells is about."""
    patterns = {}
    for person in set().union(*cells) if cells else []:
        patterns.setdefault(tuple(person in cell for cell in cells), []).append(person)
    atoms = [(pattern, len(people)) for pattern, people in patterns.items()]
    matrix = [[Fraction(int(pattern[i])) for pattern, _ in atoms] for i in range(len(cells))]
    full = rank(matrix)
    small = [i for i, (_, count) in enumerate(atoms) if count < k]
    for size in range(1, len(small) + 1):
        for chosen in combinations(small, size):
            count = sum(atoms[i][1] for i in chosen)
            kept = [[row[j] for j in range(len(atoms)) if j not in chosen] for row in matrix]
            if count < k and rank(kept) < full:
                return count
    return None


def ranks(scene):
    """Combinations of cells, over the rationals."""
    for month in scene.months:
        for domain in month.domains:
            count = about_few([people for _, people, _ in month.cells(domain)], K_SCORES)
            if count:
                return f"{month.month} {domain}: a combination is about {count} people"
        cells = [
            month.people(unit, contributing=False)
            for unit, shown in month.shown.items()
            if shown["participation"]["shown"] != "suppressed"
        ]
        count = about_few(cells, K_PARTICIPATION)
        if count:
            return f"{month.month} participation: a combination is about {count} people"
    return None


def interval(cell):
    if cell["shown"] == "band":
        return BANDS[cell["band"]]
    value = cell["value"]
    return (0, 12.5) if value == 10 else (87.5, 100) if value == 90 else (value - 2.5, value + 2.5)


def bounds(scene):
    """The least and the greatest value that one person can have, by linear programming."""
    for month in scene.months:
        for domain in month.domains:
            cells = month.cells(domain)
            patterns = {}
            for person in set().union(*[people for _, people, _ in cells]) if cells else []:
                patterns.setdefault(tuple(person in cell[1] for cell in cells), []).append(person)
            atoms = list(patterns.items())
            for chosen, (pattern, people) in enumerate(atoms):
                width = span(cells, atoms, chosen, pattern)
                if width < WIDTH - 1e-6:
                    return f"{month.month} {domain}: {len(people)} people are bounded within {width:.1f} points"
    return None


def span(cells, atoms, chosen, pattern):
    limits = [(0, 100)] + [(0, 100 * (len(people) - (i == chosen))) for i, (_, people) in enumerate(atoms)]
    above, most = [], []
    for place, (_, people, cell) in enumerate(cells):
        row = numpy.array([pattern[place]] + [atom[place] for atom, _ in atoms], dtype=float)
        least, greatest = interval(cell)
        above += [row, -row]
        most += [greatest * len(people), -least * len(people)]
    goal = numpy.zeros(len(atoms) + 1)
    goal[0] = 1
    low = linprog(goal, A_ub=above, b_ub=most, bounds=limits, method="highs")
    high = linprog(-goal, A_ub=above, b_ub=most, bounds=limits, method="highs")
    if low.status or high.status:
        raise SystemExit("the release contradicts itself")
    return -high.fun - low.fun


# The rules of the specification, for the attack on consents: which cells a release would show, given the contributors.


def components(nodes, edges):
    left = set(nodes)
    while left:
        todo, component = [left.pop()], set()
        while todo:
            node = todo.pop()
            component.add(node)
            for a, b in edges:
                for other in ((b,) if a == node else (a,) if b == node else ()):
                    if other in left:
                        left.discard(other)
                        todo.append(other)
        yield component


def least_cut(nodes, edges):
    """Stoer and Wagner."""
    graph = {node: {} for node in nodes}
    for (a, b), weight in edges.items():
        graph[a][b] = graph[a].get(b, 0) + weight
        graph[b][a] = graph[b].get(a, 0) + weight
    best = None
    while len(graph) > 1:
        order, weights = [next(iter(graph))], {}
        for node, weight in graph[order[0]].items():
            weights[node] = weight
        cut = 0
        while len(order) < len(graph):
            node = max((n for n in graph if n not in order), key=lambda n: weights.get(n, 0))
            cut = weights.get(node, 0)
            order.append(node)
            for other, weight in graph[node].items():
                weights[other] = weights.get(other, 0) + weight
        best = cut if best is None else min(best, cut)
        s, t = order[-2], order[-1]
        for other, weight in graph.pop(t).items():
            graph[other].pop(t, None)
            if other != s:
                graph[s][other] = graph[s].get(other, 0) + weight
                graph[other][s] = graph[other].get(s, 0) + weight
    return best


def is_safe(groups, admitted, k):
    """groups: (path, site, count); the paths are the lowest unit first."""
    remainders, divided, edges, nodes = {}, set(), {}, set()
    for path, site, count in groups:
        inside = [unit for unit in path if unit in admitted]
        if not inside:
            continue
        remainders[inside[0]] = remainders.get(inside[0], 0) + count
        divided |= set(inside[1:])
        end = site if site in admitted else "outside"
        edges[inside[0], end] = edges.get((inside[0], end), 0) + count
        nodes |= {inside[0], end}
    if any(count < k for unit, count in remainders.items() if unit in divided):
        return False
    if not any(unit[0] == "site" for unit in admitted):
        return True
    for component in components(nodes, edges):
        inside = {edge: weight for edge, weight in edges.items() if edge[0] in component}
        cut = least_cut(component, inside)
        if cut is not None and cut < k:
            return False
    return True


def admitted(units, groups, k):
    sums = {unit: sum(count for path, site, count in groups if unit in path or unit == site) for unit in units}
    depth = {unit: 1 if unit[0] == "site" else 0 for unit in units}
    for path, _, _ in groups:
        for place, unit in enumerate(reversed(path)):
            depth[unit] = place
    chosen = set()
    order = sorted(units, key=lambda unit: (depth[unit], unit[0] == "site", -sums[unit], unit[1]))
    for unit in order:
        if sums[unit] >= k and is_safe(groups, chosen | {unit}, k):
            chosen.add(unit)
    return chosen


def shown_scores(month, sizes, contributors, protects):
    counts = {
        group: max(0, min(contributors[group] - 1, size - 2)) if protects else contributors[group]
        for group, size in sizes.items()
    }
    return admitted(month.units, [(path, site, counts[path, site]) for path, site in sizes], month.k_scores)


def participation(month, unit, sizes, contributors, protects):
    """The number and the band of the rate, as far as both can be shown."""
    inside = [group for group in sizes if (unit in group[0] or unit == group[1]) and sizes[group] >= 2]
    members = sum(sizes[group] for group in inside)
    if not members:
        return None
    part = sum(
        max(0, min(contributors[group] - 1, sizes[group] - 2)) + 1 if protects else contributors[group]
        for group in inside
    )
    rate = Fraction(100 * part, members)
    band = QUARTERS[min(3, int(rate // 25))]
    number = max(10, min(90, 5 * int(rate / 5 + Fraction(1, 2))))
    return (number if min(part, members - part) >= month.k_participation else None), band


def explains(month, sizes, contributors, protects):
    """Whether the answers of the month could be those of other contributors."""
    visible = {
        unit
        for unit, shown in month.shown.items()
        if any(cell["shown"] != "suppressed" for cell in shown["domains"].values())
    }
    if visible != shown_scores(month, sizes, contributors, protects):
        return False
    for unit, shown in month.shown.items():
        cell = shown["participation"]
        if cell["shown"] == "suppressed":
            continue
        rate = participation(month, unit, sizes, contributors, protects)
        if rate is None or (rate[0] != cell["value"] if cell["shown"] == "value" else rate[1] != cell["band"]):
            return False
    return True


def consents(scene):
    """Groups of which all or none must contribute, whatever the others do: tried in every number of two groups."""
    months = [(month, *groups(month)) for month in scene.months]
    for protects in (True, False):
        if all(explains(month, sizes, truth, protects) for month, sizes, truth in months):
            break
    else:
        # Without P or L the answers follow other rules; with all of them they must be those of the specification.
        if scene.variant in ("all", "n-for-c"):
            raise SystemExit("the rules of the specification do not explain the answers")
        return None
    for month, sizes, truth in months:
        for group in sizes:
            if sizes[group] > 1 and truth[group] in (0, sizes[group]):
                if is_certain(month, sizes, truth, group, protects):
                    name = month.units[group[0][0]]["name"]
                    return f"{month.month} {name}: {truth[group]} of {sizes[group]} contribute for certain"
    return None


def groups(month):
    """The members and the contributors of every department at every site."""
    sizes, truth = {}, {}
    for member in month.members:
        group = (tuple(month.path(member)), ("site", member["site"]) if member["site"] else None)
        sizes[group] = sizes.get(group, 0) + 1
        truth[group] = truth.get(group, 0) + (member["values"] is not None)
    return sizes, truth


def is_certain(month, sizes, truth, group, protects):
    inner = range(1, sizes[group])
    for count in sorted(inner, key=lambda count: abs(count - truth[group])):
        world = {**truth, group: count}
        if explains(month, sizes, world, protects):
            return False
    for other in sizes:
        for count in range(sizes[other] + 1):
            near = sizes[group] - 1 if truth[group] else 1
            if other != group and explains(month, sizes, {**truth, group: near, other: count}, protects):
                return False
    return True


def bytes_of_suppressed(scene):
    """Suppressed figures that differ, and answers that change after joins and erasures."""
    seen = set()

    def walk(value):
        if isinstance(value, dict):
            if value.get("shown") == "suppressed":
                seen.add(json.dumps(value))
            for member in value.values():
                walk(member)
        elif isinstance(value, list):
            for element in value:
                walk(element)

    for answer in scene.answers:
        walk(json.loads(answer["text"]))
    if len(seen) > 1:
        return f"suppressed figures differ: {sorted(seen)}"
    for before, after in zip(scene.answers, scene.later):
        if (before["path"], before["status"]) != (after["path"], after["status"]):
            return f"{before['path']} is answered otherwise later"
        if before["status"] == 200 and before["text"] != after["text"]:
            return f"{before['path']} changes after joins and erasures"
    return None


def roles(scene):
    """Figures for those without the permission, or others for another role."""
    texts = {}
    for answer in scene.answers:
        if answer["role"] == "user":
            if answer["status"] not in (403, 404):
                return f"a user gets {answer['path']}"
        elif texts.setdefault(answer["path"], answer["text"]) != answer["text"]:
            return f"roles get different figures of {answer['path']}"
    return None


attacks = {
    "pairs": pairs,
    "rank": ranks,
    "linear programming": bounds,
    "consents": consents,
    "bytes": bytes_of_suppressed,
    "roles": roles,
}
