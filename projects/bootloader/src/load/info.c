/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the kernel is told: boot_info and all that it points to, one behind the other in one part.
 *
 *     [boot_info][map of memory][segments][modules][texts][modes][EDID][UEFI's map][log][exception
 *                                                                                       stack]
 *
 * Sizes are known, or limited, before the part is taken; the rest is written when firmware is gone.
 */
#include "load/fault.h"
#include "load/loading.h"

enum {
    REGIONS_MAX = 1024,            /* of the memory map */
    LOG_KEPT = 16 * 1024,          /* bytes of the log's newest lines */
    FIRMWARE_MAP_MAX = 128 * 1024, /* bytes of UEFI's own map */
    EXCEPTION_STACK = 4096,
    ALIGN = 16,
};

static const char loader_name[] = "OSDev bootloader " LOADER_VERSION;

static uint64_t aligned(uint64_t size)
{
    return (size + ALIGN - 1) & ~(uint64_t)(ALIGN - 1);
}

static uint64_t text_size(uint64_t size)
{
    return aligned(size + 1);
}

static uint64_t map_offset(void)
{
    return aligned(sizeof(struct boot_info));
}

static uint64_t firmware_map_room(const struct loading *l)
{
    return l->facts.efi_system_table_phys ? FIRMWARE_MAP_MAX : 0;
}

uint64_t info_size(const struct loading *l)
{
    uint64_t size = map_offset() + aligned(REGIONS_MAX * sizeof(struct boot_memory_region));
    size += aligned(PAGES_RUNS_MAX * sizeof(struct boot_segment));
    size += aligned(l->module_count * sizeof(struct boot_module));
    for (size_t i = 0; i < l->module_count; i++)
        size += text_size(l->modules[i].path.size) + text_size(l->modules[i].string.size);
    size += text_size(sizeof loader_name) + text_size(CONFIG_PATH_MAX) +
            text_size(l->config.cmdline.size);
    size += aligned(l->framebuffer.mode_count * sizeof(struct boot_mode));
    size += aligned(l->framebuffer.edid_size) + firmware_map_room(l) + text_size(LOG_KEPT);
    return pages_up(size) + (l->kernel.request.catch_faults ? EXCEPTION_STACK : 0);
}

uint64_t info_exception_stack(const struct loading *l)
{
    return l->info.size;
}

void info_prepare(struct loading *l)
{
    l->map = (struct memory_map){
        (struct boot_memory_region *)(uintptr_t)(l->info.phys + map_offset()), 0, REGIONS_MAX};
}

/* What is written next. */
struct writer {
    const struct loading *l;
    uint64_t used;
};

/* The kernel's pointer to what the loader sees at the physical address `at`. */
static void *seen(const struct loading *l, const void *at)
{
    return (void *)(uintptr_t)(l->info.address + ((uint64_t)(uintptr_t)at - l->info.phys));
}

static void *room(struct writer *w, uint64_t size)
{
    void *at = (void *)(uintptr_t)(w->l->info.phys + w->used);
    w->used += aligned(size);
    return at;
}

/* A copy; NULL of nothing. */
static void *copy(struct writer *w, const void *from, uint64_t size)
{
    if (size == 0)
        return NULL;
    return seen(w->l, __builtin_memcpy(room(w, size), from, size));
}

static struct boot_text text(struct writer *w, const char *from, uint64_t size)
{
    char *to = room(w, size + 1);
    if (size) /* else `from` may be NULL */
        __builtin_memcpy(to, from, size);
    to[size] = 0;
    return (struct boot_text){seen(w->l, to), size};
}

static void write_modules(struct writer *w, struct boot_info *info)
{
    const struct loading *l = w->l;
    uint64_t address = l->modules_address;
    struct boot_module *modules = room(w, l->module_count * sizeof *modules);
    for (size_t i = 0; i < l->module_count; i++) {
        const struct loaded_module *m = &l->modules[i];
        modules[i] = (struct boot_module){
            .address = (uint8_t *)(uintptr_t)address,
            .phys = m->phys,
            .size = m->size,
            .path = text(w, m->path.at, m->path.size),
            .string = text(w, m->string.at, m->string.size),
        };
        address += pages_up(m->size ? m->size : 1);
    }
    info->modules = l->module_count ? seen(l, modules) : NULL;
    info->module_count = l->module_count;
}

static void write_kernel(struct writer *w, struct boot_kernel *kernel)
{
    const struct loading *l = w->l;
    const struct elf *elf = &l->kernel.elf;
    const struct boot_segment *last = &l->runs[l->run_count - 1];
    kernel->address = l->runs[0].address;
    kernel->size = (uint64_t)(last->address - kernel->address) + last->size;
    kernel->slide = l->kernel.slide;
    kernel->path = text(w, l->config.kernel.at, l->config.kernel.size);
    kernel->segments = copy(w, l->runs, l->run_count * sizeof *l->runs);
    kernel->segment_count = l->run_count;
    kernel->stack = (const uint8_t *)(uintptr_t)l->stack.address;
    kernel->stack_size = l->stack_bytes;
    if (elf->has_tls) {
        kernel->tls = (const uint8_t *)(uintptr_t)(elf->tls.address + l->kernel.slide);
        kernel->tls_file_size = elf->tls.size;
        kernel->tls_memory_size = elf->tls_memory_size;
        kernel->tls_align = elf->tls_align;
    }
}

static void write_framebuffer(struct writer *w, struct boot_framebuffer *framebuffer)
{
    const struct loading *l = w->l;
    if (l->framebuffer.size == 0)
        return;
    *framebuffer = l->framebuffer;
    framebuffer->address = (uint8_t *)(uintptr_t)l->framebuffer_address;
    framebuffer->modes =
        copy(w, l->framebuffer.modes, l->framebuffer.mode_count * sizeof *framebuffer->modes);
    framebuffer->edid = copy(w, l->framebuffer.edid, l->framebuffer.edid_size);
}

static void write_firmware(struct writer *w, struct boot_info *info)
{
    const struct loading *l = w->l;
    const struct firmware_map *map = &l->firmware;
    if (map->size > firmware_map_room(l)) {
        log_say(LOG_WARNING, "UEFI's memory map (%llu bytes) is left out: more than %llu\n",
                (unsigned long long)map->size, (unsigned long long)firmware_map_room(l));
        return;
    }
    info->efi_memory_map = copy(w, map->map, map->size);
    info->efi_memory_map_size = map->size;
    info->efi_descriptor_size = map->descriptor_size;
    info->efi_descriptor_version = map->descriptor_version;
}

/* The newest lines that fit. */
static struct boot_text newest(struct boot_text log)
{
    uint64_t skip = log.size > LOG_KEPT ? log.size - LOG_KEPT : 0;
    while (skip && skip < log.size && log.text[skip - 1] != '\n')
        skip++;
    return (struct boot_text){log.text + skip, log.size - skip};
}

void info_write(struct loading *l)
{
    struct writer w = {l, map_offset() + aligned(REGIONS_MAX * sizeof(struct boot_memory_region))};
    struct boot_info *info = (struct boot_info *)(uintptr_t)l->info.phys;
    *info = (struct boot_info){
        .version_major = BOOT_VERSION_MAJOR,
        .version_minor = BOOT_VERSION_MINOR,
        .size = sizeof *info,
        .door = l->door->kind,
        .levels = l->levels,
        .memory = {seen(l, l->map.regions), l->map.count},
        .physical_map = (uint8_t *)(uintptr_t)l->physical_map.address,
        .physical_map_size = l->physical_map.size,
        .recursive_table = (uint64_t *)(uintptr_t)l->recursive_table,
        .recursive_index = l->recursive_index,
        .rsdp_phys = l->facts.rsdp_phys,
        .smbios_phys = l->facts.smbios_phys,
        .efi_system_table_phys = l->facts.efi_system_table_phys,
        .boot_disk = l->facts.boot_disk,
        .time = l->facts.time,
        .ap_start_phys = l->ap_start,
        .hand_over_phys = (uint64_t)(uintptr_t)l->hand_over,
        .aslr_seed = l->aslr_seed,
        .random_bits = l->random.bits,
    };
    __builtin_memcpy(info->random, l->random.bytes, sizeof info->random);
    info->loader = text(&w, loader_name, sizeof loader_name - 1);
    info->command_line = text(&w, l->config.cmdline.at, l->config.cmdline.size);
    write_kernel(&w, &info->kernel);
    write_modules(&w, info);
    write_framebuffer(&w, &info->framebuffer);
    write_firmware(&w, info);
    struct boot_text log = newest(log_text());
    info->log = text(&w, log.text, log.size);
}
