#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `headers`: every header compiles alone, under both compilers; public headers of projects as C++17 too; each has
# #pragma once. One call of a compiler reads all headers of a component, each as the main file of its own run.
source ci/tap.sh

headers() { # folder: those that are there, but for what tests only read
  git ls-files --cached --others --exclude-standard "$1/*.h" | grep -v /tests/data/ | while read -r f; do [ ! -f "$f" ] || echo "$f"; done
}

flags() { # component: include paths of its own, of what it needs, and of libraries
  echo "-Wall -Wextra -I$1/include -I$1/src -I$1 -I." # tests may use ci/test.h
  local need place
  for need in $(sed -n 's/^ *"needs": *\[\(.*\)\].*/\1/p' "$1/project.json" | tr -d '",'); do
    for place in projects/"$need" tools/"$need"; do [ ! -d "$place" ] || echo "-I$place/include"; done
  done
  local packages; packages=$(sed -n 's/^packages *:= *//p' "$1/project.mk" 2>/dev/null)
  # shellcheck disable=SC2086  # a list of words; libclang has no file for pkg-config
  case $packages in
  *libclang*) pkg-config --cflags ${packages/libclang/} && find /usr/lib/llvm-*/include/clang-c -maxdepth 0 -printf '-isystem %h\n' | tail -n 1 ;;
  ?*) pkg-config --cflags $packages ;;
  esac
}

alone() { # compiler, flags and headers: prints what it says of them, but that they are the main file
  "$@" -fsyntax-only 2>&1 | grep -v '#pragma once in main file' || true
}

# clang's driver starts a process for each file; its compiler proper reads them all in one.
alone_clang() { # flags, headers
  local words=() files=() word
  for word; do case $word in *.h) files+=("$word") ;; *) words+=("$word") ;; esac; done
  eval "set -- $(clang -fsyntax-only "${words[@]}" -x c /dev/null '-###' 2>&1 | grep '"-cc1"')"
  set -- "${@:1:$#-1}" # without /dev/null
  "$@" "${files[@]}" 2>&1 || true
}
gcc="gcc -fno-diagnostics-show-caret -std=gnu17 -D_GNU_SOURCE"
cxx="g++ -fno-diagnostics-show-caret -std=c++17"
clang="-std=gnu17 -D_GNU_SOURCE -Wno-pragma-once-outside-header -Wno-unused" # clang looks for what a main file defines and does not use

# shellcheck disable=SC2046,SC2086  # lists of words
for record in projects/*/project.json tools/*/project.json; do
  component=${record%/project.json} all=$(headers "$component") public=
  case $component in projects/*) public=$(headers "$component/include") ;; esac
  [ -n "$all" ] || continue
  seen="${seen-} $all"
  common=$(flags "$component" | tr '\n' ' ')
  alone_clang $common $clang $all >"$work/clang" &
  alone $gcc $common -x c $all >"$work/gcc"
  [ -z "$public" ] || alone $cxx $common -x c++ $public >"$work/cxx"
  wait
  is "$(cat "$work/gcc")" "" "headers: each of $(wc -w <<<"$all") of $component compiles alone (gcc)"
  is "$(cat "$work/clang")" "" "headers: ... (clang)"
  [ -z "$public" ] || is "$(cat "$work/cxx")" "" "headers: each of its $(wc -w <<<"$public") public ones compiles as C++17"
  is "$(grep -L -x '#pragma once' $all)" "" "headers: each has #pragma once"
done

# The check bites.
is "$(tr ' ' '\n' <<<"${seen-}" | grep -c '^projects/[^/]*/include/')" "$(find projects/*/include -name '*.h' | wc -l)" "headers: no public one was passed over"
printf '#pragma once\nsize_t needs_stddef(void);\n' >"$work/bad.h"
# shellcheck disable=SC2086
{
  like "$(alone $gcc -x c "$work/bad.h")" "bad.h:2:.*unknown type name" "a header that needs another one first is found (gcc)"
  like "$(alone_clang $clang "$work/bad.h")" "bad.h:2:.*unknown type name" "... (clang)"
}
done_testing
