/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Runtime services (UEFI chapter 8): variables, time, reset, virtual addresses. They go on after
 * ExitBootServices, with what belongs to boot services hidden.
 */
#include "internal.h"

#define VARIABLE_MAX  32768u  /* bytes of one */
#define VARIABLES_MAX 262144u /* bytes of all */

/* --- Variables -------------------------------------------------------------------------------- */

static struct variable *variable_of(struct uefi_mock *m, const char16_t *name,
                                    const EFI_GUID *vendor)
{
    for (size_t i = 0; i < m->variables.count; i++) {
        struct variable *variable = m->variables.at[i];
        if (uefi_utf16_equal(variable->name, name) && uefi_guid_equal(&variable->vendor, vendor))
            return variable;
    }
    return NULL;
}

static bool visible(const struct uefi_mock *m, const struct variable *variable)
{
    return !m->exited || variable->attributes & EFI_VARIABLE_RUNTIME_ACCESS;
}

static void variable_free(struct variable *variable)
{
    free(variable->name);
    free(variable->data);
    free(variable);
}

void uefi_mock_variable(struct uefi_mock *m, const char16_t *name, const EFI_GUID *vendor,
                        uint32_t attributes, const void *data, size_t size)
{
    struct variable *variable = variable_of(m, name, vendor);
    if (!data) {
        if (variable && list_remove(&m->variables, variable))
            variable_free(variable);
        return;
    }
    if (!variable) {
        size_t bytes = (uefi_utf16_length(name, SIZE_MAX) + 1) * sizeof *name;
        variable = must(calloc(1, sizeof *variable));
        variable->name = memcpy(must(malloc(bytes)), name, bytes);
        variable->vendor = *vendor;
        list_add(&m->variables, variable);
    }
    uint8_t *copy = memcpy(must(malloc(size + !size)), data, size);
    free(variable->data);
    variable->data = copy;
    variable->size = size;
    variable->attributes = attributes;
}

static EFI_STATUS EFIAPI get_variable(CHAR16 *name, EFI_GUID *vendor, UINT32 *attributes,
                                      UINTN *size, VOID *data)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("GetVariable", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    struct uefi_mock *m = mock();
    if (!name || !vendor || !size || (*size && !data)) {
        uefi_mock_complain("GetVariable: a NULL pointer");
        return EFI_INVALID_PARAMETER;
    }
    struct variable *variable = variable_of(m, name, vendor);
    if (!variable || !visible(m, variable))
        return EFI_NOT_FOUND;
    if (attributes && lie.how != UEFI_MOCK_SILENT)
        *attributes = variable->attributes;
    return uefi_mock_fill(&lie, size, data, variable->data, variable->size);
}

static EFI_STATUS EFIAPI get_next_variable_name(UINTN *size, CHAR16 *name, EFI_GUID *vendor)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("GetNextVariableName", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    struct uefi_mock *m = mock();
    size_t length;
    if (!size || !name || !vendor || !uefi_utf16_ends(name, *size / 2, &length)) {
        uefi_mock_complain("GetNextVariableName: a NULL pointer, or a name without end");
        return EFI_INVALID_PARAMETER;
    }
    size_t next = 0;
    if (length) {
        struct variable *last = variable_of(m, name, vendor);
        if (!last)
            return EFI_INVALID_PARAMETER;
        while (m->variables.at[next++] != last)
            ;
    }
    if (lie.how == UEFI_MOCK_OFF) /* the same one again, for ever */
        next = length ? next - 1 : 0;
    while (next < m->variables.count && !visible(m, m->variables.at[next]))
        next++;
    if (next == m->variables.count)
        return EFI_NOT_FOUND;
    struct variable *variable = m->variables.at[next];
    size_t bytes = (uefi_utf16_length(variable->name, SIZE_MAX) + 1) * 2;
    EFI_STATUS filled = uefi_mock_fill(&lie, size, name, variable->name, bytes);
    if (filled != EFI_BUFFER_TOO_SMALL && lie.how != UEFI_MOCK_SILENT)
        *vendor = variable->vendor;
    return filled;
}

/* What stands against setting; EFI_SUCCESS: nothing. */
static EFI_STATUS refuse(struct uefi_mock *m, const struct variable *old, uint32_t attributes,
                         size_t size)
{
    const uint32_t boot = EFI_VARIABLE_BOOTSERVICE_ACCESS, runtime = EFI_VARIABLE_RUNTIME_ACCESS;
    const uint32_t kept = ~(uint32_t)EFI_VARIABLE_APPEND_WRITE;
    if (attributes &
        (EFI_VARIABLE_AUTHENTICATED_WRITE_ACCESS | EFI_VARIABLE_ENHANCED_AUTHENTICATED_ACCESS))
        return EFI_UNSUPPORTED;
    if (attributes & EFI_VARIABLE_TIME_BASED_AUTHENTICATED_WRITE_ACCESS)
        return EFI_SECURITY_VIOLATION; /* this firmware has no keys */
    if (attributes & runtime && !(attributes & boot))
        return EFI_INVALID_PARAMETER;
    if (old && attributes && (old->attributes & kept) != (attributes & kept))
        return EFI_INVALID_PARAMETER;
    if (m->exited &&
        (!old || !(old->attributes & runtime) || !(old->attributes & EFI_VARIABLE_NON_VOLATILE)))
        return old ? EFI_WRITE_PROTECTED : EFI_INVALID_PARAMETER;
    size_t used = size;
    for (size_t i = 0; i < m->variables.count; i++)
        used += ((struct variable *)m->variables.at[i])->size;
    return size > VARIABLE_MAX || used > VARIABLES_MAX ? EFI_OUT_OF_RESOURCES : EFI_SUCCESS;
}

static EFI_STATUS EFIAPI set_variable(CHAR16 *name, EFI_GUID *vendor, UINT32 attributes, UINTN size,
                                      VOID *data)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("SetVariable", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    struct uefi_mock *m = mock();
    if (!name || !name[0] || !vendor || (size && !data)) {
        uefi_mock_complain("SetVariable: no name, or a NULL pointer");
        return EFI_INVALID_PARAMETER;
    }
    struct variable *old = variable_of(m, name, vendor);
    EFI_STATUS refused = refuse(m, old, attributes, size);
    if (refused)
        return refused;
    bool append = attributes & EFI_VARIABLE_APPEND_WRITE;
    const uint32_t access = EFI_VARIABLE_BOOTSERVICE_ACCESS | EFI_VARIABLE_RUNTIME_ACCESS;
    if ((size == 0 && !append) || !(attributes & access)) {
        if (!old)
            return EFI_NOT_FOUND;
        uefi_mock_variable(m, name, vendor, 0, NULL, 0);
        return status;
    }
    if (size == 0)
        return status;
    size_t before = append && old ? old->size : 0;
    uint8_t *all = must(malloc(before + size));
    if (before)
        memcpy(all, old->data, before);
    memcpy(all + before, data, size);
    uefi_mock_variable(m, name, vendor, attributes & ~(uint32_t)EFI_VARIABLE_APPEND_WRITE, all,
                       before + size);
    free(all);
    return status;
}

static EFI_STATUS EFIAPI query_variable_info(UINT32 attributes, UINT64 *maximum, UINT64 *remaining,
                                             UINT64 *largest)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("QueryVariableInfo", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (!maximum || !remaining || !largest || !(attributes & EFI_VARIABLE_BOOTSERVICE_ACCESS)) {
        uefi_mock_complain("QueryVariableInfo: a NULL pointer, or attributes %#x", attributes);
        return EFI_INVALID_PARAMETER;
    }
    struct uefi_mock *m = mock();
    uint64_t used = 0;
    for (size_t i = 0; i < m->variables.count; i++)
        used += ((struct variable *)m->variables.at[i])->size;
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    *maximum = VARIABLES_MAX;
    *remaining = uefi_mock_number(&lie, VARIABLES_MAX - used);
    *largest = lie.how == UEFI_MOCK_OFF ? lie.value : VARIABLE_MAX;
    return status;
}

/* --- Time ------------------------------------------------------------------------------------- */

void uefi_mock_clock(struct uefi_mock *m, EFI_TIME now)
{
    m->clock = now;
}

static EFI_STATUS EFIAPI get_time(EFI_TIME *time, EFI_TIME_CAPABILITIES *capabilities)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("GetTime", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (!time)
        return EFI_INVALID_PARAMETER;
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    *time = mock()->clock;
    if (lie.how == UEFI_MOCK_GARBAGE)
        memset(time, (int)lie.value, sizeof *time);
    if (capabilities)
        *capabilities = (EFI_TIME_CAPABILITIES){.Resolution = 1, .Accuracy = 50000000};
    return status;
}

static bool time_is_good(const EFI_TIME *time)
{
    return time->Year >= 1900 && time->Year <= 9999 && time->Month >= 1 && time->Month <= 12 &&
           time->Day >= 1 && time->Day <= 31 && time->Hour <= 23 && time->Minute <= 59 &&
           time->Second <= 59 && time->Nanosecond <= 999999999 &&
           (time->TimeZone == EFI_UNSPECIFIED_TIMEZONE ||
            (time->TimeZone >= -1440 && time->TimeZone <= 1440)) &&
           !(time->Daylight & ~3);
}

static EFI_STATUS EFIAPI set_time(EFI_TIME *time)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("SetTime", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (!time || !time_is_good(time)) {
        uefi_mock_complain("SetTime to what is no time");
        return EFI_INVALID_PARAMETER;
    }
    mock()->clock = *time;
    return status;
}

static EFI_STATUS EFIAPI get_wakeup_time(BOOLEAN *enabled, BOOLEAN *pending, EFI_TIME *time)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("GetWakeupTime", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (!enabled || !pending || !time)
        return EFI_INVALID_PARAMETER;
    *enabled = mock()->wakes;
    *pending = FALSE;
    *time = mock()->wakes_at;
    return status;
}

static EFI_STATUS EFIAPI set_wakeup_time(BOOLEAN enable, EFI_TIME *time)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("SetWakeupTime", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (enable && (!time || !time_is_good(time))) {
        uefi_mock_complain("SetWakeupTime to what is no time");
        return EFI_INVALID_PARAMETER;
    }
    mock()->wakes = enable;
    if (enable)
        mock()->wakes_at = *time;
    return status;
}

/* --- Virtual addresses, reset, capsules
 * ----------------------------------------------------------- */

bool uefi_mock_virtual(const struct uefi_mock *m)
{
    return m->is_virtual;
}

static EFI_STATUS EFIAPI set_virtual_address_map(UINTN size, UINTN stride, UINT32 version,
                                                 EFI_MEMORY_DESCRIPTOR *map)
{
    static const EFI_GUID group = EFI_EVENT_GROUP_VIRTUAL_ADDRESS_CHANGE;
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("SetVirtualAddressMap", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    struct uefi_mock *m = mock();
    if (!m->exited || m->is_virtual) {
        uefi_mock_complain("SetVirtualAddressMap: %s", m->exited ? "twice" : "too early");
        return EFI_UNSUPPORTED;
    }
    if (version != EFI_MEMORY_DESCRIPTOR_VERSION || stride < sizeof *map || !map || size % stride) {
        uefi_mock_complain("SetVirtualAddressMap: version %u, %zu bytes of %zu", version,
                           (size_t)size, (size_t)stride);
        return EFI_INVALID_PARAMETER;
    }
    m->virtual_map = uefi_mock_keep(m, size);
    memcpy(m->virtual_map, map, size);
    m->virtual_entries = size / stride;
    m->virtual_stride = stride;
    event_signal_group(m, &group);
    m->is_virtual = true;
    return status;
}

static EFI_STATUS EFIAPI convert_pointer(UINTN disposition, VOID **address)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("ConvertPointer", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    struct uefi_mock *m = mock();
    if (!address || (!*address && !(disposition & EFI_OPTIONAL_PTR)) || !m->virtual_map ||
        m->is_virtual)
        return EFI_INVALID_PARAMETER;
    for (size_t i = 0; *address && i < m->virtual_entries; i++) {
        EFI_MEMORY_DESCRIPTOR entry;
        memcpy(&entry, m->virtual_map + i * m->virtual_stride, sizeof entry);
        uint64_t offset = (uintptr_t)*address - entry.PhysicalStart;
        if (offset / EFI_PAGE_SIZE >= entry.NumberOfPages)
            continue;
        *address = (VOID *)(uintptr_t)(entry.VirtualStart + offset);
        return status;
    }
    return *address ? EFI_NOT_FOUND : status;
}

const struct uefi_mock_reset *uefi_mock_reset(const struct uefi_mock *m)
{
    return &m->reset;
}

static VOID EFIAPI reset_system(EFI_RESET_TYPE type, EFI_STATUS reason, UINTN size, VOID *data)
{
    struct uefi_mock_lie lie;
    uefi_mock_called("ResetSystem", &lie);
    struct uefi_mock *m = mock();
    m->reset = (struct uefi_mock_reset){.type = type, .status = reason, .size = size};
    if (data && size)
        memcpy(m->reset.data, data, size < sizeof m->reset.data ? size : sizeof m->reset.data);
    if (lie.how == UEFI_MOCK_FAIL || lie.how == UEFI_MOCK_SILENT)
        return; /* a machine that does not reset */
    if (m->armed)
        longjmp(m->end, UEFI_MOCK_RESET);
    fprintf(stderr, "uefi-mock: ResetSystem outside of uefi_mock_run()\n");
    abort();
}

static EFI_STATUS EFIAPI get_next_high_monotonic_count(UINT32 *high)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("GetNextHighMonotonicCount", &lie);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (!high)
        return EFI_INVALID_PARAMETER;
    struct uefi_mock *m = mock();
    m->count = ((m->count >> 32) + 1) << 32;
    *high = (UINT32)(m->count >> 32);
    return status;
}

static EFI_STATUS capsules(EFI_CAPSULE_HEADER **headers, UINTN count,
                           const struct uefi_mock_lie *lie, EFI_STATUS status)
{
    if (lie->how == UEFI_MOCK_FAIL)
        return status;
    if (!headers || !count)
        return EFI_INVALID_PARAMETER;
    for (UINTN i = 0; i < count; i++)
        if (!headers[i] || headers[i]->HeaderSize > headers[i]->CapsuleImageSize)
            return EFI_INVALID_PARAMETER;
    return status;
}

static EFI_STATUS EFIAPI update_capsule(EFI_CAPSULE_HEADER **headers, UINTN count,
                                        EFI_PHYSICAL_ADDRESS scattered)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("UpdateCapsule", &lie);
    (void)scattered;
    return capsules(headers, count, &lie, status);
}

static EFI_STATUS EFIAPI query_capsule_capabilities(EFI_CAPSULE_HEADER **headers, UINTN count,
                                                    UINT64 *maximum, EFI_RESET_TYPE *reset)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("QueryCapsuleCapabilities", &lie);
    EFI_STATUS good = capsules(headers, count, &lie, status);
    if (good || lie.how == UEFI_MOCK_SILENT)
        return good;
    if (!maximum || !reset)
        return EFI_INVALID_PARAMETER;
    *maximum = 1 << 20;
    *reset = (EFI_RESET_TYPE)uefi_mock_number(&lie, EfiResetWarm);
    return good;
}

/* --- Beginning and end -------------------------------------------------------------------------
 */

void runtime_init(struct uefi_mock *m)
{
    m->clock = (EFI_TIME){.Year = 2026,
                          .Month = 2,
                          .Day = 28,
                          .Hour = 23,
                          .Minute = 59,
                          .Second = 58,
                          .Nanosecond = 500000000,
                          .TimeZone = 60};
    m->runtime.GetTime = get_time;
    m->runtime.SetTime = set_time;
    m->runtime.GetWakeupTime = get_wakeup_time;
    m->runtime.SetWakeupTime = set_wakeup_time;
    m->runtime.SetVirtualAddressMap = set_virtual_address_map;
    m->runtime.ConvertPointer = convert_pointer;
    m->runtime.GetVariable = get_variable;
    m->runtime.GetNextVariableName = get_next_variable_name;
    m->runtime.SetVariable = set_variable;
    m->runtime.QueryVariableInfo = query_variable_info;
    m->runtime.GetNextHighMonotonicCount = get_next_high_monotonic_count;
    m->runtime.ResetSystem = reset_system;
    m->runtime.UpdateCapsule = update_capsule;
    m->runtime.QueryCapsuleCapabilities = query_capsule_capabilities;
}

void runtime_release(struct uefi_mock *m)
{
    for (size_t i = 0; i < m->variables.count; i++)
        variable_free(m->variables.at[i]);
    list_free(&m->variables, false);
}
