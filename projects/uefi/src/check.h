/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What all sources share: the two answers that this library gives of its own accord.
 */
#pragma once
#include "uefi/image.h"

/* Boot services are gone, and this needs them. */
#define GONE uefi_status_of(EFI_NOT_READY)

/* Firmware's answer is impossible. */
#define LIE uefi_status_of(EFI_PROTOCOL_ERROR)
