#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Where a branch left its base: preflight against git merge-base, on histories of chance with clocks that
# lie, whole and cut off.
source ci/tap.sh
source tools/preflight/tests/toy.sh
seed=${SEED:-$RANDOM}
note "SEED=$seed repeats these histories"
RANDOM=$seed

# Commits of one and the same tree, each with up to three parents out of those before it.
history() { # number of commits
  local n parents tree p
  git init -q . && git commit -q --allow-empty -m begin
  tree=$(git rev-parse 'HEAD^{tree}')
  commits=("$(git rev-parse HEAD)")
  for ((n = 1; n < $1; n++)); do
    parents=()
    for ((p = RANDOM % 3; p >= 0; p--)); do
      local back=$((RANDOM % (n < 6 ? n : 6) + 1))
      [[ " ${parents[*]} " = *" ${commits[n - back]} "* ]] || parents+=(-p "${commits[n - back]}")
    done
    [ $((RANDOM % 25)) != 0 ] || parents=() # another root
    local when=$((1700000000 + n * 100 + RANDOM % 2000 * (RANDOM % 4 == 0)))
    commits+=("$(GIT_COMMITTER_DATE="$when +0000" git commit-tree "$tree" "${parents[@]}" -m "$n")")
  done
}

# What preflight says of the fork of two commits: ten digits, or "none".
fork() { # tip, base
  git update-ref --no-deref HEAD "$1"
  flight affected --base "$2"
  if [ "$status" = 2 ]; then echo none; elif [ "$1" = "$2" ]; then echo "${1:0:10}"
  else sed -n 's/.*since \([0-9a-f]*\),.*/\1/p' <<<"$stderr"; fi
}

mkdir "$work/whole" && cd "$work/whole" || exit 1
history 60
git checkout -q --detach
# The commits that it looks at: those with a subject that is none, which all of these are, but merges.
ours() {
  "$tool" lint --base "$1" --rule form 2>/dev/null | sed -n 's/^commit \([0-9a-f]*\):.*/\1/p' | sort
}

wrong='' others=''
for ((i = 0; i < 80; i++)); do
  tip=${commits[RANDOM % 60]} base=${commits[RANDOM % 60]}
  mapfile -t bases < <(git merge-base --all "$tip" "$base" | cut -c 1-10)
  got=$(fork "$tip" "$base")
  [ "${#bases[@]}" != 0 ] || bases=(none)
  [[ " ${bases[*]} " = *" $got "* ]] || wrong+="$tip $base: got $got, git says ${bases[*]};"
  [ "$got" = none ] || [ "$(ours "$base")" = "$(git rev-list --no-merges "$tip" | grep -vxFf <(git rev-list "$base") | cut -c 1-10 | sort)" ] || others+="$tip $base;"
done
is "$wrong" "" "80 pairs out of 60 commits: one of git's merge bases"
is "$others" "" "and the commits that the base has not"

# Of a history that is cut off, only what the whole one says may be said.
wrong='' known=0
for ((i = 0; i < 8; i++)); do
  a=$((40 + RANDOM % 20)) b=$((40 + RANDOM % 20))
  tip=${commits[a]} base=${commits[b]}
  git branch -qf tip "$tip" && git branch -qf base "$base"
  mapfile -t bases < <(git merge-base --all "$tip" "$base" | cut -c 1-10)
  rm -rf "$work/cut"
  git init -q "$work/cut" && cd "$work/cut" || exit 1
  git fetch -q --depth $((1 + RANDOM % 5)) "file://$work/whole" tip:tip base:base 2>/dev/null
  git checkout -q --detach tip
  got=$(fork "$tip" "$base")
  cd "$work/whole" || exit 1
  [ "$got" = none ] || known=$((known + 1))
  [ "$got" = none ] || [[ " ${bases[*]} " = *" $got "* ]] || wrong+="$tip $base: got $got, git says ${bases[*]};"
done
is "$wrong" "" "8 shallow clones: the same, or a refusal"
note "$known of them were answered"

# A clock that lies, by hand: X lies below Y, behind a long row of A, but has the youngest clock of them, and A the oldest.
# When both X and Y are known to be common, only A waits; which of them lies below the other shows behind it alone.
#     tip, base -> Y -> A -> ... -> A -> X,    tip, base -> X
mkdir "$work/clocks" && cd "$work/clocks" || exit 1
git init -q . && git commit -q --allow-empty -m tree
made() { # clock, name, parent...
  local parents=() p
  for p in "${@:3}"; do parents+=(-p "$p"); done
  GIT_COMMITTER_DATE="$1 +0000" git commit-tree 'HEAD^{tree}' "${parents[@]}" -m "$2"
}
x=$(made 1700000300 X)
a=$x
for ((i = 0; i < 70; i++)); do a=$(made 1700000100 "A $i" "$a"); done # more than are looked at for good measure
y=$(made 1700000200 Y "$a")
tip=$(made 1700000400 tip "$y" "$x")
base=$(made 1700000500 base "$y" "$x")
git checkout -q --detach
is "$(git merge-base --all "$tip" "$base")" "$y" "a clock that lies: git says the merge base is Y alone"
is "$(fork "$tip" "$base")" "${y:0:10}" "and so it is, though X has the younger clock"
is "$(fork "$base" "$tip")" "${y:0:10}" "from the other side too"

# A commit of the base that came in twice: criss-cross merges have two merge bases, either will do.
mkdir "$work/cross" && cd "$work/cross" || exit 1
git init -q . && put a a && commit a
git branch left && git branch right
git switch -q left && put l l && commit l && git switch -q right && put r r && commit r
git merge -q --no-edit left && git switch -q left && git merge -q --no-edit right^1
put l2 l2 && commit l2
flight affected --base right --json
is "$status" 0 "criss-cross merges have an answer"
like "$stdout" '"l2"' "with what is new"

git update-ref --no-deref HEAD "$(git rev-parse HEAD)"
rm -f ".git/objects/$(git rev-parse HEAD^1 | sed 's/^../&\//')"
flight affected --base right
is "$status" 3 "a commit is missing, and the clone is not shallow"
like "$stderr" 'history: .*git -C .* fsck' "that is damage, not a fork"
done_testing
