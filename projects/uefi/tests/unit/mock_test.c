/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The mock firmware itself, called as a program calls firmware: it must keep the specification's
 * rules before it may be used to test who relies on them, and must lie as told.
 */
#include "check.h"
#include "uefi/path.h"
#include "uefi/raw/driver.h"
#include "uefi/raw/graphics.h"
#include "uefi/raw/image.h"
#include "uefi/raw/media.h"
#include "uefi/raw/security.h"
#include "uefi/text.h"

static const EFI_GUID guid_a = UEFI_GUID(1, 2, 3, 4, 5);
static const EFI_GUID guid_b = UEFI_GUID(6, 7, 8, 9, 10);
static EFI_GUID *const a = (EFI_GUID *)(uintptr_t)&guid_a;
static EFI_GUID *const b = (EFI_GUID *)(uintptr_t)&guid_b;

static EFI_BOOT_SERVICES *bs(void)
{
    return uefi_image()->boot;
}

static void boots_and_ends(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_SYSTEM_TABLE *system = uefi_mock_system(m);
    assert_ptr_equal(uefi_mock_current(), m);
    assert_ptr_equal(uefi_image()->system, system);
    assert_ptr_equal(uefi_image()->handle, uefi_mock_image(m));
    assert_int_equal(system->Hdr.Signature, EFI_SYSTEM_TABLE_SIGNATURE);
    UINT32 stored = system->Hdr.CRC32, crc;
    EFI_SYSTEM_TABLE copy = *system;
    copy.Hdr.CRC32 = 0;
    assert_int_equal(bs()->CalculateCrc32(&copy, copy.Hdr.HeaderSize, &crc), EFI_SUCCESS);
    assert_int_equal(crc, stored);
    assert_int_equal(bs()->CalculateCrc32("123456789", 9, &crc), EFI_SUCCESS);
    assert_int_equal(crc, 0xCBF43926); /* the check value of CRC-32 */
    assert_int_equal(uefi_mock_calls(m, "CalculateCrc32"), 2);
    assert_int_equal(uefi_mock_calls(m, NULL), 2);
    assert_int_equal(uefi_mock_calls(m, "FreePool"), 0);
    assert_int_equal(uefi_mock_free(m), 0);
    assert_null(uefi_mock_current());
    assert_null(uefi_image()->system);
}

static void leaks_are_counted(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    void *pool;
    EFI_PHYSICAL_ADDRESS pages;
    EFI_EVENT event;
    EFI_FILE_PROTOCOL *root;
    EFI_HANDLE volume = uefi_mock_volume(m);
    EFI_SIMPLE_FILE_SYSTEM_PROTOCOL *fs;
    EFI_GUID guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
    bs()->AllocatePool(EfiLoaderData, 10, &pool);
    bs()->AllocatePages(AllocateAnyPages, EfiLoaderData, 2, &pages);
    bs()->CreateEvent(EVT_TIMER, 0, NULL, NULL, &event);
    bs()->OpenProtocol(volume, &guid, (void **)&fs, uefi_image()->handle, NULL,
                       EFI_OPEN_PROTOCOL_EXCLUSIVE);
    fs->OpenVolume(fs, &root);
    bs()->RaiseTPL(TPL_NOTIFY);
    assert_int_equal(uefi_mock_pool_blocks(m), 1);
    assert_int_equal(uefi_mock_pages(m), 2);
    assert_int_equal(uefi_mock_events(m), 1);
    assert_int_equal(uefi_mock_free(m), 6);
}

static void misuse_is_complained_of(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    int local;
    void *pool;
    assert_int_equal(bs()->FreePool(&local), EFI_INVALID_PARAMETER);
    assert_int_equal(bs()->FreePages(0x1000, 1), EFI_NOT_FOUND);
    assert_int_equal(bs()->AllocatePool(EfiConventionalMemory, 1, &pool), EFI_INVALID_PARAMETER);
    assert_int_equal(bs()->CloseEvent(&local), EFI_INVALID_PARAMETER);
    assert_int_equal(bs()->SignalEvent(NULL), EFI_INVALID_PARAMETER);
    assert_int_equal(bs()->OpenProtocol(&local, a, &pool, NULL, NULL, 2), EFI_INVALID_PARAMETER);
    bs()->RestoreTPL(TPL_HIGH_LEVEL);
    assert_int_equal(uefi_mock_complaints(m), 7);
    assert_int_equal(uefi_mock_forgive(m), 7);
    assert_int_equal(uefi_mock_free(m), 0);
}

static void memory_and_its_map(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_PHYSICAL_ADDRESS at, low;
    assert_int_equal(bs()->AllocatePages(AllocateAnyPages, EfiLoaderData, 4, &at), EFI_SUCCESS);
    memset((void *)(uintptr_t)at, 1, 4 * EFI_PAGE_SIZE);
    low = at - 1;
    assert_int_equal(bs()->AllocatePages(AllocateMaxAddress, 0x80000001u, 1, &low), EFI_SUCCESS);
    assert_true(low + EFI_PAGE_SIZE <= at);
    EFI_PHYSICAL_ADDRESS again = at;
    assert_int_equal(bs()->AllocatePages(AllocateAddress, EfiLoaderData, 1, &again), EFI_NOT_FOUND);

    uint8_t map[64 * 48];
    UINTN size = 0, key, stride, key2;
    UINT32 version;
    assert_int_equal(bs()->GetMemoryMap(&size, NULL, &key, &stride, &version),
                     EFI_BUFFER_TOO_SMALL);
    assert_true(size && size < sizeof map && size % 48 == 0);
    assert_int_equal(bs()->GetMemoryMap(&size, (void *)map, &key, &stride, &version), EFI_SUCCESS);
    assert_int_equal(stride, 48);
    bool loader = false, os = false;
    for (size_t i = 0; i < size; i += stride) {
        EFI_MEMORY_DESCRIPTOR entry;
        memcpy(&entry, map + i, sizeof entry);
        loader |=
            entry.Type == EfiLoaderData && entry.PhysicalStart == at && entry.NumberOfPages == 4;
        os |= entry.Type == 0x80000001u && entry.PhysicalStart == low && entry.NumberOfPages == 1;
    }
    assert_true(loader && os);
    assert_int_equal(bs()->FreePages(at, 4), EFI_SUCCESS);
    size = sizeof map;
    assert_int_equal(bs()->GetMemoryMap(&size, (void *)map, &key2, &stride, &version), EFI_SUCCESS);
    assert_true(key2 != key);
    assert_int_equal(bs()->ExitBootServices(uefi_image()->handle, key), EFI_INVALID_PARAMETER);
    assert_int_equal(bs()->ExitBootServices(uefi_image()->handle, key2), EFI_SUCCESS);
    assert_true(uefi_mock_exited(m));
    assert_null(uefi_mock_system(m)->BootServices);
    assert_int_equal(bs()->Stall(1), EFI_UNSUPPORTED); /* a pointer that was kept: misuse */
    assert_int_equal(uefi_mock_free(m), 1);
}

static void lies_come_when_due(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    UINT64 count;
    uefi_mock_lie(m, "GetNextMonotonicCount", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 1, 2);
    uefi_mock_lie(m, "GetNextMonotonicCount", UEFI_MOCK_WARN, EFI_WARN_STALE_DATA, 4, 0);
    const EFI_STATUS want[] = {EFI_SUCCESS, EFI_DEVICE_ERROR,    EFI_DEVICE_ERROR,
                               EFI_SUCCESS, EFI_WARN_STALE_DATA, EFI_WARN_STALE_DATA};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_int_equal(bs()->GetNextMonotonicCount(&count), want[i]);
    uefi_mock_be_honest(m);
    assert_int_equal(bs()->GetNextMonotonicCount(&count), EFI_SUCCESS);
    assert_int_equal(count, 5);
    assert_int_equal(uefi_mock_free(m), 0);
}

/* Each lie about a filled buffer and a given pointer, on the helpers that all services use. */
static void every_kind_of_lie(void **state)
{
    (void)state;
    static const struct {
        enum uefi_mock_how how;
        uint64_t value;
        EFI_STATUS status;
        UINTN size;
        const char *bytes; /* of a buffer of 6 that held "------" */
    } cases[] = {
        {UEFI_MOCK_HONEST, 0, EFI_SUCCESS, 4, "ab\0\0--"},
        {UEFI_MOCK_WARN, 3, EFI_WARN_WRITE_FAILURE, 4, "ab\0\0--"},
        {UEFI_MOCK_SILENT, 0, EFI_SUCCESS, 6, "------"},
        {UEFI_MOCK_CUT, 1, EFI_SUCCESS, 1, "a-----"},
        {UEFI_MOCK_PARTIAL, 1, EFI_SUCCESS, 4, "a-----"},
        {UEFI_MOCK_NUMBER, 99, EFI_SUCCESS, 99, "ab\0\0--"},
        {UEFI_MOCK_GROWS, 3, EFI_BUFFER_TOO_SMALL, 7, "------"},
        {UEFI_MOCK_STUCK, 5, EFI_BUFFER_TOO_SMALL, 5, "------"},
        {UEFI_MOCK_UNTERMINATED, 0, EFI_SUCCESS, 4, "abxx--"},
        {UEFI_MOCK_GARBAGE, 'g', EFI_SUCCESS, 4, "gggg--"},
    };
    struct uefi_mock *m = uefi_mock_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct uefi_mock_lie lie;
        char buffer[6];
        UINTN size = sizeof buffer;
        memset(buffer, '-', sizeof buffer);
        uefi_mock_be_honest(m);
        uefi_mock_lie(m, "X", cases[i].how, cases[i].value, 0, 0);
        uefi_mock_called("X", &lie);
        assert_int_equal(uefi_mock_fill(&lie, &size, buffer, "ab\0\0", 4), cases[i].status);
        assert_int_equal(size, cases[i].size);
        assert_memory_equal(buffer, cases[i].bytes, sizeof buffer);
    }
    struct uefi_mock_lie lie = {.how = UEFI_MOCK_MISALIGNED, .value = 1};
    void *given = NULL;
    assert_int_equal(uefi_mock_give(&lie, &given, "abc", 4), EFI_SUCCESS);
    assert_int_equal((uintptr_t)given % 8, 1);
    assert_string_equal(given, "abc");
    assert_int_equal(bs()->FreePool(given), EFI_SUCCESS);
    lie.how = UEFI_MOCK_NULL;
    assert_int_equal(uefi_mock_give(&lie, &given, "abc", 4), EFI_SUCCESS);
    assert_null(given);
    assert_int_equal(uefi_mock_free(m), 0);
}

static VOID EFIAPI count_up(EFI_EVENT event, VOID *context)
{
    (void)event;
    ++*(int *)context;
}

static void events_and_time(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_EVENT timer, notified;
    UINTN index = 9;
    int count = 0;
    bs()->CreateEvent(EVT_TIMER, 0, NULL, NULL, &timer);
    bs()->CreateEvent(EVT_TIMER | EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count_up, &count, &notified);
    bs()->SetTimer(timer, TimerRelative, 50);
    bs()->SetTimer(notified, TimerPeriodic, 20);
    assert_int_equal(bs()->CheckEvent(timer), EFI_NOT_READY);
    assert_int_equal(bs()->WaitForEvent(1, &timer, &index), EFI_SUCCESS);
    assert_int_equal(index, 0);
    assert_int_equal(uefi_mock_time(m), 50);
    assert_int_equal(count, 2);
    assert_int_equal(bs()->CheckEvent(timer), EFI_NOT_READY); /* waiting has cleared it */
    EFI_TPL old = bs()->RaiseTPL(TPL_NOTIFY);
    bs()->Stall(3); /* 30 units: one more is due, and must wait for the priority */
    assert_int_equal(count, 2);
    bs()->RestoreTPL(old);
    assert_int_equal(count, 3);
    bs()->SetTimer(notified, TimerCancel, 0);
    uefi_mock_pass(m, 1000);
    assert_int_equal(count, 3);
    bs()->SignalEvent(notified);
    assert_int_equal(count, 4);
    bs()->CloseEvent(timer);
    bs()->CloseEvent(notified);
    assert_int_equal(uefi_mock_free(m), 0);
}

static void bring_a_key(struct uefi_mock *m, void *argument)
{
    (void)argument;
    uefi_mock_type(m, "\xC3\xA4");
}

static void console_both_ways(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_SYSTEM_TABLE *system = uefi_mock_system(m);
    EFI_INPUT_KEY key;
    UINTN index;
    assert_int_equal(system->ConIn->ReadKeyStroke(system->ConIn, &key), EFI_NOT_READY);
    uefi_mock_when_idle(m, bring_a_key, NULL);
    assert_int_equal(bs()->WaitForEvent(1, &system->ConIn->WaitForKey, &index), EFI_SUCCESS);
    assert_int_equal(system->ConIn->ReadKeyStroke(system->ConIn, &key), EFI_SUCCESS);
    assert_int_equal(key.UnicodeChar, 0xE4);
    system->ConOut->OutputString(system->ConOut, (CHAR16 *)(uintptr_t)u"gr\u00fcn\r\n");
    system->StdErr->OutputString(system->StdErr, (CHAR16 *)(uintptr_t)u"!");
    assert_string_equal(uefi_mock_output(m), "gr\xC3\xBCn\r\n");
    assert_string_equal(uefi_mock_errors(m), "!");
    assert_int_equal(system->ConOut->Mode->CursorRow, 1);
    uefi_mock_clear(m);
    assert_string_equal(uefi_mock_output(m), "");
    assert_int_equal(uefi_mock_free(m), 0);
}

static void handles_and_protocols(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_HANDLE handle = NULL, *all, self = uefi_image()->handle;
    int one, two;
    void *found;
    UINTN count;
    EFI_GUID **guids;
    assert_int_equal(bs()->InstallMultipleProtocolInterfaces(&handle, a, &one, b, &two, NULL), 0);
    assert_int_equal(bs()->LocateProtocol(b, NULL, &found), EFI_SUCCESS);
    assert_ptr_equal(found, &two);
    assert_int_equal(bs()->LocateHandleBuffer(ByProtocol, a, NULL, &count, &all), EFI_SUCCESS);
    assert_int_equal(count, 1);
    assert_ptr_equal(all[0], handle);
    bs()->FreePool(all);
    assert_int_equal(bs()->ProtocolsPerHandle(handle, &guids, &count), EFI_SUCCESS);
    assert_int_equal(count, 2);
    assert_memory_equal(guids[1], b, sizeof *b);
    bs()->FreePool(guids);

    /* GET leaves the driver alone; EXCLUSIVE takes the protocol away from it. */
    uefi_mock_drive(m, handle, a, true);
    assert_int_equal(bs()->OpenProtocol(handle, a, &found, self, NULL, 2), EFI_SUCCESS);
    assert_int_equal(uefi_mock_disconnected(m), 0);
    assert_int_equal(bs()->OpenProtocol(handle, a, &found, self, NULL, 0x20), EFI_SUCCESS);
    assert_int_equal(uefi_mock_disconnected(m), 1);
    assert_int_equal(bs()->OpenProtocol(handle, a, &found, self, NULL, 0x20), EFI_ACCESS_DENIED);
    EFI_OPEN_PROTOCOL_INFORMATION_ENTRY *opens;
    assert_int_equal(bs()->OpenProtocolInformation(handle, a, &opens, &count), EFI_SUCCESS);
    assert_int_equal(count, 2);
    bs()->FreePool(opens);
    assert_int_equal(bs()->CloseProtocol(handle, a, self, NULL), EFI_SUCCESS);
    assert_int_equal(bs()->CloseProtocol(handle, a, self, NULL), EFI_NOT_FOUND);
    uefi_mock_drive(m, handle, b, false);
    assert_int_equal(bs()->OpenProtocol(handle, b, &found, self, NULL, 0x20), EFI_ACCESS_DENIED);
    assert_int_equal(bs()->CloseProtocol(handle, b, self, handle), EFI_SUCCESS);

    assert_int_equal(bs()->UninstallMultipleProtocolInterfaces(handle, a, &two, NULL),
                     EFI_INVALID_PARAMETER);
    assert_int_equal(bs()->UninstallMultipleProtocolInterfaces(handle, a, &one, b, &two, NULL), 0);
    assert_int_equal(bs()->LocateProtocol(a, NULL, &found), EFI_NOT_FOUND);
    assert_int_equal(uefi_mock_free(m), 0);
}

static void who_waits_for_a_protocol_is_told(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_EVENT event;
    void *key, *found;
    int count = 0, one;
    bs()->CreateEvent(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count_up, &count, &event);
    assert_int_equal(bs()->RegisterProtocolNotify(a, event, &key), EFI_SUCCESS);
    assert_int_equal(bs()->LocateProtocol(a, key, &found), EFI_NOT_FOUND);
    EFI_HANDLE handle = uefi_mock_install(m, NULL, a, &one);
    assert_int_equal(count, 1);
    UINTN size = sizeof handle;
    EFI_HANDLE located;
    assert_int_equal(bs()->LocateHandle(ByRegisterNotify, NULL, key, &size, &located), EFI_SUCCESS);
    assert_ptr_equal(located, handle);
    assert_int_equal(bs()->LocateHandle(ByRegisterNotify, NULL, key, &size, &located),
                     EFI_NOT_FOUND);
    bs()->CloseEvent(event);
    assert_int_equal(uefi_mock_free(m), 0);
}

static void variables_keep_their_rules(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_RUNTIME_SERVICES *rt = uefi_image()->runtime;
    CHAR16 name[] = u"Name", other[] = u"Other", next[16] = u"";
    UINT32 attributes;
    char data[8];
    UINTN size = 0;
    assert_int_equal(rt->GetVariable(name, a, NULL, &size, NULL), EFI_NOT_FOUND);
    assert_int_equal(rt->SetVariable(name, a, 6, 3, "abc"), EFI_SUCCESS);
    assert_int_equal(rt->SetVariable(name, a, 6 | EFI_VARIABLE_APPEND_WRITE, 2, "de"), EFI_SUCCESS);
    assert_int_equal(rt->SetVariable(name, a, 2, 2, "de"), EFI_INVALID_PARAMETER);
    assert_int_equal(rt->SetVariable(other, b, 2, 1, "o"), EFI_SUCCESS);
    assert_int_equal(rt->GetVariable(name, a, NULL, &size, NULL), EFI_BUFFER_TOO_SMALL);
    assert_int_equal(size, 5);
    size = sizeof data;
    assert_int_equal(rt->GetVariable(name, a, &attributes, &size, data), EFI_SUCCESS);
    assert_int_equal(attributes, 6);
    assert_memory_equal(data, "abcde", 5);
    EFI_GUID vendor = {0};
    size = sizeof next;
    assert_int_equal(rt->GetNextVariableName(&size, next, &vendor), EFI_SUCCESS);
    assert_true(uefi_utf16_equal(next, name));
    size = sizeof next;
    assert_int_equal(rt->GetNextVariableName(&size, next, &vendor), EFI_SUCCESS);
    assert_true(uefi_utf16_equal(next, other));
    size = sizeof next;
    assert_int_equal(rt->GetNextVariableName(&size, next, &vendor), EFI_NOT_FOUND);
    assert_int_equal(rt->SetVariable(other, b, 2, 0, NULL), EFI_SUCCESS);
    assert_int_equal(rt->SetVariable(other, b, 2, 0, NULL), EFI_NOT_FOUND);
    assert_int_equal(uefi_mock_free(m), 0);
}

static void files(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_HANDLE volume = uefi_mock_volume(m);
    EFI_GUID guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID, info_id = EFI_FILE_INFO_ID;
    EFI_SIMPLE_FILE_SYSTEM_PROTOCOL *fs;
    EFI_FILE_PROTOCOL *root, *file, *directory;
    uefi_mock_file(m, volume, u"\\dir\\a.txt", "hello", 5);
    assert_int_equal(bs()->HandleProtocol(volume, &guid, (void **)&fs), EFI_SUCCESS);
    assert_int_equal(fs->OpenVolume(fs, &root), EFI_SUCCESS);
    CHAR16 path[] = u"DIR\\A.TXT", made[] = u"\\dir\\.\\..\\new", dir[] = u"dir", none[] = u"x\\y";
    assert_int_equal(root->Open(root, &file, none, 1, 0), EFI_NOT_FOUND);
    assert_int_equal(root->Open(root, &file, path, EFI_FILE_MODE_READ, 0), EFI_SUCCESS);
    char text[8] = "";
    UINTN size = 3;
    assert_int_equal(file->Read(file, &size, text), EFI_SUCCESS);
    size = 5;
    assert_int_equal(file->Read(file, &size, text + 3), EFI_SUCCESS);
    assert_int_equal(size, 2);
    assert_string_equal(text, "hello");
    size = 1;
    assert_int_equal(file->Read(file, &size, text), EFI_SUCCESS);
    assert_int_equal(size, 0);
    assert_int_equal(file->Write(file, &size, text), EFI_ACCESS_DENIED);
    file->SetPosition(file, 6);
    assert_int_equal(file->Read(file, &size, text), EFI_DEVICE_ERROR);
    file->Close(file);

    assert_int_equal(root->Open(root, &file, made, 3 | EFI_FILE_MODE_CREATE, 0), EFI_SUCCESS);
    size = 4;
    assert_int_equal(file->Write(file, &size, "made"), EFI_SUCCESS);
    assert_memory_equal(uefi_mock_file_data(m, volume, u"\\NEW", &size), "made", 4);
    uint8_t info[sizeof(EFI_FILE_INFO) + 16];
    size = 0;
    assert_int_equal(file->GetInfo(file, &info_id, &size, NULL), EFI_BUFFER_TOO_SMALL);
    assert_int_equal(size, sizeof(EFI_FILE_INFO) + 8);
    assert_int_equal(file->Delete(file), EFI_SUCCESS);
    assert_null(uefi_mock_file_data(m, volume, u"\\new", &size));

    assert_int_equal(root->Open(root, &directory, dir, 3, 0), EFI_SUCCESS);
    size = sizeof info;
    assert_int_equal(directory->Read(directory, &size, info), EFI_SUCCESS);
    assert_int_equal(size, sizeof(EFI_FILE_INFO) + 12);
    assert_true(uefi_utf16_equal(((EFI_FILE_INFO *)info)->FileName, u"a.txt"));
    size = sizeof info;
    assert_int_equal(directory->Read(directory, &size, info), EFI_SUCCESS);
    assert_int_equal(size, 0);
    assert_int_equal(directory->Delete(directory), EFI_WARN_DELETE_FAILURE); /* not empty */
    assert_int_equal(root->Close(root), EFI_SUCCESS);
    assert_int_equal(uefi_mock_free(m), 0);
}

static void disks(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_HANDLE disk = uefi_mock_disk(m, 16, 512, 0);
    EFI_GUID guid = EFI_BLOCK_IO_PROTOCOL_GUID, guid2 = EFI_DISK_IO2_PROTOCOL_GUID;
    EFI_BLOCK_IO_PROTOCOL *block;
    EFI_DISK_IO2_PROTOCOL *disk2;
    uint8_t buffer[512] = {7};
    bs()->HandleProtocol(disk, &guid, (void **)&block);
    bs()->HandleProtocol(disk, &guid2, (void **)&disk2);
    assert_int_equal(block->WriteBlocks(block, 1, 15, 512, buffer), EFI_SUCCESS);
    assert_int_equal(uefi_mock_disk_data(m, disk)[15 * 512], 7);
    assert_int_equal(block->WriteBlocks(block, 1, 0, 100, buffer), EFI_BAD_BUFFER_SIZE);
    assert_int_equal(block->WriteBlocks(block, 1, 16, 512, buffer), EFI_INVALID_PARAMETER);
    EFI_DISK_IO2_TOKEN token;
    UINTN index;
    bs()->CreateEvent(0, 0, NULL, NULL, &token.Event);
    assert_int_equal(disk2->ReadDiskEx(disk2, 1, 15 * 512, &token, 1, buffer), EFI_SUCCESS);
    assert_int_equal(token.TransactionStatus, EFI_NOT_READY);
    assert_int_equal(bs()->WaitForEvent(1, &token.Event, &index), EFI_SUCCESS);
    assert_int_equal(token.TransactionStatus, EFI_SUCCESS);
    assert_int_equal(uefi_mock_time(m), 10000);
    bs()->CloseEvent(token.Event);
    uefi_mock_disk_change(m, disk, true);
    assert_int_equal(block->ReadBlocks(block, 1, 0, 512, buffer), EFI_MEDIA_CHANGED);
    uefi_mock_disk_change(m, disk, false);
    assert_int_equal(block->ReadBlocks(block, 1, 0, 512, buffer), EFI_NO_MEDIA);
    assert_int_equal(uefi_mock_forgive(m), 1);
    assert_int_equal(uefi_mock_free(m), 0);
}

static void display(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_GUID guid = EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID;
    EFI_GRAPHICS_OUTPUT_PROTOCOL *gop;
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL red = {0, 0, 255, 0}, read[4];
    bs()->HandleProtocol(uefi_mock_display(m), &guid, (void **)&gop);
    assert_int_equal(gop->SetMode(gop, 2), EFI_SUCCESS);
    assert_int_equal(gop->Blt(gop, &red, EfiBltVideoFill, 0, 0, 1000, 700, 24, 68, 0), 0);
    uint32_t *frame = (uint32_t *)(uintptr_t)gop->Mode->FrameBufferBase;
    assert_int_equal(frame[767 * 1088 + 1023], 0xFF0000);
    assert_int_equal(frame[767 * 1088 + 999], 0);
    assert_int_equal(gop->Blt(gop, read, EfiBltVideoToBltBuffer, 999, 700, 0, 0, 2, 2, 0), 0);
    assert_memory_equal(&read[1], &red, 4);
    assert_int_equal(read[0].Red, 0);
    assert_int_equal(gop->Blt(gop, &red, EfiBltVideoFill, 0, 0, 1000, 701, 24, 68, 0),
                     EFI_INVALID_PARAMETER);
    assert_int_equal(uefi_mock_free(m), 1);
}

static EFI_STATUS EFIAPI other_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *system)
{
    return system->BootServices->Exit(image, EFI_ABORTED, 0, NULL);
}

static void loads_and_starts_images(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    size_t size;
    void *program = uefi_mock_program(m, other_main, &size);
    EFI_HANDLE image, self = uefi_image()->handle;
    assert_int_equal(bs()->LoadImage(FALSE, self, NULL, "no program", 10, &image), EFI_LOAD_ERROR);
    assert_int_equal(bs()->LoadImage(FALSE, self, NULL, program, size, &image), EFI_SUCCESS);
    assert_int_equal(bs()->UnloadImage(image), EFI_SUCCESS);
    assert_int_equal(bs()->LoadImage(FALSE, self, NULL, program, size, &image), EFI_SUCCESS);
    assert_int_equal(bs()->StartImage(image, NULL, NULL), EFI_ABORTED);
    assert_ptr_equal(uefi_image()->handle, self);
    assert_int_equal(uefi_mock_free(m), 0);
}

static void reset(void *argument)
{
    (void)argument;
    uefi_image()->runtime->ResetSystem(EfiResetWarm, EFI_ABORTED, 4, "why");
}

static void exits(void *argument)
{
    (void)argument;
    bs()->Exit(uefi_image()->handle, EFI_LOAD_ERROR, 0, NULL);
}

static void returns(void *argument)
{
    *(int *)argument = 1;
}

static void what_does_not_return(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    int called = 0;
    assert_int_equal(uefi_mock_run(m, returns, &called), UEFI_MOCK_RETURNED);
    assert_int_equal(called, 1);
    assert_int_equal(uefi_mock_run(m, reset, NULL), UEFI_MOCK_RESET);
    assert_int_equal(uefi_mock_reset(m)->type, EfiResetWarm);
    assert_int_equal(uefi_mock_reset(m)->status, EFI_ABORTED);
    assert_string_equal(uefi_mock_reset(m)->data, "why");
    assert_int_equal(uefi_mock_run(m, exits, NULL), UEFI_MOCK_EXITED);
    assert_int_equal(uefi_mock_reset(m)->status, EFI_LOAD_ERROR);
    uefi_mock_lie(m, "ResetSystem", UEFI_MOCK_SILENT, 0, 0, 0);
    assert_int_equal(uefi_mock_run(m, reset, NULL), UEFI_MOCK_RETURNED); /* it does not reset */
    assert_int_equal(uefi_mock_free(m), 0);
}

/* --- Drivers, paths, images by path ---------------------------------------------------------- */

static EFI_STATUS EFIAPI supported(EFI_DRIVER_BINDING_PROTOCOL *this, EFI_HANDLE controller,
                                   EFI_DEVICE_PATH_PROTOCOL *rest)
{
    void *interface;
    (void)rest;
    return bs()->OpenProtocol(controller, a, &interface, this->DriverBindingHandle, controller,
                              EFI_OPEN_PROTOCOL_TEST_PROTOCOL);
}

static EFI_STATUS EFIAPI start(EFI_DRIVER_BINDING_PROTOCOL *this, EFI_HANDLE controller,
                               EFI_DEVICE_PATH_PROTOCOL *rest)
{
    void *interface;
    (void)rest;
    return bs()->OpenProtocol(controller, a, &interface, this->DriverBindingHandle, controller,
                              EFI_OPEN_PROTOCOL_BY_DRIVER);
}

static EFI_STATUS EFIAPI stop(EFI_DRIVER_BINDING_PROTOCOL *this, EFI_HANDLE controller,
                              UINTN children, EFI_HANDLE *child)
{
    (void)children, (void)child;
    return bs()->CloseProtocol(controller, a, this->DriverBindingHandle, controller);
}

static void drivers_come_and_go(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_GUID binding_guid = EFI_DRIVER_BINDING_PROTOCOL_GUID;
    int device, other;
    EFI_DRIVER_BINDING_PROTOCOL driver = {.Supported = supported, .Start = start, .Stop = stop};
    EFI_HANDLE controller = uefi_mock_install(m, NULL, a, &device), self = uefi_image()->handle;
    EFI_HANDLE stranger = uefi_mock_install(m, NULL, b, &other), none = NULL;
    assert_int_equal(bs()->ConnectController(controller, NULL, NULL, TRUE), EFI_NOT_FOUND);
    driver.DriverBindingHandle = uefi_mock_install(m, NULL, &binding_guid, &driver);
    EFI_HANDLE wanted[] = {driver.DriverBindingHandle, NULL};
    assert_int_equal(bs()->ConnectController(controller, NULL, NULL, TRUE), EFI_SUCCESS);
    assert_int_equal(bs()->ConnectController(controller, wanted, NULL, TRUE), EFI_NOT_FOUND);
    assert_int_equal(bs()->ConnectController(stranger, NULL, NULL, FALSE), EFI_NOT_FOUND);
    assert_int_equal(bs()->DisconnectController(controller, none, NULL), EFI_SUCCESS);
    assert_int_equal(bs()->ConnectController(controller, wanted, NULL, TRUE), EFI_SUCCESS);
    /* Somebody wants it alone: the driver is stopped for that. */
    void *interface;
    assert_int_equal(bs()->OpenProtocol(controller, a, &interface, self, controller, 0x20), 0);
    assert_int_equal(uefi_mock_disconnected(m), 2);
    assert_int_equal(bs()->CloseProtocol(controller, a, self, controller), EFI_SUCCESS);
    assert_int_equal(bs()->ConnectController(controller, NULL, NULL, TRUE), EFI_SUCCESS);
    assert_int_equal(bs()->ReinstallProtocolInterface(controller, a, &other, &other),
                     EFI_NOT_FOUND);
    assert_int_equal(bs()->ReinstallProtocolInterface(controller, a, &device, &other), EFI_SUCCESS);
    assert_int_equal(bs()->UninstallProtocolInterface(controller, a, &other), EFI_SUCCESS);
    assert_int_equal(bs()->DisconnectController(stranger, driver.DriverBindingHandle, NULL),
                     EFI_NOT_FOUND);
    assert_int_equal(uefi_mock_free(m), 0);
}

static EFI_STATUS EFIAPI exit_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *system)
{
    CHAR16 *why;
    system->BootServices->AllocatePool(EfiLoaderData, 8, (void **)&why);
    memcpy(why, u"why", 8);
    return system->BootServices->Exit(image, EFI_SUCCESS, 8, why);
}

static EFI_STATUS EFIAPI unload(EFI_HANDLE image)
{
    (void)image;
    return EFI_SUCCESS;
}

static void images_by_path(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_HANDLE volume = uefi_mock_volume(m), found, image, self = uefi_image()->handle;
    EFI_GUID fs_guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID,
             path_guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
    EFI_GUID loaded_guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    size_t size;
    void *program = uefi_mock_program(m, exit_main, &size);
    uefi_mock_file(m, volume, u"\\app.efi", program, size);
    uint8_t bytes[64];
    EFI_DEVICE_PATH_PROTOCOL *device, *whole, *rest;
    struct uefi_path of_device, path;
    assert_int_equal(bs()->HandleProtocol(volume, &path_guid, (void **)&device), EFI_SUCCESS);
    assert_ok(uefi_path_read(device, 100, &of_device));
    struct uefi_path_builder builder = uefi_path_build(bytes, sizeof bytes);
    uefi_path_add_path(&builder, of_device);
    uefi_path_add_file(&builder, u"\\app.efi", SIZE_MAX);
    assert_ok(uefi_path_finish(&builder, &path, NULL));
    whole = rest = uefi_path_raw(path);
    assert_int_equal(bs()->LocateDevicePath(&fs_guid, &rest, &found), EFI_SUCCESS);
    assert_ptr_equal(found, volume);
    assert_int_equal((uint8_t *)rest - bytes, of_device.size);
    assert_int_equal(bs()->LoadImage(FALSE, self, whole, NULL, 0, &image), EFI_SUCCESS);
    UINTN exit_size;
    CHAR16 *exit_data;
    assert_int_equal(bs()->UnloadImage(self), EFI_UNSUPPORTED);
    EFI_LOADED_IMAGE_PROTOCOL *loaded;
    assert_int_equal(bs()->HandleProtocol(image, &loaded_guid, (void **)&loaded), EFI_SUCCESS);
    loaded->Unload = unload;
    assert_int_equal(bs()->StartImage(image, &exit_size, &exit_data), EFI_SUCCESS);
    assert_int_equal(exit_size, 8);
    assert_true(uefi_utf16_equal(exit_data, u"why"));
    bs()->FreePool(exit_data);
    assert_int_equal(bs()->UnloadImage(image), EFI_SUCCESS);
    /* Nothing there; and a path that leads to no device. */
    builder = uefi_path_build(bytes, sizeof bytes);
    uefi_path_add_path(&builder, of_device);
    uefi_path_add_file(&builder, u"\\none", SIZE_MAX);
    assert_ok(uefi_path_finish(&builder, &path, NULL));
    assert_int_equal(bs()->LoadImage(FALSE, self, whole, NULL, 0, &image), EFI_NOT_FOUND);
    builder = uefi_path_build(bytes, sizeof bytes);
    uefi_path_add_controller(&builder, &(CONTROLLER_DEVICE_PATH){.ControllerNumber = 1}, NULL, 0);
    assert_ok(uefi_path_finish(&builder, &path, NULL));
    assert_int_equal(bs()->LoadImage(FALSE, self, whole, NULL, 0, &image), EFI_NOT_FOUND);
    rest = whole;
    assert_int_equal(bs()->LocateDevicePath(&fs_guid, &rest, &found), EFI_NOT_FOUND);
    assert_int_equal(uefi_mock_free(m), 0);
}

/* A path that another handle has is refused, and what came before it is taken back. */
static void the_same_path_twice(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_GUID path_guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
    static uint8_t path[] = {1, 5, 8, 0, 1, 0, 0, 0, 0x7F, 0xFF, 4, 0}, same[sizeof path];
    memcpy(same, path, sizeof path);
    int one;
    EFI_HANDLE first = NULL, second = NULL;
    void *found;
    assert_int_equal(bs()->InstallMultipleProtocolInterfaces(&first, &path_guid, path, NULL), 0);
    assert_int_equal(
        bs()->InstallMultipleProtocolInterfaces(&second, a, &one, &path_guid, same, NULL),
        EFI_ALREADY_STARTED);
    assert_null(second);
    assert_int_equal(bs()->LocateProtocol(a, NULL, &found), EFI_NOT_FOUND);
    assert_int_equal(uefi_mock_free(m), 0);
}

static void tables_and_addresses(void **state)
{
    (void)state;
    struct uefi_mock *m = uefi_mock_new();
    EFI_SYSTEM_TABLE *system = uefi_mock_system(m);
    EFI_RUNTIME_SERVICES *rt = uefi_image()->runtime;
    int table, count = 0;
    EFI_EVENT event;
    assert_int_equal(
        bs()->CreateEventEx(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count_up, &count, a, &event),
        EFI_SUCCESS);
    assert_int_equal(bs()->InstallConfigurationTable(a, NULL), EFI_NOT_FOUND);
    assert_int_equal(bs()->InstallConfigurationTable(a, &table), EFI_SUCCESS);
    assert_int_equal(bs()->InstallConfigurationTable(b, &table), EFI_SUCCESS);
    assert_int_equal(system->NumberOfTableEntries, 2);
    assert_int_equal(count, 1); /* whoever waits for that table */
    assert_int_equal(bs()->InstallConfigurationTable(a, NULL), EFI_SUCCESS);
    assert_int_equal(system->NumberOfTableEntries, 1);
    assert_memory_equal(&system->ConfigurationTable[0].VendorGuid, b, sizeof *b);
    bs()->CloseEvent(event);

    EFI_MEMORY_DESCRIPTOR map[1] = {
        {.PhysicalStart = 0x10000, .VirtualStart = 0x7F0000000000, .NumberOfPages = 2}};
    void *address = (void *)0x11234;
    assert_int_equal(rt->SetVirtualAddressMap(sizeof map, sizeof *map, 1, map), EFI_UNSUPPORTED);
    assert_int_equal(uefi_mock_forgive(m), 1);
    assert_int_equal(rt->ConvertPointer(0, &address), EFI_INVALID_PARAMETER);
    uint8_t buffer[16384];
    UINTN size = sizeof buffer, key, stride;
    UINT32 version;
    int at_exit = 0;
    bs()->CreateEvent(EVT_SIGNAL_EXIT_BOOT_SERVICES, TPL_CALLBACK, count_up, &at_exit, &event);
    bs()->GetMemoryMap(&size, (void *)buffer, &key, &stride, &version);
    assert_int_equal(bs()->ExitBootServices(uefi_image()->handle, key), EFI_SUCCESS);
    assert_int_equal(at_exit, 1);
    assert_int_equal(rt->SetVirtualAddressMap(sizeof map, sizeof *map, 1, map), EFI_SUCCESS);
    assert_true(uefi_mock_virtual(m));
    assert_int_equal(rt->SetVirtualAddressMap(sizeof map, sizeof *map, 1, map), EFI_UNSUPPORTED);
    assert_int_equal(uefi_mock_free(m), 1);
}

static void random_numbers(struct uefi_mock *m)
{
    EFI_GUID guid = EFI_RNG_PROTOCOL_GUID, raw = EFI_RNG_ALGORITHM_RAW;
    EFI_RNG_PROTOCOL *rng;
    EFI_RNG_ALGORITHM list[2];
    UINTN size = 0;
    uint8_t bytes[3] = {9, 9, 9};
    bs()->HandleProtocol(uefi_mock_rng(m, 254), &guid, (void **)&rng);
    assert_int_equal(rng->GetInfo(rng, &size, NULL), EFI_BUFFER_TOO_SMALL);
    assert_int_equal(size, sizeof list);
    assert_int_equal(rng->GetInfo(rng, &size, list), EFI_SUCCESS);
    assert_memory_equal(&list[1], &raw, sizeof raw);
    assert_int_equal(rng->GetRNG(rng, &raw, 2, bytes), EFI_SUCCESS);
    assert_int_equal(rng->GetRNG(rng, NULL, 1, bytes + 2), EFI_SUCCESS);
    assert_memory_equal(bytes, "\xFE\xFF\0", 3);
    assert_int_equal(rng->GetRNG(rng, a, 1, bytes), EFI_UNSUPPORTED);
    assert_int_equal(rng->GetRNG(rng, NULL, 0, bytes), EFI_INVALID_PARAMETER);
    assert_int_equal(uefi_mock_forgive(m), 1);
}
MOCKED(random_numbers)

TESTS(test(boots_and_ends), test(leaks_are_counted), test(misuse_is_complained_of),
      test(memory_and_its_map), test(lies_come_when_due), test(every_kind_of_lie),
      test(events_and_time), test(console_both_ways), test(handles_and_protocols),
      test(who_waits_for_a_protocol_is_told), test(variables_keep_their_rules), test(files),
      test(disks), test(display), test(loads_and_starts_images), test(what_does_not_return),
      test(drivers_come_and_go), test(images_by_path), test(the_same_path_twice),
      test(tables_and_addresses), mocked(random_numbers))
