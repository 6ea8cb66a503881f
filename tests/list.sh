#!/bin/sh
# SPDX-License-Identifier: MIT
# --list-formats in columns and what it leaves out, --show-format with every key there is.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
unset LC_ALL LC_MESSAGES LANGUAGE NO_COLOR
LANG=C.UTF-8
COLUMNS=80
export LANG COLUMNS
complain() {
	failed=1
	printf '%s\n' "FAILED: $*"
}
list() {
	"$GCVALIDATE" "$@" >"$work/out" 2>"$work/err" || complain "$*: exit status; $(cat "$work/err")"
	# The two lines of explanation at the end are no formats.
	awk 'NR > 1 && !/^Grade:/ && !/^one; =/ { print $1 }' "$work/out" >"$work/names"
}

list --list-formats
awk '/^Grade:/ { exit } NR == 1 { at = index($0, "TITLE"); next }
	substr($0, at - 1, 1) != " " || substr($0, at, 1) == " " { print "not in line: " $0; bad = 1 }
	END { exit bad }' "$work/out" || complain 'the titles are not in line'
awk '/^Grade:/ { exit } length($0) > 140 { print; bad = 1 } END { exit bad }' "$work/out" || complain 'a line is very long'
[ "$(wc -l <"$work/names")" -gt 90 ] || complain 'too few formats'
"$GCVALIDATE" --list-formats --json | sed 's/^{"name": "\([^"]*\)".*/\1/' | diff "$work/names" - || complain 'JSON lists others'

# Every line of a list by region has it; lower-case, names, words of titles, the whole world, nothing.
for region in JP KR US EU; do
	list "--list-formats=$region"
	"$GCVALIDATE" "--list-formats=$region" --json | grep -v "\"region\": \"\([^\"]* \)\{0,1\}$region[ \"]" && complain "$region: shows others"
	[ -s "$work/names" ] || complain "$region: nothing"
done
"$GCVALIDATE" --list-formats=cultureland --json | grep -q '"title_ko": "컬쳐랜드 문화상품권"' || complain 'no Korean title'
"$GCVALIDATE" --list-formats=amazon --json | grep -q 'title_ko' && complain 'a Korean title where there is none'
list --list-formats=worldwide
grep -qx roblox "$work/names" && ! grep -qx netflix-jp "$work/names" || complain 'worldwide'
list --list-formats=steam
[ "$(cat "$work/names" | tr '\n' ' ')" = 'steam-wallet steam-key steam-key-other ' ] || complain "steam: $(cat "$work/names")"
list '--list-formats=gift card'
grep -qx apple "$work/names" && ! grep -qx steam-key "$work/names" || complain 'words of a title'

# A format that has every key of the page shows every key of the page.
cat >"$work/whole.gcf" <<'END'
[whole]
title = Whole
title[ja] = 全部
family = wholes
region = JP US
popularity = rare
version = 7
source = here
source = there
grade = B
note = one note
typed = yes
class K = 2-9 A-H
class C = 0-9 A-H
layout = 'K' K3 - K4 - C
case = either
evidence = superset
length = unknown
fold = O>0
never = XY
check = weighted mod=19 weights=1,2 alphabet=0-9A-HK
check-optional = no
look-alike = 8/B
count-trap = 11
decoy = D9 : the number below
companion = D4 : the PIN
attempts = 3
lock-out = An hour.
expiry = JP: 2 years
label = code
url = https://example.com/
example = K234-5678-?
counter-example = K234
x-own = free
END
code=$("$GCVALIDATE" -F "$work/whole.gcf" -f whole --complete K2345678 2>/dev/null) || code=
if [ -z "$code" ]; then
	sed '/^example/d' "$work/whole.gcf" >"$work/part.gcf"
	code=$("$GCVALIDATE" -F "$work/part.gcf" -f whole --complete K2345678) || complain 'the whole format does not complete'
fi
sed "s/^example .*/example = $code/" "$work/whole.gcf" >"$work/good.gcf"
"$GCVALIDATE" -F "$work/good.gcf" --show-format=whole >"$work/out" 2>&1 || complain "show: $(cat "$work/out")"
"$GCVALIDATE" -F "$work/good.gcf" --show-format=whole --json >"$work/json" || complain 'show, JSON'
for key in $(sed -n 's/^\.It Ic \([a-z-]*\) .*No =.*/\1/p' "$srcdir/man/gcvalidate-format.5" | sort -u); do
	grep -q "^$key *=\|^$key [A-Z] *=" "$work/good.gcf" || complain "this test does not know the key $key"
	[ "$key" = title ] || grep -q "^  $key " "$work/out" || complain "show: no $key"
	grep -q "\"$key\": " "$work/json" || complain "show, JSON: no $key"
done
[ "$failed" = 0 ] || exit 1
echo 'columns, filters and keys'
