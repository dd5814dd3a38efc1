/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * JSON that people write: see json.h. cJSON parses; it keeps no positions, so the line of a value
 * is found when a message needs it, by walking the text (known to be valid by then) beside the
 * tree.
 */
#include "common/json.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <string.h>

#include "common/file.h"

struct json {
    struct arena *arena;
    const char *path;
    const char *bytes;
    size_t n;
    unsigned first_line;
    cJSON *root;
};

enum { DEEPEST = 100 };

/* --- Positions -------------------------------------------------------------------------------- */

/* A walk over valid JSON text, in step with the tree that was made from it. */
struct walk {
    const char *at;
    const cJSON *wanted;
    const char *found; /* where the value `wanted` begins */
};

static void skip_space(struct walk *w)
{
    w->at += strspn(w->at, " \t\r\n");
}

static void skip_string(struct walk *w)
{
    for (w->at++; *w->at && *w->at != '"'; w->at++)
        if (*w->at == '\\' && w->at[1])
            w->at++;
    if (*w->at)
        w->at++;
}

/* Recursion is bounded by DEEPEST, checked before the first walk. */
static void walk_value(struct walk *w, const cJSON *value)
{
    skip_space(w);
    if (value == w->wanted)
        w->found = w->at;
    if (*w->at == '"') {
        skip_string(w);
    } else if (*w->at == '{' || *w->at == '[') {
        bool object = *w->at++ == '{';
        for (const cJSON *child = value->child; child && !w->found; child = child->next) {
            skip_space(w);
            if (*w->at == ',')
                w->at++;
            skip_space(w);
            if (object) {
                skip_string(w);
                skip_space(w);
                w->at++; /* ':' */
            }
            walk_value(w, child);
        }
        skip_space(w);
        w->at += *w->at != '\0'; /* the closing bracket */
    } else {
        w->at += strcspn(w->at, ",]} \t\r\n");
    }
}

static unsigned line_of(const struct json *doc, const char *at)
{
    unsigned line = doc->first_line;
    for (const char *p = doc->bytes; p < at; p++)
        line += *p == '\n';
    return line;
}

unsigned json_line(struct json_at at)
{
    const cJSON *wanted = at.value ? at.value : at.parent;
    struct walk w = {.at = at.doc->bytes, .wanted = wanted};
    if (wanted && at.doc->root)
        walk_value(&w, at.doc->root);
    return line_of(at.doc, w.found ? w.found : at.doc->bytes);
}

const char *json_path(struct json_at at)
{
    return at.doc->path;
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* What cJSON lets through: nesting that later recursion should not see, "\u0000", which would cut a
 * string. */
static enum status check_text(struct json *doc, struct error *error)
{
    int depth = 0;
    bool string = false;
    for (const char *p = doc->bytes; p < doc->bytes + doc->n; p++) {
        if (*p == '\0')
            return error_set(error, STATUS_USAGE, "%s:%u: a NUL byte is no JSON", doc->path,
                             line_of(doc, p));
        if (string && *p == '\\') {
            if (strncmp(p + 1, "u0000", 5) == 0)
                return error_set(error, STATUS_USAGE, "%s:%u: \\u0000 is not allowed in a string",
                                 doc->path, line_of(doc, p));
            p += p + 1 < doc->bytes + doc->n;
        } else if (*p == '"') {
            string = !string;
        } else if (!string && (*p == '{' || *p == '[') && ++depth > DEEPEST) {
            return error_set(error, STATUS_USAGE, "%s:%u: nested deeper than %d levels", doc->path,
                             line_of(doc, p), DEEPEST);
        } else if (!string && (*p == '}' || *p == ']')) {
            depth--;
        }
    }
    return STATUS_OK;
}

/* Keys mostly differ in their first letter, and a record has a great many of them. */
static bool same(const char *a, const char *b)
{
    return *a == *b && strcmp(a, b) == 0;
}

static enum status check_duplicates(struct json *doc, const cJSON *value, struct error *error)
{
    for (const cJSON *child = value->child; child; child = child->next) {
        for (const cJSON *other = child->next; cJSON_IsObject(value) && other; other = other->next)
            if (same(child->string, other->string)) {
                struct json_at at = {.doc = doc, .value = other};
                return error_set(error, STATUS_USAGE,
                                 "%s:%u: key \"%s\" stands here a second time; keep one of the two",
                                 doc->path, json_line(at), other->string);
            }
        TRY(check_duplicates(doc, child, error));
    }
    return STATUS_OK;
}

static enum status parse_failed(const struct json *doc, const char *at, struct error *error)
{
    if (!at || at < doc->bytes || at > doc->bytes + doc->n)
        at = doc->bytes + doc->n;
    const char *line = at;
    while (line > doc->bytes && line[-1] != '\n')
        line--;
    size_t rest = strcspn(at, "\r\n");
    if (!rest)
        return error_set(
            error, STATUS_USAGE,
            "%s:%u:%zu: not JSON here: a comma, quote or bracket is missing or too many", doc->path,
            line_of(doc, at), (size_t)(at - line) + 1);
    return error_set(error, STATUS_USAGE, "%s:%u:%zu: not JSON from here on: %.*s", doc->path,
                     line_of(doc, at), (size_t)(at - line) + 1, rest > 60 ? 60 : (int)rest, at);
}

enum status json_parse(struct arena *arena, const char *name, unsigned first_line,
                       const char *bytes, size_t n, struct json **ret_doc, struct error *error)
{
    struct json *doc = arena_alloc(arena, sizeof *doc);
    *doc = (struct json){.arena = arena,
                         .path = arena_strdup(arena, name),
                         .bytes = arena_strndup(arena, bytes, n),
                         .n = n,
                         .first_line = first_line};
    TRY(check_text(doc, error));
    const char *end = NULL;
    doc->root = cJSON_ParseWithLengthOpts(doc->bytes, n + 1, &end, true);
    if (!doc->root)
        return parse_failed(doc, end, error);
    enum status status = check_duplicates(doc, doc->root, error);
    if (status != STATUS_OK) {
        json_free(doc);
        return status;
    }
    *ret_doc = doc;
    return STATUS_OK;
}

enum status json_load(struct arena *arena, const char *path, struct json **ret_doc,
                      struct error *error)
{
    char *bytes;
    size_t n;
    TRY(file_read(arena, path, &bytes, &n, error));
    return json_parse(arena, path, 1, bytes, n, ret_doc, error);
}

void json_free(struct json *doc)
{
    if (!doc)
        return;
    cJSON_Delete(doc->root);
    doc->root = NULL;
}

/* --- Places ----------------------------------------------------------------------------------- */

struct json_at json_top(struct json *doc)
{
    return (struct json_at){.doc = doc, .value = doc->root};
}

struct json_at json_get(struct json_at object, const char *key)
{
    return (struct json_at){
        .doc = object.doc,
        .value = cJSON_IsObject(object.value) ? cJSON_GetObjectItemCaseSensitive(object.value, key)
                                              : NULL,
        .parent = object.value ? object.value : object.parent,
        .key = key,
    };
}

struct json_at json_index(struct json_at array, size_t i)
{
    const cJSON *value = array.value ? array.value->child : NULL;
    for (; value && i; i--)
        value = value->next;
    return (struct json_at){.doc = array.doc,
                            .value = value,
                            .parent = array.value ? array.value : array.parent,
                            .key = array.key};
}

size_t json_count(struct json_at at)
{
    size_t n = 0;
    for (const cJSON *child = at.value ? at.value->child : NULL; child; child = child->next)
        n++;
    return n;
}

const char *json_key(struct json_at object, size_t i, struct json_at *ret_value)
{
    struct json_at at = json_index(object, i);
    if (!at.value || !at.value->string)
        return NULL;
    at.key = arena_strdup(object.doc->arena, at.value->string);
    *ret_value = at;
    return at.key;
}

bool json_there(struct json_at at)
{
    return at.value && !cJSON_IsNull(at.value);
}

/* --- Values ----------------------------------------------------------------------------------- */

enum status json_error(struct json_at at, struct error *error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *what = arena_vprintf(at.doc->arena, format, args);
    va_end(args);
    return error_set(error, STATUS_USAGE, "%s:%u: %s%s%s", at.doc->path, json_line(at),
                     at.key ? at.key : "", at.key ? ": " : "", what);
}

static const char *type_name(const cJSON *value)
{
    switch (value->type & 0xFF) {
    case cJSON_False:
    case cJSON_True:
        return "true or false";
    case cJSON_NULL:
        return "null";
    case cJSON_Number:
        return "a number";
    case cJSON_String:
        return "a string";
    case cJSON_Array:
        return "a list";
    default:
        return "an object";
    }
}

static enum status wrong_type(struct json_at at, const char *wanted, struct error *error)
{
    return json_error(at, error, "wanted %s, found %s", wanted, type_name(at.value));
}

/* Is `word` one of the keys? If not, *ret_nearest is the one that looks most like it, NULL: none
 * does. */
static bool is_known(const char *word, va_list keys, const char **ret_nearest)
{
    va_list again;
    va_copy(again, keys);
    size_t best = 4; /* beyond three edits it is another word */
    bool known = false;
    *ret_nearest = NULL;
    for (const char *key; !known && (key = va_arg(keys, const char *));)
        known = same(key, word);
    for (const char *key; !known && (key = va_arg(again, const char *));) {
        size_t distance = edit_distance(key, word);
        if (distance < best) {
            best = distance;
            *ret_nearest = key;
        }
    }
    va_end(again);
    return known;
}

enum status json_known(struct json_at object, struct error *error, ...)
{
    TRY(json_object(object, error));
    for (const cJSON *child = object.value ? object.value->child : NULL; child;
         child = child->next) {
        const char *nearest;
        va_list keys;
        va_start(keys, error);
        bool known = is_known(child->string, keys, &nearest);
        va_end(keys);
        struct json_at at = {.doc = object.doc, .value = child};
        if (!known && nearest)
            return json_error(at, error, "unknown key \"%s\"; did you mean \"%s\"?", child->string,
                              nearest);
        if (!known)
            return json_error(at, error, "unknown key \"%s\"; remove it", child->string);
    }
    return STATUS_OK;
}

enum status json_require(struct json_at at, struct error *error)
{
    if (json_there(at))
        return STATUS_OK;
    return error_set(error, STATUS_USAGE, "%s:%u: key \"%s\" is missing; add it", at.doc->path,
                     json_line(at), at.key ? at.key : "");
}

enum status json_string(struct json_at at, const char **ret, struct error *error)
{
    if (!json_there(at))
        return STATUS_OK;
    if (!cJSON_IsString(at.value))
        return wrong_type(at, "a string", error);
    *ret = arena_strdup(at.doc->arena, at.value->valuestring);
    return STATUS_OK;
}

enum status json_strings(struct json_at at, struct string_list *ret, struct error *error)
{
    if (!json_there(at))
        return STATUS_OK;
    TRY(json_array(at, error));
    struct string_list list = {0};
    for (const cJSON *child = at.value->child; child; child = child->next) {
        struct json_at one = {.doc = at.doc, .value = child, .key = at.key};
        if (!cJSON_IsString(child))
            return wrong_type(one, "strings in the list", error);
        *list_push(at.doc->arena, &list) = arena_strdup(at.doc->arena, child->valuestring);
    }
    *ret = list;
    return STATUS_OK;
}

enum status json_integer(struct json_at at, int64_t min, int64_t max, int64_t *ret,
                         struct error *error)
{
    if (!json_there(at))
        return STATUS_OK;
    if (!cJSON_IsNumber(at.value))
        return wrong_type(at, "a number", error);
    double value = at.value->valuedouble;
    bool exact = value >= -9007199254740992.0 && value <= 9007199254740992.0 &&
                 (double)(int64_t)value == value;
    if (!exact || (int64_t)value < min || (int64_t)value > max)
        return json_error(at, error, "wanted a whole number from %lld to %lld", (long long)min,
                          (long long)max);
    *ret = (int64_t)value;
    return STATUS_OK;
}

enum status json_bool(struct json_at at, bool *ret, struct error *error)
{
    if (!json_there(at))
        return STATUS_OK;
    if (!cJSON_IsBool(at.value))
        return wrong_type(at, "true or false", error);
    *ret = cJSON_IsTrue(at.value);
    return STATUS_OK;
}

enum status json_object(struct json_at at, struct error *error)
{
    return !json_there(at) || cJSON_IsObject(at.value) ? STATUS_OK
                                                       : wrong_type(at, "an object", error);
}

enum status json_array(struct json_at at, struct error *error)
{
    return !json_there(at) || cJSON_IsArray(at.value) ? STATUS_OK : wrong_type(at, "a list", error);
}

/* --- Writing ---------------------------------------------------------------------------------- */

void json_add_string(struct text *text, const char *s)
{
    if (!s) {
        text_adds(text, "null");
        return;
    }
    text_addc(text, '"');
    for (size_t n = strlen(s); n;) {
        size_t length = utf8_length(s, n);
        if (length == 0)
            text_adds(text, "\uFFFD");
        else if (*s == '"' || *s == '\\')
            text_addf(text, "\\%c", *s);
        else if (*s == '\n')
            text_adds(text, "\\n");
        else if (*s == '\t')
            text_adds(text, "\\t");
        else if ((unsigned char)*s < 0x20 || *s == 0x7F)
            text_addf(text, "\\u%04x", (unsigned char)*s);
        else
            text_add(text, s, length);
        s += length ? length : 1;
        n -= length ? length : 1;
    }
    text_addc(text, '"');
}
