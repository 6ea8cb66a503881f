/* SPDX-License-Identifier: MIT */
/* Floor 4: the most probable way of typing, by shortest path over the nodes of the noise model (lattice_model.h). */
#include "lattice_model.h"

#include <string.h>

/*
 * Weights become costs, -log2 in units of 2^-16 bit: whole numbers, so that ways that are equally probable are equal
 * whatever the order of their steps, and nothing underflows. A weight of 0 costs as much as 2^-4096.
 */
#define UNIT 65536
#define NEVER ((int32_t)4096 * UNIT)
#define FAR INT64_MAX
/* Outside the band; far less than FAR, so that costs can be added. */
#define OUTSIDE (INT64_MAX / 4)

/* Arcs; of equals the one that is offered first. A run is laid on the first border that it may stand for. */
enum { ARC_NONE, ARC_TYPED, ARC_CROSS, ARC_MATCH, ARC_MISSING, ARC_EXTRA, ARC_TRANSPOSE, ARC_JUMP, ARC_TWIN };

/*
 * With a given code, letters and positions seldom drift apart further than their numbers do and this much: the table is
 * filled there, and altogether only if ways outside may be as cheap.
 */
#define DRIFT 4

/* Nodes reach at most so many tokens ahead: three letters and two runs. */
#define AHEAD 5
#define ROWS (AHEAD + 1)

typedef struct aligning {
	const gcvi_lattice *lattice;
	const gcvi_symbol *code;
	size_t m, n;
	size_t band;              /* letters less positions used, or the other way round; SIZE_MAX: any */
	/* Positions that take the same symbols share a row of costs: the least -log2 e(i, c), c among them. */
	uint16_t *class_of;
	gcvi_set *classes;
	size_t class_count;
	int32_t *letter_cost;     /* [class * m + i] */
	int64_t *value;           /* of the rows i … i+AHEAD, [i % ROWS][2 * j + side]: least cost to the end */
	uint8_t *arcs;            /* [i * (n + 1) + j]: arc of before + 16 * arc of after */
	int32_t *extra_cost;
	uint8_t *border;          /* [j] */
	int32_t *omission;
	int32_t leave, stay, transposition, jump, lost, typed, extra_run;
} aligning;

/* -log2, from the bits of an IEEE double; the series of the inverse hyperbolic tangent for the mantissa. */
static int32_t cost_of(double weight)
{
	uint64_t bits;
	double m, z, zz, log2;
	int exponent;

	if (!(weight > 2.3e-308))
		return NEVER;
	memcpy(&bits, &weight, sizeof bits);
	exponent = (int)(bits >> 52) - 1023;
	bits = (bits & 0xFFFFFFFFFFFFF) | (uint64_t)1023 << 52;
	memcpy(&m, &bits, sizeof m);
	z = (m - 1.4142135623730951) / (m + 1.4142135623730951);
	zz = z * z;
	log2 = 0.5 + 2.8853900817779268 * z * (1 + zz * (1.0 / 3 + zz * (1.0 / 5 + zz * (1.0 / 7 + zz * (1.0 / 9)))));
	log2 = ((double)exponent + log2) * UNIT;
	return (int32_t)(log2 < 0 ? 0.5 - log2 : -0.5 - log2);
}

/* ------------------------------------------------------------------------------------------ costs of letters */

static size_t class_at(aligning *a, size_t j)
{
	size_t k;

	if (a->code != NULL) {
		for (k = 0; k < j; k++)
			if (a->code[k] == a->code[j])
				return a->class_of[k];
		gcvi_set_add(&a->classes[a->class_count], a->code[j]);
		return a->class_count++;
	}
	for (k = 0; k < a->class_count; k++)
		if (memcmp(&a->classes[k], &a->lattice->form->sites[j].allowed, sizeof a->classes[k]) == 0)
			return k;
	a->classes[a->class_count] = a->lattice->form->sites[j].allowed;
	return a->class_count++;
}

/*
 * For any code, a letter that is a symbol the position takes is that symbol: how easily it is misread must not decide
 * which of many letters is the one too many.
 */
static int32_t least_cost(const aligning *a, const gcvi_set *set, size_t i)
{
	double best = 0;
	size_t c;

	if (gcvi_set_has(set, a->lattice->tokens[i].symbol))
		return 0;
	for (c = 0; c < a->lattice->form->alphabet->count; c++) {
		double e = a->lattice->emit[c * a->lattice->stride + i];

		if (e > best && gcvi_set_has(set, (gcvi_symbol)c))
			best = e;
	}
	return cost_of(best);
}

/* Positions [*low, *high] are within the band and `more` for token i. */
static void band_of(const aligning *a, size_t i, size_t more, size_t *low, size_t *high)
{
	size_t letters = a->lattice->tokens[i].letters, width = a->band + more;

	*low = 0;
	*high = a->n;
	if (a->band >= a->n)
		return;
	*low = letters > width ? letters - width : 0;
	*high = letters + width < a->n ? letters + width : a->n;
}

static void weigh_letters(aligning *a)
{
	size_t j, i, high;

	for (i = 0; i < a->m && a->code != NULL; i++)
		for (band_of(a, i, AHEAD, &j, &high); j <= high && j < a->n; j++)
			a->letter_cost[a->class_of[j] * a->m + i] = cost_of(a->lattice->emit[a->code[j] * a->lattice->stride + i]);
	for (j = 0; j < a->class_count && a->code == NULL; j++)
		for (i = 0; i < a->m; i++)
			a->letter_cost[j * a->m + i] = least_cost(a, &a->classes[j], i);
}

static void weigh_positions(aligning *a)
{
	int32_t omission = cost_of(a->lattice->omission), at_end = omission;
	size_t j;

	if (a->code != NULL)
		at_end = cost_of(a->lattice->end_omission);
	for (j = 0; j < a->n; j++)
		a->border[j] = (uint8_t)gcvi_lattice_border(a->lattice, j);
	for (j = 0; j < a->n; j++)
		a->omission[j] = j + 1 == a->n || a->border[j + 1] ? at_end : omission;
}

static int prepare(aligning *a, gcvi_arena *arena)
{
	size_t j, i;

	a->class_of = gcvi_arena_alloc(arena, a->n + 1, sizeof *a->class_of);
	a->classes = gcvi_arena_alloc(arena, a->n + 1, sizeof *a->classes);
	if (a->class_of == NULL || a->classes == NULL)
		return GCV_E_MEMORY;
	for (j = 0; j < a->n; j++)
		a->class_of[j] = (uint16_t)class_at(a, j);
	a->letter_cost = gcvi_arena_alloc(arena, a->class_count * a->m + 1, sizeof *a->letter_cost);
	a->value = gcvi_arena_alloc(arena, ROWS * 2 * (a->n + 1), sizeof *a->value);
	a->arcs = gcvi_arena_alloc(arena, (a->m + 1) * (a->n + 1), 1);
	a->extra_cost = gcvi_arena_alloc(arena, a->m + 1, sizeof *a->extra_cost);
	a->border = gcvi_arena_alloc(arena, a->n + 1, 1);
	a->omission = gcvi_arena_alloc(arena, a->n + 1, sizeof *a->omission);
	if (a->letter_cost == NULL || a->value == NULL || a->arcs == NULL || a->extra_cost == NULL || a->border == NULL ||
	    a->omission == NULL)
		return GCV_E_MEMORY;
	for (i = 0; i < a->m; i++)
		a->extra_cost[i] = cost_of(a->lattice->tokens[i].extra);
	weigh_positions(a);
	a->leave = cost_of(a->lattice->leave);
	a->stay = cost_of(a->lattice->stay);
	a->transposition = cost_of(a->lattice->transposition);
	a->jump = cost_of(a->lattice->jump);
	a->lost = cost_of(a->lattice->lost);
	a->typed = cost_of(1 - a->lattice->lost);
	a->extra_run = cost_of(a->lattice->extra_run);
	return GCV_OK;
}

static inline int64_t letter_cost(const aligning *a, size_t i, size_t j)
{
	return a->letter_cost[a->class_of[j] * a->m + i];
}

/* ------------------------------------------------------------------------------------------------ the table */

typedef struct best {
	int64_t cost;
	unsigned arc;
} best;

static inline void offer(best *b, unsigned arc, int64_t cost)
{
	if (cost < b->cost) {
		b->cost = cost;
		b->arc = arc;
	}
}

/* Token i, and the rows that lie behind it, [2 * j + side]; those behind two and three letters are NULL where there are none. */
typedef struct row {
	const gcvi_token *token, *next;
	size_t i;
	int64_t *here;
	const int64_t *behind, *behind_two, *behind_three;
} row;

static int64_t *values_of(const aligning *a, size_t i)
{
	return a->value + (i % ROWS) * 2 * (a->n + 1);
}

static row row_of(const aligning *a, size_t i)
{
	row r = { .token = &a->lattice->tokens[i], .i = i, .here = values_of(a, i) };

	if (i == a->m)
		return r;
	r.behind = values_of(a, i + 1);
	if (r.token->run || r.token->next == UINT32_MAX)
		return r;
	r.next = &a->lattice->tokens[r.token->next];
	r.behind_two = values_of(a, r.token->next + 1);
	if (r.next->next != UINT32_MAX)
		r.behind_three = values_of(a, r.next->next + 1);
	return r;
}

static int64_t cross_cost(const aligning *a, size_t j, const gcvi_token *t)
{
	if (a->border[j])
		return t->sep ? a->typed : a->lost;
	return t->sep ? a->extra_run : 0;
}

/* Doubled characters that were misread alike. */
static int64_t twin_cost(const aligning *a, size_t i, size_t j)
{
	double highest = 0;
	size_t c;

	if (a->code != NULL)
		return cost_of(a->code[j] == a->code[j + 1] ? gcvi_lattice_twins(a->lattice, i, a->code[j]) : 0);
	for (c = 0; c < a->lattice->form->alphabet->count; c++) {
		gcvi_symbol symbol = (gcvi_symbol)c;
		double w = gcvi_lattice_twins(a->lattice, i, symbol);

		if (w > highest && gcvi_set_has(&a->classes[a->class_of[j]], symbol) &&
		    gcvi_set_has(&a->classes[a->class_of[j + 1]], symbol))
			highest = w;
	}
	return cost_of(highest);
}

static inline void offer_several(const aligning *a, best *b, const row *r, size_t j, int64_t leaving)
{
	int64_t crossing;

	if (j + 1 >= a->n || r->behind_two == NULL)
		return;
	crossing = cross_cost(a, j + 1, r->token);
	offer(b, ARC_TRANSPOSE, leaving + a->transposition + letter_cost(a, r->token->next, j) + letter_cost(a, r->i, j + 1) +
	                        crossing + r->behind_two[2 * (j + 2)]);
	if (j + 2 < a->n && r->behind_three != NULL)
		offer(b, ARC_JUMP, leaving + a->jump + letter_cost(a, r->next->next, j) + letter_cost(a, r->token->next, j + 1) +
		                   letter_cost(a, r->i, j + 2) + crossing + cross_cost(a, j + 2, r->next) +
		                   r->behind_three[2 * (j + 3)]);
	if (r->token->twin)
		offer(b, ARC_TWIN, leaving + twin_cost(a, r->i, j) + crossing + r->behind_two[2 * (j + 2)]);
}

static inline void offer_after(const aligning *a, best *b, const row *r, size_t j)
{
	int64_t leaving = a->border[j] ? a->leave : 0;

	if (r->behind == NULL && j == a->n)
		offer(b, ARC_NONE, 0);
	if (r->behind != NULL && j < a->n && !r->token->run)
		offer(b, ARC_MATCH, leaving + a->stay + letter_cost(a, r->i, j) + r->behind[2 * (j + 1)]);
	if (j < a->n)
		offer(b, ARC_MISSING, leaving + a->omission[j] + r->here[2 * (j + 1)]);
	if (r->behind != NULL && a->border[j])
		offer(b, ARC_EXTRA, a->extra_cost[r->i] + r->behind[2 * j + 1]);
	offer_several(a, b, r, j, leaving);
}

static inline void offer_before(const aligning *a, best *b, const row *r, size_t j, int64_t after)
{
	if (r->behind != NULL && a->border[j] && r->token->run && r->behind[2 * j + 1] != FAR)
		offer(b, ARC_TYPED, a->leave + a->typed + r->behind[2 * j + 1]);
	if (after != FAR)
		offer(b, ARC_CROSS, a->leave + (a->border[j] ? a->lost : 0) + after);
	if (r->behind != NULL && r->behind[2 * j] != FAR)
		offer(b, ARC_EXTRA, a->extra_cost[r->i] + r->behind[2 * j]);
}

static void fill_row(aligning *a, size_t i)
{
	const row r = row_of(a, i);
	size_t low, high, j;

	band_of(a, i, 0, &low, &high);
	/* What is looked at from rows before this one. */
	for (j = low; j > 0 && j + AHEAD > low; j--)
		r.here[2 * (j - 1)] = r.here[2 * (j - 1) + 1] = OUTSIDE;
	for (j = high + 1; j <= a->n && j <= high + AHEAD; j++)
		r.here[2 * j] = r.here[2 * j + 1] = OUTSIDE;
	for (j = high + 1; j-- > low;) {
		best after = { FAR, ARC_NONE }, first = { FAR, ARC_NONE };

		offer_after(a, &after, &r, j);
		r.here[2 * j + 1] = after.cost;
		offer_before(a, &first, &r, j, after.cost);
		r.here[2 * j] = first.cost;
		a->arcs[i * (a->n + 1) + j] = (uint8_t)(first.arc | after.arc << 4);
	}
}

static void fill(aligning *a)
{
	size_t i;

	weigh_letters(a);
	for (i = a->m + 1; i-- > 0;)
		fill_row(a, i);
}

/* No way that leaves the band costs less: it has so many letters too many, and so many too few. Costs are not negative. */
static int64_t cost_outside(const aligning *a)
{
	size_t letters = a->lattice->letters, more = letters > a->n ? letters - a->n : a->n - letters, i;
	int64_t extra = NEVER, omission = NEVER, least;

	for (i = 0; i < a->m; i++)
		if (!a->lattice->tokens[i].run && a->extra_cost[i] < extra)
			extra = a->extra_cost[i];
	for (i = 0; i < a->n; i++)
		omission = a->omission[i] < omission ? a->omission[i] : omission;
	least = extra < omission ? extra : omission;
	return (int64_t)(a->band + 1) * least + (int64_t)(a->band + 1 - more) * (extra + omission - least);
}

/* Weights may be above 1 where letters are scaled. */
static bool has_scale(const gcvi_lattice *lattice)
{
	size_t i;

	for (i = 0; i < lattice->count; i++)
		if (lattice->tokens[i].scale > 1)
			return true;
	return false;
}

static void fill_band(aligning *a)
{
	size_t letters = a->lattice->letters;

	if (a->code != NULL && !has_scale(a->lattice)) {
		a->band = DRIFT + (letters > a->n ? letters - a->n : a->n - letters);
		fill(a);
		if (values_of(a, 0)[0] < cost_outside(a))
			return;
	}
	a->band = SIZE_MAX;
	fill(a);
}

/* ------------------------------------------------------------------------------------------------- the steps */

typedef struct walk {
	const aligning *a;
	gcvi_step *steps;
	size_t count;
	size_t i, j;
	int crossed;              /* side: after */
} walk;

static void put(walk *w, gcvi_op op, size_t mark)
{
	w->steps[w->count].op = op;
	w->steps[w->count].mark = mark;
	w->steps[w->count++].position = w->j;
}

/* A step for every separator mark from first up to end, invisible ones between them left out. */
static void put_separators(walk *w, size_t first, size_t end)
{
	size_t mark;

	for (mark = first; mark < end; mark++)
		if (w->a->lattice->reading->marks[mark].kind == GCVI_MARK_SEPARATOR)
			put(w, GCVI_OP_SEPARATOR, mark);
}

static void take_token(walk *w)
{
	const gcvi_token *t = &w->a->lattice->tokens[w->i];

	if (t->run)
		put_separators(w, t->mark, t->mark + t->marks);
	else
		put(w, GCVI_OP_EXTRA, t->mark);
	w->i++;
}

static void take_letter(walk *w)
{
	const aligning *a = w->a;
	const gcvi_token *t = &a->lattice->tokens[w->i];
	int is = t->symbol != GCVI_NO_SYMBOL && gcvi_set_has(&a->classes[a->class_of[w->j]], t->symbol);

	put(w, is ? GCVI_OP_MATCH : GCVI_OP_SUBSTITUTE, t->mark);
	w->i++;
	w->j++;
}

/* An arc over several letters; the runs between them are told behind it. */
static void take_several(walk *w, gcvi_op op, size_t letters)
{
	const gcvi_token *tokens = w->a->lattice->tokens;
	size_t k;

	put(w, op, tokens[w->i].mark);
	for (k = 1; k <= letters; k++) {
		const gcvi_token *t = &tokens[w->i];

		w->i++;
		w->j++;
		if (k < letters && t->sep) {
			put_separators(w, tokens[w->i].mark, tokens[w->i].mark + tokens[w->i].marks);
			w->i++;
		}
	}
}

static void take(walk *w)
{
	const aligning *a = w->a;
	unsigned arcs = a->arcs[w->i * (a->n + 1) + w->j], arc = w->crossed ? arcs >> 4 : arcs & 15;

	switch (arc) {
	case ARC_CROSS:
		w->crossed = 1;
		return;
	case ARC_TYPED:
		w->crossed = 1;
		take_token(w);
		return;
	case ARC_EXTRA:
		take_token(w);
		return;
	case ARC_MATCH:
		take_letter(w);
		break;
	case ARC_MISSING:
		put(w, GCVI_OP_MISSING, w->i < a->m ? a->lattice->tokens[w->i].mark : a->lattice->end_mark);
		w->j++;
		break;
	case ARC_TRANSPOSE:
		take_several(w, GCVI_OP_TRANSPOSE, 2);
		break;
	case ARC_TWIN:
		take_several(w, GCVI_OP_TWIN, 2);
		break;
	default:
		take_several(w, GCVI_OP_JUMP, 3);
		break;
	}
	w->crossed = 0;
}

int gcvi_align(const gcvi_lattice *lattice, const gcvi_symbol *code, gcvi_step *steps, size_t *count, gcvi_arena *arena)
{
	aligning a = { .lattice = lattice, .code = code, .m = lattice->count, .n = lattice->form->length };
	walk w = { .a = &a, .steps = steps };
	int status = prepare(&a, arena);

	if (status != GCV_OK)
		return status;
	fill_band(&a);
	put_separators(&w, 0, lattice->first_mark);
	while (w.i < a.m || w.j < a.n || !w.crossed)
		take(&w);
	put_separators(&w, lattice->end_mark, lattice->reading->count);
	*count = w.count;
	return GCV_OK;
}
