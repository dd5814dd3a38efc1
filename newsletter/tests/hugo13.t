#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The Hugo of Debian 13 makes the same pages as that of Debian 12, without a warning. HUGO13 names its binary.
. ci/tap.sh
[ -n "${HUGO13-}" ] || skip_all "HUGO13 names no other hugo"
. newsletter/tests/browser/sites.sh real hostile
mkdir "$work/bin" "$work/12"
mv "$work/real" "$work/hostile" "$work/12"
rm -rf "$work/repository"
ln -s "$HUGO13" "$work/bin/hugo"
note "$(hugo version)" "$("$work/bin/hugo" version)"
export PATH=$work/bin:$PATH HUGO_RESOURCEDIR=$work/resources
set -- real hostile
. newsletter/tests/browser/sites.sh "$@"

# 0.111 also publishes what it drew before a card got its name.
for name; do
  is "$(cd "$work/$name" && find . -type f ! -name '*_hu*_filter_*' | sed 's/\.[0-9a-f]\{64\}\././' | sort)" \
    "$(cd "$work/12/$name" && find . -type f ! -name '*_hu*_filter_*' | sed 's/\.[0-9a-f]\{64\}\././' | sort)" "$name: the same files"
  ok "$name: links lead somewhere" perl newsletter/tests/links.pl "$work/$name" "http://$name.localhost/sub/"
done
done_testing
