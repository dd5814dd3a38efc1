/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* An instance from its making to its end, and evaluations from outside. */
#include "aml/instance.h"

#include "aml/load.h"
#include "aml/machine.h"
#include "aml/osi.h"
#include "aml/region.h"
#include "aml/sync.h"
#include "tables/bytes.h"

/* --- Making
 * -----------------------------------------------------------------------------------------------------
 */

static enum acpi_status predefine(struct acpi *acpi, const char *name, struct aml_value v)
{
    struct aml_node *node;
    enum acpi_status status =
        aml_node_add(acpi, acpi->root, AML_NAME(name[0], name[1], name[2], name[3]), NULL, &node);
    if (status == ACPI_OK)
        node->value = v;
    else
        aml_drop(acpi, &v);
    return status;
}

/* The names every namespace has (5.3.1, 5.7). */
static enum acpi_status predefine_all(struct acpi *acpi)
{
    static const char scopes[][5] = {"_GPE", "_PR_", "_SB_", "_SI_", "_TZ_"};
    enum acpi_status status =
        aml_node_add(acpi, NULL, AML_NAME('\\', '_', '_', '_'), NULL, &acpi->root);
    if (status != ACPI_OK)
        return status;
    acpi->root->value.tag = T_SCOPE;
    for (unsigned i = 0; i < 5 && status == ACPI_OK; i++) {
        enum aml_tag tag = i == 2 || i == 4 ? T_DEVICE : T_SCOPE; /* Notify takes \_SB_, \_TZ_ */
        status = predefine(acpi, scopes[i], (struct aml_value){.tag = (uint8_t)tag});
    }
    struct aml_value os = {0};
    if (status == ACPI_OK)
        status = aml_new_bytes(acpi, T_STRING, "Microsoft Windows NT", 20, &os);
    if (status == ACPI_OK)
        status = predefine(acpi, "_OS_", os);
    if (status == ACPI_OK)
        status = predefine(acpi, "_REV", aml_integer(2));
    struct aml_mutex *lock = NULL;
    struct aml_method *osi = NULL;
    if (status == ACPI_OK) {
        lock = aml_new_object(acpi, T_MUTEX, sizeof *lock);
        osi = aml_new_object(acpi, T_METHOD, sizeof *osi);
        status = lock == NULL || osi == NULL ? ACPI_NO_MEMORY : ACPI_OK;
    }
    if (status == ACPI_OK) {
        lock->global = true;
        lock->object.refs++;
        acpi->global_lock = lock;
        status = predefine(acpi, "_GL_", (struct aml_value){.tag = T_MUTEX, .mutex = lock});
    }
    if (status == ACPI_OK) {
        osi->args = 1;
        osi->native = NATIVE_OSI;
        status = predefine(acpi, "_OSI", (struct aml_value){.tag = T_METHOD, .method = osi});
    }
    return status;
}

static void set_options(struct acpi *acpi, const struct acpi_options *options)
{
    if (options != NULL)
        acpi->options = *options;
    struct acpi_options *o = &acpi->options;
    if (o->loop_milliseconds == 0)
        o->loop_milliseconds = 30000;
    if (o->loop_rounds == 0 && acpi->host.now == NULL)
        o->loop_rounds = 1000000;
    if (o->heap_limit == 0)
        o->heap_limit = (size_t)64 << 20;
    acpi->heap.limit = o->heap_limit;
    if (o->call_depth == 0)
        o->call_depth = 1024;
    if (o->work == 0 || o->work > INT64_MAX)
        o->work = o->work == 0 ? UINT64_C(1) << 28 : INT64_MAX;
}

static bool host_is_whole(const struct acpi_host *host)
{
    int threads = (host->lock != NULL) + (host->unlock != NULL) + (host->wait != NULL) +
                  (host->wake != NULL) + (host->thread != NULL);
    return host->alloc != NULL && host->free != NULL && (threads == 0 || threads == 5);
}

enum acpi_status acpi_new(struct acpi_tables *tables, const struct acpi_options *options,
                          struct acpi **ret_acpi)
{
    if (tables == NULL || ret_acpi == NULL || !host_is_whole(&tables->host))
        return ACPI_INVALID;
    if (options != NULL && options->integer_bits != 0 && options->integer_bits != 32 &&
        options->integer_bits != 64)
        return ACPI_INVALID;
    const struct acpi_host *host = &tables->host;
    struct acpi *acpi = host->alloc(host->ctx, sizeof *acpi);
    if (acpi == NULL)
        return ACPI_NO_MEMORY;
    memset(acpi, 0, sizeof *acpi);
    acpi->host = *host;
    acpi->tables = tables;
    acpi->heap.host = &acpi->host;
    acpi->integer_size = 8;
    acpi->budget = &acpi->nobodys;
    set_options(acpi, options);
    enum acpi_status status = predefine_all(acpi);
    aml_global_init(acpi);
    if (status != ACPI_OK)
        acpi_free(acpi);
    else
        *ret_acpi = acpi;
    return status;
}

/* Values of all nodes, so that big blocks and mappings go back. Nodes themselves go with the slabs.
 */
static void drop_namespace(struct acpi *acpi)
{
    for (struct aml_node *node = acpi->root; node != NULL;
         node = aml_node_after(acpi->root, node, true))
        aml_drop(acpi, &node->value);
}

void acpi_free(struct acpi *acpi)
{
    if (acpi == NULL)
        return;
    while (acpi->waiting != NULL) {
        struct aml_waiting *next = acpi->waiting->next;
        aml_drop(acpi, &acpi->waiting->value);
        aml_free(&acpi->heap, acpi->waiting, sizeof *next);
        acpi->waiting = next;
    }
    drop_namespace(acpi);
    if (acpi->global_lock != NULL)
        aml_object_drop(acpi, &acpi->global_lock->object);
    aml_handlers_free(acpi);
    aml_interfaces_free(acpi);
    aml_blocks_free(acpi);
    aml_machines_free(acpi);
    if (acpi->buckets != NULL)
        aml_free(&acpi->heap, acpi->buckets, sizeof(*acpi->buckets) << acpi->bucket_bits);
    aml_heap_release(&acpi->heap);
    struct acpi_host host = acpi->host;
    host.free(host.ctx, acpi, sizeof *acpi);
}

/* --- Evaluating
 * ---------------------------------------------------------------------------------------------------
 */

enum acpi_status aml_evaluate(struct acpi *acpi, struct aml_node *node, struct aml_value *args,
                              size_t n, struct aml_value *ret_value)
{
    struct aml_machine *m = aml_machine_new(acpi);
    if (m == NULL) {
        for (size_t i = 0; i < n; i++)
            aml_drop(acpi, &args[i]);
        return ACPI_NO_MEMORY;
    }
    enum acpi_status status = aml_machine_call(m, node, args, n, ret_value);
    aml_machine_done(acpi, m);
    return status;
}

/* The object that scope and path mean. */
static enum acpi_status find(struct acpi *acpi, struct acpi_node_ref scope, const char *path,
                             struct aml_node **ret_node)
{
    struct aml_node *from = aml_ref_node(acpi, scope);
    if (from == NULL)
        return ACPI_STALE;
    size_t length = 0;
    while (path != NULL && path[length] != '\0')
        length++;
    *ret_node = length == 0 ? from : aml_lookup_text(acpi, from, path, length, false);
    return *ret_node == NULL ? ACPI_NOT_FOUND : ACPI_OK;
}

/* Takes a result of the calling thread that did not fit; NULL: there is none. */
static struct aml_waiting *waiting(struct acpi *acpi)
{
    uint64_t thread = aml_thread(acpi);
    struct aml_waiting **at = &acpi->waiting;
    while (*at != NULL && (*at)->thread != thread)
        at = &(*at)->next;
    struct aml_waiting *found = *at;
    if (found != NULL)
        *at = found->next;
    return found;
}

static void drop_waiting(struct acpi *acpi)
{
    struct aml_waiting *old = waiting(acpi);
    if (old != NULL) {
        aml_drop(acpi, &old->value);
        aml_free(&acpi->heap, old, sizeof *old);
    }
}

/* Hands a value out; what does not fit waits. The value is taken over. */
static enum acpi_status hand_out(struct acpi *acpi, struct aml_value *v, struct acpi_arena *arena,
                                 struct acpi_value *ret_value, size_t *ret_needed)
{
    enum acpi_status status =
        ret_value == NULL ? ACPI_OK : aml_to_public(acpi, v, arena, ret_value, ret_needed);
    struct aml_waiting *kept = NULL;
    if (status == ACPI_TOO_SMALL)
        kept = aml_alloc(&acpi->heap, sizeof *kept);
    if (kept == NULL) {
        aml_drop(acpi, v);
        return status;
    }
    *kept = (struct aml_waiting){acpi->waiting, aml_thread(acpi), *v};
    acpi->waiting = kept;
    return status;
}

static enum acpi_status take_arguments(struct acpi *acpi, const struct acpi_value *args, size_t n,
                                       struct aml_value *ret_args)
{
    enum acpi_status status = ACPI_OK;
    size_t i = 0;
    for (; i < n && status == ACPI_OK; i++)
        status = aml_from_public(acpi, &args[i], &ret_args[i]);
    if (status != ACPI_OK)
        for (i--; i-- > 0;)
            aml_drop(acpi, &ret_args[i]);
    return status;
}

enum acpi_status acpi_eval(struct acpi *acpi, struct acpi_node_ref scope, const char *path,
                           const struct acpi_value *args, size_t n, struct acpi_arena *arena,
                           struct acpi_value *ret_value, size_t *ret_needed)
{
    struct aml_value values[7], result = {0};
    struct aml_node *node;
    if (acpi == NULL || n > 7 || (n != 0 && args == NULL))
        return ACPI_INVALID;
    aml_enter(acpi);
    drop_waiting(acpi);
    enum acpi_status status = find(acpi, scope, path, &node);
    if (status == ACPI_OK)
        status = take_arguments(acpi, args, n, values);
    uint32_t blocks = acpi->block_count;
    if (status == ACPI_OK)
        status = aml_evaluate(acpi, node, values, n, &result);
    if (acpi->started && acpi->block_count != blocks)
        aml_regions_connect(acpi, acpi->root, NULL); /* it has loaded tables */
    if (status == ACPI_OK)
        status = hand_out(acpi, &result, arena, ret_value, ret_needed);
    aml_leave(acpi);
    return status;
}

enum acpi_status acpi_result_take(struct acpi *acpi, struct acpi_arena *arena,
                                  struct acpi_value *ret_value, size_t *ret_needed)
{
    if (acpi == NULL || ret_value == NULL)
        return ACPI_INVALID;
    aml_enter(acpi);
    struct aml_waiting *kept = waiting(acpi);
    enum acpi_status status = ACPI_NOT_FOUND;
    if (kept != NULL) {
        struct aml_value v = kept->value;
        aml_free(&acpi->heap, kept, sizeof *kept);
        status = hand_out(acpi, &v, arena, ret_value, ret_needed);
    }
    aml_leave(acpi);
    return status;
}

enum acpi_status acpi_eval_integer(struct acpi *acpi, struct acpi_node_ref scope, const char *path,
                                   uint64_t *ret_value)
{
    uint8_t bytes[16];
    struct acpi_arena arena = acpi_arena(bytes, sizeof bytes);
    struct acpi_value v;
    enum acpi_status status = acpi_eval(acpi, scope, path, NULL, 0, &arena, &v, NULL);
    if (status == ACPI_TOO_SMALL)
        return ACPI_WRONG_TYPE;
    if (status != ACPI_OK)
        return status;
    if (v.type == ACPI_INTEGER)
        *ret_value = v.integer;
    else if (v.type == ACPI_BUFFER)
        *ret_value = acpi_le(v.buffer.bytes, v.buffer.size < 8 ? v.buffer.size : 8);
    else if (v.type == ACPI_STRING)
        *ret_value = acpi_le(v.string.bytes, v.string.size < 8 ? v.string.size : 8);
    else
        return ACPI_WRONG_TYPE;
    return ACPI_OK;
}

struct acpi_usage acpi_usage(struct acpi *acpi)
{
    aml_enter(acpi);
    struct acpi_usage usage = {.heap = acpi->heap.taken + sizeof *acpi,
                               .heap_peak = acpi->heap.peak + sizeof *acpi,
                               .allocations = acpi->heap.calls + 1,
                               .operators = acpi->operators,
                               .nodes = acpi->node_count,
                               .objects = acpi->objects,
                               .tables = acpi->block_count};
    aml_leave(acpi);
    return usage;
}

void acpi_notify_set(struct acpi *acpi, acpi_notify_fn *notify, void *ctx)
{
    aml_enter(acpi);
    acpi->notify = notify;
    acpi->notify_ctx = ctx;
    aml_leave(acpi);
}
