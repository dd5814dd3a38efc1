/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The BIOS's door: what the loader wants of a machine, put together from the modules of bios.h.
 *
 * The volume is the first on the boot disk that has the first file that is asked for, which is the
 * configuration; from then on it stays.
 */
#include <string.h>

#include "doors/bios/bios.h"
#include "load/log.h"
#include "media/fat.h"
#include "media/partition.h"

enum { REGIONS = 512, LOG_SIZE = 16384 };
#define FOUR_GIB (1ull << 32) /* what the tables of stage.S map */
#define VOLUMES  8            /* that a message names */
#define WINDOW   65024u

void bios_main(void);

extern uint8_t bios_fat_window[], bios_loader[], bios_bss_end[];

static struct bios_door {
    struct disk disk;
    struct fat fat;
    bool chosen; /* fat is the volume */
    struct memory_map memory;
} the_door;
static struct boot_memory_region regions[REGIONS];
static char log_buffer[LOG_SIZE];

/* ---- Files ------------------------------------------------------------------------------------*/

/* The first volume that has the file. */
static enum boot_status search(struct bios_door *door, const char *path, struct fat_file *ret_file)
{
    struct partition_iter it = partition_begin(&door->disk);
    struct partition partition;
    char seen[256];
    size_t length = 0;
    unsigned volumes = 0;
    seen[0] = 0;
    while (partition_next(&it, &partition)) {
        enum boot_status status = fat_open(&door->fat, &door->disk, partition.base, partition.size,
                                           bios_fat_window, WINDOW);
        if (status == BOOT_OK) {
            volumes++;
            if (length < sizeof seen)
                length += log_format(seen + length, sizeof seen - length, "%s%u (FAT%u)",
                                     length ? ", " : "", partition.number, door->fat.bits);
            status = fat_find(&door->fat, path, ret_file);
        }
        if (status == BOOT_OK) {
            log_say(LOG_INFO, "disk 0x%x, partition %u (FAT%u)\n", bios_drive, partition.number,
                    door->fat.bits);
            return BOOT_OK;
        }
        if (status != BOOT_NOT_FOUND && it.status == BOOT_OK)
            it.status = status; /* it may be on another one */
    }
    if (volumes)
        log_say(LOG_ERROR, "%s: on none of the %u FAT volumes of disk 0x%x: partition %s\n", path,
                volumes, bios_drive, seen);
    else
        log_say(LOG_ERROR, "%s: disk 0x%x has no FAT volume that could hold it\n", path,
                bios_drive);
    return it.status != BOOT_OK ? it.status : BOOT_NOT_FOUND;
}

_Static_assert(sizeof(struct fat_file) <= sizeof((struct door_file){0}.door), "fits");

static enum boot_status door_open(void *ctx, const char *path, struct door_file *ret_file)
{
    struct bios_door *door = ctx;
    struct fat_file file;
    enum boot_status status =
        door->chosen ? fat_find(&door->fat, path, &file) : search(door, path, &file);
    if (status == BOOT_NOT_FOUND && door->chosen)
        log_say(LOG_ERROR, "%s: not on the volume that has the configuration\n", path);
    if (status != BOOT_OK)
        return status;
    door->chosen = true;
    ret_file->size = file.size;
    memcpy(ret_file->door, &file, sizeof file);
    return BOOT_OK;
}

static enum boot_status door_read(void *ctx, struct door_file *file, uint64_t offset, uint64_t size,
                                  void *to)
{
    struct bios_door *door = ctx;
    struct fat_file inside;
    memcpy(&inside, file->door, sizeof inside);
    enum boot_status status = fat_read(&door->fat, &inside, offset, size, to);
    memcpy(file->door, &inside, sizeof inside);
    return status;
}

/* ---- Memory -----------------------------------------------------------------------------------*/

static enum boot_status door_take(void *ctx, uint64_t size, uint64_t align, uint64_t below,
                                  enum boot_memory_kind kind, uint64_t *ret_phys)
{
    struct bios_door *door = ctx;
    if (size > FOUR_GIB)
        return BOOT_NO_MEMORY;
    size = (size + MEMORY_PAGE - 1) / MEMORY_PAGE * MEMORY_PAGE;
    if (!below || below > FOUR_GIB)
        below = FOUR_GIB;
    if (align < MEMORY_PAGE)
        align = MEMORY_PAGE;
    return memory_take(&door->memory, size, align, MEMORY_LOW, below, kind, ret_phys);
}

static enum boot_status door_finish(void *ctx, struct memory_map *map,
                                    struct firmware_map *ret_firmware_map)
{
    struct bios_door *door = ctx;
    if (map->capacity < door->memory.count)
        return BOOT_TOO_LARGE;
    memcpy(map->regions, door->memory.regions, door->memory.count * sizeof *map->regions);
    map->count = door->memory.count;
    *ret_firmware_map = (struct firmware_map){0};
    return BOOT_OK;
}

/* ---- The rest ---------------------------------------------------------------------------------*/

static enum boot_status door_set_mode(void *ctx, const struct screen_wish *wish,
                                      struct boot_framebuffer *ret_framebuffer)
{
    uint64_t modes, edid;
    enum boot_status status =
        door_take(ctx, BIOS_MODES_MAX * sizeof(struct boot_mode), 0, 0, BOOT_MEMORY_LOADER, &modes);
    if (status == BOOT_OK)
        status = door_take(ctx, BIOS_EDID_MAX, 0, 0, BOOT_MEMORY_LOADER, &edid);
    if (status != BOOT_OK) {
        log_say(LOG_ERROR, "no memory for the list of modes\n");
        return status;
    }
    struct bios_lists lists = {(struct boot_mode *)modes, (uint8_t *)edid};
    return bios_screen_set(wish, lists, ret_framebuffer);
}

static void door_facts(void *ctx, struct door_facts *ret_facts)
{
    struct bios_door *door = ctx;
    *ret_facts = (struct door_facts){
        .rsdp_phys = bios_rsdp_find(),
        .smbios_phys = bios_smbios_find(),
        .time = bios_time(),
        .boot_disk = bios_drive,
        .memory_end = memory_end_of_ram(&door->memory),
    };
}

void bios_main(void)
{
    static const struct log_options options = {
        .serial = LOG_WARNING, .screen = LOG_WARNING, .print = bios_print};
    static const struct door door = {
        .ctx = &the_door,
        .kind = BOOT_DOOR_BIOS,
        .open = door_open,
        .read = door_read,
        .take = door_take,
        .set_mode = door_set_mode,
        .print = bios_print,
        .facts = door_facts,
        .finish = door_finish,
    };
    struct door mine = door;
    mine.image = bios_loader;
    mine.image_size = (uint64_t)(bios_bss_end - bios_loader);
    the_door.memory = (struct memory_map){.regions = regions, .capacity = REGIONS};
    log_begin(log_buffer, sizeof log_buffer, &options);

    enum boot_status status = bios_a20_open();
    if (status == BOOT_OK)
        status = bios_memory_add(&the_door.memory);
    if (status == BOOT_OK)
        status = bios_disk_open(bios_drive, &the_door.disk);
    if (status == BOOT_OK)
        status = boot_load(&mine);
    log_say(LOG_ERROR, "this computer was not booted (%d); switch it off, or reset it\n",
            (int)status);
    for (;;)
        __asm__ volatile("cli; hlt");
}
