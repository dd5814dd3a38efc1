#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# ci/npm.sh with an npm that only writes down what it is asked for; and what every lock file has to be.
source ci/tap.sh
mkdir -p "$work/bin" "$work/ci/npm/list"
cp ci/npm.sh "$work/ci/"
echo '{"name": "list"}' | tee "$work/ci/npm/list/package.json" >"$work/ci/npm/list/package-lock.json"
cat >"$work/bin/npm" <<END
#!/bin/sh
pwd >"$work/where"
echo "\$@" >"$work/npm.log"
[ ! -e "$work/broken" ] || { echo 'npm error no network'; exit 1; }
END
chmod +x "$work/bin/npm"
npm() { run env -C "$work" PATH="$1" sh ci/npm.sh list; }

npm "$work/bin:$PATH"
is "$status" 0 "packages are installed"
is "$(cat "$work/npm.log")" "ci --ignore-scripts --no-audit --no-fund" "exactly those of the lock file, and none of their scripts is run"
is "$(cat "$work/where")" "$work/build/npm/list" "below build/"
like "$stdout" 'Installing packages of ci/npm/list' "it says so"
touch "$work/broken"
npm "$work/bin:$PATH"
is "$status" 1 "a failed installation is an error"
like "$stderr" 'npm error no network' "which shows why"
like "$stderr" 'To repeat it: ci/npm.sh list' "and how to repeat it"
mkdir "$work/none"
for tool in sh dirname env; do ln -s "$(command -v $tool)" "$work/none/$tool"; done
npm "$work/none"
is "$status" 1 "without npm it fails"
like "$stderr" 'apt-get install nodejs npm' "and says what to install"

for lock in ci/npm/*/package-lock.json; do
  is "$(grep -nE '"resolved"|https?://' "$lock")" "" "$lock names no registry"
  is "$(grep -nE '"[^"]+": "[\^~*>]' "$(dirname "$lock")/package.json")" "" "... and its list exact versions"
done
done_testing
