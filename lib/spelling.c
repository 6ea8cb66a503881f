/* SPDX-License-Identifier: MIT */
/* Floor 2: the spelling words of data/spelling/ and finding them in what somebody typed. */
#include "spelling.h"

#include "text.h"

#include <string.h>

typedef gcvi_spelling_word spelling_word;
typedef gcvi_spelling_grammar spelling_grammar;
typedef gcvi_spelling_language spelling_language;
typedef struct spelling_part {
	uint32_t point;
	gcvi_spelling_part part;
	const char *said;
} spelling_part;

#define PART_Symbol GCVI_SPELLING_SYMBOL
#define PART_Capital GCVI_SPELLING_CAPITAL
#define PART_Small GCVI_SPELLING_SMALL
#define PART_Filler GCVI_SPELLING_FILLER
#define PART_As GCVI_SPELLING_AS
#define PART_Voiced GCVI_SPELLING_VOICED
#define PART_Semivoiced GCVI_SPELLING_SEMIVOICED
#define PART_Little GCVI_SPELLING_LITTLE
#define PART_Break GCVI_SPELLING_BREAK
#include "gen/spelling_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

const gcvi_spelling_language *gcvi_spelling_of(const char *language)
{
	const gcvi_spelling_language *english = NULL;
	size_t i;

	for (i = 0; i < COUNT(spelling_languages); i++) {
		size_t size = strlen(spelling_languages[i].tag);

		if (strcmp(spelling_languages[i].tag, "en") == 0)
			english = &spelling_languages[i];
		else if (language != NULL && strncmp(language, spelling_languages[i].tag, size) == 0 &&
		         (language[size] == 0 || strchr("_-.@", language[size]) != NULL))
			return &spelling_languages[i];
	}
	return english;
}

static int is_word_byte(uint8_t byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static uint8_t lower(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + ('a' - 'A')) : byte;
}

static int is_blank(uint8_t byte)
{
	return byte == ' ' || byte == '\t';
}

/* Bytes of text that the phrase takes, a blank standing for any run of blanks; 0 where it does not match. */
static size_t phrase_bytes(const uint8_t *text, size_t size, const char *phrase)
{
	const uint8_t *wanted = (const uint8_t *)phrase;
	size_t at = 0;

	if (*wanted == 0)
		return 0;
	for (; *wanted != 0; wanted++) {
		if (at == size)
			return 0;
		if (*wanted == ' ') {
			if (!is_blank(text[at]))
				return 0;
			while (at < size && is_blank(text[at]))
				at++;
		} else if (lower(text[at++]) != lower(*wanted)) {
			return 0;
		}
	}
	if (is_word_byte(text[at - 1]) && at < size && is_word_byte(text[at]))
		return 0;
	return at;
}

/* One character is no evidence for words: a bare letter, digit or kana stands for itself anywhere. */
static int is_one_character(const char *phrase)
{
	uint32_t point;
	size_t size = strlen(phrase);

	return gcvi_utf8_read((const uint8_t *)phrase, size, &point) == size;
}

static void consider(gcvi_spelling_phrase *best, const uint8_t *text, size_t size, const char *phrase, uint32_t point,
                     gcvi_spelling_part part, int is_name)
{
	size_t bytes = phrase_bytes(text, size, phrase);

	if (bytes > best->bytes) {
		best->bytes = bytes;
		best->point = point;
		best->part = part;
		best->one_character = is_name && is_one_character(phrase);
	}
}

static void consider_words(gcvi_spelling_phrase *best, const uint8_t *text, size_t size, const spelling_word *words,
                           size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		/* The name of "-" is no symbol of a code but a border. */
		gcvi_spelling_part part = words[i].point == '-' ? GCVI_SPELLING_BREAK : GCVI_SPELLING_SYMBOL;

		consider(best, text, size, words[i].word, words[i].point, part, 0);
		consider(best, text, size, words[i].said, words[i].point, part, 1);
	}
}

gcvi_spelling_phrase gcvi_spelling_match(const uint8_t *text, size_t size, int after_letter)
{
	gcvi_spelling_phrase best = { 0, GCVI_SPELLING_FILLER, 0, 0 };
	size_t i;

	if (size == 0 || (after_letter && is_word_byte(text[0])))
		return best;
	for (i = 0; i < COUNT(spelling_languages); i++)
		consider_words(&best, text, size, spelling_languages[i].words, spelling_languages[i].count);
	for (i = 0; i < COUNT(spelling_heard); i++)
		consider(&best, text, size, spelling_heard[i].said, spelling_heard[i].point, spelling_heard[i].part, 1);
	return best;
}

/* Rows of hiragana that take a mark: か to と by +1, は to ほ by +1 and +2, う by its own (Unicode block 3040). */
uint32_t gcvi_kana_variant(uint32_t plain, gcvi_spelling_part part)
{
	int ka_to_to = (plain >= 0x304B && plain <= 0x3062 && plain % 2 == 1) || plain == 0x3064 || plain == 0x3066 ||
	               plain == 0x3068;
	int ha_to_ho = plain >= 0x306F && plain <= 0x307B && plain % 3 == 0x306F % 3;

	switch (part) {
	case GCVI_SPELLING_VOICED:
		return plain == 0x3046 ? 0x3094 : ka_to_to || ha_to_ho ? plain + 1 : 0;
	case GCVI_SPELLING_SEMIVOICED:
		return ha_to_ho ? plain + 2 : 0;
	case GCVI_SPELLING_LITTLE:
		if (plain == 0x304B || plain == 0x3051)
			return plain == 0x304B ? 0x3095 : 0x3096;
		if ((plain >= 0x3042 && plain <= 0x304A && plain % 2 == 0) || plain == 0x3064 || plain == 0x308F ||
		    (plain >= 0x3084 && plain <= 0x3088 && plain % 2 == 0))
			return plain - 1;
		return 0;
	default:
		return 0;
	}
}

uint32_t gcvi_kana_plain(uint32_t point, gcvi_spelling_part *part)
{
	static const gcvi_spelling_part parts[] = { GCVI_SPELLING_VOICED, GCVI_SPELLING_SEMIVOICED, GCVI_SPELLING_LITTLE };
	size_t i;
	uint32_t plain;

	for (i = 0; i < COUNT(parts); i++)
		for (plain = 0x3042; plain <= 0x3093; plain++)
			if (gcvi_kana_variant(plain, parts[i]) == point) {
				*part = parts[i];
				return plain;
			}
	*part = GCVI_SPELLING_SYMBOL;
	return point;
}
