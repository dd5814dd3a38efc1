#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Rule `links`: what a document of the repository links to is there, headings too. Pages of the newsletter are Hugo's
# (newsletter/tests/site.t); the network is not asked.
source ci/tap.sh

dead() { # documents, as arguments
  perl -e '
    use strict; use warnings;
    my %anchors;
    sub anchors { # as GitHub makes them of headings
      my ($file) = @_;
      return $anchors{$file} //= do {
        my %seen; my $code = 0;
        open my $in, "<", $file or die "$file: $!";
        while (<$in>) {
          $code = !$code if /^```/;
          next if $code or not /^#{1,6} +(.*?) *#*$/;
          (my $text = lc $1) =~ s/\[([^\]]*)\]\([^)]*\)/$1/g;
          $text =~ s/[^\w\- ]//g; $text =~ tr/ /-/;
          my $n = $seen{$text}++ // 0;
          $seen{$n ? "$text-$n" : $text} //= 0;
        }
        \%seen;
      };
    }
    for my $file (@ARGV) {
      my $code = 0; my ($folder) = $file =~ m{^(.*)/};
      open my $in, "<", $file or die "$file: $!";
      while (my $line = <$in>) {
        $code = !$code if $line =~ /^\s*```/;
        next if $code;
        $line =~ s/`[^`]*`//g;
        while ($line =~ /\]\(([^)\s]+)(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s*(\S+)/g) {
          my $link = $1 // $2;
          next if $link =~ m{^[a-z][a-z0-9+.-]*:|^//|^\{\{};
          my ($path, $anchor) = $link =~ /^([^#]*)(?:#(.*))?$/;
          my $target = $path eq "" ? $file : $path =~ m{^/} ? substr($path, 1) : defined $folder ? "$folder/$path" : $path;
          1 while $target =~ s{(^|/)(?!\.\./)[^/]+/\.\./}{$1}; $target =~ s{(^|/)\./}{$1}g;
          if (!-e $target) { print "$file:$.: $link: no such file in the repository\n" }
          elsif (defined $anchor and $target =~ /\.md$/ and not exists anchors($target)->{$anchor}) {
            print "$file:$.: $link: $target has no such heading\n" }
        }
      }
    }' "$@"
}

mapfile -t documents < <(git ls-files --cached --others --exclude-standard '*.md' ':!newsletter/content' ':!newsletter/prose' \
  ':!newsletter/archetypes' ':!newsletter/fragments' ':!**/tests/**' | while read -r f; do [ ! -f "$f" ] || echo "$f"; done)
is "$(dead "${documents[@]}")" "" "links: ${#documents[@]} documents link to what is there"

cd "$work" && mkdir d
printf '# A `b` c\n[x](d/no.md) [y](#a-b-c) [z](#gone)\n```\n[code](no)\n```\n[here](d) <!-- -->\n' >a.md
printf '[up](../a.md#a-b-c) [out](https://example.org/x)\n' >d/b.md
is "$(dead a.md d/b.md)" 'a.md:2: d/no.md: no such file in the repository
a.md:2: #gone: a.md has no such heading' "a dead link is found, with its line; code is not read"
done_testing
