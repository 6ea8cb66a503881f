/* SPDX-License-Identifier: MIT */
/*
 * Floor 5: expiry rules. A rule is "REGION since DATE: TERM", "REGION before DATE: TERM" or "REGION: TERM", where TERM is
 * "N years", "varies" or "never" and REGION is a country code or "*".
 */
#include "expiry.h"
#include "i18n.h"

#include <string.h>

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

	if (date->year < 1 || date->year > 9999 || date->month < 1 || date->month > 12 || date->day < 1)
		return 0;
	return date->day <= days[date->month - 1] + (date->month == 2 && is_leap(date->year));
}

/* Ten characters "YYYY-MM-DD". */
static int read_date(const char *text, gcv_date *date)
{
	gcv_date read;

	/* digits stops at a terminator, so nothing behind it is looked at. */
	if (!digits(text, 4, &read.year) || text[4] != '-' || !digits(text + 5, 2, &read.month) || text[7] != '-' ||
	    !digits(text + 8, 2, &read.day))
		return GCV_E_SYNTAX;
	if (!is_day(&read))
		return GCV_E_RANGE;
	*date = read;
	return GCV_OK;
}

int gcv_date_read(const char *text, gcv_date *date)
{
	gcv_date read;
	int status;

	if (text == NULL || date == NULL)
		return GCV_E_ARGUMENT;
	status = read_date(text, &read);
	if (status != GCV_OK)
		return status;
	if (text[10] != 0)
		return GCV_E_SYNTAX;
	*date = read;
	return GCV_OK;
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
		else if (read_date(at, &rule->border) != GCV_OK)
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

int gcv_expiry(const gcv_format *format, const char *region, const gcv_date *issued, gcv_expiry_kind *kind, gcv_date *last,
               const char **rule_text)
{
	const char *text;
	size_t index, offset;

	if (format == NULL || issued == NULL || kind == NULL || last == NULL)
		return GCV_E_ARGUMENT;
	if (!is_day(issued))
		return GCV_E_RANGE;
	for (index = 0; (text = gcv_format_value(format, "expiry", NULL, index)) != NULL; index++) {
		gcvi_expiry_rule rule;

		if (gcvi_expiry_parse(text, &rule, &offset) != NULL || !rule_fits(&rule, region, issued))
			continue;
		if (rule.kind == GCV_EXPIRY_DATE) {
			if (issued->year > 9999 - rule.years)
				return GCV_E_RANGE;
			*last = *issued;
			last->year += rule.years;
			if (!is_day(last))
				last->day = 28;
		}
		*kind = rule.kind;
		if (rule_text != NULL)
			*rule_text = text;
		return GCV_OK;
	}
	*kind = GCV_EXPIRY_UNKNOWN;
	return GCV_OK;
}
