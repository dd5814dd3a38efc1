#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# replay on a small newsletter: every cause of a miss and of a disagreement is told.
source ci/tap.sh
source tools/thismonth/tests/fixture.sh

n=$work/n
newsletter "$n"
(cd "$n" && merge_pull 5 'octocat/late' 'A late one' '2024-02-03 10:00:00' octocat projects/alpha/l.c)
export SOURCE_DATE_EPOCH=1709251200
row() { # month, number, visible, order, title
  printf '{"month": "%s", "repo": "Test/Mono", "number": %s, "visible": %s, "role": "item", "order": %s, "title_as_published": "%s"}\n' "$@"
}
{
  row 2024-01 1 true 1 'Fix the first thing'
  row 2024-01 3 false 2 'A thing in both'
  row 2024-01 2 true 3 'Teach beta to count'
  row 2024-01 5 true 4 'A late one'
  row 2024-01 77 true 5 'Never seen'
  row 2024-02 1 true 1 'Fix the first thing'
} >"$work/published.jsonl"

run tool "$n" replay --posts "$work/published.jsonl"
is "$status" 0 "replay" || note "$stderr"
like "$stdout" '^Replay of 2024-01 to 2024-02, 2 issues$' "says what it compares"
like "$stdout" '^test/mono +6 +3 +1 +0 +1 +1 +50\.0% +66\.7% +66\.7%$' "counts every kind"
like "$stdout" '2024-01 Test/Mono#5: late, merged 2024-02-03: A late one' "a late one, with its date"
like "$stdout" '2024-01 Test/Mono#77: not found: no merge, squash or pull head of it in the history: Never seen' "an unknown one"
like "$stdout" '2024-02 Test/Mono#1: listed again, merged 2024-01-05' "one listed again"
like "$stdout" '2024-01 Test/Mono#3: shown by us \(default\), hidden by the editor: A thing in both' "a disagreement, with its rule"
like "$stdout" 'Show/hide, counting 2 that their issue left out as hidden: 60\.0%' "what issues left out (one a bot's, one late)"
run tool "$n" replay --posts "$work/published.jsonl" --from 2024-02
like "$stdout" 'Replay of 2024-02 to 2024-02, 1 issues' "--from"
run tool "$n" replay --posts "$work/published.jsonl" --from 2024-02 --to 2024-01
is "$status" 2 "--from after --to"
run tool "$n" replay --posts "$work/published.jsonl" --json
is "$(grep -c '^{.*}$' <<<"$stdout")" 6 "--json: one object a row"

# The posts themselves serve as well.
SOURCE_DATE_EPOCH=1706745600 tool "$n" draft --month 2024-01 >/dev/null
run tool "$n" replay --posts "$n/newsletter/content/this-month"
like "$stdout" '^test/mono +4 +4 +0 +0 +0 +0 +100\.0% +100\.0%' "a folder of posts, hidden lines included"
run tool "$n" replay --posts "$work/empty.jsonl"
is "$status" 3 "a missing file"
echo '{"month": "soon"}' >"$work/bad.jsonl"
run tool "$n" replay --posts "$work/bad.jsonl"
like "$stderr" 'bad.jsonl:1: key "repo" is missing' "a bad row is named"
mkdir "$work/empty"
run tool "$n" replay --posts "$work/empty"
like "$stderr" 'no published pull request here' "an empty folder"
done_testing
