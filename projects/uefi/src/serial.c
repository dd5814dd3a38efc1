/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Serial ports: see uefi/serial.h. */
#include "uefi/serial.h"

#include "bytes.h"
#include "check.h"

static const EFI_GUID guid = EFI_SERIAL_IO_PROTOCOL_GUID;

uefi_status uefi_serial_open(struct uefi_serial *ret_serial)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &raw));
    *ret_serial = (struct uefi_serial){.raw = raw};
    return UEFI_OK;
}

uefi_status uefi_serial_open_on(struct uefi_handle handle, struct uefi_serial *ret_serial)
{
    return UEFI_OPEN(ret_serial, handle, &guid, UEFI_GET);
}

void uefi_serial_close(struct uefi_serial *serial)
{
    uefi_opened_close(&serial->opened);
    serial->raw = NULL;
}

uefi_status uefi_serial_reset(struct uefi_serial *serial)
{
    NEEDS(serial);
    return uefi_status_of(serial->raw->Reset(serial->raw));
}

uefi_status uefi_serial_mode(const struct uefi_serial *serial, EFI_SERIAL_IO_MODE *ret_mode)
{
    NEEDS(serial);
    if (!ALIGNED(serial->raw->Mode))
        return LIE;
    *ret_mode = *serial->raw->Mode;
    return UEFI_OK;
}

uefi_status uefi_serial_set_mode(struct uefi_serial *serial, const EFI_SERIAL_IO_MODE *mode)
{
    NEEDS(serial);
    if (mode->DataBits > UINT8_MAX)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return uefi_status_of(serial->raw->SetAttributes(
        serial->raw, mode->BaudRate, mode->ReceiveFifoDepth, mode->Timeout,
        (EFI_PARITY_TYPE)mode->Parity, (UINT8)mode->DataBits, (EFI_STOP_BITS_TYPE)mode->StopBits));
}

uefi_status uefi_serial_get_control(struct uefi_serial *serial, uint32_t *ret_control)
{
    NEEDS(serial);
    UINT32 control = 0;
    UEFI_TRY(uefi_status_of(serial->raw->GetControl(serial->raw, &control)));
    *ret_control = control;
    return UEFI_OK;
}

uefi_status uefi_serial_set_control(struct uefi_serial *serial, uint32_t control)
{
    NEEDS(serial);
    return uefi_status_of(serial->raw->SetControl(serial->raw, control));
}

/* What a call has done, which was asked for `size` bytes. */
static uefi_status believe(EFI_STATUS code, size_t size, size_t done, size_t *ret_done)
{
    bool lies = done > size || (code == EFI_SUCCESS && done != size);
    if (ret_done)
        *ret_done = done > size ? 0 : done;
    return lies ? LIE : uefi_status_of(code);
}

uefi_status uefi_serial_write(struct uefi_serial *serial, const void *data, size_t size,
                              size_t *ret_done)
{
    if (ret_done)
        *ret_done = 0;
    NEEDS(serial);
    UINTN done = size;
    EFI_STATUS code = serial->raw->Write(serial->raw, &done, (void *)(uintptr_t)data);
    return believe(code, size, done, ret_done);
}

uefi_status uefi_serial_read(struct uefi_serial *serial, void *buf, size_t size, size_t *ret_done)
{
    if (ret_done)
        *ret_done = 0;
    NEEDS(serial);
    UINTN done = size;
    EFI_STATUS code = serial->raw->Read(serial->raw, &done, buf);
    return believe(code, size, done, ret_done);
}

uefi_status uefi_serial_device_type(const struct uefi_serial *serial, EFI_GUID *ret_type)
{
    NEEDS(serial);
    if (serial->raw->Revision < EFI_SERIAL_IO_PROTOCOL_REVISION1p1 || !serial->raw->DeviceTypeGuid)
        return uefi_status_of(EFI_UNSUPPORTED);
    memcpy(ret_type, serial->raw->DeviceTypeGuid, sizeof *ret_type);
    return UEFI_OK;
}
