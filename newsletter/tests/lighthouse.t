#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Lighthouse, on the site as it is published.
. ci/tap.sh
here=newsletter/tests
. $here/browser/sites.sh real
program $here/browser/check-lighthouse.js real="$SITES/real"
done_testing
