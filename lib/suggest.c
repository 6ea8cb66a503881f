/* SPDX-License-Identifier: MIT */
/* Floor 4: one search over everything that may have been meant, and its best codes as suggestions. */
#include "suggest_internal.h"

#include <string.h>

/* Codes looked for beside those that are shown: they carry the doubts about single characters. */
#define FOUND_MOST 24
/* Codes less probable than this are not looked for. */
#define THRESHOLD 0.001
/* More codes than this are not counted, and fewer where a size_t is small. */
#define COUNT_MOST (SIZE_MAX > 4294967295u ? 1e15 : 4e9)
/* Prefixes looked at, and what tables take (gcvi_trellis_steps). */
#define STEPS_DEFAULT 50000

/* The code that was read as it stands, when it was read as one: it is no suggestion. */
static int is_what_was_read(const gcvi_suggesting *s, const gcvi_found *found)
{
	const struct gcv_report *report = s->report;

	return report->symbols != NULL && s->request->formats[found->source->format] == report->format &&
	       found->source->trellis.n == report->length &&
	       memcmp(found->code, report->symbols, report->length * sizeof *found->code) == 0;
}

static int add_suggestion(gcvi_suggesting *s, const gcvi_found *found)
{
	struct gcv_report *report = s->report;
	const gcvi_form *form = found->source->trellis.lattice->form;
	gcv_suggestion *next = &report->suggestions[report->suggestion_count];

	next->format = s->request->formats[found->source->format];
	next->probability = gcvi_posterior(s, found);
	next->code = gcvi_report_print(report, form, found->code, true);
	next->plain = gcvi_report_print(report, form, found->code, false);
	if (next->code == NULL || next->plain == NULL)
		return GCV_E_MEMORY;
	report->unlisted -= next->probability;
	report->suggestion_count++;
	return gcvi_suggest_edits(report, found, next, s->arena);
}

/* How many more of its codes the issuer lets one try. */
static size_t tries_left(const gcvi_suggesting *s, size_t format)
{
	size_t attempts = s->request->formats[format]->attempts, k;

	if (attempts == 0)
		return SIZE_MAX;
	for (k = 0; k < s->search.refused_count; k++)
		attempts -= attempts > 1 && s->search.refused[k].format == format;
	for (k = 0; k < s->report->suggestion_count && attempts > 0; k++)
		attempts -= s->report->suggestions[k].format == s->request->formats[format];
	return attempts;
}

static int list_suggestions(gcvi_suggesting *s)
{
	struct gcv_report *report = s->report;
	size_t most = s->request->most < s->search.count ? s->request->most : s->search.count, i;
	int status = GCV_OK;

	report->suggestions = gcvi_arena_alloc(&report->arena, most + 1, sizeof *report->suggestions);
	if (report->suggestions == NULL)
		return GCV_E_MEMORY;
	for (i = 0; i < s->search.count && report->suggestion_count < most && status == GCV_OK; i++) {
		const gcvi_found *found = &s->search.found[i];

		if (gcvi_posterior(s, found) >= GCVI_SHOWN_LEAST && !is_what_was_read(s, found) &&
		    tries_left(s, found->source->format) > 0)
			status = add_suggestion(s, found);
	}
	if (report->unlisted < 0)
		report->unlisted = 0;
	return status;
}

/* Where nothing was found, it is worth to know how little the best code can be. */
static int tighten(gcvi_suggesting *s)
{
	double bound = 0;
	size_t k;
	int status = GCV_OK;

	for (k = 0; k < s->count && status == GCV_OK; k++) {
		gcvi_trellis *t = &s->sources[k].trellis;

		if (gcvi_trellis_steps(t) <= s->steps)
			status = gcvi_trellis_tighten(t, s->arena);
		bound = s->sources[k].weight * t->bound > bound ? s->sources[k].weight * t->bound : bound;
	}
	s->search.bound = bound;
	return status;
}

/* The probability of the best code, which no code exceeds; where none was found, what none reaches. */
static double best_of(const gcvi_suggesting *s)
{
	double bound = s->search.bound / s->total;

	if (s->search.count != 0)
		return gcvi_posterior(s, &s->search.found[0]);
	return bound < THRESHOLD || s->search.truncated ? bound : THRESHOLD;
}

/* Codes by the thousand would fit: say so. */
static int tell_too_many(gcvi_suggesting *s)
{
	gcv_finding finding = { .kind = GCV_TOO_MANY, .severity = GCV_WARNING };
	double best = best_of(s);

	/* What is searched by its sum is found code by code, so nothing is known of what was not found. */
	if (s->by_sum != 0 && s->search.count == 0)
		return GCV_OK;
	/* About the whole, and told last. */
	finding.start = finding.end = s->report->size;
	finding.count = best > 1 / COUNT_MOST ? (size_t)(1 / best) : (size_t)COUNT_MOST;
	return gcvi_report_add(s->report, &finding);
}

int gcvi_suggest(struct gcv_report *report, const gcvi_suggest_request *request, gcvi_arena *work)
{
	gcvi_suggesting *s = gcvi_arena_alloc(work, 1, sizeof *s);
	int status;

	report->unlisted = 1;
	if (s == NULL)
		return GCV_E_MEMORY;
	s->report = report;
	s->request = request;
	s->arena = work;
	s->steps = request->steps != 0 ? request->steps : STEPS_DEFAULT;
	s->bytes = GCVI_TABLES_MAX;
	status = gcvi_suggest_sources(s);
	if (status == GCV_OK && s->count + s->by_sum != 0)
		status = gcvi_suggest_refused(s);
	if (status == GCV_OK)
		status = gcvi_suggest_meet(s, THRESHOLD, FOUND_MOST);
	report->truncated = s->truncated || s->meet.truncated;
	if (status != GCV_OK || !(s->total > 0))
		return status;
	s->search.sources = s->sources;
	s->search.source_count = s->count;
	s->search.wanted = FOUND_MOST;
	s->search.threshold = THRESHOLD * s->total;
	/* What is found by sums may be better. */
	s->search.first = s->by_sum == 0 ? GCVI_FIRST_LEAST * s->total : 0;
	s->search.steps = s->steps < SIZE_MAX ? (size_t)s->steps : SIZE_MAX;
	status = gcvi_search_run(&s->search, work);
	if (status != GCV_OK)
		return status;
	report->truncated = report->truncated || s->search.truncated;
	gcvi_suggest_merge(s);
	if (s->search.count == 0)
		status = tighten(s);
	if (status != GCV_OK)
		return status;
	if (best_of(s) < GCVI_FIRST_LEAST)
		return tell_too_many(s);
	status = list_suggestions(s);
	return status == GCV_OK ? gcvi_suggest_reread(s) : status;
}
