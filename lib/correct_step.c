/* SPDX-License-Identifier: MIT */
/* Floor 4: over one symbol of a code, from column j to the next, or the same arcs transposed, from there to column j. */
#include "trellis.h"
#include "vector.h"

#include <string.h>

/* From a lane of column j into one of the next. */
#define ARC(vector, lane, next_vector, next_lane, weight) \
	do { \
		if (backwards) \
			made->vector[lane] += (weight) * given->next_vector[next_lane]; \
		else \
			made->next_vector[next_lane] += (weight) * given->vector[lane]; \
	} while (0)

/* Up to lane `width`, 0 there, and of the lane that is none. */
GCVI_INLINE void clear(gcvi_front *restrict made, size_t width)
{
	size_t w;

	for (w = 0; w < width; w += GCVI_LANE_STEP) {
		memset(made->n + w, 0, GCVI_LANE_STEP * sizeof *made->n);
		memset(made->t + w, 0, GCVI_LANE_STEP * sizeof *made->t);
		memset(made->j + w, 0, GCVI_LANE_STEP * sizeof *made->j);
		memset(made->k + w, 0, GCVI_LANE_STEP * sizeof *made->k);
		memset(made->w + w, 0, GCVI_LANE_STEP * sizeof *made->w);
	}
	made->n[width] = made->n[GCVI_NO_LANE] = 0;
}

/* A twin needs two symbols that are alike; of one whose other symbol is still to come, either way, nothing is asked. */
GCVI_INLINE void step_twins(const gcvi_trellis *t, size_t j, bool backwards, const gcvi_front *restrict given, bool alike,
                            gcvi_symbol symbol, gcvi_front *restrict made)
{
	const gcvi_column *here = &t->columns[j];
	size_t w;

	if (j > 0 && here[-1].twins && (backwards || alike))
		for (w = 0; w < t->width; w++)
			ARC(w, w, n, here[-1].pair[w], 1);
	if (here->twins && (!backwards || alike))
		for (w = 0; w < here->lanes; w++)
			if (here->twin[w] > 0)
				ARC(n, w, w, w, here->twin[w] * gcvi_lattice_twins(t->lattice, here->base + w, symbol));
}

/* alike: the symbol is the one before it or, backwards, behind it. */
GCVI_INLINE void step(const gcvi_trellis *t, size_t j, bool backwards, const gcvi_front *restrict given, bool alike,
                      gcvi_symbol symbol, gcvi_front *restrict made)
{
	const gcvi_column *here = &t->columns[j];
	const double *e = t->emit + symbol * t->stride, *f = t->emit_next + symbol * t->stride,
	             *g = t->emit_after + symbol * t->stride;
	double stay = t->lattice->stay, omission = here->omission;
	size_t width = t->width, w, h;

	clear(made, width);
	for (w = 0; w < width; w++) {
		ARC(n, w, n, here->same[w], omission);
		ARC(n, w, n, here->match[w], stay * e[here->base + w]);
		ARC(n, w, t, w, here->transposition[w] * f[here->base + w]);
		ARC(n, w, j, w, here->jump[w] * g[here->base + w]);
	}
	for (w = 0; j > 0 && w < width; w++) {
		ARC(t, w, n, here[-1].pair[w], e[here[-1].base + w]);
		ARC(j, w, k, w, f[here[-1].base + w]);
	}
	for (w = 0; j > 1 && w < width; w++)
		ARC(k, w, n, here[-2].triple[w], e[here[-2].base + w]);
	step_twins(t, j, backwards, given, alike, symbol, made);
	made->n[GCVI_NO_LANE] = 0;
	for (h = 0; h < t->lanes; h++)
		made->lane[h] = given->lane[h] * t->hypotheses->emit[(j * t->lattice->form->alphabet->count + symbol) * t->lanes + h];
}

void gcvi_front_step(const gcvi_trellis *t, size_t j, const gcvi_front *from, gcvi_symbol last, gcvi_symbol symbol,
                     gcvi_front *to)
{
	step(t, j, false, from, symbol == last, symbol, to);
}

void gcvi_back_step(const gcvi_trellis *t, size_t j, const gcvi_front *to, gcvi_symbol next, gcvi_symbol symbol,
                    gcvi_front *from)
{
	step(t, j, true, to, next == symbol, symbol, from);
}
