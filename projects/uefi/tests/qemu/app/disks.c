/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Disks of real firmware: the SCSI disk holds sectors that say their number, the AHCI disk one GPT
 * partition.
 *
 * Tests: EFI_BLOCK_IO_PROTOCOL
 * Tests: EFI_BLOCK_IO2_PROTOCOL
 * Tests: EFI_DISK_IO_PROTOCOL
 * Tests: EFI_DISK_IO2_PROTOCOL
 * Tests: EFI_PARTITION_INFO_PROTOCOL
 */
#include "test.h"
#include "uefi/disk.h"
#include "uefi/guid.h"
#include "uefi/memory.h"
#include "uefi/path_protocol.h"
#include "uefi/text.h"

int memcmp(const void *, const void *, size_t);

static uint8_t buf[4096] __attribute__((aligned(4096)));

/* The first whole disk on whose path there is such a node, which has the protocol. */
static bool find_disk(uint8_t type, uint8_t subtype, const EFI_GUID *guid, struct uefi_handle *ret)
{
    static const EFI_GUID block_guid = EFI_BLOCK_IO_PROTOCOL_GUID;
    struct uefi_handles handles = {0};
    bool found = false;
    if (!check_ok(uefi_handles_find(&block_guid, &handles)))
        return false;
    for (size_t i = 0; i < handles.count && !found; i++) {
        struct uefi_path path;
        struct uefi_path_node node;
        struct uefi_block block = {0};
        struct uefi_media media;
        if (!uefi_is_ok(uefi_path_of(handles.at[i], &path)) ||
            !check_ok(uefi_block_open_on(handles.at[i], &block)) ||
            !check_ok(uefi_block_media(&block, &media)))
            continue;
        struct uefi_path_iter it = uefi_path_begin(path);
        while (uefi_path_next(&it, &node))
            found |= !media.partition && media.present && node.type == type &&
                     node.subtype == subtype && uefi_protocol_test(handles.at[i], guid);
        if (found)
            *ret = handles.at[i];
        uefi_block_close(&block);
    }
    uefi_handles_close(&handles);
    return found;
}

static bool is_sector(const uint8_t *at, char tens, char ones)
{
    const char want[] = {'s', 'e', 'c', 't', 'o', 'r', ' ', tens, ones};
    size_t length = tens ? 9 : 8;
    char text[9];
    for (size_t i = 0; i < 7; i++)
        text[i] = want[i];
    text[7] = tens ? tens : ones;
    text[8] = ones;
    return memcmp(at, text, length) == 0;
}

static void blocks(void)
{
    static const EFI_GUID guid = EFI_BLOCK_IO_PROTOCOL_GUID;
    struct uefi_handle handle;
    struct uefi_block block = {0};
    struct uefi_media media;
    if (!check(find_disk(MESSAGING_DEVICE_PATH, MSG_SCSI_DP, &guid, &handle)))
        return;
    check_ok(uefi_block_open_on(handle, &block));
    if (!check_ok(uefi_block_media(&block, &media)))
        return;
    check_equal(media.block_size, 512);
    check_equal(media.blocks, (8u << 20) / 512);
    check_ok(uefi_block_read(&block, &media, 7, buf, 1024));
    check(is_sector(buf, 0, '7') && is_sector(buf + 512, 0, '8'));
    check_ok(uefi_block_read(&block, &media, media.blocks - 1, buf, 512));
    check_equal(buf[0], 0);
    check_status(uefi_block_read(&block, &media, media.blocks, buf, 512), EFI_INVALID_PARAMETER);
    check_status(uefi_block_read(&block, &media, 0, buf, 511), EFI_BAD_BUFFER_SIZE);
    for (size_t i = 0; i < 512; i++)
        buf[i] = (uint8_t)i;
    check_ok(uefi_block_write(&block, &media, 100, buf, 512));
    check_ok(uefi_block_flush(&block));
    buf[1] = 0;
    check_ok(uefi_block_read(&block, &media, 100, buf, 512));
    check(buf[1] == 1 && buf[511] == 255);
    struct uefi_media other = media;
    other.id++;
    check_status(uefi_block_read(&block, &other, 0, buf, 512), EFI_MEDIA_CHANGED);
    check_ok(uefi_block_reset(&block, false));
    uefi_block_close(&block);
}

static void blocks_by_themselves(void)
{
    static const EFI_GUID guid = EFI_BLOCK_IO2_PROTOCOL_GUID;
    struct uefi_handle handle;
    struct uefi_block2 block = {0};
    struct uefi_media media;
    UEFI_SCOPED(uefi_transfer) one = {0}, two = {0};
    if (!check(find_disk(MESSAGING_DEVICE_PATH, MSG_NVME_NAMESPACE_DP, &guid, &handle)))
        return;
    check_ok(uefi_block2_open_on(handle, &block));
    if (!check_ok(uefi_block2_media(&block, &media)))
        return;
    check_ok(uefi_block2_read(&block, &media, 0, buf, 512, NULL));
    check(buf[510] == 0x55 && buf[511] == 0xAA);
    buf[510] = buf[1024 + 510] = 0;
    check_ok(uefi_block2_read(&block, &media, 0, buf, 512, &one));
    check_ok(uefi_block2_read(&block, &media, 0, buf + 1024, 512, &two));
    check_ok(uefi_transfer_wait(&two));
    check_ok(uefi_transfer_wait(&one));
    check(buf[510] == 0x55 && buf[1024 + 510] == 0x55);
    check_ok(uefi_block2_flush(&block, &one));
    check_ok(uefi_transfer_wait(&one));
    check_ok(uefi_block2_write(&block, &media, 0, buf, 512, &one));
    check_ok(uefi_transfer_wait(&one));
    check_ok(uefi_block2_read(&block, &media, 1, buf, 512, &one));
    uefi_transfer_close(&one); /* waits */
    uefi_block2_close(&block);
}

static void bytes(void)
{
    static const EFI_GUID guid = EFI_DISK_IO_PROTOCOL_GUID;
    struct uefi_handle handle;
    struct uefi_block block = {0};
    struct uefi_disk disk = {0};
    struct uefi_media media;
    if (!check(find_disk(MESSAGING_DEVICE_PATH, MSG_SCSI_DP, &guid, &handle)))
        return;
    check_ok(uefi_block_open_on(handle, &block));
    check_ok(uefi_block_media(&block, &media));
    check_ok(uefi_disk_open_on(handle, &disk));
    check_ok(uefi_disk_read(&disk, &media, 12 * 512, buf + 1, 700));
    check(is_sector(buf + 1, '1', '2') && is_sector(buf + 1 + 512, '1', '3'));
    check_ok(uefi_disk_write(&disk, &media, 200 * 512 - 2, "abcd", 4));
    check_ok(uefi_disk_read(&disk, &media, 200 * 512 - 1, buf, 2));
    check(buf[0] == 'b' && buf[1] == 'c');
    check_status(uefi_disk_read(&disk, &media, 8u << 20, buf, 1), EFI_INVALID_PARAMETER);
    uefi_disk_close(&disk);
    uefi_block_close(&block);
}

static void bytes_by_themselves(void)
{
    static const EFI_GUID guid = EFI_DISK_IO2_PROTOCOL_GUID;
    struct uefi_handle handle;
    struct uefi_block block = {0};
    struct uefi_disk2 disk = {0};
    struct uefi_media media;
    UEFI_SCOPED(uefi_transfer) transfer = {0};
    if (!check(find_disk(MESSAGING_DEVICE_PATH, MSG_NVME_NAMESPACE_DP, &guid, &handle)))
        return;
    check_ok(uefi_block_open_on(handle, &block));
    check_ok(uefi_block_media(&block, &media));
    check_ok(uefi_disk2_open_on(handle, &disk));
    check_ok(uefi_disk2_read(&disk, &media, 510, buf, 2, &transfer));
    check_ok(uefi_transfer_wait(&transfer));
    check(buf[0] == 0x55 && buf[1] == 0xAA);
    check_ok(uefi_disk2_read(&disk, &media, 511, buf, 1, NULL));
    check_equal(buf[0], 0xAA);
    check_ok(uefi_disk2_write(&disk, &media, 511, buf, 1, &transfer));
    check_ok(uefi_transfer_wait(&transfer));
    check_ok(uefi_disk2_flush(&disk, &transfer));
    check_ok(uefi_transfer_wait(&transfer));
    check_ok(uefi_disk2_cancel(&disk)); /* nothing to cancel */
    uefi_disk2_close(&disk);
    uefi_block_close(&block);
}

static void partitions(void)
{
    static const EFI_GUID guid = EFI_PARTITION_INFO_PROTOCOL_GUID;
    struct uefi_handles handles = {0};
    bool found = false;
    if (!check_ok(uefi_handles_find(&guid, &handles)))
        return;
    for (size_t i = 0; i < handles.count; i++) {
        struct uefi_partition partition;
        if (!check_ok(uefi_partition_of(handles.at[i], &partition)) ||
            partition.kind != PARTITION_TYPE_GPT)
            continue;
        found = true;
        check(uefi_utf16_equal(partition.name, u"data"));
        check_equal(partition.start, 2048);
        check_equal(partition.blocks, 8192);
        check(!partition.system && !uefi_guid_is_zero(&partition.unique));
        struct uefi_path path;
        struct uefi_path_node node;
        check_ok(uefi_path_of(handles.at[i], &path));
        if (check(uefi_path_last(path, &node) && uefi_path_as_hard_drive(node))) {
            const HARDDRIVE_DEVICE_PATH *drive = uefi_path_as_hard_drive(node);
            check_equal(drive->PartitionStart, partition.start);
            check(memcmp(drive->Signature, &partition.unique, 16) == 0);
        }
    }
    check(found);
    uefi_handles_close(&handles);
}

TESTS(disks, test(blocks), test(blocks_by_themselves), test(bytes), test(bytes_by_themselves),
      test(partitions))
