# shellcheck shell=bash disable=SC2154  # tap.sh sets them
# SPDX-License-Identifier: MIT OR Apache-2.0
# The sites that the tests look at, built by the first test that asks for them into $SITES, which those of one run share (make
# check/newsletter names it; a test that is run alone has one of its own): `real`, what this repository publishes, with the post
# that is being written; and `hostile`, the same with all that a post may hold (tests/data/content), and with posts, records and a
# project that attack their readers (tests/data/hostile). Source it after tap.sh, with the names of the sites that are wanted.
command -v hugo node java xmllint pdftotext >"$work/.have" || skip_all "hugo, node, java, xmllint or pdftotext is missing"
[ -n "${NODE_PATH-}" ] || skip_all "NODE_PATH does not name the packages of ci/npm/browser (make check/newsletter does)"
unset "${!HUGO_@}" MAKEFLAGS MAKELEVEL
: "${SITES:=$work}"
export HUGO_BUILDDRAFTS=true HUGO_BUILDFUTURE=true HUGO_PARAMS_REPOSITORY=o/osdev
export HUGO_PARAMS_COMMENTS_ID=R_1 HUGO_PARAMS_COMMENTS_CATEGORY=Comments HUGO_PARAMS_COMMENTS_CATEGORYID=C_1

site() { # name, folder of the repository; what was said is kept for those who come later
  run env HUGO_BASEURL="http://$1.localhost/sub/" make -C "$2" --no-print-directory DEPS=skip SITE="$SITES/$1" site
  echo "$status$stderr" >"$SITES/$1.said"
}

# A copy of the repository with what has been built of it, so that nothing is compiled again; and with the attacks.
attacked() {
  mkdir "$SITES/repository"
  git ls-files -z --cached --others --exclude-standard | tar -cf - --null --ignore-failed-read -T - 2>/dev/null |
    tar -xf - -C "$SITES/repository"
  mkdir "$SITES/repository/build"
  ln -s "$PWD/build/npm" "$SITES/repository/build/npm"
  cp -a build/bin build/host "$SITES/repository/build/"
  cp -r newsletter/tests/data/content/. "$SITES/repository/newsletter/content/"
  cp -r newsletter/tests/data/changes "$SITES/repository/newsletter/data/"
  cp -r newsletter/tests/data/hostile/. "$SITES/repository/"
  rm -r "$SITES"/repository/projects/{acpi,bootloader,uefi} # one of ours beside the hostile one is enough
  grep -rlZ '@RLO@' "$SITES"/repository/{newsletter/content,projects/hostile} | xargs -0 sed -i $'s/@RLO@/\u202e/g' # reads what follows backwards
}

program() { # arguments of node: a test in JavaScript, whose results are counted as this test's own
  local line planned=0 got=0
  while IFS= read -r line; do
    case $line in
    'ok '*) got=$((got + 1)); tap_result true "${line#* - }" ;;
    'not ok '*) got=$((got + 1)); tap_result false "${line#* - }" || true ;;
    1..*) planned=${line#1..} ;;
    *) echo "$line" ;;
    esac
  done < <(node "$@" 2>&1)
  [ "$got" = "$planned" ] || is "$got" "$planned" "$1: ran to its end"
}

for name; do
  (
    flock 9
    [ ! -e "$SITES/$name.said" ] || exit 0
    case $name in
    real) site real . ;;
    hostile) attacked && site hostile "$SITES/repository" ;;
    esac
  ) 9>"$SITES/$name.lock"
  is "$(cat "$SITES/$name.said")" 0 "$name: builds without an error or a warning"
done
