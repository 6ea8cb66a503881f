/* SPDX-License-Identifier: MIT */
/* Floor 2: undoing what mail programs, web pages and spreadsheets do to a code. */
#include "alternative.h"
#include "text.h"

#include <string.h>

static int hex(uint8_t byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (byte >= 'A' && byte <= 'F')
		return byte - 'A' + 10;
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* Entities that turn up in codes; HTML Living Standard, section 13.5. */
static uint32_t named_entity(const uint8_t *name, size_t size)
{
	static const struct { const char *name; uint32_t point; } names[] = {
		{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }, { "nbsp", 0xA0 },
		{ "shy", 0xAD }, { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "minus", 0x2212 }, { "hyphen", 0x2010 },
		{ "dash", 0x2010 }, { "ensp", 0x2002 }, { "emsp", 0x2003 }, { "thinsp", 0x2009 }, { "zwnj", 0x200C },
		{ "zwj", 0x200D }, { "lrm", 0x200E }, { "rlm", 0x200F }, { "middot", 0xB7 }, { "period", '.' },
		{ "sol", '/' }, { "lowbar", '_' }, { "ast", '*' }, { "equals", '=' }, { "dollar", '$' }, { "num", '#' }
	};
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strlen(names[i].name) == size && memcmp(names[i].name, name, size) == 0)
			return names[i].point;
	return 0;
}

/* "&…;" at the start of text: bytes taken, 0 for none. */
static size_t entity(const uint8_t *text, size_t size, uint32_t *point)
{
	size_t end = 1, i;
	uint32_t base, value = 0;

	while (end < size && end < 12 && text[end] != ';')
		end++;
	if (end < 3 || end == size || text[end] != ';')
		return 0;
	if (text[1] != '#') {
		*point = named_entity(text + 1, end - 1);
		return *point != 0 ? end + 1 : 0;
	}
	base = text[2] == 'x' || text[2] == 'X' ? 16 : 10;
	i = base == 16 ? 3 : 2;
	if (i == end)
		return 0;
	for (; i < end; i++) {
		int digit = hex(text[i]);

		if (digit < 0 || (uint32_t)digit >= base || value > 0x10FFFF)
			return 0;
		value = value * base + (uint32_t)digit;
	}
	*point = value;
	return end + 1;
}

size_t gcvi_soft_break(const uint8_t *text, size_t size)
{
	if (size >= 2 && text[0] == '=' && text[1] == '\n')
		return 2;
	return size >= 3 && text[0] == '=' && text[1] == '\r' && text[2] == '\n' ? 3 : 0;
}

/*
 * "=2D", "%2D" or a soft line break "=\n" at the start of text: bytes taken, 0 for none; *count of out bytes. Only
 * printable ASCII and the bytes of UTF-8 are undone: "=1A" is more likely to be part of a code.
 */
static size_t escape(const uint8_t *text, size_t size, uint8_t *byte, size_t *count)
{
	int high, low;

	*count = 0;
	if (gcvi_soft_break(text, size) != 0)
		return gcvi_soft_break(text, size);
	if (size < 3)
		return 0;
	high = hex(text[1]);
	low = hex(text[2]);
	if (high < 2 || low < 0)
		return 0;
	*byte = (uint8_t)(high * 16 + low);
	*count = 1;
	return *byte == 0x7F ? 0 : 3;
}

size_t gcvi_decode_point(const uint8_t *text, size_t size, uint32_t *point)
{
	uint8_t bytes[4];
	size_t used = 0, at = 0, count;

	if (size == 0 || (text[0] != '&' && text[0] != '=' && text[0] != '%'))
		return 0;
	if (text[0] == '&')
		return entity(text, size, point);
	while (used < sizeof bytes && at < size && text[at] == text[0] && escape(text + at, size - at, &bytes[used], &count) == 3) {
		at += 3;
		used++;
		if (gcvi_utf8_read(bytes, used, point) == used)
			return at;
	}
	return 0;
}

static size_t put(uint8_t *out, gcvi_span *spans, size_t at, const uint8_t *bytes, size_t count, gcvi_span from)
{
	size_t i;

	for (i = 0; i < count; i++) {
		out[at + i] = bytes[i];
		spans[at + i] = from;
	}
	return at + count;
}

size_t gcvi_decode(const uint8_t *text, size_t size, uint8_t *out, gcvi_span *spans, unsigned *found, gcvi_span *first)
{
	size_t at = 0, used = 0;

	*found = GCVI_ENCODING_NONE;
	while (at < size) {
		uint8_t bytes[4];
		size_t taken = 0, count = 0;
		unsigned kind = GCVI_ENCODING_NONE;
		gcvi_span from;
		uint32_t point;

		if (text[at] == '&') {
			taken = entity(text + at, size - at, &point);
			count = taken != 0 ? gcvi_utf8_write(point, bytes) : 0;
			kind = GCVI_ENCODING_ENTITY;
			if (count == 0)
				taken = 0;
		} else if (text[at] == '=' || text[at] == '%') {
			taken = escape(text + at, size - at, bytes, &count);
			kind = text[at] == '=' ? GCVI_ENCODING_QUOTED : GCVI_ENCODING_PERCENT;
		}
		from.start = at;
		if (taken == 0) {
			bytes[0] = text[at];
			taken = count = 1;
		} else {
			if (*found == GCVI_ENCODING_NONE) {
				first->start = at;
				first->end = at + taken;
			}
			*found |= kind;
		}
		from.end = at + taken;
		used = put(out, spans, used, bytes, count, from);
		at += taken;
	}
	return used;
}

int gcvi_spreadsheet_read(const char *input, size_t size, gcvi_spreadsheet *number)
{
	size_t at = 0, before, exponent = 0, known = 0;
	int has_exponent = 0;

	while (size > 0 && (input[size - 1] == ' ' || input[size - 1] == '\t'))
		size--;
	while (at < size && (input[at] == ' ' || input[at] == '\t'))
		at++;
	memset(number, 0, sizeof *number);
	for (; at < size && input[at] >= '0' && input[at] <= '9' && known < sizeof number->text - 1; at++)
		number->text[known++] = input[at];
	before = known;
	if (known == 0 || at == size || (input[at] != '.' && input[at] != ',' && input[at] != 'E' && input[at] != 'e'))
		return 0;
	if (input[at] == '.' || input[at] == ',')
		for (at++; at < size && input[at] >= '0' && input[at] <= '9' && known < sizeof number->text - 1; at++)
			number->text[known++] = input[at];
	if (at < size && (input[at] == 'E' || input[at] == 'e')) {
		if (++at < size && input[at] == '+')
			at++;
		for (; at < size && input[at] >= '0' && input[at] <= '9' && exponent < 1000; at++, has_exponent = 1)
			exponent = exponent * 10 + (size_t)(input[at] - '0');
	}
	if (at != size)
		return 0;
	if (has_exponent) {
		number->digits = before + exponent;
		number->known = known < number->digits ? known : number->digits;
		return before == 1 && number->digits >= 8 && number->digits <= 40 && known <= number->digits;
	}
	/* "1234567890123456.0": only zeros may stand behind the point. */
	number->digits = number->known = before;
	for (at = before; at < known; at++)
		if (number->text[at] != '0')
			return 0;
	number->text[before] = 0;
	return before >= 8 && known > before;
}
