/* SPDX-License-Identifier: MIT */
/* Floor 4: trellises for the formats that may have been meant, one search over all, and what follows from its codes. */
#include "suggest.h"

#include <string.h>

/* Codes looked for beside those that are shown: they carry the doubts about single characters. */
#define FOUND_MOST 48
/* Codes less probable than this are not looked for. */
#define THRESHOLD 0.0005
/* Nor are less probable ones than this shown: the reader could do nothing with them. */
#define SHOWN_LEAST 0.02
/* Prefixes looked at. */
#define STEPS_DEFAULT 50000
/* A code differs in length from what was typed by no more than this. */
#define DRIFT 2
/* Sources at most: layouts times lengths times formats. */
#define SOURCES_MAX 48

typedef struct work_of {
	struct gcv_report *report;
	const gcvi_suggest_request *request;
	gcvi_arena *arena;
	gcvi_source sources[SOURCES_MAX];
	const struct gcv_format *formats[SOURCES_MAX];
	size_t count;
	gcvi_hypotheses none;
	gcvi_search search;
	double total;
} work_of;

static size_t letters_of(const gcvi_reading *reading, const gcvi_alphabet *alphabet)
{
	size_t i, count = 0;

	for (i = 0; i < reading->count; i++) {
		const gcvi_mark *mark = &reading->marks[i];

		if (mark->kind == GCVI_MARK_SEPARATOR)
			count += gcvi_resolve(alphabet, mark).symbol != GCVI_NO_SYMBOL;
		else
			count += mark->kind != GCVI_MARK_INVISIBLE && mark->kind != GCVI_MARK_MALFORMED;
	}
	return count;
}

/* One form of a format, when sums over its codes can be had. */
static int add_source(work_of *w, size_t number, const gcvi_emission *emission, size_t layout, size_t length)
{
	const struct gcv_format *format = w->request->formats[number];
	gcvi_source *source = &w->sources[w->count];
	gcvi_form *form = gcvi_arena_alloc(w->arena, 1, sizeof *form);
	gcvi_automaton *automaton = gcvi_arena_alloc(w->arena, 1, sizeof *automaton);
	const gcvi_lattice *lattice;
	int status;

	if (form == NULL || automaton == NULL)
		return GCV_E_MEMORY;
	status = gcvi_form_make(format, layout, length, w->arena, form, automaton);
	if (status != GCV_OK || automaton->states == 0)
		return status == GCV_E_MEMORY ? status : GCV_OK;
	status = gcvi_lattice_make(&lattice, &w->report->reading, form, emission, gcvi_channel_priors(w->request->channel), w->arena);
	if (status == GCV_OK)
		status = gcvi_trellis_make(&source->trellis, lattice, automaton, &w->none, w->arena);
	if (status == GCV_OK)
		status = gcvi_trellis_backward(&source->trellis, w->arena);
	if (status == GCV_OK) {
		source->format = number;
		w->formats[w->count++] = format;
	}
	return status == GCV_E_RANGE ? GCV_OK : status;
}

static int add_format(work_of *w, size_t number)
{
	const struct gcv_format *format = w->request->formats[number];
	size_t letters = letters_of(&w->report->reading, &format->alphabet), layout, length;
	const gcvi_emission *emission;
	int status = gcvi_emission_make(&emission, w->request->channel, &format->alphabet, format->pairs, format->pair_count,
	                                w->arena);

	for (layout = 0; layout < format->layout_count && status == GCV_OK; layout++) {
		const gcvi_layout *l = &format->layouts[layout];
		size_t low = letters > DRIFT ? letters - DRIFT : 1;

		for (length = l->min > low ? l->min : low;
		     length <= l->max && length <= letters + DRIFT && w->count < SOURCES_MAX && status == GCV_OK; length++)
			status = add_source(w, number, emission, layout, length);
	}
	return status;
}

/*
 * Every code of a format is as probable as any other, and so is every format: weight = 1 / codes. Trellises have scales of
 * their own; the smallest exponent becomes the common one.
 */
static void weigh(work_of *w)
{
	long least = 0;
	size_t i, k;

	for (i = 0; i < w->count; i++)
		if (i == 0 || w->sources[i].trellis.exponent < least)
			least = w->sources[i].trellis.exponent;
	for (i = 0; i < w->count; i++) {
		gcvi_source *source = &w->sources[i];
		gcvi_scaled codes = source->trellis.codes, one = gcvi_scaled_make(1, 0);

		for (k = 0; k < w->count; k++)
			if (k != i && w->sources[k].format == source->format)
				codes = gcvi_scaled_sum(codes, w->sources[k].trellis.codes);
		source->weight = codes.mantissa > 0 ? gcvi_scaled_ratio(one, codes) : 0;
		source->weight *= gcvi_power_of_two(least - source->trellis.exponent);
		w->total += source->weight * source->trellis.total;
	}
}

/* Refused codes, in any notation, as symbols of each format they fit. */
static int read_refused(work_of *w, gcvi_refused **refused, size_t *count)
{
	size_t most = w->request->refused_count * w->request->format_count, k, f;
	gcvi_refused *list = gcvi_arena_alloc(w->arena, most + 1, sizeof *list);

	*refused = list;
	*count = 0;
	for (k = 0; list != NULL && k < w->request->refused_count; k++)
		for (f = 0; f < w->request->format_count; f++) {
			gcvi_letters read;
			gcvi_reading reading;
			gcvi_fit fit;
			int status = gcvi_read(&reading, w->request->refused[k], strlen(w->request->refused[k]), w->arena);

			if (status == GCV_OK)
				status = gcvi_letters_make(&read, &reading, w->arena);
			if (status == GCV_OK)
				status = gcvi_fit_reading(&fit, w->request->formats[f], &reading, &read, w->arena);
			if (status != GCV_OK)
				return status;
			if (fit.verdict != GCV_VALID && fit.verdict != GCV_REPAIRED)
				continue;
			list[*count].format = f;
			list[*count].length = fit.count;
			list[(*count)++].symbols = read.symbols;
		}
	return list != NULL ? GCV_OK : GCV_E_MEMORY;
}

static double posterior(const work_of *w, const gcvi_found *found)
{
	double share = w->total > 0 ? found->score / w->total : 0;

	return share < 1 ? share : 1;
}

/* A refused code is out of the question, so what it held goes to the others. */
static void take_refused_away(work_of *w)
{
	size_t r, i;

	for (r = 0; r < w->search.refused_count; r++)
		for (i = 0; i < w->count; i++) {
			const gcvi_source *source = &w->sources[i];
			const gcvi_refused *refused = &w->search.refused[r];
			gcvi_scaled likelihood;

			if (source->format != refused->format || source->trellis.n != refused->length ||
			    !gcvi_automaton_verify(source->trellis.automaton, refused->symbols))
				continue;
			likelihood = gcvi_trellis_likelihood(&source->trellis, refused->symbols, NULL);
			w->total -= source->weight * gcvi_power_of_two(source->trellis.exponent) *
			            gcvi_scaled_ratio(likelihood, gcvi_scaled_make(1, 0));
		}
	if (w->total < 0)
		w->total = 0;
}

/* The code that was read as it stands, when it was read as one: it is no suggestion. */
static int is_what_was_read(const work_of *w, const gcvi_found *found)
{
	const struct gcv_report *report = w->report;

	return report->symbols != NULL && w->request->formats[found->source->format] == report->format &&
	       found->source->trellis.n == report->length &&
	       memcmp(found->code, report->symbols, report->length * sizeof *found->code) == 0;
}

static int add_suggestion(work_of *w, const gcvi_found *found)
{
	struct gcv_report *report = w->report;
	const gcvi_form *form = found->source->trellis.lattice->form;
	gcv_suggestion *next = &report->suggestions[report->suggestion_count];

	next->format = w->request->formats[found->source->format];
	next->probability = posterior(w, found);
	next->code = gcvi_report_print(report, form, found->code, true);
	next->plain = gcvi_report_print(report, form, found->code, false);
	if (next->code == NULL || next->plain == NULL)
		return GCV_E_MEMORY;
	report->unlisted -= next->probability;
	report->suggestion_count++;
	return gcvi_suggest_edits(report, found, next, w->arena);
}

/* Never more than the issuer lets one try. */
static size_t budget(const work_of *w)
{
	size_t most = w->request->most, i;

	for (i = 0; i < w->request->format_count; i++) {
		unsigned attempts = w->request->formats[i]->attempts;

		if (attempts != 0 && attempts < most)
			most = attempts;
	}
	return most;
}

static int list_suggestions(work_of *w)
{
	struct gcv_report *report = w->report;
	size_t most = budget(w), i;
	int status = GCV_OK;

	report->unlisted = 1;
	report->suggestions = gcvi_arena_alloc(&report->arena, most + 1, sizeof *report->suggestions);
	if (report->suggestions == NULL)
		return GCV_E_MEMORY;
	for (i = 0; i < w->search.count && report->suggestion_count < most && status == GCV_OK; i++)
		if (posterior(w, &w->search.found[i]) >= SHOWN_LEAST && !is_what_was_read(w, &w->search.found[i]))
			status = add_suggestion(w, &w->search.found[i]);
	if (report->unlisted < 0)
		report->unlisted = 0;
	return status;
}

/* How probable each symbol is at one position, over the codes found of the first one's form. */
static double spread(const work_of *w, size_t position, double *share)
{
	const gcvi_found *all = w->search.found;
	const gcvi_form *form = all[0].source->trellis.lattice->form;
	double sum = 0, squares = 0;
	size_t i, s;

	memset(share, 0, form->alphabet->count * sizeof *share);
	for (i = 0; i < w->search.count; i++) {
		if (all[i].source->format != all[0].source->format || all[i].source->trellis.n != form->length)
			continue;
		share[all[i].code[position]] += posterior(w, &all[i]);
		sum += posterior(w, &all[i]);
	}
	for (s = 0; s < form->alphabet->count; s++)
		squares += share[s] * share[s];
	/* What a re-reading tells apart: 0 where only one symbol is possible. */
	return sum > 0 ? sum - squares / sum : 0;
}

#define ALTERNATIVES_MOST 4

/* The symbols worth naming, the most probable first, equal ones in code order; how many. */
static size_t likeliest(const double *share, size_t symbols, gcvi_symbol *out)
{
	size_t count = 0, s, k;

	for (s = 0; s < symbols; s++) {
		if (share[s] < SHOWN_LEAST)
			continue;
		for (k = count; k > 0 && share[out[k - 1]] < share[s]; k--)
			if (k < ALTERNATIVES_MOST)
				out[k] = out[k - 1];
		if (k < ALTERNATIVES_MOST)
			out[k] = (gcvi_symbol)s;
		count += count < ALTERNATIVES_MOST;
	}
	return count;
}

static int set_reread(work_of *w, size_t position, const double *share)
{
	struct gcv_report *report = w->report;
	const gcvi_alphabet *alphabet = w->search.found[0].source->trellis.lattice->form->alphabet;
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
	status = gcvi_suggest_place(report, &w->search.found[0], position, &reread.start, &reread.end, w->arena);
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
static int choose_reread(work_of *w)
{
	double share[GCVI_SYMBOLS_MAX], best = 0;
	size_t length, position, chosen = SIZE_MAX;

	if (w->search.count < 2 || w->report->suggestion_count == 0)
		return GCV_OK;
	length = w->search.found[0].source->trellis.n;
	for (position = 0; position < length; position++) {
		double gain = spread(w, position, share);

		if (gain > best + 1e-12) {
			best = gain;
			chosen = position;
		}
	}
	if (chosen == SIZE_MAX || best < 0.05)
		return GCV_OK;
	spread(w, chosen, share);
	return set_reread(w, chosen, share);
}

int gcvi_suggest(struct gcv_report *report, const gcvi_suggest_request *request, gcvi_arena *work)
{
	work_of *w = gcvi_arena_alloc(work, 1, sizeof *w);
	gcvi_refused *refused;
	size_t i;
	int status = GCV_OK;

	report->unlisted = 1;
	if (w == NULL)
		return GCV_E_MEMORY;
	w->report = report;
	w->request = request;
	w->arena = work;
	w->none.aligned = 1;
	for (i = 0; i < request->format_count && status == GCV_OK; i++)
		status = add_format(w, i);
	if (status != GCV_OK || w->count == 0)
		return status;
	weigh(w);
	status = read_refused(w, &refused, &w->search.refused_count);
	if (status != GCV_OK)
		return status;
	w->search.refused = refused;
	take_refused_away(w);
	w->search.sources = w->sources;
	w->search.source_count = w->count;
	w->search.wanted = FOUND_MOST;
	w->search.threshold = THRESHOLD * w->total;
	w->search.steps = request->steps != 0 && request->steps < SIZE_MAX ? (size_t)request->steps : STEPS_DEFAULT;
	if (!(w->total > 0))
		return GCV_OK;
	status = gcvi_search_run(&w->search, work);
	if (status != GCV_OK)
		return status;
	report->truncated = w->search.truncated;
	status = list_suggestions(w);
	return status == GCV_OK ? choose_reread(w) : status;
}
