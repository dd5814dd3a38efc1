#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What C can catch at compile time is caught: each misuse must not compile, or must warn; and the same program
# without it compiles without a word.
source ci/tap.sh
if [ "$VARIANT" = clang ]; then cc=(clang --target=x86_64-unknown-windows); else cc=(x86_64-w64-mingw32-gcc); fi

try() { # body of a function: its diagnostics in $stderr
  printf '#include <uefi/uefi.h>\nuefi_status f(struct uefi_handle handle, struct uefi_event event);
uefi_status f(struct uefi_handle handle, struct uefi_event event)\n{\n    (void)handle, (void)event;\n%s\n    return UEFI_OK;\n}\n' \
    "$1" >"$work/try.c"
  run "${cc[@]}" -std=gnu17 -ffreestanding -Wall -Wextra -Iprojects/uefi/include -c "$work/try.c" -o /dev/null
}
refuses() { # body, part of the diagnostic, name
  try "$1"
  is $((status != 0)) 1 "$3: does not compile"
  like "$stderr" "$2" "$3: and says why"
}
warns() {
  try "$1"
  is "$status" 0 "$3: is C"
  like "$stderr" "warning: .*$2" "$3: warns"
}
accepts() {
  try "$1"
  is "$status$stderr" 0 "$2: compiles without a word"
}

accepts '    UEFI_TRY(uefi_stall(1));' "a status that is looked at"
warns '    uefi_stall(1);' '(unused|ignoring return)' "a status that is not"
warns '    uefi_text_out_clear(&(struct uefi_text_out){0});' '(unused|ignoring return)' "nor one of a protocol"
refuses '    if (uefi_stall(1)) return UEFI_OK;' '(scalar|struct)' "a status as a truth value"
refuses '    if (!uefi_stall(1)) return UEFI_OK;' '(scalar|unary|wrong type|invalid argument)' "a negated status"
refuses '    if (uefi_stall(1) == EFI_NOT_FOUND) return UEFI_OK;' '(invalid operands)' "a status compared with a code"
refuses '    return EFI_NOT_FOUND;' '(incompatible)' "a code in the place of a status"
accepts '    struct uefi_gop gop; return uefi_gop_open_on(handle, &gop);' "a handle where one belongs"
refuses '    struct uefi_gop gop; return uefi_gop_open_on(event, &gop);' '(incompatible)' "an event in the place of a handle"
refuses '    return uefi_event_signal(handle);' '(incompatible)' "a handle in the place of an event"
refuses '    return uefi_event_signal(handle.raw);' '(incompatible)' "a raw pointer in the place of an event"
warns '    return uefi_tpl_raise(TPL_NOTIFY, &event);' '(incompatible)' "an event in the place of a priority"
accepts '    return uefi_print("%d %s %ls %zu\n", 1, "a", u"b", sizeof handle);' "a format and its arguments"
warns '    return uefi_print("%d\n", "a");' 'format' "a format and other arguments"
warns '    return uefi_print("%s\n", u"a");' 'format' "UTF-16 in the place of UTF-8"
warns '    struct uefi_rng rng; uefi_rng_open(&rng);' '(unused|ignoring return)' "an open that nobody looks at"
for type in gop buf event tpl handles guids openers pages memmap fs text_in text_out rng mp; do
  accepts "    UEFI_SCOPED(uefi_$type) it = {0}; (void)&it;" "a scoped $type"
done
done_testing
