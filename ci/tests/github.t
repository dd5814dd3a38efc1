#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# ci/github.sh: which jobs there will be, what is said of a red main, and that a failure is said last, with the command
# that shows it at home. curl answers from a file; the repository is made here; make is the real one for `plan`.
source ci/tap.sh
script=$PWD/ci/github.sh preflight=$PWD/build/bin/preflight
unset GITHUB_TOKEN GITHUB_OUTPUT GITHUB_STEP_SUMMARY PREFLIGHT_BASE GITHUB_BASE_REF MAKEFLAGS MAKELEVEL MFLAGS
mkdir "$work/bin" "$work/tree"
cat >"$work/bin/curl" <<END
#!/bin/sh
echo "\$*" >"$work/asked"
[ -e "$work/answer" ] || exit 22
cat "$work/answer"
END
printf '#!/bin/sh\ncat "%s/report"; exit "$(cat "%s/status")"\n' "$work" "$work" >"$work/bin/make"
chmod +x "$work/bin/"*
cd "$work/tree" || exit 1
export PATH=$work/bin:$PATH GITHUB_OUTPUT=$work/output GITHUB_STEP_SUMMARY=$work/summary
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
git init -q -b main .
mkdir -p projects/one/src projects/two/src build/bin
ln -s "$preflight" build/bin/preflight
echo '/build/' >.gitignore
for name in one two; do
  printf '{\n  "name": "%s",\n  "title": "%s",\n  "about": "A part.",\n  "paths": ["projects/%s"],\n  "needs": []\n}\n' $name $name $name >projects/$name/project.json
  echo 'kind := freestanding' >projects/$name/project.mk
done
sed -i 's/"needs": \[\]/"needs": ["one"]/' projects/two/project.json
echo 'int one;' >projects/one/src/one.c
echo 'int two;' >projects/two/src/two.c
git add . && git commit -qm 'one: begin'
base=$(git rev-parse HEAD)
plan() { : >"$work/output"; : >"$work/summary"; run "$script" plan "$@"; output=$(cat "$work/output"); }
echo 0 >"$work/status"; : >"$work/report"

plan all
is "$status" 0 "plan all" || note "$stderr"
is "$output" 'names=["one","two"]
fuzzed=[]
main=unknown' "is every component"
mkdir -p projects/two/tests/fuzz && touch projects/two/tests/fuzz/{a,b}_fuzz.c
plan all
like "$output" '^fuzzed=\["two"\]$' "and, for the night, those with fuzz targets"
rm -r projects/two/tests
plan
like "$output" 'names=\["one","two"\]' "and so it is without anything to compare with"
PREFLIGHT_BASE=0000000000000000000000000000000000000000 plan
like "$output" 'names=\["one","two"\]' "or when the branch is new"

echo 'int more;' >>projects/two/src/two.c
git commit -qam 'two: more'
PREFLIGHT_BASE=$base plan
is "$status" 0 "plan" || note "$stderr"
is "$output" 'names=["two"]
fuzzed=[]
main=unknown' "is what is affected"
like "$(cat "$work/summary")" 'projects/two/src/two.c' "whose reasons are on the summary page"
echo 'int more;' >>projects/one/src/one.c
git commit -qam 'one: more'
PREFLIGHT_BASE=$base plan
like "$output" 'names=\["one","two"\]' "who needs it is affected too"
git reset -q --hard "$base"
PREFLIGHT_BASE=$base plan
like "$output" 'names=\[\]' "nothing changed, nothing to check"
PREFLIGHT_BASE=1111111111111111111111111111111111111111 plan
unlike "$output" 'names=' "a base that is not here is no empty plan"
is "$([ "$status" != 0 ] && echo failed)" failed "it fails"

export GITHUB_TOKEN=t0ken GITHUB_REPOSITORY=o/r PREFLIGHT_BASE=$base
echo '{"check_runs": [{"conclusion": "failure"}]}' >"$work/answer"
plan
like "$output" '^main=red' "a red main is known"
like "$stdout" '^::warning::main is red at its commit '"${base:0:10}" "and said"
like "$(cat "$work/asked")" "/repos/o/r/commits/$base/check-runs\\?check_name=done" "it was asked of the base"
unlike "$(cat "$work/asked")" t0ken "the token is no argument"
echo '{"check_runs": [{"conclusion": "success"}]}' >"$work/answer"
plan
like "$output" '^main=green' "a green one too"
rm "$work/answer"
plan
like "$output" '^main=unknown' "and when GitHub does not answer, so it is"
is "$status" 0 "which stops nothing"

# --- One assignee: curl answers by what it is asked for --------------------------------------------
cat >"$work/bin/curl" <<END
#!/bin/sh
for last; do :; done
echo "\$*" >>"$work/asked"
case \$last in
*/pulls/7/files*page=1) cat "$work/page1" ;;
*/pulls/7/files*page=2) cat "$work/page2" ;;
*/issues/7) cat "$work/issue" ;;
*/issues/7/assignees) [ ! -e "$work/refused" ] || exit 22 ;;
*) exit 22 ;;
esac
END
assign() { : >"$work/asked"; run "$script" assign "${1:-7}"; }
jq -nc '[range(100) | {filename: "projects/one/src/\(.).c", additions: 1, deletions: 0}]' >"$work/page1"
echo '[{"filename": "projects/two/src/new.c", "previous_filename": "projects/two/src/two.c", "additions": 101, "deletions": 3}]' >"$work/page2"
echo '{"assignees": []}' >"$work/issue"
assign
is "$status$stdout" "0#7: nobody in particular looks after it" "records without a login assign nobody"
for name in one two; do
  sed -i 's/"needs"/"maintainers": [{ "login": "of-'$name'" }],\n  "needs"/' projects/$name/project.json
done
assign
is "$status$stdout" "0#7: @of-two" "the owner of what changed most, over all pages of files"
like "$(tail -n 1 "$work/asked")" '-X POST -d {"assignees":\["of-two"\]} .*/repos/o/r/issues/7/assignees$' "is the one assignee"
unlike "$(cat "$work/asked")" t0ken "the token is no argument"
touch "$work/refused"
assign
is "$status$stdout" "0" "where GitHub refuses, nothing is claimed"
echo '{"assignees": [{"login": "lin"}]}' >"$work/issue"
assign
is "$stdout" "#7: has an assignee already" "who is assigned stays"
assign 8
is "$status$stdout" "0::warning::what #8 changes is not known, so nobody is assigned" "what GitHub does not tell is said, and stops nothing"
git checkout -q .

echo 'make check/one: ok' >"$work/report"
run "$script" check one
is "$status$stdout" "0make check/one: ok" "the report of a check is stdout"
printf 'make check/one: failed\nprojects/one/src/one.c:1: expected (build)\n  next: make check/one\n' >"$work/report"
echo 1 >"$work/status"
: >"$work/summary"
run "$script" check one
is "$status" 1 "the status is that of the check"
is "$(tail -n 1 <<<"$stdout")" "  next: make check/one" "its last line is what to type"
like "$(cat "$work/summary")" 'one.c:1: expected' "the summary page has it"

finish() { NEEDS=$1 run "$script" "done"; }
finish '{"plan": {"result": "success", "outputs": {"main": "green"}}, "lint": {"result": "success"}, "check": {"result": "skipped"}}'
is "$status$stdout" "0All that is affected passed." "all passed; what nothing affects was skipped"
finish '{"plan": {"result": "success", "outputs": {"main": "red"}}, "lint": {"result": "success"}, "check": {"result": "failure"}}'
is "$status" 1 "a failed job fails the whole"
is "$stdout" 'Failed
  check: failure
main was red already where this branch left it: what fails may not be yours.
make check/one: failed
projects/one/src/one.c:1: expected (build)
  next: make check/one
To see it at home:
  make pr P=one' "which job, whose fault it may be, what was said, what to type"
printf 'preflight lint: failed\ntitle: the form is (form)\n  next: give it another\nmake lint: ok\n' >build/said/lint.txt
finish '{"plan": {"result": "success", "outputs": {"main": "green"}}, "lint": {"result": "failure"}, "check": {"result": "failure"}}'
like "$stdout" '^title: the form is \(form\)$' "what the rules alone have said is told, too"
is "$(tail -n 3 <<<"$stdout")" 'To see it at home:
  make pr P=lint
  make pr P=one' "with a command each"
rm build/said/*
finish '{"plan": {"result": "success", "outputs": {"main": "green"}}, "lint": {"result": "success"}, "check": {"result": "cancelled"}}'
is "$(tail -n 2 <<<"$stdout")" 'To see it at home:
  make pr' "where nothing was said, the command for all of it"
for result in cancelled failure; do
  finish '{"plan": {"result": "'$result'", "outputs": {}}, "lint": {"result": "success"}, "check": {"result": "skipped"}}'
  is "$status" 1 "without a plan nothing is green ($result)"
done
run "$script" nonsense
is "$status" 2 "an unknown word is refused"
like "$stderr" 'plan \[all\]' "with what there is"
done_testing
