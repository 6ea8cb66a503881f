/* SPDX-License-Identifier: MIT */
/* Floor 1: finding words that announce a code or a companion. */
#include "label.h"

#include <string.h>

#include "gen/words_table.h"

static uint8_t lower(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + ('a' - 'A')) : byte;
}

/* The byte at a place in small letters, a full-width letter or blank as the ASCII one; *taken: its bytes. */
static uint8_t fold(const uint8_t *text, size_t size, size_t at, size_t *taken)
{
	*taken = 1;
	if (text[at] < 0xE3 || size - at < 3)
		return lower(text[at]);
	*taken = 3;
	if (memcmp(text + at, "\xE3\x80\x80", 3) == 0)
		return ' ';
	if (text[at] == 0xEF && text[at + 1] == 0xBC && text[at + 2] >= 0xA1 && text[at + 2] <= 0xBA)
		return (uint8_t)('a' + (text[at + 2] - 0xA1));
	if (text[at] == 0xEF && text[at + 1] == 0xBD && text[at + 2] >= 0x81 && text[at + 2] <= 0x9A)
		return (uint8_t)('a' + (text[at + 2] - 0x81));
	*taken = 1;
	return text[at];
}

static int is_ascii_letter(uint8_t byte)
{
	return lower(byte) >= 'a' && lower(byte) <= 'z';
}

static int is_letter_at(const uint8_t *text, size_t size, size_t at)
{
	size_t taken;

	return at < size && is_ascii_letter(fold(text, size, at, &taken));
}

static int is_letter_before(const uint8_t *text, size_t at)
{
	return at > 0 && (is_ascii_letter(text[at - 1]) || (at >= 3 && is_letter_at(text, at, at - 3) && text[at - 3] >= 128));
}

/* An English word from one place to the other stands by itself ("pin", not "spinning"), with an ending at most. */
static int stands_alone(const uint8_t *text, size_t size, size_t at, size_t end)
{
	size_t taken;

	if (!is_letter_at(text, size, at))
		return 1;   /* others may be glued together */
	if (is_letter_before(text, at))
		return 0;
	if (end < size && fold(text, size, end, &taken) == 's')
		end += taken;
	return !is_letter_at(text, size, end);
}

/* Bytes of the word if it is here, 0 otherwise. */
static size_t is_here(const uint8_t *text, size_t size, size_t at, const char *word)
{
	size_t end = at, taken;

	for (; *word != 0; word++, end += taken)
		if (end >= size || fold(text, size, end, &taken) != (uint8_t)*word)
			return 0;
	return stands_alone(text, size, at, end) ? end - at : 0;
}

gcvi_word gcvi_word_at(const uint8_t *text, size_t size, size_t *bytes)
{
	static const struct { const char *const *words; const unsigned short *first; gcvi_word kind; } lists[] = {
		{ words_companions, words_companions_first, GCVI_WORD_COMPANION },
		{ words_labels, words_labels_first, GCVI_WORD_LABEL },
		{ words_joins, words_joins_first, GCVI_WORD_JOIN },
	};
	size_t taken, k, i;
	uint8_t byte;

	*bytes = 0;
	if (size == 0)
		return GCVI_WORD_NONE;
	byte = fold(text, size, 0, &taken);
	for (k = 0; k < sizeof lists / sizeof lists[0]; k++)
		for (i = lists[k].first[byte]; i < lists[k].first[byte + 1]; i++)
			if ((*bytes = is_here(text, size, 0, lists[k].words[i])) != 0)
				return lists[k].kind;
	return GCVI_WORD_NONE;
}

size_t gcvi_label_find(const uint8_t *text, size_t size, size_t *at)
{
	size_t from, i, taken;

	for (from = 0; from < size; from++) {
		uint8_t byte = fold(text, size, from, &taken);

		/* Inside an English word no other one starts. */
		if (words_labels_first[byte] == words_labels_first[byte + 1] ||
		    (is_ascii_letter(byte) && is_letter_before(text, from)))
			continue;
		for (i = words_labels_first[byte]; i < words_labels_first[byte + 1]; i++) {
			size_t length = is_here(text, size, from, words_labels[i]);

			if (length != 0) {
				*at = from;
				return length;
			}
		}
	}
	return 0;
}
