/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The log: what is formatted, kept, and said where. The screen is looked at pixel by pixel. */
#include "ci/test.h"
#include "load/log.h"
#include "video/console.h"
#include "video/font.h"

struct heard {
    char serial[4096], screen[4096];
};

static struct heard heard;
static char memory[4096];

static void hear_serial(void *ctx, const char *text, size_t size)
{
    strncat(((struct heard *)ctx)->serial, text, size);
}

static void hear_screen(void *ctx, const char *text, size_t size)
{
    strncat(((struct heard *)ctx)->screen, text, size);
}

static void begin(size_t size, enum log_level serial, enum log_level screen)
{
    const struct log_options options = {serial, screen, hear_screen, hear_serial, &heard};
    memset(&heard, 0, sizeof heard);
    log_begin(memory, size, &options);
}

static void conversions(void **state)
{
    (void)state;
    char text[200];
    assert_int_equal(log_format(text, sizeof text, "%s|%5s|%.*s|%c|%%", "ab", "cde", 2, "xyz", '!'),
                     15);
    assert_string_equal(text, "ab|  cde|xy|!|%");
    log_format(text, sizeof text, "%d %d %u %x %3u %04x", -5, 2147483647, 7u, 255u, 9u, 0xabu);
    assert_string_equal(text, "-5 2147483647 7 ff   9 00ab");
    static char odd[] = "%q %u %"; /* not one that the compiler can check */
    log_format(text, sizeof text, odd, 3u);
    assert_string_equal(text, "%q 3 %");
    log_format(text, sizeof text, "%lld %llu %llx %016llx %zu", -1234567890123ll,
               18446744073709551615ull, 0xfedcba9876543210ull, 0x12ull, (size_t)42);
    assert_string_equal(text,
                        "-1234567890123 18446744073709551615 fedcba9876543210 0000000000000012 42");
    log_format(text, sizeof text, "%p %5d", (void *)(uintptr_t)0x1234, -3);
    assert_string_equal(text, "0000000000001234    -3");
    assert_int_equal(log_format(text, 4, "abcdef"), 6);
    assert_string_equal(text, "abc");
    text[0] = 'x';
    assert_int_equal(log_format(text, 0, "abcdef"), 6);
    assert_int_equal(text[0], 'x');
}

static void levels_choose_who_hears(void **state)
{
    (void)state;
    begin(sizeof memory, LOG_INFO, LOG_WARNING);
    log_say(LOG_ERROR, "one %d\n", 1);
    log_say(LOG_WARNING, "two\n");
    log_say(LOG_INFO, "three");
    log_say(LOG_DEBUG, "four\n");
    assert_string_equal(heard.serial, "error: one 1\nwarning: two\nthree\n");
    assert_string_equal(heard.screen, "error: one 1\nwarning: two\n");
    assert_string_equal(log_text().text, "error: one 1\nwarning: two\nthree\nfour\n");
    assert_int_equal(log_text().size, strlen(log_text().text));
}

static void what_was_not_heard_is_repeated(void **state)
{
    (void)state;
    begin(sizeof memory, LOG_NONE, LOG_ERROR);
    log_say(LOG_WARNING, "w\n");
    log_say(LOG_INFO, "warn: not one\n");
    log_say(LOG_ERROR, "e\n");
    assert_string_equal(heard.screen, "error: e\n");
    log_levels(LOG_ERROR, LOG_DEBUG);
    assert_string_equal(heard.serial, "error: e\n");
    assert_string_equal(heard.screen, "error: e\nwarning: w\n");
    log_levels(LOG_NONE, LOG_NONE);
    log_say(LOG_ERROR, "silence\n");
    assert_string_equal(heard.serial, "error: e\n");
}

static void the_oldest_is_dropped(void **state)
{
    (void)state;
    begin(100, LOG_NONE, LOG_NONE);
    for (unsigned i = 0; i < 1000; i++) {
        char last[32];
        log_say(LOG_INFO, "line %u\n", i * i);
        struct boot_text text = log_text();
        assert_true(text.size < 100);
        assert_int_equal(strlen(text.text), text.size);
        assert_memory_equal(text.text, "line ", 5);
        snprintf(last, sizeof last, "line %u\n", i * i);
        assert_string_equal(text.text + text.size - strlen(last), last);
    }
    char wide[91] = {0};
    memset(wide, 'x', 90);
    log_say(LOG_INFO, "%s", wide);
    assert_int_equal(log_text().size, 91);
    memset(wide, 'y', 90);
    log_say(LOG_INFO, "%s%s", wide, wide); /* more than there is: not kept at all */
    assert_int_equal(log_text().size, 91);
}

static void a_line_has_an_end(void **state)
{
    (void)state;
    char wide[2 * LOG_LINE];
    memset(wide, 'x', sizeof wide);
    begin(sizeof memory, LOG_NONE, LOG_NONE);
    log_say(LOG_ERROR, "%.*s\n", (int)sizeof wide, wide);
    assert_int_equal(log_text().size, LOG_LINE);
    assert_int_equal(log_text().text[LOG_LINE - 1], '\n');
    for (int size = LOG_LINE - 3; size <= LOG_LINE + 1; size++) {
        begin(sizeof memory, LOG_NONE, LOG_NONE);
        log_say(LOG_INFO, "%.*s", size, wide);
        int kept = size < LOG_LINE ? size + 1 : LOG_LINE;
        assert_int_equal(log_text().size, kept);
        assert_int_equal(log_text().text[kept - 1], '\n');
    }
    begin(sizeof memory, LOG_NONE, LOG_NONE);
    log_say(LOG_INFO, "%s", "");
    assert_string_equal(log_text().text, "\n");
}

static void without_memory(void **state)
{
    (void)state;
    const struct log_options options = {LOG_INFO, LOG_INFO, NULL, hear_serial, &heard};
    memset(&heard, 0, sizeof heard);
    log_begin(NULL, 0, &options);
    assert_string_equal(log_text().text, "");
    log_say(LOG_INFO, "all the same\n");
    log_levels(LOG_DEBUG, LOG_DEBUG);
    assert_string_equal(heard.serial, "all the same\n");
    assert_string_equal(log_text().text, "");
}

/* ---- On a frame buffer ------------------------------------------------------------------------*/

static struct boot_framebuffer screen(unsigned width, unsigned height, unsigned bits)
{
    struct boot_framebuffer f = {.mode = {.width = width,
                                          .height = height,
                                          .stride = (width * bits / 8 + 63) & ~63u,
                                          .bits_per_pixel = (uint16_t)bits,
                                          .red = {16, 8},
                                          .green = {8, 8},
                                          .blue = {0, 8}}};
    if (bits == 16) {
        f.mode.red = (struct boot_colour){11, 5};
        f.mode.green = (struct boot_colour){5, 6};
        f.mode.blue = (struct boot_colour){0, 5};
    }
    f.size = (uint64_t)f.mode.stride * height;
    f.address = malloc(f.size);
    assert_non_null(f.address);
    memset(f.address, 0x55, f.size);
    return f;
}

static uint32_t pixel(const struct boot_framebuffer *f, unsigned x, unsigned y)
{
    uint32_t value = 0;
    memcpy(&value, f->address + y * f->mode.stride + x * f->mode.bits_per_pixel / 8,
           f->mode.bits_per_pixel / 8u);
    return value;
}

/* The character whose glyph fills the cell; 0: none, 1: nothing was written there. */
static char at(const struct boot_framebuffer *f, unsigned column, unsigned row, unsigned scale)
{
    uint32_t untouched = 0x55555555u >> (32 - f->mode.bits_per_pixel);
    if (pixel(f, column * 6 * scale, row * 10 * scale) == untouched)
        return 1;
    for (char c = ' '; c <= '~'; c++) {
        bool same = true;
        for (unsigned y = 0; y < 10 * scale && same; y++)
            for (unsigned x = 0; x < 6 * scale && same; x++) {
                bool set =
                    x / scale < 5 && y / scale < 8 && (font[c - ' '][x / scale] >> y / scale & 1);
                same = (pixel(f, column * 6 * scale + x, row * 10 * scale + y) != 0) == set;
            }
        if (same)
            return c;
    }
    return 0;
}

static void text_on_a_frame_buffer(void **state)
{
    (void)state;
    static const unsigned modes[][3] = {
        {320, 200, 32}, {320, 200, 24}, {320, 200, 16}, {1280, 80, 32}};
    for (size_t m = 0; m < 4; m++) {
        unsigned scale = m == 3 ? 2 : 1;
        struct boot_framebuffer f = screen(modes[m][0], modes[m][1], modes[m][2]);
        begin(sizeof memory, LOG_NONE, LOG_INFO);
        log_to_framebuffer(&f, f.address);
        log_say(LOG_INFO, "Ab~\n");
        log_say(LOG_INFO, "\x01 ");
        assert_string_equal(heard.screen, "");
        assert_int_equal(at(&f, 0, 1, scale), 1);
        assert_int_equal(at(&f, 1, 0, scale), 1);
        assert_int_equal(at(&f, 1, 1, scale), 'A');
        assert_int_equal(at(&f, 2, 1, scale), 'b');
        assert_int_equal(at(&f, 3, 1, scale), '~');
        assert_int_equal(at(&f, 4, 1, scale), ' ');
        assert_int_equal(at(&f, 1, 2, scale), 0); /* a box */
        uint32_t light = pixel(&f, 7 * scale, 20 * scale);
        assert_int_equal(light, m == 2 ? 0xdefbu >> 0 : 0xddddddu);
        free(f.address);
    }
}

static void long_lines_and_the_last_row(void **state)
{
    (void)state;
    struct boot_framebuffer f = screen(60, 50, 32); /* 8 x 3 characters inside the margin */
    begin(sizeof memory, LOG_NONE, LOG_INFO);
    log_to_framebuffer(&f, f.address);
    log_say(LOG_INFO, "abcdefghij\n");
    assert_int_equal(at(&f, 8, 1, 1), 'h');
    assert_int_equal(at(&f, 9, 1, 1), 1);
    assert_int_equal(at(&f, 1, 2, 1), 'i');
    assert_int_equal(at(&f, 3, 2, 1), ' ');
    log_say(LOG_INFO, "3\n");
    log_say(LOG_INFO, "1\n");
    assert_int_equal(at(&f, 1, 3, 1), '3');
    assert_int_equal(at(&f, 1, 1, 1), '1');
    assert_int_equal(at(&f, 2, 1, 1), ' ');
    assert_int_equal(at(&f, 1, 4, 1), 1);
    log_to_framebuffer(NULL, NULL);
    log_say(LOG_INFO, "gone\n");
    assert_int_equal(at(&f, 1, 2, 1), 'i');
    free(f.address);
}

static void screens_without_room(void **state)
{
    (void)state;
    struct boot_framebuffer f = screen(320, 200, 32);
    static const struct {
        uint32_t width, height, stride;
        uint16_t bits;
    } bad[] = {{12, 200, 1280, 32}, {320, 20, 1280, 32}, {320, 200, 1276, 32}, {320, 200, 1280, 8}};
    for (size_t i = 0; i < 4; i++) {
        struct boot_mode mode = f.mode;
        struct console console;
        mode.width = bad[i].width, mode.height = bad[i].height;
        mode.stride = bad[i].stride, mode.bits_per_pixel = bad[i].bits;
        console_begin(&console, &mode, f.address);
        assert_null(console.address);
    }
    free(f.address);
}

TESTS(test(conversions), test(levels_choose_who_hears), test(what_was_not_heard_is_repeated),
      test(the_oldest_is_dropped), test(a_line_has_an_end), test(without_memory),
      test(text_on_a_frame_buffer), test(long_lines_and_the_last_row), test(screens_without_room))
