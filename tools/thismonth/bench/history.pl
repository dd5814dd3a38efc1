#!/usr/bin/env perl
# SPDX-License-Identifier: MIT OR Apache-2.0
# A large history for the bench, as a git fast-import stream; the same for the same arguments.
#   history.pl COMMITS [PULLS] | git -C X.git fast-import
#
# Twenty years of a busy project: of ten changes seven are merges of one to five commits, which
# forked up to forty merges before, one and a half a squash, the rest direct. 20,000 authors, most of
# whom wrote one commit. 64 folders of 16 files. A tag a month; refs/pull/N/head of the last PULLS merges.
use strict;
use warnings;

my ($commits, $pulls) = (@ARGV, 1_000_000, 10_000);
$pulls = 10_000 if @ARGV < 2;
my $begin = 1_072_915_200;    # 2004-01-01
my $step = 20 * 365.25 * 86_400 / $commits;
my ($made, $mark, $number, $tagged) = (0, 100, 0, 0);
my (@merges, @heads);         # marks of main, newest last; heads of pull requests
my $main;
my $seed = 1;

sub any {                     # 0 .. n-1
    $seed = ($seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return int($seed / 0x80000000 * $_[0]);
}

sub author {                  # a few write much, most write once
    my $who = any(10) < 8 ? any(300) : any(10) < 5 ? any(20_000) : 20_000 + $made;
    return "Author $who <author$who\@users.noreply.example>";
}

sub file { return sprintf 'M 100644 :%d d%d/f%d', 1 + any(64), any(64), any(16) }

# ref, parents, files, message -> mark
sub commit {
    my ($ref, $parents, $files, $message, $author) = @_;
    my $when = int($begin + $made * $step);
    $made++;
    $mark++;
    my ($from, @others) = @$parents;
    print "commit $ref\nmark :$mark\nauthor $author $when +0000\ncommitter $author $when +0000\n",
        'data ', length $message, "\n$message\n",
        $from ? "from :$from\n" : '', (map { "merge :$_\n" } @others), (map { "$_\n" } @$files);
    return $mark;
}

sub landed {
    ($main) = @_;
    push @merges, $main;
    shift @merges if @merges > 40;
    my $month = int($made * $step / (30.4375 * 86_400));
    if ($month > $tagged) {
        $tagged = $month;
        print "reset refs/tags/v$month\nfrom :$main\n\n";
    }
}

print "blob\nmark :$_\ndata 3\n", sprintf('%02d', $_), "\n\n" for 1 .. 64;
my @all = map { my $d = $_; map { "M 100644 :1 d$d/f$_" } 0 .. 15 } 0 .. 63;
landed(commit('refs/heads/main', [], \@all, 'begin', author()));
while ($made < $commits) {
    my $kind = any(20);
    if ($kind >= 17) {
        landed(commit('refs/heads/main', [$main], [file()], "direct work $made", author()));
    } elsif ($kind >= 14) {
        $number++;
        landed(commit('refs/heads/main', [$main], [file()], "Squashed work (#$number)", author()));
    } else {
        my ($author, @files) = (author());
        my $tip = $merges[any(scalar @merges)];
        for (0 .. any(5)) {
            push @files, file();
            $tip = commit('refs/heads/side', [$tip], [$files[-1]], "work $made", $author);
        }
        $number++;
        push @heads, [$number, $tip];
        shift @heads if @heads > $pulls;
        landed(commit('refs/heads/main', [$main, $tip], \@files,
            "Merge pull request #$number from someone/topic-$number\n\nWork number $number", 'Boss <boss@users.noreply.example>'));
    }
}
print "reset refs/pull/$_->[0]/head\nfrom :$_->[1]\n\n" for @heads;
