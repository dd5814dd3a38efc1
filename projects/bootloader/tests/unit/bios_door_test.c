/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The BIOS's door as the loader sees it: which volume is chosen, files, memory. */
#include "tests/unit/mock_bios.h"

#include "doors/bios/main.c"

/* ---- What main.c puts together, as far as it matters here -------------------------------------*/

uint8_t bios_fat_window[WINDOW], bios_loader[1], bios_bss_end[1];

enum boot_status bios_a20_open(void)
{
    return BOOT_OK;
}

enum boot_status bios_memory_add(struct memory_map *map)
{
    (void)map;
    return BOOT_OK;
}

enum boot_status bios_disk_open(uint8_t drive, struct disk *ret_disk)
{
    (void)drive, (void)ret_disk;
    return BOOT_OK;
}

void bios_print(void *ctx, const char *text, size_t size)
{
    (void)ctx, (void)text, (void)size;
}

enum boot_status bios_screen_set(const struct screen_wish *wish, struct bios_lists lists,
                                 struct boot_framebuffer *ret_framebuffer)
{
    assert_non_null(wish);
    assert_int_equal((uintptr_t)lists.modes % MEMORY_PAGE, 0);
    assert_true((uint8_t *)lists.modes + BIOS_MODES_MAX * sizeof *lists.modes <= lists.edid ||
                lists.edid + BIOS_EDID_MAX <= (uint8_t *)lists.modes);
    ret_framebuffer->phys = 0xe0000000;
    return BOOT_OK;
}

int64_t bios_time(void)
{
    return 1700000000;
}

uint64_t bios_rsdp_find(void)
{
    return 0xf5000;
}

uint64_t bios_smbios_find(void)
{
    return 0xf6000;
}

void interrupt(uint8_t vector, struct bios_registers *r)
{
    fail_msg("INT %02xh, AX %04x", vector, r->eax);
}

/* ---- Disks ------------------------------------------------------------------------------------*/

static struct memory_disk disk;
static struct bios_door door;

/* A FAT12 volume of 64 sectors as partition `number`, whose root has one file "/CONF". */
static void put_volume(unsigned number, const char *content)
{
    uint32_t first = number * 100;
    uint8_t *boot = disk.bytes + first * 512, *entry = disk.bytes + 446 + 16 * (number - 1);
    entry[4] = 0x0c;
    put(entry + 8, first, 4);
    put(entry + 12, 64, 4);
    put(disk.bytes + 510, 0xaa55, 2);
    boot[0] = 0xeb;
    put(boot + 11, 512, 2);
    boot[13] = 1;
    put(boot + 14, 1, 2);
    boot[16] = 1;
    put(boot + 17, 16, 2);
    put(boot + 19, 64, 2);
    boot[21] = 0xf8;
    put(boot + 22, 1, 2);
    put(boot + 510, 0xaa55, 2);
    if (!content)
        return;
    put(boot + 512 + 3, 0xfff, 2); /* cluster 2 ends the chain */
    memcpy(boot + 1024, "CONF       ", 11);
    put(boot + 1024 + 26, 2, 2);
    put(boot + 1024 + 28, strlen(content), 4);
    memcpy(boot + 1536, content, strlen(content));
}

static struct boot_memory_region memory[16];

static int setup(void **state)
{
    (void)state;
    said_begin();
    memory_disk_make(&disk, 500 * 512, 512);
    door = (struct bios_door){.disk = disk.disk,
                              .memory = {.regions = memory, .count = 1, .capacity = 16}};
    memory[0] = (struct boot_memory_region){0, 5ull << 30, BOOT_MEMORY_USABLE, 0};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    memory_disk_free(&disk);
    return 0;
}

/* ---- Files ------------------------------------------------------------------------------------*/

static void the_first_file_chooses(void **state)
{
    (void)state;
    struct door_file file;
    char got[16] = {0};
    put_volume(1, NULL);
    put_volume(3, "third");
    put_volume(4, "fourth");
    assert_int_equal(door_open(&door, "/conf", &file), BOOT_OK);
    assert_true(file.size == 5);
    assert_int_equal(door_read(&door, &file, 1, 4, got), BOOT_OK);
    assert_string_equal(got, "hird");
    assert_contains(said(), "disk 0x80, partition 3 (FAT12)");
    memset(disk.bytes + 300 * 512 + 1024, 0, 512); /* it is gone, but the choice was made */
    assert_int_equal(door_open(&door, "/conf", &file), BOOT_NOT_FOUND);
    assert_contains(said(), "/conf: not on the volume that has the configuration");
}

static void system_partitions_come_first(void **state)
{
    (void)state;
    struct door_file file;
    put_volume(1, "one");
    put_volume(2, "second");
    disk.bytes[446 + 16 + 4] = 0xef;
    assert_int_equal(door_open(&door, "/CONF", &file), BOOT_OK);
    assert_true(file.size == 6);
}

static void nowhere(void **state)
{
    (void)state;
    struct door_file file;
    assert_int_equal(door_open(&door, "/conf", &file), BOOT_NOT_FOUND);
    assert_contains(said(), "/conf: disk 0x80 has no FAT volume that could hold it");
    put_volume(2, NULL);
    put_volume(4, NULL);
    assert_int_equal(door_open(&door, "/conf", &file), BOOT_NOT_FOUND);
    assert_contains(said(),
                    "/conf: on none of the 2 FAT volumes of disk 0x80: partition 2 (FAT12), "
                    "4 (FAT12)");
}

/* A volume that is damaged, or cannot be read, does not hide the next one; without one it is what
 * is told. */
static void damage(void **state)
{
    (void)state;
    struct door_file file;
    put_volume(1, "first");
    put(disk.bytes + 100 * 512 + 512 + 3, 0, 2); /* the file's only cluster is free */
    assert_int_equal(door_open(&door, "/conf", &file), BOOT_DAMAGED);
    put_volume(2, "second");
    assert_int_equal(door_open(&door, "/conf", &file), BOOT_OK);
    assert_true(file.size == 6);
    assert_contains(said(), "/conf: a cluster of it is marked as free");
    for (unsigned n = 1; n < 8; n++) {
        door.chosen = false;
        disk.reads = 0;
        disk.fail_at = n;
        enum boot_status status = door_open(&door, "/conf", &file);
        assert_true(n == 1 ? status == BOOT_DEVICE : status != BOOT_NOT_FOUND);
    }
}

/* ---- Memory -----------------------------------------------------------------------------------*/

static void memory_is_what_is_mapped(void **state)
{
    (void)state;
    uint64_t phys, below;
    assert_int_equal(door_take(&door, 1, 0, 0, BOOT_MEMORY_KERNEL, &phys), BOOT_OK);
    assert_true(phys == FOUR_GIB - 4096); /* not above, where there is a GiB more */
    assert_int_equal(door_take(&door, 5000, 1 << 21, 1 << 30, BOOT_MEMORY_MODULE, &below), BOOT_OK);
    assert_true(below % (1 << 21) == 0 && below + 8192 <= 1 << 30);
    assert_int_equal(door_take(&door, FOUR_GIB + 1, 0, 0, BOOT_MEMORY_MODULE, &phys),
                     BOOT_NO_MEMORY);
    assert_int_equal(door_take(&door, ~0ull, 0, 0, BOOT_MEMORY_MODULE, &phys), BOOT_NO_MEMORY);
    assert_int_equal(door_take(&door, 4096, 0, MEMORY_LOW, BOOT_MEMORY_MODULE, &phys),
                     BOOT_NO_MEMORY); /* the first MiB is not ours */
    struct boot_memory_region copied[16];
    struct memory_map map = {.regions = copied, .capacity = 16};
    struct firmware_map firmware = {.size = 1};
    assert_int_equal(door_finish(&door, &map, &firmware), BOOT_OK);
    assert_int_equal(map.count, door.memory.count);
    assert_memory_equal(copied, memory, map.count * sizeof *copied);
    assert_true(firmware.size == 0);
    map.capacity = map.count - 1;
    assert_int_equal(door_finish(&door, &map, &firmware), BOOT_TOO_LARGE);
}

static void screen_and_facts(void **state)
{
    (void)state;
    struct boot_framebuffer screen = {0};
    struct screen_wish wish = {0};
    struct door_facts facts;
    assert_int_equal(door_set_mode(&door, &wish, &screen), BOOT_OK);
    assert_true(screen.phys == 0xe0000000);
    door_facts(&door, &facts);
    assert_true(facts.rsdp_phys == 0xf5000 && facts.smbios_phys == 0xf6000);
    assert_true(facts.time == 1700000000 && facts.boot_disk == 0x80);
    assert_true(facts.memory_end == 5ull << 30);
    door.memory.count = 0; /* no memory at all */
    assert_int_equal(door_set_mode(&door, &wish, &screen), BOOT_NO_MEMORY);
    assert_contains(said(), "no memory for the list of modes");
}

#define with_disk(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
TESTS(with_disk(the_first_file_chooses), with_disk(system_partitions_come_first),
      with_disk(nowhere), with_disk(damage), with_disk(memory_is_what_is_mapped),
      with_disk(screen_and_facts))
