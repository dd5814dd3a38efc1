/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What reading the memory map and leaving boot services share. */
#pragma once
#include "uefi/memory.h"

/* Bytes of room beyond what is there, 85 descriptors of today's 48: the allocation of the map
 * splits one or two, events and drivers that allocate while the map is read split more. */
#define UEFI_MEMMAP_SLACK 4096

/* How often a map that is never the same is read, or boot services are asked to end. */
#define UEFI_MEMMAP_ROUNDS 8
