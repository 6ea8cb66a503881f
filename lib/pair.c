/* SPDX-License-Identifier: MIT */
/* Floor 5: a code and its companion in one input. */
#include "pair.h"

#include "label.h"
#include "text.h"

#include <string.h>

/* How often both are given where one is asked for. Judgement (grade D). */
#define GIVEN 0.01
/* Places where an input may be divided; more are not looked at. */
#define CUTS_MAX 64
/* Longer inputs are no two numbers. */
#define SIZE_MOST 256

typedef struct parts {
	gcvi_span code, companion;
} parts;

typedef struct pairing {
	const struct gcv_format *const *formats;
	size_t count;
	const char *input;
	size_t size;
	gcvi_arena *arena;
	const struct gcv_format **fitting;    /* with these parts */
	size_t fitting_count;
} pairing;

static bool has_digit(const uint8_t *text, gcvi_span part)
{
	while (part.start < part.end && (text[part.start] < '0' || text[part.start] > '9'))
		part.start++;
	return part.start < part.end;
}

/* "Walmart 6012…": a word that is no label. It may also be the first group of a code, so this is only tried afterwards. */
static gcvi_span without_word(const uint8_t *text, gcvi_span part)
{
	gcvi_span rest = part;

	while (rest.start < rest.end && ((text[rest.start] >= 'a' && text[rest.start] <= 'z') ||
	                                 (text[rest.start] >= 'A' && text[rest.start] <= 'Z') || text[rest.start] >= 128))
		rest.start++;
	if (rest.start == part.start || rest.start == rest.end || strchr(" :\t", text[rest.start]) == NULL ||
	    !has_digit(text, rest))
		return part;
	while (rest.start < rest.end && strchr(" :\t", text[rest.start]) != NULL)
		rest.start++;
	return rest;
}

/* "6012… PIN", before the PIN itself: the label is the other number's. */
static gcvi_span without_label_behind(const uint8_t *text, gcvi_span part)
{
	size_t word = part.end, at;

	while (word > part.start && text[word - 1] != ' ' && text[word - 1] != '\t')
		word--;
	if (word > part.start && gcvi_label_find(text + word, part.end - word, &at) != 0 && at == 0 &&
	    !has_digit(text, (gcvi_span){ word, part.end }))
		part.end = word;
	return part;
}

/* "PIN 1234", "PIN: 1234", "(PIN 1234)": the number alone. */
static gcvi_span number_of(const uint8_t *text, gcvi_span part, bool words)
{
	gcvi_span inner;
	gcvi_word word;
	size_t length;

	gcvi_unwrap(text + part.start, part.end - part.start, &inner);
	inner.start += part.start;
	inner.end += part.start;
	while ((word = gcvi_word_at(text + inner.start, inner.end - inner.start, &length)) == GCVI_WORD_COMPANION ||
	       word == GCVI_WORD_LABEL) {
		inner.start += length;
		while (inner.start < inner.end && strchr(" \t:.#=", text[inner.start]) != NULL && text[inner.start] != 0)
			inner.start++;
	}
	inner = without_label_behind(text, inner);
	while (inner.start < inner.end && text[inner.end - 1] != 0 && strchr(" \t,;/(", text[inner.end - 1]) != NULL)
		inner.end--;
	return words ? without_word(text, inner) : inner;
}

/* A reading of a part, with spans of the whole input. */
static int read_part(const pairing *p, gcvi_span part, gcvi_reading *reading)
{
	int status = gcvi_read(reading, p->input + part.start, part.end - part.start, p->arena);
	size_t i;

	for (i = 0; status == GCV_OK && i < reading->count; i++) {
		reading->marks[i].start += (uint32_t)part.start;
		reading->marks[i].end += (uint32_t)part.start;
	}
	if (status == GCV_OK) {
		reading->input = (const uint8_t *)p->input;
		reading->size = p->size;
	}
	return status;
}

static int fits(const pairing *p, const struct gcv_format *format, const gcvi_reading *reading, bool *answer)
{
	gcvi_letters letters;
	gcvi_fit fit;
	int status = gcvi_letters_make(&letters, reading, p->arena);

	if (status == GCV_OK)
		status = gcvi_fit_reading(&fit, format, reading, &letters, p->arena);
	*answer = status == GCV_OK && fit.verdict == GCV_VALID;
	return status;
}

static int find_other(const pairing *p, const struct gcv_format *format, const gcvi_reading *reading, const gcvi_other **other)
{
	bool answer = false;
	size_t k;
	int status = GCV_OK;

	*other = NULL;
	for (k = 0; status == GCV_OK && k < format->companion_count && *other == NULL; k++) {
		status = fits(p, format->companions[k].shape, reading, &answer);
		*other = answer ? &format->companions[k] : NULL;
	}
	return status;
}

/* The formats for which the one part is a code and the other its companion. */
static int try_parts(pairing *p, const parts *at)
{
	gcvi_reading code, companion;
	const gcvi_other *other;
	size_t k;
	int status;

	p->fitting_count = 0;
	if (at->code.start >= at->code.end || at->companion.start >= at->companion.end)
		return GCV_OK;
	status = read_part(p, at->companion, &companion);
	if (status == GCV_OK)
		status = read_part(p, at->code, &code);
	for (k = 0; status == GCV_OK && k < p->count; k++) {
		bool answer = false;

		status = find_other(p, p->formats[k], &companion, &other);
		if (status == GCV_OK && other != NULL)
			status = fits(p, p->formats[k], &code, &answer);
		if (answer)
			p->fitting[p->fitting_count++] = p->formats[k];
	}
	return status;
}

static bool divides(uint8_t byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == ',' || byte == ';' || byte == '/' ||
	       byte == '|' || byte == '(' || byte == '+' || byte == '&';
}

/* "6012345678901234PIN9876": a word that names a companion right behind a digit. */
static bool names_companion(const uint8_t *text, size_t size, size_t at)
{
	size_t bytes;

	return text[at - 1] >= '0' && text[at - 1] <= '9' && (text[at] < '0' || text[at] > '9') &&
	       gcvi_word_at(text + at, size - at, &bytes) == GCVI_WORD_COMPANION;
}

/* Where the input may be divided: at blanks and the like, and at an ideographic blank, comma or bracket. */
static size_t find_cuts(const uint8_t *text, size_t size, size_t *cuts)
{
	size_t at, count = 0;

	for (at = 1; at + 1 < size && count < CUTS_MAX; at++)
		if (divides(text[at]) || (at + 2 < size && (memcmp(text + at, "\xE3\x80\x80", 3) == 0 ||
		                                            memcmp(text + at, "\xE3\x80\x81", 3) == 0 ||
		                                            memcmp(text + at, "\xEF\xBC\x88", 3) == 0)) ||
		    names_companion(text, size, at))
			cuts[count++] = at;
	return count;
}

/* The first division that fits; the code before its companion if both ways do, and leaving out no words if that does. */
static int divide(pairing *p, parts *at)
{
	const uint8_t *text = (const uint8_t *)p->input;
	size_t cuts[CUTS_MAX], count = find_cuts(text, p->size, cuts), way, k;
	int status = GCV_OK;

	for (way = 0; way < 4; way++)
		for (k = count; k-- > 0;) {
			size_t behind = divides(text[cuts[k]]) && text[cuts[k]] != '(' ? cuts[k] + 1 : cuts[k];
			gcvi_span left = number_of(text, (gcvi_span){ 0, cuts[k] }, way >= 2);
			gcvi_span right = number_of(text, (gcvi_span){ behind, p->size }, way >= 2);

			*at = way % 2 == 0 ? (parts){ left, right } : (parts){ right, left };
			status = try_parts(p, at);
			if (status != GCV_OK || p->fitting_count != 0)
				return status;
		}
	return status;
}

/* The input with blanks in place of both numbers. */
static int look_around(const pairing *p, const parts *at, gcvi_surroundings *around)
{
	uint8_t *text = gcvi_arena_alloc(p->arena, p->size, 1);

	if (text == NULL)
		return GCV_E_MEMORY;
	memcpy(text, p->input, p->size);
	memset(text + at->code.start, ' ', at->code.end - at->code.start);
	memset(text + at->companion.start, ' ', at->companion.end - at->companion.start);
	around->text = text;
	around->size = p->size;
	return GCV_OK;
}

/* What the companion's characters say: one number of its length in so many. */
static int weigh_pair(const pairing *p, gcvi_pair_found *pair)
{
	const struct gcv_format *shape = pair->other->shape;
	gcvi_scaled one = { 0, 0 };
	gcvi_reading reading;
	gcvi_letters letters;
	int status = read_part(p, pair->companion, &reading);

	if (status == GCV_OK)
		status = gcvi_letters_make(&letters, &reading, p->arena);
	if (status != GCV_OK)
		return status;
	gcvi_letters_read(&letters, &reading, &shape->alphabet, false, GCVI_CODE_MAX);
	pair->length = letters.count;
	status = gcvi_weigh_code(shape, letters.count, &one, p->arena);
	pair->weight = gcvi_scaled_times(pair->detection.weights[0], one.mantissa * GIVEN);
	pair->weight.exponent += one.exponent;
	return status;
}

int gcvi_pair_find(gcvi_pair_found *pair, const struct gcv_format *const *formats, size_t count, const char *input,
                   size_t size, const struct gcv_channel *channel, gcvi_arena *arena)
{
	pairing p = { .input = input, .size = size, .arena = arena };
	const struct gcv_format **paired = gcvi_arena_alloc(arena, count, sizeof *paired);
	gcvi_reading companion;
	gcvi_letters letters;
	parts at = { { 0, 0 }, { 0, 0 } };
	size_t k;
	int status;

	*pair = (gcvi_pair_found){ .found = false };
	p.fitting = gcvi_arena_alloc(arena, count, sizeof *p.fitting);
	if (paired == NULL || p.fitting == NULL)
		return GCV_E_MEMORY;
	for (k = 0; k < count && size <= SIZE_MOST; k++)
		if (formats[k]->typed && formats[k]->companion_count != 0)
			paired[p.count++] = formats[k];
	p.formats = paired;
	status = p.count != 0 ? divide(&p, &at) : GCV_OK;
	if (status != GCV_OK || p.fitting_count == 0)
		return status;
	pair->code = at.code;
	pair->companion = at.companion;
	status = look_around(&p, &at, &pair->around);
	if (status == GCV_OK)
		status = read_part(&p, at.code, &pair->reading);
	if (status == GCV_OK)
		status = gcvi_letters_make(&letters, &pair->reading, arena);
	if (status == GCV_OK)
		status = gcvi_detect(&pair->detection, p.fitting, p.fitting_count, &pair->reading, &pair->around, channel, &letters,
		                     arena);
	if (status == GCV_OK)
		status = read_part(&p, at.companion, &companion);
	if (status == GCV_OK && pair->detection.count != 0)
		status = find_other(&p, pair->detection.fits[0].format, &companion, &pair->other);
	if (status != GCV_OK || pair->other == NULL)
		return status;
	for (k = 0; k < pair->detection.count; k++)
		pair->detection.fits[k].verdict = GCV_REPAIRED;
	pair->found = true;
	return weigh_pair(&p, pair);
}
