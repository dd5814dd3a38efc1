#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Months of more than a search can tell, interrupted ones, and what a terminal shows of them.
source ci/tap.sh
source tools/thismonth/tests/fixture.sh
source tools/thismonth/tests/github/stand_in.sh
export SOURCE_DATE_EPOCH=1706400000 # 2024-01-28

node -e '
  const world = {repositories: [{name: "big/one"}, {name: "big/two"}], pulls: []};
  const add = (repository, n) => { for (let k = 1; k <= n; k++) world.pulls.push({repository, number: k, title: "Change " + k, author: "a" + k % 50,
    merged_at: new Date(Date.UTC(2024, 0, 1) + k * Math.floor(27 * 864e5 / n)).toISOString().replace(/\.\d+/, "")}); };
  add("big/one", 1500); add("big/two", 350);
  console.log(JSON.stringify(world));' >"$work/world.json"
stand_in "$work/world.json"
for n in one two; do
  mkdir -p "$work/$n/newsletter"
  cp -r newsletter/prose "$work/$n/newsletter/"
done
printf '{"title": "T", "projects": [{"name": "one", "repository": "big/one"}, {"name": "two", "repository": "big/two"}]}\n' >"$work/one/newsletter/thismonth.json"
printf '{"title": "T", "projects": [{"name": "two", "repository": "big/two"}]}\n' >"$work/two/newsletter/thismonth.json"
numbers() { grep -c '"number": [0-9]' "$work/$1/newsletter/data/changes/2024-01.json"; }
forget() { rm -rf "$work/$1/newsletter/data"; }

for TOKEN in "$TOKEN" ''; do
  way=${TOKEN:+graphql} way=${way:-rest}
  forget one
  asks "none/large-$way" "$work/one" collect --month 2024-01
  is "$status" 0 "1,850 changes ($way)" || note "$stderr"
  is "$(numbers one)" 1850 "... all of them, sliced by date"
  ok "... in at most 24 requests ($(requests "none/large-$way"))" [ "$(requests "none/large-$way")" -le 24 ]
done
TOKEN=ghp_verysecret0123456789

# Ctrl-C in the middle; the next run takes up what was read.
export XDG_CACHE_HOME=$work/cache2
(
  cd "$work/two" || exit 1
  GITHUB_TOKEN=$TOKEN GITHUB_API_URL=http://127.0.0.1:$port/third/interrupted exec "$tool" collect --month 2024-01
) >"$work/out" 2>"$work/err" &
pid=$!
for _ in $(seq 400); do
  [ "$(requests third/interrupted)" = 3 ] && break # it waits for an answer that does not come
  sleep 0.05
done
kill -INT $pid
wait $pid
is $? 130 "Ctrl-C between pages"
asks third/interrupted "$work/two" collect --month 2024-01
is "$status$(numbers two)" 0350 "run again, it is complete" || note "$stderr"
is $(($(requests third/interrupted) - 3)) 3 "... with fewer requests than the 4 from the beginning"
forget two
before=$(requests third/interrupted)
asks third/interrupted "$work/two" collect --month 2024-01
is $(($(requests third/interrupted) - before)) 1 "nothing has changed since: the first page says so, the others are in the cache"

# On a terminal there is a bar with pages.
forget two
run script -qec "cd '$work/two' && GITHUB_TOKEN=$TOKEN GITHUB_API_URL=http://127.0.0.1:$port/none/terminal '$tool' collect --month 2024-01" /dev/null
like "$stdout" '\[#+\.*\] GitHub, 3 of 4' "a terminal sees how far it is"
like "$stdout" '4 requests made' "... and how many it were"
unlike "$(cat "$work/said")" '\[#' "nobody else does"
stand_in_is_content
done_testing
