/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Identities of devices, in the forms that AML has for them. */
#pragma once
#include "aml/value.h"

#define AML_EISA_SIZE 8 /* "PNP0A08" with its NUL */

/* An EISA id as EisaId() packs it (19.6.37), as text. */
void aml_eisa_text(uint64_t id, char text[AML_EISA_SIZE]);

/* Is this _HID or _CID the one, or one of a package? Values that are no ids match nothing. */
bool aml_id_matches(const struct aml_value *, const char *id);

/* The value of the object `name` below a device: evaluates it. To be dropped. ACPI_NOT_FOUND: there
 * is none. */
ACPI_MUST_CHECK enum acpi_status aml_device_value(struct acpi *, struct aml_node *device,
                                                  uint32_t name, struct aml_value *ret_value);

#define AML_STA_PRESENT    0x1u /* 6.3.7 */
#define AML_STA_FUNCTIONAL 0x8u
ACPI_MUST_CHECK enum acpi_status aml_device_status(struct acpi *, struct aml_node *device,
                                                   uint32_t *ret_status);
