/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * An issue as plain text, for mail: out of the HTML that the site has of it, so that both tell the
 * same.
 *
 *     <h2>Projects</h2>                            Projects
 *                                                  ========
 *     <p>See <a href="/x">the map</a>.</p>         See the map <https://example.org/x>.
 *     <ul>
 *     <li><a href="https://...">Fix</a> it</li>    - Fix it
 *     </ul>                                          https://...
 *
 * Lines have at most MAIL_WIDTH characters, but for addresses, code and tables, which stay whole.
 * The address of a link follows it; the first link of a list's item is what the item is about, and
 * has the line below. A person (`@login`) needs none. Links are resolved by the <base>. A
 * <pre class="plain"> stays as it is, other code is indented. Controls, and characters that turn
 * the direction of text around, are left out.
 */
#pragma once
#include "common/arena.h"
#include "common/text.h"

enum { MAIL_WIDTH = 72 };

/* `n` bytes of HTML in UTF-8, broken or not. What is nested more than 256 deep is lost. */
void mail_text(const char *html, size_t n, struct text *out);
/* Turns each file from HTML into that text, in place. STATUS_WORLD: one cannot be read or written,
 * and is named; those before it are done. */
enum status mail_files(const struct string_list *paths, struct error *) MUST_CHECK;
