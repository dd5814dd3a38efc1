/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The yardstick of bench.sh: hello.c as gnu-efi has it. */
#include <efi.h>
#include <efilib.h>

EFI_STATUS efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *system);
EFI_STATUS efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *system)
{
    InitializeLib(image, system);
    Print(L"Hello\n");
    return EFI_SUCCESS;
}
