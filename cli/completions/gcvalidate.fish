# SPDX-License-Identifier: MIT
# Completion of gcvalidate(1) for fish.

function __gcvalidate_formats
    gcvalidate --list-formats --json 2>/dev/null | sed -n 's/^{"name": "\([^"]*\)", "title": "\([^"]*\)".*/\1\t\2/p'
end

# Of several names divided by commas the last one.
function __gcvalidate_format_list
    set -l before (commandline -ct | string match -r '^(?:-f|--format=)?(?:.*,)?' | string replace -r '^(-f|--format=)' '')
    __gcvalidate_formats | string replace -r '^' -- "$before"
end

complete -c gcvalidate -f
complete -c gcvalidate -s f -l format -x -a '(__gcvalidate_format_list)' -d 'Check against these formats'
complete -c gcvalidate -s F -l format-file -r -F -d 'Add the formats in a file'
complete -c gcvalidate -s c -l channel -r -F -a 'printed scratched handwritten spoken keyed ocr' -d 'How the code was read'
complete -c gcvalidate -s k -l suggestions -x -d 'At most so many suggestions'
complete -c gcvalidate -l refused -x -d 'The issuer refused this code already'
complete -c gcvalidate -s j -l json -d 'One JSON object a code'
complete -c gcvalidate -s p -l print -d 'Only the canonical code, only of valid ones'
complete -c gcvalidate -s q -l quiet -d 'Nothing on standard output'
complete -c gcvalidate -l mask -d 'Show only the last characters'
complete -c gcvalidate -s 0 -l null -d 'Codes on standard input end with NUL'
complete -c gcvalidate -l line-buffered -d 'Write each answer at once'
complete -c gcvalidate -l color -x -a 'always never auto' -d 'Colours'
complete -c gcvalidate -s l -l list-formats -d 'List what is known'
complete -c gcvalidate -l show-format -x -a '(__gcvalidate_formats)' -d 'All about one format'
complete -c gcvalidate -l lint -x -a '(__gcvalidate_formats)' -d 'What a format protects from'
complete -c gcvalidate -l complete -x -d 'Add the check characters'
complete -c gcvalidate -l extract -r -F -d 'Find codes in running text'
complete -c gcvalidate -l spell -d 'The code in words'
complete -c gcvalidate -l refused-help -d 'Why a good code is refused'
complete -c gcvalidate -l issued -x -d 'Day of issue (YYYY-MM-DD)'
complete -c gcvalidate -l learn -r -F -d 'A channel from pairs of printed and typed codes'
complete -c gcvalidate -s h -l help -d 'A short help'
complete -c gcvalidate -s V -l version -d 'Version'
