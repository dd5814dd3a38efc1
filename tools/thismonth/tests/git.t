# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# How pull requests and commits land, seen through `thismonth collect` from local git alone.
# shellcheck source=ci/tap.sh
. ci/tap.sh
# shellcheck source=tools/thismonth/tests/git_fixture.sh
. tools/thismonth/tests/git_fixture.sh

# --- the four kinds ---
new kinds
as 'Ann Author' ann@example.org
at '2023-12-01 10:00:00'
commit begin
at '2024-01-02 10:00:00'
pull 1
merge 1 ann/topic 'Teach it to `walk`'
at '2024-01-03 10:00:00'
squash 2 'A squash of work'
at '2024-01-04 10:00:00'
git checkout -q -b topic HEAD~1
commit 'first of three' a
commit 'second of three' b
git merge -q -m "Merge branch 'main' into topic" main
git update-ref refs/pull/3/head HEAD
git checkout -q main
at '2024-01-05 10:00:00'
git cherry-pick topic~1~1 topic~1 >/dev/null
git branch -q -D topic
commit 'See also the report (#7)'
at '2024-01-06 10:00:00'
pull 4
git merge -q --no-ff -m 'Merge #4

4: Add a bors r=boss a=beth

A long story.' pull-4
git branch -q -D pull-4
at '2024-01-07 10:00:00'
pull 5
git merge -q --no-ff -m 'A merge in words of my own' pull-5
git branch -q -D pull-5
at '2024-02-01 00:00:00'
pull 6
merge 6 ann/late 'Too late'
git update-ref refs/pull/8/head HEAD
collect kinds
is "$status" 0 'collect succeeds'
is "$(numbers)" '1 2 3 4 5' 'merge, squash, rebase, bors and custom merges of the month, in order'
is "$(value 1 kind)$(value 2 kind)$(value 3 kind)$(value 4 kind)$(value 5 kind)" \
  '"merge""squash""rebase""merge""merge"' 'each of its kind'
is "$(value 1 title)" '"Teach it to `walk`"' 'title of a merge: the first line of its body'
is "$(value 2 title)" '"A squash of work"' 'title of a squash: without its number'
is "$(value 3 title)" '"first of three"' 'title of a rebased series: its first commit'
is "$(value 4 title)" '"Add a bors"' 'title of a bors merge: its line of the body'
is "$(value 5 title)" '"A merge in words of my own"' 'title of a custom merge: its own words'
is "$(value 4 login)" '"beth"' 'bors names the author'
is "$(value 3 merged_at)" '"2024-01-05T10:00:00Z"' 'a rebase landed when it was committed'
is "$(value 3 commits | tr ',' '\n' | wc -l)" 2 'all commits of the series are listed'
is "$(value 3 files)" 2 'files of the whole series'
unlike "$(cat "$record")" '"number": 7' 'the number of an issue is no pull request'

# --- direct commits ---
collect kinds '{"name": "all", "direct": true}'
is "$(numbers)" '1 2 3 null 4 5' 'direct commits where they are asked for'
like "$(cat "$record")" 'See also the report \(#7\)' 'with their whole subject'
new direct
at '2024-01-02 10:00:00'
commit 'one'
at '2024-01-03 10:00:00'
git checkout -q -b side
commit 'two' side
git checkout -q main
at '2024-01-04 10:00:00'
git merge -q --no-ff -m "Merge branch 'side'" side
git branch -q -D side
collect direct
like "$(cat "$record")" '"commits": \["[0-9a-f]+", "[0-9a-f]+"\]' 'a month without pull requests: direct commits, sides of plain merges too'
collect direct '{"name": "all", "direct": false}'
is "$(numbers)" '' 'and none where they are not wanted'

# --- branches ---
new branches
at '2023-11-01 10:00:00'
commit begin
git checkout -q -b next
at '2024-01-02 10:00:00'
pull 1
merge 1 ann/a 'On next'
git checkout -q main
at '2024-01-03 10:00:00'
pull 2
merge 2 ann/b 'On main'
git checkout -q -b dead
at '2024-01-04 10:00:00'
pull 3
merge 3 ann/c 'On a branch that is gone'
squash 4 'Squashed there'
git checkout -q main
at '2024-01-05 10:00:00'
git merge -q --no-ff -m 'Merge pull request #5 from home/dead

Take dead in' dead
git update-ref refs/pull/5/head dead
git branch -q -D dead
git checkout -q -b feature
pull 6
merge 6 ann/d 'Into the branch of someone'
git update-ref refs/pull/7/head feature
git checkout -q main
git merge -q --no-ff -m 'Merge pull request #7 from ann/feature

Feature' feature
at '2024-01-06 10:00:00'
git checkout -q -b old-release HEAD~3
squash 8 'Fixed for the release'
git tag v0.1
git checkout -q main
git branch -q -D old-release
collect branches
is "$status" 0 'collect of many branches succeeds'
is "$(value 2 branch)" '"main"' 'the default branch'
is "$(value 1 branch)" '"next"' 'a branch that still stands'
is "$(value 3 branch)$(value 4 branch)" '"dead""dead"' 'a dead branch of this repository, by the merge that took it in'
is "$(value 5 branch)" '"main"' 'its own merge is on the default branch'
is "$(value 6 branch)$(value 7 branch)" '"main""main"' 'the head of a merged pull request is no branch of its own'
is "$(value 8 branch)" '"v0.1"' 'reachable from a tag alone: under its name'
is "$(value 8 release)" '"v0.1"' 'the tag is its release'

# --- another shape of clone ---
git clone -q "$work/branches" "$work/worktree" 2>/dev/null
git -C "$work/worktree" fetch -q origin '+refs/pull/*/head:refs/remotes/origin/pr/*'
cp "$record" "$work/wanted.json"
collect worktree
is "$(grep -v collected_at "$record")" "$(grep -v collected_at "$work/wanted.json")" 'a clone with remote-tracking branches says the same'
git clone -q --mirror "$work/branches" "$work/mirror.git"
collect mirror.git
is "$(grep -v collected_at "$record")" "$(grep -v collected_at "$work/wanted.json")" 'so does a bare mirror'
git -C "$work/mirror.git" symbolic-ref HEAD refs/heads/unborn
collect mirror.git
is "$(grep -v collected_at "$record")" "$(grep -v collected_at "$work/wanted.json")" 'so does one whose HEAD is unborn'
git -C "$work/mirror.git" pack-refs --all
git -C "$work/mirror.git" commit-graph write --reachable 2>/dev/null
collect mirror.git
is "$(grep -v collected_at "$record")" "$(grep -v collected_at "$work/wanted.json")" 'so does one with packed refs and a commit-graph'

# --- superseded ---
new superseded
at '2024-01-01 10:00:00'
commit begin
git checkout -q -b closed
at '2024-01-02 10:00:00'
commit 'taken over' a
git update-ref refs/pull/1/head HEAD
at '2024-01-03 10:00:00'
commit 'and more' b
git update-ref refs/pull/2/head HEAD
git checkout -q main
squash 3 'in between' c
at '2024-01-04 10:00:00'
git cherry-pick closed~1 closed >/dev/null
git branch -q -D closed
collect superseded
is "$(numbers)" '3 2' 'a series belongs to the pull request whose head is its end'
like "$(cat "$record")" '#1 landed with #2' 'the other one is a warning'
git checkout -q -b stable HEAD~3
at '2024-01-08 10:00:00'
git cherry-pick main~2 >/dev/null
git checkout -q main
collect superseded
is "$(numbers)$(value 3 branch)" '3 2"main"' 'picked to another branch: the default branch counts'
like "$(cat "$record")" 'pull request #3 is named by' 'with a warning'

# --- a pull request that came in with another one ---
new contained
at '2024-01-01 10:00:00'
commit begin
git checkout -q -b stack
commit 'lower' a
git update-ref refs/pull/1/head HEAD
commit 'upper' b
git update-ref refs/pull/2/head HEAD
git checkout -q main
at '2024-01-04 10:00:00'
git merge -q --no-ff -m 'Merge pull request #2 from ann/stack

Both' stack
git branch -q -D stack
collect contained
is "$(numbers)" '2' 'contained without a merge of its own: no change'
like "$(cat "$record")" 'head of pull request #1 came in with' 'but a warning'

# --- projects of a monorepo ---
new mono
at '2024-01-01 10:00:00'
commit begin
git checkout -q -b pull-1
commit 'a' projects/a/one
commit 'b' projects/b/one
commit 'b' projects/b/two
commit 'c' cargo
git checkout -q main
merge 1 ann/a 'Both'
pull 2 tools/x
merge 2 ann/b 'Outside'
pull 3 projects/ab
merge 3 ann/c 'Beside'
git checkout -q -b pull-4
git rm -q -r projects/b
commit 'removed' projects/b
git checkout -q main
merge 4 ann/d 'A folder becomes a file'
collect mono '{"name": "a", "paths": ["projects/a"]}' '{"name": "b", "paths": ["projects/b"]}'
is "$(value 1 projects)" '["b", "a"]' 'most files first'
is "$(value 1 files)" 4 'all files are counted'
is "$(value 2 projects)$(value 3 projects)" '[][]' 'outside every project, and beside one'
is "$(value 4 projects)$(value 4 files)" '["b"]3' 'a folder that becomes a file'

# --- releases ---
new releases
at '2024-01-01 10:00:00'
commit begin
pull 1
merge 1 ann/release 'Version 1'
git tag -a -m v1.0 v1.0
at '2024-01-02 10:00:00'
squash 2 'Version 1.1'
git tag v1.1
git tag -a -m tree tree-tag 'HEAD^{tree}'
collect releases
is "$(value 1 release)$(value 2 release)" '"v1.0""v1.1"' 'annotated and plain tags'

# --- skewed clocks ---
new skew
at '2024-01-10 10:00:00'
commit begin
pull 1
merge 1 ann/a 'Before the clock ran wrong'
at '2023-06-01 10:00:00'
commit 'an old clock'
commit 'and again'
at '2024-01-20 10:00:00'
pull 2
merge 2 ann/b 'After it'
at '1970-01-01 00:00:01'
commit 'the beginning of time'
collect skew
is "$(numbers)" '1 2' 'older commits in between do not end the walk'
git commit-graph write --reachable 2>/dev/null
collect skew
is "$(numbers)" '1 2' 'with a commit-graph neither'

done_testing
