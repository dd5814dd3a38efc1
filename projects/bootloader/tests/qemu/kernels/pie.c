/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Relocations in their thousands, RELRO, thread-local storage; compiled as static PIE with RELA,
 * with RELR, with LTO, and not as PIE.
 */
#include "kernel.h"

static int target[4] = {11, 22, 33, 44};

/* 10,240 pointers, some of them constant (.data.rel.ro). */
#define FOUR     &target[0], &target[1], &target[2], &target[3],
#define SIXTEEN  FOUR FOUR FOUR FOUR
#define MANY     SIXTEEN SIXTEEN SIXTEEN SIXTEEN SIXTEEN SIXTEEN SIXTEEN SIXTEEN
#define THOUSAND MANY MANY MANY MANY MANY MANY MANY MANY
static int *changing[] = {THOUSAND THOUSAND THOUSAND THOUSAND THOUSAND};
static int *const constant[] = {THOUSAND THOUSAND THOUSAND THOUSAND THOUSAND};

_Thread_local volatile int tls_set __attribute__((aligned(64))) = 0x7357;
_Thread_local volatile char tls_zero[100];

static bool all_right(int *const volatile *pointers, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        if (*pointers[i] != 11 * (int)(i % 4 + 1))
            return false;
    return true;
}

static void check_rights(const struct boot_info *boot, const void *of, bool writable)
{
    for (uint64_t i = 0; i < boot->kernel.segment_count; i++) {
        const struct boot_segment *segment = &boot->kernel.segments[i];
        if ((uint64_t)((const uint8_t *)of - segment->address) >= segment->size)
            continue;
        struct mapping m = {0};
        check(find_mapping(boot, (uint64_t)of, &m));
        check_equal(!!(segment->rights & BOOT_WRITE), writable);
        check_equal(m.write, writable);
        check_equal(m.execute, !!(segment->rights & BOOT_EXECUTE));
        return;
    }
    check_that(false, "it lies in a segment");
}

static void kernel_main(const struct boot_info *boot)
{
    unsigned count = sizeof changing / sizeof *changing;
    check_equal(count, 5 * 4 * 4 * 8 * 8);
    check_that(all_right(changing, count), "pointers in data are relocated");
    check_that(all_right(constant, count), "constant pointers are relocated");
    check_rights(boot, &changing[count / 2], true);
    check_rights(boot, &constant[count / 2], false);
    changing[0] = &target[1];
    check_equal(*changing[0], 22);

    const struct boot_kernel *kernel = &boot->kernel;
    if (check(kernel->tls != NULL)) {
        check_equal(*(const int *)kernel->tls, 0x7357);
        check_equal(kernel->tls_align, 64);
        check(kernel->tls_file_size >= 4 && kernel->tls_file_size < 104);
        check(kernel->tls_memory_size >= 104 && kernel->tls_memory_size <= 192);
    }
    /* Code uses it: keeps it from being collected. */
    if (boot->size == 0)
        tls_zero[0] = (char)tls_set;
    check_equal(boot->kernel.slide != 0, PIE);
    finish();
}
BOOT_ENTRY(kernel_main, .physical_map = BOOT_DYNAMIC)
