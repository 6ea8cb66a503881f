/* SPDX-License-Identifier: MIT */
/* Floor 2: taking off what people paste along with a code: labels, URLs, quotation marks. */
#include "alternative.h"
#include "label.h"
#include "text.h"

#include <string.h>

static uint32_t first_point(const uint8_t *text, gcvi_span span, size_t *bytes)
{
	uint32_t point = 0;

	*bytes = gcvi_utf8_read(text + span.start, span.end - span.start, &point);
	return point;
}

static uint32_t last_point(const uint8_t *text, gcvi_span span, size_t *bytes)
{
	uint32_t point = 0;
	size_t at = span.end;

	*bytes = 0;
	while (at > span.start && span.end - at < 4) {
		at--;
		if ((text[at] & 0xC0) != 0x80)
			break;
	}
	if (at < span.end && gcvi_utf8_read(text + at, span.end - at, &point) == span.end - at)
		*bytes = span.end - at;
	return *bytes != 0 ? point : 0;
}

static int is_blank(uint32_t point)
{
	return point == ' ' || point == '\t' || point == '\n' || point == '\r' || point == 0xA0 || point == 0x3000;
}

static gcvi_span trim(const uint8_t *text, gcvi_span span)
{
	size_t bytes;

	while (span.start < span.end && is_blank(first_point(text, span, &bytes)))
		span.start += bytes;
	while (span.start < span.end && is_blank(last_point(text, span, &bytes)))
		span.end -= bytes;
	return span;
}

/* Square brackets stay: "[B8]" is a choice between characters. */
static int are_quotes(uint32_t open, uint32_t close)
{
	static const uint32_t pairs[][2] = {
		{ '"', '"' }, { '\'', '\'' }, { '`', '`' }, { '<', '>' }, { '(', ')' }, { '*', '*' }, { 0x201C, 0x201D },
		{ 0x201E, 0x201C }, { 0x2018, 0x2019 }, { 0xAB, 0xBB }, { 0x300C, 0x300D }, { 0x300E, 0x300F },
		{ 0x3008, 0x3009 }, { 0x300A, 0x300B }, { 0x3010, 0x3011 }, { 0xFF08, 0xFF09 }, { 0xFF1C, 0xFF1E }
	};
	size_t i;

	for (i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (pairs[i][0] == open && pairs[i][1] == close)
			return 1;
	return 0;
}

/* What keeps a spreadsheet from making a number of it: ="0123", '0123. */
static int take_text_mark(const uint8_t *text, gcvi_span *span)
{
	size_t size = span->end - span->start;

	if (size > 3 && text[span->start] == '=' && text[span->start + 1] == '"' && text[span->end - 1] == '"') {
		span->start += 2;
		span->end--;
		return 1;
	}
	if (size < 2 || text[span->start] != '\'' || memchr(text + span->start + 1, '\'', size - 1) != NULL)
		return 0;
	span->start++;
	return 1;
}

static int take_quotes(const uint8_t *text, gcvi_span *span)
{
	size_t open, close;
	uint32_t first = first_point(text, *span, &open), last = last_point(text, *span, &close);

	if (span->end - span->start <= open + close || !are_quotes(first, last))
		return 0;
	span->start += open;
	span->end -= close;
	return 1;
}

static size_t find_byte(const uint8_t *text, gcvi_span span, const char *bytes)
{
	while (span.start < span.end && (text[span.start] == 0 || strchr(bytes, text[span.start]) == NULL))
		span.start++;
	return span.start;
}

/* Value of the parameter whose name is a label; the last one of them. */
static int take_parameter(const uint8_t *text, gcvi_span query, gcvi_span *code)
{
	int found = 0;

	while (query.start < query.end) {
		gcvi_span part = { query.start, find_byte(text, query, "&;") };
		size_t equals = find_byte(text, part, "="), at;

		if (equals < part.end && equals + 1 < part.end &&
		    gcvi_label_find(text + part.start, equals - part.start, &at) != 0) {
			code->start = equals + 1;
			code->end = part.end;
			found = 1;
		}
		query.start = part.end < query.end ? part.end + 1 : part.end;
	}
	return found;
}

static int is_scheme_byte(uint8_t byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The URL in the text: at its start, or (anywhere) wherever "name://" stands. It ends at a blank or a closing bracket. */
static int find_url(const uint8_t *text, gcvi_span span, int anywhere, gcvi_span *url)
{
	size_t at = span.start, name;

	while (at + 3 <= span.end && memcmp(text + at, "://", 3) != 0) {
		if (!anywhere && !is_scheme_byte(text[at]))
			return 0;
		at++;
	}
	name = at;
	while (name > span.start && is_scheme_byte(text[name - 1]))
		name--;
	if (at + 3 > span.end || name == at)
		return 0;
	url->start = at + 3;
	url->end = span.end;
	url->end = find_byte(text, *url, " \t\r\n<>\"");
	return 1;
}

/* The last part of the path, or a parameter that says it is a code. */
static int take_url(const uint8_t *text, gcvi_span *span, int anywhere)
{
	gcvi_span whole, path, code;
	size_t end;

	if (!find_url(text, *span, anywhere, &whole))
		return 0;
	path.start = find_byte(text, whole, "/?#");
	end = find_byte(text, whole, "?#");
	path.end = end;
	whole.start = end < whole.end ? end + 1 : end;
	if (take_parameter(text, whole, &code)) {
		*span = code;
		return 1;
	}
	while (path.end > path.start && text[path.end - 1] == '/')
		path.end--;
	code.end = path.end;
	code.start = path.end;
	while (code.start > path.start && text[code.start - 1] != '/')
		code.start--;
	if (code.start >= code.end)
		return 0;
	*span = code;
	return 1;
}

/* Bytes of a mark that ends a label (":", "：", "=", "->", "】", "は") at this place; 0 where there is none. */
static size_t label_end(const uint8_t *text, size_t size)
{
	static const char *const ends[] = { ":", "\xEF\xBC\x9A", "=", "\xEF\xBC\x9D", "#", "\xEF\xBC\x83", "->", "=>",
	                                    "\xE2\x86\x92", "\xE3\x80\x91", "\xEF\xBC\x9E", "\xE3\x81\xAF", " is ",
	                                    "\n" };
	size_t i;

	if (size >= 2 && text[0] == ':' && text[1] == '/')
		return 0;
	for (i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (strlen(ends[i]) <= size && memcmp(text, ends[i], strlen(ends[i])) == 0)
			return strlen(ends[i]);
	return 0;
}

/* Where the last mark that ends a label is, behind `from`; its bytes, 0 for none. kana: also "\u306F". */
static size_t last_label_end(const uint8_t *text, gcvi_span span, size_t from, int kana, size_t *where)
{
	size_t at = span.end, ends;

	while (at-- > from) {
		ends = label_end(text + at, span.end - at);
		if (ends != 0 && at + ends < span.end && (kana || text[at] != 0xE3)) {
			*where = at;
			return ends;
		}
	}
	return 0;
}

/*
 * "Your code is: ": something that announces a code, and a mark that ends it; the last such mark counts. The particle
 * counts only where there is no other mark: it may be part of a code in kana.
 */
static int take_label(const uint8_t *text, gcvi_span *span)
{
	size_t at, label, length = gcvi_label_find(text + span->start, span->end - span->start, &label), ends;

	if (length == 0)
		return 0;
	label += span->start + length;
	ends = last_label_end(text, *span, label, 0, &at);
	if (ends == 0)
		ends = last_label_end(text, *span, label, 1, &at);
	if (ends == 0)
		return 0;
	span->start = at + ends;
	return 1;
}

/* Bytes of what may stand between words of a label, or before them in a list: blanks, "Card No. ", "・". */
static size_t label_filler(const uint8_t *text, gcvi_span span)
{
	static const uint32_t fillers[] = { '.', '*', 0x2022, 0x25A0, 0x25A1, 0x25B6, 0x25C6, 0x25CF, 0x25CB, 0x25C7, 0x30FB, 0xFF0E };
	size_t bytes, i;
	uint32_t point = first_point(text, span, &bytes);

	for (i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
		if (point == fillers[i])
			return bytes;
	return is_blank(point) ? bytes : 0;
}

/* "Card No. 6012…", "コード「…": nothing but words that announce a code, then a blank or a bracket. */
static int take_words(const uint8_t *text, gcvi_span *span)
{
	gcvi_span rest = *span;
	size_t bytes, at;
	int words = 0, apart = 0;

	for (;;) {
		while (rest.start < rest.end && (bytes = label_filler(text, rest)) != 0) {
			rest.start += bytes;
			apart = words;
		}
		bytes = gcvi_label_find(text + rest.start, rest.end - rest.start, &at);
		if (bytes == 0 || at != 0)
			break;
		rest.start += bytes;
		words = 1;
		apart = 0;
	}
	bytes = 0;
	if (words && !apart && rest.start < rest.end)
		apart = first_point(text, rest, &bytes) == 0x300C || text[rest.start] == '(';
	if (!apart || rest.start >= rest.end)
		return 0;
	*span = rest;
	return 1;
}

unsigned gcvi_unwrap(const uint8_t *text, size_t size, gcvi_span *code)
{
	unsigned wrapping = GCVI_WRAPPING_NONE, round;
	gcvi_span span = { 0, size };

	/* A label, then quotation marks, then a URL in them, then … : four rounds are more than people paste. */
	for (round = 0; round < 4; round++) {
		span = trim(text, span);
		if (take_quotes(text, &span) || take_text_mark(text, &span))
			wrapping |= GCVI_WRAPPING_QUOTES;
		else if (take_url(text, &span, 0))
			wrapping |= GCVI_WRAPPING_URL;
		else if (take_label(text, &span) || take_words(text, &span))
			wrapping |= GCVI_WRAPPING_LABEL;
		else if (take_url(text, &span, 1))
			wrapping |= GCVI_WRAPPING_URL;
		else
			break;
	}
	*code = trim(text, span);
	return code->start < code->end ? wrapping : GCVI_WRAPPING_NONE;
}
