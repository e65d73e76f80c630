#!/usr/bin/env bash
# Installs what the tests need where it can, builds once, runs every test, and ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

install() { # package -> installs it when its program is missing and apt-get may be used
  command -v "$1" >/dev/null && return
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || { echo "test.sh: $1 is missing; tests that need it skip (install the package $2)"; return; }
  [ -n "${updated:-}" ] || { apt-get update -qq; updated=1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null || echo "test.sh: could not install $2"
}
install chromium chromium
install redis-server redis-server
install redis-cli redis-tools
command -v kubectl >/dev/null || echo "test.sh: kubectl is missing; tests that need it skip (see https://kubernetes.io/docs/tasks/tools/)"

passed=0 failed=0 skipped=0
finish() {
  local tail=""
  [ "$skipped" = 0 ] || tail=", $skipped skipped"
  echo "$passed passed, $failed failed$tail"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
  exit
}

if ! dotnet build DemoApp.sln -v quiet -clp:NoSummary; then failed=1; echo "test.sh: the build failed"; finish; fi

run() { # project
  dotnet test "tests/$1" --no-build --logger "trx;LogFileName=$1.trx" --results-directory "$results" >"$results/$1.log" 2>&1
  echo $? >"$results/$1.exit"
}
count() { # file, counter of the trx -> number
  local n; n=$(grep -o "<Counters [^>]*" "$1" 2>/dev/null | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*'); echo "${n:-0}"
}

if command -v node >/dev/null && compgen -G 'tests/js/*.test.mjs' >/dev/null; then
  node --test --test-reporter=tap tests/js/*.test.mjs >"$results/js.log" 2>&1 || { grep -A12 '^ *not ok' "$results/js.log"; }
  passed=$((passed + $(sed -n 's/^# pass //p' "$results/js.log" | tail -1)))
  failed=$((failed + $(sed -n 's/^# fail //p' "$results/js.log" | tail -1)))
fi

run DemoApp.Tests & run DemoApp.Lab.Tests & wait
run DemoApp.EndToEnd
for project in DemoApp.Tests DemoApp.Lab.Tests DemoApp.EndToEnd; do
  trx="$results/$project.trx"
  p=$(count "$trx" passed) f=$(count "$trx" failed) t=$(count "$trx" total)
  s=$((t - p - f))
  # A project without a single result, or one whose runner died after the last result, must not pass in silence.
  if [ "$(cat "$results/$project.exit")" != 0 ] && [ "$f" = 0 ]; then f=1; fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  echo "$project: $p passed, $f failed, $s skipped"
  [ "$f" = 0 ] || tail -n 150 "$results/$project.log"
  [ "$s" = 0 ] || grep -iE '\[SKIP\]|skipped' "$results/$project.log" | head -20
done
finish
