/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The configuration file: see config.h. One function splits a line, one table says what a key's
 * value does; modules are not stored but found again, so there may be any number of them.
 */
#include "load/config.h"

struct line {
    struct span key, value;
    unsigned number;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static struct span trim(struct span span)
{
    while (span.size && is_space(span.at[0])) {
        span.at++;
        span.size--;
    }
    while (span.size && is_space(span.at[span.size - 1]))
        span.size--;
    return span;
}

/* `span` up to the first `stop` (a space: any), which is skipped; what is behind goes to *ret_rest.
 */
static struct span split(struct span span, char stop, struct span *ret_rest)
{
    size_t size = 0;
    while (size < span.size && (stop == ' ' ? !is_space(span.at[size]) : span.at[size] != stop))
        size++;
    size_t skip = size < span.size ? size + 1 : size;
    *ret_rest = (struct span){span.at + skip, span.size - skip};
    return (struct span){span.at, size};
}

static bool equals(struct span span, const char *word)
{
    size_t i = 0;
    while (i < span.size && word[i] && span.at[i] == word[i])
        i++;
    return i == span.size && !word[i];
}

/* The next line that says something; false at the end. */
static bool next_line(struct span *rest, struct line *line)
{
    while (rest->size) {
        struct span text = trim(split(*rest, '\n', rest));
        line->number++;
        if (text.size == 0 || text.at[0] == '#')
            continue;
        line->key = trim(split(text, '=', &line->value));
        if (line->key.size == text.size)
            line->value.at = NULL; /* no '=' */
        line->value = line->value.at ? trim(line->value) : line->value;
        return true;
    }
    return false;
}

static bool number_of(struct span text, unsigned base, uint64_t max, uint64_t *ret_value)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                                : base;
        if (digit >= base || value > (max - digit) / base)
            return false;
        value = value * base + digit;
    }
    if (text.size == 0)
        return false;
    *ret_value = value;
    return true;
}

/* ---- What values mean; each says what would have been right, or NULL --------------------------*/

static const char *path_of(struct span value, struct span *ret_path)
{
    if (value.size < 2 || value.at[0] != '/' || value.size > CONFIG_PATH_MAX)
        return "a path that begins with /";
    for (size_t i = 0; i < value.size; i++)
        if (!value.at[i])
            return "a path without a NUL";
    *ret_path = value;
    return NULL;
}

static const char *set_kernel(struct config *config, struct span value)
{
    return path_of(value, &config->kernel);
}

static const char *set_cmdline(struct config *config, struct span value)
{
    config->cmdline = value;
    return NULL;
}

static const char *module_of(struct span value, struct config_module *ret_module)
{
    struct span string, path = split(value, ' ', &string);
    ret_module->string = trim(string);
    return path_of(path, &ret_module->path);
}

static const char *add_module(struct config *config, struct span value)
{
    struct config_module module;
    const char *wanted = module_of(value, &module);
    config->modules += !wanted;
    return wanted;
}

static const char *set_resolution(struct config *config, struct span value)
{
    struct span height, width = split(value, 'x', &height);
    uint64_t w, h;
    if (!number_of(trim(width), 10, UINT16_MAX, &w) ||
        !number_of(trim(height), 10, UINT16_MAX, &h) || w == 0 || h == 0)
        return "WIDTHxHEIGHT in pixels, such as 1280x800";
    config->width = (uint32_t)w;
    config->height = (uint32_t)h;
    return NULL;
}

static const char *level_of(struct span value, enum log_level *ret_level)
{
    static const char *const names[] = {
        [LOG_NONE] = "off",  [LOG_ERROR] = "error", [LOG_WARNING] = "warning",
        [LOG_INFO] = "info", [LOG_DEBUG] = "debug",
    };
    for (enum log_level level = LOG_NONE; level <= LOG_DEBUG; level++) {
        if (equals(value, names[level])) {
            *ret_level = level;
            return NULL;
        }
    }
    return "off, error, warning, info or debug";
}

static const char *set_serial(struct config *config, struct span value)
{
    return level_of(value, &config->serial);
}

static const char *set_screen(struct config *config, struct span value)
{
    return level_of(value, &config->screen);
}

static const char *set_seed(struct config *config, struct span value)
{
    if (value.size > 2 && value.at[0] == '0' && value.at[1] == 'x')
        value = (struct span){value.at + 2, value.size - 2};
    if (!number_of(value, 16, UINT64_MAX, &config->seed))
        return "up to 16 hexadecimal digits";
    config->has_seed = true;
    return NULL;
}

static const struct key {
    const char *name;
    const char *(*set)(struct config *, struct span value);
    bool many;
} keys[] = {
    {"kernel", set_kernel, false}, {"cmdline", set_cmdline, false},
    {"module", add_module, true},  {"resolution", set_resolution, false},
    {"serial", set_serial, false}, {"screen", set_screen, false},
    {"seed", set_seed, false},
};
enum { KEYS = sizeof keys / sizeof keys[0], WORD = 16 /* longer than any of them */ };

/* How many letters must be inserted, removed or exchanged to make `word` of `text`. */
static unsigned distance(struct span text, const char *word)
{
    unsigned row[WORD];
    unsigned size = 0;
    for (; word[size]; size++)
        row[size] = size;
    row[size] = size;
    for (size_t i = 0; i < text.size; i++) {
        unsigned diagonal = row[0]++;
        for (unsigned j = 0; j < size; j++) {
            unsigned here = row[j] < row[j + 1] ? row[j] + 1 : row[j + 1] + 1;
            unsigned same = diagonal + (text.at[i] != word[j]);
            diagonal = row[j + 1];
            row[j + 1] = same < here ? same : here;
        }
    }
    return row[size];
}

static const struct key *nearest_key(struct span name)
{
    const struct key *nearest = &keys[0];
    unsigned least = ~0u;
    for (size_t i = 0; i < KEYS; i++) {
        unsigned far = distance(name, keys[i].name);
        if (far < least) {
            least = far;
            nearest = &keys[i];
        }
    }
    return nearest;
}

static void parse_line(struct config *config, const struct line *line, unsigned *given)
{
    size_t k = 0;
    while (k < KEYS && !equals(line->key, keys[k].name))
        k++;
    int shown = line->key.size < 64 ? (int)line->key.size : 64;
    if (!line->value.at) {
        log_say(LOG_WARNING, CONFIG_PATH ":%u: \"%.*s\" is left out: a line is `key = value`\n",
                line->number, shown, line->key.at);
    } else if (k == KEYS) {
        log_say(LOG_WARNING, CONFIG_PATH ":%u: there is no key \"%.*s\"; did you mean \"%s\"?\n",
                line->number, shown, line->key.at, nearest_key(line->key)->name);
    } else {
        const char *wanted = keys[k].set(config, line->value);
        if (wanted)
            log_say(LOG_WARNING, CONFIG_PATH ":%u: `%s = %.*s` is left out: it wants %s\n",
                    line->number, keys[k].name, line->value.size < 64 ? (int)line->value.size : 64,
                    line->value.at, wanted);
        else if ((*given & 1u << k) && !keys[k].many)
            log_say(LOG_WARNING, CONFIG_PATH ":%u: `%s` was given before; this one counts\n",
                    line->number, keys[k].name);
        *given |= 1u << k;
    }
}

/* Editors of some systems put it first: a byte order mark. */
static struct span without_mark(struct span text)
{
    bool mark =
        text.size >= 3 && text.at[0] == '\xef' && text.at[1] == '\xbb' && text.at[2] == '\xbf';
    return mark ? (struct span){text.at + 3, text.size - 3} : text;
}

void config_parse(struct config *ret_config, const char *text, size_t size)
{
    struct config config = {
        .text = without_mark((struct span){text, size}), .serial = LOG_INFO, .screen = LOG_WARNING};
    struct span rest = config.text;
    struct line line = {.number = 0};
    unsigned given = 0;
    while (next_line(&rest, &line))
        parse_line(&config, &line, &given);
    *ret_config = config;
}

bool config_module(const struct config *config, size_t *next, struct config_module *ret_module)
{
    struct span rest = {config->text.at + *next, config->text.size - *next};
    struct line line = {.number = 0};
    while (next_line(&rest, &line)) {
        *next = config->text.size - rest.size;
        if (line.value.at && equals(line.key, "module") && !module_of(line.value, ret_module))
            return true;
    }
    *next = config->text.size;
    return false;
}
