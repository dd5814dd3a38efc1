/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A disk in memory (UEFI 13.7 to 13.10): the four protocols that read and write it.
 *
 * A call with an event does its work at once but signals a millisecond later, when it also writes
 * the status; until then the token says EFI_NOT_READY.
 */
#include "internal.h"
#include "uefi/raw/media.h"

struct disk {
    EFI_BLOCK_IO_PROTOCOL block;
    EFI_BLOCK_IO2_PROTOCOL block2;
    EFI_DISK_IO_PROTOCOL disk;
    EFI_DISK_IO2_PROTOCOL disk2;
    EFI_BLOCK_IO_MEDIA media;
    uint8_t *data;
};

#define DISK_OF(this, member) ((struct disk *)((uint8_t *)(this) - offsetof(struct disk, member)))

/* What both kinds of token begin with. */
struct token {
    EFI_EVENT event;
    EFI_STATUS status;
};

struct pending {
    struct event timer;
    struct token *token;
    EFI_STATUS status;
};

static VOID EFIAPI finish(EFI_EVENT raw, VOID *context)
{
    struct pending *pending = context;
    struct event *event = event_of(pending->token->event);
    (void)raw;
    list_remove(&mock()->events, &pending->timer);
    pending->token->status = pending->status;
    if (event)
        event_signal(mock(), event);
    else
        uefi_mock_complain("the event of a transfer is closed before the transfer ends");
}

/* Ends a call: now, or later if it has an event. */
static EFI_STATUS end(void *raw, EFI_STATUS status)
{
    struct token *token = raw;
    if (!token || !token->event) {
        if (token)
            token->status = status;
        return status;
    }
    struct uefi_mock *m = mock();
    struct pending *pending = uefi_mock_keep(m, sizeof *pending);
    pending->token = token;
    pending->status = status;
    token->status = EFI_NOT_READY;
    pending->timer = (struct event){.type = EVT_TIMER | EVT_NOTIFY_SIGNAL,
                                    .tpl = TPL_NOTIFY,
                                    .function = finish,
                                    .context = pending,
                                    .mine = true,
                                    .due = m->time + 10000};
    list_add(&m->events, &pending->timer);
    return EFI_SUCCESS;
}

/* Moves bytes; what stands against it is the status. */
static EFI_STATUS move(struct disk *disk, UINT32 id, uint64_t offset, UINTN size, void *buffer,
                       bool write, const struct uefi_mock_lie *lie)
{
    const EFI_BLOCK_IO_MEDIA *media = &disk->media;
    uint64_t bytes = (media->LastBlock + 1) * media->BlockSize;
    if (!media->MediaPresent)
        return EFI_NO_MEDIA;
    if (id != media->MediaId)
        return EFI_MEDIA_CHANGED;
    if (write && media->ReadOnly)
        return EFI_WRITE_PROTECTED;
    if (size > bytes || offset > bytes - size || (size && !buffer))
        return EFI_INVALID_PARAMETER;
    if (lie->how == UEFI_MOCK_SILENT || !size)
        return EFI_SUCCESS;
    size_t count = lie->how == UEFI_MOCK_PARTIAL && lie->value < size ? (size_t)lie->value : size;
    if (write)
        memcpy(disk->data + offset, buffer, count);
    else
        memcpy(buffer, disk->data + offset, count);
    if (!write && lie->how == UEFI_MOCK_GARBAGE)
        memset(buffer, (int)lie->value, size);
    return EFI_SUCCESS;
}

static EFI_STATUS move_blocks(struct disk *disk, UINT32 id, EFI_LBA lba, UINTN size, void *buffer,
                              bool write, const struct uefi_mock_lie *lie)
{
    const EFI_BLOCK_IO_MEDIA *media = &disk->media;
    bool fits = lba <= media->LastBlock && size / media->BlockSize <= media->LastBlock + 1 - lba;
    if (media->MediaPresent && id == media->MediaId) {
        if (size % media->BlockSize)
            return EFI_BAD_BUFFER_SIZE;
        if (!fits || (media->IoAlign > 1 && (uintptr_t)buffer % media->IoAlign)) {
            uefi_mock_complain("a transfer of %zu bytes at block %llu: beyond the end, or the "
                               "buffer is not aligned to %u",
                               (size_t)size, (unsigned long long)lba, media->IoAlign);
            return EFI_INVALID_PARAMETER;
        }
    }
    return move(disk, id, lba * media->BlockSize, size, buffer, write, lie);
}

/* --- Block I/O -----------------------------------------------------------------------------------
 */

static EFI_STATUS EFIAPI block_reset(EFI_BLOCK_IO_PROTOCOL *this, BOOLEAN extended)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    (void)this, (void)extended;
    boot_called("BlockIo.Reset", &lie, &status);
    return status;
}

static EFI_STATUS EFIAPI block_read(EFI_BLOCK_IO_PROTOCOL *this, UINT32 id, EFI_LBA lba, UINTN size,
                                    VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("BlockIo.ReadBlocks", &lie, &status))
        return status;
    EFI_STATUS moved = move_blocks(DISK_OF(this, block), id, lba, size, buffer, false, &lie);
    return moved ? moved : status;
}

static EFI_STATUS EFIAPI block_write(EFI_BLOCK_IO_PROTOCOL *this, UINT32 id, EFI_LBA lba,
                                     UINTN size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("BlockIo.WriteBlocks", &lie, &status))
        return status;
    EFI_STATUS moved = move_blocks(DISK_OF(this, block), id, lba, size, buffer, true, &lie);
    return moved ? moved : status;
}

static EFI_STATUS EFIAPI block_flush(EFI_BLOCK_IO_PROTOCOL *this)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("BlockIo.FlushBlocks", &lie, &status))
        return status;
    return DISK_OF(this, block)->media.MediaPresent ? status : EFI_NO_MEDIA;
}

/* --- Block I/O 2 ---------------------------------------------------------------------------------
 */

static EFI_STATUS EFIAPI block2_reset(EFI_BLOCK_IO2_PROTOCOL *this, BOOLEAN extended)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    (void)this, (void)extended;
    boot_called("BlockIo2.Reset", &lie, &status);
    return status;
}

/* With UEFI_MOCK_OFF, the transfer itself ends with `value`. */
static EFI_STATUS ends_with(const struct uefi_mock_lie *lie, EFI_STATUS moved)
{
    return lie->how == UEFI_MOCK_OFF && !moved ? (EFI_STATUS)lie->value : moved;
}

static EFI_STATUS EFIAPI block2_read(EFI_BLOCK_IO2_PROTOCOL *this, UINT32 id, EFI_LBA lba,
                                     EFI_BLOCK_IO2_TOKEN *token, UINTN size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("BlockIo2.ReadBlocksEx", &lie, &status))
        return status;
    EFI_STATUS moved = move_blocks(DISK_OF(this, block2), id, lba, size, buffer, false, &lie);
    return moved ? moved : end(token, ends_with(&lie, moved));
}

static EFI_STATUS EFIAPI block2_write(EFI_BLOCK_IO2_PROTOCOL *this, UINT32 id, EFI_LBA lba,
                                      EFI_BLOCK_IO2_TOKEN *token, UINTN size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("BlockIo2.WriteBlocksEx", &lie, &status))
        return status;
    EFI_STATUS moved = move_blocks(DISK_OF(this, block2), id, lba, size, buffer, true, &lie);
    return moved ? moved : end(token, ends_with(&lie, moved));
}

static EFI_STATUS EFIAPI block2_flush(EFI_BLOCK_IO2_PROTOCOL *this, EFI_BLOCK_IO2_TOKEN *token)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    (void)this;
    if (!boot_called("BlockIo2.FlushBlocksEx", &lie, &status))
        return status;
    return end(token, ends_with(&lie, status));
}

/* --- Disk I/O ------------------------------------------------------------------------------------
 */

static EFI_STATUS EFIAPI disk_read(EFI_DISK_IO_PROTOCOL *this, UINT32 id, UINT64 offset, UINTN size,
                                   VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("DiskIo.ReadDisk", &lie, &status))
        return status;
    EFI_STATUS moved = move(DISK_OF(this, disk), id, offset, size, buffer, false, &lie);
    return moved ? moved : status;
}

static EFI_STATUS EFIAPI disk_write(EFI_DISK_IO_PROTOCOL *this, UINT32 id, UINT64 offset,
                                    UINTN size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("DiskIo.WriteDisk", &lie, &status))
        return status;
    EFI_STATUS moved = move(DISK_OF(this, disk), id, offset, size, buffer, true, &lie);
    return moved ? moved : status;
}

/* --- Disk I/O 2 ----------------------------------------------------------------------------------
 */

static EFI_STATUS EFIAPI disk2_cancel(EFI_DISK_IO2_PROTOCOL *this)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    (void)this;
    if (!boot_called("DiskIo2.Cancel", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    for (size_t i = 0; i < m->events.count;) {
        struct event *event = m->events.at[i];
        if (event->function != finish) {
            i++;
            continue;
        }
        struct pending *pending = (struct pending *)(uintptr_t)event->context;
        pending->status = EFI_ABORTED;
        finish(event, pending); /* takes it out of the list */
    }
    return status;
}

static EFI_STATUS EFIAPI disk2_read(EFI_DISK_IO2_PROTOCOL *this, UINT32 id, UINT64 offset,
                                    EFI_DISK_IO2_TOKEN *token, UINTN size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("DiskIo2.ReadDiskEx", &lie, &status))
        return status;
    EFI_STATUS moved = move(DISK_OF(this, disk2), id, offset, size, buffer, false, &lie);
    return moved ? moved : end(token, ends_with(&lie, moved));
}

static EFI_STATUS EFIAPI disk2_write(EFI_DISK_IO2_PROTOCOL *this, UINT32 id, UINT64 offset,
                                     EFI_DISK_IO2_TOKEN *token, UINTN size, VOID *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("DiskIo2.WriteDiskEx", &lie, &status))
        return status;
    EFI_STATUS moved = move(DISK_OF(this, disk2), id, offset, size, buffer, true, &lie);
    return moved ? moved : end(token, ends_with(&lie, moved));
}

static EFI_STATUS EFIAPI disk2_flush(EFI_DISK_IO2_PROTOCOL *this, EFI_DISK_IO2_TOKEN *token)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    (void)this;
    if (!boot_called("DiskIo2.FlushDiskEx", &lie, &status))
        return status;
    return end(token, ends_with(&lie, status));
}

/* --- The test's side -----------------------------------------------------------------------------
 */

static const EFI_GUID block_guid = EFI_BLOCK_IO_PROTOCOL_GUID;

EFI_HANDLE uefi_mock_disk(struct uefi_mock *m, uint64_t blocks, uint32_t block_size,
                          uint32_t io_align)
{
    static const EFI_GUID block2_guid = EFI_BLOCK_IO2_PROTOCOL_GUID;
    static const EFI_GUID disk_guid = EFI_DISK_IO_PROTOCOL_GUID;
    static const EFI_GUID disk2_guid = EFI_DISK_IO2_PROTOCOL_GUID;
    struct disk *disk = uefi_mock_keep(m, sizeof *disk);
    disk->data = uefi_mock_keep(m, (size_t)(blocks * block_size));
    disk->media = (EFI_BLOCK_IO_MEDIA){.MediaId = 1,
                                       .RemovableMedia = TRUE,
                                       .MediaPresent = TRUE,
                                       .BlockSize = block_size,
                                       .IoAlign = io_align,
                                       .LastBlock = blocks - 1};
    disk->block = (EFI_BLOCK_IO_PROTOCOL){EFI_BLOCK_IO_PROTOCOL_REVISION3,
                                          &disk->media,
                                          block_reset,
                                          block_read,
                                          block_write,
                                          block_flush};
    disk->block2 = (EFI_BLOCK_IO2_PROTOCOL){&disk->media, block2_reset, block2_read, block2_write,
                                            block2_flush};
    disk->disk = (EFI_DISK_IO_PROTOCOL){EFI_DISK_IO_PROTOCOL_REVISION, disk_read, disk_write};
    disk->disk2 = (EFI_DISK_IO2_PROTOCOL){EFI_DISK_IO2_PROTOCOL_REVISION, disk2_cancel, disk2_read,
                                          disk2_write, disk2_flush};
    EFI_HANDLE raw = device_new(m);
    uefi_mock_install(m, raw, &block_guid, &disk->block);
    uefi_mock_install(m, raw, &block2_guid, &disk->block2);
    uefi_mock_install(m, raw, &disk_guid, &disk->disk);
    uefi_mock_install(m, raw, &disk2_guid, &disk->disk2);
    return raw;
}

static struct disk *disk_of(EFI_HANDLE raw)
{
    struct interface *interface = interface_of(raw, &block_guid);
    return must(interface ? interface->interface : NULL);
}

uint8_t *uefi_mock_disk_data(struct uefi_mock *m, EFI_HANDLE raw)
{
    (void)m;
    return disk_of(raw)->data;
}

void uefi_mock_disk_change(struct uefi_mock *m, EFI_HANDLE raw, bool present)
{
    struct disk *disk = disk_of(raw);
    (void)m;
    disk->media.MediaId++;
    disk->media.MediaPresent = present;
    memset(disk->data, 0, (size_t)((disk->media.LastBlock + 1) * disk->media.BlockSize));
}
