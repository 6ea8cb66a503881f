/* SPDX-License-Identifier: MIT */
/* Lint as its user sees it: forms, pairs, blind spots, advice; rates are in check_lint_rates.c. */
#include "support.h"

#include <gcvalidate.h>

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gcv_catalog *catalog;

static gcv_lint *lint_lines(const char *lines)
{
	char text[1024];
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_lint *lint;

	snprintf(text, sizeof text, "[x]\ntitle = x\ngrade = C\n%s\n", lines);
	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	if (gcv_catalog_load(catalog, text, strlen(text), NULL, &error) != GCV_OK)
		ck_abort_msg("%zu:%zu: %s\n%s", error.line, error.column, error.message, text);
	ck_assert_int_eq(gcv_lint_new(gcv_catalog_at(catalog, 0), NULL, &lint), GCV_OK);
	return lint;
}

static void done(gcv_lint *lint)
{
	gcv_lint_free(lint);
	gcv_catalog_free(catalog);
}

static const gcv_lint_blind *find_blind(const gcv_lint *lint, const char *name, const char *a, const char *b)
{
	const gcv_lint_blind *blind;
	size_t i;

	for (i = 0; (blind = gcv_lint_blind_at(lint, i)) != NULL; i++)
		if (strcmp(blind->name, name) == 0 && (a == NULL || (strcmp(blind->a, a) == 0 && strcmp(blind->b, b) == 0)))
			return blind;
	return NULL;
}

static int advises(const gcv_lint *lint, const char *name)
{
	const gcv_lint_advice *advice;
	size_t i;

	for (i = 0; (advice = gcv_lint_advice_at(lint, i)) != NULL; i++)
		if (strcmp(advice->name, name) == 0)
			return 1;
	return 0;
}

#define COUPON "class K = 0-9 A-H J-N P-R T-Y\nlayout = K3C-K3C-K3C\ncheck = coupon-code"
#define ALNUM "class A = A-Z 0-9\n"

START_TEST(coupon_code_as_it_is)
{
	gcv_lint *lint = lint_lines(COUPON);
	const gcv_lint_form *form = gcv_lint_form_at(lint, 0);
	const gcv_lint_blind *blind;

	ck_assert_uint_eq(gcv_lint_form_count(lint), 1);
	ck_assert_str_eq(form->layout, "K3C-K3C-K3C");
	ck_assert_uint_eq(form->length, 12);
	ck_assert_uint_eq(form->checks, 3);
	/* Nine free symbols of 32; each check character is one in 32. */
	ck_assert_double_eq(form->codes, 35184372088832.0);
	ck_assert_double_eq_tol(form->random_pass, 1 / 32768.0, 1e-18);
	ck_assert_uint_eq(form->rate_count, 8);
	ck_assert_int_eq(form->rates[0].error, GCV_CLASS_SINGLE);
	ck_assert_double_eq_tol(form->rates[0].missed_share, 0.0015120967741935, 1e-12);
	/* 31 others at each of twelve places. */
	ck_assert_double_eq_tol(form->rates[0].possible, 372, 1e-9);
	blind = find_blind(lint, "same-value", "0", "Y");
	ck_assert_ptr_nonnull(blind);
	ck_assert_uint_eq(blind->position, 0);
	ck_assert_uint_eq(gcv_lint_blind_count(lint), 1);
	ck_assert_str_eq(blind->message, "0 and Y are the same to the check.");
	done(lint);
}
END_TEST

START_TEST(counts_are_whole_where_they_fit)
{
	gcv_lint *lint = lint_lines("layout = D4\ncheck = luhn");
	const gcv_lint_rate *rates = gcv_lint_form_at(lint, 0)->rates;

	ck_assert_double_eq(gcv_lint_form_at(lint, 0)->codes, 1000);
	ck_assert_uint_eq(rates[0].possible_count, 36000);
	ck_assert_uint_eq(rates[0].missed_count, 0);
	/* Neighbours differ in nine of ten cases; 0 and 9 exchanged go unnoticed: two ordered pairs in three places. */
	ck_assert_uint_eq(rates[GCV_CLASS_TRANSPOSITION - 1].possible_count, 2700);
	ck_assert_uint_eq(rates[GCV_CLASS_TRANSPOSITION - 1].missed_count, 60);
	ck_assert_int_eq(rates[0].exact, 1);
	done(lint);
	lint = lint_lines(ALNUM "layout = A16\ncheck = iso7064 37,36");
	ck_assert(gcv_lint_form_at(lint, 0)->rates[0].possible_count == UINT64_MAX);
	done(lint);
}
END_TEST

START_TEST(blind_spots_have_names)
{
	gcv_lint *lint = lint_lines("layout = D16\ncheck = luhn");

	ck_assert_ptr_nonnull(find_blind(lint, "jump-transposition", NULL, NULL));
	ck_assert_ptr_null(find_blind(lint, "transposition", NULL, NULL));
	ck_assert(advises(lint, "jump-transposition") && advises(lint, "transposition"));
	done(lint);
	lint = lint_lines("layout = D8\ncheck = weighted mod=10 weights=1,1,1,1,1,1,1,1");
	ck_assert_ptr_nonnull(find_blind(lint, "transposition", NULL, NULL));
	done(lint);
	/* NOID counts positions from the left modulo 29. */
	lint = lint_lines("class N = 0-9 b-d f-h j k m n p-t v-x z\ncase = lower\nlayout = N30 C\ncheck = noid");
	ck_assert_ptr_nonnull(find_blind(lint, "unprotected", NULL, NULL));
	ck_assert_uint_eq(find_blind(lint, "unprotected", NULL, NULL)->position, 29);
	ck_assert_str_eq(find_blind(lint, "unprotected", NULL, NULL)->message, "The check sees no change of character 29.");
	ck_assert(advises(lint, "more-check"));
	done(lint);
	lint = lint_lines("class A = 1-9 0 A-F H K M N P R-U W-Z\nlayout = A9\n"
	                  "check = luhn alphabet=1234567890ABCDEFHKMNPRSTUWXYZ");
	ck_assert(advises(lint, "odd-base"));
	ck_assert_ptr_nonnull(find_blind(lint, "same-value", "E", "Z"));
	ck_assert_uint_eq(find_blind(lint, "same-value", "E", "Z")->position, 2);
	ck_assert_uint_eq(find_blind(lint, "same-value", "E", "Z")->positions, 4);
	done(lint);
	lint = lint_lines("class V = A-H J-N P R-Z 0-9\nclass C = 0-9 X\nlayout = V8 C V8\ncheck = vin");
	ck_assert_ptr_nonnull(find_blind(lint, "same-value", "1", "A"));
	ck_assert_ptr_nonnull(find_blind(lint, "same-value", "A", "J"));
	ck_assert_ptr_null(find_blind(lint, "same-value", "1", "2"));
	ck_assert(advises(lint, "single") && advises(lint, "factor"));
	done(lint);
}
END_TEST

START_TEST(advice_fits_the_format)
{
	gcv_lint *lint = lint_lines(ALNUM "layout = A4-A6-A4 | A4-A6-A5");

	ck_assert_uint_eq(gcv_lint_form_count(lint), 2);
	ck_assert_double_eq(gcv_lint_form_at(lint, 0)->random_pass, 1);
	ck_assert_double_eq(gcv_lint_form_at(lint, 1)->rates[0].missed_share, 1);
	ck_assert_uint_eq(gcv_lint_blind_count(lint), 0);
	ck_assert(advises(lint, "add-check") && advises(lint, "one-check-character") && advises(lint, "length") &&
	          advises(lint, "look-alikes") && !advises(lint, "good"));
	done(lint);
	lint = lint_lines("class B = 0 2-9 A C-H J K L M N P Q\nlayout = B12\ncheck = gf 23 a=5 alphabet=02-9AC-HJKLMNPQ");
	ck_assert(advises(lint, "good") && !advises(lint, "length") && !advises(lint, "one-check-character") &&
	          advises(lint, "two-check-characters"));
	done(lint);
	lint = lint_lines("class B = 0-9 A-H J K M N P-T V-Z\nlayout = B16\ncheck = rs2");
	ck_assert(advises(lint, "good") && !advises(lint, "two-check-characters"));
	done(lint);
	/* A counting rule takes the other symbols for the same, each pair of them; it is no check character. */
	lint = lint_lines("class X = 2-4 6-9 B-D F-H J K M N P-R T V-Y\nlayout = X5-X5-X5-X5-X5\ncheck = count N 1");
	ck_assert_uint_eq(gcv_lint_blind_count(lint), 2 + 24 * 23 / 2);
	ck_assert_ptr_nonnull(find_blind(lint, "same-value", "X", "Y"));
	ck_assert_ptr_null(find_blind(lint, "same-value", "N", "Y"));
	ck_assert_str_eq(gcv_lint_advice_at(lint, 0)->name, "add-check");
	ck_assert(!advises(lint, "two-check-characters") && !advises(lint, "transposition") && !advises(lint, "single"));
	done(lint);
	/* An optional check character. */
	lint = lint_lines("class B = 0-9 A-H J K M N P-T V-Z\nclass C = 0-9 A-H J K M N P-Z '*~$='\nlayout = B8 C\n"
	                  "check = crockford37\ncheck-optional = yes");
	ck_assert(advises(lint, "add-check") && !advises(lint, "good"));
	done(lint);
}
END_TEST

START_TEST(pairs_come_worst_first)
{
	gcv_lint *lint = lint_lines("class B = 0 1 3 8 B O Q\nlayout = B6\nlook-alike = 1/3");
	const gcv_lint_pair *pair;
	int level = 3;
	size_t i, named = 0;

	for (i = 0; (pair = gcv_lint_pair_at(lint, i)) != NULL; i++) {
		ck_assert_int_le(pair->level, level);
		level = pair->level;
		ck_assert_double_eq(pair->missed_share, 1);
		ck_assert_int_lt(strcmp(pair->a, pair->b), 0);
		/* The format names it. */
		named += strcmp(pair->a, "1") == 0 && strcmp(pair->b, "3") == 0 && pair->level == 3;
	}
	ck_assert_uint_eq(named, 1);
	ck_assert_uint_ge(i, 4);
	done(lint);
	/* Classes that never meet at a place. */
	lint = lint_lines("class A = 8\nclass B = B\nlayout = A B A B");
	ck_assert_uint_eq(gcv_lint_pair_count(lint), 0);
	done(lint);
}
END_TEST

START_TEST(what_cannot_be_exact_says_so)
{
	/* Letters take two digits, the number begins inside the code: more states than fit, and no sum. */
	gcv_lint *lint = lint_lines(ALNUM "class C = 0-9\nlayout = L2 C2 A11\ncheck = mod97 rotate=4");

	ck_assert_int_eq(gcv_lint_form_at(lint, 0)->rates[0].exact, 0);
	ck_assert(isnan(gcv_lint_form_at(lint, 0)->rates[0].missed_share) && isnan(gcv_lint_form_at(lint, 0)->rates[0].missed));
	ck_assert(isnan(gcv_lint_form_at(lint, 0)->codes) && isnan(gcv_lint_form_at(lint, 0)->random_pass));
	ck_assert(gcv_lint_pair_count(lint) != 0 && isnan(gcv_lint_pair_at(lint, 0)->missed_share));
	ck_assert_uint_eq(gcv_lint_blind_count(lint), 0);
	/* Nothing is said to be missed that is not known to be. */
	ck_assert(!advises(lint, "good") && !advises(lint, "single") && !advises(lint, "transposition") &&
	          !advises(lint, "jump-transposition") && !advises(lint, "twin") && !advises(lint, "one-check-character"));
	done(lint);
	/* A counting rule beside a sum of too many states: how many codes keep both is not counted. */
	lint = lint_lines("class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\nlayout = 'gc1' B30\ncheck = bech32m\n"
	                  "check = count q 1");
	ck_assert(isnan(gcv_lint_form_at(lint, 0)->codes) && isnan(gcv_lint_form_at(lint, 0)->random_pass));
	ck_assert_int_eq(gcv_lint_form_at(lint, 0)->rates[0].exact, 1);
	ck_assert_double_eq(gcv_lint_form_at(lint, 0)->rates[0].missed_share, 0);
	done(lint);
	lint = lint_lines("class T = 0-9 A-Z a-z\nclass C = 0-9 A-Z a-z\ncase = sensitive\nlayout = T30 C6\n"
	                  "check = crc-text crc-32 digits=0-9A-Za-z");
	ck_assert_int_eq(gcv_lint_form_at(lint, 0)->rates[0].partial, 1);
	ck_assert_int_eq(gcv_lint_form_at(lint, 0)->rates[0].exact, 1);
	ck_assert_double_eq(gcv_lint_form_at(lint, 0)->rates[0].missed_share, 0);
	done(lint);
	lint = lint_lines("class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\nlayout = 'gc1' B30\ncheck = bech32m");
	ck_assert_int_eq(gcv_lint_form_at(lint, 0)->rates[0].exact, 1);
	ck_assert_double_eq(gcv_lint_form_at(lint, 0)->rates[7].missed_share, 0);
	ck_assert_double_eq_tol(gcv_lint_form_at(lint, 0)->random_pass * 1073741824, 1, 1e-12);
	ck_assert(advises(lint, "good"));
	done(lint);
}
END_TEST

START_TEST(every_built_in_format_can_be_looked_at)
{
	gcv_catalog *all;
	size_t i;

	ck_assert_int_eq(gcv_catalog_new(&all, NULL, 0), GCV_OK);
	for (i = 0; i < gcv_catalog_count(all); i++) {
		const gcv_format *format = gcv_catalog_at(all, i);
		size_t least, most;
		gcv_lint *lint;

		gcv_format_lengths(format, &least, &most);
		ck_assert_int_eq(gcv_lint_new(format, NULL, &lint), GCV_OK);
		ck_assert_msg((gcv_lint_form_count(lint) != 0) == (most != 0), "%s", gcv_format_name(format));
		gcv_lint_free(lint);
	}
	gcv_catalog_free(all);
}
END_TEST

START_TEST(memory_may_run_out_anywhere)
{
	gcv_lint *lint = lint_lines(COUPON);
	size_t blocks;
	int status = GCV_E_MEMORY;

	gcv_lint_free(lint);
	for (blocks = 0; status == GCV_E_MEMORY; blocks++) {
		scarce state;
		gcv_allocator allocator = scarce_allocator(&state, blocks);
		gcv_lint *unset = NULL;

		status = gcv_lint_new(gcv_catalog_at(catalog, 0), &allocator, &unset);
		ck_assert(status == GCV_OK || (status == GCV_E_MEMORY && unset == NULL));
		gcv_lint_free(unset);
		ck_assert_uint_eq(state.out, 0);
		ck_assert_uint_lt(blocks, 1000);
	}
	ck_assert_uint_gt(blocks, 3);
	ck_assert_int_eq(gcv_lint_new(NULL, NULL, &lint), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_lint_new(gcv_catalog_at(catalog, 0), NULL, NULL), GCV_E_ARGUMENT);
	ck_assert_uint_eq(gcv_lint_form_count(NULL) + gcv_lint_pair_count(NULL) + gcv_lint_blind_count(NULL) +
	                  gcv_lint_advice_count(NULL), 0);
	ck_assert_ptr_null(gcv_lint_form_at(NULL, 0));
	ck_assert_str_eq(gcv_error_class_name((gcv_error_class)99), "unknown");
	gcv_lint_free(NULL);
	gcv_catalog_free(catalog);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lint");
	TCase *all = tcase_create("lint");
	SRunner *runner;
	int failures;

	tcase_add_test(all, coupon_code_as_it_is);
	tcase_add_test(all, counts_are_whole_where_they_fit);
	tcase_add_test(all, blind_spots_have_names);
	tcase_add_test(all, advice_fits_the_format);
	tcase_add_test(all, pairs_come_worst_first);
	tcase_add_test(all, what_cannot_be_exact_says_so);
	tcase_add_test(all, every_built_in_format_can_be_looked_at);
	tcase_add_test(all, memory_may_run_out_anywhere);
	suite_add_tcase(suite, all);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failures = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
