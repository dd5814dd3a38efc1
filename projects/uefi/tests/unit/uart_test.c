/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The sinks that write to ports, with ports of the test's own. */
#define PORTS_BY_TEST
#include "log.c"

#include "ci/test.h"

static char written[64];
static size_t count;
static unsigned busy; /* reads of the state until it takes a byte */
static unsigned waited;

uint8_t port_in(uint16_t port)
{
    assert_int_equal(port, 0x3f8 + LINE_STATUS);
    return ++waited > busy ? CAN_WRITE : 0;
}

void port_out(uint16_t port, uint8_t value)
{
    assert_true(port == 0x3f8 || port == 0xe9);
    written[count++] = (char)value;
    waited = 0;
}

static void writes_when_it_can(void **state)
{
    (void)state;
    struct uefi_uart uart = {.port = 0x3f8};
    struct uefi_sink sink = uefi_sink_uart(&uart);
    busy = 100;
    assert_int_equal(uefi_print_to(&sink, "a\nb").code, EFI_SUCCESS);
    assert_int_equal(count, 4);
    assert_memory_equal(written, "a\r\nb", 4);
    count = 0;
    sink = uefi_sink_debugcon();
    assert_int_equal(uefi_print_to(&sink, "a\nb").code, EFI_SUCCESS);
    assert_memory_equal(written, "a\nb", 3);
}

static void gives_up_when_it_never_can(void **state)
{
    (void)state;
    struct uefi_uart uart = {.port = 0x3f8};
    struct uefi_sink sink = uefi_sink_uart(&uart);
    busy = UINT32_MAX;
    count = 0;
    assert_int_equal(uefi_print_to(&sink, "a").code, EFI_TIMEOUT);
    assert_int_equal(uefi_print_to(&sink, "\n").code, EFI_TIMEOUT);
    assert_int_equal(count, 0);
}

TESTS(test(writes_when_it_can), test(gives_up_when_it_never_can))
