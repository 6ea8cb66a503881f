/* SPDX-License-Identifier: MIT */
/* Suggestions where the check has too many states (Bech32, codex32, wide CRCs), through gcv_check. */
#include "support.h"

#include <gcvalidate.h>

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define BECH_SYMBOLS "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
#define BECH "class B = " BECH_SYMBOLS "\nclass C = " BECH_SYMBOLS "\ncase = lower\n"
#define TOKEN_SYMBOLS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

static const char formats[] =
	"[bech32]\ntitle = T\n" BECH "layout = 'abcdef1' B32 C6\ncheck = bech32\n"
	"[bech32m]\ntitle = T\n" BECH "layout = 'gc1' B20 C6\ncheck = bech32m\n"
	"[grouped]\ntitle = T\n" BECH "layout = B5 - B5 - B4 - C6\ncheck = bech32m prefix=gc\n"
	"[lengths]\ntitle = T\n" BECH "layout = B10..20 C6\ncheck = bech32m prefix=gc\n"
	"[codex32]\ntitle = T\n" BECH "layout = 'ms1' B32 C13\ncheck = codex32\n"
	"[long]\ntitle = T\n" BECH "layout = 'ms1' B85 C15\ncheck = codex32\n"
	"[token]\ntitle = T\nclass T = 0-9 A-Z a-z\nclass C = 0-9 A-Z a-z\ncase = sensitive\nlayout = T24 C6\n"
	"check = crc-text crc-32 digits=0-9A-Za-z\n"
	"[hex]\ntitle = T\nclass X = 0-9 A-F\nclass C = 0-9 A-F\nlayout = X12 C8\ncheck = crc-text crc-32\n"
	"[mixed]\ntitle = T\nclass A = A-Z 0-9\nclass C = 0-9\nlayout = 'GV' C2 A8\ncheck = mod97 rotate=4\n"
	"[endless]\ntitle = T\nclass T = 0-9 A-Z a-z\ncase = sensitive\nlayout = T299 C\ncheck = luhn\n"
	"[plain]\ntitle = T\nclass B = " BECH_SYMBOLS "\ncase = lower\nlayout = B20\n";

static gcv_catalog *catalog;
static scarce memory;

static void open_catalog(void)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_allocator allocator = scarce_allocator(&memory, 1000000);

	ck_assert_int_eq(gcv_catalog_new(&catalog, &allocator, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_msg(gcv_catalog_load(catalog, formats, strlen(formats), NULL, &error) == GCV_OK, "%s", error.message);
}

static void close_catalog(void)
{
	gcv_catalog_free(catalog);
	ck_assert_uint_eq(memory.out, 0);
}

static int check_status(const char *name, const char *input, unsigned flags, uint64_t steps, const char *refused,
                        gcv_report **report)
{
	const gcv_format *format = gcv_catalog_find(catalog, name);
	gcv_options options;

	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	options.flags = flags;
	options.steps = steps;
	if (refused != NULL) {
		options.refused = &refused;
		options.refused_count = 1;
	}
	return gcv_check(catalog, input, strlen(input), &options, report);
}

static gcv_report *check(const char *name, const char *input)
{
	gcv_report *report;

	ck_assert_int_eq(check_status(name, input, GCV_NO_FLAGS, 0, NULL, &report), GCV_OK);
	return report;
}

/* ------------------------------------------------------------------------------------------------ known codes */

typedef struct known_row {
	const char *name, *format, *typed, *meant;
	gcv_edit_kind edit;
	size_t position;          /* of the first edit, from 1 */
} known_row;

/* Codes of BIP-173 and BIP-93, with one accident or two. */
static const known_row known[] = {
	{ "bech32, one wrong", "bech32", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua8lmqqqxw",
	  "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", GCV_SUBSTITUTION, 38 },
	{ "bech32, two wrong", "bech32", "abcdef1qpzry9x8gf2tvdw0s3qn54khce6mua8lmqqqxw",
	  "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", GCV_SUBSTITUTION, 26 },
	{ "bech32, swapped", "bech32", "abcdef1qpzry9x8gf2tvdw0s3nj54khce6mua7lmqqqxw",
	  "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", GCV_TRANSPOSITION, 26 },
	{ "bech32, missing", "bech32", "abcdef1qpzry9x8gf2tvdw0s3n54khce6mua7lmqqqxw",
	  "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", GCV_INSERTION, 26 },
	{ "bech32, extra", "bech32", "abcdef1qpzry9x8gf2tvdwx0s3jn54khce6mua7lmqqqxw",
	  "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", GCV_DELETION, 23 },
	{ "bech32, doubled", "bech32", "abcdef1qpzry9x8gf2tvdw0s33jn54khce6mua7lmqqqxw",
	  "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", GCV_DELETION, 0 },
	{ "bech32, missing and wrong", "bech32", "abcdef1qpzry9x8gftvdw0s3jn54khce6muz7lmqqqxw",
	  "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", GCV_INSERTION, 18 },
	{ "bech32, four unknown", "bech32", "abcdef1?pzry9x8gf2?vdw0s3jn54khce6mua7lm?qq?w",
	  "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", GCV_SUBSTITUTION, 8 },
	{ "bech32, a choice", "bech32", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua[78]lmqqqx[wv]",
	  "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", GCV_SUBSTITUTION, 38 },
	{ "codex32, one wrong", "codex32", "ms10trstsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw",
	  "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw", GCV_SUBSTITUTION, 6 },
	{ "codex32, two wrong", "codex32", "ms10trstsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvcy9cmczlw",
	  "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw", GCV_SUBSTITUTION, 6 },
	{ "codex32, missing", "codex32", "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzca9cmczlw",
	  "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw", GCV_INSERTION, 39 },
	{ "codex32, eight unknown", "codex32", "ms1?test?xxx?xxxxxxx?xxxxxxxxxxxxx?4?zvca?cmczl?",
	  "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw", GCV_SUBSTITUTION, 4 },
	{ "codex32, swapped", "codex32", "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4znvca9cmczlw",
	  "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw", GCV_TRANSPOSITION, 37 },
};

START_TEST(known_codes_come_first)
{
	const known_row *row = &known[_i];
	gcv_report *report = check(row->format, row->typed);
	const gcv_suggestion *first;

	ck_assert_uint_ge(gcv_report_suggestion_count(report), 1);
	first = gcv_report_suggestion(report, 0);
	ck_assert_str_eq(first->plain, row->meant);
	ck_assert_msg(first->probability > 0.98, "%s: %g", row->name, first->probability);
	ck_assert_uint_ge(first->edit_count, 1);
	ck_assert_int_eq((int)first->edits[0].kind, (int)row->edit);
	if (row->position != 0)
		ck_assert_uint_eq(first->edits[0].position, row->position);
	ck_assert_int_eq(gcv_report_truncated(report), 0);
	gcv_report_free(report);
}
END_TEST

/* ------------------------------------------------------------------------------------------------ random codes */

typedef struct random_row {
	const char *format, *prefix, *symbols;
	size_t body;
} random_row;

static const random_row randoms[] = {
	{ "bech32m", "gc1", BECH_SYMBOLS, 20 }, { "grouped", "", BECH_SYMBOLS, 14 }, { "lengths", "", BECH_SYMBOLS, 15 },
	{ "codex32", "ms1", BECH_SYMBOLS, 32 }, { "long", "ms1", BECH_SYMBOLS, 85 }, { "token", "", TOKEN_SYMBOLS, 24 },
	{ "hex", "", "0123456789ABCDEF", 12 },
};

static uint64_t state;

static size_t below(size_t n)
{
	return (size_t)(next_random(&state) % n);
}

static void draw(const random_row *row, char *code)
{
	char body[200], printed[300];
	size_t length = strlen(row->prefix), k, out = 0;

	memcpy(body, row->prefix, length);
	for (k = 0; k < row->body; k++)
		body[length++] = row->symbols[below(strlen(row->symbols))];
	ck_assert_int_eq(gcv_complete(gcv_catalog_find(catalog, row->format), body, length, printed, sizeof printed, &k), GCV_OK);
	for (k = 0; printed[k] != '\0'; k++)
		if (printed[k] != '-')
			code[out++] = printed[k];
	code[out] = '\0';
}

typedef enum accident { WRONG, SWAPPED, MISSING, EXTRA, UNKNOWN, NOTHING } accident;

static void suffer(const random_row *row, accident what, char *text)
{
	size_t length = strlen(text), first = strlen(row->prefix), at = first + below(length - first - 1);
	char swap = text[at];

	switch (what) {
	case WRONG:
		while (text[at] == swap || text[at] == text[at + 1])
			text[at] = row->symbols[below(strlen(row->symbols))];
		break;
	case SWAPPED:
		text[at] = text[at + 1];
		text[at + 1] = swap;
		break;
	case MISSING:
		memmove(text + at, text + at + 1, length - at);
		break;
	case EXTRA:
		memmove(text + at + 1, text + at, length - at + 1);
		text[at] = row->symbols[below(strlen(row->symbols))];
		break;
	case UNKNOWN:
		text[at] = '?';
		break;
	default:
		break;
	}
}

static const struct {
	const char *name;
	accident accidents[4];
} cases[] = {
	{ "one wrong", { WRONG, NOTHING } }, { "swapped", { SWAPPED, NOTHING } }, { "missing", { MISSING, NOTHING } },
	{ "extra", { EXTRA, NOTHING } }, { "two wrong", { WRONG, WRONG, NOTHING } },
	{ "four unknown", { UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN } }, { "unknown and wrong", { UNKNOWN, WRONG, NOTHING } },
};

/* What is suggested passes, at most once, and sums to no more than 1; the code that was meant comes first. */
START_TEST(random_codes_come_first)
{
	const random_row *row = &randoms[_i];
	const gcv_format *format = gcv_catalog_find(catalog, row->format);
	size_t kind, round, k, j;

	state = 88172645463325252u + (uint64_t)_i;
	for (kind = 0; kind < sizeof cases / sizeof cases[0]; kind++)
		for (round = 0; round < 3; round++) {
			char code[300], typed[300];
			gcv_report *report;
			double sum = 0;

			draw(row, code);
			strcpy(typed, code);
			for (k = 0; k < 4 && cases[kind].accidents[k] != NOTHING; k++)
				suffer(row, cases[kind].accidents[k], typed);
			report = check(row->format, typed);
			for (k = 0; k < gcv_report_suggestion_count(report); k++) {
				const gcv_suggestion *suggestion = gcv_report_suggestion(report, k);

				ck_assert(gcv_verify(format, suggestion->plain, strlen(suggestion->plain)));
				sum += suggestion->probability;
				for (j = 0; j < k; j++)
					ck_assert_str_ne(suggestion->plain, gcv_report_suggestion(report, j)->plain);
			}
			ck_assert(sum <= 1 + 1e-9);
			ck_assert(sum + gcv_report_unlisted(report) > 1 - 1e-9);
			if (strcmp(code, typed) != 0) {
				ck_assert_msg(gcv_report_suggestion_count(report) > 0, "%s, %s: nothing for %s", row->format, cases[kind].name,
				              typed);
				ck_assert_msg(strcmp(gcv_report_suggestion(report, 0)->plain, code) == 0, "%s, %s: %s", row->format,
				              cases[kind].name, typed);
			}
			gcv_report_free(report);
		}
}
END_TEST

/* Three and four wrong characters in any places are found in a code that says so much of itself. */
START_TEST(codex32_takes_back_four)
{
	static const size_t rows[] = { 3, 4 };
	const random_row *row = &randoms[rows[_i]];
	size_t round, k;

	state = 4711;
	for (round = 0; round < 40; round++) {
		char code[300], typed[300];
		gcv_report *report;

		draw(row, code);
		strcpy(typed, code);
		for (k = 0; k < 3 + round % 2; k++)
			suffer(row, WRONG, typed);
		report = check(row->format, typed);
		ck_assert_uint_eq(gcv_report_suggestion_count(report), 1);
		ck_assert_str_eq(gcv_report_suggestion(report, 0)->plain, code);
		ck_assert_msg(gcv_report_suggestion(report, 0)->probability > 0.9, "%s: %g", typed,
		              gcv_report_suggestion(report, 0)->probability);
		ck_assert_int_eq(gcv_report_truncated(report), 0);
		gcv_report_free(report);
	}
}
END_TEST

/* ----------------------------------------------------------------------------------------------------- contracts */

START_TEST(a_refused_code_is_not_suggested)
{
	gcv_report *report;

	ck_assert_int_eq(check_status("bech32", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua8lmqqqxw", GCV_NO_FLAGS, 0,
	                              "ABCDEF1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LMQQQXW", &report), GCV_OK);
	ck_assert_uint_eq(gcv_report_suggestion_count(report), 0);
	gcv_report_free(report);
}
END_TEST

START_TEST(masking_holds)
{
	gcv_report *report;
	const gcv_suggestion *first;

	ck_assert_int_eq(check_status("bech32m", "gc1qqqqqqqqqqqqqqqqqqqqq????", GCV_MASK, 0, NULL, &report), GCV_OK);
	gcv_report_free(report);
	ck_assert_int_eq(check_status("bech32", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxx", GCV_MASK, 0, NULL, &report), GCV_OK);
	ck_assert_uint_eq(gcv_report_suggestion_count(report), 1);
	first = gcv_report_suggestion(report, 0);
	ck_assert_uint_eq(first->edits[0].position, 45);
	ck_assert_ptr_null(first->edits[0].meant);
	ck_assert_ptr_null(first->edits[0].typed);
	ck_assert_ptr_null(strstr(first->code, "qqxw"));
	ck_assert_ptr_null(strchr(first->plain, 'w'));
	gcv_report_free(report);
}
END_TEST

/* What may be looked at is bounded, and the report says so: a character is missing and two are wrong. */
START_TEST(little_work_is_told)
{
	gcv_report *report;

	ck_assert_int_eq(check_status("bech32", "abcdef1qpzry9x8gf2tvw0s3jn5akhce6mya7lmqqqxw", GCV_NO_FLAGS, 20, NULL, &report), GCV_OK);
	ck_assert_int_eq(gcv_report_truncated(report), 1);
	gcv_report_free(report);
	report = check("bech32", "abcdef1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq");
	ck_assert_uint_eq(gcv_report_suggestion_count(report), 0);
	gcv_report_free(report);
}
END_TEST

/* Neither states nor a sum: nothing can be looked at, which is not to say that nothing was meant. */
START_TEST(a_check_that_cannot_be_searched_is_told)
{
	gcv_report *report = check("mixed", "GV09ABCD1234");

	ck_assert_uint_eq(gcv_report_suggestion_count(report), 0);
	ck_assert_int_eq(gcv_report_truncated(report), 1);
	gcv_report_free(report);
}
END_TEST

/* More codes than a double can count. */
START_TEST(long_codes_are_suggested)
{
	char body[300], code[400];
	gcv_report *report;
	size_t k;

	state = 5;
	for (k = 0; k < 299; k++)
		body[k] = TOKEN_SYMBOLS[below(62)];
	ck_assert_int_eq(gcv_complete(gcv_catalog_find(catalog, "endless"), body, 299, code, sizeof code, NULL), GCV_OK);
	body[0] = code[290];
	code[290] = '?';
	report = check("endless", code);
	code[290] = body[0];
	ck_assert_uint_ge(gcv_report_suggestion_count(report), 1);
	ck_assert_str_eq(gcv_report_suggestion(report, 0)->plain, code);
	gcv_report_free(report);
}
END_TEST

/* A group that was left out, the end that was not typed: they follow from the sum. So do groups exchanged or typed twice. */
START_TEST(accidents_to_groups_are_undone)
{
	char code[300], typed[300];
	size_t kind, k;

	for (kind = 0; kind < 4; kind++) {
		gcv_report *report;

		state = 7 + kind;
		draw(&randoms[1], code);
		ck_assert_uint_eq(strlen(code), 20);
		(void)strcpy(typed, code);
		if (kind == 0)
			memmove(typed + 10, typed + 14, 7);
		else if (kind == 1)
			typed[17] = '\0';
		else if (kind == 2)
			for (k = 0; k < 10; k++)
				typed[k] = code[(k + 5) % 10];
		else
			memcpy(typed + 10, code + 5, 16);
		report = check("grouped", typed);
		ck_assert_msg(gcv_report_suggestion_count(report) >= 1, "%zu", kind);
		ck_assert_str_eq(gcv_report_suggestion(report, 0)->plain, code);
		ck_assert_int_eq(gcv_report_truncated(report), 0);
		if (kind > 1)
			ck_assert_int_eq((int)gcv_report_suggestion(report, 0)->edits[0].kind, (int)GCV_GROUPS);
		gcv_report_free(report);
	}
}
END_TEST

/* In one ranking with a format whose codes are searched by states. */
START_TEST(formats_are_weighed_against_each_other)
{
	const gcv_format *both[2] = { gcv_catalog_find(catalog, "grouped"), gcv_catalog_find(catalog, "plain") };
	char code[300];
	gcv_options options;
	gcv_report *report;

	state = 11;
	draw(&randoms[1], code);
	code[3] = '?';
	gcv_options_init(&options, sizeof options);
	options.formats = both;
	options.format_count = 2;
	ck_assert_int_eq(gcv_check(catalog, code, strlen(code), &options, &report), GCV_OK);
	ck_assert_uint_ge(gcv_report_suggestion_count(report), 1);
	ck_assert_ptr_eq(gcv_report_suggestion(report, 0)->format, both[0]);
	ck_assert(gcv_report_suggestion(report, 0)->probability > 0.99);
	gcv_report_free(report);
}
END_TEST

START_TEST(memory_may_run_out_anywhere)
{
	static const char *const inputs[] = { "abcdef1qpzry9x8gf2tvw0s3jn54khce6mua7lmqqqxw", "abcdef1qpzry9x8gf2tvdw0s3qn54khce6mua8lmqqqxw" };
	size_t k, i, refused = 0;

	for (i = 0; i < 2; i++)
		for (k = 0; k < 200; k++) {
			gcv_report *report = NULL;
			int status;

			memory.left = k;
			status = check_status("bech32", inputs[i], GCV_NO_FLAGS, 0, NULL, &report);
			memory.left = 1000000;
			ck_assert_msg(status == GCV_OK || status == GCV_E_MEMORY, "%zu blocks: %d", k, status);
			if (status == GCV_OK) {
				gcv_report_free(report);
				break;
			}
			refused++;
		}
	ck_assert_uint_gt(refused, 10);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("linear");
	TCase *tests = tcase_create("linear");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tests, open_catalog, close_catalog);
	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, known_codes_come_first, 0, (int)(sizeof known / sizeof known[0]));
	tcase_add_loop_test(tests, codex32_takes_back_four, 0, 2);
	tcase_add_loop_test(tests, random_codes_come_first, 0, (int)(sizeof randoms / sizeof randoms[0]));
	tcase_add_test(tests, a_refused_code_is_not_suggested);
	tcase_add_test(tests, masking_holds);
	tcase_add_test(tests, little_work_is_told);
	tcase_add_test(tests, a_check_that_cannot_be_searched_is_told);
	tcase_add_test(tests, long_codes_are_suggested);
	tcase_add_test(tests, accidents_to_groups_are_undone);
	tcase_add_test(tests, formats_are_weighed_against_each_other);
	tcase_add_test(tests, memory_may_run_out_anywhere);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
