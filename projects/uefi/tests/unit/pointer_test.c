/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Mice and tablets, on instances of the test's own.
 *
 * Tests: EFI_SIMPLE_POINTER_PROTOCOL
 * Tests: EFI_ABSOLUTE_POINTER_PROTOCOL
 */
#include "check.h"
#include "uefi/pointer.h"

static struct {
    EFI_SIMPLE_POINTER_PROTOCOL protocol;
    EFI_SIMPLE_POINTER_MODE mode;
    EFI_SIMPLE_POINTER_STATE state;
    bool moved;
} mouse;

static struct {
    EFI_ABSOLUTE_POINTER_PROTOCOL protocol;
    EFI_ABSOLUTE_POINTER_MODE mode;
    EFI_ABSOLUTE_POINTER_STATE state;
} tablet;

static EFI_STATUS EFIAPI mouse_reset(EFI_SIMPLE_POINTER_PROTOCOL *this, BOOLEAN extended)
{
    struct uefi_mock_lie lie;
    (void)this, (void)extended;
    return uefi_mock_called("SimplePointer.Reset", &lie);
}

static EFI_STATUS EFIAPI mouse_state(EFI_SIMPLE_POINTER_PROTOCOL *this,
                                     EFI_SIMPLE_POINTER_STATE *state)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("SimplePointer.GetState", &lie);
    (void)this;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (!mouse.moved)
        return EFI_NOT_READY;
    mouse.moved = false;
    if (lie.how != UEFI_MOCK_SILENT)
        *state = mouse.state;
    return status;
}

static EFI_STATUS EFIAPI tablet_reset(EFI_ABSOLUTE_POINTER_PROTOCOL *this, BOOLEAN extended)
{
    (void)this, (void)extended;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI tablet_state(EFI_ABSOLUTE_POINTER_PROTOCOL *this,
                                      EFI_ABSOLUTE_POINTER_STATE *state)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("AbsolutePointer.GetState", &lie);
    (void)this;
    if (lie.how != UEFI_MOCK_FAIL)
        *state = tablet.state;
    return status;
}

static bool has_moved(void *argument)
{
    (void)argument;
    return mouse.moved;
}

static void move(struct uefi_mock *m, void *argument)
{
    (void)m, (void)argument;
    mouse.moved = true;
}

static struct uefi_handle installed(struct uefi_mock *m)
{
    static const EFI_GUID mouse_guid = EFI_SIMPLE_POINTER_PROTOCOL_GUID;
    static const EFI_GUID tablet_guid = EFI_ABSOLUTE_POINTER_PROTOCOL_GUID;
    memset(&mouse, 0, sizeof mouse);
    memset(&tablet, 0, sizeof tablet);
    mouse.mode.ResolutionX = 8;
    mouse.protocol = (EFI_SIMPLE_POINTER_PROTOCOL){
        mouse_reset, mouse_state, uefi_mock_wait_event(m, has_moved, NULL), &mouse.mode};
    tablet.mode =
        (EFI_ABSOLUTE_POINTER_MODE){.AbsoluteMinX = 100, .AbsoluteMaxX = 1100, .AbsoluteMaxY = 500};
    tablet.protocol = (EFI_ABSOLUTE_POINTER_PROTOCOL){
        tablet_reset, tablet_state, uefi_mock_wait_event(m, has_moved, NULL), &tablet.mode};
    EFI_HANDLE handle = uefi_mock_install(m, NULL, &mouse_guid, &mouse.protocol);
    return uefi_handle_of(uefi_mock_install(m, handle, &tablet_guid, &tablet.protocol));
}

static void a_mouse_moves(struct uefi_mock *m)
{
    struct uefi_mouse object = {0};
    EFI_SIMPLE_POINTER_STATE state;
    EFI_SIMPLE_POINTER_MODE mode;
    struct uefi_event event;
    size_t which;
    assert_status(uefi_mouse_open(&object), EFI_UNSUPPORTED);
    struct uefi_handle handle = installed(m);
    assert_ok(uefi_mouse_open(&object));
    uefi_mouse_close(&object);
    assert_status(uefi_mouse_read(&object, &state), EFI_NOT_STARTED);
    assert_ok(uefi_mouse_open_on(handle, &object));
    assert_ok(uefi_mouse_reset(&object, false));
    assert_ok(uefi_mouse_mode(&object, &mode));
    assert_int_equal(mode.ResolutionX, 8);
    assert_status(uefi_mouse_read(&object, &state), EFI_NOT_FOUND);
    mouse.state = (EFI_SIMPLE_POINTER_STATE){-3, 4, 0, 0x40, 0};
    uefi_mock_when_idle(m, move, NULL);
    assert_ok(uefi_mouse_event(&object, &event));
    assert_ok(uefi_event_wait(&event, 1, UEFI_FOREVER, &which));
    assert_ok(uefi_mouse_read(&object, &state));
    assert_int_equal(state.RelativeMovementX, -3);
    assert_int_equal(state.LeftButton, 1); /* whatever firmware stores for TRUE */
    assert_int_equal(state.RightButton, 0);

    mouse.moved = true;
    uefi_mock_lie(m, "SimplePointer.GetState", UEFI_MOCK_SILENT, 0, 0, 1);
    assert_ok(uefi_mouse_read(&object, &state)); /* what was not written is zero */
    assert_int_equal(state.RelativeMovementX, 0);
    uefi_mock_lie(m, "SimplePointer.GetState", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_mouse_read(&object, &state), EFI_DEVICE_ERROR);
    mouse.protocol.Mode = (EFI_SIMPLE_POINTER_MODE *)((uintptr_t)&mouse.mode + 4);
    assert_status(uefi_mouse_mode(&object, &mode), EFI_PROTOCOL_ERROR);
    mouse.protocol.Mode = NULL;
    assert_status(uefi_mouse_mode(&object, &mode), EFI_PROTOCOL_ERROR);
    mouse.protocol.WaitForInput = NULL;
    assert_status(uefi_mouse_event(&object, &event), EFI_PROTOCOL_ERROR);
    end_boot_services();
    assert_status(uefi_mouse_read(&object, &state), EFI_NOT_READY);
    uefi_mouse_close(&object);
}
MOCKED(a_mouse_moves)

static void a_tablet_is_touched(struct uefi_mock *m)
{
    struct uefi_tablet object = {0};
    EFI_ABSOLUTE_POINTER_STATE state;
    EFI_ABSOLUTE_POINTER_MODE mode;
    struct uefi_event event;
    assert_status(uefi_tablet_open(&object), EFI_UNSUPPORTED);
    struct uefi_handle handle = installed(m);
    assert_ok(uefi_tablet_open(&object));
    uefi_tablet_close(&object);
    assert_ok(uefi_tablet_open_on(handle, &object));
    assert_ok(uefi_tablet_reset(&object, true));
    assert_ok(uefi_tablet_event(&object, &event));
    tablet.state = (EFI_ABSOLUTE_POINTER_STATE){600, 9999, 7, EFI_ABSP_TouchActive};
    assert_ok(uefi_tablet_read(&object, &state));
    assert_int_equal(state.CurrentX, 600);
    assert_int_equal(state.CurrentY, 500); /* beyond the end of the axis */
    assert_int_equal(state.CurrentZ, 0);   /* an axis that is not there */
    tablet.state.CurrentX = 5;
    assert_ok(uefi_tablet_read(&object, &state));
    assert_int_equal(state.CurrentX, 100);
    uefi_mock_lie(m, "AbsolutePointer.GetState", UEFI_MOCK_FAIL, EFI_NOT_READY, 0, 1);
    assert_status(uefi_tablet_read(&object, &state), EFI_NOT_FOUND);
    tablet.mode.AbsoluteMinX = 2000;
    assert_status(uefi_tablet_mode(&object, &mode), EFI_PROTOCOL_ERROR);
    assert_status(uefi_tablet_read(&object, &state), EFI_PROTOCOL_ERROR);
    tablet.protocol.Mode = (EFI_ABSOLUTE_POINTER_MODE *)((uintptr_t)&tablet.mode + 4);
    assert_status(uefi_tablet_mode(&object, &mode), EFI_PROTOCOL_ERROR);
    tablet.protocol.Mode = NULL;
    assert_status(uefi_tablet_mode(&object, &mode), EFI_PROTOCOL_ERROR);
    tablet.protocol.WaitForInput = NULL;
    assert_status(uefi_tablet_event(&object, &event), EFI_PROTOCOL_ERROR);
    uefi_tablet_close(&object);
    assert_status(uefi_tablet_read(&object, &state), EFI_NOT_STARTED);
}
MOCKED(a_tablet_is_touched)

static void places_become_pixels(void **state)
{
    (void)state;
    assert_int_equal(uefi_tablet_pixel(0, 0, 32767, 1024), 0);
    assert_int_equal(uefi_tablet_pixel(32767, 0, 32767, 1024), 1023);
    assert_int_equal(uefi_tablet_pixel(16384, 0, 32767, 1024), 512);
    assert_int_equal(uefi_tablet_pixel(99999, 0, 32767, 1024), 1023);
    assert_int_equal(uefi_tablet_pixel(5, 10, 20, 100), 0);
    assert_int_equal(uefi_tablet_pixel(5, 5, 5, 100), 0);
    assert_int_equal(uefi_tablet_pixel(5, 9, 5, 100), 0);
    assert_int_equal(uefi_tablet_pixel(5, 0, 9, 0), 0);
    assert_int_equal(uefi_tablet_pixel(UINT64_MAX, 0, UINT64_MAX, UINT32_MAX), UINT32_MAX - 1);
    assert_int_equal(uefi_tablet_pixel(UINT64_MAX / 2, 0, UINT64_MAX, 1000), 499);
}

TESTS(mocked(a_mouse_moves), mocked(a_tablet_is_touched), test(places_become_pixels))
