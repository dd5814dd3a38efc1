/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Transfers: a field of such a space is a command. Its value is a buffer in the form that the space
 * prescribes (5.5.2.4.5 to 5.5.2.4.8), for SMBus and GenericSerialBus
 *
 *     status (1 byte), length (1 byte), data
 *
 * which goes to the handler as a whole and comes back, for reads and writes alike: also a write has
 * an answer. Pins of GeneralPurposeIO are plain bits, one for each pin.
 */
#include "aml/transfer.h"

#include "aml/convert.h"
#include "aml/instance.h"
#include "aml/sync.h"
#include "tables/bytes.h"

#define SMBUS_SIZE  34 /* status, length, 32 bytes */
#define IPMI_SIZE   66 /* status, length, 64 bytes */
#define PRM_SIZE    26 /* 5.5.2.4.9 */
#define FFH_SIZE    256
#define SERIAL_HEAD 2   /* status, length */
#define SERIAL_MOST 255 /* data bytes */

/* Data bytes of GenericSerialBus protocols by AccessAs attribute (5.5.2.4.6.3); the others have as
 * many as length says. */
static unsigned serial_size(uint8_t attribute, uint8_t length)
{
    switch (attribute) {
    case 0x02: /* AttribQuick */
        return SERIAL_HEAD;
    case 0x04: /* AttribSendReceive */
    case 0x06: /* AttribByte */
        return SERIAL_HEAD + 1;
    case 0x08: /* AttribWord */
    case 0x0C: /* AttribProcessCall */
        return SERIAL_HEAD + 2;
    case 0x0B: /* AttribBytes */
        return SERIAL_HEAD + length;
    default:
        return SERIAL_HEAD + SERIAL_MOST;
    }
}

static size_t transfer_size(const struct aml_field *field)
{
    switch (field->group->region->space) {
    case ACPI_SPACE_SMBUS:
        return SMBUS_SIZE;
    case ACPI_SPACE_IPMI:
        return IPMI_SIZE;
    case ACPI_SPACE_PRM:
        return PRM_SIZE;
    case ACPI_SPACE_FIXED_HARDWARE:
        return FFH_SIZE;
    case ACPI_SPACE_GENERIC_SERIAL_BUS:
        return serial_size(field->attribute, field->attribute_length);
    default:
        return ((size_t)field->bit_count + 7) / 8; /* GPIO */
    }
}

static enum acpi_status transfer(struct aml_machine *machine, struct aml_field *field, bool lock,
                                 bool write, struct aml_bytes *bytes)
{
    const struct aml_field_group *group = field->group;
    struct acpi_access access = {
        .write = write,
        .offset = field->bit_offset / 8,
        .bytes = bytes->data,
        .size = bytes->size,
        .attribute = field->attribute,
        .attribute_length = field->attribute_length,
        .bit_offset = field->bit_offset - group->connection_bit,
        .bit_count = field->bit_count,
        .connection = group->connection != NULL ? group->connection->data : NULL,
        .connection_size = group->connection != NULL ? group->connection->size : 0,
    };
    enum acpi_status status = lock ? aml_global_acquire(machine) : ACPI_OK;
    if (status != ACPI_OK)
        return status;
    status = aml_region_transfer(machine->acpi, group->region, &access);
    if (lock)
        aml_global_release(machine);
    return status;
}

enum acpi_status aml_field_transfer(struct aml_machine *machine, struct aml_field *field, bool lock,
                                    const struct aml_value *value, struct aml_value *ret_value)
{
    struct acpi *acpi = machine->acpi;
    struct aml_value buffer;
    enum acpi_status status = aml_new_bytes(acpi, T_BUFFER, NULL, transfer_size(field), &buffer);
    if (status != ACPI_OK)
        return status;
    if (value != NULL) {
        const uint8_t *bytes;
        size_t size;
        if (aml_bytes_of(acpi, value, &bytes, &size))
            memcpy(buffer.bytes->data, bytes,
                   size < buffer.bytes->size ? size : buffer.bytes->size);
    }
    field->object.refs++;
    status = transfer(machine, field, lock, value != NULL, buffer.bytes);
    bool pins = field->group->region->space == ACPI_SPACE_GPIO;
    if (status == ACPI_OK && value == NULL && pins && field->bit_count <= 8u * acpi->integer_size) {
        struct aml_value integer = aml_integer(0);
        aml_bits_copy((uint8_t *)&integer.integer, 0, buffer.bytes->data, 0, field->bit_count);
        *ret_value = integer;
        aml_drop(acpi, &buffer);
    } else if (status == ACPI_OK && ret_value != NULL && !(pins && value != NULL)) {
        *ret_value = buffer;
    } else {
        if (status == ACPI_OK && ret_value != NULL)
            *ret_value = (struct aml_value){0};
        aml_drop(acpi, &buffer);
    }
    aml_object_drop(acpi, &field->object);
    return status;
}
