#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# preflight owners: one assignee a change, and the files that GitHub reads.
source ci/tap.sh
source tools/preflight/tests/toy.sh
toy "$work/toy"
put projects/ground/project.json '{ "name": "ground",' '  "needs": [], "labels": ["floor", "soil"],' \
  '  "maintainers": [{"login": "gone", "until": "2020-01"}, {"login": "lin", "names": ["Lin L"]}, {"login": "zoe"}] }'
put projects/house/project.json '{ "name": "house", "paths": ["projects/house", "projects/shed"],' '  "needs": ["ground"],' \
  '  "maintainers": [{"login": "", "names": ["The House"]}] }'
put newsletter/project.json '{ "name": "newsletter",' '  "needs": [], "maintainers": [{"login": "ed"}] }'
commit 'toy: owners'

# --- Of files ------------------------------------------------------------------------------------
flight owners projects/ground/src/ground.c projects/shed/x.c tools/roof/src/roof.c Makefile
is "$stdout" "projects/ground/src/ground.c: ground, @lin
projects/shed/x.c: house, The House
tools/roof/src/roof.c: roof, nobody yet
Makefile: outside any project, everybody's
assignee: @lin (ground)
labels: floor, soil, house, roof" "files that are named"
flight owners Makefile
is "$stdout" "Makefile: outside any project, everybody's
assignee: nobody in particular" "what nobody owns"
flight owners ../x
is "$status" 2 "a file elsewhere"
is "$stderr" "preflight: ../x: lies outside the repository" "is refused"

# --- Of a change: one assignee, the part with most lines; everybody's places never win ---------------
git checkout -qb work
seq 100 >newsletter/post.md
seq 3 >projects/ground/src/new.c
seq 5 >>tools/roof/src/roof.c
git rm -q projects/house/src/house.c
flight owners
is "$stdout" "newsletter/post.md: newsletter, @ed
projects/ground/src/new.c: ground, @lin
projects/house/src/house.c: house, The House
tools/roof/src/roof.c: roof, nobody yet
assignee: nobody yet (roof has 5 of 108 changed lines)
labels: floor, soil, house, newsletter, roof" "a change"
flight owners --json
is "$(jq -c '[.assignee, .labels, .files["newsletter/post.md"]]' <<<"$stdout")" \
  '[null,["floor","soil","house","newsletter","roof"],"newsletter"]' "the same for machines"
seq 9 >projects/ground/src/new.c
flight owners --json
is "$(jq -r .assignee <<<"$stdout")" lin "more lines win"
git stash -qu
seq 4 >newsletter/post.md
seq 9 >Makefile
flight owners --json
is "$(jq -r .assignee <<<"$stdout")" ed "what is everybody's wins where it is alone"
is "$(jq -c '.files.Makefile' <<<"$stdout")" null "a file of nobody's"
git checkout -q . && git clean -qfd

# --- Of a change that is not here ------------------------------------------------------------------
seq 9 >>projects/ground/src/ground.c
seq 5 >>tools/roof/src/roof.c
git rm -q projects/house/src/house.c
git add -A
git diff --cached --numstat --no-renames main >"$work/numstat"
flight owners
here=$stdout
run bash -c '"$1" owners --numstat -C "$2" <"$3"' - "$tool" "$work/toy" "$work/numstat"
is "$status$stdout" "0$here" "its list of files says the same as the change itself"
printf -- '-\t-\ttools/roof/picture.png\n' >>"$work/numstat"
run bash -c '"$1" owners --numstat -C "$2" <"$3"' - "$tool" "$work/toy" "$work/numstat"
like "$stdout" '^tools/roof/picture.png: roof, nobody yet$' "what is no text has no lines"
git reset -q --hard
for line in 'words' $'1\t2' $'1\t2\t' $'one\t2\tx'; do
  run bash -c 'printf "%s\n" "$2" | "$1" owners --numstat' - "$tool" "$line"
  is "$status:$stderr" "2:preflight: --numstat: \"$line\" is no line of git diff --numstat" "what is no such list: ${line//$'\t'/ }"
done

# --- What is made of the records -------------------------------------------------------------------
flight owners --check
is "$status" 1 "files that are not there yet"
is "$(head -n 2 <<<"$stdout")" ".github/CODEOWNERS: not what the project.json files make of it (owners)
  next: make owners WRITE=1" "are findings"
flight lint
is "$stdout" "lint: nothing to mend" "and none where a repository has none of them"
flight owners --write
is "$stdout" ".github/CODEOWNERS
.github/labels.yml
.github/labeler.yml
.github/ISSUE_TEMPLATE/ground.yml
.github/ISSUE_TEMPLATE/house.yml
.github/ISSUE_TEMPLATE/island.yml
.github/ISSUE_TEMPLATE/newsletter.yml
.github/ISSUE_TEMPLATE/roof.yml" "--write makes them"
is "$(grep -v '^#' .github/CODEOWNERS)" "/projects/ground/ @lin
/newsletter/ @ed" "one owner a part: who has a login and has not left"
like "$(cat .github/CODEOWNERS)" '^# /projects/shed/ has no maintainer with a login$' "and who has none is said"
is "$(grep -A2 '"soil"' .github/labels.yml | sed 's/color: "[0-9a-f]\{6\}"/color/')" '- name: "soil"
  color
  description: "projects/ground"' "labels"
is "$(grep -A4 '"house"' .github/labeler.yml)" '"house":
  - changed-files:
      - any-glob-to-any-file:
          - "projects/house/**"
          - "projects/shed/**"' "which paths bring them"
like "$(cat .github/ISSUE_TEMPLATE/ground.yml)" '^labels: \["floor", "soil"\]$' "a form for issues, with its labels"
like "$(cat .github/ISSUE_TEMPLATE/ground.yml)" '^assignees: \["lin"\]$' "and its owner"
unlike "$(cat .github/ISSUE_TEMPLATE/roof.yml)" 'assignees' "if there is one"
flight owners --check
is "$status$stdout" 0 "then --check has nothing to say"
flight owners --write
is "$stdout" "" "and --write nothing to do"

echo '/x @y' >>.github/CODEOWNERS
put .github/ISSUE_TEMPLATE/own.yml 'name: written by hand'
git rm -qr tools/island && rm -rf tools/island
flight lint
is "$(grep '^[^ ]' <<<"$stdout")" ".github/CODEOWNERS: not what the project.json files make of it (owners)
.github/labels.yml: not what the project.json files make of it (owners)
.github/labeler.yml: not what the project.json files make of it (owners)
.github/ISSUE_TEMPLATE/island.yml: made of a project.json that is gone (owners)" "lint says which are out of date"
flight lint --rule owners
is "$status" 1 "also as the only rule"
flight owners --write
like "$stdout" '^.github/ISSUE_TEMPLATE/island.yml \(removed\)$' "a form of a part that is gone goes"
ok "one that was written by hand stays" test -e .github/ISSUE_TEMPLATE/own.yml
put projects/house/project.json '{ "name": "house"'
flight owners --write
is "$status" 2 "a broken record is refused"
like "$stderr" 'projects/house/project.json:' "with its name"
done_testing
