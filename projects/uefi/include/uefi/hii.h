/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The database of strings, fonts, images and forms (UEFI 2.10, chapters 33 and 34), and the strings
 * in it.
 *
 *     package list:  GUID | length | [length:type ....][length:type ....] ... [end]
 *
 * Wraps: EFI_HII_DATABASE_PROTOCOL
 * Wraps: EFI_HII_STRING_PROTOCOL
 */
#pragma once

#include "uefi/memory.h"
#include "uefi/protocol.h"
#include "uefi/raw/hii.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_hii {
    EFI_HII_DATABASE_PROTOCOL *raw;
    EFI_HII_STRING_PROTOCOL *strings;
    struct uefi_opened opened;
};

/* EFI_UNSUPPORTED: no database, or one without strings. */
UEFI_MUST_CHECK uefi_status uefi_hii_open(struct uefi_hii *ret_hii);
void uefi_hii_close(struct uefi_hii *);

/* A package list in the database. */
struct uefi_hii_list {
    EFI_HII_HANDLE raw;
};

/*
 * The lists that have packages of a type (EFI_HII_PACKAGE_..., EFI_HII_PACKAGE_TYPE_ALL).
 *
 *   EFI_NOT_FOUND          none
 *   EFI_BUFFER_TOO_SMALL   there are *ret_needed of them (ret_needed may be NULL)
 *   EFI_PROTOCOL_ERROR     not a list of handles, or a NULL in it
 */
UEFI_MUST_CHECK uefi_status uefi_hii_lists(struct uefi_hii *, uint8_t type,
                                           struct uefi_hii_list *lists, size_t capacity,
                                           size_t *ret_count, size_t *ret_needed);

/*
 * The bytes of a list, in pool memory; freed by uefi_buf_close(). They are a list: their packages
 * fill it.
 *
 *   EFI_NOT_FOUND          no such list
 *   EFI_COMPROMISED_DATA   they are none
 *   EFI_PROTOCOL_ERROR     a size that keeps growing, or more than was asked for
 */
UEFI_MUST_CHECK uefi_status uefi_hii_export_alloc(struct uefi_hii *, struct uefi_hii_list,
                                                  struct uefi_buf *ret_buf);

/* Adds a list; driver.raw may be NULL. EFI_INVALID_PARAMETER: the bytes are none. */
UEFI_MUST_CHECK uefi_status uefi_hii_add(struct uefi_hii *, const void *list, size_t size,
                                         struct uefi_handle driver, struct uefi_hii_list *ret_list);
UEFI_MUST_CHECK uefi_status uefi_hii_remove(struct uefi_hii *, struct uefi_hii_list);

/* --- Strings --------------------------------------------------------------------------------- */

/*
 * The languages of a list's strings: "en-US;fr-FR".
 *
 *   EFI_NOT_FOUND          no such list
 *   EFI_BUFFER_TOO_SMALL   *ret_needed bytes are wanted, with the NUL (ret_needed may be NULL)
 *   EFI_PROTOCOL_ERROR     no text, or not to its end
 */
UEFI_MUST_CHECK uefi_status uefi_hii_languages(struct uefi_hii *, struct uefi_hii_list, char *buf,
                                               size_t cap, size_t *ret_needed);

/*
 * A string in a language that the list has, into `cap` units. ret_length (may be NULL) leaves the
 * NUL out. On failure the buffer's contents are undefined.
 *
 *   EFI_NOT_FOUND          no such list, string, or not in any language
 *   EFI_INVALID_LANGUAGE   not in this one
 *   EFI_BUFFER_TOO_SMALL   *ret_needed units are wanted, with the NUL (ret_needed may be NULL)
 *   EFI_PROTOCOL_ERROR     no text, or not to its end
 */
UEFI_MUST_CHECK uefi_status uefi_hii_get_string(struct uefi_hii *, struct uefi_hii_list,
                                                uint16_t id, const char *language, char16_t *buf,
                                                size_t cap, size_t *ret_length, size_t *ret_needed);

/* The same in pool memory; freed by uefi_pool_free(). */
UEFI_MUST_CHECK uefi_status uefi_hii_get_string_alloc(struct uefi_hii *, struct uefi_hii_list,
                                                      uint16_t id, const char *language,
                                                      char16_t **ret_text);

/*
 * Adds a string in a language; *ret_id is never 0. language_name is what people call the language
 * (u"English"): needed when the list has no strings in it yet, else it may be NULL.
 *
 *   EFI_NOT_FOUND           no such list
 *   EFI_INVALID_PARAMETER   a language that is new, without its name
 */
UEFI_MUST_CHECK uefi_status uefi_hii_new_string(struct uefi_hii *, struct uefi_hii_list,
                                                const char *language, const char16_t *language_name,
                                                const char16_t *text, uint16_t *ret_id);

/* Changes a string. EFI_NOT_FOUND: no such list, or string. */
UEFI_MUST_CHECK uefi_status uefi_hii_set_string(struct uefi_hii *, struct uefi_hii_list,
                                                uint16_t id, const char *language,
                                                const char16_t *text);

/* --- Packages -------------------------------------------------------------------------------- */

struct uefi_hii_package {
    uint8_t type; /* EFI_HII_PACKAGE_... */
    const uint8_t *at;
    size_t size; /* with the head of four bytes */
};

struct uefi_hii_packages {
    uefi_status status; /* of the end: UEFI_OK, or EFI_COMPROMISED_DATA */
    const uint8_t *at;
    size_t left;
};

/* The packages of a list of `size` bytes, of which none beyond is read. The one of type
 * EFI_HII_PACKAGE_END is given, and must be the last. */
struct uefi_hii_packages uefi_hii_packages_begin(const void *list, size_t size);
bool uefi_hii_packages_next(struct uefi_hii_packages *, struct uefi_hii_package *ret_package);

#ifdef __cplusplus
}
#endif
