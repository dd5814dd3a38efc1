/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "merge_fixture.h"

static void look(void **state)
{
    (void)state;
    begin();
    add("acpi", 1, "First", "ada");
    add("acpi", 2, "Second", "bob");
    add("acpi", 3, "Bump it", "bot")->show = false;
    struct change *n = add("acpi", 4, "On next", "ada");
    n->branch = "next";
    n->on_default = false;
    add("toy", 5, "Toy", "tim");
    add(NULL, 6, "CI", "edith");
    const char *p = draft(NULL);
    puts(p);
    add("uefi", 7, "Uefi", "zoe");
    add("acpi", 8, "Third", "cy");
    puts("=================");
    p = draft(p);
    puts(p);
    for (size_t i = 0; i < record.draft.lines.n; i++)
        printf("%s = %s\n", record.draft.lines.at[i].key, record.draft.lines.at[i].text);
    const char *q = draft(p);
    assert_string_equal(p, q);
}

TESTS(test(look))
