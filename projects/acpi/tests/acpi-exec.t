#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The program acpi-exec: values, the namespace, what it says of wrong files and of AML that goes wrong, a machine.
# What is run stands in data/exec*.asl.
source ci/tap.sh
command -v iasl >/dev/null || skip_all "iasl is not installed (acpica-tools)"
tool=$BIN/acpi-exec
for source in exec exec_ssdt exec_err exec_name; do
  (cd "$work" && iasl -p "$source" "$OLDPWD/projects/acpi/tests/data/$source.asl") >"$work/log" 2>&1 || note "$(cat "$work/log")"
done
aml=$work/exec.aml

value() { # method, wanted last line, argument...
  local method=$1 wanted=$2; shift 2
  run "$tool" "$aml" --eval "\\$method" "$@"
  is "$status ${stdout##*$'\n'}$stderr" "0 $wanted" "$method $*"
}
value INTG 'integer 0x2A'
value STRG 'string "abc"'
value BUFF 'buffer 01 02'
value PACK 'package {integer 0x1, string "two", buffer 03, package {integer 0x4, reference \_SB_.DEVA}}'
value EMPT 'package {}'
value NAMD 'package {integer 0x0, string "data", reference \_SB_.DEVA, reference \INTG}'
value LOCP 'package {string "mine", package {integer 0x1}, integer 0x0}'
for endless in PF SELF; do
  run timeout 20 "$tool" "$aml" --eval "\\$endless"
  is "$status$stdout" 1 "$endless: a package that is endless, nearly, is refused"
  like "$stderr" "^acpi-exec: .$endless: " "and told"
done
value NONE 'uninitialized'
value 'POWR._STA' 'integer 0x1'
value ECHO 'integer 0x2A' 0x2A
value ECHO 'integer 0x2A' 42
value ECHO 'integer 0xFFFFFFFFFFFFFFFF' 0xffffffffFFFFFFFF
value ECHO 'string "a b"' '"a b"'
value ECHO 'string ""' '""'
value ECHO 'buffer 01 02 AB' '{01,02, 0xab}'
value ALL7 'integer 0x1C' 1 2 3 4 5 6 7
value LENG 'integer 0x3' '{1,2,3}'
value LENG 'integer 0x4' '"\"\\\x41z"'
run "$tool" "$aml" --eval '\BIGG'
is "${#stdout}" $((6 + 3 * 5000)) "a value of 5000 bytes, which is fetched in a second step"

# The machine.
value STOR 'package {integer 0x0, integer 0x12345678, integer 0x0, integer 0x5A, integer 0x1AC, integer 0xFFFFFFFF, integer 0xBA, integer 0x0}'
run "$tool" "$aml" --eval '\TIME'
like "$stdout" '^integer 0x(5[EF]|60).$' "a second of sleep and half a second of waiting pass on the virtual clock"
value '_SB.DEVA.INID' 'integer 0x1'
value '_SB.DEVA.REGD' 'integer 0x1'
run "$tool" --load-only "$aml" --eval '\_SB.DEVA.INID'
is "$stdout" 'integer 0x0' "--load-only runs no _INI"
for loop in POLL SLOW; do
  started=$(date +%s%N)
  run "$tool" "$aml" --eval "\\$loop"
  is "$status$stdout" 1 "$loop: a loop that waits for ever is cut"
  like "$stderr" "^acpi-exec: .$loop: " "and told"
  [ "$VARIANT" = gcc ] && note "$loop took $((($(date +%s%N) - started) / 1000000)) ms with sanitizers"
done

# Words on the way.
run "$tool" "$aml" --eval '\DEBU'
is "$stdout" $'debug: string "hello"\ndebug: integer 0x10\ninteger 0x1' "stores to Debug, then the value"
run "$tool" "$aml" --eval '\NOTI'
is "$stdout" $'notify: \\_SB_.DEVA 0x81\nuninitialized' "Notify"
run "$tool" "$aml" --eval '\FATL'
is "$status$stdout" '0integer 0x5' "Fatal goes on"
like "$stderr" 'Fatal operator: type 0x1, code 0x2, argument 0x3' "and is told"
run "$tool" "$aml" --trace --eval '\ALL7' 1 1 1 1 1 1 1
like "$stderr" '^trace: .*ALL7' "--trace names the call"
run "$tool" "$aml" --eval '\GONE'
is "$status$stdout" 1 "a name that is missing: exit 1 and no value"
like "$stderr" '^error: .GONE.0x0: ' "the log names the place"
like "$stderr" '^error:     the name is .?MISS$' "and the name"
like "$stderr" '^acpi-exec: \\GONE: ' "and the tool what it did"
run "$tool" "$aml" --eval '\ADDD'
is "$status" 1 "what only the second table declares"
run "$tool" "$aml" "$work/exec_ssdt.aml" --eval '\ADDD'
is "$stdout" 'integer 0x77' "is there with it"
run "$tool" "$work/exec_ssdt.aml" "$aml" --eval '\ADDD'
is "$stdout" 'integer 0x77' "whichever of them is the DSDT"
run "$tool" "$aml" --eval '\CONV'
is "$stdout" 'string "abcd"' "NT is the policy"
run "$tool" --policy spec "$aml" --eval '\CONV'
is "$stdout" 'string "0000000064636261"' "--policy spec"
run "$tool" "$work/exec_err.aml" --eval '\DIVI'
is "$status$stdout" 1 "AML that goes wrong ends"
run "$tool" --err-method "$work/exec_err.aml" --eval '\DIVI'
is "${stdout##*$'\n'}" 'string "AE_AML_DIVIDE_BY_ZERO"' "--err-method: \\_ERR is asked and goes on"
run "$tool" "$work/exec_err.aml" --namespace
is "$status" 1 "a table whose code goes wrong: exit 1"
like "$stderr" '^error: DSDT "EXECERR "\+0x[0-9A-F]+: division by zero$' "the log names the table and the place"
like "$stderr" '^acpi-exec: load: division by zero$' "and the tool the step"
like "$stdout" '^.LATE	Integer$' "what it declared before stays"
unlike "$stdout" '^.LAST	' "it ends there"
run "$tool" "$work/exec_name.aml" --namespace
is "$status" 1 "a table that names what is not there: exit 1"
like "$stderr" '^acpi-exec: load: 1 faults, told above$' "and said"
like "$stdout" '^.LAST	Integer$' "but it goes on"

# Listings.
run "$tool" "$aml" --dump '\TIME'
is "$status$stdout" '0\TIME: 0 arguments, 34 bytes
0x0000  Store (Timer, Local0)
0x0004  Sleep (0x3E8)
0x0009  Stall (0x64)
0x000D  Wait (EVNT, 0x1F4)
0x0016  Return (Divide (Subtract (Timer, Local0, ), 0x2710, , ))' "--dump lists a method"
run "$tool" "$aml" --dump '\POLL'
like "$stdout" '^0x0000  While \(Equal \(BUSY, 0\)\)$' "a loop"
run "$tool" --json "$aml" --dump '\NOTI'
like "$stdout" '^\{"dump": ".*Notify \(.*DEVA, 0x81\)' "as JSON"
run "$tool" "$aml" --dump '\READ'
is "$status$stdout" 1 "what is no method has no listing"
like "$stderr" 'READ: is no method; see --namespace' "and that is said"

# The namespace.
run "$tool" "$aml" "$work/exec_ssdt.aml" --namespace
is "$status$stderr" 0 "--namespace"
is "$(grep -vE '^\\[A-Z0-9_.]{4,}	[A-Za-z]+$' <<<"$stdout")" "" "every line is PATH<TAB>TYPE"
is "$(LC_ALL=C sort <<<"$stdout")" "$stdout" "sorted"
for object in '_SB_.DEVA	Device' 'INTG	Method' 'READ	Integer' '_SB_.ADDD._UID	String' '_SB_.DEVA._CRS	Buffer' 'PACK	Package' \
  'MEM0	Field' 'MEMR	Region' 'MUTX	Mutex' 'EVNT	Event' 'POWR	PowerResource' 'CPU0	Processor' 'THRM	ThermalZone' '_GPE	Scope'; do
  like "$stdout" "^.${object//./\\.}\$" "$object"
done

# JSON.
run "$tool" --json "$aml" --eval '\DEBU'
is "$stdout" $'{"debug": "string \\"hello\\""}\n{"debug": "integer 0x10"}\n{"value": {"type": "Integer", "integer": "0x1"}}' "--json"
run "$tool" --json "$aml" --eval '\PACK'
is "$stdout" '{"value": {"type": "Package", "package": [{"type": "Integer", "integer": "0x1"}, {"type": "String", "string": "two"}, {"type": "Buffer", "buffer": "03"}, {"type": "Package", "package": [{"type": "Integer", "integer": "0x4"}, {"type": "Reference", "path": "\\_SB_.DEVA"}]}]}}' "a package"
run "$tool" --json "$aml" --eval '\QUOT'
is "$stdout" '{"value": {"type": "String", "string": "say \"hi\"\u0001\\"}}' "a string that needs care"
run "$tool" --json "$aml" --eval '\EMPT'
is "$stdout" '{"value": {"type": "Package", "package": []}}' "an empty package"
run "$tool" --json "$aml" --eval '\NONE'
is "$stdout" '{"value": {"type": "Uninitialized"}}' "nothing"
run "$tool" --json "$aml" --namespace
like "$stdout" '^\{"object": "\\\\_SB_.DEVA", "type": "Device"\}$' "the namespace"
run "$tool" --json "$aml" --eval '\GONE'
like "$stdout" '^\{"failure": "\\\\GONE", "why": "[^"]+"\}$' "a failure"
is "$stderr" "" "all on stdout"
for words in "--machine $work/machine --devices" "$aml --namespace --eval \\STOR" "$aml --trace --eval \\NOTI"; do
  # shellcheck disable=SC2086  # words
  "$tool" --json $words 2>"$work/err" >"$work/json"
  ok "every line is JSON: ${words/$work\//}" jq -Rne 'reduce inputs as $line (true; . and ($line | fromjson | type) == "object")' "$work/json"
done

# A machine.
mkdir "$work/machine"
cp "$aml" "$work/machine/DSDT.aml"
cp "$work/exec_ssdt.aml" "$work/machine/SSDT01.aml"
for table in facp madt mcfg; do tail -c +2 "projects/acpi/tests/fuzz/tables/$table" >"$work/machine/$table.aml"; done
echo 'no table' >"$work/machine/README"
run "$tool" --machine "$work/machine"
is "$status" 0 "a machine whose faults are the firmware's: exit 0" || note "$stdout" "$stderr"
like "$stdout" '^machine +.*/machine: 5 tables, 2 definition blocks$' "its tables"
like "$stdout" '^objects +[0-9]+: .*[0-9]+ Method' "its objects"
like "$stdout" '^walk +[0-9]+ devices: 2 _HID 2 _UID 1 _ADR \(and 0 odd, 1 failed\) 2 _STA 1 _CRS \(and 0 odd, 1 failed\) 0 _PRS \(and 1 odd, 0 failed\) 1 _PRT' "its devices"
like "$stdout" '^faults +2 of the firmware, 0 of ours$' "its faults"
like "$stdout" '^firmware +.*ADDD._CRS at 0x[0-9A-F]+: a name that no table declares; .*MISS.* \(1 times\)$' "with their reason"
like "$stdout" '^firmware +.*ADDD._ADR at .*: a loop that waits' "a loop too"
first=$stdout
run "$tool" --machine "$work/machine"
is "$stdout" "$first" "a second run says the same, to the letter"
run "$tool" --machine "$work/machine" --devices
like "$stdout" '^.SB_.DEVA	_HID=PNP0A03;_UID=7;_ADR=0x20003;_STA=0xB;_CRS=10 bytes;_PRT=2 rows$|^..SB_.DEVA	_HID=PNP0A03;_UID=7;_ADR=0x20003;_STA=0xB;_CRS=10 bytes;_PRT=2 rows$' "--devices"
run "$tool" --machine "$work/machine" --namespace --eval '\INTG'
is "${stdout##*$'\n'}" 'integer 0x2A' "the value is the last line with --machine too"
like "$stderr" '^faults ' "the report is on stderr then"

# Files that are none.
bad() { # name, pattern, argument...
  local name=$1 pattern=$2; shift 2
  run "$tool" "$@"
  is "$status$stdout" 2 "$name: exit 2"
  like "$stderr" "$pattern" "$name: said"
}
head -c 100 "$aml" >"$work/short.aml"
head -c 20 "$aml" >"$work/tiny.aml"
: >"$work/empty.aml"
printf '\001\002\003\004%40s' x >"$work/binary.aml"
mkdir "$work/nothing"
bad "a file that is not there" 'nowhere.aml: No such file' "$work/nowhere.aml"
bad "a second file that is not there" 'nowhere.aml: No such file' "$aml" "$work/nowhere.aml"
bad "a folder" 'is not a file; give --machine FOLDER' "$work"
bad "a table that is cut off" 'short.aml: is cut off: its header says [0-9]+ bytes, the file has 100; ' "$work/short.aml"
bad "not even a header" 'tiny.aml: is too short' "$work/tiny.aml"
bad "an empty file" 'empty.aml: is too short' "$work/empty.aml"
bad "ASL" 'exec.asl: is no ACPI table; compile ASL with iasl' projects/acpi/tests/data/exec.asl
bad "something else" 'binary.aml: is no ACPI table' "$work/binary.aml"
bad "a machine that is not there" 'nowhere: No such file or directory; name a folder' --machine "$work/nowhere"
bad "a machine without a DSDT" 'there is no DSDT in it; put DSDT.aml' --machine "$work/nothing"
# shellcheck disable=SC2046  # 129 words
bad "too many files" '128 files are the limit' $(yes "$aml" | head -n 129)
truncate -s 17M "$work/long.aml"
bad "a file too long" 'long.aml: is longer than 16 MiB' "$work/long.aml"
cp "$aml" "$work/sum.aml"
printf '\377' | dd of="$work/sum.aml" bs=1 seek=16 conv=notrunc 2>/dev/null
run "$tool" "$work/sum.aml" --eval '\INTG'
is "$status$stdout" '0integer 0x2A' "a wrong checksum does not hinder"
like "$stderr" '^warning: .*sum.aml: wrong checksum' "and is said"
cp "$work/short.aml" "$work/machine/SSDT02.aml"
run "$tool" --machine "$work/machine"
is "$status" 0 "a machine goes on without a table that is cut off"
like "$stderr" 'SSDT02.aml: is cut off' "and says so"
head -c 36 "$aml" >"$work/header.aml" # a header that says it is all
printf '\044\0\0\0' | dd of="$work/header.aml" bs=1 seek=4 conv=notrunc 2>/dev/null
run "$tool" "$work/header.aml"
like "$status$stdout" '^0loaded: 1 definition blocks' "a table without code"
cp "$work/header.aml" "$work/garbage.aml"
printf '\002\002\002\002\002\002\002\002' >>"$work/garbage.aml"
printf '\054' | dd of="$work/garbage.aml" bs=1 seek=4 conv=notrunc 2>/dev/null
run "$tool" "$work/garbage.aml"
is "$status" 1 "code that is none: exit 1"
like "$stderr" '^acpi-exec: load: ' "and told"

# Usage.
run "$tool" --help
like "$status$stdout" '^0Usage: acpi-exec' "--help"
bad "no argument" 'give FILE.aml or --machine FOLDER'
bad "an unknown option" '--nonsense: no such option' --nonsense "$aml"
bad "--eval without a path" '--eval: what is to be evaluated' "$aml" --eval
bad "--eval twice" '--eval: one is enough' "$aml" --eval '\INTG' --eval '\INTG'
bad "--dump without a path" '--dump: which method' "$aml" --dump
bad "--machine without a folder" '--machine: which folder' --machine
bad "--machine and files" 'either files or --machine' "$aml" --machine "$work/machine"
bad "--devices without a machine" '--devices: needs --machine' --devices "$aml"
bad "a policy that is none" '--policy: is nt or spec' "$aml" --policy
bad "eight arguments" '8: a method takes 7 arguments at most' "$aml" --eval '\ALL7' 1 2 3 4 5 6 7 8
for argument in text 0x 0x1G 0x10000000000000000 '"open' '"a"b' '"\n"' '{1' '{100}' '{x}' '{1}2' ''; do
  bad "no argument: $argument" 'an argument is a number' "$aml" --eval '\ECHO' "$argument"
done
run "$tool" "$aml" --eval '\NOPE'
is "$status$stdout" 1 "a path that is not there: exit 1"
like "$stderr" 'acpi-exec: \\NOPE: .*; see --namespace' "and what to do"
run "$tool" "$aml" --eval '\ECHO'
is "$status" 1 "too few arguments: exit 1"
run bash -c '"$0" "$1" --namespace >/dev/full' "$tool" "$aml"
is "$status" 2 "stdout that is full: exit 2"
done_testing
