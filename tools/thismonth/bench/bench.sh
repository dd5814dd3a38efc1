#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# How fast `thismonth collect` reads local git, one JSON line per figure; run it from the repository's root.
#
#   bench.sh [--runs N] [--commits N] [skeleton|cliff|million]...     default: all, 9 runs, 1000000
#
# Every figure stands beside its yardstick, measured in turns with it in the same run; `ratio` is
# the quotient of the medians. The yardsticks read the same references:
#   log       git log --first-parent --all --since --until --name-only    the window, with pull refs
#   authors   git log --all --format='%H%x09%an%x09%ct'                   for building the index of authors
#   cliff     git-cliff 2.14
# skeleton needs OSDEV_CORPUS; cliff takes git-cliff from npm into build/; million makes a history of
# its own in build/ (four minutes, 0.5 GB, kept for the next time).
set -euo pipefail

runs=9 commits=1000000 what=()
while [ $# -gt 0 ]; do
  case $1 in
  --runs) runs=$2 && shift ;;
  --commits) commits=$2 && shift ;;
  skeleton | cliff | million) what+=("$1") ;;
  *) sed -n '3,13s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
  shift
done
[ ${#what[@]} -gt 0 ] || what=(skeleton cliff million)
mkdir -p build/bench
bench=thismonth dir=$PWD/build/bench
. ci/bench.sh
program=$PWD/build/bin/thismonth
corpus=${OSDEV_CORPUS:-../shared/corpus}
make -s build/bin/thismonth
export GIT_CONFIG_GLOBAL=/dev/null LC_ALL=C

# --- What is measured -----------------------------------------------------------------------------

newsletter() { # name, repository
  mkdir -p "$dir/$1.d"
  cp -r newsletter/prose "$dir/$1.d/"
  printf '{"title": "Bench", "repository": "o/n", "projects": [{"name": "p", "repository": "o/p", "git": "%s"}]}\n' \
    "$2" >"$dir/$1.d/thismonth.json"
}

# The command that collects, as words: "${collect[@]}".
set_collect() { # name, month, cache
  collect=(env XDG_CACHE_HOME="$dir/$3" "$program" collect --offline --month "$2" --config "$dir/$1.d/thismonth.json" -o -)
}

window() { # name, repository, month, next month, cold's target (empty: not measured), warm's target
  newsletter "$1" "$2"
  rm -rf "$dir/$1.cache" "$dir/$1".*.runs
  set_collect "$1" "$3" "$1.cache"
  "${collect[@]}" >/dev/null
  for ((i = 0; i < runs; i++)); do
    once "$1.log" git -C "$2" log --first-parent --all "--since=$3-01T00:00:00Z" "--until=$4-01T00:00:00Z" --name-only >/dev/null
    set_collect "$1" "$3" "$1.cache"
    once "$1.warm" "${collect[@]}" >/dev/null
    if [ -n "$5" ]; then
      rm -rf "$dir/none"
      set_collect "$1" "$3" none
      once "$1.cold" "${collect[@]}" >/dev/null
    fi
  done
  [ -z "$5" ] || report "$1, no cache" "$1.cold" "$1.log" "$5"
  report "$1, warm index" "$1.warm" "$1.log" "$6"
}

skeleton() {
  local stream=$corpus/newsletter/history/uefi-rs+pulls.fi.gz
  if [ ! -e "$stream" ]; then
    echo "skeleton: skipped, there is no $stream" >&2
    return
  fi
  if [ ! -e "$dir/uefi-rs.git/done" ]; then
    rm -rf "$dir"/uefi-rs*.git
    git init -q --bare "$dir/uefi-rs.git"
    zcat "$stream" | git -C "$dir/uefi-rs.git" fast-import --quiet
    git -C "$dir/uefi-rs.git" symbolic-ref HEAD refs/heads/main
    git clone -q --mirror "$dir/uefi-rs.git" "$dir/uefi-rs-packed-refs.git"
    touch "$dir/uefi-rs.git/done"
  fi
  window uefi-rs "$dir/uefi-rs.git" 2023-05 2023-06 '<= 4' '<= 2'
  window uefi-rs-packed-refs "$dir/uefi-rs-packed-refs.git" 2023-05 2023-06 '<= 4' '<= 2'
}

cliff() {
  local cliff=$dir/cliff/node_modules/git-cliff-linux-x64/bin/git-cliff
  [ -e "$dir/uefi-rs.cache" ] || skeleton >/dev/null
  [ -e "$dir/uefi-rs.cache" ] || return 0
  if [ ! -x "$cliff" ]; then
    mkdir -p "$dir/cliff"
    echo '{"private": true}' >"$dir/cliff/package.json"
    echo 'omit-lockfile-registry-resolved=true' >"$dir/cliff/.npmrc"
    if ! (cd "$dir/cliff" && npm install --no-audit --no-fund git-cliff-linux-x64@2.14 >npm.log 2>&1); then
      echo "cliff: skipped, npm cannot install git-cliff, see $dir/cliff/npm.log" >&2
      return 0
    fi
  fi
  rm -f "$dir"/cliff.*.runs
  for ((i = 0; i < runs; i++)); do
    once cliff.cliff env -C "$dir/uefi-rs.git" "$cliff" >/dev/null
    rm -rf "$dir/none"
    set_collect uefi-rs 2023-05 none
    once cliff.cold "${collect[@]}" >/dev/null
    set_collect uefi-rs 2023-05 uefi-rs.cache
    once cliff.warm "${collect[@]}" >/dev/null
  done
  report 'uefi-rs against git-cliff, no cache' cliff.cold cliff.cliff '<= 0.1'
  report 'uefi-rs against git-cliff, warm index' cliff.warm cliff.cliff '<= 0.1'
}

peak() { # figure, name
  printf '{"bench": "thismonth", "figure": "%s", "peak_mb": %.0f, "target": "<= 300"}\n' "$1" "$(most "$2" mb)"
}

million() {
  local name=history-$commits repository=$dir/history-$commits.git
  if [ ! -e "$repository/done" ]; then
    rm -rf "$repository"
    git init -q --bare "$repository"
    perl tools/thismonth/bench/history.pl "$commits" | git -C "$repository" -c pack.compression=1 fast-import --quiet
    git -C "$repository" symbolic-ref HEAD refs/heads/main
    git -C "$repository" update-ref -d refs/heads/side
    git -C "$repository" pack-refs --all
    git -C "$repository" commit-graph write --reachable 2>/dev/null
    touch "$repository/done"
  fi
  window "$name" "$repository" 2023-11 2023-12 '' '<= 1.5'
  peak "$name, warm index" "$name.warm"
  set_collect "$name" 2023-11 none
  rm -f "$dir"/index.*.runs
  for ((i = 0; i < 3; i++)); do
    once index.authors git -C "$repository" log --all --format='%H%x09%an%x09%ct' >/dev/null
    rm -rf "$dir/none"
    once index.build "${collect[@]}" >/dev/null
  done
  peak "$name, building the index" index.build
  report "$name, building the index" index.build index.authors '<= 1'
}

for w in "${what[@]}"; do "$w"; done
