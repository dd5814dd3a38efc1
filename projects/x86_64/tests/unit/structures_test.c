/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* GDT, TSS, IDT, selectors and error codes, bit by bit. */
#include "ci/test.h"
#include "x86_64/structures/exception.h"
#include "x86_64/structures/gdt.h"
#include "x86_64/structures/idt.h"
#include "x86_64/structures/trap.h"

static void selectors(void **state)
{
    (void)state;
    struct x86_selector selector = x86_selector_of(5, 3);
    assert_int_equal(selector.value, 0x2b);
    assert_int_equal(x86_selector_index(selector), 5);
    assert_int_equal(x86_selector_rpl(selector), 3);
    assert_int_equal(x86_selector_with_rpl(selector, 0).value, 0x28);
    assert_int_equal(x86_selector_null().value, 0);
    assert_int_equal(x86_selector_of(8191, 0).value, 0xfff8);
}

/* The values that every x86_64 kernel loads, as literature has them. */
static void segments_have_the_known_values(void **state)
{
    (void)state;
    assert_true(X86_SEGMENT_KERNEL_CODE == 0x00af9b000000ffff);
    assert_true(X86_SEGMENT_KERNEL_CODE32 == 0x00cf9b000000ffff);
    assert_true(X86_SEGMENT_KERNEL_DATA == 0x00cf93000000ffff);
    assert_true(X86_SEGMENT_USER_CODE == 0x00affb000000ffff);
    assert_true(X86_SEGMENT_USER_CODE32 == 0x00cffb000000ffff);
    assert_true(X86_SEGMENT_USER_DATA == 0x00cff3000000ffff);
    assert_true(x86_segment_limit(X86_SEGMENT_USER_DATA) == 0xffffffff);
    assert_true(x86_segment_limit(0x000f00000000ffff) == 0xfffff);
    assert_true(x86_segment_base(0x12009a345678ffff) == 0x12345678);
}

static void gdt_fills_and_refuses(void **state)
{
    (void)state;
    uint64_t entries[5] = {9, 9, 9, 9, 9};
    struct x86_gdt gdt;
    struct x86_selector selector = {7};
    assert_int_equal(x86_gdt_init(&gdt, entries, 0), X86_INVALID);
    assert_int_equal(x86_gdt_init(&gdt, entries, 8193), X86_INVALID);
    assert_true(entries[0] == 9);
    assert_int_equal(x86_gdt_init(&gdt, entries, 5), X86_OK);
    assert_true(entries[0] == 0);

    assert_int_equal(x86_gdt_append(&gdt, 0x0000890000000067, &selector), X86_INVALID);
    assert_int_equal(x86_gdt_append(&gdt, X86_SEGMENT_KERNEL_CODE | X86_SEGMENT_DB, &selector),
                     X86_CONFLICT);
    assert_int_equal(selector.value, 7);
    assert_int_equal(gdt.used, 1);

    assert_int_equal(x86_gdt_append(&gdt, X86_SEGMENT_KERNEL_CODE, &selector), X86_OK);
    assert_int_equal(selector.value, 0x08);
    assert_int_equal(x86_gdt_append(&gdt, X86_SEGMENT_USER_DATA, &selector), X86_OK);
    assert_int_equal(selector.value, 0x13);
    assert_int_equal(x86_gdt_append(&gdt, X86_SEGMENT_USER_CODE, &selector), X86_OK);

    struct x86_system_descriptor ldt;
    assert_int_equal(x86_system_descriptor(X86_SYSTEM_LDT, x86_virt_unchecked(0), 7, &ldt), X86_OK);
    assert_int_equal(x86_gdt_append_system(&gdt, ldt, &selector), X86_FULL);
    assert_int_equal(selector.value, 0x1b);
    assert_int_equal(gdt.used, 4);
    ldt.low |= X86_SEGMENT_S;
    assert_int_equal(x86_gdt_append_system(&gdt, ldt, &selector), X86_INVALID);
    assert_int_equal(x86_gdt_append(&gdt, X86_SEGMENT_USER_CODE, &selector), X86_OK);
    assert_int_equal(x86_gdt_append(&gdt, X86_SEGMENT_USER_CODE, &selector), X86_FULL);
}

static void system_descriptor_bits(void **state)
{
    (void)state;
    struct x86_system_descriptor d = {1, 1};
    assert_int_equal(x86_system_descriptor(X86_SYSTEM_TSS_AVAILABLE,
                                           x86_virt_unchecked(0xfedcba98f6543210), 0xabcde, &d),
                     X86_OK);
    assert_true(d.low == 0xf60a89543210bcde);
    assert_true(d.high == 0xfedcba98);
    assert_int_equal(
        x86_system_descriptor(X86_SYSTEM_TSS_AVAILABLE, x86_virt_unchecked(0), 0x100000, &d),
        X86_INVALID);
    assert_true(d.high == 0xfedcba98);
}

static void busy_tss_is_released(void **state)
{
    (void)state;
    static uint64_t entries[4];
    static struct x86_tss tss;
    struct x86_gdt gdt;
    struct x86_selector code, task;
    x86_tss_init(&tss);
    assert_int_equal(x86_gdt_init(&gdt, entries, 4), X86_OK);
    assert_int_equal(x86_gdt_append(&gdt, X86_SEGMENT_KERNEL_CODE, &code), X86_OK);
    assert_int_equal(x86_gdt_append_tss(&gdt, &tss, sizeof tss, &task), X86_OK);
    assert_int_equal(task.value, 0x10);
    assert_true(x86_segment_limit(entries[2]) == 103);
    uint64_t available = entries[2];
    entries[2] |= 1ULL << 41; /* what LTR does */
    assert_int_equal(x86_gdt_release_tss(&gdt, code), X86_INVALID);
    assert_int_equal(x86_gdt_release_tss(&gdt, x86_selector_null()), X86_INVALID);
    assert_int_equal(x86_gdt_release_tss(&gdt, x86_selector_of(3, 0)), X86_INVALID);
    struct x86_selector in_ldt = {(uint16_t)(task.value | X86_SELECTOR_TI)};
    assert_int_equal(x86_gdt_release_tss(&gdt, in_ldt), X86_INVALID);
    assert_int_equal(x86_gdt_release_tss(&gdt, task), X86_OK);
    assert_true(entries[2] == available);
    struct x86_tss *broken = &tss;
    broken->io_map_base = 4;
    assert_int_equal(x86_gdt_append_tss(&gdt, &tss, sizeof tss, &task), X86_INVALID);
}

static void io_maps_are_checked(void **state)
{
    (void)state;
    static struct {
        struct x86_tss_io io;
        uint8_t more[65536];
    } s;
    enum x86_tss_fault fault = X86_TSS_MAP_INSIDE;
    struct x86_tss *tss = &s.io.tss;
    x86_tss_io_init(&s.io);
    assert_int_equal(x86_tss_check(tss, sizeof s.io, &fault), X86_OK);
    assert_int_equal(x86_tss_check(tss, 103, &fault), X86_INVALID);
    assert_int_equal(x86_tss_check(tss, 104, &fault), X86_OK);
    assert_int_equal(x86_tss_check(tss, sizeof s.io + 1, &fault), X86_INVALID);
    assert_int_equal(fault, X86_TSS_MAP_TOO_LONG);
    s.io.map[0] = 0xfe;
    assert_int_equal(x86_tss_check(tss, 105, &fault), X86_INVALID);
    assert_int_equal(fault, X86_TSS_MAP_UNTERMINATED);
    tss->io_map_base = 103;
    assert_int_equal(x86_tss_check(tss, sizeof s.io, &fault), X86_INVALID);
    assert_int_equal(fault, X86_TSS_MAP_INSIDE);
    tss->io_map_base = 0xe000;
    assert_int_equal(x86_tss_check(tss, sizeof s, &fault), X86_INVALID);
    assert_int_equal(fault, X86_TSS_MAP_TOO_FAR);
    assert_int_equal(x86_tss_check(tss, 0xe000, NULL), X86_OK); /* no map */
    assert_int_equal(x86_tss_check(tss, 0xe001, NULL), X86_INVALID);
}

static void ports_are_allowed_one_by_one(void **state)
{
    (void)state;
    static struct x86_tss_io io;
    x86_tss_io_init(&io);
    assert_int_equal(x86_tss_io_set(&io, 0x3f8, 8, true), X86_OK);
    assert_int_equal(x86_tss_io_set(&io, 0x3f9, 1, false), X86_OK);
    assert_int_equal(io.map[0x7f], 0x02);
    assert_int_equal(io.map[0x7e], 0xff);
    assert_int_equal(io.map[0x80], 0xff);
    assert_int_equal(x86_tss_io_set(&io, 0, 65536, true), X86_OK);
    assert_int_equal(io.map[8191], 0);
    assert_int_equal(io.map[8192], 0xff); /* the terminator is no port */
    assert_int_equal(x86_tss_io_set(&io, 65535, 2, false), X86_INVALID);
    assert_int_equal(x86_tss_io_set(&io, 65537, 0, false), X86_INVALID);
    assert_int_equal(x86_tss_io_set(&io, 1, 0xffffffff, false), X86_INVALID);
    assert_int_equal(io.map[0], 0);
}

static void plain(struct x86_interrupt_frame *frame)
{
    (void)frame;
}
static void with_error(struct x86_interrupt_frame *frame, uint64_t error)
{
    (void)frame, (void)error;
}

static void gates(void **state)
{
    (void)state;
    static struct x86_idt idt;
    memset(&idt, 0xff, sizeof idt);
    x86_idt_init(&idt);
    struct x86_selector code = x86_selector_of(1, 0);
    struct x86_virt entry = {0xffff8123456789ab};
    struct x86_gate_options options = {.ist = 7, .dpl = 3, .trap = true};
    assert_int_equal(x86_idt_set(&idt, 255, entry, code, options), X86_OK);
    static const uint8_t bytes[16] = {0xab, 0x89, 8,    0,    7,    0xef,
                                      0x67, 0x45, 0x23, 0x81, 0xff, 0xff};
    assert_memory_equal(&idt.gates[255], bytes, 16);
    assert_true(x86_gate_entry(&idt.gates[255]).value == entry.value);
    struct x86_gate_options none = {0};
    assert_int_equal(x86_idt_set(&idt, 0, entry, code, none), X86_OK);
    assert_int_equal(idt.gates[0].attributes, 0x8e);

    assert_int_equal(x86_idt_set(&idt, 256, entry, code, none), X86_INVALID);
    options.ist = 8;
    assert_int_equal(x86_idt_set(&idt, 1, entry, code, options), X86_INVALID);
    options.ist = 0, options.dpl = 4;
    assert_int_equal(x86_idt_set(&idt, 1, entry, code, options), X86_INVALID);
    assert_int_equal(x86_idt_set(&idt, 1, entry, x86_selector_of(0, 3), none), X86_INVALID);
    entry.value = 0x100000000000000;
    assert_int_equal(x86_idt_set(&idt, 1, entry, code, none), X86_NOT_CANONICAL);
    assert_int_equal(idt.gates[1].attributes, 0);
    assert_int_equal(x86_idt_clear(&idt, 255), X86_OK);
    assert_int_equal(idt.gates[255].attributes, 0);
    assert_int_equal(x86_idt_clear(&idt, 256), X86_INVALID);
}

static void handlers_fit_their_vectors(void **state)
{
    (void)state;
    static struct x86_idt idt;
    x86_idt_init(&idt);
    struct x86_selector code = x86_selector_of(1, 0);
    struct x86_gate_options none = {0};
    /* SDM Vol. 3A table 6-1 and APM Vol. 2 table 8-1: 21, 29 and 30 too. */
    static const uint8_t pushing[] = {8, 10, 11, 12, 13, 14, 17, 21, 29, 30};
    for (unsigned vector = 0; vector < 300; vector++) {
        bool error = vector < 256 && memchr(pushing, (int)vector, sizeof pushing) != NULL;
        bool exists = vector < 256;
        assert_int_equal(x86_vector_has_error(vector), error);
        assert_int_equal(x86_idt_set_handler(&idt, vector, plain, code, none), !exists ? X86_INVALID
                                                                               : error
                                                                                   ? X86_CONFLICT
                                                                                   : X86_OK);
        assert_int_equal(x86_idt_set_handler_error(&idt, vector, with_error, code, none),
                         !exists ? X86_INVALID
                         : error ? X86_OK
                                 : X86_CONFLICT);
    }
}

static void vectors_have_names(void **state)
{
    (void)state;
    static const char *const names[32] = {
        "#DE",      "#DB",      "NMI",      "#BP",      "#OF", "#BR", "#UD",      "#NM",
        "#DF",      "reserved", "#TS",      "#NP",      "#SS", "#GP", "#PF",      "reserved",
        "#MF",      "#AC",      "#MC",      "#XM",      "#VE", "#CP", "reserved", "reserved",
        "reserved", "reserved", "reserved", "reserved", "#HV", "#VC", "#SX",      "reserved"};
    for (unsigned i = 0; i < 32; i++) {
        assert_string_equal(x86_vector_name(i), names[i]);
        assert_int_equal(x86_vector_is_reserved(i), strcmp(names[i], "reserved") == 0);
    }
    assert_string_equal(x86_vector_name(32), "interrupt");
    assert_string_equal(x86_vector_name(256), "none");
}

static void error_codes_in_words(void **state)
{
    (void)state;
    char text[200];
    struct x86_page_fault_error pf = {X86_PAGE_FAULT_W};
    x86_page_fault_error_format(text, sizeof text, pf);
    assert_string_equal(text, "supervisor write, page not present");
    pf.value = X86_PAGE_FAULT_P | X86_PAGE_FAULT_U | X86_PAGE_FAULT_I | X86_PAGE_FAULT_RSVD |
               X86_PAGE_FAULT_PK | X86_PAGE_FAULT_HLAT | X86_PAGE_FAULT_SGX | X86_PAGE_FAULT_RMP;
    x86_page_fault_error_format(text, sizeof text, pf);
    assert_string_equal(text, "user fetch, not permitted, reserved bit set, protection key, HLAT, "
                              "SGX, RMP");
    pf.value = X86_PAGE_FAULT_SS;
    assert_int_equal(x86_page_fault_error_format(text, 4, pf), 46);
    assert_string_equal(text, "sup");

    struct x86_selector_error error = {0x2a};
    x86_selector_error_format(text, sizeof text, error);
    assert_string_equal(text, "IDT vector 5");
    error.value = 13 << 3 | 1;
    x86_selector_error_format(text, sizeof text, error);
    assert_string_equal(text, "GDT entry 13, external event");
    error.value = 8191 << 3 | 4;
    x86_selector_error_format(text, sizeof text, error);
    assert_string_equal(text, "LDT entry 8191");
    error.value = 0;
    x86_selector_error_format(text, sizeof text, error);
    assert_string_equal(text, "no selector");
}

TESTS(test(selectors), test(segments_have_the_known_values), test(gdt_fills_and_refuses),
      test(system_descriptor_bits), test(busy_tss_is_released), test(io_maps_are_checked),
      test(ports_are_allowed_one_by_one), test(gates), test(handlers_fit_their_vectors),
      test(vectors_have_names), test(error_codes_in_words))
