/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Sinks that need no boot services: see uefi/log.h. */
#include "uefi/log.h"

#include "check.h"
#include "port.h"

static uefi_status write_tee(void *ctx, const char *text, size_t size)
{
    const struct uefi_tee *tee = (const struct uefi_tee *)ctx;
    uefi_status status = uefi_status_of(EFI_UNSUPPORTED);
    bool taken = false;
    for (size_t i = 0; i < tee->count; i++) {
        status = tee->to[i].write(tee->to[i].ctx, text, size);
        taken = taken || uefi_is_ok(status);
    }
    return taken ? UEFI_OK : status;
}

struct uefi_sink uefi_sink_tee(struct uefi_tee *tee)
{
    return (struct uefi_sink){tee, write_tee};
}

static uefi_status write_debugcon(void *ctx, const char *text, size_t size)
{
    (void)ctx;
    if (!HAS_PORTS)
        return uefi_status_of(EFI_UNSUPPORTED);
    for (size_t i = 0; i < size; i++)
        port_out(0xe9, (uint8_t)text[i]);
    return UEFI_OK;
}

struct uefi_sink uefi_sink_debugcon(void)
{
    return (struct uefi_sink){NULL, write_debugcon};
}

#define LINE_STATUS 5
#define CAN_WRITE   0x20

static uefi_status put_uart(uint16_t port, char c)
{
    for (unsigned tries = 0x10000; !(port_in((uint16_t)(port + LINE_STATUS)) & CAN_WRITE); tries--)
        if (tries == 0)
            return uefi_status_of(EFI_TIMEOUT);
    port_out(port, (uint8_t)c);
    return UEFI_OK;
}

static uefi_status write_uart(void *ctx, const char *text, size_t size)
{
    const struct uefi_uart *uart = (const struct uefi_uart *)ctx;
    if (!HAS_PORTS)
        return uefi_status_of(EFI_UNSUPPORTED);
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\n')
            UEFI_TRY(put_uart(uart->port, '\r'));
        UEFI_TRY(put_uart(uart->port, text[i]));
    }
    return UEFI_OK;
}

struct uefi_sink uefi_sink_uart(struct uefi_uart *uart)
{
    return (struct uefi_sink){uart, write_uart};
}
