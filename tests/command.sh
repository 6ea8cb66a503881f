#!/bin/sh
# SPDX-License-Identifier: MIT
# The command: what it prints, how it exits, and that no input and no output breaks it.
# Each row: expect NAME STATUS 'OUTPUT' 'ERRORS' -- ARGUMENTS; * in OUTPUT and ERRORS stands for anything.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
rows=0
unset LC_ALL LC_CTYPE LC_MESSAGES LANGUAGE NO_COLOR COLUMNS
LANG=C.UTF-8
export LANG

complain() {
	failed=$((failed + 1))
	printf '%s\n' "FAILED: $*"
}

# matches TEXT PATTERN
matches() {
	case $1 in
	$2) return 0 ;;
	esac
	return 1
}

expect() {
	name=$1 wanted=$2 output=$3 errors=$4
	shift 5
	rows=$((rows + 1))
	"$GCVALIDATE" "$@" <"${INPUT:-/dev/null}" >"$work/out" 2>"$work/err"
	status=$?
	[ "$status" = "$wanted" ] || complain "$name: exit status $status, $wanted was expected"
	matches "$(cat "$work/out")" "$output" || complain "$name: printed: $(cat "$work/out")"
	matches "$(cat "$work/err")" "$errors" || complain "$name: said on standard error: $(cat "$work/err")"
}

# ------------------------------------------------------------------------------------------------------ codes
expect 'full width' 0 'AB3D-E6GH7K-M9PR' '' -- -f amazon --print 'ａｂ3ｄ−e6gh7k−m9pr'
expect 'blanks and case' 0 '1K7Q-CTFM-LMTC' '' -- -f couponcode --print '1k7q ctfm lmtc'
expect 'groups that fail' 1 '*CTFM-1K7Q-LMTC*not valid*Group 1*Group 2*' '' -- -f couponcode CTFM-1K7Q-LMTC
expect 'the format folds I' 0 '1K7Q-CTFM-LMTC' '' -- -f couponcode --print IK7Q-CTFM-LMTC
expect 'l is an L of its own' 1 '*Group 1*' '' -- -f couponcode lk7q-ctfm-lmtc
expect 'serial number' 1 '*serial number*GCA*' '' -- -f apple GCA1234567890123
expect 'never occurs' 1 '*A never occurs*(character 1)*' '' -- -f microsoft AB3D4-BCDFG-BCDFG-BCDFG-BCDFG
expect 'half-width kana' 0 'あいうえおかきくけこさしすせそが' '' -- -f bitcash -p 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿｶﾞ'
expect 'Cyrillic is repaired' 1 '*fits after a repair*belongs to another script*' '' -- -f amazon 'АB3D-E6GH7K-M9PR'
expect 'repaired is not printed' 1 '' '' -- -f amazon --print 'АB3D-E6GH7K-M9PR'
expect 'digit by value' 0 'AB3D-E6GH7K-M9P7' '' -- -f amazon -p 'AB3D-E6GH7K-M9P٧'
expect 'Latin-1' 1 '*"input_bytes": "434f44453de9"*' '' -- -j -f amazon "$(printf 'CODE=\351')"
expect 'Shift_JIS' 1 '*not UTF-8*' '' -- -f amazon "$(printf '\202\240AB3D-E6GH7K-M9PR')"
expect 'malformed bytes' 1 '*\\xFF*not UTF-8*' '' -- -f amazon "$(printf 'AB3D-E6GH7K-M9P\377')"
expect 'every format' 0 '*amazon*' '' -- AB3D-E6GH7K-M9PR
expect 'formats that tie' 0 '*fits: GOG key (gog), and 1 more just as well*gog 4* %, epic 4* %*' '' -- -k 0 7KM2T-9RWB4-HN6QC-D3FJP
expect 'a label' 0 'AB3D-E6GH7K-M9PR' '' -- -f amazon -p 'ギフト券番号：AB3D-E6GH7K-M9PR'
expect 'in words' 0 '1K7Q-CTFM-LMTC' '' -- -f couponcode -p 'one kilo seven quebec dash charlie tango foxtrot mike dash lima mike tango charlie'
expect 'one of several wrong' 1 '1K7Q-CTFM-LMTC' '' -- -f couponcode -p 1K7Q-CTFM-LMTC 1K7Q-CTFM-LMTD
expect 'a code that begins with a dash' 1 '*' '' -- -q -f amazon -- -AB3D
expect 'mask' 0 '*\*\*\*\**' '' -- --mask -f couponcode 1K7Q-CTFM-LMTC
matches "$(cat "$work/out")" '*1K7Q*' && complain 'mask: shows the code'
expect 'spell' 0 'digit one, capital K as in Kilo, *; *capital C as in Charlie' '' -- --spell -f couponcode 1K7Q-CTFM-LMTC
expect 'most doubtful first' 0 '*3: is it really 0*4: is it really B*2: is it really Q*' '' -- -f amazon 'AQ0B-7M4K2R-P8XT'
expect 'suggestions' 1 '*Did you mean
    1K7Q-CTFM-LMTC  99.5 %*character 4: Q instead of ?*' '' -- -f couponcode '1K7?-CTFM-LMTC'
expect 'two misread' 1 '*Did you mean
    1K7Q-CTFM-LMTC  *character 1: 1 (one) instead of l (small letter L);
      character 8: M instead of N*' '' -- -f couponcode 'lK7Q-CTFN-LMTC'
expect 'one left out' 1 '*Did you mean
    1K7Q-CTFM-LMTC  *character 4: Q added
*' '' -- -f couponcode '1K7-CTFM-LMTC'
expect 'groups exchanged' 1 '*Did you mean
    1K7Q-CTFM-LMTC  *groups CTFM and 1K7Q exchanged*' '' -- -f couponcode CTFM-1K7Q-LMTC
expect 'another keyboard' 1 '*Did you mean
    1K7Q-CTFM-LMTC  *typed with the keyboard set to Russian*' '' -- -f couponcode '1Л7Й-СЕАЬ-ДЬЕС'
expect 'no format named' 1 '*Did you mean
    1K7Q-CTFM-LMTC  *(couponcode)  character 4: Q instead of ?*' '' -- '1K7?-CTFM-LMTC'
expect 'another keyboard, no format named' 1 '*Did you mean
    1K7Q-CTFM-LMTC  *(couponcode)  typed with the keyboard set to
      AZERTY*' '' -- '&kèa)ctf,)l,tc'
expect 'too little read' 1 '*at best 1
    time in 32.' '' -- -f couponcode '1K??-CTFM-LMTC'
expect 'hardly anything read' 1 '*less than 1
    time in a million.' '' -- -f couponcode '????-????-LMTC'
expect 'too little, JSON' 1 '*"kind": "too-many", "severity": "warning"*"count": 32,*"suggestions": \[\], "unlisted": 1, "attempts": null, "chance": 0, *' '' -- -jf couponcode '1K??-CTFM-LMTC'
expect 'a refused one raises the others' 1 '*Did you mean
    1KM7-CTFM-LMTC  33 %*' '' -- -f couponcode --refused 1k7qctfmlmtc '1K7-CTFM-LMTC'
expect 'refused, JSON' 1 '*"suggestions": \[{"code": "1KM7-CTFM-LMTC"*"chance": 0.99*' '' -- -jf couponcode --refused 1k7qctfmlmtc '1K7-CTFM-LMTC'
expect 'no suggestions' 1 '*unreadable.' '' -- -k 0 -f couponcode '1K7?-CTFM-LMTC'
expect 'one suggestion' 1 '*"suggestions": \[{"code": "1K7Q-CTFM-LMTC"*' '' -- -k 1 -j -f couponcode '1K7Q-CTMF-LMTC'
expect 'refused before' 1 '*' '' -- -f couponcode --refused 1k7qctfmlmtc 1K7Q-CTFM-LMTC

# ------------------------------------------------------------------------------------------------------ input
printf 'a\nb\n' >"$work/two"
INPUT=$work/two expect 'lines' 1 '{"input": "a"*
{"input": "b"*' '' -- -f amazon --json
printf '1K7Q-CTFM-LMTC\r\n190D-V467-8D52' >"$work/crlf"
INPUT=$work/crlf expect 'line ends' 0 '1K7Q-CTFM-LMTC
190D-V467-8D52' '' -- -f couponcode -p
printf '1K7Q-CTFM-LMTC\000190D-V467-8D52\000' >"$work/nul"
INPUT=$work/nul expect 'NUL between' 0 '1K7Q-CTFM-LMTC*190D-V467-8D52*' '' -- -f couponcode -p -0
INPUT=$work/nul expect 'NUL inside' 1 '*' '' -- -q -f couponcode
INPUT=$work/two expect 'dash' 1 '*"input": "AB3D-E6GH7K-M9PR"*"input": "a"*"input": "b"*' '' -- -f amazon -j AB3D-E6GH7K-M9PR -
INPUT=/dev/null expect 'nothing' 2 '' 'gcvalidate: *' -- -f amazon
INPUT=$work/same
printf '1K7Q-CTFM-LMTC\nx\n1k7qctfmlmtc\n' >"$INPUT"
export INPUT
expect 'the same code twice' 1 '*"number": 3, "duplicate_of": 1*' '' -- -f couponcode -j
expect 'the same code twice, masked' 1 '*"number": 3, "duplicate_of": 1*' '' -- -f couponcode -j --mask
expect 'the same code twice, for people' 1 '*Numbers 1 and 3 are the same code.*' '' -- -f couponcode
unset INPUT
dd if=/dev/zero bs=1024 count=1024 2>/dev/null | tr '\0' A >"$work/megabyte"
INPUT=$work/megabyte expect 'a line of a megabyte' 1 '*AAAA ...*far longer than any code*' '' -- -f amazon
INPUT=$work/megabyte expect 'a line of a megabyte, JSON' 1 '*"too-large"*' '' -- -f amazon -j
INPUT=$work/megabyte expect 'a line of a megabyte, quiet' 1 '' '' -- -f amazon -q
{ echo 1K7Q-CTFM-LMTC; cat "$work/megabyte"; printf '\n190d v467 8d52\n'; cat "$work/megabyte"; } >"$work/between"
INPUT=$work/between expect 'a line of a megabyte between others' 1 '1K7Q-CTFM-LMTC
190D-V467-8D52' '' -- -f couponcode -p
# More than is read at once, lines cut by it anywhere; the canonical form of all of them.
awk -v typed="$work/typed-lines" -v printed="$work/printed-lines" 'BEGIN { for (i = 0; i < 40000; i++) { a = sprintf("%04d", i % 9973); b = sprintf("%06d", i); c = sprintf("%04X", i);
	print a (i % 2 ? "-" : " ") b (i % 3 ? "-" : "") (i % 5 ? tolower(c) : c) >typed; print a "-" b "-" c >printed } }'
for formats in amazon amazon,apple; do
	INPUT=$work/typed-lines expect "many lines, $formats" 0 '*0000-000000-0000*9*' '' -- -f $formats -p
	cmp -s "$work/out" "$work/printed-lines" || complain "many lines, $formats: other codes are printed"
done
INPUT=$work/typed-lines expect 'many lines, quiet' 0 '' '' -- -f amazon -q
{ cat "$work/typed-lines"; echo 1234; cat "$work/typed-lines"; } >"$work/one-wrong"
INPUT=$work/one-wrong expect 'many lines, one wrong' 1 '' '' -- -f amazon -q
INPUT=$work/one-wrong expect 'many lines, one wrong, in any format' 1 '' '' -- -f amazon,apple -q
INPUT=$work/one-wrong expect 'many lines, the others printed' 1 '*' '' -- -f amazon -p
[ "$(wc -l <"$work/out")" -eq 80000 ] || complain 'many lines, the others printed: not all of them'
echo >"$work/empty-line"
INPUT=$work/empty-line expect 'an empty line' 1 '' '' -- -f amazon -q
INPUT=$work/crlf expect 'arguments and lines' 0 '190D-V467-8D52
1K7Q-CTFM-LMTC
190D-V467-8D52
1K7Q-CTFM-LMTC' '' -- -f couponcode -p 190dv4678d52 - '1k7q ctfm lmtc'
INPUT=$work/two expect 'refused before, quiet' 1 '' '' -- -q -f couponcode --refused 1k7qctfmlmtc 1K7Q-CTFM-LMTC
INPUT=$work/crlf expect 'masked codes' 0 '*\*\*\*\*-\*\*\*\**' '' -- -f couponcode -p --mask
matches "$(cat "$work/out")" '*1K7Q*' && complain 'masked codes: shows one'
head -c 4096 "$GCVALIDATE" >"$work/binary"
INPUT=$work/binary expect 'a binary file' 1 '*' '' -- -f amazon

# ------------------------------------------------------------------------------------------------------ usage
expect 'help' 0 'Usage: gcvalidate*' '' -- --help
awk 'length($0) > 79 { exit 1 }' "$work/out" || complain 'help: a line is wider than a terminal'
expect 'version' 0 "gcvalidate $VERSION" '' -- -V
expect 'unknown option' 2 '' "gcvalidate: unknown option --nonsense*--help*" -- --nonsense
expect 'value missing' 2 '' 'gcvalidate: *a value was expected*' -- -f
expect 'unknown format' 2 '' "gcvalidate: no format 'amason'; did you mean 'amazon'*" -- -f amason X
expect 'unknown channel' 2 '' "gcvalidate: no channel 'telepathy'*printed*" -- -c telepathy X
expect 'too many suggestions' 2 '' 'gcvalidate: *0 to 1000*' -- -k many X
expect 'no such file' 2 '' "gcvalidate: $work/none.gcf: *" -- -F "$work/none.gcf" X
printf '[x]\ntitel = X\n' >"$work/bad.gcf"
expect 'bad format file' 2 '' "gcvalidate: $work/bad.gcf:2:1: *title*" -- -F "$work/bad.gcf" X
expect 'contradiction' 2 '' 'gcvalidate: only one of *' -- -j -p X
expect 'two actions' 2 '' 'gcvalidate: only one of *' -- --list-formats --spell
expect 'list' 0 '*amazon*couponcode*' '' -- --list-formats
expect 'list of a region' 0 '*cultureland*' '' -- --list-formats=KR
matches "$(cat "$work/out")" '*amazon*' && complain 'list of a region: shows others'
expect 'list of nothing' 2 '' "gcvalidate: no format matches*" -- --list-formats=nosuchthing
expect 'show' 0 'couponcode: *check*coupon-code*example*' '' -- --show-format=couponcode
expect 'refused help' 0 '*Already registered*188*' '' -- --refused-help
expect 'refused help of a format' 0 '*14 or 15 characters*O/0 Z/2 L/1*ten years*188*' '' -- --refused-help -f amazon
expect 'refused help, lock-out' 0 '*After four wrong tries*' '' -- --refused-help -f spotify
expect 'refused help, JSON' 0 '{"cause": "mistyped"*"lock_out": "After four*
*{"cause": "scam"*' '' -- --refused-help -j -f spotify
matches "$(wc -l <"$work/out")" '*12*' || complain 'refused help, JSON: not twelve causes'
expect 'refused help of two formats' 2 '' 'gcvalidate: --refused-help takes one --format' -- --refused-help -f amazon,apple
expect 'issued, no format' 2 '' 'gcvalidate: --issued needs one --format' -- --refused-help --issued 2019-05-31
expect 'expiry unknown' 0 'When these codes expire is not known*' '' -- --refused-help -f apple --issued 2019-05-31
expect 'expiry varies' 0 '*depends on its type*' '' -- --refused-help -f amazon --issued 2017-04-23
expect 'expiry, JSON' 0 '{"expiry": "date", "last_day": "2027-04-24", "rule": "JP since*' '' -- --refused-help -j -f amazon --issued 2017-04-24
expect 'expiry' 0 'Good until 2029-05-31*' '' -- --refused-help -f amazon --issued 2019-05-31
expect 'bad date' 2 '' 'gcvalidate: --issued=2019-02-29: there is no such day' -- --refused-help -f amazon --issued 2019-02-29
expect 'year 0' 2 '' 'gcvalidate: --issued=0000-01-01: a year from 0001 to 9999 was expected' -- --refused-help -f amazon --issued 0000-01-01
expect 'year 10000' 2 '' 'gcvalidate: --issued=10000-01-01: a year from 0001 to 9999 was expected' -- --refused-help -f amazon --issued 10000-01-01
expect 'good beyond 9999' 2 '' 'gcvalidate: --issued=9995-01-01: the last day would lie beyond*' -- --refused-help -f amazon --issued 9995-01-01
expect 'issued later' 0 'The day of issue, 9000-01-01, lies in the future (today is *9010-01-01. *' '' -- --refused-help -f amazon --issued 9000-01-01
expect 'issued later, JSON' 0 '*"issued_later": true, "over": false, "message": "The day of issue*' '' -- --refused-help -j -f amazon --issued 9000-01-01
expect 'no date' 2 '' 'gcvalidate: --issued=yesterday: a date like*' -- --refused-help -f amazon --issued yesterday
expect 'complete' 0 '4111 1111 1111 1111' '' -- -f visa-prepaid --complete '411111111111111?'
expect 'complete, per group' 0 '1K7Q-CTFM-LMTC' '' -- -f couponcode --complete '1k7 ctf lmt'
echo '1k7 ctf lmt' >"$work/body"
INPUT=$work/body expect 'complete, from standard input' 0 '1K7Q-CTFM-LMTC' '' -- -f couponcode --complete -
expect 'complete, no such body' 1 '' "gcvalidate: no code of 'visa-prepaid'*" -- -f visa-prepaid --complete 12
expect 'complete, empty' 1 '' "gcvalidate: no code of 'couponcode' has this body; expected: D3C - D3C - D3C, with*" -- -f couponcode --complete ''
expect 'complete, masked' 2 '' 'gcvalidate: only one of --complete and --mask at a time' -- --mask -f couponcode --complete '1k7 ctf lmt'
expect 'complete, no format' 2 '' 'gcvalidate: --complete needs one --format' -- --complete 12
expect 'lint' 0 '*12 characters, 3 of them check characters*one wrong character * 0.151 %*twins (aa, bb) * 26.484 %*These are the same to the check: 0 Y*' '' -- --lint couponcode
expect 'lint, unchecked' 0 '*Every string of these characters passes*' '' -- --lint amazon
expect 'lint, JSON' 0 '{"format": "couponcode", "forms": [[]{"layout": "D3C - D3C - D3C", "length": 12, "checks": 3, *"blind": [[]{"name": "same-value", "a": "0", "b": "Y", *' '' -- --json --lint couponcode
expect 'lint, no such format' 2 '' '*couponcode*' -- --lint couponcod
printf 'Your code: 1K7Q-CTFM-LMTC\n' >"$work/mail"
expect 'extract' 0 '1: 1K7Q-CTFM-LMTC  fits  couponcode' '' -- --extract "$work/mail"
printf 'Codes: 1K7Q-CTFM-LMTC and 190D-V467-8D52,\r\n1k7q ctfm lmtc\r\n' >"$work/mail"
expect 'extract, several and again' 0 '1: 1K7Q-CTFM-LMTC  fits  couponcode
1: 190D-V467-8D52  fits  couponcode
2: 1K7Q-CTFM-LMTC  fits  couponcode  (as in line 1)' '' -- -f couponcode --extract "$work/mail"
expect 'extract, JSON' 0 '{"line": 1, "start": 7, "end": 21, "format": "couponcode", "verdict": "valid", "code": "1K7Q-CTFM-LMTC"*
*"start": 26, "end": 40*
*"line": 2, "start": 43, "end": 57*"duplicate_of": 1}' '' -- -f couponcode -j --extract "$work/mail"
expect 'extract, masked' 0 '1: *  fits  couponcode*' '' -- -f couponcode --mask --extract "$work/mail"
matches "$(cat "$work/out")" '*1K7Q*' && complain 'extract, masked: shows the code'
printf '1K7Q=2DCTFM=2DLMTC <b>190D&ndash;V467&#45;8D52</b>\n' >"$work/html"
expect 'extract, encoded' 0 '190D-V467-8D52
1K7Q-CTFM-LMTC' '' -- -f couponcode -p --extract "$work/html"
printf 'a\000\377 1K7Q-CTFM-LMTC \200\n' >"$work/bytes"
expect 'extract, any bytes' 0 '1K7Q-CTFM-LMTC' '' -- -f couponcode -p --extract "$work/bytes"
printf 'Your code: AB3D-E6=\nGH7K-M9PR\n' >"$work/soft"
expect 'extract, soft line break' 0 '1: AB3D-E6GH7K-M9PR  fits  amazon' '' -- --extract "$work/soft"
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "1K7Q-CTFM-LMTC, " }' >"$work/long"
"$GCVALIDATE" -f couponcode -p --extract "$work/long" >"$work/out"
[ "$(wc -l <"$work/out")" -eq 3000 ] || complain 'extract, very many in one line'
awk 'BEGIN { for (i = 0; i < 3000; i++) print "1K7Q-CTFM-LMTC =" }' >"$work/long"
"$GCVALIDATE" -f couponcode --extract "$work/long" | sed -n '$s/:.*//p' >"$work/out"
[ "$(cat "$work/out")" -eq 3000 ] || complain 'extract, very many soft breaks'
printf 'Subject: code\n\n\033$B%%.%%U%%H7tHV9f!'"'"'\033(BAB3D-E6GH7K-M9PR \033$B$G$9\033(B\n' >"$work/jis"
printf '\033$B#A#B#3#D!]#E#6#G#H#7#K!]#M#9#P#S\033(B\n' >>"$work/jis"
expect 'extract, ISO-2022-JP' 0 '3: AB3D-E6GH7K-M9PR  fits  amazon
4: AB3D-E6GH7K-M9PS  fits  amazon' '' -- -f amazon --extract "$work/jis"
printf '\033$B%%+!<%%IHV9f!'"'"'\033(BAB3D-E6GH7K-M9PR\n\033$B#A#B#3#D!]#E#6#G#H#7#K!]#M#9#P#S\033(B\nAB3DE6GH7KM9PT\n' >"$work/jis-codes"
for formats in '' '-f amazon'; do
	INPUT=$work/jis-codes expect "lines in ISO-2022-JP ($formats)" 0 'AB3D-E6GH7K-M9PR
AB3D-E6GH7K-M9PS
AB3D-E6GH7K-M9PT' '' -- -p $formats
done
expect 'argument in ISO-2022-JP' 0 'AB3D-E6GH7K-M9PR' '' -- -p -f amazon "$(sed -n 1p "$work/jis-codes")"
printf 'Cards:\n6012345678901234 PIN 9876\n6012345678905555\nPIN: 1234\n' >"$work/pins"
expect 'extract, codes and PINs' 0 '2: 6012345678901234  fits  walmart  the PIN: 9876
3: 6012345678905555  fits  walmart  the PIN: 1234' '' -- -f walmart --extract "$work/pins"
expect 'extract, codes and PINs, JSON' 0 '*"start": 7, "end": 23,*"companion": {"name": "the PIN", "start": 28, "end": 32, "text": "9876"}}
*"companion": {"name": "the PIN", "start": 55, "end": 59, "text": "1234"}}' '' -- -f walmart -j --extract "$work/pins"
expect 'extract, codes and PINs, masked' 0 '*1234  fits  walmart  the PIN
*' '' -- -f walmart --mask --extract "$work/pins"
matches "$(cat "$work/out")" '*9876*' && complain 'extract, codes and PINs, masked: shows a PIN'
printf '\377\376A\000B\000' >"$work/wide"
expect 'extract, UTF-16' 2 '' 'gcvalidate: *UTF-16*' -- --extract "$work/wide"
expect 'extract, empty' 1 '' 'gcvalidate: *no code was found' -- --extract /dev/null
expect 'extract, no file' 2 '' "gcvalidate: $work/none: *" -- --extract "$work/none"

# ------------------------------------------------------------------------------------------------------ output
if [ -c /dev/full ]; then
	for output in '' -j -p; do
		"$GCVALIDATE" $output -f couponcode 1K7Q-CTFM-LMTC >/dev/full 2>"$work/err"
		[ $? = 2 ] || complain "full disk ($output): exit status is not 2"
		matches "$(cat "$work/err")" 'gcvalidate: standard output: *' || complain "full disk ($output): $(cat "$work/err")"
	done
fi
if [ -c /dev/full ]; then
	"$GCVALIDATE" -f amazon -p <"$work/typed-lines" >/dev/full 2>"$work/err"
	[ $? = 2 ] || complain 'full disk, many lines: exit status is not 2'
	matches "$(cat "$work/err")" 'gcvalidate: standard output: *' || complain "full disk, many lines: $(cat "$work/err")"
fi
if [ -c /dev/full ]; then
	for action in --list-formats --refused-help --help "--extract=$work/html" "--extract=$work/html -j" "--show-format=amazon"; do
		# shellcheck disable=SC2086
		"$GCVALIDATE" $action >/dev/full 2>"$work/err"
		[ $? = 2 ] || complain "full disk ($action): exit status is not 2"
		matches "$(cat "$work/err")" 'gcvalidate: standard output: *' || complain "full disk ($action): $(cat "$work/err")"
	done
fi
"$GCVALIDATE" -f couponcode 1K7Q-CTFM-LMTC >&- 2>/dev/null
[ $? = 2 ] || complain 'closed output: exit status is not 2'

# ------------------------------------------------------------------------------------------------------ locales
LC_ALL=C expect 'C locale, UTF-8 argument' 1 '*\\u0410B3D*' '' -- -f amazon 'АB3D-E6GH7K-M9PR'
LC_ALL=C expect 'C locale, JSON is UTF-8' 1 '*"input": "АB3D*' '' -- -j -f amazon 'АB3D-E6GH7K-M9PR'
skipped=
with_locale() {
	LC_ALL=$1 LOCPATH=${TEST_LOCALES:-} locale charmap 2>/dev/null | grep -qi "$2" && return 0
	skipped="$skipped $1"
	return 1
}
if with_locale tr_TR.UTF-8 UTF-8; then
	LC_ALL=tr_TR.UTF-8 LOCPATH=${TEST_LOCALES:-} expect 'Turkish i' 0 'NIIH-NIIH-NIIH-NIIH' '' -- -f medusa-giftcard -p niih-niih-niih-niih
fi
for encoding in eucJP SJIS; do
	case $encoding in
	eucJP) charset=EUC-JP ;;
	SJIS) charset=SHIFT_JIS ;;
	esac
	with_locale ja_JP.$charset "$charset" || continue
	printf 'ａｂ3ｄ−e6gh7k−m9pr' | iconv -f UTF-8 -t $charset >"$work/typed"
	LC_ALL=ja_JP.$charset LOCPATH=${TEST_LOCALES:-} expect "$encoding argument" 0 'AB3D-E6GH7K-M9PR' '' -- -f amazon -p "$(cat "$work/typed")"
	INPUT=$work/typed LC_ALL=ja_JP.$charset LOCPATH=${TEST_LOCALES:-} expect "$encoding line" 0 'AB3D-E6GH7K-M9PR' '' -- -f amazon -p
	printf 'ギフト券番号：ＡＢ３Ｄ−Ｅ６ＧＨ７Ｋ−Ｍ９ＰＲ\n' | iconv -f UTF-8 -t $charset >"$work/mail.$encoding"
	LC_ALL=ja_JP.$charset LOCPATH=${TEST_LOCALES:-} expect "$encoding, extract" 0 'AB3D-E6GH7K-M9PR' '' -- -f amazon -p --extract "$work/mail.$encoding"
	printf 'あいうえおかきくけこさしすせそが' | iconv -f UTF-8 -t $charset >"$work/kana"
	LC_ALL=ja_JP.$charset LOCPATH=${TEST_LOCALES:-} expect "$encoding kana" 0 "$(cat "$work/kana")" '' -- -f bitcash -p "$(cat "$work/kana")"
done

[ "$failed" = 0 ] || exit 1
echo "$rows rows${skipped:+, without the locales$skipped}"
