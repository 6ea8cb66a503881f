/* SPDX-License-Identifier: MIT */
/* Parameters of every check scheme: what is missing, too much or without sense is told with its place. */
#include "scheme.h"
#include "support.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define CROCKFORD DIGITS "ABCDEFGHJKMNPQRSTVWXYZ"
#define BECH "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

/* One way to write each scheme that is right; the alphabet of the format it is read for. */
typedef struct good_row {
	const char *name, *alphabet, *parameters;
	gcvi_case case_rule;
} good_row;

static const good_row good[] = {
	{ "luhn", DIGITS, "", GCVI_CASE_UPPER },
	{ "luhn-left", DIGITS LETTERS, " alphabet=A-Z2-7", GCVI_CASE_UPPER },
	{ "verhoeff", DIGITS, "", GCVI_CASE_UPPER },
	{ "damm", DIGITS LETTERS, " alphabet=A-J", GCVI_CASE_UPPER },
	{ "gf", CROCKFORD, " 32 a=2 poly=37", GCVI_CASE_UPPER },
	{ "product", DIGITS LETTERS, " 4 9 a=2,3 poly=7,14", GCVI_CASE_UPPER },
	{ "rs2", CROCKFORD, "", GCVI_CASE_UPPER },
	{ "iso7064", DIGITS, " 97-10 canonical", GCVI_CASE_UPPER },
	{ "mod97", DIGITS LETTERS, " rotate=4", GCVI_CASE_UPPER },
	{ "weighted", DIGITS, " mod=11 weights=3,1,-1 right target=10 check-weight=-1", GCVI_CASE_UPPER },
	{ "gs1", DIGITS, " first=2 last=-1", GCVI_CASE_UPPER },
	{ "gs1-pair", DIGITS LETTERS, " alphabet=0-9A-Z", GCVI_CASE_UPPER },
	{ "isbn10", DIGITS "X", "", GCVI_CASE_UPPER },
	{ "vin", DIGITS LETTERS, "", GCVI_CASE_UPPER },
	{ "noid", DIGITS LETTERS, "", GCVI_CASE_UPPER },
	{ "crockford37", DIGITS LETTERS "*~$=", " extra=*~$=U", GCVI_CASE_UPPER },
	{ "coupon-code", DIGITS LETTERS, "", GCVI_CASE_UPPER },
	{ "crc", CROCKFORD, " 10 0x233 init=1023 xorout=0x3ff", GCVI_CASE_UPPER },
	{ "crc-text", DIGITS LETTERS, " 16 0x8005 reflected digits=0-9A-F", GCVI_CASE_UPPER },
	{ "bech32", BECH "1", " prefix=gift", GCVI_CASE_LOWER },
	{ "bech32m", BECH "1", "", GCVI_CASE_LOWER },
	{ "codex32", BECH "1", "", GCVI_CASE_LOWER },
	{ "count", DIGITS, " 0-4 1..3", GCVI_CASE_UPPER },
};

static const good_row *row_of(const char *name, size_t size)
{
	size_t i;

	for (i = 0; i < sizeof good / sizeof good[0]; i++)
		if (strlen(good[i].name) == size && memcmp(good[i].name, name, size) == 0)
			return &good[i];
	return NULL;
}

/* GCV_OK or GCV_E_SYNTAX; read from a copy with no byte to spare. */
static int try_text(const good_row *row, const char *text, gcvi_scheme_error *error)
{
	gcvi_alphabet alphabet = alphabet_of(row->alphabet, row->case_rule);
	const gcvi_scheme *scheme = NULL;
	char *copy = exact_copy(text, strlen(text));
	gcvi_arena arena;
	int status;

	memset(error, 0, sizeof *error);
	gcvi_arena_init(&arena, NULL);
	status = gcvi_scheme_parse(&scheme, copy, strlen(text), &alphabet, &arena, error);
	ck_assert_msg((status == GCV_OK) == (scheme != NULL), "%s", text);
	gcvi_arena_free(&arena);
	free(copy);
	return status;
}

START_TEST(every_scheme_is_here)
{
	const char *name;
	size_t i;

	for (i = 0; (name = gcvi_scheme_name_at(i)) != NULL; i++)
		ck_assert_msg(row_of(name, strlen(name)) != NULL, "%s has no row", name);
	ck_assert_uint_eq(i, sizeof good / sizeof good[0]);
}
END_TEST

static void refused_with(const good_row *row, const char *extra, size_t offset, const char *message)
{
	gcvi_scheme_error error;
	char text[300];

	snprintf(text, sizeof text, "%s%s %s", row->name, row->parameters, extra);
	ck_assert_msg(try_text(row, text, &error) == GCV_E_SYNTAX, "%s is taken", text);
	ck_assert_msg(strcmp(error.message, message) == 0, "%s: %s", text, error.message);
	ck_assert_msg(error.offset == strlen(row->name) + strlen(row->parameters) + 1 + offset, "%s: at %zu", text, error.offset);
}

START_TEST(what_is_too_much)
{
	static const char none[] = "this scheme has no such parameter";
	const good_row *row = &good[_i];
	gcvi_scheme_error error;
	char text[300];

	snprintf(text, sizeof text, "%s%s", row->name, row->parameters);
	ck_assert_msg(try_text(row, text, &error) == GCV_OK, "%s: %s", text, error.message);
	refused_with(row, "colour=red", 0, none);
	refused_with(row, "spare", 0, none);
	refused_with(row, "alphabet", 0, none);
	/* Every scheme may be on a stretch of the code. */
	if (strstr(row->parameters, "first=") == NULL) {
		refused_with(row, "first=1 last=9 first=2", 15, "every parameter once was expected");
		refused_with(row, "last=no", 5, "a position was expected, from the end with a minus sign (last=-2)");
	}
	if (strcmp(row->name, "coupon-code") != 0)
		refused_with(row, "each=", 5, "'group' or a number of characters was expected (each=group, each=7)");
}
END_TEST

typedef struct bad_row {
	const char *text, *message;
	size_t offset;
} bad_row;

/* What is missing, and what is there but makes no sense. */
static const bad_row bad[] = {
	{ "luhn alphabet=", "characters were expected", 14 },
	{ "luhn alphabet=0-9 extra=X", "an alphabet without extra characters was expected", 0 },
	{ "luhn-left alphabet=A", "an alphabet of at least two characters was expected", 0 },
	{ "luhn-left alphabet=AAB", "every character once was expected", 20 },
	{ "verhoeff alphabet=A-Z", "an alphabet of ten characters was expected", 0 },
	{ "verhoeff extra=X", "an alphabet of ten characters was expected", 0 },
	{ "damm alphabet=0-8", "an alphabet of ten characters was expected", 0 },
	{ "damm first=0", "a number of at least 1 was expected", 11 },
	{ "gf", "the number of characters was expected, a prime or a power of one (gf 32)", 2 },
	{ "gf many", "the number of characters was expected, a prime or a power of one (gf 32)", 3 },
	{ "gf 129", "the number of characters was expected, a prime or a power of one (gf 32)", 3 },
	{ "gf 36", "a prime or a power of one was expected", 3 },
	{ "gf 31", "an alphabet of at most 31 characters was expected", 0 },
	{ "gf 32 a=32", "an element of the field other than 0 was expected", 8 },
	{ "gf 32 poly=x", "a polynomial was expected as a number", 11 },
	{ "gf 32 poly=33", "an irreducible polynomial of that degree was expected", 11 },
	{ "product", "the number of characters was expected, a prime or a power of one (gf 32)", 7 },
	{ "product 4", "the number of characters was expected, a prime or a power of one (gf 32)", 9 },
	{ "product 4 10", "a prime or a power of one was expected", 10 },
	{ "product 16 16", "fields of at most 128 elements together were expected", 0 },
	{ "product 4 9 a=2", "an element of the field other than 0 was expected", 14 },
	{ "rs2 alphabet=0-9", "an alphabet of 32 characters was expected", 0 },
	{ "iso7064", "a system of ISO/IEC 7064 was expected (37-2, 97-10, 37,36)", 7 },
	{ "iso7064 canonical", "a system of ISO/IEC 7064 was expected (37-2, 97-10, 37,36)", 17 },
	{ "iso7064 97", "a system of ISO/IEC 7064 was expected (37-2, 97-10, 37,36)", 8 },
	{ "iso7064 0-10", "a system of ISO/IEC 7064 was expected (37-2, 97-10, 37,36)", 8 },
	{ "iso7064 9,8 alphabet=0-9", "an alphabet of 8 characters was expected", 8 },
	{ "iso7064 8,7", "an even number M was expected, as M+1,M", 8 },
	{ "iso7064 11,10 canonical", "'canonical' goes with two check characters", 8 },
	{ "iso7064 2001-10 alphabet=0-9", "a modulus of at most 100 was expected, for two check characters", 8 },
	{ "mod97 rotate=", "a number was expected", 13 },
	{ "mod97 rotate=-4", "a number was expected", 13 },
	{ "mod97 rotate=600", "a number of at most 512 was expected", 13 },
	{ "mod97 extra=X", "this scheme has no such parameter", 6 },
	{ "mod97 alphabet=0-9A-Za-z", "at most 36 characters were expected", 15 },
	{ "weighted", "the modulus was expected (mod=11)", 8 },
	{ "weighted mod=11", "weights were expected (weights=3,1)", 15 },
	{ "weighted mod=1 weights=1", "a number of at least 2 was expected", 13 },
	{ "weighted mod=9000 weights=1", "a number of at most 8191 was expected", 13 },
	{ "weighted mod=11 weights=", "numbers divided by commas, or 'positions', were expected", 24 },
	{ "weighted mod=11 weights=1,,2", "numbers divided by commas, or 'positions', were expected", 26 },
	{ "weighted mod=11 weights=1 check-weight=0", "a number other than 0 was expected", 39 },
	{ "weighted mod=11 weights=1 target=11", "a number of at most 10 was expected", 33 },
	{ "weighted mod=11 weights=1 values=", "characters with their values were expected (A-H:1,X:10)", 33 },
	{ "weighted mod=11 weights=1 values=0-9", "a colon and the value were expected (A-H:1)", 36 },
	{ "weighted mod=11 weights=1 values=0-9:0,3:4", "every character once was expected", 39 },
	{ "weighted mod=11 weights=1 values=0-9:0 alphabet=0-9", "this scheme has no such parameter", 39 },
	{ "gs1 alphabet=0-9A", "at most 10 characters were expected", 13 },
	{ "gs1 extra=X", "at most 10 characters with the alphabet were expected", 10 },
	{ "gs1-pair extra=X", "this scheme has no such parameter", 9 },
	{ "isbn10 alphabet=0-9A-Z", "at most 11 characters were expected", 16 },
	{ "isbn10 extra=XY", "at most 11 characters with the alphabet were expected", 13 },
	{ "vin alphabet=0-9", "this scheme has no such parameter", 4 },
	{ "vin extra=X", "this scheme has no such parameter", 4 },
	{ "noid alphabet=0-9A-Z", "at most 29 characters were expected", 14 },
	{ "crockford37 alphabet=0-9A-Z", "at most 32 characters were expected", 21 },
	{ "crockford37 extra=*~$=UV", "at most 37 characters with the alphabet were expected", 18 },
	{ "crockford37 extra=*~$=Z", "every character once was expected", 18 },
	{ "coupon-code alphabet=0-9A-Z", "at most 32 characters were expected", 21 },
	{ "coupon-code extra=X", "this scheme has no such parameter", 12 },
	{ "coupon-code each=group", "this scheme checks each group anyway", 12 },
	{ "crc", "a width of 2 to 12 bits was expected", 3 },
	{ "crc 10", "a polynomial of that width was expected, without its highest term (0x233)", 6 },
	{ "crc 13 0x233", "a width of 2 to 12 bits was expected", 4 },
	{ "crc 10 0x633", "a polynomial of that width was expected, without its highest term (0x233)", 7 },
	{ "crc 10 0x233 init=1024", "a number of at most 1023 was expected", 18 },
	{ "crc 10 0x233 alphabet=0-9", "an alphabet of 2, 4, 8, 16, 32, 64 or 128 characters was expected", 0 },
	{ "crc-text", "a width of 2 to 32 bits was expected", 8 },
	{ "crc-text crc-33", "the name of a known CRC (crc-32) or a width in bits was expected", 9 },
	{ "crc-text crc-32 digits=0", "at least two digits were expected", 0 },
	{ "crc-text crc-32 init=0", "this scheme has no such parameter", 16 },
	{ "crc-text crc-32 alphabet=0-9", "this scheme has no such parameter", 16 },
	{ "bech32 prefix=", "a prefix of 1 to 83 characters was expected", 14 },
	{ "bech32 prefix=Gift", "a prefix of ASCII characters without capitals was expected", 14 },
	{ "bech32 alphabet=0-9", "this scheme has no such parameter", 7 },
	{ "bech32m tix", "this scheme has no such parameter", 8 },
	{ "codex32 13", "this scheme has no such parameter", 8 },
	{ "count", "the characters to count and how many were expected (count N 1)", 5 },
	{ "count 0-9", "the characters to count and how many were expected (count N 1)", 9 },
	{ "count 0-9 -1", "a number or a range like 2..4 was expected", 10 },
	{ "count 0-9 4..2", "a number or a range like 2..4 was expected", 10 },
	{ "count 0-9 1..600", "a number or a range like 2..4 was expected", 10 },
	{ "count \xC3\xA9 1", "characters of the format were expected", 6 },
	{ "count 0-9 1 2", "this scheme has no such parameter", 12 },
};

START_TEST(what_makes_no_sense)
{
	const bad_row *row = &bad[_i];
	const good_row *scheme = row_of(row->text, strcspn(row->text, " "));
	gcvi_scheme_error error;

	ck_assert_msg(scheme != NULL, "%s", row->text);
	ck_assert_msg(try_text(scheme, row->text, &error) == GCV_E_SYNTAX, "%s is taken", row->text);
	ck_assert_msg(strcmp(error.message, row->message) == 0, "%s: %s", row->text, error.message);
	ck_assert_msg(error.offset == row->offset, "%s: at %zu", row->text, error.offset);
}
END_TEST

START_TEST(each_scheme_has_rows_without_sense)
{
	size_t i, k, size;

	for (i = 0; i < sizeof good / sizeof good[0]; i++) {
		size = strlen(good[i].name);
		for (k = 0; k < sizeof bad / sizeof bad[0]; k++)
			if (strncmp(bad[k].text, good[i].name, size) == 0 && (bad[k].text[size] == ' ' || bad[k].text[size] == 0))
				break;
		ck_assert_msg(k < sizeof bad / sizeof bad[0], "%s", good[i].name);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("scheme parameters");
	TCase *tcase = tcase_create("scheme parameters");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, every_scheme_is_here);
	tcase_add_loop_test(tcase, what_is_too_much, 0, (int)(sizeof good / sizeof good[0]));
	tcase_add_loop_test(tcase, what_makes_no_sense, 0, (int)(sizeof bad / sizeof bad[0]));
	tcase_add_test(tcase, each_scheme_has_rows_without_sense);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
