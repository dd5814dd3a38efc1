/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "report.h"

#include "ci/test.h"

static void paths(void **state)
{
    static const struct {
        const char *path, *printed;
    } rows[] = {
        {"a/b.c", "a/b.c"},
        {"a b.c", "a b.c"},
        {"gr\xc3\xb6\xc3\x9f"
         "e.c",
         "gr\xc3\xb6\xc3\x9f"
         "e.c"},
        {"a\nb", "\"a\\nb\""},
        {"a\tb", "\"a\\tb\""},
        {"a\"b", "\"a\\\"b\""},
        {"a\\b", "\"a\\\\b\""},
        {"a\x01z", "\"a\\001z\""},
        {"a\xffz", "\"a\\377z\""},
        {"a\xc3", "\"a\\303\""},
        {"a\x7f", "\"a\\177\""},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text out = {0};
        report_add_path(&out, rows[i].path);
        assert_string_equal(text_cstr(&out), rows[i].printed);
        text_release(&out);
    }
}

static void findings(void **state)
{
    static const struct finding whole = {"a.c",          3,      "rule",  "is wrong",
                                         "bad\nand two", "good", "make x"},
                                least = {.rule = "rule", .text = "is wrong"},
                                file = {.file = "a\nb", .rule = "rule", .text = "is wrong"};
    (void)state;
    struct report report = {0};
    assert_int_equal(report_status(&report), STATUS_OK);
    report_finding(&report, &whole);
    report_finding(&report, &least);
    report_finding(&report, &file);
    assert_string_equal(text_cstr(&report.out), "a.c:3: is wrong (rule)\n"
                                                "  bad:  bad\n"
                                                "        and two\n"
                                                "  good: good\n"
                                                "  next: make x\n"
                                                "is wrong (rule)\n"
                                                "\"a\\nb\": is wrong (rule)\n");
    assert_int_equal(report.findings, 3);
    assert_int_equal(report_status(&report), STATUS_FINDINGS);
    report_release(&report);

    report = (struct report){.json = true};
    report_line(&report, "not in JSON");
    report_finding(&report, &whole);
    report_finding(&report, &least);
    assert_string_equal(
        text_cstr(&report.out),
        "{\"rule\": \"rule\", \"file\": \"a.c\", \"line\": 3, \"text\": \"is wrong\", "
        "\"bad\": \"bad\\nand two\", \"good\": \"good\", \"next\": \"make x\"}\n"
        "{\"rule\": \"rule\", \"text\": \"is wrong\"}\n");
    report_release(&report);
}

TESTS(test(paths), test(findings))
