/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* \_OSI (5.7.2): which operating systems and features this one behaves like. */
#include "aml/osi.h"

#include "aml/convert.h"

/* One string, names ended by NUL: no table of pointers, so no relocations. */
static const char built_in[] = "Windows 2000\0"
                               "Windows 2001\0"
                               "Windows 2001 SP1\0"
                               "Windows 2001.1\0"
                               "Windows 2001 SP2\0"
                               "Windows 2001.1 SP1\0"
                               "Windows 2006\0"
                               "Windows 2006.1\0"
                               "Windows 2006 SP1\0"
                               "Windows 2006 SP2\0"
                               "Windows 2009\0"
                               "Windows 2012\0"
                               "Windows 2013\0"
                               "Windows 2015\0"
                               "Windows 2016\0"
                               "Windows 2017\0"
                               "Windows 2017.2\0"
                               "Windows 2018\0"
                               "Windows 2018.2\0"
                               "Windows 2019\0"
                               "Windows 2020\0"
                               "Windows 2021\0"
                               "Windows 2022\0"
                               "Extended Address Space Descriptor\0";

static bool same(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static bool is_built_in(const char *name)
{
    for (const char *at = built_in; *at != '\0'; at++) {
        if (same(at, name))
            return true;
        while (*at != '\0')
            at++;
    }
    return false;
}

/* What was said of a name last; NULL: nothing. */
static struct aml_interface *said(struct acpi *acpi, const char *name)
{
    struct aml_interface *at = acpi->interfaces;
    while (at != NULL && !same(at->name, name))
        at = at->next;
    return at;
}

static bool is_supported(struct acpi *acpi, const char *name)
{
    const struct aml_interface *last = said(acpi, name);
    return last != NULL ? !last->removed : is_built_in(name);
}

static enum acpi_status say(struct acpi *acpi, const char *name, bool removed)
{
    if (acpi == NULL || name == NULL)
        return ACPI_INVALID;
    aml_enter(acpi);
    enum acpi_status status = ACPI_OK;
    struct aml_interface *at = said(acpi, name);
    if (is_supported(acpi, name) != removed) {
        status = removed ? ACPI_NOT_FOUND : ACPI_OK;
    } else if (at != NULL) {
        at->removed = removed;
    } else if ((at = aml_alloc(&acpi->heap, sizeof *at)) != NULL) {
        *at = (struct aml_interface){acpi->interfaces, name, removed};
        acpi->interfaces = at;
    } else {
        status = ACPI_NO_MEMORY;
    }
    aml_leave(acpi);
    return status;
}

enum acpi_status acpi_interface_add(struct acpi *acpi, const char *name)
{
    return say(acpi, name, false);
}

enum acpi_status acpi_interface_remove(struct acpi *acpi, const char *name)
{
    return say(acpi, name, true);
}

void aml_interfaces_free(struct acpi *acpi)
{
    while (acpi->interfaces != NULL) {
        struct aml_interface *next = acpi->interfaces->next;
        aml_free(&acpi->heap, acpi->interfaces, sizeof *next);
        acpi->interfaces = next;
    }
}

enum acpi_status aml_native(struct aml_machine *m, uint8_t native, const struct aml_value *args,
                            struct aml_value *ret_value)
{
    if (native != NATIVE_OSI)
        return ACPI_AML_BAD_OPCODE;
    if (args[0].tag != T_STRING)
        return ACPI_AML_TYPE;
    bool yes = is_supported(m->acpi, (const char *)args[0].bytes->data);
    *ret_value = aml_integer(yes ? aml_width_mask(m) : 0);
    return ACPI_OK;
}
