/* SPDX-License-Identifier: MIT */
/* Sentences: templates filled safely, and one sentence for every kind, with and without the characters. */
#include "message.h"

#include <check.h>
#include <string.h>

typedef struct fill_row {
	const char *name, *text, *expected;
} fill_row;

static const fill_row fill_rows[] = {
	{ "in order", "%1$s-%2$s", "one-two" },
	{ "in another order", "%2$s-%1$s", "two-one" },
	{ "twice", "%1$s%1$s", "oneone" },
	{ "absent argument", "a%3$sb", "ab" },
	{ "beyond the arguments", "a%9$sb", "ab" },
	{ "percent", "100%% %1$s", "100% one" },
	{ "percent at the end", "100%", "100%" },
	{ "other directives stand for themselves", "%s %d %n %0$s %1$d %12$s", "%s %d %n %0$s %1$d %12$s" },
	{ "empty", "", "" },
};

START_TEST(templates_are_filled)
{
	const fill_row *r = &fill_rows[_i];
	const char *const arguments[] = { "one", "two", NULL };
	gcvi_arena arena;
	char *text;

	gcvi_arena_init(&arena, NULL);
	text = gcvi_fill(&arena, r->text, arguments, 3);
	ck_assert_ptr_nonnull(text);
	ck_assert_msg(strcmp(text, r->expected) == 0, "%s: \"%s\"", r->name, text);
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(arguments_are_never_templates)
{
	const char *const arguments[] = { "%2$s%n%%", "x" };
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	ck_assert_str_eq(gcvi_fill(&arena, "<%1$s>", arguments, 2), "<%2$s%n%%>");
	gcvi_arena_free(&arena);
}
END_TEST

static const fill_row show_rows[] = {
	{ "letter", "A", "A" },
	{ "full-width letter", "\uFF21", "\uFF21" },
	{ "escape", "\x1B", "U+001B" },
	{ "delete", "\x7F", "U+007F" },
	{ "C1 control", "\xC2\x9B", "U+009B" },
	{ "bidi override", "\u202E", "U+202E" },
	{ "mark on nothing", "\u0301", "U+0301" },
	{ "mark on a letter", "e\u0301", "e\u0301" },
	{ "private use", "\uE000", "U+E000" },
	{ "unassigned beyond the BMP", "\U0010FFFE", "U+10FFFE" },
	{ "heap of marks", "a\u0301\u0301\u0301\u0301\u0301", "a\u0301\u0301\u0301\u2026" },
	{ "bytes that are not UTF-8", "\xFF", "\uFFFD" },
};

START_TEST(what_was_typed_is_fit_to_be_shown)
{
	const fill_row *r = &show_rows[_i];
	gcvi_arena arena;
	const char *text;

	gcvi_arena_init(&arena, NULL);
	text = gcvi_message_show(&arena, r->text);
	ck_assert_ptr_nonnull(text);
	ck_assert_msg(strcmp(text, r->expected) == 0, "%s: \"%s\"", r->name, text);
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(lists_end_with_or)
{
	const char *const items[] = { "A", "B", "C" };
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	ck_assert_str_eq(gcvi_message_list(&arena, items, 0), "");
	ck_assert_str_eq(gcvi_message_list(&arena, items, 1), "A");
	ck_assert_str_eq(gcvi_message_list(&arena, items, 2), "A or B");
	ck_assert_str_eq(gcvi_message_list(&arena, items, 3), "A, B or C");
	gcvi_arena_free(&arena);
}
END_TEST

static const gcv_alternative two[] = { { "8", 0 }, { "R", 0 } };

typedef struct sentence_row {
	const char *name;
	gcv_finding finding;
	const char *expected;
	int exact;                /* of the format's alphabet */
	char grade;
} sentence_row;

#define F(...) { __VA_ARGS__ }
static const sentence_row sentence_rows[] = {
	{ "one letter's case", F(.kind = GCV_FOLDED_CASE, .count = 1),
	  "1 letter was changed between upper and lower case; that makes no difference here.", 0, 'A' },
	{ "several", F(.kind = GCV_FOLDED_CASE, .count = 12),
	  "12 letters were changed between upper and lower case; that makes no difference here.", 0, 'A' },
	{ "alias", F(.kind = GCV_FOLDED_ALIAS, .count = 1, .typed = "O", .meant = "0"),
	  "O was read as 0, as the issuer does.", 0, 'A' },
	{ "aliases", F(.kind = GCV_FOLDED_ALIAS, .count = 2, .typed = "O", .meant = "0"),
	  "O was read as 0, as the issuer does (2 characters in all).", 0, 'A' },
	{ "alias, masked", F(.kind = GCV_FOLDED_ALIAS, .count = 2),
	  "2 characters were read as the issuer reads them.", 0, 'A' },
	{ "shape", F(.kind = GCV_REPAIRED_SHAPE, .position = 1, .typed = "\u0410", .meant = "A"),
	  "Character 1 (\u0410) belongs to another script; it was read as A, which looks like it.", 0, 'A' },
	{ "shape, masked", F(.kind = GCV_REPAIRED_SHAPE, .position = 1),
	  "Character 1 belongs to another script; it was read as the one that looks like it.", 0, 'A' },
	{ "twin", F(.kind = GCV_REPAIRED_TWIN, .position = 3, .typed = "0", .meant = "O"),
	  "Character 3 was read as O: 0 never occurs here.", 0, 'A' },
	{ "look-alike", F(.kind = GCV_LOOK_ALIKE, .position = 7, .typed = "b", .meant = "B", .alternatives = two,
	                  .alternative_count = 2), "Character 7: is it really B, or is it 8 or R?", 0, 'A' },
	{ "look-alike, masked", F(.kind = GCV_LOOK_ALIKE, .position = 7),
	  "Character 7 is easily misread; look at it again.", 0, 'A' },
	{ "count trap", F(.kind = GCV_COUNT_TRAP, .count = 16),
	  "16 characters counting the hyphens? The code itself has 14 or 15.", 0, 'A' },
	{ "exact alphabet", F(.kind = GCV_NOT_IN_ALPHABET, .position = 7, .typed = "A"),
	  "A never occurs in these codes (character 7).", 1, 'A' },
	{ "outer bound", F(.kind = GCV_NOT_IN_ALPHABET, .position = 7, .typed = "A"),
	  "A is not known to occur in these codes (character 7).", 0, 'B' },
	{ "outer bound, but known never to occur", F(.kind = GCV_NOT_IN_ALPHABET, .position = 7, .typed = "o"),
	  "o never occurs in these codes (character 7).", 0, 'B' },
	{ "single source", F(.kind = GCV_NOT_IN_ALPHABET, .position = 7, .typed = "A"),
	  "A (character 7) is not known to occur in these codes (a single source says so).", 1, 'C' },
	{ "somewhere between", F(.kind = GCV_NOT_IN_ALPHABET, .typed = "%"), "% never occurs in these codes.", 1, 'A' },
	{ "control character", F(.kind = GCV_NOT_IN_ALPHABET, .position = 1, .typed = "\x1B"),
	  "U+001B never occurs in these codes (character 1).", 1, 'A' },
	{ "NUL", F(.kind = GCV_NOT_IN_ALPHABET, .position = 1, .typed = ""),
	  "U+0000 never occurs in these codes (character 1).", 1, 'A' },
	{ "masked", F(.kind = GCV_NOT_IN_ALPHABET, .position = 7), "Character 7 never occurs in these codes.", 1, 'A' },
	{ "one missing in a group", F(.kind = GCV_TOO_SHORT, .count = 1, .group = 2),
	  "In group 2, 1 character is missing.", 0, 'A' },
	{ "two missing", F(.kind = GCV_TOO_SHORT, .count = 2), "2 characters are missing: a code has 14 or 15.", 0, 'A' },
	{ "one too many", F(.kind = GCV_TOO_LONG, .count = 1), "1 character too many: a code has 14 or 15.", 0, 'A' },
	{ "prefix", F(.kind = GCV_WRONG_PREFIX, .typed = "A", .meant = "X"),
	  "The code starts with X, not with A.", 0, 'A' },
	{ "digit expected", F(.kind = GCV_WRONG_CLASS, .position = 2, .typed = "A", .name = "digit"),
	  "Character 2 has to be a digit, not A.", 0, 'A' },
	{ "one of a few", F(.kind = GCV_WRONG_CLASS, .position = 2, .typed = "A", .alternatives = two,
	                    .alternative_count = 2), "Character 2 has to be 8 or R, not A.", 0, 'A' },
	{ "check of a group", F(.kind = GCV_CHECK_FAILED, .group = 1, .position = 4, .meant = "Q"),
	  "Group 1 does not fit its check character: at least one character in it is wrong (if only character 4 is, it "
	  "has to be Q).", 0, 'A' },
	{ "check of a group, masked", F(.kind = GCV_CHECK_FAILED, .group = 1, .position = 4),
	  "Group 1 does not fit its check character: at least one character in it is wrong.", 0, 'A' },
	{ "two check characters", F(.kind = GCV_CHECK_FAILED, .position = 11, .count = 2, .meant = "0D"),
	  "The code fails its built-in check: at least one character is wrong (if only the 2 characters from character 11 on are, "
	  "they have to be 0D).", 0, 'A' },
	{ "counting rule", F(.kind = GCV_CHECK_FAILED, .count = 3, .meant = "N 1", .name = "count"),
	  "Of the characters N these codes have exactly 1; here there are 3.", 0, 'A' },
	{ "counting rule, range", F(.kind = GCV_CHECK_FAILED, .meant = "0-9 2..4", .name = "count"),
	  "Of the characters 0-9 these codes have 2 to 4; here there are 0.", 0, 'A' },
	{ "counting rule, at least", F(.kind = GCV_CHECK_FAILED, .meant = "A-Z 1..", .name = "count"),
	  "Of the characters A-Z these codes have at least 1; here there are 0.", 0, 'A' },
	{ "counting rule, at most", F(.kind = GCV_CHECK_FAILED, .count = 5, .meant = "0 ..2", .name = "count"),
	  "Of the characters 0 these codes have at most 2; here there are 5.", 0, 'A' },
	{ "check of the code", F(.kind = GCV_CHECK_FAILED),
	  "The code fails its built-in check: at least one character is wrong.", 0, 'A' },
	{ "decoy", F(.kind = GCV_DECOY, .typed = "GCA", .meant = "X", .name = "the serial number"),
	  "This looks like the serial number (GCA...), not the code; the code starts with X.", 0, 'A' },
	{ "decoy, also a code", F(.kind = GCV_DECOY, .severity = GCV_WARNING, .typed = "N", .name = "the control number"),
	  "This could also be the control number (N...): look which of the numbers it is.", 0, 'A' },
	{ "decoy, the beginning of a code", F(.kind = GCV_DECOY, .severity = GCV_WARNING, .name = "the control number"),
	  "This could also be the control number: look which of the numbers it is.", 0, 'A' },
	{ "decoy, masked", F(.kind = GCV_DECOY, .name = "the serial number"),
	  "This looks like the serial number, not the code.", 0, 'A' },
	{ "zeros dropped", F(.kind = GCV_SPREADSHEET, .severity = GCV_WARNING, .group = 1, .count = 2, .meant = "0012"),
	  "A spreadsheet drops zeros at the start of a number; with them this would be 0012.", 0, 'A' },
	{ "zeros dropped, masked", F(.kind = GCV_SPREADSHEET, .severity = GCV_WARNING, .group = 1, .count = 2),
	  "A spreadsheet drops zeros at the start of a number; 2 may be missing here.", 0, 'A' },
	{ "spreadsheet, nothing lost", F(.kind = GCV_SPREADSHEET, .severity = GCV_REPAIR),
	  "A spreadsheet has made a number of this code; all its digits are there, but zeros at its start may be lost.", 0, 'A' },
	{ "point zero", F(.kind = GCV_SPREADSHEET, .severity = GCV_WARNING),
	  "If a spreadsheet has made a number of this code, \".0\" at its end is no part of it.", 0, 'A' },
	{ "companion beside the code", F(.kind = GCV_COMPANION, .severity = GCV_REPAIR, .count = 4, .name = "the PIN"),
	  "The other number looks like the PIN, which is entered separately.", 0, 'A' },
	{ "companion", F(.kind = GCV_COMPANION, .severity = GCV_NOTE, .name = "the PIN"),
	  "The issuer asks for a second number too: the PIN.", 0, 'A' },
	{ "companion typed", F(.kind = GCV_COMPANION, .severity = GCV_WARNING, .name = "the PIN"),
	  "This looks like the PIN, not the code.", 0, 'A' },
	{ "companion appended", F(.kind = GCV_COMPANION, .severity = GCV_WARNING, .count = 4, .name = "the PIN"),
	  "The last 4 characters look like the PIN, which is entered separately.", 0, 'A' },
	{ "choice", F(.kind = GCV_UNREADABLE, .position = 2, .alternatives = two, .alternative_count = 2),
	  "Character 2 is not certain: 8 or R.", 0, 'A' },
	{ "nearest", F(.kind = GCV_NO_FORMAT, .name = "Gift card"),
	  "This fits no known format; it comes closest to: Gift card.", 0, 'A' },
	{ "a kind from the future", F(.kind = (gcv_kind)999), "Something is wrong here.", 0, 'A' },
};

/* Two layouts, of 14 and 15 characters; O never occurs. */
static void make_format(struct gcv_format *format, gcvi_layout layouts[2])
{
	static const uint32_t never[] = { 'O' };

	memset(format, 0, sizeof *format);
	memset(layouts, 0, 2 * sizeof *layouts);
	layouts[0].min = layouts[0].max = 15;
	layouts[1].min = layouts[1].max = 14;
	format->name = "gift";
	format->layouts = layouts;
	format->layout_count = 2;
	format->never = never;
	format->never_count = 1;
}

START_TEST(every_finding_has_its_sentence)
{
	const sentence_row *r = &sentence_rows[_i];
	struct gcv_format format;
	gcvi_layout layouts[2];
	gcvi_arena arena;
	const char *text;

	make_format(&format, layouts);
	format.exact = r->exact != 0;
	format.grade = r->grade;
	gcvi_arena_init(&arena, NULL);
	text = gcvi_message_finding(&arena, &format, &r->finding);
	ck_assert_ptr_nonnull(text);
	ck_assert_msg(strcmp(text, r->expected) == 0, "%s: \"%s\"", r->name, text);
	gcvi_arena_free(&arena);
}
END_TEST

/* Whatever members a kind comes with, there is one whole sentence. */
START_TEST(no_kind_is_without_words)
{
	static const char *const words[] = { NULL, "x" };
	struct gcv_format format;
	gcvi_layout layouts[2];
	gcvi_arena arena;
	int kind;
	size_t which;

	make_format(&format, layouts);
	gcvi_arena_init(&arena, NULL);
	for (kind = GCV_FOLDED_CASE; kind <= GCV_REFUSED; kind++) {
		if (strcmp(gcv_kind_name((gcv_kind)kind), "unknown") == 0)
			continue;
		for (which = 0; which < 32; which++) {
			gcv_finding finding = { .kind = (gcv_kind)kind, .position = which & 1, .group = which >> 1 & 1,
			                        .count = which >> 2 & 1, .typed = words[which >> 3 & 1],
			                        .meant = words[which >> 4 & 1] };
			const char *text = gcvi_message_finding(&arena, &format, &finding);

			ck_assert_ptr_nonnull(text);
			ck_assert_msg(strcmp(text, "Something is wrong here.") != 0, "%s", gcv_kind_name(finding.kind));
			ck_assert_ptr_null(strchr(text, '$'));
			ck_assert_ptr_null(strstr(text, "()"));
		}
	}
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(re_reading_is_asked_in_one_sentence)
{
	gcv_reread reread = { .position = 7, .start = 6, .end = 7, .alternatives = two, .alternative_count = 2 };
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	ck_assert_str_eq(gcvi_message_reread(&arena, &reread), "Look at character 7 again: is it 8 or R?");
	reread.alternative_count = 0;
	ck_assert_str_eq(gcvi_message_reread(&arena, &reread), "Look at character 7 again.");
	reread.end = 6;
	ck_assert_str_eq(gcvi_message_reread(&arena, &reread),
	                 "A character seems to be missing as character 7; look at the card again.");
	gcvi_arena_free(&arena);
}
END_TEST

typedef struct edit_row {
	const char *name;
	gcv_edit edit;
	const char *shown, *masked;
} edit_row;

#define E(what, from, to) .kind = what, .position = 7, .typed = from, .meant = to
static const edit_row edit_rows[] = {
	{ "substitution", { E(GCV_SUBSTITUTION, "8", "B") }, "character 7: B instead of 8", "character 7 is another one" },
	{ "letter for digit", { E(GCV_SUBSTITUTION, "O", "0") }, "character 7: 0 (zero) instead of O (letter O)",
	  "character 7 is another one" },
	{ "one case for the other", { E(GCV_SUBSTITUTION, "o", "O") },
	  "character 7: O (letter O) instead of o (small letter O)", "character 7 is another one" },
	{ "small L", { E(GCV_SUBSTITUTION, "l", "1") }, "character 7: 1 (one) instead of l (small letter L)",
	  "character 7 is another one" },
	{ "not one of a kind", { E(GCV_SUBSTITUTION, "1", "0") }, "character 7: 0 instead of 1", "character 7 is another one" },
	{ "control", { E(GCV_SUBSTITUTION, "\x1B", "0") }, "character 7: 0 instead of U+001B", "character 7 is another one" },
	{ "left out", { E(GCV_INSERTION, "", "B") }, "character 7: B added", "character 7 is missing" },
	{ "too many", { E(GCV_DELETION, "8", "") }, "8 taken out", "one character too many at character 7" },
	{ "neighbours", { E(GCV_TRANSPOSITION, "MF", "FM") }, "character 7: FM instead of MF (exchanged)",
	  "characters exchanged from character 7 on" },
	{ "twins", { E(GCV_TWIN, "88", "BB") }, "character 7: BB instead of 88 (both)", "character 7 is another one" },
	{ "groups", { E(GCV_GROUPS, "CTFM", "1K7Q"), .name = "exchanged" }, "groups CTFM and 1K7Q exchanged",
	  "two groups exchanged" },
	{ "keyboard", { E(GCV_LAYOUT, "&k", "1K"), .name = "azerty" }, "typed with the keyboard set to AZERTY",
	  "typed with the keyboard set to AZERTY" },
	{ "a PIN behind it", { E(GCV_APART, "9876", ""), .name = "the PIN" }, "the PIN, behind it, taken off",
	  "the PIN, behind it, taken off" },
	{ "of the future", { E(GCV_LAYOUT, "&k", "1K"), .name = "dvorak" }, "something happened to all of it",
	  "something happened to all of it" },
};

START_TEST(edits_are_told)
{
	const edit_row *row = &edit_rows[_i];
	gcv_edit masked = row->edit;
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	ck_assert_str_eq(gcvi_message_edit(&arena, &row->edit), row->shown);
	masked.typed = masked.meant = NULL;
	ck_assert_str_eq(gcvi_message_edit(&arena, &masked), row->masked);
	gcvi_arena_free(&arena);
}
END_TEST

START_TEST(choices_are_told_apart)
{
	static const char *const characters[] = { "0", "Q", "O", "1" };
	gcvi_arena arena;

	gcvi_arena_init(&arena, NULL);
	ck_assert_str_eq(gcvi_message_choice(&arena, characters, 4), "0 (zero), Q, O (letter O) or 1");
	ck_assert_str_eq(gcvi_message_choice(&arena, characters + 1, 3), "Q, O or 1");
	gcvi_arena_free(&arena);
}
END_TEST

#define COUNT(list) ((int)(sizeof(list) / sizeof(list)[0]))

int main(void)
{
	Suite *suite = suite_create("message");
	TCase *tests = tcase_create("message");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, templates_are_filled, 0, COUNT(fill_rows));
	tcase_add_test(tests, arguments_are_never_templates);
	tcase_add_loop_test(tests, what_was_typed_is_fit_to_be_shown, 0, COUNT(show_rows));
	tcase_add_test(tests, lists_end_with_or);
	tcase_add_loop_test(tests, every_finding_has_its_sentence, 0, COUNT(sentence_rows));
	tcase_add_test(tests, no_kind_is_without_words);
	tcase_add_test(tests, re_reading_is_asked_in_one_sentence);
	tcase_add_loop_test(tests, edits_are_told, 0, COUNT(edit_rows));
	tcase_add_test(tests, choices_are_told_apart);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
