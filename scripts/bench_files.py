"""bench_files.py: one file up and down through a file storage, down also from nginx. Needs .build/release/archive and nginx."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
from portico import free_port  # noqa: E402

MEGABYTES, ROUNDS = 512, 3


def curl(*arguments):
    return subprocess.run(["curl", "-sf", *arguments], check=True, capture_output=True).stdout


def best(what):
    took = []
    for _ in range(ROUNDS):
        began = time.time()
        what()
        took.append(time.time() - began)
    return MEGABYTES / min(took)


def main():
    home = tempfile.mkdtemp(prefix="portico-files-")
    os.chmod(home, 0o755)
    archive, nginx, started = free_port(), free_port(), []
    try:
        with open(f"{home}/file.pdf", "wb") as file:
            file.write(b"%PDF-1.7\n")
            for _ in range(MEGABYTES):
                file.write(os.urandom(1 << 20))
            file.write(b"\nstartxref\n0\n%%EOF\n")
        with open(f"{home}/nginx.conf", "w") as file:
            file.write(f"daemon off; worker_processes 2; pid {home}/pid; error_log {home}/error.log; events {{}}\n"
                       f"http {{ access_log off; sendfile on; server {{ listen 127.0.0.1:{nginx}; root {home}; }} }}\n")
        started.append(subprocess.Popen(["nginx", "-c", f"{home}/nginx.conf"], stderr=subprocess.DEVNULL))
        os.mkdir(f"{home}/room")
        started.append(subprocess.Popen([".build/release/archive", f"{home}/room", str(archive)], stdout=subprocess.DEVNULL))
        time.sleep(1)
        theirs = best(lambda: curl("-o", "/dev/null", f"http://127.0.0.1:{nginx}/file.pdf"))
        send = ("-F", f"file=@{home}/file.pdf", f"http://127.0.0.1:{archive}/papers")
        up = best(lambda: curl("-o", "/dev/null", *send))

        # A link is good for one download, so each round has its own, and asking for it is not timed.
        links = [json.loads(curl(*send))["url"] for _ in range(ROUNDS)]
        down = best(lambda: curl("-o", "/dev/null", links.pop()))
        print(f"| {MEGABYTES} MB over loopback | MB/s | ratio |\n|---|---|---|")
        print(f"| nginx, sendfile | {theirs:,.0f} | |\n| download by signed link | {down:,.0f} | {down / theirs:.2f} of nginx |")
        print(f"| upload as a form (sniffed, hashed, written) | {up:,.0f} | |")
    finally:
        for process in started:
            process.kill()
        shutil.rmtree(home, ignore_errors=True)


main()
