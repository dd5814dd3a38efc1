/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What operators do, once their operands are there: control flow here, everything else in the file
 * of its kind.
 */
#include "aml/declare.h"
#include "aml/field.h"
#include "aml/load.h"
#include "aml/operate.h"
#include "aml/osi.h"
#include "aml/region.h"
#include "aml/sync.h"
#include "aml/trouble.h"
#include "tables/bytes.h"

static struct aml_op *top(struct aml_machine *m)
{
    return &m->ops[m->op_count - 1];
}

/* --- Blocks and loops
 * ------------------------------------------------------------------------------------- */

/* The operator becomes a block: what follows up to its end runs. */
static enum acpi_status become_block(struct aml_machine *m, enum aml_operator info, uint8_t flags)
{
    struct aml_op *op = top(m);
    while (m->value_count > op->base)
        aml_drop(m->acpi, &m->values[--m->value_count]);
    op->info = (uint16_t)info;
    op->have = 0;
    op->flags = flags;
    return ACPI_OK;
}

/* The end of the top operator, which gives no value: statements go on behind it. */
static enum acpi_status leave(struct aml_machine *m)
{
    m->pc = top(m)->end;
    aml_pop_to(m, m->op_count - 1);
    return ACPI_OK;
}

/* Behind an If: an Else is run or skipped. */
static enum acpi_status after_if(struct aml_machine *m, bool taken)
{
    enum acpi_status status = leave(m);
    const uint8_t *end, *at = m->pc;
    if (at >= m->end || *at != 0xA1)
        return status;
    m->pc++;
    status = aml_package_end(m, &end);
    if (status != ACPI_OK)
        return status;
    if (taken) {
        m->pc = end;
        return ACPI_OK;
    }
    status = aml_push(m, AML_BLOCK, at);
    if (status == ACPI_OK)
        top(m)->end = m->end = end;
    return status;
}

static enum acpi_status predicate(struct aml_machine *m, bool *ret_truth)
{
    uint64_t n;
    enum acpi_status status = aml_to_integer(m, &m->values[top(m)->base], &n);
    if (status == ACPI_OK)
        *ret_truth = n != 0;
    return status;
}

static enum acpi_status begin_if(struct aml_machine *m)
{
    bool truth;
    enum acpi_status status = predicate(m, &truth);
    if (status != ACPI_OK)
        return status;
    return truth ? become_block(m, AML_BLOCK, OP_IF) : after_if(m, false);
}

/* Limits of a loop: by rounds, and every 64 rounds by time. */
static enum acpi_status check_loop(struct aml_machine *m, struct aml_op *op)
{
    const struct acpi_options *options = &m->acpi->options;
    op->rounds++;
    if (options->loop_rounds != 0 && op->rounds > options->loop_rounds)
        return ACPI_AML_LOOP;
    if (op->rounds % 64 != 0)
        return ACPI_OK;
    uint64_t now = aml_now(m->acpi);
    if (op->rounds == 64)
        op->started = now;
    return now - op->started > options->loop_milliseconds ? ACPI_AML_LOOP : ACPI_OK;
}

static enum acpi_status begin_while(struct aml_machine *m)
{
    bool truth;
    enum acpi_status status = predicate(m, &truth);
    if (status != ACPI_OK)
        return status;
    if (!truth)
        return leave(m);
    become_block(m, AML_LOOP, 0);
    return check_loop(m, top(m));
}

/* Another round of the top operator, a loop: its predicate comes again. */
static enum acpi_status again(struct aml_machine *m)
{
    struct aml_op *op = top(m);
    op->info = AML_WHILE;
    op->have = 0;
    m->pc = op->at + 1;
    return ACPI_OK;
}

/* Break and Continue: the innermost loop of this method becomes the top operator. */
static enum acpi_status to_loop(struct aml_machine *m)
{
    for (uint32_t i = m->op_count; i-- > aml_frame(m)->op + 1;)
        if (m->ops[i].info == AML_LOOP) {
            aml_pop_to(m, i + 1);
            return ACPI_OK;
        }
    return ACPI_AML_NO_LOOP;
}

static enum acpi_status break_or_continue(struct aml_machine *m, bool on)
{
    enum acpi_status status = to_loop(m);
    if (status != ACPI_OK)
        return status;
    return on ? again(m) : leave(m);
}

static enum acpi_status block_end(struct aml_machine *m)
{
    if ((top(m)->flags & OP_LAST) != 0)
        return aml_return(m, aml_integer(0));
    return (top(m)->flags & OP_IF) != 0 ? after_if(m, true) : leave(m);
}

static enum acpi_status body_end(struct aml_machine *m)
{
    bool table = aml_frame(m)->block != NULL;
    return aml_return(m, table ? aml_integer(aml_width_mask(m)) : (struct aml_value){0});
}

static enum acpi_status give_back(struct aml_machine *m, struct aml_value *v)
{
    struct aml_value result = {0};
    /* Code of a table may return too: it just ends (19.6.119 says nothing of it). */
    if (aml_frame(m)->block != NULL)
        return body_end(m);
    if (v->tag == T_STRING || v->tag == T_BUFFER || v->tag == T_PACKAGE) {
        if (v->object->refs != 1) {
            enum acpi_status status = aml_copy(m->acpi, v, &result);
            return status != ACPI_OK ? status : aml_return(m, result);
        }
    }
    result = *v;
    *v = (struct aml_value){0};
    return aml_return(m, result);
}

/* --- Constructors
 * ----------------------------------------------------------------------------------------- */

static enum acpi_status make_buffer(struct aml_machine *m, const struct aml_value *v)
{
    uint64_t size;
    struct aml_value result;
    enum acpi_status status = aml_to_integer(m, &v[0], &size);
    if (status != ACPI_OK)
        return status;
    size_t given = (size_t)(m->end - m->pc);
    if (size > AML_SIZE_MAX)
        return ACPI_AML_LIMIT;
    status = aml_new_bytes(m->acpi, T_BUFFER, NULL, size < given ? given : (size_t)size, &result);
    if (status != ACPI_OK)
        return status;
    if (given != 0)
        memcpy(result.bytes->data, m->pc, given);
    m->pc = m->end;
    return aml_finish(m, result);
}

/* The package exists; its elements come now. */
static enum acpi_status make_package(struct aml_machine *m, struct aml_value *v)
{
    uint64_t count;
    enum acpi_status status = aml_to_integer(m, &v[0], &count);
    if (status == ACPI_OK && count > AML_COUNT_MAX)
        status = ACPI_AML_LIMIT;
    if (status == ACPI_OK)
        status = aml_new_package(m->acpi, (size_t)count, &v[0]);
    if (status != ACPI_OK)
        return status;
    struct aml_op *op = top(m);
    op->info = AML_ELEMENTS;
    op->have = 0;
    return ACPI_OK;
}

static enum acpi_status package_end(struct aml_machine *m)
{
    struct aml_value *package = &m->values[top(m)->base], result = *package;
    *package = (struct aml_value){0};
    return aml_finish(m, result);
}

/* --- Calls
 * ------------------------------------------------------------------------------------------------
 */

static enum acpi_status call(struct aml_machine *m)
{
    struct aml_op *op = top(m);
    const struct aml_value *held = aml_unbox(&op->node->value);
    if (held->tag != T_METHOD ||
        m->value_count - op->base != held->method->args) /* its last argument changed it */
        return ACPI_AML_ARGUMENTS;
    aml_log(m->acpi, ACPI_LOG_TRACE, "call %n", op->node);
    if (held->method->native == 0)
        return aml_begin_method(m);
    struct aml_value result;
    enum acpi_status status = aml_native(m, held->method->native, &m->values[op->base], &result);
    return status == ACPI_OK ? aml_finish(m, result) : status;
}

static enum acpi_status read_object(struct aml_machine *m)
{
    struct aml_value v;
    enum acpi_status status = aml_read_node(m, top(m)->node, &v);
    return status == ACPI_OK ? aml_finish(m, v) : status;
}

/* What the operator below wanted is kept for it. */
static enum acpi_status answer(struct aml_machine *m)
{
    struct aml_value *v = &m->values[top(m)->base];
    struct aml_answer kept = {.node = top(m)->node, .value = *v, .op = m->op_count - 2};
    *v = (struct aml_value){0};
    aml_pop_to(m, m->op_count - 1);
    m->answers[m->answer_count++] = kept;
    return ACPI_OK;
}

/* A region that a method declared beside a _REG of its own: that is called before anything else. */
static enum acpi_status connect_region(struct aml_machine *m, struct aml_region *region)
{
    struct aml_node *reg = aml_frame(m)->method != NULL ? aml_region_reg(m->acpi, region) : NULL;
    enum acpi_status status = aml_finish(m, (struct aml_value){0});
    if (status != ACPI_OK || reg == NULL)
        return status;
    status = aml_push(m, AML_CALL, m->pc);
    if (status != ACPI_OK)
        return status;
    top(m)->node = reg;
    top(m)->have = AML_KINDS;
    m->values[m->value_count++] = aml_integer(region->space);
    m->values[m->value_count++] = aml_integer(1);
    return ACPI_OK;
}

/* --- Scopes
 * -------------------------------------------------------------------------------------------------
 */

static enum acpi_status begin_scope(struct aml_machine *m, enum aml_operator info,
                                    const struct aml_value *v)
{
    struct aml_node *scope;
    enum acpi_status status = aml_declare_scope(m, info, v, &scope);
    if (status != ACPI_OK)
        return status;
    become_block(m, AML_BLOCK, 0);
    top(m)->node = aml_frame(m)->scope;
    aml_frame(m)->scope = scope;
    return ACPI_OK;
}

/* --- Time, threads, the world
 * ------------------------------------------------------------------------------- */

/* An operand that must be a mutex or event. */
static enum acpi_status synchronizer(struct aml_machine *m, const struct aml_value *v,
                                     enum aml_tag tag, struct aml_value *ret_object)
{
    struct aml_value object;
    enum acpi_status status = aml_look_at(m, v, &object);
    if (status != ACPI_OK)
        return status;
    if (object.tag != tag)
        return ACPI_AML_TYPE;
    *ret_object = object;
    return ACPI_OK;
}

static enum acpi_status synchronize(struct aml_machine *m, enum aml_operator info,
                                    const struct aml_value *v, struct aml_value *ret_value)
{
    struct aml_value object;
    bool mutex = info == AML_ACQUIRE || info == AML_RELEASE, late = false;
    uint64_t timeout = 0;
    enum acpi_status status = synchronizer(m, &v[0], mutex ? T_MUTEX : T_EVENT, &object);
    if (status == ACPI_OK && (info == AML_ACQUIRE || info == AML_WAIT))
        status = aml_to_integer(m, &v[1], &timeout);
    if (status != ACPI_OK)
        return status;
    uint32_t milliseconds = timeout >= AML_FOREVER ? AML_FOREVER : (uint32_t)timeout;
    object.object->refs++; /* while it waits its name may go */
    switch (info) {
    case AML_ACQUIRE:
        status = aml_mutex_acquire(m, object.mutex, milliseconds, &late);
        break;
    case AML_RELEASE:
        status = aml_mutex_release(m, object.mutex);
        break;
    case AML_WAIT:
        status = aml_event_wait(m, object.event, milliseconds, &late);
        break;
    case AML_SIGNAL:
        aml_event_signal(m->acpi, object.event);
        break;
    default: /* AML_RESET */
        aml_event_reset(object.event);
        break;
    }
    aml_object_drop(m->acpi, object.object);
    *ret_value = aml_integer(late ? aml_width_mask(m) : 0);
    return status;
}

static enum acpi_status pause_for(struct aml_machine *m, enum aml_operator info,
                                  const struct aml_value *v)
{
    struct acpi *acpi = m->acpi;
    uint64_t n;
    enum acpi_status status = aml_to_integer(m, &v[0], &n);
    if (status != ACPI_OK)
        return status;
    if (info == AML_STALL && n > 255 && !aml_nt(m))
        return ACPI_AML_VALUE;
    aml_leave(acpi);
    if (info == AML_SLEEP && acpi->host.sleep != NULL)
        acpi->host.sleep(acpi->host.ctx, n);
    if (info == AML_STALL && acpi->host.stall != NULL)
        acpi->host.stall(acpi->host.ctx, n > 255 ? 255 : (uint32_t)n);
    aml_enter(acpi);
    return ACPI_OK;
}

static enum acpi_status notify(struct aml_machine *m, const struct aml_value *v)
{
    struct acpi *acpi = m->acpi;
    struct aml_place place;
    uint64_t value;
    enum acpi_status status = aml_to_integer(m, &v[1], &value);
    if (status != ACPI_OK)
        return status;
    struct aml_value object = v[0];
    for (unsigned i = 0; i < 32 && object.tag != T_NODE && object.tag != T_NAME; i++) {
        if (!aml_place_of(m, &object, &place) || place.slot == NULL)
            return ACPI_AML_TYPE;
        object = *place.slot;
    }
    struct aml_node *node =
        object.tag == T_NODE || object.tag == T_NAME ? aml_value_node(&object) : NULL;
    if (node != NULL && aml_unbox(&node->value)->tag == T_NODE)
        node = aml_value_node(aml_unbox(&node->value));
    if (node == NULL)
        return ACPI_AML_TYPE;
    enum aml_tag tag = (enum aml_tag)aml_unbox(&node->value)->tag;
    if (tag != T_DEVICE && tag != T_PROCESSOR && tag != T_THERMAL && tag != T_SCOPE)
        return ACPI_AML_TYPE;
    if (acpi->notify != NULL) {
        struct acpi_node_ref ref = aml_node_ref(node);
        aml_leave(acpi);
        acpi->notify(acpi->notify_ctx, acpi, ref, value);
        aml_enter(acpi);
    }
    return ACPI_OK;
}

static enum acpi_status fatal(struct aml_machine *m, const struct aml_value *v)
{
    struct acpi *acpi = m->acpi;
    uint64_t argument;
    enum acpi_status status = aml_to_integer(m, &v[2], &argument);
    if (status != ACPI_OK)
        return status;
    if (acpi->host.fatal == NULL)
        return ACPI_AML_FATAL;
    aml_leave(acpi);
    bool on =
        acpi->host.fatal(acpi->host.ctx, (uint8_t)v[0].integer, (uint32_t)v[1].integer, argument);
    aml_enter(acpi);
    return on ? ACPI_OK : ACPI_AML_FATAL;
}

/* Timer (19.6.136): units of 100 ns. */
static struct aml_value timer(struct aml_machine *m)
{
    struct acpi *acpi = m->acpi;
    uint64_t ticks = acpi->host.now != NULL ? acpi->host.now(acpi->host.ctx) / 100 : ++acpi->ticks;
    return aml_integer(ticks & aml_width_mask(m));
}

/* --- References and conversions
 * ------------------------------------------------------------------------------- */

/* Is it data or a reference, which is what the specification stores (19.6.132)? */
static bool is_storable(const struct aml_value *v)
{
    return v->tag <= T_FIELD || v->tag == T_TABLE || v->tag == T_DEBUG || v->tag == T_INDEX ||
           aml_is_reference(v);
}

/* The value of a Store is its source; of a field that answers, the answer. */
static enum acpi_status store(struct aml_machine *m, struct aml_value *v,
                              struct aml_value *ret_value)
{
    if (!aml_nt(m) && v[1].tag != T_DEBUG && !is_storable(&v[0]))
        return ACPI_AML_TYPE;
    enum acpi_status status = aml_store(m, &v[1], &v[0], ret_value);
    if (status == ACPI_OK && ret_value->tag == T_NONE) {
        *ret_value = v[0];
        v[0] = (struct aml_value){0};
    }
    return status;
}

static enum acpi_status cond_ref_of(struct aml_machine *m, const struct aml_value *v,
                                    struct aml_value *ret_value)
{
    struct aml_value reference;
    *ret_value = aml_integer(0);
    if (v[0].tag == T_NONE ||
        (!aml_nt(m) && v[0].tag == T_NAME && aml_value_node(&v[0]) == m->acpi->root))
        return ACPI_OK;
    enum acpi_status status = aml_ref_of(m, &v[0], &reference);
    if (status != ACPI_OK)
        return status;
    status = aml_store(m, &v[1], &reference, NULL);
    aml_drop(m->acpi, &reference);
    *ret_value = aml_integer(aml_width_mask(m));
    return status;
}

static enum acpi_status convert(struct aml_machine *m, enum aml_operator info,
                                const struct aml_value *v, struct aml_value *ret_value)
{
    enum acpi_status status;
    struct aml_value buffer;
    switch (info) {
    case AML_TO_BUFFER:
        status = aml_to_buffer(m, &v[0], &buffer);
        if (status == ACPI_OK) {
            status = aml_copy(m->acpi, &buffer, ret_value);
            aml_drop(m->acpi, &buffer);
        }
        break;
    case AML_TO_INTEGER:
        status = aml_explicit_integer(m, &v[0], ret_value);
        break;
    default:
        status = aml_explicit_string(m, &v[0], info == AML_TO_HEX ? 16 : 10, ret_value);
        break;
    }
    return status == ACPI_OK ? aml_store_fixed(m, &v[1], ret_value) : status;
}

/* --- Dispatch
 * ---------------------------------------------------------------------------------------------------
 */

/* Operators that give a value, or nothing (T_NONE), and leave the flow alone. */
static enum acpi_status operate(struct aml_machine *m, enum aml_operator info, struct aml_value *v,
                                struct aml_value *ret_value)
{
    switch (info) {
    case AML_STORE:
        return store(m, v, ret_value);
    case AML_ADD:
    case AML_SUBTRACT:
    case AML_MULTIPLY:
    case AML_DIVIDE:
    case AML_SHIFT_LEFT:
    case AML_SHIFT_RIGHT:
    case AML_AND:
    case AML_NAND:
    case AML_OR:
    case AML_NOR:
    case AML_XOR:
    case AML_MOD:
    case AML_NOT:
    case AML_FIND_LEFT:
    case AML_FIND_RIGHT:
    case AML_FROM_BCD:
    case AML_TO_BCD:
        return aml_arithmetic(m, info, v, ret_value);
    case AML_LAND:
    case AML_LOR:
    case AML_LNOT:
    case AML_EQUAL:
    case AML_GREATER:
    case AML_LESS:
        return aml_logic(m, info, v, ret_value);
    case AML_INCREMENT:
        return aml_step(m, &v[0], 1, ret_value);
    case AML_DECREMENT:
        return aml_step(m, &v[0], UINT64_MAX, ret_value);
    case AML_CONCAT:
        return aml_concatenate(m, v, ret_value);
    case AML_CONCAT_RES:
        return aml_concatenate_resources(m, v, ret_value);
    case AML_MID:
        return aml_mid(m, v, ret_value);
    case AML_TO_STRING:
        return aml_to_string_operator(m, v, ret_value);
    case AML_TO_BUFFER:
    case AML_TO_DECIMAL:
    case AML_TO_HEX:
    case AML_TO_INTEGER:
        return convert(m, info, v, ret_value);
    case AML_INDEX:
        return aml_index(m, v, ret_value);
    case AML_MATCH:
        return aml_match(m, v, ret_value);
    case AML_SIZE_OF:
        return aml_size_of(m, v, ret_value);
    case AML_OBJECT_TYPE:
        return aml_object_type(m, v, ret_value);
    case AML_REF_OF:
        return aml_ref_of(m, &v[0], ret_value);
    case AML_COND_REF_OF:
        return cond_ref_of(m, v, ret_value);
    case AML_DEREF_OF:
        return aml_deref_of(m, &v[0], (top(m)->flags & OP_TARGET) != 0, ret_value);
    case AML_COPY_OBJECT: {
        enum acpi_status status = aml_copy_object(m, &v[1], &v[0]);
        if (status == ACPI_OK)
            *ret_value = aml_keep(v[0]);
        return status;
    }
    case AML_ACQUIRE:
    case AML_RELEASE:
    case AML_WAIT:
    case AML_SIGNAL:
    case AML_RESET:
        return synchronize(m, info, v, ret_value);
    case AML_SLEEP:
    case AML_STALL:
        return pause_for(m, info, v);
    case AML_NOTIFY:
        return notify(m, v);
    case AML_FATAL:
        return fatal(m, v);
    case AML_TIMER:
        *ret_value = timer(m);
        return ACPI_OK;
    case AML_REVISION:
        *ret_value = aml_integer(2);
        return ACPI_OK;
    case AML_DEBUG:
        *ret_value = (struct aml_value){.tag = T_DEBUG};
        return ACPI_OK;
    case AML_UNLOAD:
        aml_log(m->acpi, ACPI_LOG_WARNING, "Unload does nothing");
        return ACPI_OK;
    case AML_NAME:
    case AML_ALIAS:
    case AML_METHOD:
    case AML_MUTEX:
    case AML_EVENT:
    case AML_REGION:
    case AML_DATA_REGION:
    case AML_FIELD:
    case AML_INDEX_FIELD:
    case AML_BANK_FIELD:
    case AML_CREATE_FIELD:
    case AML_CREATE_BIT:
    case AML_CREATE_BYTE:
    case AML_CREATE_WORD:
    case AML_CREATE_DWORD:
    case AML_CREATE_QWORD:
        return aml_declaration(m, info, v, ret_value);
    case AML_EXTERNAL:
    case AML_NOOP:
    case AML_BREAK_POINT:
        return ACPI_OK;
    default:
        return ACPI_AML_BAD_OPCODE; /* an Else without If, a constant that cannot be here */
    }
}

/* An operand has no value. Where evaluations go on after errors, conditions without one count as
 * true, as in ACPICA; in the code of tables they are skipped. */
static enum acpi_status without_operand(struct aml_machine *m, const struct aml_op *op)
{
    if ((op->flags & OP_FAILED) != 0)
        return aml_pass(m);
    bool method = aml_frame(m)->block == NULL;
    if (method && (op->info == AML_IF || op->info == AML_WHILE))
        return become_block(m, AML_BLOCK, op->info == AML_IF ? OP_IF : 0);
    return (op->flags & OP_VOID) != 0 ? ACPI_AML_NO_RETURN : ACPI_AML_NO_OPERAND;
}

enum acpi_status aml_execute(struct aml_machine *m)
{
    struct aml_op *op = top(m);
    struct aml_value *v = &m->values[op->base];
    enum aml_operator info = (enum aml_operator)op->info;
    if ((op->flags & (OP_MISSING | OP_FAILED | OP_VOID)) != 0)
        return without_operand(m, op);
    switch (info) {
    case AML_IF:
        return begin_if(m);
    case AML_WHILE:
        return begin_while(m);
    case AML_BLOCK:
        return block_end(m);
    case AML_LOOP:
        return again(m);
    case AML_BODY:
        return body_end(m);
    case AML_BREAK:
        return break_or_continue(m, false);
    case AML_CONTINUE:
        return break_or_continue(m, true);
    case AML_RETURN:
        return give_back(m, v);
    case AML_CALL:
        return call(m);
    case AML_READ:
        return read_object(m);
    case AML_ANSWER:
        return answer(m);
    case AML_ERR:
        return aml_err_answered(m);
    case AML_BUFFER:
        return make_buffer(m, v);
    case AML_PACKAGE:
    case AML_VAR_PACKAGE:
        return make_package(m, v);
    case AML_ELEMENTS:
        return package_end(m);
    case AML_SCOPE:
    case AML_DEVICE:
    case AML_PROCESSOR:
    case AML_POWER_RESOURCE:
    case AML_THERMAL_ZONE:
        return begin_scope(m, info, v);
    case AML_LOAD:
        return aml_load_operator(m, v);
    case AML_LOAD_TABLE:
        return aml_load_table_operator(m, v);
    case AML_LOADED:
        return aml_loaded(m);
    default: {
        struct aml_value result = {0};
        enum acpi_status status = operate(m, info, v, &result);
        if (status != ACPI_OK) {
            aml_drop(m->acpi, &result);
            return status;
        }
        if (info == AML_REGION || info == AML_DATA_REGION)
            return connect_region(m, result.region);
        return aml_finish(m, result);
    }
    }
}
