/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Fields: the exact accesses of every access type, update rule, and kind of group. */
#include "projects/acpi/tests/world.h"

/* --- aml_bits_copy ---------------------------------------------------------------------------- */

static bool bit_at(const uint8_t *bytes, uint64_t at)
{
    return (bytes[at / 8] >> at % 8 & 1) != 0;
}

/* Every pair of bit positions and every length up to 140 bits, against one bit at a time. The
 * source ends with its last bit, so that a sanitizer sees a byte read too far. */
static void copies_bits(void **state)
{
    (void)state;
    enum { MOST = 140 };
    for (unsigned to = 0; to < 17; to++)
        for (unsigned from = 0; from < 17; from++)
            for (unsigned count = 0; count <= MOST; count++) {
                size_t source_size = (from + count + 7) / 8, target_size = (to + count + 7) / 8;
                uint8_t *source = malloc(source_size + 1), *target = malloc(target_size + 1);
                uint8_t expected[(17 + MOST) / 8 + 2];
                source = realloc(source, source_size ? source_size : 1);
                target = realloc(target, target_size ? target_size : 1);
                for (size_t i = 0; i < source_size; i++)
                    source[i] = (uint8_t)(i * 151 + count * 7 + 43);
                for (size_t i = 0; i < target_size; i++)
                    expected[i] = target[i] = (uint8_t)(i * 89 + from * 13 + 17);
                for (unsigned i = 0; i < count; i++) {
                    uint8_t mask = (uint8_t)(1u << (to + i) % 8);
                    expected[(to + i) / 8] = (uint8_t)((expected[(to + i) / 8] & ~mask) |
                                                       (bit_at(source, from + i) ? mask : 0));
                }
                aml_bits_copy(target, to, source, from, count);
                assert_memory_equal(target, expected, target_size);
                free(source);
                free(target);
            }
}

/* --- Access types ----------------------------------------------------------------------------- */

static void check_read(struct world *w, unsigned flags, uint32_t bit, uint32_t count,
                       uint64_t expected, const char *trace)
{
    struct aml_region *region = w->acpi->root->child->value.region;
    struct aml_field *field = region_field(w, region, flags, bit, count);
    assert_int_equal(read_integer(w, field), expected);
    assert_trace(w, trace);
    drop_field(w, field);
}

static struct world *memory_world(uint64_t base, uint64_t length)
{
    struct world *w = world_new();
    for (unsigned i = 0; i < 0x100; i++)
        w->memory[0x1000 + i] = (uint8_t)(0x10 + i);
    put_region(w, "MEM_", ACPI_SPACE_SYSTEM_MEMORY, base, length);
    return w;
}

static void reads_each_width(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 0x40);
    check_read(w, BYTE, 8, 8, 0x11, "m r1 1001=11");
    check_read(w, WORD, 16, 16, 0x1312, "m r2 1002=1312");
    check_read(w, DWORD, 32, 32, 0x17161514, "m r4 1004=17161514");
    check_read(w, QWORD, 64, 64, 0x1f1e1d1c1b1a1918, "m r8 1008=1f1e1d1c1b1a1918");
    check_read(w, BUFFER, 8, 8, 0x11, "m r1 1001=11");
    check_read(w, 9, 8, 8, 0x11, "m r1 1001=11"); /* reserved: bytes */
    world_close(w);
}

static void reads_parts_of_units(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 0x40);
    check_read(w, BYTE, 3, 1, 0, "m r1 1000=10");
    check_read(w, BYTE, 4, 1, 1, "m r1 1000=10");
    check_read(w, BYTE, 4, 8, 0x11, "m r1 1000=10, m r1 1001=11");
    check_read(w, WORD, 12, 8, 0x21, "m r2 1000=1110, m r2 1002=1312");
    check_read(w, DWORD, 8, 8, 0x11, "m r4 1000=13121110");
    check_read(w, DWORD, 24, 32, 0x16151413, "m r4 1000=13121110, m r4 1004=17161514");
    check_read(w, QWORD, 60, 8, 0x81, "m r8 1000=1716151413121110, m r8 1008=1f1e1d1c1b1a1918");
    check_read(w, BYTE, 1, 64, 0xb8b0a8a09890888,
               "m r1 1000=10, m r1 1001=11, m r1 1002=12, m r1 1003=13, m r1 1004=14, "
               "m r1 1005=15, m r1 1006=16, m r1 1007=17, m r1 1008=18");
    world_close(w);
}

static void any_access_is_as_wide_as_the_field(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 0x40);
    check_read(w, ANY, 0, 8, 0x10, "m r1 1000=10");
    check_read(w, ANY, 5, 1, 0, "m r1 1000=10");
    check_read(w, ANY, 16, 16, 0x1312, "m r2 1002=1312");
    check_read(w, ANY, 8, 16, 0x1211, "m r1 1001=11, m r1 1002=12");
    check_read(w, ANY, 4, 12, 0x111, "m r2 1000=1110");
    check_read(w, ANY, 32, 32, 0x17161514, "m r4 1004=17161514");
    check_read(w, ANY, 0, 24, 0x121110, "m r1 1000=10, m r1 1001=11, m r1 1002=12");
    check_read(w, ANY, 64, 64, 0x1f1e1d1c1b1a1918, "m r8 1008=1f1e1d1c1b1a1918");
    check_read(w, ANY, 32, 64, 0x1b1a191817161514, "m r4 1004=17161514, m r4 1008=1b1a1918");
    world_close(w);
    /* The address counts, not the offset. */
    w = memory_world(0x1002, 0x40);
    check_read(w, ANY, 0, 32, 0x15141312, "m r2 1002=1312, m r2 1004=1514");
    world_close(w);
    w = memory_world(0x1001, 0x40);
    check_read(w, ANY, 0, 16, 0x1211, "m r1 1001=11, m r1 1002=12");
    world_close(w);
}

static void ports_and_controllers_have_narrower_units(void **state)
{
    (void)state;
    struct world *w = world_new();
    for (unsigned i = 0; i < 16; i++)
        w->ports[0x60 + i] = (uint8_t)(0xA0 + i);
    struct aml_region *region = put_region(w, "PORT", ACPI_SPACE_SYSTEM_IO, 0x60, 0x10);
    struct aml_field *field = region_field(w, region, ANY, 0, 64);
    assert_int_equal(read_integer(w, field), 0xa7a6a5a4a3a2a1a0);
    assert_trace(w, "i r4 60=a3a2a1a0, i r4 64=a7a6a5a4");
    drop_field(w, field);
    field = region_field(w, region, QWORD, 0, 64);
    write_integer(w, field, 0x1122334455667788);
    assert_trace(w, "i w4 60=55667788, i w4 64=11223344");
    drop_field(w, field);
    world_close(w);
}

/* --- Update rules ----------------------------------------------------------------------------- */

static void check_write(struct world *w, unsigned flags, uint32_t bit, uint32_t count,
                        uint64_t value, const char *trace)
{
    struct aml_region *region = w->acpi->root->child->value.region;
    struct aml_field *field = region_field(w, region, flags, bit, count);
    write_integer(w, field, value);
    assert_trace(w, trace);
    drop_field(w, field);
}

static void writes_by_update_rule(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 0x40);
    /* Whole units: nothing is read, whatever the rule. */
    check_write(w, BYTE, 0, 8, 0x5a, "m w1 1000=5a");
    check_write(w, WORD | ONES, 16, 16, 0x5a5a, "m w2 1002=5a5a");
    check_write(w, DWORD | ZEROS, 32, 32, 0xdeadbeef, "m w4 1004=deadbeef");
    check_write(w, QWORD, 64, 64, 0x0123456789abcdef, "m w8 1008=123456789abcdef");
    /* Parts. */
    check_write(w, BYTE | PRESERVE, 0x81, 2, 3, "m r1 1010=20, m w1 1010=26");
    check_write(w, BYTE | ONES, 0x81, 2, 0, "m w1 1010=f9");
    check_write(w, BYTE | ZEROS, 0x81, 2, 3, "m w1 1010=6");
    check_write(w, DWORD | PRESERVE, 0x8c, 8, 0xff, "m r4 1010=23222106, m w4 1010=232ff106");
    check_write(w, WORD | ONES, 0x8c, 2, 0, "m w2 1010=cfff");
    check_write(w, QWORD | ONES, 0xc0, 8, 0, "m w8 1018=ffffffffffffff00");
    check_write(w, QWORD | ZEROS, 0xf8, 8, 0xee, "m w8 1018=ee00000000000000");
    check_write(w, BYTE | 0x60, 0x81, 1, 1, "m r1 1010=ff, m w1 1010=ff"); /* reserved: preserve */
    world_close(w);
}

static void writes_span_units(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 0x40);
    check_write(w, BYTE, 4, 16, 0xabcd,
                "m r1 1000=10, m w1 1000=d0, m w1 1001=bc, m r1 1002=12, m w1 1002=1a");
    check_write(w, WORD | ONES, 8, 16, 0x1234, "m w2 1000=34ff, m w2 1002=ff12");
    check_write(w, DWORD | ZEROS, 24, 16, 0xffff, "m w4 1000=ff000000, m w4 1004=ff");
    check_write(w, DWORD, 0x80, 64, 0x1122334455667788, "m w4 1010=55667788, m w4 1014=11223344");
    world_close(w);
}

static void the_end_of_a_region_narrows(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 7);
    check_read(w, DWORD, 0, 56, 0x16151413121110,
               "m r4 1000=13121110, m r2 1004=1514, m r1 1006=16");
    check_read(w, QWORD, 16, 8, 0x12, "m r4 1000=13121110");
    check_write(w, DWORD, 48, 8, 1, "m w1 1006=1");
    check_write(w, DWORD, 44, 4, 0xf, "m r2 1004=1514, m w2 1004=f514");
    struct aml_region *region = w->acpi->root->child->value.region;
    struct aml_field *field = region_field(w, region, BYTE, 48, 9);
    struct aml_value value;
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_AML_REGION_LIMIT);
    value = aml_integer(1);
    assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_AML_REGION_LIMIT);
    assert_trace(w, "");
    field->bit_offset = UINT32_MAX;
    field->bit_count = UINT32_MAX;
    assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_AML_REGION_LIMIT);
    drop_field(w, field);
    world_close(w);
}

static void hardware_errors_come_through(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 0x20);
    struct aml_region *region = w->acpi->root->child->value.region;
    struct aml_value value = aml_integer(1);
    uint32_t bits[] = {3, 32, 200};
    for (unsigned i = 0; i < 3; i++) {
        struct aml_field *field = region_field(w, region, BYTE, 0, bits[i]);
        w->fail = true;
        assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_AML_ACCESS);
        assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_AML_ACCESS);
        w->fail = false;
        drop_field(w, field);
    }
    world_close(w);
}

/* --- Values ----------------------------------------------------------------------------------- */

static struct aml_value bytes_value(struct world *w, enum aml_tag tag, const void *at, size_t size)
{
    struct aml_value value;
    assert_int_equal(aml_new_bytes(w->acpi, tag, at, size, &value), ACPI_OK);
    return value;
}

/* 65 to 256 bits, at every bit position: buffers in and out, against bits moved one by one. */
static void long_fields_are_buffers(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 0x40);
    struct aml_region *region = w->acpi->root->child->value.region;
    static const unsigned accesses[] = {ANY, BYTE, WORD, DWORD, QWORD};
    for (unsigned a = 0; a < 5; a++)
        for (uint32_t bit = 0; bit < 70; bit += 3)
            for (uint32_t count = 65; count <= 256; count += 13) {
                struct aml_field *field = region_field(w, region, accesses[a], bit, count);
                struct aml_value value;
                uint8_t expected[0x40];
                for (unsigned i = 0; i < 0x40; i++)
                    w->memory[0x1000 + i] = (uint8_t)(i * 37 + a + bit + count);
                memcpy(expected, w->memory + 0x1000, 0x40);
                assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_OK);
                assert_int_equal(value.tag, T_BUFFER);
                assert_int_equal(value.bytes->size, (count + 7) / 8);
                for (uint32_t i = 0; i < 8 * value.bytes->size; i++)
                    assert_int_equal(bit_at(value.bytes->data, i),
                                     i < count && bit_at(expected, bit + i));
                for (uint32_t i = 0; i < value.bytes->size; i++)
                    value.bytes->data[i] ^= 0xFF;
                assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_OK);
                for (uint32_t i = bit; i < bit + count; i++)
                    expected[i / 8] ^= (uint8_t)(1u << i % 8);
                assert_memory_equal(w->memory + 0x1000, expected, 0x40);
                aml_drop(w->acpi, &value);
                drop_field(w, field);
                w->trace[0] = '\0';
            }
    world_close(w);
}

static void what_a_value_lacks_is_zero(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 0x40);
    struct aml_region *region = w->acpi->root->child->value.region;
    struct aml_field *field = region_field(w, region, DWORD, 0, 96);
    struct aml_value value = aml_integer(UINT64_MAX);
    assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_OK);
    assert_trace(w, "m w4 1000=ffffffff, m w4 1004=ffffffff, m w4 1008=0");
    value = bytes_value(w, T_BUFFER, "\x01\x02\x03\x04\x05", 5);
    assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_OK);
    assert_trace(w, "m w4 1000=4030201, m w4 1004=5, m w4 1008=0");
    assert_int_equal(value.object->refs, 1);
    aml_drop(w->acpi, &value);
    value = bytes_value(w, T_STRING, "ABCDEFGHIJKLMNOP", 16);
    assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_OK);
    assert_trace(w, "m w4 1000=44434241, m w4 1004=48474645, m w4 1008=4c4b4a49");
    aml_drop(w->acpi, &value);
    value = bytes_value(w, T_BUFFER, NULL, 0);
    field->bit_count = 32;
    assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_OK);
    assert_trace(w, "m w4 1000=0");
    aml_drop(w->acpi, &value);
    value = (struct aml_value){.tag = T_DEVICE};
    assert_int_equal(aml_field_write(w->machine, field, &value, NULL), ACPI_AML_TYPE);
    drop_field(w, field);
    world_close(w);
}

static void integers_of_32_bits_are_short(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 0x40);
    struct aml_region *region = w->acpi->root->child->value.region;
    w->acpi->integer_size = 4;
    struct aml_field *field = region_field(w, region, DWORD, 0, 33);
    struct aml_value value;
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_OK);
    assert_int_equal(value.tag, T_BUFFER);
    assert_int_equal(value.bytes->size, 5);
    assert_memory_equal(value.bytes->data, "\x10\x11\x12\x13\x00", 5);
    aml_drop(w->acpi, &value);
    w->trace[0] = '\0';
    field->bit_count = 64;
    write_integer(w, field, UINT64_MAX);
    assert_trace(w, "m w4 1000=ffffffff, m w4 1004=0");
    field->bit_count = 32;
    assert_int_equal(read_integer(w, field), UINT32_MAX);
    drop_field(w, field);
    world_close(w);
}

static void no_memory_no_access(void **state)
{
    (void)state;
    struct world *w = memory_world(0, MEMORY);
    struct aml_region *region = w->acpi->root->child->value.region;
    struct aml_field *field = region_field(w, region, BYTE, 0, 8 * 4096);
    struct aml_value value;
    w->acpi->heap.limit = w->acpi->heap.taken;
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_NO_MEMORY);
    assert_trace(w, "");
    w->acpi->heap.limit = 0;
    field->bit_count = UINT32_MAX;
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_AML_LIMIT);
    drop_field(w, field);
    world_close(w);
}

/* --- Index and bank fields -------------------------------------------------------------------- */

/* Index and data registers at ports 0x70 and 0x71, or wider ones from there. */
static struct aml_field *port_field(struct world *w, unsigned flags, uint32_t bit, uint32_t count)
{
    struct aml_region *region =
        w->acpi->root->child != NULL ? w->acpi->root->child->value.region : NULL;
    if (region == NULL || w->acpi->root->child->name != name4("PORT"))
        region = put_region(w, "PORT", ACPI_SPACE_SYSTEM_IO, 0x70, 0x10);
    return region_field(w, region, flags, bit, count);
}

static void index_then_data(void **state)
{
    (void)state;
    struct world *w = world_new();
    w->ports[0x71] = 0x5a;
    struct aml_field *field =
        index_field(w, port_field(w, BYTE, 0, 8), port_field(w, BYTE, 8, 8), BYTE, 0x80, 8);
    assert_int_equal(read_integer(w, field), 0x5a);
    assert_trace(w, "i w1 70=10, i r1 71=5a");
    write_integer(w, field, 0xa5);
    assert_trace(w, "i w1 70=10, i w1 71=a5");
    field->bit_offset = 0x84; /* part of two units */
    write_integer(w, field, 0);
    assert_trace(w, "i w1 70=10, i r1 71=a5, i w1 70=10, i w1 71=5, "
                    "i w1 70=11, i r1 71=5, i w1 70=11, i w1 71=0");
    field->flags = BYTE | ONES;
    write_integer(w, field, 0);
    assert_trace(w, "i w1 70=10, i w1 71=f, i w1 70=11, i w1 71=f0");
    drop_field(w, field);
    world_close(w);
}

static void index_is_a_multiple_of_the_access_width(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_field *field =
        index_field(w, port_field(w, BYTE, 0, 8), port_field(w, DWORD, 32, 32), DWORD, 40, 48);
    memcpy(w->ports + 0x74, "\x01\x02\x03\x04", 4);
    assert_int_equal(read_integer(w, field), 0x0201040302 | UINT64_C(0x03) << 40);
    assert_trace(w, "i w1 70=4, i r4 74=4030201, i w1 70=8, i r4 74=4030201");
    /* AnyAcc: as wide as the data register. */
    field->flags = ANY;
    field->bit_offset = 64;
    field->bit_count = 32;
    write_integer(w, field, 0x11223344);
    assert_trace(w, "i w1 70=8, i w4 74=11223344");
    field->group->data->bit_count = 24; /* no width: bytes */
    field->bit_count = 16;
    write_integer(w, field, 0x1122);
    assert_trace(w, "i w1 70=8, i r4 74=11223344, i w4 74=11000022, "
                    "i w1 70=9, i r4 74=11000022, i w4 74=11000011");
    drop_field(w, field);
    world_close(w);
}

/* The registers obey their own access types and update rules. */
static void registers_have_their_own_rules(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_field *field = index_field(w, port_field(w, WORD | ONES, 4, 8),
                                          port_field(w, BYTE | ZEROS, 20, 8), BYTE, 24, 8);
    write_integer(w, field, 0x7e);
    assert_trace(w, "i w2 70=f03f, i w1 72=e0, i w1 73=7");
    drop_field(w, field);
    world_close(w);
}

/* A data register wider than the unit. */
static void narrow_units_of_wide_data(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_field *field =
        index_field(w, port_field(w, BYTE, 0, 8), port_field(w, WORD, 16, 16), BYTE, 8, 16);
    memcpy(w->ports + 0x72, "\x34\x12", 2);
    assert_int_equal(read_integer(w, field), 0x3434);
    assert_trace(w, "i w1 70=1, i r2 72=1234, i w1 70=2, i r2 72=1234");
    drop_field(w, field);
    world_close(w);
}

static void bank_before_each_access(void **state)
{
    (void)state;
    struct world *w = memory_world(0x1000, 0x10);
    struct aml_region *region = w->acpi->root->child->value.region;
    struct aml_field *field = bank_field(w, region, port_field(w, BYTE, 0, 8), 3, DWORD, 0, 48);
    assert_int_equal(read_integer(w, field), 0x151413121110);
    assert_trace(w, "i w1 70=3, m r4 1000=13121110, i w1 70=3, m r4 1004=17161514");
    write_integer(w, field, 0);
    assert_trace(w, "i w1 70=3, m w4 1000=0, "
                    "i w1 70=3, m r4 1004=17161514, i w1 70=3, m w4 1004=17160000");
    drop_field(w, field);
    /* The bank register is a part of a byte, preserved. */
    w->ports[0x71] = 0xf0;
    field = bank_field(w, region, port_field(w, BYTE, 9, 2), 2, BYTE, 0, 8);
    assert_int_equal(read_integer(w, field), 0);
    assert_trace(w, "i r1 71=f0, i w1 71=f4, m r1 1000=0");
    drop_field(w, field);
    world_close(w);
}

static void registers_of_registers(void **state)
{
    (void)state;
    struct world *w = world_new();
    /* Bank over index: the bank register is register 5 of an index pair. */
    struct aml_region *memory = put_region(w, "MEM_", ACPI_SPACE_SYSTEM_MEMORY, 0x1000, 0x10);
    struct aml_region *port = put_region(w, "PORT", ACPI_SPACE_SYSTEM_IO, 0x70, 0x10);
    struct aml_field *bank = index_field(w, region_field(w, port, BYTE, 0, 8),
                                         region_field(w, port, BYTE, 8, 8), BYTE, 40, 8);
    struct aml_field *field = bank_field(w, memory, bank, 9, BYTE, 0, 8);
    write_integer(w, field, 0x77);
    assert_trace(w, "i w1 70=5, i w1 71=9, m w1 1000=77");
    drop_field(w, field);
    /* Index over index: index and data are registers 1 and 2 of another pair. */
    struct aml_field *index = index_field(w, region_field(w, port, BYTE, 0, 8),
                                          region_field(w, port, BYTE, 8, 8), BYTE, 8, 8);
    struct aml_field *data = index_field(w, region_field(w, port, BYTE, 0, 8),
                                         region_field(w, port, BYTE, 8, 8), BYTE, 16, 8);
    w->ports[0x71] = 0x66;
    field = index_field(w, index, data, BYTE, 56, 8);
    assert_int_equal(read_integer(w, field), 7);
    assert_trace(w, "i w1 70=1, i w1 71=7, i w1 70=2, i r1 71=7");
    drop_field(w, field);
    world_close(w);
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_region *port = put_region(w, "PORT", ACPI_SPACE_SYSTEM_IO, 0x70, 0x10);
    struct aml_value value = aml_integer(1);
    struct aml_field *field = region_field(w, port, BYTE, 8, 8);
    for (unsigned depth = 1; depth <= 6; depth++) {
        field = index_field(w, region_field(w, port, BYTE, 0, 8), field, BYTE, 0, 8);
        enum acpi_status expected = depth <= 4 ? ACPI_OK : ACPI_AML_LIMIT;
        w->trace[0] = '\0';
        assert_int_equal(aml_field_write(w->machine, field, &value, NULL), expected);
        assert_int_equal(w->trace[0] != '\0', expected == ACPI_OK);
        assert_int_equal(aml_field_read(w->machine, field, &value), expected);
    }
    drop_field(w, field);
    /* A data register longer than an integer. */
    field = index_field(w, region_field(w, port, BYTE, 0, 8), region_field(w, port, BYTE, 8, 65),
                        BYTE, 0, 8);
    w->trace[0] = '\0';
    assert_int_equal(aml_field_read(w->machine, field, &value), ACPI_AML_LIMIT);
    assert_trace(w, "");
    drop_field(w, field);
    world_close(w);
}

/* --- Fields of buffers ------------------------------------------------------------------------ */

static void buffer_fields(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_value buffer =
        bytes_value(w, T_BUFFER, "\x10\x32\x54\x76\x98\xba\xdc\xfe\x01\x23", 10);
    struct aml_buffer_field field = {.bytes = buffer.bytes, .bit_offset = 4, .bit_count = 16};
    struct aml_value value;
    assert_int_equal(aml_buffer_field_read(w->acpi, &field, &value), ACPI_OK);
    assert_int_equal(value.tag, T_INTEGER);
    assert_int_equal(value.integer, 0x4321);
    value = aml_integer(0xabcd);
    assert_int_equal(aml_buffer_field_write(w->acpi, &field, &value), ACPI_OK);
    assert_memory_equal(buffer.bytes->data, "\xd0\xbc\x5a\x76", 4);
    /* Of CreateField: a buffer, however short. */
    field.buffer = true;
    field.bit_count = 12;
    assert_int_equal(aml_buffer_field_read(w->acpi, &field, &value), ACPI_OK);
    assert_int_equal(value.tag, T_BUFFER);
    assert_int_equal(value.bytes->size, 2);
    assert_memory_equal(value.bytes->data, "\xcd\x0b", 2);
    aml_drop(w->acpi, &value);
    /* Longer than an integer. */
    field = (struct aml_buffer_field){.bytes = buffer.bytes, .bit_offset = 8, .bit_count = 72};
    assert_int_equal(aml_buffer_field_read(w->acpi, &field, &value), ACPI_OK);
    assert_int_equal(value.tag, T_BUFFER);
    assert_memory_equal(value.bytes->data, buffer.bytes->data + 1, 9);
    aml_drop(w->acpi, &value);
    w->acpi->integer_size = 4;
    field.bit_count = 33;
    assert_int_equal(aml_buffer_field_read(w->acpi, &field, &value), ACPI_OK);
    assert_int_equal(value.tag, T_BUFFER);
    aml_drop(w->acpi, &value);
    /* Outside. */
    field.bit_count = 73;
    assert_int_equal(aml_buffer_field_read(w->acpi, &field, &value), ACPI_AML_BUFFER_LIMIT);
    value = aml_integer(1);
    assert_int_equal(aml_buffer_field_write(w->acpi, &field, &value), ACPI_AML_BUFFER_LIMIT);
    value = (struct aml_value){.tag = T_PACKAGE};
    assert_int_equal(aml_buffer_field_write(w->acpi, &field, &value), ACPI_AML_TYPE);
    aml_drop(w->acpi, &buffer);
    world_close(w);
}

static void buffer_fields_are_filled_with_zeros(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_value buffer = bytes_value(w, T_BUFFER, NULL, 64), value;
    struct aml_buffer_field field = {.bytes = buffer.bytes, .bit_offset = 3, .bit_count = 505};
    memset(buffer.bytes->data, 0xff, 64);
    value = aml_integer(1);
    assert_int_equal(aml_buffer_field_write(w->acpi, &field, &value), ACPI_OK);
    assert_int_equal(buffer.bytes->data[0], 0x0f);
    for (unsigned i = 1; i < 63; i++)
        assert_int_equal(buffer.bytes->data[i], 0);
    assert_int_equal(buffer.bytes->data[63], 0xf0);
    aml_drop(w->acpi, &buffer);
    world_close(w);
}

/* The value is the buffer that the field lies in. */
static void a_buffer_into_its_own_field(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct aml_value buffer = bytes_value(w, T_BUFFER, "\x21\x43\x65\x87", 4);
    struct aml_buffer_field field = {.bytes = buffer.bytes, .bit_offset = 4, .bit_count = 24};
    assert_int_equal(aml_buffer_field_write(w->acpi, &field, &buffer), ACPI_OK);
    assert_memory_equal(buffer.bytes->data, "\x11\x32\x54\x86", 4);
    assert_int_equal(buffer.object->refs, 1);
    w->acpi->heap.limit = w->acpi->heap.taken;
    memset(w->acpi->heap.free, 0, sizeof w->acpi->heap.free);
    w->acpi->heap.fresh = w->acpi->heap.fresh_end = NULL;
    assert_int_equal(aml_buffer_field_write(w->acpi, &field, &buffer), ACPI_NO_MEMORY);
    field.buffer = true;
    assert_int_equal(aml_buffer_field_read(w->acpi, &field, &buffer), ACPI_NO_MEMORY);
    w->acpi->heap.limit = 0;
    aml_drop(w->acpi, &buffer);
    world_close(w);
}

TESTS(test(copies_bits), test(reads_each_width), test(reads_parts_of_units),
      test(any_access_is_as_wide_as_the_field), test(ports_and_controllers_have_narrower_units),
      test(writes_by_update_rule), test(writes_span_units), test(the_end_of_a_region_narrows),
      test(hardware_errors_come_through), test(long_fields_are_buffers),
      test(what_a_value_lacks_is_zero), test(integers_of_32_bits_are_short),
      test(no_memory_no_access), test(index_then_data),
      test(index_is_a_multiple_of_the_access_width), test(registers_have_their_own_rules),
      test(narrow_units_of_wide_data), test(bank_before_each_access), test(registers_of_registers),
      test(nesting_has_a_limit), test(buffer_fields), test(buffer_fields_are_filled_with_zeros),
      test(a_buffer_into_its_own_field))
