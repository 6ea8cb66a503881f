/* SPDX-License-Identifier: MIT */
/*
 * Floor 4, inside lint: a form's codes, all at once. How many beginnings lead to each state of the check automaton, and
 * how many endings lead from it to a code, so that the codes with given symbols at given places are counted without
 * writing one down.
 */
#ifndef GCVI_LINT_WALK_H
#define GCVI_LINT_WALK_H

#include "channel.h"
#include "linear.h"
#include "scheme.h"

#define GCVI_LINT_DEAD UINT16_MAX

typedef struct gcvi_lint_walk {
	const gcvi_form *form;
	const gcvi_automaton *automaton;
	size_t length, symbols;
	uint32_t states, start;
	/*
	 * The automaton has too many states and is left out (states 1): its sums tell which errors pass, and the symbols of
	 * a code are taken to be independent of each other, which they are as long as the checks among them are free.
	 */
	bool wide;
	const gcvi_symbol *allowed;    /* [position * symbols]: those of each position, in order */
	const size_t *choices;         /* by position: how many */
	const uint16_t *next;          /* [(position * symbols + symbol) * states + state]; GCVI_LINT_DEAD */
	/*
	 * [position * states + state], position 0 … length. Numbers of beginnings and endings where `counting`, shares of all
	 * beginnings and endings else: `one` is what a single symbol weighs at a position.
	 */
	const double *front, *back, *one;
	bool counting;
	/*
	 * Two different states, reached by the same number of symbols, never end in codes by the same ending: an error that
	 * is not undone where it ends is seen.
	 */
	bool faithful;
	double total;                  /* codes, or their share of all strings */
	const gcvi_linear *sums[GCVI_SCHEMES_MAX];
	size_t sum_count;
	bool opaque;                   /* some check characters carry a sum in another form (linear.h) */
	int64_t steps;                 /* work left; what is not done when it is used up is not exact */
} gcvi_lint_walk;

/* counting: wanted where the numbers stay below 2^53. GCV_OK or GCV_E_MEMORY; states 0: more than can be looked at. */
int gcvi_lint_walk_make(gcvi_lint_walk *walk, const gcvi_form *form, const gcvi_automaton *automaton, gcvi_arena *arena);

static inline const uint16_t *gcvi_lint_next(const gcvi_lint_walk *w, size_t position, gcvi_symbol symbol)
{
	return w->next + (position * w->symbols + symbol) * w->states;
}

/* Codes with one symbol at a position, [symbol]. */
void gcvi_lint_ones(gcvi_lint_walk *w, size_t position, double *out);
/* Codes with two symbols at a position and the one behind, [first * symbols + second]. */
void gcvi_lint_twos(gcvi_lint_walk *w, size_t position, double *out);
/* The same at a position and the one after the next; scratch: 2 * states. */
void gcvi_lint_threes(gcvi_lint_walk *w, size_t position, double *out, double *scratch);

/*
 * False: that `before` became `after`, from `position` on, changes a sum, so that no code comes of a code. offsets: where
 * the symbols stand, from `position`.
 */
bool gcvi_lint_may_pass(const gcvi_lint_walk *w, size_t position, const size_t *offsets, const gcvi_symbol *before,
                        const gcvi_symbol *after, size_t count);
/* A check character stands there that carries a sum in another form. */
bool gcvi_lint_is_opaque(const gcvi_lint_walk *w, size_t position);

#endif
