/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A plugin for QEMU that counts what a guest executes before its kernel runs. Counts of
 * instructions do not depend on the host, so they can be compared between machines, and between
 * loaders.
 *
 *   qemu-system-x86_64 ... -plugin cost.so,out=FILE[,image=ENTRY BYTES,entry=RVA,size=BYTES]
 *
 * Each time the guest executes `xchg %bx,%bx` (a kernel does so where it begins), and at the end,
 * it appends one line of JSON to FILE:
 *
 *   {"at": "mark", "pc": ..., "own": ..., "firmware": ..., "image": ..., "int13": ...}
 *
 *   own        instructions outside of firmware since 0x7c00 was reached, where a BIOS begins the
 * disk's code firmware   instructions at 0xa0000 to 0xfffff and in the last MiB below 4 GiB, since
 * then image      instructions inside a UEFI image, recognised by the bytes at its entry point
 * (`image`, in hex, at least 8; `entry` and `size` are AddressOfEntryPoint and SizeOfImage) int13
 * calls of SeaBIOS's disk service
 *
 * An iteration of a repeated string instruction counts as one. QEMU 7.2's API, version 1; Debian
 * ships no header for it, so what is used is declared here.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- qemu-plugin.h, in parts ------------------------------------------------------------------*/
struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef uint64_t qemu_plugin_id_t;
enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS };
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t,
                                           void (*)(qemu_plugin_id_t, struct qemu_plugin_tb *));
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *);
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *, void (*)(unsigned, void *),
                                            enum qemu_plugin_cb_flags, void *);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *, enum qemu_plugin_op,
                                                void *, uint64_t);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, void *), void *);
#define EXPORT __attribute__((visibility("default")))
EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc, char **argv);

/* ---- What is counted --------------------------------------------------------------------------*/
static struct {
    uint64_t own, firmware, image, int13;
} now, at_start;
static FILE *out;
static uint8_t entry_bytes[32];
static size_t entry_byte_count;
static uint64_t entry_offset, image_size, image_base, image_end;

static const uint64_t BOOT_SECTOR = 0x7c00, SEABIOS_INT13 = 0xfe3fe;

static void report(const char *at, uint64_t pc)
{
    fprintf(out,
            "{\"at\": \"%s\", \"pc\": %" PRIu64 ", \"own\": %" PRIu64 ", \"firmware\": %" PRIu64
            ", \"image\": %" PRIu64 ", \"int13\": %" PRIu64 "}\n",
            at, pc, now.own - at_start.own, now.firmware - at_start.firmware, now.image,
            now.int13 - at_start.int13);
    fflush(out);
}

static void boot_sector_reached(unsigned cpu, void *data)
{
    (void)cpu, (void)data;
    static bool done;
    if (!done)
        at_start = now;
    done = true;
}

static void mark_reached(unsigned cpu, void *data)
{
    (void)cpu;
    report("mark", (uint64_t)(uintptr_t)data);
}

static bool is_firmware(uint64_t pc)
{
    return (pc >= 0xa0000 && pc < 0x100000) || (pc >= 0xfff00000 && pc <= 0xffffffff);
}

/* xchg %bx,%bx: 66 87 db in 32 and 64-bit code, 87 db in 16-bit code. */
static bool is_mark(const struct qemu_plugin_insn *insn, uint64_t pc)
{
    const void *bytes = qemu_plugin_insn_data(insn);
    size_t size = qemu_plugin_insn_size(insn);
    return (size == 3 && memcmp(bytes, "\x66\x87\xdb", 3) == 0) ||
           (size == 2 && pc < 0x100000 && memcmp(bytes, "\x87\xdb", 2) == 0);
}

/* A block that begins with the bytes of the image's entry tells where the image is. */
static void look_for_image(const struct qemu_plugin_tb *tb)
{
    uint8_t bytes[64];
    size_t have = 0, count = qemu_plugin_tb_n_insns(tb);
    for (size_t i = 0; i < count && have < sizeof entry_bytes; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
        memcpy(bytes + have, qemu_plugin_insn_data(insn), qemu_plugin_insn_size(insn));
        have += qemu_plugin_insn_size(insn);
    }
    if (have < entry_byte_count || memcmp(bytes, entry_bytes, entry_byte_count) != 0)
        return;
    image_base = qemu_plugin_insn_vaddr(qemu_plugin_tb_get_insn(tb, 0)) - entry_offset;
    image_end = image_base + image_size;
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    (void)id;
    if (entry_byte_count != 0 && image_end == 0)
        look_for_image(tb);
    for (size_t i = 0, n = qemu_plugin_tb_n_insns(tb); i < n; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
        uint64_t pc = qemu_plugin_insn_vaddr(insn);
        if (pc == BOOT_SECTOR)
            qemu_plugin_register_vcpu_insn_exec_cb(insn, boot_sector_reached,
                                                   QEMU_PLUGIN_CB_NO_REGS, NULL);
        if (is_mark(insn, pc))
            qemu_plugin_register_vcpu_insn_exec_cb(insn, mark_reached, QEMU_PLUGIN_CB_NO_REGS,
                                                   (void *)(uintptr_t)pc);
        qemu_plugin_register_vcpu_insn_exec_inline(insn, QEMU_PLUGIN_INLINE_ADD_U64,
                                                   is_firmware(pc) ? &now.firmware : &now.own, 1);
        if (pc >= image_base && pc < image_end)
            qemu_plugin_register_vcpu_insn_exec_inline(insn, QEMU_PLUGIN_INLINE_ADD_U64, &now.image,
                                                       1);
        if (pc == SEABIOS_INT13)
            qemu_plugin_register_vcpu_insn_exec_inline(insn, QEMU_PLUGIN_INLINE_ADD_U64, &now.int13,
                                                       1);
    }
}

static void ended(qemu_plugin_id_t id, void *data)
{
    (void)id, (void)data;
    report("end", 0);
    fclose(out);
}

static void parse_entry_bytes(const char *hex)
{
    unsigned byte;
    while (entry_byte_count < sizeof entry_bytes && sscanf(hex, "%2x", &byte) == 1) {
        entry_bytes[entry_byte_count++] = (uint8_t)byte;
        hex += 2;
    }
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc, char **argv)
{
    (void)info;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "out=", 4) == 0)
            out = fopen(argv[i] + 4, "w");
        else if (strncmp(argv[i], "image=", 6) == 0)
            parse_entry_bytes(argv[i] + 6);
        else if (strncmp(argv[i], "entry=", 6) == 0)
            entry_offset = strtoull(argv[i] + 6, NULL, 0);
        else if (strncmp(argv[i], "size=", 5) == 0)
            image_size = strtoull(argv[i] + 5, NULL, 0);
    }
    if (!out) {
        fprintf(stderr, "cost: out=FILE is missing or cannot be written\n");
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    qemu_plugin_register_atexit_cb(id, ended, NULL);
    return 0;
}
