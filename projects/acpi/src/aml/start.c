/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What an operating system does once the tables are loaded. Firmware's methods fail on real
 * machines, so a failure is told and counted, and the rest goes on.
 */
#include "aml/device.h"
#include "aml/instance.h"
#include "aml/region.h"

static void failed(struct acpi *acpi, struct aml_node *device, const char *what,
                   enum acpi_status status, struct acpi_start_report *report)
{
    aml_log(acpi, ACPI_LOG_WARNING, "%n.%s: %s", device, what, acpi_status_text(status));
    if (report->failed++ == 0)
        report->first = status;
}

/* Evaluates _INI, if there is one. */
static void initialise(struct acpi *acpi, struct aml_node *device, struct acpi_start_report *report)
{
    struct aml_value value = {0};
    enum acpi_status status = aml_device_value(acpi, device, AML_NAME('_', 'I', 'N', 'I'), &value);
    aml_drop(acpi, &value);
    if (status == ACPI_NOT_FOUND)
        return;
    report->ini++;
    if (status != ACPI_OK)
        failed(acpi, device, "_INI", status, report);
}

/* One device: false: it is absent, so nothing below it is looked at. */
static bool start_device(struct acpi *acpi, struct aml_node *device,
                         struct acpi_start_report *report)
{
    uint32_t sta, generation = device->generation;
    report->devices++;
    enum acpi_status status = aml_device_status(acpi, device, &sta);
    if (status != ACPI_OK) {
        failed(acpi, device, "_STA", status, report);
        return true;
    }
    if ((sta & (AML_STA_PRESENT | AML_STA_FUNCTIONAL)) == 0)
        return false;
    if ((sta & AML_STA_PRESENT) != 0 && device->generation == generation) {
        report->present++;
        initialise(acpi, device, report);
    }
    return true;
}

/* Whatever may have _STA and _INI. */
static bool is_startable(const struct aml_node *node)
{
    uint8_t tag = node->value.tag;
    return aml_is_device(node) || tag == T_PROCESSOR || tag == T_THERMAL;
}

static void start_devices(struct acpi *acpi, struct acpi_start_report *report)
{
    bool into = true;
    for (struct aml_node *at = acpi->root; (at = aml_node_after(acpi->root, at, into)) != NULL;) {
        uint32_t generation = at->generation;
        into = !is_startable(at) || start_device(acpi, at, report);
        if (at->generation != generation) { /* a method unloaded the table it came from */
            failed(acpi, acpi->root, "_INI", ACPI_CHANGED, report);
            return;
        }
    }
}

enum acpi_status acpi_start(struct acpi *acpi, struct acpi_start_report *ret_report)
{
    struct acpi_start_report report = {0};
    aml_enter(acpi);
    if (acpi->started) {
        aml_leave(acpi);
        return ACPI_INVALID;
    }
    struct aml_node *system = aml_child(acpi, acpi->root, AML_NAME('_', 'S', 'B', '_'));
    initialise(acpi, acpi->root, &report);
    if (system != NULL)
        initialise(acpi, system, &report);
    acpi->started = true;
    aml_regions_connect(acpi, acpi->root, &report);
    start_devices(acpi, &report);
    aml_leave(acpi);
    if (ret_report != NULL)
        *ret_report = report;
    return ACPI_OK;
}
