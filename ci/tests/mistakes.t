#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# One intended mistake in each subproject, in a fresh clone, reported by `make pr`: the report on stdout names the file,
# the line, the rule and the next command, and nothing that differs from machine to machine. Mistakes that only a
# component's tests see are made with FULL=1, since those have to be built; the others are found by rules and compilers.
source ci/tap.sh
unset MAKEFLAGS MAKELEVEL MFLAGS T P V KERNEL GITHUB_BASE_REF PREFLIGHT_BASE TAP_DIR GITHUB_ACTIONS
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
export GIT_CONFIG_GLOBAL=/dev/null HOME=$work
git clone -q --no-hardlinks . "$work/tree" 2>"$work/err" || { ok "clone" cat "$work/err"; done_testing; }
git ls-files -z --cached --others --exclude-standard | tar -cf - --null --ignore-failed-read -T - 2>/dev/null | tar -C "$work/tree" -xf -
here=$PWD
cd "$work/tree" || exit 1
git switch -q -C main
git add --all
git diff --cached --quiet || git commit -qm 'ci: what is being worked on'
mkdir build && ln -s "$here/build/deps" build/deps # packages are there
git switch -q -c mistake
make -s build/bin/preflight DEPS=skip >"$work/made" 2>&1 || { ok "preflight is built" cat "$work/made"; done_testing; }

report() { # what is checked (P=), file, line's text to find the line by ("" means any), rule, next command
  git add --all
  git commit -qm "$subject"
  run make --no-print-directory pr BASE=main P="$1" DEPS=skip
  local line=[0-9]+
  [ -z "$3" ] || line=$(grep -nF -- "$3" "$2" | cut -d: -f1 | head -n 1)
  is "$status" 2 "$2: the status says no" || note "$stdout" "$stderr"
  like "$stdout" "^$2:$line: .*\($4\)" "$2: file, line and rule $4" || note "$stdout"
  like "$stdout" "^  next: $5" "$2: what to type next" || note "$stdout"
  unlike "$stdout" "$work|$here|[0-9] ms" "$2: nothing of this machine"
  git reset -q --hard main
}

subject='x86_64: include what is not there'
sed -i '0,/#include "x86_64\/status.h"/s//#include "x86_64\/statuses.h"/' projects/x86_64/include/x86_64/address.h
report lint projects/x86_64/include/x86_64/address.h statuses.h headers 'make lint'

subject='uefi: know a tool'
sed -i '0,/^#include/s//#include "common\/text.h"\n&/' projects/uefi/src/text.c
report lint projects/uefi/src/text.c common/text.h layers 'make lint'

subject='acpi: lay it out by hand'
printf 'int  x ;\n' >>projects/acpi/src/tables/find.c
report lint projects/acpi/src/tables/find.c 'int  x' format 'make format|make lint'

subject='bootloader: mispell a word'
printf '\nIt is seperate from the rest.\n' | sed 's/seperate/sep''erate/' >>projects/bootloader/README.md
report lint projects/bootloader/README.md 'from the rest.' spelling 'make lint'

subject='common: call what is banned'
printf 'void copy(char *to, const char *from);\nvoid copy(char *to, const char *from)\n{\n    strcpy(to, from);\n}\n' >>tools/common/src/text.c
report lint tools/common/src/text.c 'strcpy(to' banned 'make lint|preflight lint'

subject='thismonth: quote nothing'
printf '#!/usr/bin/env bash\n# SPDX-License-Identifier: MIT OR Apache-2.0\ncd $1\nrm -rf $2\ncd "$3"\n' >tools/thismonth/tests/wrong.sh
report lint tools/thismonth/tests/wrong.sh 'cd $1' shell 'make lint'

subject='preflight: point at what is gone'
printf '\n[gone](gone.md)\n' >>tools/preflight/README.md
report lint tools/preflight/README.md '[gone](gone.md)' links 'make lint'

subject='common: forget a semicolon'
printf 'static int one = 1\n' >>tools/common/src/text.c
report common tools/common/src/text.c 'int one' build 'make check/common'

if [ -n "${FULL:-}" ]; then
  subject='x86_64: round the wrong way'
  sed -i 's/return value & ~(align - 1);/return value \& (align - 1);/' projects/x86_64/include/x86_64/address.h
  report x86_64 projects/x86_64/tests/unit/address_test.c '' address_test 'make check/x86_64 T=address_test'

  subject='acpi: believe every checksum'
  sed -i '0,/sum == 0/s//sum == 1/' projects/acpi/src/tables/*.c
  git diff --quiet || report acpi 'projects/acpi/tests/[a-z_/.-]*' '' '[a-z_]*' 'make check/acpi T='
fi
done_testing
