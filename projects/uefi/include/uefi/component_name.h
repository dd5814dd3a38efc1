/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What drivers call themselves and the devices that they manage (UEFI 2.10, 11.5), for people.
 *
 * Both editions are tried, the second first: they differ in how languages are written ("en" in the
 * second, "eng" in the first), which `languages` shows. Names stay the driver's: valid while it is
 * loaded and has not been asked again.
 *
 * Wraps: EFI_COMPONENT_NAME2_PROTOCOL
 * Wraps: EFI_COMPONENT_NAME_PROTOCOL
 */
#pragma once

#include "uefi/protocol.h"
#include "uefi/raw/driver.h"

#ifdef __cplusplus
extern "C" {
#endif

#define UEFI_LANGUAGES_MAX   1024 /* bytes of a list, the NUL too */
#define UEFI_LANGUAGE_MAX    40   /* bytes of one, the NUL too */
#define UEFI_DEVICE_NAME_MAX 4096 /* units of a name, the NUL too */

struct uefi_component_name {
    EFI_COMPONENT_NAME2_PROTOCOL *raw; /* the first edition has the same members */
    struct uefi_opened opened;
    bool first_edition;
    const char *languages; /* "en;fr", or of the first edition "engfra" */
};

/*
 * Of a driver: the handle of its driver binding.
 *
 *   EFI_UNSUPPORTED      it has no names
 *   EFI_PROTOCOL_ERROR   its languages are NULL, none, not ASCII, or not to end
 */
UEFI_MUST_CHECK uefi_status uefi_component_name_open_on(struct uefi_handle driver,
                                                        struct uefi_component_name *ret_name);
void uefi_component_name_close(struct uefi_component_name *);

/*
 * The driver's own name. language NULL: the first one that it knows.
 *
 *   EFI_UNSUPPORTED      not in this language
 *   EFI_PROTOCOL_ERROR   NULL, at an odd address, or longer than UEFI_DEVICE_NAME_MAX
 */
UEFI_MUST_CHECK uefi_status uefi_component_name_driver(struct uefi_component_name *,
                                                       const char *language,
                                                       const char16_t **ret_text);

/* The name of a device that it manages, or of a child of that (child.raw NULL: none).
 * EFI_UNSUPPORTED: it does not manage that one, too. */
UEFI_MUST_CHECK uefi_status uefi_component_name_device(struct uefi_component_name *,
                                                       struct uefi_handle device,
                                                       struct uefi_handle child,
                                                       const char *language,
                                                       const char16_t **ret_text);

#ifdef __cplusplus
}
#endif
