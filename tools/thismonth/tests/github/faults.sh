# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: MIT OR Apache-2.0
# One fault after the other, each with a token (GraphQL) and without (REST), beside the clone $work/n: after stand_in.sh.
record() { cat "$work/$1/newsletter/data/changes/2024-01.json"; }

# Starts one fault in a folder and a cache of its own, in the background: many wait for seconds.
start() { # name, fault, token or '', options...
  cp -r "$work/n" "$work/$1"
  (
    export XDG_CACHE_HOME=$work/$1/cache THISMONTH_TIMEOUT=${seconds:-20}
    cd "$work/$1" || exit 1
    GITHUB_TOKEN=$3 GITHUB_API_URL=${api:-http://127.0.0.1:$port}/$2/$1 \
      "$tool" collect --month 2024-01 "${@:4}" >"$work/$1.out" 2>"$work/$1.err"
    echo $? >"$work/$1.status"
  ) &
  pids+=($!)
}
pids=()
finish() { wait "${pids[@]}"; pids=(); }
# Both ways, with the fault's name.
both() { for f; do start "$f-graphql" "$f" "$TOKEN"; start "$f-rest" "$f" ''; done; }

ended() { # name, status, message, what it is
  is "$(cat "$work/$1.status")" "$2" "$4: exit $2" || note "$(cat "$work/$1.err")"
  like "$(cat "$work/$1.err")" "$3" "$4: says what to do"
  is "$(record "$1" | grep -o '"number": [1-4],' | sort -u | wc -l)" 4 "$4: what git knows is there"
}
# GitHub could not tell: git's part is written, marked as such, and that is exit 1.
fails() { # fault, message
  for way in graphql rest; do
    ended "$1-$way" 1 "$2" "$1 ($way)"
    like "$(record "$1-$way")" '"complete": false' "$1 ($way): the record is marked as not complete"
    like "$(record "$1-$way")" '"title": "Fix the first thing"' "$1 ($way): git's own words stand"
  done
}
# It was overcome: as if nothing had been.
recovers() { # fault, what is said meanwhile
  for way in graphql rest; do
    [ -e "$work/$1-$way.status" ] || continue
    ended "$1-$way" 0 "$2" "$1 ($way)"
    like "$(record "$1-$way")" '"complete": true' "$1 ($way): complete"
    like "$(record "$1-$way")" '"title": "Fix the very first thing"' "$1 ($way): GitHub told"
  done
}
