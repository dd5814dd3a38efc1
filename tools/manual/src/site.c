/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Pages made of other things than headers: see page.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "common/file.h"
#include "common/json.h"
#include "page.h"
#include "prose.h"

static void add_member(struct text *out, const char *key, const char *value)
{
    text_addf(out, "\"%s\": ", key);
    json_add_string(out, value);
}

/* --- The index -------------------------------------------------------------------------------- */

/* Bytes of the prefix that all names of a library share ("x86_", "ACPI_", "EFI_"): no help in an
 * index. */
static size_t prefix(const char *project, const char *name)
{
    size_t n = strcspn(name, "_");
    if (!name[n])
        return 0;
    bool own = strncasecmp(project, name, n) == 0 || strncasecmp(name, "efi", n) == 0;
    return own && n > 1 && name[n + 1] ? n + 1 : 0;
}

struct listed {
    const struct name *name;
    const char *sort; /* behind the prefix */
    char letter;      /* '0': none */
    unsigned part;    /* the page that has it, from 0 */
};
typedef LIST(struct listed) listed_list;

static int by_sort(const void *a, const void *b)
{
    const struct listed *x = a, *y = b;
    int order = strcasecmp(x->sort, y->sort);
    return order ? order : strcmp(x->name->id, y->name->id);
}

/* "typedef struct x x;": the struct says more. */
static bool is_tag_too(struct arena *arena, const struct names *names, const struct name *name)
{
    static const char *const tags[] = {"struct", "union", "enum"};
    for (size_t i = 0; name->kind == NAME_TYPE && i < sizeof tags / sizeof *tags; i++) {
        const struct name *tag = names_get(names, arena_printf(arena, "%s.%s", tags[i], name->id));
        if (tag && strcmp(tag->project, name->project) == 0)
            return true;
    }
    return false;
}

/* Shares the names out to pages of about a thousand. A letter is never torn: it goes where its
 * middle does. */
static void share_out(listed_list *all)
{
    enum { NAMES_OF_A_PAGE = 1000 };
    size_t pages = (all->n + NAMES_OF_A_PAGE - 1) / NAMES_OF_A_PAGE, last = 0;
    unsigned part = 0;
    for (size_t i = 0, end; i < all->n; i = end) {
        for (end = i; end < all->n && all->at[end].letter == all->at[i].letter; end++)
            ;
        size_t share = (i + end) / 2 * pages / all->n;
        part += i && share != last;
        last = share;
        for (size_t k = i; k < end; k++)
            all->at[k].part = part;
    }
}

/* The project's names but members, in their order. */
static listed_list list_names(struct arena *arena, const char *project, const struct names *names)
{
    listed_list all = {0};
    for (size_t i = 0; i < names->sorted.n; i++) {
        const struct name *name = names->sorted.at[i];
        if (strcmp(name->project, project) != 0 || name->kind == NAME_MEMBER ||
            is_tag_too(arena, names, name))
            continue;
        const char *sort = name->text + prefix(project, name->text);
        char letter = (char)toupper((unsigned char)sort[0]);
        *list_push(arena, &all) = (struct listed){
            .name = name, .sort = sort, .letter = isalpha((unsigned char)letter) ? letter : '0'};
    }
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_sort);
    share_out(&all);
    return all;
}

/* [["a-z", "0ABC"], ["a-z-2", "DEF"], ...]: the pages and their letters. */
static void add_parts(const listed_list *all, struct text *out)
{
    text_adds(out, "\"parts\": [");
    for (size_t i = 0; i < all->n; i++) {
        const struct listed *l = &all->at[i];
        if (i == 0)
            text_adds(out, "[\"a-z\",\"");
        else if (l->part != l[-1].part)
            text_addf(out, "\"],[\"a-z-%u\",\"", l->part + 1);
        if (i == 0 || l->letter != l[-1].letter)
            text_addc(out, l->letter);
    }
    text_adds(out, all->n ? "\"]]" : "]");
}

/* The names of one page, by letter. */
static void add_names(const listed_list *all, size_t first, size_t end, struct text *out)
{
    for (size_t i = first; i < end; i++) {
        const struct listed *l = &all->at[i];
        const struct name *name = l->name;
        bool begins = i == first || l->letter != l[-1].letter;
        if (begins)
            text_addf(out, "%s\n{\"letter\": \"%c\", \"names\": [", i > first ? "]}," : "",
                      l->letter);
        text_adds(out, begins ? "\n[" : ",\n[");
        json_add_string(out, name->text);
        text_addf(out, ",\"%s\",", name_kind_word(name->kind));
        json_add_string(out, name->page);
        text_addc(out, ',');
        json_add_string(out, name->id);
        text_addc(out, ',');
        json_add_string(out, name->about);
        text_addc(out, ']');
    }
    text_adds(out, first < end ? "]}" : "");
}

void page_index(const struct project *project, const header_list *headers, struct text *out)
{
    struct arena arena = {0};
    text_adds(out, "{\"type\": \"projects\", \"layout\": \"api\", ");
    add_member(out, "title", arena_printf(&arena, "%s: API", project->name));
    text_adds(out, ", ");
    add_member(out, "project", project->name);
    text_adds(out, ",\n\"headers\": [");
    for (size_t i = 0; i < headers->n; i++) {
        text_adds(out, i ? ", " : "");
        json_add_string(out, headers->at[i].page);
    }
    text_adds(out, "]}\n");
    arena_release(&arena);
}

bool page_letters(const struct project *project, const struct names *names, unsigned part,
                  struct text *out)
{
    struct arena arena = {0};
    listed_list all = list_names(&arena, project->name, names);
    size_t first = 0, end;
    while (first < all.n && all.at[first].part < part)
        first++;
    for (end = first; end < all.n && all.at[end].part == part; end++)
        ;
    bool there = first < end || part == 0;
    if (there) {
        char from = first ? all.at[first].letter : 'A';
        char to = end < all.n ? all.at[end - 1].letter : 'Z';
        text_adds(out, "{\"type\": \"projects\", \"layout\": \"names\", ");
        add_member(out, "title",
                   arena_printf(&arena, "%s: names from %c to %c", project->name, from, to));
        text_adds(out, ", ");
        add_member(out, "project", project->name);
        text_addf(out, ", \"part\": %u, \"from\": \"%c\", \"to\": \"%c\",\n", part, from, to);
        add_parts(&all, out);
        text_adds(out, ",\n\"letters\": [");
        add_names(&all, first, end, out);
        text_adds(out, "]}\n");
    }
    arena_release(&arena);
    return there;
}

void page_names(const struct names *names, struct text *out)
{
    const char *separator = "{\n";
    for (size_t i = 0; i < names->sorted.n; i++) {
        const struct name *name = names->sorted.at[i];
        if (name->kind == NAME_MEMBER ||
            names_find(names, NULL, name->text, strlen(name->text)) != name)
            continue; /* a function is called as its struct is */
        text_adds(out, separator);
        json_add_string(out, name->text);
        text_addf(out, ": [\"projects/%s/api/%s\", ", name->project, name->page);
        json_add_string(out, name->id);
        text_addc(out, ']');
        separator = ",\n";
    }
    text_adds(out, separator[0] == '{' ? "{}\n" : "}\n");
}

/* --- Markdown --------------------------------------------------------------------------------- */

/* "a/b" and "../c" are "a/c"; NULL: above the root. */
static char *resolve(struct arena *arena, const char *folder, const char *to)
{
    const char *whole = arena_printf(arena, "%s/%s", folder, to);
    char *path = arena_alloc(arena, strlen(whole) + 2), *out = path;
    for (const char *p = whole; *p;) {
        size_t n = strcspn(p, "/");
        const char *next = p + n + (p[n] == '/');
        if (n == 2 && p[0] == '.' && p[1] == '.') {
            if (out == path)
                return NULL;
            out--;
            while (out > path && out[-1] != '/')
                out--;
        } else if (n > 0 && !(n == 1 && p[0] == '.')) {
            memcpy(out, p, n);
            out += n;
            *out++ = '/';
        }
        p = next;
    }
    if (out > path)
        out--;
    *out = '\0';
    return path;
}

/* The page that shows this file or folder of the repository, or NULL. */
static char *page_of(struct arena *arena, const char *path, const struct names *names)
{
    if (strcmp(path, "CONTRIBUTING.md") == 0)
        return arena_strdup(arena, "contribute");
    if (!starts_with(path, "projects/"))
        return NULL;
    const char *name = path + strlen("projects/"), *rest = name + strcspn(name, "/");
    const char *project = arena_strndup(arena, name, (size_t)(rest - name));
    if (!rest[0] || strcmp(rest, "/README.md") == 0)
        return arena_printf(arena, "projects/%s", project);
    if (strcmp(rest, "/CHANGELOG.md") == 0)
        return arena_printf(arena, "projects/%s/changelog", project);
    if (!starts_with(rest, "/include/"))
        return NULL;
    const char *include = rest + strlen("/include/");
    if (!names_header(names, include, strlen(include)))
        return NULL;
    struct text page = {0};
    page_of_header(&page, include);
    char *found = arena_printf(arena, "projects/%s/api/%s", project, text_cstr(&page));
    text_release(&page);
    return found;
}

/* [destination as written, page, file]: what links lead to that name neither a host nor a place on
 * this page. One that leads nowhere is left out, and the template says so. */
static void add_links(struct arena *arena, const char *path, const char *markdown,
                      const struct names *names, struct text *out)
{
    struct string_list done = {0};
    const char *folder = path_dir(arena, path);
    text_adds(out, "\"links\": [");
    for (const char *p = markdown; (p = strstr(p, "](")) != NULL;) {
        p += 2;
        const char *to = arena_strndup(arena, p, strcspn(p, ") \n"));
        char *bare = arena_strndup(arena, to, strcspn(to, "#"));
        struct stat there;
        if (!bare[0] || strstr(bare, ":") || string_list_has(&done, to))
            continue;
        char *file = resolve(arena, strcmp(folder, ".") == 0 ? "" : folder, bare);
        if (!file || stat(file[0] ? file : ".", &there) != 0)
            continue;
        const char *page = page_of(arena, file, names);
        text_adds(out, done.n ? ", [" : "[");
        json_add_string(out, to);
        text_addc(out, ',');
        json_add_string(out, page ? page : "");
        text_addc(out, ',');
        json_add_string(out, file);
        text_addc(out, ']');
        *list_push(arena, &done) = to;
    }
    text_addc(out, ']');
}

void page_markdown(struct arena *arena, const char *path, const char *markdown, const char *front,
                   const struct names *names, struct text *out)
{
    text_adds(out, "{");
    add_member(out, "source", path);
    text_addf(out, ",%s%s\n", front, front[0] ? "," : "");
    add_links(arena, path, markdown, names, out);
    text_adds(out, "}\n\n");
    if (starts_with(markdown, "# "))
        markdown += strcspn(markdown, "\n");
    /* Hugo looks for shortcodes everywhere, in code too: these two write what begins one. */
    for (const char *p = markdown; *p; p++) {
        if (starts_with(p, "{{<") || starts_with(p, "{{%")) {
            text_adds(out, p[2] == '<' ? "{{< brace angle >}}" : "{{< brace percent >}}");
            p += 2;
        } else {
            text_addc(out, *p);
        }
    }
}

bool newest_release(struct arena *arena, const char *changelog, struct release *ret_release)
{
    for (const char *p = changelog; *p; p += strcspn(p, "\n"), p += *p == '\n') {
        if (!starts_with(p, "## "))
            continue;
        const char *version = p + 3 + (p[3] == '[');
        size_t n = strspn(version, "0123456789.");
        if (!n)
            continue;
        n = strcspn(version, "] \n");
        const char *date = version + n + strspn(version + n, "] -");
        *ret_release = (struct release){
            .version = arena_strndup(arena, version, n),
            .date = arena_strndup(arena, date, strspn(date, "0123456789-")),
        };
        return true;
    }
    return false;
}
