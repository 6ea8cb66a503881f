#!/bin/sh
# SPDX-License-Identifier: MIT
# Refuses to redeem a code that cannot be one: redeem.sh FORMAT, the code on standard input (so that it is in no process
# list). GCVALIDATE names the command, REDEEM what is run with the canonical code on its standard input.
set -u
format=${1:?usage: redeem.sh FORMAT < CODE}
gcvalidate=${GCVALIDATE:-gcvalidate}
redeem=${REDEEM:-cat}

IFS= read -r typed || [ -n "${typed:-}" ] || { echo "no code" >&2; exit 2; }
code=$(printf '%s\n' "$typed" | "$gcvalidate" -f "$format" --print)
case $? in
0) printf '%s\n' "$code" | $redeem ;;
1)
	echo "Not redeemed: this needs another look." >&2
	printf '%s\n' "$typed" | "$gcvalidate" -f "$format" >&2
	exit 1
	;;
*) exit 2 ;;
esac
