#!/bin/sh
# SPDX-License-Identifier: MIT
# Every public function and every option of the command has its place in a page, and the programs in the pages compile.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
cd "$srcdir" || exit 1

# header FILE: names of the functions that a header declares
functions() {
	grep -o '\bgcv_[a-z0-9_]* *(' "$1" | tr -d ' (' | sort -u
}
documented() {
	grep -qx "\.Nm $1\( ,\)\{0,1\}" man/*.3
}
documented gcv_no_such_function && { echo 'this test finds what is not there'; exit 1; }
sed '/^ *[/ ]\*/d' include/gcvalidate.h | grep '^GCV_API\|^ ' >"$work/header"
# What is declared but not defined yet has its page to come, too.
for name in $(functions "$work/header"); do
	[ -f tests/exports.pending ] && grep -qx "$name" tests/exports.pending && continue
	documented "$name" || { failed=1; echo "FAILED: $name() is in no page"; }
done

for option in $("$GCVALIDATE" --help | grep -o -- '--[a-z-]*' | sort -u); do
	grep -q "Fl Fl ${option#--}" man/gcvalidate.1 || { failed=1; echo "FAILED: $option is not in gcvalidate(1)"; }
done

# libgcvalidate(3) leads to every page of section 3, gcvalidate(1) to every page of sections 5 and 7.
for page in man/*.3; do
	name=${page#man/}
	name=${name%.3}
	[ "$name" = libgcvalidate ] || grep -q "^\.\(It \)\{0,1\}Xr $name 3" man/libgcvalidate.3 ||
		{ failed=1; echo "FAILED: $name(3) is not in libgcvalidate(3)"; }
done
for page in man/*.5 man/*.7.in; do
	name=${page#man/}
	name=${name%%.*}
	grep -q "^\.Xr $name [57]" man/gcvalidate.1 || { failed=1; echo "FAILED: $page is not in gcvalidate(1)"; }
done

count=0
for page in man/*.3; do
	awk '/^\.Bd -literal/ { inside = 1; next } /^\.Ed/ { inside = 0 } inside { print }' "$page" | sed 's/\\e/\\/g; s/\\&//g' >"$work/example.c"
	grep -q '^#include <gcvalidate.h>' "$work/example.c" || continue
	count=$((count + 1))
	if ! $CC -std=c99 -Wall -Wextra -Werror -Iinclude -c -o "$work/example.o" "$work/example.c" 2>"$work/err"; then
		failed=1
		echo "FAILED: the example of $page does not compile:"
		cat "$work/err"
	fi
done
[ "$count" -ge 5 ] || { failed=1; echo "FAILED: only $count examples were found"; }
[ "$failed" = 0 ] || exit 1
echo "$count programs compile"
