/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Disks in blocks and in bytes, waiting and not, and partitions.
 *
 * Tests: EFI_BLOCK_IO_PROTOCOL
 * Tests: EFI_BLOCK_IO2_PROTOCOL
 * Tests: EFI_DISK_IO_PROTOCOL
 * Tests: EFI_DISK_IO2_PROTOCOL
 * Tests: EFI_PARTITION_INFO_PROTOCOL
 */
#include "check.h"
#include "uefi/block.h"
#include "uefi/disk.h"
#include "uefi/guid.h"
#include "uefi/text.h"

static void reads_and_writes_blocks(struct uefi_mock *m)
{
    struct uefi_handle handle = uefi_handle_of(uefi_mock_disk(m, 16, 512, 16));
    struct uefi_block block = {0};
    struct uefi_media media;
    uint8_t *buf = aligned_alloc(16, 1024);
    assert_ok(uefi_block_open_on(handle, &block));
    assert_ok(uefi_block_media(&block, &media));
    assert_int_equal(media.blocks, 16);
    assert_int_equal(media.block_size, 512);
    assert_int_equal(media.io_align, 16);
    assert_true(media.present && media.removable && !media.read_only && !media.partition);
    memset(buf, 7, 1024);
    assert_ok(uefi_block_write(&block, &media, 14, buf, 1024));
    assert_int_equal(uefi_mock_disk_data(m, handle.raw)[14 * 512], 7);
    memset(buf, 0, 1024);
    assert_ok(uefi_block_read(&block, &media, 15, buf, 512));
    assert_int_equal(buf[511], 7);
    assert_ok(uefi_block_flush(&block));
    assert_ok(uefi_block_reset(&block, true));

    /* Refused here: firmware does not get to see it, or the mock would complain. */
    assert_status(uefi_block_read(&block, &media, 0, buf, 100), EFI_BAD_BUFFER_SIZE);
    assert_status(uefi_block_read(&block, &media, 15, buf, 1024), EFI_INVALID_PARAMETER);
    assert_status(uefi_block_read(&block, &media, 17, buf, 512), EFI_INVALID_PARAMETER);
    assert_status(uefi_block_read(&block, &media, UINT64_MAX, buf, 512), EFI_INVALID_PARAMETER);
    assert_status(uefi_block_read(&block, &media, 0, buf + 8, 512), EFI_INVALID_PARAMETER);
    assert_status(uefi_block_write(&block, &media, 16, buf, 512), EFI_INVALID_PARAMETER);
    assert_ok(uefi_block_read(&block, &media, 16, buf, 0));
    assert_ok(uefi_block_write(&block, &media, 16, buf, 0));

    uefi_mock_disk_change(m, handle.raw, true);
    assert_status(uefi_block_read(&block, &media, 0, buf, 512), EFI_MEDIA_CHANGED);
    assert_ok(uefi_block_media(&block, &media));
    assert_ok(uefi_block_read(&block, &media, 0, buf, 512));
    uefi_mock_disk_change(m, handle.raw, false);
    assert_status(uefi_block_read(&block, &media, 0, buf, 512), EFI_NO_MEDIA);
    assert_ok(uefi_block_media(&block, &media));
    assert_false(media.present);
    assert_status(uefi_block_read(&block, &media, 0, buf, 512), EFI_NO_MEDIA);
    uefi_mock_lie(m, "BlockIo.FlushBlocks", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_block_flush(&block), EFI_DEVICE_ERROR);
    uefi_block_close(&block);
    assert_status(uefi_block_flush(&block), EFI_NOT_STARTED);
    free(buf);
}
MOCKED(reads_and_writes_blocks)

/* A medium that cannot be: zero blocks, odd alignment, more bytes than can be counted. */
static void lies_about_the_medium(struct uefi_mock *m)
{
    struct uefi_handle handle = uefi_handle_of(uefi_mock_disk(m, 16, 512, 0));
    struct uefi_block block = {0};
    struct uefi_media media = {.id = 77};
    assert_ok(uefi_block_open_on(handle, &block));
    EFI_BLOCK_IO_MEDIA *raw = block.raw->Media, good = *raw;
    raw->BlockSize = 0;
    assert_status(uefi_block_media(&block, &media), EFI_PROTOCOL_ERROR);
    *raw = good;
    raw->IoAlign = 24;
    assert_status(uefi_block_media(&block, &media), EFI_PROTOCOL_ERROR);
    *raw = good;
    raw->LastBlock = UINT64_MAX;
    assert_status(uefi_block_media(&block, &media), EFI_PROTOCOL_ERROR);
    raw->LastBlock = UINT64_MAX / 512;
    assert_status(uefi_block_media(&block, &media), EFI_PROTOCOL_ERROR);
    *raw = good;
    block.raw->Media = NULL;
    assert_status(uefi_block_media(&block, &media), EFI_PROTOCOL_ERROR);
    assert_int_equal(media.id, 77);
    block.raw->Media = raw;
    raw->OptimalTransferLengthGranularity = 8;
    raw->LogicalBlocksPerPhysicalBlock = 4;
    assert_ok(uefi_block_media(&block, &media));
    assert_int_equal(media.optimal_transfer, 8);
    block.raw->Revision = EFI_BLOCK_IO_PROTOCOL_REVISION2;
    assert_ok(uefi_block_media(&block, &media));
    assert_int_equal(media.optimal_transfer, 0);
    assert_int_equal(media.blocks_per_physical, 4);
    block.raw->Revision = 0x00010000; /* members that are not there are not looked at */
    assert_ok(uefi_block_media(&block, &media));
    assert_int_equal(media.blocks_per_physical, 0);
    raw->MediaPresent = FALSE;
    raw->BlockSize = 0;
    assert_ok(uefi_block_media(&block, &media));
    assert_false(media.present);
}
MOCKED(lies_about_the_medium)

static void transfers_by_themselves(struct uefi_mock *m)
{
    struct uefi_handle handle = uefi_handle_of(uefi_mock_disk(m, 16, 512, 0));
    struct uefi_block2 block = {0};
    struct uefi_transfer transfer = {0};
    struct uefi_media media;
    uint8_t buf[512];
    bool ended = true;
    memset(buf, 9, sizeof buf);
    assert_ok(uefi_block2_open_on(handle, &block));
    assert_ok(uefi_block2_media(&block, &media));
    assert_ok(uefi_block2_write(&block, &media, 3, buf, 512, NULL));
    assert_status(uefi_transfer_wait(&transfer), EFI_NOT_STARTED);
    memset(buf, 0, sizeof buf);
    assert_ok(uefi_block2_read(&block, &media, 3, buf, 512, &transfer));
    assert_ok(uefi_transfer_check(&transfer, &ended));
    assert_false(ended);
    assert_status(uefi_block2_flush(&block, &transfer), EFI_ALREADY_STARTED);
    assert_ok(uefi_transfer_wait(&transfer));
    assert_int_equal(buf[0], 9);
    assert_ok(uefi_transfer_wait(&transfer)); /* how it ended, again */
    assert_ok(uefi_block2_flush(&block, &transfer));
    assert_ok(uefi_transfer_wait(&transfer));

    /* Closing waits for what is still under way. */
    uint64_t before = uefi_mock_time(m);
    assert_ok(uefi_block2_read(&block, &media, 0, buf, 512, &transfer));
    uefi_transfer_close(&transfer);
    assert_true(uefi_mock_time(m) > before);
    uefi_transfer_close(&transfer);

    assert_status(uefi_block2_read(&block, &media, 16, buf, 512, &transfer), EFI_INVALID_PARAMETER);
    uefi_mock_lie(m, "BlockIo2.ReadBlocksEx", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_block2_read(&block, &media, 0, buf, 512, &transfer), EFI_DEVICE_ERROR);
    assert_int_equal(uefi_mock_events(m), 0); /* nothing to wait for, nothing to close */
    uefi_mock_lie(m, "BlockIo2.ReadBlocksEx", UEFI_MOCK_OFF, EFI_CRC_ERROR, 0, 2);
    assert_ok(uefi_block2_read(&block, &media, 0, buf, 512, &transfer));
    assert_status(uefi_transfer_wait(&transfer), EFI_CRC_ERROR);
    uefi_transfer_close(&transfer);
    assert_status(uefi_block2_read(&block, &media, 0, buf, 512, NULL), EFI_CRC_ERROR);
    /* Signalled, but without a result. */
    uefi_mock_lie(m, "BlockIo2.ReadBlocksEx", UEFI_MOCK_OFF, EFI_NOT_READY, 0, 1);
    assert_ok(uefi_block2_read(&block, &media, 0, buf, 512, &transfer));
    assert_status(uefi_transfer_wait(&transfer), EFI_PROTOCOL_ERROR);
    uefi_transfer_close(&transfer);
    uefi_mock_lie(m, "CreateEvent", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES, 0, 1);
    assert_status(uefi_block2_read(&block, &media, 0, buf, 512, &transfer), EFI_OUT_OF_RESOURCES);
    assert_ok(uefi_block2_reset(&block, false));
    uefi_block2_close(&block);
    assert_status(uefi_block2_flush(&block, NULL), EFI_NOT_STARTED);
}
MOCKED(transfers_by_themselves)

/* A transfer whose end cannot be found out: its event is left open rather than closed under it. */
static void an_end_that_nobody_tells(struct uefi_mock *m)
{
    struct uefi_handle handle = uefi_handle_of(uefi_mock_disk(m, 16, 512, 0));
    struct uefi_block2 block = {0};
    struct uefi_transfer transfer = {0};
    struct uefi_media media;
    uint8_t buf[512];
    assert_ok(uefi_block2_open_on(handle, &block));
    assert_ok(uefi_block2_media(&block, &media));
    assert_ok(uefi_block2_read(&block, &media, 0, buf, 512, &transfer));
    uefi_mock_lie(m, "WaitForEvent", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 0);
    uefi_mock_lie(m, "CheckEvent", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 0);
    EFI_EVENT event = transfer.event.raw;
    uefi_transfer_close(&transfer);
    assert_null(transfer.event.raw);
    assert_int_equal(uefi_mock_events(m), 1);
    uefi_mock_be_honest(m);
    uefi_image()->boot->CloseEvent(event);

    /* Above TPL_APPLICATION there is no waiting, but looking. */
    assert_ok(uefi_block2_read(&block, &media, 0, buf, 512, &transfer));
    uefi_mock_lie(m, "WaitForEvent", UEFI_MOCK_FAIL, EFI_UNSUPPORTED, 0, 0);
    uefi_mock_pass(m, 20000);
    uefi_transfer_close(&transfer);
    assert_int_equal(uefi_mock_events(m), 0);
}
MOCKED(an_end_that_nobody_tells)

static void bytes_at_any_offset(struct uefi_mock *m)
{
    struct uefi_handle handle = uefi_handle_of(uefi_mock_disk(m, 16, 512, 0));
    struct uefi_block block = {0};
    struct uefi_disk disk = {0};
    struct uefi_media media;
    char buf[8] = "";
    assert_ok(uefi_block_open_on(handle, &block));
    assert_ok(uefi_block_media(&block, &media));
    assert_ok(uefi_disk_open_on(handle, &disk));
    assert_ok(uefi_disk_write(&disk, &media, 510, "abcd", 4));
    assert_memory_equal(uefi_mock_disk_data(m, handle.raw) + 510, "abcd", 4);
    assert_ok(uefi_disk_read(&disk, &media, 511, buf, 2));
    assert_string_equal(buf, "bc");
    assert_ok(uefi_disk_read(&disk, &media, 8192, buf, 0));
    assert_ok(uefi_disk_write(&disk, &media, 8192, buf, 0));
    assert_ok(uefi_disk_read(&disk, &media, 8191, buf, 1));
    assert_status(uefi_disk_read(&disk, &media, 8191, buf, 2), EFI_INVALID_PARAMETER);
    assert_status(uefi_disk_write(&disk, &media, UINT64_MAX, buf, 2), EFI_INVALID_PARAMETER);
    uefi_mock_lie(m, "DiskIo.ReadDisk", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_disk_read(&disk, &media, 0, buf, 2), EFI_DEVICE_ERROR);
    media.present = false;
    assert_status(uefi_disk_read(&disk, &media, 0, buf, 2), EFI_NO_MEDIA);
    uefi_disk_close(&disk);
    uefi_block_close(&block);
    assert_status(uefi_disk_read(&disk, &media, 0, buf, 2), EFI_NOT_STARTED);
}
MOCKED(bytes_at_any_offset)

static void bytes_by_themselves(struct uefi_mock *m)
{
    struct uefi_handle handle = uefi_handle_of(uefi_mock_disk(m, 16, 512, 0));
    struct uefi_block block = {0};
    struct uefi_disk2 disk = {0};
    struct uefi_transfer one = {0}, two = {0};
    struct uefi_media media;
    char buf[8] = "", other[8] = "";
    assert_ok(uefi_block_open_on(handle, &block));
    assert_ok(uefi_block_media(&block, &media));
    assert_ok(uefi_disk2_open_on(handle, &disk));
    assert_ok(uefi_disk2_write(&disk, &media, 1, "hello", 5, &one));
    assert_ok(uefi_transfer_wait(&one));
    assert_ok(uefi_disk2_read(&disk, &media, 1, buf, 5, &one));
    assert_ok(uefi_disk2_read(&disk, &media, 2, other, 4, &two));
    assert_ok(uefi_transfer_wait(&two));
    assert_ok(uefi_transfer_wait(&one));
    assert_string_equal(buf, "hello");
    assert_string_equal(other, "ello");
    assert_ok(uefi_disk2_read(&disk, &media, 1, buf, 5, &one));
    assert_ok(uefi_disk2_cancel(&disk));
    assert_status(uefi_transfer_wait(&one), EFI_ABORTED);
    assert_ok(uefi_disk2_flush(&disk, NULL));
    assert_status(uefi_disk2_read(&disk, &media, 8191, buf, 5, &one), EFI_INVALID_PARAMETER);
    assert_ok(uefi_disk2_write(&disk, &media, 8187, "hello", 5, NULL));
    uefi_transfer_close(&one);
    uefi_transfer_close(&two);
    uefi_disk2_close(&disk);
    assert_status(uefi_disk2_cancel(&disk), EFI_NOT_STARTED);
    uefi_block_close(&block);
}
MOCKED(bytes_by_themselves)

static void harmless_after_boot_services(struct uefi_mock *m)
{
    struct uefi_handle handle = uefi_handle_of(uefi_mock_disk(m, 16, 512, 0));
    struct uefi_block2 block = {0};
    struct uefi_disk disk = {0};
    struct uefi_transfer transfer = {0};
    struct uefi_media media;
    uint8_t buf[512];
    bool ended;
    assert_ok(uefi_block2_open_on(handle, &block));
    assert_ok(uefi_disk_open_on(handle, &disk));
    assert_ok(uefi_block2_media(&block, &media));
    assert_ok(uefi_block2_read(&block, &media, 0, buf, 512, &transfer));
    end_boot_services();
    assert_status(uefi_transfer_wait(&transfer), EFI_NOT_READY);
    assert_status(uefi_transfer_check(&transfer, &ended), EFI_NOT_READY);
    assert_status(uefi_disk_read(&disk, &media, 0, buf, 1), EFI_NOT_READY);
    uefi_transfer_close(&transfer);
    uefi_disk_close(&disk);
    uefi_block2_close(&block);
    struct uefi_partition partition;
    assert_status(uefi_partition_of(handle, &partition), EFI_NOT_READY);
}
MOCKED(harmless_after_boot_services)

static void partitions(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_PARTITION_INFO_PROTOCOL_GUID;
    static const EFI_GUID esp = EFI_PART_TYPE_EFI_SYSTEM_PART_GUID;
    /* At an address that is not aligned: the struct is packed. */
    uint8_t *memory = uefi_mock_keep(m, sizeof(EFI_PARTITION_INFO_PROTOCOL) + 1);
    EFI_PARTITION_INFO_PROTOCOL *raw = (void *)(memory + 1);
    struct uefi_handle handle = uefi_handle_of(uefi_mock_install(m, NULL, &guid, raw));
    struct uefi_partition partition;
    raw->Type = PARTITION_TYPE_GPT;
    raw->System = 1;
    memcpy(&raw->Info.Gpt.PartitionTypeGUID, &esp, sizeof esp);
    raw->Info.Gpt.StartingLBA = 2048;
    raw->Info.Gpt.EndingLBA = 4095;
    for (size_t i = 0; i < 36; i++) /* a name that fills its place: no NUL */
        memcpy(&raw->Info.Gpt.PartitionName[i], u"n", 2);
    assert_ok(uefi_partition_of(handle, &partition));
    assert_int_equal(partition.kind, PARTITION_TYPE_GPT);
    assert_true(partition.system);
    assert_int_equal(partition.blocks, 2048);
    assert_true(uefi_guid_equal(&partition.type, &esp));
    assert_int_equal(uefi_utf16_length(partition.name, 37), 36);
    raw->Info.Gpt.EndingLBA = 2047;
    assert_status(uefi_partition_of(handle, &partition), EFI_PROTOCOL_ERROR);
    raw->Info.Gpt.StartingLBA = 0;
    raw->Info.Gpt.EndingLBA = UINT64_MAX;
    assert_status(uefi_partition_of(handle, &partition), EFI_PROTOCOL_ERROR);
    raw->Type = PARTITION_TYPE_MBR;
    raw->Info.Mbr = (MBR_PARTITION_RECORD){.BootIndicator = 0x80,
                                           .OSType = 0xEF,
                                           .StartingLBA = {0, 8, 0, 0},
                                           .SizeInLBA = {0, 0, 1, 0}};
    assert_ok(uefi_partition_of(handle, &partition));
    assert_int_equal(partition.start, 2048);
    assert_int_equal(partition.blocks, 65536);
    assert_int_equal(partition.os_type, 0xEF);
    assert_true(partition.active);
    raw->Type = PARTITION_TYPE_OTHER;
    raw->System = 2;
    assert_ok(uefi_partition_of(handle, &partition));
    assert_int_equal(partition.start, 0);
    assert_false(partition.system);
    raw->Type = 3;
    assert_status(uefi_partition_of(handle, &partition), EFI_PROTOCOL_ERROR);
    assert_status(uefi_partition_of(uefi_handle_of(uefi_mock_image(m)), &partition),
                  EFI_UNSUPPORTED);
    uefi_mock_lie(m, "OpenProtocol", UEFI_MOCK_NULL, 0, 0, 1);
    assert_status(uefi_partition_of(handle, &partition), EFI_PROTOCOL_ERROR);
}
MOCKED(partitions)

TESTS(mocked(reads_and_writes_blocks), mocked(lies_about_the_medium),
      mocked(transfers_by_themselves), mocked(an_end_that_nobody_tells),
      mocked(bytes_at_any_offset), mocked(bytes_by_themselves),
      mocked(harmless_after_boot_services), mocked(partitions))
