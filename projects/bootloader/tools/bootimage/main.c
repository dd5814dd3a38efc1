/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Arguments -> struct image (and struct machine, for `bootimage run`). */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bootimage.h"

static const char usage[] =
    "bootimage KERNEL -o IMAGE [OPTION...]            makes a disk that boots under BIOS and UEFI\n"
    "bootimage run KERNEL [OPTION...] [-- QEMU...]    boots such a disk in QEMU right away\n"
    "\n"
    "  -o, --output IMAGE          the file to make\n"
    "  -m, --module FILE[:STRING]  another file for the kernel, with a string; may be repeated\n"
    "  -c, --cmdline TEXT          the kernel's command line\n"
    "      --config FILE           more lines for /boot/boot.conf (resolution, serial, ...)\n"
    "  -f, --file SOURCE:PATH      another file for the volume; may be repeated\n"
    "      --table mbr|gpt         the partition table; mbr boots on more machines\n"
    "      --fat 12|16|32          the volume's type; else as fits\n"
    "      --size N[K|M|G]         the size of the whole; else as needed\n"
    "  -h, --help                  this text; `man bootimage` tells more\n"
    "\n"
    "with run:\n"
    "      --uefi                  with UEFI firmware (package ovmf), not BIOS\n"
    "      --gdb                   wait for gdb before the first instruction\n"
    "      --memory N[M|G]         the machine's memory; 256M when not given\n"
    "\n"
    "`run` shows the first serial port and the debug console (port 0xe9). Its status is 0 if the "
    "kernel wrote\n"
    "0x10 to port 0xf4 or switched the machine off, 1 if it wrote something else, 3 if the machine "
    "was reset.\n";

enum { CONFIG = 256, TABLE, FAT, SIZE, UEFI, GDB, MEMORY };

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"module", required_argument, NULL, 'm'},
    {"cmdline", required_argument, NULL, 'c'},
    {"config", required_argument, NULL, CONFIG},
    {"file", required_argument, NULL, 'f'},
    {"table", required_argument, NULL, TABLE},
    {"fat", required_argument, NULL, FAT},
    {"size", required_argument, NULL, SIZE},
    {"help", no_argument, NULL, 'h'},
    {"uefi", no_argument, NULL, UEFI},
    {"gdb", no_argument, NULL, GDB},
    {"memory", required_argument, NULL, MEMORY},
    {0},
};

/* Bytes, whole sectors. */
static uint64_t parse_size(const char *text)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    static const char units[] = "KMG";
    const char *unit = *end ? strchr(units, *end) : NULL;
    unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    if (errno || end == text || text[0] == '-' || (*end && (!unit || end[1])) ||
        value > UINT64_MAX >> 1 >> shift || value << shift < SECTOR)
        die_usage("--size %s: a number of bytes is wanted, or one with K, M or G", text);
    return value << shift & ~(uint64_t)(SECTOR - 1);
}

static void set_option(int option, struct image *image, struct machine *machine, bool run)
{
    if (run ? option == 'o' : option >= UEFI)
        die_usage(run ? "run makes no file: -o is not for it"
                      : "--uefi, --gdb and --memory are for run");
    switch (option) {
    case 'o':
        image->output = optarg;
        break;
    case 'm':
        image->modules[image->module_count++] = optarg;
        break;
    case 'c':
        image->command_line = optarg;
        break;
    case 'f':
        image->files[image->file_count++] = optarg;
        break;
    case CONFIG:
        image->config = optarg;
        break;
    case TABLE:
        if (strcmp(optarg, "mbr") && strcmp(optarg, "gpt"))
            die_usage("--table %s: mbr or gpt is wanted", optarg);
        image->table = optarg[0] == 'g' ? TABLE_GPT : TABLE_MBR;
        break;
    case FAT:
        if (strcmp(optarg, "12") && strcmp(optarg, "16") && strcmp(optarg, "32"))
            die_usage("--fat %s: 12, 16 or 32 is wanted", optarg);
        image->fat = (unsigned)strtoul(optarg, NULL, 10);
        break;
    case SIZE:
        image->size = parse_size(optarg);
        break;
    case UEFI:
        machine->uefi = true;
        break;
    case GDB:
        machine->gdb = true;
        break;
    case MEMORY:
        machine->memory = optarg;
        break;
    case 'h':
        fputs(usage, stdout);
        exit(0);
    default:
        die_usage("what is meant?"); /* getopt has said which */
    }
}

/* A name for the image that `run` boots. */
static char *temporary_image(void)
{
    const char *folder = getenv("TMPDIR");
    char *path = format_text("%s/bootimage-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkstemp(path);
    if (fd < 0)
        die("cannot write to %s: %s", folder, strerror(errno));
    return path;
}

int main(int argc, char **argv)
{
    bool run = argc > 1 && !strcmp(argv[1], "run");
    if (run) {
        argc--;
        argv++;
    }
    int own = 1; /* what stands before "--" */
    while (own < argc && strcmp(argv[own], "--"))
        own++;
    if (own < argc && !run)
        die_usage("what stands behind \"--\" is for QEMU, with run");

    struct image image = {
        .modules = allocate(sizeof(char *) * (size_t)argc),
        .files = allocate(sizeof(char *) * (size_t)argc),
    };
    struct machine machine = {.memory = "256M", .options = argv + own + (own < argc)};
    char *separator = argv[own];
    argv[own] = NULL;
    for (int option; (option = getopt_long(own, argv, "o:m:c:f:h", options, NULL)) != -1;)
        set_option(option, &image, &machine, run);
    argv[own] = separator;
    if (own - optind != 1)
        die_usage(own == optind ? "which kernel?"
                                : "one kernel is wanted; others are modules (-m)");
    machine.kernel = image.kernel = argv[optind];
    if (!run) {
        if (!image.output)
            die_usage("-o IMAGE is missing: where shall it be written?");
        image_make(&image, false);
        return 0;
    }
    machine.image = image.output = temporary_image();
    remove_at_end(image.output);
    image_make(&image, true);
    return machine_run(&machine);
}
