# What tools/thismonth is made of; the rules are in ci/make/engine.mk.
kind          := host
sources       := src/*.c
programs      := thismonth=src/main.c
packages      := libgit2 libcjson zlib libcurl libxml-2.0
tests         := tests/unit/*_test.c
test_packages := libcmark-gfm
npm           := github
scripts       := tests/*.t
fuzzers       := tests/fuzz/*_fuzz.c
