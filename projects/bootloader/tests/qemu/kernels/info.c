/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A kernel that asks for nothing, and all that it is told (structures, texts, screen, time). What
 * the test has chosen is the command line, "door=D" and some signs.
 */
#include "kernel.h"

static void check_head(const struct boot_info *boot)
{
    check_equal(boot->version_major, BOOT_VERSION_MAJOR);
    check(boot->version_minor >= BOOT_VERSION_MINOR);
    check(boot->size >= sizeof *boot);
    check(boot->door == BOOT_DOOR_BIOS || boot->door == BOOT_DOOR_UEFI);
    check_equal(boot->levels, 4);
    check(boot->loader.size > 0 && !boot->loader.text[boot->loader.size]);
    check_that(same_text(boot->command_line.text, boot->door == BOOT_DOOR_UEFI
                                                      ? "door=uefi  two blanks, a = sign"
                                                      : "door=bios  two blanks, a = sign"),
               "the command line is what the configuration says");
    check_equal(boot->command_line.size, 31);
    check(!boot->log.text[boot->log.size]);
    check_equal(boot->module_count, 0);
    check(!boot->physical_map && !boot->physical_map_size);
    check(!boot->recursive_table && !boot->recursive_index);
}

static void check_kernel(const struct boot_info *boot)
{
    const struct boot_kernel *kernel = &boot->kernel;
    char here;
    check_equal(kernel->address, 0x400000);
    check_equal(kernel->slide, 0);
    check_that(same_text(kernel->path.text, "/boot/info.elf"), "the kernel's path");
    check((uint64_t)&check_kernel - 0x400000 < kernel->size);
    check_equal(kernel->stack_size, 64 * 1024);
    check((uint64_t)(&here - (const char *)kernel->stack) < kernel->stack_size);
    check(!kernel->tls && !kernel->tls_file_size && !kernel->tls_memory_size);
    check(kernel->segment_count >= 3);
    uint64_t end = 0;
    for (uint64_t i = 0; i < kernel->segment_count; i++) {
        const struct boot_segment *segment = &kernel->segments[i];
        check((uint64_t)segment->address >= end && segment->size && !(segment->size % 4096));
        check((segment->rights & (BOOT_WRITE | BOOT_EXECUTE)) != (BOOT_WRITE | BOOT_EXECUTE));
        check_equal(kind_at(boot, segment->phys), BOOT_MEMORY_KERNEL);
        check_equal(kind_at(boot, segment->phys + segment->size - 1), BOOT_MEMORY_KERNEL);
        end = (uint64_t)segment->address + segment->size;
    }
    check_equal(kernel->segments[0].address, kernel->address);
    check_equal(end, kernel->address + kernel->size);
}

/* All three colours, each at a corner of the screen, read back from it. */
static void check_pixels(const struct boot_framebuffer *screen)
{
    const struct boot_mode *mode = &screen->mode;
    unsigned bytes = mode->bits_per_pixel / 8;
    const struct boot_colour colours[3] = {mode->red, mode->green, mode->blue};
    uint64_t seen = 0;
    for (int i = 0; i < 3; i++) {
        uint64_t mask = ((1ULL << colours[i].bits) - 1) << colours[i].shift;
        check_that(colours[i].bits >= 5 && mask < 1ULL << mode->bits_per_pixel && !(seen & mask),
                   "the colours have their own bits");
        seen |= mask;
        volatile uint8_t *pixel = screen->address + (i == 2 ? screen->size - mode->stride : 0) +
                                  (i == 1 ? (uint64_t)(mode->width - 1) * bytes : 0);
        uint64_t read = 0;
        for (unsigned byte = 0; byte < bytes; byte++)
            pixel[byte] = (uint8_t)(mask >> 8 * byte);
        for (unsigned byte = 0; byte < bytes; byte++)
            read |= (uint64_t)pixel[byte] << 8 * byte;
        check_equal(read & mask, mask);
    }
}

static void check_screen(const struct boot_info *boot)
{
    const struct boot_framebuffer *screen = &boot->framebuffer;
    if (!check(screen->address != NULL))
        return;
    const struct boot_mode *mode = &screen->mode;
    check(mode->width >= 640 && mode->height >= 400);
    check(mode->bits_per_pixel == 16 || mode->bits_per_pixel == 24 || mode->bits_per_pixel == 32);
    check(mode->stride >= mode->width * (mode->bits_per_pixel / 8u));
    check_equal(screen->size, (uint64_t)mode->stride * mode->height);
    check_equal(screen->phys % 4096, 0);
    check_equal(kind_at(boot, screen->phys), BOOT_MEMORY_FRAMEBUFFER);
    check_equal(kind_at(boot, screen->phys + screen->size - 1), BOOT_MEMORY_FRAMEBUFFER);
    bool found = false;
    for (uint64_t i = 0; i < screen->mode_count; i++)
        found = found ||
                (screen->modes[i].number == mode->number && screen->modes[i].width == mode->width &&
                 screen->modes[i].height == mode->height);
    check_that(found, "the mode is one of the list");
    check(screen->mode_count >= 5);
    check(screen->edid_size % 128 == 0 && (screen->edid_size != 0) == (screen->edid != NULL));
    if (screen->edid) {
        uint8_t sum = 0;
        for (int i = 0; i < 128; i++)
            sum = (uint8_t)(sum + screen->edid[i]);
        check_equal(sum, 0);
        /* The first detailed timing is the mode that the monitor prefers. */
        check_equal(screen->edid[56] | (screen->edid[58] & 0xf0) << 4, mode->width);
        check_equal(screen->edid[59] | (screen->edid[61] & 0xf0) << 4, mode->height);
    }
    check_pixels(screen);
}

static unsigned cmos(uint8_t number)
{
    out8(0x70, number);
    unsigned value = in8(0x71);
    return (value >> 4) * 10 + (value & 15);
}

static void check_facts(const struct boot_info *boot)
{
    bool uefi = boot->door == BOOT_DOOR_UEFI;
    check(boot->rsdp_phys > 0xe0000 || uefi);
    check(boot->rsdp_phys && boot->smbios_phys);
    check_equal(boot->efi_system_table_phys != 0, uefi);
    check_equal(boot->efi_memory_map != NULL, uefi);
    check_equal(boot->boot_disk, uefi ? 0 : 0x80);
    if (uefi) {
        check(boot->efi_descriptor_size >= 40 && boot->efi_descriptor_version == 1);
        check(boot->efi_memory_map_size % boot->efi_descriptor_size == 0);
        check(boot->efi_memory_map_size / boot->efi_descriptor_size > 10);
    }
    /* The clock of this machine stands at 2031-12-31 23:59:50 when it starts. */
    check(cmos(9) == 31 || cmos(9) == 32);
    int64_t start = 1956527990;
    check_that(boot->time >= start && boot->time < start + 60, "the time is the clock's");
    note("time", (uint64_t)boot->time);
    uint8_t any = 0;
    for (unsigned i = 0; i < sizeof boot->random; i++)
        any |= boot->random[i];
    check(any && boot->random_bits <= 256);
    check_equal(kind_at(boot, boot->ap_start_phys), BOOT_MEMORY_AP_START);
    check(boot->ap_start_phys < 0x100000 && boot->ap_start_phys % 4096 == 0);
    check_equal(kind_at(boot, boot->hand_over_phys), BOOT_MEMORY_LOADER);
}

static void kernel_main(const struct boot_info *boot)
{
    check_head(boot);
    check_kernel(boot);
    check_screen(boot);
    check_facts(boot);
    finish();
}
BOOT_ENTRY(kernel_main)
