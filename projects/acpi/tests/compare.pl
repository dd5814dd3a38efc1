# SPDX-License-Identifier: MIT OR Apache-2.0
# compare.pl OURS DSL: every field that `iasl -d` prints of a data table is in the output of acpi-tables at the same
# offset with the same size and value. Prints what is not, one a line, and counts: "fields N differ M" on the last line.
use strict;
use warnings;

my ($ours, $dsl) = @ARGV;
my (%ours, %bytes);
open my $f, '<', $ours or die "$ours: $!";
while (<$f>) {
    next unless /^  0x([0-9A-F]+) +(\d+)  (\S+) +(.*?)(?:   # .*)?$/;
    my ($at, $size, $name, $value) = (hex $1, $2, $3, $4);
    $ours{"$at,$size"} = [$name, $value] unless $name eq '(data)';
    # The bytes, in memory order, where they can be told from the text.
    my @b;
    if ($name eq '(data)') { @b = map { hex } $value =~ /^((?:[0-9A-F]{2} ?)+)/ ? split ' ', $1 : () }
    elsif ($value =~ /^0x([0-9A-F]+)$/) { @b = reverse map { hex } unpack '(A2)*', $1 }
    elsif ($value =~ /^(?:[0-9A-F]{2} )*[0-9A-F]{2}$/) { @b = map { hex } split ' ', $value }
    elsif ($value =~ /^"(.*)"$/) {
        (my $text = $1) =~ s/\\x(..)/chr hex $1/ge;
        @b = unpack 'C*', $text;
        push @b, (0) x ($size - @b) if @b < $size;
    }
    $bytes{$at + $_} //= $b[$_] for 0 .. $#b;
}
close $f;

# How iasl writes a value, as bytes in memory order; undef: a form that has none (a decoded string, a comment).
sub wanted {
    my ($value, $size) = @_;
    $value =~ s/\s*\[.*\]\s*$//;
    $value =~ s/\s+$//;
    if ($value =~ /^"(.*)"$/) { my @b = unpack 'C*', $1; return [@b, (0) x ($size - @b)] if @b <= $size; return }
    return [map { hex } split ' ', $value] if $value =~ /^(?:[0-9A-Fa-f]{2} )+[0-9A-Fa-f]{2}$/;
    return [reverse map { hex } unpack '(A2)*', $value] if $value =~ /^[0-9A-Fa-f]+$/ && length($value) == 2 * $size;
    return;
}

my ($fields, $differ, $placed) = (0, 0, 0);
open $f, '<', $dsl or die "$dsl: $!";
while (<$f>) {
    next unless /^\[([0-9A-F]+)h \d+ +([0-9A-F]+)h?\] +(.*?) : (.*)$/;
    my ($at, $size, $name, $value) = (hex $1, $2, $3, $4);
    next if $at == 0 && $name ne 'Signature'; # what an offset leads to is printed without its place
    next if $name eq 'Line Offset';           # of the NFIT: printed 4 bytes too far by iasl 20200925
    my $want = wanted($value, $size);
    next unless $want && @$want == $size;
    $fields++;
    my @have = map { $bytes{$at + $_} } 0 .. $size - 1;
    # Text: what cannot be printed is a blank there.
    @$_ = grep { $_ > 0x20 && $_ < 0x7F } @$_ for $value =~ /^"/ && !grep({ !defined } @have) ? (\@have, $want) : ();
    if (grep { !defined } @have or "@have" ne "@$want") {
        $differ++;
        printf "0x%04X %d %s : %s is not among ours\n", $at, $size, $name, $value;
    } elsif (!$ours{"$at,$size"}) {
        $placed++;
        printf "0x%04X %d %s : has another size with us\n", $at, $size, $name;
    }
}
printf "fields %d differ %d placed %d\n", $fields, $differ, $placed;
