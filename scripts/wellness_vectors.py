"""wellness_vectors.py VECTORS: writes Tests/WellnessTests/Vectors from the oracles in the folder VECTORS (../shared/vectors).

The admission of units, the releases of one domain and the final values of merged ops come from wellness_vectors.py and
wellness_intervals.py, which know nothing of our code; whole releases, scores, streaks and conflicts are computed here with Python's
fractions and zoneinfo. CI has no ../shared, so the files are committed; the tests only read them.
"""
import json, pathlib, random, sys
from datetime import datetime, time, timedelta, timezone
from fractions import Fraction as F
from zoneinfo import ZoneInfo

import wellness_cohorts
import wellness_diaries

FOLDER = pathlib.Path(sys.argv[1])
TARGET = pathlib.Path(__file__).resolve().parent.parent / "Tests/WellnessTests/Vectors"
TARGET.mkdir(parents=True, exist_ok=True)
ORACLE = {"__file__": str(FOLDER / "wellness_intervals.py")}
exec((FOLDER / "wellness_intervals.py").read_text().split("seed,count=")[0], ORACLE)
MERGE = {}
exec("from itertools import permutations\n" + (FOLDER / "wellness_vectors.py").read_text().split("print('# merge')")[1].split("for name,ops")[0], MERGE)
CLOCKS = {"timedelta": timedelta}
exec((FOLDER / "wellness_vectors.py").read_text().split("print('# clocks')")[1].split("for z,d,t")[0], CLOCKS)


def write(name, cases):
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), sort_keys=True) for case in cases)
    (TARGET / f"{name}.json").write_text(f"[\n{lines}\n]\n")
    print(name, len(cases))


# --- organisations: departments with parents, sites, groups of people
class Organization:
    def __init__(self, departments, sites, groups):
        self.parents, self.sites, self.groups = dict(departments), sites, groups  # {(unit, site): [people]}

    def path(self, unit):
        return [] if unit is None else [unit] + self.path(self.parents[unit])

    def units(self):
        """(depth, dimension, name, people), as the oracle wants its candidates."""
        under = lambda hit: set().union(set(), *[people for key, people in self.groups.items() if hit(key)])
        found = [(0, 0, "O", under(lambda key: True))]
        for unit in self.parents:
            found.append((len(self.path(unit)), 0, unit, under(lambda key: unit in self.path(key[0]))))
        return found + [(1, 1, site, under(lambda key: key[1] == site)) for site in self.sites]

    def json(self):
        return {"departments": [[unit, parent] for unit, parent in self.parents.items()], "sites": self.sites}


def organization(dice, sizes):
    departments, names = [], "ABCDEFG"[: dice.randint(1, 6)]
    for place, name in enumerate(names):
        above = [None] + [unit for unit, parent in departments if parent is None or dict(departments)[parent] is None]
        departments.append((name, dice.choice(above) if place else None))
    sites = [f"s{number}" for number in range(dice.choice([0, 0, 1, 2, 3]))]
    places = [(unit, site) for unit in [*names, None] for site in [*sites, None] if dice.random() < (0.8 if unit and (site or not sites) else 0.2)]
    groups = {place: [f"{dice.randrange(1000):03}{place[0] or 'O'}{place[1] or ''}{number}" for number in range(dice.choice(sizes))] for place in places}
    return Organization(departments, sites, groups)


def admissions():
    dice, cases = random.Random(14), []
    def case(label, k, org):
        fast, brute = (ORACLE["admit"](org.units(), k, way(k)) for way in (ORACLE["by_fast"], ORACLE["by_brute"]))
        assert fast == brute, label
        groups = [[*place, len(people)] for place, people in org.groups.items() if people]
        cases.append({"label": label, "k": k, "groups": groups, "admitted": fast, **org.json()})
    def tree(label, k, departments, sizes):
        case(label, k, Organization(departments, [], {(unit, None): ORACLE["people"](str(unit), size) for unit, size in sizes.items()}))
    def cross(label, sizes):
        departments, sites = sorted({unit for unit, _ in sizes}), sorted({site for _, site in sizes})
        case(label, 5, Organization([(unit, None) for unit in departments], sites, {place: ORACLE["people"]("".join(place), size) for place, size in sizes.items()}))
    two, three = [("A", None), ("B", None)], [("A", None), ("B", None), ("C", None)]
    tree("X{A3 B6}", 5, two, {"A": 3, "B": 6})
    tree("X{A3 B6 +4 direct}", 5, two, {"A": 3, "B": 6, None: 4})
    tree("X{A2 B2 C9}", 5, three, {"A": 2, "B": 2, "C": 9})
    tree("X{A3 B3 C9}", 5, three, {"A": 3, "B": 3, "C": 9})
    tree("X{A0 B3 C9}", 5, three, {"A": 0, "B": 3, "C": 9})
    tree("O{X4 Y20 Z20}", 5, [("X", None), ("Y", None), ("Z", None)], {"X": 4, "Y": 20, "Z": 20})
    nested = [("X", None), ("Y", None), ("A", "X"), ("B", "X"), ("C", "Y"), ("D", "Y")]
    tree("O{X{A3 B6} Y{C7 D8}}", 5, nested, {"A": 3, "B": 6, "C": 7, "D": 8})
    tree("O{X{A3 B6} Y{C7 D8}} k 8", 8, nested, {"A": 3, "B": 6, "C": 7, "D": 8})
    tree("O{X{A9 B2} Y{C3 D9}}", 5, nested, {"A": 9, "B": 2, "C": 3, "D": 9})
    tree("O4", 5, [], {None: 4})
    cross("A1:8 A2:2 B1:2 B2:6", {("A", "1"): 8, ("A", "2"): 2, ("B", "1"): 2, ("B", "2"): 6})
    cross("A1:8 A2:2 B1:4 B2:6", {("A", "1"): 8, ("A", "2"): 2, ("B", "1"): 4, ("B", "2"): 6})
    cross("A1:9 B1:1 B2:9", {("A", "1"): 9, ("B", "1"): 1, ("B", "2"): 9})
    cross("A1:9 B2:9", {("A", "1"): 9, ("B", "2"): 9})
    for number in range(300):
        case(f"random {number}", dice.choice([3, 5, 8]), organization(dice, [0, 0, 1, 2, 3, 4, 6, 9, 14]))
    write("admission", cases)


def band(mean):
    return "red" if mean < 40 else "amber" if mean < 70 else "green"


def cells_of(org, value):
    cells = {}
    for people, _, name, mode in ORACLE["release"](org.units(), value, True, 0):
        mean = sum(value[person] for person in people) / len(people)
        cells[name] = ORACLE["r5"](mean) if mode == "number" else band(mean)
    return cells


def renamed(org, value):
    """The same people in the opposite order."""
    name = lambda person: f"{999 - int(person[:3]):03}{person[3:]}"
    groups = {place: [name(person) for person in people] for place, people in org.groups.items()}
    return Organization(org.parents, org.sites, groups), {name(person): x for person, x in value.items()}


def releases():
    """One domain, counted by contributors, without earlier months: rules P, L and G; in the last cases the order of people matters."""
    dice, cases = random.Random(15), []
    while len(cases) < 150:
        org, value = organization(dice, [0, 1, 3, 5, 8, 9, 12, 20]), {}
        for people in org.groups.values():
            base = dice.choice([0, 5, 50, 95, 100, dice.randint(0, 100)])
            for person in people:
                value[person] = min(F(100), max(F(0), F(base) + dice.choice([0, 0, F(dice.randint(-60, 60), dice.choice([1, 2, 3]))])))
        cells = cells_of(org, value)
        if len(cases) >= 110 and cells == cells_of(*renamed(org, value)):
            continue
        order = {person: place for place, person in enumerate(sorted(value))}
        members = [[*place, order[p], value[p].numerator, value[p].denominator] for place, people in org.groups.items() for p in people]
        cases.append({"members": members, "cells": cells, **org.json()})
    write("release", cases)


def merges():
    dice, cases = random.Random(16), []
    for _ in range(300):
        ops = []
        for number in range(dice.randint(2, 5)):
            fields = None if dice.random() > 0.75 else {name: dice.choice([None, dice.randint(1, 4)]) for name in dice.choice([["score"], ["note"], ["score", "note"]])}
            ops.append({"id": f"op{dice.randint(0, 10 ** 6):07}{number}", "at": dice.randint(0, 50), "base": dice.choice([None] + [op["id"] for op in ops]), "fields": fields})
        finals = {json.dumps(MERGE["final"](ops, order), sort_keys=True) for order in MERGE["orders"](ops)}
        assert len(finals) == 1
        final, bases = json.loads(finals.pop()), {op["base"] for op in ops}
        stamp, best = {}, {}
        for op in ops:
            stamp[op["id"]] = op["at"] if op["base"] is None else max(op["at"], stamp[op["base"]] + 1)
            for name in {"score": 0, "note": 0} if op["fields"] is None else op["fields"]:
                best[name] = max(best.get(name, (-1, "")), (stamp[op["id"]], op["id"]))
        lost = []
        for op in ops:
            fields = {"score": None, "note": None} if op["fields"] is None else op["fields"]
            names = [name for name, value in fields.items() if best[name][1] != op["id"] and value != final[name]]
            if names and op["id"] not in bases:
                lost.append([op["id"], *sorted(names)])
        cases.append({"ops": ops, "final": final, "conflicts": sorted(lost)})
    write("merge", cases)


def cohorts():
    """Whole releases: every rule, protected counts, three months in a row."""
    dice, cases = random.Random(17), []
    while len(cases) < 60:
        org = organization(dice, [0, 1, 2, 2, 3, 4, 5, 7, 12, 25])
        if 5 < sum(len(people) > 0 for people in org.groups.values()) < 14 or dice.random() < 0.05:
            cases.append(wellness_cohorts.months(org, dice, ORACLE["rank"]))
    write("cohorts", cases)


def diaries():
    dice = random.Random(18)
    write("diaries", [wellness_diaries.diary_case(dice) for _ in range(25)])


def lived(day, zones, changes):
    """The part of a date between its midnights, in the zone of each stretch of time."""
    far, total = timedelta(400), timedelta()
    edges = [datetime(2026, 3, 1, tzinfo=timezone.utc) - far, *changes, datetime(2026, 3, 1, tzinfo=timezone.utc) + far]
    for zone, begin, end in zip(zones, edges, edges[1:]):
        low = max(begin, CLOCKS["instant"](zone, day, time(0)))
        high = min(end, CLOCKS["instant"](zone, day + timedelta(1), time(0)))
        total += max(timedelta(), high - low)
    return total


def streaks():
    dice = random.Random(19)
    write("streaks", [wellness_diaries.streak_case(dice, lived, lambda zone, at: at.astimezone(ZoneInfo(zone)).date()) for _ in range(120)])


if __name__ == "__main__":
    admissions()
    releases()
    merges()
    cohorts()
    diaries()
    streaks()
