#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The archive of a release: ci/archive.sh NAME-vVERSION makes build/release/NAME-VERSION.tar.gz, and SHA256SUMS of all
# archives there. It holds the component, those that it needs, licences, the make engine and a Makefile of its own; no
# tests. Everything in it comes from the tag, so it has the same bytes on every machine and at any time.
set -euo pipefail
tag=$1 name=${1%-v*} version=${1##*-v}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
top=$work/$name-$version
mkdir -p "$top" build/release

folder() { # of a component, in the tag
  local place
  for place in projects tools; do git cat-file -e "$tag:$place/$1/project.json" 2>/dev/null && echo "$place/$1"; done || true
}
needed() { # a component: its folder and those of what it needs
  local place need
  place=$(folder "$1")
  [ -n "$place" ] || { echo "ci/archive.sh: $tag has no component $1" >&2; exit 1; }
  echo "$place"
  for need in $(git show "$tag:$place/project.json" | sed -n 's/^ *"needs": *\[\(.*\)\].*/\1/p' | tr -d '",'); do needed "$need"; done
}

git rev-parse -q --verify "$tag^{commit}" >/dev/null || { echo "ci/archive.sh: there is no tag $tag" >&2; exit 1; }
folders=$(needed "$name" | sort -u)
# shellcheck disable=SC2086  # a list of words
git archive "$tag" -- LICENSE-MIT LICENSE-APACHE ci/make $folders | tar -x -C "$top"
for folder in $folders; do rm -rf "${top:?}/$folder"/{tests,bench}; done
rm -f "$top"/ci/make/{site,contribute}.mk
place=$(folder "$name")
cat >"$top/Makefile" <<END
# SPDX-License-Identifier: MIT OR Apache-2.0
# $name $version: \`make\` builds it, \`make install PREFIX=/usr/local\` installs archives, headers, pkg-config files and
# programs (DESTDIR= is put before PREFIX). What it needs of this machine is in $place/README.md; nothing is downloaded.
DEPS ?= skip
P    ?= $name
.DEFAULT_GOAL := all
include ci/make/preamble.mk
include ci/make/engine.mk

.PHONY: all clean
all: \$(libraries) \$(programs)
clean: ; rm -rf \$(B)
END
cat >"$top/README.md" <<END
# $name $version

\`\`\`sh
make
make install PREFIX=/usr/local
\`\`\`

What it is and how it is used: [$place/README.md]($place/README.md). What is new: [CHANGELOG.md]($place/CHANGELOG.md).
END

epoch=$(git log -1 --format=%ct "$tag^{commit}")
tar -C "$work" --sort=name --format=ustar --mtime="@$epoch" --owner=0 --group=0 --numeric-owner \
  --mode='u=rwX,go=rX' -cf - "$name-$version" | gzip -9n >"$work/archive"
mv "$work/archive" "build/release/$name-$version.tar.gz"
chmod 644 "build/release/$name-$version.tar.gz"
cd build/release
sha256sum -- *.tar.gz >SHA256SUMS
