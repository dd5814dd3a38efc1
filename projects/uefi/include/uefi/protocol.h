/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Handles and the protocols on them (UEFI 2.10, 7.3): find, open, install, connect.
 *
 *     handle ---+-- EFI_DEVICE_PATH_PROTOCOL_GUID       -> interface (a struct of functions)
 *               +-- EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID   -> interface
 *               `-- ...                                     ^ opened by agents, in one of the ways
 *                                                             of enum uefi_how
 *
 * Wrapped protocols have uefi_X_open() and uefi_X_open_on(), which are short for the functions
 * here. An opened object looks the same everywhere:
 *
 *     struct uefi_gop {
 *         EFI_GRAPHICS_OUTPUT_PROTOCOL *raw; // NULL: not open
 *         struct uefi_opened opened;         // all zero: nothing to close
 *     };
 *
 * The default is to look at a protocol without claiming it (GET_PROTOCOL): nothing is disconnected,
 * nothing has to be closed. Claiming is asked for by name.
 *
 * GUIDs are kept by pointer: they must live as long as what was opened with them.
 */
#pragma once
#include "uefi/image.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A handle: something in firmware's database. Not an event, not a pointer of yours. */
struct uefi_handle {
    EFI_HANDLE raw; /* NULL: none */
};

/* A handle that came from the raw layer. */
static inline struct uefi_handle uefi_handle_of(EFI_HANDLE raw)
{
    struct uefi_handle handle;
    handle.raw = raw;
    return handle;
}

/* How a protocol is opened (7.3.9 OpenProtocol). */
enum uefi_how {
    /* look at it; whoever owns the device goes on owning it */
    UEFI_GET = EFI_OPEN_PROTOCOL_GET_PROTOCOL,
    /* a driver that starts to manage the controller; refused while another one does */
    UEFI_BY_DRIVER = EFI_OPEN_PROTOCOL_BY_DRIVER,
    /* alone: drivers that have it are disconnected first (the console too, if it is theirs) */
    UEFI_EXCLUSIVE = EFI_OPEN_PROTOCOL_EXCLUSIVE,
    /* both of the above */
    UEFI_BY_DRIVER_EXCLUSIVE = EFI_OPEN_PROTOCOL_BY_DRIVER | EFI_OPEN_PROTOCOL_EXCLUSIVE,
    /* a bus driver, on behalf of a child that it made */
    UEFI_BY_CHILD = EFI_OPEN_PROTOCOL_BY_CHILD_CONTROLLER,
};

/* What closing takes. All zero: nothing to close. */
struct uefi_opened {
    EFI_HANDLE handle;
    const EFI_GUID *guid;
    EFI_HANDLE agent;
    EFI_HANDLE controller;
};

/*
 * The interface of `guid` on a handle, to look at: UEFI_GET.
 *
 *   EFI_UNSUPPORTED      the handle does not have the protocol
 *   EFI_PROTOCOL_ERROR   its interface is NULL (uefi_protocol_test() finds such marks)
 */
UEFI_MUST_CHECK uefi_status uefi_protocol_get(struct uefi_handle handle, const EFI_GUID *guid,
                                              void **ret_interface);

/*
 * The same in any way, as an agent on behalf of a controller: drivers are their own handle (the one
 * of their driver binding) and what they manage; with UEFI_BY_CHILD the controller is the child.
 *
 *   EFI_ACCESS_DENIED    another driver has it and does not let go
 *   EFI_ALREADY_STARTED  UEFI_BY_DRIVER: this agent has it already
 */
UEFI_MUST_CHECK uefi_status uefi_protocol_open_as(struct uefi_handle handle, const EFI_GUID *guid,
                                                  enum uefi_how how, struct uefi_handle agent,
                                                  struct uefi_handle controller,
                                                  void **ret_interface,
                                                  struct uefi_opened *ret_opened);

/* The same for this image. ret_opened may be NULL with UEFI_GET. */
UEFI_MUST_CHECK static inline uefi_status uefi_protocol_open(struct uefi_handle handle,
                                                             const EFI_GUID *guid,
                                                             enum uefi_how how,
                                                             void **ret_interface,
                                                             struct uefi_opened *ret_opened)
{
    if (how != UEFI_GET)
        return uefi_protocol_open_as(handle, guid, how, uefi_handle_of(uefi_image()->handle),
                                     uefi_handle_of(NULL), ret_interface, ret_opened);
    UEFI_TRY(uefi_protocol_get(handle, guid, ret_interface));
    if (ret_opened)
        ret_opened->handle = NULL;
    return UEFI_OK;
}

/* Ends a claim, once: a second call, one on an all-zero struct, and one after boot services are
 * gone do nothing. */
void uefi_opened_close(struct uefi_opened *);

/*
 * Opens a wrapped protocol in another way than its own uefi_X_open_on() does:
 *
 *     static const EFI_GUID guid = EFI_BLOCK_IO_PROTOCOL_GUID;
 *     UEFI_TRY(UEFI_OPEN(&block, handle, &guid, UEFI_EXCLUSIVE));
 */
#define UEFI_OPEN(object, handle, guid, how)                                            \
    __extension__({                                                                     \
        void *uefi_interface_;                                                          \
        uefi_status uefi_opening_ =                                                     \
            uefi_protocol_open(handle, guid, how, &uefi_interface_, &(object)->opened); \
        if (uefi_is_ok(uefi_opening_))                                                  \
            (object)->raw = (__typeof__((object)->raw))uefi_interface_;                 \
        uefi_opening_;                                                                  \
    })

/*
 * The first interface of `guid` anywhere; nothing to close.
 *
 *   EFI_UNSUPPORTED      nobody has the protocol
 *   EFI_PROTOCOL_ERROR   the first one is NULL
 */
UEFI_MUST_CHECK uefi_status uefi_protocol_find(const EFI_GUID *guid, void **ret_interface);

/* Does the handle have the protocol? */
bool uefi_protocol_test(struct uefi_handle handle, const EFI_GUID *guid);

/* --- Finding handles ------------------------------------------------------------------------- */

/* Handles in pool memory of firmware's; freed by uefi_handles_close(). */
struct uefi_handles {
    struct uefi_handle *at;
    size_t count;
};

/*
 * All handles that have the protocol; every handle there is with guid NULL.
 *
 *   EFI_NOT_FOUND        none
 *   EFI_PROTOCOL_ERROR   the list is NULL, empty, longer than 65536, or has a NULL in it
 */
UEFI_MUST_CHECK uefi_status uefi_handles_find(const EFI_GUID *guid,
                                              struct uefi_handles *ret_handles);

/* Frees the list. Harmless twice, on an all-zero struct, and after boot services are gone. */
void uefi_handles_close(struct uefi_handles *);

/*
 * The same into the caller's storage.
 *
 *   EFI_BUFFER_TOO_SMALL   *ret_needed handles are there (ret_needed may be NULL)
 */
UEFI_MUST_CHECK uefi_status uefi_handles_get(const EFI_GUID *guid, struct uefi_handle *handles,
                                             size_t capacity, size_t *ret_count,
                                             size_t *ret_needed);

/* The protocols on a handle, in pool memory; freed by uefi_guids_close(). */
struct uefi_guids {
    const EFI_GUID *const *at;
    size_t count;
};
UEFI_MUST_CHECK uefi_status uefi_protocols_of(struct uefi_handle, struct uefi_guids *ret_guids);
void uefi_guids_close(struct uefi_guids *);

/* Who has opened a protocol of a handle, and how; freed by uefi_openers_close(). `at` is NULL when
 * nobody has. */
struct uefi_openers {
    const EFI_OPEN_PROTOCOL_INFORMATION_ENTRY *at;
    size_t count;
};
UEFI_MUST_CHECK uefi_status uefi_openers_of(struct uefi_handle, const EFI_GUID *guid,
                                            struct uefi_openers *ret_openers);
void uefi_openers_close(struct uefi_openers *);

/*
 * The handle with `guid` whose device path is the longest beginning of `path`; ret_rest is what
 * `path` says beyond it (into `path`).
 *
 *   EFI_NOT_FOUND        none
 */
UEFI_MUST_CHECK uefi_status uefi_handle_near(const EFI_GUID *guid,
                                             const EFI_DEVICE_PATH_PROTOCOL *path,
                                             struct uefi_handle *ret_handle,
                                             const EFI_DEVICE_PATH_PROTOCOL **ret_rest);

/* --- Protocols of one's own ------------------------------------------------------------------ */

/*
 * Installs an interface on *handle; a handle of NULL is a new one, and *handle becomes it. The
 * interface belongs to the caller and must live until it is uninstalled.
 *
 *   EFI_INVALID_PARAMETER   the handle has that protocol already
 */
UEFI_MUST_CHECK uefi_status uefi_protocol_install(struct uefi_handle *handle, const EFI_GUID *guid,
                                                  void *interface);

/* Tells all who wait that an interface has changed; `to` may be the same as `from`. */
UEFI_MUST_CHECK uefi_status uefi_protocol_reinstall(struct uefi_handle, const EFI_GUID *guid,
                                                    void *from, void *to);

/* EFI_ACCESS_DENIED: somebody still uses it and does not let go. */
UEFI_MUST_CHECK uefi_status uefi_protocol_uninstall(struct uefi_handle, const EFI_GUID *guid,
                                                    void *interface);

/* One of several protocols of a handle. */
struct uefi_interface {
    const EFI_GUID *guid;
    void *interface;
};
#define UEFI_INTERFACES_MAX 8

/*
 * Installs all or none; uninstalls all or none.
 *
 *   EFI_INVALID_PARAMETER   none, more than UEFI_INTERFACES_MAX, or one that is there already
 *   EFI_ALREADY_STARTED     a device path that another handle has
 */
UEFI_MUST_CHECK uefi_status uefi_protocols_install(struct uefi_handle *handle,
                                                   const struct uefi_interface *interfaces,
                                                   size_t count);
UEFI_MUST_CHECK uefi_status uefi_protocols_uninstall(struct uefi_handle,
                                                     const struct uefi_interface *interfaces,
                                                     size_t count);

/* --- Drivers --------------------------------------------------------------------------------- */

/*
 * Lets drivers start on a controller (7.3.12): all that fit, or those of `drivers` first (ended by
 * a NULL handle; may be NULL). `rest` may be NULL: see the specification.
 *
 *   EFI_NOT_FOUND        no driver wants it
 */
UEFI_MUST_CHECK uefi_status uefi_connect(struct uefi_handle controller,
                                         const struct uefi_handle *drivers,
                                         const EFI_DEVICE_PATH_PROTOCOL *rest, bool recursive);

/* Stops a driver (NULL handle: all) on a controller, for a child (NULL handle: all children). */
UEFI_MUST_CHECK uefi_status uefi_disconnect(struct uefi_handle controller,
                                            struct uefi_handle driver, struct uefi_handle child);

#ifdef __cplusplus
}
#endif
