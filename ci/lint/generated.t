#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `generated`: files that are made of others are as they would be made now: what GitHub reads of every project.json
# (make owners WRITE=1), and npm's lock files of their package.json.
source ci/tap.sh

stale() { # folders like ci/npm/NAME: those whose lock file asks for something else
  local folder
  for folder; do
    [ "$(jq -cS '[.dependencies, .devDependencies, .optionalDependencies]' "$folder/package.json")" = \
      "$(jq -cS '.packages[""] | [.dependencies, .devDependencies, .optionalDependencies]' "$folder/package-lock.json")" ] ||
      echo "$folder/package-lock.json:1: not what package.json asks for; (cd $folder && npm install --package-lock-only)"
  done
}
is "$(stale ci/npm/*)" "" "generated: npm's lock files"
mkdir "$work/wrong" && cp ci/npm/nx/package-lock.json "$work/wrong/" && echo '{"dependencies": {"nx": "1.0.0"}}' >"$work/wrong/package.json"
like "$(stale "$work/wrong")" 'package-lock.json:1: not what' "generated: a stale one is found"

if [ -x build/bin/preflight ]; then
  run build/bin/preflight owners --check
  is "$(sed -n 's/^\([^ ]*\): \(.*\) (owners)$/\1:1: \2; make owners WRITE=1/p' <<<"$stdout")" "" "generated: what GitHub reads"
else skip "generated: what GitHub reads" "preflight is not built: make affected"; fi
done_testing
