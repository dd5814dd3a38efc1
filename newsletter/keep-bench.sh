#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Keeps what a bench printed, for the page of figures: bench.sh | keep-bench.sh NAME RELEASE
# Passes the lines on, and writes them to data/bench/NAME.json as the entry of that release: at the end, or in place of the
# one that is there. RELEASE is a version (v0.2.0), or a date where there is none yet.
set -euo pipefail
name=$1 release=$2
file=$(dirname "$0")/data/bench/$name.json
lines=$(mktemp)
trap 'rm -f "$lines" "$file.new"' EXIT
tee "$lines"
[ -s "$lines" ] || { echo "keep-bench.sh: the bench of $name printed nothing; $file stays as it is" >&2; exit 1; }
mkdir -p "$(dirname "$file")"
[ -e "$file" ] || echo '[]' >"$file"
commit=$(git rev-parse --short=12 HEAD)
jq -r --slurpfile lines "$lines" --arg release "$release" --arg date "$(date -u +%F)" --arg commit "$commit" '
  {$release, $date, $commit, $lines} as $new
  | (map(.release) | index($release)) as $at
  | (if $at == null then . + [$new] else .[$at] = $new end)
  | "[\n" + (map("{\"release\": \(.release | tojson), \"date\": \(.date | tojson), \"commit\": \(.commit | tojson), \"lines\": [\n"
      + (.lines | map("  " + tojson) | join(",\n")) + "\n]}") | join(",\n")) + "\n]"' "$file" >"$file.new"
mv "$file.new" "$file"
