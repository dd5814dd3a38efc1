# SPDX-License-Identifier: MIT OR Apache-2.0
# Hugo shows the titles of several hundred changes as they were written, and none of the hidden ones.
. ci/tap.sh
command -v hugo >/dev/null || skip_all "hugo is not there"
writer=$(dirname "$BIN")/tools/thismonth/tests/unit/render_test

mkdir -p "$work/site/content" "$work/site/layouts/_default"
cd "$work/site" || exit 1
cat >config.toml <<'END'
baseURL = "https://example.org/"
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]
[markup.goldmark.extensions]
  typographer = false
  linkify = false
[markup.goldmark.renderer]
  unsafe = false
END
echo '{{ .Content }}' >layouts/_default/single.html
cd "$OLDPWD" || exit 1

ok "the titles are written" env TITLES="$work" "$writer"
{ printf '{ "title": "Titles" }\n\n'; cat "$work/page.md"; } >"$work/site/content/page.md"
ok "Hugo builds the page" hugo --quiet --source "$work/site"

# One line for each item: its text, without the mark-up around it.
grep -o '<li>.*</li>' "$work/site/public/page/index.html" |
  sed -e 's/<[^>]*>//g' -e 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&amp;/\&/g' \
    -e 's/  */ /g; s/ $//' >"$work/shown.txt"
is "$(wc -l <"$work/shown.txt")" "$(wc -l <"$work/seen.txt")" "every title is an item of its own"
ok "each is seen as it was written" diff -a "$work/seen.txt" "$work/shown.txt"
done_testing
