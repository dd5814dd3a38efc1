#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The page of figures: what Hugo counts out of the records is what `thismonth stats` counts.
. ci/tap.sh
here=newsletter/tests
unset "${!HUGO_@}" MAKEFLAGS MAKELEVEL
mkdir -p "$work/themes/manual"
export HUGO_THEMESDIR=$work/themes # without the projects' manuals: they take long
export HUGO_RESOURCEDIR=$work/resources # tests run side by side
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

DATA=$work/data HUGO_CONTENTDIR=$work/content run make --no-print-directory DEPS=skip SITE="$work/site" site HUGO_BASEURL=https://example.org/sub/
is "$status$stderr" 0 "the site builds"
page=$work/site/figures/index.html
ok "links lead somewhere" perl $here/links.pl "$work/site" https://example.org/sub/
text() { xmllint --html --nowarning --xpath "$1" "$page" 2>>"$work/.xmllint"; }
count() { text "count($1)"; }
is "$(count '//table[@id="months"]/tbody/tr')" 2 "a row for each published issue with a record, none for a draft"
table() { # row: its cells
  for i in $(seq 8); do text "string((//table[@id='months']/tbody/tr[$1]/*)[$i])"; done | paste -sd ' '
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

# The pictures: each says what it shows, has its numbers behind it, and draws them.
is "$(count '//figure[@class="chart"]')" 3 "what landed, days to merge and people are drawn"
is "$(count '//figure[@class="chart"][not(svg[@role="img"]/title[string-length(.) > 10] and svg/desc[string-length(.) > 30] and details//table)]')" 0 \
  "every picture has a name, a description and its table"
is "$(count '//*[local-name()="svg"]//*[@style]')" 0 "no style stands in a picture"
is "$(count '//th[not(@scope)]')" 0 "every head of a table says what it heads"
chart() { echo "//figure[svg/title[@id='$1-title']]"; }
is "$(text "string($(chart landed)//tbody/tr[1])")" "2026-102111" "the table behind a picture has its numbers"
is "$(count "$(chart landed)//*[local-name()='rect']")" 5 "a bar for each number but none for a zero"
heights=$(text "$(chart landed)//*[local-name()='rect']/@height" | grep -o '[0-9.]*' | sed 's/[.]0$//' | paste -sd ' ')
is "$heights" "34 68 34 34 34" "... as high as its share"
is "$(text "string($(chart contributors)//tbody/tr[2])")" "2025-1210" "of people too"
like "$(text "string($(chart contributors)//*[local-name()='desc'])")" 'From 2025-12 to 2026-10. At the end: Contributed before: 1. First-timers: 1.' "the description says the newest numbers"

# What benches measured.
is "$(text "string(//h2[@id='boot'])")" "" "no bench was kept: none is drawn"
mkdir "$work/data/bench"
line() { printf '{"bench": "bootloader", "figure": "%s", "loader": "%s", "unit": "instructions", "count": %s}\n' "$@"; }
mkdir "$work/newsletter"
cp newsletter/keep-bench.sh "$work/newsletter/"
git init -q "$work/newsletter"
git -C "$work/newsletter" -c user.name=t -c user.email=t@example.org commit -q --allow-empty -m t
kept() { env -C "$work/newsletter" ./keep-bench.sh bootloader "$1" >"$work/.kept"; }
{ line 'small kernel, BIOS, quiet' ours 500000; line 'small kernel, BIOS' grub 50000000; } | kept v0.1.0
line 'small kernel, BIOS, quiet' ours 5 | kept v0.2.0
{ line 'small kernel, BIOS, quiet' ours 400000; line 'small kernel, UEFI, quiet' ours 100000; } | kept v0.2.0
is "$(wc -l <"$work/.kept")" 2 "what a bench prints is passed on"
file=$work/newsletter/data/bench/bootloader.json
is "$(jq -c 'map([.release, (.lines | length)])' "$file")" '[["v0.1.0",2],["v0.2.0",2]]' "an entry for each release, the last run counts"
run kept v0.3.0 </dev/null
is "$status $(jq length "$file")" "1 2" "a bench that prints nothing keeps nothing"
cp "$file" "$work/data/bench/"
DATA=$work/data HUGO_CONTENTDIR=$work/content run make --no-print-directory DEPS=skip SITE="$work/site" site HUGO_BASEURL=https://example.org/sub/
is "$status$stderr" 0 "the site builds with benches"
is "$(text "string($(chart boot-start)//tbody/tr[1])")" "v0.2.0400,000100,000not known" "the newest release comes first, in full; what was not measured is called that"
is "$(count "$(chart boot-start)//*[local-name()='circle']")" 4 "a point for each number"
is "$(count "$(chart boot-mib)")" 0 "a picture without any number is left out"
done_testing
