/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What compilers call, called: 64-bit arithmetic of IA32 under all names, large frames, floating
 * point. */
#include "test.h"

#define OPERANDS 14
static const uint64_t operands[OPERANDS] = {0,
                                            1,
                                            2,
                                            3,
                                            10,
                                            0x7fffffff,
                                            0x80000000,
                                            0xffffffff,
                                            0x100000000,
                                            0x123456789abcdef,
                                            0x7fffffffffffffff,
                                            0x8000000000000000,
                                            0xfffffffffffffff6,
                                            0xffffffffffffffff};

/* Bit by bit, so that it rests on nothing. */
static uint64_t slow_divide(uint64_t n, uint64_t d, uint64_t *ret_rest)
{
    uint64_t quotient = 0, rest = 0;
    for (int bit = 63; bit >= 0; bit--) {
        bool out = rest >> 63;
        rest = rest << 1 | (n >> bit & 1);
        if (out || rest >= d) {
            rest -= d;
            quotient |= (uint64_t)1 << bit;
        }
    }
    *ret_rest = rest;
    return quotient;
}

static uint64_t slow_multiply(uint64_t a, uint64_t b)
{
    uint64_t sum = 0;
    for (; b; b >>= 1, a <<= 1)
        sum += b & 1 ? a : 0;
    return sum;
}

static void compiled_arithmetic(void)
{
    for (size_t i = 0; i < OPERANDS; i++)
        for (size_t k = 1; k < OPERANDS; k++) {
            volatile uint64_t n = operands[i], d = operands[k];
            uint64_t rest, quotient = slow_divide(n, d, &rest);
            if (!check_equal(n / d, quotient) || !check_equal(n % d, rest) ||
                !check_equal(n * d, slow_multiply(n, d)))
                return;
            volatile int64_t sn = (int64_t)n, sd = (int64_t)d;
            if (sn == INT64_MIN && sd == -1)
                continue;
            uint64_t size = slow_divide(sn < 0 ? -n : n, sd < 0 ? -d : d, &rest);
            if (!check_equal(sn / sd, (sn < 0) != (sd < 0) ? -size : size) ||
                !check_equal(sn % sd, sn < 0 ? -rest : rest))
                return;
        }
}

#if defined(__i386__)
#define STDCALL __attribute__((stdcall))
int64_t STDCALL ms_div(int64_t, int64_t) __asm__("__alldiv");
int64_t STDCALL ms_rem(int64_t, int64_t) __asm__("__allrem");
int64_t STDCALL ms_mul(int64_t, int64_t) __asm__("__allmul");
uint64_t STDCALL ms_udiv(uint64_t, uint64_t) __asm__("__aulldiv");
uint64_t STDCALL ms_urem(uint64_t, uint64_t) __asm__("__aullrem");
int64_t __divdi3(int64_t, int64_t);
int64_t __moddi3(int64_t, int64_t);
int64_t __divmoddi4(int64_t, int64_t, int64_t *);
uint64_t __udivdi3(uint64_t, uint64_t);
uint64_t __umoddi3(uint64_t, uint64_t);
uint64_t __udivmoddi4(uint64_t, uint64_t, uint64_t *);
int64_t __muldi3(int64_t, int64_t);
int64_t __ashldi3(int64_t, int);
int64_t __ashrdi3(int64_t, int);
int64_t __lshrdi3(int64_t, int);

/* Quotient in EDX:EAX, remainder in EBX:ECX. */
#define DVRM(symbol, n, d, quotient, rest)                                                        \
    do {                                                                                          \
        uint32_t qh_, ql_, rh_, rl_;                                                              \
        uint64_t n_ = (n), d_ = (d);                                                              \
        __asm__ volatile("pushl 4+%5\n\tpushl %5\n\tpushl 4+%4\n\tpushl %4\n\tcall " symbol       \
                         : "=a"(ql_), "=d"(qh_), "=b"(rh_), "=c"(rl_)                             \
                         : "m"(*(volatile uint64_t *)&slot_n), "m"(*(volatile uint64_t *)&slot_d) \
                         : "memory", "cc");                                                       \
        (void)n_, (void)d_;                                                                       \
        quotient = (uint64_t)qh_ << 32 | ql_;                                                     \
        rest = (uint64_t)rh_ << 32 | rl_;                                                         \
    } while (0)

static uint64_t slot_n, slot_d; /* addressed without the stack pointer, which the pushes move */

static void microsofts_names(void)
{
    for (size_t i = 0; i < OPERANDS; i++)
        for (size_t k = 1; k < OPERANDS; k++) {
            uint64_t n = operands[i], d = operands[k], rest, q, r;
            uint64_t quotient = slow_divide(n, d, &rest);
            slot_n = n, slot_d = d;
            DVRM("__aulldvrm", n, d, q, r);
            if (!check_equal(ms_udiv(n, d), quotient) || !check_equal(ms_urem(n, d), rest) ||
                !check_equal(q, quotient) || !check_equal(r, rest) ||
                !check_equal(ms_mul((int64_t)n, (int64_t)d), slow_multiply(n, d)))
                return;
            DVRM("__alldvrm", n, d, q, r);
            if (!check_equal(q, ms_div((int64_t)n, (int64_t)d)) ||
                !check_equal(r, ms_rem((int64_t)n, (int64_t)d)) ||
                !check_equal(slow_multiply(q, d) + r, n))
                return;
        }
}

#define SHIFT(symbol, value, count)                                                        \
    ({                                                                                     \
        uint32_t low_ = (uint32_t)(value), high_ = (uint32_t)((uint64_t)(value) >> 32);    \
        uint32_t count_ = (uint32_t)(count);                                               \
        __asm__ volatile("call " symbol : "+a"(low_), "+d"(high_), "+c"(count_) : : "cc"); \
        (uint64_t) high_ << 32 | low_;                                                     \
    })

static void shifts_of_any_count(void)
{
    for (size_t i = 0; i < OPERANDS; i++)
        for (int n = 0; n < 70; n++) {
            uint64_t v = operands[i], sign = v >> 63 ? UINT64_MAX : 0, left = v, right = v, sar = v;
            for (int k = 0; k < n; k++) {
                left <<= 1;
                right >>= 1;
                sar = sar >> 1 | (sign & (uint64_t)1 << 63);
            }
            if (!check_equal(SHIFT("__allshl", v, n), left) ||
                !check_equal(SHIFT("__aullshr", v, n), right) ||
                !check_equal(SHIFT("__allshr", v, n), sar))
                return;
            if (n < 64 && (!check_equal(__ashldi3((int64_t)v, n), left) ||
                           !check_equal(__lshrdi3((int64_t)v, n), right) ||
                           !check_equal(__ashrdi3((int64_t)v, n), sar)))
                return;
        }
}

static void libgccs_names(void)
{
    for (size_t i = 0; i < OPERANDS; i++)
        for (size_t k = 1; k < OPERANDS; k++) {
            uint64_t n = operands[i], d = operands[k], rest, r = 0;
            int64_t sn = (int64_t)n, sd = (int64_t)d, sr = 0;
            uint64_t quotient = slow_divide(n, d, &rest);
            if (!check_equal(__udivdi3(n, d), quotient) || !check_equal(__umoddi3(n, d), rest) ||
                !check_equal(__udivmoddi4(n, d, &r), quotient) || !check_equal(r, rest) ||
                !check_equal(__muldi3(sn, sd), slow_multiply(n, d)))
                return;
            int64_t sq = __divmoddi4(sn, sd, &sr);
            if (!check_equal(__divdi3(sn, sd), sq) || !check_equal(__moddi3(sn, sd), sr) ||
                !check_equal(slow_multiply((uint64_t)sq, d) + (uint64_t)sr, n))
                return;
        }
}
#define ON_IA32 test(microsofts_names), test(shifts_of_any_count), test(libgccs_names),
#else
#define ON_IA32
#endif

/* Its frame is more than two pages, its size even more when it is said at run time. */
__attribute__((noinline)) static unsigned large_frame(unsigned seed, size_t more)
{
    volatile uint8_t bytes[9000];
    volatile uint8_t *dynamic = (volatile uint8_t *)__builtin_alloca(more);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(seed + i);
    for (size_t i = 0; i < more; i++)
        dynamic[i] = 1;
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof bytes; i++)
        sum += bytes[i] == (uint8_t)(seed + i);
    for (size_t i = 0; i < more; i++)
        sum += dynamic[i];
    return sum;
}

static void large_frames(void)
{
    for (size_t more = 1; more < 20000; more += 777)
        if (!check_equal(large_frame((unsigned)more, more), 9000 + more))
            return;
}

static void memory_functions(void)
{
    static uint8_t bytes[600];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)i;
    __builtin_memmove(bytes + 3, bytes, 500);
    check(bytes[3] == 0 && bytes[502] == (uint8_t)499 && bytes[503] == (uint8_t)503);
    __builtin_memmove(bytes, bytes + 3, 500);
    check(bytes[0] == 0 && bytes[499] == (uint8_t)499);
    __builtin_memset(bytes, 9, 300);
    __builtin_memcpy(bytes + 300, bytes, 299);
    check(bytes[598] == 9 && bytes[599] == (uint8_t)599);
    volatile size_t size = 300;
    check(__builtin_memcmp(bytes, bytes + 299, size) == 0);
    bytes[298] = 8;
    check(__builtin_memcmp(bytes, bytes + 299, size) < 0);
    check(__builtin_memcmp(bytes + 299, bytes, size) > 0);
    volatile uint64_t bits = 0xf0f00001;
    check_equal(__builtin_popcountll(bits), 9);
}

static void floating_point(void)
{
    volatile double a = 1.5, b = 2.25;
    check(a * b == 3.375);
}

TESTS(crt, test(compiled_arithmetic), ON_IA32 test(large_frames), test(memory_functions),
      test(floating_point))
