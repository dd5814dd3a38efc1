#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The command line of preflight: every command has help, every mistake an answer.
source ci/tap.sh
source tools/preflight/tests/toy.sh
toy "$work/toy"

flight
is "$status:$stderr" "2:preflight: which command?" "no command"
like "$stdout" '^usage: preflight COMMAND' "help comes with it"
flight --help
is "$status:$stderr" "0:" "--help"
like "$stdout" '^exit status: 0 fine' "it tells of exit status"
commands=$(sed -n '/^usage/,/^  -C/s/^  \([a-z]*\) .*/\1/p' <<<"$stdout")
like "$commands" '^affected$' "it lists the commands"
for command in $commands; do
  flight "$command" --help
  like "$status:$stdout" "^0:usage: preflight $command " "help of $command"
  flight "$command" --nonsense
  is "$status:$stdout:$stderr" "2::preflight: $command: no option \"--nonsense\"; see preflight $command --help" \
    "$command with an option that is none"
done
flight --version
is "$status:$stdout" "0:preflight 0.1.0" "--version"
while IFS='|' read -r words wanted name; do
  # shellcheck disable=SC2086  # lists of words
  flight $words
  is "$status:$stdout:$stderr" "2::preflight: $wanted" "$name"
done <<'E2'
afected|no command "afected"; did you mean "affected"?|a command that is nearly one
takeoff|no command "takeoff"; see preflight --help|and one that is none
affected --bse x|affected: no option "--bse"; did you mean "--base"?|an option that is nearly one
affected --base|--base needs a value: --base BRANCH|an option without its value
affected --json=yes|--json takes no value|an option with one too many
lint here|lint: "here" is not expected here|a word too many
affected -C /nowhere|-C: there is no '/nowhere'; correct the path|a folder that is not there
E2
mkdir "$work/empty"
cd "$work/empty" || exit 1
flight affected
is "$status:$stderr" "2:preflight: here: '.' lies in no git repository; go into a clone, or correct the path" "a folder that is in no clone"
cd "$work/toy" || exit 1
flight affected --base=main -- -x
like "$stdout" '^  outside any project  -x$' "behind -- all are words"
run bash -c '"$1" affected >/dev/full' - "$tool"
is "$status:${stderr##*$'\n'}" "3:preflight: standard output: cannot write" "a full disk"
manual=$repository/tools/preflight/doc/preflight.1
if command -v man >/dev/null; then
  is "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$manual" 2>&1 >/dev/null)" "" "the manual page is well-formed"
else skip "the manual page is well-formed" "no man"; fi
for command in $commands; do ok "it has $command" grep -qE "^\.(It )?Cm $command" "$manual"; done
done_testing
