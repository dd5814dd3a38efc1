/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Runtime services: see uefi/runtime.h. */
#include "uefi/runtime.h"

#include "check.h"

static EFI_RUNTIME_SERVICES *runtime(void)
{
    return uefi_image()->runtime;
}

static bool is_leap(unsigned year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool uefi_time_is_valid(const EFI_TIME *time)
{
    if (time->Year < 1900 || time->Year > 9999 || time->Month < 1 || time->Month > 12)
        return false;
    bool short_month =
        time->Month == 4 || time->Month == 6 || time->Month == 9 || time->Month == 11;
    unsigned days = time->Month == 2 ? 28u + is_leap(time->Year) : 31u - short_month;
    return time->Day >= 1 && time->Day <= days && time->Hour < 24 && time->Minute < 60 &&
           time->Second < 60 && time->Nanosecond < 1000000000 &&
           ((time->TimeZone >= -1440 && time->TimeZone <= 1440) ||
            time->TimeZone == EFI_UNSPECIFIED_TIMEZONE);
}

uefi_status uefi_time_get(EFI_TIME *ret_time, EFI_TIME_CAPABILITIES *ret_capabilities)
{
    EFI_TIME time = {0};
    EFI_TIME_CAPABILITIES capabilities = {0};
    UEFI_TRY(uefi_status_of(runtime()->GetTime(&time, &capabilities)));
    if (!uefi_time_is_valid(&time))
        return LIE;
    *ret_time = time;
    if (ret_capabilities)
        *ret_capabilities = capabilities;
    return UEFI_OK;
}

uefi_status uefi_time_set(const EFI_TIME *time)
{
    if (!uefi_time_is_valid(time))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return uefi_status_of(runtime()->SetTime((EFI_TIME *)time));
}

uefi_status uefi_wakeup_get(bool *ret_enabled, bool *ret_pending, EFI_TIME *ret_time)
{
    BOOLEAN enabled = FALSE, pending = FALSE;
    EFI_TIME time = {0};
    UEFI_TRY(uefi_status_of(runtime()->GetWakeupTime(&enabled, &pending, &time)));
    if (enabled && !uefi_time_is_valid(&time))
        return LIE;
    *ret_enabled = enabled;
    *ret_pending = pending;
    *ret_time = time;
    return UEFI_OK;
}

uefi_status uefi_wakeup_set(const EFI_TIME *time)
{
    if (time && !uefi_time_is_valid(time))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return uefi_status_of(runtime()->SetWakeupTime(time != NULL, (EFI_TIME *)time));
}

__attribute__((noreturn)) void uefi_reset(EFI_RESET_TYPE type, uefi_status why, const void *data,
                                          size_t size)
{
    for (;;)
        runtime()->ResetSystem(type, why.code, size, (void *)data);
}

uefi_status uefi_monotonic_high(uint32_t *ret_high)
{
    UINT32 high = 0;
    UEFI_TRY(uefi_status_of(runtime()->GetNextHighMonotonicCount(&high)));
    *ret_high = high;
    return UEFI_OK;
}

uefi_status uefi_capsule_update(EFI_CAPSULE_HEADER *const *capsules, size_t count,
                                EFI_PHYSICAL_ADDRESS list)
{
    return uefi_status_of(
        runtime()->UpdateCapsule((EFI_CAPSULE_HEADER **)(uintptr_t)capsules, count, list));
}

uefi_status uefi_capsule_ask(EFI_CAPSULE_HEADER *const *capsules, size_t count, uint64_t *ret_max,
                             EFI_RESET_TYPE *ret_reset)
{
    UINT64 max = 0;
    EFI_RESET_TYPE reset = EfiResetCold;
    UEFI_TRY(uefi_status_of(runtime()->QueryCapsuleCapabilities(
        (EFI_CAPSULE_HEADER **)(uintptr_t)capsules, count, &max, &reset)));
    if ((unsigned)reset > EfiResetPlatformSpecific)
        return LIE;
    *ret_max = max;
    *ret_reset = reset;
    return UEFI_OK;
}
