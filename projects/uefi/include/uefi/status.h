/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What a function of this library answers: the specification's own codes (UEFI 2.10, appendix D) in
 * a struct, so that the compiler refuses `if (status)` and warns where a status is dropped.
 *
 *     uefi_status app_main(void)
 *     {
 *         UEFI_TRY(uefi_gop_open(&gop)); // returns to the caller if not ok
 *         uefi_status s = uefi_gop_set_mode(&gop, 1024, 768);
 *         if (!uefi_is_ok(s))
 *             ...
 *
 * A warning (success with a reservation) is not ok either; uefi_accept_warning() takes one that was
 * expected. Three codes have one meaning everywhere in this library:
 *
 *   EFI_UNSUPPORTED      the protocol or service is not there
 *   EFI_PROTOCOL_ERROR   firmware's answer is impossible (a lie, a NULL, a length that cannot be)
 *   EFI_NOT_READY        boot services are gone, and this needs them
 *
 * Out parameters are named ret_... and untouched unless the function answers UEFI_OK; a header says
 * so where it is otherwise.
 *
 * Thread safety: plain data.
 */
#pragma once
#include "uefi/raw/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The answer must be looked at. */
#define UEFI_MUST_CHECK __attribute__((warn_unused_result))

/* A code of the specification: zero is success, the highest bit marks errors, the rest warn. */
typedef struct {
    EFI_STATUS code;
} uefi_status;

/* The struct of a raw code, as a raw function answers it. */
static inline uefi_status uefi_status_of(EFI_STATUS code)
{
    uefi_status status;
    status.code = code;
    return status;
}

#define UEFI_OK uefi_status_of(EFI_SUCCESS)

/* EFI_SUCCESS, without a reservation. */
static inline bool uefi_is_ok(uefi_status status)
{
    return status.code == 0;
}

/* The highest bit is set (Appendix D): nothing was done. */
static inline bool uefi_is_error(uefi_status status)
{
    return status.code >> (sizeof status.code * 8 - 1);
}

/* Done, with a reservation: neither ok nor an error. */
static inline bool uefi_is_warning(uefi_status status)
{
    return !uefi_is_ok(status) && !uefi_is_error(status);
}

/* Is it this code? (EFI_NOT_FOUND, ...) */
static inline bool uefi_is(uefi_status status, EFI_STATUS code)
{
    return status.code == code;
}

/* UEFI_OK in the place of `warning` (EFI_WARN_...); any other status as it is. */
UEFI_MUST_CHECK static inline uefi_status uefi_accept_warning(uefi_status status,
                                                              EFI_STATUS warning)
{
    return uefi_is_warning(status) && status.code == warning ? UEFI_OK : status;
}

/* Leaves the function with the status of `expression` unless that is ok. */
#define UEFI_TRY(expression)                  \
    do {                                      \
        uefi_status uefi_try_ = (expression); \
        if (!uefi_is_ok(uefi_try_))           \
            return uefi_try_;                 \
    } while (0)

/*
 * A scoped object: UEFI_SCOPED(uefi_gop) gop = {0}; is a struct uefi_gop on which uefi_gop_close()
 * is called on every way out of the block. That is harmless on an object never opened, closed
 * already, or left over after boot services are gone. A convenience for callers.
 */
#define UEFI_SCOPED(type) __attribute__((cleanup(type##_close))) struct type

/* The name of a code as the specification spells it ("EFI_NOT_FOUND"), for logs; never NULL.
 * Codes that it does not define: "unknown error", "unknown warning". */
const char *uefi_status_text(uefi_status);

#ifdef __cplusplus
}
#endif
