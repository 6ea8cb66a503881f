/* SPDX-License-Identifier: MIT */
/* Floor 4: the one character to read again. */
#include "suggest_internal.h"

#include <string.h>

/* How probable each symbol is at one position, over the codes found of the first one's form. */
static double spread(const gcvi_suggesting *s, size_t position, double *share)
{
	const gcvi_found *all = s->search.found;
	const gcvi_form *form = all[0].source->trellis.lattice->form;
	double sum = 0, squares = 0;
	size_t i, c;

	memset(share, 0, form->alphabet->count * sizeof *share);
	for (i = 0; i < s->search.count; i++) {
		if (all[i].source->format != all[0].source->format || all[i].source->trellis.n != form->length)
			continue;
		share[all[i].code[position]] += gcvi_posterior(s, &all[i]);
		sum += gcvi_posterior(s, &all[i]);
	}
	for (c = 0; c < form->alphabet->count; c++)
		squares += share[c] * share[c];
	/* What a re-reading tells apart: 0 where only one symbol is possible. */
	return sum > 0 ? sum - squares / sum : 0;
}

#define ALTERNATIVES_MOST 4

/* The symbols worth naming, the most probable first, equal ones in code order; how many. */
static size_t likeliest(const double *share, size_t symbols, gcvi_symbol *out)
{
	size_t count = 0, c, k;

	for (c = 0; c < symbols; c++) {
		if (share[c] < GCVI_SHOWN_LEAST)
			continue;
		for (k = count; k > 0 && share[out[k - 1]] < share[c]; k--)
			if (k < ALTERNATIVES_MOST)
				out[k] = out[k - 1];
		if (k < ALTERNATIVES_MOST)
			out[k] = (gcvi_symbol)c;
		count += count < ALTERNATIVES_MOST;
	}
	return count;
}

static int set_reread(gcvi_suggesting *s, size_t position, const double *share)
{
	struct gcv_report *report = s->report;
	const gcvi_alphabet *alphabet = s->search.found[0].source->trellis.lattice->form->alphabet;
	gcv_alternative *list = gcvi_arena_alloc(&report->arena, ALTERNATIVES_MOST, sizeof *list);
	gcvi_symbol symbols[ALTERNATIVES_MOST];
	size_t count = likeliest(share, alphabet->count, symbols), k;
	gcv_reread reread;
	int status;

	if (list == NULL)
		return GCV_E_MEMORY;
	if (count < 2)
		return GCV_OK;
	memset(&reread, 0, sizeof reread);
	reread.position = position + 1;
	status = gcvi_suggest_place(report, &s->search.found[0], position, &reread.start, &reread.end, s->arena);
	if (status != GCV_OK)
		return status;
	if ((report->flags & GCV_MASK) != 0)
		count = 0;
	for (k = 0; k < count; k++) {
		list[k].symbol = gcvi_report_symbol(report, alphabet, symbols[k]);
		list[k].probability = share[symbols[k]];
		if (list[k].symbol == NULL)
			return GCV_E_MEMORY;
	}
	reread.alternatives = list;
	reread.alternative_count = count;
	return gcvi_report_set_reread(report, &reread);
}

/* The one position whose re-reading splits the remaining probability best. */
int gcvi_suggest_reread(gcvi_suggesting *s)
{
	double share[GCVI_SYMBOLS_MAX], best = 0;
	size_t length, position, chosen = SIZE_MAX;

	if (s->search.count < 2 || s->report->suggestion_count == 0)
		return GCV_OK;
	length = s->search.found[0].source->trellis.n;
	for (position = 0; position < length; position++) {
		double gain = spread(s, position, share);

		if (gain > best + 1e-12) {
			best = gain;
			chosen = position;
		}
	}
	if (chosen == SIZE_MAX || best < 0.05)
		return GCV_OK;
	spread(s, chosen, share);
	return set_reread(s, chosen, share);
}
