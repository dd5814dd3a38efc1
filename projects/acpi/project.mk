# What projects/acpi is made of; the rules are in ci/make/engine.mk.
kind      := freestanding
sources   := src/*/*.c
parts     := acpi-tables=src/tables/%
small     := src/tables/*.c
programs  := acpi-tables=tools/acpi-tables/main.c acpi-exec=tools/acpi-exec/*.c
generated := describe.inc=tools/acpi-tables/describe.awk
generated_from := include/acpi/table/*.h
tests     := tests/unit/*_test.c
scripts   := tests/*.t tests/qemu/*.t
guests    := tests/qemu/*_guest.c
fuzzers   := tests/fuzz/*_fuzz.c
lists     := ovmf
