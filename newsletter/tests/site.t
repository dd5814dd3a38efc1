#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The site: what Hugo makes of the real content, and of posts that hold everything a post may hold.
. ci/tap.sh
here=newsletter/tests
unset "${!HUGO_@}" MAKEFLAGS MAKELEVEL

command -v hugo xmllint >"$work/.have" || skip_all "hugo or xmllint is missing"

# The real content, and the posts of tests/data over it: a draft (with Windows' line ends) and two published ones.
content=$work/content
cp -r newsletter/content "$content"
cp -r $here/data/content/. "$content"
november=$content/this-month/2026-11
sed -i 's/$/\r/' "$november/index.md" "$november/other/tiny-kernel.md"

base=https://example.org/sub/
site() { # name, content, make arguments...: build it into $work/name
  run env HUGO_CONTENTDIR="$2" make --no-print-directory DEPS=skip SITE="$work/$1" site "${@:3}"
}
clean() { is "$status$stderr" 0 "$1: builds without an error or a warning"; }
well_made() { # name, URL: what every build must be
  ok "$1: links lead somewhere, and no other host is asked" perl $here/links.pl "$work/$1" "$2"
  ok "$1: feed and site map are XML" xmllint --noout "$work/$1/index.xml" "$work/$1/sitemap.xml"
  unlike "$(grep -rl "SECRET\|raw HTML omitted" "$work/$1" || true)" . "$1: hidden lines and hints appear nowhere"
}
text() { # file, XPath: the text there
  xmllint --html --nowarning --xpath "string($2)" "$1" 2>>"$work/.xmllint"
}

# --- The real content ----------------------------------------------------------------------------
touch "$work/before"
site real "$PWD/newsletter/content" HUGO_BASEURL=$base
clean "real content"
well_made real $base
is "$(xmllint --html --nowarning --xpath 'count(//ul[@class="cards"]/li)' "$work/real/index.html" 2>>"$work/.xmllint")" "$(find projects -mindepth 2 -maxdepth 2 -name project.json | wc -l)" \
  "real content: the home page lists every project"
is "$(find newsletter -newer "$work/before")" "" "building writes nothing into newsletter/"

mkdir -p "$work/themes/manual"
export HUGO_THEMESDIR=$work/themes # from here on without the projects' manuals, which take longest
cp -r newsletter/content "$work/empty"
find "$work/empty/this-month" -mindepth 1 -type d -prune -exec rm -r {} +
site none "$work/empty" HUGO_BASEURL=$base
clean "no post yet"
well_made none $base

# --- What is published ---------------------------------------------------------------------------
site published "$content" HUGO_BASEURL=$base
clean "published"
well_made published $base
like "$stdout" "left out, a draft: .*2026-11/index.md" "published: a draft is left out, and named"
unlike "$(grep -rl 'A new interpreter for AML\|this-month/2026-11' "$work/published" || true)" . "published: nothing tells of the draft"
october=$work/published/this-month/2026-10/index.html
is "$(text "$october" '//h2[@id="other-projects"]/following-sibling::h3/a')" Late \
  "published: a contribution whose part the post lacks gets that part"
is "$(text "$work/published/this-month/index.html" '(//h2)[2]')" 2025 \
  "published: an issue is listed under the year it reports on"
is "$(text "$october" '//a[@rel="prev"]')" "OlderDecember 2025" "published: a post leads to the one before"
unlike "$(cat "$october")" "/edit/" "published: no edit link while no repository is configured"
like "$(cat "$work/published/index.xml")" 'href=&#34;https://example.org/sub/this-month/&#34;&gt;the site' \
  "published: a link within the site is absolute in the feed"

site published "$content" HUGO_BASEURL=$base HUGO_PARAMS_REPOSITORY=o/osdev
like "$(cat "$october")" 'href="https://github.com/o/osdev/edit/main/newsletter/content/this-month/2026-10/index.md"' \
  "published: the edit link leads to the configured repository"

mkdir "$content/this-month/2099-01"
sed 's/2026-01-06/2099-02-06/; s/2025-12/2099-01/' "$content/this-month/2025-12/index.md" >"$content/this-month/2099-01/index.md"
site published "$content"
like "$stdout" "left out, dated 2099-02-06.*2099-01/index.md" "published: a post with a date to come is left out, and named"
ok "published: ... and is not there" test ! -e "$work/published/this-month/2099-01"
rm -r "$content/this-month/2099-01"

# --- A preview of everything ---------------------------------------------------------------------
site preview "$content" DRAFTS=1
clean "preview"
well_made preview http://localhost:1313/
post=$work/preview/this-month/2026-11/index.html
feed=$work/preview/index.xml
page() { text "$post" "$1"; }
titles() { xmllint --html --nowarning --xpath "$1" "$post" 2>>"$work/.xmllint" | sed 's/<[^>]*>//g; s/ *#\{0,1\}$//'; }

like "$(page '//article/header')" "Draft: not published yet" "preview: a draft is marked as one"
is "$(page '//h1')" "This Month in OSDev: November 2026" "preview: the post's title"
like "$(page '//article/header')" 'Edited by @ada, @grace, and Jane Q. Public' "preview: the editors"
is "$(page '//p[@class="summary"]')" 'A new interpreter for AML, faster boots & "quotes" in a <summary>.' "preview: the summary"
is "$(titles '//div[@class="text"]/h2')" "Announcements
Infrastructure and Tooling
Projects
Other Projects
Join Us?" "preview: the parts in their order"
is "$(titles '//div[@class="text"]/h3')" "acpi
x86_64
Writing an OS
Another OS
tiny-kernel" "preview: sections, contributions at the end of their part"
is "$(titles '//nav[@class="contents"]//a')" "Announcements
Infrastructure and Tooling
Projects
acpi
x86_64
Other Projects
Writing an OS
Another OS
tiny-kernel
Join Us?" "preview: the table of contents has them all"
is "$(page '//h3[@id="tiny-kernel"]/following-sibling::p[1]')" "Written by @lin and @zoe." "preview: a contribution names its writers"
is "$(page '//h3[@id="another"]/following-sibling::p[1]')" "Written by Max Mustermann." "preview: ... also a single one"
is "$(titles '//h4')" 'Q&amp;A: "why" code
Q&amp;A: "why" code
A figure
Features
Announcements' "preview: a contribution's headings stay below its own"
is "$(page '//h2[@id="infrastructure-and-tooling"]/preceding-sibling::ul[1]/li/a')" 'Paging by example, "quoted"' \
  "preview: a link is listed in the announcements"
is "$(page '//h2[@id="projects"]/preceding-sibling::ul[1]/li/a')" 'A runner for guests' "preview: ... or under infrastructure, as it asks"
is "$(page '//h3[@id="acpi"]/a[@class="anchor"]/@aria-label')" "Link to this section: acpi" "preview: a heading's permalink has a name"

while read -r number title; do
  is "$(page "//a[@href='https://github.com/o/osdev/pull/$number']")" "$title" "preview: title $number is shown as it was written"
done <<'TITLES'
101 Fix { and {{< shortcode >}} in {{% titles
102 Break --> and <!-- in titles
103 Use "quotes" and 'more' -- dashes... (c)
104 Escape ](javascript:alert(1)) and <script>alert(1)</script>
105 snake_case_name, *stars*, a &amp; www.example.com
106 [x] done :tada: {#id .class} $x$ ~tilde~
107 Überprüfe größere Tabellen, 表, …
110 Rename everything
TITLES

like "$(cat "$feed")" "Thanks to .*their contributions!" "preview: the feed has the full text"
like "$(cat "$feed")" "fits into a boot sector" "preview: ... with the contributions"
unlike "$(cat "$feed")" "class=.anchor" "preview: ... and without permalinks"

# From disk there is no server that looks for an index.html, and no root.
like "$(cat "$post")" '<link rel="stylesheet" href="\.\./\.\./site\.[^"]*css"' "preview: the style is found from disk"
is "$(grep -rhoE --include='*.html' '(href|src)="/[^"]*"|href="[^":#]*/"' "$work/preview" | sort -u)" "" "preview: links work from disk"

# --- Sizes and colours ---------------------------------------------------------------------------
long=$content/this-month/2026-08
mkdir "$long"
sed 's/2025-12/2026-08/; s/2026-01-06/2026-09-01/' "$content/this-month/2025-12/index.md" >"$long/index.md"
for section in {1..8}; do
  # shellcheck disable=SC2016  # backticks are Markdown's
  printf '\n### [`project-%d`](https://github.com/o/project-%d)\n\nWhat it is, in a sentence or two.\n\n' "$section" "$section"
  printf -- "- [A title of the usual length, with \`code\` in it](https://github.com/o/project-$section/pull/%d)\n" {100..115}
done >>"$long/index.md"
site long "$content"
bytes=$(stat -c %s "$work/long/this-month/2026-08/index.html" "$work"/long/*.css | awk '{ n += $1 } END { print n }')
ok "a post of 128 changes, with its style, has $bytes bytes: at most 50 KB" test "$bytes" -le 51200
ok "every text colour has a contrast of 4.5:1 on every background" perl $here/contrast.pl newsletter/assets/site.css

# --- Starting a contribution ---------------------------------------------------------------------
for kind in other links; do
  ok "a new contribution: $kind" hugo new --source newsletter --contentDir "$content" \
    --kind $kind "this-month/2026-11/$kind/my-project.md"
done
site unfinished "$content" DRAFTS=1
like "$stderr" 'other/my-project.md: "repository" is still the example.s "owner/my-project"' "new contributions: what is to be filled in is named"
like "$stderr" 'links/my-project.md: "link" is still the example.s "https://"' "new contributions: ... also of a link"
sed -i 's|"https://"|"https://example.org/"|; s|owner/|lin/|; s|your-login|lin|' "$november"/{links,other}/my-project.md
site started "$content" DRAFTS=1
clean "new contributions"
like "$(cat "$work/started/this-month/2026-11/index.html")" 'href="https://github.com/lin/my-project"' "new contributions: are there"

# --- What a writer did wrong ---------------------------------------------------------------------
rm -r "$november"/{other,links}/my-project.md
cat >>"$november/index.md" <<'MISTAKES'

[a](javascript:alert(1)) [b](java&#10;script:alert(1)) <data:text/html,x> [c](//other.example/x) [d](nowhere.pdf) [e](../2026-07/)

![f](https://other.example/x.png) ![g](nowhere.png)
MISTAKES
mkdir "$november/others"
cp "$november/other/another.md" "$november/others/misplaced.md"
sed -i '/repository/d' "$november/other/another.md"
sed -i '/"link"/d' "$november/links/runner.md"
sed -i 's/"by":/"part": "projects", "by":/' "$november/links/paging.md"
sed -i $'s/"title": "/&\u202e/' "$content/this-month/2026-10/index.md" "$november/other/tiny-kernel.md"
site preview "$content" DRAFTS=1
ok "mistakes: the build fails" test "$status" -ne 0
for to in 'javascript:alert(1)' 'java&#10;script:alert(1)' data:text/html,x //other.example/x nowhere.pdf ../2026-07/; do
  ok "mistakes: the link $to is named" grep -qF "content/this-month/2026-11/index.md: the link \"$to\"" "$work/.stderr"
done
for to in https://other.example/x.png nowhere.png; do
  ok "mistakes: the image $to is named" grep -qF "content/this-month/2026-11/index.md: the image \"$to\"" "$work/.stderr"
done
like "$stderr" 'others/misplaced.md: this contribution would appear nowhere' "mistakes: a misplaced contribution is named"
like "$stderr" 'links/paging.md: this contribution would appear nowhere' "mistakes: an unknown part is named"
like "$stderr" 'other/another.md: the front matter lacks "repository"' "mistakes: a missing key is named"
like "$stderr" 'links/runner.md: the front matter lacks "link"' "mistakes: ... also of a link"
like "$stderr" '2026-10/index.md: the front matter holds characters that nobody sees' "mistakes: text that turns around what follows is named"
like "$stderr" 'other/tiny-kernel.md: the front matter holds characters' "mistakes: ... also of a contribution"
ok "mistakes: the site that was there stays" test -s "$post"
is "$(ls -d "$work"/preview*)" "$work/preview" "mistakes: nothing half-built is left"

done_testing
