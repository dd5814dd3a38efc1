/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The CPUID snapshot: see features.h. */
#include "x86_64/features.h"

/* Where each word of feature bits comes from, in the order of enum x86_feature. */
static const struct {
    uint32_t leaf;
    uint8_t subleaf, reg; /* reg: 0 EAX, 1 EBX, 2 ECX, 3 EDX */
} word_sources[X86_FEATURE_WORDS] = {
    {0x1, 0, 2},        {0x1, 0, 3},        {0x6, 0, 0},        {0x7, 0, 1},
    {0x7, 0, 2},        {0x7, 0, 3},        {0x7, 1, 0},        {0x7, 1, 3},
    {0xd, 1, 0},        {0x80000001, 0, 2}, {0x80000001, 0, 3}, {0x80000007, 0, 3},
    {0x80000008, 0, 1}, {0x8000001f, 0, 0}, {0x80000021, 0, 0},
};

struct reader {
    x86_cpuid_source *source;
    void *ctx;
    uint32_t max_leaf, max_extended_leaf, max_subleaf_7;
};

static struct x86_cpuid ask_cpu(void *ctx, uint32_t leaf, uint32_t subleaf)
{
    (void)ctx;
    return x86_cpuid(leaf, subleaf);
}

/* Zeros for a leaf that is not there: Intel CPUs answer with another leaf's data. */
static struct x86_cpuid leaf_of(const struct reader *reader, uint32_t leaf, uint32_t subleaf)
{
    struct x86_cpuid none = {0, 0, 0, 0};
    uint32_t highest = leaf & 0x80000000u ? reader->max_extended_leaf : reader->max_leaf;
    if (leaf > highest || (leaf == 7 && subleaf > reader->max_subleaf_7))
        return none;
    return reader->source(reader->ctx, leaf, subleaf);
}

static void put_text(char *text, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        text[i] = (char)(value >> 8 * i);
}

static bool same_text(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

static enum x86_vendor vendor_of(const char *text)
{
    /* The second is what a few Haswells say, for a flipped bit. */
    if (same_text(text, "GenuineIntel") || same_text(text, "GenuineIotel"))
        return X86_VENDOR_INTEL;
    if (same_text(text, "AuthenticAMD"))
        return X86_VENDOR_AMD;
    if (same_text(text, "HygonGenuine"))
        return X86_VENDOR_HYGON;
    if (same_text(text, "CentaurHauls") || same_text(text, "  Shanghai  "))
        return X86_VENDOR_ZHAOXIN;
    return X86_VENDOR_OTHER;
}

static void read_identity(struct x86_features *features, const struct reader *reader,
                          struct x86_cpuid leaf0)
{
    put_text(features->vendor_text, leaf0.ebx);
    put_text(features->vendor_text + 4, leaf0.edx);
    put_text(features->vendor_text + 8, leaf0.ecx);
    features->vendor = vendor_of(features->vendor_text);

    uint32_t signature = leaf_of(reader, 1, 0).eax;
    features->stepping = signature & 15;
    features->model = signature >> 4 & 15;
    features->family = signature >> 8 & 15;
    if (features->family >= 6)
        features->model |= (signature >> 16 & 15) << 4;
    if (features->family == 15)
        features->family += signature >> 20 & 255;

    if (reader->max_extended_leaf >= 0x80000004u) {
        for (uint32_t i = 0; i < 3; i++) {
            struct x86_cpuid part = leaf_of(reader, 0x80000002u + i, 0);
            put_text(features->name + 16 * i, part.eax);
            put_text(features->name + 16 * i + 4, part.ebx);
            put_text(features->name + 16 * i + 8, part.ecx);
            put_text(features->name + 16 * i + 12, part.edx);
        }
    }
}

static void read_sizes(struct x86_features *features, const struct reader *reader)
{
    struct x86_cpuid sizes = leaf_of(reader, 0x80000008u, 0);
    features->phys_bits = sizes.eax & 255;
    if (!features->phys_bits)
        features->phys_bits = x86_features_has(features, X86_FEATURE_PAE) ? 36 : 32;
    if (features->phys_bits > 52)
        features->phys_bits = 52;
    features->va_bits = x86_features_has(features, X86_FEATURE_LA57) ? 57 : 48;
    if (x86_features_has(features, X86_FEATURE_INVLPGB))
        features->invlpgb_max = (sizes.edx & 0xffff) + 1;
    if (x86_features_has(features, X86_FEATURE_SVM))
        features->asids = leaf_of(reader, 0x8000000au, 0).ebx;
    if (x86_features_has(features, X86_FEATURE_SME) ||
        x86_features_has(features, X86_FEATURE_SEV)) {
        uint32_t encryption = leaf_of(reader, 0x8000001fu, 0).ebx;
        features->encryption_bit = encryption & 63;
        features->encryption_reduction = encryption >> 6 & 63;
    }
}

static void read_xsave(struct x86_features *features, const struct reader *reader)
{
    if (!x86_features_has(features, X86_FEATURE_XSAVE))
        return;
    struct x86_cpuid user = leaf_of(reader, 0xd, 0);
    features->xcr0 = (uint64_t)user.edx << 32 | user.eax;
    if (x86_features_has(features, X86_FEATURE_XSAVES)) {
        struct x86_cpuid supervisor = leaf_of(reader, 0xd, 1);
        features->xss = (uint64_t)supervisor.edx << 32 | supervisor.ecx;
    }
    for (uint32_t i = 2; i < X86_XSAVE_COMPONENTS; i++) {
        if (!((features->xcr0 | features->xss) >> i & 1))
            continue;
        struct x86_cpuid state = leaf_of(reader, 0xd, i);
        features->xsave[i].size = state.eax;
        features->xsave[i].offset = state.ebx;
        features->xsave[i].supervisor = (state.ecx & 1) != 0;
        features->xsave[i].aligned = (state.ecx & 2) != 0;
        features->xsave[i].deferrable = (state.ecx & 4) != 0;
    }
}

void x86_features_init(struct x86_features *features, x86_cpuid_source *source, void *ctx)
{
    __builtin_memset(features, 0, sizeof *features);
    struct reader reader = {source ? source : ask_cpu, ctx, 0, 0, 0};
    struct x86_cpuid leaf0 = reader.source(ctx, 0, 0);
    reader.max_leaf = leaf0.eax;
    uint32_t extended = reader.source(ctx, 0x80000000u, 0).eax;
    if (extended >> 16 == 0x8000)
        reader.max_extended_leaf = extended;
    reader.max_subleaf_7 = leaf_of(&reader, 7, 0).eax;
    features->max_leaf = reader.max_leaf;
    features->max_extended_leaf = reader.max_extended_leaf;

    for (unsigned i = 0; i < X86_FEATURE_WORDS; i++) {
        struct x86_cpuid leaf = leaf_of(&reader, word_sources[i].leaf, word_sources[i].subleaf);
        const uint32_t regs[4] = {leaf.eax, leaf.ebx, leaf.ecx, leaf.edx};
        features->words[i] = regs[word_sources[i].reg];
    }
    read_identity(features, &reader, leaf0);
    read_sizes(features, &reader);
    read_xsave(features, &reader);
}

size_t x86_xsave_size(const struct x86_features *features, uint64_t mask, bool compacted)
{
    uint64_t end = 512 + 64; /* x87, SSE and the header have their place always */
    mask &= compacted ? features->xcr0 | features->xss : features->xcr0;
    for (unsigned i = 2; i < X86_XSAVE_COMPONENTS; i++) {
        if (!(mask >> i & 1))
            continue;
        const struct x86_xsave_component *state = &features->xsave[i];
        uint64_t begin = state->offset;
        if (compacted)
            begin = state->aligned ? (end + 63) & ~63ULL : end;
        if (begin + state->size > end)
            end = begin + state->size;
    }
    return (size_t)end;
}
