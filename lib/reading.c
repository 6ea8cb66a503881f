/* SPDX-License-Identifier: MIT */
/* Floor 2: bytes to marks. */
#include "reading.h"

#include "cluster.h"
#include "text.h"

#include <unigbrk.h>

#include <string.h>

#define CHOICES_MAX 32        /* characters between the brackets of one choice */

typedef struct reader {
	gcvi_reading *reading;
	size_t mark_capacity, choice_capacity;
	gcvi_arena *arena;
	uint8_t *visible;         /* working memory for one run, as long as the input */
	uint32_t *origins;
	char *breaks;
} reader;

static int add_mark(reader *to, const gcvi_mark *mark)
{
	gcvi_reading *reading = to->reading;
	gcvi_mark *marks = gcvi_arena_grow(to->arena, reading->marks, &to->mark_capacity, reading->count + 1, sizeof *marks);

	if (marks == NULL)
		return GCV_E_MEMORY;
	reading->marks = marks;
	marks[reading->count++] = *mark;
	return GCV_OK;
}

/* With marks of its own ("\u00A8" is a blank with one, by NFKC) no separator divides and no '?' stands for a symbol. */
static uint8_t kind_of(uint32_t typed, uint32_t point)
{
	if (point == 0)
		return GCVI_MARK_CHARACTER;
	if (gcvi_is_unreadable(typed) || gcvi_is_unreadable(point))
		return GCVI_MARK_UNREADABLE;
	return gcvi_is_separator(typed) || gcvi_is_separator(point) ? GCVI_MARK_SEPARATOR : GCVI_MARK_CHARACTER;
}

/* One user-perceived character: one mark, or several where NFKC takes it apart ("\u246B" is "12"). */
static int add_cluster(reader *to, size_t start, size_t end)
{
	gcvi_cluster cluster;
	gcvi_mark mark = { 0 };
	size_t i;
	int status = GCV_OK;

	gcvi_cluster_fold(to->reading->input + start, end - start, &cluster);
	mark.start = (uint32_t)start;
	mark.end = (uint32_t)end;
	mark.first = cluster.first;
	mark.changes = cluster.changes;
	for (i = 0; i < cluster.count && status == GCV_OK; i++) {
		mark.point = cluster.points[i];
		mark.kind = kind_of(cluster.count == 1 ? cluster.first : mark.point, mark.point);
		status = add_mark(to, &mark);
	}
	return status;
}

static int add_invisible(reader *to, size_t start, size_t end)
{
	gcvi_mark mark = { 0 };

	mark.start = (uint32_t)start;
	mark.end = (uint32_t)end;
	mark.kind = GCVI_MARK_INVISIBLE;
	mark.changes = GCVI_CHANGE_INVISIBLE;
	return add_mark(to, &mark);
}

/* The visible bytes of [start, end) into to->visible, where each comes from into to->origins; how many. */
static size_t strip_invisible(reader *to, size_t start, size_t end)
{
	const uint8_t *input = to->reading->input;
	size_t at = start, count = 0, bytes, i;

	while (at < end) {
		uint32_t point = 0;

		bytes = gcvi_utf8_read(input + at, end - at, &point);
		for (i = 0; i < bytes && !gcvi_is_invisible(point); i++, count++) {
			to->visible[count] = input[at + i];
			to->origins[count] = (uint32_t)(at + i);
		}
		at += bytes;
	}
	return count;
}

/*
 * A run of well-formed UTF-8, cut into grapheme clusters (UAX #29). What is invisible is taken out first: dropping it
 * later would let characters meet that were apart, and a second normalisation would differ from the first.
 */
static int add_run(reader *to, size_t start, size_t end)
{
	size_t count = strip_invisible(to, start, end), from = 0, at, reached = start;
	int status = GCV_OK;

	u8_grapheme_breaks(to->visible, count, to->breaks);
	for (at = 1; at <= count && status == GCV_OK; at++)
		if (at == count || to->breaks[at]) {
			if (to->origins[from] > reached)
				status = add_invisible(to, reached, to->origins[from]);
			reached = (size_t)to->origins[at - 1] + 1;
			if (status == GCV_OK)
				status = add_cluster(to, to->origins[from], reached);
			from = at;
		}
	return status == GCV_OK && reached < end ? add_invisible(to, reached, end) : status;
}

static int add_malformed(reader *to, size_t start, size_t end)
{
	gcvi_mark mark = { 0 };

	mark.start = (uint32_t)start;
	mark.end = (uint32_t)end;
	mark.kind = GCVI_MARK_MALFORMED;
	return add_mark(to, &mark);
}

static int add_all(reader *to)
{
	const uint8_t *input = to->reading->input;
	size_t size = to->reading->size, at = 0;
	int status = GCV_OK;

	while (at < size && status == GCV_OK) {
		size_t start = at, bytes;
		uint32_t point;

		while (at < size && (bytes = gcvi_utf8_read(input + at, size - at, &point)) != 0)
			at += bytes;
		if (at > start)
			status = add_run(to, start, at);
		start = at;
		while (at < size && gcvi_utf8_read(input + at, size - at, &point) == 0)
			at += gcvi_utf8_malformed(input + at, size - at);
		if (at > start && status == GCV_OK)
			status = add_malformed(to, start, at);
	}
	return status;
}

static int opens_choice(const gcvi_mark *mark)
{
	return mark->kind == GCVI_MARK_CHARACTER && (mark->point == '[' || mark->point == 0x3014 || mark->point == 0x3010);
}

static int closes_choice(const gcvi_mark *mark)
{
	return mark->kind == GCVI_MARK_CHARACTER && (mark->point == ']' || mark->point == 0x3015 || mark->point == 0x3011);
}

/* Marks from the bracket at `open` to its partner, both counted, when there are characters and nothing else between. */
static size_t choice_length(const gcvi_reading *reading, size_t open)
{
	size_t at = open + 1;

	while (at < reading->count && at - open <= CHOICES_MAX + 1 && reading->marks[at].kind == GCVI_MARK_CHARACTER &&
	       reading->marks[at].point != 0 && !opens_choice(&reading->marks[at])) {
		if (closes_choice(&reading->marks[at]))
			return at > open + 1 ? at - open + 1 : 0;
		at++;
	}
	return 0;
}

static int add_choices(reader *to, size_t open, size_t length, gcvi_mark *choice)
{
	gcvi_reading *reading = to->reading;
	size_t count = length - 2, i;
	uint32_t *choices = gcvi_arena_grow(to->arena, reading->choices, &to->choice_capacity, reading->choice_count + count,
	                                    sizeof *choices);

	if (choices == NULL)
		return GCV_E_MEMORY;
	reading->choices = choices;
	memset(choice, 0, sizeof *choice);
	choice->start = reading->marks[open].start;
	choice->end = reading->marks[open + length - 1].end;
	choice->first = reading->marks[open + 1].point;
	choice->kind = GCVI_MARK_CHOICE;
	choice->choice_first = (uint32_t)reading->choice_count;
	choice->choice_count = (uint32_t)count;
	for (i = 0; i < count; i++)
		choices[reading->choice_count++] = reading->marks[open + 1 + i].point;
	return GCV_OK;
}

/* Replaces every bracketed choice by one mark, in place. */
static int join_choices(reader *to)
{
	gcvi_reading *reading = to->reading;
	size_t from = 0, kept = 0;

	while (from < reading->count) {
		size_t length = opens_choice(&reading->marks[from]) ? choice_length(reading, from) : 0;

		if (length != 0) {
			gcvi_mark choice;
			int status = add_choices(to, from, length, &choice);

			if (status != GCV_OK)
				return status;
			reading->marks[kept++] = choice;
			from += length;
		} else {
			reading->marks[kept++] = reading->marks[from++];
		}
	}
	reading->count = kept;
	return GCV_OK;
}

int gcvi_read(gcvi_reading *reading, const char *input, size_t size, gcvi_arena *arena)
{
	reader to = { reading, 0, 0, arena, NULL, NULL, NULL };
	int status;

	memset(reading, 0, sizeof *reading);
	reading->input = (const uint8_t *)input;
	reading->size = size;
	if (size > GCVI_INPUT_MAX) {
		reading->too_large = 1;
		return GCV_OK;
	}
	if (size == 0)
		return GCV_OK;
	to.visible = gcvi_arena_alloc(arena, size, 1);
	to.origins = gcvi_arena_alloc(arena, size, sizeof *to.origins);
	to.breaks = gcvi_arena_alloc(arena, size, 1);
	reading->marks = gcvi_arena_alloc(arena, size, sizeof *reading->marks);   /* rarely more: growing leaves copies behind */
	if (to.visible == NULL || to.origins == NULL || to.breaks == NULL || reading->marks == NULL)
		return GCV_E_MEMORY;
	to.mark_capacity = size;
	status = add_all(&to);
	return status == GCV_OK ? join_choices(&to) : status;
}
