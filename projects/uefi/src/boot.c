/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Images and the smaller boot services: see uefi/boot.h. */
#include "uefi/boot.h"

#include "check.h"

uefi_status uefi_image_load(const EFI_DEVICE_PATH_PROTOCOL *path, const void *data, size_t size,
                            bool boot_policy, struct uefi_handle *ret_image)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    EFI_HANDLE raw = NULL;
    EFI_STATUS code = boot->LoadImage(boot_policy, uefi_image()->handle,
                                      (EFI_DEVICE_PATH_PROTOCOL *)path, (void *)data, size, &raw);
    if (code == EFI_SECURITY_VIOLATION && raw)
        ret_image->raw = raw;
    UEFI_TRY(uefi_status_of(code));
    if (!raw)
        return LIE;
    ret_image->raw = raw;
    return UEFI_OK;
}

/* Does a NUL end the text within its bytes? */
static bool is_text(const char16_t *text, size_t size)
{
    if (!text || (uintptr_t)text % sizeof *text)
        return false;
    for (size_t i = 0; i < size / sizeof *text; i++)
        if (text[i] == 0)
            return true;
    return false;
}

uefi_status uefi_image_start(struct uefi_handle image, struct uefi_exit_data *ret_data)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    UINTN size = 0;
    CHAR16 *text = NULL;
    uefi_status answer = uefi_status_of(boot->StartImage(image.raw, &size, &text));
    struct uefi_exit_data data = {text, size};
    if (!ret_data || !is_text(text, size))
        uefi_exit_data_close(&data);
    if (ret_data)
        *ret_data = data;
    return answer;
}

void uefi_exit_data_close(struct uefi_exit_data *data)
{
    uefi_pool_free((void *)data->text);
    *data = (struct uefi_exit_data){0};
}

uefi_status uefi_image_unload(struct uefi_handle image)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    return boot ? uefi_status_of(boot->UnloadImage(image.raw)) : GONE;
}

uefi_status uefi_exit(uefi_status answer)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    return boot ? uefi_status_of(boot->Exit(uefi_image()->handle, answer.code, 0, NULL)) : GONE;
}

uefi_status uefi_stall(size_t microseconds)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    return boot ? uefi_status_of(boot->Stall(microseconds)) : GONE;
}

uefi_status uefi_watchdog_set(size_t seconds, uint64_t code)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    return boot ? uefi_status_of(boot->SetWatchdogTimer(seconds, code, 0, NULL)) : GONE;
}

uefi_status uefi_monotonic_count(uint64_t *ret_count)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    UINT64 count = 0;
    UEFI_TRY(uefi_status_of(boot->GetNextMonotonicCount(&count)));
    *ret_count = count;
    return UEFI_OK;
}

uefi_status uefi_crc32(const void *data, size_t size, uint32_t *ret_crc)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    UINT32 crc = 0;
    UEFI_TRY(uefi_status_of(boot->CalculateCrc32((void *)data, size, &crc)));
    *ret_crc = crc;
    return UEFI_OK;
}

uefi_status uefi_config_install(const EFI_GUID *guid, void *table)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    return boot ? uefi_status_of(boot->InstallConfigurationTable((EFI_GUID *)guid, table)) : GONE;
}

uefi_status uefi_copy(void *to, const void *from, size_t size)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    boot->CopyMem(to, (void *)from, size);
    return UEFI_OK;
}

uefi_status uefi_fill(void *at, uint8_t value, size_t size)
{
    EFI_BOOT_SERVICES *boot = uefi_boot();
    if (!boot)
        return GONE;
    boot->SetMem(at, size, value);
    return UEFI_OK;
}
