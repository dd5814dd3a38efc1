/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Modes by VBE: of a BIOS that behaves, of old ones, and of ones that lie. */
#include "tests/unit/mock_bios.h"

#include "doors/bios/screen.c"

#define LIST 0xc1234u /* where the ROM has its list of modes */
#define END  0xffffu

static struct {
    uint16_t version;
    bool no_vbe, no_set, forgets; /* forgets: offers no mode once it was asked for all */
    struct mode modes[600];
    unsigned mode_count;
    uint8_t edid[16][128];
    unsigned edid_blocks; /* 0: no DDC */
    bool one_block;       /* answers with the first, whichever is asked for */
    uint32_t set;         /* BX of the call that sets a mode */
    unsigned asked;
} bios;

static void list_modes(void)
{
    for (unsigned i = 0; i < bios.mode_count; i++)
        put(bios_low + LIST + 2 * i, 0x100 + i, 2);
    put(bios_low + LIST + 2 * bios.mode_count, END, 2);
}

void interrupt(uint8_t vector, struct bios_registers *r)
{
    assert_int_equal(vector, 0x10);
    assert_int_equal(r->es, bios_segment(bios_scratch));
    uint32_t function = r->eax & 0xffff;
    unsigned mode = (r->ecx & 0xffff) - 0x100u;
    r->eax = 0x4f;
    switch (function) {
    case 0x4f00:
        assert_memory_equal(bios_scratch, "VBE2", 4);
        memset(bios_scratch, 0xcc, 512);
        memcpy(bios_scratch, bios.no_vbe ? "NONE" : "VESA", 4);
        put(bios_scratch + 4, bios.version, 2);
        put(bios_scratch + 14, LIST & 0xf, 2);
        put(bios_scratch + 16, LIST >> 4, 2);
        return;
    case 0x4f01:
        bios.asked++;
        if (mode >= bios.mode_count || (bios.forgets && bios.asked > bios.mode_count)) {
            r->eax = 0x14f;
            return;
        }
        memset(bios_scratch, 0, 256);
        memcpy(bios_scratch, &bios.modes[mode], sizeof bios.modes[mode]);
        return;
    case 0x4f02:
        bios.set = r->ebx;
        if (bios.no_set)
            r->eax = 0x14f;
        return;
    case 0x4f15:
        assert_int_equal(r->ebx, 1);
        if (r->edx >= bios.edid_blocks && !(bios.one_block && bios.edid_blocks)) {
            r->eax = 0x14f;
            return;
        }
        memcpy(bios_scratch, bios.edid[bios.one_block ? 0 : r->edx], 128);
        return;
    default:
        fail_msg("INT 10h, AX %04x", function);
    }
}

static struct mode *offer(uint16_t width, uint16_t height, uint8_t bits)
{
    struct mode *mode = &bios.modes[bios.mode_count++];
    *mode = (struct mode){
        .attributes = SUPPORTED | GRAPHICS | LINEAR | 0x0a,
        .bytes_per_line = (uint16_t)(width * ((bits + 7) / 8)),
        .width = width,
        .height = height,
        .planes = 1,
        .bits_per_pixel = bits,
        .memory_model = DIRECT_COLOUR,
        .red = {8, 16},
        .green = {8, 8},
        .blue = {8, 0},
        .address = 0xe0000000,
    };
    if (bits < 24) {
        mode->red = (struct field){5, (uint8_t)(bits - 5)};
        mode->green = (struct field){(uint8_t)(bits - 10), 5};
        mode->blue = (struct field){5, 0};
    }
    return mode;
}

static void make_edid(unsigned block, uint32_t width, uint32_t height, uint8_t more)
{
    uint8_t *edid = bios.edid[block];
    memset(edid, 0, 128);
    if (block == 0) {
        memset(edid + 1, 0xff, 6);
        edid[54] = 1;
        edid[56] = (uint8_t)width;
        edid[58] = (uint8_t)(width >> 8 << 4);
        edid[59] = (uint8_t)height;
        edid[61] = (uint8_t)(height >> 8 << 4);
        edid[126] = more;
    } else {
        edid[0] = 2;
        edid[1] = (uint8_t)block;
    }
    for (int i = 0; i < 127; i++)
        edid[127] = (uint8_t)(edid[127] - edid[i]);
}

static struct boot_mode modes[BIOS_MODES_MAX];
static uint8_t edid_room[BIOS_EDID_MAX + 1];
static struct boot_framebuffer screen;

static enum boot_status set_wish(uint32_t width, uint32_t height, uint32_t least_width)
{
    struct screen_wish wish = {width, height, least_width, 0};
    said_begin();
    list_modes();
    bios.asked = 0;
    edid_room[BIOS_EDID_MAX] = 0xee;
    enum boot_status status =
        bios_screen_set(&wish, (struct bios_lists){modes, edid_room}, &screen);
    assert_int_equal(edid_room[BIOS_EDID_MAX], 0xee);
    return status;
}

static int setup(void **state)
{
    (void)state;
    memset(&bios, 0, sizeof bios);
    memset(bios_low, 0, sizeof bios_low);
    memset(&screen, 0, sizeof screen);
    bios.version = 0x300;
    offer(640, 480, 8); /* with a palette: bits fit nothing here */
    offer(1024, 768, 32);
    offer(1280, 720, 24);
    offer(800, 600, 15);
    offer(1920, 1080, 32)->linear_bytes_per_line = 8192;
    bios.modes[4].linear_red = (struct field){10, 20};
    bios.modes[4].linear_green = (struct field){10, 10};
    bios.modes[4].linear_blue = (struct field){10, 0};
    return 0;
}

static void sets_what_fits(void **state)
{
    (void)state;
    assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
    assert_int_equal(bios.set, 0x4102); /* the linear one; bit 15 clear: the BIOS clears it */
    assert_true(screen.phys == 0xe0000000);
    assert_null(screen.address);
    assert_true(screen.size == 1280 * 3 * 720);
    assert_int_equal(screen.mode.stride, 1280 * 3);
    assert_int_equal(screen.mode.number, 0x102);
    assert_int_equal(screen.mode_count, 4);
    assert_ptr_equal(screen.modes, modes);
    assert_int_equal(modes[2].bits_per_pixel, 16); /* 15 bits lie in 16 */
    assert_int_equal(modes[2].green.bits, 5);
    assert_int_equal(modes[2].red.shift, 10);
    assert_null(screen.edid);
    assert_true(screen.edid_size == 0);
    assert_string_equal(said(), "");
    assert_int_equal(set_wish(800, 600, 0), BOOT_OK);
    assert_int_equal(bios.set, 0x4103);
}

static void version_3_has_linear_fields(void **state)
{
    (void)state;
    assert_int_equal(set_wish(1920, 1080, 0), BOOT_OK);
    assert_int_equal(screen.mode.stride, 8192);
    assert_int_equal(screen.mode.red.shift, 20);
    assert_true(screen.size == 8192 * 1080);
    bios.version = 0x200; /* which does not know them */
    assert_int_equal(set_wish(1920, 1080, 0), BOOT_OK);
    assert_int_equal(screen.mode.stride, 1920 * 4);
    assert_int_equal(screen.mode.red.shift, 16);
}

static void asks_the_monitor(void **state)
{
    (void)state;
    bios.edid_blocks = 1;
    make_edid(0, 1920, 1080, 0);
    assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
    assert_int_equal(screen.mode.width, 1920);
    assert_true(screen.edid_size == 128);
    assert_memory_equal(screen.edid, bios.edid[0], 128);

    make_edid(0, 1024, 768, 3); /* says there are three more */
    for (unsigned i = 1; i < 16; i++)
        make_edid(i, 0, 0, 0);
    bios.edid_blocks = 4;
    assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
    assert_int_equal(screen.mode.width, 1024);
    assert_true(screen.edid_size == 512);
    assert_memory_equal(screen.edid, bios.edid, 512);
    bios.edid_blocks = 2; /* of which one can be had */
    assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
    assert_true(screen.edid_size == 256);
    bios.one_block = true; /* or the first again and again */
    assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
    assert_true(screen.edid_size == 128);
    bios.one_block = false;
    make_edid(0, 1024, 768, 255); /* more than there is room for */
    bios.edid_blocks = 16;
    assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
    assert_true(screen.edid_size == BIOS_EDID_MAX);
    assert_string_equal(said(), "");
    bios.edid[0][127] ^= 1;
    assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
    assert_contains(said(), "checksum of what the monitor says (EDID) is wrong");
    bios.edid[0][0] = 1; /* not an EDID */
    assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
    assert_true(screen.edid_size == 0);
    assert_null(screen.edid);
}

/* A mode with any of these is of no use, and no other is harmed. */
static void passes_odd_modes_over(void **state)
{
    (void)state;
    for (unsigned lie = 0; lie < 17; lie++) {
        bios.mode_count = 0;
        offer(640, 480, 32);
        struct mode *mode = offer(1024, 768, 32);
        switch (lie) {
        case 0:
        case 1:
        case 2:
            mode->attributes &= (uint16_t) ~(lie == 0 ? SUPPORTED : lie == 1 ? GRAPHICS : LINEAR);
            break;
        case 3:
            mode->memory_model = 4;
            break;
        case 4:
            mode->planes = 4;
            break;
        case 5:
            mode->bits_per_pixel = 8;
            break;
        case 6:
            mode->bits_per_pixel = 64;
            break;
        case 7:
            mode->address = 0;
            break;
        case 8:
            mode->address = 0xffffffff;
            break;
        case 9:
            mode->address = (uint32_t)(0x100000000 - 1024 * 768 * 4 + 1);
            break;
        case 10:
            mode->bytes_per_line = 1024 * 4 - 1;
            break;
        case 11:
            mode->width = 0;
            break;
        case 12:
            mode->height = 0;
            break;
        case 13:
            mode->red.bits = 0;
            break;
        case 14:
            mode->green.shift = 25;
            break;
        case 15:
            mode->blue.bits = 255;
            break;
        case 16:
            mode->red.shift = 255;
            break;
        }
        assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
        assert_int_equal(screen.mode.width, 640);
        assert_int_equal(screen.mode_count, 1);
    }
    bios.mode_count = 0;
    offer(1024, 768, 32)->address = (uint32_t)(0x100000000 - 1024 * 768 * 4); /* just fits */
    assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
}

static void no_screen(void **state)
{
    (void)state;
    bios.no_vbe = true;
    assert_int_equal(set_wish(0, 0, 0), BOOT_UNSUPPORTED);
    bios.no_vbe = false;
    bios.version = 0x102;
    assert_int_equal(set_wish(0, 0, 0), BOOT_UNSUPPORTED);
    bios.version = 0x300;
    assert_int_equal(set_wish(0, 0, 1921), BOOT_UNSUPPORTED);
    assert_contains(said(), "wants a screen of 1921 x 0 at least");
    assert_int_equal(bios.set, 0);
    bios.no_set = true;
    assert_int_equal(set_wish(0, 0, 0), BOOT_UNSUPPORTED);
    assert_contains(said(), "the BIOS does not set mode 0x102 (1280 x 720), which it offers");
    bios.no_set = false;
    bios.forgets = true;
    assert_int_equal(set_wish(0, 0, 0), BOOT_UNSUPPORTED);
    bios.mode_count = 0;
    assert_int_equal(set_wish(0, 0, 0), BOOT_UNSUPPORTED);
}

static void long_lists(void **state)
{
    (void)state;
    bios.mode_count = 0;
    for (unsigned i = 0; i < 600; i++)
        offer((uint16_t)(320 + i), 200, 32);
    assert_int_equal(set_wish(0, 0, 0), BOOT_OK);
    assert_int_equal(screen.mode_count, BIOS_MODES_MAX);
    /* a list without an end: to the end of memory, and no further than is sensible */
    for (uint32_t at = LIST; at < sizeof bios_low - 1; at += 2)
        put(bios_low + at, 0x2000, 2);
    bios.mode_count = 0;
    bios.asked = 0;
    struct screen_wish wish = {0};
    assert_int_equal(bios_screen_set(&wish, (struct bios_lists){modes, edid_room}, &screen),
                     BOOT_UNSUPPORTED);
    assert_int_equal(bios.asked, NUMBERS_MAX);
}

#define with_bios(function) cmocka_unit_test_setup(function, setup)
TESTS(with_bios(sets_what_fits), with_bios(version_3_has_linear_fields),
      with_bios(asks_the_monitor), with_bios(passes_odd_modes_over), with_bios(no_screen),
      with_bios(long_lists))
