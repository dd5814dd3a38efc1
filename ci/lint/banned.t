#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `banned`: functions that are easier to get wrong than what we have instead. One awk reads all sources.
source ci/tap.sh

# name=what to use instead; comments and strings may speak of them, a call may not
banned='strcpy=text.h strcat=text.h sprintf=text_addf vsprintf=text.h gets=file_read strtok=strcspn gmtime=gmtime_r
  localtime=gmtime_r ctime=instant_text asctime=instant_text atoi=strtol tmpnam=mkostemp mktemp=mkostemp system=posix_spawn'

calls() { # files on stdin
  xargs -r awk -v banned="$banned" '
    BEGIN { n = split(banned, pair, /[ \n]+/)
            for (i = 1; i <= n; i++) { split(pair[i], p, "="); instead[p[1]] = p[2]; any = any (i > 1 ? "|" : "") p[1] }
            any = "(^|[^_a-zA-Z0-9\"])(" any ")[ \t]*\\(" }
    /^ *(\/?\*|\/\/)/ { next }
    { gsub(/\\\\|\\"/, ""); gsub(/"[^"]*"/, "\"\"") }
    /allow\(banned\): [^ ]/ { next } # said why
    $0 ~ any { match($0, any); name = substr($0, RSTART, RLENGTH); gsub(/[^_a-z]/, "", name)
      if (name == "system" && FILENAME ~ /\/tests\//) next # a test may start a shell
      print FILENAME ":" FNR ": " name " is banned; use " instead[name] }'
}
found=$(git ls-files --cached --others --exclude-standard 'tools/*.[ch]' 'projects/*.[ch]' |
  while read -r f; do [ ! -f "$f" ] || echo "$f"; done | calls)
is "$found" "" "banned: none is called"

printf '/* strcpy() */\nint f(void) { return my_system("x"); }\nint g(void) { return system ("x"); }\n  strcat(a, b);\n  strcat(a, b); /* allow(banned): a is ours */\n' >"$work/bad.c"
is "$(echo "$work/bad.c" | calls | sed "s|$work/||")" "bad.c:3: system is banned; use posix_spawn
bad.c:4: strcat is banned; use text.h" "a call is found, with its line and what to use"
done_testing
