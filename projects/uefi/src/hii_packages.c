/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What a package list is made of: see uefi/hii.h. Reads nothing beyond the bytes it was given. */
#include "bytes.h"
#include "check.h"
#include "uefi/hii.h"

#define BAD  uefi_status_of(EFI_COMPROMISED_DATA)
#define HEAD sizeof(EFI_HII_PACKAGE_HEADER)

struct uefi_hii_packages uefi_hii_packages_begin(const void *list, size_t size)
{
    const size_t head = sizeof(EFI_HII_PACKAGE_LIST_HEADER);
    const uint8_t *at = (const uint8_t *)list;
    struct uefi_hii_packages it = {.status = BAD};
    if (!list || size < head + HEAD)
        return it;
    size_t length = (size_t)uefi_load(at + offsetof(EFI_HII_PACKAGE_LIST_HEADER, PackageLength), 4);
    if (length < head + HEAD || length > size)
        return it;
    return (struct uefi_hii_packages){UEFI_OK, at + head, length - head};
}

bool uefi_hii_packages_next(struct uefi_hii_packages *it, struct uefi_hii_package *ret_package)
{
    if (it->left == 0)
        return false;
    uint32_t head = it->left < HEAD ? 0 : (uint32_t)uefi_load(it->at, HEAD);
    size_t size = head & 0xFFFFFF;
    uint8_t type = (uint8_t)(head >> 24);
    bool end = type == EFI_HII_PACKAGE_END;
    if (size < HEAD || size > it->left || end != (size == it->left)) {
        it->status = BAD;
        it->left = 0;
        return false;
    }
    *ret_package = (struct uefi_hii_package){type, it->at, size};
    it->at += size;
    it->left -= size;
    return true;
}
