/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Objects count for the device that declares them: they are looked for among its children, since a
 * search by name would go on to its parents.
 */
#include "machine.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char names[MACHINE_NAMES][5] = {"_HID", "_UID", "_ADR", "_STA",
                                             "_CRS", "_PRS", "_PRT"};

/* --- The folder ------------------------------------------------------------------------------- */

static int is_wanted(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && (!strcmp(dot, ".aml") || !strcmp(dot, ".dat") || !strcmp(dot, ".bin"));
}

enum exit_status machine_add(struct session *s, const char *folder)
{
    struct dirent **entry = NULL;
    int n = scandir(folder, &entry, is_wanted, versionsort);
    if (n < 0) {
        print_failure(&s->print, folder, strerror(errno), "name a folder of tables");
        return EXIT_TROUBLE;
    }
    for (int i = 0; i < n; i++) {
        char path[4096];
        if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, entry[i]->d_name) < sizeof path)
            session_add(s, path, NULL);
        free(entry[i]);
    }
    free(entry);
    struct acpi_table table;
    if (acpi_table_find(&s->tables, "DSDT", 0, &table))
        return EXIT_FINE;
    print_failure(&s->print, folder, "there is no DSDT in it",
                  "put DSDT.aml and the SSDTs there, one table a file");
    return EXIT_TROUBLE;
}

/* --- What a device says ----------------------------------------------------------------------- */

/* Resource descriptors from the first byte up to an end tag (6.4). */
static bool is_template(const uint8_t *bytes, size_t size)
{
    for (size_t at = 0; at < size;) {
        uint8_t tag = bytes[at];
        size_t length = (tag & 7u) + 1;
        if ((tag & 0xF8) == 0x78)
            return at + length <= size;
        if (tag & 0x80) {
            if (size - at < 3)
                return false;
            length = 3u + bytes[at + 1] + ((size_t)bytes[at + 2] << 8);
        }
        if (length > size - at)
            return false;
        at += length;
    }
    return false;
}

/* Rows of four: address, pin, source, index (6.2.13). */
static bool is_routing(const struct acpi_value *value)
{
    if (value->type != ACPI_PACKAGE)
        return false;
    for (size_t i = 0; i < value->package.count; i++) {
        const struct acpi_value *row = &value->package.elements[i];
        if (row->type != ACPI_PACKAGE || row->package.count != 4)
            return false;
    }
    return true;
}

struct said {
    enum machine_name name;
    bool odd;
    char text[256];
};

/* Keeps of a value what the device's line shows. */
static bool keep(void *ctx, struct session *s, const struct acpi_value *value)
{
    (void)s;
    struct said *said = ctx;
    if (said->name == PRT) {
        said->odd = !is_routing(value);
        if (!said->odd)
            snprintf(said->text, sizeof said->text, "%zu rows", value->package.count);
    } else {
        said->odd =
            value->type != ACPI_BUFFER || !is_template(value->buffer.bytes, value->buffer.size);
        if (!said->odd)
            snprintf(said->text, sizeof said->text, "%zu bytes", value->buffer.size);
    }
    return true;
}

static enum acpi_status ask(struct session *s, struct acpi_node_ref device,
                            struct acpi_node_ref object, struct said *said)
{
    uint64_t number = 0;
    uint32_t bits = 0;
    enum acpi_status status;
    switch (said->name) {
    case HID:
        return acpi_device_hid(s->acpi, device, said->text, sizeof said->text);
    case UID:
        return acpi_device_uid(s->acpi, device, said->text, sizeof said->text);
    case ADR:
        status = acpi_eval_integer(s->acpi, object, NULL, &number);
        snprintf(said->text, sizeof said->text, "0x%" PRIX64, number);
        return status;
    case STA:
        status = acpi_device_status(s->acpi, device, &bits);
        snprintf(said->text, sizeof said->text, "0x%" PRIX32, bits);
        return status;
    default:
        return session_eval(s, object, NULL, NULL, 0, keep, said);
    }
}

/* Asks for one object of a device; false: there is nothing to show. */
static bool asked(struct session *s, struct machine *m, struct acpi_node_ref device,
                  struct acpi_node_ref object, const char *path, struct said *said)
{
    size_t before = s->faults.events;
    enum acpi_status status = ask(s, device, object, said);
    said->odd |= status == ACPI_WRONG_TYPE;
    if (status == ACPI_OK && !said->odd) {
        m->good[said->name]++;
        return true;
    }
    if (said->odd) {
        m->odd[said->name]++;
    } else {
        m->failed[said->name]++;
        if (s->faults.events == before)
            faults_status(&s->faults, path, status, acpi_status_text(status));
    }
    return false;
}

struct device {
    struct acpi_node_ref node, object[MACHINE_NAMES]; /* all zero: it has none of that name */
    struct said said[MACHINE_NAMES];
};

/* Finds the objects that a device has. */
static void look(struct session *s, struct device *device)
{
    struct acpi_node_ref child;
    char path[2048];
    struct acpi_walk walk = acpi_children(s->acpi, device->node);
    while (acpi_walk_next(&walk, &child)) {
        size_t length = acpi_node_path(s->acpi, child, path, sizeof path);
        for (int i = 0; i < MACHINE_NAMES && length < sizeof path; i++)
            if (length > 4 && memcmp(path + length - 4, names[i], 4) == 0)
                device->object[i] = child;
    }
}

static void question(struct session *s, struct machine *m, struct device *device,
                     enum machine_name from, enum machine_name to)
{
    char path[2048];
    for (enum machine_name i = from; i < to; i++) {
        struct said *said = &device->said[i];
        *said = (struct said){.name = i};
        if (!device->object[i].node)
            continue;
        acpi_node_path(s->acpi, device->object[i], path, sizeof path);
        if (!asked(s, m, device->node, device->object[i], path, said))
            snprintf(said->text, sizeof said->text, said->odd ? "odd" : "failed");
    }
}

static void print_device(struct session *s, const struct device *device)
{
    char path[2048];
    const char *gap = "";
    acpi_node_path(s->acpi, device->node, path, sizeof path);
    if (s->print.json)
        json_text(stdout, "device", path, true);
    else
        printf("%s\t", path);
    for (int i = 0; i < MACHINE_NAMES; i++) {
        if (!device->object[i].node)
            continue;
        if (s->print.json)
            json_text(stdout, names[i], device->said[i].text, false);
        else
            printf("%s%s=%s", gap, names[i], device->said[i].text);
        gap = ";";
    }
    puts(s->print.json ? "}" : "");
}

static void count(struct session *s, struct machine *m, enum acpi_status *ret_status)
{
    struct acpi_node_ref node;
    struct acpi_walk walk = acpi_walk_begin(s->acpi, (struct acpi_node_ref){0});
    while (acpi_walk_next(&walk, &node)) {
        enum acpi_type type = acpi_node_type(s->acpi, node);
        m->objects++;
        m->types[type <= ACPI_REFERENCE ? type : 0]++;
    }
    *ret_status = walk.status;
}

static struct device *collect(struct session *s, struct machine *m, enum acpi_status *ret_status)
{
    struct device *devices = NULL;
    size_t cap = 0;
    struct acpi_node_ref node;
    struct acpi_walk walk = acpi_devices(s->acpi, (struct acpi_device_match){.absent_too = true});
    while (acpi_walk_next(&walk, &node)) {
        if (m->devices == cap) {
            cap = cap ? 2 * cap : 256;
            struct device *more = realloc(devices, cap * sizeof *more);
            if (!more) {
                *ret_status = ACPI_NO_MEMORY;
                return devices;
            }
            devices = more;
        }
        devices[m->devices] = (struct device){.node = node};
        look(s, &devices[m->devices++]);
    }
    if (walk.status != ACPI_OK)
        *ret_status = walk.status;
    return devices;
}

/* Who a device is is asked of all before anything else: the rest may write to the hardware. */
void machine_walk(struct session *s, struct machine *m)
{
    enum acpi_status status;
    count(s, m, &status);
    struct device *devices = collect(s, m, &status);
    if (status != ACPI_OK)
        faults_status(&s->faults, "walk of the namespace", status, acpi_status_text(status));
    for (size_t i = 0; i < m->devices; i++)
        question(s, m, &devices[i], HID, STA);
    for (size_t i = 0; i < m->devices; i++) {
        question(s, m, &devices[i], STA, MACHINE_NAMES);
        if (m->list)
            print_device(s, &devices[i]);
    }
    free(devices);
}

/* --- The report ------------------------------------------------------------------------------- */

static void report_json(struct session *s, const struct machine *m, const char *folder)
{
    struct acpi_usage usage = acpi_usage(s->acpi);
    json_text(stdout, "machine", folder, true);
    json_number(stdout, "tables", s->tables.count, false);
    json_number(stdout, "blocks", usage.tables, false);
    json_number(stdout, "objects", m->objects, false);
    json_number(stdout, "methods", m->types[ACPI_METHOD], false);
    json_number(stdout, "devices", m->devices, false);
    json_number(stdout, "present", s->start.present, false);
    json_number(stdout, "ini", s->start.ini, false);
    json_number(stdout, "reg", s->start.reg, false);
    for (int i = 0; i < MACHINE_NAMES; i++) {
        json_key(stdout, names[i], false);
        json_number(stdout, "good", m->good[i], true);
        json_number(stdout, "odd", m->odd[i], false);
        json_number(stdout, "failed", m->failed[i], false);
        putchar('}');
    }
    json_number(stdout, "operators", usage.operators, false);
    json_number(stdout, "heap_peak", usage.heap_peak, false);
    json_number(stdout, "firmwares_faults", faults_count(&s->faults, false), false);
    json_number(stdout, "our_faults", faults_count(&s->faults, true), false);
    puts("}");
}

static void report_text(struct session *s, const struct machine *m, const char *folder)
{
    FILE *to = s->print.report;
    struct acpi_usage usage = acpi_usage(s->acpi);
    fprintf(to, "machine   %s: %u tables, %" PRIu32 " definition blocks\n", folder,
            (unsigned)s->tables.count, usage.tables);
    fprintf(to,
            "start     %" PRIu32 " devices, %" PRIu32 " present; %" PRIu32 " _INI, %" PRIu32
            " _REG; %" PRIu32 " methods failed\n",
            s->start.devices, s->start.present, s->start.ini, s->start.reg, s->start.failed);
    fprintf(to, "objects   %zu:", m->objects);
    for (size_t i = 0; i <= ACPI_REFERENCE; i++)
        if (m->types[i])
            fprintf(to, " %zu %s", m->types[i], acpi_type_text((enum acpi_type)i));
    fprintf(to, "\nwalk      %zu devices:", m->devices);
    for (int i = 0; i < MACHINE_NAMES; i++) {
        fprintf(to, " %zu %s", m->good[i], names[i]);
        if (m->odd[i] || m->failed[i])
            fprintf(to, " (and %zu odd, %zu failed)", m->odd[i], m->failed[i]);
    }
    fprintf(to, "\nusage     %" PRIu64 " operators, %zu bytes of heap at most\n", usage.operators,
            usage.heap_peak);
    fprintf(to, "faults    %zu of the firmware, %zu of ours\n", faults_count(&s->faults, false),
            faults_count(&s->faults, true));
}

static void report_fault(struct session *s, const struct fault *fault)
{
    const char *line = fault->line ? fault->line : "";
    const char *status = acpi_status_text(fault->status);
    if (s->print.json) {
        json_text(stdout, "fault", fault->where, true);
        json_text(stdout, "of", fault->reason ? "firmware" : "us", false);
        json_text(stdout, "status", status, false);
        json_text(stdout, "reason", fault->reason ? fault->reason : "", false);
        json_text(stdout, "line", line, false);
        json_number(stdout, "times", fault->times, false);
        puts("}");
    } else if (fault->reason) {
        fprintf(s->print.report, "firmware  %s: %s; %s (%u times)\n", fault->where, fault->reason,
                line, fault->times);
    } else {
        fprintf(s->print.report, "OURS      %s: %s; %s (%u times)\n", fault->where, status, line,
                fault->times);
    }
}

enum exit_status machine_report(struct session *s, const struct machine *m, const char *folder)
{
    faults_judge(&s->faults, s->acpi);
    (s->print.json ? report_json : report_text)(s, m, folder);
    for (size_t i = 0; i < s->faults.n; i++)
        report_fault(s, &s->faults.at[i]);
    return faults_count(&s->faults, true) ? EXIT_WRONG : EXIT_FINE;
}
