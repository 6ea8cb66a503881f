/* SPDX-License-Identifier: MIT */
/* gcv_check as a whole: options, one, several and all formats, matches, refused codes, failing memory, threads. */
#include "sample.h"

#include <check.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(options_have_defaults)
{
	gcv_options options;

	memset(&options, 0xAA, sizeof options);
	gcv_options_init(&options, sizeof options);
	ck_assert_uint_eq(options.size, sizeof options);
	ck_assert_ptr_null(options.formats);
	ck_assert_ptr_null(options.channel);
	ck_assert_uint_eq(options.suggestions, 3);
	ck_assert_uint_eq(options.flags, 0);
	ck_assert_uint_eq(options.refused_count, 0);
	gcv_options_init(NULL, 0);
}
END_TEST

/* A caller compiled against a shorter struct, and one against a longer one of a later version. */
START_TEST(options_of_other_sizes_are_understood)
{
	struct { gcv_options options; unsigned char later[32]; } longer;
	gcv_options shorter;
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_report *report = NULL;

	memset(&shorter, 0xAA, sizeof shorter);
	gcv_options_init(&shorter, offsetof(gcv_options, flags));
	ck_assert_uint_eq(shorter.size, offsetof(gcv_options, flags));
	ck_assert_uint_eq(shorter.refused_count, (size_t)-1 / 0xFF * 0xAA);
	ck_assert_int_eq(gcv_check(catalog, "A", 1, &shorter, &report), GCV_OK);
	gcv_report_free(report);
	gcv_options_init(&longer.options, sizeof longer);
	ck_assert_uint_eq(longer.options.size, sizeof longer);
	ck_assert_uint_eq(longer.later[31], 0);
	ck_assert_int_eq(gcv_check(catalog, "A", 1, &longer.options, &report), GCV_OK);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(arguments_are_checked)
{
	const char *const refused[] = { NULL };
	const gcv_format *const formats[] = { NULL };
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_report *report = (gcv_report *)catalog;   /* must stay as it is */
	gcv_options options;

	ck_assert_int_eq(gcv_check(NULL, "A", 1, NULL, &report), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_check(catalog, NULL, 1, NULL, &report), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_check(catalog, "A", 1, NULL, NULL), GCV_E_ARGUMENT);
	memset(&options, 0, sizeof options);
	ck_assert_int_eq(gcv_check(catalog, "A", 1, &options, &report), GCV_E_ARGUMENT);
	gcv_options_init(&options, sizeof options);
	options.formats = formats;
	ck_assert_int_eq(gcv_check(catalog, "A", 1, &options, &report), GCV_E_ARGUMENT);
	options.format_count = 1;
	ck_assert_int_eq(gcv_check(catalog, "A", 1, &options, &report), GCV_E_ARGUMENT);
	gcv_options_init(&options, sizeof options);
	options.format_count = 1;
	ck_assert_int_eq(gcv_check(catalog, "A", 1, &options, &report), GCV_E_ARGUMENT);
	gcv_options_init(&options, sizeof options);
	options.flags = 0x80000000u;
	ck_assert_int_eq(gcv_check(catalog, "A", 1, &options, &report), GCV_E_ARGUMENT);
	gcv_options_init(&options, sizeof options);
	options.refused = refused;
	options.refused_count = 1;
	ck_assert_int_eq(gcv_check(catalog, "A", 1, &options, &report), GCV_E_ARGUMENT);
	ck_assert_ptr_eq(report, catalog);
	gcv_catalog_free(catalog);
}
END_TEST

typedef struct match_row {
	const char *name, *input;
	const char *matches;      /* "name:verdict" in order; those of equal standing in order of the file */
	const char *format;       /* what the report speaks about, "" for none */
	gcv_verdict verdict;
} match_row;

static const match_row match_rows[] = {
	{ "one format only", "1K7Q-CTFM-LMTC", "coupon:valid range:valid gift:incomplete", "coupon", GCV_VALID },
	{ "a checked number", "4111-1111-1111-1111", "card:valid", "card", GCV_VALID },
	{ "a label around it", "Code: 1K7Q-CTFM-LMTC", "coupon:valid range:valid gift:incomplete", "coupon", GCV_VALID },
	{ "kana", "\u3055\u304F\u3089\u306E\u306F\u306A\u306E\u3055", "kana:valid", "kana", GCV_VALID },
	{ "none", "%%%%%%%%%%%%%%%%%%%%%%%%%%", "", "", GCV_INVALID },
	{ "nothing", "", "", "", GCV_INCOMPLETE },
};

START_TEST(formats_that_fit_are_listed)
{
	const match_row *r = &match_rows[_i];
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_report *report = sample_check(catalog, "", r->input, strlen(r->input), NULL);
	char text[1024] = "";
	double sum = 0;
	size_t i, size = 0;

	for (i = 0; i < gcv_report_match_count(report); i++) {
		const gcv_match *match = gcv_report_match(report, i);

		size += (size_t)snprintf(text + size, sizeof text - size, "%s%s:%s", i != 0 ? " " : "",
		                         gcv_format_name(match->format), gcv_verdict_name(match->verdict));
		ck_assert_msg(match->probability >= 0 && match->probability <= 1, "%s", r->name);
		if (i > 0 && match->verdict == gcv_report_match(report, i - 1)->verdict)
			ck_assert_msg(match->probability <= gcv_report_match(report, i - 1)->probability, "%s", r->name);
		sum += match->probability;
	}
	ck_assert_msg(strcmp(text, r->matches) == 0, "%s: %s", r->name, text);
	ck_assert_msg(sum <= 1 + 1e-12 && (i == 0 || sum > 1 - 1e-12), "%s: %g", r->name, sum);
	ck_assert_msg(strcmp(gcv_report_format(report) != NULL ? gcv_format_name(gcv_report_format(report)) : "",
	                     r->format) == 0, "%s", r->name);
	ck_assert_msg(gcv_report_verdict(report) == r->verdict, "%s", r->name);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

/* What people hold and type, against the built-in formats: verdict, code, and the kind that matters ("" for none). */
static const struct shown_row {
	const char *name, *format, *input, *code;
	gcv_verdict verdict;
	const char *kind;
	size_t start, position;
} shown_rows[] = {
	{ "full width", "amazon", "\uFF41\uFF423\uFF44\u2212e6gh7k\u2212m9pr", "AB3D-E6GH7K-M9PR", GCV_VALID, "width", 0, 1 },
	{ "Cyrillic", "amazon", "\u0410B3D-E6GH7K-M9PR", "AB3D-E6GH7K-M9PR", GCV_REPAIRED, "shape", 0, 1 },
	{ "Arabic-Indic seven", "amazon", "AB3D-E6GH\u0667K-M9PR", "AB3D-E6GH7K-M9PR", GCV_VALID, "digit", 9, 9 },
	{ "coupon", "couponcode", "1k7q ctfm lmtc", "1K7Q-CTFM-LMTC", GCV_VALID, "case", 1, 2 },
	{ "coupon, groups exchanged", "couponcode", "CTFM-1K7Q-LMTC", NULL, GCV_INVALID, "check-failed", 0, 4 },
	{ "serial number", "apple", "GCA1234567890123", NULL, GCV_INVALID, "decoy", 0, 0 },
	{ "control number as long as the code", "netridecash", "NK7m2T9rWb4Hn6Qc", "NK7m2T9rWb4Hn6Qc", GCV_VALID, "decoy", 0, 0 },
	{ "control number that is no code", "netridecash", "NK7m2T9rWb4Hn6Q0", NULL, GCV_INVALID, "decoy", 0, 0 },
	{ "redemption code for a serial number", "adobe-serial", "7KM2T9RWB4HN6QCD3FJP7KM2", NULL, GCV_INVALID, "decoy", 0, 0 },
	{ "never occurs", "microsoft", "BCDFG-HJKMA-BCDFG-HJKMP-QRTVW", NULL, GCV_INVALID, "not-in-alphabet", 10, 10 },
	{ "half-width katakana for hiragana", "bitcash",
	  "\uFF76\uFF9E\uFF78\uFF97\uFF89\uFF8A\uFF85\uFF89\uFF7B\uFF78\uFF7A\uFF9B\uFF86\uFF71\uFF72\uFF8F\uFF7C",
	  "\u304C\u304F\u3089\u306E\u306F\u306A\u306E\u3055\u304F\u3053\u308D\u306B\u3042\u3044\u307E\u3057",
	  GCV_VALID, "kana", 0, 1 },
};

START_TEST(what_people_type_is_understood)
{
	const struct shown_row *r = &shown_rows[_i];
	gcv_catalog *catalog = NULL;
	gcv_report *report;
	bool found = false;
	size_t i;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	report = sample_check(catalog, r->format, r->input, strlen(r->input), NULL);
	ck_assert_msg(gcv_report_verdict(report) == r->verdict, "%s", r->name);
	if (r->code != NULL)
		ck_assert_str_eq(gcv_report_code(report), r->code);
	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *f = gcv_report_finding(report, i);

		found = found || (strcmp(gcv_kind_name(f->kind), r->kind) == 0 && f->start == r->start &&
		                  f->position == r->position);
	}
	ck_assert_msg(found, "%s: no %s", r->name, r->kind);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

/* Two formats with the same codes cannot be told apart, and one with half as many is twice as likely. */
START_TEST(probabilities_go_with_the_number_of_codes)
{
	static const char text[] =
		"[a]\ntitle = A\nclass K = 0-9\nlayout = K4\n"
		"[b]\ntitle = B\nclass K = 0-9\nlayout = K4\n"
		"[c]\ntitle = C\nclass E = 0-4\nlayout = E K3\nclass K = 0-9\n"
		"[d]\ntitle = D\nclass K = 0-9\nlayout = K3C\ncheck = luhn\n";
	gcv_catalog *catalog = NULL;
	gcv_report *report;
	size_t i;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_int_eq(gcv_catalog_load(catalog, text, sizeof text - 1, NULL, NULL), GCV_OK);
	report = sample_check(catalog, "", "1230", 4, NULL);   /* 1230 passes Luhn */
	ck_assert_uint_eq(gcv_report_match_count(report), 4);
	for (i = 0; i < 4; i++) {
		static const struct { const char *name; double probability; } expected[] = {
			{ "d", 10. / 14 }, { "c", 2. / 14 }, { "a", 1. / 14 }, { "b", 1. / 14 },
		};

		ck_assert_str_eq(gcv_format_name(gcv_report_match(report, i)->format), expected[i].name);
		ck_assert(fabs(gcv_report_match(report, i)->probability - expected[i].probability) < 1e-12);
	}
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(the_nearest_format_is_named)
{
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_report *report = sample_check(catalog, "", "4111-1111-1111-1112", 19, NULL);
	const gcv_finding *finding = gcv_report_finding(report, 0);

	ck_assert_int_eq(gcv_report_verdict(report), GCV_INVALID);
	ck_assert_uint_eq(gcv_report_match_count(report), 0);
	ck_assert_ptr_null(gcv_report_format(report));
	ck_assert_int_eq(finding->kind, GCV_NO_FORMAT);
	ck_assert_int_eq(finding->severity, GCV_ERROR);
	ck_assert_str_eq(finding->name, "Bank card");
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(a_decoy_tells_the_product)
{
	static const char text[] =
		"[a]\ntitle = A\nlayout = 'X' D7\ndecoy = 'GCA' D7 : the serial number\n"
		"[b]\ntitle = B\nlayout = 'Y' D7\n";
	gcv_catalog *catalog = NULL;
	gcv_report *report;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_int_eq(gcv_catalog_load(catalog, text, sizeof text - 1, NULL, NULL), GCV_OK);
	report = sample_check(catalog, "", "GCA1234567", 10, NULL);
	ck_assert_int_eq(gcv_report_verdict(report), GCV_INVALID);
	ck_assert_str_eq(gcv_format_name(gcv_report_format(report)), "a");
	ck_assert_int_eq(gcv_report_finding(report, 0)->kind, GCV_DECOY);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

/* What spreadsheets, mail programs and web pages do to a code. meant: what the finding offers; count: its number. */
static const struct damage_row {
	const char *name, *format, *input, *code;
	gcv_verdict verdict;
	gcv_kind kind;
	gcv_severity severity;
	size_t count;
	const char *meant;
} damage_rows[] = {
	{ "digits lost", "tosho-next", "1.23457E+15", NULL, GCV_INVALID, GCV_SPREADSHEET, GCV_ERROR, 10, NULL },
	{ "digits lost, comma", "tosho-next", "1,23457E+15", NULL, GCV_INVALID, GCV_SPREADSHEET, GCV_ERROR, 10, NULL },
	{ "digits lost, all formats", "", "1.23457E+15", NULL, GCV_INVALID, GCV_SPREADSHEET, GCV_ERROR, 10, NULL },
	{ "no digit lost", "tosho-next", "1.234567890123456E+15", "1234567890123456", GCV_REPAIRED, GCV_SPREADSHEET, GCV_REPAIR, 0,
	  NULL },
	{ "point zero", "tosho-next", "1234567890123456.0", "1234567890123456", GCV_REPAIRED, GCV_SPREADSHEET, GCV_REPAIR, 0, NULL },
	{ "point zero that may be part of it", "tosho-next", "123456789012345.0", "1234567890123450", GCV_VALID, GCV_SPREADSHEET,
	  GCV_WARNING, 0, NULL },
	{ "a code that looks like a number", "line-prepaid", "1.23457E15", "123457E15", GCV_VALID, GCV_SEPARATORS, GCV_NOTE, 0, NULL },
	{ "one zero dropped", "tosho-next", "123456789012345", NULL, GCV_INCOMPLETE, GCV_SPREADSHEET, GCV_WARNING, 1,
	  "0123456789012345" },
	{ "too short for that", "starbucks", "012,345", NULL, GCV_INVALID, GCV_TOO_SHORT, GCV_ERROR, 10, NULL },
	{ "two zeros dropped, thousands", "tosho-next", "12,345,678,901,234", NULL, GCV_INCOMPLETE, GCV_SPREADSHEET, GCV_WARNING, 2,
	  "0012345678901234" },
	{ "thousands", "tosho-next", "1,234,567,890,123,456", "1234567890123456", GCV_VALID, GCV_SEPARATORS, GCV_NOTE, 0, NULL },
	{ "text mark", "tosho-next", "'0123456789012345", "0123456789012345", GCV_VALID, GCV_WRAPPED, GCV_NOTE, 0, NULL },
	{ "formula of a text", "tosho-next", "=\"0123456789012345\"", "0123456789012345", GCV_VALID, GCV_WRAPPED, GCV_NOTE, 0, NULL },
	{ "quoted-printable", "amazon", "AB3D=2DE6GH7K=2DM9PR", "AB3D-E6GH7K-M9PR", GCV_VALID, GCV_ENCODED, GCV_NOTE, 0, NULL },
	{ "quoted-printable, cut", "amazon", "AB3D-E6GH7=\r\nK-M9PR", "AB3D-E6GH7K-M9PR", GCV_VALID, GCV_ENCODED, GCV_NOTE, 0, NULL },
	{ "entities", "amazon", "AB3D&ndash;E6GH7K&#8209;M9PR", "AB3D-E6GH7K-M9PR", GCV_VALID, GCV_ENCODED, GCV_NOTE, 0, NULL },
	{ "percent", "amazon", "AB3D%2DE6GH7K%2DM9PR", "AB3D-E6GH7K-M9PR", GCV_VALID, GCV_ENCODED, GCV_NOTE, 0, NULL },
	{ "soft hyphen", "amazon", "AB3D\u00AD-E6GH7K-M9PR", "AB3D-E6GH7K-M9PR", GCV_VALID, GCV_INVISIBLE, GCV_NOTE, 1, NULL },
	{ "smart dashes", "amazon", "AB3D\u2013E6GH7K\u2014M9PR", "AB3D-E6GH7K-M9PR", GCV_VALID, GCV_SEPARATORS, GCV_NOTE, 2, NULL },
	{ "smart quotes", "amazon", "\u201CAB3D-E6GH7K-M9PR\u201D", "AB3D-E6GH7K-M9PR", GCV_VALID, GCV_WRAPPED, GCV_NOTE, 0, NULL },
};

START_TEST(damage_is_told_and_undone_where_it_can_be)
{
	const struct damage_row *r = &damage_rows[_i];
	const gcv_finding *told = NULL;
	gcv_catalog *catalog = NULL;
	gcv_report *report;
	size_t i;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	report = sample_check(catalog, r->format, r->input, strlen(r->input), NULL);
	ck_assert_msg(gcv_report_verdict(report) == r->verdict, "%s: %s", r->name, gcv_verdict_name(gcv_report_verdict(report)));
	ck_assert_msg(gcv_report_code(report) == NULL ? r->code == NULL
	                                              : r->code != NULL && strcmp(gcv_report_code(report), r->code) == 0,
	              "%s: %s", r->name, gcv_report_code(report));
	for (i = 0; i < gcv_report_finding_count(report) && told == NULL; i++)
		if (gcv_report_finding(report, i)->kind == r->kind)
			told = gcv_report_finding(report, i);
	ck_assert_msg(told != NULL && told->severity == r->severity && (r->count == 0 || told->count == r->count), "%s: %zu", r->name,
	              told != NULL ? told->count : 0);
	if (r->meant != NULL)
		ck_assert_str_eq(told->meant, r->meant);
	if (*r->format != '\0')
		ck_assert_int_eq(gcv_verify(gcv_catalog_find(catalog, r->format), r->input, strlen(r->input)),
		                 r->verdict == GCV_VALID);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

/* The digits of a spreadsheet's number keep their places. */
START_TEST(digits_of_a_number_keep_their_places)
{
	gcv_catalog *catalog = NULL;
	gcv_report *report;
	size_t i, found = 0;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	report = sample_check(catalog, "tosho-next", "1.234567890123456E+15", 21, NULL);
	for (i = 0; i < gcv_report_finding_count(report); i++) {
		const gcv_finding *f = gcv_report_finding(report, i);

		if (f->kind != GCV_LOOK_ALIKE)
			continue;
		ck_assert_uint_eq(f->start, f->position == 1 ? 0 : f->position);
		ck_assert_uint_eq(f->end, f->start + 1);
		found++;
	}
	ck_assert_uint_ge(found, 3);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

/* A code and its companion, as people write them down. The spans of both, and what is to come of it. */
static const struct pair_row {
	const char *name, *format;   /* "": all */
	const char *input, *found, *code, *companion;
	gcv_verdict verdict;
} pair_rows[] = {
	{ "behind it", "tosho-next", "6012345678901234 1234", "tosho-next", "6012345678901234", "1234", GCV_REPAIRED },
	{ "before it", "tosho-next", "1234 6012345678901234", "tosho-next", "6012345678901234", "1234", GCV_REPAIRED },
	{ "labels", "tosho-next", "Card: 6012345678901234 PIN: 1234", "tosho-next", "6012345678901234", "1234", GCV_REPAIRED },
	{ "labels, the other way", "tosho-next", "PIN: 1234 Card: 6012345678901234", "tosho-next", "6012345678901234", "1234",
	  GCV_VALID },
	{ "brackets", "tosho-next", "6012345678901234 (PIN 1234)", "tosho-next", "6012345678901234", "1234", GCV_REPAIRED },
	{ "groups", "starbucks", "6012 3456 7890 1234 / 0234", "starbucks", "6012 3456 7890 1234", "0234", GCV_REPAIRED },
	{ "Japanese", "tosho-next", "\u30AB\u30FC\u30C9\u756A\u53F7\uFF1A6012345678901234\u3001PIN\u756A\u53F7\uFF1A1234", "tosho-next",
	  "6012345678901234", "1234", GCV_REPAIRED },
	{ "eight digits", "jcb-premo", "1234567890123456, PIN 12345678", "jcb-premo", "1234567890123456", "12345678", GCV_REPAIRED },
	{ "second number", "booklive", "ak7m2t9rwb4hn6qc 0123", "booklive", "ak7m2t9rwb4hn6qc", "0123", GCV_REPAIRED },
	{ "issue number first", "happymoney", "12345678 1234-5678-9012-3456", "happymoney", "1234567890123456", "12345678",
	  GCV_REPAIRED },
	{ "card number", "qq-card", "123456789 7KM2T9RWB4HN", "qq-card", "7KM2T9RWB4HN", "123456789", GCV_REPAIRED },
	{ "six digits", "nike", "6060101234567890123 PIN:123456", "nike", "6060101234567890123", "123456", GCV_REPAIRED },
	{ "access number", "target", "041234567890123;12345678", "target", "041234567890123", "12345678", GCV_REPAIRED },
	{ "walmart", "walmart", "6012345678901234|1234", "walmart", "6012345678901234", "1234", GCV_REPAIRED },
	{ "bestbuy", "bestbuy", "6012345678901234 12345", "bestbuy", "6012345678901234", "12345", GCV_REPAIRED },
	{ "gamestop", "gamestop", "6364911234567890123 1234", "gamestop", "6364911234567890123", "1234", GCV_REPAIRED },
	{ "homedepot", "homedepot", "91234567890123456789012 1234", "homedepot", "91234567890123456789012", "1234", GCV_REPAIRED },
	{ "guitarcenter", "guitarcenter", "6153123456789012 1234", "guitarcenter", "6153123456789012", "1234", GCV_REPAIRED },
	{ "lowes", "lowes", "6006491712345678901 1234", "lowes", "6006491712345678901", "1234", GCV_REPAIRED },
	{ "uber", "uber", "7KM2T9RWB4HN6QCD PIN 1234", "uber", "7KM2T9RWB4HN6QCD", "1234", GCV_REPAIRED },
	{ "airbnb", "airbnb", "Airbnb 123456789012345678901234 PIN 1234", "airbnb", "123456789012345678901234", "1234", GCV_REPAIRED },
	{ "glued by its name", "walmart", "6012345678901234PIN9876", "walmart", "6012345678901234", "9876", GCV_REPAIRED },
	{ "glued by its name, Japanese", "walmart", "6012345678901234暗証番号9876", "walmart", "6012345678901234", "9876", GCV_REPAIRED },
	{ "the label is the companion's", "", "6012345678901234 PIN: 9876", "bestbuy", "6012345678901234", "9876", GCV_REPAIRED },
	{ "the label is the companion's, full width", "", "\uFF16\uFF10\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19\uFF10\uFF11"
	  "\uFF12\uFF13\uFF14\u3000\uFF30\uFF29\uFF2E\uFF1A\uFF19\uFF18\uFF17\uFF16", "bestbuy", "6012345678901234",
	  "\uFF19\uFF18\uFF17\uFF16", GCV_REPAIRED },
	{ "the name tells the format", "", "Walmart 6012345678901234 PIN 1234", "walmart", "6012345678901234", "1234", GCV_REPAIRED },
	{ "no companion", "amazon", "AB3D-E6GH7K-M9PR 1234", "amazon", NULL, NULL, GCV_INVALID },
	{ "too long for one", "nike", "6060101234567890123 1234567", "nike", NULL, NULL, GCV_INVALID },
};

START_TEST(two_numbers_are_told_apart)
{
	const struct pair_row *r = &pair_rows[_i];
	gcv_catalog *catalog = NULL;
	gcv_report *report;
	const gcv_finding *companion = NULL;
	size_t i;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, 0), GCV_OK);
	report = sample_check(catalog, r->format, r->input, strlen(r->input), NULL);
	ck_assert_msg(gcv_report_verdict(report) == r->verdict, "%s: %s", r->name, gcv_verdict_name(gcv_report_verdict(report)));
	ck_assert_msg(strcmp(gcv_format_name(gcv_report_format(report)), r->found) == 0, "%s: %s", r->name,
	              gcv_format_name(gcv_report_format(report)));
	for (i = 0; i < gcv_report_finding_count(report); i++)
		if (gcv_report_finding(report, i)->kind == GCV_COMPANION)
			companion = gcv_report_finding(report, i);
	if (r->code == NULL) {
		ck_assert_ptr_null(gcv_report_code(report));
		ck_assert_ptr_null(companion);
	} else {
		ck_assert_str_eq(gcv_report_code(report), r->code);
		ck_assert_msg(companion != NULL && companion->typed != NULL && strcmp(companion->typed, r->companion) == 0, "%s",
		              r->name);
		ck_assert_uint_eq(companion->end - companion->start, strlen(r->companion));
		ck_assert_int_eq(memcmp(r->input + companion->start, r->companion, strlen(r->companion)), 0);
		ck_assert_int_eq(companion->severity, r->verdict == GCV_VALID ? GCV_NOTE : GCV_REPAIR);
	}
	/* The fast answer says the same. */
	if (*r->format != '\0')
		ck_assert_int_eq(gcv_verify(gcv_catalog_find(catalog, r->format), r->input, strlen(r->input)),
		                 r->verdict == GCV_VALID);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(refused_codes_are_no_longer_valid)
{
	static const char *const refused[] = { "nonsense", "1k7q ctfm lmtc" };
	gcv_catalog *catalog = sample_catalog(NULL);
	gcv_options options;
	gcv_report *report;
	char *text;

	gcv_options_init(&options, sizeof options);
	options.refused = refused;
	options.refused_count = 2;
	options.suggestions = 0;
	report = sample_check(catalog, "coupon", "1K7Q-CTFM-LMTC", 14, &options);
	text = sample_text(report);
	ck_assert_str_eq(text, "invalid; e refused 0-14");
	ck_assert_ptr_null(gcv_report_plain(report));
	ck_assert_uint_eq(gcv_report_match_count(report), 0);
	free(text);
	gcv_report_free(report);
	options.refused_count = 1;
	report = sample_check(catalog, "coupon", "1K7Q-CTFM-LMTC", 14, &options);
	ck_assert_int_eq(gcv_report_verdict(report), GCV_VALID);
	gcv_report_free(report);
	gcv_catalog_free(catalog);
}
END_TEST

/* Same input, same options: the same report, also from another catalog. */
static bool same_reports(const gcv_report *a, const gcv_report *b)
{
	char *one = sample_text(a), *two = sample_text(b);
	bool same = strcmp(one, two) == 0 && gcv_report_match_count(a) == gcv_report_match_count(b) &&
	            gcv_report_suggestion_count(a) == gcv_report_suggestion_count(b);
	size_t i;

	for (i = 0; same && i < gcv_report_match_count(a); i++)
		same = memcmp(&gcv_report_match(a, i)->probability, &gcv_report_match(b, i)->probability,
		              sizeof(double)) == 0;
	for (i = 0; same && i < gcv_report_finding_count(a); i++)
		same = strcmp(gcv_report_finding(a, i)->message, gcv_report_finding(b, i)->message) == 0;
	for (i = 0; same && i < gcv_report_suggestion_count(a); i++)
		same = strcmp(gcv_report_suggestion(a, i)->code, gcv_report_suggestion(b, i)->code) == 0 &&
		       memcmp(&gcv_report_suggestion(a, i)->probability, &gcv_report_suggestion(b, i)->probability,
		              sizeof(double)) == 0;
	free(one);
	free(two);
	return same;
}

static const struct { const char *format, *input; } samples[] = {
	{ "", "AB3D-E6GH7K-M9PR" }, { "", "1K7Q-CTFN-LMTC" }, { "coupon", "1K7Q-CTFN-LMTC" },
	{ "coupon", "1K7-CTFM-LMTC" }, { "coupon", "1K7?-CTFM-LMTC" }, { "gift", "\u0410B3D-E6GH7K-M9P" },
	{ "apple", "GCA1234567890123" }, { "card", "4111111111111111 123" }, { "", "" }, { "exact", "BC\xFFZ" },
	{ "kana", "\u3055\u304F\u3089" }, { "prefixes", "9998-7654" },
};
#define SAMPLES (sizeof samples / sizeof samples[0])

START_TEST(reports_are_deterministic)
{
	gcv_catalog *one = sample_catalog(NULL), *two = sample_catalog(NULL);
	size_t i;

	for (i = 0; i < SAMPLES; i++) {
		gcv_report *a = sample_check(one, samples[i].format, samples[i].input, strlen(samples[i].input), NULL);
		gcv_report *b = sample_check(two, samples[i].format, samples[i].input, strlen(samples[i].input), NULL);

		ck_assert_msg(same_reports(a, b), "%s", samples[i].input);
		gcv_report_free(a);
		gcv_report_free(b);
	}
	gcv_catalog_free(one);
	gcv_catalog_free(two);
}
END_TEST

typedef struct ledger {
	size_t left;              /* so many blocks more */
	size_t blocks;            /* handed out and not come back */
	bool dirty;               /* one came back with something in it */
} ledger;

static void *ledger_allocate(void *context, size_t bytes)
{
	ledger *book = context;

	if (book->left == 0)
		return NULL;
	book->left--;
	book->blocks++;
	return malloc(bytes);
}

static void ledger_release(void *context, void *block, size_t bytes)
{
	ledger *book = context;
	const unsigned char *byte = block;
	size_t i;

	for (i = 0; i < bytes; i++)
		book->dirty = book->dirty || byte[i] != 0;
	book->blocks--;
	free(block);
}

/* Memory runs out at the first, second, … block: the right status, nothing kept, the output as it was. */
START_TEST(memory_may_run_out_anywhere)
{
	ledger book = { SIZE_MAX, 0, false };
	const gcv_allocator allocator = { ledger_allocate, ledger_release, &book };
	gcv_catalog *catalog = sample_catalog(&allocator);
	size_t i, blocks = book.blocks;

	for (i = 0; i < SAMPLES; i++) {
		const gcv_format *format = *samples[i].format != '\0' ? gcv_catalog_find(catalog, samples[i].format) : NULL;
		gcv_report *report = NULL, *untouched = (gcv_report *)&book;
		gcv_options options;
		size_t limit;
		int status = GCV_E_MEMORY;

		gcv_options_init(&options, sizeof options);
		options.formats = format != NULL ? &format : NULL;
		options.format_count = format != NULL;
		for (limit = 0; status == GCV_E_MEMORY; limit++) {
			book.left = limit;
			report = untouched;
			status = gcv_check(catalog, samples[i].input, strlen(samples[i].input), &options, &report);
			if (status == GCV_E_MEMORY) {
				ck_assert_ptr_eq(report, untouched);
				ck_assert_uint_eq(book.blocks, blocks);
			}
		}
		ck_assert_int_eq(status, GCV_OK);
		ck_assert_uint_ge(limit, 2);
		gcv_report_free(report);
		ck_assert_uint_eq(book.blocks, blocks);
	}
	book.left = SIZE_MAX;
	gcv_catalog_free(catalog);
	ck_assert_uint_eq(book.blocks, 0);
	ck_assert(!book.dirty);
}
END_TEST

static void *check_samples(void *context)
{
	const gcv_catalog *catalog = context;
	size_t round, i;
	char *good = malloc(1);

	for (round = 0; round < 5 && good != NULL; round++) {
		for (i = 0; i < SAMPLES; i++) {
			gcv_report *one = sample_check(catalog, samples[i].format, samples[i].input, strlen(samples[i].input), NULL);
			gcv_report *two = sample_check(catalog, samples[i].format, samples[i].input, strlen(samples[i].input), NULL);

			if (good != NULL && !same_reports(one, two)) {
				free(good);
				good = NULL;
			}
			gcv_report_free(one);
			gcv_report_free(two);
		}
	}
	return good;
}

START_TEST(threads_share_a_catalog)
{
	gcv_catalog *catalog = sample_catalog(NULL);
	pthread_t threads[4];
	size_t i;

	for (i = 0; i < 4; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, check_samples, catalog), 0);
	for (i = 0; i < 4; i++) {
		void *good = NULL;

		ck_assert_int_eq(pthread_join(threads[i], &good), 0);
		ck_assert_ptr_nonnull(good);
		free(good);
	}
	gcv_catalog_free(catalog);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("check");
	TCase *tests = tcase_create("check");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, options_have_defaults);
	tcase_add_test(tests, options_of_other_sizes_are_understood);
	tcase_add_test(tests, arguments_are_checked);
	tcase_add_loop_test(tests, formats_that_fit_are_listed, 0, sizeof match_rows / sizeof match_rows[0]);
	tcase_add_loop_test(tests, damage_is_told_and_undone_where_it_can_be, 0,
	                    (int)(sizeof damage_rows / sizeof damage_rows[0]));
	tcase_add_test(tests, digits_of_a_number_keep_their_places);
	tcase_add_loop_test(tests, two_numbers_are_told_apart, 0, (int)(sizeof pair_rows / sizeof pair_rows[0]));
	tcase_add_loop_test(tests, what_people_type_is_understood, 0, sizeof shown_rows / sizeof shown_rows[0]);
	tcase_add_test(tests, probabilities_go_with_the_number_of_codes);
	tcase_add_test(tests, the_nearest_format_is_named);
	tcase_add_test(tests, a_decoy_tells_the_product);
	tcase_add_test(tests, refused_codes_are_no_longer_valid);
	tcase_add_test(tests, reports_are_deterministic);
	tcase_add_test(tests, memory_may_run_out_anywhere);
	tcase_add_test(tests, threads_share_a_catalog);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
