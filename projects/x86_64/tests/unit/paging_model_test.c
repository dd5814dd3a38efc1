/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Random histories of address spaces against the models: see tests/paging_script.h. */
#include <dirent.h>

#include "ci/test.h"
#include "tests/paging_script.h"

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13, *state ^= *state >> 7, *state ^= *state << 17;
    return *state;
}

/* PAGING_SEED and PAGING_ROUNDS repeat or lengthen a run. */
static unsigned number(const char *name, unsigned otherwise)
{
    const char *text = getenv(name);
    return text ? (unsigned)strtoul(text, NULL, 0) : otherwise;
}

static void histories(unsigned fixed, unsigned rounds)
{
    uint8_t bytes[3000];
    unsigned first = number("PAGING_SEED", 1);
    rounds = number("PAGING_ROUNDS", rounds);
    for (unsigned round = first; round < first + rounds; round++) {
        uint64_t state = round * 0x9e3779b97f4a7c15ull + fixed + 1;
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)(next_random(&state) >> 24);
        bytes[0] = (uint8_t)((bytes[0] & ~7u) | fixed);
        fprintf(stderr, "# kind %u, seed %u\n", fixed, round);
        script_run(bytes, 300 + next_random(&state) % 2700);
    }
}

#define HISTORIES(name, kind)      \
    static void name(void **state) \
    {                              \
        (void)state;               \
        histories(kind, 2);        \
    }
HISTORIES(four_levels, 0)
HISTORIES(five_levels, 1)
HISTORIES(four_levels_by_callback, 2)
HISTORIES(five_levels_by_callback, 3)
HISTORIES(four_levels_no_cpu, 4)
HISTORIES(five_levels_no_cpu, 5)

/* The histories that the fuzz target found worth keeping. */
static void corpus(void **state)
{
    static const char folder[] = "projects/x86_64/tests/fuzz/paging";
    DIR *files = opendir(folder);
    struct dirent *file;
    unsigned replayed = 0;
    (void)state;
    assert_non_null(files);
    while ((file = readdir(files))) {
        char path[512];
        uint8_t bytes[4096];
        if (file->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, file->d_name);
        FILE *in = fopen(path, "rb");
        assert_non_null(in);
        size_t size = fread(bytes, 1, sizeof bytes, in);
        fclose(in);
        script_run(bytes, size);
        replayed++;
    }
    closedir(files);
    assert_in_range(replayed, 10, 1000);
}

TESTS(test(corpus), test(four_levels), test(five_levels), test(four_levels_by_callback),
      test(five_levels_by_callback), test(four_levels_no_cpu), test(five_levels_no_cpu))
