/* SPDX-License-Identifier: MIT */
/* Floor 4: beginnings and endings of a form's codes, by state of its check automaton. */
#include "lint_walk.h"

#include <string.h>

/* Entries of the table of steps; a form that needs more is not looked at. */
#define NEXT_MAX ((size_t)1 << 26)
/* Steps of work for one form, some seconds. */
#define STEPS INT64_C(4000000000)
#define EXACT_MAX 9007199254740992.0   /* 2^53 */

/* Does a sum take the symbol there at all? */
static bool has_term(const gcvi_lint_walk *w, size_t position, gcvi_symbol symbol)
{
	gcvi_element term;
	size_t i;

	for (i = 0; i < w->sum_count; i++)
		if ((w->sums[i]->opaque == NULL || !w->sums[i]->opaque[position]) &&
		    !gcvi_linear_term(w->sums[i], position, symbol, &term))
			return false;
	return true;
}

static void list_sums(gcvi_lint_walk *w)
{
	size_t i, position;

	for (i = 0; i < w->automaton->scheme_count; i++) {
		const gcvi_linear *sum = gcvi_automaton_linear(w->automaton, i);

		if (sum == NULL)
			continue;
		w->sums[w->sum_count++] = sum;
		for (position = 0; sum->opaque != NULL && position < w->length; position++)
			w->opaque = w->opaque || sum->opaque[position] != 0;
	}
}

/* Where counts could leave the whole numbers of a double, shares are taken instead. */
static bool counts_fit(const gcvi_lint_walk *w)
{
	double most = 1;
	size_t i;

	for (i = 0; i < w->length; i++)
		most *= (double)w->choices[i];
	for (i = 0; i < 2; i++)
		most *= (double)(w->length * w->symbols);
	return most < EXACT_MAX;
}

static int list_symbols(gcvi_lint_walk *w, gcvi_arena *arena)
{
	gcvi_symbol *allowed = gcvi_arena_alloc(arena, w->length * w->symbols, sizeof *allowed);
	size_t *choices = gcvi_arena_alloc(arena, w->length, sizeof *choices), position, symbol;
	double *one = gcvi_arena_alloc(arena, w->length, sizeof *one);

	if (allowed == NULL || choices == NULL || one == NULL)
		return GCV_E_MEMORY;
	for (position = 0; position < w->length; position++)
		for (symbol = 0; symbol < w->symbols; symbol++)
			if (gcvi_set_has(&w->form->sites[position].allowed, (gcvi_symbol)symbol))
				allowed[position * w->symbols + choices[position]++] = (gcvi_symbol)symbol;
	w->allowed = allowed;
	w->choices = choices;
	w->counting = counts_fit(w);
	for (position = 0; position < w->length; position++)
		one[position] = w->counting || choices[position] == 0 ? 1 : 1 / (double)choices[position];
	w->one = one;
	return GCV_OK;
}

static int list_steps(gcvi_lint_walk *w, gcvi_arena *arena)
{
	uint16_t *next = gcvi_arena_alloc(arena, w->length * w->symbols * w->states, sizeof *next);
	size_t position, k, state;

	if (next == NULL)
		return GCV_E_MEMORY;
	memset(next, 0xFF, w->length * w->symbols * w->states * sizeof *next);
	for (position = 0; position < w->length; position++)
		for (k = 0; k < w->choices[position]; k++) {
			gcvi_symbol symbol = w->allowed[position * w->symbols + k];
			uint16_t *row = next + (position * w->symbols + symbol) * w->states;

			for (state = 0; state < w->states; state++) {
				uint32_t to = w->wide ? (has_term(w, position, symbol) ? 0 : GCVI_DEAD)
				                      : w->automaton->step(w->automaton, position, (uint32_t)state, symbol);

				row[state] = to == GCVI_DEAD ? GCVI_LINT_DEAD : (uint16_t)to;
			}
		}
	w->next = next;
	return GCV_OK;
}

static int walk_both_ways(gcvi_lint_walk *w, gcvi_arena *arena)
{
	double *front = gcvi_arena_alloc(arena, (w->length + 1) * w->states, sizeof *front);
	double *back = gcvi_arena_alloc(arena, (w->length + 1) * w->states, sizeof *back);
	size_t position, k, state;

	if (front == NULL || back == NULL)
		return GCV_E_MEMORY;
	front[w->start] = 1;
	for (state = 0; state < w->states; state++)
		back[w->length * w->states + state] = w->wide || w->automaton->accepts(w->automaton, (uint32_t)state) ? 1 : 0;
	for (position = 0; position < w->length; position++)
		for (k = 0; k < w->choices[position]; k++) {
			const uint16_t *next = gcvi_lint_next(w, position, w->allowed[position * w->symbols + k]);

			for (state = 0; state < w->states; state++)
				if (next[state] != GCVI_LINT_DEAD)
					front[(position + 1) * w->states + next[state]] +=
						front[position * w->states + state] * w->one[position];
		}
	for (position = w->length; position-- > 0;)
		for (k = 0; k < w->choices[position]; k++) {
			const uint16_t *next = gcvi_lint_next(w, position, w->allowed[position * w->symbols + k]);

			for (state = 0; state < w->states; state++)
				if (next[state] != GCVI_LINT_DEAD)
					back[position * w->states + state] += back[(position + 1) * w->states + next[state]] * w->one[position];
		}
	w->front = front;
	w->back = back;
	w->total = back[w->start];
	return GCV_OK;
}

/* No two states that both are on the way to a code may be led to the same one by the same symbol. */
static bool is_faithful(const gcvi_lint_walk *w, uint8_t *taken)
{
	size_t position, k, state, ends = 0;

	for (state = 0; state < w->states; state++)
		ends += w->front[w->length * w->states + state] > 0 && w->back[w->length * w->states + state] > 0;
	if (ends > 1)
		return false;
	for (position = 0; position < w->length; position++)
		for (k = 0; k < w->choices[position]; k++) {
			const uint16_t *next = gcvi_lint_next(w, position, w->allowed[position * w->symbols + k]);

			memset(taken, 0, w->states);
			for (state = 0; state < w->states; state++) {
				uint16_t to = next[state];

				if (to == GCVI_LINT_DEAD || !(w->front[position * w->states + state] > 0) ||
				    !(w->back[(position + 1) * w->states + to] > 0))
					continue;
				if (taken[to])
					return false;
				taken[to] = 1;
			}
		}
	return true;
}

int gcvi_lint_walk_make(gcvi_lint_walk *w, const gcvi_form *form, const gcvi_automaton *automaton, gcvi_arena *arena)
{
	uint8_t *taken;
	int status;

	memset(w, 0, sizeof *w);
	w->form = form;
	w->automaton = automaton;
	w->length = form->length;
	w->symbols = form->alphabet->count;
	w->wide = automaton->states == 0;
	w->states = w->wide ? 1 : automaton->states;
	w->start = w->wide ? 0 : automaton->start;
	w->steps = STEPS;
	list_sums(w);
	if (w->length * w->symbols > NEXT_MAX / w->states) {
		w->states = 0;
		return GCV_OK;
	}
	status = list_symbols(w, arena);
	if (status == GCV_OK)
		status = list_steps(w, arena);
	if (status == GCV_OK)
		status = walk_both_ways(w, arena);
	taken = gcvi_arena_alloc(arena, w->states, 1);
	if (status != GCV_OK || taken == NULL)
		return GCV_E_MEMORY;
	w->faithful = is_faithful(w, taken);
	return GCV_OK;
}

/* ------------------------------------------------------------------------------------------------ windows */

void gcvi_lint_ones(gcvi_lint_walk *w, size_t position, double *out)
{
	const double *front = w->front + position * w->states, *back = w->back + (position + 1) * w->states;
	size_t k, state;

	memset(out, 0, w->symbols * sizeof *out);
	for (k = 0; k < w->choices[position]; k++) {
		gcvi_symbol symbol = w->allowed[position * w->symbols + k];
		const uint16_t *next = gcvi_lint_next(w, position, symbol);

		for (state = 0; state < w->states; state++)
			if (next[state] != GCVI_LINT_DEAD)
				out[symbol] += front[state] * back[next[state]];
		out[symbol] *= w->one[position];
	}
	w->steps -= (int64_t)(w->choices[position] * w->states);
}

void gcvi_lint_twos(gcvi_lint_walk *w, size_t position, double *out)
{
	const double *front = w->front + position * w->states, *back = w->back + (position + 2) * w->states;
	size_t a, b, state;

	memset(out, 0, w->symbols * w->symbols * sizeof *out);
	for (a = 0; a < w->choices[position]; a++) {
		gcvi_symbol first = w->allowed[position * w->symbols + a];
		const uint16_t *next = gcvi_lint_next(w, position, first);

		for (b = 0; b < w->choices[position + 1]; b++) {
			gcvi_symbol second = w->allowed[(position + 1) * w->symbols + b];
			const uint16_t *after = gcvi_lint_next(w, position + 1, second);
			double sum = 0;

			for (state = 0; state < w->states; state++)
				if (next[state] != GCVI_LINT_DEAD && after[next[state]] != GCVI_LINT_DEAD)
					sum += front[state] * back[after[next[state]]];
			out[first * w->symbols + second] = sum * w->one[position] * w->one[position + 1];
		}
	}
	w->steps -= (int64_t)(w->choices[position] * w->choices[position + 1] * w->states);
}

/* Beginnings `from`, one symbol further. */
static void push(const gcvi_lint_walk *w, size_t position, gcvi_symbol symbol, const double *from, double *to)
{
	const uint16_t *next = gcvi_lint_next(w, position, symbol);
	size_t state;

	for (state = 0; state < w->states; state++)
		if (next[state] != GCVI_LINT_DEAD)
			to[next[state]] += from[state];
}

void gcvi_lint_threes(gcvi_lint_walk *w, size_t position, double *out, double *scratch)
{
	const double *back = w->back + (position + 3) * w->states;
	double *once = scratch, *twice = scratch + w->states;
	size_t a, b, state;

	memset(out, 0, w->symbols * w->symbols * sizeof *out);
	for (a = 0; a < w->choices[position]; a++) {
		gcvi_symbol first = w->allowed[position * w->symbols + a];

		memset(scratch, 0, 2 * w->states * sizeof *scratch);
		push(w, position, first, w->front + position * w->states, once);
		for (b = 0; b < w->choices[position + 1]; b++)
			push(w, position + 1, w->allowed[(position + 1) * w->symbols + b], once, twice);
		for (b = 0; b < w->choices[position + 2]; b++) {
			gcvi_symbol third = w->allowed[(position + 2) * w->symbols + b];
			const uint16_t *next = gcvi_lint_next(w, position + 2, third);
			double sum = 0;

			for (state = 0; state < w->states; state++)
				if (next[state] != GCVI_LINT_DEAD)
					sum += twice[state] * back[next[state]];
			out[first * w->symbols + third] = sum * w->one[position] * w->one[position + 1] * w->one[position + 2];
		}
	}
	w->steps -= (int64_t)(w->choices[position] * (w->choices[position + 1] + w->choices[position + 2]) * w->states);
}

/* --------------------------------------------------------------------------------------------------- sums */

bool gcvi_lint_is_opaque(const gcvi_lint_walk *w, size_t position)
{
	size_t i;

	for (i = 0; i < w->sum_count; i++)
		if (w->sums[i]->opaque != NULL && w->sums[i]->opaque[position])
			return true;
	return false;
}

/* The terms of some symbols added up; false where one does not exist. */
static bool add_up(const gcvi_linear *sum, size_t position, const size_t *offsets, const gcvi_symbol *symbols,
                   size_t count, gcvi_element *out)
{
	gcvi_element term;
	size_t k;

	for (k = 0; k < count; k++) {
		if (!gcvi_linear_term(sum, position + offsets[k], symbols[k], &term))
			return false;
		*out = k == 0 ? term : gcvi_element_add(&sum->group, *out, term);
	}
	return true;
}

bool gcvi_lint_may_pass(const gcvi_lint_walk *w, size_t position, const size_t *offsets, const gcvi_symbol *before,
                        const gcvi_symbol *after, size_t count)
{
	gcvi_element was = { 0, 0 }, is = { 0, 0 };
	size_t i, k;

	for (i = 0; i < w->sum_count; i++) {
		bool opaque = false;

		for (k = 0; k < count; k++)
			opaque = opaque || (w->sums[i]->opaque != NULL && w->sums[i]->opaque[position + offsets[k]]);
		if (opaque)
			continue;
		if (!add_up(w->sums[i], position, offsets, after, count, &is))
			return false;
		if (add_up(w->sums[i], position, offsets, before, count, &was) && !gcvi_element_is(was, is))
			return false;
	}
	return true;
}
