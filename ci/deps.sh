#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Installs what is missing from the package lists: ci/deps.sh LIST... (ci/deps/LIST.txt).
# Says what it does. Without root or sudo it prints the one line to run, and fails.
# Nothing missing: asks dpkg, prints nothing, touches no network.
set -eu
here=$(dirname "$0")/deps

installed() {
  dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# Of the alternatives "a|b": silent if one is installed, else the first that apt offers.
wanted() {
  old=$IFS; IFS='|'
  # shellcheck disable=SC2086  # splitting at the bars is the point
  set -- $1
  IFS=$old
  for one; do installed "$one" && return; done
  if [ $# -gt 1 ]; then
    for one; do
      [ -n "$(apt-cache madison "$one" 2>/dev/null)" ] && { echo "$one"; return; }
    done
  fi
  echo "$1"
}

missing() { # lists
  for list; do
    while read -r package _; do
      case $package in ''|'#'*) continue ;; esac
      wanted "$package"
    done <"$here/$list.txt"
  done | awk '!seen[$0]++' | tr '\n' ' ' | sed 's/ $//'
}

command -v dpkg-query >/dev/null || {
  echo "ci/deps.sh: this is not a Debian or Ubuntu system (no dpkg-query)." >&2
  echo "  Install the packages named in ci/deps/*.txt by hand, then run make with DEPS=skip." >&2
  exit 2
}
for list; do
  [ -r "$here/$list.txt" ] || { echo "ci/deps.sh: no list ci/deps/$list.txt" >&2; exit 2; }
done

packages=$(missing "$@")
[ -n "$packages" ] || exit 0
exec 9<"$here" # make -j asks for several lists at once, and apt wants to be alone
flock 9
packages=$(missing "$@")
[ -n "$packages" ] || exit 0
if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
  as_root=sudo
else
  echo "Missing packages. As root, run this one line, then the same make command again:" >&2
  echo "  apt-get update && apt-get install -y --no-install-recommends $packages" >&2
  exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
archives=${APT_ARCHIVES:+-o Dir::Cache::Archives=$APT_ARCHIVES} # kept there, for the next machine
[ -z "$archives" ] || mkdir -p "$APT_ARCHIVES/partial"
if $as_root apt-get update >"$log" 2>&1; then
  packages=$(missing "$@") # now that apt knows what this release offers
  echo "Installing what is missing: $packages"
  # shellcheck disable=SC2086  # lists of words
  $as_root apt-get $archives install -y --no-install-recommends $packages >>"$log" 2>&1 && exit 0
fi
tail -n 20 "$log" >&2
echo "ci/deps.sh: the installation failed (above)." >&2
echo "  To repeat it: apt-get update && apt-get install -y --no-install-recommends $packages" >&2
exit 1
