/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct: all symbols of one column of a trellis, for one state: where nearly all time goes. */
#ifndef GCVI_CORRECT_COLUMN_H
#define GCVI_CORRECT_COLUMN_H

#include "trellis.h"

/* Bytes; of tables of numbers that are read by vectors. */
#define GCVI_ALIGNMENT 16

/*
 * Of emissions, by choice: e(i) of the column's lanes, e(next(i)), e(next(next(i))); e(i), e(next(i)) of the lanes of the
 * column before; e(i) of those two before; whole-input accidents. As floats they are rounded up.
 */
typedef struct gcvi_symbol_work {
	size_t width, used;       /* lanes; how many are looked at, even */
	size_t lanes;             /* of whole-input accidents */
	size_t choices, states;
	const uint16_t *next;     /* [choice * states + state], UINT16_MAX: dead */
	const uint8_t *alive;     /* by state of the next column */
	const float *emit;        /* these four are aligned */
	const double *emit_sum;
	const float *views;       /* of the next column, by state */
	const double *sums;
	const double *counted;
	/* Where twins may begin; else second is NULL. pair_…: T_END of the column behind the next one, times the factor. */
	const uint16_t *second;
	const double *twin;       /* [choice * width] */
	const float *pair_views;
	const double *pair_sums;
	double pair_factor, pair_sum_factor;
} gcvi_symbol_work;

/* Into best and sum, which are zero: N, T, J, K, lanes. *count: of the codes; returns whether any leads to one. */
int gcvi_symbols_add(const gcvi_symbol_work *work, size_t state, float *best, double *sum, double *count);

#endif
