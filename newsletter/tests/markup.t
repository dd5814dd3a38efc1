#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Every file of the sites, as two validators of HTML, schemas of feeds and a crawler of links see it; and what is hidden
# in a post stands in none of them.
. ci/tap.sh
here=newsletter/tests
. $here/browser/sites.sh real hostile

html_validate() { "$NODE_PATH/.bin/html-validate" --config $here/browser/htmlvalidate.json --formatter text "$1" 2>&1; }
vnu() { # folder. Of a policy it is right only where a server is: it is told no address
  find "$1" \( -name '*.html' -o -name '*.css' -o -name '*.svg' \) -print0 | xargs -0 java -Xss8m -jar "$NODE_PATH/vnu-jar/build/dist/vnu.jar" \
    --Werror --also-check-css --also-check-svg --filterpattern '.*Resource violates Content Security Policy.*' --format gnu 2>&1
}

for name in real hostile; do
  ok "$name: html-validate finds nothing" html_validate "$work/$name"
  ok "$name: the Nu checker finds nothing in pages, styles and pictures" vnu "$work/$name"
  ok "$name: links lead somewhere, and no other host is asked" perl $here/links.pl "$work/$name" "http://$name.localhost/sub/"
  ok "$name: the site map is XML" xmllint --noout "$work/$name/sitemap.xml"
done

program $here/browser/check-files.js real="$work/real" hostile="$work/hostile"

# A page that is broken on purpose: each of the three says what is wrong.
mkdir "$work/broken"
sed 's|</main>|<p><a href="#nowhere">a</a><p id="text"><table><tr><td></table></main>|' "$work/real/index.html" >"$work/broken/index.html"
like "$(html_validate "$work/broken")" 'no-dup-id' "a broken page is found by html-validate"
like "$(vnu "$work/broken")" 'Duplicate ID' "a broken page is found by the Nu checker"
like "$(perl $here/links.pl "$work/broken" http://real.localhost/sub/)" 'nowhere leads to no element' "a broken page is found by the crawler"
done_testing
