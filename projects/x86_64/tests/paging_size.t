#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The paging core, all of it but the text output, stays within 24 KiB of code at -Os.
source ci/tap.sh
here=projects/x86_64
for source in $here/src/{table,map,unmap,protect,runs,space,tlb,translate,walk,env,pcid}.c; do
  "$VARIANT" -std=gnu17 -Os -ffreestanding -fpie -fvisibility=hidden -mno-red-zone -mgeneral-regs-only \
    -fno-stack-protector -fcf-protection=none -fno-asynchronous-unwind-tables -I$here/include -I$here/src \
    -c "$source" -o "$work/$(basename "$source" .c).o" || exit
done
text=$(size "$work"/*.o | awk 'NR > 1 { sum += $1 } END { print sum }')
note "$VARIANT: $text bytes"
ok "at most 24 KiB" [ "$text" -le 24576 ]
is "$(size "$work"/*.o | awk 'NR > 1 { sum += $2 + $3 } END { print sum }')" 0 "no data, no globals"
done_testing
