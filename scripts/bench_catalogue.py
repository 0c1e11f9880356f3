"""bench_catalogue.py [--debug] [products…]: lists and searches of a catalogue of 10⁴ and of 10⁶ products.

Each question is asked with many different words, categories and prices, so that the server must look each up, and then the first
of them again and again, as it comes from memory. SQLite, or PostgreSQL when PORTICO_TEST_POSTGRES is set. Needs a release build.
"""
import http.client
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import uuid

sys.path.insert(0, os.path.dirname(__file__))
from bench_common import QUIET  # noqa: E402
from portico import Server  # noqa: E402

FIRST, THREADS, DIFFERENT, SAME = 1 << 40, 4, 200, 400
COLUMNS = ("id", "sku", "company_id", "category_id", "name", "search_text", "sort_name", "price", "minimum_quantity",
           "stock", "low_stock_threshold", "is_active", "created_at", "updated_at", "version")


def vocabulary(letters, count, seed):
    """Words; the first are frequent, as in any language."""
    dice = random.Random(seed)
    return ["".join(dice.choice(letters) for _ in range(dice.randint(3, 8))) for _ in range(count)]


ARABIC = vocabulary("ابتجدرزسشعفقكلمنهوي", 5_000, 1)
LATIN = vocabulary("abcdefghilmnoprstuvw", 5_000, 2)


def frequent(dice, words):
    return words[int(len(words) * dice.random() ** 3)]


def products(count, companies, categories):
    dice = random.Random(3)
    for n in range(count):
        arabic = [frequent(dice, ARABIC) for _ in range(3)]
        latin = [frequent(dice, LATIN) for _ in range(3)]
        name = '{"ar": "%s", "en": "%s"}' % (" ".join(arabic), " ".join(latin))
        words = " ".join(dict.fromkeys(["bench", str(n), *arabic, *latin]))
        yield (uuid.UUID(int=FIRST + n), f"BENCH-{n}", companies[n % len(companies)], categories[n * 7 % len(categories)], name,
               words, " ".join(arabic), dice.randint(1, 400) * 250, 1, dice.randint(0, 200), 10, n)


def stock_up(server, count):
    if server.database.startswith("sqlite:"):
        with sqlite3.connect(server.database.removeprefix("sqlite:")) as db:
            companies, categories = ([row[0] for row in db.execute(f"SELECT id FROM {table}")] for table in ("company", "category"))
            now = int(time.time() * 1e6)
            rows = ((row[0].bytes, *row[1:11], 1, now - row[11] * 1_000_000, now, 1) for row in products(count, companies, categories))
            db.executemany(f"INSERT INTO product ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})", rows)
            db.execute("INSERT INTO product_search (product_search) VALUES ('optimize')")
        with sqlite3.connect(server.database.removeprefix("sqlite:")) as db:
            db.execute("ANALYZE")
        return
    psql = ["psql", "-qAt", server.database, "-v", "ON_ERROR_STOP=1", "-c", "SET search_path = distribution"]
    companies, categories = (
        subprocess.run([*psql, "-c", f"SELECT id FROM {table}"], capture_output=True, text=True, check=True).stdout.split()
        for table in ("company", "category"))
    copy = subprocess.Popen([*psql, "-c", f"COPY product ({', '.join(COLUMNS)}) FROM STDIN"], stdin=subprocess.PIPE, text=True)
    now = time.time()
    for row in products(count, companies, categories):
        at = time.strftime("%Y-%m-%d %H:%M:%S+00", time.gmtime(now - row[11]))
        copy.stdin.write("\t".join(map(str, (*row[:11], "t", at, at, 1))) + "\n")
    copy.stdin.close()
    if copy.wait():
        raise SystemExit("the products could not be written")
    subprocess.run(["psql", "-q", server.database, "-c", "VACUUM ANALYZE distribution.product"], check=True)


def questions(categories, zones):
    dice = random.Random(4)

    def word(words):
        return urllib.parse.quote(frequent(dice, words))

    def price():
        return dice.randint(1, 300) * 250

    return {
        "newest of a zone": lambda: f"zone={dice.choice(zones)}&limit={dice.randint(10, 50)}",
        "category, by price": lambda: f"category={dice.choice(categories)}&sort=price_asc&min_price={price()}",
        "in stock, by name": lambda: f"in_stock=true&sort=name_asc&max_price={price() + 20_000}",
        "one word": lambda: f"q={word(ARABIC)}",
        "two words": lambda: f"q={word(ARABIC)}%20{word(LATIN)}",
        "the beginning of a word": lambda: f"q={urllib.parse.quote(dice.choice(ARABIC)[:3])}",
        "a word, by price, in a zone": lambda: f"q={word(LATIN)}&sort=price_asc&zone={dice.choice(zones)}",
    }


def ask(port, paths):
    """Seconds that each took, from several connections at once."""
    took, lock, todo = [], threading.Lock(), list(paths)

    def work():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                if not todo:
                    return
                path = todo.pop()
            began = time.perf_counter()
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            spent = time.perf_counter() - began
            if response.status != 200:
                raise SystemExit(f"{path}: {response.status} {body[:300]}")
            with lock:
                took.append(spent)

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(took), len(took) / (time.perf_counter() - began)


def measure(binary, count):
    server = Server(binary, "distribution", QUIET)
    try:
        server.start("--demo")
        began = time.time()
        stock_up(server, count)
        print(f"\n{count:,} products, written in {time.time() - began:.0f} s")
        read = server.as_()
        categories = [row["id"] for row in read("GET", "/api/categories").json["data"]]
        zones = [row["id"] for row in read("GET", "/api/zones").json["data"]]
        print(f"{'':28}{'p50 ms':>9}{'p99 ms':>9}{'/s':>9}   {'from memory':>12}{'/s':>9}")
        for name, question in questions(categories, zones).items():
            paths = [f"/api/products?{question()}" for _ in range(DIFFERENT)]
            fresh, rate = ask(server.port, dict.fromkeys(paths))
            kept, kept_rate = ask(server.port, [paths[0]] * SAME)
            print(f"{name:28}{fresh[len(fresh) // 2] * 1e3:9.1f}{fresh[int(len(fresh) * .99)] * 1e3:9.1f}{rate:9.0f}"
                  f"   {kept[len(kept) // 2] * 1e3:12.1f}{kept_rate:9.0f}")
    finally:
        server.clean()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    binary = os.path.abspath(".build/debug/portico" if "--debug" in arguments else ".build/release/portico")
    counts = [int(argument) for argument in arguments if argument.isdigit()] or [10_000, 1_000_000]
    for count in counts:
        measure(binary, count)
