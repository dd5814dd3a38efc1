/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * ASL in tests: compiled by iasl (package acpica-tools) where the test stands, so that source and
 * expectation are beside each other.
 */
#pragma once
#include "acpi/node.h"
#include "projects/acpi/tests/world.h"

#include <unistd.h>

/* The table that a body of ASL makes; malloc'ed. revision 1: integers of 32 bits. */
static inline uint8_t *asl_compile(const char *signature, int revision, const char *body,
                                   size_t *ret_size)
{
    char folder[] = "/tmp/asl-XXXXXX", path[64], command[256];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/test.asl", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "DefinitionBlock (\"\", \"%s\", %d, \"OSDEV\", \"TEST\", 1) {\n%s\n}\n",
            signature, revision, body);
    fclose(file);
    /* All warnings off: tests do what firmware should not. */
    snprintf(
        command, sizeof command,
        "cd %s && iasl -f -oa -vs -vi -p test test.asl >iasl.log 2>&1 || { cat iasl.log; exit 1; }",
        folder);
    int status = system(command);
    if (status != 0)
        fail_msg("iasl refuses:\n%s", body);
    snprintf(path, sizeof path, "%s/test.aml", folder);
    file = fopen(path, "rb");
    assert_non_null(file);
    uint8_t *bytes = malloc(1 << 20);
    *ret_size = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
    return bytes;
}

/* An instance whose DSDT has this body, loaded; its lock is free. Read and freed by asl_close(). */
struct asl {
    struct world *w;
    struct acpi *acpi;
    uint8_t *dsdt;
};

static inline struct asl asl_new_with(struct acpi_host host, int revision, const char *body)
{
    struct asl a = {.w = calloc(1, sizeof *a.w)};
    size_t size;
    assert_non_null(a.w);
    a.w->host = host;
    a.w->host.ctx = a.w;
    a.dsdt = asl_compile("DSDT", revision, body, &size);
    acpi_tables_init_empty(&a.w->tables, &a.w->host);
    assert_int_equal(acpi_table_install(&a.w->tables, a.dsdt, size, NULL), ACPI_OK);
    assert_int_equal(acpi_new(&a.w->tables, NULL, &a.w->acpi), ACPI_OK);
    assert_int_equal(acpi_load(a.w->acpi), ACPI_OK);
    a.acpi = a.w->acpi;
    return a;
}

static inline struct asl asl_new(const char *body)
{
    return asl_new_with(world_host(NULL), 2, body);
}

static inline void asl_close(struct asl *a)
{
    acpi_free(a->acpi);
    assert_int_equal(a->w->allocations, 0);
    assert_int_equal(a->w->mapped, 0);
    acpi_tables_release(&a->w->tables);
    free(a->w);
    free(a->dsdt);
}

/* The integer that a method without arguments, or a name, has. */
static inline uint64_t asl_integer(struct asl *a, const char *path)
{
    uint64_t value = 0;
    enum acpi_status status =
        acpi_eval_integer(a->acpi, (struct acpi_node_ref){NULL, 0}, path, &value);
    if (status != ACPI_OK)
        fail_msg("%s: %s", path, acpi_status_text(status));
    return value;
}

/* Evaluates; the status. */
static inline enum acpi_status asl_run(struct asl *a, const char *path)
{
    return acpi_eval(a->acpi, (struct acpi_node_ref){NULL, 0}, path, NULL, 0, NULL, NULL, NULL);
}

static inline struct acpi_node_ref asl_node(struct asl *a, const char *path)
{
    struct acpi_node_ref node;
    if (!acpi_find(a->acpi, (struct acpi_node_ref){NULL, 0}, path, &node))
        fail_msg("no %s", path);
    return node;
}
