# SPDX-License-Identifier: MIT
# The pages are clean under mandoc's lint, and refer only to pages of ours that exist.
set -eu

if [ -z "${MANDOC:-}" ]; then echo "no mandoc here"; exit 77; fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# mandoc looks references up among the pages installed here (not every build of it heeds MANPATH), so ours are looked up
# by hand and other projects' not at all. Characters outside ASCII come to it as escapes that look long and end in a
# bracket, so in translations (man/LANGUAGE) it finds lines too long that are not, and brackets.
lint() {
	"$MANDOC" -T lint -W all "$1" >"$scratch/lint" 2>&1 || :
	case $1 in
	*/man/*/*) foreign='/longer than 80 bytes.*\\\[/d; /trailing delimiter.*\[u[0-9A-F]*\]$/d' ;;
	*) foreign= ;;
	esac
	sed "/outdated mandoc.db/d; /referenced manual not found/d; $foreign" "$scratch/lint"
	# A quoting macro goes on to the end of its line: a second one there would be inside the first.
	grep -nE '^\..*\b(Dq|Sq|Ql|Pq|Qq) .* (Dq|Sq|Ql|Qq) ' "$1" | grep -v 'Pq [A-Z][a-z] [^ ]*$' | sed "s,^,$1:quotes inside quotes: ,"
	sed -n 's/^\.Xr \(lib\)\{0,1\}\(gcv[a-z0-9_-]*\) \([1-9]\).*/\1\2.\3/p' "$1" | sort -u | while read -r page; do
		[ -f "$srcdir/man/$page" ] || [ -f "$srcdir/man/$page.in" ] || echo "$1: refers to $page, which does not exist"
	done
}
flawed() { [ -n "$(lint "$1")" ]; }

# The test can see: an unknown macro, a reference to a page of ours that is not there.
printf '.Dd November 23, 2026\n.Dt X 1\n.Os\n.Sh NAME\n.Nm x\n.Nd x\n.Sh DESCRIPTION\nx\n' >"$scratch/good.1"
if flawed "$scratch/good.1"; then echo "this test objects to a good page:"; lint "$scratch/good.1"; exit 1; fi
{ cat "$scratch/good.1"; echo '.Zz x'; } >"$scratch/bad.1"
flawed "$scratch/bad.1" || { echo "this test does not see an unknown macro"; exit 1; }
{ cat "$scratch/good.1"; printf '.Sh SEE ALSO\n.Xr libgcvalidate-nothing 3\n'; } >"$scratch/bad.1"
flawed "$scratch/bad.1" || { echo "this test does not see a reference to nowhere"; exit 1; }

{ cat "$scratch/good.1"; printf '.Dq a , Dq b\n'; } >"$scratch/bad.1"
flawed "$scratch/bad.1" || { echo "this test does not see quotes inside quotes"; exit 1; }

count=0
for page in "$srcdir"/man/*.[1357] "$srcdir"/man/*/*.[1357] "$top_builddir"/generated/man/*.7 "$top_builddir"/generated/man/*/*.7; do
	[ -f "$page" ] || continue
	count=$((count + 1))
	lint "$page"
done >"$scratch/findings"
if [ -s "$scratch/findings" ]; then cat "$scratch/findings"; exit 1; fi
echo "$count pages are clean"
