"""Diaries of made-up people and their figures: rolling scores, trends, Reset Circles and streaks.

Written from section 5 of the product's page with fractions and zoneinfo, not from our code; used by wellness_vectors.py.
"""
import math
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction as F

#        key         lo hi step down weight
SCALES = [
    ("sleep", 1, 10, 1, False, 1), ("mood", 1, 10, 1, False, 2), ("stress", 1, 10, 1, True, 1),
    ("focus", 0, 5, 1, False, 1), ("movement", 0, 120, 5, False, 3),
]
ZONES = ["Europe/Rome", "Pacific/Honolulu", "Pacific/Auckland", "Asia/Tokyo", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC"]


def normalised(scale, score):
    _, lo, hi, _, down, _ = scale
    return F(100 * (hi - score if down else score - lo), hi - lo)


def rounded(value, places):
    return None if value is None else math.floor(value * 10 ** places + F(1, 2))


def means(diary, days, least):
    """Of each domain (mean or None, scored days), and the total."""
    found = {}
    for scale in SCALES:
        values = [normalised(scale, diary[scale[0], day]) for day in days if (scale[0], day) in diary]
        found[scale[0]] = (sum(values) / len(values) if len(values) >= least else None, len(values))
    present = [(found[scale[0]][0], scale[5]) for scale in SCALES if found[scale[0]][0] is not None]
    total = sum(value * weight for value, weight in present) / sum(weight for _, weight in present) if 2 * len(present) >= len(SCALES) else None
    return found, total


def back(day, count):
    return [day - timedelta(count - 1 - i) for i in range(count)]


def circle(diary, day):
    def shares(last):
        found = {}
        for scale in SCALES:
            values = [normalised(scale, diary[scale[0], d]) for d in back(last, 28) if (scale[0], d) in diary]
            found[scale[0]] = (F(len(values), 28), F(sum(v >= 60 for v in values), len(values)) if len(values) >= 7 else None)
        return found
    now, before = shares(day), shares(day - timedelta(28))
    drawn = [share for _, share in now.values() if share is not None]
    drops = [(now[s[0]][1] is not None and before[s[0]][1] is not None and before[s[0]][1] - now[s[0]][1] or 0, s[0]) for s in SCALES]
    resets = sorted([drop for drop in drops if drop[0] >= F(1, 5)], key=lambda drop: -drop[0])[:2]
    return {
        "circle": rounded(sum(drawn) / len(drawn), 2) if drawn else None,
        "closed": all(share is not None and share >= F(3, 5) and coverage >= F(1, 2) for coverage, share in now.values()),
        "domains": {key: [rounded(coverage, 2), rounded(share, 2), rounded(before[key][1], 2)] for key, (coverage, share) in now.items()},
        "resets": [[key, rounded(drop, 2)] for drop, key in resets],
    }


def week_of(day):
    monday = day - timedelta(day.weekday())
    return [monday + timedelta(i) for i in range(7)]


def quarter_of(day):
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    after = date(first.year + (first.month == 10), (first.month + 2) % 12 + 1, 1)
    return [first + timedelta(i) for i in range((after - first).days)]


def trend(diary, days, least, previous):
    (now, total), (before, _) = means(diary, days, least), means(diary, previous, least)
    found = {}
    for key, (value, count) in now.items():
        change = None if value is None or before[key][0] is None else value - before[key][0]
        direction = None if change is None else "up" if change >= 5 else "down" if change <= -5 else "steady"
        found[key] = [rounded(value, 1), count, rounded(change, 1), direction]
    return {"from": str(days[0]), "to": str(days[-1]), "domains": found, "total": rounded(total, 1)}


def diary_case(dice):
    first, density, diary = date(2025, 7, 1) + timedelta(dice.randint(0, 200)), dice.choice([0.2, 0.5, 0.8, 0.97]), {}
    length = dice.choice([30, 60, 200])
    for key, lo, hi, step, _, _ in SCALES:
        level = dice.random()
        for i in range(length):
            if i == length // 2 and dice.random() < 0.5:
                level = dice.random()
            if dice.random() < density * (1 if key != "focus" else dice.choice([0.1, 1])):
                score = lo + (hi - lo) * min(1, max(0, level + dice.gauss(0, 0.2)))
                diary[key, first + timedelta(i)] = lo + step * round((score - lo) / step)
    day = first + timedelta(length - 1 - dice.randint(0, 3))
    rolling, total = means(diary, back(day, 7), 4)
    week, quarter = week_of(day), quarter_of(day)
    return {
        "scores": [[key, str(d), score] for (key, d), score in diary.items()],
        "date": str(day),
        "rolling": {key: [rounded(value, 1), count] for key, (value, count) in rolling.items()},
        "total": rounded(total, 1),
        "circle": circle(diary, day),
        "week": trend(diary, week, 3, week_of(week[0] - timedelta(1))),
        "quarter": trend(diary, quarter, 20, quarter_of(quarter[0] - timedelta(1))),
        "day": trend(diary, [day], 1, [day - timedelta(1)]),
    }


def streak_case(dice, lived_in, zone_of):
    """`lived_in(date, zones, changes)` is the part of a date that was lived."""
    start = datetime(2026, 2, 20, tzinfo=timezone.utc)
    zones, changes = [dice.choice(ZONES)], []
    for i in sorted(dice.sample(range(1, 40), dice.choice([0, 1, 1, 2, 3]))):
        zones.append(dice.choice(ZONES))
        changes.append(start + timedelta(days=i, hours=dice.randint(0, 23)))
    now = start + timedelta(days=45, hours=dice.randint(0, 23))
    today = zone_of(zones[-1], now)
    bridged = {d for d in back(today + timedelta(1), 70) if lived_in(d, zones, changes) < timedelta(hours=16)}
    odds = dice.choice([0.7, 0.9, 0.97])
    dates = {d for d in back(today, 50) if dice.random() < odds and (d not in bridged or dice.random() < 0.3)}
    runs = []
    for d in sorted(dates):
        gap = [] if not runs else [runs[-1][2] + timedelta(i) for i in range(1, (d - runs[-1][2]).days)]
        if runs and all(g in bridged for g in gap):
            runs[-1] = [runs[-1][0] + 1, runs[-1][1], d, runs[-1][3] + gap]
        else:
            runs.append([1, d, d, []])
    end = today
    while end not in dates and (end == today or end in bridged):
        end -= timedelta(1)
    current = next((run for run in runs if run[2] == end), None)
    show = lambda run: run and [run[0], str(run[1]), str(run[2]), [str(d) for d in run[3]]]
    return {
        "zone": zones[0], "changes": [[zone, at.strftime("%Y-%m-%dT%H:%M:%SZ")] for zone, at in zip(zones[1:], changes)],
        "now": now.strftime("%Y-%m-%dT%H:%M:%SZ"), "today": str(today), "dates": sorted(map(str, dates)),
        "current": show(current), "longest": show(max(runs, key=lambda run: (run[0], run[2]), default=None)),
        "lived": [[str(d), int(lived_in(d, zones, changes).total_seconds())] for d in sorted(bridged)],
    }
