/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the rooms of the mock firmware share: its state, lists of pointers, and who brings what.
 */
#pragma once
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "uefi/guid.h"
#include "uefi/mock.h"
#include "uefi/text.h"

#define MOCK_PAGES 4096u /* of memory that pages are allocated from: 16 MiB */

/* A growing list of pointers. */
struct list {
    void **at;
    size_t count, cap;
};
void list_add(struct list *, void *);
bool list_remove(struct list *, const void *); /* keeps the order; false: not there */
void list_free(struct list *, bool items);
void *must(void *memory); /* aborts on NULL */

struct told {
    char service[48];
    struct uefi_mock_lie lie;
    unsigned after, times;
    bool for_ever;
};

struct counter {
    char service[48];
    unsigned calls;
};

struct handle {
    struct list interfaces; /* struct interface */
};

struct interface {
    EFI_GUID guid;
    void *interface;
    struct list opens; /* struct open */
};

struct open {
    EFI_OPEN_PROTOCOL_INFORMATION_ENTRY entry;
    bool lets_go;
};

struct notify {
    EFI_GUID guid;
    EFI_EVENT event;
    struct list fresh; /* handles not located yet */
};

struct event {
    uint32_t type;
    EFI_TPL tpl;
    EFI_EVENT_NOTIFY function;
    const void *context;
    EFI_GUID group;               /* zero: none */
    bool signalled, queued, mine; /* mine: the mock's, kept by it */
    uint64_t due, period;         /* due 0: no timer */
    bool (*ready)(void *);
    void *argument; /* of ready: the mock's own event */
};

struct block {
    uint8_t *memory, *base; /* what was handed out, what malloc returned */
    size_t size;
    EFI_MEMORY_TYPE type;
};

struct variable {
    char16_t *name;
    EFI_GUID vendor;
    uint32_t attributes;
    uint8_t *data;
    size_t size;
};

struct image {
    EFI_HANDLE handle;
    EFI_IMAGE_ENTRY_POINT entry;
    void *loaded; /* EFI_LOADED_IMAGE_PROTOCOL, kept */
    bool started;
    jmp_buf exit;
    EFI_STATUS status;
    size_t exit_size;
    CHAR16 *exit_data;
};

struct uefi_mock {
    EFI_SYSTEM_TABLE system;
    EFI_BOOT_SERVICES boot;
    EFI_RUNTIME_SERVICES runtime;
    EFI_HANDLE image; /* of the program under test */

    struct list lies;     /* struct told */
    struct list counters; /* struct counter */
    unsigned complaints;
    struct list kept; /* memory until the end */

    struct list blocks;           /* struct block */
    uint8_t *ram;                 /* MOCK_PAGES pages */
    uint8_t page[MOCK_PAGES];     /* EFI_MEMORY_TYPE */
    uint32_t os_type[MOCK_PAGES]; /* of pages whose type does not fit into a byte (page == 0xFF) */
    EFI_MEMORY_DESCRIPTOR *extra;
    size_t extras;
    UINTN map_key;
    unsigned restless;
    bool exited, is_virtual;
    uint8_t *virtual_map;
    size_t virtual_entries, virtual_stride;

    struct list handles;  /* struct handle */
    struct list notifies; /* struct notify */
    unsigned disconnected;
    struct list tables; /* EFI_CONFIGURATION_TABLE, copied to the system table's array */

    struct list events; /* struct event */
    EFI_TPL tpl;
    uint64_t time;
    void (*idle)(struct uefi_mock *, void *);
    void *idle_argument;
    UINTN watchdog;
    uint64_t count; /* monotonic */

    struct list images;    /* struct image */
    struct image *running; /* innermost */

    struct list variables; /* struct variable */
    EFI_TIME clock;
    bool wakes;
    EFI_TIME wakes_at;

    bool armed; /* uefi_mock_run() is on the stack */
    jmp_buf end;
    struct uefi_mock_reset reset;

    size_t open_files;
    struct list files;      /* volume.c: struct file, open */
    struct list file_nodes; /* volume.c: struct node */
    uint8_t devices;        /* how many have a device path */
    void *console;          /* console.c */
};

/* firmware.c */
struct uefi_mock *mock(void); /* of this thread; aborts without one */
bool boot_called(const char *service, struct uefi_mock_lie *ret_lie, EFI_STATUS *ret_status);
uint32_t crc32_of(const void *data, size_t size);
void header_seal(EFI_TABLE_HEADER *);

/* memory.c */
void memory_init(struct uefi_mock *);
void memory_release(struct uefi_mock *);
unsigned memory_leaks(struct uefi_mock *);
void *pool_new(struct uefi_mock *, EFI_MEMORY_TYPE, size_t size, size_t misaligned);
bool pool_free(struct uefi_mock *, void *);

/* event.c */
void event_init(struct uefi_mock *);
unsigned event_leaks(struct uefi_mock *);
void event_release(struct uefi_mock *);
void event_signal(struct uefi_mock *, struct event *);
void event_signal_group(struct uefi_mock *, const EFI_GUID *);
struct event *event_of(EFI_EVENT);

/* protocol.c */
void protocol_init(struct uefi_mock *);
void protocol_release(struct uefi_mock *);
unsigned protocol_leaks(struct uefi_mock *);
struct handle *handle_of(EFI_HANDLE);
struct interface *interface_of(EFI_HANDLE, const EFI_GUID *);
EFI_STATUS interface_remove(struct uefi_mock *, EFI_HANDLE, const EFI_GUID *, void *interface);

/* image.c */
void image_init(struct uefi_mock *);
void image_release(struct uefi_mock *);

/* runtime.c */
void runtime_init(struct uefi_mock *);
void runtime_release(struct uefi_mock *);

/* console.c */
void console_init(struct uefi_mock *);
void console_release(struct uefi_mock *);

/* volume.c */
EFI_HANDLE device_new(struct uefi_mock *); /* a handle with a device path of its own */
EFI_STATUS file_load(struct uefi_mock *, EFI_DEVICE_PATH_PROTOCOL *path, uint8_t **ret_file,
                     UINTN *ret_size);
void volume_release(struct uefi_mock *);
