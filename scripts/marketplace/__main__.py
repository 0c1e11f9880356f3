"""marketplace BINARY [--seed N] [--jobs N] [--keep]: a scripted week of the marketplace, on SQLite or, with PORTICO_TEST_POSTGRES, on PostgreSQL.

Three regions, sixty providers, three hundred customers, five hundred jobs through every row of the page's tables; the time-outs by a clock
of our own, both gateways' doubles, chargebacks, strays, kills between capture and commit. Then everything is worked out again: the
ledger, every provider's balance, the gateways' own books, scores, tiers, and the state of each job. Needs cc.
"""
import argparse
import os
import random
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.dirname(here), os.path.join(os.path.dirname(here), "trading")]
from week import week  # noqa: E402

words = argparse.ArgumentParser(prog="marketplace-proof")
words.add_argument("binary")
words.add_argument("--seed", type=int, default=random.randrange(10 ** 6))
words.add_argument("--jobs", type=int, default=500)
words.add_argument("--providers", type=int, default=60)
words.add_argument("--customers", type=int, default=300)
words.add_argument("--keep", action="store_true", help="keep the server's folder and database")
given = words.parse_args()
sys.exit(week(given.binary, given.seed, given.jobs, given.providers, given.customers, given.keep))
