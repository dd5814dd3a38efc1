/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A counter with a frequency: see uefi/platform.h. */
#include "check.h"
#include "uefi/platform.h"

static const EFI_GUID guid = EFI_TIMESTAMP_PROTOCOL_GUID;

static uefi_status open(void *interface, struct uefi_timestamp *ret_timestamp)
{
    struct uefi_timestamp timestamp = {.raw = (EFI_TIMESTAMP_PROTOCOL *)interface};
    UEFI_TRY(uefi_status_of(timestamp.raw->GetProperties(&timestamp.properties)));
    if (timestamp.properties.Frequency == 0 || timestamp.properties.EndValue == 0)
        return LIE;
    *ret_timestamp = timestamp;
    return UEFI_OK;
}

uefi_status uefi_timestamp_open(struct uefi_timestamp *ret_timestamp)
{
    void *interface = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &interface));
    return open(interface, ret_timestamp);
}

uefi_status uefi_timestamp_open_on(struct uefi_handle handle, struct uefi_timestamp *ret_timestamp)
{
    void *interface = NULL;
    UEFI_TRY(uefi_protocol_open(handle, &guid, UEFI_GET, &interface, NULL));
    return open(interface, ret_timestamp);
}

void uefi_timestamp_close(struct uefi_timestamp *timestamp)
{
    uefi_opened_close(&timestamp->opened);
    timestamp->raw = NULL;
}

uefi_status uefi_timestamp_get(struct uefi_timestamp *timestamp, uint64_t *ret_count)
{
    NEEDS(timestamp);
    uint64_t count = timestamp->raw->GetTimestamp();
    if (count > timestamp->properties.EndValue)
        return LIE;
    *ret_count = count;
    return UEFI_OK;
}

uint64_t uefi_timestamp_between(const struct uefi_timestamp *timestamp, uint64_t from, uint64_t to)
{
    const uint64_t second = 1000000000, frequency = timestamp->properties.Frequency;
    uint64_t ticks = to >= from ? to - from : timestamp->properties.EndValue - from + to + 1;
    uint64_t seconds = ticks / frequency, rest = ticks % frequency;
    if (seconds >= UINT64_MAX / second)
        return UINT64_MAX;
    /* the fraction, without leaving 64 bits: a frequency beyond 18 GHz loses its lowest bits */
    uint64_t scale = frequency;
    for (; rest > UINT64_MAX / second; rest >>= 1)
        scale >>= 1;
    return seconds * second + rest * second / scale;
}
