/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A program for shell.t, started from the EFI shell as `shell-tests.efi one "two words"`. It says
 * what the shell answers, one line each; fails when a call does that should not.
 *
 * Tests: EFI_SHELL_PARAMETERS_PROTOCOL
 * Tests: EFI_SHELL_PROTOCOL
 */
#include "uefi/shell.h"

#include "uefi/format.h"
#include "uefi/log.h"
#include "uefi/memory.h"
#include "uefi/raw/path.h"

static struct uefi_sink out;

static uefi_status says(const char *what, uefi_status got)
{
    return uefi_print_to(&out, "%s: %s\n", what, uefi_status_text(got));
}

static uefi_status arguments(void)
{
    struct uefi_args args = {0};
    const char16_t *word;
    UEFI_TRY(uefi_args_open(&args));
    UEFI_TRY(uefi_print_to(&out, "arguments: %zu\n", args.count));
    for (size_t i = 1; i < args.count; i++) {
        UEFI_TRY(uefi_args_get(&args, i, &word));
        UEFI_TRY(uefi_print_to(&out, "argument: %ls\n", word));
    }
    UEFI_TRY(says("one too many", uefi_args_get(&args, args.count, &word)));
    uefi_args_close(&args);
    return UEFI_OK;
}

static uefi_status environment(struct uefi_shell *shell)
{
    const char16_t *text;
    UEFI_TRY(says("not set", uefi_shell_get_env(shell, u"osdev", &text)));
    UEFI_TRY(uefi_shell_set_env(shell, u"osdev", u"a value", true));
    UEFI_TRY(uefi_shell_get_env(shell, u"osdev", &text));
    UEFI_TRY(uefi_print_to(&out, "set: %ls\n", text));
    UEFI_TRY(uefi_shell_set_env(shell, u"osdev", NULL, true));
    UEFI_TRY(says("removed", uefi_shell_get_env(shell, u"osdev", &text)));
    UEFI_TRY(uefi_shell_get_dir(shell, NULL, &text));
    UEFI_TRY(uefi_print_to(&out, "folder: %ls\n", text));
    UEFI_TRY(uefi_shell_set_dir(shell, NULL, u"\\"));
    return says("no such mapping", uefi_shell_get_dir(shell, u"fs99:", &text));
}

static uefi_status devices(struct uefi_shell *shell)
{
    const EFI_DEVICE_PATH_PROTOCOL *path;
    UEFI_TRY(uefi_shell_get_map(shell, u"fs0:", &path));
    UEFI_TRY(uefi_print_to(&out, "fs0: node of type %u\n", path->Type));
    UEFI_TRY(says("mapping fs99:", uefi_shell_get_map(shell, u"fs99:", &path)));
    UEFI_TRY(uefi_shell_set_map(shell, path, u"mine:"));
    UEFI_TRY(says("mapping mine:", uefi_shell_get_map(shell, u"mine:", &path)));
    UEFI_TRY(uefi_shell_set_map(shell, NULL, u"mine:"));

    static const EFI_GUID guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
    struct uefi_handles volumes = {0};
    char16_t *name;
    UEFI_TRY(uefi_handles_find(&guid, &volumes));
    UEFI_TRY(uefi_shell_device_name_alloc(
        shell, volumes.at[0], EFI_DEVICE_NAME_USE_COMPONENT_NAME | EFI_DEVICE_NAME_USE_DEVICE_PATH,
        "en", &name));
    UEFI_TRY(uefi_print_to(&out, "device: %s\n", *name ? "named" : "empty"));
    uefi_pool_free(name);
    uefi_handles_close(&volumes);
    return uefi_print_to(&out, "interrupted: %d\n", uefi_shell_interrupted(shell));
}

uefi_status app_main(void)
{
    struct uefi_shell shell = {0};
    uint32_t major, minor;
    EFI_STATUS exit = 99;
    out = uefi_sink_debugcon();
    UEFI_TRY(arguments());
    UEFI_TRY(uefi_shell_open(&shell));
    UEFI_TRY(uefi_shell_version(&shell, &major, &minor));
    UEFI_TRY(uefi_print_to(&out, "version: %u\n", major));
    UEFI_TRY(environment(&shell));
    UEFI_TRY(devices(&shell));
    UEFI_TRY(uefi_shell_execute(&shell, u"echo from the program", &exit));
    UEFI_TRY(uefi_print_to(&out, "command: %s\n", uefi_status_text(uefi_status_of(exit))));
    uefi_shell_close(&shell);
    return UEFI_OK;
}
