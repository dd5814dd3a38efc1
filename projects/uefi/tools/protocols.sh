#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Prints the README's table of protocols, read off the sources: which the raw layer has, which are wrapped, what tests
# them. --write puts it there, below the heading "Protocols".
#
#   raw      a struct NAME or a macro NAME_GUID of a header in include/uefi/raw, NAME being that of a protocol
#   wrapped  a comment line "Wraps: NAME" of a header in include/uefi
#   tested   a comment line "Tests: NAME" of a file in tests/unit or tests/qemu
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C
if [ "${1:-}" = --write ]; then # everything from the heading on is made
  { sed '/^## Protocols$/q' README.md; echo; tools/protocols.sh; } >README.md.new
  mv README.md.new README.md
  exit
fi

raw() { # protocol header
  awk '{ name = "" }
    /^#define [A-Z0-9_]+_GUID([ \\]|$)/ { name = $2; sub(/_GUID$/, "", name) }
    /^struct [A-Z0-9_]+ \{$/ { name = $2 }
    /^} (UEFI_PACKED )?[A-Z0-9_]+;/ { name = $NF; sub(/;.*/, "", name) }
    name ~ /_PROTOCOL2?$/ && name !~ /_SERVICE_BINDING_/ { print name, FILENAME }' include/uefi/raw/*.h
}
marks() { # mark file... -> protocol file
  local mark=$1
  shift
  awk -v mark="$mark:" '$1 == "*" && $2 == mark { print $3, FILENAME }' "$@"
}

mapfile -t tests < <(find tests/unit tests/qemu -name '*.[ch]' | sort)
{
  raw | sed 's/^/raw /'
  marks Wraps include/uefi/*.h | sed 's/^/wrapped /'
  marks Tests "${tests[@]}" | sed 's/^/tested /'
} | awk '
  { name = $3; sub(/^include\/uefi\//, "", name); sub(/^tests\//, "", name); sub(/_test\.c$/, "", name)
    sub(/^qemu\/app\//, "qemu/", name); sub(/\.c$/, "", name); if (name ~ /\.h$/) name = "`" name "`"
    n = split(place[$1, $2], had, ", "); for (i = 1; i <= n; i++) if (had[i] == name) next
    place[$1, $2] = place[$1, $2] (n ? ", " : "") name; seen[$2] = 1 }
  END { for (p in seen) print p "|" place["raw", p] "|" place["wrapped", p] "|" place["tested", p] }' | sort |
awk -F'|' '
  { row[++n] = "| " $1 " | " $2 " | " $3 " | " $4 " |"; raw += $2 != ""; wrapped += $3 != ""; tested += $4 != "" }
  END {
    print "Made by `tools/protocols.sh` from the sources; a test compares. Wrappers are in `include/uefi`, what is only raw"
    print "is used through `uefi_protocol_open()`. Service bindings are not counted.\n"
    print raw " raw, " wrapped " wrapped, " tested " with tests of their own.\n"
    print "| protocol | raw | wrapped | tested |\n|---|---|---|---|"
    for (i = 1; i <= n; i++) print row[i] }'
