# What tools/common is made of; the rules are in ci/make/engine.mk.
kind     := host
sources  := src/*.c
packages := libgit2 libcjson
tests    := tests/unit/*_test.c
