/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What the files of suite_host share. */
#pragma once
#include "acpi/node.h"
#include "acpi/region.h"
#include "tools/acpi-exec/hardware.h"

struct suite {
    struct hardware hardware; /* first: one context for all callbacks */
    struct acpi_tables tables;
    struct acpi_options options;
    struct acpi *acpi;
    uint8_t *dsdt;
    /* Where the host's memory is. */
    bool (*memory_read)(void *ctx, uint64_t phys, unsigned width, uint64_t *ret_value);
    bool (*memory_write)(void *ctx, uint64_t phys, unsigned width, uint64_t value);
};

/* Says on stderr what is not as it should be; false. */
__attribute__((format(printf, 1, 2))) bool complain(const char *format, ...);

/* Evaluates \CHEK; true: its value is a number, and not zero. */
bool evaluate_check(struct suite *, const struct acpi_value *args, size_t n);

/* spaces.c: handlers of all kinds, and what AML gets through them. */
bool check_spaces(struct suite *);
