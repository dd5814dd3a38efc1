/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * FAT: see fat.h.
 *
 *     volume:  [reserved][table][table ...][root of FAT12/16][cluster 2][3][4] ...
 *
 * Directories are files: their size is that of their chain, and the root of FAT12 and FAT16 is a
 * file without clusters. All reading goes through extent(), which says how many bytes from an
 * offset on lie together and where. Invariants: every cluster number that leaves next_cluster() is
 * on the volume; the window holds bytes of the table as they are on disk, or nothing.
 */
#include "media/fat.h"

#include "load/log.h"
#include "media/bytes.h"

#define ENTRY          32u
#define DIRECTORY_MOST (65536u * ENTRY)
#define LONG_NAME_MOST 255u
#define LONG_PART      13u
#define END_OF_CHAIN   0xffffffffu

enum { ATTRIBUTE_VOLUME = 0x08, ATTRIBUTE_DIRECTORY = 0x10, ATTRIBUTE_LONG_NAME = 0x0f };

static bool is_power_of_2(uint32_t value)
{
    return value && !(value & (value - 1));
}

static enum boot_status damaged(const char *path, const char *what)
{
    log_say(LOG_ERROR, "%s: %s; the file system is damaged, check it\n", path, what);
    return BOOT_DAMAGED;
}

/* ---- Volume -----------------------------------------------------------------------------------*/

/* Do the first bytes look like FAT's at all? */
static bool is_fat(const uint8_t boot[512])
{
    uint32_t sector = bytes_u16(boot + 11);
    return bytes_u16(boot + 510) == 0xaa55 && (boot[0] == 0xeb || boot[0] == 0xe9) &&
           is_power_of_2(sector) && sector >= 512 && sector <= 4096 && is_power_of_2(boot[13]) &&
           bytes_u16(boot + 14) && boot[16] && boot[21] >= 0xf0;
}

enum boot_status fat_open(struct fat *fat, const struct disk *disk, uint64_t base, uint64_t size,
                          void *window, size_t window_size)
{
    uint8_t boot[512];
    if (size < sizeof boot)
        return BOOT_NOT_FOUND;
    enum boot_status status = disk->read(disk->ctx, base, sizeof boot, boot);
    if (status != BOOT_OK)
        return status;
    if (!is_fat(boot))
        return BOOT_NOT_FOUND;

    uint32_t sector = bytes_u16(boot + 11), tables = boot[16];
    uint64_t sectors = bytes_u16(boot + 19) ? bytes_u16(boot + 19) : bytes_u32(boot + 32);
    bool fat32 = bytes_u16(boot + 22) == 0;
    uint64_t table = fat32 ? bytes_u32(boot + 36) : bytes_u16(boot + 22);
    uint64_t reserved = bytes_u16(boot + 14);
    uint64_t root = reserved + tables * table;
    uint64_t root_sectors = ((uint64_t)bytes_u16(boot + 17) * ENTRY + sector - 1) / sector;
    uint64_t data = root + root_sectors;
    if (sectors * sector > size || data >= sectors || !table)
        return damaged("boot sector", sectors * sector > size
                                          ? "the volume is larger than its partition"
                                          : "its parts do not fit into the volume");

    uint64_t clusters = (sectors - data) / boot[13];
    fat->bits = fat32 ? 32 : clusters < 4085 ? 12 : 16;
    uint64_t described = table * sector * 8 / fat->bits; /* clusters that the table has room for */
    if (described < 2 || !clusters)
        return damaged("boot sector", "the volume has no clusters");
    if (clusters > described - 2)
        clusters = described - 2;
    if (clusters > 0x0ffffff5)
        clusters = 0x0ffffff5;
    uint32_t active = fat32 && boot[40] & 0x80 ? boot[40] & 0x0f : 0;
    if (active >= tables)
        return damaged("boot sector", "the table in use is none of the volume's");

    fat->disk = disk;
    fat->clusters = (uint32_t)clusters;
    fat->cluster_size = boot[13] * sector;
    fat->root_cluster = fat32 ? bytes_u32(boot + 44) : 0;
    fat->root = base + root * sector;
    fat->root_size = (uint64_t)bytes_u16(boot + 17) * ENTRY;
    fat->table = base + (reserved + active * table) * sector;
    fat->table_size = table * sector;
    fat->data = base + data * sector;
    fat->window = window;
    fat->window_size = (uint32_t)(window_size / sector * sector);
    fat->window_held = 0;
    fat->window_at = 0;
    return BOOT_OK;
}

/* ---- Chains -----------------------------------------------------------------------------------*/

/* Has the window show the byte of the table. */
static enum boot_status window_move(struct fat *fat, uint64_t offset)
{
    uint64_t at = offset / fat->window_size * fat->window_size;
    uint64_t left = fat->table_size - at;
    uint32_t size = left < fat->window_size ? (uint32_t)left : fat->window_size;
    fat->window_held = 0;
    enum boot_status status = fat->disk->read(fat->disk->ctx, fat->table + at, size, fat->window);
    if (status != BOOT_OK)
        return status;
    fat->window_at = at;
    fat->window_held = size;
    return BOOT_OK;
}

/* What the table says behind `cluster`, which is on the volume: a cluster that is, too, or
 * END_OF_CHAIN. */
static enum boot_status next_cluster(struct fat *fat, const char *path, uint32_t cluster,
                                     uint32_t *ret_next)
{
    uint64_t offset = fat->bits == 12 ? cluster + cluster / 2 : (uint64_t)cluster * (fat->bits / 8);
    if (offset - fat->window_at >= fat->window_held) {
        enum boot_status status = window_move(fat, offset);
        if (status != BOOT_OK)
            return status;
    }
    const uint8_t *entry = fat->window + (offset - fat->window_at);
    uint32_t value, bad;
    if (fat->bits == 32) {
        value = bytes_u32(entry) & 0x0fffffff;
        bad = 0x0ffffff7;
    } else if (fat->bits == 16) {
        value = bytes_u16(entry);
        bad = 0xfff7;
    } else {
        value = bytes_u16(entry) >> (cluster & 1 ? 4 : 0) & 0xfff;
        bad = 0xff7;
    }
    if (value - 2 < fat->clusters)
        *ret_next = value;
    else if (value > bad)
        *ret_next = END_OF_CHAIN;
    else
        return damaged(path, value == bad ? "a cluster of it is marked as bad"
                             : value == 0 ? "a cluster of it is marked as free"
                                          : "its clusters lead out of the volume");
    return BOOT_OK;
}

/* Follows the chain from the first cluster to its end: fills what the file remembers of it, and for
 * a directory the size. Whoever meets an end in no more steps than there are clusters was not going
 * in circles. */
static enum boot_status chain_check(struct fat *fat, const char *path, struct fat_file *file)
{
    uint64_t wanted = (file->size + fat->cluster_size - 1) / fat->cluster_size;
    uint32_t cluster = file->first, next = END_OF_CHAIN, count = 0;
    bool together = true;
    file->run = 0;
    if (!wanted && !file->directory) {
        file->first = 0; /* some systems leave a cluster with an empty file */
        return BOOT_OK;
    }
    if (cluster - 2 >= fat->clusters)
        return damaged(path, "its first cluster is not on the volume");
    for (;;) {
        if (++count > fat->clusters)
            return damaged(path, "its clusters run in a circle");
        file->run += together;
        enum boot_status status = next_cluster(fat, path, cluster, &next);
        if (status != BOOT_OK)
            return status;
        if (next == END_OF_CHAIN)
            break;
        together = together && next == cluster + 1;
        cluster = next;
    }
    if (count < wanted)
        return damaged(path, "its clusters end before the file does");
    if (file->directory) {
        file->size = (uint64_t)count * fat->cluster_size;
        if (file->size > DIRECTORY_MOST)
            file->size = DIRECTORY_MOST;
    }
    file->index = file->run - 1;
    file->cluster = file->first + file->index;
    return BOOT_OK;
}

/* How many bytes from `offset` on lie together, `size` at most, and where on the disk. */
static enum boot_status extent(struct fat *fat, struct fat_file *file, uint64_t offset,
                               uint64_t size, uint64_t *ret_at, uint64_t *ret_size)
{
    if (!file->first) { /* the root of FAT12 and FAT16 */
        *ret_at = fat->root + offset;
        *ret_size = size;
        return BOOT_OK;
    }
    uint32_t index = (uint32_t)(offset / fat->cluster_size);
    uint32_t inside = (uint32_t)(offset % fat->cluster_size), next = 0;
    uint64_t length;
    if (index < file->run) {
        *ret_at = fat->data + (uint64_t)(file->first - 2 + index) * fat->cluster_size + inside;
        length = (uint64_t)(file->run - index) * fat->cluster_size - inside;
        *ret_size = length < size ? length : size;
        return BOOT_OK;
    }
    if (index < file->index) {
        file->index = file->run - 1;
        file->cluster = file->first + file->index;
    }
    while (file->index < index) {
        enum boot_status status = next_cluster(fat, "a file", file->cluster, &next);
        if (status != BOOT_OK)
            return status;
        if (next == END_OF_CHAIN)
            return damaged("a file", "its clusters have changed while it was read");
        file->cluster = next;
        file->index++;
    }
    *ret_at = fat->data + (uint64_t)(file->cluster - 2) * fat->cluster_size + inside;
    for (length = fat->cluster_size - inside; length < size; length += fat->cluster_size) {
        enum boot_status status = next_cluster(fat, "a file", file->cluster, &next);
        if (status != BOOT_OK)
            return status;
        if (next != file->cluster + 1)
            break;
        file->cluster = next;
        file->index++;
    }
    *ret_size = length < size ? length : size;
    return BOOT_OK;
}

enum boot_status fat_read(struct fat *fat, struct fat_file *file, uint64_t offset, uint64_t size,
                          void *to)
{
    uint8_t *out = to;
    if (offset > file->size || size > file->size - offset)
        return damaged("a file", "it is shorter than what is to be read of it");
    while (size) {
        uint64_t at = 0, length = 0;
        enum boot_status status = extent(fat, file, offset, size, &at, &length);
        if (status == BOOT_OK)
            status = fat->disk->read(fat->disk->ctx, at, length, out);
        if (status != BOOT_OK)
            return status;
        offset += length;
        size -= length;
        out += length;
    }
    return BOOT_OK;
}

/* ---- Names ------------------------------------------------------------------------------------*/

/* A long name, collected from the entries in front of the short one, which come last part first. */
struct long_name {
    uint16_t units[LONG_PART * 20];
    uint8_t missing; /* parts still to come; 0: complete */
    bool valid;
    uint8_t checksum;
};

static uint8_t short_checksum(const uint8_t name[11])
{
    uint8_t sum = 0;
    for (int i = 0; i < 11; i++)
        sum = (uint8_t)((sum << 7 | sum >> 1) + name[i]);
    return sum;
}

static void long_name_add(struct long_name *name, const uint8_t *entry)
{
    static const uint8_t places[LONG_PART] = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
    uint8_t part = entry[0] & 0x1f;
    if (entry[0] & 0x40) {
        *name = (struct long_name){.valid = true, .missing = part, .checksum = entry[13]};
        if (part > 20)
            name->valid = false;
    }
    if (!part || !name->valid || part != name->missing || entry[13] != name->checksum) {
        name->valid = false;
        return;
    }
    name->missing--;
    for (size_t i = 0; i < LONG_PART; i++)
        name->units[name->missing * LONG_PART + i] = bytes_u16(entry + places[i]);
}

static size_t put_utf8(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = {0, 0xc0, 0xe0, 0xf0};
    for (size_t i = more; i; i--, c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3f));
    to[0] = (char)(lead[more] | c);
    return more + 1;
}

/* As UTF-8, half surrogates as U+FFFD; the length. */
static size_t long_name_text(const struct long_name *name, char text[LONG_NAME_MOST * 3])
{
    size_t length = 0;
    for (size_t i = 0; i < LONG_NAME_MOST && name->units[i]; i++) {
        uint32_t c = name->units[i], low = i + 1 < LONG_NAME_MOST ? name->units[i + 1] : 0;
        if (c - 0xd800 < 0x400 && low - 0xdc00 < 0x400) {
            c = 0x10000 + (c - 0xd800) * 0x400 + (low - 0xdc00);
            i++;
        } else if (c - 0xd800 < 0x800) {
            c = 0xfffd;
        }
        length += put_utf8(text + length, c);
    }
    return length;
}

/* "NAME    EXT" as "NAME.EXT"; the length. */
static size_t short_name_text(const uint8_t name[11], char text[12])
{
    size_t length = 8, extension = 3;
    __builtin_memcpy(text, name, 8);
    if (name[0] == 0x05) /* stands for 0xe5, which would mean deleted */
        text[0] = (char)0xe5;
    while (length && text[length - 1] == ' ')
        length--;
    while (extension && name[8 + extension - 1] == ' ')
        extension--;
    if (extension) {
        text[length++] = '.';
        __builtin_memcpy(text + length, name + 8, extension);
    }
    return length + extension;
}

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool same_name(const char *a, size_t a_length, const char *b, size_t b_length)
{
    if (a_length != b_length)
        return false;
    for (size_t i = 0; i < a_length; i++)
        if (folded(a[i]) != folded(b[i]))
            return false;
    return true;
}

static bool entry_is(const uint8_t *entry, const struct long_name *long_name, const char *name,
                     size_t length)
{
    char text[LONG_NAME_MOST * 3];
    if (same_name(text, short_name_text(entry, text), name, length))
        return true;
    return long_name->valid && !long_name->missing &&
           long_name->checksum == short_checksum(entry) &&
           same_name(text, long_name_text(long_name, text), name, length);
}

/* ---- Directories ------------------------------------------------------------------------------*/

static enum boot_status find_in(struct fat *fat, struct fat_file *directory, const char *name,
                                size_t length, uint8_t ret_entry[ENTRY])
{
    struct long_name long_name = {.valid = false};
    uint8_t entries[512];
    for (uint64_t offset = 0; offset < directory->size;) {
        uint64_t left = directory->size - offset;
        size_t size = left < sizeof entries ? (size_t)left : sizeof entries;
        enum boot_status status = fat_read(fat, directory, offset, size, entries);
        if (status != BOOT_OK)
            return status;
        for (const uint8_t *entry = entries; entry < entries + size; entry += ENTRY) {
            if (entry[0] == 0)
                return BOOT_NOT_FOUND;
            if (entry[0] != 0xe5 && (entry[11] & 0x3f) == ATTRIBUTE_LONG_NAME) {
                long_name_add(&long_name, entry);
                continue;
            }
            if (entry[0] != 0xe5 && !(entry[11] & ATTRIBUTE_VOLUME) &&
                entry_is(entry, &long_name, name, length)) {
                __builtin_memcpy(ret_entry, entry, ENTRY);
                return BOOT_OK;
            }
            long_name.valid = false;
        }
        offset += size;
    }
    return BOOT_NOT_FOUND;
}

static enum boot_status root_open(struct fat *fat, struct fat_file *ret_root)
{
    *ret_root = (struct fat_file){.directory = 1, .first = fat->root_cluster};
    if (fat->bits == 32)
        return chain_check(fat, "/", ret_root);
    ret_root->size = fat->root_size;
    return BOOT_OK;
}

static enum boot_status entry_open(struct fat *fat, const char *path, const uint8_t *entry,
                                   struct fat_file *ret_file)
{
    uint32_t high = fat->bits == 32 ? bytes_u16(entry + 20) : 0;
    *ret_file = (struct fat_file){.size = bytes_u32(entry + 28),
                                  .first = high << 16 | bytes_u16(entry + 26),
                                  .directory = (entry[11] & ATTRIBUTE_DIRECTORY) != 0};
    if (ret_file->directory)
        ret_file->size = 0;
    if (ret_file->directory && !ret_file->first) /* ".." of a directory in the root */
        return root_open(fat, ret_file);
    return chain_check(fat, path, ret_file);
}

enum boot_status fat_find(struct fat *fat, const char *path, struct fat_file *ret_file)
{
    struct fat_file file;
    enum boot_status status = root_open(fat, &file);
    const char *name = path;
    for (;;) {
        size_t length = 0;
        while (*name == '/')
            name++;
        while (name[length] && name[length] != '/')
            length++;
        if (status != BOOT_OK || !length)
            break;
        uint8_t entry[ENTRY];
        if (!file.directory)
            return BOOT_NOT_FOUND;
        status = find_in(fat, &file, name, length, entry);
        if (status == BOOT_OK)
            status = entry_open(fat, path, entry, &file);
        name += length;
    }
    if (status != BOOT_OK)
        return status;
    if (file.directory)
        return BOOT_NOT_FOUND;
    *ret_file = file;
    return BOOT_OK;
}
