/* SPDX-License-Identifier: MIT */
/* Floor 4: what a prefix is worth when it goes on with one symbol, at most: forward sums times the bounds on the rest. */
#include "trellis.h"
#include "vector.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* A settled front, put in the order of the views. */
typedef struct outlook {
	double n[GCVI_SLOTS_MAX], t[GCVI_SLOTS_MAX], j[GCVI_SLOTS_MAX], k[GCVI_SLOTS_MAX];   /* of letters */
	double same[GCVI_LANES_MAX + 2];
	size_t first, back, here; /* number of the first letter of the column two before, of the one before, of this one */
	/* With one state all symbols lead to the same bounds: what counts is what a symbol says about each letter. */
	double weight[2 * GCVI_SLOTS_MAX], constant;
	size_t count;             /* letters that have a weight, to an even number */
} outlook;

/* ---------------------------------------------------------------------------------------------- any symbol */

static void weigh_letters(const gcvi_trellis *t, size_t j, outlook *o)
{
	const float *v = gcvi_trellis_views(t, j + 1, 0);
	size_t slots = t->slots, back = o->back - o->first, here = o->here - o->first, k;

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

static void look(const gcvi_trellis *t, size_t j, const gcvi_front *front, outlook *o)
{
	const gcvi_column *here = &t->columns[j], *back = here - (j > 0), *far = here - (j > 1 ? 2 : j);
	size_t k;

	for (k = 0; k < t->slots; k++)
		o->n[k] = o->t[k] = o->j[k] = o->k[k] = 0;
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
	o->back = back->letter;
	o->here = here->letter;
	if (t->states == 1)
		weigh_letters(t, j, o);
}

/* ---------------------------------------------------------------------------------------------- one symbol */

static double bound_of_weights(const outlook *o, const double *letters)
{
	const double *e = letters + o->first;
	double part[2] = { o->constant, 0 };
	size_t k;

	for (k = 0; k < o->count; k += 2) {
		part[0] += o->weight[k] * e[k];
		part[1] += o->weight[k + 1] * e[k + 1];
	}
	return part[0] + part[1];
}

/* Two floats as doubles. */
GCVI_INLINE void widen(const float *in, double *out)
{
#ifdef __SSE2__
	_mm_storeu_pd(out, _mm_cvtps_pd(_mm_castpd_ps(_mm_load_sd((const double *)(const void *)in))));
#else
	out[0] = (double)in[0];
	out[1] = (double)in[1];
#endif
}

/* Two at a time, side by side in a vector register; the sum has an order of its own, the same for every compiler. */
GCVI_INLINE double bound_of_letters(size_t slots, size_t kept, const outlook *o, const double *letters, const float *views)
{
	const double *e = letters + o->here, *f = letters + o->back, *g = letters + o->first;
	double part[2] = { 0, 0 }, same[2] = { 0, 0 };
	size_t k, w;

	for (k = 0; k < slots; k += 2) {
		double v[GCVI_VIEWS][2];

		widen(views + GCVI_VIEW_MATCH * slots + k, v[GCVI_VIEW_MATCH]);
		widen(views + GCVI_VIEW_T * slots + k, v[GCVI_VIEW_T]);
		widen(views + GCVI_VIEW_J * slots + k, v[GCVI_VIEW_J]);
		widen(views + GCVI_VIEW_T_END * slots + k, v[GCVI_VIEW_T_END]);
		widen(views + GCVI_VIEW_K * slots + k, v[GCVI_VIEW_K]);
		widen(views + GCVI_VIEW_K_END * slots + k, v[GCVI_VIEW_K_END]);
		for (w = 0; w < 2; w++)
			part[w] += o->n[k + w] * (e[k + w] * v[GCVI_VIEW_MATCH][w] + e[k + w + 1] * v[GCVI_VIEW_T][w] +
			                          e[k + w + 2] * v[GCVI_VIEW_J][w]) +
			           o->t[k + w] * (f[k + w] * v[GCVI_VIEW_T_END][w]) + o->j[k + w] * (f[k + w + 1] * v[GCVI_VIEW_K][w]) +
			           o->k[k + w] * (g[k + w] * v[GCVI_VIEW_K_END][w]);
	}
	for (k = 0; k < kept; k += 2) {
		double v[2];

		widen(views + GCVI_VIEWS * slots + k, v);
		for (w = 0; w < 2; w++)
			same[w] += o->same[k + w] * v[w];
	}
	return (part[0] + part[1]) + (same[0] + same[1]);
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

/* Of the alignment, for all choices. */
GCVI_INLINE void bounds_of_letters(const gcvi_trellis *t, size_t j, size_t slots, size_t kept, const outlook *o,
                                   const uint32_t *to, double *bounds)
{
	const gcvi_column *here = &t->columns[j];
	const float *views = gcvi_trellis_views(t, j + 1, 0);
	size_t row = gcvi_trellis_row(t), k;

	for (k = 0; k < here->choices; k++)
		bounds[k] = to[k] == GCVI_DEAD ? 0
			: bound_of_letters(slots, kept, o, t->letters + here->symbols[k] * t->letter_stride, views + to[k] * row);
}

/* Accidents to the whole input that go on with a symbol. */
static double of_accidents(const gcvi_trellis *t, size_t j, const gcvi_front *front, gcvi_symbol symbol, const float *views)
{
	const double *emit = t->lanes != 0 ? t->hypotheses->emit + (j * t->lattice->form->alphabet->count + symbol) * t->lanes : NULL;
	const float *v = views + GCVI_VIEWS * t->slots + t->kept;
	double sum = 0;
	size_t h;

	for (h = 0; h < t->lanes; h++)
		sum += front->lane[h] * emit[h] * (double)v[h];
	return sum;
}

/* What is beside the alignment: twins, and accidents to the whole input. */
static void add_beside(const gcvi_trellis *t, size_t j, const gcvi_front *front, gcvi_symbol last, const uint32_t *to,
                       double *bounds)
{
	const gcvi_column *here = &t->columns[j];
	double back = gcvi_power_of_two(here[1].exponent - here->exponent);
	size_t k;

	for (k = 0; k < here->choices; k++) {
		gcvi_symbol symbol = here->symbols[k];
		const float *v;

		if (to[k] == GCVI_DEAD)
			continue;
		v = gcvi_trellis_views(t, j + 1, to[k]);
		if (j > 0 && here[-1].twins && symbol == last)
			bounds[k] += twin_end(t, j, front, v);
		bounds[k] += of_accidents(t, j, front, symbol, v);
		if (here->twins)
			bounds[k] += twin_begin(t, j, front, symbol, to[k]) * back;
	}
}

void gcvi_front_bounds(const gcvi_trellis *t, size_t j, const gcvi_front *front, gcvi_symbol last, const uint32_t *to,
                       double *bounds)
{
	const gcvi_column *here = &t->columns[j];
	double factor;
	size_t k;
	outlook o;

	look(t, j, front, &o);
	if (t->states == 1)
		for (k = 0; k < here->choices; k++)
			bounds[k] = bound_of_weights(&o, t->letters + here->symbols[k] * t->letter_stride);
	else if (t->slots == GCVI_LANE_STEP && t->kept == GCVI_KEPT_FEW)
		bounds_of_letters(t, j, GCVI_LANE_STEP, GCVI_KEPT_FEW, &o, to, bounds);
	else
		bounds_of_letters(t, j, t->slots, t->kept, &o, to, bounds);
	if (t->lanes != 0 || here->twins || (j > 0 && here[-1].twins))
		add_beside(t, j, front, last, to, bounds);
	factor = gcvi_power_of_two(here->exponent - here[1].exponent);
	for (k = 0; k < here->choices && here->exponent != here[1].exponent; k++)
		bounds[k] *= factor;
}

gcvi_symbol gcvi_front_likely(const gcvi_trellis *t, size_t j, const gcvi_front *front)
{
	const gcvi_column *here = &t->columns[j];
	size_t slot = 0, k;

	for (k = 1; k < here->slots; k++)
		slot = front->n[here->lane[k]] > front->n[here->lane[slot]] ? k : slot;
	return t->likely[here->letter + slot];
}

double gcvi_front_bound(const gcvi_trellis *t, size_t j, const gcvi_front *front, gcvi_symbol symbol, uint32_t to)
{
	const gcvi_column *here = &t->columns[j];
	const float *v = gcvi_trellis_views(t, j + 1, to);
	const double *letters = t->letters + symbol * t->letter_stride;
	double bound;
	outlook o;

	look(t, j, front, &o);
	bound = t->slots == GCVI_LANE_STEP && t->kept == GCVI_KEPT_FEW
		? bound_of_letters(GCVI_LANE_STEP, GCVI_KEPT_FEW, &o, letters, v) : bound_of_letters(t->slots, t->kept, &o, letters, v);
	return (bound + of_accidents(t, j, front, symbol, v)) * gcvi_power_of_two(here->exponent - here[1].exponent);
}

double gcvi_front_excess(const gcvi_trellis *t, size_t j, const gcvi_front *front)
{
	const gcvi_column *here = &t->columns[j];
	double all = 0;
	size_t k;

	for (k = 0; k < t->width; k++)
		all += front->n[k] + front->t[k] + front->j[k] + front->k[k];
	for (k = 0; k < t->lanes; k++)
		all += front->lane[k];
	/* More than TINY of correct_backward.c for each view that a front meets. */
	return all * gcvi_power_of_two(here->exponent - here[1].exponent - 112);
}

/* ---------------------------------------------------------------------------------------------- any string */

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
