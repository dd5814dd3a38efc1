/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The loop: collects operands, hands complete operators to execute.c, goes in and out of methods.
 * What can go wrong on the way is in trouble.c.
 *
 * Invariants: pc <= end; end is that of the top operator; values above the top operator's operands
 * do not exist; there is always room for the operands of the top operator and one more.
 */
#include "aml/machine.h"

#include "aml/field.h"
#include "aml/sync.h"
#include "aml/trouble.h"
#include "tables/bytes.h"

#define OPS_MAX    8192 /* operators begun and not complete */
#define ERR_FRAMES 16   /* calls that \_ERR has even where calls are too deep */
#define VALUE_ROOM 8    /* operands of one operator, and one more */

/* --- Stacks ------------------------------------------------------------------------------------
 */

/* Makes an array at least twice as long. */
static enum acpi_status grow(struct acpi *acpi, void **array, uint32_t *room, uint32_t least,
                             size_t each)
{
    uint32_t more = *room == 0 ? 32 : *room * 2;
    while (more < least)
        more *= 2;
    void *bigger = aml_alloc(&acpi->heap, more * each);
    if (bigger == NULL)
        return ACPI_NO_MEMORY;
    if (*room != 0)
        memcpy(bigger, *array, *room * each);
    aml_free(&acpi->heap, *array, *room * each);
    *array = bigger;
    *room = more;
    return ACPI_OK;
}

static enum acpi_status value_room(struct aml_machine *m, uint32_t count)
{
    uint32_t least = m->value_count + count;
    if (least <= m->value_room)
        return ACPI_OK;
    void *array = m->values;
    enum acpi_status status =
        grow(m->acpi, &array, &m->value_room, least, sizeof(struct aml_value));
    m->values = array;
    return status;
}

enum acpi_status aml_push(struct aml_machine *m, enum aml_operator info, const uint8_t *at)
{
    if (m->value_count + VALUE_ROOM > m->value_room || m->op_count == m->op_room) {
        enum acpi_status status = value_room(m, VALUE_ROOM);
        if (status == ACPI_OK && m->op_count == OPS_MAX)
            status = ACPI_AML_LIMIT;
        void *array = m->ops;
        if (status == ACPI_OK && m->op_count == m->op_room)
            status = grow(m->acpi, &array, &m->op_room, 0, sizeof(struct aml_op));
        m->ops = array;
        if (status != ACPI_OK)
            return status;
    }
    m->acpi->budget = &m->budget; /* another may have run while the lock was not held */
    struct aml_op *op = &m->ops[m->op_count++];
    op->info = (uint16_t)info;
    op->have = 0;
    op->flags = 0;
    op->base = m->value_count;
    op->rounds = 0;
    op->at = at;
    op->end = m->end;
    op->node = NULL;
    return ACPI_OK;
}

static void drop_values(struct aml_machine *m, uint32_t count)
{
    while (m->value_count > count)
        aml_drop(m->acpi, &m->values[--m->value_count]);
}

void aml_pop_to(struct aml_machine *m, uint32_t count)
{
    while (m->op_count > count) {
        struct aml_op *op = &m->ops[--m->op_count];
        if (op->info == AML_BLOCK && op->node != NULL)
            aml_frame(m)->scope = op->node;
        drop_values(m, op->base);
    }
    while (m->answer_count > 0 && m->answers[m->answer_count - 1].op >= count)
        aml_drop(m->acpi, &m->answers[--m->answer_count].value);
    m->end = count == 0 ? m->pc : m->ops[count - 1].end;
}

/* Gives a value to the top operator. */
static enum acpi_status deliver(struct aml_machine *m, struct aml_value v)
{
    struct aml_op *op = &m->ops[m->op_count - 1];
    switch (aml_infos[op->info].kinds[op->have]) {
    case K_STATEMENT:
        aml_drop(m->acpi, &v);
        op->flags &= (uint8_t) ~(OP_MISSING | OP_VOID);
        return ACPI_OK;
    case K_ELEMENT: {
        struct aml_package *package = m->values[op->base].package;
        if (op->rounds < package->count)
            package->elements[op->rounds++] = v;
        else
            aml_drop(m->acpi, &v); /* more elements than declared */
        op->flags &= (uint8_t) ~(OP_MISSING | OP_VOID);
        return ACPI_OK;
    }
    default:
        m->values[m->value_count++] = v;
        op->have++;
        return ACPI_OK;
    }
}

enum acpi_status aml_finish(struct aml_machine *m, struct aml_value result)
{
    struct aml_op *op = &m->ops[m->op_count - 1];
    if (m->answer_count != 0) {
        aml_pop_to(m, m->op_count - 1);
    } else {
        for (uint32_t i = op->base; i < m->value_count; i++)
            if (aml_counted(m->values[i].tag))
                aml_object_drop(m->acpi, m->values[i].object);
        m->value_count = op->base;
        m->op_count--;
        m->end = op[-1].end;
    }
    return deliver(m, result);
}

/* --- Operands -----------------------------------------------------------------------------------
 */

enum acpi_status aml_package_length(struct aml_machine *m, uint32_t *ret_length)
{
    const uint8_t *p = m->pc;
    if (p >= m->end)
        return ACPI_AML_BAD_CODE;
    unsigned more = *p >> 6;
    if (m->end - p <= (ptrdiff_t)more)
        return ACPI_AML_BAD_CODE;
    uint32_t length = more == 0 ? *p & 0x3F : *p & 0x0F;
    for (unsigned i = 0; i < more; i++)
        length |= (uint32_t)p[i + 1] << (4 + 8 * i);
    m->pc = p + more + 1;
    *ret_length = length;
    return ACPI_OK;
}

enum acpi_status aml_package_end(struct aml_machine *m, const uint8_t **ret_end)
{
    const uint8_t *from = m->pc;
    uint32_t length;
    enum acpi_status status = aml_package_length(m, &length);
    if (status == ACPI_OK && (length < m->pc - from || length > m->end - from))
        status = ACPI_AML_BAD_CODE;
    if (status == ACPI_OK)
        *ret_end = from + length;
    return status;
}

static inline enum acpi_status put(struct aml_machine *m, struct aml_op *op, struct aml_value v)
{
    m->values[m->value_count++] = v;
    op->have++;
    return ACPI_OK;
}

enum acpi_status aml_read_field(struct aml_machine *m, const struct aml_value *v,
                                struct aml_value *ret_value)
{
    if (v->tag == T_BUFFER_FIELD)
        return aml_buffer_field_read(m->acpi, v->buffer_field, ret_value);
    struct aml_field *field = v->field;
    field->object.refs++; /* handlers run without the lock; it may be replaced meanwhile */
    enum acpi_status status = aml_field_read(m, field, ret_value);
    aml_object_drop(m->acpi, &field->object);
    return status;
}

enum acpi_status aml_read_node(struct aml_machine *m, struct aml_node *node,
                               struct aml_value *ret_value)
{
    struct aml_value *v = aml_unbox(&node->value);
    switch (v->tag) {
    case T_FIELD:
    case T_BUFFER_FIELD:
        return aml_read_field(m, v, ret_value);
    case T_NONE:
        if (!aml_nt(m))
            return ACPI_AML_UNINIT_NAME;
        *ret_value = (struct aml_value){0};
        return ACPI_OK;
    case T_INTEGER:
    case T_STRING:
    case T_BUFFER:
    case T_PACKAGE:
    case T_TABLE:
    case T_REF:
    case T_NODE:
    case T_INDEX:
        *ret_value = aml_keep(*v);
        return ACPI_OK;
    default:
        *ret_value = aml_node_value(T_NODE, node);
        return ACPI_OK;
    }
}

/* Where values go from here: like a value of the expression that stands at `pc`. */
static enum acpi_status hand_over(struct aml_machine *m, struct aml_value v)
{
    if (m->answer_count != 0)
        while (m->answer_count > 0 && m->answers[m->answer_count - 1].op >= m->op_count - 1)
            aml_drop(m->acpi, &m->answers[--m->answer_count].value);
    return deliver(m, v);
}

/* The node that the name at pc means, and the name's size. */
static enum acpi_status look_up(struct aml_machine *m, struct aml_node **ret_node,
                                uint16_t *ret_size)
{
    struct acpi *acpi = m->acpi;
    struct aml_node *scope = aml_frame(m)->scope;
    struct aml_known_name *known = &acpi->names[(uintptr_t)m->pc % AML_NAMES];
    if (known->at != m->pc || known->scope != scope || known->shape != acpi->shape) {
        struct aml_name name;
        if (!aml_name_read(m->pc, m->end, &name))
            return ACPI_AML_BAD_OPCODE;
        struct aml_node *node = aml_lookup(acpi, scope, &name);
        if (node == NULL) {
            *ret_size = name.size;
            return ACPI_AML_NOT_FOUND;
        }
        *known = (struct aml_known_name){m->pc, scope, node, acpi->shape, name.size};
    }
    *ret_node = known->node;
    *ret_size = known->size;
    return ACPI_OK;
}

/* A name where a value is wanted. */
static enum acpi_status fetch_name(struct aml_machine *m, bool value_wanted)
{
    struct aml_node *node;
    uint16_t size;
    enum acpi_status status = look_up(m, &node, &size);
    if (status != ACPI_OK)
        return status;
    struct aml_value *held = aml_unbox(&node->value);
    if (held->tag == T_METHOD) {
        status = aml_push(m, AML_CALL, m->pc);
        if (status != ACPI_OK)
            return status;
        struct aml_op *op = &m->ops[m->op_count - 1];
        op->node = node;
        op->have = (uint8_t)(AML_KINDS - held->method->args);
        m->pc += size;
        return ACPI_OK;
    }
    struct aml_value v = {0};
    status = value_wanted ? aml_read_node(m, node, &v) : ACPI_OK;
    if (status != ACPI_OK)
        return status;
    m->pc += size;
    return hand_over(m, v);
}

/* A string constant: up to its NUL. */
static enum acpi_status fetch_string(struct aml_machine *m)
{
    const uint8_t *from = m->pc + 1, *to = from;
    while (to < m->end && *to != 0)
        to++;
    if (to == m->end)
        return ACPI_AML_BAD_CODE;
    struct aml_value v;
    enum acpi_status status = aml_new_bytes(m->acpi, T_STRING, from, (size_t)(to - from), &v);
    if (status != ACPI_OK)
        return status;
    m->pc = to + 1;
    return deliver(m, v);
}

static bool is_name(uint8_t c)
{
    return (c >= 'A' && c <= 'Z') || c == '_' || c == '\\' || c == '^' || c == '.' || c == '/';
}

/* A local or argument as a value. */
static enum acpi_status fetch_slot(struct aml_machine *m, uint32_t slot)
{
    struct aml_value *v = aml_unbox(aml_slot(m, slot));
    const uint8_t *next = m->pc + 1;
    bool itself = next < m->end && *next == *m->pc && m->ops[m->op_count - 1].info == AML_STORE;
    if (v->tag == T_NONE && !aml_nt(m) && !itself) /* Store (LocalX, LocalX) is let pass */
        return aml_empty(slot);
    m->pc++;
    return deliver(m, aml_keep(*v));
}

static inline uint32_t slot_of(uint8_t opcode)
{
    return opcode < 0x68 ? SLOT_LOCALS + (opcode - 0x60u) : SLOT_ARGS + (opcode - 0x68u);
}

/* The next expression: a value at once if it is a simple one, an operator on the stack if not. */
static enum acpi_status fetch_term(struct aml_machine *m, uint8_t flags)
{
    if (m->pc >= m->end)
        return ACPI_AML_BAD_CODE;
    uint8_t c = *m->pc;
    if (c >= 0x60 && c <= 0x6E)
        return fetch_slot(m, slot_of(c));
    if (is_name(c))
        return fetch_name(m, true);
    unsigned size = 0;
    switch (c) {
    case 0x00:
    case 0x01:
        m->pc++;
        return deliver(m, aml_integer(c));
    case 0xFF:
        m->pc++;
        return deliver(m, aml_integer(aml_width_mask(m)));
    case 0x0A:
        size = 1;
        break;
    case 0x0B:
        size = 2;
        break;
    case 0x0C:
        size = 4;
        break;
    case 0x0E:
        size = 8;
        break;
    case 0x0D:
        return fetch_string(m);
    }
    if (size != 0) {
        if (m->end - m->pc <= (ptrdiff_t)size)
            return ACPI_AML_BAD_CODE;
        uint64_t v = acpi_le(m->pc + 1, size) & aml_width_mask(m);
        m->pc += size + 1;
        return deliver(m, aml_integer(v));
    }
    enum aml_operator info = aml_operator_at(m->pc, m->end, &size);
    if (info == AML_NONE)
        return ACPI_AML_BAD_OPCODE;
    enum acpi_status status = aml_push(m, info, m->pc);
    if (status != ACPI_OK)
        return status;
    m->ops[m->op_count - 1].flags = flags;
    m->pc += size;
    m->acpi->operators++;
    return ACPI_OK;
}

/* An object itself: a place to store to, or what an operator asks about. */
static enum acpi_status fetch_super(struct aml_machine *m, struct aml_op *op, enum aml_kind kind)
{
    if (m->pc >= m->end)
        return ACPI_AML_BAD_CODE;
    uint8_t c = *m->pc;
    if (c >= 0x60 && c <= 0x6E) {
        m->pc++;
        return put(m, op, (struct aml_value){.tag = T_LOCAL, .extra = slot_of(c)});
    }
    if (c == 0x00) {
        m->pc++;
        return put(m, op, (struct aml_value){.tag = T_NOWHERE});
    }
    if (c == 0x5B && m->end - m->pc > 1 && m->pc[1] == 0x31) {
        m->pc += 2;
        return put(m, op, (struct aml_value){.tag = T_DEBUG});
    }
    if (!is_name(c)) /* questions are about values */
        return fetch_term(m,
                          op->info == AML_OBJECT_TYPE || op->info == AML_SIZE_OF ? 0 : OP_TARGET);
    struct aml_node *node = NULL;
    uint16_t size;
    enum acpi_status status = look_up(m, &node, &size);
    if (status != ACPI_OK && !(status == ACPI_AML_NOT_FOUND && kind == K_MAYBE))
        return status;
    m->pc += size;
    return put(m, op, node == NULL ? (struct aml_value){0} : aml_node_value(T_NAME, node));
}

static enum acpi_status fetch_constant(struct aml_machine *m, struct aml_op *op, unsigned size)
{
    if (m->end - m->pc < (ptrdiff_t)size)
        return ACPI_AML_BAD_CODE;
    uint64_t v = acpi_le(m->pc, size);
    m->pc += size;
    return put(m, op, aml_integer(v));
}

static enum acpi_status fetch_statement(struct aml_machine *m)
{
    if (m->pc >= m->end)
        return aml_execute(m); /* the block is at its end */
    uint8_t c = *m->pc;
    if (is_name(c))
        return fetch_name(m, false);
    if (c >= 0x60 && c <= 0x6E) {
        m->pc++;
        return ACPI_OK;
    }
    return fetch_term(m, 0);
}

/* A name that the running method made goes with it; a package that has it may stay. */
static bool is_own(struct aml_machine *m, const struct aml_node *node)
{
    const struct aml_node *method = aml_frame(m)->node;
    while (node != NULL && node != method)
        node = node->parent;
    return method != NULL && node != NULL;
}

/* An element of a package: names are not evaluated but kept, with the scope they are seen from;
 * those of the running method as references, which stay when the name is gone. */
static enum acpi_status fetch_element(struct aml_machine *m)
{
    if (m->pc >= m->end)
        return aml_execute(m);
    if (!is_name(*m->pc))
        return fetch_term(m, 0);
    struct aml_name name;
    if (!aml_name_read(m->pc, m->end, &name))
        return ACPI_AML_BAD_CODE;
    struct aml_node *node = aml_lookup(m->acpi, aml_frame(m)->scope, &name);
    if (node != NULL && is_own(m, node) && aml_unbox(&node->value)->tag <= T_PACKAGE) {
        struct aml_value reference;
        enum acpi_status status = aml_refer(m->acpi, &node->value, &reference);
        if (status != ACPI_OK)
            return status;
        reference.flags = V_NAMED;
        m->pc += name.size;
        return deliver(m, reference);
    }
    struct aml_path *path = aml_new_object(m->acpi, T_PATH, sizeof *path + name.size);
    if (path == NULL)
        return ACPI_NO_MEMORY;
    path->scope = aml_frame(m)->scope;
    path->generation = path->scope->generation;
    path->size = name.size;
    memcpy(path->name, name.at, name.size);
    m->pc += name.size;
    return deliver(m, (struct aml_value){.tag = T_PATH, .path = path});
}

/* The next operand of the top operator, or its execution. */
static inline enum acpi_status step(struct aml_machine *m, struct aml_op *op, enum aml_kind kind)
{
    switch (kind) {
    case K_END:
        return aml_execute(m);
    case K_TERM: {
        /* Locals and arguments that are integers: most of what loops do. */
        uint8_t c = m->pc < m->end ? *m->pc : 0;
        if (c >= 0x60 && c <= 0x6E) {
            const struct aml_value *v = aml_slot(m, slot_of(c));
            if (v->tag == T_INTEGER) {
                m->pc++;
                return put(m, op, *v);
            }
        }
        return fetch_term(m, 0);
    }
    case K_TARGET:
    case K_SUPER:
    case K_MAYBE:
        return fetch_super(m, op, kind);
    case K_NAME: {
        struct aml_name name;
        if (!aml_name_read(m->pc, m->end, &name))
            return ACPI_AML_BAD_CODE;
        m->pc += name.size;
        return put(m, op, aml_integer((uintptr_t)name.at));
    }
    case K_BYTE:
        return fetch_constant(m, op, 1);
    case K_WORD:
        return fetch_constant(m, op, 2);
    case K_DWORD:
        return fetch_constant(m, op, 4);
    case K_LENGTH: {
        const uint8_t *end;
        enum acpi_status status = aml_package_end(m, &end);
        if (status != ACPI_OK)
            return status;
        op->end = m->end = end;
        op->have++;
        return ACPI_OK;
    }
    case K_STATEMENT:
        return fetch_statement(m);
    case K_ELEMENT:
        return fetch_element(m);
    }
    return ACPI_AML_BAD_OPCODE;
}

/* --- Methods ------------------------------------------------------------------------------------
 */

static enum acpi_status new_frame(struct aml_machine *m, struct aml_frame **ret_frame)
{
    uint32_t depth = m->acpi->options.call_depth;
    if (m->frame_count >= depth && !(m->frame_count < depth + ERR_FRAMES && aml_in_err(m)))
        return ACPI_AML_CALL_DEPTH;
    if (m->frame_count == m->frame_room) {
        void *array = m->frames;
        enum acpi_status status =
            grow(m->acpi, &array, &m->frame_room, 0, sizeof(struct aml_frame));
        m->frames = array;
        if (status != ACPI_OK)
            return status;
    }
    struct aml_frame *frame = &m->frames[m->frame_count];
    *frame = (struct aml_frame){.op = m->op_count - 1, .back = m->pc, .sync_level = m->sync_level};
    *ret_frame = frame;
    return ACPI_OK;
}

enum acpi_status aml_begin_method(struct aml_machine *m)
{
    struct aml_op *op = &m->ops[m->op_count - 1];
    struct aml_node *node = op->node;
    struct aml_method *method = aml_unbox(&node->value)->method;
    enum acpi_status status = value_room(m, SLOTS + VALUE_ROOM);
    struct aml_frame *frame = NULL;
    if (status == ACPI_OK)
        status = new_frame(m, &frame);
    if (status != ACPI_OK)
        return status;
    method->object.refs++; /* it may be replaced or removed while it waits or runs */
    if (method->serialized)
        status = aml_method_enter(m, method);
    if (status != ACPI_OK) {
        aml_object_drop(m->acpi, &method->object);
        return status;
    }
    frame->method = method;
    frame->node = frame->scope = node;
    frame->slots = op->base;
    frame->code = method->code;
    m->frame_count++;
    while (m->value_count < op->base + SLOTS)
        m->values[m->value_count++] = (struct aml_value){0};
    op->info = AML_BODY;
    op->have = 0;
    m->pc = method->code;
    m->end = op->end = method->code + method->size;
    return ACPI_OK;
}

enum acpi_status aml_begin_block(struct aml_machine *m, struct aml_block *block,
                                 struct aml_node *scope)
{
    enum acpi_status status = aml_push(m, AML_BODY, block->at);
    if (status == ACPI_OK)
        status = value_room(m, SLOTS + VALUE_ROOM);
    struct aml_frame *frame = NULL;
    if (status == ACPI_OK)
        status = new_frame(m, &frame);
    if (status != ACPI_OK)
        return status;
    frame->scope = scope;
    frame->block = block;
    frame->slots = m->value_count;
    frame->code = block->at;
    m->frame_count++;
    while (m->value_count < frame->slots + SLOTS)
        m->values[m->value_count++] = (struct aml_value){0};
    m->pc = block->at + sizeof(struct acpi_header);
    m->end = m->ops[m->op_count - 1].end = block->at + block->size;
    return ACPI_OK;
}

/* Leaves the newest frame: its operators, slots, names and locks. */
static void leave_frame(struct aml_machine *m)
{
    struct aml_frame *frame = aml_frame(m);
    uint32_t op = frame->op;
    aml_pop_to(m, op + 1);
    if (frame->method != NULL) {
        aml_nodes_remove(m->acpi, &frame->owned);
        if (frame->method->serialized) {
            aml_method_leave(m, frame->method);
            m->sync_level = frame->sync_level;
        }
        aml_object_drop(m->acpi, &frame->method->object);
    }
    m->pc = frame->back;
    m->frame_count--;
    aml_pop_to(m, op);
}

enum acpi_status aml_return(struct aml_machine *m, struct aml_value result)
{
    leave_frame(m);
    struct aml_op *op = &m->ops[m->op_count - 1];
    enum aml_kind kind = (enum aml_kind)aml_infos[op->info].kinds[op->have];
    if (result.tag == T_NONE && !aml_nt(m) && kind == K_TERM &&
        (aml_infos[op->info].opcode & 0xFF00) != 0x100)
        op->flags |= OP_VOID; /* a value was wanted */
    return deliver(m, result);
}

/* --- Evaluations
 * ---------------------------------------------------------------------------------- */

enum acpi_status aml_want(struct aml_machine *m, struct aml_node *node, struct aml_value *ret_value)
{
    struct aml_value *held = aml_unbox(&node->value);
    if (held->tag == T_INTEGER || held->tag == T_STRING || held->tag == T_BUFFER ||
        held->tag == T_PACKAGE) {
        *ret_value = *held;
        return ACPI_OK;
    }
    for (unsigned i = 0; i < m->answer_count; i++)
        if (m->answers[i].node == node && m->answers[i].op == m->op_count - 1) {
            *ret_value = m->answers[i].value;
            return ACPI_OK;
        }
    if (m->answer_count == AML_ANSWERS)
        return ACPI_AML_LIMIT;
    m->wanted = node;
    return AML_AGAIN;
}

/* What the top operator wants is evaluated; then it is begun again. */
static enum acpi_status evaluate_wanted(struct aml_machine *m)
{
    enum acpi_status status = aml_push(m, AML_ANSWER, m->pc);
    if (status != ACPI_OK)
        return status;
    m->ops[m->op_count - 1].node = m->wanted;
    struct aml_value *held = aml_unbox(&m->wanted->value);
    bool call = held->tag == T_METHOD;
    if (call && held->method->args != 0)
        return ACPI_AML_ARGUMENTS;
    status = aml_push(m, call ? AML_CALL : AML_READ, m->pc);
    if (status == ACPI_OK) {
        m->ops[m->op_count - 1].node = m->wanted;
        m->ops[m->op_count - 1].have = call ? AML_KINDS : 0;
    }
    return status;
}

/* Runs until TOP, the first operator, has what it wants. */
static enum acpi_status run(struct aml_machine *m)
{
    for (;;) {
        struct aml_op *op = &m->ops[m->op_count - 1];
        enum aml_kind kind = (enum aml_kind)aml_infos[op->info].kinds[op->have];
        if (kind == K_END && op->info == AML_TOP)
            return ACPI_OK;
        enum acpi_status status = --m->budget < 0 ? ACPI_AML_WORK : step(m, op, kind);
        if (status == AML_AGAIN)
            status = evaluate_wanted(m);
        if (status != ACPI_OK)
            status = aml_trouble(m, status);
        if (status != ACPI_OK)
            return status;
    }
}

/* Everything that is begun ends here. */
static void unwind(struct aml_machine *m)
{
    while (m->frame_count != 0)
        leave_frame(m);
    aml_pop_to(m, 0);
    drop_values(m, 0);
    aml_mutexes_release(m);
}

void aml_frame_abandon(struct aml_machine *m)
{
    leave_frame(m);
}

static enum acpi_status run_to_the_end(struct aml_machine *m, struct aml_value *ret_value)
{
    enum acpi_status status = run(m);
    if (status == ACPI_OK) {
        *ret_value = aml_keep(m->values[0]);
    }
    unwind(m);
    return status;
}

enum acpi_status aml_machine_call(struct aml_machine *m, struct aml_node *node,
                                  struct aml_value *args, size_t n, struct aml_value *ret_value)
{
    struct aml_value *held = aml_unbox(&node->value);
    bool call = held->tag == T_METHOD;
    enum acpi_status status =
        call && held->method->args != n ? ACPI_AML_ARGUMENTS : aml_push(m, AML_TOP, m->pc);
    if (status == ACPI_OK)
        status = aml_push(m, call ? AML_CALL : AML_READ, m->pc);
    for (size_t i = 0; i < n; i++) {
        if (status == ACPI_OK && call)
            m->values[m->value_count++] = args[i];
        else
            aml_drop(m->acpi, &args[i]);
    }
    if (status == ACPI_OK) {
        m->ops[m->op_count - 1].node = node;
        m->ops[m->op_count - 1].have = call ? AML_KINDS : 0;
        return run_to_the_end(m, ret_value);
    }
    unwind(m);
    return status;
}

enum acpi_status aml_machine_load(struct aml_machine *m, struct aml_block *block,
                                  struct aml_node *scope)
{
    struct aml_value result;
    enum acpi_status status = aml_push(m, AML_TOP, m->pc);
    if (status == ACPI_OK)
        status = aml_begin_block(m, block, scope);
    if (status == ACPI_OK)
        return run_to_the_end(m, &result);
    unwind(m);
    return status;
}

struct aml_machine *aml_machine_new(struct acpi *acpi)
{
    struct aml_machine *m = acpi->machines;
    if (m != NULL)
        acpi->machines = m->next;
    else
        m = aml_alloc(&acpi->heap, sizeof *m);
    if (m != NULL) {
        m->acpi = acpi;
        m->thread = aml_thread(acpi);
        m->sync_level = 0;
        m->budget = (int64_t)acpi->options.work;
    }
    return m;
}

void aml_machine_done(struct acpi *acpi, struct aml_machine *m)
{
    m->next = acpi->machines;
    acpi->machines = m;
}

void aml_machines_free(struct acpi *acpi)
{
    struct aml_machine *m = acpi->machines, *next;
    acpi->machines = NULL;
    for (; m != NULL; m = next) {
        next = m->next;
        aml_free(&acpi->heap, m->ops, m->op_room * sizeof *m->ops);
        aml_free(&acpi->heap, m->values, m->value_room * sizeof *m->values);
        aml_free(&acpi->heap, m->frames, m->frame_room * sizeof *m->frames);
        aml_free(&acpi->heap, m, sizeof *m);
    }
}
