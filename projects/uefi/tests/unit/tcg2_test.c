/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The TPM and its log, on an instance of the test's own.
 *
 * Tests: EFI_TCG2_PROTOCOL
 */
#include "check.h"
#include "uefi/tcg2.h"

/* A log in the new form, put together from the numbers it is made of. */
struct log {
    uint8_t at[512];
    size_t size;
    size_t last; /* where the last entry begins */
};

static void put(struct log *log, uint64_t value, size_t n)
{
    memcpy(log->at + log->size, &value, n);
    log->size += n;
}

static void put_text(struct log *log, const char *text, size_t n)
{
    memcpy(log->at + log->size, text, n);
    log->size += n;
}

static void put_entry(struct log *log, uint32_t pcr, uint32_t type, const char *event)
{
    log->last = log->size;
    put(log, pcr, 4);
    put(log, type, 4);
    put(log, 2, 4);
    put(log, TPM_ALG_SHA1, 2);
    put_text(log, "11111111111111111111", 20);
    put(log, TPM_ALG_SHA256, 2);
    put_text(log, "22222222222222222222222222222222", 32);
    put(log, strlen(event), 4);
    put_text(log, event, strlen(event));
}

static void put_beginning(struct log *log)
{
    log->size = log->last = 0;
    put(log, 0, 4);
    put(log, EV_NO_ACTION, 4);
    put_text(log, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
    put(log, 28 + 8 + 1, 4);
    put_text(log, "Spec ID Event03", 16);
    put(log, 0, 4);
    put(log, 0x02000200, 4);
    put(log, 2, 4);
    put(log, TPM_ALG_SHA1, 2);
    put(log, 20, 2);
    put(log, TPM_ALG_SHA256, 2);
    put(log, 32, 2);
    put(log, 0, 1);
}

static struct log three_entries(void)
{
    struct log log;
    memset(&log, 0, sizeof log);
    put_beginning(&log);
    put_entry(&log, 4, EV_IPL, "kernel");
    put_entry(&log, 7, EV_SEPARATOR, "");
    return log;
}

/* Exactly as long as it is: the sanitizers see what is read beyond. */
static uint8_t *exact(const void *bytes, size_t size)
{
    uint8_t *at = (uint8_t *)test_malloc(size ? size : 1);
    memcpy(at, bytes, size);
    return at;
}

static unsigned count(const struct uefi_tcg_log *log, uefi_status *ret_status)
{
    struct uefi_tcg_iter it = uefi_tcg_log_begin(log);
    struct uefi_tcg_entry entry;
    unsigned n = 0;
    while (uefi_tcg_next(&it, &entry))
        n++;
    *ret_status = it.status;
    return n;
}

static void reads_a_log(void **state)
{
    (void)state;
    struct log bytes = three_entries();
    uint8_t *at = exact(bytes.at, bytes.size);
    struct uefi_tcg_log log = {at, bytes.size, false, false};
    struct uefi_tcg_iter it = uefi_tcg_log_begin(&log);
    struct uefi_tcg_entry entry;
    assert_true(uefi_tcg_next(&it, &entry));
    assert_int_equal(entry.type, EV_NO_ACTION);
    assert_true(uefi_tcg_next(&it, &entry));
    assert_int_equal(entry.pcr, 4);
    assert_int_equal(entry.type, EV_IPL);
    assert_int_equal(entry.digest_count, 2);
    assert_int_equal(entry.digests[1].algorithm, TPM_ALG_SHA256);
    assert_int_equal(entry.digests[1].size, 32);
    assert_memory_equal(entry.digests[1].at, "22222222", 8);
    assert_int_equal(entry.event_size, 6);
    assert_memory_equal(entry.event, "kernel", 6);
    assert_true(uefi_tcg_next(&it, &entry));
    assert_int_equal(entry.event_size, 0);
    assert_false(uefi_tcg_next(&it, &entry));
    assert_ok(it.status);
    test_free(at);
}

static void survives_what_is_cut(void **state)
{
    (void)state;
    struct log bytes = three_entries();
    uefi_status status;
    for (size_t size = 0; size <= bytes.size; size++) {
        uint8_t *at = exact(bytes.at, size);
        unsigned n = count(&(struct uefi_tcg_log){at, size, false, false}, &status);
        bool whole = size == 0 || size == 69 || size == bytes.last || size == bytes.size;
        assert_status(status, whole ? EFI_SUCCESS : EFI_COMPROMISED_DATA);
        assert_true(n <= 3);
        test_free(at);
    }
    for (size_t i = 0; i < bytes.size; i++) { /* every byte another one */
        uint8_t *at = exact(bytes.at, bytes.size);
        at[i] ^= 0xFF;
        assert_true(count(&(struct uefi_tcg_log){at, bytes.size, false, false}, &status) <= 4);
        at[i] ^= 0x80;
        assert_true(count(&(struct uefi_tcg_log){at, bytes.size, true, false}, &status) <= 16);
        test_free(at);
    }
}

static void refuses_other_beginnings(void **state)
{
    (void)state;
    uefi_status status;
    static const struct {
        size_t place;
        uint32_t value;
    } wrong[] = {
        {4, EV_IPL}, {28, 16}, {32, 'X'}, {56, 0}, {56, UEFI_TCG_DIGESTS_MAX + 1}, {56, 3},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct log bytes = three_entries();
        memcpy(bytes.at + wrong[i].place, &wrong[i].value, 4);
        if (i == 5) /* three algorithms do not fit into the event */
            memcpy(bytes.at + 28, &(uint32_t){28 + 8}, 4);
        assert_int_equal(count(&(struct uefi_tcg_log){bytes.at, bytes.size, false, false}, &status),
                         0);
        assert_status(status, EFI_COMPROMISED_DATA);
    }
    struct log bytes =
        three_entries(); /* more digests than anyone has, and one that nobody told of */
    bytes.at[69 + 8] = UEFI_TCG_DIGESTS_MAX + 1;
    assert_int_equal(count(&(struct uefi_tcg_log){bytes.at, bytes.size, false, false}, &status), 1);
    bytes = three_entries();
    bytes.at[69 + 12] = TPM_ALG_SHA384;
    assert_int_equal(count(&(struct uefi_tcg_log){bytes.at, bytes.size, false, false}, &status), 1);
    assert_status(status, EFI_COMPROMISED_DATA);
}

/* --- The protocol --- */

static struct {
    EFI_TCG2_PROTOCOL protocol;
    struct log *log;
    struct log extended;
    UINT32 banks;
    UINT8 size, minor;
} tpm;

static EFI_STATUS EFIAPI get_capability(EFI_TCG2_PROTOCOL *this,
                                        EFI_TCG2_BOOT_SERVICE_CAPABILITY *capability)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Tcg2.GetCapability", &lie);
    (void)this;
    assert_int_equal(capability->Size, sizeof *capability);
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    capability->Size = tpm.size;
    capability->StructureVersion = (EFI_TCG2_VERSION){1, tpm.minor};
    capability->TPMPresentFlag = 1;
    capability->ManufacturerID = 0x49424D00;
    return status;
}

static EFI_STATUS EFIAPI get_log(EFI_TCG2_PROTOCOL *this, EFI_TCG2_EVENT_LOG_FORMAT format,
                                 EFI_PHYSICAL_ADDRESS *start, EFI_PHYSICAL_ADDRESS *last,
                                 BOOLEAN *truncated)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Tcg2.GetEventLog", &lie);
    (void)this, (void)format;
    if (lie.how == UEFI_MOCK_FAIL || lie.how == UEFI_MOCK_SILENT)
        return status;
    *start = (uintptr_t)tpm.log->at;
    *last = *start + uefi_mock_number(&lie, tpm.log->last);
    *truncated = 0x80;
    return status;
}

static EFI_STATUS EFIAPI extend(EFI_TCG2_PROTOCOL *this, UINT64 flags, EFI_PHYSICAL_ADDRESS data,
                                UINT64 size, EFI_TCG2_EVENT *event)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Tcg2.HashLogExtendEvent", &lie);
    (void)this;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    assert_int_equal(flags, EFI_TCG2_EXTEND_ONLY);
    assert_int_equal(size, 4);
    assert_memory_equal((const void *)(uintptr_t)data, "data", 4);
    assert_int_equal(event->Header.HeaderSize, 14);
    assert_int_equal(event->Header.HeaderVersion, 1);
    assert_int_equal(event->Size, 18 + 5);
    put(&tpm.extended, event->Header.PCRIndex, 1);
    put_text(&tpm.extended, (const char *)event->Event, 5);
    return status;
}

static EFI_STATUS EFIAPI submit(EFI_TCG2_PROTOCOL *this, UINT32 in, UINT8 *command, UINT32 out,
                                UINT8 *response)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Tcg2.SubmitCommand", &lie);
    (void)this, (void)command;
    if (lie.how == UEFI_MOCK_FAIL || lie.how == UEFI_MOCK_SILENT)
        return status;
    assert_int_equal(in, 12);
    uint32_t length = (uint32_t)uefi_mock_number(&lie, 14);
    for (UINT32 i = 0; i < out && i < 14; i++)
        response[i] = (UINT8)i;
    for (int i = 0; i < 4; i++)
        response[2 + i] = (UINT8)(length >> (24 - 8 * i));
    return status;
}

static EFI_STATUS EFIAPI get_banks(EFI_TCG2_PROTOCOL *this, UINT32 *banks)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Tcg2.GetActivePcrBanks", &lie);
    (void)this;
    if (lie.how != UEFI_MOCK_FAIL)
        *banks = tpm.banks;
    return status;
}

static EFI_STATUS EFIAPI set_banks(EFI_TCG2_PROTOCOL *this, UINT32 banks)
{
    (void)this;
    tpm.banks = banks;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI banks_result(EFI_TCG2_PROTOCOL *this, UINT32 *present, UINT32 *response)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Tcg2.GetResultOfSetActivePcrBanks", &lie);
    (void)this;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    *present = tpm.banks == 4;
    *response = 17;
    return status;
}

static void opened(struct uefi_mock *m, struct uefi_tcg2 *ret_tcg2)
{
    static const EFI_GUID guid = EFI_TCG2_PROTOCOL_GUID;
    memset(&tpm, 0, sizeof tpm);
    tpm.protocol = (EFI_TCG2_PROTOCOL){get_capability, get_log,   extend,      submit,
                                       get_banks,      set_banks, banks_result};
    tpm.size = sizeof(EFI_TCG2_BOOT_SERVICE_CAPABILITY);
    tpm.minor = 1;
    tpm.banks = EFI_TCG2_BOOT_HASH_ALG_SHA256;
    assert_status(uefi_tcg2_open(ret_tcg2), EFI_UNSUPPORTED);
    struct uefi_handle on = uefi_handle_of(uefi_mock_install(m, NULL, &guid, &tpm.protocol));
    assert_ok(uefi_tcg2_open_on(on, ret_tcg2));
    uefi_tcg2_close(ret_tcg2);
    assert_ok(uefi_tcg2_open(ret_tcg2));
}

static void tells_what_it_can(struct uefi_mock *m)
{
    struct uefi_tcg2 object = {0};
    EFI_TCG2_BOOT_SERVICE_CAPABILITY capability = {0};
    opened(m, &object);
    assert_ok(uefi_tcg2_capability(&object, &capability));
    assert_int_equal(capability.ManufacturerID, 0x49424D00);
    capability.ManufacturerID = 1;
    uefi_mock_lie(m, "Tcg2.GetCapability", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_tcg2_capability(&object, &capability), EFI_DEVICE_ERROR);
    tpm.size--;
    assert_status(uefi_tcg2_capability(&object, &capability), EFI_PROTOCOL_ERROR);
    tpm.size = 28;
    tpm.minor = 0;
    assert_ok(uefi_tcg2_capability(&object, &capability));
    tpm.size = 20;
    assert_status(uefi_tcg2_capability(&object, &capability), EFI_PROTOCOL_ERROR);
    tpm.size = 255;
    assert_status(uefi_tcg2_capability(&object, &capability), EFI_PROTOCOL_ERROR);

    uint32_t banks = 0, response = 0;
    bool present = true;
    assert_ok(uefi_tcg2_banks(&object, &banks));
    assert_int_equal(banks, EFI_TCG2_BOOT_HASH_ALG_SHA256);
    assert_ok(uefi_tcg2_set_banks_result(&object, &present, &response));
    assert_false(present);
    assert_ok(uefi_tcg2_set_banks(&object, 4));
    assert_ok(uefi_tcg2_set_banks_result(&object, &present, &response));
    assert_true(present && response == 17);
    uefi_mock_lie(m, "Tcg2.GetActivePcrBanks", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_tcg2_banks(&object, &banks), EFI_DEVICE_ERROR);
    uefi_mock_lie(m, "Tcg2.GetResultOfSetActivePcrBanks", UEFI_MOCK_FAIL, EFI_UNSUPPORTED, 0, 1);
    assert_status(uefi_tcg2_set_banks_result(&object, &present, &response), EFI_UNSUPPORTED);
    uefi_tcg2_close(&object);
    assert_status(uefi_tcg2_set_banks(&object, 4), EFI_NOT_STARTED);
}
MOCKED(tells_what_it_can)

static void measures(struct uefi_mock *m)
{
    struct uefi_tcg2 object = {0};
    opened(m, &object);
    assert_ok(uefi_tcg2_measure(&object, 11, EV_IPL, EFI_TCG2_EXTEND_ONLY, "data", 4, "event", 5));
    assert_memory_equal(tpm.extended.at,
                        "\x0b"
                        "event",
                        6);
    assert_status(uefi_tcg2_measure(&object, 24, EV_IPL, 0, "data", 4, "event", 5),
                  EFI_INVALID_PARAMETER);
    assert_status(uefi_tcg2_measure(&object, 1, EV_IPL, 0, "data", 4, "event", SIZE_MAX),
                  EFI_INVALID_PARAMETER);
    uefi_mock_lie(m, "Tcg2.HashLogExtendEvent", UEFI_MOCK_FAIL, EFI_VOLUME_FULL, 0, 1);
    assert_status(uefi_tcg2_measure(&object, 1, EV_IPL, 0, "data", 4, NULL, 0), EFI_VOLUME_FULL);
    uefi_mock_lie(m, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES, 0, 1);
    assert_status(uefi_tcg2_measure(&object, 1, EV_IPL, 0, "data", 4, NULL, 0),
                  EFI_OUT_OF_RESOURCES);
}
MOCKED(measures)

static void submits(struct uefi_mock *m)
{
    struct uefi_tcg2 object = {0};
    const uint8_t command[12] = {0x80, 1, 0, 0, 0, 12};
    uint8_t response[32];
    size_t size = 99;
    opened(m, &object);
    assert_ok(uefi_tcg2_submit(&object, command, 12, response, sizeof response, &size));
    assert_int_equal(size, 14);
    assert_int_equal(response[13], 13);
    size = 99;
    assert_status(uefi_tcg2_submit(&object, command, 11, response, 32, &size),
                  EFI_INVALID_PARAMETER);
    assert_status(uefi_tcg2_submit(&object, command, 9, response, 32, &size),
                  EFI_INVALID_PARAMETER);
    assert_status(uefi_tcg2_submit(&object, command, 12, response, 9, &size), EFI_BUFFER_TOO_SMALL);
    const uint64_t lies[] = {0, 9, 33, UINT32_MAX};
    for (size_t i = 0; i < 4; i++) {
        uefi_mock_lie(m, "Tcg2.SubmitCommand", UEFI_MOCK_NUMBER, lies[i], 0, 1);
        assert_status(uefi_tcg2_submit(&object, command, 12, response, 32, &size),
                      EFI_PROTOCOL_ERROR);
    }
    memset(response, 1, sizeof response); /* what stood there before is not taken for an answer */
    response[5] = 14, response[2] = response[3] = response[4] = 0;
    uefi_mock_lie(m, "Tcg2.SubmitCommand", UEFI_MOCK_SILENT, 0, 0, 1);
    assert_status(uefi_tcg2_submit(&object, command, 12, response, 32, &size), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "Tcg2.SubmitCommand", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 0, 1);
    assert_status(uefi_tcg2_submit(&object, command, 12, response, 32, &size), EFI_DEVICE_ERROR);
    assert_int_equal(size, 99);
    end_boot_services();
    assert_status(uefi_tcg2_submit(&object, command, 12, response, 32, &size), EFI_NOT_READY);
}
MOCKED(submits)

static void gives_its_log(struct uefi_mock *m)
{
    struct uefi_tcg2 object = {0};
    struct uefi_tcg_log log = {0};
    uefi_status status;
    struct log bytes = three_entries();
    opened(m, &object);
    tpm.log = &bytes;
    assert_ok(uefi_tcg2_log(&object, EFI_TCG2_EVENT_LOG_FORMAT_TCG_2, &log));
    assert_int_equal(log.size, bytes.size);
    assert_true(log.truncated);
    assert_int_equal(count(&log, &status), 3);
    assert_ok(status);

    struct uefi_tcg_log kept = log;
    const struct {
        uint64_t last;
        EFI_STATUS wanted;
    } lies[] = {{bytes.last + 1, EFI_COMPROMISED_DATA},
                {1, EFI_COMPROMISED_DATA},
                {(uint64_t)-1 - (uintptr_t)bytes.at, EFI_COMPROMISED_DATA},
                {(uint64_t)0 - 64, EFI_COMPROMISED_DATA},
                {0, EFI_SUCCESS}};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        uefi_mock_lie(m, "Tcg2.GetEventLog", UEFI_MOCK_NUMBER, lies[i].last, 0, 1);
        assert_status(uefi_tcg2_log(&object, EFI_TCG2_EVENT_LOG_FORMAT_TCG_2, &log),
                      lies[i].wanted);
    }
    assert_int_equal(log.size, 69); /* the beginning alone */
    uefi_mock_lie(m, "Tcg2.GetEventLog", UEFI_MOCK_SILENT, 0, 0, 1);
    assert_status(uefi_tcg2_log(&object, EFI_TCG2_EVENT_LOG_FORMAT_TCG_2, &log), EFI_NOT_FOUND);
    uefi_mock_lie(m, "Tcg2.GetEventLog", UEFI_MOCK_FAIL, EFI_INVALID_PARAMETER, 0, 1);
    assert_status(uefi_tcg2_log(&object, EFI_TCG2_EVENT_LOG_FORMAT_TCG_2, &log),
                  EFI_INVALID_PARAMETER);

    static const EFI_GUID guid = EFI_TCG2_FINAL_EVENTS_TABLE_GUID;
    struct uefi_tcg_log final = {0};
    struct uefi_tcg_entry entry;
    assert_status(uefi_tcg2_final_log(&kept, &final), EFI_NOT_FOUND);
    static struct log table;
    memset(&table, 0, sizeof table);
    put(&table, 1, 8);
    put(&table, 1, 8);
    put_entry(&table, 5, EV_EFI_ACTION, "bye");
    uefi_mock_table(m, &guid, table.at);
    assert_ok(uefi_tcg2_final_log(&kept, &final));
    assert_int_equal(final.size, table.size - 16);
    struct uefi_tcg_iter it = uefi_tcg_log_begin_final(&kept, &final);
    assert_true(uefi_tcg_next(&it, &entry));
    assert_int_equal(entry.pcr, 5);
    assert_false(uefi_tcg_next(&it, &entry));
    assert_ok(it.status);
    kept.old = true;
    assert_status(uefi_tcg2_final_log(&kept, &final), EFI_COMPROMISED_DATA);
    kept.old = false;
    table.at[8] = 2; /* zeros follow: an entry without digests and event, which is one */
    assert_ok(uefi_tcg2_final_log(&kept, &final));
    assert_int_equal(final.size, table.size);
    table.at[24] = 9; /* more digests than can be */
    assert_status(uefi_tcg2_final_log(&kept, &final), EFI_COMPROMISED_DATA);
    table.at[8] = 0;
    assert_status(uefi_tcg2_final_log(&kept, &final), EFI_NOT_FOUND);
    table.at[15] = 1;
    assert_status(uefi_tcg2_final_log(&kept, &final), EFI_COMPROMISED_DATA);
    table.at[0] = 2;
    assert_status(uefi_tcg2_final_log(&kept, &final), EFI_COMPROMISED_DATA);
}
MOCKED(gives_its_log)

TESTS(test(reads_a_log), test(survives_what_is_cut), test(refuses_other_beginnings),
      mocked(tells_what_it_can), mocked(measures), mocked(submits), mocked(gives_its_log))
