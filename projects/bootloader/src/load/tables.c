/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The page tables that the kernel begins with: what arrange.c has placed, with the rights that
 * belong to it; and those in which the loader reports the kernel's faults.
 */
#include "load/loading.h"

#define PAGE 4096ull
#define GIB  (1ull << 30)

static const struct x86_attr data = {.write = true};

struct build {
    struct x86_space space;
    struct x86_tlb_batch batch;
    enum boot_status status;
};

static enum boot_status failed(struct build *b, const char *what, enum x86_status status)
{
    if (status == X86_OK)
        return BOOT_OK;
    log_say(LOG_ERROR, "the page tables for %s cannot be made: %s\n", what,
            status == X86_NO_FRAME ? "no free memory below 4 GiB" : x86_status_text(status));
    b->status = status == X86_NO_FRAME ? BOOT_NO_MEMORY : BOOT_CONFLICT;
    return b->status;
}

static void map(struct build *b, const char *what, uint64_t address, uint64_t phys, uint64_t size,
                struct x86_attr attr)
{
    if (b->status != BOOT_OK || size == 0)
        return;
    b->status = failed(b, what,
                       x86_map(&b->space, x86_virt_unchecked(address), x86_phys_unchecked(phys),
                               size, attr, &b->batch, NULL));
}

static void begin(struct build *b, struct loading *l)
{
    const struct x86_paging_env env = frames_env(&l->frames);
    const struct x86_format format = {
        .levels = (uint8_t)l->levels,
        .largest = l->cpu.pages_1g ? 3 : 2,
        .phys_bits = l->cpu.phys_bits,
        .no_execute = true,
    };
    b->status = failed(b, "the kernel", x86_space_init(&b->space, &env, &format));
    if (b->status == BOOT_OK)
        b->batch = x86_tlb_begin(&b->space);
}

static void map_kernel(struct build *b, struct loading *l)
{
    for (size_t i = 0; i < l->run_count; i++) {
        const struct boot_segment *run = &l->runs[i];
        const struct x86_attr attr = {.write = (run->rights & BOOT_WRITE) != 0,
                                      .execute = (run->rights & BOOT_EXECUTE) != 0};
        map(b, "the kernel", (uint64_t)(uintptr_t)run->address, run->phys, run->size, attr);
    }
}

static void map_modules(struct build *b, struct loading *l)
{
    uint64_t address = l->modules_address;
    for (size_t i = 0; i < l->module_count; i++) {
        uint64_t size = pages_up(l->modules[i].size ? l->modules[i].size : 1);
        map(b, "the modules", address, l->modules[i].phys, size, data);
        address += size;
    }
}

static void map_framebuffer(struct build *b, struct loading *l)
{
    const struct x86_attr attr = {.write = true, .pat = BOOT_PAT_WC};
    uint64_t inside = l->framebuffer.phys % PAGE;
    map(b, "the frame buffer", l->framebuffer_address - inside, l->framebuffer.phys - inside,
        l->framebuffer.size ? pages_up(inside + l->framebuffer.size) : 0, attr);
}

/* The entry of the root that leads back to it: tables are data. */
static void map_recursive(struct build *b, struct loading *l)
{
    uint64_t root = b->space.root.value;
    if (b->status == BOOT_OK && l->recursive_table)
        ((uint64_t *)(uintptr_t)root)[l->recursive_index] =
            x86_entry_table(&b->space.format, x86_phys_unchecked(root)) | X86_ENTRY_XD;
}

/*
 * Where the loader reports faults: all memory, and the screen, at its physical address, but for the
 * loader's own pages, which lead to the copy of them. So its code and its data are there as they
 * were, whatever the kernel did with the memory that they were in.
 */
static enum boot_status make_fault_tables(struct loading *l)
{
    struct build b;
    const struct x86_attr code = {.execute = true}, own = {.write = true, .execute = true};
    uint64_t end = l->facts.memory_end > 4 * GIB ? l->facts.memory_end : 4 * GIB;
    uint64_t inside = l->framebuffer.phys % PAGE;
    uint64_t page = (uint64_t)(uintptr_t)l->hand_over, next = 0;
    struct {
        uint64_t first, size, phys;
        struct x86_attr attr;
    } special[2] = {{l->image_first, l->image_size, l->image_copy, own}, {page, PAGE, page, code}};
    if (special[1].first < special[0].first) {
        special[0].first = page, special[0].size = PAGE, special[0].phys = page;
        special[0].attr = code;
        special[1].first = l->image_first, special[1].size = l->image_size;
        special[1].phys = l->image_copy;
        special[1].attr = own;
    }
    begin(&b, l);
    for (unsigned i = 0; i < 2; i++) {
        if (special[i].size == 0)
            continue;
        map(&b, "faults", next, next, special[i].first - next, data);
        map(&b, "faults", special[i].first, special[i].phys, special[i].size, special[i].attr);
        next = special[i].first + special[i].size;
    }
    if (next < end)
        map(&b, "faults", next, next, pages_up(end) - next, data);
    if (l->framebuffer.phys >= pages_up(end))
        map(&b, "faults", l->framebuffer.phys - inside, l->framebuffer.phys - inside,
            pages_up(inside + l->framebuffer.size), data);
    if (b.status == BOOT_OK) {
        l->fault_cr3 = x86_space_cr3(&b.space, false);
        x86_tlb_finish(&b.batch);
    }
    return b.status;
}

enum boot_status tables_make(struct loading *l)
{
    struct build b;
    const struct x86_attr code = {.execute = true};
    uint64_t page = (uint64_t)(uintptr_t)l->hand_over;
    begin(&b, l);
    map_kernel(&b, l);
    map(&b, "the stack", l->stack.address, l->stack.phys, l->stack.size, data);
    map(&b, "boot_info", l->info.address, l->info.phys, l->info.size, data);
    map_modules(&b, l);
    map_framebuffer(&b, l);
    map(&b, "the physical map", l->physical_map.address, 0, l->physical_map.size, data);
    map(&b, "the hand-over page", page, page, PAGE, code);
    map_recursive(&b, l);
    if (b.status != BOOT_OK)
        return b.status;
    x86_tlb_finish(&b.batch);
    l->cr3 = x86_space_cr3(&b.space, false);
    return l->kernel.request.catch_faults ? make_fault_tables(l) : BOOT_OK;
}
