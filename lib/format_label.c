/* SPDX-License-Identifier: MIT */
/* Floor 3: formats named in the text around a code. */
#include "format_label.h"

#include <string.h>

#define BRAND_LEAST 4

static uint8_t lower(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + ('a' - 'A')) : byte;
}

static bool is_letter(uint8_t byte)
{
	return lower(byte) >= 'a' && lower(byte) <= 'z';
}

static bool same(const uint8_t *text, const char *word, size_t length)
{
	size_t i;

	for (i = 0; i < length && lower(text[i]) == lower((uint8_t)word[i]); i++)
		continue;
	return i == length;
}

/* The word somewhere in the text; one of ASCII letters at its ends is not part of a longer one there. */
static bool contains(const uint8_t *text, size_t size, const char *word, size_t length)
{
	size_t at;

	for (at = 0; length != 0 && at + length <= size; at++) {
		if (lower(text[at]) != lower((uint8_t)word[0]) || !same(text + at, word, length))
			continue;
		if (at > 0 && is_letter((uint8_t)word[0]) && is_letter(text[at - 1]))
			continue;
		if (at + length < size && is_letter((uint8_t)word[length - 1]) && is_letter(text[at + length]))
			continue;
		return true;
	}
	return false;
}

bool gcvi_format_has_url(const struct gcv_format *format, const uint8_t *text, size_t size)
{
	const char *url, *host;
	size_t index;

	for (index = 0; format->has_url && (url = gcvi_format_field(format, "url", NULL, index)) != NULL; index++) {
		host = strstr(url, "://");
		host = host != NULL ? host + 3 : url;
		if (contains(text, size, host, strlen(host)))
			return true;
	}
	return false;
}

bool gcvi_format_has_brand(const struct gcv_format *format, const uint8_t *text, size_t size)
{
	size_t length = strcspn(format->name, "-0123456789");

	return length >= BRAND_LEAST && contains(text, size, format->name, length);
}

bool gcvi_format_has_label(const struct gcv_format *format, const uint8_t *text, size_t size)
{
	const char *label;
	size_t index;

	for (index = 0; format->has_label && (label = gcvi_format_field(format, "label", NULL, index)) != NULL; index++)
		while (*label != '\0') {
			size_t length = strcspn(label, "|"), end = length;

			while (end > 0 && label[end - 1] == ' ')
				end--;
			if (contains(text, size, label, end))
				return true;
			label += length;
			label += strspn(label, "| ");
		}
	return false;
}
