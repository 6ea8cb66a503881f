/* SPDX-License-Identifier: MIT */
/* Floor 5, inside check: a code and its companion typed together ("6012… PIN 1234"), in either order, with labels. */
#ifndef GCVI_PAIR_H
#define GCVI_PAIR_H

#include "alternative.h"
#include "detect.h"

typedef struct gcvi_pair_found {
	bool found;
	gcvi_reading reading;           /* of the code alone, with spans of the input */
	gcvi_span code, companion;      /* in the input */
	gcvi_surroundings around;       /* the input without both */
	gcvi_detection detection;       /* formats that take the one as a code and the other as its companion; REPAIRED */
	size_t length;                  /* of the companion, in characters */
	const gcvi_other *other;        /* the companion of the first of them */
	gcvi_scaled weight;             /* how much all of it says for that one, to be compared with a detection's weights */
} gcvi_pair_found;

/* Of formats with a companion. GCV_OK or GCV_E_MEMORY. */
int gcvi_pair_find(gcvi_pair_found *pair, const struct gcv_format *const *formats, size_t count, const char *input,
                   size_t size, const struct gcv_channel *channel, gcvi_arena *arena);

#endif
