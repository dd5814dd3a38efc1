/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The host that other projects' test suites expect: tables that they look for, interfaces that they
 * ask for, handlers whose answers they check.
 *
 *     suite_host [--policy nt|spec] FILE.aml --expect int|str VALUE
 *     suite_host [--policy nt|spec] --threads N FILE.aml --eval PATH
 *
 * The first is the contract of uACPI's cases: FILE is the DSDT, \MAIN must answer VALUE; two values
 * name checks in C instead (spaces.c, and below). The second evaluates PATH (N, thread, index) in N
 * threads at once, as ACPICA's suite wants it for its multi-threaded collection. Exit 0: as
 * expected.
 */
#include "suite_host.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct acpi_node_ref root;

bool complain(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fputs("suite_host: ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    return false;
}

/* --- The host ----------------------------------------------------------------------------------
 */

static void *take(void *ctx, size_t size)
{
    (void)ctx;
    return aligned_alloc(16, (size + 15) / 16 * 16);
}

static void give(void *ctx, void *at, size_t size)
{
    (void)ctx, (void)size;
    free(at);
}

static void log_line(void *ctx, enum acpi_log level, const char *line)
{
    (void)ctx;
    if (level <= ACPI_LOG_WARNING)
        fprintf(stderr, "%s\n", line);
}

static void debug_line(void *ctx, const char *line)
{
    (void)ctx;
    printf("debug: %s\n", line);
}

static bool fatal(void *ctx, uint8_t type, uint32_t code, uint64_t argument)
{
    (void)ctx;
    printf("fatal: type 0x%X, code 0x%" PRIX32 ", argument 0x%" PRIX64 "\n", type, code, argument);
    return true;
}

static void notified(void *ctx, struct acpi *acpi, struct acpi_node_ref node, uint64_t value)
{
    char path[256];
    (void)ctx;
    acpi_node_path(acpi, node, path, sizeof path);
    printf("notify: %s 0x%" PRIX64 "\n", path, value);
}

/* --- Threads -----------------------------------------------------------------------------------
 */

static pthread_mutex_t big_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t woken = PTHREAD_COND_INITIALIZER;
static _Thread_local uint64_t thread_number = 1;

static void lock(void *ctx)
{
    (void)ctx;
    pthread_mutex_lock(&big_lock);
}

static void unlock(void *ctx)
{
    (void)ctx;
    pthread_mutex_unlock(&big_lock);
}

static bool wait_for(void *ctx, uint32_t milliseconds)
{
    struct timespec until;
    (void)ctx;
    if (milliseconds == UINT32_MAX)
        return pthread_cond_wait(&woken, &big_lock) == 0;
    clock_gettime(CLOCK_REALTIME, &until);
    uint64_t nano = (uint64_t)until.tv_nsec + milliseconds % 1000 * UINT64_C(1000000);
    until.tv_sec += (time_t)(milliseconds / 1000 + nano / 1000000000);
    until.tv_nsec = (long)(nano % 1000000000);
    return pthread_cond_timedwait(&woken, &big_lock, &until) == 0;
}

static void wake(void *ctx)
{
    (void)ctx;
    pthread_cond_broadcast(&woken);
}

static uint64_t thread(void *ctx)
{
    (void)ctx;
    return thread_number;
}

static uint64_t real_now(void *ctx)
{
    struct timespec now;
    (void)ctx;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

static void real_sleep(void *ctx, uint64_t milliseconds)
{
    struct timespec time = {.tv_sec = (time_t)(milliseconds / 1000),
                            .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    (void)ctx;
    nanosleep(&time, NULL);
}

static void real_stall(void *ctx, uint32_t microseconds)
{
    real_sleep(ctx, microseconds / 1000);
}

static void threaded(struct acpi_host *host)
{
    host->lock = lock;
    host->unlock = unlock;
    host->wait = wait_for;
    host->wake = wake;
    host->thread = thread;
    host->now = real_now;
    host->sleep = real_sleep;
    host->stall = real_stall;
}

struct job {
    struct suite *suite;
    const char *path;
    unsigned count, index;
    enum acpi_status status;
};

static void *run_job(void *at)
{
    struct job *job = at;
    thread_number = job->index + 2;
    struct acpi_value args[3] = {{.type = ACPI_INTEGER, .integer = job->count},
                                 {.type = ACPI_INTEGER, .integer = thread_number},
                                 {.type = ACPI_INTEGER, .integer = job->index}};
    job->status = acpi_eval(job->suite->acpi, root, job->path, args, 3, NULL, NULL, NULL);
    return NULL;
}

static bool run_threads(struct suite *suite, unsigned count, const char *path)
{
    struct job jobs[16];
    pthread_t threads[16];
    bool good = true;
    for (unsigned i = 0; i < count; i++) {
        jobs[i] = (struct job){.suite = suite, .path = path, .count = count, .index = i};
        if (pthread_create(&threads[i], NULL, run_job, &jobs[i]) != 0)
            return complain("no thread");
    }
    for (unsigned i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
        if (jobs[i].status != ACPI_OK)
            good = complain("thread %u: %s", i, acpi_status_text(jobs[i].status));
    }
    return good;
}

/* --- Buses as ACPICA's suite knows them --------------------------------------------------------
 */

/* Spaces of the vendor's own are bytes that remember, as all others. */
static enum acpi_status vendor(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    struct suite *suite = ctx;
    uint64_t at = (uint64_t)access->space << 48 | (access->base + access->offset);
    (void)acpi;
    return (access->write ? suite->memory_write(suite, at, access->width, access->value)
                          : suite->memory_read(suite, at, access->width, &access->value))
               ? ACPI_OK
               : ACPI_AML_ACCESS;
}

/* Every command succeeds, and answers with bytes that count up. */
static enum acpi_status bus(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    size_t data = access->size < 2 ? 0 : access->size - 2;
    (void)ctx, (void)acpi;
    if (access->space == ACPI_SPACE_SMBUS) { /* its buffer has one size, whatever the command */
        static const uint8_t sizes[] = {
            [0x04] = 1, [0x06] = 1, [0x08] = 2, [0x0A] = 32, [0x0C] = 2, [0x0D] = 32};
        data = access->attribute < sizeof sizes ? sizes[access->attribute] : 0;
    }
    for (size_t i = 0; i < data; i++)
        access->bytes[2 + i] = (uint8_t)(0xA0 + i);
    if (access->size >= 2) {
        access->bytes[0] = 0;
        access->bytes[1] = data > 32 ? 32 : (uint8_t)data;
    }
    return ACPI_OK;
}

static enum acpi_status ipmi(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    (void)ctx, (void)acpi;
    for (size_t i = 0; i < access->size; i++)
        access->bytes[i] = i == 1 ? 64 : i < 4 ? 0 : (uint8_t)i;
    return ACPI_OK;
}

/* Of a PCC channel every byte is its own number. */
static enum acpi_status channel(void *ctx, struct acpi *acpi, struct acpi_access *access)
{
    (void)ctx, (void)acpi;
    for (size_t i = 0; i < access->size; i++)
        access->bytes[i] = (uint8_t)i;
    return ACPI_OK;
}

static bool buses(struct suite *suite)
{
    enum acpi_status status = ACPI_OK;
    for (unsigned space = 0x80; space <= 0xFF && status == ACPI_OK; space++)
        status = acpi_space_handle(suite->acpi, root, (enum acpi_space)space, vendor, suite);
    if (status == ACPI_OK)
        status = acpi_space_handle(suite->acpi, root, ACPI_SPACE_SMBUS, bus, suite);
    if (status == ACPI_OK)
        status = acpi_space_handle(suite->acpi, root, ACPI_SPACE_GENERIC_SERIAL_BUS, bus, suite);
    if (status == ACPI_OK)
        status = acpi_space_handle(suite->acpi, root, ACPI_SPACE_IPMI, ipmi, suite);
    if (status == ACPI_OK)
        status = acpi_space_handle(suite->acpi, root, ACPI_SPACE_PCC, channel, suite);
    return status == ACPI_OK || complain("no handlers");
}

static bool run_alone(struct suite *suite, const char *path)
{
    enum acpi_status status = acpi_eval(suite->acpi, root, path, NULL, 0, NULL, NULL, NULL);
    return status == ACPI_OK || complain("%s: %s", path, acpi_status_text(status));
}

/* --- Tables ------------------------------------------------------------------------------------
 */

static void seal(uint8_t *table, size_t size)
{
    table[9] = 0;
    uint8_t sum = 0;
    for (size_t i = 0; i < size; i++)
        sum = (uint8_t)(sum + table[i]);
    table[9] = (uint8_t)-sum;
}

/* A header in front of size bytes of code, which stand there already. */
static void header(uint8_t *table, size_t size, const char *id)
{
    struct acpi_header head = {.length = (uint32_t)size, .revision = 2};
    memcpy(head.signature, "SSDT", 4);
    memcpy(head.oem_id, "OSDEV ", 6);
    memcpy(head.oem_table_id, id, 8);
    memcpy(table, &head, sizeof head);
    seal(table, size);
}

/* Name (\_SI.TID, "OSDEV's suite"): what a suite finds itself on. ASLTS wants 62 bytes. */
static uint8_t own_table[sizeof(struct acpi_header) + 26] = {0};
static const char own_code[] = "\x08\\\x2E_SI_TID_\x0DOSDEV's suite";
_Static_assert(sizeof own_code == 26, "with its NUL");

/* Name (VAL, "TestRunner"), in the place of any table called OVERTABL. */
static uint8_t in_its_place[] = {
    [sizeof(struct acpi_header)] = 0x08,
    'V',
    'A',
    'L',
    '_',
    0x0D,
    'T',
    'e',
    's',
    't',
    'R',
    'u',
    'n',
    'n',
    'e',
    'r',
    0,
};

static bool install(void *ctx, struct acpi_table *table)
{
    struct acpi_header head;
    (void)ctx;
    if (table->at == NULL || table->size < sizeof head)
        return true;
    memcpy(&head, table->at, sizeof head);
    if (memcmp(head.oem_table_id, "DENYTABL", 8) == 0)
        return false;
    if (memcmp(head.oem_table_id, "OVERTABL", 8) == 0) {
        table->at = in_its_place;
        table->size = sizeof in_its_place;
    }
    return true;
}

static uint8_t *read_file(const char *path, size_t *ret_size)
{
    uint8_t *bytes = NULL;
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        goto out;
    long size = ftell(file);
    rewind(file);
    if (size < (long)sizeof(struct acpi_header) || (bytes = malloc((size_t)size)) == NULL)
        goto out;
    *ret_size = (size_t)size;
    if (fread(bytes, 1, *ret_size, file) != *ret_size) {
        free(bytes);
        bytes = NULL;
    }
out:
    if (file != NULL)
        fclose(file);
    return bytes;
}

/* --- The steps ---------------------------------------------------------------------------------
 */

static bool interfaces(struct acpi *acpi)
{
    static const char *const more[] = {"TestRunner", "3.0 Thermal Model", "Module Device"};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (acpi_interface_add(acpi, more[i]) != ACPI_OK)
            return complain("interface %s cannot be added", more[i]);
    if (acpi_interface_remove(acpi, "Windows 2006") != ACPI_OK)
        return complain("an interface cannot be removed");
    if (acpi_interface_remove(acpi, "Windows 2006") != ACPI_NOT_FOUND)
        return complain("an interface is removed twice");
    return true;
}

/* The length of the table that bytes begin with: a file may hold several. */
static size_t first_table(const uint8_t *bytes, size_t size)
{
    struct acpi_header head = {0};
    if (size >= sizeof head)
        memcpy(&head, bytes, sizeof head);
    return head.length >= sizeof head && head.length < size ? head.length : size;
}

static bool open_suite(struct suite *suite, const char *path, bool buses_too, bool threads)
{
    struct acpi_host host = {.ctx = suite,
                             .alloc = take,
                             .free = give,
                             .log = log_line,
                             .debug = debug_line,
                             .fatal = fatal};
    size_t size = 0;
    hardware_host(&host);
    if (threads)
        threaded(&host);
    suite->memory_read = host.memory_read;
    suite->memory_write = host.memory_write;
    acpi_tables_init_empty(&suite->tables, &host);
    suite->dsdt = read_file(path, &size);
    if (suite->dsdt == NULL)
        return complain("%s cannot be read", path);
    size_t first = first_table(suite->dsdt, size);
    memcpy(suite->dsdt, "DSDT", 4); /* whatever it calls itself */
    seal(suite->dsdt, first);
    memcpy(own_table + sizeof(struct acpi_header), own_code, sizeof own_code);
    header(own_table, sizeof own_table, "SUITEHST");
    header(in_its_place, sizeof in_its_place, "OVERRIDE");
    struct acpi_table table;
    if (acpi_table_install(&suite->tables, suite->dsdt, first, &table) != ACPI_OK ||
        acpi_table_install(&suite->tables, own_table, sizeof own_table, &table) != ACPI_OK)
        return complain("%s is no table", path);
    for (size_t at = first; at < size; at += first_table(suite->dsdt + at, size - at))
        if (acpi_table_install(&suite->tables, suite->dsdt + at, size - at, &table) != ACPI_OK)
            return complain("%s: there is no table at %zu", path, at);
    suite->options.install = install;
    suite->options.loop_milliseconds = buses_too ? 0 : 3000;
    suite->options.err_method = buses_too;
    suite->options.call_depth = buses_too ? 256 : 0; /* ACPICA's limit, which its suite asks for */
    suite->options.ctx = suite;
    enum acpi_status status = acpi_new(&suite->tables, &suite->options, &suite->acpi);
    if (status != ACPI_OK)
        return complain("no interpreter: %s", acpi_status_text(status));
    acpi_notify_set(suite->acpi, notified, suite);
    if (!interfaces(suite->acpi))
        return false;
    status = acpi_load(suite->acpi);
    if (status != ACPI_OK) /* some of the cases are wrong on purpose */
        complain("load: %s", acpi_status_text(status));
    if (hardware_install(&suite->hardware, suite->acpi) != ACPI_OK)
        return complain("no handlers");
    if (buses_too && !buses(suite))
        return false;
    status = acpi_start(suite->acpi, NULL);
    if (status != ACPI_OK)
        return complain("start: %s", acpi_status_text(status));
    return true;
}

static void close_suite(struct suite *suite)
{
    acpi_free(suite->acpi);
    acpi_tables_release(&suite->tables);
    hardware_release(&suite->hardware);
    free(suite->dsdt);
}

/* --- Checks ------------------------------------------------------------------------------------
 */

bool evaluate_check(struct suite *suite, const struct acpi_value *args, size_t n)
{
    struct acpi_value value = {0};
    enum acpi_status status = acpi_eval(suite->acpi, root, "\\CHEK", args, n, NULL, &value, NULL);
    if (status != ACPI_OK)
        return complain("\\CHEK: %s", acpi_status_text(status));
    if (value.type != ACPI_INTEGER || value.integer == 0)
        return complain("\\CHEK is not content with %" PRIu64, args[0].integer);
    return true;
}

/* \CHEK (case, value): values that C makes are what they should be when AML sees them. */
static bool check_objects(struct suite *suite)
{
    static const uint8_t bytes[] = {0xDE, 0xAD, 0xBE, 0xEF};
    static const uint8_t few[] = {1, 2, 3};
    struct acpi_value elements[] = {
        {.type = ACPI_STRING, .string = {"First Element", 13}},
        {.type = ACPI_INTEGER, .integer = 2},
        {.type = ACPI_BUFFER, .buffer = {few, sizeof few}},
    };
    struct acpi_value values[] = {
        {.type = ACPI_INTEGER, .integer = 0xDEADBEEF},
        {.type = ACPI_STRING, .string = {"Hello World", 11}},
        {.type = ACPI_STRING, .string = {"XXXX", 4}}, /* which \CHEK overwrites */
        {.type = ACPI_BUFFER, .buffer = {bytes, sizeof bytes}},
        {.type = ACPI_PACKAGE, .package = {elements, 3}},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct acpi_value args[] = {{.type = ACPI_INTEGER, .integer = i + 1}, values[i]};
        if (!evaluate_check(suite, args, 2))
            return false;
    }
    return true;
}

static bool check_main(struct suite *suite, const char *type, const char *wanted)
{
    static char storage[65536];
    char text[512];
    struct acpi_arena arena = acpi_arena(storage, sizeof storage);
    struct acpi_value value;
    enum acpi_status status = acpi_eval(suite->acpi, root, "\\MAIN", NULL, 0, &arena, &value, NULL);
    if (status != ACPI_OK)
        return complain("\\MAIN: %s", acpi_status_text(status));
    acpi_value_format(text, sizeof text, &value);
    if (strcmp(type, "int") == 0 && value.type == ACPI_INTEGER &&
        value.integer == strtoull(wanted, NULL, 0))
        return true;
    if (strcmp(type, "str") == 0 && value.type == ACPI_STRING &&
        strcmp(value.string.bytes, wanted) == 0)
        return true;
    return complain("\\MAIN is %s, not %s %s", text, type, wanted);
}

static bool expect(struct suite *suite, const char *type, const char *wanted)
{
    if (strcmp(wanted, "check-object-api-works") == 0)
        return check_objects(suite);
    if (strcmp(wanted, "check-address-spaces-work") == 0)
        return check_spaces(suite);
    return check_main(suite, type, wanted);
}

int main(int argc, char **argv)
{
    static struct suite suite;
    const char *file = NULL, *path = NULL, *type = NULL, *wanted = NULL;
    unsigned threads = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--policy") == 0 && i + 1 < argc)
            suite.options.policy =
                strcmp(argv[++i], "spec") == 0 ? ACPI_POLICY_SPEC : ACPI_POLICY_NT;
        else if (strcmp(argv[i], "--threads") == 0 && i + 1 < argc)
            threads = (unsigned)strtoul(argv[++i], NULL, 0);
        else if (strcmp(argv[i], "--eval") == 0 && i + 1 < argc)
            path = argv[++i];
        else if (strcmp(argv[i], "--expect") == 0 && i + 2 < argc)
            type = argv[++i], wanted = argv[++i];
        else
            file = argv[i];
    }
    if (file == NULL || (path == NULL) == (wanted == NULL) || threads > 16) {
        fputs("usage: suite_host [--policy nt|spec] FILE.aml --expect int|str VALUE\n"
              "       suite_host [--policy nt|spec] [--threads N] FILE.aml --eval PATH\n",
              stderr);
        return 2;
    }
    bool good = open_suite(&suite, file, path != NULL, threads != 0) &&
                (threads ? run_threads(&suite, threads, path)
                 : path  ? run_alone(&suite, path)
                         : expect(&suite, type, wanted));
    close_suite(&suite);
    if (suite.hardware.misused)
        good = complain("%u callbacks were misused", suite.hardware.misused);
    return good ? 0 : 1;
}
