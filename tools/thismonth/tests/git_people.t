# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Who made a change, and whether it is their first, from local git alone.
# shellcheck source=ci/tap.sh
. ci/tap.sh
# shellcheck source=tools/thismonth/tests/git_fixture.sh
. tools/thismonth/tests/git_fixture.sh

# --- logins, names, bots ---
new people
as 'Boss' boss@example.org
at '2023-12-01 10:00:00'
cat >.mailmap <<'M'
Real Name <real@example.org> <old@example.org>
M
commit begin
at '2024-01-02 10:00:00'
as 'Ann' 12345678901+Ann-Login@users.noreply.github.com
squash 1 'Noreply with an id'
as 'Beth' beth@users.noreply.github.com
squash 2 'Noreply without'
as 'Nick' old@example.org
squash 3 'Through mailmap'
as 'renovate[bot]' 29139614+renovate[bot]@users.noreply.github.com
squash 4 'A bot'
as 'Carl' carl@example.org
pull 5
as 'Boss' boss@example.org
merge 5 carl-login/topic 'From a fork'
as 'Dora' dora@example.org
pull 6
as 'Boss' boss@example.org
merge 6 Home/topic 'From the repository itself'
as 'Eve' eve@example.org
pull 7
as 'Boss' boss@example.org
merge 7 bigcorp/topic 'From an organisation'
pull 8
merge 8 someone/dependabot/cargo/x 'By its branch'
git checkout -q -b pull-9
as 'Fay' 77+fay@users.noreply.github.com
commit 'hers' f
commit 'hers too' f
as 'Boss' boss@example.org
commit 'touched up' f
git checkout -q main
merge 9 forkowner/x 'Her work, touched up'
as '' nobody@example.org
at '2024-01-03 10:00:00'
tree=$(git write-tree)
git update-ref refs/heads/main "$(printf 'tree %s\nparent %s\nauthor  <> 1704276000 +0000\ncommitter <> 1704276000 +0000\n\nNobody at all (#10)\n' "$tree" "$(git rev-parse HEAD)" | git hash-object -t commit -w --literally --stdin)"
git update-ref refs/heads/main "$(printf 'tree %s\nparent %s\nauthor garbage\ncommitter Boss <boss@example.org> 1704276100 +0000\n\nNo author to speak of (#11)\n' "$tree" "$(git rev-parse HEAD)" | git hash-object -t commit -w --literally --stdin)"
git update-ref refs/heads/main "$(printf 'tree %s\nparent %s\nauthor J\344ger <j@example.org> 1704276000 +0000\ncommitter Boss <boss@example.org> 1704276200 +0000\nencoding ISO-8859-1\n\nGr\374\337e (#12)\n' "$tree" "$(git rev-parse HEAD)" | git hash-object -t commit -w --literally --stdin)"
collect people
sed -i 's/"repository": "home\/news"/&, "organizations": ["BigCorp"]/' "$work/newsletter/thismonth.json"
(cd "$work" && "$program" collect --month 2024-01 --offline --config newsletter/thismonth.json -o - >"$record")
is "$(value 1 login)" '"Ann-Login"' 'login out of ID+login@users.noreply.github.com'
is "$(value 2 login)" '"beth"' 'login out of login@users.noreply.github.com'
is "$(value 3 login)$(value 3 name)" 'null"Real Name"' 'name through mailmap'
is "$(value 4 login)$(value 4 bot)" '"renovate[bot]"true' 'a bot by its name'
is "$(value 5 login)$(value 5 name)" '"carl-login""Carl"' 'the owner of the fork'
is "$(value 6 login)$(value 6 name)" 'null"Dora"' 'but not the owner of the repository itself'
is "$(value 7 login)$(value 7 name)" 'null"Eve"' 'nor an organisation'
is "$(value 8 bot)" 'true' 'a bot by its branch'
is "$(value 9 login)$(value 9 name)" '"fay""Fay"' 'who wrote most of it, not who touched it up'
is "$(value 10 name)$(value 10 first_time)" 'nullnull' 'an author without a name'
is "$(value 11 name)" '"garbage"' 'an author line that is none'
is "$(value 12 name)$(value 12 title)" '"Jäger""Grüße"' 'another encoding'

# --- the first time ---
new first
as 'Old Hand' old@example.org
at '2023-12-01 10:00:00'
commit begin
at '2023-12-05 10:00:00'
as 'New Face' new@example.org
pull 1
as 'Old Hand' old@example.org
at '2024-01-05 10:00:00'
merge 1 newface/topic 'Waited since last year'
as 'NEW FACE' other@example.org
squash 2 'The second of New Face'
as 'Old Hand' old@example.org
squash 3 'Nothing new'
as 'Squasher' squash@example.org
squash 4 'Came by a squash'
git checkout -q -b next HEAD~2
at '2023-12-20 10:00:00'
as 'On Next' onnext@example.org
pull 5
merge 5 onnext/x 'Was on next last year'
at '2024-01-06 10:00:00'
squash 6 'On next again' on-next
git checkout -q main
as 'Elsewhere' else@example.org
git checkout -q -b loose
squash 7 'On a loose branch'
git checkout -q main
project='{"name": "all", "branches": {"next": "soon"}}'
collect first "$project"
first() { for n in 1 2 3 4 6 7; do printf '%s ' "$(value $n first_time)"; done; }
wanted='true false false true false null '
is "$(first)" "$wanted" 'first merged change of the window, by landing, known by name too; unknown on loose branches'
like "$(ls "$work/cache/thismonth" 2>/dev/null || find "$work/cache" -name '*.authors')" 'authors' 'the index is kept'
index=$(find "$work/cache" -name '*.authors' | head -1)
collect first "$project"
is "$(first)" "$wanted" 'the same with the index'
unlike "$(strings "$index" 2>/dev/null || tr -cd '[:print:]' <"$index")" 'Face|example' 'no name stands in it'

for damage in truncate flip garbage empty; do
  cp "$index" "$work/index"
  case $damage in
  truncate) head -c 100 "$work/index" >"$index" ;;
  flip) { head -c 70 "$work/index"; printf 'X'; tail -c +72 "$work/index"; } >"$index" ;;
  garbage) head -c 5000 /dev/urandom >"$index" ;;
  empty) : >"$index" ;;
  esac
  collect first "$project"
  is "$status$(first)" "0$wanted" "a damaged index is made anew ($damage)"
  ok "and is right again ($damage)" cmp "$index" "$work/index"
done

# Brought up to date, it is what one made from nothing is.
at '2024-01-10 10:00:00'
cd "$work/first" || exit 1
as 'Third Face' third@example.org
pull 8
as 'Old Hand' old@example.org
merge 8 thirdface/topic 'More'
git tag -a -m v1 v1
git merge -q --no-ff -m "Merge branch 'next'" next
collect first "$project"
is "$(first)$(value 8 first_time)" "${wanted}true" 'new commits are added to the index'
cp "$index" "$work/extended"
rm "$index"
collect first "$project"
ok 'an extended index equals a fresh one' cmp "$index" "$work/extended"
git tag -d v1 >/dev/null
git checkout -q --detach HEAD
at '2023-11-01 10:00:00'
as 'Third Face' third@example.org
git checkout -q -b gone main~4
commit 'early work of Third Face'
git tag early
git checkout -q main
git branch -q -D gone
collect first "$project"
is "$(value 8 first_time)" false 'a tag with earlier work counts'
git tag -d early >/dev/null
collect first "$project"
is "$(value 8 first_time)" true 'a tag that is gone does not'

chmod -R a-w "$work/cache"
rm -f "$index" 2>/dev/null
echo 'Old Hand <old@example.org> <older@example.org>' >"$work/first/.mailmap"
at '2024-01-12 10:00:00'
commit 'mailmap'
if [ "$(id -u)" != 0 ]; then
  collect first "$project"
  is "$status$(value 8 first_time)" '0true' 'a cache that cannot be written is no obstacle'
  like "$(cat "$record")" 'could not be kept' 'but a warning'
else
  skip 'a cache that cannot be written' 'root may write everywhere'
fi
done_testing
