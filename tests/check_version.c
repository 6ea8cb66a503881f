/* SPDX-License-Identifier: MIT */
/* Header, library and package are of one version. */
#include <gcvalidate.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

START_TEST(library_is_of_the_headers_version)
{
	ck_assert_str_eq(gcv_version(), GCV_VERSION);
}
END_TEST

START_TEST(package_is_of_the_headers_version)
{
	ck_assert_str_eq(PACKAGE_VERSION, GCV_VERSION);
}
END_TEST

START_TEST(numbers_make_up_the_text)
{
	char text[64];

	snprintf(text, sizeof text, "%d.%d.%d", GCV_VERSION_MAJOR, GCV_VERSION_MINOR, GCV_VERSION_PATCH);
	ck_assert_str_eq(text, GCV_VERSION);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("version");
	TCase *tests = tcase_create("version");
	SRunner *runner;
	int failed;

	tcase_add_test(tests, library_is_of_the_headers_version);
	tcase_add_test(tests, package_is_of_the_headers_version);
	tcase_add_test(tests, numbers_make_up_the_text);
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
