# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Small histories made with git, and what `thismonth collect` says of them. Every date is fixed.
#   new NAME                  an empty repository $work/NAME on branch main, which becomes the current folder
#   at 'DATE'                 commits from now on are made then (UTC)
#   as 'NAME' E-MAIL          and by this person
#   commit 'MESSAGE' [FILE]   adds a line to FILE (default: file) and commits
#   pull N [FILE]             makes the branch pull-N of one commit from here, and refs/pull/N/head
#   squash N 'TITLE' [FILE]   commits as the squash button does, with refs/pull/N/head aside
#   merge N OWNER/BRANCH 'TITLE'   merges pull-N as the button does
#   collect NAME [PROJECT-JSON...]   sets $status, $stderr, $record (the file) for January 2024
#   value N KEY               of change number N in $record; `line N` is all of it
#   numbers                   of all changes in $record, in order
repository=$PWD
program=$repository/$BIN/thismonth
# shellcheck disable=SC2154  # ci/tap.sh makes $work
export GIT_CONFIG_GLOBAL=/dev/null HOME=$work XDG_CACHE_HOME=$work/cache
unset GITHUB_SERVER_URL
record=$work/record.json

new() {
  git init -q -b main "$work/$1"
  cd "$work/$1" || exit 1
}

at() {
  export GIT_AUTHOR_DATE="$1 +0000" GIT_COMMITTER_DATE="$1 +0000"
}

as() {
  export GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL=$2 GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL=$2
}

commit() {
  mkdir -p "$(dirname "${2:-file}")"
  echo "$1" >>"${2:-file}"
  git add -A
  git commit -q -m "$1"
}

pull() {
  git checkout -q -b "pull-$1"
  commit "work of $1" "${2:-file-$1}"
  git update-ref "refs/pull/$1/head" HEAD
  git checkout -q -
}

squash() {
  commit "$2 (#$1)" "${3:-file}"
  git update-ref "refs/pull/$1/head" "$(git commit-tree -m "work of $1" 'HEAD^{tree}')"
}

merge() {
  git merge -q --no-ff -m "Merge pull request #$1 from $2

$3" "pull-$1"
  git branch -q -D "pull-$1"
}

collect() {
  local name=$1 projects=''
  shift
  for project in "$@"; do projects="$projects, $project"; done
  [ $# -gt 0 ] || projects=', {"name": "all"}'
  mkdir -p "$work/newsletter"
  cp -r "$repository/newsletter/prose" "$work/newsletter/"
  echo '{"title": "T", "repository": "home/news", "projects": ['"${projects#, }" ']}' |
    sed 's|{"name"|{"repository": "home/thing", "git": "../'"$name"'", "name"|g' >"$work/newsletter/thismonth.json"
  (cd "$work" && run "$program" collect --month "${MONTH:-2024-01}" --offline --config newsletter/thismonth.json -o -
    echo "$status" >"$work/.status")
  status=$(cat "$work/.status")
  # shellcheck disable=SC2034  # the caller reads it
  stderr=$(cat "$work/.stderr")
  cp "$work/.stdout" "$record"
}

line() {
  awk -v n="$1" '/^    {"repository"/ { on = index($0, "\"number\": " n ",") > 0 } on && /^    / { printf "%s ", $0 }' "$record"
}

value() {
  line "$1" | grep -oE "\"$2\": (\"([^\"\\\\]|\\\\.)*\"|\[[^]]*\]|[^,}]*)" | head -1 | sed "s/^\"$2\": //"
}

numbers() {
  grep -oE '^    \{"repository".*"number": ([0-9]+|null)' "$record" | grep -oE '[0-9]+$|null$' | tr '\n' ' ' | sed 's/ $//'
}
