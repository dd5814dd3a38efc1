#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Every file of the sites, as two validators of HTML, schemas of feeds and a crawler of links see it; and what is hidden
# in a post stands in none of them.
. ci/tap.sh
command -v hugo java xmllint node >"$work/.have" || skip_all "hugo, java, node or xmllint is missing"
[ -n "${NODE_PATH-}" ] || skip_all "NODE_PATH does not name the packages of ci/npm/browser"
here=newsletter/tests
. $here/browser/sites.sh

vnu() { java -Xss8m -jar "$NODE_PATH/vnu-jar/build/dist/vnu.jar" --format gnu "$@" 2>&1; }
html_validate() { "$NODE_PATH/.bin/html-validate" --config $here/browser/htmlvalidate.json --formatter text "$@" 2>&1; }

for name in real hostile; do
  ok "$name: html-validate finds nothing" html_validate "$work/$name"
  ok "$name: the Nu checker finds nothing in pages, styles and pictures" vnu --skip-non-html "$work/$name"
  ok "$name: links lead somewhere, and no other host is asked" perl $here/links.pl "$work/$name" "http://$name.localhost/sub/"
  ok "$name: the site map is XML" xmllint --noout "$work/$name/sitemap.xml"
done
node $here/browser/check-files.js real="$work/real" hostile="$work/hostile"
