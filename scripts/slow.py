"""slow.py EXPRESSION_MS FUNCTION_MS [MODULE…]: the expressions in our sources that are slow to type-check, without building anything.

Takes the compiler's arguments from the last debug build and runs them as a type check, module by module.
"""
import json
import re
import subprocess
import sys
import tempfile

expression, function, *only = sys.argv[1:]
FLAGS = ["-Xfrontend", f"-warn-long-expression-type-checking={expression}", "-Xfrontend", f"-warn-long-function-bodies={function}"]
# Each with the number of values that follow.
DROPPED = {"-emit-module": 0, "-emit-module-path": 1, "-output-file-map": 1, "-incremental": 0, "-c": 0, "-emit-dependencies": 0,
           "-emit-objc-header": 0, "-emit-objc-header-path": 1, "-num-threads": 1, "-parseable-output": 0,
           "-enable-batch-mode": 0, "-serialize-diagnostics": 0, "-index-store-path": 1, "-whole-module-optimization": 0,
           "-explicit-module-build": 0, "-emit-const-values": 0}


def commands():
    text = open(".build/debug.yaml").read()
    for name, rest in re.findall(r'\n  "C\.([A-Za-z]+)-[^"]*\.module": *\n((?:    .*\n)+)', text):
        sources = re.search(r"inputs: (\[.*\])", rest)
        arguments = re.search(r"args: (\[.*\])", rest)
        if arguments and sources and "/checkouts/" not in sources[1]:
            yield name, json.loads(arguments[1])


def type_check(arguments):
    kept, i = [], 0
    while i < len(arguments):
        skip = DROPPED.get(arguments[i])
        if skip is not None:
            i += 1 + skip
        else:
            kept.append(arguments[i])
            i += 1
    with tempfile.TemporaryDirectory() as scratch:
        run = subprocess.run(
            kept[:1] + ["-typecheck"] + kept[1:] + FLAGS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=scratch
        )
    return run.returncode, run.stdout


slow = set()
for name, arguments in commands():
    if only and name not in only:
        continue
    code, output = type_check(arguments)
    found = {line for line in output.splitlines() if re.match(r"/.*: (warning: .* took \d+ms|error: )", line)}
    slow |= found
    print(f"{name}: {len(found)}" + ("" if code == 0 else f" (the compiler answered {code})\n{output[-2000:]}"), flush=True)
print("\n".join(sorted(slow)))
sys.exit(bool(slow))
