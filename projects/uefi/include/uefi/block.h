/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Disks in blocks (UEFI 13.9, 13.10), and what partition a handle is (13.18). Bytes at any offset:
 * uefi/disk.h.
 *
 * Wraps: EFI_BLOCK_IO_PROTOCOL
 * Wraps: EFI_BLOCK_IO2_PROTOCOL
 * Wraps: EFI_PARTITION_INFO_PROTOCOL
 *
 *     UEFI_TRY(uefi_block_open_on(handle, &block));
 *     UEFI_TRY(uefi_block_media(&block, &media));                 // once; again after a change
 *     UEFI_TRY(uefi_block_read(&block, &media, 0, sector, media.block_size));
 *
 * The media struct names the medium that was looked at: after a change of media every transfer
 * answers EFI_MEDIA_CHANGED until it is looked at again. Sizes, ends and alignment are checked
 * here, before firmware sees them.
 */
#pragma once
#include "uefi/event.h"
#include "uefi/protocol.h"
#include "uefi/raw/media.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_block {
    EFI_BLOCK_IO_PROTOCOL *raw;
    struct uefi_opened opened;
};

struct uefi_block2 {
    EFI_BLOCK_IO2_PROTOCOL *raw;
    struct uefi_opened opened;
};

struct uefi_media {
    uint32_t id;
    uint32_t block_size; /* bytes; not 0 */
    uint32_t io_align;   /* of buffers: a power of two, at least 1 */
    uint64_t blocks;
    bool present; /* false: the rest is nothing */
    bool removable, partition, read_only, caches_writes;
    /* 0 where firmware is too old to say: */
    uint64_t lowest_aligned;
    uint32_t blocks_per_physical, optimal_transfer;
};

/* --- Waiting for the call to end: block I/O ----------------------------------------------------
 */

UEFI_MUST_CHECK uefi_status uefi_block_open_on(struct uefi_handle, struct uefi_block *ret_block);
void uefi_block_close(struct uefi_block *);

/* EFI_PROTOCOL_ERROR: no media struct, a block size of 0, an alignment that is no power of two, or
 * more bytes than 64 bits can count. */
UEFI_MUST_CHECK uefi_status uefi_block_media(const struct uefi_block *,
                                             struct uefi_media *ret_media);

/*
 * Whole blocks, `size` bytes.
 *
 *   EFI_BAD_BUFFER_SIZE     not a multiple of the block size
 *   EFI_INVALID_PARAMETER   beyond the end, or the buffer is not aligned to media->io_align
 *   EFI_NO_MEDIA, EFI_MEDIA_CHANGED, EFI_WRITE_PROTECTED, EFI_DEVICE_ERROR   as firmware says
 */
UEFI_MUST_CHECK uefi_status uefi_block_read(struct uefi_block *, const struct uefi_media *,
                                            uint64_t lba, void *buf, size_t size);
UEFI_MUST_CHECK uefi_status uefi_block_write(struct uefi_block *, const struct uefi_media *,
                                             uint64_t lba, const void *data, size_t size);
UEFI_MUST_CHECK uefi_status uefi_block_flush(struct uefi_block *);

/* Begins anew with the hardware; thorough: checks it, which may take long. */
UEFI_MUST_CHECK uefi_status uefi_block_reset(struct uefi_block *, bool thorough);

/* --- Transfers that go on by themselves: block I/O 2, disk I/O 2 ---------------------------------
 */

/*
 * A transfer under way. The struct and the buffer must stay where they are until it has ended:
 * uefi_transfer_close() waits for that.
 */
struct uefi_transfer {
    EFI_BLOCK_IO2_TOKEN token;
    struct uefi_event event;
    bool running;
};

/* Has it ended? */
UEFI_MUST_CHECK uefi_status uefi_transfer_check(struct uefi_transfer *, bool *ret_ended);

/* Waits for the end, and answers how it ended. EFI_PROTOCOL_ERROR: it is said to have ended, but
 * has no result. Only at TPL_APPLICATION. */
UEFI_MUST_CHECK uefi_status uefi_transfer_wait(struct uefi_transfer *);

/* Waits, and gives the event back. Harmless twice, on an all-zero struct, and after boot services
 * are gone. */
void uefi_transfer_close(struct uefi_transfer *);

UEFI_MUST_CHECK uefi_status uefi_block2_open_on(struct uefi_handle, struct uefi_block2 *ret_block);
void uefi_block2_close(struct uefi_block2 *);
UEFI_MUST_CHECK uefi_status uefi_block2_media(const struct uefi_block2 *,
                                              struct uefi_media *ret_media);

/* As above; with a transfer (all zero before) they only begin, with NULL they wait. When beginning
 * fails there is nothing to wait for. */
UEFI_MUST_CHECK uefi_status uefi_block2_read(struct uefi_block2 *, const struct uefi_media *,
                                             uint64_t lba, void *buf, size_t size,
                                             struct uefi_transfer *transfer);
UEFI_MUST_CHECK uefi_status uefi_block2_write(struct uefi_block2 *, const struct uefi_media *,
                                              uint64_t lba, const void *data, size_t size,
                                              struct uefi_transfer *transfer);
UEFI_MUST_CHECK uefi_status uefi_block2_flush(struct uefi_block2 *, struct uefi_transfer *transfer);
UEFI_MUST_CHECK uefi_status uefi_block2_reset(struct uefi_block2 *, bool thorough);

/* --- Partitions ------------------------------------------------------------------------------ */

struct uefi_partition {
    uint32_t kind;          /* PARTITION_TYPE_OTHER (the rest is zero), _MBR, _GPT */
    bool system;            /* an EFI system partition */
    uint64_t start, blocks; /* of the disk that it is on */
    uint8_t os_type;        /* MBR */
    bool active;            /* MBR: the one to boot */
    EFI_GUID type, unique;  /* GPT */
    uint64_t attributes;    /* GPT */
    char16_t name[37];      /* GPT */
};

/* EFI_UNSUPPORTED: no partition; EFI_PROTOCOL_ERROR: a kind that is none, or an end before the
 * start. */
UEFI_MUST_CHECK uefi_status uefi_partition_of(struct uefi_handle,
                                              struct uefi_partition *ret_partition);

#ifdef __cplusplus
}
#endif
