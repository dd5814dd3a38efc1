#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# preflight affected: a list of files in, a set of parts out; and the list that git gives, whatever the
# state of the work tree.
source ci/tap.sh
source tools/preflight/tests/toy.sh
toy "$work/toy"

names() { # of the affected, out of the report
  sed -n '/^affected/,$p' | sed '1d; s/^  \([^ ]*\) .*/\1/' | tr '\n' ' ' | sed 's/ $//'
}

# --- The table: file, who is affected ----------------------------------------------------------
while IFS='|' read -r files wanted name; do
  [ -n "$files" ] || continue
  # shellcheck disable=SC2086  # lists of words
  flight affected $files
  is "$(names <<<"$stdout")" "${wanted% }" "$name"
done <<'E2'
projects/ground/src/ground.c|ground house roof|a source: its part, and all that stand on it
projects/ground/include/ground/ground.h|ground house roof|a header likewise
projects/ground/src/new.c|ground house roof|a file that is not there yet
projects/ground/tests/unit/ground_test.c|ground|a test: its own part alone
projects/ground/tests/data/a/b.txt|ground island|what another part says it reads
projects/ground/bench/bench.sh|ground|benchmarks: its own part
tools/island/doc/island.1|island|manual pages: its own part
projects/house/src/house.c|house roof|the middle of the chain
tools/roof/src/roof.c|roof|the top of the chain
tools/island/src/island.c|island|a part that stands alone
projects/ground/project.json|ground house roof|a record
projects/house/LICENSE-MIT||a licence: nobody
projects/ground/README.md|island|prose: who reads it
projects/ground/doc/notes.md|ground|prose in doc/ may be a manual
README.md||prose outside any project: nobody
Makefile|ground house island roof|outside any project: all
ci/make/x.mk|ground house island roof|so is ci/
nowhere/at/all.c|ground house island roof|and what nobody knows
projects/groundling/src/x.c|ground house island roof|a name that only begins like a part's
projects/ground|ground house roof|a whole part (a submodule is one path)
tools/roof/src/roof.c tools/island/src/island.c|island roof|two parts
tools/roof/src/roof.c README.md|roof|a part and prose
./projects/../projects/ground//src/ground.c|ground house roof|a path with detours
E2

cd tools/roof || exit 1
flight affected src/roof.c ../island/src/island.c
is "$(names <<<"$stdout")" 'island roof' "paths are seen from where one stands"
flight affected "$work/toy/tools/roof/src/roof.c"
is "$(names <<<"$stdout")" roof "absolute ones too"
flight affected ../../../outside
is "$status $stderr" "2 preflight: ../../../outside: lies outside the repository" "a path above the root is refused"
flight affected /etc/passwd
is "$status" 2 "and one elsewhere"
flight -C ../.. affected
is "$status" 2 "options stand behind the command"
flight affected -C ../.. tools/island/src/island.c
is "$(names <<<"$stdout")" island "-C goes there first"
cd ../..

# --- The report, to the letter -----------------------------------------------------------------
flight affected Makefile projects/ground/src/ground.c projects/ground/src/b.c projects/ground/README.md
is "$stdout" 'touched
  ground               projects/ground/src/ground.c and 2 more
  outside any project  Makefile
affected
  ground               Makefile is outside any project
  house                Makefile is outside any project
  island               Makefile is outside any project
  roof                 Makefile is outside any project' "every line has its reason"
flight affected projects/ground/src/ground.c projects/ground/tests/data/a/b.txt
is "$stdout" 'touched
  ground  projects/ground/src/ground.c and 1 more
affected
  ground  projects/ground/src/ground.c and 1 more
  house   depends on ground
  island  reads projects/ground/tests/data/a/b.txt
  roof    depends on house' "owner, dependency, reader"
flight affected
is "$status:$stdout" '0:touched: nothing
affected: nothing' "nothing changed"
is "$stderr" "preflight: compared with main, the main branch, which is what is checked out: what is not committed counts" \
  "the base is said on stderr"
flight affected --json projects/ground/src/ground.c Makefile
is "$stdout" '{"touched": {"ground": ["projects/ground/src/ground.c"]}, "outside": ["Makefile"], "affected": {"ground": "projects/ground/src/ground.c", "house": "Makefile is outside any project", "island": "Makefile is outside any project", "roof": "Makefile is outside any project"}}' \
  "the same as JSON"

# --- Edges that no record tells ----------------------------------------------------------------
put tools/roof/src/extra.c '  #  include "island/island.h" /* not in "needs" */'
put tools/island/include/island/island.h 'int island(void);'
commit 'roof: an edge'
flight affected tools/island/src/island.c
is "$stdout" 'touched
  island  tools/island/src/island.c
affected
  island  tools/island/src/island.c
  roof    includes headers of island' "an include alone is an edge"
flight inputs roof
like "$stdout" '^tools/island/include/island/island.h$' "inputs follows it too"
# What HEAD includes is remembered; what is different from HEAD is not.
git switch -qc edges
put tools/island/src/island.c changed
flight affected
like "$stdout" 'roof +includes headers of island' "an edge that HEAD has"
like "$(cat .git/preflight-includes)" "^[0-9a-f]{40} island$" "is remembered"
flight affected
like "$stdout" 'roof +includes headers of island' "and known the next time"
put tools/roof/src/other.c '#include <ground/ground.h>' && put tools/roof/src/third.c '#include "house/house.h"'
put projects/house/include/house/house.h x
git add tools/roof/src/third.c
printf '#include <island/island.h>\n' >>projects/house/src/house.c
flight affected --base HEAD
like "$stdout" 'house +projects/house/include' "new edges: house itself"
like "$stdout" 'roof +tools/roof/src/other.c' "roof itself"
git stash -q -u && put tools/island/src/island.c changed
printf '#include <island/island.h>\n' >>projects/house/src/house.c
flight affected --base HEAD
like "$stdout" 'roof +(depends on house|includes headers of island)' "an unstaged edge counts"
git checkout -q projects/house/src/house.c
flight affected --base HEAD
unlike "$stdout" ' house' "and is forgotten with its line"
put projects/house/src/untracked.c '#include <island/island.h>'
record projects/house '"ground"' && git rm -q --cached projects/house/project.json
git reset -q
flight affected --base HEAD
like "$stdout" ' house +projects/house/src/untracked.c' "an untracked one"
rm projects/house/src/untracked.c
printf 'preflight 0\nnonsense\n' >.git/preflight-includes
flight affected --base HEAD
like "$stdout" 'roof +includes headers of island' "a memory that is nonsense is none"
sed -i '2,$s/ island$//' .git/preflight-includes
flight affected --base HEAD
unlike "$stdout" 'roof' "(it was in use: what it says is believed)"
record tools/other '' '' && git add -A
flight affected --base HEAD
like "$stdout" 'roof +includes headers of island' "another set of parts makes it void"
rm .git/preflight-includes && mkdir .git/preflight-includes
flight affected --base HEAD
is "$status" 0 "where it cannot be written, it is done without"
rmdir .git/preflight-includes
git stash -q -u && git stash drop -q && git stash drop -q
git switch -q main && git reset -q --hard HEAD~1 && git branch -qD edges

# --- inputs is affected, seen from the other side ----------------------------------------------
wrong=
for part in ground house island roof; do
  flight inputs "$part"
  inputs=$stdout
  while read -r file; do
    flight affected "$file"
    affects=no listed=no
    grep -qw "$part" <<<"$(names <<<"$stdout")" && affects=yes
    grep -qxF "$file" <<<"$inputs" && listed=yes
    [ $affects = $listed ] || wrong+="$part $file affects=$affects listed=$listed;"
  done < <(git ls-files)
done
is "$wrong" "" "inputs lists exactly the files that affect"
flight inputs nobody
is "$status $stderr" '2 preflight: no project.json has the name "nobody"; there are ground, house, island, roof' "inputs of a part that is not there"

# --- What git tells ----------------------------------------------------------------------------
at() { # name, wanted: affected parts now
  flight affected
  is "$status:$(names <<<"$stdout")" "0:$2" "$1"
}
clean() { git reset -q --hard && git clean -qfd; }

git switch -qc work
put tools/roof/src/roof.c changed
at "an unstaged change" roof
git add -A
at "a staged change" roof
git commit -qm 'roof: change'
at "a committed change" roof
put tools/roof/src/roof.c 'int roof;'
at "a change that was taken back again, not committed" roof
git commit -qam 'roof: back'
at "... and committed: nothing is different any more" ''
put tools/island/src/new.c new
at "an untracked file" island
mkdir -p build tools/island/build && put build/x new && put tools/island/build/y new
rm tools/island/src/new.c
at "ignored files do not count" ''
rm tools/roof/src/roof.c
at "a deletion" roof
git add -A && git commit -qm 'roof: gone'
at "a committed deletion" roof
git reset -q --hard main
git mv tools/roof/src/roof.c tools/island/src/roof.c
at "a staged rename: both sides" 'island roof'
git commit -qm 'roof: moves'
at "a committed rename: both sides" 'island roof'
git reset -q --hard main
mv tools/roof/src/roof.c tools/island/src/roof.c
at "a rename that git does not know of" 'island roof'
clean
chmod +x tools/roof/src/roof.c
at "a mode" roof
clean
rm tools/roof/src/roof.c && ln -s ../../island/src/island.c tools/roof/src/roof.c
at "a file that became a link" roof
clean
rm -r tools/roof && put tools/roof file
at "a part that became a file: it is none any more" 'ground house island'
rm tools/roof && clean
git rm -qr projects/house && git commit -qm 'house: gone'
flight affected
is "$status" 2 "a part that others need was deleted: refused"
is "$stderr" "$(printf '%s\n' "preflight: since $(git rev-parse --short=10 main), where this work left main (the main branch)" \
  'preflight: tools/roof/project.json: needs "house", but no project.json has that name; correct "needs"')" "with the file to mend"
git reset -q --hard main
git rm -qr tools/roof && git commit -qm 'roof: gone'
at "a part that nobody needs was deleted: all, for its files are nobody's now" 'ground house island'
git reset -q --hard main
record tools/fresh '"ground"'
put projects/ground/src/x.c x
at "a new part, not yet added, stands on others already" 'fresh ground house roof'
clean

# merges: what the base brought along is not ours
git switch -q main && put projects/ground/src/main.c theirs && commit 'ground: on main'
git switch -q work && put tools/island/src/island.c ours && commit 'island: on work'
at "main went on meanwhile" island
git merge -q --no-edit main
at "main was merged in: its changes are not ours" island
git switch -q main && git merge -q --no-ff --no-edit work
flight affected --base main~1
is "$(names <<<"$stdout")" island "a merge commit against its first parent"
flight affected --base "$(git rev-parse main^1)"
is "$(names <<<"$stdout")" island "a base may be a commit"
git switch -q work && git reset -q --hard main

put tools/roof/src/roof.c left && commit 'roof: left'
git switch -qc other main && put tools/roof/src/roof.c right && commit 'roof: right'
git merge -q work >/dev/null 2>&1
at "a conflict in the index" roof
git merge --abort

git switch -q --detach work
at "a detached HEAD" roof
git switch -q work
git worktree add -q "$work/linked" -b linked main
(cd "$work/linked" && put tools/island/src/linked.c x)
cd "$work/linked" || exit 1
at "a linked worktree" island
cd "$work/toy" || exit 1
at "... does not disturb the first" roof
flight affected -C "$work/toy/.git"
is "$status:$(names <<<"$stdout")" 0:roof "inside .git one stands in the repository too"

# --- CRLF --------------------------------------------------------------------------------------
git -c core.autocrlf=true clone -q "$work/toy" "$work/crlf" -b main && cd "$work/crlf" || exit 1
git config core.autocrlf true
ok "the files have CRLF" grep -q $'\r' tools/roof/src/roof.c
touch -d '2026-03-01' tools/*/src/*.c projects/*/src/*.c
at "line ends that git turns are no change" ''
printf 'more\r\n' >>tools/roof/src/roof.c
at "a change among them is one" roof
cd "$work/toy" || exit 1
put .gitattributes '*.c text eol=crlf' && git add -A && git commit -qm 'attributes' && git rm -qr --cached . && git reset -q --hard
touch -d '2026-03-01' tools/*/src/*.c
flight affected --base HEAD
is "$(names <<<"$stdout")" '' "nor are those of .gitattributes"
git reset -q --hard HEAD~1 && rm -r projects tools && git checkout -q .

# --- Odd names ---------------------------------------------------------------------------------
git switch -q --detach main
put $'tools/roof/src/a b\n"\\\t\x01\xff.c' x
put 'tools/roof/src/größe.c' x
flight affected
is "$stdout" 'touched
  roof  "tools/roof/src/a b\n\"\\\t\001\377.c" and 1 more
affected
  roof  "tools/roof/src/a b\n\"\\\t\001\377.c" and 1 more' "a name with bytes that would break the report is quoted"
flight affected --json
is "$stdout" '{"touched": {"roof": ["tools/roof/src/a b\n\"\\\t\u0001�.c", "tools/roof/src/größe.c"]}, "outside": [], "affected": {"roof": "\"tools/roof/src/a b\\n\\\"\\\\\\t\\001\\377.c\" and 1 more"}}' \
  "and stays JSON"
commit 'roof: odd names'
flight affected --base main
like "$stdout" '"tools/roof/src/a b' "committed ones too"
git reset -q --hard main
put -- '-x/--base' x 2>/dev/null || { mkdir -p ./-x && echo x >./-x/--base; }
at "a name like an option, outside any project" 'ground house island roof'
clean

# --- Submodules --------------------------------------------------------------------------------
git init -q "$work/sub" && (cd "$work/sub" && put a.c a && commit a)
git switch -qc withsub main
git submodule --quiet add "$work/sub" tools/island/vendor 2>/dev/null
flight affected
is "$(names <<<"$stdout")" 'ground house island roof' ".gitmodules is outside any project"
commit 'island: a submodule'
git switch -qc bump
flight affected --base withsub
is "$(names <<<"$stdout")" '' "nothing since then"
(cd tools/island/vendor && put b.c b && commit b)
flight affected --base withsub
is "$(names <<<"$stdout")" island "a submodule that stands at another commit"
commit 'island: bump'
flight affected --base withsub
is "$(names <<<"$stdout")" island "... and was committed so"
is "$(sed -n 2p <<<"$stdout")" '  island  tools/island/vendor' "it is one path"
echo dirty >tools/island/vendor/a.c
flight affected --base bump
is "$(names <<<"$stdout")" island "a submodule with changes inside"
git submodule --quiet deinit -f tools/island/vendor
flight affected --base bump
is "$(names <<<"$stdout")" '' "one that is not fetched is not changed"
git switch -qf main && git clean -qffd

git init -q tools/island/nested && (cd tools/island/nested && put a a && commit a)
at "a repository inside, unknown to this one" island
rm -rf tools/island/nested

# --- Sparse checkout ---------------------------------------------------------------------------
git clone -q --no-checkout "$work/toy" "$work/sparse" && cd "$work/sparse" || exit 1
git sparse-checkout set --cone tools/roof tools/island projects/ground projects/house/src && git checkout -q main
at "what a sparse checkout leaves out was not deleted" ''
cd "$work/toy" || exit 1

# --- The base ----------------------------------------------------------------------------------
said() { sed -n 's/.*where this work left \(.*\)/\1/p' <<<"$stderr"; }
git clone -q "$work/toy" "$work/clone" && cd "$work/clone" || exit 1
git switch -qc topic && put tools/roof/src/roof.c topic && commit 'roof: topic'
flight affected
is "$(said)" "origin/main (the default branch of origin)" "the default branch of origin"
git push -q -u origin topic
flight affected
is "$(said):$(names <<<"$stdout")" "origin/main (the default branch of origin):roof" "pushing one's own branch changes nothing"
git branch -q --set-upstream-to=origin/work
flight affected
is "$(said)" "origin/work (the upstream of this branch)" "the upstream, where it is another branch"
git branch -q --unset-upstream
git remote set-head origin --delete
flight affected
is "$(said)" "origin/main (the main branch of origin)" "origin/main"
GITHUB_BASE_REF=work flight affected
is "$(said)" 'origin/work ($GITHUB_BASE_REF)' "what GitHub says"
GITHUB_BASE_REF=release flight affected
is "$status:$stderr" '2:preflight: $GITHUB_BASE_REF: there is no origin/release here; fetch it: git fetch origin release' \
  "what GitHub says has to be here"
PREFLIGHT_BASE=topic~1 GITHUB_BASE_REF=work flight affected
is "$(said)" 'topic~1 ($PREFLIGHT_BASE)' "what one says oneself goes before"
PREFLIGHT_BASE=x flight affected --base origin/work
is "$(said)" "origin/work (--base)" "--base goes before all"
flight affected --base nowhere
is "$status:$stdout:$stderr" '2::preflight: --base: there is no branch or commit "nowhere" here; git branch -a lists what there is, git fetch brings more' \
  "a base that is not there"

# --- Where nobody can know ---------------------------------------------------------------------
git clone -q --depth 1 --branch topic "file://$work/clone" "$work/shallow" && cd "$work/shallow" || exit 1
flight affected
like "$status:$stdout:$stderr" '^2::preflight: compared with what' "a clone of one branch alone does not take that for its goal"
git remote set-branches origin '*' && git fetch -q --depth 1 origin main:refs/remotes/origin/main
flight affected
is "$status:$stdout:$stderr" "2::preflight: this clone is shallow, and where HEAD left origin/main is cut off; bring the history: git fetch --unshallow" \
  "a shallow clone is refused, not answered with nothing"
git fetch -q --unshallow
at "the command that it names mends it" roof
cd "$work/clone" && git switch -q main && git merge -q --no-ff --no-edit topic && git switch -q topic || exit 1
git clone -q --depth 2 --branch main "file://$work/clone" "$work/merged" && cd "$work/merged" || exit 1
flight affected --base HEAD~1
is "$status:$(names <<<"$stdout")" 0:roof "a merge of which both parents are here needs no more"
cd "$work/clone" && git reset -q --hard main && for i in 1 2 3; do put tools/roof/src/roof.c "$i" && commit "roof: $i"; done
git clone -q --depth 3 --branch topic "file://$work/clone" "$work/deep" && cd "$work/deep" || exit 1
flight affected --base HEAD~1
is "$status:$(names <<<"$stdout")" 0:roof "nor does a shallow clone that holds the fork"

git -C "$work/clone" config uploadpack.allowFilter true
git clone -q --filter=blob:none --branch topic "file://$work/clone" "$work/lazy" && cd "$work/lazy" || exit 1
put tools/island/src/island.c changed
flight affected --base HEAD~1
is "$status:$(names <<<"$stdout")" "0:island roof" "a clone that fetches contents when they are asked for"
git clone -q --filter=tree:0 --no-checkout "file://$work/clone" "$work/bald" && cd "$work/bald" || exit 1
flight affected
is "$status" 2 "one without trees is refused"
like "$stderr" 'complete it with git -C .* fetch --refetch$' "with what completes it"

git init -q "$work/unborn" && cd "$work/unborn" || exit 1
put a a
flight affected
is "$status:$stderr" "2:preflight: this branch has no commit yet, so nothing can be compared; make the first: git commit" "an unborn branch"
git switch -qc trunk && commit a
flight affected
is "$status:$stderr" "2:preflight: compared with what? There is no main or master, here or at origin; say where this work is to go: make affected BASE=BRANCH (git fetch origin BRANCH:BRANCH brings it)" \
  "no base"
flight affected --base trunk
is "$status:$stdout" "0:touched: nothing
affected: nothing" "a repository without parts"
put b b
flight affected --base trunk
is "$status:$stdout" "0:touched
  outside any project  b
affected: nothing" "has nobody to affect"
git switch -q --orphan island && put c c && commit c
flight affected --base trunk
is "$status:$stderr" "2:preflight: HEAD and trunk have no common ancestor, so there is no saying what changed; name another branch: make affected BASE=BRANCH" \
  "no common ancestor"
cd "$work" && mkdir empty && cd empty || exit 1
flight affected
is "$status" 2 "no repository"
like "$stderr" "here: '.' lies in no git repository; go into a clone" "it says so"
git init -q --bare "$work/bare.git" && cd "$work/bare.git" || exit 1
flight affected
is "$status:$stderr" "2:preflight: this repository is bare, there is nothing to look at; go into a work tree: git worktree add FOLDER BRANCH" \
  "a bare repository"

# --- Damage ------------------------------------------------------------------------------------
cd "$work/toy" && clean && git switch -q main
put tools/roof/project.json '{ "name": "roof", "needz": [] }'
flight affected
is "$status:${stderr##*$'\n'}" '2:preflight: tools/roof/project.json:1: unknown key "needz"; did you mean "needs"?' "a record with a mistake"
put tools/roof/project.json '{ "name": "house", "needs": [] }'
flight affected
like "$status:$stderr" '^2:|the name "house" is taken by' "two parts of one name"
clean
cp -r "$work/toy" "$work/torn" && cd "$work/torn" || exit 1
rm -f ".git/objects/$(git rev-parse 'HEAD^{tree}' | sed 's/^../&\//')"
flight affected
is "$status" 3 "a missing tree"
like "$stderr" 'git -C .* fsck' "and what to do"
done_testing
