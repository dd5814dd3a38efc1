/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The console as a sink: see uefi/format.h. */
#include <stdarg.h>

#include "check.h"
#include "uefi/console.h"
#include "uefi/format.h"
#include "uefi/text.h"

#define UNITS ((size_t)64) /* of UTF-16 at once, with the NUL */

static uefi_status write(void *ctx, const char *text, size_t size)
{
    (void)ctx;
    for (size_t at = 0; at < size;) {
        char16_t units[UNITS];
        size_t used = 0;
        while (at < size && used + 3 < UNITS) { /* "\r\n" or a pair, and the NUL */
            if (text[at] == '\n')
                units[used++] = u'\r';
            used += uefi_utf16_put(units + used, uefi_utf8_next(text, size, &at));
        }
        units[used] = 0;
        UEFI_TRY(uefi_accept_warning(uefi_say(units), EFI_WARN_UNKNOWN_GLYPH));
    }
    return UEFI_OK;
}

struct uefi_sink uefi_sink_console(void)
{
    return (struct uefi_sink){NULL, write};
}

uefi_status uefi_print(const char *format, ...)
{
    const struct uefi_sink sink = uefi_sink_console();
    va_list list;
    va_start(list, format);
    uefi_status status = uefi_vprint_to(&sink, format, list);
    va_end(list);
    return status;
}
