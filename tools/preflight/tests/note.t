#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# preflight note: what it writes, what it finds out by itself, what it refuses. That thismonth reads it: ci/tests/news.t.
source ci/tap.sh
source tools/preflight/tests/toy.sh
toy "$work/toy"
git checkout -qb work

flight note --kind added --project house 'Build the House, in one go & without nails!'
is "$status $stdout" "0 newsletter/fragments/build-the-house-in-one.house.added.md" "a note" || note "$stderr"
is "$(cat newsletter/fragments/*)" "Build the House, in one go & without nails!" "its words"
like "$stderr" 'written; edit it if you like, then: git add newsletter/fragments' "what to do next"
flight note --kind added --project house 'Build the House, in one go & without nails!'
is "$status" 0 "the same again"
like "$stderr" 'says so already' "is there already"
flight note --kind added --project house --slug build-the-house-in-one Other
is "$status $stderr" "2 preflight: note: newsletter/fragments/build-the-house-in-one.house.added.md is there and says something else; edit it, or choose another name: SLUG=NAME" \
  "nothing is overwritten"
is "$(cat newsletter/fragments/*)" "Build the House, in one go & without nails!" "to the letter"
flight note --kind fixed --project house '你好'
is "$stdout" "newsletter/fragments/news.house.fixed.md" "words without a letter that a file's name may have"
flight note --kind fixed --project house --slug 1.2-roof Mend it
is "$stdout" "newsletter/fragments/1.2-roof.house.fixed.md" "a name of one's own; words without quotes"
is "$(cat newsletter/fragments/1.2-roof*)" "Mend it" "are one line"

# --- Whose news -------------------------------------------------------------------------------------
flight note --kind added 'More'
is "$status $(tail -n 1 <<<"$stderr")" "2 preflight: note: whose news is it? This change touches no part; say which: make note P=acpi KIND=added TEXT='Map whole ranges in one call'" \
  "fragments alone touch no part"
echo >>tools/roof/src/roof.c
flight note --kind changed 'Raise the roof'
is "$stdout" "newsletter/fragments/raise-the-roof.roof.changed.md" "the one part that is touched"
record newsletter
echo x >newsletter/post.md
flight note --kind changed 'Raise the roof'
is "$status" 0 "what is everybody's does not count beside it"
echo >>tools/island/src/island.c
flight note --kind added 'More'
like "$stderr" 'whose news is it\? This change touches island, roof; say which' "of two, one has to be said"

# --- What is refused ----------------------------------------------------------------------------------
while IFS='|' read -r words message; do
  eval "flight note $words"
  is "$status $stderr" "2 preflight: note: $message" "note $words"
done <<'E2'
--kind added --project house|what is the news? One line: make note P=acpi KIND=added TEXT='Map whole ranges in one call'
--kind added --project house ' - '|what is the news? One line: make note P=acpi KIND=added TEXT='Map whole ranges in one call'
--project house x|what kind of change is it? added, changed, deprecated, removed, fixed, security: make note P=acpi KIND=added TEXT='Map whole ranges in one call'
--project house --kind feature x|"feature" is no kind of change; there are added, changed, deprecated, removed, fixed, security
--project house --kind added --slug a/b x|"a/b" is no name for a file; use letters, digits and '-'
--project house --kind added --slug .a x|".a" is no name for a file; use letters, digits and '-'
E2
flight note --project hut --kind added x
is "$status $stderr" '2 preflight: no project.json has the name "hut"; there are ground, house, island, newsletter, roof' "a part that is not there"
sed -i 's/"roof"/"roof.2"/' tools/roof/project.json
flight note --kind added --project roof.2 x
is "$status $stderr" '2 preflight: note: "roof.2" has a dot, which a fragment'"'"'s name cannot tell from its own' "a project with a dot"
git checkout -q tools
if [ "$(id -u)" != 0 ]; then
  chmod 555 newsletter/fragments
  flight note --kind added --project house 'Nowhere to write'
  is "$status" 3 "a folder that cannot be written"
  chmod 755 newsletter/fragments
else
  rm -rf newsletter/fragments && touch newsletter/fragments
  flight note --kind added --project house 'Nowhere to write'
  is "$status" 3 "a folder that cannot be made"
  rm newsletter/fragments
fi

done_testing
