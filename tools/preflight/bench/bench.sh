#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# How fast `preflight affected` answers, and whether it is right, one JSON line per figure; run it from the
# repository's root.
#
#   bench.sh [--runs N] [here|files|nx]...     default: all, 5 runs
#
#   here    this repository                                             beside `git status`
#   files   a repository of 100,000 files in 1,000 projects             beside `git status`
#   nx      1,000 projects, a list of changes, the same for both        beside `nx show projects --affected`, 24.0.6
#
# Nx is measured both as in CI (no daemon) and as at home (its daemon warm); the faster of the two counts.
# A line for each change says whether the two named the same projects; where they have to differ, the list says why.
# Both are run in turns. What is made is in build/bench/, and made anew each time.
set -euo pipefail

runs=5 what=()
while [ $# -gt 0 ]; do
  case $1 in
  --runs) runs=$2 && shift ;;
  here | files | nx) what+=("$1") ;;
  *) sed -n '3,15s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
  esac
  shift
done
[ ${#what[@]} -gt 0 ] || what=(here files nx)
make -s build/bin/preflight
root=$PWD program=$PWD/build/bin/preflight bench=preflight dir=$PWD/build/bench/preflight
mkdir -p "$dir"
. ci/bench.sh
export GIT_CONFIG_GLOBAL=/dev/null LC_ALL=C
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

against_git() { # figure, folder, base, target
  rm -f "$dir"/*.runs
  for ((i = 0; i < runs; i++)); do
    once git git -C "$2" status --porcelain >"$dir/out"
    once own "$program" affected -C "$2" --base "$3" >"$dir/out"
  done
  report "$1" own git "$4"
}

here() { against_git "affected, this repository" . HEAD~1 "< 100 ms"; }

# --- 100,000 files --------------------------------------------------------------------------------

files() {
  local big=$dir/big
  rm -rf "$big" && mkdir -p "$big"
  perl -e '
    chdir shift;
    mkdir "projects";
    for my $i (0 .. 999) {
      my $d = "projects/p$i";
      mkdir $_ for $d, "$d/src", "$d/include", "$d/include/p$i", "$d/tests";
      open my $f, ">", "$d/project.json";
      printf $f qq({ "name": "p%d",\n  "needs": [%s] }\n), $i, $i % 10 ? sprintf(q("p%d"), $i - 1) : "";
      for my $j (0 .. 98) {
        open my $f, ">", "$d/" . ($j < 70 ? "src/f$j.c" : $j < 90 ? "include/p$i/h$j.h" : "tests/t$j.c");
        print $f "/* a file */\n#include <stdint.h>\n#include \"p$i/h70.h\"\n", "int x;\n" x 40;
      }
    }' "$big"
  git -C "$big" init -q -b main
  git -C "$big" add -A
  git -C "$big" commit -qm 'bench: begin'
  echo >>"$big/projects/p500/src/f1.c" && git -C "$big" commit -qam 'bench: change'
  echo >>"$big/projects/p700/src/f1.c"
  touch "$big/projects/p3/new.c"
  git -C "$big" status --porcelain >/dev/null # as after a first look: the index knows the files
  against_git "affected, $(git -C "$big" ls-files | wc -l) files" "$big" main~1 "< 1000 ms"
  rm -rf "$big"
}

# --- Nx -------------------------------------------------------------------------------------------

# Both read the same edges: "needs" of project.json, implicitDependencies of package.json.
make_workspace() {
  rm -rf "$1" && mkdir -p "$1/ci"
  perl -e '
    chdir shift;
    mkdir "projects";
    for my $i (0 .. 999) {
      my $d = "projects/p$i";
      mkdir $_ for $d, "$d/src";
      my @on = $i % 10 ? ("p" . ($i - 1)) : ();
      push @on, "p" . (100 * int($i / 200)) if $i % 7 == 0 && $i % 100;
      my %seen;
      my $on = join ", ", map { qq("$_") } grep { !$seen{$_}++ } @on;
      open my $f, ">", "$d/project.json";
      print $f qq({ "name": "p$i",\n  "needs": [$on] }\n);
      open $f, ">", "$d/package.json";
      print $f qq({ "name": "p$i", "version": "0.0.0", "nx": { "implicitDependencies": [$on],\n),
        qq(  "targets": { "test": { "command": "true", "inputs": ["default"] } } } }\n);
      for my $j ("a" .. "c") { open $f, ">", "$d/src/$j.c"; print $f "int p${i}_$j;\n" }
    }' "$1"
  printf 'node_modules\n.nx\n' >"$1/.gitignore"
  echo '*.md' >"$1/.nxignore" # prose affects nobody
  echo all: >"$1/Makefile"
  echo x >"$1/ci/x.mk"
  cat >"$1/nx.json" <<'E2'
{ "defaultBase": "main", "analytics": false, "neverConnectToCloud": true,
  "namedInputs": { "shared": ["{workspaceRoot}/ci/**/*", "{workspaceRoot}/Makefile"], "default": ["{projectRoot}/**/*", "shared"] } }
E2
  echo '{ "name": "workspace", "private": true, "workspaces": ["projects/*"] }' >"$1/package.json"
  ln -s "$root/build/npm/nx/node_modules" "$1/node_modules"
  git -C "$1" init -q -b main
  git -C "$1" add -A
  git -C "$1" commit -qm 'bench: begin'
}

# Name, command in the workspace, and where they have to differ, why.
changes() {
  cat <<'E2'
a source of a leaf|echo >>projects/p999/src/a.c|
a source that many stand on|echo >>projects/p0/src/a.c|
the middle of a chain|echo >>projects/p305/src/b.c|
two projects|echo >>projects/p13/src/a.c; echo >>projects/p613/src/a.c|
a new file|echo >projects/p42/src/new.c|
a deleted file|rm projects/p77/src/a.c|
a file renamed within|mv projects/p88/src/a.c projects/p88/src/z.c|
a file moved to another project|mv projects/p5/src/a.c projects/p905/src/z.c|
100 projects|for i in $(seq 0 10 999); do echo >>projects/p$i/src/c.c; done|
prose|echo >projects/p7/README.md|
a name with a blank|echo >"projects/p7/src/a b.c"|
what all share|echo >>ci/x.mk|
the Makefile|echo >>Makefile|
a new edge|sed -i 's/"needs": \[/&"p900", /' projects/p123/project.json; sed -i 's/"implicitDependencies": \[/&"p900", /' projects/p123/package.json|
nothing|true|
a file in the root that no input names|echo >unknown.cfg|Nx takes it for nobody's; preflight cannot know, and says all
E2
}

names_of_nx() { tr -d '[]" \n' <"$dir/nx.out" | tr ',' '\n' | sed '/^$/d' | sort; }
names_of_own() { grep -o '"affected": {.*' "$dir/own.out" | grep -o '"p[0-9]*":' | tr -d '":' | sort; }

nx() {
  make -s build/deps/npm-nx
  local space=$dir/workspace name command why base same=0 count=0
  export NX_TUI=false NX_NO_CLOUD=true CI=''
  make_workspace "$space"
  cd "$space"
  rm -f "$dir"/*.runs
  node_modules/.bin/nx show projects --json >/dev/null 2>&1 # its graph is computed once, and kept
  while IFS='|' read -r name command why; do
    base=$(git rev-parse HEAD)
    bash -c "$command"
    git add -A
    git commit -q --allow-empty -m "bench: $name"
    NX_DAEMON=true once daemon node_modules/.bin/nx show projects --affected --base="$base" --head=HEAD --json </dev/null >"$dir/out"
    NX_DAEMON=false once nx node_modules/.bin/nx show projects --affected --base="$base" --head=HEAD --json </dev/null >"$dir/nx.out"
    once own "$program" affected --base "$base" --json >"$dir/own.out"
    if [ "$(names_of_nx)" = "$(names_of_own)" ]; then answer=same; else answer=different; fi
    count=$((count + 1))
    [ $answer = different ] || same=$((same + 1))
    printf '{"bench": "preflight", "figure": "nx: %s", "answer": "%s", "affected": %d, "nx_affected": %d, "ms": %.1f, "nx_ms": %.1f, "nx_daemon_ms": %.1f%s}\n' \
      "$name" "$answer" "$(names_of_own | wc -l)" "$(names_of_nx | wc -l)" "$(last own)" "$(last nx)" \
      "$(last daemon)" "${why:+, \"why\": \"$why\"}"
  done < <(changes)
  node_modules/.bin/nx daemon --stop >/dev/null 2>&1 || true
  cd "$root"
  printf '{"bench": "preflight", "figure": "the same answer as nx", "count": %d, "of": %d, "target": "all but one"}\n' "$same" "$count"
  report "affected, 1,000 projects, beside nx" own nx "ratio <= 0.1"
  report "affected, 1,000 projects, beside nx with its daemon" own daemon "ratio <= 0.1"
  rm -rf "$space"
}

for one in "${what[@]}"; do "$one"; done
