#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Acceptance of both sources together on real histories (the corpus; absent: skipped): the stand-in serves what an
# independent reading of them found, with the logins that are known. Prints the figures of the README.
source ci/tap.sh
[ "$VARIANT" = gcc ] || skip_all "runs once, with the compiler of the host program"
[ -d "$OSDEV_CORPUS/newsletter" ] || skip_all "no corpus at OSDEV_CORPUS"
corpus=$(cd "$OSDEV_CORPUS/newsletter" && pwd)
source tools/thismonth/tests/fixture.sh
tool=$repository/$HOST_BIN/thismonth
source tools/thismonth/tests/github/stand_in.sh
here=$repository/tools/thismonth/tests/github
from=${FROM-2020-04} to=${TO-2023-06}

mkdir -p "$work/n/newsletter" "$work/clones"
cp -r newsletter/prose "$work/n/newsletter/"
for name in acpi bootloader uefi-rs x86_64; do
  git init -q --bare "$work/clones/$name.git"
  zcat "$corpus/history/$name+pulls.fi.gz" | git -C "$work/clones/$name.git" fast-import --quiet
done
node "$here/corpus.js" "$corpus" "$work/clones" >"$work/world.json"
stand_in "$work/world.json"

# The maintainers that the issue of a month names; where it has no section, those of the last one that had.
config() { # month
  node -e '
    const zlib = require("zlib"), fs = require("fs"), [corpus, month, clones] = process.argv.slice(1), at = {};
    for (const s of zlib.gunzipSync(fs.readFileSync(corpus + "/sections.jsonl.gz")).toString().trim().split("\n").map((l) => JSON.parse(l)))
      if (s.month <= month && s.maintainers.length) at[s.repo] = s.maintainers;
    const names = ["acpi", "bootloader", "uefi-rs", "x86_64"];
    console.log(JSON.stringify({title: "T", repository: "rust-osdev/homepage", organizations: ["rust-osdev"],
      projects: names.map((n) => ({name: n, repository: "rust-osdev/" + n, git: clones + "/" + n + ".git",
        maintainers: (at["rust-osdev/" + n] || []).map((login) => ({login}))}))}));
  ' "$corpus" "$1" "$work/clones" >"$work/n/newsletter/thismonth.json"
}

SOURCE_DATE_EPOCH=$(date -ud 2023-05-20 +%s)
config 2023-05
asks none/cold "$work/n" collect --month 2023-05 -o "$work/cold.json"
n=$(grep -c '"number": [0-9]' "$work/cold.json")
cold=$(requests none/cold)
note "May 2023 of four repositories, cold: $cold requests for $n changes"
ok "cold: at most ceil(changes / 100) + 1 requests ($cold for $n)" [ "$cold" -le $(((n + 99) / 100 + 1)) ]
asks none/cold "$work/n" collect --month 2023-05 -o "$work/warm.json"
note "... warm: $(($(requests none/cold) - cold)) requests"
ok "warm: no more than cold" [ $(($(requests none/cold) - cold)) -le "$cold" ]
ok "... and the same record" cmp "$work/cold.json" "$work/warm.json"

# Ordinary clones have no refs of pull requests: rebased ones are only commits there.
for name in acpi bootloader uefi-rs x86_64; do
  git clone -q --bare --no-local "$work/clones/$name.git" "$work/plain/$name.git"
done
sed -i "s|$work/clones|$work/plain|g" "$work/n/newsletter/thismonth.json"
asks none/cold "$work/n" collect --month 2023-05 -o "$work/plain.json"
is "$(grep -o '"number": [0-9n][^,]*' "$work/plain.json" | sort)" "$(grep -o '"number": [0-9n][^,]*' "$work/cold.json" | sort)" \
  "clones without refs of pull requests: the same changes"
both=$(grep -c '"sources": \["git", "api"\]' "$work/plain.json")
ok "... nearly all of them with what git knows ($both)" [ "$both" -ge 45 ]

months=$(node -e 'const [a, b] = process.argv.slice(1); for (let [y, m] = a.split("-").map(Number); ; m === 12 ? (y++, m = 1) : m++) {
  const s = `${y}-${String(m).padStart(2, "0")}`; console.log(s); if (s >= b) break; }' "$from" "$to")
failed=0
for month in $months; do
  config "$month"
  SOURCE_DATE_EPOCH=$(date -ud "$month-01 +1 month +8 days" +%s)
  asks "none/$month" "$work/n" collect --month "$month"
  [ "$status" = 0 ] || { failed=$((failed + 1)); note "$month: $stderr"; }
  if [ "$month" \> 2022-07 ]; then asks "none/$month" "$work/n" draft --month "$month"; [ "$status" = 0 ] || note "$month: $stderr"; fi
  most=$(($(requests "none/$month") > ${most:-0} ? $(requests "none/$month") : ${most:-0}))
done
is "$failed" 0 "every month is collected from both"
ok "no month takes more than three requests ($most)" [ "$most" -le 3 ]

run node "$here/compare.js" "$corpus" "$work/world.json" "$work/n/newsletter" "$from" "$to" 2023-05
is "$status" 0 "the comparison" || note "$stderr"
note "$stdout"
value() { sed -n "s/^$1 //p" <<<"$stdout"; }
is "$(value served_and_not_recorded)" 0 "each of the $(value served) pull requests that GitHub serves is recorded"
is "$(value recorded_in_another_month)" 0 "... in its month"
is "$(value recorded_twice)" 0 "... and nothing in two"
missing=$(grep -c '^# published, not recorded:' <<<"$stdout")
is "$missing" "$(value published_and_not_recorded)" "of $(value published) published pull requests those that are not recorded are listed with the reason ($missing)"
ok "... which is less than one in a hundred" [ $((missing * 100)) -lt "$(value published)" ]
exact=$(value thanks_exact) compared=$(value thanks_compared)
ok "thanks are the same set in at least 90 % of the sections ($exact of $compared)" [ $((exact * 10)) -ge $((compared * 9)) ]
is "$(value thanks_ours)" 0 "... and no difference is ours"

# Thirty repositories, twelve changes each.
node -e '
  const world = {repositories: [], pulls: []};
  for (let i = 0; i < 30; i++) {
    world.repositories.push({name: "many/r" + i});
    for (let k = 1; k <= 12; k++) world.pulls.push({repository: "many/r" + i, number: k, title: "Change " + k, author: "a" + k,
      merged_at: new Date(Date.UTC(2023, 4, 1 + (i + k) % 28, i)).toISOString().replace(".000", "")});
  }
  console.log(JSON.stringify(world));' >"$work/many.json"
kill "$server"
stand_in "$work/many.json"
node -e 'console.log(JSON.stringify({title: "T", projects: [...Array(30).keys()].map((i) => ({name: "r" + i, repository: "many/r" + i}))}))' \
  >"$work/n/newsletter/thismonth.json"
rm -rf "$work/n/newsletter/data"
SOURCE_DATE_EPOCH=$(date -ud 2023-05-31 +%s)
asks none/many "$work/n" collect --month 2023-05 -o "$work/many.out"
n=$(grep -c '"number": [0-9]' "$work/many.out")
note "30 repositories: $(requests none/many) requests for $n changes"
is "$n" 360 "30 repositories: all 360 changes"
is "$(requests none/many)" 1 "... in one request"
asks none/many "$work/n" collect --month 2023-05 -o "$work/many.out"
is "$(requests none/many)" 2 "... and one more when asked again"

# git-cliff beside it, one range of one repository, on the same stand-in.
cliff=$(echo "$NODE_PATH"/git-cliff-linux-x64/bin/git-cliff)
if [ -x "$cliff" ]; then
  kill "$server"
  stand_in "$work/world.json"
  git -C "$work/clones/uefi-rs.git" symbolic-ref HEAD refs/heads/main
  git clone -q "$work/clones/uefi-rs.git" "$work/uefi-rs"
  range=$(git -C "$work/uefi-rs" tag --list 'uefi-v*' --merged HEAD --sort=-version:refname | head -n 2 | tac | paste -sd ' ' | sed 's/ /../')
  (cd "$work/uefi-rs" && GITHUB_API_URL=http://127.0.0.1:$port/none/cliff GITHUB_TOKEN=$TOKEN GITHUB_REPO=rust-osdev/uefi-rs \
    timeout 100 "$cliff" "$range" >"$work/cliff.out" 2>"$work/cliff.err") || note "$(tail -n 3 "$work/cliff.err")"
  note "git-cliff, $range of one repository: $(requests none/cliff) requests"
  ok "git-cliff needs more for one range ($(requests none/cliff)) than this for a month of four repositories ($cold)" [ "$(requests none/cliff)" -gt "$cold" ]
else
  skip "git-cliff beside it" "git-cliff-linux-x64 is not for this machine"
fi
done_testing
