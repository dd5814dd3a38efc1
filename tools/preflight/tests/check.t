#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# preflight check: the report to the letter, the same everywhere. The toy's checks fail in every way there is.
source ci/tap.sh
source tools/preflight/tests/toy.sh
toy "$work/toy"

mkdir ci && cp "$repository"/ci/{run-test,tap.sh,lsan.supp} ci/
put .gitignore build/
put ci/lint/house.t 'source ci/tap.sh' 'is "$(grep -n TODO tools/roof/src/*.c /dev/null | sed "s/TODO/TODO stays/")" "" "todo: nothing is left undone"' done_testing
put ci/lint/bare.t 'source ci/tap.sh' 'ok "shell: scripts are right" test ! -e tools/roof/src/bare' done_testing
put tools/island/tests/plain.t 'source ci/tap.sh' 'is "$(cat tools/island/src/island.c)" "int island;" "the island stands" || note "more" "and more"' \
  'is "$work" "$(cat tools/island/src/place 2>/dev/null || echo "$work")" "in its place"' \
  'skip "a moon" "no moon"' done_testing
put tools/island/tests/ends.t 'echo ok 1' '[ ! -e tools/island/src/dies ] || exit 7' '[ ! -e tools/island/src/hangs ] || sleep 60' 'echo 1..1'
sed 's/^    /\t/' >Makefile <<'E2'
lint:
    prove -q --exec ci/run-test ci/lint/*.t
check/island:
    TEST_SECONDS=1 prove -q --exec ci/run-test tools/island/tests/*.t
check/roof:
    gcc -g -Wall -c tools/roof/src/roof.c -o build/roof.o && clang -g -c tools/roof/src/roof.c -o build/roof.o
    gcc build/roof.o -o build/roof
check/house:
    @echo the house speaks; echo in two lines; exit 3
check/ground:
    @echo fine
E2
mkdir build
put tools/roof/src/roof.c 'int main(void) { return 0; }'
commit 'house: checks'
git switch -qc work

flight check
is "$status:$stdout" '0:touched: nothing
affected: nothing
preflight lint: ok
make lint: ok' "nothing changed: the rules, and no more"
like "$stderr" 'preflight: make lint: ok after [0-9]+ s' "times go to stderr"

put tools/island/src/more.c '/* SPDX-License-Identifier: MIT OR Apache-2.0 */' 'int more;'
flight check
is "$status:$stdout" '0:touched
  island  tools/island/src/more.c
affected
  island  tools/island/src/more.c
preflight lint: ok
make lint: ok
make check/island: ok' "a good change"
rm tools/island/src/more.c

# --- Everything that can be wrong --------------------------------------------------------------
put tools/island/src/island.c 'int continent;'
put tools/island/src/place "$PWD"
put tools/roof/src/roof.c '/* TODO */' 'int main(void) { return gone() }'
flight check island roof
is "$status:$stdout" '1:make check/island: failed
tools/island/tests/plain.t: the island stands (test)
  bad:  int continent;
  good: int island;
  next: make check/island T=plain
tools/island/tests/plain.t: in its place (test)
  bad:  $work
  good: $work/toy
  next: make check/island T=plain
make check/roof: failed
tools/roof/src/roof.c:2: expected '"';' before '}' token"' (build)
  next: make check/roof' "a test, a compiler"

touch tools/island/src/dies
flight check island
like "$stdout" '^tools/island/tests/ends.t: ended before it was done, exit status 7 \(test\)$' "a test that dies"
rm tools/island/src/dies && touch tools/island/src/hangs
flight check island
like "$stdout" '^tools/island/tests/ends.t: ran out of time \(test\)$' "a test that hangs"
rm tools/island/src/hangs

put tools/roof/src/roof.c 'int gone(void);' 'int main(void) { return gone(); }'
flight check roof
like "$stdout" 'undefined reference to `gone.*\(build\)$' "a linker"
flight check house
is "$status:$stdout" '1:make check/house: failed
make check/house failed (make)
  bad:  the house speaks
        in two lines
  next: make check/house' "and what nobody knows: its last lines"
put tools/roof/src/roof.c '/* TODO */' 'int main(void) { return 0; }' && touch tools/roof/src/bare
flight check lint
like "$stdout" '^tools/roof/src/roof.c:1: /\* TODO stays \*/ \(todo\)$' "a house rule names file, line and rule"
like "$stdout" '^  next: make lint T=house$' "and how to see it again"
like "$stdout" '^ci/lint/bare.t: shell: scripts are right \(shell\)$' "a rule that names no place is told as it is"
rm tools/roof/src/bare
flight check --json island
is "$stdout" '{"check": "make check/island", "ok": false}
{"rule": "test", "file": "tools/island/tests/plain.t", "text": "the island stands", "bad": "int continent;", "good": "int island;", "next": "make check/island T=plain"}
{"rule": "test", "file": "tools/island/tests/plain.t", "text": "in its place", "bad": "$work", "good": "$work/toy", "next": "make check/island T=plain"}' \
  "as JSON, a finding a line"
flight check nobody
is "$status $stderr" '2 preflight: no project.json has the name "nobody"; there are ground, house, island, roof' "a part that is not there"
printf '#!/bin/sh\nexec env PATH=/nowhere "$@"\n' >"$work/nowhere" && chmod +x "$work/nowhere"
run "$work/nowhere" "$tool" check house
is "$status" 3 "no make"
like "$stderr" 'make does not start: No such file or directory; install it: apt-get install make' "it says what to do"

# --- The same everywhere -----------------------------------------------------------------------
put tools/roof/src/roof.c '/* SPDX-License-Identifier: MIT OR Apache-2.0 */' '/* TODO */' 'int main(void) { return gone() }'
rm tools/island/src/place
commit 'roof: does much'
flight check
here=$stdout
is "$status" 1 "findings are exit code 1"
git clone -q "$work/toy" "$work/elsewhere/far/away" -b work
(cd "$work/elsewhere/far/away" && git fetch -q origin main && mkdir build && GITHUB_ACTIONS=true GITHUB_BASE_REF=main TZ=Asia/Tokyo LC_ALL=C \
  "$tool" check >"$work/there" 2>"$work/there.err")
is "$(cat "$work/there")" "$here" "the same report elsewhere and in CI, byte for byte"
like "$(cat "$work/there.err")" '^::group::make check/island$' "CI has its groups on stderr"
like "$(cat "$work/there.err")" '^::error title=test,file=tools/island/tests/plain.t::the island stands%0Anext: make check/island T=plain$' \
  "and its annotations"
like "$(cat "$work/there.err")" '^::endgroup::$' "which end"
is "$(tail -n 1 <<<"$here" | cut -c 1-8)" '  next: ' "the last line is the command that repeats the failure"
unlike "$here" "$work|[0-9] s$" "no place and no time in it"
mkdir "$work/other-tmp"
put tools/island/src/place elsewhere
flight check island
here=$stdout
run env TMPDIR="$work/other-tmp" "$tool" check island
is "$status:$stdout" "1:$here" "nor of folders that tests make for themselves, wherever"
like "$here" '^  bad:  \$work$' "which are called the same everywhere"
is "$(ls "$work/other-tmp")" "" "nothing is left there"
run env TMPDIR=/nowhere "$tool" check island
is "$status:${stderr##*$'\n'}" "3:preflight: /nowhere: cannot make a folder there: No such file or directory" "nowhere to put what tests say"
printf '%s\n' 'lint:' $'\t@kill -KILL $$PPID' >Makefile
flight check lint
is "$status:${stderr##*$'\n'}" "3:preflight: lint: was stopped by signal 9" "a make that is killed has no report"
done_testing
