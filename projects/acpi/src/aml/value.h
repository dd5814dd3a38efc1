/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Values: what locals, arguments, names and package elements hold, and what operators hand to each
 * other.
 *
 *     slot (16 bytes)            object (counted)
 *     +-----+-------+---------+
 *     | tag | extra | payload |----> bytes, package, region, ...
 *     +-----+-------+---------+
 *
 * An integer stands in the slot itself; everything else is a pointer to a counted object. A slot
 * that something refers to (RefOf) moves its value into a cell, which both then share: T_BOX in the
 * slot, T_REF in the reference. So a reference never points into a stack or a node, and it may
 * outlive both.
 *
 * Strings and buffers have an identity: two slots can hold the same one (an argument holds the
 * caller's), and a store through either changes it. Whoever wants its own makes a copy.
 *
 * Threads: all of this under the instance's lock; counts are plain numbers.
 */
#pragma once
#include "acpi/status.h"
#include "acpi/value.h"
#include "aml/heap.h"

struct acpi;
struct aml_node;

enum aml_tag {
    /* As ObjectType numbers them, so enum acpi_type; these may stand in any slot. */
    T_NONE = ACPI_UNINITIALIZED,
    T_INTEGER = ACPI_INTEGER,
    T_STRING = ACPI_STRING,
    T_BUFFER = ACPI_BUFFER,
    T_PACKAGE = ACPI_PACKAGE,
    T_FIELD = ACPI_FIELD,
    T_DEVICE = ACPI_DEVICE, /* of a node: no payload */
    T_EVENT = ACPI_EVENT,
    T_METHOD = ACPI_METHOD,
    T_MUTEX = ACPI_MUTEX,
    T_REGION = ACPI_REGION,
    T_POWER = ACPI_POWER_RESOURCE, /* of a node: integer = system level | order << 8 */
    T_PROCESSOR = ACPI_PROCESSOR,  /* of a node: integer = id | address << 8 | length << 40 */
    T_THERMAL = ACPI_THERMAL_ZONE, /* of a node */
    T_BUFFER_FIELD = ACPI_BUFFER_FIELD,
    T_TABLE = ACPI_TABLE_HANDLE, /* integer = index of the loaded table */
    T_DEBUG = ACPI_DEBUG,        /* a target */
    T_SCOPE = ACPI_SCOPE,        /* of a node */

    T_ALIAS = 20, /* of a node: .node is what it names */
    T_BOX,        /* of a slot: .cell has the value */

    /* References: may stand in any slot too. */
    T_REF,   /* .cell */
    T_NODE,  /* .node of generation `extra`: a device, or what else has no cell */
    T_INDEX, /* element, byte or character `extra` of .object (package, buffer, string) */
    T_PATH,  /* .path: a name in a package, looked up when it is needed */

    /* Targets: only among the operands of an operator. */
    T_LOCAL,  /* slot `extra` of the method's slots: Arg0 to 6, Local0 to 7 */
    T_NAME,   /* .node: the named object itself; extra its generation */
    T_NOWHERE /* no target */
};

#define SLOT_ARGS   0 /* Arg0 is slot 0 */
#define SLOT_LOCALS 7 /* Local0 */
#define SLOTS       15

/* The head of every counted object. */
struct aml_object {
    struct aml_object *next; /* while it waits to be freed: no recursion, however deep it nests */
    uint32_t refs;
    uint8_t kind; /* enum aml_tag: what it is; T_BOX: a cell */
    uint8_t flags, spare[2];
};

struct aml_value {
    uint8_t tag; /* enum aml_tag */
    uint8_t flags;
    uint16_t spare;
    uint32_t extra;
    union {
        uint64_t integer;
        struct aml_object *object; /* whichever of the below */
        struct aml_bytes *bytes;   /* T_STRING, T_BUFFER */
        struct aml_package *package;
        struct aml_cell *cell; /* T_BOX, T_REF */
        struct aml_path *path;
        struct aml_node *node; /* not counted: T_NODE, T_NAME, T_ALIAS */
        struct aml_method *method;
        struct aml_region *region;
        struct aml_field *field;
        struct aml_buffer_field *buffer_field;
        struct aml_mutex *mutex;
        struct aml_event *event;
    };
};

struct aml_bytes {
    struct aml_object object;
    uint32_t size; /* of a string without its NUL, which is always there */
    uint32_t room; /* bytes allocated in data[] */
    uint8_t data[];
};

struct aml_package {
    struct aml_object object;
    uint32_t count;
    struct aml_value elements[];
};

struct aml_cell {
    struct aml_object object;
    struct aml_value value; /* never T_BOX */
};

/* A NameString of a package, as it stands in AML, and the scope it is seen from. */
struct aml_path {
    struct aml_object object;
    struct aml_node *scope;
    uint32_t generation; /* of scope */
    uint16_t size;
    uint8_t name[];
};

struct aml_method {
    struct aml_object object;
    uint8_t args;       /* 0 to 7 */
    uint8_t sync_level; /* 0 to 15 */
    bool serialized;
    uint8_t native;          /* enum aml_native: 0: AML */
    uint32_t size;           /* of code[] */
    const uint8_t *code;     /* in the table */
    struct aml_mutex *mutex; /* of a serialized method; made at the first call */
};

struct aml_mutex {
    struct aml_object object;
    uint8_t sync_level;
    uint8_t level_before;    /* the machine's, when it was acquired */
    bool global;             /* \_GL_: is the firmware's lock too */
    uint32_t depth;          /* acquisitions */
    uint64_t owner;          /* thread; 0: free */
    struct aml_mutex *below; /* what the same machine acquired before */
};

struct aml_event {
    struct aml_object object;
    uint32_t signals;
};

/* CreateField and its kin: bits of a buffer or string. */
struct aml_buffer_field {
    struct aml_object object;
    struct aml_bytes *bytes; /* counted */
    uint32_t bit_offset, bit_count;
    bool buffer; /* made by CreateField: longer than an integer reads as a buffer */
};

/* Flag of T_REF: a name in a package stands for it, as T_PATH does for names that are not the
 * method's own. */
#define V_NAMED 2

/* Is this element of a package a name? It means what the name has, and a store replaces it. */
static inline bool aml_is_named(const struct aml_value *v)
{
    return v->tag == T_PATH || (v->tag == T_REF && (v->flags & V_NAMED) != 0);
}

static inline struct aml_value aml_integer(uint64_t integer)
{
    return (struct aml_value){.tag = T_INTEGER, .integer = integer};
}

/* Does the payload point to a counted object? */
static inline bool aml_counted(uint8_t tag)
{
    return (0x7fffffffu & ((1u << T_STRING) | (1u << T_BUFFER) | (1u << T_PACKAGE) |
                           (1u << T_FIELD) | (1u << T_EVENT) | (1u << T_METHOD) | (1u << T_MUTEX) |
                           (1u << T_REGION) | (1u << T_BUFFER_FIELD) | (1u << T_BOX) |
                           (1u << T_REF) | (1u << T_INDEX) | (1u << T_PATH))) >>
               tag &
           1;
}

/* One more holder of what v points to. */
static inline struct aml_value aml_keep(struct aml_value v)
{
    if (aml_counted(v.tag))
        v.object->refs++;
    return v;
}

void aml_object_free(struct acpi *, struct aml_object *); /* refs is 0 */
static inline void aml_object_drop(struct acpi *acpi, struct aml_object *object)
{
    if (object != NULL && --object->refs == 0)
        aml_object_free(acpi, object);
}

/* One holder less; v is T_NONE afterwards. */
static inline void aml_drop(struct acpi *acpi, struct aml_value *v)
{
    if (aml_counted(v->tag))
        aml_object_drop(acpi, v->object);
    *v = (struct aml_value){0};
}

/* The slot's value, wherever it is now. */
static inline struct aml_value *aml_unbox(struct aml_value *slot)
{
    return slot->tag == T_BOX ? &slot->cell->value : slot;
}

/* New objects, with one holder: the value. All answer ACPI_OK or ACPI_NO_MEMORY, ACPI_AML_LIMIT for
 * what is longer than AML_SIZE_MAX. Bytes are zero or a copy of `from`, if that is not NULL. */
#define AML_SIZE_MAX  (1u << 20) /* bytes of a buffer or string */
#define AML_COUNT_MAX (1u << 16) /* elements of a package: as many bytes */
ACPI_MUST_CHECK enum acpi_status aml_new_bytes(struct acpi *, enum aml_tag, const void *from,
                                               size_t size, struct aml_value *ret_value);
ACPI_MUST_CHECK enum acpi_status aml_new_package(struct acpi *, size_t count,
                                                 struct aml_value *ret_value);
/* Any other object, `size` bytes, head filled in. NULL: no memory. */
void *aml_new_object(struct acpi *, enum aml_tag kind, size_t size);

/* A reference to what the slot holds: moves the value into a cell if it is not in one yet. */
ACPI_MUST_CHECK enum acpi_status aml_refer(struct acpi *, struct aml_value *slot,
                                           struct aml_value *ret_reference);

/* Tells the host what is stored to Debug (marshal.c). */
ACPI_MUST_CHECK enum acpi_status aml_debug(struct acpi *, const struct aml_value *);

/* A copy that shares nothing that could be changed: strings, buffers, packages to any depth.
 * References and all else are kept. */
ACPI_MUST_CHECK enum acpi_status aml_copy(struct acpi *, const struct aml_value *from,
                                          struct aml_value *ret_value);
