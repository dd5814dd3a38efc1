/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * acpi-tables: prints static ACPI tables readably and says what is wrong with them.
 *
 * What fields there are is not written here: describe.awk makes it from the public headers, so the
 * names printed are the names in C. How sub-structures follow each other is the library's knowledge
 * (acpi/sub.h).
 *
 * Output, made to be read by people and by `awk '$1 ~ /^0x/'`: offset, size, name, value; numbers
 * in hexadecimal as the table means them, arrays of bytes as they lie in memory, text in quotes.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acpi/platform.h"
#include "acpi/sub.h"
#include "acpi/table/error.h"
#include "acpi/table/interrupt.h"
#include "acpi/table/iommu.h"
#include "acpi/table/memory.h"
#include "acpi/table/platform.h"
#include "acpi/table/topology.h"

struct shape;
struct field {
    const char *name, *note;
    const struct shape *inner; /* NULL: a number, bytes or text */
    size_t at, size, count;    /* size of all count elements */
    bool text;
};
struct shape {
    const char *name, *title;
    const struct field *fields;
    size_t n, size;
};
/* This shape is the table (depth 0), its sub-structures (1) or what stands inside them (2). */
struct row {
    const struct shape *shape;
    char signature[9];
    int depth;
    uint32_t outer_low, outer_high, inner_low, inner_high;
};
#include "describe.inc"

enum { EXIT_FINE, EXIT_WRONG_TABLE, EXIT_TROUBLE };
enum { FILE_MAX = ACPI_TABLE_SIZE_MAX };

static const char usage[] =
    "Usage: acpi-tables [--explain] [--as SIGNATURE] FILE...\n"
    "       acpi-tables --digest FILE...\n"
    "       acpi-tables --list\n"
    "Prints static ACPI tables: each file holds one, as the firmware has it in memory.\n"
    "\n"
    "  --explain      behind each field what the specification says of it\n"
    "  --as SIG       the file is this table (for CDAT, which has no signature)\n"
    "  --digest       interrupt model, CPUs, NUMA, PCI Express segments, HPET, reset out of all "
    "files together\n"
    "  --list         the tables that are known, with their titles\n"
    "\n"
    "Exit status: 0 all right, 1 something is wrong with a table (said on stderr), 2 usage, "
    "unreadable file.\n";

static bool explain;

static const struct shape *find_shape(const char *signature, int depth, uint32_t outer,
                                      uint32_t inner)
{
    const struct row *best = NULL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        if (r->depth == depth && strcmp(r->signature, signature) == 0 && r->outer_low <= outer &&
            outer <= r->outer_high && r->inner_low <= inner && inner <= r->inner_high &&
            (!best || r->outer_high - r->outer_low < best->outer_high - best->outer_low))
            best = r;
    }
    return best ? best->shape : NULL;
}

static void print_text(const uint8_t *at, size_t size)
{
    putchar('"');
    for (size_t i = 0; i < size; i++)
        if (at[i] >= 0x20 && at[i] < 0x7F && at[i] != '"' && at[i] != '\\')
            putchar(at[i]);
        else if (at[i])
            printf("\\x%02X", at[i]);
    putchar('"');
}

static void print_number(const uint8_t *at, size_t size)
{
    printf("0x");
    for (size_t i = size; i--;)
        printf("%02X", at[i]);
}

static void print_field(const struct field *field, const char *prefix, const uint8_t *at,
                        size_t offset)
{
    char name[128];
    snprintf(name, sizeof name, "%s%s", prefix, field->name);
    printf("  0x%04zX %3zu  %-44s ", offset, field->size, name);
    size_t each = field->size / field->count;
    if (field->text)
        print_text(at, field->size);
    else if (each == 1 && field->count > 1)
        for (size_t i = 0; i < field->count; i++)
            printf("%02X%s", at[i], i + 1 < field->count ? " " : "");
    else
        for (size_t i = 0; i < field->count; i++, at += each) {
            print_number(at, each);
            printf("%s", i + 1 < field->count ? " " : "");
        }
    printf(explain && *field->note ? "   # %s\n" : "\n", field->note);
}

/* The fields that lie within size bytes. Returns the size of those. */
static size_t print_shape(const struct shape *shape, const char *prefix, const uint8_t *at,
                          size_t size, size_t offset)
{
    size_t end = 0;
    for (size_t i = 0; i < shape->n; i++) {
        const struct field *field = &shape->fields[i];
        if (field->at + field->size > size && !field->inner)
            break;
        if (field->at >= size)
            break;
        if (field->inner) {
            char inner[96];
            snprintf(inner, sizeof inner, "%s%s.", prefix, field->name);
            end = field->at + print_shape(field->inner, inner, at + field->at, size - field->at,
                                          offset + field->at);
        } else {
            print_field(field, prefix, at + field->at, offset + field->at);
            end = field->at + field->size;
        }
    }
    return end;
}

static void print_rest(const uint8_t *at, size_t from, size_t to, size_t offset)
{
    for (size_t i = from; i < to; i += 16) {
        size_t n = to - i < 16 ? to - i : 16;
        printf("  0x%04zX %3zu  (data)  ", offset + i, n);
        for (size_t k = 0; k < 16; k++)
            k < n ? printf(" %02X", at[i + k]) : printf("   ");
        printf("  ");
        for (size_t k = 0; k < n; k++)
            putchar(at[i + k] >= 0x20 && at[i + k] < 0x7F ? at[i + k] : '.');
        putchar('\n');
    }
}

/* Walks sub-structures; the bytes before, between and behind them are printed as data. false:
 * something is wrong. */
static bool print_subs(const char *signature, int depth, uint32_t outer, struct acpi_sub_iter it,
                       const uint8_t *at, size_t from, size_t size, size_t offset)
{
    struct acpi_sub sub;
    bool good = true;
    while (acpi_sub_next(&it, &sub)) {
        size_t begin = sub.offset - offset;
        if (begin > from)
            print_rest(at, from, begin, offset);
        uint32_t type = depth == 1 ? sub.type : outer;
        const struct shape *shape = find_shape(signature, depth, type, depth == 1 ? 0 : sub.type);
        printf("%*s%s (type %u, %u bytes at 0x%04X)\n", depth * 2 - 1, "",
               shape ? shape->title : "Unknown structure", (unsigned)sub.type, (unsigned)sub.size,
               (unsigned)sub.offset);
        size_t done = shape ? print_shape(shape, "", sub.at, sub.size, sub.offset) : 0;
        if (depth == 1)
            good &= print_subs(signature, 2, sub.type, acpi_sub_within(&sub), sub.at, done,
                               sub.size, sub.offset);
        else
            print_rest(sub.at, done, sub.size, sub.offset);
        from = begin + sub.size;
    }
    if (from < size)
        print_rest(at, from, size, offset);
    return good && it.status == ACPI_OK;
}

static bool print_table(const char *path, const struct acpi_table *table)
{
    char signature[5] = {0};
    memcpy(signature, table->signature, 4);
    const struct shape *shape = find_shape(signature, 0, 0, 0);
    printf("%s: ", path);
    print_text((const uint8_t *)signature, 4);
    printf(" %s, %u bytes\n", shape ? shape->title : "Unknown table", (unsigned)table->size);
    if (!shape)
        shape = &shape_acpi_header;
    if (strcmp(signature, "TCPA") == 0 && table->size >= sizeof(struct acpi_tcpa_server) &&
        ((const uint8_t *)table->at)[offsetof(struct acpi_tcpa, platform_class)] == 1)
        shape = &shape_acpi_tcpa_server;
    size_t done = print_shape(shape, "", table->at, table->size, 0);
    bool good = print_subs(signature, 1, 0, acpi_sub_begin(table), table->at, done, table->size, 0);
    if (!good)
        fprintf(stderr, "%s: %s: sub-structures: %s\n", path, signature,
                acpi_status_text(ACPI_BAD_LENGTH));
    if (table->problem != ACPI_OK)
        fprintf(stderr, "%s: %s: %s\n", path, signature,
                acpi_status_text((enum acpi_status)table->problem));
    return good && table->problem == ACPI_OK;
}

/* The whole file in memory that is freed at exit; NULL with a word on stderr. */
static uint8_t *read_file(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    size_t size = 0;
    size_t cap = 4096;
    if (file)
        while ((bytes = realloc(bytes, cap *= 2)) && size < FILE_MAX) {
            size_t n = fread(bytes + size, 1, cap - size, file);
            size += n;
            if (!n)
                break;
        }
    if (!file || !bytes || ferror(file)) {
        fprintf(stderr, "acpi-tables: %s: %s\n", path, strerror(errno));
        free(bytes);
        bytes = NULL;
    }
    if (file)
        fclose(file);
    *ret_size = size;
    return bytes;
}

static bool print_rsdp(const char *path, const uint8_t *bytes, size_t size)
{
    struct acpi_rsdp rsdp;
    enum acpi_status status = acpi_rsdp_check(bytes, size, &rsdp);
    bool first = size < 16 || bytes[15] < 2;
    printf("%s: \"RSD PTR \" %s, %zu bytes\n", path, shape_acpi_rsdp.title, size);
    print_rest(bytes, print_shape(&shape_acpi_rsdp, "", bytes, first && size > 20 ? 20 : size, 0),
               size, 0);
    if (status == ACPI_OK && !first && !rsdp.xsdt_address)
        status = ACPI_BAD_CHECKSUM;
    if (status != ACPI_OK)
        fprintf(stderr, "%s: RSD PTR: %s\n", path, acpi_status_text(status));
    return status == ACPI_OK;
}

static bool print_file(const char *path, const uint8_t *bytes, size_t size, const char *as)
{
    if (!as && size >= 8 && memcmp(bytes, "RSD PTR ", 8) == 0)
        return print_rsdp(path, bytes, size);
    bool plain =
        as || (size >= 8 && (memcmp(bytes, "S3PT", 4) == 0 || memcmp(bytes, "FBPT", 4) == 0));
    if (plain) {
        struct acpi_table table = {.at = bytes, .size = (uint32_t)size};
        memcpy(table.signature, as ? as : (const char *)bytes, 4);
        return print_table(path, &table);
    }
    static struct acpi_tables tables;
    struct acpi_table table;
    acpi_tables_init_empty(&tables, NULL);
    enum acpi_status status = acpi_table_install(&tables, bytes, size, &table);
    if (status != ACPI_OK) {
        fprintf(stderr, "%s: %s (the file has %zu bytes)\n", path, acpi_status_text(status), size);
        print_rest(bytes, print_shape(&shape_acpi_header, "", bytes, size, 0), size, 0);
        return false;
    }
    bool good = print_table(path, &table);
    if (size > table.size) {
        fprintf(stderr, "%s: %zu bytes behind the end of the table\n", path, size - table.size);
        good = false;
    }
    return good;
}

static void print_digest(const struct acpi_tables *tables)
{
    static const char *const models[] = {"8259",          "APIC",   "SAPIC",  "GIC",
                                         "LoongArch PIC", "RISC-V", "unknown"};
    struct acpi_platform p;
    acpi_platform_read(tables, &p);
    printf("interrupts  %s%s, local APIC at 0x%llX\n", models[p.interrupt_model],
           p.has_8259 ? " with 8259" : "", (unsigned long long)p.local_apic);
    static struct acpi_cpu cpu[4096];
    size_t n = acpi_cpus(tables, cpu, 4096);
    for (size_t i = 0; i < n && i < 4096; i++) {
        printf("cpu         id 0x%llX, uid %u, %s", (unsigned long long)cpu[i].id, cpu[i].uid,
               cpu[i].enabled          ? "enabled"
               : cpu[i].online_capable ? "online capable"
                                       : "not enabled");
        printf(cpu[i].proximity == ACPI_NO_PROXIMITY ? "\n" : ", node %u\n", cpu[i].proximity);
    }
    static struct acpi_io_apic io[256];
    n = acpi_io_apics(tables, io, 256);
    for (size_t i = 0; i < n && i < 256; i++)
        printf("io apic     id %u at 0x%llX, interrupts from %u\n", io[i].id,
               (unsigned long long)io[i].address, io[i].gsi_base);
    static struct acpi_override o[1024];
    n = acpi_overrides(tables, o, 1024);
    static const char *const kinds[] = {"isa", "nmi", "local nmi"};
    for (size_t i = 0; i < n && i < 1024; i++)
        printf("%-10s  source %u, gsi %u, uid 0x%X, lint %u, polarity %u, trigger %u\n",
               kinds[o[i].kind], o[i].source, o[i].gsi, o[i].uid, o[i].lint, o[i].polarity,
               o[i].trigger);
    static struct acpi_memory m[1024];
    n = acpi_numa_ranges(tables, m, 1024);
    for (size_t i = 0; i < n && i < 1024; i++)
        printf("memory      0x%llX, 0x%llX bytes, node %u%s%s\n", (unsigned long long)m[i].base,
               (unsigned long long)m[i].size, m[i].proximity,
               m[i].hot_pluggable ? ", hot pluggable" : "",
               m[i].non_volatile ? ", non-volatile" : "");
    static struct acpi_pcie_segment s[256];
    n = acpi_pcie_segments(tables, s, 256);
    for (size_t i = 0; i < n && i < 256; i++)
        printf("pcie        segment %u, buses %u to %u at 0x%llX\n", s[i].segment, s[i].start_bus,
               s[i].end_bus, (unsigned long long)s[i].base);
    if (p.has_hpet)
        printf("hpet        %u at 0x%llX, %u comparators, minimum tick %u\n", p.hpet_number,
               (unsigned long long)p.hpet_address, p.hpet_comparators, p.hpet_minimum_tick);
    if (p.has_pm_timer)
        printf("pm timer    %u bits at 0x%llX\n", p.pm_timer_bits,
               (unsigned long long)p.pm_timer.address);
    if (p.has_reset)
        printf("reset       write 0x%02X to 0x%llX (address space %u)\n", p.reset_value,
               (unsigned long long)p.reset_register.address, p.reset_register.space_id);
    if (p.has_fadt)
        printf("power       profile %u, SCI %u%s\n", p.pm_profile, p.sci_interrupt,
               p.hardware_reduced ? ", hardware reduced" : "");
}

static int list(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].depth == 0)
            printf("%-8s  %s\n", rows[i].signature, rows[i].shape->title);
    return EXIT_FINE;
}

/* --digest: all files together. */
static int digest(int n, char **paths)
{
    static struct acpi_tables tables;
    static uint8_t *files[ACPI_TABLES_MAX];
    int exit_status = EXIT_FINE;
    int kept = 0;
    acpi_tables_init_empty(&tables, NULL);
    for (int i = 0; i < n && kept < ACPI_TABLES_MAX; i++) {
        size_t size;
        uint8_t *bytes = read_file(paths[i], &size);
        if (!bytes) {
            exit_status = EXIT_TROUBLE;
            continue;
        }
        files[kept++] = bytes;
        enum acpi_status status = acpi_table_install(&tables, bytes, size, NULL);
        if (status != ACPI_OK) {
            fprintf(stderr, "%s: %s\n", paths[i], acpi_status_text(status));
            exit_status = exit_status ? exit_status : EXIT_WRONG_TABLE;
        }
    }
    print_digest(&tables);
    while (kept)
        free(files[--kept]);
    return exit_status;
}

static int print_files(int n, char **paths, const char *as)
{
    int exit_status = EXIT_FINE;
    for (int i = 0; i < n; i++) {
        size_t size;
        uint8_t *bytes = read_file(paths[i], &size);
        if (!bytes)
            exit_status = EXIT_TROUBLE;
        else if (!print_file(paths[i], bytes, size, as) && exit_status == EXIT_FINE)
            exit_status = EXIT_WRONG_TABLE;
        free(bytes);
    }
    return exit_status;
}

int main(int argc, char **argv)
{
    const char *as = NULL;
    bool together = false;
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--help") == 0)
            return fputs(usage, stdout) < 0 ? EXIT_TROUBLE : EXIT_FINE;
        if (strcmp(argv[i], "--list") == 0)
            return list();
        if (strcmp(argv[i], "--explain") == 0)
            explain = true;
        else if (strcmp(argv[i], "--digest") == 0)
            together = true;
        else if (strcmp(argv[i], "--as") == 0 && i + 1 < argc && strlen(argv[i + 1]) == 4)
            as = argv[++i];
        else
            return fputs(usage, stderr), EXIT_TROUBLE;
    }
    if (i == argc)
        return fputs(usage, stderr), EXIT_TROUBLE;
    return together ? digest(argc - i, argv + i) : print_files(argc - i, argv + i, as);
}
