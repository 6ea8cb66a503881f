/* SPDX-License-Identifier: MIT */
/* Floor 2: codes as words: said to a person (spell.c) and understood again (unspell.c); words in data/spelling/. */
#ifndef GCVI_SPELLING_H
#define GCVI_SPELLING_H

#include "reading.h"

/* A symbol, the word it stands in ("" for none) and how its name is said. UTF-8. */
typedef struct gcvi_spelling_word {
	uint32_t point;
	const char *word, *said;
} gcvi_spelling_word;

/* How a language puts the words together. */
typedef struct gcvi_spelling_grammar {
	const char *next, *group;                   /* between characters, between groups */
	const char *capital, *small, *digit;        /* before the letter or the digit's name */
	const char *in, *said, *close;              /* letter, in, word, said, name, close; said "": the name is not repeated */
	const char *kana_in, *little, *little_in, *voiced, *semivoiced;
} gcvi_spelling_grammar;

typedef struct gcvi_spelling_language {
	const char *tag;
	const gcvi_spelling_word *words;
	size_t count;
	const gcvi_spelling_grammar *grammar;
} gcvi_spelling_language;

/* What a language has ("ja", "ja_JP.UTF-8"); English for those that have no words. */
const gcvi_spelling_language *gcvi_spelling_of(const char *language);

/* What a heard phrase is: a symbol, or a part that says something about one. */
typedef enum gcvi_spelling_part {
	GCVI_SPELLING_SYMBOL, GCVI_SPELLING_CAPITAL, GCVI_SPELLING_SMALL, GCVI_SPELLING_FILLER, GCVI_SPELLING_AS,
	GCVI_SPELLING_VOICED, GCVI_SPELLING_SEMIVOICED, GCVI_SPELLING_LITTLE, GCVI_SPELLING_BREAK
} gcvi_spelling_part;

typedef struct gcvi_spelling_phrase {
	uint32_t point;
	gcvi_spelling_part part;
	size_t bytes;            /* matched in the input; 0: nothing matched */
	int one_character;       /* a bare letter or kana: no evidence that words were meant */
} gcvi_spelling_phrase;

/* The longest phrase of any language at the start of text, on word borders, ASCII case ignored. */
gcvi_spelling_phrase gcvi_spelling_match(const uint8_t *text, size_t size, int after_letter);

/* Kana with its sound mark or in its small form; 0 where there is none. And back: the plain kana. */
uint32_t gcvi_kana_variant(uint32_t plain, gcvi_spelling_part part);
uint32_t gcvi_kana_plain(uint32_t point, gcvi_spelling_part *part);

/*
 * The input as marks if it is a code spelt out in words ("capital B as in Bravo, digit eight"); one mark a symbol, its
 * span all the words that said it. reading->count is 0 when the input is anything else. GCV_OK or GCV_E_MEMORY.
 */
int gcvi_read_spelt(gcvi_reading *reading, const char *input, size_t size, gcvi_arena *arena);

#endif
