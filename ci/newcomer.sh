#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# A newcomer's path, timed: a bare Debian with git, make and a C compiler, an empty home folder, a fresh clone of this
# commit, and only the commands at the top of CONTRIBUTING.md. Says what was downloaded, and fails when clone to green
# check takes longer than LIMIT seconds.
#
#   ci/newcomer.sh [FOLDER]   root; needs debootstrap. FOLDER: a bare Debian made before (it is changed)
#
#   LIMIT (300)   SUITE (bookworm)   MIRROR (debootstrap's own choice)
#   GUIDE=CONTRIBUTING.md             the document whose commands before its second heading are run
set -euo pipefail
limit=${LIMIT:-300}
guide=${GUIDE:-CONTRIBUTING.md}
[ "$(id -u)" = 0 ] || { echo "ci/newcomer.sh: run it as root: it makes a machine in a folder (debootstrap, chroot)" >&2; exit 2; }

made=
machine=${1-}
inside() { chroot "$machine" /usr/bin/env -i HOME=/srv/newcomer PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb FORK=/srv/fork.git "$@"; }
leave() {
  umount "$machine/dev/pts" "$machine/proc" 2>/dev/null || true
  [ -z "$made" ] || rm -rf --one-file-system "$made"
}
trap leave EXIT
if [ -z "$machine" ]; then
  made=$(mktemp -d)
  machine=$made
  echo "Making a bare Debian (${SUITE:-bookworm}); this is not timed"
  debootstrap --variant=minbase --include=git,make,gcc,libc6-dev,ca-certificates "${SUITE:-bookworm}" "$machine" ${MIRROR:+"$MIRROR"} \
    >"$machine.log" 2>&1 || { tail "$machine.log" >&2; exit 3; }
  rm "$machine.log"
fi
mountpoint -q "$machine/proc" || mount -t proc proc "$machine/proc"
mountpoint -q "$machine/dev/pts" || mount -t devpts devpts "$machine/dev/pts"
cp /etc/resolv.conf "$machine/etc/"
rm -rf "$machine/srv/newcomer" "$machine/srv/fork.git"
mkdir -p "$machine/srv/newcomer"
git clone -q --bare --no-hardlinks . "$machine/srv/fork.git" # what GitHub would serve
git -C "$machine/srv/fork.git" update-ref --no-deref HEAD "$(git rev-parse HEAD)"
git -C "$machine/srv/fork.git" branch -f newcomer HEAD
git -C "$machine/srv/fork.git" symbolic-ref HEAD refs/heads/newcomer
chown -R root: "$machine/srv/fork.git"
awk '/^## / { exit } /^```sh/ { on = 1; next } /^```$/ { on = 0 } on' "$guide" >"$machine/srv/block.sh"

echo "Running, with nothing but git, make and a C compiler:"
sed 's/^/    /' "$machine/srv/block.sh"
before=$(inside dpkg-query -W -f '${Installed-Size}\n' | awk '{ n += $1 } END { print n }')
began=$(date +%s)
status=0
inside bash -c 'cd /srv/newcomer && set -e && . /srv/block.sh' || status=$?
took=$(($(date +%s) - began))
after=$(inside dpkg-query -W -f '${Installed-Size}\n' | awk '{ n += $1 } END { print n }')
echo "Clone to $([ "$status" = 0 ] && echo green || echo RED) check: $took s (at most $limit), $(((after - before) / 1024)) MiB of packages installed"
[ "$status" = 0 ] && [ "$took" -le "$limit" ]
