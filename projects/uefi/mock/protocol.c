/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The handle database (UEFI 7.3): handles, interfaces, who has opened them, who is to be told, and
 * drivers.
 *
 * A handle is the address of a struct handle; whatever a program hands in is looked up before it is
 * believed. A handle without interfaces is gone.
 */
#include <stdarg.h>

#include "internal.h"
#include "uefi/raw/driver.h"
#include "uefi/raw/path.h"

#if defined(__x86_64__)
typedef __builtin_ms_va_list firmware_list;
#define FIRMWARE_START(list, last) __builtin_ms_va_start(list, last)
#define FIRMWARE_END(list)         __builtin_ms_va_end(list)
#else
typedef va_list firmware_list;
#define FIRMWARE_START(list, last) va_start(list, last)
#define FIRMWARE_END(list)         va_end(list)
#endif

static const EFI_GUID path_guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
static const EFI_GUID binding_guid = EFI_DRIVER_BINDING_PROTOCOL_GUID;

struct handle *handle_of(EFI_HANDLE raw)
{
    struct uefi_mock *m = mock();
    for (size_t i = 0; i < m->handles.count; i++)
        if (m->handles.at[i] == raw)
            return raw;
    return NULL;
}

struct interface *interface_of(EFI_HANDLE raw, const EFI_GUID *guid)
{
    struct handle *handle = handle_of(raw);
    for (size_t i = 0; handle && i < handle->interfaces.count; i++) {
        struct interface *interface = handle->interfaces.at[i];
        if (uefi_guid_equal(&interface->guid, guid))
            return interface;
    }
    return NULL;
}

/* --- Installing ------------------------------------------------------------------------------- */

static void tell(struct uefi_mock *m, struct handle *handle, const EFI_GUID *guid)
{
    for (size_t i = 0; i < m->notifies.count; i++) {
        struct notify *notify = m->notifies.at[i];
        if (!uefi_guid_equal(&notify->guid, guid))
            continue;
        list_add(&notify->fresh, handle);
        struct event *event = event_of(notify->event);
        if (event)
            event_signal(m, event);
    }
}

EFI_HANDLE uefi_mock_install(struct uefi_mock *m, EFI_HANDLE raw, const EFI_GUID *guid,
                             void *interface)
{
    struct handle *handle = raw ? handle_of(raw) : NULL;
    if (!handle) {
        handle = must(calloc(1, sizeof *handle));
        list_add(&m->handles, handle);
    }
    struct interface *installed = must(calloc(1, sizeof *installed));
    installed->guid = *guid;
    installed->interface = interface;
    list_add(&handle->interfaces, installed);
    tell(m, handle, guid);
    return handle;
}

static void forget(struct uefi_mock *m, struct handle *handle, struct interface *interface)
{
    list_remove(&handle->interfaces, interface);
    list_free(&interface->opens, true);
    free(interface);
    if (handle->interfaces.count)
        return;
    for (size_t i = 0; i < m->notifies.count; i++)
        while (list_remove(&((struct notify *)m->notifies.at[i])->fresh, handle))
            ;
    list_remove(&m->handles, handle);
    list_free(&handle->interfaces, false);
    free(handle);
}

/* Stops the drivers that have the interface; false: one does not let go. */
static bool evict(struct uefi_mock *m, EFI_HANDLE raw, struct interface *interface, uint32_t how)
{
    for (size_t i = 0; i < interface->opens.count;) {
        struct open *open = interface->opens.at[i];
        if (!(open->entry.Attributes & how)) {
            i++;
            continue;
        }
        if (open->lets_go) {
            list_remove(&interface->opens, open);
            free(open);
            m->disconnected++;
            continue;
        }
        struct interface *binding = interface_of(open->entry.AgentHandle, &binding_guid);
        EFI_DRIVER_BINDING_PROTOCOL *driver = binding ? binding->interface : NULL;
        if (!driver || driver->Stop(driver, raw, 0, NULL))
            return false;
        m->disconnected++;
        i = 0; /* Stop() has closed what it had */
    }
    return true;
}

EFI_STATUS interface_remove(struct uefi_mock *m, EFI_HANDLE raw, const EFI_GUID *guid, void *old)
{
    struct interface *interface = interface_of(raw, guid);
    if (!interface || interface->interface != old)
        return EFI_NOT_FOUND;
    if (!evict(m, raw, interface, EFI_OPEN_PROTOCOL_BY_DRIVER | EFI_OPEN_PROTOCOL_EXCLUSIVE))
        return EFI_ACCESS_DENIED;
    forget(m, handle_of(raw), interface);
    return EFI_SUCCESS;
}

static bool known_path(const EFI_DEVICE_PATH_PROTOCOL *path);

static EFI_STATUS install(EFI_HANDLE *raw, const EFI_GUID *guid, void *interface)
{
    if (!raw || !guid || (*raw && !handle_of(*raw)) || (*raw && interface_of(*raw, guid))) {
        uefi_mock_complain("a protocol is installed: NULL, on no handle, or twice");
        return EFI_INVALID_PARAMETER;
    }
    *raw = uefi_mock_install(mock(), *raw, guid, interface);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI install_protocol_interface(EFI_HANDLE *raw, EFI_GUID *guid,
                                                    EFI_INTERFACE_TYPE type, VOID *interface)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("InstallProtocolInterface", &lie, &status))
        return status;
    if (type != EFI_NATIVE_INTERFACE)
        return EFI_INVALID_PARAMETER;
    EFI_STATUS installed = install(raw, guid, interface);
    if (lie.how == UEFI_MOCK_NULL && raw)
        *raw = NULL;
    return installed ? installed : status;
}

static EFI_STATUS EFIAPI uninstall_protocol_interface(EFI_HANDLE raw, EFI_GUID *guid,
                                                      VOID *interface)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("UninstallProtocolInterface", &lie, &status))
        return status;
    EFI_STATUS removed =
        guid ? interface_remove(mock(), raw, guid, interface) : EFI_INVALID_PARAMETER;
    return removed ? removed : status;
}

static EFI_STATUS EFIAPI reinstall_protocol_interface(EFI_HANDLE raw, EFI_GUID *guid, VOID *from,
                                                      VOID *to)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("ReinstallProtocolInterface", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    struct interface *interface = guid ? interface_of(raw, guid) : NULL;
    if (!interface || interface->interface != from)
        return EFI_NOT_FOUND;
    if (!evict(m, raw, interface, EFI_OPEN_PROTOCOL_BY_DRIVER | EFI_OPEN_PROTOCOL_EXCLUSIVE))
        return EFI_ACCESS_DENIED;
    interface->interface = to;
    tell(m, raw, guid);
    return status;
}

static EFI_STATUS EFIAPI install_multiple(EFI_HANDLE *raw, ...)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("InstallMultipleProtocolInterfaces", &lie, &status))
        return status;
    if (!raw)
        return EFI_INVALID_PARAMETER;
    struct {
        EFI_GUID *guid;
        void *interface;
    } done[32];
    size_t count = 0;
    EFI_HANDLE before = *raw;
    EFI_STATUS installed = EFI_SUCCESS;
    firmware_list arguments;
    FIRMWARE_START(arguments, raw);
    while (count < 32) {
        EFI_GUID *guid = __builtin_va_arg(arguments, EFI_GUID *);
        if (!guid)
            break;
        void *interface = __builtin_va_arg(arguments, void *);
        if (uefi_guid_equal(guid, &path_guid) && known_path(interface))
            installed = EFI_ALREADY_STARTED;
        else
            installed = install(raw, guid, interface);
        if (installed)
            break;
        done[count].guid = guid;
        done[count++].interface = interface;
    }
    FIRMWARE_END(arguments);
    while (installed && count) {
        count--;
        interface_remove(mock(), *raw, done[count].guid, done[count].interface);
    }
    if (installed)
        *raw = before;
    return installed ? installed : status;
}

static EFI_STATUS EFIAPI uninstall_multiple(EFI_HANDLE raw, ...)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("UninstallMultipleProtocolInterfaces", &lie, &status))
        return status;
    /* All or nothing: look before removing. */
    for (int pass = 0; pass < 2; pass++) {
        firmware_list arguments;
        EFI_STATUS removed = EFI_SUCCESS;
        FIRMWARE_START(arguments, raw);
        for (;;) {
            EFI_GUID *guid = __builtin_va_arg(arguments, EFI_GUID *);
            if (!guid || removed)
                break;
            void *old = __builtin_va_arg(arguments, void *);
            struct interface *interface = interface_of(raw, guid);
            bool there = interface && interface->interface == old;
            if (pass || !there)
                removed = there ? interface_remove(mock(), raw, guid, old) : EFI_INVALID_PARAMETER;
        }
        FIRMWARE_END(arguments);
        if (removed)
            return EFI_INVALID_PARAMETER;
    }
    return status;
}

/* --- Opening ---------------------------------------------------------------------------------- */

static struct open *opened_as(struct interface *interface, EFI_HANDLE agent, EFI_HANDLE controller,
                              uint32_t how)
{
    for (size_t i = 0; i < interface->opens.count; i++) {
        struct open *open = interface->opens.at[i];
        if (open->entry.AgentHandle == agent && open->entry.ControllerHandle == controller &&
            open->entry.Attributes == how)
            return open;
    }
    return NULL;
}

static void note_open(struct interface *interface, EFI_HANDLE agent, EFI_HANDLE controller,
                      uint32_t how, bool lets_go)
{
    struct open *open = opened_as(interface, agent, controller, how);
    if (!open) {
        open = must(calloc(1, sizeof *open));
        open->entry.AgentHandle = agent;
        open->entry.ControllerHandle = controller;
        open->entry.Attributes = how;
        open->lets_go = lets_go;
        list_add(&interface->opens, open);
    }
    open->entry.OpenCount++;
}

void uefi_mock_drive(struct uefi_mock *m, EFI_HANDLE raw, const EFI_GUID *guid, bool lets_go)
{
    struct interface *interface = interface_of(raw, guid);
    if (interface)
        note_open(interface, m->image, raw, EFI_OPEN_PROTOCOL_BY_DRIVER, lets_go);
}

unsigned uefi_mock_disconnected(const struct uefi_mock *m)
{
    return m->disconnected;
}

/* What stands against a claim (7.3.9); EFI_SUCCESS: nothing. */
static EFI_STATUS claim(struct uefi_mock *m, EFI_HANDLE raw, struct interface *interface,
                        EFI_HANDLE agent, EFI_HANDLE controller, uint32_t how)
{
    const uint32_t driver = EFI_OPEN_PROTOCOL_BY_DRIVER, alone = EFI_OPEN_PROTOCOL_EXCLUSIVE;
    if (how == driver && opened_as(interface, agent, controller, driver))
        return EFI_ALREADY_STARTED;
    if (how == (driver | alone) && opened_as(interface, agent, controller, driver | alone))
        return EFI_ALREADY_STARTED;
    for (size_t i = 0; i < interface->opens.count; i++) {
        struct open *open = interface->opens.at[i];
        if (open->entry.Attributes & alone)
            return EFI_ACCESS_DENIED;
        if (how == driver && open->entry.Attributes & driver)
            return EFI_ACCESS_DENIED;
    }
    if (how & alone && !evict(m, raw, interface, driver))
        return EFI_ACCESS_DENIED;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI open_protocol(EFI_HANDLE raw, EFI_GUID *guid, VOID **ret_interface,
                                       EFI_HANDLE agent, EFI_HANDLE controller, UINT32 how)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("OpenProtocol", &lie, &status))
        return status;
    struct uefi_mock *m = mock();
    const uint32_t claims = EFI_OPEN_PROTOCOL_BY_DRIVER | EFI_OPEN_PROTOCOL_EXCLUSIVE |
                            EFI_OPEN_PROTOCOL_BY_CHILD_CONTROLLER;
    bool test = how == EFI_OPEN_PROTOCOL_TEST_PROTOCOL;
    bool known = how == EFI_OPEN_PROTOCOL_BY_HANDLE_PROTOCOL ||
                 how == EFI_OPEN_PROTOCOL_GET_PROTOCOL || test ||
                 how == EFI_OPEN_PROTOCOL_BY_CHILD_CONTROLLER ||
                 how == EFI_OPEN_PROTOCOL_BY_DRIVER || how == EFI_OPEN_PROTOCOL_EXCLUSIVE ||
                 how == (EFI_OPEN_PROTOCOL_BY_DRIVER | EFI_OPEN_PROTOCOL_EXCLUSIVE);
    if (!handle_of(raw) || !guid || (!ret_interface && !test) || !known ||
        (how & claims && !handle_of(agent)) ||
        (how & (claims & ~(uint32_t)EFI_OPEN_PROTOCOL_EXCLUSIVE) && !handle_of(controller))) {
        uefi_mock_complain("OpenProtocol: a handle that is none, a NULL, or the way %#x", how);
        return EFI_INVALID_PARAMETER;
    }
    struct interface *interface = interface_of(raw, guid);
    if (!interface)
        return EFI_UNSUPPORTED;
    EFI_STATUS refused =
        how & claims ? claim(m, raw, interface, agent, controller, how) : EFI_SUCCESS;
    if (refused)
        return refused;
    if (!test && handle_of(agent))
        note_open(interface, agent, controller, how, false);
    if (lie.how != UEFI_MOCK_SILENT && !test)
        *ret_interface = lie.how == UEFI_MOCK_NULL ? NULL : interface->interface;
    return status;
}

static EFI_STATUS EFIAPI handle_protocol(EFI_HANDLE raw, EFI_GUID *guid, VOID **ret_interface)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("HandleProtocol", &lie, &status))
        return status;
    struct interface *interface = guid ? interface_of(raw, guid) : NULL;
    if (!handle_of(raw) || !guid || !ret_interface)
        return EFI_INVALID_PARAMETER;
    if (!interface)
        return EFI_UNSUPPORTED;
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_interface = lie.how == UEFI_MOCK_NULL ? NULL : interface->interface;
    return status;
}

static EFI_STATUS EFIAPI close_protocol(EFI_HANDLE raw, EFI_GUID *guid, EFI_HANDLE agent,
                                        EFI_HANDLE controller)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("CloseProtocol", &lie, &status))
        return status;
    struct interface *interface = guid ? interface_of(raw, guid) : NULL;
    bool closed = false;
    for (size_t i = 0; interface && i < interface->opens.count;) {
        struct open *open = interface->opens.at[i];
        if (open->entry.AgentHandle != agent || open->entry.ControllerHandle != controller) {
            i++;
            continue;
        }
        list_remove(&interface->opens, open);
        free(open);
        closed = true;
    }
    if (!handle_of(raw) || !handle_of(agent) || !guid) {
        uefi_mock_complain("CloseProtocol: a handle that is none");
        return EFI_INVALID_PARAMETER;
    }
    return closed ? status : EFI_NOT_FOUND;
}

static EFI_STATUS EFIAPI
open_protocol_information(EFI_HANDLE raw, EFI_GUID *guid,
                          EFI_OPEN_PROTOCOL_INFORMATION_ENTRY **ret_entries, UINTN *ret_count)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("OpenProtocolInformation", &lie, &status))
        return status;
    struct interface *interface = guid ? interface_of(raw, guid) : NULL;
    if (!interface)
        return EFI_NOT_FOUND;
    size_t count = interface->opens.count;
    EFI_OPEN_PROTOCOL_INFORMATION_ENTRY *entries = must(calloc(count + 1, sizeof *entries));
    for (size_t i = 0; i < count; i++)
        entries[i] = ((struct open *)interface->opens.at[i])->entry;
    EFI_STATUS given = uefi_mock_give(&lie, (void **)ret_entries, entries, count * sizeof *entries);
    free(entries);
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_count = (UINTN)uefi_mock_number(&lie, count);
    return given;
}

static EFI_STATUS EFIAPI protocols_per_handle(EFI_HANDLE raw, EFI_GUID ***ret_guids,
                                              UINTN *ret_count)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("ProtocolsPerHandle", &lie, &status))
        return status;
    struct handle *handle = handle_of(raw);
    if (!handle || !ret_guids || !ret_count)
        return EFI_INVALID_PARAMETER;
    size_t count = handle->interfaces.count;
    EFI_GUID **guids = must(calloc(count + 1, sizeof *guids));
    for (size_t i = 0; i < count; i++)
        guids[i] =
            lie.how == UEFI_MOCK_OFF ? NULL : &((struct interface *)handle->interfaces.at[i])->guid;
    EFI_STATUS given = uefi_mock_give(&lie, (void **)ret_guids, guids, count * sizeof *guids);
    free(guids);
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_count = (UINTN)uefi_mock_number(&lie, count);
    return given;
}

/* --- Finding ---------------------------------------------------------------------------------- */

/* The handles that a search finds; the caller frees ret_found. */
static EFI_STATUS search(EFI_LOCATE_SEARCH_TYPE kind, const EFI_GUID *guid, void *key,
                         struct list *ret_found)
{
    struct uefi_mock *m = mock();
    *ret_found = (struct list){0};
    if (kind == ByRegisterNotify) {
        for (size_t i = 0; i < m->notifies.count; i++) {
            struct notify *notify = m->notifies.at[i];
            if (notify == key && notify->fresh.count)
                list_add(ret_found, notify->fresh.at[0]);
        }
    } else if (kind == AllHandles || kind == ByProtocol) {
        if (kind == ByProtocol && !guid)
            return EFI_INVALID_PARAMETER;
        for (size_t i = 0; i < m->handles.count; i++)
            if (kind == AllHandles || interface_of(m->handles.at[i], guid))
                list_add(ret_found, m->handles.at[i]);
    } else {
        return EFI_INVALID_PARAMETER;
    }
    return ret_found->count ? EFI_SUCCESS : EFI_NOT_FOUND;
}

static void seen(EFI_LOCATE_SEARCH_TYPE kind, void *key)
{
    if (kind == ByRegisterNotify) {
        struct list *fresh = &((struct notify *)key)->fresh;
        list_remove(fresh, fresh->at[0]);
    }
}

static EFI_STATUS EFIAPI locate_handle(EFI_LOCATE_SEARCH_TYPE kind, EFI_GUID *guid, VOID *key,
                                       UINTN *size, EFI_HANDLE *buffer)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("LocateHandle", &lie, &status))
        return status;
    struct list found;
    EFI_STATUS searched = size ? search(kind, guid, key, &found) : EFI_INVALID_PARAMETER;
    if (searched)
        return searched;
    EFI_STATUS filled =
        uefi_mock_fill(&lie, size, buffer, found.at, found.count * sizeof *found.at);
    list_free(&found, false);
    if (!filled)
        seen(kind, key);
    return filled;
}

static EFI_STATUS EFIAPI locate_handle_buffer(EFI_LOCATE_SEARCH_TYPE kind, EFI_GUID *guid,
                                              VOID *key, UINTN *ret_count, EFI_HANDLE **ret_handles)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("LocateHandleBuffer", &lie, &status))
        return status;
    struct list found;
    if (!ret_count || !ret_handles)
        return EFI_INVALID_PARAMETER;
    EFI_STATUS searched = search(kind, guid, key, &found);
    if (searched)
        return searched;
    for (size_t i = 0; lie.how == UEFI_MOCK_OFF && i < found.count; i++)
        found.at[i] = NULL;
    EFI_STATUS given =
        uefi_mock_give(&lie, (void **)ret_handles, found.at, found.count * sizeof *found.at);
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_count = (UINTN)uefi_mock_number(&lie, found.count);
    list_free(&found, false);
    seen(kind, key);
    return given;
}

static EFI_STATUS EFIAPI locate_protocol(EFI_GUID *guid, VOID *registration, VOID **ret_interface)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("LocateProtocol", &lie, &status))
        return status;
    if (!guid || !ret_interface)
        return EFI_INVALID_PARAMETER;
    struct list found;
    EFI_LOCATE_SEARCH_TYPE kind = registration ? ByRegisterNotify : ByProtocol;
    if (search(kind, guid, registration, &found))
        return EFI_NOT_FOUND;
    struct interface *interface = interface_of(found.at[0], guid);
    list_free(&found, false);
    seen(kind, registration);
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_interface = lie.how == UEFI_MOCK_NULL || !interface ? NULL : interface->interface;
    return status;
}

static EFI_STATUS EFIAPI register_protocol_notify(EFI_GUID *guid, EFI_EVENT event,
                                                  VOID **ret_registration)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("RegisterProtocolNotify", &lie, &status))
        return status;
    if (!guid || !event_of(event) || !ret_registration)
        return EFI_INVALID_PARAMETER;
    struct notify *notify = must(calloc(1, sizeof *notify));
    notify->guid = *guid;
    notify->event = event;
    list_add(&mock()->notifies, notify);
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_registration = lie.how == UEFI_MOCK_NULL ? NULL : notify;
    return status;
}

static const uint8_t *bytes_of(const EFI_DEVICE_PATH_PROTOCOL *path)
{
    return (const uint8_t *)path;
}

static size_t node_size(const uint8_t *node)
{
    return node[2] | (size_t)node[3] << 8;
}

static bool is_end(const uint8_t *node)
{
    return node[0] == END_DEVICE_PATH_TYPE;
}

/* The bytes of `path` if the other path, up to its end, is a beginning of it; else 0. */
static size_t beginning(const uint8_t *path, const uint8_t *other)
{
    size_t at = 0;
    while (!is_end(other + at)) {
        size_t size = node_size(other + at);
        if (size < 4 || is_end(path + at) || memcmp(path + at, other + at, size) != 0)
            return 0;
        at += size;
    }
    return at + 1; /* even an empty path is a beginning */
}

static bool known_path(const EFI_DEVICE_PATH_PROTOCOL *path)
{
    struct uefi_mock *m = mock();
    for (size_t i = 0; i < m->handles.count; i++) {
        struct interface *interface = interface_of(m->handles.at[i], &path_guid);
        if (interface && interface->interface && path &&
            beginning(bytes_of(path), interface->interface) &&
            beginning(interface->interface, bytes_of(path)))
            return true;
    }
    return false;
}

static EFI_STATUS EFIAPI locate_device_path(EFI_GUID *guid, EFI_DEVICE_PATH_PROTOCOL **path,
                                            EFI_HANDLE *ret_handle)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("LocateDevicePath", &lie, &status))
        return status;
    if (!guid || !path || !*path || !ret_handle)
        return EFI_INVALID_PARAMETER;
    struct uefi_mock *m = mock();
    size_t best = 0;
    EFI_HANDLE found = NULL;
    for (size_t i = 0; i < m->handles.count; i++) {
        struct interface *interface = interface_of(m->handles.at[i], &path_guid);
        if (!interface || !interface->interface || !interface_of(m->handles.at[i], guid))
            continue;
        size_t length = beginning(bytes_of(*path), interface->interface);
        if (length > best) {
            best = length;
            found = m->handles.at[i];
        }
    }
    if (!found)
        return EFI_NOT_FOUND;
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    *ret_handle = lie.how == UEFI_MOCK_NULL ? NULL : found;
    uintptr_t rest = (uintptr_t)*path + best - 1;
    if (lie.how == UEFI_MOCK_OFF)
        rest = (uintptr_t)*path + (uintptr_t)lie.value;
    *path = (EFI_DEVICE_PATH_PROTOCOL *)rest;
    return status;
}

/* --- Drivers ---------------------------------------------------------------------------------- */

static EFI_STATUS EFIAPI connect_controller(EFI_HANDLE raw, EFI_HANDLE *drivers,
                                            EFI_DEVICE_PATH_PROTOCOL *rest, BOOLEAN recursive)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("ConnectController", &lie, &status))
        return status;
    if (!handle_of(raw)) {
        uefi_mock_complain("ConnectController of no handle");
        return EFI_INVALID_PARAMETER;
    }
    (void)recursive;
    struct list found;
    bool started = false;
    EFI_STATUS searched = search(ByProtocol, &binding_guid, NULL, &found);
    for (size_t i = 0; drivers && drivers[i]; i++) { /* the ones asked for first */
        list_remove(&found, drivers[i]);
        list_add(&found, drivers[i]);
        memmove(found.at + i + 1, found.at + i, (found.count - 1 - i) * sizeof *found.at);
        found.at[i] = drivers[i];
    }
    for (size_t i = 0; !searched && i < found.count; i++) {
        struct interface *binding = interface_of(found.at[i], &binding_guid);
        EFI_DRIVER_BINDING_PROTOCOL *driver = binding ? binding->interface : NULL;
        if (driver && !driver->Supported(driver, raw, rest) && !driver->Start(driver, raw, rest))
            started = true;
    }
    list_free(&found, false);
    return started || (rest && is_end(bytes_of(rest))) ? status : EFI_NOT_FOUND;
}

static EFI_STATUS EFIAPI disconnect_controller(EFI_HANDLE raw, EFI_HANDLE agent, EFI_HANDLE child)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("DisconnectController", &lie, &status))
        return status;
    if (!handle_of(raw) || (agent && !handle_of(agent)) || (child && !handle_of(child))) {
        uefi_mock_complain("DisconnectController: a handle that is none");
        return EFI_INVALID_PARAMETER;
    }
    struct uefi_mock *m = mock();
    struct list agents = {0};
    struct handle *handle = handle_of(raw);
    for (size_t i = 0; i < handle->interfaces.count; i++) {
        struct interface *interface = handle->interfaces.at[i];
        for (size_t j = 0; j < interface->opens.count; j++) {
            struct open *open = interface->opens.at[j];
            if (open->entry.Attributes & EFI_OPEN_PROTOCOL_BY_DRIVER &&
                (!agent || open->entry.AgentHandle == agent)) {
                list_remove(&agents, open->entry.AgentHandle);
                list_add(&agents, open->entry.AgentHandle);
            }
        }
    }
    EFI_STATUS stopped = agents.count || !agent ? EFI_SUCCESS : EFI_NOT_FOUND;
    for (size_t i = 0; i < agents.count; i++) {
        struct interface *binding = interface_of(agents.at[i], &binding_guid);
        EFI_DRIVER_BINDING_PROTOCOL *driver = binding ? binding->interface : NULL;
        if (!driver || driver->Stop(driver, raw, child ? 1 : 0, child ? &child : NULL))
            stopped = EFI_DEVICE_ERROR;
        else
            m->disconnected++;
    }
    list_free(&agents, false);
    return stopped ? stopped : status;
}

/* --- Beginning and end -------------------------------------------------------------------------
 */

void protocol_init(struct uefi_mock *m)
{
    m->boot.InstallProtocolInterface = install_protocol_interface;
    m->boot.ReinstallProtocolInterface = reinstall_protocol_interface;
    m->boot.UninstallProtocolInterface = uninstall_protocol_interface;
    m->boot.InstallMultipleProtocolInterfaces = install_multiple;
    m->boot.UninstallMultipleProtocolInterfaces = uninstall_multiple;
    m->boot.HandleProtocol = handle_protocol;
    m->boot.OpenProtocol = open_protocol;
    m->boot.CloseProtocol = close_protocol;
    m->boot.OpenProtocolInformation = open_protocol_information;
    m->boot.ProtocolsPerHandle = protocols_per_handle;
    m->boot.LocateHandle = locate_handle;
    m->boot.LocateHandleBuffer = locate_handle_buffer;
    m->boot.LocateProtocol = locate_protocol;
    m->boot.LocateDevicePath = locate_device_path;
    m->boot.RegisterProtocolNotify = register_protocol_notify;
    m->boot.ConnectController = connect_controller;
    m->boot.DisconnectController = disconnect_controller;
}

/* Claims of the program's own that it has not given back. */
unsigned protocol_leaks(struct uefi_mock *m)
{
    unsigned leaks = 0;
    for (size_t i = 0; i < m->handles.count; i++) {
        struct handle *handle = m->handles.at[i];
        for (size_t j = 0; j < handle->interfaces.count; j++) {
            struct interface *interface = handle->interfaces.at[j];
            for (size_t k = 0; k < interface->opens.count; k++) {
                struct open *open = interface->opens.at[k];
                leaks += !open->lets_go && open->entry.AgentHandle == m->image &&
                         open->entry.Attributes &
                             (EFI_OPEN_PROTOCOL_BY_DRIVER | EFI_OPEN_PROTOCOL_EXCLUSIVE);
            }
        }
    }
    if (leaks)
        fprintf(stderr, "uefi-mock: %u protocols opened for oneself are not closed\n", leaks);
    return leaks;
}

void protocol_release(struct uefi_mock *m)
{
    while (m->handles.count) {
        struct handle *handle = m->handles.at[0];
        forget(m, handle, handle->interfaces.at[0]);
    }
    list_free(&m->handles, false);
    for (size_t i = 0; i < m->notifies.count; i++)
        list_free(&((struct notify *)m->notifies.at[i])->fresh, false);
    list_free(&m->notifies, true);
}
