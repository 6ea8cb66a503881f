/* SPDX-License-Identifier: MIT */
/* What holds for every format of the catalogue: its examples, all their beginnings, all their one-byte changes. */
#include "sample.h"

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const gcv_catalog *catalog;   /* made once, before the tests fork */

static bool is_border(const char *text, size_t size, size_t at)
{
	return at == 0 || at >= size || ((unsigned char)text[at] & 0xC0) != 0x80;
}

static int severity_of(const gcv_report *report)
{
	size_t i;
	int worst = -1;

	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *f = gcv_report_finding(report, i);

		if (f->kind != GCV_LOOK_ALIKE && (int)f->severity > worst)
			worst = (int)f->severity;
	}
	return worst;
}

/* What every report says, whatever the input. utf8: spans stand on character borders. */
static void examine(const gcv_format *format, const gcv_report *report, const char *input, size_t size, bool utf8)
{
	const char *name = gcv_format_name(format);
	gcv_verdict verdict = gcv_report_verdict(report);
	int worst = severity_of(report);
	size_t i;

	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *f = gcv_report_finding(report, i);

		ck_assert_msg(f->start <= f->end && f->end <= size, "%s: %.*s: %s", name, (int)size, input, gcv_kind_name(f->kind));
		ck_assert_msg(!utf8 || (is_border(input, size, f->start) && is_border(input, size, f->end)),
		              "%s: %.*s: %s %zu-%zu", name, (int)size, input, gcv_kind_name(f->kind), f->start, f->end);
		ck_assert_msg(f->message != NULL && *f->message != '\0', "%s: %s", name, gcv_kind_name(f->kind));
		ck_assert_msg(i == 0 || gcv_report_finding(report, i - 1)->start <= f->start, "%s: %.*s", name, (int)size, input);
	}
	ck_assert_msg((gcv_report_code(report) != NULL) == (verdict == GCV_VALID || verdict == GCV_REPAIRED), "%s: %.*s",
	              name, (int)size, input);
	ck_assert_msg((gcv_verify(format, input, size) == 1) == (verdict == GCV_VALID), "%s: %.*s: %s, verify disagrees",
	              name, (int)size, input, gcv_verdict_name(verdict));
	switch (verdict) {
	case GCV_VALID:
		ck_assert_msg(worst <= (int)GCV_NOTE, "%s: %.*s: %d", name, (int)size, input, worst);
		break;
	case GCV_REPAIRED:
		ck_assert_msg(worst == (int)GCV_REPAIR, "%s: %.*s: %d", name, (int)size, input, worst);
		break;
	default:
		ck_assert_msg(worst == (int)GCV_ERROR, "%s: %.*s: %d", name, (int)size, input, worst);
		break;
	}
}

static gcv_report *check(const gcv_format *format, const char *input, size_t size)
{
	gcv_options options;

	gcv_options_init(&options, sizeof options);
	options.suggestions = 0;
	return sample_check(catalog, gcv_format_name(format), input, size, &options);
}

static const gcv_format *format_at(int index)
{
	return gcv_catalog_at(catalog, (size_t)index);
}

START_TEST(examples_are_valid_in_canonical_form)
{
	const gcv_format *format = format_at(_i);
	const char *example;
	size_t n;

	for (n = 0; (example = gcv_format_value(format, "example", NULL, n)) != NULL; n++) {
		gcv_report *report = check(format, example, strlen(example)), *again;
		char *code, *plain;

		examine(format, report, example, strlen(example), true);
		ck_assert_msg(gcv_report_verdict(report) == GCV_VALID, "%s: %s", gcv_format_name(format), example);
		code = strdup(gcv_report_code(report));
		plain = strdup(gcv_report_plain(report));
		gcv_report_free(report);
		again = check(format, code, strlen(code));
		examine(format, again, code, strlen(code), true);
		ck_assert_int_eq(gcv_report_verdict(again), GCV_VALID);
		ck_assert_msg(severity_of(again) <= (int)GCV_NOTE, "%s: %s", gcv_format_name(format), code);
		ck_assert_str_eq(gcv_report_code(again), code);
		ck_assert_str_eq(gcv_report_plain(again), plain);
		gcv_report_free(again);
		again = check(format, plain, strlen(plain));
		ck_assert_int_eq(gcv_report_verdict(again), GCV_VALID);
		ck_assert_str_eq(gcv_report_plain(again), plain);
		gcv_report_free(again);
		free(code);
		free(plain);
	}
}
END_TEST

START_TEST(beginnings_are_incomplete_or_whole)
{
	const gcv_format *format = format_at(_i);
	const char *example = gcv_format_value(format, "example", NULL, 0);
	size_t size = example != NULL ? strlen(example) : 0, length;

	for (length = 0; length <= size; length++) {
		bool utf8 = is_border(example, size, length);
		gcv_report *report = check(format, example, length);
		gcv_verdict verdict = gcv_report_verdict(report);

		examine(format, report, example, length, utf8);
		if (utf8)
			ck_assert_msg(verdict == GCV_VALID || verdict == GCV_INCOMPLETE, "%s: %.*s: %s", gcv_format_name(format),
			              (int)length, example, gcv_verdict_name(verdict));
		else
			ck_assert_msg(verdict == GCV_INVALID, "%s: %zu bytes", gcv_format_name(format), length);
		gcv_report_free(report);
	}
}
END_TEST

/* Bytes worth trying at every place: control, separators, letters and digits of each kind, parts of UTF-8. */
static const char changes[] = "\0\x1F -?[]09Aaoz\x7F\x80\xBF\xC2\xE3\xF4\xFF";

START_TEST(one_byte_changes_are_handled)
{
	const gcv_format *format = format_at(_i);
	const char *example = gcv_format_value(format, "example", NULL, 0);
	size_t size = example != NULL ? strlen(example) : 0, at, change;
	char *copy = malloc(size + 1);

	ck_assert_ptr_nonnull(copy);
	for (at = 0; at < size; at++) {
		for (change = 0; change < sizeof changes - 1; change++) {
			gcv_report *report;

			memcpy(copy, example, size);
			copy[at] = changes[change];
			report = check(format, copy, size);
			examine(format, report, copy, size, (unsigned char)changes[change] < 0x80 && (unsigned char)example[at] < 0x80);
			gcv_report_free(report);
		}
	}
	free(copy);
}
END_TEST

START_TEST(counter_examples_are_not_valid)
{
	const gcv_format *format = format_at(_i);
	const char *text;
	size_t n;

	for (n = 0; (text = gcv_format_value(format, "counter-example", NULL, n)) != NULL; n++) {
		gcv_report *report = check(format, text, strlen(text));

		examine(format, report, text, strlen(text), true);
		ck_assert_msg(gcv_report_verdict(report) != GCV_VALID, "%s: %s", gcv_format_name(format), text);
		gcv_report_free(report);
	}
}
END_TEST

/* What people paste along. Most formats take the example out of it; all agree about that with gcv_verify. */
START_TEST(wrappings_are_handled)
{
	static const char *const around[][2] = {
		{ "Code: ", "" }, { "\"", "\"" }, { "https://example.com/gift/", "" }, { "\xE3\x80\x8C", "\xE3\x80\x8D" },
		{ " ", "\n" }, { "your code is: <", ">" },
	};
	const gcv_format *format = format_at(_i);
	const char *example = gcv_format_value(format, "example", NULL, 0);
	size_t k, size;
	char text[1200];

	for (k = 0; example != NULL && k < sizeof around / sizeof around[0]; k++) {
		gcv_report *report;

		ck_assert_uint_lt(strlen(example), 1000);
		if (strstr(around[k][0], "://") != NULL && strchr(example, ' ') != NULL)
			continue;   /* an address ends at a blank */
		strcpy(text, around[k][0]);
		strcat(text, example);
		strcat(text, around[k][1]);
		size = strlen(text);
		report = check(format, text, size);
		examine(format, report, text, size, true);
		ck_assert_msg(gcv_report_verdict(report) == GCV_VALID, "%s: %s", gcv_format_name(format), text);
		gcv_report_free(report);
	}
}
END_TEST

/* All formats at once are at least as kind as the one the example is of. */
START_TEST(examples_are_found_among_all_formats)
{
	const gcv_format *format = format_at(_i);
	const char *example = gcv_format_value(format, "example", NULL, 0);
	gcv_report *report;
	bool found = false;
	double sum = 0;
	size_t i;

	if (example == NULL)
		return;
	report = sample_check(catalog, "", example, strlen(example), NULL);
	ck_assert_int_eq(gcv_report_verdict(report), GCV_VALID);
	for (i = 0; i < gcv_report_match_count(report); i++) {
		const gcv_match *match = gcv_report_match(report, i);

		found = found || (match->format == format && match->verdict == GCV_VALID);
		ck_assert(i == 0 || gcv_report_match(report, i - 1)->verdict <= match->verdict);
		sum += match->probability;
	}
	ck_assert_msg(found, "%s", gcv_format_name(format));
	ck_assert_msg(sum < 1 + 1e-9, "%s: %g", gcv_format_name(format), sum);
	gcv_report_free(report);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("properties");
	TCase *tests = tcase_create("catalogue");
	SRunner *runner = srunner_create(suite);
	gcv_catalog *made = NULL;
	int failed, count;

	if (gcv_catalog_new(&made, NULL, 0) != GCV_OK)
		return 1;
	catalog = made;
	count = (int)gcv_catalog_count(catalog);
	if (count == 0)
		return 1;
	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, examples_are_valid_in_canonical_form, 0, count);
	tcase_add_loop_test(tests, beginnings_are_incomplete_or_whole, 0, count);
	tcase_add_loop_test(tests, one_byte_changes_are_handled, 0, count);
	tcase_add_loop_test(tests, counter_examples_are_not_valid, 0, count);
	tcase_add_loop_test(tests, wrappings_are_handled, 0, count);
	tcase_add_loop_test(tests, examples_are_found_among_all_formats, 0, count);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	gcv_catalog_free(made);
	return failed == 0 ? 0 : 1;
}
