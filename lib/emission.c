/* SPDX-License-Identifier: MIT */
/*
 * Floor 2: P(typed | printed) over one alphabet. Of all substitutions a share goes to look-alikes (or sound-alikes:
 * whatever the channel's evidence is about) by weight, a share to neighbouring keys, and the rest to any symbol.
 */
#include "channel_data.h"
#include "emission_internal.h"
#include "text.h"

#include <string.h>

/* However bad the evidence: a character is more often itself than not. */
#define ROW_MAX 0.5

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
		} else if (gcvi_symbol_named(b->alphabet, typed) == symbol) {
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
		e->in[printed * n + printed] = 1 - GCVI_RESERVE - (mass > ROW_MAX ? ROW_MAX : mass);
	}
}

static bool before(const gcvi_outside *a, const gcvi_outside *b)
{
	return a->typed != b->typed ? a->typed < b->typed : a->symbol < b->symbol;
}

/* Heap sort (no recursion, no scratch), then equal entries added up. */
static void sort_outside(gcvi_emission *e)
{
	gcvi_outside *items = e->out;
	size_t count = e->out_count, start = count / 2, end = count, kept = 0, i;

	while (end > 1) {
		size_t root, child;
		gcvi_outside moved;

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
