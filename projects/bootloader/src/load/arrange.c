/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Which virtual address each part gets. First what is fixed, so that a conflict is between two
 * wishes and not with the loader's choice; then the hand-over page, whose address is physical;
 * then what is dynamic.
 */
#include "load/loading.h"

#define GIB           (1ull << 30)
#define LARGE_PAGE    (2ull << 20)
#define UPPER_2_GIB   0xffffffff80000000
#define ROOT_ENTRY(l) (1ull << ((l)->levels == 5 ? 48 : 39)) /* bytes that an entry spans */
#define STACK_DEFAULT (64 * 1024)
#define PAGE          4096ull
#define LAST          UINT64_MAX

enum { KERNEL, STACK, INFO, MODULES, FRAMEBUFFER, PHYSICAL_MAP, RECURSIVE, PARTS };

struct wish {
    const char *name;
    uint64_t wanted;     /* the request's value */
    uint64_t size;       /* 0: there is no such thing */
    uint64_t align;      /* if dynamic */
    uint64_t from, last; /* ditto */
    uint64_t base;       /* the answer */
};

static uint64_t stack_bytes(const struct boot_request *request)
{
    return request->stack_size ? request->stack_size : STACK_DEFAULT;
}

static uint64_t modules_size(const struct loading *l)
{
    uint64_t size = 0;
    for (size_t i = 0; i < l->module_count; i++)
        size += pages_up(l->modules[i].size ? l->modules[i].size : 1);
    return size;
}

static uint64_t physical_map_size(const struct loading *l)
{
    uint64_t end = l->facts.memory_end > 4 * GIB ? l->facts.memory_end : 4 * GIB;
    return (end + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
}

static bool asked(uint64_t wish)
{
    return wish != BOOT_DEFAULT && wish != BOOT_NONE;
}

static void make_wishes(const struct loading *l, struct wish *wishes)
{
    const struct boot_request *r = &l->kernel.request;
    const struct elf *elf = &l->kernel.elf;
    uint64_t kernel_first = elf->loads[0].address & -PAGE;
    uint64_t upper = 0 - (1ull << (l->levels == 5 ? 56 : 47));
    bool limited = r->dynamic_from || r->dynamic_to;
    uint64_t from = limited ? r->dynamic_from : upper;
    uint64_t last = r->dynamic_to ? r->dynamic_to - 1 : LAST;
    uint64_t pixels = l->framebuffer.phys % PAGE + l->framebuffer.size;
    bool large_pixels = l->framebuffer.phys % LARGE_PAGE == 0 && pixels >= LARGE_PAGE;
    bool giant = l->cpu.pages_1g;
    const struct wish all[PARTS] = {
        [KERNEL] = {"the kernel", r->kernel, pages_up(elf_end(elf)) - kernel_first, elf->align,
                    limited ? from : UPPER_2_GIB, last, 0},
        [STACK] = {"the stack with its guard page", r->stack, PAGE + pages_up(stack_bytes(r)), PAGE,
                   from, last, 0},
        [INFO] = {"boot_info", r->info, info_size(l), PAGE, from, last, 0},
        [MODULES] = {"the modules", r->modules, modules_size(l), PAGE, from, last, 0},
        [FRAMEBUFFER] = {"the frame buffer", r->framebuffer,
                         l->framebuffer.size ? pages_up(pixels) : 0,
                         large_pixels ? LARGE_PAGE : PAGE, from, last, 0},
        [PHYSICAL_MAP] = {"the physical map", r->physical_map,
                          asked(r->physical_map) ? physical_map_size(l) : 0,
                          giant ? GIB : LARGE_PAGE, from, last, 0},
        [RECURSIVE] = {"the recursive entry", r->recursive, asked(r->recursive) ? ROOT_ENTRY(l) : 0,
                       ROOT_ENTRY(l), from, last, 0},
    };
    __builtin_memcpy(wishes, all, sizeof all);
    /* DEFAULT of a kernel: where it was linked, if that is anywhere. */
    if (!elf->pie || (r->kernel == BOOT_DEFAULT && kernel_first != 0))
        wishes[KERNEL].wanted = kernel_first;
    else if (r->kernel == BOOT_DEFAULT)
        wishes[KERNEL].wanted = BOOT_DYNAMIC;
}

static bool is_fixed(const struct loading *l, const struct wish *wish, unsigned part)
{
    bool linked = part == KERNEL && (!l->kernel.elf.pie || wish->wanted > BOOT_NONE);
    return linked || wish->wanted > BOOT_NONE;
}

/* A kernel that cannot be moved may be several blocks, far from each other. */
static enum boot_status put_fixed(struct loading *l, struct wish *wish, unsigned part)
{
    const struct kernel *kernel = &l->kernel;
    wish->base = wish->wanted;
    if (part == RECURSIVE && wish->base % ROOT_ENTRY(l) != 0) {
        log_say(LOG_ERROR,
                "%s: its note asks for .recursive = 0x%llx, which is no multiple of 0x%llx\n",
                kernel->path, (unsigned long long)wish->base, (unsigned long long)ROOT_ENTRY(l));
        return BOOT_BAD_KERNEL;
    }
    if (part != KERNEL)
        return place_fixed(&l->places, wish->name, wish->base, wish->size);
    uint64_t slide = wish->base - (kernel->elf.loads[0].address & -PAGE);
    if (slide % kernel->elf.align != 0) {
        log_say(LOG_ERROR,
                "%s: its note asks for .kernel = 0x%llx, but it can be moved by multiples of "
                "0x%llx only\n",
                kernel->path, (unsigned long long)wish->base,
                (unsigned long long)kernel->elf.align);
        return BOOT_BAD_KERNEL;
    }
    enum boot_status status = BOOT_OK;
    for (size_t i = 0; i < kernel->block_count && status == BOOT_OK; i++)
        status = place_fixed(&l->places, wish->name, kernel->blocks[i].address + slide,
                             kernel->blocks[i].size);
    return status;
}

/* A page whose physical address nothing wants as a virtual one. */
static enum boot_status put_hand_over(struct loading *l)
{
    static const char name[] = "the hand-over page";
    uint64_t below = 4 * GIB, phys;
    while (l->door->take(l->door->ctx, PAGE, PAGE, below, BOOT_MEMORY_LOADER, &phys) == BOOT_OK) {
        const struct place *other = place_find(&l->places, phys, PAGE);
        if (!other) {
            l->hand_over = (struct hand_over *)(uintptr_t)phys;
            return place_fixed(&l->places, name, phys, PAGE);
        }
        below = other->base;
    }
    log_say(LOG_ERROR,
            "%s: no free memory below 4 GiB whose physical address is not one of the kernel's own: "
            "link the kernel into the upper half\n",
            name);
    return below == 4 * GIB ? BOOT_NO_MEMORY : BOOT_CONFLICT;
}

static enum boot_status put_dynamic(struct loading *l, struct wish *wish, unsigned part)
{
    /* Aligned as the file says, from the file's own alignment on; so the slide is a multiple. */
    uint64_t offset = part == KERNEL ? (l->kernel.elf.loads[0].address & -PAGE) % wish->align : 0;
    enum boot_status status = place_dynamic(&l->places, wish->name, wish->size + offset,
                                            wish->align, wish->from, wish->last, &wish->base);
    if (status == BOOT_OK)
        wish->base += offset;
    return status;
}

static enum boot_status choose_levels(struct loading *l)
{
    bool five = l->cpu.levels_5;
    uint8_t wanted = l->kernel.request.levels;
    if (wanted == 5 && !five) {
        log_say(LOG_ERROR,
                "%s: its note asks for 5 levels of page tables, which this processor does not "
                "have: ask for BOOT_LEVELS_BEST\n",
                l->kernel.path);
        return BOOT_UNSUPPORTED;
    }
    l->levels = wanted == 5 || (wanted == BOOT_LEVELS_BEST && five) ? 5 : 4;
    return BOOT_OK;
}

enum boot_status arrange(struct loading *l)
{
    /* What is aligned most goes first, so that little is left between. */
    static const uint8_t order[PARTS] = {RECURSIVE, PHYSICAL_MAP, KERNEL,     STACK,
                                         INFO,      MODULES,      FRAMEBUFFER};
    struct wish w[PARTS];
    enum boot_status status = choose_levels(l);
    if (status != BOOT_OK)
        return status;
    make_wishes(l, w);
    place_begin(&l->places, l->levels, l->kernel.request.aslr, l->aslr_seed);
    for (unsigned i = 0; i < PARTS && status == BOOT_OK; i++)
        if (w[i].size && is_fixed(l, &w[i], i))
            status = put_fixed(l, &w[i], i);
    if (status == BOOT_OK)
        status = put_hand_over(l);
    for (unsigned i = 0; i < PARTS && status == BOOT_OK; i++)
        if (w[order[i]].size && !is_fixed(l, &w[order[i]], order[i]))
            status = put_dynamic(l, &w[order[i]], order[i]);
    if (status != BOOT_OK)
        return status;
    l->kernel.slide = w[KERNEL].base - (l->kernel.elf.loads[0].address & -PAGE);
    l->stack.address = w[STACK].base + PAGE;
    l->stack.size = w[STACK].size - PAGE;
    l->stack_bytes = stack_bytes(&l->kernel.request);
    l->info.address = w[INFO].base;
    l->info.size = w[INFO].size;
    l->modules_address = w[MODULES].base;
    l->framebuffer_address = w[FRAMEBUFFER].base + l->framebuffer.phys % PAGE;
    l->physical_map.address = w[PHYSICAL_MAP].base;
    l->physical_map.size = w[PHYSICAL_MAP].size;
    if (w[RECURSIVE].size) {
        uint64_t entry = w[RECURSIVE].base, shift = l->levels == 5 ? 48 : 39;
        l->recursive_index = entry >> shift & 511;
        for (uint64_t level = 0, table = 0; level < l->levels; level++) {
            table |= l->recursive_index << (shift - 9 * level);
            l->recursive_table = x86_virt_truncate(table, (unsigned)shift + 9).value;
        }
    }
    return BOOT_OK;
}
