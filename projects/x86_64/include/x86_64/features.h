/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What CPUID says, in one snapshot that is asked instead of the CPU.
 *
 *     static struct x86_features features;
 *     x86_features_init(&features, NULL, NULL);
 *     if (x86_features_has(&features, X86_FEATURE_SMAP)) ...
 *
 * The snapshot can be made from any source of leaves: this CPU, a table of another machine in a
 * test, a guest. Leaves that the CPU does not have count as zero, whatever it answers for them.
 *
 * Bits that follow the kernel's own settings (OSXSAVE, OSPKE) are as they were at the snapshot.
 *
 * Threads: read-only once made. SDM Vol. 2 "CPUID"; APM Vol. 3 appendix E.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "x86_64/instructions/cpuid.h"
#include "x86_64/status.h"

/* Registers of CPUID that hold feature bits. */
#define X86_FEATURE_WORDS 15u

/* Word times 32 plus bit, by the manuals' names. */
enum x86_feature {
    /* CPUID 1H, ECX */
    X86_FEATURE_SSE3 = 0 * 32 + 0,
    X86_FEATURE_PCLMULQDQ = 0 * 32 + 1,
    X86_FEATURE_DTES64 = 0 * 32 + 2,
    X86_FEATURE_MONITOR = 0 * 32 + 3,
    X86_FEATURE_VMX = 0 * 32 + 5,
    X86_FEATURE_SMX = 0 * 32 + 6,
    X86_FEATURE_SSSE3 = 0 * 32 + 9,
    X86_FEATURE_FMA = 0 * 32 + 12,
    X86_FEATURE_CX16 = 0 * 32 + 13,
    X86_FEATURE_PDCM = 0 * 32 + 15,
    X86_FEATURE_PCID = 0 * 32 + 17,
    X86_FEATURE_SSE4_1 = 0 * 32 + 19,
    X86_FEATURE_SSE4_2 = 0 * 32 + 20,
    X86_FEATURE_X2APIC = 0 * 32 + 21,
    X86_FEATURE_MOVBE = 0 * 32 + 22,
    X86_FEATURE_POPCNT = 0 * 32 + 23,
    X86_FEATURE_TSC_DEADLINE = 0 * 32 + 24,
    X86_FEATURE_AESNI = 0 * 32 + 25,
    X86_FEATURE_XSAVE = 0 * 32 + 26,
    X86_FEATURE_OSXSAVE = 0 * 32 + 27,
    X86_FEATURE_AVX = 0 * 32 + 28,
    X86_FEATURE_F16C = 0 * 32 + 29,
    X86_FEATURE_RDRAND = 0 * 32 + 30,
    X86_FEATURE_HYPERVISOR = 0 * 32 + 31,
    /* CPUID 1H, EDX */
    X86_FEATURE_FPU = 1 * 32 + 0,
    X86_FEATURE_VME = 1 * 32 + 1,
    X86_FEATURE_DE = 1 * 32 + 2,
    X86_FEATURE_PSE = 1 * 32 + 3,
    X86_FEATURE_TSC = 1 * 32 + 4,
    X86_FEATURE_MSR = 1 * 32 + 5,
    X86_FEATURE_PAE = 1 * 32 + 6,
    X86_FEATURE_MCE = 1 * 32 + 7,
    X86_FEATURE_CX8 = 1 * 32 + 8,
    X86_FEATURE_APIC = 1 * 32 + 9,
    X86_FEATURE_SEP = 1 * 32 + 11,
    X86_FEATURE_MTRR = 1 * 32 + 12,
    X86_FEATURE_PGE = 1 * 32 + 13,
    X86_FEATURE_MCA = 1 * 32 + 14,
    X86_FEATURE_CMOV = 1 * 32 + 15,
    X86_FEATURE_PAT = 1 * 32 + 16,
    X86_FEATURE_PSE36 = 1 * 32 + 17,
    X86_FEATURE_CLFSH = 1 * 32 + 19,
    X86_FEATURE_DS = 1 * 32 + 21,
    X86_FEATURE_ACPI = 1 * 32 + 22,
    X86_FEATURE_MMX = 1 * 32 + 23,
    X86_FEATURE_FXSR = 1 * 32 + 24,
    X86_FEATURE_SSE = 1 * 32 + 25,
    X86_FEATURE_SSE2 = 1 * 32 + 26,
    X86_FEATURE_SS = 1 * 32 + 27,
    X86_FEATURE_HTT = 1 * 32 + 28,
    X86_FEATURE_TM = 1 * 32 + 29,
    /* CPUID 6H, EAX */
    X86_FEATURE_ARAT = 2 * 32 + 2,
    X86_FEATURE_HWP = 2 * 32 + 7,
    /* CPUID 7H, subleaf 0, EBX */
    X86_FEATURE_FSGSBASE = 3 * 32 + 0,
    X86_FEATURE_TSC_ADJUST = 3 * 32 + 1,
    X86_FEATURE_SGX = 3 * 32 + 2,
    X86_FEATURE_BMI1 = 3 * 32 + 3,
    X86_FEATURE_AVX2 = 3 * 32 + 5,
    X86_FEATURE_SMEP = 3 * 32 + 7,
    X86_FEATURE_BMI2 = 3 * 32 + 8,
    X86_FEATURE_ERMS = 3 * 32 + 9,
    X86_FEATURE_INVPCID = 3 * 32 + 10,
    X86_FEATURE_MPX = 3 * 32 + 14,
    X86_FEATURE_AVX512F = 3 * 32 + 16,
    X86_FEATURE_RDSEED = 3 * 32 + 18,
    X86_FEATURE_ADX = 3 * 32 + 19,
    X86_FEATURE_SMAP = 3 * 32 + 20,
    X86_FEATURE_CLFLUSHOPT = 3 * 32 + 23,
    X86_FEATURE_CLWB = 3 * 32 + 24,
    X86_FEATURE_PT = 3 * 32 + 25,
    X86_FEATURE_SHA = 3 * 32 + 29,
    /* CPUID 7H, subleaf 0, ECX */
    X86_FEATURE_UMIP = 4 * 32 + 2,
    X86_FEATURE_PKU = 4 * 32 + 3,
    X86_FEATURE_OSPKE = 4 * 32 + 4,
    X86_FEATURE_WAITPKG = 4 * 32 + 5,
    X86_FEATURE_CET_SS = 4 * 32 + 7,
    X86_FEATURE_LA57 = 4 * 32 + 16,
    X86_FEATURE_RDPID = 4 * 32 + 22,
    X86_FEATURE_KL = 4 * 32 + 23,
    X86_FEATURE_BUS_LOCK_DETECT = 4 * 32 + 24,
    X86_FEATURE_CLDEMOTE = 4 * 32 + 25,
    X86_FEATURE_MOVDIRI = 4 * 32 + 27,
    X86_FEATURE_MOVDIR64B = 4 * 32 + 28,
    X86_FEATURE_ENQCMD = 4 * 32 + 29,
    X86_FEATURE_SGX_LC = 4 * 32 + 30,
    X86_FEATURE_PKS = 4 * 32 + 31,
    /* CPUID 7H, subleaf 0, EDX */
    X86_FEATURE_FSRM = 5 * 32 + 4,
    X86_FEATURE_UINTR = 5 * 32 + 5,
    X86_FEATURE_MD_CLEAR = 5 * 32 + 10,
    X86_FEATURE_SERIALIZE = 5 * 32 + 14,
    X86_FEATURE_HYBRID = 5 * 32 + 15,
    X86_FEATURE_CET_IBT = 5 * 32 + 20,
    X86_FEATURE_AMX_BF16 = 5 * 32 + 22,
    X86_FEATURE_AMX_TILE = 5 * 32 + 24,
    X86_FEATURE_AMX_INT8 = 5 * 32 + 25,
    X86_FEATURE_SPEC_CTRL = 5 * 32 + 26,
    X86_FEATURE_STIBP = 5 * 32 + 27,
    X86_FEATURE_L1D_FLUSH = 5 * 32 + 28,
    X86_FEATURE_ARCH_CAPABILITIES = 5 * 32 + 29,
    X86_FEATURE_SSBD = 5 * 32 + 31,
    /* CPUID 7H, subleaf 1, EAX */
    X86_FEATURE_LASS = 6 * 32 + 6,
    X86_FEATURE_FRED = 6 * 32 + 17,
    X86_FEATURE_LKGS = 6 * 32 + 18,
    X86_FEATURE_WRMSRNS = 6 * 32 + 19,
    X86_FEATURE_NMI_SOURCE = 6 * 32 + 20,
    X86_FEATURE_LAM = 6 * 32 + 26,
    X86_FEATURE_MSRLIST = 6 * 32 + 27,
    /* CPUID 7H, subleaf 1, EDX */
    X86_FEATURE_CET_SSS = 7 * 32 + 18,
    X86_FEATURE_APX_F = 7 * 32 + 21,
    /* CPUID DH, subleaf 1, EAX */
    X86_FEATURE_XSAVEOPT = 8 * 32 + 0,
    X86_FEATURE_XSAVEC = 8 * 32 + 1,
    X86_FEATURE_XGETBV_1 = 8 * 32 + 2,
    X86_FEATURE_XSAVES = 8 * 32 + 3,
    X86_FEATURE_XFD = 8 * 32 + 4,
    /* CPUID 80000001H, ECX */
    X86_FEATURE_LAHF_LM = 9 * 32 + 0,
    X86_FEATURE_SVM = 9 * 32 + 2,
    X86_FEATURE_ABM = 9 * 32 + 5,
    X86_FEATURE_SSE4A = 9 * 32 + 6,
    X86_FEATURE_PREFETCHW = 9 * 32 + 8,
    X86_FEATURE_LWP = 9 * 32 + 15,
    X86_FEATURE_TCE = 9 * 32 + 17,
    X86_FEATURE_TOPOEXT = 9 * 32 + 22,
    X86_FEATURE_MONITORX = 9 * 32 + 29,
    /* CPUID 80000001H, EDX */
    X86_FEATURE_SYSCALL = 10 * 32 + 11,
    X86_FEATURE_NX = 10 * 32 + 20,
    X86_FEATURE_FFXSR = 10 * 32 + 25,
    X86_FEATURE_PAGE1GB = 10 * 32 + 26,
    X86_FEATURE_RDTSCP = 10 * 32 + 27,
    X86_FEATURE_LM = 10 * 32 + 29,
    /* CPUID 80000007H, EDX */
    X86_FEATURE_INVARIANT_TSC = 11 * 32 + 8,
    /* CPUID 80000008H, EBX */
    X86_FEATURE_CLZERO = 12 * 32 + 0,
    X86_FEATURE_INVLPGB = 12 * 32 + 3,
    X86_FEATURE_MCOMMIT = 12 * 32 + 8,
    X86_FEATURE_WBNOINVD = 12 * 32 + 9,
    X86_FEATURE_IBPB = 12 * 32 + 12,
    X86_FEATURE_INT_WBINVD = 12 * 32 + 13,
    X86_FEATURE_IBRS = 12 * 32 + 14,
    X86_FEATURE_AMD_STIBP = 12 * 32 + 15,
    X86_FEATURE_EFER_LMSLE_UNSUPPORTED = 12 * 32 + 20,
    X86_FEATURE_INVLPGB_NESTED = 12 * 32 + 21,
    X86_FEATURE_AMD_SSBD = 12 * 32 + 24,
    /* CPUID 8000001FH, EAX */
    X86_FEATURE_SME = 13 * 32 + 0,
    X86_FEATURE_SEV = 13 * 32 + 1,
    X86_FEATURE_SEV_ES = 13 * 32 + 3,
    X86_FEATURE_SEV_SNP = 13 * 32 + 4,
    X86_FEATURE_VMPL = 13 * 32 + 5,
    /* CPUID 80000021H, EAX */
    X86_FEATURE_LFENCE_SERIALIZING = 14 * 32 + 2,
    X86_FEATURE_NULL_SEL_CLEARS_BASE = 14 * 32 + 6,
    X86_FEATURE_UAI = 14 * 32 + 7,
    X86_FEATURE_AUTO_IBRS = 14 * 32 + 8,
};

/* Who made the CPU, by the text of leaf 0. */
enum x86_vendor {
    X86_VENDOR_OTHER = 0,
    X86_VENDOR_INTEL,
    X86_VENDOR_AMD,
    X86_VENDOR_HYGON,
    X86_VENDOR_ZHAOXIN, /* "CentaurHauls" too */
};

/* A state that XSAVE can save: CPUID 0DH, subleaf = its bit in XCR0 or XSS. */
struct x86_xsave_component {
    uint32_t size;   /* bytes; 0: the CPU does not have it */
    uint32_t offset; /* from the start of the area in the standard format; 0 for XSS states */
    bool supervisor; /* belongs to XSS */
    bool aligned;    /* begins at a multiple of 64 in the compacted format */
    bool deferrable; /* XFD can make its first use raise #NM */
};

/* States 0 to 62; bit 63 is no state. */
#define X86_XSAVE_COMPONENTS 63u

/* The snapshot. */
struct x86_features {
    uint32_t words[X86_FEATURE_WORDS]; /* x86_features_has() reads them */
    uint32_t max_leaf;                 /* highest basic leaf */
    uint32_t max_extended_leaf;        /* highest leaf from 80000000H on; 0: none */
    char vendor_text[13];              /* "GenuineIntel", with its final zero */
    char name[49];                     /* brand string, zero-terminated; "" without one */
    enum x86_vendor vendor;
    unsigned family, model, stepping; /* extended fields added in */
    unsigned phys_bits;               /* width of physical addresses, 12 to 52 */
    unsigned va_bits;        /* width of virtual ones: 57 where LA57 can be enabled, else 48 */
    unsigned encryption_bit; /* of physical addresses: the C-bit; 0 without SME and SEV */
    unsigned encryption_reduction; /* by how much phys_bits shrinks when encryption is on */
    uint32_t invlpgb_max;          /* pages that one INVLPGB takes; 0 without it */
    uint32_t asids;                /* address-space identifiers of SVM; 0 without it */
    uint64_t xcr0, xss;            /* bits that may be set there */
    struct x86_xsave_component xsave[X86_XSAVE_COMPONENTS];
};

/* Answers for `leaf` and `subleaf`, as the instruction does. */
typedef struct x86_cpuid x86_cpuid_source(void *ctx, uint32_t leaf, uint32_t subleaf);

X86_BEGIN

/* Takes the snapshot from `source`, called with `ctx`; NULL: from this CPU. Some seventy CPUIDs. */
void x86_features_init(struct x86_features *features, x86_cpuid_source *source, void *ctx);

/* CPUID offers `feature`. */
static inline bool x86_features_has(const struct x86_features *features, enum x86_feature feature)
{
    return (features->words[(unsigned)feature / 32] >> ((unsigned)feature % 32) & 1) != 0;
}

/* Bytes of an XSAVE area for the states in `mask` (bits of XCR0 and XSS), at least 576: in the
 * standard format, which has no place for states of XSS, or compacted (XSAVEC, XSAVES). States that
 * the CPU does not have take no room. SDM Vol. 1 section 13.4. */
size_t x86_xsave_size(const struct x86_features *features, uint64_t mask, bool compacted);

X86_END
