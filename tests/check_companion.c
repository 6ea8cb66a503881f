/* SPDX-License-Identifier: MIT */
/* Codes with their companions in running text: which number goes with which, where both stand, and what is no companion. */
#include "support.h"

#include <gcvalidate.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct row {
	const char *name, *text;
	const char *hits;        /* "LINE CODE" and "+COMPANION" where there is one, ";" behind each */
} row;

static const row rows[] = {
	{ "same line, under a heading", "Cards:\n6012345678901234 PIN 9876\n", "2 6012345678901234+9876;" },
	{ "same line, nothing else", "6012345678901234 PIN: 9876", "1 6012345678901234+9876;" },
	{ "in brackets", "Here: 6012345678901234 (PIN 9876).", "1 6012345678901234+9876;" },
	{ "in a sentence", "Use 6012345678901234 with the PIN 9876 at the till", "1 6012345678901234+9876;" },
	{ "several lines", "Cards:\n6012345678901234 PIN 9876\n6012345678905555 PIN 1234\n",
	  "2 6012345678901234+9876;3 6012345678905555+1234;" },
	{ "several a line", "6012345678901234 PIN 9876, 6012345678905555 PIN 1234", "1 6012345678901234+9876;1 6012345678905555+1234;" },
	{ "a list without names", "Gift cards:\n6012345678901234 9876\n6012345678905555 / 1234\r\n6012345678906666,0001\n",
	  "2 6012345678901234+9876;3 6012345678905555+1234;4 6012345678906666+0001;" },
	{ "table", "card,pin\n6012345678901234,9876\n6012345678905555,0076\n", "2 6012345678901234+9876;3 6012345678905555+0076;" },
	{ "table with other columns", "name;card;pin;amount\r\nBob;6012345678901234;9876;50.00\r\n\"Ann\";\"6012345678905555\";\"1111\";25.00\r\n",
	  "2 6012345678901234+9876;3 6012345678905555+1111;" },
	{ "table, tabs, Japanese", "名前\tカード番号\tPIN\n花子\t6012345678901234\t9876\n", "2 6012345678901234+9876;" },
	{ "table of amounts", "code,amount\n6012345678901234,5000\n", "" },
	{ "table of dates", "card;expires;pin\n6012345678901234;2027;9876\n", "" },
	{ "table of what was shipped", "card,shipping\n6012345678901234,5000\n", "" },
	{ "table, a longer name", "\"Card no\",\"Card PIN\"\n6012345678901234,9876\n", "2 6012345678901234+9876;" },
	{ "table, a Japanese name", "カード番号,スクラッチ部の暗証番号\n6012345678901234,9876\n", "2 6012345678901234+9876;" },
	{ "after the table", "card,pin\n6012345678901234,9876\n\nThe end. 6012345678905555,0076 of them\n", "2 6012345678901234+9876;" },
	{ "commas are no table", "Your gift card, at last\nIt is 6012345678901234, 2025\nNot 6012345678905555, 2025\n", "" },
	{ "next line", "Card number: 6012345678901234\nPIN: 9876\n", "1 6012345678901234+9876;" },
	{ "next line, CR LF", "Card number: 6012345678901234\r\nPIN: 9876\r\n", "1 6012345678901234+9876;" },
	{ "next line, at the end of the text", "6012345678901234\nPIN 9876", "1 6012345678901234+9876;" },
	{ "a line between", "Card number\n6012345678901234\nPIN\n9876\nThanks", "2 6012345678901234+9876;" },
	{ "an empty line between", "6012345678901234\n\nPIN: 9876\n", "1 6012345678901234+9876;" },
	{ "too many lines between", "6012345678901234\n\n\nPIN: 9876\n", "" },
	{ "Japanese", "カード番号：6012345678901234\n暗証番号：9876\n", "1 6012345678901234+9876;" },
	{ "Japanese, full width", "カード番号　６０１２３４５６７８９０１２３４　ＰＩＮ　９８７６", "1 6012345678901234+９８７６;" },
	{ "two cards with theirs on the next lines", "6012345678901234\nPIN: 9876\n6012345678905555\nPIN: 1111\n",
	  "1 6012345678901234+9876;3 6012345678905555+1111;" },
	{ "grouped", "Card: 6012 3456 7890 1234 PIN 9876", "1 6012345678901234+9876;" },
	{ "a number alone says too little", "It was 6012345678901234 then", "" },
	{ "under a heading alone, too", "Cards:\n6012345678901234\n", "" },
	{ "behind a label it does not", "Card: 6012345678901234", "1 6012345678901234;" },
	{ "a year is no PIN", "Paid 6012345678901234 in 2025", "" },
	{ "nor one behind the number", "Paid 6012345678901234 2025 and more", "" },
	{ "a date", "Card: 6012345678901234\nPIN 2025-11-23\n", "1 6012345678901234;" },
	{ "a balance", "Card: 6012345678901234 Balance: 5000", "1 6012345678901234;" },
	{ "too long for one", "Card: 6012345678901234 PIN 98765", "1 6012345678901234;" },
	{ "another number's PIN", "Card: 6012345678901234\nOrder 77\nPIN 9876\n", "1 6012345678901234;" },
	{ "a format that has none", "Code: AB3D-E6GH7K-M9PR PIN 9876", "1 AB3D-E6GH7K-M9PR;" },
	{ "a code is no companion", "6012345678901234 PIN 1K7Q-CTFM-LMTC", "1 1K7Q-CTFM-LMTC;" },
};

static int note(const gcv_hit *hit, void *context)
{
	char *out = context;

	snprintf(out + strlen(out), 128, "%u %s", (unsigned)hit->line, hit->code != NULL ? hit->code : "-");
	ck_assert_int_eq(hit->companion != NULL, hit->companion_name != NULL);
	if (hit->companion != NULL)
		snprintf(out + strlen(out), 64, "+%.*s", (int)hit->companion_size, hit->companion);
	ck_assert_uint_eq(hit->companion_end - hit->companion_start, hit->companion_size);
	strcat(out, ";");
	return 0;
}

/* Feeds the text in pieces of `step` bytes. */
static void extract(const char *text, size_t size, size_t step, unsigned flags, gcv_hit_function *function, void *context)
{
	const gcv_format *formats[3];
	gcv_catalog *catalog;
	gcv_extractor *extractor;
	gcv_options options;
	size_t at;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	formats[0] = gcv_catalog_find(catalog, "walmart");
	formats[1] = gcv_catalog_find(catalog, "amazon");
	formats[2] = gcv_catalog_find(catalog, "couponcode");
	gcv_options_init(&options, sizeof options);
	options.formats = formats;
	options.format_count = 3;
	options.flags = flags;
	ck_assert_int_eq(gcv_extractor_new(&extractor, catalog, &options), GCV_OK);
	for (at = 0; at < size; at += step) {
		size_t piece = size - at < step ? size - at : step;
		char *copy = exact_copy(text + at, piece);

		ck_assert_int_eq(gcv_extractor_feed(extractor, copy, piece, function, context), GCV_OK);
		free(copy);
	}
	ck_assert_int_eq(gcv_extractor_finish(extractor, function, context), GCV_OK);
	gcv_extractor_free(extractor);
	gcv_catalog_free(catalog);
}

START_TEST(numbers_are_paired)
{
	static const size_t steps[] = { 1, 5, 4096 };
	size_t i;

	for (i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		char out[1024] = "";

		extract(rows[_i].text, strlen(rows[_i].text), steps[i], 0, note, out);
		ck_assert_msg(strcmp(out, rows[_i].hits) == 0, "%s, %zu at a time: %s", rows[_i].name, steps[i], out);
	}
}
END_TEST

static int place(const gcv_hit *hit, void *context)
{
	char *out = context;

	snprintf(out + strlen(out), 128, "%u-%u,%u-%u %s;", (unsigned)hit->start, (unsigned)hit->end, (unsigned)hit->companion_start,
	         (unsigned)hit->companion_end, hit->companion_name != NULL ? hit->companion_name : "-");
	ck_assert(hit->companion == NULL && hit->text == NULL);
	return 0;
}

START_TEST(both_spans_are_told_and_masked)
{
	static const char text[] = "Dear Ann,\nCard: 6012345678901234\nPIN: 9876\nCard: 6012345678905555\n";
	char out[512] = "";

	extract(text, sizeof text - 1, 9, GCV_MASK, place, out);
	ck_assert_str_eq(out, "16-32,38-42 the PIN;49-65,0-0 -;");
}
END_TEST

static int count(const gcv_hit *hit, void *context)
{
	*(size_t *)context += hit->companion != NULL;
	return 0;
}

/* Lines around the length of the window, each before a code and its companion on the next line; very long ones do not wait. */
START_TEST(windows_tear_nothing)
{
	static const char card[] = " 6012345678901234\nPIN: 9876\n";
	size_t lengths[] = { 1, 4000, 4096, 8000, 16300, 16355, 16356, 16357, 16366, 16367, 16368, 16383, 16384, 16385, 40000 }, i;

	for (i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		size_t size = lengths[i] + sizeof card - 1, found = 0, at;
		char *text = malloc(size);

		for (at = 0; at < lengths[i]; at++)
			text[at] = at % 9 == 0 ? ' ' : 'x';
		memcpy(text + lengths[i], card, sizeof card - 1);
		extract(text, size, 5000, 0, count, &found);
		ck_assert_msg(lengths[i] >= 8192 || found == 1, "%zu bytes before it: %zu", lengths[i], found);
		free(text);
	}
}
END_TEST

/* Very many of them: every line waits for the next ones. */
START_TEST(lists_have_no_end)
{
	static const char line[] = "6012345678901234\nPIN: 9876\n";
	size_t times = 5000, found = 0, i;
	char *text = malloc(times * (sizeof line - 1));

	for (i = 0; i < times; i++)
		memcpy(text + i * (sizeof line - 1), line, sizeof line - 1);
	extract(text, times * (sizeof line - 1), 70000, 0, count, &found);
	ck_assert_uint_eq(found, times);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("companion");
	TCase *tcase = tcase_create("companion");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, numbers_are_paired, 0, (int)(sizeof rows / sizeof rows[0]));
	tcase_add_test(tcase, both_spans_are_told_and_masked);
	tcase_add_test(tcase, windows_tear_nothing);
	tcase_add_test(tcase, lists_have_no_end);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
