/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The namespace and its devices, for the outside: acpi/node.h.
 *
 * Evaluating lets the lock go at times, so nodes are looked at again (their generation) after it.
 */
#include "acpi/node.h"

#include "aml/device.h"
#include "aml/instance.h"

bool acpi_find(struct acpi *acpi, struct acpi_node_ref scope, const char *path,
               struct acpi_node_ref *ret_node)
{
    size_t size = 0;
    while (path != NULL && path[size] != '\0')
        size++;
    aml_enter(acpi);
    struct aml_node *node = aml_ref_node(acpi, scope);
    if (node != NULL && size != 0)
        node = aml_lookup_text(acpi, node, path, size, false);
    if (node != NULL)
        *ret_node = aml_node_ref(node);
    aml_leave(acpi);
    return node != NULL;
}

enum acpi_type acpi_node_type(struct acpi *acpi, struct acpi_node_ref ref)
{
    aml_enter(acpi);
    struct aml_node *node = aml_ref_node(acpi, ref);
    enum acpi_type type = node != NULL ? aml_node_type(node) : ACPI_UNINITIALIZED;
    aml_leave(acpi);
    return type;
}

unsigned acpi_node_arguments(struct acpi *acpi, struct acpi_node_ref ref)
{
    unsigned args = 0;
    aml_enter(acpi);
    struct aml_node *node = aml_ref_node(acpi, ref);
    if (node != NULL)
        node = aml_follow(node);
    if (node != NULL) {
        const struct aml_value *v = aml_unbox(&node->value);
        args = v->tag == T_METHOD ? v->method->args : 0;
    }
    aml_leave(acpi);
    return args;
}

size_t acpi_node_path(struct acpi *acpi, struct acpi_node_ref ref, char *buf, size_t cap)
{
    size_t n = 0;
    aml_enter(acpi);
    struct aml_node *node = aml_ref_node(acpi, ref);
    if (node != NULL)
        n = aml_node_path(node, buf, cap);
    else if (cap != 0)
        *buf = '\0';
    aml_leave(acpi);
    return n;
}

bool acpi_node_parent(struct acpi *acpi, struct acpi_node_ref ref, struct acpi_node_ref *ret_parent)
{
    aml_enter(acpi);
    struct aml_node *node = aml_ref_node(acpi, ref);
    bool there = node != NULL && node->parent != NULL;
    if (there)
        *ret_parent = aml_node_ref(node->parent);
    aml_leave(acpi);
    return there;
}

/* --- Identities ------------------------------------------------------------------------------- */

void aml_eisa_text(uint64_t id, char text[AML_EISA_SIZE])
{
    /* The bytes are big-endian: three letters of five bits, four hex digits. */
    uint32_t big = __builtin_bswap32((uint32_t)id);
    for (unsigned i = 0; i < 3; i++)
        text[i] = (char)(0x40 + (big >> (26 - 5 * i) & 0x1F));
    for (unsigned i = 0; i < 4; i++)
        text[3 + i] = "0123456789ABCDEF"[big >> (12 - 4 * i) & 0xF];
    text[7] = '\0';
}

/* Is this text, `size` characters, the same as a string? */
static bool same_text(const uint8_t *text, size_t size, const char *string)
{
    size_t i = 0;
    while (i < size && string[i] != '\0' && (char)text[i] == string[i])
        i++;
    return i == size && string[i] == '\0';
}

static bool one_id_matches(const struct aml_value *v, const char *id)
{
    char text[AML_EISA_SIZE];
    if (v->tag == T_STRING)
        return same_text(v->bytes->data, v->bytes->size, id);
    if (v->tag != T_INTEGER)
        return false;
    aml_eisa_text(v->integer, text);
    return same_text((const uint8_t *)text, 7, id);
}

bool aml_id_matches(const struct aml_value *v, const char *id)
{
    if (v->tag != T_PACKAGE)
        return one_id_matches(v, id);
    for (uint32_t i = 0; i < v->package->count; i++)
        if (one_id_matches(aml_unbox(&v->package->elements[i]), id))
            return true;
    return false;
}

/* An integer in decimal. Returns how many digits. */
static size_t decimal(uint64_t integer, char text[20])
{
    size_t n = 1;
    for (uint64_t rest = integer; rest >= 10; rest /= 10)
        n++;
    for (size_t i = n; i-- != 0; integer /= 10)
        text[i] = (char)('0' + integer % 10);
    return n;
}

/* _HID (eisa) or _UID as text: points into v or to `own`. NULL: of a type that is neither. */
static const uint8_t *id_text(const struct aml_value *v, bool eisa, char own[20], size_t *ret_size)
{
    if (v->tag == T_STRING) {
        *ret_size = v->bytes->size;
        return v->bytes->data;
    }
    if (v->tag != T_INTEGER)
        return NULL;
    if (eisa) {
        aml_eisa_text(v->integer, own);
        *ret_size = AML_EISA_SIZE - 1;
    } else {
        *ret_size = decimal(v->integer, own);
    }
    return (const uint8_t *)own;
}

enum acpi_status aml_device_value(struct acpi *acpi, struct aml_node *device, uint32_t name,
                                  struct aml_value *ret_value)
{
    struct aml_node *child = aml_child(acpi, device, name);
    if (child != NULL)
        child = aml_follow(child);
    return child != NULL ? aml_evaluate(acpi, child, NULL, 0, ret_value) : ACPI_NOT_FOUND;
}

static enum acpi_status device_text(struct acpi *acpi, struct acpi_node_ref ref, bool eisa,
                                    char *buf, size_t cap)
{
    struct aml_value value = {0};
    char own[20];
    size_t size;
    aml_enter(acpi);
    struct aml_node *node = aml_ref_node(acpi, ref);
    enum acpi_status status = ACPI_STALE;
    if (node != NULL)
        status = aml_device_value(
            acpi, node, eisa ? AML_NAME('_', 'H', 'I', 'D') : AML_NAME('_', 'U', 'I', 'D'), &value);
    if (status == ACPI_OK) {
        const uint8_t *text = id_text(&value, eisa, own, &size);
        if (text == NULL) {
            status = ACPI_WRONG_TYPE;
        } else if (size >= cap) {
            status = ACPI_TOO_SMALL;
        } else {
            for (size_t i = 0; i < size; i++)
                buf[i] = (char)text[i];
            buf[size] = '\0';
        }
    }
    aml_drop(acpi, &value);
    aml_leave(acpi);
    return status;
}

enum acpi_status acpi_device_hid(struct acpi *acpi, struct acpi_node_ref ref, char *buf, size_t cap)
{
    return device_text(acpi, ref, true, buf, cap);
}

enum acpi_status acpi_device_uid(struct acpi *acpi, struct acpi_node_ref ref, char *buf, size_t cap)
{
    return device_text(acpi, ref, false, buf, cap);
}

enum acpi_status aml_device_status(struct acpi *acpi, struct aml_node *device, uint32_t *ret_status)
{
    struct aml_value value = {0};
    uint32_t sta = 0xF;
    enum acpi_status status = aml_device_value(acpi, device, AML_NAME('_', 'S', 'T', 'A'), &value);
    if (status == ACPI_OK && value.tag != T_INTEGER)
        status = ACPI_WRONG_TYPE;
    else if (status == ACPI_OK)
        sta = (uint32_t)value.integer;
    else if (status == ACPI_NOT_FOUND)
        status = ACPI_OK;
    aml_drop(acpi, &value);
    if (status == ACPI_OK)
        *ret_status = sta;
    return status;
}

enum acpi_status acpi_device_status(struct acpi *acpi, struct acpi_node_ref ref,
                                    uint32_t *ret_status)
{
    aml_enter(acpi);
    struct aml_node *node = aml_ref_node(acpi, ref);
    enum acpi_status status = node != NULL ? aml_device_status(acpi, node, ret_status) : ACPI_STALE;
    aml_leave(acpi);
    return status;
}

/* --- Walks ------------------------------------------------------------------------------------ */

enum walk_kind { WALK_ALL, WALK_CHILDREN, WALK_DEVICES, WALK_OVER };

static struct acpi_walk walk(struct acpi *acpi, struct acpi_node_ref top, enum walk_kind kind)
{
    struct acpi_walk w = {.acpi = acpi, .kind = (uint8_t)kind};
    aml_enter(acpi);
    struct aml_node *node = aml_ref_node(acpi, top);
    if (node == NULL) {
        w.kind = WALK_OVER;
        w.status = ACPI_STALE;
    } else {
        w.top = w.at = aml_node_ref(node);
    }
    aml_leave(acpi);
    return w;
}

struct acpi_walk acpi_walk_begin(struct acpi *acpi, struct acpi_node_ref top)
{
    return walk(acpi, top, WALK_ALL);
}

struct acpi_walk acpi_children(struct acpi *acpi, struct acpi_node_ref top)
{
    return walk(acpi, top, WALK_CHILDREN);
}

struct acpi_walk acpi_devices(struct acpi *acpi, struct acpi_device_match match)
{
    struct acpi_walk w = walk(acpi, (struct acpi_node_ref){NULL, 0}, WALK_DEVICES);
    w.match = match;
    return w;
}

/* Does _HID or _CID say `id`? */
static enum acpi_status has_id(struct acpi *acpi, struct aml_node *device, const char *id,
                               bool *ret_has)
{
    static const uint32_t names[2] = {AML_NAME('_', 'H', 'I', 'D'), AML_NAME('_', 'C', 'I', 'D')};
    uint32_t generation = device->generation;
    *ret_has = false;
    for (unsigned i = 0; i < 2 && !*ret_has && device->generation == generation; i++) {
        struct aml_value value = {0};
        enum acpi_status status = aml_device_value(acpi, device, names[i], &value);
        if (status == ACPI_OK)
            *ret_has = aml_id_matches(&value, id);
        else if (status != ACPI_NOT_FOUND)
            return status;
        aml_drop(acpi, &value);
    }
    return ACPI_OK;
}

static enum acpi_status has_uid(struct acpi *acpi, struct aml_node *device, const char *uid,
                                bool *ret_has)
{
    struct aml_value value = {0};
    char own[20];
    size_t size;
    enum acpi_status status = aml_device_value(acpi, device, AML_NAME('_', 'U', 'I', 'D'), &value);
    *ret_has = false;
    if (status == ACPI_OK) {
        const uint8_t *text = id_text(&value, false, own, &size);
        *ret_has = text != NULL && same_text(text, size, uid);
    }
    aml_drop(acpi, &value);
    return status == ACPI_NOT_FOUND ? ACPI_OK : status;
}

/* Is the device one that the walk stops at, and is what is below it looked at? A device whose
 * methods fail is passed over. */
static bool device_matches(struct acpi *acpi, struct aml_node *device,
                           const struct acpi_device_match *match, bool *ret_into)
{
    uint32_t sta = 0xF, generation = device->generation;
    bool has = true;
    *ret_into = true;
    if (!match->absent_too) {
        if (aml_device_status(acpi, device, &sta) != ACPI_OK)
            return false;
        *ret_into = (sta & (AML_STA_PRESENT | AML_STA_FUNCTIONAL)) != 0;
        if (!*ret_into || device->generation != generation)
            return false;
    }
    if (match->id != NULL && (has_id(acpi, device, match->id, &has) != ACPI_OK || !has))
        return false;
    if (match->uid == NULL)
        return true;
    return device->generation == generation && has_uid(acpi, device, match->uid, &has) == ACPI_OK &&
           has;
}

bool acpi_walk_next(struct acpi_walk *w, struct acpi_node_ref *ret_node)
{
    struct acpi *acpi = w->acpi;
    bool found = false;
    if (w->kind == WALK_OVER)
        return false;
    aml_enter(acpi);
    struct aml_node *top = aml_ref_node(acpi, w->top), *at = aml_ref_node(acpi, w->at);
    bool into = w->kind != WALK_CHILDREN || at == top;
    while (top != NULL && at != NULL) {
        at = aml_node_after(top, at, into);
        if (at == NULL) {
            w->kind = WALK_OVER;
            break;
        }
        into = w->kind != WALK_CHILDREN;
        w->at = aml_node_ref(at);
        found = w->kind != WALK_DEVICES ||
                (aml_is_device(at) && device_matches(acpi, at, &w->match, &into));
        /* Methods may have run. */
        top = aml_ref_node(acpi, w->top);
        at = aml_ref_node(acpi, w->at);
        if (found && at != NULL) {
            *ret_node = w->at;
            break;
        }
        found = false;
    }
    if (!found && w->kind != WALK_OVER) {
        w->kind = WALK_OVER;
        w->status = ACPI_CHANGED;
    }
    aml_leave(acpi);
    return found;
}
