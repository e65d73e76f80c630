#!/usr/bin/env bash
# Installs what the tests need where it can, builds once, runs every test, and ends with "N passed, N failed".
# Test output (screenshots, figures, logs of the programs under test) is kept in test-output/.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
projects=(DemoApp.Tests DemoApp.Lab.Tests DemoApp.EndToEnd)
longest=300s # without a sign of life from any test of a project
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0 failed=0 skipped=0

finish() {
  local tail=""
  [ "$skipped" = 0 ] || tail=", $skipped skipped"
  echo "$passed passed, $failed failed$tail"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
  exit
}

fail() { # what -> one failure that no test project counts
  echo "test.sh: $1"
  failed=$((failed + 1))
}

need() { # program, Debian package -> there afterwards, or said why not
  command -v "$1" >/dev/null && return
  if [ -n "${2:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    [ -n "${updated:-}" ] || { apt-get update -qq >/dev/null 2>&1; updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >"$results/apt.log" 2>&1 && return
    tail -n 3 "$results/apt.log"
  fi
  echo "test.sh: $1 is missing${2:+ (Debian package $2)}; tests that need it skip, and fail where CI=true"
}

build() {
  local locked=()
  [ "${CI:-}" = true ] && locked=(--locked-mode)
  dotnet restore DemoApp.sln "${locked[@]}" --verbosity quiet || return
  # Every answer of every test comes from this one build.
  dotnet build DemoApp.sln --no-restore --verbosity quiet -clp:NoSummary
}

javascript() {
  compgen -G 'tests/js/*.test.mjs' >/dev/null || return
  if ! command -v node >/dev/null; then
    [ "${CI:-}" = true ] && fail "node is missing, the tests of the browser's modules did not run" || skipped=$((skipped + 1))
    return
  fi
  node --test --test-reporter=tap tests/js/*.test.mjs >"$results/js.log" 2>&1
  local code=$? p f
  p=$(sed -n 's/^# pass //p' "$results/js.log" | tail -n 1) f=$(sed -n 's/^# fail //p' "$results/js.log" | tail -n 1)
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0}))
  echo "tests/js: ${p:-0} passed, ${f:-0} failed"
  [ "$code" = 0 ] || grep -A 14 '^ *not ok' "$results/js.log"
  [ "$code" = 0 ] || [ "${f:-0}" != 0 ] || { cat "$results/js.log"; fail "node ended with code $code"; }
}

clients() { # what the tests of other languages' clients need, from their lock files
  command -v npm >/dev/null || { echo "test.sh: npm is missing; tests that need it skip, and fail where CI=true"; return; }
  local folder
  for folder in tests/js-client tests/js-redis; do
    [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && continue
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$results/npm.log" 2>&1 || tail -n 3 "$results/npm.log"
  done
}

run() { # project
  dotnet test "tests/$1" --no-build --logger "trx;LogFileName=$1.trx" --logger "console;verbosity=minimal" \
    --blame-hang-timeout "$longest" --blame-hang-dump-type none --results-directory "$results" >"$results/$1.log" 2>&1
  echo $? >"$results/$1.exit"
}

counter() { # project, counter of its trx -> number
  sed -n "s/.*<Counters [^>]*\b$2=\"\([0-9]*\)\".*/\1/p" "$results/$1.trx" 2>/dev/null | grep . || echo 0
}

report() { # project
  local p f s code
  p=$(counter "$1" passed) f=$(counter "$1" failed) s=$(($(counter "$1" total) - $(counter "$1" executed))) code=$(cat "$results/$1.exit")
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  echo "$1: $p passed, $f failed, $s skipped"
  if [ "$f" != 0 ] || [ "$code" != 0 ]; then
    grep -vE '^(Test run for|A total of|Starting test|Data collector|VSTest|Results File|Attachments)|xUnit.net v|^$' "$results/$1.log" | tail -n 400
  elif [ "$s" != 0 ]; then
    grep -E -A 3 '^ +Skipped ' "$results/$1.log" | head -n 60
  fi
  # A runner that died, or found nothing to run, must not pass in silence.
  [ "$code" = 0 ] || [ "$f" != 0 ] || fail "$1 ended with code $code"
  [ "$code" != 0 ] || [ $((p + f + s)) -gt 0 ] || fail "$1 ran no test"
}

need chromium chromium
need redis-server redis-server
need redis-cli redis-tools
need node nodejs
need kubectl
clients

build || { fail "the build failed"; finish; }
javascript
# The units share the machine; the end-to-end tests, which measure, have it for themselves.
run DemoApp.Tests & run DemoApp.Lab.Tests & wait
run DemoApp.EndToEnd
for project in "${projects[@]}"; do report "$project"; done
finish
