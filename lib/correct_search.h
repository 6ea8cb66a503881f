/* SPDX-License-Identifier: MIT */
/* Floor 4, inside correct: the most probable codes over several trellises, best first. */
#ifndef GCVI_CORRECT_SEARCH_H
#define GCVI_CORRECT_SEARCH_H

#include "trellis.h"

/* One form of one format. */
typedef struct gcvi_source {
	gcvi_trellis trellis;     /* with its backward tables */
	size_t format;            /* sources of the same format and length may hold the same code */
	size_t keyboard;          /* GCVI_KEYBOARDS; else the lattice has what was meant with this one (hypothesis_keyboard.h) */
	double weight;            /* prior of each of its codes, times what brings the trellis into the common scale */
	/* What codes have to pass where that has too many states, and the trellis goes without (correct_meet.h); else NULL. */
	const gcvi_automaton *check;
} gcvi_source;

/* A code that is not to be found. */
typedef struct gcvi_refused {
	size_t format, length;
	const gcvi_symbol *symbols;
} gcvi_refused;

typedef struct gcvi_found {
	const gcvi_source *source;     /* of several, the one where it is likeliest */
	gcvi_symbol *code;
	double score;             /* weight * likelihood, over all sources of the format; divide by the total */
} gcvi_found;

typedef struct gcvi_search {
	const gcvi_source *sources;
	size_t source_count;
	const gcvi_refused *refused;
	size_t refused_count;
	size_t wanted;            /* at most so many codes */
	double threshold;         /* codes of a lower score are not wanted */
	double first;             /* where even the best code has a lower score, no others are wanted */
	size_t steps;             /* at most so many prefixes are looked at */
	/* answer */
	gcvi_found *found;        /* best first; equal ones (to 40 bits) in code order */
	size_t count;
	double bound;             /* no code has a higher score */
	size_t used;              /* steps */
	int truncated;            /* a bound cut the search short */
} gcvi_search;

/*
 * Working memory is taken from the arena at the start, none during the search. GCV_OK or GCV_E_MEMORY.
 */
int gcvi_search_run(gcvi_search *search, gcvi_arena *arena);

/* Best first: by score, equal ones in code order. */
int gcvi_found_before(const gcvi_found *a, const gcvi_found *b);
/* The score of one code of that length, by this source alone; 0 if it does not hold the code. */
double gcvi_source_score(const gcvi_source *source, const gcvi_symbol *code);
/* Scores as they are compared: 40 bits of mantissa. */
uint64_t gcvi_score_key(double score);
/* Code order over alphabets: by code point, then the shorter one. */
int gcvi_code_order(const gcvi_form *a, const gcvi_symbol *code_a, size_t length_a,
                    const gcvi_form *b, const gcvi_symbol *code_b, size_t length_b);

#endif
