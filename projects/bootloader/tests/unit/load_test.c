/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Whole boots in a machine in a process, up to the jump: what the kernel would find. After each,
 * check_all() holds the page tables and the map of memory against what boot_info says of them.
 */
#include "tests/machine.h"

enum { X = BOOT_EXECUTE, W = BOOT_WRITE, R = BOOT_READ };

static struct kernel_file k;
static struct boot_request request;

/* Code and data with bss; PIE from 0 on, or linked at 4 MiB. */
static void begin(uint16_t type)
{
    uint64_t base = type == KERNEL_EXEC ? 0x400000 : 0;
    machine_begin();
    machine_text("/boot/boot.conf", "kernel = /k\ncmdline = one two\n");
    memset(&request, 0, sizeof request);
    kernel_file_begin(&k, type);
    kernel_file_load(&k, R, base, 0x300, 0x300);
    kernel_file_load(&k, R | X, base + 0x1000, 0x1800, 0x1800);
    kernel_file_load(&k, R | W, base + 0x4010, 0x900, 0x5000);
    k.header.entry = base + 0x1008;
}

static enum boot_status load(void)
{
    kernel_file_note(&k, &request);
    machine_kernel(&k);
    return boot();
}

/* ---- What must hold after every boot ----------------------------------------------------------*/

struct expected {
    uint64_t base, size, phys;
    bool write, execute;
    unsigned pat;
    uint64_t mapped; /* bytes that were found */
};

static struct expected expected[64];
static size_t expected_count;

static void expect(const void *address, uint64_t phys, uint64_t size, bool write, bool execute,
                   unsigned pat)
{
    expected[expected_count++] =
        (struct expected){(uint64_t)(uintptr_t)address, size, phys, write, execute, pat, 0};
}

static uint32_t kind_of(const struct boot_info *info, uint64_t phys)
{
    const struct boot_memory_region *regions = seen(info->memory.regions);
    for (uint64_t i = 0; i < info->memory.count; i++)
        if (phys >= regions[i].base && phys - regions[i].base < regions[i].size)
            return regions[i].kind;
    return 0;
}

static void expect_all(const struct boot_info *info)
{
    const struct boot_segment *segments = seen(info->kernel.segments);
    const struct boot_module *modules = info->module_count ? seen(info->modules) : NULL;
    const struct hand_over *page = machine.entered;
    const struct boot_framebuffer *f = &info->framebuffer;
    expected_count = 0;
    for (uint64_t i = 0; i < info->kernel.segment_count; i++) {
        expect(segments[i].address, segments[i].phys, segments[i].size, segments[i].rights & W,
               segments[i].rights & X, 0);
        assert_int_equal(kind_of(info, segments[i].phys), BOOT_MEMORY_KERNEL);
    }
    for (uint64_t i = 0; i < info->module_count; i++) {
        expect(modules[i].address, modules[i].phys,
               modules[i].size ? (modules[i].size + 4095) / 4096 * 4096 : 4096, true, false, 0);
        assert_int_equal(kind_of(info, modules[i].phys), BOOT_MEMORY_MODULE);
    }
    expect(info->kernel.stack, (uint64_t)seen(info->kernel.stack),
           (info->kernel.stack_size + 4095) / 4096 * 4096, true, false, 0);
    if (f->address) {
        expect(f->address - f->phys % 4096, f->phys - f->phys % 4096,
               (f->phys % 4096 + f->size + 4095) / 4096 * 4096, true, false, BOOT_PAT_WC);
        assert_int_equal(kind_of(info, f->phys), BOOT_MEMORY_FRAMEBUFFER);
        assert_int_equal(kind_of(info, f->phys + f->size - 1), BOOT_MEMORY_FRAMEBUFFER);
    }
    if (info->physical_map)
        expect(info->physical_map, 0, info->physical_map_size, true, false, 0);
    expect(page, (uint64_t)page, 4096, false, true, 0);
    assert_int_equal(info->hand_over_phys, (uint64_t)page);
    assert_int_equal(kind_of(info, info->hand_over_phys), BOOT_MEMORY_LOADER);
}

/* Everything that is mapped is expected, and all that is expected is mapped. What belongs to
 * boot_info is found by its neighbours: it is one part, of LOADER memory, writable. */
static void check_tables(const struct boot_info *info)
{
    struct x86_space space = kernel_space(machine.entered->cr3, kernel_levels());
    uint64_t half = 1ull << (kernel_levels() == 5 ? 56 : 47), info_bytes = 0;
    struct x86_run run;
    uint64_t slot = info->recursive_table
                        ? (uint64_t)info->recursive_table >> (kernel_levels() == 5 ? 48 : 39) & 511
                        : 512;
    for (unsigned s = 0; s < 512; s++) {
        uint64_t size = half / 256, base = s < 256 ? s * size : 0 - (512 - s) * size;
        if (s == slot)
            continue;
        struct x86_walk walk = x86_walk_begin(&space, x86_virt_unchecked(base), size);
        while (x86_walk_next(&walk, &run)) {
            struct x86_attr attr = x86_entry_attr(&space.format, run.entry, run.level);
            assert_false(attr.write && attr.execute);
            assert_false(attr.user || attr.global);
            uint64_t done = 0;
            while (done < run.size) {
                uint64_t at = run.base.value + done, part = 0;
                for (size_t i = 0; i < expected_count && !part; i++) {
                    struct expected *e = &expected[i];
                    if (at < e->base || at - e->base >= e->size)
                        continue;
                    part = e->size - (at - e->base);
                    part = part < run.size - done ? part : run.size - done;
                    assert_int_equal(run.phys.value + done, e->phys + (at - e->base));
                    assert_int_equal(attr.write, e->write);
                    assert_int_equal(attr.execute, e->execute);
                    assert_int_equal(attr.pat, e->pat);
                    e->mapped += part;
                }
                if (!part) { /* boot_info's */
                    part = 4096;
                    assert_true(attr.write && !attr.execute && attr.pat == 0);
                    assert_true(at >= machine.entered->info &&
                                at - machine.entered->info < 1 << 20);
                    assert_int_equal(kind_of(info, run.phys.value + done), BOOT_MEMORY_LOADER);
                    info_bytes += part;
                }
                done += part;
            }
        }
        assert_int_equal(walk.status, X86_OK);
    }
    for (size_t i = 0; i < expected_count; i++)
        assert_int_equal(expected[i].mapped, expected[i].size);
    assert_true(info_bytes > 24 * 1024);
    struct x86_mapping mapping;
    assert_false(
        x86_translate(&space, x86_virt_of_pointer(info->kernel.stack - 1), &mapping)); /* guard */
    struct x86_tables tables = x86_tables_begin(&space);
    struct x86_table table;
    if (slot == 512)
        while (x86_tables_next(&tables, &table))
            assert_int_equal(kind_of(info, table.frame.value), BOOT_MEMORY_LOADER);
}

static void check_memory(const struct boot_info *info)
{
    const struct boot_memory_region *r = seen(info->memory.regions);
    for (uint64_t i = 0; i < info->memory.count; i++) {
        assert_true(r[i].size > 0 && r[i].base % 4096 == 0 && r[i].size % 4096 == 0);
        assert_true(r[i].kind >= BOOT_MEMORY_USABLE && r[i].kind <= BOOT_MEMORY_RESERVED);
        if (i > 0)
            assert_true(r[i - 1].base + r[i - 1].size < r[i].base ||
                        (r[i - 1].base + r[i - 1].size == r[i].base && r[i - 1].kind != r[i].kind));
    }
    unsigned usable = 0;
    for (uint64_t phys = 0; phys < 0x9f000; phys += 4096) {
        bool ap = phys == info->ap_start_phys;
        assert_int_equal(kind_of(info, phys), ap ? BOOT_MEMORY_AP_START : BOOT_MEMORY_USABLE);
        usable += !ap;
    }
    assert_true(usable > 16);
}

static void check_state(const struct boot_info *info)
{
    const struct hand_over *p = machine.entered;
    uint64_t top = (uint64_t)info->kernel.stack + (info->kernel.stack_size & ~15ull);
    assert_int_equal(p->stack, top - 8);
    assert_int_equal(*(uint64_t *)seen((void *)p->stack), 0);
    assert_int_equal(p->entry, k.header.entry + info->kernel.slide);
    assert_int_equal(p->cr0, 0x80010033);
    assert_int_equal(p->cr4, info->levels == 5 ? 0x1620 : 0x620);
    assert_int_equal(p->efer, 0xd00);
    assert_int_equal(p->pat >> 8 * BOOT_PAT_WC & 0xff, 1);
    assert_int_equal(p->pat & 0xffffffff, 0x00070406);
    assert_int_equal(p->mxcsr, 0x1f80);
    assert_int_equal(p->gdt[0], 0);
    assert_int_equal(p->gdt[BOOT_CS / 8] >> 40 & 0xff, 0x9b);
    assert_int_equal(p->gdt[BOOT_DS / 8] >> 40 & 0xff, 0x93);
    assert_int_equal(p->changes_levels, info->levels != machine.levels_now);
    assert_int_equal(info->version_major, BOOT_VERSION_MAJOR);
    assert_int_equal(info->size, sizeof *info);
    assert_int_equal(info->rsdp_phys, 0xf1234);
    assert_int_equal(info->time, 1900000000);
    assert_contains(seen(info->loader.text), "OSDev bootloader");
    assert_string_equal(seen(info->log.text), said());
    assert_int_equal(machine.quiets, 1);
}

static const struct boot_info *check_all(void)
{
    const struct boot_info *info = boot_info();
    expect_all(info);
    check_tables(info);
    check_memory(info);
    check_state(info);
    return info;
}

/* ---- Boots ------------------------------------------------------------------------------------*/

/* The kernel's bytes are those of its file, and zeros where it has none. */
static void check_kernel_bytes(const struct boot_info *info)
{
    for (unsigned i = 0; i < k.header.program_header_count; i++) {
        const struct kernel_segment *s = &k.segments[i];
        for (uint64_t b = 0; s->type == 1 && b < s->memory_size; b += b < s->file_size ? 1 : 97) {
            const uint8_t *at = seen((void *)(s->address + info->kernel.slide + b));
            uint8_t wanted = b < s->file_size ? machine_kernel_bytes[s->offset + b] : 0;
            if (*at != wanted)
                fail_msg("segment %u + 0x%llx: %u, not %u", i, (unsigned long long)b, *at, wanted);
        }
    }
}

static void a_kernel_at_its_address(void **state)
{
    (void)state;
    begin(KERNEL_EXEC);
    assert_int_equal(load(), BOOT_OK);
    const struct boot_info *info = check_all();
    check_kernel_bytes(info);
    assert_ptr_equal(info->kernel.address, 0x400000);
    assert_int_equal(info->kernel.size, 0xa000);
    assert_int_equal(info->kernel.slide, 0);
    assert_string_equal(seen(info->kernel.path.text), "/k");
    assert_string_equal(seen(info->command_line.text), "one two");
    assert_int_equal(info->kernel.stack_size, 64 * 1024);
    assert_int_equal(info->levels, 4);
    assert_null(info->physical_map);
    assert_null(info->recursive_table);
    assert_null(info->kernel.tls);
    assert_int_equal(info->aslr_seed, 0);
    assert_int_equal(info->random_bits, 256);
    assert_int_equal(info->ap_start_phys, 0x8000);
    assert_int_equal(info->framebuffer.mode.width, 800);
    assert_int_equal(info->framebuffer.mode_count, 2);
    assert_int_equal(((const struct boot_mode *)seen(info->framebuffer.modes))[1].number, 9);
    assert_int_equal(((const uint8_t *)seen(info->framebuffer.edid))[8], 0x10);
    assert_true((uint64_t)info->kernel.stack >> 63);
    assert_true(machine.entered->info >> 63);
    /* The configuration, the headers, the note behind them; then one read for what lies alike in
     * the file and in memory, and one for the data. */
    assert_int_equal(machine.reads, 3 + 2);
}

static void a_kernel_that_can_be_moved(void **state)
{
    (void)state;
    begin(KERNEL_DYN);
    assert_int_equal(load(), BOOT_OK);
    const struct boot_info *info = check_all();
    check_kernel_bytes(info);
    assert_ptr_equal(info->kernel.address, 0xffffffff80000000);
    assert_int_equal(info->kernel.slide, 0xffffffff80000000);
    begin(KERNEL_DYN); /* where the note says, but not by what it can be moved */
    request.kernel = 0x40001000;
    kernel_file_load(&k, R, 0x200000, 16, 16)->align = 0x1000;
    k.segments[1].align = 0x2000;
    k.segments[1].offset += 0x1000 - (k.segments[1].offset & 0x1000);
    assert_int_equal(load(), BOOT_BAD_KERNEL);
    assert_contains(said(), "it can be moved by multiples of 0x2000 only");
    begin(KERNEL_EXEC);
    request.recursive = 0xffff808000000000;
    request.levels = 5;
    machine.levels_5 = true;
    assert_int_equal(load(), BOOT_BAD_KERNEL);
    assert_contains(said(), ".recursive = 0xffff808000000000, which is no multiple of");
}

static void places_that_the_kernel_chooses(void **state)
{
    (void)state;
    begin(KERNEL_DYN);
    request = (struct boot_request){.stack_size = 5000,
                                    .stack = 0xffff900000000000,
                                    .kernel = 0x200000,
                                    .info = 0xffffa00000000000,
                                    .modules = 0x40000000,
                                    .framebuffer = 0xffffb00000001000,
                                    .physical_map = 0xffffc00000200000,
                                    .recursive = 0xffffff0000000000};
    machine_text("/m1", "module one");
    machine_text("/m2", "");
    machine.files[0].bytes = (const uint8_t *)"kernel = /k\nmodule = /m1  a string\nmodule = /m2\n";
    machine.files[0].size = strlen((const char *)machine.files[0].bytes);
    assert_int_equal(load(), BOOT_OK);
    const struct boot_info *info = check_all();
    const struct boot_module *modules = seen(info->modules);
    assert_ptr_equal(info->kernel.address, 0x200000);
    assert_int_equal(info->kernel.slide, 0x200000);
    assert_ptr_equal(info->kernel.stack, 0xffff900000001000);
    assert_int_equal(info->kernel.stack_size, 5000);
    assert_int_equal(machine.entered->info, 0xffffa00000000000);
    assert_ptr_equal(info->framebuffer.address, 0xffffb00000001000);
    assert_ptr_equal(info->physical_map, 0xffffc00000200000);
    assert_int_equal(info->physical_map_size, 4ull << 30);
    assert_int_equal(info->recursive_index, 510);
    assert_ptr_equal(info->recursive_table, 0xffffff7fbfdfe000);
    assert_ptr_equal(seen(info->recursive_table), machine.entered->cr3);
    assert_int_equal(info->module_count, 2);
    assert_ptr_equal(modules[0].address, 0x40000000);
    assert_string_equal(seen(modules[0].address), "module one");
    assert_string_equal(seen(modules[0].path.text), "/m1");
    assert_string_equal(seen(modules[0].string.text), "a string");
    assert_ptr_equal(modules[1].address, 0x40001000);
    assert_int_equal(modules[1].size, 0);
    assert_int_equal(*(uint8_t *)seen(modules[1].address), 0);
}

static void what_is_dynamic(void **state)
{
    (void)state;
    for (unsigned giant = 0; giant < 2; giant++) {
        begin(KERNEL_EXEC);
        machine.pages_1g = giant;
        machine.facts.memory_end = (5ull << 30) + 4096;
        request.physical_map = request.recursive = BOOT_DYNAMIC;
        request.kernel_file = 1;
        assert_int_equal(load(), BOOT_OK);
        const struct boot_info *info = check_all();
        const struct boot_module *file = seen(info->modules);
        assert_int_equal(info->physical_map_size, (5ull << 30) + (2 << 20));
        assert_int_equal((uint64_t)info->physical_map % (giant ? 1 << 30 : 2 << 20), 0);
        assert_int_equal(info->module_count, 1);
        assert_int_equal(file->size, k.end);
        assert_memory_equal(seen(file->address), machine_kernel_bytes, 4096);
        assert_string_equal(seen(file->path.text), "/k");
        assert_ptr_equal(seen(info->recursive_table), machine.entered->cr3);
    }
}

static void ranges_for_what_is_dynamic(void **state)
{
    (void)state;
    begin(KERNEL_DYN);
    request.dynamic_from = 0x7000000000;
    request.dynamic_to = 0x8000000000;
    request.physical_map = BOOT_DYNAMIC;
    assert_int_equal(load(), BOOT_OK);
    const struct boot_info *info = check_all();
    assert_true((uint64_t)info->kernel.address >> 36 == 7);
    assert_true((uint64_t)info->kernel.stack >> 36 == 7);
    assert_true((uint64_t)info->physical_map >> 36 == 7);
    assert_true((uint64_t)info->framebuffer.address >> 36 == 7);
    assert_true(machine.entered->info >> 36 == 7);
    begin(KERNEL_DYN); /* all addresses: the lower half, but not the first page */
    request.dynamic_from = 0;
    request.dynamic_to = 0xfffffffffffff000;
    assert_int_equal(load(), BOOT_OK);
    assert_ptr_equal(check_all()->kernel.address, 0x1000);
    begin(KERNEL_DYN);
    request.dynamic_from = 0x1000;
    request.dynamic_to = 0x2000;
    assert_int_equal(load(), BOOT_CONFLICT);
    assert_contains(said(), "no room for the kernel");
}

static void random_places(void **state)
{
    (void)state;
    uint64_t seen_places[3][4], seed = 0;
    for (unsigned i = 0; i < 3; i++) {
        char conf[80];
        begin(KERNEL_DYN);
        machine.words = i == 1 ? 5 : 77;
        request.aslr = 1;
        request.physical_map = request.recursive = BOOT_DYNAMIC;
        if (i == 2) { /* the second boot once more, by its seed */
            snprintf(conf, sizeof conf, "kernel = /k\ncmdline = one two\nseed = %llx\n",
                     (unsigned long long)seed);
            machine.files[0].bytes = (const uint8_t *)conf;
            machine.files[0].size = strlen(conf);
        }
        assert_int_equal(load(), BOOT_OK);
        const struct boot_info *info = check_all();
        seed = info->aslr_seed;
        assert_int_not_equal(seed, 0);
        assert_contains(said(), "addresses are random");
        assert_int_equal((uint64_t)info->kernel.address >> 31, 0x1ffffffff);
        seen_places[i][0] = (uint64_t)info->kernel.address;
        seen_places[i][1] = (uint64_t)info->kernel.stack;
        seen_places[i][2] = machine.entered->info;
        seen_places[i][3] = (uint64_t)info->physical_map;
    }
    for (unsigned i = 0; i < 4; i++) {
        assert_int_not_equal(seen_places[0][i], seen_places[1][i]);
        assert_int_equal(seen_places[1][i], seen_places[2][i]);
    }
}

static void without_chance(void **state)
{
    (void)state;
    begin(KERNEL_DYN);
    machine.has_random = false;
    request.aslr = 1;
    assert_int_equal(load(), BOOT_OK);
    assert_int_equal(check_all()->random_bits, 0);
    assert_contains(said(), "warning: no source of random numbers");
    begin(KERNEL_DYN);
    machine.has_random = false;
    machine.facts.random_bits = 128;
    assert_int_equal(load(), BOOT_OK);
    assert_int_equal(check_all()->random_bits, 128);
}

static void five_levels(void **state)
{
    (void)state;
    for (unsigned now = 4; now <= 5; now++) {
        begin(KERNEL_DYN);
        machine.levels_5 = true;
        machine.levels_now = now;
        request.levels = now == 4 ? 5 : BOOT_LEVELS_BEST;
        request.physical_map = request.recursive = BOOT_DYNAMIC;
        assert_int_equal(load(), BOOT_OK);
        const struct boot_info *info = check_all();
        assert_int_equal(info->levels, 5);
        assert_int_equal((uint64_t)info->kernel.stack >> 56, 0xff);
        assert_ptr_equal(seen(info->recursive_table), machine.entered->cr3);
    }
    begin(KERNEL_DYN);
    request.levels = BOOT_LEVELS_BEST;
    assert_int_equal(load(), BOOT_OK);
    assert_int_equal(check_all()->levels, 4);
    begin(KERNEL_DYN);
    request.levels = 5;
    assert_int_equal(load(), BOOT_UNSUPPORTED);
    assert_contains(said(), "5 levels of page tables, which this processor does not have");
}

static void segments_that_share_pages(void **state)
{
    (void)state;
    begin(KERNEL_EXEC);
    kernel_file_load(&k, R, 0x600000, 0x800, 0x800);
    kernel_file_load(&k, R | W, 0x600800, 0x100, 0x100);
    kernel_file_load(&k, R | W, 0x601900, 0x100, 0x100)->align = 1;
    kernel_file_load(&k, R, 0x601a00, 0x1700, 0x1700)->align = 1;
    kernel_file_load(&k, R | X, 0x40000000, 16, 16); /* far away */
    assert_int_equal(load(), BOOT_OK);
    const struct boot_info *info = check_all();
    const struct boot_segment *s = seen(info->kernel.segments);
    check_kernel_bytes(info);
    assert_int_equal(info->kernel.segment_count, 6);
    assert_ptr_equal(s[3].address, 0x600000); /* one run: all have the rights of both */
    assert_int_equal(s[3].size, 0x2000);
    assert_int_equal(s[3].rights, R | W);
    assert_ptr_equal(s[4].address, 0x602000);
    assert_int_equal(s[4].size, 0x2000);
    assert_int_equal(s[4].rights, R);
    assert_ptr_equal(s[5].address, 0x40000000);
    begin(KERNEL_EXEC);
    kernel_file_load(&k, R | X, 0x600000, 0x800, 0x800);
    kernel_file_load(&k, R | W, 0x600800, 0x100, 0x100);
    assert_int_equal(load(), BOOT_BAD_KERNEL);
    assert_contains(said(),
                    "segments 3 and 4 share the page 0x600000, which would be writable and");
    begin(KERNEL_EXEC);
    kernel_file_load(&k, R | W | X, 0x600000, 0x800, 0x800);
    assert_int_equal(load(), BOOT_BAD_KERNEL);
    assert_contains(said(), "segment 3 at 0x600000 would be writable and executable");
}

static void relro_and_tls(void **state)
{
    (void)state;
    static const struct {
        uint64_t address, size, first, end; /* what is asked, the pages that lose the right */
    } cases[] = {
        {0x404010, 0x1ff0, 0x404000, 0x406000}, /* from where the data begins */
        {0x404010, 0x2000, 0x404000, 0x406000}, /* the last page has more data */
        {0x404100, 0x2f00, 0x405000, 0x407000}, /* so has the first */
        {0x404010, 0x4ff8, 0x404000, 0x409000}, /* up to the end, but for a byte */
        {0x404010, 0x5000, 0x404000, 0x40a000}, /* all of it */
        {0x404100, 0x100, 0, 0},                /* no page at all */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin(KERNEL_EXEC);
        struct kernel_segment *s = kernel_file_add(&k, 0x6474e552, R, 0, 0, 0);
        s->address = cases[i].address, s->memory_size = cases[i].size;
        s = kernel_file_add(&k, 7, R, 0, 0, 0);
        s->address = 0x404020, s->file_size = 0x20, s->memory_size = 0x88, s->align = 64;
        s->offset = 64;
        assert_int_equal(load(), BOOT_OK);
        const struct boot_info *info = check_all();
        const struct boot_segment *g = seen(info->kernel.segments);
        uint64_t protected = 0;
        for (uint64_t j = 0; j < info->kernel.segment_count; j++) {
            if ((uint64_t)g[j].address < 0x404000 || (g[j].rights & W))
                continue;
            assert_ptr_equal(g[j].address, cases[i].first);
            protected += g[j].size;
        }
        assert_int_equal(protected, cases[i].end - cases[i].first);
        assert_ptr_equal(info->kernel.tls, 0x404020);
        assert_int_equal(info->kernel.tls_file_size, 0x20);
        assert_int_equal(info->kernel.tls_memory_size, 0x88);
        assert_int_equal(info->kernel.tls_align, 64);
    }
}

/* ---- Screens ----------------------------------------------------------------------------------*/

static void screens(void **state)
{
    (void)state;
    begin(KERNEL_EXEC);
    machine.screen.phys += 0x123; /* no page begins there */
    machine.files[0].bytes = (const uint8_t *)"kernel = /k\nresolution = 800x600\n";
    machine.files[0].size = 34;
    request.width = 640, request.height = 480;
    assert_int_equal(load(), BOOT_OK);
    const struct boot_info *info = check_all();
    assert_int_equal((uint64_t)info->framebuffer.address % 4096, 0x123);
    assert_int_equal(machine.wish.width, 800);
    assert_int_equal(machine.wish.min_height, 480);
    begin(KERNEL_EXEC);
    machine.screen.size = 0;
    assert_int_equal(load(), BOOT_OK);
    assert_null(check_all()->framebuffer.address);
    begin(KERNEL_EXEC);
    request.framebuffer = BOOT_NONE;
    request.width = 10000;
    assert_int_equal(load(), BOOT_OK);
    assert_null(check_all()->framebuffer.address);
    begin(KERNEL_EXEC);
    machine.screen.size = 0;
    request.width = 10000;
    assert_int_equal(load(), BOOT_UNSUPPORTED);
    assert_contains(said(), "the machine has none so large");
}

/* ---- Faults -----------------------------------------------------------------------------------*/

static void what_catches_faults(void **state)
{
    (void)state;
    for (unsigned low = 0; low < 2; low++) {
        begin(KERNEL_DYN);
        machine.image = low ? (void *)(RAM_BASE + 0x1234) : (void *)(SCREEN_AT + (8 << 20));
        machine.image_size = 0x5000;
        memset((void *)(uintptr_t)machine.image, 0x77, 0x5000);
        if (low)
            machine_memory(RAM_BASE, 0x8000, BOOT_MEMORY_RESERVED);
        request.catch_faults = 1;
        assert_int_equal(load(), BOOT_OK);
        const struct boot_info *info = check_all();
        const struct hand_over *p = machine.entered;
        struct x86_space space = kernel_space(p->fault_cr3, 4);
        struct x86_mapping m;
        assert_int_equal(p->task, 0x20);
        assert_int_equal(p->idtr.limit, 511);
        for (unsigned v = 0; v < 32; v++) {
            uint64_t entry = x86_gate_entry(&p->idt[v]).value;
            assert_int_equal(p->idt[v].ist, 1);
            assert_true(entry > (uint64_t)p->code && entry < (uint64_t)p + 4096 - 16);
        }
        /* The exception stack is one of the kernel's pages, and the loader finds it again. */
        uint64_t ist = p->tss.ist[0].value;
        assert_ptr_equal(seen((void *)(ist - 8)), ist - 8 + p->fault_delta);
        assert_int_equal(kind_of(info, p->fault_stack - 1), BOOT_MEMORY_LOADER);
        /* The loader's pages lead to the copy, all else to itself. */
        uint64_t image = (uint64_t)machine.image;
        assert_true(x86_translate(&space, x86_virt_unchecked(image), &m));
        assert_int_not_equal(m.phys.value, image);
        assert_int_equal(kind_of(info, m.phys.value), BOOT_MEMORY_LOADER);
        assert_memory_equal((void *)m.phys.value, machine.image, 1000);
        assert_false(m.entry & X86_ENTRY_XD);
        static const uint64_t same[] = {0, 0xb8000, RAM_BASE + 0x9000, SCREEN_AT, 0xfffff000};
        for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
            assert_true(x86_translate(&space, x86_virt_unchecked(same[i]), &m));
            assert_int_equal(m.phys.value, same[i]);
            assert_true(m.entry & X86_ENTRY_XD);
        }
        assert_true(x86_translate(&space, x86_virt_of_pointer(p), &m));
        assert_int_equal(m.phys.value, (uint64_t)p);
        assert_false(m.entry & (X86_ENTRY_XD | X86_ENTRY_RW));
    }
    begin(KERNEL_DYN); /* a loader that stays where it is, and a screen beyond 4 GiB */
    machine.screen.phys = 0x4000000000;
    request.catch_faults = 1;
    assert_int_equal(load(), BOOT_OK);
    check_all();
    struct x86_space space = kernel_space(machine.entered->fault_cr3, 4);
    struct x86_mapping m;
    assert_true(x86_translate(&space, x86_virt_unchecked(0x4000000000 + 3200 * 600 - 1), &m));
}

/* ---- Conflicts --------------------------------------------------------------------------------*/

static void two_things_at_one_address(void **state)
{
    (void)state;
    static const uint64_t at = 0xffff900000000000;
    static const char *const names[] = {"the kernel",       "the stack with its guard page",
                                        "boot_info",        "the modules",
                                        "the frame buffer", "the physical map"};
    for (unsigned a = 0; a < 6; a++) {
        for (unsigned b = a + 1; b < 6; b++) {
            begin(KERNEL_DYN);
            uint64_t *fields[] = {&request.kernel,  &request.stack,       &request.info,
                                  &request.modules, &request.framebuffer, &request.physical_map};
            *fields[a] = *fields[b] = at;
            request.kernel_file = 1;
            assert_int_equal(load(), BOOT_CONFLICT);
            assert_contains(said(), names[a]);
            assert_contains(said(), names[b]);
            assert_contains(said(), "overlap");
        }
    }
    begin(KERNEL_DYN);
    request.recursive = 0xffff900000000000 & ~((1ull << 39) - 1);
    request.stack = 0xffff900000003000;
    assert_int_equal(load(), BOOT_CONFLICT);
    assert_contains(said(), "the recursive entry");
    begin(KERNEL_DYN);
    request.stack = 0x7ffffffff000;
    assert_int_equal(load(), BOOT_CONFLICT);
    assert_contains(said(), "the addresses that no");
    begin(KERNEL_DYN);
    request.stack = 0xfffffffffffff000;
    assert_int_equal(load(), BOOT_CONFLICT);
    assert_contains(said(), "over the last address");
}

static void the_hand_over_page_gives_way(void **state)
{
    (void)state;
    begin(KERNEL_EXEC); /* where memory is taken from: at the end */
    kernel_file_load(&k, R | W, RAM_END - 0x2000000, 8, 0x2000000);
    assert_int_equal(load(), BOOT_OK);
    check_all();
    assert_true((uint64_t)machine.entered < RAM_END - 0x2000000);
    begin(KERNEL_EXEC);
    request.physical_map = 0x800000; /* covers all RAM */
    assert_int_equal(load(), BOOT_CONFLICT);
    assert_contains(said(), "the hand-over page");
}

/* ---- What can go wrong ------------------------------------------------------------------------*/

static void files_that_are_missing(void **state)
{
    (void)state;
    machine_begin();
    assert_int_equal(boot(), BOOT_NOT_FOUND);
    assert_contains(said(), "error: /boot/boot.conf: the configuration cannot be opened: there is "
                            "no such file");
    machine_begin();
    machine.fail_open = BOOT_DEVICE;
    assert_int_equal(boot(), BOOT_DEVICE);
    machine_begin();
    machine_text("/boot/boot.conf", "");
    assert_int_equal(boot(), BOOT_NOT_FOUND);
    assert_contains(said(), "no kernel is named");
    machine_begin();
    machine_text("/boot/boot.conf", "kernel = /boot/k\n");
    assert_int_equal(boot(), BOOT_NOT_FOUND);
    assert_contains(said(), "error: /boot/k: the kernel cannot be opened");
    machine_begin();
    machine_file("/boot/boot.conf", NULL, CONFIG_SIZE_MAX + 1);
    assert_int_equal(boot(), BOOT_TOO_LARGE);
    begin(KERNEL_EXEC);
    machine.files[0].bytes = (const uint8_t *)"kernel = /k\nmodule = /gone x\n";
    machine.files[0].size = 29;
    assert_int_equal(load(), BOOT_NOT_FOUND);
    assert_contains(said(), "error: /gone: the module cannot be opened");
    begin(KERNEL_EXEC);
    machine_file("/k", "", 0);
    assert_int_equal(boot(), BOOT_BAD_KERNEL);
}

/* Each request for memory is refused once, or all from there on; each read fails once: always an
 * error that is said. */
static void any_call_may_fail(void **state)
{
    (void)state;
    enum { TAKE, READ, TAKE_FROM };
    for (unsigned what = TAKE; what <= TAKE_FROM; what++) {
        unsigned failed = 0;
        for (unsigned n = 1;; n++) {
            begin(KERNEL_DYN);
            machine_text("/m", "module");
            machine.files[0].bytes = (const uint8_t *)"kernel = /k\nmodule = /m\n";
            machine.files[0].size = 24;
            request.catch_faults = request.kernel_file = 1;
            request.physical_map = BOOT_DYNAMIC;
            machine.image = (void *)(SCREEN_AT + (8 << 20));
            machine.image_size = 4096;
            kernel_file_load(&k, R, 0x200000, 16, 0x300000); /* one that wants large pages */
            k.header.program_headers = 0x8000;               /* headers of their own */
            k.end = k.end < 0x8000 + 1000 ? 0x8000 + 1000 : k.end;
            *(what == READ   ? &machine.fail_read
              : what == TAKE ? &machine.fail_take
                             : &machine.fail_take_from) = n;
            kernel_file_note(&k, &request);
            size_t size = kernel_file_write(&k, machine_kernel_bytes);
            memcpy(machine_kernel_bytes + 0x8000, k.segments, 10 * sizeof k.segments[0]);
            machine_file("/k", machine_kernel_bytes, size);
            enum boot_status status = boot();
            if (n > (what == READ ? machine.reads : machine.takes)) {
                assert_int_equal(status, BOOT_OK);
                break;
            }
            if (status == BOOT_OK) /* another way was found */
                continue;
            failed++;
            assert_int_equal(status, what == READ ? BOOT_DEVICE : BOOT_NO_MEMORY);
            assert_contains(said(), what == READ ? "the disk is broken" : "free memory");
        }
        assert_true(failed >= (what == READ ? 5 : 9));
    }
}

static void firmware_that_does_not_let_go(void **state)
{
    (void)state;
    begin(KERNEL_EXEC);
    machine.fail_finish = BOOT_DEVICE;
    assert_int_equal(load(), BOOT_DEVICE);
    assert_contains(said(), "firmware did not let go");
    begin(KERNEL_EXEC);
    machine.no_execute = false;
    assert_int_equal(load(), BOOT_UNSUPPORTED);
    assert_contains(said(), "NX");
    begin(KERNEL_EXEC);
    machine.map_capacity = 9;
    assert_int_equal(load(), BOOT_OK);
    assert_contains(said(), "the memory map has too many regions");
}

static void ap_start_elsewhere(void **state)
{
    (void)state;
    begin(KERNEL_EXEC);
    machine_memory(0x7000, 0x2000, BOOT_MEMORY_RESERVED);
    assert_int_equal(load(), BOOT_OK);
    assert_int_equal(boot_info()->ap_start_phys, 0x9e000);
    begin(KERNEL_EXEC);
    machine_memory(0, 0x100000, BOOT_MEMORY_RESERVED);
    assert_int_equal(load(), BOOT_OK);
    assert_int_equal(boot_info()->ap_start_phys, 0);
    assert_contains(said(), "no free page below 1 MiB");
}

static void maps_of_uefi(void **state)
{
    (void)state;
    static uint8_t map[200 * 1024] = {1, 2, 3};
    begin(KERNEL_EXEC);
    machine.facts.efi_system_table_phys = 0x7654000;
    machine.firmware = (struct firmware_map){map, 480, 48, 1};
    assert_int_equal(load(), BOOT_OK);
    const struct boot_info *info = boot_info();
    assert_int_equal(info->efi_system_table_phys, 0x7654000);
    assert_int_equal(info->efi_memory_map_size, 480);
    assert_int_equal(info->efi_descriptor_size, 48);
    assert_memory_equal(seen(info->efi_memory_map), map, 480);
    begin(KERNEL_EXEC);
    machine.facts.efi_system_table_phys = 0x7654000;
    machine.firmware = (struct firmware_map){map, sizeof map, 48, 1};
    assert_int_equal(load(), BOOT_OK);
    assert_null(boot_info()->efi_memory_map);
    assert_contains(said(), "is left out");
}

TESTS(test(a_kernel_at_its_address), test(a_kernel_that_can_be_moved),
      test(places_that_the_kernel_chooses), test(what_is_dynamic), test(ranges_for_what_is_dynamic),
      test(random_places), test(without_chance), test(five_levels), test(segments_that_share_pages),
      test(relro_and_tls), test(screens), test(what_catches_faults),
      test(two_things_at_one_address), test(the_hand_over_page_gives_way),
      test(files_that_are_missing), test(any_call_may_fail), test(firmware_that_does_not_let_go),
      test(ap_start_elsewhere), test(maps_of_uefi))
