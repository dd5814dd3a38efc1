/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Device paths: walking good and bad ones, views, building. Bad paths stand in malloc'ed memory of
 * their exact size, so that a read too far is seen.
 */
#include "ci/test.h"
#include "uefi/path.h"
#include "uefi/raw/media.h"

/* PciRoot(0x0)/Pci(0x1F,0x2)/Sata(0x1,0xFFFF,0x0)/\EFI\x, twice, as two instances */
static const uint8_t two[] = {
    2,    1,    12, 0, 0xD0, 0x41, 3,    0x0A, 0,   0, 0,   0,                        /* root */
    1,    1,    6,  0, 2,    0x1F,                                                    /* pci */
    3,    18,   10, 0, 1,    0,    0xFF, 0xFF, 0,   0,                                /* sata */
    4,    4,    18, 0, '\\', 0,    'E',  0,    'F', 0, 'I', 0, '\\', 0, 'x', 0, 0, 0, /* file */
    0x7F, 1,    4,  0,                                                                /* instance */
    1,    5,    8,  0, 7,    0,    0,    0, /* controller */
    0x7F, 0xFF, 4,  0,
};

static void *exactly(const void *bytes, size_t size)
{
    void *copy = malloc(size + !size);
    memcpy(copy, bytes, size);
    return copy;
}

static void walks_a_good_path(void **state)
{
    (void)state;
    uint8_t *odd = malloc(sizeof two + 1);
    memcpy(odd + 1, two, sizeof two);
    struct uefi_path path, instance;
    assert_true(uefi_is_ok(uefi_path_read(odd + 1, sizeof two, &path)));
    assert_int_equal(path.size, sizeof two - 4);
    assert_ptr_equal(uefi_path_raw(path), odd + 1);

    static const uint8_t kinds[][2] = {{2, 1}, {1, 1}, {3, 18}, {4, 4}, {0x7F, 1}, {1, 5}};
    struct uefi_path_iter it = uefi_path_begin(path);
    struct uefi_path_node node;
    size_t count = 0;
    while (uefi_path_next(&it, &node)) {
        assert_int_equal(node.type, kinds[count][0]);
        assert_int_equal(node.subtype, kinds[count][1]);
        count++;
    }
    assert_int_equal(count, 6);
    assert_true(uefi_is_ok(it.status));
    assert_true(uefi_path_last(path, &node));
    assert_int_equal(uefi_path_as_controller(node)->ControllerNumber, 7);

    it = uefi_path_begin(path);
    assert_true(uefi_path_next_instance(&it, &instance));
    assert_int_equal(instance.size, 46);
    assert_true(uefi_path_last(instance, &node));
    assert_int_equal(node.type, MEDIA_DEVICE_PATH);
    assert_true(uefi_path_begins_with(path, instance));
    assert_false(uefi_path_equal(path, instance));
    assert_true(uefi_path_next_instance(&it, &instance));
    assert_int_equal(instance.size, 8);
    assert_false(uefi_path_next_instance(&it, &instance));
    free(odd);
}

static void views_check_kind_and_size(void **state)
{
    (void)state;
    struct uefi_path path;
    assert_true(uefi_is_ok(uefi_path_read(two, sizeof two, &path)));
    struct uefi_path_iter it = uefi_path_begin(path);
    struct uefi_path_node node;
    uefi_path_next(&it, &node);
    assert_int_equal(uefi_path_as_acpi(node)->HID, EFI_PNP_ID(0x0A03));
    assert_null(uefi_path_as_pci(node));
    uefi_path_next(&it, &node);
    assert_int_equal(uefi_path_as_pci(node)->Device, 0x1F);
    assert_int_equal(uefi_path_as_pci(node)->Function, 2);
    uefi_path_next(&it, &node);
    assert_int_equal(uefi_path_as_sata(node)->PortMultiplierPortNumber, 0xFFFF);
    size_t rest;
    assert_ptr_equal(uefi_path_rest(node, 8, &rest), node.at + 8);
    assert_int_equal(rest, 2);
    assert_ptr_equal(uefi_path_rest(node, 99, &rest), node.at + 10);
    assert_int_equal(rest, 0);
    /* The right kind, but a byte too short for its struct. */
    const uint8_t cut[] = {1, 1, 5, 0, 2, 0x7F, 0xFF, 4, 0};
    assert_true(uefi_is_ok(uefi_path_read(cut, sizeof cut, &path)));
    it = uefi_path_begin(path);
    assert_true(uefi_path_next(&it, &node));
    assert_null(uefi_path_as_pci(node));
}

/* Every cut of a good path, and every lie about a length, is refused without a read too far. */
static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    struct uefi_path path = {0}, untouched = {0};
    assert_true(uefi_is(uefi_path_read(NULL, 100, &path), EFI_INVALID_PARAMETER));
    for (size_t size = 0; size < sizeof two; size++) {
        void *cut = exactly(two, size);
        assert_true(uefi_is(uefi_path_read(cut, size, &path), EFI_PROTOCOL_ERROR));
        free(cut);
    }
    static const size_t heads[] = {0, 12, 18, 28, 46, 50, 58};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        for (unsigned lie = 0; lie <= 0x10000; lie += lie < 80 ? 1 : 0xFFF0 / 3) {
            uint8_t *bytes = exactly(two, sizeof two);
            bytes[heads[i] + 2] = (uint8_t)lie;
            bytes[heads[i] + 3] = (uint8_t)(lie >> 8);
            if (uefi_is_ok(uefi_path_read(bytes, sizeof two, &path))) {
                /* It may still make a path: then one that ends in its bytes. */
                assert_true((lie & 0xFFFF) >= 4);
                assert_true(path.size + 4 <= sizeof two);
            }
            free(bytes);
        }
    }
    path = untouched;
    const uint8_t zero[] = {1, 1, 0, 0, 0x7F, 0xFF, 4, 0};
    const uint8_t three[] = {1, 1, 3, 0, 0x7F, 0xFF, 4, 0};
    const uint8_t unknown_end[] = {0x7F, 2, 4, 0, 0x7F, 0xFF, 4, 0};
    assert_true(uefi_is(uefi_path_read(zero, sizeof zero, &path), EFI_PROTOCOL_ERROR));
    assert_true(uefi_is(uefi_path_read(three, sizeof three, &path), EFI_PROTOCOL_ERROR));
    assert_true(uefi_is(uefi_path_read(unknown_end, 8, &path), EFI_PROTOCOL_ERROR));
    assert_null(path.at);

    /* Iterators look for themselves, in case a path was made by hand. */
    struct uefi_path made = {zero, 4}, instance;
    struct uefi_path_iter it = uefi_path_begin(made);
    struct uefi_path_node node;
    assert_false(uefi_path_next(&it, &node));
    assert_true(uefi_is(it.status, EFI_PROTOCOL_ERROR));
    it = uefi_path_begin(made);
    assert_false(uefi_path_next_instance(&it, &instance));
    assert_false(uefi_path_last(made, &node));
}

static void file_names(void **state)
{
    (void)state;
    static const struct {
        const char16_t *parts[3];
        const char16_t *want;
    } cases[] = {
        {{u"\\a", NULL}, u"\\a"},
        {{u"\\dir", u"file"}, u"\\dir\\file"},
        {{u"\\dir\\", u"file"}, u"\\dir\\file"},
        {{u"\\dir", u"\\file"}, u"\\dir\\file"},
        {{u"\\dir\\", u"\\file", u"x"}, u"\\dir\\file\\x"},
        {{u"", u"a"}, u"a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t buf[128];
        struct uefi_path path;
        struct uefi_path_builder b = uefi_path_build(buf, sizeof buf);
        for (size_t part = 0; part < 3 && cases[i].parts[part]; part++)
            uefi_path_add_file(&b, cases[i].parts[part], SIZE_MAX);
        assert_true(uefi_is_ok(uefi_path_finish(&b, &path, NULL)));
        size_t want = uefi_utf16_length(cases[i].want, SIZE_MAX);
        for (size_t cap = 0; cap <= want + 1; cap++) {
            char16_t *name = malloc(2 * (cap + !cap));
            assert_int_equal(uefi_path_file(path, cap ? name : NULL, cap), want);
            if (cap) {
                assert_int_equal(uefi_utf16_length(name, cap), cap - 1 < want ? cap - 1 : want);
                assert_memory_equal(name, cases[i].want, 2 * (cap - 1));
            }
            free(name);
        }
    }
    /* Without a NUL, the node's end is the name's; an odd byte at the end does not count. */
    const uint8_t raw[] = {4, 4, 9, 0, 'a', 0, 'b', 0, 'c', 0x7F, 0xFF, 4, 0};
    struct uefi_path path;
    void *copy = exactly(raw, sizeof raw);
    assert_true(uefi_is_ok(uefi_path_read(copy, sizeof raw, &path)));
    char16_t name[8];
    assert_int_equal(uefi_path_file(path, name, 8), 2);
    assert_true(uefi_utf16_equal(name, u"ab"));
    free(copy);
    assert_int_equal(uefi_path_file((struct uefi_path){0}, name, 8), 0);
}

static void builds_what_it_reads(void **state)
{
    (void)state;
    struct uefi_path whole;
    assert_true(uefi_is_ok(uefi_path_read(two, sizeof two, &whole)));
    for (size_t cap = 0; cap <= sizeof two + 1; cap++) {
        uint8_t *buf = malloc(cap + !cap);
        struct uefi_path_builder b = uefi_path_build(cap ? buf : NULL, cap);
        struct uefi_path built = {0};
        size_t needed = 0;
        uefi_path_add_acpi(&b, &(ACPI_HID_DEVICE_PATH){.HID = EFI_PNP_ID(0x0A03)}, NULL, 0);
        uefi_path_add_pci(&b, &(PCI_DEVICE_PATH){.Device = 0x1F, .Function = 2}, NULL, 0);
        SATA_DEVICE_PATH sata = {.HBAPortNumber = 1, .PortMultiplierPortNumber = 0xFFFF};
        uefi_path_add_sata(&b, &sata, NULL, 0);
        uefi_path_add_file(&b, u"\\EFI\\x", SIZE_MAX);
        uefi_path_add_instance(&b);
        uefi_path_add_controller(&b, &(CONTROLLER_DEVICE_PATH){.ControllerNumber = 7}, NULL, 0);
        uefi_status status = uefi_path_finish(&b, &built, &needed);
        assert_int_equal(needed, sizeof two);
        if (cap < sizeof two) {
            assert_true(uefi_is(status, EFI_BUFFER_TOO_SMALL));
            assert_null(built.at);
        } else {
            assert_true(uefi_is_ok(status));
            assert_true(uefi_path_equal(built, whole));
            assert_memory_equal(buf, two, sizeof two);
        }
        free(buf);
    }
    uint8_t copy[sizeof two];
    struct uefi_path duplicate;
    struct uefi_path_builder b = uefi_path_build(copy, sizeof copy);
    uefi_path_add_path(&b, whole);
    assert_true(uefi_is_ok(uefi_path_finish(&b, &duplicate, NULL)));
    assert_memory_equal(copy, two, sizeof two);
}

static void refuses_to_build_what_is_no_node(void **state)
{
    (void)state;
    static uint8_t big[70000], data[65531];
    struct uefi_path path;
    size_t needed = 0;
    struct uefi_path_builder b = uefi_path_build(big, sizeof big);
    uefi_path_add(&b, 1, 4, data, 65531, NULL, 0); /* the longest there is */
    assert_int_equal(b.size, 65535);
    assert_true(uefi_is_ok(uefi_path_finish(&b, &path, &needed)));
    b = uefi_path_build(big, sizeof big);
    uefi_path_add(&b, 1, 4, data, 65531, data, 1);
    assert_true(uefi_is(uefi_path_finish(&b, &path, &needed), EFI_INVALID_PARAMETER));
    b = uefi_path_build(big, sizeof big);
    uefi_path_add_path(&b, (struct uefi_path){two, 3});
    assert_true(uefi_is(uefi_path_finish(&b, &path, &needed), EFI_INVALID_PARAMETER));
    static char16_t name[40000];
    for (size_t i = 0; i < 39999; i++)
        name[i] = 'n';
    b = uefi_path_build(big, sizeof big);
    uefi_path_add_file(&b, name, SIZE_MAX);
    assert_true(uefi_is(uefi_path_finish(&b, &path, &needed), EFI_INVALID_PARAMETER));
}

TESTS(test(walks_a_good_path), test(views_check_kind_and_size), test(refuses_what_does_not_fit),
      test(file_names), test(builds_what_it_reads), test(refuses_to_build_what_is_no_node))
