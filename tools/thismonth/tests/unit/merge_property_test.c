/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Whatever an editor does to a post between two drafts, no byte of theirs is lost.
 *
 * Each seed drafts a month that grows, and edits the post at random in between. What is checked is
 * checked on the bytes alone, knowing nothing of how merge.c works:
 *
 *     kept       the edited post's lines stand in the new post, in order, with their ends; only a
 * line that the tool wrote and remembers may have become another one that it remembers added every
 * other line is blank, holds one new change, or is one of the tool's sentences once       no change
 * that the post named is added, none is added twice complete   every change is named or was deleted
 * by an edit, and a deleted one never returns quiet      without a new change the edited post comes
 * back as it is, byte for byte listed     CommonMark shows added changes as items of a list, and
 * hidden ones not at all
 */
#include <cmark-gfm.h>

#include "merge_fixture.h"
#include "src/post.h"
#include "src/render.h"

enum { SEEDS = 360, STEPS = 10, EDITS = 5 }; /* three a step on average */

/* --- Chance, the same on every machine -------------------------------------------------------- */

static uint64_t chance_state;

static size_t chance(size_t below)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return below ? (size_t)(chance_state >> 11) % below : 0;
}

static const char *one_of(const char *const *words, size_t n)
{
    return words[chance(n)];
}
#define ONE_OF(...)                            \
    one_of((const char *const[]){__VA_ARGS__}, \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* --- A post as an editor's lines -------------------------------------------------------------- */

struct lines {
    char **at; /* each with its end; malloc'd */
    size_t n, cap;
};

static char *copy(const char *s, size_t n)
{
    char *c = malloc(n + 1);
    memcpy(c, s, n);
    c[n] = '\0';
    return c;
}

static void put(struct lines *l, size_t at, const char *s)
{
    if (l->n == l->cap)
        l->at = realloc(l->at, (l->cap = l->cap ? 2 * l->cap : 64) * sizeof *l->at);
    memmove(l->at + at + 1, l->at + at, (l->n++ - at) * sizeof *l->at);
    l->at[at] = copy(s, strlen(s));
}

static char *take(struct lines *l, size_t at)
{
    char *s = l->at[at];
    memmove(l->at + at, l->at + at + 1, (--l->n - at) * sizeof *l->at);
    return s;
}

static struct lines split(const char *post)
{
    struct lines l = {0};
    while (*post) {
        const char *end = strchr(post, '\n');
        size_t n = end ? (size_t)(end - post) + 1 : strlen(post);
        char *line = copy(post, n);
        put(&l, l.n, line);
        free(line);
        post += n;
    }
    return l;
}

static void drop(struct lines *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->at[i]);
    free(l->at);
    *l = (struct lines){0};
}

static char *join(const struct lines *l)
{
    struct text t = {0};
    for (size_t i = 0; i < l->n; i++)
        text_adds(&t, l->at[i]);
    char *post = copy(text_cstr(&t), t.n);
    text_release(&t);
    return post;
}

static void replace(struct lines *l, size_t i, const char *format, ...) PRINTF(3, 4);
static void replace(struct lines *l, size_t i, const char *format, ...)
{
    char *s;
    va_list args;
    va_start(args, format);
    if (vasprintf(&s, format, args) < 0)
        abort();
    va_end(args);
    free(l->at[i]);
    l->at[i] = s;
}

static size_t body_of(const struct lines *l)
{
    size_t i = 0;
    while (i < l->n && l->at[i][0] != '}')
        i++;
    return i + 1 < l->n ? i + 1 : l->n;
}

static const char *end_of(const struct lines *l)
{
    return l->n && strstr(l->at[0], "\r\n") ? "\r\n" : "\n";
}

/* Code names nothing, so code blocks are left whole. */
static bool in_code(const struct lines *l, size_t at)
{
    size_t fences = 0;
    for (size_t i = 0; i < at && i < l->n; i++)
        fences += starts_with(l->at[i], "```");
    return fences % 2 || (at < l->n && starts_with(l->at[at], "```"));
}

/* A line of the body that begins so, or n. */
static size_t find(const struct lines *l, const char *prefix)
{
    size_t body = body_of(l), span = l->n - body;
    for (size_t k = 0, from = chance(span ? span : 1); k < span; k++) {
        size_t i = body + (from + k) % span;
        if (starts_with(l->at[i], prefix) && !in_code(l, i))
            return i;
    }
    return l->n;
}

/* Any place in the body that is not inside a code block. */
static size_t somewhere(const struct lines *l)
{
    size_t body = body_of(l), at = body + chance(l->n - body + 1);
    while (at < l->n && in_code(l, at))
        at++;
    return at;
}

static void end_last(struct lines *l)
{
    if (l->n && !strchr(l->at[l->n - 1], '\n'))
        replace(l, l->n - 1, "%s%s", l->at[l->n - 1], end_of(l));
}

/* --- What editors do -------------------------------------------------------------------------- */

static size_t width(const char *line)
{
    return strcspn(line, "\r\n");
}

static void reword(struct lines *l)
{
    size_t i = find(l, "- [");
    const char *close = i < l->n ? strstr(l->at[i], "](") : NULL;
    if (close)
        replace(l, i, "- [%s%s", ONE_OF("Reworded", "Neu \xC3\xBC", "`code` \xE2\x80\xA6", "[x] y"),
                close);
}

static void move(struct lines *l)
{
    size_t body = body_of(l), from = body + chance(l->n - body);
    if (l->n - body < 2 || in_code(l, from))
        return;
    end_last(l);
    char *line = take(l, from);
    put(l, somewhere(l), line);
    free(line);
}

static void remark(struct lines *l)
{
    size_t i = find(l, "- [");
    char *line;
    if (i == l->n)
        return;
    end_last(l);
    if (asprintf(&line, "%s%s",
                 ONE_OF("  - a remark", "  which goes on", "lazily going on",
                        "  - of [#1](https://github.com/o/n/pull/1)", "  <!-- why? -->"),
                 end_of(l)) < 0)
        abort();
    put(l, i + 1, line);
    free(line);
}

static void hide(struct lines *l)
{
    size_t i = find(l, "- [");
    if (i < l->n)
        replace(l, i, "<!-- %.*s -->%s", (int)width(l->at[i]), l->at[i],
                l->at[i] + width(l->at[i]));
}

static void show(struct lines *l)
{
    size_t i = find(l, "<!-- - [");
    char *close = i < l->n ? strstr(l->at[i], " (") : NULL;
    if (close)
        replace(l, i, "%.*s%s", (int)(close - l->at[i] - 5), l->at[i] + 5,
                l->at[i] + width(l->at[i]));
}

static void erase(struct lines *l)
{
    size_t at = body_of(l) + chance(l->n - body_of(l));
    if (at < l->n && !in_code(l, at))
        free(take(l, at));
}

static void erase_item(struct lines *l)
{
    size_t i = find(l, chance(4) ? "- [" : "<!-- - [");
    if (i < l->n)
        free(take(l, i));
}

static void write_prose(struct lines *l)
{
    size_t at = somewhere(l);
    char *line;
    end_last(l);
    if (asprintf(&line, "%s%s",
                 ONE_OF("Some words.", "# A title", "#### Smaller", "", "* * *", "> quoted",
                        "- an item of mine", "1. first", "| a | b |",
                        "\xE2\x80\xAEodd \xF0\x9F\x8E\x89", "\xFF\xFE no UTF-8", "    indented",
                        "<!-- a note -->", "\tTab  ", "<div>raw</div>", "a `<!--` in code",
                        "Thanks to all!"),
                 end_of(l)) < 0)
        abort();
    put(l, at, line);
    free(line);
}

static void write_code(struct lines *l)
{
    size_t at = somewhere(l);
    const char *end = end_of(l);
    char *line;
    end_last(l);
    if (asprintf(&line, "```c%s### no heading%s- no item%s<!-- no comment%s```%s", end, end, end,
                 end, end) < 0)
        abort();
    char *post;
    put(l, at, line);
    free(line);
    post = join(l);
    drop(l);
    *l = split(post);
    free(post);
}

static void convert_ends(struct lines *l)
{
    bool crlf = chance(2);
    for (size_t i = 0; i < l->n; i++)
        if (strchr(l->at[i], '\n'))
            replace(l, i, "%.*s%s", (int)width(l->at[i]), l->at[i], crlf ? "\r\n" : "\n");
}

static void trail(struct lines *l)
{
    size_t body = body_of(l), i = body + chance(l->n - body);
    if (i < l->n)
        replace(l, i, "%.*s%s%s", (int)width(l->at[i]), l->at[i], ONE_OF(" ", "  ", "\t"),
                l->at[i] + width(l->at[i]));
}

static void drop_end(struct lines *l)
{
    if (l->n > 10)
        replace(l, l->n - 1, "%.*s", (int)width(l->at[l->n - 1]), l->at[l->n - 1]);
    if (l->n > 10 && !l->at[l->n - 1][0])
        free(take(l, l->n - 1));
}

static void cut_off(struct lines *l)
{
    size_t i = chance(3) ? l->n : find(l, chance(2) ? "### " : "## ");
    while (i < l->n)
        free(take(l, l->n - 1));
}

static size_t section_end(const struct lines *l, size_t i)
{
    for (i++; i < l->n; i++)
        if ((starts_with(l->at[i], "### ") || starts_with(l->at[i], "## ")) && !in_code(l, i))
            break;
    return i;
}

static void move_section(struct lines *l)
{
    size_t from = find(l, "### "), to = find(l, chance(3) ? "### " : "## ");
    if (from == l->n || to == l->n || to == from)
        return;
    end_last(l);
    size_t n = section_end(l, from) - from;
    if (to > from && to < from + n)
        return;
    for (size_t k = 0; k < n; k++) {
        char *line = take(l, to > from ? from : from + k);
        put(l, to > from ? to - 1 : to + k, line);
        free(line);
    }
}

static void erase_section(struct lines *l)
{
    size_t i = find(l, chance(4) ? "### " : "## ");
    for (size_t n = i < l->n ? section_end(l, i) - i : 0; n; n--)
        free(take(l, i));
}

static void edit_sentence(struct lines *l)
{
    size_t i = find(l, ONE_OF("Thanks to", "These changes", "One change", "_Maintained", "### "));
    if (i < l->n && chance(2))
        replace(l, i, "%.*s, and more%s", (int)width(l->at[i]), l->at[i],
                l->at[i] + width(l->at[i]));
    else if (i < l->n)
        free(take(l, i));
}

static void mention(struct lines *l)
{
    size_t i = find(l, "- [");
    char *url = i < l->n ? strstr(l->at[i], "](") : NULL, *line;
    if (!url)
        return;
    end_last(l);
    if (asprintf(&line, "%s%.*s%s", ONE_OF("See ", "- as in ", "  - of "),
                 (int)strcspn(url + 2, ")"), url + 2, end_of(l)) < 0)
        abort();
    put(l, somewhere(l), line);
    free(line);
}

static void hide_block(struct lines *l)
{
    size_t i = find(l, "- [");
    char open[8];
    if (i == l->n)
        return;
    end_last(l);
    snprintf(open, sizeof open, "<!--%s", end_of(l));
    size_t n = i;
    while (n < l->n && starts_with(l->at[n], "- ["))
        n++;
    put(l, i, open);
    snprintf(open, sizeof open, "-->%s", end_of(l));
    put(l, n + 1, open);
}

static void nest(struct lines *l)
{
    size_t i = find(l, "- [");
    if (i < l->n)
        replace(l, i, "  %s", l->at[i]);
}

static void other_bullets(struct lines *l)
{
    size_t i = find(l, "- [");
    for (; i < l->n && starts_with(l->at[i], "- ["); i++)
        l->at[i][0] = chance(2) ? '*' : '+';
}

static void edit_front(struct lines *l)
{
    for (size_t i = 0; i < body_of(l); i++)
        if (strstr(l->at[i], "\"summary\""))
            replace(l, i, "  \"summary\": \"Edited {[ \\\" \xC3\xA9\"%s",
                    l->at[i] + width(l->at[i]));
}

/* What no draft can be merged into. */
static void spoil(struct lines *l)
{
    size_t at = somewhere(l);
    end_last(l);
    if (chance(4) == 0)
        put(l, at, ONE_OF("<<<<<<< HEAD\n", "<!-- never closed\n", ">>>>>>> theirs\n"));
}

static void (*const edits[])(struct lines *) = {
    reword,     move,       move,          remark,        hide,          show,
    erase,      erase_item, write_prose,   write_prose,   write_code,    convert_ends,
    trail,      drop_end,   move_section,  erase_section, edit_sentence, mention,
    hide_block, nest,       other_bullets, edit_front,    cut_off,       spoil,
};

/* --- Growth ----------------------------------------------------------------------------------- */

static void grow(unsigned *number)
{
    for (size_t n = chance(4); n; n--) {
        const char *of = ONE_OF("acpi", "acpi", "uefi", "toy", NULL);
        const char *title = ONE_OF("Add `x`", "Fix {{< y >}}", "Drop z --> now", "Bump 1 -- to 2");
        struct change *c = add(of, ++*number, title, ONE_OF("ada", "bob", "mia", "tim", NULL));
        c->merged_at += (int64_t)chance(40) - 20; /* found late: stands before others */
        c->show = chance(3);
        c->author.first_time = chance(4) ? NO : YES;
        if (of && chance(4) == 0) {
            c->branch = ONE_OF("next", "old");
            c->on_default = false;
        }
        if (chance(8) == 0) {
            c->number = 0;
            c->kind = KIND_DIRECT;
            c->url = change_url(&arena, c);
        }
        if (chance(12) == 0)
            c->url = NULL;
    }
}

static uint64_t seed;
static size_t edits_made, refused;
static const char *edited_post, *new_post;

/* SEED=N runs one seed alone, SEEDS=N that many, SHOW=1 prints the posts before and after. */
#define broken(...)                                           \
    do {                                                      \
        printf("# SEED=%llu\n", (unsigned long long)seed);    \
        if (getenv("SHOW"))                                   \
            printf("%s\n=====\n%s\n", edited_post, new_post); \
        fail_msg(__VA_ARGS__);                                \
    } while (0)

/* --- What must hold --------------------------------------------------------------------------- */

static bool is_remembered(const struct memory *memory, const char *line)
{
    for (size_t i = 0; i < memory->lines.n; i++)
        if (strlen(memory->lines.at[i].text) == width(line) &&
            strncmp(memory->lines.at[i].text, line, width(line)) == 0)
            return true;
    return false;
}

static bool rewritten(const struct memory *before, const struct memory *after, const char *old,
                      const char *new)
{
    for (size_t i = 0; i < before->lines.n; i++) {
        const char *key = before->lines.at[i].key, *now = memory_line(after, key);
        if (strlen(before->lines.at[i].text) != width(old) ||
            strncmp(before->lines.at[i].text, old, width(old)) != 0)
            continue;
        if (starts_with(key, "none:")) /* becomes the sentence of the first list */
            now = memory_line(after, arena_printf(&arena, "intro:%s", key + 5));
        if (now && strlen(now) == width(new) && strncmp(now, new, width(new)) == 0)
            return strcmp(old + width(old), new + width(new)) == 0 || !old[width(old)];
    }
    return false;
}

static size_t occurrences(const char *text, const char *name)
{
    size_t n = 0;
    for (const char *s = text; (s = strstr(s, name)); s++)
        n += s[strlen(name)] < '0' || s[strlen(name)] > '9';
    return n;
}

/* How often the text names the change: by its link, or by its commit where it has none. */
static size_t count(const char *text, const struct change *c)
{
    if (c->url)
        return occurrences(text, c->url);
    return occurrences(text, arena_printf(&arena, "(`%.12s`)", c->commits.at[0])) +
           (c->number ? occurrences(text, change_url(&arena, c)) : 0);
}

static bool has_id(const struct string_list *ids, const struct change *c)
{
    return string_list_has(ids, change_id(&arena, c));
}

/* An inserted line that names no change must be one of the tool's own. */
static void check_added(const char *line, const struct memory *after)
{
    const char *parts[] = {prose.announcements, prose.infrastructure, prose.projects, prose.other,
                           prose.join};
    if (width(line) == 0 || is_remembered(after, line) || starts_with(line, "About ") ||
        starts_with(line, "<!-- -->"))
        return;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char *words = copy(line, width(line));
        bool own = strstr(parts[i], words);
        free(words);
        if (own)
            return;
    }
    broken("a line was added that says nothing: %s", line);
}

static void check_lines(const char *old, const char *new, const struct memory *before,
                        const struct memory *after)
{
    struct lines a = split(old), b = split(new);
    size_t i = 0, crlf = 0;
    for (size_t k = 0; k < a.n; k++)
        crlf += strstr(a.at[k], "\r\n") != NULL;
    for (size_t j = 0; j < b.n; j++) {
        bool last = i + 1 == a.n, same = i < a.n && strcmp(a.at[i], b.at[j]) == 0;
        if (last && !same && !strchr(a.at[i], '\n')) /* more came behind an unended line */
            same =
                strncmp(a.at[i], b.at[j], width(a.at[i])) == 0 && width(a.at[i]) == width(b.at[j]);
        if (same || (i < a.n && rewritten(before, after, a.at[i], b.at[j]))) {
            i++;
            continue;
        }
        if ((crlf + 1 >= a.n || crlf == 0) && strchr(b.at[j], '\n') &&
            (crlf != 0) != (strstr(b.at[j], "\r\n") != NULL))
            broken("a line was added with another end: %s", b.at[j]);
        size_t named = 0;
        for (size_t k = 0; k < record.changes.n; k++)
            named += count(b.at[j], &record.changes.at[k]) != 0;
        if (named > 1)
            broken("a line names two changes: %s", b.at[j]);
        if (!named)
            check_added(b.at[j], after);
    }
    if (i < a.n)
        broken("a line of the editor is gone: %s", a.at[i]);
    bool ended = a.n == 0 || strchr(a.at[a.n - 1], '\n');
    if (ended != (b.n == 0 || strchr(b.at[b.n - 1], '\n') != NULL))
        broken("the end of the last line came or went");
    drop(&a);
    drop(&b);
}

static void check_changes(const char *old, const char *new, const struct memory *before,
                          const struct memory *after)
{
    for (size_t i = 0; i < record.changes.n; i++) {
        const struct change *c = &record.changes.at[i];
        const char *id = change_id(&arena, c);
        size_t was = count(old, c), is = count(new, c);
        bool inserted = has_id(&merged.inserted, c);
        if (is != was + inserted)
            broken("%s stood there %zu times, now %zu", id, was, is);
        if (inserted && (was || has_id(&before->printed, c) || has_id(&before->dismissed, c)))
            broken("%s was there before", id);
        if (!is && !has_id(&after->dismissed, c))
            broken("%s is lost", id);
        if (has_id(&after->dismissed, c) && !has_id(&before->dismissed, c) &&
            (was || !has_id(&before->printed, c)))
            broken("%s was dismissed by nobody", id);
    }
}

static cmark_node *find_link(cmark_node *document, const char *url)
{
    cmark_node *found = NULL;
    cmark_iter *iter = cmark_iter_new(document);
    while (!found && cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (cmark_node_get_type(node) == CMARK_NODE_LINK &&
            strcmp(cmark_node_get_url(node), url) == 0)
            found = node;
    }
    cmark_iter_free(iter);
    return found;
}

/* All words in the list item that the node stands in, the outermost or the innermost; NULL: in
 * none. */
static char *words_of_item(cmark_node *node, bool outermost)
{
    cmark_node *item = NULL;
    for (; node && (outermost || !item); node = cmark_node_parent(node))
        if (cmark_node_get_type(node) == CMARK_NODE_ITEM)
            item = node;
    if (!item)
        return NULL;
    struct text words = {0};
    cmark_iter *iter = cmark_iter_new(item);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(iter);
        if (cmark_node_first_child(at) == NULL && cmark_node_get_literal(at))
            text_adds(&words, cmark_node_get_literal(at));
    }
    cmark_iter_free(iter);
    char *copy = arena_strdup(&arena, text_cstr(&words));
    text_release(&words);
    return copy;
}

static void check_new_item(cmark_node *now, const struct change *c)
{
    cmark_node *link = find_link(now, c->url);
    char *words = link ? words_of_item(link, false) : NULL;
    if (link && !words)
        broken("%s does not stand in a list", change_id(&arena, c));
    if (c->show && !link)
        broken("%s is not shown", change_id(&arena, c));
    if (!words)
        return;
    const char *line = render_change(&arena, &config, c, false);
    cmark_node *alone = cmark_parse_document(line, strlen(line), CMARK_OPT_DEFAULT);
    if (strcmp(words, words_of_item(find_link(alone, c->url), false)) != 0)
        broken("%s drew other words into its item: %s", change_id(&arena, c), words);
    cmark_node_free(alone);
}

/* As CommonMark sees it: a new change that shows is an item of a list, with its own words only; the
 * items that stood there have the words that they had. */
static void check_shown(const char *old, const char *new)
{
    cmark_node *was = cmark_parse_document(old, strlen(old), CMARK_OPT_DEFAULT);
    cmark_node *now = cmark_parse_document(new, strlen(new), CMARK_OPT_DEFAULT);
    for (size_t i = 0; i < record.changes.n; i++) {
        const struct change *c = &record.changes.at[i];
        if (!c->url)
            continue;
        if (has_id(&merged.inserted, c)) {
            check_new_item(now, c);
            continue;
        }
        cmark_node *before = find_link(was, c->url), *after = find_link(now, c->url);
        if ((before == NULL) != (after == NULL))
            broken("%s is %s shown now", change_id(&arena, c), after ? "" : "not");
        char *x = before ? words_of_item(before, true) : NULL;
        char *y = after ? words_of_item(after, true) : NULL;
        if (x && (!y || strcmp(x, y) != 0))
            broken("the item of %s had the words: %s\nand has now: %s", change_id(&arena, c), x,
                   y ? y : "no item");
    }
    cmark_node_free(was);
    cmark_node_free(now);
}

/* --- One month of one seed -------------------------------------------------------------------- */

/* Edits `post`; a result that no draft can be merged into is refused, with a reason, and undone. */
static char *edit(const char *post)
{
    struct lines l = split(post);
    size_t n = 1 + chance(EDITS);
    for (size_t i = 0; i < n; i++)
        edits[chance(sizeof edits / sizeof *edits)](&l);
    char *edited = join(&l);
    struct error error;
    struct memory memory = record.draft;
    drop(&l);
    if (try_draft(edited, &error) != STATUS_OK) {
        assert_int_equal(error.status, STATUS_USAGE);
        assert_contains(error.text, "post.md:");
        free(edited);
        refused++;
        return copy(post, strlen(post));
    }
    edits_made += n;
    record.draft = memory; /* nothing is new yet: the post must come back as it is */
    if (merged.post.n != strlen(edited) || memcmp(merged.post.at, edited, merged.post.n) != 0) {
        edited_post = edited;
        new_post = text_cstr(&merged.post);
        check_lines(edited, new_post, &record.draft, &merged.memory);
        broken("an unchanged month changed the post");
    }
    text_release(&merged.post);
    return edited;
}

static void one_step(char **post, unsigned *number)
{
    char *edited = edit(*post);
    struct memory before = record.draft;
    grow(number);
    if (chance(2)) { /* or: the changes come before a run has seen the edits */
        struct error error;
        assert_int_equal(try_draft(edited, &error), STATUS_OK);
        text_release(&merged.post);
    }
    const char *new = draft(edited);
    edited_post = edited;
    new_post = new;
    check_lines(edited, new, &before, &record.draft);
    check_changes(edited, new, &before, &record.draft);
    check_shown(edited, new);
    struct text first = {0}, second = {0};
    record_print(&first, &arena, &record);
    const char *again = draft(new);
    record_print(&second, &arena, &record);
    if (strcmp(text_cstr(&first), text_cstr(&second)) != 0) {
        edited_post = text_cstr(&first);
        new_post = text_cstr(&second);
        broken("a second run remembers something else");
    }
    edited_post = new;
    new_post = again;
    if (strcmp(new, again) != 0)
        broken("a second run changed the post");
    text_release(&first);
    text_release(&second);
    free(edited);
    free(*post);
    *post = copy(new, strlen(new));
}

static void no_byte_is_lost(void **state)
{
    (void)state;
    const char *only = getenv("SEED"), *more = getenv("SEEDS");
    uint64_t seeds = more ? strtoull(more, NULL, 10) : SEEDS;
    for (seed = only ? strtoull(only, NULL, 10) : 1; seed <= (only ? seed : seeds); seed++) {
        unsigned number = 0;
        chance_state = seed * 0x9E3779B97F4A7C15u;
        begin();
        grow(&number);
        const char *new = draft(NULL);
        char *post = copy(new, strlen(new));
        for (int i = 0; i < STEPS; i++)
            one_step(&post, &number);
        free(post);
        if (only)
            break;
    }
    printf("# %zu edits, %zu unfit posts refused\n", edits_made, refused);
    assert_true(only || more || edits_made >= 10000);
}

TESTS(test(no_byte_is_lost))
