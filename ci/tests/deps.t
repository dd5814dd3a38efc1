#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# ci/deps.sh with a package system made of files: what it asks for, what it says, when it stays silent.
# apt-get, dpkg-query, id and sudo are replaced on PATH; nothing is installed by this test.
source ci/tap.sh

lists=$PWD/ci/deps
bin=$work/bin
mkdir "$bin" "$work/ci" "$work/ci/deps"
cp ci/deps.sh "$work/ci/"
printf '# a comment\n\nalpha   does a\nbeta|beta-14   does b\n' >"$work/ci/deps/build.txt"
cat >"$bin/dpkg-query" <<E2
#!/bin/sh
for last; do :; done
grep -qx "\$last" "$work/installed" && echo installed
E2
cat >"$bin/apt-cache" <<E2
#!/bin/sh
grep -qx "\$2" "$work/offered" && echo "\$2 | 1.0"
E2
cat >"$bin/apt-get" <<E2
#!/bin/sh
echo "\$@" >>"$work/apt.log"
[ -e "$work/broken" ] && { echo "E: no network"; exit 100; }
exit 0
E2
printf '#!/bin/sh\ncat "%s/uid"\n' "$work" >"$bin/id"
printf '#!/bin/sh\nexit 1\n' >"$bin/sudo"
chmod +x "$bin"/*
export PATH="$bin:$PATH"
deps() { : >"$work/apt.log"; run sh "$work/ci/deps.sh" "$@" </dev/null; }

echo 0 >"$work/uid"
printf 'alpha\nbeta\n' >"$work/installed"
: >"$work/offered"
deps build
is "$status$stdout$stderr" 0 "nothing missing: silent"
is "$(cat "$work/apt.log")" "" "and no call of apt"

printf 'alpha\nbeta-14\n' >"$work/installed"
deps build
is "$status$(cat "$work/apt.log")" 0 "an alternative serves as well"

echo alpha >"$work/installed"
echo beta-14 >"$work/offered"
deps build
is "$status" 0 "a missing package is installed"
like "$(cat "$work/apt.log")" '^update' "after the lists were brought up to date"
like "$(cat "$work/apt.log")" 'install -y --no-install-recommends beta-14$' "the alternative that this release offers"
like "$stdout" 'Installing what is missing: beta-14' "and it says so"

touch "$work/broken"
deps build
is "$status" 1 "a failed installation is an error"
like "$stderr" 'E: no network' "which shows why"
like "$stderr" 'To repeat it: apt-get update && apt-get install' "and how to repeat it"
rm "$work/broken"

echo 1000 >"$work/uid"
deps build
is "$status" 1 "without root and sudo it fails"
like "$stderr" 'apt-get update && apt-get install -y --no-install-recommends beta' "and prints the one line to run"
is "$(cat "$work/apt.log")" "" "and touches nothing"

echo 0 >"$work/uid"
APT_ARCHIVES=$work/archives deps build
like "$(cat "$work/apt.log")" "^-o Dir::Cache::Archives=$work/archives install " "downloads are kept where CI wants them"
printf 'beta   does b here too\n' >"$work/ci/deps/more.txt"
printf 'beta|beta-14   does b\n' >"$work/ci/deps/build.txt"
: >"$work/offered"
deps build more
is "$(grep -c install "$work/apt.log")$(grep -o ' beta' "$work/apt.log" | wc -l)" 11 "what stands in two lists is asked for once"
rm "$work/ci/deps/more.txt"

deps nonsense
is "$status" 2 "an unknown list is an error"
like "$stderr" 'no list ci/deps/nonsense.txt' "that names it"

# The lists themselves: every line has a purpose, no list has a package twice, every list is somebody's.
for list in "$lists"/*.txt; do
  name=${list##*/}
  is "$(awk '!/^#/ && NF < 2' "$list")" "" "$name says what for"
  is "$(awk '!/^#/ && NF { print $1 }' "$list" | sort | uniq -d)" "" "$name has nothing twice"
done
done_testing
