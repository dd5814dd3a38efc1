#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# preflight doctor with a package system made of files: what it misses, and the one line that installs it.
source ci/tap.sh
source tools/preflight/tests/toy.sh
toy "$work/toy"
bin=$work/bin
mkdir "$bin"
put ci/deps/build.txt '# A list.' '' 'alpha   does a' 'beta|beta-14|beta-12   does b' 'gamma'
put ci/deps/test.txt 'alpha   does a, too' 'delta   does d'
printf '#!/bin/sh\ncat "%s/installed"\n' "$work" >"$bin/dpkg-query"
printf '#!/bin/sh\ngrep -x "$2 .*" "%s/offered"\nexit 0\n' "$work" >"$bin/apt-cache"
chmod +x "$bin"/*
export PATH="$bin:$PATH"
installed() { printf '%s installed\n' "$@" >"$work/installed"; }
: >"$work/offered"
git config user.name A && git config user.email a@example.org
sudo=$([ "$(id -u)" = 0 ] || echo 'sudo ')

installed alpha beta gamma delta
flight doctor
is "$status$stdout" "0doctor: nothing is missing" "all is there"
installed alpha beta-12 gamma delta
flight doctor
is "$status" 0 "an alternative serves as well"
installed alphabet beta gamma
echo 'alpha config-files' >>"$work/installed"
flight doctor
is "$status" 1 "packages are missing"
is "$stdout" "alpha is missing: does a (packages)
delta is missing: does d (packages)
  next: ${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends alpha delta" "each once with its purpose, one line installs them"
flight doctor test
is "$(tail -n 1 <<<"$stdout")" "  next: ${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends alpha delta" "of one list"
installed alpha gamma
echo 'beta-14 | 1.0' >"$work/offered"
flight doctor build
is "$stdout" "beta-14 is missing: does b (packages)
  next: ${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends beta-14" "of alternatives, what this release offers"
: >"$work/offered"
flight doctor --json build
is "$(jq -r .text <<<"$stdout")" "beta is missing: does b" "the first where none is known"
flight doctor tests
is "$status $stderr" "2 preflight: doctor: there is no list of packages ci/deps/tests.txt; ls ci/deps shows them" "an unknown list"
flight doctor ../x
is "$status" 2 "and no list at all"

# --- Packages of npm ------------------------------------------------------------------------------------
installed alpha beta gamma delta
put ci/npm/x/package-lock.json two
flight doctor
is "$status" 0 "what was never fetched is fetched when it is wanted"
put build/npm/x/package-lock.json one
flight doctor
is "$stdout" "build/npm/x is older than its list (npm)
  next: ci/npm.sh x" "what is older than its list is told"
put build/npm/x/package-lock.json two
flight doctor
is "$status" 0 "until it is fetched"

# --- Git, the clone ---------------------------------------------------------------------------------------
git config --unset user.name && git config --unset user.email
run env -u GIT_AUTHOR_NAME -u GIT_AUTHOR_EMAIL "$tool" doctor
is "$status$stdout" "1commits would have no author (git)
  next: git config --global user.name 'Your Name'
commits would have no address (git)
  next: git config --global user.email you@example.org" "nobody to be the author"
git branch -q -m main trunk
flight doctor
like "$stdout" '^compared with what\? There is no main or master, here or at origin; say where this work is to go: make affected BASE=BRANCH' \
  "no base to compare with"
git branch -q -m trunk main
commit 'toy: more'
git clone -q --depth 1 "file://$work/toy" "$work/shallow"
git -C "$work/shallow" checkout -q --orphan other && git -C "$work/shallow" commit -q -m 'toy: other'
flight doctor -C "$work/shallow"
like "$stdout" 'git fetch --unshallow \(git\)$' "a shallow clone"

rm "$bin/dpkg-query"
for program in bash cat git env; do ln -s "$(command -v $program)" "$bin/"; done
run env PATH="$bin" "$tool" doctor
is "$status$stdout" "1this is no Debian or Ubuntu, so nobody knows what is there (packages)
  next: install what ci/deps/*.txt name, then run make with DEPS=skip" "another system"
done_testing
