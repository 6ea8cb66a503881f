# SPDX-License-Identifier: MIT
# What the library exports, what its map lists and what the header declares are the same names.
set -eu

header=$srcdir/include/gcvalidate.h
map=$srcdir/lib/libgcvalidate.map
shared=$top_builddir/lib/.libs/libgcvalidate.so
static=$top_builddir/lib/.libs/libgcvalidate.a
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The preprocessor takes the comments away; one declaration a line then, and the first name before a parenthesis is it.
declared() {
	${CC:-cc} -E -DGCV_API=EXPORTED "$1" | grep -v '^#' | tr '\n' ' ' | tr ';' '\n' |
		sed -n 's/.*EXPORTED[^(]*[ *]\(gcv_[a-z0-9_]*\) *(.*/\1/p' | sort -u
}
mapped() {
	sed -n 's/^[[:space:]]*\(gcv_[a-z0-9_]*\);.*/\1/p' "$1" | sort -u
}
exported() {
	${NM:-nm} -D --defined-only "$1" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort -u
}

# same WHAT LIST LIST: tells the differences, fails if there are any.
same() {
	if cmp -s "$2" "$3"; then return 0; fi
	echo "$1:"
	comm -23 "$2" "$3" | sed 's/^/    only the first: /'
	comm -13 "$2" "$3" | sed 's/^/    only the second: /'
	return 1
}
must_differ() {
	if same "$@" >/dev/null; then
		echo "this test does not see a difference between $1"
		exit 1
	fi
}

declared "$header" >"$scratch/declared"
mapped "$map" >"$scratch/mapped"
if ! [ -s "$scratch/declared" ]; then echo "no declaration found in the header"; exit 1; fi

# The test can see: a name more, a name less, one behind a comment.
sed '1,/^GCV_API/s/^GCV_API.*gcv_version.*/\/* & *\//' "$header" >"$scratch/broken.h"
declared "$scratch/broken.h" >"$scratch/broken"
must_differ "a header without gcv_version and the map" "$scratch/broken" "$scratch/mapped"
sed 's/^local:/	gcv_no_such_thing;\n&/' "$map" >"$scratch/broken.map"
mapped "$scratch/broken.map" >"$scratch/broken"
must_differ "the header and a map with one name more" "$scratch/declared" "$scratch/broken"

failed=0
same "header and map" "$scratch/declared" "$scratch/mapped" || failed=1

# Names that no object defines yet; the file goes when the last of them has come.
pending=$srcdir/tests/exports.pending
waiting=0
if [ -f "$pending" ]; then sort -u "$pending" >"$scratch/pending"; else : >"$scratch/pending"; fi

if [ -f "$shared" ]; then
	exported "$shared" >"$scratch/exported"
	comm -23 "$scratch/mapped" "$scratch/exported" | comm -12 - "$scratch/pending" >"$scratch/waiting"
	waiting=$(wc -l <"$scratch/waiting")
	sort -u "$scratch/exported" "$scratch/waiting" >"$scratch/there"
	same "map and library" "$scratch/mapped" "$scratch/there" || failed=1
	sed 1d "$scratch/exported" >"$scratch/broken"
	must_differ "the library and the library without its first name" "$scratch/exported" "$scratch/broken"
fi

# A static library exports everything to those who link it: keep to our prefixes there.
if [ -f "$static" ]; then
	${NM:-nm} -g --defined-only "$static" | awk 'NF == 3 { print $3 }' | grep -v '^_*gcvi\{0,1\}_' >"$scratch/strangers" || :
	if grep -v '^_*asan\|^_*odr_asan\|^__' "$scratch/strangers"; then
		echo "these names in the static library have none of the prefixes gcv_ and gcvi_"
		failed=1
	fi
fi
[ "$failed" -eq 0 ] || exit 1
[ -f "$shared" ] || { echo "no shared library was built"; exit 77; }
echo "$(wc -l <"$scratch/exported") names exported$([ "$waiting" -eq 0 ] || echo ", $waiting still to come")"
