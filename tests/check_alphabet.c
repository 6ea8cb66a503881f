/* SPDX-License-Identifier: MIT */
/* Alphabets and sets of symbols; statuses have names. */
#include "alphabet.h"

#include <gcvalidate.h>

#include <check.h>
#include <string.h>

START_TEST(points_are_sorted_and_distinct)
{
	const uint32_t points[] = { 'Z', 'A', 0x3042, '0', 'A', 0x3093, 'Z' };
	const uint32_t sorted[] = { '0', 'A', 'Z', 0x3042, 0x3093 };
	gcvi_alphabet alphabet;
	size_t i;

	ck_assert(gcvi_alphabet_init(&alphabet, points, 7, GCVI_CASE_UPPER));
	ck_assert_uint_eq(alphabet.count, 5);
	for (i = 0; i < 5; i++) {
		ck_assert_uint_eq(alphabet.points[i], sorted[i]);
		ck_assert_uint_eq(gcvi_alphabet_find(&alphabet, sorted[i]), i);
	}
}
END_TEST

START_TEST(only_members_are_found)
{
	const uint32_t points[] = { 'B', 'C', 0x3042, 0x3044 };
	const uint32_t strangers[] = { 0, 'A', 'D', 'b', 127, 128, 0x3041, 0x3043, 0x3045, 0x10FFFF, UINT32_MAX };
	gcvi_alphabet alphabet;
	size_t i;

	ck_assert(gcvi_alphabet_init(&alphabet, points, 4, GCVI_CASE_UPPER));
	for (i = 0; i < sizeof strangers / sizeof strangers[0]; i++)
		ck_assert_uint_eq(gcvi_alphabet_find(&alphabet, strangers[i]), GCVI_NO_SYMBOL);
}
END_TEST

START_TEST(sizes_have_bounds)
{
	uint32_t points[GCVI_SYMBOLS_MAX + 1];
	gcvi_alphabet alphabet;
	uint32_t i;

	for (i = 0; i <= GCVI_SYMBOLS_MAX; i++)
		points[i] = 0x4E00 + i;
	ck_assert(!gcvi_alphabet_init(&alphabet, points, 0, GCVI_CASE_UPPER));
	ck_assert(gcvi_alphabet_init(&alphabet, points, GCVI_SYMBOLS_MAX, GCVI_CASE_UPPER));
	ck_assert_uint_eq(gcvi_alphabet_find(&alphabet, 0x4E00 + GCVI_SYMBOLS_MAX - 1), GCVI_SYMBOLS_MAX - 1);
	ck_assert(!gcvi_alphabet_init(&alphabet, points, GCVI_SYMBOLS_MAX + 1, GCVI_CASE_UPPER));
}
END_TEST

START_TEST(sets_hold_what_was_added)
{
	const gcvi_symbol members[] = { 0, 5, 63, 64, 127 };
	gcvi_set set;
	size_t i;

	memset(&set, 0, sizeof set);
	ck_assert_uint_eq(gcvi_set_count(&set), 0);
	ck_assert_uint_eq(gcvi_set_nth(&set, 0), GCVI_NO_SYMBOL);
	for (i = 0; i < 5; i++)
		gcvi_set_add(&set, members[i]);
	gcvi_set_add(&set, 64);
	ck_assert_uint_eq(gcvi_set_count(&set), 5);
	for (i = 0; i < 5; i++) {
		ck_assert(gcvi_set_has(&set, members[i]));
		ck_assert_uint_eq(gcvi_set_nth(&set, i), members[i]);
	}
	ck_assert_uint_eq(gcvi_set_nth(&set, 5), GCVI_NO_SYMBOL);
	ck_assert(!gcvi_set_has(&set, 1));
	ck_assert(!gcvi_set_has(&set, GCVI_NO_SYMBOL));
}
END_TEST

START_TEST(every_status_has_a_name_and_a_sentence)
{
	int status;

	for (status = -1000; status <= 1000; status++) {
		ck_assert_uint_gt(strlen(gcv_strerror(status)), 0);
		ck_assert_int_eq(strncmp(gcv_strerror_name(status), "GCV_", 4), 0);
	}
	ck_assert_str_eq(gcv_strerror_name(GCV_E_EXAMPLE), "GCV_E_EXAMPLE");
	ck_assert_str_eq(gcv_strerror_name(7), "GCV_E_UNKNOWN");
	ck_assert_str_eq(gcv_strerror(7), "unknown status");
	ck_assert_str_ne(gcv_strerror(GCV_E_MEMORY), gcv_strerror(GCV_E_FILE));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("alphabet");
	TCase *points = tcase_create("points"), *statuses = tcase_create("statuses");
	SRunner *runner;
	int failed;

	tcase_add_test(points, points_are_sorted_and_distinct);
	tcase_add_test(points, only_members_are_found);
	tcase_add_test(points, sizes_have_bounds);
	tcase_add_test(points, sets_hold_what_was_added);
	tcase_add_test(statuses, every_status_has_a_name_and_a_sentence);
	suite_add_tcase(suite, points);
	suite_add_tcase(suite, statuses);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
