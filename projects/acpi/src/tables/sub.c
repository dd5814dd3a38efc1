/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What stands inside tables. All knowledge is in one list of forms: for each table, and for each
 * sub-structure that has an inside, where the first part begins, how many there are, and where a
 * part says its type and its length. The walk itself knows no table; three that no form can
 * describe have a rule of their own.
 *
 * Invariant of a walk: next <= size, and every part handed out is at least form->least bytes, all
 * inside.
 */
#include "acpi/sub.h"

#include "acpi/table/error.h"
#include "bytes.h"

enum rule { PLAIN, HEST_SOURCE, IVHD_DEVICE, MPST_NODE, CSRT_SHARED };

struct acpi_form {
    char signature[4];
    uint16_t low, high; /* inside sub-structures of these types; low > high: in the table itself */
    uint8_t first;      /* offset of the first part, or the least it may be when `offset` says it */
    uint8_t least;      /* size of a part, or the least it may be when `length` says it */
    struct acpi_number offset, count; /* in the container */
    struct acpi_number type, length;  /* in the part */
    uint8_t rule;
};

/* clang-format off */
#define TABLE        .low = 1, .high = 0
#define IN(a, b)     .low = (a), .high = (b)
#define ANY          .low = 0, .high = UINT16_MAX
#define FIRST(n)     .first = (n)
#define OFFSET(a, n) .offset = {(a), (n)}
#define COUNT(a, n)  .count = {(a), (n)}
#define EACH(n)      .least = (n)
#define TYPE8_LENGTH8   .least = 2, .type = {0, 1}, .length = {1, 1}
#define TYPE8_LENGTH16  .least = 4, .type = {0, 1}, .length = {2, 2}
#define TYPE16_LENGTH16 .least = 4, .type = {0, 2}, .length = {2, 2}
#define PACKED16        .least = 4, .type = {0, 1}, .length = {1, 2} /* side by side */

static const struct acpi_form forms[] = {
    {"AEST", TABLE, FIRST(36), PACKED16},
    {"APIC", TABLE, FIRST(44), TYPE8_LENGTH8},
    {"APMT", TABLE, FIRST(36), .least = 8, .type = {3, 1}, .length = {0, 2}},
    {"ASF!", TABLE, FIRST(36), TYPE8_LENGTH16},
    {"ASF!", IN(1, 1), FIRST(8), COUNT(6, 1), EACH(12)},
    {"ASF!", IN(2, 2), FIRST(8), COUNT(4, 1), EACH(4)},
    {"ASPT", TABLE, FIRST(40), COUNT(36, 4), TYPE16_LENGTH16},
    {"CDAT", TABLE, FIRST(16), TYPE8_LENGTH16},
    {"CDAT", IN(5, 5), FIRST(16), EACH(8)},
    {"CEDT", TABLE, FIRST(36), TYPE8_LENGTH16},
    {"CEDT", IN(1, 1), FIRST(36), EACH(4)},
    {"CEDT", IN(2, 2), FIRST(8), COUNT(7, 1), EACH(8)},
    {"CPEP", TABLE, FIRST(44), TYPE8_LENGTH8},
    {"CSRT", TABLE, FIRST(36), .least = 24, .length = {0, 4}},
    {"CSRT", ANY, FIRST(24), .least = 12, .type = {4, 2}, .length = {0, 4}, .rule = CSRT_SHARED},
    {"DBG2", TABLE, FIRST(44), OFFSET(36, 4), COUNT(40, 4), .least = 22, .length = {1, 2}},
    {"DBG2", ANY, FIRST(22), OFFSET(18, 2), COUNT(3, 1), EACH(12)},
    {"DMAR", TABLE, FIRST(48), TYPE16_LENGTH16},
    {"DMAR", IN(0, 0), FIRST(16), TYPE8_LENGTH8},
    {"DMAR", IN(1, 1), FIRST(24), TYPE8_LENGTH8},
    {"DMAR", IN(2, 2), FIRST(8), TYPE8_LENGTH8},
    {"DMAR", IN(5, 6), FIRST(8), TYPE8_LENGTH8},
    {"EINJ", TABLE, FIRST(48), COUNT(44, 4), EACH(32)},
    {"ERDT", TABLE, FIRST(64), TYPE16_LENGTH16},
    {"ERST", TABLE, FIRST(48), COUNT(44, 4), EACH(32)},
    {"FBPT", TABLE, FIRST(8), .least = 4, .type = {0, 2}, .length = {2, 1}},
    {"FPDT", TABLE, FIRST(36), .least = 4, .type = {0, 2}, .length = {2, 1}},
    {"GTDT", TABLE, FIRST(96), OFFSET(92, 4), COUNT(88, 4), PACKED16},
    {"GTDT", IN(0, 0), FIRST(20), OFFSET(16, 4), COUNT(12, 4), EACH(40)},
    {"HEST", TABLE, FIRST(40), COUNT(36, 4), .least = 20, .type = {0, 2}, .rule = HEST_SOURCE},
    {"HEST", IN(0, 0), FIRST(40), COUNT(32, 1), EACH(28)},
    {"HEST", IN(1, 1), FIRST(48), COUNT(44, 1), EACH(28)},
    {"HEST", IN(11, 11), FIRST(48), COUNT(44, 1), EACH(28)},
    {"HMAT", TABLE, FIRST(40), .least = 8, .type = {0, 2}, .length = {4, 4}},
    {"HMAT", IN(2, 2), FIRST(32), COUNT(30, 2), EACH(2)},
    {"IORT", TABLE, FIRST(48), OFFSET(40, 4), COUNT(36, 4), .least = 16,
        .type = {0, 1}, .length = {1, 2}},
    {"IORT", ANY, FIRST(16), OFFSET(12, 4), COUNT(8, 4), EACH(20)},
    {"IOVT", TABLE, FIRST(48), OFFSET(38, 2), COUNT(36, 2), TYPE16_LENGTH16},
    {"IVRS", TABLE, FIRST(48), TYPE8_LENGTH16},
    {"IVRS", IN(0x10, 0x10), FIRST(24), EACH(4), .type = {0, 1}, .rule = IVHD_DEVICE},
    {"IVRS", IN(0x11, 0x11), FIRST(40), EACH(4), .type = {0, 1}, .rule = IVHD_DEVICE},
    {"IVRS", IN(0x40, 0x40), FIRST(40), EACH(4), .type = {0, 1}, .rule = IVHD_DEVICE},
    {"KEYP", TABLE, FIRST(40), TYPE8_LENGTH16},
    {"LPIT", TABLE, FIRST(36), .least = 8, .type = {0, 4}, .length = {4, 4}},
    {"MCFG", TABLE, FIRST(44), EACH(16)},
    {"MPAM", TABLE, FIRST(36), .least = 72, .length = {0, 2}},
    {"MPST", TABLE, FIRST(44), COUNT(40, 2), .least = 32, .rule = MPST_NODE},
    {"MRRM", TABLE, FIRST(64), TYPE16_LENGTH16},
    {"MSCT", TABLE, FIRST(56), OFFSET(36, 4), .least = 22, .length = {1, 1}},
    {"MTMR", TABLE, FIRST(36), EACH(20)},
    {"NFIT", TABLE, FIRST(40), TYPE16_LENGTH16},
    {"NFIT", IN(2, 2), FIRST(16), COUNT(8, 4), EACH(4)},
    {"NFIT", IN(6, 6), FIRST(16), COUNT(8, 2), EACH(8)},
    {"NHLT", TABLE, FIRST(37), COUNT(36, 1), .least = 19, .type = {4, 1}, .length = {0, 4}},
    {"PCCT", TABLE, FIRST(48), TYPE8_LENGTH8},
    {"PDTT", TABLE, FIRST(44), OFFSET(40, 4), COUNT(36, 1), EACH(2)},
    {"PHAT", TABLE, FIRST(36), TYPE16_LENGTH16},
    {"PHAT", IN(0, 0), FIRST(12), COUNT(8, 4), EACH(28)},
    {"PMTT", TABLE, FIRST(40), .least = 8, .type = {0, 1}, .length = {2, 2}},
    {"PPTT", TABLE, FIRST(36), TYPE8_LENGTH8},
    {"PPTT", IN(0, 0), FIRST(20), COUNT(16, 4), EACH(4)},
    {"PRMT", TABLE, FIRST(60), OFFSET(52, 4), COUNT(56, 4), .least = 38, .length = {2, 2}},
    {"PRMT", ANY, FIRST(38), OFFSET(26, 4), COUNT(24, 2), .least = 44, .length = {2, 2}},
    {"RAS2", TABLE, FIRST(40), COUNT(38, 2), EACH(8)},
    {"RHCT", TABLE, FIRST(56), OFFSET(52, 4), COUNT(48, 4), TYPE16_LENGTH16},
    {"RHCT", IN(65535, 65535), FIRST(12), COUNT(6, 2), EACH(4)},
    {"RIMT", TABLE, FIRST(48), OFFSET(40, 4), COUNT(36, 4), .least = 8,
        .type = {0, 1}, .length = {2, 2}},
    {"RSDT", TABLE, FIRST(36), EACH(4)},
    {"S3PT", TABLE, FIRST(8), .least = 4, .type = {0, 2}, .length = {2, 1}},
    {"SDEV", TABLE, FIRST(36), TYPE8_LENGTH16},
    {"SLIT", TABLE, FIRST(44), EACH(1)},
    {"SRAT", TABLE, FIRST(48), TYPE8_LENGTH8},
    {"SVKL", TABLE, FIRST(40), COUNT(36, 4), EACH(16)},
    {"VIOT", TABLE, FIRST(48), OFFSET(38, 2), COUNT(36, 2), TYPE8_LENGTH16},
    {"VRTC", TABLE, FIRST(36), EACH(16)},
    {"WDAT", TABLE, FIRST(68), COUNT(64, 4), EACH(24)},
    {"XSDT", TABLE, FIRST(36), EACH(8)},
};
/* clang-format on */

enum { FORMS = sizeof forms / sizeof *forms };

static struct acpi_sub_iter begin(const struct acpi_form *form, const uint8_t *at, uint32_t size,
                                  uint32_t offset)
{
    struct acpi_sub_iter it = {.at = at, .size = size, .offset = offset, .form = form};
    it.left = form->count.size ? (uint32_t)acpi_number(at, size, form->count) : UINT32_MAX;
    it.next = form->first;
    if (form->offset.size && it.left)
        it.next = (uint32_t)acpi_number(at, size, form->offset);
    if (form->rule == CSRT_SHARED) {
        uint32_t shared = (uint32_t)acpi_le(at + 20, 4);
        it.next = shared <= size ? it.next + shared : UINT32_MAX;
    }
    if (it.next < form->first || it.next > size) {
        it.next = size;
        it.left = 0;
        it.status = ACPI_BAD_LENGTH;
    }
    return it;
}

struct acpi_sub_iter acpi_sub_begin(const struct acpi_table *table)
{
    for (size_t i = 0; table->at && i < FORMS; i++)
        if (forms[i].low > forms[i].high &&
            acpi_same_signature(forms[i].signature, table->signature))
            return begin(&forms[i], table->at, table->size, 0);
    return (struct acpi_sub_iter){.at = NULL};
}

struct acpi_sub_iter acpi_sub_within(const struct acpi_sub *sub)
{
    bool outer = sub->form->low > sub->form->high; /* insides have no insides */
    for (size_t i = 0; outer && i < FORMS; i++)
        if (forms[i].low <= sub->type && sub->type <= forms[i].high &&
            acpi_same_signature(forms[i].signature, sub->form->signature))
            return begin(&forms[i], sub->at, sub->size, sub->offset);
    return (struct acpi_sub_iter){.at = NULL};
}

/* Error sources have no length; it follows from the type, and the number of banks (18.3.2). */
static uint64_t hest_size(const uint8_t *at, uint32_t room)
{
    static const uint8_t sizes[] = {40, 48, 20, 0, 0, 0, 48, 44, 56, 64, 92, 48};
    uint64_t type = acpi_le(at, 2);
    if (type >= sizeof sizes || sizes[type] > room)
        return 0;
    unsigned banks = type == 0 ? at[32] : type == 1 || type == 11 ? at[44] : 0;
    return sizes[type] + banks * sizeof(struct acpi_hest_bank);
}

/* Bits 6 and 7 of the type say 4, 8, 16 or 32 bytes; type 240 says its length itself (AMD
 * IOMMU 5.2.2.2). */
static uint64_t ivhd_size(const uint8_t *at, uint32_t room)
{
    enum { ACPI_HID = 240, ACPI_HID_SIZE = 22 };
    if (at[0] != ACPI_HID)
        return 4u << (at[0] >> 6);
    return room < ACPI_HID_SIZE ? 0 : ACPI_HID_SIZE + at[21];
}

static uint64_t part_size(const struct acpi_form *form, const uint8_t *at, uint32_t room)
{
    switch ((enum rule)form->rule) {
    case HEST_SOURCE:
        return hest_size(at, room);
    case IVHD_DEVICE:
        return ivhd_size(at, room);
    case MPST_NODE: /* its length field is left empty by some */
        return 32 + 2 * (acpi_le(at + 24, 4) + acpi_le(at + 28, 4));
    case PLAIN:
    case CSRT_SHARED:
        break;
    }
    return form->length.size ? acpi_le(at + form->length.at, form->length.size) : form->least;
}

bool acpi_sub_next(struct acpi_sub_iter *it, struct acpi_sub *ret_sub)
{
    const struct acpi_form *form = it->form;
    if (!form || !it->left)
        return false;
    uint32_t room = it->size - it->next;
    if (!room && !form->count.size) {
        it->left = 0;
        return false;
    }
    const uint8_t *at = it->at + it->next;
    uint64_t size = room < form->least ? 0 : part_size(form, at, room);
    if (size < form->least || size > room) {
        it->left = 0;
        it->status = ACPI_BAD_LENGTH;
        return false;
    }
    *ret_sub = (struct acpi_sub){
        .at = at,
        .size = (uint32_t)size,
        .type = (uint32_t)acpi_number(at, room, form->type),
        .offset = it->offset + it->next,
        .form = form,
    };
    if (acpi_same_signature(form->signature, "ASF!"))
        ret_sub->type &= 0x7F; /* the top bit marks the last one */
    it->next += (uint32_t)size;
    if (form->count.size)
        it->left--;
    return true;
}

size_t acpi_sub_read(const struct acpi_sub *sub, void *ret_bytes, size_t want)
{
    return acpi_copy_zero_extended(sub->at, sub->size, ret_bytes, want);
}
