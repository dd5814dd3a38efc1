#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Every post passes the drafting tool's own lint.
. ci/tap.sh

shopt -s nullglob
posts=(newsletter/content/this-month/*/index.md)
[ ${#posts[@]} -gt 0 ] || skip_all "no post yet"
for post in "${posts[@]}"; do
  ok "$post" "$HOST_BIN/thismonth" check "$post"
done
done_testing
