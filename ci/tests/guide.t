#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# CONTRIBUTING.md is true: its commands are run as they stand there, in a fresh clone with an empty home, one block after
# the other. Blocks marked "sh slow" are run with FULL=1 only (and TEST_SECONDS for an hour or two). A line that ends in
# "# fails" has to.
source ci/tap.sh
document=$PWD/CONTRIBUTING.md

full=${FULL:-}
unset FULL # what the guide runs is what people run: `make check` in there does not come back here with it

# What is being worked on counts too: the clone is of a commit that nobody else sees.
mkdir "$work/home" && export HOME=$work/home
unset MAKEFLAGS MAKELEVEL MFLAGS T P V KERNEL PARTS GITHUB_BASE_REF PREFLIGHT_BASE TAP_DIR
export GIT_AUTHOR_NAME=Newcomer GIT_AUTHOR_EMAIL=new@example.org GIT_COMMITTER_NAME=Newcomer GIT_COMMITTER_EMAIL=new@example.org
git clone -q --no-hardlinks . "$work/fork" 2>"$work/err" || { ok "clone" cat "$work/err"; done_testing; }
git -C "$work/fork" switch -q -C main
git ls-files -z --cached --others --exclude-standard | tar -cf - --null --ignore-failed-read -T - 2>/dev/null | tar -C "$work/fork" -xf -
# Who followed the guide has its first change in the tree, and runs this test with `make pr`: it is taken back first.
awk -v to="$work/patch." '/^git apply <<.END.$/ { n++; file = to n; next } $0 == "END" { file = "" } file { print >file }' "$document"
for patch in "$work"/patch.2 "$work"/patch.1; do
  ! git -C "$work/fork" apply --reverse --check "$patch" 2>/dev/null || git -C "$work/fork" apply --reverse "$patch"
done
grep -slF "$(sed -n "s/^make note .* TEXT='\(.*\)'$/\1/p" "$document")" "$work"/fork/newsletter/fragments/*.md | xargs -r rm
git -C "$work/fork" add --all
git -C "$work/fork" diff --cached --quiet || git -C "$work/fork" commit -qm 'ci: what is being worked on'
export FORK=$work/fork

# Blocks: a file each, $work/block.N, and which of them are slow.
awk -v to="$work/block." '/^```sh( slow)?$/ { n++; on = 1; file = sprintf("%s%02d%s", to, n, / slow$/ ? ".slow" : ""); next }
  /^```$/ { on = 0 } on { print >file }' "$document"
count=$(find "$work" -name 'block.*' | wc -l)
[ "$count" -ge 8 ] && tap_result true "the guide has $count blocks of commands" || tap_result false "the guide has $count blocks of commands"

# One process for the whole guide, as a person has one terminal; each command says how it ended.
cat >"$work/reader.sh" <<'END'
step() { # name, "fails" or nothing, status
  if [ "$2" = fails ]; then [ "$3" != 0 ]; else [ "$3" = 0 ]; fi && echo "ok $1" >>"$WORK/results" || echo "not ok $1" >>"$WORK/results"
}
END
for block in "$work"/block.*; do
  case $block in *.slow) [ -n "$full" ] || continue ;; esac
  # a command is a line, or lines up to the end of its here-document
  awk 'here { text = text "\n" $0; if ($0 == "END") { here = 0; flush() } next }
    function flush() { fails = text ~ /# fails$/ ? "fails" : ""; name = text; sub(/\n.*/, "", name); gsub(/\047/, "", name)
      printf "{ %s\n} >\"$WORK/said\" 2>&1 </dev/null\nstatus=$?; step \047%s\047 \"%s\" $status; [ \"%s\" = fails ] || [ $status = 0 ] || { cat \"$WORK/said\" >>\"$WORK/trouble\"; exit 1; }\n", text, name, fails, fails
      text = "" }
    /^[ \t]*(#|$)/ { next }
    { text = $0; if ($0 ~ /<<\047END\047$/) here = 1; else flush() }' "$block" >>"$work/reader.sh"
done
sed -i 's/^{ \(.*<<.END.\)$/{ \1/' "$work/reader.sh"
mkdir "$work/desk"
: >"$work/results"; : >"$work/trouble"
(cd "$work/desk" && WORK=$work bash "$work/reader.sh")
while IFS= read -r line; do
  case $line in
  'not ok '*) tap_result false "${line#not ok }" || note "$(tail -n 40 "$work/trouble")" ;;
  'ok '*) tap_result true "${line#ok }" ;;
  esac
done <"$work/results"
wanted=$(grep -c '; step ' "$work/reader.sh")
is "$(wc -l <"$work/results")" "$wanted" "all $wanted commands were run"

cd "$work/desk/osdev" 2>/dev/null || done_testing
is "$(git log -1 --skip=1 --format=%s)" "x86_64: count the pages that bytes need" "the first change is a commit"
like "$(git show --stat --format= HEAD^)" 'newsletter/fragments/.*\.x86_64\.added\.md' "with its news"
like "$(git show --format= HEAD^ -- newsletter/fragments)" '^\+.*x86_pages_for' "in its author's words"
ok "make new made a subproject" test -r projects/timer/project.json
done_testing
