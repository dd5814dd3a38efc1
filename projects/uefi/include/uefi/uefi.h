/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The safe layer as a whole. Each header may be included alone too; the raw layer is uefi/raw/ and
 * the mock firmware uefi/mock.h.
 */
#pragma once
#include "uefi/alloc.h"
#include "uefi/block.h"
#include "uefi/boot.h"
#include "uefi/console.h"
#include "uefi/disk.h"
#include "uefi/event.h"
#include "uefi/format.h"
#include "uefi/fs.h"
#include "uefi/gop.h"
#include "uefi/guid.h"
#include "uefi/image.h"
#include "uefi/load_file.h"
#include "uefi/load_option.h"
#include "uefi/loaded_image.h"
#include "uefi/log.h"
#include "uefi/memory.h"
#include "uefi/mp.h"
#include "uefi/path.h"
#include "uefi/path_protocol.h"
#include "uefi/platform.h"
#include "uefi/pointer.h"
#include "uefi/protocol.h"
#include "uefi/rng.h"
#include "uefi/runtime.h"
#include "uefi/serial.h"
#include "uefi/status.h"
#include "uefi/text.h"
#include "uefi/variable.h"
