"""The attacks of scripts/wellness-attack on the year's answers."""
import json
from itertools import combinations

import wellness_attacks
from wellness_attacks import Scene, attacks

about_few, known, spans = wellness_attacks.about_few, {}, {}


def remembered(cells, k):
    """The same cells come in every domain."""
    key = (frozenset(cells), k)
    if key not in known:
        known[key] = about_few(sorted(cells, key=sorted), k)
    return known[key]


wellness_attacks.about_few = remembered


def newest_before(months):
    """Each month beside the newest earlier one that showed a cell, which is what rule T looks at."""
    for (place, now), domain in ((pair, domain) for pair in enumerate(months) for domain in pair[1].domains):
        for unit, people, cell in now.cells(domain):
            shown = ((then, other) for then in reversed(months[:place]) if domain in then.domains for other in then.cells(domain))
            before = next(((then, found) for then, found in shown if found[0] == unit), None)
            if before and {cell["shown"], before[1][2]["shown"]} == {"value"}:
                changed, least = len(people ^ before[1][1]), min(len(people), len(before[1][1]))
                if 0 < changed < wellness_attacks.K_SCORES and 100 * changed > wellness_attacks.PERCENT * least:
                    return f"{domain} of {unit}: {before[0].month} and {now.month} differ by {changed} people"
    return None


def pairs(scene):
    for month in scene.months:
        lone = Scene.__new__(Scene)
        lone.months = [month]
        if finding := wellness_attacks.pairs(lone):
            return finding
    return newest_before(scene.months)


def distant(scene):
    """Months further apart with nearly the same people: allowed, for rule T compares with the newest release that showed the cell."""
    found = 0
    for before, now in combinations(scene.months, 2):
        lone = Scene.__new__(Scene)
        lone.months = [before, now]
        found += bool(wellness_attacks.pairs(lone))
    return found


def attack(company, later, tally):
    details = [roles["business_admin"] for path, roles in company.answers.items()]
    scene = Scene({
        "variant": "all", "months": company.scene,
        "answers": details + [answer for roles in company.answers.values() for role, answer in roles.items() if role != "business_admin"],
        "later": [later[path] for path in company.answers],
    })
    for name, work in {**attacks, "pairs": pairs}.items():
        finding = work(scene)
        tally.same("attacks", f"{company.name}, {name}", finding, None)
    print(f"   {company.name}: {distant(scene)} of {len(scene.months) * (len(scene.months) - 1) // 2} pairs of months have a cell with nearly the same people")
    return json.dumps(scene.answers)
