"""trading BINARY: a day of a wholesale market over HTTP, on SQLite or, with PORTICO_TEST_POSTGRES, on PostgreSQL.

Three zones, two companies, three hundred products, promotions of all four types; fifty shop owners register and order at the same time
what there is not enough of. Every total is worked out again from the raw rows by scripts/reprice.py, the stock is counted, the vendors
ship, routes deliver, payouts are held against the ledger, a restock wakes those who wait, and the reports are counted again.
"""
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.dirname(here), os.path.join(os.path.dirname(here), "proof")]
import evening  # noqa: E402
import ledger  # noqa: E402
import opening  # noqa: E402
import recount  # noqa: E402
import reports  # noqa: E402
import rush  # noqa: E402
from portico import Server  # noqa: E402
from tables import Tables  # noqa: E402


def main(binary):
    server = Server(os.path.abspath(binary), "distribution", {
        "PORTICO_RATE_LIMITS": "off", "PORTICO_TRUSTED_PROXIES": "127.0.0.0/8",
    })
    server.start("--demo")
    try:
        tables = Tables(server)
        market = opening.the_market_opens(server, tables)
        stock = tables.stock()
        listener = rush.someone_listens(market)
        answers = rush.fifty_order_at_once(market)
        rush.nothing_was_oversold(market, tables, stock, answers)
        recount.every_total_is_what_another_reckons(market, tables)
        rush.the_listener_heard_of_all(listener, answers)
        evening.some_think_better_of_it(market, tables)
        evening.vendors_ship(market, tables)
        evening.routes_deliver(market, tables)
        evening.something_comes_back(market, tables)
        evening.companies_are_paid(market, tables)
        evening.a_restock_wakes_who_waits(market, tables)
        recount.every_stock_is_the_sum_of_its_movements(tables)
        reports.reports_are_what_is_counted(market, tables)
    finally:
        server.clean()
    ledger.close()


if __name__ == "__main__":
    main(sys.argv[1])
