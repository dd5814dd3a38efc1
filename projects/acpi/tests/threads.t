#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Threads that evaluate on one instance, under the thread sanitizer: what they count is right, and nothing races.
# Without the host's lock the sanitizer finds races: so it would find ours.
source ci/tap.sh
command -v iasl >/dev/null || skip_all "iasl is not installed (acpica-tools)"
here=projects/acpi

(cd "$work" && iasl -p threads "$OLDPWD/$here/tests/data/threads.asl") >"$work/log" 2>&1
ok "$VARIANT builds everything for it" "$VARIANT" -std=gnu17 -D_GNU_SOURCE -O1 -g -fno-omit-frame-pointer -fsanitize=thread \
  -I"$here/include" -I"$here/src" -o "$work/threads" "$here/tests/threads.c" "$here"/src/*/*.c -lpthread
export TSAN_OPTIONS="exitcode=66 halt_on_error=0"

run timeout 120 "$work/threads" "$work/threads.aml"
is "$status" 0 "no race is reported" || note "$(head -n 60 <<<"$stderr")"
is "$stderr" "" "nothing is complained about"
while read -r what got wanted; do
  is "$got" "$wanted" "$what"
done <<<"$stdout"
is "$(wc -l <<<"$stdout")" 12 "all was counted"

run env TSAN_OPTIONS="exitcode=66 halt_on_error=1" timeout 60 "$work/threads" "$work/threads.aml" unlocked
is "$status" 66 "without the host's lock"
like "$stderr" 'ThreadSanitizer: data race' "races are found"
done_testing
