/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * One run: table files, inert hardware, the interpreter over both, and what it says.
 *
 *     session_open() ... session_add() each table ... session_start() ... session_close()
 *
 * Whatever fails is printed here; callers only pass the failure on.
 */
#pragma once
#include "acpi/interpreter.h"
#include "faults.h"
#include "hardware.h"
#include "print.h"

enum exit_status { EXIT_FINE, EXIT_WRONG, EXIT_TROUBLE };

struct session {
    struct hardware hardware; /* first: the callbacks of both have the same context */
    struct print print;
    struct faults faults;
    struct acpi_options options;
    struct acpi_tables tables;
    struct acpi *acpi;
    struct acpi_start_report start;
    size_t heap; /* bytes that the library has */
    bool trace;
    struct {
        void *at;
        size_t size;
    } file[ACPI_TABLES_MAX];
    size_t files;
};

/* What is known of the session's wishes (print, options, trace) is filled in; the rest is zero. */
void session_open(struct session *);

/* Maps a file and installs the table in it. signature: what it is to count as, whatever it calls
 * itself; NULL: its own. EXIT_TROUBLE: the file could not be used, which has been told. */
enum exit_status session_add(struct session *, const char *path, const char *signature);

/* Loads the definition blocks and, if so wished, starts the machine. EXIT_WRONG: something failed,
 * and has been told; the interpreter is there. */
enum exit_status session_load(struct session *, bool start);

/* Evaluates; the value is handed to then(), unless that is NULL, and lives no longer than it. Its
 * false means out of memory. */
typedef bool session_value_fn(void *ctx, struct session *, const struct acpi_value *);
enum acpi_status session_eval(struct session *, struct acpi_node_ref scope, const char *path,
                              const struct acpi_value *args, size_t n, session_value_fn *then,
                              void *ctx);

/* What a name of AML means, seen from a scope: single segments are searched for upwards (5.3). */
bool session_find(struct acpi *, struct acpi_node_ref scope, const char *name,
                  struct acpi_node_ref *ret_node);

/* Every object below \, sorted by path. false: out of memory. */
bool session_namespace(struct session *);

/* Gives everything back. EXIT_WRONG: the library kept memory, or broke the contract of its host. */
enum exit_status session_close(struct session *);
