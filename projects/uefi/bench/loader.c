/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What a boot loader does, whole: read a kernel, set a graphics mode, leave boot services, hand
 * over. Its size is a limit that is tested (tests/size.t); it boots in tests/qemu/uefi-run.t, where
 * the kernel has 3,000,000 bytes.
 */
#include <uefi/uefi.h>

/* The end of the loader: says what it has by way of port 0xF4, which QEMU ends with. */
static _Noreturn void kernel_start(const struct uefi_framebuffer *fb, const struct uefi_memmap *map,
                                   const void *kernel, size_t size)
{
    (void)kernel;
    bool good = size == 3000000 && fb->width == 1024 && map->count > 10;
    for (;;)
        __asm__ volatile("outl %0, %1" : : "a"(good ? 0x10 : 0x11), "Nd"((uint16_t)0xf4));
}

uefi_status app_main(void)
{
    UEFI_SCOPED(uefi_fs) fs = {0};
    UEFI_TRY(uefi_fs_open_boot(&fs));
    UEFI_SCOPED(uefi_buf) kernel = {0};
    UEFI_TRY(uefi_fs_read(&fs, u"\\kernel.bin", &kernel));
    UEFI_SCOPED(uefi_gop) gop = {0};
    UEFI_TRY(uefi_gop_open(&gop));
    UEFI_TRY(uefi_gop_set_mode(&gop, 1024, 768));
    struct uefi_framebuffer fb = uefi_gop_framebuffer(&gop);
    struct uefi_memmap map;
    UEFI_TRY(uefi_exit_boot_services(&map));
    kernel_start(&fb, &map, kernel.data, kernel.size);
}
