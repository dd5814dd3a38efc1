/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * preflight new: a subproject that passes all checks, to start from. Its files are below, with
 * @name@ and the like where they differ; no list anywhere has to be touched, but what GitHub reads
 * is renewed (owners.h).
 */
#include <ctype.h>
#include <string.h>

#include "common/file.h"
#include "common/json.h"
#include "common/text.h"
#include "owners.h"
#include "parts.h"
#include "preflight.h"

struct template_file {
    const char *path, *text;
};

#define LICENCE "/* SPDX-License-Identifier: MIT OR Apache-2.0 */\n"
#define RECORD                                                       \
    "{\n"                                                            \
    "  \"name\": \"@name@\",\n"                                      \
    "  \"title\": \"`@name@`\",\n"                                   \
    "  \"about\": @about@,\n"                                        \
    "  \"paths\": [\"@folder@\"],\n"                                 \
    "  \"needs\": [],\n"                                             \
    "  \"maintainers\": [{ \"login\": \"\", \"names\": [@who@] }]\n" \
    "}\n"
#define CHANGELOG                                                                       \
    "# Changelog of `@name@`\n\n"                                                       \
    "The format is [Keep a Changelog](https://keepachangelog.com/en/1.1.0/); versions " \
    "follow\n[Semantic Versioning](https://semver.org/spec/v2.0.0.html).\n\n## Unreleased\n"

/* What kernels link: an archive without globals, allocation or C library. */
static const struct template_file freestanding[] = {
    {"project.json", RECORD},
    {"project.mk", "# What projects/@name@ is made of; the rules are in ci/make/engine.mk.\n"
                   "kind    := freestanding\n"
                   "sources := src/*.c\n"
                   "tests   := tests/unit/*_test.c\n"},
    {"CHANGELOG.md", CHANGELOG},
    {"README.md",
     "# @name@\n\n@plain@\n\n"
     "```c\n"
     "#include <@name@/@name@.h>\n\n"
     "static const uint32_t primes[] = {2, 3, 5, 7};\n"
     "size_t at;\n\n"
     "if (@name@_find(primes, 4, 5, &at))\n"
     "    return at; /* 2 */\n"
     "```\n\n"
     "The headers are the manual: [`@name@.h`](include/@name@/@name@.h).\n"
     "`make check/@name@` runs the tests, `make install P=@name@` installs archive, headers and a "
     "pkg-config file.\n"},
    {"include/@name@/@name@.h", LICENCE
     "/*\n"
     " * @name@: what it is; then its rules: who owns what, limits, threads.\n"
     " *\n"
     " * Threads: pure functions.\n"
     " */\n"
     "#pragma once\n"
     "#include <stdbool.h>\n"
     "#include <stddef.h>\n"
     "#include <stdint.h>\n\n"
     "#ifdef __cplusplus\n"
     "extern \"C\" {\n"
     "#endif\n\n"
     "/* Finds the first of `n` values that is `value`. false: there is none, and *ret_at "
     "is untouched. */\n"
     "bool @name@_find(const uint32_t *values, size_t n, uint32_t value, size_t *ret_at);\n\n"
     "#ifdef __cplusplus\n"
     "}\n"
     "#endif\n"},
    {"src/@name@.c",
     LICENCE "/* Searching: see @name@.h. */\n"
             "#include \"@name@/@name@.h\"\n\n"
             "bool @name@_find(const uint32_t *values, size_t n, uint32_t value, size_t *ret_at)\n"
             "{\n"
             "    for (size_t i = 0; i < n; i++) {\n"
             "        if (values[i] != value)\n"
             "            continue;\n"
             "        *ret_at = i;\n"
             "        return true;\n"
             "    }\n"
             "    return false;\n"
             "}\n"},
    {"tests/unit/@name@_test.c", LICENCE "/* Searching, and what is not there. */\n"
                                         "#include \"ci/test.h\"\n\n"
                                         "#include \"@name@/@name@.h\"\n\n"
                                         "static const uint32_t primes[] = {2, 3, 5, 3};\n\n"
                                         "static void finds_the_first(void **state)\n"
                                         "{\n"
                                         "    (void)state;\n"
                                         "    size_t at = 99;\n"
                                         "    assert_true(@name@_find(primes, 4, 3, &at));\n"
                                         "    assert_int_equal(at, 1);\n"
                                         "}\n\n"
                                         "static void misses(void **state)\n"
                                         "{\n"
                                         "    (void)state;\n"
                                         "    size_t at = 99;\n"
                                         "    assert_false(@name@_find(primes, 4, 4, &at));\n"
                                         "    assert_false(@name@_find(primes, 0, 2, &at));\n"
                                         "    assert_int_equal(at, 99);\n"
                                         "}\n\n"
                                         "TESTS(test(finds_the_first), test(misses))\n"},
};

/* A program for this machine. */
static const struct template_file host[] = {
    {"project.json", RECORD},
    {"project.mk", "# What tools/@name@ is made of; the rules are in ci/make/engine.mk.\n"
                   "kind     := host\n"
                   "sources  := src/*.c\n"
                   "programs := @name@=src/main.c\n"
                   "tests    := tests/unit/*_test.c\n"
                   "scripts  := tests/*.t\n"},
    {"CHANGELOG.md", CHANGELOG},
    {"README.md", "# @name@\n\n@plain@\n\n"
                  "```sh\n"
                  "build/bin/@name@ a word of many # many\n"
                  "```\n\n"
                  "`make check/@name@` runs the tests.\n"},
    {"src/@name@.h", LICENCE "/* Words, and how long they are. Threads: pure functions. */\n"
                             "#pragma once\n"
                             "#include <stddef.h>\n\n"
                             "/* The first of the longest of `n` words; NULL: there are none. */\n"
                             "const char *@name@_longest(char *const *words, size_t n);\n"},
    {"src/@name@.c", LICENCE "/* Words: see @name@.h. */\n"
                             "#include \"@name@.h\"\n\n"
                             "#include <string.h>\n\n"
                             "const char *@name@_longest(char *const *words, size_t n)\n"
                             "{\n"
                             "    const char *best = NULL;\n"
                             "    for (size_t i = 0; i < n; i++)\n"
                             "        if (!best || strlen(words[i]) > strlen(best))\n"
                             "            best = words[i];\n"
                             "    return best;\n"
                             "}\n"},
    {"src/main.c",
     LICENCE "/* @name@: prints the longest of its words. */\n"
             "#include <stdio.h>\n\n"
             "#include \"@name@.h\"\n\n"
             "int main(int argc, char **argv)\n"
             "{\n"
             "    const char *word = @name@_longest(argv + 1, argc > 1 ? (size_t)argc - 1 : 0);\n"
             "    if (!word) {\n"
             "        fputs(\"@name@: which words? @name@ WORD...\\n\", stderr);\n"
             "        return 2;\n"
             "    }\n"
             "    return puts(word) < 0 ? 3 : 0;\n"
             "}\n"},
    {"tests/unit/@name@_test.c",
     LICENCE "/* Words of all lengths. */\n"
             "#include \"ci/test.h\"\n\n"
             "#include \"@name@.h\"\n\n"
             "static void longest(void **state)\n"
             "{\n"
             "    (void)state;\n"
             "    char *words[] = {\"a\", \"word\", \"of\", \"many\"};\n"
             "    assert_string_equal(@name@_longest(words, 4), \"word\");\n"
             "    assert_null(@name@_longest(words, 0));\n"
             "}\n\n"
             "TESTS(test(longest))\n"},
    {"tests/@name@.t", "#!/usr/bin/env bash\n"
                       "# SPDX-License-Identifier: MIT OR Apache-2.0\n"
                       "# @name@ as it is typed.\n"
                       "source ci/tap.sh\n\n"
                       "run \"$BIN/@name@\" a word of many\n"
                       "is \"$status $stdout\" \"0 word\" \"the longest word\"\n"
                       "run \"$BIN/@name@\"\n"
                       "is \"$status\" 2 \"no words\"\n"
                       "like \"$stderr\" 'which words' \"it asks for them\"\n"
                       "done_testing\n"},
};

static const struct {
    const char *name, *folder;
    const struct template_file *files;
    size_t n;
} kinds[] = {
    {"freestanding", "projects", freestanding, sizeof freestanding / sizeof *freestanding},
    {"host", "tools", host, sizeof host / sizeof *host},
};

/* --- Filling in --------------------------------------------------------------------------------
 */

struct word {
    const char *token, *value;
};

static const char *fill(struct arena *arena, const char *text, const struct word *words)
{
    struct text out = {0};
    while (*text) {
        const struct word *w = words;
        while (w->token && !starts_with(text, w->token))
            w++;
        if (w->token)
            text_adds(&out, w->value);
        else
            text_addc(&out, *text);
        text += w->token ? strlen(w->token) : 1;
    }
    const char *copy = arena_strdup(arena, text_cstr(&out));
    text_release(&out);
    return copy;
}

static const char *as_json(struct arena *arena, const char *s)
{
    struct text out = {0};
    json_add_string(&out, s);
    const char *copy = arena_strdup(arena, text_cstr(&out));
    text_release(&out);
    return copy;
}

/* Whoever makes it looks after it, until the record says more. */
static const char *git_user(struct arena *arena, git_repository *repository)
{
    git_config *config = NULL;
    git_buf name = {0};
    const char *who = "OSDev maintainers";
    if (git_repository_config_snapshot(&config, repository) == 0 &&
        git_config_get_string_buf(&name, config, "user.name") == 0 && name.size)
        who = arena_strdup(arena, name.ptr);
    git_buf_dispose(&name);
    git_config_free(config);
    return who;
}

/* --- The command -------------------------------------------------------------------------------
 */

static enum status check_name(const char *name, struct error *error)
{
    enum { LONGEST = 16 };
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (!n || name[n] || !islower((unsigned char)name[0]) || n > LONGEST)
        return error_set(error, STATUS_USAGE,
                         "new: \"%s\" is no name for a subproject; it begins functions, so: a "
                         "letter, then letters, digits and '_', all small, at most %d",
                         name, LONGEST);
    return STATUS_OK;
}

static enum status check_free(struct preflight *p, const char *name, struct error *error)
{
    static const char *const places[] = {"projects/", "tools/", ""};
    struct parts parts;
    TRY(parts_load(p->arena, p->repository, NULL, &parts, error));
    const struct part *part = parts_named(&parts, name);
    if (part)
        return error_set(error, STATUS_USAGE, "new: the name \"%s\" is taken by %s", name,
                         part->project.file);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *folder = arena_printf(p->arena, "%s%s", places[i], name);
        if (file_exists(folder))
            return error_set(error, STATUS_USAGE, "new: %s is there already; choose another name",
                             folder);
    }
    return STATUS_OK;
}

static enum status renew_owners(struct preflight *p, struct error *error)
{
    struct parts parts;
    TRY(parts_load(p->arena, p->repository, NULL, &parts, error));
    return owners_write(p->arena, &parts, &p->report, error);
}

enum status new_command(struct preflight *p, struct error *error)
{
    struct options *o = &p->options;
    const char *kind = o->kind ? o->kind : kinds[0].name;
    size_t k = 0;
    while (k < sizeof kinds / sizeof *kinds && strcmp(kinds[k].name, kind) != 0)
        k++;
    if (k == sizeof kinds / sizeof *kinds)
        return error_set(error, STATUS_USAGE,
                         "new: no kind \"%s\" can be made here; there are freestanding (what "
                         "kernels link) and host (a tool)",
                         kind);
    if (o->words.n != 1)
        return error_set(error, STATUS_USAGE, "new: which name? make new NAME=timer");
    const char *name = o->words.at[0];
    TRY(check_name(name, error));
    TRY(check_free(p, name, error));
    const char *folder = arena_printf(p->arena, "%s/%s", kinds[k].folder, name);
    const char *about =
        o->about ? o->about : arena_printf(p->arena, "`%s` says here what it is for.", name);
    const struct word words[] = {
        {"@name@", name},
        {"@folder@", folder},
        {"@about@", as_json(p->arena, about)},
        {"@plain@", about},
        {"@who@", as_json(p->arena, git_user(p->arena, p->repository))},
        {NULL, NULL},
    };
    for (size_t i = 0; i < kinds[k].n; i++) {
        const struct template_file *f = &kinds[k].files[i];
        const char *path = arena_printf(p->arena, "%s/%s", folder, fill(p->arena, f->path, words));
        const char *text = fill(p->arena, f->text, words);
        TRY(file_write(path, text, strlen(text), NULL, error));
        report_line(&p->report, "%s", path);
    }
    TRY(renew_owners(p, error));
    report_line(&p->report, "next: make check/%s", name);
    return STATUS_OK;
}
