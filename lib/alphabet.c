/* SPDX-License-Identifier: MIT */
/* Floor 1: the symbols of a format and sets of them. */
#include "alphabet.h"

#include <string.h>

size_t gcvi_set_count(const gcvi_set *set)
{
	size_t count = 0, i;

	for (i = 0; i < sizeof set->words / sizeof set->words[0]; i++) {
		uint64_t word = set->words[i];

		for (; word != 0; word &= word - 1)
			count++;
	}
	return count;
}

gcvi_symbol gcvi_set_nth(const gcvi_set *set, size_t n)
{
	gcvi_symbol symbol;

	for (symbol = 0; symbol < GCVI_SYMBOLS_MAX; symbol++)
		if (gcvi_set_has(set, symbol) && n-- == 0)
			return symbol;
	return GCVI_NO_SYMBOL;
}

/* Where a code point stands or would stand among the sorted points. */
static size_t lower_bound(const uint32_t *points, size_t count, uint32_t point)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (points[middle] < point)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool insert(gcvi_alphabet *alphabet, uint32_t point)
{
	size_t at = lower_bound(alphabet->points, alphabet->count, point);

	if (at < alphabet->count && alphabet->points[at] == point)
		return true;
	if (alphabet->count == GCVI_SYMBOLS_MAX)
		return false;
	memmove(&alphabet->points[at + 1], &alphabet->points[at], (alphabet->count - at) * sizeof alphabet->points[0]);
	alphabet->points[at] = point;
	alphabet->count++;
	return true;
}

bool gcvi_alphabet_init(gcvi_alphabet *alphabet, const uint32_t *points, size_t count, gcvi_case case_rule)
{
	size_t i;

	memset(alphabet, 0, sizeof *alphabet);
	alphabet->case_rule = case_rule;
	for (i = 0; i < count; i++)
		if (!insert(alphabet, points[i]))
			return false;
	memset(alphabet->ascii, GCVI_NO_SYMBOL, sizeof alphabet->ascii);
	for (i = 0; i < alphabet->count; i++)
		if (alphabet->points[i] < 128)
			alphabet->ascii[alphabet->points[i]] = (gcvi_symbol)i;
	return alphabet->count != 0;
}

gcvi_symbol gcvi_alphabet_find(const gcvi_alphabet *alphabet, uint32_t point)
{
	size_t at;

	if (point < 128)
		return alphabet->ascii[point];
	at = lower_bound(alphabet->points, alphabet->count, point);
	if (at < alphabet->count && alphabet->points[at] == point)
		return (gcvi_symbol)at;
	return GCVI_NO_SYMBOL;
}
