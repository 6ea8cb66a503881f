/* SPDX-License-Identifier: MIT */
/* Floor 4, inside message*.c: a sentence about a finding, while its words are chosen. */
#ifndef GCVI_MESSAGE_SENTENCE_H
#define GCVI_MESSAGE_SENTENCE_H

#include "message.h"

/* A template with its arguments, before it is filled. */
typedef struct gcvi_sentence {
	gcvi_arena *arena;
	const struct gcv_format *format;
	const gcv_finding *finding;
	const char *typed, *meant;      /* fit to be shown; NULL: absent */
	char position[24], group[24], count[24];
	const char *arguments[GCVI_FILL_MAX];
	size_t argument_count;
	bool no_memory;
} gcvi_sentence;

static inline const char *gcvi_with(gcvi_sentence *s, const char *text, const char *one, const char *two, const char *three)
{
	s->arguments[0] = one;
	s->arguments[1] = two;
	s->arguments[2] = three;
	s->argument_count = 3;
	return text;
}

/* ngettext wants unsigned long; the plural rules of all languages look at the last digits only. */
static inline unsigned long gcvi_plural(size_t count)
{
	return (unsigned long)(count < 1000000 ? count : count % 1000000 + 1000000);
}

/* The finding's alternatives as a choice, "B or 8". */
const char *gcvi_sentence_alternatives(gcvi_sentence *s);
/* message_error.c: "14", "14 or 15", "10 to 19": how many characters a code has. */
const char *gcvi_sentence_lengths(gcvi_sentence *s);
/* message_error.c: the sentence of an error; NULL for other findings. */
const char *gcvi_sentence_error(gcvi_sentence *s);

#endif
