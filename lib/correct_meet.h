/* SPDX-License-Identifier: MIT */
/*
 * Floor 4, inside correct: the most probable codes of forms whose check has no states but is a sum (linear.h). A code is
 * cut in two; beginnings and ends that are likely enough are listed, and those are joined whose sums make up the target.
 * Few wrong symbols, and unknown ones, come from the sum alone (locate.h), and so do codes that are two accidents away, of
 * whatever kind: in most cases they are all that matters, and no list is made.
 *
 * Memory, all of it from the arena and none while a list is made: two lists of at most 2^17 beginnings or ends of 20
 * bytes, and a third as much for the shorter ones before them; a table of 2^18 numbers of 4 bytes, the same way; bounds of
 * at most 2^21 such numbers in all; sums of at most 3 * 2^19 numbers of 8 bytes, and as much for smaller ones before them:
 * 42 MB at the very most, 13 measured with 62 characters of Bech32m, about 1 for what one or two accidents explain.
 */
#ifndef GCVI_CORRECT_MEET_H
#define GCVI_CORRECT_MEET_H

#include "correct_search.h"

typedef struct gcvi_meet {
	/* Each with what its codes have to pass as `check`; its trellis goes without (gcvi_meet_free) and has its tables. */
	const gcvi_source *sources;
	size_t source_count;
	const gcvi_refused *refused;
	size_t refused_count;
	double others;            /* what the scores of all other sources' codes sum to */
	double least;             /* codes that are a smaller share of the total are not wanted */
	double rest;              /* nor is more looked for when all that is left is expected to be a smaller share than this */
	size_t wanted;            /* at most so many codes */
	size_t steps;             /* at most so many beginnings and ends are listed */
	/* answer */
	gcvi_found *found;        /* best first, as in gcvi_search */
	size_t count;
	/*
	 * What the scores of the sources' codes sum to: those found, and an estimate for the others: what all strings that
	 * were not looked at hold, times the share of strings that pass. (The exact sum needs states.)
	 */
	double total;
	size_t used;
	/* What was not looked at may hold a code that is more than `least`, and is expected to hold more than `rest`. */
	int truncated;
} gcvi_meet;

/* Is there a sum to join by? */
bool gcvi_meet_works(const gcvi_automaton *automaton);
/*
 * The share of the strings of symbols that the scheme takes that pass: exact where each position takes all that its terms
 * can make up for.
 */
double gcvi_meet_share(const gcvi_automaton *automaton);
/* One state that all those strings pass. */
void gcvi_meet_free(gcvi_automaton *all, const gcvi_automaton *check);
/* GCV_OK or GCV_E_MEMORY. */
int gcvi_meet_run(gcvi_meet *meet, gcvi_arena *arena);

#endif
