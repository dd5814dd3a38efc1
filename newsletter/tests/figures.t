#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The page of figures: what Hugo counts out of the records is what `thismonth stats` counts.
. ci/tap.sh
here=newsletter/tests
unset "${!HUGO_@}" MAKEFLAGS MAKELEVEL
command -v hugo xmllint >"$work/.have" || skip_all "hugo or xmllint is missing"

cp -r newsletter/content "$work/content"
cp -r $here/data/content/. "$work/content"
mkdir -p "$work/data/changes"
change() { # number, projects, author, bot, first_time, merged, opened
  printf '{"repository": "o/n", "number": %s, "projects": [%s], "title": "t", "author": {"login": %s, "name": "N", "bot": %s, "first_time": %s}, "merged_at": "%s"%s, "kind": "merge"}' \
    "$1" "$2" "$3" "$4" "$5" "$6" "${7:+, \"opened_at\": \"$7\"}"
}
record() { # month, changes
  printf '{"month": "%s", "collected_at": "2026-11-20T00:00:00Z", "window": {"from": "%s-01T00:00:00Z", "until": "%s-28T00:00:00Z"}, "complete": true, "changes": [%s]}\n' \
    "$1" "$1" "$1" "$2" >"$work/data/changes/$1.json"
}
record 2025-12 "$(change 1 '"acpi"' '"octocat"' false false 2025-12-05T00:00:00Z)"
record 2026-10 "$(change 2 '"acpi", "uefi"' '"octocat"' false true 2026-10-05T00:00:00Z 2026-10-04T12:00:00Z),
  $(change 3 '"uefi"' '"Octocat"' false true 2026-10-06T00:00:00Z 2026-10-05T00:00:00Z),
  $(change 4 '"x86_64"' '"lin"' false false 2026-10-08T00:00:00Z 2026-10-05T00:00:00Z),
  $(change 5 '' '"lin"' false null 2026-10-09T00:00:00Z 2026-09-29T00:00:00Z),
  $(change 6 '"acpi"' '"bot[bot]"' true null 2026-10-09T00:00:00Z 2025-10-09T00:00:00Z)"
record 2026-11 "$(change 7 '"acpi"' '"secret"' false true 2026-11-05T00:00:00Z)" # of a draft

HUGO_DATADIR=$work/data HUGO_CONTENTDIR=$work/content run make --no-print-directory DEPS=skip SITE="$work/site" site HUGO_BASEURL=https://example.org/sub/
is "$status$stderr" 0 "the site builds"
page=$work/site/figures/index.html
ok "links lead somewhere" perl $here/links.pl "$work/site" https://example.org/sub/
text() { xmllint --html --nowarning --xpath "$1" "$page" 2>>"$work/.xmllint"; }
count() { text "count($1)"; }
is "$(count '//tbody/tr')" 2 "a row for each published issue with a record, none for a draft"
table() { # row: its cells
  for i in $(seq 8); do text "string((//tbody/tr[$1]/*)[$i])"; done | paste -sd ' '
}
is "$(table 1)" "2026-10 5 2 1 2.0 2 2 1" "changes, people, first-timers, median of days; by project"
is "$(table 2)" "2025-12 1 1 0 not known 1 0 0" "what is not known is called that"

# The same by the tool.
printf '{"title": "T", "records": "%s", "prose": "%s", "projects": [{"name": "acpi", "repository": "o/n"}, {"name": "uefi", "repository": "o/n"}, {"name": "x86_64", "repository": "o/n"}]}\n' \
  "$work/data/changes" "$PWD/newsletter/prose" >"$work/thismonth.json"
run "$HOST_BIN/thismonth" stats --config "$work/thismonth.json" --to 2026-10 --json
is "$status" 0 "thismonth stats" || note "$stderr"
like "$stdout" '"month": "2026-10", "project": null, "changes": 5, "bots": 1, "people": 2, "first_time": 1, "days_to_merge": 2.0' "... counts the same"
like "$stdout" '"month": "2026-10", "project": "uefi", "changes": 2, "bots": 0, "people": 1,' "... of a project too"
like "$stdout" '"month": "2025-12", "project": null, "changes": 1, "bots": 0, "people": 1, "first_time": 0, "days_to_merge": null' "... and knows as little"

# Accessible: every picture says what it shows, and the table has heads.
is "$(count '//main//*[local-name()="svg"][not(@role="img" and string-length(@aria-label) > 10)]')" 0 "every picture has a name"
is "$(count '//main//*[local-name()="svg"]')" 7 "four figures and three projects are drawn"
is "$(count '//th[not(@scope)]')" 0 "every head of the table says what it heads"
is "$(text 'string((//main//*[local-name()="svg"])[1]//*[local-name()="rect"][2]/@height)')" 40 "the highest bar fills the picture"
is "$(text 'string((//main//*[local-name()="svg"])[1]//*[local-name()="rect"][1]/@height)')" 8 "... others are as high as their share"
done_testing
