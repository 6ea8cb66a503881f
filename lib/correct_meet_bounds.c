/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: what beginnings and ends of a code may be worth with one symbol more. What the rest is worth at best (whether it
 * passes the check or not) is known per symbol: for beginnings from the backward tables of the trellis, for ends from the
 * same tables the other way round. It is not taken as it is, though, but as the geometric mean of it and of the best in its
 * column: where a character is missing for certain, say, a beginning that lacks it already would else be worth as much as
 * one that does not yet, and beginnings that have all accidents behind them would fill the list; so each half bears its
 * share. The mean is never below what it replaces, so nothing is lost: all that a code of some score is made of scores as
 * much. For the same reason positions where everything is possible ('?') count against both halves.
 */
#include "correct_meet_internal.h"

#include <float.h>
#include <string.h>

static float rounded_up(double x)
{
	if (!(x > 0))
		return 0;
	if (x > 1e38)
		return FLT_MAX;
	return x < 1e-37 ? 1e-37f : (float)(x * (1 + 1.0 / 4194304));
}

void gcvi_tree_pack(const gcvi_trellis *t, const gcvi_front *front, float *row)
{
	size_t width = t->width, w;
	float *twins = row + 4 * width + t->lanes;

	for (w = 0; w < width; w++) {
		row[w] = rounded_up(front->n[w]);
		row[width + w] = rounded_up(front->t[w]);
		row[2 * width + w] = rounded_up(front->j[w]);
		row[3 * width + w] = rounded_up(front->k[w]);
		twins[w] = rounded_up(front->w[w]);
	}
	for (w = 0; w < t->lanes; w++)
		row[4 * width + w] = rounded_up(front->lane[w]);
}

/* So many symbols are as good as the best one. */
static double flatness(const gcvi_tree *tree, size_t position)
{
	double sum = 0, most = 0;
	size_t k, w;

	for (k = 0; k < tree->trellis->columns[position].choices; k++) {
		const float *row = gcvi_tree_row(tree, position, k);
		double best = 0;

		for (w = 0; w < tree->trellis->width; w++)
			best = best > (double)row[w] ? best : (double)row[w];
		sum += best;
		most = most > best ? most : best;
	}
	return most > 0 ? sum / most : 1;
}

/* From position to depth, and of all symbols up to there. */
static void add_up_flatness(gcvi_tree *tree)
{
	size_t n = tree->trellis->n, k;

	for (k = 0; tree->ends && k < n / 2; k++) {
		double swap = tree->flat[k];

		tree->flat[k] = tree->flat[n - 1 - k];
		tree->flat[n - 1 - k] = swap;
	}
	for (k = 1; k < n; k++)
		tree->flat[k] *= tree->flat[k - 1];
}

/* Best first, and each block the largest of its symbols; the order is total. */
static void sort_rows(gcvi_tree *tree, size_t position, float *scratch)
{
	const gcvi_column *column = &tree->trellis->columns[position];
	gcvi_symbol *order = tree->order + position * tree->trellis->lattice->form->alphabet->count;
	size_t size = tree->row, k, at, w;

	for (k = 1; k < column->choices; k++) {
		gcvi_symbol symbol = order[k];
		float sum = 0;

		memcpy(scratch, gcvi_tree_row(tree, position, k), size * sizeof *scratch);
		for (w = 0; w < tree->trellis->width; w++)
			sum += scratch[w];
		for (at = k; at > 0; at--) {
			const float *before = gcvi_tree_row(tree, position, at - 1);
			float other = 0;

			for (w = 0; w < tree->trellis->width; w++)
				other += before[w];
			if (other >= sum)
				break;
			memcpy(gcvi_tree_row(tree, position, at), before, size * sizeof *scratch);
			order[at] = order[at - 1];
		}
		memcpy(gcvi_tree_row(tree, position, at), scratch, size * sizeof *scratch);
		order[at] = symbol;
	}
	tree->flat[position] = flatness(tree, position);
	for (k = GCVI_TREE_SINGLE; k < column->choices; k++) {
		const float *row = gcvi_tree_row(tree, position, k);
		float *block = gcvi_tree_block(tree, position, k);

		for (w = 0; w < size; w++)
			block[w] = block[w] > row[w] ? block[w] : row[w];
	}
}

/*
 * Between the two, nearly their geometric mean: floats that are not negative are ordered as their bits are, which are
 * nearly their logarithms.
 */
static float between(float value, float largest)
{
	uint32_t a, b;

	if (!(value > 0) || value >= largest)
		return value;
	memcpy(&a, &value, sizeof a);
	memcpy(&b, &largest, sizeof b);
	a += (b - a) / 2;
	memcpy(&value, &a, sizeof value);
	return value;
}

static float largest_of(const float *values, size_t count)
{
	float largest = 0;
	size_t k;

	for (k = 0; k < count; k++)
		largest = largest > values[k] ? largest : values[k];
	return largest;
}

/* Positions more than letters. */
static size_t lacking(const gcvi_trellis *t)
{
	return t->lattice->letters < t->n ? t->n - t->lattice->letters : 0;
}

/*
 * The best that anything in column j is worth. Where characters are missing, the first columns have no place for what lacks
 * them all already; they are measured by the column that has.
 */
static float best_in(const gcvi_trellis *t, size_t j)
{
	size_t row = 4 * t->width + t->lanes, from = lacking(t) < t->n ? lacking(t) : t->n;
	size_t column = j > from ? j : from;

	return rounded_up(gcvi_power_of_two(t->columns[j].exponent - t->columns[column].exponent) *
	                  (double)largest_of(t->worth + column * row, row));
}

/* What a front of column j is worth, from the tables; `symbol` was the last one (twins). */
static void read_bounds(const gcvi_trellis *t, size_t j, gcvi_symbol symbol, gcvi_front *back)
{
	size_t width = t->width, row = 4 * width + t->lanes, w;
	const float *bounds = t->worth + j * row;
	float largest = best_in(t, j);

	memset(back, 0, sizeof *back);
	for (w = 0; w < width; w++) {
		back->n[w] = (double)between(bounds[w], largest);
		back->t[w] = (double)between(bounds[width + w], largest);
		back->j[w] = (double)between(bounds[2 * width + w], largest);
		back->k[w] = (double)between(bounds[3 * width + w], largest);
	}
	for (w = 0; w < t->lanes; w++)
		back->lane[w] = (double)between(bounds[4 * width + w], largest);
	if (j > 0 && j < t->n && t->columns[j - 1].twins && gcvi_set_has(&t->lattice->form->sites[j].allowed, symbol)) {
		const gcvi_column *column = &t->columns[j - 1];
		const float *behind = bounds + row;
		double factor = gcvi_power_of_two(t->columns[j].exponent - t->columns[j + 1].exponent);

		for (w = 0; w < width; w++)
			if (column->pair[w] != GCVI_NO_LANE)
				back->w[w] = (double)between(rounded_up(factor * (double)behind[column->pair[w]]), largest);
	}
}

double gcvi_tree_top(const gcvi_trellis *t, double *best)
{
	float largest = best_in(t, 0);
	gcvi_front front;
	size_t h;
	double sum;

	gcvi_front_begin(t, &front);
	*best = front.n[0] * (double)t->worth[0];
	sum = front.n[0] * (double)between(t->worth[0], largest);
	for (h = 0; h < t->lanes; h++) {
		*best += front.lane[h] * (double)t->worth[4 * t->width + h];
		sum += front.lane[h] * (double)between(t->worth[4 * t->width + h], largest);
	}
	return sum;
}

static void bound_beginnings(gcvi_tree *tree, float *scratch)
{
	const gcvi_trellis *t = tree->trellis;
	gcvi_front to, from;
	size_t symbols = tree->join->symbols, j, k;

	for (j = 0; j < t->n; j++) {
		for (k = 0; k < t->columns[j].choices; k++) {
			gcvi_symbol symbol = t->columns[j].symbols[k];

			tree->order[j * symbols + k] = symbol;
			if (!tree->join->takes[j * symbols + symbol])
				continue;
			read_bounds(t, j + 1, symbol, &to);
			gcvi_back_step(t, j, &to, symbol, symbol, &from);
			gcvi_front_shift(t, j + 1, &from);
			gcvi_tree_pack(t, &from, gcvi_tree_row(tree, j, k));
		}
		sort_rows(tree, j, scratch);
	}
}

static void keep_largest(const gcvi_trellis *t, gcvi_front *largest, const gcvi_front *front)
{
	size_t k;

	for (k = 0; k < t->width; k++) {
		largest->n[k] = largest->n[k] > front->n[k] ? largest->n[k] : front->n[k];
		largest->t[k] = largest->t[k] > front->t[k] ? largest->t[k] : front->t[k];
		largest->j[k] = largest->j[k] > front->j[k] ? largest->j[k] : front->j[k];
		largest->k[k] = largest->k[k] > front->k[k] ? largest->k[k] : front->k[k];
	}
	for (k = 0; k < t->lanes; k++)
		largest->lane[k] = largest->lane[k] > front->lane[k] ? largest->lane[k] : front->lane[k];
}

static double largest_part(const gcvi_trellis *t, const gcvi_front *front)
{
	double largest = 0;
	size_t k;

	for (k = 0; k < t->width; k++) {
		largest = largest > front->n[k] ? largest : front->n[k];
		largest = largest > front->t[k] ? largest : front->t[k];
		largest = largest > front->j[k] ? largest : front->j[k];
		largest = largest > front->k[k] ? largest : front->k[k];
	}
	for (k = 0; k < t->lanes; k++)
		largest = largest > front->lane[k] ? largest : front->lane[k];
	return largest;
}

/* The front with every part between what it is and the largest one. */
static void raise_front(const gcvi_trellis *t, const gcvi_front *front, double largest, gcvi_front *raised)
{
	float top = rounded_up(largest);
	size_t k;

	*raised = *front;
	for (k = 0; k < t->width; k++) {
		raised->n[k] = (double)between(rounded_up(front->n[k]), top);
		raised->t[k] = (double)between(rounded_up(front->t[k]), top);
		raised->j[k] = (double)between(rounded_up(front->j[k]), top);
		raised->k[k] = (double)between(rounded_up(front->k[k]), top);
		raised->w[k] = (double)between(rounded_up(front->w[k]), top);
	}
	for (k = 0; k < t->lanes; k++)
		raised->lane[k] = (double)between(rounded_up(front->lane[k]), top);
}

/* Over one symbol, from a front that is not settled. */
static void go_on(const gcvi_trellis *t, size_t j, gcvi_front *from, gcvi_symbol symbol, gcvi_front *to)
{
	gcvi_front_settle(t, j, from);
	gcvi_front_step(t, j, from, j > 0 ? symbol : GCVI_NO_SYMBOL, symbol, to);
	gcvi_front_shift(t, j + 1, to);
}

/* here: the largest of every part of any front; twins: what is pending after each symbol, [symbol * GCVI_LANES_MAX]. */
static void bound_ends(gcvi_tree *tree, double *twins, float *scratch)
{
	const gcvi_trellis *t = tree->trellis;
	gcvi_front here, next, from, to;
	size_t symbols = tree->join->symbols, j, k;
	double largest = 0;

	gcvi_front_begin(t, &here);
	for (j = 0; j < t->n; j++) {
		/* As in best_in, from the other side. */
		if (j == 0 || j + lacking(t) <= t->n)
			largest = largest_part(t, &here);
		else
			largest *= gcvi_power_of_two(t->columns[j - 1].exponent - t->columns[j].exponent);
		memset(&next, 0, sizeof next);
		for (k = 0; k < t->columns[j].choices; k++) {
			gcvi_symbol symbol = t->columns[j].symbols[k];
			double *own = twins + symbol * GCVI_LANES_MAX;

			tree->order[j * symbols + k] = symbol;
			if (!tree->join->takes[j * symbols + symbol])
				continue;
			memcpy(here.w, own, GCVI_LANES_MAX * sizeof *own);
			raise_front(t, &here, largest, &from);
			go_on(t, j, &from, symbol, &to);
			gcvi_tree_pack(t, &to, gcvi_tree_row(tree, j, k));
			from = here;
			go_on(t, j, &from, symbol, &to);
			keep_largest(t, &next, &to);
			memcpy(own, to.w, GCVI_LANES_MAX * sizeof *own);
		}
		for (k = 0; k < symbols; k++)
			if (!gcvi_set_has(&t->lattice->form->sites[j].allowed, (gcvi_symbol)k) || !tree->join->takes[j * symbols + k])
				memset(twins + k * GCVI_LANES_MAX, 0, GCVI_LANES_MAX * sizeof *twins);
		here = next;
		sort_rows(tree, j, scratch);
	}
}

static size_t most_choices(const gcvi_trellis *t)
{
	size_t most = 0, j;

	for (j = 0; j < t->n; j++)
		most = t->columns[j].choices > most ? t->columns[j].choices : most;
	return most;
}

int gcvi_tree_bounds(gcvi_tree *tree, size_t *left, gcvi_arena *arena)
{
	const gcvi_trellis *t = tree->trellis;
	size_t symbols = t->lattice->form->alphabet->count, numbers;
	double *twins;
	float *scratch;

	tree->sure = 4 * t->width + t->lanes;
	tree->row = tree->sure + t->width;
	tree->rows_each = most_choices(t) + GCVI_TREE_BLOCKS;
	numbers = t->n * tree->rows_each * tree->row;
	if (numbers > *left)
		return GCV_E_RANGE;
	*left -= numbers;
	tree->rows = gcvi_arena_alloc(arena, numbers, sizeof *tree->rows);
	tree->order = gcvi_arena_alloc(arena, t->n * symbols, sizeof *tree->order);
	tree->flat = gcvi_arena_alloc(arena, t->n, sizeof *tree->flat);
	scratch = gcvi_arena_alloc(arena, tree->row, sizeof *scratch);
	twins = gcvi_arena_alloc(arena, symbols, GCVI_LANES_MAX * sizeof *twins);
	if (tree->rows == NULL || tree->order == NULL || tree->flat == NULL || scratch == NULL || twins == NULL)
		return GCV_E_MEMORY;
	if (tree->ends)
		bound_ends(tree, twins, scratch);
	else
		bound_beginnings(tree, scratch);
	add_up_flatness(tree);
	return GCV_OK;
}
