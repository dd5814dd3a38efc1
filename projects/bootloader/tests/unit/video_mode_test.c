/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The choice of a mode, rule by rule; and what monitors say, with one made by hand. */
#include "tests/said.h"
#include "video/edid.h"
#include "video/mode.h"

/* ---- EDID -------------------------------------------------------------------------------------*/

/* A first block whose n-th descriptor (0 to 3) is a timing, the others texts. */
static void make_edid(uint8_t edid[128], unsigned n, uint32_t width, uint32_t height,
                      bool interlaced)
{
    memset(edid, 0, 128);
    memset(edid + 1, 0xff, 6);
    uint8_t *timing = edid + 54 + 18 * n;
    timing[0] = 1; /* pixel clock */
    timing[2] = (uint8_t)width;
    timing[3] = 0x34; /* blanking, whose upper bits share a byte with the picture's */
    timing[4] = (uint8_t)(width >> 8 << 4 | 0xa);
    timing[5] = (uint8_t)height;
    timing[7] = (uint8_t)(height >> 8 << 4 | 0x5);
    timing[17] = interlaced ? 0x9e : 0x1e;
    for (int i = 0; i < 127; i++)
        edid[127] = (uint8_t)(edid[127] - edid[i]);
}

static void reads_the_first_timing(void **state)
{
    (void)state;
    uint8_t edid[256] = {0};
    struct edid_timing timing;
    for (unsigned n = 0; n < 4; n++) {
        make_edid(edid, n, 4095 - n, 2160 + n, false);
        assert_true(edid_is_sound(edid));
        assert_true(edid_preferred(edid, n % 2 ? 128 : 256, &timing));
        assert_int_equal(timing.width, 4095 - n);
        assert_int_equal(timing.height, 2160 + n);
        assert_false(timing.interlaced);
    }
    make_edid(edid, 0, 1920, 540, true);
    assert_true(edid_preferred(edid, 128, &timing));
    assert_int_equal(timing.height, 1080);
    assert_true(timing.interlaced);
    edid[100] ^= 1;
    assert_false(edid_is_sound(edid));
    assert_true(edid_preferred(edid, 128, &timing)); /* as said in edid.h */
}

static void refuses_what_is_no_edid(void **state)
{
    (void)state;
    uint8_t edid[128];
    struct edid_timing timing = {1, 2, true};
    make_edid(edid, 0, 1920, 1080, false);
    assert_false(edid_preferred(NULL, 0, &timing));
    assert_false(edid_preferred(edid, 127, &timing));
    for (unsigned i = 0; i < 8; i++) {
        edid[i] ^= 0x40;
        assert_false(edid_preferred(edid, 128, &timing));
        edid[i] ^= 0x40;
    }
    make_edid(edid, 0, 0, 1080, false);
    assert_false(edid_preferred(edid, 128, &timing));
    make_edid(edid, 3, 1920, 0, false);
    assert_false(edid_preferred(edid, 128, &timing));
    memset(edid + 54, 0, 72);
    assert_false(edid_preferred(edid, 128, &timing));
    assert_int_equal(timing.width, 1); /* untouched */
}

/* 700 real ones, and what edid-decode reads in them: "1920x1080", "1920x1080i". Of two
 * the list says "-", although they have a timing. */
static void monitors_of_the_corpus(void **state)
{
    (void)state;
    char command[1024], line[8192];
    const char *corpus = getenv("OSDEV_CORPUS");
    snprintf(command, sizeof command, "xzcat '%s/edid/edid.tsv.xz' 2>/dev/null",
             corpus ? corpus : ".");
    FILE *table = popen(command, "r");
    unsigned rows = 0, listed = 0, sound = 0;
    while (table && fgets(line, sizeof line, table)) {
        char *fields[6] = {line}, got[64] = "-";
        for (int i = 1; i < 6 && fields[i - 1]; i++)
            if ((fields[i] = strchr(fields[i - 1], '\t')))
                *fields[i]++ = 0;
        if (!fields[5] || !strcmp(fields[0], "id"))
            continue;
        uint8_t edid[4096];
        size_t size = 0;
        while (sscanf(fields[5] + 2 * size, "%2hhx", &edid[size]) == 1)
            size++;
        struct edid_timing timing;
        if (edid_preferred(edid, size, &timing))
            snprintf(got, sizeof got, "%ux%u%s", timing.width, timing.height,
                     timing.interlaced ? "i" : "");
        listed += strcmp(fields[2], "-") != 0;
        if (strcmp(fields[2], "-") != 0 && strcmp(got, fields[2]) != 0)
            fail_msg("%s: %s, but it is listed with %s", fields[0], got, fields[2]);
        bool all = true;
        for (size_t block = 0; block + EDID_BLOCK <= size; block += EDID_BLOCK)
            all &= edid_is_sound(edid + block);
        assert_int_equal(all, !strcmp(fields[4], "ok"));
        sound += all;
        rows++;
    }
    if (table)
        pclose(table);
    if (!rows) {
        print_message("skipped: the corpus of EDIDs is not there (OSDEV_CORPUS)\n");
        skip();
    }
    assert_int_equal(rows, 700);
    assert_int_equal(listed, 698);
    assert_int_equal(sound, 699);
}

/* ---- Choice -----------------------------------------------------------------------------------*/

#define MODE(w, h, bits, n)                                          \
    {                                                                \
        .width = w, .height = h, .bits_per_pixel = bits, .number = n \
    }
static const struct boot_mode modes[] = {
    MODE(640, 480, 16, 1),    MODE(640, 480, 32, 2),    MODE(1024, 768, 24, 3),
    MODE(800, 600, 32, 4),    MODE(1280, 720, 16, 5),   MODE(1280, 720, 24, 6),
    MODE(1280, 720, 24, 7),   MODE(1280, 1024, 32, 8),  MODE(1600, 1200, 32, 9),
    MODE(1920, 1080, 16, 10), MODE(1920, 1080, 32, 11), MODE(2560, 1440, 32, 12),
};
#define COUNT (sizeof modes / sizeof *modes)

/* The number of the chosen mode, 0: none. `monitor`: width and height, or NULL. */
static unsigned choose(size_t count, const uint32_t *monitor, struct screen_wish wish)
{
    uint8_t edid[128];
    said_begin();
    if (monitor)
        make_edid(edid, 0, monitor[0], monitor[1], false);
    const struct boot_mode *mode =
        mode_choose(modes, count, monitor ? edid : NULL, monitor ? 128 : 0, &wish);
    return mode ? mode->number : 0;
}
#define WISH(w, h)                    ((struct screen_wish){w, h, 0, 0})
#define LEAST(w, h, least_w, least_h) ((struct screen_wish){w, h, least_w, least_h})
#define MONITOR(w, h)                 ((uint32_t[]){w, h})

static void a_wish_comes_first(void **state)
{
    (void)state;
    assert_int_equal(choose(COUNT, MONITOR(1920, 1080), WISH(640, 480)), 2);
    assert_int_equal(choose(COUNT, NULL, WISH(1280, 720)), 6);
    assert_int_equal(choose(COUNT, NULL, WISH(2560, 1440)), 12);
    assert_string_equal(said(), "");
    assert_int_equal(choose(COUNT, MONITOR(1920, 1080), WISH(1234, 567)), 11);
    assert_contains(said(), "no mode of 1234 x 567");
    assert_int_equal(choose(COUNT, NULL, LEAST(640, 480, 800, 600)), 6);
    assert_contains(said(), "no mode of 640 x 480 that the kernel accepts");
}

static void then_the_monitor(void **state)
{
    (void)state;
    assert_int_equal(choose(COUNT, MONITOR(1920, 1080), WISH(0, 0)), 11);
    assert_int_equal(choose(COUNT, MONITOR(2560, 1440), WISH(0, 0)), 12);
    assert_int_equal(choose(COUNT, MONITOR(1366, 768), WISH(0, 0)), 6); /* the largest that fits */
    assert_int_equal(choose(COUNT, MONITOR(1680, 1050), WISH(0, 0)), 8);
    assert_int_equal(choose(COUNT, MONITOR(320, 200), WISH(0, 0)), 2); /* none fits: the smallest */
}

static void then_what_everyone_shows(void **state)
{
    (void)state;
    assert_int_equal(choose(COUNT, NULL, WISH(0, 0)), 6);
    assert_int_equal(choose(3, NULL, WISH(0, 0)), 3);
    assert_int_equal(choose(1, NULL, WISH(0, 0)), 1);
    assert_string_equal(said(), "");
}

static void never_below_the_minimum(void **state)
{
    (void)state;
    assert_int_equal(choose(COUNT, MONITOR(1280, 720), LEAST(0, 0, 1280, 721)), 8);
    assert_int_equal(choose(COUNT, NULL, LEAST(0, 0, 1281, 0)), 9); /* the smallest such */
    assert_int_equal(choose(COUNT, NULL, LEAST(0, 0, 1281, 1200)), 9);
    assert_int_equal(choose(COUNT, NULL, LEAST(800, 600, 2561, 0)), 0);
    assert_contains(said(), "wants a screen of 2561 x 0 at least; none of the 12 modes");
    assert_int_equal(choose(0, NULL, WISH(0, 0)), 0);
    assert_contains(said(), "no mode with a frame buffer");
}

TESTS(test(reads_the_first_timing), test(refuses_what_is_no_edid), test(monitors_of_the_corpus),
      test(a_wish_comes_first), test(then_the_monitor), test(then_what_everyone_shows),
      test(never_below_the_minimum))
