/* SPDX-License-Identifier: MIT */
/* Floor 1: finding words that announce a code. */
#include "label.h"

#include <string.h>

#include "gen/words_table.h"

static uint8_t lower(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + ('a' - 'A')) : byte;
}

static int is_ascii_letter(uint8_t byte)
{
	return lower(byte) >= 'a' && lower(byte) <= 'z';
}

/* An English word stands by itself ("pin", not "spinning"), with an ending at most; others may be glued together. */
static int stands_alone(const uint8_t *text, size_t size, size_t at, size_t length)
{
	if (!is_ascii_letter(text[at]))
		return 1;
	if (at > 0 && is_ascii_letter(text[at - 1]))
		return 0;
	at += length;
	if (at < size && lower(text[at]) == 's')
		at++;
	return at == size || !is_ascii_letter(text[at]);
}

static int is_here(const uint8_t *text, size_t size, size_t at, const char *word, size_t length)
{
	size_t i;

	if (length > size - at)
		return 0;
	for (i = 0; i < length; i++)
		if (lower(text[at + i]) != (uint8_t)word[i])
			return 0;
	return stands_alone(text, size, at, length);
}

size_t gcvi_label_find(const uint8_t *text, size_t size, size_t *at)
{
	size_t from, i;

	for (from = 0; from < size; from++) {
		uint8_t byte = lower(text[from]);

		/* Inside an English word no other one starts. */
		if (words_labels_first[byte] == words_labels_first[byte + 1] ||
		    (from > 0 && is_ascii_letter(byte) && is_ascii_letter(text[from - 1])))
			continue;
		for (i = words_labels_first[byte]; i < words_labels_first[byte + 1]; i++) {
			size_t length = strlen(words_labels[i]);

			if (is_here(text, size, from, words_labels[i], length)) {
				*at = from;
				return length;
			}
		}
	}
	return 0;
}
