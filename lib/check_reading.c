/* SPDX-License-Identifier: MIT */
/* Floor 5: which way of reading the input is meant. */
#include "check.h"

#include "format_label.h"

#include <string.h>

/* Names of formats are no longer than this, in bytes. */
#define NAME_MOST 64

/* The input without the code in it. */
static int look_around(gcvi_call *c, gcvi_way *r)
{
	const gcvi_span *code = &r->how.span;
	uint8_t *text;

	if (r->how.wrapping == 0 || c->format_count == 1)
		return GCV_OK;
	text = gcvi_arena_alloc(&c->work, c->report->size + 1, 1);
	if (text == NULL)
		return GCV_E_MEMORY;
	memcpy(text, c->report->input, code->start);
	text[code->start] = ' ';
	memcpy(text + code->start + 1, c->report->input + code->end, c->report->size - code->end);
	r->around.text = text;
	r->around.size = code->start + 1 + (c->report->size - code->end);
	return GCV_OK;
}

int gcvi_check_detect(gcvi_call *c, gcvi_way *r)
{
	int status = gcvi_letters_make(&c->letters, &r->how.reading, &c->work);

	if (status == GCV_OK)
		status = look_around(c, r);
	return status != GCV_OK ? status : gcvi_detect(&r->detection, c->formats, c->format_count, &r->how.reading, &r->around,
	                                               c->channel, &c->letters, &c->work);
}

/* Is the input, against one format, nearer to a code when read this way? */
static int is_nearer(gcvi_call *c, const gcvi_way *r, size_t *least, bool *nearer)
{
	gcvi_fit fit = { .format = c->formats[0], .verdict = GCV_INVALID };
	gcvi_reading kept = c->report->reading;
	size_t errors = SIZE_MAX;
	int status;

	c->report->reading = r->how.reading;
	status = gcvi_letters_make(&c->letters, &r->how.reading, &c->work);
	if (status == GCV_OK)
		status = gcvi_distance(&errors, fit.format, c->report, c->channel, &c->letters, &c->work);
	c->report->reading = kept;
	*nearer = errors < *least;
	*least = *nearer ? errors : *least;
	return status;
}

/*
 * Which way of reading is meant? As it stands, unless that is no code and another way is one, or comes nearer to one. Among
 * many formats a label, a URL or words are stronger evidence than a format that happens to take its letters too.
 */
static int choose_reading(gcvi_call *c, gcvi_way *readings, size_t count, size_t *chosen)
{
	size_t k, least = SIZE_MAX;
	bool nearer;
	int status = GCV_OK;

	*chosen = 0;
	for (k = 1; k < count; k++)
		if (gcvi_way_verdict(&readings[k]) < gcvi_way_verdict(&readings[*chosen]) ||
		    (*chosen == 0 && c->format_count > 1 && gcvi_way_verdict(&readings[k]) == GCV_VALID &&
		     (readings[k].how.spelt || (readings[k].how.wrapping & (GCVI_WRAPPING_LABEL | GCVI_WRAPPING_URL)) != 0)))
			*chosen = k;
	if (gcvi_way_verdict(&readings[*chosen]) != GCV_INVALID || c->format_count != 1)
		return GCV_OK;
	for (k = 0; status == GCV_OK && k < count; k++) {
		status = is_nearer(c, &readings[k], &least, &nearer);
		*chosen = nearer ? k : *chosen;
	}
	return status;
}

/* Are other ways of reading to be tried? */
static bool is_settled(const gcvi_call *c, const gcvi_way *plain)
{
	if (!gcvi_reading_is_text(&plain->how.reading))
		return true;
	return gcvi_way_verdict(plain) == GCV_VALID && c->format_count == 1;
}

static bool names_any(const gcvi_call *c, size_t size)
{
	size_t k;

	for (k = 0; k < c->format_count; k++)
		if (c->formats[k]->typed && gcvi_format_has_brand(c->formats[k], (const uint8_t *)c->report->input, size))
			return true;
	return false;
}

/* A blank or a colon, of any width: bytes, 0 for none. */
static size_t divider_at(const uint8_t *text, size_t size)
{
	if (text[0] == ' ' || text[0] == ':')
		return 1;
	return size >= 3 && (memcmp(text, "\xEF\xBC\x9A", 3) == 0 || memcmp(text, "\xE3\x80\x80", 3) == 0) ? 3 : 0;
}

/* Where the words end that name a format: at a blank or colon before the first digit; 0: there are none. */
static size_t find_name_end(const gcvi_call *c)
{
	const uint8_t *text = (const uint8_t *)c->report->input;
	size_t at;

	for (at = 1; at + 1 < c->report->size && at < NAME_MOST && (text[at] < '0' || text[at] > '9'); at++)
		if (divider_at(text + at, c->report->size - at) != 0 && names_any(c, at))
			return at;
	return 0;
}

/* "Amazon: AB3D-...", "Starbucks 6012...": what follows the name, where it is a code of the format that is named. */
static int add_named(gcvi_call *c, gcvi_way *way, size_t *count)
{
	const uint8_t *text = (const uint8_t *)c->report->input;
	size_t name = find_name_end(c), start = name, bytes, i;
	int status;

	if (name == 0)
		return GCV_OK;
	while (start < c->report->size && (bytes = divider_at(text + start, c->report->size - start)) != 0)
		start += bytes;
	way->how.wrapping = gcvi_unwrap(text + start, c->report->size - start, &way->how.span) | GCVI_WRAPPING_LABEL;
	way->how.span.start += start;
	way->how.span.end += start;
	status = gcvi_read(&way->how.reading, c->report->input + way->how.span.start, way->how.span.end - way->how.span.start,
	                   &c->report->arena);
	for (i = 0; status == GCV_OK && i < way->how.reading.count; i++) {
		way->how.reading.marks[i].start += (uint32_t)way->how.span.start;
		way->how.reading.marks[i].end += (uint32_t)way->how.span.start;
	}
	way->how.reading.input = text;
	way->how.reading.size = c->report->size;
	if (status == GCV_OK)
		status = gcvi_check_detect(c, way);
	*count += status == GCV_OK && gcvi_way_verdict(way) == GCV_VALID &&
	          gcvi_format_has_brand(way->detection.fits[0].format, text, name);
	return status;
}

int gcvi_check_readings(gcvi_call *c, gcvi_way *ways, size_t *count, size_t *chosen)
{
	gcvi_alternative others[GCVI_ALTERNATIVES_MAX];
	size_t k;
	int status;

	*count = 0;
	*chosen = 0;
	ways[0].how.reading = c->report->reading;
	status = gcvi_check_detect(c, &ways[0]);
	if (status == GCV_OK && !is_settled(c, &ways[0]))
		status = gcvi_alternatives(c->report->input, c->report->size, &c->report->arena, others, count);
	for (k = 0; status == GCV_OK && k < *count; k++) {
		ways[k + 1].how = others[k];
		status = gcvi_check_detect(c, &ways[k + 1]);
	}
	++*count;
	if (status == GCV_OK && c->format_count > 1 && gcvi_reading_is_text(&ways[0].how.reading))
		status = add_named(c, &ways[*count], count);
	return status == GCV_OK ? choose_reading(c, ways, *count, chosen) : status;
}
