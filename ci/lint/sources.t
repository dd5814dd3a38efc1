#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rules `licence`, `format`, `banned`, `length`, `shell`, `needs`: what can be told from a file alone.
source ci/tap.sh

files() { git ls-files --cached --others --exclude-standard "$@" | while read -r f; do [ -f "$f" ] && echo "$f"; done; }

missing=$(files '*.c' '*.h' '*.S' '*.sh' '*.t' '*.mk' Makefile ci/run-test .ci/run |
  while read -r f; do case $f in */project.mk|*/tests/data/*) continue ;; esac
    head -n 3 "$f" | grep -q 'SPDX-License-Identifier: MIT OR Apache-2.0' || echo "$f: no SPDX line at the top"; done)
is "$missing" "" "licence: every source names it"

ok "format: C sources are laid out (make format mends it)" \
  bash -c 'git ls-files -z --cached --others --exclude-standard "*.c" "*.h" | xargs -0 -r clang-format --dry-run --Werror'

# name=what to use instead; comments and strings may speak of them, a call may not
banned='strcpy=text.h strcat=text.h sprintf=text_addf vsprintf=text.h gets=file_read strtok=strcspn gmtime=gmtime_r
  localtime=gmtime_r ctime=instant_text asctime=instant_text atoi=strtol tmpnam=mkostemp mktemp=mkostemp system=posix_spawn'
for pair in $banned; do
  name=${pair%=*}
  found=$(files 'tools/*.[ch]' 'projects/*.[ch]' | # a test may start a shell
    { if [ "$name" = system ]; then grep -v /tests/; else cat; fi; } | xargs -r grep -nE "(^|[^_a-zA-Z0-9\"])${name}[[:space:]]*\(" |
    grep -vE '^[^:]+:[0-9]+: *(/?\*|//)' || true)
  is "$found" "" "banned: $name (use ${pair#*=})"
done

long=$(files 'tools/*.[ch]' 'projects/*.[ch]' | xargs -r wc -l | awk '$2 != "total" && $1 > 800 { print $2 ": " $1 " lines; which idea is missing?" }')
is "$long" "" "length: no source beyond 800 lines"

ok "shell: scripts pass shellcheck" \
  bash -c 'git ls-files -z --cached --others --exclude-standard "*.sh" "*.t" ci/run-test ci/qemu/run .ci/run | xargs -0 -r shellcheck -x -S warning -s bash'

for record in projects/*/project.json tools/*/project.json; do
  is "$(grep -cE '^  "needs": \[("[a-zA-Z0-9_.-]+"(, "[a-zA-Z0-9_.-]+")*)?\],?$' "$record")" 1 \
    "needs: $record has its \"needs\" on one line, as make reads it"
done

paths=$(git grep -nIE '/(home|root|work)/[a-z]' -- . ':!LICENSE*' ':!ci/lint/sources.t' || true)
is "$paths" "" "paths: no file names a place on somebody's machine"
done_testing
