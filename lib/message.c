/* SPDX-License-Identifier: MIT */
/*
 * Floor 4: the sentences. Each kind of finding has one for when the characters may be shown and, where they would be
 * named, one for when not (a masked report, or nothing to name). Written for somebody holding a card: short, no jargon.
 */
#include "message_sentence.h"

#include "i18n.h"

#include <string.h>

const char *gcvi_sentence_alternatives(gcvi_sentence *s)
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

static const char *note(gcvi_sentence *s)
{
	unsigned long n = gcvi_plural(s->finding->count);

	switch (s->finding->kind) {
	case GCV_FOLDED_CASE:
		return gcvi_with(s, P_("%1$s letter was changed between upper and lower case; that makes no difference here.",
		                  "%1$s letters were changed between upper and lower case; that makes no difference here.",
		                  n), s->count, NULL, NULL);
	case GCV_FOLDED_WIDTH:
		return gcvi_with(s, P_("%1$s full-width or half-width character was read as an ordinary one.",
		                  "%1$s full-width or half-width characters were read as ordinary ones.",
		                  n), s->count, NULL, NULL);
	case GCV_FOLDED_FORM:
		return gcvi_with(s, P_("%1$s character in a special form was read as the ordinary one.",
		                  "%1$s characters in a special form were read as ordinary ones.",
		                  n), s->count, NULL, NULL);
	case GCV_FOLDED_KANA:
		return gcvi_with(s, P_("%1$s katakana character was read as hiragana.",
		                  "%1$s katakana characters were read as hiragana.", n), s->count, NULL, NULL);
	case GCV_FOLDED_DIGIT:
		return gcvi_with(s, P_("%1$s digit of another script was read by its value.",
		                  "%1$s digits of other scripts were read by their value.", n), s->count, NULL, NULL);
	case GCV_FOLDED_ALIAS:
		if (s->typed == NULL || s->meant == NULL)
			return gcvi_with(s, P_("%1$s character was read as the issuer reads it.",
			                  "%1$s characters were read as the issuer reads them.", n), s->count, NULL, NULL);
		return gcvi_with(s, P_("%1$s was read as %2$s, as the issuer does.",
		                  "%1$s was read as %2$s, as the issuer does (%3$s characters in all).", n),
		            s->typed, s->meant, s->count);
	case GCV_INVISIBLE:
		return gcvi_with(s, P_("%1$s invisible character was ignored.",
		                  "%1$s invisible characters were ignored.", n), s->count, NULL, NULL);
	case GCV_SEPARATORS:
		return gcvi_with(s, _("The separators are not as printed; that makes no difference."), NULL, NULL, NULL);
	case GCV_OLD_CHECK:
		return gcvi_with(s, _("The optional check character is not there, so misread characters cannot be noticed."),
		            NULL, NULL, NULL);
	case GCV_WRAPPED:
		return gcvi_with(s, _("The code was taken out of the text around it."), NULL, NULL, NULL);
	case GCV_ENCODED:
		return gcvi_with(s, _("Characters that a mail program or a web page had encoded were decoded."), NULL, NULL, NULL);
	case GCV_SPELT:
		return gcvi_with(s, P_("%1$s character was understood from words.", "%1$s characters were understood from words.", n),
		            s->count, NULL, NULL);
	default:
		return NULL;
	}
}

static const char *repair(gcvi_sentence *s)
{
	bool shown = s->typed != NULL && s->meant != NULL;

	switch (s->finding->kind) {
	case GCV_REPAIRED_SHAPE:
		if (!shown)
			return gcvi_with(s, _("Character %1$s belongs to another script; it was read as the one that looks like it."),
			            s->position, NULL, NULL);
		return gcvi_with(s, _("Character %1$s (%2$s) belongs to another script; it was read as %3$s, which looks like it."),
		            s->position, s->typed, s->meant);
	case GCV_REPAIRED_MARK:
		if (!shown)
			return gcvi_with(s, _("Character %1$s has a mark that no code has; it was read without it."),
			            s->position, NULL, NULL);
		return gcvi_with(s, _("Character %1$s (%2$s) has a mark that no code has; it was read as %3$s."),
		            s->position, s->typed, s->meant);
	case GCV_REPAIRED_TWIN:
		if (!shown)
			return gcvi_with(s, _("Character %1$s never occurs here; it was read as the one that looks like it."),
			            s->position, NULL, NULL);
		return gcvi_with(s, _("Character %1$s was read as %3$s: %2$s never occurs here."),
		            s->position, s->typed, s->meant);
	case GCV_REPAIRED_CASE:
		if (!shown)
			return gcvi_with(s, _("Character %1$s occurs only in the other case, and case matters here."),
			            s->position, NULL, NULL);
		return gcvi_with(s, _("Character %1$s was read as %3$s: %2$s never occurs here, and case matters."),
		            s->position, s->typed, s->meant);
	case GCV_REPAIRED_MIXED:
		return gcvi_with(s, _("Character %1$s is not in the same case as the others; these codes are either in upper case or in lower case."),
		            s->position, NULL, NULL);
	default:
		return NULL;
	}
}

static const char *companion(gcvi_sentence *s)
{
	if (s->finding->count != 0 && s->finding->severity != GCV_WARNING)
		return gcvi_with(s, _("The other number looks like %1$s, which is entered separately."), s->finding->name, NULL, NULL);
	if (s->finding->severity == GCV_NOTE)
		return gcvi_with(s, _("The issuer asks for a second number too: %1$s."), s->finding->name, NULL, NULL);
	if (s->finding->count != 0)
		return gcvi_with(s, P_("The last character looks like %2$s, which is entered separately.",
		                  "The last %1$s characters look like %2$s, which is entered separately.",
		                  gcvi_plural(s->finding->count)), s->count, s->finding->name, NULL);
	return gcvi_with(s, _("This looks like %1$s, not the code."), s->finding->name, NULL, NULL);
}

/* Never an order: what was typed may be right. */
static const char *near_miss(gcvi_sentence *s)
{
	if (s->finding->count == 1 && s->typed != NULL && s->meant != NULL && *s->finding->typed != '\0' && *s->meant != '\0')
		return gcvi_with(s, _("With %1$s in place of %2$s this would be a code of another format, whose check then passes: %3$s."),
		            s->meant, s->typed, s->finding->name);
	if (s->finding->count > 1 && s->meant != NULL)
		return gcvi_with(s, _("Read as %1$s this would be a code of another format, whose check then passes: %2$s."),
		            s->meant, s->finding->name, NULL);
	return gcvi_with(s, _("Read a little differently this would be a code of another format, whose check then passes: %1$s."),
	            s->finding->name, NULL, NULL);
}

/* Each is told apart from all the others. */
static const char *look_alike(gcvi_sentence *s)
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
	return gcvi_with(s, _("Character %1$s: is it really %2$s, or is it %3$s?"), s->position, read, all[0]);
}

static const char *warning(gcvi_sentence *s)
{
	switch (s->finding->kind) {
	case GCV_LOOK_ALIKE:
		if (s->meant == NULL || s->finding->alternative_count == 0)
			return gcvi_with(s, _("Character %1$s is easily misread; look at it again."), s->position, NULL, NULL);
		return look_alike(s);
	case GCV_COUNT_TRAP:
		if (s->format == NULL)
			return NULL;
		return gcvi_with(s, _("%1$s characters counting the hyphens? The code itself has %2$s."),
		            s->count, gcvi_sentence_lengths(s), NULL);
	case GCV_LENGTH_UNKNOWN:
		return gcvi_with(s, P_("The issuer does not say how long these codes are; %1$s character may be right or not.",
		                  "The issuer does not say how long these codes are; %1$s characters may be right or not.",
		                  gcvi_plural(s->finding->count)), s->count, NULL, NULL);
	case GCV_COMPANION:
		return companion(s);
	case GCV_NEAR_MISS:
		return near_miss(s);
	case GCV_TOO_MANY:
		if (s->finding->count >= 1000000)
			return gcvi_with(s, _("Too little could be read: trying the most probable code is right less than 1 time in a million."),
			            NULL, NULL, NULL);
		return gcvi_with(s, _("Too little could be read: trying the most probable code is right at best 1 time in %1$s."),
		            s->count, NULL, NULL);
	default:
		return NULL;
	}
}

static const char *show(gcvi_sentence *s, const char *text)
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
	gcvi_sentence s = { .arena = arena, .format = format, .finding = finding };
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
		text = gcvi_sentence_error(&s);
	if (text == NULL)
		text = gcvi_with(&s, _("Something is wrong here."), NULL, NULL, NULL);
	if (s.no_memory)
		return NULL;
	return gcvi_fill(arena, text, s.arguments, s.argument_count);
}
