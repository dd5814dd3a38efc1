/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Lines with marks, as JSON: see runs.h. Neighbouring plain text becomes one string. */
#include "runs.h"

#include <ctype.h>
#include <string.h>

#include "common/json.h"

static void add_string(struct text *out, const char *text, size_t n)
{
    struct text copy = {0};
    text_add(&copy, text, n);
    json_add_string(out, text_cstr(&copy));
    text_release(&copy);
}

static void separate(struct runs *runs)
{
    if (runs->any)
        text_addc(runs->out, ',');
    runs->any = true;
}

static void flush(struct runs *runs)
{
    if (!runs->plain.n)
        return;
    separate(runs);
    add_string(runs->out, runs->plain.at, runs->plain.n);
    text_clear(&runs->plain);
}

void runs_begin(struct runs *runs, const struct place *place, struct text *out)
{
    *runs = (struct runs){.place = place, .out = out};
    text_addc(out, '[');
}

void runs_end(struct runs *runs)
{
    flush(runs);
    text_addc(runs->out, ']');
    text_release(&runs->plain);
}

void runs_text(struct runs *runs, const char *text, size_t n)
{
    text_add(&runs->plain, text, n);
}

/* [kind, text, and what is given of the two others] */
static void add_mark(struct runs *runs, const char *kind, const char *text, size_t n,
                     const char *third, const char *fourth)
{
    flush(runs);
    separate(runs);
    text_addf(runs->out, "[\"%s\",", kind);
    add_string(runs->out, text, n);
    if (third) {
        text_addc(runs->out, ',');
        json_add_string(runs->out, third);
    }
    if (fourth) {
        text_addc(runs->out, ',');
        json_add_string(runs->out, fourth);
    }
    text_addc(runs->out, ']');
}

void runs_mark(struct runs *runs, const char *kind, const char *text, size_t n)
{
    add_mark(runs, kind, text, n, NULL, NULL);
}

void runs_declared(struct runs *runs, const char *kind, const char *text, size_t n, const char *id)
{
    add_mark(runs, kind, text, n, id, NULL);
}

void runs_url(struct runs *runs, const char *url, size_t n)
{
    struct text copy = {0};
    text_add(&copy, url, n);
    add_mark(runs, "u", url, n, text_cstr(&copy), NULL);
    text_release(&copy);
}

static void add_link(struct runs *runs, const char *text, size_t n, const char *project,
                     const char *page, const char *id)
{
    struct text to = {0};
    if (strcmp(project, runs->place->project) != 0 || strcmp(page, runs->place->page) != 0)
        text_addf(&to, "projects/%s/api/%s/", project, page);
    if (to.n || id[0])
        add_mark(runs, "a", text, n, text_cstr(&to), id);
    else /* a page does not link to its own top */
        add_mark(runs, "x", text, n, NULL, NULL);
    text_release(&to);
}

void runs_name(struct runs *runs, const struct name *name, const char *text, size_t n)
{
    add_link(runs, text, n, name->project, name->page, name->id);
}

void runs_header(struct runs *runs, const char *header, const char *text, size_t n)
{
    struct text project = {0}, page = {0};
    text_add(&project, header, strcspn(header, "/"));
    page_of_header(&page, header);
    add_link(runs, text, n, text_cstr(&project), text_cstr(&page), "");
    text_release(&project);
    text_release(&page);
}

void page_of_header(struct text *out, const char *header)
{
    const char *slash = strchr(header, '/');
    const char *begin = slash ? slash + 1 : header;
    size_t n = strlen(begin) - (ends_with(begin, ".h") ? 2 : 0);
    for (size_t i = 0; i < n; i++) /* addresses of the site are lower case */
        text_addc(out, (char)tolower((unsigned char)begin[i]));
}
