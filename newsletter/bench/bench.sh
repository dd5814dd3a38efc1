#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What it costs to build the site with a thousand issues, one JSON line a figure; run it from the repository's root.
#
#   bench.sh [POSTS [RUNS]]     1000 issues, 3 runs
#
# Ours is everything that `make site` publishes: pages, feeds, mail editions, figures, records, social cards, and Pagefind's
# index. The yardstick is a bare Eleventy 3 that makes one HTML page of each post and nothing else: no highlighting, no feeds.
# An issue is as long as one of rust-osdev.com: 1,700 words, 60 links (40 changes, which its record has too, and 20 people), 8 sections and
# 5 blocks of code.
# They take turns; a figure is the median. On a machine that is busy with other things the
# time that processors worked says more than the time that passed. `cold` is the first build, which draws all cards; the others find them drawn.
# A project has a page and feeds; what tools/manual makes of headers is left out, for it does not grow with the issues.
set -euo pipefail
posts=${1:-1000} runs=${2:-3}
make --no-print-directory -s build/bin/thismonth build/deps/npm-site build/deps/npm-eleventy build/deps/site >&2
work=$(mktemp -d "$PWD/build/bench.XXXXXX") # where sites are built: the folder for temporary files may be a slow one
trap 'rm -rf "$work"' EXIT
bench=newsletter dir=$work
. ci/bench.sh
pagefind=build/npm/site/node_modules/@pagefind/linux-x64/bin/pagefind_extended
eleventy=$PWD/build/npm/eleventy/node_modules/.bin/eleventy

# --- The posts: for Hugo with their records, for Eleventy with its mark of front matter -------------------------------
cp -r newsletter "$work/newsletter"
rm -rf "$work"/newsletter/{content/this-month,data/changes}/2*
cp -r projects "$work/projects"
mkdir -p "$work/build/manual/content/projects" "$work/eleventy/_includes"
for project in acpi bootloader uefi x86_64; do
  mkdir "$work/build/manual/content/projects/$project"
  printf '{"type": "projects", "layout": "project", "project": "%s", "title": "%s", "heading": "`%s`"}\n\nA project.\n' $project $project $project \
    >"$work/build/manual/content/projects/$project/_index.md"
done
perl -e '
  my ($posts, $ours, $theirs) = @ARGV;
  my @projects = qw(acpi bootloader uefi x86_64);
  my @people = map { "person$_" } 1 .. 40;
  srand 1;
  my @parts = qw(ba ce di for gu ker map nel pa ta);
  my @words = qw(the a of to and in is that for it);
  push @words, join "", map { $parts[rand @parts] } 0 .. rand 4 for 1 .. 2000;
  my $sentence = sub { ucfirst join(" ", map { $words[@words ** rand] } 1 .. $_[0]) . "." }; # as frequent as in a language
  my $text_of = sub { join " ", map { $sentence->(15) } 1 .. $_[0] / 15 };
  for my $i (0 .. $posts - 1) {
    my $month = sprintf "%04d-%02d", 2025 - int($i / 12), 12 - $i % 12;
    my ($number, @changes) = $i * 60;
    my $text = $text_of->(90) . "\n\n" . $text_of->(75) . "\n\n## Announcements\n\n";
    $text .= "- " . $text_of->(45) . "\n" for 1 .. 4;
    $text .= "\n## Infrastructure and Tooling\n\n" . $text_of->(150) . "\n\n## Projects\n\n" . $text_of->(30) . "\n\n";
    for my $project (@projects) {
      $text .= "### `$project`\n\n" . $text_of->(60) . "\n\n";
      my %thanked;
      for (1 .. 10) {
        my $title = $sentence->(7);
        my $url = "https://github.com/owner/name/pull/" . $number++;
        my $who = $people[rand @people];
        $thanked{$who} = 1;
        $text .= "- [$title]($url)\n";
        push @changes, qq({"repository": "owner/name", "projects": ["$project"], "number": $number, "title": "$title", "url": "$url", "author": {"login": "$who", "name": null, "bot": false, "first_time": false}, "merged_at": "$month-05T00:00:00Z", "branch": "main", "on_default": true, "kind": "merge", "commits": [], "files": 1, "insertions": null, "deletions": null, "release": null, "show": true, "why": "default", "sources": ["git"]});
      }
      $text .= "\nThanks to " . join(", ", map { "[\@$_](https://github.com/$_)" } (sort keys %thanked)[0 .. 4]) . "!\n";
      $text .= "\n```c\nstatic int " . $words[rand @words] . "(int a)\n{\n    return a + $number; /* a comment */\n}\n```\n\n" . $text_of->(120) . "\n\n";
    }
    $text .= "## Join Us\n\n```sh\nmake check\n```\n\n" . $text_of->(90) . "\n";
    my $front = qq({"title": "This Month in OSDev: $month", "date": "$month-28T09:00:00Z", "draft": false, "month": "$month", "editors": ["ada"], "summary": ") . $sentence->(12) . qq("});
    mkdir "$ours/content/this-month/$month";
    open my $f, ">", "$ours/content/this-month/$month/index.md" or die;
    print $f "$front\n\n$text";
    open $f, ">", "$ours/data/changes/$month.json" or die;
    print $f qq({"month": "$month", "collected_at": "$month-28T00:00:00Z", "window": {"from": "$month-01T00:00:00Z", "until": "$month-28T00:00:00Z"}, "complete": true, "warnings": [], "changes": [\n), join(",\n", @changes), "\n]}\n";
    open $f, ">", "$theirs/$month.md" or die;
    print $f "---json\n$front\n---\n\n$text";
  }' "$posts" "$work/newsletter" "$work/eleventy"
cat >"$work/eleventy/_includes/post.html" <<'END'
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><h1>{{ title }}</h1>{{ content }}</body></html>
END
echo '{"layout": "post.html"}' >"$work/eleventy/eleventy.json"

# --- Measuring --------------------------------------------------------------------------------------------------------
digest() { once digest build/bin/thismonth digest --records "$work/newsletter/data/changes" >"$work/data/records.json"; }
mail() { find "$work/site/this-month" -mindepth 2 -name index.txt -print0 >"$work/mail" && once mail xargs -0rn 250 -P "$(nproc)" build/bin/thismonth mail <"$work/mail"; }
hugo() { # name
  rm -rf "$work/site"
  once "$1" env -C "$work" HUGO_DATADIR="$work/data" HUGO_THEME=manual GOGC=400 GOMEMLIMIT=600MiB hugo --source newsletter --environment production --themesDir "$work/build" --destination "$work/site" --panicOnWarning >/dev/null
}

mkdir "$work/data"
digest
hugo cold
for ((run = 0; run < runs; run++)); do
  digest
  hugo warm
  mail
  once pagefind "$pagefind" --include-characters _ --exclude-selectors '.anchor, .kind, nav' --site "$work/site" >/dev/null
  rm -rf "$work/eleventy/_site"
  once eleventy env -C "$work/eleventy" "$eleventy" --quiet >/dev/null
done
[ "$(find "$work/site/this-month" -mindepth 2 -name index.html | wc -l)" = "$posts" ] || { echo "bench.sh: Hugo left posts out" >&2; exit 1; }
[ "$(find "$work/eleventy/_site" -name index.html | wc -l)" = "$posts" ] || { echo "bench.sh: Eleventy left posts out" >&2; exit 1; }

say() { # figure, unit, value, yardstick, target
  awk -v f="$1" -v u="$2" -v a="$3" -v b="$4" -v t="$5" -v p="$posts" -v n="$runs" 'BEGIN {
    printf "{\"bench\": \"newsletter\", \"figure\": \"%s\", \"posts\": %d, \"unit\": \"%s\", \"ours\": %d%s, \"runs\": %d%s}\n",
      f, p, u, a, (b ? sprintf(", \"eleventy\": %d, \"ratio\": %.2f", b, a / b) : ""), n, (t ? ", \"target\": \"" t "\"" : "") }'
}
all() { awk "BEGIN { print $(median digest "$@") + $(median warm "$@") + $(median mail "$@") + $(median pagefind "$@") }"; }
theirs=$(median eleventy)
say "Hugo and Pagefind, warm" ms "$(all)" "$theirs" "ratio <= 3"
say "Hugo and Pagefind, warm" "ms of processors" "$(all cpu)" "$(median eleventy cpu)" ""
say "Hugo, warm" ms "$(median warm)" "$theirs" ""
say "thismonth digest" ms "$(median digest)" "$theirs" ""
say "thismonth mail" ms "$(median mail)" "$theirs" ""
say "Pagefind" ms "$(median pagefind)" "$theirs" ""
say "Hugo, cold" ms "$(most cold)" "$theirs" ""
say "memory of Hugo, warm" MB "$(most warm mb)" "$(most eleventy mb)" "<= 800"
say "memory of Hugo, cold" MB "$(most cold mb)" "$(most eleventy mb)" ""
say "memory of Pagefind" MB "$(most pagefind mb)" "$(most eleventy mb)" "<= 800"
say "size of the site" MB "$(du -sm "$work/site" | cut -f1)" "" ""
say "feed" bytes "$(stat -c %s "$work/site/index.xml")" "" ""
say "items of the feed" items "$(grep -o '<item>' "$work/site/index.xml" | wc -l)" "" 20
