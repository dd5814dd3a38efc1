/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The tables that firmware left in memory: find, check, walk, add, replace and hide them. No
 * allocator, no AML.
 *
 *     RSDP --> XSDT (or RSDT) --> FADT --> DSDT
 *                           |         `--> FACS
 *                           +--> MADT, MCFG, SSDT, SSDT, ...
 *
 *     static struct acpi_tables tables; // 4 KiB, the caller's
 *     struct acpi_table madt;
 *     if (acpi_tables_init(&tables, &host, rsdp) == ACPI_OK &&
 *         acpi_table_find(&tables, "APIC", 0, &madt))
 *         ... madt.at, madt.size ...
 *
 * acpi_tables_init() maps and checks everything once. From then on nothing here calls the host
 * except override, deny and release, which give mappings back.
 *
 * What firmware says is not believed: no byte outside [at, at + size) of a table is read, lengths
 * that do not fit are refused, addresses listed twice count once. A wrong checksum does not hide a
 * table, since real machines ship such; `problem` says so and the caller decides.
 *
 * Ownership: the bytes of a table stay mapped until release, or until it is overridden or denied.
 * Thread safety: functions that take a const struct acpi_tables may run at the same time, the
 * others alone.
 */
#pragma once
#include <stdbool.h>

#include "acpi/host.h"
#include "acpi/status.h"
#include "acpi/table/fixed.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ACPI_TABLES_MAX 128 /* tables that are kept; real machines have up to about 60 */
#define ACPI_TABLE_SIZE_MAX \
    (16u << 20)            /* a table that says it is longer is refused: ACPI_BAD_LENGTH */
#define ACPI_RSDP_SEARCH 0 /* for acpi_tables_init(): search as BIOS machines need it */

/* Who brought a table. */
enum acpi_origin {
    ACPI_FROM_ROOT,     /* listed in the XSDT or RSDT */
    ACPI_FROM_FADT,     /* the DSDT and the FACS */
    ACPI_FROM_INSTALL,  /* acpi_table_install(): the caller's bytes */
    ACPI_FROM_OVERRIDE, /* acpi_table_override(): the caller's bytes in the place of firmware's */
};

struct acpi_table {
    const void *at; /* size bytes, any alignment; NULL when problem says that nothing can be read */
    uint64_t phys;  /* where firmware put it; 0: the caller's */
    uint32_t size;  /* checked against the mapping; do not use the length inside the bytes */
    char signature[4]; /* no NUL at the end */
    uint16_t
        index; /* position among all tables, in the order found; names it for override and deny */
    uint8_t origin;  /* enum acpi_origin */
    uint8_t problem; /* enum acpi_status: ACPI_OK, or why it is suspect (checksum) or unreadable
                        (all others) */
};

struct acpi_tables {
    struct acpi_host host;
    uint64_t rsdp;        /* physical address */
    uint64_t root;        /* physical address of the XSDT or RSDT that is used */
    uint32_t generation;  /* counts install, override and deny */
    uint16_t count;       /* of table[] */
    uint32_t left_out;    /* tables beyond ACPI_TABLES_MAX */
    uint8_t revision;     /* of the RSDP: 0 ACPI 1.0, 2 later */
    uint8_t entry_size;   /* of the root table: 8 XSDT, 4 RSDT */
    uint8_t root_problem; /* enum acpi_status: ACPI_OK or ACPI_BAD_CHECKSUM, RSDP or root table */
    struct acpi_table table[ACPI_TABLES_MAX];
};

/*
 * Searches the RSDP where BIOS leaves it: the first KiB of the EBDA, then 0xE0000 to 0xFFFFF, on
 * 16-byte boundaries (5.2.5.1). UEFI hands its address over in the configuration table, Multiboot
 * and others in theirs: no search is needed then. false: none whose checksum holds.
 */
bool acpi_rsdp_find(const struct acpi_host *, uint64_t *ret_phys);

/*
 * Checks an RSDP in `size` bytes and copies it; what ACPI 1.0 does not have is zero. If only the
 * extended checksum or length is wrong, xsdt_address comes back as zero: the RSDT is still good.
 *
 *   ACPI_BAD_SIGNATURE   not "RSD PTR "
 *   ACPI_BAD_LENGTH      size is too small
 *   ACPI_BAD_CHECKSUM    of the first 20 bytes; nothing in it can be trusted
 */
ACPI_MUST_CHECK enum acpi_status acpi_rsdp_check(const void *at, size_t size,
                                                 struct acpi_rsdp *ret_rsdp);

/*
 * Finds, maps and checks all tables. rsdp is a physical address, or ACPI_RSDP_SEARCH.
 * The XSDT is preferred; the RSDT serves where there is none, or it is broken and the RSDT is not
 * (5.2.8). DSDT and FACS come from the FADT, X_DSDT and X_FIRMWARE_CTRL first, the 32-bit fields if
 * nothing good is there (5.2.9). A single bad table is no failure: its `problem` says what is
 * wrong. On failure nothing stays mapped.
 *
 *   ACPI_NOT_FOUND       no RSDP (search), or it names no root table
 *   ACPI_NOT_MAPPED      the RSDP, or both root tables, cannot be mapped
 *   ACPI_BAD_...         the RSDP or both root tables are unusable: see acpi_rsdp_check()
 */
ACPI_MUST_CHECK enum acpi_status acpi_tables_init(struct acpi_tables *, const struct acpi_host *,
                                                  uint64_t rsdp);

/* Without firmware (tests, tools): no tables at all; acpi_table_install() brings them. host may be
 * NULL. */
void acpi_tables_init_empty(struct acpi_tables *, const struct acpi_host *host);

/* Gives every mapping back (if the host can) and forgets all tables. Harmless on an all-zero
 * struct. */
void acpi_tables_release(struct acpi_tables *);

/*
 * The table with this signature, counted from nth = 0 in the order of the root table; the DSDT and
 * FACS of the FADT count too. Tables that cannot be read or were denied are passed over; a bad
 * checksum is not a reason.
 */
bool acpi_table_find(const struct acpi_tables *, const char signature[4], size_t nth,
                     struct acpi_table *ret_table);

/* Walks all tables, the unreadable too: look at `problem`. signature NULL: every one. */
struct acpi_tables_iter {
    const struct acpi_tables *tables;
    uint32_t generation;
    uint16_t next;
    bool any;
    char signature[4];
    enum acpi_status status; /* after the end: ACPI_OK, or ACPI_CHANGED */
};
struct acpi_tables_iter acpi_tables_begin(const struct acpi_tables *, const char *signature);
bool acpi_tables_next(struct acpi_tables_iter *, struct acpi_table *ret_table);

/*
 * Adds a table of the caller's: `size` bytes that stay there until release. The length inside may
 * be smaller. A wrong checksum is noted in ret_table->problem. ret_table may be NULL.
 *
 *   ACPI_BAD_LENGTH      not even a header, or the length inside does not fit
 *   ACPI_TOO_MANY        ACPI_TABLES_MAX are there
 */
ACPI_MUST_CHECK enum acpi_status acpi_table_install(struct acpi_tables *, const void *at,
                                                    size_t size, struct acpi_table *ret_table);

/*
 * Puts the caller's bytes in the place of table `index` (a corrected DSDT, say); same rules as
 * install. The old bytes are unmapped: pointers into them are dead.
 *
 *   ACPI_NOT_FOUND       no table has that index
 *   ACPI_BAD_SIGNATURE   the signatures differ
 */
ACPI_MUST_CHECK enum acpi_status acpi_table_override(struct acpi_tables *, size_t index,
                                                     const void *at, size_t size);

/* Hides table `index`: find passes over it, problem is ACPI_DENIED. Its bytes are unmapped. */
ACPI_MUST_CHECK enum acpi_status acpi_table_deny(struct acpi_tables *, size_t index);

/*
 * Copies the first `want` bytes of a table into ret_bytes; what the table is too short for is zero.
 * This is how to read a structure that has grown with the revisions: struct acpi_hpet hpet;
 *     acpi_table_read(&table, &hpet, sizeof hpet);
 * Returns how many bytes were really there.
 */
size_t acpi_table_read(const struct acpi_table *, void *ret_bytes, size_t want);

/*
 * The FADT, made even: short revisions are filled with zeros, and every X_ field that is empty from
 * its 32-bit field (address, space and width), so that only the X_ ones need to be looked at. Where
 * both are there and differ, X_ counts. x_dsdt and x_firmware_ctrl too. false: there is no FADT.
 */
bool acpi_fadt_read(const struct acpi_tables *, struct acpi_fadt *ret_fadt);

#ifdef __cplusplus
}
#endif
