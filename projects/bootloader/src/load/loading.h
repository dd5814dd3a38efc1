/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A boot in progress: all that is known, filled from top to bottom by the steps of load.c.
 *
 *     load.c      the order: configuration, files, screen, then what follows
 *     arrange.c   which virtual address each thing gets
 *     tables.c    the page tables
 *     info.c      what the kernel is told
 */
#pragma once
#include "load/config.h"
#include "load/frames.h"
#include "load/kernel.h"
#include "load/machine.h"
#include "load/pages.h"
#include "load/place.h"
#include "load/random.h"

/* A file that the configuration names, or the kernel's own. */
struct loaded_module {
    struct span path, string;
    uint64_t phys;
    uint64_t size; /* bytes */
};

/* Some memory, and where the kernel will see it. */
struct loaded_part {
    uint64_t phys, address;
    uint64_t size; /* whole pages; 0: there is none */
};

struct loading {
    const struct door *door;
    const struct machine *machine;
    struct config config;
    char kernel_path[CONFIG_PATH_MAX + 1];
    struct kernel kernel;

    struct cpu cpu;
    unsigned levels;
    struct loaded_module *modules; /* in LOADER memory */
    size_t module_count;
    struct boot_framebuffer framebuffer; /* phys 0: none; its address is not set */
    struct door_facts facts;
    struct randomness random;
    uint64_t aslr_seed; /* 0: nothing is random */

    struct places places;
    uint64_t modules_address;     /* of the first */
    uint64_t framebuffer_address; /* of its first pixel */
    struct loaded_part stack, info, physical_map;
    uint64_t stack_bytes; /* as the kernel asked: what of the stack's pages it was promised */
    uint64_t recursive_table, recursive_index; /* 0: not asked for */
    struct hand_over *hand_over;

    struct boot_segment runs[PAGES_RUNS_MAX];
    size_t run_count;
    struct frames frames;
    uint64_t cr3;

    /* Only for a kernel that wants its faults caught. */
    uint64_t fault_cr3, fault_stack;
    uint64_t image_first, image_size, image_copy; /* pages of the loader, and where they are kept */

    struct memory_map map;
    uint64_t ap_start;
    struct firmware_map firmware;
};

/* Memory that the kernel sees as LOADER, in page tables' reach; said in the log if there is none.
 */
BOOT_MUST_CHECK enum boot_status loading_take(struct loading *l, const char *what, uint64_t size,
                                              uint64_t *ret_phys);

/* Gives everything its virtual address. BOOT_CONFLICT, BOOT_UNSUPPORTED (levels). */
BOOT_MUST_CHECK enum boot_status arrange(struct loading *l);

/* Makes the kernel's page tables, and those for its faults. Nothing is taken from the door after
 * that. */
BOOT_MUST_CHECK enum boot_status tables_make(struct loading *l);

/* How many bytes boot_info and all it points to need at most. */
uint64_t info_size(const struct loading *l);

/* Where the map of memory goes, before firmware is left. */
void info_prepare(struct loading *l);

/* Writes it all, when nothing changes any more. */
void info_write(struct loading *l);

/* The top of the stack for exceptions in the info part, as an offset in it. */
uint64_t info_exception_stack(const struct loading *l);

static inline uint64_t pages_up(uint64_t bytes)
{
    return (bytes + 4095) & ~(uint64_t)4095;
}
