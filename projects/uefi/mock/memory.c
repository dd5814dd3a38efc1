/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Memory: pool blocks come from malloc at their exact size, so that sanitizers see the byte too
 * far; pages come from 16 MiB below 2 GiB, of which free ones are poisoned. Either is filled with
 * 0xAF, since firmware clears nothing. The memory map says what the 16 MiB hold, and whatever the
 * test adds; each change of either changes its key.
 */
#include <sys/mman.h>

#include "internal.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#ifdef SANITIZED
void __asan_poison_memory_region(void const volatile *, size_t);
void __asan_unpoison_memory_region(void const volatile *, size_t);
#define POISON(at, size)   __asan_poison_memory_region(at, size)
#define UNPOISON(at, size) __asan_unpoison_memory_region(at, size)
#else
#define POISON(at, size)   ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
#endif

#ifndef MAP_32BIT
#define MAP_32BIT 0 /* of x86-64 only */
#endif

#define STRIDE 48 /* of the map's entries: more than the struct, as firmware does */
#define FRESH  0xAF
#define OTHER  0xFF /* in page[]: the type is in os_type[] */

static bool type_is_good(EFI_MEMORY_TYPE type)
{
    uint32_t number = (uint32_t)type;
    return number < EfiMaxMemoryType
               ? number != EfiPersistentMemory && number != EfiUnacceptedMemoryType &&
                     number != EfiConventionalMemory
               : number >= MEMORY_TYPE_OEM_RESERVED_MIN;
}

/* --- Pool ------------------------------------------------------------------------------------- */

void *pool_new(struct uefi_mock *m, EFI_MEMORY_TYPE type, size_t size, size_t misaligned)
{
    struct block *block = must(calloc(1, sizeof *block));
    block->base = must(malloc(size + misaligned + !(size + misaligned)));
    block->memory = block->base + misaligned;
    block->size = size;
    block->type = type;
    memset(block->base, FRESH, size + misaligned);
    list_add(&m->blocks, block);
    m->map_key++;
    return block->memory;
}

bool pool_free(struct uefi_mock *m, void *memory)
{
    for (size_t i = 0; i < m->blocks.count; i++) {
        struct block *block = m->blocks.at[i];
        if (block->memory != memory)
            continue;
        list_remove(&m->blocks, block);
        free(block->base);
        free(block);
        m->map_key++;
        return true;
    }
    return false;
}

static EFI_STATUS EFIAPI allocate_pool(EFI_MEMORY_TYPE type, UINTN size, VOID **buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("AllocatePool", &lie, &status))
        return status;
    if (!buffer || !type_is_good(type)) {
        uefi_mock_complain("AllocatePool: no buffer, or memory type %u", (unsigned)type);
        return EFI_INVALID_PARAMETER;
    }
    if (size > (size_t)64 << 20)
        return EFI_OUT_OF_RESOURCES;
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    if (lie.how == UEFI_MOCK_NULL)
        *buffer = NULL;
    else
        *buffer =
            pool_new(mock(), type, size, lie.how == UEFI_MOCK_MISALIGNED ? (size_t)lie.value : 0);
    return status;
}

static EFI_STATUS EFIAPI free_pool(VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("FreePool", &lie, &status))
        return status;
    if (!pool_free(mock(), buffer)) {
        uefi_mock_complain("FreePool of %p, which is not allocated", buffer);
        return EFI_INVALID_PARAMETER;
    }
    return status;
}

/* --- Pages ------------------------------------------------------------------------------------ */

static uint32_t type_of(const struct uefi_mock *m, size_t page)
{
    return m->page[page] == OTHER ? m->os_type[page] : m->page[page];
}

static bool all_free(const struct uefi_mock *m, size_t page, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (m->page[page + i] != EfiConventionalMemory)
            return false;
    return true;
}

static void mark(struct uefi_mock *m, size_t page, size_t count, EFI_MEMORY_TYPE type)
{
    uint8_t *at = m->ram + page * EFI_PAGE_SIZE;
    for (size_t i = 0; i < count; i++) {
        m->page[page + i] = (uint32_t)type < OTHER ? (uint8_t)type : OTHER;
        m->os_type[page + i] = (uint32_t)type;
    }
    UNPOISON(at, count * EFI_PAGE_SIZE);
    memset(at, FRESH, count * EFI_PAGE_SIZE);
    if (type == EfiConventionalMemory)
        POISON(at, count * EFI_PAGE_SIZE);
    m->map_key++;
}

/* Is [at, at + count pages) inside of the memory? Then its first page. */
static bool inside(const struct uefi_mock *m, uint64_t at, size_t count, size_t *ret_page)
{
    uint64_t start = (uintptr_t)m->ram;
    if (at < start || at % EFI_PAGE_SIZE || count > MOCK_PAGES ||
        (at - start) / EFI_PAGE_SIZE > MOCK_PAGES - count)
        return false;
    *ret_page = (size_t)((at - start) / EFI_PAGE_SIZE);
    return true;
}

static EFI_STATUS EFIAPI allocate_pages(EFI_ALLOCATE_TYPE how, EFI_MEMORY_TYPE type, UINTN pages,
                                        EFI_PHYSICAL_ADDRESS *memory)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("AllocatePages", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    if (!memory || !type_is_good(type) || (unsigned)how >= MaxAllocateType || pages == 0) {
        uefi_mock_complain("AllocatePages: kind %u, memory type %u, %zu pages", (unsigned)how,
                           (unsigned)type, (size_t)pages);
        return EFI_INVALID_PARAMETER;
    }
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    if (lie.how == UEFI_MOCK_NUMBER) { /* an address that is nowhere, or not on a page */
        *memory = lie.value;
        return EFI_SUCCESS;
    }
    size_t page;
    if (how == AllocateAddress) {
        if (!inside(m, *memory, pages, &page) || !all_free(m, page, pages))
            return EFI_NOT_FOUND;
        mark(m, page, pages, type);
        return status;
    }
    /* From the top down, as firmware does. */
    for (page = pages <= MOCK_PAGES ? MOCK_PAGES - pages + 1 : 0; page-- > 0;) {
        uint64_t at = (uintptr_t)m->ram + (uint64_t)page * EFI_PAGE_SIZE;
        if (how == AllocateMaxAddress && at + (uint64_t)pages * EFI_PAGE_SIZE - 1 > *memory)
            continue;
        if (!all_free(m, page, pages))
            continue;
        mark(m, page, pages, type);
        *memory = at;
        return status;
    }
    return how == AllocateMaxAddress ? EFI_NOT_FOUND : EFI_OUT_OF_RESOURCES;
}

static EFI_STATUS EFIAPI free_pages(EFI_PHYSICAL_ADDRESS memory, UINTN pages)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("FreePages", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    size_t page;
    bool good = pages && inside(m, memory, pages, &page);
    for (size_t i = 0; good && i < pages; i++)
        good = m->page[page + i] != EfiConventionalMemory;
    if (!good) {
        uefi_mock_complain("FreePages: %zu pages at %#llx are not allocated", (size_t)pages,
                           (unsigned long long)memory);
        return EFI_NOT_FOUND;
    }
    mark(m, page, pages, EfiConventionalMemory);
    return status;
}

/* --- The map ---------------------------------------------------------------------------------- */

void uefi_mock_map_add(struct uefi_mock *m, EFI_MEMORY_DESCRIPTOR entry)
{
    m->extra = must(realloc(m->extra, (m->extras + 1) * sizeof entry));
    m->extra[m->extras++] = entry;
    m->map_key++;
}

void uefi_mock_map_touch(struct uefi_mock *m)
{
    m->map_key++;
}

void uefi_mock_map_restless(struct uefi_mock *m, unsigned times)
{
    m->restless = times;
}

/* The map with STRIDE bytes an entry; the caller frees. */
static uint8_t *map_of(const struct uefi_mock *m, size_t *ret_entries)
{
    uint8_t *map = must(calloc(MOCK_PAGES + m->extras, STRIDE));
    size_t entries = 0;
    for (size_t page = 0; page < MOCK_PAGES;) {
        size_t end = page + 1;
        while (end < MOCK_PAGES && type_of(m, end) == type_of(m, page))
            end++;
        EFI_MEMORY_DESCRIPTOR entry = {
            .Type = type_of(m, page),
            .PhysicalStart = (uintptr_t)m->ram + (uint64_t)page * EFI_PAGE_SIZE,
            .NumberOfPages = end - page,
            .Attribute = EFI_MEMORY_UC | EFI_MEMORY_WC | EFI_MEMORY_WT | EFI_MEMORY_WB,
        };
        memcpy(map + entries++ * STRIDE, &entry, sizeof entry);
        page = end;
    }
    for (size_t i = 0; i < m->extras; i++)
        memcpy(map + entries++ * STRIDE, &m->extra[i], sizeof *m->extra);
    *ret_entries = entries;
    return map;
}

static EFI_STATUS EFIAPI get_memory_map(UINTN *size, EFI_MEMORY_DESCRIPTOR *map, UINTN *key,
                                        UINTN *stride, UINT32 *version)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("GetMemoryMap", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    if (!size || (*size && !map) || (*size && !key)) {
        uefi_mock_complain("GetMemoryMap: a NULL pointer");
        return EFI_INVALID_PARAMETER;
    }
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    size_t entries;
    uint8_t *honest = map_of(m, &entries);
    EFI_STATUS filled = uefi_mock_fill(&lie, size, map, honest, entries * STRIDE);
    free(honest);
    if (stride)
        *stride = lie.how == UEFI_MOCK_OFF ? (UINTN)lie.value : STRIDE;
    if (version)
        *version = EFI_MEMORY_DESCRIPTOR_VERSION;
    if (key && filled != EFI_BUFFER_TOO_SMALL)
        *key = m->map_key;
    if (m->restless) {
        m->restless--;
        uefi_mock_map_add(m, (EFI_MEMORY_DESCRIPTOR){.Type = EfiMemoryMappedIO,
                                                     .PhysicalStart = 0xF0000000 + m->extras * 8192,
                                                     .NumberOfPages = 1,
                                                     .Attribute = EFI_MEMORY_UC});
    }
    return filled ? filled : status;
}

static VOID EFIAPI copy_mem(VOID *to, VOID *from, UINTN size)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (boot_called("CopyMem", &lie, &status))
        memmove(to, from, size);
}

static VOID EFIAPI set_mem(VOID *to, UINTN size, UINT8 value)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (boot_called("SetMem", &lie, &status))
        memset(to, value, size);
}

/* --- Beginning and end -------------------------------------------------------------------------
 */

void memory_init(struct uefi_mock *m)
{
    m->ram = mmap(NULL, (size_t)MOCK_PAGES * EFI_PAGE_SIZE, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    must(m->ram == MAP_FAILED ? NULL : m->ram);
    memset(m->page, EfiConventionalMemory, sizeof m->page);
    memset(m->page, EfiBootServicesCode, 16);
    memset(m->page + 16, EfiBootServicesData, 16);
    memset(m->page + 32, EfiRuntimeServicesCode, 8);
    memset(m->page + 40, EfiRuntimeServicesData, 8);
    memset(m->page + 48, EfiACPIReclaimMemory, 4);
    memset(m->page + 52, EfiLoaderCode, 12);
    POISON(m->ram + 64 * EFI_PAGE_SIZE, (size_t)(MOCK_PAGES - 64) * EFI_PAGE_SIZE);
    uefi_mock_map_add(m, (EFI_MEMORY_DESCRIPTOR){.Type = EfiMemoryMappedIO,
                                                 .PhysicalStart = 0xFFC00000,
                                                 .NumberOfPages = 1024,
                                                 .Attribute = EFI_MEMORY_UC | EFI_MEMORY_RUNTIME});
    m->map_key = 0x1000;
    m->boot.AllocatePages = allocate_pages;
    m->boot.FreePages = free_pages;
    m->boot.GetMemoryMap = get_memory_map;
    m->boot.AllocatePool = allocate_pool;
    m->boot.FreePool = free_pool;
    m->boot.CopyMem = copy_mem;
    m->boot.SetMem = set_mem;
}

size_t uefi_mock_pool_blocks(const struct uefi_mock *m)
{
    return m->blocks.count;
}

size_t uefi_mock_pages(const struct uefi_mock *m)
{
    size_t pages = 0;
    for (size_t i = 64; i < MOCK_PAGES; i++)
        pages += m->page[i] != EfiConventionalMemory;
    return pages;
}

unsigned memory_leaks(struct uefi_mock *m)
{
    unsigned leaks = 0;
    for (size_t i = 0; i < m->blocks.count; i++, leaks++) {
        struct block *block = m->blocks.at[i];
        fprintf(stderr, "uefi-mock: %zu bytes of pool, type %u, are not freed\n", block->size,
                (unsigned)block->type);
    }
    size_t pages = uefi_mock_pages(m);
    if (pages)
        fprintf(stderr, "uefi-mock: %zu pages are not freed\n", pages);
    return leaks + (pages != 0);
}

void memory_release(struct uefi_mock *m)
{
    while (m->blocks.count)
        pool_free(m, ((struct block *)m->blocks.at[0])->memory);
    list_free(&m->blocks, false);
    free(m->extra);
    UNPOISON(m->ram, (size_t)MOCK_PAGES * EFI_PAGE_SIZE);
    munmap(m->ram, (size_t)MOCK_PAGES * EFI_PAGE_SIZE);
}
