# SPDX-License-Identifier: MIT
# The public header alone compiles, twice over, as every C since 1999 and every C++; what it declares has C's linkage.
set -eu

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/use.c" <<'END'
#include <gcvalidate.h>
#include <gcvalidate.h>
const char *use(gcv_text_error *error);
const char *use(gcv_text_error *error)
{
	gcv_text_error fresh = GCV_TEXT_ERROR_INIT;
	*error = fresh;
	return gcv_version();
}
END
cp "$scratch/use.c" "$scratch/use.cpp"

# compiles INCLUDE-DIRECTORY SOURCE COMPILER STANDARD
compiles() {
	# A compiler may come with options.
	# shellcheck disable=SC2086
	$3 -std="$4" -Wall -Wextra -Wpedantic -Werror -I"$1" -c -o "$scratch/use.o" "$2"
}
knows() {
	echo 'int nothing;' >"$scratch/empty.$2"
	# shellcheck disable=SC2086
	$1 -std="$3" -c -o "$scratch/empty.o" "$scratch/empty.$2" 2>/dev/null
}

done=
try() {
	compiler=$1 suffix=$2
	shift 2
	for standard; do
		knows "$compiler" "$suffix" "$standard" || continue
		compiles "$srcdir/include" "$scratch/use.$suffix" "$compiler" "$standard"
		if ! ${NM:-nm} "$scratch/use.o" | grep -q ' U _\{0,1\}gcv_version$'; then
			echo "$standard: gcv_version has not C's linkage"
			exit 1
		fi
		done="$done $standard"
	done
}
try "${CC:-cc}" c c99 c11 c17 c2x
if [ -n "${CXX:-}" ]; then try "$CXX" cpp c++98 c++11 c++14 c++17 c++20; fi
case $done in
*c99*c11*) ;;
*) echo "the compiler knows neither c99 nor c11"; exit 1 ;;
esac

# The test can see: a header that C++ does not take, and one that C99 does not take.
mkdir "$scratch/broken"
sed 's/^GCV_API const char \*gcv_version.*/extern int class; &/' "$srcdir/include/gcvalidate.h" >"$scratch/broken/gcvalidate.h"
if [ -n "${CXX:-}" ] && compiles "$scratch/broken" "$scratch/use.cpp" "$CXX" c++98 2>/dev/null; then
	echo "this test does not see a C++ keyword"
	exit 1
fi
sed 's/^GCV_API const char \*gcv_version.*/typedef int gcv_twice; typedef int gcv_twice; &/' "$srcdir/include/gcvalidate.h" >"$scratch/broken/gcvalidate.h"
if compiles "$scratch/broken" "$scratch/use.c" "${CC:-cc}" c99 2>/dev/null; then
	echo "this test does not see what came after C99"
	exit 1
fi
echo "compiles as$done"
