/* SPDX-License-Identifier: MIT */
/* gcv_complete: bodies in any notation, and everything that is none. */
#include "support.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const char formats[] =
	"[card]\ntitle = T\nlayout = D4-D4-D4-D3C\nclass C = 0-9\ncheck = luhn\n"
	"[any-card]\ntitle = T\nlayout = D11..18C\nclass C = 0-9\ncheck = luhn\n"
	"[coupon]\ntitle = T\nclass K = 0-9 A-H J-N P-R T-Y\nlayout = K3C-K3C-K3C\nfold = O>0 I>1 Z>2 S>5\ncheck = coupon-code\n"
	"[two]\ntitle = T\nlayout = 'AB' D4 C2 | 'CD' D5 C2\nclass C = 0-9\ncheck = iso7064 97-10 alphabet=0-9 first=3\n"
	"[optional]\ntitle = T\nclass B = 0-9 A-H J K M N P-T V-Z\nclass C = 0-9 A-H J K M N P-Z '*~$='\nlayout = B4 C\n"
	"check = crockford37\ncheck-optional = yes\n"
	"[none]\ntitle = T\nlayout = X4-X4\n"
	"[short]\ntitle = T\nlayout = D4 C\nclass C = 0-8\ncheck = luhn alphabet=0-9\n"
	"[front]\ntitle = T\nlayout = C D5\nclass C = 0-9\ncheck = verhoeff\n"
	"[kana]\ntitle = T\nclass K = \xE3\x81\x82-\xE3\x81\x8A\nlayout = K3 _ K2 C\ncheck = luhn\n"
	"[bech]\ntitle = T\nclass B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\nlayout = 'gc1' B8 C6\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\n"
	"check = bech32m\n"
	"[link]\ntitle = T\ntyped = no\n";

typedef struct complete_row {
	const char *name, *format, *body;
	size_t size;
	int status;
	const char *code;
} complete_row;

#define B(text) text, sizeof text - 1

static const complete_row rows[] = {
	{ "as printed, without", "card", B("4992-7398-7160-000"), GCV_OK, "4992-7398-7160-0008" },
	{ "as printed, with ?", "card", B("7992-7398-7130-001?"), GCV_OK, "7992-7398-7130-0016" },
	{ "full width, without separators", "card", B("\xEF\xBC\x97""99273987130001"), GCV_OK, "7992-7398-7130-0016" },
	{ "a whole code that is right", "card", B("7992 7398 7130 0016"), GCV_OK, "7992-7398-7130-0016" },
	{ "a whole code that is wrong", "card", B("7992 7398 7130 0017"), GCV_E_IMPOSSIBLE, NULL },
	{ "? elsewhere", "card", B("7992-739?-7130-001?"), GCV_E_IMPOSSIBLE, NULL },
	{ "? elsewhere, check missing", "card", B("7992-739?-7130-001"), GCV_E_IMPOSSIBLE, NULL },
	{ "a choice", "card", B("7992-739[18]-7130-001?"), GCV_E_IMPOSSIBLE, NULL },
	{ "too short", "card", B("7992-7398-7130-00"), GCV_E_IMPOSSIBLE, NULL },
	{ "too long", "card", B("7992-7398-7130-00166"), GCV_E_IMPOSSIBLE, NULL },
	{ "a letter", "card", B("7992-7398-7130-00A"), GCV_E_IMPOSSIBLE, NULL },
	{ "a repair", "card", B("7992-7398-7130-0O1"), GCV_E_IMPOSSIBLE, NULL },
	{ "of several lengths a body is completed", "any-card", B("799273987133"), GCV_OK, "7992739871334" },
	{ "with ? the length is said", "any-card", B("79927398713?"), GCV_OK, "799273987138" },
	{ "the longest body", "any-card", B("799273987130000000"), GCV_OK, "7992739871300000000" },
	{ "the longest code", "any-card", B("7992739871300000000"), GCV_OK, "7992739871300000000" },
	{ "one in each group", "coupon", B("1k7-ctf-lmt"), GCV_OK, "1K7Q-CTFM-LMTC" },
	{ "some of them given", "coupon", B("1K7?CTFMLMT?"), GCV_OK, "1K7Q-CTFM-LMTC" },
	{ "one given that is wrong", "coupon", B("1K7QCTFNLMT?"), GCV_E_IMPOSSIBLE, NULL },
	{ "the format's own folds", "coupon", B("IK7ctfLMT"), GCV_OK, "1K7Q-CTFM-LMTC" },
	{ "two characters, by prefix", "two", B("AB1234"), GCV_OK, "AB123482" },
	{ "the other layout", "two", B("CD12345"), GCV_OK, "CD1234520" },
	{ "of two that fit the prescribed one", "two", B("AB0000"), GCV_OK, "AB000098" },
	{ "the other one is right, too", "two", B("AB000001"), GCV_OK, "AB000001" },
	{ "without the prefix", "two", B("1234"), GCV_E_IMPOSSIBLE, NULL },
	{ "an optional one is computed", "optional", B("16J2"), GCV_OK, "16J2B" },
	{ "no check at all", "none", B("abcd efgh"), GCV_OK, "ABCD-EFGH" },
	{ "no check at all, too short", "none", B("abcd efg"), GCV_E_IMPOSSIBLE, NULL },
	{ "not all check characters exist, this one does", "short", B("0018"), GCV_OK, "00182" },
	{ "9 is needed", "short", B("0005"), GCV_E_IMPOSSIBLE, NULL },
	{ "in front", "front", B("36200"), GCV_OK, "636200" },
	{ "katakana for hiragana", "kana", B("\xE3\x82\xA2\xE3\x82\xA4\xE3\x81\x86 \xE3\x81\x88\xE3\x81\x8A"), GCV_OK,
	  "\xE3\x81\x82\xE3\x81\x84\xE3\x81\x86 \xE3\x81\x88\xE3\x81\x8A\xE3\x81\x85" },
	{ "upper case throughout", "bech", B("GC1QPZRY9X8"), GCV_OK, "" },
	{ "mixed case", "bech", B("gc1QPZRY9X8"), GCV_E_IMPOSSIBLE, NULL },
	{ "nothing", "card", B(""), GCV_E_ARGUMENT, NULL },
	{ "separators only", "card", B("- -"), GCV_E_IMPOSSIBLE, NULL },
	{ "malformed", "card", B("7992-7398-7130-00\xFF"), GCV_E_ENCODING, NULL },
	{ "a NUL byte", "card", B("7992-7398-7130-0\0" "0"), GCV_E_IMPOSSIBLE, NULL },
	{ "a product without a code", "link", B("1"), GCV_E_IMPOSSIBLE, NULL },
};

static gcv_catalog *catalog;

static void load(void)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_msg(gcv_catalog_load(catalog, formats, sizeof formats - 1, NULL, &error) == GCV_OK, "%zu:%zu: %s", error.line,
	              error.column, error.message);
}

static void unload(void)
{
	gcv_catalog_free(catalog);
}

START_TEST(bodies_become_codes)
{
	const complete_row *row = &rows[_i];
	const gcv_format *format = gcv_catalog_find(catalog, row->format);
	char *copy = exact_copy(row->body, row->size);
	char out[64] = "untouched";
	size_t needed = 0;

	ck_assert_msg(gcv_complete(format, copy, row->size, out, sizeof out, &needed) == row->status, "%s: %s", row->name, out);
	if (row->status == GCV_OK) {
		ck_assert_msg(*row->code == 0 || strcmp(out, row->code) == 0, "%s: %s", row->name, out);
		ck_assert_uint_eq(needed, strlen(out));
		ck_assert_msg(gcv_verify(format, out, needed) == 1, "%s: %s", row->name, out);
	} else {
		ck_assert_str_eq(out, "untouched");
	}
	free(copy);
}
END_TEST

START_TEST(room_is_asked_for_and_kept_to)
{
	const gcv_format *format = gcv_catalog_find(catalog, "coupon");
	size_t needed = 0, capacity;

	ck_assert_int_eq(gcv_complete(format, "1K7CTFLMT", 9, NULL, 0, &needed), GCV_OK);
	ck_assert_uint_eq(needed, 14);
	ck_assert_int_eq(gcv_complete(format, "1K7CTFLMT", 9, NULL, 0, NULL), GCV_E_RANGE);
	for (capacity = 1; capacity < 15; capacity++) {
		char *out = exact_copy("###############", capacity);

		needed = 0;
		ck_assert_int_eq(gcv_complete(format, "1K7CTFLMT", 9, out, capacity, &needed), GCV_E_RANGE);
		ck_assert_uint_eq(needed, 14);
		free(out);
	}
}
END_TEST

START_TEST(arguments_that_are_none)
{
	const gcv_format *format = gcv_catalog_find(catalog, "card");
	char out[8], *large = malloc(20000);

	ck_assert_int_eq(gcv_complete(NULL, "1", 1, out, sizeof out, NULL), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_complete(format, NULL, 1, out, sizeof out, NULL), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_complete(format, "1", 1, NULL, 8, NULL), GCV_E_ARGUMENT);
	memset(large, '1', 20000);
	ck_assert_int_eq(gcv_complete(format, large, 20000, out, sizeof out, NULL), GCV_E_RANGE);
	ck_assert_int_eq(gcv_complete(format, large, 600, out, sizeof out, NULL), GCV_E_IMPOSSIBLE);
	free(large);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("completion");
	TCase *tcase = tcase_create("completion");
	SRunner *runner;
	int failed;

	tcase_add_unchecked_fixture(tcase, load, unload);
	tcase_add_loop_test(tcase, bodies_become_codes, 0, (int)(sizeof rows / sizeof rows[0]));
	tcase_add_test(tcase, room_is_asked_for_and_kept_to);
	tcase_add_test(tcase, arguments_that_are_none);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
