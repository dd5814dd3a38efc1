/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What all sources share: the answers that this library gives of its own accord.
 */
#pragma once
#include "uefi/image.h"

/* Boot services are gone, and this needs them. */
#define GONE uefi_status_of(EFI_NOT_READY)

/* Firmware's answer is impossible. */
#define LIE uefi_status_of(EFI_PROTOCOL_ERROR)

/* Leaves the function unless the object is open and boot services are there. */
#define NEEDS(object)                               \
    do {                                            \
        if (!uefi_boot())                           \
            return GONE;                            \
        if (!(object)->raw)                         \
            return uefi_status_of(EFI_NOT_STARTED); \
    } while (0)
