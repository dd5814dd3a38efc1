#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What .github/workflows run: the verbs that everybody types, and GitHub's way to be told about them. Without GitHub's
# variables it does the same and tells the terminal, so it can be tried (ci/tests/github.t).
#
#   plan [all]   outputs names=[...] (components to check), fuzzed=[...] (those of all that have fuzz targets) and
#                main=red|green|unknown (what CI said of the base)
#   check NAME   the report of `make pr P=NAME` on stdout and on the summary page; NAME may be lint (then TITLE too)
#   assign N     gives pull request N the one assignee that `preflight owners` names, if it has none yet
#   done         reads NEEDS (the results of all jobs): what failed, whether main was red already, and as last lines
#                how to see it at home; the status is that of the whole
#
#   PREFLIGHT_BASE    what the change is compared with
set -euo pipefail
output=${GITHUB_OUTPUT:-/dev/stdout}
summary=${GITHUB_STEP_SUMMARY:-/dev/null}
said=build/said

# A push of a new branch has nothing before it.
case ${PREFLIGHT_BASE-} in '' | 0000000*) unset PREFLIGHT_BASE ;; esac

ask() { # below the repository's address, options of curl
  [ -n "${GITHUB_TOKEN-}" ] && [ -n "${GITHUB_REPOSITORY-}" ] || return 1
  curl -sS --max-time 30 -f -H 'Accept: application/vnd.github+json' -H 'X-GitHub-Api-Version: 2022-11-28' \
    -H @<(printf 'Authorization: Bearer %s\n' "$GITHUB_TOKEN") "${@:2}" \
    "${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY/$1"
}

# What the job `done` came to at the base: there CI would have said it of main.
state_of_main() {
  local answer
  [ -n "${PREFLIGHT_BASE-}" ] && answer=$(ask "commits/$PREFLIGHT_BASE/check-runs?check_name=done") || { echo unknown; return; }
  jq -r '[.check_runs[]?.conclusion] | if any(. == "failure") then "red" elif any(. == "success") then "green" else "unknown" end' <<<"$answer"
}

components() { # the folder above each of these files that is there, as a list in JSON
  for file; do
    [ ! -e "$file" ] || printf '%s\n' "$file"
  done | awk -F/ '{ name = $1 == "projects" || $1 == "tools" ? $2 : $1 } !seen[name]++ { print name }' | jq -Rnc '[inputs]'
}

plan() {
  local names state
  if [ "${1-}" = all ] || [ -z "${PREFLIGHT_BASE-}" ]; then
    names=$(components */*/project.mk newsletter/project.json ci/project.json)
  else
    make --no-print-directory build/bin/preflight >&2
    build/bin/preflight affected --base "$PREFLIGHT_BASE" | tee -a "$summary"
    names=$(build/bin/preflight affected --base "$PREFLIGHT_BASE" --json 2>/dev/null | jq -c '.affected | keys')
  fi
  state=$(state_of_main)
  [ "$state" != red ] || echo "::warning::main is red at its commit ${PREFLIGHT_BASE:0:10}: what fails below may not be yours"
  printf 'names=%s\nfuzzed=%s\nmain=%s\n' "$names" "$(components */*/tests/fuzz/*_fuzz.c)" "$state" >>"$output"
}

check() { # name
  local status=0
  mkdir -p "$said"
  make --no-print-directory pr P="$1" >"$said/$1.txt" || status=$?
  cat "$said/$1.txt" # the report is the end of the log
  { echo '```'; cat "$said/$1.txt"; echo '```'; } >>"$summary"
  return "$status"
}

# What a pull request changes, as `git diff --numstat --no-renames` would list it; of its content nothing is fetched.
files_of() { # number
  local page=1 files
  while files=$(ask "pulls/$1/files?per_page=100&page=$page"); do
    jq -r '.[] | "\(.additions)\t\(.deletions)\t\(.filename)", (.previous_filename // empty | "0\t0\t\(.)")' <<<"$files"
    [ "$(jq length <<<"$files")" = 100 ] || return 0
    page=$((page + 1))
  done
  return 1
}

# Nobody's work waits for it: where GitHub does not answer, a maintainer assigns by hand.
assign() { # number
  local files login
  files=$(files_of "$1") && login=$(build/bin/preflight owners --numstat --json <<<"$files" | jq -r '.assignee // empty') ||
    { echo "::warning::what #$1 changes is not known, so nobody is assigned"; return 0; }
  if [ -z "$login" ]; then
    echo "#$1: nobody in particular looks after it"
  elif [ "$(ask "issues/$1" | jq '.assignees | length')" != 0 ]; then
    echo "#$1: has an assignee already"
  else
    ask "issues/$1/assignees" -X POST -d "$(jq -nc --arg login "$login" '{assignees: [$login]}')" >/dev/null || return 0
    echo "#$1: @$login"
  fi
}

finish() {
  local bad main report failed=
  bad=$(jq -r 'to_entries[] | select(.value.result != "success" and .value.result != "skipped") | "\(.key): \(.value.result)"' <<<"$NEEDS")
  main=$(jq -r '.plan.outputs.main // "unknown"' <<<"$NEEDS")
  [ -n "$bad" ] || [ "$(jq -r .plan.result <<<"$NEEDS")" = success ] || bad="plan: did not run"
  if [ -z "$bad" ]; then
    echo "All that is affected passed." | tee -a "$summary"
    return 0
  fi
  {
    echo "Failed"
    sed 's/^/  /' <<<"$bad"
    [ "$main" != red ] || echo "main was red already where this branch left it: what fails may not be yours."
    for report in "$said"/*.txt; do
      [ -e "$report" ] && grep -qE '^(make|preflight) .*: failed$' "$report" || continue
      cat "$report"
      failed+="  make pr P=$(basename "$report" .txt)"$'\n'
    done
    echo "To see it at home:"
    printf '%s' "${failed:-  make pr$'\n'}"
  } | tee -a "$summary"
  return 1
}

case ${1-} in
plan) plan "${2-}" ;;
check) check "${2:?a name}" ;;
assign) assign "${2:?a number}" ;;
done) finish ;;
*) sed -n '3,13s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
