#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What leaves the site: feeds (of the site, of a project), the edition for mail, cards, the index of the search; and what
# changed in a project, as its page and its feed tell it out of records and posts.
. ci/tap.sh
here=newsletter/tests
root=$PWD
unset "${!HUGO_@}" MAKEFLAGS MAKELEVEL
export HUGO_RESOURCEDIR=$work/resources # tests run side by side
command -v hugo xmllint jq >"$work/.have" || skip_all "hugo, xmllint or jq is missing"

content=$work/content
cp -r newsletter/content "$content"
cp -r $here/data/content/. "$content"
mkdir "$work/data"
cp -r $here/data/changes "$work/data/"
october=$content/this-month/2026-10
cat >>"$october/index.md" <<'END'

> A quotation that is long enough to be wrapped, since it says much more than seventy-two characters can hold, and more.
> And a second line of it.

1. first
2. second, with a line that is long enough to be wrapped, since it says much more than seventy-two characters
   - nested one, which again is long enough to be wrapped, since it says much more than seventy-two characters
     - deeper

   A paragraph of the second.

---

Twice [the same](https://example.org/a?b=1&c=2), [the same](https://example.org/a?b=1&c=2), by [@ada](https://github.com/ada).
END
for year in {2001..2024}; do # more than a feed holds
  mkdir "$content/this-month/$year-01"
  printf '{"title": "This Month in OSDev: January %s", "date": "%s-02-01T00:00:00Z", "month": "%s-01", "editors": [], "summary": "s"}\n\n- [Line](https://example.org/l%s)\n' \
    "$year" "$year" "$year" "$year" >"$content/this-month/$year-01/index.md"
  printf '{"month": "%s-01", "collected_at": "%s-28T00:00:00Z", "window": {"from": "%s-01", "until": "%s-28"}, "changes": [{"number": 1, "repository": "o/n", "projects": ["acpi"], "title": "t", "url": "https://example.org/l%s", "author": {"login": "lin", "bot": false}, "merged_at": "%s-01-05T00:00:00Z", "kind": "merge"}]}\n' \
    "$year" "$year-01" "$year-01" "$year-01" "$year" "$year" >"$work/data/changes/$year-01.json"
done
# The projects with a header each: all of them take long.
for record in projects/*/project.json; do
  name=$(cut -d / -f 2 <<<"$record")
  mkdir -p "$work/small/projects/$name/include/$name"
  cp "$record" "$work/small/projects/$name/"
  echo "# $name" >"$work/small/projects/$name/README.md"
  printf '/* Reads. */\n#pragma once\n/** Reads one. */\nint %s_read(void);\n' "$name" >"$work/small/projects/$name/include/$name/read.h"
done
export HUGO_THEMESDIR=$work/themes
ok "the projects have pages" "$HOST_BIN/manual" --root "$work/small" --out "$work/themes/manual"

base=https://example.org/sub/
site() { # name, make arguments...
  run env -C "$root" HUGO_CONTENTDIR="$content" DATA="$work/data" make --no-print-directory DEPS=skip SITE="$work/$1" site "${@:2}"
}
site public HUGO_BASEURL=$base
is "$status$stderr" 0 "the site builds"
site preview DRAFTS=1 HUGO_BASEURL=http://localhost:1313/
is "$status$stderr" 0 "... with the draft too"
[ -e "$work/preview" ] && [ -e "$work/public" ] || done_testing

# --- Feeds of the site -------------------------------------------------------------------------------------------------
cd "$work/public" || exit 1
is "$(jq -r .version feed.json) $(jq -r .feed_url feed.json) $(jq -r .home_page_url feed.json)" \
  "https://jsonfeed.org/version/1.1 ${base}feed.json $base" "a JSON Feed says where it is"
is "$(jq '.items | length' feed.json) $(grep -c '<item>' <(sed 's/<item>/\n&/g' index.xml)) $(grep -c '<entry>' <(sed 's/<entry>/\n&/g' atom.xml))" \
  "20 20 20" "every form of the feed holds the newest 20"
is "$(jq -r '.items[0].url, .items[19].url' feed.json | paste -sd ' ')" "${base}this-month/2026-10/ ${base}this-month/2007-01/" "... the newest first"
like "$(jq -r '.items[0].content_html' feed.json)" 'The post has no part for it' "... in full, with contributions"
is "$(jq -r '.items[].content_html' feed.json | grep -oE '(href|src)="[^h][^"]*"')" "" "... with absolute links"
is "$(jq -r '.items[0].authors[0].name' feed.json)" ada "... and its editors"
links() { xmllint --html --nowarning --xpath "//link[@rel='alternate']/@href" "$1" 2>>"$work/.xmllint" | grep -o '"[^"]*"' | tr -d '"' | paste -sd ' '; }
is "$(links index.html)" "/sub/index.xml /sub/atom.xml /sub/feed.json" "a page names the feeds"
is "$(links this-month/2026-10/index.html)" "/sub/index.xml /sub/atom.xml /sub/feed.json /sub/this-month/2026-10/index.txt" "... a post its edition for mail too"
is "$(links projects/acpi/index.html)" "/sub/projects/acpi/index.xml /sub/projects/acpi/atom.xml /sub/projects/acpi/feed.json /sub/index.xml /sub/atom.xml /sub/feed.json" \
  "... a project its own first"
is "$(grep -c . <(grep -oE '<loc>[^<]*(search|2026-10|projects/acpi)/</loc>' sitemap.xml))" 3 "the map of the site has its pages"
unlike "$(cat sitemap.xml)" "/2026-11/|/other/|/links/" "... and neither drafts nor contributions"

# --- What changed in a project -----------------------------------------------------------------------------------------
cd "$work/preview" || exit 1
acpi=projects/acpi/feed.json
is "$(jq -r '.items | length' $acpi) $(jq -r '.items[0].title, .items[1].title' $acpi | paste -sd ,)" "20 acpi: November 2026,acpi: October 2026" \
  "a project's feed has an item for each month"
november=$(jq -r '.items[0].content_html' $acpi)
is "$(grep -c '<li>' <<<"$november")" 9 "... with every change that the post shows"
like "$november" '<li><a href="https://github.com/o/osdev/pull/107">Überprüfe größere Tabellen, 表, …</a> \(released as <code>v0.2.0</code>\)</li>' "... as the post has it"
like "$november" 'Direct change without a link' "... a commit by its id"
like "$november" 'Thanks to <a href="https://github.com/lin">@lin</a>, Max Mustermann, &lt;b&gt;\]\(javascript:alert\(1\)\), <a href="https://github.com/zoe">@zoe</a>, and <a href="https://github.com/ada">@ada</a> for their contributions!' \
  "... and those who did it, each once, linked where there is a login"
like "$(jq -r '.items[1].content_html' $acpi)" 'Thanks to .*octocat</a> for their contribution!' "... also a single one"
is "$(jq -r '.items[0].content_html' projects/x86_64/feed.json | grep -c '<li>')" 1 "a change of two projects stands in both"
is "$(jq -r '.items | length' projects/uefi/feed.json)" 0 "a project without changes has an empty feed"
like "$(cat projects/acpi/index.html)" 'id="2026-11"' "the project's page has the same, by month"
is "$(xmllint --html --nowarning --xpath '//h3[@id="older"]/following-sibling::ul[1]//a/@href' projects/acpi/index.html 2>>"$work/.xmllint" | grep -o '20[0-9-]*' | paste -sd ' ')" \
  "2006-01 2005-01 2004-01 2003-01 2002-01 2001-01" "... the newest 20 months, and where the others are"
is "$(grep -rlE 'SECRET|RECORD-TITLE' . "$work/public")" "" "no title comes from a record, and what is hidden is nowhere"
like "$(cat contributors/index.html)" '<th scope="row"><a href="https://github.com/zoe">@zoe</a></th><td>2</td>' "the contributors are listed, with what they did"
unlike "$(cat contributors/index.html)" 'robot' "... without bots"

# --- The edition for mail ----------------------------------------------------------------------------------------------
is "$(awk 'length > 72 && !/^ *<?https:|^    /' this-month/*/index.txt)" "" "mail: lines of at most 72 characters, but for addresses and code"
unlike "$(cat this-month/2026-11/index.txt)" '&(lt|gt|quot|#[0-9]+);|<(p|a |li|ul|code|h[1-6])' "mail: no HTML"
is "$(sed -n '/^> A/,/@ada/p' this-month/2026-10/index.txt)" "> A quotation that is long enough to be wrapped, since it says much more
> than seventy-two characters can hold, and more. And a second line of
> it.

1. first

2. second, with a line that is long enough to be wrapped, since it
   says much more than seventy-two characters

  - nested one, which again is long enough to be wrapped, since it
    says much more than seventy-two characters

    - deeper

  A paragraph of the second.

* * *

Twice the same <https://example.org/a?b=1&c=2>, the same
<https://example.org/a?b=1&c=2>, by @ada." "mail: quotations, lists in lists, links with their addresses"
like "$(sed -n '/^- One/,/^$/p' this-month/2026-10/index.txt)" '^- One
  https://example.org/one$' "mail: what an item is about has the line below it"
like "$(cat this-month/2026-11/index.txt)" '^- Escape \]\(javascript:alert\(1\)\) and <script>alert\(1\)</script>$' "mail: a title is what its author wrote"
is "$(sed -n '/breaks/,/svg/p' this-month/2026-11/index.txt)" "  - It breaks the interface, see the picture:

    (Two boxes, an arrow)
    <http://localhost:1313/this-month/2026-11/arrow.svg>" "mail: a picture is its words and where it is, in the list that it stands in"
like "$(cat this-month/2026-11/index.txt)" '^    struct x86_gate gate = .*wide \*/$' "mail: code stays as it is"
like "$(cat this-month/2026-11/index.txt)" '^    UEFI \| 120 ms \| 90 ms$' "mail: a table has its rows"
is "$(sed -n '/^tiny-kernel/,/^Written/p' this-month/2026-11/index.txt | sed -n 2,6p)" "------------

<https://github.com/lin/tiny-kernel>

Written by @lin and @zoe." "mail: headings are underlined, contributions are there"

# --- Cards -------------------------------------------------------------------------------------------------------------
card() { xmllint --html --nowarning --xpath 'string(//meta[@property="og:image"]/@content)' "$1" 2>>"$work/.xmllint"; }
cd "$work/public" || exit 1
for page in index.html this-month/2026-10/index.html projects/acpi/index.html; do
  card=$(card $page)
  is "$(od -An -tx1 -j1 -N3 "${card#"$base"}" | tr -d ' ') $(od -An -tu1 -j18 -N2 "${card#"$base"}" | awk '{ print $1 * 256 + $2 }')" "504e47 1200" "card: $page has one, a PNG 1200 wide"
done
is "$(card projects/acpi/api/index.html)" "$(card projects/acpi/index.html)" "card: the pages of a project share its card"
is "$(for page in index.html this-month/2026-10/index.html projects/acpi/index.html; do card $page; done | sort -u | wc -l)" 3 "card: others have their own"

# --- The search --------------------------------------------------------------------------------------------------------
indexed() { for f in "$1"/pagefind/fragment/*; do gunzip -c "$f" | tail -c +13; echo; done; }
is "$(indexed . | jq -r .url | grep -c '^/this-month/')" 26 "search: it knows the issues"
ok "search: ... and a page of the reference" grep -q '"/projects/acpi/api/' <(indexed .)
is "$(indexed . | jq -r .url | grep -E '^/(index.html|search|404|contributors|figures|this-month/|projects/)?$')" "" "search: ... and no page that only leads to others"
is "$(indexed . | jq -c 'select(.url == "/this-month/2026-10/") | .filters')" '{"kind":["issue"],"project":["acpi"]}' "search: an issue is found by its projects"
is "$(indexed . | jq -r 'select(.url | startswith("/projects/acpi/api/")) | .filters.kind[0]' | sort -u)" reference "search: ... a header as reference"
unlike "$(indexed "$work/preview"; indexed .)" 'SECRET|RECORD-TITLE' "search: what is hidden is not in the index"
is "$(find pagefind -name '*ui*' -o -name '*highlight*')" "" "search: no other user interface comes along"
site again HUGO_BASEURL=$base
is "$(diff -rq "$work/public" "$work/again")" "" "the site is the same when it is built again"
done_testing
