/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The shell (UEFI Shell specification 2.2): the arguments that it gave, and what it does on
 * request.
 *
 *     struct uefi_args args = {0};
 *     UEFI_TRY(uefi_args_open(&args));
 *     for (size_t i = 1; i < args.count; i++) {
 *         const char16_t *word;
 *         UEFI_TRY(uefi_args_get(&args, i, &word));
 *         ...
 *
 * Strings that the shell hands out stay its own: valid until it is asked again, or, as arguments,
 * while the image runs. They are looked at before they are given on: one without a NUL in
 * UEFI_SHELL_TEXT_MAX units is EFI_PROTOCOL_ERROR, as is one at an odd address.
 *
 * Wraps: EFI_SHELL_PARAMETERS_PROTOCOL
 * Wraps: EFI_SHELL_PROTOCOL
 */
#pragma once

#include "uefi/protocol.h"
#include "uefi/raw/shell.h"

#ifdef __cplusplus
extern "C" {
#endif

#define UEFI_SHELL_TEXT_MAX 65536 /* units of a string, the NUL too */
#define UEFI_SHELL_ARGS_MAX 4096

/* --- Arguments ------------------------------------------------------------------------------- */

struct uefi_args {
    EFI_SHELL_PARAMETERS_PROTOCOL *raw;
    struct uefi_opened opened;
    size_t count; /* the first is the program itself */
};

/*
 * Of this image.
 *
 *   EFI_UNSUPPORTED      it was not started from a shell: see the load options, uefi/loaded_image.h
 *   EFI_PROTOCOL_ERROR   no list, or more than UEFI_SHELL_ARGS_MAX
 */
UEFI_MUST_CHECK uefi_status uefi_args_open(struct uefi_args *ret_args);
UEFI_MUST_CHECK uefi_status uefi_args_open_on(struct uefi_handle image, struct uefi_args *ret_args);
void uefi_args_close(struct uefi_args *);

/*
 *   EFI_NOT_FOUND        there are not that many
 *   EFI_PROTOCOL_ERROR   NULL, or no string
 */
UEFI_MUST_CHECK uefi_status uefi_args_get(struct uefi_args *, size_t index,
                                          const char16_t **ret_word);

/* --- The shell itself ------------------------------------------------------------------------ */

struct uefi_shell {
    EFI_SHELL_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* EFI_UNSUPPORTED: none runs. */
UEFI_MUST_CHECK uefi_status uefi_shell_open(struct uefi_shell *ret_shell);
UEFI_MUST_CHECK uefi_status uefi_shell_open_on(struct uefi_handle, struct uefi_shell *ret_shell);
void uefi_shell_close(struct uefi_shell *);

/* The version of the specification that it follows. */
UEFI_MUST_CHECK uefi_status uefi_shell_version(struct uefi_shell *, uint32_t *ret_major,
                                               uint32_t *ret_minor);

/* An environment variable. EFI_NOT_FOUND: not set. */
UEFI_MUST_CHECK uefi_status uefi_shell_get_env(struct uefi_shell *, const char16_t *name,
                                               const char16_t **ret_value);

/* Sets one; value NULL removes it. Not volatile: kept beyond a reset. EFI_INVALID_PARAMETER: no
 * name. */
UEFI_MUST_CHECK uefi_status uefi_shell_set_env(struct uefi_shell *, const char16_t *name,
                                               const char16_t *value, bool is_volatile);

/* The current folder of a file system (u"fs0:"), or of the current one with NULL. EFI_NOT_FOUND:
 * none. */
UEFI_MUST_CHECK uefi_status uefi_shell_get_dir(struct uefi_shell *, const char16_t *file_system,
                                               const char16_t **ret_dir);
UEFI_MUST_CHECK uefi_status uefi_shell_set_dir(struct uefi_shell *, const char16_t *file_system,
                                               const char16_t *dir);

/* The device path that a mapping (u"fs0:") stands for, in the shell's memory. EFI_NOT_FOUND:
 * nothing. */
UEFI_MUST_CHECK uefi_status uefi_shell_get_map(struct uefi_shell *, const char16_t *mapping,
                                               const EFI_DEVICE_PATH_PROTOCOL **ret_path);

/* Adds a mapping to a device; path NULL removes it. EFI_ACCESS_DENIED: it is the shell's own. */
UEFI_MUST_CHECK uefi_status uefi_shell_set_map(struct uefi_shell *,
                                               const EFI_DEVICE_PATH_PROTOCOL *path,
                                               const char16_t *mapping);

/*
 * Runs a command line and waits; *ret_exit is what the command ended with. The environment is this
 * one's.
 *
 *   EFI_UNSUPPORTED   the shell does not run commands here
 */
UEFI_MUST_CHECK uefi_status uefi_shell_execute(struct uefi_shell *, const char16_t *command_line,
                                               EFI_STATUS *ret_exit);

/* The best name of a device in a language ("en"), or its path (EFI_DEVICE_NAME_USE_...). The caller
 * frees it with uefi_pool_free(). */
UEFI_MUST_CHECK uefi_status uefi_shell_device_name_alloc(struct uefi_shell *, struct uefi_handle,
                                                         uint32_t flags, const char *language,
                                                         char16_t **ret_name);

/* Has the user asked the program to end (Ctrl-C)? */
bool uefi_shell_interrupted(struct uefi_shell *);

#ifdef __cplusplus
}
#endif
