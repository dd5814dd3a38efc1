/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What registers accept, watchpoints, STAR, PAT, MTRR; and that bits are where they belong. */
#include "ci/test.h"
#include "x86_64/features.h"
#include "x86_64/instructions/tlb.h"
#include "x86_64/registers/control.h"
#include "x86_64/registers/debug.h"
#include "x86_64/registers/extended.h"
#include "x86_64/registers/keys.h"
#include "x86_64/registers/msr.h"
#include "x86_64/registers/mxcsr.h"
#include "x86_64/registers/rflags.h"
#include "x86_64/structures/exception.h"

static struct x86_features with(const enum x86_feature *list, size_t n)
{
    struct x86_features f;
    memset(&f, 0, sizeof f);
    for (size_t i = 0; i < n; i++)
        f.words[list[i] / 32] |= 1u << (list[i] % 32);
    return f;
}
#define WITH(...)                                 \
    with((const enum x86_feature[]){__VA_ARGS__}, \
         sizeof((const enum x86_feature[]){__VA_ARGS__}) / sizeof(enum x86_feature))

static struct x86_features everything(void)
{
    struct x86_features f;
    memset(&f, 0xff, sizeof f);
    f.vendor = X86_VENDOR_AMD;
    f.xcr0 = f.xss = ~0ULL;
    f.words[X86_FEATURE_EFER_LMSLE_UNSUPPORTED / 32] &=
        ~(1u << X86_FEATURE_EFER_LMSLE_UNSUPPORTED % 32);
    return f;
}

/* Every named bit: its mask, what NAMES calls it, and where the manuals have it. */
#define N(reg, flag, bit)                                 \
    {                                                     \
        X86_##reg##_NAMES, X86_##reg##_##flag, #flag, bit \
    }
static const struct {
    const char *names;
    uint64_t mask;
    const char *flag;
    unsigned bit;
} named[] = {
    N(CR0, PE, 0),
    N(CR0, MP, 1),
    N(CR0, EM, 2),
    N(CR0, TS, 3),
    N(CR0, ET, 4),
    N(CR0, NE, 5),
    N(CR0, WP, 16),
    N(CR0, AM, 18),
    N(CR0, NW, 29),
    N(CR0, CD, 30),
    N(CR0, PG, 31),
    N(CR3, PWT, 3),
    N(CR3, PCD, 4),
    N(CR3, LAM_U57, 61),
    N(CR3, LAM_U48, 62),
    N(CR3, NO_FLUSH, 63),
    N(CR4, VME, 0),
    N(CR4, PVI, 1),
    N(CR4, TSD, 2),
    N(CR4, DE, 3),
    N(CR4, PSE, 4),
    N(CR4, PAE, 5),
    N(CR4, MCE, 6),
    N(CR4, PGE, 7),
    N(CR4, PCE, 8),
    N(CR4, OSFXSR, 9),
    N(CR4, OSXMMEXCPT, 10),
    N(CR4, UMIP, 11),
    N(CR4, LA57, 12),
    N(CR4, VMXE, 13),
    N(CR4, SMXE, 14),
    N(CR4, FSGSBASE, 16),
    N(CR4, PCIDE, 17),
    N(CR4, OSXSAVE, 18),
    N(CR4, KL, 19),
    N(CR4, SMEP, 20),
    N(CR4, SMAP, 21),
    N(CR4, PKE, 22),
    N(CR4, CET, 23),
    N(CR4, PKS, 24),
    N(CR4, UINTR, 25),
    N(CR4, LASS, 27),
    N(CR4, LAM_SUP, 28),
    N(CR4, FRED, 32),
    N(EFER, SCE, 0),
    N(EFER, LME, 8),
    N(EFER, LMA, 10),
    N(EFER, NXE, 11),
    N(EFER, SVME, 12),
    N(EFER, LMSLE, 13),
    N(EFER, FFXSR, 14),
    N(EFER, TCE, 15),
    N(EFER, MCOMMIT, 17),
    N(EFER, INTWB, 18),
    N(EFER, UAIE, 20),
    N(EFER, AIBRSE, 21),
    N(RFLAGS, CF, 0),
    N(RFLAGS, PF, 2),
    N(RFLAGS, AF, 4),
    N(RFLAGS, ZF, 6),
    N(RFLAGS, SF, 7),
    N(RFLAGS, TF, 8),
    N(RFLAGS, IF, 9),
    N(RFLAGS, DF, 10),
    N(RFLAGS, OF, 11),
    N(RFLAGS, NT, 14),
    N(RFLAGS, RF, 16),
    N(RFLAGS, VM, 17),
    N(RFLAGS, AC, 18),
    N(RFLAGS, VIF, 19),
    N(RFLAGS, VIP, 20),
    N(RFLAGS, ID, 21),
    N(MXCSR, IE, 0),
    N(MXCSR, DE, 1),
    N(MXCSR, ZE, 2),
    N(MXCSR, OE, 3),
    N(MXCSR, UE, 4),
    N(MXCSR, PE, 5),
    N(MXCSR, DAZ, 6),
    N(MXCSR, IM, 7),
    N(MXCSR, DM, 8),
    N(MXCSR, ZM, 9),
    N(MXCSR, OM, 10),
    N(MXCSR, UM, 11),
    N(MXCSR, PM, 12),
    N(MXCSR, FZ, 15),
    N(MXCSR, MM, 17),
    N(DR6, B0, 0),
    N(DR6, B1, 1),
    N(DR6, B2, 2),
    N(DR6, B3, 3),
    N(DR6, BLD, 11),
    N(DR6, BD, 13),
    N(DR6, BS, 14),
    N(DR6, BT, 15),
    N(DR6, RTM, 16),
    N(DR7, LE, 8),
    N(DR7, GE, 9),
    N(DR7, RTM, 11),
    N(DR7, GD, 13),
    N(XCR0, X87, 0),
    N(XCR0, SSE, 1),
    N(XCR0, AVX, 2),
    N(XCR0, BNDREGS, 3),
    N(XCR0, BNDCSR, 4),
    N(XCR0, OPMASK, 5),
    N(XCR0, ZMM_HI256, 6),
    N(XCR0, HI16_ZMM, 7),
    N(XCR0, PKRU, 9),
    N(XCR0, TILECFG, 17),
    N(XCR0, TILEDATA, 18),
    N(XCR0, APX, 19),
    N(XCR0, LWP, 62),
    N(XSS, PT, 8),
    N(XSS, PASID, 10),
    N(XSS, CET_U, 11),
    N(XSS, CET_S, 12),
    N(XSS, HDC, 13),
    N(XSS, UINTR, 14),
    N(XSS, LBR, 15),
    N(XSS, HWP, 16),
    N(APIC_BASE, BSP, 8),
    N(APIC_BASE, EXTD, 10),
    N(APIC_BASE, EN, 11),
    N(SPEC_CTRL, IBRS, 0),
    N(SPEC_CTRL, STIBP, 1),
    N(SPEC_CTRL, SSBD, 2),
    N(SPEC_CTRL, IPRED_DIS_U, 3),
    N(SPEC_CTRL, IPRED_DIS_S, 4),
    N(SPEC_CTRL, RRSBA_DIS_U, 5),
    N(SPEC_CTRL, RRSBA_DIS_S, 6),
    N(SPEC_CTRL, PSFD, 7),
    N(SPEC_CTRL, DDPD_U, 8),
    N(SPEC_CTRL, BHI_DIS_S, 10),
    N(CET, SH_STK_EN, 0),
    N(CET, WR_SHSTK_EN, 1),
    N(CET, ENDBR_EN, 2),
    N(CET, LEG_IW_EN, 3),
    N(CET, NO_TRACK_EN, 4),
    N(CET, SUPPRESS_DIS, 5),
    N(CET, SUPPRESS, 10),
    N(CET, TRACKER, 11),
    N(PAGE_FAULT, P, 0),
    N(PAGE_FAULT, W, 1),
    N(PAGE_FAULT, U, 2),
    N(PAGE_FAULT, RSVD, 3),
    N(PAGE_FAULT, I, 4),
    N(PAGE_FAULT, PK, 5),
    N(PAGE_FAULT, SS, 6),
    N(PAGE_FAULT, HLAT, 7),
    N(PAGE_FAULT, SGX, 15),
    N(PAGE_FAULT, RMP, 31),
};

static void bits_are_the_manuals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        char text[64];
        assert_true(named[i].mask == 1ULL << named[i].bit);
        x86_bits_format(text, sizeof text, named[i].names, named[i].mask);
        assert_string_equal(text, named[i].flag);
    }
}

static void cr4_bit_by_bit(void **state)
{
    (void)state;
    struct x86_cr4 none = {X86_CR4_PAE};
    struct x86_cr0 cr0 = {X86_CR0_PE | X86_CR0_PG | X86_CR0_WP};
    struct x86_cr3 cr3 = {0x1000};
    struct x86_features poor = WITH(X86_FEATURE_PAE), rich = everything();
    uint64_t known = x86_cr4_supported(&rich);
    for (unsigned bit = 0; bit < 64; bit++) {
        struct x86_cr4 to = {none.value | X86_BIT(bit)};
        enum x86_status wanted = known & X86_BIT(bit) ? X86_OK : X86_RESERVED;
        if (bit == 12)
            wanted = X86_CONFLICT; /* LA57 cannot change in long mode */
        assert_int_equal(x86_cr4_check(none, to, cr0, cr3, &rich), wanted);
        if (bit != 5 && bit != 8 && known & X86_BIT(bit))
            assert_int_equal(x86_cr4_check(none, to, cr0, cr3, &poor), X86_UNSUPPORTED);
        /* Whatever was there may stay. */
        assert_int_equal(x86_cr4_check(to, to, cr0, cr3, &poor), X86_OK);
    }
    assert_true(known == 0x11bff7fffULL);
}

static void cr4_combinations(void **state)
{
    (void)state;
    struct x86_features f = everything();
    struct x86_cr0 wp = {X86_CR0_PE | X86_CR0_PG | X86_CR0_WP}, no_wp = {X86_CR0_PE | X86_CR0_PG};
    struct x86_cr3 clean = {0x1000}, dirty = {0x1018};
    struct x86_cr4 base = {X86_CR4_PAE}, cet = {X86_CR4_PAE | X86_CR4_CET},
                   pcide = {X86_CR4_PAE | X86_CR4_PCIDE}, zero = {0},
                   la57 = {X86_CR4_PAE | X86_CR4_LA57};
    assert_int_equal(x86_cr4_check(base, cet, no_wp, clean, &f), X86_CONFLICT);
    assert_int_equal(x86_cr4_check(base, cet, wp, clean, &f), X86_OK);
    assert_int_equal(x86_cr4_check(base, pcide, wp, dirty, &f), X86_CONFLICT);
    assert_int_equal(x86_cr4_check(pcide, pcide, wp, dirty, &f), X86_OK);
    assert_int_equal(x86_cr4_check(base, zero, wp, clean, &f), X86_CONFLICT);
    assert_int_equal(x86_cr4_check(la57, base, wp, clean, &f), X86_CONFLICT);
    struct x86_features ss = WITH(X86_FEATURE_CET_SS), ibt = WITH(X86_FEATURE_CET_IBT);
    assert_int_equal(x86_cr4_check(base, cet, wp, clean, &ss), X86_OK);
    assert_int_equal(x86_cr4_check(base, cet, wp, clean, &ibt), X86_OK);
}

static void cr0_combinations(void **state)
{
    (void)state;
    struct x86_cr4 none = {0}, cet = {X86_CR4_CET};
    struct x86_cr0 now = {X86_CR0_PE | X86_CR0_PG | X86_CR0_WP};
#define TO(bits) (struct x86_cr0){bits}
    assert_int_equal(x86_cr0_check(now, TO(now.value | X86_CR0_TS), none), X86_OK);
    assert_int_equal(x86_cr0_check(now, TO(now.value | X86_BIT(32)), none), X86_RESERVED);
    assert_int_equal(x86_cr0_check(now, TO(now.value | X86_BIT(7)), none), X86_RESERVED);
    assert_int_equal(x86_cr0_check(now, TO(X86_CR0_PE | X86_CR0_WP), none), X86_CONFLICT);
    assert_int_equal(x86_cr0_check(now, TO(X86_CR0_PG | X86_CR0_WP), none), X86_CONFLICT);
    assert_int_equal(x86_cr0_check(now, TO(now.value | X86_CR0_NW), none), X86_CONFLICT);
    assert_int_equal(x86_cr0_check(now, TO(now.value | X86_CR0_NW | X86_CR0_CD), none), X86_OK);
    assert_int_equal(x86_cr0_check(now, TO(X86_CR0_PE | X86_CR0_PG), cet), X86_CONFLICT);
    assert_int_equal(x86_cr0_check(now, TO(X86_CR0_PE | X86_CR0_PG), none), X86_OK);
}

static void efer(void **state)
{
    (void)state;
    struct x86_features all = everything(), none = WITH(X86_FEATURE_LM);
    struct x86_efer now = {X86_EFER_LME | X86_EFER_LMA};
    for (unsigned bit = 0; bit < 64; bit++) {
        struct x86_efer to = {now.value | X86_BIT(bit)};
        char text[64];
        x86_bits_format(text, sizeof text, X86_EFER_NAMES, X86_BIT(bit));
        bool known = text[0] != '0';
        assert_int_equal(x86_efer_check(now, to, &all), known ? X86_OK : X86_RESERVED);
        if (known && bit != 8 && bit != 10)
            assert_int_equal(x86_efer_check(now, to, &none), X86_UNSUPPORTED);
    }
    struct x86_efer off = {0};
    assert_int_equal(x86_efer_check(now, off, &all), X86_CONFLICT);
    all.vendor = X86_VENDOR_INTEL;
    struct x86_efer lmsle = {now.value | X86_EFER_LMSLE};
    assert_int_equal(x86_efer_check(now, lmsle, &all), X86_UNSUPPORTED);
}

/* All 2^11 combinations of the bits with rules, against the rules as SDM Vol. 1 13.3 words them. */
static void xcr0_every_combination(void **state)
{
    (void)state;
    static const unsigned bits[] = {0, 1, 2, 3, 4, 5, 6, 7, 17, 18, 19};
    struct x86_features all = everything();
    for (unsigned i = 0; i < 1u << 11; i++) {
        uint64_t v = 0;
        for (unsigned b = 0; b < 11; b++)
            v |= (uint64_t)(i >> b & 1) << bits[b];
        bool ok = v & 1;
        if (v & 4 && !(v & 2))
            ok = false;
        if ((v & 0x18) == 8 || (v & 0x18) == 0x10)
            ok = false;
        if ((v & 0xe0) && ((v & 0xe0) != 0xe0 || !(v & 4)))
            ok = false;
        if ((v >> 17 & 3) == 1 || (v >> 17 & 3) == 2)
            ok = false;
        if (v & 1 << 19 && v & 0x18)
            ok = false;
        struct x86_xcr0 value = {v};
        assert_int_equal(x86_xcr0_check(value, &all), ok ? X86_OK : X86_CONFLICT);
    }
    struct x86_xcr0 avx = {7};
    struct x86_xss cet = {X86_XSS_CET_U};
    all.xcr0 = 3;
    assert_int_equal(x86_xcr0_check(avx, &all), X86_UNSUPPORTED);
    assert_int_equal(x86_xss_check(cet, &all), X86_OK);
    all.xss = 0;
    assert_int_equal(x86_xss_check(cet, &all), X86_UNSUPPORTED);
}

static void watchpoints(void **state)
{
    (void)state;
    struct x86_virt at = {0x1000};
    for (unsigned n = 0; n < 4; n++)
        for (unsigned what = 0; what < 5; what++)
            for (unsigned size = 0; size < 12; size++) {
                struct x86_dr7 before = {0xffff0000 | X86_DR7_CLEAR | 0xff}, dr7 = {7};
                struct x86_watch watch = {(enum x86_watch_for)what, (uint8_t)size, false, true};
                bool ok = what < 4 && (size == 1 || size == 2 || size == 4 || size == 8) &&
                          (what != X86_WATCH_EXECUTE || size == 1) &&
                          (what != X86_WATCH_IO || size != 8);
                assert_int_equal(x86_dr7_watch(before, n, watch, at, &dr7),
                                 ok ? X86_OK : X86_INVALID);
                assert_int_equal(dr7.value == 7, !ok);
                if (!ok)
                    continue;
                struct x86_watch back = x86_dr7_watched(dr7, n);
                assert_int_equal(back.what, what);
                assert_int_equal(back.size, size);
                assert_true(back.global && !back.local);
                uint64_t own = 0xfULL << (16 + 4 * n) | 3ULL << 2 * n;
                assert_true((dr7.value & ~own) == (before.value & ~own));
            }
    /* LEN is 0, 1, 3, 2 for 1, 2, 4, 8 bytes. */
    struct x86_dr7 dr7 = {X86_DR7_CLEAR};
    struct x86_watch watch = {X86_WATCH_WRITE, 4, true, false};
    assert_int_equal(x86_dr7_watch(dr7, 1, watch, at, &dr7), X86_OK);
    assert_true(dr7.value == (0x400 | 0xdULL << 20 | 4));
    assert_int_equal(x86_dr7_watch(dr7, 4, watch, at, &dr7), X86_INVALID);
    at.value = 0x1002;
    assert_int_equal(x86_dr7_watch(dr7, 0, watch, at, &dr7), X86_NOT_ALIGNED);
}

static void star(void **state)
{
    (void)state;
    struct x86_selector kcode = {0x08}, kdata = {0x10}, udata = {0x23}, ucode = {0x2b};
    struct x86_star s = {5};
    enum x86_star_fault fault = X86_STAR_SYSRET_ORDER;
    assert_int_equal(x86_star_of(ucode, udata, kcode, kdata, &s, &fault), X86_OK);
    assert_true(s.value == 0x001b000800000000); /* base 0x1b: SS 0x23, CS 0x2b; CS 8, SS 0x10 */
    s.value = 5;
    assert_int_equal(x86_star_of(udata, ucode, kcode, kdata, &s, &fault), X86_CONFLICT);
    assert_int_equal(fault, X86_STAR_SYSRET_ORDER);
    assert_int_equal(x86_star_of(ucode, udata, kdata, kcode, &s, &fault), X86_CONFLICT);
    assert_int_equal(fault, X86_STAR_SYSCALL_ORDER);
    struct x86_selector u0 = {0x20}, u8 = {0x28}, k1 = {0x09}, k2 = {0x11}, low = {3}, low2 = {11};
    assert_int_equal(x86_star_of(u8, u0, kcode, kdata, &s, &fault), X86_CONFLICT);
    assert_int_equal(fault, X86_STAR_SYSRET_RPL);
    assert_int_equal(x86_star_of(ucode, udata, k1, k2, &s, &fault), X86_CONFLICT);
    assert_int_equal(fault, X86_STAR_SYSCALL_RPL);
    assert_int_equal(x86_star_of(low2, low, kcode, kdata, &s, NULL), X86_CONFLICT);
    assert_true(s.value == 5);
}

static void pat(void **state)
{
    (void)state;
    struct x86_pat p = {X86_PAT_DEFAULT};
    static const enum x86_memory_type types[] = {X86_MEMORY_WB, X86_MEMORY_WT, X86_MEMORY_UC_MINUS,
                                                 X86_MEMORY_UC};
    for (unsigned i = 0; i < 8; i++)
        assert_int_equal(x86_pat_get(p, i), types[i % 4]);
    p = x86_pat_set(p, 5, X86_MEMORY_WC);
    assert_true(p.value == 0x0007010600070406);
    assert_int_equal(x86_pat_check(p), X86_OK);
    for (unsigned value = 0; value < 256; value++) {
        struct x86_pat one = {(uint64_t)value << 56};
        bool ok = value == 0 || value == 1 || (value >= 4 && value <= 7);
        assert_int_equal(x86_pat_check(one), ok ? X86_OK : X86_RESERVED);
    }
}

static void mtrr(void **state)
{
    (void)state;
    struct x86_mtrr_range r = {{1}, 2, X86_MEMORY_WP};
    assert_int_equal(x86_mtrr_range(0xc0000000, 0xfc0000800, 36, &r), X86_OK);
    assert_true(r.base.value == 0xc0000000 && r.size == 0x40000000 && r.type == X86_MEMORY_UC);
    assert_int_equal(x86_mtrr_range(6, 0x3fff80000800, 46, &r), X86_OK);
    assert_true(r.base.value == 0 && r.size == 0x80000000 && r.type == X86_MEMORY_WB);
    assert_int_equal(x86_mtrr_range(6, 0xfffff00000800, 52, &r), X86_OK);
    assert_true(r.size == 0x100000000);
    assert_int_equal(x86_mtrr_range(6, 0x800, 36, &r), X86_OK);
    assert_true(r.size == 1ULL << 36);
    r.size = 2;
    assert_int_equal(x86_mtrr_range(6, 0xfc0000000, 36, &r), X86_UNSUPPORTED);
    assert_int_equal(x86_mtrr_range(7, 0xfc0000800, 36, &r), X86_RESERVED);
    assert_int_equal(x86_mtrr_range(0x80, 0xfc0000800, 36, &r), X86_RESERVED);
    assert_int_equal(x86_mtrr_range(6, 0xf40000800, 36, &r), X86_CONFLICT);
    assert_true(r.size == 2);
}

static void cr3_fields(void **state)
{
    (void)state;
    struct x86_cr3 cr3 = x86_cr3_of(x86_phys_unchecked(0xffffffffff000), 0x123 | X86_CR3_NO_FLUSH);
    assert_true(cr3.value == (0xffffffffff123 | 1ULL << 63));
    assert_true(x86_cr3_root(cr3).value == 0xffffffffff000);
    assert_true(X86_PK_AD(15) == 1ULL << 30 && X86_PK_WD(0) == 2);
    assert_true(X86_BITS(63, 0) == ~0ULL && X86_BITS(12, 12) == 0x1000);
    assert_int_equal(X86_MSR_X2APIC(0x310), 0x831);
}

static void cr3(void **state)
{
    (void)state;
    struct x86_features all = everything(), none = WITH(X86_FEATURE_LM);
    struct x86_cr4 plain = {X86_CR4_PAE}, pcide = {X86_CR4_PAE | X86_CR4_PCIDE};
    all.phys_bits = 46;
    none.phys_bits = 36;
#define CR3(bits) (struct x86_cr3){bits}
    assert_int_equal(x86_cr3_check(CR3(0x1000 | X86_CR3_PCD | X86_CR3_PWT), plain, &none), X86_OK);
    assert_int_equal(x86_cr3_check(CR3(0x1001), plain, &none), X86_RESERVED);
    assert_int_equal(x86_cr3_check(CR3(0x1fff), pcide, &none), X86_OK);
    assert_int_equal(x86_cr3_check(CR3(1ULL << 35), plain, &none), X86_OK);
    assert_int_equal(x86_cr3_check(CR3(1ULL << 36), plain, &none), X86_TOO_WIDE);
    assert_int_equal(x86_cr3_check(CR3(1ULL << 46), plain, &all), X86_TOO_WIDE);
    assert_int_equal(x86_cr3_check(CR3(1ULL << 60), plain, &all), X86_RESERVED);
    assert_int_equal(x86_cr3_check(CR3(X86_CR3_NO_FLUSH), plain, &all), X86_CONFLICT);
    assert_int_equal(x86_cr3_check(CR3(X86_CR3_NO_FLUSH), pcide, &all), X86_OK);
    assert_int_equal(x86_cr3_check(CR3(X86_CR3_LAM_U57), plain, &none), X86_UNSUPPORTED);
    assert_int_equal(x86_cr3_check(CR3(X86_CR3_LAM_U48), plain, &all), X86_OK);
}

/* All transitions between off, xAPIC, x2APIC and the mode that is none: SDM Vol. 3A figure 11-27.
 */
static void apic_base(void **state)
{
    (void)state;
    struct x86_features all = everything(), none = WITH(X86_FEATURE_APIC);
    all.phys_bits = 40, none.phys_bits = 36;
    static const uint64_t modes[4] = {0, X86_APIC_BASE_EXTD, X86_APIC_BASE_EN,
                                      X86_APIC_BASE_EN | X86_APIC_BASE_EXTD};
    static const bool legal[4][4] = {/* to: off, none, xAPIC, x2APIC */
                                     {true, false, true, false},
                                     {true, false, true, true},
                                     {true, false, true, true},
                                     {true, false, false, true}};
    for (unsigned from = 0; from < 4; from++)
        for (unsigned to = 0; to < 4; to++) {
            if (from == 1)
                continue;
            struct x86_apic_base a = {modes[from] | 0xfee00000}, b = {modes[to] | 0xfee00100};
            assert_int_equal(x86_apic_base_check(a, b, &all),
                             legal[from][to] ? X86_OK : X86_CONFLICT);
        }
    struct x86_apic_base on = {X86_APIC_BASE_EN}, wide = {1ULL << 40}, odd = {1},
                         x2 = {X86_APIC_BASE_EN | X86_APIC_BASE_EXTD};
    assert_int_equal(x86_apic_base_check(on, wide, &all), X86_TOO_WIDE);
    assert_int_equal(x86_apic_base_check(on, odd, &all), X86_RESERVED);
    assert_int_equal(x86_apic_base_check(on, x2, &none), X86_UNSUPPORTED);
}

static void cet(void **state)
{
    (void)state;
    struct x86_features all = everything(), ss = WITH(X86_FEATURE_CET_SS),
                        ibt = WITH(X86_FEATURE_CET_IBT);
    all.va_bits = ss.va_bits = ibt.va_bits = 48;
    assert_int_equal(x86_cet_check(X86_CET_SH_STK_EN | X86_CET_WR_SHSTK_EN, &ss), X86_OK);
    assert_int_equal(x86_cet_check(X86_CET_ENDBR_EN, &ss), X86_UNSUPPORTED);
    assert_int_equal(x86_cet_check(X86_CET_ENDBR_EN | X86_CET_TRACKER, &ibt), X86_OK);
    assert_int_equal(x86_cet_check(X86_CET_SH_STK_EN, &ibt), X86_UNSUPPORTED);
    assert_int_equal(x86_cet_check(X86_CET_SUPPRESS | X86_CET_TRACKER, &all), X86_CONFLICT);
    for (unsigned bit = 6; bit < 10; bit++)
        assert_int_equal(x86_cet_check(X86_BIT(bit), &all), X86_RESERVED);
    assert_int_equal(x86_cet_check(0x7ffffffff000, &all), X86_OK);
    assert_int_equal(x86_cet_check(0x800000000000, &all), X86_NOT_CANONICAL);
}

/* Registers that come in rows, at the numbers of SDM Vol. 4 table 2-2. */
static void msr_in_rows(void **state)
{
    (void)state;
    assert_int_equal(X86_MSR_MTRR_BASE(7), 0x20e);
    assert_int_equal(X86_MSR_MTRR_MASK(7), 0x20f);
    assert_int_equal(X86_MSR_MC_CTL(28), 0x470);
    assert_int_equal(X86_MSR_MC_STATUS(1), 0x405);
    assert_int_equal(X86_MSR_MC_ADDR(1), 0x406);
    assert_int_equal(X86_MSR_MC_MISC(1), 0x407);
    assert_int_equal(X86_MSR_PMC(3), 0xc4);
    assert_int_equal(X86_MSR_PERFEVTSEL(3), 0x189);
    assert_int_equal(X86_MSR_FIXED_CTR(2), 0x30b);
    assert_int_equal(X86_MSR_FRED_RSP(3), 0x1cf);
    assert_int_equal(X86_MSR_FRED_SSP(3), 0x1d3);
    assert_int_equal(X86_MSR_X2APIC(0x0b0), 0x80b); /* end of interrupt */
    assert_int_equal(X86_MSR_X2APIC(0x3e0), 0x83e); /* timer divider */
}

/* Whatever range: the pieces join, none is larger than allowed, none reaches into the hole. */
static void invlpgb_never_takes_the_hole(void **state)
{
    (void)state;
    static const unsigned widths[] = {48, 57};
    static const uint64_t sizes[] = {X86_PAGE_4K, X86_PAGE_2M};
    for (unsigned w = 0; w < 2; w++)
        for (unsigned s = 0; s < 2; s++)
            for (uint64_t before = 0; before < 40; before++)
                for (uint64_t pages = 1; pages < 40; pages++) {
                    uint64_t half = 1ULL << (widths[w] - 1), size = sizes[s];
                    struct x86_virt at = {half - before * size};
                    at = x86_virt_truncate(at.value, widths[w]);
                    uint64_t left = pages;
                    while (left) {
                        uint32_t n = x86_invlpgb_pages(at, left, size, 8, widths[w]);
                        assert_in_range(n, 1, 8);
                        assert_true(n <= left);
                        struct x86_virt last;
                        assert_int_equal(x86_virt_add(at, n * size - 1, widths[w], &last), X86_OK);
                        left -= n;
                        if (left)
                            assert_int_equal(x86_virt_forward(at, n * size, widths[w], &at),
                                             X86_OK);
                    }
                }
    struct x86_virt middle = {0x7ffffffff123};
    assert_int_equal(x86_invlpgb_pages(middle, 5, X86_PAGE_4K, 8, 48), 1);
}

TESTS(test(bits_are_the_manuals), test(cr4_bit_by_bit), test(cr4_combinations),
      test(cr0_combinations), test(efer), test(xcr0_every_combination), test(watchpoints),
      test(star), test(pat), test(mtrr), test(cr3_fields), test(cr3), test(apic_base), test(cet),
      test(msr_in_rows), test(invlpgb_never_takes_the_hole))
