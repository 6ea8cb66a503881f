/* SPDX-License-Identifier: MIT */
/* What is said of an input under one format: verdict, kinds, spans, positions, groups, counts. */
#include "sample.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct row {
	const char *name, *format, *input, *expected;
} row;

/* Without look-alike warnings. */
static const row rows[] = {
	{ "as printed", "gift", "AB3D-E6GH7K-M9PR", "valid AB3D-E6GH7K-M9PR" },
	{ "no separators", "gift", "AB3DE6GH7KM9PR", "valid AB3D-E6GH7K-M9PR" },
	{ "the longer layout", "gift", "AB3DE6GH7KM9PRT", "valid AB3D-E6GH7K-M9PRT" },
	/* full-width a, b, d; minus signs */
	{ "full width, minus", "gift", "\uFF41\uFF423\uFF44\u2212e6gh7k\u2212m9pr",
	  "valid AB3D-E6GH7K-M9PR; n case 0-3 p1 g1 x10 '\uFF41' >'A'; n width 0-3 p1 g1 x3 '\uFF41' >'A'; "
	  "n separators 10-13 x2" },
	{ "spaces", "gift", "AB3D E6GH7K M9PR", "valid AB3D-E6GH7K-M9PR; n separators 4-5 x2" },
	{ "spaces around", "gift", " AB3D-E6GH7K-M9PR ", "valid AB3D-E6GH7K-M9PR; n separators 0-1 x2" },
	{ "other groups", "gift", "AB3DE-6GH7K-M9PR", "valid AB3D-E6GH7K-M9PR; n separators 4-4 x2" },
	{ "double hyphen", "gift", "AB3D--E6GH7K-M9PR", "valid AB3D-E6GH7K-M9PR; n separators 5-6 x1" },
	{ "zero width space", "gift", "AB3D-E6GH7K\u200B-M9PR", "valid AB3D-E6GH7K-M9PR; n invisible 11-14 x1" },
	{ "Cyrillic A", "gift", "\u0410B3D-E6GH7K-M9PR",
	  "repaired AB3D-E6GH7K-M9PR; r shape 0-2 p1 g1 '\u0410' >'A'" },
	{ "two Cyrillic letters", "gift", "\u0410B3D-\u04156GH7K-M9PR",
	  "repaired AB3D-E6GH7K-M9PR; r shape 0-2 p1 g1 '\u0410' >'A'; r shape 6-8 p5 g2 '\u0415' >'E'" },
	{ "Arabic-Indic seven is 7", "gift", "AB3D-E6GH\u0667K-M9PR",
	  "valid AB3D-E6GH7K-M9PR; n digit 9-11 p9 g2 x1 '\u0667' >'7'" },
	{ "nothing", "gift", "", "incomplete; e empty 0-0" },
	{ "separators only", "gift", " - ", "incomplete; e empty 0-3" },
	{ "prefix inside a group", "gift", "AB3D-E6", "incomplete; e too-short 7-7 p7 x8" },
	{ "prefix of one", "gift", "A", "incomplete; e too-short 1-1 p2 x13" },
	{ "prefix up to a hyphen", "gift", "AB3D-", "incomplete; e too-short 4-4 p5 x10; n separators 4-5 x1" },
	{ "prefix in the last group", "gift", "AB3D-E6GH7K-M9P", "incomplete; e too-short 12-15 p14 g3 x1" },
	{ "prefix with a repair", "gift", "\u0410B3D", "incomplete; r shape 0-2 p1 g1 '\u0410' >'A'; e too-short 5-5 p5 x10" },
	{ "first group short", "gift", "AB3-E6GH7K-M9PR", "incomplete; e too-short 0-3 p4 g1 x1" },
	{ "two groups short", "gift", "AB3-E6GH7K-M9P",
	  "incomplete; e too-short 0-3 p4 g1 x1; e too-short 11-14 p14 g3 x1" },
	{ "last group long", "gift", "AB3D-E6GH7K-M9PRTT",
	  "invalid; w count-trap 0-18 x16; e too-long 12-18 g3 x1" },
	{ "too long, no groups", "gift", "AB3DE6GH7KM9PRTTW",
	  "invalid; e too-long 0-17 x2; w count-trap 0-17 x17" },
	{ "too long by far", "gift", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	  "invalid; e too-long 0-84 x69" },
	{ "one hyphen counted", "gift", "AB3D-E6GH7K-M9P\u2014-", "incomplete; e too-short 12-15 p14 g3 x1; n separators 15-18 x2" },
	{ "something between", "gift", "AB3D%E6GH7K-M9PR", "invalid; e not-in-alphabet 4-5 '%'" },
	{ "bytes that are not UTF-8", "gift", "AB3D-\xFF\xFE" "E6GH7K-M9PR", "invalid; e malformed 5-7 x2" },
	{ "cut off inside a sequence", "gift", "AB3D\xE3\x81", "invalid; e malformed 4-6 x2; e too-short 6-6 p5 x10" },

	{ "never in an exact alphabet", "exact", "BCDFG-HJKMA", "invalid; e not-in-alphabet 10-11 p10 g2 'A'" },
	{ "two of them", "exact", "BCDFA-HJKME",
	  "invalid; e not-in-alphabet 4-5 p5 g1 'A'; e not-in-alphabet 10-11 p10 g2 'E'" },
	{ "unreadable", "exact", "BCDFG-HJKM?", "invalid; e unreadable 10-11 p10 g2 '?'" },
	{ "a choice", "exact", "BCDFG-HJKM[B8]", "invalid; e unreadable 10-14 p10 g2 '[B8]' {8 B}" },
	{ "a choice partly outside", "exact", "BCDFG-HJKM[ZB]", "invalid; e unreadable 10-14 p10 g2 '[ZB]' {2 B}" },
	{ "unreadable and short", "exact", "BC?FG-HJKM",
	  "invalid; e unreadable 2-3 p3 g1 '?'; e too-short 6-10 p10 g2 x1" },
	{ "outside, single source", "single", "ABCDEW", "invalid; e not-in-alphabet 5-6 p6 g1 'W'" },

	{ "case and spaces", "coupon", "1k7q ctfm lmtc",
	  "valid 1K7Q-CTFM-LMTC; n case 1-2 p2 g1 x10 'k' >'K'; n separators 4-5 x2" },
	{ "the format's own fold", "coupon", "IK7Q-CTFM-LMTC",
	  "valid 1K7Q-CTFM-LMTC; n alias 0-1 p1 g1 x1 'I' >'1'" },
	{ "one group fails", "coupon", "1K7Q-CTFN-LMTC", "invalid; e check-failed 5-9 p8 g2 >'M' (coupon-code)" },
	{ "groups exchanged", "coupon", "CTFM-1K7Q-LMTC",
	  "invalid; e check-failed 0-4 p4 g1 >'D' (coupon-code); e check-failed 5-9 p8 g2 >'1' (coupon-code)" },
	{ "a letter for the digit", "coupon", "lK7Q-CTFM-LMTC",
	  "invalid; n case 0-1 p1 g1 x1 'l' >'L'; e check-failed 0-4 p4 g1 >'1' (coupon-code)" },
	{ "group short, another fails", "coupon", "1K7-CTFN-LMTC",
	  "invalid; e too-short 0-3 p4 g1 x1; e check-failed 4-8 p8 g2 >'M' (coupon-code)" },
	{ "unreadable check character", "coupon", "1K7?-CTFM-LMTC", "invalid; e unreadable 3-4 p4 g1 '?'" },
	{ "prefix of whole groups", "coupon", "1K7Q-CTFM", "incomplete; e too-short 9-9 p9 x4" },
	{ "prefix before the check character", "coupon", "1K7Q-CTF", "incomplete; e too-short 8-8 p8 x5" },
	{ "prefix with a failed group", "coupon", "1K7Q-CTFN",
	  "invalid; e check-failed 5-9 p8 g2 >'M' (coupon-code); e too-short 9-9 p9 x4" },

	{ "prefix in place", "apple", "X123456789012345", "valid X123456789012345" },
	{ "wrong prefix", "apple", "AB12345678901234", "invalid; e wrong-prefix 0-1 p1 g1 'A' >'X'" },
	{ "serial number", "apple", "GCA1234567890123", "invalid; e decoy 0-16 'GCA' >'X' (the serial number)" },
	{ "serial number, grouped", "apple", "gca1-2345-6789-0123",
	  "invalid; e decoy 0-19 'GCA' >'X' (the serial number)" },
	{ "order number", "apple", "123-4567890", "invalid; e decoy 0-11 >'X' (the order number)" },
	{ "no decoy, one digit short", "apple", "GCA123456789012",
	  "invalid; e wrong-prefix 0-0 p1 g1 >'X'; e too-short 0-15 x1" },

	{ "companion asked for", "card", "4111-1111-1111-1111",
	  "valid 4111-1111-1111-1111; n companion 0-19 (the PIN)" },
	{ "companion behind the code", "card", "4111111111111111 123",
	  "repaired 4111-1111-1111-1111; r companion 17-20 x3 '123' (the PIN)" },
	{ "companion glued to the code", "card", "4111111111111111123",
	  "invalid; e too-long 0-19 x3; w companion 16-19 x3 '123' (the PIN)" },
	{ "companion instead of the code", "card", "923", "invalid; e wrong-prefix 0-0 p1 g1 >'4'; e too-short 0-3 x13; w companion 0-3 (the PIN)" },
	{ "whole code fails", "card", "4111-1111-1111-1112", "invalid; e check-failed 0-19 p16 >'1' (luhn)" },
	{ "one stretch fails", "stretches", "001800190018", "invalid; e check-failed 4-8 p8 >'8' (luhn)" },
	{ "one stretch fails, another is too short", "stretches", "00190018001",
	  "invalid; e check-failed 0-4 p4 >'8' (luhn); e too-short 11-11 p12 x1" },
	{ "a stretch within fails", "within", "GC001235-1234", "invalid; e check-failed 2-8 p8 >'0' (luhn)" },
	{ "counting rule", "windows", "NNCDF-GHJKM", "invalid; e check-failed 0-11 x2 >'N 1' (count)" },
	{ "counting rule, prefix that can recover", "windows", "BBCDF-GHJK", "incomplete; e too-short 6-10 p10 g2 x1" },
	{ "counting rule, prefix that cannot", "windows", "NNCDF",
	  "invalid; e check-failed 0-5; e too-short 5-5 p6 x5" },
	{ "check of too many states", "segment", "gc1qpzry9x84lmn5c", "valid gc1qpzry9x84lmn5c" },
	{ "the same, misread", "segment", "gc1qpzry9x74lmn5c", "invalid; e check-failed 0-17 p12 x6 >'rurjzy' (bech32m)" },
	{ "the same, up to its check characters", "segment", "gc1qpzry9x8", "incomplete; e too-short 11-11 p12 x6" },
	{ "the same, beginning of the wrong ones", "segment", "gc1qpzry9x8q",
	  "invalid; e check-failed 0-12; e too-short 12-12 p13 x5" },

	{ "optional check there", "crockford", "123450", "invalid; e check-failed 0-6 p6 >'W' (crockford37)" },
	{ "optional check absent", "crockford", "12345", "valid 12345; n optional-check 5-5" },
	{ "case matters", "mixed", "aBcDeFgH", "valid aBcDeFgH" },
	{ "known in the other case only", "mixed", "abcdefgJ", "repaired abcdefgj; r other-case 7-8 p8 g1 'J' >'j'" },
	{ "digit expected", "classes", "AAB2E", "invalid; e wrong-class 1-2 p2 g1 'A' (digit)" },
	{ "letter expected", "classes", "21B2E", "invalid; e wrong-class 0-1 p1 g1 '2' (letter)" },
	{ "few characters expected", "classes", "A1B2C", "invalid; e wrong-class 4-5 p5 g1 'C' {A E I O U}" },
	{ "several prefixes", "prefixes", "9998-7654", "invalid; e wrong-prefix 0-2 p1 g1 '99' {416 31}" },
	{ "one prefix begun", "prefixes", "41", "incomplete; e too-short 2-2 p3 x6" },
	{ "length not published", "range", "ABCDEFGHIJ", "valid ABCDEFGHIJ; n length-unknown 0-10 x10" },
	{ "small letters", "lower", "0441-ABCD", "valid 0441-abcd; n case 5-6 p5 g2 x4 'A' >'a'" },
	{ "hyphens that belong to the code", "dash", "AB-CD-E", "valid AB-CD-E" },
	{ "a hyphen more", "dash", "AB-C-D-E", "invalid; e too-long 0-8 x1" },
	{ "label", "gift", "Code: AB3D-E6GH7K-M9PR", "valid AB3D-E6GH7K-M9PR; n wrapping 6-22" },
	{ "label and quotation marks", "coupon", "Your code: \"1K7Q-CTFM-LMTC\"",
	  "valid 1K7Q-CTFM-LMTC; n wrapping 12-26" },
	{ "label, wrong code", "coupon", "Code: 1K7Q-CTFN-LMTC",
	  "invalid; n wrapping 6-20; e check-failed 11-15 p8 g2 >'M' (coupon-code)" },
	{ "address", "coupon", "https://example.com/gift/1K7Q-CTFM-LMTC", "valid 1K7Q-CTFM-LMTC; n wrapping 25-39" },
	{ "quoted-printable hyphens", "coupon", "1K7Q=2DCTFM=2DLMTC", "valid 1K7Q-CTFM-LMTC; n encoding 4-7" },
	{ "in words", "prefixes", "three one two three four five six seven", "valid 3123-4567; n spelling 0-5 p1 g1 x8 'three' >'3'" },
	{ "from a spreadsheet", "card", "4.11111E+15", "invalid; e spreadsheet 0-11 x10" },
	{ "no typed code", "link", "ABC", "invalid; e not-typed 0-3" },
};

START_TEST(findings_are_exact)
{
	const row *r = &rows[_i];
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_options options;
	gcv_report *report;
	char *text;

	gcv_options_init(&options, sizeof options);
	options.flags = GCV_NO_FLAGS;
	options.suggestions = 0;
	report = sample_check(catalog, r->format, r->input, strlen(r->input), &options);
	text = sample_text(report);
	ck_assert_msg(strcmp(text, r->expected) == 0, "%s\n  expected %s\n  got      %s", r->name, r->expected, text);
	free(text);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

/* Look-alikes, at most five, only where no check character has looked. */
static const row flag_rows[] = {
	{ "unchecked", "gift", "AB3D-E6GH7K-M9PR",
	  "valid AB3D-E6GH7K-M9PR; w look-alike 1-2 p2 g1 'B' >'B' {8 D P}; w look-alike 5-6 p5 g2 'E' >'E' {F B}; "
	  "w look-alike 7-8 p7 g2 'G' >'G' {C 6 O}; w look-alike 14-15 p13 g3 'P' >'P' {R B F}; "
	  "w look-alike 15-16 p14 g3 'R' >'R' {P B}" },
	{ "checked", "coupon", "1K7Q-CTFM-LMTC", "valid 1K7Q-CTFM-LMTC" },
	{ "check absent", "crockford", "48H44",
	  "valid 48H44; w look-alike 0-1 p1 g1 '4' >'4' {A 9}; w look-alike 1-2 p2 g1 '8' >'8' {B 3 S}; "
	  "w look-alike 2-3 p3 g1 'H' >'H' {N}; w look-alike 3-4 p4 g1 '4' >'4' {A 9}; "
	  "w look-alike 4-5 p5 g1 '4' >'4' {A 9}; n optional-check 5-5" },
	{ "a counting rule is no check", "windows", "N88BB-GHJKM",
	  "valid N88BB-GHJKM; w look-alike 1-2 p2 g1 '8' >'8' {B 3 6}; w look-alike 2-3 p3 g1 '8' >'8' {B 3 6}; "
	  "w look-alike 3-4 p4 g1 'B' >'B' {8 D P}; w look-alike 4-5 p5 g1 'B' >'B' {8 D P}; w look-alike 6-7 p6 g2 'G' >'G' {C 6 Q}" },
	{ "nothing looks much alike", "lower", "0442-2222", "valid 0442-2222" },
};

START_TEST(flags_name_the_most_doubtful)
{
	const row *r = &flag_rows[_i];
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_options options;
	gcv_report *report;
	char *text;

	gcv_options_init(&options, sizeof options);
	options.suggestions = 0;
	report = sample_check(catalog, r->format, r->input, strlen(r->input), &options);
	text = sample_text(report);
	ck_assert_msg(strcmp(text, r->expected) == 0, "%s\n  expected %s\n  got      %s", r->name, r->expected, text);
	free(text);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

/* Each probability is that of its alternatives and of the symbols not named; one misreading must still be a code. */
START_TEST(flags_have_probabilities)
{
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_report *report = sample_check(catalog, "windows", "N88BB-GHJKM", 11, NULL);
	size_t i, k, flags = 0;

	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *f = gcv_report_finding(report, i);
		double sum = 0;

		if (f->kind != GCV_LOOK_ALIKE)
			continue;
		flags++;
		for (k = 0; k < f->alternative_count; k++) {
			ck_assert(f->alternatives[k].probability > 0);
			ck_assert(k == 0 || f->alternatives[k].probability <= f->alternatives[k - 1].probability);
			ck_assert_str_ne(f->alternatives[k].symbol, "N");   /* a second N is no code */
			sum += f->alternatives[k].probability;
		}
		ck_assert_uint_ge(f->alternative_count, 1);
		ck_assert(f->probability >= sum && f->probability < 0.05);
		ck_assert_uint_ne(f->position, 1);   /* without its N it is no code */
	}
	ck_assert_uint_eq(flags, 5);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

/* How probable it is that `printed` stood where the first character of a code was read as `read`; *place: from 1, 0: unnamed. */
static double doubt(const char *channel, char printed, char read, size_t *place)
{
	gcv_catalog *catalog = sample_catalog(NULL);
	char code[] = "-AAA-AAAAAA-AAAA", symbol[2] = { printed, '\0' };
	gcv_options options;
	gcv_report *report;
	double found = 0;
	size_t i, k;

	code[0] = read;
	gcv_options_init(&options, sizeof options);
	options.channel = gcv_channel_find(channel);
	options.suggestions = 0;
	report = sample_check(catalog, "gift", code, strlen(code), &options);
	*place = 0;
	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *f = gcv_report_finding(report, i);

		for (k = 0; f->kind == GCV_LOOK_ALIKE && f->position == 1 && k < f->alternative_count; k++)
			if (strcmp(f->alternatives[k].symbol, symbol) == 0) {
				found = f->alternatives[k].probability;
				*place = k + 1;
			}
	}
	gcv_report_free(report);
	gcv_catalog_free(catalog);
	return found;
}

/* Scraping takes ink away: what was printed had more of it than what was read. In clean print nobody knows. */
START_TEST(scratches_take_ink)
{
	static const char *const pairs[] = { "QO", "RP", "GC", "83", "EF", "BP" };
	const char *pair = pairs[_i];
	size_t place, back;

	ck_assert_msg(doubt("scratched", pair[0], pair[1], &place) > 1.2 * doubt("scratched", pair[1], pair[0], &back),
	              "%s", pair);
	ck_assert_uint_ne(place, 0);
	ck_assert_msg(doubt("printed", pair[0], pair[1], &place) < 1.05 * doubt("printed", pair[1], pair[0], &back) || back == 0,
	              "%s", pair);
}
END_TEST

/* ... but no such pair goes before the five leading ones. */
START_TEST(leading_pairs_stay_first)
{
	static const char *const pairs[] = { "0O", "O0", "5S", "S5", "1I", "I1", "OQ", "8B", "B8" };
	const char *pair = pairs[_i];
	size_t place;

	ck_assert_double_gt(doubt("scratched", pair[0], pair[1], &place), 0);
	ck_assert_msg(place == 1, "%s is alternative %lu", pair, (unsigned long)place);
}
END_TEST

START_TEST(bytes_that_end_strings_are_only_characters)
{
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_report *report = sample_check(catalog, "gift", "AB3D\0E6GH7KM9PR", 15, NULL);
	const gcv_finding *finding = gcv_report_finding(report, 0);

	ck_assert_int_eq(gcv_report_verdict(report), GCV_INVALID);
	ck_assert_int_eq(finding->kind, GCV_NOT_IN_ALPHABET);
	ck_assert_uint_eq(finding->start, 4);
	ck_assert_uint_eq(finding->end, 5);
	ck_assert_ptr_nonnull(strstr(finding->message, "U+0000"));
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(a_megabyte_is_refused_at_the_door)
{
	const size_t size = 1 << 20;
	char *input = malloc(size);
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_report *report;

	ck_assert_ptr_nonnull(input);
	memset(input, 'A', size);
	report = sample_check(catalog, "gift", input, size, NULL);
	ck_assert_int_eq(gcv_report_verdict(report), GCV_INVALID);
	ck_assert_uint_eq(gcv_report_finding_count(report), 1);
	ck_assert_int_eq(gcv_report_finding(report, 0)->kind, GCV_TOO_LARGE);
	ck_assert_uint_le(gcv_report_finding(report, 0)->end, size);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
	free(input);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("inspect");
	TCase *tests = tcase_create("findings");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, findings_are_exact, 0, sizeof rows / sizeof rows[0]);
	tcase_add_loop_test(tests, flags_name_the_most_doubtful, 0, sizeof flag_rows / sizeof flag_rows[0]);
	tcase_add_test(tests, flags_have_probabilities);
	tcase_add_loop_test(tests, scratches_take_ink, 0, 6);
	tcase_add_loop_test(tests, leading_pairs_stay_first, 0, 9);
	tcase_add_test(tests, bytes_that_end_strings_are_only_characters);
	tcase_add_test(tests, a_megabyte_is_refused_at_the_door);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
