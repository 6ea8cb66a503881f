/* SPDX-License-Identifier: MIT */
/* Compiled formats: layouts at each length, where groups and check characters are, how codes are printed. */
#include "format.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gcv_catalog *loaded(const char *body)
{
	gcv_catalog *catalog = NULL;
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	char text[2000];
	int status;

	snprintf(text, sizeof text, "[a]\ntitle = T\n%s", body);
	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	status = gcv_catalog_load(catalog, text, strlen(text), NULL, &error);
	ck_assert_msg(status == GCV_OK, "%zu:%zu: %s", error.line, error.column, error.message);
	return catalog;
}

/*
 * A form as text: per position its class (or the literal in quotes), '*' behind a check position, and between groups what
 * is printed, '|' for nothing.
 */
static void describe(const gcvi_form *form, char *out)
{
	size_t i;

	for (i = 0; i < form->length; i++) {
		const gcvi_site *site = &form->sites[i];

		if (i > 0 && site->in_group == 0)
			*out++ = site->separator != 0 ? (char)site->separator : '|';
		else
			ck_assert_uint_eq(site->separator, 0);
		if (site->literal) {
			ck_assert_uint_eq(gcvi_set_count(&site->allowed), 1);
			ck_assert_int_eq(site->class_name, 0);
			*out++ = '\'';
			*out++ = (char)form->alphabet->points[gcvi_set_nth(&site->allowed, 0)];
			*out++ = '\'';
		} else {
			*out++ = site->class_name;
		}
		if (site->check)
			*out++ = '*';
	}
	*out = 0;
}

typedef struct form_row {
	const char *name, *body;
	size_t layout, length;
	const char *form;         /* NULL: there is none */
} form_row;

static const form_row forms[] = {
	{ "one run", "layout = X4\n", 0, 4, "XXXX" },
	{ "too short", "layout = X4\n", 0, 3, NULL },
	{ "too long", "layout = X4\n", 0, 5, NULL },
	{ "no such layout", "layout = X4\n", 1, 4, NULL },
	{ "groups", "layout = X2 -D2_ L1.X1 / X1,X2\n", 0, 9, "XX-DD L.X/X|XX" },
	{ "counts and single letters", "layout = X2 D L3 D\n", 0, 7, "XXDLLLD" },
	{ "literals", "layout = 'GC' D2 - \"N'\" D\n", 0, 7, "'G''C'DD-'N''''D" },
	{ "alternatives, first", "layout = X4-X6-X4 | X4-X6-X5\n", 0, 14, "XXXX-XXXXXX-XXXX" },
	{ "alternatives, second", "layout = X4-X6-X4 | X4-X6-X5\n", 1, 15, "XXXX-XXXXXX-XXXXX" },
	{ "second line", "layout = X4\nlayout = D5\n", 1, 5, "DDDDD" },
	{ "shortest of a run", "layout = 'A' X2..5 - D2\n", 0, 5, "'A'XX-DD" },
	{ "longest of a run", "layout = 'A' X2..5 - D2\n", 0, 8, "'A'XXXXX-DD" },
	{ "run of one length", "layout = X3..3 X1..2\n", 0, 4, "XXXX" },
	{ "explicit check", "check = luhn\nlayout = D3 C D2\n", 0, 6, "DDDC*DD" },
	{ "implied check", "check = luhn\nlayout = D4-D4\n", 0, 8, "DDDD-DDDD*" },
	{ "implied check of a run", "check = luhn\nlayout = D4..8\n", 0, 6, "DDDDDD*" },
	{ "implied check alone in its group", "check = luhn\nlayout = D4-D\n", 0, 5, "DDDD-D*" },
	{ "no check character", "check = count D 1\nlayout = L4\n", 0, 4, "LLLL" },
	{ "explicit per group", "class X = 0-9 A-H J-N P-R T-Y\ncheck = coupon-code\nlayout = X3C-X3C\n", 0, 8, "XXXC*-XXXC*" },
	{ "implied per group", "class X = 0-9 A-H J-N P-R T-Y\ncheck = coupon-code\nlayout = X4-X2-X3,X2\n", 0, 11,
	  "XXXX*-XX*-XXX*|XX*" },
	{ "optional check, with it", "check = luhn\ncheck-optional = yes\nlayout = D3C\n", 0, 4, "DDDC*" },
	{ "optional check, without it", "check = luhn\ncheck-optional = yes\nlayout = D3C\n", 1, 3, "DDD" },
	{ "optional check in a group of its own", "check = luhn\ncheck-optional = yes\nlayout = D3-C\n", 1, 3, "DDD" },
};

START_TEST(forms_have_their_positions)
{
	const form_row *row = &forms[_i];
	gcv_catalog *catalog;
	gcvi_site *sites = malloc(row->length * sizeof *sites);
	gcvi_form form;
	char text[200];

	catalog = loaded(row->body);
	ck_assert_ptr_nonnull(sites);
	ck_assert_msg(gcvi_form_fill(gcv_catalog_at(catalog, 0), row->layout, row->length, sites, &form) == (row->form != NULL),
	              "%s", row->name);
	if (row->form != NULL) {
		describe(&form, text);
		ck_assert_msg(strcmp(text, row->form) == 0, "%s: %s", row->name, text);
		ck_assert_uint_eq(form.length, row->length);
		ck_assert_uint_eq(form.layout, row->layout);
	}
	free(sites);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(groups_are_numbered)
{
	gcv_catalog *catalog = loaded("layout = 'A' X2..4 - D2 , L3\n");
	static const uint16_t group[] = { 0, 0, 0, 0, 1, 1, 2, 2, 2 }, in_group[] = { 0, 1, 2, 3, 0, 1, 0, 1, 2 };
	static const uint16_t size[] = { 4, 4, 4, 4, 2, 2, 3, 3, 3 };
	gcvi_site sites[9];
	gcvi_form form;
	size_t i;

	ck_assert(gcvi_form_fill(gcv_catalog_at(catalog, 0), 0, 9, sites, &form));
	ck_assert_uint_eq(form.groups, 3);
	for (i = 0; i < 9; i++) {
		ck_assert_uint_eq(sites[i].group, group[i]);
		ck_assert_uint_eq(sites[i].in_group, in_group[i]);
		ck_assert_uint_eq(sites[i].group_size, size[i]);
	}
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(classes_become_sets)
{
	gcv_catalog *catalog = loaded("class A = 2-4 B\nclass B = B C\nlayout = A B 'Z'\n");
	const struct gcv_format *format = gcv_catalog_at(catalog, 0);
	static const char allowed[3][8] = { "234B", "BC", "Z" };
	gcvi_site sites[3];
	gcvi_form form;
	size_t i, k;

	ck_assert(gcvi_form_fill(format, 0, 3, sites, &form));
	for (i = 0; i < 3; i++) {
		ck_assert_uint_eq(gcvi_set_count(&sites[i].allowed), strlen(allowed[i]));
		for (k = 0; allowed[i][k] != 0; k++)
			ck_assert(gcvi_set_has(&sites[i].allowed, gcvi_alphabet_find(&format->alphabet, (uint8_t)allowed[i][k])));
	}
	gcv_catalog_free(catalog);
}
END_TEST

/* What C may be: its own class, else all characters of the other classes, but not those of literals. */
START_TEST(check_characters_have_a_set)
{
	static const struct { const char *body; size_t count; } rows[] = {
		{ "check = luhn\nlayout = 'X' D3 C\n", 10 },
		{ "check = luhn\nclass C = 0-4\nlayout = 'X' D3 C\n", 5 },
		{ "check = luhn\nlayout = D3 L C\n", 36 },
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		gcv_catalog *catalog = loaded(rows[i].body);
		gcvi_site sites[5];
		gcvi_form form;

		ck_assert(gcvi_form_fill(gcv_catalog_at(catalog, 0), 0, 5, sites, &form));
		ck_assert_uint_eq(gcvi_set_count(&sites[4].allowed), rows[i].count);
		gcv_catalog_free(catalog);
	}
}
END_TEST

START_TEST(lengths_span_all_layouts)
{
	gcv_catalog *catalog = loaded("layout = X9..18 | X4 | D20\n");
	size_t min = 0, max = 0;

	gcv_format_lengths(gcv_catalog_at(catalog, 0), &min, &max);
	ck_assert_uint_eq(min, 4);
	ck_assert_uint_eq(max, 20);
	gcv_format_lengths(gcv_catalog_at(catalog, 0), NULL, NULL);
	gcv_format_lengths(NULL, &min, &max);
	ck_assert_uint_eq(min + max, 0);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(forms_carry_their_automaton)
{
	gcv_catalog *catalog = loaded("check = luhn\ncheck-optional = yes\nlayout = D3C\n");
	const struct gcv_format *format = gcv_catalog_at(catalog, 0);
	static const gcvi_symbol good[] = { 1, 8, 2, 6 }, bad[] = { 1, 8, 2, 7 };
	gcvi_automaton automaton;
	gcvi_arena arena;
	gcvi_form form;

	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_form_make(format, 0, 4, &arena, &form, &automaton), GCV_OK);
	ck_assert(gcvi_automaton_verify(&automaton, good));
	ck_assert(!gcvi_automaton_verify(&automaton, bad));
	ck_assert_int_eq(gcvi_form_make(format, 1, 3, &arena, &form, &automaton), GCV_OK);
	ck_assert(format->layouts[1].unchecked);
	ck_assert(gcvi_automaton_verify(&automaton, good));
	ck_assert(gcvi_automaton_verify(&automaton, bad));
	ck_assert_int_eq(gcvi_form_make(format, 0, 3, &arena, &form, &automaton), GCV_E_RANGE);
	ck_assert_int_eq(gcvi_form_make(format, 2, 3, &arena, &form, &automaton), GCV_E_RANGE);
	gcvi_arena_free(&arena);
	gcv_catalog_free(catalog);
}
END_TEST

typedef struct print_row {
	const char *name, *body, *grouped, *plain;
} print_row;

/* The code is the first symbol of each position. */
static const print_row prints[] = {
	{ "hyphens", "layout = L2-D2-'Z'\n", "AA-00-Z", "AA00Z" },
	{ "others", "layout = L_L.L/L,L\n", "A A.A/AA", "AAAAA" },
	{ "hiragana", "class K = U+3042-U+3044\nlayout = K2 - K\n", "\xE3\x81\x82\xE3\x81\x82-\xE3\x81\x82",
	  "\xE3\x81\x82\xE3\x81\x82\xE3\x81\x82" },
};

START_TEST(codes_are_printed)
{
	const print_row *row = &prints[_i];
	gcv_catalog *catalog = loaded(row->body);
	const struct gcv_format *format = gcv_catalog_at(catalog, 0);
	gcvi_site sites[8];
	gcvi_symbol code[8];
	gcvi_form form;
	size_t i, cap, needed;

	ck_assert(gcvi_form_fill(format, 0, format->layouts[0].min, sites, &form));
	for (i = 0; i < form.length; i++)
		code[i] = gcvi_set_nth(&sites[i].allowed, 0);
	for (cap = 0; cap <= strlen(row->grouped) + 3; cap++) {
		char *out = malloc(cap != 0 ? cap : 1);

		ck_assert_ptr_nonnull(out);
		needed = gcvi_form_print(&form, code, true, out, cap);
		ck_assert_uint_eq(needed, strlen(row->grouped));
		if (cap > 0) {
			size_t written = strlen(out);

			ck_assert_msg(strncmp(out, row->grouped, written) == 0, "%s: %s", row->name, out);
			ck_assert_uint_lt(written, cap);
			ck_assert(((uint8_t)row->grouped[written] & 0xC0) != 0x80);
			ck_assert(cap <= needed || written == needed);
		}
		free(out);
	}
	{
		char out[64];

		ck_assert_uint_eq(gcvi_form_print(&form, code, false, out, sizeof out), strlen(row->plain));
		ck_assert_str_eq(out, row->plain);
	}
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(alphabets_are_printed)
{
	gcv_catalog *catalog = loaded("class X = U+3042 A 2\nlayout = X\n");
	const gcv_format *format = gcv_catalog_at(catalog, 0);
	char out[8];

	ck_assert_uint_eq(gcv_format_alphabet(format, NULL, 0), 5);
	ck_assert_uint_eq(gcv_format_alphabet(format, out, sizeof out), 5);
	ck_assert_str_eq(out, "2A\xE3\x81\x82");
	ck_assert_uint_eq(gcv_format_alphabet(format, out, 5), 5);
	ck_assert_str_eq(out, "2A");
	ck_assert_uint_eq(gcv_format_alphabet(NULL, out, 5), 0);
	ck_assert_str_eq(out, "");
	gcv_catalog_free(catalog);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("format");
	TCase *tcase = tcase_create("format");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, forms_have_their_positions, 0, (int)(sizeof forms / sizeof forms[0]));
	tcase_add_test(tcase, groups_are_numbered);
	tcase_add_test(tcase, classes_become_sets);
	tcase_add_test(tcase, check_characters_have_a_set);
	tcase_add_test(tcase, lengths_span_all_layouts);
	tcase_add_test(tcase, forms_carry_their_automaton);
	tcase_add_loop_test(tcase, codes_are_printed, 0, (int)(sizeof prints / sizeof prints[0]));
	tcase_add_test(tcase, alphabets_are_printed);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
