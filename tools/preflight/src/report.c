/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What is said, and where: see report.h. */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/json.h"

struct report report_begin(bool json)
{
    const char *actions = getenv("GITHUB_ACTIONS");
    return (struct report){.json = json, .github = actions && strcmp(actions, "true") == 0};
}

/* --- Findings ----------------------------------------------------------------------------------
 */

static void add_member(struct text *out, const char *key, const char *value)
{
    if (!value)
        return;
    text_addf(out, ", \"%s\": ", key);
    json_add_string(out, value);
}

static void add_json(struct text *out, const struct finding *f)
{
    text_adds(out, "{\"rule\": ");
    json_add_string(out, f->rule);
    add_member(out, "file", f->file);
    if (f->line)
        text_addf(out, ", \"line\": %u", f->line);
    add_member(out, "text", f->text);
    add_member(out, "bad", f->bad);
    add_member(out, "good", f->good);
    add_member(out, "next", f->next);
    text_adds(out, "}\n");
}

/* What may stand in a workflow command: its data, or (`property`) one of its properties. */
static void add_escaped(struct text *out, const char *s, bool property)
{
    for (; *s; s++)
        if (*s == '%' || *s == '\r' || *s == '\n' || (property && (*s == ':' || *s == ',')))
            text_addf(out, "%%%02X", (unsigned)*s);
        else
            text_addc(out, *s);
}

static void annotate(const struct finding *f)
{
    struct text line = {0};
    text_adds(&line, "::error title=");
    add_escaped(&line, f->rule, true);
    if (f->file) {
        text_adds(&line, ",file=");
        add_escaped(&line, f->file, true);
    }
    if (f->line)
        text_addf(&line, ",line=%u", f->line);
    text_adds(&line, "::");
    add_escaped(&line, f->text, false);
    if (f->next) {
        text_adds(&line, "%0Anext: ");
        add_escaped(&line, f->next, false);
    }
    fprintf(stderr, "%s\n", text_cstr(&line));
    text_release(&line);
}

/* A quotation of several lines stays below its heading. */
static void add_quoted(struct text *out, const char *heading, const char *s)
{
    if (!s)
        return;
    text_addf(out, "  %-5s ", heading);
    for (; *s; s++)
        if (*s == '\n')
            text_adds(out, s[1] && s[1] != '\n' ? "\n        " : "\n");
        else
            text_addc(out, *s);
    text_addc(out, '\n');
}

void report_finding(struct report *report, const struct finding *f)
{
    struct text *out = &report->out;
    report->findings++;
    if (report->github)
        annotate(f);
    if (report->json) {
        add_json(out, f);
        return;
    }
    if (f->file) {
        report_add_path(out, f->file);
        if (f->line)
            text_addf(out, ":%u", f->line);
        text_adds(out, ": ");
    }
    text_addf(out, "%s (%s)\n", f->text, f->rule);
    add_quoted(out, "bad:", f->bad);
    add_quoted(out, "good:", f->good);
    add_quoted(out, "next:", f->next);
}

/* --- Lines -------------------------------------------------------------------------------------
 */

void report_line(struct report *report, const char *format, ...)
{
    if (report->json)
        return;
    char *line = NULL;
    va_list args;
    va_start(args, format);
    int n = vasprintf(&line, format, args);
    va_end(args);
    if (n < 0)
        BUG("vasprintf");
    text_adds(&report->out, line);
    text_addc(&report->out, '\n');
    free(line);
}

enum status report_flush(struct report *report, struct error *error)
{
    size_t n = report->out.n;
    if (fwrite(text_cstr(&report->out), 1, n, stdout) != n || fflush(stdout) != 0)
        return error_set(error, STATUS_WORLD, "standard output: cannot write");
    text_clear(&report->out);
    return STATUS_OK;
}

void report_release(struct report *report)
{
    text_release(&report->out);
}

enum status report_status(const struct report *report)
{
    return report->findings ? STATUS_FINDINGS : STATUS_OK;
}

void report_say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("preflight: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void report_group(const struct report *report, const char *heading)
{
    fprintf(stderr, report->github ? "::group::%s\n" : "--- %s\n", heading);
}

void report_group_end(const struct report *report)
{
    if (report->github)
        fputs("::endgroup::\n", stderr);
}

void report_add_path(struct text *out, const char *path)
{
    size_t n = strlen(path), odd = 0, length;
    for (size_t i = 0; i < n; i += length ? length : 1) {
        length = utf8_length(path + i, n - i);
        odd += !length || (unsigned char)path[i] < ' ' || path[i] == 0x7f || path[i] == '"' ||
               path[i] == '\\';
    }
    if (!odd) {
        text_add(out, path, n);
        return;
    }
    text_addc(out, '"');
    for (size_t i = 0; i < n; i += length ? length : 1) {
        unsigned char c = (unsigned char)path[i];
        length = utf8_length(path + i, n - i);
        if (c == '"' || c == '\\')
            text_addf(out, "\\%c", c);
        else if (c == '\n' || c == '\t')
            text_adds(out, c == '\n' ? "\\n" : "\\t");
        else if (!length || c < ' ' || c == 0x7f)
            text_addf(out, "\\%03o", c);
        else
            text_add(out, path + i, length);
    }
    text_addc(out, '"');
}
