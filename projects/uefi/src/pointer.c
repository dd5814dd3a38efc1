/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Mice and tablets: see uefi/pointer.h. */
#include "uefi/pointer.h"

#include "bytes.h"
#include "check.h"

static const EFI_GUID mouse_guid = EFI_SIMPLE_POINTER_PROTOCOL_GUID;
static const EFI_GUID tablet_guid = EFI_ABSOLUTE_POINTER_PROTOCOL_GUID;

/* "Nothing new" is EFI_NOT_FOUND: EFI_NOT_READY says that boot services are gone. */
static uefi_status news(EFI_STATUS code)
{
    return uefi_status_of(code == EFI_NOT_READY ? EFI_NOT_FOUND : code);
}

static uefi_status event_of(EFI_EVENT raw, struct uefi_event *ret_event)
{
    if (!raw)
        return LIE;
    ret_event->raw = raw;
    return UEFI_OK;
}

uefi_status uefi_mouse_open(struct uefi_mouse *ret_mouse)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&mouse_guid, &raw));
    *ret_mouse = (struct uefi_mouse){.raw = raw};
    return UEFI_OK;
}

uefi_status uefi_mouse_open_on(struct uefi_handle handle, struct uefi_mouse *ret_mouse)
{
    return UEFI_OPEN(ret_mouse, handle, &mouse_guid, UEFI_GET);
}

void uefi_mouse_close(struct uefi_mouse *mouse)
{
    uefi_opened_close(&mouse->opened);
    mouse->raw = NULL;
}

uefi_status uefi_mouse_reset(struct uefi_mouse *mouse, bool thorough)
{
    NEEDS(mouse);
    return uefi_status_of(mouse->raw->Reset(mouse->raw, thorough));
}

uefi_status uefi_mouse_mode(const struct uefi_mouse *mouse, EFI_SIMPLE_POINTER_MODE *ret_mode)
{
    NEEDS(mouse);
    if (!ALIGNED(mouse->raw->Mode))
        return LIE;
    *ret_mode = *mouse->raw->Mode;
    return UEFI_OK;
}

uefi_status uefi_mouse_read(struct uefi_mouse *mouse, EFI_SIMPLE_POINTER_STATE *ret_state)
{
    NEEDS(mouse);
    EFI_SIMPLE_POINTER_STATE state = {0};
    UEFI_TRY(news(mouse->raw->GetState(mouse->raw, &state)));
    state.LeftButton = state.LeftButton != 0;
    state.RightButton = state.RightButton != 0;
    *ret_state = state;
    return UEFI_OK;
}

uefi_status uefi_mouse_event(const struct uefi_mouse *mouse, struct uefi_event *ret_event)
{
    NEEDS(mouse);
    return event_of(mouse->raw->WaitForInput, ret_event);
}

uefi_status uefi_tablet_open(struct uefi_tablet *ret_tablet)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&tablet_guid, &raw));
    *ret_tablet = (struct uefi_tablet){.raw = raw};
    return UEFI_OK;
}

uefi_status uefi_tablet_open_on(struct uefi_handle handle, struct uefi_tablet *ret_tablet)
{
    return UEFI_OPEN(ret_tablet, handle, &tablet_guid, UEFI_GET);
}

void uefi_tablet_close(struct uefi_tablet *tablet)
{
    uefi_opened_close(&tablet->opened);
    tablet->raw = NULL;
}

uefi_status uefi_tablet_reset(struct uefi_tablet *tablet, bool thorough)
{
    NEEDS(tablet);
    return uefi_status_of(tablet->raw->Reset(tablet->raw, thorough));
}

uefi_status uefi_tablet_mode(const struct uefi_tablet *tablet, EFI_ABSOLUTE_POINTER_MODE *ret_mode)
{
    NEEDS(tablet);
    if (!ALIGNED(tablet->raw->Mode))
        return LIE;
    EFI_ABSOLUTE_POINTER_MODE mode = *tablet->raw->Mode;
    if (mode.AbsoluteMinX > mode.AbsoluteMaxX || mode.AbsoluteMinY > mode.AbsoluteMaxY ||
        mode.AbsoluteMinZ > mode.AbsoluteMaxZ)
        return LIE;
    *ret_mode = mode;
    return UEFI_OK;
}

static uint64_t within(uint64_t at, uint64_t min, uint64_t max)
{
    return at < min ? min : at > max ? max : at;
}

uefi_status uefi_tablet_read(struct uefi_tablet *tablet, EFI_ABSOLUTE_POINTER_STATE *ret_state)
{
    EFI_ABSOLUTE_POINTER_MODE mode;
    EFI_ABSOLUTE_POINTER_STATE state = {0};
    UEFI_TRY(uefi_tablet_mode(tablet, &mode));
    UEFI_TRY(news(tablet->raw->GetState(tablet->raw, &state)));
    state.CurrentX = within(state.CurrentX, mode.AbsoluteMinX, mode.AbsoluteMaxX);
    state.CurrentY = within(state.CurrentY, mode.AbsoluteMinY, mode.AbsoluteMaxY);
    state.CurrentZ = within(state.CurrentZ, mode.AbsoluteMinZ, mode.AbsoluteMaxZ);
    *ret_state = state;
    return UEFI_OK;
}

uefi_status uefi_tablet_event(const struct uefi_tablet *tablet, struct uefi_event *ret_event)
{
    NEEDS(tablet);
    return event_of(tablet->raw->WaitForInput, ret_event);
}

uint32_t uefi_tablet_pixel(uint64_t at, uint64_t min, uint64_t max, uint32_t size)
{
    if (min >= max || !size)
        return 0;
    uint64_t offset = within(at, min, max) - min, range = max - min;
    while (range > UINT32_MAX) { /* so that the product fits */
        range >>= 1;
        offset >>= 1;
    }
    uint64_t pixel = offset * size / (range + 1);
    return pixel < size ? (uint32_t)pixel : size - 1;
}
