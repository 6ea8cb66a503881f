#!/bin/sh
# SPDX-License-Identifier: MIT
# Every option has its completion in bash, zsh and fish; bash's is tried, the others are read by their shells where they are.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
cd "$srcdir/cli/completions" || exit 1
LANG=C.UTF-8
export LANG
unset LC_ALL LC_MESSAGES LANGUAGE
complain() {
	failed=1
	printf '%s\n' "FAILED: $*"
}

"$GCVALIDATE" --help | grep -o -- '--[a-z][a-z-]*' | sort -u >"$work/options"
sed -n 's/^\.It .*Fl Fl \([a-z-]*\).*/--\1/p' "$srcdir/man/gcvalidate.1" | sort -u >>"$work/options"
[ "$(wc -l <"$work/options")" -gt 30 ] || complain 'too few options were found'
for option in $(sort -u "$work/options"); do
	grep -q -- "$option\(=\|[^a-z-]\|$\)" gcvalidate.bash || complain "bash: no $option"
	grep -q -- "$option\(=\|[^a-z-]\|$\)" _gcvalidate || complain "zsh: no $option"
	grep -q -- "-l ${option#--} " gcvalidate.fish || complain "fish: no $option"
done
# And no option that there is not.
for option in $(grep -oh -- '--[a-z][a-z-]*' gcvalidate.bash _gcvalidate; sed -n 's/^complete .* -l \([a-z-]*\) .*/--\1/p' gcvalidate.fish); do
	grep -qx -- "$option" "$work/options" || complain "there is no $option"
done
for channel in printed scratched handwritten spoken keyed ocr; do
	[ "$(grep -l "$channel" gcvalidate.bash _gcvalidate gcvalidate.fish | wc -l)" = 3 ] || complain "channel $channel"
done

tried=
if command -v bash >/dev/null 2>&1; then
	mkdir "$work/bin"
	ln -s "$GCVALIDATE" "$work/bin/gcvalidate"
	# completes WORDS... TO WANTED...: what bash offers for the last word
	cat >"$work/try" <<'END'
. ./gcvalidate.bash
compopt() { :; }
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_gcvalidate
printf '%s\n' "${COMPREPLY[@]}"
END
	offers() {
		wanted=$1
		shift
		PATH=$work/bin:$PATH bash "$work/try" gcvalidate "$@" >"$work/out" 2>&1
		[ "$(sort "$work/out" | tr '\n' ' ')" = "$wanted" ] || complain "bash: $*: $(cat "$work/out")"
	}
	offers '--show-format= ' --show
	offers 'steam-key steam-key-other steam-wallet ' -f steam
	offers 'apple,couponcode ' -f apple,coupon
	offers 'couponcode ' --lint = coupon
	offers 'scratched ' -c scr
	offers 'always auto ' --color = a
	printf '[own-thing]\ntitle = T\nlayout = X4\n' >"$work/own.gcf"
	offers 'own-thing ' -F "$work/own.gcf" --format = own
	tried="$tried bash"
fi
if command -v zsh >/dev/null 2>&1; then
	zsh -n _gcvalidate || complain 'zsh does not read its file'
	tried="$tried zsh"
fi
if command -v fish >/dev/null 2>&1; then
	fish --no-execute gcvalidate.fish || complain 'fish does not read its file'
	tried="$tried fish"
fi
[ "$failed" = 0 ] || exit 1
echo "tried in:$tried"
