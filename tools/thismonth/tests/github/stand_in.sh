# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: MIT OR Apache-2.0
# GitHub on loopback (server.js), for shell tests: after ci/tap.sh and fixture.sh.
#   stand_in WORLD.json [KEY CERTIFICATE]   starts it; ends with the test
#   asks FAULT/RUN DIR ARGS...   runs thismonth in DIR with a token; $status, $stdout, $stderr; TOKEN= without one
#   requests FAULT/RUN           how many requests that run has made
[ -d "${NODE_PATH-}/ajv" ] || skip_all "no packages of npm (NODE_PATH)"
log=$work/github.log
unset GITHUB_TOKEN GH_TOKEN GITHUB_GRAPHQL_URL http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY
export no_proxy=127.0.0.1 THISMONTH_TIMEOUT=20
TOKEN=ghp_verysecret0123456789

stand_in() {
  : >"$log"
  : >"$work/ready" # what one before said is not read for this one's
  node "$repository/tools/thismonth/tests/github/server.js" "$1" "$log" "${@:2}" >"$work/ready" 2>"$work/server.err" &
  server=$!
  trap 'kill "$server"; chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
  for _ in $(seq 200); do
    grep -qs '^ready' "$work/ready" && break
    sleep 0.1
  done
  # shellcheck disable=SC2034  # the caller reads them
  read -r _ port other_port <"$work/ready" || { note "$(cat "$work/server.err")"; exit 1; }
}

asks() { # fault/run, folder, arguments
  GITHUB_TOKEN=$TOKEN GITHUB_API_URL=${scheme:-http}://127.0.0.1:$port/$1 run tool "${@:2}"
  printf '%s\n' "$stdout" "$stderr" >>"$work/said"
}
requests() { grep -c "\"run\":\"/$1\"" "$log"; }

# What must be true after any test: GitHub understood every request, could have given every answer, no token is in what
# was printed or kept, and none reached another host.
stand_in_is_content() {
  is "$(grep -v '"errors":\[\]' "$log" | head -n 5)" "" "every request and every answer is what GitHub describes"
  is "$(grep -rlF "$TOKEN" "$work" --exclude-dir=.git 2>/dev/null)" "" "the token is in no file: output, cache, record, post"
}
