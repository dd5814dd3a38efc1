/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The namespace: a tree of nodes, and one hash table that finds a child by its parent and name.
 *
 * Children are a ring: `child` is the last, its `next` the first, so that appending and walking in
 * the order of declaration are both one step. Nodes live in slabs that are not given back before
 * the instance ends, so a pointer to a node that is gone still points to a node; its generation is
 * another. Whatever may outlive a node keeps both.
 *
 * A node is owned by what made it, a table or a running method, in a chain (`owned`, which ends at
 * a node that names itself): so it goes when that goes.
 */
#pragma once
#include "aml/value.h"

struct aml_node {
    uint32_t name;           /* four characters, the first in the low byte */
    uint32_t generation;     /* odd: alive; counts making and removing */
    struct aml_node *parent; /* NULL: \ */
    struct aml_node *child, *next;
    struct aml_node *bucket; /* next of the same hash */
    struct aml_node *owned;  /* next of the same owner */
    struct aml_value value;
};

#define AML_NAME(a, b, c, d)                                                               \
    ((uint32_t)(uint8_t)(a) | (uint32_t)(uint8_t)(b) << 8 | (uint32_t)(uint8_t)(c) << 16 | \
     (uint32_t)(uint8_t)(d) << 24)

/* A NameString of AML (20.2.2), checked: `size` bytes at `at`. */
struct aml_name {
    const uint8_t *at;       /* first byte: '\', '^', a segment, a prefix, or 0 */
    const uint8_t *segments; /* 4 * count bytes */
    uint16_t size;
    uint8_t count; /* of segments, 0 to 255 */
    uint8_t up;    /* '^'s */
    bool absolute; /* begins with '\' */
};

/* Reads a NameString; false: it is none, or goes beyond `end`. */
bool aml_name_read(const uint8_t *at, const uint8_t *end, struct aml_name *ret_name);

/* The node that a name means, seen from `scope`, with the search upwards that single segments get
 * (5.3). Aliases are followed. NULL: none. */
struct aml_node *aml_lookup(struct acpi *, struct aml_node *scope, const struct aml_name *);

/* Where a declaration puts its name: the parent node; NULL: part of the path does not exist. The
 * last segment goes to *ret_segment. */
struct aml_node *aml_lookup_parent(struct acpi *, struct aml_node *scope, const struct aml_name *,
                                   uint32_t *ret_segment);

/* The same for the text of a path: "\\_SB.PCI0", "^PCI0"; `search`: with the search upwards, else
 * exactly there. Segments may be shorter than four characters; at most AML_TEXT_SEGMENTS of them.
 */
#define AML_TEXT_SEGMENTS 32
struct aml_node *aml_lookup_text(struct acpi *, struct aml_node *scope, const char *text,
                                 size_t size, bool search);

/* A direct child; aliases are not followed. */
struct aml_node *aml_child(struct acpi *, const struct aml_node *parent, uint32_t name);

/* Makes a child. owner: the chain it joins; NULL: it stays as long as the instance.
 * ACPI_AML_EXISTS: there is one of that name (*ret_node says which). */
ACPI_MUST_CHECK enum acpi_status aml_node_add(struct acpi *, struct aml_node *parent, uint32_t name,
                                              struct aml_node **owner, struct aml_node **ret_node);

/* Removes all nodes of a chain, with what is below them. */
void aml_nodes_remove(struct acpi *, struct aml_node **owner);

/* What an alias names, the node itself otherwise. NULL: that is gone. */
static inline struct aml_node *aml_follow(struct aml_node *node)
{
    if (node->value.tag != T_ALIAS)
        return node;
    struct aml_node *of = node->value.node;
    return of->generation == node->value.extra ? of : NULL;
}

/* A device that code declared: \_SB_ and \_TZ_ have the type, but nobody's code made them. */
static inline bool aml_is_device(const struct aml_node *node)
{
    return node->value.tag == T_DEVICE && node->owned != NULL;
}

/* References to nodes, in values and for callers. */
static inline struct aml_value aml_node_value(enum aml_tag tag, struct aml_node *node)
{
    return (struct aml_value){.tag = (uint8_t)tag, .extra = node->generation, .node = node};
}
static inline struct aml_node *aml_value_node(const struct aml_value *v) /* NULL: it is gone */
{
    return v->node->generation == v->extra ? v->node : NULL;
}
static inline struct acpi_node_ref aml_node_ref(struct aml_node *node)
{
    return (struct acpi_node_ref){node, node->generation};
}
struct aml_node *aml_ref_node(struct acpi *, struct acpi_node_ref); /* all zero: \; NULL: gone */

/* "\_SB_.PCI0.RP01", like snprintf(). */
size_t aml_node_path(const struct aml_node *, char *buf, size_t cap);

/* The next node of a walk below `top`, parents first: of its children if `into`, else its sibling's
 * or what comes after its parent. NULL: the end. */
struct aml_node *aml_node_after(const struct aml_node *top, struct aml_node *at, bool into);

/* The type for the outside: boxes opened, aliases followed. */
enum acpi_type aml_node_type(struct aml_node *);
