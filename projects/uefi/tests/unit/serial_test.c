/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Serial ports, on an instance of the test's own: what is written comes back.
 *
 * Tests: EFI_SERIAL_IO_PROTOCOL
 */
#include "check.h"
#include "uefi/guid.h"
#include "uefi/serial.h"

static const EFI_GUID terminal = EFI_SERIAL_TERMINAL_DEVICE_TYPE_GUID;

static struct {
    EFI_SERIAL_IO_PROTOCOL protocol;
    EFI_SERIAL_IO_MODE mode;
    uint32_t control;
    char fifo[16];
    size_t count;
} port;

static EFI_STATUS EFIAPI reset(EFI_SERIAL_IO_PROTOCOL *this)
{
    struct uefi_mock_lie lie;
    (void)this;
    port.count = 0;
    return uefi_mock_called("SerialIo.Reset", &lie);
}

static EFI_STATUS EFIAPI set_attributes(EFI_SERIAL_IO_PROTOCOL *this, UINT64 baud, UINT32 depth,
                                        UINT32 timeout, EFI_PARITY_TYPE parity, UINT8 data_bits,
                                        EFI_STOP_BITS_TYPE stop_bits)
{
    (void)this;
    if (data_bits > 8)
        return EFI_INVALID_PARAMETER;
    port.mode.BaudRate = baud ? baud : 115200;
    port.mode.ReceiveFifoDepth = depth;
    port.mode.Timeout = timeout;
    port.mode.Parity = parity;
    port.mode.DataBits = data_bits;
    port.mode.StopBits = stop_bits;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI set_control(EFI_SERIAL_IO_PROTOCOL *this, UINT32 control)
{
    (void)this;
    if (control & ~port.mode.ControlMask)
        return EFI_UNSUPPORTED;
    port.control = control;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_control(EFI_SERIAL_IO_PROTOCOL *this, UINT32 *control)
{
    (void)this;
    *control = port.control | (port.count ? 0 : EFI_SERIAL_INPUT_BUFFER_EMPTY);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI write(EFI_SERIAL_IO_PROTOCOL *this, UINTN *size, VOID *data)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("SerialIo.Write", &lie);
    UINTN room = sizeof port.fifo - port.count, done = *size < room ? *size : room;
    (void)this;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    memcpy(port.fifo + port.count, data, done);
    port.count += done;
    bool all = done == *size;
    *size = (UINTN)uefi_mock_number(&lie, done);
    return all ? status : EFI_TIMEOUT;
}

static EFI_STATUS EFIAPI read(EFI_SERIAL_IO_PROTOCOL *this, UINTN *size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("SerialIo.Read", &lie);
    UINTN done = *size < port.count ? *size : port.count;
    (void)this;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    memcpy(buffer, port.fifo, done);
    memmove(port.fifo, port.fifo + done, port.count - done);
    port.count -= done;
    bool all = done == *size;
    *size = (UINTN)uefi_mock_number(&lie, done);
    return all ? status : EFI_TIMEOUT;
}

static struct uefi_handle installed(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_SERIAL_IO_PROTOCOL_GUID;
    memset(&port, 0, sizeof port);
    port.mode = (EFI_SERIAL_IO_MODE){.ControlMask = EFI_SERIAL_REQUEST_TO_SEND,
                                     .Timeout = 1000000,
                                     .BaudRate = 115200,
                                     .DataBits = 8,
                                     .Parity = NoParity,
                                     .StopBits = OneStopBit};
    port.protocol = (EFI_SERIAL_IO_PROTOCOL){.Revision = EFI_SERIAL_IO_PROTOCOL_REVISION1p1,
                                             .Reset = reset,
                                             .SetAttributes = set_attributes,
                                             .SetControl = set_control,
                                             .GetControl = get_control,
                                             .Write = write,
                                             .Read = read,
                                             .Mode = &port.mode,
                                             .DeviceTypeGuid = &terminal};
    return uefi_handle_of(uefi_mock_install(m, NULL, &guid, &port.protocol));
}

static void bytes_both_ways(struct uefi_mock *m)
{
    struct uefi_serial serial = {0};
    size_t done = 99;
    char buf[20] = "";
    assert_status(uefi_serial_open(&serial), EFI_UNSUPPORTED);
    struct uefi_handle handle = installed(m);
    assert_ok(uefi_serial_open(&serial));
    uefi_serial_close(&serial);
    assert_ok(uefi_serial_open_on(handle, &serial));
    assert_ok(uefi_serial_write(&serial, "hello", 5, NULL));
    assert_ok(uefi_serial_write(&serial, "world", 5, &done));
    assert_int_equal(done, 5);
    assert_ok(uefi_serial_read(&serial, buf, 4, NULL));
    assert_string_equal(buf, "hell");
    assert_status(uefi_serial_read(&serial, buf, 19, &done), EFI_TIMEOUT);
    assert_int_equal(done, 6);
    assert_memory_equal(buf, "oworld", 6);
    assert_status(uefi_serial_write(&serial, "0123456789abcdefgh", 18, &done), EFI_TIMEOUT);
    assert_int_equal(done, 16);
    assert_ok(uefi_serial_reset(&serial));
    assert_status(uefi_serial_read(&serial, buf, 1, &done), EFI_TIMEOUT);
    assert_int_equal(done, 0);
    uefi_serial_close(&serial);
    done = 99;
    assert_status(uefi_serial_write(&serial, "x", 1, &done), EFI_NOT_STARTED);
    assert_int_equal(done, 0);
}
MOCKED(bytes_both_ways)

static void how_it_is_set(struct uefi_mock *m)
{
    struct uefi_serial serial = {0};
    EFI_SERIAL_IO_MODE mode;
    EFI_GUID type;
    uint32_t control;
    installed(m);
    assert_ok(uefi_serial_open(&serial));
    assert_ok(uefi_serial_mode(&serial, &mode));
    assert_int_equal(mode.BaudRate, 115200);
    mode.BaudRate = 9600;
    mode.DataBits = 7;
    assert_ok(uefi_serial_set_mode(&serial, &mode));
    assert_ok(uefi_serial_mode(&serial, &mode));
    assert_int_equal(mode.BaudRate, 9600);
    mode.DataBits = 9;
    assert_status(uefi_serial_set_mode(&serial, &mode), EFI_INVALID_PARAMETER);
    mode.DataBits = 0x108; /* would be 8 if it were cut */
    assert_status(uefi_serial_set_mode(&serial, &mode), EFI_INVALID_PARAMETER);
    assert_ok(uefi_serial_set_control(&serial, EFI_SERIAL_REQUEST_TO_SEND));
    assert_ok(uefi_serial_get_control(&serial, &control));
    assert_int_equal(control, EFI_SERIAL_REQUEST_TO_SEND | EFI_SERIAL_INPUT_BUFFER_EMPTY);
    assert_status(uefi_serial_set_control(&serial, 1u << 31), EFI_UNSUPPORTED);
    assert_ok(uefi_serial_device_type(&serial, &type));
    assert_true(uefi_guid_equal(&type, &terminal));
    port.protocol.Revision = EFI_SERIAL_IO_PROTOCOL_REVISION; /* the member is not there */
    assert_status(uefi_serial_device_type(&serial, &type), EFI_UNSUPPORTED);
    port.protocol.Revision = EFI_SERIAL_IO_PROTOCOL_REVISION1p1;
    port.protocol.DeviceTypeGuid = NULL;
    assert_status(uefi_serial_device_type(&serial, &type), EFI_UNSUPPORTED);
    port.protocol.Mode = (EFI_SERIAL_IO_MODE *)((uintptr_t)&port.mode + 2);
    assert_status(uefi_serial_mode(&serial, &mode), EFI_PROTOCOL_ERROR);
    port.protocol.Mode = NULL;
    assert_status(uefi_serial_mode(&serial, &mode), EFI_PROTOCOL_ERROR);
    end_boot_services();
    assert_status(uefi_serial_mode(&serial, &mode), EFI_NOT_READY);
    uefi_serial_close(&serial);
}
MOCKED(how_it_is_set)

static void lies_about_counts(struct uefi_mock *m)
{
    struct uefi_serial serial = {0};
    size_t done = 99;
    char buf[4] = "";
    installed(m);
    assert_ok(uefi_serial_open(&serial));
    static const uint64_t counts[] = {0, 3, 5, UINT64_MAX};
    for (size_t i = 0; i < 4; i++) {
        uefi_mock_lie(m, "SerialIo.Write", UEFI_MOCK_NUMBER, counts[i], 0, 1);
        uefi_mock_lie(m, "SerialIo.Read", UEFI_MOCK_NUMBER, counts[i], 0, 1);
        assert_status(uefi_serial_write(&serial, "1234", 4, &done), EFI_PROTOCOL_ERROR);
        assert_true(done <= 4);
        assert_status(uefi_serial_read(&serial, buf, 4, &done), EFI_PROTOCOL_ERROR);
        assert_true(done <= 4);
    }
    uefi_mock_lie(m, "SerialIo.Write", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_serial_write(&serial, "1234", 4, NULL), EFI_DEVICE_ERROR);
    uefi_mock_lie(m, "SerialIo.Reset", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_serial_reset(&serial), EFI_DEVICE_ERROR);
    uefi_serial_close(&serial);
}
MOCKED(lies_about_counts)

TESTS(mocked(bytes_both_ways), mocked(how_it_is_set), mocked(lies_about_counts))
