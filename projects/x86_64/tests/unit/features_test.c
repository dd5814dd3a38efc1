/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The CPUID snapshot: of machines made up here, of this one, and of the corpus where it is. */
#include "ci/test.h"
#include "x86_64/features.h"
#include "x86_64/registers/control.h"

struct row {
    uint32_t leaf, subleaf;
    struct x86_cpuid out;
};

struct table {
    const struct row *rows;
    size_t n;
    struct x86_cpuid otherwise; /* what a leaf that is not there answers */
};

static struct x86_cpuid from_table(void *ctx, uint32_t leaf, uint32_t subleaf)
{
    const struct table *table = ctx;
    for (size_t i = 0; i < table->n; i++)
        if (table->rows[i].leaf == leaf && table->rows[i].subleaf == subleaf)
            return table->rows[i].out;
    return table->otherwise;
}

#define TABLE(rows, ...)                     \
    {                                        \
        rows, sizeof(rows) / sizeof *(rows), \
        {                                    \
            __VA_ARGS__                      \
        }                                    \
    }

static void missing_leaves_count_as_zero(void **state)
{
    (void)state;
    /* Like an old Intel CPU: leaves beyond its highest answer with other data, here all ones. */
    static const struct row rows[] = {
        {0, 0, {2, 0x756e6547, 0x6c65746e, 0x49656e69}},
        {1, 0, {0x00000f4a, 0, 0, 0x0fffffff}},
        {0x80000000, 0, {0x80000001, 0, 0, 0}},
        {0x80000001, 0, {0, 0, 1, 1u << 29}},
    };
    struct table table = TABLE(rows, ~0u, ~0u, ~0u, ~0u);
    struct x86_features f;
    x86_features_init(&f, from_table, &table);
    assert_string_equal(f.vendor_text, "GenuineIntel");
    assert_int_equal(f.vendor, X86_VENDOR_INTEL);
    assert_int_equal(f.family, 15);
    assert_int_equal(f.model, 4);
    assert_int_equal(f.stepping, 10);
    assert_false(x86_features_has(&f, X86_FEATURE_SMEP));
    assert_false(x86_features_has(&f, X86_FEATURE_LA57));
    assert_false(x86_features_has(&f, X86_FEATURE_XSAVES));
    assert_false(x86_features_has(&f, X86_FEATURE_INVLPGB));
    assert_true(x86_features_has(&f, X86_FEATURE_LM));
    assert_int_equal(f.phys_bits, 36);
    assert_int_equal(f.va_bits, 48);
    assert_int_equal(f.invlpgb_max, 0);
    assert_string_equal(f.name, "");
    assert_int_equal(x86_xsave_size(&f, ~0ULL, false), 576);
}

static void no_extended_leaves(void **state)
{
    (void)state;
    static const struct row rows[] = {{0, 0, {1, 0, 0, 0}}, {1, 0, {0x633, 0, 0, 0}}};
    struct table table = TABLE(rows, 1, 2, 3, ~0u);
    struct x86_features f;
    x86_features_init(&f, from_table, &table);
    assert_int_equal(f.max_extended_leaf, 0);
    assert_false(x86_features_has(&f, X86_FEATURE_LM));
    assert_int_equal(f.phys_bits, 32);
    assert_int_equal(f.vendor, X86_VENDOR_OTHER);
}

/* No page-table entry has room for more than 52 bits, whatever a hypervisor says. */
static void physical_addresses_end_at_52_bits(void **state)
{
    (void)state;
    static const struct row rows[] = {{0x80000000, 0, {0x80000008, 0, 0, 0}},
                                      {0x80000008, 0, {0x3939, 0, 0, 0}}};
    struct table table = TABLE(rows, 0, 0, 0, 0);
    struct x86_features f;
    x86_features_init(&f, from_table, &table);
    assert_int_equal(f.phys_bits, 52);
}

static void leaf_7_subleaves_are_gated(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {0, 0, {7, 0, 0, 0}},
        {7, 0, {0, 1u << 7, 1u << 16, 0}},
    };
    struct table table = TABLE(rows, ~0u, ~0u, ~0u, ~0u);
    struct x86_features f;
    x86_features_init(&f, from_table, &table);
    assert_true(x86_features_has(&f, X86_FEATURE_SMEP));
    assert_false(x86_features_has(&f, X86_FEATURE_FRED));
    assert_int_equal(f.va_bits, 57);
}

/* A server with AVX-512, keys, AMX and CET, and an AMD one with INVLPGB, SME and LWP. */
static void states_have_sizes(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {0, 0, {0x1f, 0, 0, 0}},
        {1, 0, {0x806f8, 0, 1u << 26, 0}},
        {0xd, 0, {0x602e7, 0x2b00, 0x2b00, 0}},
        {0xd, 1, {0x1f, 0, 0x1800, 0}},
        {0xd, 2, {256, 576, 0, 0}},
        {0xd, 5, {64, 1088, 0, 0}},
        {0xd, 6, {512, 1152, 0, 0}},
        {0xd, 7, {1024, 1664, 0, 0}},
        {0xd, 9, {8, 2688, 0, 0}},
        {0xd, 11, {16, 0, 1, 0}},
        {0xd, 12, {24, 0, 1, 0}},
        {0xd, 17, {64, 2752, 2, 0}},
        {0xd, 18, {8192, 2816, 6, 0}},
    };
    struct table table = TABLE(rows, 0, 0, 0, 0);
    struct x86_features f;
    x86_features_init(&f, from_table, &table);
    assert_true(f.xcr0 == 0x602e7);
    assert_true(f.xss == 0x1800);
    assert_int_equal(x86_xsave_size(&f, f.xcr0, false), 2816 + 8192);
    assert_int_equal(x86_xsave_size(&f, 7, false), 832);
    assert_int_equal(x86_xsave_size(&f, 3, true), 576);
    assert_int_equal(x86_xsave_size(&f, 1 << 9, false), 2696);
    assert_int_equal(x86_xsave_size(&f, 1 << 9, true), 584);
    assert_int_equal(x86_xsave_size(&f, 1 << 9 | 1 << 17, true), 640 + 64);
    assert_int_equal(x86_xsave_size(&f, 0x1800, true), 576 + 40);
    assert_int_equal(x86_xsave_size(&f, 0x1800, false), 576);
    assert_int_equal(x86_xsave_size(&f, 1 << 10, true), 576);
    assert_true(f.xsave[11].supervisor && !f.xsave[9].supervisor);
    assert_true(f.xsave[18].deferrable && !f.xsave[17].deferrable);
}

static void amd_extras(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {0, 0, {0xd, 0x68747541, 0x444d4163, 0x69746e65}},
        {1, 0, {0xa20f10, 0, 1u << 26, 0}},
        {0xd, 0, {7, 832, 960, 0x40000000}},
        {0xd, 2, {256, 576, 0, 0}},
        {0xd, 62, {128, 832, 0, 0}},
        {0x80000000, 0, {0x8000001f, 0, 0, 0}},
        {0x80000001, 0, {0, 0, 1u << 2, 0}},
        {0x80000002, 0, {0x20444d41, 0, 0, 0}},
        {0x80000008, 0, {0x3034, 1u << 3, 0, 7}},
        {0x8000000a, 0, {1, 0x8000, 0, 0}},
        {0x8000001f, 0, {3, 5u << 6 | 51, 0, 0}},
    };
    struct table table = TABLE(rows, 0, 0, 0, 0);
    struct x86_features f;
    x86_features_init(&f, from_table, &table);
    assert_int_equal(f.vendor, X86_VENDOR_AMD);
    assert_string_equal(f.name, "AMD ");
    assert_int_equal(f.family, 0x19);
    assert_int_equal(f.model, 0x21);
    assert_int_equal(f.phys_bits, 52);
    assert_int_equal(f.encryption_bit, 51);
    assert_int_equal(f.encryption_reduction, 5);
    assert_int_equal(f.invlpgb_max, 8);
    assert_int_equal(f.asids, 0x8000);
    assert_int_equal(x86_xsave_size(&f, f.xcr0, false), 960);
}

static void vendors(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum x86_vendor vendor;
    } known[] = {{"GenuineIntel", X86_VENDOR_INTEL},   {"AuthenticAMD", X86_VENDOR_AMD},
                 {"HygonGenuine", X86_VENDOR_HYGON},   {"CentaurHauls", X86_VENDOR_ZHAOXIN},
                 {"  Shanghai  ", X86_VENDOR_ZHAOXIN}, {"GenuineTMx86", X86_VENDOR_OTHER}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct row row = {0, 0, {0, 0, 0, 0}};
        memcpy(&row.out.ebx, known[i].text, 4);
        memcpy(&row.out.edx, known[i].text + 4, 4);
        memcpy(&row.out.ecx, known[i].text + 8, 4);
        struct table table = {&row, 1, {0, 0, 0, 0}};
        struct x86_features f;
        x86_features_init(&f, from_table, &table);
        assert_string_equal(f.vendor_text, known[i].text);
        assert_int_equal(f.vendor, known[i].vendor);
    }
}

static void this_machine(void **state)
{
    (void)state;
    struct x86_features f;
    x86_features_init(&f, NULL, NULL);
    assert_true(x86_features_has(&f, X86_FEATURE_LM));
    assert_true(x86_features_has(&f, X86_FEATURE_SSE2));
    assert_in_range(f.phys_bits, 36, 52);
    if (x86_features_has(&f, X86_FEATURE_XSAVE))
        assert_int_equal(x86_xsave_size(&f, f.xcr0, false), x86_cpuid(0xd, 0).ecx);
    assert_int_equal(x86_cr4_supported(&f) & X86_CR4_PAE, X86_CR4_PAE);
}

/* Every CPU of the corpus: what the CPU itself says of its areas agrees with the components. */
static void corpus(void **state)
{
    (void)state;
    char command[500];
    const char *dir = getenv("OSDEV_CORPUS");
    snprintf(command, sizeof command, "xz -dc '%s/cpuid/cpuid.tsv.xz' 2>/dev/null",
             dir ? dir : "../shared/corpus");
    FILE *file = popen(command, "r");
    static struct row rows[2000];
    static char line[500];
    char current[100] = "";
    size_t n = 0, cpus = 0, areas = 0;
    bool more = file && fgets(line, sizeof line, file);
    if (!more) {
        if (file)
            pclose(file);
        skip();
    }
    while (more) {
        more = fgets(line, sizeof line, file) != NULL;
        char cpu[100] = "", *field = line;
        if (more) {
            snprintf(cpu, sizeof cpu, "%.*s", (int)strcspn(line, "\t"), line);
            for (int skip_fields = 0; skip_fields < 2; skip_fields++)
                field += strcspn(field, "\t") + 1;
        }
        if (strcmp(cpu, current) != 0 && n) {
            struct table table = {rows, n, {0, 0, 0, 0}};
            struct x86_features f;
            x86_features_init(&f, from_table, &table);
            cpus++;
            struct x86_cpuid d = from_table(&table, 0xd, 0);
            bool complete = f.xcr0 != 0; /* some old dumps have the subleaves misnumbered */
            for (unsigned i = 2; i < X86_XSAVE_COMPONENTS; i++)
                if (f.xcr0 >> i & 1 && !f.xsave[i].size)
                    complete = false;
            areas += complete;
            if (complete && x86_xsave_size(&f, f.xcr0, false) != d.ecx)
                fail_msg("%s: area %zu, the CPU says %u", current,
                         x86_xsave_size(&f, f.xcr0, false), d.ecx);
            bool named =
                strncmp(current, "Genuine", 7) == 0 || strncmp(current, "Authentic", 9) == 0;
            if ((f.vendor == X86_VENDOR_OTHER && named) || f.phys_bits < 32 || f.phys_bits > 52)
                fail_msg("%s: vendor \"%s\", %u bits", current, f.vendor_text, f.phys_bits);
            n = 0;
        }
        memcpy(current, cpu, sizeof current);
        uint64_t number[6];
        for (int i = 0; more && i < 6; i++)
            number[i] = strtoull(field, &field, 16);
        if (more && n < sizeof rows / sizeof *rows) {
            struct row row = {(uint32_t)number[0],
                              (uint32_t)number[1],
                              {(uint32_t)number[2], (uint32_t)number[3], (uint32_t)number[4],
                               (uint32_t)number[5]}};
            rows[n++] = row;
        }
    }
    pclose(file);
    print_message("# %zu CPUs, %zu of them with areas to compare\n", cpus, areas);
    assert_true(cpus > 100 && areas > 100);
}

TESTS(test(missing_leaves_count_as_zero), test(no_extended_leaves),
      test(physical_addresses_end_at_52_bits), test(leaf_7_subleaves_are_gated),
      test(states_have_sizes), test(amd_extras), test(vendors), test(this_machine), test(corpus))
