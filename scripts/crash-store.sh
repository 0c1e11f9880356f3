#!/bin/bash
# Kills the writer, and PostgreSQL with it, while writes are acknowledged; then checks that every acknowledged key is there.
#
#   scripts/crash-store.sh sqlite            kill -9 of the process
#   scripts/crash-store.sh postgres          kill -9 of a private server (PostgreSQL 15) and of the process
#
# PORTICO is the binary (default .build/release/portico), RUNS the number of runs (default 3).
set -u
engine=${1:-sqlite}
portico=${PORTICO:-.build/release/portico}
runs=${RUNS:-3}
work=$(mktemp -d /tmp/portico-crash.XXXXXX)
lost_in_all=0

acknowledged() { grep -E '^[0-9]+$' "$work/acknowledged" | sort; }

report() { # $1 run; $work/rows: the keys that are there
    sort "$work/rows" > "$work/there"
    acknowledged > "$work/told"
    local lost
    lost=$(comm -23 "$work/told" "$work/there" | wc -l)
    lost_in_all=$((lost_in_all + lost))
    echo "$engine run $1: acknowledged $(wc -l < "$work/told"), there $(wc -l < "$work/there"), LOST $lost"
    [ -s "$work/told" ] || { echo "nothing was acknowledged: $(cat "$work/errors")"; exit 2; }
}

crash_writer() { # $1 url, $2 run
    "$portico" crash-writes "$1" "$2" > "$work/acknowledged" 2> "$work/errors" &
    writer=$!
    sleep "1.$((RANDOM % 9))"
}

kill_writer() {
    kill -9 "$writer" 2>/dev/null
    wait "$writer" 2>/dev/null
}

crash_sqlite() {
    for run in $(seq "$runs"); do
        crash_writer "sqlite:$work/data.sqlite" "$run"
        kill_writer
        python3 - "$work/data.sqlite" "$run" > "$work/rows" <<'P' || exit 1
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
check = database.execute("PRAGMA integrity_check").fetchone()[0]
if check != "ok":
    sys.exit("integrity: " + check)
for (key,) in database.execute("SELECT key FROM acknowledged WHERE key / 100000000 = ?", (int(sys.argv[2]),)):
    print(key)
P
        report "$run"
    done
}

as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups --inh-caps=-all env HOME=/tmp "$@"
    else
        "$@"
    fi
}

start_server() {
    for _ in 1 2 3 4 5 6 7 8; do
        as_postgres "$bin/pg_ctl" -D "$work/pg" -w -s -l "$work/log" start > /dev/null 2>&1 && return 0
        sleep 1
    done
    tail -5 "$work/log"
    exit 2
}

crash_postgres() {
    bin=${PGBIN:-/usr/lib/postgresql/15/bin}
    port=${PGPORT:-54339}
    [ "$(id -u)" = 0 ] && chown postgres "$work"
    cd /tmp || exit 2
    as_postgres "$bin/initdb" -D "$work/pg" -U app -A trust -E UTF8 > "$work/initdb" || exit 2
    printf "listen_addresses='127.0.0.1'\nport=%s\nunix_socket_directories='%s'\nfsync=on\n" "$port" "$work" \
        | as_postgres tee -a "$work/pg/postgresql.conf" > /dev/null
    start_server
    for run in $(seq "$runs"); do
        crash_writer "host=127.0.0.1 port=$port user=app dbname=postgres" "$run"
        postmaster=$(head -1 "$work/pg/postmaster.pid")
        servers="$postmaster $(pgrep -P "$postmaster" | tr '\n' ' ')"
        # shellcheck disable=SC2086
        kill -9 $servers 2>/dev/null
        for server in $servers; do while kill -0 "$server" 2>/dev/null; do sleep 0.05; done; done
        kill_writer
        start_server
        psql -h 127.0.0.1 -p "$port" -U app postgres -Atc \
            "SELECT key FROM acknowledged WHERE key / 100000000 = $run" > "$work/rows" || exit 1
        report "$run"
    done
    as_postgres "$bin/pg_ctl" -D "$work/pg" -m immediate -s stop
}

case $portico in /*) ;; *) portico=$PWD/$portico ;; esac
case $engine in sqlite) crash_sqlite ;; postgres) crash_postgres ;; *) echo "sqlite or postgres"; exit 2 ;; esac
rm -rf "$work"
[ "$lost_in_all" = 0 ]
