# What projects/x86_64 is made of; the rules are in ci/make/engine.mk.
kind    := freestanding
sources := src/*.c
tests   := tests/unit/*_test.c
scripts := tests/*.t tests/qemu/*.t
guests  := tests/qemu/*_guest.c
fuzzers := tests/fuzz/*_fuzz.c
