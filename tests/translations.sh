#!/bin/sh
# SPDX-License-Identifier: MIT
# Every po/*.po says all that the sources say, completely, and keeps the marks of each sentence.
set -u
for tool in xgettext msgfmt msgcmp; do
	command -v $tool >/dev/null 2>&1 || { echo "no $tool here"; exit 77; }
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
cd "$srcdir" || exit 1
xgettext --keyword=_ --keyword=N_ --keyword=P_:1,2 --from-code=UTF-8 --no-wrap -o "$work/all.pot" lib/*.c cli/*.c || exit 1

# marks FILE: for each entry the marks of the original and those of the translation, where they differ
marks() {
	msgcat --no-wrap "$1" | awk '
		function marks(text,  found, list) {
			list = ""
			while (match(text, /%[0-9]\$s/)) {
				found = substr(text, RSTART, RLENGTH)
				if (index(list, found) == 0) list = list found
				text = substr(text, RSTART + RLENGTH)
			}
			return list
		}
		function has(all, one,  i) {
			for (i = 1; i <= length(one); i += 4) if (index(all, substr(one, i, 4)) == 0) return 0
			return 1
		}
		function finish() {
			if (id != "" && (!has(marks(id plural), marks(str)) || !has(marks(str), marks(id)))) print id
			id = plural = str = ""
		}
		/^msgid "/ { finish(); where = 1 }
		/^msgid_plural "/ { where = 2 }
		/^msgstr/ { where = 3 }
		/"/ { if (where == 1) id = id $0; else if (where == 2) plural = plural $0; else if (where == 3) str = str $0 }
		END { finish() }'
}

printf 'msgid "a %%1$s"\nmsgstr "b"\n' >"$work/bad.po"
[ -n "$(marks "$work/bad.po")" ] || { echo 'this test does not see a lost mark'; exit 1; }
count=0
for po in po/*.po; do
	[ -f "$po" ] || continue
	count=$((count + 1))
	msgfmt --check -o /dev/null "$po" 2>"$work/err" || { failed=1; cat "$work/err"; }
	msgcmp "$po" "$work/all.pot" >"$work/err" 2>&1 || { failed=1; echo "FAILED: $po is not complete:"; cat "$work/err"; }
	marks "$po" >"$work/marks"
	[ -s "$work/marks" ] && { failed=1; echo "FAILED: $po: marks differ:"; cat "$work/marks"; }
done
[ "$failed" = 0 ] && [ "$count" -gt 0 ] || exit 1
echo "$count languages are complete"
