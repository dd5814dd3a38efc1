/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Any number of modules; the string of each is "cksum=N", what the program cksum says of it. */
#include "kernel.h"

static uint32_t table[256];

static void make_table(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i << 24;
        for (int bit = 0; bit < 8; bit++)
            crc = crc << 1 ^ (crc >> 31 ? 0x04c11db7 : 0);
        table[i] = crc;
    }
}

/* POSIX, cksum. */
static uint32_t cksum(const uint8_t *bytes, uint64_t size)
{
    uint32_t crc = 0;
    for (uint64_t i = 0; i < size; i++)
        crc = crc << 8 ^ table[(crc >> 24 ^ bytes[i]) & 255];
    for (; size; size >>= 8)
        crc = crc << 8 ^ table[(crc >> 24 ^ size) & 255];
    return ~crc;
}

static uint32_t number_in(const struct boot_text *text)
{
    uint32_t number = 0;
    for (const char *c = text->text; *c; c++)
        number = *c >= '0' && *c <= '9' ? number * 10 + (uint32_t)(*c - '0') : 0;
    return number;
}

static void kernel_main(const struct boot_info *boot)
{
    make_table();
    check(boot->module_count >= 2);
    for (uint64_t i = 0; i < boot->module_count; i++) {
        const struct boot_module *module = &boot->modules[i];
        put_text("# ");
        put_text(module->path.text);
        put_text("\n");
        if (i == 0 && same_text(module->path.text, boot->kernel.path.text)) {
            check_that(module->address[1] == 'E' && module->address[2] == 'L',
                       ".kernel_file: the first module is the kernel's file");
            continue;
        }
        check_equal(cksum(module->address, module->size), number_in(&module->string));
        check_equal((uint64_t)module->address % 4096 | module->phys % 4096, 0);
        uint64_t left = -module->size % 4096;
        bool zero = true;
        for (uint64_t byte = 0; byte < left; byte++)
            zero = zero && !module->address[module->size + byte];
        check_that(zero, "what is left of the last page is zero");
        if (module->size) {
            check_equal(kind_at(boot, module->phys), BOOT_MEMORY_MODULE);
            check_equal(kind_at(boot, module->phys + module->size - 1), BOOT_MEMORY_MODULE);
            module->address[0]++; /* writable */
        }
        check(!module->string.text[module->string.size] && !module->path.text[module->path.size]);
    }
    finish();
}
BOOT_ENTRY(kernel_main, .kernel_file = 1)
