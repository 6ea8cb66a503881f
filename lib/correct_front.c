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

void gcvi_front_step(const gcvi_trellis *t, size_t j, const gcvi_front *from, gcvi_symbol last, gcvi_symbol symbol,
                     gcvi_front *to)
{
	static const gcvi_column nowhere;
	const gcvi_column *here = &t->columns[j];
	const gcvi_column *back = j > 0 ? here - 1 : &nowhere, *far = j > 1 ? here - 2 : &nowhere;
	const double *e = t->emit + symbol * t->stride, *f = t->emit_next + symbol * t->stride,
	             *g = t->emit_after + symbol * t->stride;
	double stay = t->lattice->stay, omission = here->omission;
	size_t width = t->width, w, h;

	memset(to->n, 0, sizeof to->n);
	for (w = 0; w < width; w++) {
		to->n[here->same[w]] += omission * from->n[w];
		to->n[here->match[w]] += stay * e[here->base + w] * from->n[w];
		to->t[w] = here->transposition[w] * f[here->base + w] * from->n[w];
		to->j[w] = here->jump[w] * g[here->base + w] * from->n[w];
		to->k[w] = 0;
		to->w[w] = 0;
	}
	if (j > 0)
		for (w = 0; w < width; w++) {
			to->n[back->pair[w]] += e[back->base + w] * from->t[w];
			to->k[w] = f[back->base + w] * from->j[w];
		}
	if (j > 1)
		for (w = 0; w < width; w++)
			to->n[far->triple[w]] += e[far->base + w] * from->k[w];
	if (j > 0 && back->twins && symbol == last)
		for (w = 0; w < width; w++)
			to->n[back->pair[w]] += from->w[w];
	if (here->twins)
		for (w = 0; w < here->lanes; w++)
			if (here->twin[w] > 0)
				to->w[w] = here->twin[w] * gcvi_lattice_twins(t->lattice, here->base + w, symbol) * from->n[w];
	to->n[GCVI_NO_LANE] = 0;
	for (h = 0; h < t->lanes; h++)
		to->lane[h] = from->lane[h] * t->hypotheses->emit[(j * t->lattice->form->alphabet->count + symbol) * t->lanes + h];
}

/* A twin that the symbol begins: the next one has to be the same. */
static double twin_bound(const gcvi_trellis *t, size_t j, const gcvi_front *front, gcvi_symbol symbol, uint32_t state)
{
	const gcvi_column *here = &t->columns[j];
	const float *views;
	double sum = 0;
	uint32_t next;
	size_t w;

	if (!gcvi_set_has(&t->lattice->form->sites[j + 1].allowed, symbol))
		return 0;
	next = t->automaton->step(t->automaton, j + 1, state, symbol);
	if (next == GCVI_DEAD)
		return 0;
	views = gcvi_trellis_views(t, j + 2, next) + GCVI_VIEW_T_END * t->kept;
	for (w = 0; w < here->lanes; w++)
		if (here->twin[w] > 0)
			sum += front->n[w] * here->twin[w] * gcvi_lattice_twins(t->lattice, here->base + w, symbol) * (double)views[w];
	return sum * gcvi_power_of_two(here->exponent - here[2].exponent);
}

/* The sum over lanes has an order of its own, the same for every compiler. */
static inline double bound_of_lanes(const gcvi_trellis *t, size_t j, size_t width, const gcvi_front *front,
                                    gcvi_symbol symbol, const float *v)
{
	const double *e = t->emit + symbol * t->stride, *f = t->emit_next + symbol * t->stride,
	             *g = t->emit_after + symbol * t->stride;
	size_t here = t->columns[j].base, back = j > 0 ? t->columns[j - 1].base : 0, far = j > 1 ? t->columns[j - 2].base : 0, w;
	double part[GCVI_LANES_MAX], sum = 0;

	for (w = 0; w < width; w++)
		part[w] = front->n[w] * (e[here + w] * (double)v[GCVI_VIEW_MATCH * width + w] + (double)v[GCVI_VIEW_SAME * width + w] +
		                         f[here + w] * (double)v[GCVI_VIEW_T * width + w] +
		                         g[here + w] * (double)v[GCVI_VIEW_J * width + w]);
	for (w = 0; w < width; w++)
		part[w] += front->t[w] * (e[back + w] * (double)v[GCVI_VIEW_T_END * width + w]);
	for (w = 0; w < width; w++)
		part[w] += front->j[w] * (f[back + w] * (double)v[GCVI_VIEW_K * width + w]);
	for (w = 0; w < width; w++)
		part[w] += front->k[w] * (e[far + w] * (double)v[GCVI_VIEW_K_END * width + w]);
	for (w = 0; w < width; w++)
		sum += part[w];
	return sum;
}

/* What is beside the lanes of the alignment, from their sum to the whole. */
static double add_beside(const gcvi_trellis *t, size_t j, const gcvi_front *front, gcvi_symbol last, gcvi_symbol symbol,
                         uint32_t state, double sum)
{
	const float *v = gcvi_trellis_views(t, j + 1, state);
	const double *emit = t->hypotheses->emit;
	size_t width = t->kept, w, h;

	if (j > 0 && t->columns[j - 1].twins && symbol == last)
		for (w = 0; w < width; w++)
			sum += front->w[w] * (double)v[GCVI_VIEW_T_END * width + w];
	for (h = 0; h < t->lanes; h++)
		sum += front->lane[h] * emit[(j * t->lattice->form->alphabet->count + symbol) * t->lanes + h] *
		       (double)v[GCVI_VIEWS * width + h];
	if (t->columns[j].exponent != t->columns[j + 1].exponent)
		sum *= gcvi_power_of_two(t->columns[j].exponent - t->columns[j + 1].exponent);
	return t->columns[j].twins ? sum + twin_bound(t, j, front, symbol, state) : sum;
}

double gcvi_front_bound(const gcvi_trellis *t, size_t j, const gcvi_front *front, gcvi_symbol last, gcvi_symbol symbol,
                        uint32_t state)
{
	const float *v = gcvi_trellis_views(t, j + 1, state);
	double sum = t->kept == 4 ? bound_of_lanes(t, j, 4, front, symbol, v) : t->kept == 6
		? bound_of_lanes(t, j, 6, front, symbol, v) : bound_of_lanes(t, j, t->kept, front, symbol, v);

	return add_beside(t, j, front, last, symbol, state, sum);
}

void gcvi_front_outlook(const gcvi_trellis *t, size_t j, const gcvi_front *front, uint32_t state, gcvi_outlook *outlook)
{
	const gcvi_column *here = &t->columns[j], *column;
	const gcvi_token *tokens = t->lattice->tokens;
	const float *v = gcvi_trellis_views(t, j + 1, state);
	size_t width = t->kept, back, w;
	double *weight;

	memset(outlook, 0, sizeof *outlook);
	column = here - (j > 1 ? 2 : j);
	outlook->first = column->base;
	weight = outlook->weight;
	for (back = j > 1 ? 2 : j; column <= here; column++, back--)
		for (w = 0; w < column->lanes; w++) {
			size_t i = column->base + w;
			uint32_t next = tokens[i].next, after = next != UINT32_MAX ? tokens[next].next : UINT32_MAX;

			if (back == 2)
				weight[i - outlook->first] += front->k[w] * (double)v[GCVI_VIEW_K_END * width + w];
			if (back == 1) {
				weight[i - outlook->first] += front->t[w] * (double)v[GCVI_VIEW_T_END * width + w];
				if (next != UINT32_MAX)
					weight[next - outlook->first] += front->j[w] * (double)v[GCVI_VIEW_K * width + w];
			}
			if (back != 0)
				continue;
			weight[i - outlook->first] += front->n[w] * (double)v[GCVI_VIEW_MATCH * width + w];
			outlook->constant += front->n[w] * (double)v[GCVI_VIEW_SAME * width + w];
			if (next != UINT32_MAX)
				weight[next - outlook->first] += front->n[w] * (double)v[GCVI_VIEW_T * width + w];
			if (after != UINT32_MAX)
				weight[after - outlook->first] += front->n[w] * (double)v[GCVI_VIEW_J * width + w];
		}
	for (w = GCVI_OUTLOOK_MAX; w > 0 && !(outlook->weight[w - 1] > 0); w--)
		;
	outlook->count = w;
}

double gcvi_outlook_bound(const gcvi_trellis *t, size_t j, const gcvi_front *front, gcvi_symbol last, gcvi_symbol symbol,
                          uint32_t state, const gcvi_outlook *outlook)
{
	const double *e = t->emit + symbol * t->stride + outlook->first;
	double part[2] = { outlook->constant, 0 };
	size_t k;

	for (k = 0; k < outlook->count; k += 2) {
		part[0] += outlook->weight[k] * e[k];
		part[1] += outlook->weight[k + 1] * e[k + 1];
	}
	return add_beside(t, j, front, last, symbol, state, part[0] + part[1]);
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
