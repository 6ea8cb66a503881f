/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct: accidents to the whole input, where every letter still has its position. */
#ifndef GCVI_HYPOTHESIS_H
#define GCVI_HYPOTHESIS_H

#include "lattice.h"

/* At most so many at once, in the order they are made; more groups than that have never been printed. */
#define GCVI_HYPOTHESES_MAX 32

typedef enum gcvi_accident {
	GCVI_ACCIDENT_EXCHANGED,  /* groups `first` and `second` have changed places */
	GCVI_ACCIDENT_REPEATED,   /* group `first` was typed twice in a row */
	GCVI_ACCIDENT_LEFT_OUT,   /* group `first` was not typed */
	GCVI_ACCIDENT_KEYBOARD    /* another keyboard layout, Caps Lock or Shift: gcvi_keyboard_name(first) */
} gcvi_accident;

typedef struct gcvi_hypothesis {
	gcvi_accident accident;
	size_t first, second;     /* from 0 */
	double weight;            /* of the accident and of typing everything else as it is */
	/* The token that was typed for each position (of the lattice), UINT32_MAX: none. NULL: one after the other. */
	const uint32_t *tokens;
} gcvi_hypothesis;

/*
 * L(code) = aligned * (sum over the ways of lattice_model.h) + sum over h of weight(h) * product over j of emit(h, j, c[j]),
 * all of it times 2^exponent. emit(h, j, c) is e of the letter typed for position j, after undoing the accident; 1 where
 * nothing was typed; for a repeated group the product of both.
 */
typedef struct gcvi_hypotheses {
	size_t count, lanes;      /* lanes: count, rounded up to fours */
	gcvi_hypothesis items[GCVI_HYPOTHESES_MAX];
	double *emit;             /* [(j * symbols + c) * lanes + h]; 0 for lanes that are not in use */
	double aligned;           /* weight of the ordinary ways, in the same scale */
	long exponent;
} gcvi_hypotheses;

#endif
