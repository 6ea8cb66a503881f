/* SPDX-License-Identifier: MIT */
/* A masked report shows no code: every string in it is searched for pieces of the code that was typed or meant. */
#include "sample.h"

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Runs of so many characters of a code in a row must not be anywhere. */
#define RUN 5

typedef struct row {
	const char *name, *format, *input;
	const char *secret;       /* what must not be seen, without separators */
} row;

static const row rows[] = {
	{ "valid", "gift", "AB3D-E6GH7K-M9PR", "AB3DE6GH7KM9PR" },
	{ "valid, checked", "coupon", "1k7q ctfm lmtc", "1K7QCTFMLMTC" },
	{ "valid number", "card", "4111-1111-1111-1111", "4111111111111111" },
	{ "repaired", "gift", "\u0410B3D-E6GH7K-M9PR", "AB3DE6GH7KM9PR" },
	{ "outside the alphabet", "exact", "BCDFG-HJKMA", "BCDFGHJKMA" },
	{ "check failed", "coupon", "1K7Q-CTFN-LMTC", "1K7QCTFNLMTC" },
	{ "check failed, and what was meant", "coupon", "1K7Q-CTFN-LMTC", "1K7QCTFMLMTC" },
	{ "too short", "coupon", "1K7-CTFM-LMTC", "1K7QCTFMLMTC" },
	{ "unreadable", "coupon", "1K7?-CTFM-LMTC", "1K7QCTFMLMTC" },
	{ "choice", "exact", "BCDFG-HJKM[B8]", "BCDFGHJKMB" },
	{ "decoy", "apple", "GCA1234567890123", "GCA1234567890123" },
	{ "wrong prefix", "apple", "AB12345678901234", "AB12345678901234" },
	{ "wrong class", "classes", "AAB2E", "AAB2E" },
	{ "any format", "", "AB3D-E6GH7K-M9PR", "AB3DE6GH7KM9PR" },
	{ "no format", "", "AB3D-E6GH7K-M9PR-AB3D-E6GH7K-M9PR-XXX", "AB3DE6GH7KM9PRAB3DE6GH7KM9PRXXX" },
	{ "kana", "kana", "\u3055\u304F\u3089\u306E\u306F\u306A\u306E\u3055",
	  "\u3055\u304F\u3089\u306E\u306F\u306A\u306E\u3055" },
};

typedef struct texts {
	const char *items[4096];
	size_t count;
} texts;

static void collect(texts *all, const char *text)
{
	if (text == NULL)
		return;
	ck_assert_uint_lt(all->count, 4096);
	all->items[all->count++] = text;
}

static void collect_report(texts *all, const gcv_report *report)
{
	size_t i, k;

	collect(all, gcv_report_code(report));
	collect(all, gcv_report_plain(report));
	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *f = gcv_report_finding(report, i);

		collect(all, f->typed);
		collect(all, f->meant);
		collect(all, f->message);
		collect(all, f->name);
		for (k = 0; k < f->alternative_count; k++)
			collect(all, f->alternatives[k].symbol);
	}
	for (i = 0; i < gcv_report_suggestion_count(report); i++) {
		const gcv_suggestion *s = gcv_report_suggestion(report, i);

		collect(all, s->code);
		collect(all, s->plain);
		for (k = 0; k < s->edit_count; k++) {
			collect(all, s->edits[k].typed);
			collect(all, s->edits[k].meant);
		}
	}
	if (gcv_report_reread(report) != NULL) {
		collect(all, gcv_report_reread(report)->message);
		for (k = 0; k < gcv_report_reread(report)->alternative_count; k++)
			collect(all, gcv_report_reread(report)->alternatives[k].symbol);
	}
}

static size_t next_point(const char *text)
{
	size_t bytes = 1;

	while (((unsigned char)text[bytes] & 0xC0) == 0x80)
		bytes++;
	return bytes;
}

/* Does the text have `points` characters in a row of the secret? Separators in it are skipped. */
static bool shows(const char *text, const char *secret, size_t points)
{
	char *bare = malloc(strlen(text) + 1), piece[64];
	size_t size = 0, at, end, i;
	bool found = false;

	ck_assert_ptr_nonnull(bare);
	for (i = 0; text[i] != '\0'; i++)
		if (text[i] != '-' && text[i] != ' ')
			bare[size++] = text[i];
	bare[size] = '\0';
	for (at = 0; secret[at] != '\0' && !found; at += next_point(secret + at)) {
		for (end = at, i = 0; i < points && secret[end] != '\0'; i++)
			end += next_point(secret + end);
		if (i < points)
			break;
		memcpy(piece, secret + at, end - at);
		piece[end - at] = '\0';
		found = strstr(bare, piece) != NULL;
	}
	free(bare);
	return found;
}

START_TEST(nothing_shows_the_code)
{
	const row *r = &rows[_i];
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_options options;
	gcv_report *report;
	texts *all = calloc(1, sizeof *all);
	size_t i, suggestions;

	ck_assert_ptr_nonnull(all);
	gcv_options_init(&options, sizeof options);
	options.flags = GCV_MASK;
	report = sample_check(catalog, r->format, r->input, strlen(r->input), &options);
	collect_report(all, report);
	ck_assert_uint_ge(all->count, 1);
	for (i = 0; i < all->count; i++)
		ck_assert_msg(!shows(all->items[i], r->secret, RUN), "%s: \"%s\"", r->name, all->items[i]);
	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *f = gcv_report_finding(report, i);

		ck_assert_msg(f->typed == NULL && f->meant == NULL && f->alternative_count == 0, "%s", r->name);
	}
	for (i = 0; i < gcv_report_suggestion_count(report); i++) {
		const gcv_suggestion *s = gcv_report_suggestion(report, i);
		size_t k;

		for (k = 0; k < s->edit_count; k++)
			ck_assert_msg(s->edits[k].typed == NULL && s->edits[k].meant == NULL, "%s", r->name);
	}
	suggestions = gcv_report_suggestion_count(report);
	gcv_report_free(report);
	options.flags = 0;
	report = sample_check(catalog, r->format, r->input, strlen(r->input), &options);
	ck_assert_msg(gcv_report_suggestion_count(report) == suggestions, "%s: %zu, not %zu", r->name, suggestions,
	              gcv_report_suggestion_count(report));
	gcv_report_free(report);
	free(all);
	gcv_catalog_free(catalog);
}
END_TEST

/* The same search finds the code where it is not masked: it can fail. */
START_TEST(the_search_finds_codes)
{
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_report *report = sample_check(catalog, "gift", rows[0].input, strlen(rows[0].input), NULL);

	ck_assert(shows(gcv_report_code(report), rows[0].secret, RUN));
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

typedef struct code_row {
	const char *name, *format, *input, *code, *plain;
} code_row;

static const code_row code_rows[] = {
	{ "three of fourteen", "gift", "AB3D-E6GH7K-M9PR", "****-******-*9PR", "***********9PR" },
	{ "no check characters", "coupon", "1K7Q-CTFM-LMTC", "****-****-*MT*", "*********MT*" },
	{ "four of sixteen, the last a check digit", "card", "4111-1111-1111-1111", "****-****-****-111*",
	  "************111*" },
	{ "kana", "kana", "\u3055\u304F\u3089\u306E\u306F\u306A\u306E\u3055", "**** **\u306E\u3055", "******\u306E\u3055" },
};

START_TEST(the_end_of_the_code_stays)
{
	const code_row *r = &code_rows[_i];
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_options options;
	gcv_report *report;

	gcv_options_init(&options, sizeof options);
	options.flags = GCV_MASK;
	report = sample_check(catalog, r->format, r->input, strlen(r->input), &options);
	ck_assert_msg(gcv_report_code(report) != NULL, "%s", r->name);
	ck_assert_msg(strcmp(gcv_report_code(report), r->code) == 0, "%s: %s", r->name, gcv_report_code(report));
	ck_assert_msg(strcmp(gcv_report_plain(report), r->plain) == 0, "%s: %s", r->name, gcv_report_plain(report));
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("mask");
	TCase *tests = tcase_create("mask");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, nothing_shows_the_code, 0, sizeof rows / sizeof rows[0]);
	tcase_add_test(tests, the_search_finds_codes);
	tcase_add_loop_test(tests, the_end_of_the_code_stays, 0, sizeof code_rows / sizeof code_rows[0]);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
