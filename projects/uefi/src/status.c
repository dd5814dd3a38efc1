/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Names of status codes: see uefi/status.h. A switch, so that nothing points anywhere. */
#include "uefi/status.h"

#define NAME(code) \
    case code:     \
        return #code

const char *uefi_status_text(uefi_status status)
{
    switch (status.code) {
        NAME(EFI_SUCCESS);
        NAME(EFI_WARN_UNKNOWN_GLYPH);
        NAME(EFI_WARN_DELETE_FAILURE);
        NAME(EFI_WARN_WRITE_FAILURE);
        NAME(EFI_WARN_BUFFER_TOO_SMALL);
        NAME(EFI_WARN_STALE_DATA);
        NAME(EFI_WARN_FILE_SYSTEM);
        NAME(EFI_WARN_RESET_REQUIRED);
        NAME(EFI_LOAD_ERROR);
        NAME(EFI_INVALID_PARAMETER);
        NAME(EFI_UNSUPPORTED);
        NAME(EFI_BAD_BUFFER_SIZE);
        NAME(EFI_BUFFER_TOO_SMALL);
        NAME(EFI_NOT_READY);
        NAME(EFI_DEVICE_ERROR);
        NAME(EFI_WRITE_PROTECTED);
        NAME(EFI_OUT_OF_RESOURCES);
        NAME(EFI_VOLUME_CORRUPTED);
        NAME(EFI_VOLUME_FULL);
        NAME(EFI_NO_MEDIA);
        NAME(EFI_MEDIA_CHANGED);
        NAME(EFI_NOT_FOUND);
        NAME(EFI_ACCESS_DENIED);
        NAME(EFI_NO_RESPONSE);
        NAME(EFI_NO_MAPPING);
        NAME(EFI_TIMEOUT);
        NAME(EFI_NOT_STARTED);
        NAME(EFI_ALREADY_STARTED);
        NAME(EFI_ABORTED);
        NAME(EFI_ICMP_ERROR);
        NAME(EFI_TFTP_ERROR);
        NAME(EFI_PROTOCOL_ERROR);
        NAME(EFI_INCOMPATIBLE_VERSION);
        NAME(EFI_SECURITY_VIOLATION);
        NAME(EFI_CRC_ERROR);
        NAME(EFI_END_OF_MEDIA);
        NAME(EFI_END_OF_FILE);
        NAME(EFI_INVALID_LANGUAGE);
        NAME(EFI_COMPROMISED_DATA);
        NAME(EFI_IP_ADDRESS_CONFLICT);
        NAME(EFI_HTTP_ERROR);
        NAME(EFI_NETWORK_UNREACHABLE);
        NAME(EFI_HOST_UNREACHABLE);
        NAME(EFI_PROTOCOL_UNREACHABLE);
        NAME(EFI_PORT_UNREACHABLE);
        NAME(EFI_CONNECTION_FIN);
        NAME(EFI_CONNECTION_RESET);
        NAME(EFI_CONNECTION_REFUSED);
    default:
        return uefi_is_error(status) ? "unknown error" : "unknown warning";
    }
}
