/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The TPM: see uefi/tcg2.h. Firmware says where its log begins and where the last entry does; how
 * long that one is, only the entry itself says, so it is read with a limit.
 */
#include "uefi/tcg2.h"

#include "bytes.h"
#include "check.h"
#include "uefi/config.h"
#include "uefi/memory.h"

#define BAD         uefi_status_of(EFI_COMPROMISED_DATA)
#define TPM_HEAD    10 /* tag, length, code */
#define VERSION_1_0 offsetof(EFI_TCG2_BOOT_SERVICE_CAPABILITY, NumberOfPCRBanks)
#define FINAL_MAX   65536 /* entries after GetEventLog */

static const EFI_GUID guid = EFI_TCG2_PROTOCOL_GUID;

uefi_status uefi_tcg2_open(struct uefi_tcg2 *ret_tcg2)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &raw));
    *ret_tcg2 = (struct uefi_tcg2){.raw = (EFI_TCG2_PROTOCOL *)raw};
    return UEFI_OK;
}

uefi_status uefi_tcg2_open_on(struct uefi_handle handle, struct uefi_tcg2 *ret_tcg2)
{
    return UEFI_OPEN(ret_tcg2, handle, &guid, UEFI_GET);
}

void uefi_tcg2_close(struct uefi_tcg2 *tcg2)
{
    uefi_opened_close(&tcg2->opened);
    tcg2->raw = NULL;
}

uefi_status uefi_tcg2_capability(struct uefi_tcg2 *tcg2,
                                 EFI_TCG2_BOOT_SERVICE_CAPABILITY *ret_capability)
{
    NEEDS(tcg2);
    EFI_TCG2_BOOT_SERVICE_CAPABILITY capability = {.Size = sizeof capability};
    UEFI_TRY(uefi_status_of(tcg2->raw->GetCapability(tcg2->raw, &capability)));
    bool first = capability.StructureVersion.Major == 1 && capability.StructureVersion.Minor == 0;
    if (capability.Size > sizeof capability ||
        capability.Size < (first ? VERSION_1_0 : sizeof capability))
        return LIE;
    *ret_capability = capability;
    return UEFI_OK;
}

uefi_status uefi_tcg2_measure(struct uefi_tcg2 *tcg2, uint32_t pcr, uint32_t type, uint64_t flags,
                              const void *data, size_t size, const void *event, size_t event_size)
{
    NEEDS(tcg2);
    if (pcr > 23 || event_size > UINT32_MAX - sizeof(EFI_TCG2_EVENT) ||
        event_size > SIZE_MAX - sizeof(EFI_TCG2_EVENT))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    void *memory = NULL;
    UEFI_TRY(uefi_pool_alloc(sizeof(EFI_TCG2_EVENT) + event_size, &memory));
    EFI_TCG2_EVENT *entry = (EFI_TCG2_EVENT *)memory;
    *entry = (EFI_TCG2_EVENT){
        .Size = (UINT32)(sizeof *entry + event_size),
        .Header = {sizeof entry->Header, EFI_TCG2_EVENT_HEADER_VERSION, pcr, type},
    };
    if (event_size)
        memcpy((uint8_t *)memory + sizeof *entry, event, event_size);
    uefi_status status = uefi_status_of(
        tcg2->raw->HashLogExtendEvent(tcg2->raw, flags, (uintptr_t)data, size, entry));
    uefi_pool_free(memory);
    return status;
}

static uint32_t big_endian(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

uefi_status uefi_tcg2_submit(struct uefi_tcg2 *tcg2, const void *command, size_t size,
                             void *response, size_t cap, size_t *ret_size)
{
    NEEDS(tcg2);
    if (size < TPM_HEAD || size > UINT32_MAX || big_endian((const uint8_t *)command + 2) != size ||
        cap > UINT32_MAX)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    if (cap < TPM_HEAD)
        return uefi_status_of(EFI_BUFFER_TOO_SMALL);
    memset(response, 0, TPM_HEAD);
    UEFI_TRY(uefi_status_of(tcg2->raw->SubmitCommand(
        tcg2->raw, (UINT32)size, (UINT8 *)(uintptr_t)command, (UINT32)cap, (UINT8 *)response)));
    size_t length = big_endian((const uint8_t *)response + 2);
    if (length < TPM_HEAD || length > cap)
        return LIE;
    *ret_size = length;
    return UEFI_OK;
}

uefi_status uefi_tcg2_banks(struct uefi_tcg2 *tcg2, uint32_t *ret_banks)
{
    NEEDS(tcg2);
    UINT32 banks = 0;
    UEFI_TRY(uefi_status_of(tcg2->raw->GetActivePcrBanks(tcg2->raw, &banks)));
    *ret_banks = banks;
    return UEFI_OK;
}

uefi_status uefi_tcg2_set_banks(struct uefi_tcg2 *tcg2, uint32_t banks)
{
    NEEDS(tcg2);
    return uefi_status_of(tcg2->raw->SetActivePcrBanks(tcg2->raw, banks));
}

uefi_status uefi_tcg2_set_banks_result(struct uefi_tcg2 *tcg2, bool *ret_present,
                                       uint32_t *ret_response)
{
    NEEDS(tcg2);
    UINT32 present = 0, response = 0;
    UEFI_TRY(
        uefi_status_of(tcg2->raw->GetResultOfSetActivePcrBanks(tcg2->raw, &present, &response)));
    *ret_present = present != 0;
    *ret_response = response;
    return UEFI_OK;
}

/* The log's size, from the entries up to the one that begins at `last`. */
static uefi_status measure_log(struct uefi_tcg_log *log, uintptr_t last)
{
    uintptr_t start = (uintptr_t)log->at;
    if (last < start || last > UINTPTR_MAX - UEFI_TCG_ENTRY_MAX)
        return BAD;
    log->size = last - start + UEFI_TCG_ENTRY_MAX;
    struct uefi_tcg_iter it = uefi_tcg_log_begin(log);
    struct uefi_tcg_entry entry;
    for (;;) {
        uintptr_t here = (uintptr_t)it.at;
        if (here > last || !uefi_tcg_next(&it, &entry))
            return BAD;
        if (here == last)
            break;
    }
    log->size = (uintptr_t)it.at - start;
    return UEFI_OK;
}

uefi_status uefi_tcg2_log(struct uefi_tcg2 *tcg2, uint32_t format, struct uefi_tcg_log *ret_log)
{
    NEEDS(tcg2);
    EFI_PHYSICAL_ADDRESS start = 0, last = 0;
    BOOLEAN truncated = FALSE;
    UEFI_TRY(uefi_status_of(tcg2->raw->GetEventLog(tcg2->raw, format, &start, &last, &truncated)));
    if (start == 0 || last == 0)
        return uefi_status_of(EFI_NOT_FOUND);
    if (start > UINTPTR_MAX || last > UINTPTR_MAX)
        return BAD;
    struct uefi_tcg_log log = {.at = (const uint8_t *)(uintptr_t)start,
                               .old = format == EFI_TCG2_EVENT_LOG_FORMAT_TCG_1_2,
                               .truncated = truncated != FALSE};
    UEFI_TRY(measure_log(&log, (uintptr_t)last));
    *ret_log = log;
    return UEFI_OK;
}

uefi_status uefi_tcg2_final_log(const struct uefi_tcg_log *log, struct uefi_tcg_log *ret_final)
{
    static const EFI_GUID table_guid = EFI_TCG2_FINAL_EVENTS_TABLE_GUID;
    void *table = NULL;
    EFI_TCG2_FINAL_EVENTS_TABLE head;
    UEFI_TRY(uefi_config_find(&table_guid, &table));
    memcpy(&head, table, sizeof head);
    if (head.Version != EFI_TCG2_FINAL_EVENTS_TABLE_VERSION || head.NumberOfEvents > FINAL_MAX)
        return BAD;
    if (head.NumberOfEvents == 0)
        return uefi_status_of(EFI_NOT_FOUND);
    struct uefi_tcg_log final = {.at = (const uint8_t *)table + sizeof head,
                                 .size = UEFI_TCG_ENTRY_MAX};
    struct uefi_tcg_iter it = uefi_tcg_log_begin_final(log, &final);
    struct uefi_tcg_entry entry;
    for (uint64_t i = 0; i < head.NumberOfEvents; i++) {
        it.left = UEFI_TCG_ENTRY_MAX;
        if (!it.algorithm_count || !uefi_tcg_next(&it, &entry))
            return BAD;
    }
    final.size = (size_t)(it.at - final.at);
    *ret_final = final;
    return UEFI_OK;
}
