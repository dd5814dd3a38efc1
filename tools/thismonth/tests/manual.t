#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The command line says the same everywhere: --help, the manual page, the completion; and mistakes on it
# are answered with the right word.
source ci/tap.sh
tool=$BIN/thismonth
here=tools/thismonth/doc

run "$tool" --help
is "$status" 0 "--help"
commands=$(sed -n 's/^  \([a-z]*\) .*/\1/p' <<<"$stdout")
is "$(wc -w <<<"$commands")" 8 "eight commands"
# shellcheck source=/dev/null
source $here/thismonth.bash
for command in $commands; do
  like "$(cat $here/thismonth.1)" "^\.It Cm $command" "$command is in the manual"
  run "$tool" "$command" --help
  options=$(sed -n 's/^  \(-[-a-z]*\) .*/\1/p' <<<"$stdout")
  COMP_WORDS=(thismonth "$command" -)
  COMP_CWORD=2
  _thismonth
  is "$(printf '%s\n' "${COMPREPLY[@]}" | grep -vx -- --help | sort)" "$(sort <<<"$options")" \
    "the completion of $command knows its options"
  for option in $options; do
    like "$(cat $here/thismonth.1)" "^\.It Fl (.*Fl )?-?${option#-}( |$)" "$option is in the manual"
  done
done
COMP_WORDS=(thismonth re)
COMP_CWORD=1
_thismonth
is "${COMPREPLY[*]}" replay "commands are completed"

mistake() { # message, words...
  local message=$1; shift
  run "$tool" "$@"
  is "$status" 2 "thismonth $* fails"
  like "$stderr" "$message" "and says: $message"
}
mistake 'did you mean "draft"' drft
mistake 'see thismonth --help' nonsense
mistake 'did you mean "--month"' draft --mnth 2024-01
mistake 'no option "--posts"' draft --posts x
mistake '"2024-13" is no month; write it as 2024-01' draft --month 2024-13
mistake '--month needs a value: --month 2024-01' draft --month
mistake '--offline takes no value' draft --offline=yes
mistake '"soon" is no date' draft --until soon
mistake '"x.md" is not expected here' draft x.md
mistake 'which file\? thismonth check FILE' check
mistake 'one post at a time' publish a.md b.md
mistake 'what was published\?' replay
mistake 'no such configuration' draft --config /nonexistent/thismonth.json
run "$tool"
is "$status" 2 "no command at all"
like "$stdout" 'usage: thismonth COMMAND' "shows the help"
run "$tool" --version
like "$stdout" '^thismonth [0-9]+\.[0-9]+\.[0-9]+$' "--version"
SOURCE_DATE_EPOCH=tomorrow run "$tool" draft
like "$stderr" '"tomorrow" is no number' "SOURCE_DATE_EPOCH is checked"
done_testing
