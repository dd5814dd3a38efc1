/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A header in a folder. */
#pragma once
#define LOW_DEEP 1
