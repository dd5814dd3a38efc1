/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Where firmware enters. If the kernel cannot be booted, what the log says stays on the screen
 * until a key is pressed; then firmware goes on with its next choice.
 *
 * What the firmware was told to pass on (LoadOptions) is not read: the configuration alone says
 * what is booted, so that a machine boots the same from every menu.
 */
#include "doors/uefi/uefi.h"

enum { TAKEN_REGIONS = 256, LOG_SIZE = 16384 };

static struct boot_memory_region taken_regions[TAKEN_REGIONS];
static char log_buffer[LOG_SIZE];

static void find_image(struct door *door)
{
    struct uefi_loaded_image image = {0};
    const void *base;
    size_t size;
    if (uefi_is_ok(uefi_loaded_image_open(&image)) &&
        uefi_is_ok(uefi_loaded_image_memory(&image, &base, &size))) {
        door->image = base;
        door->image_size = size;
    }
}

uefi_status app_main(void)
{
    static struct uefi_door context = {
        .taken = {.regions = taken_regions, .capacity = TAKEN_REGIONS},
    };
    struct door door = {
        .ctx = &context,
        .kind = BOOT_DOOR_UEFI,
        .open = files_open,
        .read = files_read,
        .take = memory_take_pages,
        .set_mode = screen_set_mode,
        .print = screen_print,
        .facts = facts_find,
        .finish = memory_finish,
    };
    struct log_options options = {
        .serial = LOG_WARNING, .screen = LOG_WARNING, .print = screen_print};
    log_begin(log_buffer, sizeof log_buffer, &options);
    find_image(&door);
    enum boot_status status = boot_load(&door);

    log_say(LOG_ERROR, "this computer was not booted (%d); a key goes back to the firmware\n",
            (int)status);
    struct uefi_text_in keys = {0};
    EFI_INPUT_KEY key;
    uefi_status waited = uefi_watchdog_set(0, 0x10000);
    if (uefi_is_ok(waited) || uefi_is(waited, EFI_UNSUPPORTED))
        waited = uefi_text_in_open(&keys);
    if (uefi_is_ok(waited))
        waited = uefi_text_in_wait(&keys, UEFI_FOREVER, &key);
    return uefi_is_ok(waited) ? uefi_status_of(EFI_LOAD_ERROR) : waited;
}
