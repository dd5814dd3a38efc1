#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# A world that fails preflight: what cannot be read, removed or started is named, with exit status 3.
source ci/tap.sh
source tools/preflight/tests/toy.sh
toy "$work/toy"
cp "$tool" "$work/preflight" # where nobody can reach it

# Root may do anything, so what lacks a right is tried as somebody else.
as_nobody() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi; }
hand_over() { if [ "$(id -u)" = 0 ]; then chmod 755 "$work"; chown -R 65534 "$work/toy" "$work/.gitconfig"; fi; }
fails() { # message, name
  is "$status" 3 "$2" || note "$stderr"
  like "$stderr" "$1" "... and it is named"
}

flight owners --write
put projects/house/project.json '{ "name": "house",' '  "needs": ["ground"], "maintainers": [{"login": "lin"}] }'
flight owners --write
commit 'toy: owners'
git rm -rq tools/island && commit 'toy: no island'
hand_over
chmod 000 projects/house/src/house.c
run as_nobody "$work/preflight" inputs roof
fails 'projects/house/src/house\.c: cannot read: Permission denied' "a source that may not be read"
chmod 644 projects/house/src/house.c

form=$(ls .github/ISSUE_TEMPLATE/*island* 2>/dev/null)
ok "a file that owners made is of no use any more" [ -n "$form" ]
chmod a-w .github/ISSUE_TEMPLATE
run as_nobody "$work/preflight" owners --write
fails 'ISSUE_TEMPLATE/island[.]yml: cannot be removed: Permission denied' "a folder that may not be written to"
chmod u+w .github/ISSUE_TEMPLATE

mkdir "$work/bin"
printf 'not a program\n' >"$work/bin/clang-format"
put .clang-format 'BasedOnStyle: LLVM'
put projects/house/src/house.c 'int   house;'
hand_over
run as_nobody env PATH="$work/bin" "$work/preflight" lint
fails 'clang-format: cannot be started: Permission denied' "a program that is none"
done_testing
