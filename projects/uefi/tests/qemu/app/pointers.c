/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Mice and tablets, and the serial port, whose other end is the host's console.
 *
 * Tests: EFI_SIMPLE_POINTER_PROTOCOL
 * Tests: EFI_ABSOLUTE_POINTER_PROTOCOL
 * Tests: EFI_SERIAL_IO_PROTOCOL
 */
#include "test.h"
#include "uefi/pointer.h"
#include "uefi/serial.h"

/* What stands for all mice and tablets on the console is there without any. */
static void those_of_the_console(void)
{
    UEFI_SCOPED(uefi_mouse) mouse = {0};
    UEFI_SCOPED(uefi_tablet) tablet = {0};
    EFI_SIMPLE_POINTER_MODE mode;
    EFI_SIMPLE_POINTER_STATE state;
    EFI_ABSOLUTE_POINTER_MODE area = {0};
    EFI_ABSOLUTE_POINTER_STATE place;
    struct uefi_event event = {0};
    if (check_ok(uefi_mouse_open(&mouse))) {
        check_ok(uefi_mouse_mode(&mouse, &mode));
        check_ok(uefi_mouse_event(&mouse, &event));
        check_status(uefi_mouse_read(&mouse, &state), EFI_NOT_FOUND);
    }
    if (check_ok(uefi_tablet_open(&tablet))) {
        check_ok(uefi_tablet_mode(&tablet, &area));
        check_ok(uefi_tablet_event(&tablet, &event));
        check_status(uefi_tablet_read(&tablet, &place), EFI_NOT_FOUND);
    }
}

/* Real ones this firmware has no drivers for: instances of our own, with events of firmware's. */
static bool moved;

static EFI_STATUS EFIAPI mouse_state(EFI_SIMPLE_POINTER_PROTOCOL *this,
                                     EFI_SIMPLE_POINTER_STATE *state)
{
    (void)this;
    if (!moved)
        return EFI_NOT_READY;
    moved = false;
    *state = (EFI_SIMPLE_POINTER_STATE){.RelativeMovementX = -5, .RightButton = 2};
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI tablet_state(EFI_ABSOLUTE_POINTER_PROTOCOL *this,
                                      EFI_ABSOLUTE_POINTER_STATE *state)
{
    (void)this;
    *state = (EFI_ABSOLUTE_POINTER_STATE){.CurrentX = 16384, .CurrentY = 99999};
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI mouse_reset(EFI_SIMPLE_POINTER_PROTOCOL *this, BOOLEAN thorough)
{
    (void)this;
    moved = false;
    return thorough ? EFI_SUCCESS : EFI_DEVICE_ERROR;
}

static EFI_STATUS EFIAPI tablet_reset(EFI_ABSOLUTE_POINTER_PROTOCOL *this, BOOLEAN thorough)
{
    (void)this;
    return thorough ? EFI_SUCCESS : EFI_DEVICE_ERROR;
}

static void those_of_our_own(void)
{
    static const EFI_GUID mouse_guid = EFI_SIMPLE_POINTER_PROTOCOL_GUID;
    static const EFI_GUID tablet_guid = EFI_ABSOLUTE_POINTER_PROTOCOL_GUID;
    struct uefi_event event = {0}, waited;
    check_ok(uefi_event_create(0, TPL_CALLBACK, NULL, NULL, &event));
    EFI_SIMPLE_POINTER_MODE mode = {.ResolutionX = 4};
    EFI_ABSOLUTE_POINTER_MODE area = {.AbsoluteMaxX = 32767, .AbsoluteMaxY = 32767};
    EFI_SIMPLE_POINTER_PROTOCOL raw_mouse = {mouse_reset, mouse_state, event.raw, &mode};
    EFI_ABSOLUTE_POINTER_PROTOCOL raw_tablet = {tablet_reset, tablet_state, event.raw, &area};
    const struct uefi_interface both[] = {{&mouse_guid, &raw_mouse}, {&tablet_guid, &raw_tablet}};
    struct uefi_handle handle = {0};
    struct uefi_mouse mouse = {0};
    struct uefi_tablet tablet = {0};
    EFI_SIMPLE_POINTER_STATE state = {0};
    EFI_ABSOLUTE_POINTER_STATE place = {0};
    size_t which;
    if (!check_ok(uefi_protocols_install(&handle, both, 2)))
        return;
    check_ok(uefi_mouse_open_on(handle, &mouse));
    check_ok(uefi_mouse_reset(&mouse, true));
    check_status(uefi_mouse_read(&mouse, &state), EFI_NOT_FOUND);
    check_ok(uefi_mouse_event(&mouse, &waited));
    moved = true;
    check_ok(uefi_event_signal(event));
    check_ok(uefi_event_wait(&waited, 1, UEFI_SECOND, &which));
    check_ok(uefi_mouse_read(&mouse, &state));
    check(state.RelativeMovementX == -5 && state.RightButton == 1);
    check_ok(uefi_tablet_open_on(handle, &tablet));
    check_ok(uefi_tablet_reset(&tablet, true));
    check_ok(uefi_tablet_read(&tablet, &place));
    check_equal(place.CurrentY, 32767);
    check_equal(uefi_tablet_pixel(place.CurrentX, 0, 32767, 1024), 512);
    uefi_mouse_close(&mouse);
    uefi_tablet_close(&tablet);
    check_ok(uefi_protocols_uninstall(handle, both, 2));
    uefi_event_close(&event);
}

static void a_serial_port(void)
{
    UEFI_SCOPED(uefi_serial) serial = {0};
    EFI_SERIAL_IO_MODE mode = {0};
    uint32_t control = 0;
    size_t done = 0;
    char byte;
    if (!check_ok(uefi_serial_open(&serial)))
        return;
    check_ok(uefi_serial_mode(&serial, &mode));
    note("baud", mode.BaudRate);
    check(mode.BaudRate != 0 && mode.DataBits >= 5 && mode.DataBits <= 8);
    check_ok(uefi_serial_get_control(&serial, &control));
    check_ok(uefi_serial_write(&serial, "\r\nserial: written\r\n", 19, &done));
    check_equal(done, 19);
    check_ok(uefi_serial_set_mode(&serial, &mode));
    /* Nothing is typed at the other end: reading loses patience, and says how much there was. */
    uefi_status status = uefi_serial_read(&serial, &byte, 1, &done);
    check(uefi_is(status, EFI_TIMEOUT) && done == 0);
}

TESTS(pointers, test(those_of_the_console), test(those_of_our_own), test(a_serial_port))
