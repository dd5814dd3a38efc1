# What tools/manual is made of; the rules are in ci/make/engine.mk.
kind     := host
sources  := src/*.c
programs := manual=src/main.c
packages := libcjson libclang
tests    := tests/unit/*_test.c
scripts  := tests/*.t
fuzzers  := tests/fuzz/*_fuzz.c
