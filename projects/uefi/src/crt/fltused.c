/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* clang for Windows names this wherever floating point is used; nobody reads it. */
extern const int _fltused;
const int _fltused = 0;
