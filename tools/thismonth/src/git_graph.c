/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * One struct layer per file of the chain:
 *
 *     header  "CGPH" version hash-version chunks bases
 *     table   chunks + 1 entries of { id, offset }, the last one ends the chunks
 *     OIDF    256 running counts by first byte          OIDL  the ids, sorted
 *     CDAT    per commit: tree, two parents, level and date      EDGE  further parents
 *
 * What is checked when: frame, chunk bounds and running counts at opening; ids, parents and levels
 * where they are followed. Nothing is read outside the mapping whatever the bytes say.
 */
#include "git_graph.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HEADER = 8,
    TABLE_ENTRY = 12,
    ID = GIT_OID_RAWSZ,
    RECORD = ID + 16,
    FANOUT = 256 * 4,
    LAYERS = 64,
};
#define NO_PARENT   0x70000000u
#define MORE        0x80000000u
#define POSITION    0x7fffffffu
#define MAX_COMMITS 0x70000000u

struct layer {
    const uint8_t *map;
    size_t size;
    const uint8_t *fanout, *ids, *records, *edges;
    uint32_t edge_count;
    uint32_t base;  /* position of its first commit */
    uint32_t count; /* of its commits */
};

struct git_graph {
    struct layer layers[LAYERS];
    uint32_t layer_count;
    uint32_t count;
    bool broken;
};

static uint32_t be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint64_t be64(const uint8_t *p)
{
    return (uint64_t)be32(p) << 32 | be32(p + 4);
}

/* Notes one chunk of the table. Chunks that this reader does not need are let be. */
static bool take_chunk(struct layer *layer, uint32_t id, const uint8_t *at, uint64_t size)
{
    switch (id) {
    case 0x4f494446: /* OIDF */
        layer->fanout = at;
        return size == FANOUT;
    case 0x4f49444c: /* OIDL */
        layer->ids = at;
        layer->count = (uint32_t)(size / ID);
        return size % ID == 0 && size / ID < MAX_COMMITS;
    case 0x43444154: /* CDAT */
        layer->records = at;
        return size / RECORD < MAX_COMMITS;
    case 0x45444745: /* EDGE */
        layer->edges = at;
        layer->edge_count = (uint32_t)(size / 4);
        return size / 4 < MAX_COMMITS;
    }
    return true;
}

static bool read_frame(struct layer *layer, uint32_t bases)
{
    const uint8_t *map = layer->map;
    uint64_t records = 0;
    if (layer->size < HEADER + TABLE_ENTRY + ID || memcmp(map, "CGPH\1\1", 6) != 0 ||
        map[7] != bases)
        return false;
    uint32_t chunks = map[6];
    uint64_t end = layer->size - ID; /* the checksum follows */
    if (HEADER + (uint64_t)(chunks + 1) * TABLE_ENTRY > end)
        return false;
    for (uint32_t i = 0; i < chunks; i++) {
        const uint8_t *entry = map + HEADER + i * TABLE_ENTRY;
        uint64_t from = be64(entry + 4), to = be64(entry + TABLE_ENTRY + 4);
        if (from < HEADER || from > to || to > end ||
            !take_chunk(layer, be32(entry), map + from, to - from))
            return false;
        if (be32(entry) == 0x43444154)
            records = to - from;
    }
    if (!layer->fanout || !layer->ids || !layer->records ||
        records != (uint64_t)layer->count * RECORD)
        return false;
    for (uint32_t i = 1; i < 256; i++)
        if (be32(layer->fanout + 4 * (i - 1)) > be32(layer->fanout + 4 * i))
            return false;
    return be32(layer->fanout + 4 * 255) == layer->count;
}

static bool add_layer(struct git_graph *graph, const char *path)
{
    if (graph->layer_count == LAYERS)
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    struct stat st;
    struct layer layer = {.base = graph->count};
    if (fstat(fd, &st) == 0 && st.st_size > 0) {
        void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (map != MAP_FAILED) {
            layer.map = map;
            layer.size = (size_t)st.st_size;
        }
    }
    close(fd);
    if (!layer.map)
        return false;
    if (!read_frame(&layer, graph->layer_count) || layer.count >= MAX_COMMITS - graph->count) {
        munmap((void *)(uintptr_t)layer.map, layer.size);
        return false;
    }
    graph->layers[graph->layer_count++] = layer;
    graph->count += layer.count;
    return true;
}

/* One line per layer, the name of its file in between. */
static bool add_chain(struct git_graph *graph, const char *objects)
{
    char path[4096], line[128];
    snprintf(path, sizeof path, "%s/info/commit-graphs/commit-graph-chain", objects);
    FILE *list = fopen(path, "re");
    bool ok = list != NULL;
    while (ok && fgets(line, sizeof line, list)) {
        line[strcspn(line, "\n")] = '\0';
        ok = strlen(line) == 2 * ID && strspn(line, "0123456789abcdef") == 2 * ID &&
             snprintf(path, sizeof path, "%s/info/commit-graphs/graph-%s.graph", objects, line) <
                 (int)sizeof path &&
             add_layer(graph, path);
    }
    if (list)
        fclose(list);
    return ok && graph->layer_count > 0;
}

struct git_graph *git_graph_open(const char *objects)
{
    char path[4096];
    struct git_graph *graph = calloc(1, sizeof *graph);
    if (!graph ||
        snprintf(path, sizeof path, "%s/info/commit-graph", objects) >= (int)sizeof path - 80) {
        free(graph);
        return NULL;
    }
    if (!add_layer(graph, path) && !add_chain(graph, objects)) {
        git_graph_close(graph);
        return NULL;
    }
    return graph;
}

void git_graph_close(struct git_graph *graph)
{
    if (!graph)
        return;
    for (uint32_t i = 0; i < graph->layer_count; i++)
        munmap((void *)(uintptr_t)graph->layers[i].map, graph->layers[i].size);
    free(graph);
}

uint32_t git_graph_count(const struct git_graph *graph)
{
    return graph->count;
}

bool git_graph_broken(const struct git_graph *graph)
{
    return graph->broken;
}

bool git_graph_find(const struct git_graph *graph, const git_oid *id, uint32_t *ret_position)
{
    for (uint32_t i = graph->layer_count; i-- > 0;) {
        const struct layer *layer = &graph->layers[i];
        uint32_t low = id->id[0] ? be32(layer->fanout + 4 * (id->id[0] - 1)) : 0;
        uint32_t high = be32(layer->fanout + 4 * id->id[0]);
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            int order = memcmp(id->id, layer->ids + (size_t)middle * ID, ID);
            if (order == 0) {
                *ret_position = layer->base + middle;
                return true;
            }
            if (order < 0)
                high = middle;
            else
                low = middle + 1;
        }
    }
    return false;
}

static const struct layer *layer_of(const struct git_graph *graph, uint32_t position)
{
    const struct layer *layer = &graph->layers[graph->layer_count - 1];
    while (position < layer->base)
        layer--;
    return layer;
}

void git_graph_id(const struct git_graph *graph, uint32_t position, git_oid *ret_id)
{
    const struct layer *layer = layer_of(graph, position);
    memcpy(ret_id->id, layer->ids + (size_t)(position - layer->base) * ID, ID);
}

static const uint8_t *record_of(const struct layer *layer, uint32_t position)
{
    return layer->records + (size_t)(position - layer->base) * RECORD;
}

static uint32_t level_of(const uint8_t *record)
{
    return be32(record + ID + 8) >> 2;
}

void git_graph_commit(const struct git_graph *graph, uint32_t position,
                      struct graph_commit *ret_commit)
{
    const uint8_t *record = record_of(layer_of(graph, position), position);
    memcpy(ret_commit->tree.id, record, ID);
    ret_commit->level = level_of(record);
    ret_commit->date = (int64_t)(be64(record + ID + 8) & 0x3ffffffffu);
}

/* Follows one parent; a wrong one breaks the graph. */
static bool sound_parent(struct git_graph *graph, uint32_t level, uint32_t parent)
{
    bool ok = parent < graph->count;
    if (ok && level) {
        uint32_t below = level_of(record_of(layer_of(graph, parent), parent));
        ok = below < level || level == 0x3fffffff; /* the greatest level stands for all above it */
    }
    if (!ok)
        graph->broken = true;
    return ok;
}

uint32_t git_graph_parents(struct git_graph *graph, uint32_t position, uint32_t *parents,
                           uint32_t cap)
{
    const struct layer *layer = layer_of(graph, position);
    const uint8_t *record = record_of(layer, position);
    uint32_t level = level_of(record), first = be32(record + ID), second = be32(record + ID + 4);
    uint32_t n = 0;
    if (first == NO_PARENT)
        return 0;
    if (!sound_parent(graph, level, first))
        return 0;
    if (n++ < cap)
        parents[0] = first;
    if (second == NO_PARENT)
        return n;
    if (!(second & MORE)) {
        if (sound_parent(graph, level, second) && n++ < cap)
            parents[1] = second;
        return n;
    }
    for (uint32_t edge = second & POSITION, more = 1; more; edge++) {
        if (edge >= layer->edge_count) {
            graph->broken = true;
            return n;
        }
        uint32_t value = be32(layer->edges + 4 * (size_t)edge);
        more = !(value & MORE);
        if (!sound_parent(graph, level, value & POSITION))
            return n;
        if (n < cap)
            parents[n] = value & POSITION;
        n++;
    }
    return n;
}
