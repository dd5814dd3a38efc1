/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The kernel's request: see note.h. */
#include "load/note.h"

#include "load/log.h"

enum { HEADER = 12, OWNER = 12, VERSIONS = 8, PAGE = 4096 };

/* The stacks that are believed: less holds no function's frame, more is a slip of the pen. */
#define STACK_MIN 256u
#define STACK_MAX (1ull << 30)

#define BAD(...) (log_say(LOG_ERROR, __VA_ARGS__), BOOT_BAD_KERNEL)

struct header {
    uint32_t owner_size, description_size, type;
};

static size_t padded(uint32_t size)
{
    return ((size_t)size + 3) & ~(size_t)3;
}

/* The description of our note: the loader's version 1.0 knows requests of one size only. */
static enum boot_status read(const char *path, const uint8_t *description, size_t size,
                             struct boot_request *ret_request)
{
    struct {
        uint16_t major, minor;
        uint32_t request_size;
    } version;
    if (size < VERSIONS)
        return BAD("%s: the note of BOOT_ENTRY is cut off (%zu bytes)\n", path, size);
    __builtin_memcpy(&version, description, sizeof version);
    if (version.major != BOOT_VERSION_MAJOR || version.minor > BOOT_VERSION_MINOR) {
        log_say(LOG_ERROR,
                "%s: made for version %u.%u of <bootloader/boot_info.h>, this loader speaks "
                "%u.0 to %u.%u: %s\n",
                path, version.major, version.minor, BOOT_VERSION_MAJOR, BOOT_VERSION_MAJOR,
                BOOT_VERSION_MINOR,
                version.major < BOOT_VERSION_MAJOR ? "build the kernel with a newer header"
                                                   : "install a newer loader");
        return BOOT_WRONG_VERSION;
    }
    if (version.request_size != sizeof *ret_request || size != VERSIONS + sizeof *ret_request)
        return BAD("%s: the note of BOOT_ENTRY says version %u.%u, but has %u bytes of request in "
                   "%zu (%zu were right)\n",
                   path, version.major, version.minor, version.request_size, size,
                   sizeof *ret_request);
    __builtin_memcpy(ret_request, description + VERSIONS, sizeof *ret_request);
    return BOOT_OK;
}

enum boot_status note_find(const char *path, const void *bytes, size_t size,
                           struct boot_request *ret_request)
{
    const uint8_t *at = bytes;
    while (size >= HEADER) {
        struct header header;
        __builtin_memcpy(&header, at, sizeof header);
        at += HEADER;
        size -= HEADER;
        size_t owner = padded(header.owner_size);
        if (owner > size)
            return BOOT_NOT_FOUND;
        bool ours = header.owner_size == sizeof BOOT_NOTE_OWNER && header.type == BOOT_NOTE_TYPE &&
                    __builtin_memcmp(at, BOOT_NOTE_OWNER, sizeof BOOT_NOTE_OWNER) == 0;
        at += owner;
        size -= owner;
        if (ours && header.description_size > size)
            return BAD("%s: the note of BOOT_ENTRY is cut off (%zu of %u bytes)\n", path, size,
                       header.description_size);
        if (ours)
            return read(path, at, header.description_size, ret_request);
        size_t description = padded(header.description_size);
        if (description > size)
            return BOOT_NOT_FOUND;
        at += description;
        size -= description;
    }
    return BOOT_NOT_FOUND;
}

/* One of the request's addresses. */
struct address {
    const char *name;
    uint64_t value, multiple;
    bool may_be_none;
};

static enum boot_status check_address(const char *path, const struct address *a)
{
    if (a->value == BOOT_NONE && !a->may_be_none)
        return BAD("%s: its note asks for %s = BOOT_NONE, but it cannot do without\n", path,
                   a->name);
    if (a->value > BOOT_NONE && a->value % a->multiple != 0)
        return BAD("%s: its note asks for %s = 0x%llx, which is no multiple of 0x%llx\n", path,
                   a->name, (unsigned long long)a->value, (unsigned long long)a->multiple);
    return BOOT_OK;
}

enum boot_status note_check(const char *path, bool pie, const struct boot_request *request)
{
    const struct boot_request *r = request;
    const struct address addresses[] = {
        {".kernel", r->kernel, PAGE, false},
        {".stack", r->stack, PAGE, false},
        {".info", r->info, PAGE, false},
        {".modules", r->modules, PAGE, false},
        {".framebuffer", r->framebuffer, PAGE, true},
        {".physical_map", r->physical_map, 2u << 20, true},
        {".recursive", r->recursive, 1ull << 39, true},
        {".dynamic_from", r->dynamic_from, PAGE, true},
        {".dynamic_to", r->dynamic_to, PAGE, true},
    };
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        enum boot_status status = check_address(path, &addresses[i]);
        if (status != BOOT_OK)
            return status;
    }
    if (!pie && r->kernel != BOOT_DEFAULT)
        return BAD("%s: its note asks for .kernel = 0x%llx, but it is not position independent: "
                   "link it with -pie\n",
                   path, (unsigned long long)r->kernel);
    if (r->dynamic_to && r->dynamic_to <= r->dynamic_from)
        return BAD("%s: its note asks for .dynamic_from 0x%llx, which is not below .dynamic_to "
                   "0x%llx\n",
                   path, (unsigned long long)r->dynamic_from, (unsigned long long)r->dynamic_to);
    if (r->stack_size > STACK_MAX || (r->stack_size && r->stack_size < STACK_MIN))
        return BAD("%s: its note asks for .stack_size = 0x%llx; 0x%x to 0x%llx can be had\n", path,
                   (unsigned long long)r->stack_size, STACK_MIN, STACK_MAX);
    if (r->levels != 0 && r->levels != 4 && r->levels != 5 && r->levels != BOOT_LEVELS_BEST)
        return BAD("%s: its note asks for .levels = %u; 4, 5 or BOOT_LEVELS_BEST can be had\n",
                   path, r->levels);
    const struct {
        const char *name;
        uint32_t value;
    } switches[] = {
        {".aslr", r->aslr}, {".catch_faults", r->catch_faults}, {".kernel_file", r->kernel_file}};
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++)
        if (switches[i].value > 1)
            return BAD("%s: its note asks for %s = %u; 0 or 1 can be had\n", path, switches[i].name,
                       switches[i].value);
    if (r->reserved != 0)
        return BAD("%s: its note has 0x%x in the reserved field, which must be 0\n", path,
                   r->reserved);
    return BOOT_OK;
}
