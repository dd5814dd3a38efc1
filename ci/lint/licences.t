#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `licences`: every source names its licence at the top; every file has one that is here (REUSE 3.0, .reuse/dep5).
source ci/tap.sh

unnamed() { # files on stdin: those without the line
  xargs -r awk 'FNR == 1 { if (name != "" && !seen) print name; name = FILENAME; seen = 0 }
    FNR <= 3 && /SPDX-License-Identifier: MIT OR Apache-2.0/ { seen = 1 }
    FNR == 3 { if (!seen) print FILENAME ":1: no line SPDX-License-Identifier: MIT OR Apache-2.0 at the top"; name = ""; nextfile }
    END { if (name != "" && !seen) print name ":1: no SPDX line at the top" }'
}
found=$(git ls-files --cached --others --exclude-standard '*.c' '*.h' '*.S' '*.asl' '*.ld' '*.sh' '*.t' '*.pl' '*.js' '*.awk' '*.mk' \
  Makefile ci/run-test ci/qemu/run .ci/run '.github/workflows/*.yml' '.github/actions/*.yml' ':!**/project.mk' ':!**/tests/data/**' |
  while read -r f; do [ ! -s "$f" ] || echo "$f"; done | unnamed)
is "$found" "" "licences: every source names it"
run reuse lint
is "$status" 0 "licences: reuse finds one for every file" || note "$stdout"

printf 'int x;\n\n\n\n' >"$work/three.c"
printf 'int x;\n' >"$work/one.c"
sed -n 2p ci/tap.sh >"$work/good.c"
found=$(printf '%s\n' "$work"/{three,one,good}.c | unnamed)
is "$(wc -l <<<"$found")" 2 "a source without it is found, however short"
done_testing
