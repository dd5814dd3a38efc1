#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The site in use: keyboard, colour schemes, comments, no JavaScript, paper, attacks. Screenshots land in build/screenshots.
. ci/tap.sh
here=newsletter/tests
. $here/browser/sites.sh real hostile
program $here/browser/check-use.js real="$SITES/real" hostile="$SITES/hostile" build/screenshots
done_testing
