/* SPDX-License-Identifier: MIT */
/* Floor 4: walks one code through the columns from its end. */
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
