#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Every kind of page, in a real browser: light, dark, narrow, wide and on paper.
. ci/tap.sh
here=newsletter/tests
. $here/browser/sites.sh real hostile
program $here/browser/check-pages.js real="$SITES/real" hostile="$SITES/hostile"
done_testing
