#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What compilers call of their own accord is in the archive, under the names that each uses, as members of their
# own: one program calls all of them, on each architecture, and links with nothing else. (That they compute what they
# should is tested on the host by crt_test and in QEMU by the family crt.)
source ci/tap.sh

declare -A names=(
  [x64]="memcpy memmove memset memcmp __chkstk ___chkstk_ms _fltused __popcountsi2 __popcountdi2"
  [ia32]="_memcpy _memmove _memset _memcmp __chkstk ___chkstk_ms ___chkstk __alloca __fltused ___popcountsi2 ___popcountdi2
    __alldiv __allrem __allmul __aulldiv __aullrem __alldvrm __aulldvrm __allshl __allshr __aullshr
    ___divdi3 ___moddi3 ___udivdi3 ___umoddi3 ___divmoddi4 ___udivmoddi4 ___muldi3 ___ashldi3 ___ashrdi3 ___lshrdi3")
declare -A target=([x64]=x86_64-unknown-windows [ia32]=i686-unknown-windows)
declare -A mingw=([x64]=x86_64-w64-mingw32-gcc [ia32]=i686-w64-mingw32-gcc)

# What makes each compiler call them, unasked.
cat >"$work/unasked.c" <<'END'
#include <uefi/uefi.h>
volatile int64_t s = -7; volatile uint64_t u = 7; volatile double d = 1.5; volatile unsigned n = 3;
struct large { char at[300]; } from, to;
uefi_status app_main(void)
{
    volatile char frame[20000];
    volatile char *dynamic = __builtin_alloca(n);
    frame[19999] = 1; dynamic[0] = 2;
    s = s / (int64_t)u % s * s << n >> n;
    u = u / (uint64_t)s % u + (u >> n);
    d = d * 2;
    to = from;
    struct large zero = {{0}};
    from = zero;
    return uefi_status_of((EFI_STATUS)(u + (uint64_t)__builtin_popcountll((uint64_t)s)));
}
END

for architecture in x64 ia32; do
  if [ "$VARIANT" = clang ]; then compile=(clang "--target=${target[$architecture]}"); else compile=("${mingw[$architecture]}"); fi
  archive=build/$VARIANT-$architecture/lib/libuefi.a
  entry=efi_main
  [ "$VARIANT$architecture" != gccia32 ] || entry=_efi_main
  if [ "$VARIANT" = clang ]; then
    link=("${compile[@]}" -fuse-ld=lld -nostdlib "-Wl,/subsystem:efi_application,/entry:$entry")
    [ $architecture = x64 ] || link+=('-Wl,/safeseh:no')
  else
    link=("${compile[@]}" -nostdlib '-Wl,--subsystem,10' "-Wl,-e,$entry")
  fi
  { echo '    .data'; for name in ${names[$architecture]}; do echo "    .rva $name"; done; } >"$work/asked.s"
  printf '#include <uefi/uefi.h>\nuefi_status app_main(void) { return UEFI_OK; }\n' >"$work/app.c"
  ok "$VARIANT $architecture: a program that names each" bash -c "cd '$work' && ${compile[*]} -ffreestanding -I'$PWD/projects/uefi/include' -c app.c -o app.o &&
    ${compile[*]} -c asked.s -o asked.o"
  ok "$VARIANT $architecture: links with the archive alone" "${link[@]}" "$work/app.o" "$work/asked.o" "$archive" -o "$work/asked.efi"
  for level in -O0 -Os -O2; do
    ok "$VARIANT $architecture $level: so does what calls them unasked" "${compile[@]}" -ffreestanding -fshort-wchar -mno-red-zone $level \
      -Iprojects/uefi/include -c "$work/unasked.c" -o "$work/unasked.o"
    ok "$VARIANT $architecture $level: and links" "${link[@]}" "$work/unasked.o" "$archive" -o "$work/unasked.efi"
  done
  printf 'void *memcpy(void *to, const void *from, __SIZE_TYPE__ size) { char *t = to; const char *f = from; while (size--) *t++ = *f++; return to; }\n' >"$work/own.c"
  "${compile[@]}" -ffreestanding -O1 -c "$work/own.c" -o "$work/own.o"
  ok "$VARIANT $architecture: who brings his own gets his own" "${link[@]}" "$work/unasked.o" "$work/own.o" "$archive" -o "$work/own.efi"
done
done_testing
