#!/bin/sh
# SPDX-License-Identifier: MIT
# Translated pages (man/LANGUAGE) keep step with the English ones: the same sections, items (options, keys, names) in the same
# order, the same references and the same examples.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
count=0
cd "$srcdir/man" || exit 1

# skeleton PAGE: what does not depend on the language. Of items the words behind Fl, Ic, Cm, Li, Ev, Sy, but no arguments, and
# of examples no comments.
skeleton() {
	awk '
		function words(line,  n, part, i, keep, out) {
			n = split(line, part, " ")
			for (i = 1; i <= n; i++) {
				if (part[i] ~ /^(Fl|Ic|Cm|Li|Ev|Sy)$/) { keep = 1; continue }
				if (part[i] ~ /^(Ar|No|Ns|Op|Oo|Oc|Po|Pc|Pq|Xo|Xc|Ta)$/) { keep = 0; continue }
				if (keep) out = out " " part[i]
			}
			return out
		}
		/^\.Bd -literal/ { inside = 1; print; next }
		/^\.Ed/ { inside = 0; print; next }
		inside && /gcvalidate: |gcf:/ { next }
		inside && said { if (/^$/ || /^\$/) said = 0; else next }
		inside && /^\$/ { said = 1 }
		inside { sub(/ *#.*/, ""); print; next }
		/^\.Sh NAME/ { print; next }
		/^\.(Sh|Ss) / { print $1 (/^\.Ss [a-z0-9-]*$/ ? " " $2 : ""); next }
		/^\.It "?\\?&?"?$/ { print; next }
		/^\.(It|D1) / { print $1 words($0); next }
		/^\.Xr / { print $1, $2, $3; next }
		/^\.(Dt|Nm|Bl|El) ?/ && !/-column/ { sub(/ -width ("[^"]*"|[^ ]*)/, ""); print; next }
	' "$1"
}

printf '.Sh NAME\n.It Fl f Ar name\n.Bd -literal\nx\n.Ed\n' >"$work/one"
printf '.Sh NAME\n.It Fl g Ar name\n.Bd -literal\nx\n.Ed\n' >"$work/two"
skeleton "$work/one" >"$work/a"
skeleton "$work/two" | cmp -s - "$work/a" && { echo 'this test does not see another option'; exit 1; }
printf '.Sh NAME\n.It Fl f Ar nom\n.Bd -literal\ny\n.Ed\n' >"$work/two"
skeleton "$work/two" | cmp -s - "$work/a" && { echo 'this test does not see another example'; exit 1; }
printf '.Sh NAME\n.It Fl f Ar nom\n.Bd -literal\nx\n.Ed\n' >"$work/two"
skeleton "$work/two" | cmp -s - "$work/a" || { echo 'this test objects to a translation'; exit 1; }

for page in */*.[1-8]; do
	[ -f "$page" ] || continue
	count=$((count + 1))
	skeleton "${page#*/}" >"$work/wanted"
	skeleton "$page" >"$work/found"
	diff "$work/wanted" "$work/found" >"$work/diff" || { failed=1; echo "FAILED: man/$page does not keep step:"; cat "$work/diff"; }
done
for page in ja/gcvalidate.1 ja/gcvalidate-format.5 ja/gcvalidate-channel.5; do
	[ -f "$page" ] || { failed=1; echo "FAILED: man/$page is missing"; }
done
[ "$failed" = 0 ] || exit 1
echo "$count pages keep step"
