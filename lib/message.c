/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: the sentences. Each kind of finding has one for when the characters may be shown and, where they would be
 * named, one for when not (a masked report, or nothing to name). Written for somebody holding a card: short, no jargon.
 */
#include "message.h"

#include "i18n.h"
#include "text.h"

#include <string.h>

/* A template with its arguments, before it is filled. */
typedef struct sentence {
	gcvi_arena *arena;
	const struct gcv_format *format;
	const gcv_finding *finding;
	const char *typed, *meant;      /* fit to be shown; NULL: absent */
	char position[24], group[24], count[24];
	const char *arguments[GCVI_FILL_MAX];
	size_t argument_count;
	bool no_memory;
} sentence;

static const char *with(sentence *s, const char *text, const char *one, const char *two, const char *three)
{
	s->arguments[0] = one;
	s->arguments[1] = two;
	s->arguments[2] = three;
	s->argument_count = 3;
	return text;
}

/* ngettext wants unsigned long; the plural rules of all languages look at the last digits only. */
static unsigned long plural(size_t count)
{
	return (unsigned long)(count < 1000000 ? count : count % 1000000 + 1000000);
}

static const char *alternatives(sentence *s)
{
	const gcv_finding *f = s->finding;
	const char *items[16];
	size_t i, count = f->alternative_count < 16 ? f->alternative_count : 16;
	const char *list;

	for (i = 0; i < count; i++)
		items[i] = f->alternatives[i].symbol;
	list = gcvi_message_choice(s->arena, items, count);
	s->no_memory = s->no_memory || list == NULL;
	return list;
}

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
static const char *lengths(sentence *s)
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

static const char *note(sentence *s)
{
	unsigned long n = plural(s->finding->count);

	switch (s->finding->kind) {
	case GCV_FOLDED_CASE:
		return with(s, P_("%1$s letter was changed between upper and lower case; that makes no difference here.",
		                  "%1$s letters were changed between upper and lower case; that makes no difference here.",
		                  n), s->count, NULL, NULL);
	case GCV_FOLDED_WIDTH:
		return with(s, P_("%1$s full-width or half-width character was read as an ordinary one.",
		                  "%1$s full-width or half-width characters were read as ordinary ones.",
		                  n), s->count, NULL, NULL);
	case GCV_FOLDED_FORM:
		return with(s, P_("%1$s character in a special form was read as the ordinary one.",
		                  "%1$s characters in a special form were read as ordinary ones.",
		                  n), s->count, NULL, NULL);
	case GCV_FOLDED_KANA:
		return with(s, P_("%1$s katakana character was read as hiragana.",
		                  "%1$s katakana characters were read as hiragana.", n), s->count, NULL, NULL);
	case GCV_FOLDED_DIGIT:
		return with(s, P_("%1$s digit of another script was read by its value.",
		                  "%1$s digits of other scripts were read by their value.", n), s->count, NULL, NULL);
	case GCV_FOLDED_ALIAS:
		if (s->typed == NULL || s->meant == NULL)
			return with(s, P_("%1$s character was read as the issuer reads it.",
			                  "%1$s characters were read as the issuer reads them.", n), s->count, NULL, NULL);
		return with(s, P_("%1$s was read as %2$s, as the issuer does.",
		                  "%1$s was read as %2$s, as the issuer does (%3$s characters in all).", n),
		            s->typed, s->meant, s->count);
	case GCV_INVISIBLE:
		return with(s, P_("%1$s invisible character was ignored.",
		                  "%1$s invisible characters were ignored.", n), s->count, NULL, NULL);
	case GCV_SEPARATORS:
		return with(s, _("The separators are not as printed; that makes no difference."), NULL, NULL, NULL);
	case GCV_OLD_CHECK:
		return with(s, _("The optional check character is not there, so misread characters cannot be noticed."),
		            NULL, NULL, NULL);
	case GCV_WRAPPED:
		return with(s, _("The code was taken out of the text around it."), NULL, NULL, NULL);
	case GCV_ENCODED:
		return with(s, _("Characters that a mail program or a web page had encoded were decoded."), NULL, NULL, NULL);
	case GCV_SPELT:
		return with(s, P_("%1$s character was understood from words.", "%1$s characters were understood from words.", n),
		            s->count, NULL, NULL);
	default:
		return NULL;
	}
}

static const char *repair(sentence *s)
{
	bool shown = s->typed != NULL && s->meant != NULL;

	switch (s->finding->kind) {
	case GCV_REPAIRED_SHAPE:
		if (!shown)
			return with(s, _("Character %1$s belongs to another script; it was read as the one that looks like it."),
			            s->position, NULL, NULL);
		return with(s, _("Character %1$s (%2$s) belongs to another script; it was read as %3$s, which looks like it."),
		            s->position, s->typed, s->meant);
	case GCV_REPAIRED_MARK:
		if (!shown)
			return with(s, _("Character %1$s has a mark that no code has; it was read without it."),
			            s->position, NULL, NULL);
		return with(s, _("Character %1$s (%2$s) has a mark that no code has; it was read as %3$s."),
		            s->position, s->typed, s->meant);
	case GCV_REPAIRED_TWIN:
		if (!shown)
			return with(s, _("Character %1$s never occurs here; it was read as the one that looks like it."),
			            s->position, NULL, NULL);
		return with(s, _("Character %1$s was read as %3$s: %2$s never occurs here."),
		            s->position, s->typed, s->meant);
	case GCV_REPAIRED_CASE:
		if (!shown)
			return with(s, _("Character %1$s occurs only in the other case, and case matters here."),
			            s->position, NULL, NULL);
		return with(s, _("Character %1$s was read as %3$s: %2$s never occurs here, and case matters."),
		            s->position, s->typed, s->meant);
	case GCV_REPAIRED_MIXED:
		return with(s, _("Character %1$s is not in the same case as the others; these codes are either in upper case or in lower case."),
		            s->position, NULL, NULL);
	default:
		return NULL;
	}
}

static const char *companion(sentence *s)
{
	if (s->finding->count != 0 && s->finding->severity != GCV_WARNING)
		return with(s, _("The other number looks like %1$s, which is entered separately."), s->finding->name, NULL, NULL);
	if (s->finding->severity == GCV_NOTE)
		return with(s, _("The issuer asks for a second number too: %1$s."), s->finding->name, NULL, NULL);
	if (s->finding->count != 0)
		return with(s, P_("The last character looks like %2$s, which is entered separately.",
		                  "The last %1$s characters look like %2$s, which is entered separately.",
		                  plural(s->finding->count)), s->count, s->finding->name, NULL);
	return with(s, _("This looks like %1$s, not the code."), s->finding->name, NULL, NULL);
}

/* Each is told apart from all the others. */
static const char *look_alike(sentence *s)
{
	const gcv_finding *f = s->finding;
	const char *all[17], *items[16], *read;
	size_t count = f->alternative_count < 16 ? f->alternative_count : 16, i;

	for (i = 0; i < count; i++)
		all[i] = f->alternatives[i].symbol;
	all[count] = s->meant;
	read = gcvi_message_apart(s->arena, s->meant, all, count);
	for (i = 0; i < count; i++) {
		items[i] = gcvi_message_apart(s->arena, all[i], all, count + 1);
		s->no_memory = s->no_memory || items[i] == NULL;
	}
	all[0] = s->no_memory ? NULL : gcvi_message_list(s->arena, items, count);
	s->no_memory = s->no_memory || read == NULL || all[0] == NULL;
	return with(s, _("Character %1$s: is it really %2$s, or is it %3$s?"), s->position, read, all[0]);
}

static const char *warning(sentence *s)
{
	switch (s->finding->kind) {
	case GCV_LOOK_ALIKE:
		if (s->meant == NULL || s->finding->alternative_count == 0)
			return with(s, _("Character %1$s is easily misread; look at it again."), s->position, NULL, NULL);
		return look_alike(s);
	case GCV_COUNT_TRAP:
		if (s->format == NULL)
			return NULL;
		return with(s, _("%1$s characters counting the hyphens? The code itself has %2$s."),
		            s->count, lengths(s), NULL);
	case GCV_LENGTH_UNKNOWN:
		return with(s, P_("The issuer does not say how long these codes are; %1$s character may be right or not.",
		                  "The issuer does not say how long these codes are; %1$s characters may be right or not.",
		                  plural(s->finding->count)), s->count, NULL, NULL);
	case GCV_COMPANION:
		return companion(s);
	case GCV_TOO_MANY:
		if (s->finding->count >= 1000000)
			return with(s, _("Too little could be read: trying the most probable code is right less than 1 time in a million."),
			            NULL, NULL, NULL);
		return with(s, _("Too little could be read: trying the most probable code is right at best 1 time in %1$s."),
		            s->count, NULL, NULL);
	default:
		return NULL;
	}
}

/* Is it said of this very character that it never occurs, whatever the alphabet? */
static bool is_never(const sentence *s)
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
static const char *not_in_alphabet(sentence *s)
{
	bool exact = s->format != NULL && (s->format->exact || is_never(s));
	bool single = s->format != NULL && s->format->grade == 'C';
	bool placed = s->finding->position != 0;

	if (s->typed == NULL) {
		if (single)
			return with(s, placed ? _("Character %1$s is not known to occur in these codes (a single source says so).")
			                      : _("A character here is not known to occur in these codes (a single source says so)."),
			            s->position, NULL, NULL);
		if (exact)
			return with(s, placed ? _("Character %1$s never occurs in these codes.")
			                      : _("A character here never occurs in these codes."), s->position, NULL, NULL);
		return with(s, placed ? _("Character %1$s is not known to occur in these codes.")
		                      : _("A character here is not known to occur in these codes."), s->position, NULL, NULL);
	}
	if (single)
		return with(s, placed ? _("%1$s (character %2$s) is not known to occur in these codes (a single source says so).")
		                      : _("%1$s is not known to occur in these codes (a single source says so)."),
		            s->typed, s->position, NULL);
	if (exact)
		return with(s, placed ? _("%1$s never occurs in these codes (character %2$s).")
		                      : _("%1$s never occurs in these codes."), s->typed, s->position, NULL);
	return with(s, placed ? _("%1$s is not known to occur in these codes (character %2$s).")
	                      : _("%1$s is not known to occur in these codes."), s->typed, s->position, NULL);
}

static const char *wrong_length(sentence *s)
{
	unsigned long n = plural(s->finding->count);
	bool is_short = s->finding->kind == GCV_TOO_SHORT;

	if (s->finding->group != 0) {
		if (is_short)
			return with(s, P_("In group %2$s, %1$s character is missing.",
			                  "In group %2$s, %1$s characters are missing.", n), s->count, s->group, NULL);
		return with(s, P_("In group %2$s, %1$s character is too many.",
		                  "In group %2$s, %1$s characters are too many.", n), s->count, s->group, NULL);
	}
	if (s->format == NULL)
		return NULL;
	if (is_short)
		return with(s, P_("%1$s character is missing: a code has %2$s.",
		                  "%1$s characters are missing: a code has %2$s.", n), s->count, lengths(s), NULL);
	return with(s, P_("%1$s character too many: a code has %2$s.",
	                  "%1$s characters too many: a code has %2$s.", n), s->count, lengths(s), NULL);
}

static const char *wrong_class(sentence *s)
{
	const char *name = s->finding->name != NULL ? s->finding->name : "";

	if (strcmp(name, "digit") == 0)
		return s->typed == NULL ? with(s, _("Character %1$s has to be a digit."), s->position, NULL, NULL)
		                        : with(s, _("Character %1$s has to be a digit, not %2$s."), s->position, s->typed, NULL);
	if (strcmp(name, "letter") == 0)
		return s->typed == NULL ? with(s, _("Character %1$s has to be a letter."), s->position, NULL, NULL)
		                        : with(s, _("Character %1$s has to be a letter, not %2$s."), s->position, s->typed, NULL);
	if (s->typed == NULL)
		return with(s, _("Character %1$s cannot stand there."), s->position, NULL, NULL);
	if (s->finding->alternative_count != 0)
		return with(s, _("Character %1$s has to be %3$s, not %2$s."), s->position, s->typed, alternatives(s));
	if (s->meant != NULL)
		return with(s, _("Character %1$s has to be %3$s, not %2$s."), s->position, s->typed, s->meant);
	return with(s, _("Character %1$s cannot be %2$s."), s->position, s->typed, NULL);
}

static const char *wrong_prefix(sentence *s)
{
	if (s->finding->alternative_count != 0)
		return with(s, _("The code starts with %1$s."), alternatives(s), NULL, NULL);
	if (s->meant == NULL)
		return with(s, _("The code does not start as it has to."), NULL, NULL, NULL);
	if (s->typed == NULL)
		return with(s, _("The code starts with %1$s."), s->meant, NULL, NULL);
	return with(s, _("The code starts with %1$s, not with %2$s."), s->meant, s->typed, NULL);
}

/* meant: the characters, a blank, and how many ("N 1", "0-9 2..4", "A-Z 1..", "0 ..2"). */
static const char *counting_rule(sentence *s)
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
	return with(s, _("Of the characters %1$s these codes have %2$s; here there are %3$s."), characters, amount, s->count);
}

static const char *check_failed(sentence *s)
{
	if (s->finding->group != 0) {
		if (s->meant == NULL || s->finding->position == 0)
			return with(s, _("Group %1$s does not fit its check character: at least one character in it is wrong."),
			            s->group, NULL, NULL);
		return with(s, _("Group %1$s does not fit its check character: at least one character in it is wrong "
		                 "(if only character %2$s is, it has to be %3$s)."), s->group, s->position, s->meant);
	}
	if (s->meant != NULL && s->finding->position == 0 && strchr(s->meant, ' ') != NULL)
		return counting_rule(s);
	if (s->meant == NULL || s->finding->position == 0)
		return with(s, _("The code fails its built-in check: at least one character is wrong."), NULL, NULL, NULL);
	if (s->finding->count != 0)
		return with(s, _("The code fails its built-in check: at least one character is wrong "
		                 "(if only the %1$s characters from character %2$s on are, they have to be %3$s)."),
		            s->count, s->position, s->meant);
	return with(s, _("The code fails its built-in check: at least one character is wrong "
	                 "(if only character %1$s is, it has to be %2$s)."), s->position, s->meant, NULL);
}

static const char *unreadable(sentence *s)
{
	if (s->finding->alternative_count != 0)
		return s->finding->position != 0
		       ? with(s, _("Character %1$s is not certain: %2$s."), s->position, alternatives(s), NULL)
		       : with(s, _("A character here is not certain: %1$s."), alternatives(s), NULL, NULL);
	if (s->finding->position == 0)
		return with(s, _("A character here is unreadable."), NULL, NULL, NULL);
	return with(s, _("Character %1$s is unreadable."), s->position, NULL, NULL);
}

static const char *decoy(sentence *s)
{
	if (s->finding->severity == GCV_WARNING && s->typed != NULL)
		return with(s, _("This could also be %1$s (%2$s...): look which of the numbers it is."),
		            s->finding->name, s->typed, NULL);
	if (s->finding->severity == GCV_WARNING)
		return with(s, _("This could also be %1$s: look which of the numbers it is."), s->finding->name, NULL, NULL);
	if (s->typed != NULL && s->meant != NULL)
		return with(s, _("This looks like %1$s (%2$s...), not the code; the code starts with %3$s."),
		            s->finding->name, s->typed, s->meant);
	if (s->typed != NULL)
		return with(s, _("This looks like %1$s (%2$s...), not the code."), s->finding->name, s->typed, NULL);
	return with(s, _("This looks like %1$s, not the code."), s->finding->name, NULL, NULL);
}

static const char *spreadsheet(sentence *s)
{
	if (s->finding->group != 0 && s->meant != NULL)
		return with(s, _("A spreadsheet drops zeros at the start of a number; with them this would be %1$s."), s->meant, NULL, NULL);
	if (s->finding->group != 0)
		return with(s, P_("A spreadsheet drops zeros at the start of a number; %1$s may be missing here.",
		                  "A spreadsheet drops zeros at the start of a number; %1$s may be missing here.",
		                  plural(s->finding->count)), s->count, NULL, NULL);
	if (s->finding->count != 0)
		return with(s, P_("A spreadsheet has made a number of this code; its last digit is lost for good.",
		                  "A spreadsheet has made a number of this code; its last %1$s digits are lost for good.",
		                  plural(s->finding->count)), s->count, NULL, NULL);
	if (s->finding->severity == GCV_WARNING)
		return with(s, _("If a spreadsheet has made a number of this code, \".0\" at its end is no part of it."), NULL, NULL, NULL);
	return with(s, _("A spreadsheet has made a number of this code; all its digits are there, but zeros at its start may be lost."),
	            NULL, NULL, NULL);
}

static const char *error(sentence *s)
{
	switch (s->finding->kind) {
	case GCV_MALFORMED:
		return with(s, P_("The text is damaged: %1$s byte here is not UTF-8.",
		                  "The text is damaged: %1$s bytes here are not UTF-8.",
		                  plural(s->finding->count)), s->count, NULL, NULL);
	case GCV_EMPTY:
		return with(s, _("There is no code here."), NULL, NULL, NULL);
	case GCV_TOO_LARGE:
		return with(s, _("This is far longer than any code, so it was not read."), NULL, NULL, NULL);
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
		       ? with(s, _("This fits no known format; it comes closest to: %1$s."), s->finding->name, NULL, NULL)
		       : with(s, _("This fits no known format."), NULL, NULL, NULL);
	case GCV_NOT_TYPED:
		return with(s, _("This product has no code to type in."), NULL, NULL, NULL);
	case GCV_REFUSED:
		return with(s, _("The issuer has refused this code already."), NULL, NULL, NULL);
	case GCV_SPREADSHEET:
		return spreadsheet(s);
	default:
		return NULL;
	}
}

static const char *show(sentence *s, const char *text)
{
	const char *shown;

	if (text == NULL)
		return NULL;
	/* What was typed is empty as a string when it was a NUL byte. */
	shown = *text != '\0' ? gcvi_message_show(s->arena, text) : "U+0000";
	s->no_memory = s->no_memory || shown == NULL;
	return shown;
}

const char *gcvi_message_finding(gcvi_arena *arena, const struct gcv_format *format, const gcv_finding *finding)
{
	sentence s = { .arena = arena, .format = format, .finding = finding };
	const char *text;

	s.typed = show(&s, finding->typed);
	s.meant = finding->meant;
	gcvi_message_number(finding->position, s.position);
	gcvi_message_number(finding->group, s.group);
	gcvi_message_number(finding->count, s.count);
	text = note(&s);
	if (text == NULL)
		text = repair(&s);
	if (text == NULL)
		text = warning(&s);
	if (text == NULL)
		text = error(&s);
	if (text == NULL)
		text = with(&s, _("Something is wrong here."), NULL, NULL, NULL);
	if (s.no_memory)
		return NULL;
	return gcvi_fill(arena, text, s.arguments, s.argument_count);
}
