#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `format`: C sources are laid out by .clang-format; `make format` mends it.
source ci/tap.sh
found=$(git ls-files --cached --others --exclude-standard '*.c' '*.h' | while read -r f; do [ ! -f "$f" ] || printf '%s\0' "$f"; done |
  xargs -0 -r -n 40 -P 2 clang-format --dry-run --Werror 2>&1 | grep 'error:')
is "$found" "" "format: C sources are laid out (make format mends it)"
done_testing
