#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The Hugo of Debian 13 makes the same pages as that of Debian 12, without a warning. HUGO13 names its binary.
. ci/tap.sh
[ -n "${HUGO13-}" ] || skip_all "HUGO13 names no other hugo"
. newsletter/tests/browser/sites.sh real hostile
debian12=$SITES SITES=$work/13
mkdir "$work/bin" "$SITES"
ln -s "$HUGO13" "$work/bin/hugo"
note "$(hugo version)" "$("$work/bin/hugo" version)"
export PATH=$work/bin:$PATH HUGO_RESOURCEDIR=$work/resources
set -- real hostile
. newsletter/tests/browser/sites.sh "$@"

# Names of cards and of the parts of the search's index are made of what is in them, which each Hugo writes in its own way.
pages() { (cd "$1" && find . -type f ! -path './pagefind/*' ! -path './cards/*' | sed 's/\.[0-9a-f]\{64\}\././' | sort); }
for name; do
  is "$(pages "$SITES/$name")" "$(pages "$debian12/$name")" "$name: the same files"
  ok "$name: links lead somewhere" perl newsletter/tests/links.pl "$SITES/$name" "http://$name.localhost/sub/"
done
done_testing
