#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# News from a contributor to a reader: what `preflight note` writes is what `thismonth` tells the change by.
source ci/tap.sh
source tools/preflight/tests/toy.sh
thismonth=$repository/build/bin/thismonth
(
  toy "$work/month"
  cp -r "$repository/newsletter/prose" newsletter-prose && mkdir -p newsletter && mv newsletter-prose newsletter/prose
  put newsletter/thismonth.json '{ "title": "This Month", "repository": "test/mono",' \
    '"projects": ["../projects/*/project.json"] }'
  commit 'newsletter: begin'
  git checkout -qb patch
  echo >>projects/house/src/house.c
  git add -A && git commit -qm 'house: wip'
  "$tool" note --kind added 'Raise `house` by a *floor*' && commit 'house: tell it'
  git checkout -q main
  git merge -q --no-ff -m 'Merge pull request #7 from lin/patch

house: wip' patch
) >"$work/log" 2>&1
cd "$work/month" || exit 1
run env SOURCE_DATE_EPOCH=1769904000 XDG_CACHE_HOME="$work/cache" "$thismonth" draft --month 2026-01
is "$status" 0 "thismonth drafts" || note "$stderr" "$(cat "$work/log")"
like "$(cat newsletter/content/this-month/2026-01/index.md)" \
  '\[Raise `house` by a \\\*floor\\\*\]\(https://github.com/test/mono/pull/7\)' "the change in the words of its note"
flight lint --base main~1
is "$(grep fragment <<<"$stdout")" "" "and lint has nothing against it"
done_testing
