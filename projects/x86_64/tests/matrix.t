#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The sources under a kernel's flags at every level of optimisation, on the windows target (firmware),
# and what the archives ask of whoever links them.
source ci/tap.sh
here=projects/x86_64
strict="-std=gnu17 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Werror"
common="$strict -ffreestanding -mno-red-zone -mgeneral-regs-only -I$here/include -I$here/src"
allowed='^(memcpy|memmove|memset|memcmp)$'

# What the objects need and none of them defines.
missing() { # nm, objects...
  local nm=$1; shift
  "$nm" -g "$@" | awk 'NF >= 2 && $(NF - 1) == "U" { need[$NF] = 1 } NF == 3 && $2 != "U" { have[$3] = 1 }
    END { for (n in need) if (!(n in have)) print n }'
}

compile() { # flags...: every source, and one that uses every header, into $work
  local source
  for source in $here/src/*.c "$work/user.c"; do
    "$@" -c "$source" -o "$work/$(basename "$source" .c).o" || return 1
  done
}

{
  (cd $here/include && find x86_64 -name '*.h' | sort) | sed 's/.*/#include "&"/'
  echo 'X86_TRAP_STUBS(user_stubs, user_trap, 1)'
  echo 'void X86_SYSV user_trap(struct x86_trap_frame *frame) { frame->rax = 0; }'
  echo '__attribute__((interrupt)) void user_handler(struct x86_interrupt_frame *frame);'
  echo '__attribute__((interrupt)) void user_handler(struct x86_interrupt_frame *frame) { (void)frame; }'
} >"$work/user.c"

for level in -O0 -O1 -O2 -O3 -Os; do
  # shellcheck disable=SC2086  # flags are words
  ok "$VARIANT $level -mcmodel=kernel" compile "$VARIANT" $common $level -fno-pie -mcmodel=kernel
  is "$(missing nm "$work"/*.o)" "" "$VARIANT $level: nothing is missing"
done
# shellcheck disable=SC2086
ok "$VARIANT -Os -fpie" compile "$VARIANT" $common -Os -fpie -fvisibility=hidden

# Every header and macro in C++17.
{
  grep -v interrupt "$work/user.c"
  echo 'extern const x86_virt user_base; const x86_virt user_base = X86_VIRT(0xffff800000000000);'
} >"$work/user.cpp"
plus=g++
[ "$VARIANT" = gcc ] || plus=clang++
# shellcheck disable=SC2086
ok "$plus -std=c++17" $plus -std=c++17 -Wall -Wextra -Werror -ffreestanding -mno-red-zone -mgeneral-regs-only \
  -I$here/include -c "$work/user.cpp" -o "$work/user.o"

if [ "$VARIANT" = clang ]; then
  for level in -O0 -O2; do
    # shellcheck disable=SC2086
    ok "$VARIANT $level windows" compile clang --target=x86_64-unknown-windows $common $level
  done
  # __chkstk or a C runtime would show here
  is "$(missing nm "$work"/*.o)" "" "windows: nothing is missing"
  # Arguments come in ECX and RDX there; the assembly takes them in EDI and RSI.
  code=$(objdump -d "$work/try.o" | awk '/<x86_msr_try_read>:/ { on = 1 } /^$/ { on = 0 } on')
  like "$code" '%e?r?cx,%e?r?di' "windows: C hands its first argument to System V assembly"
  like "$code" '%rdx,%rsi' "windows: and the second"
fi

archive=build/lib/libx86_64.a
is "$(missing nm $archive)" "" "$archive misses nothing"
is "$(nm -A $archive 2>/dev/null | awk '$(NF - 1) == "U" { print $NF }' | sort -u | grep -vE '^x86_' | grep -vE "$allowed" || true)" "" \
  "its undefined symbols are memcpy, memmove, memset, memcmp"
is "$(nm -A $archive | awk '$(NF - 1) ~ /^[BbDdCc]$/ { print $NF }')" "" "it has no writable data"
is "$(readelf -rW $archive | awk '/^Relocation section/ { code = $3 !~ /debug/ }
  code && $3 ~ /^R_X86_64_(64|32|32S)$/ { print }')" "" "it has no absolute relocations: it links at any address"
done_testing
