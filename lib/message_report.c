/* SPDX-License-Identifier: MIT */
/* Floor 4: the sentences that are about the whole answer: what to read again, what decided between formats. */
#include "message.h"

#include "i18n.h"

const char *gcvi_message_reread(gcvi_arena *arena, const gcv_reread *reread)
{
	char position[24];
	const char *arguments[2] = { position, NULL }, *items[16];
	size_t count = reread->alternative_count < 16 ? reread->alternative_count : 16, i;

	gcvi_message_number(reread->position, position);
	for (i = 0; i < count; i++)
		items[i] = reread->alternatives[i].symbol;
	arguments[1] = gcvi_message_choice(arena, items, count);
	if (arguments[1] == NULL)
		return NULL;
	if (reread->start == reread->end && count != 0)
		return gcvi_fill(arena, _("A character seems to be missing before character %1$s: is it %2$s?"), arguments, 2);
	if (reread->start == reread->end)
		return gcvi_fill(arena, _("A character seems to be missing as character %1$s; look at the card again."),
		                 arguments, 2);
	if (count != 0)
		return gcvi_fill(arena, _("Look at character %1$s again: is it %2$s?"), arguments, 2);
	return gcvi_fill(arena, _("Look at character %1$s again."), arguments, 2);
}

static const char *title_of(const struct gcv_format *format)
{
	const char *title = gcv_format_value(format, "title", gcvi_message_language(), 0);

	return title != NULL ? title : format->name;
}

const char *gcvi_message_decision(gcvi_arena *arena, const gcv_decision *decision)
{
	char position[24];
	const char *arguments[2] = { position, NULL };

	gcvi_message_number(decision->position, position);
	if (decision->rival == NULL)
		return decision->position != 0 ? gcvi_fill(arena, _("What told the formats apart is character %1$s."), arguments, 1)
		                               : gcvi_fill(arena, _("What told the formats apart is how the groups are divided."), arguments, 1);
	arguments[1] = title_of(decision->rival);
	return decision->position != 0
	       ? gcvi_fill(arena, _("What told the formats apart is character %1$s; without it the next guess is: %2$s."), arguments, 2)
	       : gcvi_fill(arena, _("What told the formats apart is how the groups are divided; without that the next guess is: %2$s."),
	                   arguments, 2);
}
