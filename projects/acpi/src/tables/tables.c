/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The list of tables. Everything is mapped and checked while the list is made; afterwards it is
 * only read.
 *
 * Invariants: table[0 .. count) are in the order found; at != NULL exactly when size bytes are
 * readable, and then problem is ACPI_OK or ACPI_BAD_CHECKSUM; index is the position. Root tables
 * leave FADT_TABLES places free, so a root table with too many entries cannot push the DSDT out.
 *
 * Rejected: mapping tables when they are asked for. It saves mappings in kernels that have few, but
 * makes find() call the host, fail, and need a lock.
 */
#include "acpi/tables.h"
#include "bytes.h"

enum { PREFIX = 8 /* signature and length, alike in all tables */, FADT_TABLES = 2 };
enum { RSDP_SIZE_MAX = 4096 /* of the bytes a checksum is believed for */ };

static bool is_facs(const struct acpi_table *table)
{
    return acpi_same_signature(table->signature, "FACS");
}

/* Signature, size and problem of a table in at most `room` bytes, of which PREFIX are readable. */
static enum acpi_status measure(const uint8_t *at, size_t room, struct acpi_table *table)
{
    memcpy(table->signature, at, 4);
    uint32_t length = (uint32_t)acpi_le(at + 4, 4);
    uint32_t least = is_facs(table) ? sizeof(struct acpi_facs) : sizeof(struct acpi_header);
    if (length < least || length > room)
        return ACPI_BAD_LENGTH;
    table->size = length;
    return ACPI_OK;
}

static enum acpi_status check_sum(const struct acpi_table *table)
{
    return is_facs(table) || acpi_sum(table->at, table->size) == 0 ? ACPI_OK : ACPI_BAD_CHECKSUM;
}

static void *map(const struct acpi_host *host, uint64_t phys, size_t size, enum acpi_map_kind kind)
{
    return phys > UINT64_MAX - size ? NULL : host->map(host->ctx, phys, size, kind);
}

static void unmap(const struct acpi_host *host, const void *at, size_t size)
{
    if (host->unmap && at)
        host->unmap(host->ctx, (void *)(uintptr_t)at, size);
}

/* What lies at phys, mapped and checked. */
static struct acpi_table look(const struct acpi_host *host, uint64_t phys)
{
    struct acpi_table table = {.phys = phys, .problem = ACPI_NOT_MAPPED}; /* origin: the root */
    uint8_t *prefix = map(host, phys, PREFIX, ACPI_MAP_TABLE);
    if (!prefix)
        return table;
    enum acpi_status status = measure(prefix, ACPI_TABLE_SIZE_MAX, &table);
    unmap(host, prefix, PREFIX);
    if (status != ACPI_OK) {
        table.problem = (uint8_t)status;
        return table;
    }
    table.at = map(host, phys, table.size, is_facs(&table) ? ACPI_MAP_FACS : ACPI_MAP_TABLE);
    if (table.at)
        table.problem = (uint8_t)check_sum(&table);
    return table;
}

static void append(struct acpi_tables *tables, struct acpi_table *table)
{
    table->index = tables->count;
    tables->table[tables->count++] = *table;
}

static bool known(const struct acpi_tables *tables, uint64_t phys)
{
    for (uint16_t i = 0; i < tables->count; i++)
        if (tables->table[i].phys == phys)
            return true;
    return false;
}

/* Maps ever more of the RSDP until all that it says it has is there. */
static enum acpi_status read_rsdp(struct acpi_tables *tables, struct acpi_rsdp *ret_rsdp)
{
    size_t size = offsetof(struct acpi_rsdp, length); /* all of ACPI 1.0 */
    for (;;) {
        const uint8_t *at = map(&tables->host, tables->rsdp, size, ACPI_MAP_TABLE);
        if (!at)
            return ACPI_NOT_MAPPED;
        size_t want = at[offsetof(struct acpi_rsdp, revision)] < 2 ? size : sizeof *ret_rsdp;
        if (size >= sizeof *ret_rsdp)
            want = (size_t)acpi_le(at + offsetof(struct acpi_rsdp, length), 4);
        enum acpi_status status = ACPI_OK;
        bool enough = want <= size || want > RSDP_SIZE_MAX;
        if (enough)
            status = acpi_rsdp_check(at, size, ret_rsdp);
        unmap(&tables->host, at, size);
        if (enough)
            return status;
        size = want;
    }
}

static struct acpi_table look_root(const struct acpi_host *host, uint64_t phys,
                                   const char *signature)
{
    struct acpi_table root = {.problem = ACPI_NOT_FOUND};
    if (!phys)
        return root;
    root = look(host, phys);
    if (!acpi_same_signature(root.signature, signature) && root.problem != ACPI_NOT_MAPPED) {
        unmap(host, root.at, root.size);
        root.at = NULL;
        root.problem = ACPI_BAD_SIGNATURE;
    }
    return root;
}

/* An XSDT full of zeros is as good as none. */
static bool lists_something(const struct acpi_table *root, size_t entry_size)
{
    const uint8_t *at = root->at;
    for (size_t i = sizeof(struct acpi_header); i + entry_size <= root->size; i += entry_size)
        if (acpi_le(at + i, entry_size))
            return true;
    return false;
}

static enum acpi_status choose_root(struct acpi_tables *tables, const struct acpi_rsdp *rsdp,
                                    struct acpi_table *ret_root)
{
    const struct acpi_host *host = &tables->host;
    struct acpi_table root = look_root(host, rsdp->xsdt_address, "XSDT");
    tables->entry_size = 8;
    if (!root.at || root.problem != ACPI_OK || !lists_something(&root, 8)) {
        struct acpi_table rsdt = look_root(host, rsdp->rsdt_address, "RSDT");
        if (rsdt.at && (!root.at || (rsdt.problem == ACPI_OK && lists_something(&rsdt, 4)))) {
            unmap(host, root.at, root.size);
            root = rsdt;
            tables->entry_size = 4;
        } else {
            unmap(host, rsdt.at, rsdt.size);
            if (root.problem == ACPI_NOT_FOUND)
                root.problem = rsdt.problem;
        }
    }
    if (!root.at)
        return (enum acpi_status)root.problem;
    if (root.problem != ACPI_OK)
        tables->root_problem = root.problem;
    *ret_root = root;
    return ACPI_OK;
}

static void list_root(struct acpi_tables *tables, const struct acpi_table *root)
{
    size_t entry = tables->entry_size;
    for (size_t i = sizeof(struct acpi_header); i + entry <= root->size; i += entry) {
        uint64_t phys = acpi_le((const uint8_t *)root->at + i, entry);
        if (!phys || known(tables, phys))
            continue;
        if (tables->count == ACPI_TABLES_MAX - FADT_TABLES) {
            tables->left_out++;
            continue;
        }
        struct acpi_table table = look(&tables->host, phys);
        append(tables, &table);
    }
}

/* The table of this signature at x, or else at narrow; if neither is one, what is wrong with it. */
static void list_from_fadt(struct acpi_tables *tables, const char *signature, uint64_t x,
                           uint32_t narrow)
{
    struct acpi_table table = look_root(&tables->host, x, signature);
    if (x && known(tables, x)) {
        unmap(&tables->host, table.at, table.size);
        return;
    }
    if (!table.at && narrow && narrow != x) {
        if (known(tables, narrow))
            return;
        table = look_root(&tables->host, narrow, signature);
    }
    if (table.problem == ACPI_NOT_FOUND)
        return;
    memcpy(table.signature, signature, 4);
    table.origin = ACPI_FROM_FADT;
    append(tables, &table);
}

enum acpi_status acpi_tables_init(struct acpi_tables *tables, const struct acpi_host *host,
                                  uint64_t rsdp_at)
{
    acpi_tables_init_empty(tables, host);
    tables->rsdp = rsdp_at;
    if (rsdp_at == ACPI_RSDP_SEARCH && !acpi_rsdp_find(host, &tables->rsdp))
        return ACPI_NOT_FOUND;

    struct acpi_rsdp rsdp;
    enum acpi_status status = read_rsdp(tables, &rsdp);
    if (status != ACPI_OK)
        return status;
    tables->revision = rsdp.revision;
    if (rsdp.revision >= 2 && !rsdp.xsdt_address)
        tables->root_problem = ACPI_BAD_CHECKSUM;
    struct acpi_table root = {0};
    status = choose_root(tables, &rsdp, &root);
    if (status != ACPI_OK)
        return status;
    tables->root = root.phys;
    list_root(tables, &root);
    unmap(host, root.at, root.size);

    struct acpi_table table;
    if (acpi_table_find(tables, "FACP", 0, &table)) {
        struct acpi_fadt fadt;
        acpi_table_read(&table, &fadt, sizeof fadt);
        list_from_fadt(tables, "DSDT", fadt.x_dsdt, fadt.dsdt);
        list_from_fadt(tables, "FACS", fadt.x_firmware_ctrl, fadt.firmware_ctrl);
    }
    return ACPI_OK;
}

void acpi_tables_init_empty(struct acpi_tables *tables, const struct acpi_host *host)
{
    memset(tables, 0, sizeof *tables);
    if (host)
        tables->host = *host;
}

/* Forgets the bytes of a table; only firmware's were mapped. */
static void drop(struct acpi_tables *tables, struct acpi_table *table)
{
    if (table->origin == ACPI_FROM_ROOT || table->origin == ACPI_FROM_FADT)
        unmap(&tables->host, table->at, table->size);
    table->at = NULL;
    table->size = 0;
}

void acpi_tables_release(struct acpi_tables *tables)
{
    for (uint16_t i = 0; i < tables->count; i++)
        drop(tables, &tables->table[i]);
    memset(tables, 0, sizeof *tables);
}

bool acpi_table_find(const struct acpi_tables *tables, const char signature[4], size_t nth,
                     struct acpi_table *ret_table)
{
    struct acpi_table table;
    struct acpi_tables_iter it = acpi_tables_begin(tables, signature);
    while (acpi_tables_next(&it, &table))
        if (table.at && nth-- == 0) {
            *ret_table = table;
            return true;
        }
    return false;
}

struct acpi_tables_iter acpi_tables_begin(const struct acpi_tables *tables, const char *signature)
{
    struct acpi_tables_iter it = {.tables = tables, .generation = tables->generation};
    it.any = !signature;
    if (signature)
        memcpy(it.signature, signature, 4);
    return it;
}

bool acpi_tables_next(struct acpi_tables_iter *it, struct acpi_table *ret_table)
{
    if (it->generation != it->tables->generation)
        it->status = ACPI_CHANGED;
    while (it->status == ACPI_OK && it->next < it->tables->count) {
        const struct acpi_table *table = &it->tables->table[it->next++];
        if (it->any || acpi_same_signature(table->signature, it->signature)) {
            *ret_table = *table;
            return true;
        }
    }
    return false;
}

/* The caller's bytes as a table. */
static enum acpi_status take(const void *at, size_t size, enum acpi_origin origin,
                             struct acpi_table *ret_table)
{
    struct acpi_table table = {.at = at, .origin = (uint8_t)origin};
    enum acpi_status status = size < PREFIX ? ACPI_BAD_LENGTH : measure(at, size, &table);
    if (status != ACPI_OK)
        return status;
    table.problem = (uint8_t)check_sum(&table);
    *ret_table = table;
    return ACPI_OK;
}

enum acpi_status acpi_table_install(struct acpi_tables *tables, const void *at, size_t size,
                                    struct acpi_table *ret_table)
{
    struct acpi_table table;
    enum acpi_status status = take(at, size, ACPI_FROM_INSTALL, &table);
    if (status != ACPI_OK)
        return status;
    if (tables->count == ACPI_TABLES_MAX)
        return ACPI_TOO_MANY;
    append(tables, &table);
    tables->generation++;
    if (ret_table)
        *ret_table = tables->table[tables->count - 1];
    return ACPI_OK;
}

enum acpi_status acpi_table_override(struct acpi_tables *tables, size_t index, const void *at,
                                     size_t size)
{
    if (index >= tables->count)
        return ACPI_NOT_FOUND;
    struct acpi_table *old = &tables->table[index];
    struct acpi_table table;
    enum acpi_status status = take(at, size, ACPI_FROM_OVERRIDE, &table);
    if (status != ACPI_OK)
        return status;
    if (!acpi_same_signature(old->signature, table.signature))
        return ACPI_BAD_SIGNATURE;
    table.phys = old->phys;
    table.index = old->index;
    drop(tables, old);
    *old = table;
    tables->generation++;
    return ACPI_OK;
}

enum acpi_status acpi_table_deny(struct acpi_tables *tables, size_t index)
{
    if (index >= tables->count)
        return ACPI_NOT_FOUND;
    drop(tables, &tables->table[index]);
    tables->table[index].problem = ACPI_DENIED;
    tables->generation++;
    return ACPI_OK;
}

size_t acpi_table_read(const struct acpi_table *table, void *ret_bytes, size_t want)
{
    return acpi_copy_zero_extended(table->at, table->at ? table->size : 0, ret_bytes, want);
}
