/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Somebody's words as Markdown: what a reader sees is the text that was written, and nothing in it
 * can become markup, end what it stands in, or start a shortcode of Hugo.
 *
 *     raw                         Markdown
 *     Use `asm!` in foo_bar       Use `asm!` in foo_bar          what is literal anyway stays
 *     Fix __init__ of Vec<T>      Fix \_\_init\_\_ of Vec\<T>
 *     Document `{{< ref >}}`      Document {&#123;< ref >}}      no entity works inside code
 */
#pragma once
#include "common/arena.h"

enum title_form {
    TITLE_LINKED = 1,  /* stands between [ and ], else as text that may begin a block */
    TITLE_COMMENT = 2, /* stands in an HTML comment: no "--" at all */
    TITLE_STRICT = 4, /* shares its line with others: whatever could pair up with them is escaped */
};

/* One line. Invalid UTF-8 becomes U+FFFD; control and bidirectional-formatting characters go;
 * more than 256 characters end in an ellipsis instead of the rest; blanks at both ends go. */
char *title_markdown(struct arena *, const char *raw, unsigned form);
