/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Hostile tables: the fuzzer's corpus as it is, cut at every length, and with bytes changed at
 * random (always the same ones). With ACPI_TABLES=folder in the environment, the tables in there
 * too: that is how real machines get here.
 */
#include <dirent.h>

#include "ci/test.h"
#include "tests/fuzz/tables_fuzz.c"

enum { INPUT_MAX = 1 << 20 };
static uint8_t input[INPUT_MAX], changed[INPUT_MAX];

static uint32_t next_random(void)
{
    static uint32_t random = 7;
    random ^= random << 13;
    random ^= random >> 17;
    random ^= random << 5;
    return random;
}

/* Runs a file, cut and changed. Returns false where there is none. skip: bytes before the table in
 * the input. */
static bool torment(const char *path, size_t skip)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    input[0] = 0;
    size_t size = fread(input + skip, 1, sizeof input - skip, file) + skip;
    fclose(file);
    LLVMFuzzerTestOneInput(input, size);
    for (size_t n = 1; n < size; n += n < 512 ? 1 : 1 + size / 64)
        LLVMFuzzerTestOneInput(input, n);
    for (int round = 0; round < 300; round++) {
        memcpy(changed, input, size);
        for (unsigned i = 0; i <= next_random() % 4; i++) {
            size_t at = 1 + next_random() % (size - 1);
            if (at > 64 && round % 3 == 0)
                at = 1 + next_random() % 64; /* headers more often */
            changed[at] =
                (uint8_t)(round % 2 ? next_random()
                                    : (uint32_t[]){0, 1, 0x7F, 0x80, 0xFF}[next_random() % 5]);
        }
        if (!(changed[0] & 1) && size > 9 &&
            round % 4) /* a length that fits lets the rest be read */
            memcpy(changed + 5, &(uint32_t){(uint32_t)size - 1}, 4);
        LLVMFuzzerTestOneInput(changed, size);
    }
    return true;
}

static int torment_folder(const char *folder, size_t skip)
{
    DIR *dir = opendir(folder);
    int n = 0;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (e->d_name[0] != '.' && torment(path, skip))
            n++;
    }
    if (dir)
        closedir(dir);
    return n;
}

static void the_corpus_of_the_fuzzer(void **state)
{
    (void)state;
    assert_true(torment_folder("projects/acpi/tests/fuzz/tables", 0) >= 8);
}

static void tables_of_real_machines(void **state)
{
    (void)state;
    const char *folder = getenv("ACPI_TABLES");
    if (!folder)
        skip();
    assert_true(torment_folder(folder, 1) > 0);
}

TESTS(test(the_corpus_of_the_fuzzer), test(tables_of_real_machines))
