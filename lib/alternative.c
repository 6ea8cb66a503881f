/* SPDX-License-Identifier: MIT */
/* Floor 2: other readings of an input, with the spans of the input itself. */
#include "alternative.h"

#include "spelling.h"

#include <string.h>

/* Reads part of a text whose byte i comes from spans[i] of the input (spans NULL: from start + i). */
static int read_part(gcvi_reading *reading, const uint8_t *text, gcvi_span part, const gcvi_span *spans,
                     const char *input, size_t size, gcvi_arena *arena)
{
	size_t i;
	int status = gcvi_read(reading, (const char *)text + part.start, part.end - part.start, arena);

	if (status != GCV_OK)
		return status;
	for (i = 0; i < reading->count; i++) {
		gcvi_mark *mark = &reading->marks[i];
		size_t start = part.start + mark->start, end = part.start + mark->end;

		mark->start = (uint32_t)(spans != NULL ? spans[start].start : start);
		mark->end = (uint32_t)(spans != NULL ? spans[end - 1].end : end);
	}
	reading->input = (const uint8_t *)input;
	reading->size = size;
	return GCV_OK;
}

static int add_decoded(const char *input, size_t size, gcvi_arena *arena, gcvi_alternative *out, size_t *count)
{
	gcvi_alternative *next = &out[*count];
	gcvi_span *spans, part;
	uint8_t *text;
	size_t used;

	memset(next, 0, sizeof *next);
	text = gcvi_arena_alloc(arena, size, 1);
	spans = gcvi_arena_alloc(arena, size, sizeof *spans);
	if (text == NULL || spans == NULL)
		return GCV_E_MEMORY;
	used = gcvi_decode((const uint8_t *)input, size, text, spans, &next->encoding, &next->first);
	if (next->encoding == GCVI_ENCODING_NONE || used == 0)
		return GCV_OK;
	next->wrapping = gcvi_unwrap(text, used, &part);
	next->span.start = spans[part.start].start;
	next->span.end = spans[part.end - 1].end;
	(*count)++;
	return read_part(&next->reading, text, part, spans, input, size, arena);
}

static int add_unwrapped(const char *input, size_t size, gcvi_arena *arena, gcvi_alternative *out, size_t *count)
{
	gcvi_alternative *next = &out[*count];

	memset(next, 0, sizeof *next);
	next->wrapping = gcvi_unwrap((const uint8_t *)input, size, &next->span);
	if (next->wrapping == GCVI_WRAPPING_NONE)
		return GCV_OK;
	(*count)++;
	return read_part(&next->reading, (const uint8_t *)input, next->span, NULL, input, size, arena);
}

static int add_spelt(const char *input, size_t size, gcvi_arena *arena, gcvi_alternative *out, size_t *count)
{
	gcvi_alternative *next = &out[*count];
	int status;

	memset(next, 0, sizeof *next);
	status = gcvi_read_spelt(&next->reading, input, size, arena);
	if (status == GCV_OK && next->reading.count != 0) {
		next->spelt = 1;
		next->span.end = size;
		(*count)++;
	}
	return status;
}

int gcvi_alternatives(const char *input, size_t size, gcvi_arena *arena, gcvi_alternative out[GCVI_ALTERNATIVES_MAX],
                      size_t *count)
{
	int status;

	*count = 0;
	if (size == 0 || size > GCVI_INPUT_MAX)
		return GCV_OK;
	status = add_unwrapped(input, size, arena, out, count);
	if (status == GCV_OK)
		status = add_decoded(input, size, arena, out, count);
	if (status == GCV_OK)
		status = add_spelt(input, size, arena, out, count);
	return status;
}
