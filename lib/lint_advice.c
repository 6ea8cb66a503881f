/* SPDX-License-Identifier: MIT */
/* Floor 4: advice for somebody who designs a format; said only where it applies to the format at hand. */
#include "lint.h"

#include "i18n.h"
#include "message.h"

#include <string.h>

/* Codes longer than this are worth more than two check characters. */
#define LONG_CODE 25
#define PAIRS_NAMED 6

/* What decides, over all forms that are checked. */
typedef struct summary {
	double missed[GCVI_LINT_CLASSES + 1];   /* the worst share, by class */
	bool checked, unchecked, exact;
	bool counted;                           /* all the check there is counts characters */
	size_t least, most, checks;             /* lengths; fewest check characters of a checked form */
	size_t symbols;                         /* that may stand where no check character does, together */
} summary;

static int add(struct gcv_lint *lint, const char *name, const char *sentence, const char *first, const char *second)
{
	const char *arguments[2];
	gcv_lint_advice *advice = &lint->advice[lint->advice_count];

	if (lint->advice_count == GCVI_LINT_ADVICE_MAX)
		return GCV_OK;
	arguments[0] = first;
	arguments[1] = second;
	advice->name = name;
	advice->message = gcvi_fill(&lint->arena, sentence, arguments, 2);
	if (advice->message == NULL)
		return GCV_E_MEMORY;
	lint->advice_count++;
	return GCV_OK;
}

static size_t count_data_symbols(const struct gcv_format *format)
{
	gcvi_set all = { { 0 } };
	size_t l, i, s;

	for (l = 0; l < format->layout_count; l++)
		for (i = 0; i < format->layouts[l].item_count; i++) {
			const gcvi_item *item = &format->layouts[l].items[i];

			for (s = 0; item->kind == GCVI_ITEM_RUN && !item->check && s < format->alphabet.count; s++)
				if (gcvi_set_has(&item->allowed, (gcvi_symbol)s))
					gcvi_set_add(&all, (gcvi_symbol)s);
		}
	return gcvi_set_count(&all);
}

static bool is_all_counting(const struct gcv_format *format)
{
	size_t i;

	for (i = 0; i < format->scheme_count; i++)
		if (strcmp(gcvi_scheme_name(format->schemes[i]), "count") != 0)
			return false;
	return true;
}

static void sum_up(const struct gcv_lint *lint, summary *s)
{
	const struct gcv_format *format = lint->format;
	size_t i, k, form = 0;

	memset(s, 0, sizeof *s);
	s->exact = true;
	s->symbols = count_data_symbols(format);
	s->counted = is_all_counting(format);
	for (i = 0; i < lint->form_count; i++) {
		const gcv_lint_form *f = &lint->forms[i];

		s->least = i == 0 || f->length < s->least ? f->length : s->least;
		s->most = f->length > s->most ? f->length : s->most;
		if (f->random_pass >= 1) {
			s->unchecked = true;
			continue;
		}
		s->checked = true;
		s->checks = form++ == 0 || f->checks < s->checks ? f->checks : s->checks;
		for (k = 0; k < f->rate_count; k++) {
			s->exact = s->exact && (k >= 5 || f->rates[k].exact);
			if (f->rates[k].missed_share > s->missed[f->rates[k].error])
				s->missed[f->rates[k].error] = f->rates[k].missed_share;
		}
	}
}

/* Some of the five classes of Verhoeff's that a single check character can see all of. */
static bool misses_something(const summary *s)
{
	size_t k;

	for (k = GCV_CLASS_SINGLE; k <= GCV_CLASS_JUMP_TWIN; k++)
		if (s->missed[k] > 0)
			return true;
	return false;
}

/* -------------------------------------------------------------------------------------------- one check character */

/* Alphabets for which one check character sees all five classes, and how (Damm 2004: fields and their products). */
static const struct { size_t symbols; const char *check; } good[] = {
	{ 23, "gf 23" }, { 25, "gf 25" }, { 27, "gf 27" }, { 28, "product 4 7" }, { 29, "gf 29" }, { 31, "gf 31" },
	{ 32, "gf 32" }, { 36, "product 4 9" }
};

static const char *good_check(size_t symbols)
{
	size_t k;

	for (k = 0; k < sizeof good / sizeof good[0]; k++)
		if (good[k].symbols == symbols)
			return good[k].check;
	return NULL;
}

/* A factor 2, 3 or 5 that stands alone has no multiplier that does. */
static bool has_bad_factor(size_t symbols)
{
	return (symbols % 2 == 0 && symbols % 4 != 0) || (symbols % 3 == 0 && symbols % 9 != 0) ||
	       (symbols % 5 == 0 && symbols % 25 != 0);
}

static int advise_one(struct gcv_lint *lint, const summary *s)
{
	char symbols[24];

	if (s->checked && !misses_something(s))
		return GCV_OK;
	gcvi_message_number(s->symbols, symbols);
	if (good_check(s->symbols) != NULL)
		return add(lint, "one-check-character",
		           _("For these %1$s characters, \"check = %2$s\" sees every single wrong character, every exchange and every "
		             "twin with one check character."), symbols, good_check(s->symbols));
	if (s->symbols >= 10 && has_bad_factor(s->symbols))
		return add(lint, "factor",
		           _("For %1$s characters no check character among them sees all of these errors; alphabets of 23, 25, 27, 28, "
		             "29, 31, 32 or 36 characters have one that does."), symbols, NULL);
	return GCV_OK;
}

/* ------------------------------------------------------------------------------------------------------- others */

static int advise_check(struct gcv_lint *lint, const summary *s)
{
	size_t k;
	int status = GCV_OK;

	if (!s->checked)
		return add(lint, "add-check", _("Without a check character, no misread character can be seen as long as it is one of "
		                                "the alphabet; a single check character shows nearly all of them."), NULL, NULL);
	if (s->counted)
		return add(lint, "add-check", _("A rule that only counts characters is no check: most misread characters go unnoticed, "
		                                "and no exchange is seen; a single check character shows nearly all of them."), NULL,
		           NULL);
	if (s->unchecked)
		status = add(lint, "add-check", _("Some codes come without a check character: in those no misread character can be "
		                                  "seen."), NULL, NULL);
	for (k = 0; k < lint->format->scheme_count && status == GCV_OK; k++)
		if (gcvi_scheme_warning(lint->format->schemes[k]) != NULL)
			return add(lint, "odd-base", _("Luhn with an odd number of characters does not see every single wrong one."), NULL, NULL);
	if (status == GCV_OK && s->missed[GCV_CLASS_SINGLE] > 0)
		status = add(lint, "single", _("Not every single wrong character is seen: the check takes some characters or places for "
		                               "the same."), NULL, NULL);
	return status;
}

static int advise_exchanges(struct gcv_lint *lint, const summary *s)
{
	int status = GCV_OK;

	if (!s->checked || s->counted)
		return GCV_OK;
	if (s->missed[GCV_CLASS_TRANSPOSITION] > 0)
		status = add(lint, "transposition", _("Not all neighbours exchanged are seen, which is the second most frequent slip of "
		                                      "people who type."), NULL, NULL);
	if (status == GCV_OK && s->missed[GCV_CLASS_JUMP] > 0.5)
		status = add(lint, "jump-transposition", _("Characters exchanged across a third one are not seen."), NULL, NULL);
	if (status == GCV_OK && s->missed[GCV_CLASS_TWIN] > 0.05)
		status = add(lint, "twin", _("Many doubled characters replaced by another pair are not seen."), NULL, NULL);
	return status;
}

static int advise_more(struct gcv_lint *lint, const summary *s)
{
	if (s->most > LONG_CODE && s->checks <= 2)
		return add(lint, "more-check", _("For more than 25 characters, or much money, six check characters (bech32m) see every "
		                                 "four wrong ones and locate two."), NULL, NULL);
	if (!s->checked || s->counted || s->checks > 1 || !(s->missed[GCV_CLASS_TWO_LOOK_ALIKES] > 0))
		return GCV_OK;
	return add(lint, "two-check-characters", _("Two misread characters can cancel out. Two check characters see nearly all such "
	                                           "pairs (iso7064 1271-36) or all of them, and put any single one right (rs2, with "
	                                           "32 characters)."), NULL, NULL);
}

/* The pairs to doubt first, as "0/O, 1/I". */
static int advise_pairs(struct gcv_lint *lint)
{
	char *list = gcvi_arena_text(&lint->arena, "", 0);
	size_t k;

	for (k = 0; k < lint->pair_count && k < PAIRS_NAMED && lint->pairs[k].level == 3 && list != NULL; k++) {
		const char *arguments[3];

		arguments[0] = list;
		arguments[1] = lint->pairs[k].a;
		arguments[2] = lint->pairs[k].b;
		list = gcvi_fill(&lint->arena, k == 0 ? "%2$s/%3$s" : "%1$s, %2$s/%3$s", arguments, 3);
	}
	if (list == NULL)
		return GCV_E_MEMORY;
	if (k == 0)
		return GCV_OK;
	return add(lint, "look-alikes", _("Readers take these for each other: %1$s. An alphabet without one of each is misread "
	                                  "less."), list, NULL);
}

int gcvi_lint_advise(struct gcv_lint *lint)
{
	summary s;
	int status;

	if (lint->form_count == 0)
		return GCV_OK;
	sum_up(lint, &s);
	status = advise_check(lint, &s);
	if (status == GCV_OK)
		status = advise_exchanges(lint, &s);
	if (status == GCV_OK)
		status = advise_one(lint, &s);
	if (status == GCV_OK)
		status = advise_more(lint, &s);
	if (status == GCV_OK)
		status = advise_pairs(lint);
	if (status == GCV_OK && s.least != s.most)
		status = add(lint, "length", _("Codes of several lengths: a character lost or doubled can make another code; with one "
		                               "length it shows at once."), NULL, NULL);
	if (status == GCV_OK && s.checked && !s.unchecked && s.exact && !misses_something(&s))
		status = add(lint, "good", _("The check sees every single wrong character, every exchange and every twin."), NULL, NULL);
	return status;
}
