/* SPDX-License-Identifier: MIT */
/* Floor 2, inside the channel module: learning; what is observed, and one pair aligned with the fewest edits. */
#ifndef GCVI_LEARN_H
#define GCVI_LEARN_H

#include "channel_data.h"

/* How far alignment may drift; lines further apart say nothing about single characters. */
#define GCVI_DRIFT 8

typedef enum gcvi_accident {
	GCVI_SAME, GCVI_SUBSTITUTED, GCVI_OMITTED, GCVI_INSERTED, GCVI_DOUBLED, GCVI_SWAPPED, GCVI_JUMPED, GCVI_TWINNED,
	GCVI_ACCIDENT_COUNT
} gcvi_accident;

/* One step: `printed` and `typed` are where it begins (indices); how much it consumes follows from the accident. */
typedef struct gcvi_aligned {
	gcvi_accident accident;
	size_t printed, typed;
} gcvi_aligned;

/* Working memory for lines of at most GCVI_CODE_MAX characters, made once. */
typedef struct gcvi_aligner gcvi_aligner;
gcvi_aligner *gcvi_aligner_make(gcvi_arena *arena);
/*
 * The steps from left to right, at most n + m of them, owned by the aligner; *edits: how many are not GCVI_SAME.
 * NULL when the lengths are too far apart or above GCVI_CODE_MAX. Ties: the accident that is commoner.
 */
const gcvi_aligned *gcvi_aligner_run(gcvi_aligner *aligner, const uint32_t *printed, size_t n, const uint32_t *typed,
                                     size_t m, size_t *count, size_t *edits);

/* A misreading of a symbol as something outside the alphabet. */
typedef struct gcvi_seen {
	uint32_t typed;
	gcvi_symbol symbol;
	double count;
} gcvi_seen;

/* All that was counted, over the alphabet of the printed characters. */
typedef struct gcvi_observed {
	gcvi_alphabet alphabet;
	gcv_learn_counts counts;
	double *inside;            /* [typed * n + printed], right ones included */
	gcvi_seen *outside;
	size_t outside_count, outside_capacity;
	double gaps, neighbours, triples, equals;   /* places where an insertion, swap, jump, twin could have been */
} gcvi_observed;

/*
 * Fills *channel, which is a copy of the base: rates, weights, pairs (in `work`, sorted). weight: how many observations the
 * base is worth. learn_fit.c
 */
int gcvi_learn_fit(struct gcv_channel *channel, const struct gcv_channel *base, gcvi_observed *observed, double weight,
                   gcvi_arena *work);

#endif
