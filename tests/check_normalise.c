/* SPDX-License-Identifier: MIT */
/* gcv_normalise: what comes out, that it is stable, and how it fails. */
#include "format.h"
#include "reading.h"
#include "support.h"

#include <gcvalidate.h>

#include <check.h>
#include <stdlib.h>
#include <string.h>

typedef struct normalise_row {
	const char *name, *alphabet, *input, *out;   /* alphabet NULL: no format */
} normalise_row;

#define FULL "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

static const normalise_row rows[] = {
	{ "full width, case, dash", FULL, "\uFF41\uFF423\uFF44\u2212e6gh7k\u2212m9pr", "AB3D-E6GH7K-M9PR" },
	{ "blanks around", FULL, "  ab3d  - e6gh ", "AB3D-E6GH" },
	{ "invisible", FULL, "a\u200Bb\u00AD" "3", "AB3" },
	{ "unreadable and choice", FULL, "a\uFF1F[\uFF22" "8]", "A?[B8]" },
	{ "digits by value", FULL, "\u0667\u0664", "74" },
	{ "repairs are not made", FULL, "\u0410B", "\u0410B" },
	{ "no format keeps case", NULL, "Ab\uFF43 d", "Abc-d" },
	{ "no format, digits by value", NULL, "\u0667", "7" },
	{ "ligature", NULL, "\uFB01", "fi" },
	{ "NFKC grows", NULL, "\uFDFA", "\u0635\u0644\u0649-\u0627\u0644\u0644\u0647-\u0639\u0644\u064A\u0647-\u0648\u0633\u0644\u0645" },
	{ "marks that do not compose stay", FULL, "B\u0336", "B\u0336" },
	{ "kana", "\u3042\u304B\u304C", "\uFF71\uFF76\uFF9E\uFF76", "\u3042\u304C\u304B" },
	{ "nothing", FULL, "", "" },
	{ "only separators", FULL, " -- ", "" },
};

static int normalise(const gcv_format *format, const char *input, size_t size, char *out, size_t capacity, size_t *needed)
{
	char *copy = exact_copy(input, size);
	int status = gcv_normalise(format, copy, size, out, capacity, needed);

	free(copy);
	return status;
}

START_TEST(input_is_cleaned_up)
{
	const normalise_row *row = &rows[_i];
	gcv_format format = { 0 };
	char out[256];
	size_t needed = 0;

	if (row->alphabet != NULL)
		format.alphabet = alphabet_of(row->alphabet, GCVI_CASE_UPPER);
	ck_assert_int_eq(normalise(row->alphabet != NULL ? &format : NULL, row->input, strlen(row->input), out, sizeof out, &needed),
	                 GCV_OK);
	ck_assert_msg(strcmp(out, row->out) == 0, "%s: %s", row->name, out);
	ck_assert_uint_eq(needed, strlen(out));
}
END_TEST

/* Where case, composition and compatibility meet: a second pass must change nothing. */
static const char *const pieces[] = {
	"i", "I", "\u0307", "\u0131", "\u0130", "\u017F", "\u212A", "\u1E9B", "\u1E9E", "\u00DF", "\uFB01", "\uFB06", "\uFF41", "\uFF76",
	"\uFF9E", "\uFF9F", "\u304B", "\u3099", "\u309A", "\u0301", "\u0344", "\uFDFA", "\u1100", "\u1161", "\u11A8", "\u0915", "\u094D",
	"-", " ", "\u30FC", "?", "[", "]", "\u200B", "\u200D", "\u034F", "\u246B", "\u2163", "\u0667", "\u0410", "8", "Z", "a", "\u01C4",
	"\u0390", "\u03B0", "\u1F52", "\u0149", "\u2474", "\u33C2", "\u0E33", "\u0EDC", "\u00A8", "\u00B4", "\u1FEE", "\u2126", "\u0958"
};

START_TEST(a_second_pass_changes_nothing)
{
	static const char *const alphabets[] = { NULL, FULL, "abcdef0123456789", "\u3042\u304B\u304C\u3046\u3094" };
	uint64_t state = 7;
	size_t round;

	for (round = 0; round < 40000; round++) {
		gcv_format format = { 0 };
		const char *alphabet = alphabets[next_random(&state) % 4];
		char input[256], once[4096], twice[4096];
		size_t size = 0, count = 1 + next_random(&state) % 8, first, second, i;

		for (i = 0; i < count; i++) {
			const char *piece = pieces[next_random(&state) % (sizeof pieces / sizeof pieces[0])];

			memcpy(input + size, piece, strlen(piece));
			size += strlen(piece);
		}
		if (alphabet != NULL)
			format.alphabet = alphabet_of(alphabet, alphabet[0] == 'a' ? GCVI_CASE_LOWER : GCVI_CASE_UPPER);
		if (normalise(alphabet != NULL ? &format : NULL, input, size, once, sizeof once, &first) != GCV_OK)
			ck_abort_msg("round %zu: first pass", round);
		if (normalise(alphabet != NULL ? &format : NULL, once, first, twice, sizeof twice, &second) != GCV_OK)
			ck_abort_msg("round %zu: second pass", round);
		if (first != second || memcmp(once, twice, first) != 0)
			ck_abort_msg("round %zu: %.*s -> %s -> %s", round, (int)size, input, once, twice);
	}
}
END_TEST

START_TEST(bad_calls_are_refused)
{
	char out[8] = "before";
	size_t needed = 99;

	ck_assert_int_eq(gcv_normalise(NULL, NULL, 1, out, sizeof out, &needed), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_normalise(NULL, "A\xFF", 2, out, sizeof out, &needed), GCV_E_ENCODING);
	ck_assert_uint_eq(needed, 99);
	ck_assert_int_eq(gcv_normalise(NULL, "ABCDEFGH", 8, out, sizeof out, &needed), GCV_E_RANGE);
	ck_assert_uint_eq(needed, 8);
	ck_assert_int_eq(gcv_normalise(NULL, "ABCDEFGH", 8, NULL, 0, &needed), GCV_OK);
	ck_assert_int_eq(gcv_normalise(NULL, "ABCDEFG", 7, out, sizeof out, NULL), GCV_OK);
	ck_assert_str_eq(out, "ABCDEFG");
	ck_assert_int_eq(gcv_normalise(NULL, NULL, 0, out, sizeof out, &needed), GCV_OK);
	ck_assert_str_eq(out, "");
}
END_TEST

START_TEST(too_much_is_refused)
{
	char *input = calloc(GCVI_INPUT_MAX + 1, 1);
	size_t needed;

	memset(input, 'A', GCVI_INPUT_MAX + 1);
	ck_assert_int_eq(gcv_normalise(NULL, input, GCVI_INPUT_MAX + 1, NULL, 0, &needed), GCV_E_RANGE);
	ck_assert_int_eq(gcv_normalise(NULL, input, GCVI_INPUT_MAX, NULL, 0, &needed), GCV_OK);
	ck_assert_uint_eq(needed, GCVI_INPUT_MAX);
	free(input);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("normalise");
	TCase *tcase = tcase_create("normalise");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, input_is_cleaned_up, 0, (int)(sizeof rows / sizeof rows[0]));
	tcase_add_test(tcase, a_second_pass_changes_nothing);
	tcase_add_test(tcase, bad_calls_are_refused);
	tcase_add_test(tcase, too_much_is_refused);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
