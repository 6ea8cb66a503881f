/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: P(typed | printed) over one alphabet. Of all substitutions a share goes to look-alikes (or sound-alikes:
 * whatever the channel's evidence is about) by weight, a share to neighbouring keys, and the rest to any symbol.
 */
#include "channel_data.h"
#include "shape.h"
#include "text.h"

#include <string.h>
#include <uninorm.h>

/*
 * What is said of marks that name no symbol; powers of two, so that products stay exact. Together, over all code points
 * there are, less than RESERVE, which every symbol sets aside for them.
 */
#define RESERVE    (1.0 / 512)
#define UNREADABLE (1.0 / 1024)         /* '?' and kin */
#define FOREIGN    (1.0 / 1048576)      /* times the value of what it looks like */
#define UNKNOWN    (1.0 / 4294967296.0) /* anything else */

/*
 * What a format folds (O for 0) is the symbol, but few who read a 0 right type O: judgement. So an O is also the sign of
 * something else misread, Q or D, when taking it for 0 makes no code.
 */
#define HABIT (1.0 / 16)

/* An extra character is mostly a symbol, else a letter, digit or kana: 148 of these, 0.145 in all. */
#define EXTRA_INSIDE 0.75
#define EXTRA_LETTER (1.0 / 1024)

/* However bad the evidence: a character is more often itself than not. */
#define ROW_MAX 0.5

/* A typed code point that is not in the alphabet but was misread from a symbol. */
typedef struct outside {
	uint32_t typed;
	gcvi_symbol symbol;
	double p;
} outside;

struct gcvi_emission {
	const gcvi_alphabet *alphabet;
	size_t n;
	double *in;            /* in[typed * n + printed] */
	outside *out;          /* sorted by typed, symbol, distinct */
	size_t out_count, out_capacity;
	double scale;          /* probability of a weight of 1 */
};

/* ------------------------------------------------------------------------------ what a code point names */

static uint32_t other_case(uint32_t point)
{
	return gcvi_upper(point) != point ? gcvi_upper(point) : gcvi_lower(point);
}

/* The symbol itself or another form of it: case that does not matter, katakana, digits of other scripts. */
static gcvi_symbol written(const gcvi_alphabet *alphabet, uint32_t point)
{
	gcvi_symbol symbol = gcvi_alphabet_find(alphabet, point);
	int digit = gcvi_digit_value(point);

	if (symbol == GCVI_NO_SYMBOL && alphabet->case_rule != GCVI_CASE_SENSITIVE)
		symbol = gcvi_alphabet_find(alphabet, other_case(point));
	if (symbol == GCVI_NO_SYMBOL)
		symbol = gcvi_alphabet_find(alphabet, gcvi_hiragana(point));
	if (symbol == GCVI_NO_SYMBOL && digit >= 0)
		symbol = gcvi_alphabet_find(alphabet, (uint32_t)('0' + digit));
	return symbol;
}

/* What the format takes it for. */
static gcvi_symbol folded(const gcvi_alphabet *alphabet, uint32_t point)
{
	gcvi_symbol symbol = GCVI_NO_SYMBOL;
	size_t i;

	for (i = 0; symbol == GCVI_NO_SYMBOL && i < alphabet->fold_count; i++)
		if (alphabet->folds[i].typed == point ||
		    (alphabet->case_rule != GCVI_CASE_SENSITIVE && alphabet->folds[i].typed == other_case(point)))
			symbol = gcvi_alphabet_find(alphabet, alphabet->folds[i].meant);
	return symbol;
}

/* Without loss, except that a letter known in one case only is that letter. */
static gcvi_symbol named(const gcvi_alphabet *alphabet, uint32_t point)
{
	gcvi_symbol symbol = written(alphabet, point);

	if (symbol == GCVI_NO_SYMBOL)
		symbol = folded(alphabet, point);
	if (symbol == GCVI_NO_SYMBOL)
		symbol = gcvi_alphabet_find(alphabet, other_case(point));
	return symbol;
}

/* ------------------------------------------------------------------------------------- gathering weights */

/* Weights for one printed character, before they are spread. */
typedef struct gather {
	gcvi_pair *items;
	size_t count, capacity;
	gcvi_arena *arena;
} gather;

static bool append(gather *g, uint32_t printed, uint32_t typed, double weight)
{
	if (g->count == g->capacity)
		g->items = gcvi_arena_grow(g->arena, g->items, &g->capacity, g->count + 1, sizeof *g->items);
	if (g->items == NULL)
		return false;
	g->items[g->count].printed = printed;
	g->items[g->count].typed = typed;
	g->items[g->count++].weight = weight;
	return true;
}

static bool put(gather *g, uint32_t printed, uint32_t typed, double weight, bool replace)
{
	size_t i;

	for (i = 0; i < g->count && g->items[i].typed != typed; i++)
		;
	if (i == g->count)
		return append(g, printed, typed, weight);
	g->items[i].weight = replace ? weight : g->items[i].weight + weight;
	return true;
}

static size_t first_pair(const gcvi_pair *pairs, size_t count, uint32_t printed)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (pairs[middle].printed < printed)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static double included(const struct gcv_channel *channel, const gcvi_shape_row *row)
{
	return (channel->include[GCVI_SHAPES_CLEAN] * row->weight[GCVI_SHAPES_CLEAN] +
	        channel->include[GCVI_SHAPES_SCRATCHED] * row->weight[GCVI_SHAPES_SCRATCHED] +
	        channel->include[GCVI_SHAPES_RESIDUE] * row->weight[GCVI_SHAPES_RESIDUE]) / 1e6;
}

/* Included shapes and the channel's own pairs are both sorted by what was typed; own pairs replace. */
static bool gather_similar(gather *g, const struct gcv_channel *channel, uint32_t printed, const gcvi_pair *extra,
                           size_t extra_count)
{
	size_t count, i;
	const gcvi_shape_row *row = gcvi_shape_rows(printed, &count), *end = row + count;
	size_t own = first_pair(channel->pairs, channel->pair_count, printed);

	g->count = 0;
	while (row < end || (own < channel->pair_count && channel->pairs[own].printed == printed)) {
		const gcvi_pair *pair = own < channel->pair_count && channel->pairs[own].printed == printed
			? &channel->pairs[own] : NULL;
		uint32_t typed;

		if (pair != NULL && row < end && pair->typed > row->typed)
			pair = NULL;
		typed = pair != NULL ? pair->typed : row->typed;
		if (!append(g, printed, typed, pair != NULL ? pair->weight : included(channel, row)))
			return false;
		if (row < end && row->typed == typed)
			row++;
		own += pair != NULL;
	}
	for (i = 0; i < extra_count; i++)
		if (extra[i].printed == printed && !put(g, printed, extra[i].typed, extra[i].weight, true))
			return false;
	return true;
}

/* Keys are known by their upper case; a slip keeps the case of what was meant. */
static bool gather_neighbours(gather *g, const struct gcv_channel *channel, uint32_t printed)
{
	uint32_t key = gcvi_upper(printed);
	int k;

	g->count = 0;
	for (k = GCVI_SHAPES_COUNT; k < GCVI_EVIDENCE_COUNT; k++) {
		size_t count, i;
		const gcvi_key_row *rows;

		if (!(channel->include[k] > 0))
			continue;
		rows = gcvi_key_rows((gcvi_evidence)k, key, &count);
		for (i = 0; i < count; i++) {
			uint32_t typed = key != printed ? gcvi_lower(rows[i].typed) : rows[i].typed;

			if (!put(g, printed, typed, channel->include[k] * rows[i].weight / 1e6, false))
				return false;
		}
	}
	return true;
}

/* ------------------------------------------------------------------------------------- building the table */

typedef struct builder {
	gcvi_emission *emission;
	const struct gcv_channel *channel;
	const gcvi_alphabet *alphabet;
	gcvi_arena *arena;
	gather gather;
	double *mass;          /* of all substitutions, by printed symbol */
} builder;

static bool add_outside(builder *b, uint32_t typed, gcvi_symbol symbol, double p)
{
	gcvi_emission *e = b->emission;

	if (e->out_count == e->out_capacity)
		e->out = gcvi_arena_grow(b->arena, e->out, &e->out_capacity, e->out_count + 1, sizeof *e->out);
	if (e->out == NULL)
		return false;
	e->out[e->out_count].typed = typed;
	e->out[e->out_count].symbol = symbol;
	e->out[e->out_count++].p = p;
	return true;
}

/* Adds the gathered weights times a factor to the row of a symbol; what names the symbol itself is no misreading. */
static bool spread(builder *b, gcvi_symbol symbol, double factor, double outside_factor)
{
	const gather *g = &b->gather;
	size_t i;

	for (i = 0; i < g->count; i++) {
		uint32_t typed = g->items[i].typed;
		gcvi_symbol target = gcvi_alphabet_find(b->alphabet, typed);
		double p = g->items[i].weight * factor;

		if (p <= 0 || target == symbol)
			continue;
		if (target != GCVI_NO_SYMBOL) {
			b->emission->in[target * b->emission->n + symbol] += p;
		} else if (named(b->alphabet, typed) == symbol) {
			continue;
		} else {
			p *= outside_factor;
			if (p > 0 && !add_outside(b, typed, symbol, p))
				return false;
		}
		b->mass[symbol] += p;
	}
	return true;
}

/* First by weight: the sum over all rows decides the scale. */
static bool spread_similar(builder *b, const gcvi_pair *extra, size_t extra_count, double share)
{
	size_t n = b->emission->n, i;
	double total = 0, scale;

	for (i = 0; i < n; i++)
		if (!gather_similar(&b->gather, b->channel, b->alphabet->points[i], extra, extra_count) ||
		    !spread(b, (gcvi_symbol)i, 1, b->channel->outside))
			return false;
	for (i = 0; i < n; i++)
		total += b->mass[i];
	total /= (double)n;
	if (total < b->channel->reference)
		total = b->channel->reference;
	if (!(total > 0))
		return true;
	scale = b->emission->scale = share * b->channel->priors.substitution / total;
	for (i = 0; i < n * n; i++)
		b->emission->in[i] *= scale;
	for (i = 0; i < b->emission->out_count; i++)
		b->emission->out[i].p *= scale;
	for (i = 0; i < n; i++)
		b->mass[i] *= scale;
	return true;
}

static bool spread_neighbours(builder *b, double share)
{
	size_t i, k;

	for (i = 0; i < b->emission->n; i++) {
		double total = 0;

		if (!gather_neighbours(&b->gather, b->channel, b->alphabet->points[i]))
			return false;
		for (k = 0; k < b->gather.count; k++)
			total += b->gather.items[k].weight;
		if (total > 0 &&
		    !spread(b, (gcvi_symbol)i, share * b->channel->priors.substitution / total, 1))
			return false;
	}
	return true;
}

static void spread_anything(builder *b, double share)
{
	size_t n = b->emission->n, printed, typed;
	double p;

	if (n < 2)
		return;
	p = share * b->channel->priors.substitution / (double)(n - 1);
	for (typed = 0; typed < n; typed++) {
		double *row = b->emission->in + typed * n;

		for (printed = 0; printed < n; printed++)
			row[printed] += p;
		b->mass[typed] += share * b->channel->priors.substitution;
	}
}

/* Rows that err too much are scaled down; the diagonal is what is left. */
static void close_rows(builder *b)
{
	gcvi_emission *e = b->emission;
	size_t n = e->n, printed, typed, i;

	for (i = 0; i < e->out_count; i++)
		if (b->mass[e->out[i].symbol] > ROW_MAX)
			e->out[i].p *= ROW_MAX / b->mass[e->out[i].symbol];
	for (printed = 0; printed < n; printed++) {
		double mass = b->mass[printed];

		for (typed = 0; mass > ROW_MAX && typed < n; typed++)
			e->in[typed * n + printed] *= ROW_MAX / mass;
		e->in[printed * n + printed] = 1 - RESERVE - (mass > ROW_MAX ? ROW_MAX : mass);
	}
}

static bool before(const outside *a, const outside *b)
{
	return a->typed != b->typed ? a->typed < b->typed : a->symbol < b->symbol;
}

/* Heap sort (no recursion, no scratch), then equal entries added up. */
static void sort_outside(gcvi_emission *e)
{
	outside *items = e->out;
	size_t count = e->out_count, start = count / 2, end = count, kept = 0, i;

	while (end > 1) {
		size_t root, child;
		outside moved;

		if (start > 0) {
			moved = items[--start];
		} else {
			moved = items[--end];
			items[end] = items[0];
		}
		for (root = start; (child = 2 * root + 1) < end; root = child) {
			if (child + 1 < end && before(&items[child], &items[child + 1]))
				child++;
			if (!before(&moved, &items[child]))
				break;
			items[root] = items[child];
		}
		items[root] = moved;
	}
	for (i = 0; i < count; i++) {
		if (kept > 0 && !before(&items[kept - 1], &items[i]))
			items[kept - 1].p += items[i].p;
		else
			items[kept++] = items[i];
	}
	e->out_count = kept;
}

int gcvi_emission_make(const gcvi_emission **emission, const struct gcv_channel *channel, const gcvi_alphabet *alphabet,
                       const gcvi_pair *extra, size_t extra_count, gcvi_arena *arena)
{
	builder b;
	bool keys = false;
	int k;

	memset(&b, 0, sizeof b);
	b.channel = channel;
	b.alphabet = alphabet;
	b.arena = b.gather.arena = arena;
	b.emission = gcvi_arena_alloc(arena, 1, sizeof *b.emission);
	b.mass = gcvi_arena_alloc(arena, alphabet->count, sizeof *b.mass);
	if (b.emission == NULL || b.mass == NULL)
		return GCV_E_MEMORY;
	b.emission->alphabet = alphabet;
	b.emission->n = alphabet->count;
	b.emission->in = gcvi_arena_alloc(arena, alphabet->count * alphabet->count, sizeof(double));
	if (b.emission->in == NULL)
		return GCV_E_MEMORY;
	for (k = GCVI_SHAPES_COUNT; k < GCVI_EVIDENCE_COUNT; k++)
		keys = keys || channel->include[k] > 0;
	if (!spread_similar(&b, extra, extra_count, keys ? channel->similar : channel->similar + channel->neighbour) ||
	    !spread_neighbours(&b, channel->neighbour))
		return GCV_E_MEMORY;
	spread_anything(&b, 1 - channel->similar - channel->neighbour);
	sort_outside(b.emission);
	close_rows(&b);
	*emission = b.emission;
	return GCV_OK;
}

/* ------------------------------------------------------------------------------------------------ asking */

/* Adds factor * P(this very code point | symbol) for code points outside the alphabet; whether there were any. */
static bool add_exact(const gcvi_emission *e, uint32_t typed, double factor, double *out)
{
	size_t low = 0, high = e->out_count, first;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (e->out[middle].typed < typed)
			low = middle + 1;
		else
			high = middle;
	}
	for (first = low; low < e->out_count && e->out[low].typed == typed; low++)
		out[e->out[low].symbol] += factor * e->out[low].p;
	return low > first;
}

/* The same for any code point that names a symbol or is known to be misread from one. */
static bool add_known(const gcvi_emission *e, uint32_t typed, double factor, double *out)
{
	gcvi_symbol symbol = named(e->alphabet, typed);
	bool habit = written(e->alphabet, typed) == GCVI_NO_SYMBOL && folded(e->alphabet, typed) != GCVI_NO_SYMBOL;
	uint32_t form = gcvi_hiragana(typed);
	bool known = symbol != GCVI_NO_SYMBOL;
	size_t i;

	for (i = 0; known && i < e->n; i++)
		out[i] += (habit ? HABIT : 1) * factor * e->in[symbol * e->n + i];
	if (form == typed && e->alphabet->case_rule != GCVI_CASE_SENSITIVE)
		form = e->alphabet->case_rule == GCVI_CASE_LOWER ? gcvi_lower(typed) : gcvi_upper(typed);
	if (gcvi_digit_value(typed) >= 0)
		form = (uint32_t)('0' + gcvi_digit_value(typed));
	known = add_exact(e, typed, factor, out) || known;
	if (form != typed)
		known = add_exact(e, form, factor, out) || known;
	return known;
}

/* By shape, best first, each half as likely as the one before; or without its combining mark. */
static void add_foreign(const gcvi_emission *e, uint32_t typed, double *out)
{
	uint32_t shapes[GCVI_SHAPE_MAX];
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	size_t count = gcvi_shape(typed, shapes), i;
	double factor = FOREIGN;

	for (i = 0; i < count; i++)
		if (add_known(e, shapes[i], factor / 2, out))
			factor /= 2;
	if (count == 0 && uc_canonical_decomposition(typed, parts) > 1)
		(void)add_known(e, parts[0], FOREIGN / 2, out);
}

void gcvi_emission_row(const gcvi_emission *emission, uint32_t typed, double *out)
{
	size_t i;

	for (i = 0; i < emission->n; i++)
		out[i] = UNKNOWN;
	if (typed == 0)
		return;
	if (gcvi_alphabet_find(emission->alphabet, typed) == GCVI_NO_SYMBOL && gcvi_is_unreadable(typed)) {
		for (i = 0; i < emission->n; i++)
			out[i] = UNREADABLE;
		return;
	}
	if (!add_known(emission, typed, 1, out))
		add_foreign(emission, typed, out);
}

double gcvi_emission_extra(const gcvi_emission *emission, uint32_t typed)
{
	uint32_t kana = gcvi_hiragana(typed);

	if (typed == 0)
		return UNKNOWN;
	if (named(emission->alphabet, typed) != GCVI_NO_SYMBOL)
		return EXTRA_INSIDE / (double)emission->n;
	if (gcvi_is_unreadable(typed))
		return UNREADABLE;
	return (typed >= 'A' && typed <= 'Z') || (typed >= 'a' && typed <= 'z') || (typed >= '0' && typed <= '9') ||
	       (kana >= 0x3041 && kana <= 0x3096) ? EXTRA_LETTER : UNKNOWN;
}

double gcvi_emission_scale(const gcvi_emission *emission)
{
	return emission->scale;
}

bool gcvi_emission_outside(const gcvi_emission *emission, size_t index, uint32_t *typed, gcvi_symbol *symbol, double *p)
{
	if (index >= emission->out_count)
		return false;
	*typed = emission->out[index].typed;
	*symbol = emission->out[index].symbol;
	*p = emission->out[index].p;
	return true;
}
