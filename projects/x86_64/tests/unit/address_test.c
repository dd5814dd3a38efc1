/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Address arithmetic. For 8-bit and 9-bit spaces every pair of addresses is tried; for 48 and 57
 * bits every pair out of the edges. The oracle is written from the definition, not from the code:
 * an address is canonical when it is below 2^(bits-1) or at least 2^64 - 2^(bits-1); stepping walks
 * the sorted list.
 */
#include "ci/test.h"
#include "x86_64/address.h"

typedef unsigned __int128 wide;

static bool oracle_canonical(uint64_t value, unsigned bits)
{
    return value < (1ULL << (bits - 1)) || (wide)value >= ((wide)1 << 64) - ((wide)1 << (bits - 1));
}

/* How many canonical addresses lie below `value`. */
static wide oracle_rank(uint64_t value, unsigned bits)
{
    wide hole = ((wide)1 << 64) - ((wide)1 << bits);
    return value < (1ULL << (bits - 1)) ? value : (wide)value - hole;
}

static uint64_t oracle_unrank(wide rank, unsigned bits)
{
    wide hole = ((wide)1 << 64) - ((wide)1 << bits);
    return (uint64_t)(rank < ((wide)1 << (bits - 1)) ? rank : rank + hole);
}

static const struct x86_virt untouched = {0x5a5a5a5a5a5a5a5a};

static void check_pair(uint64_t from, uint64_t bytes, unsigned bits)
{
    struct x86_virt virt = x86_virt_unchecked(from), out = untouched;
    wide rank = oracle_rank(from, bits);
    wide all = (wide)1 << bits;

    bool fits = rank + bytes < all;
    assert_int_equal(x86_virt_forward(virt, bytes, bits, &out), fits ? X86_OK : X86_OVERFLOW);
    assert_true(out.value == (fits ? oracle_unrank(rank + bytes, bits) : untouched.value));
    uint64_t distance = 1;
    if (fits) {
        assert_int_equal(x86_virt_distance(virt, out, bits, &distance), X86_OK);
        assert_true(distance == bytes);
        struct x86_virt back = untouched;
        assert_int_equal(x86_virt_backward(out, bytes, bits, &back), X86_OK);
        assert_true(back.value == from);
        if (bytes)
            assert_int_equal(x86_virt_distance(out, virt, bits, &distance), X86_OVERFLOW);
    }

    out = untouched;
    fits = bytes <= rank;
    assert_int_equal(x86_virt_backward(virt, bytes, bits, &out), fits ? X86_OK : X86_OVERFLOW);
    assert_true(out.value == (fits ? oracle_unrank(rank - bytes, bits) : untouched.value));

    /* Plain addition stays in its half. */
    wide sum = (wide)from + bytes;
    bool same_half = sum >> 64 == 0 && oracle_canonical((uint64_t)sum, bits) &&
                     (from >> 63) == (uint64_t)(sum >> 63);
    out = untouched;
    enum x86_status status = x86_virt_add(virt, bytes, bits, &out);
    assert_int_equal(status, same_half ? X86_OK : sum >> 64 ? X86_OVERFLOW : X86_NOT_CANONICAL);
    assert_true(out.value == (same_half ? (uint64_t)sum : untouched.value));

    bool below = from < bytes;
    same_half =
        !below && oracle_canonical(from - bytes, bits) && (from >> 63) == (from - bytes) >> 63;
    out = untouched;
    status = x86_virt_sub(virt, bytes, bits, &out);
    assert_int_equal(status, same_half ? X86_OK : below ? X86_OVERFLOW : X86_NOT_CANONICAL);
    assert_true(out.value == (same_half ? from - bytes : untouched.value));
}

static void check_align(uint64_t from, uint64_t align, unsigned bits)
{
    struct x86_virt virt = x86_virt_unchecked(from), out = untouched;
    wide rank = oracle_rank(from, bits), up = (rank + align - 1) / align * align;
    bool fits = up < (wide)1 << bits;
    assert_int_equal(x86_virt_align_up(virt, align, bits, &out), fits ? X86_OK : X86_OVERFLOW);
    assert_true(out.value == (fits ? oracle_unrank(up, bits) : untouched.value));
    uint64_t down = x86_virt_align_down(virt, align).value;
    assert_true(down == oracle_unrank(rank / align * align, bits));
    assert_int_equal(x86_virt_is_aligned(virt, align), rank % align == 0);
    assert_true(x86_virt_page_offset(virt, align) == rank % align);
}

static void small_spaces_exhaustively(void **state)
{
    (void)state;
    for (unsigned bits = 8; bits <= 9; bits++) {
        for (uint64_t rank = 0; rank < 1ULL << bits; rank++) {
            uint64_t from = oracle_unrank(rank, bits);
            for (uint64_t bytes = 0; bytes <= (1ULL << bits) + 2; bytes++)
                check_pair(from, bytes, bits);
            for (unsigned a = 0; a < bits; a++)
                check_align(from, 1ULL << a, bits);
        }
    }
}

/* Values around every power of two and every sum of two of them, both signs. */
static size_t edges(uint64_t *out, size_t cap)
{
    size_t n = 0;
    for (unsigned shift = 0; shift < 64; shift++)
        for (uint64_t near = 0; near <= 4; near++)
            for (int sign = 0; sign < 2; sign++) {
                uint64_t value = (1ULL << shift) + near - 2;
                assert_true(n < cap);
                out[n++] = sign ? 0 - value : value;
            }
    return n;
}

static void real_spaces_at_the_edges(void **state)
{
    (void)state;
    static uint64_t values[640];
    size_t n = edges(values, 640);
    static const unsigned widths[] = {48, 57};
    for (size_t w = 0; w < 2; w++) {
        unsigned bits = widths[w];
        for (size_t i = 0; i < n; i++) {
            bool canonical = oracle_canonical(values[i], bits);
            struct x86_virt out = untouched;
            assert_int_equal(x86_virt_is_canonical(x86_virt_unchecked(values[i]), bits), canonical);
            assert_int_equal(x86_virt_from(values[i], bits, &out),
                             canonical ? X86_OK : X86_NOT_CANONICAL);
            assert_true(out.value == (canonical ? values[i] : untouched.value));
            out = x86_virt_truncate(values[i], bits);
            assert_true(oracle_canonical(out.value, bits));
            assert_true(((out.value ^ values[i]) << (64 - bits)) == 0);
            if (!canonical)
                continue;
            for (size_t j = 0; j < n; j++)
                check_pair(values[i], values[j], bits);
            for (unsigned a = 0; a < bits; a++)
                check_align(values[i], 1ULL << a, bits);
        }
    }
}

static void constants_and_pointers(void **state)
{
    (void)state;
    static const struct x86_virt base = X86_VIRT(0xffff800000000000);
    static const struct x86_phys frame = X86_PHYS(0xfffffffffffff);
    assert_true(base.value == 0xffff800000000000);
    assert_true(frame.value == 0xfffffffffffff);
    assert_true(X86_VIRT(0x7fffffffffff).value == 0x7fffffffffff);
    int here;
    assert_ptr_equal(x86_virt_pointer(x86_virt_of_pointer(&here)), &here);
}

static void indices_of_all_levels(void **state)
{
    (void)state;
    static const unsigned indices[] = {0x1aa, 0x155, 3, 511, 256};
    struct x86_virt virt = x86_virt_of_indices(indices, 5, 0xabc);
    for (unsigned level = 5; level >= 1; level--)
        assert_int_equal(x86_virt_index(virt, level), indices[5 - level]);
    assert_true(x86_virt_is_canonical(virt, 57));
    assert_true(virt.value >> 57 == 0x7f);
    assert_int_equal(x86_virt_page_offset(virt, X86_PAGE_4K), 0xabc);
    virt = x86_virt_of_indices(indices + 1, 4, 0);
    assert_true(virt.value ==
                (0x155ULL << 39 | 3ULL << 30 | 511ULL << 21 | 256ULL << 12 | 0xffff000000000000));
    assert_int_equal(x86_level_shift(1), 12);
    assert_int_equal(x86_level_shift(5), 48);
}

static void physical_addresses(void **state)
{
    (void)state;
    static uint64_t values[640];
    size_t n = edges(values, 640);
    for (unsigned bits = 32; bits <= 52; bits += 4)
        for (size_t i = 0; i < n; i++) {
            struct x86_phys out = {1};
            bool fits = values[i] >> bits == 0;
            assert_int_equal(x86_phys_from(values[i], bits, &out), fits ? X86_OK : X86_TOO_WIDE);
            assert_true(out.value == (fits ? values[i] : 1));
            struct x86_phys phys = x86_phys_truncate(values[i], bits);
            assert_true(phys.value == (values[i] & ((1ULL << bits) - 1)));
            for (size_t j = 0; j < n; j++) {
                wide sum = (wide)phys.value + values[j];
                out.value = 1;
                fits = sum >> bits == 0;
                assert_int_equal(x86_phys_add(phys, values[j], bits, &out),
                                 fits ? X86_OK : X86_OVERFLOW);
                assert_true(out.value == (fits ? (uint64_t)sum : 1));
                out.value = 1;
                fits = values[j] <= phys.value;
                assert_int_equal(x86_phys_sub(phys, values[j], &out), fits ? X86_OK : X86_OVERFLOW);
                assert_true(out.value == (fits ? phys.value - values[j] : 1));
            }
            for (unsigned a = 0; a < bits; a++) {
                wide align = (wide)1 << a, up = ((wide)phys.value + align - 1) / align * align;
                out.value = 1;
                fits = up >> bits == 0;
                assert_int_equal(x86_phys_align_up(phys, 1ULL << a, bits, &out),
                                 fits ? X86_OK : X86_OVERFLOW);
                assert_true(out.value == (fits ? (uint64_t)up : 1));
                assert_true(x86_phys_align_down(phys, 1ULL << a).value ==
                            phys.value / (uint64_t)align * (uint64_t)align);
                assert_int_equal(x86_phys_is_aligned(phys, 1ULL << a),
                                 phys.value % (uint64_t)align == 0);
            }
        }
}

static void numbers(void **state)
{
    (void)state;
    uint64_t up = 7;
    assert_true(x86_align_up(0, 4096, &up) && up == 0);
    assert_true(x86_align_up(1, 4096, &up) && up == 4096);
    assert_true(x86_align_up(~0ULL - 4095, 4096, &up) && up == ~0ULL - 4095);
    assert_false(x86_align_up(~0ULL - 4094, 4096, &up));
    assert_true(x86_is_power_of_two(1) && x86_is_power_of_two(1ULL << 63));
    assert_false(x86_is_power_of_two(0) || x86_is_power_of_two(3));
}

TESTS(test(small_spaces_exhaustively), test(real_spaces_at_the_edges), test(constants_and_pointers),
      test(indices_of_all_levels), test(physical_addresses), test(numbers))
