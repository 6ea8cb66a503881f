/* SPDX-License-Identifier: MIT */
/* Channels learnt from pairs: alignment, counts, the posterior they make, and files that are no pairs. */
#include "channel_help.h"

#include "learn.h"

#include <math.h>

/* ---------------------------------------------------------------------------------------------- alignment */

typedef struct align_row {
	const char *name, *printed, *typed, *steps;   /* = S(ubstituted) O(mitted) I(nserted) D(oubled) X(swapped) J T(winned) */
} align_row;

static const align_row align_rows[] = {
	{ "nothing", "", "", "" },
	{ "the same", "ABC", "ABC", "===" },
	{ "another character", "ABC", "AXC", "=S=" },
	{ "one left out", "ABCD", "ABD", "==O=" },
	{ "one too many", "ABCD", "ABXCD", "==I==" },
	{ "one twice", "ABCD", "ABBCD", "=D==" },
	{ "one of two equal ones left out", "ABBC", "ABC", "=O==" },
	{ "neighbours exchanged", "ABCD", "ACBD", "=X=" },
	{ "the first two", "ABCD", "BACD", "X==" },
	{ "around a third", "ABCDE", "ADCBE", "=J=" },
	{ "twins", "AB77C", "AB55C", "==T=" },
	{ "two others, not twins", "AB77C", "AB56C", "==SS=" },
	{ "two others, not exchanged", "ABCD", "AXYD", "=SS=" },
	{ "exchanged and another", "ABCDEF", "BACDXF", "X==S=" },
	{ "all left out", "ABC", "", "OOO" },
	{ "all too many", "", "ABC", "III" },
	{ "eight left out", "ABCDEFGHIJ", "AJ", "=OOOOOOOO=" },
};

START_TEST(aligned)
{
	static const char letters[GCVI_ACCIDENT_COUNT + 1] = "=SOIDXJT";
	const align_row *row = &align_rows[_i];
	uint32_t printed[16], typed[16];
	size_t n = strlen(row->printed), m = strlen(row->typed), count = 0, edits = 0, i, wrong = 0;
	const gcvi_aligned *steps;
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	for (i = 0; i < n; i++)
		printed[i] = (uint32_t)row->printed[i];
	for (i = 0; i < m; i++)
		typed[i] = (uint32_t)row->typed[i];
	steps = gcvi_aligner_run(gcvi_aligner_make(&arena), printed, n, typed, m, &count, &edits);
	ck_assert_ptr_nonnull(steps);
	ck_assert_msg(count == strlen(row->steps), "%s: %lu steps", row->name, (unsigned long)count);
	for (i = 0; i < count; i++) {
		ck_assert_msg(letters[steps[i].accident] == row->steps[i], "%s: step %lu is %c", row->name, (unsigned long)i,
		              letters[steps[i].accident]);
		wrong += row->steps[i] != '=';
	}
	ck_assert_uint_eq(edits, wrong);
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(too_far_apart_to_align)
{
	static uint32_t long_code[GCVI_CODE_MAX + 1];
	size_t count = 0, edits = 0;
	gcvi_arena arena;
	gcvi_aligner *aligner;

	gcvi_arena_init(&arena, NULL);
	aligner = gcvi_aligner_make(&arena);
	ck_assert_ptr_null(gcvi_aligner_run(aligner, long_code, 20, long_code, 20 - GCVI_DRIFT - 1, &count, &edits));
	ck_assert_ptr_null(gcvi_aligner_run(aligner, long_code, 20, long_code, 20 + GCVI_DRIFT + 1, &count, &edits));
	ck_assert_ptr_null(gcvi_aligner_run(aligner, long_code, GCVI_CODE_MAX + 1, long_code, GCVI_CODE_MAX, &count, &edits));
	ck_assert_ptr_nonnull(gcvi_aligner_run(aligner, long_code, GCVI_CODE_MAX, long_code, GCVI_CODE_MAX, &count, &edits));
	ck_assert_uint_eq(count, GCVI_CODE_MAX);
	ck_assert_ptr_nonnull(gcvi_aligner_run(aligner, long_code, GCVI_CODE_MAX, long_code, GCVI_CODE_MAX - GCVI_DRIFT, &count, &edits));
	ck_assert_uint_eq(edits, GCVI_DRIFT);
	gcvi_arena_free(&arena);
}
END_TEST

/* ----------------------------------------------------------------------------------------- synthetic pairs */

#define SYMBOLS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define CODE 16
#define LINES 4000

typedef struct injected {
	char *text;
	size_t size;
	unsigned long read[36][36], omitted, inserted, doubled, swapped, wrong;   /* read[printed][typed] */
} injected;

static size_t at_most(uint64_t *state, size_t bound)
{
	return (size_t)(next_random(state) >> 33) % bound;
}

/*
 * Codes without two equal characters within three places, one accident in some lines at a known place, so that the
 * alignment can have no other opinion. O is read as Q far more often than the base channel says.
 */
static void inject(injected *made)
{
	uint64_t state = 42;
	size_t line, i;

	memset(made, 0, sizeof *made);
	made->text = malloc(LINES * 40);
	ck_assert_ptr_nonnull(made->text);
	for (line = 0; line < LINES; line++) {
		char printed[CODE + 1], typed[CODE + 4];
		size_t place, what = at_most(&state, 100), s[CODE], other;
		bool misread;

		for (i = 0; i < CODE; i++)
			do
				s[i] = at_most(&state, 36);
			while ((i > 0 && s[i] == s[i - 1]) || (i > 1 && s[i] == s[i - 2]) || (i > 2 && s[i] == s[i - 3]));
		for (i = 0; i < CODE; i++)
			typed[i] = printed[i] = SYMBOLS[s[i]];
		typed[CODE] = printed[CODE] = '\0';
		place = 4 + at_most(&state, 8);
		do
			other = at_most(&state, 36);
		while (other == s[place] || other == s[place - 1] || other == s[place + 1] || other == s[place - 2] ||
		       other == s[place + 2]);
		misread = what < 10 || (SYMBOLS[s[place]] == 'O' && what < 60);
		if (misread && SYMBOLS[s[place]] == 'O')
			other = (size_t)(strchr(SYMBOLS, 'Q') - SYMBOLS);
		if (misread) {
			typed[place] = SYMBOLS[other];
		} else if (what < 14) {
			memmove(&typed[place], &typed[place + 1], CODE - place);
			made->omitted++;
		} else if (what < 17) {
			memmove(&typed[place + 1], &typed[place], CODE - place + 1);
			made->doubled++;
		} else if (what < 19) {
			memmove(&typed[place + 1], &typed[place], CODE - place + 1);
			typed[place] = SYMBOLS[other];
			made->inserted++;
		} else if (what < 24) {
			typed[place] = printed[place + 1];
			typed[place + 1] = printed[place];
			made->swapped++;
		}
		made->wrong += strcmp(printed, typed) != 0;
		for (i = 0; i < CODE; i++) {
			if (strlen(typed) < CODE && i == place)
				continue;
			made->read[s[i]][i == place && misread ? other : s[i]]++;
		}
		made->size += (size_t)snprintf(made->text + made->size, 40, "%s\t%s\n", printed, typed);
	}
}

static double posterior(const injected *made, const gcvi_emission *base, const gcvi_alphabet *alphabet, size_t printed,
                        size_t typed, double weight)
{
	double seen = 0;
	size_t i;

	for (i = 0; i < 36; i++)
		seen += (double)made->read[printed][i];
	return ((double)made->read[printed][typed] +
	        weight * chance(base, alphabet, (uint32_t)SYMBOLS[typed], (uint32_t)SYMBOLS[printed])) / (seen + weight);
}

START_TEST(counts_come_back)
{
	static const char *const bases[] = { "printed", "scratched", "spoken", "keyed", "ocr" };
	const gcv_channel *base = gcv_channel_find(bases[_i]);
	gcv_learn_options options;
	gcv_learn_counts counts = GCV_LEARN_COUNTS_INIT;
	gcv_channel *learned = NULL;
	const gcvi_emission *before, *after;
	gcvi_alphabet alphabet;
	gcvi_arena arena;
	injected made;
	size_t p, t, substituted = 0;

	inject(&made);
	gcv_learn_options_init(&options, sizeof options);
	options.base = base;
	ck_assert_int_eq(gcv_channel_learn(&learned, made.text, made.size, &options, NULL, &counts, NULL), GCV_OK);
	for (p = 0; p < 36; p++)
		for (t = 0; t < 36; t++)
			substituted += t != p ? made.read[p][t] : 0;
	ck_assert_uint_eq(counts.pairs, LINES);
	ck_assert_uint_eq(counts.characters, LINES * CODE);
	ck_assert_uint_eq(counts.wrong, made.wrong);
	ck_assert_uint_eq(counts.substitutions, substituted);
	ck_assert_uint_eq(counts.omissions, made.omitted);
	ck_assert_uint_eq(counts.insertions, made.inserted);
	ck_assert_uint_eq(counts.doublings, made.doubled);
	ck_assert_uint_eq(counts.transpositions, made.swapped);
	ck_assert_uint_eq(counts.jumps + counts.twins + counts.skipped, 0);
	gcvi_arena_init(&arena, NULL);
	alphabet = alphabet_of(SYMBOLS, GCVI_CASE_UPPER);
	before = make_emission(base, &alphabet, &arena);
	after = make_emission(learned, &alphabet, &arena);
	for (p = 0; p < 36; p++)
		for (t = 0; t < 36; t++) {
			double found = chance(after, &alphabet, (uint32_t)SYMBOLS[t], (uint32_t)SYMBOLS[p]);
			double expected = posterior(&made, before, &alphabet, p, t, options.weight);

			/* The share kept for any symbol is the floor below which an observed pair cannot come. */
			if (p != t && fabs(found - expected) > 1e-7 + (expected < 2e-5 ? 2e-5 : 0))
				ck_abort_msg("%s: %c for %c: %.9g, expected %.9g", bases[_i], SYMBOLS[t], SYMBOLS[p], found, expected);
		}
	ck_assert_double_eq_tol(gcv_channel_prior(learned, "omission"), ((double)made.omitted + 200 * gcv_channel_prior(base, "omission")) /
	                        (LINES * CODE + 200), 1e-11);
	ck_assert_double_eq_tol(gcv_channel_prior(learned, "transposition"),
	                        ((double)made.swapped + 200 * gcv_channel_prior(base, "transposition")) / (LINES * (CODE - 1) + 200), 1e-11);
	ck_assert_double_eq_tol(gcv_channel_prior(learned, "insertion"),
	                        ((double)made.inserted + 200 * gcv_channel_prior(base, "insertion")) / (LINES * (CODE + 1) + 200), 1e-11);
	ck_assert(gcv_channel_prior(learned, "layout") == gcv_channel_prior(base, "layout"));
	gcvi_arena_free(&arena);
	gcv_channel_free(learned);
	free(made.text);
}
END_TEST

START_TEST(learned_channels_round_trip)
{
	gcv_learn_options options;
	gcv_channel *learned = NULL, *again = NULL;
	size_t size = 0, a;
	injected made;
	char *text;

	inject(&made);
	gcv_learn_options_init(&options, sizeof options);
	options.base = gcv_channel_at((size_t)_i);
	options.name = "shop-7";
	options.weight = 33.3;
	ck_assert_int_eq(gcv_channel_learn(&learned, made.text, made.size, &options, NULL, NULL, NULL), GCV_OK);
	ck_assert_str_eq(gcv_channel_name(learned), "shop-7");
	ck_assert_str_eq(gcv_channel_title(learned), "fitted to 4000 pairs");
	text = written(learned, &size);
	ck_assert_int_eq(gcv_channel_load(&again, text, size, NULL, NULL), GCV_OK);
	ck_assert_mem_eq(gcvi_channel_priors(again), gcvi_channel_priors(learned), sizeof(gcvi_priors));
	for (a = 0; a < COUNT(alphabet_rows); a++)
		assert_same_emissions(learned, again, &alphabet_rows[a]);
	gcv_channel_free(learned);
	gcv_channel_free(again);
	free(text);
	free(made.text);
}
END_TEST

/* With next to no evidence, or a base that outweighs it, nothing changes; nor for characters that were not seen. */
START_TEST(the_base_holds_without_evidence)
{
	static const char pairs[] = "0123456789ABCDEF\t0123456789ABCDEF\nGHIJKLMNOPQRSTUVWXYZ\tGHIJKLMNOPQRSTUVWXYZ\n";
	const gcv_channel *base = gcv_channel_at((size_t)_i);
	gcv_learn_options options;
	gcv_channel *learned = NULL;
	size_t a, p, t;

	gcv_learn_options_init(&options, sizeof options);
	options.base = base;
	options.weight = 1e9;
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, sizeof pairs - 1, &options, NULL, NULL, NULL), GCV_OK);
	for (a = ALPHANUMERIC; a <= DIGITS; a++) {
		const gcvi_emission *before, *after;
		gcvi_alphabet alphabet;
		gcvi_arena arena;

		gcvi_arena_init(&arena, NULL);
		make_alphabet(&alphabet, &alphabet_rows[a]);
		before = make_emission(base, &alphabet, &arena);
		after = make_emission(learned, &alphabet, &arena);
		for (p = 0; a == ALPHANUMERIC && p < alphabet.count; p++)
			for (t = 0; t < alphabet.count; t++) {
				double is = chance(after, &alphabet, alphabet.points[t], alphabet.points[p]);
				double was = chance(before, &alphabet, alphabet.points[t], alphabet.points[p]);

				if (fabs(is - was) > 1e-6 + (p != t && was < 3e-5 ? 3e-5 : 0) + (p == t ? 1e-4 : 0))
					ck_abort_msg("%s, %s: %c for %c: %.9g, was %.9g", channel_names[_i], alphabet_rows[a].name,
					             (int)alphabet.points[t], (int)alphabet.points[p], is, was);
			}
		/* Over fewer symbols a built-in channel without reference errs as much, a learned one less: never more. */
		for (p = 0; p < alphabet.count; p++)
			ck_assert_double_gt(chance(after, &alphabet, alphabet.points[p], alphabet.points[p]), 0.7);
		gcvi_arena_free(&arena);
	}
	gcv_channel_free(learned);
}
END_TEST

/* ------------------------------------------------------------------------------------------------ reading */

typedef struct fold_row {
	const char *name, *pairs;
	size_t lines, substitutions, wrong, skipped;
	const char *ignored;
} fold_row;

static const fold_row fold_rows[] = {
	{ "case where codes have one", "AB3D\tab3d\nAB3D\tAB3d\n", 2, 0, 0, 0, NULL },
	{ "small ones", "ab3d\tAB3D\n", 1, 0, 0, 0, NULL },
	{ "both cases matter where both are printed", "aB3D\tAB3D\n", 1, 1, 1, 0, NULL },
	{ "separators", "AB3D-E6GH\tAB3DE6GH\nAB3D E6GH\tAB3D--E6GH\n", 2, 0, 0, 0, NULL },
	{ "separators that count", "AB3D-E6GH\tAB3DE6GH\n", 1, 0, 1, 0, "" },
	{ "other separators", "AB3D/E6GH\tAB3D_E6GH\n", 1, 0, 0, 0, "/_" },
	{ "full width", "AB3D\t\xEF\xBC\xA1\xEF\xBC\xA2\xEF\xBC\x93\xEF\xBC\xA4\n", 1, 0, 0, 0, NULL },
	{ "katakana", "\xE3\x81\xAC\xE3\x81\xAD\t\xE3\x83\x8C\xE3\x83\x8D\n", 1, 0, 0, 0, NULL },
	{ "half-width katakana", "\xE3\x81\x8C\xE3\x81\xAD\t\xEF\xBD\xB6\xEF\xBE\x9E\xEF\xBE\x88\n", 1, 0, 0, 0, NULL },
	{ "digits of other scripts", "1234\t\xD9\xA1\xD9\xA2\xD9\xA3\xD9\xA4\n", 1, 0, 0, 0, NULL },
	{ "typed outside the alphabet", "0000\t000O\n", 1, 1, 1, 0, NULL },
	{ "comments, empty lines, CR LF", "# A\tB\r\n\r\nAB3D\tAB8D\r\n", 1, 1, 1, 0, NULL },
	{ "more unlike than like", "AB3D\tAB3D\nAB3D\tXYZD\nAB3D\t\n\tAB3D\n", 1, 0, 0, 3, NULL },
	{ "zero width", "AB3D\tAB\xE2\x80\x8B" "3D\n", 1, 0, 0, 0, NULL },
	{ "no last line end", "AB3D\tAB8D", 1, 1, 1, 0, NULL },
};

START_TEST(forms_of_writing_are_no_errors)
{
	const fold_row *row = &fold_rows[_i];
	gcv_learn_options options;
	gcv_learn_counts counts = GCV_LEARN_COUNTS_INIT;
	gcv_channel *learned = NULL;
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	char *copy = exact_copy(row->pairs, strlen(row->pairs));
	int status;

	gcv_learn_options_init(&options, sizeof options);
	if (row->ignored != NULL)
		options.ignored = row->ignored;
	status = gcv_channel_learn(&learned, copy, strlen(row->pairs), &options, NULL, &counts, &error);
	ck_assert_msg(status == GCV_OK, "%s: %s", row->name, error.message);
	ck_assert_msg(counts.pairs == row->lines, "%s: %lu pairs", row->name, (unsigned long)counts.pairs);
	ck_assert_msg(counts.substitutions == row->substitutions, "%s: %lu substitutions", row->name, (unsigned long)counts.substitutions);
	ck_assert_msg(counts.wrong == row->wrong, "%s: %lu wrong", row->name, (unsigned long)counts.wrong);
	ck_assert_msg(counts.skipped == row->skipped, "%s: %lu skipped", row->name, (unsigned long)counts.skipped);
	free(copy);
	gcv_channel_free(learned);
}
END_TEST

/* What was typed outside the alphabet speaks for what was printed, as often as it was seen. */
START_TEST(strangers_are_learnt)
{
	gcv_learn_options options;
	gcv_channel *learned = NULL;
	const gcvi_emission *e;
	gcvi_alphabet alphabet;
	gcvi_arena arena;
	char pairs[6000] = "";
	size_t size = 0, i;

	for (i = 0; i < 200; i++)
		size += (size_t)snprintf(pairs + size, sizeof pairs - size, "0123456789\t%s\n", i % 2 == 0 ? "0123456789" : "O123456789");
	gcv_learn_options_init(&options, sizeof options);
	options.weight = 50;
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, size, &options, NULL, NULL, NULL), GCV_OK);
	gcvi_arena_init(&arena, NULL);
	make_alphabet(&alphabet, &alphabet_rows[DIGITS]);
	e = make_emission(learned, &alphabet, &arena);
	ck_assert_double_eq_tol(chance(e, &alphabet, 'O', '0'), 100.0 / 250, 0.001);
	ck_assert_double_lt(chance(e, &alphabet, 'O', '1'), 0.001);
	gcvi_arena_free(&arena);
	gcv_channel_free(learned);
}
END_TEST

/* ------------------------------------------------------------------------------------------------- errors */

typedef struct error_row {
	const char *name, *pairs;
	size_t size;
	int status;
	size_t line, column;
	const char *says;
} error_row;

#define PAIRS(text) text, sizeof text - 1
static const error_row error_rows[] = {
	{ "empty", PAIRS(""), GCV_E_SYNTAX, 0, 0, "found none" },
	{ "comments only", PAIRS("# A\tB\n\n"), GCV_E_SYNTAX, 0, 0, "found none" },
	{ "no tab", PAIRS("AB\tAB\nAB AB\n"), GCV_E_SYNTAX, 2, 0, "one tab" },
	{ "two tabs", PAIRS("AB\tAB\tAB\n"), GCV_E_SYNTAX, 1, 0, "one tab" },
	{ "nothing alike", PAIRS("ABCD\tWXYZ\n"), GCV_E_SYNTAX, 0, 0, "alike" },
	{ "nothing but separators", PAIRS("--\t--\n"), GCV_E_SYNTAX, 0, 0, "found none" },
	{ "not UTF-8", PAIRS("AB\tAB\nAB\tA\xFF\n"), GCV_E_ENCODING, 2, 5, "UTF-8" },
	{ "a NUL byte", PAIRS("AB\tA\0B\n"), GCV_E_SYNTAX, 1, 5, "control" },
};

START_TEST(no_pairs)
{
	const error_row *row = &error_rows[_i];
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_channel *learned = NULL;
	char *copy = exact_copy(row->pairs, row->size);
	int status = gcv_channel_learn(&learned, copy, row->size, NULL, NULL, NULL, &error);

	ck_assert_msg(status == row->status, "%s: %s", row->name, gcv_strerror_name(status));
	ck_assert_msg(error.line == row->line && error.column == row->column, "%s: line %lu, column %lu", row->name,
	              (unsigned long)error.line, (unsigned long)error.column);
	ck_assert_msg(strstr(error.message, row->says) != NULL, "%s: %s", row->name, error.message);
	ck_assert_ptr_null(learned);
	free(copy);
}
END_TEST

START_TEST(arguments_are_checked)
{
	static const char pairs[] = "AB\tAB\n";
	gcv_learn_options options;
	gcv_channel *learned = NULL;

	ck_assert_int_eq(gcv_channel_learn(NULL, pairs, 6, NULL, NULL, NULL, NULL), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_channel_learn(&learned, NULL, 6, NULL, NULL, NULL, NULL), GCV_E_ARGUMENT);
	gcv_learn_options_init(&options, sizeof options);
	options.name = "No Name";
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, 6, &options, NULL, NULL, NULL), GCV_E_ARGUMENT);
	options.name = "";
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, 6, &options, NULL, NULL, NULL), GCV_E_ARGUMENT);
	options.name = NULL;
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, 6, &options, NULL, NULL, NULL), GCV_E_ARGUMENT);
	gcv_learn_options_init(&options, sizeof options);
	options.ignored = NULL;
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, 6, &options, NULL, NULL, NULL), GCV_E_ARGUMENT);
	options.ignored = "\xFF";
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, 6, &options, NULL, NULL, NULL), GCV_E_ENCODING);
	options.ignored = "abcdefghijklmnopqrstuvwxyzabcdef";
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, 6, &options, NULL, NULL, NULL), GCV_E_RANGE);
	gcv_learn_options_init(&options, sizeof options);
	options.weight = 0;
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, 6, &options, NULL, NULL, NULL), GCV_E_RANGE);
	options.weight = NAN;
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, 6, &options, NULL, NULL, NULL), GCV_E_RANGE);
	options.weight = 2e9;
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, 6, &options, NULL, NULL, NULL), GCV_E_RANGE);
	ck_assert_ptr_null(learned);
	/* A caller of an older version knows fewer members. */
	gcv_learn_options_init(&options, offsetof(gcv_learn_options, weight));
	ck_assert_uint_eq(options.size, offsetof(gcv_learn_options, weight));
	options.weight = -5;
	ck_assert_int_eq(gcv_channel_learn(&learned, pairs, 6, &options, NULL, NULL, NULL), GCV_OK);
	gcv_channel_free(learned);
}
END_TEST

START_TEST(too_many_characters)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_channel *learned = NULL;
	char text[2048];
	size_t size = 0, i;

	for (i = 0; i <= GCVI_SYMBOLS_MAX; i++) {
		uint8_t bytes[4];
		size_t length = gcvi_utf8_write(0x4E00 + (uint32_t)i, bytes);

		memcpy(text + size, bytes, length);
		text[size + length] = '\t';
		memcpy(text + size + length + 1, bytes, length);
		size += 2 * length + 2;
		text[size - 1] = '\n';
		if (i == GCVI_SYMBOLS_MAX - 1) {
			ck_assert_int_eq(gcv_channel_learn(&learned, text, size, NULL, NULL, NULL, &error), GCV_OK);
			assert_same_emissions(learned, learned, &alphabet_rows[HIRAGANA]);
			gcv_channel_free(learned);
			learned = NULL;
		}
	}
	ck_assert_int_eq(gcv_channel_learn(&learned, text, size, NULL, NULL, NULL, &error), GCV_E_RANGE);
	ck_assert_ptr_nonnull(strstr(error.message, "128"));
}
END_TEST

/* Long lines are left out, expanding ones too (U+FDFA is 18 characters by NFKC); nothing is read past the end. */
START_TEST(monstrous_lines_are_left_out)
{
	gcv_learn_counts counts = GCV_LEARN_COUNTS_INIT;
	gcv_channel *learned = NULL;
	size_t size = 0, i;
	char *text = malloc(4 << 20);

	ck_assert_ptr_nonnull(text);
	size += (size_t)snprintf(text, 100, "AB3D\tAB8D\n");
	memset(text + size, 'A', 1 << 20);
	size += 1 << 20;
	text[size++] = '\t';
	memset(text + size, 'A', 1 << 20);
	size += 1 << 20;
	text[size++] = '\n';
	for (i = 0; i < 300; i++, size += 3)
		memcpy(text + size, "\xEF\xB7\xBA", 3);
	text[size++] = '\t';
	text[size++] = 'A';
	text[size++] = '\n';
	for (i = 0; i < 600; i++)
		text[size++] = 'A';
	text[size++] = '\t';
	text[size++] = 'A';
	ck_assert_int_eq(gcv_channel_learn(&learned, text, size, NULL, NULL, &counts, NULL), GCV_OK);
	ck_assert_uint_eq(counts.pairs, 1);
	ck_assert_uint_eq(counts.skipped, 3);
	gcv_channel_free(learned);
	free(text);
}
END_TEST

START_TEST(mutilated_pairs_are_answered)
{
	uint64_t state = 99;
	size_t k, learnt = 0;
	injected made;

	inject(&made);
	for (k = 0; k < 1000; k++) {
		size_t size = 60 + at_most(&state, 600), many = at_most(&state, 5);
		char *copy = exact_copy(made.text + at_most(&state, made.size - size), size);
		gcv_channel *learned = NULL;
		int status;

		while (many-- > 0)
			copy[at_most(&state, size)] = (char)at_most(&state, 256);
		status = gcv_channel_learn(&learned, copy, size, NULL, NULL, NULL, NULL);
		ck_assert((status == GCV_OK) == (learned != NULL));
		learnt += status == GCV_OK;
		if (k % 50 == 0 && learned != NULL)
			assert_same_emissions(learned, learned, &alphabet_rows[ALPHANUMERIC]);
		gcv_channel_free(learned);
		free(copy);
	}
	ck_assert_uint_gt(learnt, 20);
	ck_assert_uint_lt(learnt, 1000);
	free(made.text);
}
END_TEST

START_TEST(learning_runs_out_of_memory)
{
	static const char pairs[] = "AB3D-E6GH\tA83D-E6GH\nAB3D\tAB3\xC3\x89\n";
	size_t left;
	int status = GCV_E_MEMORY;

	for (left = 0; status != GCV_OK; left++) {
		scarce state;
		gcv_allocator allocator = scarce_allocator(&state, left);
		gcv_learn_counts counts = GCV_LEARN_COUNTS_INIT;
		gcv_channel *learned = NULL;

		status = gcv_channel_learn(&learned, pairs, sizeof pairs - 1, NULL, &allocator, &counts, NULL);
		ck_assert(status == GCV_OK ? learned != NULL : status == GCV_E_MEMORY && learned == NULL && counts.pairs == 0);
		gcv_channel_free(learned);
		ck_assert_uint_eq(state.out, 0);
		ck_assert_uint_lt(left, 100);
	}
	ck_assert_uint_gt(left, 4);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("learn");
	TCase *tcase = tcase_create("learn");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, aligned, 0, (int)COUNT(align_rows));
	tcase_add_test(tcase, too_far_apart_to_align);
	tcase_add_loop_test(tcase, counts_come_back, 0, 5);
	tcase_add_loop_test(tcase, learned_channels_round_trip, 0, (int)COUNT(channel_names));
	tcase_add_loop_test(tcase, the_base_holds_without_evidence, 0, (int)COUNT(channel_names));
	tcase_add_loop_test(tcase, forms_of_writing_are_no_errors, 0, (int)COUNT(fold_rows));
	tcase_add_test(tcase, strangers_are_learnt);
	tcase_add_loop_test(tcase, no_pairs, 0, (int)COUNT(error_rows));
	tcase_add_test(tcase, arguments_are_checked);
	tcase_add_test(tcase, too_many_characters);
	tcase_add_test(tcase, monstrous_lines_are_left_out);
	tcase_add_test(tcase, mutilated_pairs_are_answered);
	tcase_add_test(tcase, learning_runs_out_of_memory);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
