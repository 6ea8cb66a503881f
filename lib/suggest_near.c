/* SPDX-License-Identifier: MIT */
/* Floor 4: what an input says for a misread code of formats that do not take it. */
#include "suggest_internal.h"

/* One code is looked for; the others only count in the sum. */
#define STEPS 20000

/* What the search found first. */
static int take_best(gcvi_suggesting *s, gcvi_near *near)
{
	const gcvi_found *found = &s->search.found[0];
	const gcvi_trellis *trellis = &found->source->trellis;
	gcv_suggestion *suggestion = &near->suggestion;

	near->share = gcvi_posterior(s, found);
	suggestion->format = s->request->formats[found->source->format];
	suggestion->probability = near->share;
	suggestion->code = gcvi_report_print(s->report, trellis->lattice->form, found->code, true);
	suggestion->plain = gcvi_report_print(s->report, trellis->lattice->form, found->code, false);
	if (suggestion->code == NULL || suggestion->plain == NULL)
		return GCV_E_MEMORY;
	return gcvi_suggest_edits(s->report, found, suggestion, s->arena);
}

int gcvi_suggest_near(gcvi_near *near, struct gcv_report *report, const gcvi_suggest_request *request, gcvi_arena *work)
{
	gcvi_suggesting *s = gcvi_arena_alloc(work, 1, sizeof *s);
	int status;

	*near = (gcvi_near){ .share = 0 };
	if (s == NULL)
		return GCV_E_MEMORY;
	s->report = report;
	s->request = request;
	s->arena = work;
	s->steps = STEPS;
	s->bytes = GCVI_TABLES_MAX;
	status = gcvi_suggest_sources(s);
	if (status != GCV_OK || !(s->total > 0))
		return status;
	near->weight = gcvi_scaled_times(s->unit, s->total);
	s->search.sources = s->sources;
	s->search.source_count = s->count;
	s->search.wanted = 1;
	s->search.threshold = s->total / 1000;
	s->search.steps = STEPS;
	status = gcvi_search_run(&s->search, work);
	return status == GCV_OK && s->search.count != 0 ? take_best(s, near) : status;
}
