# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# A small newsletter with a monorepo of two projects, made with git in $work. Every date is fixed.
#   newsletter DIR     makes DIR with .git, projects/{alpha,beta}, newsletter/{thismonth.json,prose}
#   commit/merge_pull/squash_pull  add to it (in the current folder)
#   tool ARGS...       runs thismonth there, at a fixed time
# The current folder of the caller stays where it is; use (cd DIR && ...) or `in`.

repository=$PWD
tool=$repository/$BIN/thismonth
# shellcheck disable=SC2154  # ci/tap.sh makes $work
export GIT_CONFIG_GLOBAL=/dev/null HOME=$work XDG_CACHE_HOME=$work/cache
export SOURCE_DATE_EPOCH=1706745600 # 2024-02-01T00:00:00Z
unset GITHUB_SERVER_URL

by() { # name, e-mail, date, command...
  GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL=$2 GIT_AUTHOR_DATE="$3 +0000" \
    GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL=$2 GIT_COMMITTER_DATE="$3 +0000" "${@:4}"
}

commit() { # name, date, file, message...
  mkdir -p "$(dirname "$3")"
  echo "$2 $4" >>"$3"
  git add -A
  by "$1" "${1// /.}@users.noreply.github.com" "$2" git commit -q -m "$4"
}

merge_pull() { # number, owner/branch, title, date, name, file
  git checkout -q -b "pull-$1"
  commit "$5" "$4" "$6" "work on $3"
  git checkout -q -
  by 'The Boss' boss@users.noreply.github.com "$4" \
    git merge -q --no-ff -m "Merge pull request #$1 from $2

$3" "pull-$1"
  git branch -q -D "pull-$1"
}

squash_pull() { # number, title, date, name, file
  commit "$4" "$3" "$5" "$2 (#$1)"
}

newsletter() {
  mkdir -p "$1"/projects/{alpha,beta} "$1"/newsletter
  cp -r "$repository/newsletter/prose" "$1/newsletter/"
  cat >"$1/newsletter/thismonth.json" <<'JSON'
{
  "title": "This Month in Tests",
  "repository": "test/mono",
  "projects": ["../projects/*/project.json"]
}
JSON
  printf '{"name": "alpha", "weight": 1, "paths": ["projects/alpha"], "direct": true,\n "maintainers": [{"login": "boss", "names": ["The Boss"]}]}\n' >"$1/projects/alpha/project.json"
  printf '{"name": "beta", "weight": 2, "paths": ["projects/beta"], "about": "The second one."}\n' >"$1/projects/beta/project.json"
  (
    cd "$1" || exit 1
    git init -q -b main .
    commit 'The Boss' '2023-12-01 10:00:00' README 'begin'
    merge_pull 1 'octocat/fix' 'Fix the first thing' '2024-01-05 10:00:00' octocat projects/alpha/a.c
    squash_pull 2 'Teach `beta` to count' '2024-01-06 10:00:00' hubot projects/beta/b.c
    merge_pull 3 'octocat/more' 'A thing in both' '2024-01-07 10:00:00' octocat projects/alpha/c.c
    merge_pull 4 'dependabot/x' 'Bump x from 1 to 2' '2024-01-08 10:00:00' 'dependabot[bot]' projects/beta/Lock
    commit 'The Boss' '2024-01-09 10:00:00' ci/x 'ci: tune the runner'
  )
}

tool() { # in folder, arguments...
  (cd "$1" && shift && exec "$tool" "$@")
}
post() { cat "$1/newsletter/content/this-month/2024-01/index.md"; }
