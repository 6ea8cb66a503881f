/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: what every column's nodes are worth, from the end: the sum over all codes (the denominator of every
 * probability), and beside it a bound: the same recursion with the best symbol instead of the sum of all. A sum of
 * maxima is never below the maximum of sums, so forward times bound is never below the likelihood of any code.
 *
 * Sums are doubles. Bounds are floats that err upwards: every rounding of theirs is made up for, and none of a state
 * that leads to a code is below LEAST.
 */
#include "correct_column.h"

#include <string.h>

/* Of the largest bound of a column, which is near 1. */
#define LEAST (1.0 / 1208925819614629174706176.0)
/* Still a normal float when multiplied by emissions. */
#define TINY (1.0 / 1329227995784915872903807060280344576.0)
/* More than the roundings of one symbol's bound, of a conversion. */
#define ROUNDINGS (1 + 1.0 / 1048576)
#define ROUNDING (1 + 1.0 / 4194304)
/* So many fit the nearest cache. */
#define FEW_STATES 48

typedef struct backward {
	gcvi_trellis *t;
	size_t states, width, lanes, row;
	float *best;              /* [state * size]: N, T, J, K, lanes of the column at hand */
	double *sum;              /* the same, summed */
	size_t size;
	float *views;             /* of the column behind: [state * row] */
	double *sums;
	float *pair_views;        /* of the one behind that, for twins: [state * width], GCVI_VIEW_T_END */
	double *pair_sums;
	long view_exponents[2], sum_exponents[2];
	uint16_t *next, *second;  /* [choice * states + state]: where a symbol leads, where it does once more */
	float *emit;              /* [choice * (6 * width + lanes)], see gcvi_symbol_work */
	double *emit_sum;
	double *twin;             /* [choice * width] */
	uint8_t *alive, *was_alive;   /* state leads to an accepted code: in this column, in the one behind */
	double *count, *counted;  /* share of all strings that are codes, from each state */
	uint16_t *order, *before; /* states in the order of reckoning; the one that the first choice leads to a state from */
	uint8_t *reached;         /* [column * states], for the first `reach` columns */
	size_t reach, choices;
	int twins;
} backward;

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
				uint32_t to = t->automaton->step(t->automaton, j, (uint32_t)s, t->columns[j].symbols[c]);

				if (to != GCVI_DEAD && !next[to]) {
					next[to] = 1;
					known++;
				}
			}
	}
	b->reach = j + 1;
	return GCV_OK;
}

/* ------------------------------------------------------------------------------------------------- numbers */

/* A float that is not below the double, without a branch. */
static inline float rounded_up(double x)
{
	return (float)(x * ROUNDING + TINY);
}

/* ---------------------------------------------------------------------------------- from one column to the next */

/* The views of column j of one state, for the columns before it. n: row N and, for lanes that lead nowhere, 0. */
static void view_state(const backward *b, size_t j, const double *n, const float *row, float *v)
{
	const gcvi_column *here = &b->t->columns[j - 1];
	double stay = b->t->lattice->stay, omission = here->omission;
	size_t width = b->width, w;

	for (w = 0; w < width; w++) {
		v[GCVI_VIEW_MATCH * width + w] = rounded_up(stay * n[here->match[w]]);
		v[GCVI_VIEW_SAME * width + w] = rounded_up(omission * n[here->same[w]]);
		v[GCVI_VIEW_T * width + w] = rounded_up(here->transposition[w] * (double)row[width + w]);
		v[GCVI_VIEW_J * width + w] = rounded_up(here->jump[w] * (double)row[2 * width + w]);
		v[GCVI_VIEW_K * width + w] = row[3 * width + w];
	}
	for (w = 0; w < width; w++)
		v[GCVI_VIEW_T_END * width + w] = j > 1 ? rounded_up(n[here[-1].pair[w]]) : 0;
	for (w = 0; w < width; w++)
		v[GCVI_VIEW_K_END * width + w] = j > 2 ? rounded_up(n[here[-2].triple[w]]) : 0;
	memcpy(v + GCVI_VIEWS * width, row + 4 * width, b->lanes * sizeof *row);
}

static void view_sum(const backward *b, size_t j, const double *n, const double *row, double *v)
{
	const gcvi_column *here = &b->t->columns[j - 1];
	double stay = b->t->lattice->stay, omission = here->omission;
	size_t width = b->width, w;

	for (w = 0; w < width; w++) {
		v[GCVI_VIEW_MATCH * width + w] = stay * n[here->match[w]];
		v[GCVI_VIEW_SAME * width + w] = omission * n[here->same[w]];
		v[GCVI_VIEW_T * width + w] = here->transposition[w] * row[width + w];
		v[GCVI_VIEW_J * width + w] = here->jump[w] * row[2 * width + w];
		v[GCVI_VIEW_K * width + w] = row[3 * width + w];
	}
	for (w = 0; w < width; w++)
		v[GCVI_VIEW_T_END * width + w] = j > 1 ? n[here[-1].pair[w]] : 0;
	for (w = 0; w < width; w++)
		v[GCVI_VIEW_K_END * width + w] = j > 2 ? n[here[-2].triple[w]] : 0;
	memcpy(v + GCVI_VIEWS * width, row + 4 * width, b->lanes * sizeof *row);
}

/* The views without lanes that never exist. */
static void keep(const gcvi_trellis *t, const float *v, float *kept)
{
	size_t k;

	for (k = 0; k < GCVI_VIEWS; k++)
		memcpy(kept + k * t->kept, v + k * t->width, t->kept * sizeof *kept);
	memcpy(kept + GCVI_VIEWS * t->kept, v + GCVI_VIEWS * t->width, t->lanes * sizeof *kept);
}

/* What is done in the column at hand becomes what is behind the one before; and the bounds that are kept. */
static void turn(backward *b, size_t j)
{
	uint8_t *alive = b->was_alive;
	double *count = b->counted;
	size_t kept_row = gcvi_trellis_row(b->t), end = GCVI_VIEW_T_END * b->width;
	float *kept = b->t->bounds + (j - 1) * b->states * kept_row;
	double n[GCVI_LANES_MAX + 1] = { 0 };
	size_t s, w;

	for (s = 0; s < b->states; s++, kept += kept_row) {
		float *v = b->views + s * b->row;
		double *sums = b->sums + s * b->row;

		if (b->twins) {
			memcpy(b->pair_views + s * b->width, v + end, b->width * sizeof *v);
			memcpy(b->pair_sums + s * b->width, sums + end, b->width * sizeof *sums);
		}
		if (!b->alive[s]) {
			memset(v, 0, b->row * sizeof *v);
			memset(kept, 0, kept_row * sizeof *kept);
			memset(sums, 0, b->row * sizeof *sums);
			continue;
		}
		for (w = 0; w < b->width; w++)
			n[w] = (double)b->best[s * b->size + w];
		view_state(b, j, n, b->best + s * b->size, v);
		for (w = 0; w < b->width; w++)
			n[w] = b->sum[s * b->size + w];
		view_sum(b, j, n, b->sum + s * b->size, sums);
		keep(b->t, v, kept);
	}
	b->view_exponents[1] = b->view_exponents[0];
	b->view_exponents[0] = b->t->columns[j].exponent;
	b->was_alive = b->alive;
	b->alive = alive;
	b->counted = b->count;
	b->count = count;
}

/* ------------------------------------------------------------------------------------------------- one column */

/* What every choice of column j says about the tokens around. */
static void prepare(backward *b, size_t j)
{
	const gcvi_trellis *t = b->t;
	const gcvi_column *here = &t->columns[j];
	size_t back = j > 0 ? here[-1].base : 0, far = j > 1 ? here[-2].base : 0;
	size_t width = b->width, size = 6 * width + b->lanes, k, w;

	for (k = 0; k < here->choices; k++) {
		gcvi_symbol symbol = here->symbols[k];
		const double *e = t->emit + symbol * t->stride, *f = t->emit_next + symbol * t->stride,
		             *g = t->emit_after + symbol * t->stride;
		double *out = b->emit_sum + k * size;
		float *up = b->emit + k * size;

		memcpy(out, e + here->base, width * sizeof *out);
		memcpy(out + width, f + here->base, width * sizeof *out);
		memcpy(out + 2 * width, g + here->base, width * sizeof *out);
		memcpy(out + 3 * width, e + back, width * sizeof *out);
		memcpy(out + 4 * width, f + back, width * sizeof *out);
		memcpy(out + 5 * width, e + far, width * sizeof *out);
		if (b->lanes != 0)
			memcpy(out + 6 * width, t->hypotheses->emit + (j * t->lattice->form->alphabet->count + symbol) * b->lanes,
			       b->lanes * sizeof *out);
		for (w = 0; w < size; w++)
			up[w] = rounded_up(out[w]);
		gcvi_automaton_step_all(t->automaton, j, symbol, b->next + k * b->states);
		for (w = 0; here->twins && w < width; w++)
			b->twin[k * width + w] = here->twin[w] > 0
				? here->twin[w] * gcvi_lattice_twins(t->lattice, here->base + w, symbol) : 0;
		if (here->twins && gcvi_set_has(&t->lattice->form->sites[j + 1].allowed, symbol))
			gcvi_automaton_step_all(t->automaton, j + 1, symbol, b->second + k * b->states);
		else if (here->twins)
			memset(b->second + k * b->states, 0xFF, b->states * sizeof *b->second);
	}
}

/*
 * Many states do not fit the nearest cache. States that lead to the same ones go one after the other: from each, to one that
 * the first choice leads to where another choice leads from here. (In groups these are shifts by differences of terms.)
 */
static void put_in_order(backward *b, size_t choices)
{
	uint8_t *done = b->alive;
	size_t states = b->states, count = 0, first, s, k;

	for (s = 0; s < states && states <= FEW_STATES; s++)
		b->order[s] = (uint16_t)s;
	if (states <= FEW_STATES)
		return;
	memset(b->before, 0xFF, states * sizeof *b->before);
	for (s = 0; s < states; s++)
		if (b->next[s] != UINT16_MAX)
			b->before[b->next[s]] = (uint16_t)s;
	memset(done, 0, states);
	for (first = 0; first < states; first++)
		for (s = first; s != UINT16_MAX && !done[s];) {
			size_t here = s;

			done[s] = 1;
			b->order[count++] = (uint16_t)s;
			for (s = UINT16_MAX, k = 1; k < choices; k++) {
				uint16_t to = b->next[k * states + here], other = to != UINT16_MAX ? b->before[to] : UINT16_MAX;

				if (other != UINT16_MAX && !done[other]) {
					s = other;
					break;
				}
			}
		}
}

static void settle_bounds(const gcvi_trellis *t, size_t j, float *best, size_t size)
{
	double n[GCVI_LANES_MAX + 1];
	size_t w;

	for (w = 0; w < t->width; w++)
		n[w] = (double)best[w];
	n[t->width] = 0;
	gcvi_back_settle(t, j, n);
	for (w = 0; w < size; w++) {
		double x = (w < t->width ? n[w] : (double)best[w]) * ROUNDINGS;

		best[w] = (float)(x > LEAST ? x : LEAST);
	}
}

/* Keeps numbers near 1, by powers of two; without it, long codes would run out of exponents. */
static void rescale(backward *b, size_t j)
{
	const double big = 65536, huge = 18446744073709551616.0;
	gcvi_column *column = &b->t->columns[j];
	double largest = 0, factor = 1;
	float best = 0, times = 1;
	size_t k, size = b->states * b->size;

	column->exponent = b->view_exponents[0];
	for (k = 0; k < size; k++)
		best = best > b->best[k] ? best : b->best[k];
	for (; best * times > 1; column->exponent -= 16)
		times /= (float)big;
	for (; best > 0 && best * times < 1 / (float)big; column->exponent += 16)
		times *= (float)big;
	for (k = 0; (times > 1 || times < 1) && k < size; k++)
		b->best[k] *= times;
	b->sum_exponents[1] = b->sum_exponents[0];
	for (k = 0; k < size; k++)
		largest = largest > b->sum[k] ? largest : b->sum[k];
	for (; largest * factor > huge; b->sum_exponents[0] -= 64)
		factor /= huge;
	for (; largest > 0 && largest * factor < 1 / huge; b->sum_exponents[0] += 64)
		factor *= huge;
	for (k = 0; (factor > 1 || factor < 1) && k < size; k++)
		b->sum[k] *= factor;
}

static void fill_column(backward *b, size_t j)
{
	const gcvi_trellis *t = b->t;
	const gcvi_column *here = &t->columns[j];
	gcvi_symbol_work work = {
		.width = b->width, .used = (here->lanes + 1) / 2 * 2, .lanes = b->lanes, .choices = here->choices, .states = b->states,
		.next = b->next, .second = here->twins ? b->second : NULL, .alive = b->was_alive, .emit = b->emit,
		.emit_sum = b->emit_sum, .views = b->views, .sums = b->sums, .counted = b->counted,
		.twin = b->twin, .pair_views = b->pair_views, .pair_sums = b->pair_sums,
		.pair_factor = gcvi_power_of_two(b->view_exponents[0] - b->view_exponents[1]),
		.pair_sum_factor = gcvi_power_of_two(b->sum_exponents[0] - b->sum_exponents[1])
	};
	size_t i;

	if (j > 0 && here[-1].lanes > work.used)
		work.used = (here[-1].lanes + 1) / 2 * 2;
	if (j > 1 && here[-2].lanes > work.used)
		work.used = (here[-2].lanes + 1) / 2 * 2;
	prepare(b, j);
	put_in_order(b, here->choices);
	for (i = 0; i < b->states; i++) {
		size_t s = b->order[i];
		float *best = b->best + s * b->size;
		double *sum = b->sum + s * b->size;

		memset(best, 0, b->size * sizeof *best);
		memset(sum, 0, b->size * sizeof *sum);
		b->count[s] = 0;
		b->alive[s] = 0;
		if (j < b->reach && !b->reached[j * b->states + s])
			continue;
		b->alive[s] = (uint8_t)gcvi_symbols_add(&work, s, best, sum, &b->count[s]);
		b->count[s] /= (double)here->choices;
		if (!b->alive[s])
			continue;
		settle_bounds(t, j, best, b->size);
		gcvi_back_settle(t, j, sum);
	}
	rescale(b, j);
	if (b->states == 1)
		memcpy(t->worth + j * b->size, b->best, b->size * sizeof *t->worth);
}

static void fill_end(backward *b)
{
	const gcvi_trellis *t = b->t;
	size_t s, k;

	for (s = 0; s < b->states; s++) {
		float *best = b->best + s * b->size;
		double *sum = b->sum + s * b->size;

		b->alive[s] = t->automaton->accepts(t->automaton, (uint32_t)s) != 0;
		b->count[s] = b->alive[s];
		if (!b->alive[s])
			continue;
		memcpy(sum, t->final, b->width * sizeof *sum);
		for (k = 0; k < b->lanes; k++)
			sum[4 * b->width + k] = 1;
		for (k = 0; k < b->size; k++)
			best[k] = rounded_up(sum[k]);
	}
	t->columns[t->n].exponent = 0;
	if (b->states == 1)
		memcpy(t->worth + t->n * b->size, b->best, b->size * sizeof *t->worth);
}

/* ------------------------------------------------------------------------------------------------- the whole */

/* Rows of numbers, aligned; what stands in them is not said. */
static void *make_rows(gcvi_arena *arena, size_t count, size_t size)
{
	unsigned char *rows = size != 0 && count > (SIZE_MAX - GCVI_ALIGNMENT) / size
		? NULL : gcvi_arena_raw(arena, count * size + GCVI_ALIGNMENT);

	return rows == NULL ? NULL : rows + (GCVI_ALIGNMENT - (uintptr_t)rows % GCVI_ALIGNMENT) % GCVI_ALIGNMENT;
}

static int make_tables(backward *b, gcvi_arena *arena)
{
	size_t states = b->states, size = 6 * b->width + b->lanes;

	b->views = make_rows(arena, states, b->row * sizeof *b->views);
	b->sums = make_rows(arena, states, b->row * sizeof *b->sums);
	b->pair_views = make_rows(arena, b->twins ? states : 0, b->width * sizeof *b->pair_views);
	b->pair_sums = make_rows(arena, b->twins ? states : 0, b->width * sizeof *b->pair_sums);
	if (b->views == NULL || b->sums == NULL || b->pair_views == NULL || b->pair_sums == NULL)
		return GCV_E_MEMORY;
	memset(b->views, 0, states * b->row * sizeof *b->views);
	memset(b->sums, 0, states * b->row * sizeof *b->sums);
	b->next = gcvi_arena_alloc(arena, b->choices * states, sizeof *b->next);
	b->second = gcvi_arena_alloc(arena, b->twins ? b->choices * states : 0, sizeof *b->second);
	b->twin = gcvi_arena_alloc(arena, b->twins ? b->choices * b->width : 0, sizeof *b->twin);
	b->emit = make_rows(arena, b->choices * size, sizeof *b->emit);
	b->emit_sum = make_rows(arena, b->choices * size, sizeof *b->emit_sum);
	return b->next != NULL && b->second != NULL && b->twin != NULL && b->emit != NULL && b->emit_sum != NULL
		? GCV_OK : GCV_E_MEMORY;
}

/* What stays, from the arena; what is used here only, from the other one. */
static int make_room(backward *b, gcvi_arena *stays, gcvi_arena *arena)
{
	size_t states = b->states, j;

	for (j = 0; j < b->t->n; j++)
		b->twins = b->twins || b->t->columns[j].twins;
	b->choices = b->t->choices;
	b->best = gcvi_arena_alloc(arena, states, b->size * sizeof(float));
	b->sum = gcvi_arena_alloc(arena, states, b->size * sizeof(double));
	b->alive = gcvi_arena_alloc(arena, states, 1);
	b->was_alive = gcvi_arena_alloc(arena, states, 1);
	b->order = gcvi_arena_alloc(arena, states, sizeof *b->order);
	b->before = gcvi_arena_alloc(arena, states, sizeof *b->before);
	b->count = gcvi_arena_alloc(arena, states, sizeof(double));
	b->counted = gcvi_arena_alloc(arena, states, sizeof(double));
	b->t->bounds = make_rows(stays, b->t->n * states, gcvi_trellis_row(b->t) * sizeof *b->t->bounds);
	b->t->worth = gcvi_arena_alloc(stays, states == 1 ? b->t->n + 1 : 0, b->size * sizeof *b->t->worth);
	if (b->best == NULL || b->sum == NULL || b->t->worth == NULL || b->alive == NULL || b->was_alive == NULL || b->order == NULL ||
	    b->before == NULL || b->count == NULL ||
	    b->counted == NULL || b->t->bounds == NULL || make_tables(b, arena) != GCV_OK)
		return GCV_E_MEMORY;
	return reach(b, arena);
}

/* The denominator: what the beginning is worth; and the number of codes. */
static void conclude(backward *b)
{
	gcvi_trellis *t = b->t;
	const float *best = b->best + t->automaton->start * b->size;
	const double *sum = b->sum + t->automaton->start * b->size;
	gcvi_front front;
	size_t h, j;

	gcvi_front_begin(t, &front);
	t->bound = t->aligned ? front.n[0] * (double)best[0] : 0;
	t->total = t->aligned ? front.n[0] * sum[0] : 0;
	for (h = 0; h < t->lanes; h++) {
		t->bound += front.lane[h] * (double)best[4 * b->width + h];
		t->total += front.lane[h] * sum[4 * b->width + h];
	}
	t->exponent = t->hypotheses->exponent + t->columns[0].exponent;
	t->total *= gcvi_power_of_two(t->columns[0].exponent - b->sum_exponents[0]);
	t->codes = gcvi_scaled_make(b->count[t->automaton->start], 0);
	for (j = 0; j < t->n; j++)
		t->codes = gcvi_scaled_times(t->codes, (double)t->columns[j].choices);
}

int gcvi_trellis_backward(gcvi_trellis *t, gcvi_arena *arena)
{
	backward b = { .t = t, .states = t->states, .width = t->width, .lanes = t->lanes, .row = GCVI_VIEWS * t->width + t->lanes,
	               .size = 4 * t->width + t->lanes };
	gcvi_arena scratch;
	size_t j;
	int status;

	gcvi_arena_init(&scratch, &arena->allocator);
	status = make_room(&b, arena, &scratch);
	if (status == GCV_OK) {
		fill_end(&b);
		for (j = t->n; j-- > 0;) {
			turn(&b, j + 1);
			fill_column(&b, j);
		}
		conclude(&b);
	}
	gcvi_arena_free(&scratch);
	return status;
}
