#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `spelling`: no word that codespell knows as a mistake. Words of the field that only look like one (an assembler's
# constraint, the IST of a task state, harts, AML's four letters, a typo that a test is about) are in ci/lint/words.txt;
# what others wrote (data of tests, posts' records) is not read, nor are AML's sources, whose names have four letters.
source ci/tap.sh


found=$(git ls-files --cached --others --exclude-standard -- . ':!*.asl' ':!*-lock.json' ':!**/tests/data/**' \
  ':!**/tests/suites/**' ':!**/tests/fuzz/**/*' ':!newsletter/data' ':!newsletter/content' ':!LICENSE*' ':!ci/lint/words.txt' |
  while read -r f; do [ ! -f "$f" ] || printf '%s\0' "$f"; done | xargs -0 -r codespell --ignore-regex '\\[nt]' --ignore-words ci/lint/words.txt 2>&1 | grep -v '^WARNING')
is "$found" "" "spelling: mend it, or if it is a word of the field, add it to ci/lint/words.txt"

printf 'it w''orks ac''cidentaly\n' >"$work/text"
like "$(codespell "$work/text")" 'text:1: .*==> accidentally' "a mistake is found, with its line"
done_testing
