/* SPDX-License-Identifier: MIT */
/* Floor 2: P(typed | printed): what a medium does to a character, and how often the other accidents happen. */
#ifndef GCVI_CHANNEL_H
#define GCVI_CHANNEL_H

#include "form.h"
#include "memory.h"

struct gcv_channel;   /* name, priors, pair evidence; immutable */

/* printed, scratched, handwritten, spoken, keyed, ocr; NULL: unknown. Static, shareable. */
const struct gcv_channel *gcvi_channel_builtin(const char *name);

/* Per code, before it is known what was typed; each in 0 … 1. Sources in data/channels/. */
typedef struct gcvi_priors {
	double substitution;      /* per character: read or typed as another */
	double omission;          /* per character: left out */
	double insertion;         /* per gap: something extra */
	double doubling;          /* per character: typed twice */
	double transposition;     /* per adjacent pair */
	double jump;              /* per triple abc -> cba */
	double twin;              /* per adjacent equal pair aa -> bb */
	double separator_lost, separator_extra;
} gcvi_priors;
const gcvi_priors *gcvi_channel_priors(const struct gcv_channel *channel);

/*
 * Emissions for one alphabet: P(typed point | printed symbol) for each printed symbol, summing to at most 1 over
 * everything typed, renormalised over this alphabet. typed is a code point as typed after NFKC (so a lower-case l can
 * speak for 1). extra: pairs that the format's file adds or overrides; may be NULL.
 */
typedef struct gcvi_pair {
	uint32_t printed, typed;
	double weight;            /* relative share, 0/O in clean print is 1 */
} gcvi_pair;
typedef struct gcvi_emission gcvi_emission;
int gcvi_emission_make(const gcvi_emission **emission, const struct gcv_channel *channel, const gcvi_alphabet *alphabet,
                       const gcvi_pair *extra, size_t extra_count, gcvi_arena *arena);
/* out[symbol] for every symbol of the alphabet. */
void gcvi_emission_row(const gcvi_emission *emission, uint32_t typed, double *out);

#endif
