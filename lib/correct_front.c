/* SPDX-License-Identifier: MIT */
/* Floor 4: walks one code, or the beginning of one, through the columns of a trellis. */
#include "trellis.h"

#include <string.h>

void gcvi_front_begin(const gcvi_trellis *t, gcvi_front *front)
{
	size_t h;

	memset(front, 0, sizeof *front);
	if (t->aligned)
		front->n[0] = t->aligned_weight;
	for (h = 0; h < t->hypotheses->count; h++)
		front->lane[h] = t->hypotheses->items[h].weight;
}

static void spread_extra(const gcvi_column *column, size_t width, double *n)
{
	size_t w;

	for (w = 0; w + 1 < width; w++)
		n[w + 1] += n[w] * column->extra[w];
}

void gcvi_front_settle(const gcvi_trellis *t, size_t j, gcvi_front *front)
{
	const gcvi_column *column = &t->columns[j];
	double leave = t->lattice->leave;
	double lost = leave * t->lattice->lost, typed = leave * (1 - t->lattice->lost);
	size_t w;

	spread_extra(column, t->width, front->n);
	if (!column->border) {
		for (w = 0; w < t->width; w++)
			front->n[w] *= leave;
		return;
	}
	for (w = t->width; w-- > 0;)
		front->n[w] = front->n[w] * lost + (w > 0 && column->run[w - 1] ? front->n[w - 1] * typed : 0);
	spread_extra(column, t->width, front->n);
	for (w = 0; w < t->width; w++)
		front->n[w] *= leave;
}

double gcvi_front_final(const gcvi_trellis *t, const gcvi_front *front)
{
	double sum = 0;
	size_t w, h;

	for (w = 0; w < t->width; w++)
		sum += front->n[w] * t->final[w];
	for (h = 0; h < t->lanes; h++)
		sum += front->lane[h];
	return sum;
}

/* Away from the limits of doubles, by 2^64 where needed; returns how many times 2^64 it has to be multiplied with. */
static long rescale(const gcvi_trellis *t, gcvi_front *front)
{
	const double big = 18446744073709551616.0;
	double largest = 0, factor;
	size_t k;

	for (k = 0; k < t->width; k++) {
		largest = front->n[k] > largest ? front->n[k] : largest;
		largest = front->t[k] > largest ? front->t[k] : largest;
		largest = front->k[k] > largest ? front->k[k] : largest;
	}
	for (k = 0; k < t->lanes; k++)
		largest = front->lane[k] > largest ? front->lane[k] : largest;
	if (!(largest > 0) || (largest >= 1 / big && largest <= big))
		return 0;
	factor = largest > big ? 1 / big : big;
	for (k = 0; k < t->width; k++) {
		front->n[k] *= factor;
		front->t[k] *= factor;
		front->j[k] *= factor;
		front->k[k] *= factor;
		front->w[k] *= factor;
	}
	for (k = 0; k < t->lanes; k++)
		front->lane[k] *= factor;
	return largest > big ? 1 : -1;
}

gcvi_scaled gcvi_trellis_likelihood(const gcvi_trellis *t, const gcvi_symbol *code, double *lanes)
{
	gcvi_front fronts[2];
	long exponent = 0;
	double sum;
	size_t j, h;

	gcvi_front_begin(t, &fronts[0]);
	gcvi_front_settle(t, 0, &fronts[0]);
	for (j = 0; j < t->n; j++) {
		gcvi_front *from = &fronts[j % 2], *to = &fronts[(j + 1) % 2];

		gcvi_front_step(t, j, from, j > 0 ? code[j - 1] : GCVI_NO_SYMBOL, code[j], to);
		exponent += rescale(t, to);
		if (j + 1 < t->n)
			gcvi_front_settle(t, j + 1, to);
	}
	sum = gcvi_front_final(t, &fronts[t->n % 2]);
	for (h = 0; lanes != NULL && h < t->hypotheses->count; h++)
		lanes[h] = sum > 0 ? fronts[t->n % 2].lane[h] / sum : 0;
	return gcvi_scaled_make(sum, exponent);
}
