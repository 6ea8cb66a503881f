/* SPDX-License-Identifier: MIT */
/* Floor 4: the sentences about errors: what cannot be right, and how sure that is. */
#include "message_sentence.h"

#include "i18n.h"
#include "text.h"

#include <string.h>

static void sort_sizes(size_t *values, size_t count)
{
	size_t i, j;

	for (i = 1; i < count; i++) {
		size_t value = values[i];

		for (j = i; j > 0 && values[j - 1] > value; j--)
			values[j] = values[j - 1];
		values[j] = value;
	}
}

/* "14", "14 or 15", "10 to 19": how many characters a code has. */
const char *gcvi_sentence_lengths(gcvi_sentence *s)
{
	enum { LISTED = 4 };
	char texts[LISTED][24];
	const char *items[LISTED];
	size_t found[LISTED], count = 0, i, shortest = 0, longest = 0, layout;
	bool list = true;
	const char *text;

	gcvi_format_lengths(s->format, &shortest, &longest);
	for (layout = 0; layout < s->format->layout_count; layout++) {
		const gcvi_layout *l = &s->format->layouts[layout];

		for (i = 0; i < count && found[i] != l->min; i++)
			;
		if (l->min != l->max || (i == count && count == LISTED))
			list = false;
		else if (i == count)
			found[count++] = l->min;
	}
	if (!list) {
		gcvi_message_number(shortest, texts[0]);
		gcvi_message_number(longest, texts[1]);
		items[0] = texts[0];
		items[1] = texts[1];
		/* TRANSLATORS: numbers of characters, from a smallest to a largest */
		text = gcvi_fill(s->arena, _("%1$s to %2$s"), items, 2);
	} else {
		sort_sizes(found, count);
		for (i = 0; i < count; i++) {
			gcvi_message_number(found[i], texts[i]);
			items[i] = texts[i];
		}
		text = gcvi_message_list(s->arena, items, count);
	}
	if (text != NULL)   /* a list of one is the item itself, which is gone when this returns */
		text = gcvi_arena_text(s->arena, text, strlen(text));
	s->no_memory = s->no_memory || text == NULL;
	return text;
}

/* Is it said of this very character that it never occurs, whatever the alphabet? */
static bool is_never(const gcvi_sentence *s)
{
	const char *typed = s->finding->typed;
	size_t size = typed != NULL && s->format != NULL ? strlen(typed) : 0, bytes, k;
	uint32_t point = 0;

	bytes = size != 0 ? gcvi_utf8_read((const uint8_t *)typed, size, &point) : 0;
	for (k = 0; bytes != 0 && bytes == size && k < s->format->never_count; k++)
		if (s->format->never[k] == point || s->format->never[k] == gcvi_upper(point))
			return true;
	return false;
}

/* How sure the alphabet is decides the words: never, not known to, not known to by one source. */
static const char *not_in_alphabet(gcvi_sentence *s)
{
	bool exact = s->format != NULL && (s->format->exact || is_never(s));
	bool single = s->format != NULL && s->format->grade == 'C';
	bool placed = s->finding->position != 0;

	if (s->typed == NULL) {
		if (single)
			return gcvi_with(s, placed ? _("Character %1$s is not known to occur in these codes (a single source says so).")
			                      : _("A character here is not known to occur in these codes (a single source says so)."),
			            s->position, NULL, NULL);
		if (exact)
			return gcvi_with(s, placed ? _("Character %1$s never occurs in these codes.")
			                      : _("A character here never occurs in these codes."), s->position, NULL, NULL);
		return gcvi_with(s, placed ? _("Character %1$s is not known to occur in these codes.")
		                      : _("A character here is not known to occur in these codes."), s->position, NULL, NULL);
	}
	if (single)
		return gcvi_with(s, placed ? _("%1$s (character %2$s) is not known to occur in these codes (a single source says so).")
		                      : _("%1$s is not known to occur in these codes (a single source says so)."),
		            s->typed, s->position, NULL);
	if (exact)
		return gcvi_with(s, placed ? _("%1$s never occurs in these codes (character %2$s).")
		                      : _("%1$s never occurs in these codes."), s->typed, s->position, NULL);
	return gcvi_with(s, placed ? _("%1$s is not known to occur in these codes (character %2$s).")
	                      : _("%1$s is not known to occur in these codes."), s->typed, s->position, NULL);
}

static const char *wrong_length(gcvi_sentence *s)
{
	unsigned long n = gcvi_plural(s->finding->count);
	bool is_short = s->finding->kind == GCV_TOO_SHORT;

	if (s->finding->group != 0) {
		if (is_short)
			return gcvi_with(s, P_("In group %2$s, %1$s character is missing.",
			                  "In group %2$s, %1$s characters are missing.", n), s->count, s->group, NULL);
		return gcvi_with(s, P_("In group %2$s, %1$s character is too many.",
		                  "In group %2$s, %1$s characters are too many.", n), s->count, s->group, NULL);
	}
	if (s->format == NULL)
		return NULL;
	if (is_short)
		return gcvi_with(s, P_("%1$s character is missing: a code has %2$s.",
		                  "%1$s characters are missing: a code has %2$s.", n), s->count, gcvi_sentence_lengths(s), NULL);
	return gcvi_with(s, P_("%1$s character too many: a code has %2$s.",
	                  "%1$s characters too many: a code has %2$s.", n), s->count, gcvi_sentence_lengths(s), NULL);
}

static const char *wrong_class(gcvi_sentence *s)
{
	const char *name = s->finding->name != NULL ? s->finding->name : "";

	if (strcmp(name, "digit") == 0)
		return s->typed == NULL ? gcvi_with(s, _("Character %1$s has to be a digit."), s->position, NULL, NULL)
		                        : gcvi_with(s, _("Character %1$s has to be a digit, not %2$s."), s->position, s->typed, NULL);
	if (strcmp(name, "letter") == 0)
		return s->typed == NULL ? gcvi_with(s, _("Character %1$s has to be a letter."), s->position, NULL, NULL)
		                        : gcvi_with(s, _("Character %1$s has to be a letter, not %2$s."), s->position, s->typed, NULL);
	if (s->typed == NULL)
		return gcvi_with(s, _("Character %1$s cannot stand there."), s->position, NULL, NULL);
	if (s->finding->alternative_count != 0)
		return gcvi_with(s, _("Character %1$s has to be %3$s, not %2$s."), s->position, s->typed, gcvi_sentence_alternatives(s));
	if (s->meant != NULL)
		return gcvi_with(s, _("Character %1$s has to be %3$s, not %2$s."), s->position, s->typed, s->meant);
	return gcvi_with(s, _("Character %1$s cannot be %2$s."), s->position, s->typed, NULL);
}

static const char *wrong_prefix(gcvi_sentence *s)
{
	if (s->finding->alternative_count != 0)
		return gcvi_with(s, _("The code starts with %1$s."), gcvi_sentence_alternatives(s), NULL, NULL);
	if (s->meant == NULL)
		return gcvi_with(s, _("The code does not start as it has to."), NULL, NULL, NULL);
	if (s->typed == NULL)
		return gcvi_with(s, _("The code starts with %1$s."), s->meant, NULL, NULL);
	return gcvi_with(s, _("The code starts with %1$s, not with %2$s."), s->meant, s->typed, NULL);
}

/* meant: the characters, a blank, and how many ("N 1", "0-9 2..4", "A-Z 1..", "0 ..2"). */
static const char *counting_rule(gcvi_sentence *s)
{
	const char *blank = strchr(s->meant, ' '), *dots = strstr(blank, "..");
	const char *characters, *amount, *ends[2];

	characters = gcvi_arena_text(s->arena, s->meant, (size_t)(blank - s->meant));
	ends[0] = dots != NULL ? gcvi_arena_text(s->arena, blank + 1, (size_t)(dots - blank - 1)) : blank + 1;
	ends[1] = dots != NULL ? dots + 2 : "";
	s->no_memory = s->no_memory || characters == NULL || ends[0] == NULL;
	if (s->no_memory)
		return "";
	if (dots == NULL)
		amount = gcvi_fill(s->arena, _("exactly %1$s"), ends, 1);
	else if (*ends[1] == '\0')
		amount = gcvi_fill(s->arena, _("at least %1$s"), ends, 1);
	else if (*ends[0] == '\0')
		amount = gcvi_fill(s->arena, _("at most %1$s"), ends + 1, 1);
	else
		amount = gcvi_fill(s->arena, _("%1$s to %2$s"), ends, 2);
	s->no_memory = s->no_memory || amount == NULL;
	return gcvi_with(s, _("Of the characters %1$s these codes have %2$s; here there are %3$s."), characters, amount, s->count);
}

static const char *check_failed(gcvi_sentence *s)
{
	if (s->finding->group != 0) {
		if (s->meant == NULL || s->finding->position == 0)
			return gcvi_with(s, _("Group %1$s does not fit its check character: at least one character in it is wrong."),
			            s->group, NULL, NULL);
		return gcvi_with(s, _("Group %1$s does not fit its check character: at least one character in it is wrong "
		                 "(if only character %2$s is, it has to be %3$s)."), s->group, s->position, s->meant);
	}
	if (s->meant != NULL && s->finding->position == 0 && strchr(s->meant, ' ') != NULL)
		return counting_rule(s);
	if (s->meant == NULL || s->finding->position == 0)
		return gcvi_with(s, _("The code fails its built-in check: at least one character is wrong."), NULL, NULL, NULL);
	if (s->finding->count != 0)
		return gcvi_with(s, _("The code fails its built-in check: at least one character is wrong "
		                 "(if only the %1$s characters from character %2$s on are, they have to be %3$s)."),
		            s->count, s->position, s->meant);
	return gcvi_with(s, _("The code fails its built-in check: at least one character is wrong "
	                 "(if only character %1$s is, it has to be %2$s)."), s->position, s->meant, NULL);
}

static const char *unreadable(gcvi_sentence *s)
{
	if (s->finding->alternative_count != 0)
		return s->finding->position != 0
		       ? gcvi_with(s, _("Character %1$s is not certain: %2$s."), s->position, gcvi_sentence_alternatives(s), NULL)
		       : gcvi_with(s, _("A character here is not certain: %1$s."), gcvi_sentence_alternatives(s), NULL, NULL);
	if (s->finding->position == 0)
		return gcvi_with(s, _("A character here is unreadable."), NULL, NULL, NULL);
	return gcvi_with(s, _("Character %1$s is unreadable."), s->position, NULL, NULL);
}

static const char *decoy(gcvi_sentence *s)
{
	if (s->finding->severity == GCV_WARNING && s->typed != NULL)
		return gcvi_with(s, _("This could also be %1$s (%2$s...): look which of the numbers it is."),
		            s->finding->name, s->typed, NULL);
	if (s->finding->severity == GCV_WARNING)
		return gcvi_with(s, _("This could also be %1$s: look which of the numbers it is."), s->finding->name, NULL, NULL);
	if (s->typed != NULL && s->meant != NULL)
		return gcvi_with(s, _("This looks like %1$s (%2$s...), not the code; the code starts with %3$s."),
		            s->finding->name, s->typed, s->meant);
	if (s->typed != NULL)
		return gcvi_with(s, _("This looks like %1$s (%2$s...), not the code."), s->finding->name, s->typed, NULL);
	return gcvi_with(s, _("This looks like %1$s, not the code."), s->finding->name, NULL, NULL);
}

static const char *spreadsheet(gcvi_sentence *s)
{
	if (s->finding->group != 0 && s->meant != NULL)
		return gcvi_with(s, _("A spreadsheet drops zeros at the start of a number; with them this would be %1$s."), s->meant, NULL, NULL);
	if (s->finding->group != 0)
		return gcvi_with(s, P_("A spreadsheet drops zeros at the start of a number; %1$s may be missing here.",
		                  "A spreadsheet drops zeros at the start of a number; %1$s may be missing here.",
		                  gcvi_plural(s->finding->count)), s->count, NULL, NULL);
	if (s->finding->count != 0)
		return gcvi_with(s, P_("A spreadsheet has made a number of this code; its last digit is lost for good.",
		                  "A spreadsheet has made a number of this code; its last %1$s digits are lost for good.",
		                  gcvi_plural(s->finding->count)), s->count, NULL, NULL);
	if (s->finding->severity == GCV_WARNING)
		return gcvi_with(s, _("If a spreadsheet has made a number of this code, \".0\" at its end is no part of it."), NULL, NULL, NULL);
	return gcvi_with(s, _("A spreadsheet has made a number of this code; all its digits are there, but zeros at its start may be lost."),
	            NULL, NULL, NULL);
}

const char *gcvi_sentence_error(gcvi_sentence *s)
{
	switch (s->finding->kind) {
	case GCV_MALFORMED:
		return gcvi_with(s, P_("The text is damaged: %1$s byte here is not UTF-8.",
		                  "The text is damaged: %1$s bytes here are not UTF-8.",
		                  gcvi_plural(s->finding->count)), s->count, NULL, NULL);
	case GCV_EMPTY:
		return gcvi_with(s, _("There is no code here."), NULL, NULL, NULL);
	case GCV_TOO_LARGE:
		return gcvi_with(s, _("This is far longer than any code, so it was not read."), NULL, NULL, NULL);
	case GCV_UNREADABLE:
		return unreadable(s);
	case GCV_NOT_IN_ALPHABET:
		return not_in_alphabet(s);
	case GCV_TOO_SHORT: case GCV_TOO_LONG:
		return wrong_length(s);
	case GCV_WRONG_PREFIX:
		return wrong_prefix(s);
	case GCV_WRONG_CLASS:
		return wrong_class(s);
	case GCV_CHECK_FAILED:
		return check_failed(s);
	case GCV_DECOY:
		return decoy(s);
	case GCV_NO_FORMAT:
		return s->finding->name != NULL
		       ? gcvi_with(s, _("This fits no known format; it comes closest to: %1$s."), s->finding->name, NULL, NULL)
		       : gcvi_with(s, _("This fits no known format."), NULL, NULL, NULL);
	case GCV_NOT_TYPED:
		return gcvi_with(s, _("This product has no code to type in."), NULL, NULL, NULL);
	case GCV_REFUSED:
		return gcvi_with(s, _("The issuer has refused this code already."), NULL, NULL, NULL);
	case GCV_SPREADSHEET:
		return spreadsheet(s);
	case GCV_ACCIDENT:
		if (s->finding->count != 0)
			return gcvi_with(s, P_("One accident explains what is wrong here, but for %2$s character: %1$s.",
			                  "One accident explains what is wrong here, but for %2$s characters: %1$s.",
			                  gcvi_plural(s->finding->count)), gcvi_message_accident(s->finding->name), s->count, NULL);
		return gcvi_with(s, _("One accident explains what is wrong here: %1$s."), gcvi_message_accident(s->finding->name),
		            NULL, NULL);
	default:
		return NULL;
	}
}
