# SPDX-License-Identifier: MIT
# Nothing here can reach a network: no such function is linked, only libunistring and libc are needed; and, where strace
# works, the command opens no file that was not named.
set -eu

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Networks, name look-up, other programs, code loaded later.
forbidden='socket|socketpair|connect|bind|listen|accept4?|send(to|msg|mmsg)?|recv(from|msg|mmsg)?|shutdown'
forbidden="$forbidden|getaddrinfo|getnameinfo|gethostby.*|getservby.*|res_.*|ns_.*|inet_.*|if_nameto.*|curl_.*|SSL_.*"
forbidden="$forbidden|system|popen|fork|vfork|posix_spawnp?|exec[lv].*|dlopen|dlmopen|dlsym"

# wanted NM-OPTION FILE: forbidden names among those it takes from elsewhere
wanted() {
	${NM:-nm} $1 -u "$2" | awk '$1 == "U" { sub(/@.*/, "", $2); print $2 }' | grep -Ex "_?_?($forbidden)(64)?"
}

cat >"$scratch/caller.c" <<'END'
#include <sys/types.h>
#include <sys/socket.h>
#include <netdb.h>
int main(void) { struct addrinfo *a; return getaddrinfo("localhost", "80", 0, &a) + socket(1, 2, 3); }
END
${CC:-cc} -c -o "$scratch/caller.o" "$scratch/caller.c"
if [ "$(wanted '' "$scratch/caller.o" | wc -l)" -ne 2 ]; then echo "this test does not see getaddrinfo and socket"; exit 1; fi

looked=0
# nothing_of NM-OPTION FILE
nothing_of() {
	[ -f "$2" ] || return 0
	looked=$((looked + 1))
	if wanted "$1" "$2"; then echo "$2 uses these"; exit 1; fi
}
for object in "$top_builddir"/lib/*.o "$top_builddir"/lib/.libs/*.o "$top_builddir"/cli/*.o; do nothing_of '' "$object"; done
nothing_of -D "$top_builddir/lib/.libs/libgcvalidate.so"
nothing_of -D "$top_builddir/cli/.libs/gcvalidate"
if [ "$looked" -eq 0 ]; then echo "nothing to look at"; exit 1; fi

# needs FILE: libraries it needs beyond the ones agreed on
needs() {
	objdump -p "$1" | awk '$1 == "NEEDED" { print $2 }' | grep -Ev '^(libunistring|libc|libintl|libgcvalidate|ld-linux.*|ld-musl.*)[.]' || :
}
shared=$top_builddir/lib/.libs/libgcvalidate.so
if [ -f "$shared" ] && [ -z "$INSTRUMENTED" ] && command -v objdump >/dev/null; then
	for file in "$shared" "$top_builddir/cli/.libs/gcvalidate"; do
		more=$(needs "$file")
		if [ -n "$more" ]; then echo "$file needs $more besides libunistring and libc"; exit 1; fi
	done
fi

# The program itself, not libtool's script around it.
program=$top_builddir/cli/.libs/gcvalidate
[ -f "$program" ] || program=$GCVALIDATE
LD_LIBRARY_PATH=$top_builddir/lib/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
unseen=
if [ -n "$INSTRUMENTED" ]; then unseen="an instrumented program opens files of its own"
elif ! strace -o "$scratch/trace" true 2>/dev/null; then unseen="strace does not work here"
fi
if [ -n "$unseen" ]; then
	echo "no such symbol in $looked files; opened files not looked at: $unseen"
	exit 0
fi

# opened COMMAND...: files it opened, without the loader's; anything on a network is a file, too
opened() {
	strace -f -e trace=%file,%network -o "$scratch/trace" "$@" >/dev/null 2>"$scratch/error" </dev/null || :
	[ -s "$scratch/trace" ] || { echo "no-trace"; return; }
	sed -n 's/.*\<\(open\|openat\|openat2\|creat\)(.*"\([^"]*\)".* = [0-9][0-9]*$/\2/p
		s/^[0-9 ]*\(socket\|connect\|sendto\|sendmsg\|bind\)(.*/network: \1/p' "$scratch/trace" |
		grep -Ev '^/etc/ld[.]so|[.]so([.0-9]*)$' | sort -u || :
}
echo named >"$scratch/named"
if [ "$(opened cat "$scratch/named")" != "$scratch/named" ]; then echo "this test does not see an opened file"; exit 1; fi

while read -r arguments; do
	# Words, on purpose.
	# shellcheck disable=SC2086
	files=$(opened "$program" $arguments)
	if [ -n "$files" ]; then
		echo "gcvalidate $arguments opened:"
		echo "$files"
		exit 1
	fi
done <<'END'
--version
-f couponcode 1K7Q-CTFM-LMTC
-f amazon --json AB3D-E6GH7K-M9PR
-f couponcode 1K7Q-CTFM-LMT
AB3D-E6GH7K-M9PR
--list-formats
END
own=$scratch/own.gcf
printf '[own]\nclass X = A-Z\nlayout = X4\n' >"$own"
case $("$GCVALIDATE" --help 2>/dev/null) in
*--format-file*)
	files=$(opened "$program" -F "$own" -f own ABCD)
	if [ "$files" != "$own" ]; then echo "gcvalidate -F $own opened: $files"; exit 1; fi ;;
esac
echo "no such symbol in $looked files, no file opened but those named"
