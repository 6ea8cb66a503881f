/* SPDX-License-Identifier: MIT */
/* Floor 4, inside lint: of each class of errors, how many there are over all codes of a form and how many make another one. */
#ifndef GCVI_LINT_RATES_H
#define GCVI_LINT_RATES_H

#include "lint_walk.h"

#define GCVI_LINT_CLASSES 8         /* GCV_CLASS_SINGLE … GCV_CLASS_TWO_LOOK_ALIKES */

/* Which symbols look alike: level[a * symbols + b] from 1 to 3, 0 where they do not. Symmetric. */
typedef struct gcvi_lint_alike {
	uint8_t *level;
	size_t symbols;
} gcvi_lint_alike;
/* By the level tables (lookalike.h) and the pairs that a format's file names. */
int gcvi_lint_alike_make(gcvi_lint_alike *alike, const gcvi_alphabet *alphabet, const gcvi_pair *pairs, size_t pair_count,
                         gcvi_arena *arena);

typedef struct gcvi_lint_count {
	double possible, missed;        /* as the walk counts: errors, or their weight in shares of all strings */
	bool exact, partial;            /* as in gcv_lint_rate */
} gcvi_lint_count;

typedef struct gcvi_lint_rates {
	gcvi_lint_count classes[GCVI_LINT_CLASSES];
	/* Of single substitutions, [a * symbols + b], a < b, both directions: over all positions. */
	double *pair_possible, *pair_missed;
	/* [(position * symbols + a) * symbols + b], a < b: 1: there are such errors and all go unnoticed; 2: some are seen. */
	uint8_t *pair_at;
} gcvi_lint_rates;

/* GCV_OK or GCV_E_MEMORY. */
int gcvi_lint_rates_make(gcvi_lint_rates *rates, gcvi_lint_walk *walk, const gcvi_lint_alike *alike, gcvi_arena *arena);
/* Two symbols at two places, each replaced by a look-alike; lint_two.c. */
int gcvi_lint_two(gcvi_lint_count *count, gcvi_lint_walk *walk, const gcvi_lint_alike *alike, gcvi_arena *arena);

/* Endings that lead to a code from two states at once, [first * states + second]: only where the walk is not faithful. */
typedef struct gcvi_lint_pairs {
	double *layers[4];              /* by position modulo 4 */
} gcvi_lint_pairs;
/* Room; first layer: behind the last position. *fits false: too many states. */
int gcvi_lint_pairs_make(gcvi_lint_pairs *pairs, gcvi_lint_walk *walk, bool *fits, gcvi_arena *arena);
/* The layer at `position`, from the one behind it. */
void gcvi_lint_pairs_step(gcvi_lint_pairs *pairs, gcvi_lint_walk *walk, size_t position);
/* The number of endings; first and second are no dead states. */
static inline double gcvi_lint_both(const gcvi_lint_walk *w, const gcvi_lint_pairs *pairs, size_t position, uint16_t first,
                                    uint16_t second)
{
	if (first == second)
		return w->back[position * w->states + first];
	return w->faithful ? 0 : pairs->layers[position % 4][(size_t)first * w->states + second];
}

#endif
