/* SPDX-License-Identifier: MIT */
/* --refused-help: why an issuer refuses a well-formed code, and until when a card is good. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

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

/* "2030-02-28". */
static void put_date(text *to, const gcv_date *date)
{
	char bytes[40];

	snprintf(bytes, sizeof bytes, "%04d-%02d-%02d", date->year, date->month, date->day);
	text_puts(to, bytes);
}

static int show_expiry(text *to, const terminal *term, const gcv_format *format, const options *how)
{
	gcv_date issued, last = { 0, 0, 0 };
	gcv_expiry_kind kind = GCV_EXPIRY_UNKNOWN;
	const char *rule = NULL, *sentence;
	text line = { 0 }, date = { 0 };
	const char *arguments[2];
	int status = gcv_date_read(how->issued, &issued);

	if (status == GCV_OK)
		status = gcv_expiry(format, NULL, &issued, &kind, &last, &rule);
	if (status != GCV_OK) {
		complain(status == GCV_E_RANGE ? _("--issued=%1$s: there is no such day") : _("--issued=%1$s: a date like 2019-05-31 was expected"),
		         how->issued);
		return EXIT_TROUBLE;
	}
	put_date(&date, &last);
	arguments[0] = kind == GCV_EXPIRY_DATE ? date.bytes : how->issued;
	arguments[1] = rule != NULL ? rule : "";
	if (how->json) {
		static const char *const names[] = { "unknown", "date", "varies", "never" };
		int first = 1;

		text_puts(to, "{");
		json_text(to, "expiry", names[kind <= GCV_EXPIRY_NEVER ? kind : 0], &first);
		if (kind == GCV_EXPIRY_DATE)
			json_text(to, "last_day", date.bytes, &first);
		if (rule != NULL)
			json_text(to, "rule", rule, &first);
		text_puts(to, "}\n");
	} else {
		sentence = kind == GCV_EXPIRY_DATE     ? _("Good until %1$s (rule: %2$s).")
		           : kind == GCV_EXPIRY_VARIES ? _("Issued on %1$s: how long it is good depends on the type of card (rule: %2$s).")
		           : kind == GCV_EXPIRY_NEVER  ? _("It does not expire (rule: %2$s).")
		                                       : _("When these codes expire is not known; look at the card.");
		text_fill(&line, sentence, arguments, 2);
		put_wrapped(to, term, line.bytes, 0, 0);
	}
	text_free(&line);
	text_free(&date);
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
