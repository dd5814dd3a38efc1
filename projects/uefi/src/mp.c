/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Processors: see uefi/mp.h. */
#include "uefi/mp.h"

#include "check.h"
#include "uefi/memory.h"

static const EFI_GUID guid = EFI_MP_SERVICES_PROTOCOL_GUID;

uefi_status uefi_mp_open(struct uefi_mp *ret_mp)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &raw));
    *ret_mp = (struct uefi_mp){.raw = (EFI_MP_SERVICES_PROTOCOL *)raw};
    return UEFI_OK;
}

uefi_status uefi_mp_open_on(struct uefi_handle handle, struct uefi_mp *ret_mp)
{
    return UEFI_OPEN(ret_mp, handle, &guid, UEFI_GET);
}

void uefi_mp_close(struct uefi_mp *mp)
{
    uefi_opened_close(&mp->opened);
    mp->raw = NULL;
}

uefi_status uefi_mp_count(struct uefi_mp *mp, struct uefi_mp_count *ret_count)
{
    NEEDS(mp);
    UINTN all = 0, enabled = 0;
    UEFI_TRY(uefi_status_of(mp->raw->GetNumberOfProcessors(mp->raw, &all, &enabled)));
    if (enabled == 0 || enabled > all)
        return LIE;
    *ret_count = (struct uefi_mp_count){all, enabled};
    return UEFI_OK;
}

uefi_status uefi_mp_info(struct uefi_mp *mp, size_t number, EFI_PROCESSOR_INFORMATION *ret_info)
{
    NEEDS(mp);
    EFI_PROCESSOR_INFORMATION info = {0};
    UEFI_TRY(uefi_status_of(mp->raw->GetProcessorInfo(mp->raw, number, &info)));
    *ret_info = info;
    return UEFI_OK;
}

uefi_status uefi_mp_self(struct uefi_mp *mp, size_t *ret_number)
{
    NEEDS(mp);
    UINTN number = UINTPTR_MAX;
    UEFI_TRY(uefi_status_of(mp->raw->WhoAmI(mp->raw, &number)));
    if (number == UINTPTR_MAX)
        return LIE;
    *ret_number = number;
    return UEFI_OK;
}

uefi_status uefi_mp_run(struct uefi_mp *mp, size_t number, EFI_AP_PROCEDURE procedure, void *ctx,
                        size_t microseconds)
{
    NEEDS(mp);
    return uefi_status_of(
        mp->raw->StartupThisAP(mp->raw, procedure, number, NULL, microseconds, ctx, NULL));
}

uefi_status uefi_mp_run_all(struct uefi_mp *mp, bool in_turn, EFI_AP_PROCEDURE procedure, void *ctx,
                            size_t microseconds)
{
    NEEDS(mp);
    UINTN *failed = NULL;
    uefi_status status = uefi_status_of(
        mp->raw->StartupAllAPs(mp->raw, procedure, in_turn, NULL, microseconds, ctx, &failed));
    uefi_pool_free(failed);
    return status;
}

uefi_status uefi_mp_start_all(struct uefi_mp *mp, bool in_turn, EFI_AP_PROCEDURE procedure,
                              void *ctx, struct uefi_event done)
{
    NEEDS(mp);
    return uefi_status_of(
        mp->raw->StartupAllAPs(mp->raw, procedure, in_turn, done.raw, 0, ctx, NULL));
}

uefi_status uefi_mp_enable(struct uefi_mp *mp, size_t number, bool enable, bool sound)
{
    NEEDS(mp);
    UINT32 health = sound ? PROCESSOR_HEALTH_STATUS_BIT : 0;
    return uefi_status_of(mp->raw->EnableDisableAP(mp->raw, number, enable, &health));
}

uefi_status uefi_mp_switch(struct uefi_mp *mp, size_t number, bool keep_old_enabled)
{
    NEEDS(mp);
    return uefi_status_of(mp->raw->SwitchBSP(mp->raw, number, keep_old_enabled));
}
