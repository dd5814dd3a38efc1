/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Will the loader take this kernel? The loader's own code is asked (load/elf.h, load/note.h),
 * before there is an image to wonder about. What it says in its log becomes the complaint, or a
 * warning.
 */
#include <stdio.h>
#include <string.h>

#include "bootimage.h"
#include "load/elf.h"
#include "load/log.h"
#include "load/note.h"

static struct {
    char text[1024]; /* the last message */
} said;

/* The loader's log, line by line: warnings go on to stderr, the last error is kept. */
static void listen(void *ctx, const char *text, size_t size)
{
    (void)ctx;
    if (size >= 7 && !memcmp(text, "error: ", 7))
        snprintf(said.text, sizeof said.text, "%.*s", (int)(size - 7), text + 7);
    else
        fprintf(stderr, "bootimage: %.*s", (int)size, text);
}

static void refuse(const char *path)
{
    said.text[strcspn(said.text, "\n")] = 0;
    die("%s", *said.text ? said.text : format_text("%s: the loader refuses it", path));
}

void kernel_check(const char *path, struct bytes file)
{
    static char log[4096];
    struct log_options options = {.serial = LOG_WARNING, .screen = LOG_NONE, .send = listen};
    log_begin(log, sizeof log, &options);

    struct elf_extent headers;
    struct elf elf;
    if (elf_header(path, file.data, file.size, file.size, &headers) ||
        elf_plan(path, file.data, file.data + headers.offset, file.size, &elf))
        refuse(path);
    struct boot_request request;
    enum boot_status status = BOOT_NOT_FOUND;
    for (size_t i = 0; i < elf.note_count && status == BOOT_NOT_FOUND; i++)
        status = note_find(path, file.data + elf.notes[i].offset, elf.notes[i].size, &request);
    if (status == BOOT_NOT_FOUND)
        die("%s has no note of BOOT_ENTRY(): is the macro in a file that is linked, and does a "
            "linker "
            "script keep .note.OSDev.boot in a PT_NOTE segment?",
            path);
    if (status || note_check(path, elf.pie, &request))
        refuse(path);
}
