#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Every clone is the same, whatever git is told where it is made: one that would turn lines to CR LF has the bytes that
# are here, and its verbs run. Without .gitattributes it would not: the test makes that clone too.
source ci/tap.sh
unset MAKEFLAGS MAKELEVEL MFLAGS T P
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
mkdir "$work/tree"
git ls-files -z --cached --others --exclude-standard | tar -cf - --null --ignore-failed-read -T - 2>/dev/null | tar -C "$work/tree" -xf -
git -C "$work/tree" init -q && git -C "$work/tree" add -A 2>/dev/null && git -C "$work/tree" commit -qm 'ci: what is being worked on'

git -c core.autocrlf=true clone -q "$work/tree" "$work/crlf"
is "$(diff -rq --exclude=.git "$work/tree" "$work/crlf")" "" "core.autocrlf changes no byte of a clone"
is "$(git -C "$work/crlf" -c core.autocrlf=true status --porcelain)" "" "and git sees no change in it"
run make -C "$work/crlf" help
is "$status" 0 "make runs there" || note "$stderr"
run "$work/crlf/ci/run-test" true
is "$status" 0 "and so do scripts" || note "$stderr"

git -C "$work/tree" rm -q .gitattributes && git -C "$work/tree" commit -qm 'ci: without it'
git -c core.autocrlf=true clone -q "$work/tree" "$work/turned"
ok "without .gitattributes they have CR LF" grep -q $'\r' "$work/turned/Makefile"
done_testing
