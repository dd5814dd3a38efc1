#!/usr/bin/perl
# SPDX-License-Identifier: MIT OR Apache-2.0
# Follows the links of a built site: links.pl FOLDER BASE_URL
# Every link to the site itself must lead to a file there, and its #anchor to an element; an id stands once in a page;
# nothing but a link may name another host; what feeds hold must be absolute. Prints what is wrong, one line each.
use strict;
use warnings;
use File::Find;
use File::Basename;

my ($root, $base) = @ARGV;
my ($origin, $path) = $base =~ m{^(https?://[^/]+)(.*/)$} or die "usage: links.pl FOLDER BASE_URL/\n";
my (%ids, @links, @wrong);

my $tag = qr/<(\w+)((?:[^>"']|"[^"]*"|'[^']*')*)>/;
my $attribute = qr/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/;
my %entity = (amp => '&', lt => '<', gt => '>', quot => '"', '#34' => '"', '#39' => "'", '#43' => '+');
sub unescape { return $_[0] =~ s/&(amp|lt|gt|quot|#34|#39|#43);/$entity{$1}/gr }

sub scan {
  my ($file, $html) = @_;
  while ($html =~ /$tag/g) {
    my ($name, $rest) = ($1, $2);
    while ($rest =~ /$attribute/g) {
      my ($key, $value) = ($1, unescape($2 // $3));
      push @wrong, "$file: the id $value stands twice" if $key eq 'id' && $ids{$file}{$value}++;
      push @links, [$file, $name, $value] if $key =~ /^(?:href|src|srcset|action|data|poster)$/;
    }
  }
}

sub slurp { open my $in, '<', $_[0] or die "$_[0]: $!\n"; local $/; return <$in> }

find({ no_chdir => 1, wanted => sub {
  my $file = substr $_, length("$root/") if -f;
  if (/\.html$/) {
    scan($file, slurp($_));
  } elsif (/index\.xml$/) {
    my $feed = slurp($_);
    while ($feed =~ m{<content:encoded>(.*?)</content:encoded>}gs) {
      my $from = @links;
      my $text = unescape($1);
      scan("$file item " . ++$ids{items}, $text);
      m{^(?:https?://|mailto:)} or push @wrong, "$file: $_ is not absolute" for map { $_->[2] } @links[$from .. $#links];
    }
  } elsif (/\.css$/) {
    push @wrong, "$file: $1 is on another host" while slurp($_) =~ /((?:\@import|url\()[^;)]*\/\/[^;)]*)/g;
  }
} }, $root);

for (@links) {
  my ($file, $name, $to) = @$_;
  next if $to =~ /^(?:mailto:|data:)/;
  if ($to =~ /^\w+:|^\/\//) {
    if ($to !~ s/^\Q$base\E/\//) {
      push @wrong, "$file: <$name> asks another host: $to" if $name ne 'a';
      next;
    }
  } elsif ($to =~ m{^/}) {
    $to =~ s{^\Q$path\E}{/} or push @wrong, "$file: $to is outside the site";
  }
  my ($target, $anchor) = $to =~ /^([^#]*)(?:#(.*))?$/;
  $target = $target eq '' ? "/$file" : $target =~ m{^/} ? $target : '/' . dirname($file) . "/$target";
  1 while $target =~ s{/\./|/[^/.][^/]*/\.\./|//}{/};
  $target = substr "$target" . ($target =~ m{/$} ? 'index.html' : ''), 1;
  if (!-f "$root/$target") {
    push @wrong, "$file: $to leads to no file";
  } elsif (defined $anchor && !$ids{$target}{$anchor}) {
    push @wrong, "$file: $to leads to no element";
  }
}
print "$_\n" for @wrong;
printf "%d links\n", scalar @links;
exit(@wrong || !@links ? 1 : 0);
