/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What a kernel asks of the boot loader, and what it gets: the whole contract between them.
 *
 *     #include <bootloader/boot_info.h>
 *
 *     static void kernel_main(const struct boot_info *boot)
 *     {
 *         for (uint64_t i = 0; i < boot->memory.count; i++)
 *             if (boot->memory.regions[i].kind == BOOT_MEMORY_USABLE)
 *                 frames_add(boot->memory.regions[i].base, boot->memory.regions[i].size);
 *     }
 *     BOOT_ENTRY(kernel_main, .stack_size = 64 * 1024, .physical_map = BOOT_DYNAMIC)
 *
 * It needs no other header but stdint.h, no linker script and no library, and is the same whichever
 * door (BIOS, UEFI, ...) the machine came through.
 *
 * State at entry, on the one processor that runs (the others sleep as firmware left them):
 *
 *     RDI       the struct boot_info              RSP       16n - 8, as after a call; below the
 *     IF, DF    0                                           stack lies a page that is not mapped
 *     CR0       PG, WP, NE, MP, ET, PE; TS, EM 0  RBP, the other general registers   0
 *     CR4       PAE, OSFXSR, OSXMMEXCPT; LA57 if 5 levels were asked for; PGE, PCIDE, SMEP, ... 0
 *     EFER      LME, LMA, NXE (SCE 0)             CR3       the kernel's own tables, PCID 0
 *     PAT       entries 0 to 7: WB, WT, UC-, UC, WP, WC, UC-, UC; BOOT_PAT_WC is the one of WC
 *     GDT       null, 64-bit code (BOOT_CS), data (BOOT_DS); in reclaimable memory, not writable
 *     IDT, LDT  none (limit 0), TR null; with .catch_faults there are handlers, and the GDT goes on
 *               with a 32-bit code segment and the TSS that TR names
 *     8259s     all lines masked                  I/O APICs  all entries masked
 *     x87, SSE  as after FNINIT; MXCSR 0x1f80     local APIC as firmware left it
 *
 * What is mapped: the kernel's segments with exactly their rights, and what the fields below point
 * to, writable and not executable; and one page of BOOT_MEMORY_LOADER at its physical address,
 * read-only and executable, which holds the GDT and the last instructions before the entry
 * (boot_info.hand_over). Nothing else. All tables are in BOOT_MEMORY_LOADER.
 *
 * Ownership: all of it is the kernel's. It stays as it is until the kernel gives the memory of kind
 * BOOT_MEMORY_LOADER to others: stack, tables, GDT, and this struct with all it points to lie
 * there. Pointers are virtual addresses, valid at entry; fields that end in _phys are physical
 * addresses.
 */
#pragma once
#include <stdint.h>

/* The version of this header. A loader boots every kernel whose major version is its own and whose
 * minor version is not newer; else it says so and stops. Fields are only ever added at an end. */
#define BOOT_VERSION_MAJOR 1
#define BOOT_VERSION_MINOR 0

/* ---- Memory -----------------------------------------------------------------------------------*/

enum boot_memory_kind {
    BOOT_MEMORY_USABLE = 1, /* free RAM */
    BOOT_MEMORY_LOADER,     /* free RAM once the kernel needs nothing more that the loader made */
    BOOT_MEMORY_ACPI,       /* free RAM once the ACPI tables are read */
    BOOT_MEMORY_AP_START,   /* one free page below 1 MiB, for the code that starts processors */
    BOOT_MEMORY_KERNEL,     /* the kernel's segments */
    BOOT_MEMORY_MODULE,     /* modules */
    BOOT_MEMORY_FRAMEBUFFER,
    BOOT_MEMORY_NVS,          /* firmware's, to be kept over sleep (ACPI section 15.1) */
    BOOT_MEMORY_RUNTIME_CODE, /* UEFI runtime services; map them executable before use */
    BOOT_MEMORY_RUNTIME_DATA,
    BOOT_MEMORY_MMIO,       /* device registers that firmware itself uses */
    BOOT_MEMORY_PERSISTENT, /* RAM whose contents survive */
    BOOT_MEMORY_UNACCEPTED, /* of a confidential guest: accept it before use */
    BOOT_MEMORY_BAD,        /* RAM with defects */
    BOOT_MEMORY_RESERVED,   /* not to be touched; so are addresses that no region holds */
};

/* `base` and `size` are multiples of 4096, size is not 0. Regions are sorted by base, do not
 * overlap, and neighbours of one kind are one region. */
struct boot_memory_region {
    uint64_t base; /* physical */
    uint64_t size; /* bytes */
    uint32_t kind; /* enum boot_memory_kind */
    uint32_t reserved;
};

/* All memory below 1 MiB that firmware leaves is USABLE but one page of AP_START: the loader puts
 * nothing there. */
struct boot_memory {
    struct boot_memory_region *regions;
    uint64_t count;
};

/* ---- Screen -----------------------------------------------------------------------------------*/

struct boot_colour {
    uint8_t shift; /* the lowest bit */
    uint8_t bits;  /* how many */
};

/* A pixel is bits_per_pixel wide, little-endian, and its colours lie where the fields say. */
struct boot_mode {
    uint32_t width, height;  /* pixels */
    uint32_t stride;         /* bytes from one row to the next */
    uint16_t bits_per_pixel; /* 16, 24 or 32 */
    uint16_t reserved;
    struct boot_colour red, green, blue;
    uint16_t number; /* VBE's or GOP's number of the mode */
};

struct boot_framebuffer {
    uint8_t *address; /* NULL: there is none; write-combining */
    uint64_t phys;
    uint64_t size; /* bytes: stride * height */
    struct boot_mode mode;
    const struct boot_mode *modes; /* all that the firmware offered, the current one among them */
    uint64_t mode_count;
    const uint8_t *edid; /* the monitor's description, NULL: not known */
    uint64_t edid_size;  /* a multiple of 128 */
};

/* ---- Files, kernel ----------------------------------------------------------------------------*/

/* Text that is also ended by a NUL, which `size` does not count. */
struct boot_text {
    const char *text; /* never NULL */
    uint64_t size;
};

/* A file that the configuration names. Its memory is contiguous, begins at a page, and what is left
 * of its last page is zero. */
struct boot_module {
    uint8_t *address;
    uint64_t phys;
    uint64_t size;           /* bytes */
    struct boot_text path;   /* as in the configuration */
    struct boot_text string; /* what the configuration says behind it; may be empty */
};

enum boot_rights { BOOT_EXECUTE = 1, BOOT_WRITE = 2, BOOT_READ = 4 }; /* as in ELF's p_flags */

/* A run of the kernel's pages. Where GNU_RELRO asks for it, a part of a segment is a run of its
 * own, already without BOOT_WRITE. */
struct boot_segment {
    uint8_t *address;
    uint64_t phys; /* contiguous */
    uint64_t size; /* a multiple of 4096 */
    uint32_t rights;
    uint32_t reserved;
};

struct boot_kernel {
    uint8_t *address; /* the lowest segment */
    uint64_t size;    /* from there to the end of the highest */
    uint64_t slide;   /* what was added to the addresses of the file; 0 if it is not PIE */
    struct boot_text path;
    const struct boot_segment *segments; /* sorted by address */
    uint64_t segment_count;
    const uint8_t *stack; /* lowest address; the page below it is not mapped */
    uint64_t stack_size;  /* bytes, as asked for; RSP begins at the last multiple of 16 in them */
    const uint8_t *tls;   /* PT_TLS: the image from which each thread's block is made, or NULL */
    uint64_t tls_file_size, tls_memory_size; /* bytes; what is beyond the file's is zero */
    uint64_t tls_align;                      /* of the block */
};

/* ---- The whole --------------------------------------------------------------------------------*/

enum boot_door_kind { BOOT_DOOR_BIOS = 1, BOOT_DOOR_UEFI };

struct boot_info {
    uint16_t version_major, version_minor; /* the loader's */
    uint32_t size;                         /* of this struct as the loader knows it */
    uint32_t door;                         /* enum boot_door_kind */
    uint32_t levels;                       /* of the page tables: 4 or 5 */
    struct boot_text loader;               /* its name and version */
    struct boot_text command_line;

    struct boot_memory memory;
    struct boot_kernel kernel;
    struct boot_module *modules;
    uint64_t module_count;
    struct boot_framebuffer framebuffer;

    uint8_t *physical_map;      /* physical address 0, if .physical_map asked for it, else NULL */
    uint64_t physical_map_size; /* at least 4 GiB and the end of the last region of RAM */
    uint64_t *recursive_table;  /* the root table seen through itself, if .recursive asked for it */
    uint64_t recursive_index;   /* which entry of the root leads back to it */

    uint64_t rsdp_phys;   /* ACPI's root, 0: none */
    uint64_t smbios_phys; /* the 64-bit entry point if there is one, else the 32-bit one */
    uint64_t efi_system_table_phys; /* 0 unless UEFI */
    const uint8_t *efi_memory_map;  /* as ExitBootServices() took it, or NULL */
    uint64_t efi_memory_map_size;   /* bytes */
    uint64_t efi_descriptor_size;   /* from one descriptor to the next */
    uint32_t efi_descriptor_version;
    uint32_t boot_disk; /* BIOS: the drive's number (0x80...) */

    int64_t
        time; /* when it was loaded, seconds since 1970 UTC by the machine's clock; 0: unknown */
    uint64_t ap_start_phys;  /* the page of BOOT_MEMORY_AP_START */
    uint64_t hand_over_phys; /* the page that is mapped at its physical address */
    uint64_t aslr_seed;      /* what all random addresses follow from; `seed = ` repeats it */
    uint8_t random[32];      /* for the kernel's own generator */
    uint32_t random_bits;    /* how many of these 256 bits the CPU or firmware vouches for */
    uint32_t reserved;
    struct boot_text log; /* what the loader said, all levels */
};

#define BOOT_PAT_WC 5 /* index into the PAT of write-combining: PAT and PWT set, PCD clear */
#define BOOT_CS     0x08
#define BOOT_DS     0x10

/* ---- What a kernel asks for -------------------------------------------------------------------*/

/* An address in a request: one of these, or a fixed one, a multiple of 4096 (.physical_map of 2
 * MiB, .recursive of what one root entry spans). */
#define BOOT_DEFAULT 0u /* what stands behind each field */
#define BOOT_DYNAMIC 1u /* the loader chooses a free place */
#define BOOT_NONE    2u /* not at all */

/* All-zero means: a stack of 64 KiB, the framebuffer as the firmware prefers it, and whatever the
 * loader maps in the upper half. Constants only; loaders read it from the file. */
struct boot_request {
    uint64_t stack_size;  /* bytes, any number from 256 to 2^30; 0: 64 KiB */
    uint64_t stack;       /* DYNAMIC, or where the guard page goes; the stack is behind it */
    uint64_t kernel;      /* PIE only: DEFAULT: the addresses in the file if they are not from 0 on,
                           * else DYNAMIC: in the upper 2 GiB, unless .dynamic_from and _to say
                           * otherwise; or the lowest segment's address */
    uint64_t info;        /* DYNAMIC, or where boot_info and what it points to go */
    uint64_t modules;     /* DYNAMIC, or where the first goes, the others behind it */
    uint64_t framebuffer; /* DYNAMIC, NONE (the screen is left alone, whatever .width says),
                           * or fixed */
    uint64_t physical_map;             /* DEFAULT: none; DYNAMIC, or fixed */
    uint64_t recursive;                /* ditto: the first address that the entry spans */
    uint64_t dynamic_from, dynamic_to; /* where dynamic things go (the second excluded); 0, 0: the
                                        * upper half */
    uint32_t width, height; /* the framebuffer must have this at least, else it is an error */
    uint8_t aslr;           /* 1: dynamic places are random */
    uint8_t levels; /* 0, 4: four; 5: five, else an error; BOOT_LEVELS_BEST: five if possible */
    uint8_t catch_faults; /* 1: an IDT whose handlers report the exception and stop, until the
                           * kernel loads its own, or gives BOOT_MEMORY_LOADER to others */
    uint8_t kernel_file;  /* 1: the kernel's whole file is the first module (for its symbols) */
    uint32_t reserved;
};
#define BOOT_LEVELS_BEST 255

/* The ELF note: owner "OSDev.boot", type BOOT_NOTE_TYPE. */
#define BOOT_NOTE_OWNER "OSDev.boot"
#define BOOT_NOTE_TYPE  1u
struct boot_note {
    uint32_t owner_size, description_size, type;
    char owner[12]; /* ended and padded by NULs */
    uint16_t version_major, version_minor;
    uint32_t request_size;
    struct boot_request request;
} __attribute__((packed, aligned(4)));

/* The kernel's entry: `function`, void (const struct boot_info *), and fields of struct
 * boot_request. If it returns, the processor halts. */
#define BOOT_ENTRY(function, ...) BOOT_ENTRY_REQUEST(function, ((struct boot_request){__VA_ARGS__}))

/* The same for C++, where the order of the fields matters: with a struct boot_request, a constant
 * expression. */
#define BOOT_ENTRY_REQUEST(function, request_)                                                \
    BOOT_C_ const struct boot_note boot_note_                                                 \
        __attribute__((aligned(4), section(".note.OSDev.boot")));                             \
    __attribute__((used)) const struct boot_note boot_note_ = {sizeof BOOT_NOTE_OWNER,        \
                                                               sizeof(struct boot_note) - 24, \
                                                               BOOT_NOTE_TYPE,                \
                                                               BOOT_NOTE_OWNER,               \
                                                               BOOT_VERSION_MAJOR,            \
                                                               BOOT_VERSION_MINOR,            \
                                                               sizeof(struct boot_request),   \
                                                               request_};                     \
    BOOT_C_ void _start(const struct boot_info *boot) __attribute__((noreturn));              \
    __attribute__((used)) void _start(const struct boot_info *boot)                           \
    {                                                                                         \
        function(boot);                                                                       \
        for (;;)                                                                              \
            __asm__ volatile("cli; hlt");                                                     \
    }

#ifdef __cplusplus
#define BOOT_C_ extern "C"
#else
#define BOOT_C_ extern
#endif

#ifdef __cplusplus
#define BOOT_ASSERT_ static_assert
#else
#define BOOT_ASSERT_ _Static_assert
#endif
BOOT_ASSERT_(sizeof(struct boot_memory_region) == 24, "layout");
BOOT_ASSERT_(sizeof(struct boot_mode) == 24, "layout");
BOOT_ASSERT_(sizeof(struct boot_framebuffer) == 80, "layout");
BOOT_ASSERT_(sizeof(struct boot_module) == 56, "layout");
BOOT_ASSERT_(sizeof(struct boot_segment) == 32, "layout");
BOOT_ASSERT_(sizeof(struct boot_kernel) == 104, "layout");
BOOT_ASSERT_(sizeof(struct boot_request) == 96, "layout");
BOOT_ASSERT_(sizeof(struct boot_note) == 24 + 8 + 96, "layout");
