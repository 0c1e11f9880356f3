"""Whole releases of organisations whose people come, go and change their minds: months of members and the figures of each.

Written from section 7 of the product's page with fractions and exact linear algebra, not from our code; used by wellness_vectors.py.
"""
import math
from fractions import Fraction as F
from itertools import combinations

DOMAINS = [("mood", 1), ("stress", 2)]


def safe(cells, weights, k, rank):
    """Whether no combination of the sums over `cells`, sets of groups, is about groups that weigh less than k together."""
    patterns = {}
    for group in weights:
        pattern = tuple(group in cell for cell in cells)
        if any(pattern):
            patterns[pattern] = patterns.get(pattern, 0) + weights[group]
    atoms = list(patterns)
    matrix = [[F(int(atom[row])) for atom in atoms] for row in range(len(cells))]
    full, small = rank(matrix), [i for i, atom in enumerate(atoms) if patterns[atom] < k]
    for size in range(1, len(small) + 1):
        fits = [some for some in combinations(small, size) if sum(patterns[atoms[i]] for i in some) < k]
        for some in fits:
            if rank([[row[i] for i in range(len(atoms)) if i not in some] for row in matrix]) < full:
                return False
        if not fits:
            break
    return True


def admitted(units, weights, k, rank):
    found = []
    weigh = lambda unit: sum(weights[group] for group in unit[3])
    for unit in sorted(units, key=lambda unit: (unit[0], unit[1], -weigh(unit), unit[2])):
        if weigh(unit) >= k and safe([other[3] for other in found] + [unit[3]], weights, k, rank):
            found.append(unit)
    return found


def round5(value):
    return max(10, min(90, math.floor(value / 5 + F(1, 2)) * 5))


def colour(mean):
    return "red" if mean < 40 else "amber" if mean < 70 else "green"


def quarter(percentage):
    return ("<25", "25-50", "50-75", ">75")[min(3, math.floor(percentage / 25))]


def is_close(now, before, k):
    changed = len(now ^ before)
    return 0 < changed < k and 100 * changed > 5 * min(len(now), len(before))


def newest(earlier, cell):
    return next((release for release in reversed(earlier) if cell in release["shown"]), None)


def interval(value, kind):
    if kind == "band":
        return {"red": (0, 40), "amber": (40, 70), "green": (70, 100)}[colour(value)]
    shown = round5(value)
    return (0, F(25, 2)) if shown == 10 else (F(175, 2), 100) if shown == 90 else (shown - F(5, 2), shown + F(5, 2))


def weak_pattern(cells, kinds, x):
    """The shown cells of the first person whose value could be any of fewer than 40 points."""
    shown = [name for name in cells if kinds[name] != "hidden"]
    room = {}
    for name in shown:
        total, count = sum(x[p] for p in cells[name]), len(cells[name])
        low, high = interval(total / count, kinds[name])
        room[name] = (count * high - total, total - count * low)
    patterns = {}
    for person in sorted(set().union(set(), *[cells[name] for name in shown])):
        patterns.setdefault(tuple(name for name in shown if person in cells[name]), []).append(person)
    for pattern, people in patterns.items():
        up, down = min(room[name][0] for name in pattern), min(room[name][1] for name in pattern)
        total = sum(x[p] for p in people)
        rest = 100 * len(people) - total
        if any(min(100 - x[p], total - x[p] + up) + min(x[p], rest - (100 - x[p]) + down) < 40 for p in people):
            return pattern
    return None


def settle(cells, depths, kinds, x):
    while True:
        pattern = weak_pattern(cells, kinds, x)
        if pattern is None:
            return
        deepest = lambda names: min(names, key=lambda name: (-depths[name], len(cells[name]), name), default=None)
        numbers = [name for name in pattern if kinds[name] == "number"]
        kinds[deepest(numbers) if numbers else deepest(pattern)] = "band" if numbers else "hidden"


def release(org, values, earlier, rank, k_scores, k_participation):
    """`values` are the means of the contributors; the groups of `org` are its members."""
    members = {group: people for group, people in org.groups.items() if people}
    giving = {group: [p for p in people if p in values] for group, people in members.items()}
    c = {group: max(0, min(len(giving[group]) - 1, len(members[group]) - 2)) for group in members}
    within = lambda unit: [group for group in members if group[0] is not None and unit in org.path(group[0]) or group[1] == unit or unit == "O"]
    units = [(depth, dimension, name, within(name)) for depth, dimension, name, _ in org.units()]
    everyone = lambda groups, which: {p for group in groups for p in which[group]}
    cells, shown, people = {}, set(), {}
    for _, _, name, groups in units:
        people[name] = (everyone(groups, members), everyone(groups, giving))
        cells[name] = {"participation": "suppressed", "total": "suppressed", **{domain: "suppressed" for domain, _ in DOMAINS}}
    for _, _, name, groups in admitted(units, {group: len(members[group]) for group in members}, k_participation, rank):
        large = [group for group in groups if len(members[group]) >= 2]
        part, whole = sum(c[group] + 1 for group in large), sum(len(members[group]) for group in large)
        if not whole:
            continue
        before = newest(earlier, (name, "participation"))
        close = before is not None and is_close(people[name][0], before["people"][name][0], k_participation)
        exact = not close and part >= k_participation and whole - part >= k_participation
        cells[name]["participation"] = round5(F(100 * part, whole)) if exact else quarter(F(100 * part, whole))
    chosen = [unit for unit in admitted(units, c, k_scores, rank)]
    for domain, _ in DOMAINS:
        groups, kinds = {name: people[name][1] for _, _, name, _ in chosen}, {}
        for _, _, name, _ in chosen:
            before = newest(earlier, (name, domain))
            kinds[name] = "band" if before is not None and is_close(people[name][1], before["people"][name][1], k_scores) else "number"
        x = {person: values[person][domain] for person in values}
        settle(groups, {unit[2]: unit[0] for unit in chosen}, kinds, x)
        for name, kind in kinds.items():
            mean = sum(x[p] for p in groups[name]) / len(groups[name])
            cells[name][domain] = round5(mean) if kind == "number" else colour(mean) if kind == "band" else "suppressed"
    for name, figures in cells.items():
        numbers = [(figures[domain], weight) for domain, weight in DOMAINS if isinstance(figures[domain], int)]
        if 2 * len(numbers) >= len(DOMAINS):
            figures["total"] = math.floor(F(10 * sum(value * weight for value, weight in numbers), sum(weight for _, weight in numbers)) + F(1, 2)) / 10
        shown |= {(name, figure) for figure, value in figures.items() if value != "suppressed" and figure != "total"}
    return {"cells": cells, "shown": shown, "people": people}


def months(org, dice, rank):
    """Three months of one organisation as a case, with little to and fro between them."""
    k_scores, k_participation = dice.choice([(3, 3), (5, 5), (8, 5)])
    people = {person: group for group, some in org.groups.items() for person in some}
    values = {}
    def answer(person):
        base = {"mood": F(dice.choice([0, 50, 100, dice.randint(0, 100)])), "stress": F(dice.randint(0, 700), 7)}
        values[person] = {domain: min(F(100), max(F(0), base[domain])) for domain, _ in DOMAINS}
    for person in people:
        if dice.random() < 0.85:
            answer(person)
    earlier, found, number = [], [], 0
    for _ in range(3):
        org.groups = {group: sorted(p for p in people if people[p] == group) for group in org.groups}
        answer_now = {person: value for person, value in values.items() if person in people}
        figures = release(org, answer_now, earlier, rank, k_scores, k_participation)
        earlier.append(figures)
        rows = [[*people[p], p, [[values[p][d].numerator, values[p][d].denominator] for d, _ in DOMAINS] if p in answer_now else None] for p in sorted(people)]
        found.append({"members": rows, "cells": figures["cells"]})
        for person in dice.sample(sorted(people), min(len(people), dice.choice([0, 1, 2, 4]))):
            kind = dice.choice(["leave", "move", "consent", "join"])
            if kind == "leave":
                del people[person]
            elif kind == "move":
                people[person] = dice.choice(list(org.groups))
            elif kind == "consent":
                values.pop(person) if person in values else answer(person)
            else:
                number += 1
                people[f"new{number}"] = people[person]
                answer(f"new{number}")
    return {"k": [k_scores, k_participation], "months": found, **org.json()}
