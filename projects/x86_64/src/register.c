/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Registers in words: see register.h. */
#include "x86_64/register.h"

#include "text.h"

size_t x86_bits_format(char *buf, size_t cap, const char *names, uint64_t value)
{
    struct text text = text_begin(buf, cap);
    unsigned bit = 0;
    while (*names && bit < 64) {
        size_t length = 0;
        while (names[length] && names[length] != ' ')
            length++;
        unsigned skip = 0;
        if (names[0] == '-') {
            for (size_t i = 1; i < length; i++)
                skip = skip * 10 + (unsigned)(names[i] - '0');
            bit += skip ? skip : 1;
        } else {
            if (value & X86_BIT(bit)) {
                text_separate(&text);
                text_bytes(&text, names, length);
                value &= ~X86_BIT(bit);
            }
            bit++;
        }
        names += length;
        while (*names == ' ')
            names++;
    }
    if (value) {
        text_separate(&text);
        text_hex(&text, value);
    }
    if (!text.length)
        text_string(&text, "0");
    return text_end(&text);
}
