#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What it costs to build the site with a thousand issues, one JSON line a figure; run it from the repository's root.
#
#   bench.sh [POSTS [RUNS [WORDS]]]     1000 issues, 3 runs, 650 words
#
# Ours is all that `make site` publishes (newsletter/site.sh): pages, feeds, editions for mail, figures, social cards, the search.
# The yardstick is a bare Eleventy 3 that makes one HTML page of each post and nothing else: no highlighting, no feeds.
# An issue has 5 sections, 5 blocks of code, 60 links (40 changes by ten people, which its record has too, and 20 thanks), and words
# of this repository's own prose: with the titles 650, which makes 25 KB of HTML and text. (rust-osdev.com's had 29 changes by
# nine people on average, at most 79; that of June 2026 has 1,760 words.)
# They take turns; a figure is the median. On a machine that is busy with other things the time that processors worked says more
# than the time that passed. `cold` is the first build, which draws all cards; the others find them drawn. All is read from
# and written to memory where there is /dev/shm: a disk takes from nothing to as long again, by its mood.
# A project has a page and feeds; what tools/manual makes of headers is left out, for it does not grow with the issues.
set -euo pipefail
posts=${1:-1000} runs=${2:-3} words=${3:-650}
make --no-print-directory -s build/bin/thismonth build/deps/npm-site build/deps/npm-eleventy build/deps/site >&2
memory=/dev/shm
work=$([ -w "$memory" ] && mktemp -d "$memory/bench.XXXXXX" || mktemp -d "$PWD/build/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
bench=newsletter dir=$work
. ci/bench.sh
eleventy=$PWD/build/npm/eleventy/node_modules/.bin/eleventy

# --- The posts: for Hugo with their records, for Eleventy with its mark of front matter -------------------------------
cp -r newsletter "$work/newsletter"
rm -rf "$work"/newsletter/{content/this-month,data/changes}/2*
cp -r projects "$work/projects"
mkdir -p "$work/build/manual/content/projects" "$work/eleventy/_includes"
ln -s "$PWD/build/bin" "$PWD/build/npm" "$work/build/"
for project in acpi bootloader uefi x86_64; do
  mkdir "$work/build/manual/content/projects/$project"
  printf '{"type": "projects", "layout": "project", "project": "%s", "title": "%s", "heading": "`%s`"}\n\nA project.\n' $project $project $project \
    >"$work/build/manual/content/projects/$project/_index.md"
done
perl -e '
  my ($posts, $words, $ours, $theirs) = @ARGV;
  $words -= 40 * 7; # of the titles
  my @projects = qw(acpi bootloader uefi x86_64);
  my @people = map { "person$_" } 1 .. 40;
  srand 1;
  my @sentences; # of the repository itself, for what a search makes of words depends on them
  for my $file (glob "*.md */*/README.md newsletter/content/*.md") {
    open my $f, "<", $file or next;
    local $/;
    (my $prose = <$f>) =~ s/^(```.*?^```|\{.*?^\}|[|<#-].*?$)//gms;
    push @sentences, grep { /^[A-Z][\w ,;:.\x27()-]+[.]$/ && 5 < split } map { tr/\n/ /r } $prose =~ /\S[^.!?]*?[.](?=\s)/g;
  }
  my $sentence = sub { $sentences[rand @sentences] };
  my $title = sub { join " ", (split " ", $sentence->())[0 .. 6] };
  my $text_of = sub { # so many words
    my @text;
    push @text, split " ", $sentence->() while @text < $_[0];
    return join " ", @text[0 .. $_[0] - 1];
  };
  for my $i (0 .. $posts - 1) {
    my $month = sprintf "%04d-%02d", 2025 - int($i / 12), 12 - $i % 12;
    my ($number, @changes) = $i * 60;
    my $text = $text_of->($words / 8) . "\n\n## Announcements\n\n" . $text_of->($words / 8) . "\n\n```sh\nmake check\n```\n\n## Projects\n\n";
    for my $project (@projects) {
      $text .= "### `$project`\n\n" . $text_of->($words / 16) . "\n\n";
      my %thanked;
      for (1 .. 10) {
        my $change = $title->();
        my $url = "https://github.com/owner/name/pull/" . $number++;
        my $who = $people[($i + rand 10) % @people];
        $thanked{$who} = 1;
        $text .= "- [$change]($url)\n";
        push @changes, qq({"repository": "owner/name", "projects": ["$project"], "number": $number, "title": "$change", "url": "$url", "author": {"login": "$who", "name": null, "bot": false, "first_time": false}, "merged_at": "$month-05T00:00:00Z", "branch": "main", "on_default": true, "kind": "merge", "commits": [], "files": 1, "insertions": null, "deletions": null, "release": null, "show": true, "why": "default", "sources": ["git"]});
      }
      $text .= "\nThanks to " . join(", ", map { "[\@$_](https://github.com/$_)" } (sort keys %thanked)[0 .. 4]) . "!\n";
      $text .= "\n```c\nstatic int " . "name$number" . "(int a)\n{\n    return a + $number; /* a comment */\n}\n```\n\n" . $text_of->($words / 8) . "\n\n";
    }
    my $front = qq({"title": "This Month in OSDev: $month", "date": "$month-28T09:00:00Z", "draft": false, "month": "$month", "editors": ["ada"], "summary": ") . $title->() . qq("});
    mkdir "$ours/content/this-month/$month";
    open my $f, ">", "$ours/content/this-month/$month/index.md" or die;
    print $f "$front\n\n$text";
    open $f, ">", "$ours/data/changes/$month.json" or die;
    print $f qq({"month": "$month", "collected_at": "$month-28T00:00:00Z", "window": {"from": "$month-01T00:00:00Z", "until": "$month-28T00:00:00Z"}, "complete": true, "warnings": [], "changes": [\n), join(",\n", @changes), "\n]}\n";
    open $f, ">", "$theirs/$month.md" or die;
    print $f "---json\n$front\n---\n\n$text";
  }' "$posts" "$words" "$work/newsletter" "$work/eleventy"
cat >"$work/eleventy/_includes/post.html" <<'END'
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><h1>{{ title }}</h1>{{ content }}</body></html>
END
echo '{"layout": "post.html"}' >"$work/eleventy/eleventy.json"

# --- Measuring --------------------------------------------------------------------------------------------------------
site() { once "$1" env -C "$work" newsletter/site.sh build build/site; }

site cold
for ((run = 0; run < runs; run++)); do
  site warm
  rm -rf "$work/eleventy/_site"
  once eleventy env -C "$work/eleventy" "$eleventy" --quiet >/dev/null
done
[ "$(find "$work/build/site/this-month" -mindepth 2 -name index.html | wc -l)" = "$posts" ] || { echo "bench.sh: Hugo left posts out" >&2; exit 1; }
[ "$(find "$work/eleventy/_site" -name index.html | wc -l)" = "$posts" ] || { echo "bench.sh: Eleventy left posts out" >&2; exit 1; }

say() { # figure, unit, value, yardstick, target
  awk -v f="$1" -v u="$2" -v a="$3" -v b="$4" -v t="$5" -v p="$posts" -v n="$runs" 'BEGIN {
    printf "{\"bench\": \"newsletter\", \"figure\": \"%s\", \"posts\": %d, \"unit\": \"%s\", \"ours\": %d%s, \"runs\": %d%s}\n",
      f, p, u, a, (b ? sprintf(", \"eleventy\": %d, \"ratio\": %.2f", b, a / b) : ""), n, (t ? ", \"target\": \"" t "\"" : "") }'
}
say "site, warm" ms "$(median warm)" "$(median eleventy)" "ratio <= 3"
say "site, warm" "ms of processors" "$(median warm cpu)" "$(median eleventy cpu)" ""
say "site, cold" ms "$(most cold)" "$(median eleventy)" ""
say "memory of the largest program" MB "$(printf '%s\n' "$(most warm mb)" "$(most cold mb)" | sort -n | tail -n 1)" "$(most eleventy mb)" "<= 800"
say "size of the site" MB "$(du -sm "$work/build/site" | cut -f1)" "" ""
say "feed" bytes "$(stat -c %s "$work/build/site/index.xml")" "" ""
say "items of the feed" items "$(grep -o '<item>' "$work/build/site/index.xml" | wc -l)" "" 20
