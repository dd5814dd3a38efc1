/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * acpi-exec: runs AML on this machine, against hardware that does nothing. This file reads the
 * arguments and puts the steps in order; session.c does them.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "dump.h"
#include "machine.h"

enum { ARGUMENTS_MAX = 7 };

static const char help[] =
    "Usage: acpi-exec [OPTION...] FILE.aml... [--eval '\\PATH' [ARG...]]\n"
    "       acpi-exec [OPTION...] --machine FOLDER [--eval '\\PATH' [ARG...]]\n"
    "Loads ACPI definition blocks, starts them as an operating system does (_INI, _REG, _STA), "
    "and\n"
    "evaluates. The first FILE is the DSDT, whatever it calls itself; the others are SSDTs.\n"
    "\n"
    "  --eval PATH ARG...  evaluate; the value is the last line of stdout. ARG: 0x2A or 42, \n"
    "                      '\"text\"', '{01,02}' (bytes in hexadecimal)\n"
    "  --namespace         print every object after the start: PATH<TAB>TYPE, sorted\n"
    "  --machine FOLDER    all tables of a machine (*.aml, *.dat, *.bin), static ones too; walks "
    "_HID,\n"
    "                      _UID, _ADR, _STA, _CRS, _PRS, _PRT of every device and reports\n"
    "  --devices           with --machine: a line for each device and what it says\n"
    "  --dump PATH         list the code of a method, with the offsets that the log names\n"
    "  --load-only         do not start (and do not walk)\n"
    "  --policy nt|spec    stores and conversions as Windows does (nt, the default) or as the\n"
    "                      specification says\n"
    "  --err-method        ask the method \\_ERR(code, name, thread) when AML goes wrong: 0 goes "
    "on\n"
    "  --trace             print every method call and hardware access on stderr\n"
    "  --json              print everything as JSON, one object a line\n"
    "  --help\n"
    "\n"
    "The hardware: memory, ports, EC, SMBus, CMOS, ... are bytes, first zero, that remember what "
    "is\n"
    "written; PCI configuration space reads as all ones; time is virtual. Debug stores are printed "
    "as\n"
    "`debug: ...`, Notify as `notify: PATH VALUE`, the library's errors and warnings on stderr.\n"
    "\n"
    "Exit status: 0 all right (with --machine: what failed is the firmware's own fault), 1 "
    "something\n"
    "failed, 2 usage, or a file that cannot be used.\n";

struct arguments {
    const char *file[ACPI_TABLES_MAX];
    size_t files;
    const char *machine, *eval, *dump;
    bool list_names, list_devices, load_only;
    struct acpi_value arg[ARGUMENTS_MAX];
    size_t args;
};

/* --- Arguments of methods --------------------------------------------------------------------- */

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c | ((c >= 'A' && c <= 'F') ? 0x20 : 0)) : NULL;
    return at ? (int)(at - digits) : -1;
}

static bool parse_integer(const char *text, struct acpi_value *ret_value)
{
    int base = text[0] == '0' && (text[1] | 0x20) == 'x' ? 16 : 10;
    const char *digits = text + (base == 16 ? 2 : 0);
    uint64_t value = 0;
    for (const char *c = digits; *c; c++) {
        int digit = hex_digit(*c);
        if (digit < 0 || digit >= base || value > (UINT64_MAX - (uint64_t)digit) / (uint64_t)base)
            return false;
        value = value * (uint64_t)base + (uint64_t)digit;
    }
    *ret_value = (struct acpi_value){.type = ACPI_INTEGER, .integer = value};
    return *digits;
}

/* "text" in place, with \" and \\ and \xNN. */
static bool parse_string(char *text, struct acpi_value *ret_value)
{
    char *to = text;
    char *from = text + 1;
    for (; *from && *from != '"'; from++) {
        char c = *from;
        if (c == '\\') {
            c = *++from;
            if (c == 'x' && hex_digit(from[1]) >= 0 && hex_digit(from[2]) >= 0) {
                c = (char)(hex_digit(from[1]) << 4 | hex_digit(from[2]));
                from += 2;
            } else if (c != '"' && c != '\\') {
                return false;
            }
        }
        *to++ = c;
    }
    if (*from != '"' || from[1])
        return false;
    *to = 0;
    ret_value->type = ACPI_STRING;
    ret_value->string.bytes = text;
    ret_value->string.size = (size_t)(to - text);
    return true;
}

/* {01,02} in place: bytes of one or two digits, between commas or spaces. */
static bool parse_buffer(char *text, struct acpi_value *ret_value)
{
    uint8_t *to = (uint8_t *)text;
    char *from = text + 1;
    while (*from && *from != '}') {
        if (*from == ',' || *from == ' ') {
            from++;
            continue;
        }
        if (from[0] == '0' && (from[1] | 0x20) == 'x')
            from += 2;
        int byte = hex_digit(*from);
        if (byte < 0)
            return false;
        from++;
        if (hex_digit(*from) >= 0)
            byte = byte << 4 | hex_digit(*from++);
        if (hex_digit(*from) >= 0)
            return false;
        *to++ = (uint8_t)byte;
    }
    if (*from != '}' || from[1])
        return false;
    ret_value->type = ACPI_BUFFER;
    ret_value->buffer.bytes = (const uint8_t *)text;
    ret_value->buffer.size = (size_t)(to - (uint8_t *)text);
    return true;
}

static bool parse_argument(char *text, struct acpi_value *ret_value)
{
    switch (*text) {
    case '"':
        return parse_string(text, ret_value);
    case '{':
        return parse_buffer(text, ret_value);
    default:
        return parse_integer(text, ret_value);
    }
}

/* --- The command line ------------------------------------------------------------------------- */

static bool wrong(const char *what, const char *why)
{
    fprintf(stderr, "acpi-exec: %s: %s\n%s", what, why, "Try acpi-exec --help.\n");
    return false;
}

/* --eval PATH ARG...; *at is left at the last word of it. */
static bool parse_eval(struct arguments *a, char **argv, int *at)
{
    if (!argv[*at + 1])
        return wrong("--eval", "what is to be evaluated? Name a path, as '\\MAIN'");
    if (a->eval)
        return wrong("--eval", "one is enough");
    a->eval = argv[++*at];
    while (argv[*at + 1] && strncmp(argv[*at + 1], "--", 2) != 0) {
        char *text = argv[++*at];
        if (a->args == ARGUMENTS_MAX)
            return wrong(text, "a method takes 7 arguments at most");
        const char *copy = strdup(text); /* parsing writes over it */
        bool good = parse_argument(text, &a->arg[a->args++]);
        if (!good)
            wrong(copy ? copy : "ARG", "an argument is a number (0x2A, 42), a string ('\"text\"') "
                                       "or bytes ('{01,02}'); files stand before --eval");
        free((void *)copy);
        if (!good)
            return false;
    }
    return true;
}

static bool parse(struct arguments *a, struct session *s, char **argv)
{
    for (int i = 1; argv[i]; i++) {
        const char *word = argv[i];
        if (strcmp(word, "--eval") == 0) {
            if (!parse_eval(a, argv, &i))
                return false;
        } else if (strcmp(word, "--namespace") == 0) {
            a->list_names = true;
        } else if (strcmp(word, "--devices") == 0) {
            a->list_devices = true;
        } else if (strcmp(word, "--load-only") == 0) {
            a->load_only = true;
        } else if (strcmp(word, "--err-method") == 0) {
            s->options.err_method = true;
        } else if (strcmp(word, "--trace") == 0) {
            s->trace = true;
        } else if (strcmp(word, "--json") == 0) {
            s->print.json = true;
        } else if (strcmp(word, "--machine") == 0) {
            if (!argv[i + 1])
                return wrong(word, "which folder?");
            a->machine = argv[++i];
        } else if (strcmp(word, "--dump") == 0) {
            if (!argv[i + 1])
                return wrong(word, "which method? Name a path, as '\\MAIN'");
            a->dump = argv[++i];
        } else if (strcmp(word, "--policy") == 0) {
            const char *policy = argv[i + 1] ? argv[++i] : "";
            if (strcmp(policy, "nt") != 0 && strcmp(policy, "spec") != 0)
                return wrong(word, "is nt or spec");
            s->options.policy = *policy == 's' ? ACPI_POLICY_SPEC : ACPI_POLICY_NT;
        } else if (*word == '-') {
            return wrong(word, "no such option");
        } else if (a->files == ACPI_TABLES_MAX) {
            return wrong(word, "128 files are the limit");
        } else {
            a->file[a->files++] = word;
        }
    }
    if (!a->machine && !a->files)
        return wrong("no table", "give FILE.aml or --machine FOLDER");
    if (a->machine && a->files)
        return wrong(a->file[0], "either files or --machine");
    if (a->list_devices && (!a->machine || a->load_only))
        return wrong("--devices", "needs --machine, and the walk");
    return true;
}

/* --- The steps -------------------------------------------------------------------------------- */

static bool show(void *ctx, struct session *s, const struct acpi_value *value)
{
    (void)ctx;
    return print_value(&s->print, s->acpi, value);
}

static enum exit_status evaluate(struct session *s, const struct arguments *a)
{
    const struct acpi_node_ref root = {0};
    enum acpi_status status = session_eval(s, root, a->eval, a->arg, a->args, show, NULL);
    if (status == ACPI_OK)
        return EXIT_FINE;
    print_failure(&s->print, a->eval, acpi_status_text(status),
                  status == ACPI_NOT_FOUND ? "see --namespace for what there is" : NULL);
    return EXIT_WRONG;
}

static void summary(struct session *s)
{
    struct acpi_usage usage = acpi_usage(s->acpi);
    if (s->print.json) {
        json_number(stdout, "loaded", usage.tables, true);
        json_number(stdout, "objects", usage.nodes, false);
        json_number(stdout, "operators", usage.operators, false);
        puts("}");
    } else {
        printf("loaded: %" PRIu32 " definition blocks, %" PRIu32 " objects\n", usage.tables,
               usage.nodes);
    }
}

static enum exit_status add(struct session *s, const struct arguments *a)
{
    if (a->machine)
        return machine_add(s, a->machine);
    enum exit_status result = EXIT_FINE;
    for (size_t i = 0; i < a->files && result == EXIT_FINE; i++)
        result = session_add(s, a->file[i], i ? "SSDT" : "DSDT");
    return result;
}

static enum exit_status run(struct session *s, const struct arguments *a)
{
    enum exit_status result = add(s, a);
    if (result != EXIT_FINE)
        return result;
    result = session_load(s, !a->load_only);
    if (!s->acpi)
        return result;
    if (a->machine)
        result = EXIT_FINE; /* the report tells whose fault it is */
    if (a->list_names && !session_namespace(s))
        result = EXIT_WRONG;
    if (a->dump) {
        enum exit_status more = dump_method(s, a->dump);
        result = more ? more : result;
    }
    if (a->machine) {
        struct machine machine = {.list = a->list_devices};
        if (!a->load_only)
            machine_walk(s, &machine);
        enum exit_status more = machine_report(s, &machine, a->machine);
        result = more ? more : result;
    }
    if (a->eval) {
        enum exit_status more = evaluate(s, a);
        result = more ? more : result;
    }
    if (!a->eval && !a->list_names && !a->dump && !a->machine)
        summary(s);
    return result;
}

int main(int argc, char **argv)
{
    static struct session s;
    struct arguments a = {0};
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0)
            return fputs(help, stdout) < 0 ? EXIT_TROUBLE : EXIT_FINE;
    if (!parse(&a, &s, argv))
        return EXIT_TROUBLE;
    s.print.quiet = a.machine && !s.trace;
    s.print.report = a.eval || a.list_names || a.dump ? stderr : stdout;
    session_open(&s);
    enum exit_status result = run(&s, &a);
    enum exit_status end = session_close(&s);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("acpi-exec: stdout");
        end = EXIT_TROUBLE;
    }
    return (int)(end ? end : result);
}
