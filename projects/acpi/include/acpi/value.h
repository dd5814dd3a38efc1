/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Values that go into methods and come out of them, and names for the objects of the namespace.
 *
 * A value is plain data: integers stand in it, everything else is a pointer into the storage that
 * the caller gave (an arena), so nothing is counted or freed.
 *
 *     char storage[512];
 *     struct acpi_arena arena = acpi_arena(storage, sizeof storage);
 *     struct acpi_value crs;
 *     if (acpi_eval(acpi, device, "_CRS", NULL, 0, &arena, &crs, NULL) == ACPI_OK &&
 *         crs.type == ACPI_BUFFER)
 *         ... crs.buffer.bytes, crs.buffer.size ...
 *
 * Thread safety: plain data.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Types of objects, numbered as the ObjectType operator does (19.6.97). */
enum acpi_type {
    ACPI_UNINITIALIZED = 0,
    ACPI_INTEGER = 1,
    ACPI_STRING = 2,
    ACPI_BUFFER = 3,
    ACPI_PACKAGE = 4,
    ACPI_FIELD = 5, /* field unit: of a region, a bank or an index field */
    ACPI_DEVICE = 6,
    ACPI_EVENT = 7,
    ACPI_METHOD = 8,
    ACPI_MUTEX = 9,
    ACPI_REGION = 10,
    ACPI_POWER_RESOURCE = 11,
    ACPI_PROCESSOR = 12,
    ACPI_THERMAL_ZONE = 13,
    ACPI_BUFFER_FIELD = 14,
    ACPI_TABLE_HANDLE = 15,
    ACPI_DEBUG = 16,
    ACPI_SCOPE = 17,     /* a name that only holds others: \, \_SB_, \_GPE, ... */
    ACPI_REFERENCE = 18, /* to what .node names */
};

/* Names an object of the namespace. All zero: none (or \, where a scope is expected). It may
 * outlive the object: functions then answer ACPI_STALE. */
struct acpi_node_ref {
    void *node;
    uint32_t generation;
};

struct acpi_value {
    enum acpi_type type;
    union {
        uint64_t integer; /* INTEGER */
        struct {
            const char *bytes; /* NUL-terminated; */
            size_t size;       /* without the NUL */
        } string;              /* STRING */
        struct {
            const uint8_t *bytes;
            size_t size;
        } buffer; /* BUFFER */
        struct {
            struct acpi_value *elements;
            size_t count;
        } package; /* PACKAGE */
        /* REFERENCE, and every type that is not data: the object; all zero if it has no name. */
        struct acpi_node_ref node;
    };
};

/* Storage of the caller's for results. Made empty again by making it anew. */
struct acpi_arena {
    uint8_t *at;
    size_t size, used;
};
struct acpi_arena acpi_arena(void *at, size_t size);

/*
 * A value as text: `integer 0x2A`, `string "abc"`, `buffer 01 02`, `package {integer 0x1, ...}`,
 * `reference \_SB_.PCI0` (or its type, if it has no name), `uninitialized`. Bytes of a string that
 * are not printable stand as \xNN. Returns the length it wanted, without the NUL, as snprintf()
 * does.
 */
size_t acpi_value_format(char *buf, size_t cap, const struct acpi_value *);

/* "Integer", "Field", ...; never NULL. */
const char *acpi_type_text(enum acpi_type);

#ifdef __cplusplus
}
#endif
