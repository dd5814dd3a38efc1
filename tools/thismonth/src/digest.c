/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* All records as one small document: see digest.h. */
#include "digest.h"

#include <ctype.h>
#include <pthread.h>
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

struct deeds {
    const char *who;
    size_t n;
    struct tallies projects;
};
struct deeds_list {
    struct deeds *at;
    size_t n, cap;
};

static struct deeds *deeds_of(struct arena *arena, struct deeds_list *list, const char *who)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->at[i].who, who) == 0)
            return &list->at[i];
    *list_push(arena, list) = (struct deeds){.who = who};
    return &list->at[list->n - 1];
}

/* Who did how many of the changes that the record shows, and in which projects. */
static void print_by(struct text *out, struct arena *arena, const struct change_list *changes)
{
    struct deeds_list by = {0};
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *c = &changes->at[i];
        const char *who = c->show ? person_key(arena, &c->author) : "";
        if (!*who)
            continue;
        struct deeds *deeds = deeds_of(arena, &by, who);
        deeds->n++;
        for (size_t k = 0; k < c->projects.n; k++)
            tally(arena, &deeds->projects, c->projects.at[k], 1);
    }
    text_adds(out, ", \"by\": {");
    for (size_t p = 0; p < by.n; p++) {
        text_adds(out, p ? ", " : "");
        json_add_string(out, by.at[p].who);
        text_addf(out, ": [%zu", by.at[p].n);
        for (size_t k = 0; k < by.at[p].projects.n; k++) {
            text_adds(out, ", ");
            json_add_string(out, by.at[p].projects.at[k].name);
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

/* --- All months, shared out among threads ------------------------------------------------------
 */

enum {
    THREADS = 8,
    WORTH = 100, /* records, for a thread more */
};

struct known {
    const char *key, *login, *name;
};

struct share {
    const struct config *config;
    const char *const *files; /* in the order of their months */
    size_t n;
    struct text months;
    LIST(struct known) people;
    struct arena arena; /* of what `people` has */
    pthread_t thread;
    struct error error;
    enum status status;
};

/* The first that is known of somebody. */
static void add_person(struct share *share, const struct person *p)
{
    const char *key = person_key(&share->arena, p);
    for (size_t i = 0; i < share->people.n; i++)
        if (strcmp(share->people.at[i].key, key) == 0)
            return;
    if (*key)
        *list_push(&share->arena, &share->people) = (struct known){
            key, arena_strdup(&share->arena, p->login), arena_strdup(&share->arena, p->name)};
}

static void *run(void *argument)
{
    struct share *share = argument;
    for (size_t i = 0; i < share->n && share->status == STATUS_OK; i++) {
        struct arena month = {0};
        struct record record;
        share->status = record_read(&month, share->files[i], &record, &share->error);
        if (share->status == STATUS_OK) {
            text_adds(&share->months, i ? ",\n" : "\n");
            print_month(&share->months, &month, share->config, &record);
            for (size_t c = 0; c < record.changes.n; c++)
                add_person(share, &record.changes.at[c].author);
        }
        arena_release(&month);
    }
    return NULL;
}

static void print_people(struct text *out, struct arena *arena, const struct share *shares,
                         size_t n)
{
    struct string_list told = {0};
    text_adds(out, "{\"people\": {");
    for (size_t s = 0; s < n; s++)
        for (size_t i = 0; i < shares[s].people.n; i++) {
            const struct known *p = &shares[s].people.at[i];
            if (string_list_has(&told, p->key))
                continue;
            text_adds(out, told.n ? ",\n" : "\n");
            *list_push(arena, &told) = p->key;
            json_add_string(out, p->key);
            text_adds(out, ": {\"login\": ");
            json_add_string(out, p->login);
            text_adds(out, ", \"name\": ");
            json_add_string(out, p->name);
            text_addc(out, '}');
        }
}

static void print_months(struct text *out, const struct share *shares, size_t n)
{
    text_adds(out, "},\n\"months\": {");
    for (size_t s = 0; s < n; s++) {
        text_adds(out, s ? "," : "");
        text_add(out, text_cstr(&shares[s].months), shares[s].months.n);
    }
    text_adds(out, "}}\n");
}

enum status digest(struct arena *arena, const struct config *config, struct text *out,
                   struct error *error)
{
    struct share shares[THREADS] = {0};
    struct string_list files = {0};
    TRY(path_glob(arena,
                  arena_printf(arena, "%s/[0-9][0-9][0-9][0-9]-[0-9][0-9].json", config->records),
                  &files, error));
    size_t n = 1 + files.n / WORTH, started = 1;
    n = n < THREADS ? n : THREADS;
    for (size_t s = 0, from = 0; s < n; s++) {
        size_t to = files.n * (s + 1) / n;
        shares[s] = (struct share){
            .config = config, .files = files.n ? &files.at[from] : NULL, .n = to - from};
        from = to;
    }
    while (started < n && pthread_create(&shares[started].thread, NULL, run, &shares[started]) == 0)
        started++;
    run(&shares[0]);
    for (size_t s = 1; s < n; s++)
        if (s < started)
            pthread_join(shares[s].thread, NULL);
        else
            run(&shares[s]); /* no thread could be had */
    enum status status = STATUS_OK;
    for (size_t s = 0; s < n && status == STATUS_OK; s++)
        if (shares[s].status != STATUS_OK)
            status = error_set(error, shares[s].status, "%s", shares[s].error.text);
    print_people(out, arena, shares, n);
    print_months(out, shares, n);
    for (size_t s = 0; s < n; s++) {
        text_release(&shares[s].months);
        arena_release(&shares[s].arena);
    }
    return status;
}
