/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: what every column's nodes are worth, from the end: the sum over all codes (the denominator of every
 * probability), and beside it a bound: the same recursion with the best symbol instead of the sum of all. A sum of
 * maxima is never below the maximum of sums, so forward times bound is never below the likelihood of any code.
 */
#include "trellis.h"

#include <string.h>

/* Views of a state's rows, ready for the lanes of the column before; each twice, for the bound and for the sum. */
enum { VIEW_MATCH, VIEW_SAME, VIEW_T, VIEW_J, VIEW_T_END, VIEW_K, VIEW_K_END, VIEWS };

typedef struct backward {
	gcvi_trellis *t;
	size_t states, width, lanes, row;
	/* Rows of the column at hand: N, T, J, K, lanes, then the same summed. */
	double *rows;
	/* Rows N, bound and sum, of the column behind the last one: for twins. */
	double *second;
	double *views;            /* [(state * 2 * VIEWS + view) * width], bounds then sums; of the column behind */
	double *lane_rows;        /* [state * 2 * lanes], the lanes' rows of the column behind */
	uint8_t *alive, *was_alive;   /* state leads to an accepted code: in this column, in the one behind */
	double *count, *counted;  /* share of all strings that are codes, from each state */
	uint8_t *reached;         /* [column * states], for the first `reach` columns */
	size_t reach;
	int twins;
} backward;

static uint32_t step(const gcvi_trellis *t, size_t j, size_t state, gcvi_symbol symbol)
{
	return t->automaton->step(t->automaton, j, (uint32_t)state, symbol);
}

/* --------------------------------------------------------------------------------------- reachable states */

/* At the beginning only few states can be met; after some columns it may be any. */
static int reach(backward *b, gcvi_arena *arena)
{
	const gcvi_trellis *t = b->t;
	size_t columns = t->n < 3 ? t->n : 3, j, s, c, known = 1;

	b->reached = gcvi_arena_alloc(arena, columns * b->states + 1, 1);
	if (b->reached == NULL)
		return GCV_E_MEMORY;
	if (columns == 0)
		return GCV_OK;
	b->reached[t->automaton->start] = 1;
	for (j = 0; j + 1 < columns && known * 2 < b->states; j++) {
		const uint8_t *here = b->reached + j * b->states;
		uint8_t *next = b->reached + (j + 1) * b->states;

		for (s = 0, known = 0; s < b->states; s++)
			for (c = 0; here[s] && c < t->columns[j].choices; c++) {
				uint32_t to = step(t, j, s, t->columns[j].symbols[c]);

				if (to != GCVI_DEAD && !next[to]) {
					next[to] = 1;
					known++;
				}
			}
	}
	b->reach = j + 1;
	return GCV_OK;
}

/* ------------------------------------------------------------------------------------------------- one column */

static const double *state_row(const backward *b, size_t state, int sum)
{
	return b->rows + (2 * state + (size_t)sum) * b->row;
}

/* Rows N of a column seen through a table of lanes. */
static void look(double *view, const double *row, const uint8_t *lane, size_t width, double factor)
{
	size_t w;

	for (w = 0; w < width; w++)
		view[w] = lane[w] == GCVI_NO_LANE ? 0 : factor * row[lane[w]];
}

static void view_state(const backward *b, size_t j, size_t state, int sum)
{
	static const gcvi_column nowhere;
	const gcvi_trellis *t = b->t;
	const gcvi_column *here = &t->columns[j];
	const gcvi_column *back = j > 0 ? here - 1 : &nowhere, *far = j > 1 ? here - 2 : &nowhere;
	const double *row = state_row(b, state, sum);
	size_t width = b->width, w;
	double *v = b->views + (state * 2 + (size_t)sum) * VIEWS * width;

	look(v + VIEW_MATCH * width, row, here->match, width, t->lattice->stay);
	look(v + VIEW_SAME * width, row, here->same, width, here->omission);
	for (w = 0; w < width; w++) {
		v[VIEW_T * width + w] = here->transposition[w] * row[width + w];
		v[VIEW_J * width + w] = here->jump[w] * row[2 * width + w];
		v[VIEW_K * width + w] = row[3 * width + w];
	}
	if (j > 0)
		look(v + VIEW_T_END * width, row, back->pair, width, 1);
	if (j > 1)
		look(v + VIEW_K_END * width, row, far->triple, width, 1);
	memcpy(b->lane_rows + (state * 2 + (size_t)sum) * b->lanes, row + 4 * width, b->lanes * sizeof *row);
}

/* Turns the rows of column j+1 into views for column j. */
static void turn(backward *b, size_t j)
{
	uint8_t *alive = b->was_alive;
	double *count = b->counted;
	size_t s, w;

	for (s = 0; s < b->states; s++) {
		if (b->twins)
			for (w = 0; w < b->width; w++) {
				b->second[(4 * s + 2) * b->width + w] = b->second[4 * s * b->width + w];
				b->second[(4 * s + 3) * b->width + w] = b->second[(4 * s + 1) * b->width + w];
				b->second[4 * s * b->width + w] = state_row(b, s, 0)[w];
				b->second[(4 * s + 1) * b->width + w] = state_row(b, s, 1)[w];
			}
		if (!b->alive[s])
			continue;
		view_state(b, j, s, 0);
		view_state(b, j, s, 1);
	}
	b->was_alive = b->alive;
	b->alive = alive;
	b->counted = b->count;
	b->count = count;
}

typedef struct sources {
	const double *match, *next, *after;           /* e(i), e(next(i)), e(next(next(i))) for lanes of column j */
	const double *t_end, *k;                      /* e(i), e(next(i)) for lanes of column j-1 */
	const double *k_end;                          /* e(i) for lanes of column j-2 */
} sources;

/* Adds one symbol's worth to the best and the sum of all: N, T, J, K. */
static inline void add_symbol(size_t width, const double *restrict v, const sources *e, double *restrict best,
                              double *restrict sum)
{
	const double *u = v + VIEWS * width;
	size_t w;

	for (w = 0; w < width; w++) {
		double x = e->match[w] * v[VIEW_MATCH * width + w] + v[VIEW_SAME * width + w] +
		           e->next[w] * v[VIEW_T * width + w] + e->after[w] * v[VIEW_J * width + w];
		double y = e->match[w] * u[VIEW_MATCH * width + w] + u[VIEW_SAME * width + w] +
		           e->next[w] * u[VIEW_T * width + w] + e->after[w] * u[VIEW_J * width + w];

		best[w] = best[w] > x ? best[w] : x;
		sum[w] += y;
	}
	for (w = 0; w < width; w++) {
		double x = e->t_end[w] * v[VIEW_T_END * width + w], y = e->t_end[w] * u[VIEW_T_END * width + w];

		best[width + w] = best[width + w] > x ? best[width + w] : x;
		sum[width + w] += y;
	}
	for (w = 0; w < width; w++) {
		double x = e->k[w] * v[VIEW_K * width + w], y = e->k[w] * u[VIEW_K * width + w];

		best[2 * width + w] = best[2 * width + w] > x ? best[2 * width + w] : x;
		sum[2 * width + w] += y;
	}
	for (w = 0; w < width; w++) {
		double x = e->k_end[w] * v[VIEW_K_END * width + w], y = e->k_end[w] * u[VIEW_K_END * width + w];

		best[3 * width + w] = best[3 * width + w] > x ? best[3 * width + w] : x;
		sum[3 * width + w] += y;
	}
}

/* The same in a column where a twin may begin: it belongs to the symbol, too. */
static void add_symbol_twin(const backward *b, size_t j, uint32_t state, gcvi_symbol symbol, const double *v,
                            const sources *e, double *best, double *sum)
{
	const gcvi_trellis *t = b->t;
	const gcvi_column *here = &t->columns[j];
	double twin[2][GCVI_LANES_MAX] = { { 0 } };
	double own[GCVI_LANES_MAX], keep[GCVI_LANES_MAX];
	size_t width = b->width, w;
	uint32_t to = gcvi_set_has(&t->lattice->form->sites[j + 1].allowed, symbol)
		? step(t, j + 1, state, symbol) : GCVI_DEAD;

	for (w = 0; to != GCVI_DEAD && w < here->lanes; w++)
		if (here->twin[w] > 0) {
			double p = here->twin[w] * gcvi_lattice_twins(t->lattice, here->base + w, symbol);

			twin[0][w] = p * b->second[(4 * (size_t)to + 2) * width + here->pair[w]];
			twin[1][w] = p * b->second[(4 * (size_t)to + 3) * width + here->pair[w]];
		}
	memcpy(keep, best, width * sizeof *keep);
	memset(best, 0, width * sizeof *best);
	add_symbol(width, v, e, best, sum);
	for (w = 0; w < width; w++) {
		own[w] = best[w] + twin[0][w];
		best[w] = keep[w] > own[w] ? keep[w] : own[w];
		sum[w] += twin[1][w];
	}
}

static void add_lanes(size_t lanes, const double *restrict e, const double *restrict rows, double *restrict best,
                      double *restrict sum)
{
	size_t h;

	for (h = 0; h < lanes; h++) {
		double x = e[h] * rows[h], y = e[h] * rows[lanes + h];

		best[h] = best[h] > x ? best[h] : x;
		sum[h] += y;
	}
}

static void find_sources(const gcvi_trellis *t, size_t j, gcvi_symbol symbol, sources *e)
{
	const double *row = t->emit + symbol * t->stride, *next = t->emit_next + symbol * t->stride;
	size_t here = t->columns[j].base, back = j > 0 ? t->columns[j - 1].base : 0,
	       far = j > 1 ? t->columns[j - 2].base : 0;

	e->match = row + here;
	e->next = next + here;
	e->after = t->emit_after + symbol * t->stride + here;
	e->t_end = row + back;
	e->k = next + back;
	e->k_end = row + far;
}

/* All symbols of one state; returns whether any leads on. */
static int add_symbols(const backward *b, size_t j, size_t state, const sources *e, double *best, double *sum,
                       double *count)
{
	const gcvi_trellis *t = b->t;
	const gcvi_column *here = &t->columns[j];
	size_t width = b->width, symbols = t->lattice->form->alphabet->count, k;
	int alive = 0;

	for (k = 0; k < here->choices; k++) {
		gcvi_symbol symbol = here->symbols[k];
		uint32_t to = step(t, j, state, symbol);
		const double *v;

		if (to == GCVI_DEAD || !b->was_alive[to])
			continue;
		alive = 1;
		v = b->views + (size_t)to * 2 * VIEWS * width;
		if (here->twins)
			add_symbol_twin(b, j, to, symbol, v, &e[k], best, sum);
		else if (width == 4)
			add_symbol(4, v, &e[k], best, sum);
		else if (width == 8)
			add_symbol(8, v, &e[k], best, sum);
		else
			add_symbol(width, v, &e[k], best, sum);
		add_lanes(b->lanes, t->hypotheses->emit + (j * symbols + symbol) * b->lanes,
		          b->lane_rows + (size_t)to * 2 * b->lanes, best + 4 * width, sum + 4 * width);
		*count += b->counted[to];
	}
	return alive;
}

/* Keeps the numbers of a column near 1, by powers of two; without it, long codes would run out of exponents. */
static void rescale(backward *b, size_t j)
{
	const double big = 18446744073709551616.0;
	gcvi_column *column = &b->t->columns[j];
	double largest = 0, factor = 1;
	size_t k, size = b->states * 2 * b->row;

	for (k = 0; k < size; k++)
		largest = largest > b->rows[k] ? largest : b->rows[k];
	column->exponent = column[1].exponent;
	for (; largest * factor > big; column->exponent -= 64)
		factor /= big;
	for (; largest > 0 && largest * factor < 1 / big; column->exponent += 64)
		factor *= big;
	if (!(factor > 1 || factor < 1))
		return;
	for (k = 0; k < size; k++)
		b->rows[k] *= factor;
	/* Rows of the column behind, to be used together with these. */
	for (k = 0; b->twins && k < b->states * 4 * b->width; k++)
		b->second[k] *= factor;
}

/* A float that is not below the double. */
static float rounded_up(double x)
{
	if (!(x > 0))
		return 0;
	return x < 1e-37 ? 1e-37f : (float)(x * (1 + 1.0 / 4194304));
}

static void keep_bounds(const backward *b, size_t j)
{
	float *out = b->t->bounds + j * b->states * b->row;
	size_t s, k;

	for (s = 0; s < b->states; s++)
		for (k = 0; k < b->row; k++)
			*out++ = b->alive[s] ? rounded_up(state_row(b, s, 0)[k]) : 0;
}

static void fill_state(backward *b, size_t j, size_t state, const sources *e)
{
	double *best = b->rows + 2 * state * b->row, *sum = best + b->row;

	memset(best, 0, 2 * b->row * sizeof *best);
	b->count[state] = 0;
	b->alive[state] = 0;
	if (j < b->reach && !b->reached[j * b->states + state])
		return;
	b->alive[state] = (uint8_t)add_symbols(b, j, state, e, best, sum, &b->count[state]);
	b->count[state] /= (double)b->t->columns[j].choices;
	gcvi_back_settle(b->t, j, best);
	gcvi_back_settle(b->t, j, sum);
}

static void fill_end(backward *b)
{
	const gcvi_trellis *t = b->t;
	size_t s, k;

	for (s = 0; s < b->states; s++) {
		double *best = b->rows + 2 * s * b->row;

		b->alive[s] = t->automaton->accepts(t->automaton, (uint32_t)s) != 0;
		b->count[s] = b->alive[s];
		memset(best, 0, 2 * b->row * sizeof *best);
		if (!b->alive[s])
			continue;
		memcpy(best, t->final, b->width * sizeof *best);
		for (k = 0; k < b->lanes; k++)
			best[4 * b->width + k] = 1;
		memcpy(best + b->row, best, b->row * sizeof *best);
	}
	t->columns[t->n].exponent = 0;
	keep_bounds(b, t->n);
}

static int make_room(backward *b, gcvi_arena *arena)
{
	size_t states = b->states, j;

	for (j = 0; j < b->t->n; j++)
		b->twins = b->twins || b->t->columns[j].twins;
	b->rows = gcvi_arena_alloc(arena, states, 2 * b->row * sizeof(double));
	b->views = gcvi_arena_alloc(arena, states, 2 * VIEWS * b->width * sizeof(double));
	b->lane_rows = gcvi_arena_alloc(arena, states, (2 * b->lanes + 1) * sizeof(double));
	b->second = gcvi_arena_alloc(arena, b->twins ? states : 0, 4 * b->width * sizeof(double));
	b->alive = gcvi_arena_alloc(arena, states, 1);
	b->was_alive = gcvi_arena_alloc(arena, states, 1);
	b->count = gcvi_arena_alloc(arena, states, sizeof(double));
	b->counted = gcvi_arena_alloc(arena, states, sizeof(double));
	b->t->bounds = gcvi_arena_alloc(arena, (b->t->n + 1) * states, b->row * sizeof(float));
	return b->rows != NULL && b->views != NULL && b->lane_rows != NULL && b->second != NULL && b->alive != NULL &&
	       b->was_alive != NULL && b->count != NULL && b->counted != NULL && b->t->bounds != NULL
		? reach(b, arena) : GCV_E_MEMORY;
}

/* The denominator: what the beginning is worth; and the number of codes. */
static void conclude(backward *b)
{
	gcvi_trellis *t = b->t;
	const double *sum = state_row(b, t->automaton->start, 1);
	gcvi_front front;
	size_t h, j;

	gcvi_front_begin(t, &front);
	t->total = t->aligned ? front.n[0] * sum[0] : 0;
	for (h = 0; h < t->lanes; h++)
		t->total += front.lane[h] * sum[4 * b->width + h];
	t->exponent = t->hypotheses->exponent + t->columns[0].exponent;
	t->codes = gcvi_scaled_make(b->count[t->automaton->start], 0);
	for (j = 0; j < t->n; j++)
		t->codes = gcvi_scaled_times(t->codes, (double)t->columns[j].choices);
}

int gcvi_trellis_backward(gcvi_trellis *t, gcvi_arena *arena)
{
	backward b = { .t = t, .states = t->states, .width = t->width, .lanes = t->lanes, .row = gcvi_trellis_row(t) };
	sources e[GCVI_SYMBOLS_MAX];
	size_t j, s, k;

	if (make_room(&b, arena) != GCV_OK)
		return GCV_E_MEMORY;
	fill_end(&b);
	for (j = t->n; j-- > 0;) {
		turn(&b, j);
		for (k = 0; k < t->columns[j].choices; k++)
			find_sources(t, j, t->columns[j].symbols[k], &e[k]);
		for (s = 0; s < b.states; s++)
			fill_state(&b, j, s, e);
		rescale(&b, j);
		keep_bounds(&b, j);
	}
	conclude(&b);
	return GCV_OK;
}
