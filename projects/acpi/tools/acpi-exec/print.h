/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * How everything is said: as lines of text for people, or (--json) as one JSON object a line, with
 * one key that names what it is. Values are on stdout, complaints on stderr; as JSON all is on
 * stdout.
 */
#pragma once
#include <stdio.h>

#include "acpi/node.h"

struct print {
    bool json;
    bool quiet; /* the log's lines are not wanted: someone sums them up */
    FILE *report;
};

void print_debug(const struct print *, const char *line);
void print_log(const struct print *, enum acpi_log, const char *line);
void print_notify(const struct print *, const char *path, uint64_t value);
void print_object(const struct print *, const char *path, enum acpi_type);

/* The value of an evaluation; acpi names what references lead to. false: out of memory. */
bool print_value(const struct print *, struct acpi *, const struct acpi_value *);

/* What went wrong, where, why, what to do next; each without a newline, `next` may be NULL. */
void print_failure(const struct print *, const char *where, const char *why, const char *next);

/* Parts of a JSON object, for those who print more than this. The key is a plain name. */
void json_key(FILE *, const char *key, bool first);
void json_string(FILE *, const char *bytes, size_t size);
void json_text(FILE *, const char *key, const char *text, bool first);
void json_number(FILE *, const char *key, uint64_t number, bool first);
