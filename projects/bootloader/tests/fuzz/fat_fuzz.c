/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Hostile FAT volumes: finding and reading end, stay on the volume and in the buffers, and what was
 * found can be read.
 *
 * Input: one byte (bits 0 and 1: the size of the window), then the volume's first bytes; zeros fill
 * it up to 8 MiB.
 */
#include "load/log.h"
#include "media/fat.h"
#include "tests/fuzz/fuzz_disk.h"

enum { VOLUME = 8 << 20, BASE = 512, READ_MAX = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(struct fat *fat, struct fat_file *file)
{
    static uint8_t to[READ_MAX];
    uint64_t size = file->size < READ_MAX ? file->size : READ_MAX;
    if (fat_read(fat, file, 0, size, to) != BOOT_OK ||
        fat_read(fat, file, file->size - size, size, to) != BOOT_OK ||
        fat_read(fat, file, size / 3, size / 3, to) != BOOT_OK)
        abort(); /* it was checked when it was found */
    if (fat_read(fat, file, file->size, 1, to) != BOOT_DAMAGED)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"/boot/boot.conf", "/A", "/a long name.text", "//./../X/y"};
    static uint8_t window[65024];
    static uint8_t image[BASE + VOLUME];
    if (!size || size - 1 > VOLUME)
        return 0;
    memset(image, 0, BASE);
    memcpy(image + BASE, data + 1, size - 1);
    struct fuzz_disk disk = {.head = image, .head_size = BASE + size - 1};
    struct fat fat;
    struct fat_file file;
    fuzz_disk_make(&disk, BASE + VOLUME, 512);
    log_begin(NULL, 0, &(struct log_options){0});
    size_t window_size = data[0] & 1 ? sizeof window : FAT_WINDOW_MIN;
    if (fat_open(&fat, &disk.disk, BASE, VOLUME, window, window_size) != BOOT_OK)
        return 0;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (fat_find(&fat, paths[i], &file) == BOOT_OK)
            read_all(&fat, &file);
    return 0;
}
