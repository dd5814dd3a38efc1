# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# A small monorepo made with git in $work, for tests of preflight.
#   toy DIR     makes DIR: ground <- house <- roof, island (stands alone, reads ground's data), ci; branch main
#   bare_copy DIR makes DIR: this repository without its parts (their records stay), to build others in
#   flight ...  runs preflight in the current folder, keeps $status, $stdout, $stderr
# Every date is fixed, and nothing of who runs it is read.

repository=$PWD
tool=$repository/${HOST_BIN:-build/bin}/preflight
[ "${VARIANT:-}" = "" ] || tool=$repository/$BIN/preflight
# shellcheck disable=SC2154  # ci/tap.sh makes $work
export GIT_CONFIG_GLOBAL=$work/.gitconfig HOME=$work
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
export GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
git config --global init.defaultBranch main
git config --global protocol.file.allow always
git config --global advice.detachedHead false
export ASAN_OPTIONS=fast_unwind_on_malloc=1 # several hundred runs, and nothing of ours is without frame pointers
unset GITHUB_ACTIONS GITHUB_BASE_REF PREFLIGHT_BASE MAKEFLAGS MAKELEVEL MFLAGS T V

put() { # file, text...
  mkdir -p "$(dirname "$1")"
  printf '%s\n' "${@:2}" >"$1"
}

record() { # folder, needs, reads
  put "$1/project.json" "{ \"name\": \"${1##*/}\"," "  \"needs\": [${2:-}], \"reads\": [${3:-}] }"
}

commit() { # message
  git add -A && git commit -qm "$1"
}

toy() { # folder
  mkdir -p "$1"
  cd "$1" || exit 1
  git init -q .
  record projects/ground
  record projects/house '"ground"'
  record tools/roof '"house"'
  record tools/island '' '"projects/ground/tests/data/**", "projects/*/*.md"'
  put projects/ground/include/ground/ground.h 'int ground(void);'
  put projects/ground/src/ground.c '#include "ground/ground.h"'
  put projects/ground/tests/unit/ground_test.c '#include <ground/ground.h>'
  put projects/ground/tests/data/a/b.txt one
  put projects/ground/README.md '# ground'
  put projects/house/src/house.c '#include <ground/ground.h>'
  put projects/house/README.md '# house'
  put tools/roof/src/roof.c 'int roof;'
  put tools/island/src/island.c 'int island;'
  put tools/island/doc/island.1 '.Dd'
  put Makefile all:
  put README.md '# toy'
  put .gitignore build/
  commit 'toy: begin'
}

flight() { run "$tool" "$@"; }

bare_copy() { # folder
  mkdir -p "$1"
  (cd "$repository" && { git ls-files --cached --others --exclude-standard -- . ':!projects' ':!tools' ':!newsletter' ':!ci/tests' ':!*.md'
    git ls-files --cached --others --exclude-standard -- '*/project.json'; } | sort -u | tar -cf - --ignore-failed-read -T - 2>/dev/null) | tar -C "$1" -xf -
  cd "$1" || exit 1
  git init -q .
  commit 'house: begin'
}
