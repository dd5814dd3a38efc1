/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* An instance from outside: making and freeing, values in and out, errors and hooks, limits, no
 * memory. */
#include "projects/acpi/tests/asl.h"

#define ROOT ((struct acpi_node_ref){NULL, 0})

static struct acpi_value integer(uint64_t n)
{
    return (struct acpi_value){.type = ACPI_INTEGER, .integer = n};
}

static struct acpi_value string(const char *text)
{
    struct acpi_value v = {.type = ACPI_STRING};
    v.string.bytes = text;
    v.string.size = strlen(text);
    return v;
}

/* What evaluating gives, as text; valid until the next call. */
static const char *evaluated(struct acpi *acpi, const char *path, const struct acpi_value *args,
                             size_t n)
{
    static char text[512];
    static uint8_t storage[4096] __attribute__((aligned(8)));
    struct acpi_arena arena = acpi_arena(storage, sizeof storage);
    struct acpi_value v;
    enum acpi_status status = acpi_eval(acpi, ROOT, path, args, n, &arena, &v, NULL);
    if (status != ACPI_OK)
        snprintf(text, sizeof text, "%s", acpi_status_text(status));
    else
        acpi_value_format(text, sizeof text, &v);
    return text;
}

/* --- Values ----------------------------------------------------------------------------------- */

static void values_go_in_and_come_out(void **state)
{
    (void)state;
    struct asl a =
        asl_new("Method (ECHO, 1) { Return (Arg0) }\n"
                "Method (TYPE, 1) { Return (ObjectType (Arg0)) }\n"
                "Method (PUTS, 2) { Arg0 = Arg1 }\n"
                "Method (NONE) { }\n"
                "Device (DEV0) { Name (VAL0, 7) }\n"
                "Method (REFS) { Return (Package () { DEV0, \\DEV0.VAL0, ABSE, Package () "
                "{} }) }\n"
                "External (ABSE)\n");
    struct acpi_value bytes = {.type = ACPI_BUFFER}, inner[2], outer[3], package, nested;
    bytes.buffer.bytes = (const uint8_t *)"\x01\x02\xff";
    bytes.buffer.size = 3;
    inner[0] = integer(1);
    inner[1] = string("two");
    package = (struct acpi_value){.type = ACPI_PACKAGE, .package = {inner, 2}};
    outer[0] = package;
    outer[1] = bytes;
    outer[2] = (struct acpi_value){0};
    nested = (struct acpi_value){.type = ACPI_PACKAGE, .package = {outer, 3}};
    struct acpi_value n = integer(0xFEDCBA9876543210), s = string("a\"\\\x01z"), empty = string("");
    assert_string_equal(evaluated(a.acpi, "ECHO", &n, 1), "integer 0xFEDCBA9876543210");
    assert_string_equal(evaluated(a.acpi, "ECHO", &s, 1), "string \"a\\\"\\\\\\x01z\"");
    assert_string_equal(evaluated(a.acpi, "ECHO", &empty, 1), "string \"\"");
    assert_string_equal(evaluated(a.acpi, "ECHO", &bytes, 1), "buffer 01 02 FF");
    assert_string_equal(evaluated(a.acpi, "ECHO", &nested, 1),
                        "package {package {integer 0x1, string \"two\"}, buffer 01 02 FF, "
                        "uninitialized}");
    assert_string_equal(evaluated(a.acpi, "NONE", NULL, 0), "uninitialized");
    assert_string_equal(evaluated(a.acpi, "REFS", NULL, 0),
                        "package {reference \\DEV0, integer 0x7, uninitialized, package "
                        "{}}");
    struct acpi_value to[2] = {{.type = ACPI_REFERENCE}, integer(9)};
    to[0].node = asl_node(&a, "\\DEV0.VAL0");
    assert_string_equal(evaluated(a.acpi, "TYPE", to, 1), "integer 0x1");
    assert_string_equal(evaluated(a.acpi, "PUTS", to, 2), "uninitialized");
    assert_int_equal(asl_integer(&a, "\\DEV0.VAL0"), 9);
    to[0].node = asl_node(&a, "\\DEV0");
    assert_string_equal(evaluated(a.acpi, "TYPE", to, 1), "integer 0x6");
    asl_close(&a);
}

static void wrong_calls_are_refused(void **state)
{
    (void)state;
    struct asl a = asl_new("Method (ONE1, 1) { Return (Arg0) }\nName (VAL0, 7)\n"
                           "Device (DEV0) { }\nMethod (TEXT) { Return (\"12345678\") }\n"
                           "Method (LONG) { Return (\"123456789 123456789\") }\n"
                           "Method (PACK) { Return (Package () { 1 }) }\n");
    struct acpi_value args[8] = {{0}}, device = {.type = ACPI_DEVICE};
    struct acpi_node_ref gone = asl_node(&a, "\\DEV0");
    uint64_t n = 1;
    gone.generation += 2;
    assert_string_equal(evaluated(a.acpi, "ONE1", NULL, 0), "wrong number of arguments");
    assert_string_equal(evaluated(a.acpi, "ONE1", args, 2), "wrong number of arguments");
    assert_string_equal(evaluated(a.acpi, "ONE1", args, 8), "invalid argument");
    assert_string_equal(evaluated(a.acpi, "ONE1", NULL, 1), "invalid argument");
    assert_string_equal(evaluated(a.acpi, "ONE1", &device, 1), "invalid argument");
    assert_string_equal(evaluated(a.acpi, "NOPE", NULL, 0), "not found");
    assert_string_equal(evaluated(a.acpi, "TOOLONG", NULL, 0), "not found");
    assert_string_equal(evaluated(a.acpi, "A..B", NULL, 0), "not found");
    args[0] = (struct acpi_value){.type = ACPI_REFERENCE, .node = gone};
    assert_string_equal(evaluated(a.acpi, "ONE1", args, 1), "the object is gone");
    /* Exactly there: VAL0 of \ is not DEV0's. */
    assert_int_equal(acpi_eval_integer(a.acpi, asl_node(&a, "\\DEV0"), "VAL0", &n), ACPI_NOT_FOUND);
    assert_int_equal(acpi_eval_integer(a.acpi, gone, "VAL0", &n), ACPI_STALE);
    assert_int_equal(acpi_eval(NULL, ROOT, "VAL0", NULL, 0, NULL, NULL, NULL), ACPI_INVALID);
    assert_int_equal(acpi_eval_integer(a.acpi, ROOT, "PACK", &n), ACPI_WRONG_TYPE);
    assert_int_equal(acpi_eval_integer(a.acpi, ROOT, "LONG", &n), ACPI_WRONG_TYPE);
    assert_int_equal(n, 1);
    assert_int_equal(acpi_eval_integer(a.acpi, ROOT, "TEXT", &n), ACPI_OK);
    assert_int_equal(n, 0x3837363534333231);
    asl_close(&a);
}

/* A result that does not fit is kept, so that nothing runs twice. */
static void results_wait_for_room(void **state)
{
    (void)state;
    struct asl a = asl_new("Name (RUNS, 0)\nMethod (NONE) { Return (Buffer (0) {}) }\nMethod "
                           "(TEXT) { RUNS++ Return (Package () { \"abc\", 5 "
                           "}) }\n");
    uint8_t storage[256] __attribute__((aligned(8)));
    struct acpi_arena arena = acpi_arena(storage, 8);
    struct acpi_value v = integer(77);
    size_t needed = 0;
    assert_int_equal(acpi_eval(a.acpi, ROOT, "TEXT", NULL, 0, &arena, &v, &needed), ACPI_TOO_SMALL);
    assert_int_equal(v.integer, 77);
    assert_int_equal(arena.used, 0);
    assert_in_range(needed, 2 * sizeof v + 4, sizeof storage);
    /* One byte too few, then enough: what was asked for is what is taken. */
    size_t again = 0;
    arena = acpi_arena(storage, needed - 1);
    assert_int_equal(acpi_result_take(a.acpi, &arena, &v, &again), ACPI_TOO_SMALL);
    assert_int_equal(again, needed);
    arena = acpi_arena(storage, needed);
    assert_int_equal(acpi_result_take(a.acpi, &arena, &v, NULL), ACPI_OK);
    assert_int_equal(arena.used, needed);
    assert_string_equal(v.package.elements[0].string.bytes, "abc");
    assert_int_equal(v.package.elements[1].integer, 5);
    assert_int_equal(asl_integer(&a, "RUNS"), 1);
    assert_int_equal(acpi_result_take(a.acpi, &arena, &v, NULL), ACPI_NOT_FOUND);
    assert_int_equal(acpi_result_take(NULL, &arena, &v, NULL), ACPI_INVALID);
    /* An empty buffer fits into no arena at all. */
    struct acpi_arena none = acpi_arena(NULL, 0);
    assert_int_equal(acpi_eval(a.acpi, ROOT, "NONE", NULL, 0, &none, &v, NULL), ACPI_OK);
    assert_int_equal(v.buffer.size, 0);
    /* The next evaluation drops it; so does the end. */
    assert_int_equal(acpi_eval(a.acpi, ROOT, "TEXT", NULL, 0, NULL, &v, NULL), ACPI_TOO_SMALL);
    assert_int_equal(asl_integer(&a, "RUNS"), 2);
    assert_int_equal(acpi_result_take(a.acpi, &arena, &v, NULL), ACPI_NOT_FOUND);
    assert_int_equal(acpi_eval(a.acpi, ROOT, "TEXT", NULL, 0, NULL, &v, NULL), ACPI_TOO_SMALL);
    /* Nobody wants the value: nothing waits. */
    assert_int_equal(acpi_eval(a.acpi, ROOT, "TEXT", NULL, 0, NULL, NULL, NULL), ACPI_OK);
    assert_int_equal(acpi_eval(a.acpi, ROOT, "TEXT", NULL, 0, NULL, &v, NULL), ACPI_TOO_SMALL);
    asl_close(&a);
}

static void packages_that_hold_themselves_end(void **state)
{
    (void)state;
    struct asl a = asl_new("Name (SELF, Package () { 0 })\n"
                           "Method (LOOP) { SELF[0] = RefOf (SELF) Return (SELF) }\n"
                           "Method (DEEP, 1) { Local0 = Package () { 0 } While (Arg0) {\n"
                           "  Local1 = Package () { 0 } Local1[0] = Local0 CopyObject (Local1, "
                           "Local0) Arg0-- } Return (Local0) }\n");
    struct acpi_value depth = integer(23);
    assert_string_equal(evaluated(a.acpi, "LOOP", NULL, 0), "limit of the interpreter");
    assert_memory_equal(evaluated(a.acpi, "DEEP", &depth, 1), "package {package {", 18);
    depth = integer(24);
    assert_string_equal(evaluated(a.acpi, "DEEP", &depth, 1), "limit of the interpreter");
    asl_close(&a); /* a circle is not leaked either: its memory goes with the instance */
}

static void values_are_written_as_text(void **state)
{
    (void)state;
    char text[16] = "unchanged";
    struct acpi_value v = string("0123456789");
    assert_int_equal(acpi_value_format(NULL, 0, &v), 19);
    assert_int_equal(acpi_value_format(text, sizeof text, &v), 19);
    assert_string_equal(text, "string \"0123456");
    v = (struct acpi_value){.type = ACPI_MUTEX};
    assert_int_equal(acpi_value_format(text, sizeof text, &v), 15);
    assert_string_equal(text, "reference Mutex");
    assert_string_equal(acpi_type_text(ACPI_REFERENCE), "Reference");
    assert_string_equal(acpi_type_text(ACPI_UNINITIALIZED), "Uninitialized");
    assert_string_equal(acpi_type_text((enum acpi_type)99), "Unknown");
}

/* --- Instances -------------------------------------------------------------------------------- */

static void instances_live_side_by_side(void **state)
{
    (void)state;
    struct asl a = asl_new("Name (VAL0, 1)\nMethod (SETV, 1) { VAL0 = Arg0 }\n");
    struct asl b = asl_new("Name (VAL0, 2)\n");
    struct acpi_value n = integer(5);
    evaluated(a.acpi, "SETV", &n, 1);
    assert_int_equal(asl_integer(&a, "VAL0"), 5);
    assert_int_equal(asl_integer(&b, "VAL0"), 2);
    asl_close(&a);
    assert_int_equal(asl_integer(&b, "VAL0"), 2);
    asl_close(&b);
    acpi_free(NULL);
}

static void hosts_are_checked(void **state)
{
    (void)state;
    struct world *w = calloc(1, sizeof *w);
    struct acpi *acpi = NULL;
    struct acpi_options odd = {.integer_bits = 16};
    for (unsigned i = 0; i < 7; i++) {
        w->host = world_host(w);
        void (**thread[])(void) = {
            (void (**)(void))(void *)&w->host.alloc, (void (**)(void))(void *)&w->host.free,
            (void (**)(void))(void *)&w->host.lock,  (void (**)(void))(void *)&w->host.unlock,
            (void (**)(void))(void *)&w->host.wait,  (void (**)(void))(void *)&w->host.wake,
            (void (**)(void))(void *)&w->host.thread};
        *thread[i] = NULL;
        acpi_tables_init_empty(&w->tables, &w->host);
        assert_int_equal(acpi_new(&w->tables, NULL, &acpi), ACPI_INVALID);
    }
    w->host = world_host(w);
    acpi_tables_init_empty(&w->tables, &w->host);
    assert_int_equal(acpi_new(NULL, NULL, &acpi), ACPI_INVALID);
    assert_int_equal(acpi_new(&w->tables, NULL, NULL), ACPI_INVALID);
    assert_int_equal(acpi_new(&w->tables, &odd, &acpi), ACPI_INVALID);
    assert_null(acpi);
    assert_int_equal(acpi_new(&w->tables, NULL, &acpi), ACPI_OK);
    assert_int_equal(acpi_load(acpi), ACPI_NOT_FOUND);
    assert_int_equal(acpi_load(NULL), ACPI_INVALID);
    assert_int_equal(acpi_load_table(acpi, "SSDT", 4), ACPI_BAD_LENGTH);
    assert_int_equal(acpi_load_table(acpi, NULL, 100), ACPI_INVALID);
    acpi_free(acpi);
    assert_int_equal(w->allocations, 0);
    free(w);
}

static void interfaces_are_added_and_removed(void **state)
{
    (void)state;
    struct asl a = asl_new("");
    struct acpi_value nt = string("Windows 2015"), own = string("OSDev");
    const char *yes = "integer 0xFFFFFFFFFFFFFFFF", *no = "integer 0x0";
    assert_string_equal(evaluated(a.acpi, "_OSI", &nt, 1), yes);
    assert_string_equal(evaluated(a.acpi, "_OSI", &own, 1), no);
    assert_int_equal(acpi_interface_add(a.acpi, "OSDev"), ACPI_OK);
    assert_int_equal(acpi_interface_add(a.acpi, "OSDev"), ACPI_OK);
    assert_int_equal(acpi_interface_remove(a.acpi, "Windows 2015"), ACPI_OK);
    assert_int_equal(acpi_interface_remove(a.acpi, "Windows 2015"), ACPI_NOT_FOUND);
    assert_int_equal(acpi_interface_remove(a.acpi, "Linux"), ACPI_NOT_FOUND);
    assert_string_equal(evaluated(a.acpi, "_OSI", &nt, 1), no);
    assert_string_equal(evaluated(a.acpi, "_OSI", &own, 1), yes);
    assert_int_equal(acpi_interface_remove(a.acpi, "OSDev"), ACPI_OK);
    assert_int_equal(acpi_interface_add(a.acpi, "Windows 2015"), ACPI_OK);
    assert_string_equal(evaluated(a.acpi, "_OSI", &nt, 1), yes);
    assert_string_equal(evaluated(a.acpi, "_OSI", &own, 1), no);
    assert_int_equal(acpi_interface_add(a.acpi, NULL), ACPI_INVALID);
    struct acpi_value wrong = integer(1);
    assert_string_equal(evaluated(a.acpi, "_OSI", &wrong, 1), "wrong type of operand");
    asl_close(&a);
}

/* --- Errors and hooks ---------------------------------------------------------------------------
 */

struct told {
    char lines[512], notified[64];
    struct acpi_exception last;
    unsigned exceptions;
    bool go_on;
};
static struct told told;

static void keep_line(void *ctx, enum acpi_log level, const char *line)
{
    (void)ctx;
    if (level <= ACPI_LOG_WARNING) {
        strncat(told.lines, line, sizeof told.lines - strlen(told.lines) - 2);
        strncat(told.lines, "\n", 2);
    }
}

static bool on_exception(void *ctx, struct acpi *acpi, const struct acpi_exception *e)
{
    (void)acpi;
    struct told *t = ctx;
    t->last = *e;
    t->exceptions++;
    return t->go_on;
}

static void on_notify(void *ctx, struct acpi *acpi, struct acpi_node_ref node, uint64_t value)
{
    struct told *t = ctx;
    size_t n = acpi_node_path(acpi, node, t->notified, sizeof t->notified);
    snprintf(t->notified + n, sizeof t->notified - n, " %llx", (unsigned long long)value);
}

static const char faulty[] = "Name (VAL0, 0)\n"
                             "Method (INNE, 1) { Local0 = 10 / Arg0 VAL0 = 1 Return (Local0) }\n"
                             "Method (OUTE, 1) { Local1 = INNE (Arg0) + 1 VAL0 += 2 Return (5) }\n"
                             "Device (DEV0) { Method (TELL) { Notify (DEV0, 0x81) } }\n"
                             "Method (BADN) { Notify (VAL0, 1) }\n";

static void errors_name_their_place(void **state)
{
    (void)state;
    struct acpi_host host = world_host(NULL);
    host.log = keep_line;
    struct asl a = asl_new_with(host, 2, faulty);
    struct acpi_value zero = integer(0);
    memset(&told, 0, sizeof told);
    assert_string_equal(evaluated(a.acpi, "OUTE", &zero, 1), "division by zero");
    assert_string_equal(told.lines, "\\INNE+0x0: division by zero\n\\OUTE+0x6: called from here\n");
    assert_int_equal(asl_integer(&a, "VAL0"), 0);
    acpi_notify_set(a.acpi, on_notify, &told);
    assert_int_equal(asl_run(&a, "\\DEV0.TELL"), ACPI_OK);
    assert_string_equal(told.notified, "\\DEV0 81");
    assert_int_equal(asl_run(&a, "BADN"), ACPI_AML_TYPE);
    asl_close(&a);
}

/* The same body in an instance with options. */
static struct asl with_options(const char *body, const struct acpi_options *options)
{
    struct asl a = asl_new(body);
    acpi_free(a.acpi);
    assert_int_equal(acpi_new(&a.w->tables, options, &a.acpi), ACPI_OK);
    a.w->acpi = a.acpi;
    assert_int_equal(acpi_load(a.acpi), ACPI_OK);
    return a;
}

static void the_hook_may_go_on(void **state)
{
    (void)state;
    struct acpi_options options = {.exception = on_exception, .ctx = &told};
    struct asl a = with_options(faulty, &options);
    struct acpi_value zero = integer(0);
    char path[32];
    memset(&told, 0, sizeof told);
    assert_string_equal(evaluated(a.acpi, "OUTE", &zero, 1), "division by zero");
    assert_int_equal(told.exceptions, 1);
    assert_int_equal(told.last.status, ACPI_AML_DIVIDE);
    assert_int_equal(told.last.code, 0x300C);
    assert_string_equal(told.last.name, "AE_AML_DIVIDE_BY_ZERO");
    assert_int_equal(told.last.opcode, 0x78);
    acpi_node_path(a.acpi, told.last.method, path, sizeof path);
    assert_string_equal(path, "\\INNE");
    told.go_on = true;
    told.exceptions = 0;
    /* The division has no value, so the store fails too; then the next statements run. Local0 has
     * none either: under NT that is a value like any other until somebody computes with it. */
    assert_string_equal(evaluated(a.acpi, "OUTE", &zero, 1), "integer 0x5");
    assert_int_equal(asl_integer(&a, "VAL0"), 3);
    assert_in_range(told.exceptions, 2, 4);
    asl_close(&a);
}

static void err_may_go_on(void **state)
{
    (void)state;
    static const char body[] =
        "Name (CODE, 0)\nName (TEXT, \"123456789012345678901234567890\")\nName (SAYS, 0)\n"
        "Method (_ERR, 3) { CODE = Arg0 CopyObject (Arg1, TEXT) Local0 = 1 / 0 Return (SAYS) }\n"
        "Method (_ER2, 3) { Return (0) }\n"
        "Method (SETS, 1) { SAYS = Arg0 }\n"
        "Method (FAUL) { Return (NOPE) }\nExternal (NOPE)\n"
        "Method (BOTH) { Local0 = Buffer (2) {} Local1 = DerefOf (Local0[9]) Return (77) }\n";
    struct acpi_options options = {.err_method = true};
    struct asl a = with_options(body, &options);
    /* \_ERR itself fails, which nobody is asked about. */
    assert_int_equal(asl_run(&a, "FAUL"), ACPI_AML_DIVIDE);
    asl_close(&a);
    a = with_options("Name (CODE, 0)\nMethod (_ERR, 3) { CODE = Arg0 Return (0) }\n"
                     "Method (BOTH) { Local0 = Buffer (2) {} Local1 = DerefOf (Local0[9]) Return "
                     "(77) }\nMethod (MISS) { Local0 = NOPE Return (3) }\nExternal (NOPE)\n",
                     &options);
    assert_string_equal(evaluated(a.acpi, "BOTH", NULL, 0), "integer 0x4D");
    assert_int_equal(asl_integer(&a, "CODE"), 0x3012); /* what the failed index left behind */
    assert_string_equal(evaluated(a.acpi, "MISS", NULL, 0), "integer 0x3");
    asl_close(&a);
}

/* --- Limits -------------------------------------------------------------------------------------
 */

static uint64_t ticking_now(void *ctx)
{
    (void)ctx;
    static uint64_t now;
    return now += 1000000; /* a millisecond for each look */
}

static void loops_and_calls_are_limited(void **state)
{
    (void)state;
    static const char body[] =
        "Method (LOOP) { While (One) { Noop } }\nMethod (DEEP, 1) { If (Arg0) { Return (DEEP (Arg0 "
        "- 1)) } Return (1) }\nMethod (GOOD) { Local0 = 90 Local1 = 0 While (Local0--) { Local1++ "
        "} Return (Local1) }\n";
    struct acpi_options options = {.loop_rounds = 100, .call_depth = 20};
    struct asl a = with_options(body, &options);
    struct acpi_value n = integer(19);
    assert_int_equal(asl_run(&a, "LOOP"), ACPI_AML_LOOP);
    assert_int_equal(asl_integer(&a, "GOOD"), 89); /* -- gives the new value */
    assert_string_equal(evaluated(a.acpi, "DEEP", &n, 1), "integer 0x1");
    n = integer(20);
    assert_string_equal(evaluated(a.acpi, "DEEP", &n, 1), "methods nest too deep");
    asl_close(&a);
    struct acpi_host host = world_host(NULL);
    host.now = ticking_now;
    a = asl_new_with(host, 2, body);
    assert_int_equal(asl_run(&a, "LOOP"), ACPI_AML_LOOP); /* 30 s, by the clock */
    asl_close(&a);
    a = asl_new(body);
    assert_int_equal(asl_run(&a, "LOOP"), ACPI_AML_LOOP); /* no clock: by rounds */
    asl_close(&a);
}

/* No loop, no deep call, no error that ends it: still every evaluation has an end. */
static void work_is_limited(void **state)
{
    (void)state;
    static const char body[] =
        "Method (_ERR, 3) { Return (0) }\n"
        "Method (TWIG, 1) { If (Arg0) { TWIG (Arg0 - 1) TWIG (Arg0 - 1) } Return (7) }\n"
        "Name (BUFF, Buffer (0x10000) {})\n"
        "Method (COPY, 1) { While (Arg0) { Local0 = BUFF Arg0-- } Return (SizeOf (Local0)) }\n"
        "Method (SAME, 1) { While (Arg0) { Local0 = (BUFF == BUFF) Arg0-- } Return (Local0) }\n"
        "Method (FILL, 1) { While (Arg0) { BUFF = 1 Arg0-- } Return (0) }\n"
        "Method (ERRS, 1) { While (Arg0) { Local0 = 1 / 0 Arg0-- } Return (8) }\n"
        "Name (NUM0, 1)\n"
        "Method (NUMS) { While (One) { NUM0++ NUM0-- } }\n";
    struct acpi_options options = {.work = 200000, .err_method = true};
    struct asl a = with_options(body, &options);
    static const char methods[][5] = {"COPY", "SAME", "FILL"}; /* 1,024 steps a round, and a few */
    static const char fine[][40] = {"integer 0x10000", "integer 0xFFFFFFFFFFFFFFFF", "integer 0x0"};
    for (int i = 0; i < 3; i++) {
        struct acpi_value n = integer(100);
        assert_string_equal(evaluated(a.acpi, methods[i], &n, 1), fine[i]);
        n = integer(250);
        assert_string_equal(evaluated(a.acpi, methods[i], &n, 1), "evaluation took too many steps");
    }
    struct acpi_value n = integer(10);
    assert_string_equal(evaluated(a.acpi, "TWIG", &n, 1), "integer 0x7");
    n = integer(60);
    assert_string_equal(evaluated(a.acpi, "TWIG", &n, 1), "evaluation took too many steps");
    n = integer(100); /* lines of the log are not free either */
    assert_string_equal(evaluated(a.acpi, "ERRS", &n, 1), "integer 0x8");
    assert_int_equal(asl_run(&a, "NUMS"), ACPI_AML_WORK);
    asl_close(&a);
    /* Code of tables too: what stands before it stays. */
    a = asl_new("Name (NUM0, 0)\n");
    acpi_free(a.acpi);
    free(a.dsdt);
    size_t size;
    a.dsdt = asl_compile("DSDT", 2,
                         "Method (TWIG, 1) { If (Arg0) { TWIG (Arg0 - 1) TWIG (Arg0 - 1) } }\n"
                         "Name (AAAA, 1)\nTWIG (40)\nName (BBBB, 2)\n",
                         &size);
    acpi_tables_release(&a.w->tables);
    acpi_tables_init_empty(&a.w->tables, &a.w->host);
    assert_int_equal(acpi_table_install(&a.w->tables, a.dsdt, size, NULL), ACPI_OK);
    assert_int_equal(acpi_new(&a.w->tables, &options, &a.acpi), ACPI_OK);
    assert_int_equal(acpi_load(a.acpi), ACPI_AML_WORK);
    a.w->acpi = a.acpi;
    assert_int_equal(asl_integer(&a, "AAAA"), 1);
    assert_int_equal(asl_run(&a, "BBBB"), ACPI_NOT_FOUND);
    asl_close(&a);
}

/* Names of a method stand anywhere; when it ends they go, and all others stay in their order. */
static void names_of_methods_go(void **state)
{
    (void)state;
    struct asl a = asl_new("Device (DEVI) { Name (OLD0, 0) }\nName (LAST, 1)\n"
                           "Method (MANY, 0, Serialized) {\n  Name (LOC0, 1)\n"
                           "  Name (\\DEVI.NEW0, 2)\n  Device (\\DEVI.NEW1) { Name (SUB0, 3) }\n"
                           "  Name (\\DEVI.NEW1.SUB1, 4)\n  Name (\\NEW2, 5)\n  Name (LOC1, 6)\n"
                           "  Return (LOC0 + \\DEVI.NEW0 + \\DEVI.NEW1.SUB0 + "
                           "\\DEVI.NEW1.SUB1 + NEW2 + LOC1) }\n");
    struct acpi_usage before = acpi_usage(a.acpi);
    char paths[2][1024];
    for (int round = 0; round < 4; round++) {
        struct acpi_walk walk = acpi_walk_begin(a.acpi, (struct acpi_node_ref){0});
        struct acpi_node_ref node;
        char *to = paths[round != 0];
        while (acpi_walk_next(&walk, &node))
            to += acpi_node_path(a.acpi, node, to, 64);
        assert_string_equal(paths[0], paths[round != 0]);
        assert_int_equal(acpi_usage(a.acpi).nodes, before.nodes);
        assert_int_equal(asl_integer(&a, "MANY"), 21);
    }
    asl_close(&a);
}

static void old_tables_have_narrow_integers(void **state)
{
    (void)state;
    static const char body[] = "Method (WIDE) { Return (0xFFFFFFFF + 1) }\n";
    struct asl a = asl_new_with(world_host(NULL), 1, body);
    assert_int_equal(asl_integer(&a, "WIDE"), 0);
    asl_close(&a);
    a = asl_new(body);
    assert_int_equal(asl_integer(&a, "WIDE"), 0x100000000);
    asl_close(&a);
}

/* --- No memory
 * ------------------------------------------------------------------------------------ */

/* Everything that takes memory, in one method; it leaves nothing behind. */
static const char hungry[] =
    "Name (PACK, Package () { 1, \"a\", Buffer () {2}, Package () { 3 }, NAM0 })\n"
    "Name (NAM0, \"text\")\nMutex (MUT0, 0)\n"
    "Method (SERI, 1, Serialized) { Return (Arg0) }\n"
    "Method (HUNG, 1, Serialized) {\n"
    "  Name (LOCA, Package () { 1, Package () { \"deep\" } })\n"
    "  OperationRegion (REG0, SystemMemory, 0x100, 16)\n"
    "  Field (REG0, DWordAcc, NoLock) { WIDE, 100 }\n  Field (REG0, ByteAcc, "
    "NoLock) { IDX0, 8, DAT0, 8 }\n"
    "  IndexField (IDX0, DAT0, ByteAcc, NoLock) { FLD0, 8 }\n"
    "  CreateDWordField (BUFF (), 0, BFLD)\n  Event (EVT0)\n  Device (DEV0) { Name (_HID, 1) }\n"
    "  Local0 = Concatenate (\"abc\", ToHexString (Buffer () {1, 2, 3}))\n"
    "  Local1 = RefOf (Local0)\n  Local2 = PACK\n  Local2[3] = Local0\n"
    "  Local3 = Mid (Local0, 1, 4)\n  Local4 = SERI (Local2)\n  Acquire (MUT0, 0xFFFF)\n"
    "  Local5 = WIDE\n  Release (MUT0)\n  Local6 = Package (Arg0) { \"x\", 2 }\n"
    "  Debug = Local4\n  BFLD = 5\n  Return (Local4) }\n"
    "Method (BUFF) { Return (Buffer (8) {}) }\n";

static void keep_nothing(void *ctx, const char *line)
{
    (void)ctx;
    (void)line;
}

static void no_memory_loses_nothing(void **state)
{
    (void)state;
    struct acpi_host host = world_host(NULL);
    host.debug = keep_nothing;
    host.log = keep_line;
    struct asl a = asl_new_with(host, 2, hungry);
    struct acpi_value n = integer(3);
    struct acpi_usage before = acpi_usage(a.acpi);
    unsigned refused = 0;
    for (size_t left = 0; left < 65536; left += 16) {
        /* A new instance each time: no free lists, so this much memory and no more. */
        acpi_free(a.acpi);
        assert_int_equal(acpi_new(&a.w->tables, NULL, &a.acpi), ACPI_OK);
        a.w->acpi = a.acpi;
        assert_int_equal(acpi_load(a.acpi), ACPI_OK);
        before = acpi_usage(a.acpi);
        struct aml_heap *heap = &a.acpi->heap;
        size_t slab = (size_t)(heap->fresh_end - heap->fresh);
        heap->limit = heap->taken + (left > slab ? (left - slab + 8191) / 8192 * 8192 : 0);
        if (left < slab)
            heap->fresh_end = heap->fresh + left;
        told.lines[0] = '\0';
        const char *text = evaluated(a.acpi, "HUNG", &n, 1);
        struct acpi_usage after = acpi_usage(a.acpi);
        assert_int_equal(after.nodes, before.nodes);
        heap->limit = 0;
        if (strcmp(text, "out of memory") == 0) {
            refused++;
            /* Machines, mutexes of serialized methods and known cells may stay; objects must not.
             */
            assert_in_range(after.objects, before.objects, before.objects + 2);
            text = evaluated(a.acpi, "HUNG", &n, 1);
        }
        assert_memory_equal(text, "package {integer 0x1, ", 22);
        if (left > 24576 && strcmp(told.lines, "") == 0)
            break;
    }
    assert_in_range(refused, 100, 4096);
    asl_close(&a);
}

/* The host refuses the n-th allocation of making and loading. */
static int allocations_left;

static void *rationed_alloc(void *ctx, size_t size)
{
    return allocations_left-- > 0 ? world_alloc(ctx, size) : NULL;
}

static void loading_without_memory_ends_well(void **state)
{
    (void)state;
    struct asl a = asl_new(hungry);
    acpi_free(a.acpi);
    a.w->host.alloc = rationed_alloc;
    acpi_tables_release(&a.w->tables);
    size_t size;
    free(a.dsdt);
    a.dsdt = asl_compile("DSDT", 2, hungry, &size);
    acpi_tables_init_empty(&a.w->tables, &a.w->host);
    assert_int_equal(acpi_table_install(&a.w->tables, a.dsdt, size, NULL), ACPI_OK);
    int n = 0;
    enum acpi_status status = ACPI_NO_MEMORY;
    for (; status != ACPI_OK; n++) {
        assert_in_range(n, 0, 200);
        allocations_left = n;
        status = acpi_new(&a.w->tables, NULL, &a.acpi);
        if (status == ACPI_OK) {
            status = acpi_load(a.acpi);
            if (status != ACPI_OK)
                acpi_free(a.acpi);
        }
        if (status != ACPI_OK) {
            assert_int_equal(status, ACPI_NO_MEMORY);
            assert_int_equal(a.w->allocations, 0);
        }
    }
    assert_in_range(n, 3, 200);
    a.w->acpi = a.acpi;
    asl_close(&a);
}

TESTS(test(values_go_in_and_come_out), test(wrong_calls_are_refused), test(results_wait_for_room),
      test(packages_that_hold_themselves_end), test(values_are_written_as_text),
      test(instances_live_side_by_side), test(hosts_are_checked),
      test(interfaces_are_added_and_removed), test(errors_name_their_place),
      test(the_hook_may_go_on), test(err_may_go_on), test(loops_and_calls_are_limited),
      test(work_is_limited), test(names_of_methods_go), test(old_tables_have_narrow_integers),
      test(no_memory_loses_nothing), test(loading_without_memory_ends_well))
