/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The namespace as a tree of named objects: find, name, walk.
 *
 *     struct acpi_walk walk = acpi_devices(acpi, (struct acpi_device_match){.id = "PNP0A08"});
 *     struct acpi_node_ref bridge;
 *     while (acpi_walk_next(&walk, &bridge))
 *         ...
 *
 * Thread safety: as interpreter.h. A walk holds no lock between its steps.
 */
#pragma once
#include "acpi/interpreter.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The object at `path`: absolute ("\\_SB.PCI0"), or below `scope` (all zero: \), exactly there; no
 * search upwards. Segments shorter than four characters are filled with '_'. false: none, or no
 * path.
 */
bool acpi_find(struct acpi *, struct acpi_node_ref scope, const char *path,
               struct acpi_node_ref *ret_node);

/* UNINITIALIZED if it is gone. An alias has the type of what it names. */
enum acpi_type acpi_node_type(struct acpi *, struct acpi_node_ref);

/* Arguments a method takes; 0 for everything else. */
unsigned acpi_node_arguments(struct acpi *, struct acpi_node_ref);

/* "\_SB_.PCI0", all segments four characters. Like snprintf(); "" if it is gone. */
size_t acpi_node_path(struct acpi *, struct acpi_node_ref, char *buf, size_t cap);

/* false: it is the root, or gone. */
bool acpi_node_parent(struct acpi *, struct acpi_node_ref, struct acpi_node_ref *ret_parent);

/* What a walk stops at. All zero: every device. */
struct acpi_device_match {
    const char *id;  /* _HID or one of _CID, "PNP0A08"; NULL: any */
    const char *uid; /* _UID as text, integers in decimal; NULL: any */
    bool absent_too; /* those whose _STA says not present and not functional, and what is below */
};

/* Walks below a node, parents before children, in the order of declaration. Over a namespace that
 * changes under it a walk goes on if its place is still there, else ends with ACPI_CHANGED. */
struct acpi_walk {
    struct acpi *acpi;
    struct acpi_node_ref top, at;
    struct acpi_device_match match;
    uint8_t kind;
    enum acpi_status status; /* after the end: ACPI_OK, ACPI_CHANGED, or what went wrong */
};
struct acpi_walk acpi_walk_begin(struct acpi *, struct acpi_node_ref top); /* everything below */
struct acpi_walk acpi_children(struct acpi *, struct acpi_node_ref top);   /* one level */
struct acpi_walk acpi_devices(struct acpi *, struct acpi_device_match);    /* devices that match */
bool acpi_walk_next(struct acpi_walk *, struct acpi_node_ref *ret_node);

/* _HID or _UID as text, an EISA id as "PNP0A08"; ACPI_TOO_SMALL: cap bytes are not enough.
 * ACPI_NOT_FOUND: the device has none. */
ACPI_MUST_CHECK enum acpi_status acpi_device_hid(struct acpi *, struct acpi_node_ref, char *buf,
                                                 size_t cap);
ACPI_MUST_CHECK enum acpi_status acpi_device_uid(struct acpi *, struct acpi_node_ref, char *buf,
                                                 size_t cap);
/* _STA; 0xF where there is none (6.3.7). */
ACPI_MUST_CHECK enum acpi_status acpi_device_status(struct acpi *, struct acpi_node_ref,
                                                    uint32_t *ret_status);

#ifdef __cplusplus
}
#endif
