/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Formatted text, as printf has it, to the console or anywhere else (uefi/log.h has more places).
 *
 *     UEFI_TRY(uefi_print("%s has %zu bytes at %#llx\n", name, size, address));
 *     UEFI_TRY(uefi_print("%ls: %pE\n", u"\\kernel.bin", &status));
 *
 * Text is UTF-8, a new line is "\n". What is understood:
 *
 *   flags        - 0 + space #       width, .precision       a number or *
 *   sizes        hh h l ll j z t     (an intmax_t has 64 bits)
 *   %d %i %u %x %X %o %c %p %%
 *   %s           UTF-8; NULL is "(null)"; the precision counts bytes
 *   %ls          UTF-16, char16_t, at any address; the precision counts units
 *   %pE          a pointer to a uefi_status: its name, or 0x...
 *   %pG          a pointer to an EFI_GUID: 8-4-4-4-12 digits
 *
 * Anything else comes out as it is written. No floating point. Nothing is allocated.
 */
#pragma once
#include <stdarg.h>

#include "uefi/image.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Compilers check the arguments where %ls is UTF-16 to them too. */
#if __SIZEOF_WCHAR_T__ != 2
#define UEFI_PRINTF(format, first)
#elif defined(__clang__)
#define UEFI_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define UEFI_PRINTF(text, first) __attribute__((format(gnu_printf, text, first)))
#endif

/* Where text goes, in pieces of whole characters, not ended by a NUL. All members are the caller's;
 * ctx must live as long as the sink is used. */
struct uefi_sink {
    void *ctx;
    uefi_status (*write)(void *ctx, const char *text, size_t size);
};

/*
 * As snprintf: into cap bytes, ended by a NUL whenever cap is not 0; returns the length that the
 * whole text has. When it does not fit, whole characters are left out.
 */
UEFI_PRINTF(3, 4) size_t uefi_format(char *buf, size_t cap, const char *format, ...);
size_t uefi_vformat(char *buf, size_t cap, const char *format, va_list arguments);

/* To a sink, in pieces of at most 128 bytes; ends with the first one that it does not take, and
 * answers what it answered. */
UEFI_MUST_CHECK UEFI_PRINTF(2, 3) uefi_status
    uefi_print_to(const struct uefi_sink *, const char *format, ...);
UEFI_MUST_CHECK uefi_status uefi_vprint_to(const struct uefi_sink *, const char *format,
                                           va_list arguments);

/* To the console. EFI_NOT_READY: boot services are gone. EFI_UNSUPPORTED: there is no console. That
 * it lacks a glyph is no failure. */
UEFI_MUST_CHECK UEFI_PRINTF(1, 2) uefi_status uefi_print(const char *format, ...);

/* The console as a sink: UTF-8 becomes UTF-16, \n becomes \r\n. */
struct uefi_sink uefi_sink_console(void);

#ifdef __cplusplus
}
#endif
