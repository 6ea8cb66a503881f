/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: characters worth a second look, when no check character has looked already: each position's probability of
 * having been misread, given that the others were not.
 */
#include "inspection.h"

#include "lookalike.h"

#include <string.h>

/* So many places are named, the most doubtful ones, each with so many alternatives. */
#define FLAGS_MAX 5
#define ALTERNATIVES_MAX 3
/* Look-alikes are pairs of these levels (data/lookalikes/); beside them what a medium (the ear, keys) confuses so often. */
#define LEVEL_LEAST 2
#define PROBABILITY_LEAST 0.001

typedef struct doubt {
	size_t position;
	double probability;       /* that another symbol was printed */
	gcvi_symbol symbols[ALTERNATIVES_MAX];
	double probabilities[ALTERNATIVES_MAX];
	size_t count;
} doubt;

typedef struct doubts {
	const gcvi_inspection *inspection;
	const gcvi_emission *emission;
	gcvi_symbol *code;        /* a copy to try others in */
} doubts;

/* Keeps the likeliest; equal ones stay in code order. */
static void add_alternative(doubt *d, gcvi_symbol symbol, double probability)
{
	size_t at;

	for (at = d->count; at > 0 && d->probabilities[at - 1] < probability; at--) {
		if (at < ALTERNATIVES_MAX) {
			d->symbols[at] = d->symbols[at - 1];
			d->probabilities[at] = d->probabilities[at - 1];
		}
	}
	if (at < ALTERNATIVES_MAX) {
		d->symbols[at] = symbol;
		d->probabilities[at] = probability;
	}
	d->count += d->count < ALTERNATIVES_MAX;
}

/* A pair that the format's own file names counts, whatever its level. */
static bool is_named(const struct gcv_format *format, uint32_t printed, uint32_t read)
{
	size_t k;

	for (k = 0; k < format->pair_count; k++)
		if (format->pairs[k].printed == printed && format->pairs[k].typed == read)
			return format->pairs[k].weight > 0;
	return false;
}

/* P(what stands there | symbol) for every symbol that would make a code of the whole; 0 for the others. */
static void fill_row(const doubts *all, size_t position, double *row)
{
	const gcvi_inspection *i = all->inspection;
	const gcvi_mark *mark = &i->reading->marks[i->mark_of[position]];
	const gcvi_alphabet *alphabet = &i->format->alphabet;
	gcvi_symbol read = i->code[position];
	size_t s;

	gcvi_emission_row(all->emission, mark->point, row);
	for (s = 0; s < alphabet->count && row[s] <= row[read]; s++)
		if (s != read && row[s] >= row[read])
			break;
	/* A character that says nothing about symbols was read as one by its shape: take that one's word. */
	if (s < alphabet->count)
		gcvi_emission_row(all->emission, alphabet->points[read], row);
	for (s = 0; s < alphabet->count; s++) {
		if (s == read)
			continue;
		all->code[position] = (gcvi_symbol)s;
		if (!gcvi_set_has(&i->form.sites[position].allowed, (gcvi_symbol)s) ||
		    (i->automaton.scheme_count != 0 && !gcvi_automaton_verify(&i->automaton, all->code)))
			row[s] = 0;
	}
	all->code[position] = read;
}

static doubt doubt_at(const doubts *all, size_t position)
{
	const gcvi_inspection *i = all->inspection;
	const uint32_t *points = i->format->alphabet.points;
	gcvi_symbol read = i->code[position];
	doubt d = { .position = position };
	double row[GCVI_SYMBOLS_MAX], sum = 0;
	size_t s;

	fill_row(all, position, row);
	for (s = 0; s < i->format->alphabet.count; s++)
		sum += row[s];
	d.probability = sum > 0 ? (sum - row[read]) / sum : 0;
	for (s = 0; s < i->format->alphabet.count; s++)
		if (s != read && row[s] > 0 &&
		    (row[s] >= PROBABILITY_LEAST * sum || is_named(i->format, points[s], points[read]) ||
		     gcvi_lookalike_level(points[s], points[read]) >= LEVEL_LEAST))
			add_alternative(&d, (gcvi_symbol)s, row[s] / sum);
	return d;
}

static int tell(gcvi_inspection *i, const doubt *d)
{
	gcv_finding finding = { .kind = GCV_LOOK_ALIKE, .severity = GCV_WARNING, .probability = d->probability };
	gcv_alternative *list = gcvi_arena_alloc(&i->report->arena, d->count, sizeof *list);
	size_t k;

	if (list == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < d->count; k++) {
		list[k].probability = d->probabilities[k];
		list[k].symbol = gcvi_report_symbol(i->report, &i->format->alphabet, d->symbols[k]);
		if (list[k].symbol == NULL)
			return GCV_E_MEMORY;
	}
	finding.meant = gcvi_report_symbol(i->report, &i->format->alphabet, i->code[d->position]);
	if (finding.meant == NULL)
		return GCV_E_MEMORY;
	finding.alternatives = list;
	finding.alternative_count = d->count;
	return gcvi_inspect_tell(i, i->mark_of[d->position], &finding);
}

/* The most doubtful places, worst first, equal ones from the left. */
static size_t find_worst(const doubts *all, doubt *worst)
{
	size_t count = 0, position, k;

	for (position = 0; position < all->inspection->form.length; position++) {
		doubt d = doubt_at(all, position);

		if (d.count == 0)
			continue;
		for (k = count; k > 0 && worst[k - 1].probability < d.probability; k--)
			if (k < FLAGS_MAX)
				worst[k] = worst[k - 1];
		if (k < FLAGS_MAX)
			worst[k] = d;
		count += count < FLAGS_MAX;
	}
	return count;
}

int gcvi_inspect_flags(gcvi_inspection *i)
{
	doubts all = { .inspection = i };
	doubt worst[FLAGS_MAX];
	size_t count, position, k;
	int status;

	/* A check that passed leaves no doubt worth a warning. */
	for (position = 0; position < i->form.length; position++)
		if (i->form.sites[position].check != 0)
			return GCV_OK;
	all.code = gcvi_arena_alloc(i->work, i->form.length, sizeof *all.code);
	if (all.code == NULL)
		return GCV_E_MEMORY;
	memcpy(all.code, i->code, i->form.length * sizeof *all.code);
	status = gcvi_emission_make(&all.emission, i->channel, &i->format->alphabet, i->format->pairs, i->format->pair_count,
	                            i->work);
	if (status != GCV_OK)
		return status;
	count = find_worst(&all, worst);
	for (k = 0; status == GCV_OK && k < count; k++)
		status = tell(i, &worst[k]);
	gcvi_wipe(worst, sizeof worst);
	return status;
}
