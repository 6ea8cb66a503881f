/* SPDX-License-Identifier: MIT */
/* Floor 5: why an issuer refuses a good code (data/refused/). */
#include <gcvalidate.h>

#include <string.h>

#include "gen/refused_table.h"

#define COUNT (sizeof refusals / sizeof refusals[0])

/* "ja" speaks for "ja_JP.UTF-8". */
static int speaks(const char *tag, const char *language)
{
	size_t length = strlen(tag);

	return length != 0 && strncmp(tag, language, length) == 0 &&
	       (language[length] == 0 || strchr("_-.@", language[length]) != NULL);
}

static const gcv_refusal *in_language(const struct refusal_section *section, const char *language)
{
	size_t i;

	for (i = 0; language != NULL && i < section->count; i++)
		if (speaks(section->texts[i].language, language))
			return &section->texts[i];
	return &section->texts[0];
}

/* What stands for this format in place of the general section; the general one where there is nothing. */
static const struct refusal_section *for_format(const struct refusal_section *general, const gcv_format *format)
{
	size_t i;

	for (i = 0; format != NULL && i < COUNT; i++)
		if (strcmp(refusals[i].cause, general->cause) == 0 &&
		    strcmp(refusals[i].format, gcv_format_name(format)) == 0)
			return &refusals[i];
	return general;
}

const gcv_refusal *gcv_refusal_at(const gcv_format *format, const char *language, size_t index)
{
	size_t i;

	for (i = 0; i < COUNT; i++)
		if (refusals[i].format[0] == 0 && index-- == 0)
			return in_language(for_format(&refusals[i], format), language);
	return NULL;
}
