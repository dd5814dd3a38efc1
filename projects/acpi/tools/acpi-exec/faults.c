/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A fault is kept once, however often it comes: same place, same status. Whose it is follows from
 * the status, and what is not known to be the firmware's is ours; so is a name that was not found
 * although it is there.
 */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char missing[] = "a name that no table declares";
static const char early[] = "a name that is declared only later";

static const struct {
    enum acpi_status status;
    const char *reason;
} firmwares[] = {
    {ACPI_AML_NOT_FOUND, missing},
    {ACPI_AML_EXISTS, "a name that is declared twice"},
    {ACPI_AML_LOOP, "a loop that waits for hardware which does not answer"},
    {ACPI_AML_WORK, "an evaluation that does not end in time"},
    {ACPI_AML_NO_HANDLER, "an address space that is not there"},
    {ACPI_AML_UNINIT_LOCAL, "a value that nothing was stored to, or that a method did not return"},
    {ACPI_AML_UNINIT_ARG, "an argument that was not passed"},
    {ACPI_AML_UNINIT_ELEMENT, "a package element that nothing was stored to"},
    {ACPI_AML_NO_RETURN, "a value of a method that returns none"},
    {ACPI_AML_DIVIDE, "a division by what hardware that is not there reads as: zero"},
    {ACPI_AML_BUFFER_LIMIT, "an index beyond the end of a buffer"},
    {ACPI_AML_PACKAGE_LIMIT, "an index beyond the end of a package"},
    {ACPI_AML_REGION_LIMIT, "a field beyond the end of its region"},
    {ACPI_AML_MUTEX_ORDER, "mutexes acquired in the wrong order"},
    {ACPI_AML_NOT_ACQUIRED, "a mutex released that was not acquired"},
    {ACPI_AML_TABLE, "a table loaded from memory where there is none"},
    {ACPI_AML_FATAL, "the Fatal operator"},
};

static const char *firmwares_reason(enum acpi_status status)
{
    for (size_t i = 0; i < sizeof firmwares / sizeof *firmwares; i++)
        if (firmwares[i].status == status)
            return firmwares[i].reason;
    return NULL;
}

/* The same fault again; code of tables runs once, so what comes from there is always another. */
static struct fault *known(struct faults *faults, const char *where, enum acpi_status status)
{
    for (size_t i = 0; i < faults->n; i++)
        if (faults->at[i].status == status && strcmp(faults->at[i].where, where) == 0)
            return &faults->at[i];
    return NULL;
}

static void add(struct faults *faults, const char *where, enum acpi_status status, bool once)
{
    faults->events++;
    faults->told = once ? NULL : known(faults, where, status);
    if (faults->told) {
        faults->told->times++;
        return;
    }
    if (faults->n == faults->cap) {
        size_t cap = faults->cap ? 2 * faults->cap : 64;
        struct fault *at = realloc(faults->at, cap * sizeof *at);
        if (at) {
            faults->at = at;
            faults->cap = cap;
        }
    }
    char *copy = strdup(where);
    if (!copy || faults->n == faults->cap) {
        free(copy);
        faults->lost = true;
        return;
    }
    faults->told = &faults->at[faults->n++];
    *faults->told = (struct fault){
        .status = status, .where = copy, .reason = firmwares_reason(status), .times = 1};
}

void faults_exception(struct faults *faults, struct acpi *acpi, const struct acpi_exception *e)
{
    char path[1024] = "";
    char where[1200];
    if (e->status == ACPI_AML_NO_OPERAND)
        return; /* the echo of a fault that was told */
    faults->told = NULL;
    if (e->method.node)
        acpi_node_path(acpi, e->method, path, sizeof path);
    snprintf(where, sizeof where, "%s at 0x%X", *path ? path : "code of a table",
             (unsigned)e->offset);
    add(faults, where, e->status, !*path);
    if (faults->told)
        faults->told->scope = e->method;
}

void faults_status(struct faults *faults, const char *where, enum acpi_status status,
                   const char *line)
{
    add(faults, where, status, false);
    faults_line(faults, NULL, line);
    faults->told = NULL;
}

/* Is the name of a fault that says it was missing there now? Names are the log's last word. */
static bool is_there(const struct fault *fault, struct acpi *acpi)
{
    static const char before[] = "the name is ";
    struct acpi_node_ref node;
    const char *name = fault->line ? strstr(fault->line, before) : NULL;
    return name && acpi && session_find(acpi, fault->scope, name + strlen(before), &node);
}

void faults_line(struct faults *faults, struct acpi *acpi, const char *line)
{
    struct fault *fault = faults->told;
    bool more = *line == ' ';
    if (!fault || fault->times > 1 || !fault->line != !more)
        return;
    line += strspn(line, " ");
    size_t length = more ? strlen(fault->line) : 0;
    size_t size = length + strlen(line) + 3;
    char *whole = malloc(size);
    if (!whole)
        return;
    snprintf(whole, size, "%s%s%s", more ? fault->line : "", more ? ", " : "", line);
    free(fault->line);
    fault->line = whole;
    if (fault->reason == missing && is_there(fault, acpi))
        fault->reason = NULL; /* it was overlooked */
}

void faults_judge(struct faults *faults, struct acpi *acpi)
{
    for (size_t i = 0; i < faults->n; i++)
        if (faults->at[i].reason == missing && is_there(&faults->at[i], acpi))
            faults->at[i].reason = early;
}

size_t faults_count(const struct faults *faults, bool ours)
{
    size_t n = ours && faults->lost;
    for (size_t i = 0; i < faults->n; i++)
        n += ours == !faults->at[i].reason;
    return n;
}

void faults_release(struct faults *faults)
{
    for (size_t i = 0; i < faults->n; i++) {
        free(faults->at[i].where);
        free(faults->at[i].line);
    }
    free(faults->at);
}
