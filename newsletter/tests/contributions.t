#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Contributing to the issue that is open: the way there, the preview that tells what is wrong, and contributions that lie
# there before their issue does.
. ci/tap.sh
unset "${!HUGO_@}" MAKEFLAGS MAKELEVEL
command -v hugo xmllint curl >"$work/.have" || skip_all "hugo, xmllint or curl is missing"

content=$work/content
cp -r newsletter/content "$content"
december=$content/this-month/2026-12
mkdir -p "$december"/{other,links} "$work/data/changes"
record() { # month
  printf '{"month": "%s", "collected_at": "%s-28T00:00:00Z", "window": {"from": "%s-01", "until": "%s-28"}, "changes": []}\n' "$1" "$1" "$1" "$1" >"$work/data/changes/$1.json"
}
record 2026-11
mkdir -p "$work/themes/manual"
export HUGO_THEMESDIR=$work/themes DATA=$work/data HUGO_CONTENTDIR=$content # without the projects' manuals: they take long
site() { # name, make arguments...
  run make --no-print-directory DEPS=skip SITE="$work/$1" site "${@:2}"
}
page() { # file, XPath
  xmllint --html --nowarning --xpath "$2" "$work/$1" 2>>"$work/.xmllint" || true
}
contribution() { # file, front matter, text
  printf '{\n%s\n}\n\n%s\n' "$2" "$3" >"$december/$1"
}

# --- The way to the open issue -------------------------------------------------------------------
site open HUGO_BASEURL=https://example.org/sub/ HUGO_PARAMS_REPOSITORY=o/osdev
is "$status$stderr" 0 "builds without an error or a warning"
post=open/this-month/2026-11/index.html
like "$(page $post '//section[@aria-labelledby="next"]/p[1]/text()')" 'The issue of December 2026 is open' \
  "the issue after the newest published one is open"
news=$(page $post 'string(//section[@aria-labelledby="next"]//a[1]/@href)')
like "$news" '^https://github.com/o/osdev/new/main/newsletter/content/this-month/2026-12/other\?' "news begins in the folder of that issue"
filled=$(printf '%b' "$(sed 's/.*value=//; s/+/ /g; s/%/\\x/g' <<<"$news")")
ok "... as a file whose front matter is JSON with every key" \
  jq -e 'keys == ["repository", "title", "written_by"]' <<<"$(sed '/^}/q' <<<"$filled")"
like "$(page $post 'string(//section[@aria-labelledby="next"]//a[2]/@href)')" '/this-month/2026-12/links\?' "a link worth reading likewise"
like "$(page $post 'string(//section[@aria-labelledby="next"]//a[3]/@href)')" 'https://github.com/o/osdev/pulls\?q=.*head%3Athis-month' "the draft is found among the pull requests"
record 2026-12
site open HUGO_PARAMS_REPOSITORY=o/osdev
like "$(page open/index.html '//section[@aria-labelledby="next"]/p[1]/text()')" 'December 2026' "a month that is collected, and not published, stays the open one"
site unknown
unlike "$(cat "$work/unknown/this-month/2026-11/index.html")" 'github\.com/[^"]*(/new/|/pulls|/issues/new|/edit/)' "without a repository nothing points at a stranger's"
is "$(page unknown/this-month/2026-11/index.html 'count(//section[contains(@class, "comments")])')" 0 "... and there are no comments"

# --- Comments ------------------------------------------------------------------------------------
export HUGO_PARAMS_COMMENTS_ID=R_1 HUGO_PARAMS_COMMENTS_CATEGORY=Comments HUGO_PARAMS_COMMENTS_CATEGORYID=C_1
site comments HUGO_PARAMS_REPOSITORY=o/osdev
like "$(page $post 'string(//meta[@http-equiv="Content-Security-Policy"]/@content)')" "default-src 'none'" "comments: the policy is strict"
unlike "$(cat "$work/open/this-month/2026-11/index.html")" 'giscus' "comments: where there are none, no service is named"
like "$(page comments/this-month/2026-11/index.html 'string(//meta[contains(@content, "default-src")]/@content)')" 'frame-src https://giscus.app$' \
  "comments: a post's policy lets their service fill a frame"
unlike "$(cat "$work/comments/index.html" "$work/comments/this-month/index.html" "$work/comments/join/index.html")" giscus "comments: ... no other page's does"
is "$(page comments/this-month/2026-11/index.html 'count(//iframe)')" 0 "comments: nothing is loaded with the page"
like "$(page comments/this-month/2026-11/index.html 'string(//section[contains(@class, "comments")]//a/@href)')" '^https://github.com/o/osdev/discussions\?' \
  "comments: a plain link leads to them"
unset "${!HUGO_PARAMS_@}"

# --- Contributions before their issue ------------------------------------------------------------
contribution other/tiny.md '"title": "`tiny`", "repository": "lin/tiny", "written_by": ["lin"]' 'It boots.'
contribution links/paging.md '"title": "Paging", "link": "https://example.org/paging"' ''
site early
is "$status$stderr" 0 "early: contributions to an issue that nobody began stop nothing"
is "$(find "$work/early" -path '*2026-12*')" "" "early: ... and are no pages"
unlike "$(grep -rl 'It boots' "$work/early")" . "early: ... and stand nowhere"
site early DRAFTS=1
like "$(page early/this-month/index.html '//section[@aria-labelledby="waiting-2026-12"]')" 'It boots' "early: a preview shows them"
like "$(page early/this-month/index.html '//section[@aria-labelledby="waiting-2026-12"]')" 'https://example.org/paging' "early: ... links too"

# --- What is wrong, in plain words ---------------------------------------------------------------
contribution other/tiny.md '"title": "`tiny`", "repo": "lin/tiny", "written_by": [7]' 'See [it](javascript:alert(1)) and ![this](https://other.example/x.png).'
contribution other/empty.md '"title": "Empty", "repository": "lin/empty", "written_by": ["your-login"]' ''
contribution links/paging.md '"title": "Paging", "link": "https://"' ''
site wrong
ok "wrong: what is published fails" test "$status" -ne 0
mistakes='other/tiny.md: the front matter lacks "repository"
other/tiny.md: nothing reads "repo" in the front matter. It may hold: title, repository, written_by.
other/tiny.md: "written_by" holds 7. Write text in quotation marks
other/tiny.md: the link "javascript:alert(1)" leads nowhere
other/tiny.md: the image "https://other.example/x.png" is not here
other/empty.md: "written_by" is still the example'\''s "your-login"
other/empty.md: there is no text below the front matter
links/paging.md: "link" is still the example'\''s "https://"'
while IFS= read -r mistake; do
  ok "wrong: it says: ${mistake:0:60}" grep -qF "content/this-month/2026-12/$mistake" "$work/.stderr"
done <<<"$mistakes"
site wrong DRAFTS=1 HUGO_PARAMS_MISTAKES=show
is "$status$stderr" 0 "wrong: where mistakes are shown, the page is built"
boxes=$(page wrong/this-month/index.html '//aside[@class="mistakes"]')
is "$(page wrong/this-month/index.html 'count(//aside[@class="mistakes"])')" 3 "wrong: ... with a box for each file"
while IFS= read -r mistake; do
  like "$boxes" "$(sed 's/^[^ ]*: //; s/[][().*?]/\\&/g; s/"/("|\&quot;)/g' <<<"$mistake")" "wrong: the page says: ${mistake:0:60}"
done <<<"$mistakes"
unlike "$(cat "$work/wrong/this-month/index.html")" 'href="?javascript|src="?https://other' "wrong: ... and shows nothing that is wrong"
mkdir "$december/others"
mv "$december/other/tiny.md" "$december/others/"
cp newsletter/tests/data/content/this-month/2026-11/arrow.svg "$december/"
site wrong
like "$stderr" 'others/tiny.md: this contribution would appear nowhere' "wrong: a folder that nobody reads"
rm -r "$december/others"

mkdir "$content/this-month/2026-11/other"
echo text >"$content/this-month/2026-11/other/tiny.txt"
site wrong
like "$stderr" '2026-11/index.md: the file other/tiny.txt is not shown' "wrong: a file that is no Markdown"
rm -r "$content/this-month/2026-11/other"

printf '{\n  "title": "Tiny",\n  "repository": "lin/tiny"\n  "written_by": ["lin"]\n}\n\nText.\n' >"$december/other/tiny.md"
site wrong
like "$stderr" '2026-12/other/tiny.md:4: the front matter.* is not JSON here; often a comma' "wrong: front matter that cannot be read at all"

# --- The preview keeps serving -------------------------------------------------------------------
rm "$december"/{other/empty,links/paging}.md
contribution other/tiny.md '"title": "Tiny", "repository": "lin/tiny", "written_by": ["lin"]' 'See [it](nowhere.md).'
port=$((20000 + $$ % 20000))
setsid make --no-print-directory DEPS=skip serve PORT=$port >"$work/serve" 2>&1 &
server=$!
served() { # what the page says at last, within half a minute
  for ((i = 0; i < 150; i++)); do
    curl -sf "http://localhost:$port/this-month/" >"$work/page" && grep -qF "$1" "$work/page" && return
    sleep .2
  done
  cat "$work/serve"
  return 1
}
ok "serve: the page tells of a mistake" served 'leads nowhere'
contribution other/tiny.md '"title": "Tiny", "repository": "lin/tiny", "written_by": ["lin"]' 'It is mended now.'
ok "serve: ... until it is mended" served 'It is mended now'
unlike "$(cat "$work/page")" 'class="mistakes"' "serve: ... and then the box is gone"
kill -- -$server
wait $server 2>/dev/null

done_testing
