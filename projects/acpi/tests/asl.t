#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Our own suite in ASL: each source in tests/asl/ is compiled by iasl; comments in it say what evaluations should answer.
#
#     // \PATH(1, "text", {01,02}) -> integer 0x2A      under both policies; the answer as acpi-exec prints it
#     // nt: \PATH() -> string "a"                      under one of them
#     // \PATH() -> error: division by zero             the evaluation fails with these words (a regular expression)
#     // \PATH() prints debug: string "x"               a line among what is printed (a regular expression)
#     // \PATH() tells error: \\BAD0\+0x0: division   a line among what is told on stderr (a regular expression)
#     // \PATH() traces \FLD_: write 1 bytes at 0x0     all accesses to hardware, in order, separated by ";"
#     // iasl: -vw 3144                                 options of iasl that this source needs
#     // acpi-exec: --err-method                        likewise of acpi-exec
#
# Every evaluation has its own process, so nothing depends on what ran before. The sanitizers watch once (clang), and
# the program as it is shipped, optimised, runs once (gcc).
source ci/tap.sh
command -v iasl >/dev/null || skip_all "iasl is not installed (acpica-tools)"
exec_=$BIN/acpi-exec
[ "${VARIANT:-}" != gcc ] || exec_=$HOST_BIN/acpi-exec
here=projects/acpi/tests/asl

arguments() { # text between the parentheses; into $args
  args=()
  local rest=$1
  while [[ $rest =~ ^[[:space:]]*(\"([^\"\\]|\\.)*\"|\{[^\}]*\}|[^,[:space:]]+)[[:space:]]*,?(.*)$ ]]; do
    args+=("${BASH_REMATCH[1]}")
    rest=${BASH_REMATCH[3]}
  done
}

expect() { # policy, aml, path, arguments, verb, wanted, name
  local options=(--policy "$1" "${exec_options[@]}") value
  [ "$5" = traces ] && options+=(--trace)
  arguments "$4"
  run "$exec_" "${options[@]}" "$2" --eval "$3" "${args[@]}"
  value=$(tail -n 1 <<<"$stdout")
  case $5 in
  prints) like "$stdout" "^$6\$" "$7" ;;
  tells) like "$stderr" "^$6\$" "$7" ;;
  traces)
    value=$(sed -n 's/^trace: \(.*: \(read\|write\) [0-9]* bytes at .*\)$/\1/p' <<<"$stderr" | paste -sd ';')
    is "$value" "$6" "$7"
    ;;
  *)
    case $6 in
    error:*)
      if [ "$status" = 1 ]; then like "$stderr" "^acpi-exec: .*: ${6#error: }" "$7"; else is "exit $status: $value" "$6" "$7"; fi
      ;;
    *) is "$value" "$6" "$7" ;;
    esac
    ;;
  esac
}

line_form='^ *// ((nt|spec): )?(\\[A-Z0-9_.^]*)(\((.*)\))? (->|prints|tells|traces) (.*)$'
for source in "$here"/*.asl; do
  name=$(basename "$source" .asl)
  mapfile -t options < <(sed -n 's,^// iasl: ,,p' "$source" | tr ' ' '\n')
  mapfile -t exec_options < <(sed -n 's,^// acpi-exec: ,,p' "$source" | tr ' ' '\n')
  if ! iasl -f -oa -of -vs "${options[@]}" -p "$work/$name" "$source" >"$work/$name.log" 2>&1 || [ ! -s "$work/$name.aml" ]; then
    tap_result false "$name: iasl compiles it" || note "$(cat "$work/$name.log")"
    continue
  fi
  lines=0
  while IFS= read -r line; do
    [[ $line =~ $line_form ]] || continue
    lines=$((lines + 1))
    parts=("${BASH_REMATCH[@]}")
    for policy in ${parts[2]:-nt spec}; do
      expect "$policy" "$work/$name.aml" "${parts[3]}" "${parts[5]}" "${parts[6]}" "${parts[7]}" \
        "$name ($policy): ${parts[3]}(${parts[5]})"
    done
  done <"$source"
  ok "$name: it says what it expects" [ "$lines" -gt 0 ]
done
done_testing
