#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Installs what is missing from the package lists: ci/deps.sh LIST... (build, site, test).
# Says what it does. Without root or sudo it prints the one line to run, and fails.
# Nothing missing: asks dpkg, prints nothing, touches no network.
set -eu
here=$(dirname "$0")/deps

installed() {
  dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# The first alternative of "a|b" that is installed, or else that apt can offer.
choose() {
  old=$IFS; IFS='|'
  # shellcheck disable=SC2086  # splitting at the bars is the point
  set -- $1
  IFS=$old
  for one; do installed "$one" && return 0; done
  for one; do
    if [ $# -eq 1 ] || [ -n "$(apt-cache madison "$one" 2>/dev/null)" ]; then
      missing="$missing $one"
      return 0
    fi
  done
  missing="$missing $1"
}

command -v dpkg-query >/dev/null || {
  echo "ci/deps.sh: this is not a Debian or Ubuntu system (no dpkg-query)." >&2
  echo "  Install the packages named in ci/deps/*.txt by hand, then run make with DEPS=skip." >&2
  exit 2
}

missing=
for list; do
  [ -r "$here/$list.txt" ] || { echo "ci/deps.sh: no list ci/deps/$list.txt" >&2; exit 2; }
  while read -r package _; do
    case $package in ''|'#'*) continue ;; esac
    choose "$package"
  done <"$here/$list.txt"
done
[ -n "$missing" ] || exit 0

command="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
  as_root=sudo
else
  echo "Missing packages. As root, run this one line, then the same make command again:" >&2
  echo "  apt-get update && $command" >&2
  exit 1
fi
echo "Installing what is missing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086  # $as_root is empty or one word, $missing is a list of words
if $as_root env DEBIAN_FRONTEND=noninteractive apt-get update >"$log" 2>&1 &&
   $as_root env DEBIAN_FRONTEND=noninteractive \
     apt-get install -y --no-install-recommends $missing >>"$log" 2>&1; then
  exit 0
fi
tail -n 20 "$log" >&2
echo "ci/deps.sh: the installation failed (above). To repeat it: apt-get update && $command" >&2
exit 1
