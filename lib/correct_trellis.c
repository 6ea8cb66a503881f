/* SPDX-License-Identifier: MIT */
/* Floor 4: unrolls a form under a lattice into columns (trellis.h). */
#include "trellis.h"

#include <string.h>

/* How many letters the alignment may be ahead or behind, beyond what the lengths say (lattice_model.h, Band). */
#define SLACK 1
/* Lengths further apart than this are not aligned; such an input is answered by inspect. */
#define APART 4
/* A step is so many cells of the backward tables: a state, a symbol, four lanes. */
#define CELLS_IN_STEP 1024

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
	column->letter = l->tokens[column->base].letters;
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
		column->lane[column->slots++] = (uint8_t)w;
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
		t->choices = t->choices > t->columns[j].choices ? t->choices : t->columns[j].choices;
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
	double *letters;
	gcvi_symbol *likely = gcvi_arena_alloc(arena, l->letters + 1, sizeof *likely);

	t->letter_stride = l->letters + GCVI_LATTICE_PAD;
	letters = gcvi_arena_alloc(arena, symbols * t->letter_stride, sizeof *letters);
	if (next == NULL || after == NULL || letters == NULL || likely == NULL)
		return GCV_E_MEMORY;
	for (i = 0; i < l->count; i++) {
		uint32_t n = l->tokens[i].next, a = n == UINT32_MAX ? n : l->tokens[n].next;

		for (c = 0; c < symbols; c++) {
			next[c * l->stride + i] = n == UINT32_MAX ? 0 : l->emit[c * l->stride + n];
			after[c * l->stride + i] = a == UINT32_MAX ? 0 : l->emit[c * l->stride + a];
		}
	}
	for (i = 0; i < l->count; i++) {
		size_t letter = l->tokens[i].letters, best = 0;

		for (c = 0; c < symbols && !l->tokens[i].run; c++) {
			letters[c * t->letter_stride + letter] = l->emit[c * l->stride + i];
			best = l->emit[c * l->stride + i] > l->emit[best * l->stride + i] ? c : best;
			likely[letter] = (gcvi_symbol)best;
		}
	}
	t->letters = letters;
	t->likely = likely;
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
	size_t j, widest = 0, most = 0;

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
	t->kept = t->aligned && widest >= GCVI_KEPT_FEW ? (widest + 2) / 2 * 2 : GCVI_KEPT_FEW;
	t->aligned_weight = t->aligned ? hypotheses->aligned : 0;
	for (j = 0; j <= t->n; j++) {
		if (!t->aligned)
			t->columns[j].base = t->columns[j].lanes = 0;
		fill_column(t, j);
		most = t->columns[j].slots > most ? t->columns[j].slots : most;
	}
	if (t->aligned)
		t->slots = most > GCVI_LANE_STEP ? (most + 1) / 2 * 2 : GCVI_LANE_STEP;
	fill_final(t);
	if (fill_symbols(t, arena) != GCV_OK)
		return GCV_E_MEMORY;
	return fill_emissions(t, arena);
}

/* ------------------------------------------------------------------------------------------------- the cost */

uint64_t gcvi_form_steps(const gcvi_form *form, uint32_t states, size_t numbers)
{
	uint64_t cells = 0;
	size_t j;

	/* A state costs about as much as 16 symbols, too: its views. */
	for (j = 0; j < form->length; j++)
		cells += gcvi_set_count(&form->sites[j].allowed) + 16;
	return cells * states * ((numbers + 15) / 16) / CELLS_IN_STEP;
}

uint64_t gcvi_trellis_steps(const gcvi_trellis *t)
{
	return gcvi_form_steps(t->lattice->form, (uint32_t)t->states, 4 * t->width + t->lanes);
}

uint64_t gcvi_trellis_bytes(const gcvi_trellis *t)
{
	uint64_t row = gcvi_trellis_row(t), rows = t->kept + 3 * t->slots + t->lanes + t->slots;

	return t->states * (t->n * row * sizeof(float) + (row + rows) * sizeof(double) + 2 * t->choices * sizeof(uint16_t));
}
