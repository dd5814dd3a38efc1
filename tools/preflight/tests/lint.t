#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# preflight lint: what it looks at (changed lines, own commits, the title), what it lets be, and the report to the letter.
source ci/tap.sh
source tools/preflight/tests/toy.sh
toy "$work/toy"
cp "$repository/.clang-format" .
printf '/* Old. */\nint  old ;\nint x; \n' >projects/house/src/old.c
commit 'old: everything is wrong here.'
git checkout -qb work

flight lint
is "$status$stdout" "0lint: nothing to mend" "what the base has is nobody's fault"

# --- Every rule about files, once, to the letter -------------------------------------------------
licence='/* SPDX-License-Identifier: MIT OR Apache-2.0 */'
printf '%s\n' "$licence" '/* A source. */' 'int  spaced ;' $'\tint tab;' 'int blanks; ' 'int crlf;'$'\r' '<<<<<<< HEAD' \
  'void f(void)' '{' '    strcpy(a, b);' '    printf("here");' '    system("x"); /* allow(banned): */' '}' >projects/house/src/bad.c
printf 'int unlicensed;' >projects/house/src/none.c
put projects/house/include/house/house.h "$licence" '/* A header. */' '#pragma once' '' 'int house(void);'
put newsletter/fragments/news.md 'News'
put newsletter/fragments/x.shed.added.md 'News'
put newsletter/fragments/x.house.feature.md 'News'
put newsletter/fragments/x.house.added.md ''
{ echo "$licence"; yes 'int x;' | head -n 800; } >projects/house/src/long.c
head -c 600000 /dev/zero >big.bin
flight lint
is "$status" 1 "findings"
is "$stdout" "big.bin: 585 KiB, 512 are there; git keeps them for ever (size)
  good: the script that makes it, or a seed of a few KiB
  next: build/bin/preflight lint --rule size
newsletter/fragments/news.md: thismonth will not read it; call it SLUG.PROJECT.KIND.md, like ranges.acpi.added.md (fragment)
  good: Map whole ranges in one call
  next: make note
newsletter/fragments/x.house.added.md:1: it says nothing (fragment)
  good: Map whole ranges in one call
  next: make note
newsletter/fragments/x.house.feature.md: \"feature\" is no kind of change; there are added, changed, deprecated, removed, fixed, security: x.house.KIND.md (fragment)
  good: Map whole ranges in one call
  next: make note
newsletter/fragments/x.shed.added.md: no part is called \"shed\" (fragment)
  good: Map whole ranges in one call
  next: make note
projects/house/include/house/house.h:5: a public name without a comment: what it is, units, errors (comment)
  bad:  int house(void);
  good: /* CPUs that the MADT names. */
        size_t acpi_count(void);
  next: build/bin/preflight lint --rule comment
projects/house/src/bad.c:3: not laid out as clang-format would (format)
  bad:  int  spaced ;
  good: int x;
  next: make format
projects/house/src/bad.c:4: a tab at the beginning of the line (tab)
  bad:  \\tint tab;
  good:     int x;
  next: make format
projects/house/src/bad.c:5: blanks at the end of the line (blanks)
  bad:  int blanks; |
  good: int x;
  next: git diff --check
projects/house/src/bad.c:6: the line ends in CR LF (line-end)
  bad:  int crlf;\\r|
  good: int x;
  next: git config core.autocrlf input && git add --renormalize .
projects/house/src/bad.c:7: a mark of a merge conflict (conflict)
  bad:  <<<<<<< HEAD
  good: int x;
  next: git diff --check
projects/house/src/bad.c:10: strcpy() is banned; use text.h (banned)
  bad:  strcpy(a, b);
  good: text_adds(&name, argument);
  next: build/bin/preflight lint --rule banned
projects/house/src/bad.c:11: printf() in a library; a status says what happened (debug)
  bad:  printf(\"here\");
  good: return ACPI_BAD_TABLE;
  next: build/bin/preflight lint --rule debug
projects/house/src/bad.c:12: allow(banned) says no reason (allow)
  bad:  system(\"x\"); /* allow(banned): */
  good: /* allow(debug): shown while firmware boots */ int x;
  next: build/bin/preflight lint --rule allow
projects/house/src/bad.c:12: system() is banned; use posix_spawn() (banned)
  bad:  system(\"x\"); /* allow(banned): */
  good: text_adds(&name, argument);
  next: build/bin/preflight lint --rule banned
projects/house/src/long.c:801: 801 lines, 800 are there; which idea is missing? (length)
  good: two files, each with an idea of its own
  next: build/bin/preflight lint --rule length
projects/house/src/none.c:1: no newline at the end (last-line)
  good: int x;
  next: make format
projects/house/src/none.c:1: no \"SPDX-License-Identifier: MIT OR Apache-2.0\" in the first three lines (licence)
  good: /* SPDX-License-Identifier: MIT OR Apache-2.0 */
        int x;
  next: build/bin/preflight lint --rule licence" "every rule about files, untracked ones too"
all=$stdout

flight lint --rule tab
is "$(grep -c '^[^ ]' <<<"$stdout")" 1 "one rule alone"
git add -A
flight lint
is "$stdout" "$all" "staged, the report is the same"
git commit -qm 'house: add what is wrong'
flight lint
is "$stdout" "$all" "and committed"
cd projects/house || exit 1
flight lint
is "$stdout" "$all" "and from another folder"
cd ../..
flight lint --json
is "$(jq -rs 'map(.rule) | unique | join(" ")' <<<"$stdout")" \
  "allow banned blanks comment conflict debug format fragment last-line length licence line-end size tab" "--json: one object a line"
git clone -q . "$work/clone"
run git -C "$work/clone" branch -q main origin/main
flight lint -C "$work/clone"
is "$stdout" "$all" "and in another clone"
git worktree add -q "$work/linked" work^ && git -C "$work/linked" checkout -q work -- . 2>/dev/null
flight lint -C "$work/linked"
is "$stdout" "$all" "and in a linked work tree"

# --- Changed lines only --------------------------------------------------------------------------
git checkout -q main && git checkout -qb small
sed -i '3s/x/y/' projects/house/src/old.c
flight lint
is "$(grep '^[^ ]' <<<"$stdout")" "projects/house/src/old.c:3: blanks at the end of the line (blanks)" "of a file with old sins, the line that changed"
git checkout -q . && git mv projects/house/src/old.c projects/house/src/moved.c
flight lint
is "$stdout" "lint: nothing to mend" "a file that was only moved has no changed lines"
git reset -q --hard && mv projects/house/src/old.c projects/house/src/moved.c
flight lint
is "$stdout" "lint: nothing to mend" "nor without git mv"
git checkout -q . && rm projects/house/src/moved.c
git rm -q projects/house/src/old.c
flight lint
is "$stdout" "lint: nothing to mend" "a deleted file has none"
git reset -q --hard
ln -s nowhere link && mkdir -p sub && touch sub/empty
flight lint
is "$status$stdout" "0lint: nothing to mend" "links and empty files have nothing to mend"
rm -r link sub
ln -s nowhere projects/house/src/older && git add -A && git commit -qm 'house: add a link' && git branch -q linked
sed -i '3s/x/y/' projects/house/src/old.c && ln -sf somewhere projects/house/src/older
flight lint --base linked
is "$(grep '^[^ ]' <<<"$stdout")" "projects/house/src/old.c:3: blanks at the end of the line (blanks)" \
  "a link that changed behind a file takes none of its lines"
git rm -q --cached projects/house/src/older && rm projects/house/src/older
flight lint --base linked
is "$(grep '^[^ ]' <<<"$stdout")" "projects/house/src/old.c:3: blanks at the end of the line (blanks)" \
  "nor does one that was deleted"
git reset -q --hard main && git branch -qD linked
git config core.autocrlf true
printf 'int crlf;\n' >>projects/house/src/old.c && sed -i 's/$/\r/' projects/house/src/old.c
flight lint
is "$stdout" "lint: nothing to mend" "CR LF that git takes away is not there"
git config --unset core.autocrlf
git checkout -q .
flight lint --all
is "$(grep '^[^ ]' <<<"$stdout" | grep -c 'old.c:\(2\|3\)')" 2 "--all: old lines too"

printf '/* Old. */\n/* allow(format): a table */\nint  old ;\nint  older ; /* allow(format): likewise */\nint x;\n' >projects/house/src/old.c
flight lint
is "$stdout" "lint: nothing to mend" "what clang-format says can be allowed"
git checkout -q .
head -c 20000000 /dev/zero >huge.bin
flight lint
like "$stdout" '^huge.bin: 19531 KiB' "a file too large to be read is judged by its size"
git add -A && git commit -qm 'ci: add a disk

allow(size): firmware refuses smaller ones'
flight lint
is "$stdout" "lint: nothing to mend" "bytes without text are allowed by a commit"
git commit -q --amend -m 'ci: add a disk

allow(size):
Because it is so.'
flight lint --rule size
like "$stdout" '^huge.bin' "which says why, on that line"

# --- Commits and the title ------------------------------------------------------------------------
git checkout -q main && git checkout -qb words
git commit -q --allow-empty -m 'huose: adds a very long subject that goes on and on until nobody reads it any more.
And a body.'
first=$(git rev-parse --short=10 HEAD)
git commit -q --allow-empty -m 'Fixed it'
second=$(git rev-parse --short=10 HEAD)
git commit -q --allow-empty -m 'fixup! house: x'
third=$(git rev-parse --short=10 HEAD)
git commit -q --allow-empty -m 'house: end it.

allow(dot): the sentence is quoted'
flight lint --title 'Update'
is "$status" 1 "messages"
is "$stdout" "title: the form is \"area: what it does\" (form)
  bad:  Update
  good: acpi: read the last entry of the MADT
  next: give the pull request another title
commit $first: no area is called \"huose\"; did you mean \"house\"? (area)
  bad:  huose: adds a very long subject that goes on and on until nobody reads it any more.
  good: acpi: read the last entry of the MADT
  next: git rebase -i --autosquash $first^
commit $first: \"adds\" tells a story; say what the commit does: \"add\" (imperative)
  bad:  huose: adds a very long subject that goes on and on until nobody reads it any more.
  good: acpi: add a check of lengths
  next: git rebase -i --autosquash $first^
commit $first: 83 columns, 72 are there (columns)
  bad:  huose: adds a very long subject that goes on and on until nobody reads it any more.
  good: acpi: read the last entry of the MADT
  next: git rebase -i --autosquash $first^
commit $first: it ends with a dot (dot)
  bad:  huose: adds a very long subject that goes on and on until nobody reads it any more.
  good: acpi: read the last entry of the MADT
  next: git rebase -i --autosquash $first^
commit $first:2: the second line is not blank (body)
  bad:  And a body.
  good: acpi: read the last entry of the MADT

        It was left out.
  next: git rebase -i --autosquash $first^
commit $second: the form is \"area: what it does\" (form)
  bad:  Fixed it
  good: acpi: read the last entry of the MADT
  next: git rebase -i --autosquash $second^
commit $third: this says of itself that it is not finished (unfinished)
  bad:  fixup! house: x
  good: acpi: read the last entry of the MADT
  next: git rebase -i --autosquash $third^" "every rule about messages"

git checkout -q main && git checkout -qb merged
git commit -q --allow-empty -m 'house: begin'
git checkout -q main && git commit -q --allow-empty -m 'Main goes on' && git checkout -q merged
git merge -q --no-edit main
flight lint
is "$stdout" "lint: nothing to mend" "merges are not looked at, nor what they bring"
flight lint --base HEAD
is "$stdout" "lint: nothing to mend" "--base"
flight lint --title 'house: mend it'
is "$stdout" "lint: nothing to mend" "a title in the right form"

printf 'house: mend it\n\n# what git says of it\n# ------------------------ >8 ------------------------\nhuose: diff\n' >.git/MSG
flight lint --message .git/MSG
is "$status$stdout" "0" "a message as the hook has it"
printf 'huose: mend it\n' >.git/MSG
flight lint --message .git/MSG
is "$status $stdout" '1 message: no area is called "huose"; did you mean "house"? (area)
  bad:  huose: mend it
  good: acpi: read the last entry of the MADT
  next: git commit --edit --file .git/COMMIT_EDITMSG' "and one that is wrong"
put projects/m 'house: x'
flight lint -C projects --message m
is "$status" 0 "seen from where one stands"
rm projects/m
flight lint --message nowhere
is "$status" 3 "a message that is not there"

# --- What goes wrong ------------------------------------------------------------------------------
flight lint --rules
for rule in form area imperative columns dot unfinished body conflict line-end blanks tab format banned debug comment licence \
  last-line length size fragment owners allow; do
  like "$(grep -A2 "^$rule  *[a-zA-Z]" <<<"$stdout" | tr '\n' '#')" '^[^#]*# +bad:  [^ #][^#]*# +good: [^ #][^#]*#$' "--rules lists $rule, with an example each way"
done
like "$stdout" '^ +bad:  int x;$' "a newline that is missing is seen"
like "$stdout" '^ +good: int x;\\n$' "beside one that is there"
like "$stdout" '^An exception is reasoned: "allow\(RULE\): why"' "and how to make an exception"
flight lint --rule tba
is "$status $stderr" '2 preflight: --rule: no rule is called "tba"; build/bin/preflight lint --rules lists them' "an unknown rule"
put projects/house/src/new.c "$licence" 'int x; '
mkdir "$work/bin" && ln -s "$tool" "$work/bin/"
run env PATH="$work/bin" "$tool" lint
is "$status" 3 "without clang-format it does not say that all is well"
like "$stderr" 'the rule format was not looked at, because there is no clang-format; install it: make deps' "but what to install"
like "$stdout" '^projects/house/src/new.c:2: blanks' "and what the other rules found"
printf '#!/bin/sh\necho no such style >&2\nexit 1\n' >"$work/bin/clang-format" && chmod +x "$work/bin/clang-format"
run env PATH="$work/bin:$PATH" "$tool" lint
is "$status" 3 "a clang-format that fails"
like "$stderr" 'clang-format failed: no such style' "is quoted"
chmod 000 projects/house/src/new.c
if [ "$(id -u)" = 0 ]; then skip "a file that cannot be read" "root reads all"; else
  flight lint
  is "$status" 3 "a file that cannot be read"
fi
chmod 644 projects/house/src/new.c
git clone -q --depth 1 "file://$work/toy" "$work/shallow" 2>/dev/null
git -C "$work/shallow" fetch -q --depth 1 origin main:main 2>/dev/null
flight lint -C "$work/shallow"
is "$status" 2 "a shallow clone is refused"
like "$stderr" 'git fetch --unshallow' "with the command that mends it"
done_testing
