#!/bin/sh
# SPDX-License-Identifier: MIT
# The command on every kind of check scheme: what a failed check says, what --mask leaves out of it, and --complete. The
# formats are those of gcvalidate-format(5).
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
rows=0
unset LC_ALL LC_CTYPE LC_MESSAGES LANGUAGE NO_COLOR
LANG=C.UTF-8
COLUMNS=200
export LANG COLUMNS

awk '/^\.Bd -literal/ { inside = 1; getline; wanted = /^\[/ } /^\.Ed/ { if (wanted) print ""; inside = wanted = 0 } inside && wanted' \
	"$srcdir/man/gcvalidate-format.5" | sed "s/\\\\(aq/'/g; s/\\\\(ti/~/g; s/\\\\e/\\\\/g" >"$work/formats.gcf"

run() {
	"$GCVALIDATE" -F "$work/formats.gcf" "$@" </dev/null >"$work/out" 2>"$work/err"
}
complain() {
	failed=1
	printf '%s\n' "FAILED: $*"
	cat "$work/out" "$work/err"
}

# fails FORMAT CODE 'SENTENCE' KEY-VALUES-OF-THE-FINDING-IN-JSON SECRET: what must not be there with --mask
fails() {
	rows=$((rows + 1))
	run -k 0 -f "$1" "$2"
	[ $? = 1 ] || complain "$1: exit status"
	grep -qF "$3" "$work/out" || complain "$1 $2: does not say: $3"
	run -k 0 -j -f "$1" "$2"
	grep -qF "$4" "$work/out" || complain "$1 $2: not in JSON: $4"
	for output in '' -j; do
		run -k 3 --mask $output -f "$1" "$2"
		grep -q '[^a-z-]check-failed\|at least one character' "$work/out" || complain "$1 --mask: no finding"
		sed 's/"format": "[^"]*"//; s/ ([a-z-]*)$//; s/position": [0-9]*//g; s/[Cc]haracters* [0-9]*//g' "$work/out" | grep -qF "$5" && complain "$1 --mask $output: shows $5"
	done
}

fails tea-house 8312-3456-7898 '(if only character 12 is, it has to be 7)' '"position": 12, "group": 0, "count": 0, "typed": null, "meant": "7"' 7898
fails ferry-pass PARTOUC-TFERRY3 'Group 2 does not fit its check character' '"position": 14, "group": 2, "count": 0, "typed": null, "meant": "2"' RRY2
fails my-coupons 1K7Q-CTFM-LMTD '(if only character 12 is, it has to be C)' '"position": 12, "group": 3, "count": 0, "typed": null, "meant": "C"' LMTC
fails museum M0NA-71SA-220E '(if only the 2 characters from character 11 on are, they have to be 0D)' '"position": 11, "group": 0, "count": 2, "typed": null, "meant": "0D"' 0D
fails zoo LN7-10234 '(if only character 3 is, it has to be 8)' '"position": 3, "group": 0, "count": 0, "typed": null, "meant": "8"' LN8
fails car-wash WASHME426C4R57VX9 '(if only character 9 is, it has to be 5)' '"position": 9, "group": 0, "count": 0, "typed": null, "meant": "5"' 425
fails ice-cream vanilla7-9 '(if only character 9 is, it has to be 8)' '"position": 9, "group": 0, "count": 0, "typed": null, "meant": "8"' A7-8
fails savings GV86-HA1N-5PEN-NY7Q '(if only the 2 characters from character 3 on are, they have to be 85)' '"position": 3, "group": 0, "count": 2, "typed": null, "meant": "85"' 85
fails theatre THEA-TRE4-2Q7M 'they have to be 7K)' '"position": 11, "group": 0, "count": 2, "typed": null, "meant": "7K"' 7K
fails game-token gt_aB3dE5gH7jK94MQVM1 'they have to be 4MQVM0)' '"position": 16, "group": 0, "count": 6, "typed": null, "meant": "4MQVM0"' MQVM0
fails concert tix1qpzry9x8gf2tj92cnq 'they have to be j92cns)' '"count": 6, "typed": null, "meant": "j92cns"' 92cns
fails lottery LUCK4YY7 'Of the characters N these codes have exactly 1; here there are 0.' '"count": 0, "typed": null, "meant": "N 1"' LUCK
fails lottery LUCKNYYY 'Of the characters 0-9 these codes have 2 to 4; here there are 0.' '"count": 0, "typed": null, "meant": "0-9 2..4"' LUCK
fails windows-key NBCDF-GHJKN-MNPQR-TVWXY-23467 'Of the characters N these codes have exactly 1; here there are 3.' '"count": 3, "typed": null, "meant": "N 1"' TVWXY

# completes FORMAT BODY CODE
completes() {
	rows=$((rows + 1))
	run -f "$1" --complete "$2" || complain "$1 --complete $2: exit status"
	[ "$(cat "$work/out")" = "$3" ] || complain "$1 --complete $2: $3 was expected"
	run -j -f "$1" --complete "$2"
	[ "$(cat "$work/out")" = "{\"code\": \"$3\"}" ] || complain "$1 -j --complete $2"
	run -q -f "$1" "$3" || complain "$1: $3 is not valid"
}

completes tea-house '8312 3456 789' 8312-3456-7897
completes ferry-pass partoutferry PARTOUC-TFERRY2
completes library 20011234567 '2001 1234 5672'
completes swimming-pool 57241123 572-411-233
completes bakery BREADBATH7R BREA-DBAT-H7R5
completes flower-shop R0SE2T7LPX4 R0SE-2T7L-PX4J
completes museum M0NA71SA22 M0NA-71SA-220D
completes toy-shop TEDDYBEAR42 TEDD-YBEA-R42C
completes savings 'GV??-HA1N-5PEN-NY7Q' GV85-HA1N-5PEN-NY7Q
completes savings GVHA1N5PENNY7Q GV85-HA1N-5PEN-NY7Q
completes zoo 'LN?10234' LN8-10234
completes supermarket 978123456789 9781234567897
completes hotel 2026SUNSET 2026SUNSET6T
completes bookshop 312345678 3.12345.678.1
completes car-wash 'WASHME42?C4R57VX9' WASHME425C4R57VX9
completes archive v4t7mk2q9x v4t7m-k2q9xk
completes ice-cream vanilla7 VAN1-11A7-8
completes my-coupons 'tea t1m e4u' TEAW-T1MJ-E4U4
completes theatre THEATRE42Q THEA-TRE4-2Q7K
completes game-token gt_aB3dE5gH7jK9 gt_aB3dE5gH7jK94MQVM0
completes concert tix1qpzry9x8gf2t tix1qpzry9x8gf2tj92cns
completes festival 'muse jazz r0ck 53' MUSE-JAZZ-R0CK-53Y9-RMDH
completes locker ms1ql7wnd3k8pz40xmy2s9fjru5tcahe6vg ms1ql7wnd3k8pz40xmy2s9fjru5tcahe6vg3z43cdfh479l2

run -f lottery --complete LUCKYYYY
[ $? = 1 ] || complain 'a rule that cannot be kept: exit status'
[ "$failed" = 0 ] || exit 1
echo "$rows rows"
