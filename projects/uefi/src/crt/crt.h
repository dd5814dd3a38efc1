/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What compilers call of their own accord, each an archive member of its own: who brings his own
 * gets his own. One instruction does the work where the CPU has it; loops that a compiler would
 * turn into a call of the function they are in are thereby out of question.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

int memcmp(const void *, const void *, size_t);
void *memcpy(void *__restrict, const void *__restrict, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
