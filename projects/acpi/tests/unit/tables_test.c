/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "acpi/tables.h"

#include "ci/test.h"
#include "tests/memory.h"

enum {
    RSDP = 0xF0010,
    RSDT = 0x100000,
    XSDT = 0x110000,
    A = 0x120000,
    B = 0x130003,
    FADT = 0x140000
};
enum { DSDT = 0x150000, FACS = 0x160000, DSDT2 = 0x170000 };

/* A small machine: RSDP, RSDT and XSDT with the same three tables, DSDT and FACS through the FADT.
 */
struct machine {
    struct memory memory;
    struct acpi_rsdp rsdp;
    struct ACPI_PACKED {
        struct acpi_header header;
        uint32_t entry[3];
    } rsdt;
    struct ACPI_PACKED {
        struct acpi_header header;
        uint64_t entry[3];
    } xsdt;
    uint8_t a[40], b[41];
    struct acpi_fadt fadt;
    struct acpi_dsdt dsdt;
    struct acpi_facs facs;
};

static struct acpi_tables tables;

static void build(struct machine *m)
{
    memset(m, 0, sizeof *m);
    seal_rsdp(&m->rsdp, 2, RSDT, XSDT);
    memcpy(m->rsdt.entry, (uint32_t[]){FADT, A, B}, sizeof m->rsdt.entry);
    memcpy(m->xsdt.entry, (uint64_t[]){FADT, A, B}, sizeof m->xsdt.entry);
    m->fadt.x_dsdt = DSDT;
    m->fadt.x_firmware_ctrl = FACS;
    memcpy(m->facs.signature, "FACS", 4);
    m->facs.length = sizeof m->facs;
    seal(&m->rsdt, sizeof m->rsdt, "RSDT", 1);
    seal(&m->xsdt, sizeof m->xsdt, "XSDT", 1);
    seal(m->a, sizeof m->a, "SSDT", 2);
    seal(m->b, sizeof m->b, "SSDT", 2);
    seal(&m->fadt, sizeof m->fadt, "FACP", 6);
    seal(&m->dsdt, sizeof m->dsdt, "DSDT", 2);
    memory_put(&m->memory, RSDP, &m->rsdp, sizeof m->rsdp);
    memory_put(&m->memory, RSDT, &m->rsdt, sizeof m->rsdt);
    memory_put(&m->memory, XSDT, &m->xsdt, sizeof m->xsdt);
    memory_put(&m->memory, A, m->a, sizeof m->a);
    memory_put(&m->memory, B, m->b, sizeof m->b);
    memory_put(&m->memory, FADT, &m->fadt, sizeof m->fadt);
    memory_put(&m->memory, DSDT, &m->dsdt, sizeof m->dsdt);
    memory_put(&m->memory, FACS, &m->facs, sizeof m->facs);
}

static enum acpi_status init(struct machine *m)
{
    struct acpi_host host = memory_host(&m->memory);
    return acpi_tables_init(&tables, &host, RSDP);
}

/* Signatures in order; ? behind a suspect one, ! behind an unreadable one. */
static const char *order(void)
{
    static char text[ACPI_TABLES_MAX * 6];
    struct acpi_tables_iter it = acpi_tables_begin(&tables, NULL);
    struct acpi_table t;
    size_t n = 0;
    text[0] = 0;
    while (acpi_tables_next(&it, &t))
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%.4s%s", n ? " " : "", t.signature,
                              t.problem == ACPI_OK ? ""
                              : t.at               ? "?"
                                                   : "!");
    return text;
}

static void release(struct machine *m)
{
    acpi_tables_release(&tables);
    assert_int_equal(m->memory.live, 0);
}

static void a_machine_is_read(void **state)
{
    (void)state;
    struct machine m;
    build(&m);
    assert_int_equal(init(&m), ACPI_OK);
    assert_string_equal(order(), "FACP SSDT SSDT DSDT FACS");
    assert_int_equal(tables.entry_size, 8);
    assert_int_equal(tables.revision, 2);
    assert_int_equal(tables.root, XSDT);
    assert_int_equal(tables.root_problem, ACPI_OK);
    assert_int_equal(m.memory.live, 5); /* nothing but the tables stays mapped */
    struct acpi_table t;
    assert_true(acpi_table_find(&tables, "SSDT", 1, &t));
    assert_int_equal(t.phys, B);
    assert_int_equal(t.size, sizeof m.b);
    assert_int_equal(t.index, 2);
    assert_false(acpi_table_find(&tables, "SSDT", 2, &t));
    assert_false(acpi_table_find(&tables, "APIC", 0, &t));
    int calls = m.memory.calls;
    assert_true(acpi_table_find(&tables, "DSDT", 0, &t));
    assert_int_equal(t.origin, ACPI_FROM_FADT);
    assert_int_equal(m.memory.calls, calls); /* find never calls the host */
    release(&m);
}

static void rsdp_is_checked(void **state)
{
    (void)state;
    struct acpi_rsdp r, got = {.revision = 77};
    seal_rsdp(&r, 2, RSDT, XSDT);
    assert_int_equal(acpi_rsdp_check(&r, 19, &got), ACPI_BAD_LENGTH);
    assert_int_equal(acpi_rsdp_check(&r, 35, &got), ACPI_BAD_LENGTH);
    assert_int_equal(got.revision, 77); /* untouched on failure */
    assert_int_equal(acpi_rsdp_check(&r, sizeof r, &got), ACPI_OK);
    assert_int_equal(got.xsdt_address, XSDT);
    r.xsdt_address++;
    assert_int_equal(acpi_rsdp_check(&r, sizeof r, &got), ACPI_OK);
    assert_int_equal(got.xsdt_address, 0); /* the first checksum holds, the second does not */
    assert_int_equal(got.rsdt_address, RSDT);
    seal_rsdp(&r, 2, RSDT, XSDT);
    r.length = 35;
    assert_int_equal(acpi_rsdp_check(&r, sizeof r, &got), ACPI_OK);
    assert_int_equal(got.xsdt_address, 0);
    r.rsdt_address++;
    assert_int_equal(acpi_rsdp_check(&r, sizeof r, &got), ACPI_BAD_CHECKSUM);
    r.signature[7] = '_';
    assert_int_equal(acpi_rsdp_check(&r, sizeof r, &got), ACPI_BAD_SIGNATURE);
    seal_rsdp(&r, 0, RSDT, 0);
    assert_int_equal(acpi_rsdp_check(&r, 20, &got), ACPI_OK);
    assert_int_equal(got.length, 0);
}

static void rsdp_is_searched(void **state)
{
    (void)state;
    static uint8_t low[0x1000], ebda[1024], area[0x20000];
    struct memory m = {.n = 0};
    struct acpi_host host = memory_host(&m);
    struct acpi_rsdp r;
    uint64_t found = 1;
    assert_false(acpi_rsdp_find(&host, &found)); /* nothing can be mapped */
    memory_put(&m, 0, low, sizeof low);
    memory_put(&m, 0x9FC00, ebda, sizeof ebda);
    memory_put(&m, 0xE0000, area, sizeof area);
    assert_false(acpi_rsdp_find(&host, &found));
    assert_int_equal(found, 1);
    seal_rsdp(&r, 0, RSDT, 0);
    memcpy(area + 0x10008, &r, 20); /* not on a 16-byte boundary */
    memcpy(area + 0x20000 - 20, &r, 20);
    assert_false(acpi_rsdp_find(&host, &found));
    memcpy(area + 0x1FFC0, &r, 20);
    area[0x1FFC0 + 9] ^= 1; /* a wrong sum is passed over */
    memcpy(area + 0x1FFE0, &r, 20);
    assert_true(acpi_rsdp_find(&host, &found));
    assert_int_equal(found, 0xFFFE0);
    memcpy(ebda + 1024 - 32, &r, 20);
    assert_true(acpi_rsdp_find(&host, &found));
    assert_int_equal(found, 0xFFFE0); /* no pointer to the EBDA */
    low[0x40E] = 0xC0;
    low[0x40F] = 0x9F;
    assert_true(acpi_rsdp_find(&host, &found));
    assert_int_equal(found, 0x9FFE0);
    low[0x40F] = 0xFF; /* an EBDA in the ROM is not believed */
    assert_true(acpi_rsdp_find(&host, &found));
    assert_int_equal(found, 0xFFFE0);
    assert_int_equal(m.live, 0);
    assert_int_equal(acpi_tables_init(&tables, &host, ACPI_RSDP_SEARCH), ACPI_NOT_MAPPED);
    memset(area, 0, sizeof area);
    assert_int_equal(acpi_tables_init(&tables, &host, ACPI_RSDP_SEARCH), ACPI_NOT_FOUND);
    assert_int_equal(m.live, 0);
}

static void the_better_root_table_counts(void **state)
{
    (void)state;
    struct machine m;
    build(&m);
    seal_rsdp(&m.rsdp, 0, RSDT, 0);
    assert_int_equal(init(&m), ACPI_OK);
    assert_int_equal(tables.entry_size, 4);
    assert_string_equal(order(), "FACP SSDT SSDT DSDT FACS");
    release(&m);

    build(&m); /* a broken XSDT, a good RSDT */
    m.xsdt.header.oem_revision++;
    assert_int_equal(init(&m), ACPI_OK);
    assert_int_equal(tables.root, RSDT);
    assert_int_equal(tables.root_problem, ACPI_OK);
    release(&m);

    m.rsdt.header.oem_revision++; /* both broken: the XSDT, with a word about it */
    assert_int_equal(init(&m), ACPI_OK);
    assert_int_equal(tables.root, XSDT);
    assert_int_equal(tables.root_problem, ACPI_BAD_CHECKSUM);
    release(&m);

    build(&m); /* an XSDT of zeros */
    memset(m.xsdt.entry, 0, sizeof m.xsdt.entry);
    seal(&m.xsdt, sizeof m.xsdt, "XSDT", 1);
    assert_int_equal(init(&m), ACPI_OK);
    assert_int_equal(tables.root, RSDT);
    release(&m);

    build(&m); /* the XSDT is something else, and there is no RSDT */
    seal(&m.xsdt, sizeof m.xsdt, "XXXX", 1);
    seal_rsdp(&m.rsdp, 2, 0, XSDT);
    assert_int_equal(init(&m), ACPI_BAD_SIGNATURE);
    assert_int_equal(m.memory.live, 0);

    build(&m);
    seal_rsdp(&m.rsdp, 2, 0, 0);
    assert_int_equal(init(&m), ACPI_NOT_FOUND);
    build(&m);
    m.memory.refused = RSDP;
    assert_int_equal(init(&m), ACPI_NOT_MAPPED);
    assert_int_equal(m.memory.live, 0);
}

static void bad_tables_are_named_and_left(void **state)
{
    (void)state;
    struct machine m;
    struct acpi_table t;
    build(&m);
    m.a[38]++;
    memcpy(m.b + 4, &(uint32_t){35}, 4);
    assert_int_equal(init(&m), ACPI_OK);
    assert_string_equal(order(), "FACP SSDT? SSDT! DSDT FACS");
    assert_true(acpi_table_find(&tables, "SSDT", 0, &t));
    assert_int_equal(t.problem, ACPI_BAD_CHECKSUM);
    assert_false(acpi_table_find(&tables, "SSDT", 1, &t));
    release(&m);

    memcpy(m.b + 4, &(uint32_t){UINT32_MAX}, 4); /* says it is longer than anything */
    assert_int_equal(init(&m), ACPI_OK);
    assert_int_equal(tables.table[2].problem, ACPI_BAD_LENGTH);
    assert_null(tables.table[2].at);
    release(&m);

    memcpy(m.b + 4, &(uint32_t){42}, 4); /* one byte beyond what can be mapped */
    m.memory.refused = A;
    assert_int_equal(init(&m), ACPI_OK);
    assert_int_equal(tables.table[1].problem, ACPI_NOT_MAPPED);
    assert_int_equal(tables.table[2].problem, ACPI_NOT_MAPPED);
    release(&m);

    build(&m); /* twice the same, and the end of the address space */
    memcpy(m.xsdt.entry, (uint64_t[]){A, A, UINT64_MAX - 3}, sizeof m.xsdt.entry);
    seal(&m.xsdt, sizeof m.xsdt, "XSDT", 1);
    assert_int_equal(init(&m), ACPI_OK);
    assert_int_equal(tables.count, 2);
    assert_int_equal(tables.table[1].problem, ACPI_NOT_MAPPED);
    release(&m);
}

static void dsdt_and_facs_have_two_addresses(void **state)
{
    (void)state;
    struct machine m;
    struct acpi_dsdt other = {.header.oem_revision = 2};
    struct acpi_table t;
    seal(&other, sizeof other, "DSDT", 1);
    build(&m);
    memory_put(&m.memory, DSDT2, &other, sizeof other);
    m.fadt.dsdt = DSDT2;
    seal(&m.fadt, sizeof m.fadt, "FACP", 6);
    assert_int_equal(init(&m), ACPI_OK);
    assert_true(acpi_table_find(&tables, "DSDT", 0, &t));
    assert_int_equal(t.phys, DSDT); /* X_DSDT first */
    assert_false(acpi_table_find(&tables, "DSDT", 1, &t));
    release(&m);

    m.fadt.x_dsdt = XSDT; /* which is none: the other one then */
    seal(&m.fadt, sizeof m.fadt, "FACP", 6);
    assert_int_equal(init(&m), ACPI_OK);
    assert_true(acpi_table_find(&tables, "DSDT", 0, &t));
    assert_int_equal(t.phys, DSDT2);
    release(&m);

    m.fadt.dsdt = 0x66660000; /* neither is there */
    seal(&m.fadt, sizeof m.fadt, "FACP", 6);
    assert_int_equal(init(&m), ACPI_OK);
    assert_string_equal(order(), "FACP SSDT SSDT DSDT! FACS");
    release(&m);

    build(&m); /* revision 1 has no X_ fields, whatever lies behind it */
    m.fadt.dsdt = DSDT;
    m.fadt.firmware_ctrl = FACS;
    m.fadt.x_dsdt = DSDT2;
    seal(&m.fadt, 116, "FACP", 1);
    assert_int_equal(init(&m), ACPI_OK);
    assert_string_equal(order(), "FACP SSDT SSDT DSDT FACS");
    release(&m);

    m.facs.length = 63;
    assert_int_equal(init(&m), ACPI_OK);
    assert_string_equal(order(), "FACP SSDT SSDT DSDT FACS!");
    release(&m);
}

static void many_tables_leave_room_for_the_dsdt(void **state)
{
    (void)state;
    static struct ACPI_PACKED {
        struct acpi_header header;
        uint64_t entry[200];
    } root;
    static uint8_t ssdt[200][36];
    static struct machine m;
    struct acpi_table t;
    build(&m);
    root.entry[0] = FADT;
    for (unsigned i = 1; i < 200; i++) {
        root.entry[i] = 0x200000 + i * 64;
        seal(ssdt[i], 36, "SSDT", 2);
        memory_put(&m.memory, root.entry[i], ssdt[i], 36);
    }
    seal(&root, sizeof root, "XSDT", 1);
    memory_put(&m.memory, XSDT, &root, sizeof root);
    assert_int_equal(init(&m), ACPI_OK);
    assert_int_equal(tables.count, ACPI_TABLES_MAX);
    assert_int_equal(tables.left_out, 200 + 2 - ACPI_TABLES_MAX);
    assert_true(acpi_table_find(&tables, "DSDT", 0, &t));
    assert_true(acpi_table_find(&tables, "FACS", 0, &t));
    assert_int_equal(acpi_table_install(&tables, ssdt[1], 36, NULL), ACPI_TOO_MANY);
    release(&m);
}

static void tables_are_added_replaced_and_hidden(void **state)
{
    (void)state;
    struct machine m;
    uint8_t own[50] = {0};
    struct acpi_table t;
    build(&m);
    assert_int_equal(init(&m), ACPI_OK);
    seal(own, 48, "SSDT", 2);
    struct acpi_tables_iter it = acpi_tables_begin(&tables, "SSDT");
    assert_true(acpi_tables_next(&it, &t));
    assert_int_equal(acpi_table_install(&tables, own, sizeof own, &t), ACPI_OK);
    assert_int_equal(t.size, 48); /* what the header says, not what the caller has */
    assert_int_equal(t.index, 5);
    assert_int_equal(t.problem, ACPI_OK);
    assert_false(acpi_tables_next(&it, &t));
    assert_int_equal(it.status, ACPI_CHANGED);

    assert_int_equal(acpi_table_install(&tables, own, 47, &t), ACPI_BAD_LENGTH);
    assert_int_equal(acpi_table_install(&tables, own, 3, &t), ACPI_BAD_LENGTH);
    assert_int_equal(acpi_table_override(&tables, 9, own, 48), ACPI_NOT_FOUND);
    assert_int_equal(acpi_table_override(&tables, 0, own, 48), ACPI_BAD_SIGNATURE);
    assert_int_equal(acpi_table_override(&tables, 1, own, 48), ACPI_OK);
    assert_true(acpi_table_find(&tables, "SSDT", 0, &t));
    assert_ptr_equal(t.at, own);
    assert_int_equal(t.origin, ACPI_FROM_OVERRIDE);
    assert_int_equal(t.phys, A);

    assert_int_equal(acpi_table_deny(&tables, 2), ACPI_OK);
    assert_int_equal(acpi_table_deny(&tables, 99), ACPI_NOT_FOUND);
    assert_string_equal(order(), "FACP SSDT SSDT! DSDT FACS SSDT");
    assert_true(acpi_table_find(&tables, "SSDT", 1, &t));
    assert_int_equal(t.origin, ACPI_FROM_INSTALL);
    own[47]++;
    assert_int_equal(acpi_table_install(&tables, own, 48, &t), ACPI_OK);
    assert_int_equal(t.problem, ACPI_BAD_CHECKSUM);
    release(&m);
    release(&m); /* twice is harmless */
}

static void short_tables_are_read_with_zeros(void **state)
{
    (void)state;
    struct acpi_fadt fadt = {.pm1a_evt_blk = 0x400, .pm_tmr_blk = 0x408, .gpe0_blk = 0x420};
    struct acpi_fadt even;
    struct acpi_table t;
    fadt.pm1_evt_len = 4;
    fadt.pm_tmr_len = 4;
    fadt.gpe0_blk_len = 64;
    fadt.dsdt = 0x1234;
    fadt.x_pm_tmr_blk = (struct acpi_gas){.bit_width = 32, .address = 0xFED40000};
    acpi_tables_init_empty(&tables, NULL);
    assert_false(acpi_fadt_read(&tables, &even));
    seal(&fadt, sizeof fadt, "FACP", 6);
    assert_int_equal(acpi_table_install(&tables, &fadt, sizeof fadt, NULL), ACPI_OK);
    assert_true(acpi_fadt_read(&tables, &even));
    assert_int_equal(even.x_dsdt, 0x1234);
    assert_int_equal(even.x_pm1a_evt_blk.address, 0x400);
    assert_int_equal(even.x_pm1a_evt_blk.space_id, ACPI_SPACE_SYSTEM_IO);
    assert_int_equal(even.x_pm1a_evt_blk.bit_width, 32);
    assert_int_equal(even.x_pm_tmr_blk.address, 0xFED40000); /* X_ counts */
    assert_int_equal(even.x_gpe0_blk.bit_width, 255);
    assert_int_equal(even.x_gpe1_blk.address, 0);

    seal(&fadt, 116, "FACP", 1);
    void *block = malloc(116);
    assert_non_null(block);
    memcpy(block, &fadt, 116);
    acpi_tables_init_empty(&tables, NULL);
    assert_int_equal(acpi_table_install(&tables, block, 116, NULL), ACPI_OK);
    assert_true(acpi_fadt_read(&tables, &even));
    assert_int_equal(even.x_pm_tmr_blk.address, 0x408);
    assert_true(acpi_table_find(&tables, "FACP", 0, &t));
    assert_int_equal(acpi_table_read(&t, &even, sizeof even), 116);
    assert_int_equal(even.reset_value, 0);
    free(block);
}

static void statuses_have_words(void **state)
{
    (void)state;
    assert_string_equal(acpi_status_text(ACPI_OK), "ok");
    for (int i = 0; i <= ACPI_INVALID; i++)
        assert_string_not_equal(acpi_status_text((enum acpi_status)i), "unknown status");
    assert_string_equal(acpi_status_text((enum acpi_status)77), "unknown status");
}

TESTS(test(a_machine_is_read), test(rsdp_is_checked), test(rsdp_is_searched),
      test(the_better_root_table_counts), test(bad_tables_are_named_and_left),
      test(dsdt_and_facs_have_two_addresses), test(many_tables_leave_room_for_the_dsdt),
      test(tables_are_added_replaced_and_hidden), test(short_tables_are_read_with_zeros),
      test(statuses_have_words))
