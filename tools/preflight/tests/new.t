#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# preflight new: what it makes passes all checks, in a copy of this repository without its parts; and what it refuses.
source ci/tap.sh
source tools/preflight/tests/toy.sh

# --- Every check of a new library and of a new tool ----------------------------------------------------
bare_copy "$work/copy"
git checkout -qb work
flight new timer --about 'Counts what "time" does to `kernels`.'
is "$status" 0 "a library" || note "$stderr"
is "$stdout" "projects/timer/project.json
projects/timer/project.mk
projects/timer/CHANGELOG.md
projects/timer/README.md
projects/timer/include/timer/timer.h
projects/timer/src/timer.c
projects/timer/tests/unit/timer_test.c
.github/CODEOWNERS
.github/labels.yml
.github/labeler.yml
.github/ISSUE_TEMPLATE/timer.yml
next: make check/timer" "its files, and what GitHub reads"
is "$(jq -r '[.name, .about, .maintainers[0].names[0]] | join("|")' projects/timer/project.json)" \
  'timer|Counts what "time" does to `kernels`.|OSDev maintainers' "its record"
flight new clock_face12345x --kind host
is "$status" 0 "a tool, with the longest name" || note "$stderr"
for name in timer clock_face12345x; do
  run make DEPS=skip "check/$name"
  is "$status" 0 "make check/$name" || note "$stdout" "$stderr"
  is "$(grep -c '^Result: PASS$' <<<"$stdout")" 2 "with tests, under both compilers"
done
like "$stdout" 'clock_face12345x.t' "scripts too"
git add -A
flight lint
is "$status$stdout" "0lint: nothing to mend" "preflight lint"
if [ "${VARIANT:-}" = clang ]; then skip "make lint" "it was run for gcc"; else
  run make DEPS=skip lint
  is "$status" 0 "make lint" || note "$(grep -E '^# |not ok|\.t ' <<<"$stdout" | head -n 40)" "$stderr"
fi
flight affected projects/timer/src/timer.c
is "$(tail -n 1 <<<"$stdout")" "  timer  projects/timer/src/timer.c" "affected knows it"
printf '#include <timer/timer.h>\n#include <stdio.h>\nint main(void)\n{\n    static const uint32_t primes[] = {2, 3, 5, 7};\n    size_t at;\n    return timer_find(primes, 4, 5, &at) && at == 2 ? 0 : 1;\n}\n' >"$work/use.c"
run make DEPS=skip install P=timer PREFIX="$work/sysroot"
is "$status" 0 "make install P=timer" || note "$stderr"
# shellcheck disable=SC2046  # a list of words
ok "a program links it by pkg-config" cc -o "$work/use" "$work/use.c" $(PKG_CONFIG_PATH=$work/sysroot/lib/pkgconfig pkg-config --cflags --libs timer)
ok "and runs" "$work/use"

# --- What is refused --------------------------------------------------------------------------------
while IFS='|' read -r words message; do
  # shellcheck disable=SC2086  # a list of words
  flight new $words
  is "$status $stderr" "2 preflight: new: $message" "new $words"
done <<'E2'
|which name? make new NAME=timer
a b|which name? make new NAME=timer
timer|the name "timer" is taken by projects/timer/project.json
build|build is there already; choose another name
Timer|"Timer" is no name for a subproject; it begins functions, so: a letter, then letters, digits and '_', all small, at most 16
2timer|"2timer" is no name for a subproject; it begins functions, so: a letter, then letters, digits and '_', all small, at most 16
../x|"../x" is no name for a subproject; it begins functions, so: a letter, then letters, digits and '_', all small, at most 16
seventeen_letters|"seventeen_letters" is no name for a subproject; it begins functions, so: a letter, then letters, digits and '_', all small, at most 16
x --kind kernel|no kind "kernel" can be made here; there are freestanding (what kernels link) and host (a tool)
E2
mkdir tools/half
flight new half
like "$stderr" 'new: tools/half is there already' "a folder that somebody else began"
rmdir tools/half
mv projects elsewhere && touch projects
git rm -rq --cached projects
flight new nowhere
is "$status" 3 "a place that cannot be written"
done_testing
