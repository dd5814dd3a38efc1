#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What no machine here runs (INVPCID, INVLPGB, CET, FRED...) is checked byte for byte in the object code.
source ci/tap.sh
here=projects/x86_64
kernel="-std=gnu17 -Wall -Wextra -Werror -ffreestanding -mno-red-zone -mgeneral-regs-only -mcmodel=kernel -fno-pie -fcf-protection=none"

# shellcheck disable=SC2086  # flags are words
ok "the wrappers compile ($VARIANT)" "$VARIANT" $kernel -O2 -I$here/include -c $here/tests/data/encodings.c -o "$work/encodings.o"
objdump -d -w "$work/encodings.o" >"$work/listing"

code_of() { # function: its lines "bytes<TAB>mnemonic operands"
  awk -v f="<encode_$1>:" 'index($0, f) { on = 1; next } /^$/ { on = 0 }
    on { split($0, part, "\t"); sub(/ +$/, "", part[2]); print part[2] "\t" part[3] }' "$work/listing"
}

while IFS='|' read -r name bytes mnemonic; do
  # binutils before 2.41 cannot name the instructions of FRED: their bytes alone, then
  case $name in lkgs|erets|eretu)
    line=$(code_of "$name" | cut -f1 | tr '\n' ' ')
    like "$line" "$bytes" "$name is $bytes"
    continue ;;
  esac
  # a memory operand may have an offset after its last byte
  case $bytes in *..) more='( ..)*' ;; *) more= ;; esac
  like "$(code_of "$name")" "^$bytes$more	$mnemonic( |\$)" "$name is $bytes, $mnemonic"
done < <(sed -n 's/^PROBE(\([a-z0-9_]*\), "\([0-9a-f.() ?]*\)", "\([a-z0-9]*\)".*/\1|\2|\3/p' $here/tests/data/encodings.c)

# Which register a wrapper reads is a number in ECX.
while IFS='|' read -r name number; do
  like "$(code_of "msr_$name" | cut -f2 | tr '\n' ' ')" "mov +\\\$$number,%ecx rdmsr" "$name is MSR $number"
done < <(sed -n 's/^MSR(\([a-z0-9_]*\), \(0x[0-9a-f]*\)).*/\1|\2/p' $here/tests/data/encodings.c)

# INVPCID's descriptor: PCID in the first eight bytes, address in the second. Exchanged, it would flush
# another page of another process and nobody would notice.
got=$(code_of invpcid | cut -f2 | sed 's/,/ , /g' | tr '\n' ';')
offset=$(grep -oE 'invpcid +-?(0x[0-9a-f]+)?\(%rsp\)' <<<"$got" | grep -oE -- '-?0x[0-9a-f]+' || echo 0)
first=$(printf '%d' "$offset")
pcid_at=$(grep -oE 'movq? +\$0x123 , -?(0x[0-9a-f]+)?\(%rsp\)' <<<"$got" | grep -oE -- ', -?0x[0-9a-f]+' | tr -d ', ' || true)
is "$(printf '%d' "${pcid_at:-0}")" "$first" "INVPCID: the PCID lies at the descriptor's offset 0"
address_at=$(grep -oE 'movq? +%r[a-z0-9]+ , -?(0x[0-9a-f]+)?\(%rsp\)' <<<"$got" | grep -oE -- ', -?0x[0-9a-f]+' | tr -d ', ' || true)
is "$(printf '%d' "${address_at:-0}")" "$((first + 8))" "INVPCID: the address lies at the descriptor's offset 8"

# INVLPGB: ECX counts the pages after the first, bit 31 steps by 2 MiB; EDX is PCID:ASID; RAX the flags.
got=$(code_of invlpgb | cut -f2)
like "$got" 'mov +\$0x80000007,%ecx' "INVLPGB: 8 pages of 2 MiB in ECX"
like "$got" 'mov +\$0x50009,%edx' "INVLPGB: PCID 5 and ASID 9 in EDX"
like "$got" 'or +\$0x1,%r?ax' "INVLPGB: the address is valid, in RAX"
like "$(code_of sti_hlt | cut -f2 | tr '\n' ' ')" 'sti +hlt' "STI and HLT are neighbours"
done_testing
