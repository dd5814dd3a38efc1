/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Disks in blocks: see uefi/block.h. One function decides what may be handed to firmware. */
#include "uefi/block.h"

#include "bytes.h"
#include "check.h"
#include "transfer.h"

static const EFI_GUID block_guid = EFI_BLOCK_IO_PROTOCOL_GUID;
static const EFI_GUID block2_guid = EFI_BLOCK_IO2_PROTOCOL_GUID;
static const EFI_GUID partition_guid = EFI_PARTITION_INFO_PROTOCOL_GUID;

uefi_status uefi_block_open_on(struct uefi_handle handle, struct uefi_block *ret_block)
{
    return UEFI_OPEN(ret_block, handle, &block_guid, UEFI_GET);
}

void uefi_block_close(struct uefi_block *block)
{
    uefi_opened_close(&block->opened);
    block->raw = NULL;
}

uefi_status uefi_block2_open_on(struct uefi_handle handle, struct uefi_block2 *ret_block)
{
    return UEFI_OPEN(ret_block, handle, &block2_guid, UEFI_GET);
}

void uefi_block2_close(struct uefi_block2 *block)
{
    uefi_opened_close(&block->opened);
    block->raw = NULL;
}

static uefi_status believe(const EFI_BLOCK_IO_MEDIA *raw, uint64_t revision,
                           struct uefi_media *ret_media)
{
    if (!ALIGNED(raw))
        return LIE;
    struct uefi_media media = {.id = raw->MediaId, .removable = raw->RemovableMedia != 0};
    if (raw->MediaPresent) {
        media.present = true;
        media.partition = raw->LogicalPartition != 0;
        media.read_only = raw->ReadOnly != 0;
        media.caches_writes = raw->WriteCaching != 0;
        media.block_size = raw->BlockSize;
        media.io_align = raw->IoAlign ? raw->IoAlign : 1;
        media.blocks = raw->LastBlock + 1;
        if (!media.block_size || media.io_align & (media.io_align - 1) ||
            raw->LastBlock >= UINT64_MAX / media.block_size)
            return LIE;
        if (revision >= EFI_BLOCK_IO_PROTOCOL_REVISION2) {
            media.lowest_aligned = raw->LowestAlignedLba;
            media.blocks_per_physical = raw->LogicalBlocksPerPhysicalBlock;
        }
        if (revision >= EFI_BLOCK_IO_PROTOCOL_REVISION3)
            media.optimal_transfer = raw->OptimalTransferLengthGranularity;
    }
    *ret_media = media;
    return UEFI_OK;
}

uefi_status uefi_block_media(const struct uefi_block *block, struct uefi_media *ret_media)
{
    NEEDS(block);
    return believe(block->raw->Media, block->raw->Revision, ret_media);
}

uefi_status uefi_block2_media(const struct uefi_block2 *block, struct uefi_media *ret_media)
{
    NEEDS(block);
    return believe(block->raw->Media, EFI_BLOCK_IO_PROTOCOL_REVISION3, ret_media);
}

/* May these blocks be moved to or from that buffer? */
static uefi_status fits(const struct uefi_media *media, uint64_t lba, const void *buf, size_t size)
{
    if (!media->present)
        return uefi_status_of(EFI_NO_MEDIA);
    if (size % media->block_size)
        return uefi_status_of(EFI_BAD_BUFFER_SIZE);
    if (lba > media->blocks || size / media->block_size > media->blocks - lba ||
        (uintptr_t)buf % media->io_align)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    return UEFI_OK;
}

uefi_status uefi_block_read(struct uefi_block *block, const struct uefi_media *media, uint64_t lba,
                            void *buf, size_t size)
{
    NEEDS(block);
    UEFI_TRY(fits(media, lba, buf, size));
    if (!size)
        return UEFI_OK;
    return uefi_status_of(block->raw->ReadBlocks(block->raw, media->id, lba, size, buf));
}

uefi_status uefi_block_write(struct uefi_block *block, const struct uefi_media *media, uint64_t lba,
                             const void *data, size_t size)
{
    NEEDS(block);
    UEFI_TRY(fits(media, lba, data, size));
    if (!size)
        return UEFI_OK;
    return uefi_status_of(
        block->raw->WriteBlocks(block->raw, media->id, lba, size, (void *)(uintptr_t)data));
}

uefi_status uefi_block_flush(struct uefi_block *block)
{
    NEEDS(block);
    return uefi_status_of(block->raw->FlushBlocks(block->raw));
}

uefi_status uefi_block_reset(struct uefi_block *block, bool thorough)
{
    NEEDS(block);
    return uefi_status_of(block->raw->Reset(block->raw, thorough));
}

/* --- Block I/O 2 ----------------------------------------------------------------------------- */

uefi_status uefi_block2_read(struct uefi_block2 *block, const struct uefi_media *media,
                             uint64_t lba, void *buf, size_t size, struct uefi_transfer *transfer)
{
    EFI_BLOCK_IO2_TOKEN blocking, *token;
    NEEDS(block);
    UEFI_TRY(fits(media, lba, buf, size));
    UEFI_TRY(transfer_prepare(transfer, &blocking, &token));
    return transfer_begun(transfer, &blocking,
                          block->raw->ReadBlocksEx(block->raw, media->id, lba, token, size, buf));
}

uefi_status uefi_block2_write(struct uefi_block2 *block, const struct uefi_media *media,
                              uint64_t lba, const void *data, size_t size,
                              struct uefi_transfer *transfer)
{
    EFI_BLOCK_IO2_TOKEN blocking, *token;
    NEEDS(block);
    UEFI_TRY(fits(media, lba, data, size));
    UEFI_TRY(transfer_prepare(transfer, &blocking, &token));
    return transfer_begun(transfer, &blocking,
                          block->raw->WriteBlocksEx(block->raw, media->id, lba, token, size,
                                                    (void *)(uintptr_t)data));
}

uefi_status uefi_block2_flush(struct uefi_block2 *block, struct uefi_transfer *transfer)
{
    EFI_BLOCK_IO2_TOKEN blocking, *token;
    NEEDS(block);
    UEFI_TRY(transfer_prepare(transfer, &blocking, &token));
    return transfer_begun(transfer, &blocking, block->raw->FlushBlocksEx(block->raw, token));
}

uefi_status uefi_block2_reset(struct uefi_block2 *block, bool thorough)
{
    NEEDS(block);
    return uefi_status_of(block->raw->Reset(block->raw, thorough));
}

/* --- Partitions ------------------------------------------------------------------------------ */

static uefi_status read_gpt(const EFI_PARTITION_ENTRY *gpt, struct uefi_partition *partition)
{
    if (gpt->EndingLBA < gpt->StartingLBA || gpt->EndingLBA - gpt->StartingLBA == UINT64_MAX)
        return LIE;
    partition->start = gpt->StartingLBA;
    partition->blocks = gpt->EndingLBA - gpt->StartingLBA + 1;
    memcpy(&partition->type, &gpt->PartitionTypeGUID, sizeof partition->type);
    memcpy(&partition->unique, &gpt->UniquePartitionGUID, sizeof partition->unique);
    partition->attributes = gpt->Attributes;
    memcpy(partition->name, gpt->PartitionName, sizeof gpt->PartitionName); /* one shorter */
    return UEFI_OK;
}

uefi_status uefi_partition_of(struct uefi_handle handle, struct uefi_partition *ret_partition)
{
    void *interface = NULL;
    struct uefi_partition partition = {0};
    UEFI_TRY(uefi_protocol_open(handle, &partition_guid, UEFI_GET, &interface, NULL));
    const EFI_PARTITION_INFO_PROTOCOL *raw = interface;
    partition.kind = raw->Type;
    partition.system = raw->System == 1;
    if (raw->Type == PARTITION_TYPE_GPT) {
        UEFI_TRY(read_gpt(&raw->Info.Gpt, &partition));
    } else if (raw->Type == PARTITION_TYPE_MBR) {
        partition.start = uefi_load(raw->Info.Mbr.StartingLBA, 4);
        partition.blocks = uefi_load(raw->Info.Mbr.SizeInLBA, 4);
        partition.os_type = raw->Info.Mbr.OSType;
        partition.active = raw->Info.Mbr.BootIndicator == 0x80;
    } else if (raw->Type != PARTITION_TYPE_OTHER) {
        return LIE;
    }
    *ret_partition = partition;
    return UEFI_OK;
}
