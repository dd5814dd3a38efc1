/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Load options. Reading moves one cursor through the bytes and never beyond their end; what it
 * finds is pointed to, not copied.
 */
#include "uefi/load_option.h"

#include "bytes.h"

#define HEAD 6u /* attributes, size of the paths */

static uefi_status bad(void)
{
    return uefi_status_of(EFI_COMPROMISED_DATA);
}

uefi_status uefi_load_option_read(const void *at, size_t size, struct uefi_load_option *ret_option)
{
    const uint8_t *bytes = at;
    struct uefi_load_option option = {0};
    if (!at || size < HEAD)
        return bad();
    option.attributes = (uint32_t)uefi_load(bytes, 4);
    option.paths_size = (size_t)uefi_load(bytes + 4, 2);
    option.description = (const uefi_char16 *)(const void *)(bytes + HEAD);
    if (!uefi_utf16_ends(option.description, (size - HEAD) / 2, &option.description_length))
        return bad();
    size_t used = HEAD + (option.description_length + 1) * 2;
    if (option.paths_size > size - used)
        return bad();
    option.paths = bytes + used;
    option.data = option.paths + option.paths_size;
    option.data_size = size - used - option.paths_size;
    if (!uefi_is_ok(uefi_path_read(option.paths, option.paths_size, &option.path)))
        return bad();
    *ret_option = option;
    return UEFI_OK;
}

bool uefi_load_option_path(const struct uefi_load_option *option, size_t nth,
                           struct uefi_path *ret_path)
{
    size_t used = 0;
    struct uefi_path path;
    do {
        if (!uefi_is_ok(uefi_path_read(option->paths + used, option->paths_size - used, &path)))
            return false;
        used += path.size + UEFI_PATH_END_SIZE;
    } while (nth--);
    *ret_path = path;
    return true;
}

uefi_status uefi_load_option_write(void *buf, size_t cap, const struct uefi_load_option *option,
                                   size_t *ret_size)
{
    uint8_t *at = buf;
    size_t length = option->description_length;
    if (uefi_utf16_length(option->description, length) != length || length > SIZE_MAX / 4)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    size_t before = HEAD + (length + 1) * 2;
    size_t room = cap > before ? cap - before : 0, paths = option->paths_size;
    if (!option->paths) {
        struct uefi_path_builder b = uefi_path_build(room ? at + before : NULL, room);
        struct uefi_path written;
        uefi_path_add_path(&b, option->path);
        uefi_status status = uefi_path_finish(&b, &written, &paths);
        if (uefi_is(status, EFI_INVALID_PARAMETER))
            return status;
    }
    if (paths > UINT16_MAX || option->data_size > SIZE_MAX - before - paths)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    if (ret_size)
        *ret_size = before + paths + option->data_size;
    if (cap < before + paths + option->data_size)
        return uefi_status_of(EFI_BUFFER_TOO_SMALL);
    uefi_store(at, option->attributes, 4);
    uefi_store(at + 4, paths, 2);
    if (length)
        memcpy(at + HEAD, option->description, length * 2);
    uefi_store(at + before - 2, 0, 2);
    if (option->paths && paths)
        memcpy(at + before, option->paths, paths);
    if (option->data_size)
        memcpy(at + before + paths, option->data, option->data_size);
    return UEFI_OK;
}

/* --- Names ----------------------------------------------------------------------------------- */

size_t uefi_load_option_name(char16_t *buf, size_t cap, const char *kind, uint16_t number)
{
    size_t length = 0;
    for (; kind[length]; length++)
        if (length + 1 < cap)
            buf[length] = (unsigned char)kind[length];
    for (int shift = 12; shift >= 0; shift -= 4, length++) {
        unsigned digit = number >> shift & 15;
        if (length + 1 < cap)
            buf[length] = (char16_t)(digit < 10 ? '0' + digit : 'A' + digit - 10);
    }
    if (cap)
        buf[length < cap ? length : cap - 1] = 0;
    return length;
}

bool uefi_load_option_number(const uefi_char16 *name, size_t length, const char *kind,
                             uint16_t *ret_number)
{
    size_t at = 0;
    unsigned number = 0;
    length = uefi_utf16_length(name, length);
    for (; kind[at]; at++)
        if (at == length || name[at] != (unsigned char)kind[at])
            return false;
    if (length - at != 4)
        return false;
    for (; at < length; at++) {
        bool digit = name[at] >= '0' && name[at] <= '9';
        if (!digit && !(name[at] >= 'A' && name[at] <= 'F'))
            return false;
        number = number << 4 | (unsigned)(digit ? name[at] - '0' : name[at] - 'A' + 10);
    }
    *ret_number = (uint16_t)number;
    return true;
}

/* --- Orders ---------------------------------------------------------------------------------- */

uefi_status uefi_load_order_read(const void *at, size_t size, uint16_t *buf, size_t cap,
                                 size_t *ret_count)
{
    if (size % 2)
        return bad();
    if (ret_count)
        *ret_count = size / 2;
    if (size / 2 > cap)
        return uefi_status_of(EFI_BUFFER_TOO_SMALL);
    if (size)
        memmove(buf, at, size); /* may be the same place */
    return UEFI_OK;
}

bool uefi_load_order_remove(uint16_t *order, size_t *count, uint16_t number)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (order[i] != number)
            order[kept++] = order[i];
    bool removed = kept != *count;
    *count = kept;
    return removed;
}

uefi_status uefi_load_order_put(uint16_t *order, size_t *count, size_t cap, size_t place,
                                uint16_t number)
{
    bool there = false;
    for (size_t i = 0; i < *count; i++)
        there |= order[i] == number;
    if (!there && *count >= cap)
        return uefi_status_of(EFI_BUFFER_TOO_SMALL);
    uefi_load_order_remove(order, count, number);
    if (place > *count)
        place = *count;
    for (size_t i = (*count)++; i > place; i--)
        order[i] = order[i - 1];
    order[place] = number;
    return UEFI_OK;
}
