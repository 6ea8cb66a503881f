/* SPDX-License-Identifier: MIT */
/* Floor 4: forms that are searched by their sum, in one ranking with those that are searched by states. */
#include "suggest_internal.h"

#include <string.h>

/* Beginnings and ends of codes that are listed. */
#define STEPS_DEFAULT 300000
/* A code that is worth showing is then left out less than once in so many times. */
#define REST 0.004

int gcvi_suggest_meet(gcvi_suggesting *s, double least, size_t wanted)
{
	uint64_t steps = s->request->steps;
	int status;

	if (s->by_sum == 0)
		return GCV_OK;
	s->meet.sources = s->sources + s->count;
	s->meet.source_count = s->by_sum;
	s->meet.refused = s->search.refused;
	s->meet.refused_count = s->search.refused_count;
	s->meet.others = s->total;
	s->meet.least = least;
	s->meet.rest = REST;
	s->meet.wanted = wanted;
	s->meet.steps = steps != 0 && steps < SIZE_MAX ? (size_t)steps : STEPS_DEFAULT;
	status = gcvi_meet_run(&s->meet, s->arena);
	s->total += s->meet.total;
	return status;
}

static int same_code(const gcvi_found *a, const gcvi_found *b)
{
	return a->source->format == b->source->format && a->source->trellis.n == b->source->trellis.n &&
	       memcmp(a->code, b->code, a->source->trellis.n * sizeof *a->code) == 0;
}

/* A code that is there already scores for both; else it takes its place, and the last one may fall out. */
static void put(gcvi_search *search, gcvi_found found)
{
	size_t k;

	for (k = 0; k < search->count && !same_code(&search->found[k], &found); k++)
		;
	if (k < search->count)
		found.score += search->found[k].score;
	else if (search->count < search->wanted)
		search->count++;
	else if (search->count == 0 || !gcvi_found_before(&found, &search->found[--k]))
		return;
	for (; k > 0 && gcvi_found_before(&found, &search->found[k - 1]); k--)
		search->found[k] = search->found[k - 1];
	search->found[k] = found;
}

void gcvi_suggest_merge(gcvi_suggesting *s)
{
	size_t k;

	for (k = 0; k < s->meet.count; k++)
		put(&s->search, s->meet.found[k]);
}
