# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# For the tests of firmware_guest.c: source it after ci/tap.sh.

# shellcheck disable=SC2154  # run sets status, stdout, stderr
boot() { # arguments of ci/qemu/run: boots, passes the guest's own tests on, keeps what it found in $facts
  run env QEMU_SECONDS=100 ci/qemu/run "$@"
  local line
  while read -r line; do
    case $line in
    "ok "*) tap_result true "the guest: ${line#*- }" ;;
    "not ok "* | "Bail out!"*) tap_result false "the guest: ${line#*- }" || note "$(grep -v '^# fact' <<<"$stdout")" ;;
    esac
  done <<<"$stdout"
  is "$status" 0 "the guest came to its end" || note "$stdout" "$stderr"
  facts=$(sed -n 's/^# fact: //p' <<<"$stdout")
  is "$(grep -E '^# (error|warning):' <<<"$stdout")" "" "the library complains of nothing"
}

fact() { # extended regular expression of a whole fact, name
  like "$facts" "^$1\$" "$2"
}
