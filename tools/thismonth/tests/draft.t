#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The main job as an editor does it: draft, edit, draft again, the next month, publish.
source ci/tap.sh
source tools/thismonth/tests/fixture.sh

n=$work/n
newsletter "$n"
file=$n/newsletter/content/this-month/2024-01/index.md
record=$n/newsletter/data/changes/2024-01.json

run tool "$n" draft --month 2024-01
is "$status" 0 "the first draft" || note "$stderr"
like "$stdout" '^(\.\./)*newsletter/content/this-month/2024-01/index.md: 5 new, 5 in all$' "says what it wrote"
is "$stderr" "" "and nothing else"
p=$(post "$n")
like "$p" '^- \[Fix the first thing\]\(https://github.com/test/mono/pull/1\)$' "a merged pull request"
like "$p" '^- \[Teach `beta` to count\]\(https://github.com/test/mono/pull/2\)$' "a squashed one, its code kept"
like "$p" '^<!-- - \[Bump x from 1 to 2\]\(https://github.com/test/mono/pull/4\) \((bot|dependencies)\) -->$' "a hidden one, with the rule"
like "$p" '^- \[ci: tune the runner\]\(https://github.com/test/mono/commit/[0-9a-f]{40}\)$' "a direct commit outside every project"
like "$p" '@octocat' "the contributor is thanked"
unlike "$p" 'Thanks.*boss' "the maintainer is not"
like "$(sed -n '/^## Infra/,/^## Proj/p' <<<"$p")" 'tune the runner' "it stands under infrastructure"
like "$(sed -n '/^### .*alpha/,/^### .*beta/p' <<<"$p")" 'pull/1\)' "alpha has its section"
like "$p" 'The second one\.' "beta its description"

before=$(stat -c '%Y %i' "$file" "$record"; sha256sum "$file" "$record")
SOURCE_DATE_EPOCH=1706832000 run tool "$n" draft --month 2024-01
like "$stdout" '0 new, 5 in all \(unchanged\)' "a second run finds nothing new"
is "$(stat -c '%Y %i' "$file" "$record"; sha256sum "$file" "$record")" "$before" "and leaves both files untouched"

# The editor works; then more is merged.
sed -i 's/^- \[Fix the first thing\]/- **Most wanted:** [Fix it at last]/; s/^<!-- - \(\[Bump.*)\) (.*) -->$/- \1/; /Teach `beta`/d' "$file"
printf 'And a last word.' >>"$file"
cp "$file" "$work/edited"
(cd "$n" && merge_pull 5 'newcomer/patch' 'Add `x` to alpha' '2024-01-20 10:00:00' newcomer projects/alpha/d.c)
run tool "$n" draft --month 2024-01
is "$status" 0 "drafting into an edited post" || note "$stderr"
p=$(post "$n")
is "$(diff "$work/edited" "$file" | grep -c '^<.*\(Most wanted\|Bump\|last word\)')" 0 "no word of the editor is lost"
like "$p" '^- \*\*Most wanted:\*\* \[Fix it at last\]' "a reworded line stays"
unlike "$p" 'Teach' "a deleted line stays deleted"
like "$p" '^- \[Bump x from 1 to 2\]' "a line made visible stays visible"
is "$(grep -c 'pull/4)' "$file")" 1 "and is not added again"
like "$(grep -A1 'pull/3)' "$file")" 'pull/5\)$' "the new change stands behind its predecessor"
like "$(grep -i 'newcomer' "$file")" 'Welcome|Thanks' "a newcomer is named"
is "$(tail -c 16 "$file")" "And a last word." "the end has no newline, as the editor left it"

# February: what was merged in January after its last draft comes first, nothing comes twice.
(cd "$n" && merge_pull 6 'late/one' 'Late in January' '2024-01-31 23:00:00' late projects/alpha/e.c)
(cd "$n" && merge_pull 7 'early/one' 'Early in February' '2024-02-02 10:00:00' early projects/alpha/f.c)
export SOURCE_DATE_EPOCH=1709251200 # 2024-03-01
run tool "$n" draft --month 2024-02
is "$status" 0 "the next month" || note "$stderr"
february=$(cat "$n/newsletter/content/this-month/2024-02/index.md")
unlike "$february" 'Late in January' "what the last record could have seen is its own month's"
run tool "$n" draft --month 2024-01
like "$(post "$n")" 'Late in January' "where a new draft adds it"
unlike "$february" 'pull/[1-5]\)' "nothing of January stands in February"

# ... unless January's record is older than the change.
m=$work/m
SOURCE_DATE_EPOCH=1705276800 newsletter "$m" # 2024-01-15
SOURCE_DATE_EPOCH=1705276800 tool "$m" draft --month 2024-01 >/dev/null
(cd "$m" && merge_pull 6 'late/one' 'Late in January' '2024-01-31 23:00:00' late projects/alpha/e.c)
run tool "$m" draft --month 2024-02
like "$(cat "$m/newsletter/content/this-month/2024-02/index.md")" 'Late in January' "a change after the last record comes first in the next month"

# --until: a window that reaches to the day of publication.
u=$work/u
newsletter "$u"
(cd "$u" && merge_pull 8 'x/y' 'Just before publication' '2024-02-03 10:00:00' x projects/alpha/g.c)
run tool "$u" draft --month 2024-01 --until 2024-02-05
like "$(post "$u")" 'Just before publication' "--until takes what came until publication"
run tool "$u" draft --month 2024-02
is "$(grep -c 'Just before' "$u/newsletter/content/this-month/2024-02/index.md")" 0 "and the next month leaves it out"

# A change that brings news of itself is told in its words.
(
  cd "$u" || exit 1
  git checkout -q -b words
  mkdir -p newsletter/fragments
  printf '\n# Count with `beta` up to *infinity*\n\nMore of it.\n' >newsletter/fragments/count.beta.added.md
  git add -A
  commit hubot '2024-01-21 10:00:00' projects/beta/count.c 'wip'
  git checkout -q -
  by 'The Boss' boss@users.noreply.github.com '2024-01-21 10:00:00' git merge -q --no-ff \
    -m 'Merge pull request #12 from hubot/words

beta: wip' words
)
run tool "$u" draft --month 2024-01
like "$(post "$u")" '^- \[Count with `beta` up to \\\*infinity\\\*\]\(https://github.com/test/mono/pull/12\)$' "a news fragment's first line is the title"

# The record is gone: nothing is inserted, candidates are named.
rm "$record"
(cd "$n" && merge_pull 9 'z/z' 'Another one' '2024-01-25 10:00:00' z projects/beta/z.c)
cp "$file" "$work/before"
run tool "$n" draft --month 2024-01
is "$status" 1 "a post without its record"
like "$stderr" 'pull/9|#9|Another one' "names what would have been added"
ok "and is left alone" cmp "$file" "$work/before"

# Elsewhere and for machines.
run tool "$u" collect --month 2024-01 -o -
like "$stdout" '"month": "2024-01"' "collect -o - prints the record"
run tool "$u" draft --month 2024-01 --json -o "$work/elsewhere.md"
like "$stdout" '"inserted": \[' "--json"
ok "-o writes elsewhere" test -s "$work/elsewhere.md"
done_testing
