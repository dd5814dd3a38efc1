#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The tables library as kernels get it: builds at every level with both compilers, for the top of the address space
# too; asks for nothing but the four memory functions; is small; and the README's example is true.
source ci/tap.sh
here=projects/acpi

cc=$VARIANT
mkdir "$work/o"
sources=("$PWD/$here"/src/tables/*.c)
build() { # flags: fresh objects in $work/o
  rm -f "$work"/o/*
  (cd "$work/o" && "$cc" -std=gnu17 -ffreestanding -mno-red-zone -mgeneral-regs-only -fno-stack-protector -Wall -Wextra -Werror \
    -I"$OLDPWD/$here/include" -I"$OLDPWD/$here/src" "$@" -c "${sources[@]}") >"$work/log" 2>&1
}
for level in -O0 -O1 -O2 -O3 -Os; do
  for model in "-fpie" "-fno-pie -mcmodel=kernel"; do
    # shellcheck disable=SC2086  # a list of words
    build $level $model
    ld -r -o "$work/all.o" "$work"/o/*.o 2>>"$work/log"
    is "$(nm -u "$work/all.o" | awk '{ print $2 }' | grep -vxE 'memcpy|memmove|memset|memcmp' | tr '\n' ' ')$(cat "$work/log")" "" \
      "$cc $level $model: builds, and needs nothing but the memory functions"
    is "$(nm "$work/all.o" | grep -c ' [dDbBC] ')" 0 "$cc $level $model: no data that can be written"
  done
done

build -Os -fpie -ffunction-sections -fdata-sections -fcf-protection=none -fno-asynchronous-unwind-tables
text=$(size -t "$work"/o/*.o | awk 'END { print $1 }')
note "$cc -Os: $text bytes of text"
ok "$cc -Os: text of the tables library is at most 12000 bytes" test "$text" -le 12000

# The README's example, as it stands there, with a main() around it that hands it a machine with one CPU.
block() { awk -v n="$1" '/^```c$/ { on = ++seen == n; next } /^```$/ { on = 0 } on' "$here/README.md"; }
block 1 >"$work/example.c"
like "$(wc -l <"$work/example.c")" '^[12][0-9]$' "the README has an example of some twenty lines"
cat >>"$work/example.c" <<'E2'
#include "tests/memory.h"
#include "acpi/table/interrupt.h"
char direct_map[0x200000];
static int lines;
void log_line(const char *format, ...) { lines += format[0] == 'C'; }
int main(void)
{
    struct ACPI_PACKED { struct acpi_madt madt; struct acpi_madt_local_apic cpu; } madt = {.cpu = {0, 8, 1, 0, 1}};
    struct ACPI_PACKED { struct acpi_rsdt rsdt; uint32_t entry; } rsdt = {.entry = 0x3000};
    struct acpi_rsdp rsdp;
    seal_rsdp(&rsdp, 0, 0x2000, 0);
    seal(&rsdt, sizeof rsdt, "RSDT", 1);
    seal(&madt, sizeof madt, "APIC", 5);
    memcpy(direct_map + 0x1000, &rsdp, sizeof rsdp);
    memcpy(direct_map + 0x2000, &rsdt, sizeof rsdt);
    memcpy(direct_map + 0x3000, &madt, sizeof madt);
    return kernel_tables(0x1000) && lines == 1 ? 0 : 1;
}
E2
ok "the README's example compiles" "$cc" -std=gnu17 -Wall -Wextra -Werror -fsanitize=address,undefined -I"$here/include" -I"$here" \
  "$work/example.c" "build/$VARIANT/lib/libacpi.a" -o "$work/example"
ok "and runs" "$work/example"

# The second one: devices, of a machine whose only table is a DSDT without any.
block 2 >"$work/devices.c"
cat >>"$work/devices.c" <<'E3'
#include <stdlib.h>
#include <string.h>
void *kmalloc(size_t size) { return malloc(size); }
void kfree(void *at, size_t size) { (void)size; free(at); }
static int roots;
void log_line(const char *format, ...) { roots += format[0] == 'P'; }
int main(void)
{
    /* Device (\\PCI0) { Name (_HID, "PNP0A03") } */
    static const char code[] = "\x5b\x82\x13PCI0\x08_HID\x0dPNP0A03";
    static char dsdt[36 + sizeof code] = "DSDT";
    static struct acpi_tables tables;
    dsdt[4] = sizeof dsdt;
    dsdt[8] = 2;
    memcpy(dsdt + 36, code, sizeof code);
    acpi_tables_init_empty(&tables, NULL);
    return acpi_table_install(&tables, dsdt, sizeof dsdt, NULL) == ACPI_OK && kernel_devices(&tables) && roots == 1 ? 0 : 1;
}
E3
ok "the README's second example compiles" "$cc" -std=gnu17 -Wall -Wextra -Werror -fsanitize=address,undefined -I"$here/include" -I"$here" \
  "$work/devices.c" "build/$VARIANT/lib/libacpi.a" -o "$work/devices"
ASAN_OPTIONS=detect_leaks=0 ok "and runs" "$work/devices"

# The whole library.
sources=("$PWD/$here"/src/*/*.c)
for model in "-fpie" "-fno-pie -mcmodel=kernel"; do
  # shellcheck disable=SC2086  # a list of words
  build -O2 $model -ffunction-sections -fcf-protection=none -fno-asynchronous-unwind-tables
  ld -r -o "$work/all.o" "$work"/o/*.o 2>>"$work/log"
  is "$(nm -u "$work/all.o" | awk '{ print $2 }' | grep -vxE 'memcpy|memmove|memset|memcmp' | tr '\n' ' ')$(cat "$work/log")" "" \
    "$cc -O2 $model: the interpreter builds, and needs nothing but the memory functions"
  is "$(nm "$work/all.o" | grep -c ' [dDbBC] ')" 0 "$cc -O2 $model: no data that can be written"
  is "$(nm --defined-only "$work/all.o" | awk '$2 ~ /[A-Z]/ && $3 !~ /^(acpi|aml)_/ { print $3 }')" "" "$cc -O2 $model: every name says whose it is"
  text=$(size -t "$work"/o/*.o | awk 'END { print $1 }')
  note "$cc -O2 $model: $text bytes of text"
  ok "$cc -O2 $model: text of the library is at most 160000 bytes" test "$text" -le 160000
done
done_testing
