#!/bin/sh
# SPDX-License-Identifier: MIT
# The examples run and answer as their comments say; README's programs and commands do what it shows.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
LANG=C.UTF-8
export LANG
unset LC_ALL LC_MESSAGES LANGUAGE

# expect NAME STATUS OUTPUT-FILE-OR-TEXT -- COMMAND...: compares the output exactly
expect() {
	name=$1 wanted=$2 output=$3
	shift 4
	"$@" >"$work/out" 2>"$work/err"
	status=$?
	printf '%s' "$output" >"$work/wanted"
	[ "$status" = "$wanted" ] || { failed=1; echo "FAILED: $name: exit status $status, $wanted was expected"; cat "$work/err"; }
	[ "$(cat "$work/out")" = "$output" ] || { failed=1; echo "FAILED: $name:"; diff "$work/wanted" "$work/out"; }
}

cd "$top_builddir" || exit 1

expect 'minimal, valid' 0 'valid' -- examples/minimal 1K7Q-CTFM-LMTC
expect 'minimal, empty' 1 'incomplete
There is no code here.' -- examples/minimal ''

printf '\357\274\241B3D-E6GH7K-M9P\n' >"$work/field"
examples/form amazon <"$work/field" >"$work/out"
[ $? = 1 ] || { failed=1; echo 'FAILED: form: exit status'; }
head -n 1 "$work/out" | grep -q '^verdict	incomplete$' || { failed=1; echo 'FAILED: form: verdict'; cat "$work/out"; }
grep -q '^note	width	0	1	' "$work/out" || { failed=1; echo 'FAILED: form: one full-width character is one character'; cat "$work/out"; }
grep -q '^error	too-short	' "$work/out" || { failed=1; echo 'FAILED: form: too short'; cat "$work/out"; }

printf '1k7q ctfm lmtc\n' >"$work/good"
printf 'CTFM-1K7Q-LMTC\n' >"$work/bad"
GCVALIDATE=$GCVALIDATE expect 'redeem' 0 '1K7Q-CTFM-LMTC' -- sh -c 'sh "$1" couponcode <"$2"' sh "$srcdir/examples/redeem.sh" "$work/good"
GCVALIDATE=$GCVALIDATE expect 'redeem refuses' 1 '' -- sh -c 'sh "$1" couponcode <"$2"' sh "$srcdir/examples/redeem.sh" "$work/bad"
grep -q 'Group 1' "$work/err" || { failed=1; echo 'FAILED: redeem: does not say why'; }
GCVALIDATE=$GCVALIDATE expect 'redeem, nothing typed' 2 '' -- sh -c 'sh "$1" couponcode </dev/null' sh "$srcdir/examples/redeem.sh"

expect 'house' 0 '3479-CEHT' -- "$GCVALIDATE" -F "$srcdir/examples/house.gcf" -f house -p 3479ceht
expect 'house, wrong check' 1 '' -- "$GCVALIDATE" -F "$srcdir/examples/house.gcf" -f house -q 3479-CEH2

# README's program, as it stands there.
sed -n '/^    #include <gcvalidate.h>/,/^    }$/s/^    //p' "$srcdir/README" >"$work/readme.c"
[ "$(wc -l <"$work/readme.c")" -ge 15 ] || { failed=1; echo 'FAILED: README has no program'; }
if ! $CC -std=c99 -Wall -Wextra -Werror -I"$srcdir/include" -c -o "$work/readme.o" "$work/readme.c" 2>"$work/err"; then
	failed=1
	echo 'FAILED: README: the program does not compile:'
	cat "$work/err"
fi
[ "$failed" = 0 ] && echo "programs, script, format and README"
exit "$failed"
