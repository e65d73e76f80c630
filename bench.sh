#!/usr/bin/env bash
# Measures the built program and prints each figure with its limit. ./bench.sh runs all and rewrites BENCHMARKS.md;
# ./bench.sh watch kubectl watches list start idle memory throughput lag catchup survival runs those named. JSON of every run is kept in test-output/bench/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
for tool in redis-benchmark redis-server; do
  command -v $tool >/dev/null || { echo "bench.sh: $tool is missing (Debian packages redis-tools, redis-server)" >&2; exit 2; }
done
command -v kubectl >/dev/null || { echo "bench.sh: kubectl is missing" >&2; exit 2; }
dotnet build bench/DemoApp.Bench --configuration Release --verbosity quiet -clp:NoSummary
exec dotnet bench/DemoApp.Bench/bin/Release/net10.0/DemoApp.Bench.dll "$@"
