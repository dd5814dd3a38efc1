#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What is wrong with an answer, with the environment, with the cache, with TLS; waiting and Ctrl-C. As github_faults.t.
source ci/tap.sh
source tools/thismonth/tests/fixture.sh
source tools/thismonth/tests/github/stand_in.sh
source tools/thismonth/tests/github/faults.sh
here=$repository/tools/thismonth/tests/github
export SOURCE_DATE_EPOCH=1709251200 # 2024-03-01

stand_in "$here/small.json"
newsletter "$work/n"

for f in graphql-limit graphql-limit-far graphql-wrong; do start "$f-graphql" "$f" "$TOKEN"; done
both html bomb title circles incomplete totals totals-forever elsewhere echo clock nonsense no-commits
finish
recovers graphql-limit 'waiting [1-9] s \(its limit is reached\)'
ended graphql-limit-far-graphql 1 "limit is reached until" "RATE_LIMITED inside a 200, far away"
ended graphql-wrong-graphql 1 'Something went wrong' "GraphQL without data"
fails html 'a page instead of JSON \(200\).*GITHUB_API_URL'
fails bomb 'larger than 32 MiB and was not read'
for way in graphql rest; do
  ended "title-$way" 0 '#10: "a long one' "10 MB title ($way)"
  ok "... is cut ($way)" [ "$(record "title-$way" | wc -c)" -lt 20000 ]
  ended "circles-$way" 1 'pages go in circles' "pages that repeat forever ($way)"
  ok "... are left soon ($way: $(requests "circles/circles-$way"))" [ "$(requests "circles/circles-$way")" -lt 12 ]
  ended "nonsense-$way" 1 'not what GitHub.s (API|schema) promises' "a number below zero ($way)"
done
recovers no-commits 'left until' # the commit of a merge is welcome, not needed
ended incomplete-rest 0 '' "incomplete_results: the list tells it"
like "$(grep '"run":"/incomplete/incomplete-rest"' "$log")" '/repos/test/mono/pulls' "... after the search"
like "$(record incomplete-rest)" '"title": "Fix the very first thing"' "... all of it"
ended incomplete-graphql 0 '' "a search that is short of nothing (graphql)"
ended totals-graphql 0 '' "a total that changes while pages are read: read once more (graphql)"
is "$(requests totals/totals-graphql)" 2 "... once"
ended totals-rest 0 '' "a total that changes (rest): the list tells it"
ended totals-forever-graphql 0 '' "a total that never fits: the list tells it"
fails elsewhere 'redirects to another host, http://127.0.0.1:[0-9]+/steal; not followed'
fails echo 'Bad header: (Bearer .token.|undefined)'
for way in graphql rest; do
  ended "clock-$way" 0 "this computer's clock is 36[56] days behind GitHub's; set it" "a clock that is wrong by a year ($way)"
done

# --wait is for those who have time; a limit beyond two hours is for nobody.
start wait-graphql 403-primary-far "$TOKEN" --wait
until_said() { for _ in $(seq 400); do "${@:2}" | grep -qE "$1" && break; sleep 0.05; done; }
until_said waiting cat "$work/wait-graphql.err"
like "$(cat "$work/wait-graphql.err")" 'GitHub: waiting 30[0-9]{2} s' "--wait waits"
pkill -INT -P "${pids[0]}" thismonth
finish
is "$(cat "$work/wait-graphql.status")" 130 "Ctrl-C ends a wait at once"
like "$(cat "$work/wait-graphql.err")" 'interrupted .*; run again to go on' "... and says how to go on"
ok "... with nothing written" [ ! -e "$work/wait-graphql/newsletter/data/changes/2024-01.json" ]
start hang-rest hang ''
until_said '^1' requests hang/hang-rest
pkill -INT -P "${pids[0]}" thismonth
finish
is "$(cat "$work/hang-rest.status")" 130 "Ctrl-C ends a request at once"

# No clone, and GitHub away: nothing can be told, nothing is written.
mkdir -p "$work/a/newsletter"
cp -r newsletter/prose "$work/a/newsletter/"
printf '{"title": "T", "projects": [{"name": "x", "repository": "test/mono"}]}\n' >"$work/a/newsletter/thismonth.json"
asks 401/alone "$work/a" draft --month 2024-01
is "$status" 3 "GitHub refuses and there is no clone: exit 3"
ok "... nothing is written" [ ! -e "$work/a/newsletter/content" ]
asks none/alone "$work/a" draft --month 2024-01
is "$status" 0 "GitHub alone is enough for a draft" || note "$stderr"
printf '{"title": "T", "projects": [{"name": "x", "repository": "test/gone"}]}\n' >"$work/a/newsletter/thismonth.json"
rm -rf "$work/a/newsletter/data" "$work/a/newsletter/content"
for TOKEN in "$TOKEN" ''; do
  asks "none/gone${TOKEN:0:3}" "$work/a" collect --month 2024-01
  is "$status" 1 "a repository that does not exist"
  like "$stderr" 'test/gone: GitHub (says: Could not resolve|does not know it).*is its name right' "... is named"
done
TOKEN=ghp_verysecret0123456789

# A cache that someone damaged is a cache that knows nothing; one that cannot be written is none.
asks none/damage "$work/n" collect --month 2024-01
for f in "$work"/cache/thismonth/http/*; do printf 'x' | dd of="$f" bs=1 seek=$(($(stat -c %s "$f") - 3)) conv=notrunc status=none; done
rm -rf "$work/n/newsletter/data"
GITHUB_TOKEN=$TOKEN GITHUB_API_URL=http://127.0.0.1:$port/none/damage run tool "$work/n" collect --month 2024-01 --offline
is "$status" 0 "a damaged cache, offline: git alone"
unlike "$(record n)" '"api"' "... and none of what was damaged is believed"
rm -rf "$work/cache/thismonth/http" "$work/n/newsletter/data"
: >"$work/cache/thismonth/http"
asks none/damage "$work/n" collect --month 2024-01
is "$status" 0 "a cache that cannot be written: done all the same"
like "$(record n)" '"sources": \["git", "api"\]' "... with GitHub"

# What the environment may hold.
for pair in 'GITHUB_TOKEN=two words=no token has' 'GITHUB_API_URL=ftp://x=address like https' 'GITHUB_API_URL=http://github.example=in the open' \
  'GITHUB_API_URL=https://user:pass@host=without name and password' 'THISMONTH_TIMEOUT=0=number of seconds'; do
  IFS='=' read -r name value message <<<"$pair"
  run env GITHUB_TOKEN="$TOKEN" "$name=$value" bash -c 'cd "$1" && exec "$2" collect --month 2024-01' _ "$work/n" "$tool"
  is "$status" 2 "$name=$value"
  like "$stderr" "$name: .*$message" "... says why"
  unlike "$stderr" "$TOKEN|two words" "... and not the token"
done

# TLS with a certificate that nobody vouches for.
kill "$server"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key" -out "$work/crt" -days 2 -subj /CN=127.0.0.1 2>"$work/openssl"
cp "$log" "$work/earlier.log"
rm -rf "$work/n/newsletter/data"
stand_in "$here/small.json" "$work/key" "$work/crt"
api=https://127.0.0.1:$port both none
finish
fails none 'not trusted .*update-ca-certificates.*SSL_CERT_FILE'
cat "$work/earlier.log" >>"$log"
stand_in_is_content
done_testing
