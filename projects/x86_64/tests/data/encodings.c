/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * One function for each wrapper of an instruction that no test here can run. tests/encodings.t
 * compiles this, disassembles it with objdump, and looks in each function for the bytes that the
 * manual gives and the mnemonic that they mean. ".." is any byte: a register or an offset of the
 * compiler's choice.
 */
#include "x86_64/instructions/cet_fred.h"
#include "x86_64/instructions/interrupts.h"
#include "x86_64/instructions/memory.h"
#include "x86_64/instructions/msr.h"
#include "x86_64/instructions/ports.h"
#include "x86_64/instructions/segments.h"
#include "x86_64/instructions/smap.h"
#include "x86_64/instructions/tables.h"
#include "x86_64/instructions/time.h"
#include "x86_64/instructions/tlb.h"
#include "x86_64/instructions/uintr.h"
#include "x86_64/instructions/xsave.h"
#include "x86_64/registers/control.h"
#include "x86_64/registers/debug.h"
#include "x86_64/registers/extended.h"
#include "x86_64/registers/keys.h"
#include "x86_64/registers/msr.h"
#include "x86_64/structures/trap.h"
#include "x86_64/tlb.h"

struct arguments {
    struct x86_virt virt;
    uint64_t number;
    void *pointer;
};

/* The wrapper's arguments come from memory in RDI or are constants. */
#define PROBE(name, bytes, mnemonic, ...)    \
    void encode_##name(struct arguments *a); \
    void encode_##name(struct arguments *a)  \
    {                                        \
        (void)a;                             \
        __VA_ARGS__;                         \
    }

PROBE(invlpg, "0f 01 ..", "invlpg", x86_invlpg(a->virt))
PROBE(invpcid, "66 0f 38 82 .. ..", "invpcid", x86_invpcid(X86_INVPCID_ADDRESS, 0x123, a->virt))
PROBE(invlpgb, "0f 01 fe", "invlpgb", x86_invlpgb(X86_INVLPGB_ADDRESS, a->virt, 8, true, 5, 9))
PROBE(broadcast, "0f 01 fe", "invlpgb",
      a->number = x86_tlb_broadcast(a->pointer, (uint32_t)a->number, true))
PROBE(broadcast_end, "0f 01 ff", "tlbsync",
      a->number = x86_tlb_broadcast(a->pointer, (uint32_t)a->number, false))
PROBE(tlbsync, "0f 01 ff", "tlbsync", x86_tlbsync())
PROBE(invlpga, "0f 01 df", "invlpga", x86_invlpga(a->virt, 1))
PROBE(invept, "66 0f 38 80 .. ..", "invept", x86_invept(1, a->number))
PROBE(invvpid, "66 0f 38 81 .. ..", "invvpid", x86_invvpid(0, 1, a->virt))
PROBE(stac, "0f 01 cb", "stac", x86_stac())
PROBE(clac, "0f 01 ca", "clac", x86_clac())
PROBE(swapgs, "0f 01 f8", "swapgs", x86_swapgs())
PROBE(lkgs, "f2 0f 00 f0", "lkgs", x86_lkgs(x86_selector_null()))
PROBE(rdgsbase, "f3 48 0f ae ..", "rdgsbase", a->virt = x86_rdgsbase())
PROBE(wrgsbase, "f3 48 0f ae ..", "wrgsbase", x86_wrgsbase(a->virt))
PROBE(rdfsbase, "f3 48 0f ae ..", "rdfsbase", a->virt = x86_rdfsbase())
PROBE(wrfsbase, "f3 48 0f ae ..", "wrfsbase", x86_wrfsbase(a->virt))
PROBE(serialize, "0f 01 e8", "serialize", x86_serialize())
PROBE(wbnoinvd, "f3 0f 09", "wbnoinvd", x86_wbnoinvd())
PROBE(wbinvd, "0f 09", "wbinvd", x86_wbinvd())
PROBE(invd, "0f 08", "invd", x86_invd())
PROBE(clflushopt, "66 0f ae ..", "clflushopt", x86_clflushopt(a))
PROBE(clwb, "66 0f ae ..", "clwb", x86_clwb(a))
PROBE(monitor, "0f 01 c8", "monitor", x86_monitor(a, 0))
PROBE(mwait, "0f 01 c9", "mwait", x86_mwait(0, 1))
PROBE(monitorx, "0f 01 fa", "monitorx", x86_monitorx(a, 0))
PROBE(mwaitx, "0f 01 fb", "mwaitx", x86_mwaitx(0, 2, 9))
PROBE(cldemote, "0f 1c ..", "cldemote", x86_cldemote(a))
PROBE(clzero, "0f 01 fc", "clzero", x86_clzero(a))
PROBE(movdiri, "48 0f 38 f9 ..", "movdiri", x86_movdiri(&a->number, 1))
PROBE(movdir64b, "66 0f 38 f8 ..", "movdir64b", x86_movdir64b(a->pointer, a))
PROBE(verw, "0f 00 ..", "verw", a->number = x86_verw(x86_selector_of(2, 0)))
PROBE(smsw, "66 0f 01 e.", "smsw", a->number = x86_smsw())
PROBE(wrmsrns, "0f 01 c6", "wrmsrns", x86_wrmsrns(0x1d0, a->number))
PROBE(clui, "f3 0f 01 ee", "clui", x86_clui())
PROBE(stui, "f3 0f 01 ef", "stui", x86_stui())
PROBE(testui, "f3 0f 01 ed", "testui", a->number = x86_testui())
PROBE(uiret, "f3 0f 01 ec", "uiret", x86_uiret(a->number))
PROBE(senduipi, "f3 0f c7 f.", "senduipi", x86_senduipi(a->number))
PROBE(sysret, "48 0f 07", "sysretq", x86_sysret(a->virt, 2, a->virt))
PROBE(umonitor, "f3 0f ae f0", "umonitor", x86_umonitor(a))
PROBE(umwait, "f2 0f ae f1", "umwait", x86_umwait(1, a->number))
PROBE(tpause, "66 0f ae f1", "tpause", x86_tpause(1, a->number))
PROBE(rdpid, "f3 0f c7 ..", "rdpid", a->number = x86_rdpid())
PROBE(rdpmc, "0f 33", "rdpmc", a->number = x86_rdpmc(0))
PROBE(xsaveopt, "48 0f ae ..", "xsaveopt64", x86_xsaveopt(a->pointer, 7))
PROBE(xsavec, "48 0f c7 ..", "xsavec64", x86_xsavec(a->pointer, 7))
PROBE(xsaves, "48 0f c7 ..", "xsaves64", x86_xsaves(a->pointer, 7))
PROBE(xrstors, "48 0f c7 ..", "xrstors64", x86_xrstors(a->pointer, 7))
PROBE(xsetbv, "0f 01 d1", "xsetbv", x86_xsetbv(0, 7))
PROBE(rdssp, "f3 48 0f 1e ..", "rdsspq", a->number = x86_rdssp())
PROBE(incssp, "f3 48 0f ae ..", "incsspq", x86_incssp(1))
PROBE(wrss, "48 0f 38 f6 ..", "wrssq", x86_wrss(&a->number, 1))
PROBE(wruss, "66 48 0f 38 f5 ..", "wrussq", x86_wruss(&a->number, 1))
PROBE(rstorssp, "f3 0f 01 ..", "rstorssp", x86_rstorssp(&a->number))
PROBE(saveprevssp, "f3 0f 01 ea", "saveprevssp", x86_saveprevssp())
PROBE(setssbsy, "f3 0f 01 e8", "setssbsy", x86_setssbsy())
PROBE(clrssbsy, "f3 0f ae ..", "clrssbsy", x86_clrssbsy(&a->number))
PROBE(erets, "f2 0f 01 ca", "erets", x86_erets(a->number))
PROBE(eretu, "f3 0f 01 ca", "eretu", x86_eretu(a->number))
PROBE(wrpkru, "0f 01 ef", "wrpkru", x86_pkru_write((struct x86_pkru){3}))
PROBE(rdpkru, "0f 01 ee", "rdpkru", a->number = x86_pkru_read().value)
PROBE(mov_cr0, "0f 22 c.", "mov", x86_cr0_write((struct x86_cr0){a->number}))
PROBE(mov_cr3, "0f 22 d.", "mov", x86_cr3_write((struct x86_cr3){a->number}))
PROBE(mov_cr4, "0f 22 e.", "mov", x86_cr4_write((struct x86_cr4){a->number}))
PROBE(mov_cr8, "44 0f 22 c.", "mov", x86_cr8_write((struct x86_cr8){a->number}))
PROBE(mov_dr7, "0f 23 f.", "mov", x86_dr7_write((struct x86_dr7){a->number}))
PROBE(lgdt, "0f 01 ..", "lgdt", x86_lgdt(*(struct x86_table_pointer *)a->pointer))
PROBE(lidt, "0f 01 ..", "lidt", x86_lidt(*(struct x86_table_pointer *)a->pointer))
PROBE(ltr, "0f 00 d.", "ltr", x86_ltr(x86_selector_of(5, 0)))
PROBE(lldt, "0f 00 d.", "lldt", x86_lldt(x86_selector_null()))
PROBE(sti_hlt, "f4", "hlt", x86_interrupts_enable_and_hlt())
PROBE(int3, "cc", "int3", x86_int3())
PROBE(int_0x80, "cd 80", "int", X86_INT(0x80))
PROBE(bochs, "66 87 db", "xchg", x86_bochs_breakpoint())
PROBE(hlt, "f4", "hlt", x86_hlt())
PROBE(ud2, "0f 0b", "ud2", x86_ud2())
PROBE(iretq, "48 cf", "iretq", x86_iretq(a->pointer))
PROBE(fninit, "db e3", "fninit", x86_fninit())
PROBE(xgetbv, "0f 01 d0", "xgetbv", a->number = x86_xgetbv(0))
PROBE(outw, "66 ef", "out", x86_outw((uint16_t)a->number, 1))
PROBE(fs_write, "8e e.", "mov", x86_fs_write(x86_selector_null()))
PROBE(gs_write, "8e e.", "mov", x86_gs_write(x86_selector_null()))
PROBE(fs_read, "(66 )?8c e.", "mov", a->number = x86_fs_read().value)
PROBE(gs_read, "(66 )?8c e.", "mov", a->number = x86_gs_read().value)
PROBE(mov_from_dr7, "0f 21 f.", "mov", a->number = x86_dr7_read().value)

/* Every register of registers/ that RDMSR reads, at the number of SDM Vol. 4 and APM Vol. 2. */
#define MSR(name, number)                      \
    void encode_msr_##name(uint64_t *values);  \
    void encode_msr_##name(uint64_t *values)   \
    {                                          \
        values[0] = x86_##name##_read().value; \
    }

MSR(efer, 0xc0000080)
MSR(star, 0xc0000081)
MSR(lstar, 0xc0000082)
MSR(cstar, 0xc0000083)
MSR(sfmask, 0xc0000084)
MSR(fs_base, 0xc0000100)
MSR(gs_base, 0xc0000101)
MSR(kernel_gs_base, 0xc0000102)
MSR(tsc_aux, 0xc0000103)
MSR(tsc, 0x10)
MSR(apic_base, 0x1b)
MSR(tsc_adjust, 0x3b)
MSR(spec_ctrl, 0x48)
MSR(mtrrcap, 0xfe)
MSR(sysenter_cs, 0x174)
MSR(sysenter_esp, 0x175)
MSR(sysenter_eip, 0x176)
MSR(mcg_cap, 0x179)
MSR(mcg_status, 0x17a)
MSR(xfd, 0x1c4)
MSR(xfd_err, 0x1c5)
MSR(fred_stklvls, 0x1d0)
MSR(fred_config, 0x1d4)
MSR(pat, 0x277)
MSR(mtrr_def, 0x2ff)
MSR(u_cet, 0x6a0)
MSR(s_cet, 0x6a2)
MSR(pl0_ssp, 0x6a4)
MSR(pl1_ssp, 0x6a5)
MSR(pl2_ssp, 0x6a6)
MSR(pl3_ssp, 0x6a7)
MSR(interrupt_ssp_table, 0x6a8)
MSR(tsc_deadline, 0x6e0)
MSR(pkrs, 0x6e1)
MSR(xss, 0xda0)
