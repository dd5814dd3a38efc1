#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `layers`: an include may only go down. A component includes its own headers and those of what its
# project.json names in "needs"; projects never know tools, tools never link projects, nothing knows ci/
# but tests/ and bench/. The edges are read from the sources as they are.
source ci/tap.sh

list=$(git ls-files --cached --others --exclude-standard 'projects/*.[chS]' 'tools/*.[chS]')
components=$(git ls-files --cached --others --exclude-standard 'projects/*/project.json' 'tools/*/project.json' |
  awk -F/ 'NF == 3 { print $2 }')

# "component needed" for every line "needs": [...], closed under transitivity
awk -F'[][]' '/^ *"needs": *\[/ { n = FILENAME; sub(/\/project.json$/, "", n); sub(/.*\//, "", n)
  gsub(/[", ]+/, " ", $2); k = split($2, a, " "); for (i = 1; i <= k; i++) print n, a[i] }' \
  projects/*/project.json tools/*/project.json >"$work/needs"
while :; do
  cp "$work/needs" "$work/before"
  awk 'NR == FNR { d[$1] = d[$1] " " $2; next } { print; k = split(d[$2], a, " "); for (i = 1; i <= k; i++) print $1, a[i] }' \
    "$work/before" "$work/before" | sort -u >"$work/needs"
  cmp -s "$work/before" "$work/needs" && break
done

# Rows "file:line: message" of includes that go up or sideways.
violations() { # files on stdin
  xargs -r grep -HnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' |
    awk -v components="$components" -v needs="$(tr '\n' ';' <"$work/needs")" '
      BEGIN { k = split(components, c, /[ \n]+/); for (i = 1; i <= k; i++) is[c[i]] = 1
              k = split(needs, n, ";"); for (i = 1; i <= k; i++) may[n[i]] = 1 }
      { split($0, part, ":"); file = part[1]; line = part[2]
        match($0, /[<"][^>"]+[>"]/); target = substr($0, RSTART + 1, RLENGTH - 2)
        split(file, f, "/"); owner = f[2]; split(target, t, "/")
        if (t[1] == "ci" && f[3] != "tests" && f[3] != "bench")
          print file ":" line ": includes " target "; only tests/ and bench/ know ci/"
        else if (target ~ /\.\.\//)
          print file ":" line ": includes " target "; name it from the include path, without .."
        else if (t[1] in is && t[1] != owner && target ~ /\// && !((owner " " t[1]) in may))
          print file ":" line ": " owner " includes " target ", but its project.json does not need " t[1]
      }'
}

found=$(violations <<<"$list")
is "$found" "" "layers: includes go down only"

for pair in $(tr ' ' '+' <"$work/needs"); do
  from=${pair%+*} to=${pair#*+}
  if [ -d "projects/$from" ] && [ -d "tools/$to" ]; then wrong="projects/$from needs tools/$to"
  elif [ -d "tools/$from" ] && [ -d "projects/$to" ]; then wrong="tools/$from needs projects/$to"
  elif [ "$from" = "$to" ]; then wrong="$from needs itself"
  elif [ ! -d "projects/$to" ] && [ ! -d "tools/$to" ]; then wrong="$from needs $to, which is no component"
  else wrong=; fi
  is "$wrong" "" "layers: $from may need $to"
done

# The check bites: the same function on a file that breaks each rule.
mkdir -p "$work/projects/acpi/src"
printf '#include "common/text.h"\n#include "../x.h"\n#include "ci/qemu.h"\n#include <stdint.h>\n' \
  >"$work/projects/acpi/src/bad.c"
found=$(cd "$work" && echo projects/acpi/src/bad.c | violations)
is "$(wc -l <<<"$found")" 3 "a file that breaks three rules gets three findings"
like "$found" 'projects/acpi/src/bad.c:1: acpi includes common/text.h' "it names file, line and target"
done_testing
