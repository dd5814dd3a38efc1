/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Formatted text, against the host's own printf where both speak the same; sinks.
 *
 * Tests: EFI_HII_FONT_PROTOCOL
 */
#include "core.h"
#include "uefi/format.h"
#include "uefi/log.h"
#include "uefi/raw/hii.h"

static char text[512];

static const char *formatted(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    size_t length = uefi_vformat(text, sizeof text, format, list);
    va_end(list);
    assert_int_equal(length, strlen(text));
    return text;
}

static void numbers_as_the_host_has_them(void **state)
{
    (void)state;
    static const char *const flags[] = {"", "-", "0", "+", " ", "#", "-#", "0#", "+0", "-+", "- 0"};
    static const char *const widths[] = {"", "1", "7", "20", ".0", ".1", "12.5", "3.9"};
    static const int64_t values[] = {0,
                                     1,
                                     -1,
                                     9,
                                     10,
                                     255,
                                     -256,
                                     65535,
                                     INT32_MAX,
                                     INT32_MIN,
                                     INT64_MAX,
                                     INT64_MIN,
                                     0x123456789abcdef};
    for (size_t f = 0; f < 11; f++)
        for (size_t w = 0; w < 8; w++)
            for (const char *c = "diuxXo"; *c; c++)
                for (size_t v = 0; v < 13; v++) {
                    char format[32], wanted[128];
                    bool is_unsigned = *c != 'd' && *c != 'i'; /* undefined there */
                    if (is_unsigned && strpbrk(flags[f], "+ "))
                        continue;
                    if (strchr("diu", *c) && strchr(flags[f], '#'))
                        continue;
                    snprintf(format, sizeof format, "[%%%s%sll%c]", flags[f], widths[w], *c);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
                    snprintf(wanted, sizeof wanted, format, values[v]);
#pragma GCC diagnostic pop
                    assert_string_equal(formatted(format, values[v]), wanted);
                }
}

static void sizes(void **state)
{
    (void)state;
    assert_string_equal(formatted("%hhd %hhu", 0x1ff, 0x1ff), "-1 255");
    assert_string_equal(formatted("%hd %hu", 0x1ffff, 0x1ffff), "-1 65535");
    assert_string_equal(formatted("%d %u", -1, 1u << 31), "-1 2147483648");
    assert_string_equal(formatted("%ld %lu", -2L, 7UL), "-2 7");
    assert_string_equal(formatted("%zd %zu %td", (ptrdiff_t)-3, (size_t)4, (ptrdiff_t)5), "-3 4 5");
    assert_string_equal(formatted("%jd %ju", (intmax_t)-5, (uintmax_t)6), "-5 6");
    assert_string_equal(formatted("%*d|%-*d|%*d|%.*d", 5, 1, 5, 2, -5, 3, 3, 4),
                        "    1|2    |3    |004");
    assert_string_equal(formatted("%.*d", -1, 7), "7");
}

static void texts(void **state)
{
    (void)state;
    assert_string_equal(formatted("%s|%5s|%-5s|%.2s|%5.1s", "abc", "de", "fg", "hij", "kl"),
                        "abc|   de|fg   |hi|    k");
    const char unended[2] = {'o', 'k'};
    assert_string_equal(formatted("%.2s", unended), "ok");
    assert_string_equal(formatted("%s %ls", (char *)NULL, (void *)NULL), "(null) (null)");
    assert_string_equal(formatted("%c%c%%%5c", 'a', 'b', 'c'), "ab%    c");
    assert_string_equal(formatted("%ls|%4ls|%-4ls|%.2ls", u"\u00e4\U0001f600", u"x", u"y", u"zzz"),
                        "\u00e4\U0001f600|   x|y   |zz");
    char odd[16];
    memcpy(odd + 1, u"odd", 8); /* at an odd address */
    assert_string_equal(formatted("%ls", (void *)(odd + 1)), "odd");
    assert_string_equal(formatted("%q %y %", 1), "%q %y %");
}

static void pointers_and_what_they_show(void **state)
{
    (void)state;
    const EFI_GUID guid = EFI_GLOBAL_VARIABLE_GUID;
    uefi_status found = UEFI_OK, missing = uefi_status_of(EFI_NOT_FOUND);
    uefi_status odd = uefi_status_of(0x1234);
    assert_string_equal(formatted("%pG", (const void *)&guid),
                        "8be4df61-93ca-11d2-aa0d-00e098032b8c");
    assert_string_equal(formatted("%pE %pE", (void *)&found, (void *)&missing),
                        "EFI_SUCCESS EFI_NOT_FOUND");
    assert_string_equal(formatted("%pE.", (void *)&odd), "0x1234.");
    assert_string_equal(formatted("%p|%10p|%pG|%pE", (void *)0xab, (void *)0xab, NULL, NULL),
                        "0xab|      0xab|0|0");
}

static void what_does_not_fit(void **state)
{
    (void)state;
    char small[8] = "xxxxxxx";
    assert_int_equal(uefi_format(small, 0, "%s", "abc"), 3);
    assert_int_equal(small[0], 'x');
    assert_int_equal(uefi_format(NULL, 0, "%d", 12345), 5);
    assert_int_equal(uefi_format(small, 1, "abc"), 3);
    assert_string_equal(small, "");
    assert_int_equal(uefi_format(small, 6, "%s", "abcd\u00e4f"), 7);
    assert_string_equal(small, "abcd"); /* whole characters only */
    assert_int_equal(uefi_format(small, 8, "%s", "ab\U0001f600c\U0001f600"), 11);
    assert_string_equal(small, "ab\U0001f600c");
}

struct pieces {
    char all[2048];
    size_t size, count, largest;
    size_t fail_at;
};

static uefi_status collect(void *ctx, const char *piece, size_t size)
{
    struct pieces *pieces = (struct pieces *)ctx;
    if (++pieces->count == pieces->fail_at)
        return uefi_status_of(EFI_DEVICE_ERROR);
    assert_true(((unsigned char)piece[0] & 0xc0) != 0x80); /* never half a character */
    memcpy(pieces->all + pieces->size, piece, size);
    pieces->size += size;
    pieces->largest = size > pieces->largest ? size : pieces->largest;
    return UEFI_OK;
}

static void pieces_are_whole_characters(void **state)
{
    (void)state;
    char many[1000], wanted[1000];
    for (size_t shift = 0; shift < 4; shift++) {
        memset(many, 'a', shift);
        for (size_t i = shift; i + 4 < sizeof many; i += 4)
            memcpy(many + i, "\U0001f600", 5);
        struct pieces pieces = {0};
        struct uefi_sink sink = {&pieces, collect};
        assert_ok(uefi_print_to(&sink, "%s", many));
        memcpy(wanted, many, sizeof many);
        assert_int_equal(pieces.size, strlen(many));
        assert_memory_equal(pieces.all, wanted, pieces.size);
        assert_true(pieces.largest <= 128 && pieces.count > 7);
    }
    struct pieces pieces = {.fail_at = 2};
    struct uefi_sink sink = {&pieces, collect};
    assert_status(uefi_print_to(&sink, "%s", many), EFI_DEVICE_ERROR);
    assert_int_equal(pieces.count, 2);
}

static void broken_utf8_comes_out_as_it_is(void **state)
{
    (void)state;
    char bytes[300];
    memset(bytes, 0x80, sizeof bytes - 1);
    bytes[sizeof bytes - 1] = 0;
    assert_string_equal(formatted("%s", bytes), bytes);
    memset(bytes, 0xf0, sizeof bytes - 1);
    assert_string_equal(formatted("%s", bytes), bytes);
}

static void to_the_console(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    assert_ok(uefi_print("%s\n%ls \U0001f600\n", "one", u"two"));
    assert_string_equal(uefi_mock_output(m), "one\r\ntwo \U0001f600\r\n");
    uefi_mock_clear(m);
    char lines[301];
    memset(lines, '\n', 300);
    lines[300] = 0;
    assert_ok(uefi_print("%s", lines));
    assert_int_equal(strlen(uefi_mock_output(m)), 600);
    lie(state, "SimpleTextOutput.OutputString", UEFI_MOCK_WARN, EFI_WARN_UNKNOWN_GLYPH);
    assert_ok(uefi_print("x"));
    lie(state, "SimpleTextOutput.OutputString", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_status(uefi_print("x"), EFI_DEVICE_ERROR);
    EFI_BOOT_SERVICES *boot = leave();
    assert_gone(uefi_print("x"));
    uefi_image()->boot = boot;
}

static void a_tee_needs_one(void **state)
{
    (void)state;
    struct pieces good = {0}, bad = {.fail_at = 1};
    struct uefi_sink both[] = {{&bad, collect}, {&good, collect}};
    struct uefi_tee tee = {both, 2};
    struct uefi_sink sink = uefi_sink_tee(&tee);
    assert_ok(uefi_print_to(&sink, "abc"));
    assert_int_equal(good.size, 3);
    tee.count = 1;
    bad.count = 0;
    assert_status(uefi_print_to(&sink, "abc"), EFI_DEVICE_ERROR);
    tee.count = 0;
    assert_status(uefi_print_to(&sink, "abc"), EFI_UNSUPPORTED);
}

static void a_process_has_no_ports(void **state)
{
    (void)state;
    struct uefi_uart uart = {.port = 0x3f8};
    struct uefi_sink sink = uefi_sink_debugcon();
    assert_status(uefi_print_to(&sink, "x"), EFI_UNSUPPORTED);
    sink = uefi_sink_uart(&uart);
    assert_status(uefi_print_to(&sink, "x"), EFI_UNSUPPORTED);
}

/* --- Frame buffer text: 3 by 2 characters of 8 by 2 pixels, and a margin that nothing touches ---
 */

static void text_in_a_frame_buffer(void **state)
{
    (void)state;
    static const uint8_t glyphs[3][2] = {{0xff, 0xff}, {0x80, 0x01}, {0x0f, 0xf0}};
    static uint32_t pixels[5][32];
    struct uefi_fb_text fb = {
        .fb = {.width = 30,
               .height = 5,
               .stride = 32,
               .bytes_per_pixel = 4,
               .mask = {0xff0000, 0xff00, 0xff, 0}},
        .at = pixels,
        .font = {glyphs[0], 'a', 3, 8, 2},
        .color = 0xffffff,
        .background = 0x000001,
    };
    memset(pixels, 0xee, sizeof pixels);
    struct uefi_sink sink = uefi_sink_framebuffer(&fb);
    assert_ok(uefi_print_to(&sink, "abc"));
    assert_int_equal(pixels[0][0], 0xffffff);
    assert_int_equal(pixels[0][8], 0xffffff);
    assert_int_equal(pixels[0][9], 1);
    assert_int_equal(pixels[1][15], 0xffffff);
    assert_int_equal(pixels[0][20], 0xffffff);
    assert_int_equal(pixels[0][24], 0xeeeeeeee);
    assert_int_equal(pixels[2][0], 0xeeeeeeee);
    assert_ok(uefi_print_to(&sink, "b\nc?")); /* wraps, and scrolls; '?' is shown as 'a' */
    assert_int_equal(pixels[0][0], 0xffffff); /* the b */
    assert_int_equal(pixels[0][1], 1);
    assert_int_equal(pixels[2][4], 0xffffff);
    assert_int_equal(pixels[2][8], 0xffffff);
    assert_int_equal(pixels[4][0], 0xeeeeeeee);
    assert_int_equal(pixels[3][31], 0xeeeeeeee);
    assert_ok(uefi_print_to(&sink, "\rb"));
    assert_int_equal(pixels[2][4], 1);

    struct uefi_fb_text wrong = fb;
    sink.ctx = &wrong;
    wrong.at = NULL;
    assert_status(uefi_print_to(&sink, "a"), EFI_INVALID_PARAMETER);
    wrong = fb, wrong.fb.bytes_per_pixel = 3;
    assert_status(uefi_print_to(&sink, "a"), EFI_INVALID_PARAMETER);
    wrong = fb, wrong.font.glyphs = NULL;
    assert_status(uefi_print_to(&sink, "a"), EFI_INVALID_PARAMETER);
    wrong = fb, wrong.font.width = 0;
    assert_status(uefi_print_to(&sink, "a"), EFI_INVALID_PARAMETER);
    wrong = fb, wrong.font.width = 9;
    assert_status(uefi_print_to(&sink, "a"), EFI_INVALID_PARAMETER);
    wrong = fb, wrong.fb.width = 7;
    assert_status(uefi_print_to(&sink, "a"), EFI_INVALID_PARAMETER);
    wrong = fb, wrong.row = 2;
    assert_status(uefi_print_to(&sink, "a"), EFI_INVALID_PARAMETER);
}

/* --- Firmware's font: a glyph is the bits of its number, three by two --- */

static uint16_t glyph_width, glyph_height;
static CHAR16 odd_glyph; /* is one wider, or is none at all when the width is 0 */
static EFI_STATUS glyph_answer;

static EFI_STATUS EFIAPI get_glyph(const EFI_HII_FONT_PROTOCOL *self, CHAR16 c,
                                   const EFI_FONT_DISPLAY_INFO *info, EFI_IMAGE_OUTPUT **ret,
                                   UINTN *baseline)
{
    (void)self, (void)info, (void)baseline;
    assert_null(*ret);
    if (glyph_answer != EFI_SUCCESS)
        return glyph_answer;
    if (glyph_width == 0)
        return EFI_SUCCESS;
    uint16_t width = (uint16_t)(glyph_width + (c == odd_glyph));
    size_t pixels = (size_t)width * glyph_height;
    EFI_IMAGE_OUTPUT *image;
    uefi_boot()->AllocatePool(EfiBootServicesData, sizeof *image, (void **)&image);
    *image = (EFI_IMAGE_OUTPUT){width, glyph_height, {NULL}};
    if (pixels)
        uefi_boot()->AllocatePool(EfiBootServicesData, pixels * 4, (void **)&image->Image.Bitmap);
    for (size_t i = 0; i < pixels; i++)
        image->Image.Bitmap[i] = uefi_rgb(c >> (i % 16) & 1 ? 0x989898 : 0x000000);
    *ret = image;
    return EFI_SUCCESS;
}

static void takes_the_font_along(void **state)
{
    static const EFI_GUID guid = EFI_HII_FONT_PROTOCOL_GUID;
    static EFI_HII_FONT_PROTOCOL raw = {.GetGlyph = get_glyph};
    struct uefi_font font = {0};
    assert_status(uefi_font_open(&font), EFI_UNSUPPORTED);
    uefi_mock_install((struct uefi_mock *)*state, NULL, &guid, &raw);
    glyph_width = 3, glyph_height = 2, odd_glyph = 0, glyph_answer = EFI_SUCCESS;
    assert_ok(uefi_font_open(&font));
    assert_int_equal(font.width, 3);
    assert_int_equal(font.height, 2);
    for (uint32_t c = 0x20; c < 0x7f; c++) {
        const uint8_t *rows = font.glyphs + (c - font.first) * 2;
        assert_int_equal(rows[0], (c & 1) << 7 | (c & 2) << 5 | (c & 4) << 3);
        assert_int_equal(rows[1], (c & 8) << 4 | (c & 16) << 2 | (c & 32));
    }
    uefi_font_close(&font);
    uefi_font_close(&font);
    static const uint16_t wrong[][3] = {{0, 2, 0}, {9, 2, 0}, {3, 0, 0}, {3, 33, 0}, {3, 2, 'x'}};
    for (size_t i = 0; i < 5; i++) {
        glyph_width = wrong[i][0], glyph_height = wrong[i][1], odd_glyph = wrong[i][2];
        assert_status(uefi_font_open(&font), EFI_PROTOCOL_ERROR);
    }
    glyph_answer = EFI_WARN_UNKNOWN_GLYPH;
    assert_status(uefi_font_open(&font), EFI_PROTOCOL_ERROR); /* not a single one */
    glyph_answer = EFI_DEVICE_ERROR;
    assert_status(uefi_font_open(&font), EFI_DEVICE_ERROR);
    lie(state, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES);
    assert_status(uefi_font_open(&font), EFI_OUT_OF_RESOURCES);
    assert_null(font.glyphs);
}

TESTS(test(numbers_as_the_host_has_them), test(sizes), test(texts),
      test(pointers_and_what_they_show), test(what_does_not_fit), test(pieces_are_whole_characters),
      test(broken_utf8_comes_out_as_it_is), booted(to_the_console), test(a_tee_needs_one),
      test(a_process_has_no_ports), test(text_in_a_frame_buffer), booted(takes_the_font_along))
