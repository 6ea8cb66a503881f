/* SPDX-License-Identifier: MIT */
/* Codes in running text: which are found, where, and that prose, pieces and cuts do not matter. */
#include "support.h"

#include <gcvalidate.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct extract_row {
	const char *name, *text;
	const char *hits;        /* "LINE:START-END FORMAT CODE;…" in the order of the calls */
} extract_row;

static const extract_row rows[] = {
	{ "alone", "AB3D-E6GH7K-M9PR", "1:0-16 amazon AB3D-E6GH7K-M9PR;" },
	{ "in a sentence", "Your code is AB3D-E6GH7K-M9PR. Thank you", "1:13-29 amazon AB3D-E6GH7K-M9PR;" },
	{ "behind a label", "Code: ab3d-e6gh7k-m9pr", "1:6-22 amazon AB3D-E6GH7K-M9PR;" },
	{ "second line", "Hello\nYour code:\n1K7Q-CTFM-LMTC\n", "3:17-31 couponcode 1K7Q-CTFM-LMTC;" },
	{ "check before no check", "codes 1K7Q-CTFM-LMTC, AB3D-E6GH7K-M9PR",
	  "1:6-20 couponcode 1K7Q-CTFM-LMTC;1:22-38 amazon AB3D-E6GH7K-M9PR;" },
	{ "Japanese, full width", "\u30AE\u30D5\u30C8\u5238\u756A\u53F7\uFF1A\uFF21\uFF22\uFF13\uFF24\uFF0D\uFF25\uFF16\uFF27\uFF28\uFF17\uFF2B\uFF0D"
	  "\uFF2D\uFF19\uFF30\uFF32", "1:21-69 amazon AB3D-E6GH7K-M9PR;" },
	{ "table", "1,1K7Q-CTFM-LMTC,ok\n2,190D-V467-8D52,ok\n", "1:2-16 couponcode 1K7Q-CTFM-LMTC;2:22-36 couponcode 190D-V467-8D52;" },
	{ "prose", "with that from this these words shall never be taken for any gift code at all", "" },
	{ "telephone and order numbers", "Call 090-1234-5678 about order 249-1234567-1234567", "" },
	{ "dates and times", "2026-11-23 20:38:32, 23.11.2026", "" },
	{ "malformed bytes", "\xFF\xFE" "1K7Q-CTFM-LMTC\x80", "1:2-16 couponcode 1K7Q-CTFM-LMTC;" },
	{ "NUL bytes", "code\0 1K7Q-CTFM-LMTC", "" },
	{ "quoted-printable", "Your code: AB3D=2DE6GH7K=2DM9PR=20", "1:11-31 amazon AB3D-E6GH7K-M9PR;" },
	{ "no quoted-printable behind a label", "code=2D3F-E6GH7K-M9PR", "1:5-21 amazon 2D3F-E6GH7K-M9PR;" },
	{ "soft line break", "Your code: AB3D-E6=\nGH7K-M9PR\r\nand 1K7Q-CT=\r\nFM-LMTC, or =\n190D-V467-8D52\n1K7Q-CTFM-LMTC",
	  "1:11-29 amazon AB3D-E6GH7K-M9PR;3:35-52 couponcode 1K7Q-CTFM-LMTC;5:59-73 couponcode 190D-V467-8D52;6:74-88 couponcode 1K7Q-CTFM-LMTC;" },
	{ "no soft line break", "Code:\n====\n1K7Q-CTFM-LMTC\n=\n1K7Q-CTFM-LMTC=", "3:11-25 couponcode 1K7Q-CTFM-LMTC;5:28-42 couponcode 1K7Q-CTFM-LMTC;" },
	{ "entities", "<td>AB3D&ndash;E6GH7K&#8209;M9PR</td>", "1:4-32 amazon AB3D-E6GH7K-M9PR;" },
	{ "soft hyphen", "AB3D\u00AD-E6GH7K-M9PR", "1:0-18 amazon AB3D-E6GH7K-M9PR;" },
	{ "chat", "[12:31] Ann: here it is AB3D-E6GH7K-M9PR :)", "1:24-40 amazon AB3D-E6GH7K-M9PR;" },
	{ "table with quotes", "\"7\";\"AB3D-E6GH7K-M9PR\";\"2026-11-23\"", "1:5-21 amazon AB3D-E6GH7K-M9PR;" },
	{ "small letters in groups, a check passes", "so 1k7q ctfm lmtc it is", "1:3-17 couponcode 1K7Q-CTFM-LMTC;" },
	{ "link", "https://example.com/gift/AB3D-E6GH7K-M9PR?x=1", "1:25-41 amazon AB3D-E6GH7K-M9PR;" },
	{ "empty", "", "" },
	{ "blank lines", "\n\n  \n", "" },
};

static int note(const gcv_hit *hit, void *context)
{
	char *out = context, line[256];

	snprintf(line, sizeof line, "%u:%u-%u %s %s;", (unsigned)hit->line, (unsigned)hit->start, (unsigned)hit->end,
	         gcv_format_name(hit->format), hit->code != NULL ? hit->code : "-");
	strcat(out, line);
	return 0;
}

/* Feeds the text in pieces of `step` bytes. */
static void extract(const char *text, size_t size, size_t step, char *out)
{
	const gcv_format *formats[2];
	gcv_catalog *catalog;
	gcv_extractor *extractor;
	gcv_options options;
	size_t at;

	out[0] = 0;
	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	formats[0] = gcv_catalog_find(catalog, "amazon");
	formats[1] = gcv_catalog_find(catalog, "couponcode");
	gcv_options_init(&options, sizeof options);
	options.formats = formats;
	options.format_count = 2;
	ck_assert_int_eq(gcv_extractor_new(&extractor, catalog, &options), GCV_OK);
	for (at = 0; at < size; at += step) {
		size_t piece = size - at < step ? size - at : step;
		char *copy = exact_copy(text + at, piece);

		ck_assert_int_eq(gcv_extractor_feed(extractor, copy, piece, note, out), GCV_OK);
		free(copy);
	}
	ck_assert_int_eq(gcv_extractor_finish(extractor, note, out), GCV_OK);
	gcv_extractor_free(extractor);
	gcv_catalog_free(catalog);
}

START_TEST(codes_are_found)
{
	const extract_row *row = &rows[_i];
	static const size_t steps[] = { 1, 3, 7, 4096 };
	size_t i;

	for (i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		char out[1024];

		extract(row->text, strlen(row->text), steps[i], out);
		ck_assert_msg(strcmp(out, row->hits) == 0, "%s, %zu at a time: %s", row->name, steps[i], out);
	}
}
END_TEST

/* A line of a megabyte with a code in its middle and one at its end. */
START_TEST(long_lines_are_looked_at_in_windows)
{
	size_t size = (size_t)1 << 20, at;
	char *text = malloc(size), out[1024];

	for (at = 0; at < size; at++)
		text[at] = at % 7 == 0 ? ' ' : 'x';
	memcpy(text + 65530, " AB3D-E6GH7K-M9PR ", 18);
	memcpy(text + size - 15, " 1K7Q-CTFM-LMTC", 15);
	extract(text, size, 50000, out);
	ck_assert_str_eq(out, "1:65531-65547 amazon AB3D-E6GH7K-M9PR;1:1048562-1048576 couponcode 1K7Q-CTFM-LMTC;");
	free(text);
}
END_TEST

static int stop(const gcv_hit *hit, void *context)
{
	(void)hit;
	++*(int *)context;
	return 42;
}

START_TEST(the_caller_may_stop)
{
	static const char text[] = "1K7Q-CTFM-LMTC\n190D-V467-8D52\n";
	gcv_catalog *catalog;
	gcv_extractor *extractor;
	int calls = 0;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	ck_assert_int_eq(gcv_extractor_new(&extractor, catalog, NULL), GCV_OK);
	ck_assert_int_eq(gcv_extractor_feed(extractor, text, sizeof text - 1, stop, &calls), 42);
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq(gcv_extractor_feed(NULL, text, 1, stop, &calls), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_extractor_feed(extractor, text, 1, NULL, &calls), GCV_E_ARGUMENT);
	gcv_extractor_free(extractor);
	gcv_extractor_free(NULL);
	gcv_catalog_free(catalog);
}
END_TEST

static int keep(const gcv_hit *hit, void *context)
{
	char *out = context;

	if (hit->verdict == GCV_VALID)
		snprintf(out + strlen(out), 256, "%u:%s;", (unsigned)hit->start, hit->code);
	return 0;
}

/* Whatever is left out for speed, every example of every format is found behind a label, as it is typed there. */
START_TEST(every_example_is_found)
{
	gcv_catalog *catalog;
	size_t i, index, found = 0;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	for (i = 0; i < gcv_catalog_count(catalog); i++) {
		const gcv_format *format = gcv_catalog_at(catalog, i);
		const char *example;

		for (index = 0; (example = gcv_format_value(format, "example", NULL, index)) != NULL; index++) {
			char text[600], out[1024] = "", expected[600];
			gcv_extractor *extractor;
			gcv_options options;
			gcv_report *report;

			gcv_options_init(&options, sizeof options);
			options.formats = &format;
			options.format_count = 1;
			ck_assert_int_eq(gcv_check(catalog, example, strlen(example), &options, &report), GCV_OK);
			snprintf(expected, sizeof expected, "6:%s;", gcv_report_code(report));
			gcv_report_free(report);
			snprintf(text, sizeof text, "Code: %s, and thank you.\n", example);
			ck_assert_int_eq(gcv_extractor_new(&extractor, catalog, &options), GCV_OK);
			ck_assert_int_eq(gcv_extractor_feed(extractor, text, strlen(text), keep, out), GCV_OK);
			ck_assert_int_eq(gcv_extractor_finish(extractor, keep, out), GCV_OK);
			ck_assert_msg(strcmp(out, expected) == 0, "%s: %s: %s", gcv_format_name(format), example, out);
			gcv_extractor_free(extractor);
			found++;
		}
	}
	ck_assert_uint_ge(found, 200);
	gcv_catalog_free(catalog);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("extract");
	TCase *tcase = tcase_create("extract");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, codes_are_found, 0, (int)(sizeof rows / sizeof rows[0]));
	tcase_add_test(tcase, long_lines_are_looked_at_in_windows);
	tcase_add_test(tcase, the_caller_may_stop);
	tcase_add_test(tcase, every_example_is_found);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
