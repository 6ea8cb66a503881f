/* SPDX-License-Identifier: MIT */
/* Floor 4: what a prefix is worth when it goes on with one symbol, at most: forward sums times the bounds on the rest. */
#include "trellis.h"

#include <string.h>

/* With one state all symbols lead to the same bounds: what counts is only what a symbol says about each letter. */
static void weigh_letters(const gcvi_trellis *t, size_t j, gcvi_outlook *o)
{
	const float *v = gcvi_trellis_views(t, j + 1, 0);
	size_t slots = t->slots, k;
	size_t back = (j > 0 ? t->columns[j - 1].letter : o->first) - o->first, here = t->columns[j].letter - o->first;

	memset(o->weight, 0, sizeof o->weight);
	for (k = 0; k < slots; k++) {
		double *weight = o->weight + k;

		weight[here] += o->n[k] * (double)v[GCVI_VIEW_MATCH * slots + k];
		weight[here + 1] += o->n[k] * (double)v[GCVI_VIEW_T * slots + k];
		weight[here + 2] += o->n[k] * (double)v[GCVI_VIEW_J * slots + k];
		weight[back] += o->t[k] * (double)v[GCVI_VIEW_T_END * slots + k];
		weight[back + 1] += o->j[k] * (double)v[GCVI_VIEW_K * slots + k];
		weight[0] += o->k[k] * (double)v[GCVI_VIEW_K_END * slots + k];
	}
	o->constant = 0;
	for (k = 0; k < t->kept; k++)
		o->constant += o->same[k] * (double)v[GCVI_VIEWS * slots + k];
	for (k = here + slots + 2; k > 0 && !(o->weight[k - 1] > 0); k--)
		;
	o->count = (k + 1) / 2 * 2;
}

void gcvi_front_outlook(const gcvi_trellis *t, size_t j, const gcvi_front *front, gcvi_outlook *o)
{
	const gcvi_column *here = &t->columns[j], *back = here - (j > 0), *far = here - (j > 1 ? 2 : j);
	size_t k;

	memset(o->n, 0, t->slots * sizeof *o->n);
	memset(o->t, 0, t->slots * sizeof *o->t);
	memset(o->j, 0, t->slots * sizeof *o->j);
	memset(o->k, 0, t->slots * sizeof *o->k);
	for (k = 0; k < here->slots; k++)
		o->n[k] = front->n[here->lane[k]];
	for (k = 0; j > 0 && k < back->slots; k++) {
		o->t[k] = front->t[back->lane[k]];
		o->j[k] = front->j[back->lane[k]];
	}
	for (k = 0; j > 1 && k < far->slots; k++)
		o->k[k] = front->k[far->lane[k]];
	for (k = 0; k < t->kept; k++)
		o->same[k] = k < here->lanes ? front->n[k] : 0;
	o->first = far->letter;
	o->factor = gcvi_power_of_two(here->exponent - here[1].exponent);
	if (t->states == 1)
		weigh_letters(t, j, o);
}

/* ------------------------------------------------------------------------------------------------ one symbol */

static double bound_of_weights(const gcvi_trellis *t, const gcvi_outlook *o, gcvi_symbol symbol)
{
	const double *e = t->letters + symbol * t->letter_stride + o->first;
	double part[2] = { o->constant, 0 };
	size_t k;

	for (k = 0; k < o->count; k += 2) {
		part[0] += o->weight[k] * e[k];
		part[1] += o->weight[k + 1] * e[k + 1];
	}
	return part[0] + part[1];
}

/* The sum over letters has an order of its own, the same for every compiler. */
static inline double bound_of_letters(const gcvi_trellis *t, size_t j, size_t slots, const gcvi_outlook *o,
                                      gcvi_symbol symbol, const float *v)
{
	const double *e = t->letters + symbol * t->letter_stride + t->columns[j].letter;
	const double *f = t->letters + symbol * t->letter_stride + (j > 0 ? t->columns[j - 1].letter : 0);
	const double *g = t->letters + symbol * t->letter_stride + o->first;
	double part[GCVI_SLOTS_MAX], same[2] = { 0, 0 }, sum = 0;
	size_t k;

	for (k = 0; k < slots; k++)
		part[k] = o->n[k] * (e[k] * (double)v[GCVI_VIEW_MATCH * slots + k] + e[k + 1] * (double)v[GCVI_VIEW_T * slots + k] +
		                     e[k + 2] * (double)v[GCVI_VIEW_J * slots + k]);
	for (k = 0; k < slots; k++)
		part[k] += o->t[k] * (f[k] * (double)v[GCVI_VIEW_T_END * slots + k]);
	for (k = 0; k < slots; k++)
		part[k] += o->j[k] * (f[k + 1] * (double)v[GCVI_VIEW_K * slots + k]);
	for (k = 0; k < slots; k++)
		part[k] += o->k[k] * (g[k] * (double)v[GCVI_VIEW_K_END * slots + k]);
	for (k = 0; k < t->kept; k += 2) {
		same[0] += o->same[k] * (double)v[GCVI_VIEWS * slots + k];
		same[1] += o->same[k + 1] * (double)v[GCVI_VIEWS * slots + k + 1];
	}
	for (k = 0; k < slots; k++)
		sum += part[k];
	return sum + (same[0] + same[1]);
}

/* A twin that was begun by the symbol before. */
static double twin_end(const gcvi_trellis *t, size_t j, const gcvi_front *front, const float *v)
{
	const gcvi_column *back = &t->columns[j - 1];
	double sum = 0;
	size_t k;

	for (k = 0; k < back->slots; k++)
		sum += front->w[back->lane[k]] * (double)v[GCVI_VIEW_T_END * t->slots + k];
	return sum;
}

/* A twin that the symbol begins: the next one has to be the same. */
static double twin_begin(const gcvi_trellis *t, size_t j, const gcvi_front *front, gcvi_symbol symbol, uint32_t state)
{
	const gcvi_column *here = &t->columns[j];
	const float *v;
	double sum = 0;
	uint32_t next;
	size_t k;

	if (!gcvi_set_has(&t->lattice->form->sites[j + 1].allowed, symbol))
		return 0;
	next = t->automaton->step(t->automaton, j + 1, state, symbol);
	if (next == GCVI_DEAD)
		return 0;
	v = gcvi_trellis_views(t, j + 2, next) + GCVI_VIEW_T_END * t->slots;
	for (k = 0; k < here->slots; k++) {
		size_t w = here->lane[k];

		if (here->twin[w] > 0)
			sum += front->n[w] * here->twin[w] * gcvi_lattice_twins(t->lattice, here->base + w, symbol) * (double)v[k];
	}
	return sum * gcvi_power_of_two(here->exponent - here[2].exponent);
}

double gcvi_outlook_bound(const gcvi_trellis *t, size_t j, const gcvi_front *front, const gcvi_outlook *o, gcvi_symbol last,
                          gcvi_symbol symbol, uint32_t state)
{
	const float *v = gcvi_trellis_views(t, j + 1, state);
	double sum;
	size_t h;

	if (t->states == 1)
		sum = bound_of_weights(t, o, symbol);
	else if (t->slots == GCVI_LANE_STEP)
		sum = bound_of_letters(t, j, GCVI_LANE_STEP, o, symbol, v);
	else
		sum = bound_of_letters(t, j, t->slots, o, symbol, v);
	if (j > 0 && t->columns[j - 1].twins && symbol == last)
		sum += twin_end(t, j, front, v);
	for (h = 0; h < t->lanes; h++)
		sum += front->lane[h] * t->hypotheses->emit[(j * t->lattice->form->alphabet->count + symbol) * t->lanes + h] *
		       (double)v[GCVI_VIEWS * t->slots + t->kept + h];
	sum *= o->factor;
	return t->columns[j].twins ? sum + twin_begin(t, j, front, symbol, state) : sum;
}

/* ------------------------------------------------------------------------------------------------ any symbol */

double gcvi_front_worth(const gcvi_trellis *t, size_t j, const gcvi_front *front)
{
	size_t width = t->width, w;
	const float *worth = t->worth + j * (4 * width + t->lanes);
	double sum = 0;

	for (w = 0; w < width; w++)
		sum += front->n[w] * (double)worth[w] + front->t[w] * (double)worth[width + w] +
		       front->j[w] * (double)worth[2 * width + w] + front->k[w] * (double)worth[3 * width + w];
	for (w = 0; w < t->lanes; w++)
		sum += front->lane[w] * (double)worth[4 * width + w];
	return sum * gcvi_power_of_two(t->columns[j].exponent - t->columns[j].worth_exponent);
}
