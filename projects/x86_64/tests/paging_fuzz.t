#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# libFuzzer drives address spaces against the models: the corpus, then FUZZ_SECONDS of new inputs
# (3 unless said). New finds stay in $FUZZ_CORPUS when that names a folder. Only the library is
# instrumented: the models would take most of the time and have nothing to find.
source ci/tap.sh
[ "$VARIANT" = clang ] || skip_all "libFuzzer is clang's"
here=projects/x86_64
seconds=${FUZZ_SECONDS:-3}
finds=${FUZZ_CORPUS:-$work/finds}
mkdir -p "$finds"

build() {
  local flags="-std=gnu17 -D_GNU_SOURCE -g -I. -I$here -I$here/include -I$here/src" source objects=()
  local instrumented="-O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
  for source in "$here"/src/{table,map,unmap,protect,runs,space,tlb,translate,walk}.c; do
    objects+=("$work/$(basename "$source" .c).o")
    # shellcheck disable=SC2086  # flags are words
    clang $flags $instrumented -c "$source" -o "${objects[-1]}" || return 1
  done
  # shellcheck disable=SC2086
  clang $flags -O2 -c $here/tests/fuzz/paging_fuzz.c -o "$work/target.o" &&
    clang -fsanitize=fuzzer,address,undefined "${objects[@]}" "$work/target.o" -o "$work/fuzz"
}

ok "the fuzz target builds" build
ok "the corpus holds" "$work/fuzz" -runs=0 -max_len=800 -artifact_prefix="$finds/" $here/tests/fuzz/paging
ok "$seconds seconds of new histories hold" "$work/fuzz" -max_total_time="$seconds" -max_len=800 -timeout=20 \
  -artifact_prefix="$finds/" "$finds" $here/tests/fuzz/paging
done_testing
