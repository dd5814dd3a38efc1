#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The make engine: adding a subproject is adding a folder, a second make does nothing, a changed flag or
# header rebuilds what it must and no more. Works on a copy of the tree.
source ci/tap.sh

copy=$work/copy
mkdir "$copy"
git ls-files -z --cached --others --exclude-standard | tar -cf - --null --ignore-failed-read -T - 2>/dev/null |
  tar -C "$copy" -xf -
unset MAKEFLAGS MAKELEVEL MFLAGS T V
cd "$copy" || exit 1
git init -q . # the engine is stricter with a developer's tree
rm -rf tools/* projects/*/project.mk # their records stay; what is built here is the toy

mkdir -p projects/toy/{src,include/toy,tests/unit,tools,doc}
cat >projects/toy/project.json <<'E2'
{
  "name": "toy",
  "about": "A subproject of this test.",
  "paths": ["projects/toy"],
  "needs": []
}
E2
printf 'kind := freestanding\nsources := src/*.c\ntests := tests/unit/*_test.c\nprograms := toy=tools/toy.c\n' >projects/toy/project.mk
printf 'int main(void)\n{\n    return 0;\n}\n' >projects/toy/tools/toy.c
echo '.Dd a manual' >projects/toy/doc/toy.1
printf '/* SPDX-License-Identifier: MIT OR Apache-2.0 */\n#pragma once\nint toy_answer(void);\n' >projects/toy/include/toy/toy.h
printf '#include "toy/toy.h"\nint toy_answer(void)\n{\n    return 42;\n}\n' >projects/toy/src/toy.c
printf 'int toy_other(void);\nint toy_other(void)\n{\n    return 0;\n}\n' >projects/toy/src/other.c
printf '#include "ci/test.h"\n#include "toy/toy.h"\nstatic void answers(void **state)\n{\n    (void)state;\n    assert_int_equal(toy_answer(), 42);\n}\nTESTS(test(answers))\n' \
  >projects/toy/tests/unit/toy_test.c
on=DEPS=skip

run make $on build/lib/libtoy.a
is "$status" 0 "a new folder builds without touching any list" || note "$stderr"
run make $on check/toy
is "$status" 0 "and its tests run" || note "$stdout" "$stderr"
like "$stdout" 'build/gcc/projects/toy/tests/unit/toy_test' "under gcc"
like "$stdout" 'build/clang/projects/toy/tests/unit/toy_test' "and clang"
run make $on coverage P=toy
like "$stdout" 'projects/toy/src/toy.c +2 +2 +100%' "coverage counts the lines that unit tests run"
like "$stdout" 'projects/toy/src/other.c +2 +0 +0%' "and those that they do not"
is "$status" 2 "which are too many"
mkdir -p projects/toy/tests/fuzz/bytes
printf 'echo ok 1\necho 1..1\n' | tee projects/toy/tests/one.t >projects/toy/tests/two.t
printf '#include <stddef.h>\n#include <stdint.h>\nint LLVMFuzzerTestOneInput(const uint8_t *, size_t);\nint LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)\n{\n    return n && !bytes;\n}\n' \
  >projects/toy/tests/fuzz/bytes_fuzz.c
echo seed >projects/toy/tests/fuzz/bytes/seed
printf 'scripts := tests/*.t\nfuzzers := tests/fuzz/*_fuzz.c\n' >>projects/toy/project.mk
for verb in check/toy check/toy/gcc; do
  run make $on $verb T=no-such
  is "$status:${stderr##*\*\*\* }" "2:no test of toy is named like T=no-such; there are: bytes_fuzz one toy_test two.  Stop." "$verb: a name that fits no test"
done
unlike "$(make -n $on check/toy T=no-such 2>&1)" 'CC' "before anything is built"
run make $on check/toy T=two
is "$status:$(grep -c ' projects/toy/tests/two\.t ' <<<"$stdout")" "0:2" "a script, under both compilers" || note "$stdout" "$stderr"
printf '%s\n' 'source ci/tap.sh' 'is one two "they are the same"' done_testing >projects/toy/tests/two.t
run make $on check/toy T=two
like "$stdout" '^not ok 1 - they are the same$' "which test has failed is told"
like "$stdout" '^# got: +one$' "and why"
run make $on check/toy T=bytes_fuzz
is "$status:$(grep -c ' build/fuzz/projects/toy/tests/fuzz/bytes_fuzz ' <<<"$stdout")" "0:1" "a fuzz target, by the one compiler that has them" || note "$stdout" "$stderr"
run make -n $on built/toy/gcc T=toy_test
unlike "$stdout" 'build/bin/toy' "a unit test needs no programs, though there are several scripts"
sed -i '/^scripts\|^fuzzers/d' projects/toy/project.mk
mkdir -p build/bin && : >build/bin/preflight
run make -pnq DEPS= check/ci check/newsletter
for part in ci newsletter; do
  doctor=$(make -n $on doctor P=$part | grep -o 'doctor .*')
  asked=$(grep -E "^check/$part:" <<<"$stdout" | grep -oE 'build/deps/[a-z]+( |$)' | sed 's/.*deps.//' | sort | xargs)
  is "doctor $asked" "${doctor//  / }" "what check/$part installs is what doctor looks for"
done
for verb in check/nobody 'doctor P=nobody' 'fuzz P=nobody' 'install P=nobody'; do
  # shellcheck disable=SC2086  # a verb and its variable
  run make $on $verb
  is "$status" 2 "$verb"
  like "$stderr" 'no component is named (P=)?nobody; there are: .*toy.*  Stop' "... a component that there is not"
done

echo 'guests := none.c' >>projects/toy/project.mk
echo 'lists := ovmf' >>projects/toy/project.mk
echo 'toy-package   for this test' >ci/deps/toy.txt
run make -pnq DEPS= built/toy/gcc
is "$(grep -E '^built/toy/gcc:' <<<"$stdout" | grep -oE 'build/deps/[a-z]+' | sort | tr '\n' ' ')" \
  "build/deps/ovmf build/deps/test build/deps/toy " "its checks install its own list, what it names, and no more"
like "$(grep -E '^build/free/projects/toy/src/toy.o:' <<<"$stdout")" '^[^|]*$' "and who only builds it installs nothing for tests"
sed -i '/^guests\|^lists/d' projects/toy/project.mk
rm ci/deps/toy.txt

printf '#include "ci/test.h"\nstatic void never(void **state)\n{\n    (void)state;\n    no_such_function();\n}\nTESTS(test(never))\n' \
  >projects/toy/tests/unit/broken_test.c
run make $on check/toy T=toy_test
is "$status" 0 "T= builds what it runs, and not what is broken beside it" || note "$stderr"
rm projects/toy/tests/unit/broken_test.c

run make $on build/lib/libtoy.a
like "$stdout" 'is up to date' "a second make does nothing"
touch projects/toy/include/toy/toy.h
run make $on build/lib/libtoy.a
like "$stdout" 'CC +build/free/projects/toy/src/toy.o' "a touched header rebuilds its user"
unlike "$stdout" 'other.o' "and nobody else"
run make $on build/lib/libtoy.a CFLAGS=-O1
like "$stdout" 'other.o' "a changed flag rebuilds"
run make $on build/lib/libtoy.a CFLAGS=-O1
like "$stdout" 'is up to date' "once"

sed -i 's/return 42;/int unused; return 42;/' projects/toy/src/toy.c
run make $on build/lib/libtoy.a
like "$stderr" 'unused variable' "a warning stops a developer"
rm -rf .git
run make $on build/lib/libtoy.a
is "$status" 0 "and not the user of a release"

printf 'parts := toy-small=src/toy%%\ngenerated := list.inc=list.awk\ngenerated_from := include/toy/*.h\n' >>projects/toy/project.mk
echo '/_answer/ { print "#define GENERATED 1" }' >projects/toy/list.awk
printf '#include "list.inc"\n#if !GENERATED\n#error not generated\n#endif\n' >>projects/toy/tests/unit/toy_test.c
run make $on check/toy/gcc
is "$status" 0 "a generated source is there for tests" || note "$stdout" "$stderr"
run make $on install DESTDIR="$work/sysroot" PREFIX=/opt
is "$status" 0 "make install" || note "$stderr"
export PKG_CONFIG_PATH=$work/sysroot/opt/lib/pkgconfig
like "$(pkg-config --libs toy-small)" '-ltoy-small' "each archive has its pkg-config file, parts too"
is "$(nm -A "$work/sysroot/opt/lib/libtoy-small.a" | grep -c other)" 0 "a part holds what fits its pattern"
like "$(nm -A "$work/sysroot/opt/lib/libtoy.a")" 'toy_other' "the whole holds all"
ok "headers" test -r "$work/sysroot/opt/include/toy/toy.h"
ok "programs" test -x "$work/sysroot/opt/bin/toy"
ok "and manuals" test -r "$work/sysroot/opt/share/man/man1/toy.1"

mkdir -p projects/other/src
sed 's/toy/other/g' projects/toy/project.json >projects/other/project.json
printf 'kind := freestanding\nsources := src/*.c\n' >projects/other/project.mk
printf 'this does not compile\n' >projects/other/src/other.c
run make $on install P=toy DESTDIR="$work/one" PREFIX=/opt
is "$status" 0 "make install P= installs that one" || note "$stderr"
ok "with its archive" test -r "$work/one/opt/lib/libtoy.a"
rm -rf projects/other

# A component for firmware: sources of the host, of firmware, of both; an application; a program that is a script.
mkdir -p projects/efi/{src,mock,entry,tools,include/efi}
sed 's/toy/efi/g' projects/toy/project.json >projects/efi/project.json
cat >projects/efi/project.mk <<'E2'
kind := efi
sources := src/*.c
host_sources := mock/*.c
target_sources := entry/*.c
programs := efi-tool=tools/tool.sh
applications := app=app.c
E2
printf 'int both(void);\nint both(void)\n{\n    return 1;\n}\n' >projects/efi/src/both.c
sed 's/both/mock/' projects/efi/src/both.c >projects/efi/mock/mock.c
printf 'int app(void);\nint efi_main(void);\nint efi_main(void)\n{\n    return app();\n}\n' >projects/efi/entry/entry.c
printf 'int app(void);\nint both(void);\nint app(void)\n{\n    return both();\n}\n' >projects/efi/app.c
printf '#!/bin/sh\necho run\n' >projects/efi/tools/tool.sh
echo 'int efi;' >projects/efi/include/efi/efi.h
run make $on all
is "$status" 0 "a component for firmware" || note "$stderr"
is "$(nm build/host/lib/libefi.a | grep -oE 'T (both|mock|efi_main)$' | tr '\n' ' ')" "T both T mock " "its archive on the host"
is "$(nm build/clang-x64/lib/libefi.a 2>/dev/null | grep -oE 'T (both|mock|efi_main)$' | sort | tr '\n' ' ')" "T both T efi_main " "and on firmware"
is "$(build/bin/efi-tool)" "run" "a script is a program"
ok "an archive for IA32" test -r build/clang-ia32/lib/libefi.a
ok "what is only tested is not built" test ! -e build/gcc-x64/lib
run make $on build/clang-x64/bin/app.efi build/gcc-ia32/bin/app.efi
is "$status" 0 "applications, by both compilers" || note "$stderr"
is "$(head -c 2 build/clang-x64/bin/app.efi)$(head -c 2 build/gcc-ia32/bin/app.efi)" "MZMZ" "are images"
run make $on install DESTDIR="$work/sysroot" PREFIX=/opt
like "$(pkg-config --variable=clang efi-x64)" 'target=x86_64.*/lib/efi-x64 -lefi$' "their flags are installed"
like "$(pkg-config --variable=mingw efi-ia32)" '-e,_efi_main.*/lib/efi-ia32 -lefi$' "for mingw too"
like "$(pkg-config --libs efi-mock)" '-lefi-mock' "and what stands in for firmware"

printf '  "needs": ["toy"],\n' >needs
sed -i '/"needs"/{r needs
d}' projects/acpi/project.json
run make $on -pn build/lib/libtoy.a
like "$stdout" 'acpi\+toy' "make reads what a project needs from its record"

run make help
like "$stdout" '^  make issue ' "make help lists the verbs"
like "$stdout" '^  make check/NAME ' "and that a name stands for any component"
printf '#!/bin/sh\nprintf "<%%s>" "$@"\n' >build/bin/preflight && chmod +x build/bin/preflight
# shellcheck disable=SC2016  # that nobody expands it is the point
text='It'"'"'s $HOME, $(shell echo 5) "%" \ `x`'
run make $on note P=toy KIND=fixed TEXT="$text"
is "$stdout" "<note><--project><toy><--kind><fixed><$text>" "what is typed as TEXT arrives as it was typed"
run env TITLE="$text" make $on pr P=toy
is "$stdout" "<check><--title><$text><toy>" "and so does a TITLE out of the environment"
run make $on check toy
like "$stderr" 'toy is a component and no verb; make check/toy, make pr P=toy\.  Stop' "a component is no verb"
run make $on nonsense
like "$stderr" "No rule to make target 'nonsense'" "an unknown verb is refused"
done_testing
