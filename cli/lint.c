/* SPDX-License-Identifier: MIT */
/* --lint: what a format protects from, for a person. */
#include "cli.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INDENT 2
#define LABEL_COLUMNS 44

static const char *class_label(gcv_error_class error)
{
	switch (error) {
	case GCV_CLASS_SINGLE: return _("one wrong character");
	case GCV_CLASS_TRANSPOSITION: return _("neighbours exchanged (ab, ba)");
	case GCV_CLASS_JUMP: return _("exchanged across a third one (abc, cba)");
	case GCV_CLASS_TWIN: return _("twins (aa, bb)");
	case GCV_CLASS_JUMP_TWIN: return _("twins around a third one (aca, bcb)");
	case GCV_CLASS_PHONETIC: return _("heard wrongly (30, 13)");
	case GCV_CLASS_LOOK_ALIKE: return _("one look-alike for another");
	case GCV_CLASS_TWO_LOOK_ALIKES: return _("two look-alikes for others");
	default: return gcv_error_class_name(error);
	}
}

/* "0 %", "0.151 %", "<0.001 %", "100 %". */
static void put_share(text *to, double share)
{
	unsigned long thousandths = (unsigned long)(share * 100000 + 0.5);

	if (share > 0 && thousandths == 0) {
		text_puts(to, "<0.001 %");
		return;
	}
	/* What is not quite all is not called all. */
	if (share < 1 && thousandths == 100000)
		thousandths = 99999;
	text_number(to, thousandths / 1000);
	if (thousandths % 1000 != 0) {
		char digits[5] = ".000";
		size_t i;

		for (i = 3, thousandths %= 1000; i > 0; i--, thousandths /= 10)
			digits[i] = (char)('0' + thousandths % 10);
		text_puts(to, digits);
	}
	text_puts(to, " %");
}

/* Whole numbers as they are, large ones as 2.6e+13. */
static void put_count(text *to, double count)
{
	char digits[40];

	snprintf(digits, sizeof digits, count < 1e7 ? "%.0f" : "%.3g", count);
	text_puts(to, isnan(count) ? _("not known") : isfinite(count) ? digits : _("more than can be counted"));
}

static void put_padded(text *to, const char *label)
{
	size_t width = columns_of(label, strlen(label));

	text_puts(to, "    ");
	text_puts(to, label);
	for (; width < LABEL_COLUMNS; width++)
		text_puts(to, " ");
}

static void show_rate(text *to, const gcv_lint_rate *rate)
{
	put_padded(to, class_label(rate->error));
	/* A bound of nothing is no answer. */
	if (!rate->exact && !(rate->possible > 0))
		text_puts(to, _("not known"));
	else if (!(rate->possible > 0))
		text_puts(to, _("none possible"));
	else if (!rate->exact)
		text_puts(to, _("not known"));
	else
		put_share(to, rate->missed_share);
	if (rate->partial)
		text_puts(to, _(" (check characters left out)"));
	text_puts(to, "\n");
}

static void show_form(text *to, const terminal *term, const gcv_lint_form *form)
{
	text line = { 0 }, length = { 0 }, checks = { 0 }, codes = { 0 }, odds = { 0 };
	const char *arguments[3];
	size_t i;

	text_number(&length, form->length);
	text_number(&checks, form->checks);
	arguments[0] = form->layout;
	arguments[1] = length.bytes;
	arguments[2] = checks.bytes;
	text_fill(&line, form->checks != 0 ? _("%1$s: %2$s characters, %3$s of them check characters")
	                                   : _("%1$s: %2$s characters"), arguments, 3);
	put_wrapped(to, term, line.bytes, INDENT, INDENT + 2);
	text_free(&line);
	put_count(&codes, form->codes);
	arguments[0] = codes.bytes;
	text_fill(&line, _("Valid codes: %1$s."), arguments, 1);
	if (!isnan(form->random_pass))
		text_puts(&line, " ");
	if (form->random_pass < 1 && form->random_pass > 0) {
		put_count(&odds, 1 / form->random_pass);
		arguments[0] = odds.bytes;
		text_fill(&line, _("One random string in %1$s passes."), arguments, 1);
	} else if (!isnan(form->random_pass)) {
		text_puts(&line, _("Every string of these characters passes, so an error goes unnoticed whenever it leads to another one."));
	}
	put_wrapped(to, term, line.bytes, INDENT + 2, INDENT + 2);
	/* Where there is no check, eight times 100 % would tell nobody anything. */
	if (!(form->random_pass >= 1)) {
		put_wrapped(to, term, _("Of all errors of a kind, these go unnoticed:"), INDENT + 2, INDENT + 2);
		for (i = 0; i < form->rate_count; i++)
			show_rate(to, &form->rates[i]);
	}
	text_free(&line);
	text_free(&length);
	text_free(&checks);
	text_free(&codes);
	text_free(&odds);
}

/* Pairs of one level; a star where one taken for the other can go unnoticed although there is a check. */
static int show_level(text *to, const terminal *term, const gcv_lint *lint, int level, int checked)
{
	static const char *const names[] = { "", N_("Look alike a little:"), N_("Look alike:"), N_("Look alike most:") };
	const gcv_lint_pair *pair;
	text line = { 0 };
	size_t i, count = 0;
	int starred = 0;

	text_puts(&line, _(names[level]));
	for (i = 0; (pair = gcv_lint_pair_at(lint, i)) != NULL; i++) {
		int star = checked && pair->missed_share > 0;

		if (pair->level != level)
			continue;
		text_puts(&line, count++ == 0 ? " " : ", ");
		text_puts(&line, pair->a);
		text_puts(&line, "/");
		text_puts(&line, pair->b);
		text_puts(&line, star ? "*" : "");
		starred |= star;
	}
	if (count != 0)
		put_wrapped(to, term, line.bytes, INDENT, INDENT + 2);
	text_free(&line);
	return starred;
}

static void show_pairs(text *to, const terminal *term, const gcv_lint *lint)
{
	int level, checked = 0, starred = 0;
	size_t i;

	for (i = 0; i < gcv_lint_form_count(lint); i++)
		checked |= !(gcv_lint_form_at(lint, i)->random_pass >= 1);
	for (level = 3; level > 0; level--)
		starred |= show_level(to, term, lint, level, checked);
	if (starred)
		put_wrapped(to, term, _("* one taken for the other can go unnoticed"), INDENT + 2, INDENT + 4);
}

/* --------------------------------------------------------------------------------------------- what is never seen */

static int is_group(const gcv_lint_blind *blind)
{
	return strcmp(blind->name, "same-value") == 0;
}

static int same_group(const gcv_lint_blind *a, const gcv_lint_blind *b)
{
	return is_group(a) && is_group(b) && a->position == b->position && a->positions == b->positions;
}

/* Has this symbol been named together with an earlier one? Then it is in that one's row. */
static int is_named(const gcv_lint *lint, size_t of, const char *symbol)
{
	const gcv_lint_blind *blind, *one = gcv_lint_blind_at(lint, of);
	size_t i;

	for (i = 0; i < of && (blind = gcv_lint_blind_at(lint, i)) != NULL; i++)
		if (same_group(blind, one) && strcmp(blind->b, symbol) == 0)
			return 1;
	return 0;
}

/* "1 A J; 2 B K S": each with all that are the same as it, in the order of the pairs. */
static void put_groups(text *to, const gcv_lint *lint, size_t from)
{
	const gcv_lint_blind *first = gcv_lint_blind_at(lint, from), *blind;
	const char *last = NULL;
	size_t i;

	for (i = from; (blind = gcv_lint_blind_at(lint, i)) != NULL; i++) {
		if (!same_group(blind, first) || is_named(lint, i, blind->a))
			continue;
		if (last == NULL || strcmp(last, blind->a) != 0) {
			text_puts(to, last == NULL ? " " : "; ");
			text_puts(to, blind->a);
		}
		text_puts(to, " ");
		text_puts(to, blind->b);
		last = blind->a;
	}
}

static void show_same(text *to, const terminal *term, const gcv_lint *lint, size_t from)
{
	const gcv_lint_blind *blind = gcv_lint_blind_at(lint, from);
	text line = { 0 }, position = { 0 }, positions = { 0 };
	const char *arguments[2];

	text_number(&position, blind->position);
	text_number(&positions, blind->positions);
	arguments[0] = position.bytes;
	arguments[1] = positions.bytes;
	text_fill(&line, blind->position == 0 ? _("These are the same to the check:")
	          : blind->positions == 1 ? _("As character %1$s, these are the same to the check:")
	          : _("At %2$s places, the first of them character %1$s, these are the same to the check:"), arguments, 2);
	put_groups(&line, lint, from);
	put_wrapped(to, term, line.bytes, INDENT + 2, INDENT + 4);
	text_free(&line);
	text_free(&position);
	text_free(&positions);
}

static void show_blind(text *to, const terminal *term, const gcv_lint *lint)
{
	const gcv_lint_blind *blind;
	size_t i, k;

	if (gcv_lint_blind_count(lint) != 0)
		put_wrapped(to, term, _("Never seen:"), INDENT, INDENT);
	for (i = 0; (blind = gcv_lint_blind_at(lint, i)) != NULL; i++) {
		for (k = 0; k < i && !same_group(gcv_lint_blind_at(lint, k), blind); k++)
			continue;
		if (k < i)
			continue;
		if (is_group(blind))
			show_same(to, term, lint, i);
		else
			put_wrapped(to, term, blind->message, INDENT + 2, INDENT + 4);
	}
}

static void show_lint(text *to, const terminal *term, const gcv_format *format, const gcv_lint *lint)
{
	const char *title = gcv_format_value(format, "title", message_language(), 0);
	size_t i;

	if (title == NULL)
		title = gcv_format_name(format);
	put_styled(to, term, STYLE_BOLD, title, strlen(title));
	text_puts(to, " (");
	text_puts(to, gcv_format_name(format));
	text_puts(to, ")\n");
	if (gcv_lint_form_count(lint) == 0)
		put_wrapped(to, term, _("This product has no typed code: there is nothing to protect."), INDENT, INDENT);
	for (i = 0; i < gcv_lint_form_count(lint); i++)
		show_form(to, term, gcv_lint_form_at(lint, i));
	show_pairs(to, term, lint);
	show_blind(to, term, lint);
	if (gcv_lint_advice_count(lint) != 0)
		put_wrapped(to, term, _("For a designer of codes:"), INDENT, INDENT);
	for (i = 0; i < gcv_lint_advice_count(lint); i++)
		put_wrapped(to, term, gcv_lint_advice_at(lint, i)->message, INDENT + 2, INDENT + 4);
}

int run_lint(text *to, const terminal *term, const gcv_catalog *catalog, const options *how)
{
	const gcv_format *format = find_format(catalog, how->argument);
	gcv_lint *lint;
	int status;

	if (format == NULL)
		return EXIT_TROUBLE;
	status = gcv_lint_new(format, NULL, &lint);
	if (status != GCV_OK) {
		complain("%1$s", gcv_strerror(status));
		return EXIT_TROUBLE;
	}
	if (how->json)
		json_lint(to, format, lint);
	else
		show_lint(to, term, format, lint);
	gcv_lint_free(lint);
	return EXIT_VALID;
}
