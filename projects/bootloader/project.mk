# What projects/bootloader is made of; the rules are in ci/make/engine.mk and ci/make/boot.mk.
kind         := boot
sources      := src/load/*.c src/load/*.S src/media/*.c src/video/*.c
only         := acpi-tables
flats        := bios=src/doors/bios
applications := bootx64=src/doors/uefi/*.c
embedded     := bios.bin bootx64.efi
programs     := bootimage=tools/bootimage/*.c
tests        := tests/unit/*_test.c
scripts      := tests/*.t tests/qemu/*.t
fuzzers      := tests/fuzz/*_fuzz.c
