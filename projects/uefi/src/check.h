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

/* Of an object: boot services are there, and it is open (EFI_NOT_STARTED). */
UEFI_MUST_CHECK uefi_status uefi_usable(const void *raw);

/* Leaves the function unless the object is usable. */
#define NEEDS(object) UEFI_TRY(uefi_usable((object)->raw))
