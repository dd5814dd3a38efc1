/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The order of a boot. Up to leave_firmware() everything may fail, and says why; from there on
 * nothing takes memory and nothing fails.
 */
#include "load/load.h"

#include "load/fault.h"
#include "load/file.h"
#include "load/loading.h"
#include "load/relocate.h"
#include "x86_64/registers/control.h"

typedef unsigned long long number;

#define GIB  (1ull << 30)
#define PAGE 4096ull

enum { FAULT_STACK = 16 * 1024, AP_FIRST = 0x8000, AP_END = 0x9f000 };

enum boot_status loading_take(struct loading *l, const char *what, uint64_t size,
                              uint64_t *ret_phys)
{
    enum boot_status status =
        l->door->take(l->door->ctx, pages_up(size), PAGE, 4 * GIB, BOOT_MEMORY_LOADER, ret_phys);
    if (status != BOOT_OK)
        log_say(LOG_ERROR, "no %llu KiB of free memory below 4 GiB in one piece for %s\n",
                (number)(pages_up(size) / 1024), what);
    return status;
}

/* ---- Files ------------------------------------------------------------------------------------*/

static enum boot_status read_config(struct loading *l)
{
    struct door_file file;
    uint64_t phys;
    enum boot_status status = file_open(l->door, "the configuration", CONFIG_PATH, &file);
    if (status != BOOT_OK)
        return status;
    if (file.size > CONFIG_SIZE_MAX) {
        log_say(LOG_ERROR, CONFIG_PATH ": %llu bytes are too many for a configuration (%u)\n",
                (number)file.size, CONFIG_SIZE_MAX);
        return BOOT_TOO_LARGE;
    }
    status = loading_take(l, "the configuration", file.size + 1, &phys);
    if (status == BOOT_OK)
        status = file_read(l->door, CONFIG_PATH, &file, 0, file.size, (void *)(uintptr_t)phys);
    if (status != BOOT_OK)
        return status;
    config_parse(&l->config, (const char *)(uintptr_t)phys, file.size);
    if (l->config.kernel.size == 0) {
        log_say(LOG_ERROR, CONFIG_PATH ": no kernel is named: add `kernel = /path`\n");
        return BOOT_NOT_FOUND;
    }
    __builtin_memcpy(l->kernel_path, l->config.kernel.at, l->config.kernel.size);
    return BOOT_OK;
}

/* The whole of an open file, to whole pages. */
static enum boot_status read_whole(struct loading *l, const char *path, struct door_file *file,
                                   struct loaded_module *m)
{
    uint64_t size = pages_up(file->size ? file->size : 1);
    enum boot_status status =
        l->door->take(l->door->ctx, size, PAGE, UINT64_MAX, BOOT_MEMORY_MODULE, &m->phys);
    if (status != BOOT_OK) {
        log_say(LOG_ERROR, "%s: no %llu KiB of free memory in one piece for this module\n", path,
                (number)(size / 1024));
        return status;
    }
    uint8_t *to = (uint8_t *)(uintptr_t)m->phys;
    m->size = file->size;
    status = file_read(l->door, path, file, 0, file->size, to);
    __builtin_memset(to + file->size, 0, size - file->size);
    return status;
}

static enum boot_status read_module(struct loading *l, const struct config_module *named,
                                    struct loaded_module *m)
{
    char path[CONFIG_PATH_MAX + 1];
    struct door_file file;
    __builtin_memcpy(path, named->path.at, named->path.size);
    path[named->path.size] = 0;
    *m = (struct loaded_module){.path = named->path, .string = named->string};
    enum boot_status status = file_open(l->door, "the module", path, &file);
    if (status != BOOT_OK)
        return status;
    return read_whole(l, path, &file, m);
}

static enum boot_status read_modules(struct loading *l)
{
    bool kernel_too = l->kernel.request.kernel_file;
    size_t count = l->config.modules + kernel_too, next = 0;
    struct config_module named;
    enum boot_status status = BOOT_OK;
    uint64_t phys;
    if (count == 0)
        return BOOT_OK;
    status = loading_take(l, "the list of modules", count * sizeof *l->modules, &phys);
    if (status != BOOT_OK)
        return status;
    l->modules = (struct loaded_module *)(uintptr_t)phys;
    if (kernel_too) {
        l->modules[0] = (struct loaded_module){.path = l->config.kernel};
        status = read_whole(l, l->kernel_path, &l->kernel.file, &l->modules[0]);
        l->module_count = 1;
    }
    while (status == BOOT_OK && l->module_count < count && config_module(&l->config, &next, &named))
        status = read_module(l, &named, &l->modules[l->module_count++]);
    return status;
}

/* ---- Screen -----------------------------------------------------------------------------------*/

static enum boot_status set_screen(struct loading *l)
{
    const struct boot_request *r = &l->kernel.request;
    const struct screen_wish wish = {l->config.width, l->config.height, r->width, r->height};
    bool needed = r->width || r->height;
    if (r->framebuffer == BOOT_NONE)
        return BOOT_OK;
    enum boot_status status = l->door->set_mode(l->door->ctx, &wish, &l->framebuffer);
    if (status == BOOT_OK) {
        log_to_framebuffer(&l->framebuffer, (void *)(uintptr_t)l->framebuffer.phys);
        return BOOT_OK;
    }
    l->framebuffer = (struct boot_framebuffer){.size = 0};
    log_say(needed ? LOG_ERROR : LOG_INFO, "no screen: %s%s\n", l->kernel_path,
            needed ? " asks for one (.width, .height), and the machine has none so large"
                   : " goes without");
    return needed ? status : BOOT_OK;
}

/* ---- The machine ------------------------------------------------------------------------------*/

static enum boot_status look_at_machine(struct loading *l)
{
    l->cpu = cpu_look(l->machine->cpuid, l->machine->ctx);
    if (!l->cpu.no_execute) {
        log_say(LOG_ERROR, "this processor cannot protect data from being executed (NX), or "
                           "firmware has switched that off: look in its setup\n");
        return BOOT_UNSUPPORTED;
    }
    l->door->facts(l->door->ctx, &l->facts);
    random_gather(l->machine, &l->cpu, &l->facts, &l->random);
    if (!l->kernel.request.aslr)
        return BOOT_OK;
    if (l->random.bits == 0 && !l->config.has_seed)
        log_say(LOG_WARNING, "no source of random numbers: addresses can be guessed\n");
    l->aslr_seed = l->config.has_seed ? l->config.seed : l->random.seed;
    log_say(LOG_INFO, "addresses are random; `seed = %llx` repeats them\n", (number)l->aslr_seed);
    return BOOT_OK;
}

/* Memory for what arrange() has given addresses to. */
static enum boot_status take_parts(struct loading *l)
{
    uint64_t stack, copy;
    enum boot_status status = loading_take(l, "the stack", l->stack.size, &l->stack.phys);
    if (status == BOOT_OK)
        status = loading_take(l, "boot_info", l->info.size, &l->info.phys);
    if (status != BOOT_OK || !l->kernel.request.catch_faults)
        return status;
    status = loading_take(l, "reports of faults", FAULT_STACK, &stack);
    if (status != BOOT_OK)
        return status;
    l->fault_stack = stack + FAULT_STACK;
    l->image_first = (uint64_t)(uintptr_t)l->door->image & -PAGE;
    l->image_size = pages_up((uint64_t)(uintptr_t)l->door->image % PAGE + l->door->image_size);
    if (l->door->image_size == 0)
        l->image_size = 0;
    else if ((status = loading_take(l, "reports of faults", l->image_size, &copy)) == BOOT_OK)
        l->image_copy = copy;
    return status;
}

/* ---- The way out ------------------------------------------------------------------------------*/

/* The page where processors can be started: where many kernels expect it, or the highest. */
static void choose_ap_start(struct loading *l)
{
    enum boot_memory_kind kind = BOOT_MEMORY_AP_START;
    if (memory_take(&l->map, PAGE, PAGE, AP_FIRST, AP_FIRST + PAGE, kind, &l->ap_start) !=
            BOOT_OK &&
        memory_take(&l->map, PAGE, PAGE, PAGE, AP_END, kind, &l->ap_start) != BOOT_OK)
        log_say(LOG_WARNING, "no free page below 1 MiB: no other processor can be started\n");
}

static enum boot_status leave_firmware(struct loading *l)
{
    info_prepare(l);
    if (l->framebuffer.size == 0)
        log_to_framebuffer(NULL, NULL); /* the door's screen goes with the door */
    enum boot_status status = l->door->finish(l->door->ctx, &l->map, &l->firmware);
    if (status != BOOT_OK && status != BOOT_TOO_LARGE) {
        log_say(LOG_ERROR, "firmware did not let go of the machine\n");
        return status;
    }
    if (status == BOOT_OK && l->framebuffer.size) {
        uint64_t inside = l->framebuffer.phys % PAGE;
        status = memory_set(&l->map, l->framebuffer.phys - inside,
                            pages_up(inside + l->framebuffer.size), BOOT_MEMORY_FRAMEBUFFER);
    }
    if (status == BOOT_TOO_LARGE)
        log_say(LOG_WARNING, "the memory map has too many regions: small free ones are left out\n");
    choose_ap_start(l);
    return BOOT_OK;
}

/* The loader as it is now, for reports of faults. Nothing is said from here on. */
static void keep_image(const struct loading *l)
{
    const struct fault_context context = {
        .path = l->kernel_path,
        .first = (uint64_t)(uintptr_t)l->runs[0].address,
        .end =
            (uint64_t)(uintptr_t)l->runs[l->run_count - 1].address + l->runs[l->run_count - 1].size,
        .slide = l->kernel.slide,
        .stack = l->stack.address,
        .stack_end = l->stack.address + l->stack_bytes,
        .guard = l->stack.address - PAGE,
    };
    fault_prepare(&context);
    if (l->image_size)
        __builtin_memcpy((void *)(uintptr_t)l->image_copy, (const void *)(uintptr_t)l->image_first,
                         l->image_size);
}

static void enter(struct loading *l)
{
    uint64_t top = (l->stack_bytes & ~15ull) - 8; /* RSP at entry: 16n - 8 */
    const struct hand_over_state state = {
        .cr3 = l->cr3,
        .stack = l->stack.address + top,
        .info = l->info.address,
        .entry = l->kernel.elf.entry + l->kernel.slide,
        .levels = l->levels,
        .levels_now = l->machine->levels(l->machine->ctx),
    };
    const struct hand_over_faults faults = {
        .cr3 = l->fault_cr3,
        .stack = l->fault_stack,
        .function = (uint64_t)(uintptr_t)fault_report,
        .kernel_ist = l->info.address + info_exception_stack(l),
        .ist_phys = l->info.phys + info_exception_stack(l),
    };
    hand_over_fill(l->hand_over, &state);
    /* Where a return address would be: none. */
    *(uint64_t *)(uintptr_t)(l->stack.phys + top) = 0;
    if (l->kernel.request.catch_faults) {
        hand_over_catch_faults(l->hand_over, &faults);
        keep_image(l);
    }
    l->machine->enter(l->machine->ctx, l->hand_over);
}

static enum boot_status load_all(struct loading *l)
{
    enum boot_status status = read_config(l);
    /* Without a configuration that says otherwise, errors are heard everywhere. */
    log_levels(status == BOOT_OK ? l->config.serial : LOG_INFO,
               status == BOOT_OK ? l->config.screen : LOG_WARNING);
    if (status == BOOT_OK)
        status = kernel_open(l->door, l->kernel_path, &l->kernel);
    if (status == BOOT_OK)
        status = kernel_load(l->door, &l->kernel);
    if (status == BOOT_OK)
        status = read_modules(l);
    if (status == BOOT_OK)
        status = look_at_machine(l);
    if (status == BOOT_OK)
        status = set_screen(l);
    if (status == BOOT_OK)
        status = arrange(l);
    if (status == BOOT_OK)
        status = relocate(&l->kernel);
    if (status == BOOT_OK)
        status = pages_of(&l->kernel, l->runs, &l->run_count);
    if (status == BOOT_OK)
        status = take_parts(l);
    if (status == BOOT_OK)
        status = tables_make(l);
    return status;
}

enum boot_status load_on(const struct door *door, const struct machine *machine)
{
    static struct loading loading; /* too large for a loader's stack */
    struct loading *l = &loading;
    __builtin_memset(l, 0, sizeof *l);
    l->door = door;
    l->machine = machine;
    l->frames.door = door;
    enum boot_status status = load_all(l);
    if (status != BOOT_OK)
        return status;
    log_say(LOG_INFO, "%s: entry 0x%llx, stack 0x%llx, boot_info 0x%llx\n", l->kernel_path,
            (number)(l->kernel.elf.entry + l->kernel.slide), (number)l->stack.address,
            (number)l->info.address);
    status = leave_firmware(l);
    if (status != BOOT_OK)
        return status;
    info_write(l);
    machine->quiet(machine->ctx, l->facts.rsdp_phys);
    enter(l);
    return BOOT_OK;
}

enum boot_status boot_load(const struct door *door)
{
    return load_on(door, &machine_here);
}
