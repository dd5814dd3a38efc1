#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The pages of the projects: what tools/manual makes of the real ones, and of a small repository that holds every form that
# a header may have (tools/manual/tests/data), is shown as it is meant.
. ci/tap.sh
unset "${!HUGO_@}" MAKEFLAGS MAKELEVEL
command -v hugo xmllint >"$work/.have" || skip_all "hugo or xmllint is missing"

site() { # name, make arguments...
  run make --no-print-directory DEPS=skip DRAFTS=1 SITE="$work/$1" site "${@:2}"
  is "$status$stderr" 0 "$1: builds without an error or a warning"
}
at() { # page, XPath: the text there
  xmllint --html --nowarning --xpath "$2" "$1" 2>>"$work/.xmllint"
}

# --- The real ones -------------------------------------------------------------------------------
site real HUGO_PARAMS_REPOSITORY=o/osdev
ok "links lead somewhere in the preview" perl newsletter/tests/links.pl "$work/real" http://localhost:1313/
pages=$work/real/projects
missing=$(for record in projects/*/project.json; do
  name=$(basename "$(dirname "$record")")
  ls "$pages/$name/index.html" "$pages/$name/changelog/index.html" "$pages/$name/api/index.html" "$pages/$name/api/a-z/index.html"
done 2>&1 >"$work/.found")
is "$missing" "" "every project has its page, its changelog, its headers, its names"
missing=$(find projects/*/include -name '*.h' | while read -r header; do
  rest=${header#projects/} page=${rest#*/include/*/}
  [ -s "$pages/${rest%%/*}/api/${page%.h}/index.html" ] || echo "$header"
done)
is "$missing" "" "every public header has a page"

paging=$pages/x86_64/api/paging/index.html
is "$(at "$paging" 'string(//h1)')" x86_64/paging.h "a header's page is called as the header is"
is "$(at "$paging" 'normalize-space(//h3[@id="x86_map_frames"]/following-sibling::div[1]/div/pre)')" \
  "X86_MUST_CHECK enum x86_status x86_map_frames( struct x86_space *space, struct x86_virt base, const struct x86_phys *frames, size_t n, struct x86_attr attr, struct x86_tlb_batch *batch, struct x86_conflict *ret_conflict);" \
  "a function: its declaration"
is "$(at "$paging" 'count(//h3[@id="x86_map_frames"]/following-sibling::div[1]/div/pre/text()[contains(., "
    ")])')" 7 "... a parameter a line"
like "$(at "$paging" 'string(//h3[@id="x86_map_frames"]/following-sibling::p[1])')" '^Maps n 4K frames, .* Errors of x86_map\(\)\.$' "... what it does"
like "$(at "$paging" 'string(//h3[@id="x86_map_frames"]/following-sibling::p[1]/a/@href)')" '^#x86_map$' "... with links"
like "$(at "$paging" 'string(//a[.="x86_attr"]/@href)')" '/x86_64/api/entry/index.html#struct.x86_attr$' "types lead to their headers"
is "$(at "$paging" 'normalize-space(//b[@id="struct.x86_mapping.level"]/ancestor::div[1])')" \
  "uint8_t level;1: a 4K page, 2: 2M, 3: 1G" "a member, and what is said behind it"
is "$(at "$paging" 'count(//nav[@class="contents"]//a[@href="#x86_map"])')" 1 "the contents have every declaration"
like "$(at "$paging" '//footer')" 'href="https://github.com/o/osdev/edit/main/projects/x86_64/include/x86_64/paging.h"' "the header can be edited"

readme=$pages/x86_64/index.html
like "$(at "$readme" 'string(//a[code="x86_bits_format()"]/@href)')" 'api/register/index.html#x86_bits_format$' "a name in a README leads to the manual"
like "$(at "$readme" '//a[.="ARCHITECTURE.md"]/@href')" 'https://github.com/o/osdev/blob/main/ARCHITECTURE.md' "a file without a page is shown by GitHub"
like "$(at "$pages/bootloader/index.html" '//dl[contains(@class,"facts")]')" '/acpi/index.html">acpi<' "a project names what it stands on"
ok "how we work is a page" test -s "$work/real/contribute/index.html"

# --- The small repository ------------------------------------------------------------------------
mkdir "$work/themes"
repository=$work/small
cp -r tools/manual/tests/data "$repository"
sed -i 's/, \[nothing\](missing.md)//; s/, \[outside\]([^)]*)//' "$repository/projects/low/README.md"
small() {
  run "$HOST_BIN/manual" --root "$repository" --out "$work/themes/manual"
  run env HUGO_THEMESDIR="$work/themes" HUGO_CONTENTDIR="$work/content" make --no-print-directory DEPS=skip DRAFTS=1 SITE="$work/small-site" site
}
mkdir -p "$work/content/projects"
cp newsletter/content/_index.md "$work/content"
cp newsletter/content/projects/_index.md "$work/content/projects"
small
is "$status$stderr" 0 "small: builds without an error or a warning"
low=$work/small-site/projects/low
like "$(at "$low/index.html" 'string(//main)')" 'Newest release1.2.0 \(2026-11-30\)' "small: the newest release"
like "$(at "$low/index.html" 'string(//main)')" 'own: \{\{< x >\}\} and \{\{% y %\}\}\.' "small: what looks like a shortcode is text, in code and out of it"
is "$(at "$low/index.html" 'string(//a[.="a room"]/@href)')" "../../projects/low/api/room/deep/index.html#LOW_DEEP" "small: a link keeps its anchor"
unlike "$(at "$low/index.html" '//main')" 'github.com/[^"]*project.json' "small: without a repository, a file without a page is no link"
page=$low/api/low/index.html
is "$(at "$page" 'string(//h2[@id="low_twice"]/following-sibling::p[1])')" '<script>alert(1)</script> & "quotes" ]( {{< x >}} -->' "small: a hostile comment is text"
is "$(at "$page" 'count(//main//script)')" 0 "small: ... and nothing else"
is "$(at "$page" 'normalize-space(//pre[a/@id="LOW_SECOND"])')" 'LOW_SECOND = 1u << 4,' "small: constants have permalinks"
is "$(at "$page" 'normalize-space(//pre[a/@id="LOW_THIRD"])')" 'LOW_THIRD 17' "small: ... and their number"
like "$(at "$page" 'normalize-space(//a[@id="low_size_get"]/ancestor::div[1])')" '^LOW_GETTER\(size\)Declares low_size_getthe size' "small: what a macro declares"
is "$(at "$page" 'count(//h2[@id="on-a-section"] | //h2[@id="on-a-section-2"])')" 2 "small: sections"
like "$(at "$work/small-site/projects/low/api/a-z/index.html" 'normalize-space(//li[a="low_make"])')" '^low_make function: Makes one$' "small: the index"

# In a fresh clone nothing is made yet, and a contribution can be begun all the same.
ok "a contribution is begun without these pages" env HUGO_THEMESDIR="$work/nowhere" \
  hugo new --source newsletter --contentDir "$work/content" --kind other this-month/2026-11/other/mine.md
rm -r "$work/content/this-month"

echo '[nothing](missing.md)' >>"$repository/projects/low/README.md"
small
ok "a link that leads nowhere: the build fails" test "$status" -ne 0
like "$stderr" 'projects/low/README.md: the link "missing.md" leads to nothing in this repository' "a link that leads nowhere is named"
done_testing
