/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The log of measurements: see uefi/tcg2.h. Every byte goes through struct reader, which never
 * gives more than is left; a log that says more than it holds ends the iteration.
 */
#include "bytes.h"
#include "check.h"
#include "uefi/tcg2.h"

#define BAD uefi_status_of(EFI_COMPROMISED_DATA)

struct reader {
    const uint8_t *at;
    size_t left;
    bool short_of; /* more was wanted than is there */
};

static const uint8_t *bytes(struct reader *r, size_t n)
{
    if (r->short_of || n > r->left) {
        r->short_of = true;
        return NULL;
    }
    const uint8_t *at = r->at;
    r->at += n;
    r->left -= n;
    return at;
}

static uint32_t number(struct reader *r, size_t n)
{
    const uint8_t *at = bytes(r, n);
    return at ? (uint32_t)uefi_load(at, n) : 0;
}

static void read_event(struct reader *r, struct uefi_tcg_entry *entry)
{
    entry->event_size = number(r, 4);
    entry->event = bytes(r, entry->event_size);
}

static bool read_old(struct reader *r, struct uefi_tcg_entry *entry)
{
    entry->pcr = number(r, 4);
    entry->type = number(r, 4);
    entry->digests[0] = (struct uefi_tcg_digest){TPM_ALG_SHA1, TPM2_SHA1_DIGEST_SIZE,
                                                 bytes(r, TPM2_SHA1_DIGEST_SIZE)};
    entry->digest_count = 1;
    read_event(r, entry);
    return !r->short_of;
}

static const struct uefi_tcg_algorithm *find(const struct uefi_tcg_iter *it, uint16_t id)
{
    for (size_t i = 0; i < it->algorithm_count; i++)
        if (it->algorithms[i].id == id)
            return &it->algorithms[i];
    return NULL;
}

static bool read_new(const struct uefi_tcg_iter *it, struct reader *r, struct uefi_tcg_entry *entry)
{
    entry->pcr = number(r, 4);
    entry->type = number(r, 4);
    uint32_t count = number(r, 4);
    if (count > UEFI_TCG_DIGESTS_MAX)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct uefi_tcg_algorithm *algorithm = find(it, (uint16_t)number(r, 2));
        if (!algorithm)
            return false;
        entry->digests[i] =
            (struct uefi_tcg_digest){algorithm->id, algorithm->size, bytes(r, algorithm->size)};
    }
    entry->digest_count = count;
    read_event(r, entry);
    return !r->short_of;
}

/* What the first entry of a log in the new form says. */
static bool learn(struct uefi_tcg_iter *it, const struct uefi_tcg_entry *entry)
{
    struct reader r = {entry->event, entry->event_size, false};
    const uint8_t *signature = bytes(&r, 16);
    bytes(&r, 8); /* platform class, version, size of UINTN */
    uint32_t count = number(&r, 4);
    if (!signature || memcmp(signature, "Spec ID Event03", 16) != 0 ||
        entry->type != EV_NO_ACTION || count == 0 || count > UEFI_TCG_DIGESTS_MAX)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        it->algorithms[i].id = (uint16_t)number(&r, 2);
        it->algorithms[i].size = (uint16_t)number(&r, 2);
    }
    it->algorithm_count = count;
    return !r.short_of;
}

struct uefi_tcg_iter uefi_tcg_log_begin(const struct uefi_tcg_log *log)
{
    return (struct uefi_tcg_iter){.at = log->at, .left = log->size, .old = log->old};
}

struct uefi_tcg_iter uefi_tcg_log_begin_final(const struct uefi_tcg_log *log,
                                              const struct uefi_tcg_log *final)
{
    struct uefi_tcg_iter it = uefi_tcg_log_begin(log);
    struct uefi_tcg_entry first;
    if (log->old || !uefi_tcg_next(&it, &first))
        return (struct uefi_tcg_iter){.status = BAD};
    it.at = final->at;
    it.left = final->size;
    return it;
}

bool uefi_tcg_next(struct uefi_tcg_iter *it, struct uefi_tcg_entry *ret_entry)
{
    if (it->left == 0)
        return false;
    struct reader r = {it->at, it->left, false};
    struct uefi_tcg_entry entry = {0};
    bool first = !it->old && it->algorithm_count == 0;
    bool good = it->old || first ? read_old(&r, &entry) : read_new(it, &r, &entry);
    if (!good || (first && !learn(it, &entry))) {
        it->algorithm_count = 0;
        it->status = BAD;
        it->left = 0;
        return false;
    }
    it->at = r.at;
    it->left = r.left;
    *ret_entry = entry;
    return true;
}
