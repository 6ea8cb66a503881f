/* SPDX-License-Identifier: MIT */
/* --refused-help: why an issuer refuses a well-formed code, and until when a card is good. */
#include "cli.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* What the format's own file adds to a cause: that entry is locked, and what its issuer says is misread. */
static const char *lock_out(const gcv_format *format, const gcv_refusal *about)
{
	return format != NULL && strcmp(about->cause, "mistyped") == 0 ? gcv_format_value(format, "lock-out", message_language(), 0) : NULL;
}

static const char *pairs(const gcv_format *format, const gcv_refusal *about)
{
	return format != NULL && strcmp(about->cause, "mistyped") == 0 ? gcv_format_value(format, "look-alike", NULL, 0) : NULL;
}

static void json_refusal(text *to, const gcv_format *format, const gcv_refusal *about)
{
	int first = 1;

	text_puts(to, "{");
	json_text(to, "cause", about->cause, &first);
	json_text(to, "title", about->title, &first);
	json_text(to, "advice", about->advice, &first);
	json_text(to, "source", about->source, &first);
	json_key(to, "grade", &first);
	json_string(to, &about->grade, 1);
	if (lock_out(format, about) != NULL)
		json_text(to, "lock_out", lock_out(format, about), &first);
	if (pairs(format, about) != NULL)
		json_text(to, "look_alikes", pairs(format, about), &first);
	text_puts(to, "}\n");
}

static void show_refusal(text *to, const terminal *term, const gcv_format *format, const gcv_refusal *about, size_t number)
{
	const char *named = pairs(format, about);
	text head = { 0 }, line = { 0 };

	text_number(&head, number);
	text_puts(&head, number < 10 ? ".  " : ". ");
	text_puts(&head, about->title);
	put_styled(to, term, STYLE_BOLD, head.bytes, head.size);
	text_puts(to, "\n");
	put_wrapped(to, term, about->advice, 4, 4);
	if (named != NULL) {
		text_fill(&line, _("Said to be misread on these cards: %1$s."), &named, 1);
		put_wrapped(to, term, line.bytes, 4, 4);
	}
	if (lock_out(format, about) != NULL)
		put_wrapped(to, term, lock_out(format, about), 4, 4);
	text_free(&line);
	text_free(&head);
}

/* The day it is where the user is; none where the clock does not know. */
static const gcv_date *find_today(gcv_date *today)
{
	time_t now = time(NULL);
	struct tm parts;

	if (now == (time_t)-1 || localtime_r(&now, &parts) == NULL)
		return NULL;
	today->year = parts.tm_year + 1900;
	today->month = parts.tm_mon + 1;
	today->day = parts.tm_mday;
	return today;
}

static int refuse_issued(const char *issued, const char *template)
{
	complain(template, issued);
	return EXIT_TROUBLE;
}

static void json_expiry(text *to, const gcv_expiry_answer *found)
{
	static const char *const names[] = { "unknown", "date", "varies", "never" };
	char date[40];
	int first = 1;

	text_puts(to, "{");
	json_text(to, "expiry", names[found->kind <= GCV_EXPIRY_NEVER ? found->kind : 0], &first);
	if (found->kind == GCV_EXPIRY_DATE) {
		snprintf(date, sizeof date, "%04d-%02d-%02d", found->last.year, found->last.month, found->last.day);
		json_text(to, "last_day", date, &first);
	}
	if (found->rule != NULL)
		json_text(to, "rule", found->rule, &first);
	json_key(to, "issued_later", &first);
	text_puts(to, found->issued_later ? "true" : "false");
	json_key(to, "over", &first);
	text_puts(to, found->over ? "true" : "false");
	json_text(to, "message", found->message, &first);
	text_puts(to, "}\n");
}

static int show_expiry(text *to, const terminal *term, const gcv_format *format, const options *how)
{
	gcv_expiry_answer found = GCV_EXPIRY_ANSWER_INIT;
	gcv_date issued, today;
	int status = gcv_date_read(how->issued, &issued);

	if (status == GCV_E_IMPOSSIBLE)
		return refuse_issued(how->issued, _("--issued=%1$s: there is no such day"));
	if (status == GCV_E_RANGE)
		return refuse_issued(how->issued, _("--issued=%1$s: a year from 0001 to 9999 was expected"));
	if (status != GCV_OK)
		return refuse_issued(how->issued, _("--issued=%1$s: a date like 2019-05-31 was expected"));
	status = gcv_expiry(format, NULL, &issued, find_today(&today), &found);
	if (status == GCV_E_RANGE)
		return refuse_issued(how->issued, _("--issued=%1$s: the last day would lie beyond the year 9999"));
	if (status != GCV_OK) {
		complain("%1$s", gcv_strerror(status));
		return EXIT_TROUBLE;
	}
	if (how->json)
		json_expiry(to, &found);
	else
		put_wrapped(to, term, found.message, 0, 0);
	return EXIT_VALID;
}

int refused_help(text *to, const terminal *term, const gcv_catalog *catalog, const options *how)
{
	const gcv_format *format = NULL;
	const gcv_refusal *about;
	size_t i;

	if (how->formats.count > 1) {
		complain(_("--refused-help takes one --format"));
		return EXIT_TROUBLE;
	}
	if (how->formats.count == 1 && (format = find_format(catalog, how->formats.items[0])) == NULL)
		return EXIT_TROUBLE;
	if (how->issued != NULL) {
		if (format == NULL) {
			complain(_("--issued needs one --format"));
			return EXIT_TROUBLE;
		}
		return show_expiry(to, term, format, how);
	}
	if (!how->json)
		put_wrapped(to, term, _("A code that fits can still be refused. The reasons people meet, the most frequent first:"), 0, 0);
	for (i = 0; (about = gcv_refusal_at(format, message_language(), i)) != NULL; i++) {
		if (how->json)
			json_refusal(to, format, about);
		else
			show_refusal(to, term, format, about, i + 1);
	}
	return EXIT_VALID;
}
