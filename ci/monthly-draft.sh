#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Drafts the post of a month on the branch this-month/YYYY-MM and keeps a pull request for it: what
# .github/workflows/monthly-draft.yml runs. Run in a checkout with full history, as often as you like:
#
#   the branch is there    it is continued, never rewritten, so edits made on it stay
#   nothing is new         nothing is committed, pushed or said again
#   it was merged          nothing is done
#
# `thismonth check` and the site build are run here and reported as commit statuses, since pull requests that are
# opened with GITHUB_TOKEN start no workflows.
#
#   MONTH              2024-01 (default: the last full month)
#   BASE               the branch that posts are merged into (default: main)
#   GITHUB_REPOSITORY, GITHUB_TOKEN, GITHUB_API_URL    as GitHub Actions sets them
#   THISMONTH          the tool (default: build/bin/thismonth)
set -euo pipefail

month=${MONTH:-$(date -u -d "$(date -u +%Y-%m-01) -1 day" +%Y-%m)}
base=${BASE:-main}
repository=${GITHUB_REPOSITORY:?owner/name of the repository}
api=${GITHUB_API_URL:-https://api.github.com}
tool=${THISMONTH:-$PWD/build/bin/thismonth}
branch=this-month/$month
post=newsletter/content/this-month/$month/index.md

fail() { echo "monthly-draft: $*" >&2; exit 1; }
[[ $month =~ ^[0-9]{4}-(0[1-9]|1[0-2])$ ]] || fail "MONTH: \"$month\" is no month; write it as 2024-01"
[ -n "${GITHUB_TOKEN-}" ] || fail "GITHUB_TOKEN is not set; in a workflow: env: GITHUB_TOKEN: \${{ github.token }}"
title=$(date -u -d "$month-01" '+%B %Y')

# --- GitHub ----------------------------------------------------------------------------------------------------------
# The token reaches curl by a file descriptor, not by an argument that others could see.
github() { # method, path, [body]: prints the answer; fails with $code
  local answer
  answer=$(curl -sS --max-time 60 -X "$1" -w '\n%{http_code}' -H 'Accept: application/vnd.github+json' \
    -H 'X-GitHub-Api-Version: 2022-11-28' -H 'User-Agent: thismonth' ${3+-H 'Content-Type: application/json' -d "$3"} \
    -H @<(printf 'Authorization: Bearer %s\n' "$GITHUB_TOKEN") "$api$2") || return 1
  code=${answer##*$'\n'}
  printf '%s\n' "${answer%$'\n'*}"
  [[ $code == 2?? ]]
}

# Sets a status of the commit unless it says so already.
report() { # context, state, description
  local wanted there
  wanted=$(jq -nc --arg context "$1" --arg state "$2" --arg description "${3:0:140}" '$ARGS.named')
  there=$(github GET "/repos/$repository/commits/$head/status?per_page=100") || fail "the statuses of $head cannot be read: $there"
  jq -e --argjson wanted "$wanted" 'any(.statuses[]; .context == $wanted.context and .state == $wanted.state and
    .description == $wanted.description)' <<<"$there" >/dev/null && return
  there=$(github POST "/repos/$repository/statuses/$head" "$wanted") || fail "a status cannot be set: $there"
}

# --- The branch ------------------------------------------------------------------------------------------------------

fetch() {
  git fetch -q origin "+refs/heads/$base:refs/remotes/origin/$base"
  git fetch -q origin "+refs/heads/$branch:refs/remotes/origin/$branch" 2>/dev/null ||
    git update-ref -d "refs/remotes/origin/$branch"
  git fetch -q origin '+refs/pull/*/head:refs/pull/*/head' 2>/dev/null || true # so that rebased ones are seen
}

is_published() { # the post of the base branch is no draft any more
  git show "origin/$base:$post" 2>/dev/null | sed '/^}/q' | jq -e '.draft == false or (has("draft") | not)' >/dev/null 2>&1
}

# Draws up or continues the branch; prints nothing new if there is nothing.
draft() {
  if git rev-parse -q --verify "refs/remotes/origin/$branch" >/dev/null; then
    git switch -q -C "$branch" "origin/$branch"
    if ! git merge-base --is-ancestor "origin/$base" HEAD && ! git merge -q --no-edit "origin/$base" 2>/dev/null; then
      git merge --abort
      echo "monthly-draft: $branch conflicts with $base; it is drafted as it is, merge $base by hand"
    fi
  else
    git switch -q -C "$branch" "origin/$base"
  fi
  local status=0
  "$tool" draft --month "$month" --wait || status=$?
  [ $status -le 1 ] || fail "thismonth draft failed ($status); what it said stands above"
  git add newsletter
  git diff --cached --quiet || git commit -q -m "newsletter: draft $title"
}

git config user.name >/dev/null || git config user.name 'github-actions[bot]'
git config user.email >/dev/null || git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
fetch
if is_published; then
  echo "monthly-draft: $title is published; nothing to do"
  exit 0
fi
pulls=$(github GET "/repos/$repository/pulls?state=all&head=${repository%%/*}:$branch&per_page=100") ||
  fail "the pull requests of $repository cannot be listed: $pulls"
if jq -e 'any(.[]; .merged_at)' <<<"$pulls" >/dev/null; then
  echo "monthly-draft: the pull request of $title was merged; nothing to do"
  exit 0
fi

pushed=false
for _ in 1 2 3; do # somebody may push an edit meanwhile: then theirs comes first
  draft
  head=$(git rev-parse HEAD)
  if [ "$head" = "$(git rev-parse -q --verify "refs/remotes/origin/$branch" || true)" ]; then
    pushed=true
  elif [ "$head" = "$(git rev-parse "origin/$base")" ]; then
    echo "monthly-draft: nothing to draft for $title"
    exit 0
  elif git push -q origin "HEAD:refs/heads/$branch"; then
    pushed=true
  fi
  [ $pushed = true ] && break
  fetch
done
[ $pushed = true ] || fail "$branch cannot be pushed; may this token write contents?"

# --- What is reported ------------------------------------------------------------------------------------------------

findings=$("$tool" check "$post") && state=success || state=failure
n=$(grep -c . <<<"$findings" || true)
report newsletter/check $state "$([ $state = success ] && echo 'nothing to mend' || echo "$n to mend: $(head -n 1 <<<"$findings")")"
site=$(make --no-print-directory site DRAFTS=1 2>&1) && state=success || state=failure
report newsletter/site $state "$([ $state = success ] && echo 'the site builds' || tail -n 1 <<<"$site")"

# A person may write above and below; what stands between the marks is written anew.
mark='<!-- monthly-draft -->'
part="$mark
The draft of **$title**: [\`$post\`](https://github.com/$repository/blob/$branch/$post). Edit it on this branch: drafting again adds
what is new and touches nothing that you wrote. When it is done, \`thismonth publish $post\`, then merge.

${findings:+To mend (\`thismonth check\`):
\`\`\`
$findings
\`\`\`
}$mark"
open=$(jq -c 'map(select(.state == "open")) | first // empty' <<<"$pulls")
if [ -z "$open" ]; then
  answer=$(github POST "/repos/$repository/pulls" "$(jq -nc --arg title "Newsletter: $title" --arg head "$branch" --arg base "$base" \
    --arg body "$part" '$ARGS.named')") ||
    fail "the pull request cannot be opened ($answer); allow it in Settings, Actions, General: \"Allow GitHub Actions to create and approve pull requests\", then run this again"
  echo "monthly-draft: opened $(jq -r .html_url <<<"$answer")"
  exit 0
fi
body=$(jq --arg part "$part" --arg mark "$mark" '(.body // "") as $body | ($body | split($mark)) as $p |
  if ($p | length) == 3 then $p[0] + $part + $p[2] else $body + (if $body == "" then "" else "\n\n" end) + $part end' <<<"$open")
if [ "$body" != "$(jq .body <<<"$open")" ]; then
  answer=$(github PATCH "/repos/$repository/pulls/$(jq .number <<<"$open")" "{\"body\": $body}") || fail "the pull request cannot be updated: $answer"
fi
echo "monthly-draft: $(jq -r .html_url <<<"$open") is up to date"
