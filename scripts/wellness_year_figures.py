"""A person's own figures: scores, trends, Reset Circle, streaks, weekly summaries, CSV; worked out again with wellness_diaries."""
import csv
import io
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import wellness_diaries
from wellness_year_scale import DOMAINS, band, civil, normalised, shown

wellness_diaries.SCALES = [(key, *scale, 1) for key, scale in DOMAINS.items()]
LEAST = {"day": 1, "week": 3, "quarter": 20}


def present(**members):
    return {name: value for name, value in members.items() if value is not None}


def rolling(diary, last, count):
    """The scores of `count` dates; the totals are means of exact means."""
    found, values = {}, {key: normalised(*key[:1], score) for key, score in diary.items()}
    for i in range(count):
        day, domains, means = last - timedelta(i), {}, []
        for domain in DOMAINS:
            some = [values[domain, d] for d in (day - timedelta(j) for j in range(7)) if (domain, d) in values]
            mean = sum(some) / len(some) if len(some) >= 4 else None
            domains[domain] = present(value=shown(mean), band=band(mean), days=len(some))
            if mean is not None:
                means.append(mean)
        total = sum(means) / len(means) if 2 * len(means) >= len(DOMAINS) else None
        found[str(day)] = {"domains": domains, "total": present(value=shown(total), band=band(total))}
    return found


def midnight(day, zone):
    """The first instant of a date."""
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(timezone.utc)


def bridged(day, person):
    """Whether under 16 hours of the date were lived."""
    far = timedelta(400)
    zones, moves = [person.first_zone, *[zone for zone, _ in person.travels]], [at for _, at in person.travels]
    first = datetime.combine(day, time(0), timezone.utc)
    edges, lived = [min([first, *moves]) - far, *moves, max([first, *moves]) + far], timedelta()
    for zone, begin, end in zip(zones, edges, edges[1:]):
        lived += max(timedelta(), min(end, midnight(day + timedelta(1), zone)) - max(begin, midnight(day, zone)))
    return lived < timedelta(hours=16)


def runs(dates, person):
    found = []
    for day in sorted(dates):
        gap = [] if not found else [found[-1]["to"] + timedelta(i) for i in range(1, (day - found[-1]["to"]).days)]
        if found and len(gap) < 4 and all(bridged(d, person) for d in gap):
            found[-1] |= {"days": found[-1]["days"] + 1, "to": day, "gaps": found[-1]["gaps"] + gap}
        else:
            found.append({"days": 1, "from": day, "to": day, "gaps": []})
    return found


def streaks(dates, today, person):
    found = runs(dates, person)
    end = today
    while end not in dates and (end == today or bridged(end, person)):
        end -= timedelta(1)
    now = next((run for run in found if run["from"] <= end <= run["to"] and end in dates), None)
    view = lambda run: run and {"days": run["days"], "from": str(run["from"]), "to": str(run["to"])}
    longest = max(found, key=lambda run: (run["days"], run["to"]), default=None)
    return present(current=view(now), longest=view(longest)) | {
        "bridged": [str(d) for d in now["gaps"]] if now else [], "logged_today": today in dates,
    }


def circle(diary, day):
    found = wellness_diaries.circle(diary, day)
    hundredth = lambda value: None if value is None else value / 100
    return present(circle=hundredth(found["circle"])) | {
        "from": str(day - timedelta(27)), "to": str(day), "closed": found["closed"],
        "domains": [
            {"key": key, "coverage": coverage / 100, "drawn": share is not None, **present(share=hundredth(share), previous_share=hundredth(before))}
            for key, (coverage, share, before) in found["domains"].items()
        ],
        "resets": [{"key": key, "drop": drop / 100} for key, drop in found["resets"]],
    }


def tenth(value):
    return None if value is None else value / 10


def days_of(period, day):
    return {"day": lambda d: [d], "week": wellness_diaries.week_of, "quarter": wellness_diaries.quarter_of}[period](day)


def trend(diary, period, last, count):
    points, days = [], days_of(period, last)
    for _ in range(count):
        before = days_of(period, days[0] - timedelta(1))
        means, total = wellness_diaries.means(diary, days, LEAST[period])
        found = wellness_diaries.trend(diary, days, LEAST[period], before)
        points.insert(0, {
            "from": found["from"], "to": found["to"], "total": present(value=shown(total), band=band(total)),
            "domains": {
                key: present(value=tenth(value), band=band(means[key][0]), days=count, change=tenth(change), direction=direction)
                for key, (value, count, change, direction) in found["domains"].items()
            },
        })
        days = before
    return {"points": points}


def weekly(diary, dates, monday, person):
    days, before = wellness_diaries.week_of(monday), wellness_diaries.week_of(monday - timedelta(1))
    (means, total), (past, _) = wellness_diaries.means(diary, days, 3), wellness_diaries.means(diary, before, 3)
    delta = {key: means[key][0] - past[key][0] for key in DOMAINS if means[key][0] is not None and past[key][0] is not None}
    around, last = wellness_diaries.circle(diary, days[-1]), days[-1]
    streak = streaks({d for d in dates if d <= last}, last, person).get("current", {"days": 0})["days"]
    advice = [("low", key) for key in DOMAINS if band(means[key][0]) == "red"]
    advice += [("falling", key) for key in DOMAINS if key in delta and delta[key] <= -10]
    advice += [("reset", key) for key in DOMAINS if key in [r[0] for r in around["resets"]]]
    advice += [("streak", None)] if streak >= 7 else []
    advice += [("sparse", key) for key in DOMAINS if means[key][1] < 3]
    chosen, seen = [], set()
    for rule, key in advice:
        if key not in seen:
            seen.add(key)
            chosen.append(rule)
    return {
        "domains": [{"key": key, "days": count, **present(mean=shown(value), band=band(value), delta=shown(delta.get(key)))}
                    for key, (value, count) in means.items()],
        "streak": streak, "suggestions": chosen[:3], **present(total=shown(total), circle=around["circle"] and around["circle"] / 100),
    }


def spread(person, first, last, notes):
    """The lines of a CSV file: by date, then in the order of the domains."""
    rows = [["date", "domain", "score", "normalised"] + (["note"] if notes else [])]
    order = list(DOMAINS)
    for key in sorted(person.diary.entries, key=lambda key: (key[1], order.index(key[0]))):
        score, note = person.diary.value(key)
        if first <= key[1] <= last and (score or notes and note is not None):
            rows.append([str(key[1]), key[0], str(score[0]) if score else "", f"{float(shown(normalised(key[0], score[0]))):g}" if score else ""]
                        + ([note or ""] if notes else []))
    return rows


def rows_of(raw):
    return list(csv.reader(io.StringIO(raw.decode(), newline="")))


def numbers(value):
    if isinstance(value, dict):
        return sum(numbers(v) for v in value.values())
    return sum(numbers(v) for v in value) if isinstance(value, list) else 1


class Figures:
    """Asks for the figures of a person and holds them against those worked out."""

    def __init__(self, server, tally):
        self.server, self.tally = server, tally

    def get(self, person, path):
        return self.server.wanted(200, person.token, "GET", path).json

    def same(self, kind, person, what, got, want):
        self.tally.same(kind, f"{person.name} {what}", got, want, numbers(want))

    def scores(self, person, last, count):
        answer = self.get(person, f"/wellness/scores?from={last - timedelta(count - 1)}&to={last}")
        got = {row["date"]: {k: v for k, v in row.items() if k != "date"} for row in answer["data"]}
        want = rolling(person.diary.scores(), last, count)
        if got == want:
            return self.same("scores", person, "", got, want)
        for day in sorted(set(got) | set(want)):
            self.same("scores", person, day, got.get(day), want.get(day, {}))

    def rest(self, person):
        diary, dates, today = person.diary.scores(), person.diary.dates(), civil(self.server.now(), person.zone)
        for period, count in (("day", 30), ("week", 12), ("quarter", 4)):
            got = self.get(person, f"/wellness/trends?period={period}")
            self.same("trends", person, period, got, trend(diary, period, today, count))
        self.same("circles", person, "", self.get(person, "/wellness/reset-circle"), circle(diary, today))
        self.same("streaks", person, "", self.get(person, "/wellness/streaks"), streaks(dates, today, person))
        monday = today - timedelta(today.weekday() + 7)
        for _ in range(4):
            self.week(person, monday, diary, dates)
            monday -= timedelta(7)

    def week(self, person, monday, diary, dates):
        year, week, _ = monday.isocalendar()
        answer = self.server.ask(person.token, "GET", f"/reports/weekly?week={year}-W{week:02}", Accept_Language="en")
        hasEntry = any(d in dates for d in wellness_diaries.week_of(monday))
        self.tally.same("weekly summaries", f"{person.name} {year}-W{week:02}", answer.status, 200 if hasEntry else 404)
        if answer.status == 200 and hasEntry:
            got = {k: v for k, v in answer.json.items() if k not in ("week", "from", "to", "made_at")}
            got["suggestions"] = [s["key"] for s in got["suggestions"]]
            self.same("weekly summaries", person, monday, got, weekly(diary, dates, monday, person))
