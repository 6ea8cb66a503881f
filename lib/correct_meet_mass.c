/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: what all strings hold that beginnings and ends make together, whether they pass the check or not. The cuts where
 * a string has both its beginning and its end in the lists are neighbours (a shorter beginning of one that is listed is
 * listed as well), so the sum over all cuts, less that over all pairs of neighbours, counts every string once.
 */
#include "correct_meet_internal.h"

#include <string.h>

size_t gcvi_tree_numbers(const gcvi_tree *tree)
{
	return (tree->trellis->n + 1) * tree->join->symbols * tree->rings * tree->row;
}

static double *at(const gcvi_tree *tree, double *sums, size_t depth, size_t symbol, size_t ring)
{
	return sums + ((depth * tree->join->symbols + symbol) * tree->rings + ring) * tree->row;
}

static void add(const gcvi_trellis *t, double *sum, const gcvi_front *front, bool twins)
{
	size_t width = t->width, w;

	for (w = 0; w < width; w++) {
		sum[w] += front->n[w];
		sum[width + w] += front->t[w];
		sum[2 * width + w] += front->j[w];
		sum[3 * width + w] += front->k[w];
	}
	for (w = 0; w < t->lanes; w++)
		sum[4 * width + w] += front->lane[w];
	for (w = 0; twins && w < width; w++)
		sum[4 * width + t->lanes + w] += front->w[w];
}

void gcvi_tree_clear(gcvi_tree *tree)
{
	memset(tree->sums, 0, gcvi_tree_numbers(tree) * sizeof *tree->sums);
	if (tree->ends)
		memset(tree->shorter, 0, gcvi_tree_numbers(tree) * sizeof *tree->shorter);
	/* The root has no symbol; it may stand under any. */
	add(tree->trellis, at(tree, tree->sums, 0, 0, 0), &tree->fronts[0], false);
}

void gcvi_tree_add(gcvi_tree *tree, size_t depth, gcvi_symbol symbol, size_t ring, size_t shorter_ring)
{
	const gcvi_trellis *t = tree->trellis;

	add(t, at(tree, tree->sums, depth, symbol, ring), &tree->fronts[depth], true);
	if (tree->ends)
		add(t, at(tree, tree->shorter, depth, symbol, shorter_ring), &tree->fronts[depth - 1],
		    depth > 1 && tree->code[t->n - depth + 1] == symbol);
}

static double product(const double *a, const double *b, size_t count)
{
	double sum = 0;
	size_t k;

	for (k = 0; k < count; k++)
		sum += a[k] * b[k];
	return sum;
}

/* All symbols of a depth. */
static void gather(const gcvi_tree *tree, size_t depth, size_t ring, double *sum)
{
	size_t symbol, k;

	memset(sum, 0, tree->row * sizeof *sum);
	for (symbol = 0; symbol < tree->join->symbols; symbol++) {
		const double *part = at(tree, tree->sums, depth, symbol, ring);

		for (k = 0; k < tree->row; k++)
			sum[k] += part[k];
	}
}

#define ROW_MAX (5 * GCVI_LANES_MAX + GCVI_HYPOTHESES_MAX)

/* Strings that this cut has in both trees, of so many differences left and right. */
static double at_cut(const gcvi_tree *a, const gcvi_tree *b, size_t cut, size_t left, size_t right)
{
	size_t depth = a->trellis->n - cut, twins = a->sure, symbol, k;
	double one[ROW_MAX], other[ROW_MAX], sum;

	gather(a, cut, left, one);
	gather(b, depth, right, other);
	for (k = 0; k < a->trellis->width; k++)
		one[twins + k] = 0;
	sum = product(one, other, a->row);
	for (symbol = 0; symbol < a->join->symbols; symbol++)
		sum += product(at(a, a->sums, cut, symbol, left) + twins, at(b, b->sums, depth, symbol, right) + twins,
		               a->trellis->width);
	return sum;
}

/* Those that the next cut has as well. */
static double at_both(const gcvi_tree *a, const gcvi_tree *b, size_t cut, size_t left, size_t right)
{
	size_t depth = a->trellis->n - cut, symbol;
	double sum = 0;

	for (symbol = 0; symbol < a->join->symbols; symbol++)
		sum += product(at(a, a->sums, cut + 1, symbol, left), at(b, b->shorter, depth, symbol, right), a->row);
	return sum;
}

void gcvi_trees_mass(const gcvi_tree *a, const gcvi_tree *b, double *all, double *near)
{
	size_t n = a->trellis->n, cut, left, right;

	*all = *near = 0;
	for (cut = n - b->depth_most; cut <= a->depth_most && !gcvi_join_cuts(a->join, cut); cut++)
		;
	/* Cuts that are neighbours. */
	for (; cut <= a->depth_most && gcvi_join_cuts(a->join, cut); cut++)
		for (left = 0; left < a->rings; left++)
			for (right = 0; right < b->rings; right++) {
				double sum = at_cut(a, b, cut, left, right);

				if (cut < a->depth_most && gcvi_join_cuts(a->join, cut + 1))
					sum -= at_both(a, b, cut, left, right);
				*all += sum;
				*near += left + right + 2 <= a->rings ? sum : 0;
			}
}
