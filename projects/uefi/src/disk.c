/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Disks in bytes: see uefi/disk.h. */
#include "uefi/disk.h"

#include "check.h"
#include "transfer.h"

static const EFI_GUID disk_guid = EFI_DISK_IO_PROTOCOL_GUID;
static const EFI_GUID disk2_guid = EFI_DISK_IO2_PROTOCOL_GUID;

uefi_status uefi_disk_open_on(struct uefi_handle handle, struct uefi_disk *ret_disk)
{
    return UEFI_OPEN(ret_disk, handle, &disk_guid, UEFI_GET);
}

void uefi_disk_close(struct uefi_disk *disk)
{
    uefi_opened_close(&disk->opened);
    disk->raw = NULL;
}

uefi_status uefi_disk2_open_on(struct uefi_handle handle, struct uefi_disk2 *ret_disk)
{
    return UEFI_OPEN(ret_disk, handle, &disk2_guid, UEFI_GET);
}

void uefi_disk2_close(struct uefi_disk2 *disk)
{
    uefi_opened_close(&disk->opened);
    disk->raw = NULL;
}

static uefi_status fits(const struct uefi_media *media, uint64_t offset, size_t size)
{
    uint64_t bytes = media->blocks * media->block_size;
    if (!media->present)
        return uefi_status_of(EFI_NO_MEDIA);
    if (size > bytes || offset > bytes - size)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return UEFI_OK;
}

uefi_status uefi_disk_read(struct uefi_disk *disk, const struct uefi_media *media, uint64_t offset,
                           void *buf, size_t size)
{
    NEEDS(disk);
    UEFI_TRY(fits(media, offset, size));
    if (!size)
        return UEFI_OK;
    return uefi_status_of(disk->raw->ReadDisk(disk->raw, media->id, offset, size, buf));
}

uefi_status uefi_disk_write(struct uefi_disk *disk, const struct uefi_media *media, uint64_t offset,
                            const void *data, size_t size)
{
    NEEDS(disk);
    UEFI_TRY(fits(media, offset, size));
    if (!size)
        return UEFI_OK;
    return uefi_status_of(
        disk->raw->WriteDisk(disk->raw, media->id, offset, size, (void *)(uintptr_t)data));
}

uefi_status uefi_disk2_read(struct uefi_disk2 *disk, const struct uefi_media *media,
                            uint64_t offset, void *buf, size_t size, struct uefi_transfer *transfer)
{
    EFI_BLOCK_IO2_TOKEN blocking, *token;
    NEEDS(disk);
    UEFI_TRY(fits(media, offset, size));
    UEFI_TRY(transfer_prepare(transfer, &blocking, &token));
    return transfer_begun(transfer, &blocking,
                          disk->raw->ReadDiskEx(disk->raw, media->id, offset,
                                                (EFI_DISK_IO2_TOKEN *)(void *)token, size, buf));
}

uefi_status uefi_disk2_write(struct uefi_disk2 *disk, const struct uefi_media *media,
                             uint64_t offset, const void *data, size_t size,
                             struct uefi_transfer *transfer)
{
    EFI_BLOCK_IO2_TOKEN blocking, *token;
    NEEDS(disk);
    UEFI_TRY(fits(media, offset, size));
    UEFI_TRY(transfer_prepare(transfer, &blocking, &token));
    return transfer_begun(transfer, &blocking,
                          disk->raw->WriteDiskEx(disk->raw, media->id, offset,
                                                 (EFI_DISK_IO2_TOKEN *)(void *)token, size,
                                                 (void *)(uintptr_t)data));
}

uefi_status uefi_disk2_flush(struct uefi_disk2 *disk, struct uefi_transfer *transfer)
{
    EFI_BLOCK_IO2_TOKEN blocking, *token;
    NEEDS(disk);
    UEFI_TRY(transfer_prepare(transfer, &blocking, &token));
    return transfer_begun(transfer, &blocking,
                          disk->raw->FlushDiskEx(disk->raw, (EFI_DISK_IO2_TOKEN *)(void *)token));
}

uefi_status uefi_disk2_cancel(struct uefi_disk2 *disk)
{
    NEEDS(disk);
    return uefi_status_of(disk->raw->Cancel(disk->raw));
}
