/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* boot_load() (door.h) for a machine that the caller chooses: tests on the host bring their own. */
#pragma once
#include "load/door.h"
#include "load/machine.h"

/* Comes back with an error, or when `machine` does not enter the kernel: BOOT_OK. */
BOOT_MUST_CHECK enum boot_status load_on(const struct door *door, const struct machine *machine);
