/* SPDX-License-Identifier: MIT */
/* Floor 4: edits in words, and characters told apart in words where the eye cannot. */
#include "message.h"

#include "i18n.h"

#include <string.h>

/* Characters that most typefaces draw alike, in one set each, and what they are called. */
static const struct { const char *character; int set; const char *called; } alike[] = {
	/* TRANSLATORS: the digit 0, where the letter O is named in the same sentence; and so on */
	{ "0", 1, N_("%1$s (zero)") },
	{ "O", 1, N_("%1$s (letter O)") },
	{ "o", 1, N_("%1$s (small letter O)") },
	{ "1", 2, N_("%1$s (one)") },
	{ "l", 2, N_("%1$s (small letter L)") },
	{ "I", 2, N_("%1$s (capital letter I)") },
};
#define ALIKE (sizeof alike / sizeof alike[0])

static size_t find_alike(const char *character)
{
	size_t k;

	for (k = 0; k < ALIKE && strcmp(alike[k].character, character) != 0; k++)
		;
	return k;
}

const char *gcvi_message_apart(gcvi_arena *arena, const char *character, const char *const *others, size_t count)
{
	size_t is = find_alike(character), i;

	for (i = 0; is < ALIKE && i < count; i++) {
		size_t other = others[i] != NULL ? find_alike(others[i]) : ALIKE;

		if (other < ALIKE && other != is && alike[other].set == alike[is].set)
			return gcvi_fill(arena, _(alike[is].called), &character, 1);
	}
	return character;
}

const char *gcvi_message_choice(gcvi_arena *arena, const char *const *characters, size_t count)
{
	const char *items[16];
	size_t i;

	for (i = 0; i < count && i < 16; i++) {
		items[i] = gcvi_message_apart(arena, characters[i], characters, count);
		if (items[i] == NULL)
			return NULL;
	}
	return gcvi_message_list(arena, items, i);
}

/* What happened to the whole input. masked: without the characters. */
static const char *accident(const char *name, bool masked)
{
	static const struct { const char *name, *shown, *masked; } accidents[] = {
		{ "exchanged", N_("groups %2$s and %3$s exchanged"), N_("two groups exchanged") },
		{ "reversed", N_("all groups in reversed order"), NULL },
		{ "repeated", N_("a group typed twice"), NULL },
		{ "left-out", N_("%3$s added: a group left out"), N_("a group left out") },
		{ "azerty", N_("typed with the keyboard set to AZERTY"), NULL },
		{ "qwertz", N_("typed with the keyboard set to QWERTZ"), NULL },
		{ "cyrillic", N_("typed with the keyboard set to Russian"), NULL },
		{ "kana", N_("typed with the keyboard set to kana"), NULL },
		{ "latin", N_("typed with the keyboard set to QWERTY"), NULL },
		{ "shift", N_("typed with Shift held"), NULL },
		{ "no-shift", N_("digits typed without Shift (AZERTY)"), NULL },
		{ "caps-lock", N_("typed with Caps Lock on"), NULL },
	};
	size_t i;

	for (i = 0; name != NULL && i < sizeof accidents / sizeof accidents[0]; i++)
		if (strcmp(accidents[i].name, name) == 0)
			return _(masked && accidents[i].masked != NULL ? accidents[i].masked : accidents[i].shown);
	return _("something happened to all of it");
}

const char *gcvi_message_accident(const char *name)
{
	return accident(name, true);
}

static const char *masked_template(const gcv_edit *edit)
{
	switch (edit->kind) {
	case GCV_INSERTION: return _("character %1$s is missing");
	case GCV_DELETION: return _("one character too many at character %1$s");
	case GCV_TRANSPOSITION: case GCV_JUMP: return _("characters exchanged from character %1$s on");
	case GCV_GROUPS: case GCV_LAYOUT: return accident(edit->name, true);
	case GCV_APART: return _("%4$s, behind it, taken off");
	default: return _("character %1$s is another one");
	}
}

static const char *shown_template(const gcv_edit *edit)
{
	switch (edit->kind) {
	case GCV_INSERTION: return _("character %1$s: %3$s added");
	case GCV_DELETION: return _("%2$s taken out");
	case GCV_TRANSPOSITION: case GCV_JUMP: return _("character %1$s: %3$s instead of %2$s (exchanged)");
	case GCV_TWIN: return _("character %1$s: %3$s instead of %2$s (both)");
	case GCV_GROUPS: case GCV_LAYOUT: return accident(edit->name, false);
	case GCV_APART: return _("%4$s, behind it, taken off");
	default: return _("character %1$s: %3$s instead of %2$s");
	}
}

const char *gcvi_message_edit(gcvi_arena *arena, const gcv_edit *edit)
{
	char position[24];
	const char *arguments[4] = { position, "", "", edit->name != NULL ? edit->name : "" }, *typed;

	gcvi_message_number(edit->position, position);
	if (edit->typed == NULL || edit->meant == NULL)
		return gcvi_fill(arena, masked_template(edit), arguments, 4);
	typed = gcvi_message_show(arena, edit->typed);
	if (typed == NULL)
		return NULL;
	arguments[1] = gcvi_message_apart(arena, typed, &edit->meant, 1);
	arguments[2] = gcvi_message_apart(arena, edit->meant, &typed, 1);
	if (arguments[1] == NULL || arguments[2] == NULL)
		return NULL;
	return gcvi_fill(arena, shown_template(edit), arguments, 4);
}
