/* SPDX-License-Identifier: MIT */
/* Floor 4: codes that the issuer refused already: they are not suggested, and what they held goes to the others. */
#include "suggest_internal.h"

#include <string.h>

/* Below this part of what there was, subtracting leaves nothing but rounding. */
#define LEAST_LEFT 1e-9

static bool is_known(const gcvi_refused *list, size_t count, size_t format, const gcvi_symbol *symbols, size_t length)
{
	size_t k;

	for (k = 0; k < count; k++)
		if (list[k].format == format && list[k].length == length &&
		    memcmp(list[k].symbols, symbols, length * sizeof *symbols) == 0)
			return true;
	return false;
}

/* Refused codes, each once, in any notation, as symbols of each format they fit. */
static int read_refused(gcvi_suggesting *s, gcvi_refused **refused, size_t *count)
{
	size_t most = s->request->refused_count * s->request->format_count, k, f;
	gcvi_refused *list = gcvi_arena_alloc(s->arena, most + 1, sizeof *list);

	*refused = list;
	*count = 0;
	for (k = 0; list != NULL && k < s->request->refused_count; k++)
		for (f = 0; f < s->request->format_count; f++) {
			gcvi_letters read;
			gcvi_reading reading;
			gcvi_fit fit;
			int status = gcvi_read(&reading, s->request->refused[k], strlen(s->request->refused[k]), s->arena);

			if (status == GCV_OK)
				status = gcvi_letters_make(&read, &reading, s->arena);
			if (status == GCV_OK)
				status = gcvi_fit_reading(&fit, s->request->formats[f], &reading, &read, s->arena);
			if (status != GCV_OK)
				return status;
			if ((fit.verdict != GCV_VALID && fit.verdict != GCV_REPAIRED) ||
			    is_known(list, *count, f, read.symbols, fit.count))
				continue;
			list[*count].format = f;
			list[*count].length = fit.count;
			list[(*count)++].symbols = read.symbols;
		}
	return list != NULL ? GCV_OK : GCV_E_MEMORY;
}

/* A refused code is out of the question, so what it held goes to the others. */
static void take_refused_away(gcvi_suggesting *s)
{
	double before = s->total;
	size_t r, i;

	for (r = 0; r < s->search.refused_count; r++)
		for (i = 0; i < s->count; i++) {
			const gcvi_source *source = &s->sources[i];
			const gcvi_refused *refused = &s->search.refused[r];

			if (source->format == refused->format && source->trellis.n == refused->length)
				s->total -= gcvi_source_score(source, refused->symbols);
		}
	if (s->total < before * LEAST_LEFT)
		s->total = 0;
}

int gcvi_suggest_refused(gcvi_suggesting *s)
{
	gcvi_refused *refused;
	int status = read_refused(s, &refused, &s->search.refused_count);

	if (status != GCV_OK)
		return status;
	s->search.refused = refused;
	take_refused_away(s);
	return GCV_OK;
}
