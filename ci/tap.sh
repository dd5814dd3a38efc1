# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# TAP for tests written in bash: source it, call ok/is/like/skip, end with done_testing.
#   work    a folder of this test's own, removed at the end
#   run     runs a command, keeps $status, $stdout and $stderr
#   note    more for whoever looks: is ... || note "$stderr"; a report quotes what stands above it
set -u
tap_count=0
tap_failed=0
work=$(mktemp -d)
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT

tap_result() { # true|false, name
  tap_count=$((tap_count + 1))
  if [ "$1" = true ]; then
    echo "ok $tap_count - $2"
  else
    echo "not ok $tap_count - $2"
    tap_failed=$((tap_failed + 1))
    return 1
  fi
}

explain() { printf '%s\n' "$@" | sed 's/^/# /'; return 1; }
note() { printf '%s\n' "$@" | sed 's/^/# | /'; }

ok() { # name, command...: passes when the command succeeds
  local name=$1; shift
  if "$@" >"$work/.ok" 2>&1; then tap_result true "$name"; else tap_result false "$name" || explain "$*" "$(cat "$work/.ok")"; fi
}

is() { # got, wanted, name
  if [ "$1" = "$2" ]; then tap_result true "$3"; else tap_result false "$3" || explain "got:    $1" "wanted: $2"; fi
}

like() { # got, extended regular expression, name
  if grep -qE -- "$2" <<<"$1"; then tap_result true "$3"; else tap_result false "$3" || explain "got:    $1" "wanted: /$2/"; fi
}

unlike() { # got, extended regular expression, name
  if grep -qE -- "$2" <<<"$1"; then tap_result false "$3" || explain "got:      $1" "unwanted: /$2/"; else tap_result true "$3"; fi
}

skip() { # name, why
  tap_count=$((tap_count + 1))
  echo "ok $tap_count - $1 # SKIP $2"
}

skip_all() { # why
  echo "1..0 # SKIP $1"
  exit 0
}

# shellcheck disable=SC2034  # the caller reads them
run() {
  "$@" >"$work/.stdout" 2>"$work/.stderr" && status=0 || status=$?
  stdout=$(cat "$work/.stdout")
  stderr=$(cat "$work/.stderr")
}

done_testing() {
  echo "1..$tap_count"
  [ "$tap_failed" = 0 ]
  exit
}
