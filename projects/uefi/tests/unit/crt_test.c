/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The arithmetic that IA32 lacks, as its archive member computes it, against this machine's own. */
#include "ci/test.h"
#include "crt/divide.h"

static uint64_t random_state = 88172645463325252u;

static uint64_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state >> (random_state & 63); /* of all magnitudes */
}

static void divides_as_the_machine_does(void **state)
{
    (void)state;
    for (int i = 0; i < 200000; i++) {
        uint64_t n = next_random(), d = next_random(), rest = 1;
        if (d == 0)
            continue;
        assert_int_equal(divide_unsigned(n, d, &rest), n / d);
        assert_int_equal(rest, n % d);
        int64_t sn = (int64_t)(i & 1 ? -n : n), sd = (int64_t)(i & 2 ? -d : d), srest = 1;
        if (sn == INT64_MIN && sd == -1)
            continue;
        assert_int_equal(divide_signed(sn, sd, &srest), sn / sd);
        assert_int_equal(srest, sn % sd);
    }
}

static void the_edges(void **state)
{
    (void)state;
    static const uint64_t edges[] = {0,
                                     1,
                                     2,
                                     0xffffffff,
                                     0x100000000,
                                     0x1ffffffff,
                                     0x7fffffffffffffff,
                                     0x8000000000000000,
                                     0x8000000000000001,
                                     0xfffffffffffffffe,
                                     0xffffffffffffffff};
    for (size_t i = 0; i < 11; i++)
        for (size_t k = 1; k < 11; k++) {
            uint64_t rest;
            assert_int_equal(divide_unsigned(edges[i], edges[k], &rest), edges[i] / edges[k]);
            assert_int_equal(rest, edges[i] % edges[k]);
        }
    int64_t rest = 1;
    assert_int_equal(divide_signed(INT64_MIN, -1, &rest), INT64_MIN); /* wraps, does not trap */
    assert_int_equal(rest, 0);
}

TESTS(test(divides_as_the_machine_does), test(the_edges))
