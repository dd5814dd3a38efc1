/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The headers of an ELF file: a good one, and each mistake with the sentence that it gets. */
#include "load/elf.h"
#include "tests/kernel_file.h"
#include "tests/said.h"

static struct kernel_file k;
static uint8_t file[KERNEL_FILE_MAX];
static struct elf elf;

enum { X = BOOT_EXECUTE, W = BOOT_WRITE, R = BOOT_READ };
enum { DYNAMIC = 2, NOTE = 4, TLS = 7, RELRO = 0x6474e552 };

static enum boot_status plan(void)
{
    struct elf_extent headers;
    size_t size = kernel_file_write(&k, file);
    said_begin();
    enum boot_status status = elf_header("/k", file, size < 4096 ? size : 4096, size, &headers);
    if (status != BOOT_OK)
        return status;
    assert_int_equal(headers.offset, k.header.program_headers);
    assert_int_equal(headers.size, k.header.program_header_count * 56u);
    return elf_plan("/k", file, file + headers.offset, size, &elf);
}

/* Code at 1 MiB + 0x100, data with bss behind it. */
static void begin(uint16_t type)
{
    kernel_file_begin(&k, type);
    kernel_file_load(&k, R | X, 0x100100, 0x2000, 0x2000);
    kernel_file_load(&k, R | W, 0x103000, 0x500, 0x3456);
    k.header.entry = 0x100200;
}

static void a_good_file(void **state)
{
    (void)state;
    begin(KERNEL_EXEC);
    kernel_file_add(&k, 3, R, 0x100100, 8, 8);           /* PT_INTERP */
    kernel_file_add(&k, 0x6474e551, R | W | X, 0, 0, 0); /* PT_GNU_STACK */
    kernel_file_load(&k, R, 0x99000, 0, 0);              /* nothing */
    *kernel_file_add(&k, TLS, R, 0, 0, 0) =
        (struct kernel_segment){TLS, R, k.segments[1].offset, 0x103000, 0, 0x20, 0x60, 32};
    *kernel_file_add(&k, RELRO, R, 0, 0, 0) =
        (struct kernel_segment){RELRO, R, k.segments[1].offset, 0x103000, 0, 0x80, 0x1000, 1};
    *kernel_file_add(&k, DYNAMIC, R, 0, 0, 0) =
        (struct kernel_segment){DYNAMIC, R, k.segments[1].offset, 0x103080, 0, 0x80, 0x80, 8};
    kernel_file_add(&k, NOTE, R, 0, 0x30, 0x30)->align = 0;
    assert_int_equal(plan(), BOOT_OK);
    assert_string_equal(said(), "");
    assert_false(elf.pie);
    assert_int_equal(elf.entry, 0x100200);
    assert_int_equal(elf.load_count, 2);
    assert_int_equal(elf.align, 4096);
    assert_int_equal(elf.loads[0].address, 0x100100);
    assert_int_equal(elf.loads[0].size, 0x2000);
    assert_int_equal(elf.loads[0].rights, R | X);
    assert_int_equal(elf.loads[1].size, 0x3456);
    assert_int_equal(elf.loads[1].file_size, 0x500);
    assert_int_equal(elf.loads[1].offset, k.segments[1].offset);
    assert_int_equal(elf_end(&elf), 0x106456);
    assert_true(elf.has_tls);
    assert_int_equal(elf.tls.address, 0x103000);
    assert_int_equal(elf.tls.size, 0x20);
    assert_int_equal(elf.tls_memory_size, 0x60);
    assert_int_equal(elf.tls_align, 32);
    assert_int_equal(elf.relro.size, 0x1000);
    assert_int_equal(elf.dynamic.address, 0x103080);
    assert_int_equal(elf.note_count, 1);
    assert_int_equal(elf.notes[0].size, 0x30);
    k.header.type = KERNEL_DYN;
    k.segments[1].align = 0x1000;
    assert_int_equal(plan(), BOOT_OK);
    assert_true(elf.pie);
}

static void loads_in_any_order(void **state)
{
    (void)state;
    kernel_file_begin(&k, KERNEL_EXEC);
    kernel_file_load(&k, W, 0x300000, 16, 16)->align = 0;
    kernel_file_load(&k, X, 0x100000, 16, 16);
    kernel_file_load(&k, 0, 0x200000, 16, 16)->align = 1;
    k.header.entry = 0x10000f;
    assert_int_equal(plan(), BOOT_OK);
    for (unsigned i = 0; i < 3; i++)
        assert_int_equal(elf.loads[i].address, 0x100000 * (i + 1));
    assert_int_equal(elf.loads[0].rights, R | X);
    assert_int_equal(elf.loads[1].rights, R);
    assert_int_equal(elf.loads[2].rights, R | W);
    assert_int_equal(elf.loads[2].header, 0);
    assert_ptr_equal(elf_find(&elf, 0x200000, 16), &elf.loads[1]);
    assert_ptr_equal(elf_find(&elf, 0x20000f, 1), &elf.loads[1]);
    assert_null(elf_find(&elf, 0x200000, 17));
    assert_null(elf_find(&elf, 0x200010, 1));
    assert_null(elf_find(&elf, 0x1fffff, 1));
    assert_null(elf_find(&elf, 0x200008, UINT64_MAX));
}

static void assert_bad(const char *sentence)
{
    memset(&elf, 0x5a, sizeof elf);
    assert_int_equal(plan(), BOOT_BAD_KERNEL);
    assert_contains(said(), "error: /k: ");
    assert_contains(said(), sentence);
    for (size_t i = 0; i < sizeof elf; i++)
        assert_int_equal(((uint8_t *)&elf)[i], 0x5a);
}

#define BAD(sentence, ...)    \
    do {                      \
        begin(KERNEL_EXEC);   \
        __VA_ARGS__;          \
        assert_bad(sentence); \
    } while (0)

static void headers_that_are_wrong(void **state)
{
    (void)state;
    BAD("63 bytes are too few", k.end = 63);
    BAD("not an ELF file", k.header.ident[0] = 0);
    BAD("not an ELF file", k.header.ident[1] = 'e');
    BAD("not an ELF file", k.header.ident[2] = 0);
    BAD("not an ELF file", k.header.ident[3] = 'f');
    BAD("not a 64-bit ELF file (class 1)", k.header.ident[4] = 1);
    BAD("made for another machine", k.header.ident[5] = 2);
    BAD("made for another machine (183, not 62)", k.header.machine = 183);
    BAD("ELF version 1, not 1", k.header.ident[6] = 0);
    BAD("ELF version 2, not 1", k.header.version = 2);
    BAD("ELF type 1 is not an executable", k.header.type = 1);
    BAD("program headers of 32 bytes, not 56", k.header.program_header_size = 32);
    BAD("0 program headers", k.header.program_header_count = 0);
    BAD("257 program headers", k.header.program_header_count = 257);
    BAD("65535 program headers", k.header.program_header_count = 65535);
    BAD("its program headers lie beyond its end", k.header.program_headers = k.end - 111);
    BAD("its program headers lie beyond its end", k.header.program_headers = UINT64_MAX - 8);
}

static void segments_that_are_wrong(void **state)
{
    (void)state;
    BAD("segment 1 ends beyond the file: the file is cut off", k.end--);
    BAD("segment 0 ends beyond the file", k.segments[0].offset = UINT64_MAX);
    BAD("segment 0 ends beyond the file", k.segments[0].file_size = UINT64_MAX);
    BAD("segment 1 is larger in the file than in memory", k.segments[1].memory_size = 0x4ff);
    BAD("segment 1 ends beyond the last address", k.segments[1].memory_size = UINT64_MAX);
    BAD("segment 1 ends beyond the last address", k.segments[1].address = UINT64_MAX - 0x4000);
    BAD("segment 0 is aligned to 0x3000, no power of two", k.segments[0].align = 0x3000);
    BAD("segment 0 lies otherwise in memory than in the file (0x200000)",
        k.segments[0].align = 0x200000);
    BAD("segments 0 and 1 overlap at 0x103000", k.segments[0].memory_size = 0x2f01);
    BAD("nothing to load", k.segments[0].type = k.segments[1].type = 0);
    BAD("the entry 0x0 lies in no executable segment", k.header.entry = 0);
    BAD("the entry 0x103000 lies in no executable segment", k.header.entry = 0x103000);
    BAD("segment 2 ends beyond the file", kernel_file_add(&k, NOTE, R, 0, 8, 8)->offset = 1 << 20);
}

static void one_of_each(void **state)
{
    (void)state;
    static const uint32_t types[] = {DYNAMIC, RELRO, TLS};
    for (unsigned i = 0; i < 3; i++) {
        for (unsigned count = 1; count <= 2; count++) {
            begin(KERNEL_EXEC);
            for (unsigned j = 0; j < count; j++) {
                struct kernel_segment *s = kernel_file_add(&k, types[i], R, 0, 0, 0);
                s->address = 0x103000, s->memory_size = s->file_size = 16;
                s->offset = 0;
            }
            if (count == 1)
                assert_int_equal(plan(), BOOT_OK);
            else
                assert_bad("segment 3 is the second of type 0x");
        }
    }
    BAD("DYNAMIC at 0x1 lies in no LOAD segment", kernel_file_add(&k, DYNAMIC, R, 1, 8, 8));
    BAD("GNU_RELRO at 0x1 lies in no LOAD segment", kernel_file_add(&k, RELRO, R, 1, 8, 8));
    BAD("TLS at 0x1 lies in no LOAD segment", kernel_file_add(&k, TLS, R, 1, 8, 8));
    BAD("TLS at 0x106450 lies in no LOAD segment", kernel_file_add(&k, TLS, R, 0x106450, 8, 8));
    begin(KERNEL_EXEC); /* what linkers do: RELRO up to the end of the page */
    kernel_file_add(&k, RELRO, R, 0x106000, 0, 0x1000);
    assert_int_equal(plan(), BOOT_OK);
}

static void more_than_fits(void **state)
{
    (void)state;
    begin(KERNEL_EXEC);
    for (unsigned i = 2; i < ELF_LOADS_MAX; i++)
        kernel_file_load(&k, R, 0x200000 + i * 0x1000, 1, 1);
    assert_int_equal(plan(), BOOT_OK);
    assert_int_equal(elf.load_count, ELF_LOADS_MAX);
    kernel_file_load(&k, R, 0x800000, 1, 1);
    assert_bad("more than 32 LOAD segments");
    begin(KERNEL_EXEC);
    for (unsigned i = 0; i < ELF_NOTES_MAX; i++)
        kernel_file_add(&k, NOTE, R, 0, 1, 1);
    assert_int_equal(plan(), BOOT_OK);
    kernel_file_add(&k, NOTE, R, 0, 1, 1);
    assert_bad("more than 8 NOTE segments");
}

TESTS(said_test(a_good_file), said_test(loads_in_any_order), said_test(headers_that_are_wrong),
      said_test(segments_that_are_wrong), said_test(one_of_each), said_test(more_than_fits))
