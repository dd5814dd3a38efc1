/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Pages and their rights: see pages.h. Addresses are the file's until the end. */
#include "load/pages.h"

#include "load/log.h"

enum { PAGE = 4096, WX = BOOT_WRITE | BOOT_EXECUTE };

struct run {
    uint64_t first, end; /* multiples of PAGE */
    uint32_t rights;
};

struct runs {
    struct run list[PAGES_RUNS_MAX];
    size_t count;
};

static void append(struct runs *runs, struct run run)
{
    struct run *last = runs->count ? &runs->list[runs->count - 1] : NULL;
    if (run.first == run.end)
        return;
    if (last && last->end == run.first && last->rights == run.rights)
        last->end = run.end;
    else
        runs->list[runs->count++] = run;
}

static enum boot_status add(const struct kernel *kernel, struct runs *runs, size_t i)
{
    const struct elf_load *load = &kernel->elf.loads[i];
    struct run run = {load->address & -(uint64_t)PAGE,
                      (load->address + load->size + PAGE - 1) & -(uint64_t)PAGE, load->rights};
    if ((load->rights & WX) == WX) {
        log_say(LOG_ERROR,
                "%s: segment %u at 0x%llx would be writable and executable: link with -z "
                "separate-code, or give code and data sections of their own\n",
                kernel->path, load->header, (unsigned long long)load->address);
        return BOOT_BAD_KERNEL;
    }
    struct run *last = runs->count ? &runs->list[runs->count - 1] : NULL;
    if (last && last->end > run.first) { /* LOADs do not overlap: just one page is shared */
        struct run shared = {run.first, run.first + PAGE, last->rights | run.rights};
        if ((shared.rights & WX) == WX) {
            log_say(LOG_ERROR,
                    "%s: segments %u and %u share the page 0x%llx, which would be writable and "
                    "executable: link with -z separate-code, or align them to 4096\n",
                    kernel->path, load[-1].header, load->header, (unsigned long long)run.first);
            return BOOT_BAD_KERNEL;
        }
        last->end -= PAGE;
        runs->count -= last->first == last->end;
        append(runs, shared);
        run.first = shared.end;
    }
    append(runs, run);
    return BOOT_OK;
}

/* Whether something writable of the kernel lies in [first, end). */
static bool has_data(const struct kernel *kernel, uint64_t first, uint64_t end)
{
    for (size_t i = 0; i < kernel->elf.load_count; i++) {
        const struct elf_load *load = &kernel->elf.loads[i];
        if ((load->rights & BOOT_WRITE) && load->address < end &&
            load->address + load->size > first)
            return true;
    }
    return false;
}

/* Pages that RELRO covers, but for those at its ends which hold other data too. */
static struct run relro_of(const struct kernel *kernel)
{
    uint64_t first = kernel->elf.relro.address, end = first + kernel->elf.relro.size;
    struct run run = {first & -(uint64_t)PAGE, end & -(uint64_t)PAGE, 0};
    if (has_data(kernel, run.first, first))
        run.first += PAGE;
    if (run.end < end && !has_data(kernel, end, run.end + PAGE))
        run.end += PAGE;
    if (run.end < run.first)
        run.end = run.first;
    return run;
}

enum boot_status pages_of(const struct kernel *kernel, struct boot_segment ret_runs[PAGES_RUNS_MAX],
                          size_t *ret_count)
{
    struct runs loads = {.count = 0}, runs = {.count = 0};
    for (size_t i = 0; i < kernel->elf.load_count; i++) {
        enum boot_status status = add(kernel, &loads, i);
        if (status != BOOT_OK)
            return status;
    }
    struct run relro = relro_of(kernel);
    for (size_t i = 0; i < loads.count; i++) {
        struct run run = loads.list[i], inside = run;
        if (relro.first > inside.first)
            inside.first = relro.first < run.end ? relro.first : run.end;
        if (relro.end < inside.end)
            inside.end = relro.end > inside.first ? relro.end : inside.first;
        append(&runs, (struct run){run.first, inside.first, run.rights});
        append(&runs, (struct run){inside.first, inside.end, run.rights & ~(uint32_t)BOOT_WRITE});
        append(&runs, (struct run){inside.end, run.end, run.rights});
    }
    size_t block = 0;
    for (size_t i = 0; i < runs.count; i++) {
        const struct run *run = &runs.list[i];
        while (run->first - kernel->blocks[block].address >= kernel->blocks[block].size)
            block++;
        ret_runs[i] = (struct boot_segment){
            .address = (uint8_t *)(uintptr_t)(run->first + kernel->slide),
            .phys = kernel->blocks[block].phys + (run->first - kernel->blocks[block].address),
            .size = run->end - run->first,
            .rights = run->rights,
        };
    }
    *ret_count = runs.count;
    return BOOT_OK;
}
