/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The boot sector as whoever writes disks sees it (tools/bootimage, boot.S):
 *
 *     0x000  jump            0x003  room for a BIOS parameter block, which some BIOSes write into
 *     0x060  what to load: the packet of INT 13h, function 42h, with two fields to be filled in
 *     0x070  code            0x1b8  disk signature, partition table, 55 AA: not ours
 *
 * The file bios.bin is the boot sector with the stage behind it. To install: copy the first
 * BIOS_SECTOR_CODE bytes to sector 0 and leave the rest of it alone, copy the stage (all from byte
 * 512 on) to sectors that no one else uses, and fill in which.
 */
#pragma once

#define BIOS_SECTOR_COUNT                                                                        \
    0x62                       /* 16 bits: how many sectors of 512 bytes the stage has, 1 to 127 \
                                */
#define BIOS_SECTOR_LBA  0x68  /* 64 bits: the first of them on the disk */
#define BIOS_SECTOR_CODE 0x1b8 /* how many bytes of the sector are ours */

#define BIOS_STAGE_MAGIC 0x5453424f /* "OBST": the first four bytes of the stage */
