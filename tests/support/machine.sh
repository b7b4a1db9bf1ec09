#!/usr/bin/env bash
# What the tests want from the machine beside Python: a PostgreSQL server and Chromium.
# On Debian as root it installs what is missing; anywhere else it says in one sentence what to install. Never fails:
# without them the tests that need them are skipped (in CI they fail).
set -u

have_postgresql() { [ -n "${DSS_TEST_POSTGRES_URL:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; }
have_chromium() { command -v chromium >/dev/null; }

missing=()
have_postgresql || missing+=(postgresql)
have_chromium || missing+=(chromium)

if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing what the tests need: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    { apt-get update -q && apt-get install -yq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 ||
        { echo "That did not work:"; tail -n 5 "$log"; }
    rm -f "$log"
fi

have_postgresql && echo "PostgreSQL: available" || echo "PostgreSQL: missing. Install it (Debian: apt-get install postgresql) to test on it too."
have_chromium && echo "Chromium: available" || echo "Chromium: missing. Install it (Debian: apt-get install chromium) for the tests in a browser."
