/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Random numbers (UEFI 2.10, 37.5).
 *
 * Wraps: EFI_RNG_PROTOCOL
 */
#pragma once
#include "uefi/protocol.h"
#include "uefi/raw/security.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_rng {
    EFI_RNG_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* The first one. EFI_UNSUPPORTED: none. */
UEFI_MUST_CHECK uefi_status uefi_rng_open(struct uefi_rng *ret_rng);
UEFI_MUST_CHECK uefi_status uefi_rng_open_on(struct uefi_handle, struct uefi_rng *ret_rng);
void uefi_rng_close(struct uefi_rng *);

/*
 * The algorithms it knows (EFI_RNG_ALGORITHM_...), the default first.
 *
 *   EFI_BUFFER_TOO_SMALL   there are *ret_needed of them (ret_needed may be NULL)
 *   EFI_PROTOCOL_ERROR     not a list of GUIDs
 */
UEFI_MUST_CHECK uefi_status uefi_rng_algorithms(struct uefi_rng *, EFI_GUID *algorithms,
                                                size_t capacity, size_t *ret_count,
                                                size_t *ret_needed);

/*
 * Fills the bytes; algorithm NULL is the default. They are zeroed first, and zeroed again when this
 * fails, so that nothing old is taken for random.
 *
 *   EFI_UNSUPPORTED      not this algorithm
 *   EFI_PROTOCOL_ERROR   16 bytes or more were asked for, and all of them are zero
 */
UEFI_MUST_CHECK uefi_status uefi_rng_get(struct uefi_rng *, const EFI_GUID *algorithm,
                                         void *ret_bytes, size_t size);

#ifdef __cplusplus
}
#endif
