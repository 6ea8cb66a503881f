/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: two look-alike substitutions in one code. Where the check is a sum they go unnoticed when their differences
 * cancel out; else pairs of states are walked from the end, with one error more to come or none.
 */
#include "lint_rates.h"
#include "scheme_internal.h"

#include <string.h>

/* What one symbol can be taken for at a position. */
static size_t others(const gcvi_lint_walk *w, const gcvi_lint_alike *alike, size_t position, gcvi_symbol symbol,
                     gcvi_symbol *out)
{
	size_t k, count = 0;

	for (k = 0; k < w->choices[position]; k++) {
		gcvi_symbol other = w->allowed[position * w->symbols + k];

		if (alike->level[symbol * w->symbols + other] != 0)
			out[count++] = other;
	}
	return count;
}

static bool is_left_out(const gcvi_lint_walk *w, size_t position)
{
	return w->wide && gcvi_lint_is_opaque(w, position);
}

/* ---------------------------------------------------------------------------------------- how many there are */

/* `some` of one position's endings: with one such error in them. */
static double count_possible(const gcvi_lint_walk *w, const gcvi_lint_alike *alike, double *later, double *now)
{
	gcvi_symbol other[GCVI_SYMBOLS_MAX];
	size_t position, k, state;
	double possible = 0;

	memset(later, 0, w->states * sizeof *later);
	for (position = w->length; position-- > 0;) {
		const double *front = w->front + position * w->states, *back = w->back + (position + 1) * w->states;
		double *swap;

		memset(now, 0, w->states * sizeof *now);
		for (k = 0; k < w->choices[position]; k++) {
			gcvi_symbol symbol = w->allowed[position * w->symbols + k];
			const uint16_t *next = gcvi_lint_next(w, position, symbol);
			double errors = is_left_out(w, position) ? 0 : (double)others(w, alike, position, symbol, other);

			for (state = 0; state < w->states; state++) {
				if (next[state] == GCVI_LINT_DEAD)
					continue;
				possible += front[state] * w->one[position] * errors * later[next[state]];
				now[state] += w->one[position] * (later[next[state]] + errors * back[next[state]]);
			}
		}
		swap = later;
		later = now;
		now = swap;
	}
	return possible;
}

/* ------------------------------------------------------------------------------------------------ sums */

/* Everything that has to hold is a sum, and each error's change to it is known. */
static bool is_all_sums(const gcvi_lint_walk *w)
{
	const gcvi_product *all = gcvi_automaton_parts(w->automaton);
	size_t i;

	if (w->sum_count != w->automaton->scheme_count || (w->opaque && !w->wide))
		return false;
	for (i = 0; all != NULL && i < all->count; i++)
		if (all->parts[i].rest != NULL && !w->wide)
			return false;
	return true;
}

/* How many pairs of errors, of `was` at position and behind, cancel out. */
static size_t cancelling(const gcvi_lint_walk *w, const gcvi_lint_alike *alike, size_t position, size_t behind,
                         const gcvi_symbol *was)
{
	gcvi_symbol first[GCVI_SYMBOLS_MAX], second[GCVI_SYMBOLS_MAX], is[2];
	size_t firsts = others(w, alike, position, was[0], first), seconds = others(w, alike, behind, was[1], second);
	size_t offsets[2], count = 0, a, b;

	offsets[0] = 0;
	offsets[1] = behind - position;
	for (a = 0; a < firsts; a++)
		for (b = 0; b < seconds; b++) {
			is[0] = first[a];
			is[1] = second[b];
			count += gcvi_lint_may_pass(w, position, offsets, was, is, 2);
		}
	return count;
}

static void push_all(const gcvi_lint_walk *w, size_t position, const double *from, double *to)
{
	size_t k, state;

	memset(to, 0, w->states * sizeof *to);
	for (k = 0; k < w->choices[position]; k++) {
		const uint16_t *next = gcvi_lint_next(w, position, w->allowed[position * w->symbols + k]);

		for (state = 0; state < w->states; state++)
			if (next[state] != GCVI_LINT_DEAD)
				to[next[state]] += from[state] * w->one[position];
	}
}

/* Codes with was[0] at one position, by way of `front`, and was[1] at another. */
static double codes_with(const gcvi_lint_walk *w, const double *front, size_t behind, gcvi_symbol symbol)
{
	const double *back = w->back + (behind + 1) * w->states;
	const uint16_t *next = gcvi_lint_next(w, behind, symbol);
	double sum = 0;
	size_t state;

	for (state = 0; state < w->states; state++)
		if (next[state] != GCVI_LINT_DEAD)
			sum += front[state] * back[next[state]];
	return sum * w->one[behind];
}

/* From one symbol at one position on: what cancels out further behind. */
static double count_from(gcvi_lint_walk *w, const gcvi_lint_alike *alike, size_t position, gcvi_symbol symbol,
                         double *front, double *scratch)
{
	const uint16_t *next = gcvi_lint_next(w, position, symbol);
	size_t behind, state, k, count;
	double sum = 0, *swap;

	memset(front, 0, w->states * sizeof *front);
	for (state = 0; state < w->states; state++)
		if (next[state] != GCVI_LINT_DEAD)
			front[next[state]] += w->front[position * w->states + state] * w->one[position];
	for (behind = position + 1; behind < w->length && w->steps > 0; behind++) {
		for (k = 0; k < w->choices[behind] && !is_left_out(w, behind); k++) {
			gcvi_symbol was[2];

			was[0] = symbol;
			was[1] = w->allowed[behind * w->symbols + k];
			count = cancelling(w, alike, position, behind, was);
			if (count != 0)
				sum += (double)count * codes_with(w, front, behind, was[1]);
		}
		push_all(w, behind, front, scratch);
		swap = front;
		front = scratch;
		scratch = swap;
		w->steps -= (int64_t)(w->choices[behind] * ((size_t)w->states + 64));
	}
	return sum;
}

static void count_sums(gcvi_lint_count *count, gcvi_lint_walk *w, const gcvi_lint_alike *alike, double *a, double *b)
{
	gcvi_symbol other[GCVI_SYMBOLS_MAX];
	size_t position, k;

	for (position = 0; position < w->length; position++) {
		count->partial = count->partial || is_left_out(w, position);
		for (k = 0; k < w->choices[position] && !is_left_out(w, position); k++) {
			gcvi_symbol symbol = w->allowed[position * w->symbols + k];

			if (others(w, alike, position, symbol, other) != 0)
				count->missed += count_from(w, alike, position, symbol, a, b);
		}
	}
	if (w->steps <= 0 || (w->wide && count->missed > 0))
		count->exact = false;
}

/* --------------------------------------------------------------------------------------------- pairs of states */

typedef struct walking {
	gcvi_lint_walk *w;
	const gcvi_lint_alike *alike;
	gcvi_lint_pairs pairs;
	double *later, *now;            /* [first * states + second]: endings with one error to come */
} walking;

/* One symbol that stays, or becomes another, from every pair of states. */
static void step_symbol(walking *c, size_t position, gcvi_symbol was, gcvi_symbol is)
{
	const gcvi_lint_walk *w = c->w;
	const uint16_t *first = gcvi_lint_next(w, position, was), *second = gcvi_lint_next(w, position, is);
	size_t a, b;

	for (a = 0; a < w->states; a++) {
		if (first[a] == GCVI_LINT_DEAD)
			continue;
		for (b = 0; b < w->states; b++) {
			if (second[b] == GCVI_LINT_DEAD)
				continue;
			c->now[a * w->states + b] += w->one[position] *
				(was == is ? c->later[(size_t)first[a] * w->states + second[b]]
				           : gcvi_lint_both(w, &c->pairs, position + 1, first[a], second[b]));
		}
	}
	c->w->steps -= (int64_t)w->states * (int64_t)w->states;
}

/* The first error here, the second one to come. */
static double first_error(const walking *c, size_t position, gcvi_symbol was, gcvi_symbol is)
{
	const gcvi_lint_walk *w = c->w;
	const uint16_t *first = gcvi_lint_next(w, position, was), *second = gcvi_lint_next(w, position, is);
	double sum = 0;
	size_t state;

	for (state = 0; state < w->states; state++)
		if (first[state] != GCVI_LINT_DEAD && second[state] != GCVI_LINT_DEAD)
			sum += w->front[position * w->states + state] * c->later[(size_t)first[state] * w->states + second[state]];
	return sum * w->one[position];
}

static void walk_pairs(walking *c, gcvi_lint_count *count)
{
	gcvi_lint_walk *w = c->w;
	gcvi_symbol other[GCVI_SYMBOLS_MAX];
	size_t position, k, o;
	double *swap;

	for (position = w->length; position-- > 0 && w->steps > 0;) {
		memset(c->now, 0, (size_t)w->states * w->states * sizeof *c->now);
		for (k = 0; k < w->choices[position] && w->steps > 0; k++) {
			gcvi_symbol symbol = w->allowed[position * w->symbols + k];
			size_t found = others(w, c->alike, position, symbol, other);

			step_symbol(c, position, symbol, symbol);
			for (o = 0; o < found; o++) {
				count->missed += first_error(c, position, symbol, other[o]);
				step_symbol(c, position, symbol, other[o]);
			}
		}
		gcvi_lint_pairs_step(&c->pairs, w, position);
		swap = c->later;
		c->later = c->now;
		c->now = swap;
	}
	if (w->steps <= 0)
		count->exact = false;
}

/* The work is known beforehand: none of it is done in vain. */
static bool is_affordable(const gcvi_lint_walk *w, const gcvi_lint_alike *alike)
{
	gcvi_symbol other[GCVI_SYMBOLS_MAX];
	double work = 0, square = (double)w->states * (double)w->states;
	size_t position, k;

	for (position = 0; position < w->length; position++)
		for (k = 0; k < w->choices[position]; k++)
			work += square * (double)(2 + others(w, alike, position, w->allowed[position * w->symbols + k], other));
	return work < (double)w->steps;
}

static int count_pairs(gcvi_lint_count *count, gcvi_lint_walk *w, const gcvi_lint_alike *alike, gcvi_arena *arena)
{
	walking c = { .w = w, .alike = alike };
	size_t square = (size_t)w->states * w->states;
	bool fits;
	int status;

	if (!is_affordable(w, alike)) {
		count->exact = false;
		return GCV_OK;
	}
	status = gcvi_lint_pairs_make(&c.pairs, w, &fits, arena);
	if (status != GCV_OK)
		return status;
	if (!fits) {
		count->exact = false;
		return GCV_OK;
	}
	c.later = gcvi_arena_alloc(arena, square, sizeof *c.later);
	c.now = gcvi_arena_alloc(arena, square, sizeof *c.now);
	if (c.later == NULL || c.now == NULL)
		return GCV_E_MEMORY;
	walk_pairs(&c, count);
	return GCV_OK;
}

int gcvi_lint_two(gcvi_lint_count *count, gcvi_lint_walk *w, const gcvi_lint_alike *alike, gcvi_arena *arena)
{
	double *a = gcvi_arena_alloc(arena, w->states, sizeof *a), *b = gcvi_arena_alloc(arena, w->states, sizeof *b);

	if (a == NULL || b == NULL)
		return GCV_E_MEMORY;
	count->possible = count_possible(w, alike, a, b);
	if (w->automaton->scheme_count == 0) {
		count->missed = count->possible;
		return GCV_OK;
	}
	if (!is_all_sums(w) && !w->wide)
		return count_pairs(count, w, alike, arena);
	count_sums(count, w, alike, a, b);
	return GCV_OK;
}
