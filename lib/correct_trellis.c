/* SPDX-License-Identifier: MIT */
/* Floor 4: unrolls a form under a lattice into columns (trellis.h), and walks one code through them. */
#include "trellis.h"

#include <string.h>

/* How many letters the alignment may be ahead or behind, beyond what the lengths say (lattice_model.h, Band). */
#define SLACK 1
/* Lengths further apart than this are not aligned; such an input is answered by inspect. */
#define APART 4

/* ------------------------------------------------------------------------------------------------- numbers */

double gcvi_power_of_two(long e)
{
	double factor = e < 0 ? 0.5 : 2, x = 1;

	if (e < -1000)
		return 0;
	if (e > 1000)
		e = 1000;
	for (e = e < 0 ? -e : e; e > 0; e >>= 1, factor *= factor)
		if (e & 1)
			x *= factor;
	return x;
}

/* ------------------------------------------------------------------------------------------------- columns */

typedef struct band {
	long low, high;           /* letters used, less positions used */
} band;

static band band_of(const gcvi_lattice *lattice)
{
	long d = (long)lattice->letters - (long)lattice->form->length;
	band b = { -SLACK + (d < 0 ? d : 0), SLACK + (d > 0 ? d : 0) };

	return b;
}

/* Nodes of column j: tokens from *first, so many of them. */
static size_t column_lanes(const gcvi_lattice *lattice, band b, size_t j, size_t *first)
{
	long low = (long)j + b.low, high = (long)j + b.high;
	size_t i = 0, count = 0;

	while (i < lattice->count && (long)lattice->tokens[i].letters < low)
		i++;
	*first = i;
	while (i + count <= lattice->count && (long)lattice->tokens[i + count].letters <= high)
		count++;
	return (long)lattice->tokens[i].letters < low ? 0 : count;
}

/* The lane of node i in column j, GCVI_NO_LANE if it is outside. */
static uint8_t lane_of(const gcvi_trellis *t, size_t i, size_t j)
{
	const gcvi_column *column = &t->columns[j];

	if (j > t->n || i < column->base || i - column->base >= column->lanes)
		return GCVI_NO_LANE;
	return (uint8_t)(i - column->base);
}

static void begin_several(gcvi_trellis *t, size_t j, size_t w, const gcvi_token *token)
{
	const gcvi_lattice *l = t->lattice;
	gcvi_column *column = &t->columns[j];
	const gcvi_token *next;
	double cross;

	if (token->next == UINT32_MAX || j + 2 > t->n)
		return;
	next = &l->tokens[token->next];
	cross = gcvi_lattice_cross(l, j + 1, token);
	column->pair[w] = lane_of(t, token->next + 1, j + 2);
	if (column->pair[w] != GCVI_NO_LANE) {
		column->transposition[w] = l->transposition * cross;
		if (token->twin && l->twin > 0) {
			column->twin[w] = cross;
			column->twins = 1;
		}
	}
	if (next->next == UINT32_MAX || j + 3 > t->n)
		return;
	column->triple[w] = lane_of(t, next->next + 1, j + 3);
	if (column->triple[w] != GCVI_NO_LANE)
		column->jump[w] = l->jump * cross * gcvi_lattice_cross(l, j + 2, next);
}

static void fill_column(gcvi_trellis *t, size_t j)
{
	const gcvi_lattice *l = t->lattice;
	gcvi_column *column = &t->columns[j];
	size_t w;

	for (w = 0; w < GCVI_LANES_MAX; w++)
		column->same[w] = column->match[w] = column->pair[w] = column->triple[w] = GCVI_NO_LANE;
	column->border = (uint8_t)gcvi_lattice_border(l, j);
	column->omission = j < t->n ? gcvi_lattice_omission(l, j) : 0;
	for (w = 0; w < column->lanes; w++) {
		size_t i = column->base + w;
		const gcvi_token *token = &l->tokens[i];

		if (i < l->count && w + 1 < column->lanes) {
			column->extra[w] = token->extra;
			column->run[w] = token->run;
		}
		if (j == t->n)
			continue;
		column->same[w] = lane_of(t, i, j + 1);
		if (i == l->count || token->run)
			continue;
		column->match[w] = lane_of(t, i + 1, j + 1);
		begin_several(t, j, w, token);
	}
}

static size_t list_symbols(const gcvi_set *set, gcvi_symbol *symbols)
{
	size_t count = 0, c;

	for (c = 0; c < GCVI_SYMBOLS_MAX; c++)
		if (gcvi_set_has(set, (gcvi_symbol)c))
			symbols[count++] = (gcvi_symbol)c;
	return count;
}

/* Positions that take the same symbols share a list. */
static int fill_symbols(gcvi_trellis *t, gcvi_arena *arena)
{
	const gcvi_site *sites = t->lattice->form->sites;
	size_t j, k;

	for (j = 0; j < t->n; j++) {
		gcvi_symbol *list;

		for (k = 0; k < j && memcmp(&sites[k].allowed, &sites[j].allowed, sizeof sites[k].allowed) != 0; k++)
			;
		if (k < j) {
			t->columns[j].symbols = t->columns[k].symbols;
			t->columns[j].choices = t->columns[k].choices;
			continue;
		}
		list = gcvi_arena_alloc(arena, gcvi_set_count(&sites[j].allowed) + 1, sizeof *list);
		if (list == NULL)
			return GCV_E_MEMORY;
		t->columns[j].choices = list_symbols(&sites[j].allowed, list);
		t->columns[j].symbols = list;
	}
	return GCV_OK;
}

static int fill_emissions(gcvi_trellis *t, gcvi_arena *arena)
{
	const gcvi_lattice *l = t->lattice;
	size_t symbols = l->form->alphabet->count, c, i;
	double *next = gcvi_arena_alloc(arena, symbols * l->stride, sizeof *next);
	double *after = gcvi_arena_alloc(arena, symbols * l->stride, sizeof *after);

	if (next == NULL || after == NULL)
		return GCV_E_MEMORY;
	for (i = 0; i < l->count; i++) {
		uint32_t n = l->tokens[i].next, a = n == UINT32_MAX ? n : l->tokens[n].next;

		for (c = 0; c < symbols; c++) {
			next[c * l->stride + i] = n == UINT32_MAX ? 0 : l->emit[c * l->stride + n];
			after[c * l->stride + i] = a == UINT32_MAX ? 0 : l->emit[c * l->stride + a];
		}
	}
	t->emit = l->emit;
	t->emit_next = next;
	t->emit_after = after;
	t->stride = l->stride;
	return GCV_OK;
}

static void fill_final(gcvi_trellis *t)
{
	const gcvi_column *last = &t->columns[t->n];
	double value = t->lattice->leave;
	size_t w = last->lanes;

	memset(t->final, 0, sizeof t->final);
	if (!t->aligned || w == 0 || last->base + w - 1 != t->lattice->count)
		return;
	while (w-- > 0) {
		t->final[w] = value;
		if (w > 0)
			value *= last->extra[w - 1];
	}
}

int gcvi_trellis_make(gcvi_trellis *t, const gcvi_lattice *lattice, const gcvi_automaton *automaton,
                      const gcvi_hypotheses *hypotheses, gcvi_arena *arena)
{
	band b = band_of(lattice);
	size_t j, widest = 0;

	memset(t, 0, sizeof *t);
	t->lattice = lattice;
	t->automaton = automaton;
	t->hypotheses = hypotheses;
	t->n = lattice->form->length;
	t->states = automaton->states;
	t->lanes = hypotheses->lanes;
	t->columns = gcvi_arena_alloc(arena, t->n + 1, sizeof *t->columns);
	if (t->columns == NULL)
		return GCV_E_MEMORY;
	for (j = 0; j <= t->n; j++) {
		gcvi_column *column = &t->columns[j];

		column->lanes = column_lanes(lattice, b, j, &column->base);
		widest = column->lanes > widest ? column->lanes : widest;
	}
	t->aligned = b.high - b.low <= 2 * SLACK + APART && widest <= GCVI_LANES_MAX;
	if (!t->aligned && hypotheses->count == 0)
		return GCV_E_RANGE;
	t->width = GCVI_LANE_STEP;
	if (t->aligned)
		t->width = (widest + GCVI_LANE_STEP - 1) / GCVI_LANE_STEP * GCVI_LANE_STEP;
	t->aligned_weight = t->aligned ? hypotheses->aligned : 0;
	for (j = 0; j <= t->n; j++) {
		if (!t->aligned)
			t->columns[j].base = t->columns[j].lanes = 0;
		fill_column(t, j);
	}
	fill_final(t);
	if (fill_symbols(t, arena) != GCV_OK)
		return GCV_E_MEMORY;
	return fill_emissions(t, arena);
}

/* --------------------------------------------------------------------------------------------- one code */

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
