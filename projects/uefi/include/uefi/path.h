/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Device paths (UEFI chapter 10): rows of nodes that name a device, and a file on it.
 *
 *     | type | subtype | length, 2 bytes | data ... | type | ... | 0x7F | 0xFF | 4 | 0 |
 *       a node, at any alignment          next node               end of the path
 *
 *     struct uefi_path path;
 *     UEFI_TRY(uefi_path_read(raw, UEFI_PATH_LIMIT, &path)); // checks every node, once
 *     struct uefi_path_iter it = uefi_path_begin(path);
 *     struct uefi_path_node node;
 *     while (uefi_path_next(&it, &node)) {
 *         const PCI_DEVICE_PATH *pci = uefi_path_as_pci(node);  // NULL: something else
 *         ...
 *     }
 *
 * Nothing in a path is believed: a node that is shorter than its head, or longer than what is left,
 * ends the walk, and views of nodes that are too short for their kind are NULL.
 *
 * A struct uefi_path points into the bytes that it was read from; nothing is copied or owned.
 * Pure functions; any thread.
 */
#pragma once
#include "uefi/raw/path.h"
#include "uefi/status.h"
#include "uefi/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A path that comes without a size is not followed further than that. */
#define UEFI_PATH_LIMIT 65536u

/* Bytes of the node that ends a path. */
#define UEFI_PATH_END_SIZE 4u

/* Nodes, one after the other; what ends them is not part of it. May have several instances. */
struct uefi_path {
    const uint8_t *at;
    size_t size; /* bytes; 0: no node at all */
};

struct uefi_path_node {
    const uint8_t *at; /* its head */
    uint16_t size;     /* bytes, with the head: at least 4 */
    uint8_t type;      /* HARDWARE_DEVICE_PATH, ... */
    uint8_t subtype;
};

/*
 * Checks a path of at most `limit` bytes up to the node that ends it.
 *
 *   EFI_INVALID_PARAMETER   at is NULL
 *   EFI_PROTOCOL_ERROR      a node is shorter than 4 bytes or goes beyond the limit; there is no
 *                           end within it; an end node of no known kind
 */
UEFI_MUST_CHECK uefi_status uefi_path_read(const void *at, size_t limit,
                                           struct uefi_path *ret_path);

/* The path as firmware wants it. Only for a path that was read or built as a whole, since its end
 * must follow: not for an instance out of several. */
EFI_DEVICE_PATH_PROTOCOL *uefi_path_raw(struct uefi_path);

/* Bytes equal; and: all nodes of `beginning` come first in `path`. */
bool uefi_path_equal(struct uefi_path, struct uefi_path);
bool uefi_path_begins_with(struct uefi_path path, struct uefi_path beginning);

/* --- Walking --------------------------------------------------------------------------------- */

struct uefi_path_iter {
    const uint8_t *next;
    size_t left;
    uefi_status status; /* after the end: UEFI_OK, or EFI_PROTOCOL_ERROR for a node that lies */
};

/* Stands before the first node. */
struct uefi_path_iter uefi_path_begin(struct uefi_path);

/* All nodes, those between instances too (END_DEVICE_PATH_TYPE). */
bool uefi_path_next(struct uefi_path_iter *, struct uefi_path_node *ret_node);

/* From the same iterator: what is left up to the next instance, as a path of its own. A path
 * without nodes has no instance. */
bool uefi_path_next_instance(struct uefi_path_iter *, struct uefi_path *ret_instance);

/* The last node of the last instance; false: there is none. */
bool uefi_path_last(struct uefi_path, struct uefi_path_node *ret_node);

/* --- Nodes ----------------------------------------------------------------------------------- */

/* The node's bytes if it is of that kind and at least `size` bytes long, else NULL. */
const void *uefi_path_view(struct uefi_path_node, uint8_t type, uint8_t subtype, size_t size);

/* What follows the first `size` bytes of the node (the struct of its kind): strings and lists. */
const uint8_t *uefi_path_rest(struct uefi_path_node, size_t size, size_t *ret_size);

/* The name in a file path node, up to its NUL or the node's end, at any address. */
bool uefi_path_file_name(struct uefi_path_node, const uefi_char16 **ret_name, size_t *ret_length);

/*
 * The file that the path's file path nodes name together, one backslash between them (10.3.5.4). As
 * snprintf: returns the length wanted without the NUL; 0: the path names no file.
 */
size_t uefi_path_file(struct uefi_path, char16_t *buf, size_t cap);

/* --- Building -------------------------------------------------------------------------------- */

/*
 * Builds a path in the caller's buffer:
 *
 *     struct uefi_path_builder b = uefi_path_build(buf, sizeof buf);
 *     uefi_path_add_path(&b, partition);
 *     uefi_path_add_file(&b, u"\\loader.efi", SIZE_MAX);
 *     UEFI_TRY(uefi_path_finish(&b, &path, &needed));
 *
 * Errors wait for uefi_path_finish(). The buffer must not overlap what is added to it.
 */
struct uefi_path_builder {
    uint8_t *at;
    size_t cap;
    size_t size; /* wanted so far */
    bool bad;    /* a node would be longer than 65535 bytes, or a path was not checked */
};

/* An empty path in `cap` bytes at `buf`. */
struct uefi_path_builder uefi_path_build(void *buf, size_t cap);

/* A node of a head, data and more data. */
void uefi_path_add(struct uefi_path_builder *, uint8_t type, uint8_t subtype, const void *data,
                   size_t size, const void *more, size_t more_size);

/* All nodes of a path: this appends, and by itself it duplicates. */
void uefi_path_add_path(struct uefi_path_builder *, struct uefi_path);

/* One node of another path. */
void uefi_path_add_node(struct uefi_path_builder *, struct uefi_path_node);

/* A file path node; the NUL is added. */
void uefi_path_add_file(struct uefi_path_builder *, const uefi_char16 *name, size_t length);

/* What follows is another instance. */
void uefi_path_add_instance(struct uefi_path_builder *);

/*
 * Ends the path. ret_needed, which may be NULL, gets the bytes that it takes, when it does not fit
 * too.
 *
 *   EFI_BUFFER_TOO_SMALL    it does not fit; nothing of the buffer may be used
 *   EFI_INVALID_PARAMETER   something added was no node
 */
UEFI_MUST_CHECK uefi_status uefi_path_finish(struct uefi_path_builder *, struct uefi_path *ret_path,
                                             size_t *ret_needed);

/* --- Text (10.6) ----------------------------------------------------------------------------- */

/* How to write a path. All zero: short names, everything said, so that it can be read back. */
struct uefi_path_style {
    bool display_only; /* for people: leaves out what they do not need */
    bool no_shortcuts; /* of messaging nodes: VenMsg(guid) in the place of VenPcAnsi() */
};

/*
 * The text of a path as 10.6 writes it, in UTF-8. As snprintf: returns the length wanted.
 *
 * Nodes of unknown kinds, and nodes that are shorter or longer than theirs, come as bytes:
 * Msg(34,...), Path(6,1,...); so do NVMe over Fabrics and the NVDIMM node of ACPI. Names and
 * strings are written as they are, so one with a comma, a slash or a parenthesis may read back as
 * something else.
 */
size_t uefi_path_to_text(char *buf, size_t cap, struct uefi_path, struct uefi_path_style);
size_t uefi_path_node_to_text(char *buf, size_t cap, struct uefi_path_node, struct uefi_path_style);

/*
 * Reads text (UTF-8) into a path; words that are no kind of node are file names (10.6.1.5).
 *
 *   EFI_INVALID_PARAMETER   an argument does not fit its kind; ret_error, which may be NULL, gets
 *                           where in the text
 *   EFI_BUFFER_TOO_SMALL    as uefi_path_finish()
 */
UEFI_MUST_CHECK uefi_status uefi_path_from_text(void *buf, size_t cap, const char *text,
                                                struct uefi_path *ret_path, size_t *ret_needed,
                                                size_t *ret_error);

/* --- Views and makers of each kind -------------------------------------------------------------
 */

/*
 * For each line: `const PCI_DEVICE_PATH *uefi_path_as_pci(node)`, NULL for another kind or one too
 * short; and `void uefi_path_add_pci(&builder, &pci, rest, rest_size)`, which fills in the head;
 * the rest is what follows the struct (NULL, 0: nothing).
 *
 * IPv4 and IPv6 nodes that end before the gateway, as before UEFI 2.3, have no view.
 */
#define UEFI_PATH_KINDS(X)                                                                        \
    X(pci, PCI_DEVICE_PATH, HARDWARE_DEVICE_PATH, HW_PCI_DP)                                      \
    X(pccard, PCCARD_DEVICE_PATH, HARDWARE_DEVICE_PATH, HW_PCCARD_DP)                             \
    X(memory, MEMMAP_DEVICE_PATH, HARDWARE_DEVICE_PATH, HW_MEMMAP_DP)                             \
    X(hardware_vendor, VENDOR_DEVICE_PATH, HARDWARE_DEVICE_PATH, HW_VENDOR_DP)                    \
    X(controller, CONTROLLER_DEVICE_PATH, HARDWARE_DEVICE_PATH, HW_CONTROLLER_DP)                 \
    X(bmc, BMC_DEVICE_PATH, HARDWARE_DEVICE_PATH, HW_BMC_DP)                                      \
    X(acpi, ACPI_HID_DEVICE_PATH, ACPI_DEVICE_PATH, ACPI_DP)                                      \
    X(acpi_expanded, ACPI_EXTENDED_HID_DEVICE_PATH, ACPI_DEVICE_PATH, ACPI_EXTENDED_DP)           \
    X(acpi_adr, ACPI_ADR_DEVICE_PATH, ACPI_DEVICE_PATH, ACPI_ADR_DP)                              \
    X(acpi_nvdimm, ACPI_NVDIMM_DEVICE_PATH, ACPI_DEVICE_PATH, ACPI_NVDIMM_DP)                     \
    X(atapi, ATAPI_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_ATAPI_DP)                              \
    X(scsi, SCSI_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_SCSI_DP)                                 \
    X(fibre, FIBRECHANNEL_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_FIBRECHANNEL_DP)                \
    X(fibre_ex, FIBRECHANNELEX_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_FIBRECHANNELEX_DP)         \
    X(i1394, F1394_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_1394_DP)                               \
    X(usb, USB_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_USB_DP)                                    \
    X(usb_class, USB_CLASS_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_USB_CLASS_DP)                  \
    X(usb_wwid, USB_WWID_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_USB_WWID_DP)                     \
    X(i2o, I2O_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_I2O_DP)                                    \
    X(unit, DEVICE_LOGICAL_UNIT_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_DEVICE_LOGICAL_UNIT_DP)   \
    X(sata, SATA_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_SATA_DP)                                 \
    X(iscsi, ISCSI_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_ISCSI_DP)                              \
    X(mac, MAC_ADDR_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_MAC_ADDR_DP)                          \
    X(ipv4, IPv4_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_IPv4_DP)                                 \
    X(ipv6, IPv6_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_IPv6_DP)                                 \
    X(vlan, VLAN_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_VLAN_DP)                                 \
    X(infiniband, INFINIBAND_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_INFINIBAND_DP)               \
    X(uart, UART_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_UART_DP)                                 \
    X(vendor, VENDOR_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_VENDOR_DP)                           \
    X(sas_ex, SASEX_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_SASEX_DP)                             \
    X(nvme, NVME_NAMESPACE_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_NVME_NAMESPACE_DP)             \
    X(nvme_of, NVME_OF_NAMESPACE_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_NVME_OF_NAMESPACE_DP)    \
    X(uri, URI_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_URI_DP)                                    \
    X(ufs, UFS_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_UFS_DP)                                    \
    X(sd, SD_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_SD_DP)                                       \
    X(emmc, EMMC_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_EMMC_DP)                                 \
    X(bluetooth, BLUETOOTH_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_BLUETOOTH_DP)                  \
    X(bluetooth_le, BLUETOOTH_LE_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_BLUETOOTH_LE_DP)         \
    X(wifi, WIFI_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_WIFI_DP)                                 \
    X(dns, DNS_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_DNS_DP)                                    \
    X(nvdimm, NVDIMM_NAMESPACE_DEVICE_PATH, MESSAGING_DEVICE_PATH, NVDIMM_NAMESPACE_DP)           \
    X(rest_service, REST_SERVICE_DEVICE_PATH, MESSAGING_DEVICE_PATH, MSG_REST_SERVICE_DP)         \
    X(hard_drive, HARDDRIVE_DEVICE_PATH, MEDIA_DEVICE_PATH, MEDIA_HARDDRIVE_DP)                   \
    X(cdrom, CDROM_DEVICE_PATH, MEDIA_DEVICE_PATH, MEDIA_CDROM_DP)                                \
    X(media_vendor, VENDOR_DEVICE_PATH, MEDIA_DEVICE_PATH, MEDIA_VENDOR_DP)                       \
    X(media_protocol, MEDIA_PROTOCOL_DEVICE_PATH, MEDIA_DEVICE_PATH, MEDIA_PROTOCOL_DP)           \
    X(firmware_file, MEDIA_FW_VOL_FILEPATH_DEVICE_PATH, MEDIA_DEVICE_PATH, MEDIA_PIWG_FW_FILE_DP) \
    X(firmware_volume, MEDIA_FW_VOL_DEVICE_PATH, MEDIA_DEVICE_PATH, MEDIA_PIWG_FW_VOL_DP)         \
    X(offset_range, MEDIA_RELATIVE_OFFSET_RANGE_DEVICE_PATH, MEDIA_DEVICE_PATH,                   \
      MEDIA_RELATIVE_OFFSET_RANGE_DP)                                                             \
    X(ram_disk, MEDIA_RAM_DISK_DEVICE_PATH, MEDIA_DEVICE_PATH, MEDIA_RAM_DISK_DP)                 \
    X(bbs, BBS_BBS_DEVICE_PATH, BBS_DEVICE_PATH, BBS_BBS_DP)

#define UEFI_PATH_KIND_(name, type, major, minor)                                                \
    static inline const type *uefi_path_as_##name(struct uefi_path_node node)                    \
    {                                                                                            \
        return (const type *)uefi_path_view(node, major, minor, sizeof(type));                   \
    }                                                                                            \
    static inline void uefi_path_add_##name(struct uefi_path_builder *builder, const type *node, \
                                            const void *rest, size_t rest_size)                  \
    {                                                                                            \
        uefi_path_add(builder, major, minor, (const uint8_t *)node + UEFI_PATH_END_SIZE,         \
                      sizeof(type) - UEFI_PATH_END_SIZE, rest, rest_size);                       \
    }
UEFI_PATH_KINDS(UEFI_PATH_KIND_)
#undef UEFI_PATH_KIND_

#ifdef __cplusplus
}
#endif
