/* SPDX-License-Identifier: MIT */
/* What the tests of channels share: alphabets by name, emissions compared, a channel as text. */
#ifndef CHANNEL_HELP_H
#define CHANNEL_HELP_H

#include "channel_data.h"
#include "support.h"
#include "text.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* hiragana: U+3042 ... the 46 plain ones, with gaps for small and voiced ones; katakana: the same, 0x60 above */
typedef struct alphabet_row {
	const char *name, *points;   /* UTF-8; NULL: hiragana or katakana */
	gcvi_case case_rule;
	uint32_t kana;               /* first point */
} alphabet_row;

static const alphabet_row alphabet_rows[] = {
	{ "A-Z 0-9", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", GCVI_CASE_UPPER, 0 },
	{ "Microsoft 24", "BCDFGHJKMPQRTVWXY2346789", GCVI_CASE_UPPER, 0 },
	{ "digits", "0123456789", GCVI_CASE_UPPER, 0 },
	{ "hiragana", NULL, GCVI_CASE_UPPER, 0x3041 },
	{ "katakana", NULL, GCVI_CASE_UPPER, 0x30A1 },
	{ "base62", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", GCVI_CASE_SENSITIVE, 0 },
	{ "hexadecimal", "0123456789abcdef", GCVI_CASE_LOWER, 0 },
	{ "0 and O", "0O", GCVI_CASE_UPPER, 0 },
	{ "one symbol", "Q", GCVI_CASE_UPPER, 0 },
	{ "no look-alikes", "A7", GCVI_CASE_EITHER, 0 },
};
enum { ALPHANUMERIC, MICROSOFT, DIGITS, HIRAGANA, KATAKANA, BASE62, HEXADECIMAL };

static const char *const channel_names[] = { "printed", "scratched", "handwritten", "spoken", "keyed", "ocr" };

static inline void make_alphabet(gcvi_alphabet *alphabet, const alphabet_row *row)
{
	uint32_t points[GCVI_SYMBOLS_MAX];
	size_t count = 0;

	if (row->points != NULL) {
		while (row->points[count] != '\0') {
			points[count] = (uint32_t)(unsigned char)row->points[count];
			count++;
		}
	} else {
		for (count = 0; count < 83; count++)
			points[count] = row->kana + (uint32_t)count;
	}
	ck_assert(gcvi_alphabet_init(alphabet, points, count, row->case_rule));
}

static inline const gcvi_emission *make_emission(const gcv_channel *channel, const gcvi_alphabet *alphabet, gcvi_arena *arena)
{
	const gcvi_emission *emission = NULL;

	ck_assert_int_eq(gcvi_emission_make(&emission, channel, alphabet, NULL, 0, arena), GCV_OK);
	return emission;
}

/* P(typed | printed). */
static inline double chance(const gcvi_emission *emission, const gcvi_alphabet *alphabet, uint32_t typed, uint32_t printed)
{
	double row[GCVI_SYMBOLS_MAX];
	gcvi_symbol symbol = gcvi_alphabet_find(alphabet, printed);

	ck_assert_int_ne(symbol, GCVI_NO_SYMBOL);
	gcvi_emission_row(emission, typed, row);
	return row[symbol];
}

/* Every code point of interest: ASCII, Latin with marks, other scripts, kana, full width, and nonsense. */
static inline uint32_t typed_point(size_t index)
{
	static const struct { uint32_t first, count; } ranges[] = {
		{ 0, 0x250 }, { 0x370, 0x200 }, { 0x660, 10 }, { 0x3040, 0xC0 }, { 0x25A1, 1 }, { 0xFF00, 0x60 }, { 0xFFFD, 1 },
		{ 0x1D400, 4 }, { 0x10FFFF, 1 }, { UINT32_MAX, 1 },
	};
	size_t r;

	for (r = 0; r < COUNT(ranges); r++) {
		if (index < ranges[r].count)
			return ranges[r].first + (uint32_t)index;
		index -= ranges[r].count;
	}
	return 0;
}
#define TYPED_POINTS ((size_t)0x250 + 0x200 + 10 + 0xC0 + 1 + 0x60 + 1 + 4 + 1 + 1)

/* The same probabilities to the last bit, over an alphabet. */
static inline void assert_same_emissions(const gcv_channel *a, const gcv_channel *b, const alphabet_row *row)
{
	double out_a[GCVI_SYMBOLS_MAX], out_b[GCVI_SYMBOLS_MAX];
	gcvi_alphabet alphabet;
	gcvi_arena arena;
	const gcvi_emission *emission_a, *emission_b;
	size_t i;

	gcvi_arena_init(&arena, NULL);
	make_alphabet(&alphabet, row);
	emission_a = make_emission(a, &alphabet, &arena);
	emission_b = make_emission(b, &alphabet, &arena);
	for (i = 0; i < TYPED_POINTS; i++) {
		gcvi_emission_row(emission_a, typed_point(i), out_a);
		gcvi_emission_row(emission_b, typed_point(i), out_b);
		ck_assert_msg(memcmp(out_a, out_b, alphabet.count * sizeof out_a[0]) == 0, "%s, %s: U+%04X", gcv_channel_name(a),
		              row->name, (unsigned)typed_point(i));
	}
	gcvi_arena_free(&arena);
}

static inline char *written(const gcv_channel *channel, size_t *size)
{
	char *text;

	ck_assert_int_eq(gcv_channel_write(channel, NULL, 0, size), GCV_E_RANGE);
	text = malloc(*size + 1);
	ck_assert_ptr_nonnull(text);
	ck_assert_int_eq(gcv_channel_write(channel, text, *size + 1, size), GCV_OK);
	ck_assert_uint_eq(strlen(text), *size);
	return text;
}

#endif
