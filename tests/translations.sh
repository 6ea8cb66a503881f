#!/bin/sh
# SPDX-License-Identifier: MIT
# Every po/*.po says all that the sources say, completely, and keeps the marks of each sentence.
set -u
for tool in xgettext msgfmt msgcmp msgmerge; do
	command -v $tool >/dev/null 2>&1 || { echo "no $tool here"; exit 77; }
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
cd "$srcdir" || exit 1
# Sentences for printf are known by the functions that take them; msgfmt then compares their directives.
keywords='--keyword=_ --keyword=N_ --keyword=P_:1,2 --keyword=gcvi_fail:5 --keyword=gcvi_fail_at:4 --keyword=gcvi_fail_key:3
	--keyword=gcvi_scheme_fail:3 --keyword=gcvi_scheme_fail_number:3
	--flag=gcvi_fail:5:c-format --flag=gcvi_fail_at:4:c-format --flag=gcvi_fail_key:3:c-format
	--flag=gcvi_scheme_fail:3:no-c-format --flag=gcvi_scheme_fail_number:3:no-c-format
	--flag=_:1:no-c-format --flag=N_:1:no-c-format --flag=P_:1:no-c-format --flag=P_:2:no-c-format'
xgettext $keywords --from-code=UTF-8 --no-wrap -o "$work/all.pot" lib/*.c cli/*.c || exit 1

# directives FILE: does msgfmt find them right, each flag taken from the sources?
directives() {
	msgmerge --quiet --no-fuzzy-matching -o "$work/flagged.po" "$1" "$work/all.pot" && msgfmt --check -o /dev/null "$work/flagged.po"
}

# marks FILE: the entries whose translation has other marks than the original; those for printf are looked at by msgfmt
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
			if (id != "" && !printf_ && (!has(marks(id plural), marks(str)) || !has(marks(str), marks(id)))) print id
			id = plural = str = ""
		}
		/^#,/ { format = / c-format/ }
		/^msgid "/ { finish(); where = 1; printf_ = format; format = 0 }
		/^msgid_plural "/ { where = 2 }
		/^msgstr/ { where = 3 }
		/"/ { if (where == 1) id = id $0; else if (where == 2) plural = plural $0; else if (where == 3) str = str $0 }
		END { finish() }'
}

printf 'msgid "a %%1$s"\nmsgstr "b"\n' >"$work/bad.po"
[ -n "$(marks "$work/bad.po")" ] || { echo 'this test does not see a lost mark'; exit 1; }
sed '/^msgid "%s is folded already"/{n;s/%s/%d/;}' po/ja.po >"$work/bad.po"
directives "$work/bad.po" 2>/dev/null && { echo 'this test does not see a wrong directive'; exit 1; }
count=0
for po in po/*.po; do
	[ -f "$po" ] || continue
	count=$((count + 1))
	directives "$po" 2>"$work/err" || { failed=1; cat "$work/err"; }
	msgcmp "$po" "$work/all.pot" >"$work/err" 2>&1 || { failed=1; echo "FAILED: $po is not complete:"; cat "$work/err"; }
	marks "$work/flagged.po" >"$work/marks"
	[ -s "$work/marks" ] && { failed=1; echo "FAILED: $po: marks differ:"; cat "$work/marks"; }
done
[ "$failed" = 0 ] && [ "$count" -gt 0 ] || exit 1
echo "$count languages are complete"
