/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Stands on low/low.h. */
#pragma once
#include "low/low.h"

/* As low_make() does. */
struct low_thing high_make(low_id id, enum low_kind kind);

/* A struct and a function of one name. */
struct high_use {
    int n;
};
struct high_use high_use(void);
