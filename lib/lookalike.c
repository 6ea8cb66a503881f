/* SPDX-License-Identifier: MIT */
/* Floor 1: look-alike pairs inside one script. */
#include "lookalike.h"

#include "gen/lookalike_table.h"

#define COUNT (sizeof lookalikes / sizeof lookalikes[0])

/* The first row that is not before this pair. */
static size_t place_of(uint32_t printed, uint32_t read)
{
	size_t low = 0, high = COUNT;

	if (printed < 128) {
		low = lookalikes_of[printed];
		high = lookalikes_of[printed + 1];
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const gcvi_lookalike *row = &lookalikes[middle];

		if (row->printed < printed || (row->printed == printed && row->read < read))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const gcvi_lookalike *gcvi_lookalike_find(uint32_t printed, uint32_t read)
{
	size_t place = place_of(printed, read);

	if (place < COUNT && lookalikes[place].printed == printed && lookalikes[place].read == read)
		return &lookalikes[place];
	return NULL;
}

size_t gcvi_lookalike_all(uint32_t printed, const gcvi_lookalike **first)
{
	size_t place = place_of(printed, 0), count = 0;

	*first = &lookalikes[place < COUNT ? place : 0];
	while (place + count < COUNT && lookalikes[place + count].printed == printed)
		count++;
	return count;
}

/* Both directions count: a reader in doubt about one is in doubt about the other. */
int gcvi_lookalike_level(uint32_t a, uint32_t b)
{
	const gcvi_lookalike *there = gcvi_lookalike_find(a, b), *back = gcvi_lookalike_find(b, a);
	int level = there != NULL ? there->level : 0;

	return back != NULL && back->level > level ? back->level : level;
}
