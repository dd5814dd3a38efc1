/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * libFuzzer target: device paths. The bytes are taken as a path, which is walked, viewed, copied
 * and written as text in all styles; and as text, which is read. What comes out of either is taken
 * back.
 */
#include <stdlib.h>
#include <string.h>

#include "uefi/path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static volatile uint8_t sink;

#define LOOK(name, type, major, minor)            \
    if (uefi_path_as_##name(node))                \
        for (size_t i = 0; i < sizeof(type); i++) \
            sink = ((const uint8_t *)uefi_path_as_##name(node))[i];

static char *written(struct uefi_path path, struct uefi_path_style style)
{
    size_t length = uefi_path_to_text(NULL, 0, path, style);
    char *text = malloc(length + 1);
    must(uefi_path_to_text(text, length + 1, path, style) == length && strlen(text) == length);
    return text;
}

/* Reads text; what it becomes, in memory of its exact size, or NULL. */
static uint8_t *read_text(const char *text, struct uefi_path *ret_path)
{
    size_t needed = 0, error = 0;
    uefi_status status = uefi_path_from_text(NULL, 0, text, ret_path, &needed, &error);
    if (!uefi_is(status, EFI_BUFFER_TOO_SMALL)) {
        must(uefi_is(status, EFI_INVALID_PARAMETER) && error <= strlen(text));
        return NULL;
    }
    uint8_t *bytes = malloc(needed);
    must(uefi_is_ok(uefi_path_from_text(bytes, needed, text, ret_path, NULL, NULL)));
    must(uefi_is_ok(uefi_path_read(bytes, needed, ret_path)) && ret_path->size + 4 == needed);
    return bytes;
}

static void as_bytes(const uint8_t *data, size_t size)
{
    struct uefi_path path, instance, copy, again;
    if (!uefi_is_ok(uefi_path_read(data, size, &path)))
        return;
    struct uefi_path_iter it = uefi_path_begin(path);
    struct uefi_path_node node;
    while (uefi_path_next(&it, &node)) {
        UEFI_PATH_KINDS(LOOK)
        char16_t name[8];
        uefi_path_file((struct uefi_path){node.at, node.size}, name, 8);
    }
    must(uefi_is_ok(it.status));
    size_t instances = 0;
    it = uefi_path_begin(path);
    while (uefi_path_next_instance(&it, &instance))
        instances += instance.size;
    must(instances <= path.size);
    uint8_t *buf = malloc(path.size + 4);
    struct uefi_path_builder b = uefi_path_build(buf, path.size + 4);
    uefi_path_add_path(&b, path);
    must(uefi_is_ok(uefi_path_finish(&b, &copy, NULL)) && uefi_path_equal(copy, path));
    for (int style = 0; style < 4; style++) {
        char *text = written(path, (struct uefi_path_style){style & 1, style & 2});
        free(read_text(text, &again));
        free(text);
    }
    free(buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    as_bytes(data, size);
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = 0;
    struct uefi_path path;
    uint8_t *bytes = read_text(text, &path);
    if (bytes)
        free(written(path, (struct uefi_path_style){0}));
    free(bytes);
    free(text);
    return 0;
}
