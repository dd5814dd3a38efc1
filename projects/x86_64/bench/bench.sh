#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Builds paging_bench with gcc and clang, the library as it is built for kernels, and prints one JSON line
# per figure; then, where valgrind is there, instructions per page as the slope between two N.
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=projects/x86_64
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kernel="-ffreestanding -fpie -fvisibility=hidden -mno-red-zone -mgeneral-regs-only -ffunction-sections
  -fdata-sections -fno-stack-protector -fcf-protection=none"

instructions() { # program, figure, floor|ours
  local n total=()
  for n in 10000 30000; do
    total+=("$(valgrind --tool=callgrind --callgrind-out-file=/dev/null "$1" "$2" "$3" "$n" 2>&1 |
      sed -n 's/.*Collected : //p')")
  done
  awk "BEGIN { printf \"%.1f\", (${total[1]} - ${total[0]}) / 20000 }"
}

for compiler in gcc clang; do
  mkdir "$work/$compiler"
  for source in "$here"/src/{table,map,unmap,protect,runs,space,tlb,translate,walk,status}.c; do
    # shellcheck disable=SC2086  # flags are words
    $compiler -O2 -std=gnu17 -D_GNU_SOURCE $kernel -I$here/include -I$here/src -c "$source" \
      -o "$work/$compiler/$(basename "$source" .c).o"
  done
  $compiler -O2 -std=gnu17 -D_GNU_SOURCE -fcf-protection=none -I$here/include $here/bench/paging_bench.c \
    "$work/$compiler"/*.o -o "$work/bench-$compiler"
  "$work/bench-$compiler"
  command -v valgrind >/dev/null || continue
  for figure in 0 1 2 3 4 5 6; do
    floor=$(instructions "$work/bench-$compiler" $figure floor)
    ours=$(instructions "$work/bench-$compiler" $figure ours)
    awk -v c=$compiler -v f=$figure -v a="$floor" -v b="$ours" 'BEGIN {
      split("map one 4K page, sequential;translate, random in 4 GiB;unmap one, no CPU can walk;unmap range, no CPU can walk;unmap one, live;unmap range, live;map range, 4K leaves", name, ";")
      printf "{\"bench\": \"x86_64/paging\", \"figure\": \"%s\", \"compiler\": \"%s\", \"unit\": \"instructions\", \"floor\": %s, \"ours\": %s, \"ratio\": %.2f}\n", name[f + 1], c, a, b, b / a }'
  done
done
