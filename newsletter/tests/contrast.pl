#!/usr/bin/perl
# SPDX-License-Identifier: MIT OR Apache-2.0
# Contrast of the style sheet's colours in both schemes: contrast.pl STYLE.css
# Colours are written --name: light-dark(#light, #dark). WCAG 2 wants 4.5:1 for text on every background, 3:1 for areas.
# Prints each ratio.
use strict;
use warnings;
local $/;
my $css = <>;

sub luminance {
  my @channel = map { my $c = hex($_) / 255; $c <= 0.04045 ? $c / 12.92 : (($c + 0.055) / 1.055)**2.4 } $_[0] =~ /../g;
  return 0.2126 * $channel[0] + 0.7152 * $channel[1] + 0.0722 * $channel[2];
}

my %wanted = ((map { $_ => 4.5 } qw(text muted link mark word quote name)), (map { ("c$_" => 3) } 1 .. 6));
my %colour = (light => {}, dark => {});
($colour{light}{$1}, $colour{dark}{$1}) = ($2, $3)
  while $css =~ /--(\w+):\s*light-dark\(#([0-9a-f]{6}),\s*#([0-9a-f]{6})\)/g;

my $low = 0;
for my $scheme (qw(light dark)) {
  for my $front (sort keys %wanted) {
    for my $ground (qw(page panel)) {
      my ($dark, $light) = sort { $a <=> $b } map { luminance($colour{$scheme}{$_} // die "no colour $_\n") } $front, $ground;
      my $ratio = ($light + 0.05) / ($dark + 0.05);
      printf "%s: %s on %s %.1f\n", $scheme, $front, $ground, $ratio;
      $low++ if $ratio < $wanted{$front};
    }
  }
}
exit($low ? 1 : 0);
