#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Makes the site out of newsletter/, once build/ has the tools and the pages that tools/manual makes (`make site`, `make serve`).
# Run it from the repository's root.
#
#   site.sh build FOLDER [preview]   the site as it is published, or with drafts and posts to come, in the place of what was there
#   site.sh serve PORT               a live preview
#   site.sh left-out                 names what is not published yet
#
# DATA is for tests: the folder that has records and benches.
set -euo pipefail
pagefind=build/npm/site/node_modules/@pagefind/linux-x64/bin/pagefind_extended

hugo() { # environment, arguments...: with room for garbage, within a limit (a fifth less time for a thousand issues)
  HUGO_THEME=manual GOGC=400 GOMEMLIMIT=600MiB command hugo --source newsletter --environment "$@"
}

# What Hugo cannot even read, in plain words.
plain() {
  sed -u -E 's|^E.*"([^"]+:[0-9]+):[0-9]+": unmarshal failed: .*|\1: the front matter, between { and } at the top of the file, is not JSON here; often a comma or a quotation mark is missing at the end of the line before|'
}

quietly() { # command...: what it says is shown when it fails; hugo --quiet would swallow the reason
  local said
  said=$("$@" 2>&1) || { plain <<<"$said" >&2; return 1; }
}

# What Hugo reads as data: what the benches measured, and a digest of the records, for templates count slowly.
data() { # folder
  local from=${DATA:-newsletter/data}
  rm -rf "$1"
  mkdir -p "$1"
  [ ! -e "$from/bench" ] || cp -r "$from/bench" "$1/"
  build/bin/thismonth digest --records "$from/changes" >"$1/records.json"
}

# The editions for mail: Hugo writes HTML.
mail() { find "$1" -path '*/this-month/*/index.txt' -print0 | nice xargs -0r build/bin/thismonth mail; }

# The search: Pagefind's index, without the user interfaces that come with it, for the site has its own.
index() {
  quietly "$pagefind" --include-characters _ --exclude-selectors '.anchor, .kind, header .about, .map, .post pre, nav' --site "$1"
  rm -f "$1"/pagefind/*ui.* "$1"/pagefind/pagefind-highlight.js
}

build() { # folder, preview
  local site=$1 preview=${2:-} writing failed=
  mkdir -p "$site"
  new=$(mktemp -d "$(realpath "$site").XXXXXX")
  trap 'rm -rf "$new" "$new.data"' EXIT
  data "$new.data"
  HUGO_DATADIR=$new.data quietly hugo "${preview:-production}" --destination "$new" --panicOnWarning --printPathWarnings --printI18nWarnings
  mail "$new" & # while Pagefind, which mostly works with one hand, reads the pages
  writing=$!
  [ -n "$preview" ] && [ ! -e "$pagefind" ] || index "$new" || failed=1 # what is published has it, a preview where it can
  wait "$writing" || failed=1
  [ -z "$failed" ] || exit 1
  chmod 755 "$new"
  rm -rf "$site"
  mv "$new" "$site"
}

serve() { # port
  data build/serve
  HUGO_DATADIR=$PWD/build/serve HUGO_PARAMS_MISTAKES=show hugo preview server --disableFastRender --port "$1" 2>&1 | plain
}

# Reads `hugo list all`: titles may hold commas, so columns count from the right. (`list drafts` keeps silent on a draft with a
# date to come, and `list future` too.)
left_out() {
  hugo production list all | awk -F, -v now="$(date -u +%FT%TZ)" '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = NF - i; next }
    $(NF - column["draft"]) == "true" { print "left out, a draft: " $1; next }
    $(NF - column["publishDate"]) > now { print "left out, dated " $(NF - column["publishDate"]) ": " $1 }'
}

case $1 in
build) build "${@:2}" ;;
serve) serve "$2" ;;
left-out) left_out ;;
*) echo "site.sh: build FOLDER [preview], serve PORT or left-out, not $1" >&2; exit 2 ;;
esac
