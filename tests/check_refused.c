/* SPDX-License-Identifier: MIT */
/* Why good codes are refused, and until when they are good. */
#include "expiry.h"

#include <gcvalidate.h>

#include <check.h>
#include <string.h>

typedef struct date_row {
	const char *name, *text;
	int status, year, month, day;
} date_row;

static const date_row dates[] = {
	{ "plain", "2019-05-31", GCV_OK, 2019, 5, 31 },
	{ "leap day", "2020-02-29", GCV_OK, 2020, 2, 29 },
	{ "leap day of a fourth century", "2000-02-29", GCV_OK, 2000, 2, 29 },
	{ "no leap day", "2019-02-29", GCV_E_IMPOSSIBLE, 0, 0, 0 },
	{ "no leap day in a century", "1900-02-29", GCV_E_IMPOSSIBLE, 0, 0, 0 },
	{ "day 0", "2019-05-00", GCV_E_IMPOSSIBLE, 0, 0, 0 },
	{ "day 31 of April", "2019-04-31", GCV_E_IMPOSSIBLE, 0, 0, 0 },
	{ "month 13", "2019-13-01", GCV_E_IMPOSSIBLE, 0, 0, 0 },
	{ "year 0", "0000-01-01", GCV_E_RANGE, 0, 0, 0 },
	{ "year of five digits", "12019-05-31", GCV_E_RANGE, 0, 0, 0 },
	{ "year of five digits, something behind", "12019-05-31x", GCV_E_SYNTAX, 0, 0, 0 },
	{ "year of three digits", "019-05-31", GCV_E_SYNTAX, 0, 0, 0 },
	{ "digits without end", "20190531", GCV_E_SYNTAX, 0, 0, 0 },
	{ "empty", "", GCV_E_SYNTAX, 0, 0, 0 },
	{ "cut short", "2019-05-3", GCV_E_SYNTAX, 0, 0, 0 },
	{ "cut after the year", "2019-", GCV_E_SYNTAX, 0, 0, 0 },
	{ "something behind", "2019-05-31x", GCV_E_SYNTAX, 0, 0, 0 },
	{ "slashes", "2019/05/31", GCV_E_SYNTAX, 0, 0, 0 },
	{ "letters", "2O19-05-31", GCV_E_SYNTAX, 0, 0, 0 },
	{ "sign", "-019-05-31", GCV_E_SYNTAX, 0, 0, 0 },
};

START_TEST(dates_are_read)
{
	const date_row *row = &dates[_i];
	gcv_date date = { 7, 7, 7 };

	ck_assert_msg(gcv_date_read(row->text, &date) == row->status, "%s", row->name);
	ck_assert_msg(date.year == (row->status == GCV_OK ? row->year : 7), "%s: year %d", row->name, date.year);
	if (row->status == GCV_OK)
		ck_assert_msg(date.month == row->month && date.day == row->day, "%s: %d-%d", row->name, date.month, date.day);
}
END_TEST

typedef struct rule_row {
	const char *name, *text, *message;   /* message NULL: good */
	size_t offset;
	const char *region;
	int has_border, since, kind, years;
} rule_row;

static const rule_row rules[] = {
	{ "ten years since", "JP since 2017-04-24: 10 years", NULL, 0, "JP", 1, 1, GCV_EXPIRY_DATE, 10 },
	{ "varies before", "JP before 2017-04-24: varies", NULL, 0, "JP", 1, 0, GCV_EXPIRY_VARIES, 0 },
	{ "everywhere, never", "*: never", NULL, 0, "*", 0, 0, GCV_EXPIRY_NEVER, 0 },
	{ "one year, wide", "US  :  1 year ", NULL, 0, "US", 0, 0, GCV_EXPIRY_DATE, 1 },
	{ "empty", "", "a country code or '*' was expected", 0, "", 0, 0, 0, 0 },
	{ "country too long", "GERMANYDE: never", "a country code or '*' was expected", 0, "", 0, 0, 0, 0 },
	{ "no colon", "JP", "'since', 'before' or ':' was expected", 2, "JP", 0, 0, 0, 0 },
	{ "bad word", "JP after 2017-04-24: never", "'since', 'before' or ':' was expected", 3, "JP", 0, 0, 0, 0 },
	{ "bad date", "JP since 2017-02-30: never", "a date like 2017-04-24 was expected", 9, "JP", 0, 0, 0, 0 },
	{ "nothing behind the date", "JP since 2017-04-24", "':' was expected", 19, "JP", 0, 0, 0, 0 },
	{ "no term", "JP:", "'N years', 'varies' or 'never' was expected", 3, "JP", 0, 0, 0, 0 },
	{ "no unit", "JP: 10 days", "'years' was expected", 7, "JP", 0, 0, 0, 0 },
	{ "no years", "JP: 0 years", "'N years', 'varies' or 'never' was expected", 4, "JP", 0, 0, 0, 0 },
	{ "more behind", "JP: 10 years or so", "the end of the line was expected", 13, "JP", 0, 0, 0, 0 },
};

START_TEST(rules_are_read)
{
	const rule_row *row = &rules[_i];
	gcvi_expiry_rule rule;
	size_t offset = 0;
	const char *message = gcvi_expiry_parse(row->text, &rule, &offset);

	if (row->message != NULL) {
		ck_assert_msg(message != NULL && strcmp(message, row->message) == 0, "%s: %s", row->name,
		              message != NULL ? message : "accepted");
		ck_assert_msg(offset == row->offset, "%s: %zu", row->name, offset);
		return;
	}
	ck_assert_msg(message == NULL, "%s: %s", row->name, message);
	ck_assert_str_eq(rule.region, row->region);
	ck_assert_int_eq(rule.has_border, row->has_border);
	ck_assert_int_eq(rule.since, row->since);
	ck_assert_int_eq((int)rule.kind, row->kind);
	ck_assert_int_eq(rule.years, row->years);
}
END_TEST

START_TEST(causes_are_complete_in_both_languages)
{
	static const char *const causes[] = {
		"mistyped", "registered", "expired", "not-activated", "not-selected", "seen", "resent", "country", "locked",
		"not-payable", "balance", "scam"
	};
	size_t i;

	for (i = 0; i < sizeof causes / sizeof causes[0]; i++) {
		const gcv_refusal *english = gcv_refusal_at(NULL, NULL, i), *japanese = gcv_refusal_at(NULL, "ja_JP.UTF-8", i);

		ck_assert_ptr_nonnull(english);
		ck_assert_str_eq(english->cause, causes[i]);
		ck_assert_str_eq(japanese->cause, causes[i]);
		ck_assert_str_eq(english->language, "");
		ck_assert_str_eq(japanese->language, "ja");
		ck_assert_str_ne(english->advice, japanese->advice);
		ck_assert_uint_gt(strlen(english->title), 0);
		ck_assert_uint_gt(strlen(english->source), 0);
		ck_assert_ptr_nonnull(strchr("ABCD", english->grade));
		ck_assert_ptr_eq(gcv_refusal_at(NULL, "jam", i), english);
		ck_assert_ptr_eq(gcv_refusal_at(NULL, "fr", i), english);
	}
	ck_assert_ptr_null(gcv_refusal_at(NULL, "ja", i));
	ck_assert_ptr_null(gcv_refusal_at(NULL, NULL, SIZE_MAX));
}
END_TEST

static const char house[] =
	"[house]\n"
	"title = House\n"
	"class X = A-Z 0-9\n"
	"layout = X4\n"
	"grade = A\n"
	"source = made up\n"
	"expiry = JP since 2017-04-24: 10 years\n"
	"expiry = JP before 2017-04-24: varies\n"
	"expiry = US: never\n"
	"expiry = GB before 2021-01-01: 1 year\n"
	"expiry = KR: 5 years\n";

typedef struct expiry_row {
	const char *name, *region;
	gcv_date issued, today;   /* today 0-0-0: not known */
	int kind;
	gcv_date last;
	int later, over;
	const char *message;
} expiry_row;

static const expiry_row expiries[] = {
	{ "on the day of the change", "JP", { 2017, 4, 24 }, { 2017, 4, 24 }, GCV_EXPIRY_DATE, { 2027, 4, 24 }, 0, 0,
	  "Good until 2027-04-24. Cards issued on 2017-04-24 or later are good for 10 years. This is the rule for the region JP." },
	{ "the day before", "JP", { 2017, 4, 23 }, { 2026, 1, 1 }, GCV_EXPIRY_VARIES, { 0, 0, 0 }, 0, 0,
	  "How long a card issued before 2017-04-24 is good depends on its type; look at the card. This is the rule for the region JP." },
	{ "leap day", NULL, { 2020, 2, 29 }, { 0, 0, 0 }, GCV_EXPIRY_DATE, { 2030, 2, 28 }, 0, 0,
	  "Good until 2030-02-28. Cards issued on 2017-04-24 or later are good for 10 years. This is the rule for the region JP." },
	{ "on its last day", NULL, { 2020, 2, 29 }, { 2030, 2, 28 }, GCV_EXPIRY_DATE, { 2030, 2, 28 }, 0, 0,
	  "Good until 2030-02-28. Cards issued on 2017-04-24 or later are good for 10 years. This is the rule for the region JP." },
	{ "the day after its last", NULL, { 2020, 2, 29 }, { 2030, 3, 1 }, GCV_EXPIRY_DATE, { 2030, 2, 28 }, 0, 1,
	  "Good until 2030-02-28, which is over. Cards issued on 2017-04-24 or later are good for 10 years. This is the rule for "
	  "the region JP." },
	{ "issued tomorrow", NULL, { 2027, 1, 1 }, { 2026, 12, 31 }, GCV_EXPIRY_DATE, { 2037, 1, 1 }, 1, 0,
	  "The day of issue, 2027-01-01, lies in the future (today is 2026-12-31). Good until 2037-01-01. Cards issued on "
	  "2017-04-24 or later are good for 10 years. This is the rule for the region JP." },
	{ "another country", "US", { 2001, 1, 1 }, { 2002, 1, 1 }, GCV_EXPIRY_NEVER, { 0, 0, 0 }, 0, 0,
	  "These cards do not expire. This is the rule for the region US." },
	{ "no rule", "DE", { 2020, 1, 1 }, { 2026, 1, 1 }, GCV_EXPIRY_UNKNOWN, { 0, 0, 0 }, 0, 0,
	  "When these codes expire is not known; look at the card." },
	{ "no rule, issued later", "DE", { 2027, 1, 1 }, { 2026, 1, 1 }, GCV_EXPIRY_UNKNOWN, { 0, 0, 0 }, 1, 0,
	  "The day of issue, 2027-01-01, lies in the future (today is 2026-01-01). When these codes expire is not known; look at "
	  "the card." },
	{ "one year, everywhere", "GB", { 2020, 1, 1 }, { 0, 0, 0 }, GCV_EXPIRY_DATE, { 2021, 1, 1 }, 0, 0,
	  "Good until 2021-01-01. Cards issued before 2021-01-01 are good for 1 year. This is the rule for the region GB." },
	{ "without a border", "KR", { 2020, 1, 1 }, { 0, 0, 0 }, GCV_EXPIRY_DATE, { 2025, 1, 1 }, 0, 0,
	  "Good until 2025-01-01. A card is good for 5 years from its issue. This is the rule for the region KR." },
};

START_TEST(last_days_are_computed)
{
	const expiry_row *row = &expiries[_i];
	gcv_expiry_answer answer = GCV_EXPIRY_ANSWER_INIT;
	gcv_catalog *catalog;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_int_eq(gcv_catalog_load(catalog, house, sizeof house - 1, "house", NULL), GCV_OK);
	ck_assert_int_eq(gcv_expiry(gcv_catalog_find(catalog, "house"), row->region, &row->issued,
	                            row->today.year != 0 ? &row->today : NULL, &answer), GCV_OK);
	ck_assert_msg((int)answer.kind == row->kind, "%s: kind %d", row->name, (int)answer.kind);
	ck_assert_msg(answer.last.year == row->last.year && answer.last.month == row->last.month &&
	              answer.last.day == row->last.day, "%s: %d-%d-%d", row->name, answer.last.year, answer.last.month,
	              answer.last.day);
	ck_assert_msg(answer.issued_later == row->later && answer.over == row->over, "%s: %d %d", row->name,
	              answer.issued_later, answer.over);
	ck_assert_msg((answer.rule == NULL) == (row->kind == GCV_EXPIRY_UNKNOWN), "%s: rule", row->name);
	ck_assert_msg(strcmp(answer.message, row->message) == 0, "%s: %s", row->name, answer.message);
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(the_region_of_all_is_not_named)
{
	static const char text[] = "[a]\ntitle = A\nlayout = D4\nexpiry = * since 2020-01-01: never\nexpiry = *: varies\n";
	const gcv_date early = { 2019, 12, 31 }, late = { 2020, 1, 1 };
	gcv_expiry_answer answer = GCV_EXPIRY_ANSWER_INIT;
	gcv_catalog *catalog;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_int_eq(gcv_catalog_load(catalog, text, sizeof text - 1, "a", NULL), GCV_OK);
	ck_assert_int_eq(gcv_expiry(gcv_catalog_at(catalog, 0), "JP", &late, NULL, &answer), GCV_OK);
	ck_assert_str_eq(answer.message, "Cards issued on 2020-01-01 or later do not expire.");
	ck_assert_str_eq(answer.rule, "* since 2020-01-01: never");
	ck_assert_int_eq(gcv_expiry(gcv_catalog_at(catalog, 0), NULL, &early, NULL, &answer), GCV_OK);
	ck_assert_str_eq(answer.message, "How long a card is good depends on its type; look at the card.");
	gcv_catalog_free(catalog);
}
END_TEST

START_TEST(bad_days_are_refused)
{
	const gcv_date wrong = { 2019, 2, 29 }, late = { 9995, 1, 1 }, good = { 2019, 5, 31 };
	gcv_expiry_answer answer = GCV_EXPIRY_ANSWER_INIT;
	gcv_catalog *catalog;
	const gcv_format *format;

	ck_assert_int_eq(gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY), GCV_OK);
	ck_assert_int_eq(gcv_catalog_load(catalog, house, sizeof house - 1, "house", NULL), GCV_OK);
	format = gcv_catalog_find(catalog, "house");
	ck_assert_int_eq(gcv_expiry(format, NULL, &wrong, NULL, &answer), GCV_E_IMPOSSIBLE);
	ck_assert_int_eq(gcv_expiry(format, NULL, &good, &wrong, &answer), GCV_E_IMPOSSIBLE);
	ck_assert_int_eq(gcv_expiry(format, NULL, &late, NULL, &answer), GCV_E_RANGE);
	ck_assert_int_eq(gcv_expiry(NULL, NULL, &good, NULL, &answer), GCV_E_ARGUMENT);
	ck_assert_int_eq(gcv_expiry(format, NULL, &good, NULL, NULL), GCV_E_ARGUMENT);
	answer.size--;
	ck_assert_int_eq(gcv_expiry(format, NULL, &good, NULL, &answer), GCV_E_ARGUMENT);
	ck_assert_int_eq(answer.message[0], 0);
	gcv_catalog_free(catalog);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("refused");
	TCase *tcase = tcase_create("refused");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, dates_are_read, 0, (int)(sizeof dates / sizeof dates[0]));
	tcase_add_loop_test(tcase, rules_are_read, 0, (int)(sizeof rules / sizeof rules[0]));
	tcase_add_test(tcase, causes_are_complete_in_both_languages);
	tcase_add_loop_test(tcase, last_days_are_computed, 0, (int)(sizeof expiries / sizeof expiries[0]));
	tcase_add_test(tcase, the_region_of_all_is_not_named);
	tcase_add_test(tcase, bad_days_are_refused);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
