/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The UEFI door on mock firmware (uefi/mock.h): what firmware offers, lacks, refuses and lies
 * about. The door is an application, so its sources are compiled in here.
 */
#include "src/doors/uefi/facts.c"
#include "src/doors/uefi/files.c"
#include "src/doors/uefi/memory.c"
#include "src/doors/uefi/screen.c"
#include "tests/said.h"
#include "uefi/mock.h"

struct fixture {
    struct uefi_mock *mock;
    struct uefi_door door;
    struct boot_memory_region taken[64];
    EFI_HANDLE volume;
};

static int begin(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    said_begin();
    f->mock = uefi_mock_new();
    f->volume = uefi_mock_volume(f->mock);
    f->door.taken = (struct memory_map){.regions = f->taken, .capacity = 64};
    *state = f;
    return 0;
}

/* What a loader takes and opens it never gives back: firmware's end is its own. So only complaints
 * count, and the end is by way of ExitBootServices. */
static int end(void **state)
{
    struct fixture *f = *state;
    unsigned wrong = uefi_mock_complaints(f->mock);
    uefi_mock_be_honest(f->mock);
    struct uefi_memmap map;
    if (!uefi_mock_exited(f->mock) && !uefi_is_ok(uefi_exit_boot_services(&map)))
        wrong++;
    uefi_mock_free(f->mock);
    free(f);
    return wrong != 0;
}
#define booted(function) cmocka_unit_test_setup_teardown(function, begin, end)

static void lie(struct fixture *f, const char *service, enum uefi_mock_how how, uint64_t value)
{
    uefi_mock_lie(f->mock, service, how, value, 0, 1);
}

/* ---- Files ------------------------------------------------------------------------------------*/

static void add(struct fixture *f, EFI_HANDLE volume, const char16_t *path, const char *text)
{
    uefi_mock_file(f->mock, volume, path, text, strlen(text));
}

static void files_come_from_the_volume_of_the_loader(void **state)
{
    struct fixture *f = *state;
    EFI_HANDLE other = uefi_mock_volume(f->mock);
    add(f, other, u"\\boot\\boot.conf", "wrong");
    add(f, f->volume, u"\\boot\\boot.conf", "right");
    struct door_file file;
    char text[8] = {0};
    assert_int_equal(files_open(&f->door, "/boot/boot.conf", &file), BOOT_OK);
    assert_int_equal(file.size, 5);
    assert_int_equal(files_read(&f->door, &file, 1, 3, text), BOOT_OK);
    assert_string_equal(text, "igh");
    assert_int_equal(files_read(&f->door, &file, 0, 5, text), BOOT_OK);
    assert_string_equal(text, "right");
}

static void else_from_another_and_from_there_on(void **state)
{
    struct fixture *f = *state;
    EFI_HANDLE other = uefi_mock_volume(f->mock), third = uefi_mock_volume(f->mock);
    add(f, f->volume, u"\\boot\\kernel", "wrong");
    add(f, other, u"\\boot\\boot.conf", "conf");
    add(f, other, u"\\boot\\kernel", "kernel");
    add(f, third, u"\\boot\\only", "only");
    struct door_file file;
    assert_int_equal(files_open(&f->door, "/boot/boot.conf", &file), BOOT_OK);
    assert_int_equal(files_open(&f->door, "/boot/kernel", &file), BOOT_OK);
    assert_int_equal(file.size, 6);
    assert_int_equal(files_open(&f->door, "/boot/only", &file), BOOT_NOT_FOUND);
    assert_contains(said(), "/boot/only");
}

static void what_is_nowhere_is_said(void **state)
{
    struct fixture *f = *state;
    uefi_mock_volume(f->mock);
    struct door_file file;
    char path[2000] = "/";
    assert_int_equal(files_open(&f->door, "/boot/boot.conf", &file), BOOT_NOT_FOUND);
    assert_contains(said(), "/boot/boot.conf: on none of the");
    memset(path + 1, 'x', sizeof path - 2);
    assert_int_equal(files_open(&f->door, path, &file), BOOT_NOT_FOUND);
    add(f, f->volume, u"\\boot\\boot.conf", "x");
    uefi_mock_file(f->mock, f->volume, u"\\boot\\folder", NULL, 0);
    assert_int_equal(files_open(&f->door, "/boot/boot.conf", &file), BOOT_OK);
    assert_int_equal(files_open(&f->door, path, &file), BOOT_NOT_FOUND);
    assert_int_equal(files_open(&f->door, "/boot/folder", &file), BOOT_NOT_FOUND);
    assert_contains(said(), "directory");
}

static void failing_disks_are_said(void **state)
{
    struct fixture *f = *state;
    struct door_file file;
    char text[8];
    add(f, f->volume, u"\\boot\\boot.conf", "right");
    lie(f, "File.Open", UEFI_MOCK_FAIL, EFI_VOLUME_CORRUPTED);
    assert_int_equal(files_open(&f->door, "/boot/boot.conf", &file), BOOT_OK); /* found again */
    lie(f, "File.Open", UEFI_MOCK_FAIL, EFI_VOLUME_CORRUPTED);
    assert_int_equal(files_open(&f->door, "/boot/boot.conf", &file), BOOT_DAMAGED);
    assert_contains(said(), "EFI_VOLUME_CORRUPTED");
    lie(f, "File.GetInfo", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_int_equal(files_open(&f->door, "/boot/boot.conf", &file), BOOT_DEVICE);
    assert_int_equal(files_open(&f->door, "/boot/boot.conf", &file), BOOT_OK);
    lie(f, "File.SetPosition", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_int_equal(files_read(&f->door, &file, 0, 5, text), BOOT_DEVICE);
    lie(f, "File.Read", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_int_equal(files_read(&f->door, &file, 0, 5, text), BOOT_DEVICE);
    uefi_mock_lie(f->mock, "File.Read", UEFI_MOCK_CUT, 0, 0, 0);
    assert_int_equal(files_read(&f->door, &file, 0, 5, text), BOOT_DAMAGED);
    assert_contains(said(), "5 bytes");
}

static void large_files_come_in_large_pieces(void **state)
{
    struct fixture *f = *state;
    size_t size = (3 << 20) + 5;
    uint8_t *bytes = malloc(size), *got = malloc(size);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(i * 7 + (i >> 9));
    uefi_mock_file(f->mock, f->volume, u"\\big", bytes, size);
    struct door_file file;
    assert_int_equal(files_open(&f->door, "/big", &file), BOOT_OK);
    unsigned before = uefi_mock_calls(f->mock, "File.Read");
    assert_int_equal(files_read(&f->door, &file, 0, size, got), BOOT_OK);
    assert_memory_equal(got, bytes, size);
    assert_in_range(uefi_mock_calls(f->mock, "File.Read") - before, 4, 5);
    free(bytes);
    free(got);
}

/* ---- Memory -----------------------------------------------------------------------------------*/

static void pages_are_aligned_and_below(void **state)
{
    struct fixture *f = *state;
    uint64_t phys[3];
    assert_int_equal(memory_take_pages(&f->door, 1, 0, 0, BOOT_MEMORY_LOADER, &phys[0]), BOOT_OK);
    assert_int_equal(memory_take_pages(&f->door, 5000, 1 << 21, 0, BOOT_MEMORY_KERNEL, &phys[1]),
                     BOOT_OK);
    assert_int_equal(phys[0] % 4096, 0);
    assert_int_equal(phys[1] % (1 << 21), 0);
    assert_int_equal(memory_take_pages(&f->door, 4096, 4096, phys[1], BOOT_MEMORY_MODULE, &phys[2]),
                     BOOT_OK);
    assert_true(phys[2] + 4096 <= phys[1]);
    memset((void *)(uintptr_t)phys[1], 1, 5000);
    assert_int_equal(uefi_mock_pages(f->mock), 1 + 2 + 1); /* what was too much is given back */
}

static void what_is_not_there_is_not_given(void **state)
{
    struct fixture *f = *state;
    uint64_t phys = 7;
    assert_int_equal(memory_take_pages(&f->door, 1ULL << 30, 0, 0, BOOT_MEMORY_LOADER, &phys),
                     BOOT_NO_MEMORY);
    assert_int_equal(memory_take_pages(&f->door, 0, 0, 0, BOOT_MEMORY_LOADER, &phys),
                     BOOT_NO_MEMORY);
    assert_int_equal(memory_take_pages(&f->door, UINT64_MAX, 0, 0, BOOT_MEMORY_LOADER, &phys),
                     BOOT_NO_MEMORY);
    assert_int_equal(memory_take_pages(&f->door, 4096, 0, 0x200000, BOOT_MEMORY_LOADER, &phys),
                     BOOT_NO_MEMORY);
    lie(f, "AllocatePages", UEFI_MOCK_NUMBER, 0x9000); /* below 1 MiB */
    assert_int_equal(memory_take_pages(&f->door, 4096, 0, 0, BOOT_MEMORY_LOADER, &phys),
                     BOOT_NO_MEMORY);
    uefi_mock_forgive(f->mock); /* of giving 0x9000 back */
    assert_int_equal(phys, 7);
}

static uint32_t kind_at(const struct memory_map *map, uint64_t phys)
{
    for (size_t i = 0; i < map->count; i++)
        if (phys - map->regions[i].base < map->regions[i].size)
            return map->regions[i].kind;
    return 0;
}

static void the_map_has_all_kinds(void **state)
{
    struct fixture *f = *state;
    static const struct {
        uint32_t type;
        uint64_t attributes;
        uint32_t kind;
    } all[] = {
        {EfiReservedMemoryType, EFI_MEMORY_WB, BOOT_MEMORY_RESERVED},
        {EfiLoaderCode, EFI_MEMORY_WB, BOOT_MEMORY_USABLE},
        {EfiLoaderData, EFI_MEMORY_WB, BOOT_MEMORY_USABLE},
        {EfiBootServicesCode, EFI_MEMORY_WB, BOOT_MEMORY_USABLE},
        {EfiBootServicesData, EFI_MEMORY_WB | EFI_MEMORY_UC, BOOT_MEMORY_USABLE},
        {EfiBootServicesData, EFI_MEMORY_WB | EFI_MEMORY_RUNTIME, BOOT_MEMORY_RUNTIME_DATA},
        {EfiRuntimeServicesCode, EFI_MEMORY_WB | EFI_MEMORY_RUNTIME, BOOT_MEMORY_RUNTIME_CODE},
        {EfiRuntimeServicesData, EFI_MEMORY_WB | EFI_MEMORY_RUNTIME, BOOT_MEMORY_RUNTIME_DATA},
        {EfiConventionalMemory, EFI_MEMORY_WB, BOOT_MEMORY_USABLE},
        {EfiConventionalMemory, EFI_MEMORY_UC, BOOT_MEMORY_RESERVED},
        {EfiConventionalMemory, EFI_MEMORY_WB | EFI_MEMORY_NV, BOOT_MEMORY_PERSISTENT},
        {EfiConventionalMemory, EFI_MEMORY_WB | EFI_MEMORY_SP, BOOT_MEMORY_RESERVED},
        {EfiUnusableMemory, EFI_MEMORY_WB, BOOT_MEMORY_BAD},
        {EfiACPIReclaimMemory, EFI_MEMORY_WB, BOOT_MEMORY_ACPI},
        {EfiACPIMemoryNVS, EFI_MEMORY_WB, BOOT_MEMORY_NVS},
        {EfiMemoryMappedIO, EFI_MEMORY_UC, BOOT_MEMORY_MMIO},
        {EfiMemoryMappedIOPortSpace, EFI_MEMORY_UC, BOOT_MEMORY_MMIO},
        {EfiPalCode, EFI_MEMORY_WB, BOOT_MEMORY_RESERVED},
        {EfiPersistentMemory, EFI_MEMORY_WB, BOOT_MEMORY_PERSISTENT},
        {EfiUnacceptedMemoryType, EFI_MEMORY_WB, BOOT_MEMORY_UNACCEPTED},
        {0x70000001, EFI_MEMORY_WB, BOOT_MEMORY_RESERVED},
        {0x80000001, EFI_MEMORY_WB, BOOT_MEMORY_RESERVED},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        uefi_mock_map_add(f->mock,
                          (EFI_MEMORY_DESCRIPTOR){.Type = all[i].type,
                                                  .PhysicalStart = (1ULL << 40) + i * 0x10000,
                                                  .NumberOfPages = 4,
                                                  .Attribute = all[i].attributes});
    struct boot_memory_region regions[100];
    struct memory_map map = {.regions = regions, .capacity = 100};
    struct firmware_map firmware = {0};
    uint64_t phys[3];
    assert_int_equal(memory_take_pages(&f->door, 4096, 0, 0, BOOT_MEMORY_LOADER, &phys[0]),
                     BOOT_OK);
    assert_int_equal(memory_take_pages(&f->door, 4096, 0, 0, BOOT_MEMORY_KERNEL, &phys[1]),
                     BOOT_OK);
    assert_int_equal(memory_take_pages(&f->door, 9000, 0, 0, BOOT_MEMORY_MODULE, &phys[2]),
                     BOOT_OK);
    assert_int_equal(memory_finish(&f->door, &map, &firmware), BOOT_OK);
    assert_true(uefi_mock_exited(f->mock));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_int_equal(kind_at(&map, (1ULL << 40) + i * 0x10000), all[i].kind);
    assert_int_equal(kind_at(&map, phys[0]), BOOT_MEMORY_LOADER);
    assert_int_equal(kind_at(&map, phys[1]), BOOT_MEMORY_KERNEL);
    assert_int_equal(kind_at(&map, phys[2] + 8192), BOOT_MEMORY_MODULE);
    assert_true(firmware.size > 20 * firmware.descriptor_size && firmware.descriptor_size >= 40);
    assert_int_equal(firmware.descriptor_version, 1);
    assert_int_equal(kind_at(&map, (uintptr_t)firmware.map), BOOT_MEMORY_LOADER);
    assert_int_equal(kind_at(&map, (uintptr_t)firmware.map + firmware.size - 1),
                     BOOT_MEMORY_LOADER);
}

static void a_firmware_that_cannot_be_left_is_said(void **state)
{
    struct fixture *f = *state;
    struct boot_memory_region regions[100];
    struct memory_map map = {.regions = regions, .capacity = 100};
    struct firmware_map firmware = {0};
    lie(f, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES);
    assert_int_equal(memory_finish(&f->door, &map, &firmware), BOOT_NO_MEMORY);
    assert_contains(said(), "EFI_OUT_OF_RESOURCES");
    uefi_mock_lie(f->mock, "GetMemoryMap", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 0);
    assert_int_equal(memory_finish(&f->door, &map, &firmware), BOOT_DEVICE);
    assert_false(uefi_mock_exited(f->mock));
    uefi_mock_be_honest(f->mock);
    map.capacity = 3;
    assert_int_equal(memory_finish(&f->door, &map, &firmware), BOOT_TOO_LARGE);
    assert_null(firmware.map);
}

/* ---- Facts ------------------------------------------------------------------------------------*/

static void tables_time_and_random_numbers(void **state)
{
    struct fixture *f = *state;
    static const EFI_GUID acpi_2 = EFI_ACPI_20_TABLE_GUID, acpi_1 = ACPI_TABLE_GUID;
    static const EFI_GUID smbios_3 = SMBIOS3_TABLE_GUID, smbios_2 = SMBIOS_TABLE_GUID;
    static char tables[4];
    struct door_facts facts;
    uefi_mock_clock(f->mock, (EFI_TIME){.Year = 2024,
                                        .Month = 2,
                                        .Day = 29,
                                        .Hour = 23,
                                        .Minute = 59,
                                        .Second = 58,
                                        .TimeZone = EFI_UNSPECIFIED_TIMEZONE});
    facts_find(&f->door, &facts);
    assert_int_equal(facts.time, 1709251198);
    assert_int_equal(facts.rsdp_phys, 0);
    assert_int_equal(facts.smbios_phys, 0);
    assert_int_equal(facts.random_bits, 0);
    assert_int_equal(facts.efi_system_table_phys, (uintptr_t)uefi_mock_system(f->mock));
    assert_true(facts.memory_end >= 16 << 20);

    uefi_mock_table(f->mock, &acpi_1, &tables[0]);
    uefi_mock_table(f->mock, &smbios_2, &tables[1]);
    uefi_mock_rng(f->mock, 5);
    uefi_mock_clock(f->mock,
                    (EFI_TIME){.Year = 1970, .Month = 1, .Day = 1, .Hour = 1, .TimeZone = -60});
    facts_find(&f->door, &facts);
    assert_int_equal(facts.time, 0); /* an hour east of Greenwich */
    assert_ptr_equal(facts.rsdp_phys, &tables[0]);
    assert_ptr_equal(facts.smbios_phys, &tables[1]);
    assert_int_equal(facts.random_bits, 256);
    assert_int_equal(facts.random[0], 5);
    assert_int_equal(facts.random[31], 36);

    uefi_mock_table(f->mock, &acpi_2, &tables[2]);
    uefi_mock_table(f->mock, &smbios_3, &tables[3]);
    lie(f, "GetTime", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    lie(f, "Rng.GetRNG", UEFI_MOCK_FAIL, EFI_NOT_READY);
    lie(f, "GetMemoryMap", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    facts_find(&f->door, &facts);
    assert_ptr_equal(facts.rsdp_phys, &tables[2]);
    assert_ptr_equal(facts.smbios_phys, &tables[3]);
    assert_int_equal(facts.time, 0);
    assert_int_equal(facts.random_bits, 0);
    assert_int_equal(facts.memory_end, 0);
}

static void days_of_the_calendar(void **state)
{
    (void)state;
    assert_int_equal(date_days(1970, 1, 1), 0);
    assert_int_equal(date_days(2000, 2, 29), 11016);
    assert_int_equal(date_days(2000, 3, 1), 11017);
    assert_int_equal(date_days(2100, 3, 1), 47541);
    assert_int_equal(date_days(2026, 11, 22), 20779);
    assert_int_equal(date_days(1969, 12, 31), -1);
}

/* ---- Screen -----------------------------------------------------------------------------------*/

static void text_goes_to_the_console(void **state)
{
    struct fixture *f = *state;
    static const char text[] = "error: \xc3\xa4 line\nand one more\n";
    screen_print(&f->door, text, sizeof text - 1);
    assert_string_equal(uefi_mock_output(f->mock), "error: \xc3\xa4 line\r\nand one more\r\n");
    uefi_mock_clear(f->mock);
    char longer[1000];
    memset(longer, '\n', sizeof longer);
    screen_print(&f->door, longer, sizeof longer);
    assert_int_equal(strlen(uefi_mock_output(f->mock)), 2000);
    lie(f, "SimpleTextOutput.OutputString", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    screen_print(&f->door, text, sizeof text - 1);
}

static void a_mode_is_set(void **state)
{
    struct fixture *f = *state;
    uefi_mock_display(f->mock);
    struct boot_framebuffer screen = {0};
    struct screen_wish wish = {.width = 1024, .height = 768};
    assert_int_equal(screen_set_mode(&f->door, &wish, &screen), BOOT_OK);
    assert_null(screen.address);
    assert_true(screen.phys != 0);
    assert_int_equal(screen.mode.width, 1024);
    assert_int_equal(screen.mode.stride, 1088 * 4);
    assert_int_equal(screen.size, 1088 * 4 * 768);
    assert_int_equal(screen.mode.red.shift, 16);
    assert_int_equal(screen.mode.red.bits, 8);
    assert_int_equal(screen.mode_count, 6); /* all but the one without a frame buffer */
    assert_int_equal(screen.modes[4].red.shift, 0);
    assert_int_equal(screen.modes[4].blue.shift, 16);
    assert_int_equal(screen.modes[5].red.shift, 11);
    assert_int_equal(screen.modes[5].green.bits, 6);
    assert_int_equal(uefi_mock_calls(f->mock, "GraphicsOutput.SetMode"), 1);
    assert_int_equal(screen_set_mode(&f->door, &wish, &screen), BOOT_OK);
    assert_int_equal(uefi_mock_calls(f->mock, "GraphicsOutput.SetMode"), 1); /* it is set already */
}

static void without_a_screen_there_is_none(void **state)
{
    struct fixture *f = *state;
    struct boot_framebuffer screen = {.phys = 7};
    struct screen_wish wish = {0}, large = {.min_width = 10000, .min_height = 10};
    assert_int_equal(screen_set_mode(&f->door, &wish, &screen), BOOT_UNSUPPORTED);
    uefi_mock_display(f->mock);
    assert_int_equal(screen_set_mode(&f->door, &large, &screen), BOOT_UNSUPPORTED);
    lie(f, "GraphicsOutput.SetMode", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    wish.width = 800;
    wish.height = 600;
    assert_int_equal(screen_set_mode(&f->door, &wish, &screen), BOOT_DEVICE);
    assert_contains(said(), "800 x 600");
    uefi_mock_lie(f->mock, "GraphicsOutput.QueryMode", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 0);
    assert_int_equal(screen_set_mode(&f->door, &wish, &screen), BOOT_UNSUPPORTED);
    assert_int_equal(screen.phys, 7);
}

static void colours_in_pieces_are_no_mode(void **state)
{
    (void)state;
    struct boot_mode mode;
    struct uefi_gop_mode gop = {.width = 10,
                                .height = 10,
                                .stride = 10,
                                .format = PixelBitMask,
                                .mask = {0xf800, 0x7e0, 0x1f, 0}};
    assert_true(describe(&gop, &mode));
    assert_int_equal(mode.bits_per_pixel, 16);
    assert_int_equal(mode.stride, 20);
    gop.mask = (EFI_PIXEL_BITMASK){0xff0000, 0xff00, 0xff, 0};
    assert_true(describe(&gop, &mode));
    assert_int_equal(mode.bits_per_pixel, 24);
    gop.mask.RedMask = 0xf10000;
    assert_false(describe(&gop, &mode));
    gop.mask.RedMask = 0;
    assert_false(describe(&gop, &mode));
    gop.mask = (EFI_PIXEL_BITMASK){0xc0, 0x30, 0x0c, 0};
    assert_false(describe(&gop, &mode)); /* 8 bits per pixel */
    gop.format = PixelBltOnly;
    assert_false(describe(&gop, &mode));
}

static void the_monitor_is_asked(void **state)
{
    struct fixture *f = *state;
    static const EFI_GUID guid = EFI_EDID_DISCOVERED_PROTOCOL_GUID;
    static uint8_t bytes[128] = {0, 255, 255, 255, 255, 255, 255, 0};
    bytes[127] = (uint8_t)(-6 * 255);
    EFI_EDID_DISCOVERED_PROTOCOL edid = {.SizeOfEdid = sizeof bytes, .Edid = bytes};
    EFI_HANDLE display = uefi_mock_display(f->mock);
    uefi_mock_install(f->mock, display, &guid, &edid);
    struct boot_framebuffer screen = {0};
    struct screen_wish wish = {0};
    assert_int_equal(screen_set_mode(&f->door, &wish, &screen), BOOT_OK);
    assert_int_equal(screen.edid_size, 128);
    assert_memory_equal(screen.edid, bytes, 128);
    assert_ptr_not_equal(screen.edid, bytes);
}

TESTS(booted(files_come_from_the_volume_of_the_loader), booted(else_from_another_and_from_there_on),
      booted(what_is_nowhere_is_said), booted(failing_disks_are_said),
      booted(large_files_come_in_large_pieces), booted(pages_are_aligned_and_below),
      booted(what_is_not_there_is_not_given), booted(the_map_has_all_kinds),
      booted(a_firmware_that_cannot_be_left_is_said), booted(tables_time_and_random_numbers),
      test(days_of_the_calendar), booted(text_goes_to_the_console), booted(a_mode_is_set),
      booted(without_a_screen_there_is_none), test(colours_in_pieces_are_no_mode),
      booted(the_monitor_is_asked))
