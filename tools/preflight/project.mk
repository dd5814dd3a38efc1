# What tools/preflight is made of; the rules are in ci/make/engine.mk.
kind     := host
sources  := src/*.c
programs := preflight=src/main.c
packages := libgit2 libcjson
tests    := tests/unit/*_test.c
scripts  := tests/*.t
