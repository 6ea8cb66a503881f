/* SPDX-License-Identifier: MIT */
/* Floor 1: pairs inside one script that people take for each other, in levels (data/lookalikes/). */
#ifndef GCVI_LOOKALIKE_H
#define GCVI_LOOKALIKE_H

#include <stddef.h>
#include <stdint.h>

/* 3: first to doubt, 2, 1: last, 0: not a look-alike pair. Symmetric, about printed characters. */
int gcvi_lookalike_level(uint32_t a, uint32_t b);
/*
 * The pair as evidence: relative share of reading errors printed -> read (0/O is 1), under normal print, where
 * ink was scratched away and where residue was left. False where the table has no such pair.
 */
typedef struct gcvi_lookalike {
	uint32_t printed, read;
	int level;
	double clean, scratched, residue;
} gcvi_lookalike;
const gcvi_lookalike *gcvi_lookalike_find(uint32_t printed, uint32_t read);
/* How many pairs there are with this character printed; *first gets the first of them, the others stand behind it. */
size_t gcvi_lookalike_all(uint32_t printed, const gcvi_lookalike **first);

#endif
