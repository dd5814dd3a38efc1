/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Images (UEFI 7.4), the end of boot services, and the small services that are left.
 *
 * An image of the mock is a file of 16 bytes: a mark and the address of the host's function that
 * plays its entry point.
 */
#include "uefi/raw/image.h"
#include "internal.h"
#include "uefi/raw/media.h"
#include "uefi/raw/path.h"

static const EFI_GUID loaded_guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
static const EFI_GUID loaded_path_guid = EFI_LOADED_IMAGE_DEVICE_PATH_PROTOCOL_GUID;

static const char mark[8] = "UEFIMOCK";
struct program {
    char mark[8];
    EFI_IMAGE_ENTRY_POINT entry;
};

void *uefi_mock_program(struct uefi_mock *m, EFI_IMAGE_ENTRY_POINT entry, size_t *ret_size)
{
    struct program *program = uefi_mock_keep(m, sizeof *program);
    memcpy(program->mark, mark, sizeof mark);
    program->entry = entry;
    *ret_size = sizeof *program;
    return program;
}

static struct image *image_of(struct uefi_mock *m, EFI_HANDLE raw)
{
    for (size_t i = 0; i < m->images.count; i++)
        if (((struct image *)m->images.at[i])->handle == raw)
            return m->images.at[i];
    return NULL;
}

/* A new image on a handle with its loaded image protocol. */
static struct image *image_new(struct uefi_mock *m, EFI_IMAGE_ENTRY_POINT entry)
{
    struct image *image = must(calloc(1, sizeof *image));
    EFI_LOADED_IMAGE_PROTOCOL *loaded = uefi_mock_keep(m, sizeof *loaded);
    image->entry = entry;
    image->loaded = loaded;
    loaded->Revision = EFI_LOADED_IMAGE_PROTOCOL_REVISION;
    loaded->SystemTable = &m->system;
    loaded->ImageBase = m->ram + 52 * EFI_PAGE_SIZE;
    loaded->ImageSize = 12 * EFI_PAGE_SIZE;
    loaded->ImageCodeType = EfiLoaderCode;
    loaded->ImageDataType = EfiLoaderData;
    image->handle = uefi_mock_install(m, NULL, &loaded_guid, loaded);
    list_add(&m->images, image);
    return image;
}

static size_t path_size(const EFI_DEVICE_PATH_PROTOCOL *path)
{
    const uint8_t *at = (const uint8_t *)path;
    while (at[0] != END_DEVICE_PATH_TYPE || at[1] != END_ENTIRE_DEVICE_PATH_SUBTYPE)
        at += at[2] | at[3] << 8;
    return (size_t)(at - (const uint8_t *)path) + 4;
}

static EFI_STATUS EFIAPI load_image(BOOLEAN boot_policy, EFI_HANDLE parent,
                                    EFI_DEVICE_PATH_PROTOCOL *path, VOID *source, UINTN size,
                                    EFI_HANDLE *ret_image)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("LoadImage", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    (void)boot_policy;
    if (!ret_image || !image_of(m, parent) || (!path && !source)) {
        uefi_mock_complain("LoadImage: a NULL pointer, or a parent that is no image");
        return EFI_INVALID_PARAMETER;
    }
    struct program program;
    uint8_t *file = NULL;
    EFI_STATUS loaded = EFI_SUCCESS;
    if (!source)
        loaded = file_load(m, path, &file, &size);
    if (!loaded &&
        (size < sizeof program || memcmp(source ? source : file, mark, sizeof mark) != 0))
        loaded = EFI_LOAD_ERROR;
    if (!loaded)
        memcpy(&program, source ? source : file, sizeof program);
    free(file);
    if (loaded)
        return loaded;
    struct image *image = image_new(m, program.entry);
    EFI_LOADED_IMAGE_PROTOCOL *protocol = image->loaded;
    protocol->ParentHandle = parent;
    if (path) {
        size_t bytes = path_size(path);
        void *copy = memcpy(uefi_mock_keep(m, bytes), path, bytes);
        uefi_mock_install(m, image->handle, &loaded_path_guid, copy);
        protocol->FilePath = copy;
    }
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_image = lie.how == UEFI_MOCK_NULL ? NULL : image->handle;
    return status;
}

static void image_drop(struct uefi_mock *m, struct image *image)
{
    EFI_LOADED_IMAGE_PROTOCOL *loaded = image->loaded;
    if (loaded->FilePath)
        interface_remove(m, image->handle, &loaded_path_guid, loaded->FilePath);
    interface_remove(m, image->handle, &loaded_guid, image->loaded);
    list_remove(&m->images, image);
    free(image);
}

static EFI_STATUS EFIAPI start_image(EFI_HANDLE raw, UINTN *ret_size, CHAR16 **ret_data)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("StartImage", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    struct image *image = image_of(m, raw);
    if (!image || image->started) {
        uefi_mock_complain("StartImage of %s", image ? "what runs already" : "no image");
        return EFI_INVALID_PARAMETER;
    }
    struct image *outer = m->running;
    struct uefi_image program = *uefi_image();
    m->running = image;
    image->started = true;
    if (!setjmp(image->exit))
        image->status = image->entry(image->handle, &m->system);
    *uefi_image() = program; /* the entry may have been this library's, of another program */
    m->running = outer;
    EFI_STATUS answer = image->status;
    if (lie.how == UEFI_MOCK_OFF) { /* exit data that is not there */
        if (ret_size)
            *ret_size = (UINTN)lie.value;
        if (ret_data)
            *ret_data = NULL;
    } else {
        if (ret_size)
            *ret_size = image->exit_size;
        if (ret_data)
            *ret_data = image->exit_data;
        else
            pool_free(m, image->exit_data);
    }
    if (answer)
        image_drop(m, image);
    return answer ? answer : status;
}

static EFI_STATUS EFIAPI exit_image(EFI_HANDLE raw, EFI_STATUS answer, UINTN size, CHAR16 *data)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("Exit", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    struct image *image = image_of(m, raw);
    if (!image || (m->running && image != m->running)) {
        uefi_mock_complain("Exit of what does not run");
        return EFI_INVALID_PARAMETER;
    }
    if (image == m->running) {
        image->status = answer;
        image->exit_size = size;
        image->exit_data = data;
        longjmp(image->exit, 1);
    }
    m->reset = (struct uefi_mock_reset){.status = answer, .size = size};
    pool_free(m, data);
    if (m->armed)
        longjmp(m->end, UEFI_MOCK_EXITED);
    fprintf(stderr, "uefi-mock: Exit outside of uefi_mock_run()\n");
    abort();
}

static EFI_STATUS EFIAPI unload_image(EFI_HANDLE raw)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("UnloadImage", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    struct image *image = image_of(m, raw);
    if (!image || image == m->running) {
        uefi_mock_complain("UnloadImage of what is no image or runs");
        return EFI_INVALID_PARAMETER;
    }
    EFI_LOADED_IMAGE_PROTOCOL *loaded = image->loaded;
    if (image->started && !loaded->Unload)
        return EFI_UNSUPPORTED;
    EFI_STATUS unloaded = image->started ? loaded->Unload(raw) : EFI_SUCCESS;
    if (!unloaded)
        image_drop(m, image);
    return unloaded ? unloaded : status;
}

/* --- The end of boot services --------------------------------------------------------------------
 */

bool uefi_mock_exited(const struct uefi_mock *m)
{
    return m->exited;
}

static EFI_STATUS EFIAPI exit_boot_services(EFI_HANDLE raw, UINTN key)
{
    static const EFI_GUID before = EFI_EVENT_GROUP_BEFORE_EXIT_BOOT_SERVICES;
    static const EFI_GUID group = EFI_EVENT_GROUP_EXIT_BOOT_SERVICES;
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("ExitBootServices", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    if (!image_of(m, raw)) {
        uefi_mock_complain("ExitBootServices: %p is no image", raw);
        return EFI_INVALID_PARAMETER;
    }
    event_signal_group(m, &before);
    if (key != m->map_key)
        return EFI_INVALID_PARAMETER;
    event_signal_group(m, &group);
    m->exited = true;
    m->system.BootServices = NULL;
    m->system.ConsoleInHandle = m->system.ConsoleOutHandle = m->system.StandardErrorHandle = NULL;
    m->system.ConIn = NULL;
    m->system.ConOut = m->system.StdErr = NULL;
    header_seal(&m->system.Hdr);
    return status;
}

/* --- The rest ------------------------------------------------------------------------------------
 */

void uefi_mock_table(struct uefi_mock *m, const EFI_GUID *guid, void *table)
{
    UINTN count = m->system.NumberOfTableEntries, at = 0;
    EFI_CONFIGURATION_TABLE *old = m->system.ConfigurationTable;
    EFI_CONFIGURATION_TABLE *tables = uefi_mock_keep(m, (count + 1) * sizeof *tables);
    if (count)
        memcpy(tables, old, count * sizeof *tables);
    while (at < count && !uefi_guid_equal(&tables[at].VendorGuid, guid))
        at++;
    if (table) {
        tables[at] = (EFI_CONFIGURATION_TABLE){*guid, table};
        count += at == count;
    } else if (at < count) {
        memmove(tables + at, tables + at + 1, (--count - at) * sizeof *tables);
    }
    m->system.ConfigurationTable = tables;
    m->system.NumberOfTableEntries = count;
    header_seal(&m->system.Hdr);
    event_signal_group(m, guid); /* the GUID names the event group too (7.5.6) */
}

static EFI_STATUS EFIAPI install_configuration_table(EFI_GUID *guid, VOID *table)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("InstallConfigurationTable", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    bool there = false;
    for (UINTN i = 0; guid && i < m->system.NumberOfTableEntries; i++)
        there |= uefi_guid_equal(&m->system.ConfigurationTable[i].VendorGuid, guid);
    if (!guid)
        return EFI_INVALID_PARAMETER;
    if (!table && !there)
        return EFI_NOT_FOUND;
    uefi_mock_table(m, guid, table);
    return status;
}

static EFI_STATUS EFIAPI get_next_monotonic_count(UINT64 *ret_count)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("GetNextMonotonicCount", &lie, &status))
        return status;
    if (!ret_count)
        return EFI_INVALID_PARAMETER;
    *ret_count = ++mock()->count;
    return status;
}

static EFI_STATUS EFIAPI calculate_crc32(VOID *data, UINTN size, UINT32 *ret_crc)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("CalculateCrc32", &lie, &status))
        return status;
    if (!data || !size || !ret_crc)
        return EFI_INVALID_PARAMETER;
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_crc = (UINT32)uefi_mock_number(&lie, crc32_of(data, size));
    return status;
}

void image_init(struct uefi_mock *m)
{
    m->boot.LoadImage = load_image;
    m->boot.StartImage = start_image;
    m->boot.Exit = exit_image;
    m->boot.UnloadImage = unload_image;
    m->boot.ExitBootServices = exit_boot_services;
    m->boot.InstallConfigurationTable = install_configuration_table;
    m->boot.GetNextMonotonicCount = get_next_monotonic_count;
    m->boot.CalculateCrc32 = calculate_crc32;
    m->image = image_new(m, NULL)->handle;
    image_of(m, m->image)->started = true;
}

void image_release(struct uefi_mock *m)
{
    list_free(&m->images, true);
}
