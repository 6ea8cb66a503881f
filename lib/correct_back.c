/* SPDX-License-Identifier: MIT */
/* Floor 4: walks one code through the columns from its end: each step is the transpose of that of a front. */
#include "trellis.h"

#include <string.h>

void gcvi_back_end(const gcvi_trellis *t, gcvi_front *back)
{
	size_t h;

	memset(back, 0, sizeof *back);
	memcpy(back->n, t->final, t->width * sizeof *back->n);
	for (h = 0; h < t->hypotheses->count; h++)
		back->lane[h] = 1;
}

void gcvi_back_settle(const gcvi_trellis *t, size_t j, double *n)
{
	const gcvi_column *column = &t->columns[j];
	double leave = t->lattice->leave;
	size_t lanes = column->lanes, w;

	if (column->border) {
		double lost = leave * t->lattice->lost, typed = leave * (1 - t->lattice->lost);

		for (w = lanes; w-- > 0;)
			n[w] = leave * n[w] + (w + 1 < lanes ? column->extra[w] * n[w + 1] : 0);
		for (w = 0; w < lanes; w++)
			n[w] = lost * n[w] + (column->run[w] ? typed * n[w + 1] : 0);
	} else {
		for (w = 0; w < lanes; w++)
			n[w] *= leave;
	}
	for (w = lanes; w-- > 1;)
		n[w - 1] += column->extra[w - 1] * n[w];
}

void gcvi_back_step(const gcvi_trellis *t, size_t j, const gcvi_front *to, gcvi_symbol next, gcvi_symbol symbol,
                    gcvi_front *from)
{
	static const gcvi_column nowhere;
	const gcvi_column *here = &t->columns[j];
	const gcvi_column *back = j > 0 ? here - 1 : &nowhere, *far = j > 1 ? here - 2 : &nowhere;
	const double *e = t->emit + symbol * t->stride, *f = t->emit_next + symbol * t->stride,
	             *g = t->emit_after + symbol * t->stride;
	double stay = t->lattice->stay, omission = here->omission;
	size_t width = t->width, w, h;

	for (w = 0; w < width; w++)
		from->n[w] = omission * to->n[here->same[w]] + stay * e[here->base + w] * to->n[here->match[w]] +
		             here->transposition[w] * f[here->base + w] * to->t[w] + here->jump[w] * g[here->base + w] * to->j[w];
	if (here->twins && next == symbol)
		for (w = 0; w < here->lanes; w++)
			if (here->twin[w] > 0)
				from->n[w] += here->twin[w] * gcvi_lattice_twins(t->lattice, here->base + w, symbol) * to->w[w];
	for (w = 0; w < width; w++) {
		from->t[w] = j > 0 ? e[back->base + w] * to->n[back->pair[w]] : 0;
		from->j[w] = j > 0 ? f[back->base + w] * to->k[w] : 0;
		from->k[w] = j > 1 ? e[far->base + w] * to->n[far->triple[w]] : 0;
		from->w[w] = j > 0 && back->twins ? to->n[back->pair[w]] : 0;
	}
	from->n[GCVI_NO_LANE] = 0;
	for (h = 0; h < t->lanes; h++)
		from->lane[h] = to->lane[h] * t->hypotheses->emit[(j * t->lattice->form->alphabet->count + symbol) * t->lanes + h];
}

double gcvi_front_meet(const gcvi_trellis *t, const gcvi_front *front, const gcvi_front *back, int twins)
{
	double sum = 0;
	size_t w, h;

	for (w = 0; w < t->width; w++)
		sum += front->n[w] * back->n[w] + front->t[w] * back->t[w] + front->j[w] * back->j[w] + front->k[w] * back->k[w];
	for (w = 0; twins && w < t->width; w++)
		sum += front->w[w] * back->w[w];
	for (h = 0; h < t->lanes; h++)
		sum += front->lane[h] * back->lane[h];
	return sum;
}

void gcvi_front_shift(const gcvi_trellis *t, size_t j, gcvi_front *front)
{
	long e = t->columns[j - 1].exponent - t->columns[j].exponent;
	double factor;
	size_t k;

	if (e == 0)
		return;
	factor = gcvi_power_of_two(e);
	for (k = 0; k < t->width; k++) {
		front->n[k] *= factor;
		front->t[k] *= factor;
		front->j[k] *= factor;
		front->k[k] *= factor;
		front->w[k] *= factor;
	}
	for (k = 0; k < t->lanes; k++)
		front->lane[k] *= factor;
}
