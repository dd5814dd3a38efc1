/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Address spaces whose fields are commands: \CHEK (space) sends known ones and looks at the
 * answers, the handlers here look at what arrives.
 */
#include <stdlib.h>
#include <string.h>

#include "suite_host.h"

static const struct acpi_node_ref root;

/* The _UID of the device that a connection names. Where its path begins stands in the descriptor:
 * for pins at byte 17 (6.4.3.8.1), for a serial bus behind type data whose length is at byte 10
 * (6.4.3.8.2). */
static bool source_uid(struct acpi *acpi, const struct acpi_access *access, bool pins,
                       uint64_t *ret_uid)
{
    const uint8_t *bytes = access->connection;
    struct acpi_node_ref node;
    if (bytes == NULL || access->connection_size < 20)
        return complain("a connection is missing");
    size_t path =
        pins ? (size_t)(bytes[17] | bytes[18] << 8) : (size_t)(12 + (bytes[10] | bytes[11] << 8));
    if (path >= access->connection_size ||
        memchr(bytes + path, 0, access->connection_size - path) == NULL)
        return complain("a connection without its path");
    if (!acpi_find(acpi, root, (const char *)bytes + path, &node))
        return complain("%s is not there", (const char *)bytes + path);
    return acpi_eval_integer(acpi, node, "_UID", ret_uid) == ACPI_OK;
}

static enum acpi_status refuse(const char *what)
{
    complain("%s", what);
    return ACPI_AML_ACCESS;
}

static enum acpi_status ipmi(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    static const char prefix[] = "IPMICommand";
    (void)ctx, (void)acpi;
    if (!access->write || access->size != 66 || memcmp(access->bytes, prefix, 11) != 0)
        return refuse("IPMI: another message");
    uint64_t command = strtoull((const char *)access->bytes + 11, NULL, 16);
    if (command != access->base + access->offset)
        return refuse("IPMI: another command");
    memcpy(access->bytes, &command, sizeof command);
    return ACPI_OK;
}

static uint16_t pins[2]; /* of each controller */

static enum acpi_status gpio(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    uint64_t uid;
    (void)ctx;
    if (access->bit_count == 0 || access->bit_count > 3 || access->bit_offset > 15)
        return refuse("GPIO: other pins");
    if (!source_uid(acpi, access, true, &uid) || uid > 1)
        return refuse("GPIO: another controller");
    uint16_t mask = (uint16_t)(((1u << access->bit_count) - 1) << access->bit_offset);
    if (access->write)
        pins[0] = (uint16_t)((pins[0] & ~mask) | (access->bytes[0] << access->bit_offset & mask));
    else
        access->bytes[0] = (uint8_t)((pins[uid] & mask) >> access->bit_offset);
    return ACPI_OK;
}

static enum acpi_status pcc(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    uint32_t command;
    (void)ctx, (void)acpi;
    if (access->size != 0xFF || access->base != 0xCA || access->bytes == NULL)
        return refuse("PCC: another subspace");
    if (strcmp((const char *)access->bytes, "HELLO") != 0)
        return refuse("PCC: another message");
    memcpy(&command, access->bytes + 12, sizeof command);
    if (command != 0xDEADBEEF)
        return refuse("PCC: another command");
    command = 0xBEEFDEAD;
    memcpy(access->bytes + 12, &command, sizeof command);
    return ACPI_OK;
}

static enum acpi_status prm(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    static const char answer[] = "goodbyeworld";
    (void)ctx, (void)acpi;
    if (!access->write || access->size != 26 || strcmp((char *)access->bytes, "helloworld") != 0)
        return refuse("PRM: another message");
    memcpy(access->bytes, answer, sizeof answer);
    return ACPI_OK;
}

static enum acpi_status fixed(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    (void)ctx, (void)acpi;
    if (access->base != 0xCAFEBABE || access->length != 0xFEFECACA)
        return refuse("FFixedHW: another region");
    if (access->size != 256 || strcmp((char *)access->bytes, "someguidandstuff") != 0)
        return refuse("FFixedHW: another message");
    memcpy(access->bytes, "ok", 3);
    return ACPI_OK;
}

/* What each command of the case should look like when it arrives. */
static const struct serial {
    uint16_t command;
    bool write;
    uint8_t bus, attribute, length;
    uint16_t size;
} serials[] = {
    {0x111, true, 0, 0x02, 0, 2},      {0x121, true, 0, 0x04, 0, 3},
    {0x122, true, 0, 0x06, 0, 3},      {0x124, false, 0, 0x08, 0, 4},
    {0x128, false, 0, 0x0A, 0, 257},   {0x228, true, 0, 0x0C, 0, 4},
    {0x229, false, 0, 0x0D, 0, 257},   {0x23B, true, 1, 0x0B, 15, 17},
    {0x23C, false, 1, 0x0E, 255, 257}, {0x23D, false, 1, 0x0F, 123, 257},
};

static enum acpi_status serial(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    uint64_t uid, command = access->base + access->offset;
    (void)ctx;
    if (!source_uid(acpi, access, false, &uid))
        return refuse("serial bus: no controller");
    for (size_t i = 0; i < sizeof serials / sizeof *serials; i++) {
        const struct serial *s = &serials[i];
        if (s->command != command)
            continue;
        if (s->write != access->write || s->bus != uid)
            return refuse("serial bus: the wrong way, or the wrong bus");
        if (s->attribute != access->attribute || s->length != access->attribute_length)
            return refuse("serial bus: another attribute");
        if (s->size != access->size)
            return complain("serial bus: command %#x has %zu bytes", s->command, access->size),
                   ACPI_AML_ACCESS;
        if (s->write && (access->bytes[0] != (command & 0xFF) || access->bytes[1] != command >> 8))
            return refuse("serial bus: other data");
        access->bytes[0] = (uint8_t)(command + 1);
        access->bytes[1] = (uint8_t)((command + 1) >> 8);
        return ACPI_OK;
    }
    return refuse("serial bus: another command");
}

bool check_spaces(struct suite *suite)
{
    static const struct {
        enum acpi_space space;
        acpi_space_fn *handler;
    } spaces[] = {
        {ACPI_SPACE_IPMI, ipmi},
        {ACPI_SPACE_GPIO, gpio},
        {ACPI_SPACE_PCC, pcc},
        {ACPI_SPACE_PRM, prm},
        {ACPI_SPACE_FIXED_HARDWARE, fixed},
        {ACPI_SPACE_GENERIC_SERIAL_BUS, serial},
    };
    bool good = true;
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        struct acpi_value arg = {.type = ACPI_INTEGER, .integer = spaces[i].space};
        if (acpi_space_handle(suite->acpi, root, spaces[i].space, spaces[i].handler, suite) !=
            ACPI_OK)
            return complain("no handler for space %u", (unsigned)spaces[i].space);
        good &= evaluate_check(suite, &arg, 1);
    }
    return good;
}
