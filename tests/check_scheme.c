/* SPDX-License-Identifier: MIT */
/* Check schemes: known answers, failures by group, completing, parameters and their errors. */
#include "scheme.h"
#include "support.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"
#define FULL DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define COUPON DIGITS "ABCDEFGHJKLMNPQRTUVWXY"
#define CROCKFORD DIGITS "ABCDEFGHJKMNPQRSTVWXYZ*~$=U"

/* A form whose groups are divided by '-' in the code; every position allows everything. checks: 'C' for a check character. */
typedef struct built {
	gcvi_alphabet alphabet;
	gcvi_site sites[64];
	gcvi_form form;
	gcvi_symbol code[64];
	uint8_t unknown[64];
	gcvi_arena arena;
	const gcvi_scheme *schemes[GCVI_SCHEMES_MAX];
	gcvi_automaton automaton;
} built;

static void close_group(built *all, size_t first, size_t last)
{
	size_t i;

	for (i = first; i < last; i++) {
		all->sites[i].in_group = (uint16_t)(i - first);
		all->sites[i].group_size = (uint16_t)(last - first);
	}
}

/* per_group: the last character of each group is its check; else the last of the code. '?' is unknown. */
static void build(built *all, const char *alphabet, const char *scheme, const char *code, int per_group)
{
	size_t i, length = 0, group = 0, first = 0, symbol;
	gcvi_scheme_error error = { 0, "" };

	memset(all, 0, sizeof *all);
	gcvi_arena_init(&all->arena, NULL);
	all->alphabet = alphabet_of(alphabet, GCVI_CASE_UPPER);
	for (i = 0; code[i] != 0; i++) {
		if (code[i] == '-') {
			close_group(all, first, length);
			first = length;
			group++;
			continue;
		}
		all->unknown[length] = code[i] == '?';
		all->code[length] = code[i] == '?' ? 0 : gcvi_alphabet_find(&all->alphabet, (uint32_t)code[i]);
		ck_assert_uint_ne(all->code[length], GCVI_NO_SYMBOL);
		all->sites[length].group = (uint16_t)group;
		all->sites[length].check = per_group && (code[i + 1] == '-' || code[i + 1] == 0);
		for (symbol = 0; symbol < all->alphabet.count; symbol++)
			gcvi_set_add(&all->sites[length].allowed, (gcvi_symbol)symbol);
		length++;
	}
	close_group(all, first, length);
	if (length > 0)
		all->sites[length - 1].check = 1;
	all->form.alphabet = &all->alphabet;
	all->form.sites = all->sites;
	all->form.length = length;
	all->form.groups = group + 1;
	ck_assert_msg(gcvi_scheme_parse(&all->schemes[0], scheme, strlen(scheme), &all->alphabet, &all->arena, &error) == GCV_OK,
	              "%s: %s", scheme, error.message);
	ck_assert_msg(gcvi_automaton_init(&all->automaton, all->schemes, 1, &all->form, &all->arena, &error) == GCV_OK, "%s: %s",
	              scheme, error.message);
}

typedef struct answer_row {
	const char *alphabet, *scheme, *code;
	int per_group, valid;
} answer_row;

static const answer_row answers[] = {
	{ DIGITS, "luhn", "79927398713", 0, 1 },
	{ DIGITS, "luhn", "78949", 0, 1 },
	{ DIGITS, "luhn", "354178036859789", 0, 1 },
	{ DIGITS, "luhn", "79927398710", 0, 0 },
	{ DIGITS, "luhn", "7894", 0, 0 },
	{ "1234567890ABCDEFHKMNPRSTUWXYZ", "luhn alphabet=1234567890ABCDEFHKMNPRSTUWXYZ", "Y8P8ECFN8", 0, 1 },
	{ "1234567890ABCDEFHKMNPRSTUWXYZ", "luhn alphabet=1234567890ABCDEFHKMNPRSTUWXYZ", "HDTYRB66W", 0, 1 },
	{ "1234567890ABCDEFHKMNPRSTUWXYZ", "luhn alphabet=1234567890ABCDEFHKMNPRSTUWXYZ", "TNKBZ0TSK", 0, 1 },
	{ "1234567890ABCDEFHKMNPRSTUWXYZ", "luhn alphabet=1234567890ABCDEFHKMNPRSTUWXYZ", "Y8P8ECFN9", 0, 0 },
	{ "1234567890ABCDEFHKMNPRSTUWXYZ", "luhn alphabet=1234567890ABCDEFHKMNPRSTUWXYZ", "HDTYRC66W", 0, 0 },
	{ FULL, "luhn", "GIFTC0DE0", 0, 1 },
	{ FULL, "luhn alphabet=0-9A-Z", "GIFTC0DE0", 0, 1 },
	{ CROCKFORD, "crockford37", "16JD", 0, 1 },
	{ CROCKFORD, "crockford37", "16JE", 0, 0 },
	{ COUPON, "coupon-code", "1K7Q-CTFM-LMTC", 1, 1 },
	{ COUPON, "coupon-code", "190D-V467-8D52", 1, 1 },
	{ COUPON, "coupon-code", "7YQH-1FU7-E1HX-0BG9", 1, 1 },
	{ COUPON, "coupon-code", "YENH-UPJK-PTE0-20U6-QYME", 1, 1 },
	{ COUPON, "coupon-code", "CQQU2", 1, 1 },
	{ COUPON, "coupon-code", "C0", 1, 1 },
	{ COUPON, "coupon-code", "WYLKQM-U35V40-9N84DA", 1, 1 },
	{ COUPON, "coupon-code", "CTFM-1K7Q", 1, 0 },
	{ COUPON, "coupon-code", "1K7Q-CTFM-LMT0", 1, 0 },
	{ "BCN", "count N 1", "BCNB", 0, 1 },
	{ "BCN", "count N 1", "BCBB", 0, 0 },
	{ "BCN", "count N 1", "NCNB", 0, 0 },
	{ FULL, "count 0-9 2..3", "A1B2", 0, 1 },
	{ FULL, "count 0-9 2..3", "1234", 0, 0 },
	{ FULL, "count A-Z 2..", "ABCD", 0, 1 },
	{ FULL, "count A-Z 2..", "A123", 0, 0 },
	{ FULL, "count A-Z ..1", "A123", 0, 1 },
	{ FULL, "count A-Z ..1", "AB23", 0, 0 },
};

START_TEST(known_answers)
{
	const answer_row *row = &answers[_i];
	built all;

	build(&all, row->alphabet, row->scheme, row->code, row->per_group);
	ck_assert_msg(gcvi_automaton_verify(&all.automaton, all.code) == row->valid, "%s %s", row->scheme, row->code);
	ck_assert_msg((gcvi_automaton_failures(&all.automaton, all.code, NULL, 0) == 0) == (row->valid != 0), "%s %s: failures",
	              row->scheme, row->code);
	gcvi_arena_free(&all.arena);
}
END_TEST

START_TEST(failures_name_group_and_character)
{
	gcvi_check_failure failures[4];
	built all;

	build(&all, COUPON, "coupon-code", "CTFM-1K7Q-LMTC", 1);
	ck_assert_uint_eq(gcvi_automaton_failures(&all.automaton, all.code, failures, 4), 2);
	ck_assert_uint_eq(failures[0].group, 0);
	ck_assert_uint_eq(failures[1].group, 1);
	ck_assert_uint_eq(failures[0].position, 3);
	all.code[3] = failures[0].expected;
	ck_assert_uint_eq(gcvi_automaton_failures(&all.automaton, all.code, failures, 4), 1);
	gcvi_arena_free(&all.arena);
	build(&all, DIGITS, "luhn", "79927398710", 0);
	ck_assert_uint_eq(gcvi_automaton_failures(&all.automaton, all.code, failures, 1), 1);
	ck_assert_uint_eq(failures[0].group, SIZE_MAX);
	ck_assert_uint_eq(failures[0].position, 10);
	ck_assert_uint_eq(all.alphabet.points[failures[0].expected], '3');
	gcvi_arena_free(&all.arena);
}
END_TEST

typedef struct complete_row {
	const char *alphabet, *scheme, *code, *completed;
	int per_group, found;
} complete_row;

static const complete_row completions[] = {
	{ DIGITS, "luhn", "7992739871?", "79927398713", 0, 1 },
	{ DIGITS, "luhn", "7?927398713", "79927398713", 0, 1 },
	{ DIGITS, "luhn", "799273987??", "79927398705", 0, 2 },
	{ CROCKFORD, "crockford37", "16J?", "16JD", 0, 1 },
	{ COUPON, "coupon-code", "1K7?-CTF?-LMT?", "1K7QCTFMLMTC", 1, 1 },
	{ "BCN", "count N 1", "BCB?", "BCBN", 0, 1 },
	{ "BCN", "count N 1", "NNB?", NULL, 0, 0 },
};

START_TEST(codes_are_completed)
{
	const complete_row *row = &completions[_i];
	built all;
	size_t i;

	build(&all, row->alphabet, row->scheme, row->code, row->per_group);
	ck_assert_msg(gcvi_automaton_complete(&all.automaton, all.code, all.unknown) == row->found, "%s %s", row->scheme, row->code);
	for (i = 0; row->completed != NULL && i < all.form.length; i++)
		ck_assert_msg(all.alphabet.points[all.code[i]] == (uint32_t)row->completed[i], "%s: position %zu is %c", row->completed,
		              i, (int)all.alphabet.points[all.code[i]]);
	gcvi_arena_free(&all.arena);
}
END_TEST

/* All codes of three letters, by hand and by the product of two rules. */
START_TEST(several_checks_all_have_to_pass)
{
	const gcvi_scheme *both[2];
	gcvi_scheme_error error;
	built all;
	size_t a, b, c;

	build(&all, DIGITS, "luhn", "000", 0);
	both[0] = all.schemes[0];
	ck_assert_int_eq(gcvi_scheme_parse(&both[1], "count 7 1", 9, &all.alphabet, &all.arena, &error), GCV_OK);
	ck_assert_int_eq(gcvi_automaton_init(&all.automaton, both, 2, &all.form, &all.arena, &error), GCV_OK);
	ck_assert_uint_eq(all.automaton.states, 20);
	for (a = 0; a < 10; a++)
		for (b = 0; b < 10; b++)
			for (c = 0; c < 10; c++) {
				int doubled = (int)(2 * b > 9 ? 2 * b - 9 : 2 * b);
				int wanted = ((int)a + doubled + (int)c) % 10 == 0 && (a == 7) + (b == 7) + (c == 7) == 1;

				all.code[0] = (gcvi_symbol)a;
				all.code[1] = (gcvi_symbol)b;
				all.code[2] = (gcvi_symbol)c;
				ck_assert_int_eq(gcvi_automaton_verify(&all.automaton, all.code), wanted);
			}
	gcvi_arena_free(&all.arena);
}
END_TEST

typedef struct error_row {
	const char *text, *message;
	size_t offset;
} error_row;

static const error_row errors[] = {
	{ "", "the name of a check scheme was expected", 0 },
	{ "  ", "the name of a check scheme was expected", 0 },
	{ "nosuch", "the name of a known check scheme was expected", 0 },
	{ "luhn colour=red", "this scheme has no such parameter", 5 },
	{ "luhn 7", "this scheme has no such parameter", 5 },
	{ "luhn alphabet=0", "an alphabet of at least two characters was expected", 0 },
	{ "luhn alphabet=00", "every character once was expected", 15 },
	{ "luhn alphabet=9-0", "a range from the lower to the higher character was expected", 14 },
	{ "luhn alphabet=\xFF", "UTF-8 was expected", 14 },
	{ "count", "the characters to count and how many were expected (count N 1)", 5 },
	{ "count 7", "the characters to count and how many were expected (count N 1)", 7 },
	{ "count 7 x", "a number or a range like 2..4 was expected", 8 },
	{ "count 7 3..2", "a number or a range like 2..4 was expected", 8 },
	{ "count 7 ..", "a number or a range like 2..4 was expected", 8 },
	{ "count A 1", "characters of the format were expected", 6 },
};

START_TEST(wrong_parameters_are_explained)
{
	const error_row *row = &errors[_i];
	gcvi_alphabet alphabet = alphabet_of(DIGITS, GCVI_CASE_UPPER);
	const gcvi_scheme *scheme = NULL;
	gcvi_scheme_error error = { 0, "" };
	gcvi_arena arena;
	char *copy = exact_copy(row->text, strlen(row->text));

	gcvi_arena_init(&arena, NULL);
	ck_assert_msg(gcvi_scheme_parse(&scheme, copy, strlen(row->text), &alphabet, &arena, &error) == GCV_E_SYNTAX, "%s", row->text);
	ck_assert_ptr_null(scheme);
	ck_assert_msg(strcmp(error.message, row->message) == 0, "%s: %s", row->text, error.message);
	ck_assert_msg(error.offset == row->offset, "%s: offset %zu", row->text, error.offset);
	gcvi_arena_free(&arena);
	free(copy);
}
END_TEST

START_TEST(odd_bases_warn)
{
	gcvi_alphabet alphabet = alphabet_of("ABC", GCVI_CASE_UPPER);
	const gcvi_scheme *scheme;
	gcvi_scheme_error error;
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_scheme_parse(&scheme, "luhn", 4, &alphabet, &arena, &error), GCV_OK);
	ck_assert_ptr_nonnull(gcvi_scheme_warning(scheme));
	alphabet = alphabet_of("ABCD", GCVI_CASE_UPPER);
	ck_assert_int_eq(gcvi_scheme_parse(&scheme, "luhn", 4, &alphabet, &arena, &error), GCV_OK);
	ck_assert_ptr_null(gcvi_scheme_warning(scheme));
	gcvi_arena_free(&arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("scheme");
	TCase *tcase = tcase_create("scheme");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, known_answers, 0, (int)(sizeof answers / sizeof answers[0]));
	tcase_add_test(tcase, failures_name_group_and_character);
	tcase_add_loop_test(tcase, codes_are_completed, 0, (int)(sizeof completions / sizeof completions[0]));
	tcase_add_test(tcase, several_checks_all_have_to_pass);
	tcase_add_loop_test(tcase, wrong_parameters_are_explained, 0, (int)(sizeof errors / sizeof errors[0]));
	tcase_add_test(tcase, odd_bases_warn);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
