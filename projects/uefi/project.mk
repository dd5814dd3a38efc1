# What projects/uefi is made of; the rules are in ci/make/engine.mk.
kind           := efi
sources        := src/*.c
target_sources := src/crt/*.c src/crt/*.S
host_sources   := mock/*.c
programs       := uefi-run=tools/uefi-run/uefi-run.sh
applications   := uefi-tests=tests/qemu/app/*.c arguments=tests/qemu/arguments.c shell-tests=tests/qemu/shell.c hello=bench/hello.c loader=bench/loader.c
tests          := tests/unit/*_test.c
scripts        := tests/*.t tests/qemu/*.t
fuzzers        := tests/fuzz/*_fuzz.c
lists          := qemu ovmf
