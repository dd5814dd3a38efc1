/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A random number generator (UEFI 37.5) whose numbers a test can foretell. */
#include "internal.h"
#include "uefi/raw/security.h"

struct rng {
    EFI_RNG_PROTOCOL protocol;
    uint8_t next;
};

static const EFI_GUID algorithms[] = {EFI_RNG_ALGORITHM_SP800_90_CTR_256_GUID,
                                      EFI_RNG_ALGORITHM_RAW};

static EFI_STATUS EFIAPI get_info(EFI_RNG_PROTOCOL *this, UINTN *size, EFI_RNG_ALGORITHM *list)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    (void)this;
    if (!boot_called("Rng.GetInfo", &lie, &status))
        return status;
    return size ? uefi_mock_fill(&lie, size, list, algorithms, sizeof algorithms)
                : EFI_INVALID_PARAMETER;
}

static EFI_STATUS EFIAPI get_rng(EFI_RNG_PROTOCOL *this, EFI_RNG_ALGORITHM *algorithm, UINTN size,
                                 UINT8 *ret_bytes)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    struct rng *rng = (struct rng *)this;
    if (!boot_called("Rng.GetRNG", &lie, &status))
        return status;
    if (!size || !ret_bytes) {
        uefi_mock_complain("GetRNG of nothing");
        return EFI_INVALID_PARAMETER;
    }
    if (algorithm && !uefi_guid_equal(algorithm, &algorithms[0]) &&
        !uefi_guid_equal(algorithm, &algorithms[1]))
        return EFI_UNSUPPORTED;
    for (UINTN i = 0; i < size && lie.how != UEFI_MOCK_SILENT; i++)
        ret_bytes[i] = lie.how == UEFI_MOCK_GARBAGE ? (uint8_t)lie.value : rng->next++;
    return status;
}

EFI_HANDLE uefi_mock_rng(struct uefi_mock *m, uint8_t seed)
{
    static const EFI_GUID guid = EFI_RNG_PROTOCOL_GUID;
    struct rng *rng = uefi_mock_keep(m, sizeof *rng);
    rng->protocol = (EFI_RNG_PROTOCOL){get_info, get_rng};
    rng->next = seed;
    return uefi_mock_install(m, NULL, &guid, &rng->protocol);
}
