/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Going on after an error is one idea: the operator that failed leaves no value. Whoever wanted
 * that value is marked (OP_MISSING) and fails in turn when its other operands are there, up to the
 * statement; the next statement runs. So the bytes of a statement are always read to its end.
 */
#include "aml/trouble.h"

#include "aml/declare.h"
#include "tables/bytes.h"

#define LINE_COST 4096 /* a line for the log, in bytes of other work */

struct exception {
    uint16_t code;
    char name[30];
};

/* In the order of enum acpi_status, from ACPI_NO_MEMORY. */
static const struct exception exceptions[] = {
    {0x0004, "AE_NO_MEMORY"},
    {0x000B, "AE_BUFFER_OVERFLOW"},
    {0x000F, "AE_SUPPORT"},
    {0x0006, "AE_NOT_EXIST"},
    {0x0008, "AE_TYPE"},
    {0x0011, "AE_TIME"},
    {0x3001, "AE_AML_BAD_OPCODE"},
    {0x300F, "AE_AML_INTERNAL"},
    {0x0005, "AE_NOT_FOUND"},
    {0x0007, "AE_ALREADY_EXISTS"},
    {0x3003, "AE_AML_OPERAND_TYPE"},
    {0x3004, "AE_AML_OPERAND_VALUE"},
    {0x3023, "AE_AML_TARGET_TYPE"},
    {0x3005, "AE_AML_UNINITIALIZED_LOCAL"},
    {0x3006, "AE_AML_UNINITIALIZED_ARG"},
    {0x3007, "AE_AML_UNINITIALIZED_ELEMENT"},
    {0x3022, "AE_AML_UNINITIALIZED_NODE"},
    {0x3012, "AE_AML_NO_RETURN_VALUE"},
    {0x3012, "AE_AML_NO_RETURN_VALUE"},
    {0x3008, "AE_AML_NUMERIC_OVERFLOW"},
    {0x300C, "AE_AML_DIVIDE_BY_ZERO"},
    {0x300A, "AE_AML_BUFFER_LIMIT"},
    {0x300B, "AE_AML_PACKAGE_LIMIT"},
    {0x3011, "AE_AML_STRING_LIMIT"},
    {0x3009, "AE_AML_REGION_LIMIT"},
    {0x0006, "AE_NOT_EXIST"},
    {0x0001, "AE_ERROR"},
    {0x3010, "AE_AML_INVALID_SPACE_ID"},
    {0x3014, "AE_AML_NOT_OWNER"},
    {0x3015, "AE_AML_MUTEX_ORDER"},
    {0x3016, "AE_AML_MUTEX_NOT_ACQUIRED"},
    {0x3013, "AE_AML_METHOD_LIMIT"},
    {0x3021, "AE_AML_LOOP_TIMEOUT"},
    {0x0010, "AE_LIMIT"},
    {0x301E, "AE_AML_CIRCULAR_REFERENCE"},
    {0x301A, "AE_AML_NO_WHILE"},
    {0x301C, "AE_AML_NO_RESOURCE_END_TAG"},
    {0x3026, "AE_AML_TOO_FEW_ARGUMENTS"},
    {0x2002, "AE_BAD_HEADER"},
    {0x0001, "AE_ERROR"},
    {0x0010, "AE_LIMIT"},
};
_Static_assert(sizeof exceptions / sizeof exceptions[0] == ACPI_AML_LIMIT - ACPI_NO_MEMORY + 1,
               "a name for every status of AML");

const char *aml_exception_name(enum acpi_status status, uint32_t *ret_code)
{
    switch (status) {
    case ACPI_BAD_SIGNATURE:
        *ret_code = 0x2001;
        return "AE_BAD_SIGNATURE";
    case ACPI_BAD_LENGTH:
        *ret_code = 0x2005;
        return "AE_INVALID_TABLE_LENGTH";
    case ACPI_BAD_CHECKSUM:
        *ret_code = 0x2003;
        return "AE_BAD_CHECKSUM";
    default:
        break;
    }
    if (status < ACPI_NO_MEMORY || status > ACPI_AML_LIMIT)
        status = ACPI_AML_BAD_CODE;
    *ret_code = exceptions[status - ACPI_NO_MEMORY].code;
    return exceptions[status - ACPI_NO_MEMORY].name;
}

/* --- Telling ------------------------------------------------------------------------------------
 */

static struct acpi_exception describe(struct aml_machine *m, enum acpi_status status)
{
    const struct aml_op *op = &m->ops[m->op_count - 1];
    struct acpi_exception e = {.status = status, .opcode = aml_infos[op->info].opcode};
    e.name = aml_exception_name(status, &e.code);
    if (m->frame_count != 0) {
        const struct aml_frame *frame = aml_frame(m);
        e.offset = (uint32_t)(op->at - frame->code);
        if (frame->node != NULL)
            e.method = aml_node_ref(frame->node);
    }
    return e;
}

/* The name that was not found: the operand that stands next, or the first that the operator has. */
static bool missing_name(const struct aml_machine *m, struct aml_name *ret_name)
{
    const struct aml_op *op = &m->ops[m->op_count - 1];
    const uint8_t *kinds = aml_infos[op->info].kinds;
    if (kinds[op->have] != K_END)
        return aml_name_read(m->pc, m->end, ret_name) && ret_name->count != 0;
    uint32_t operand = op->base;
    for (; *kinds != K_END; kinds++) {
        if (*kinds == K_NAME) {
            *ret_name = aml_operand_name(&m->values[operand]);
            return true;
        }
        operand += *kinds != K_LENGTH;
    }
    return false;
}

/* One line for the place, and one for each method on the way there. */
static void tell(struct aml_machine *m, enum acpi_status status, enum acpi_log level)
{
    struct acpi *acpi = m->acpi;
    if (acpi->host.log == NULL)
        return;
    struct aml_name name;
    bool named =
        (status == ACPI_AML_NOT_FOUND || status == ACPI_AML_EXISTS) && missing_name(m, &name);
    const uint8_t *at = m->ops[m->op_count - 1].at;
    for (uint32_t i = m->frame_count; i-- > 0;) {
        const struct aml_frame *frame = &m->frames[i];
        aml_pay(acpi, LINE_COST);
        const char *word = i + 1 == m->frame_count ? acpi_status_text(status) : "called from here";
        uint64_t offset = (uint64_t)(at - frame->code);
        if (frame->node == NULL) /* signature and OEM's name of the table (5.2.6) */
            aml_log(acpi, level, "%N \"%N%N\"+%x: %s", frame->code, frame->code + 16,
                    frame->code + 20, offset, word);
        else
            aml_log(acpi, level, "%n+%x: %s", frame->node, offset, word);
        if (named && i + 1 == m->frame_count)
            aml_log(acpi, level, "    the name is %a", &name);
        at = frame->back;
        if (m->frame_count - i == 16)
            break;
    }
}

/* --- Going on ------------------------------------------------------------------------------------
 */

/* The top operator gets no value for its next operand. */
static enum acpi_status miss(struct aml_machine *m, uint8_t flag)
{
    struct aml_op *op = &m->ops[m->op_count - 1];
    enum aml_kind kind = (enum aml_kind)aml_infos[op->info].kinds[op->have];
    if (kind == K_STATEMENT || kind == K_END)
        return ACPI_OK;
    if (kind == K_ELEMENT) {
        op->rounds++;
        return ACPI_OK;
    }
    op->flags |= flag;
    op->have++;
    m->values[m->value_count++] = (struct aml_value){0};
    return ACPI_OK;
}

/* Goes past the operand that could not be collected. false: where it ends is not known. */
static bool pass_operand(struct aml_machine *m)
{
    struct aml_name name;
    if (m->pc < m->end && *m->pc >= 0x60 && *m->pc <= 0x6E) {
        m->pc++;
        return true;
    }
    if (!aml_name_read(m->pc, m->end, &name) || *m->pc == 0)
        return false;
    m->pc += name.size;
    return true;
}

/* Goes on after the top operator. */
static enum acpi_status go_on(struct aml_machine *m, enum acpi_status status)
{
    struct aml_op *op = &m->ops[m->op_count - 1];
    if (status == ACPI_AML_BAD_CODE || status == ACPI_AML_BAD_OPCODE || status == ACPI_NO_MEMORY ||
        status == ACPI_AML_WORK)
        return status;
    const uint8_t *kinds = aml_infos[op->info].kinds;
    if (kinds[op->have] == K_STATEMENT && status == ACPI_AML_LOOP) {
        /* the loop ends, what follows it runs */
        m->pc = op->end;
        aml_pop_to(m, m->op_count - 1);
        return ACPI_OK;
    }
    if (kinds[op->have] != K_END) {
        if (!pass_operand(m))
            return status;
        bool own = status == ACPI_AML_UNINIT_LOCAL || status == ACPI_AML_UNINIT_ARG;
        return miss(m, own ? OP_FAILED : OP_MISSING);
    }
    if (kinds[0] == K_LENGTH)
        m->pc = op->end;
    bool predicate = op->info == AML_IF;
    aml_pop_to(m, m->op_count - 1);
    if (predicate && m->pc < m->end && *m->pc == 0xA1) { /* its Else goes with it */
        const uint8_t *end;
        m->pc++;
        status = aml_package_end(m, &end);
        if (status != ACPI_OK)
            return status;
        m->pc = end;
    }
    return miss(m, OP_MISSING);
}

enum acpi_status aml_pass(struct aml_machine *m)
{
    return go_on(m, ACPI_AML_NO_OPERAND);
}

bool aml_in_err(const struct aml_machine *m)
{
    for (uint32_t i = 0; i < m->op_count; i++)
        if (m->ops[i].info == AML_ERR)
            return true;
    return false;
}

/* Begins \_ERR(code, name, thread). */
static enum acpi_status call_err(struct aml_machine *m, struct aml_node *err,
                                 const struct acpi_exception *e)
{
    struct aml_value name;
    size_t length = 0;
    while (e->name[length] != '\0')
        length++;
    enum acpi_status status = aml_new_bytes(m->acpi, T_STRING, e->name, length, &name);
    if (status != ACPI_OK)
        return status;
    status = aml_push(m, AML_ERR, m->pc);
    if (status == ACPI_OK) {
        m->ops[m->op_count - 1].status = (uint16_t)e->status;
        status = aml_push(m, AML_CALL, m->pc);
    }
    if (status != ACPI_OK) {
        aml_drop(m->acpi, &name);
        return status;
    }
    struct aml_op *op = &m->ops[m->op_count - 1];
    op->node = err;
    op->have = AML_KINDS;
    m->values[m->value_count++] = aml_integer(e->code);
    m->values[m->value_count++] = name;
    m->values[m->value_count++] = aml_integer(m->thread);
    return ACPI_OK;
}

enum acpi_status aml_err_answered(struct aml_machine *m)
{
    struct aml_op *op = &m->ops[m->op_count - 1];
    enum acpi_status status = (enum acpi_status)op->status;
    const struct aml_value *v = &m->values[op->base];
    bool on = v->tag == T_INTEGER && v->integer == 0;
    aml_pop_to(m, m->op_count - 1);
    return on ? go_on(m, status) : status;
}

/* Asks the host and \_ERR. ACPI_OK: they took it, one way or the other. */
static enum acpi_status ask(struct aml_machine *m, enum acpi_status status)
{
    struct acpi *acpi = m->acpi;
    struct acpi_exception e = describe(m, status);
    struct aml_node *err = NULL;
    if (acpi->options.err_method && !aml_in_err(m))
        err = aml_child(acpi, acpi->root, AML_NAME('_', 'E', 'R', 'R'));
    if (err != NULL && aml_unbox(&err->value)->tag == T_METHOD &&
        aml_unbox(&err->value)->method->args == 3)
        return call_err(m, err, &e);
    if (acpi->options.exception == NULL)
        return status;
    aml_leave(acpi);
    bool on = acpi->options.exception(acpi->options.ctx, acpi, &e);
    aml_enter(acpi);
    return on ? go_on(m, status) : status;
}

/* The newest frame that is the code of a table; frame_count: there is none. */
static uint32_t table_frame(const struct aml_machine *m)
{
    for (uint32_t i = m->frame_count; i-- > 0;)
        if (m->frames[i].block != NULL)
            return i;
    return m->frame_count;
}

/* Leaves every method that the table's code called; that call has no value. Then the statement is
 * skipped; if that is not possible the table's code ends here. */
static enum acpi_status skip_statement(struct aml_machine *m, uint32_t table,
                                       enum acpi_status status)
{
    if (m->frame_count > table + 1) {
        while (m->frame_count > table + 1)
            aml_frame_abandon(m);
        return miss(m, OP_MISSING);
    }
    bool name =
        status == ACPI_AML_NOT_FOUND || status == ACPI_AML_EXISTS || status == ACPI_AML_NO_OPERAND;
    enum acpi_status skipped = name ? go_on(m, status) : status;
    if (skipped == ACPI_OK)
        return ACPI_OK;
    struct aml_block *block = aml_frame(m)->block;
    if (block->status == ACPI_OK)
        block->status = skipped;
    return aml_return(m, aml_integer(0));
}

/*
 * A declaration in a Device lacks an operand: the rest of the device is declared, then the table's
 * code ends. Windows ends it at once; ACPICA goes on, but declares all that follows below this
 * device. So what comes behind it is nothing that any system has ever used.
 */
static void end_after_device(struct aml_machine *m)
{
    const struct aml_frame *frame = aml_frame(m);
    for (uint32_t i = m->op_count; frame->block != NULL && i-- > frame->op + 1;)
        if (m->ops[i].info == AML_BLOCK && m->ops[i].node != NULL) {
            m->ops[i].flags |= OP_LAST;
            frame->block->status = ACPI_AML_NOT_FOUND;
            return;
        }
}

/* NT hands on what has no value until somebody needs it: told as that, not as a wrong type. */
static enum acpi_status precise(const struct aml_machine *m, enum acpi_status status)
{
    const struct aml_op *op = &m->ops[m->op_count - 1];
    uint32_t operand = op->base;
    if (status != ACPI_AML_TYPE || !aml_nt(m))
        return status;
    for (const uint8_t *kind = aml_infos[op->info].kinds; *kind != K_END; kind++) {
        if (*kind == K_TERM && operand < m->value_count && m->values[operand].tag == T_NONE)
            return ACPI_AML_UNINIT_LOCAL;
        operand += *kind != K_LENGTH;
    }
    return status;
}

enum acpi_status aml_trouble(struct aml_machine *m, enum acpi_status status)
{
    status = precise(m, status);
    bool echo = status == ACPI_AML_NO_OPERAND;
    enum acpi_status asked = status == ACPI_AML_WORK ? status : ask(m, status);
    if (asked == ACPI_OK)
        return ACPI_OK;
    uint32_t table = table_frame(m);
    bool harmless = table < m->frame_count && status == ACPI_AML_EXISTS;
    if (!echo)
        tell(m, status, harmless ? ACPI_LOG_WARNING : ACPI_LOG_ERROR);
    if (table == m->frame_count || asked == ACPI_NO_MEMORY)
        return asked;
    if (m->ops[m->op_count - 1].info == AML_REGION && echo)
        end_after_device(m);
    return skip_statement(m, table, asked);
}
