/* SPDX-License-Identifier: MIT */
/* Floor 1: what a code point is to a code. Properties are libunistring's; the lists here are what people type. */
#include "text.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

size_t gcvi_utf8_read(const uint8_t *text, size_t size, uint32_t *point)
{
	ucs4_t read;
	int bytes = size != 0 ? u8_mbtoucr(&read, text, size) : 0;

	if (bytes <= 0)
		return 0;
	*point = read;
	return (size_t)bytes;
}

size_t gcvi_utf8_write(uint32_t point, uint8_t out[4])
{
	int bytes = u8_uctomb(out, point, 4);

	return bytes > 0 ? (size_t)bytes : 0;
}

void gcvi_utf8_end(char *text)
{
	size_t at = 0, bytes, size = strlen(text);
	uint32_t point;

	while (at < size && (bytes = gcvi_utf8_read((const uint8_t *)text + at, size - at, &point)) != 0)
		at += bytes;
	text[at] = 0;
}

/* Unicode 15, table 3-7: the lead byte says how many bytes follow and where the first of them may lie. */
size_t gcvi_utf8_malformed(const uint8_t *text, size_t size)
{
	uint8_t lead = text[0], low = 0x80, high = 0xBF;
	size_t follow = lead >= 0xC2 && lead <= 0xDF ? 1 : lead >= 0xE0 && lead <= 0xEF ? 2 : lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
	size_t at;

	if (lead == 0xE0)
		low = 0xA0;
	else if (lead == 0xED)
		high = 0x9F;
	else if (lead == 0xF0)
		low = 0x90;
	else if (lead == 0xF4)
		high = 0x8F;
	for (at = 1; at <= follow && at < size && text[at] >= low && text[at] <= high; at++) {
		low = 0x80;
		high = 0xBF;
	}
	/* A whole sequence is not malformed; the caller does not ask for one, and must make progress if it does. */
	return at;
}

int gcvi_digit_value(uint32_t point)
{
	if (point < 128)
		return point >= '0' && point <= '9' ? (int)(point - '0') : -1;
	return uc_decimal_value(point);
}

static bool is_in(uint32_t point, const uint32_t *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (list[i] == point)
			return true;
	return false;
}

bool gcvi_is_separator(uint32_t point)
{
	/*
	 * Beside dashes (Pd), spaces (Zs, Zl, Zp) and white space, which Unicode lists: low line, full stop, solidus, comma,
	 * colon, semicolon, bar and what stands for them in other widths and scripts; minus and hyphen bullet; middle dots;
	 * the long vowel marks that a Japanese keyboard gives for "-"; box drawing lines and macrons drawn for a dash.
	 */
	static const uint32_t others[] = {
		'_', '.', '/', ',', ':', ';', '|', '\\', 0x00AF, 0x00B7, 0x02C9, 0x02D7, 0x0387, 0x2022, 0x2024, 0x2027, 0x203E,
		0x2043, 0x2044, 0x2212, 0x2215, 0x2219, 0x2500, 0x2501, 0x2502, 0x22C5, 0x2796, 0x3001, 0x3002, 0x30FB, 0x30FC,
		0x31D0, 0xFE33, 0xFE34, 0xFE4D, 0xFE4E, 0xFE4F, 0xFF0C, 0xFF0E, 0xFF0F, 0xFF1A, 0xFF1B, 0xFF3C, 0xFF3F, 0xFF5C,
		0xFF61, 0xFF64, 0xFF65, 0xFF70, 0xFFE3, 0xFFE8
	};

	if ((point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z'))
		return false;
	return is_in(point, others, sizeof others / sizeof others[0]) ||
	       uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Pd | UC_CATEGORY_MASK_Z) ||
	       uc_is_property_white_space(point);
}

bool gcvi_is_invisible(uint32_t point)
{
	if (point < 128)
		return false;
	return uc_is_property_default_ignorable_code_point(point) ||
	       uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Cf);
}

bool gcvi_is_unreadable(uint32_t point)
{
	/* Question marks, empty boxes as drawn for a lost character, geta mark, replacement character. */
	static const uint32_t marks[] = {
		'?', 0x00BF, 0x037E, 0x061F, 0x2047, 0x2048, 0x2049, 0x203D, 0x2753, 0x2754, 0xFE56, 0xFF1F, 0xFFFD, 0xFFFC,
		0x25A0, 0x25A1, 0x25A2, 0x25AA, 0x25AB, 0x25AE, 0x25AF, 0x25FB, 0x25FC, 0x2610, 0x2B1A, 0x2B1B, 0x2B1C, 0x3013,
		0x2588, 0x2592, 0x2593, 0x1FBC4
	};

	if (point < 128)
		return point == '?';
	return is_in(point, marks, sizeof marks / sizeof marks[0]);
}

uint32_t gcvi_upper(uint32_t point)
{
	return point < 128 ? point - (point >= 'a' && point <= 'z' ? 32 : 0) : uc_toupper(point);
}

uint32_t gcvi_lower(uint32_t point)
{
	return point < 128 ? point + (point >= 'A' && point <= 'Z' ? 32 : 0) : uc_tolower(point);
}

/* The blocks stand 0x60 apart; katakana beyond U+30F6 (but for the iteration marks) have no hiragana. */
uint32_t gcvi_hiragana(uint32_t point)
{
	if ((point >= 0x30A1 && point <= 0x30F6) || point == 0x30FD || point == 0x30FE)
		return point - 0x60;
	return point;
}
