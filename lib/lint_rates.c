/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: rates of undetected errors, by walking the code and what was made of it side by side. An error at a position
 * turns a beginning's state into two; it goes unnoticed where one ending takes both to a code.
 */
#include "lint_rates.h"

#include "lookalike.h"

#include <string.h>

#define PAIRS_STATES_MAX 1300   /* four layers of this many squared are 54 MB */

typedef struct counting {
	gcvi_lint_walk *w;
	const gcvi_lint_alike *alike;
	gcvi_lint_rates *rates;
	gcvi_lint_pairs pairs;
	bool usable;                 /* faithful, or pairs fit */
	double *window, *scratch;    /* symbols * symbols; 2 * states */
} counting;

static const size_t beside[] = { 0, 1 }, across[] = { 0, 2 };

/* -------------------------------------------------------------------------------------------------- pairs */

int gcvi_lint_pairs_make(gcvi_lint_pairs *pairs, gcvi_lint_walk *w, bool *fits, gcvi_arena *arena)
{
	double *last, *all = NULL;
	size_t a, b, k, square = (size_t)w->states * w->states;

	memset(pairs, 0, sizeof *pairs);
	*fits = w->faithful || w->states <= PAIRS_STATES_MAX;
	if (w->faithful || !*fits)
		return GCV_OK;
	all = gcvi_arena_alloc(arena, 4 * square, sizeof *all);
	if (all == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < 4; k++)
		pairs->layers[k] = all + k * square;
	last = pairs->layers[w->length % 4];
	for (a = 0; a < w->states; a++)
		for (b = 0; b < w->states; b++)
			last[a * w->states + b] = w->back[w->length * w->states + a] * w->back[w->length * w->states + b];
	return GCV_OK;
}

void gcvi_lint_pairs_step(gcvi_lint_pairs *pairs, gcvi_lint_walk *w, size_t position)
{
	double *to = pairs->layers[position % 4];
	const double *from = pairs->layers[(position + 1) % 4];
	size_t k, a, b;

	if (w->faithful)
		return;
	memset(to, 0, (size_t)w->states * w->states * sizeof *to);
	for (k = 0; k < w->choices[position]; k++) {
		const uint16_t *next = gcvi_lint_next(w, position, w->allowed[position * w->symbols + k]);

		for (a = 0; a < w->states; a++) {
			if (next[a] == GCVI_LINT_DEAD)
				continue;
			for (b = 0; b < w->states; b++)
				if (next[b] != GCVI_LINT_DEAD)
					to[a * w->states + b] += from[(size_t)next[a] * w->states + next[b]] * w->one[position];
		}
	}
	w->steps -= (int64_t)(w->choices[position] * w->states * w->states);
}

/* ------------------------------------------------------------------------------------------------- counting */

static gcvi_lint_count *class_of(counting *c, gcv_error_class error)
{
	return &c->rates->classes[error - 1];
}

/* Codes with `before` at `position` that stay codes with `after` there; the symbols stand side by side. */
static double missed(counting *c, size_t position, const gcvi_symbol *before, const gcvi_symbol *after, size_t width)
{
	gcvi_lint_walk *w = c->w;
	const double *front = w->front + position * w->states;
	double sum = 0;
	size_t state, k;

	for (state = 0; state < w->states; state++) {
		uint16_t was = (uint16_t)state, is = (uint16_t)state;

		if (!(front[state] > 0))
			continue;
		for (k = 0; k < width && was != GCVI_LINT_DEAD && is != GCVI_LINT_DEAD; k++) {
			was = gcvi_lint_next(w, position + k, before[k])[was];
			is = gcvi_lint_next(w, position + k, after[k])[is];
		}
		if (was != GCVI_LINT_DEAD && is != GCVI_LINT_DEAD)
			sum += front[state] * gcvi_lint_both(w, &c->pairs, position + width, was, is);
	}
	for (k = 0; k < width; k++)
		sum *= w->one[position + k];
	w->steps -= (int64_t)w->states;
	return sum;
}

/* The same for symbols that stand on both sides of any third one. */
static double missed_across(counting *c, size_t position, const gcvi_symbol *before, const gcvi_symbol *after)
{
	const gcvi_lint_walk *w = c->w;
	gcvi_symbol was[3], is[3];
	double sum = 0;
	size_t k;

	was[0] = before[0];
	was[2] = before[1];
	is[0] = after[0];
	is[2] = after[1];
	for (k = 0; k < w->choices[position + 1] && c->w->steps > 0; k++) {
		was[1] = is[1] = w->allowed[(position + 1) * w->symbols + k];
		sum += missed(c, position, was, is, 3);
	}
	return sum;
}

/* One error of a class: `codes` codes have `before`. */
static double tell(counting *c, gcv_error_class error, size_t position, const size_t *offsets, const gcvi_symbol *before,
                   const gcvi_symbol *after, size_t count, double codes)
{
	gcvi_lint_count *to = class_of(c, error);
	double some = 0;
	size_t k;

	for (k = 0; k < count; k++)
		if (c->w->wide && gcvi_lint_is_opaque(c->w, position + offsets[k])) {
			to->partial = true;
			return 0;
		}
	to->possible += codes;
	if (!(codes > 0) || !gcvi_lint_may_pass(c->w, position, offsets, before, after, count))
		return 0;
	if (!c->usable || c->w->steps <= 0) {
		to->exact = false;
		return 0;
	}
	some = offsets == across ? missed_across(c, position, before, after) : missed(c, position, before, after, count);
	/* What passes for all that the sums say is told by symbols that are not quite independent. */
	if (c->w->steps <= 0 || (c->w->wide && some > 0))
		to->exact = false;
	to->missed += some;
	return some;
}

static bool is_allowed(const counting *c, size_t position, gcvi_symbol symbol)
{
	return gcvi_set_has(&c->w->form->sites[position].allowed, symbol);
}

/* ------------------------------------------------------------------------------------------- one substitution */

static void note_pair(counting *c, size_t position, gcvi_symbol a, gcvi_symbol b, double possible, double some)
{
	size_t symbols = c->w->symbols, at = (a < b ? a * symbols + b : b * symbols + a);

	c->rates->pair_possible[at] += possible;
	c->rates->pair_missed[at] += some;
	if (possible > 0) {
		uint8_t *seen = &c->rates->pair_at[position * symbols * symbols + at];
		uint8_t is = some > possible * (1 - 1e-9) ? 1 : 2;

		*seen = *seen == 0 || *seen == is ? is : 2;
	}
}

static void count_singles(counting *c, size_t position)
{
	const gcvi_lint_walk *w = c->w;
	const gcvi_symbol *allowed = w->allowed + position * w->symbols;
	gcvi_lint_count *alike = class_of(c, GCV_CLASS_LOOK_ALIKE);
	size_t a, b;

	gcvi_lint_ones(c->w, position, c->window);
	for (a = 0; a < w->choices[position]; a++)
		for (b = 0; b < w->choices[position]; b++) {
			double codes = c->window[allowed[a]], some;

			if (a == b)
				continue;
			some = tell(c, GCV_CLASS_SINGLE, position, beside, &allowed[a], &allowed[b], 1, codes);
			if (w->wide && gcvi_lint_is_opaque(w, position)) {
				alike->partial = true;
				continue;
			}
			note_pair(c, position, allowed[a], allowed[b], codes, some);
			if (c->alike->level[allowed[a] * w->symbols + allowed[b]] != 0) {
				alike->possible += codes;
				alike->missed += some;
			}
		}
}

/* ------------------------------------------------------------------------------------- neighbours, and across one */

static void count_exchanged(counting *c, size_t position, size_t behind, gcv_error_class error, const size_t *offsets)
{
	const gcvi_lint_walk *w = c->w;
	size_t a, b;

	for (a = 0; a < w->choices[position]; a++)
		for (b = 0; b < w->choices[behind]; b++) {
			gcvi_symbol before[2], after[2];

			before[0] = after[1] = w->allowed[position * w->symbols + a];
			before[1] = after[0] = w->allowed[behind * w->symbols + b];
			if (before[0] != before[1] && is_allowed(c, position, after[0]) && is_allowed(c, behind, after[1]))
				tell(c, error, position, offsets, before, after, 2, c->window[before[0] * w->symbols + before[1]]);
		}
}

static void count_twins(counting *c, size_t position, size_t behind, gcv_error_class error, const size_t *offsets)
{
	const gcvi_lint_walk *w = c->w;
	size_t a, b;

	for (a = 0; a < w->choices[position]; a++)
		for (b = 0; b < w->choices[position]; b++) {
			gcvi_symbol before[2], after[2];

			before[0] = before[1] = w->allowed[position * w->symbols + a];
			after[0] = after[1] = w->allowed[position * w->symbols + b];
			if (a != b && is_allowed(c, behind, before[1]) && is_allowed(c, behind, after[1]))
				tell(c, error, position, offsets, before, after, 2, c->window[before[0] * w->symbols + before[1]]);
		}
}

/* "Thirty", "thirteen": a0 for 1a and back, a = 2 … 9. */
static void count_phonetic(counting *c, size_t position)
{
	const gcvi_lint_walk *w = c->w;
	const gcvi_alphabet *alphabet = w->form->alphabet;
	gcvi_symbol zero = gcvi_alphabet_find(alphabet, '0'), one = gcvi_alphabet_find(alphabet, '1');
	uint32_t digit;

	if (zero == GCVI_NO_SYMBOL || one == GCVI_NO_SYMBOL)
		return;
	for (digit = '2'; digit <= '9'; digit++) {
		gcvi_symbol a = gcvi_alphabet_find(alphabet, digit), tens[2], teens[2];

		if (a == GCVI_NO_SYMBOL)
			continue;
		tens[0] = teens[1] = a;
		tens[1] = zero;
		teens[0] = one;
		if (!is_allowed(c, position, a) || !is_allowed(c, position + 1, zero) || !is_allowed(c, position, one) ||
		    !is_allowed(c, position + 1, a))
			continue;
		tell(c, GCV_CLASS_PHONETIC, position, beside, tens, teens, 2, c->window[a * w->symbols + zero]);
		tell(c, GCV_CLASS_PHONETIC, position, beside, teens, tens, 2, c->window[one * w->symbols + a]);
	}
}

/* ------------------------------------------------------------------------------------------------- all of it */

int gcvi_lint_alike_make(gcvi_lint_alike *alike, const gcvi_alphabet *alphabet, const gcvi_pair *pairs, size_t pair_count,
                         gcvi_arena *arena)
{
	size_t n = alphabet->count, a, b, k;

	alike->symbols = n;
	alike->level = gcvi_arena_alloc(arena, n * n, 1);
	if (alike->level == NULL)
		return GCV_E_MEMORY;
	for (a = 0; a < n; a++)
		for (b = 0; b < n; b++)
			if (a != b)
				alike->level[a * n + b] = (uint8_t)gcvi_lookalike_level(alphabet->points[a], alphabet->points[b]);
	for (k = 0; k < pair_count; k++) {
		gcvi_symbol printed = gcvi_alphabet_find(alphabet, pairs[k].printed);
		gcvi_symbol typed = gcvi_alphabet_find(alphabet, pairs[k].typed);

		if (printed == GCVI_NO_SYMBOL || typed == GCVI_NO_SYMBOL || printed == typed)
			continue;
		/* What the issuer names is the first to doubt. */
		alike->level[printed * n + typed] = alike->level[typed * n + printed] = 3;
	}
	return GCV_OK;
}

static int make_room(counting *c, gcvi_arena *arena)
{
	size_t square = c->w->symbols * c->w->symbols;

	c->rates->pair_possible = gcvi_arena_alloc(arena, square, sizeof(double));
	c->rates->pair_missed = gcvi_arena_alloc(arena, square, sizeof(double));
	c->rates->pair_at = gcvi_arena_alloc(arena, c->w->length * square, 1);
	c->window = gcvi_arena_alloc(arena, square, sizeof(double));
	c->scratch = gcvi_arena_alloc(arena, 2 * (size_t)c->w->states, sizeof(double));
	if (c->rates->pair_possible == NULL || c->rates->pair_missed == NULL || c->rates->pair_at == NULL ||
	    c->window == NULL || c->scratch == NULL)
		return GCV_E_MEMORY;
	return gcvi_lint_pairs_make(&c->pairs, c->w, &c->usable, arena);
}

static void count_at(counting *c, size_t position)
{
	gcvi_lint_walk *w = c->w;

	count_singles(c, position);
	if (position + 1 < w->length) {
		gcvi_lint_twos(w, position, c->window);
		count_exchanged(c, position, position + 1, GCV_CLASS_TRANSPOSITION, beside);
		count_twins(c, position, position + 1, GCV_CLASS_TWIN, beside);
		count_phonetic(c, position);
	}
	if (position + 2 < w->length) {
		gcvi_lint_threes(w, position, c->window, c->scratch);
		count_exchanged(c, position, position + 2, GCV_CLASS_JUMP, across);
		count_twins(c, position, position + 2, GCV_CLASS_JUMP_TWIN, across);
	}
}

int gcvi_lint_rates_make(gcvi_lint_rates *rates, gcvi_lint_walk *walk, const gcvi_lint_alike *alike, gcvi_arena *arena)
{
	counting c = { .w = walk, .alike = alike, .rates = rates };
	size_t position, k;
	int status;

	memset(rates, 0, sizeof *rates);
	for (k = 0; k < GCVI_LINT_CLASSES; k++)
		rates->classes[k].exact = true;
	status = make_room(&c, arena);
	if (status != GCV_OK)
		return status;
	for (position = walk->length; walk->steps > 0 && position-- > 0;) {
		count_at(&c, position);
		if (c.usable)
			gcvi_lint_pairs_step(&c.pairs, walk, position);
	}
	for (k = 0; k < GCVI_LINT_CLASSES && walk->steps <= 0; k++)
		rates->classes[k].exact = false;
	class_of(&c, GCV_CLASS_LOOK_ALIKE)->exact = class_of(&c, GCV_CLASS_SINGLE)->exact;
	return gcvi_lint_two(class_of(&c, GCV_CLASS_TWO_LOOK_ALIKES), walk, alike, arena);
}
