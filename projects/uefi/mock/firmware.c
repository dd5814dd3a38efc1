/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The mock as a whole: booting and ending it, who complains, and the one place that knows how to
 * lie.
 *
 * Boot services have no `this`, so each thread has one mock.
 */
#include <stdarg.h>

#include "internal.h"

static _Thread_local struct uefi_mock *current;

struct uefi_mock *mock(void)
{
    if (!current) {
        fprintf(stderr, "uefi-mock: this thread has no firmware; uefi_mock_new() first\n");
        abort();
    }
    return current;
}

struct uefi_mock *uefi_mock_current(void)
{
    return current;
}

void *must(void *memory)
{
    if (!memory) {
        fprintf(stderr, "uefi-mock: the host has no memory\n");
        abort();
    }
    return memory;
}

void list_add(struct list *list, void *item)
{
    if (list->count == list->cap) {
        list->cap = list->cap ? 2 * list->cap : 8;
        list->at = must(realloc(list->at, list->cap * sizeof *list->at));
    }
    list->at[list->count++] = item;
}

bool list_remove(struct list *list, const void *item)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i] != item)
            continue;
        memmove(list->at + i, list->at + i + 1, (--list->count - i) * sizeof *list->at);
        return true;
    }
    return false;
}

void list_free(struct list *list, bool items)
{
    for (size_t i = 0; items && i < list->count; i++)
        free(list->at[i]);
    free(list->at);
    *list = (struct list){0};
}

void uefi_mock_complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "uefi-mock: ");
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n");
    va_end(arguments);
    if (current)
        current->complaints++;
}

uint32_t crc32_of(const void *data, size_t size)
{
    const uint8_t *byte = data;
    uint32_t crc = ~0u;
    for (size_t i = 0; i < size; i++) {
        crc ^= byte[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (0xEDB88320u & -(crc & 1));
    }
    return ~crc;
}

void header_seal(EFI_TABLE_HEADER *header)
{
    header->CRC32 = 0;
    header->CRC32 = crc32_of(header, header->HeaderSize);
}

static EFI_TABLE_HEADER header(uint64_t signature, size_t size)
{
    return (EFI_TABLE_HEADER){
        .Signature = signature, .Revision = EFI_SYSTEM_TABLE_REVISION, .HeaderSize = (UINT32)size};
}

struct uefi_mock *uefi_mock_new(void)
{
    static CHAR16 vendor[] = u"OSDev mock";
    if (current) {
        fprintf(stderr, "uefi-mock: this thread has a firmware already\n");
        abort();
    }
    struct uefi_mock *m = must(calloc(1, sizeof *m));
    current = m;
    m->boot.Hdr = header(EFI_BOOT_SERVICES_SIGNATURE, sizeof m->boot);
    m->runtime.Hdr = header(EFI_RUNTIME_SERVICES_SIGNATURE, sizeof m->runtime);
    m->system.Hdr = header(EFI_SYSTEM_TABLE_SIGNATURE, sizeof m->system);
    m->system.FirmwareVendor = vendor;
    m->system.FirmwareRevision = 1;
    m->system.BootServices = &m->boot;
    m->system.RuntimeServices = &m->runtime;
    memory_init(m);
    event_init(m);
    protocol_init(m);
    runtime_init(m);
    image_init(m);
    console_init(m);
    header_seal(&m->boot.Hdr);
    header_seal(&m->runtime.Hdr);
    header_seal(&m->system.Hdr);
    *uefi_image() = (struct uefi_image){
        .handle = m->image, .system = &m->system, .boot = &m->boot, .runtime = &m->runtime};
    return m;
}

unsigned uefi_mock_free(struct uefi_mock *m)
{
    if (!m->exited) {
        unsigned events = event_leaks(m), opens = protocol_leaks(m), blocks = memory_leaks(m);
        m->complaints += events + opens + blocks;
        if (m->open_files)
            uefi_mock_complain("%zu files left open", m->open_files);
        if (m->tpl != TPL_APPLICATION)
            uefi_mock_complain("the task priority is left at %zu", (size_t)m->tpl);
    }
    unsigned wrong = m->complaints;
    volume_release(m);
    console_release(m);
    image_release(m);
    runtime_release(m);
    protocol_release(m);
    event_release(m);
    memory_release(m);
    list_free(&m->lies, true);
    list_free(&m->counters, true);
    list_free(&m->kept, true);
    free(m);
    current = NULL;
    *uefi_image() = (struct uefi_image){0};
    return wrong;
}

EFI_SYSTEM_TABLE *uefi_mock_system(struct uefi_mock *m)
{
    return &m->system;
}

EFI_HANDLE uefi_mock_image(struct uefi_mock *m)
{
    return m->image;
}

void *uefi_mock_keep(struct uefi_mock *m, size_t size)
{
    void *memory = must(calloc(1, size + !size));
    list_add(&m->kept, memory);
    return memory;
}

unsigned uefi_mock_complaints(const struct uefi_mock *m)
{
    return m->complaints;
}

unsigned uefi_mock_forgive(struct uefi_mock *m)
{
    unsigned complaints = m->complaints;
    m->complaints = 0;
    return complaints;
}

enum uefi_mock_end uefi_mock_run(struct uefi_mock *m, void (*function)(void *), void *argument)
{
    enum uefi_mock_end end = (enum uefi_mock_end)setjmp(m->end);
    if (end == UEFI_MOCK_RETURNED) {
        m->armed = true;
        function(argument);
    }
    m->armed = false;
    return end;
}

/* --- Lies ------------------------------------------------------------------------------------ */

static void copy_name(char *to, size_t size, const char *service)
{
    if (strlen(service) >= size) {
        fprintf(stderr, "uefi-mock: \"%s\" is too long for the name of a service\n", service);
        abort();
    }
    memcpy(to, service, strlen(service) + 1);
}

void uefi_mock_lie(struct uefi_mock *m, const char *service, enum uefi_mock_how how, uint64_t value,
                   unsigned after, unsigned times)
{
    struct told *told = must(calloc(1, sizeof *told));
    copy_name(told->service, sizeof told->service, service);
    told->lie.how = how;
    told->lie.value = value;
    told->after = after;
    told->times = times;
    told->for_ever = times == 0;
    list_add(&m->lies, told);
}

void uefi_mock_be_honest(struct uefi_mock *m)
{
    list_free(&m->lies, true);
}

static struct counter *counter_of(const struct uefi_mock *m, const char *service)
{
    for (size_t i = 0; i < m->counters.count; i++) {
        struct counter *counter = m->counters.at[i];
        if (strcmp(counter->service, service) == 0)
            return counter;
    }
    return NULL;
}

unsigned uefi_mock_calls(const struct uefi_mock *m, const char *service)
{
    unsigned calls = 0;
    for (size_t i = 0; !service && i < m->counters.count; i++)
        calls += ((struct counter *)m->counters.at[i])->calls;
    struct counter *counter = service ? counter_of(m, service) : NULL;
    return counter ? counter->calls : calls;
}

EFI_STATUS uefi_mock_called(const char *service, struct uefi_mock_lie *ret_lie)
{
    struct uefi_mock *m = mock();
    struct counter *counter = counter_of(m, service);
    if (!counter) {
        counter = must(calloc(1, sizeof *counter));
        copy_name(counter->service, sizeof counter->service, service);
        list_add(&m->counters, counter);
    }
    counter->calls++;
    *ret_lie = (struct uefi_mock_lie){0};
    for (size_t i = 0; i < m->lies.count; i++) {
        struct told *told = m->lies.at[i];
        if (strcmp(told->service, service) != 0)
            continue;
        if (told->after) {
            told->after--;
            continue;
        }
        if (ret_lie->how != UEFI_MOCK_HONEST || (!told->for_ever && !told->times))
            continue;
        told->times -= !told->for_ever;
        told->lie.last += told->lie.value;
        *ret_lie = told->lie;
    }
    bool says = ret_lie->how == UEFI_MOCK_FAIL || ret_lie->how == UEFI_MOCK_WARN;
    return says ? (EFI_STATUS)ret_lie->value : EFI_SUCCESS;
}

bool boot_called(const char *service, struct uefi_mock_lie *ret_lie, EFI_STATUS *ret_status)
{
    *ret_status = uefi_mock_called(service, ret_lie);
    if (mock()->exited) {
        uefi_mock_complain("%s is called after ExitBootServices", service);
        *ret_status = EFI_UNSUPPORTED;
        return false;
    }
    return ret_lie->how != UEFI_MOCK_FAIL;
}

/* Of the data, what the lie lets through: its size; the bytes go to `to`. */
static size_t deliver(const struct uefi_mock_lie *lie, uint8_t *to, const void *data, size_t size)
{
    bool shortened = lie->how == UEFI_MOCK_CUT || lie->how == UEFI_MOCK_PARTIAL;
    size_t delivered = shortened && lie->value < size ? (size_t)lie->value : size;
    if (delivered)
        memcpy(to, data, delivered);
    for (size_t i = 0; i < delivered; i++) {
        if (lie->how == UEFI_MOCK_GARBAGE)
            to[i] = (uint8_t)lie->value;
        if (lie->how == UEFI_MOCK_UNTERMINATED && !to[i])
            to[i] = 'x';
    }
    return lie->how == UEFI_MOCK_PARTIAL ? size : delivered;
}

EFI_STATUS uefi_mock_fill(const struct uefi_mock_lie *lie, UINTN *size, void *buffer,
                          const void *data, size_t data_size)
{
    size_t need = data_size + (lie->how == UEFI_MOCK_GROWS ? (size_t)lie->last : 0);
    if (lie->how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    if (lie->how == UEFI_MOCK_STUCK) {
        *size = (UINTN)lie->value;
        return EFI_BUFFER_TOO_SMALL;
    }
    if (*size < need || (!buffer && need)) {
        *size = (UINTN)uefi_mock_number(lie, need);
        return EFI_BUFFER_TOO_SMALL;
    }
    size_t delivered = deliver(lie, buffer, data, data_size);
    *size = (UINTN)uefi_mock_number(lie, delivered);
    return lie->how == UEFI_MOCK_WARN ? (EFI_STATUS)lie->value : EFI_SUCCESS;
}

EFI_STATUS uefi_mock_give(const struct uefi_mock_lie *lie, void **ret_pointer, const void *data,
                          size_t data_size)
{
    if (lie->how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    if (lie->how == UEFI_MOCK_NULL) {
        *ret_pointer = NULL;
        return EFI_SUCCESS;
    }
    size_t size =
        lie->how == UEFI_MOCK_CUT && lie->value < data_size ? (size_t)lie->value : data_size;
    size_t off = lie->how == UEFI_MOCK_MISALIGNED ? (size_t)lie->value : 0;
    uint8_t *memory = pool_new(mock(), EfiBootServicesData, size, off);
    deliver(lie, memory, data, size);
    *ret_pointer = memory;
    return lie->how == UEFI_MOCK_WARN ? (EFI_STATUS)lie->value : EFI_SUCCESS;
}

uint64_t uefi_mock_number(const struct uefi_mock_lie *lie, uint64_t honest)
{
    return lie->how == UEFI_MOCK_NUMBER ? lie->value : honest;
}
