/* SPDX-License-Identifier: MIT */
/* However hostile a format or an input: suggesting takes no more than its steps and its memory, and says so. */
#include <gcvalidate.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct ledger {
	size_t held, most;
} ledger;

static void *ledger_allocate(void *context, size_t bytes)
{
	ledger *book = context;

	book->held += bytes;
	book->most = book->held > book->most ? book->held : book->most;
	return malloc(bytes);
}

static void ledger_release(void *context, void *block, size_t bytes)
{
	((ledger *)context)->held -= bytes;
	free(block);
}

#define CARD    "class X = A-Z 0-9\nlayout = X5-X5-X5-X5-X5\n"
#define SUM127  "check = weighted mod=127 weights=3,9,27,81\n"
#define ENDLESS "class X = A-Z 0-9\nlayout = X1..500\ncheck = weighted mod=8191 weights=3,9,27,81\n"

typedef struct bound_row {
	const char *name, *format, *input;
	size_t kib;               /* all memory of the call and its report */
	int truncated;
	uint64_t steps;
} bound_row;

static const bound_row bounds[] = {
	{ "no check", CARD, "A1B2C-DIE4F-G5H6J-K7L8M-N9?0Q", 512, 0, 0 },
	{ "127 states", CARD SUM127, "A1B2C-D3E4F-G5H6J-K7L8M-N9P0Q", 1024, 0, 0 },
	{ "127 states, one missing", CARD SUM127, "A1B2C-D3E4F-GGH6J-K7L8M-N9P0", 1024, 0, 0 },
	{ "127 states, one too many", CARD SUM127, "A1B2C-D3E4F-GGH6J-K7L8M-N9P0QR", 1024, 0, 0 },
	{ "1271 states", "class X = A-Z 0-9\nlayout = X4-X4-X4-X4\ncheck = iso7064 1271-36\n", "A1B2-C3D4-E5FF-GH7", 4096, 0, 0 },
	{ "8191 states, lengths", ENDLESS, "A1B2C3D4E5A1B2C3D4E5A1B2C3D4E5A1B2C3D4E5", 81920, 1, 0 },
	{ "8191 states, all unread", ENDLESS, "????????????????????????????????????????", 81920, 1, 0 },
	{ "too few steps", CARD SUM127, "A1B2C-D3E4F-G5H6J-K7L8M-N9P0Q", 1024, 1, 1 },
	{ "no end of steps", CARD SUM127, "A1B2C-D3E4F-G5H6J-K7L8M-N9P0Q", 1024, 0, UINT64_MAX },
};

START_TEST(work_and_memory_are_bounded)
{
	const bound_row *row = &bounds[_i];
	ledger book = { 0, 0 };
	const gcv_allocator allocator = { ledger_allocate, ledger_release, &book };
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	const gcv_format *format;
	gcv_catalog *catalog;
	gcv_options options;
	gcv_report *report;
	char text[512];
	size_t before;

	snprintf(text, sizeof text, "[x]\ntitle = t\n%s", row->format);
	ck_assert_int_eq(gcv_catalog_new(&catalog, &allocator, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_msg(gcv_catalog_load(catalog, text, strlen(text), row->name, &error) == GCV_OK, "%s", error.message);
	format = gcv_catalog_at(catalog, 0);
	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	options.steps = row->steps;
	before = book.most = book.held;
	ck_assert_int_eq(gcv_check(catalog, row->input, strlen(row->input), &options, &report), GCV_OK);
	printf("%s: %zu KiB\n", row->name, (book.most - before) / 1024);
	ck_assert_msg(book.most - before <= row->kib * 1024, "%s: %zu bytes", row->name, book.most - before);
	ck_assert_msg(gcv_report_truncated(report) == row->truncated, "%s: truncated %d", row->name,
	              gcv_report_truncated(report));
	gcv_report_free(report);
	gcv_catalog_free(catalog);
	ck_assert_uint_eq(book.held, 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("bounds");
	TCase *tests = tcase_create("bounds");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, work_and_memory_are_bounded, 0, sizeof bounds / sizeof *bounds);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
