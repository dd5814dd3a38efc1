/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Figures out of records: see stats.h. */
#include "stats.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/file.h"
#include "common/json.h"

/* --- Of one record ---------------------------------------------------------------------------- */

/* People by login, else by name. */
static bool add_person(struct arena *arena, struct string_list *people, const struct person *p)
{
    const char *name = p->login ? p->login : p->name;
    if (!name)
        return false;
    for (size_t i = 0; i < people->n; i++)
        if (strcasecmp(people->at[i], name) == 0)
            return false;
    *list_push(arena, people) = name;
    return true;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
    if (!n)
        return -1;
    qsort(values, n, sizeof *values, by_value);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

static struct figures count(struct arena *arena, const struct record *record, const char *project)
{
    enum { DAY = 24 * 60 * 60 };
    struct figures f = {.month = record->month, .project = project, .first_time = -1};
    struct string_list people = {0}, fresh = {0};
    double *days = arena_array(arena, record->changes.n, sizeof *days);
    size_t days_n = 0;
    for (size_t i = 0; i < record->changes.n; i++) {
        const struct change *c = &record->changes.at[i];
        if (project && !string_list_has(&c->projects, project))
            continue;
        f.changes++;
        if (c->opened_at && c->merged_at >= c->opened_at && !c->author.bot)
            days[days_n++] = (double)(c->merged_at - c->opened_at) / DAY;
        if (c->author.bot) {
            f.bots++;
            continue;
        }
        add_person(arena, &people, &c->author);
        if (c->author.first_time == UNKNOWN)
            continue;
        f.first_time = f.first_time < 0 ? 0 : f.first_time;
        if (c->author.first_time == YES)
            f.first_time += add_person(arena, &fresh, &c->author);
    }
    f.people = people.n;
    f.days = median(days, days_n);
    return f;
}

void figures_of(struct arena *arena, const struct config *config, const struct record *record,
                struct figures_list *ret_figures)
{
    *list_push(arena, ret_figures) = count(arena, record, NULL);
    for (size_t i = 0; i < config->projects.n; i++) {
        struct figures f = count(arena, record, config->projects.at[i].name);
        if (f.changes)
            *list_push(arena, ret_figures) = f;
    }
}

/* --- Of all ----------------------------------------------------------------------------------- */

enum status stats(struct arena *arena, const struct config *config, struct month from,
                  struct month to, struct figures_list *ret_figures, struct error *error)
{
    struct string_list files = {0};
    TRY(path_glob(arena,
                  arena_printf(arena, "%s/[0-9][0-9][0-9][0-9]-[0-9][0-9].json", config->records),
                  &files, error));
    for (size_t i = 0; i < files.n; i++) {
        struct record record;
        TRY(record_read(arena, files.at[i], &record, error));
        if ((from.year && month_compare(record.month, from) < 0) ||
            (to.year && month_compare(record.month, to) > 0))
            continue;
        figures_of(arena, config, &record, ret_figures);
    }
    if (!ret_figures->n)
        return error_set(error, STATUS_FINDINGS,
                         "%s: no record of these months; thismonth collect makes one",
                         config->records);
    return STATUS_OK;
}

static void print_json(struct text *out, struct arena *arena, const struct figures *f)
{
    text_addf(out, "{\"month\": \"%s\", \"project\": ", month_text(arena, f->month));
    json_add_string(out, f->project);
    text_addf(out,
              ", \"changes\": %zu, \"bots\": %zu, \"people\": %zu, \"first_time\": ", f->changes,
              f->bots, f->people);
    text_adds(out, f->first_time < 0 ? "null" : arena_printf(arena, "%d", f->first_time));
    text_addf(out, ", \"days_to_merge\": %s}\n",
              f->days < 0 ? "null" : arena_printf(arena, "%.1f", f->days));
}

void figures_print(struct text *out, struct arena *arena, const struct figures_list *list,
                   bool json)
{
    int width = (int)strlen("project");
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].project && (int)strlen(list->at[i].project) > width)
            width = (int)strlen(list->at[i].project);
    if (!json)
        text_addf(out, "%-7s  %-*s  %7s  %7s  %6s  %10s  %13s\n", "month", width, "project",
                  "changes", "by bots", "people", "first time", "days to merge");
    for (size_t i = 0; i < list->n; i++) {
        const struct figures *f = &list->at[i];
        if (json) {
            print_json(out, arena, f);
            continue;
        }
        text_addf(out, "%-7s  %-*s  %7zu  %7zu  %6zu  %10s  %13s\n", month_text(arena, f->month),
                  width, f->project ? f->project : "all", f->changes, f->bots, f->people,
                  f->first_time < 0 ? "?" : arena_printf(arena, "%d", f->first_time),
                  f->days < 0 ? "?" : arena_printf(arena, "%.1f", f->days));
    }
}
