/* SPDX-License-Identifier: MIT */
/* --lint --json: one object, keys as in gcvalidate(1). */
#include "cli.h"

#include <math.h>
#include <string.h>

static void put_double(text *to, const char *key, double value, int *first)
{
	json_key(to, key, first);
	if (isfinite(value))
		json_probability(to, value);
	else
		text_puts(to, "null");
}

static void put_truth(text *to, const char *key, int value, int *first)
{
	json_key(to, key, first);
	text_puts(to, value ? "true" : "false");
}

/* Counts of 2^53 and more are told as null: many readers would round them. */
static void put_exactly(text *to, const char *key, uint64_t value, int *first)
{
	if (value <= UINT64_C(9007199254740992)) {
		json_number(to, key, value, first);
		return;
	}
	json_key(to, key, first);
	text_puts(to, "null");
}

static void put_rate(text *to, const gcv_lint_rate *rate)
{
	int first = 1;

	text_puts(to, "{");
	json_text(to, "class", gcv_error_class_name(rate->error), &first);
	put_truth(to, "exact", rate->exact, &first);
	put_truth(to, "partial", rate->partial, &first);
	put_double(to, "missed_share", rate->missed_share, &first);
	put_double(to, "possible", rate->possible, &first);
	put_double(to, "missed", rate->missed, &first);
	put_exactly(to, "possible_count", rate->possible_count, &first);
	put_exactly(to, "missed_count", rate->missed_count, &first);
	text_puts(to, "}");
}

static void put_form(text *to, const gcv_lint_form *form)
{
	int first = 1;
	size_t i;

	text_puts(to, "{");
	json_text(to, "layout", form->layout, &first);
	json_number(to, "length", form->length, &first);
	json_number(to, "checks", form->checks, &first);
	put_double(to, "codes", form->codes, &first);
	put_double(to, "random_pass", form->random_pass, &first);
	json_key(to, "rates", &first);
	text_puts(to, "[");
	for (i = 0; i < form->rate_count; i++) {
		text_puts(to, i == 0 ? "" : ", ");
		put_rate(to, &form->rates[i]);
	}
	text_puts(to, "]}");
}

static void put_pair(text *to, const gcv_lint_pair *pair)
{
	int first = 1;

	text_puts(to, "{");
	json_text(to, "a", pair->a, &first);
	json_text(to, "b", pair->b, &first);
	json_number(to, "level", (size_t)pair->level, &first);
	put_double(to, "missed_share", pair->missed_share, &first);
	text_puts(to, "}");
}

static void put_blind(text *to, const gcv_lint_blind *blind)
{
	int first = 1;

	text_puts(to, "{");
	json_text(to, "name", blind->name, &first);
	json_text(to, "a", blind->a, &first);
	json_text(to, "b", blind->b, &first);
	json_number(to, "position", blind->position, &first);
	json_number(to, "positions", blind->positions, &first);
	json_number(to, "length", blind->length, &first);
	json_text(to, "message", blind->message, &first);
	text_puts(to, "}");
}

static void put_advice(text *to, const gcv_lint_advice *advice)
{
	int first = 1;

	text_puts(to, "{");
	json_text(to, "name", advice->name, &first);
	json_text(to, "message", advice->message, &first);
	text_puts(to, "}");
}

void json_lint(text *to, const gcv_format *format, const gcv_lint *lint)
{
	int first = 1;
	size_t i;

	text_puts(to, "{");
	json_text(to, "format", gcv_format_name(format), &first);
	json_key(to, "forms", &first);
	text_puts(to, "[");
	for (i = 0; i < gcv_lint_form_count(lint); i++) {
		text_puts(to, i == 0 ? "" : ", ");
		put_form(to, gcv_lint_form_at(lint, i));
	}
	text_puts(to, "]");
	json_key(to, "pairs", &first);
	text_puts(to, "[");
	for (i = 0; i < gcv_lint_pair_count(lint); i++) {
		text_puts(to, i == 0 ? "" : ", ");
		put_pair(to, gcv_lint_pair_at(lint, i));
	}
	text_puts(to, "]");
	json_key(to, "blind", &first);
	text_puts(to, "[");
	for (i = 0; i < gcv_lint_blind_count(lint); i++) {
		text_puts(to, i == 0 ? "" : ", ");
		put_blind(to, gcv_lint_blind_at(lint, i));
	}
	text_puts(to, "]");
	json_key(to, "advice", &first);
	text_puts(to, "[");
	for (i = 0; i < gcv_lint_advice_count(lint); i++) {
		text_puts(to, i == 0 ? "" : ", ");
		put_advice(to, gcv_lint_advice_at(lint, i));
	}
	text_puts(to, "]}\n");
}
