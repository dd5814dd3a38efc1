/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What CR0, CR4, EFER, XCR0 and XSS accept: see registers/control.h, msr.h, extended.h. */
#include "x86_64/features.h"
#include "x86_64/registers/control.h"
#include "x86_64/registers/extended.h"
#include "x86_64/registers/msr.h"

/* A bit of a register and the feature that brings it. */
struct offer {
    uint8_t bit;
    uint16_t feature;
};

/* Every CPU with long mode has it. */
#define ALWAYS 0xffff

static const struct offer cr4_offers[] = {
    {0, X86_FEATURE_VME},       {1, X86_FEATURE_VME},     {2, X86_FEATURE_TSC},
    {3, X86_FEATURE_DE},        {4, X86_FEATURE_PSE},     {5, X86_FEATURE_PAE},
    {6, X86_FEATURE_MCE},       {7, X86_FEATURE_PGE},     {8, ALWAYS},
    {9, X86_FEATURE_FXSR},      {10, X86_FEATURE_SSE},    {11, X86_FEATURE_UMIP},
    {12, X86_FEATURE_LA57},     {13, X86_FEATURE_VMX},    {14, X86_FEATURE_SMX},
    {16, X86_FEATURE_FSGSBASE}, {17, X86_FEATURE_PCID},   {18, X86_FEATURE_XSAVE},
    {19, X86_FEATURE_KL},       {20, X86_FEATURE_SMEP},   {21, X86_FEATURE_SMAP},
    {22, X86_FEATURE_PKU},      {23, X86_FEATURE_CET_SS}, {23, X86_FEATURE_CET_IBT},
    {24, X86_FEATURE_PKS},      {25, X86_FEATURE_UINTR},  {27, X86_FEATURE_LASS},
    {28, X86_FEATURE_LAM},      {32, X86_FEATURE_FRED},
};

static const struct offer efer_offers[] = {
    {0, X86_FEATURE_SYSCALL}, {8, X86_FEATURE_LM},         {10, X86_FEATURE_LM},
    {11, X86_FEATURE_NX},     {12, X86_FEATURE_SVM},       {14, X86_FEATURE_FFXSR},
    {15, X86_FEATURE_TCE},    {17, X86_FEATURE_MCOMMIT},   {18, X86_FEATURE_INT_WBINVD},
    {20, X86_FEATURE_UAI},    {21, X86_FEATURE_AUTO_IBRS},
};

/* The bits of `offers` that `features` brings; all of them when it is NULL. */
static uint64_t offered(const struct offer *offers, size_t n, const struct x86_features *features)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < n; i++) {
        if (!features || offers[i].feature == ALWAYS ||
            x86_features_has(features, (enum x86_feature)offers[i].feature))
            mask |= X86_BIT(offers[i].bit);
    }
    return mask;
}

#define OFFERED(offers, features) offered(offers, sizeof(offers) / sizeof *(offers), features)

uint64_t x86_cr4_supported(const struct x86_features *features)
{
    return OFFERED(cr4_offers, features);
}

/* Bits that were there before are nobody's fault; only newly set ones are judged. */
static enum x86_status check_new(uint64_t set, uint64_t known, uint64_t supported)
{
    if (set & ~known)
        return X86_RESERVED;
    if (set & ~supported)
        return X86_UNSUPPORTED;
    return X86_OK;
}

enum x86_status x86_cr0_check(struct x86_cr0 from, struct x86_cr0 to, struct x86_cr4 cr4)
{
    const uint64_t known = X86_CR0_PE | X86_CR0_MP | X86_CR0_EM | X86_CR0_TS | X86_CR0_ET |
                           X86_CR0_NE | X86_CR0_WP | X86_CR0_AM | X86_CR0_NW | X86_CR0_CD |
                           X86_CR0_PG;
    enum x86_status status = check_new(to.value & ~from.value, known, known);
    if (status != X86_OK)
        return status;
    const uint64_t needed = X86_CR0_PE | X86_CR0_PG;
    if ((to.value & needed) != needed)
        return X86_CONFLICT;
    if ((to.value & (X86_CR0_NW | X86_CR0_CD)) == X86_CR0_NW)
        return X86_CONFLICT;
    if (!(to.value & X86_CR0_WP) && (cr4.value & X86_CR4_CET))
        return X86_CONFLICT;
    return X86_OK;
}

enum x86_status x86_cr4_check(struct x86_cr4 from, struct x86_cr4 to, struct x86_cr0 cr0,
                              struct x86_cr3 cr3, const struct x86_features *features)
{
    uint64_t set = to.value & ~from.value;
    enum x86_status status = check_new(set, OFFERED(cr4_offers, NULL), x86_cr4_supported(features));
    if (status != X86_OK)
        return status;
    if (!(to.value & X86_CR4_PAE) || ((from.value ^ to.value) & X86_CR4_LA57))
        return X86_CONFLICT;
    if ((to.value & X86_CR4_CET) && !(cr0.value & X86_CR0_WP))
        return X86_CONFLICT;
    if ((set & X86_CR4_PCIDE) && (cr3.value & X86_CR3_PCID))
        return X86_CONFLICT;
    return X86_OK;
}

enum x86_status x86_cr3_check(struct x86_cr3 value, struct x86_cr4 cr4,
                              const struct x86_features *features)
{
    uint64_t low = cr4.value & X86_CR4_PCIDE ? X86_CR3_PCID : X86_CR3_PWT | X86_CR3_PCD;
    uint64_t high = X86_CR3_NO_FLUSH | X86_CR3_LAM_U48 | X86_CR3_LAM_U57;
    if (x86_cr3_root(value).value >> features->phys_bits)
        return X86_TOO_WIDE;
    if (value.value & ~(X86_CR3_ADDRESS | 0xfff | high))
        return X86_RESERVED;
    if (value.value & 0xfff & ~low) /* ignored rather than refused, but never meant */
        return X86_RESERVED;
    if ((value.value & (X86_CR3_LAM_U48 | X86_CR3_LAM_U57)) &&
        !x86_features_has(features, X86_FEATURE_LAM))
        return X86_UNSUPPORTED;
    if ((value.value & X86_CR3_NO_FLUSH) && !(cr4.value & X86_CR4_PCIDE))
        return X86_CONFLICT;
    return X86_OK;
}

enum x86_status x86_apic_base_check(struct x86_apic_base from, struct x86_apic_base to,
                                    const struct x86_features *features)
{
    const uint64_t mode = X86_APIC_BASE_EN | X86_APIC_BASE_EXTD;
    if ((to.value & X86_APIC_BASE_ADDRESS) >> features->phys_bits)
        return X86_TOO_WIDE;
    if (to.value & ~(mode | X86_APIC_BASE_BSP | X86_APIC_BASE_ADDRESS))
        return X86_RESERVED;
    if ((to.value & X86_APIC_BASE_EXTD) && !x86_features_has(features, X86_FEATURE_X2APIC))
        return X86_UNSUPPORTED;
    uint64_t old = from.value & mode, new = to.value &mode;
    if (new == X86_APIC_BASE_EXTD)
        return X86_CONFLICT;
    if (new == mode && old == 0) /* off to x2APIC: through xAPIC only */
        return X86_CONFLICT;
    if (old == mode && new == X86_APIC_BASE_EN) /* x2APIC to xAPIC: through off only */
        return X86_CONFLICT;
    return X86_OK;
}

enum x86_status x86_cet_check(uint64_t value, const struct x86_features *features)
{
    const uint64_t shadow = X86_CET_SH_STK_EN | X86_CET_WR_SHSTK_EN;
    const uint64_t branch = X86_CET_ENDBR_EN | X86_CET_LEG_IW_EN | X86_CET_NO_TRACK_EN |
                            X86_CET_SUPPRESS_DIS | X86_CET_SUPPRESS | X86_CET_TRACKER |
                            X86_CET_BITMAP;
    uint64_t supported = 0;
    if (x86_features_has(features, X86_FEATURE_CET_SS))
        supported |= shadow;
    if (x86_features_has(features, X86_FEATURE_CET_IBT))
        supported |= branch;
    enum x86_status status = check_new(value, shadow | branch, supported);
    if (status != X86_OK)
        return status;
    if (!x86_virt_is_canonical(x86_virt_unchecked(value & X86_CET_BITMAP), features->va_bits))
        return X86_NOT_CANONICAL;
    if ((value & X86_CET_SUPPRESS) && (value & X86_CET_TRACKER))
        return X86_CONFLICT;
    return X86_OK;
}

enum x86_status x86_efer_check(struct x86_efer from, struct x86_efer to,
                               const struct x86_features *features)
{
    uint64_t supported = OFFERED(efer_offers, features);
    if ((features->vendor == X86_VENDOR_AMD || features->vendor == X86_VENDOR_HYGON) &&
        !x86_features_has(features, X86_FEATURE_EFER_LMSLE_UNSUPPORTED))
        supported |= X86_EFER_LMSLE;
    enum x86_status status =
        check_new(to.value & ~from.value, OFFERED(efer_offers, NULL) | X86_EFER_LMSLE, supported);
    if (status != X86_OK)
        return status;
    if ((from.value ^ to.value) & (X86_EFER_LME | X86_EFER_LMA))
        return X86_CONFLICT;
    return X86_OK;
}

/* All of `mask` or nothing of it. */
static bool whole(uint64_t value, uint64_t mask)
{
    return (value & mask) == 0 || (value & mask) == mask;
}

enum x86_status x86_xcr0_check(struct x86_xcr0 value, const struct x86_features *features)
{
    const uint64_t mpx = X86_XCR0_BNDREGS | X86_XCR0_BNDCSR;
    const uint64_t avx512 = X86_XCR0_OPMASK | X86_XCR0_ZMM_HI256 | X86_XCR0_HI16_ZMM;
    const uint64_t amx = X86_XCR0_TILECFG | X86_XCR0_TILEDATA;
    uint64_t v = value.value;
    if (v & ~features->xcr0)
        return X86_UNSUPPORTED;
    if (!(v & X86_XCR0_X87) || !whole(v, mpx) || !whole(v, avx512) || !whole(v, amx))
        return X86_CONFLICT;
    if ((v & X86_XCR0_AVX) && !(v & X86_XCR0_SSE))
        return X86_CONFLICT;
    if ((v & avx512) && !(v & X86_XCR0_AVX))
        return X86_CONFLICT;
    if ((v & X86_XCR0_APX) && (v & mpx))
        return X86_CONFLICT;
    return X86_OK;
}

enum x86_status x86_xss_check(struct x86_xss value, const struct x86_features *features)
{
    return value.value & ~features->xss ? X86_UNSUPPORTED : X86_OK;
}
