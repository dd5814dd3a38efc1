/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The shell and the arguments it gives: see uefi/shell.h. No string of its is passed on without a
 * look. */
#include "uefi/shell.h"

#include "check.h"
#include "uefi/memory.h"
#include "uefi/text.h"

static const EFI_GUID parameters_guid = EFI_SHELL_PARAMETERS_PROTOCOL_GUID;
static const EFI_GUID shell_guid = EFI_SHELL_PROTOCOL_GUID;

static bool is_text(const char16_t *text)
{
    size_t length;
    return text && (uintptr_t)text % sizeof *text == 0 &&
           uefi_utf16_ends(text, UEFI_SHELL_TEXT_MAX, &length);
}

/* What the shell answers with a pointer: NULL is "there is none". */
static uefi_status give(const char16_t *text, const char16_t **ret_text)
{
    if (!text)
        return uefi_status_of(EFI_NOT_FOUND);
    if (!is_text(text))
        return LIE;
    *ret_text = text;
    return UEFI_OK;
}

uefi_status uefi_args_open(struct uefi_args *ret_args)
{
    return uefi_args_open_on(uefi_handle_of(uefi_image()->handle), ret_args);
}

uefi_status uefi_args_open_on(struct uefi_handle image, struct uefi_args *ret_args)
{
    struct uefi_args args = {0};
    UEFI_TRY(UEFI_OPEN(&args, image, &parameters_guid, UEFI_GET));
    args.count = args.raw->Argc;
    if (args.count > UEFI_SHELL_ARGS_MAX || (args.count && !args.raw->Argv) ||
        (uintptr_t)args.raw->Argv % sizeof(void *))
        return LIE;
    *ret_args = args;
    return UEFI_OK;
}

void uefi_args_close(struct uefi_args *args)
{
    uefi_opened_close(&args->opened);
    args->raw = NULL;
    args->count = 0;
}

uefi_status uefi_args_get(struct uefi_args *args, size_t index, const char16_t **ret_word)
{
    NEEDS(args);
    if (index >= args->count)
        return uefi_status_of(EFI_NOT_FOUND);
    const char16_t *word = args->raw->Argv[index];
    if (!is_text(word))
        return LIE;
    *ret_word = word;
    return UEFI_OK;
}

uefi_status uefi_shell_open(struct uefi_shell *ret_shell)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&shell_guid, &raw));
    *ret_shell = (struct uefi_shell){.raw = (EFI_SHELL_PROTOCOL *)raw};
    return UEFI_OK;
}

uefi_status uefi_shell_open_on(struct uefi_handle handle, struct uefi_shell *ret_shell)
{
    return UEFI_OPEN(ret_shell, handle, &shell_guid, UEFI_GET);
}

void uefi_shell_close(struct uefi_shell *shell)
{
    uefi_opened_close(&shell->opened);
    shell->raw = NULL;
}

uefi_status uefi_shell_version(struct uefi_shell *shell, uint32_t *ret_major, uint32_t *ret_minor)
{
    NEEDS(shell);
    *ret_major = shell->raw->MajorVersion;
    *ret_minor = shell->raw->MinorVersion;
    return UEFI_OK;
}

uefi_status uefi_shell_get_env(struct uefi_shell *shell, const char16_t *name,
                               const char16_t **ret_value)
{
    NEEDS(shell);
    if (!name || !*name) /* the shell would give all names, one NUL between them */
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return give(shell->raw->GetEnv(name), ret_value);
}

uefi_status uefi_shell_set_env(struct uefi_shell *shell, const char16_t *name,
                               const char16_t *value, bool is_volatile)
{
    NEEDS(shell);
    if (!name || !*name)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return uefi_status_of(shell->raw->SetEnv(name, value ? value : u"", is_volatile));
}

uefi_status uefi_shell_get_dir(struct uefi_shell *shell, const char16_t *file_system,
                               const char16_t **ret_dir)
{
    NEEDS(shell);
    return give(shell->raw->GetCurDir(file_system), ret_dir);
}

uefi_status uefi_shell_set_dir(struct uefi_shell *shell, const char16_t *file_system,
                               const char16_t *dir)
{
    NEEDS(shell);
    return uefi_status_of(shell->raw->SetCurDir(file_system, dir));
}

uefi_status uefi_shell_get_map(struct uefi_shell *shell, const char16_t *mapping,
                               const EFI_DEVICE_PATH_PROTOCOL **ret_path)
{
    NEEDS(shell);
    const EFI_DEVICE_PATH_PROTOCOL *path = shell->raw->GetDevicePathFromMap(mapping);
    if (!path)
        return uefi_status_of(EFI_NOT_FOUND);
    *ret_path = path;
    return UEFI_OK;
}

uefi_status uefi_shell_set_map(struct uefi_shell *shell, const EFI_DEVICE_PATH_PROTOCOL *path,
                               const char16_t *mapping)
{
    NEEDS(shell);
    return uefi_status_of(shell->raw->SetMap(path, mapping));
}

uefi_status uefi_shell_execute(struct uefi_shell *shell, const char16_t *command_line,
                               EFI_STATUS *ret_exit)
{
    NEEDS(shell);
    EFI_HANDLE parent = uefi_image()->handle;
    EFI_STATUS exit = EFI_SUCCESS;
    UEFI_TRY(uefi_status_of(
        shell->raw->Execute(&parent, (CHAR16 *)(uintptr_t)command_line, NULL, &exit)));
    *ret_exit = exit;
    return UEFI_OK;
}

uefi_status uefi_shell_device_name_alloc(struct uefi_shell *shell, struct uefi_handle handle,
                                         uint32_t flags, const char *language, char16_t **ret_name)
{
    NEEDS(shell);
    CHAR16 *name = NULL;
    UEFI_TRY(uefi_status_of(
        shell->raw->GetDeviceName(handle.raw, flags, (CHAR8 *)(uintptr_t)language, &name)));
    if (!is_text(name)) {
        if ((uintptr_t)name % 8 == 0) /* else it is no pool memory either */
            uefi_pool_free(name);
        return LIE;
    }
    *ret_name = name;
    return UEFI_OK;
}

bool uefi_shell_interrupted(struct uefi_shell *shell)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    return boot && shell->raw && shell->raw->ExecutionBreak &&
           boot->CheckEvent(shell->raw->ExecutionBreak) == EFI_SUCCESS;
}
