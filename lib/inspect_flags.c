/* SPDX-License-Identifier: MIT */
/* Floor 4: characters worth a second look, when no check character has looked already. */
#include "inspection.h"

#include "lookalike.h"

#include <string.h>

/* So many places are named, the most doubtful ones, each with so many alternatives. */
#define FLAGS_MAX 5
#define ALTERNATIVES_MAX 3
/* Pairs of the level below the first are named until there are so many places; those below never. */
#define LEVEL_FIRST 3
#define FLAGS_BELOW 3

typedef struct doubt {
	size_t position;
	int level;                /* of the closest look-alike */
	double share;             /* of all misreadings, summed over the alternatives */
	gcvi_symbol symbols[ALTERNATIVES_MAX];
	double shares[ALTERNATIVES_MAX];
	size_t count;
} doubt;

/* How likely `printed` is read as `read`: the format's own word first, then the table. Level 0: not look-alikes. */
static int pair_level(const struct gcv_format *format, uint32_t printed, uint32_t read, double *share)
{
	const gcvi_lookalike *pair = gcvi_lookalike_find(printed, read);
	int level = gcvi_lookalike_level(printed, read);
	size_t k;

	*share = pair != NULL ? pair->clean : 0;
	for (k = 0; k < format->pair_count; k++) {
		if (format->pairs[k].printed != printed || format->pairs[k].typed != read)
			continue;
		*share = format->pairs[k].weight;
		level = *share <= 0 ? 0 : level == 0 ? 1 : level;
	}
	return level;
}

/* Keeps the likeliest; equal ones stay in code order. */
static void add_alternative(doubt *d, gcvi_symbol symbol, double share)
{
	size_t at;

	for (at = d->count; at > 0 && d->shares[at - 1] < share; at--) {
		if (at < ALTERNATIVES_MAX) {
			d->symbols[at] = d->symbols[at - 1];
			d->shares[at] = d->shares[at - 1];
		}
	}
	if (at < ALTERNATIVES_MAX) {
		d->symbols[at] = symbol;
		d->shares[at] = share;
	}
	d->count += d->count < ALTERNATIVES_MAX;
}

static doubt doubt_at(const gcvi_inspection *i, size_t position)
{
	const gcvi_alphabet *alphabet = &i->format->alphabet;
	const gcvi_site *site = &i->form.sites[position];
	gcvi_symbol read = i->code[position];
	doubt d = { .position = position };
	size_t s;

	for (s = 0; s < alphabet->count; s++) {
		double share;
		int level;

		if (s == read || !gcvi_set_has(&site->allowed, (gcvi_symbol)s))
			continue;
		level = pair_level(i->format, alphabet->points[s], alphabet->points[read], &share);
		if (level < LEVEL_FIRST - 1)
			continue;
		d.level = level > d.level ? level : d.level;
		d.share += share;
		add_alternative(&d, (gcvi_symbol)s, share);
	}
	return d;
}

/* The more doubtful first; then as they stand in the code. */
static bool is_worse(const doubt *a, const doubt *b)
{
	if (a->level != b->level)
		return a->level > b->level;
	return a->share > b->share;
}

static int tell(gcvi_inspection *i, const doubt *d)
{
	gcv_finding finding = { .kind = GCV_LOOK_ALIKE, .severity = GCV_WARNING };
	gcv_alternative *list = gcvi_arena_alloc(&i->report->arena, d->count, sizeof *list);
	size_t k;

	if (list == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < d->count; k++) {
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

int gcvi_inspect_flags(gcvi_inspection *i)
{
	doubt worst[FLAGS_MAX];
	size_t count = 0, position, k;
	int status = GCV_OK;

	/* A check that passed leaves no doubt worth a warning. */
	for (position = 0; position < i->form.length; position++)
		if (i->form.sites[position].check != 0)
			return GCV_OK;
	for (position = 0; position < i->form.length; position++) {
		doubt d = doubt_at(i, position);

		if (d.level == 0)
			continue;
		for (k = count; k > 0 && is_worse(&d, &worst[k - 1]); k--)
			if (k < FLAGS_MAX)
				worst[k] = worst[k - 1];
		if (k < FLAGS_MAX)
			worst[k] = d;
		count += count < FLAGS_MAX;
	}
	for (k = 0; status == GCV_OK && k < count; k++)
		if (worst[k].level >= LEVEL_FIRST || k < FLAGS_BELOW)
			status = tell(i, &worst[k]);
	gcvi_wipe(worst, sizeof worst);
	return status;
}
