#!/bin/sh
# SPDX-License-Identifier: MIT
# Every "$ gcvalidate …" in README and in the pages is run, and has to print what stands below it there; what does not stand
# there (the examples are cut with "...") is not compared. Pages write examples in literal displays (.Bd -literal).
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
LANG=C.UTF-8
export LANG
unset LC_ALL LC_MESSAGES LANGUAGE
mkdir "$work/bin"
ln -s "$GCVALIDATE" "$work/bin/gcvalidate"
PATH=$work/bin:$PATH
cd "$srcdir" || exit 1

# examples FILE: lines "C command" and "O output", with the roff escapes and README's indent taken off.
examples() {
	case $1 in
	*README) sed 's/^    //' "$1" ;;
	*) sed -n '/^\.Bd -literal/,/^\.Ed/p' "$1" | sed '/^\.Bd/d; s/^\.Ed$//; s/\\e/\\/g; s/\\-/-/g; s/^\\&//' ;;
	esac | awk '
		/^\$ gcvalidate/ { print "C" substr($0, 3); inside = 1; next }
		/^\$ / || /^$/   { inside = 0; next }
		inside           { print "O" $0 }'
}

count=0
failed=0
check() {
	[ -n "$command" ] || return 0
	count=$((count + 1))
	sh -c "$command" >"$work/out" 2>&1 </dev/null
	[ -s "$work/wanted" ] || return 0
	if grep -qx '\.\.\.' "$work/wanted"; then
		lines=$(($(grep -nx '\.\.\.' "$work/wanted" | head -n 1 | cut -d: -f1) - 1))
		head -n $lines "$work/wanted" >"$work/cut" && mv "$work/cut" "$work/wanted"
		head -n $lines "$work/out" >"$work/cut" && mv "$work/cut" "$work/out"
	fi
	if ! diff "$work/wanted" "$work/out" >"$work/diff"; then
		failed=1
		echo "FAILED: $file: $command"
		cat "$work/diff"
	fi
}

for file in README man/*.[157]; do
	[ -f "$file" ] || continue
	examples "$file" >"$work/examples"
	command=
	: >"$work/wanted"
	while IFS= read -r line; do
		case $line in
		C*)
			check
			command=${line#C}
			: >"$work/wanted"
			;;
		*) printf '%s\n' "${line#O}" >>"$work/wanted" ;;
		esac
	done <"$work/examples"
	check
done
[ "$count" -gt 0 ] || { echo 'no example was found'; exit 1; }
[ "$failed" = 0 ] || exit 1
echo "$count examples"
