#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Instructions and allocations of the AML interpreter, one JSON line a figure.
#
#   bench.sh [NAME=PROGRAM...]    peers that follow the contract of bench_main.c are measured beside ours, in the same run
#                                 (also: PEERS="NAME=PROGRAM..." in the environment)
#
#   MACHINE=FOLDER   tables of a machine to load (default: one of the corpus, ${OSDEV_CORPUS:-../shared/corpus})
#
# A kernel's figure is the slope between two numbers of rounds, counted by callgrind; ratio is ours / peer.
# Of a machine's load all instructions below bench_load() count, of the library, of its host and of malloc: from tables that
# are known and checked to the whole namespace, with the code outside methods run; no _STA, _INI or _REG. Heap is what the
# library asked for and still has then.
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=projects/acpi
# shellcheck disable=SC2206  # words
peers=(${PEERS:-} "$@")
for tool in valgrind iasl; do
  command -v $tool >/dev/null || { echo "bench.sh: $tool is not installed" >&2; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The library as it is built for kernels: the tables for size.
kernel="-ffreestanding -fpie -fvisibility=hidden -mno-red-zone -mgeneral-regs-only -ffunction-sections
  -fdata-sections -fno-stack-protector -fcf-protection=none -fno-asynchronous-unwind-tables"
for source in "$here"/src/*/*.c; do
  object=$work/$(basename "$(dirname "$source")")-$(basename "$source" .c).o
  level=-O2
  case $source in */src/tables/*) level=-Os ;; esac
  # shellcheck disable=SC2086  # flags are words
  gcc $level -std=gnu17 $kernel -I$here/include -I$here/src -c "$source" -o "$object"
done
gcc -O2 -std=gnu17 -D_GNU_SOURCE -I$here/include $here/bench/bench_main.c "$work"/*.o -o "$work/ours"
iasl -oa -of -vs -p "$work/kernels" $here/bench/kernels.asl >"$work/iasl.log" 2>&1 || { cat "$work/iasl.log" >&2; exit 1; }

names=(ours)
programs=("$work/ours")
for peer in "${peers[@]}"; do
  names+=("${peer%%=*}")
  programs+=("${peer#*=}")
done

counted() { # options of callgrind... -- program, arguments...: instructions; what it prints is left in $work/out
  local options=()
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  shift
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "${options[@]}" "$@" 2>&1 >"$work/out" |
    sed -n 's/.*Collected : //p'
}

word() { sed -n "s/.*$1 \([0-9a-fx]*\).*/\1/p" "$work/out"; }

figure() { # name, unit, values in the order of names: a JSON line
  awk -v name="$1" -v unit="$2" -v names="${names[*]}" -v values="${*:3}" 'BEGIN {
    n = split(names, who, " "); split(values, value, " ")
    printf "{\"bench\": \"acpi/aml\", \"figure\": \"%s\", \"unit\": \"%s\"", name, unit
    for (i = 1; i <= n; i++) printf ", \"%s\": %s", who[i], value[i]
    for (i = 2; i <= n; i++) if (value[i] + 0 > 0) printf ", \"ratio_%s\": %.3f", who[i], value[1] / value[i]
    print "}" }'
}

slope() { awk "BEGIN { printf \"%.2f\", ($2 - $1) / $3 / $4 }"; }

# Kernel, rounds, what a round is divided by (RFIB: calls).
for kernel in RADD:1000:1 RART:1000:1 RCAL:500:1 RFIB:20:41 RSTR:300:1 RBUF:300:1 RPKG:300:1 RFDD:500:1 RFDB:500:1 RNAM:500:1 RREF:500:1; do
  IFS=: read -r method rounds parts <<<"$kernel"
  instructions=()
  allocations=()
  result=
  for program in "${programs[@]}"; do
    a=$(counted -- "$program" "$work/kernels.aml" "\\$method" "$rounds")
    x=$(word allocs)
    b=$(counted -- "$program" "$work/kernels.aml" "\\$method" $((2 * rounds)))
    y=$(word allocs)
    [ "${result:=$(word result)}" = "$(word result)" ] || { echo "bench.sh: $program answers $method differently" >&2; exit 1; }
    instructions+=("$(slope "$a" "$b" "$rounds" "$parts")")
    allocations+=("$(slope "$x" "$y" "$rounds" "$parts")")
  done
  figure "$method" instructions "${instructions[@]}"
  figure "$method" allocations "${allocations[@]}"
done

# The load of a real machine.
corpus=${OSDEV_CORPUS:-../shared/corpus}/acpi/machines.tar.xz
if [ -z "${MACHINE:-}" ] && [ -f "$corpus" ]; then
  MACHINE=$work/5CAC4ACEEE94
  tar -xJf "$corpus" -C "$work" --wildcards '*5CAC4ACEEE94/*'
fi
if [ -n "${MACHINE:-}" ]; then
  instructions=()
  heap=()
  allocations=()
  for program in "${programs[@]}"; do
    instructions+=("$(counted --toggle-collect=bench_load -- "$program" --load "$MACHINE/DSDT.aml" "$MACHINE"/SSDT*.aml)")
    heap+=("$(word heap)")
    allocations+=("$(word allocs)")
  done
  figure "load of $(basename "$MACHINE")" instructions "${instructions[@]}"
  figure "load of $(basename "$MACHINE")" "bytes of heap" "${heap[@]}"
  figure "load of $(basename "$MACHINE")" allocations "${allocations[@]}"
fi

text() { size -t "$@" | awk 'END { print $1 }'; }
names=(ours)
figure "text, full" bytes "$(text "$work"/{aml,tables}-*.o)"
figure "text, tables only" bytes "$(text "$work"/tables-*.o)"
