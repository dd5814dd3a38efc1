/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Hostile firmware, one test for each kind of mistake that audits of UEFI libraries have found:
 * what firmware says is trusted for a length, a place, an end, a count. Each goes through as many
 * wrappers as the mistake fits; the tests of each wrapper go on from there.
 */
#include "check.h"
#include "uefi/block.h"
#include "uefi/boot.h"
#include "uefi/event.h"
#include "uefi/fs.h"
#include "uefi/gop.h"
#include "uefi/loaded_image.h"
#include "uefi/path_protocol.h"
#include "uefi/text.h"
#include "uefi/variable.h"

static const EFI_GUID vendor = UEFI_GUID(0x22222222, 2, 3, 4, 5);
#define NAME u"Name"

/* Everything that the tests below go through, on a firmware with a device of each kind. */
struct all {
    struct uefi_fs fs;
    struct uefi_gop gop;
    EFI_HANDLE volume, disk;
};

static struct all everything(struct uefi_mock *m)
{
    struct all all = {0};
    all.volume = uefi_mock_volume(m);
    all.disk = uefi_mock_disk(m, 16, 512, 0);
    uefi_mock_display(m);
    uefi_mock_file(m, all.volume, u"\\dir\\file", "0123456789", 10);
    uefi_mock_variable(m, NAME, &vendor, EFI_VARIABLE_BOOTSERVICE_ACCESS, "value", 5);
    assert_ok(uefi_fs_open(&all.fs));
    assert_ok(uefi_gop_open(&all.gop));
    return all;
}

static void close_all(struct all *all)
{
    uefi_gop_close(&all->gop);
    uefi_fs_close(&all->fs);
}

/* One call of each kind; the answer of the one that is asked for. Frees what it gets. */
enum call { READ, STAT, LIST, VOLUME, VARIABLE, NAMES, MAP, HANDLES, PROTOCOLS, MODE, POOL, CALLS };
static const char *const service[CALLS] = {
    "File.Read",          "File.GetInfo",
    "File.Read",          "File.GetInfo",
    "GetVariable",        "GetNextVariableName",
    "GetMemoryMap",       "LocateHandleBuffer",
    "ProtocolsPerHandle", "GraphicsOutput.QueryMode",
    "AllocatePool",
};

static uefi_status list(struct uefi_fs *fs)
{
    struct uefi_file directory = {0};
    struct uefi_file_info info;
    UEFI_TRY(uefi_file_open(fs, u"\\dir", UEFI_FILE_READ, &directory));
    struct uefi_dir_iter it = uefi_dir_begin(&directory);
    while (uefi_dir_next(&it, &info))
        assert_true(info.name_length < UEFI_FILE_NAME_MAX);
    uefi_file_close(&directory);
    return it.status;
}

static uefi_status do_call(enum call call, struct all *all)
{
    struct uefi_buf buf = {0};
    struct uefi_file_info info;
    struct uefi_fs_info volume;
    struct uefi_memmap map = {0};
    struct uefi_handles handles = {0};
    struct uefi_guids guids = {0};
    struct uefi_gop_mode mode;
    void *memory = NULL;
    char16_t name[64];
    struct uefi_variables it = uefi_variables_begin(name, 64);
    uefi_status status = UEFI_OK;
    switch (call) {
    case READ:
        status = uefi_fs_read(&all->fs, u"\\dir\\file", &buf);
        break;
    case STAT:
        status = uefi_fs_stat(&all->fs, u"\\dir\\file", &info);
        break;
    case LIST:
        status = list(&all->fs);
        break;
    case VOLUME:
        status = uefi_fs_info(&all->fs, &volume);
        break;
    case VARIABLE:
        status = uefi_variable_get(NAME, &vendor, &buf, NULL);
        break;
    case NAMES:
        while (uefi_variables_next(&it))
            assert_true(uefi_utf16_length(name, 64) < 64);
        status = it.status;
        break;
    case MAP:
        status = uefi_memmap_get(&map);
        break;
    case HANDLES:
        status = uefi_handles_find(NULL, &handles);
        break;
    case PROTOCOLS:
        status = uefi_protocols_of(uefi_handle_of(all->disk), &guids);
        break;
    case MODE:
        status = uefi_gop_mode(&all->gop, 2, &mode);
        break;
    case POOL:
        status = uefi_pool_alloc(100, &memory);
        break;
    case CALLS:
        break;
    }
    uefi_buf_close(&buf);
    uefi_memmap_close(&map);
    uefi_handles_close(&handles);
    uefi_guids_close(&guids);
    uefi_pool_free(memory);
    return status;
}

/* The calls, as a set, each once with the lie: all answer with the code. Nothing is leaked. */
static void all_answer(struct uefi_mock *m, unsigned calls, enum uefi_mock_how how, uint64_t value,
                       EFI_STATUS want)
{
    struct all all = everything(m);
    size_t blocks = uefi_mock_pool_blocks(m);
    for (enum call call = 0; call < CALLS; call++) {
        if (!(calls >> call & 1))
            continue;
        uefi_mock_be_honest(m);
        uefi_mock_lie(m, service[call], how, value, 0, 0);
        uefi_status status = do_call(call, &all);
        if (status.code != want)
            fail_msg("%s (%d) answers %#zx, not %#zx", service[call], (int)call,
                     (size_t)status.code, (size_t)want);
        assert_int_equal(uefi_mock_pool_blocks(m), blocks);
    }
    uefi_mock_be_honest(m);
    close_all(&all);
}

#define CALL(call) (1u << (call))

/* A length beyond the buffer that was handed over. */
static void claims_more_than_the_buffer_holds(struct uefi_mock *m)
{
    all_answer(m, CALL(READ) | CALL(STAT) | CALL(LIST) | CALL(VOLUME), UEFI_MOCK_NUMBER,
               (uint64_t)1 << 40, EFI_PROTOCOL_ERROR);
    struct all all = everything(m);
    uefi_mock_lie(m, "GetVariable", UEFI_MOCK_NUMBER, 6, 1,
                  0); /* it was asked for its size first */
    assert_status(do_call(VARIABLE, &all), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_NUMBER, (uint64_t)1 << 40, 1, 0);
    assert_status(do_call(MAP, &all), EFI_PROTOCOL_ERROR);
    close_all(&all);
}
MOCKED(claims_more_than_the_buffer_holds)

static void claims_the_largest_number(struct uefi_mock *m)
{
    all_answer(m, CALL(READ) | CALL(STAT) | CALL(LIST) | CALL(VOLUME), UEFI_MOCK_NUMBER, UINT64_MAX,
               EFI_PROTOCOL_ERROR);
}
MOCKED(claims_the_largest_number)

/* Fewer bytes than the struct has that they are taken for. */
static void writes_less_than_the_struct(struct uefi_mock *m)
{
    all_answer(m, CALL(STAT) | CALL(LIST) | CALL(VOLUME) | CALL(MODE), UEFI_MOCK_CUT, 8,
               EFI_PROTOCOL_ERROR);
}
MOCKED(writes_less_than_the_struct)

/* Success, and nothing was written at all: what was not written must not be believed. */
static void writes_nothing(struct uefi_mock *m)
{
    all_answer(m,
               CALL(VARIABLE) | CALL(NAMES) | CALL(MAP) | CALL(HANDLES) | CALL(PROTOCOLS) |
                   CALL(MODE) | CALL(POOL),
               UEFI_MOCK_SILENT, 0, EFI_PROTOCOL_ERROR);
}
MOCKED(writes_nothing)

/* What is claimed but was not written reads as zero, not as what lay there before. */
static void fills_partly(struct uefi_mock *m)
{
    struct all all = everything(m);
    struct uefi_file_info info;
    memset(&info, 0xAA, sizeof info);
    uefi_mock_lie(m, "File.GetInfo", UEFI_MOCK_PARTIAL, 16, 0, 1);
    assert_ok(uefi_fs_stat(&all.fs, u"\\dir\\file", &info));
    assert_int_equal(info.size, 10);
    assert_int_equal(info.name_length, 0);
    uefi_mock_lie(m, "File.GetInfo", UEFI_MOCK_SILENT, 0, 0, 1);
    assert_ok(uefi_fs_stat(&all.fs, u"\\dir\\file", &info));
    assert_int_equal(info.size, 0);
    assert_int_equal(info.physical, 0);
    assert_int_equal(info.attributes, 0);
    assert_int_equal(info.name_length, 0);
    assert_int_equal(info.modified.Year, 0);
    close_all(&all);
}
MOCKED(fills_partly)

static void hands_out_null(struct uefi_mock *m)
{
    all_answer(m, CALL(HANDLES) | CALL(PROTOCOLS) | CALL(MODE) | CALL(POOL), UEFI_MOCK_NULL, 0,
               EFI_PROTOCOL_ERROR);
    struct uefi_block block = {0};
    struct uefi_fs fs = {0};
    struct uefi_event event = {0};
    struct uefi_handle disk = uefi_handle_of(uefi_mock_disk(m, 4, 512, 0));
    uefi_mock_lie(m, "OpenProtocol", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_block_open_on(disk, &block), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "LocateProtocol", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_fs_open(&fs), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "CreateEvent", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_event_create(0, 0, NULL, NULL, &event), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "SimpleFileSystem.OpenVolume", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_fs_open(&fs), EFI_PROTOCOL_ERROR);
}
MOCKED(hands_out_null)

static void hands_out_odd_addresses(struct uefi_mock *m)
{
    struct uefi_block block = {0};
    struct uefi_media media;
    struct uefi_fs fs = {0};
    struct uefi_file file = {0};
    EFI_HANDLE disk = uefi_mock_disk(m, 4, 512, 0);
    assert_ok(uefi_block_open_on(uefi_handle_of(disk), &block));
    EFI_BLOCK_IO_MEDIA *good = block.raw->Media;
    block.raw->Media = (EFI_BLOCK_IO_MEDIA *)((uintptr_t)good + 1);
    assert_status(uefi_block_media(&block, &media), EFI_PROTOCOL_ERROR);
    block.raw->Media = good;
    uefi_mock_volume(m);
    uefi_mock_lie(m, "SimpleFileSystem.OpenVolume", UEFI_MOCK_MISALIGNED, 1, 0, 1);
    assert_status(uefi_fs_open(&fs), EFI_PROTOCOL_ERROR);
    assert_ok(uefi_fs_open(&fs));
    uefi_mock_lie(m, "File.Open", UEFI_MOCK_MISALIGNED, 4, 0, 1);
    assert_status(uefi_file_open(&fs, u"\\", UEFI_FILE_READ, &file), EFI_PROTOCOL_ERROR);
    uefi_fs_close(&fs);
    struct uefi_handles handles;
    struct uefi_guids guids;
    struct uefi_openers openers;
    struct uefi_gop gop = {0};
    struct uefi_gop_mode mode;
    uefi_mock_lie(m, "LocateHandleBuffer", UEFI_MOCK_MISALIGNED, 1, 0, 1);
    assert_status(uefi_handles_find(NULL, &handles), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "ProtocolsPerHandle", UEFI_MOCK_MISALIGNED, 1, 0, 1);
    assert_status(uefi_protocols_of(uefi_handle_of(disk), &guids), EFI_PROTOCOL_ERROR);
    static const EFI_GUID block_io = EFI_BLOCK_IO_PROTOCOL_GUID;
    uefi_mock_lie(m, "OpenProtocolInformation", UEFI_MOCK_MISALIGNED, 1, 0, 1);
    assert_status(uefi_openers_of(uefi_handle_of(disk), &block_io, &openers), EFI_PROTOCOL_ERROR);
    (void)uefi_mock_display(m);
    assert_ok(uefi_gop_open(&gop));
    uefi_mock_lie(m, "GraphicsOutput.QueryMode", UEFI_MOCK_MISALIGNED, 1, 0, 1);
    assert_status(uefi_gop_mode(&gop, 0, &mode), EFI_PROTOCOL_ERROR);
    /* What may stand anywhere is read anywhere; partitions: disk_test.c. */
    uint8_t *odd = malloc(1 + 10);
    memcpy(odd + 1, "\1\1\6\0\0\1\x7F\xFF\4\0", 10);
    struct uefi_path path;
    struct uefi_path_node node;
    static const EFI_GUID guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
    EFI_HANDLE handle = uefi_mock_install(m, NULL, &guid, odd + 1);
    assert_ok(uefi_path_of(uefi_handle_of(handle), &path));
    assert_true(uefi_path_last(path, &node));
    assert_int_equal(uefi_path_as_pci(node)->Device, 1);
    struct uefi_loaded_image image = {0};
    const uefi_char16 *text;
    size_t length;
    assert_ok(uefi_loaded_image_open(&image));
    memcpy(odd + 1, u"text", 8);
    assert_ok(uefi_loaded_image_set_options(&image, odd + 1, 8));
    assert_ok(uefi_loaded_image_options_text(&image, &text, &length));
    assert_int_equal(length, 4);
    assert_ok(uefi_loaded_image_set_options(&image, NULL, 0));
    memcpy(odd + 1, "\1\1\6\0\0\1\x7F\xFF\4\0", 10);
    assert_int_equal(uefi_image()->boot->UninstallProtocolInterface(
                         handle, (EFI_GUID *)(uintptr_t)&guid, odd + 1),
                     EFI_SUCCESS);
    free(odd);
}
MOCKED(hands_out_odd_addresses)

static void forgets_the_end_of_a_text(struct uefi_mock *m)
{
    all_answer(m, CALL(STAT) | CALL(LIST) | CALL(VOLUME), UEFI_MOCK_UNTERMINATED, 0,
               EFI_PROTOCOL_ERROR);
    char16_t name[5]; /* the name's 10 bytes fill it */
    struct uefi_variables it = uefi_variables_begin(name, 5);
    uefi_mock_lie(m, "GetNextVariableName", UEFI_MOCK_UNTERMINATED, 0, 0, 0);
    assert_false(uefi_variables_next(&it));
    assert_status(it.status, EFI_PROTOCOL_ERROR);
}
MOCKED(forgets_the_end_of_a_text)

static void asks_for_more_each_time(struct uefi_mock *m)
{
    all_answer(m, CALL(VARIABLE), UEFI_MOCK_GROWS, 8, EFI_PROTOCOL_ERROR);
    all_answer(m, CALL(MAP), UEFI_MOCK_GROWS, 100000, EFI_PROTOCOL_ERROR);
}
MOCKED(asks_for_more_each_time)

/* A buffer is too small, and what is needed is nothing, or no more than there was. */
static void asks_for_nothing(struct uefi_mock *m)
{
    all_answer(m, CALL(VARIABLE) | CALL(MAP), UEFI_MOCK_STUCK, 0, EFI_PROTOCOL_ERROR);
}
MOCKED(asks_for_nothing)

static void asks_for_all_there_is(struct uefi_mock *m)
{
    all_answer(m, CALL(VARIABLE), UEFI_MOCK_STUCK, UINT64_MAX, EFI_OUT_OF_RESOURCES);
}
MOCKED(asks_for_all_there_is)

static void counts_what_is_not_there(struct uefi_mock *m)
{
    all_answer(m, CALL(HANDLES) | CALL(PROTOCOLS) | CALL(MODE), UEFI_MOCK_NUMBER, 0,
               EFI_PROTOCOL_ERROR);
    all_answer(m, CALL(HANDLES) | CALL(PROTOCOLS), UEFI_MOCK_OFF, 0, EFI_PROTOCOL_ERROR);
    all_answer(m, CALL(HANDLES) | CALL(PROTOCOLS), UEFI_MOCK_NUMBER, UINT64_MAX,
               EFI_PROTOCOL_ERROR);
}
MOCKED(counts_what_is_not_there)

/* Descriptors of no size, smaller than the struct, not aligned, larger than the map. */
static void says_a_stride_that_cannot_be(struct uefi_mock *m)
{
    static const uint64_t strides[] = {0, 1, 39, 41, 44, 1 << 20, UINT64_MAX, UINT64_MAX - 7};
    for (size_t i = 0; i < sizeof strides / sizeof *strides; i++) {
        struct uefi_memmap map = {0};
        uefi_mock_be_honest(m);
        uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_OFF, strides[i], 0, 0);
        assert_status(uefi_memmap_get(&map), EFI_PROTOCOL_ERROR);
        assert_null(map.at);
        assert_int_equal(uefi_mock_pool_blocks(m), 0);
    }
}
MOCKED(says_a_stride_that_cannot_be)

static void nodes_without_length(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
    static const uint8_t lengths[] = {0, 1, 2, 3, 255};
    (void)m;
    for (size_t i = 0; i < sizeof lengths; i++) {
        uint8_t bytes[] = {1, 1, lengths[i], lengths[i] == 255 ? 255 : 0, 0, 1, 0x7F, 0xFF, 4, 0};
        /* Firmware's own memory ends somewhere behind it, and the limit of a path is that far. */
        uint8_t *memory = calloc(1, UEFI_PATH_LIMIT);
        memcpy(memory, bytes, sizeof bytes);
        struct uefi_handle handle = {0};
        struct uefi_path path;
        assert_ok(uefi_protocol_install(&handle, &guid, memory));
        assert_status(uefi_path_of(handle, &path), EFI_PROTOCOL_ERROR);
        assert_ok(uefi_protocol_uninstall(handle, &guid, memory));
        free(memory);
    }
}
MOCKED(nodes_without_length)

static void numbers_out_of_their_range(struct uefi_mock *m)
{
    struct all all = everything(m);
    struct uefi_gop_mode mode;
    EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE good = *all.gop.raw->Mode;
    EFI_GRAPHICS_OUTPUT_MODE_INFORMATION info = *good.Info;
    all.gop.raw->Mode->Info->PixelFormat = (EFI_GRAPHICS_PIXEL_FORMAT)77;
    assert_status(uefi_gop_current(&all.gop, &mode), EFI_PROTOCOL_ERROR);
    *all.gop.raw->Mode->Info = info;
    all.gop.raw->Mode->Info->PixelsPerScanLine = 1;
    assert_status(uefi_gop_current(&all.gop, &mode), EFI_PROTOCOL_ERROR);
    *all.gop.raw->Mode->Info = info;
    all.gop.raw->Mode->FrameBufferSize = 5; /* smaller than the picture */
    assert_int_equal(uefi_gop_framebuffer(&all.gop).base, 0);
    *all.gop.raw->Mode = good;
    uefi_mock_lie(m, "GraphicsOutput.QueryMode", UEFI_MOCK_OFF, 3, 0, 1);
    assert_status(uefi_gop_mode(&all.gop, 0, &mode), EFI_PROTOCOL_ERROR);

    struct uefi_event event = {0};
    size_t which = 99;
    assert_ok(uefi_event_create(0, 0, NULL, NULL, &event));
    assert_ok(uefi_event_signal(event));
    uefi_mock_lie(m, "WaitForEvent", UEFI_MOCK_NUMBER, 7, 0, 1);
    assert_status(uefi_event_wait(&event, 1, UEFI_FOREVER, &which), EFI_PROTOCOL_ERROR);
    assert_int_equal(which, 99);
    uefi_event_close(&event);

    struct uefi_pages pages = {0};
    static const uint64_t addresses[] = {1, 0x1001, UINT64_MAX};
    for (size_t i = 0; i < 3; i++) {
        uefi_mock_lie(m, "AllocatePages", UEFI_MOCK_NUMBER, addresses[i], 0, 1);
        assert_status(uefi_pages_alloc(1, &pages), EFI_PROTOCOL_ERROR);
        assert_int_equal(pages.count, 0);
    }
    close_all(&all);
}
MOCKED(numbers_out_of_their_range)

static void sums_that_overflow(struct uefi_mock *m)
{
    struct all all = everything(m);
    struct uefi_block block = {0};
    struct uefi_media media;
    struct uefi_loaded_image image = {0};
    const void *base;
    size_t size;
    assert_ok(uefi_block_open_on(uefi_handle_of(all.disk), &block));
    block.raw->Media->LastBlock = UINT64_MAX;
    assert_status(uefi_block_media(&block, &media), EFI_PROTOCOL_ERROR);
    assert_ok(uefi_loaded_image_open(&image));
    EFI_LOADED_IMAGE_PROTOCOL good = *image.raw;
    image.raw->ImageSize = UINT64_MAX - 4096;
    assert_status(uefi_loaded_image_memory(&image, &base, &size), EFI_PROTOCOL_ERROR);
    *image.raw = good;
    all.gop.raw->Mode->Info->HorizontalResolution = UINT32_MAX;
    all.gop.raw->Mode->Info->PixelsPerScanLine = UINT32_MAX;
    all.gop.raw->Mode->Info->VerticalResolution = UINT32_MAX;
    assert_int_equal(uefi_gop_framebuffer(&all.gop).base, 0);
    close_all(&all);
}
MOCKED(sums_that_overflow)

static void lists_without_end(struct uefi_mock *m)
{
    struct all all = everything(m);
    uefi_mock_lie(m, "GetNextVariableName", UEFI_MOCK_OFF, 0, 0, 0);
    assert_status(do_call(NAMES, &all), EFI_PROTOCOL_ERROR);
    close_all(&all); /* directories: fs_test.c */
}
MOCKED(lists_without_end)

/* Codes that nobody has heard of are failures as they stand, and so are warnings. */
static void codes_nobody_knows(struct uefi_mock *m)
{
    static const EFI_STATUS codes[] = {UEFI_ERROR_BIT | 0x7777, UEFI_ERROR_BIT | UEFI_OEM_BIT | 1,
                                       UEFI_OEM_BIT | 3, 0x7777, EFI_WARN_STALE_DATA};
    struct all all = everything(m);
    size_t blocks = uefi_mock_pool_blocks(m);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        for (enum call call = 0; call < CALLS; call++) {
            uefi_mock_be_honest(m);
            uefi_mock_lie(m, service[call], UEFI_MOCK_FAIL, codes[i], 0, 0);
            assert_status(do_call(call, &all), codes[i]);
            assert_int_equal(uefi_mock_pool_blocks(m), blocks);
        }
    }
    uefi_mock_be_honest(m);
    close_all(&all);
}
MOCKED(codes_nobody_knows)

/* The nth allocation fails, for every n: nothing leaks, nothing is half done. */
static void memory_runs_out_at_each_step(struct uefi_mock *m)
{
    struct all all = everything(m);
    size_t blocks = uefi_mock_pool_blocks(m);
    for (enum call call = 0; call < CALLS; call++) {
        for (unsigned nth = 0;; nth++) {
            uefi_mock_be_honest(m);
            uefi_mock_lie(m, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES, nth, 1);
            unsigned before = uefi_mock_calls(m, "AllocatePool");
            uefi_status status = do_call(call, &all);
            assert_int_equal(uefi_mock_pool_blocks(m), blocks);
            if (uefi_mock_calls(m, "AllocatePool") - before <= nth) {
                assert_ok(status);
                break;
            }
            assert_status(status, EFI_OUT_OF_RESOURCES);
        }
    }
    close_all(&all);
}
MOCKED(memory_runs_out_at_each_step)

/* --- The end of boot services: each in a mock of its own, since it ends it ---------------------
 */

static struct uefi_memmap map_at_the_end;

static void leave(void *ret_status)
{
    *(uefi_status *)ret_status = uefi_exit_boot_services(&map_at_the_end);
}

static void exit_fails_some_times(struct uefi_mock *m)
{
    uefi_status status = uefi_status_of(EFI_ABORTED);
    uefi_mock_lie(m, "ExitBootServices", UEFI_MOCK_FAIL, EFI_INVALID_PARAMETER, 0, 3);
    assert_int_equal(uefi_mock_run(m, leave, &status), UEFI_MOCK_RETURNED);
    assert_ok(status);
    assert_true(uefi_mock_exited(m));
    assert_int_equal(uefi_mock_calls(m, "ExitBootServices"), 4);
}
MOCKED(exit_fails_some_times)

static void exit_fails_for_ever(struct uefi_mock *m)
{
    uefi_status status = UEFI_OK;
    uefi_mock_lie(m, "ExitBootServices", UEFI_MOCK_FAIL, EFI_INVALID_PARAMETER, 0, 0);
    assert_int_equal(uefi_mock_run(m, leave, &status), UEFI_MOCK_RESET);
    assert_false(uefi_mock_exited(m));
    uefi_mock_forgive(m);
}

static void the_map_changes_under_ones_hands(struct uefi_mock *m)
{
    uefi_status status = uefi_status_of(EFI_ABORTED);
    uefi_mock_map_restless(m, 3);
    assert_int_equal(uefi_mock_run(m, leave, &status), UEFI_MOCK_RETURNED);
    assert_ok(status);
    assert_true(uefi_mock_exited(m));
}
MOCKED(the_map_changes_under_ones_hands)

static void exit_fails_for_ever_mocked(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    exit_fails_for_ever(m);
    uefi_mock_free(m); /* the map's memory is lost with the machine */
}

static void objects_outlive_boot_services(struct uefi_mock *m)
{
    struct all all = everything(m);
    struct uefi_handles handles = {0};
    struct uefi_buf buf = {0};
    struct uefi_event event = {0};
    assert_ok(uefi_handles_find(NULL, &handles));
    assert_ok(uefi_buf_alloc(10, &buf));
    assert_ok(uefi_event_create(0, 0, NULL, NULL, &event));
    assert_ok(uefi_exit_boot_services(&map_at_the_end));
    for (enum call call = 0; call < CALLS; call++)
        if (call != NAMES && call != VARIABLE)
            assert_status(do_call(call, &all), EFI_NOT_READY);
    assert_ok(do_call(NAMES, &all)); /* a runtime service: it goes on */
    uefi_event_close(&event);
    uefi_buf_close(&buf);
    uefi_handles_close(&handles);
    close_all(&all);
    close_all(&all);
}
MOCKED(objects_outlive_boot_services)

TESTS(mocked(claims_more_than_the_buffer_holds), mocked(claims_the_largest_number),
      mocked(writes_less_than_the_struct), mocked(writes_nothing), mocked(fills_partly),
      mocked(hands_out_null), mocked(hands_out_odd_addresses), mocked(forgets_the_end_of_a_text),
      mocked(asks_for_more_each_time), mocked(asks_for_nothing), mocked(asks_for_all_there_is),
      mocked(counts_what_is_not_there), mocked(says_a_stride_that_cannot_be),
      mocked(nodes_without_length), mocked(numbers_out_of_their_range), mocked(sums_that_overflow),
      mocked(lists_without_end), mocked(codes_nobody_knows), mocked(memory_runs_out_at_each_step),
      mocked(exit_fails_some_times), mocked(exit_fails_for_ever),
      mocked(the_map_changes_under_ones_hands), mocked(objects_outlive_boot_services))
