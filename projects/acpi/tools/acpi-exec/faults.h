/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What went wrong while AML ran, and whose fault it is: a real machine's firmware asks for names
 * that are not there, declares others twice, waits for hardware that does not answer. An
 * interpreter survives that; everything else is a fault of ours.
 */
#pragma once
#include "acpi/node.h"

struct fault {
    enum acpi_status status;
    char *where;        /* "\_SB_.PCI0._CRS at 0x12" */
    char *line;         /* what the log said of it, indented lines too; NULL: nothing */
    const char *reason; /* how it is the firmware's; NULL: ours */
    unsigned times;
    struct acpi_node_ref scope; /* the method; all zero: code of a table */
};

struct faults {
    struct fault *at;
    size_t n, cap;
    size_t events;      /* all of them, those that come again too */
    struct fault *told; /* whose lines of the log come next */
    bool lost;          /* out of memory: there were more */
};

/* One that the interpreter tells of, before its line of the log. */
void faults_exception(struct faults *, struct acpi *, const struct acpi_exception *);

/* One that it does not: `where` is what was done. */
void faults_status(struct faults *, const char *where, enum acpi_status, const char *line);

/* A line of the log, level error or warning. */
void faults_line(struct faults *, struct acpi *, const char *line);

/* Once all is done: looks again for the names that were missing. */
void faults_judge(struct faults *, struct acpi *);

/* How many are ours, or the firmware's. */
size_t faults_count(const struct faults *, bool ours);

void faults_release(struct faults *);
