/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Rules as pure functions: the examples of each, and the edges where it must bite or keep still. */
#include "ci/test.h"
#include "common/text.h"
#include "rules.h"

static struct arena arena;
static const char *area_names[] = {"acpi", "bootloader", "uefi", "x86_64", "ci", "docs"};
static const struct string_list areas = {.at = area_names, .n = 6};
static const char *part_names[] = {"acpi", "uefi", "x86_64"};
static const struct string_list parts = {.at = part_names, .n = 3};

static struct breaches message(const char *text)
{
    struct breaches list = {0};
    rules_message(&arena, text, &areas, &list);
    return list;
}

static struct breaches file(const char *path, const char *bytes, size_t n)
{
    struct breaches list = {0};
    struct rules_file f = {.path = path, .bytes = bytes, .n = n, .added = true, .parts = &parts};
    rules_file(&arena, &f, &list);
    return list;
}

/* "rule:line rule:line", in the order found. */
static const char *names(struct breaches list)
{
    const char *all = "";
    for (size_t i = 0; i < list.n; i++)
        all = arena_printf(&arena, "%s%s%s:%u", all, i ? " " : "", list.at[i].rule->name,
                           list.at[i].line);
    return all;
}

static const char *of_message(const char *text)
{
    return names(message(text));
}

static const char *of_file(const char *path, const char *text)
{
    return names(file(path, text, strlen(text)));
}

/* The same in a new C source that has all that a new source needs. */
static const char *of_code(const char *path, const char *code)
{
    const char *text = arena_printf(
        &arena, "/* SPDX-License-Identifier: MIT OR Apache-2.0 */\n/* A test. */\n\n%s\n", code);
    return of_file(path, text);
}

static bool breaks(const struct rule *rule, const char *example)
{
    struct breaches list = {0};
    if (!rule->path)
        list = message(example);
    else if (rule->about == RULE_FILE)
        list = file(rule->path, example, strlen(example));
    else {
        const char *text = arena_printf(&arena, "/* A test. */\n\n%s\n", example);
        list = file(rule->path, text, strlen(text));
    }
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i].rule == rule)
            return true;
    return false;
}

static void every_rule_has_examples_that_are_true(void **state)
{
    (void)state;
    for (size_t i = 0; i < rules_n; i++) {
        const struct rule *r = &rules[i];
        assert_ptr_equal(rule_named(r->name), r);
        assert_true(r->bad && r->good);
        if ((r->about == RULE_FILE && !r->path) ||
            strcmp(r->name, "format") == 0) /* clang-format's: lint.t */
            continue;
        if (!breaks(r, r->bad))
            fail_msg("%s: its bad example is not found", r->name);
        if (breaks(r, r->good))
            fail_msg("%s: its good example is found", r->name);
    }
}

static void subjects(void **state)
{
    (void)state;
    static const struct {
        const char *subject, *found;
    } rows[] = {
        {"acpi: read the MADT", ""},
        {"acpi, uefi: read the MADT", ""},
        {"acpi/aml: read the MADT", ""},
        {"x86_64: INVLPGB", ""},
        {"Revert \"acpi: read the MADT\"", ""},
        {"acpi: bring strings in order", ""},
        {"acpi: need no string", ""},
        {"acpi: tests of tables", ""},
        {"acpi: `added` is a kind", ""},
        {"acpi: seed the fuzzer", ""},
        {"acpi:read the MADT", "form:1"},
        {"acpi: ", "form:1"},
        {"", "form:1"},
        {"Read the MADT", "form:1"},
        {"in the end: read it", "form:1"},
        {"apci: read it", "area:1"},
        {"acpi, efui: read it", "area:1"},
        {"acpi: adds a table", "imperative:1"},
        {"acpi: fixes a table", "imperative:1"},
        {"acpi: simplifies a table", "imperative:1"},
        {"acpi: dropped a table", "imperative:1"},
        {"acpi: Adding a table", "imperative:1"},
        {"acpi: updated a table.", "imperative:1 dot:1"},
        {"acpi: making room", "imperative:1"},
        {"acpi: renaming a table", "imperative:1"},
        {"acpi: embedded controllers", ""},
        {"acpi: spelling", ""},
        {"acpi: builds of tests", ""},
        {"acpi: uses", ""},
        {"acpi: ing", ""},
        {"fixup! acpi: read the MADT", "unfinished:1"},
        {"squash! acpi: read the MADT", "unfinished:1"},
        {"WIP", "unfinished:1"},
        {"acpi: wip, tables", "unfinished:1"},
        {"acpi: wipe a table", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(of_message(rows[i].subject), rows[i].found) != 0)
            fail_msg("\"%s\": %s, not %s", rows[i].subject, of_message(rows[i].subject),
                     rows[i].found);
}

static void words_of_subjects(void **state)
{
    (void)state;
    assert_string_equal(message("apci: x").at[0].text,
                        "no area is called \"apci\"; did you mean \"acpi\"?");
    assert_string_equal(
        message("kernel: x").at[0].text,
        "no area is called \"kernel\"; there are acpi, bootloader, uefi, x86_64, ci, docs");
    assert_string_equal(message("acpi: simplified x").at[0].text,
                        "\"simplified\" tells a story; say what the commit does: \"simplify\"");
}

static void columns_are_characters(void **state)
{
    (void)state;
    char subject[256] = "acpi: ";
    for (size_t i = 6; i < 72; i++)
        strcat(subject, "\xC3\xA4"); /* allow(banned): 6 + 66 * 2 bytes in 256 */
    assert_string_equal(of_message(subject), "");
    strcat(subject, "x"); /* allow(banned): one more */
    assert_string_equal(of_message(subject), "columns:1");
    assert_string_equal(message(subject).at[0].text, "73 columns, 72 are there");
}

static void bodies(void **state)
{
    (void)state;
    static const char seventy[] =
        "words words words words words words words words words words words words wo";
    assert_string_equal(of_message("acpi: x\nbody"), "body:2");
    assert_string_equal(of_message("acpi: x\n\nbody\n"), "");
    const char *wide = arena_printf(&arena, "%s %s", seventy, seventy);
    assert_string_equal(of_message(arena_printf(&arena, "acpi: x\n\n%s\n", wide)), "body:3");
    static const char *const no_prose[] = {
        "    %s", "> %s", "| %s", "\t%s", "see https://x/%s", "Co-authored-by: %s"};
    for (size_t i = 0; i < sizeof no_prose / sizeof *no_prose; i++) {
        struct text t = {0};
        text_adds(&t, "acpi: x\n\n");
        text_add(&t, no_prose[i], strlen(no_prose[i]) - 2);
        text_adds(&t, wide);
        assert_string_equal(of_message(text_cstr(&t)), "");
        text_release(&t);
    }
}

static void exceptions_of_messages(void **state)
{
    (void)state;
    assert_string_equal(of_message("acpi: x.\n\nallow(dot): the table is called so\n"), "");
    assert_string_equal(of_message("acpi: x.\n\nallow(dot):\n"), "dot:1 allow:3");
    assert_string_equal(of_message("acpi: x.\n\nallow(dot): !!\n"), "dot:1 allow:3");
    assert_string_equal(of_message("acpi: x.\n\nallow(form): the dot\n"), "dot:1");
    struct breaches list = message("acpi: x\n\nallow(dott): the dot\n");
    assert_string_equal(names(list), "allow:3");
    assert_string_equal(list.at[0].text, "no rule is called \"dott\"; did you mean \"dot\"?");
    assert_string_equal(of_message("acpi: x\n\nallow(RULE): reason\n"), "");
}

static const char c[] = "projects/acpi/src/osi.c";

static void lines(void **state)
{
    (void)state;
    assert_string_equal(of_code(c, "int x;\t"), "blanks:4");
    assert_string_equal(of_code(c, "int x; \r"), "line-end:4 blanks:4");
    assert_string_equal(of_code(c, "\tint x;"), "tab:4");
    assert_string_equal(of_code(c, "  \tint x;"), "tab:4");
    assert_string_equal(of_code(c, "const char *s = \"\\\t\";"), "");
    assert_string_equal(of_file("ci/make/x.mk", "# SPDX-License-Identifier: MIT OR Apache-2.0\n"
                                                "\techo\n"),
                        "");
    assert_string_equal(of_file("Makefile", "\techo\n"), "");
    assert_string_equal(of_file("README.md", "two blanks  \nbreak a line\n"), "");
    assert_string_equal(of_file("README.md", ">>>>>>> theirs\n"), "conflict:1");
    assert_string_equal(of_file("README.md", "Title\n=======\n"), "");
    assert_string_equal(of_file("projects/acpi/tests/data/x.txt", "a \t\r\n\tb"), "");
    assert_string_equal(of_file("projects/acpi/tests/data/x.txt", "<<<<<<< HEAD\n"), "conflict:1");
}

static void calls(void **state)
{
    (void)state;
    assert_string_equal(of_code(c, "strcpy (a, b);"), "banned:4");
    assert_string_equal(of_code(c, "x = strcpy(a, b) + gets(c);"), "banned:4 banned:4");
    assert_string_equal(of_code(c, "/* strcpy(a, b) */ my_strcpy(a, b); strcpy_s(a);"), "");
    assert_string_equal(of_code(c, "/*\nstrcpy(a, b)\n*/"), "");
    assert_string_equal(of_code(c, "// strcpy(a, b)"), "");
    assert_string_equal(of_code(c, "f(\"strcpy(a)\", '\"', \"\\\"gets()\");"), "");
    assert_string_equal(of_code(c, "printf(\"x\");"), "debug:4");
    assert_string_equal(of_code(c, "uefi_printf(\"x\");"), "");
    assert_string_equal(of_code(c, "void f(int) __attribute__((format(printf, 1, 2)));"), "");
    assert_string_equal(of_code("projects/acpi/tools/x/main.c", "printf(\"x\");"), "");
    assert_string_equal(of_code("tools/preflight/src/x.c", "printf(\"x\");"), "");
    assert_string_equal(of_code("projects/acpi/tests/unit/x.c", "system(\"ls\");"), "");
    assert_string_equal(of_code(c, "system(\"ls\");"), "banned:4");
    assert_string_equal(of_file("README.md", "strcpy(a, b)\n"), "");
}

static void exceptions_of_lines(void **state)
{
    (void)state;
    assert_string_equal(of_code(c, "gets(x); /* allow(banned): the book has it */"), "");
    assert_string_equal(of_code(c, "/* allow(banned): the book has it */\ngets(x);"), "");
    assert_string_equal(of_code(c, "/* allow(banned): the book has it */\n\ngets(x);"), "banned:6");
    assert_string_equal(of_code(c, "gets(x); /* allow(banned): */"), "banned:4 allow:4");
    assert_string_equal(of_code(c, "gets(x); /* allow(debug): the book has it */"), "banned:4");
    assert_string_equal(of_code(c, "gets(x); /* allow(bannd): the book has it */"),
                        "banned:4 allow:4");
    struct rules_file f = {.path = c, .bytes = "x  y\n/* allow(format): a table */\nz\n", .n = 38};
    f.n = strlen(f.bytes);
    assert_false(rules_allowed(&arena, &f, "format", 1));
    assert_true(rules_allowed(&arena, &f, "format", 2));
    assert_true(rules_allowed(&arena, &f, "format", 3));
    assert_false(rules_allowed(&arena, &f, "format", 4));
    assert_false(rules_allowed(&arena, &f, "format", 4000));
}

static const char h[] = "projects/acpi/include/acpi/x.h";

static void public_names(void **state)
{
    (void)state;
    static const struct {
        const char *code, *found;
    } rows[] = {
        {"int f(void);", "comment:4"},
        {"/* One. */\nint f(void);\nint g(void);", ""},
        {"/* One. */\nint f(void);\n\nint g(void);", "comment:7"},
        {"int f(void); /* one */", ""},
        {"int f(void);\nint g(void); /* the other */", "comment:4"},
        {"int f(int a,\n      int b); /* both */", ""},
        {"struct x {\n    int a;\n};", "comment:4"},
        {"/* X. */\nstruct x {\n    int a;\n\n    int b;\n};", ""},
        {"struct x;", ""},
        {"struct x *f(void);", "comment:4"},
        {"#define X 1", "comment:4"},
        {"#define X 1 // one", ""},
        {"/* X. */\n#define X(a) \\\n    f(a)", ""},
        {"#ifdef X\n#include <x.h>\n#endif\n#pragma once", ""},
        {"_Static_assert(sizeof(int) == 4, \"int\");", ""},
        {"/* F. */\nstatic inline int f(void)\n{\n    int x = 1;\n\n    return g(x);\n}", ""},
        {"enum { A };", "comment:4"},
        {"extern \"C\" {", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(of_code(h, rows[i].code), rows[i].found) != 0)
            fail_msg("%s: %s, not %s", rows[i].code, of_code(h, rows[i].code), rows[i].found);
    assert_string_equal(of_code("projects/acpi/src/x.h", "int f(void);"), "");
}

static void only_changed_lines(void **state)
{
    (void)state;
    static const char text[] = "gets(a);\ngets(b);\nint f(void);\nno newline";
    static const bool changed[] = {false, false, true, false, false};
    struct breaches list = {0};
    struct rules_file f = {.path = c, .bytes = text, .n = strlen(text), .changed = changed};
    rules_file(&arena, &f, &list);
    assert_string_equal(names(list), "banned:2");
}

static void whole_files(void **state)
{
    (void)state;
    assert_string_equal(of_file(c, "int x;\n"), "licence:1");
    assert_string_equal(of_file("projects/acpi/project.mk", "kind := host\n"), "");
    assert_string_equal(of_file("projects/acpi/tests/data/x.c", "int x;\n"), "");
    assert_string_equal(of_file(c, "/* allow(licence): a quotation */\nint x;\n"), "");
    assert_string_equal(of_file("x.txt", "no newline"), "last-line:1");
    assert_string_equal(of_file("x.txt", ""), "");

    struct text t = {0};
    for (size_t i = 0; i < 801; i++)
        text_adds(&t, i ? "int x;\n" : "/* SPDX-License-Identifier: MIT OR Apache-2.0 */\n");
    assert_string_equal(of_file(c, t.at), "length:801");
    assert_string_equal(of_file("x.txt", t.at), "");
    text_clear(&t);
    text_adds(&t,
              "/* SPDX-License-Identifier: MIT OR Apache-2.0 */\n/* allow(length): a table */\n");
    for (size_t i = 0; i < 801; i++)
        text_adds(&t, "int x;\n");
    assert_string_equal(of_file(c, t.at), "");
    text_release(&t);
}

static void big_files(void **state)
{
    (void)state;
    size_t n = (512 << 10) + 1;
    char *bytes = calloc(n + 1, 1);
    assert_non_null(bytes);
    assert_string_equal(names(file("x.bin", bytes, n)), "size:0");
    assert_string_equal(names(file("x.bin", bytes, n - 1)), "");
    const char *texts[] = {"ci: add x\n\nallow(size): a disk that firmware refuses\n"};
    struct string_list messages = {.at = texts, .n = 1};
    struct rules_file f = {.path = "x.bin", .bytes = bytes, .n = n, .messages = &messages};
    struct breaches list = {0};
    rules_file(&arena, &f, &list);
    assert_string_equal(names(list), "");
    free(bytes);
}

static void fragments(void **state)
{
    (void)state;
    static const struct {
        const char *path, *text, *found;
    } rows[] = {
        {"newsletter/fragments/x.acpi.added.md", "Map it\n", ""},
        {"newsletter/fragments/x.acpi.md", "Map it\n", "fragment:0"},
        {"newsletter/fragments/README.md", "Map it\n", "fragment:0"},
        {"newsletter/fragments/sub/x.acpi.added.md", "Map it\n", "fragment:0"},
        {"newsletter/fragments/x.apci.added.md", "Map it\n", "fragment:0"},
        {"newsletter/fragments/x.acpi.feature.md", "Map it\n", "fragment:0"},
        {"newsletter/fragments/x.acpi.added.md", "\n\n", "fragment:1"},
        {"newsletter/README.md", "Map it\n", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(of_file(rows[i].path, rows[i].text), rows[i].found);
    assert_string_equal(
        file(rows[5].path, "x\n", 2).at[0].text,
        "\"feature\" is no kind of change; there are added, changed, deprecated, removed, fixed, "
        "security: x.acpi.KIND.md");
}

TESTS(test(every_rule_has_examples_that_are_true), test(subjects), test(words_of_subjects),
      test(columns_are_characters), test(bodies), test(exceptions_of_messages), test(lines),
      test(calls), test(exceptions_of_lines), test(public_names), test(only_changed_lines),
      test(whole_files), test(big_files), test(fragments))
