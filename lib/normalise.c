/* SPDX-License-Identifier: MIT */
/* Floor 3: gcv_normalise: the input cleaned up, without judging it. */
#include "cluster.h"
#include "format.h"
#include "reading.h"
#include "text.h"

#include <gcvalidate.h>

#include <string.h>

typedef struct text_sink {
	char *out;
	size_t capacity, used;    /* used counts what did not fit, too */
} text_sink;

static void put_point(text_sink *sink, uint32_t point)
{
	uint8_t bytes[4];
	size_t count = gcvi_utf8_write(point, bytes), i;

	for (i = 0; i < count; i++, sink->used++)
		if (sink->used < sink->capacity)
			sink->out[sink->used] = (char)bytes[i];
}

/* The input of a character that is not normalised, but for what is ignored. */
static void put_as_typed(text_sink *sink, const gcvi_reading *reading, const gcvi_mark *mark)
{
	size_t at = mark->start;

	while (at < mark->end) {
		uint32_t point = 0;
		size_t bytes = gcvi_utf8_read(reading->input + at, mark->end - at, &point);

		if (bytes == 0)
			return;
		at += bytes;
		if (!gcvi_is_invisible(point))
			put_point(sink, point);
	}
}

/* A character without a code point of its own, as NFKC leaves it. */
static void put_cluster(text_sink *sink, const gcvi_reading *reading, size_t mark_index)
{
	const gcvi_mark *mark = &reading->marks[mark_index];
	gcvi_cluster cluster;
	size_t index = 0, count, i;

	while (index < mark_index && reading->marks[mark_index - index - 1].start == mark->start)
		index++;
	count = gcvi_cluster_part(reading->input + mark->start, mark->end - mark->start, index, &cluster);
	if (count == 1 && cluster.points[0] == 0)
		put_as_typed(sink, reading, mark);
	else
		for (i = 0; i < count; i++)
			put_point(sink, cluster.points[i]);
}

static uint32_t symbol_point(const gcvi_alphabet *alphabet, const gcvi_mark *mark)
{
	gcvi_resolved resolved;

	if (alphabet == NULL)
		return gcvi_digit_value(mark->point) >= 0 ? (uint32_t)('0' + gcvi_digit_value(mark->point)) : mark->point;
	resolved = gcvi_resolve(alphabet, mark);
	if (resolved.symbol == GCVI_NO_SYMBOL || (resolved.changes & GCVI_CHANGE_REPAIRS) != 0)
		return mark->point;
	return alphabet->points[resolved.symbol];
}

static void put_choice(text_sink *sink, const gcvi_alphabet *alphabet, const gcvi_reading *reading, const gcvi_mark *mark)
{
	uint32_t i;

	put_point(sink, '[');
	for (i = 0; i < mark->choice_count; i++) {
		gcvi_mark one = { 0 };

		one.point = one.first = reading->choices[mark->choice_first + i];
		one.kind = GCVI_MARK_CHARACTER;
		put_point(sink, symbol_point(alphabet, &one));
	}
	put_point(sink, ']');
}

/* A run of separators is one '-' between symbols; at the ends it is nothing. */
static int put_marks(text_sink *sink, const gcvi_alphabet *alphabet, const gcvi_reading *reading)
{
	size_t i;
	int border = 0;

	for (i = 0; i < reading->count; i++) {
		const gcvi_mark *mark = &reading->marks[i];

		if (mark->kind == GCVI_MARK_MALFORMED)
			return GCV_E_ENCODING;
		if (mark->kind == GCVI_MARK_INVISIBLE)
			continue;
		if (mark->kind == GCVI_MARK_SEPARATOR &&
		    (alphabet == NULL || gcvi_resolve(alphabet, mark).symbol == GCVI_NO_SYMBOL)) {
			border = sink->used != 0;
			continue;
		}
		if (border)
			put_point(sink, '-');
		border = 0;
		if (mark->kind == GCVI_MARK_UNREADABLE)
			put_point(sink, '?');
		else if (mark->kind == GCVI_MARK_CHOICE)
			put_choice(sink, alphabet, reading, mark);
		else if (mark->point == 0)
			put_cluster(sink, reading, i);
		else
			put_point(sink, symbol_point(alphabet, mark));
	}
	return GCV_OK;
}

static int finish(const text_sink *sink, char *out, size_t capacity, size_t *needed)
{
	if (needed != NULL)
		*needed = sink->used;
	if (sink->used < capacity) {
		out[sink->used] = 0;
		return GCV_OK;
	}
	if (capacity == 0)
		return needed != NULL ? GCV_OK : GCV_E_RANGE;
	gcvi_wipe(out, capacity);
	return GCV_E_RANGE;
}

int gcv_normalise(const gcv_format *format, const char *input, size_t size, char *out, size_t capacity, size_t *needed)
{
	text_sink sink = { out, capacity, 0 };
	gcvi_reading reading;
	gcvi_arena arena;
	int status;

	if ((input == NULL && size != 0) || (out == NULL && capacity != 0))
		return GCV_E_ARGUMENT;
	if (size > GCVI_INPUT_MAX)
		return GCV_E_RANGE;
	gcvi_arena_init(&arena, NULL);
	status = gcvi_read(&reading, input, size, &arena);
	if (status == GCV_OK) {
		status = put_marks(&sink, format != NULL ? &format->alphabet : NULL, &reading);
		if (status == GCV_OK)
			status = finish(&sink, out, capacity, needed);
		else if (capacity != 0)
			gcvi_wipe(out, capacity);
	}
	gcvi_arena_free(&arena);
	return status;
}
