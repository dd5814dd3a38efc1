# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What commands take, for benches written in bash: set $bench (its name) and $dir (a folder to work in), then source it.
#   once NAME COMMAND...   runs it and adds a line to $dir/NAME.runs: milliseconds that passed, milliseconds that processors
#                          worked, and the largest resident set, in MB, of it and all it ran (that of perl, 10 MB, is the least
#                          that can be told). What fails ends the bench, and shows what it said.
#   median NAME [COLUMN], most NAME [COLUMN], last NAME [COLUMN]      of its runs: ms (if none is named), cpu, mb
#   report FIGURE NAME YARDSTICK TARGET    a JSON line: the medians of two that took turns, and their quotient

once() { # name, command...
  # shellcheck disable=SC2154  # the bench sets it
  perl -MTime::HiRes=time -e '
    require "syscall.ph";
    my $name = shift;
    my $from = time;
    my $pid = fork() // die "fork: $!\n";
    if (!$pid) { open STDERR, ">", "$name.err"; exec @ARGV or exit 127 }
    my ($status, $usage) = ("\0" x 4, "\0" x 144);
    syscall(&SYS_wait4, $pid, $status, 0, $usage) == $pid or die "wait4: $!\n";
    my $ms = (time - $from) * 1000;
    $status = unpack "i", $status;
    die "$name: exit ", $status >> 8, ", signal ", $status & 127, ": @ARGV\n", `cat "$name.err"` if $status;
    my ($user, $more, $system, $again, $kb) = unpack "q5", $usage;
    open my $f, ">>", "$name.runs";
    printf $f "%.2f %.2f %.1f\n", $ms, ($user + $system) * 1e3 + ($more + $again) / 1e3, $kb / 1024' "$dir/$1" "${@:2}"
}

column() { # name, column: its numbers, in the order of the runs
  awk -v column="${2:-ms}" 'BEGIN { n["ms"] = 1; n["cpu"] = 2; n["mb"] = 3 } { print $n[column] }' "$dir/$1.runs"
}
median() { column "$@" | sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
most() { column "$@" | sort -n | tail -n 1; }
last() { column "$@" | tail -n 1; }

report() { # figure, name, yardstick's name, target
  # shellcheck disable=SC2154  # the bench sets it
  awk -v bench="$bench" -v figure="$1" -v a="$(median "$2")" -v b="$(median "$3")" -v target="$4" -v n="$(wc -l <"$dir/$2.runs")" 'BEGIN {
    printf "{\"bench\": \"%s\", \"figure\": \"%s\", \"ms\": %.1f, \"yardstick_ms\": %.1f, \"ratio\": %.3f, \"target\": \"%s\", \"runs\": %d}\n",
      bench, figure, a, b, a / b, target, n }'
}
