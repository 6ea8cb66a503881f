/* SPDX-License-Identifier: MIT */
/* As you type: which keys may follow, and from where on nothing helps. */
#include "sample.h"

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

typedef struct row {
	const char *name, *format, *input;
	int complete, open, repaired;
	size_t position, start, end;
	const char *symbols;
	uint32_t separator;
} row;

static const row rows[] = {
	{ "nothing yet", "gift", "", 0, 1, 0, 1, 0, 0, DIGITS LETTERS, 0 },
	{ "inside a group", "gift", "AB", 0, 1, 0, 3, 2, 2, DIGITS LETTERS, 0 },
	{ "a hyphen comes first", "gift", "AB3D", 0, 1, 0, 5, 4, 4, DIGITS LETTERS, '-' },
	{ "hyphen typed", "gift", "AB3D-", 0, 1, 0, 5, 5, 5, DIGITS LETTERS, '-' },
	{ "whole, and one more may come", "gift", "AB3D-E6GH7K-M9PR", 1, 1, 0, 15, 16, 16, DIGITS LETTERS, 0 },
	{ "whole", "gift", "AB3D-E6GH7K-M9PRT", 1, 0, 0, 16, 17, 17, "", 0 },
	{ "one too many", "gift", "AB3D-E6GH7K-M9PRTU", 0, 0, 0, 16, 17, 18, "", 0 },
	{ "two too many", "gift", "AB3D-E6GH7K-M9PRTUV", 0, 0, 0, 16, 17, 18, "", 0 },
	{ "repaired letter", "gift", "\u0410B", 0, 1, 1, 3, 3, 3, DIGITS LETTERS, 0 },
	{ "dead at a stranger", "exact", "BCA", 0, 0, 0, 3, 2, 3, "", 0 },
	{ "dead at the first", "exact", "A", 0, 0, 0, 1, 0, 1, "", 0 },
	{ "dead at an unreadable one", "exact", "BC?", 0, 0, 0, 3, 2, 3, "", 0 },
	{ "dead at bytes that are not UTF-8", "exact", "BC\xFF", 0, 0, 0, 3, 2, 3, "", 0 },
	{ "dead stays dead", "exact", "BCAFG-H", 0, 0, 0, 3, 2, 3, "", 0 },
	{ "prefix predicted", "apple", "", 0, 1, 0, 1, 0, 0, "X", 0 },
	{ "dead at the prefix", "apple", "AB", 0, 0, 0, 1, 0, 1, "", 0 },
	{ "check character predicted", "coupon", "1K7", 0, 1, 0, 4, 3, 3, "Q", 0 },
	{ "check character of a later group", "coupon", "1K7Q-CTF", 0, 1, 0, 8, 8, 8, "M", 0 },
	{ "dead at the check character", "coupon", "1K7R-CT", 0, 0, 0, 4, 3, 4, "", 0 },
	{ "Luhn digit predicted", "card", "4111-1111-1111-111", 0, 1, 0, 16, 18, 18, "1", 0 },
	{ "one N only", "windows", "BNCD", 0, 1, 0, 5, 4, 4, "2346789BCDFGHJKMPQRTVWXY", 0 },
	{ "N has to come now", "windows", "BBCDF-GHJK", 0, 1, 0, 10, 10, 10, "N", 0 },
	{ "a second N is the end", "windows", "BNCDN-G", 0, 0, 0, 5, 4, 5, "", 0 },
	{ "prefixes differ", "prefixes", "", 0, 1, 0, 1, 0, 0, "34", 0 },
	{ "prefix decides", "prefixes", "4", 0, 1, 0, 2, 1, 1, "1", 0 },
	{ "classes by turns", "classes", "A", 0, 1, 0, 2, 1, 1, DIGITS, 0 },
	{ "last of a class", "classes", "A1B2", 0, 1, 0, 5, 4, 4, "AEIOU", 0 },
	{ "check character or nothing", "crockford", "12345", 1, 1, 0, 6, 5, 5, "W", 0 },
	{ "check of too many states", "segment", "gc1qpzry9x8", 0, 1, 0, 12, 11, 11, "4", 0 },
	{ "the same, before its last character", "segment", "gc1qpzry9x84lmn5", 0, 1, 0, 17, 16, 16, "c", 0 },
	{ "the same, dead", "segment", "gc1qpzry9x84q", 0, 0, 0, 13, 12, 13, "", 0 },
	{ "no typed code", "link", "", 0, 0, 0, 1, 0, 0, "", 0 },
};

START_TEST(next_keys_are_exact)
{
	const row *r = &rows[_i];
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_typing typing = GCV_TYPING_INIT;
	size_t size = strlen(r->input);
	char symbols[GCV_SYMBOLS_SIZE], *copy = malloc(size != 0 ? size : 1);

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, r->input, size);
	ck_assert_int_eq(gcv_next(gcv_catalog_find(catalog, r->format), copy, size, &typing, symbols, sizeof symbols),
	                 GCV_OK);
	ck_assert_msg(strcmp(symbols, r->symbols) == 0, "%s: \"%s\"", r->name, symbols);
	ck_assert_msg(typing.complete == r->complete, "%s: complete %d", r->name, typing.complete);
	ck_assert_msg(typing.open == r->open, "%s: open %d", r->name, typing.open);
	ck_assert_msg(typing.repaired == r->repaired, "%s: repaired %d", r->name, typing.repaired);
	ck_assert_msg(typing.position == r->position, "%s: position %zu", r->name, typing.position);
	ck_assert_msg(typing.start == r->start && typing.end == r->end, "%s: %zu-%zu", r->name, typing.start, typing.end);
	ck_assert_msg(typing.symbol_count == strlen(r->symbols), "%s: %zu symbols", r->name, typing.symbol_count);
	ck_assert_msg(typing.separator == r->separator, "%s: separator %#x", r->name, (unsigned)typing.separator);
	free(copy);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(arguments_are_checked)
{
	gcv_catalog *catalog = sample_catalog(NULL);
	const gcv_format *format = gcv_catalog_find(catalog, "gift");
	gcv_typing typing = GCV_TYPING_INIT, small = GCV_TYPING_INIT;
	char symbols[GCV_SYMBOLS_SIZE] = "as it was";

	ck_assert_int_eq(gcv_next(NULL, "A", 1, &typing, NULL, 0), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_next(format, NULL, 1, &typing, NULL, 0), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_next(format, "A", 1, NULL, NULL, 0), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_next(format, "A", 1, &typing, symbols, 36), GCV_E_RANGE);
	ck_assert_str_eq(symbols, "as it was");
	ck_assert_uint_eq(typing.position, 0);
	ck_assert_int_eq(gcv_next(format, "A", 1, &typing, symbols, 37), GCV_OK);
	ck_assert_int_eq(gcv_next(format, NULL, 0, &typing, NULL, 0), GCV_OK);
	ck_assert_uint_eq(typing.symbol_count, 36);
	/* A caller compiled against a shorter struct gets no byte more. */
	small.size = offsetof(gcv_typing, position);
	ck_assert_int_eq(gcv_next(format, "AB", 2, &small, NULL, 0), GCV_OK);
	ck_assert_int_eq(small.open, 1);
	ck_assert_uint_eq(small.position, 0);
	ck_assert_uint_eq(small.size, offsetof(gcv_typing, position));
	gcv_catalog_free(catalog);
}
END_TEST

static bool was_changed(const gcv_report *report)
{
	size_t i;

	for (i = 0; i < gcv_report_finding_count(report); i++)
		if (gcv_report_finding(report, i)->kind == GCV_FOLDED_ALIAS ||
		    gcv_report_finding(report, i)->kind == GCV_FOLDED_CASE ||
		    gcv_report_finding(report, i)->severity == GCV_REPAIR)
			return true;
	return false;
}

/* What is offered leads on, what is not offered does not: against the verdict of gcv_check, for every key. */
START_TEST(next_keys_agree_with_verdicts)
{
	static const struct { const char *format, *code; } codes[] = {
		{ "coupon", "1K7QCTFMLMTC" }, { "windows", "BNCDFGHJKM" }, { "card", "4111111111111111" },
		{ "classes", "A1B2E" }, { "prefixes", "31234567" }, { "crockford", "12345W" },
		{ "segment", "gc1qpzry9x84lmn5c" },
	};
	gcv_catalog *catalog = sample_catalog(NULL);
	size_t c, length;
	char input[64], symbols[GCV_SYMBOLS_SIZE];
	int key;

	for (c = 0; c < sizeof codes / sizeof codes[0]; c++) {
		for (length = 0; length < strlen(codes[c].code); length++) {
			gcv_typing typing = GCV_TYPING_INIT;

			memcpy(input, codes[c].code, length);
			ck_assert_int_eq(gcv_next(gcv_catalog_find(catalog, codes[c].format), input, length, &typing, symbols,
			                          sizeof symbols), GCV_OK);
			ck_assert_msg(strchr(symbols, codes[c].code[length]) != NULL, "%s at %zu: %s", codes[c].code, length,
			              symbols);
			for (key = '0'; key <= 'z'; key++) {
				gcv_report *report;
				gcv_verdict verdict;
				bool offered = strchr(symbols, key) != NULL;

				if ((key > '9' && key < 'A') || (key > 'Z' && key < 'a'))
					continue;
				input[length] = (char)key;
				report = sample_check(catalog, codes[c].format, input, length + 1, NULL);
				verdict = gcv_report_verdict(report);
				/* A key that is read as an offered one, by a fold or a repair, is not offered itself. */
				ck_assert_msg(offered == (verdict != GCV_INVALID && !was_changed(report)),
				              "%.*s: %s", (int)length + 1, input, gcv_verdict_name(verdict));
				gcv_report_free(report);
			}
		}
	}
	gcv_catalog_free(catalog);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("typing");
	TCase *tests = tcase_create("typing");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, next_keys_are_exact, 0, sizeof rows / sizeof rows[0]);
	tcase_add_test(tests, arguments_are_checked);
	tcase_add_test(tests, next_keys_agree_with_verdicts);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
