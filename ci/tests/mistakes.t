#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# One intended mistake in each subproject, in a fresh clone, reported by `make pr`: the report on stdout names the file,
# the line, the rule and the next command, and nothing that differs from machine to machine. Mistakes that only a
# component's tests see are made with FULL=1, since those have to be built; the others are found by rules and compilers.
source ci/tap.sh
unset MAKEFLAGS MAKELEVEL MFLAGS T P V KERNEL PARTS GITHUB_BASE_REF PREFLIGHT_BASE TAP_DIR GITHUB_ACTIONS
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
export GIT_CONFIG_GLOBAL=/dev/null HOME=$work
git clone -q --no-hardlinks . "$work/tree" 2>"$work/err" || { ok "clone" cat "$work/err"; done_testing; }
git ls-files -z --cached --others --exclude-standard | tar -cf - --null --ignore-failed-read -T - 2>/dev/null | tar -C "$work/tree" -xf -
here=$PWD
cd "$work/tree" || exit 1
git switch -q -C main
git add --all
git diff --cached --quiet || git commit -qm 'ci: what is being worked on'
mkdir -p build/bin && ln -s "$here/build/deps" build/deps # packages are there, and so is preflight
cp "$here/build/bin/preflight" build/bin/
touch build/bin/preflight
git switch -q -c mistake

hear() { # subject, what is checked: commits, and runs `make pr`
  git add --all
  git commit -qm "$1"
  run build/bin/preflight check --base main "$2"
  is "$status" 1 "$1: the status says no" || note "$stdout" "$stderr"
  unlike "$stdout" "$work|$here|[0-9] ms" "$1: nothing of this machine"
  git reset -q --hard main
}
told() { # file, line's number, rule, next command
  like "$stdout" "^$1:$2: .*\($3\)" "$1: file, line and rule $3" || note "$(grep -F "$1" <<<"$stdout")"
  like "$(grep -A6 -E "^$1:$2: .*\($3\)" <<<"$stdout")" "^  next: ($4)" "$1: what to type next"
}

# --- What rules see: one mistake in each subproject, one report ----------------------------------
sed -i '0,/#include "x86_64\/status.h"/s//#include "x86_64\/statuses.h"/' projects/x86_64/include/x86_64/address.h
include=$(grep -n statuses.h projects/x86_64/include/x86_64/address.h | cut -d: -f1)
sed -i '0,/^#include/s//#include "common\/text.h"\n&/' projects/uefi/src/text.c
layer=$(grep -n common/text.h projects/uefi/src/text.c | cut -d: -f1)
printf 'int  x ;\n' >>projects/acpi/src/tables/bytes.c
printf '\nIt is sep''erate from the rest.\n' >>projects/bootloader/README.md
printf 'void copy(char *to, const char *from);\nvoid copy(char *to, const char *from)\n{\n    strcpy(to, from);\n}\n' >>tools/common/src/text.c
printf '#!/usr/bin/env bash\n# SPDX-License-Identifier: MIT OR Apache-2.0\ncd $1\n' >tools/thismonth/tests/wrong.sh
printf '\n[gone](gone.md)\n' | tee -a tools/preflight/README.md >>newsletter/README.md
declare -A last
for file in newsletter/README.md projects/acpi/src/tables/bytes.c projects/bootloader/README.md tools/common/src/text.c tools/preflight/README.md; do last[$file]=$(wc -l <"$file"); done
hear 'house: make one mistake each' lint
told projects/x86_64/include/x86_64/address.h "$include" headers 'make lint'
told projects/uefi/src/text.c "$layer" layers 'make lint'
told projects/acpi/src/tables/bytes.c "${last[projects/acpi/src/tables/bytes.c]}" format 'make format|make lint|git'
told projects/bootloader/README.md "${last[projects/bootloader/README.md]}" spelling 'make lint'
told tools/common/src/text.c $((${last[tools/common/src/text.c]} - 1)) banned 'make lint|preflight lint|use'
told tools/thismonth/tests/wrong.sh 3 shell 'make lint'
told newsletter/README.md "${last[newsletter/README.md]}" links 'make lint'
told tools/preflight/README.md "${last[tools/preflight/README.md]}" links 'make lint'

# --- What a compiler sees ------------------------------------------------------------------------
printf 'static int one = 1\n' >>tools/common/src/text.c
at=$(wc -l <tools/common/src/text.c)
hear 'common: forget a semicolon' common
told tools/common/src/text.c "$at" build 'make check/common'

# --- What tests see ------------------------------------------------------------------------------
if [ -n "${FULL:-}" ]; then
  sed -i 's/return value & ~(align - 1);/return value \& (align - 1);/' projects/x86_64/include/x86_64/address.h
  hear 'x86_64: round the wrong way' x86_64
  told projects/x86_64/tests/unit/address_test.c '[0-9]+' '[a-z_]+' 'make check/x86_64 T=address'
fi
done_testing
