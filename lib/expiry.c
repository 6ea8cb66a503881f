/* SPDX-License-Identifier: MIT */
/*
 * Floor 5: expiry rules. A rule is "REGION since DATE: TERM", "REGION before DATE: TERM" or "REGION: TERM", where TERM is
 * "N years", "varies" or "never" and REGION is a country code or "*".
 */
#include "expiry.h"
#include "i18n.h"

#include <string.h>

#define LAST_YEAR 9999

static int digits(const char *text, size_t count, int *value)
{
	size_t i;

	for (*value = 0, i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return 0;
		*value = *value * 10 + (text[i] - '0');
	}
	return 1;
}

static int is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int is_day(const gcv_date *date)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (date->year < 1 || date->year > LAST_YEAR || date->month < 1 || date->month > 12 || date->day < 1)
		return 0;
	return date->day <= days[date->month - 1] + (date->month == 2 && is_leap(date->year));
}

/* Ten characters "YYYY-MM-DD"; *size gets how many there are, more where the year has more digits. */
static int read_date(const char *text, gcv_date *date, size_t *size)
{
	size_t year = strspn(text, "0123456789");
	gcv_date read = { 0, 0, 0 };

	/* digits stops at a terminator, so nothing behind it is looked at. */
	if (year < 4 || text[year] != '-' || !digits(text + year + 1, 2, &read.month) || text[year + 3] != '-' ||
	    !digits(text + year + 4, 2, &read.day))
		return GCV_E_SYNTAX;
	*size = year + 6;
	if (year > 4 || !digits(text, 4, &read.year) || read.year == 0)
		return GCV_E_RANGE;
	if (!is_day(&read))
		return GCV_E_IMPOSSIBLE;
	*date = read;
	return GCV_OK;
}

int gcv_date_read(const char *text, gcv_date *date)
{
	gcv_date read;
	size_t size = 0;
	int status;

	if (text == NULL || date == NULL)
		return GCV_E_ARGUMENT;
	status = read_date(text, &read, &size);
	if (status == GCV_E_SYNTAX || text[size] != 0)
		return GCV_E_SYNTAX;
	if (status == GCV_OK)
		*date = read;
	return status;
}

/* Skips the word where it stands, with the blanks behind it. */
static int skip_word(const char **text, const char *word)
{
	size_t length = strlen(word);

	if (strncmp(*text, word, length) != 0)
		return 0;
	*text += length;
	*text += strspn(*text, " \t");
	return 1;
}

static const char *parse_term(const char **text, gcvi_expiry_rule *rule)
{
	size_t length;

	if (skip_word(text, "varies")) {
		rule->kind = GCV_EXPIRY_VARIES;
	} else if (skip_word(text, "never")) {
		rule->kind = GCV_EXPIRY_NEVER;
	} else {
		length = strspn(*text, "0123456789");
		if (length == 0 || length > 3 || !digits(*text, length, &rule->years) || rule->years == 0)
			return N_("'N years', 'varies' or 'never' was expected");
		*text += length;
		*text += strspn(*text, " \t");
		if (!skip_word(text, "years") && !skip_word(text, "year"))
			return N_("'years' was expected");
		rule->kind = GCV_EXPIRY_DATE;
	}
	return **text == 0 ? NULL : N_("the end of the line was expected");
}

const char *gcvi_expiry_parse(const char *text, gcvi_expiry_rule *rule, size_t *offset)
{
	const char *at = text, *wrong = NULL;
	size_t length = strcspn(text, " \t:");

	memset(rule, 0, sizeof *rule);
	if (length == 0 || length >= sizeof rule->region) {
		*offset = 0;
		return N_("a country code or '*' was expected");
	}
	memcpy(rule->region, text, length);
	at += length;
	at += strspn(at, " \t");
	if (*at != ':') {
		rule->since = strncmp(at, "since", 5) == 0;
		if (!skip_word(&at, "since") && !skip_word(&at, "before"))
			wrong = N_("'since', 'before' or ':' was expected");
		else if (read_date(at, &rule->border, &length) != GCV_OK)
			wrong = N_("a date like 2017-04-24 was expected");
		else
			at += 10;
		rule->has_border = 1;
		at += wrong == NULL ? strspn(at, " \t") : 0;
	}
	if (wrong == NULL && *at != ':')
		wrong = N_("':' was expected");
	if (wrong == NULL) {
		at++;
		at += strspn(at, " \t");
		wrong = parse_term(&at, rule);
	}
	*offset = (size_t)(at - text);
	return wrong;
}

static long day_order(const gcv_date *date)
{
	return date->year * 10000L + date->month * 100L + date->day;
}

static int rule_fits(const gcvi_expiry_rule *rule, const char *region, const gcv_date *issued)
{
	if (region != NULL && strcmp(rule->region, "*") != 0 && strcmp(rule->region, region) != 0)
		return 0;
	return !rule->has_border || (day_order(issued) >= day_order(&rule->border)) == (rule->since != 0);
}

/* The first rule that speaks of the card; NULL: none does. */
static const char *find_rule(const gcv_format *format, const char *region, const gcv_date *issued, gcvi_expiry_rule *rule)
{
	const char *text;
	size_t index, offset;

	for (index = 0; (text = gcv_format_value(format, "expiry", NULL, index)) != NULL; index++)
		if (gcvi_expiry_parse(text, rule, &offset) == NULL && rule_fits(rule, region, issued))
			return text;
	return NULL;
}

int gcv_expiry(const gcv_format *format, const char *region, const gcv_date *issued, const gcv_date *today,
               gcv_expiry_answer *answer)
{
	gcv_expiry_answer made = GCV_EXPIRY_ANSWER_INIT;
	gcvi_expiry_rule rule;
	int status;

	if (format == NULL || issued == NULL || answer == NULL || answer->size < sizeof *answer)
		return GCV_E_ARGUMENT;
	if (!is_day(issued) || (today != NULL && !is_day(today)))
		return GCV_E_IMPOSSIBLE;
	made.rule = find_rule(format, region, issued, &rule);
	made.kind = made.rule != NULL ? rule.kind : GCV_EXPIRY_UNKNOWN;
	made.issued_later = today != NULL && day_order(issued) > day_order(today);
	if (made.kind == GCV_EXPIRY_DATE) {
		if (issued->year > LAST_YEAR - rule.years)
			return GCV_E_RANGE;
		made.last = *issued;
		made.last.year += rule.years;
		if (!is_day(&made.last))
			made.last.day = 28;
		made.over = today != NULL && day_order(&made.last) < day_order(today);
	}
	status = gcvi_message_expiry(made.rule != NULL ? &rule : NULL, issued, today, &made);
	if (status == GCV_OK) {
		made.size = answer->size;
		*answer = made;
	}
	return status;
}
