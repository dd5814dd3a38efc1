#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Makes suite_host, which the scorers run, with sanitizers: build/suite_host.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
make -s build/gcc/lib/libacpi.a
here=projects/acpi
gcc -std=gnu17 -D_GNU_SOURCE -O1 -g -Wall -Wextra -fsanitize=address,undefined -fno-sanitize-recover=all -I$here/include -I$here \
  $here/tests/suites/{suite_host,spaces}.c $here/tools/acpi-exec/hardware.c build/gcc/lib/libacpi.a -pthread -o build/suite_host
