/* SPDX-License-Identifier: MIT */
/* Which format a code is of: every example of every built-in format, against all of them. */
#include "format.h"
#include "sample.h"
#include "suggest.h"
#include "text.h"
#include "weigh.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gcv_catalog *catalog;

static void open_catalog(void)
{
	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
}

static void close_catalog(void)
{
	gcv_catalog_free(catalog);
}

/* ------------------------------------------------------------------------------------------- sets of codes */

/* Is every symbol that may stand at a place of the one form allowed at that place of the other? */
static bool site_within(const gcvi_alphabet *alphabet, const gcvi_site *site, const gcvi_alphabet *other,
                        const gcvi_site *wider, bool folding)
{
	size_t symbol;

	for (symbol = 0; symbol < alphabet->count; symbol++) {
		gcvi_symbol found;

		if (!gcvi_set_has(&site->allowed, (gcvi_symbol)symbol))
			continue;
		found = gcvi_alphabet_find(other, alphabet->points[symbol]);
		if (found == GCVI_NO_SYMBOL && folding)
			found = gcvi_alphabet_find(other, gcvi_upper(alphabet->points[symbol]));
		if (found == GCVI_NO_SYMBOL && folding)
			found = gcvi_alphabet_find(other, gcvi_lower(alphabet->points[symbol]));
		if (found == GCVI_NO_SYMBOL || !gcvi_set_has(&wider->allowed, found))
			return false;
	}
	return true;
}

static bool form_within(const gcv_format *f, const gcvi_site *sites, size_t length, const gcv_format *g, bool folding)
{
	gcvi_site wider[GCVI_CODE_MAX];
	gcvi_form form;
	size_t layout, i;

	for (layout = 0; layout < g->layout_count; layout++) {
		if ((g->scheme_count != 0 && !g->layouts[layout].unchecked) || !gcvi_form_fill(g, layout, length, wider, &form))
			continue;
		for (i = 0; i < length && site_within(&f->alphabet, &sites[i], &g->alphabet, &wider[i], folding); i++)
			continue;
		if (i == length)
			return true;
	}
	return false;
}

/*
 * Is every code of f, but for the separators, also a code of g, as g reads it? Exact for g without a check, which takes all
 * that its layouts take; a g with a check is taken to contain nothing but itself. apart: only if different codes of f are
 * different codes of g, which is not so when f tells capital from small letters and g does not.
 */
static bool is_within(const gcv_format *f, const gcv_format *g, bool apart)
{
	bool folding = g->alphabet.case_rule != GCVI_CASE_SENSITIVE &&
	               !(apart && f->alphabet.case_rule == GCVI_CASE_SENSITIVE);
	size_t layout, length;

	if (f == g)
		return true;
	for (layout = 0; layout < f->layout_count; layout++)
		for (length = f->layouts[layout].min; length <= f->layouts[layout].max; length++) {
			gcvi_site sites[GCVI_CODE_MAX];
			gcvi_form form;

			if (!gcvi_form_fill(f, layout, length, sites, &form) || !form_within(f, sites, length, g, folding))
				return false;
		}
	return f->layout_count != 0;
}

/* -------------------------------------------------------------------------------------------------- tests */

/* The example as its format prints it, and what all formats say of that. The caller frees both. */
static gcv_report *detect(const gcv_format *format, const char *example, char code[1024])
{
	gcv_report *own = sample_check(catalog, format->name, example, strlen(example), NULL);

	ck_assert_msg(gcv_report_code(own) != NULL, "%s: %s", format->name, example);
	snprintf(code, 1024, "%s", gcv_report_code(own));
	gcv_report_free(own);
	return sample_check(catalog, "", code, strlen(code), NULL);
}

static const gcv_match *match_of(const gcv_report *report, const gcv_format *format)
{
	size_t i;

	for (i = 0; i < gcv_report_match_count(report); i++)
		if (gcv_report_match(report, i)->format == format)
			return gcv_report_match(report, i);
	return NULL;
}

/*
 * For each example: its format is among those that fit, and what stands before it is there for a reason. A format that
 * takes every code of this one and more (is_within) never does so by its codes, only by being met more often: divided by
 * the popularity, it is at most as probable. Two formats with the same codes, groups and popularity tie exactly.
 */
START_TEST(the_narrower_format_comes_first)
{
	size_t i, index, k;

	for (i = 0; i < gcv_catalog_count(catalog); i++) {
		const gcv_format *format = gcv_catalog_at(catalog, i);
		const char *example;

		for (index = 0; (example = gcv_format_value(format, "example", NULL, index)) != NULL; index++) {
			char code[1024];
			gcv_report *report = detect(format, example, code);
			const gcv_match *own = match_of(report, format);

			ck_assert_msg(own != NULL && own->verdict == GCV_VALID, "%s: %s does not fit", format->name, code);
			for (k = 0; k < gcv_report_match_count(report); k++) {
				const gcv_match *other = gcv_report_match(report, k);

				if (other->verdict == GCV_VALID && is_within(format, other->format, true))
					ck_assert_msg(own->probability / format->popularity >= other->probability / other->format->popularity *
					                                                               (1 - 1e-9),
					              "%s: %s is rather %s (%g, %g)", format->name, code, other->format->name, own->probability,
					              other->probability);
			}
			gcv_report_free(report);
		}
	}
}
END_TEST

/* Formats whose codes are not all codes of another one: named first for each of their examples. */
START_TEST(what_no_other_format_contains_is_named_first)
{
	size_t i, k, index, formats = 0;

	for (i = 0; i < gcv_catalog_count(catalog); i++) {
		const gcv_format *format = gcv_catalog_at(catalog, i);
		bool contained = !format->typed;
		const char *example;

		for (k = 0; k < gcv_catalog_count(catalog) && !contained; k++)
			contained = k != i && is_within(format, gcv_catalog_at(catalog, k), false);
		if (contained)
			continue;
		formats++;
		for (index = 0; (example = gcv_format_value(format, "example", NULL, index)) != NULL; index++) {
			char code[1024];
			gcv_report *report = detect(format, example, code);

			ck_assert_msg(gcv_report_format(report) == format, "%s: %s is taken for %s", format->name, code,
			              gcv_format_name(gcv_report_format(report)));
			gcv_report_free(report);
		}
	}
	ck_assert_uint_ge(formats, 3);
}
END_TEST

/* What people hold and type: the formats that come first, ties (equally probable) joined by '='. */
static const struct first_row {
	const char *name, *input, *first;
} first_rows[] = {
	{ "grouped as only one format is", "AB3D-E6GH7K-M9PR", "amazon" },
	{ "the same, nothing typed between", "AB3DE6GH7KM9PR", "amazon" },
	{ "a beginning of its own", "XK7M2T9RWB4HN6QC", "apple" },
	{ "letters left out of the alphabet", "B7KM-2T9R-WQ4H-N6XC", "nintendo-eshop" },
	{ "exactly one N", "BCDF2-GHJK3-MPQR4-TVNX6-Y7892", "windows-key" },
	{ "no N", "BCDF2-GHJK3-MPQR4-TVWX6-Y7892", "microsoft" },
	{ "mixed case", "aK7m-2T9r-Wb4H-n6Qc", "netcash" },
	{ "hiragana", "\u3055\u304F\u3089\u306E\u306F\u306A\u306E\u3055\u304F\u3053\u308D\u306B\u3042\u3044\u307E\u3057", "bitcash" },
	{ "a check that passes", "1K7Q-CTFM-LMTC", "couponcode" },
	{ "Luhn and a prefix", "3782 822463 10005", "amex-prepaid" },
	{ "same codes, same groups", "7KM2T-9RWB4-HN6QC-D3FJP", "gog=epic" },
	{ "same codes in two families", "7KM2T9RWB4", "neosurf=rakuten-point" },
	{ "sixteen digits", "1234567890123456", "paysafecard=tosho-next=jcb-premo=happymoney=square-gan=walmart" },
	{ "a prefix decides between two", "NAA7KM2T9RWB4HN6", "ubereats-jp" },
	{ "hexadecimal", "7A2F09BCD4E13586", "spree-giftcard" },
	{ "an address of the issuer", "https://discord.gift/aK7m2T9rWb4Hn6Qc", "discord-gift" },
	{ "an address of nobody known", "https://example.com/gift/aK7m2T9rWb4Hn6Qc", "netridecash" },
	{ "a label with the name", "Rakuten code: 7KM2T9RWB4", "rakuten-point" },
	{ "a label of the format", "PIN\u756A\u53F7\uFF1A7KM2T9RWB4", "rakuten-point" },
	{ "said in words", "alfa bravo three delta; echo six golf hotel seven kilo; mike nine papa romeo", "amazon" },
	{ "the name alone", "Amazon: AB3D-E6GH7K-M9PR", "amazon" },
	{ "the name and a blank", "Starbucks 6012345678901234", "starbucks" },
	{ "the name, a label", "starbucks card 6012345678901234", "starbucks" },
	{ "the name, full width", "Walmart\uFF1A6012345678901234", "walmart" },
	{ "the name in Japanese words", "Amazon\u30AE\u30D5\u30C8\u5238\u3000AB3D-E6GH7K-M9PR", "amazon" },
	{ "a code of letters behind the name", "Nintendo: ABCD EFGH JKLM NPQR", "nintendo-eshop" },
	{ "no code of the format named", "Walmart 1K7Q-CTFM-LMTC", "ubisoft" },
	{ "a label of another language", "Walmart card number: 1234567890123456", "walmart" },
};

START_TEST(what_people_hold_is_recognised)
{
	const struct first_row *row = &first_rows[_i];
	gcv_report *report = sample_check(catalog, "", row->input, strlen(row->input), NULL);
	char text[512] = "";
	size_t k, size = 0;

	for (k = 0; k < gcv_report_match_count(report); k++) {
		const gcv_match *match = gcv_report_match(report, k);

		if (match->verdict != GCV_VALID || match->probability < gcv_report_match(report, 0)->probability * (1 - 1e-9))
			break;
		size += (size_t)snprintf(text + size, sizeof text - size, "%s%s", k != 0 ? "=" : "", match->format->name);
	}
	ck_assert_msg(strcmp(text, row->first) == 0, "%s: %s", row->name, text);
	gcv_report_free(report);
}
END_TEST

/* Which character told the formats apart. position 0: the separators; SIZE_MAX: nothing single did. */
static const struct decision_row {
	const char *name, *input;
	size_t position, start, end;
	const char *rival;
} decision_rows[] = {
	{ "separators", "AB3D-E6GH7K-M9PR", 0, 0, 16, "pretix-voucher" },
	{ "a prefix", "XK7M2T9RWB4HN6QC", 1, 0, 1, "nintendo-eshop" },
	{ "the only N", "BCDF2-GHJK3-MPQR4-TVNX6-Y7892", 18, 20, 21, "microsoft" },
	{ "what another lacks", "B7KM-2T9R-WQ4H-N6Y0", 15, 17, 18, "nintendo-eshop" },
	{ "spans are of the input", "Code: B7KM-2T9R-WQ4H-N6Y0", 15, 23, 24, "nintendo-eshop" },
	{ "nothing single", "7A2F09BCD4E13586", SIZE_MAX, 0, 0, NULL },
	{ "no format", "%%%%", SIZE_MAX, 0, 0, NULL },
};

START_TEST(what_decided_is_told)
{
	const struct decision_row *row = &decision_rows[_i];
	gcv_report *report = sample_check(catalog, "", row->input, strlen(row->input), NULL);
	const gcv_decision *decision = gcv_report_decision(report);

	ck_assert_msg((decision == NULL) == (row->position == SIZE_MAX), "%s", row->name);
	if (decision != NULL) {
		ck_assert_msg(decision->position == row->position && decision->start == row->start && decision->end == row->end,
		              "%s: %zu %zu-%zu", row->name, decision->position, decision->start, decision->end);
		ck_assert_msg(decision->rival != NULL && strcmp(decision->rival->name, row->rival) == 0, "%s: %s", row->name,
		              decision->rival != NULL ? decision->rival->name : "");
		ck_assert(decision->probability >= 0 && decision->probability < gcv_report_match(report, 0)->probability);
		ck_assert_ptr_nonnull(strstr(decision->message, "told the formats apart"));
	}
	gcv_report_free(report);
}
END_TEST

START_TEST(one_format_leaves_nothing_to_decide)
{
	gcv_report *report = sample_check(catalog, "amazon", "AB3D-E6GH7K-M9PR", 16, NULL);

	ck_assert_ptr_null(gcv_report_decision(report));
	ck_assert_ptr_null(gcv_report_decision(NULL));
	gcv_report_free(report);
}
END_TEST

/* A quarter as likely when it is met a tenth as often and has a share of the codes: popularity is a factor, no more. */
START_TEST(popularity_is_a_factor)
{
	static const char text[] =
		"[a]\ntitle = A\nlayout = D4\n[b]\ntitle = B\npopularity = common\nlayout = D4\n"
		"[c]\ntitle = C\npopularity = rare\nlayout = D4\n[d]\ntitle = D\npopularity = usual\nlayout = D4 | D6\n";
	static const struct { const char *name; double share; } expected[] = {
		{ "b", 10 / 11.6 }, { "a", 1 / 11.6 }, { "d", 0.5 / 11.6 }, { "c", 0.1 / 11.6 },
	};
	gcv_catalog *small = NULL;
	gcv_report *report;
	size_t i;

	ck_assert_int_eq(gcv_catalog_new(&small, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_int_eq(gcv_catalog_load(small, text, sizeof text - 1, NULL, NULL), GCV_OK);
	report = sample_check(small, "", "1234", 4, NULL);
	ck_assert_uint_eq(gcv_report_match_count(report), 4);
	for (i = 0; i < 4; i++) {
		ck_assert_str_eq(gcv_report_match(report, i)->format->name, expected[i].name);
		ck_assert(fabs(gcv_report_match(report, i)->probability - expected[i].share) < 1e-12);
	}
	gcv_report_free(report);
	gcv_catalog_free(small);
}
END_TEST

/* ---------------------------------------------------------------------------------------- near misses of a check */

static const gcv_finding *find(const gcv_report *report, gcv_kind kind)
{
	size_t i;

	for (i = 0; i < gcv_report_finding_count(report); i++)
		if (gcv_report_finding(report, i)->kind == kind)
			return gcv_report_finding(report, i);
	return NULL;
}

/*
 * Against PlayStation, ten times as common: 36^12 codes to about 31^9, so one character of twelve in 36^3, times how often
 * that is misread. Where a small l stands among capitals, both were misread there or both were typed so.
 */
static const struct near_row {
	const char *name, *input, *typed, *meant;
	size_t count;
	double least, most;       /* of the probability; 0: nothing is told */
} near_rows[] = {
	{ "N for M", "1K7Q-CTFN-LMTC", "N", "M", 1, 0.85, 0.95 },
	{ "l for 1", "lK7Q-CTFM-LMTC", "l", "1", 1, 0.999, 1 },
	{ "l for 1 and N for M", "lK7Q-CTFN-LMTC", NULL, "1K7Q-CTFM-LMTC", 2, 0.5, 0.95 },
	{ "without separators", "1K7QCTFNLMTC", "N", "M", 1, 0.2, 0.999 },
	{ "behind a label", "Code: 1K7Q-CTFN-LMTC", "N", "M", 1, 0.85, 0.95 },
	{ "named in the label", "CouponCode: 1K7Q-CTFN-LMTC", "N", "M", 1, 0.99, 1 },
	{ "exchanged", "K17Q-CTFM-LMTC", "K1", "1K", 1, 0.2, 1 },
	{ "two that are not suspicious", "1K7O-CTFN-LMTC", NULL, NULL, 0, 0, 0 },
	{ "unlikely", "1K7Q-CTFM-LMTA", NULL, NULL, 0, 0, 0 },
	{ "a code of it", "1K7Q-CTFM-LMTC", NULL, NULL, 0, 0, 0 },
	{ "nothing near", "AB3D-E6GH-7KM9", NULL, NULL, 0, 0, 0 },
	{ "one digit from a card number: as any ten are", "4111 1111 1111 1112", NULL, NULL, 0, 0, 0 },
};

START_TEST(near_misses_of_a_check_are_told)
{
	const struct near_row *row = &near_rows[_i];
	gcv_report *report = sample_check(catalog, "", row->input, strlen(row->input), NULL);
	const gcv_finding *told = find(report, GCV_NEAR_MISS);
	double sum = 0;
	size_t i;

	ck_assert_msg((told != NULL) == (row->most > 0), "%s", row->name);
	for (i = 0; i < gcv_report_match_count(report); i++)
		sum += gcv_report_match(report, i)->probability;
	ck_assert_msg(sum + (told != NULL ? told->probability : 0) < 1 + 1e-9, "%s: %g in all", row->name, sum);
	if (told != NULL) {
		ck_assert_msg(told->probability >= row->least && told->probability <= row->most, "%s: %g", row->name, told->probability);
		ck_assert_uint_eq(told->count, row->count);
		ck_assert_pstr_eq(told->typed, row->typed);
		ck_assert_pstr_eq(told->meant, row->meant);
		ck_assert_int_eq(told->severity, GCV_WARNING);
		ck_assert_int_eq(gcv_report_verdict(report), GCV_VALID);
		ck_assert_uint_eq(gcv_report_suggestion_count(report), 0);
	}
	gcv_report_free(report);
}
END_TEST

/* That none of them fits is no news where a keyboard explains it. */
START_TEST(a_keyboard_is_told_without_a_format)
{
	gcv_report *report = sample_check(catalog, "", "!K&Q_CTFM_LMTC", 14, NULL);

	ck_assert_ptr_nonnull(find(report, GCV_ACCIDENT));
	ck_assert_ptr_null(find(report, GCV_NO_FORMAT));
	gcv_report_free(report);
}
END_TEST

START_TEST(near_misses_are_masked)
{
	gcv_options options;
	gcv_report *report;
	const gcv_finding *told;

	gcv_options_init(&options, sizeof options);
	options.flags = GCV_MASK;
	report = sample_check(catalog, "", "1K7Q-CTFN-LMTC", 14, &options);
	told = find(report, GCV_NEAR_MISS);
	ck_assert_ptr_nonnull(told);
	ck_assert_ptr_null(told->typed);
	ck_assert_ptr_null(told->meant);
	ck_assert_ptr_null(strstr(told->message, "1K7Q"));
	gcv_report_free(report);
}
END_TEST

/* Of its own codes none is taken for a misread one of another format. */
START_TEST(examples_are_no_near_misses)
{
	size_t k, i;

	for (k = 0; k < gcv_catalog_count(catalog); k++) {
		const gcv_format *format = gcv_catalog_at(catalog, k);
		const char *example;

		for (i = 0; (example = gcv_format_value(format, "example", NULL, i)) != NULL; i++) {
			gcv_report *report = sample_check(catalog, "", example, strlen(example), NULL);

			ck_assert_msg(find(report, GCV_NEAR_MISS) == NULL, "%s: %s", format->name, example);
			gcv_report_free(report);
		}
	}
}
END_TEST

/*
 * Both sides of that ranking are in one scale: without a check, errors lead from codes to codes, and what is summed over all
 * misread codes is what one code of so many says.
 */
START_TEST(sums_are_in_the_scale_of_weights)
{
	static const struct { const char *format, *input; } rows[] = {
		{ "playstation", "7HQ2-9KMP-4TXB" }, { "unifi-voucher", "12345-67890" }, { "webmoney", "1234567890123456" },
		{ "adobe-serial", "1234-5678-9012-3456-7890-1234" },
	};
	size_t k;

	for (k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		const gcv_format *format = gcv_catalog_find(catalog, rows[k].format);
		gcv_report *report = sample_check(catalog, rows[k].format, rows[k].input, strlen(rows[k].input), NULL);
		gcvi_suggest_request request = { .formats = &format, .format_count = 1, .channel = gcv_channel_find("printed") };
		gcvi_scaled weight;
		gcvi_arena arena;
		gcvi_near near;
		double ratio;

		ck_assert_int_eq(gcv_report_verdict(report), GCV_VALID);
		gcvi_arena_init(&arena, NULL);
		ck_assert_int_eq(gcvi_suggest_near(&near, report, &request, &arena), GCV_OK);
		ck_assert_int_eq(gcvi_weigh_code(format, strlen(gcv_report_plain(report)), &weight, &arena), GCV_OK);
		ratio = gcvi_scaled_ratio(near.weight, gcvi_scaled_times(weight, (double)gcvi_lengths_count(format)));
		ck_assert_msg(ratio > 0.8 && ratio < 1.2, "%s: %g", rows[k].format, ratio);
		gcvi_arena_free(&arena);
		gcv_report_free(report);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("detect");
	TCase *tcase = tcase_create("detect");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, open_catalog, close_catalog);
	tcase_add_test(tcase, the_narrower_format_comes_first);
	tcase_add_test(tcase, what_no_other_format_contains_is_named_first);
	tcase_add_loop_test(tcase, what_people_hold_is_recognised, 0, (int)(sizeof first_rows / sizeof first_rows[0]));
	tcase_add_loop_test(tcase, what_decided_is_told, 0, (int)(sizeof decision_rows / sizeof decision_rows[0]));
	tcase_add_test(tcase, one_format_leaves_nothing_to_decide);
	tcase_add_test(tcase, popularity_is_a_factor);
	tcase_add_loop_test(tcase, near_misses_of_a_check_are_told, 0, (int)(sizeof near_rows / sizeof near_rows[0]));
	tcase_add_test(tcase, near_misses_are_masked);
	tcase_add_test(tcase, a_keyboard_is_told_without_a_format);
	tcase_add_test(tcase, examples_are_no_near_misses);
	tcase_add_test(tcase, sums_are_in_the_scale_of_weights);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
