# SPDX-License-Identifier: MIT
# Completion of gcvalidate(1) for bash.

_gcvalidate_formats() {
	# The formats of files named before count, too.
	local i files=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-F) files+=(-F "${COMP_WORDS[i + 1]}") ;;
		--format-file) [[ ${COMP_WORDS[i + 1]} == '=' ]] && files+=(-F "${COMP_WORDS[i + 2]}") ;;
		esac
	done
	gcvalidate "${files[@]}" --list-formats --json 2>/dev/null | sed -n 's/^{"name": "\([^"]*\)".*/\1/p'
}

_gcvalidate() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} before=
	COMPREPLY=()
	# "--format=x" comes as three words.
	if [[ $cur == '=' ]]; then
		cur=
	elif [[ $prev == '=' ]]; then
		prev=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $prev in
	-f | --format)
		# Of several names divided by commas the last one.
		[[ $cur == *,* ]] && before=${cur%,*},
		mapfile -t COMPREPLY < <(compgen -P "$before" -W "$(_gcvalidate_formats)" -- "${cur##*,}")
		return
		;;
	--show-format | --lint)
		mapfile -t COMPREPLY < <(compgen -W "$(_gcvalidate_formats)" -- "$cur")
		return
		;;
	-c | --channel)
		mapfile -t COMPREPLY < <(compgen -W 'printed scratched handwritten spoken keyed ocr' -- "$cur"; compgen -f -- "$cur")
		return
		;;
	-F | --format-file | --extract | --learn)
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return
		;;
	--color)
		mapfile -t COMPREPLY < <(compgen -W 'always never auto' -- "$cur")
		return
		;;
	-k | --suggestions | --refused | --complete | --issued) return ;;
	esac
	if [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W '--format= --format-file= --channel= --suggestions= --refused= --json --print
			--quiet --mask --null --line-buffered --color= --list-formats --show-format= --lint= --complete= --extract=
			--spell --refused-help --issued= --learn= --help --version' -- "$cur")
		[[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
	fi
}
complete -F _gcvalidate gcvalidate
