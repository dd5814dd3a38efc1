/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Memory that the library asks for is bounded and counted, with its size in front of it: a block
 * that comes back with another size, or never, is a fault of the library and is told.
 */
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAP_MAX ((size_t)1 << 30)

_Static_assert(offsetof(struct session, hardware) == 0, "one context for all callbacks");

/* --- What the library asks of its host -------------------------------------------------------- */

struct block {
    _Alignas(16) size_t size;
};

static void *take(void *ctx, size_t size)
{
    struct session *s = ctx;
    if (size > HEAP_MAX - s->heap)
        return NULL;
    struct block *block = aligned_alloc(16, (sizeof *block + size + 15) / 16 * 16);
    if (!block)
        return NULL;
    block->size = size;
    s->heap += size;
    return block + 1;
}

static void give(void *ctx, void *at, size_t size)
{
    struct session *s = ctx;
    if (!at)
        return;
    struct block *block = (struct block *)at - 1;
    if (block->size != size)
        s->hardware.misused++;
    s->heap -= block->size;
    free(block);
}

static void log_line(void *ctx, enum acpi_log level, const char *line)
{
    struct session *s = ctx;
    if (level <= ACPI_LOG_WARNING)
        faults_line(&s->faults, s->acpi, line);
    if (s->trace || (!s->print.quiet && level <= ACPI_LOG_WARNING))
        print_log(&s->print, level, line);
}

static void debug_line(void *ctx, const char *line)
{
    struct session *s = ctx;
    if (!s->print.quiet)
        print_debug(&s->print, line);
}

static bool fatal(void *ctx, uint8_t type, uint32_t code, uint64_t argument)
{
    struct session *s = ctx;
    char why[80];
    snprintf(why, sizeof why, "type 0x%X, code 0x%X, argument 0x%" PRIX64, type, (unsigned)code,
             argument);
    if (s->print.quiet)
        faults_status(&s->faults, "the Fatal operator", ACPI_AML_FATAL, why);
    else
        print_failure(&s->print, "the Fatal operator", why, NULL);
    return true;
}

static bool exception(void *ctx, struct acpi *acpi, const struct acpi_exception *e)
{
    struct session *s = ctx;
    faults_exception(&s->faults, acpi, e);
    return false;
}

static void notify(void *ctx, struct acpi *acpi, struct acpi_node_ref node, uint64_t value)
{
    struct session *s = ctx;
    char path[1024];
    acpi_node_path(acpi, node, path, sizeof path);
    if (!s->print.quiet)
        print_notify(&s->print, path, value);
}

/* --- Tables ----------------------------------------------------------------------------------- */

void session_open(struct session *s)
{
    struct acpi_host host = {.ctx = s,
                             .alloc = take,
                             .free = give,
                             .log = log_line,
                             .debug = debug_line,
                             .fatal = fatal};
    hardware_host(&host);
    acpi_tables_init_empty(&s->tables, &host);
    s->options.trace = s->trace;
    s->options.exception = exception;
    s->options.ctx = s;
}

static uint32_t length_of(const uint8_t *header)
{
    return header[4] | (uint32_t)header[5] << 8 | (uint32_t)header[6] << 16 |
           (uint32_t)header[7] << 24;
}

/* A private mapping that may be changed; NULL with a word why. */
static uint8_t *map_file(struct session *s, const char *path, size_t *ret_size)
{
    uint8_t *at = NULL;
    struct stat file;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &file) < 0) {
        print_failure(&s->print, path, strerror(errno), NULL);
    } else if (!S_ISREG(file.st_mode)) {
        print_failure(&s->print, path, "is not a file",
                      "give --machine FOLDER for a folder of tables");
    } else if ((size_t)file.st_size < sizeof(struct acpi_header)) {
        print_failure(&s->print, path, "is too short for a table's header of 36 bytes",
                      "compile ASL with iasl first");
    } else if (file.st_size > ACPI_TABLE_SIZE_MAX) {
        print_failure(&s->print, path, "is longer than 16 MiB", "give one table a file");
    } else {
        *ret_size = (size_t)file.st_size;
        void *map = mmap(NULL, *ret_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
        if (map == MAP_FAILED)
            print_failure(&s->print, path, strerror(errno), NULL);
        else
            at = map;
    }
    if (fd >= 0)
        close(fd);
    return at;
}

/* Text begins with four printable bytes too, but what stands where a length should is beyond any.
 */
static bool is_table(const uint8_t *header)
{
    for (int i = 0; i < 4; i++)
        if (header[i] < '!' || header[i] > '~')
            return false;
    return length_of(header) <= ACPI_TABLE_SIZE_MAX;
}

static enum exit_status check_and_install(struct session *s, const char *path,
                                          const char *signature, uint8_t *at, size_t size)
{
    char why[160];
    if (!is_table(at)) {
        print_failure(&s->print, path, "is no ACPI table",
                      "compile ASL with iasl first; acpidump's text must go through acpixtract");
        return EXIT_TROUBLE;
    }
    if (length_of(at) > size) {
        snprintf(why, sizeof why, "is cut off: its header says %u bytes, the file has %zu",
                 (unsigned)length_of(at), size);
        print_failure(&s->print, path, why, "make the file anew");
        return EXIT_TROUBLE;
    }
    if (signature && memcmp(at, signature, 4) != 0) { /* the sum stays what it was */
        for (int i = 0; i < 4; i++)
            at[9] = (uint8_t)(at[9] + at[i] - (uint8_t)signature[i]);
        memcpy(at, signature, 4);
    }
    struct acpi_table table;
    enum acpi_status status = acpi_table_install(&s->tables, at, size, &table);
    if (status != ACPI_OK) {
        print_failure(&s->print, path, acpi_status_text(status),
                      status == ACPI_TOO_MANY ? "give fewer files: 128 is the limit"
                                              : "see what acpi-tables says of it");
        return EXIT_TROUBLE;
    }
    if (table.problem != ACPI_OK)
        print_log(&s->print, ACPI_LOG_WARNING,
                  (snprintf(why, sizeof why, "%.100s: %s", path,
                            acpi_status_text((enum acpi_status)table.problem)),
                   why));
    return EXIT_FINE;
}

enum exit_status session_add(struct session *s, const char *path, const char *signature)
{
    size_t size = 0;
    uint8_t *at = map_file(s, path, &size);
    if (!at)
        return EXIT_TROUBLE;
    enum exit_status result = EXIT_FINE;
    if (signature || memcmp(at, "RSD PTR ", 8) != 0)
        result = check_and_install(s, path, signature, at, size);
    if (result == EXIT_FINE && s->files < ACPI_TABLES_MAX) {
        s->file[s->files].at = at;
        s->file[s->files++].size = size;
    } else {
        munmap(at, size);
    }
    return result;
}

/* --- Running ---------------------------------------------------------------------------------- */

/* Tells of a step that failed: by its status, or by what went wrong in it and was survived.
 * Exceptions are not told twice. */
static enum exit_status outcome(struct session *s, const char *what, enum acpi_status status,
                                size_t events)
{
    char why[80];
    size_t more = s->faults.events - events;
    if (status == ACPI_OK && !more)
        return EXIT_FINE;
    snprintf(why, sizeof why, "%zu faults, told above", more);
    if (!s->print.quiet)
        print_failure(&s->print, what, status == ACPI_OK ? why : acpi_status_text(status), NULL);
    if (!more)
        faults_status(&s->faults, what, status, acpi_status_text(status));
    return EXIT_WRONG;
}

enum exit_status session_load(struct session *s, bool start)
{
    enum exit_status result =
        outcome(s, "the interpreter", acpi_new(&s->tables, &s->options, &s->acpi), 0);
    if (result != EXIT_FINE)
        return result;
    acpi_notify_set(s->acpi, notify, s);
    result = outcome(s, "the handlers", hardware_install(&s->hardware, s->acpi), 0);
    enum acpi_status status = acpi_load(s->acpi);
    enum exit_status more = outcome(s, "load", status, 0);
    result = more ? more : result;
    if (start) {
        size_t events = s->faults.events;
        status = acpi_start(s->acpi, &s->start);
        more = outcome(s, "start", status, events);
        result = more ? more : result;
    }
    return result;
}

enum acpi_status session_eval(struct session *s, struct acpi_node_ref scope, const char *path,
                              const struct acpi_value *args, size_t n, session_value_fn *then,
                              void *ctx)
{
    _Alignas(16) char small[1024];
    void *big = NULL;
    size_t needed = 0;
    struct acpi_arena arena = acpi_arena(small, sizeof small);
    struct acpi_value value = {0};
    enum acpi_status status = acpi_eval(s->acpi, scope, path, args, n, &arena, &value, &needed);
    while (status == ACPI_TOO_SMALL) {
        free(big);
        big = needed < HEAP_MAX ? malloc(needed) : NULL;
        if (!big)
            return ACPI_NO_MEMORY;
        arena = acpi_arena(big, needed);
        size_t before = needed;
        status = acpi_result_take(s->acpi, &arena, &value, &needed);
        if (status == ACPI_TOO_SMALL && needed <= before)
            break; /* it asked for no more than it got */
    }
    if (status == ACPI_OK && then && !then(ctx, s, &value))
        status = ACPI_NO_MEMORY;
    free(big);
    return status;
}

bool session_find(struct acpi *acpi, struct acpi_node_ref scope, const char *name,
                  struct acpi_node_ref *ret_node)
{
    bool single = !strpbrk(name, "\\^.");
    do
        if (acpi_find(acpi, scope, name, ret_node))
            return true;
    while (single && acpi_node_parent(acpi, scope, &scope));
    return false;
}

struct object {
    char *path;
    enum acpi_type type;
};

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct object *)a)->path, ((const struct object *)b)->path);
}

bool session_namespace(struct session *s)
{
    struct object *objects = NULL;
    size_t n = 0, cap = 0;
    bool good = true;
    struct acpi_walk walk = acpi_walk_begin(s->acpi, (struct acpi_node_ref){0});
    struct acpi_node_ref node;
    while (good && acpi_walk_next(&walk, &node)) {
        if (n == cap) {
            cap = cap ? 2 * cap : 1024;
            struct object *more = realloc(objects, cap * sizeof *more);
            if (!(good = more))
                break;
            objects = more;
        }
        size_t size = acpi_node_path(s->acpi, node, NULL, 0) + 1;
        char *path = malloc(size);
        if (!(good = path))
            break;
        acpi_node_path(s->acpi, node, path, size);
        objects[n++] = (struct object){path, acpi_node_type(s->acpi, node)};
    }
    if (n)
        qsort(objects, n, sizeof *objects, by_path);
    for (size_t i = 0; i < n; i++) {
        print_object(&s->print, objects[i].path, objects[i].type);
        free(objects[i].path);
    }
    free(objects);
    if (walk.status != ACPI_OK)
        print_failure(&s->print, "walk of the namespace", acpi_status_text(walk.status), NULL);
    return good && walk.status == ACPI_OK;
}

enum exit_status session_close(struct session *s)
{
    enum exit_status result = EXIT_FINE;
    acpi_free(s->acpi);
    if (s->heap) {
        char why[80];
        snprintf(why, sizeof why, "%zu bytes were not given back", s->heap);
        print_failure(&s->print, "the interpreter", why, "this is a bug of ours: report it");
        result = EXIT_WRONG;
    }
    if (s->hardware.misused) {
        print_failure(&s->print, "the interpreter", "the contract of acpi/host.h was broken",
                      "this is a bug of ours: report it");
        result = EXIT_WRONG;
    }
    acpi_tables_release(&s->tables);
    while (s->files--)
        munmap(s->file[s->files].at, s->file[s->files].size);
    faults_release(&s->faults);
    hardware_release(&s->hardware);
    return result;
}
