/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* libFuzzer target: the configuration file. All text that comes out lies inside of it. */
#include <stdlib.h>

#include "load/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void inside(struct span span, const uint8_t *data, size_t size)
{
    const char *from = (const char *)data;
    if (span.size && (span.at < from || span.at + span.size > from + size))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct config config;
    struct config_module module;
    size_t next = 0, modules = 0;
    config_parse(&config, (const char *)data, size);
    inside(config.kernel, data, size);
    inside(config.cmdline, data, size);
    if (config.kernel.size > CONFIG_PATH_MAX)
        abort();
    for (; config_module(&config, &next, &module); modules++) {
        inside(module.path, data, size);
        inside(module.string, data, size);
        if (module.path.size > CONFIG_PATH_MAX || module.path.at[0] != '/')
            abort();
    }
    if (modules != config.modules)
        abort();
    return 0;
}
