/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A program for uefi-run.t: writes its arguments to the debug console; fails without any. */
#include "uefi/log.h"
#include "uefi/protocol.h"
#include "uefi/raw/shell.h"

uefi_status app_main(void)
{
    static const EFI_GUID guid = EFI_SHELL_PARAMETERS_PROTOCOL_GUID;
    void *interface;
    UEFI_TRY(uefi_protocol_get(uefi_handle_of(uefi_image()->handle), &guid, &interface));
    const EFI_SHELL_PARAMETERS_PROTOCOL *shell = (const EFI_SHELL_PARAMETERS_PROTOCOL *)interface;
    struct uefi_sink out = uefi_sink_debugcon();
    for (size_t i = 1; i < shell->Argc; i++)
        UEFI_TRY(uefi_print_to(&out, "argument %ls\n", shell->Argv[i]));
    return uefi_status_of(shell->Argc > 1 ? EFI_SUCCESS : EFI_INVALID_PARAMETER);
}
