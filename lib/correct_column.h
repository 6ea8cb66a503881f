/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct: all symbols of one column of a trellis, for one state: where most time goes. */
#ifndef GCVI_CORRECT_COLUMN_H
#define GCVI_CORRECT_COLUMN_H

#include "trellis.h"

/* Bytes; of tables of numbers that are read by vectors. */
#define GCVI_ALIGNMENT 16

/* One column of a trellis, towards the one behind it. */
typedef struct gcvi_symbol_work {
	size_t slots, kept, lanes;   /* as in the trellis */
	const uint8_t *lane;      /* of the column's letters, of which there are so many */
	size_t letters;
	size_t choices, states;
	const uint16_t *next;     /* [choice * states + state], UINT16_MAX: dead */
	const uint8_t *alive;     /* by state of the column behind: it leads to a code */
	/*
	 * Emissions, [choice * (GCVI_VIEWS * slots + lanes)]: e(i) of the column's letters, e(next(i)), e(next(next(i))); e(i),
	 * e(next(i)) of the letters of the column before; e(i) of those two before; whole-input accidents. Aligned.
	 */
	const double *emit;
	const double *views;      /* of the column behind, by state. Aligned */
	/* Where twins may begin; else twin is NULL. pair: T_END of the column behind that one, times the factor. */
	const uint16_t *second;   /* as next, for the same symbol once more */
	const double *twin;       /* [choice * slots] */
	const double *pair;       /* [state * slots] */
	double pair_factor;
} gcvi_symbol_work;

/*
 * Into row: by slots what N, T, J, K get (GCVI_ROWS of them), then what N gets from omissions by lanes, whole-input
 * accidents. Returns whether any symbol leads to a code.
 */
#define GCVI_ROWS 4
/* The sum over all symbols. */
int gcvi_symbols_sum(const gcvi_symbol_work *work, size_t state, double *row);
/* The best symbol, for each element by itself; but N, which stands with omissions, as a whole. */
int gcvi_symbols_best(const gcvi_symbol_work *work, size_t state, double *row);

#endif
