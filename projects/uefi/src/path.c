/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Device paths: walking and building.
 *
 * One function believes or refuses a node, node_at(); all walks go through it, so each step moves
 * on by at least the head's four bytes and stays within what is left.
 */
#include "uefi/path.h"

#include "bytes.h"
#include "check.h"

#define HEAD UEFI_PATH_END_SIZE

static bool node_at(const uint8_t *at, size_t left, struct uefi_path_node *ret_node)
{
    if (left < HEAD)
        return false;
    uint16_t size = (uint16_t)(at[2] | at[3] << 8);
    if (size < HEAD || size > left)
        return false;
    *ret_node = (struct uefi_path_node){at, size, at[0], at[1]};
    return true;
}

static bool ends_path(struct uefi_path_node node)
{
    return node.type == END_DEVICE_PATH_TYPE && node.subtype == END_ENTIRE_DEVICE_PATH_SUBTYPE;
}

static bool ends_instance(struct uefi_path_node node)
{
    return node.type == END_DEVICE_PATH_TYPE && node.subtype == END_INSTANCE_DEVICE_PATH_SUBTYPE;
}

uefi_status uefi_path_read(const void *at, size_t limit, struct uefi_path *ret_path)
{
    const uint8_t *start = at;
    if (!at)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    for (size_t size = 0;;) {
        struct uefi_path_node node;
        if (!node_at(start + size, limit - size, &node))
            return LIE;
        if (ends_path(node)) {
            *ret_path = (struct uefi_path){start, size};
            return UEFI_OK;
        }
        if (node.type == END_DEVICE_PATH_TYPE && !ends_instance(node))
            return LIE;
        size += node.size;
    }
}

EFI_DEVICE_PATH_PROTOCOL *uefi_path_raw(struct uefi_path path)
{
    return (EFI_DEVICE_PATH_PROTOCOL *)(uintptr_t)path.at;
}

bool uefi_path_begins_with(struct uefi_path path, struct uefi_path beginning)
{
    return beginning.size <= path.size &&
           (!beginning.size || memcmp(path.at, beginning.at, beginning.size) == 0);
}

bool uefi_path_equal(struct uefi_path a, struct uefi_path b)
{
    return a.size == b.size && uefi_path_begins_with(a, b);
}

/* --- Walking --------------------------------------------------------------------------------- */

struct uefi_path_iter uefi_path_begin(struct uefi_path path)
{
    return (struct uefi_path_iter){path.at, path.size, UEFI_OK};
}

bool uefi_path_next(struct uefi_path_iter *it, struct uefi_path_node *ret_node)
{
    if (!it->left)
        return false;
    struct uefi_path_node node;
    if (!node_at(it->next, it->left, &node)) {
        it->status = LIE;
        it->left = 0;
        return false;
    }
    it->next += node.size;
    it->left -= node.size;
    *ret_node = node;
    return true;
}

bool uefi_path_next_instance(struct uefi_path_iter *it, struct uefi_path *ret_instance)
{
    if (!it->left)
        return false;
    struct uefi_path instance = {it->next, 0};
    struct uefi_path_node node;
    while (uefi_path_next(it, &node) && !ends_instance(node))
        instance.size += node.size;
    if (!uefi_is_ok(it->status))
        return false;
    *ret_instance = instance;
    return true;
}

bool uefi_path_last(struct uefi_path path, struct uefi_path_node *ret_node)
{
    struct uefi_path_iter it = uefi_path_begin(path);
    struct uefi_path_node node;
    bool found = false;
    while (uefi_path_next(&it, &node)) {
        found = !ends_instance(node);
        if (found)
            *ret_node = node;
    }
    return found && uefi_is_ok(it.status);
}

/* --- Nodes ----------------------------------------------------------------------------------- */

const void *uefi_path_view(struct uefi_path_node node, uint8_t type, uint8_t subtype, size_t size)
{
    return node.type == type && node.subtype == subtype && node.size >= size ? node.at : NULL;
}

const uint8_t *uefi_path_rest(struct uefi_path_node node, size_t size, size_t *ret_size)
{
    *ret_size = size < node.size ? node.size - size : 0;
    return node.at + (node.size - *ret_size);
}

bool uefi_path_file_name(struct uefi_path_node node, const uefi_char16 **ret_name,
                         size_t *ret_length)
{
    if (!uefi_path_view(node, MEDIA_DEVICE_PATH, MEDIA_FILEPATH_DP, HEAD))
        return false;
    size_t size;
    *ret_name = (const uefi_char16 *)(const void *)uefi_path_rest(node, HEAD, &size);
    *ret_length = uefi_utf16_length(*ret_name, size / 2);
    return true;
}

size_t uefi_path_file(struct uefi_path path, char16_t *buf, size_t cap)
{
    struct uefi_path_iter it = uefi_path_begin(path);
    struct uefi_path_node node;
    size_t wanted = 0;
    char16_t last = 0;
    while (uefi_path_next(&it, &node)) {
        const uefi_char16 *name;
        size_t length;
        if (!uefi_path_file_name(node, &name, &length) || !length)
            continue;
        /* Between two names one backslash, however many there are. */
        bool slash = wanted && name[0] != '\\' && last != '\\';
        size_t skip = last == '\\' && name[0] == '\\';
        for (size_t i = 0; i < slash + length - skip; i++, wanted++) {
            char16_t unit = slash && i == 0 ? '\\' : name[i - slash + skip];
            if (wanted + 1 < cap)
                buf[wanted] = unit;
            last = unit;
        }
    }
    if (cap)
        buf[wanted < cap ? wanted : cap - 1] = 0;
    return wanted;
}

/* --- Building -------------------------------------------------------------------------------- */

struct uefi_path_builder uefi_path_build(void *buf, size_t cap)
{
    return (struct uefi_path_builder){(uint8_t *)buf, cap, 0, false};
}

/* Adds bytes, as far as they fit. */
static void put(struct uefi_path_builder *b, const void *bytes, size_t size)
{
    if (b->size <= b->cap && size <= b->cap - b->size && size)
        memcpy(b->at + b->size, bytes, size);
    if (b->size + size < b->size)
        b->bad = true;
    else
        b->size += size;
}

void uefi_path_add(struct uefi_path_builder *b, uint8_t type, uint8_t subtype, const void *data,
                   size_t size, const void *more, size_t more_size)
{
    if (size > UINT16_MAX - HEAD || more_size > UINT16_MAX - HEAD - size) {
        b->bad = true;
        return;
    }
    size_t whole = HEAD + size + more_size;
    const uint8_t head[HEAD] = {type, subtype, (uint8_t)whole, (uint8_t)(whole >> 8)};
    put(b, head, HEAD);
    put(b, data, size);
    put(b, more, more_size);
}

void uefi_path_add_node(struct uefi_path_builder *b, struct uefi_path_node node)
{
    put(b, node.at, node.size);
}

void uefi_path_add_path(struct uefi_path_builder *b, struct uefi_path path)
{
    struct uefi_path_iter it = uefi_path_begin(path);
    struct uefi_path_node node;
    while (uefi_path_next(&it, &node))
        uefi_path_add_node(b, node);
    b->bad |= !uefi_is_ok(it.status);
}

void uefi_path_add_file(struct uefi_path_builder *b, const uefi_char16 *name, size_t length)
{
    const char16_t nul = 0;
    length = uefi_utf16_length(name, length);
    if (length > UINT16_MAX / 2)
        b->bad = true;
    else
        uefi_path_add(b, MEDIA_DEVICE_PATH, MEDIA_FILEPATH_DP, name, length * 2, &nul, sizeof nul);
}

void uefi_path_add_instance(struct uefi_path_builder *b)
{
    uefi_path_add(b, END_DEVICE_PATH_TYPE, END_INSTANCE_DEVICE_PATH_SUBTYPE, NULL, 0, NULL, 0);
}

uefi_status uefi_path_finish(struct uefi_path_builder *b, struct uefi_path *ret_path,
                             size_t *ret_needed)
{
    size_t size = b->size;
    uefi_path_add(b, END_DEVICE_PATH_TYPE, END_ENTIRE_DEVICE_PATH_SUBTYPE, NULL, 0, NULL, 0);
    if (b->bad)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    if (ret_needed)
        *ret_needed = b->size;
    if (b->size > b->cap)
        return uefi_status_of(EFI_BUFFER_TOO_SMALL);
    *ret_path = (struct uefi_path){b->at, size};
    return UEFI_OK;
}
