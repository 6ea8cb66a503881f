/* SPDX-License-Identifier: MIT */
/* Floor 1: look-alike pairs inside one script. */
#include "lookalike.h"

#include "gen/lookalike_table.h"

#define COUNT (sizeof lookalikes / sizeof lookalikes[0])

const gcvi_lookalike *gcvi_lookalike_find(uint32_t printed, uint32_t read)
{
	size_t low = 0, high = COUNT;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const gcvi_lookalike *row = &lookalikes[middle];

		if (row->printed < printed || (row->printed == printed && row->read < read))
			low = middle + 1;
		else
			high = middle;
	}
	if (low < COUNT && lookalikes[low].printed == printed && lookalikes[low].read == read)
		return &lookalikes[low];
	return NULL;
}

/* Both directions count: a reader in doubt about one is in doubt about the other. */
int gcvi_lookalike_level(uint32_t a, uint32_t b)
{
	const gcvi_lookalike *there = gcvi_lookalike_find(a, b), *back = gcvi_lookalike_find(b, a);
	int level = there != NULL ? there->level : 0;

	return back != NULL && back->level > level ? back->level : level;
}
