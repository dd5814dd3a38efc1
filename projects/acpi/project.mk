# What projects/acpi is made of; the rules are in ci/make/engine.mk.
kind      := freestanding
sources   := src/*/*.c
parts     := acpi-tables=src/tables/%
tests     := tests/unit/*_test.c
