#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# ci/monthly-draft.sh with a bare repository for GitHub's git and the stand-in for its API: run twice it is run once, a
# person's edits stay, nothing is ever forced; and the workflow that calls it is a workflow.
source ci/tap.sh
source tools/thismonth/tests/fixture.sh
source tools/thismonth/tests/github/stand_in.sh
here=$repository/tools/thismonth/tests/github
export SOURCE_DATE_EPOCH=1706832000 # 2024-02-02
command -v jq curl >"$work/.have" || skip_all "jq or curl is missing"

stand_in "$here/small.json"
newsletter "$work/n"
printf 'site:\n\t@! grep -rq BROKEN newsletter/content && mkdir -p build\n' >"$work/n/Makefile"
printf '/build/\n' >"$work/n/.gitignore"
(cd "$work/n" && commit 'The Boss' '2024-01-10 10:00:00' README 'a site')
git clone -q --bare "$work/n" "$work/github.git"
git -C "$work/github.git" config receive.denyNonFastForwards true

fresh() { # a checkout as a runner makes it
  rm -rf "$work/run"
  git clone -q "$work/github.git" "$work/run"
}
draft() { # fault/run
  fresh
  run env -C "$work/run" MONTH="${MONTH-2024-01}" GITHUB_REPOSITORY=test/mono GITHUB_TOKEN="$TOKEN" THISMONTH="$tool" \
    GITHUB_API_URL="http://127.0.0.1:$port/$1" "$repository/ci/monthly-draft.sh"
  printf '%s\n' "$stdout" "$stderr" >>"$work/said"
}
branch=this-month/2024-01
tip() { git -C "$work/github.git" rev-parse "$branch"; }
posted() { git -C "$work/github.git" show "$branch:newsletter/content/this-month/2024-01/index.md"; }
made() { grep "\"run\":\"/$1\"" "$log" | grep -cE "\"method\":\"$2\",\"url\":\"[^\"]*$3"; }

draft none/m
is "$status" 0 "the first run" || note "$stderr" "$stdout"
like "$(posted)" 'Fix the very first thing' "the branch has the draft, with GitHub's words"
like "$stdout" 'opened https://github.com/test/mono/pull/900' "the pull request is open"
is "$(made none/m POST /statuses/)" 2 "check and site are reported"
first=$(tip)
draft none/m
is "$status" 0 "the second run" || note "$stderr" "$stdout"
is "$(tip)" "$first" "... commits nothing"
is "$(made none/m POST /pulls)" 1 "... opens no second pull request"
is "$(made none/m PATCH .)" 0 "... does not touch the first one"
is "$(made none/m POST /statuses/)" 2 "... says nothing again"

# A person edits the post on the branch, and something new is merged meanwhile.
git clone -q -b "$branch" "$work/github.git" "$work/person"
(
  cd "$work/person" || exit 1
  post=newsletter/content/this-month/2024-01/index.md
  sed -i 's/^- \[Fix the very first thing\]/- [A person wrote this]/' "$post"
  by Mona mona@x '2024-02-02 10:00:00' git commit -qam 'better words'
  git push -q
)
(
  cd "$work/n" || exit 1
  squash_pull 10 'Before midnight' '2024-01-30 10:00:00' octocat projects/beta/ten.c
  squash_pull 11 'A late one' '2024-01-30 11:00:00' octocat projects/beta/late.c
  git push -q "$work/github.git" main
)
edited=$(tip)
draft none/m
is "$status" 0 "a run after an edit" || note "$stderr" "$stdout"
like "$(posted)" '^- \[A person wrote this\]' "the edit stays"
like "$(posted)" 'A late one' "what is new comes in"
ok "the branch was continued, not rewritten" git -C "$work/github.git" merge-base --is-ancestor "$edited" "$branch"
is "$(made none/m POST /pulls)" 1 "still one pull request"

# Somebody pushes between fetch and push: theirs first.
fresh
mkdir "$work/bin"
cat >"$work/bin/thismonth" <<END
#!/bin/sh
if [ "\$1" = draft ] && [ ! -e "$work/raced" ]; then
  touch "$work/raced"
  cd "$work/person" && git pull -q && echo 'one more word' >>newsletter/content/this-month/2024-01/index.md &&
    git -c user.name=Mona -c user.email=m@x commit -qam 'one more word' && git push -q && cd - >/dev/null
  echo x >>newsletter/racing
fi
exec "$tool" "\$@"
END
chmod +x "$work/bin/thismonth"
tool_before=$tool
tool=$work/bin/thismonth draft none/m
is "$status" 0 "a push in between" || note "$stderr" "$stdout"
like "$(posted)" '^one more word$' "theirs is there"
tool=$tool_before

# What does not pass is a status, not a failure of the run.
(cd "$work/person" && git pull -q && echo BROKEN >>newsletter/content/this-month/2024-01/index.md &&
  echo '- [x](ttps://github.com/test/mono/pull/1)' >>newsletter/content/this-month/2024-01/index.md &&
  git -c user.name=Mona -c user.email=m@x commit -qam 'break it' && git push -q)
draft none/m
is "$status" 0 "a post that does not pass" || note "$stderr" "$stdout"
is "$(made none/m PATCH /pulls/900)" 1 "... is told in the pull request"

# After the merge nothing is done.
curl -sS -X PATCH -H 'Accept: application/vnd.github+json' -H 'X-GitHub-Api-Version: 2022-11-28' -H "Authorization: Bearer $TOKEN" \
  -d '{"state": "closed"}' "http://127.0.0.1:$port/none/m/repos/test/mono/pulls/900" >"$work/.merged"
last=$(tip)
draft none/m
like "$stdout" 'was merged; nothing to do' "after the merge a run does nothing"
is "$(tip)" "$last" "... really"
git -C "$work/person" pull -q
sed -i 's/"draft": true/"draft": false/' "$work/person/newsletter/content/this-month/2024-01/index.md"
git -C "$work/person" -c user.name=Mona -c user.email=m@x commit -qam publish
git -C "$work/person" fetch -q origin main
git -C "$work/person" -c user.name=Mona -c user.email=m@x merge -q --no-edit origin/main
git -C "$work/person" push -q origin HEAD:main
git -C "$work/github.git" branch -q -D "$branch"
draft none/published
like "$stdout" 'January 2024 is published; nothing to do' "a published post, its branch gone: nothing either"
is "$(requests none/published)" 0 "... and GitHub is not asked"

# What goes wrong says what to do.
git -C "$work/github.git" update-ref refs/heads/main "$(git -C "$work/n" rev-parse main)"
draft no-pulls/p
is "$status" 1 "a repository that lets no workflow open pull requests"
like "$stderr" 'Allow GitHub Actions to create and approve pull requests' "... names the setting"
like "$(posted)" 'Fix the very first thing' "... the branch is there all the same"
MONTH=January draft none/wrong
like "$stderr" 'MONTH: "January" is no month' "a month that is none"
TOKEN='' draft none/wrong
like "$stderr" 'GITHUB_TOKEN is not set' "no token"
TOKEN=ghp_verysecret0123456789
MONTH=2023-12 draft none/december
is "$status" 0 "another month" || note "$stderr" "$stdout"

stand_in_is_content
done_testing
