/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: accidents that leave a part of the code open (hypothesis.h): any string goes with them there, so lists would be
 * full of such strings. What the open part was follows from the sum.
 */
#include "correct_meet_internal.h"

#include "locate.h"

#include <string.h>

#define LOCATED_MAX 64
/* Symbols read wrongly besides. */
#define ERRORS 1

static bool leaves_open(const gcvi_hypothesis *h)
{
	return h->accident == GCVI_ACCIDENT_LEFT_OUT || h->accident == GCVI_ACCIDENT_UNFINISHED;
}

int gcvi_left_others(const gcvi_trellis *t, gcvi_hypotheses *others, gcvi_arena *arena)
{
	const gcvi_hypotheses *all = t->hypotheses;
	size_t cells = t->n * t->lattice->form->alphabet->count, cell, h, to;

	others->aligned = all->aligned;
	others->exponent = all->exponent;
	for (h = 0; h < all->count; h++)
		if (!leaves_open(&all->items[h]))
			others->items[others->count++] = all->items[h];
	others->lanes = (others->count + GCVI_LANE_STEP - 1) / GCVI_LANE_STEP * GCVI_LANE_STEP;
	others->emit = gcvi_arena_alloc(arena, cells * others->lanes, sizeof *others->emit);
	if (others->emit == NULL)
		return GCV_E_MEMORY;
	for (cell = 0; cell < cells; cell++)
		for (h = to = 0; h < all->count; h++)
			if (!leaves_open(&all->items[h]))
				others->emit[cell * others->lanes + to++] = all->emit[cell * all->lanes + h];
	return GCV_OK;
}

/* What was typed at each position. */
static void lay(const gcvi_lattice *lattice, const gcvi_hypothesis *h, gcvi_symbol *typed, uint8_t *unknown)
{
	size_t j;

	for (j = 0; j < lattice->form->length; j++) {
		const gcvi_mark *mark = h->marks[j] != UINT32_MAX ? &lattice->reading->marks[h->marks[j]] : NULL;

		typed[j] = GCVI_NO_SYMBOL;
		if (mark != NULL && (mark->kind == GCVI_MARK_CHARACTER || mark->kind == GCVI_MARK_SEPARATOR))
			typed[j] = gcvi_resolve(lattice->form->alphabet, mark).symbol;
		unknown[j] = typed[j] == GCVI_NO_SYMBOL;
	}
}

/* What the strings of one accident hold: all of them, less those that differ in so many symbols at most. */
static double left_of(const gcvi_trellis *t, size_t h, const gcvi_symbol *typed, const uint8_t *unknown, size_t radius)
{
	const gcvi_hypotheses *all = t->hypotheses;
	size_t symbols = t->lattice->form->alphabet->count, j, k, d;
	double rings[ERRORS + 2] = { all->items[h].weight, 0 }, sum = 0;

	for (j = 0; j < t->n; j++) {
		double any = 0, same = 0;

		for (k = 0; k < t->columns[j].choices; k++) {
			gcvi_symbol symbol = t->columns[j].symbols[k];
			double e = all->emit[(j * symbols + symbol) * all->lanes + h];

			if (t->automaton->step(t->automaton, j, 0, symbol) == GCVI_DEAD)
				continue;
			any += e;
			same += unknown[j] || symbol == typed[j] ? e : 0;
		}
		rings[ERRORS + 1] = rings[ERRORS + 1] * any + rings[ERRORS] * (any - same);
		for (d = ERRORS; d > 0; d--)
			rings[d] = rings[d] * same + rings[d - 1] * (any - same);
		rings[0] *= same;
	}
	for (d = 0; d < ERRORS + 2; d++)
		sum += radius == SIZE_MAX || d > radius ? rings[d] : 0;
	return sum;
}

int gcvi_left_make(double *left, const gcvi_source *source, gcvi_joined *take, void *context, gcvi_arena *arena)
{
	const gcvi_trellis *t = &source->trellis;
	gcvi_located *located = gcvi_arena_alloc(arena, LOCATED_MAX, sizeof *located);
	gcvi_symbol *typed = gcvi_arena_alloc(arena, t->n, sizeof *typed);
	uint8_t *unknown = gcvi_arena_alloc(arena, t->n, 1);
	size_t h, k, count;
	int status = GCV_OK;

	*left = 0;
	if (located == NULL || typed == NULL || unknown == NULL)
		return GCV_E_MEMORY;
	for (h = 0; h < t->hypotheses->count && status == GCV_OK; h++) {
		size_t radius = SIZE_MAX;

		if (!leaves_open(&t->hypotheses->items[h]))
			continue;
		lay(t->lattice, &t->hypotheses->items[h], typed, unknown);
		status = gcvi_locate(source->check, typed, unknown, ERRORS, located, LOCATED_MAX, &count, arena);
		for (k = 0; status == GCV_OK && k < count; k++)
			(void)take(context, located[k].code);
		if (count < LOCATED_MAX && gcvi_locate_plain(source->check, unknown))
			radius = count != 0 ? located[0].errors : ERRORS;
		*left += left_of(t, h, typed, unknown, radius) * gcvi_power_of_two(t->columns[0].exponent);
	}
	return status;
}
