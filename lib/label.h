/* SPDX-License-Identifier: MIT */
/* Floor 1: words that announce a code ("Code:", "ギフト券番号：") or its companion ("PIN"); data/words/. */
#ifndef GCVI_LABEL_H
#define GCVI_LABEL_H

#include <stddef.h>
#include <stdint.h>

/* The first such word in the text, ASCII case ignored; its bytes, or 0. *at: where it starts. */
size_t gcvi_label_find(const uint8_t *text, size_t size, size_t *at);

/* Which word a text starts with. */
typedef enum gcvi_word {
	GCVI_WORD_NONE,
	GCVI_WORD_COMPANION,      /* data/words/companions.txt */
	GCVI_WORD_LABEL,          /* data/words/labels.txt */
	GCVI_WORD_JOIN            /* data/words/joins.txt: "and", "with" */
} gcvi_word;
/* *bytes: of the word; 0 for NONE. What comes first in the list above is told. */
gcvi_word gcvi_word_at(const uint8_t *text, size_t size, size_t *bytes);

#endif
