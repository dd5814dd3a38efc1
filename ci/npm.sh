#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Installs the packages of ci/npm/NAME/package-lock.json, exactly these versions, into build/npm/NAME.
# No script of a package is run. Which registry they come from is npm's own configuration.
#   ci/npm.sh NAME
set -eu
list=$(dirname "$0")/npm/$1
to=build/npm/$1
command -v npm >/dev/null || {
  echo "ci/npm.sh: no npm; install it (Debian: apt-get install nodejs npm), then run the same make command again." >&2
  exit 1
}
mkdir -p "$to"
cp "$list/package.json" "$list/package-lock.json" "$to/"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Installing packages of ci/npm/$1 into $to"
(cd "$to" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 || {
  tail -n 20 "$log" >&2
  echo "ci/npm.sh: the installation failed (above). To repeat it: ci/npm.sh $1" >&2
  exit 1
}
# of GitHub's description of its API one file is wanted: the others are 400 MB
find "$to/node_modules/@octokit/openapi/generated" -name '*.json' ! -name api.github.com.json -delete 2>/dev/null || true
