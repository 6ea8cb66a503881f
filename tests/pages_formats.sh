#!/bin/sh
# SPDX-License-Identifier: MIT
# gcvalidate-formats(7), in every language, tells of each built-in format what the library says of it.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
count=0
LC_ALL=C.UTF-8
export LC_ALL
"$GCVALIDATE" --list-formats --json | sed 's/.*"name": "\([^"]*\)".*"shortest": \([0-9]*\), "longest": \([0-9]*\),.*"grade": "\(.\)".*/\1 \2-\3 \4/
	s/ 0-0 / - /; s/ \([0-9][0-9]*\)-\1 / \1 /' >"$work/wanted"
for page in "$top_builddir"/generated/man/gcvalidate-formats.7 "$top_builddir"/generated/man/*/gcvalidate-formats.7; do
	[ -f "$page" ] || continue
	count=$((count + 1))
	sed -n 's/^\.It \([a-z0-9-]*\) Ta \([0-9-]*\) Ta \([ABC]\) Ta .*/\1 \2 \3/p' "$page" >"$work/found"
	diff "$work/wanted" "$work/found" || { failed=1; echo "FAILED: $page: another list"; }
	while read -r name rest; do
		grep -qx "\.It Sy $name" "$page" || { failed=1; echo "FAILED: $page: no entry for $name"; }
	done <"$work/wanted"
	grep -n '@[a-z|-]*@' "$page" && { failed=1; echo "FAILED: $page: a mark was left"; }
	[ "$(grep -c '^\.Bl' "$page")" = "$(grep -c '^\.El' "$page")" ] || { failed=1; echo "FAILED: $page: lists do not end"; }
done
[ "$(wc -l <"$work/wanted")" -gt 90 ] && [ "$count" -gt 0 ] || { echo 'FAILED: too few formats or pages'; exit 1; }
[ "$failed" = 0 ] || exit 1
echo "$count pages"
