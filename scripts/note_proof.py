"""note_proof.py PRODUCT DATABASE STATUS SECONDS OUTPUT: writes commit, result and duration of a proof into its row of docs/quality.md."""
import datetime
import itertools
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "quality.md"
HEAD = """
## Proofs

`scripts/proof.sh PRODUCT DATABASE` writes its row, `make proof` all of them.

| proof | date | commit | result | duration |
|---|---|---|---|---|
"""
TOLD = re.compile(r"^\s*([\d,]+ comparisons, \d+ differences|\d+ passed, \d+ failed|\d+ proven)", re.M)


def git(*words):
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


product, database, status, seconds, output = sys.argv[1:]
commit = git("rev-parse", "--short", "HEAD") + (" and changes" if git("status", "--porcelain", "--", ".", ":!docs/quality.md") else "")
told = "; ".join(TOLD.findall(pathlib.Path(output).read_text(errors="replace"))) or "passed"
result = told if status == "0" else f"**failed** ({status}): {told}".removesuffix(": passed")
name, minutes = f"| {product} on {database} |", int(seconds) // 60
row = f"{name} {datetime.date.today()} | {commit} | {result} | {minutes} min {int(seconds) % 60} s |"
head, _, below = PAGE.read_text().partition(HEAD)
rows = list(itertools.takewhile(lambda line: line.startswith("|"), below.splitlines(keepends=True)))
later = below[len("".join(rows)):]
kept = [line.rstrip("\n") for line in rows if not line.startswith(name)]
PAGE.write_text(head.rstrip("\n") + "\n" + HEAD + "\n".join(sorted([*kept, row])) + "\n" + later)
print(row)
