/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A whole machine out of a folder of its tables: loaded, started, walked, reported.
 */
#pragma once
#include "session.h"

/* Installs every table of the folder (*.aml, *.dat, *.bin; order of names, SSDT10 after SSDT9).
 * Files that hold none are told of and left out. EXIT_TROUBLE: there is no DSDT. */
enum exit_status machine_add(struct session *, const char *folder);

/* What was found on the walk over all devices. */
enum machine_name { HID, UID, ADR, STA, CRS, PRS, PRT, MACHINE_NAMES };
struct machine {
    size_t types[ACPI_REFERENCE + 1]; /* objects of each type */
    size_t objects, devices;
    size_t good[MACHINE_NAMES], odd[MACHINE_NAMES], failed[MACHINE_NAMES];
    bool list; /* a line for each device */
};

/* Evaluates what every device, present or not, says of itself. */
void machine_walk(struct session *, struct machine *);

/* Everything together, onto print.report. EXIT_WRONG: there are faults of ours. */
enum exit_status machine_report(struct session *, const struct machine *, const char *folder);
