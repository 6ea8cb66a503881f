/* SPDX-License-Identifier: MIT */
/* Floor 0: the names of statuses, for people and for logs. */
#include "i18n.h"

#include <gcvalidate.h>

#include <stddef.h>

typedef struct status_text {
	int status;
	const char *name, *sentence;
} status_text;

#define STATUS(code, sentence) { code, #code, sentence }

static const status_text *find(int status)
{
	static const status_text texts[] = {
		STATUS(GCV_OK, N_("success")),
		STATUS(GCV_E_MEMORY, N_("memory ran out")),
		STATUS(GCV_E_FILE, N_("the file could not be read")),
		STATUS(GCV_E_ARGUMENT, N_("an argument is missing or contradicts another")),
		STATUS(GCV_E_RANGE, N_("a number or a length is outside what is allowed")),
		STATUS(GCV_E_ENCODING, N_("the text is not UTF-8")),
		STATUS(GCV_E_UNKNOWN_FORMAT, N_("no format of this name is known")),
		STATUS(GCV_E_UNKNOWN_CHANNEL, N_("no channel of this name is known")),
		STATUS(GCV_E_IMPOSSIBLE, N_("no such code exists")),
		STATUS(GCV_E_SYNTAX, N_("the text breaks the grammar of its file")),
		STATUS(GCV_E_DUPLICATE, N_("the name is taken already")),
		STATUS(GCV_E_EXAMPLE, N_("an example of the format does not hold")),
	};
	size_t i;

	for (i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (texts[i].status == status)
			return &texts[i];
	return NULL;
}

const char *gcv_strerror(int status)
{
	const status_text *text = find(status);

	return text != NULL ? _(text->sentence) : _("unknown status");
}

const char *gcv_strerror_name(int status)
{
	const status_text *text = find(status);

	return text != NULL ? text->name : "GCV_E_UNKNOWN";
}
