/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* All records as one small document: see digest.h. */
#include "digest.h"

#include <ctype.h>
#include <string.h>

#include "common/file.h"
#include "common/json.h"
#include "record.h"
#include "stats.h"

struct tally {
    const char *name;
    size_t n;
};
struct tallies {
    struct tally *at;
    size_t n, cap;
};

static void tally(struct arena *arena, struct tallies *list, const char *name, size_t n)
{
    size_t i = 0;
    while (i < list->n && strcmp(list->at[i].name, name) != 0)
        i++;
    if (i == list->n)
        *list_push(arena, list) = (struct tally){.name = name};
    list->at[i].n += n;
}

static void print_tallies(struct text *out, const char *key, const struct tallies *list)
{
    text_addf(out, ", \"%s\": {", key);
    for (size_t i = 0; i < list->n; i++) {
        text_adds(out, i ? ", " : "");
        json_add_string(out, list->at[i].name);
        text_addf(out, ": %zu", list->at[i].n);
    }
    text_addc(out, '}');
}

/* "" for bots and for nobody. */
static const char *person_key(struct arena *arena, const struct person *p)
{
    const char *name = p->login ? p->login : p->name;
    if (p->bot || !name)
        return "";
    char *key = arena_strdup(arena, name);
    for (char *c = key; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return key;
}

static const char *change_key(struct arena *arena, const struct change *c)
{
    if (!c->url)
        return c->commits.n ? arena_strndup(arena, c->commits.at[0], 12) : "";
    struct text html = {0};
    for (const char *at = c->url; *at; at++)
        if (*at == '&')
            text_adds(&html, "&amp;");
        else
            text_addc(&html, *at);
    const char *key = arena_strdup(arena, text_cstr(&html));
    text_release(&html);
    return key;
}

static size_t landed(const struct change *c)
{
    return c->kind == KIND_DIRECT && c->commits.n ? c->commits.n : 1;
}

static void print_figures(struct text *out, const struct figures *f)
{
    text_addf(out, "\"changes\": %zu, \"people\": %zu, \"first_time\": ", f->changes, f->people);
    if (f->first_time < 0)
        text_adds(out, "null");
    else
        text_addf(out, "%d", f->first_time);
    text_adds(out, ", \"days\": ");
    if (f->days < 0)
        text_adds(out, "null");
    else
        text_addf(out, "%.1f", f->days);
}

static void print_told(struct text *out, struct arena *arena, const struct change_list *changes)
{
    text_adds(out, ", \"told\": [");
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *c = &changes->at[i];
        text_adds(out, i ? ",\n  [" : "\n  [");
        json_add_string(out, change_key(arena, c));
        text_adds(out, ", ");
        json_add_string(out, person_key(arena, &c->author));
        for (size_t p = 0; p < c->projects.n; p++) {
            text_adds(out, ", ");
            json_add_string(out, c->projects.at[p]);
        }
        text_addc(out, ']');
    }
    text_addc(out, ']');
}

/* Who did how many of the changes that the record shows, and in which projects. */
static void print_by(struct text *out, struct arena *arena, const struct change_list *changes)
{
    struct tallies by = {0};
    for (size_t i = 0; i < changes->n; i++)
        if (changes->at[i].show && *person_key(arena, &changes->at[i].author))
            tally(arena, &by, person_key(arena, &changes->at[i].author), 1);
    text_adds(out, ", \"by\": {");
    for (size_t p = 0; p < by.n; p++) {
        struct tallies projects = {0};
        text_adds(out, p ? ", " : "");
        json_add_string(out, by.at[p].name);
        text_addf(out, ": [%zu", by.at[p].n);
        for (size_t i = 0; i < changes->n; i++) {
            const struct change *c = &changes->at[i];
            if (c->show && strcmp(person_key(arena, &c->author), by.at[p].name) == 0)
                for (size_t k = 0; k < c->projects.n; k++)
                    tally(arena, &projects, c->projects.at[k], 1);
        }
        for (size_t k = 0; k < projects.n; k++) {
            text_adds(out, ", ");
            json_add_string(out, projects.at[k].name);
        }
        text_addc(out, ']');
    }
    text_addc(out, '}');
}

static void print_month(struct text *out, struct arena *arena, const struct config *config,
                        const struct record *record)
{
    struct figures_list figures = {0};
    struct tallies projects = {0}, commits = {0}, shown = {0};
    figures_of(arena, config, record, &figures);
    for (size_t i = 0; i < record->changes.n; i++) {
        const struct change *c = &record->changes.at[i];
        tally(arena, &commits, c->projects.n ? c->projects.at[0] : "", landed(c));
        for (size_t p = 0; p < c->projects.n; p++) {
            tally(arena, &projects, c->projects.at[p], 1);
            if (c->show)
                tally(arena, &shown, c->projects.at[p], 1);
        }
    }
    text_addf(out, "\"%s\": {", month_text(arena, record->month));
    print_figures(out, &figures.at[0]);
    print_tallies(out, "projects", &projects);
    print_tallies(out, "landed", &commits);
    text_adds(out, ", \"shown\": [");
    for (size_t i = 0; i < shown.n; i++) {
        text_adds(out, i ? ", " : "");
        json_add_string(out, shown.at[i].name);
    }
    text_addc(out, ']');
    print_by(out, arena, &record->changes);
    print_told(out, arena, &record->changes);
    text_addc(out, '}');
}

/* The first that is known of somebody. */
static void print_people(struct text *out, struct arena *arena, const struct change_list *changes,
                         struct string_list *known)
{
    for (size_t i = 0; i < changes->n; i++) {
        const struct person *p = &changes->at[i].author;
        const char *key = person_key(arena, p);
        if (!*key || string_list_has(known, key))
            continue;
        text_adds(out, known->n ? ",\n" : "\n");
        *list_push(arena, known) = key;
        json_add_string(out, key);
        text_adds(out, ": {\"login\": ");
        json_add_string(out, p->login);
        text_adds(out, ", \"name\": ");
        json_add_string(out, p->name);
        text_addc(out, '}');
    }
}

enum status digest(struct arena *arena, const struct config *config, struct text *out,
                   struct error *error)
{
    struct string_list files = {0}, known = {0};
    struct text people = {0}, months = {0};
    enum status status = path_glob(
        arena, arena_printf(arena, "%s/[0-9][0-9][0-9][0-9]-[0-9][0-9].json", config->records),
        &files, error);
    for (size_t i = 0; i < files.n && status == STATUS_OK; i++) {
        struct arena month = {0};
        struct record record;
        status = record_read(&month, files.at[i], &record, error);
        if (status == STATUS_OK) {
            text_adds(&months, i ? ",\n" : "\n");
            print_month(&months, &month, config, &record);
            print_people(&people, arena, &record.changes, &known);
        }
        arena_release(&month);
    }
    text_addf(out, "{\"people\": {%s},\n\"months\": {%s}}\n", text_cstr(&people),
              text_cstr(&months));
    text_release(&people);
    text_release(&months);
    return status;
}
