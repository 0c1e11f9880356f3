"""Fills the database of a stopped Wellness server: people with diaries, and one organisation of some of them.

The statements are the same for both databases, but for a few constants; `bench_id` makes an identity of a number.
"""
import datetime
import sqlite3
import subprocess
import time

DOMAINS = [("sleep", 1, 9, 1), ("mood", 1, 9, 1), ("energy", 1, 9, 1), ("nutrition", 1, 9, 1), ("connection", 1, 9, 1),
           ("stress", 1, 9, 1), ("focus", 0, 5, 1), ("movement", 0, 24, 5)]  # key, lowest, steps, width of a step
PURPOSES = ("privacy", "terms", "diary", "aggregation", "reminders")
CLASSES, DATES, DEPARTMENTS, SITES = 7, 41, 180, 19
ACCOUNT, OTHER = 1 << 40, 1 << 44
EPOCH = datetime.date(1970, 1, 1)
NOW = int(time.time() * 1_000_000)
TODAY = datetime.datetime.now(datetime.timezone.utc).date()
MONTH = (TODAY.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def identity(number):
    return number.to_bytes(16, "big")


class Database:
    """A connection of the bench's own beside the server's, with few words for both kinds."""

    def __init__(self, server):
        self.is_sqlite = server.database.startswith("sqlite:")
        if self.is_sqlite:
            self.db = sqlite3.connect(server.database.removeprefix("sqlite:"), isolation_level=None, timeout=60)
            self.db.create_function("bench_id", 1, identity, deterministic=True)
        else:
            self.db = subprocess.Popen(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", server.database], text=True,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self.run("SET search_path = wellness",
                     "CREATE OR REPLACE FUNCTION bench_id(bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS "
                     "$$ SELECT lpad(to_hex($1), 32, '0')::uuid $$")

    def run(self, *statements):
        if self.is_sqlite:
            for statement in statements:
                self.db.execute(statement)
            return []
        self.db.stdin.write(";\n".join(statements) + ";\n\\echo end of the answer\n")
        self.db.stdin.flush()
        lines = []
        while (line := self.db.stdout.readline().rstrip("\n")) != "end of the answer":
            if not line and self.db.poll() is not None:
                raise SystemExit("psql refused " + "; ".join(statements)[:1000])
            lines.append(line)
        return lines

    def number(self, query):
        return int((self.db.execute(query).fetchone()[0] if self.is_sqlite else self.run(query)[0]) or 0)

    def first(self, query):
        return self.db.execute(query).fetchone()[0] if self.is_sqlite else self.run(query)[0]

    def instant(self, micros):
        return str(micros) if self.is_sqlite else f"to_timestamp({micros / 1e6})"

    def date(self, date):
        return str((date - EPOCH).days) if self.is_sqlite else f"date '{date}'"

    def text(self, words):
        """An expression for `words`, in which `{n}` is the number of the row."""
        return "'" + words.replace("{n}", "' || p.n || '") + "'"

    def close(self):
        if self.is_sqlite:
            self.db.close()
        else:
            self.db.communicate()


def entries(of):
    """The entries of the people of a class: number, date, domain, chance; on five dates of seven, in three domains of four."""
    chosen, number = [], 0
    first = min(MONTH, TODAY - datetime.timedelta(days=DATES - 1))
    for day in range((TODAY - first).days):
        date = first + datetime.timedelta(days=day)
        for place, domain in enumerate(DOMAINS):
            number += 1
            if (day + of) % 7 < 5 and (day + of + place) % 4:
                chosen.append((number, date, domain, (day * 31 + place * 17 + of * 13) % 60))
    return chosen


def fill(server, people, members, syncing):
    """People with consents, diaries and memberships; the last `syncing` have every operation of theirs kept, too."""
    db, began = Database(server), time.time()
    now, year = db.instant(NOW), db.instant(NOW - 365 * 86_400_000_000)
    if db.is_sqlite:
        db.run("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -1000000", "BEGIN")
        numbers = f"WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {people - 1}) SELECT n FROM n"
    else:
        db.run("SET session_replication_role = replica", "SET maintenance_work_mem = '512MB'", "SET synchronous_commit = off",
               # Person by person, so that the indexes grow at their ends.
               "SET enable_hashjoin = off", "SET enable_mergejoin = off",
               "ALTER SYSTEM SET max_wal_size = '8GB'", "SELECT pg_reload_conf()")
        numbers = f"SELECT n FROM generate_series(0, {people - 1}) n"
    account = f"bench_id({ACCOUNT} + p.n)"
    db.run(f"CREATE TABLE bench_person AS {numbers}",
           "CREATE TABLE bench_entry (class int, n int, local_date int, domain text, lo int, steps int, width int, chance int)")
    rows = [(of, number, (date - EPOCH).days, *domain, chance) for of in range(CLASSES)
            for number, date, domain, chance in entries(of)]
    db.run(*(f"INSERT INTO bench_entry VALUES {row}" for row in rows))
    db.run("CREATE INDEX bench_entry_class ON bench_entry (class, n)", "ANALYZE")
    password = "(SELECT password_hash FROM account WHERE email = 'anna.verdi@example.com')"
    db.run(
        f"""INSERT INTO account (id, email, password_hash, role, state, locale, created_at, password_changed_at, version,
                                 email_verified_at)
            SELECT {account}, {db.text('bench.{n}@example.com')}, {password}, 'user', 'active', 'en', {year}, {year}, 1, {year}
              FROM bench_person p""",
        f"""INSERT INTO person (account_id, first_name, last_name, search_text, created_at, updated_at, version)
            SELECT {account}, 'Bench', {db.text('{n}')}, {db.text('bench {n}')}, {year}, {year}, 1 FROM bench_person p""",
        *(f"""INSERT INTO policy_consent (id, account_id, purpose, policy_version, is_granted, given_at, source)
              SELECT bench_id({OTHER} + p.n * 8 + {place}), {account}, '{purpose}', '2026-01', TRUE, {year}, 'registration'
                FROM bench_person p {"WHERE p.n % 5 > 0" if purpose == "aggregation" else ""}"""
          for place, purpose in enumerate(PURPOSES)),
        f"""INSERT INTO wellness_diary (account_id, epoch, seq, ops, reconciled_seq)
            SELECT {account}, bench_id({OTHER} + p.n), 4096, 4096, 4096 FROM bench_person p""")
    indexes = [] if db.is_sqlite else db.run(
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'wellness' AND tablename = 'wellness_log' "
        "AND indexname NOT LIKE '%key'")
    db.run(*("DROP INDEX " + index.split(" INDEX ")[1].split()[0] for index in indexes))
    date = "e.local_date" if db.is_sqlite else "date '1970-01-01' + e.local_date"
    last = TODAY - datetime.timedelta(days=DATES - 1)
    db.run(
        f"""INSERT INTO wellness_log (id, account_id, domain, local_date, zone, score, score_op, score_stamp, seq, created_at,
                                      updated_at, version)
            SELECT bench_id({OTHER} + p.n * 4096 + e.n), {account}, e.domain, {date}, 'UTC',
                   e.lo + e.steps * (p.n * 37 % 5 * 10 + e.chance) / 100 * e.width, {db.text('bench-op-')} || e.n, {now}, e.n,
                   {now}, {now}, 1
              FROM bench_person p JOIN bench_entry e ON e.class = p.n % {CLASSES}
             WHERE e.local_date >= {(last - EPOCH).days} OR p.n < {members}""", *indexes)
    db.run(
        f"""INSERT INTO log_op (id, account_id, log_id, op_id, device, zone, at, stamp, received_at, outcome, sets_score, score,
                                sets_note, is_held)
            SELECT l.id, l.account_id, l.id, l.score_op, 'telephone', 'UTC', {year}, {year}, {now}, 'applied', TRUE, l.score,
                   FALSE, TRUE
              FROM wellness_log l WHERE l.account_id >= bench_id({ACCOUNT + people - syncing})
                                    AND l.account_id < bench_id({ACCOUNT + people})""")
    found(db, members, year)
    db.run("DROP TABLE bench_entry", "DROP TABLE bench_person")
    if db.is_sqlite:
        db.run("COMMIT", "ANALYZE", "PRAGMA journal_mode = WAL")
    else:
        db.run("SET session_replication_role = origin", "VACUUM ANALYZE")
    logs = db.number("SELECT COUNT(*) FROM wellness_log")
    print(f"filled with {people} people, {members} members, {logs} entries in {time.time() - began:.0f} s", flush=True)
    return db


def found(db, members, year):
    """An organisation of 200 units: 10 departments of 5 of 2 or 3 each, 19 sites; each lowest department is on four of them."""
    organization, future = f"bench_id({OTHER})", db.instant(NOW + 90 * 86_400_000_000)
    places = "[" + ",".join(f'{{"key":"s{n}","name":"Site {n}"}}' for n in range(SITES)) + "]"
    db.run(
        f"""INSERT INTO organization (id, name, search_text, zone, sites, state, created_at, updated_at, version)
            VALUES ({organization}, 'Bench', 'bench', 'UTC', '{places}', 'active', {year}, {year}, 1)""",
        f"""INSERT INTO organization_subscription (id, organization_id, plan, seats, state, period_end, created_at, updated_at,
                                                   version)
            VALUES ({organization}, {organization}, 'enterprise', 100000, 'active', {future}, {year}, {year}, 1)""")
    for number in range(DEPARTMENTS):
        depth = 1 if number < 10 else 2 if number < 60 else 3
        above = {1: None, 2: (number - 10) // 5, 3: 10 + (number - 60) % 50}[depth]
        parent = "NULL" if above is None else f"bench_id({OTHER + above})"
        one = f"bench_id({OTHER + number})"
        db.run(f"""INSERT INTO department (id, organization_id, parent_id, name, depth, created_at, updated_at, version)
                   VALUES ({one}, {organization}, {parent}, 'Department {number}', {depth}, {year}, {year}, 1)""",
               f"INSERT INTO department_placement (department_id, parent_id, since) VALUES ({one}, {parent}, {year})")
    member, account = f"bench_id({OTHER} + p.n)", f"bench_id({ACCOUNT} + p.n)"
    department = f"bench_id({OTHER} + p.n % {DEPARTMENTS})"
    site = f"'s' || ((p.n % {DEPARTMENTS} * 7 + p.n / {DEPARTMENTS} % 4) % {SITES})"
    db.run(
        f"""INSERT INTO membership (id, account_id, organization_id, department_id, site, state, invited_email, joined_at,
                                    updated_at, version)
            SELECT {member}, {account}, {organization}, {department}, {site}, 'active', {db.text('bench.{n}@example.com')}, {year},
                   {year}, 1
              FROM bench_person p WHERE p.n < {members}""",
        f"""INSERT INTO membership_placement (id, membership_id, department_id, site, state, role, since)
            SELECT {member}, {member}, {department}, {site}, 'active', 'user', {year}
              FROM bench_person p WHERE p.n < {members}""")
