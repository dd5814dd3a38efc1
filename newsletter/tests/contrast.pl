#!/usr/bin/perl
# SPDX-License-Identifier: MIT OR Apache-2.0
# Contrast of every text colour on every background, in each colour scheme: contrast.pl STYLE.css
# WCAG 2 wants 4.5:1 for text. Prints each ratio.
use strict;
use warnings;
local $/;
my $css = <>;
my $low = 0;

sub luminance {
  my @channel = map { my $c = hex($_) / 255; $c <= 0.04045 ? $c / 12.92 : (($c + 0.055) / 1.055)**2.4 } $_[0] =~ /../g;
  return 0.2126 * $channel[0] + 0.7152 * $channel[1] + 0.0722 * $channel[2];
}

my $schemes = 0;
while ($css =~ /:root\s*\{([^}]*)\}/g) {
  my %colour = $1 =~ /--(\w+):\s*#([0-9a-f]{6})/g;
  $schemes++;
  for my $text (qw(text muted link mark)) {
    for my $ground (qw(page panel)) {
      my ($dark, $light) = sort { $a <=> $b } map { luminance($colour{$_}) } $text, $ground;
      my $ratio = ($light + 0.05) / ($dark + 0.05);
      printf "scheme %d: %s on %s %.1f\n", $schemes, $text, $ground, $ratio;
      $low++ if $ratio < 4.5;
    }
  }
}
exit($low || $schemes != 2 ? 1 : 0);
