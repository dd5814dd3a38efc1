/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "acpi/sub.h"

#include "acpi/table/interrupt.h"
#include "ci/test.h"

/* A table out of a heap block of exactly its size. */
static struct acpi_table table(const char *signature, const void *bytes, size_t size)
{
    void *at = malloc(size ? size : 1);
    assert_non_null(at);
    memcpy(at, bytes, size);
    struct acpi_table t = {.at = at, .size = (uint32_t)size};
    memcpy(t.signature, signature, 4);
    return t;
}

static char text[8192];
static size_t used;

static void say(const struct acpi_sub *sub, const char *before)
{
    if (used < sizeof text - 64)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%u:%u@%u", before, sub->type,
                                 sub->size, sub->offset);
}

/* "type:size@offset" of each part, what is inside in brackets, ! where a walk ended early. */
static const char *walk(const char *signature, const void *bytes, size_t size)
{
    struct acpi_table t = table(signature, bytes, size);
    struct acpi_sub_iter it = acpi_sub_begin(&t);
    struct acpi_sub sub, inner;
    used = 0;
    text[0] = 0;
    while (acpi_sub_next(&it, &sub)) {
        say(&sub, used ? " " : "");
        struct acpi_sub_iter within = acpi_sub_within(&sub);
        while (acpi_sub_next(&within, &inner))
            say(&inner, " >");
        if (within.status != ACPI_OK && used < sizeof text - 64)
            used += (size_t)snprintf(text + used, sizeof text - used, " >!");
    }
    if (it.status != ACPI_OK)
        snprintf(text + used, sizeof text - used, "%s!", used ? " " : "");
    free((void *)(uintptr_t)t.at);
    return text;
}

static void the_madt_is_walked(void **state)
{
    (void)state;
    uint8_t madt[44 + 8 + 12 + 2] = {[44] = 0, 8, [52] = 1, 12, [64] = 200, 2};
    assert_string_equal(walk("APIC", madt, sizeof madt), "0:8@44 1:12@52 200:2@64");
    assert_string_equal(walk("APIC", madt, 44), "");
    assert_string_equal(walk("APIC", madt, 43), "!");
    assert_string_equal(walk("APIC", madt, 45), "!");
    assert_string_equal(walk("APIC", madt, 63), "0:8@44 !");
    madt[53] = 0; /* no progress: the end */
    assert_string_equal(walk("APIC", madt, sizeof madt), "0:8@44 !");
    madt[53] = 15; /* one byte too many */
    assert_string_equal(walk("APIC", madt, sizeof madt), "0:8@44 !");
    assert_string_equal(walk("WAET", madt, sizeof madt), "");
    assert_string_equal(walk("ZZZZ", madt, sizeof madt), "");
}

static void a_short_structure_is_read_with_zeros(void **state)
{
    (void)state;
    uint8_t madt[44 + 6];
    memset(madt, 0xAA, sizeof madt);
    madt[44] = 1;
    madt[45] = 6;
    struct acpi_table t = table("APIC", madt, sizeof madt);
    struct acpi_sub_iter it = acpi_sub_begin(&t);
    struct acpi_sub sub;
    struct acpi_madt_io_apic io;
    assert_true(acpi_sub_next(&it, &sub));
    assert_int_equal(acpi_sub_read(&sub, &io, sizeof io), 6);
    assert_int_equal(io.io_apic_id, 0xAA);
    assert_int_equal(io.io_apic_address, 0xAAAA);
    assert_int_equal(io.global_system_interrupt_base, 0);
    free((void *)(uintptr_t)t.at);
}

static void entries_of_a_fixed_size(void **state)
{
    (void)state;
    uint8_t mcfg[44 + 2 * 16] = {0};
    assert_string_equal(walk("MCFG", mcfg, sizeof mcfg), "0:16@44 0:16@60");
    assert_string_equal(walk("MCFG", mcfg, sizeof mcfg - 1), "0:16@44 !");
    uint8_t wdat[68 + 2 * 24] = {[64] = 2};
    assert_string_equal(walk("WDAT", wdat, sizeof wdat), "0:24@68 0:24@92");
    wdat[64] = 1; /* the count counts */
    assert_string_equal(walk("WDAT", wdat, sizeof wdat), "0:24@68");
    wdat[64] = 3;
    assert_string_equal(walk("WDAT", wdat, sizeof wdat), "0:24@68 0:24@92 !");
    uint8_t xsdt[36 + 16] = {0};
    assert_string_equal(walk("XSDT", xsdt, sizeof xsdt), "0:8@36 0:8@44");
    assert_string_equal(walk("RSDT", xsdt, 44), "0:4@36 0:4@40");
}

static void structures_inside_structures(void **state)
{
    (void)state;
    uint8_t dmar[48 + 32] = {[48] = 0, 0, 32, 0, [64] = 1, 8, [72] = 2, 8};
    assert_string_equal(walk("DMAR", dmar, sizeof dmar), "0:32@48 >1:8@64 >2:8@72");
    dmar[73] = 9;
    assert_string_equal(walk("DMAR", dmar, sizeof dmar), "0:32@48 >1:8@64 >!");
    uint8_t gtdt[96 + 60] = {[88] = 1, [92] = 96, [96] = 0, 60, 0, [108] = 1, [112] = 20};
    assert_string_equal(walk("GTDT", gtdt, sizeof gtdt), "0:60@96 >0:40@116");
    gtdt[92] = 95; /* into its own header */
    assert_string_equal(walk("GTDT", gtdt, sizeof gtdt), "!");
    gtdt[95] = 0xFF; /* far outside */
    assert_string_equal(walk("GTDT", gtdt, sizeof gtdt), "!");
    gtdt[88] = 0; /* none: the offset does not matter */
    assert_string_equal(walk("GTDT", gtdt, sizeof gtdt), "");
    uint8_t iort[48 + 36] = {[36] = 1, [40] = 48, [48] = 2, 36, 0, [56] = 1, [60] = 16};
    assert_string_equal(walk("IORT", iort, sizeof iort), "2:36@48 >0:20@64");
    iort[56] = 2;
    assert_string_equal(walk("IORT", iort, sizeof iort), "2:36@48 >0:20@64 >!");
    uint8_t csrt[36 + 24 + 4 + 12] = {[36] = 40, [56] = 4, [64] = 12, [68] = 3};
    assert_string_equal(walk("CSRT", csrt, sizeof csrt), "0:40@36 >3:12@64");
    csrt[59] = 0xFF;
    assert_string_equal(walk("CSRT", csrt, sizeof csrt), "0:40@36 >!");
    uint8_t asf[36 + 20 + 6] = {[36] = 1, 0, 20, 0, [42] = 1, 12, [56] = 0x84, 0, 6, 0};
    assert_string_equal(walk("ASF!", asf, sizeof asf), "1:20@36 >0:12@44 4:6@56");
}

static void those_with_rules_of_their_own(void **state)
{
    (void)state;
    uint8_t hest[40 + 40 + 28 + 64] = {[36] = 2, [40] = 0, [72] = 1, [108] = 9};
    assert_string_equal(walk("HEST", hest, sizeof hest), "0:68@40 >0:28@80 9:64@108");
    hest[72] = 200; /* more banks than bytes */
    assert_string_equal(walk("HEST", hest, sizeof hest), "!");
    hest[40] = 3; /* no such source */
    assert_string_equal(walk("HEST", hest, sizeof hest), "!");
    uint8_t ivrs[48 + 24 + 4 + 8 + 23] = {
        [48] = 0x10, 0, 59, 0, [72] = 2, [76] = 72, [84] = 240, [105] = 1};
    assert_string_equal(walk("IVRS", ivrs, sizeof ivrs), "16:59@48 >2:4@72 >72:8@76 >240:23@84");
    ivrs[105] = 2;
    assert_string_equal(walk("IVRS", ivrs, sizeof ivrs), "16:59@48 >2:4@72 >72:8@76 >!");
    uint8_t mpst[44 + 32 + 4 + 2] = {[40] = 1, [68] = 2, [72] = 1};
    assert_string_equal(walk("MPST", mpst, sizeof mpst), "0:38@44");
    mpst[71] = 0xFF;
    assert_string_equal(walk("MPST", mpst, sizeof mpst), "!");
}

/* Every table, sizes up to 300, bytes of several kinds: nothing outside is read, every walk ends.
 */
static void no_bytes_lead_outside(void **state)
{
    (void)state;
    static const char signatures[][5] = {
        "AEST", "APIC", "APMT", "ASF!", "ASPT", "CDAT", "CEDT", "CPEP", "CSRT", "DBG2", "DMAR",
        "EINJ", "ERDT", "ERST", "FBPT", "FPDT", "GTDT", "HEST", "HMAT", "IORT", "IOVT", "IVRS",
        "KEYP", "LPIT", "MCFG", "MPAM", "MPST", "MRRM", "MSCT", "MTMR", "NFIT", "NHLT", "PCCT",
        "PDTT", "PHAT", "PMTT", "PPTT", "PRMT", "RAS2", "RHCT", "RIMT", "RSDT", "S3PT", "SDEV",
        "SLIT", "SRAT", "SVKL", "VIOT", "VRTC", "WDAT", "XSDT"};
    uint8_t bytes[300];
    uint32_t random = 1;
    for (size_t s = 0; s < sizeof signatures / sizeof *signatures; s++)
        for (size_t size = 0; size <= sizeof bytes; size += size < 64 ? 1 : 7)
            for (int kind = 0; kind < 6; kind++) {
                for (size_t i = 0; i < sizeof bytes; i++) {
                    random = random * 1664525 + 1013904223;
                    unsigned any = random >> 24;
                    unsigned kinds[] = {0,
                                        0xFF,
                                        any,
                                        any & 15,
                                        any & 1 ? 0 : any & 63,
                                        i & 1 ? 0 : 44 + (any & 7) * 4};
                    bytes[i] = (uint8_t)kinds[kind];
                }
                walk(signatures[s], bytes, size);
            }
}

TESTS(test(the_madt_is_walked), test(a_short_structure_is_read_with_zeros),
      test(entries_of_a_fixed_size), test(structures_inside_structures),
      test(those_with_rules_of_their_own), test(no_bytes_lead_outside))
