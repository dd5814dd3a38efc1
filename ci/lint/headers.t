#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `headers`: every header compiles alone, under both compilers; public headers of projects as C++17 too.
# A header says what it is: an SPDX line, a comment, and #pragma once.
source ci/tap.sh

includes() { # header: include paths of its component and of what that needs
  local dir; dir=$(cut -d/ -f1-2 <<<"$1")
  echo "-I$dir/include -I$dir/src -I$dir"
  case $1 in */tests/*) echo "-I." ;; esac # they may use ci/test.h
  local need place
  for need in $(sed -n 's/^ *"needs": *\[\(.*\)\].*/\1/p' "$dir/project.json" | tr -d '",'); do
    for place in projects/"$need" tools/"$need"; do [ -d "$place" ] && echo "-I$place/include"; done
  done
}

libraries=$(pkg-config --cflags libgit2 libcjson)
while read -r header; do
  [ -n "$header" ] || continue
  for compiler in gcc clang; do
    # shellcheck disable=SC2046,SC2086  # lists of words
    ok "$header compiles alone ($compiler)" $compiler -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only \
      $libraries $(includes "$header") -include "$header" -x c /dev/null
  done
  case $header in projects/*/include/*)
    # shellcheck disable=SC2046
    ok "$header compiles as C++17" clang++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only \
      $(includes "$header") -include "$header" -x c++ /dev/null ;;
  esac
  is "$(sed -n 1p "$header")" "/* SPDX-License-Identifier: MIT OR Apache-2.0 */" "$header names its licence"
  ok "$header has #pragma once" grep -qx '#pragma once' "$header"
done < <(git ls-files --cached --others --exclude-standard 'projects/*.h' 'tools/*.h' ':!*/tests/data/*')
done_testing
