#!/bin/sh
# SPDX-License-Identifier: MIT
# The command in Japanese: sentences, columns, line ends. Messages of a program that is not installed yet are found through
# a stand-in for bindtextdomain().
set -u
[ -z "${INSTRUMENTED:-}" ] && [ "${SHARED:-yes}" != no ] || { echo 'not in an instrumented or static build'; exit 77; }
LC_ALL=ja_JP.UTF-8 LOCPATH=${TEST_LOCALES:-} locale charmap 2>/dev/null | grep -q UTF-8 || { echo 'no Japanese locale here'; exit 77; }
[ -f "$top_builddir/po/locale/ja/LC_MESSAGES/libgcvalidate.mo" ] || { echo 'no Japanese messages here'; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cat >"$work/standin.c" <<'END'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
char *bindtextdomain(const char *domain, const char *folder);
char *bindtextdomain(const char *domain, const char *folder)
{
	char *(*real)(const char *, const char *) = (char *(*)(const char *, const char *))dlsym(RTLD_NEXT, "bindtextdomain");
	(void)folder;
	return real(domain, getenv("STANDIN_FOLDER"));
}
END
$CC -shared -fPIC -o "$work/standin.so" "$work/standin.c" -ldl 2>/dev/null || { echo 'no stand-in here'; exit 77; }
unset LANGUAGE NO_COLOR
STANDIN_FOLDER=$top_builddir/po/locale
LC_ALL=ja_JP.UTF-8
LOCPATH=$TEST_LOCALES
COLUMNS=80
export STANDIN_FOLDER LC_ALL LOCPATH COLUMNS
failed=0
rows=0
run() {
	rows=$((rows + 1))
	LD_PRELOAD=$work/standin.so "$GCVALIDATE" "$@" </dev/null >"$work/out" 2>&1
}
complain() {
	failed=1
	printf '%s\n' "FAILED: $*"
	cat "$work/out"
}
# says TEXT: it was printed, wherever lines end
says() {
	case $(sed 's/^ *//' "$work/out" | tr -d '\n') in
	*"$1"*) ;;
	*) complain "does not say: $1" ;;
	esac
}
# columns: each line of a file as long as it looks, wide characters being two
columns() {
	LC_ALL=C sed "s/[$(printf '\343')-$(printf '\355')$(printf '\357')][$(printf '\200')-$(printf '\277')][$(printf '\200')-$(printf '\277')]/xx/g" "$1"
}

run --help
says 'ギフトコードを、登録する前にオフラインで確かめます。'
columns "$work/out" | awk 'length($0) > 80 { exit 1 }' || complain 'help: a line is wider than a terminal'
run -f couponcode 1K7Q-CTFM-LMTD
says '3番目のグループがチェック文字と合いません。'
run -f windows-key NBCDF-GHJKM-MNPQR-TVWXY-23467
says 'このコードに含まれるNの文字数は1のはずですが、入力では2です。'
run --mask -f windows-key NBCDF-GHJKM-MNPQR-TVWXY-23467
says 'コードがチェックを通りません。'
run -f visa-prepaid --complete 12
says 'visa-prepaid'
run --show-format=apple
says "'GCA' X13 : カード裏面のシリアル番号"

# The titles begin in the same column, and the heading stands above them.
for filter in '' =JP =worldwide =ギフト; do
	run "--list-formats$filter"
	columns "$work/out" >"$work/columns"
	awk 'NR == 1 { at = length($0) - 3; next }
		/^xxxx/ { exit }
		substr($0, at - 1, 1) != " " || substr($0, at, 1) == " " { print "not in line: " $0; bad = 1 }
		END { exit bad }' "$work/columns" || complain "list-formats$filter: the titles are not in line"
	[ "$(wc -l <"$work/out")" -gt 5 ] || complain "list-formats$filter: too few"
done

# No line begins with what must not begin one.
run --refused-help
LC_ALL=C grep -n "^ *\(。\|、\|）\|」\|ー\|ッ\|ョ\|ォ\)" "$work/out" && complain 'refused-help: a line begins with a closing mark'
LC_ALL=C grep -n "\(「\|（\)$" "$work/out" && complain 'refused-help: a line ends with an opening bracket'
columns "$work/out" | awk 'length($0) > 80 { exit 1 }' || complain 'refused-help: a line is wider than a terminal'
says '消費者ホットライン（188）'

# English text without a translation does not show through: every sentence has some Japanese in it.
run -f amazon 'АB3D-E6GH7K-M9P'
sed '1,2d; /^ *[0-9A-Z-]* *[0-9]* %/d' "$work/out" | LC_ALL=C grep -v "[$(printf '\343')-$(printf '\351')]" && complain 'a line without Japanese'

# The examples of the Japanese page print what stands below them there.
mkdir "$work/bin"
ln -s "$GCVALIDATE" "$work/bin/gcvalidate"
PATH=$work/bin:$PATH
compare() {
	[ -n "$command" ] || return 0
	rows=$((rows + 1))
	LD_PRELOAD=$work/standin.so sh -c "$command" >"$work/out" 2>&1 </dev/null
	diff "$work/wanted" "$work/out" || complain "man/ja/gcvalidate.1: $command"
}
sed -n '/^\.Bd -literal/,/^\.Ed/p' "$srcdir/man/ja/gcvalidate.1" | sed '/^\.Bd/d; /^\.Ed/d; s/\\e/\\/g; s/^\\&//' >"$work/examples"
command=
while IFS= read -r line; do
	case $line in
	'$ '*)
		compare
		command=${line#??}
		: >"$work/wanted"
		;;
	*) printf '%s\n' "$line" >>"$work/wanted" ;;
	esac
done <"$work/examples"
compare

# why a file is refused: line and column, and every word of the sentence in Japanese
refuses() {   # KIND TEXT LINE:COLUMN SENTENCE
	printf "$2" >"$work/file"
	case $1 in
	channel) run --channel "$work/file" -f couponcode 1K7Q-CTFM-LMTC ;;
	pairs) run --learn "$work/file" ;;
	*) run -F "$work/file" 1K7Q-CTFM-LMTC ;;
	esac
	says "$work/file:$3: $4"
}
refuses format '[a]\ntitle = A\nlayuot = X4\n' 3:1 '「layuot」というキーはありません。「layout」ではありませんか'
refuses format '[a]\ntitle = A\nlayout = X3 C\ncheck = iso7064 36-2\n' 4:17 '法と基数は互いに素でなければなりません'
refuses format '[a]\ntitle = A\nlayout = X4\ncase = uper\n' 4:8 'ここにはupper、lower、eitherかsensitiveが必要です（実際は「uper」）'
refuses format '[a]\ntitle = A\nclass K = 2-9 3\nlayout = K4\n' 3:15 '「3」はこの集まりにすでにあります'
refuses format '[a]\ntitle = A\nlayout = X4 C\ncheck = weighted mod=1\n' 4:22 '2以上の数が必要です'
refuses format '[a]\ntitle = A\nlayout = X4\nexample = ABC\n' 4:11 'この example は、「a」の形式に合わないコードです'
refuses format '[a]\ntitle = A\nlayout = X4\nexpiry = JP after 2017-04-24: 10 years\n' 4:13 'ここには「since」、「before」、「:」のいずれかが必要です'
refuses channel 'channel\tx\nprior\tsubstitutoin\t0.1\tA\n' 2:7 'ここに書けるのは、substitution、omission、'
refuses channel 'channel\tx\n8\tB\tmany\tA\n' 2:5 'ここには0～1000の重みが必要です（実際は「many」）'
refuses pairs 'ABCD\n' 1 '印刷されたコード、タブ一つ、入力されたものの順に書きます'
# Columns are characters, whatever their width, and a sentence that is long has its end.
refuses format '[a]\ntitle = 券\nclass K = ぁ-ん ぁ\nlayout = K4\n' 3:15 '「ぁ」はこの集まりにすでにあります'
refuses format '[a]\ntitle = 券\nlayout = D9\ncheck = isbn10\n' 3:10 'コードは10文字でなければなりません（9文字のとき）'
refuses format '[a]\ntitle = A\nlayout = X4\nlayout = X4 - X3..5 - X3..9\n' 4:23 '長さの変わる並びが二つあります。'
refuses format '[amazon]\ntitle = A\nlayout = X4\n' 1:1 '「amazon」という名前はすでに使われています'
refuses channel 'channel\tx\nぁ\tあ\t多い\n' 2:5 'ここには0～1000の重みが必要です（実際は「多い」）'
refuses channel 'channel\tx\nprior\tjump\t0.1\nprior\tjump\t0.2\n' 3:7 'すでに書かれています'
long=substitutionsubstitutionsubstitutionsubstitutionsubstitution
refuses channel "channel\\tx\\nprior\\t$long\\t0.1\\n" 2:7 "ここに書けるのは、substitution、omission、insertion、doubling、transposition、jump、twin、separator_lost、separator_extra、groups、layoutのどれかです（実際は「$long」）"
# Until when a card is good, and what is wrong with a date.
run --refused-help -f amazon --issued 2019-05-31
says '有効期限は2029-05-31'
says '2017-04-24以降に発行されたカードの有効期間は10年です。これは地域JPについての規則です。'
run --refused-help -f amazon --issued 9000-01-01
says '発行日の9000-01-01は、まだ先の日付です（今日は'
run --refused-help -f amazon --issued 10000-01-01
says '--issued=10000-01-01：年は0001から9999までで指定してください'
# What the system says about a file is in the encoding of the locale, which is not always UTF-8.
run -F "$work/nowhere" 1
if iconv -f UTF-8 -t EUC-JP "$work/out" >"$work/wanted" 2>/dev/null && [ -d "$TEST_LOCALES/ja_JP.EUC-JP" ]; then
	LC_ALL=ja_JP.EUC-JP
	run -F "$work/nowhere" 1
	cmp -s "$work/wanted" "$work/out" || complain 'another file name or reason in EUC-JP'
	LC_ALL=ja_JP.UTF-8
fi
# Without the language it is English: in another locale, and for another LANGUAGE.
for locale in C C.UTF-8 ja_JP.UTF-8; do
	case $locale in ja*) LANGUAGE=xx; export LANGUAGE ;; esac
	LC_ALL=$locale
	refuses format '[a]\ntitle = A\nlayuot = X4\n' 3:1 "unknown key 'layuot'; did you mean 'layout'?"
done
unset LANGUAGE
[ "$failed" = 0 ] || exit 1
echo "$rows runs"
