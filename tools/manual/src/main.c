/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * manual: pages about the projects, made of what lies in their folders. Reads, then writes: when
 * something is wrong, nothing is written.
 *
 *     OUT/content/projects/NAME/_index.md           README.md and what project.json says
 *     OUT/content/projects/NAME/changelog.md        CHANGELOG.md
 *     OUT/content/projects/NAME/api/_index.md       headers
 *     OUT/content/projects/NAME/api/a-z.md          names from A to Z (a-z-2.md, ...)
 *     OUT/content/projects/NAME/api/HEADER.md       one of each public header
 *     OUT/content/contribute.md                     CONTRIBUTING.md
 *     OUT/data/manual.json                          where each name is, for links from posts
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/file.h"
#include "common/json.h"
#include "page.h"

struct one {
    struct project project;
    header_list headers;
    bool read;
};

struct manual {
    LIST(struct one) projects;
    struct names names;
    struct arena *arena;
    const char *out;
};

static const char usage[] =
    "Usage: manual [--root DIR] --out DIR\n"
    "Makes pages for Hugo out of projects/*: project.json, README.md, CHANGELOG.md, public "
    "headers.\n"
    "\n"
    "  --root DIR   the repository (default: the current folder); --out is taken from there\n"
    "  --out DIR    where content/ and data/ are written; the same input gives the same bytes\n"
    "  --help, --version\n"
    "\n"
    "Exit: 0 done, 2 the command line or an input file is wrong, 3 the disk failed.\n";

/* --- Reading ---------------------------------------------------------------------------------- */

static struct one *find(struct manual *m, const char *name)
{
    for (size_t i = 0; i < m->projects.n; i++)
        if (strcmp(m->projects.at[i].project.name, name) == 0)
            return &m->projects.at[i];
    return NULL;
}

/* The folder of a project's headers, and those of all it stands on. */
static void add_folders(struct manual *m, const struct project *project,
                        struct string_list *folders)
{
    const char *folder = arena_printf(m->arena, "projects/%s/include", project->name);
    if (string_list_has(folders, folder))
        return;
    *list_push(m->arena, folders) = folder;
    for (size_t i = 0; i < project->needs.n; i++) {
        struct one *needed = find(m, project->needs.at[i]);
        if (needed)
            add_folders(m, &needed->project, folders);
    }
}

static void add_names(struct manual *m, const struct header *h)
{
    *list_push(m->arena, &m->names.headers) = h->include;
    for (size_t i = 0; i < h->declarations.n; i++)
        for (size_t k = 0; k < h->declarations.at[i].all.n; k++) {
            const struct declared *d = &h->declarations.at[i].all.at[k];
            struct name name = {.id = d->id,
                                .text = d->text,
                                .kind = d->kind,
                                .project = h->project,
                                .page = h->page,
                                .about = ""};
            names_add(m->arena, &m->names, &name);
        }
}

/* What it stands on first, so that an error is named where it is. */
static enum status read_headers(struct manual *m, struct one *one, struct error *error)
{
    struct string_list folders = {0};
    if (one->read)
        return STATUS_OK;
    one->read = true;
    for (size_t i = 0; i < one->project.needs.n; i++) {
        struct one *needed = find(m, one->project.needs.at[i]);
        if (needed)
            TRY(read_headers(m, needed, error));
    }
    add_folders(m, &one->project, &folders);
    TRY(headers_read(m->arena, one->project.name, &folders, &one->headers, error));
    for (size_t k = 0; k < one->headers.n; k++)
        add_names(m, &one->headers.at[k]);
    return STATUS_OK;
}

static enum status read_all(struct manual *m, struct error *error)
{
    struct string_list records = {0};
    TRY(path_glob(m->arena, "projects/*/project.json", &records, error));
    if (!records.n)
        return error_set(error, STATUS_USAGE,
                         "no projects/*/project.json here; run from the repository's root, or name "
                         "it with --root");
    for (size_t i = 0; i < records.n; i++) {
        struct one *one = list_push(m->arena, &m->projects);
        TRY(project_load(m->arena, records.at[i], &one->project, error));
        if (strcmp(records.at[i],
                   arena_printf(m->arena, "projects/%s/project.json", one->project.name)) != 0)
            return error_set(
                error, STATUS_USAGE,
                "%s: the project is called \"%s\" but its folder is not; give both one name",
                records.at[i], one->project.name);
    }
    for (size_t i = 0; i < m->projects.n; i++)
        TRY(read_headers(m, &m->projects.at[i], error));
    return STATUS_OK;
}

/* --- Pages ------------------------------------------------------------------------------------ */

struct made {
    const char *path, *bytes;
    size_t n;
};
typedef LIST(struct made) made_list;

/* Keeps a page for later, and empties the text. */
static void keep(struct manual *m, made_list *made, const char *path, struct text *text)
{
    struct made page = {.path = path_join(m->arena, m->out, path),
                        .bytes = arena_strndup(m->arena, text_cstr(text), text->n),
                        .n = text->n};
    *list_push(m->arena, made) = page;
    text_clear(text);
}

static void add_string(struct text *out, const char *key, const char *value)
{
    text_addf(out, ", \"%s\": ", key);
    json_add_string(out, value);
}

/* What project.json says, for the project's own page. Who maintained it once is left out. */
static void add_record(struct text *out, const struct project *project)
{
    const char *separator = "";
    add_string(out, "heading", project->title);
    add_string(out, "about", project->about ? project->about : "");
    text_adds(out, ", \"needs\": [");
    for (size_t i = 0; i < project->needs.n; i++) {
        text_adds(out, i ? ", " : "");
        json_add_string(out, project->needs.at[i]);
    }
    text_adds(out, "], \"maintainers\": [");
    for (size_t i = 0; i < project->maintainers.n; i++) {
        const struct maintainer *one = &project->maintainers.at[i];
        if (one->until)
            continue;
        text_adds(out, separator);
        json_add_string(out, one->login[0] ? one->login : one->names.at[0]);
        separator = ", ";
    }
    text_addc(out, ']');
}

/* Members of the front matter of a project's page, or of its changelog's. */
static const char *front_of(struct manual *m, const struct one *one, bool changelog_page,
                            const char *changelog)
{
    struct text front = {0};
    struct release release;
    const char *name = one->project.name;
    text_addf(&front, "\"type\": \"projects\", \"layout\": \"%s\", \"weight\": %d",
              changelog_page ? "document" : "project", one->project.weight);
    add_string(&front, "project", name);
    add_string(&front, "title",
               changelog_page ? arena_printf(m->arena, "%s: changelog", name) : name);
    if (!changelog_page)
        add_record(&front, &one->project);
    if (changelog && newest_release(m->arena, changelog, &release)) {
        add_string(&front, "release", release.version);
        add_string(&front, "released", release.date);
    }
    const char *copy = arena_strdup(m->arena, text_cstr(&front));
    text_release(&front);
    return copy;
}

static enum status make_documents(struct manual *m, const struct one *one, made_list *made,
                                  struct error *error)
{
    const char *name = one->project.name;
    const char *readme = arena_printf(m->arena, "projects/%s/README.md", name);
    const char *changelog = arena_printf(m->arena, "projects/%s/CHANGELOG.md", name);
    char *about = NULL, *changes = NULL;
    struct text text = {0};
    size_t n;
    if (file_exists(changelog))
        TRY(file_read(m->arena, changelog, &changes, &n, error));
    TRY(file_read(m->arena, readme, &about, &n, error));
    page_markdown(m->arena, readme, about, front_of(m, one, false, changes), &m->names, &text);
    keep(m, made, arena_printf(m->arena, "content/projects/%s/_index.md", name), &text);
    if (changes) {
        page_markdown(m->arena, changelog, changes, front_of(m, one, true, changes), &m->names,
                      &text);
        keep(m, made, arena_printf(m->arena, "content/projects/%s/changelog.md", name), &text);
    }
    text_release(&text);
    return STATUS_OK;
}

/* How we work. */
static enum status make_contribute(struct manual *m, made_list *made, struct error *error)
{
    static const char path[] = "CONTRIBUTING.md";
    char *bytes;
    size_t n;
    struct text text = {0};
    if (!file_exists(path))
        return STATUS_OK;
    TRY(file_read(m->arena, path, &bytes, &n, error));
    page_markdown(m->arena, path, bytes,
                  "\"type\": \"projects\", \"layout\": \"document\", \"title\": \"How we work\"",
                  &m->names, &text);
    keep(m, made, "content/contribute.md", &text);
    text_release(&text);
    return STATUS_OK;
}

static enum status make_manual(struct manual *m, const struct one *one, made_list *made,
                               struct error *error)
{
    struct text text = {0};
    enum status status = STATUS_OK;
    const char *folder = arena_printf(m->arena, "content/projects/%s/api", one->project.name);
    for (size_t i = 0; i < one->headers.n && status == STATUS_OK; i++) {
        const struct header *h = &one->headers.at[i];
        status = page_header(m->arena, h, &m->names, &text, error);
        keep(m, made, arena_printf(m->arena, "%s/%s.md", folder, h->page), &text);
    }
    if (one->headers.n && status == STATUS_OK) {
        page_index(&one->project, &one->headers, &text);
        keep(m, made, arena_printf(m->arena, "%s/_index.md", folder), &text);
        for (unsigned i = 0; page_letters(&one->project, &m->names, i, &text); i++)
            keep(m, made,
                 i ? arena_printf(m->arena, "%s/a-z-%u.md", folder, i + 1)
                   : arena_printf(m->arena, "%s/a-z.md", folder),
                 &text);
    }
    text_release(&text);
    return status;
}

static enum status make_all(struct manual *m, struct error *error)
{
    made_list made = {0};
    struct text text = {0};
    for (size_t i = 0; i < m->projects.n; i++) {
        TRY(make_documents(m, &m->projects.at[i], &made, error));
        TRY(make_manual(m, &m->projects.at[i], &made, error));
    }
    TRY(make_contribute(m, &made, error));
    page_names(&m->names, &text);
    keep(m, &made, "data/manual.json", &text);
    text_release(&text);
    for (size_t i = 0; i < made.n; i++)
        TRY(file_write(made.at[i].path, made.at[i].bytes, made.at[i].n, NULL, error));
    return STATUS_OK;
}

/* --- The command line ------------------------------------------------------------------------- */

static enum status read_options(int argc, char **argv, const char **root, const char **out,
                                struct error *error)
{
    for (int i = 1; i < argc; i++) {
        const char **to = strcmp(argv[i], "--root") == 0  ? root
                          : strcmp(argv[i], "--out") == 0 ? out
                                                          : NULL;
        if (!to)
            return error_set(error, STATUS_USAGE, "%s is no option; see manual --help", argv[i]);
        if (i + 1 == argc)
            return error_set(error, STATUS_USAGE, "%s wants a folder behind it", argv[i]);
        *to = argv[++i];
    }
    if (!*out)
        return error_set(error, STATUS_USAGE, "--out DIR is missing: where are the pages to go?");
    return STATUS_OK;
}

static enum status run(struct arena *arena, int argc, char **argv, struct error *error)
{
    struct manual manual = {.arena = arena};
    const char *root = ".";
    TRY(read_options(argc, argv, &root, &manual.out, error));
    if (chdir(root) != 0)
        return error_set(error, STATUS_WORLD, "%s: %s", root, strerror(errno));
    TRY(read_all(&manual, error));
    return make_all(&manual, error);
}

/* --help, --version */
static enum status print(const char *text, struct error *error)
{
    if (fputs(text, stdout) < 0 || fflush(stdout) != 0)
        return error_set(error, STATUS_WORLD, "standard output: cannot write");
    return STATUS_OK;
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct error error = {0};
    enum status status;
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        status = print(usage, &error);
    else if (argc == 2 && strcmp(argv[1], "--version") == 0)
        status = print("manual 0.1.0\n", &error);
    else
        status = run(&arena, argc, argv, &error);
    if (status != STATUS_OK)
        error_print("manual", &error);
    arena_release(&arena);
    return (int)status;
}
