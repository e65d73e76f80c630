#!/usr/bin/env bash
# Measures the built program, and the peers it is measured against, and prints each figure with its limit.
#   ./bench.sh               all of it (about an hour)
#   ./bench.sh page outage   those named; a wrong name shows the right ones
#   ./bench.sh --quick …     fewer and shorter, to try a change
# BENCHMARKS.md keeps the last run of each, quick ones left out.
# JSON of every run is kept in test-output/bench/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

need() { # program, Debian package -> there afterwards, or the end
  command -v "$1" >/dev/null && return
  if [ -n "${2:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    [ -n "${updated:-}" ] || { apt-get update -qq >/dev/null 2>&1 || true; updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null 2>&1 && return
  fi
  echo "bench.sh: $1 is missing${2:+ (Debian package $2)}" >&2
  exit 2
}

if [ "${1:-}" = --quick ]; then
  export BENCH_QUICK=1
  shift
fi
need redis-server redis-server
need redis-benchmark redis-tools
need wrk wrk
need node nodejs
need npm npm
need kubectl

build() { dotnet build "$1" --configuration Release --verbosity quiet -clp:NoSummary; }
build bench/DemoApp.Bench
build bench/peers/NaiveShop
build bench/peers/ShopWithoutRedis
express=bench/peers/ExpressShop
[ "$express/node_modules/.package-lock.json" -nt "$express/package-lock.json" ] ||
  (cd "$express" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
exec dotnet bench/DemoApp.Bench/bin/Release/net10.0/DemoApp.Bench.dll "$@"
