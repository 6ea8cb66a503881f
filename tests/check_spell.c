/* SPDX-License-Identifier: MIT */
/* Codes in words, and words understood as codes. */
#include "spelling.h"
#include "text.h"

#include <gcvalidate.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct spell_row {
	const char *name, *language, *code, *words;
} spell_row;

static const spell_row said[] = {
	{ "letter and digit", "en", "B8", "capital B as in Bravo, digit eight" },
	{ "groups", NULL, "1K-7Q", "digit one, capital K as in Kilo; digit seven, capital Q as in Quebec" },
	{ "lower case", "de", "oO0", "small o as in Oscar, capital O as in Oscar, digit zero" },
	{ "check signs", "en", "1*~$=", "digit one, asterisk, tilde, dollar sign, equals sign" },
	{ "hiragana in Japanese", "ja", "\u3042\u3044", "\u671D\u65E5\u306E\u3042\u3001\u3044\u308D\u306F\u306E\u3044" },
	{ "voiced kana", "ja_JP.UTF-8", "\u304C\u3071", "\u70BA\u66FF\u306E\u304B\u306B\u6FC1\u70B9\u3001"
	                                               "\u306F\u304C\u304D\u306E\u306F\u306B\u534A\u6FC1\u70B9" },
	{ "small kana", "ja", "\u3063\u306E", "\u5C0F\u3055\u3044\u3064\uFF08\u9DB4\u4E80\u306E\u3064\uFF09\u3001"
	                                        "\u91CE\u539F\u306E\u306E" },
	{ "Latin in Japanese", "ja", "B8-b",
	  "\u5927\u6587\u5B57\u306EB\uFF08\u30D6\u30E9\u30DC\u30FC\u306E\u30D3\u30FC\uFF09\u3001\u6570\u5B57\u306E\u30CF\u30C1\u3002"
	  "\u5C0F\u6587\u5B57\u306Eb\uFF08\u30D6\u30E9\u30DC\u30FC\u306E\u30D3\u30FC\uFF09" },
};

static void spell(const spell_row *row, char *out, size_t capacity)
{
	size_t needed = 0;

	ck_assert_msg(gcv_spell(row->code, strlen(row->code), row->language, out, capacity, &needed) == GCV_OK, "%s", row->name);
	ck_assert_uint_eq(needed, strlen(out));
}

/* The marks of a spelt input as text, from an exact copy without a terminator. */
static void understand(const char *words, char *out)
{
	size_t size = strlen(words), i, at = 0, last = 0;
	char *copy = malloc(size != 0 ? size : 1);
	gcvi_reading reading;
	gcvi_arena arena;

	memcpy(copy, words, size);
	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_read_spelt(&reading, copy, size, &arena), GCV_OK);
	for (i = 0; i < reading.count; i++) {
		const gcvi_mark *mark = &reading.marks[i];

		ck_assert_uint_ge(mark->start, last);
		ck_assert_uint_gt(mark->end, mark->start);
		ck_assert_uint_le(mark->end, size);
		last = mark->end;
		at += gcvi_utf8_write(mark->kind == GCVI_MARK_SEPARATOR ? '-' : mark->point, (uint8_t *)out + at);
	}
	out[at] = 0;
	gcvi_arena_free(&arena);
	free(copy);
}

START_TEST(codes_are_said)
{
	char out[512];

	spell(&said[_i], out, sizeof out);
	ck_assert_msg(strcmp(out, said[_i].words) == 0, "%s: %s", said[_i].name, out);
}
END_TEST

START_TEST(what_is_said_is_understood)
{
	char words[512], code[512];
	const spell_row *row = &said[_i];

	if (row->code[1] == '*')
		return;
	spell(row, words, sizeof words);
	understand(words, code);
	ck_assert_msg(strcmp(code, row->code) == 0, "%s: %s", row->name, code);
}
END_TEST

static const spell_row heard[] = {
	{ "words alone", NULL, "BK8", "bravo kilo eight" },
	{ "own words", NULL, "B8Q", "B as in Boy, eight, Q for queen" },
	{ "no commas, capitals shouted", NULL, "B8-Q", "CAPITAL BRAVO DIGIT EIGHT DASH QUEBEC" },
	{ "upper and lower case", NULL, "oK", "lower case o as in Oscar, upper case K as in kilo" },
	{ "variants", NULL, "AJWX09", "alpha juliet whisky x-ray nought niner" },
	{ "full stops between groups", NULL, "AB-CD", "alfa bravo. charlie delta." },
	{ "raw letters between words", NULL, "AB8", "A, bravo, eight" },
	{ "kana by table words", NULL, "\u3042\u3044\u3046",
	  "\u671D\u65E5\u306E\u300C\u3042\u300D\u3001\u3044\u308D\u306F\u306E\u3044\u3001\u4E0A\u91CE\u306E\u3046" },
	{ "Japanese letter names", NULL, "BD7", "\u30D3\u30FC\u3001\u30C7\u30A3\u30FC\u3001\u30CA\u30CA" },
	{ "an ordinary code is no spelling", NULL, "", "1K7Q-CTFM-LMTC" },
	{ "letters with blanks are no spelling", NULL, "", "1 K 7 Q C T F M" },
	{ "contradiction", NULL, "", "B as in Delta, eight" },
	{ "unknown words", NULL, "", "hello eight world" },
	{ "dangling part", NULL, "", "bravo, capital, eight" },
	{ "voiced mark on nothing", NULL, "", "\u6FC1\u70B9\u3001\u30D3\u30FC\u3001\u30D3\u30FC" },
	{ "no voiced form", NULL, "", "\u671D\u65E5\u306E\u3042\u306B\u6FC1\u70B9\u3001\u30D3\u30FC" },
	{ "empty", NULL, "", "" },
	{ "malformed bytes", NULL, "", "bravo \xFF eight" },
	{ "word cut short", NULL, "", "brav eight nine" },
	{ "word run on", NULL, "", "bravoo eight nine" },
};

START_TEST(words_are_understood)
{
	char code[512];

	understand(heard[_i].words, code);
	ck_assert_msg(strcmp(code, heard[_i].code) == 0, "%s: %s", heard[_i].name, code);
}
END_TEST

START_TEST(spans_cover_the_words)
{
	static const char words[] = "capital B as in Bravo, digit eight";
	gcvi_reading reading;
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_read_spelt(&reading, words, strlen(words), &arena), GCV_OK);
	ck_assert_uint_eq(reading.count, 2);
	ck_assert_uint_eq(reading.marks[0].start, 0);
	ck_assert_uint_eq(reading.marks[0].end, 21);
	ck_assert_uint_eq(reading.marks[1].start, 29);
	ck_assert_uint_eq(reading.marks[1].end, 34);
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(every_symbol_comes_back)
{
	static const char *const languages[] = { "en", "ja" };
	char code[8], words[256], back[64];
	uint32_t point;
	size_t l;

	for (l = 0; l < 2; l++)
		for (point = '0'; point <= 0x3094; point = point == 'z' ? 0x3041 : point + 1) {
			size_t bytes = gcvi_utf8_write(point, (uint8_t *)code);

			if ((point > '9' && point < 'A') || (point > 'Z' && point < 'a') || (l == 0 && point >= 0x3041))
				continue;
			/* Twice: one symbol alone is never taken for spelling. */
			memcpy(code + bytes, code, bytes);
			code[2 * bytes] = 0;
			ck_assert_int_eq(gcv_spell(code, 2 * bytes, languages[l], words, sizeof words, NULL), GCV_OK);
			understand(words, back);
			ck_assert_msg(strcmp(code, back) == 0, "%s: %s -> %s -> %s", languages[l], code, words, back);
		}
}
END_TEST

/*
 * The code of every example of every format, said and read back, in both languages. Not where a code may be so long that
 * the words are one as they stand.
 */
START_TEST(every_example_is_understood)
{
	static const char *const languages[] = { "en", "ja" };
	gcv_catalog *catalog = NULL;
	size_t i, index, count = 0;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	for (i = 0; i < gcv_catalog_count(catalog); i++) {
		const gcv_format *format = gcv_catalog_at(catalog, i);
		const char *example;
		size_t longest;

		gcv_format_lengths(format, NULL, &longest);
		for (index = 0; longest < 100 && (example = gcv_format_value(format, "example", NULL, index)) != NULL; index++) {
			char code[600], words[16000];
			gcv_options options;
			gcv_report *report;

			gcv_options_init(&options, sizeof options);
			options.formats = &format;
			options.format_count = 1;
			options.suggestions = 0;
			ck_assert_int_eq(gcv_check(catalog, example, strlen(example), &options, &report), GCV_OK);
			snprintf(code, sizeof code, "%s", gcv_report_code(report));
			gcv_report_free(report);
			ck_assert_int_eq(gcv_spell(code, strlen(code), languages[_i], words, sizeof words, NULL), GCV_OK);
			ck_assert_int_eq(gcv_check(catalog, words, strlen(words), &options, &report), GCV_OK);
			ck_assert_msg(gcv_report_verdict(report) == GCV_VALID && strcmp(gcv_report_code(report), code) == 0, "%s: %s: %s",
			              gcv_format_name(format), code, words);
			gcv_report_free(report);
			count++;
		}
	}
	ck_assert_uint_ge(count, 200);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(bad_calls_are_refused)
{
	char out[64] = "untouched";
	size_t needed = 7;

	ck_assert_int_eq(gcv_spell(NULL, 0, "en", out, sizeof out, &needed), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_spell("--", 2, "en", out, sizeof out, &needed), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_spell("B\xFF", 2, "en", out, sizeof out, &needed), GCV_E_ENCODING);
	ck_assert_uint_eq(needed, 7);
	ck_assert_int_eq(gcv_spell("B8", 2, "en", out, 10, &needed), GCV_E_RANGE);
	ck_assert_uint_eq(needed, 34);
	ck_assert_int_eq(gcv_spell("B8", 2, "en", NULL, 0, &needed), GCV_OK);
	ck_assert_int_eq(gcv_spell("B8", 2, "en", out, 34, NULL), GCV_E_RANGE);
	ck_assert_int_eq(gcv_spell("B8", 2, "en", out, 35, NULL), GCV_OK);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("spell");
	TCase *tcase = tcase_create("spell");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, codes_are_said, 0, (int)(sizeof said / sizeof said[0]));
	tcase_add_loop_test(tcase, what_is_said_is_understood, 0, (int)(sizeof said / sizeof said[0]));
	tcase_add_loop_test(tcase, words_are_understood, 0, (int)(sizeof heard / sizeof heard[0]));
	tcase_add_test(tcase, spans_cover_the_words);
	tcase_add_test(tcase, every_symbol_comes_back);
	tcase_add_loop_test(tcase, every_example_is_understood, 0, 2);
	tcase_add_test(tcase, bad_calls_are_refused);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
