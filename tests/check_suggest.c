/* SPDX-License-Identifier: MIT */
/* Suggestions through gcv_check: the right code first, edits that lead to it, refused codes, budgets, masking. */
#include "support.h"

#include <gcvalidate.h>

#include <check.h>
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

static gcv_report *check(const char *format, const char *input, size_t size, const char *refused, unsigned flags)
{
	const gcv_format *found = gcv_catalog_find(catalog, format);
	gcv_options options;
	gcv_report *report;

	ck_assert_ptr_nonnull(found);
	gcv_options_init(&options, sizeof options);
	options.formats = &found;
	options.format_count = 1;
	options.flags = flags;
	if (refused != NULL) {
		options.refused = &refused;
		options.refused_count = 1;
	}
	ck_assert_int_eq(gcv_check(catalog, input, size, &options, &report), GCV_OK);
	return report;
}

/* The input with the edits done. */
static size_t apply(const char *input, size_t size, const gcv_suggestion *suggestion, char *out)
{
	size_t at = 0, used = 0, i;

	for (i = 0; i < suggestion->edit_count; i++) {
		const gcv_edit *edit = &suggestion->edits[i];

		ck_assert_uint_ge(edit->start, at);
		ck_assert_uint_le(edit->start, edit->end);
		ck_assert_uint_le(edit->end, size);
		memcpy(out + used, input + at, edit->start - at);
		used += edit->start - at;
		memcpy(out + used, edit->meant, strlen(edit->meant));
		used += strlen(edit->meant);
		at = edit->end;
	}
	memcpy(out + used, input + at, size - at);
	return used + size - at;
}

/* Every suggestion is valid, and its edits lead to it. */
static void inspect_suggestions(const char *format, const char *input, size_t size, const gcv_report *report)
{
	double sum = 0, before = 2;
	size_t i;

	for (i = 0; i < gcv_report_suggestion_count(report); i++) {
		const gcv_suggestion *suggestion = gcv_report_suggestion(report, i);
		char edited[512];
		size_t length = apply(input, size, suggestion, edited);
		gcv_report *again = check(format, edited, length, NULL, GCV_NO_FLAGS);

		ck_assert(gcv_verify(suggestion->format, suggestion->plain, strlen(suggestion->plain)));
		ck_assert_msg(gcv_report_plain(again) != NULL && strcmp(gcv_report_plain(again), suggestion->plain) == 0,
		              "%s: %.*s edited to %.*s, not %s", format, (int)size, input, (int)length, edited, suggestion->plain);
		ck_assert(suggestion->probability > 0 && suggestion->probability <= before);
		before = suggestion->probability;
		sum += suggestion->probability;
		gcv_report_free(again);
	}
	ck_assert_double_eq_tol(sum + gcv_report_unlisted(report), 1, 1e-9);
}

typedef struct first_row {
	const char *name, *format, *input, *code;
	gcv_edit_kind kind;
	size_t position;
} first_row;

static const first_row firsts[] = {
	{ "two misread", "couponcode", "lK7Q-CTFN-LMTC", "1K7Q-CTFM-LMTC", GCV_SUBSTITUTION, 1 },
	{ "unreadable", "couponcode", "1K7?-CTFM-LMTC", "1K7Q-CTFM-LMTC", GCV_SUBSTITUTION, 4 },
	{ "choice", "couponcode", "1K7[QO]-CTFM-LMTC", "1K7Q-CTFM-LMTC", GCV_SUBSTITUTION, 4 },
	{ "exchanged", "couponcode", "1K7Q-CTMF-LMTC", "1K7Q-CTFM-LMTC", GCV_TRANSPOSITION, 7 },
	{ "doubled", "couponcode", "1K7Q-CTFM-LMTCC", "1K7Q-CTFM-LMTC", GCV_DELETION, 12 },
	{ "left out at the end of a group", "couponcode", "1K7-CTFM-LMTC", "1K7Q-CTFM-LMTC", GCV_INSERTION, 4 },
	{ "left out at the end", "couponcode", "1K7Q-CTFM-LMT", "1K7Q-CTFM-LMTC", GCV_INSERTION, 12 },
	{ "groups exchanged", "couponcode", "CTFM-1K7Q-LMTC", "1K7Q-CTFM-LMTC", GCV_GROUPS, 1 },
	{ "groups exchanged, one misread", "couponcode", "CTFM-lK7Q-LMTC", "1K7Q-CTFM-LMTC", GCV_GROUPS, 1 },
	{ "a group typed twice", "couponcode", "1K7Q-CTFM-CTFM-LMTC", "1K7Q-CTFM-LMTC", GCV_GROUPS, 5 },
	{ "a group typed twice, no separators", "couponcode", "1K7QCTFMCTFMLMTC", "1K7Q-CTFM-LMTC", GCV_GROUPS, 5 },
	{ "AZERTY", "couponcode", "&k\xC3\xA8" "a)ctf,)l,tc", "1K7Q-CTFM-LMTC", GCV_LAYOUT, 1 },
	{ "Russian", "couponcode", "1\xD0\x9B" "7\xD0\x99-\xD0\xA1\xD0\x95\xD0\x90\xD0\xAC-\xD0\x94\xD0\xAC\xD0\x95\xD0\xA1",
	  "1K7Q-CTFM-LMTC", GCV_LAYOUT, 1 },
	{ "kana", "couponcode", "\xE3\x81\xAC\xE3\x81\xAE\xE3\x82\x84\xE3\x81\x9F-"
	  "\xE3\x81\x9D\xE3\x81\x8B\xE3\x81\xAF\xE3\x82\x82-\xE3\x82\x8A\xE3\x82\x82\xE3\x81\x8B\xE3\x81\x9D",
	  "1K7Q-CTFM-LMTC", GCV_LAYOUT, 1 },
	{ "Shift held", "couponcode", "!K&Q_CTFM_LMTC", "1K7Q-CTFM-LMTC", GCV_LAYOUT, 1 },
	{ "PIN behind the code", "walmart", "60123456789012349876", "6012345678901234", GCV_APART, 16 },
	{ "PIN behind hyphens", "walmart", "6012-3456-7890-1234-9876 ", "6012345678901234", GCV_APART, 16 },
	{ "PIN behind a misread code", "walmart", "6O123456789012349876", "6012345678901234", GCV_SUBSTITUTION, 2 },
	{ "Russian, one missing", "couponcode", "1\xD0\x9B" "7\xD0\x99-\xD0\xA1\xD0\x95\xD0\x90\xD0\xAC-\xD0\x94\xD0\xAC\xD0\x95",
	  "1K7Q-CTFM-LMTC", GCV_LAYOUT, 1 },
	{ "Russian, two exchanged", "couponcode", "1\xD0\x9B" "7\xD0\x99-\xD0\xA1\xD0\x95\xD0\x90\xD0\xAC-"
	  "\xD0\x94\xD0\x95\xD0\xAC\xD0\xA1", "1K7Q-CTFM-LMTC", GCV_LAYOUT, 1 },
	{ "Shift held, one misread", "couponcode", "!K&Q-CTFN-LMTC", "1K7Q-CTFM-LMTC", GCV_LAYOUT, 1 },
	{ "Shift held, one too many", "couponcode", "!K&Q-CTFMM-LMTC", "1K7Q-CTFM-LMTC", GCV_LAYOUT, 1 },
	{ "Luhn, one unreadable", "visa-prepaid", "4111 1111 1111 111?", "4111 1111 1111 1111", GCV_SUBSTITUTION, 16 },
};

START_TEST(the_right_code_comes_first)
{
	const first_row *row = &firsts[_i];
	char *copy = exact_copy(row->input, strlen(row->input));
	gcv_report *report = check(row->format, copy, strlen(row->input), NULL, 0);
	const gcv_suggestion *first = gcv_report_suggestion(report, 0);

	ck_assert_msg(first != NULL, "%s: nothing is suggested", row->name);
	ck_assert_msg(strcmp(first->code, row->code) == 0, "%s: %s", row->name, first->code);
	ck_assert_uint_ge(first->edit_count, 1);
	ck_assert_msg(first->edits[0].kind == row->kind, "%s: %s", row->name, gcv_edit_name(first->edits[0].kind));
	ck_assert_msg(first->edits[0].position == row->position, "%s: position %zu", row->name, first->edits[0].position);
	inspect_suggestions(row->format, copy, strlen(row->input), report);
	gcv_report_free(report);
	free(copy);
}
END_TEST

static const gcv_finding *find(const gcv_report *report, gcv_kind kind)
{
	size_t i;

	for (i = 0; i < gcv_report_finding_count(report); i++)
		if (gcv_report_finding(report, i)->kind == kind)
			return gcv_report_finding(report, i);
	return NULL;
}

/* What a keyboard has done is told once, and not of each character. */
static const struct accident_row {
	const char *name, *format, *input, *accident, *others;
	size_t besides;
} keyboard_rows[] = {
	{ "AZERTY", "couponcode", "&k\xC3\xA8" "a)ctf,)l,tc", "azerty", "", 0 },
	{ "Russian", "couponcode", "1\xD0\x9B" "7\xD0\x99-\xD0\xA1\xD0\x95\xD0\x90\xD0\xAC-\xD0\x94\xD0\xAC\xD0\x95\xD0\xA1",
	  "cyrillic", "", 0 },
	{ "Shift held", "couponcode", "!K&Q_CTFM_LMTC", "shift", "", 0 },
	{ "Shift held, one misread", "couponcode", "!K&Q-CTFN-LMTC", "shift", "", 1 },
	{ "behind a label", "couponcode", "code: !K&Q_CTFM_LMTC", "shift", "wrapping ", 0 },
	{ "groups: where to look is told", "couponcode", "CTFM-1K7Q-LMTC", NULL, "check-failed check-failed ", 0 },
	{ "no accident", "couponcode", "*K7Q-CTFM-LMTC", NULL, "not-in-alphabet ", 0 },
};

START_TEST(a_keyboard_is_told_once)
{
	const struct accident_row *row = &keyboard_rows[_i];
	gcv_report *report = check(row->format, row->input, strlen(row->input), NULL, 0);
	const gcv_finding *told = find(report, GCV_ACCIDENT);
	char others[256] = "";
	size_t i;

	for (i = 0; i < gcv_report_finding_count(report); i++)
		if (gcv_report_finding(report, i) != told) {
			strcat(others, gcv_kind_name(gcv_report_finding(report, i)->kind));
			strcat(others, " ");
		}
	ck_assert_msg(strcmp(others, row->others) == 0, "%s: %s", row->name, others);
	ck_assert_msg((told != NULL) == (row->accident != NULL), "%s", row->name);
	if (told != NULL) {
		const gcv_suggestion *first = gcv_report_suggestion(report, 0);

		ck_assert_str_eq(told->name, row->accident);
		ck_assert_str_eq(told->meant, first->code);
		ck_assert_double_ge(told->probability, first->probability);
		ck_assert_uint_eq(told->count, row->besides);
		ck_assert_int_eq(told->severity, GCV_ERROR);
		ck_assert_uint_eq(told->end, strlen(row->input));
	}
	gcv_report_free(report);
}
END_TEST

START_TEST(valid_codes_are_left_in_peace)
{
	gcv_report *report = check("couponcode", "1K7Q-CTFM-LMTC", 14, NULL, 0);

	ck_assert_uint_eq(gcv_report_suggestion_count(report), 0);
	ck_assert_ptr_null(gcv_report_reread(report));
	gcv_report_free(report);
	report = check("amazon", "AB3D-E6GH7K-M9PR", 16, NULL, 0);
	ck_assert_uint_eq(gcv_report_suggestion_count(report), 0);
	gcv_report_free(report);
}
END_TEST

START_TEST(refused_codes_do_not_come_back)
{
	gcv_report *report = check("couponcode", "1K7Q-CTMF-LMTC", 14, "1k7qctfmlmtc", 0);
	size_t i;

	for (i = 0; i < gcv_report_suggestion_count(report); i++)
		ck_assert_str_ne(gcv_report_suggestion(report, i)->code, "1K7Q-CTFM-LMTC");
	ck_assert_uint_ge(gcv_report_suggestion_count(report), 1);
	/* What it held goes to the others: the next one had 28 % before. */
	ck_assert(gcv_report_suggestion(report, 0)->probability > 0.5);
	inspect_suggestions("couponcode", "1K7Q-CTMF-LMTC", 14, report);
	gcv_report_free(report);
}
END_TEST

typedef struct many_row {
	const char *name, *format, *input;
	double codes;             /* that fit what was read; how many have to be tried is told within a tenth */
} many_row;

/* The alphabet of couponcode has 32 symbols, and each group one check character; amazon's has 36. */
static const many_row many[] = {
	{ "two in a group", "couponcode", "1K?\?-CTFM-LMTC", 32 },
	{ "a group", "couponcode", "?\?\?\?-CTFM-LMTC", 32.0 * 32 * 32 },
	{ "a group not typed", "couponcode", "CTFM-LMTC", 32.0 * 32 * 32 },
	{ "the last group not typed", "couponcode", "1K7Q-CTFM", 32.0 * 32 * 32 },
	{ "all but a group", "couponcode", "1K7Q-?\?\?\?-?\?\?\?", 32.0 * 32 * 32 * 32 * 32 * 32 },
	{ "most not typed", "couponcode", "1K7Q", 32.0 * 32 * 32 * 32 * 32 * 32 },
	{ "everything", "couponcode", "?\?\?\?-?\?\?\?-?\?\?\?", 35184372088832.0 },
	{ "choices", "couponcode", "[1I7][K8]?[QOD]-CTFM-[L1][MN][T7]?", 72 },
	{ "one, nothing checks it", "amazon", "AB3D-E6?H7K-M9PR", 36 },
	{ "three, nothing checks them", "amazon", "AB3D-E6?H?K-M?PR", 46656 },
	{ "everything, nothing checks it", "amazon", "?\?\?\?-?\?\?\?\?\?-?\?\?\?", 1e15 },
};

START_TEST(too_many_codes_are_not_listed)
{
	const many_row *row = &many[_i];
	gcv_report *report = check(row->format, row->input, strlen(row->input), NULL, 0);
	const gcv_finding *told = find(report, GCV_TOO_MANY);

	ck_assert_uint_eq(gcv_report_suggestion_count(report), 0);
	ck_assert_double_eq(gcv_report_unlisted(report), 1);
	ck_assert_double_eq(gcv_report_chance(report, 3), 0);
	ck_assert_msg(told != NULL, "%s", row->name);
	ck_assert_int_eq(told->severity, GCV_WARNING);
	ck_assert_msg((double)told->count >= row->codes * 0.9 && (double)told->count <= row->codes * 1.1, "%s: %zu, not %g",
	              row->name, told->count, row->codes);
	ck_assert_int_eq(gcv_report_truncated(report), 0);
	gcv_report_free(report);
}
END_TEST

START_TEST(few_codes_are_listed)
{
	gcv_report *report = check("amazon", "AB3D-E6GH7K-M9P[B8]", 19, NULL, 0);

	ck_assert_ptr_null(find(report, GCV_TOO_MANY));
	ck_assert_uint_eq(gcv_report_suggestion_count(report), 2);
	ck_assert_double_eq_tol(gcv_report_chance(report, 1), 0.5, 0.03);
	ck_assert_double_eq_tol(gcv_report_chance(report, 2), 1, 0.06);
	ck_assert_double_eq(gcv_report_chance(report, 0), 0);
	ck_assert_double_eq(gcv_report_chance(report, 9), gcv_report_chance(report, 2));
	gcv_report_free(report);
}
END_TEST

/* The issuer allows two tries; each refused code has used one up, but one is left whatever the caller says. */
START_TEST(no_more_are_listed_than_may_be_tried)
{
	static const char budget[] = "[two-tries]\ntitle = t\nclass D = 0-9 A-H J-N P-R T-Y\nevidence = exact\nlayout = D4 - D4\n"
		"check = coupon-code\nattempts = 2\ngrade = C\nsource = made up\n";
	static const char *const refused[] = { "1K7Q-CTFM", "C1K7-CTFM", "1K7Q CTFM" };
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	const gcv_format *format;
	gcv_options options;
	double before = 0;
	size_t given;

	ck_assert_int_eq(gcv_catalog_load(catalog, budget, strlen(budget), NULL, &error), GCV_OK);
	format = gcv_catalog_find(catalog, "two-tries");
	ck_assert_uint_eq(gcv_format_attempts(format), 2);
	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	options.suggestions = 9;
	options.refused = refused;
	for (given = 0; given <= 3; given++) {
		gcv_report *report;
		size_t i, k;

		options.refused_count = given;
		ck_assert_int_eq(gcv_check(catalog, "1K7-CTFM", 8, &options, &report), GCV_OK);
		ck_assert_uint_eq(gcv_report_suggestion_count(report), given == 0 ? 2 : 1);
		for (i = 0; i < gcv_report_suggestion_count(report); i++)
			for (k = 0; k < given; k++)
				ck_assert_str_ne(gcv_report_suggestion(report, i)->code, refused[k]);
		/* The others rise, but not for one that was given twice. */
		if (given == 2)
			ck_assert(gcv_report_suggestion(report, 0)->probability > before + 0.1);
		if (given == 3)
			ck_assert_double_eq_tol(gcv_report_suggestion(report, 0)->probability, before, 1e-12);
		before = gcv_report_suggestion(report, 0)->probability;
		gcv_report_free(report);
	}
}
END_TEST

/* Work is counted in steps: where they run out, what was found until then stands, and the report says so. */
START_TEST(a_search_that_was_cut_short_says_so)
{
	const gcv_format *format = gcv_catalog_find(catalog, "couponcode");
	gcv_options options;
	gcv_report *report;

	gcv_options_init(&options, sizeof options);
	options.formats = &format;
	options.format_count = 1;
	options.steps = 20;
	ck_assert_int_eq(gcv_check(catalog, "1K7Q-CTMF-LMTC", 14, &options, &report), GCV_OK);
	ck_assert_int_eq(gcv_report_truncated(report), 1);
	gcv_report_free(report);
	options.steps = 20000;
	ck_assert_int_eq(gcv_check(catalog, "1K7Q-CTMF-LMTC", 14, &options, &report), GCV_OK);
	ck_assert_int_eq(gcv_report_truncated(report), 0);
	gcv_report_free(report);
}
END_TEST

/* Of equal steps equal answers; and whatever is unread, the steps suffice. */
START_TEST(unread_characters_take_few_steps)
{
	static const char code[] = "1K7Q-CTFM-LMTC";
	size_t unread, k;

	for (unread = 0; unread < 0x1000; unread += 37) {
		char typed[sizeof code];
		gcv_report *report;
		size_t place = 0;

		memcpy(typed, code, sizeof code);
		for (k = 0; k < sizeof code - 1; k++)
			if (code[k] != '-' && (unread >> place++ & 1) != 0)
				typed[k] = '?';
		report = check("couponcode", typed, sizeof code - 1, NULL, 0);
		ck_assert_msg(gcv_report_truncated(report) == 0, "%s", typed);
		gcv_report_free(report);
	}
}
END_TEST

/* A code refused before, with an unreadable character in what was typed: the rest is all there is. */
START_TEST(refused_codes_are_taken_off_whatever_the_input)
{
	gcv_report *report = check("couponcode", "[1L]K7?-CTFM-LMTC", 17, "1K7Q-CTFM-LMTC", 0);

	ck_assert_uint_ge(gcv_report_suggestion_count(report), 1);
	ck_assert(gcv_report_suggestion(report, 0)->probability > 0.9);
	ck_assert_str_eq(gcv_report_suggestion(report, 0)->code, "LK71-CTFM-LMTC");
	gcv_report_free(report);
}
END_TEST

/* No format was named and none fits: the sums over all that are near choose code and format. */
START_TEST(formats_are_ranked_together)
{
	static const char *const inputs[] = { "1K7?-CTFM-LMTC", "4111 1111 1111 111?" };
	static const char *const codes[] = { "1K7Q-CTFM-LMTC", "4111 1111 1111 1111" };
	size_t k;

	for (k = 0; k < 2; k++) {
		gcv_report *report;
		const gcv_suggestion *first;

		ck_assert_int_eq(gcv_check(catalog, inputs[k], strlen(inputs[k]), NULL, &report), GCV_OK);
		ck_assert_int_eq(gcv_report_verdict(report), GCV_INVALID);
		first = gcv_report_suggestion(report, 0);
		ck_assert_msg(first != NULL, "%s", inputs[k]);
		ck_assert_str_eq(first->code, codes[k]);
		inspect_suggestions(gcv_format_name(first->format), inputs[k], strlen(inputs[k]), report);
		gcv_report_free(report);
	}
}
END_TEST

START_TEST(one_character_is_worth_reading_again)
{
	gcv_report *report = check("couponcode", "1K7Q-CTMF-LMTC", 14, NULL, 0);
	const gcv_reread *reread = gcv_report_reread(report);

	ck_assert_ptr_nonnull(reread);
	ck_assert_uint_eq(reread->position, 7);
	ck_assert_uint_eq(reread->start, 7);
	ck_assert_uint_eq(reread->end, 8);
	ck_assert_uint_ge(reread->alternative_count, 2);
	ck_assert(reread->alternatives[0].probability >= reread->alternatives[1].probability);
	gcv_report_free(report);
}
END_TEST

START_TEST(a_mask_hides_suggestions)
{
	gcv_report *report = check("couponcode", "1K7Q-CTMF-LMTC", 14, NULL, GCV_MASK);
	size_t i, e;

	ck_assert_uint_ge(gcv_report_suggestion_count(report), 1);
	for (i = 0; i < gcv_report_suggestion_count(report); i++) {
		const gcv_suggestion *suggestion = gcv_report_suggestion(report, i);

		ck_assert_ptr_null(strstr(suggestion->code, "1K7Q"));
		ck_assert_ptr_null(strstr(suggestion->plain, "CTFM"));
		for (e = 0; e < suggestion->edit_count; e++) {
			ck_assert_ptr_null(suggestion->edits[e].typed);
			ck_assert_ptr_null(suggestion->edits[e].meant);
		}
	}
	if (gcv_report_reread(report) != NULL)
		ck_assert_uint_eq(gcv_report_reread(report)->alternative_count, 0);
	gcv_report_free(report);
}
END_TEST

/* One accident to a valid code. */
static size_t damage(char *code, uint64_t *state)
{
	static const char characters[] = "0123456789ABCDEFGHJKLMNPQRTUVWXYOISZ?";
	size_t size = strlen(code), at = (size_t)(next_random(state) % size);
	char kept;

	switch (next_random(state) % 5) {
	case 0:
		memmove(code + at, code + at + 1, size - at);
		break;
	case 1:
		memmove(code + at + 1, code + at, size - at + 1);
		break;
	case 2:
		if (at + 1 < size) {
			kept = code[at];
			code[at] = code[at + 1];
			code[at + 1] = kept;
		}
		break;
	default:
		code[at] = characters[next_random(state) % (sizeof characters - 1)];
		break;
	}
	return strlen(code);
}

START_TEST(edits_always_lead_to_the_suggestion)
{
	static const char *const codes[][2] = {
		{ "couponcode", "1K7Q-CTFM-LMTC" }, { "couponcode", "190D-V467-8D52" }, { "visa-prepaid", "4111 1111 1111 1111" },
		{ "windows-key", "BCDFG-HJKMN-PQRTV-WXY23-46789" }, { "microsoft", "BCDFG-HJKMP-QRTVW-XY234-6789B" },
		{ "odoo-loyalty", "0441-2345-4678" }
	};
	uint64_t state = 20261123;
	size_t round;

	for (round = 0; round < 400; round++) {
		size_t which = (size_t)(next_random(&state) % (sizeof codes / sizeof codes[0])), size, hits;
		char code[64];
		gcv_report *report;

		strcpy(code, codes[which][1]);
		size = strlen(code);
		for (hits = 1 + next_random(&state) % 2; hits > 0; hits--)
			size = damage(code, &state);
		report = check(codes[which][0], code, size, NULL, 0);
		if (gcv_report_suggestion_count(report) != 0)
			inspect_suggestions(codes[which][0], code, size, report);
		gcv_report_free(report);
	}
}
END_TEST

/* An accident to all of it and a misread character are told side by side, each with its own span. */
START_TEST(a_keyboard_and_a_misread_character_are_both_told)
{
	static const char typed[] = "!K&Q-CTFN-LMTC";
	static const struct { gcv_edit_kind kind; size_t start, end; const char *meant; } edits[] = {
		{ GCV_LAYOUT, 0, 8, "1K7Q-CTF" }, { GCV_SUBSTITUTION, 8, 9, "M" }
	};
	gcv_report *report = check("couponcode", typed, sizeof typed - 1, NULL, 0);
	const gcv_suggestion *first = gcv_report_suggestion(report, 0);
	size_t k;

	ck_assert_ptr_nonnull(first);
	ck_assert_uint_eq(first->edit_count, 2);
	for (k = 0; k < 2; k++) {
		ck_assert_int_eq(first->edits[k].kind, edits[k].kind);
		ck_assert_uint_eq(first->edits[k].start, edits[k].start);
		ck_assert_uint_eq(first->edits[k].end, edits[k].end);
		ck_assert_str_eq(first->edits[k].meant, edits[k].meant);
	}
	ck_assert_str_eq(first->edits[0].name, "shift");
	ck_assert_str_eq(first->edits[1].message, "character 8: M instead of N");
	gcv_report_free(report);
}
END_TEST

/* What each key gives on AZERTY, for a typist who believes in QWERTY; and the digits with Shift on a Japanese keyboard. */
static void type_elsewhere(const char *code, int azerty, char *out)
{
	static const char us[] = "1234567890-qwertyuiopasdfghjkl;zxcvbnm";
	static const char *const fr[] = { "&", "\xC3\xA9", "\"", "'", "(", "-", "\xC3\xA8", "_", "\xC3\xA7", "\xC3\xA0", ")",
		"a", "z", "e", "r", "t", "y", "u", "i", "o", "p", "q", "s", "d", "f", "g", "h", "j", "k", "l", "m", "w", "x", "c", "v",
		"b", "n", "," };
	static const char jis[] = "!\"#$%&'()0=";

	for (*out = '\0'; *code != '\0'; code++) {
		char small = (char)(*code >= 'A' && *code <= 'Z' ? *code - 'A' + 'a' : *code);
		const char *key = strchr(us, small);
		char one[2] = { *code, '\0' };

		if (key == NULL)
			strcat(out, one);
		else if (azerty)
			strcat(out, fr[key - us]);
		else if (key - us < 11)
			strncat(out, &jis[key - us], 1);
		else
			strcat(out, one);
	}
}

/* Accidents to groups of four and to all of a code; now and then a character is misread, too. */
static void have_accident(const char *code, uint64_t *state, char *out)
{
	char groups[3][8], misread[32];
	size_t a = next_random(state) % 3, b = (a + 1 + next_random(state) % 2) % 3, g;

	for (g = 0; g < 3; g++) {
		memcpy(groups[g], code + 5 * g, 4);
		groups[g][4] = '\0';
	}
	*out = '\0';
	strcpy(misread, code);
	switch (next_random(state) % 5) {
	case 0: case 1:
		if (next_random(state) % 2 == 0)
			(void)damage(misread, state);
		type_elsewhere(misread, (int)(next_random(state) % 2), out);
		break;
	default:
		for (g = 0; g < 3; g++) {
			size_t which = next_random(state) % 4;

			strcat(out, g > 0 && which != 0 ? "-" : "");
			strcat(out, groups[g == a ? b : g == b ? a : g]);
		}
		if (next_random(state) % 3 == 0)
			strcat(out, groups[a < b ? 2 : 0]);
		if (next_random(state) % 4 == 0)
			(void)damage(out, state);
		break;
	}
}

START_TEST(edits_undo_accidents)
{
	static const char *const codes[] = { "1K7Q-CTFM-LMTC", "190D-V467-8D52" };
	uint64_t state = 20261124;
	size_t round, accidents = 0, e;

	for (round = 0; round < 400; round++) {
		char typed[128];
		gcv_report *report;

		have_accident(codes[round % 2], &state, typed);
		report = check("couponcode", typed, strlen(typed), NULL, 0);
		if (gcv_report_suggestion_count(report) != 0) {
			const gcv_suggestion *first = gcv_report_suggestion(report, 0);

			inspect_suggestions("couponcode", typed, strlen(typed), report);
			for (e = 0; e < first->edit_count; e++)
				if (first->edits[e].name != NULL)
					break;
			accidents += e < first->edit_count;
		}
		gcv_report_free(report);
	}
	printf("%zu of %zu inputs are answered by an accident\n", accidents, round);
	ck_assert_uint_gt(accidents, 250);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("suggest");
	TCase *tcase = tcase_create("suggest");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, open_catalog, close_catalog);
	tcase_add_loop_test(tcase, the_right_code_comes_first, 0, (int)(sizeof firsts / sizeof firsts[0]));
	tcase_add_loop_test(tcase, a_keyboard_is_told_once, 0, (int)(sizeof keyboard_rows / sizeof keyboard_rows[0]));
	tcase_add_test(tcase, valid_codes_are_left_in_peace);
	tcase_add_test(tcase, refused_codes_do_not_come_back);
	tcase_add_loop_test(tcase, too_many_codes_are_not_listed, 0, (int)(sizeof many / sizeof many[0]));
	tcase_add_test(tcase, few_codes_are_listed);
	tcase_add_test(tcase, no_more_are_listed_than_may_be_tried);
	tcase_add_test(tcase, refused_codes_are_taken_off_whatever_the_input);
	tcase_add_test(tcase, formats_are_ranked_together);
	tcase_add_test(tcase, a_search_that_was_cut_short_says_so);
	tcase_add_test(tcase, unread_characters_take_few_steps);
	tcase_add_test(tcase, one_character_is_worth_reading_again);
	tcase_add_test(tcase, a_mask_hides_suggestions);
	tcase_add_test(tcase, edits_always_lead_to_the_suggestion);
	tcase_add_test(tcase, a_keyboard_and_a_misread_character_are_both_told);
	tcase_add_test(tcase, edits_undo_accidents);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
