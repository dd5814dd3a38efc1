/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Fields, as sequences of accesses to units: a unit is what one access moves, `width` bytes at a
 * multiple of `width` in the region. A field that covers a unit in part is read out of it, and
 * written into it as the update rule says.
 *
 *     region   |  unit 0   |  unit 1   |  unit 2   |
 *     field          [====================]
 *
 * The unit of a bank field is that of its region, with the bank chosen before each access; the unit
 * of an index field is its byte offset written to the index register and the data register
 * accessed. Both registers are fields themselves, so move() and access_unit() call each other:
 * NESTING deep and no deeper, which ready() has checked before anything is touched.
 */
#include "aml/field.h"

#include "aml/convert.h"
#include "aml/instance.h"
#include "aml/sync.h"
#include "aml/transfer.h"
#include "tables/bytes.h"

#define NESTING 4 /* registers of registers of ... */

#define FLAG_ACCESS 0x0F /* 0 any, 1 to 4: 1 << (n - 1) bytes, 5 buffer */
#define FLAG_LOCK   0x10
#define FLAG_UPDATE 0x60
#define WRITE_ONES  0x20
#define WRITE_ZEROS 0x40

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "integers are copied as their bytes");

void aml_bits_copy(uint8_t *to, uint64_t to_bit, const uint8_t *from, uint64_t from_bit,
                   uint64_t count)
{
    to += to_bit / 8;
    from += from_bit / 8;
    unsigned to_shift = to_bit % 8, from_shift = from_bit % 8;
    if (to_shift == 0 && from_shift == 0) {
        size_t whole = (size_t)(count / 8);
        memcpy(to, from, whole);
        to += whole;
        from += whole;
        count %= 8;
    }
    while (count != 0) {
        /* What one byte of the target takes, from one or two of the source. */
        unsigned n = count < 8 - to_shift ? (unsigned)count : 8 - to_shift;
        unsigned bits = (unsigned)*from >> from_shift;
        if (from_shift + n > 8)
            bits |= (unsigned)from[1] << (8 - from_shift);
        unsigned mask = ((1u << n) - 1) << to_shift;
        *to = (uint8_t)((*to & ~mask) | (bits << to_shift & mask));
        from_shift += n;
        from += from_shift / 8;
        from_shift %= 8;
        to_shift = 0;
        to++;
        count -= n;
    }
}

/* --- Fields of regions ------------------------------------------------------------------------ */

/* Makes all regions ready that the field touches, before any is. Gathers the flags of all. */
static enum acpi_status ready(struct aml_machine *machine, const struct aml_field *field,
                              unsigned depth, uint8_t *flags)
{
    const struct aml_field_group *group = field->group;
    enum acpi_status status = ACPI_OK;
    if (depth > NESTING)
        return ACPI_AML_LIMIT;
    *flags |= field->flags;
    if (group->kind != GROUP_INDEX) {
        /* Transfers are no registers. */
        if ((depth != 0 || group->kind == GROUP_BANK) && aml_space_transfers(group->region->space))
            return ACPI_UNSUPPORTED;
        status = aml_region_ready(machine->acpi, machine, group->region);
    }
    if (status == ACPI_OK && group->kind != GROUP_REGION)
        status = ready(machine, group->index, depth + 1, flags);
    if (status == ACPI_OK && group->kind == GROUP_INDEX)
        status = group->data->bit_count > 64 ? ACPI_AML_LIMIT
                                             : ready(machine, group->data, depth + 1, flags);
    return status;
}

/* Bytes of a unit. */
static unsigned unit_width(const struct aml_field *field)
{
    const struct aml_field_group *group = field->group;
    unsigned access = field->flags & FLAG_ACCESS;
    uint32_t first = field->bit_offset / 8;
    uint32_t after = (uint32_t)(((uint64_t)field->bit_offset + field->bit_count + 7) / 8);
    unsigned width = 4;
    if (group->kind != GROUP_INDEX && (group->region->space == ACPI_SPACE_EMBEDDED_CONTROLLER ||
                                       group->region->space == ACPI_SPACE_CMOS))
        return 1; /* these have no wider access (5.5.2.4) */
    if (access != 0)
        return access <= 4 ? 1u << (access - 1) : 1;
    /* AnyAcc, index field: the data register whole. */
    if (group->kind == GROUP_INDEX) {
        for (width = 8; width > 1 && group->data->bit_count != 8 * width;)
            width /= 2;
        return width;
    }
    /* AnyAcc: the widest that touches no byte outside the field, aligned. */
    if (group->region->space == ACPI_SPACE_SYSTEM_MEMORY)
        width = 8;
    while (((group->region->base | first | after) & (width - 1)) != 0)
        width /= 2;
    return width;
}

static enum acpi_status move(struct acpi *acpi, const struct aml_field *field, bool write,
                             uint8_t *bits, uint64_t have);

static enum acpi_status access_unit(struct acpi *acpi, const struct aml_field *field, bool write,
                                    uint64_t offset, unsigned width, uint64_t *value)
{
    const struct aml_field_group *group = field->group;
    enum acpi_status status = ACPI_OK;
    uint64_t select = group->kind == GROUP_INDEX ? offset : group->bank;
    if (group->kind != GROUP_REGION)
        status = move(acpi, group->index, true, (uint8_t *)&select, 64);
    if (status != ACPI_OK)
        return status;
    if (group->kind != GROUP_INDEX)
        return aml_region_access(acpi, group->region, write, offset, width, value);
    if (!write)
        *value = 0;
    status = move(acpi, group->data, write, (uint8_t *)value, 64);
    if (!write && width < 8)
        *value &= (UINT64_C(1) << 8 * width) - 1;
    return status;
}

/* Moves all bits of a field from or to bits[]; when writing, bits beyond `have` are zero. */
static enum acpi_status move(struct acpi *acpi, const struct aml_field *field, bool write,
                             uint8_t *bits, uint64_t have)
{
    const struct aml_field_group *group = field->group;
    uint64_t at = field->bit_offset, end = at + field->bit_count;
    uint64_t length = group->kind == GROUP_INDEX ? UINT64_MAX : group->region->length;
    unsigned widest = unit_width(field);
    if ((end + 7) / 8 > length)
        return ACPI_AML_REGION_LIMIT;
    for (uint64_t done = 0; at < end;) {
        unsigned width = widest;
        uint64_t offset, value = 0;
        /* Where the region ends inside a unit, narrower ones go on. */
        while (offset = at / 8 & ~(uint64_t)(width - 1), width > length - offset)
            width /= 2;
        unsigned shift = (unsigned)(at - offset * 8);
        uint64_t n = 8 * width - shift < end - at ? 8 * width - shift : end - at;
        if (write) {
            enum acpi_status status = ACPI_OK;
            unsigned rule = field->flags & FLAG_UPDATE;
            if (n != 8 * width && rule == WRITE_ONES)
                value = UINT64_MAX >> (64 - 8 * width);
            else if (n != 8 * width && rule != WRITE_ZEROS)
                status = access_unit(acpi, field, false, offset, width, &value);
            if (status != ACPI_OK)
                return status;
            value &= ~(UINT64_MAX >> (64 - n) << shift);
            uint64_t take = have <= done ? 0 : have - done < n ? have - done : n;
            aml_bits_copy((uint8_t *)&value, shift, bits, done, take);
        }
        enum acpi_status status = access_unit(acpi, field, write, offset, width, &value);
        if (status != ACPI_OK)
            return status;
        if (!write)
            aml_bits_copy(bits, done, (const uint8_t *)&value, shift, n);
        aml_pay(acpi, 64);
        done += n;
        at += n;
    }
    return ACPI_OK;
}

/* The same under the global lock, if any field on the way wants it. */
static enum acpi_status move_locked(struct aml_machine *machine, struct aml_field *field,
                                    bool write, uint8_t *bits, uint64_t have, bool lock)
{
    enum acpi_status status = lock ? aml_global_acquire(machine) : ACPI_OK;
    if (status != ACPI_OK)
        return status;
    field->object.refs++; /* its name may go while the lock is not held */
    status = move(machine->acpi, field, write, bits, have);
    aml_object_drop(machine->acpi, &field->object);
    if (lock)
        aml_global_release(machine);
    return status;
}

/* Does the field's value go through a handler as a whole? */
static bool transfers(const struct aml_field *field)
{
    return field->group->kind == GROUP_REGION && aml_space_transfers(field->group->region->space);
}

enum acpi_status aml_field_read(struct aml_machine *machine, struct aml_field *field,
                                struct aml_value *ret_value)
{
    struct acpi *acpi = machine->acpi;
    struct aml_value value = aml_integer(0);
    uint8_t flags = 0;
    enum acpi_status status = ready(machine, field, 0, &flags);
    if (status != ACPI_OK)
        return status;
    bool lock = (flags & FLAG_LOCK) != 0;
    if (transfers(field))
        return aml_field_transfer(machine, field, lock, NULL, ret_value);
    if (field->bit_count <= 8u * acpi->integer_size) {
        status = move_locked(machine, field, false, (uint8_t *)&value.integer, 64, lock);
    } else {
        status = aml_new_bytes(acpi, T_BUFFER, NULL, ((size_t)field->bit_count + 7) / 8, &value);
        if (status != ACPI_OK)
            return status;
        status = move_locked(machine, field, false, value.bytes->data, field->bit_count, lock);
    }
    if (status == ACPI_OK)
        *ret_value = value;
    else
        aml_drop(acpi, &value);
    return status;
}

enum acpi_status aml_field_write(struct aml_machine *machine, struct aml_field *field,
                                 const struct aml_value *value, struct aml_value *ret_value)
{
    struct acpi *acpi = machine->acpi;
    struct aml_value held = *value;
    uint8_t flags = 0;
    const uint8_t *bytes;
    size_t size;
    if (!aml_bytes_of(acpi, &held, &bytes, &size))
        return ACPI_AML_TYPE;
    enum acpi_status status = ready(machine, field, 0, &flags);
    if (status != ACPI_OK)
        return status;
    bool lock = (flags & FLAG_LOCK) != 0;
    if (transfers(field))
        return aml_field_transfer(machine, field, lock, value, ret_value);
    aml_keep(held);
    status = move_locked(machine, field, true, (uint8_t *)(uintptr_t)bytes /* only read */,
                         8 * (uint64_t)size, lock);
    aml_drop(acpi, &held);
    if (status == ACPI_OK && ret_value != NULL)
        *ret_value = (struct aml_value){0};
    return status;
}

/* --- Fields of buffers ------------------------------------------------------------------------ */

static bool outside(const struct aml_buffer_field *field)
{
    return (uint64_t)field->bit_offset + field->bit_count > 8 * (uint64_t)field->bytes->size;
}

enum acpi_status aml_buffer_field_read(struct acpi *acpi, struct aml_buffer_field *field,
                                       struct aml_value *ret_value)
{
    struct aml_value value = aml_integer(0);
    uint8_t *to = (uint8_t *)&value.integer;
    if (outside(field))
        return ACPI_AML_BUFFER_LIMIT;
    if (field->buffer || field->bit_count > 8u * acpi->integer_size) {
        enum acpi_status status =
            aml_new_bytes(acpi, T_BUFFER, NULL, ((size_t)field->bit_count + 7) / 8, &value);
        if (status != ACPI_OK)
            return status;
        to = value.bytes->data;
    }
    aml_bits_copy(to, 0, field->bytes->data, field->bit_offset, field->bit_count);
    *ret_value = value;
    return ACPI_OK;
}

enum acpi_status aml_buffer_field_write(struct acpi *acpi, struct aml_buffer_field *field,
                                        const struct aml_value *value)
{
    static const uint8_t zeros[16];
    struct aml_value held = *value;
    const uint8_t *bytes;
    size_t size;
    if (!aml_bytes_of(acpi, &held, &bytes, &size))
        return ACPI_AML_TYPE;
    if (outside(field))
        return ACPI_AML_BUFFER_LIMIT;
    bool own = held.tag != T_INTEGER && held.bytes == field->bytes;
    if (own) { /* a buffer into a field of itself */
        enum acpi_status status = aml_copy(acpi, value, &held);
        if (status != ACPI_OK)
            return status;
        bytes = held.bytes->data;
    }
    uint64_t at = field->bit_offset, left = field->bit_count;
    aml_pay(acpi, field->bit_count / 8);
    uint64_t n = 8 * (uint64_t)size < left ? 8 * (uint64_t)size : left;
    aml_bits_copy(field->bytes->data, at, bytes, 0, n);
    for (at += n, left -= n; left != 0; at += n, left -= n) {
        n = left < 8 * sizeof zeros ? left : 8 * sizeof zeros;
        aml_bits_copy(field->bytes->data, at, zeros, 0, n);
    }
    if (own)
        aml_drop(acpi, &held);
    return ACPI_OK;
}
