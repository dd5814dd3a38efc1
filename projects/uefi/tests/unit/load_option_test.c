/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "ci/test.h"
#include "uefi/load_option.h"

/* Attributes 1, "Ab", Pci(0x1,0x0) and a second path, Ctrl(0x2); data "xyz". */
static const uint8_t option_bytes[] = {
    1, 0, 0, 0, 22, 0, 'A',  0,    'b',  0,    0, 0, /* head, description */
    1, 1, 6, 0, 0,  1, 0x7F, 0xFF, 4,    0,          /* the first path */
    1, 5, 8, 0, 2,  0, 0,    0,    0x7F, 0xFF, 4, 0, 'x', 'y', 'z',
};

static void reads_at_an_odd_address(void **state)
{
    (void)state;
    uint8_t *bytes = malloc(sizeof option_bytes + 1);
    memcpy(bytes + 1, option_bytes, sizeof option_bytes);
    struct uefi_load_option option;
    assert_true(uefi_is_ok(uefi_load_option_read(bytes + 1, sizeof option_bytes, &option)));
    assert_int_equal(option.attributes, UEFI_LOAD_OPTION_ACTIVE);
    assert_int_equal(option.description_length, 2);
    assert_true(uefi_utf16_equal(option.description, u"Ab"));
    assert_int_equal(option.path.size, 6);
    assert_int_equal(option.data_size, 3);
    assert_memory_equal(option.data, "xyz", 3);
    struct uefi_path path;
    assert_true(uefi_load_option_path(&option, 0, &path));
    assert_true(uefi_path_equal(path, option.path));
    assert_true(uefi_load_option_path(&option, 1, &path));
    assert_int_equal(path.size, 8);
    assert_false(uefi_load_option_path(&option, 2, &path));
    assert_int_equal(path.size, 8);
    free(bytes);
}

/* Every cut but those that only shorten the data, which has no length of its own. */
static void refuses_every_cut(void **state)
{
    (void)state;
    struct uefi_load_option option;
    assert_true(uefi_is(uefi_load_option_read(NULL, 9, &option), EFI_COMPROMISED_DATA));
    for (size_t size = 0; size <= sizeof option_bytes; size++) {
        void *cut = malloc(size + !size);
        memcpy(cut, option_bytes, size);
        uefi_status status = uefi_load_option_read(cut, size, &option);
        if (size < sizeof option_bytes - 3)
            assert_true(uefi_is(status, EFI_COMPROMISED_DATA));
        else
            assert_int_equal(option.data_size, size - (sizeof option_bytes - 3));
        free(cut);
    }
}

static void refuses_lies(void **state)
{
    (void)state;
    struct uefi_load_option option;
    uint8_t bytes[sizeof option_bytes];
    const struct {
        size_t at;
        uint8_t value;
    } lies[] = {
        {4, 0},   /* no path */
        {4, 26},  /* paths beyond the end */
        {5, 1},   /* far beyond */
        {4, 9},   /* the path does not end in its bytes */
        {14, 0},  /* a node of no length */
        {14, 3},  /* shorter than its head */
        {14, 99}, /* too long */
    };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        memcpy(bytes, option_bytes, sizeof bytes);
        bytes[lies[i].at] = lies[i].value;
        assert_true(
            uefi_is(uefi_load_option_read(bytes, sizeof bytes, &option), EFI_COMPROMISED_DATA));
    }
    uint8_t *endless = malloc(8); /* a description without NUL */
    memcpy(endless, "\1\0\0\0\0\0xy", 8);
    assert_true(uefi_is(uefi_load_option_read(endless, 8, &option), EFI_COMPROMISED_DATA));
    free(endless);
}

static void writes_what_it_reads(void **state)
{
    (void)state;
    struct uefi_load_option option;
    assert_true(uefi_is_ok(uefi_load_option_read(option_bytes, sizeof option_bytes, &option)));
    for (size_t cap = 0; cap <= sizeof option_bytes; cap++) {
        uint8_t *buf = malloc(cap + !cap);
        size_t size = 0;
        uefi_status status = uefi_load_option_write(cap ? buf : NULL, cap, &option, &size);
        assert_int_equal(size, sizeof option_bytes);
        assert_true(cap < size ? uefi_is(status, EFI_BUFFER_TOO_SMALL) : uefi_is_ok(status));
        if (cap == size)
            assert_memory_equal(buf, option_bytes, size);
        free(buf);
    }
    /* From a single path, without data. */
    uint8_t buf[64];
    size_t size;
    struct uefi_load_option made = {
        .attributes = 9, .description = u"Linux", .description_length = 5, .path = option.path};
    assert_true(uefi_is_ok(uefi_load_option_write(buf, sizeof buf, &made, &size)));
    assert_int_equal(size, 6 + 12 + 10);
    assert_true(uefi_is_ok(uefi_load_option_read(buf, size, &option)));
    assert_int_equal(option.attributes, 9);
    assert_int_equal(option.description_length, 5);
    assert_true(uefi_path_equal(option.path, made.path));
    assert_int_equal(option.data_size, 0);
    assert_true(uefi_is(uefi_load_option_write(buf, 27, &made, &size), EFI_BUFFER_TOO_SMALL));
    made.description = u"a\0b";
    made.description_length = 3;
    assert_true(uefi_is(uefi_load_option_write(buf, 64, &made, NULL), EFI_INVALID_PARAMETER));
    made.description_length = 1;
    made.path.size = 3;
    assert_true(uefi_is(uefi_load_option_write(buf, 64, &made, NULL), EFI_INVALID_PARAMETER));
    made.path = option.path;
    made.paths = buf;
    made.paths_size = 65536;
    assert_true(uefi_is(uefi_load_option_write(buf, 64, &made, NULL), EFI_INVALID_PARAMETER));
}

static void names(void **state)
{
    (void)state;
    char16_t name[UEFI_LOAD_OPTION_NAME_SIZE];
    uint16_t number;
    for (unsigned n = 0; n < 0x10000; n++) {
        assert_int_equal(uefi_load_option_name(name, 9, "Boot", (uint16_t)n), 8);
        assert_true(uefi_load_option_number(name, SIZE_MAX, "Boot", &number));
        assert_int_equal(number, n);
    }
    uefi_load_option_name(name, sizeof name / 2, "PlatformRecovery", 0x1AF0);
    assert_true(uefi_utf16_equal(name, u"PlatformRecovery1AF0"));
    for (size_t cap = 0; cap < 9; cap++) {
        char16_t *cut = malloc(2 * (cap + !cap));
        assert_int_equal(uefi_load_option_name(cap ? cut : NULL, cap, "Boot", 1), 8);
        if (cap)
            assert_int_equal(uefi_utf16_length(cut, cap), cap - 1);
        free(cut);
    }
    static const char16_t *const no[] = {u"BootOrder", u"Boot001",  u"Boot00001",
                                         u"Boot001a",  u"boot0001", u"Driver0001",
                                         u"Boo",       u"",         u"Boot"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(uefi_load_option_number(no[i], SIZE_MAX, "Boot", &number));
    assert_true(uefi_load_option_number(u"Boot0001xx", 8, "Boot", &number));
}

static void orders(void **state)
{
    (void)state;
    uint16_t order[4];
    size_t count = 99;
    const uint8_t bytes[] = {0, 1, 0, 2, 0, 3, 0};
    assert_true(uefi_is(uefi_load_order_read(bytes, 7, order, 4, &count), EFI_COMPROMISED_DATA));
    assert_true(
        uefi_is(uefi_load_order_read(bytes + 1, 6, order, 2, &count), EFI_BUFFER_TOO_SMALL));
    assert_int_equal(count, 3);
    assert_true(uefi_is_ok(uefi_load_order_read(bytes + 1, 6, order, 4, &count)));
    assert_int_equal(count, 3);
    assert_true(uefi_is_ok(uefi_load_order_put(order, &count, 4, 0, 3)));  /* 3 1 2 */
    assert_true(uefi_is_ok(uefi_load_order_put(order, &count, 4, 99, 7))); /* 3 1 2 7 */
    assert_true(uefi_is(uefi_load_order_put(order, &count, 4, 0, 8), EFI_BUFFER_TOO_SMALL));
    assert_true(uefi_is_ok(uefi_load_order_put(order, &count, 4, 1, 7))); /* 3 7 1 2 */
    assert_memory_equal(order, ((uint16_t[]){3, 7, 1, 2}), 8);
    order[3] = 7;
    assert_true(uefi_load_order_remove(order, &count, 7));
    assert_false(uefi_load_order_remove(order, &count, 7));
    assert_int_equal(count, 2);
    assert_memory_equal(order, ((uint16_t[]){3, 1}), 4);
    assert_true(uefi_is_ok(uefi_load_order_read(NULL, 0, order, 0, &count)));
    assert_int_equal(count, 0);
}

TESTS(test(reads_at_an_odd_address), test(refuses_every_cut), test(refuses_lies),
      test(writes_what_it_reads), test(names), test(orders))
