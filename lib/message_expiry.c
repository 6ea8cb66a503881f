/* SPDX-License-Identifier: MIT */
/* Floor 4: when a code expires, in sentences: the answer, the rule it comes from, and what is odd about it. */
#include "message.h"

#include "expiry.h"
#include "i18n.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

/* What the sentences need, as text; made once. */
typedef struct expiry_words {
	const char *years, *border, *region, *last, *issued, *today;
	unsigned long count;      /* of years, for the plural */
} expiry_words;

enum { DATE_SIZE = 40, NUMBER_SIZE = 24 };

static const char *write_date(const gcv_date *date, char out[DATE_SIZE])
{
	snprintf(out, DATE_SIZE, "%04d-%02d-%02d", date->year, date->month, date->day);
	return out;
}

/* One more sentence behind those there are; NULL: no memory. */
static const char *join(gcvi_arena *arena, const char *before, const char *text, const char *a, const char *b)
{
	const char *arguments[2] = { a, b }, *both[2];

	both[0] = before;
	both[1] = gcvi_fill(arena, text, arguments, 2);
	if (before == NULL || both[1] == NULL)
		return NULL;
	/* TRANSLATORS: two whole sentences, one after the other */
	return *before == '\0' ? both[1] : gcvi_fill(arena, _("%1$s %2$s"), both, 2);
}

/* How long cards are good that the rule speaks of. */
static const char *say_rule(gcvi_arena *arena, const char *said, const gcvi_expiry_rule *rule, const expiry_words *words)
{
	const char *text;

	if (rule->kind == GCV_EXPIRY_DATE)
		text = !rule->has_border ? P_("A card is good for %1$s year from its issue.", "A card is good for %1$s years from its issue.", words->count)
		       : rule->since     ? P_("Cards issued on %2$s or later are good for %1$s year.",
		                              "Cards issued on %2$s or later are good for %1$s years.", words->count)
		                         : P_("Cards issued before %2$s are good for %1$s year.",
		                              "Cards issued before %2$s are good for %1$s years.", words->count);
	else if (rule->kind == GCV_EXPIRY_VARIES)
		text = !rule->has_border ? _("How long a card is good depends on its type; look at the card.")
		       : rule->since     ? _("How long a card issued on %2$s or later is good depends on its type; look at the card.")
		                         : _("How long a card issued before %2$s is good depends on its type; look at the card.");
	else
		text = !rule->has_border ? _("These cards do not expire.")
		       : rule->since     ? _("Cards issued on %2$s or later do not expire.")
		                         : _("Cards issued before %2$s do not expire.");
	return join(arena, said, text, words->years, words->border);
}

static const char *say_all(gcvi_arena *arena, const gcvi_expiry_rule *rule, const gcv_expiry_answer *answer,
                           const expiry_words *words)
{
	const char *said = "";

	if (answer->issued_later)
		said = join(arena, said, _("The day of issue, %1$s, lies in the future (today is %2$s)."), words->issued, words->today);
	if (answer->kind == GCV_EXPIRY_DATE && answer->over)
		said = join(arena, said, _("Good until %1$s, which is over."), words->last, NULL);
	else if (answer->kind == GCV_EXPIRY_DATE)
		said = join(arena, said, _("Good until %1$s."), words->last, NULL);
	if (rule == NULL)
		return join(arena, said, _("When these codes expire is not known; look at the card."), NULL, NULL);
	said = say_rule(arena, said, rule, words);
	/* TRANSLATORS: the region is a country code, "JP" */
	return words->region != NULL ? join(arena, said, _("This is the rule for the region %1$s."), words->region, NULL) : said;
}

int gcvi_message_expiry(const gcvi_expiry_rule *rule, const gcv_date *issued, const gcv_date *today,
                        gcv_expiry_answer *answer)
{
	char border[DATE_SIZE] = "", last[DATE_SIZE], first[DATE_SIZE], now[DATE_SIZE] = "", years[NUMBER_SIZE] = "";
	expiry_words words = { years, border, NULL, last, first, now, 0 };
	const char *said;
	gcvi_arena arena;

	write_date(&answer->last, last);
	write_date(issued, first);
	if (today != NULL)
		write_date(today, now);
	if (rule != NULL) {
		write_date(&rule->border, border);
		words.count = (unsigned long)rule->years;
		gcvi_message_number(words.count, years);
		if (strcmp(rule->region, "*") != 0)
			words.region = rule->region;
	}
	gcvi_arena_init(&arena, NULL);
	said = say_all(&arena, rule, answer, &words);
	if (said != NULL) {
		snprintf(answer->message, sizeof answer->message, "%s", said);
		gcvi_utf8_end(answer->message);
	}
	gcvi_arena_free(&arena);
	return said != NULL ? GCV_OK : GCV_E_MEMORY;
}
