#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Every file of the sites, as two validators of HTML, schemas of feeds and a crawler of links see it; and what is hidden
# in a post stands in none of them.
. ci/tap.sh
here=newsletter/tests
. $here/browser/sites.sh real hostile

# A page that is broken on purpose lies beside them, so that what finds nothing is known to have looked.
mkdir "$work/broken"
sed 's|</main>|<p><a href="#nowhere">a</a><p id="text"><table><tr><td></table></main>|' "$SITES/real/index.html" >"$work/broken/index.html"
folders=("$SITES/real" "$SITES/hostile" "$work/broken")
html_validate() { "$NODE_PATH/.bin/html-validate" --config $here/browser/htmlvalidate.json --formatter text "${folders[@]}" 2>&1; }
vnu() { # of a policy it is right only where a server is: it is told no address. It runs too briefly for a better compiler
  find "${folders[@]}" \( -name '*.html' -o -name '*.css' -o -name '*.svg' \) -print0 |
    xargs -0 java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss8m -jar "$NODE_PATH/vnu-jar/build/dist/vnu.jar" \
      --Werror --also-check-css --also-check-svg --filterpattern '.*Resource violates Content Security Policy.*' --format gnu 2>&1
}

said=$(html_validate)
is "$(grep -vF "$work/broken/" <<<"$said")" "" "html-validate finds nothing"
like "$(grep -F "$work/broken/" <<<"$said")" 'no-dup-id' "... but in a broken page"
said=$(vnu)
is "$(grep -vF "$work/broken/" <<<"$said")" "" "the Nu checker finds nothing in pages, styles and pictures"
like "$(grep -F "$work/broken/" <<<"$said")" 'Duplicate ID' "... but in a broken page"
for name in real hostile; do
  ok "$name: links lead somewhere, and no other host is asked" perl $here/links.pl "$SITES/$name" "http://$name.localhost/sub/"
  ok "$name: the site map is XML" xmllint --noout "$SITES/$name/sitemap.xml"
done
like "$(perl $here/links.pl "$work/broken" http://real.localhost/sub/)" 'nowhere leads to no element' "... but in a broken page"

program $here/browser/check-files.js real="$SITES/real" hostile="$SITES/hostile"
done_testing
