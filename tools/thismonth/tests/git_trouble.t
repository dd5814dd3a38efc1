# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Clones that cannot be read to the end: each is refused, or named, with the way out.
# shellcheck source=ci/tap.sh
. ci/tap.sh
# shellcheck source=tools/thismonth/tests/git_fixture.sh
. tools/thismonth/tests/git_fixture.sh

new good
as 'Ann' ann@example.org
at '2023-12-01 10:00:00'
commit begin deep/in/a/folder
at '2024-01-02 10:00:00'
pull 1 deep/in/a/folder
merge 1 ann/topic 'One'
git config uploadpack.allowFilter true
collect good
is "$status$(numbers)" '01' 'the sound one is read'

# --- refused ---
cd "$work" || exit 1
collect missing.git
is "$status" 2 'a missing clone'
like "$stderr" "thismonth.json:1: .*there is no clone at '.*missing.git'.*git clone --mirror" 'says where it was named and how to make it'
mkdir empty.git
collect empty.git
is "$status" 2 'a folder that is no repository'
like "$stderr" 'is not a git repository' 'says so'
git clone -q --depth 1 "file://$work/good" shallow 2>/dev/null
collect shallow
is "$status" 2 'a shallow clone'
like "$stderr" "git -C '.*shallow' fetch --unshallow" 'names the command'
git -C shallow fetch -q --unshallow
collect shallow
is "$status$(numbers)" '01' 'which mends it'
git clone -q --bare --filter=tree:0 "file://$work/good" treeless.git 2>/dev/null
collect treeless.git
is "$status" 2 'a clone without trees'
like "$stderr" "partialclonefilter blob:none && git -C '.*treeless.git' fetch --refetch" 'names the command'
git -C treeless.git config remote.origin.partialclonefilter blob:none
if git -C treeless.git fetch -q --refetch 2>/dev/null; then
  collect treeless.git
  is "$status$(numbers)" '01' 'which mends it'
else
  skip 'which mends it' 'git is older than 2.36'
fi
git clone -q --bare --filter=blob:none "file://$work/good" blobless.git 2>/dev/null
collect blobless.git
is "$status$(numbers)$(value 1 files)" '011' 'a clone without blobs is enough'
cp -r good sparse
git -C sparse config core.repositoryFormatVersion 1
git -C sparse config extensions.worktreeConfig true
collect sparse
is "$status" 0 'an extension that does not matter'
git -C sparse config extensions.refStorage reftable
collect sparse
is "$status" 2 'one that does'
like "$stderr" 'uses a feature that libgit2 cannot read.*refstorage' 'is named'
if [ "$(id -u)" = 0 ]; then
  git clone -q --mirror good foreign.git
  chown -R 12345 foreign.git
  collect foreign.git
  is "$status" 2 'a repository of someone else'
  like "$stderr" "git config --global --add safe.directory" 'names the command'
  chown -R 0 foreign.git
else
  skip 'a repository of someone else' 'only root can make one'
fi
git init -q --bare void.git
collect void.git
is "$status" 2 'a repository without a branch'
like "$stderr" 'has no branch yet' 'says so'
git clone -q --mirror good headless.git
git -C headless.git branch -m main trunk
git -C headless.git symbolic-ref HEAD refs/heads/unborn
collect headless.git
is "$status" 2 'no branch that could be the default'
like "$stderr" 'set "default_branch"' 'names the key'
collect headless.git '{"name": "all", "default_branch": "trunk"}'
is "$status$(numbers)" '01' 'which mends it'
collect headless.git '{"name": "all", "default_branch": "gone"}'
is "$status" 2 'a default branch that is not there'
like "$stderr" "no branch 'gone'" 'is named'

# --- damaged objects ---
object() { echo "$work/$1/.git/objects/$(git -C "$work/$1" rev-parse "$2" | sed 's|^..|&/|')"; }
damage() { # clone, revision, how
  rm -rf "${work:?}/$1"
  cp -r "$work/good" "$work/$1"
  chmod u+w "$(object "$1" "$2")"
  case $3 in
  gone) rm "$(object "$1" "$2")" ;;
  cut) head -c 20 "$(object good "$2")" >"$(object "$1" "$2")" ;;
  changed) head -c 60 /dev/zero >"$(object "$1" "$2")" ;;
  esac
}
while read -r what how; do
  damage damaged "$what" "$how"
  id=$(git -C good rev-parse "$what")
  collect damaged
  is "$status" 3 "$what $how"
  like "$stderr" "$id.*fsck" "$what $how: names the object and the next step"
  is "$(cat "$record")" '' "$what $how: nothing is written"
done <<'OBJECTS'
main gone
main^2 gone
main^{tree} gone
main:deep gone
main~1 gone
main cut
main^{tree} cut
main^2 changed
OBJECTS

# --- damaged references ---
rm -rf damaged && cp -r good damaged
head -c 20 good/.git/refs/heads/main >damaged/.git/refs/heads/main
collect damaged
is "$status" 3 'a reference that was cut off'
like "$stderr" 'reference refs/heads/main: its file is damaged' 'is named'
rm -rf damaged && cp -r good damaged
git -C damaged pack-refs --all
sed -i 's/^[0-9a-f]\{8\}/zzzzzzzz/' damaged/.git/packed-refs
collect damaged
is "$status" 3 'damaged packed-refs'
like "$stderr" 'packed-refs: a line of it is damaged' 'are named'
git -C good worktree add -q ../linked -b other 2>/dev/null
collect linked
is "$status$(numbers)" '01' 'a linked worktree has the references of its repository'
git -C good worktree remove --force ../linked
git -C good branch -q -D other

# --- damaged commit-graphs are not believed ---
graph=good/.git/objects/info/commit-graph
git -C good commit-graph write --reachable 2>/dev/null
size=$(wc -c <"$graph")
cp "$graph" graph
chmod u+w "$graph"
bad=0
for ((at = 0; at < size; at += 97)); do
  { head -c "$at" graph; printf '\377'; tail -c +$((at + 2)) graph; } >"$graph"
  collect good
  [ "$status$(numbers)" = 01 ] || { bad=$((bad + 1)); note "byte $at: $status $stderr $(numbers)"; }
done
is "$bad" 0 'a wrong byte anywhere in the commit-graph changes nothing'
head -c $((size / 2)) graph >"$graph"
collect good
is "$status$(numbers)" '01' 'nor does half of it'
rm -f "$graph"
for n in 2 3 4; do
  cd good && squash $n "More $n" && cd ..
  git -C good commit-graph write --reachable --split=no-merge 2>/dev/null
done
collect good
is "$status$(numbers)" '01 2 3 4' 'a chain of commit-graphs'
rm "$(find good/.git/objects/info/commit-graphs -name '*.graph' | head -1)"
collect good
is "$status$(numbers)" '01 2 3 4' 'and one with a missing link'

done_testing
