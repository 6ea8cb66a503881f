/* SPDX-License-Identifier: MIT */
/* Wrong and unknown symbols found by linear algebra: what the codes guarantee, and against trying every code. */
#include "format.h"
#include "locate.h"
#include "support.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define ANSWERS 64

typedef struct bound {
	gcv_catalog *catalog;
	const gcv_format *format;
	gcvi_arena arena;
	gcvi_form form;
	gcvi_automaton automaton;
	uint64_t random;
} bound;

static void bind(bound *b, const char *lines, size_t length)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	char text[1000];

	snprintf(text, sizeof text, "[f]\ntitle = T\n%s\n", lines);
	ck_assert_int_eq(gcv_catalog_new(&b->catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_msg(gcv_catalog_load(b->catalog, text, strlen(text), NULL, &error) == GCV_OK, "%s", error.message);
	b->format = gcv_catalog_find(b->catalog, "f");
	gcvi_arena_init(&b->arena, NULL);
	ck_assert_int_eq(gcvi_form_make(b->format, 0, length, &b->arena, &b->form, &b->automaton), GCV_OK);
	b->random = 88172645463325252u;
}

static void unbind(bound *b)
{
	gcvi_arena_free(&b->arena);
	gcv_catalog_free(b->catalog);
}

static gcvi_symbol any_symbol(bound *b, size_t position)
{
	const gcvi_set *allowed = &b->form.sites[position].allowed;

	return gcvi_set_nth(allowed, (size_t)(next_random(&b->random) % gcvi_set_count(allowed)));
}

/* A random valid code. */
static void draw(bound *b, gcvi_symbol *code)
{
	uint8_t unknown[GCVI_CODE_MAX];
	size_t i;

	do
		for (i = 0; i < b->form.length; i++) {
			unknown[i] = b->form.sites[i].check;
			code[i] = any_symbol(b, i);
		}
	while (gcvi_automaton_complete(&b->automaton, code, unknown) == 0);
}

/* Positions that can be wrong, each once. */
static size_t any_position(bound *b, uint8_t *used)
{
	size_t position;

	do
		position = (size_t)(next_random(&b->random) % b->form.length);
	while (used[position] || gcvi_set_count(&b->form.sites[position].allowed) < 2);
	used[position] = 1;
	return position;
}

/* Another symbol there. */
static void spoil(bound *b, gcvi_symbol *typed, size_t position)
{
	gcvi_symbol right = typed[position];

	while (typed[position] == right)
		typed[position] = any_symbol(b, position);
}

typedef struct guarantee_row {
	const char *name, *lines;
	size_t length, errors, unknown;
} guarantee_row;

#define BECH "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\n"
#define CODEX BECH "layout = 'ms1' B60\ncheck = codex32"
#define LONG BECH "layout = 'ms1' B385 C15\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncheck = codex32"
#define TOKEN "class T = 0-9 A-Z a-z\nclass C = 0-9 A-Z a-z\ncase = sensitive\nlayout = T20 C6\ncheck = crc-text crc-32 digits=0-9A-Za-z"

/* The codes of the BIPs have distance 5 and 9: e errors and u unknown symbols with 2e + u below that are settled. */
static const guarantee_row guarantees[] = {
	{ "bech32m, intact", BECH "layout = 'gc1' B26\ncheck = bech32m", 29, 0, 0 },
	{ "bech32m, one wrong", BECH "layout = 'gc1' B26\ncheck = bech32m", 29, 1, 0 },
	{ "bech32m, two wrong", BECH "layout = 'gc1' B26\ncheck = bech32m", 29, 2, 0 },
	{ "bech32m, four unknown", BECH "layout = 'gc1' B26\ncheck = bech32m", 29, 0, 4 },
	{ "bech32m, one wrong and two unknown", BECH "layout = 'gc1' B26\ncheck = bech32m", 29, 1, 2 },
	{ "bech32m, as long as may be, two wrong", BECH "layout = 'gc1' B87\ncheck = bech32m", 90, 2, 0 },
	{ "bech32, four unknown", BECH "layout = B80\ncheck = bech32 prefix=gift", 80, 0, 4 },
	{ "codex32, eight unknown", CODEX, 63, 0, 8 },
	{ "codex32, two wrong and four unknown", CODEX, 63, 2, 4 },
	{ "codex32, three wrong", CODEX, 63, 3, 0 },
	{ "codex32, three wrong and two unknown", CODEX, 63, 3, 2 },
	{ "codex32, four wrong", CODEX, 63, 4, 0 },
	{ "codex32, as long as may be, four wrong", BECH "layout = 'ms1' B93\ncheck = codex32", 96, 4, 0 },
	{ "codex32 with a prefix apart, four wrong", BECH "layout = B45\ncheck = codex32 prefix=ms", 45, 4, 0 },
	{ "codex32 together with a counting rule, four wrong", BECH "layout = 'ms1' B45\ncheck = codex32\ncheck = count q 1..", 48, 4, 0 },
	{ "codex32 long, four wrong", LONG, 403, 4, 0 },
	{ "codex32 long, three wrong and two unknown", LONG, 403, 3, 2 },
	{ "codex32 long, eight unknown", BECH "layout = 'ms1' B95 C15\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncheck = codex32", 113, 0, 8 },
	{ "codex32 long, two wrong", BECH "layout = 'ms1' B95 C15\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncheck = codex32", 113, 2, 0 },
	{ "CRC-32 in base 62, one wrong", TOKEN, 26, 1, 0 },
	{ "CRC-32 in base 62, two unknown", TOKEN, 26, 0, 2 },
	{ "CRC-32 in base 16, one wrong", "layout = X20 C8\nclass C = 0-9 A-F\ncheck = crc-text crc-32", 28, 1, 0 },
};

START_TEST(what_is_guaranteed_is_found)
{
	const guarantee_row *row = &guarantees[_i];
	gcvi_symbol code[GCVI_CODE_MAX], typed[GCVI_CODE_MAX];
	gcvi_located found[ANSWERS];
	size_t count, round, i;
	bound b;

	bind(&b, row->lines, row->length);
	ck_assert(gcvi_locate_works(&b.automaton));
	for (round = 0; round < 40; round++) {
		uint8_t unknown[GCVI_CODE_MAX] = { 0 }, used[GCVI_CODE_MAX] = { 0 };

		draw(&b, code);
		memcpy(typed, code, b.form.length);
		for (i = 0; i < row->errors; i++)
			spoil(&b, typed, any_position(&b, used));
		for (i = 0; i < row->unknown; i++) {
			size_t position = any_position(&b, used);

			unknown[position] = 1;
			typed[position] = round % 2 == 0 ? any_symbol(&b, position) : GCVI_NO_SYMBOL;
		}
		ck_assert_int_eq(gcvi_locate(&b.automaton, typed, unknown, GCVI_LOCATE_ERRORS_MAX, found, ANSWERS,
		                             &count, &b.arena), GCV_OK);
		ck_assert_msg(count == 1, "%s: %zu answers", row->name, count);
		ck_assert_msg(found[0].errors == row->errors, "%s: %zu errors", row->name, found[0].errors);
		ck_assert_msg(memcmp(found[0].code, code, b.form.length) == 0, "%s: another code", row->name);
	}
	unbind(&b);
}
END_TEST

/* Every four places of a short codex32. */
START_TEST(four_wrong_wherever_they_stand)
{
	gcvi_symbol code[GCVI_CODE_MAX], typed[GCVI_CODE_MAX];
	uint8_t unknown[GCVI_CODE_MAX] = { 0 };
	gcvi_located found[2];
	size_t at[4], count, k;
	bound b;

	bind(&b, BECH "layout = 'ms1' B22\ncheck = codex32", 25);
	draw(&b, code);
	for (at[0] = 3; at[0] < 25; at[0]++)
		for (at[1] = at[0] + 1; at[1] < 25; at[1]++)
			for (at[2] = at[1] + 1; at[2] < 25; at[2]++)
				for (at[3] = at[2] + 1; at[3] < 25; at[3]++) {
					gcvi_arena arena;

					gcvi_arena_init(&arena, NULL);
					memcpy(typed, code, b.form.length);
					for (k = 0; k < 4; k++)
						spoil(&b, typed, at[k]);
					ck_assert_int_eq(gcvi_locate(&b.automaton, typed, unknown, 4, found, 2, &count, &arena), GCV_OK);
					ck_assert_uint_eq(count, 1);
					ck_assert_uint_eq(found[0].errors, 4);
					ck_assert_int_eq(memcmp(found[0].code, code, b.form.length), 0);
					gcvi_arena_free(&arena);
				}
	unbind(&b);
}
END_TEST

/* Beyond its reach nothing is made up: what is found passes, and is as near as it says. */
START_TEST(more_wrong_are_not_made_up)
{
	static const struct { size_t errors, unknown; } rows[] = { { 5, 0 }, { 6, 0 }, { 12, 0 }, { 4, 1 }, { 3, 3 }, { 3, 9 } };
	gcvi_symbol code[GCVI_CODE_MAX], typed[GCVI_CODE_MAX];
	gcvi_located found[ANSWERS];
	size_t row, round, i, k, count, different;
	bound b;

	bind(&b, CODEX, 63);
	for (row = 0; row < sizeof rows / sizeof rows[0]; row++)
		for (round = 0; round < 100; round++) {
			uint8_t unknown[GCVI_CODE_MAX] = { 0 }, used[GCVI_CODE_MAX] = { 0 };

			draw(&b, code);
			memcpy(typed, code, b.form.length);
			for (i = 0; i < rows[row].errors; i++)
				spoil(&b, typed, any_position(&b, used));
			for (i = 0; i < rows[row].unknown; i++)
				unknown[any_position(&b, used)] = 1;
			ck_assert_int_eq(gcvi_locate(&b.automaton, typed, unknown, 4, found, ANSWERS, &count, &b.arena), GCV_OK);
			for (k = 0; k < count; k++) {
				for (i = different = 0; i < b.form.length; i++)
					different += !unknown[i] && found[k].code[i] != typed[i];
				ck_assert_uint_eq(found[k].errors, different);
				ck_assert_uint_le(different, 4);
				ck_assert(gcvi_automaton_verify(&b.automaton, found[k].code));
			}
		}
	unbind(&b);
}
END_TEST

/* A wrong character of the prefix is one of the four. */
START_TEST(a_wrong_prefix_counts)
{
	gcvi_symbol code[GCVI_CODE_MAX], typed[GCVI_CODE_MAX];
	uint8_t unknown[GCVI_CODE_MAX] = { 0 };
	gcvi_located found[2];
	size_t wrong, i, count;
	bound b;

	bind(&b, CODEX, 63);
	draw(&b, code);
	for (wrong = 2; wrong <= 4; wrong++) {
		memcpy(typed, code, b.form.length);
		typed[0] = code[1];
		for (i = 0; i < wrong; i++)
			spoil(&b, typed, 7 + 11 * i);
		ck_assert_int_eq(gcvi_locate(&b.automaton, typed, unknown, 4, found, 2, &count, &b.arena), GCV_OK);
		ck_assert_uint_eq(count, wrong < 4);
		if (count == 0)
			continue;
		ck_assert_uint_eq(found[0].errors, wrong + 1);
		ck_assert_int_eq(memcmp(found[0].code, code, b.form.length), 0);
	}
	unbind(&b);
}
END_TEST

/* All check characters lost are computed anew, whatever their number. */
START_TEST(lost_check_characters_come_back)
{
	static const struct { const char *lines; size_t length; } rows[] = {
		{ BECH "layout = 'gc1' B20 C6\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncheck = bech32m", 29 },
		{ BECH "layout = 'ms1' B20 C13\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncheck = codex32", 36 },
		{ BECH "layout = 'ms1' B90 C15\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncheck = codex32", 108 },
		{ TOKEN, 26 },
	};
	gcvi_symbol code[GCVI_CODE_MAX], typed[GCVI_CODE_MAX];
	uint8_t unknown[GCVI_CODE_MAX];
	size_t row, i;
	bound b;

	for (row = 0; row < sizeof rows / sizeof rows[0]; row++) {
		bind(&b, rows[row].lines, rows[row].length);
		draw(&b, code);
		for (i = 0; i < b.form.length; i++) {
			unknown[i] = b.form.sites[i].check;
			typed[i] = unknown[i] ? GCVI_NO_SYMBOL : code[i];
		}
		ck_assert_int_eq(gcvi_automaton_complete(&b.automaton, typed, unknown), 1);
		ck_assert_int_eq(memcmp(typed, code, b.form.length), 0);
		unbind(&b);
	}
}
END_TEST

typedef struct small_row {
	const char *name, *lines;
	size_t length;
} small_row;

static const small_row smalls[] = {
	{ "hexadecimal digits", "layout = D3 C4\nclass C = 0-9 A-F\ncheck = crc-text crc-16/xmodem", 7 },
	{ "decimal digits, which bits are not", "layout = D3 C5\nclass C = 0-9\ncheck = crc-text crc-16/xmodem digits=0-9", 8 },
	{ "together with a counting rule", "layout = D3 C4\nclass C = 0-9 A-F\ncheck = crc-text crc-16/xmodem\ncheck = count 7 1..", 7 },
	{ "of a stretch", "layout = D3 C5\nclass C = 0-9\ncheck = crc-text crc-16/arc digits=0-9 first=2", 8 },
};

/* Every code with three free digits, once. */
static size_t nearest(bound *b, const gcvi_symbol *typed, const uint8_t *unknown, size_t most, gcvi_symbol nearest_codes[][16],
                      size_t *errors)
{
	size_t number, i, count = 0;

	*errors = most + 1;
	for (number = 0; number < 1000; number++) {
		uint8_t checks[GCVI_CODE_MAX];
		gcvi_symbol code[GCVI_CODE_MAX];
		size_t rest = number, different = 0;

		for (i = 0; i < b->form.length; i++) {
			checks[i] = b->form.sites[i].check;
			code[i] = i < 3 ? gcvi_alphabet_find(&b->format->alphabet, (uint32_t)('0' + rest % 10)) : 0;
			rest = i < 3 ? rest / 10 : rest;
		}
		if (gcvi_automaton_complete(&b->automaton, code, checks) == 0)
			continue;
		for (i = 0; i < b->form.length; i++)
			different += !unknown[i] && code[i] != typed[i];
		if (different > *errors || different > most)
			continue;
		if (different < *errors)
			count = 0;
		*errors = different;
		memcpy(nearest_codes[count++], code, b->form.length);
	}
	return count;
}

START_TEST(the_same_as_trying_every_code)
{
	const small_row *row = &smalls[_i];
	static gcvi_symbol wanted[1000][16];
	gcvi_symbol typed[GCVI_CODE_MAX];
	gcvi_located found[1000];
	size_t round, i, k, count, errors, most;
	bound b;

	bind(&b, row->lines, row->length);
	for (round = 0; round < 60; round++) {
		uint8_t unknown[GCVI_CODE_MAX] = { 0 };
		size_t expected;

		/* Mostly near a code, sometimes anything. */
		if (round % 4 != 0)
			draw(&b, typed);
		for (i = 0; i < b.form.length; i++)
			if (next_random(&b.random) % (round % 4 == 0 ? 1 : 5) == 0)
				typed[i] = any_symbol(&b, i);
		for (i = 0; round % 3 == 1 && i < 2; i++)
			unknown[next_random(&b.random) % b.form.length] = 1;
		/* With an unknown digit of a remainder that is not written in bits only one error is looked for. */
		most = round % 5 == 0 || round % 3 == 1 ? 1 : 2;
		expected = nearest(&b, typed, unknown, most, wanted, &errors);
		ck_assert_int_eq(gcvi_locate(&b.automaton, typed, unknown, most, found, 1000, &count, &b.arena), GCV_OK);
		ck_assert_msg(count == expected, "%s, round %zu: %zu for %zu", row->name, round, count, expected);
		for (i = 0; i < count; i++) {
			ck_assert_uint_eq(found[i].errors, errors);
			for (k = 0; k < expected && memcmp(found[i].code, wanted[k], b.form.length) != 0; k++)
				continue;
			ck_assert_msg(k < expected, "%s, round %zu: a code that is not near", row->name, round);
			memset(wanted[k], 0xFF, sizeof wanted[k]);
		}
	}
	unbind(&b);
}
END_TEST

/* With states there are better ways; without enough information there is no answer. */
START_TEST(where_it_does_not_work)
{
	gcvi_symbol code[GCVI_CODE_MAX];
	uint8_t unknown[GCVI_CODE_MAX] = { 0 };
	gcvi_located found[4];
	size_t count, i;
	bound b;

	bind(&b, "layout = D9\ncheck = luhn", 9);
	draw(&b, code);
	ck_assert(!gcvi_locate_works(&b.automaton));
	ck_assert_int_eq(gcvi_locate(&b.automaton, code, unknown, 2, found, 4, &count, &b.arena), GCV_OK);
	ck_assert_uint_eq(count, 0);
	unbind(&b);

	bind(&b, BECH "layout = 'gc1' B26\ncheck = bech32m", 29);
	draw(&b, code);
	for (i = 3; i < 10; i++)
		unknown[i] = 1;
	ck_assert_int_eq(gcvi_locate(&b.automaton, code, unknown, 2, found, 4, &count, &b.arena), GCV_OK);
	ck_assert_uint_eq(count, 4);
	memset(unknown, 1, sizeof unknown);
	ck_assert_int_eq(gcvi_locate(&b.automaton, code, unknown, 2, found, 4, &count, &b.arena), GCV_OK);
	ck_assert_uint_eq(count, 0);
	unbind(&b);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("locate");
	TCase *tcase = tcase_create("locate");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, what_is_guaranteed_is_found, 0, (int)(sizeof guarantees / sizeof guarantees[0]));
	tcase_add_test(tcase, four_wrong_wherever_they_stand);
	tcase_add_test(tcase, more_wrong_are_not_made_up);
	tcase_add_test(tcase, a_wrong_prefix_counts);
	tcase_add_test(tcase, lost_check_characters_come_back);
	tcase_add_loop_test(tcase, the_same_as_trying_every_code, 0, (int)(sizeof smalls / sizeof smalls[0]));
	tcase_add_test(tcase, where_it_does_not_work);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
