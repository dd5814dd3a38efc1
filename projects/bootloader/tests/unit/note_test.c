/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The kernel's note: found among others, and each thing that can be wrong with it. */
#include "load/note.h"
#include "tests/said.h"

static struct boot_note note;
static struct boot_request request;

static void begin(void)
{
    said_begin();
    note = (struct boot_note){sizeof BOOT_NOTE_OWNER, sizeof note - 24,    BOOT_NOTE_TYPE,
                              BOOT_NOTE_OWNER,        BOOT_VERSION_MAJOR,  BOOT_VERSION_MINOR,
                              sizeof request,         {.stack_size = 4096}};
    memset(&request, 0x5a, sizeof request);
}

static enum boot_status find(const void *bytes, size_t size)
{
    uint8_t *exact = malloc(size ? size : 1); /* so that a byte too far is seen */
    assert_non_null(exact);
    memcpy(exact, bytes, size);
    enum boot_status status = note_find("/k", exact, size, &request);
    free(exact);
    return status;
}

static void found_among_others(void **state)
{
    (void)state;
    static const uint8_t others[] = {4,   0,   0,   0, 5, 0, 0, 0, 3, 0, 0, 0,
                                     'G', 'N', 'U', 0, 1, 2, 3, 4, 5, 0, 0, 0, /* padded to 8 */
                                     0,   0,   0,   0, 0, 0, 0, 0, 9, 0, 0, 0};
    uint8_t bytes[sizeof others + sizeof note + 7] = {0};
    begin();
    assert_int_equal(find(&note, sizeof note), BOOT_OK);
    assert_int_equal(request.stack_size, 4096);
    begin();
    memcpy(bytes, others, sizeof others);
    memcpy(bytes + sizeof others, &note, sizeof note);
    assert_int_equal(find(bytes, sizeof bytes), BOOT_OK);
    assert_int_equal(request.stack_size, 4096);
    assert_string_equal(said(), "");
}

static void not_there(void **state)
{
    (void)state;
    begin();
    assert_int_equal(find("", 0), BOOT_NOT_FOUND);
    assert_int_equal(find(&note, 11), BOOT_NOT_FOUND);
    assert_int_equal(find(&note, 20), BOOT_NOT_FOUND); /* the owner is cut off */
    note.type = 2;
    assert_int_equal(find(&note, sizeof note), BOOT_NOT_FOUND);
    begin();
    note.owner[0] = 'o';
    assert_int_equal(find(&note, sizeof note), BOOT_NOT_FOUND);
    note.description_size = UINT32_MAX;
    assert_int_equal(find(&note, sizeof note), BOOT_NOT_FOUND);
    note.owner_size = UINT32_MAX;
    assert_int_equal(find(&note, sizeof note), BOOT_NOT_FOUND);
    assert_string_equal(said(), "");
    for (size_t i = 0; i < sizeof request; i++)
        assert_int_equal(((uint8_t *)&request)[i], 0x5a);
}

#define WRONG(status, sentence, ...)                        \
    do {                                                    \
        begin();                                            \
        __VA_ARGS__;                                        \
        assert_int_equal(find(&note, sizeof note), status); \
        assert_contains(said(), "error: /k: ");             \
        assert_contains(said(), sentence);                  \
    } while (0)

static void versions_and_sizes(void **state)
{
    (void)state;
    WRONG(BOOT_WRONG_VERSION, "made for version 2.0 of <bootloader/boot_info.h>",
          note.version_major = 2);
    assert_contains(said(), "install a newer loader");
    WRONG(BOOT_WRONG_VERSION, "made for version 1.1", note.version_minor = 1);
    WRONG(BOOT_WRONG_VERSION, "build the kernel with a newer header", note.version_major = 0);
    WRONG(BOOT_BAD_KERNEL, "has 95 bytes of request", note.request_size = 95);
    WRONG(BOOT_BAD_KERNEL, "has 97 bytes of request", note.request_size = 97);
    WRONG(BOOT_BAD_KERNEL, "has 96 bytes of request in 100", note.description_size = 100);
    WRONG(BOOT_BAD_KERNEL, "is cut off (7 bytes)", note.description_size = 7);
    WRONG(BOOT_BAD_KERNEL, "is cut off (104 of 105 bytes)", note.description_size = 105);
}

static void assert_refused(bool pie, struct boot_request wrong, const char *sentence)
{
    said_begin();
    assert_int_equal(note_check("/k", pie, &wrong), BOOT_BAD_KERNEL);
    assert_contains(said(), "error: /k: its note ");
    assert_contains(said(), sentence);
}

static void values(void **state)
{
    (void)state;
    const struct boot_request good[] = {
        {.stack_size = 0},
        {.stack_size = 256, .levels = 4},
        {.stack_size = 1 << 30, .levels = 5},
        {.framebuffer = BOOT_NONE, .physical_map = BOOT_NONE, .recursive = BOOT_NONE},
        {.stack = BOOT_DYNAMIC, .info = 0x1000, .modules = 4096 * 7, .physical_map = 2 << 20},
        {.recursive = 1ull << 39, .levels = BOOT_LEVELS_BEST, .aslr = 1, .catch_faults = 1},
        {.dynamic_from = 0x1000, .dynamic_to = 0x2000, .kernel_file = 1},
        {.dynamic_from = 0xffff800000000000},
    };
    said_begin();
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_int_equal(note_check("/k", false, &good[i]), BOOT_OK);
    const struct boot_request moved = {.kernel = BOOT_DYNAMIC};
    assert_int_equal(note_check("/k", true, &moved), BOOT_OK);
    assert_string_equal(said(), "");
    assert_refused(false, moved, ".kernel = 0x1, but it is not position independent");
    static const char *const names[] = {".stack",     ".kernel",       ".info",
                                        ".modules",   ".framebuffer",  ".physical_map",
                                        ".recursive", ".dynamic_from", ".dynamic_to"};
    for (unsigned i = 0; i < 9; i++) {
        struct boot_request wrong = {0};
        uint64_t *const fields[] = {&wrong.stack,     &wrong.kernel,       &wrong.info,
                                    &wrong.modules,   &wrong.framebuffer,  &wrong.physical_map,
                                    &wrong.recursive, &wrong.dynamic_from, &wrong.dynamic_to};
        *fields[i] = 0x10000800;
        assert_refused(true, wrong, names[i]);
        assert_contains(said(), "which is no multiple of");
        *fields[i] = BOOT_NONE;
        if (i < 4)
            assert_refused(true, wrong, "BOOT_NONE, but it cannot do without");
    }
    assert_refused(true, (struct boot_request){.physical_map = 0x1000}, "no multiple of 0x200000");
    assert_refused(true, (struct boot_request){.recursive = 0x40000000}, "of 0x8000000000");
    assert_refused(true, (struct boot_request){.stack_size = 255}, ".stack_size = 0xff");
    assert_refused(true, (struct boot_request){.stack_size = (1 << 30) + 1}, ".stack_size");
    assert_refused(true, (struct boot_request){.levels = 3}, ".levels = 3");
    assert_refused(true, (struct boot_request){.aslr = 2}, ".aslr = 2");
    assert_refused(true, (struct boot_request){.catch_faults = 9}, ".catch_faults = 9");
    assert_refused(true, (struct boot_request){.kernel_file = 2}, ".kernel_file = 2");
    assert_refused(true, (struct boot_request){.reserved = 1}, "reserved");
    assert_refused(true, (struct boot_request){.dynamic_from = 0x2000, .dynamic_to = 0x2000},
                   ".dynamic_from 0x2000");
}

TESTS(test(found_among_others), test(not_there), test(versions_and_sizes), test(values))
