"""tutoring BINARY [--seed N] [--students N] [--tutors N] [--weeks N] [--keep]: a scripted term of Tutoring, on SQLite or, with PORTICO_TEST_POSTGRES, on PostgreSQL.

Forty tutors and three hundred students in Rome, New York and Kolkata in 2027, by a clock of our own: packages, single lessons and plans,
series over both changes of the clock, every tier of cancellation, moves, absences, disputes, shares given back, refunds, chargebacks,
fifty-two payout runs, and the races. Then everything is worked out again: the units of every lot, the ledger, the documents, the
earnings, the payouts, the provider's own books, and the calendar feeds as `icalendar` reads them. Needs cc.
"""
import argparse
import os
import random
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.dirname(here), os.path.join(os.path.dirname(here), "trading")]
from term import term  # noqa: E402

words = argparse.ArgumentParser(prog="tutoring-proof")
words.add_argument("binary")
words.add_argument("--seed", type=int, default=random.randrange(10 ** 6))
words.add_argument("--students", type=int, default=300)
words.add_argument("--tutors", type=int, help="40; fewer with fewer students")
words.add_argument("--weeks", type=int, default=52)
words.add_argument("--keep", action="store_true", help="keep the server's folder and database")
given = words.parse_args()
tutors = given.tutors or max(8, min(40, given.students * 40 // 300))
sys.exit(term(given.binary, given.seed, given.students, tutors, given.weeks, given.keep))
