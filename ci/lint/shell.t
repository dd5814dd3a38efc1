#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `shell`: scripts pass shellcheck.
source ci/tap.sh
found=$(git ls-files --cached --others --exclude-standard '*.sh' '*.t' ci/run-test ci/qemu/run .ci/run |
  while read -r f; do [ ! -f "$f" ] || printf '%s\0' "$f"; done |
  xargs -0 -r -n 8 -P 2 shellcheck -x -S warning -s bash -f gcc 2>&1)
is "$found" "" "shell: scripts pass shellcheck (shellcheck -x -s bash FILE tells more)"
done_testing
