#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# check and publish on a drafted post: what they say, what they write, what they leave alone.
source ci/tap.sh
source tools/thismonth/tests/fixture.sh

n=$work/n
newsletter "$n"
tool "$n" draft --month 2024-01 >/dev/null
dir=newsletter/content/this-month/2024-01
file=$dir/index.md
cd "$n" || exit 1

run "$tool" check $file
is "$status$stdout$stderr" 0 "a fresh draft has no findings"
cp $file "$work/good"

finding() { # line to append, rule, name
  cp "$work/good" $file
  printf '%s\n' "$1" >>$file
  run "$tool" check $file
  is "$status" 1 "$3"
  like "$stdout" "^$file:[0-9]+: $2: " "... is a finding of $2, with its place"
}
finding '- [again](https://github.com/test/mono/pull/1)' duplicate 'a change listed twice'
finding '[x](javascript:alert(1))' bad-scheme 'a link that is a script'
finding '[x](https://ygithub.com/test/mono)' host-spelling 'a misspelt host'
finding '[#7](https://github.com/test/mono/pull/8)' text-number-mismatch 'a number that is not that of its link'
finding '{{< figure >}}' shortcode 'a shortcode'
finding '<<<<<<< HEAD' conflict-marker 'a conflict'
finding '<!-- open' unclosed-comment 'an open comment'
run "$tool" check --json $file
like "$stdout" "^\{\"path\": \"$file\", \"line\": [0-9]+, \"rule\": \"[a-z-]+\", \"text\": \".*\"\}$" "--json: one object a line"

cp "$work/good" $file
mkdir $dir/other
printf '{"title": "Mine", "repository": "me/mine"}\n\nText.\n' >$dir/other/mine.md
run "$tool" check $file
like "$stdout" "^$dir/other/mine.md:[0-9]+: contribution-front-matter: .*written_by" "a contribution without its writers"
run "$tool" check $dir/other/mine.md
like "$stderr" "checked with its post; name that: $file" "a contribution named alone"
run "$tool" publish $file
is "$status" 1 "a post with findings is not published"
like "$stderr" 'not published; mend what is said above first' "and the way out is said"
ok "nor written" cmp $file "$work/good"
rm -r $dir/other

run "$tool" publish $file --date 2024-02-04
is "$status" 0 "publish" || note "$stdout" "$stderr"
like "$stdout" "$file: ready to be published" "says so"
like "$(head -n 9 $file)" '"date": "2024-02-04' "the date is set"
unlike "$(cat $file)" '"draft": true|<!-- hint:' "draft mark and hints are gone"
like "$(cat $file)" '<!-- - \[Bump x' "hidden changes stay"
is "$(diff <(grep -v 'hint:\|"draft"\|"date"' "$work/good" | grep .) <(grep -v '"draft"\|"date"' $file | grep .))" "" "every other line stays"
cp $file "$work/published"
SOURCE_DATE_EPOCH=1709251200 run "$tool" publish $file
like "$stdout" 'was published already' "a second time"
ok "it is left alone" cmp $file "$work/published"
run "$tool" check $file
is "$status$stdout" 0 "a published post has no findings"

# A published post belongs to its editor still: drafting again adds only what is new.
(merge_pull 9 'x/y' 'A late addition' '2024-01-30 10:00:00' x projects/beta/z.c)
run "$tool" draft --month 2024-01
is "$(diff "$work/published" $file | grep '^<' | grep -v 'merged this month:$\|^< Thanks to \|^< Welcome to ')" "" \
  "drafting into a published post takes nothing away but sentences of its own"
like "$(cat $file)" 'A late addition' "and adds what is new"

# What earlier issues told is a finding in a later one.
SOURCE_DATE_EPOCH=1709251200 "$tool" draft --month 2024-02 >/dev/null
echo '- [once more](https://github.com/test/mono/pull/1)' >>newsletter/content/this-month/2024-02/index.md
run "$tool" check newsletter/content/this-month/2024-02/index.md
like "$stdout" 'in-earlier-issue: ' "a change that an earlier issue listed"
run "$tool" check /nonexistent.md
is "$status" 3 "a post that is not there"
done_testing
