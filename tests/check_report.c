/* SPDX-License-Identifier: MIT */
/* The report itself: order of findings, masking of codes, getters beyond the end. */
#include "report.h"

#include <check.h>
#include <string.h>

static gcv_report *new_report(const char *input, unsigned flags)
{
	gcv_report *report = NULL;

	ck_assert_int_eq(gcvi_report_new(&report, NULL, input, strlen(input), flags), GCV_OK);
	return report;
}

START_TEST(findings_come_in_order)
{
	static const gcv_finding findings[] = {
		{ .kind = GCV_TOO_SHORT, .severity = GCV_ERROR, .start = 5, .end = 5, .count = 1 },
		{ .kind = GCV_FOLDED_CASE, .severity = GCV_NOTE, .start = 0, .end = 1, .count = 1 },
		{ .kind = GCV_NOT_IN_ALPHABET, .severity = GCV_ERROR, .start = 0, .end = 1, .position = 1 },
		{ .kind = GCV_CHECK_FAILED, .severity = GCV_ERROR, .start = 0, .end = 5 },
		{ .kind = GCV_FOLDED_WIDTH, .severity = GCV_NOTE, .start = 0, .end = 1, .count = 1 },
	};
	static const gcv_kind order[] = {
		GCV_NOT_IN_ALPHABET, GCV_FOLDED_CASE, GCV_FOLDED_WIDTH, GCV_CHECK_FAILED, GCV_TOO_SHORT,
	};
	gcv_report *report = new_report("abcde", 0);
	static const gcvi_layout layout = { .min = 6, .max = 6 };
	static const struct gcv_format format = { .name = "six", .layouts = &layout, .layout_count = 1 };
	size_t i;

	report->format = &format;
	for (i = 0; i < sizeof findings / sizeof findings[0]; i++)
		ck_assert_int_eq(gcvi_report_add(report, &findings[i]), GCV_OK);
	gcvi_report_sort(report);
	ck_assert_uint_eq(gcv_report_finding_count(report), sizeof order / sizeof order[0]);
	for (i = 0; i < sizeof order / sizeof order[0]; i++)
		ck_assert_int_eq(gcv_report_finding(report, i)->kind, order[i]);
	ck_assert_ptr_null(gcv_report_finding(report, i));
	gcv_report_free(report);
}
END_TEST

typedef struct mask_row {
	const char *name;
	size_t length, group;     /* of the code: groups of this size */
	size_t check;             /* position of a check character from 0; length: none */
	uint32_t separator;
	const char *grouped, *plain;
} mask_row;

static const mask_row mask_rows[] = {
	{ "a quarter at most", 12, 4, 12, '-', "****-****-*JKL", "*********JKL" },
	{ "four at most", 20, 5, 20, '-', "*****-*****-*****-*QRST", "****************QRST" },
	{ "check character at the end", 16, 4, 15, '-', "****-****-****-MNO*", "************MNO*" },
	{ "check character before", 16, 4, 13, '-', "****-****-****-M*OP", "************M*OP" },
	{ "three show nothing", 3, 3, 3, '-', "***", "***" },
	{ "four show one", 4, 4, 4, '-', "***D", "***D" },
	{ "separator of three bytes", 8, 4, 8, 0x30FB, "****\u30FB**GH", "******GH" },
};

START_TEST(masked_codes_show_their_end_only)
{
	const mask_row *r = &mask_rows[_i];
	uint32_t points[26];
	gcvi_alphabet alphabet;
	gcvi_site sites[32];
	gcvi_symbol code[32];
	gcvi_form form = { .alphabet = &alphabet, .sites = sites, .length = r->length };
	gcv_report *report = new_report("", GCV_MASK);
	size_t i;

	memset(sites, 0, sizeof sites);
	for (i = 0; i < 26; i++)
		points[i] = (uint32_t)('A' + i);
	ck_assert(gcvi_alphabet_init(&alphabet, points, 26, GCVI_CASE_UPPER));
	for (i = 0; i < r->length; i++) {
		sites[i].group = (uint16_t)(i / r->group);
		sites[i].separator = i != 0 && i % r->group == 0 ? r->separator : 0;
		sites[i].check = i == r->check;
		code[i] = (gcvi_symbol)i;
	}
	ck_assert_msg(strcmp(gcvi_report_print(report, &form, code, true), r->grouped) == 0, "%s", r->name);
	ck_assert_msg(strcmp(gcvi_report_print(report, &form, code, false), r->plain) == 0, "%s", r->name);
	gcv_report_free(report);
}
END_TEST

START_TEST(masked_findings_keep_places_only)
{
	static const gcv_alternative alternatives[] = { { "8", 0.5 } };
	gcv_finding finding = { .kind = GCV_LOOK_ALIKE, .severity = GCV_WARNING, .start = 1, .end = 2, .position = 2,
	                        .typed = "Bq", .meant = "Zz", .alternatives = alternatives, .alternative_count = 1 };
	gcv_reread reread = { .position = 2, .start = 1, .end = 2, .alternatives = alternatives, .alternative_count = 1 };
	gcv_report *report = new_report("ABC", GCV_MASK);
	const gcv_finding *told;

	ck_assert_int_eq(gcvi_report_add(report, &finding), GCV_OK);
	ck_assert_int_eq(gcvi_report_set_reread(report, &reread), GCV_OK);
	told = gcv_report_finding(report, 0);
	ck_assert_ptr_null(told->typed);
	ck_assert_ptr_null(told->meant);
	ck_assert_ptr_null(told->alternatives);
	ck_assert_uint_eq(told->alternative_count, 0);
	ck_assert_uint_eq(told->position, 2);
	ck_assert_ptr_null(strstr(told->message, "Bq"));
	ck_assert_uint_eq(gcv_report_reread(report)->alternative_count, 0);
	ck_assert_ptr_null(strchr(gcv_report_reread(report)->message, '8'));
	gcv_report_free(report);
}
END_TEST

START_TEST(an_empty_report_has_empty_answers)
{
	gcv_report *report = new_report("", 0);

	ck_assert_int_eq(gcv_report_verdict(report), GCV_INVALID);
	ck_assert_ptr_null(gcv_report_format(report));
	ck_assert_ptr_null(gcv_report_code(report));
	ck_assert_ptr_null(gcv_report_plain(report));
	ck_assert_ptr_null(gcv_report_finding(report, 0));
	ck_assert_ptr_null(gcv_report_match(report, 0));
	ck_assert_ptr_null(gcv_report_suggestion(report, 0));
	ck_assert_ptr_null(gcv_report_reread(report));
	ck_assert(gcv_report_unlisted(report) == 1);
	ck_assert_int_eq(gcv_report_truncated(report), 0);
	gcv_report_free(report);
	gcv_report_free(NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("report");
	TCase *tests = tcase_create("report");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, findings_come_in_order);
	tcase_add_loop_test(tests, masked_codes_show_their_end_only, 0, sizeof mask_rows / sizeof mask_rows[0]);
	tcase_add_test(tests, masked_findings_keep_places_only);
	tcase_add_test(tests, an_empty_report_has_empty_answers);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
