/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Loading definition blocks: those of firmware (acpi_load), of the kernel (acpi_load_table), of AML
 * (Load, LoadTable). One that AML loads runs like a method that its operator calls: no recursion.
 */
#include "aml/load.h"

#include "aml/region.h"
#include "tables/bytes.h"

static bool same(const void *a, const char *b)
{
    return acpi_same_signature(a, b);
}

static bool is_block(const void *signature)
{
    return same(signature, "SSDT") || same(signature, "PSDT") || same(signature, "DSDT") ||
           memcmp(signature, "OEM", 3) == 0;
}

static void block_free(struct acpi *acpi, struct aml_block *block)
{
    if (block->copied)
        aml_free(&acpi->heap, (void *)(uintptr_t)block->at, block->size);
    aml_free(&acpi->heap, block, sizeof *block);
}

void aml_blocks_free(struct acpi *acpi)
{
    while (acpi->blocks != NULL) {
        struct aml_block *block = acpi->blocks;
        acpi->blocks = block->next;
        block_free(acpi, block);
    }
}

/* Takes the table over into a new block, the newest. */
static enum acpi_status add_block(struct acpi *acpi, const struct acpi_table *table, bool copy,
                                  struct aml_block **ret_block)
{
    struct aml_block *block = aml_alloc(&acpi->heap, sizeof *block);
    if (block == NULL)
        return ACPI_NO_MEMORY;
    block->at = table->at;
    block->size = table->size;
    if (copy) {
        void *bytes = aml_alloc(&acpi->heap, table->size);
        aml_pay(acpi, table->size);
        if (bytes == NULL) {
            aml_free(&acpi->heap, block, sizeof *block);
            return ACPI_NO_MEMORY;
        }
        block->at = memcpy(bytes, table->at, table->size);
        block->copied = true;
    }
    block->handle = ++acpi->block_count;
    block->next = acpi->blocks;
    acpi->blocks = block;
    *ret_block = block;
    return ACPI_OK;
}

enum acpi_status aml_block_new(struct acpi *acpi, struct acpi_table *table, bool copy,
                               struct aml_block **ret_block)
{
    *ret_block = NULL;
    if (acpi->options.install != NULL) {
        const void *before = table->at;
        aml_leave(acpi);
        bool load = acpi->options.install(acpi->options.ctx, table);
        aml_enter(acpi);
        if (!load)
            return ACPI_OK;
        copy = copy && table->at == before;
    }
    if (table->at == NULL || table->size < sizeof(struct acpi_header))
        return ACPI_BAD_LENGTH;
    return add_block(acpi, table, copy, ret_block);
}

/* --- From outside
 * ---------------------------------------------------------------------------------------- */

/* Loads one table; with the lock. */
static enum acpi_status load_one(struct acpi *acpi, struct acpi_table *table)
{
    struct aml_block *block;
    enum acpi_status status = aml_block_new(acpi, table, false, &block);
    if (status != ACPI_OK || block == NULL)
        return status;
    struct aml_machine *m = aml_machine_new(acpi);
    if (m == NULL)
        return ACPI_NO_MEMORY;
    status = aml_machine_load(m, block, acpi->root);
    aml_machine_done(acpi, m);
    return status != ACPI_OK ? status : block->status;
}

static void keep_first(enum acpi_status *first, enum acpi_status status)
{
    if (*first == ACPI_OK)
        *first = status;
}

/* Integers have 32 bits where the DSDT's revision is below 2 (5.2.11.1). */
static void set_width(struct acpi *acpi, const struct acpi_table *dsdt)
{
    if (acpi->options.integer_bits != 0)
        acpi->integer_size = acpi->options.integer_bits == 32 ? 4 : 8;
    else
        acpi->integer_size = ((const struct acpi_header *)dsdt->at)->revision < 2 ? 4 : 8;
}

enum acpi_status acpi_load(struct acpi *acpi)
{
    static const char signatures[][5] = {"DSDT", "SSDT", "PSDT"};
    enum acpi_status first = ACPI_OK;
    bool any = false;
    if (acpi == NULL)
        return ACPI_INVALID;
    aml_enter(acpi);
    for (unsigned i = 0; i < 3; i++) {
        struct acpi_tables_iter it = acpi_tables_begin(acpi->tables, signatures[i]);
        struct acpi_table table;
        while (acpi_tables_next(&it, &table)) {
            if (table.at == NULL || table.size < sizeof(struct acpi_header))
                continue;
            if (i == 0)
                set_width(acpi, &table);
            any = true;
            keep_first(&first, load_one(acpi, &table));
            if (i == 0)
                break; /* there is one DSDT */
        }
    }
    aml_leave(acpi);
    return any ? first : ACPI_NOT_FOUND;
}

enum acpi_status acpi_load_table(struct acpi *acpi, const void *at, size_t size)
{
    struct acpi_header header;
    if (acpi == NULL || at == NULL || size < sizeof header)
        return acpi == NULL || at == NULL ? ACPI_INVALID : ACPI_BAD_LENGTH;
    memcpy(&header, at, sizeof header);
    if (header.length < sizeof header || header.length > size)
        return ACPI_BAD_LENGTH;
    struct acpi_table table = {.at = at, .size = header.length, .origin = ACPI_FROM_INSTALL};
    memcpy(table.signature, header.signature, 4);
    aml_enter(acpi);
    if (acpi->blocks == NULL)
        set_width(acpi, &table);
    enum acpi_status status = load_one(acpi, &table);
    if (acpi->started)
        aml_regions_connect(acpi, acpi->root, NULL);
    aml_leave(acpi);
    return status;
}

/* --- From AML
 * ---------------------------------------------------------------------------------------------- */

/* Is `want` the field of `room` bytes? It is filled up with spaces or zeros there. "": any. */
static bool fits(const struct aml_bytes *want, const char *field, size_t room)
{
    for (size_t i = 0; want->size != 0 && i < room; i++) {
        char c = i < want->size ? (char)want->data[i] : '\0';
        if (field[i] != c && !(c == '\0' && field[i] == ' '))
            return false;
    }
    return true;
}

static bool is_data(const struct aml_value *v)
{
    return v->tag == T_INTEGER || v->tag == T_BUFFER;
}

enum acpi_status aml_find_table(struct aml_machine *m, const struct aml_value *v,
                                struct acpi_table *ret_table)
{
    for (unsigned i = 0; i < 3; i++)
        if (v[i].tag != T_STRING) /* as a string, digits, it fits no table; NT does not look */
            return aml_nt(m) || !is_data(&v[i]) ? ACPI_AML_TYPE
                   : i == 0                     ? ACPI_BAD_SIGNATURE
                                                : ACPI_AML_NO_HANDLER;
    if (v[0].bytes->size > 4 || v[1].bytes->size > 6 || v[2].bytes->size > 8)
        return ACPI_AML_STRING_LIMIT;
    struct acpi_tables_iter it = acpi_tables_begin(m->acpi->tables, NULL);
    struct acpi_table table;
    while (acpi_tables_next(&it, &table)) {
        struct acpi_header header;
        if (table.at == NULL || table.problem == ACPI_DENIED ||
            acpi_table_read(&table, &header, sizeof header) < sizeof header)
            continue;
        if (fits(v[0].bytes, header.signature, 4) && fits(v[1].bytes, header.oem_id, 6) &&
            fits(v[2].bytes, header.oem_table_id, 8)) {
            *ret_table = table;
            return ACPI_OK;
        }
    }
    return ACPI_AML_NO_HANDLER;
}

/* Load and LoadTable are done: their value goes to the target of Load, the parameter of LoadTable
 * has been stored. */
static enum acpi_status finish_load(struct aml_machine *m, uint64_t result)
{
    struct aml_op *op = &m->ops[m->op_count - 1];
    struct aml_value *v = &m->values[op->base], value = aml_integer(result);
    enum acpi_status status = ACPI_OK;
    if (op->rounds == 2) {
        status = aml_store(m, &v[1], &value, NULL);
    } else if (result != 0 && op->node != NULL) {
        struct aml_value target = aml_node_value(T_NAME, op->node);
        status = aml_store(m, &target, &v[5], NULL);
    }
    return status == ACPI_OK ? aml_finish(m, value) : status;
}

enum acpi_status aml_loaded(struct aml_machine *m)
{
    uint64_t result = m->values[m->value_count - 1].integer;
    aml_drop(m->acpi, &m->values[--m->value_count]);
    return finish_load(m, result);
}

/* The top operator waits for the code of this table, or is done if there is none. */
static enum acpi_status begin(struct aml_machine *m, struct acpi_table *table, bool copy,
                              struct aml_node *scope, uint32_t operands)
{
    struct aml_block *block;
    enum acpi_status status = aml_block_new(m->acpi, table, copy, &block);
    if (status != ACPI_OK)
        return status;
    struct aml_op *op = &m->ops[m->op_count - 1];
    op->info = AML_LOADED;
    op->have = 0;
    op->rounds = operands;
    if (block != NULL)
        return aml_begin_block(m, block, scope);
    m->values[m->value_count++] = aml_integer(0);
    op->have = 1;
    return ACPI_OK;
}

/* A table's bytes out of a region of memory, through its handler; a new buffer. */
static enum acpi_status read_region(struct aml_machine *m, struct aml_region *region,
                                    struct aml_value *ret_value)
{
    struct acpi *acpi = m->acpi;
    enum acpi_status status = aml_region_ready(acpi, m, region);
    if (status != ACPI_OK)
        return status;
    uint64_t size = 0;
    if (region->length < sizeof(struct acpi_header))
        return ACPI_AML_TABLE;
    status = aml_region_access(acpi, region, false, 4, 4, &size);
    if (status == ACPI_OK && (size < sizeof(struct acpi_header) || size > region->length))
        status = ACPI_AML_TABLE;
    struct aml_value bytes = {0};
    if (status == ACPI_OK)
        status = aml_new_bytes(acpi, T_BUFFER, NULL, (size_t)size, &bytes);
    for (uint64_t i = 0; status == ACPI_OK && i < size; i++) {
        uint64_t byte = 0;
        status = aml_region_access(acpi, region, false, i, 1, &byte);
        aml_pay(acpi, 64);
        bytes.bytes->data[i] = (uint8_t)byte;
    }
    if (status != ACPI_OK)
        aml_drop(acpi, &bytes);
    else
        *ret_value = bytes;
    return status;
}

/* What Load is given, as a buffer. */
static enum acpi_status load_source(struct aml_machine *m, const struct aml_value *v,
                                    struct aml_value *ret_value)
{
    struct aml_value object;
    enum acpi_status status = aml_look_at(m, v, &object);
    if (status != ACPI_OK)
        return status;
    if (object.tag == T_REGION) {
        object.object->refs++;
        status = read_region(m, object.region, ret_value);
        aml_object_drop(m->acpi, object.object);
        return status;
    }
    if (object.tag == T_FIELD || object.tag == T_BUFFER_FIELD)
        return aml_read_field(m, &object, ret_value);
    *ret_value = aml_keep(object);
    return ACPI_OK;
}

enum acpi_status aml_load_operator(struct aml_machine *m, const struct aml_value *v)
{
    struct aml_value source;
    struct acpi_header header;
    enum acpi_status status = load_source(m, &v[0], &source);
    if (status != ACPI_OK)
        return status;
    if (source.tag != T_BUFFER) {
        status = ACPI_AML_TYPE;
    } else if (source.bytes->size < sizeof header) {
        status = ACPI_BAD_LENGTH;
    } else {
        memcpy(&header, source.bytes->data, sizeof header);
        struct acpi_table table = {.at = source.bytes->data, .size = header.length};
        memcpy(table.signature, header.signature, 4);
        if (header.length < sizeof header || header.length > source.bytes->size)
            status = ACPI_BAD_LENGTH;
        else if (!aml_nt(m) && !is_block(header.signature))
            status = ACPI_BAD_SIGNATURE;
        else if (!aml_nt(m) && acpi_sum(table.at, table.size) != 0)
            status = ACPI_BAD_CHECKSUM;
        else
            status = begin(m, &table, true, m->acpi->root, 2);
    }
    aml_drop(m->acpi, &source);
    return status;
}

/* Where LoadTable loads to, and where its parameter goes: paths, the second seen from the first. */
static enum acpi_status load_table_nodes(struct aml_machine *m, const struct aml_value *v,
                                         struct aml_node **ret_root,
                                         struct aml_node **ret_parameter)
{
    struct aml_node *nodes[2] = {m->acpi->root, NULL}, *from = aml_frame(m)->scope;
    for (unsigned i = 0; i < 2; i++) {
        const struct aml_value *path = &v[3 + i];
        if (path->tag == T_INTEGER && path->integer == 0)
            continue; /* left out in ASL */
        if (path->tag != T_STRING)
            return ACPI_AML_TYPE;
        if (path->bytes->size == 0)
            continue;
        from = nodes[i] = aml_lookup_text(m->acpi, from, (const char *)path->bytes->data,
                                          path->bytes->size, true);
        if (from == NULL)
            return ACPI_AML_NOT_FOUND;
    }
    *ret_root = nodes[0];
    *ret_parameter = nodes[1];
    return ACPI_OK;
}

enum acpi_status aml_load_table_operator(struct aml_machine *m, const struct aml_value *v)
{
    struct acpi_table table;
    struct aml_node *root, *parameter;
    enum acpi_status status = aml_find_table(m, v, &table);
    if (status == ACPI_AML_NO_HANDLER)
        return aml_finish(m, aml_integer(0));
    if (status == ACPI_OK)
        status = load_table_nodes(m, v, &root, &parameter);
    if (status != ACPI_OK)
        return status;
    m->ops[m->op_count - 1].node = parameter;
    return begin(m, &table, false, root, 6);
}
