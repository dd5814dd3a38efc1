#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `records`: "needs" of every project.json stands on one line, as make reads it; no file names a place on
# somebody's machine.
source ci/tap.sh
for record in projects/*/project.json tools/*/project.json; do
  is "$(grep -cE '^  "needs": \[("[a-zA-Z0-9_.-]+"(, "[a-zA-Z0-9_.-]+")*)?\],?$' "$record")" 1 \
    "records: $record has its \"needs\" on one line"
done
found=$(git grep -nIE '(^|[^a-z])/(home|root|work)/[a-z]' -- . ':!LICENSE*' ':!ci/lint/records.t' || true)
is "$found" "" "records: no file names a place on somebody's machine"
done_testing
