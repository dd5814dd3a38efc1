#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# GitHub and git together, against a stand-in that checks every request with GitHub's own description.
source ci/tap.sh
source tools/thismonth/tests/fixture.sh
source tools/thismonth/tests/github/stand_in.sh
here=$repository/tools/thismonth/tests/github
export SOURCE_DATE_EPOCH=1709251200 # 2024-03-01

stand_in "$here/small.json"
newsletter "$work/n"
(
  cd "$work/n" || exit 1
  squash_pull 9 'Imported from elsewhere' '2024-01-15 10:00:00' octocat projects/alpha/import.c
  squash_pull 7 'Done by hand' '2024-01-21 10:00:00' octocat projects/beta/hand.c
  squash_pull 8 'A number that nobody knows' '2024-01-22 10:00:00' octocat projects/beta/eight.c
  squash_pull 6 'Over midnight' '2024-01-31 23:59:58' octocat projects/beta/six.c
  squash_pull 10 'Before midnight' '2024-02-01 00:00:10' octocat projects/beta/ten.c
)
record() { cat "$work/n/newsletter/data/changes/2024-$1.json"; }
change() { # month, number: its lines
  record "$1" | sed -n "/\"number\": $2,/,/\"sources\"/p"
}

asks none/both "$work/n" collect --month 2024-01
is "$status" 0 "collect with a token" || note "$stderr"
is "$(requests none/both)" 2 "one request for the month, one about what git alone told"
like "$stderr" '^GitHub: 1 request for 1 repository' "the budget is said beforehand"
like "$stderr" '^GitHub: 2 requests made; 4998 of 5000 left until 20' "... and the remaining quota after"
like "$(change 01 1)" '"title": "Fix the very first thing"' "the title is GitHub's"
like "$(record 01)" 'test/mono#1: the title is \\"Fix the very first thing\\" on GitHub, \\"Fix the first thing\\" in git' "... and both stand in a warning"
like "$(change 01 1)" '"files": 1, "insertions": 1' "git tells files, GitHub lines"
like "$(change 01 1)" '"merged_at": "2024-01-05T10:00:00Z", "opened_at": "2024-01-03T10:00:00Z"' "... and when it was opened"
like "$(change 01 1)" '"kind": "merge"' "git tells how"
like "$(change 01 1)" '"sources": \["git", "api"\]' "both are named"
like "$(change 01 2)" '"login": "hubot-at-github"' "the login is GitHub's"
like "$(change 01 3)" '"login": null, "name": null' "a deleted account is nobody"
like "$(change 01 4)" '"login": "dependabot\[bot\]".*"bot": true' "a bot is one, without its suffix too"
like "$(change 01 5)" '"projects": \["beta", "alpha"\]' "what git does not have is attributed by GitHub's paths"
like "$(record 01)" 'test/mono#5: \\"Never fetched\\" is not known to git; it is listed' "... with a warning"
is "$(change 01 6)" "" "merged in February by GitHub's clock: not in January"
like "$(record 01)" 'test/mono#6: merged 2024-02-01T00:00:05Z on GitHub, 2024-01-31T23:59:58Z in git' "... with both times in a warning"
like "$(record 01)" 'test/mono#7: \\"Done by hand\\" is not merged on GitHub \(closed\)' "merged by hand: git knows it alone"
like "$(record 01)" 'test/mono#8: \\"A number that nobody knows\\" is not known to GitHub' "a number that GitHub does not know"
is "$(change 01 9)" "" "a number out of another repository is none"
like "$(record 01)" '"number": null, "title": "Imported from elsewhere' "... its change is listed by its commit"
like "$(record 01)" 'test/mono#9: is \\"The real nine\\", merged 2020-01-01T00:00:00Z, on GitHub' "... with a warning"
like "$(change 01 10)" '"files": 1.*' "merged in January by GitHub's clock: git tells its files all the same"
like "$(change 01 10)" '"sources": \["git", "api"\]' "... although it is of February there"
like "$(record 01)" '"complete": true' "the month is complete"

asks none/both2 "$work/n" collect --month 2024-02
is "$(change 02 10)" "" "what January lists, February does not"
like "$(change 02 6)" '"merged_at": "2024-02-01T00:00:05Z"' "what January left, February lists"

# A finished month is not asked about.
cp "$work/n/newsletter/data/changes/2024-01.json" "$work/before.json"
asks none/again "$work/n" collect --month 2024-01
is "$(requests none/again)" 0 "a finished month makes no request"
ok "... and its record stays" cmp "$work/before.json" "$work/n/newsletter/data/changes/2024-01.json"
asks none/refresh "$work/n" collect --month 2024-01 --refresh
is "$(requests none/refresh)" 2 "... unless asked"
asks none/draft "$work/n" draft --month 2024-01
is "$status$(requests none/draft)" 00 "a draft of it neither" || note "$stderr"
like "$(post "$work/n")" '^- \[Fix the very first thing\]\(https://github.com/test/mono/pull/1\)$' "the post has GitHub's title"
like "$(post "$work/n")" '@hubot-at-github' "... and thanks GitHub's login"

# The record forgotten, nothing changed: cached.
forget() { rm -rf "$work/n/newsletter/data" "$work/n/newsletter/content"; }
forget
SOURCE_DATE_EPOCH=1706832000 asks none/both "$work/n" collect --month 2024-01
is "$(requests none/both)" 4 "an unfinished month is asked about again"
run tool "$work/n" collect --month 2024-01 --offline
is "$status$stderr" 0"$(grep '^warning' <<<"$stderr")" "--offline asks nobody"
GITHUB_TOKEN=$TOKEN GITHUB_API_URL=http://127.0.0.1:$port/none/both run tool "$work/n" collect --month 2024-01 --offline
is "$(requests none/both)" 4 "--offline with a token makes no request"
like "$(change 01 2)" 'hubot-at-github' "... but knows what is in the cache"

# Without a token: the search, and the list where that does not know a name.
forget
TOKEN='' asks none/anonymous "$work/n" collect --month 2024-01
is "$status" 0 "collect without a token" || note "$stderr"
like "$(cat "$log")" '"run":"/none/anonymous","method":"GET","url":"/search/issues\?q=repo%3Atest%2Fmono%20is%3Apr' "it searches"
like "$(change 01 2)" '"login": "hubot-at-github"' "... and gets the login"
like "$stderr" 'of 5000 left|of 60 left' "the quota is told"
before=$(requests none/anonymous)
forget
TOKEN='' asks none/anonymous "$work/n" collect --month 2024-01
grep '"run":"/none/anonymous"' "$log" | tail -n +$((before + 1)) >"$work/warm"
is "$(grep -vc '"status":304\|"status":404' "$work/warm")" 0 "warm, every answer is 304 Not Modified (or still 404)" || note "$(cat "$work/warm")"

# A renamed repository, by both ways.
sed -i 's|"test/mono"|"test/stereo"|' "$work/n/newsletter/thismonth.json"
for TOKEN in "$TOKEN" ''; do
  forget
  asks "none/renamed${TOKEN:0:3}" "$work/n" collect --month 2024-01
  like "$(record 01)" 'test/stereo: is test/mono now; write that into .*thismonth.json|test/stereo: is test/mono now; write that into .*project.json:1' "a rename is followed and said"
  like "$(change 01 2)" '"repository": "test/stereo".*' "... the name in the record stays"
done
TOKEN=ghp_verysecret0123456789
sed -i 's|"test/stereo"|"test/mono"|' "$work/n/newsletter/thismonth.json"

# A whole organization, of which nothing is cloned.
mkdir -p "$work/o/newsletter"
cp -r newsletter/prose "$work/o/newsletter/"
printf '{"title": "T", "projects": [{"organization": "test"}]}\n' >"$work/o/newsletter/thismonth.json"
asks none/organization "$work/o" draft --month 2024-01
is "$status" 0 "a whole organization" || note "$stderr"
is "$(requests none/organization)" 2 "one request for its list, one for the month"
text=$(cat "$work/o/newsletter/content/this-month/2024-01/index.md")
like "$text" '^### \[?`other`' "each repository has a section"
unlike "$text" 'Of a fork|attic' "forks and archived ones have none"
unlike "$text" '@nobody-of-today' "who came with an import is nobody's account"
like "$text" 'branch' "a change on another branch than the default one stands apart"
asks none/organization "$work/o" check newsletter/content/this-month/2024-01/index.md
unlike "$stderr" 'organization' "check knows its projects from the cache"
is "$(requests none/organization)" 2 "... and asks nobody"
printf '{"title": "T", "projects": [{"organization": "nobody"}]}\n' >"$work/o/newsletter/thismonth.json"
rm -r "$work/o/newsletter/data"
asks none/nobody "$work/o" collect --month 2024-01
is "$status" 1 "an organization that does not exist"
like "$stderr" 'thismonth.json:1: organization: .*not found \(404' "... is said with file and line"

# Nothing to ask, nobody to be asked.
sed -i '/"repository"/d' "$work/n/newsletter/thismonth.json"
asks none/nowhere "$work/n" collect --month 2024-01
is "$status$(requests none/nowhere)" 00 "a repository without a home on GitHub: no request" || note "$stderr"

# Figures out of the records.
mkdir -p "$work/n/newsletter/data/changes"
sed -i 's|"title"|"repository": "test/mono", "title"|' "$work/n/newsletter/thismonth.json"
rm -rf "$work/n/newsletter/data"
asks none/stats "$work/n" collect --month 2024-01
asks none/stats "$work/n" collect --month 2024-02
run tool "$work/n" stats
is "$status" 0 "stats" || note "$stderr"
like "$stdout" '^2024-01  all +10 +1 +3 ' "changes, by bots, and people of a month"
like "$stdout" '^2024-01  alpha +4 ' "... of a project: its own, also where it is not the first one touched"
like "$stdout" '^2024-02  all +1 ' "... of each month"
run tool "$work/n" stats --from 2024-02 --json
like "$stdout" '^\{"month": "2024-02", "project": null, "changes": 1, "bots": 0, "people": 1, "first_time": (null|[01]), "days_to_merge": 0\.0\}$' "for machines"
unlike "$stdout" '2024-01' "from a month on"
run tool "$work/n" stats --from 2030-01
is "$status" 1 "no record at all"
like "$stderr" 'thismonth collect' "... says what makes one"
stand_in_is_content
done_testing
