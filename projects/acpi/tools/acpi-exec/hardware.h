/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A machine that does nothing, for AML to run against: always the same, so that every run is.
 *
 *     memory, I/O ports, EC, CMOS, SMBus, ...   bytes, first zero, that remember what is written
 *     PCI configuration space                   no function is there: all ones
 *     time                                      virtual: only waiting makes it pass, and each look
 *                                               at the clock a little, so that a loop which polls
 *                                               ends at its limit soon
 *
 * Threads: one.
 */
#pragma once
#include "acpi/region.h"

struct page;
struct hardware {
    struct page *bucket[4096]; /* stores, in pages of 4 KiB, by space and address */
    size_t pages;
    uint64_t clock; /* nanoseconds */
    bool locked;
    unsigned misused; /* calls that the contract of acpi/host.h forbids */
};

/* The callbacks for memory, ports, PCI, time and locks into *host; their ctx is the hardware. */
void hardware_host(struct acpi_host *host);

/* Handlers for all spaces that are not built in. */
ACPI_MUST_CHECK enum acpi_status hardware_install(struct hardware *, struct acpi *);

void hardware_release(struct hardware *);
