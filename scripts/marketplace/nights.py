"""The nights: each provider's figures and tier, reckoned from the rows and from what the stories rated."""
from datetime import date, timedelta

from model import counted, score
from server import parsed


class Figures:
    def __init__(self, week):
        self.week, self.seen = week, set()

    def rows(self, sql):
        return self.week.server.tables(sql)

    def look(self):
        """Nights that have ended since the last look are worked out again."""
        nights = self.rows("SELECT n.region_id, n.night, n.finished_at, n.began_at FROM region_night n WHERE n.finished_at IS NOT NULL")
        fresh = [n for n in nights if (n["region_id"], day(n["night"])) not in self.seen]
        if not fresh:
            return
        self.read()
        for night in sorted(fresh, key=lambda n: day(n["night"])):
            self.seen.add((night["region_id"], day(night["night"])))
            self.judge(night["region_id"], day(night["night"]), parsed(night["finished_at"]))

    def read(self):
        """Everything that the figures come from, once."""
        self.work, self.cases, self.quotes, self.stored = {}, {}, {}, {}
        ruling = "d.ruling ->> '$.decision.outcome'" if self.week.server.tables.is_file else "d.ruling -> 'decision' ->> 'outcome'"
        for row in self.rows(f"""SELECT j.provider_id, j.state, j.is_provider_failure, j.over_at, j.completed_at, j.started_at, j.start_at, {ruling} AS outcome
                                   FROM market_job j LEFT JOIN dispute d ON d.job_id = j.id WHERE j.provider_id IS NOT NULL"""):
            self.work.setdefault(row["provider_id"], []).append(row)
        for row in self.rows("SELECT q.provider_id, q.state, q.created_at, j.funded_at FROM quote q JOIN market_job j ON j.id = q.job_id"):
            self.quotes.setdefault(row["provider_id"], []).append(row)
        # Directed jobs are all that is asked in these stories.
        for row in self.rows("""SELECT d.provider_id, d.asked_at,
                                       (SELECT MIN(r.created_at) FROM quote q JOIN quote_revision r ON r.quote_id = q.id
                                         WHERE q.job_id = d.job_id AND q.provider_id = d.provider_id) AS quoted,
                                       (SELECT MIN(h.at) FROM history h JOIN provider p ON p.account_id = h.actor_id
                                         WHERE h.subject_id = d.job_id AND h.event = 'decline' AND p.id = d.provider_id) AS declined
                                  FROM job_direction d"""):
            self.cases.setdefault(row["provider_id"], []).append(row)
        self.published = {}
        for row in self.rows("SELECT subject_id, side, published_at FROM review WHERE state = 'published'"):
            self.published[row["subject_id"], row["side"]] = parsed(row["published_at"])
        for row in self.rows("SELECT f.*, p.status, p.tier, p.region_id FROM provider_figures f JOIN provider p ON p.id = f.provider_id"):
            self.stored[row["provider_id"]] = row
        self.counts = {(row["provider_id"], day(row["night"])): (row["up"], row["down"]) for row in self.rows("SELECT provider_id, night, up, down FROM tier_night")}

    def marks(self, provider):
        """What customers gave, once both can read it."""
        return [(job.customer.name, job.ratings["customer"], self.published[job.id, "customer"]) for job in self.week.jobs
                if job.provider.provider == provider and "customer" in job.ratings and not job.flagged and (job.id, "customer") in self.published]

    def site(self, moment):
        """The sum and number of all ratings of providers before the last midnight."""
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        marks = [mark for provider in self.week.nights for _, mark, published in self.marks(provider) if published < midnight]
        return sum(marks), len(marks)

    def of(self, provider, moment):
        since, work = moment - timedelta(90), self.work.get(provider, [])

        def within(value, start=since):
            return value is not None and start < parsed(value) <= moment

        done = [w for w in work if w["state"] == "completed" and within(w["completed_at"])]
        over = [w for w in work if w["state"] == "cancelled" and within(w["over_at"])]
        failed = [w for w in over if w["is_provider_failure"]]
        refunded = [w for w in over if not w["is_provider_failure"] and w["outcome"] == "refund_all"]
        started = [w for w in work if within(w["started_at"])]
        punctual = [w for w in started if parsed(w["started_at"]) <= parsed(w["start_at"]) + timedelta(minutes=15)]
        quotes = [q for q in self.quotes.get(provider, []) if within(q["created_at"])]
        waits = []
        for case in self.cases.get(provider, []):
            if within(case["asked_at"]):
                asked = parsed(case["asked_at"])
                answers = [parsed(a) for a in (case["quoted"], case["declined"]) if a is not None and asked <= parsed(a) <= moment]
                minutes = int(((min(answers) if answers else moment) - asked).total_seconds() // 60)
                if answers or minutes >= 2_880:
                    waits.append(min(minutes, 2_880))
        waits.sort()
        marks = counted(self.marks(provider), moment)
        return {
            "score": score(marks, self.site(moment)), "ratings": len(marks), "response_min": waits[(len(waits) - 1) // 2] if len(waits) >= 5 else None,
            "responses": len(waits), "completed": len(done), "failed": len(failed), "awarded": len(done) + len(failed) + len(refunded),
            "started": len(started), "on_time": len(punctual), "quoted": len(quotes), "won": sum(q["state"] == "won" and parsed(q["funded_at"]) <= moment for q in quotes),
        }

    def judge(self, region, night, moment):
        for provider, run in self.week.nights.items():
            row = self.stored.get(provider)
            if not row or row["region_id"] != region or getattr(run, "gone", False):
                continue
            mine = self.of(provider, moment)
            jobs = sum(w["state"] == "completed" and moment - timedelta(180) < parsed(w["completed_at"]) <= moment for w in self.work.get(provider, []))
            run.count(night, moment, (jobs, mine["score"], mine["completed"], mine["awarded"], mine["response_min"]))
            self.week.tally.same("nights", f"{provider} {night}", self.counts.get((provider, night)), (run.up, run.down))
            self.week.tally.same("tiers", f"{provider} {night}", row["tier"], run.tier)
            self.check(provider, row)

    def check(self, provider, row):
        # What happened in that very second may have been committed after the server had counted.
        moment = parsed(row["as_of"])
        mine, before = self.of(provider, moment), self.of(provider, moment - timedelta(seconds=1))
        for name, value in mine.items():
            got = row[name] if name != "score" or row[name] is None else round(row[name] * 100)
            if got == before[name]:
                value = got
            self.week.tally.same("scores" if name == "score" else "figures", f"{provider} {name} at {parsed(row['as_of'])}", got, value)

    def check_all(self):
        """At the end also as the API tells them."""
        self.read()
        for person in self.week.market.providers:
            told = self.week.market.ada.wanted(200, "GET", f"/ratings/provider/{person.provider}")
            marks = counted(self.marks(person.provider), self.week.server.now())
            self.week.tally.same("scores told", person.name, (told["score"] and round(told["score"] * 100) if not isinstance(told["score"], dict) else told["score"]["value"] and round(told["score"]["value"] * 100)),
                                 score(marks, self.site(self.week.server.now())))


def day(value):
    """A date of the database: PostgreSQL's text, SQLite's number of days since 1970."""
    return date.fromisoformat(value) if isinstance(value, str) else date(1970, 1, 1) + timedelta(value)
