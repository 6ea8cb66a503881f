/* SPDX-License-Identifier: MIT */
/* Floor 2: the table behind an emission, for emission.c that makes it and emission_row.c that reads it. */
#ifndef GCVI_EMISSION_INTERNAL_H
#define GCVI_EMISSION_INTERNAL_H

#include "channel.h"

/* What every symbol sets aside for marks that name none, see emission_row.c. A power of two, so that products stay exact. */
#define GCVI_RESERVE (1.0 / 512)

/* A typed code point that is not in the alphabet but was misread from a symbol. */
typedef struct gcvi_outside {
	uint32_t typed;
	gcvi_symbol symbol;
	double p;
} gcvi_outside;

struct gcvi_emission {
	const gcvi_alphabet *alphabet;
	size_t n;
	double *in;            /* in[typed * n + printed] */
	gcvi_outside *out;     /* sorted by typed, symbol, distinct */
	size_t out_count, out_capacity;
	double scale;          /* probability of a weight of 1 */
};

/* The symbol that a code point names: without loss, except that a letter known in one case only is that letter. */
gcvi_symbol gcvi_symbol_named(const gcvi_alphabet *alphabet, uint32_t point);

#endif
