/* SPDX-License-Identifier: MIT */
/* What a typed character is in an alphabet: lossless folds, repairs, and what is nothing. */
#include "reading.h"
#include "support.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define FULL "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
#define MICROSOFT "BCDFGHJKMPQRTVWXY2346789"
#define KANA "\u3041\u3042\u3044\u304B\u304C\u3078\u308A\u30FC"

typedef struct resolve_row {
	const char *name, *alphabet;
	gcvi_case case_rule;
	const char *typed;
	uint32_t meant;          /* 0: nothing */
	unsigned changes;
} resolve_row;

static const resolve_row rows[] = {
	{ "itself", FULL, GCVI_CASE_UPPER, "Q", 'Q', 0 },
	{ "case", FULL, GCVI_CASE_UPPER, "q", 'Q', GCVI_CHANGE_CASE },
	{ "case, either", FULL, GCVI_CASE_EITHER, "q", 'Q', GCVI_CHANGE_CASE },
	{ "lower-case alphabet", "abcdef0", GCVI_CASE_LOWER, "D", 'd', GCVI_CHANGE_CASE },
	{ "case-sensitive has both", "oO", GCVI_CASE_SENSITIVE, "o", 'o', 0 },
	{ "case-sensitive has the other", "abo", GCVI_CASE_SENSITIVE, "A", 'a', GCVI_CHANGE_OTHERCASE },
	{ "full width", FULL, GCVI_CASE_UPPER, "\uFF31", 'Q', GCVI_CHANGE_WIDTH },
	{ "full width and case", FULL, GCVI_CASE_UPPER, "\uFF51", 'Q', GCVI_CHANGE_WIDTH | GCVI_CHANGE_CASE },
	{ "Arabic-Indic seven", FULL, GCVI_CASE_UPPER, "\u0667", '7', GCVI_CHANGE_DIGIT },
	{ "Arabic-Indic seven is never V", "VWXY", GCVI_CASE_UPPER, "\u0667", 0, 0 },
	{ "Arabic-Indic five is never o", "Oo", GCVI_CASE_SENSITIVE, "\u0665", 0, 0 },
	{ "Warang Citi five is never Z", "Z", GCVI_CASE_UPPER, "\U000118E5", 0, 0 },
	{ "katakana", KANA, GCVI_CASE_UPPER, "\u30AB", 0x304B, GCVI_CHANGE_KANA },
	{ "half-width voiced katakana", KANA, GCVI_CASE_UPPER, "\uFF76\uFF9E", 0x304C, GCVI_CHANGE_KANA | GCVI_CHANGE_WIDTH },
	{ "decomposed hiragana", KANA, GCVI_CASE_UPPER, "\u304B\u3099", 0x304C, GCVI_CHANGE_COMPOSE },
	{ "katakana in a Latin alphabet", FULL, GCVI_CASE_UPPER, "\u30AB", 0, 0 },
	{ "ideograph for kana", KANA, GCVI_CASE_UPPER, "\u529B", 0x304B, GCVI_CHANGE_SHAPE | GCVI_CHANGE_KANA },
	{ "long vowel mark of the alphabet", KANA, GCVI_CASE_UPPER, "\u30FC", 0x30FC, 0 },
	{ "Cyrillic A", FULL, GCVI_CASE_UPPER, "\u0410", 'A', GCVI_CHANGE_SHAPE },
	{ "Cyrillic small a", FULL, GCVI_CASE_UPPER, "\u0430", 'A', GCVI_CHANGE_SHAPE | GCVI_CHANGE_CASE },
	{ "Ukrainian I is I", FULL, GCVI_CASE_UPPER, "\u0406", 'I', GCVI_CHANGE_SHAPE },
	{ "Ukrainian I where only 1 is", "AB1", GCVI_CASE_UPPER, "\u0406", '1', GCVI_CHANGE_SHAPE },
	{ "dropped accent", FULL, GCVI_CASE_UPPER, "\u00C9", 'E', GCVI_CHANGE_MARK },
	{ "dropped overlay", FULL, GCVI_CASE_UPPER, "B\u0336", 'B', GCVI_CHANGE_MARK },
	{ "dropped accent and case", FULL, GCVI_CASE_UPPER, "\u00E9", 'E', GCVI_CHANGE_MARK | GCVI_CHANGE_CASE },
	{ "only O exists", "ABCO", GCVI_CASE_UPPER, "0", 'O', GCVI_CHANGE_TWIN },
	{ "only 0 exists", "ABC0", GCVI_CASE_UPPER, "O", '0', GCVI_CHANGE_TWIN },
	{ "only 0 exists, small o", "ABC0", GCVI_CASE_UPPER, "o", '0', GCVI_CHANGE_TWIN },
	{ "only 1 exists", "ABC1", GCVI_CASE_UPPER, "I", '1', GCVI_CHANGE_TWIN },
	{ "Z for 2 in Microsoft's", MICROSOFT, GCVI_CASE_EITHER, "Z", '2', GCVI_CHANGE_TWIN },
	{ "A in Microsoft's is nothing", MICROSOFT, GCVI_CASE_EITHER, "A", 0, 0 },
	{ "0 in Microsoft's is nothing", MICROSOFT, GCVI_CASE_EITHER, "0", 0, 0 },
	{ "5 in Microsoft's is nothing", MICROSOFT, GCVI_CASE_EITHER, "5", 0, 0 },
	{ "two twins are none", "oO", GCVI_CASE_SENSITIVE, "0", 0, 0 },
	{ "dotless i", FULL, GCVI_CASE_UPPER, "\u0131", 'I', GCVI_CHANGE_SHAPE | GCVI_CHANGE_CASE },
	{ "Kelvin sign", FULL, GCVI_CASE_UPPER, "\u212A", 'K', GCVI_CHANGE_COMPOSE },
	{ "long s", FULL, GCVI_CASE_UPPER, "\u017F", 'S', GCVI_CHANGE_COMPAT | GCVI_CHANGE_CASE },
	{ "hyphen is nothing", FULL, GCVI_CASE_UPPER, "-", 0, 0 },
	{ "hyphen of the alphabet", "AB-", GCVI_CASE_UPPER, "-", '-', 0 },
	{ "dash for hyphen", "AB-", GCVI_CASE_UPPER, "\u2014", '-', GCVI_CHANGE_COMPAT },
	{ "space is no hyphen", "AB-", GCVI_CASE_UPPER, " ", 0, 0 },
	{ "emoji", FULL, GCVI_CASE_UPPER, "\U0001F600", 0, 0 },
	{ "control character", FULL, GCVI_CASE_UPPER, "\x01", 0, 0 },
};

START_TEST(characters_become_symbols)
{
	const resolve_row *row = &rows[_i];
	gcvi_alphabet alphabet = alphabet_of(row->alphabet, row->case_rule);
	char *copy = exact_copy(row->typed, strlen(row->typed));
	gcvi_reading reading;
	gcvi_resolved resolved;
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_read(&reading, copy, strlen(row->typed), &arena), GCV_OK);
	ck_assert_uint_eq(reading.count, 1);
	resolved = gcvi_resolve(&alphabet, &reading.marks[0]);
	if (row->meant == 0) {
		ck_assert_msg(resolved.symbol == GCVI_NO_SYMBOL, "%s: U+%04X", row->name,
		              resolved.symbol < alphabet.count ? (unsigned)alphabet.points[resolved.symbol] : 0);
	} else {
		ck_assert_msg(resolved.symbol == gcvi_alphabet_find(&alphabet, row->meant), "%s: symbol %d", row->name, resolved.symbol);
		ck_assert_msg(resolved.changes == row->changes, "%s: changes %x", row->name, resolved.changes);
	}
	gcvi_arena_free(&arena);
	free(copy);
}
END_TEST

START_TEST(folds_of_the_format_are_notes)
{
	gcvi_alphabet alphabet = alphabet_of("0123456789ABCDEFGHJKLMNPQRTUVWXY", GCVI_CASE_EITHER);
	static const gcvi_fold folds[] = { { 'O', '0' }, { 'I', '1' }, { 'Z', '2' }, { 'S', '5' } };
	gcvi_mark mark = { 0 };
	gcvi_resolved resolved;

	memcpy(alphabet.folds, folds, sizeof folds);
	alphabet.fold_count = 4;
	mark.kind = GCVI_MARK_CHARACTER;
	mark.point = mark.first = 'I';
	resolved = gcvi_resolve(&alphabet, &mark);
	ck_assert_uint_eq(alphabet.points[resolved.symbol], '1');
	ck_assert_uint_eq(resolved.changes, GCVI_CHANGE_FOLD);
	mark.point = mark.first = 's';
	resolved = gcvi_resolve(&alphabet, &mark);
	ck_assert_uint_eq(alphabet.points[resolved.symbol], '5');
	ck_assert_uint_eq(resolved.changes, GCVI_CHANGE_FOLD | GCVI_CHANGE_CASE);
	/* L is a symbol of its own here: nothing folds it. */
	mark.point = mark.first = 'l';
	resolved = gcvi_resolve(&alphabet, &mark);
	ck_assert_uint_eq(alphabet.points[resolved.symbol], 'L');
	ck_assert_uint_eq(resolved.changes, GCVI_CHANGE_CASE);
}
END_TEST

START_TEST(sets_hold_what_may_be_meant)
{
	gcvi_alphabet alphabet = alphabet_of(FULL, GCVI_CASE_UPPER);
	static const char input[] = "?[b8*]A-";
	gcvi_reading reading;
	gcvi_arena arena;
	gcvi_set set;

	gcvi_arena_init(&arena, NULL);
	ck_assert_int_eq(gcvi_read(&reading, input, sizeof input - 1, &arena), GCV_OK);
	ck_assert_uint_eq(reading.count, 4);
	set = gcvi_resolve_set(&alphabet, &reading, &reading.marks[0]);
	ck_assert_uint_eq(gcvi_set_count(&set), 36);
	set = gcvi_resolve_set(&alphabet, &reading, &reading.marks[1]);
	ck_assert_uint_eq(gcvi_set_count(&set), 2);
	ck_assert(gcvi_set_has(&set, gcvi_alphabet_find(&alphabet, 'B')));
	ck_assert(gcvi_set_has(&set, gcvi_alphabet_find(&alphabet, '8')));
	set = gcvi_resolve_set(&alphabet, &reading, &reading.marks[2]);
	ck_assert_uint_eq(gcvi_set_count(&set), 1);
	set = gcvi_resolve_set(&alphabet, &reading, &reading.marks[3]);
	ck_assert_uint_eq(gcvi_set_count(&set), 0);
	gcvi_arena_free(&arena);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("resolve");
	TCase *tcase = tcase_create("resolve");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, characters_become_symbols, 0, (int)(sizeof rows / sizeof rows[0]));
	tcase_add_test(tcase, folds_of_the_format_are_notes);
	tcase_add_test(tcase, sets_hold_what_may_be_meant);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
