/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Shown or hidden: see classify.h. Titles are matched without case by POSIX extended regular
 * expressions; \< and \> are word edges.
 *
 * Why these and no more: measured on 75 published issues, bots, dependency titles and lock files
 * explain 95 % of what editors hid; rules on paths or on typos hide more of what they showed than
 * of what they hid, so those stand behind `strict`. Releases are never hidden by anybody.
 */
#include "classify.h"

#include <fnmatch.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

enum test {
    TITLE,         /* the title matches */
    BOT,           /* the author is a bot */
    AUTHOR,        /* the author matches hide.authors of the configuration */
    OWN_TITLE,     /* the title matches hide.titles of the configuration */
    ONLY_CI_PATHS, /* every changed path is CI configuration */
};

struct rule {
    const char *name;
    enum test test;
    bool show;
    bool strict; /* only where the configuration says hide.strict */
    const char *pattern;
};

#define CONVENTIONAL(types) "^(" types ")(\\([^)]*\\))?!?: "

static const struct rule rules[] = {
    {"dependencies", TITLE, false, false,
     "^(chore|build|fix|ci|test)\\((deps|deps-dev|dependencies)\\)"},
    {"release", TITLE, true, false,
     "^(" /* an optional conventional prefix, then a verb of releasing and a version */
     "(chore|build|ci|docs)(\\([^)]*\\))?!?: *)?"
     "(prepare|publish|release|cut|tag)\\>.*(\\<v?[0-9]+\\.[0-9]+|\\<releases?\\>|\\<version\\>)"},
    {"release", TITLE, true, false,
     CONVENTIONAL("release") "|^(chore|build)\\(release\\)|^release\\>[^-]*$"},
    {"release", TITLE, true, false,
     "^((chore|build)(\\([^)]*\\))?: *)?(bump|update|increase) (the )?(crate |package |[^ ]+ "
     ")?versions?\\>( number)?"
     "|\\<version bump\\>|\\<bump to v?[0-9]+\\.[0-9]"},
    {"release", TITLE, true, false, "\\<change-?log\\>|\\<release notes\\>"},
    {"bot", BOT, false, false, NULL},
    {"author", AUTHOR, false, false, NULL},
    {"dependencies", TITLE, false, false,
     "^(" CONVENTIONAL("chore|build|ci|fix") ")?bump .* from [^ ]+ to [^ ]+"},
    {"dependencies", TITLE, false, false,
     "^(" CONVENTIONAL("chore|build|ci|fix") ")?update .* requirements? from "},
    {"lock-file", TITLE, false, false,
     "\\<lock ?-?files? (maintenance|updates?|refresh)\\>"
     "|\\<(update|upgrade|refresh|regenerate|bump|sync)[a-z]* .*(\\<lock "
     "?-?files?\\>|\\.lock\\>|\\<package-lock\\>)"
     "|\\<cargo update\\>|\\<(nix )?flake (lock )?update\\>|\\<update (the )?(nix )?flakes?( "
     "inputs?)?$"},
    {"title", OWN_TITLE, false, false, NULL},
    {"ci", TITLE, false, true,
     CONVENTIONAL(
         "ci|build\\(ci\\)") "|^(github )?(ci|workflows?|actions?)\\>[:/ ]|^(fix|update|repair) "
                             "(the )?(ci|github (actions|workflows?))\\>"},
    {"ci", ONLY_CI_PATHS, false, true, NULL},
    {"lint", TITLE, false, true,
     CONVENTIONAL(
         "style|lint") "|\\<clippy\\>|\\<(rust|clang-|cargo "
                       ")?fmt\\>|\\<rustfmt\\>|\\<clang-(format|tidy)\\>"
                       "|\\<lint(s|er|ing)?\\>|\\<(compiler |build |dead code )warnings?\\>"},
    {"typo", TITLE, false, true, "\\<typos?\\>|\\<spelling\\>|\\<misspell(ed|ing)s?\\>"},
    {"toolchain", TITLE, false, true,
     CONVENTIONAL("nix|toolchain") "|^(update|bump|pin|upgrade|use) "
                                   ".*\\<(toolchain|nightly|msrv|flake|nixpkgs)\\>"
                                   "|^(nix|flake)\\>"},
};
enum { RULES = sizeof rules / sizeof *rules };

struct classifier {
    const struct config *config;
    regex_t *own; /* of hide.titles */
    size_t own_n;
    regex_t compiled[RULES]; /* those with a pattern */
};

static enum status compile(regex_t *ret, const char *pattern, const char *where,
                           struct error *error)
{
    int code = regcomp(ret, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB);
    if (code == 0)
        return STATUS_OK;
    char why[256];
    regerror(code, ret, why, sizeof why);
    return error_set(error, STATUS_USAGE,
                     "%s: hide.titles: \"%s\" is no extended regular expression: %s", where,
                     pattern, why);
}

enum status classifier_new(const struct config *config, struct classifier **ret,
                           struct error *error)
{
    struct classifier *c = calloc(1, sizeof *c);
    size_t n = config->hide.titles.n;
    regex_t *own = calloc(n + 1, sizeof *own);
    if (!c || !own) {
        free(c);
        free(own);
        return error_set(error, STATUS_WORLD, "out of memory");
    }
    *c = (struct classifier){.config = config, .own = own};
    for (size_t i = 0; i < RULES; i++)
        if (rules[i].pattern && compile(&c->compiled[i], rules[i].pattern, "rule", error))
            BUG("rule %zu (%s): %s", i, rules[i].name, error ? error->text : "");
    for (; c->own_n < n; c->own_n++) {
        enum status status =
            compile(&own[c->own_n], config->hide.titles.at[c->own_n], config->file, error);
        if (status != STATUS_OK) {
            classifier_free(c);
            return status;
        }
    }
    *ret = c;
    return STATUS_OK;
}

void classifier_free(struct classifier *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < RULES; i++)
        if (rules[i].pattern)
            regfree(&c->compiled[i]);
    for (size_t i = 0; i < c->own_n; i++)
        regfree(&c->own[i]);
    free(c->own);
    free(c);
}

static bool author_matches(const struct string_list *patterns, const struct person *author)
{
    for (size_t i = 0; i < patterns->n; i++)
        for (int which = 0; which < 2; which++) {
            const char *text = which ? author->name : author->login;
            /* "*[bot]" means the literal brackets, as GitHub writes them */
            const char *pattern = patterns->at[i];
            size_t n = strlen(pattern);
            bool suffix = n > 1 && pattern[0] == '*' && !strpbrk(pattern + 1, "*?");
            if (text &&
                (suffix ? ends_with(text, pattern + 1)
                        : strcmp(text, pattern) == 0 || fnmatch(pattern, text, FNM_CASEFOLD) == 0))
                return true;
        }
    return false;
}

static bool only_ci_paths(const struct change *change)
{
    static const char *const folders[] = {".github/",        ".gitlab/",  ".circleci/",
                                          "azure-pipelines", "bors.toml", ".travis.yml"};
    for (size_t i = 0; i < change->paths.n; i++) {
        bool ci = false;
        for (size_t f = 0; !ci && f < sizeof folders / sizeof *folders; f++)
            ci = starts_with(change->paths.at[i], folders[f]);
        if (!ci)
            return false;
    }
    /* a list that was cut proves nothing */
    return change->paths.n && change->files == (int)change->paths.n;
}

static bool matches(const struct classifier *c, size_t i, const struct change *change)
{
    switch (rules[i].test) {
    case TITLE:
        return regexec(&c->compiled[i], change->title, 0, NULL, 0) == 0;
    case BOT:
        return change->author.bot;
    case AUTHOR:
        return author_matches(&c->config->hide.authors, &change->author);
    case OWN_TITLE:
        for (size_t t = 0; t < c->own_n; t++)
            if (regexec(&c->own[t], change->title, 0, NULL, 0) == 0)
                return true;
        return false;
    case ONLY_CI_PATHS:
        return only_ci_paths(change);
    }
    BUG("rule %zu has no test", i);
}

void classify(const struct classifier *c, struct change *change)
{
    change->show = true;
    change->why = "default";
    for (size_t i = 0; i < RULES; i++) {
        if ((rules[i].strict && !c->config->hide.strict) || !matches(c, i, change))
            continue;
        change->show = rules[i].show;
        change->why = rules[i].name;
        return;
    }
}
