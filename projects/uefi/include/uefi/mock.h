/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Mock firmware: a system table inside a host process, so that UEFI programs run under sanitizers,
 * debuggers and unit tests. Link libuefi-mock.a; needs libc, x86-64 Linux.
 *
 *     struct uefi_mock *m = uefi_mock_new();           // boots; uefi_image() is this thread's
 *     uefi_mock_file(m, uefi_mock_volume(m), u"\\kernel.bin", bytes, size);
 *     uefi_mock_lie(m, "File.Read", UEFI_MOCK_CUT, 100, 1, 2);   // 2nd and 3rd are short
 *     assert(!uefi_is_ok(app_main()));
 *     assert(uefi_mock_free(m) == 0);                  // nothing leaked, nothing misused
 *
 * It behaves well unless asked otherwise: as the specification says, and where that leaves a
 * choice, as is hardest on a program (every allocation changes the map key, descriptors are larger
 * than the struct, fresh memory is garbage). What a program does wrong (a free of what was never
 * allocated, a boot service after ExitBootServices, a TPL raised downwards) is a complaint:
 * printed, counted, answered with the specification's error.
 *
 * A service is named as the specification names it: "GetMemoryMap", "File.Read",
 * "BlockIo.ReadBlocks": the member, behind the protocol without EFI_ and _PROTOCOL. Its calls are
 * counted, and it lies as told. Own protocol instances join in with uefi_mock_called(),
 * uefi_mock_fill() and uefi_mock_give(); see the end.
 *
 * Threads: one mock per thread; it is that thread's firmware.
 */
#pragma once
#include "uefi/image.h"
#include "uefi/raw/console.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_mock;

/* Boots a firmware with a console, variables and 16 MiB of memory, but no devices: those are added
 * below. Aborts when the host has no memory. */
struct uefi_mock *uefi_mock_new(void);

/* Ends it. Returns how many things are wrong: complaints, pool and page allocations still there
 * (unless boot services have been exited), events, files and exclusive opens left open. Each has
 * been printed to stderr. */
unsigned uefi_mock_free(struct uefi_mock *);

/* The mock of this thread, or NULL. */
struct uefi_mock *uefi_mock_current(void);

EFI_SYSTEM_TABLE *uefi_mock_system(struct uefi_mock *);
EFI_HANDLE uefi_mock_image(struct uefi_mock *); /* of the program under test */

/* --- Lies ------------------------------------------------------------------------------------ */

/* How a service lies. Fits: p, hands out a pointer; b, fills the caller's buffer and says its size;
 * n, says a number. A lie that does not fit its service has no effect. */
enum uefi_mock_how {
    UEFI_MOCK_HONEST,
    UEFI_MOCK_FAIL,         /* any  does nothing, returns `value` (warnings and 0 too) */
    UEFI_MOCK_WARN,         /* any  does it, then returns `value` */
    UEFI_MOCK_NULL,         /* p    success, and the pointer is NULL */
    UEFI_MOCK_SILENT,       /* pbn  success, and no output is written */
    UEFI_MOCK_MISALIGNED,   /* p    the pointer is `value` bytes off; the data is there */
    UEFI_MOCK_CUT,          /* b    the first `value` bytes only, and the size says so */
    UEFI_MOCK_PARTIAL,      /* b    the first `value` bytes only, and the size claims all */
    UEFI_MOCK_NUMBER,       /* bn   the size or count reported is `value` (0, too large, ...) */
    UEFI_MOCK_GROWS,        /* b    needs `value` bytes more than at the call before, each time */
    UEFI_MOCK_STUCK,        /* b    always EFI_BUFFER_TOO_SMALL, and needs `value` bytes */
    UEFI_MOCK_UNTERMINATED, /* pb   every zero byte of the data is 'x' */
    UEFI_MOCK_GARBAGE,      /* pb   every byte of the data is `value` */
    UEFI_MOCK_OFF,          /* n    something of the service's own is `value`: see below */
};

/*
 * What UEFI_MOCK_OFF does:
 *
 *   GetMemoryMap                 says that descriptors lie `value` bytes apart
 *   LocateHandleBuffer, ProtocolsPerHandle   fill the list with NULL
 *   LocateDevicePath             says that the rest of the path begins at byte `value`
 *   GetNextVariableName          says the same name again, for ever
 *   QueryVariableInfo            says that a variable may have `value` bytes
 *   StartImage                   hands out exit data of `value` bytes at NULL
 *   GraphicsOutput.QueryMode     says that lines lie `value` pixels apart
 *   File.GetInfo, File.Read of a directory   write `value` into the info's Size
 *   BlockIo2..., DiskIo2...      begin the transfer, which then ends with the status `value`
 *
 * AllocatePages with UEFI_MOCK_NUMBER hands out the address `value`.
 */

/*
 * From its next call on, the service is honest `after` times, then lies `times` times (0: for
 * ever). Several lies about one service are tried in the order of telling; the first that is due is
 * told.
 */
void uefi_mock_lie(struct uefi_mock *, const char *service, enum uefi_mock_how how, uint64_t value,
                   unsigned after, unsigned times);

/* No more lies. */
void uefi_mock_be_honest(struct uefi_mock *);

/* How often the service has been called; all services with NULL. */
unsigned uefi_mock_calls(const struct uefi_mock *, const char *service);

/* What has been complained of so far. */
unsigned uefi_mock_complaints(const struct uefi_mock *);

/* Forgets the complaints: for tests that provoke some. Returns how many there were. */
unsigned uefi_mock_forgive(struct uefi_mock *);

/* --- Running what does not return ------------------------------------------------------------- */

enum uefi_mock_end {
    UEFI_MOCK_RETURNED,
    UEFI_MOCK_RESET,  /* by ResetSystem: see uefi_mock_reset() */
    UEFI_MOCK_EXITED, /* by Exit of the program's own image */
};

/* Calls the function; ResetSystem and Exit come back from here. Memory that the function held is
 * lost to the leak count, not to the mock. */
enum uefi_mock_end uefi_mock_run(struct uefi_mock *, void (*function)(void *), void *argument);

struct uefi_mock_reset {
    EFI_RESET_TYPE type;
    EFI_STATUS status; /* of Exit too */
    size_t size;       /* of the data handed over; the first bytes are in data */
    uint8_t data[64];
};
const struct uefi_mock_reset *uefi_mock_reset(const struct uefi_mock *);

/* --- Memory ---------------------------------------------------------------------------------- */

/* Pool blocks, and pages, that are allocated now. */
size_t uefi_mock_pool_blocks(const struct uefi_mock *);
size_t uefi_mock_pages(const struct uefi_mock *);

/* Adds an entry to the memory map that no allocation comes from. */
void uefi_mock_map_add(struct uefi_mock *, EFI_MEMORY_DESCRIPTOR entry);

/* The map key changes, as when an interrupt handler of firmware allocates. */
void uefi_mock_map_touch(struct uefi_mock *);

/* With every call of GetMemoryMap one more entry is there and the key is stale at once. For ever:
 * ExitBootServices cannot succeed then. */
void uefi_mock_map_restless(struct uefi_mock *, unsigned times);

/* "GetMemoryMap" with UEFI_MOCK_OFF: the descriptor size is `value`. */

/* Has ExitBootServices succeeded? SetVirtualAddressMap? */
bool uefi_mock_exited(const struct uefi_mock *);
bool uefi_mock_virtual(const struct uefi_mock *);

/* --- Time ------------------------------------------------------------------------------------ */

/* Virtual time since boot in units of 100 ns. It passes in Stall, in WaitForEvent (up to the next
 * timer), and here. Waiting for what can never happen aborts the process with a message. */
uint64_t uefi_mock_time(const struct uefi_mock *);
void uefi_mock_pass(struct uefi_mock *, uint64_t units);

/* Called by WaitForEvent before it lets time pass, so that a test can bring keys or data in; may be
 * NULL. */
void uefi_mock_when_idle(struct uefi_mock *, void (*function)(struct uefi_mock *, void *),
                         void *argument);

EFI_TPL uefi_mock_tpl(const struct uefi_mock *);
size_t uefi_mock_events(const struct uefi_mock *);  /* open ones */
UINTN uefi_mock_watchdog(const struct uefi_mock *); /* seconds; 300 at boot, 0: off */

/* --- Handles, protocols, tables ----------------------------------------------------------------
 */

/* Installs an interface; handle NULL: on a new one. Returns the handle. */
EFI_HANDLE uefi_mock_install(struct uefi_mock *, EFI_HANDLE, const EFI_GUID *, void *interface);

/* Zeroed memory that lives as long as the mock. */
void *uefi_mock_keep(struct uefi_mock *, size_t size);

/* Drivers that were disconnected because somebody opened a protocol EXCLUSIVE. */
unsigned uefi_mock_disconnected(const struct uefi_mock *);

/* As if a driver had opened the protocol BY_DRIVER; `lets_go`: it can be disconnected. */
void uefi_mock_drive(struct uefi_mock *, EFI_HANDLE, const EFI_GUID *, bool lets_go);

/* Installs a configuration table, replaces it, or with NULL takes it away, as a driver would. */
void uefi_mock_table(struct uefi_mock *, const EFI_GUID *, void *table);

/* A file that LoadImage takes for an image: StartImage calls `entry`. Lives as long as the mock. */
void *uefi_mock_program(struct uefi_mock *, EFI_IMAGE_ENTRY_POINT entry, size_t *ret_size);

/* --- Variables ------------------------------------------------------------------------------- */

/* Sets without any rule; data NULL deletes. */
void uefi_mock_variable(struct uefi_mock *, const char16_t *name, const EFI_GUID *vendor,
                        uint32_t attributes, const void *data, size_t size);

/* The time that GetTime tells. */
void uefi_mock_clock(struct uefi_mock *, EFI_TIME now);

/* --- Console --------------------------------------------------------------------------------- */

/* Keys that the program will read; the text is UTF-8, a line feed is the Enter key. */
void uefi_mock_type(struct uefi_mock *, const char *text);
void uefi_mock_key(struct uefi_mock *, EFI_KEY_DATA key);

/* What the program has written to ConOut and to StdErr since the last uefi_mock_clear(), as UTF-8
 * with \r and \n as written. Valid until the program writes again. */
const char *uefi_mock_output(struct uefi_mock *);
const char *uefi_mock_errors(struct uefi_mock *);
void uefi_mock_clear(struct uefi_mock *);

/* --- Devices ---------------------------------------------------------------------------------- */

/*
 * A display on a handle of its own, in the first of its modes: 640x480, 800x600, 1024x768 (whose
 * lines are 1088 pixels apart), 1280x1024, each with blue first; then 1024x768 with red first, and
 * as a bit mask (5:6:5 of 32 bits), and without frame buffer. What it says in Mode is the test's to
 * change.
 */
EFI_HANDLE uefi_mock_display(struct uefi_mock *);

/*
 * A volume: a file system in memory, with a device path. Names are ASCII-case-insensitive, as on
 * FAT. The program has been loaded from the first one, as \EFI\BOOT\BOOTX64.EFI.
 * Reading or writing more than 1 MiB at once is complained of: real firmware breaks on it.
 */
EFI_HANDLE uefi_mock_volume(struct uefi_mock *);

/* Makes a file, directories before it too; data NULL: a directory. The path begins with a
 * backslash. Replaces what is there. */
void uefi_mock_file(struct uefi_mock *, EFI_HANDLE volume, const char16_t *path, const void *data,
                    size_t size);

/* What the file holds now, or NULL if there is none. Valid until it is written. */
const uint8_t *uefi_mock_file_data(struct uefi_mock *, EFI_HANDLE volume, const char16_t *path,
                                   size_t *ret_size);

/* Writes are refused (EFI_WRITE_PROTECTED), and the volume holds that many bytes. */
void uefi_mock_volume_limit(struct uefi_mock *, EFI_HANDLE volume, bool read_only, uint64_t bytes);

/*
 * A disk of so many blocks, zeroed: block I/O, block I/O 2, disk I/O, disk I/O 2, and a device
 * path. Buffers must be aligned to io_align. Calls with an event end after a millisecond of virtual
 * time.
 */
EFI_HANDLE uefi_mock_disk(struct uefi_mock *, uint64_t blocks, uint32_t block_size,
                          uint32_t io_align);

/* The bytes of a disk. */
uint8_t *uefi_mock_disk_data(struct uefi_mock *, EFI_HANDLE disk);

/* The media is changed: another MediaId, zeroed; or taken out. */
void uefi_mock_disk_change(struct uefi_mock *, EFI_HANDLE disk, bool present);

/* A random number generator of the bytes seed, seed + 1, ...; its algorithms are CTR-256, the
 * default, and raw. */
EFI_HANDLE uefi_mock_rng(struct uefi_mock *, uint8_t seed);

/* --- For own protocol instances --------------------------------------------------------------- */

/* A lie that has become due. */
struct uefi_mock_lie {
    enum uefi_mock_how how;
    uint64_t value;
    uint64_t last; /* UEFI_MOCK_GROWS: what was asked for at the call before, plus value */
};

/*
 * The first thing that every service does:
 *
 *     struct uefi_mock_lie lie;
 *     EFI_STATUS status = uefi_mock_called("Rng.GetRNG", &lie);
 *     if (lie.how == UEFI_MOCK_FAIL)
 *         return status;
 *     ...
 *     return status;           // EFI_SUCCESS, or the value of UEFI_MOCK_WARN
 */
EFI_STATUS uefi_mock_called(const char *service, struct uefi_mock_lie *ret_lie);

/* Ends a service that fills the caller's buffer: size in, size out. EFI_BUFFER_TOO_SMALL if it does
 * not fit, without a buffer too. */
EFI_STATUS uefi_mock_fill(const struct uefi_mock_lie *, UINTN *size, void *buffer, const void *data,
                          size_t data_size);

/* Hands out a copy of the data in pool memory, which the program frees; lies as told. */
EFI_STATUS uefi_mock_give(const struct uefi_mock_lie *, void **ret_pointer, const void *data,
                          size_t data_size);

/* The number to report in the place of the true one. */
uint64_t uefi_mock_number(const struct uefi_mock_lie *, uint64_t honest);

/* A complaint about the program, in the manner of printf. */
void uefi_mock_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* An event that the mock owns (WaitForKey and the like): `ready` says whether it is signalled. */
EFI_EVENT uefi_mock_wait_event(struct uefi_mock *, bool (*ready)(void *), void *argument);

#ifdef __cplusplus
}
#endif
