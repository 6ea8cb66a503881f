/* SPDX-License-Identifier: MIT */
/* Machine names: every value has its own, and values from the future have one too. */
#include <gcvalidate.h>

#include <check.h>
#include <string.h>

typedef struct row {
	int value;
	const char *name;
} row;

static const row kinds[] = {
	{ GCV_FOLDED_CASE, "case" }, { GCV_FOLDED_WIDTH, "width" }, { GCV_FOLDED_FORM, "form" },
	{ GCV_FOLDED_KANA, "kana" }, { GCV_FOLDED_DIGIT, "digit" }, { GCV_FOLDED_ALIAS, "alias" },
	{ GCV_INVISIBLE, "invisible" }, { GCV_SEPARATORS, "separators" }, { GCV_OLD_CHECK, "optional-check" },
	{ GCV_REPAIRED_SHAPE, "shape" }, { GCV_REPAIRED_MARK, "mark" }, { GCV_REPAIRED_TWIN, "only-look-alike" },
	{ GCV_REPAIRED_CASE, "other-case" }, { GCV_REPAIRED_MIXED, "mixed-case" }, { GCV_LOOK_ALIKE, "look-alike" }, { GCV_COUNT_TRAP, "count-trap" },
	{ GCV_LENGTH_UNKNOWN, "length-unknown" }, { GCV_COMPANION, "companion" }, { GCV_TOO_MANY, "too-many" }, { GCV_NEAR_MISS, "near-miss" }, { GCV_MALFORMED, "malformed" },
	{ GCV_EMPTY, "empty" }, { GCV_TOO_LARGE, "too-large" }, { GCV_UNREADABLE, "unreadable" },
	{ GCV_NOT_IN_ALPHABET, "not-in-alphabet" }, { GCV_TOO_SHORT, "too-short" }, { GCV_TOO_LONG, "too-long" },
	{ GCV_WRONG_PREFIX, "wrong-prefix" }, { GCV_WRONG_CLASS, "wrong-class" }, { GCV_CHECK_FAILED, "check-failed" },
	{ GCV_DECOY, "decoy" }, { GCV_NO_FORMAT, "no-format" }, { GCV_NOT_TYPED, "not-typed" },
	{ GCV_REFUSED, "refused" }, { GCV_WRAPPED, "wrapping" }, { GCV_ENCODED, "encoding" }, { GCV_SPELT, "spelling" },
	{ GCV_SPREADSHEET, "spreadsheet" }, { GCV_ACCIDENT, "accident" }, { 0, "unknown" }, { 30, "unknown" }, { 1000, "unknown" }, { -1, "unknown" },
};

static const row severities[] = {
	{ GCV_NOTE, "note" }, { GCV_WARNING, "warning" }, { GCV_REPAIR, "repair" }, { GCV_ERROR, "error" },
	{ 4, "unknown" }, { -1, "unknown" },
};

static const row verdicts[] = {
	{ GCV_VALID, "valid" }, { GCV_REPAIRED, "repaired" }, { GCV_INCOMPLETE, "incomplete" },
	{ GCV_INVALID, "invalid" }, { 4, "invalid" }, { -1, "invalid" },
};

static const row edits[] = {
	{ GCV_SUBSTITUTION, "substitution" }, { GCV_INSERTION, "insertion" }, { GCV_DELETION, "deletion" },
	{ GCV_TRANSPOSITION, "transposition" }, { GCV_JUMP, "jump-transposition" }, { GCV_TWIN, "twin" },
	{ GCV_GROUPS, "groups" }, { GCV_LAYOUT, "keyboard" }, { GCV_APART, "companion" }, { 0, "unknown" }, { 99, "unknown" },
};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

START_TEST(names_are_the_documented_ones)
{
	size_t i;

	for (i = 0; i < COUNT(kinds); i++)
		ck_assert_str_eq(gcv_kind_name((gcv_kind)kinds[i].value), kinds[i].name);
	for (i = 0; i < COUNT(severities); i++)
		ck_assert_str_eq(gcv_severity_name((gcv_severity)severities[i].value), severities[i].name);
	for (i = 0; i < COUNT(verdicts); i++)
		ck_assert_str_eq(gcv_verdict_name((gcv_verdict)verdicts[i].value), verdicts[i].name);
	for (i = 0; i < COUNT(edits); i++)
		ck_assert_str_eq(gcv_edit_name((gcv_edit_kind)edits[i].value), edits[i].name);
}
END_TEST

START_TEST(kinds_do_not_share_a_name)
{
	size_t i, j;

	for (i = 0; i < COUNT(kinds); i++)
		for (j = 0; j < i; j++)
			if (strcmp(kinds[j].name, "unknown") != 0)
				ck_assert_str_ne(gcv_kind_name((gcv_kind)kinds[i].value),
				                 gcv_kind_name((gcv_kind)kinds[j].value));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("names");
	TCase *tests = tcase_create("names");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, names_are_the_documented_ones);
	tcase_add_test(tests, kinds_do_not_share_a_name);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
