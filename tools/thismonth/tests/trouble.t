#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Bad input and a world that fails: each message names file, line or object and the way out, and nothing is lost
# or half-written.
source ci/tap.sh
source tools/thismonth/tests/fixture.sh

n=$work/n
newsletter "$n"
config=$n/newsletter/thismonth.json
cp "$config" "$work/good.json"
draft() { run tool "$n" draft --month 2024-01; }
nothing_written() { ok "$1: nothing is written" test ! -e "$n/newsletter/content/this-month/2024-01/index.md"; }
fails() { # status, message, name
  is "$status" "$1" "$3" || note "$stderr"
  like "$stderr" "$2" "... and says what and where"
}

run tool "$n" draft --month 2031-01
fails 2 '2031-01 has not begun yet \(today is 2024-02-01\)' "a month of the future"
run tool "$n" draft --month January
fails 2 '"January" is no month; write it as 2024-01' "a month that is none"

# Configuration
rm "$config"
draft
fails 2 'no newsletter/thismonth.json here or in any folder above' "no configuration"
printf '{\n  "title": "x",\n  "projects": [}\n' >"$config"
draft
fails 2 'newsletter/thismonth.json:3:[0-9]+: not JSON' "a broken one"
sed 's/"title"/"tittle"/' "$work/good.json" >"$config"
draft
fails 2 'thismonth.json:2: unknown key "tittle"; did you mean "title"\?' "an unknown key"
sed 's/"projects": .*/"projects": ["..\/nowhere\/*.json"]/' "$work/good.json" >"$config"
draft
fails 2 'thismonth.json:4: projects: no file matches "../nowhere/\*.json"' "no project"
sed 's/"projects": .*/"projects": [{"name": "far",\n"repository": "a\/b", "git": "..\/..\/far.git"}]/' "$work/good.json" >"$config"
draft
fails 2 'thismonth.json:4: git: .*far.git' "a missing clone"
like "$stderr" 'clone' "... with the way out"

# Repositories
git clone -q --bare --depth 1 "file://$n" "$work/far.git" 2>/dev/null
draft
fails 2 'git (-C [^ ]+ )?fetch --unshallow' "a shallow clone"
rm -rf "$work/far.git"
mkdir "$work/far.git"
draft
fails 2 'far.git' "a folder that is no repository"
rm -rf "$work/far.git"
git clone -q --bare --no-hardlinks "$n" "$work/far.git"
for pack in "$work"/far.git/objects/pack/*.pack; do # loose objects are easier to break
  [ -e "$pack" ] || continue
  mv "$pack" "$work/pack"
  rm -f "${pack%.pack}".*
  git -C "$work/far.git" unpack-objects -q <"$work/pack"
done
broken=$(git -C "$work/far.git" rev-parse main~1)
object=$work/far.git/objects/${broken:0:2}/${broken:2}
chmod u+w "$object"
printf 'garbage' >"$object"
draft
fails 3 "${broken:0:7}|${broken}" "a corrupt object is named"
like "$stderr" 'git (-C [^ ]+ )?fsck' "... with the way out"
nothing_written "so far"
if [ "$(id -u)" = 0 ]; then
  rm -rf "$work/far.git"
  git clone -q --bare --no-hardlinks "$n" "$work/far.git"
  chown -R 65534 "$work/far.git"
  draft
  fails 2 'safe.directory' "a repository of somebody else"
else
  skip "a repository of somebody else" "needs root to make one"
  skip "... and says what and where" "needs root to make one"
fi
cp "$work/good.json" "$config"

# The disk
as_nobody() { if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi; }
mkdir -p "$n/newsletter/content/this-month" "$n/newsletter/data/changes"
if [ "$(id -u)" = 0 ]; then chmod 755 "$work"; chown -R 65534 "$n"; fi
chmod a-w "$n/newsletter/content/this-month"
cp "$tool" "$work/thismonth" # the clone may stand where only its owner may look
cd "$n" || exit 1
run as_nobody env HOME=/nonexistent XDG_CACHE_HOME="$n/cache" "$work/thismonth" draft --month 2024-01
fails 3 'content/this-month/2024-01.*Permission denied.*make it writable' "a read-only folder"
chmod u+w "$n/newsletter/content/this-month"
if [ "$(id -u)" = 0 ]; then chown -R 0 "$n"; fi
nothing_written "read-only"
ok "nor is a record" test ! -e "$n/newsletter/data/changes/2024-01.json"

run bash -c "trap '' XFSZ; ulimit -f 1; exec '$tool' draft --month 2024-01"
fails 3 'cannot write: File too large' "a disk that is full in the middle of a post"
nothing_written "full disk"
is "$(find newsletter -name '*.md.*')" "" "no temporary file is left"
run "$tool" draft --month 2024-01
is "$status" 0 "with room again it works"
post=newsletter/content/this-month/2024-01/index.md

# The post
cp "$post" "$work/post"
sed -i 's/^## Projects/<<<<<<< HEAD\n&\n=======\n## Our Projects\n>>>>>>> other/' "$post"
cp "$post" "$work/conflict"
run "$tool" draft --month 2024-01
fails 2 'index.md:[0-9]+: .*conflict' "a post with conflict markers"
ok "it is left as it was" cmp "$post" "$work/conflict"
cp "$work/post" "$post"
sed -i 's/^## Projects/<!-- never closed\n&/' "$post"
cp "$post" "$work/unclosed"
run "$tool" draft --month 2024-01
ok "a comment that swallows the rest: nothing is lost" grep -qF 'never closed' "$post"
cp "$work/post" "$post"
printf '{"month": "2024-01"' >newsletter/data/changes/2024-01.json
run "$tool" draft --month 2024-01
fails 2 'data/changes/2024-01.json:1:[0-9]+: not JSON' "a broken record"
ok "the post is left as it was" cmp "$post" "$work/post"
rm newsletter/data/changes/2024-01.json "$post"

# Titles and authors
nasty=(
  'Use {{< x >}} and {{% y %}} here'
  'Close --> the comment <!-- and open'
  '[j](javascript:alert(1))'
  'Unbalanced `tick and ``two`` ticks'
  $'Bell \a and escape \e[31m'
  $'Right \xe2\x80\xae to left'
  '<script>alert(1)</script> & &amp; <b>'
  "Long $(printf 'x%.0s' $(seq 10000))"
)
number=100
for title in "${nasty[@]}"; do
  number=$((number + 1))
  merge_pull "$number" 'octocat/nasty' "$title" "2024-01-2$((number % 10)) 10:00:00" octocat "projects/alpha/n$number"
done
GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@x git commit -q --allow-empty -m 'seed' --date '2024-01-30 10:00:00 +0000' 2>/dev/null
nameless=$(printf 'tree %s\nparent %s\nauthor  <> 1706608800 +0000\ncommitter  <> 1706608800 +0000\n\nNobody was here (#110)\n' \
  "$(git rev-parse 'main^{tree}')" "$(git rev-parse main)" | git hash-object -t commit -w --stdin --literally)
git update-ref refs/heads/main "$nameless"
run "$tool" draft --month 2024-01
is "$status" 0 "nasty titles and an author without a name" || note "$stderr"
is "$(grep -cE 'pull/10[1-8]\)' "$post")" 8 "each has its line"
like "$(cat "$post")" 'Nobody was here' "the nameless one too"
unlike "$(grep -v '^{' "$post")" '\{\{[<%]' "no shortcode"
unlike "$(cat "$post")" $'\xe2\x80\xae|\a|\e' "no control characters, no overrides"
ok "no line is beyond reason" awk 'length($0) > 1200 { exit 1 }' "$post"
run "$tool" draft --month 2024-01
like "$stdout" '0 new' "and the second run knows them all"

# Two runs at once
for i in 1 2 3 4; do
  rm -f "$post" newsletter/data/changes/2024-01.json
  "$tool" draft --month 2024-01 >"$work/run.$i.a" 2>&1 &
  "$tool" draft --month 2024-01 >"$work/run.$i.b" 2>&1 &
  wait
  is "$(cat "$work/run.$i".? | sort | grep -c ' new, ')" 2 "two runs at once ($i)"
  is "$(grep -cE 'pull/1\)' "$post")" 1 "every change once"
done
done_testing
