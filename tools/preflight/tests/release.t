#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# make release: in two scratch clones, with the same bytes; the archive builds alone, and a program links through
# its pkg-config file. And what is refused before anything changes.
source ci/tap.sh
source tools/preflight/tests/toy.sh
export SOURCE_DATE_EPOCH=1767225600 # 2026-01-01

# --- Two parts, and two clones of them -------------------------------------------------------------------
bare_copy "$work/copy"
flight new timer && flight new clock
sed -i 's/"needs": \[\]/"needs": ["timer"]/' projects/clock/project.json
commit 'house: add two parts'
git clone -q . "$work/one" && git clone -q . "$work/two"
for clone in one two; do
  cd "$work/$clone" || exit 1
  flight note --project clock --kind fixed --slug tlb 'Flush what was *mapped* before'
  flight note --project timer --kind added 'Of another part'
  commit 'clock: tell it'
done
cd "$work/one" || exit 1

flight release --dry-run clock
is "$status" 0 "--dry-run" || note "$stderr"
like "$stdout" '^projects/clock/CHANGELOG.md: ## \[0.1.0\]$' "shows the section"
like "$stdout" '^- Flush what was \*mapped\* before$' "with the news"
is "$(tail -n 4 <<<"$stdout")" "newsletter/fragments/tlb.clock.fixed.md: moves there
commit: clock: release 0.1.0
tag: clock-v0.1.0
archive: build/release/clock-0.1.0.tar.gz" "and what would be done"
is "$(git status --porcelain)$(git tag)" "" "which is not"

flight release clock
is "$status" 0 "a release, the first: 0.1.0" || note "$stderr"
is "$stdout" "tag: clock-v0.1.0
archive: build/release/clock-0.1.0.tar.gz
next: git push origin HEAD clock-v0.1.0" "says what it made"
is "$(git log -1 --format=%s)" "clock: release 0.1.0" "one commit"
is "$(git status --porcelain)" "" "with all of it"
is "$(git cat-file -t clock-v0.1.0)" "tag" "an annotated tag"
like "$(git tag -l --format='%(contents)' clock-v0.1.0)" '^### Fixed$' "which says what is new, headings too"
like "$(cat projects/clock/CHANGELOG.md)" '^## \[0.1.0\] - 2026-01-01$' "the changelog has it"
is "$(sed -n '/^## Unreleased/,/^## \[/p' projects/clock/CHANGELOG.md | grep -c '^[-#]')" 2 "and nothing else is unreleased"
is "$(ls newsletter/fragments)" "of-another-part.timer.added.md" "the part's fragments are gone, others stay"
flight lint --base HEAD^
is "$stdout" "lint: nothing to mend" "lint has nothing against it"
first=$(sha256sum <build/release/clock-0.1.0.tar.gz)
is "$(cat build/release/SHA256SUMS)" "${first%% *}  clock-0.1.0.tar.gz" "checksums"

cd "$work/two" || exit 1
run env -u SOURCE_DATE_EPOCH touch -d '2001-01-01' projects/clock/README.md
umask 077
flight release clock 0.1.0
umask 022
is "$(sha256sum <build/release/clock-0.1.0.tar.gz)" "$first" "in another clone, the same bytes"
rm -r build/release
sleep 1
env -u SOURCE_DATE_EPOCH "$tool" release clock 0.1.0 >/dev/null 2>"$work/again"
is "$(cat "$work/again")" "preflight: clock-v0.1.0 is there already; its archive is made again" "again"
is "$(sha256sum <build/release/clock-0.1.0.tar.gz)" "$first" "and later, the same bytes"

# --- The archive alone -----------------------------------------------------------------------------------
mkdir "$work/alone" && tar -C "$work/alone" -xzf build/release/clock-0.1.0.tar.gz
is "$(ls "$work/alone")" "clock-0.1.0" "one folder"
cd "$work/alone/clock-0.1.0" || exit 1
is "$(find . -mindepth 1 -maxdepth 1 -printf '%P\n' | sort | tr '\n' ' ')" \
  "LICENSE-APACHE LICENSE-MIT Makefile README.md ci projects " "licences, sources, what builds them"
is "$(find . -path '*/tests*' -o -path '*/.git*' | head -n 1)" "" "no tests, nothing of git"
is "$(tar -tvzf "$work/two/build/release/clock-0.1.0.tar.gz" | awk '{ print $2 }' | sort -u)" "0/0" "nobody's name"
mkdir "$work/bin"
for program in sh bash env make cc as ld ar gcc awk sed cat cp mkdir rm ln install printf mv head tail test true; do
  ln -sf "$(command -v $program)" "$work/bin/$program"
done
run env -i PATH="$work/bin" make install PREFIX="$work/sysroot"
is "$status" 0 "make and a compiler build and install it" || note "$stderr"
printf '#include <clock/clock.h>\nint main(void)\n{\n    static const uint32_t primes[] = {2, 3, 5};\n    size_t at;\n    return !clock_find(primes, 3, 5, &at) || at != 2;\n}\n' >"$work/use.c"
export PKG_CONFIG_PATH=$work/sysroot/lib/pkgconfig
is "$(pkg-config --modversion clock)" "0.1.0" "its pkg-config file knows the version"
# shellcheck disable=SC2046  # a list of words
ok "a program links through it" cc -o "$work/use" "$work/use.c" $(pkg-config --cflags --libs clock)
run "$work/use"
is "$status" 0 "and runs"

# --- With FULL=1, every part of this repository ---------------------------------------------------------------
if [ "${FULL:-}" = 1 ] && [ "${VARIANT:-}" != clang ] && [ -z "${INPUTS_ALONE:-}" ]; then
  git clone -q "$repository" "$work/all" && cd "$work/all" || exit 1
  for makefile in */*/project.mk; do
    part=${makefile%/project.mk} name=$(basename "${makefile%/project.mk}")
    if grep -q '^## \[9' "$part/CHANGELOG.md" 2>/dev/null; then continue; fi
    [ -e "$part/CHANGELOG.md" ] || printf '# Changelog\n\n## Unreleased\n\n- All.\n' >"$part/CHANGELOG.md"
    commit "$name: begin a changelog" >/dev/null
    flight release "$name" 9.0.0
    is "$status" 0 "$name is released" || note "$stderr"
    mkdir "$work/built" && tar -C "$work/built" --strip-components=1 -xzf "build/release/$name-9.0.0.tar.gz"
    run make -C "$work/built" -j2 install PREFIX="$work/all-parts"
    is "$status" 0 "and its archive builds alone" || note "$(tail -n 20 <<<"$stdout$stderr")"
    rm -rf "$work/built"
  done
  # shellcheck disable=SC2046  # a list of words
  ok "the archives link together" env PKG_CONFIG_PATH="$work/all-parts/lib/pkgconfig" sh -c \
    'echo "int main(void) { return 0; }" >"$1/main.c" && cc -o "$1/main" "$1/main.c" $(pkg-config --cflags --libs acpi x86_64)' - "$work"
fi

# --- What is refused, before anything changes ---------------------------------------------------------------
cd "$work/one" || exit 1
refused() { # message, words...
  local message=$1; shift
  flight release "$@"
  is "$status $stderr" "2 preflight: $message" "release $*"
}
refused 'release: which one? make release P=acpi'
refused 'release: which one? make release P=acpi' timer 0.1.0 0.2.0
refused 'release: "kernel" is no part with archives or programs of its own' kernel 0.1.0
refused 'release: "newsletter" is no part with archives or programs of its own' newsletter 0.1.0
refused 'release: "1.0" is no version; write it as 0.1.0' timer 1.0
refused 'projects/clock/CHANGELOG.md: 0.0.9 is not above 0.1.0, which is released' clock 0.0.9
refused 'projects/clock/CHANGELOG.md: nothing is under "## Unreleased", and no news fragment is there; write one: make note' clock 0.2.0
echo >>projects/timer/README.md && echo >new.txt
refused 'release: new.txt is not committed (2 in all); a release holds what is: git status' timer 0.1.0
git checkout -q . && rm new.txt
put newsletter/fragments/x.timer.feature.md New && commit 'timer: tell it wrong'
refused 'newsletter/fragments/x.timer.feature.md: "feature" is no kind of change; make pr P=lint says more' timer 0.1.0
git mv newsletter/fragments/x.timer.feature.md newsletter/fragments/x.timer.added.md && : >newsletter/fragments/x.timer.added.md && commit 'timer: say nothing'
refused 'newsletter/fragments/x.timer.added.md: it says nothing' timer 0.1.0
git reset -q --hard HEAD~2
git tag timer-v0.1.0
refused 'release: timer-v0.1.0 is there already, and projects/timer/CHANGELOG.md does not tell of it; mend that, or choose another: VERSION=0.1.0' timer
git tag -d timer-v0.1.0 >/dev/null
git rm -q projects/timer/CHANGELOG.md && git commit -qm 'timer: remove its changelog'
refused 'release: there is no projects/timer/CHANGELOG.md; begin it with a line "## Unreleased"' timer 0.1.0
git reset -q --hard HEAD~1
SOURCE_DATE_EPOCH=soon flight release timer 0.1.0
is "$status $stderr" '2 preflight: SOURCE_DATE_EPOCH: "soon" is no number of seconds' "a date that is none"
is "$(git status --porcelain)$(git tag)" "clock-v0.1.0" "and nothing has changed"
printf '#!/bin/sh\necho not today >&2\nexit 1\n' >.git/hooks/commit-msg && chmod +x .git/hooks/commit-msg
flight release timer 0.1.0
is "$status" 3 "a hook that says no"
like "$stderr" 'git commit failed: not today' "is quoted"
run ci/archive.sh timer-v9.9.9
is "$status $stderr" "1 ci/archive.sh: there is no tag timer-v9.9.9" "an archive of no tag"
git tag nothing-v1.0.0
run ci/archive.sh nothing-v1.0.0
is "$status $stderr" "1 ci/archive.sh: nothing-v1.0.0 has no component nothing" "and of no component"
done_testing
