#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What can go wrong between here and GitHub: the network, refusals, limits. The right exit code, a message that says what to
# do, nothing that git knows lost, no token anywhere. What answers may hold is in github_answers.t.
source ci/tap.sh
source tools/thismonth/tests/fixture.sh
source tools/thismonth/tests/github/stand_in.sh
source tools/thismonth/tests/github/faults.sh
here=$repository/tools/thismonth/tests/github
export SOURCE_DATE_EPOCH=1709251200 # 2024-03-01

stand_in "$here/small.json"
newsletter "$work/n"

both reset reset-once truncated truncated-once 500 502 503
seconds=1 both drip
api=http://127.0.0.1:1 both refused
finish
fails reset 'broke off three times .*; run again later'
recovers reset-once 'waiting 1 s'
fails truncated 'is not what GitHub.s API promises; run again later'
recovers truncated-once 'waiting 1 s'
fails 500 'GitHub is in trouble \(500.*run again later'
fails 502 'GitHub is in trouble \(502.*run again later'
fails 503 'GitHub is in trouble \(503.*run again later'
fails drip 'no whole answer in time .*THISMONTH_TIMEOUT'
fails refused 'cannot be reached .*check the network and GITHUB_API_URL'
is "$(requests reset/reset-graphql)" 3 "three times and no more"
is "$(requests 500/500-rest)" 3 "... for answers too"

both 401 403-permission 403-primary 403-primary-far 403-secondary 404 422 429 429-far 429-forever 500-once 502-once 503-once
finish
fails 401 'the token is not accepted \(401: "Bad credentials"\); make a new one'
fails 403-permission 'not allowed \(403: "Resource not accessible.*(give the token the right|set GITHUB_TOKEN)'
is "$(requests 403-permission/403-permission-graphql)" 1 "a permission is not asked for twice"
is "$(requests 401/401-graphql)" 1 "... nor a token tried twice"
recovers 403-primary 'waiting [1-9] s \(its limit is reached\)'
fails 403-primary-far "GitHub's limit is reached until 20.*in (49|50|51) minutes.*--wait"
like "$(cat "$work/403-primary-far-rest.err")" 'set GITHUB_TOKEN' "without a token: it says what one is good for"
is "$(requests 403-primary-far/403-primary-far-graphql)" 1 "... and GitHub is left alone"
recovers 403-secondary 'waiting 1 s'
fails 404 'not found \(404|does not know it'
ended 422-graphql 1 'not understood \(422' '422 (graphql)'
ended 422-rest 1 'not understood \(422|search does not know' '422 (rest)'
recovers 429 'waiting 1 s'
fails 429-far "limit is reached until .*in 50 minutes"
fails 429-forever "limit is reached"
is "$(requests 429-forever/429-forever-graphql)" 4 "a limit without end is asked four times"
recovers 500-once 'waiting 1 s .it answered 500'
recovers 502-once 'waiting 1 s'
recovers 503-once 'waiting 1 s'
stand_in_is_content
done_testing
