#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The program on a small repository that holds every form a header may have (tests/data), and on mistakes.
. ci/tap.sh
manual=$PWD/$BIN/manual
cp -r tools/manual/tests/data "$work/tree"
low=$work/tree/projects/low/include/low/low.h
out=$work/tree/out
make_manual() { run "$manual" --root "$work/tree" --out out; }

make_manual
is "$status$stdout$stderr" 0 "makes its pages, and says nothing"
pages() { (cd "$out" && find . -type f | sort | paste -sd ' '); }
is "$(pages)" "./content/contribute.md ./content/projects/high/_index.md ./content/projects/high/api/_index.md\
 ./content/projects/high/api/a-z.md ./content/projects/high/api/high.md ./content/projects/low/_index.md\
 ./content/projects/low/api/_index.md ./content/projects/low/api/a-z.md ./content/projects/low/api/low.md\
 ./content/projects/low/api/room/deep.md ./content/projects/low/changelog.md ./data/manual.json" "... a page each"
for page in "$out"/content/projects/*/api/*.md "$out/data/manual.json"; do
  ok "JSON: ${page#"$out/"}" perl -MJSON::PP -0777 -ne 'decode_json($_)' "$page"
done

# --- A header ------------------------------------------------------------------------------------
page=$(cat "$out/content/projects/low/api/low.md")
has() { # text, name
  if grep -qF -- "$1" <<<"$page"; then tap_result true "$2"; else tap_result false "$2" || note "no: $1"; fi
}
item() { # id: its lines, up to the next item
  awk -v id="{\"id\": \"$1\"" 'index($0, "{\"id\": ") == 1 { on = index($0, id "\"") == 1 || index($0, id) == 1 } on' <<<"$page"
}
rows() { # id: the code of its rows, plain, with how deep each stands
  perl -MJSON::PP -e 'local $/; my ($id, $page) = ($ARGV[0], decode_json(<STDIN>));
    for my $item (map { @{ $_->{items} } } @{ $page->{sections} }) {
      next if ($item->{id} // "") ne $id;
      print "$_->{l} ", join("", map { ref $_ ? $_->[1] : $_ } @{ $_->{c} }), "\n" for @{ $item->{rows} };
    }' "$1" <<<"$page" | sed 's/ $//'
}
has '"summary": "The low library"' "the first sentence stands for the page"
has '["a","low_make","","low_make"]' "examples in the opening comment have links"
has '["a","low/room/deep.h","projects/low/api/room/deep/",""]' "... and so have names of headers"
is "$(rows struct.low_opaque)" '0 struct low_opaque;' "a struct that nobody may look into"
is "$(rows struct.low_thing)" '0 struct low_thing {
1 uint32_t a, b;
1 void (*call)(struct low_thing *, int (*why)(void));
1
1 union {
2 struct {
3 uint8_t x, y;
2 } pair;
2 uint16_t whole;
1 };
1
1 uint32_t bits : 3;
0 } __attribute__((packed));' "a struct: members in their order, a row each"
like "$(item struct.low_thing)" '"a","struct.low_thing.a"\].*"t":\[\{"p":\["two of them"\]\}\]' "... what is said behind one"
like "$(item struct.low_thing)" '"call","struct.low_thing.call"\].*"t":\[\{"p":\["Said above."\]\}\]' "... what is said above one"
like "$(item struct.low_thing)" '\{"l":1,"c":\[\],"t":\[\{"p":\["About all that follow."\]\}\]' "... and of all that follow"
like "$(item struct.low_thing)" '\{"l":1,"c":\[\],"t":\[\{"p":\["Small ones"\]\}\]' "... a heading among them"
like "$(item struct.low_thing)" '"size":19,"t":\[\{"p":\["said behind"\]\}\]' "... its size, and what stands behind the brace"
unlike "$(item struct.low_thing)" '"m","why"' "... parameters are no members"
is "$(rows enum.low_kind)" '0 enum low_kind {
1 LOW_FIRST,
1 LOW_SECOND = 1u << 4,
1 LOW_THIRD
0 };' "an enum"
like "$(item enum.low_kind)" '"LOW_FIRST","LOW_FIRST"\],","\],"v":"0"' "... has its numbers, where they are not written"
like "$(item enum.low_kind)" '"LOW_THIRD","LOW_THIRD"\]\],"v":"17"' "... counted as C counts"
like "$(item low_make)" '"title": "low_make, low_drop","kind":"function","n":2' "lines without a blank one between them are one item"
like "$(item low_make)" '^\{"l":0,"c":\[\["a","LOW_CHECK"' "attributes in front belong to it"
like "$(item low_make)" '"dl":\[\[\[\["a","LOW_FIRST","","LOW_FIRST"\]\],\["never"\]\]\]' "errors are a table"
is "$(rows low_twice)" '0 static inline int low_twice(int n)' "an inline function has no body"
has '"<script>alert(1)</script> & \"quotes\" ]( {{< x >}} -->"' "a comment is text, whatever it holds"
unlike "$page" 'in a body|low_inner|Private' "bodies and what is private appear nowhere"
has '{"title": "A section","id": "on-a-section"' "a heading begins a section"
has '"id": "on-a-section-2"' "... and each has an address of its own"
is "$(rows LOW_ONE)" '0 #define LOW_ONE 1
0 #define LOW_TWO 2
0 #define LOW_THREE 3' "macros in a row are one item, as they are on this machine"
has '{"title":"","text":[{"p":["Text that belongs to nothing."]}]}' "text alone"
like "$(item LOW_GETTER)" '"LOW_GETTER","LOW_GETTER"\],"\(name\) \.\.\."\]' "a long macro: its head"
like "$(item LOW_GETTER)" '"makes":\[\["d","low_size_get","low_size_get"\]\],"t":\[\{"p":\["the size.s"\]\}\]' "a call of a macro: what it declares"
is "$(rows low_id)" '0 typedef struct {
1 int value;
0 } low_id;
0 typedef enum { LOW_A, LOW_B } low_letter;
0 typedef void low_call(low_id id);
0 extern const int low_table[3];' "typedefs and variables"
has '"value","low_id.value"]' "members of a struct without a name are called after its typedef"
page=$(cat "$out/content/projects/high/api/high.md")
has '["a","low_id","projects/low/api/low/","low_id"]' "links lead to what the project stands on"
has '["a","high_use","","struct.high_use"]," ",["d","high_use","high_use"]' "a struct and a function of one name are two"

# --- Names, other pages --------------------------------------------------------------------------
page=$(cat "$out/content/projects/low/api/a-z.md")
has '["low_make","function","low","low_make","Makes one"]' "the index: name, kind, page, id, a line"
has '["LOW_FIRST","constant","low","LOW_FIRST","the first"]' "... of constants too"
is "$(grep -o '"letter": "."' <<<"$page" | tr -dc 'A-Z')" ABCDFGIKLMOST "... by what follows the prefix"
has '{"letter": "D", "names": [
["LOW_DEEP"' "... upper and lower case are one"
many=$work/tree/projects/high/include/high/many.h
{
  printf '/* Many names. */\n#pragma once\n\n/* Comes again. */\ntypedef struct high_both high_both;\nstruct high_both {\n    int x;\n};\n\n'
  for letter in M N O; do
    printf '/* Said by %s. */\n' $letter
    printf "#define HIGH_$letter%d 1\n" {1..400}
    echo
  done
} >"$many"
make_manual
is "$status$stdout$stderr" 0 "a thousand names and more"
is "$(cd "$out/content/projects/high/api" && ls -d a-z*)" "a-z-2.md
a-z.md" "... stand on two pages"
page=$(cat "$out/content/projects/high/api/a-z.md")
has '"title": "high: names from A to M", "project": "high", "part": 0, "from": "A", "to": "M",' "... the first says what it has"
has '"parts": [["a-z","BM"],["a-z-2","NOU"]],' "... and where the others are"
is "$(grep -c '^\["HIGH_M' <<<"$page")" 400 "... no letter is torn"
is "$(grep -F 'Said by' <<<"$page")" '["HIGH_M1","macro","many","HIGH_M1","Said by M"],' "... what is said of many stands with the first"
is "$(grep '^\["high_both' <<<"$page")" '["high_both","struct","many","struct.high_both","Comes again"]]},' "... a typedef of its own struct is no name more"
page=$(cat "$out/content/projects/high/api/a-z-2.md")
has '"title": "high: names from N to Z", "project": "high", "part": 1,' "... the last ends with Z"
is "$(grep -c '^\["HIGH_' <<<"$page")" 800 "... and has the others"
rm "$many"
make_manual
page=$(cat "$out/data/manual.json")
has '"low_make": ["projects/low/api/low", "low_make"]' "names for links from posts"
has '"high_use": ["projects/high/api/high", "high_use"]' "... a function goes before a struct"
has '"low_thing": ["projects/low/api/low", "struct.low_thing"]' "... a struct that is alone is found"
page=$(cat "$out/content/projects/low/_index.md")
has '"release": "1.2.0", "released": "2026-11-30"' "the newest release"
has '["include/low/low.h","projects/low/api/low","projects/low/include/low/low.h"]' "README: a link to a header"
has '["include/low/room/deep.h#LOW_DEEP","projects/low/api/room/deep","projects/low/include/low/room/deep.h"]' "... with its anchor"
has '["CHANGELOG.md","projects/low/changelog","projects/low/CHANGELOG.md"]' "... to the changelog"
has '["../high","projects/high","projects/high"]' "... to another project"
has '["../../CONTRIBUTING.md#first","contribute","CONTRIBUTING.md"]' "... to how we work"
has '["project.json","","projects/low/project.json"]' "... to a file without a page"
unlike "$(sed -n '/^"links"/p' <<<"$page")" 'missing|example.org|outside|#here' "... nothing else: not above the root, not what is not there"
has "\`{{< brace angle >}} x >}}\` and {{< brace percent >}} y %}}" "README: what looks like Hugo's is written out"
unlike "$page" '^# low' "README: its heading is the page's title"

cp -r "$out" "$work/before"
make_manual
ok "the same input gives the same bytes" diff -r "$work/before" "$out"

# --- Mistakes ------------------------------------------------------------------------------------
refuses() { # what, wanted exit code, wanted message
  rm -rf "$out"
  make_manual
  is "$status" "$2" "$1: exit $2"
  like "$stderr" "$3" "$1: says what and where"
  ok "$1: nothing is written" test ! -e "$out"
  rm -rf "$work/tree/projects"
  cp -r tools/manual/tests/data/projects "$work/tree"
}
echo 'int low_broken(;' >>"$low"
refuses "no C" 2 'projects/low/include/low/low.h:8[0-9]:.*error:.*'
printf '/* SPDX-License-Identifier: MIT */\n#pragma once\nint low_x;\n' >"$work/tree/projects/low/include/low/x.h"
refuses "a header that does not say what it is" 2 'low/x.h:1: .*begin with what it is'
sed -i 's/"name": "low"/"name": "lower"/' "$work/tree/projects/low/project.json"
refuses "a folder of another name" 2 'projects/low/project.json: the project is called "lower"'
rm "$work/tree/projects/high/README.md"
refuses "no README" 3 'projects/high/README.md'
printf '\0' >>"$low"
refuses "a NUL byte" 2 'low/low.h: holds a NUL byte'
printf '#include "nowhere.h"\n' >>"$low"
refuses "an include that is not there" 2 'low.h:8[0-9]:.*nowhere.h'
while read -r utf8 name; do
  printf "/* \u00a0\n${utf8} */\n" >>"$low"
  refuses "$name" 2 'projects/low/include/low/low.h:86: holds a character that nobody sees and that turns around'
done <<'CHARACTERS'
\u200e U+200E
\u200f U+200F
\u202a U+202A
\u202e U+202E
\u2066 U+2066
\u2069 U+2069
CHARACTERS
printf '/* \u200d \u2010 \u2029 \u202f \u2065 \u206a \u00e2 */\n' >>"$low"
make_manual
is "$status$stderr" 0 "characters beside them are text"
rm -r "$out"
cp tools/manual/tests/data/projects/low/include/low/low.h "$low"
echo '{' >"$work/tree/projects/low/project.json"
refuses "a record that is no JSON" 2 'projects/low/project.json:2:1: not JSON here'
mkdir "$work/tree/projects/low/include/low/folder.h"
refuses "a header that cannot be read" 3 'projects/low/include/low/folder.h: cannot read'
rm "$work/tree/projects/low/CHANGELOG.md"
mkdir "$work/tree/projects/low/CHANGELOG.md"
refuses "a changelog that cannot be read" 3 'projects/low/CHANGELOG.md: cannot read'
mv "$work/tree/CONTRIBUTING.md" "$work"
mkdir "$work/tree/CONTRIBUTING.md"
refuses "how we work, that cannot be read" 3 'manual: CONTRIBUTING.md: cannot read'
rmdir "$work/tree/CONTRIBUTING.md"
make_manual
is "$status$(ls "$out/content")" 0projects "without CONTRIBUTING.md there is no such page"
rm -r "$out"
touch "$out"
make_manual
is "$status" 3 "a file where the pages are to go: exit 3"
like "$stderr" 'manual: out: cannot use as a folder' "... is named"
rm "$out"
rm -r "$work/tree/projects"
refuses "no project" 2 'no projects/\*/project.json'

run "$manual"
is "$status" 2 "no --out"
like "$stderr" 'manual: --out DIR is missing' "... is named"
run "$manual" --out
like "$status$stderr" '^2manual: --out wants a folder' "--out without a folder"
run "$manual" --wrong
like "$status$stderr" '^2manual: --wrong is no option' "an unknown option"
run "$manual" --root "$work/nowhere" --out x
like "$status$stderr" "^3manual: $work/nowhere: No such" "a root that is not there"
run "$manual" --help
like "$status$stdout" '^0Usage: manual' "--help"
run "$manual" --version
like "$status$stdout" '^0manual [0-9]' "--version"
for option in --help --version; do
  run bash -c '"$1" "$2" >/dev/full' - "$manual" $option
  is "$status$stderr" "3manual: standard output: cannot write" "$option on a full disk"
done
done_testing
