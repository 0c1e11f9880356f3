"""processes BINARY: two processes of Distribution on one PostgreSQL (PORTICO_TEST_POSTGRES), with a Redis when PORTICO_TEST_REDIS says so.

Whoever listens at one process hears what the other one causes, in the order of the commits, once, through stops and kills; stock is not
oversold, keys are used once, jobs are run once, and no list or number is older at one process than at the other.
"""
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.dirname(here), os.path.join(os.path.dirname(here), "trading"), os.path.join(os.path.dirname(here), "proof")]
import ending  # noqa: E402
import ledger  # noqa: E402
import sharing  # noqa: E402
from pair import Pair  # noqa: E402


def main(binary):
    pair = Pair(os.path.abspath(binary))
    try:
        pair.open()
        room = sharing.everyone_listens(pair)
        sharing.orders_at_both(pair, room)
        sharing.how_soon(pair, room)
        sharing.scarce_stock(pair)
        sharing.the_same_key(pair)
        sharing.lists_and_numbers(pair)
        sharing.jobs_run_once(pair)
        ending.one_stops(pair, room)
        ending.one_is_killed(pair, room)
        ending.redis_dies(pair, room)
        sharing.all_was_heard(pair, room, "in the end, through all of this")
    except SystemExit:
        pair.tell()
        raise
    finally:
        pair.clean()
    ledger.close()


if __name__ == "__main__":
    main(sys.argv[1])
