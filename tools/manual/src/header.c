/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Headers through libclang: see header.h. Cursors say what is declared and where; everything else
 * (comments, layout) is read from the header's own bytes. A name belongs to the place where its
 * bytes stand; one whose bytes do not stand where the cursor is was made by a macro, and belongs to
 * the call of that macro.
 */
#include "header.h"

#include <clang-c/Index.h>
#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "runs.h"

/* What the walk over a translation unit knows. */
struct reading {
    struct arena *arena;
    header_list *headers;
    struct error *error;
    enum status status;
    /* of the record that is walked: */
    struct declaration *inside;
    struct header *header;
    const char *record; /* id in front of its members */
};

struct location {
    struct header *header; /* NULL: not one of ours */
    size_t at;
    unsigned line;
};

static struct location locate(struct reading *reading, CXSourceLocation where)
{
    CXFile file;
    unsigned line, column, offset;
    clang_getFileLocation(where, &file, &line, &column, &offset);
    struct location found = {.at = offset, .line = line};
    if (!file)
        return found;
    CXString name = clang_getFileName(file);
    const char *path = clang_getCString(name);
    for (size_t i = 0; i < reading->headers->n && path; i++)
        if (strcmp(reading->headers->at[i].path, path) == 0)
            found.header = &reading->headers->at[i];
    clang_disposeString(name);
    return found;
}

static struct location locate_cursor(struct reading *reading, CXCursor cursor)
{
    return locate(reading, clang_getCursorLocation(cursor));
}

static const char *spelling(struct reading *reading, CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    const char *copy =
        arena_strdup(reading->arena, clang_getCString(name) ? clang_getCString(name) : "");
    clang_disposeString(name);
    return copy;
}

static void add_mark(struct reading *reading, struct header *header, size_t at, const char *id,
                     bool member)
{
    *list_push(reading->arena, &header->marks) =
        (struct mark){.at = at, .id = id, .member = member};
}

static bool stands_at(const struct header *header, size_t at, const char *name)
{
    size_t n = strlen(name);
    return at + n <= header->n && memcmp(header->text + at, name, n) == 0;
}

static bool is_private(const char *name)
{
    return !name[0] || ends_with(name, "_");
}

/* --- Members and constants -------------------------------------------------------------------- */

static enum CXChildVisitResult visit_member(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct reading *reading = data;
    (void)parent;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_EnumDecl)
        return CXChildVisit_Recurse;
    if (kind != CXCursor_FieldDecl && kind != CXCursor_EnumConstantDecl)
        return CXChildVisit_Continue;
    struct location where = locate_cursor(reading, cursor);
    const char *name = spelling(reading, cursor);
    bool constant = kind == CXCursor_EnumConstantDecl;
    if (where.header != reading->header || is_private(name) ||
        !stands_at(where.header, where.at, name))
        return CXChildVisit_Continue;
    struct declared d = {
        .text = name,
        .id = constant ? name : arena_printf(reading->arena, "%s.%s", reading->record, name),
        .kind = constant ? NAME_CONSTANT : NAME_MEMBER,
        .at = where.at,
        .number = constant ? clang_getEnumConstantDeclValue(cursor) : 0,
    };
    for (size_t i = 0; i < reading->inside->all.n; i++)
        if (strcmp(reading->inside->all.at[i].id, d.id) == 0) /* in two structs without names */
            return CXChildVisit_Continue;
    *list_push(reading->arena, &reading->inside->all) = d;
    add_mark(reading, where.header, where.at, d.id, !constant);
    return CXChildVisit_Continue;
}

/* --- Declarations ----------------------------------------------------------------------------- */

static enum CXChildVisitResult find_body(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    CXCursor *body = data;
    if (clang_getCursorKind(cursor) != CXCursor_CompoundStmt)
        return CXChildVisit_Continue;
    *body = cursor;
    return CXChildVisit_Break;
}

static bool name_kind_of(enum CXCursorKind kind, enum name_kind *ret_kind)
{
    static const struct {
        enum CXCursorKind cursor;
        enum name_kind name;
    } rows[] = {
        {CXCursor_FunctionDecl, NAME_FUNCTION}, {CXCursor_StructDecl, NAME_STRUCT},
        {CXCursor_UnionDecl, NAME_UNION},       {CXCursor_EnumDecl, NAME_ENUM},
        {CXCursor_TypedefDecl, NAME_TYPE},      {CXCursor_VarDecl, NAME_VARIABLE},
        {CXCursor_MacroDefinition, NAME_MACRO},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].cursor == kind) {
            *ret_kind = rows[i].name;
            return true;
        }
    return false;
}

static bool is_tag(enum name_kind kind)
{
    return kind == NAME_STRUCT || kind == NAME_UNION || kind == NAME_ENUM;
}

/* "struct acpi;" declares something only where no header of the project says more. */
static bool is_repeated(CXCursor cursor, enum name_kind kind)
{
    return is_tag(kind) && !clang_isCursorDefinition(cursor) &&
           (!clang_Cursor_isNull(clang_getCursorDefinition(cursor)) ||
            !clang_equalCursors(cursor, clang_getCanonicalCursor(cursor)));
}

/* The declaration that takes these bytes: what overlaps is one (a typedef with its struct, a call
 * of a macro with all it declares). */
static struct declaration *take(struct reading *reading, struct header *header,
                                struct declaration new)
{
    for (size_t i = 0; i < header->declarations.n; i++) {
        struct declaration *d = &header->declarations.at[i];
        if (new.at < d->end && d->at < new.end) {
            d->at = new.at < d->at ? new.at : d->at;
            d->end = new.end > d->end ? new.end : d->end;
            d->shape = new.shape == SHAPE_BRACES ? new.shape : d->shape;
            return d;
        }
    }
    struct declaration *d = list_push(reading->arena, &header->declarations);
    *d = new;
    return d;
}

static struct declaration measure(struct reading *reading, CXCursor cursor, enum name_kind kind,
                                  bool made)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    struct declaration d = {
        .at = locate(reading, clang_getRangeStart(range)).at,
        .end = locate(reading, clang_getRangeEnd(range)).at,
        .shape = kind == NAME_FUNCTION ? SHAPE_FUNCTION
                 : kind == NAME_MACRO  ? SHAPE_DEFINE
                                       : SHAPE_PLAIN,
    };
    CXCursor body = clang_getNullCursor();
    if (made) {
        d.shape = SHAPE_CALL;
        d.at = locate_cursor(reading, cursor).at;
        d.end = d.at + 1; /* its closing parenthesis is found in the text */
    } else if (kind == NAME_FUNCTION) {
        clang_visitChildren(cursor, find_body, &body);
        if (!clang_Cursor_isNull(body))
            d.body = locate(reading, clang_getRangeStart(clang_getCursorExtent(body))).at;
    } else if (is_tag(kind) && clang_isCursorDefinition(cursor)) {
        d.shape = SHAPE_BRACES;
        long long size = clang_Type_getSizeOf(clang_getCursorType(cursor));
        d.size = kind != NAME_ENUM && size > 0 ? size : 0;
    }
    return d;
}

static void add_declared(struct reading *reading, struct header *header, CXCursor cursor,
                         enum name_kind kind)
{
    struct location where = locate_cursor(reading, cursor);
    const char *name = spelling(reading, cursor);
    /* A record without a name is where its keyword is; some releases of clang give it a typedef's
     * name, some a text. */
    bool nameless = is_tag(kind) && stands_at(header, where.at, name_kind_word(kind));
    bool made = !nameless && !stands_at(header, where.at, name);
    struct declaration *d = take(reading, header, measure(reading, cursor, kind, made));
    if (d->size == 0 && is_tag(kind) && !made)
        d->size = measure(reading, cursor, kind, made).size;
    struct declared new = {
        .text = name,
        .id =
            is_tag(kind) ? arena_printf(reading->arena, "%s.%s", name_kind_word(kind), name) : name,
        .kind = kind,
        .at = made ? NO_PLACE : where.at,
    };
    if (!nameless && !is_private(name) && !is_repeated(cursor, kind)) {
        *list_push(reading->arena, &d->all) = new;
        if (!made)
            add_mark(reading, header, where.at, new.id, false);
    }
    if (!is_tag(kind) || made || !clang_isCursorDefinition(cursor))
        return;
    /* Members of a record without a name are called after the typedef, which follows. */
    reading->inside = d;
    reading->header = header;
    reading->record = nameless ? NULL : new.id;
    if (nameless) {
        CXString type = clang_getTypeSpelling(clang_getCursorType(cursor));
        reading->record = arena_strdup(reading->arena, clang_getCString(type));
        clang_disposeString(type);
    }
    clang_visitChildren(cursor, visit_member, reading);
}

/* What is looked over: it declares no name. */
static bool is_passed_over(enum CXCursorKind kind)
{
    return kind == CXCursor_MacroExpansion || kind == CXCursor_InclusionDirective ||
           kind == CXCursor_StaticAssert || kind == CXCursor_UnexposedDecl;
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct reading *reading = data;
    (void)parent;
    enum name_kind name_kind;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    struct location where = locate_cursor(reading, cursor);
    if (!where.header || is_passed_over(kind))
        return CXChildVisit_Continue;
    if (!name_kind_of(kind, &name_kind)) {
        CXString word = clang_getCursorKindSpelling(kind);
        reading->status = error_set(reading->error, STATUS_USAGE,
                                    "%s:%u: the manual has no form for this (%s); move it into a "
                                    "private header, or give it a form in "
                                    "tools/manual/src/header.c",
                                    where.header->path, where.line, clang_getCString(word));
        clang_disposeString(word);
        return CXChildVisit_Break;
    }
    add_declared(reading, where.header, cursor, name_kind);
    return CXChildVisit_Continue;
}

/* --- From cursors to bytes -------------------------------------------------------------------- */

static int by_declaration(const void *a, const void *b)
{
    const struct declaration *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

static int by_mark(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

static int by_place(const void *a, const void *b)
{
    const struct declared *x = a, *y = b;
    bool tags = (x->kind == NAME_TYPE) != (y->kind == NAME_TYPE) && x->kind != NAME_CONSTANT &&
                y->kind != NAME_CONSTANT && x->kind != NAME_MEMBER && y->kind != NAME_MEMBER;
    if (tags) /* the typedef is what it is called */
        return x->kind == NAME_TYPE ? -1 : 1;
    bool x_part = x->kind == NAME_CONSTANT || x->kind == NAME_MEMBER;
    bool y_part = y->kind == NAME_CONSTANT || y->kind == NAME_MEMBER;
    if (x_part != y_part)
        return x_part - y_part;
    if (x->at != y->at)
        return (x->at > y->at) - (x->at < y->at);
    return strcmp(x->id, y->id);
}

static bool is_byte(const struct header *h, const struct token *t, char c)
{
    return t->kind == TOKEN_PUNCTUATION && h->text[t->at] == c;
}

/* clang leaves out what stands around: attributes before, the semicolon behind, all of a macro's
 * arguments. */
static void stretch(struct header *h, struct declaration *d)
{
    struct token *t = h->tokens.at, *last = t + h->tokens.n;
    if (d->shape == SHAPE_DEFINE) {
        for (; t < last; t++)
            if (t->at <= d->at && d->at < t->end) {
                d->at = t->at;
                d->end = t->end;
            }
        return;
    }
    while (t < last && t->at < d->at)
        t++;
    struct token *begin = t;
    while (begin > h->tokens.at && (begin[-1].kind == TOKEN_NAME || is_byte(h, begin - 1, ')')) &&
           !memchr(h->text + begin[-1].end, '\n', begin->at - begin[-1].end))
        begin--;
    d->at = begin < last ? begin->at : d->at;
    int depth = 0;
    for (; t < last; t++) {
        depth += is_byte(h, t, '(') - is_byte(h, t, ')');
        if (t->end < d->end || depth > 0)
            continue;
        d->end = d->end > t->end ? d->end : t->end;
        bool call_ends = d->shape == SHAPE_CALL && is_byte(h, t, ')');
        if (is_byte(h, t, ';') || call_ends || (d->body && t->end >= d->end))
            break;
    }
    if (d->shape == SHAPE_CALL && t + 1 < last && is_byte(h, t + 1, ';'))
        d->end = t[1].end;
}

static void finish(struct header *h)
{
    if (h->marks.n)
        qsort(h->marks.at, h->marks.n, sizeof *h->marks.at, by_mark);
    if (h->declarations.n)
        qsort(h->declarations.at, h->declarations.n, sizeof *h->declarations.at, by_declaration);
    for (size_t i = 0; i < h->declarations.n; i++) {
        struct declaration *d = &h->declarations.at[i];
        if (d->all.n)
            qsort(d->all.at, d->all.n, sizeof *d->all.at, by_place);
        stretch(h, d);
    }
}

/* --- A project -------------------------------------------------------------------------------- */

/* The line of the first character that changes the direction of text (U+200E, 200F, 202A to 202E,
 * 2066 to 2069, in UTF-8), which can make code look like what it is not; 0: there is none. */
static unsigned line_of_turn(const char *text)
{
    unsigned line = 1;
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        line += *at == '\n';
        if (*at != 0xE2)
            continue;
        bool general =
            at[1] == 0x80 && ((at[2] >= 0xAA && at[2] <= 0xAE) || at[2] == 0x8E || at[2] == 0x8F);
        bool isolate = at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9;
        if (general || isolate)
            return line;
    }
    return 0;
}

static enum status list_headers(struct arena *arena, const char *project, header_list *headers,
                                struct error *error)
{
    const char *folder = arena_printf(arena, "projects/%s/include", project);
    for (int depth = 0; depth < 4; depth++) {
        static const char *const below[] = {"*.h", "*/*.h", "*/*/*.h", "*/*/*/*.h"};
        struct string_list found = {0};
        TRY(path_glob(arena, arena_printf(arena, "%s/%s/%s", folder, project, below[depth]), &found,
                      error));
        for (size_t i = 0; i < found.n; i++) {
            struct header h = {.path = found.at[i],
                               .include = found.at[i] + strlen(folder) + 1,
                               .project = project};
            struct text page = {0};
            page_of_header(&page, h.include);
            h.page = arena_strdup(arena, text_cstr(&page));
            text_release(&page);
            TRY(file_read(arena, h.path, &h.text, &h.n, error));
            if (strlen(h.text) != h.n)
                return error_set(error, STATUS_USAGE, "%s: holds a NUL byte; take it out", h.path);
            unsigned line = line_of_turn(h.text);
            if (line)
                return error_set(error, STATUS_USAGE,
                                 "%s:%u: holds a character that nobody sees and that turns around "
                                 "the text behind it (U+202E and its kind); take it out",
                                 h.path, line);
            h.tokens = lex(arena, h.text, h.n);
            *list_push(arena, headers) = h;
        }
    }
    return STATUS_OK;
}

static enum status check_diagnostics(CXTranslationUnit unit, const char *project,
                                     struct error *error)
{
    for (unsigned i = 0; i < clang_getNumDiagnostics(unit); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit, i);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            CXString said = clang_formatDiagnostic(diagnostic, CXDiagnostic_DisplaySourceLocation);
            error_set(error, STATUS_USAGE,
                      "%s\n  clang does not understand the headers of %s; each must compile alone, "
                      "and all together "
                      "(make lint shows the first)",
                      clang_getCString(said), project);
            clang_disposeString(said);
            clang_disposeDiagnostic(diagnostic);
            return STATUS_USAGE;
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return STATUS_OK;
}

static enum status parse(struct arena *arena, const char *project,
                         const struct string_list *include_folders, CXIndex index,
                         header_list *headers, struct error *error)
{
    struct text all = {0};
    LIST(const char *) flags = {0};
    static const char *const common[] = {"-xc", "-std=gnu17", "-ffreestanding",
                                         "--target=x86_64-unknown-linux-gnu", "-w"};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        *list_push(arena, &flags) = common[i];
    for (size_t i = 0; i < include_folders->n; i++)
        *list_push(arena, &flags) = arena_printf(arena, "-I%s", include_folders->at[i]);
    for (size_t i = 0; i < headers->n; i++)
        text_addf(&all, "#include \"%s\"\n", headers->at[i].include);
    struct CXUnsavedFile file = {"manual.c", text_cstr(&all), all.n};
    CXTranslationUnit unit = NULL;
    enum CXErrorCode code = clang_parseTranslationUnit2(
        index, "manual.c", flags.at, (int)flags.n, &file, 1,
        CXTranslationUnit_DetailedPreprocessingRecord | CXTranslationUnit_KeepGoing, &unit);
    enum status status = STATUS_OK;
    if (code != CXError_Success)
        status =
            error_set(error, STATUS_WORLD, "libclang gave up on the headers of %s (its error %d)",
                      project, (int)code);
    if (status == STATUS_OK)
        status = check_diagnostics(unit, project, error);
    if (status == STATUS_OK) {
        struct reading reading = {.arena = arena, .headers = headers, .error = error};
        clang_visitChildren(clang_getTranslationUnitCursor(unit), visit, &reading);
        status = reading.status;
    }
    if (unit)
        clang_disposeTranslationUnit(unit);
    text_release(&all);
    return status;
}

enum status headers_read(struct arena *arena, const char *project,
                         const struct string_list *include_folders, header_list *ret_headers,
                         struct error *error)
{
    header_list headers = {0};
    TRY(list_headers(arena, project, &headers, error));
    if (headers.n) {
        CXIndex index = clang_createIndex(0, 0);
        enum status status = parse(arena, project, include_folders, index, &headers, error);
        clang_disposeIndex(index);
        TRY(status);
    }
    for (size_t i = 0; i < headers.n; i++)
        finish(&headers.at[i]);
    *ret_headers = headers;
    return STATUS_OK;
}
