/* SPDX-License-Identifier: MIT */
/* Code points: UTF-8, digits by value, separators, invisible and unreadable ones, case, kana, cross-script shapes. */
#include "lookalike.h"
#include "shape.h"
#include "text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>

/* Written, read back and not read when cut short. */
static int survives(uint32_t point)
{
	uint8_t bytes[4], *copy;
	uint32_t back = 0;
	size_t size = gcvi_utf8_write(point, bytes);
	int good;

	if (size == 0)
		return 0;
	copy = malloc(size);
	memcpy(copy, bytes, size);
	good = gcvi_utf8_read(copy, size, &back) == size && back == point && gcvi_utf8_read(copy, size - 1, &back) == 0;
	free(copy);
	return good;
}

START_TEST(utf8_is_read_and_written)
{
	uint32_t point;

	for (point = 0; point <= 0x110010; point++) {
		int exists = point <= 0x10FFFF && !(point >= 0xD800 && point <= 0xDFFF);

		if (survives(point) != exists)
			ck_abort_msg("U+%04X", (unsigned)point);
	}
}
END_TEST

typedef struct malformed_row {
	const char *name, *bytes;
	size_t size, subpart;
} malformed_row;

static const malformed_row malformed[] = {
	{ "lone continuation", "\x80", 1, 1 },
	{ "overlong slash", "\xC0\xAF", 2, 1 },
	{ "overlong three", "\xE0\x80\xAF", 3, 1 },
	{ "surrogate", "\xED\xA0\x80", 3, 1 },
	{ "beyond Unicode", "\xF4\x90\x80\x80", 4, 1 },
	{ "no lead byte", "\xFF", 1, 1 },
	{ "cut after two of three", "\xE3\x81", 2, 2 },
	{ "cut after three of four", "\xF0\x9F\x98", 3, 3 },
	{ "interrupted", "\xE3\x81" "A", 3, 2 },
};

START_TEST(malformed_bytes_end_at_the_maximal_subpart)
{
	const malformed_row *row = &malformed[_i];
	uint8_t *copy = malloc(row->size);
	uint32_t point;

	memcpy(copy, row->bytes, row->size);
	ck_assert_msg(gcvi_utf8_read(copy, row->size, &point) == 0, "%s", row->name);
	ck_assert_msg(gcvi_utf8_malformed(copy, row->size) == row->subpart, "%s: %zu", row->name,
	              gcvi_utf8_malformed(copy, row->size));
	free(copy);
}
END_TEST

START_TEST(digits_go_by_value)
{
	uint32_t point, digits = 0, shapes[GCVI_SHAPE_MAX];

	for (point = 0; point <= 0x10FFFF; point++) {
		int value = gcvi_digit_value(point);

		if (value != uc_decimal_value(point))
			ck_abort_msg("U+%04X", (unsigned)point);
		if (point >= 128 && value >= 0) {
			digits++;
			ck_assert_msg(gcvi_shape(point, shapes) == 0, "U+%04X has a shape", (unsigned)point);
		}
	}
	ck_assert_uint_ge(digits, 650);
}
END_TEST

typedef struct digit_row {
	uint32_t point;
	int value;
} digit_row;

/* The digits whose UTS #39 prototype is another ASCII character than their value. */
static const digit_row conflicts[] = {
	{ 0x0665, 5 }, { 0x06F5, 5 }, { 0x0667, 7 }, { 0x06F7, 7 }, { 0x09EA, 4 }, { 0x09ED, 7 }, { 0x0A67, 1 }, { 0x0A6A, 4 },
	{ 0x0B68, 2 }, { 0x0D6D, 7 }, { 0x118E5, 5 }, { 0x118E6, 6 }, { 0x118E9, 9 }
};

START_TEST(conflicting_digits_are_never_letters)
{
	uint32_t shapes[GCVI_SHAPE_MAX];

	ck_assert_int_eq(gcvi_digit_value(conflicts[_i].point), conflicts[_i].value);
	ck_assert_uint_eq(gcvi_shape(conflicts[_i].point, shapes), 0);
}
END_TEST

START_TEST(separators_are_known)
{
	static const uint32_t yes[] = { '-', ' ', '.', '_', '/', ',', ':', '\t', '\n', 0x00A0, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
		0x2015, 0x2212, 0x2043, 0x30FC, 0xFF70, 0x3000, 0x30FB, 0xFF65, 0x00B7, 0xFF0D, 0xFF0E, 0xFF0F, 0xFF3F, 0x2003, 0x301C,
		0xFE63, 0x3002, 0x058A };
	static const uint32_t no[] = { 'A', '0', 'z', '*', '$', '=', '~', '?', '[', ']', 0, 0x3042, 0xFF21, 0x0410, 0x200B, '#', '+' };
	size_t i;

	for (i = 0; i < sizeof yes / sizeof yes[0]; i++)
		ck_assert_msg(gcvi_is_separator(yes[i]), "U+%04X is a separator", (unsigned)yes[i]);
	for (i = 0; i < sizeof no / sizeof no[0]; i++)
		ck_assert_msg(!gcvi_is_separator(no[i]), "U+%04X is no separator", (unsigned)no[i]);
}
END_TEST

START_TEST(invisible_and_unreadable_are_known)
{
	static const uint32_t invisible[] = { 0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069,
		0xFEFF, 0xFE0F, 0xE0100, 0xE0041, 0x034F, 0x061C, 0x3164 };
	static const uint32_t unreadable[] = { '?', 0xFF1F, 0x25A1, 0xFFFD, 0x25A0, 0x3013 };
	size_t i;
	uint32_t point;

	for (i = 0; i < sizeof invisible / sizeof invisible[0]; i++)
		ck_assert_msg(gcvi_is_invisible(invisible[i]), "U+%04X", (unsigned)invisible[i]);
	for (i = 0; i < sizeof unreadable / sizeof unreadable[0]; i++)
		ck_assert_msg(gcvi_is_unreadable(unreadable[i]), "U+%04X", (unsigned)unreadable[i]);
	for (point = 0x20; point < 0x7F; point++) {
		ck_assert(!gcvi_is_invisible(point));
		ck_assert_int_eq(gcvi_is_unreadable(point), point == '?');
	}
}
END_TEST

START_TEST(katakana_becomes_hiragana)
{
	ck_assert_uint_eq(gcvi_hiragana(0x30AC), 0x304C);
	ck_assert_uint_eq(gcvi_hiragana(0x30F4), 0x3094);
	ck_assert_uint_eq(gcvi_hiragana(0x30A1), 0x3041);
	ck_assert_uint_eq(gcvi_hiragana(0x30F6), 0x3096);
	ck_assert_uint_eq(gcvi_hiragana(0x30F7), 0x30F7);
	ck_assert_uint_eq(gcvi_hiragana(0x30FC), 0x30FC);
	ck_assert_uint_eq(gcvi_hiragana('A'), 'A');
}
END_TEST

typedef struct shape_row {
	const char *name;
	uint32_t point, shapes[3];
	size_t count;
} shape_row;

static const shape_row shapes_of[] = {
	{ "Cyrillic capital A", 0x0410, { 'A', 0, 0 }, 1 },
	{ "Cyrillic capital O", 0x041E, { 'O', '0', 0 }, 2 },
	{ "Cyrillic small es", 0x0441, { 'c', 0, 0 }, 1 },
	{ "Ukrainian capital I", 0x0406, { 'I', 'l', '1' }, 3 },
	{ "Greek capital Iota", 0x0399, { 'I', 'l', '1' }, 3 },
	{ "Greek capital Rho", 0x03A1, { 'P', 0, 0 }, 1 },
	{ "Cyrillic capital ZE", 0x0417, { '3', 0, 0 }, 1 },
	{ "ideograph for katakana RO", 0x53E3, { 0x30ED, 0, 0 }, 1 },
	{ "ASCII", 'O', { 0, 0, 0 }, 0 },
	{ "nothing known", 0x1F600, { 0, 0, 0 }, 0 },
};

START_TEST(shapes_are_answered_best_first)
{
	const shape_row *row = &shapes_of[_i];
	uint32_t out[GCVI_SHAPE_MAX];
	size_t i;

	ck_assert_msg(gcvi_shape(row->point, out) == row->count, "%s", row->name);
	for (i = 0; i < row->count; i++)
		ck_assert_msg(out[i] == row->shapes[i], "%s: %04X", row->name, (unsigned)out[i]);
}
END_TEST

START_TEST(levels_are_those_of_the_table)
{
	static const char threes[][3] = { "0O", "5S", "1I", "OQ", "8B", "2Z", "CG", "EF", "PR", "CO", "FP", "KX", "VY", "MN", "6G", "MW",
		"BP", "BD", "BR", "VW", "4A" };
	size_t i;

	for (i = 0; i < sizeof threes / sizeof threes[0]; i++) {
		ck_assert_msg(gcvi_lookalike_level((uint32_t)threes[i][0], (uint32_t)threes[i][1]) == 3, "%s", threes[i]);
		ck_assert_msg(gcvi_lookalike_level((uint32_t)threes[i][1], (uint32_t)threes[i][0]) == 3, "%s back", threes[i]);
	}
	ck_assert_int_eq(gcvi_lookalike_level('U', 'V'), 2);
	ck_assert_int_eq(gcvi_lookalike_level('5', '6'), 1);
	ck_assert_int_eq(gcvi_lookalike_level('A', 'Z'), 0);
	ck_assert_int_eq(gcvi_lookalike_level(0x306C, 0x3081), 3);
	ck_assert_ptr_null(gcvi_lookalike_find('A', 'A'));
	ck_assert_double_eq(gcvi_lookalike_find('Q', 'O')->scratched, 0.595);
	ck_assert_double_eq(gcvi_lookalike_find('O', 'Q')->scratched, 0.269);
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof(table)[0])

int main(void)
{
	Suite *suite = suite_create("text");
	TCase *tcase = tcase_create("text");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, utf8_is_read_and_written);
	tcase_add_loop_test(tcase, malformed_bytes_end_at_the_maximal_subpart, 0, COUNT(malformed));
	tcase_add_test(tcase, digits_go_by_value);
	tcase_add_loop_test(tcase, conflicting_digits_are_never_letters, 0, COUNT(conflicts));
	tcase_add_test(tcase, separators_are_known);
	tcase_add_test(tcase, invisible_and_unreadable_are_known);
	tcase_add_test(tcase, katakana_becomes_hiragana);
	tcase_add_loop_test(tcase, shapes_are_answered_best_first, 0, COUNT(shapes_of));
	tcase_add_test(tcase, levels_are_those_of_the_table);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
