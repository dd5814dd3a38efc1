/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The TPM as firmware offers it, and the log of what was measured (TCG EFI protocol specification,
 * family 2.0; PC client platform firmware profile).
 *
 *     log:  old entry "Spec ID Event03"      which digests there are, and how long each is
 *           entry: register | type | digests: count x (algorithm, bytes) | size | event bytes
 *           entry ...
 *
 * The log in the old form (TPM 1.2) has entries with one SHA-1 each, and no such beginning.
 *
 * Wraps: EFI_TCG2_PROTOCOL
 */
#pragma once

#include "uefi/protocol.h"
#include "uefi/raw/tcg.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_tcg2 {
    EFI_TCG2_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* EFI_UNSUPPORTED: no TPM 2.0, as far as firmware tells. */
UEFI_MUST_CHECK uefi_status uefi_tcg2_open(struct uefi_tcg2 *ret_tcg2);
UEFI_MUST_CHECK uefi_status uefi_tcg2_open_on(struct uefi_handle, struct uefi_tcg2 *ret_tcg2);
void uefi_tcg2_close(struct uefi_tcg2 *);

/*
 * What it can do.
 *
 *   EFI_PROTOCOL_ERROR   it filled less than version 1.1 of the struct has, or says that it is
 * longer than ours
 */
UEFI_MUST_CHECK uefi_status uefi_tcg2_capability(struct uefi_tcg2 *,
                                                 EFI_TCG2_BOOT_SERVICE_CAPABILITY *ret_capability);

/*
 * Hashes data, extends register `pcr` (0 to 23) with it, and adds an entry to the log whose event
 * is `event`. Flags: EFI_TCG2_EXTEND_ONLY (no entry), PE_COFF_IMAGE. Allocates and frees what the
 * call needs.
 *
 *   EFI_INVALID_PARAMETER   pcr, or lengths beyond what the call can say
 *   EFI_VOLUME_FULL         extended, but the log is full
 *   EFI_DEVICE_ERROR        the TPM failed
 */
UEFI_MUST_CHECK uefi_status uefi_tcg2_measure(struct uefi_tcg2 *, uint32_t pcr, uint32_t type,
                                              uint64_t flags, const void *data, size_t size,
                                              const void *event, size_t event_size);

/*
 * Sends a command to the TPM, both in its own byte order (high byte first, part 3 of its
 * specification).
 *
 *   EFI_INVALID_PARAMETER   the command is shorter than a head, or its length field says another
 * size EFI_BUFFER_TOO_SMALL    the response does not fit EFI_PROTOCOL_ERROR      the response's
 * length field is below 10 or beyond cap
 */
UEFI_MUST_CHECK uefi_status uefi_tcg2_submit(struct uefi_tcg2 *, const void *command, size_t size,
                                             void *response, size_t cap, size_t *ret_size);

/* Banks of registers (EFI_TCG2_BOOT_HASH_ALG_...): those in use, and those after the next reset. */
UEFI_MUST_CHECK uefi_status uefi_tcg2_banks(struct uefi_tcg2 *, uint32_t *ret_banks);
UEFI_MUST_CHECK uefi_status uefi_tcg2_set_banks(struct uefi_tcg2 *, uint32_t banks);

/* What came of the last uefi_tcg2_set_banks(): *ret_present is false when there was none. */
UEFI_MUST_CHECK uefi_status uefi_tcg2_set_banks_result(struct uefi_tcg2 *, bool *ret_present,
                                                       uint32_t *ret_response);

/* --- The log --------------------------------------------------------------------------------- */

/* An entry may be this long; a longer one is taken for a lie. */
#define UEFI_TCG_ENTRY_MAX 0x100000

struct uefi_tcg_log {
    const uint8_t *at;
    size_t size;
    bool old;       /* of the form EFI_TCG2_EVENT_LOG_FORMAT_TCG_1_2 */
    bool truncated; /* entries are missing: it was full */
};

/*
 * The log as it is now (EFI_TCG2_EVENT_LOG_FORMAT_...); in firmware's memory, valid until boot
 * services are gone. Asking for it makes firmware keep what follows in a table too
 * (uefi_tcg2_final_log()).
 *
 *   EFI_NOT_FOUND          there is none, or it is empty
 *   EFI_COMPROMISED_DATA   no row of entries leads from its beginning to its last entry
 */
UEFI_MUST_CHECK uefi_status uefi_tcg2_log(struct uefi_tcg2 *, uint32_t format,
                                          struct uefi_tcg_log *ret_log);

/*
 * What was measured since: from the configuration table, without the entry that begins a log, so
 * uefi_tcg_log_begin_final() must be told of the log it goes on from.
 *
 *   EFI_NOT_FOUND          no table, or nothing in it
 *   EFI_COMPROMISED_DATA   another version, or entries that cannot be
 */
UEFI_MUST_CHECK uefi_status uefi_tcg2_final_log(const struct uefi_tcg_log *log,
                                                struct uefi_tcg_log *ret_final);

#define UEFI_TCG_DIGESTS_MAX 8

struct uefi_tcg_algorithm {
    uint16_t id; /* TPM_ALG_... */
    uint16_t size;
};

struct uefi_tcg_digest {
    uint16_t algorithm;
    uint16_t size;
    const uint8_t *at;
};

struct uefi_tcg_entry {
    uint32_t pcr;
    uint32_t type; /* EV_... */
    struct uefi_tcg_digest digests[UEFI_TCG_DIGESTS_MAX];
    size_t digest_count;
    const uint8_t *event;
    size_t event_size;
};

struct uefi_tcg_iter {
    uefi_status status; /* of the end: UEFI_OK, or EFI_COMPROMISED_DATA */
    const uint8_t *at;
    size_t left;
    bool old;
    struct uefi_tcg_algorithm algorithms[UEFI_TCG_DIGESTS_MAX];
    size_t algorithm_count;
};

/* Nothing beyond the log's bytes is read, whatever they are. The first entry given is the one that
 * says which digests there are. A log in the new form that does not begin so ends at once, with the
 * status saying why. */
struct uefi_tcg_iter uefi_tcg_log_begin(const struct uefi_tcg_log *);

/* Of what uefi_tcg2_final_log() gave, with the digests of the log that it goes on from. */
struct uefi_tcg_iter uefi_tcg_log_begin_final(const struct uefi_tcg_log *log,
                                              const struct uefi_tcg_log *final);

/* False at the end, and at an entry that does not fit into what is left. */
bool uefi_tcg_next(struct uefi_tcg_iter *, struct uefi_tcg_entry *ret_entry);

#ifdef __cplusplus
}
#endif
