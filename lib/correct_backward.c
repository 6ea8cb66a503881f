/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: what every column's nodes are worth, from the end: the sum over all codes (the denominator of every
 * probability), and bounds on the best one, for the search.
 *
 * No code is worth more than all together: with a check, of the codes that go on from one state few are likely, and their
 * sum is the bound. Without one they are as many as there are strings; then it is the same recursion with the best symbol
 * instead of the sum of all: a sum of maxima is never below the maximum of sums, so forward times bound is never below the
 * likelihood of any code. With a check, that recursion (without it) says what no string is worth, however many fit.
 *
 * Bounds are kept as floats that err upwards.
 */
#include "correct_column.h"
#include "correct_states.h"

#include <string.h>

/* Of the largest worth of a column, which is near 1: none is said to be less. */
#define LEAST (1.0 / 1208925819614629174706176.0)
/* Still a normal float when multiplied by emissions. */
#define TINY (1.0 / 1329227995784915872903807060280344576.0)
/* More than the roundings of one conversion and of all that was reckoned before it. */
#define ROUNDING (1 + 1.0 / 4194304)

/* The nodes of a column, for each state. */
typedef struct table {
	size_t states;
	double *rows;             /* of the column at hand, see gcvi_symbols_sum: N stands where omissions do */
	double *views;            /* of the column behind, as this one sees it */
	double *pair;             /* of the one behind that, for twins: GCVI_VIEW_T_END */
	long exponents[2];        /* views and rows are 2^exponent times what they say; those of pair */
	uint16_t *next, *second;  /* [choice * states + state]: where a symbol leads, where it does once more */
	uint8_t *alive, *was_alive;   /* leads to an accepted code: from this column, from the one behind */
	int (*add)(const gcvi_symbol_work *work, size_t state, double *row);
	bool free;                /* there is one state, and the check is not asked */
} table;

typedef struct backward {
	gcvi_trellis *t;
	size_t slots, kept, lanes, row, size;   /* row: of views; size: of rows */
	table sums, best;
	uint16_t *next, *second;  /* as the check says */
	double *emit, *twin;      /* see gcvi_symbol_work */
	gcvi_states states;
	bool twins;
} backward;

/* Where N stands in a row; its last element is the share of all strings that are codes. */
static double *nodes(const backward *b, const table *of, size_t state)
{
	return of->rows + state * b->size + GCVI_ROWS * b->slots;
}

/* ---------------------------------------------------------------------------------- from one column to the next */

/* A float that is not below the double, without a branch. */
static inline float rounded_up(double x)
{
	return (float)(x * ROUNDING + TINY);
}

/* How the column before sees a column: where each of its letters leads. */
typedef struct sight {
	uint8_t match[GCVI_SLOTS_MAX], pair[GCVI_SLOTS_MAX], triple[GCVI_SLOTS_MAX], same[GCVI_LANES_MAX + 2];
	double transposition[GCVI_SLOTS_MAX], jump[GCVI_SLOTS_MAX];
} sight;

static void look(const backward *b, size_t j, sight *out)
{
	const gcvi_column *here = &b->t->columns[j - 1];
	size_t k;

	memset(out, GCVI_NO_LANE, sizeof *out);
	for (k = 0; k < b->slots; k++)
		out->transposition[k] = out->jump[k] = 0;
	for (k = 0; k < here->slots; k++) {
		out->match[k] = here->match[here->lane[k]];
		out->transposition[k] = here->transposition[here->lane[k]];
		out->jump[k] = here->jump[here->lane[k]];
	}
	for (k = 0; j > 1 && k < here[-1].slots; k++)
		out->pair[k] = here[-1].pair[here[-1].lane[k]];
	for (k = 0; j > 2 && k < here[-2].slots; k++)
		out->triple[k] = here[-2].triple[here[-2].lane[k]];
	for (k = 0; k < here->lanes; k++)
		out->same[k] = here->same[k];
}

/* The views of column j of one state, for the columns before it. */
static void view_state(const backward *b, size_t j, const sight *to, const double *row, double *v)
{
	const double *of_n = row + GCVI_ROWS * b->slots;
	double stay = b->t->lattice->stay, omission = b->t->columns[j - 1].omission;
	double n[GCVI_LANES_MAX + 2];
	size_t slots = b->slots, k;

	memcpy(n, of_n, b->kept * sizeof *n);
	n[GCVI_NO_LANE] = 0;
	for (k = 0; k < slots; k++) {
		v[GCVI_VIEW_MATCH * slots + k] = stay * n[to->match[k]];
		v[GCVI_VIEW_T * slots + k] = to->transposition[k] * row[slots + k];
		v[GCVI_VIEW_J * slots + k] = to->jump[k] * row[2 * slots + k];
		v[GCVI_VIEW_T_END * slots + k] = n[to->pair[k]];
		v[GCVI_VIEW_K * slots + k] = row[3 * slots + k];
		v[GCVI_VIEW_K_END * slots + k] = n[to->triple[k]];
	}
	v += GCVI_VIEWS * slots;
	for (k = 0; k + 1 < b->kept; k++)
		v[k] = omission * n[to->same[k]];
	v[k] = of_n[k];
	memcpy(v + b->kept, of_n + b->kept, b->lanes * sizeof *v);
}

/* What is done in the column at hand becomes what is behind the one before. */
static void turn(const backward *b, table *of, size_t j)
{
	uint8_t *alive = of->was_alive;
	size_t end = GCVI_VIEW_T_END * b->slots, s;
	sight to;

	look(b, j, &to);
	for (s = 0; s < of->states; s++) {
		double *v = of->views + s * b->row;

		if (b->twins)
			memcpy(of->pair + s * b->slots, v + end, b->slots * sizeof *v);
		if (of->alive[s])
			view_state(b, j, &to, of->rows + s * b->size, v);
		else
			memset(v, 0, b->row * sizeof *v);
	}
	of->was_alive = of->alive;
	of->alive = alive;
}

/* The bounds of column j, from its views. */
static void keep_bounds(const backward *b, const table *of, size_t j)
{
	float *kept = b->t->bounds + (j - 1) * of->states * b->row;
	size_t k;

	for (k = 0; k < of->states * b->row; k++)
		kept[k] = rounded_up(of->views[k]);
}

/* What any node of column j is worth at best, by lanes. */
static void keep_worth(const backward *b, size_t j)
{
	const gcvi_column *here = &b->t->columns[j];
	size_t width = b->t->width, size = 4 * width + b->lanes, k;
	float *worth = b->t->worth + j * size;
	const double *row = b->best.rows, *n = nodes(b, &b->best, 0);

	for (k = 0; k < here->lanes; k++)
		worth[k] = rounded_up(n[k]);
	for (k = 0; j > 0 && k < here[-1].slots; k++) {
		worth[width + here[-1].lane[k]] = rounded_up(row[b->slots + k]);
		worth[2 * width + here[-1].lane[k]] = rounded_up(row[2 * b->slots + k]);
	}
	for (k = 0; j > 1 && k < here[-2].slots; k++)
		worth[3 * width + here[-2].lane[k]] = rounded_up(row[3 * b->slots + k]);
	for (k = 0; k < b->lanes; k++)
		worth[4 * width + k] = rounded_up(n[b->kept + k]);
	for (k = 0; k < size; k++)
		worth[k] = worth[k] > (float)LEAST ? worth[k] : (float)LEAST;
}

/* ------------------------------------------------------------------------------------------------- one column */

/* What every choice of column j says about the letters around. */
static void prepare(const backward *b, size_t j)
{
	const gcvi_trellis *t = b->t;
	const gcvi_column *here = &t->columns[j];
	size_t back = j > 0 ? here[-1].letter : 0, far = j > 1 ? here[-2].letter : 0, slots = b->slots, k, w;

	for (k = 0; k < here->choices; k++) {
		gcvi_symbol symbol = here->symbols[k];
		const double *e = t->letters + symbol * t->letter_stride;
		double *out = b->emit + k * (GCVI_VIEWS * slots + b->lanes);

		for (w = 0; w < slots; w++) {
			out[w] = e[here->letter + w];
			out[slots + w] = e[here->letter + w + 1];
			out[2 * slots + w] = e[here->letter + w + 2];
			out[3 * slots + w] = e[back + w];
			out[4 * slots + w] = e[back + w + 1];
			out[5 * slots + w] = e[far + w];
		}
		if (b->lanes != 0)
			memcpy(out + GCVI_VIEWS * slots, t->hypotheses->emit + (j * t->lattice->form->alphabet->count + symbol) * b->lanes,
			       b->lanes * sizeof *out);
		gcvi_automaton_step_all(t->automaton, j, symbol, b->next + k * b->t->states);
	}
}

static void prepare_twins(const backward *b, size_t j)
{
	const gcvi_trellis *t = b->t;
	const gcvi_column *here = &t->columns[j];
	size_t states = b->t->states, k, w;

	for (k = 0; k < here->choices; k++) {
		gcvi_symbol symbol = here->symbols[k];
		bool twice = gcvi_set_has(&t->lattice->form->sites[j + 1].allowed, symbol);

		for (w = 0; w < b->slots; w++)
			b->twin[k * b->slots + w] = w < here->slots && here->twin[here->lane[w]] > 0
				? here->twin[here->lane[w]] * gcvi_lattice_twins(t->lattice, here->base + here->lane[w], symbol) : 0;
		if (b->best.free)
			b->best.second[k] = twice ? 0 : UINT16_MAX;
		if (twice)
			gcvi_automaton_step_all(t->automaton, j + 1, symbol, b->second + k * states);
		else
			memset(b->second + k * states, 0xFF, states * sizeof *b->second);
	}
}

/* Where N gets from letters is added to what it gets from omissions. */
static void settle(const backward *b, size_t j, double *row)
{
	const gcvi_column *here = &b->t->columns[j];
	double *n = row + GCVI_ROWS * b->slots;
	size_t k;

	for (k = 0; k < here->slots; k++)
		n[here->lane[k]] += row[k];
	gcvi_back_settle(b->t, j, n);
	n[b->kept - 1] /= (double)here->choices;
}

static double largest_of(const double *row, size_t count, double largest)
{
	size_t k;

	for (k = 0; k < count; k++)
		largest = largest > row[k] ? largest : row[k];
	return largest;
}

/* Keeps numbers near 1, by powers of two; without it, long codes would run out of exponents. */
static void rescale(const backward *b, table *of)
{
	const double big = 65536;
	size_t first = b->slots, lanes = GCVI_ROWS * b->slots + b->kept, s, k;
	double largest = 0, factor = 1;

	for (s = 0; s < of->states; s++) {
		const double *row = of->rows + s * b->size;

		largest = largest_of(row + first, lanes - 1 - first, largest);
		largest = largest_of(row + lanes, b->lanes, largest);
	}
	of->exponents[1] = of->exponents[0];
	for (; largest * factor > 1; of->exponents[0] -= 16)
		factor /= big;
	for (; largest > 0 && largest * factor < 1 / big; of->exponents[0] += 16)
		factor *= big;
	for (s = 0; (factor > 1 || factor < 1) && s < of->states; s++) {
		double *row = of->rows + s * b->size;

		for (k = first; k < lanes - 1; k++)
			row[k] *= factor;
		for (k = lanes; k < b->size; k++)
			row[k] *= factor;
	}
}

static void fill(const backward *b, table *of, size_t j)
{
	const gcvi_column *here = &b->t->columns[j];
	const gcvi_symbol_work work = {
		.slots = b->slots, .kept = b->kept, .lanes = b->lanes, .lane = here->lane, .letters = here->slots,
		.choices = here->choices, .states = of->states, .next = of->next, .alive = of->was_alive, .emit = b->emit,
		.views = of->views, .second = of->second, .twin = here->twins ? b->twin : NULL, .pair = of->pair,
		.pair_factor = gcvi_power_of_two(of->exponents[0] - of->exponents[1])
	};
	size_t i;

	for (i = 0; i < of->states; i++) {
		size_t s = of->free ? 0 : b->states.order[i];
		double *row = of->rows + s * b->size;

		of->alive[s] = 0;
		if (of->free || gcvi_states_met(&b->states, j, s))
			of->alive[s] = (uint8_t)of->add(&work, s, row);
		if (of->alive[s])
			settle(b, j, row);
		else
			memset(row, 0, b->size * sizeof *row);
	}
	rescale(b, of);
}

static void fill_end(const backward *b, table *of)
{
	const gcvi_trellis *t = b->t;
	size_t s, k;

	for (s = 0; s < of->states; s++) {
		double *n = nodes(b, of, s);

		of->alive[s] = of->free || t->automaton->accepts(t->automaton, (uint32_t)s);
		memset(of->rows + s * b->size, 0, b->size * sizeof *of->rows);
		if (!of->alive[s])
			continue;
		for (k = 0; k < t->columns[t->n].lanes; k++)
			n[k] = t->final[k];
		n[b->kept - 1] = 1;
		for (k = 0; k < b->lanes; k++)
			n[b->kept + k] = 1;
	}
}

/* ------------------------------------------------------------------------------------------------- the whole */

/* Rows of numbers, aligned; what stands in them is not said. */
static void *make_rows(gcvi_arena *arena, size_t count, size_t size)
{
	unsigned char *rows = size != 0 && count > (SIZE_MAX - GCVI_ALIGNMENT) / size
		? NULL : gcvi_arena_raw(arena, count * size + GCVI_ALIGNMENT);

	return rows == NULL ? NULL : rows + (GCVI_ALIGNMENT - (uintptr_t)rows % GCVI_ALIGNMENT) % GCVI_ALIGNMENT;
}

static bool make_table(const backward *b, table *of, gcvi_arena *arena)
{
	size_t states = of->free ? 1 : b->t->states;

	of->states = states;
	of->rows = make_rows(arena, states, b->size * sizeof *of->rows);
	of->views = make_rows(arena, states, b->row * sizeof *of->views);
	of->pair = make_rows(arena, b->twins ? states : 0, b->slots * sizeof *of->pair);
	of->alive = gcvi_arena_alloc(arena, states, 1);
	of->was_alive = gcvi_arena_alloc(arena, states, 1);
	of->next = of->free ? gcvi_arena_alloc(arena, b->t->choices, sizeof *of->next) : b->next;
	of->second = of->free ? gcvi_arena_alloc(arena, b->t->choices, sizeof *of->second) : b->second;
	if (of->rows == NULL || of->views == NULL || of->pair == NULL || of->alive == NULL || of->was_alive == NULL ||
	    of->next == NULL || of->second == NULL)
		return false;
	memset(of->views, 0, states * b->row * sizeof *of->views);
	return true;
}

/* What is used here only. */
static bool make_room(backward *b, gcvi_arena *arena)
{
	gcvi_trellis *t = b->t;
	size_t states = t->states, steps = t->choices * states * sizeof *b->next, j;

	for (j = 0; j < t->n; j++)
		b->twins = b->twins || t->columns[j].twins;
	b->next = gcvi_arena_raw(arena, steps);
	b->second = gcvi_arena_raw(arena, b->twins ? steps : 0);
	b->emit = make_rows(arena, t->choices, (GCVI_VIEWS * b->slots + b->lanes) * sizeof *b->emit);
	b->twin = make_rows(arena, b->twins ? t->choices : 0, b->slots * sizeof *b->twin);
	return b->next != NULL && b->second != NULL && b->emit != NULL && b->twin != NULL &&
	       gcvi_states_make(&b->states, t, arena) == GCV_OK;
}

/* What no string is worth, in the scale of the bounds. */
static double bound_of(const backward *b, size_t state, long exponent)
{
	const double *best = nodes(b, &b->best, state);
	const gcvi_trellis *t = b->t;
	gcvi_front front;
	double bound;
	size_t h;

	gcvi_front_begin(t, &front);
	bound = t->aligned ? front.n[0] * best[0] : 0;
	for (h = 0; h < t->lanes; h++)
		bound += front.lane[h] * best[b->kept + h];
	return bound * gcvi_power_of_two(exponent - b->best.exponents[0]) * ROUNDING;
}

/* The denominator: what the beginning is worth; and the number of codes. */
static void conclude(const backward *b)
{
	gcvi_trellis *t = b->t;
	const double *sum = nodes(b, &b->sums, t->automaton->start);
	gcvi_front front;
	size_t h, j;

	gcvi_front_begin(t, &front);
	t->total = t->aligned ? front.n[0] * sum[0] : 0;
	for (h = 0; h < t->lanes; h++)
		t->total += front.lane[h] * sum[b->kept + h];
	t->exponent = t->hypotheses->exponent + t->columns[0].exponent;
	t->total *= gcvi_power_of_two(t->columns[0].exponent - b->sums.exponents[0]);
	t->bound = bound_of(b, 0, t->columns[0].exponent);
	t->bound = t->bound < t->total * ROUNDING ? t->bound : t->total * ROUNDING;
	t->codes = gcvi_scaled_make(sum[b->kept - 1], 0);
	for (j = 0; j < t->n; j++)
		t->codes = gcvi_scaled_times(t->codes, (double)t->columns[j].choices);
}

/* What a column needs before its tables are filled. */
static void begin_column(backward *b, size_t j)
{
	prepare(b, j);
	if (b->t->columns[j].twins)
		prepare_twins(b, j);
	gcvi_states_sort(&b->states, b->next, b->t->columns[j].choices);
}

static void fill_all(backward *b)
{
	gcvi_trellis *t = b->t;
	const table *bounds = t->states == 1 ? &b->best : &b->sums;
	size_t j;

	fill_end(b, &b->sums);
	fill_end(b, &b->best);
	t->columns[t->n].exponent = t->columns[t->n].worth_exponent = 0;
	keep_worth(b, t->n);
	for (j = t->n; j-- > 0;) {
		turn(b, &b->sums, j + 1);
		turn(b, &b->best, j + 1);
		keep_bounds(b, bounds, j + 1);
		begin_column(b, j);
		fill(b, &b->sums, j);
		fill(b, &b->best, j);
		keep_worth(b, j);
		t->columns[j].exponent = bounds->exponents[0];
		t->columns[j].worth_exponent = b->best.exponents[0];
	}
}

static backward backward_of(gcvi_trellis *t)
{
	backward b = { .t = t, .slots = t->slots, .kept = t->kept, .lanes = t->lanes, .row = gcvi_trellis_row(t),
	               .size = GCVI_ROWS * t->slots + t->kept + t->lanes,
	               .sums = { .add = gcvi_symbols_sum }, .best = { .add = gcvi_symbols_best } };

	return b;
}

int gcvi_trellis_backward(gcvi_trellis *t, gcvi_arena *arena)
{
	backward b = backward_of(t);
	gcvi_arena scratch;
	int status = GCV_E_MEMORY;

	b.best.free = true;
	gcvi_arena_init(&scratch, &arena->allocator);
	t->bounds = make_rows(arena, t->n * t->states, b.row * sizeof *t->bounds);
	t->worth = gcvi_arena_alloc(arena, t->n + 1, (4 * t->width + b.lanes) * sizeof *t->worth);
	if (t->bounds != NULL && t->worth != NULL && make_room(&b, &scratch) && make_table(&b, &b.sums, &scratch) &&
	    make_table(&b, &b.best, &scratch)) {
		fill_all(&b);
		conclude(&b);
		status = GCV_OK;
	}
	gcvi_arena_free(&scratch);
	return status;
}

int gcvi_trellis_tighten(gcvi_trellis *t, gcvi_arena *arena)
{
	backward b = backward_of(t);
	gcvi_arena scratch;
	int status = GCV_E_MEMORY;
	double bound;
	size_t j;

	if (t->states == 1)
		return GCV_OK;
	gcvi_arena_init(&scratch, &arena->allocator);
	if (make_room(&b, &scratch) && make_table(&b, &b.best, &scratch)) {
		fill_end(&b, &b.best);
		for (j = t->n; j-- > 0;) {
			turn(&b, &b.best, j + 1);
			begin_column(&b, j);
			fill(&b, &b.best, j);
		}
		bound = bound_of(&b, t->automaton->start, t->columns[0].exponent);
		t->bound = bound < t->bound ? bound : t->bound;
		status = GCV_OK;
	}
	gcvi_arena_free(&scratch);
	return status;
}
