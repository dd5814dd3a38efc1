#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `sizes`: no source beyond 800 lines (which idea is missing?), no file beyond 512 KiB in the repository.
source ci/tap.sh
long=$(git ls-files --cached --others --exclude-standard 'tools/*.[ch]' 'projects/*.[ch]' 'ci/*.[ch]' '*.sh' '*.t' '*.mk' |
  while read -r f; do [ ! -f "$f" ] || echo "$f"; done | xargs -r wc -l |
  awk '$2 != "total" && $1 > 800 { print $2 ":800: " $1 " lines; which idea is missing?" }')
is "$long" "" "sizes: no source beyond 800 lines"
large=$(git ls-files -z --cached --others --exclude-standard | xargs -0 -r stat -c '%s %n' 2>/dev/null |
  awk '$1 > 524288 { print $2 ": " $1 " bytes; what is generated, or found elsewhere, stays out" }')
is "$large" "" "sizes: no file beyond 512 KiB"
done_testing
