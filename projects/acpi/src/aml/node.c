/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The tree, its hash table, and the reading of names; node.h has the invariants. */
#include "aml/instance.h"
#include "tables/bytes.h"

#define FIRST_BITS 8 /* 256 buckets; grows as nodes come */

/* 1: may begin a segment, 2: may only follow. */
static const uint8_t name_characters[256] = {['A' ... 'Z'] = 1, ['_'] = 1, ['0' ... '9'] = 2};

static inline bool is_segment(const uint8_t *at)
{
    return name_characters[at[0]] == 1 && name_characters[at[1]] != 0 &&
           name_characters[at[2]] != 0 && name_characters[at[3]] != 0;
}

bool aml_name_read(const uint8_t *at, const uint8_t *end, struct aml_name *ret_name)
{
    struct aml_name name = {.at = at};
    const uint8_t *p = at;
    if (end - at >= 4 && is_segment(at)) { /* most names */
        name.segments = at;
        name.size = 4;
        name.count = 1;
        *ret_name = name;
        return true;
    }
    if (p < end && *p == '\\') {
        name.absolute = true;
        p++;
    }
    for (; p < end && *p == '^' && !name.absolute; p++)
        if (name.up++ == 255)
            return false;
    if (p >= end)
        return false;
    if (*p == 0x00) {
        p++;
    } else if (*p == 0x2E) {
        name.count = 2;
        p++;
    } else if (*p == 0x2F) {
        if (end - p < 2 || p[1] == 0)
            return false;
        name.count = p[1];
        p += 2;
    } else {
        name.count = 1;
    }
    name.segments = p;
    if (end - p < 4 * name.count)
        return false;
    for (unsigned i = 0; i < name.count; i++, p += 4)
        if (!is_segment(p))
            return false;
    name.size = (uint16_t)(p - at);
    *ret_name = name;
    return true;
}

static uint32_t segment(const uint8_t *at)
{
    return AML_NAME(at[0], at[1], at[2], at[3]);
}

static struct aml_node **bucket(const struct acpi *acpi, const struct aml_node *parent,
                                uint32_t name)
{
    uint32_t hash = name * 0x9E3779B1u ^ (uint32_t)((uintptr_t)parent >> 6) * 0x85EBCA6Bu;
    return &acpi->buckets[(hash ^ hash >> 15) & ((1u << acpi->bucket_bits) - 1)];
}

struct aml_node *aml_child(struct acpi *acpi, const struct aml_node *parent, uint32_t name)
{
    struct aml_node *node = *bucket(acpi, parent, name);
    for (; node != NULL && (node->name != name || node->parent != parent); node = node->bucket)
        aml_pay(acpi, 64);
    return node;
}

/* Goes down `count` segments. */
static struct aml_node *descend(struct acpi *acpi, struct aml_node *node, const uint8_t *at,
                                unsigned count)
{
    for (; count != 0 && node != NULL; count--, at += 4) {
        node = aml_child(acpi, node, segment(at));
        if (node != NULL)
            node = aml_follow(node);
    }
    return node;
}

/* Where a name begins: \, or the scope or one of those above it. */
static struct aml_node *origin(struct acpi *acpi, struct aml_node *scope,
                               const struct aml_name *name)
{
    if (name->absolute)
        return acpi->root;
    for (unsigned i = 0; i < name->up && scope != NULL; i++)
        scope = scope->parent;
    return scope;
}

struct aml_node *aml_lookup(struct acpi *acpi, struct aml_node *scope, const struct aml_name *name)
{
    struct aml_node *node = origin(acpi, scope, name);
    if (name->count != 1 || name->absolute || name->up != 0)
        return descend(acpi, node, name->segments, name->count);
    uint32_t wanted = segment(name->segments);
    for (; node != NULL; node = node->parent) {
        aml_pay(acpi, 64);
        struct aml_node *found = aml_child(acpi, node, wanted);
        if (found != NULL)
            return aml_follow(found);
    }
    return NULL;
}

struct aml_node *aml_lookup_parent(struct acpi *acpi, struct aml_node *scope,
                                   const struct aml_name *name, uint32_t *ret_segment)
{
    if (name->count == 0)
        return NULL;
    unsigned above = name->count - 1u;
    *ret_segment = segment(name->segments + 4 * above);
    return descend(acpi, origin(acpi, scope, name), name->segments, above);
}

/* Twice as many buckets. Without memory for them look-ups get slower, nothing else. */
static void grow(struct acpi *acpi)
{
    struct aml_node **old = acpi->buckets;
    size_t old_count = old == NULL ? 0 : (size_t)1 << acpi->bucket_bits;
    uint8_t bits = (uint8_t)(old == NULL ? FIRST_BITS : acpi->bucket_bits + 1);
    struct aml_node **buckets = aml_alloc(&acpi->heap, sizeof(*buckets) << bits);
    if (buckets == NULL)
        return;
    acpi->buckets = buckets;
    acpi->bucket_bits = bits;
    for (size_t i = 0; i < old_count; i++) {
        for (struct aml_node *node = old[i], *next; node != NULL; node = next) {
            next = node->bucket;
            struct aml_node **to = bucket(acpi, node->parent, node->name);
            node->bucket = *to;
            *to = node;
        }
    }
    aml_free(&acpi->heap, old, old_count * sizeof *old);
}

/* Another child, behind all others. */
static void append(struct aml_node *parent, struct aml_node *node)
{
    node->next = parent->child == NULL ? node : parent->child->next;
    if (parent->child != NULL)
        parent->child->next = node;
    parent->child = node;
}

enum acpi_status aml_node_add(struct acpi *acpi, struct aml_node *parent, uint32_t name,
                              struct aml_node **owner, struct aml_node **ret_node)
{
    if (acpi->buckets == NULL || acpi->node_count > (uint32_t)1 << acpi->bucket_bits)
        grow(acpi);
    if (acpi->buckets == NULL)
        return ACPI_NO_MEMORY;
    struct aml_node *node = parent == NULL ? NULL : aml_child(acpi, parent, name);
    if (node != NULL) {
        *ret_node = node;
        return ACPI_AML_EXISTS;
    }
    node = acpi->free_nodes;
    if (node != NULL)
        acpi->free_nodes = node->next;
    else
        node = aml_alloc(&acpi->heap, sizeof *node);
    if (node == NULL)
        return ACPI_NO_MEMORY;
    *node = (struct aml_node){.name = name, .generation = node->generation + 1, .parent = parent};
    if (parent != NULL)
        append(parent, node);
    struct aml_node **to = bucket(acpi, parent, name);
    node->bucket = *to;
    *to = node;
    if (owner != NULL) {
        node->owned = *owner == NULL ? node : *owner;
        *owner = node;
    }
    acpi->node_count++;
    acpi->shape++;
    *ret_node = node;
    return ACPI_OK;
}

/* --- The end of nodes
 * ---------------------------------------------------------------------------------------- */

static bool is_dead(const struct aml_node *node)
{
    return node->generation % 2 == 0;
}

static void release(struct acpi *acpi, struct aml_node *node)
{
    node->next = acpi->free_nodes;
    acpi->free_nodes = node;
}

/* Out of the table; it stays among its parent's children until bury(). */
static void kill(struct acpi *acpi, struct aml_node *node)
{
    struct aml_node **at = bucket(acpi, node->parent, node->name);
    while (*at != node)
        at = &(*at)->bucket;
    *at = node->bucket;
    node->generation++;
    aml_drop(acpi, &node->value);
    acpi->node_count--;
    acpi->shape++;
}

/* Takes the dead from among a node's children, all in one walk; they have no `next` then. */
static void bury(struct aml_node *parent)
{
    struct aml_node *last = parent->child, *at = NULL, *next = last->next;
    parent->child = NULL;
    while (at != last) {
        at = next;
        next = at->next;
        if (is_dead(at))
            at->next = NULL;
        else
            append(parent, at);
    }
}

/*
 * Takes time in proportion to what is removed and to the children of the parents that lose some. A
 * node below one of the chain may be in another's chain: its memory is released with that.
 */
void aml_nodes_remove(struct acpi *acpi, struct aml_node **owner)
{
    struct aml_node *chain = NULL, *dead = NULL /* through `bucket` */, *node, *next;
    for (node = *owner; node != NULL; node = next) { /* the oldest first: none below is older */
        next = node->owned == node ? NULL : node->owned;
        node->owned = chain == NULL ? node : chain;
        chain = node;
    }
    *owner = NULL;
    for (node = chain; node != NULL; node = next) {
        next = node->owned == node ? NULL : node->owned;
        node->owned = NULL;
        if (is_dead(node)) {
            if (node->next == NULL)
                release(acpi, node);
            continue;
        }
        for (struct aml_node *at = node; at != NULL; at = aml_node_after(node, at, true)) {
            kill(acpi, at);
            at->bucket = dead;
            dead = at;
        }
    }
    for (node = dead; node != NULL; node = node->bucket)
        if (node->next != NULL && !is_dead(node->parent))
            bury(node->parent);
    for (node = dead; node != NULL; node = next) {
        next = node->bucket;
        node->next = NULL;
        if (node->owned == NULL)
            release(acpi, node);
    }
}

struct aml_node *aml_ref_node(struct acpi *acpi, struct acpi_node_ref ref)
{
    struct aml_node *node = ref.node;
    if (node == NULL)
        return acpi->root;
    return node->generation == ref.generation ? node : NULL;
}

size_t aml_node_path(const struct aml_node *node, char *buf, size_t cap)
{
    size_t length = 0;
    for (const struct aml_node *up = node; up->parent != NULL; up = up->parent)
        length += 5;
    if (length == 0)
        length = 1;
    if (cap == 0)
        return length;
    size_t end = length < cap ? length : cap - 1;
    buf[end] = '\0';
    buf[0] = end == 0 ? '\0' : '\\';
    size_t at = length;
    for (const struct aml_node *up = node; up->parent != NULL; up = up->parent) {
        at -= 5;
        for (unsigned i = 0; i < 5; i++) {
            char c = '.';
            if (i != 0)
                c = (char)(up->name >> (8 * (i - 1)));
            if (at + i != 0 && at + i < end)
                buf[at + i] = c;
        }
    }
    return length;
}

struct aml_node *aml_node_after(const struct aml_node *top, struct aml_node *at, bool into)
{
    if (into && at->child != NULL)
        return at->child->next;
    for (; at != top; at = at->parent)
        if (at->parent->child != at)
            return at->next;
    return NULL;
}

enum acpi_type aml_node_type(struct aml_node *node)
{
    node = aml_follow(node);
    return node == NULL ? ACPI_UNINITIALIZED : (enum acpi_type)aml_unbox(&node->value)->tag;
}

/* Text of a path into the form of AML, "A.B" and "\A_.B" alike; false: it is none, or does not fit.
 */
static bool text_to_name(const char *text, size_t size, uint8_t *to, size_t room, size_t *ret_size)
{
    size_t at = 0, i = 0;
    if (i < size && text[i] == '\\')
        to[at++] = (uint8_t)text[i++];
    while (i < size && text[i] == '^' && at < room)
        to[at++] = (uint8_t)text[i++];
    if (at + 2 > room)
        return false;
    if (i == size) {
        to[at] = 0;
        *ret_size = at + 1;
        return true;
    }
    size_t count_at = at + 1, count = 0;
    to[at] = 0x2F;
    for (at += 2; i < size; count++) {
        if (count == 255 || at + 4 > room)
            return false;
        size_t length = 0;
        for (; i < size && text[i] != '.'; length++, i++) {
            if (length == 4)
                return false;
            char c = text[i];
            to[at + length] = (uint8_t)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        }
        if (length == 0 || (i < size && i + 1 == size))
            return false;
        for (; length < 4; length++)
            to[at + length] = '_';
        at += 4;
        if (i < size)
            i++; /* the dot */
    }
    to[count_at] = (uint8_t)count;
    *ret_size = at;
    return true;
}

struct aml_node *aml_lookup_text(struct acpi *acpi, struct aml_node *scope, const char *text,
                                 size_t size, bool search)
{
    uint8_t bytes[AML_TEXT_SEGMENTS * 4 + 8];
    size_t length;
    struct aml_name name;
    if (!text_to_name(text, size, bytes, sizeof bytes, &length) ||
        !aml_name_read(bytes, bytes + length, &name))
        return NULL;
    return search ? aml_lookup(acpi, scope, &name)
                  : descend(acpi, origin(acpi, scope, &name), name.segments, name.count);
}
