/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * More places for formatted text (uefi/format.h): they work after boot services too.
 *
 * Wraps: EFI_HII_FONT_PROTOCOL
 *
 *     struct uefi_uart uart = {.port = 0x3f8};
 *     struct uefi_sink both[] = {uefi_sink_console(), uefi_sink_uart(&uart)};
 *     struct uefi_tee tee = {both, 2};
 *     struct uefi_sink log = uefi_sink_tee(&tee);
 *     (void)uefi_print_to(&log, "%zu entries\n", map.count); // the console's part ends with boot
 * services
 *
 * Ports are x86's; on other machines those sinks answer EFI_UNSUPPORTED, as on a host, where they
 * would be refused.
 */
#pragma once
#include "uefi/format.h"
#include "uefi/gop.h"
#include "uefi/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Every sink of a list. Answers UEFI_OK if one has taken the text, else what the last one answered.
 */
struct uefi_tee {
    const struct uefi_sink *to;
    size_t count;
};
struct uefi_sink uefi_sink_tee(struct uefi_tee *);

/* The debug console of emulators, port 0xE9. Nobody says whether it is there. */
struct uefi_sink uefi_sink_debugcon(void);

/* A 16550 at a port, as it has been set up by firmware. EFI_TIMEOUT: it takes nothing for as long
 * as 65536 reads of its state. */
struct uefi_uart {
    uint16_t port; /* 0x3f8 is the first one of PCs */
};
struct uefi_sink uefi_sink_uart(struct uefi_uart *);

/*
 * A font: glyphs one after the other, each `height` bytes, the highest bit of a byte on the left.
 * `first` is the character of glyph 0. Characters beyond are shown as glyph 0.
 */
struct uefi_font {
    const uint8_t *glyphs;
    uint32_t first;
    uint32_t count;
    uint8_t width; /* pixels, at most 8 */
    uint8_t height;
};

/*
 * Firmware's own font, U+0020 to U+007E, in pool memory that outlives boot services.
 *
 *   EFI_UNSUPPORTED      firmware has no fonts
 *   EFI_PROTOCOL_ERROR   glyphs that are missing, differ in size, or are wider than 8 or higher
 * than 32
 */
UEFI_MUST_CHECK uefi_status uefi_font_open(struct uefi_font *ret_font);
/* Of uefi_font_open() only. Harmless twice, on an all-zero struct, and after boot services are
 * gone. */
void uefi_font_close(struct uefi_font *);

/* Text drawn into a frame buffer, from top to bottom; at the end it scrolls. One line of text at
 * least must fit. Set the first four, zero the rest. */
struct uefi_fb_text {
    struct uefi_framebuffer fb; /* mapped at its physical address, or at `at` */
    void *at;                   /* NULL: at its physical address */
    struct uefi_font font;
    uint32_t color;      /* 0xRRGGBB */
    uint32_t background; /* 0xRRGGBB */
    uint32_t column;     /* where the next character goes */
    uint32_t row;
};
/* EFI_INVALID_PARAMETER: no frame buffer, no font, pixels of other than 2 or 4 bytes, or no room
 * for a character. */
struct uefi_sink uefi_sink_framebuffer(struct uefi_fb_text *);

#ifdef __cplusplus
}
#endif
