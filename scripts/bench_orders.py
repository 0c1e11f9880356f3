"""bench_orders.py [--debug] [seconds]: orders placed a second through the whole edge by 64 clients, durable, with p99.

Each order takes a product of a thousand out of stock, applies a promotion, and writes ledger, history, audit and outbox.
SQLite, or PostgreSQL when PORTICO_TEST_POSTGRES is set; there pgbench repeats the very statements that the server sent for
one order (read from the server's log, with the new identities and the product made variables), for the ratio.
Needs wrk and a release build.
"""
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid

sys.path.insert(0, os.path.dirname(__file__))
from bench_common import PASSWORD, QUIET, cpu_seconds, posts  # noqa: E402
from portico import Server, call  # noqa: E402

PRODUCTS, CLIENTS, FIRST = 1_000, 64, 1 << 40
EMAILS = [f"bench.{number}@example.com" for number in range(CLIENTS)]


def product(number):
    return uuid.UUID(int=FIRST + number)


def stock_up(server):
    """A thousand products like one of the demo's, with more in stock than can be sold, and shops to order them."""
    columns = ("company_id, category_id, name, description, search_text, price, pack_size, "
               "minimum_quantity, low_stock_threshold, is_active, deleted_at, created_at, updated_at, version")
    if server.database.startswith("sqlite:"):
        with sqlite3.connect(server.database.removeprefix("sqlite:")) as db:
            db.executemany(
                f"INSERT INTO product (id, sku, sort_name, stock, {columns}) SELECT ?, ?, ?, 100000000, {columns} "
                "FROM product WHERE sku = 'FUR-RICE-5'",
                [(product(n).bytes, f"BENCH-{n}", f"b{n}") for n in range(PRODUCTS)])
        open_shops(server)
        return
    subprocess.run(["psql", "-q", server.database, "-v", "ON_ERROR_STOP=1", "-c", "SET search_path = distribution", "-c", f"""
        INSERT INTO product (id, sku, sort_name, stock, {columns})
        SELECT lpad(to_hex({FIRST} + n), 32, '0')::uuid, 'BENCH-' || n, 'b' || n, 100000000, {columns}
          FROM product, generate_series(0, {PRODUCTS - 1}) n WHERE sku = 'FUR-RICE-5'"""], check=True)
    open_shops(server)
    subprocess.run(["psql", "-q", server.database, "-c", "ANALYZE"], check=True)


def order_bodies():
    return [f'{{"items":[{{"product_id":"{product(number * 367 % PRODUCTS)}","quantity":2}}]}}' for number in range(PRODUCTS)]


def open_shops(server):
    """As many shop owners as clients, each like Omar and with his password: one row counts the open orders of a shop."""
    account = "password_hash, role, state, locale, created_at, password_changed_at, version, email_verified_at"
    member = "shop_name, zone_id, company_id, customer_group, created_at, updated_at, version"
    place = "recipient, city, street, is_default, created_at, updated_at, version"
    omar = "SELECT id FROM account WHERE email = 'omar.shop@example.com'"
    statements = [
        f"INSERT INTO account (id, email, {account}) SELECT {{id}}, '{{email}}', {account} FROM account WHERE id = ({omar})",
        f"INSERT INTO member (account_id, name, {member}) SELECT {{id}}, '{{email}}', {member} FROM member WHERE account_id = ({omar})",
        f"INSERT INTO address (id, account_id, {place}) SELECT {{id}}, {{id}}, {place} FROM address "
        f"WHERE account_id = ({omar}) AND is_default"]
    # A shop without a delivered order may hold half of a product at most; versions before this table had no such limit.
    known = "UPDATE member SET established_at = created_at"
    if server.database.startswith("sqlite:"):
        with sqlite3.connect(server.database.removeprefix("sqlite:")) as db:
            for number, email in enumerate(EMAILS):
                for statement in statements:
                    db.execute(statement.format(id=f"x'{uuid.UUID(int=(1 << 50) + number).hex}'", email=email))
            if any(row[1] == "established_at" for row in db.execute("PRAGMA table_info(member)")):
                db.execute(known)
    else:
        text = "".join(statement.format(id=f"'{uuid.UUID(int=(1 << 50) + number)}'::uuid", email=email) + ";\n"
                       for number, email in enumerate(EMAILS) for statement in statements)
        text += ("DO $$ BEGIN " + known + "; EXCEPTION WHEN undefined_column THEN NULL; END $$;")
        subprocess.run(["psql", "-q", server.database, "-v", "ON_ERROR_STOP=1", "-c", "SET search_path = distribution", "-c", text],
                       check=True)


def orders(port, token, seconds):
    placed, refused, slowest = posts(port, "/api/orders", token, order_bodies(), seconds, CLIENTS)
    return placed / seconds, refused, slowest


def statements(server, shop):
    """The server's statements to PostgreSQL for one order, from BEGIN to COMMIT, as pairs of text and parameters."""
    settings = ["-c", "ALTER SYSTEM SET log_statement = 'all'",
                "-c", "ALTER SYSTEM SET log_line_prefix = '<%p> '", "-c", "SELECT pg_reload_conf()"]
    subprocess.run(["psql", "-q", server.database, *settings], check=True, capture_output=True)
    log = subprocess.run(["psql", "-qAt", server.database, "-c", "SELECT current_setting('data_directory')"],
                         capture_output=True, text=True, check=True).stdout.strip() + "/../log"
    time.sleep(2)  # running requests end
    before = os.path.getsize(log)
    answer = shop("POST", "/api/orders", {"items": [{"product_id": str(product(7)), "quantity": 2}]})
    assert answer.status == 201, answer
    reset = ["-c", "ALTER SYSTEM RESET ALL", "-c", "SELECT pg_reload_conf()"]
    subprocess.run(["psql", "-q", server.database, *reset], check=True, capture_output=True)
    with open(log, encoding="utf-8") as lines:
        lines.seek(before)
        entries = re.split(r"^<(\d+)> ", lines.read(), flags=re.M)[1:]
    sessions = {}
    for process, entry in zip(entries[::2], entries[1::2]):
        said = re.match(r"LOG:  (?:statement|execute [^:]*): (.*)", entry, re.S)
        values = re.match(r"DETAIL:  (?:[Pp]arameters): (.*)", entry, re.S)
        if said:
            sessions.setdefault(process, []).append([said[1].strip(), ""])
        elif values and sessions.get(process):
            sessions[process][-1][1] = values[1].strip()
    for session in sessions.values():
        starts = [i for i, (text, _) in enumerate(session) if text.startswith("BEGIN")]
        for start, end in zip(starts, starts[1:] + [len(session)]):
            part = session[start:end]
            if any("INSERT INTO sales_order_line" in text and str(product(7)) in values for text, values in part):
                ends = [i for i, (text, _) in enumerate(part) if text == "COMMIT"]
                return part[:ends[0] + 1]
    raise SystemExit("the order was not found in the log of PostgreSQL")


def replay(pairs, known):
    """The statements for pgbench: identities that the order made are new each time, its product is one of the thousand."""
    fresh, lines = {}, []

    def literal(value):
        if value == "NULL":
            return "NULL"
        text = value[1:-1]
        found = re.fullmatch(r"\{?([0-9a-f-]{36})\}?", text)
        if not found or found[1] in known:
            # pgbench would take the word after a colon for one of its variables.
            return re.sub(r":(?=[A-Za-z_])", ": " if text[:1] == "{" else "' || chr(58) || '", value)
        name = ":product" if found[1] == str(product(7)) else fresh.setdefault(found[1], f":id{len(fresh)}")
        made = f"lpad(to_hex({name}::bigint), 32, '0')::uuid"
        return f"ARRAY[{made}]" if text[0] == "{" else made

    for text, parameters in pairs:
        values = dict(re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", parameters))
        text = re.sub(r"\$(\d+)", lambda number: literal(values[number[1]]), text)
        lines.append(" ".join(text.split()).rstrip(";") + ";")
    variables = [f"\\set {name[1:]} random(1, 9000000000000000000)" for name in fresh.values()]
    return "\n".join([f"\\set product random({FIRST}, {FIRST + PRODUCTS - 1})", *variables, *lines]) + "\n"


def pgbench(server, shop, seconds, connections):
    known = subprocess.run(
        ["psql", "-qAt", server.database, "-c", "SET search_path = distribution", "-c",
         "SELECT account_id FROM member UNION SELECT id FROM company UNION SELECT id FROM delivery_zone "
         "UNION SELECT id FROM category UNION SELECT id FROM promotion UNION SELECT id FROM address"],
        capture_output=True, text=True, check=True).stdout.split()
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(replay(statements(server, shop), set(known)))
        script.flush()
        keep = os.environ.get("KEEP_SQL")
        if keep:
            open(keep, "w").write(open(script.name).read())
        out = subprocess.run(
            ["pgbench", "-n", "-M", "prepared", "-c", str(connections), "-j", "2", "-T", str(seconds), "--max-tries", "40",
             "-f", script.name, server.database],
            capture_output=True, text=True, env=dict(os.environ, PGOPTIONS="-c search_path=distribution"))
        if "tps" not in out.stdout:
            raise SystemExit(f"pgbench: {out.stdout}{out.stderr[-2000:]}")
        return float(re.search(r"tps = ([\d.]+)", out.stdout)[1])


def ready_shop(server):
    """The tokens of shop owners who can order, with blanks between them, and a promotion that applies."""
    def person(email):
        return call(server.port, "POST", "/api/auth/login", {"email": email, "password": PASSWORD}).json["access_token"]

    made = server.as_(person("noor.admin@example.com"))("POST", "/api/promotions", {
        "name": {"ar": "عرض"}, "type": "percentage", "percentage": 1000, "stackable": True,
        "starts_at": "2020-01-01T00:00:00Z"})
    # The demo may have one already that this cannot be combined with.
    assert made.status in (201, 409), made
    tokens = [person(email) for email in EMAILS]
    for shop in map(server.as_, tokens):
        if not shop("GET", "/api/addresses").json["data"]:
            shop("POST", "/api/addresses", {"recipient": "Omar", "city": "Baghdad", "street": "14 Ramadan"})
    first = shop("POST", "/api/orders", {"items": [{"product_id": str(product(0)), "quantity": 2}]})
    assert first.status == 201 and first.json["discount"] > 0, first
    return " ".join(tokens)


def main():
    build = "debug" if "--debug" in sys.argv else "release"
    seconds = next((int(a) for a in sys.argv[1:] if a.isdigit()), 8)
    server = Server(os.path.abspath(f".build/{build}/portico"), product="distribution", environment=QUIET)
    try:
        server.start("--demo")
        server.stop()
        stock_up(server)
        server.start()

        token = ready_shop(server)
        shop = server.as_(token.split()[0])
        orders(server.port, token, 2)
        before = sum(cpu_seconds(server.process))
        placed, refused, slowest = orders(server.port, token, seconds)
        each = (sum(cpu_seconds(server.process)) - before) / (placed * seconds) * 1e6
        where = "PostgreSQL" if os.environ.get("PORTICO_TEST_POSTGRES") else "SQLite"
        print(f"| {where}, {build}, {CLIENTS} clients | {placed:,.0f} orders/s | {refused} refused | p99 {slowest} | {each:.0f} µs of the server's processors each |")
        if where == "PostgreSQL":
            for connections in (8, CLIENTS):  # as many as the server has lanes; as many as it has clients
                base = pgbench(server, shop, seconds, connections)
                print(f"| pgbench, the same statements, {connections} connections | {base:,.0f} orders/s | ratio {placed / base:.2f} | |")
    finally:
        server.clean()


if __name__ == "__main__":
    main()
