/* SPDX-License-Identifier: MIT */
/* Floor 5: a companion behind a code in running text: "6012345678901234 PIN 9876", in the next column, on the next line. */
#include "extract.h"
#include "fit.h"
#include "label.h"
#include "text.h"

#include <string.h>

/* No more bytes than this between the two, nor of a companion. */
#define BETWEEN ((size_t)64)
#define COMPANION_MOST ((size_t)64)

/* What may stand between them that is no word: bytes, 0 for none. */
static size_t mark_at(const uint8_t *text, size_t size)
{
	static const char *const marks[] = { "\xE3\x80\x80", "\xE3\x80\x81", "\xE3\x80\x82", "\xE3\x83\xBB", "\xE3\x80\x8C",
	                                     "\xEF\xBC\x88", "\xEF\xBC\x89", "\xEF\xBC\x8C", "\xEF\xBC\x8F", "\xEF\xBC\x9A",
	                                     "\xEF\xBC\x9D", "\xEF\xBD\x9C" };
	size_t i;

	if (size != 0 && text[0] != 0 && text[0] != '\n' && strchr(" \t\r,;|/()[]\"'.:#=+&<>", text[0]) != NULL)
		return 1;
	for (i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (size >= 3 && memcmp(text, marks[i], 3) == 0)
			return 3;
	return 0;
}

/* A letter or digit that a companion may have; bytes, 0 for none. */
static size_t symbol_at(const uint8_t *text, size_t size)
{
	uint32_t point = 0;
	size_t bytes = size != 0 ? gcvi_utf8_read(text, size, &point) : 0;

	if (point < 128)
		return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z') ? bytes : 0;
	return gcvi_digit_value(point) >= 0 || (point >= 0xFF21 && point <= 0xFF5A) ? bytes : 0;
}

/* Words, marks and line ends up to the number; what they say of it. */
static size_t skip_between(const uint8_t *text, size_t at, size_t limit, gcvi_behind *behind)
{
	size_t end = limit - at > BETWEEN ? at + BETWEEN : limit, bytes;

	for (; at < end; at += bytes) {
		gcvi_word word;

		if ((bytes = mark_at(text + at, limit - at)) != 0)
			continue;
		if (text[at] == '\n') {
			if (++behind->lines > GCVI_LINES_BEHIND)
				return limit;
			bytes = 1;
			continue;
		}
		word = gcvi_word_at(text + at, limit - at, &bytes);
		if (word == GCVI_WORD_NONE)
			break;
		behind->named |= word == GCVI_WORD_COMPANION;
		behind->words |= 1;
	}
	return at;
}

/* Is what follows part of the number: a date, a sum, a longer code? */
static int goes_on(const uint8_t *text, size_t at, size_t limit)
{
	return at + 1 < limit && text[at] < 128 && text[at] != 0 && strchr("-/.:", text[at]) != NULL &&
	       symbol_at(text + at + 1, limit - at - 1) != 0;
}

void gcvi_look_behind(const uint8_t *text, size_t end, size_t limit, gcvi_behind *behind)
{
	size_t at, start, bytes;

	memset(behind, 0, sizeof *behind);
	behind->looked = 1;
	at = start = skip_between(text, end, limit, behind);
	while (at < limit && at - start <= COMPANION_MOST && (bytes = symbol_at(text + at, limit - at)) != 0) {
		at += bytes;
		behind->symbols++;
	}
	/* Where nothing divides them they are one. */
	if (start == end || at == start || at - start > COMPANION_MOST || goes_on(text, at, limit) ||
	    (at < limit && text[at] >= 128 && mark_at(text + at, limit - at) == 0)) {
		behind->symbols = 0;
		return;
	}
	behind->start = (uint32_t)start;
	behind->end = (uint32_t)at;
	while (at < limit && (bytes = mark_at(text + at, limit - at)) != 0)
		at += bytes;
	behind->last = at == limit || text[at] == '\n';
}

/* The companion's shape takes it whole and without a repair. */
static int takes(const gcvi_other *other, const uint8_t *text, const gcvi_behind *behind)
{
	gcvi_reading reading;
	gcvi_letters letters;
	gcvi_arena arena;
	gcvi_fit fit = { .verdict = GCV_INVALID };
	size_t shortest, longest;
	int status;

	gcvi_format_lengths(other->shape, &shortest, &longest);
	if (behind->symbols < shortest || behind->symbols > longest)
		return 0;
	gcvi_arena_init(&arena, NULL);
	status = gcvi_read(&reading, (const char *)text + behind->start, behind->end - behind->start, &arena);
	if (status == GCV_OK)
		status = gcvi_letters_make(&letters, &reading, &arena);
	if (status == GCV_OK)
		status = gcvi_fit_reading(&fit, other->shape, &reading, &letters, &arena);
	gcvi_arena_free(&arena);
	return status == GCV_OK && fit.verdict == GCV_VALID;
}

const gcvi_other *gcvi_companion_behind(const struct gcv_format *format, const uint8_t *text, const gcvi_behind *behind)
{
	size_t k;

	for (k = 0; behind->symbols != 0 && k < format->companion_count; k++)
		if (takes(&format->companions[k], text, behind))
			return &format->companions[k];
	return NULL;
}
