/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Modes with a linear frame buffer, by INT 10h, VBE 2.0 and 3.0; what the monitor says by VBE/DDC.
 *
 * What the BIOS writes is copied before it is used, and a mode of which anything is odd is passed
 * over.
 */
#include <string.h>

#include "doors/bios/bios.h"
#include "load/log.h"
#include "video/edid.h"
#include "video/mode.h"

#define NUMBERS_MAX 1024u

struct controller { /* VBE 3.0 section 4.3 */
    char signature[4];
    uint16_t version, oem_offset, oem_segment;
    uint32_t capabilities;
    uint16_t modes_offset, modes_segment, memory; /* of 64 KiB each */
} __attribute__((packed));
_Static_assert(sizeof(struct controller) == 20, "VBE section 4.3");

struct field {
    uint8_t bits, shift;
};

struct mode { /* VBE 3.0 section 4.4 */
    uint16_t attributes;
    uint8_t windows[14];
    uint16_t bytes_per_line, width, height;
    uint8_t cell_width, cell_height, planes, bits_per_pixel, banks, memory_model;
    uint8_t bank_size, image_pages, reserved;
    struct field red, green, blue, rest;
    uint8_t colour_info;
    uint32_t address;
    uint8_t reserved_2[6];
    uint16_t linear_bytes_per_line; /* from VBE 3.0 on, as the rest */
    uint8_t banked_image_pages, linear_image_pages;
    struct field linear_red, linear_green, linear_blue, linear_rest;
} __attribute__((packed));
_Static_assert(sizeof(struct mode) == 62, "VBE section 4.4");

enum { SUPPORTED = 1 << 0, GRAPHICS = 1 << 4, LINEAR = 1 << 7, DIRECT_COLOUR = 6 };

/* INT 10h, AX = 4Fxxh; did it succeed? */
static bool vbe(uint8_t function, struct bios_registers *r)
{
    r->eax = 0x4f00u | function;
    r->es = bios_segment(bios_scratch);
    bios_call(0x10, r);
    return (uint16_t)r->eax == 0x004f;
}

static struct boot_colour colour(struct field field)
{
    return (struct boot_colour){.shift = field.shift, .bits = field.bits};
}

static bool fits(struct boot_colour c, unsigned pixel)
{
    return c.bits && c.bits <= 16 && c.shift + c.bits <= pixel;
}

/* What a kernel needs of a mode; false: it is of no use. */
static bool describe(const struct mode *mode, uint16_t number, uint16_t version,
                     struct boot_mode *ret_mode)
{
    unsigned wanted = SUPPORTED | GRAPHICS | LINEAR;
    bool linear = version >= 0x300 && mode->linear_bytes_per_line;
    unsigned pixel = mode->bits_per_pixel == 15 ? 16 : mode->bits_per_pixel;
    if ((mode->attributes & wanted) != wanted || mode->memory_model != DIRECT_COLOUR ||
        mode->planes != 1 || (pixel != 16 && pixel != 24 && pixel != 32) || !mode->address)
        return false;
    struct boot_mode found = {
        .width = mode->width,
        .height = mode->height,
        .stride = linear ? mode->linear_bytes_per_line : mode->bytes_per_line,
        .bits_per_pixel = (uint16_t)pixel,
        .red = colour(linear ? mode->linear_red : mode->red),
        .green = colour(linear ? mode->linear_green : mode->green),
        .blue = colour(linear ? mode->linear_blue : mode->blue),
        .number = number,
    };
    uint64_t end = mode->address + (uint64_t)found.stride * found.height;
    if (!found.width || !found.height || found.stride < found.width * pixel / 8 ||
        end > 1ull << 32 || !fits(found.red, pixel) || !fits(found.green, pixel) ||
        !fits(found.blue, pixel))
        return false;
    *ret_mode = found;
    return true;
}

static bool mode_get(uint16_t number, struct mode *ret_mode)
{
    memset(bios_scratch, 0, 256);
    struct bios_registers r = {.ecx = number};
    if (!vbe(0x01, &r))
        return false;
    memcpy(ret_mode, bios_scratch, sizeof *ret_mode);
    return true;
}

/* The list of mode numbers, which may lie anywhere below 1 MiB, also where the next call writes;
 * copied behind it. */
static const uint16_t *numbers_copy(const struct controller *controller, size_t *ret_count)
{
    uint16_t *numbers = (uint16_t *)(void *)(bios_scratch + 2048);
    uint32_t at = controller->modes_segment * 16u + controller->modes_offset;
    size_t count = 0;
    for (; count < NUMBERS_MAX && at + 2 <= sizeof bios_low; at += 2) {
        uint16_t number = (uint16_t)(*bios_at(at) | *bios_at(at + 1) << 8);
        if (number == 0xffff)
            break;
        numbers[count++] = number;
    }
    *ret_count = count;
    return numbers;
}

static size_t modes_list(struct boot_mode *modes, uint16_t *ret_version)
{
    struct controller controller;
    struct bios_registers r = {0};
    memset(bios_scratch, 0, 512);
    memcpy(bios_scratch, "VBE2", 4);
    if (!vbe(0x00, &r))
        return 0;
    memcpy(&controller, bios_scratch, sizeof controller);
    if (memcmp(controller.signature, "VESA", 4) || controller.version < 0x200)
        return 0;
    size_t numbers_count, count = 0;
    const uint16_t *numbers = numbers_copy(&controller, &numbers_count);
    for (size_t i = 0; i < numbers_count && count < BIOS_MODES_MAX; i++) {
        struct mode mode;
        if (mode_get(numbers[i], &mode) &&
            describe(&mode, numbers[i], controller.version, &modes[count]))
            count++;
    }
    *ret_version = controller.version;
    return count;
}

/* The monitor's description with what extends it; its size, 0: there is none. */
static size_t edid_read(uint8_t *edid)
{
    size_t size = 0, wanted = EDID_BLOCK;
    while (size < wanted) {
        struct bios_registers r = {.ebx = 1, .edx = (uint32_t)(size / EDID_BLOCK)};
        memset(bios_scratch, 0, EDID_BLOCK);
        if (!vbe(0x15, &r))
            break;
        if (edid_is_block(bios_scratch, EDID_BLOCK) != (size == 0))
            break; /* none, or a BIOS that knows only the first block */
        memcpy(edid + size, bios_scratch, EDID_BLOCK);
        size += EDID_BLOCK;
        wanted = (edid[126] + (size_t)1) * EDID_BLOCK;
        if (wanted > BIOS_EDID_MAX)
            wanted = BIOS_EDID_MAX;
    }
    if (size && !edid_is_sound(edid))
        log_say(LOG_WARNING, "the checksum of what the monitor says (EDID) is wrong\n");
    return size;
}

enum boot_status bios_screen_set(const struct screen_wish *wish, struct bios_lists lists,
                                 struct boot_framebuffer *ret_framebuffer)
{
    uint16_t version = 0;
    size_t count = modes_list(lists.modes, &version);
    size_t edid_size = count ? edid_read(lists.edid) : 0;
    const struct boot_mode *chosen = mode_choose(lists.modes, count, lists.edid, edid_size, wish);
    if (!chosen)
        return BOOT_UNSUPPORTED;

    struct mode mode;
    struct boot_mode again;
    struct bios_registers r = {.ebx = chosen->number | 1u << 14}; /* linear; it is cleared */
    if (!mode_get(chosen->number, &mode) || !describe(&mode, chosen->number, version, &again) ||
        !vbe(0x02, &r)) {
        log_say(LOG_ERROR, "the BIOS does not set mode 0x%x (%u x %u), which it offers\n",
                chosen->number, chosen->width, chosen->height);
        return BOOT_UNSUPPORTED;
    }
    *ret_framebuffer = (struct boot_framebuffer){
        .phys = mode.address,
        .size = (uint64_t)again.stride * again.height,
        .mode = again,
        .modes = lists.modes,
        .mode_count = count,
        .edid = edid_size ? lists.edid : NULL,
        .edid_size = edid_size,
    };
    return BOOT_OK;
}
