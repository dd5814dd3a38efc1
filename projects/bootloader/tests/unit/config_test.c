/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The configuration file: every key, every mistake and the warning that it gets. */
#include "load/config.h"
#include "tests/said.h"

static struct config config;

static void parse(const char *text)
{
    static char copy[4096]; /* of its own size, so that a byte too far is seen */
    char *exact = malloc(strlen(text) + 1);
    assert_non_null(exact);
    memcpy(exact, text, strlen(text));
    config_parse(&config, memcpy(copy, exact, strlen(text)), strlen(text));
    config_parse(&config, exact, strlen(text));
    config.text.at = copy;
    config.text.size = strlen(text);
    config.kernel.at = config.kernel.size ? copy + (config.kernel.at - exact) : NULL;
    config.cmdline.at = config.cmdline.size ? copy + (config.cmdline.at - exact) : NULL;
    free(exact);
}

static void assert_span(struct span span, const char *text)
{
    assert_int_equal(span.size, strlen(text));
    if (span.size)
        assert_memory_equal(span.at, text, span.size);
}

static void all_keys(void **state)
{
    (void)state;
    parse("# what to boot\n"
          "kernel = /boot/kernel.elf\n"
          "  cmdline\t=  root=/dev/sda1 quiet  \r\n"
          "\n"
          "module=/boot/initrd.img  the string = # to the end \n"
          "module = /boot/fonts\n"
          "resolution = 1280x800\n"
          "serial = debug\n"
          "screen = off\n"
          "seed = 0x00ffABcd");
    assert_string_equal(said(), "");
    assert_span(config.kernel, "/boot/kernel.elf");
    assert_span(config.cmdline, "root=/dev/sda1 quiet");
    assert_int_equal(config.width, 1280);
    assert_int_equal(config.height, 800);
    assert_int_equal(config.serial, LOG_DEBUG);
    assert_int_equal(config.screen, LOG_NONE);
    assert_true(config.has_seed);
    assert_int_equal(config.seed, 0xffabcd);
    assert_int_equal(config.modules, 2);
    size_t next = 0;
    struct config_module module;
    assert_true(config_module(&config, &next, &module));
    assert_span(module.path, "/boot/initrd.img");
    assert_span(module.string, "the string = # to the end");
    assert_true(config_module(&config, &next, &module));
    assert_span(module.path, "/boot/fonts");
    assert_span(module.string, "");
    assert_false(config_module(&config, &next, &module));
    assert_false(config_module(&config, &next, &module));
}

static void nothing_is_the_defaults(void **state)
{
    (void)state;
    size_t next = 0;
    struct config_module module;
    parse("");
    assert_string_equal(said(), "");
    assert_int_equal(config.kernel.size, 0);
    assert_int_equal(config.cmdline.size, 0);
    assert_int_equal(config.serial, LOG_INFO);
    assert_int_equal(config.screen, LOG_WARNING);
    assert_int_equal(config.width, 0);
    assert_false(config.has_seed);
    assert_false(config_module(&config, &next, &module));
}

static void mistakes_are_warnings(void **state)
{
    (void)state;
    static const struct {
        const char *text, *warning;
    } cases[] = {
        {"kernel /boot/k\n", ":1: \"kernel /boot/k\" is left out: a line is `key = value`"},
        {"\n\nkernl = /k\n", ":3: there is no key \"kernl\"; did you mean \"kernel\"?"},
        {"modules = /k\n", "did you mean \"module\"?"},
        {"command = x\n", "did you mean \"cmdline\"?"},
        {"rezolution = 3x4\n", "did you mean \"resolution\"?"},
        {" = x\n", "there is no key \"\"; did you mean \"seed\"?"},
        {"kernel = boot/k\n",
         ":1: `kernel = boot/k` is left out: it wants a path that begins with /"},
        {"kernel =\n", "`kernel = "},
        {"kernel = /\n", "`kernel = "},
        {"module = x\n", "`module = "},
        {"module =\n", "`module = "},
        {"resolution = 800\n", "`resolution = 800` is left out: it wants WIDTHxHEIGHT"},
        {"resolution = 800x\n", "`resolution = "},
        {"resolution = 0x600\n", "`resolution = "},
        {"resolution = 70000x600\n", "`resolution = "},
        {"resolution = 8a0x600\n", "`resolution = "},
        {"serial = loud\n",
         "`serial = loud` is left out: it wants off, error, warning, info or debug"},
        {"screen = Info\n", "`screen = Info` is left out"},
        {"seed = 0x\n", "`seed = 0x` is left out: it wants up to 16 hexadecimal digits"},
        {"seed = 11112222333344445\n", "`seed = 1111"},
        {"kernel = /a\nkernel = /b\n", ":2: `kernel` was given before; this one counts"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        said_begin();
        parse(cases[i].text);
        assert_contains(said(), "warning: " CONFIG_PATH);
        assert_contains(said(), cases[i].warning);
        assert_int_equal(config.modules, 0);
    }
    assert_span(config.kernel, "/b");
    parse("seed = ffffFFFF00000000\n");
    assert_int_equal(config.seed, 0xffffffff00000000u);
}

static void booting_goes_on(void **state)
{
    (void)state;
    parse("colour = blue\nserial = loud\nkernel = /k\nmodule = bad\nmodule = /good x\n");
    struct config_module module;
    size_t next = 0;
    assert_span(config.kernel, "/k");
    assert_int_equal(config.serial, LOG_INFO);
    assert_int_equal(config.modules, 1);
    assert_true(config_module(&config, &next, &module));
    assert_span(module.path, "/good");
    assert_false(config_module(&config, &next, &module));
}

static void long_things(void **state)
{
    (void)state;
    char text[2000];
    memset(text, 'k', sizeof text);
    text[sizeof text - 1] = 0;
    parse(text); /* no '=' */
    text[1500] = '=';
    parse(text); /* a key of 1500 letters */
    memcpy(text, "kernel = /", 10);
    text[1500] = 'k';
    parse(text);
    assert_contains(said(), "`kernel = ");
    assert_int_equal(config.kernel.size, 0);
    text[9 + CONFIG_PATH_MAX] = 0;
    said_begin();
    parse(text);
    assert_string_equal(said(), "");
    assert_int_equal(config.kernel.size, CONFIG_PATH_MAX);
    said_begin();
    config_parse(&config, "kernel = /a\0b", 13);
    assert_contains(said(), "a path without a NUL");
}

static void a_byte_order_mark(void **state)
{
    (void)state;
    parse("\xef\xbb\xbfkernel = /k\nmodule = /m");
    struct config_module module;
    size_t next = 0;
    assert_string_equal(said(), "");
    assert_span(config.kernel, "/k");
    config_parse(&config, "\xef\xbb\xbfmodule = /m", 14);
    assert_true(config_module(&config, &next, &module));
    assert_span(module.path, "/m");
}

TESTS(said_test(all_keys), said_test(nothing_is_the_defaults), said_test(mistakes_are_warnings),
      said_test(booting_goes_on), said_test(long_things), said_test(a_byte_order_mark))
