/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * One image: what goes onto its volume, where everything lies, and the file that appears whole or
 * not at all.
 *
 *     struct image ──> sources ──> fat_plan ──> layout ──> temporary file ──> rename
 *
 * The same input makes the same bytes: serial numbers and GUIDs follow from the contents, dates
 * from SOURCE_DATE_EPOCH.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bootimage.h"
#include "load/config.h"

/* The stages, put into this program by the linker. */
extern const uint8_t embedded_bios_bin[], embedded_bios_bin_end[];
extern const uint8_t embedded_bootx64_efi[], embedded_bootx64_efi_end[];

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* ---- Files ------------------------------------------------------------------------------------*/

/* What FAT takes as a name (and the configuration, which ends a path at a blank). */
static void check_path(const char *path)
{
    for (const char *c = path; *c; c++)
        if ((unsigned char)*c <= ' ' || strchr("\"*:<>?\\|\x7f", *c) || (*c == '/' && c[1] == '/'))
            die("\"%s\" cannot be a path on the volume: \"%c\" is not allowed there; give it "
                "another "
                "name with --file SOURCE:DESTINATION",
                path, *c);
    if (strlen(path) > CONFIG_PATH_MAX)
        die("\"%.40s...\" cannot be a path on the volume: it is longer than %d bytes", path,
            CONFIG_PATH_MAX);
    const char *name = base_name(path);
    if (path[0] != '/' || !*name || !strcmp(name, ".") || !strcmp(name, "..") ||
        strstr(path, "/../") || strstr(path, "/./"))
        die("\"%s\" cannot be a path on the volume: it must look like /boot/name", path);
}

static struct source *add(struct sources *sources, const char *path)
{
    check_path(path);
    for (size_t i = 0; i < sources->count; i++)
        if (!strcasecmp(sources->list[i].path, path))
            die("two files would be %s on the volume; rename one, or give it another name with "
                "--file",
                path);
    struct source *longer = allocate((sources->count + 1) * sizeof *longer);
    if (sources->count)
        memcpy(longer, sources->list, sources->count * sizeof *longer);
    sources->list = longer;
    struct source *source = &sources->list[sources->count++];
    *source = (struct source){.path = path};
    return source;
}

static void add_bytes(struct sources *sources, const char *path, const uint8_t *data, size_t size)
{
    struct source *source = add(sources, path);
    source->data = (struct bytes){(uint8_t *)data, size};
    source->size = size;
}

static void add_file(struct sources *sources, const char *what, const char *from, const char *path)
{
    struct source *source = add(sources, path);
    source->from = from;
    if (!file_size(from, &source->size))
        die("%s %s: %s", what, from, strerror(errno));
}

/* ---- Configuration ----------------------------------------------------------------------------*/

static char *copy(struct span span)
{
    return format_text("%.*s", (int)span.size, span.at);
}

static void check_one_line(const char *option, const char *text)
{
    if (strpbrk(text, "\r\n"))
        die("%s: a line break cannot be in the configuration", option);
}

/* The user's lines, and behind them those that follow from the options. */
static char *make_config(const struct image *image, const struct config *own, const char *kernel,
                         struct sources *sources)
{
    bool ends = !own->text.size || own->text.at[own->text.size - 1] == '\n';
    char *text = format_text("%s%s", own->text.at, ends ? "" : "\n");
    if (own->kernel.size && strcasecmp(copy(own->kernel), kernel))
        die("%s names %s as kernel, but %s will be %s on the volume; leave the line out, bootimage "
            "writes it",
            image->config, copy(own->kernel), image->kernel, kernel);
    if (!own->kernel.size)
        text = format_text("%skernel = %s\n", text, kernel);
    if (image->command_line) {
        if (own->cmdline.size)
            die("--cmdline, and %s has a cmdline too: which one?", image->config);
        check_one_line("--cmdline", image->command_line);
        text = format_text("%scmdline = %s\n", text, image->command_line);
    }
    for (size_t i = 0; i < image->module_count; i++) {
        const char *module = image->modules[i], *colon = strchr(module, ':');
        char *from = colon ? format_text("%.*s", (int)(colon - module), module) : (char *)module;
        char *path = format_text("/boot/%s", base_name(from));
        add_file(sources, "module", from, path);
        if (colon)
            check_one_line("--module", colon);
        text = format_text("%smodule = %s%s%s\n", text, path, colon ? " " : "",
                           colon ? colon + 1 : "");
    }
    return text;
}

/* A module in the user's configuration that is not on the volume is missed here, not when it boots.
 */
static void check_modules(const struct image *image, const struct config *own,
                          const struct sources *sources)
{
    struct config_module module;
    for (size_t next = 0; config_module(own, &next, &module);) {
        char *path = copy(module.path);
        bool there = false;
        for (size_t i = 0; i < sources->count; i++)
            there |= !strcasecmp(sources->list[i].path, path);
        if (!there)
            die("%s names the module %s, which is not on the volume; add --file SOURCE:%s",
                image->config, path, path);
    }
}

static struct sources gather(const struct image *image, struct bytes kernel)
{
    struct sources sources = {0};
    char *path = format_text("/boot/%s", base_name(image->kernel));
    struct bytes lines = image->config ? read_file(image->config) : (struct bytes){0};
    if (lines.data && strlen((char *)lines.data) != lines.size)
        die("%s is not text", image->config);
    struct config own;
    config_parse(&own, lines.data ? (char *)lines.data : "", lines.size);
    struct source *source = add(&sources, path);
    source->data = kernel;
    source->size = kernel.size;
    char *config = make_config(image, &own, path, &sources);
    if (strlen(config) > CONFIG_SIZE_MAX)
        die("the configuration would have %zu bytes, the loader reads %u at most", strlen(config),
            CONFIG_SIZE_MAX);
    add_bytes(&sources, "/boot/boot.conf", (uint8_t *)config, strlen(config));
    add_bytes(&sources, "/EFI/BOOT/BOOTX64.EFI", embedded_bootx64_efi,
              (size_t)(embedded_bootx64_efi_end - embedded_bootx64_efi));
    for (size_t i = 0; i < image->file_count; i++) {
        const char *colon = strrchr(image->files[i], ':');
        if (!colon)
            die_usage("--file %s: SOURCE:DESTINATION is wanted", image->files[i]);
        char *from = format_text("%.*s", (int)(colon - image->files[i]), image->files[i]);
        add_file(&sources, "file", from,
                 format_text("%s%s", colon[1] == '/' ? "" : "/", colon + 1));
    }
    check_modules(image, &own, &sources);
    return sources;
}

/* ---- Writing ----------------------------------------------------------------------------------*/

/* FNV-1a. */
static uint64_t hash_bytes(uint64_t hash, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    return hash;
}

static uint64_t hash_file(uint64_t hash, const char *path)
{
    static uint8_t buffer[65536];
    FILE *file = fopen(path, "rb");
    if (!file)
        die("cannot read %s: %s", path, strerror(errno));
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, file));)
        hash = hash_bytes(hash, buffer, got);
    if (ferror(file))
        die("cannot read %s: %s", path, strerror(errno));
    fclose(file);
    return hash;
}

/* What the image is, as a number: all names and contents. */
static uint64_t identity(const struct sources *sources)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < sources->count; i++) {
        const struct source *source = &sources->list[i];
        hash = hash_bytes(hash, (const uint8_t *)source->path, strlen(source->path) + 1);
        hash = source->from ? hash_file(hash, source->from)
                            : hash_bytes(hash, source->data.data, source->data.size);
    }
    return hash;
}

static struct bytes stages(void)
{
    return (struct bytes){(uint8_t *)embedded_bios_bin,
                          (size_t)(embedded_bios_bin_end - embedded_bios_bin)};
}

static void tell(const struct image *image, const struct sources *sources, const struct fat *fat,
                 const struct layout *layout)
{
    printf("%s: %llu MiB, boots under BIOS and UEFI\n", image->output,
           (unsigned long long)layout->size * SECTOR / MIB);
    printf("  %s; FAT%u from sector %llu on, %llu MiB, clusters of %u bytes, %llu bytes of table\n",
           image->table == TABLE_GPT ? "GPT" : "MBR", fat->bits, (unsigned long long)layout->volume,
           (unsigned long long)layout->volume_size * SECTOR / MIB, fat->cluster_size,
           (unsigned long long)fat->table_size);
    printf("  %10zu  BIOS stages, from sector %llu on\n", stages().size,
           (unsigned long long)layout->stage);
    for (size_t i = 0; i < sources->count; i++)
        printf("  %10llu  %s\n", (unsigned long long)sources->list[i].size, sources->list[i].path);
}

void image_make(const struct image *image, bool quiet)
{
    struct stat there;
    if (!stat(image->output, &there) && !S_ISREG(there.st_mode))
        die("%s is not a file; make a file, then copy it there", image->output);
    struct bytes kernel = read_file(image->kernel);
    kernel_check(image->kernel, kernel);
    struct sources sources = gather(image, kernel);
    uint64_t sectors = image->size / SECTOR, around = table_overhead(image->table);
    if (image->size && sectors <= around)
        die("--size: %llu bytes are not enough, the partition table needs %llu",
            (unsigned long long)image->size, (unsigned long long)around * SECTOR);
    struct fat fat = fat_plan(&sources, image->fat, sectors ? sectors - around : 0);
    struct layout layout = layout_of(image->table, fat.sectors);
    uint64_t id = identity(&sources);

    char *temporary = format_text("%s.XXXXXX", image->output);
    int fd = mkstemp(temporary);
    if (fd < 0)
        die("cannot write %s: %s", image->output, strerror(errno));
    remove_at_end(temporary);
    if (ftruncate(fd, (off_t)(layout.size * SECTOR)) < 0)
        die("cannot make %s of %llu bytes: %s", image->output,
            (unsigned long long)layout.size * SECTOR, strerror(errno));
    fat_write(temporary, layout.volume, &fat, &sources, id);
    table_write(fd, image->table, &layout, stages(), fat.bits, id);
    mode_t mask = umask(0);
    umask(mask);
    if (fchmod(fd, 0666 & ~mask) < 0 || fsync(fd) < 0 || close(fd) < 0 ||
        rename(temporary, image->output) < 0)
        die("cannot write %s: %s", image->output, strerror(errno));
    if (!quiet)
        tell(image, &sources, &fat, &layout);
}
